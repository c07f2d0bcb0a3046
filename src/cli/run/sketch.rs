//! An answer in parts, kept part by part while it is typed: an interruption in the middle of an item costs nothing.

use super::Lead;
use crate::cli::prompt::Leave;
use crate::desk::Desk;
use crate::engine::{Command, Path};
use crate::journal::Evidence;
use crate::model::field::Field;
use serde_json::{Map, Value};

/// What is typed of an answer in parts.
pub(super) struct Sketch<'d> {
    /// Where it is kept; nowhere where the whole is one part of something larger.
    to: Option<(&'d Desk, String, Path, String)>,
    /// The item of a list that is corrected, from 1; none for a new one.
    item: Option<u32>,
    /// The parts by their names; null where one was left empty.
    parts: Map<String, Value>,
}

impl<'d> Sketch<'d> {
    /// One that is not kept.
    pub fn passing() -> Sketch<'d> {
        Sketch { to: None, item: None, parts: Map::new() }
    }

    /// Whether something was typed before an interruption; which item it was, where one was being corrected.
    pub fn begun(&self) -> Option<Option<usize>> {
        (!self.parts.is_empty()).then(|| self.item.and_then(|n| usize::try_from(n).ok()?.checked_sub(1)))
    }

    /// A new item, or one that is corrected, is typed from now on. What was begun of it before is kept.
    pub fn turn_to(&mut self, at: Option<usize>) {
        let item = at.and_then(|at| u32::try_from(at + 1).ok());
        if item != self.item {
            self.parts.clear();
        }
        self.item = item;
    }

    /// A part that was typed before the interruption: null where it was left empty.
    pub fn part(&self, name: &str) -> Option<&Value> {
        self.parts.get(name)
    }

    /// Keeps a part, unless it is the last one: then the whole is kept at once.
    pub fn keep(&mut self, name: &str, value: Option<&Value>, files: &[Evidence], last: bool) -> Result<(), Leave> {
        self.parts.insert(name.to_owned(), value.cloned().unwrap_or(Value::Null));
        if let (Some((desk, id, path, field)), false) = (&self.to, last) {
            let command = Command::Sketch { path: path.clone(), field: field.clone(), item: self.item, parts: self.parts.clone() };
            desk.act(id, &command, files)?;
        }
        Ok(())
    }

    /// The whole was typed, or nothing came of it.
    pub fn clear(&mut self) {
        self.parts.clear();
    }
}

impl<'d> Lead<'d> {
    /// What was typed so far of this answer.
    pub(super) fn sketch(&self, path: &Path, field: &Field) -> Sketch<'d> {
        let kept = self.loaded.run.sketches.get(&(path.clone(), field.name.clone()));
        let parts = kept.and_then(|sketch| sketch.parts.value().as_object().cloned()).unwrap_or_default();
        let to = Some((self.desk, self.loaded.id.clone(), path.clone(), field.name.to_string()));
        Sketch { to, item: kept.and_then(|sketch| sketch.item), parts }
    }
}
