//! Procedures that call one another without end, too deep, or open out into too much.

use super::bench::{TIME, base, worked};
use pasapas::check::{Checker, Library, Report};
use pasapas::finding::Severity;
use std::collections::BTreeMap;
use std::sync::Arc;

struct Shelf(BTreeMap<String, String>);

impl Library for Shelf {
    fn text(&self, id: &str) -> Option<(String, Vec<u8>)> {
        self.0.get(id).map(|text| (format!("{id}.yaml"), text.clone().into_bytes()))
    }
    fn ids(&self) -> Vec<String> {
        self.0.keys().cloned().collect()
    }
}

/// A procedure that calls others, one after the other.
fn calling(id: &str, calls: &[String]) -> String {
    let mut text = format!(
        "pasapas: 1\nid: {id}\nversion: 1.0.0\nstatus: draft\ntitle: Essai\nlanguage: fr\nrole: agent\nroles:\n  agent: {{title: Agent}}\nstart: s0\nsteps:\n"
    );
    for (i, call) in calls.iter().enumerate() {
        text += &format!("  s{i}: {{title: T{i}, call: {call}, next: s{}}}\n", i + 1);
    }
    text + &format!("  s{}: {{title: Fin, end: success}}\n", calls.len())
}

fn shelf(all: impl IntoIterator<Item = (String, Vec<String>)>) -> Shelf {
    Shelf(all.into_iter().map(|(id, calls)| (id.clone(), calling(&id, &calls))).collect())
}

fn check(shelf: &Shelf, id: &str) -> Arc<Report> {
    let begun = worked();
    let report = Checker::new(shelf).check(&format!("{id}.yaml"), shelf.0[id].as_bytes());
    assert!(worked() - begun < 2 * TIME, "{id}");
    report
}

/// The errors of a report, each with the text that it points at.
fn errors(shelf: &Shelf, id: &str) -> Vec<(String, String)> {
    let report = check(shelf, id);
    let document = report.document.as_ref().unwrap();
    let errors = report.findings.iter().filter(|f| f.severity() == Severity::Error);
    errors.map(|f| (f.code.name().to_owned(), document.source()[document.span(&f.place)].to_owned())).collect()
}

fn error(code: &str, at: &str) -> Vec<(String, String)> {
    vec![(code.to_owned(), at.to_owned())]
}

#[test]
fn a_procedure_that_calls_itself_is_told_at_the_call() {
    let own = shelf([("a".to_owned(), vec!["a".to_owned()])]);
    assert_eq!(errors(&own, "a"), error("call.recursive", "a"));
    let ring = shelf((0..400).map(|i| (format!("p{i}"), vec![format!("p{}", (i + 1) % 400)])));
    // A ring is told where it closes; whoever calls what has errors is told so.
    assert_eq!(errors(&ring, "p0"), error("call.unknown", "p1"));
    let pair = shelf([("a".to_owned(), vec!["b".to_owned()]), ("b".to_owned(), vec!["a".to_owned()])]);
    let checker = Checker::new(&pair);
    checker.check("a.yaml", pair.0["a"].as_bytes());
    let inner = checker.check("b.yaml", pair.0["b"].as_bytes());
    assert!(inner.findings.iter().any(|f| f.code.name() == "call.recursive"));
}

#[test]
fn a_row_of_calls_is_bounded_whichever_file_is_checked_first() {
    let row = shelf((0..500).map(|i| (format!("p{i}"), if i < 499 { vec![format!("p{}", i + 1)] } else { vec![] })));
    // Of a row of five hundred, the last sixteen are sound.
    assert_eq!(errors(&row, "p484"), []);
    assert_eq!(errors(&row, "p483"), error("call.limit", "p484"));
    assert_eq!(errors(&row, "p482"), error("call.unknown", "p483"));
    assert_eq!(errors(&row, "p0"), error("call.unknown", "p1"));
    let checker = Checker::new(&row);
    for id in ["p0", "p482", "p483"] {
        assert!(checker.check(&format!("{id}.yaml"), row.0[id].as_bytes()).checked.is_none(), "{id}");
    }
    assert!(checker.check("p484.yaml", row.0["p484"].as_bytes()).checked.is_some());
}

#[test]
fn calls_that_double_at_every_level_are_refused() {
    // Ten calls at each of fifteen levels would be 10^15 steps on paper.
    let bomb = shelf((0..15).map(|i| (format!("p{i}"), if i < 14 { vec![format!("p{}", i + 1); 10] } else { vec![] })));
    let found = errors(&bomb, "p10");
    assert!(!found.is_empty() && found.iter().all(|(code, _)| code == "call.limit"), "{found:?}");
    assert_eq!(errors(&bomb, "p11"), []);
    assert!(errors(&bomb, "p0").iter().all(|(code, at)| code == "call.unknown" && at == "p1"));
}

#[test]
fn a_call_names_no_file_elsewhere() {
    let home = crate::cli::drive::Home::new();
    home.write("secret.yaml", &base("secret"));
    let file = home.write("dossier/a.yaml", &calling("a", &["../secret".to_owned()]));
    let ran = home.run(&["check", &file]);
    assert_eq!(ran.status, 1);
    assert!(ran.out.contains("value.form") && !ran.out.contains("secret.yaml"), "{}", ran.out);
    let ran = home.run(&["--workflows", "dossier", "check", "../secret"]);
    assert_eq!(ran.status, 2, "{}", ran.out);
}
