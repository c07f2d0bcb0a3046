//! Characters on paper: those that no typeface has are written by their number, so that nobody reads an empty box, and are reported.

use serde_json::Value;
use std::collections::BTreeSet;

/// A character that could not be printed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Missing {
    /// The step where it stands, by number; `None` outside all steps.
    pub step: Option<String>,
    /// The character.
    pub character: char,
}

/// Replaces what cannot be printed in all texts that are, and says what that was.
pub fn settle(page: &mut Value, knows: &dyn Fn(char) -> bool) -> Vec<Missing> {
    let mut missing = BTreeSet::new();
    walk(page, None, knows, &mut missing);
    missing.into_iter().collect()
}

/// What the texts of these pictures say that cannot be painted; nothing stands in for it there.
pub fn of_pictures(pictures: &[String], knows: &dyn Fn(char) -> bool) -> Vec<Missing> {
    let unknown = |character: &char| !character.is_control() && !knows(*character) && !is_silent(*character);
    let missing: BTreeSet<char> = pictures.iter().flat_map(|svg| svg.chars().filter(unknown)).collect();
    missing.into_iter().map(|character| Missing { step: None, character }).collect()
}

fn walk(value: &mut Value, step: Option<&str>, knows: &dyn Fn(char) -> bool, missing: &mut BTreeSet<Missing>) {
    match value {
        Value::String(text) => {
            if let Some(printable) = printable(text, step, knows, missing) {
                *text = printable;
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| walk(item, step, knows, missing)),
        Value::Object(parts) => {
            // A step is what has a number and a code.
            let number = parts.get("number").filter(|_| parts.contains_key("code")).and_then(Value::as_str).map(str::to_owned);
            let step = number.as_deref().or(step);
            for (name, part) in parts.iter_mut() {
                // Addresses of links and names for programs are not read on paper.
                let is_hidden = matches!(name.as_str(), "path" | "key") || (name == "to" && part.is_string());
                if !is_hidden {
                    walk(part, step, knows, missing);
                }
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// The text as it can be printed, where it cannot be as it is.
fn printable(text: &str, step: Option<&str>, knows: &dyn Fn(char) -> bool, missing: &mut BTreeSet<Missing>) -> Option<String> {
    if text.chars().all(|c| c == '\n' || (knows(c) && !is_silent(c))) {
        return None;
    }
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\n' => out.push('\n'),
            '\r' => {}
            '\t' => out.push(' '),
            _ if is_silent(character) => {}
            _ if knows(character) => out.push(character),
            _ => {
                missing.insert(Missing { step: step.map(str::to_owned), character });
                out.push_str(&format!("[U+{:04X}]", u32::from(character)));
            }
        }
    }
    Some(out)
}

/// Characters that only tell how others look or join: paper loses nothing without them. Those that order words from right to left stay.
fn is_silent(character: char) -> bool {
    matches!(character, '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{e0100}'..='\u{e01ef}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn pictures_are_looked_through_too() {
        let pictures = ["<svg><text>é 漢\n</text></svg>".to_owned(), "<svg>漢\u{200d}😀</svg>".to_owned()];
        let missing = of_pictures(&pictures, &|c| !matches!(c, '😀' | '漢'));
        assert_eq!(missing.iter().map(|one| (one.step.as_deref(), one.character)).collect::<Vec<_>>(), [(None, '漢'), (None, '😀')]);
    }

    #[test]
    fn what_no_typeface_has_is_written_by_its_number_and_reported_with_its_step() {
        let mut page = json!({
            "title": "a😀b",
            "steps": [{"number": "4.1", "code": "k2v7", "path": "😀", "title": [{"text": "é\u{202f}€\t\u{fe0f}漢"}, {"link": {"to": "https://😀", "words": []}}]}],
        });
        let missing = settle(&mut page, &|c| !matches!(c, '😀' | '漢'));
        let at = |step: Option<&str>, character| Missing { step: step.map(str::to_owned), character };
        assert_eq!(missing, [at(None, '😀'), at(Some("4.1"), '漢')]);
        assert_eq!(page["title"], "a[U+1F600]b");
        assert_eq!(page["steps"][0]["title"][0]["text"], "é\u{202f}€ [U+6F22]");
        assert_eq!(page["steps"][0]["path"], "😀");
        assert_eq!(page["steps"][0]["title"][1]["link"]["to"], "https://😀");
    }
}
