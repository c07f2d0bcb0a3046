//! The other commands, each once: data to standard output, words to standard error.

use super::drive::Home;
use std::process::Stdio;

#[test]
fn what_is_built_in_is_clean_and_listed() {
    let home = Home::new();
    let ran = home.run(&["check"]);
    assert_eq!((ran.status, ran.out.as_str()), (0, ""), "{}", ran.err);
    assert!(ran.err.contains("the procedures of the program that are checked") && ran.err.contains("\n6 procedures: no error"), "{}", ran.err);
    assert!(home.run(&["list"]).err.contains("No run."));
    assert!(!home.path(".local").exists(), "looking makes no store");
}

#[test]
fn version_help_and_pages_are_printed() {
    let home = Home::new();
    assert_eq!(home.good(&["--version"]), concat!("pasapas ", env!("CARGO_PKG_VERSION"), "\n"));
    let help = home.good(&["--help"]);
    assert!(help.contains("Usage: pasapas") && help.contains("Settle a step"), "{help}");
    let help = home.good(&["done", "--help", "--lang", "fr"]);
    assert!(help.contains("Utilisation\u{a0}: pasapas done") && help.contains("La réponse choisie"), "{help}");
    assert!(!help.contains("Print help"), "{help}");
    assert_eq!(home.run(&[]).status, 2);
    assert!(home.good(&["explain", "step.unknown"]).starts_with("step.unknown\n"));
    assert!(home.good(&["explain"]).lines().count() > 60);
    assert!(home.json(&["schema"])["$defs"].is_object());
    assert!(home.good(&["completions", "bash"]).contains("_pasapas"));
    assert!(home.good(&["man"]).contains(".TH pasapas 1"));
    home.good(&["man", "pages"]);
    assert!(home.path("pages/pasapas-done.1").is_file());
}

#[test]
fn a_mail_is_read_exported_and_marked_as_gone() {
    let home = Home::new();
    home.write(
        "lettre.yaml",
        "pasapas: 1\nid: lettre\nversion: 1.0.0\nstatus: valid\ntitle: Écrire\nlanguage: fr\nrole: nous\nroles:\n  nous:\n    title: Nous\n\
         settings:\n  adresse:\n    type: email\n    title: Adresse du service\ninputs:\n  piece:\n    type: file\n    title: Pièce\nstart: ecrire\nsteps:\n  ecrire:\n    title: Écrire au service\n    email:\n      to: \"{{ settings.adresse }}\"\n      subject: \"Été : demande\"\n      body: \"Bonjour,\\n\\nVoici la pièce demandée, à l’été prochain.\\n\"\n      attach: piece\n    end: success\n",
    );
    let piece = home.write("pièce jointe.txt", "contenu\n");
    let start = home.run(&["start", "./lettre.yaml", "--attach", &format!("piece={piece}")]);
    assert_eq!(start.status, 0, "{}", start.err);
    assert!(start.err.contains("adresse\u{a0}: Adresse du service"), "{}", start.err);
    let refused = home.run(&["mail", "@last", "export", "1"]);
    assert_eq!(refused.status, 1);
    assert!(refused.err.contains("mail.refused"), "{}", refused.err);
    home.write("settings.yaml", "settings:\n  adresse: service@example.org\n");
    let list = home.good(&["mail", "@last"]);
    assert!(list.contains("1.  ▸ Été : demande\n      To: service@example.org\n      Écrire au service\n"), "{list}");
    let line = &home.lines(&["mail", "@last", "list", "--json"])[0];
    assert!(line["number"] == 1 && line.get("subject").is_none() && line.get("to").is_none(), "{line}");
    let line = &home.lines(&["mail", "@last", "list", "--json", "--personal"])[0];
    assert!(line["subject"] == "Été : demande" && line["to"][0]["email"] == "service@example.org", "{line}");
    assert_eq!(home.run(&["mail", "@last", "export", "1", "-o", "mail.pdf"]).status, 2);
    assert!(!home.path("mail.pdf").exists());
    assert!(home.good(&["mail", "@last", "show"]).contains("Subject: Été"));
    let mail = home.good(&["mail", "@last", "export", "1"]);
    for part in ["X-Unsent: 1\r\n", "To: service@example.org\r\n", "quoted-printable", "Bonjour,\r\n", "base64", "multipart/mixed"] {
        assert!(mail.contains(part), "{part}\n{mail}");
    }
    home.good(&["mail", "@last", "export", "1", "-o", "mail.eml"]);
    assert_eq!(home.run(&["mail", "@last", "export", "1", "-o", "mail.eml"]).status, 2, "nothing is overwritten");
    home.good(&["mail", "@last", "sent", "1", "--how", "by hand"]);
    let shown = home.json(&["show", "@last", "--json"]);
    assert_eq!(
        (shown["state"].as_str(), shown["mails"][0]["state"].as_str(), shown["mails"][0]["how"].as_str()),
        (Some("success"), Some("left"), Some("by hand"))
    );
}

#[test]
fn a_letter_of_a_run_is_a_page_to_sign() {
    let home = Home::new();
    home.write("settings.yaml", "organisation: Ville d’Exemple\n");
    home.write(
        "saisine.yaml",
        "pasapas: 1\nid: saisine\nversion: 1.0.0\nstatus: valid\ntitle: Saisir\nlanguage: fr\nrole: nous\nroles:\n  nous:\n    title: Nous\n  parquet:\n    title: Le parquet\n    outside: true\n\
         start: saisir\nsteps:\n  saisir:\n    title: Saisir le parquet\n    email:\n      by: registered\n      to: parquet\n      subject: Saisine\n      body: \"Madame,\\n\\nVoici.\\n\"\n    end: success\n",
    );
    home.good(&["start", "./saisine.yaml"]);
    let page = home.good(&["mail", "@last", "export", "1", "--format", "html"]);
    for part in [
        "<html lang=\"fr\">",
        "Ville d’Exemple",
        "Le parquet",
        "Lettre recommandée avec avis de réception",
        "N° de suivi",
        "Saisine",
        "<p>Madame,</p><p>Voici.</p>",
    ] {
        assert!(page.contains(part), "{part}\n{page}");
    }
    home.good(&["mail", "@last", "export", "1", "-o", "lettre.html"]);
    assert!(std::fs::read_to_string(home.path("lettre.html")).unwrap().contains("N° de suivi"));
    assert!(home.good(&["mail", "@last", "export", "1"]).contains("Voici."), "a letter is text where nothing else is asked for");
    // A graph speaks the language of its procedure, and what was called off is open no more.
    home.good(&["note", "@last", "Rappelé le greffe"]);
    home.good(&["cancel", "@last", "--reason", "Plus d’objet"]);
    assert!(home.good(&["graph", "@last"]).contains("Début"));
    let printed = home.good(&["checklist", "@last", "--personal"]);
    assert!(
        printed.contains("Rappelé le greffe") && printed.contains("le dossier est abandonné") && !printed.contains("à faire maintenant"),
        "{printed}"
    );
}

#[test]
fn a_mail_done_without_its_settings_says_so() {
    let home = Home::new();
    home.write(
        "lettre.yaml",
        "pasapas: 1\nid: lettre\nversion: 1.0.0\nstatus: valid\ntitle: Write\nlanguage: en\nrole: we\nroles:\n  we:\n    title: We\n\
         settings:\n  office:\n    type: email\n    title: Address of the office\nstart: write\nsteps:\n  write:\n    title: Write\n    email:\n      to: \"{{ settings.office }}\"\n      subject: Hello\n      body: Hello\n    end: success\n",
    );
    home.good(&["start", "./lettre.yaml"]);
    let done = home.run(&["done", "@last", "write"]);
    assert!(done.status == 1 && done.err.contains("mail.refused") && done.err.contains("--confirm"), "{}", done.err);
    let done = home.run(&["done", "@last", "write", "--confirm"]);
    assert_eq!(done.status, 0, "{}", done.err);
    assert!(done.err.contains("warning:") && done.err.contains("office"), "{}", done.err);
}

#[test]
fn items_join_and_leave_a_list() {
    let home = Home::new();
    home.write(
        "liste.yaml",
        "pasapas: 1\nid: liste\nversion: 1.0.0\nstatus: valid\ntitle: List\nlanguage: en\nrole: we\nroles:\n  we:\n    title: We\n\
         inputs:\n  people:\n    type: list\n    title: People\n    key: name\n    fields:\n      name:\n        type: text\n        title: Name\nstart: each_one\nsteps:\n  each_one:\n    title: One by one\n    each: people\n    as: person\n    start: greet\n    steps:\n      greet:\n        title: Greet\n        text: \"{{ person.name }}\"\n        end: success\n    end: success\n",
    );
    home.good(&["start", "./liste.yaml", "--set", "people=[{\"name\":\"Ada\"},{\"name\":\"Alan\"}]"]);
    home.good(&["add", "@last", "people", "--set", "name=Grace"]);
    assert_eq!(home.lines(&["todo", "--json"]).len(), 3);
    let todo = home.good(&["todo"]);
    assert!(todo.contains("  1   One by one\n    Ada\n") && todo.contains("    Grace\n      ▸ 1.1  Greet\n"), "{todo}");
    home.good(&["drop", "@last", "people[Alan]", "--reason", "left"]);
    home.good(&["done", "@last", "each_one[Ada].greet"]);
    home.good(&["done", "@last", "each_one[3].greet"]);
    assert_eq!(home.json(&["show", "@last", "--json"])["state"], "success");
}

#[test]
fn the_doctor_says_what_is_missing() {
    let home = Home::new();
    let report = home.json(&["doctor", "--json"]);
    let checks = report["checks"].as_array().unwrap();
    let batch = checks.iter().find(|check| check["message"].as_str().unwrap().starts_with("certinomis-batch")).unwrap();
    assert!(batch["state"] == "warning" && batch["message"].as_str().unwrap().contains("adresse_certinomis"), "{batch}");
    assert!(home.good(&["doctor"]).contains("settings.yaml"));
    home.write("settings.yaml", "sttings: {}\n");
    assert_eq!(home.run(&["doctor"]).status, 1);
    assert_eq!(home.run(&["check"]).status, 0, "checking needs no settings");
}

#[test]
fn todo_can_be_narrowed() {
    let home = Home::new();
    home.good(&["new", "accueil"]);
    home.good(&["start", "./accueil.yaml", "--set", "colleague.name=A", "--set", "first_day=2026-12-01"]);
    let count = |args: &[&str]| home.lines(&[&["todo", "--json"], args].concat()).len();
    assert_eq!((count(&[]), count(&["--role", "support"]), count(&["--role", "office"]), count(&["--late"])), (2, 1, 1, 0));
    assert_eq!((count(&["--procedure", "accueil"]), count(&["--procedure", "rpps-plus"]), count(&["--mine"])), (2, 0, 2));
    let line = &home.lines(&["todo", "--json", "--role", "support"])[0];
    for key in ["run", "path", "title", "role", "due", "late", "verb", "answers", "options", "many", "channels"] {
        assert!(line.get(key).is_some(), "{key}");
    }
}

/// Whoever reads only the first lines gets them, and nobody panics.
#[test]
fn a_closed_pipe_is_no_fault() {
    let home = Home::new();
    let mut child = home.command().arg("explain").stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{output:?}");
    assert!(output.stderr.is_empty(), "{output:?}");
}
