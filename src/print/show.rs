//! Answers as people write them.

use crate::model::field::Kind;
use crate::model::ids;
use crate::model::moment::local;
use crate::msg;
use crate::words::{Lang, Words, dates};
use serde_json::Value;

/// An answer, in the form in which it is kept, as people write it.
pub fn value(kind: &Kind, value: &Value, words: &Words) -> String {
    let text = || match value {
        Value::String(text) => text.clone(),
        Value::Number(n) => number(n.as_f64().unwrap_or_default(), words),
        Value::Bool(yes) => words.say(&if *yes { msg!("paper-yes") } else { msg!("paper-no") }),
        Value::Null => String::new(),
        Value::Array(_) | Value::Object(_) => value.to_string(),
    };
    match kind {
        Kind::Date => date(&text()),
        Kind::Time => text().parse().map_or_else(|_| text(), |time| dates::time(time, words.lang())),
        Kind::Datetime => text().parse().map_or_else(|_| text(), |at| dates::moment(at, words.lang())),
        Kind::Phone { .. } | Kind::Siren | Kind::Siret | Kind::Finess | Kind::Rpps => ids::grouped(&text()),
        Kind::Option(options) => options.get(text().as_str()).cloned().unwrap_or_else(text),
        Kind::Options(options) => {
            let keys = value.as_array().map(Vec::as_slice).unwrap_or_default().iter().filter_map(Value::as_str);
            words.enumerate(&keys.map(|key| options.get(key).cloned().unwrap_or_else(|| key.to_owned())).collect::<Vec<_>>())
        }
        Kind::Person => ["name", "email", "phone"]
            .into_iter()
            .filter_map(|part| value.get(part).and_then(Value::as_str).map(|text| if part == "phone" { ids::grouped(text) } else { text.to_owned() }))
            .collect::<Vec<_>>()
            .join(", "),
        Kind::File => {
            let part = |name: &str| value.get(name).and_then(Value::as_str);
            // The whole of it stands with the files of the run.
            let short = part("sha256").map(|sha256| format!("SHA-256\u{a0}{}…", sha256.get(..8).unwrap_or(sha256)));
            part("name").map(str::to_owned).into_iter().chain(short).collect::<Vec<_>>().join(", ")
        }
        Kind::Secret => value.get("where").and_then(Value::as_str).unwrap_or_default().to_owned(),
        Kind::Record(fields) => fields
            .values()
            .filter_map(|field| Some(format!("{} {}", field.title.trim(), self::value(&field.kind, value.get(field.name.as_ref())?, words))))
            .collect::<Vec<_>>()
            .join(", "),
        Kind::Text
        | Kind::Paragraph
        | Kind::Integer
        | Kind::Decimal
        | Kind::Boolean
        | Kind::Email
        | Kind::Url
        | Kind::Item(_)
        | Kind::List { .. } => text(),
    }
}

/// `2026-03-12` as `12/03/2026`, in both languages.
pub fn date(iso: &str) -> String {
    match iso.split('-').collect::<Vec<_>>().as_slice() {
        [year, month, day] => format!("{day}/{month}/{year}"),
        _ => iso.to_owned(),
    }
}

/// A value that may be a day.
pub fn day_or_text(value: &str) -> String {
    let is_day =
        |text: &str| text.len() == 10 && text.bytes().enumerate().all(|(i, b)| if i == 4 || i == 7 { b == b'-' } else { b.is_ascii_digit() });
    if is_day(value) { date(value) } else { value.to_owned() }
}

/// A moment in the legal time of mainland France.
pub fn moment(at: jiff::Timestamp, words: &Words) -> String {
    let at = local(at);
    words.say(&msg!("paper-at-time", date = dates::short_day(at.date()), time = dates::time(at.time(), words.lang())))
}

/// `12`, `1,5`
pub fn number(number: f64, words: &Words) -> String {
    let plain = format!("{number}");
    match words.lang() {
        Lang::Fr => plain.replace('.', ","),
        Lang::En => plain,
    }
}
