//! Answers as they are given to a step, made of the words of a slip.

use super::allot::is_day;
use super::read::{Kind as Written, Word};
use super::slots::{self, Of, Slot, Takes, of_fields, picked};
use crate::model::Named;
use crate::model::field::{Field, Kind};
use crate::model::value::{self, Alone};
use crate::msg;
use crate::words::Message;
use jiff::civil::Date;
use serde_json::{Map, Value, json};
use std::ops::Range;

/// What was answered at a step.
#[derive(Debug, Clone, Default)]
pub struct Given {
    /// The answers by question.
    pub answers: Map<String, Value>,
    /// The options chosen.
    pub choose: Vec<String>,
    /// By which channel a secret was handed over.
    pub channel: Option<String>,
    /// Which bytes say what: by question, `personne.name`.
    pub places: Vec<(String, Range<usize>)>,
    /// The questions that are answered by a file, and which bytes name it.
    pub files: Vec<(String, Range<usize>)>,
    /// What was answered, for people.
    pub said: Vec<Said>,
}

/// One answer as it was understood.
#[derive(Debug, Clone)]
pub enum Said {
    /// To this question, in the form in which it is kept.
    Answer(Box<Field>, Value),
    /// A file, by its path.
    File(String, String),
    /// So many lines of a list.
    Rows(String, usize),
    /// An option, by its name.
    Choice(String),
    /// A channel, by its word.
    Channel(String),
}

/// What does not fit, and why.
pub type Misfit = Message;

/// The value that some words give at a place.
pub enum Fit {
    /// Nothing more than that it was done.
    Tick,
    /// A value, and how it reads.
    Value(Value, Said),
    /// Options by their names.
    Picked(Of, Vec<String>),
}

/// What these words, joined, say at a place.
pub fn fit(slot: &Slot, words: &[Word], today: Date) -> Result<Fit, Misfit> {
    let text = words.iter().map(|word| word.text.as_str()).collect::<Vec<_>>().join(" ");
    let bare = words.iter().all(Word::is_bare);
    match &slot.takes {
        Takes::Tick if bare && words.len() == 1 && slots::is_tick(&text) => Ok(Fit::Tick),
        Takes::Tick => Err(msg!("slip-unfit")),
        Takes::File => match text.strip_prefix('@').filter(|path| words.len() == 1 && !path.is_empty()) {
            Some(path) => Ok(Fit::Value(json!(text), Said::File(slot.title.clone(), path.to_owned()))),
            None => Err(msg!("slip-file")),
        },
        Takes::Where => match words {
            [one] if one.kind == Written::Quoted => {
                let field = Field { kind: Kind::Text, ..blank() };
                Ok(Fit::Value(json!(text), Said::Answer(Box::new(field), json!(text))))
            }
            _ => Err(msg!("slip-unfit")),
        },
        Takes::Pick { of, many, options } => {
            let each: Vec<&str> = if *many { text.split(',').map(str::trim).filter(|one| !one.is_empty()).collect() } else { vec![text.as_str()] };
            let found: Option<Vec<String>> = each.iter().map(|one| picked(options, one).map(str::to_owned)).collect();
            let known = || options.iter().map(shown).collect::<Vec<_>>();
            found
                .filter(|found| !found.is_empty())
                .map(|found| Fit::Picked(*of, found))
                .ok_or_else(|| msg!("slip-option", given = &text, options = known()))
        }
        Takes::Rows(fields) => {
            let rows = words.iter().map(|word| match &word.kind {
                Written::Row(cells) => row(fields, cells, today),
                Written::Bare | Written::Quoted => Err(msg!("slip-list")),
            });
            let rows: Vec<Value> = rows.collect::<Result<_, _>>()?;
            let count = rows.len();
            Ok(Fit::Value(Value::Array(rows), Said::Rows(slot.title.clone(), count)))
        }
        Takes::Answer(field) => {
            if words.iter().any(|word| matches!(word.kind, Written::Row(_))) {
                return Err(msg!(value::expected(&field.kind)));
            }
            // What reads like a day is one: elsewhere it is put between quotation marks.
            if !matches!(field.kind, Kind::Date | Kind::Datetime) && words.iter().any(|word| word.key.is_none() && is_day(word)) {
                return Err(msg!(value::expected(&field.kind)));
            }
            let given = match (&field.kind, bare) {
                (Kind::Date, _) => json!(value::day_said(&text, today).map_or(text, |day| day.to_string())),
                (Kind::Secret, false) => return Err(msg!("answer-form-secret", field = slot.name.as_str())),
                _ => json!(text),
            };
            let accepted = value::accept(field, &slot.name, &given, today, &Alone);
            let value = accepted.map_err(|problems| problems.into_iter().next().map_or_else(|| msg!("slip-unfit"), |first| first.message))?.value;
            Ok(Fit::Value(value.clone(), Said::Answer(field.clone(), value)))
        }
    }
}

/// An option by its name and title.
fn shown((name, others): &(String, Vec<String>)) -> String {
    match (name.as_str(), others.first()) {
        ("", Some(title)) => title.clone(),
        (name, Some(title)) if title != name => format!("{name} ({title})"),
        (name, _) => name.to_owned(),
    }
}

/// A question without anything in it.
fn blank() -> Field {
    Field {
        name: "where".into(),
        kind: Kind::Text,
        title: String::new(),
        help: None,
        when: None,
        optional: true,
        default: None,
        prefill: false,
        min: None,
        max: None,
        pattern: None,
        keep: false,
        accept: Vec::new(),
        max_size: None,
        personal: false,
        outside: false,
        plays: None,
        cites: Vec::new(),
        at: crate::finding::Place::root(),
    }
}

/// A line of a list, cell by cell in the order of its columns, or by their names.
fn row(fields: &Named<Field>, cells: &[Word], today: Date) -> Result<Value, Misfit> {
    let mut slots = Vec::new();
    of_fields(fields, "", &mut slots);
    let mut item = Map::new();
    let mut columns = slots.iter();
    for cell in cells {
        let slot = match &cell.key {
            Some(key) => {
                slots.iter().find(|slot| slot.name == *key).ok_or_else(|| value::not_asked(key, slots.iter().map(|slot| slot.name.as_str())))?
            }
            None => columns.next().ok_or_else(|| msg!("slip-cells", limit = slots.len()))?,
        };
        if cell.is_bare() && matches!(cell.text.as_str(), "" | "-" | "–" | "—") {
            continue;
        }
        match fit(slot, std::slice::from_ref(cell), today) {
            Ok(Fit::Value(value, _)) => put(&mut item, &slot.name, value),
            Ok(Fit::Tick | Fit::Picked(..)) => {}
            Err(reason) => return Err(msg!("slip-cell", column = slot.title.as_str(), said = reason)),
        }
    }
    Ok(Value::Object(item))
}

/// Puts a value where its name says.
pub fn put(answers: &mut Map<String, Value>, name: &str, value: Value) {
    let Some((outer, inner)) = name.split_once('.') else {
        answers.insert(name.to_owned(), value);
        return;
    };
    let slot = answers.entry(outer).or_insert_with(|| Value::Object(Map::new()));
    if let Value::Object(parts) = slot {
        put(parts, inner, value);
    }
}

impl Given {
    /// Adds what some words say.
    pub fn add(&mut self, slot: &Slot, at: Range<usize>, fit: Fit) {
        match fit {
            Fit::Tick => return,
            Fit::Value(value, said) => {
                self.files.extend(matches!(said, Said::File(..)).then(|| (slot.name.clone(), at.clone())));
                put(&mut self.answers, &slot.name, value);
                self.said.push(said);
            }
            Fit::Picked(Of::Channel, names) => {
                self.said.extend(names.first().cloned().map(Said::Channel));
                self.channel = names.into_iter().next();
            }
            Fit::Picked(Of::Choice, names) => {
                self.choose = names.into_iter().filter(|name| !name.is_empty()).collect();
                self.said.extend(self.choose.iter().cloned().map(Said::Choice));
            }
        }
        self.places.push((slot.name.clone(), at));
    }

    /// Which bytes answer a question, or a part of it.
    pub fn place(&self, path: &str) -> Option<&Range<usize>> {
        let name = path.split('[').next().unwrap_or(path);
        let exact = self.places.iter().find(|(known, _)| known == name);
        let inside = || self.places.iter().find(|(known, _)| known.split('.').next() == name.split('.').next() && !known.is_empty());
        exact.or_else(inside).map(|(_, at)| at)
    }
}
