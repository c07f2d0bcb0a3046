//! Names, files and stores that mean nothing are said before anything is done, with what was probably meant.

use super::drive::Home;

fn started() -> Home {
    let home = Home::new();
    home.good(&["new", "accueil"]);
    home.good(&["start", "./accueil.yaml", "--set", "colleague.name=Ada", "--set", "first_day=2026-12-01"]);
    home
}

#[test]
fn what_an_option_names_must_be_there() {
    let home = started();
    for (args, said) in [
        (&["todo", "--role", "suport"][..], "did you mean “support”?"),
        (&["todo", "--role", "zzz"], "office"),
        (&["todo", "--procedure", "acueil"], "did you mean “accueil”?"),
        (&["list", "--procedure", "certinomis-bach"], "did you mean “certinomis-batch”?"),
        (&["checklist", "@last", "--role", "ofice"], "did you mean “office”?"),
        (&["checklist", "./accueil.yaml", "--role", "zzz"], "support"),
        (&["checklist", "@last", "--item", "3"], "still empty"),
        (&["checklist", "./accueil.yaml", "--item", "3"], "name a run"),
        (&["start", "./accueil.yaml", "--role", "ofice=Ada"], "did you mean “office”?"),
        (&["start", "accueil"], "./accueil.yaml"),
        (&["list", "--store", "foo:bar"], "sqlite:/path/pasapas.db"),
    ] {
        let ran = home.run(args);
        assert_eq!(ran.status, 2, "{args:?}\n{}{}", ran.out, ran.err);
        assert!(ran.out.is_empty() && ran.err.contains(said), "{args:?}\n{}", ran.err);
    }
    assert!(!home.path("foo:bar").exists());
    assert_eq!(home.lines(&["list", "--json"]).len(), 1, "nothing was started");
    // By its title too; and a role that has nothing to do now is no mistake.
    assert_eq!(home.lines(&["todo", "--role", "it support", "--json"]).len(), 1);
    assert_eq!(home.lines(&["todo", "--role", "certinomis", "--json"]).len(), 0);
}

#[test]
fn a_form_that_there_is_not_writes_nothing() {
    let home = started();
    for (args, file, said) in [
        (&["checklist", "@last", "-o"][..], "liste.odt", "md (.md, .markdown), html (.html, .htm)"),
        (&["checklist", "./accueil.yaml", "-o"], "liste.docx", "html (.html, .htm)"),
        (&["graph", "@last", "-o"], "graphe.bmp", "mermaid (.mmd, .mermaid, .md)"),
    ] {
        let mut all = args.to_vec();
        all.push(file);
        let ran = home.run(&all);
        assert_eq!((ran.status, ran.out.as_str()), (2, ""), "{}", ran.err);
        assert!(ran.err.contains(said) && !home.path(file).exists(), "{}", ran.err);
    }
    home.good(&["graph", "@last", "-o", "graphe.gv"]);
    assert!(std::fs::read_to_string(home.path("graphe.gv")).unwrap().starts_with("digraph"));
    home.good(&["checklist", "@last", "-o", "liste.HTM"]);
    assert!(std::fs::read_to_string(home.path("liste.HTM")).unwrap().starts_with("<!doctype html>"));
}

#[test]
fn a_procedure_that_is_not_to_be_relied_upon_says_so_once() {
    let home = started();
    let text = std::fs::read_to_string(home.path("accueil.yaml")).unwrap();
    assert!(text.contains("status: draft"), "{text}");
    let set = ["--set", "colleague.name=Ada", "--set", "first_day=2026-12-01"];
    for (status, said, word) in
        [("draft", "Draft: ", "accueil (draft)"), ("incomplete", "Incomplete: ", "(incomplete)"), ("obsolete", "Obsolete: ", "(obsolete)")]
    {
        home.write("accueil.yaml", &text.replace("status: draft", &format!("status: {status}")));
        let start = home.run(&[&["start", "./accueil.yaml"], &set[..]].concat());
        assert_eq!((start.status, start.err.matches(said).count()), (0, 1), "{}", start.err);
        assert_eq!(home.good(&["show", "@last"]).matches(said).count(), 1);
        assert_eq!(home.json(&["show", "@last", "--json"])["procedure"]["status"], status);
        assert!(home.good(&["list"]).contains(word));
        assert_eq!(home.lines(&["list", "--json"])[0]["procedure"]["status"], status);
        assert_eq!(home.good(&["checklist", "@last"]).matches(said).count(), 1);
    }
    home.write("accueil.yaml", &text.replace("status: draft", "status: valid"));
    let start = home.run(&[&["start", "./accueil.yaml"], &set[..]].concat());
    assert!(!start.err.contains("warning"), "{}", start.err);
    assert!(!home.good(&["list"]).lines().next().unwrap().contains('('));
}
