//! The files that were attached in a run, in the order in which that happened.

use super::{Desk, Failure, Loaded};
use crate::engine::event::PERSONAL;
use crate::engine::{Refusal, Stamp};
use crate::finding::codes;
use crate::msg;
use serde_json::{Map, Value};

/// A file that was attached in a run.
#[derive(Debug, Clone, PartialEq)]
pub struct Kept {
    /// Its number in the run, from 1.
    pub number: usize,
    /// The step that asked for it; empty where the start did.
    pub path: String,
    /// The question: `piece`, `gens[2].piece`.
    pub field: String,
    /// What it was called.
    pub name: String,
    /// SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
    /// How many bytes.
    pub size: u64,
    /// What it is by its first bytes, where that was seen and is known.
    pub form: Option<String>,
    /// Whether its name is personal data.
    pub personal: bool,
    /// When it was attached, and by whom.
    pub stamp: Stamp,
    /// Another answer to the same question came after it.
    pub replaced: bool,
}

/// The least beginning of a hash that names a file.
const LEAST: usize = 6;

impl Desk {
    /// The files that were attached in a run and not erased.
    ///
    /// # Errors
    /// The run cannot be read.
    pub fn kept(&self, loaded: &Loaded) -> Result<Vec<Kept>, Failure> {
        let mut all: Vec<Kept> = Vec::new();
        for record in self.records(&loaded.id)? {
            for event in &record.events {
                let Ok(event) = serde_json::to_value(event) else { continue };
                let path = event.get("path").and_then(Value::as_str).unwrap_or_default();
                let mut here = Vec::new();
                for (name, value) in event.as_object().into_iter().flatten().filter(|(name, _)| *name != "letter") {
                    let trail = if ["answers", "inputs"].contains(&name.as_str()) { String::new() } else { own(&event, name) };
                    files(value, &trail, false, &mut |field, file, personal| {
                        let (name, sha256, size) = (file.name.to_owned(), file.sha256.to_owned(), file.size);
                        let form = file.form.and_then(Value::as_str).map(str::to_owned);
                        let (path, field, stamp) = (path.to_owned(), field.to_owned(), record.stamp.clone());
                        here.push(Kept { number: 0, path, field, name, sha256, size, form, personal, stamp, replaced: false });
                    });
                }
                for new in here {
                    let same = |old: &Kept| (&old.path, &old.field) == (&new.path, &new.field);
                    // What was kept first and settled afterwards is one file.
                    if all.iter().rev().find(|old| same(old)).is_some_and(|old| old.sha256 == new.sha256 && old.name == new.name) {
                        continue;
                    }
                    all.iter_mut().filter(|old| same(old)).for_each(|old| old.replaced = true);
                    all.push(Kept { number: all.len() + 1, ..new });
                }
            }
        }
        let mut there = Vec::new();
        for file in all {
            if self.evidence_size(&file.sha256)?.is_some() {
                there.push(file);
            }
        }
        Ok(there)
    }

    /// One of these files: by its number, its name, or the beginning of its hash.
    ///
    /// # Errors
    /// There is none, or there are several.
    pub fn kept_file<'k>(&self, all: &'k [Kept], named: &str) -> Result<&'k Kept, Failure> {
        let unable = |message, help| Err(Failure::Unable(Refusal::new(codes::FILE_UNREADABLE, message).help(help)));
        if let Some(one) = named.parse().ok().and_then(|number: usize| all.iter().find(|file| file.number == number)) {
            return Ok(one);
        }
        let hash = named.to_lowercase();
        let begins = |file: &&Kept| hash.len() >= LEAST && file.sha256.starts_with(&hash);
        let mut meant: Vec<&Kept> = all.iter().filter(|file| file.name == named || begins(file)).collect();
        // Of the same bytes under the same name it does not matter which.
        meant.dedup_by(|a, b| a.sha256 == b.sha256);
        match meant.as_slice() {
            [one] => Ok(one),
            [] => unable(msg!("kept-none", file = named), msg!("kept-none.help")),
            several => {
                let numbers: Vec<String> = several.iter().map(|file| file.number.to_string()).collect();
                unable(msg!("kept-several", file = named, count = several.len()), msg!("kept-several.help", numbers = numbers))
            }
        }
    }
}

/// Where what an event says beside its answers belongs: an item that joined a list to that list, what is typed of an answer to that question.
fn own(event: &Value, name: &str) -> String {
    event.get("field").or_else(|| event.get("list")).and_then(Value::as_str).unwrap_or(name).to_owned()
}

/// What a value says of a file.
pub(super) struct Named<'v> {
    /// What it is called.
    pub name: &'v str,
    /// SHA-256 of its bytes, in hexadecimal.
    pub sha256: &'v str,
    /// How many bytes.
    pub size: u64,
    /// What it is by its first bytes; none where nothing is said of that.
    pub form: Option<&'v Value>,
}

/// Every file that a value speaks of, with the question that it answers, and whether its name is personal data.
pub(super) fn files<'v>(value: &'v Value, trail: &str, personal: bool, each: &mut dyn FnMut(&str, Named<'v>, bool)) {
    match value {
        Value::Array(list) => list.iter().enumerate().for_each(|(i, item)| files(item, &format!("{trail}[{}]", i + 1), personal, each)),
        Value::Object(map) => match named(map) {
            Some(file) => each(trail, file, personal),
            None => map.iter().for_each(|(key, part)| match key.as_str() {
                PERSONAL => files(part, trail, true, each),
                key if trail.is_empty() => files(part, key, personal, each),
                key => files(part, &format!("{trail}.{key}"), personal, each),
            }),
        },
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

fn named(map: &Map<String, Value>) -> Option<Named<'_>> {
    let text = |part: &str| map.get(part).and_then(Value::as_str);
    Some(Named { name: text("name")?, sha256: text("sha256")?, size: map.get("size")?.as_u64()?, form: map.get("form") })
}
