//! Scenarios written as a file.

use serde_json::{Map, Value, json};

/// A file of scenarios, each under its name as the language has it.
pub fn file(procedure: &str, head: Map<String, Value>, scenarios: Vec<(String, Value)>) -> String {
    let mut whole = Map::from_iter([("pasapas".to_owned(), json!(1)), ("procedure".to_owned(), json!(procedure))]);
    whole.extend(head);
    whole.insert("scenarios".into(), Value::Object(scenarios.into_iter().collect()));
    // A map of texts, numbers and lists can always be written.
    serde_yaml::to_string(&whole).unwrap_or_default()
}

/// One value, or the list of several.
pub(super) fn one_or_all(mut all: Vec<String>) -> Value {
    if all.len() == 1 { json!(all.remove(0)) } else { json!(all) }
}
