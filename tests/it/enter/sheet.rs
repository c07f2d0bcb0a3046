//! Real procedures on paper, and back: numbers, codes and where the pages come from are read from what the program printed.

use crate::cli::drive::Home;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// What stands beside each step: its number and code, by its title; and the code of the pages.
struct Pages {
    steps: BTreeMap<String, (String, String)>,
    origin: String,
}

impl Pages {
    /// The number of the step whose title begins so.
    fn number(&self, title: &str) -> &str {
        &self.of(title).0
    }

    fn code(&self, title: &str) -> &str {
        &self.of(title).1
    }

    fn of(&self, title: &str) -> &(String, String) {
        let found = self.steps.iter().find(|(known, _)| known.starts_with(title));
        found.map(|(_, of)| of).unwrap_or_else(|| panic!("{title}: {:?}", self.steps.keys()))
    }
}

/// Prints, and reads the pages.
fn printed(home: &Home, args: &[&str]) -> Pages {
    let file = home.path("pages.md");
    let name = file.to_str().unwrap();
    home.good(&[&["checklist"], args, &["-o", name, "--lang", "fr"]].concat());
    let text = std::fs::read_to_string(&file).unwrap();
    let mut steps = BTreeMap::new();
    for line in text.lines().filter(|line| line.starts_with('#')) {
        // `### ☐ 4. Transmettre le tableau `A9W2``
        let Some((head, code)) = line.strip_suffix('`').and_then(|line| line.rsplit_once(" `")) else { continue };
        let Some((number, title)) = head.trim_start_matches(['#', ' ', '☐', '☑', '–', '✗', '↷', '✓']).split_once(". ") else { continue };
        steps.entry(title.to_owned()).or_insert((number.to_owned(), code.to_owned()));
    }
    let origin = text.split("`pasapas:").nth(1).and_then(|rest| rest.split('`').next()).unwrap();
    Pages { steps, origin: format!("pasapas:{origin}") }
}

fn office() -> Home {
    let home = Home::new();
    home.write(
        "settings.yaml",
        "organisation: Ville\nteam:\n  tess: Tess Roy\n  marie: Marie Dupont\nsettings:\n  adresse_certinomis: c@example.org\n  adresse_support: s@example.org\n  \
         adresse_coordinateur: o@example.org\n",
    );
    home.write("cgu.pdf", "%PDF-1.4 cgu");
    home
}

fn state<'s>(show: &'s Value, path: &str) -> &'s Value {
    show["steps"].as_array().unwrap().iter().find(|step| step["path"] == path).unwrap_or_else(|| panic!("{path}"))
}

/// What is filled in of the first steps, by their numbers on these pages; in no order.
fn first_steps(pages: &Pages) -> String {
    [
        format!("{} oui oui aujourd’hui MD", pages.number("Quels comptes")),
        format!("{} Oui, avec ce", pages.code("Votre portable")),
        format!("{} @cgu.pdf", pages.number("Réunir les documents")),
        format!(
            "{} (Martin, Ana, ana@example.org, 06 12 34 56 78) (Bo, Li, li@example.org, -, Voirie) 31/12/2035",
            pages.number("Lister les bénéficiaires")
        ),
        format!(
            "{} \"Claire Martin\" claire@example.org - mandataire 06 12 34 56 78 02 41 00 00 00 \"Ville d’Exemple\" 732 829 320 00074 par \"Marie Dupont\"",
            pages.number("Qui conduit")
        ),
    ]
    .join("\n")
}

#[test]
fn the_certinomis_procedure_comes_back_from_its_own_pages() {
    let home = office();
    let run = home.good(&["start", "certinomis-batch"]).trim().to_owned();
    let pages = printed(&home, &[&run]);
    assert!(pages.origin.starts_with(&format!("pasapas:{run}@1.0.0+")), "{}", pages.origin);
    let slip = home.write("slip.txt", &first_steps(&pages));
    let seen = home.good(&["enter", &run, "--file", &slip, "--printed", &pages.origin, "--dry-run", "--lang", "fr"]);
    for said in ["2 lignes", "Oui, avec ce numéro", "Marie Dupont", "73282932000074"] {
        assert!(seen.replace(['\u{a0}', '\u{202f}', ' '], "").contains(&said.replace(' ', "")), "{said}: {seen}");
    }
    assert_eq!(home.lines(&["log", &run, "--json"]).iter().filter(|line| line["event"] == "done").count(), 0);
    let told = home.json(&["enter", &run, "--file", &slip, "--printed", &pages.origin, "--yes", "--json"]);
    assert_eq!((told["entries"].as_array().unwrap().len(), told["state"].as_str(), &told["dry_run"]), (5, Some("open"), &json!(false)));
    let show = home.json(&["show", &run, "--json", "--personal"]);
    for (path, by) in [("identifier_demandeur", "Marie Dupont"), ("lister_beneficiaires", "Tess Roy")] {
        let step = state(&show, path);
        assert_eq!(
            (step["state"].as_str(), step["by"].as_str(), step["entered"]["by"].as_str()),
            (Some("done"), Some(by), Some("Tess Roy")),
            "{step}"
        );
    }
    assert_eq!(show["data"]["beneficiaires"][1]["service"], "Voirie");
    // The sheet of one person says who it is for.
    let sheet = printed(&home, &[&run, "--item", "2", "--personal"]);
    assert!(sheet.origin.ends_with("#2"), "{}", sheet.origin);
    let short = format!("{}+{}", &run[..8], sheet.origin.rsplit_once('+').unwrap().1);
    home.good(&["checklist", &run, "--item", "2", "-o", "sheet.html"]);
    let html = std::fs::read_to_string(home.path("sheet.html")).unwrap();
    assert!(html.contains(&format!(">{short}<")) && html.contains(&sheet.origin), "{short}");
    let sheet_of_all = printed(&home, &[&run]);
    let mail = sheet.number("Envoyer les CGU");
    let (noted, handed) = (sheet.number("Noter le mot de passe"), sheet.number("Remettre"));
    // In the order of the paper or not: what is handed over was noted.
    let text = format!("{noted} noté \"coffre du secrétariat\"; {mail} envoyé; {} aujourd’hui", sheet_of_all.number("Passer la commande"));
    home.good(&["enter", &run, "--printed", &short, "--yes", &text]);
    let show = home.json(&["show", &run, "--json"]);
    let each = |step: &str| format!("beneficiaire_par_beneficiaire[2].{step}");
    assert_eq!(state(&show, &each("noter_mot_de_passe"))["state"], "done");
    assert_eq!(state(&show, &each("envoyer_cgu"))["entered"]["by"], "Tess Roy");
    assert_eq!(state(&show, "beneficiaire_par_beneficiaire[1].envoyer_cgu")["state"], "open");
    // What may be a secret is not shown again.
    let ran = home.run(&["enter", &run, "--yes", &format!("{noted}[1] Xk7-Secret9 12/03; {handed}[1] mail")]);
    assert_eq!(ran.status, 1);
    assert!(ran.err.contains("***") && !(ran.err.clone() + &ran.out).contains("Secret9"), "{}", ran.err);
    // In words, in the log and on the record.
    let log = home.good(&["log", &run, "--lang", "fr"]);
    assert!(log.contains("par Marie Dupont, saisi d’après le papier)"), "{log}");
    let shown = home.good(&["show", &run, "--lang", "fr"]);
    assert!(shown.contains("Marie Dupont") && shown.contains("saisi d’après le papier par Tess Roy"), "{shown}");
    let record = std::fs::read_to_string({
        home.good(&["checklist", &run, "--personal", "-o", "record.md", "--lang", "fr"]);
        home.path("record.md")
    })
    .unwrap();
    assert!(record.contains("fait par Marie Dupont le ") && record.contains("saisi d’après le papier par Tess Roy le "), "{record}");
    assert_eq!(home.json(&["verify", "--json"])["holds"], true);
    // The story that is made of it plays to where the run is.
    let story = home.good(&["test", "--record", &run]);
    assert!(story.matches("done:").count() >= 7, "{story}");
}

#[test]
fn blank_pages_of_the_ans_procedure_come_back_too() {
    let home = office();
    let run = home.good(&["start", "ans-contractualisation"]).trim().to_owned();
    let pages = printed(&home, &["ans-contractualisation"]);
    assert_eq!(pages.origin, "pasapas:ans-contractualisation@1.0.0");
    let (first, second) = (pages.number("Décrire ma structure"), pages.code("Le représentant légal est-il"));
    // Long ago: the sheet was filled in before anybody started a run for it.
    let text = format!("{second} \"Paul Loi\" Le directeur 02/01/2026 MD; {first} \"Clinique du Lac\" oui 010000024 02/01/2026 MD");
    home.good(&["enter", &run, "--printed", &pages.origin, "--yes", &text]);
    let show = home.json(&["show", &run, "--json"]);
    let step = state(&show, "ma_structure");
    assert_eq!(
        (step["state"].as_str(), step["by"].as_str(), step["on"].as_str()),
        (Some("done"), Some("Marie Dupont"), Some("2026-01-02")),
        "{step}"
    );
    assert_eq!(show["data"]["finess_juridique"], "010000024");
}

#[test]
fn wrong_lines_are_drawn_where_they_are_wrong_and_nothing_is_kept() {
    let home = office();
    let run = home.good(&["start", "certinomis-batch"]).trim().to_owned();
    let pages = printed(&home, &[&run]);
    let before = home.lines(&["log", &run, "--json"]).len();
    let right = first_steps(&pages);
    let wrong = right.replace("06 12 34 56 78 02", "05 12 34 56 78 02").replace("claire@example.org", "claire.example.org");
    for (slip, said) in [
        (wrong.as_str(), vec!["paper.refused", "a mail address is needed", "06 or 07", "5:19", "5:51"]),
        ("99 oui", vec!["there is no step “99”", "they go from 1 to 18"]),
        ("K9Z7 oui", vec!["there is no step “K9Z7”", "did you mean"]),
        ("3 meme_numero 12/03 QQ", vec!["“QQ”", "Marie Dupont"]),
    ] {
        let ran = home.run(&["enter", &run, "--yes", slip]);
        assert_eq!((ran.status, ran.out.as_str()), (1, ""), "{slip}\n{}", ran.err);
        assert!(said.iter().all(|said| ran.err.contains(said)), "{slip}\n{}", ran.err);
    }
    let ran = home.run(&["enter", &run, "--yes", "--json", "99 oui; 2 x=1"]);
    let told: Value = serde_json::from_str(&ran.out).unwrap();
    let fields: Vec<_> = told["refused"]["problems"].as_array().unwrap().iter().map(|problem| problem["field"].as_str().unwrap()).collect();
    assert_eq!((ran.status, told["refused"]["code"].as_str(), fields), (1, Some("paper.refused"), vec!["1:1", "1:11"]));
    // Nobody has seen it: nothing is kept.
    let ran = home.run(&["enter", &run, &right.replace('\n', ";")]);
    assert_eq!(ran.status, 2, "{}", ran.err);
    assert!(ran.err.contains("--dry-run") && ran.err.contains("--yes"), "{}", ran.err);
    let ran = home.run(&["enter", &run, "--printed", "ffffffff+3", "--yes", "2"]);
    assert!(ran.status == 1 && ran.err.contains("paper.unknown"), "{}", ran.err);
    assert_eq!(home.lines(&["log", &run, "--json"]).len(), before);
    assert_eq!(home.json(&["enter", &run, "--dry-run", "--json", &right.replace('\n', ";")])["dry_run"], true);
    assert_eq!(home.lines(&["log", &run, "--json"]).len(), before);
}

#[test]
fn a_slip_comes_through_standard_input_too() {
    use std::io::Write as _;
    use std::process::Stdio;
    let home = office();
    let run = home.good(&["start", "certinomis-batch"]).trim().to_owned();
    let pages = printed(&home, &[&run]);
    let mut child =
        home.command().args(["enter", &run, "--yes"]).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(first_steps(&pages).as_bytes()).unwrap();
    let ran = child.wait_with_output().unwrap();
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    assert_eq!(state(&home.json(&["show", &run, "--json"]), "lister_beneficiaires")["state"], "done");
}
