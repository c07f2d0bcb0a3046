//! Slips against what the run knows: days, people, answers, and what has happened since the printing.

use super::{Office, Slip, answers, slip};
use jiff::civil::date;
use pasapas::engine::{Command, Event};
use serde_json::json;

const WORKSHOP: &str = "pasapas: 1
id: atelier
version: 1.0.0
status: valid
title: Atelier
language: fr
role: moi
roles:
  moi: {title: Moi}
inputs:
  gens: {type: list, title: Gens, key: nom, fields: {nom: {type: text, title: Nom}}}
start: ouvrir
steps:
  ouvrir:
    title: Ouvrir
    ask:
      salle: {type: text, title: Salle}
      tel: {type: phone, title: Téléphone}
      vue_le: {type: date, title: Vue le, optional: true}
    next: verifier
  verifier:
    title: Vérifier
    choose:
      oui: {title: \"Oui, tout va bien\", next: [chacun, ranger]}
      non: {title: Non, next: reparer}
  reparer: {title: Réparer, end: failure}
  ranger: {title: Ranger, next: signer}
  chacun:
    title: Pour chacun
    each: gens
    as: p
    start: noter
    steps:
      noter:
        title: Noter le code
        ask: {code: {type: secret, title: Code}}
        next: remettre
      remettre: {title: Remettre, handover: {secret: code, to: moi, by: [oral, phone]}, end: success}
    next: signer
  signer: {title: Signer, join: all, not_by: verifier, end: success}
";

/// The numbers: 1 ouvrir, 2 verifier, 3 reparer, 4 ranger, 5 chacun (5.1, 5.2), 6 signer.
fn workshop() -> (Office, String) {
    let office = Office::new();
    office.write("wf/atelier.yaml", WORKSHOP);
    let run = office.start("atelier", &json!({"gens": [{"nom": "Ana Canari"}, {"nom": "Bob"}]}));
    office.on("2026-03-20");
    (office, run)
}

fn refused(office: &Office, run: &str, slip: &Slip) -> Vec<String> {
    let before = office.records(run);
    let said = office.enter(run, slip).err().unwrap_or_else(|| panic!("« {} » was taken", slip.text));
    assert_eq!(office.records(run), before, "« {} »", slip.text);
    said
}

#[test]
fn a_whole_run_comes_back_in_any_order_in_one_record() {
    let (office, run) = workshop();
    let before = office.records(&run);
    let text = "6 18/03 MaD\n5.2[Bob] téléphone 17/03 marie; 5.2#1 \"de vive voix\" 16/03 par Marie Dupont\n5.1[2] noté \"coffre\" 15/3; 5.1[Ana Canari] noté 15/03/2026\n\
                2 oui 13/03 par \"Zoé Neuve\"; 4 hier JPM; 1 \"salle ; du haut\" 06 12 34 56 78 12/03 Marie Dupont";
    // « MaD » is nobody's initials; « MD » would be Marie's and Marc's.
    assert_eq!(refused(&office, &run, &slip(text)), ["1:9 slip-over"]);
    assert_eq!(refused(&office, &run, &slip(&text.replacen("MaD", "MD", 1))), ["1:9 slip-who-several"]);
    let text = text.replacen("MaD", "JM", 1);
    // What is doubtful: it was signed before the tidying of yesterday.
    assert_eq!(refused(&office, &run, &slip(&text)), ["1:3 enter-before-step"]);
    let text = text.replacen("18/03 JM", "20/03 JM", 1);
    let acted = office.enter(&run, &slip(&text)).unwrap();
    assert_eq!(pasapas::desk::Desk::state(&acted.loaded), "success");
    assert_eq!(office.records(&run), before + 1);
    let loaded = office.desk("x").load(&run).unwrap();
    let told = |path: &str| {
        let state = loaded.run.step(&path.parse().unwrap()).unwrap();
        let entered = state.entered.as_ref().unwrap();
        assert_eq!((entered.by.as_str(), entered.at), ("Léa Petit", "2026-03-20T11:00:00Z".parse().unwrap()), "{path}");
        (state.settled.as_ref().unwrap().by.clone(), state.on)
    };
    let day = |n| Some(date(2026, 3, n));
    assert_eq!(told("ouvrir"), ("Marie Dupont".into(), day(12)));
    assert_eq!(told("verifier"), ("Zoé Neuve".into(), day(13)));
    assert_eq!(told("ranger"), ("Jean-Pierre Martin".into(), day(19)));
    assert_eq!(told("chacun[1].noter"), ("Léa Petit".into(), day(15)));
    assert_eq!(told("chacun[2].remettre"), ("Marie Dupont".into(), day(17)));
    // Today needs no day of its own.
    assert_eq!(told("signer"), ("Jean-Pierre Martin".into(), None));
    assert_eq!(answers(&loaded.run, "ouvrir"), *json!({"salle": "salle ; du haut", "tel": "0612345678"}).as_object().unwrap());
    assert_eq!(answers(&loaded.run, "chacun[2].noter")["code"], json!({"noted": true, "where": "coffre"}));
    let channel = |path: &str| loaded.run.step(&path.parse().unwrap()).unwrap().channel.clone().unwrap();
    assert_eq!((channel("chacun[1].remettre"), channel("chacun[2].remettre")), ("oral".into(), "phone".into()));
}

#[test]
fn what_is_wrong_is_said_at_its_place_and_nothing_is_kept() {
    let (office, run) = workshop();
    for (text, said) in [
        ("43 oui", vec!["1:1 enter-number"]),
        ("1 \"Salle\" 0612 12/03", vec!["1:11 expected-phone"]),
        ("1 Salle 0612345678 31/02", vec!["1:20 slip-day"]),
        ("1 Salle 0612345678 25/03/2026", vec!["1:20 step-early-on"]),
        ("1 Salle 0612345678 01/03", vec!["1:20 enter-before-run"]),
        ("1 Salle 0612345678 12/03 XY", vec!["1:26 slip-who"]),
        ("1 Salle 0612345678 par \"Marie Dupond\"", vec!["1:24 slip-who"]),
        ("1 Salle", vec!["1:1 answer-missing"]),
        ("1 salle=A tel=06 12", vec!["1:11 expected-phone"]),
        ("1 salle=A tell=0612345678", vec!["1:11 answer-unknown-near"]),
        ("1 Salle 0612345678; 2 peut-être", vec!["1:23 slip-option"]),
        ("1 Salle 0612345678; 2", vec!["1:21 choice-missing"]),
        ("1 Salle 0612345678; 2 oui; 3", vec!["1:28 enter-left-out"]),
        ("2 oui", vec!["1:1 enter-ahead-steps"]),
        ("1 A 0612345678; 1 A 0612345678", vec!["1:17 enter-twice"]),
        ("1 A 0612345678; 2 oui; 5", vec!["1:24 enter-holder"]),
        ("1 A 0612345678; 2 oui; 5.1 noté", vec!["1:24 enter-item"]),
        ("1 A 0612345678; 2 oui; 5.1[Cyr] noté", vec!["1:24 item-not-found"]),
        ("1 A 0612345678; 2[1] oui", vec!["1:17 enter-item-over"]),
        ("1 A 0612345678; 2 oui MD\n4\n5.1[1] noté\n5.1[2] noté\n5.2[1] oral; 5.2[2] mail", vec!["1:23 slip-who-several", "5:21 slip-option"]),
        ("1 \"A 0612345678", vec!["1:1 answer-missing", "1:3 slip-quote"]),
        ("1 Nord 0612 12/03", vec!["1:8 expected-phone"]),
        ("1 Nord 0612345678 13/13/2026 marie", vec!["1:19 slip-day"]),
    ] {
        assert_eq!(refused(&office, &run, &slip(text)), said, "« {text} »");
    }
    // Two pairs of eyes: whoever signed is named.
    let text = "1 A 0612345678; 2 oui par marie; 4; 5.1#1 noté; 5.1#2 noté; 5.2#1 oral; 5.2#2 oral; 6 par marie";
    assert_eq!(refused(&office, &run, &slip(text)), ["1:91 step-same-person"]);
    // What is doubtful is taken if it is meant so; what is wrong is not.
    let early = Slip { confirmed: true, ..slip("1 Salle 0612345678 01/03") };
    assert!(office.enter(&run, &early).is_ok());
    // On a blank sheet it may have been done before there was a run.
    let (younger, blank) = workshop();
    let early = Slip { printed: Some("pasapas:atelier@1.0.0"), ..slip("1 Salle 0612345678 01/03") };
    assert!(younger.enter(&blank, &early).is_ok());
    assert_eq!(office.status(&run, "verifier"), "open");
}

#[test]
fn answers_stand_where_they_are_printed_or_are_named() {
    for (text, salle, vue) in [
        ("1 Nord 0612345678", "Nord", None),
        ("1 Nord Est 06 12 34 56 78 12/03", "Nord Est", None),
        ("1 Nord 0612345678 11/03/2026 12/03/2026", "Nord", Some("2026-03-11")),
        ("1 vue_le=11/03/2026 tel=0612345678 salle=\"Nord Est\" 12/03", "Nord Est", Some("2026-03-11")),
        ("1 fait Nord 0612345678 - le 12/03", "Nord", None),
        ("1. \"12/03\" 0612345678 12/03", "12/03", None),
        ("ouvrir Nord 0612345678", "Nord", None),
    ] {
        let (office, run) = workshop();
        office.enter(&run, &slip(text)).unwrap_or_else(|said| panic!("« {text} »: {said:?}"));
        let loaded = office.desk("x").load(&run).unwrap();
        let given = answers(&loaded.run, "ouvrir");
        assert_eq!((given["salle"].as_str().unwrap(), given.get("vue_le").and_then(|v| v.as_str())), (salle, vue), "« {text} »");
    }
}

#[test]
fn what_holds_for_all_is_said_once() {
    let (office, run) = workshop();
    let all = Slip {
        on: Some(date(2026, 3, 12)),
        by: Some("jp"),
        item: Some("Bob"),
        ..slip("1 A 0612345678; 2 oui; 5.1 noté; 5.1[1] noté 13/03 marie; #1; 5.2 oral 14/03; 4")
    };
    office.enter(&run, &all).unwrap();
    let loaded = office.desk("x").load(&run).unwrap();
    let told = |path: &str| {
        let state = loaded.run.step(&path.parse().unwrap()).unwrap();
        (state.settled.as_ref().unwrap().by.clone(), state.on.unwrap().day())
    };
    assert_eq!(told("chacun[2].noter"), ("Jean-Pierre Martin".into(), 12));
    assert_eq!(told("chacun[1].noter"), ("Marie Dupont".into(), 13));
    assert_eq!(told("chacun[1].remettre"), ("Jean-Pierre Martin".into(), 14));
    assert_eq!(office.status(&run, "chacun[2].remettre"), "open");
    assert_eq!(refused(&office, &run, &Slip { by: Some("Mario"), ..slip("4") }), ["usage slip-who"]);
}

#[test]
fn what_was_settled_meanwhile_is_there_already_or_contradicts() {
    let (office, run) = workshop();
    office.done(&run, "ouvrir", &json!({"salle": "Nord", "tel": "0612345678"}), &[]);
    office.done(&run, "verifier", &json!({}), &["oui"]);
    let reading = office.read(&run, &slip("1 Nord 06 12 34 56 78 12/03 par marie; 2 oui; 4")).unwrap();
    assert_eq!(reading.entries.iter().map(|entry| entry.already).collect::<Vec<_>>(), [true, true, false]);
    assert_eq!((reading.count(), reading.faults.len()), (1, 0));
    assert_eq!(refused(&office, &run, &slip("1 Sud 0612345678; 2 non; 3; 4")), ["1:3 enter-settled", "1:21 enter-settled-so", "1:26 enter-left-out"]);
    // Set aside by somebody who has the program.
    let waive =
        Command::Waive { path: "ranger".parse().unwrap(), reason: "inutile".into(), answers: Default::default(), choose: vec![], confirmed: false };
    office.desk("Marc Durand").act(&run, &waive, &[]).unwrap();
    assert_eq!(refused(&office, &run, &slip("4 12/03")), ["1:1 enter-waived"]);
    // An item that left.
    let drop = Command::Drop { list: "gens".parse().unwrap(), item: 2, reason: "parti".into() };
    office.desk("Marc Durand").act(&run, &drop, &[]).unwrap();
    assert_eq!(refused(&office, &run, &slip("5.1[2] noté")), ["1:1 enter-left-out"]);
    // The same again is nothing to keep.
    let before = office.records(&run);
    office.enter(&run, &slip("1 Nord 0612345678; 2")).unwrap();
    assert_eq!(office.records(&run), before);
}

#[test]
fn a_step_that_was_reopened_since_the_printing_is_another_round() {
    let (office, run) = workshop();
    office.done(&run, "ouvrir", &json!({"salle": "Nord", "tel": "0612345678"}), &[]);
    let printed = format!("+{}", office.records(&run));
    let on = |text| Slip { printed: Some(&printed), ..slip(text) };
    office.done(&run, "verifier", &json!({}), &["non"]);
    let reopen = |path: &str| Command::Reopen { path: path.parse().unwrap(), reason: "erreur".into() };
    office.on("2026-03-21");
    office.desk("Marc Durand").act(&run, &reopen("verifier"), &[]).unwrap();
    assert_eq!(refused(&office, &run, &on("2 oui 20/03")), ["1:1 enter-reopened-by"]);
    // Without the code it cannot be known: it is said.
    let reading = office.read(&run, &slip("2 oui 20/03")).unwrap();
    assert_eq!((reading.faults.len(), reading.notes[0].id), (0, "enter-rounds"));
    office.enter(&run, &Slip { confirmed: true, ..on("2 oui 20/03") }).unwrap();
    assert_eq!(office.status(&run, "ranger"), "open");
    // What was not open yet when the sheet was printed is no other round.
    assert!(office.enter(&run, &on("4 21/03")).is_ok());
}

#[test]
fn pages_of_an_older_version_are_read_with_their_own_numbers() {
    let (office, run) = workshop();
    let printed = format!("pasapas:{run}@1.0.0+{}", office.records(&run));
    let changed = WORKSHOP
        .replace("version: 1.0.0", "version: 1.1.0")
        .replace("start: ouvrir", "start: [accueillir, ouvrir]")
        .replace("steps:\n  ouvrir:", "steps:\n  accueillir: {title: Accueillir, end: success}\n  ouvrir:")
        .replace("  ranger: {title: Ranger, next: signer}\n", "")
        .replace("[chacun, ranger]", "chacun")
        .replace("join: all, ", "");
    office.write("wf/atelier.yaml", &changed);
    let desk = office.desk("Marc Durand");
    assert!(matches!(desk.upgrade(desk.load(&run).unwrap(), None, true).unwrap(), pasapas::desk::versions::Verdict::Moves(_)));
    let on = |text| Slip { printed: Some(&printed), ..slip(text) };
    assert_eq!(refused(&office, &run, &on("1 Nord 0612345678; 2 oui; 4 12/03")), ["1:27 enter-gone"]);
    // By the present numbers 1 is another step, and that is said.
    let reading = office.read(&run, &slip("1 20/03")).unwrap();
    assert_eq!((reading.entries[0].path.to_string().as_str(), reading.notes[0].id), ("accueillir", "enter-version"));
    let reading = office.read(&run, &on("1 Nord 0612345678; 2 oui 20/03; 5.1#1 noté")).unwrap();
    assert_eq!((reading.notes[0].id, reading.faults.len()), ("enter-older", 0), "{:?}", reading.faults);
    office.enter(&run, &on("1 Nord 0612345678; 2 oui 20/03; 5.1#1 noté")).unwrap();
    assert_eq!(office.status(&run, "chacun[1].noter"), "done");
    // A blank sheet of the version before has no run in its code.
    assert!(office.enter(&run, &Slip { printed: Some("atelier@1.0.0"), ..slip("5.1#2 noté") }).is_ok());
}

#[test]
fn a_code_of_other_pages_is_refused() {
    let (office, run) = workshop();
    let other = office.start("atelier", &json!({"gens": []}));
    for (code, said) in [
        ("quoi", "paper.unknown enter-printed"),
        ("+999", "paper.unknown enter-printed-records"),
        ("pasapas:autre@1.0.0", "paper.unknown enter-printed-run"),
        ("ffffffff+1", "paper.unknown enter-printed-run"),
        (&format!("{run}@2.0.0+1"), "paper.unknown enter-printed-version"),
        (&format!("{other}@1.0.0+1"), "paper.unknown enter-printed-run"),
    ] {
        assert_eq!(refused(&office, &run, &Slip { printed: Some(code), ..slip("1 A 0612345678") }), [said], "{code}");
    }
    assert_eq!(refused(&office, &run, &slip(" ;\n")), ["usage enter-nothing"]);
}

#[test]
fn it_is_recorded_as_entered_from_paper() {
    let (office, run) = workshop();
    office.enter(&run, &slip("1 A 0612345678 12/03 par marie")).unwrap();
    let records = office.desk("x").records(&run).unwrap();
    let last = records.last().unwrap();
    assert_eq!(last.stamp.by, "Léa Petit");
    let done = last.events.iter().find(|event| matches!(event, Event::Done { .. })).unwrap();
    let kept = serde_json::to_value(done).unwrap();
    assert_eq!((&kept["paper"], &kept["on"]), (&json!({"by": "Marie Dupont"}), &json!("2026-03-12")));
    // What nobody entered from paper says nothing of it.
    let acted = office.done(&run, "verifier", &json!({}), &["oui"]);
    let done = acted.events.iter().find(|event| matches!(event, Event::Done { .. })).unwrap();
    assert_eq!(serde_json::to_value(done).unwrap().get("paper"), None);
}
