//! What is kept before a step is settled: answers, ticks, and what was typed so far of an answer that has parts.

use super::Decision;
use super::command::Refusal;
use super::event::{Answers, Datum, Event};
use super::path::Path;
use crate::model::Named;
use crate::model::field::{Field, Kind};
use crate::model::value::{self, PERSON, Problem, not_asked};
use crate::msg;
use serde_json::{Map, Value};

impl<'c> Decision<'c> {
    /// Keeps answers; each must have the right form, none must be there.
    pub(super) fn save(&mut self, path: &Path, given: &Map<String, Value>) -> Result<(), Refusal> {
        let fields = self.fields(path)?;
        let mut answers = Answers::new();
        let mut problems = Vec::new();
        for (name, given) in given {
            let Some(field) = fields.get(name.as_str()) else {
                problems.push(Problem { path: name.clone(), message: not_asked(name, fields.keys().map(AsRef::as_ref)) });
                continue;
            };
            // A list that grows item by item is kept before it is long enough.
            let free = Field { min: None, ..field.clone() };
            match value::accept(&free, name, given, self.env.today(), &value::Alone) {
                Ok(accepted) => drop(answers.insert(field.name.clone(), Datum::new(accepted.value, field.is_personal()))),
                Err(found) => problems.extend(found),
            }
        }
        if !problems.is_empty() {
            return Err(Refusal::of(problems));
        }
        if !answers.is_empty() {
            self.emit(Event::Saved { path: path.clone(), answers });
        }
        Ok(())
    }

    /// Keeps that a check of an open step was ticked.
    pub(super) fn tick(&mut self, path: &Path, check: u32) -> Result<(), Refusal> {
        let (_, step) = self.open_step(path)?;
        if check == 0 || check as usize > step.checks.len() {
            let problem = Problem { path: check.to_string(), message: msg!("answer-unknown") };
            return Err(Refusal::of(vec![problem]));
        }
        if !self.run.step(path).is_some_and(|state| state.ticked.contains(&check)) {
            self.emit(Event::Ticked { path: path.clone(), check });
        }
        Ok(())
    }

    /// Keeps what was typed so far of an answer in parts: each part has the right form, or was left empty.
    pub(super) fn sketch(&mut self, path: &Path, field: &str, item: Option<u32>, parts: &Map<String, Value>) -> Result<(), Refusal> {
        let fields = self.fields(path)?;
        let Some(field) = fields.get(field) else {
            let problem = Problem { path: field.to_owned(), message: not_asked(field, fields.keys().map(AsRef::as_ref)) };
            return Err(Refusal::of(vec![problem]));
        };
        let today = self.env.today();
        let mut problems = Vec::new();
        for (name, given) in parts.iter().filter(|(_, given)| !given.is_null()) {
            let part = match (&field.kind, field.kind.fields().and_then(|parts| parts.get(name.as_str()))) {
                (_, Some(part)) => Field { min: None, ..part.clone() },
                // What is right as a whole is looked at when it is a whole.
                (Kind::Person, None) if PERSON.contains(&name.as_str()) && given.is_string() => continue,
                _ => {
                    let names = field.kind.fields().into_iter().flat_map(|parts| parts.keys().map(AsRef::as_ref));
                    problems.push(Problem { path: name.clone(), message: not_asked(name, names) });
                    continue;
                }
            };
            if let Err(found) = value::accept(&part, name, given, today, &value::Alone) {
                problems.extend(found);
            }
        }
        if !problems.is_empty() {
            return Err(Refusal::of(problems));
        }
        let parts = Datum::new(Value::Object(parts.clone()), field.is_personal());
        self.emit(Event::Sketched { path: path.clone(), field: field.name.clone(), item, parts });
        Ok(())
    }

    /// What can be answered here: the inputs, or the questions of an open step.
    fn fields(&self, path: &Path) -> Result<&'c Named<Field>, Refusal> {
        Ok(if path.is_root() { &self.checked.procedure.inputs } else { &self.open_step(path)?.1.ask })
    }
}
