//! What came of the scenarios, for programs. `docs/testing.md` describes the document.

use super::text;
use crate::cli::ui::Ui;
use crate::desk::trials::Trials;
use crate::finding::Finding;
use crate::report::Text;
use crate::scenario::coverage::Kind;
use serde_json::{Map, Value, json};

pub(super) fn document(trials: &Trials, ui: &Ui) -> Value {
    let mut scenarios = Vec::new();
    let mut findings: Vec<Value> = Vec::new();
    for file in &trials.files {
        let text = text(file);
        findings.extend(file.report.findings.iter().map(|finding| said(finding, &text, ui)));
        let all = file.report.sound.iter().flat_map(|(scenarios, _)| &scenarios.scenarios);
        for (scenario, played) in all.zip(&file.played) {
            let found: Vec<Value> = played.findings.iter().map(|finding| said(finding, &text, ui)).collect();
            scenarios.push(json!({
                "file": file.name, "scenario": scenario.name.name.as_ref(), "title": scenario.title, "holds": found.is_empty(),
                "findings": found, "story": played.story,
            }));
        }
    }
    let coverage: Vec<Value> = trials
        .coverage
        .sheets()
        .map(|(id, sheet)| {
            let kinds: Map<String, Value> = Kind::ALL
                .iter()
                .map(|kind| {
                    let (reached, all) = sheet.count(*kind);
                    let missing: Vec<&str> = sheet.of_kind(*kind).filter(|t| !t.reached).map(|t| t.name.as_str()).collect();
                    (kind.word().to_owned(), json!({"all": all, "reached": reached, "missing": missing}))
                })
                .collect();
            let mut one = Map::from_iter([("procedure".to_owned(), json!(id.as_ref())), ("tested".to_owned(), json!(trials.tested.contains(id)))]);
            one.extend(kinds);
            Value::Object(one)
        })
        .collect();
    json!({"version": 1, "holds": trials.hold(), "findings": findings, "scenarios": scenarios, "coverage": coverage})
}

fn said(finding: &Finding, text: &Text, ui: &Ui) -> Value {
    let at = text.position(text.span(&finding.place).start);
    json!({
        "code": finding.code.name(), "message": ui.text(&finding.message), "help": finding.help.as_ref().map(|help| ui.text(help)),
        "file": text.name(), "place": finding.place.path(), "line": at.line, "column": at.column,
    })
}
