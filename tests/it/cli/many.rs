//! One act for many: a step of several items at once, all of them or none.

use super::drive::Home;
use serde_json::json;

const ALL: &str = "pasapas: 1\nid: tous\nversion: 1.0.0\nstatus: valid\ntitle: All\nlanguage: en\nrole: us\nroles:\n  us: {title: Us}\n\
inputs:\n  people: {type: list, title: People, key: name, fields: {name: {type: text, title: Name}, late: {type: boolean, title: Late}}}\n\
start: everyone\nsteps:\n  everyone:\n    title: Everyone\n    each: people\n    as: one\n    start: call\n    steps:\n      \
call: {title: 'Call {{ one.name }}', next: note}\n      \
note: {title: 'Note for {{ one.name }}', if: not one.late, ask: {hour: {type: integer, title: Hour, max: 23}}, choose: {came: {title: Came, default: true, end: success}, missing: {title: Missing, if: hour > 12, end: failure}}}\n    end: success\n";

fn started() -> Home {
    let home = Home::new();
    home.write("tous.yaml", ALL);
    let people = ["Ada", "Bo", "Cy", "Di"].map(|name| json!({"name": name, "late": name == "Cy"}));
    let file = home.write("people.json", &json!({ "people": people }).to_string());
    home.good(&["start", "./tous.yaml", "--data", &file]);
    home
}

fn states(home: &Home) -> Vec<(String, String)> {
    let steps = home.json(&["show", "@last", "--json"])["steps"].as_array().unwrap().clone();
    let word = |step: &serde_json::Value, key: &str| step[key].as_str().unwrap().to_owned();
    steps.iter().filter(|step| step["verb"] != "each").map(|step| (word(step, "path"), word(step, "state"))).collect()
}

#[test]
fn a_step_is_settled_for_all_at_once() {
    let home = started();
    home.good(&["done", "@last", "everyone[Bo].call", "everyone[2].call", "everyone[Di].call"]);
    let settled = home.json(&["done", "@last", "everyone[*].call", "--json"])["settled"].clone();
    assert_eq!(settled, json!(["everyone[1].call", "everyone[3].call"]), "only where it was open");
    let before = home.lines(&["log", "@last", "--json"]).len();
    home.good(&["done", "@last", "everyone[*].note", "--set", "hour=14", "--choose", "missing"]);
    assert!(home.lines(&["log", "@last", "--json"]).len() > before + 3);
    assert_eq!(home.json(&["show", "@last", "--json"])["state"], "success");
    let states = states(&home);
    assert!(states.contains(&("everyone[4].note".into(), "done".into())) && states.contains(&("everyone[3].note".into(), "passed".into())));
}

#[test]
fn a_step_is_named_by_the_number_beside_it() {
    let home = started();
    let settled = home.json(&["done", "@last", "1.1[Bo]", "1.1[3]", "--json"])["settled"].clone();
    assert_eq!(settled, json!(["everyone[2].call", "everyone[3].call"]));
    assert_eq!(home.json(&["done", "@last", "1.1[*]", "--json"])["settled"], json!(["everyone[1].call", "everyone[4].call"]));
    for (named, said) in [
        ("1.2", "say for whom, as “1.2[3]”, “1.2[Claire]”, or “1.2[*]” for all"),
        ("1[3]", "the step 1 is not done for each"),
        ("1.2#9", "9"),
        ("7", "there is no step “7”"),
        ("1.2[Eve]", "Eve"),
    ] {
        let ran = home.run(&["done", "@last", named]);
        assert!(ran.status == 1 && ran.err.contains(said), "{named}: {}", ran.err);
    }
}

#[test]
fn one_refusal_keeps_all_as_they_were() {
    let home = started();
    home.good(&["done", "@last", "everyone[*].call"]);
    let before = (states(&home), home.lines(&["log", "@last", "--json"]).len());
    // Bo's is done already.
    home.good(&["done", "@last", "everyone[Bo].note", "--set", "hour=8", "--choose", "came"]);
    let after = (states(&home), home.lines(&["log", "@last", "--json"]).len());
    assert!(before != after);
    let ran = home.run(&["done", "@last", "everyone[Ada].note", "everyone[Bo].note", "--set", "hour=8", "--choose", "came"]);
    assert_eq!((ran.status, ran.out.as_str()), (1, ""), "{}", ran.err);
    assert!(ran.err.contains("none of the 2 steps is settled, because of “everyone[2].note”") && ran.err.contains("step.not-open"), "{}", ran.err);
    let ran = home.run(&["done", "@last", "everyone[*].note", "--set", "hour=8", "--choose", "missing"]);
    assert!(ran.status == 1 && ran.err.contains("because of “everyone[1].note”"), "{}", ran.err);
    assert_eq!(after, (states(&home), home.lines(&["log", "@last", "--json"]).len()));
    home.good(&["waive", "@last", "everyone[*].note", "--choose", "came", "--set", "hour=1", "--reason", "All came"]);
    for (args, said) in [
        (&["done", "@last", "everyone[*].note", "--choose", "came"][..], "open for nobody"),
        (&["done", "@last", "everyone[*].nota"], "did you mean “note”?"),
        (&["done", "@last", "everyone[*]"], "no step"),
        (&["done", "@last", "everyon[*].note"], "did you mean “everyone”?"),
    ] {
        let ran = home.run(args);
        assert!(ran.status == 1 && ran.err.contains(said), "{args:?} {}", ran.err);
    }
}

/// The lines of a calendar, those that were folded put together again.
fn calendar(text: &str) -> Vec<String> {
    assert!(text.ends_with("\r\n") && text.lines().all(|line| line.len() <= 75), "{text}");
    text.replace("\r\n ", "").lines().map(str::to_owned).collect()
}

#[test]
fn what_is_due_is_a_calendar() {
    let home = Home::new();
    let late =
        ALL.replace("title: 'Call {{ one.name }}'", "title: 'Call {{ one.name }}, é; (rue de la Très-Longue-Avenue-Sans-Fin)', due: 2 working days");
    home.write("tous.yaml", &late.replace("title: 'Note", "due: 3 hours, title: 'Note"));
    let file = home.write("people.json", &json!({"people": [{"name": "Ada", "late": false}, {"name": "Bo", "late": false}]}).to_string());
    home.good(&["start", "./tous.yaml", "--data", &file]);
    home.good(&["done", "@last", "everyone[Bo].call"]);
    let run = home.json(&["show", "@last", "--json"])["run"].as_str().unwrap().to_owned();
    let lines = calendar(&home.good(&["todo", "--ics", "--personal"]));
    assert_eq!(lines.iter().filter(|line| *line == "BEGIN:VEVENT").count(), 2);
    assert_eq!(
        lines.iter().filter(|line| line.starts_with("PRODID:")).collect::<Vec<_>>(),
        [concat!("PRODID:-//pasapas//", env!("CARGO_PKG_VERSION"), "//FR")]
    );
    for wanted in [
        "SUMMARY:Call Ada\\, é\\; (rue de la Très-Longue-Avenue-Sans-Fin)".to_owned(),
        "SUMMARY:Note for Bo".to_owned(),
        format!("DESCRIPTION:Us\\npasapas show {run}\\neveryone[1].call"),
        format!("UID:{run}/everyone[1].call/1@pasapas"),
        "CATEGORIES:All".to_owned(),
    ] {
        assert!(lines.contains(&wanted), "{wanted}: {lines:#?}");
    }
    let days = lines.iter().filter(|line| line.starts_with("DTSTART")).collect::<Vec<_>>();
    assert!(days.iter().any(|line| line.ends_with('Z')), "three hours are a moment: {days:?}");
    let blank = home.good(&["todo", "--ics"]);
    assert!(!blank.contains("Ada") && !blank.contains("Bo") && blank.contains("SUMMARY:Note for …"), "{blank}");
    assert_eq!(home.run(&["todo", "--ics", "--json"]).status, 2);
}

/// An option that the answers beside it exclude is not taken, by whoever it is named.
#[test]
fn what_is_answered_beside_a_choice_decides_what_can_be_chosen() {
    let home = started();
    home.good(&["done", "@last", "everyone[*].call"]);
    let todo = home.lines(&["todo", "--json"]);
    assert_eq!(todo[0]["options"].as_array().unwrap().len(), 2, "not known before the hour is: {}", todo[0]);
    for (verb, more) in [("done", None), ("waive", Some(["--reason", "x"]))] {
        let args = [&[verb, "@last", "everyone[1].note", "--set", "hour=8", "--choose", "missing"][..], &more.unwrap_or_default()];
        let args: Vec<&str> = args.concat().into_iter().filter(|arg| !arg.is_empty()).collect();
        let ran = home.run(&args);
        assert!(ran.status == 1 && ran.err.contains("choice.refused") && !ran.err.contains("missing ("), "{verb} {}", ran.err);
    }
    home.good(&["done", "@last", "everyone[1].note", "--set", "hour=13", "--choose", "missing"]);
    // An answer exchanged for one that excludes what was chosen puts the step back.
    home.good(&["correct", "@last", "everyone[1].note", "--set", "hour=9"]);
    assert!(states(&home).contains(&("everyone[1].note".into(), "open".into())));
}

#[test]
fn where_everybody_stands_is_a_table() {
    let home = started();
    home.good(&["done", "@last", "everyone[2].call", "everyone[3].call"]);
    let shown = home.good(&["show", "@last", "--grid"]);
    let row = |name: &str| shown.lines().find(|line| line.contains(name)).unwrap().split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(row("Ada")[2..], ["▸", "·"], "{shown}");
    assert_eq!(row("Bo")[2..], ["✓", "▸"], "{shown}");
    assert_eq!(row("Cy")[2..], ["✓", "↷"], "{shown}");
    assert!(shown.contains("1.1 Call") && shown.contains("▸ open"), "{shown}");
    let grid = home.json(&["show", "@last", "--grid", "--json"])["lists"][0].clone();
    assert_eq!(grid["steps"].as_array().unwrap().len(), 2);
    assert_eq!(grid["items"][2]["states"], json!(["done", "passed"]));
    let narrow = home.command().env("COLUMNS", "30").args(["show", "@last", "--grid"]).output().unwrap();
    assert!(String::from_utf8(narrow.stdout).unwrap().lines().all(|line| line.chars().count() <= 40));
    let home = Home::new();
    home.good(&["new", "accueil"]);
    home.good(&["start", "./accueil.yaml", "--set", "colleague.name=Ada", "--set", "first_day=2026-12-01"]);
    let ran = home.run(&["show", "@last", "--grid"]);
    assert!(ran.status == 2 && ran.err.contains("--grid"), "{}", ran.err);
}
