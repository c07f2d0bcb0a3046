//! The document that programs read: stable, all in one.

use super::{File, Spot, level};
use crate::words::Words;
use serde_json::{Value, json};

/// All findings of these files.
pub fn document(words: &Words, files: &[File]) -> Value {
    let findings: Vec<Value> = files.iter().flat_map(|file| self::findings(words, file)).collect();
    json!({"version": 1, "files": files.len(), "findings": findings})
}

/// The findings of one file.
pub fn findings(words: &Words, file: &File) -> Vec<Value> {
    file.findings.iter().map(|finding| one(words, file, finding)).collect()
}

fn one(words: &Words, file: &File, finding: &crate::finding::Finding) -> Value {
    let text = &file.text;
    let (start, end) = ends(&text.spot(&finding.place));
    let related = finding.related.iter().map(|(place, message)| {
        let (start, end) = ends(&text.spot(place));
        json!({"file": text.name(), "place": place.path(), "start": start, "end": end, "message": words.say(message)})
    });
    let fix = finding.fix.as_ref().and_then(|fix| {
        let changes = text.changes(fix)?.into_iter().map(|change| {
            let (start, end) = ends(&text.spot_of(&change.range));
            json!({"start": start, "end": end, "text": change.text})
        });
        Some(json!({"title": words.say(&fix.title), "changes": changes.collect::<Vec<_>>()}))
    });
    json!({
        "code": finding.code.name(), "severity": level(finding.severity()), "message": words.say(&finding.message),
        "help": finding.help.as_ref().map(|help| words.say(help)), "file": text.name(), "place": finding.place.path(),
        "start": start, "end": end, "related": related.collect::<Vec<_>>(), "fix": fix,
    })
}

/// Lines and columns count from 1, columns in characters; bytes count from 0.
fn ends(spot: &Spot) -> (Value, Value) {
    let one = |at: crate::text::lines::Position, byte: usize| json!({"line": at.line, "column": at.column, "byte": byte});
    (one(spot.start, spot.bytes.start), one(spot.end, spot.bytes.end))
}
