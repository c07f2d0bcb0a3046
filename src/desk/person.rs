//! One person's data in a run: what is theirs alone, and what also speaks of others.

use super::trust::Erased;
use super::{Desk, Failure, Loaded};
use crate::engine::site::Site;
use crate::engine::{Path, Refusal};
use crate::finding::codes;
use crate::journal::parcel::{Parcel, With};
use crate::msg;
use serde_json::Value;
use std::collections::BTreeSet;

/// A personal value of a run, and where it was said.
#[derive(Debug, Clone, PartialEq)]
pub struct Said {
    /// The number of its record.
    pub record: u64,
    /// Its number in the record.
    pub n: u64,
    /// When, and by whom it was recorded.
    pub at: String,
    /// By whom.
    pub by: String,
    /// The event that holds it.
    pub event: String,
    /// The step; the root where the start is meant.
    pub path: String,
    /// The value.
    pub value: Value,
    /// Whether it also speaks of somebody else.
    pub shared: bool,
}

/// A person in a run.
pub(super) struct Found {
    /// The run.
    pub parcel: Parcel,
    /// What it holds of them.
    pub said: Vec<Said>,
    /// The words that tell others apart.
    pub strangers: BTreeSet<String>,
}

/// Words shorter than this tell nobody apart.
const TELLING: usize = 4;

impl Desk {
    /// What a run holds of a person, named as an item of a list or as who plays a role: what they gave or what was given of them, what was answered in
    /// their own steps, and everything else that names them.
    ///
    /// # Errors
    /// Nobody of that name is in it, or it cannot be read.
    pub fn person(&self, loaded: &Loaded, name: &str) -> Result<Vec<Said>, Failure> {
        Ok(self.found(loaded, name)?.said)
    }

    /// The same, with what it was found in.
    pub(super) fn found(&self, loaded: &Loaded, name: &str) -> Result<Found, Failure> {
        let parcel = self.export(&loaded.id, With::Beside)?;
        let mut all = said(&parcel, loaded);
        let wanted = folded(name);
        // Who is meant: the records of that name, and what tells them from everybody else.
        let is_record =
            |said: &Said| said.value.as_object().is_some_and(|parts| parts.values().filter_map(Value::as_str).any(|part| folded(part) == wanted));
        let (theirs, others): (Vec<&Said>, Vec<&Said>) = all.iter().filter(|said| is_person(said)).partition(|said| is_record(said));
        let words = |of: &[&Said]| of.iter().flat_map(|said| telling(&said.value)).collect::<BTreeSet<String>>();
        let (mut own, of_others) = (words(&theirs), words(&others));
        own.retain(|word| !of_others.contains(word));
        own.insert(wanted.clone());
        let strangers: BTreeSet<String> = of_others.into_iter().filter(|word| !own.iter().any(|own| own.contains(word.as_str()))).collect();
        let records: BTreeSet<(u64, u64)> = theirs.iter().map(|said| (said.record, said.n)).collect();
        let inside = |path: &str| self.is_inside(loaded, path, &wanted);
        let mut found = Vec::new();
        for mut said in all.drain(..) {
            let text = folded(&said.value.to_string());
            let is_theirs = records.contains(&(said.record, said.n)) || inside(&said.path);
            if is_theirs || own.iter().any(|word| text.contains(word.as_str())) {
                said.shared = !records.contains(&(said.record, said.n)) && strangers.iter().any(|word| text.contains(word.as_str()));
                found.push(said);
            }
        }
        if found.is_empty() {
            return Err(Refusal::new(codes::ERASE_REFUSED, msg!("person-unknown", name = name)).help(msg!("person-unknown.help")).into());
        }
        Ok(Found { parcel, said: found, strangers })
    }

    /// Whether a path lies inside an item of that name.
    pub(super) fn is_inside(&self, loaded: &Loaded, path: &str, wanted: &str) -> bool {
        let Ok(path) = path.parse::<Path>() else { return false };
        let Some((site, _)) = Site::of_step(&loaded.checked, &path) else { return false };
        self.view(loaded, |view| view.items(&site).iter().any(|item| folded(item) == wanted))
    }

    /// Erases what a run that is over holds of a person, also where it speaks of others at the same time.
    ///
    /// # Errors
    /// The run is open, nobody of that name is in it, or it cannot be kept.
    pub fn erase_person(&self, loaded: Loaded, name: &str, reason: &str, keep: bool) -> Result<(Erased, Vec<Said>), Failure> {
        let found = self.person(&loaded, name)?;
        let values: Vec<(u64, u64)> = found.iter().map(|said| (said.record, said.n)).collect();
        Ok((self.erase(loaded, &values, reason, keep)?, found))
    }
}

/// A record that describes somebody or something: an item, a person.
fn is_person(said: &Said) -> bool {
    // A file that was given is nobody: what it is called tells nobody apart.
    said.value.is_object() && said.event != "mail_ready" && said.value.get("sha256").is_none()
}

pub(super) fn folded(text: &str) -> String {
    text.trim().to_lowercase()
}

/// The texts of a record that are long enough to tell it from others.
fn telling(value: &Value) -> Vec<String> {
    let parts = value.as_object().into_iter().flat_map(|parts| parts.values());
    parts.filter_map(Value::as_str).filter(|text| text.chars().count() >= TELLING).map(folded).collect()
}

/// All personal values of a run, each with where it was said.
fn said(parcel: &Parcel, loaded: &Loaded) -> Vec<Said> {
    let mut all = Vec::new();
    for line in &parcel.records {
        let Ok(Value::Array(events)) = serde_json::from_str(&line.events) else { continue };
        for event in &events {
            let mail = event.get("mail").and_then(Value::as_u64).and_then(|mail| u32::try_from(mail).ok());
            let of_mail = mail.and_then(|mail| loaded.run.mails.get(&mail)).map(|mail| mail.path.to_string());
            let path = event.get("path").and_then(Value::as_str).map(str::to_owned).or(of_mail).unwrap_or_default();
            let mut numbers = Vec::new();
            numbers_in(event, &mut numbers);
            for told in parcel.values.iter().filter(|told| told.record == line.number && numbers.contains(&told.n)) {
                all.push(Said {
                    record: told.record,
                    n: told.n,
                    at: line.at.clone(),
                    by: line.by.clone(),
                    event: event.get("event").and_then(Value::as_str).unwrap_or_default().to_owned(),
                    path: path.clone(),
                    value: serde_json::from_str(&told.value).unwrap_or_default(),
                    shared: false,
                });
            }
        }
    }
    all
}

/// The numbers that stand in the places of an event's personal values.
fn numbers_in(value: &Value, found: &mut Vec<u64>) {
    match value {
        Value::Object(map) => match map.get("$sealed") {
            Some(Value::Array(numbers)) => found.extend(numbers.iter().filter_map(Value::as_u64)),
            Some(number) => found.extend(number.as_u64()),
            None => map.values().for_each(|value| numbers_in(value, found)),
        },
        Value::Array(list) => list.iter().for_each(|value| numbers_in(value, found)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}
