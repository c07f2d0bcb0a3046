//! What the editor is told without asking: everything that is wrong with an open file.

use super::open::{Open, State};
use crate::check::Report;
use crate::finding::{Finding, Part, Place, Severity, codes};
use serde_json::{Value, json};
use std::ops::Range;

/// The bytes of a place; what is no YAML has bytes only.
pub(super) fn span(open: &Open, report: &Report, place: &Place) -> Range<usize> {
    let length = open.text.source.len();
    match (&report.document, place.part()) {
        (Some(document), _) => document.span(place),
        (None, Part::Bytes(range)) => range.start.min(length)..range.end.min(length),
        (None, Part::Value | Part::Key | Part::Within(_)) => 0..0,
    }
}

/// The finding as the protocol has it.
pub(super) fn diagnostic(state: &State, open: &Open, report: &Report, finding: &Finding) -> Value {
    let words = state.lang.words();
    let mut message = words.say(&finding.message);
    if let Some(help) = &finding.help {
        message = format!("{message}\n{} {}", words.say(&crate::msg!("cli-help")), words.say(help));
    }
    let range = |place: &Place| open.text.range(&span(open, report, place), state.unit);
    let severity = match finding.severity() {
        Severity::Error => 1,
        Severity::Warning => 2,
    };
    let related: Vec<Value> = finding
        .related
        .iter()
        .map(|(place, message)| json!({"location": {"uri": open.uri, "range": range(place)}, "message": words.say(message)}))
        .collect();
    let mut said = json!({
        "range": range(&finding.place), "severity": severity, "code": finding.code.name(), "source": "pasapas", "message": message,
    });
    if !related.is_empty() {
        said["relatedInformation"] = json!(related);
    }
    if finding.code == codes::UNUSED {
        said["tags"] = json!([1]);
    }
    said
}

/// Everything that there is to say about an open file.
pub(super) fn diagnostics(state: &State, open: &Open) -> Value {
    let mut found = Vec::new();
    if open.ours {
        let report = state.beside(open).report(&open.name, || open.read());
        found.extend(report.findings.iter().map(|finding| diagnostic(state, open, &report, finding)));
    }
    json!({"uri": open.uri, "version": open.version, "diagnostics": found})
}
