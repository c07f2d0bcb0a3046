//! What an answer must be, and the form in which it is kept.
//!
//! People and programs give answers as JSON or as typed text (`oui`, `12/03/2026`, `06 12 34 56 78`); both end in one form.

mod around;
mod forms;

pub use around::{Alone, Around, Part};
pub use forms::{compiled, date, day_gone, day_said, is_empty, missing, show_plain, yes_or_no};

use super::field::{Bound, Field, Kind};
use super::ids;
use super::moment::zone;
use super::{Name, Named};
use crate::finding::did_you_mean;
use crate::msg;
use crate::text::chars::{is_forbidden, named};
use crate::words::{Arg, Message};
use forms::{datetime, day, decimal, file, identifier, misfit, secret, seen, thousands_or_parts, time, whole};
use jiff::civil::Date;
use serde_json::{Map, Value, json};
use std::collections::HashMap;

/// The longest line and the longest paragraph, in characters.
pub const MAX_LINE: usize = 1_000;
/// See [`MAX_LINE`].
pub const MAX_PARAGRAPH: usize = 20_000;
/// The largest list.
pub const MAX_ITEMS: usize = 10_000;

/// An answer that fits.
#[derive(Debug, Clone, PartialEq)]
pub struct Accepted {
    /// The form in which it is kept.
    pub value: Value,
    /// What is doubtful and may be confirmed: a check digit that authorities themselves do not all hold to.
    pub doubts: Vec<Problem>,
}

/// What is wrong with an answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Problem {
    /// Which answer: `beneficiaires[2].email`.
    pub path: String,
    /// What is wrong with it.
    pub message: Message,
}

impl Problem {
    /// Whether something was answered that nobody asked.
    pub fn is_unknown(&self) -> bool {
        ["answer-unknown", "answer-unknown-near"].contains(&self.message.id)
    }

    /// Whether an answer is missing.
    pub fn is_missing(&self) -> bool {
        forms::says_missing(&self.message)
    }

    /// Whether it may be confirmed all the same.
    pub fn is_doubt(&self) -> bool {
        self.message.id == "answer-doubt-digit"
    }

    /// How many there may be at most, where there are more.
    pub fn most(&self) -> Option<usize> {
        (self.message.id == "answer-form-many").then(|| self.message.number("limit"))?
    }

    /// The number of the item, from 1, that has the same key.
    pub fn twin(&self) -> Option<usize> {
        (self.message.id == "answer-form-twice").then(|| self.message.number("first"))?
    }
}

/// Checks one answer. `today` is the day of the answer in France.
///
/// # Errors
/// Everything that is wrong with it.
pub fn accept(field: &Field, path: &str, given: &Value, today: Date, around: &dyn Around) -> Result<Accepted, Vec<Problem>> {
    let mut reader = Reader { today, around, inside: Vec::new(), problems: Vec::new(), doubts: Vec::new(), patterns: HashMap::new() };
    let value = reader.field(field, path, given);
    match (value, reader.problems.is_empty()) {
        (Some(value), true) => Ok(Accepted { value, doubts: reader.doubts }),
        _ => Err(reader.problems),
    }
}

/// The parts of a person.
pub const PERSON: [&str; 3] = ["name", "email", "phone"];

/// That nothing of this name is asked, with what may have been meant.
pub fn not_asked<'n>(given: &str, names: impl Iterator<Item = &'n str>) -> Message {
    did_you_mean(given, names).map_or_else(|| msg!("answer-unknown"), |near| msg!("answer-unknown-near", name = near))
}

/// A person: name, address and phone.
///
/// # Errors
/// Everything that is wrong with it.
pub fn person(path: &str, given: &Value) -> Result<Value, Vec<Problem>> {
    let mut reader =
        Reader { today: Date::ZERO, around: &Alone, inside: Vec::new(), problems: Vec::new(), doubts: Vec::new(), patterns: HashMap::new() };
    match reader.person(path, given) {
        Ok(person) => Ok(person),
        Err(Some(message)) => Err(vec![Problem { path: path.to_owned(), message }]),
        Err(None) => Err(reader.problems),
    }
}

struct Reader<'r> {
    today: Date,
    around: &'r dyn Around,
    /// The records that are being read, the innermost last.
    inside: Vec<(Named<Field>, Map<String, Value>)>,
    problems: Vec<Problem>,
    doubts: Vec<Problem>,
    /// Each pattern is compiled once, however long the list that it stands in.
    patterns: HashMap<String, Option<regex::Regex>>,
}

impl Reader<'_> {
    fn inside(&self) -> Vec<Part<'_>> {
        self.inside.iter().map(|(fields, answers)| Part { fields, answers }).collect()
    }

    fn say(&mut self, path: &str, message: Message) {
        self.problems.push(Problem { path: path.to_owned(), message });
    }

    fn field(&mut self, field: &Field, path: &str, given: &Value) -> Option<Value> {
        let value = match self.kind(field, path, given) {
            Ok(value) => value,
            Err(Some(message)) => {
                self.say(path, message);
                return None;
            }
            Err(None) => return None,
        };
        self.bounds(field, path, &value);
        Some(value)
    }

    /// `Err(None)` where what is wrong was said already, deeper inside.
    fn kind(&mut self, field: &Field, path: &str, given: &Value) -> Result<Value, Option<Message>> {
        let text = match given {
            Value::String(text) => Some(text.trim()),
            _ => None,
        };
        if let Some(c) = text.and_then(|text| text.chars().find(|c| is_forbidden(*c))) {
            return Err(Some(msg!("answer-form-char", char = named(c))));
        }
        let wrong = || Some(msg!(expected(&field.kind)));
        let text_or = |limit: usize| -> Result<String, Option<Message>> {
            let text = match given {
                Value::String(text) => text.trim().to_owned(),
                Value::Number(number) => number.to_string(),
                _ => return Err(wrong()),
            };
            match text.chars().count() {
                0 => Err(Some(msg!("answer-form-empty"))),
                n if n > limit => Err(Some(msg!("answer-form-long", limit = limit))),
                _ => Ok(text),
            }
        };
        Ok(match &field.kind {
            Kind::Text => {
                let text = text_or(MAX_LINE)?;
                if text.contains('\n') {
                    return Err(Some(msg!("answer-form-line")));
                }
                json!(text)
            }
            Kind::Paragraph => json!(text_or(MAX_PARAGRAPH)?),
            Kind::Integer => match given {
                Value::Number(n) if n.is_i64() => given.clone(),
                Value::Number(n) if n.as_f64().is_some_and(|f| f.fract() == 0.0 && f.abs() < 9e15) => json!(n.as_f64().unwrap_or(0.0) as i64),
                _ => json!(text.and_then(whole).ok_or_else(wrong)?),
            },
            Kind::Decimal => match given {
                Value::Number(_) => given.clone(),
                _ => {
                    let text = text.ok_or_else(wrong)?;
                    if thousands_or_parts(text) {
                        return Err(Some(msg!("answer-form-thousands", given = text, whole = text.replace(',', ""), parts = text.replace(',', "."))));
                    }
                    json!(decimal(text).ok_or_else(wrong)?)
                }
            },
            Kind::Boolean => match given {
                Value::Bool(_) => given.clone(),
                _ => json!(text.and_then(yes_or_no).ok_or_else(wrong)?),
            },
            // As a default stands for the day of the answer.
            Kind::Date if text == Some("today") => json!(self.today.to_string()),
            Kind::Date => json!(text.and_then(date).ok_or_else(wrong)?.to_string()),
            Kind::Time => json!(text.and_then(time).ok_or_else(wrong)?.strftime("%H:%M").to_string()),
            Kind::Datetime => {
                let at = text.and_then(datetime).ok_or_else(wrong)?;
                let zone = zone();
                if zone.to_ambiguous_timestamp(at).is_ambiguous() {
                    return Err(Some(msg!("answer-form-clock-change")));
                }
                json!(at.strftime("%Y-%m-%dT%H:%M").to_string())
            }
            Kind::Email => {
                let address = text.map(|t| t.strip_prefix("mailto:").unwrap_or(t)).filter(|t| ids::is_email(t)).ok_or_else(wrong)?;
                json!(address)
            }
            Kind::Phone { mobile } => {
                let typed = text.map(str::to_owned).or_else(|| given.as_u64().map(|n| n.to_string())).ok_or_else(wrong)?;
                let phone = ids::phone(&typed).ok_or_else(wrong)?;
                if *mobile && !ids::is_mobile(&phone) {
                    return Err(Some(msg!("expected-mobile")));
                }
                json!(phone)
            }
            Kind::Url => {
                let url = text.filter(|t| {
                    (t.starts_with("https://") || t.starts_with("http://")) && (11..=MAX_LINE).contains(&t.len()) && !t.contains(char::is_whitespace)
                });
                json!(url.ok_or_else(wrong)?)
            }
            Kind::Option(options) => json!(option(options, text.ok_or_else(wrong)?).ok_or_else(|| among(options))?),
            Kind::Options(options) => {
                let given: Vec<&str> = match given {
                    // Each option at most once, and a list of nothing but repetitions is no answer.
                    Value::Array(list) if list.len() > MAX_LINE => return Err(among(options)),
                    Value::Array(list) => list.iter().map(|v| v.as_str().ok_or_else(wrong)).collect::<Result<_, _>>()?,
                    _ => text.ok_or_else(wrong)?.split(',').map(str::trim).filter(|t| !t.is_empty()).collect(),
                };
                let mut chosen: Vec<Name> = Vec::new();
                for one in given {
                    let name = option(options, one).ok_or_else(|| among(options))?;
                    if !chosen.contains(&name) {
                        chosen.push(name);
                    }
                }
                json!(chosen)
            }
            Kind::Item(_) => match given {
                Value::Number(n) if n.as_u64().is_some_and(|n| n > 0) => given.clone(),
                _ => text.filter(|t| t.len() <= MAX_LINE).map(|t| t.parse::<u64>().map_or_else(|_| json!(t), |n| json!(n))).ok_or_else(wrong)?,
            },
            Kind::File if field.keep => {
                let file = file(given).ok_or_else(wrong)?;
                if let Some(why) = misfit(field, &file) {
                    return Err(Some(why));
                }
                file
            }
            Kind::File => seen(given, text).ok_or_else(|| match given {
                Value::Object(_) => Some(msg!("answer-form-not-kept", field = path)),
                _ => Some(msg!("expected-seen")),
            })?,
            Kind::Secret => secret(given, text).ok_or_else(|| Some(msg!("answer-form-secret", field = path)))?,
            Kind::Person => self.person(path, given)?,
            Kind::Record(fields) => Value::Object(self.record(fields, path, given)?),
            Kind::List { fields, key } => {
                let Value::Array(items) = given else { return Err(wrong()) };
                if items.len() > MAX_ITEMS {
                    return Err(Some(msg!("answer-form-items", limit = MAX_ITEMS)));
                }
                let mut list = Vec::new();
                let before = self.problems.len();
                for (i, item) in items.iter().enumerate() {
                    let path = format!("{path}[{}]", i + 1);
                    let record = self.record(fields, &path, item);
                    if let Err(Some(message)) = &record {
                        self.say(&path, message.clone());
                    }
                    // One that does not fit keeps its place: items are spoken of by their number.
                    list.push(record.map_or(Value::Null, Value::Object));
                }
                if let Some(key) = key {
                    self.unique(path, &list, &key.name);
                }
                if self.problems.len() > before {
                    return Err(None);
                }
                Value::Array(list)
            }
            Kind::Siren => identifier(given, text, ids::siren).ok_or_else(wrong)?,
            Kind::Siret => identifier(given, text, ids::siret).ok_or_else(wrong)?,
            Kind::Finess => {
                let form = |t: &str| t.len() == 9 && t.bytes().enumerate().all(|(i, b)| b.is_ascii_digit() || (i == 1 && matches!(b, b'A' | b'B')));
                let value = identifier(given, text, form).ok_or_else(wrong)?;
                self.check_digit(path, &value);
                value
            }
            Kind::Rpps => {
                let value = identifier(given, text, |t| ids::all_digits(t, 11)).ok_or_else(wrong)?;
                self.check_digit(path, &value);
                value
            }
        })
    }

    fn check_digit(&mut self, path: &str, value: &Value) {
        let digits = value.as_str().unwrap_or_default();
        if digits.bytes().all(|b| b.is_ascii_digit()) && !ids::luhn(digits) {
            self.doubts.push(Problem { path: path.to_owned(), message: msg!("answer-doubt-digit", value = digits) });
        }
    }

    /// `Claire Martin <claire@example.org>`, or an object.
    fn person(&mut self, path: &str, given: &Value) -> Result<Value, Option<Message>> {
        let mut parts: Map<String, Value> = match given {
            Value::Object(map) => map.clone(),
            Value::String(text) => match text.trim().strip_suffix('>').and_then(|t| t.split_once('<')) {
                Some((name, email)) => [("name".to_owned(), json!(name.trim())), ("email".to_owned(), json!(email.trim()))].into_iter().collect(),
                None => [("name".to_owned(), json!(text.trim()))].into_iter().collect(),
            },
            _ => return Err(Some(msg!("expected-person"))),
        };
        let before = self.problems.len();
        let mut person = Map::new();
        for part in ["name", "email", "phone"] {
            let Some(value) = parts.shift_remove(part).filter(|v| !is_empty(v)) else { continue };
            let text = value.as_str().unwrap_or_default().trim();
            let kept = match part {
                "name" => Some(text.to_owned())
                    .filter(|t| !t.is_empty() && t.chars().count() <= 200 && !t.contains(['\n', '<', '>']) && !t.chars().any(is_forbidden)),
                "email" => Some(text.to_owned()).filter(|t| ids::is_email(t)),
                _ => ids::phone(text),
            };
            match kept {
                Some(kept) => drop(person.insert(part.to_owned(), json!(kept))),
                None => {
                    let id = match part {
                        "name" => "expected-name",
                        "email" => "expected-email",
                        _ => "expected-phone",
                    };
                    self.say(&format!("{path}.{part}"), msg!(id));
                }
            }
        }
        for other in parts.keys() {
            self.say(&format!("{path}.{other}"), not_asked(other, PERSON.into_iter()));
        }
        if self.problems.len() > before {
            return Err(None);
        }
        if !person.contains_key("name") {
            return Err(Some(msg!("expected-person")));
        }
        Ok(Value::Object(person))
    }

    fn record(&mut self, fields: &Named<Field>, path: &str, given: &Value) -> Result<Map<String, Value>, Option<Message>> {
        let Value::Object(given) = given else { return Err(Some(msg!("expected-record"))) };
        let before = self.problems.len();
        self.inside.push((fields.clone(), Map::new()));
        for (name, field) in fields {
            let path = format!("{path}.{name}");
            let asked = match &field.when {
                None => Some(true),
                Some(when) => self.around.asked(when, &self.inside()),
            };
            let explicit = given.get(name.as_ref()).filter(|v| !is_empty(v));
            if asked == Some(false) {
                if explicit.is_some() {
                    self.say(&path, msg!("answer-not-asked"));
                }
                continue;
            }
            match explicit.or(field.default.as_ref()) {
                Some(value) => {
                    if let Some(value) = self.field(field, &path, value)
                        && let Some((_, record)) = self.inside.last_mut()
                    {
                        record.insert(name.to_string(), value);
                    }
                }
                None if field.optional || asked.is_none() => {}
                None => self.say(&path, missing(field)),
            }
        }
        let (_, record) = self.inside.pop().unwrap_or_default();
        for other in given.keys().filter(|k| !fields.contains_key(k.as_str())) {
            self.say(&format!("{path}.{other}"), not_asked(other, fields.keys().map(AsRef::as_ref)));
        }
        if self.problems.len() > before { Err(None) } else { Ok(record) }
    }

    fn unique(&mut self, path: &str, items: &[Value], key: &str) {
        let mut seen = HashMap::new();
        for (i, item) in items.iter().enumerate() {
            let Some(value) = item.get(key) else { continue };
            if let Some(first) = seen.insert(value.to_string().to_lowercase(), i) {
                let message = msg!("answer-form-twice", value = show_plain(value), first = first + 1);
                self.say(&format!("{path}[{}].{key}", i + 1), message);
            }
        }
    }

    /// What a bound comes to; an expression that reads what was not answered sets none.
    fn limit(&self, bound: &Bound, number: bool) -> Option<Limit> {
        match bound {
            Bound::Number(n) => Some(Limit::Number(*n)),
            Bound::Date(day) => Some(Limit::Day(*day)),
            Bound::Today => Some(Limit::Day(self.today)),
            Bound::Expr(expr) => {
                let value = self.around.bound(expr, &self.inside())?;
                if number { value.as_f64().map(Limit::Number) } else { day(&value).map(Limit::Day) }
            }
        }
    }

    fn bounds(&mut self, field: &Field, path: &str, value: &Value) {
        let day = day(value);
        let measure = match &field.kind {
            Kind::Integer | Kind::Decimal => value.as_f64(),
            Kind::Text | Kind::Paragraph => value.as_str().map(|t| t.chars().count() as f64),
            Kind::List { .. } | Kind::Options(_) => value.as_array().map(|l| l.len() as f64),
            _ => None,
        };
        for (bound, least) in [(&field.min, true), (&field.max, false)] {
            let Some(limit) = bound.as_ref().and_then(|bound| self.limit(bound, measure.is_some())) else { continue };
            let outside = match &limit {
                Limit::Number(n) => measure.is_some_and(|m| if least { m < *n } else { m > *n }),
                Limit::Day(d) => day.is_some_and(|day| if least { day < *d } else { day > *d }),
            };
            if outside {
                let id = match (&field.kind, least) {
                    (Kind::List { .. } | Kind::Options(_), true) => "answer-form-few",
                    (Kind::List { .. } | Kind::Options(_), false) => "answer-form-many",
                    (Kind::Text | Kind::Paragraph, true) => "answer-form-short",
                    (Kind::Text | Kind::Paragraph, false) => "answer-form-long",
                    (_, true) => "answer-form-min",
                    (_, false) => "answer-form-max",
                };
                let limit = match limit {
                    Limit::Number(n) => Arg::from(n.to_string()),
                    Limit::Day(day) => Arg::from(day),
                };
                self.say(path, msg!(id, limit = limit));
            }
        }
        if let (Some(pattern), Some(text)) = (&field.pattern, value.as_str())
            && !self.patterns.entry(pattern.clone()).or_insert_with(|| compiled(pattern)).as_ref().is_some_and(|p| p.is_match(text))
        {
            self.say(path, msg!("answer-form-pattern", pattern = pattern));
        }
    }
}

/// What a bound comes to.
enum Limit {
    Number(f64),
    Day(Date),
}

/// The name of the sentence that says what an answer of this kind looks like.
pub fn expected(kind: &Kind) -> &'static str {
    match kind {
        Kind::Text | Kind::Paragraph => "expected-text",
        Kind::Integer => "expected-integer",
        Kind::Decimal => "expected-decimal",
        Kind::Boolean => "expected-boolean",
        Kind::Date => "expected-date",
        Kind::Time => "expected-time",
        Kind::Datetime => "expected-datetime",
        Kind::Email => "expected-email",
        Kind::Phone { mobile: false } => "expected-phone",
        Kind::Phone { mobile: true } => "expected-mobile",
        Kind::Url => "expected-url",
        Kind::Option(_) => "expected-option",
        Kind::Options(_) => "expected-options",
        Kind::Item(_) => "expected-item",
        Kind::File => "expected-file",
        Kind::Secret => "expected-secret",
        Kind::Person => "expected-person",
        Kind::Record(_) => "expected-record",
        Kind::List { .. } => "expected-list",
        Kind::Siren => "expected-siren",
        Kind::Siret => "expected-siret",
        Kind::Finess => "expected-finess",
        Kind::Rpps => "expected-rpps",
    }
}

fn option(options: &Named<String>, given: &str) -> Option<Name> {
    let same = |a: &str| a.to_lowercase() == given.to_lowercase();
    options
        .iter()
        .find(|(name, _)| name.as_ref() == given)
        .or_else(|| options.iter().find(|(name, title)| same(name) || same(title)))
        .map(|(n, _)| n.clone())
}

fn among(options: &Named<String>) -> Option<Message> {
    Some(msg!("expected-among", options = options.iter().map(|(name, title)| format!("{name} ({title})")).collect::<Vec<_>>()))
}
