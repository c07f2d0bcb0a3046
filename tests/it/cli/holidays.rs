//! The public holidays that the organisation keeps, in everything that counts working days.

use super::drive::Home;
use serde_json::Value;

const PROCEDURE: &str = "pasapas: 1
id: delais
version: 1.0.0
status: valid
title: Des délais
language: fr
role: moi
roles: {moi: {title: Moi}}
inputs: {jour: {type: date, title: Le jour}}
computed: {retour: 'jour + \"1 working day\"'}
start: [ouvre, franc, calcule]
steps:
  ouvre: {title: En jours ouvrés, due: 1 working day after jour, end: success}
  franc: {title: En jours francs, due: 3 clear days after jour, end: success}
  calcule: {title: \"Avant le {{ retour | short_date }}\", end: success}
";

const STORY: &str = "pasapas: 1
procedure: delais
scenarios:
  strasbourg:
    title: À Strasbourg
    holidays: alsace-moselle
    inputs: {jour: 2028-12-22}
    expect: {values: {retour: 2028-12-27}}
  nantes:
    title: À Nantes
    inputs: {jour: 2028-12-22}
    expect: {values: {retour: 2028-12-26}}
";

/// What is to be done in a run.
fn todo(home: &Home, calls: &[&str], run: &str) -> Vec<Value> {
    let mut all = home.lines(&[calls, &["todo", "--json", "--personal"]].concat());
    all.retain(|line| line["run"] == run);
    all
}

/// When the two steps with a deadline are due, and what the third is called.
fn stands(home: &Home, run: &str) -> (String, String, String) {
    let todo = todo(home, &["--workflows", "wf"], run);
    let of = |path: &str, key: &str| {
        let line = todo.iter().find(|line| line["path"] == path).unwrap_or_else(|| panic!("{path} in {todo:?}"));
        line[key].as_str().unwrap().to_owned()
    };
    let day = |path: &str| of(path, "due")[..10].to_owned();
    (day("ouvre"), day("franc"), of("calcule", "title"))
}

fn started(home: &Home, day: &str) -> String {
    let run: Value = home.json(&["--workflows", "wf", "start", "delais", "--set", &format!("jour={day}"), "--json"]);
    run["run"].as_str().unwrap().to_owned()
}

fn told(ouvre: &str, franc: &str, title: &str) -> (String, String, String) {
    (ouvre.to_owned(), franc.to_owned(), format!("Avant le {title}"))
}

#[test]
fn a_run_counts_with_the_holidays_of_its_place() {
    let home = Home::new();
    home.write("wf/delais.yaml", PROCEDURE);
    // In 2028 26 December is a Tuesday behind a long weekend; Good Friday of 2029 is 30 March.
    let christmas = started(&home, "2028-12-22");
    let easter = started(&home, "2029-03-29");
    let france = told("2028-12-26", "2028-12-26", "26/12/2028");
    assert_eq!(stands(&home, &christmas), france);
    assert_eq!(stands(&home, &easter), told("2029-03-30", "2029-04-03", "30/03/2029"));

    home.write("settings.yaml", "organisation: Ville de Strasbourg\nholidays: alsace-moselle\n");
    let strasbourg = told("2028-12-27", "2028-12-27", "27/12/2028");
    let here = started(&home, "2028-12-22");
    assert_eq!(stands(&home, &here), strasbourg);
    assert_eq!(stands(&home, &started(&home, "2029-03-29")), told("2029-04-03", "2029-04-03", "03/04/2029"));
    assert!(home.good(&["doctor", "--json"]).contains("those of Alsace-Moselle"));
    // What was announced stays, whatever is set later: in this store and in another one.
    assert_eq!(stands(&home, &christmas), france);
    assert_eq!(home.json(&["--workflows", "wf", "show", &here, "--json"])["holidays"], "alsace-moselle");
    home.good(&["--workflows", "wf", "export", &here, "--personal", "-o", "run.json"]);
    std::fs::remove_file(home.path("settings.yaml")).unwrap();
    assert_eq!(stands(&home, &here), strasbourg);
    home.good(&["--store", "elsewhere/other.db", "import", "run.json"]);
    let calls = ["--store", "elsewhere/other.db", "--workflows", "wf"];
    let there = todo(&home, &calls, &here);
    assert!(there.iter().any(|line| line["due"].as_str().is_some_and(|due| due.starts_with("2028-12-27"))), "{there:?}");
    // What is corrected there is counted with the same days.
    home.good(&[&calls[..], &["correct", &here, "--set", "jour=2029-03-29"]].concat());
    let there = todo(&home, &calls, &here);
    assert!(there.iter().any(|line| line["title"] == "Avant le 03/04/2029"), "{there:?}");
    home.good(&["verify"]);
}

#[test]
fn upgrade_leads_open_runs_on_to_the_holidays_that_are_set() {
    let home = Home::new();
    home.write("wf/delais.yaml", PROCEDURE);
    let run = started(&home, "2028-12-22");
    home.write("settings.yaml", "holidays: alsace-moselle\n");
    let said = home.run(&["--workflows", "wf", "upgrade", "--all", "--dry-run"]);
    assert!(said.status == 0 && said.out.contains("public holidays that count: those of Alsace-Moselle") && said.out.contains("27"), "{said:?}");
    assert_eq!(stands(&home, &run), told("2028-12-26", "2028-12-26", "26/12/2028"));
    let moved = home.json(&["--workflows", "wf", "upgrade", &run, "--json"]);
    assert_eq!((&moved["runs"][0]["verdict"], &moved["runs"][0]["holidays"]), (&"moves".into(), &"alsace-moselle".into()));
    assert_eq!(stands(&home, &run), told("2028-12-27", "2028-12-27", "27/12/2028"));
    assert_eq!(home.json(&["--workflows", "wf", "upgrade", &run, "--json"])["runs"][0]["verdict"], "present");
    assert!(home.good(&["--workflows", "wf", "log", &run]).contains("those of Alsace-Moselle"));
    home.good(&["verify"]);
}

#[test]
fn a_scenario_says_its_own_and_a_wrong_word_is_told_with_its_line() {
    let home = Home::new();
    home.write("wf/delais.yaml", PROCEDURE);
    home.write("wf/delais.test.yaml", STORY);
    // What is set on this machine counts for nothing there.
    home.write("settings.yaml", "holidays: alsace-moselle\n");
    home.good(&["--workflows", "wf", "test", "delais"]);
    home.write("wf/delais.test.yaml", &STORY.replace("holidays: alsace-moselle", "holidays: strasbourg"));
    let ran = home.run(&["--workflows", "wf", "test", "delais"]);
    assert!(ran.status != 0 && format!("{}{}", ran.out, ran.err).contains("alsace-moselle"), "{ran:?}");
    home.write("settings.yaml", "organisation: Ville\n\nholidays: alsace-mosele\n");
    let ran = home.run(&["list"]);
    assert!(ran.status == 2 && ran.err.contains("line 3, “holidays”: one of these words") && ran.err.contains("“alsace-moselle”"), "{ran:?}");
}
