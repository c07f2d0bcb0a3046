//! What programs get where the answer is no: one document on standard output, with the exit status that people get.

use super::drive::Home;
use serde_json::{Value, json};

fn refused(home: &Home, args: &[&str]) -> (i32, Value) {
    let ran = home.run(args);
    assert_eq!(ran.err, "", "{args:?}: what is refused is data");
    assert_eq!(ran.out.lines().count(), 1, "{args:?}: {}", ran.out);
    let document: Value = serde_json::from_str(&ran.out).unwrap_or_else(|error| panic!("{args:?}: {error}\n{}", ran.out));
    assert_eq!(document["version"], 1, "{args:?}");
    (ran.status, document["refused"].clone())
}

#[test]
fn a_refusal_is_a_document_where_json_was_asked_for() {
    let home = Home::new();
    home.good(&["new", "accueil"]);
    home.good(&["start", "./accueil.yaml", "--set", "colleague.name=Ada", "--set", "first_day=2026-12-01"]);
    for (args, code) in [
        (&["done", "@last", "prepare_desk"][..], "answer.missing"),
        (&["done", "@last", "prepare_desk", "--set", "desk_nubmer=1"], "answer.unknown"),
        (&["done", "@last", "welcome"], "step.not-open"),
        (&["done", "ffffffff", "welcome"], "run.not-found"),
        (&["why", "@last", "welcom"], "step.not-found"),
        (&["show", "ffffffff"], "run.not-found"),
        (&["log", "ffffffff"], "run.not-found"),
        (&["start", "acueil"], "procedure.not-found"),
        (&["list", "--procedure", "certinomis-bach"], "procedure.not-found"),
        (&["todo", "--role", "suport"], "usage"),
        (&["add", "@last", "people", "--set", "x=1"], "list.refused"),
        (&["drop", "@last", "people[1]", "--reason", "x"], "list.refused"),
        (&["reopen", "@last", "welcome", "--dry-run"], "reopen.refused"),
        (&["correct", "@last", "--set", "first_dya=2026-12-02", "--dry-run"], "answer.unknown"),
        (&["mail", "@last", "show", "9"], "mail.refused"),
        (&["assign", "@last", "nobody", "--name", "A"], "name.unknown"),
        (&["waive", "@last", "tell_team"], "usage"),
        (&["list", "--nope"], "usage"),
    ] {
        let people = home.run(args);
        let mut asked = args.to_vec();
        asked.push("--json");
        let (status, document) = refused(&home, &asked);
        assert_eq!((status, document["code"].as_str()), (people.status, Some(code)), "{args:?}\n{document}\n{}", people.err);
        assert!(people.out.is_empty() && people.err.contains(document["message"].as_str().unwrap()), "{args:?}\n{document}\n{}", people.err);
        for key in ["problems", "help", "findings"] {
            assert!(document[key].is_array(), "{args:?}: {key}");
        }
    }
    let (_, missing) = refused(&home, &["done", "@last", "prepare_desk", "--json"]);
    assert_eq!(missing["problems"][0]["field"], "desk_number");
    assert!(missing["help"].as_array().unwrap().iter().any(|help| help.as_str().unwrap().contains("--set desk_number=")), "{missing}");
    assert_eq!(refused(&home, &["test", "nothing.test.yaml", "--format", "json"]).0, 2);
}

#[test]
fn findings_of_a_procedure_that_cannot_start_stand_in_the_refusal() {
    let home = Home::new();
    home.good(&["new", "accueil"]);
    let text = std::fs::read_to_string(home.path("accueil.yaml")).unwrap().replacen("next: welcome", "next: welcom", 1);
    home.write("accueil.yaml", &text);
    let (status, document) = refused(&home, &["start", "./accueil.yaml", "--json"]);
    assert_eq!((status, document["code"].as_str()), (1, Some("procedure.unsound")), "{document}");
    let checked = home.run(&["check", "./accueil.yaml", "--format", "json"]);
    let checked: Value = serde_json::from_str(&checked.out).unwrap();
    let errors: Vec<&Value> = checked["findings"].as_array().unwrap().iter().filter(|finding| finding["severity"] == "error").collect();
    assert_eq!(json!(errors), document["findings"]);
}
