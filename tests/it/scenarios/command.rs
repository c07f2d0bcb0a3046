//! `test` as it is called.

use super::{FETE, story};
use crate::cli::drive::Home;
use serde_json::json;

fn home(scenarios: &str) -> Home {
    let home = Home::new();
    home.write("workflows/fete.yaml", FETE);
    home.write("workflows/fete.test.yaml", scenarios);
    home
}

#[test]
fn a_story_that_does_not_hold_is_told_at_its_line() {
    let home = home(&story("      - done: reserver\n", "{state: success}"));
    let ran = home.run(&["test"]);
    assert_eq!(ran.status, 1, "{}\n{}", ran.out, ran.err);
    for part in [
        "workflows/fete.test.yaml",
        "✗ Histoire histoire",
        "error scenario.expected",
        "expected success; the run is open",
        "[workflows/fete.test.yaml:15:21]",
        "so far:",
        "02/03/2026 09:00 ✓ lister",
        "02/03/2026 09:01 ✓ reserver",
        "steps never done: alerte, inviter, inviter.envoyer, inviter.reponse",
        "mails that never left: inviter.envoyer (invitation)",
    ] {
        assert!(ran.out.contains(part), "{part}\n{}", ran.out);
    }
    assert!(ran.err.contains("1 scenario played: 1 does not hold"), "{}", ran.err);
    assert!(!ran.out.contains('\u{1b}'));
}

#[test]
fn what_no_story_reaches_fails_only_where_that_is_wanted() {
    let home = home(&story("      - cancel: plus personne\n", "{state: cancelled}"));
    assert_eq!(home.run(&["test"]).status, 0);
    for what in ["fete", "workflows", "workflows/fete.yaml", "workflows/fete.test.yaml"] {
        let ran = home.run(&["test", "--deny", "uncovered", what]);
        assert_eq!(ran.status, 1, "{what}\n{}\n{}", ran.out, ran.err);
        assert!(ran.err.contains("--deny uncovered"), "{}", ran.err);
    }
    let ran = home.run(&["test", "autre"]);
    assert_eq!(ran.status, 2);
    assert!(ran.err.contains("[file.unreadable]") && ran.err.contains("no scenario for “autre”"), "{}", ran.err);
    assert_eq!(home.run(&["test", "absent.test.yaml"]).status, 2);
    home.write("vide/fete.yaml", FETE);
    let ran = home.run(&["--workflows", "vide", "test"]);
    assert!(ran.status == 2 && ran.err.contains("no scenario for “vide”"), "{}", ran.err);
    assert_eq!(home.run(&["--workflows", "vide", "check"]).status, 0);
}

#[test]
fn the_built_in_scenarios_are_played_where_there_is_no_folder() {
    let home = Home::new();
    let ran = home.run(&["test", "--deny", "uncovered"]);
    assert_eq!(ran.status, 0, "{}\n{}", ran.out, ran.err);
    assert!(ran.out.contains("certinomis-batch.test.yaml") && ran.err.contains("no failures"), "{}", ran.err);
    assert!(home.good(&["test", "rpps-plus"]).contains("rpps-plus"));
}

#[test]
fn programs_read_one_document() {
    let home = home(&story("      - done: salle\n", "{state: success}"));
    let ran = home.run(&["test", "--format", "json"]);
    assert_eq!(ran.status, 1);
    let document: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!((&document["version"], &document["holds"]), (&json!(1), &json!(false)));
    let scenario = &document["scenarios"][0];
    assert_eq!(
        (&scenario["file"], &scenario["scenario"], &scenario["title"], &scenario["holds"]),
        (&json!("workflows/fete.test.yaml"), &json!("histoire"), &json!("Histoire"), &json!(false))
    );
    assert_eq!((&scenario["findings"][0]["code"], &scenario["findings"][0]["line"]), (&json!("scenario.refused"), &json!(14)));
    let coverage = &document["coverage"][0];
    assert_eq!((&coverage["procedure"], &coverage["tested"], &coverage["options"]["all"]), (&json!("fete"), &json!(true), &json!(4)));
    assert!(coverage["options"]["missing"].as_array().unwrap().contains(&json!("inviter.reponse.late")), "{coverage}");
}

#[test]
fn build_servers_read_junit() {
    let title = "title: \"Un <refus> & « deux » ]]>\"";
    let home = home(&story("      - done: salle\n", "{state: success}").replace("title: Histoire", title));
    home.write("workflows/casse.test.yaml", "pasapas: 1\nprocedure: absente\nscenarios: {a: {title: A}}\n");
    let ran = home.run(&["test", "--format", "junit"]);
    assert_eq!(ran.status, 1);
    let document = roxmltree::Document::parse(&ran.out).unwrap();
    let root = document.root_element();
    assert_eq!(
        (root.tag_name().name(), root.attribute("tests"), root.attribute("failures"), root.attribute("errors")),
        ("testsuites", Some("2"), Some("1"), Some("1"))
    );
    // What JUnit's schema allows, in its order: suites hold cases, a case holds one failure or error.
    for suite in root.children().filter(|n| n.is_element()) {
        assert_eq!(suite.tag_name().name(), "testsuite");
        let cases: Vec<_> = suite.children().filter(|n| n.is_element()).collect();
        assert_eq!(suite.attribute("tests").unwrap(), cases.len().to_string());
        for case in cases {
            assert!(case.tag_name().name() == "testcase" && case.attribute("name").is_some() && case.attribute("classname").is_some());
            let inside: Vec<_> = case.children().filter(|n| n.is_element()).collect();
            assert_eq!(inside.len(), 1);
            assert!(matches!(inside[0].tag_name().name(), "failure" | "error") && inside[0].attribute("type").unwrap().starts_with("scenario."));
        }
    }
    let failure = document.descendants().find(|n| n.has_tag_name("failure")).unwrap();
    assert!(failure.text().unwrap().contains("workflows/fete.test.yaml:14:15: scenario.refused"), "{:?}", failure.text());
    let names: Vec<_> = document.descendants().filter(|n| n.has_tag_name("testcase")).filter_map(|n| n.attribute("name")).collect();
    assert!(names.contains(&"Un <refus> & « deux » ]]>"), "{names:?}");
}

#[test]
fn check_looks_at_scenarios_too_and_never_plays_them() {
    let home = home(&story("      - done: salle\n", "{state: success}"));
    let ran = home.run(&["check"]);
    assert_eq!(ran.status, 0, "{}", ran.out);
    assert!(ran.err.contains("1 procedure"), "{}", ran.err);
    home.write("workflows/fete.test.yaml", &story("      - done: sale\n", "{state: success}"));
    for what in [&["check"][..], &["check", "workflows/fete.test.yaml"], &["check", "workflows"]] {
        let ran = home.run(what);
        assert_eq!(ran.status, 1, "{what:?} {}", ran.out);
        assert!(ran.out.contains("scenario.unknown") && ran.out.contains("did you mean “salle”?"), "{}", ran.out);
    }
    assert!(home.good(&["schema", "scenario"]).contains("urn:pasapas:scenarios:1"));
}

/// What the pages show of `test` is what it says.
#[test]
fn the_pages_show_what_is_really_said() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut shown = 0;
    for page in ["README.md", "docs/testing.md"] {
        let text = std::fs::read_to_string(root.join(page)).unwrap();
        for block in text.split("```console\n").skip(1).filter_map(|rest| rest.split("```").next()) {
            let Some((command, wanted)) = block.split_once('\n') else { continue };
            // Only what lies in `workflows/` can be played here.
            let Some(args) = command.strip_prefix("$ pasapas test ").filter(|args| !args.ends_with(".yaml")) else { continue };
            let home = Home::new();
            let mut command = home.command();
            command.current_dir(root).env("PASAPAS_LANG", "fr").arg("test").args(args.split(' '));
            let ran = command.output().unwrap();
            let said = String::from_utf8(ran.stdout).unwrap() + &String::from_utf8(ran.stderr).unwrap();
            assert_eq!(said, wanted, "{page}: {args}");
            shown += 1;
        }
    }
    assert_eq!(shown, 3);
}
