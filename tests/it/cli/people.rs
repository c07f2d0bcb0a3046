//! What people see: a small procedure from its first question to its end, with what goes wrong on the way.

use super::drive::Home;

/// Written by `new`, so that it is what a newcomer has in hand.
fn started(home: &Home) -> String {
    home.good(&["new", "accueil"]);
    let args = ["start", "./accueil.yaml", "--set", "colleague.name=Ada Byron", "--set", "first_day=2026-12-01"];
    home.good(&args).trim().to_owned()
}

#[test]
fn a_small_procedure_goes_from_start_to_success() {
    let home = Home::new();
    let run = started(&home);
    assert_eq!(run.len(), 36);
    let todo = home.good(&["todo"]);
    assert!(todo.contains("  ▸ 1   Prepare the desk\n        IT support\n        prepare_desk\n") && todo.contains("▸ 2   Tell the team"), "{todo}");
    let done = home.run(&["done", "@last", "prepare_desk", "--set", "desk_number=42"]);
    assert_eq!((done.status, done.out.as_str(), done.err.as_str()), (0, "", "✓ Prepare the desk\n"));
    // What is done says by whom and by which name it is reopened; what is to come, for whom it waits.
    let shown = home.good(&["show", "@last"]);
    assert!(
        shown.contains("prepare_desk · tess, ") && shown.contains("· ahead            3   Welcome\n                       waits for 2 (Office)\n"),
        "{shown}"
    );
    let ahead = home.json(&["show", "@last", "--json"])["steps"][2].clone();
    assert_eq!((&ahead["number"], &ahead["waits_for"]), (&"3".into(), &serde_json::json!(["tell_team"])), "{ahead}");
    let done = home.run(&["done", &run[..18], "tell_team"]);
    assert_eq!((done.status, done.err.as_str()), (0, "✓ Tell the team\n▸ Welcome  welcome\n"));
    let shown = home.good(&["show", "@last"]);
    assert!(shown.contains("✓ done             1   Prepare the desk\n") && shown.contains("▸ open             3   Welcome"), "{shown}");
    let done = home.run(&["done", "@last", "welcome", "--choose", "arrived"]);
    assert_eq!((done.status, done.err.as_str()), (0, "✓ Welcome\nThe run has ended: success.\n"));
    let list = home.good(&["list"]);
    assert!(list.contains("✓ success") && list.contains("accueil") && list.contains(&run[..8]), "{list}");
    let log = home.good(&["log", "@last"]);
    assert!(log.contains("✓ done: Welcome → They have arrived (tess)") && log.contains("end: success"), "{log}");
}

#[test]
fn a_refusal_says_what_is_wrong_where_and_what_to_do() {
    let home = Home::new();
    started(&home);
    for (args, status, said) in [
        (&["done", "@last", "prepare_desk"][..], 1, "refused [answer.missing]:"),
        (&["done", "@last", "prepare_desk"], 1, "--set desk_number=…"),
        (&["done", "@last", "welcome", "--choose", "arrived"], 1, "refused [step.not-open]:"),
        (&["done", "@last", "welcom"], 1, "welcome"),
        (&["done", "ffffffff", "welcome"], 2, "refused [run.not-found]:"),
        (&["done", "@last", "tell_team", "--set", "x"], 2, "refused [usage]:"),
        (&["done", "@last", "tell_team", "--set", "x=1"], 1, "nothing of this name"),
        (&["done", "@last", "prepare_desk", "--set", "desk_nubmer=1"], 1, "refused [answer.unknown]:"),
        (&["done", "@last", "prepare_desk", "--set", "desk_nubmer=1"], 1, "did you mean “desk_number”?"),
        (&["run"], 2, "refused [usage]:"),
        (&["done", "@last", "tell_team", "--data", "none.yaml"], 2, "refused [file.unreadable]:"),
        (&["waive", "@last", "tell_team"], 2, "--reason"),
        (&["start", "acueil"], 2, "refused [procedure.not-found]:"),
        (&["start", "./accueil.yaml"], 1, "refused [answer.missing]:"),
        (&["start", "./accueil.yaml", "--set", "colleague.name=A", "--set", "first_day=30/02/2026"], 1, "12/03/2026"),
        (&["list", "--store", "postgres://x"], 2, "refused [store.open]:"),
        (&["lst"], 2, "list"),
        (&["list", "--nope"], 2, "--nope"),
        (&["explain", "step.unknwon"], 2, "step.unknown"),
        (&["new", "accueil"], 2, "already there"),
        (&["new", "Été"], 2, "lower-case"),
    ] {
        let ran = home.run(args);
        assert_eq!(ran.status, status, "{args:?}\n{}", ran.err);
        assert!(ran.err.contains(said) && ran.out.is_empty(), "{args:?}\n{}", ran.err);
    }
}

#[test]
fn steps_are_set_aside_reopened_and_explained() {
    let home = Home::new();
    started(&home);
    let why = home.good(&["why", "@last", "welcome"]);
    assert!(why.contains("Prepare the desk") && why.contains("Tell the team"), "{why}");
    let waived = home.run(&["waive", "@last", "tell_team", "--reason", "they know"]);
    assert_eq!((waived.status, waived.err.as_str()), (0, "✗ Tell the team\n"));
    home.good(&["done", "@last", "prepare_desk", "--set", "desk_number=1"]);
    home.good(&["done", "@last", "welcome", "--choose", "absent"]);
    let falls = home.run(&["reopen", "@last", "prepare_desk", "--dry-run"]);
    assert_eq!((falls.status, falls.out.as_str()), (0, "  Welcome (welcome)\n"), "{}", falls.err);
    home.good(&["reopen", "@last", "prepare_desk", "--reason", "wrong desk"]);
    assert_eq!(home.json(&["show", "@last", "--json"])["state"], "open");
    home.good(&["note", "@last", "asked again", "--step", "prepare_desk"]);
    assert!(home.good(&["show", "@last"]).contains("asked again"));
    home.good(&["cancel", "@last", "--reason", "no longer needed"]);
    let shown = home.good(&["show", "@last"]);
    assert!(shown.contains("cancelled") && !shown.contains("▸") && !shown.contains("· ahead"), "{shown}");
    let over = home.run(&["done", "@last", "prepare_desk"]);
    assert_eq!(over.status, 1);
    assert!(over.err.contains("run.over"), "{}", over.err);
}

#[test]
fn a_finding_is_drawn_where_it_stands() {
    let home = Home::new();
    home.good(&["new", "accueil"]);
    let text = std::fs::read_to_string(home.path("accueil.yaml")).unwrap().replacen("next: welcome", "next: welcom", 1);
    home.write("accueil.yaml", &text);
    let ran = home.run(&["check", "./accueil.yaml"]);
    assert_eq!(ran.status, 1);
    assert!(ran.out.contains("error step.unknown") && ran.out.contains("accueil.yaml:") && ran.out.contains("next: welcom"), "{}", ran.out);
    assert!(ran.out.contains("help: did you mean “welcome”?"), "{}", ran.out);
    assert_eq!(ran.err, "1 procedure: 1 error, no warning\n");
    let json = home.run(&["-q", "check", "./accueil.yaml", "--format", "json"]);
    let report: serde_json::Value = serde_json::from_str(&json.out).unwrap();
    let finding = &report["findings"][0];
    assert_eq!((report["version"].as_u64(), report["files"].as_u64(), json.err.as_str()), (Some(1), Some(1), ""));
    assert_eq!((finding["code"].as_str(), finding["severity"].as_str()), (Some("step.unknown"), Some("error")));
    let line = text.lines().position(|line| line.contains("next: welcom")).unwrap() + 1;
    assert_eq!(finding["start"]["line"].as_u64(), Some(line as u64));
    assert_eq!(finding["start"]["column"].as_u64(), Some(11));
    let start = home.run(&["start", "./accueil.yaml"]);
    assert_eq!(start.status, 1);
    assert!(start.err.contains("step.unknown"), "{}", start.err);
}
