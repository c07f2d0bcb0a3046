//! Plausible values in the place of real ones: of the same kind, the same for the same, and nobody's.
//!
//! Phones lie in the ranges that Arcep keeps for fiction (01 99 00 and 06 39 98), mails at example.fr, which belongs to nobody; identifiers have right check
//! digits.

use crate::model::field::{Bound, Field, Kind};
use crate::model::{Named, ids, value};
use jiff::ToSpan;
use jiff::civil::Date;
use serde_json::{Map, Value, json};
use std::collections::HashMap;

/// What stands in for what, remembered for one story.
pub(super) struct StandIns {
    /// The day on which the story begins.
    day: Date,
    known: HashMap<(&'static str, String), Value>,
    counts: HashMap<String, u32>,
}

impl StandIns {
    /// None yet.
    pub fn new(day: Date) -> StandIns {
        StandIns { day, known: HashMap::new(), counts: HashMap::new() }
    }

    /// What stands in for an answer: whatever was typed freely is replaced, whatever was chosen is kept.
    pub fn answer(&mut self, field: &Field, given: &Value) -> Value {
        let personal = field.is_personal();
        match &field.kind {
            Kind::Text | Kind::Paragraph => self.text(field, given),
            Kind::Email => self.known("email", given, |n| json!(format!("adresse{n}@example.fr"))),
            Kind::Phone { .. } => self.phone(given),
            Kind::Url => self.known("url", given, |n| json!(format!("https://example.fr/{n}"))),
            Kind::Person => self.person(given),
            Kind::File if field.keep => {
                let end = given["name"].as_str().and_then(|name| name.rsplit_once('.')).map_or("pdf", |(_, end)| end);
                let end = if end.len() <= 4 && end.bytes().all(|b| b.is_ascii_alphanumeric()) { end.to_lowercase() } else { "pdf".to_owned() };
                self.known("file", given, |n| json!(format!("document{n}.{end}")))
            }
            Kind::File | Kind::Secret => json!(true),
            Kind::Siren => self.known("siren", given, |n| json!(siren(n))),
            Kind::Siret => self.known("siret", given, |n| json!(with_digit(&format!("{}{:04}", siren(n), 1)))),
            Kind::Finess => self.known("finess", given, |n| json!(with_digit(&format!("99{n:06}")))),
            Kind::Rpps => self.known("rpps", given, |n| json!(with_digit(&format!("1999{n:06}")))),
            Kind::Record(fields) => self.record(fields, given),
            Kind::List { fields, .. } => {
                given.as_array().map(|items| items.iter().map(|item| self.record(fields, item)).collect()).unwrap_or_default()
            }
            Kind::Date if personal => json!(self.date(given.as_str().unwrap_or_default()).to_string()),
            Kind::Datetime if personal => {
                let day = given.as_str().and_then(|text| text.get(..10)).unwrap_or_default().to_owned();
                json!(format!("{}T09:00", self.date(&day)))
            }
            Kind::Time if personal => json!("09:00"),
            Kind::Integer | Kind::Decimal if personal => match &field.min {
                Some(Bound::Number(least)) => json!(least.ceil() as i64),
                _ => json!(1),
            },
            Kind::Integer
            | Kind::Decimal
            | Kind::Boolean
            | Kind::Date
            | Kind::Time
            | Kind::Datetime
            | Kind::Option(_)
            | Kind::Options(_)
            | Kind::Item(_) => given.clone(),
        }
    }

    /// The answers of one record.
    pub fn record(&mut self, fields: &Named<Field>, given: &Value) -> Value {
        let mut record = Map::new();
        for (name, field) in fields {
            if let Some(given) = given.get(name.as_ref()) {
                record.insert(name.to_string(), self.answer(field, given));
            }
        }
        Value::Object(record)
    }

    /// Who acts.
    pub fn actor(&mut self, given: &str) -> String {
        let known = self.known("actor", &json!(given), |n| json!(format!("acteur{n}")));
        known.as_str().unwrap_or_default().to_owned()
    }

    /// Why something was done by hand.
    pub fn reason(&mut self) -> String {
        let n = self.count("reason");
        format!("raison {n}")
    }

    fn count(&mut self, of: &str) -> u32 {
        let count = self.counts.entry(of.to_owned()).or_default();
        *count += 1;
        *count
    }

    /// The same for the same; else the next.
    fn known(&mut self, kind: &'static str, given: &Value, make: impl FnOnce(u32) -> Value) -> Value {
        let key = (kind, given.to_string().to_lowercase());
        if let Some(known) = self.known.get(&key) {
            return known.clone();
        }
        let made = make(self.count(kind));
        self.known.insert(key, made.clone());
        made
    }

    /// « Prénom1 » for a first name, « Texte1 » where the question is longer than a word; within the question's bounds.
    fn text(&mut self, field: &Field, given: &Value) -> Value {
        let key = ("text", given.to_string().to_lowercase());
        if let Some(known) = self.known.get(&key) {
            return known.clone();
        }
        let word = if field.title.chars().all(char::is_alphabetic) { field.title.clone() } else { "Texte".to_owned() };
        let n = self.count(&format!("text {word}"));
        let mut text = format!("{word}{n}");
        let real = given.as_str().unwrap_or_default();
        if let Some(pattern) = field.pattern.as_deref().and_then(value::compiled)
            && !pattern.is_match(&text)
        {
            text = shaped(real, n);
        }
        let bound = |bound: &Option<Bound>| match bound {
            Some(Bound::Number(n)) => Some(*n as usize),
            _ => None,
        };
        let (least, most) = (bound(&field.min).unwrap_or(0), bound(&field.max).unwrap_or(usize::MAX));
        while text.chars().count() < least {
            text.push('x');
        }
        let made = json!(text.chars().take(most).collect::<String>());
        self.known.insert(key, made.clone());
        made
    }

    fn phone(&mut self, given: &Value) -> Value {
        let mobile = given.as_str().is_some_and(ids::is_mobile);
        let prefix = if mobile { "063998" } else { "019900" };
        self.known(if mobile { "mobile" } else { "phone" }, given, |n| json!(format!("{prefix}{:04}", n % 10_000)))
    }

    /// A person in parts.
    pub fn person(&mut self, given: &Value) -> Value {
        let mut person = Map::new();
        let name = &given["name"];
        let stand_in = self.known("person", name, |n| json!(format!("Prénom{n} Nom{n}")));
        person.insert("name".into(), stand_in);
        if let Some(email) = given.get("email") {
            person.insert("email".into(), self.known("email", email, |n| json!(format!("adresse{n}@example.fr"))));
        }
        if let Some(phone) = given.get("phone") {
            person.insert("phone".into(), self.phone(phone));
        }
        Value::Object(person)
    }

    /// A day on the same side of the story's beginning, far from it.
    fn date(&self, given: &str) -> Date {
        let first = |year: i16| Date::new(year, 1, 1).unwrap_or(self.day);
        match given.parse::<Date>() {
            Ok(day) if day >= self.day => first(self.day.year() + 5),
            Ok(day) if day >= self.day.saturating_sub(1.year()) => first(self.day.year() - 1),
            _ => first(self.day.year() - 40),
        }
    }
}

/// A text of the same shape: letters for letters, digits for digits.
fn shaped(real: &str, n: u32) -> String {
    let digit = char::from_digit(n % 10, 10).unwrap_or('1');
    let shape = |c: char| match c {
        c if c.is_numeric() => digit,
        c if c.is_uppercase() => 'X',
        c if c.is_alphabetic() => 'x',
        c => c,
    };
    real.chars().map(shape).collect()
}

fn siren(n: u32) -> String {
    with_digit(&format!("999{:05}", n % 100_000))
}

/// A row of digits with its check digit.
fn with_digit(digits: &str) -> String {
    ('0'..='9').map(|digit| format!("{digits}{digit}")).find(|all| ids::luhn(all)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Place;
    use crate::model::value::accept;

    fn field(kind: Kind) -> Field {
        Field {
            name: "x".into(),
            kind,
            title: "Nom".into(),
            help: None,
            when: None,
            optional: false,
            default: None,
            prefill: true,
            min: None,
            max: None,
            pattern: None,
            keep: true,
            accept: Vec::new(),
            max_size: None,
            personal: true,
            outside: false,
            plays: None,
            cites: Vec::new(),
            at: Place::root(),
        }
    }

    #[test]
    fn what_stands_in_is_accepted_without_a_doubt_and_is_the_same_for_the_same() {
        let day = Date::new(2026, 3, 2).unwrap();
        let mut all = StandIns::new(day);
        for (kind, real) in [
            (Kind::Text, json!("Martin")),
            (Kind::Email, json!("claire.martin@ville.fr")),
            (Kind::Phone { mobile: true }, json!("0612345678")),
            (Kind::Phone { mobile: false }, json!("0145678901")),
            (Kind::Siren, json!("732829320")),
            (Kind::Siret, json!("73282932000074")),
            (Kind::Finess, json!("750712184")),
            (Kind::Rpps, json!("10001234567")),
            (Kind::Date, json!("1980-05-12")),
            (Kind::Person, json!({"name": "Claire Martin", "email": "claire.martin@ville.fr", "phone": "0612345678"})),
        ] {
            let field = field(kind);
            let one = all.answer(&field, &real);
            let accepted = accept(&field, "x", &one, day, &crate::model::value::Alone).unwrap_or_else(|problems| panic!("{one}: {problems:?}"));
            assert_eq!(accepted.doubts, [], "{one}");
            assert_ne!(one, real);
            assert_eq!(all.answer(&field, &real), one);
            assert!(!one.to_string().contains("artin") && !one.to_string().contains("1234"), "{one}");
        }
        let pattern = Field { pattern: Some("[A-Z]{2}-[0-9]+".into()), ..field(Kind::Text) };
        assert_eq!(all.answer(&pattern, &json!("AB-1977")), json!("XX-2222"));
    }
}
