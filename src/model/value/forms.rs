//! The forms in which people and programs write an answer: `oui`, `12/03/2026`, `1 200,5`, « noté ».

use super::MAX_LINE;
use crate::model::field::{Field, Kind};
use crate::model::file;
use crate::model::ids;
use crate::msg;
use crate::text::chars::is_forbidden;
use crate::words::Message;
use jiff::civil::{Date, DateTime, Time};
use serde_json::{Value, json};

/// `oui`, `non` and their kin.
pub fn yes_or_no(text: &str) -> Option<bool> {
    match text.to_lowercase().as_str() {
        "oui" | "o" | "vrai" | "yes" | "y" | "true" | "1" => Some(true),
        "non" | "n" | "faux" | "no" | "false" | "0" => Some(false),
        _ => None,
    }
}

/// A number without the spaces between its thousands, if there is nothing in it but a sign, digits and these marks.
pub(super) fn digits(text: &str, marks: &[char]) -> Option<String> {
    let text: String = text.chars().filter(|c| !matches!(c, ' ' | '\u{a0}' | '\u{202f}')).map(|c| if c == '\u{2212}' { '-' } else { c }).collect();
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(&text);
    let good = unsigned.starts_with(|c: char| c.is_ascii_digit()) && unsigned.chars().all(|c| c.is_ascii_digit() || marks.contains(&c));
    good.then_some(text)
}

/// `-1`, `1 200`.
pub(super) fn whole(text: &str) -> Option<i64> {
    digits(text, &[])?.parse().ok()
}

/// `12,5`, `12.5`, `-1 200,5`.
pub(super) fn decimal(text: &str) -> Option<f64> {
    digits(text, &[',', '.'])?.replace(',', ".").parse().ok().filter(|n: &f64| n.is_finite())
}

/// Whether a comma may part thousands as well as decimals: `1,000`.
pub(super) fn thousands_or_parts(text: &str) -> bool {
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    let parts = unsigned.split_once(',');
    parts.is_some_and(|(before, after)| {
        (1..=3).contains(&before.len())
            && after.len() == 3
            && !before.starts_with('0')
            && digits(before, &[]).is_some()
            && digits(after, &[]).is_some()
    })
}

/// `2026-03-12`, `12/03/2026`.
pub fn date(text: &str) -> Option<Date> {
    let day =
        if let Ok(day) = text.parse::<Date>().or_else(|_| Date::strptime("%d/%m/%Y", text)) { day } else { Date::strptime("%d.%m.%Y", text).ok()? };
    (1900..=2200).contains(&day.year()).then_some(day)
}

/// The same, or « aujourd’hui », « hier ».
pub fn day_said(text: &str, today: Date) -> Option<Date> {
    match text.trim().to_lowercase().replace('’', "'").as_str() {
        "aujourd'hui" | "auj" | "today" => Some(today),
        "hier" | "yesterday" => today.yesterday().ok(),
        "avant-hier" => today.yesterday().and_then(Date::yesterday).ok(),
        other => date(other),
    }
}

/// A day that has been: the same, or `12/03` without a year, the last one that is not to come.
pub fn day_gone(text: &str, today: Date) -> Option<Date> {
    if let Some(day) = day_said(text, today) {
        return Some(day);
    }
    let (day, month) = text.trim().split_once(['/', '.'])?;
    let (day, month) = (day.parse().ok()?, month.parse().ok()?);
    // The 29th of February does not come every year.
    (0..8).filter_map(|ago| Date::new(today.year() - ago, month, day).ok()).find(|day| *day <= today)
}

/// That an answer is missing; a file is given otherwise than an answer.
pub fn missing(field: &Field) -> Message {
    match field.kind {
        Kind::File if field.keep => msg!("answer-missing-file", field = &field.title),
        Kind::Secret => msg!("answer-missing-secret", field = &field.title),
        _ => msg!("answer-missing", field = &field.title),
    }
}

/// Whether it says that an answer is missing.
pub(super) fn says_missing(message: &Message) -> bool {
    matches!(message.id, "answer-missing" | "answer-missing-file" | "answer-missing-secret")
}

pub(super) fn time(text: &str) -> Option<Time> {
    let text = text.replace(['h', 'H'], ":");
    let (hour, minute) = text.split_once(':')?;
    let minute = if minute.trim().is_empty() { 0 } else { minute.trim().get(..2)?.parse().ok()? };
    Time::new(hour.trim().parse().ok()?, minute, 0, 0).ok()
}

pub(super) fn datetime(text: &str) -> Option<DateTime> {
    let (day, clock) = text.split_once(['T', ' '])?;
    let clock = clock.trim().trim_start_matches("à ").trim();
    Some(date(day)?.to_datetime(time(clock.get(..5).filter(|_| clock.len() > 5 && clock.is_ascii()).unwrap_or(clock))?))
}

pub(super) fn identifier(given: &Value, text: Option<&str>, good: impl Fn(&str) -> bool) -> Option<Value> {
    let typed = text.map(ids::compact).or_else(|| given.as_u64().map(|n| n.to_string()))?.to_uppercase();
    good(&typed).then(|| json!(typed))
}

/// A file as the desk recorded it.
pub(super) fn file(given: &Value) -> Option<Value> {
    let map = given.as_object().filter(|map| map.len() == 3 + usize::from(map.contains_key("form")))?;
    // What it is by its first bytes; of what was kept before anybody looked there, and of what nothing knows, nothing is said.
    map.get("form").is_none_or(|form| form.as_str().is_some_and(file::is_form) || form.is_null()).then_some(())?;
    let name = map.get("name")?.as_str().filter(|name| in_words(name));
    let sha256 = map.get("sha256")?.as_str().filter(|sha| sha.len() == 64 && sha.bytes().all(|b| b.is_ascii_hexdigit()));
    name.and(sha256).and(map.get("size")?.as_u64()).map(|_| given.clone())
}

/// Why a file is not one that is asked for.
pub(super) fn misfit(field: &Field, given: &Value) -> Option<Message> {
    let name = given.get("name").and_then(Value::as_str).unwrap_or_default();
    let form = given.get("form");
    let size = given.get("size").and_then(Value::as_u64).unwrap_or_default();
    let larger = field.max_size.filter(|most| size > *most);
    let larger = larger.map(|most| msg!("answer-form-file-size", name = name, size = file::size_said(size), most = file::size_said(most)));
    larger.or_else(|| file::misfit(name, form.and_then(Value::as_str), form.is_some(), &field.accept))
}

/// That a file which is not kept was seen.
pub(super) fn seen(given: &Value, text: Option<&str>) -> Option<Value> {
    let said = match given {
        Value::Bool(said) => *said,
        Value::Object(map) => map.len() == 1 && map.get("seen") == Some(&Value::Bool(true)),
        _ => text.is_some_and(|t| matches!(t.to_lowercase().as_str(), "vu" | "vue" | "vus" | "vues" | "seen") || yes_or_no(t) == Some(true)),
    };
    said.then(|| json!({"seen": true}))
}

/// That a secret was noted, and in words where it is kept: nothing else is ever taken, as it might be the secret.
pub(super) fn secret(given: &Value, text: Option<&str>) -> Option<Value> {
    match given {
        Value::Bool(true) => Some(json!({"noted": true})),
        Value::Object(map) if map.keys().all(|key| key == "noted" || key == "where") && map.get("noted").is_none_or(|n| n == &Value::Bool(true)) => {
            match map.get("where") {
                None => map.contains_key("noted").then(|| json!({"noted": true})),
                Some(place) if is_empty(place) => Some(json!({"noted": true})),
                Some(place) => {
                    let place = place.as_str()?.trim();
                    in_words(place).then(|| json!({"noted": true, "where": place}))
                }
            }
        }
        _ => text
            .filter(|t| matches!(t.to_lowercase().as_str(), "noté" | "note" | "notée" | "noted") || yes_or_no(t) == Some(true))
            .map(|_| json!({"noted": true})),
    }
}

/// Whether this is a line that can be shown.
fn in_words(text: &str) -> bool {
    !text.trim().is_empty() && text.chars().count() <= MAX_LINE && !text.chars().any(|c| is_forbidden(c) || c == '\n')
}

/// The largest regular expression, in bytes of its program: enough for any answer of one line.
const MAX_PATTERN: usize = 256 << 10;

/// An anchored regular expression, bounded in size; `None` where it does not parse.
pub fn compiled(pattern: &str) -> Option<regex::Regex> {
    regex::RegexBuilder::new(&format!("^(?:{pattern})$")).size_limit(MAX_PATTERN).nest_limit(50).build().ok()
}

/// Whether an answer is none: left empty on a form.
pub fn is_empty(given: &Value) -> bool {
    match given {
        Value::Null => true,
        Value::String(text) => text.trim().is_empty(),
        Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => false,
    }
}

/// The day that a kept date, or date and time, is on.
pub(super) fn day(value: &Value) -> Option<Date> {
    value.as_str()?.get(..10)?.parse().ok()
}

/// A kept value in a few words, without its field: for messages.
pub fn show_plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        Value::Object(map) if map.contains_key("name") => map["name"].as_str().unwrap_or_default().to_owned(),
        Value::Array(list) => list.iter().map(show_plain).collect::<Vec<_>>().join(", "),
        other => other.to_string(),
    }
}
