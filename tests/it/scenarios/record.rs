//! Scenarios made from runs: they play green, and nothing that anybody typed is left in them.

use super::FETE;
use crate::cli::drive::Home;

/// What people typed; none of it may be left.
const TYPED: &[&str] = &[
    "Ghislaine",
    "Tartempion",
    "ghislaine",
    "Basile",
    "basile",
    "vraie",
    "0612345678",
    "06 12",
    "devis-tartempion",
    "coffre",
    "brûlé",
    "perdu",
    "chez elle",
    "Bertrand",
];

fn run(home: &Home, who: &str, args: &[&str]) {
    let mut all = vec!["--as", who];
    all.extend(args);
    home.good(&all);
}

#[test]
fn a_run_becomes_a_story_without_anything_that_people_typed() {
    let home = Home::new();
    home.write("workflows/fete.yaml", FETE);
    home.write("settings.yaml", "settings:\n  adresse_salle: salle@vraie-ville.fr\n");
    let file = home.write("devis-tartempion.pdf", "%PDF-1.4 un devis");
    let convives = home.write(
        "convives.yaml",
        "- {nom: Ghislaine Tartempion, courriel: ghislaine@vraie-ville.fr}\n- {nom: Basile, courriel: basile@vraie-ville.fr}\n",
    );
    run(&home, "Bertrand Vrai", &["start", "fete", "--set", "jour=2030-05-01", "--role", "mairie=Basile <basile@vraie-ville.fr>"]);
    run(&home, "Bertrand Vrai", &["done", "@last", "lister", "--set", "budget=50", "--set", &format!("convives=@{convives}")]);
    run(&home, "Bertrand Vrai", &["note", "@last", "appeler Ghislaine au 0612345678"]);
    run(&home, "Autre Vraie", &["done", "@last", "inviter[Ghislaine Tartempion].envoyer"]);
    run(&home, "Autre Vraie", &["done", "@last", "inviter[1].reponse", "--choose", "cle", "--set", "mot=Je passe par chez elle"]);
    run(&home, "Autre Vraie", &["done", "@last", "inviter[1].confier", "--set", "code.where=dans le coffre de Ghislaine"]);
    run(&home, "Autre Vraie", &["done", "@last", "inviter[1].remettre", "--by", "phone"]);
    run(&home, "Autre Vraie", &["add", "@last", "convives", "--set", "nom=Ghislaine B", "--set", "courriel=gb@vraie-ville.fr"]);
    run(&home, "Autre Vraie", &["drop", "@last", "convives[Basile]", "--reason", "Basile a perdu son chemin"]);
    run(&home, "Bertrand Vrai", &["done", "@last", "reserver"]);
    run(&home, "Bertrand Vrai", &["done", "@last", "salle", "--attach", &format!("devis={file}")]);
    run(&home, "Bertrand Vrai", &["reopen", "@last", "salle", "--reason", "la salle a brûlé"]);
    run(&home, "Bertrand Vrai", &["waive", "@last", "salle", "--reason", "devis perdu"]);
    run(&home, "Bertrand Vrai", &["correct", "@last", "--set", "convives[Ghislaine Tartempion].courriel=autre@vraie-ville.fr"]);
    run(&home, "Bertrand Vrai", &["correct", "@last", "--set", "budget=60"]);
    run(&home, "Bertrand Vrai", &["correct", "@last", "--set", "jour=2030-05-02"]);
    run(&home, "Bertrand Vrai", &["assign", "@last", "mairie", "--name", "Ghislaine Tartempion", "--phone", "0612345678"]);
    let open = home.run(&["test", "--record", "@last"]);
    assert_eq!(open.status, 0, "{}\n{}", open.out, open.err);
    assert!(open.out.contains("open:\n      - alerte\n      - inviter[3].envoyer"), "{}", open.out);

    run(&home, "Bertrand Vrai", &["waive", "@last", "inviter", "--reason", "assez de Ghislaine"]);
    run(&home, "Bertrand Vrai", &["done", "@last", "bilan"]);
    let ran = home.run(&["test", "--record", "@last"]);
    assert_eq!(ran.status, 0, "{}\n{}", ran.out, ran.err);
    for typed in TYPED {
        assert!(!ran.out.contains(typed) && !ran.err.contains(typed), "{typed}\n{}", ran.out);
    }
    let id = home.lines(&["list", "--json"])[0]["run"].as_str().unwrap().to_owned();
    assert!(!ran.out.contains(&id), "the run's id is a way back to it");
    for part in [
        "state: success",
        "nom: Nom1",
        "adresse_salle: adresse",
        "@example.fr",
        "choose: cle",
        "by: phone",
        "drop: convives[2]",
        "devis: document1.pdf",
        "as: acteur2",
        "correct: lister",
        "budget: 60",
        "correct: inputs",
        "jour: 2030-05-02",
        "assign: mairie",
    ] {
        assert!(ran.out.contains(part), "{part}\n{}", ran.out);
    }
    assert_eq!(ran.out.matches("assign: mairie").count(), 2, "{}", ran.out);
    home.write("workflows/fete.test.yaml", &ran.out);
    let played = home.run(&["test"]);
    assert_eq!(played.status, 0, "{}\n{}", played.out, played.err);
    assert!(played.out.contains("✓ Exécution enregistrée"));
}

#[test]
fn a_story_in_which_a_replaced_answer_decided_is_no_story_of_the_run() {
    let home = Home::new();
    home.write(
        "workflows/mot.yaml",
        "pasapas: 1\nid: mot\nversion: 1.0.0\nstatus: draft\ntitle: Le mot\nlanguage: fr\nrole: a\nroles:\n  a: {title: A}\nstart: dire\nsteps:\n  dire:\n    title: Dire le mot\n    ask:\n      mot: {type: text, title: Mot}\n    route:\n      - when: mot == 'sésame'\n        end: success\n      - end: failure\n",
    );
    home.good(&["start", "mot"]);
    home.good(&["done", "@last", "dire", "--set", "mot=sésame"]);
    let ran = home.run(&["test", "--record", "@last"]);
    assert_eq!(ran.status, 1, "{}", ran.out);
    assert!(ran.err.contains("does not end as the run does") && !ran.out.contains("sésame"), "{}\n{}", ran.out, ran.err);
}

#[test]
fn a_late_wait_and_the_days_between_are_kept() {
    // The clock of the program cannot be moved from outside: the engine itself makes the run.
    use pasapas::check::Checker;
    use pasapas::engine::command::Done;
    use pasapas::engine::{self, Command, Env, Stamp};
    use pasapas::scenario::record::record;
    use serde_json::{Map, Value, json};
    let checked = Checker::new(&super::Fete).check("fete.yaml", FETE.as_bytes()).checked.clone().unwrap();
    let settings = Map::new();
    let inputs = json!({"jour": "2030-05-01"}).as_object().unwrap().clone();
    let (mut at, mut records) = ("2026-03-02T08:00:10.5Z".parse::<jiff::Timestamp>().unwrap(), Vec::new());
    let (mut run, events) = engine::start(
        &checked,
        &inputs,
        false,
        false,
        &Env { run_id: "r", now: at, by: "claire", settings: &settings, holidays: Default::default() },
    )
    .unwrap();
    records.push((Stamp { at, by: "claire".into() }, events));
    let list = json!({"budget": 15, "convives": [{"nom": "Ana", "courriel": "ana@vraie.fr"}]});
    for (seconds, path, answers, choose) in [
        (1, "lister", list, vec![]),
        (1, "inviter[1].envoyer", json!({}), vec![]),
        (7 * 86_400, "inviter[1].reponse", json!({}), vec!["late".to_owned()]),
        (0, "reserver", json!({}), vec![]),
        (0, "bilan", json!({}), vec![]),
    ] {
        at += jiff::SignedDuration::from_secs(seconds);
        let answers = match answers {
            Value::Object(map) => map,
            _ => Map::new(),
        };
        let done = Command::Done(Box::new(Done { path: path.parse().unwrap(), answers, choose, lacking: true, ..Done::default() }));
        let (after, events) =
            engine::decide(&checked, run, &done, &Env { run_id: "r", now: at, by: "claire", settings: &settings, holidays: Default::default() })
                .unwrap();
        run = after;
        records.push((Stamp { at, by: "claire".into() }, events));
    }
    let recorded = record(&checked, &records, &settings).unwrap();
    assert_eq!(recorded.differs, Vec::<String>::new(), "{}", recorded.text);
    assert!(recorded.text.contains("choose: late") && recorded.text.contains("state: neutral"), "{}", recorded.text);
    assert_eq!(super::said(&recorded.text), Vec::<String>::new());
}
