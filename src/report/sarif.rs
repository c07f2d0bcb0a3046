//! SARIF 2.1.0, the format in which forges and editors take the findings of any tool.

use super::{File, Spot, Text, level};
use crate::finding::{Code, Finding, Fix, Part, codes};
use crate::words::{Lang, Words};
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};
use std::collections::HashMap;

/// Where the schema of the format is published.
const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// Bytes of a path that stand in a URI as they are.
const UNRESERVED: &[u8] = b"-._~/!$&'()*+,;=@";

/// One run of `check` over these files; `unreadable` says what could not be checked at all.
pub fn document(words: &Words, files: &[File], unreadable: &[String]) -> Value {
    let mut seen = HashMap::new();
    let mut results = Vec::new();
    for (index, file) in files.iter().enumerate() {
        results.extend(file.findings.iter().map(|finding| result(words, index, &file.text, finding, &mut seen)));
    }
    let notifications: Vec<Value> = unreadable.iter().map(|said| json!({"level": "error", "message": {"text": said}})).collect();
    json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": "pasapas",
                "version": env!("CARGO_PKG_VERSION"),
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": codes::ALL.iter().map(|code| rule(*code, words.lang())).collect::<Vec<_>>(),
            }},
            "language": words.lang().tag(),
            "columnKind": "unicodeCodePoints",
            "invocations": [{"executionSuccessful": unreadable.is_empty(), "toolExecutionNotifications": notifications}],
            "artifacts": files.iter().map(|file| artifact(&file.text)).collect::<Vec<_>>(),
            "results": results,
        }],
    })
}

fn rule(code: Code, lang: Lang) -> Value {
    let page = code.page(lang);
    json!({
        "id": code.name(),
        "shortDescription": {"text": code.summary(lang)},
        "help": {"text": page, "markdown": page},
        "defaultConfiguration": {"level": level(code.severity())},
    })
}

fn artifact(text: &Text) -> Value {
    json!({"location": {"uri": uri(text.name())}, "encoding": "UTF-8", "sourceLanguage": "yaml", "length": text.source().len() + text.mark})
}

fn result(words: &Words, index: usize, text: &Text, finding: &Finding, seen: &mut HashMap<String, usize>) -> Value {
    let mut said = words.say(&finding.message);
    if let Some(help) = &finding.help {
        said.push_str("\n\n");
        said.push_str(&words.say(help));
    }
    let mut result = Map::new();
    result.insert("ruleId".into(), finding.code.name().into());
    result.insert("ruleIndex".into(), codes::ALL.iter().position(|code| *code == finding.code).into());
    result.insert("level".into(), level(finding.severity()).into());
    result.insert("message".into(), json!({"text": said}));
    result.insert("locations".into(), json!([location(index, text, &text.spot(&finding.place), finding.place.path(), None)]));
    let related: Vec<Value> =
        finding.related.iter().map(|(place, message)| location(index, text, &text.spot(place), place.path(), Some(words.say(message)))).collect();
    if !related.is_empty() {
        result.insert("relatedLocations".into(), related.into());
    }
    result.insert("partialFingerprints".into(), json!({"pasapasPlace/v1": fingerprint(text, finding, seen)}));
    if let Some(fix) = finding.fix.as_ref().and_then(|fix| mending(words, index, text, fix)) {
        result.insert("fixes".into(), json!([fix]));
    }
    result.into()
}

fn location(index: usize, text: &Text, spot: &Spot, path: &str, message: Option<String>) -> Value {
    let physical = json!({"artifactLocation": {"uri": uri(text.name()), "index": index}, "region": region(spot)});
    let mut location = Map::new();
    location.insert("physicalLocation".into(), physical);
    if !path.is_empty() {
        location.insert("logicalLocations".into(), json!([{"fullyQualifiedName": path, "kind": "value"}]));
    }
    if let Some(message) = message {
        location.insert("message".into(), json!({"text": message}));
    }
    location.into()
}

fn region(spot: &Spot) -> Value {
    json!({
        "startLine": spot.start.line, "startColumn": spot.start.column, "endLine": spot.end.line, "endColumn": spot.end.column,
        "charOffset": spot.characters.start, "charLength": spot.characters.len(),
        "byteOffset": spot.bytes.start, "byteLength": spot.bytes.len(),
    })
}

fn mending(words: &Words, index: usize, text: &Text, fix: &Fix) -> Option<Value> {
    let replacements: Vec<Value> = text
        .changes(fix)?
        .into_iter()
        .map(|change| json!({"deletedRegion": region(&text.spot_of(&change.range)), "insertedContent": {"text": change.text}}))
        .collect();
    Some(json!({
        "description": {"text": words.say(&fix.title)},
        "artifactChanges": [{"artifactLocation": {"uri": uri(text.name()), "index": index}, "replacements": replacements}],
    }))
}

/// What tells a finding from others, and stays the same while lines move: the code, the place in the tree and what is said; for broken YAML,
/// which has no tree, the line.
fn fingerprint(text: &Text, finding: &Finding, seen: &mut HashMap<String, usize>) -> String {
    let mut hasher = Sha256::new();
    let mut part = |bytes: &[u8]| {
        hasher.update((bytes.len() as u64).to_be_bytes());
        hasher.update(bytes);
    };
    part(finding.code.name().as_bytes());
    part(text.name().as_bytes());
    part(finding.place.path().as_bytes());
    // The sentence in one language, whoever reads it.
    part(Lang::En.words().say(&finding.message).as_bytes());
    if let Part::Bytes(range) = finding.place.part() {
        let line = text.position(range.start).line;
        part(text.source().lines().nth(line - 1).unwrap_or_default().trim().as_bytes());
    }
    let hash: String = hasher.finalize().iter().take(16).map(|byte| format!("{byte:02x}")).collect();
    let nth = seen.entry(hash.clone()).or_insert(0);
    *nth += 1;
    format!("{hash}:{nth}")
}

/// A path as a URI: relative ones stay so, for whoever reads this knows where the project lies.
fn uri(path: &str) -> String {
    let path = path.trim_start_matches("./");
    let mut uri = String::from(if path.starts_with('/') { "file://" } else { "" });
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || UNRESERVED.contains(&byte) {
            uri.push(char::from(byte));
        } else {
            uri.push_str(&format!("%{byte:02X}"));
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_becomes_a_uri() {
        assert_eq!(uri("./a b/é:1.yaml"), "a%20b/%C3%A9%3A1.yaml");
        assert_eq!(uri("/tmp/x.yaml"), "file:///tmp/x.yaml");
    }
}
