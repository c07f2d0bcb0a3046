//! Answers, and the values that each can have.

use super::diagram::Condition;
use super::world::At;
use crate::finding::LENGTH;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// An answer: whose question, and what of it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Answer {
    pub asker: Asker,
    pub path: Vec<String>,
}

/// Who asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Asker {
    /// The start of the run.
    Start,
    /// A step.
    Step(At),
    /// Each item of what this `each` goes through.
    Items(At),
    /// The organisation.
    Settings,
    /// What this step called.
    Called(At),
}

impl Answer {
    pub fn new<'n>(asker: Asker, path: impl IntoIterator<Item = &'n str>) -> Answer {
        Answer { asker, path: path.into_iter().map(str::to_owned).collect() }
    }

    /// How many items there are.
    pub fn length(self) -> Answer {
        Answer { path: self.path.into_iter().chain([LENGTH.to_owned()]).collect(), ..self }
    }
}

/// The values that a variable can have, as far as anyone asks.
#[derive(Clone)]
pub(super) enum Domain {
    /// It is true.
    Truth(Condition),
    /// One of these texts; the last is any other.
    Texts(Vec<(Option<String>, Condition)>),
    /// In one of these ranges, from the least.
    Numbers(Vec<(Range, Condition)>),
    /// Any of these.
    Many(BTreeMap<String, Condition>),
}

/// A constant, or what lies between two.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) enum Range {
    At(f64),
    Between(f64, f64),
}

impl Domain {
    /// All that it is made of.
    pub fn conditions(&self) -> impl Iterator<Item = Condition> + '_ {
        let (truth, texts, numbers, many) = match self {
            Domain::Truth(when) => (Some(*when), &[][..], &[][..], None),
            Domain::Texts(all) => (None, &all[..], &[][..], None),
            Domain::Numbers(all) => (None, &[][..], &all[..], None),
            Domain::Many(all) => (None, &[][..], &[][..], Some(all)),
        };
        let numbers = numbers.iter().map(|(_, when)| *when);
        truth.into_iter().chain(texts.iter().map(|(_, when)| *when)).chain(numbers).chain(many.into_iter().flat_map(|all| all.values().copied()))
    }

    /// A value, of those that a condition holds for.
    pub fn value(&self, holds: &impl Fn(Condition) -> bool) -> Option<Value> {
        match self {
            Domain::Truth(when) => Some(json!(holds(*when))),
            Domain::Texts(all) => all.iter().find(|(_, when)| holds(*when)).and_then(|(text, _)| Some(json!(text.as_ref()?))),
            Domain::Numbers(all) => all.iter().find(|(_, when)| holds(*when)).map(|(range, _)| range.number()),
            Domain::Many(all) => Some(all.iter().filter(|(_, when)| holds(**when)).map(|(name, _)| json!(name)).collect()),
        }
    }
}

impl Range {
    /// A number in it, a whole one where there is one.
    fn number(self) -> Value {
        let number = match self {
            Range::At(at) => at,
            Range::Between(f64::NEG_INFINITY, f64::INFINITY) => 0.0,
            Range::Between(f64::NEG_INFINITY, to) => to.ceil() - 1.0,
            Range::Between(from, f64::INFINITY) => from.floor() + 1.0,
            Range::Between(from, to) if from.floor() + 1.0 < to => from.floor() + 1.0,
            Range::Between(from, to) => f64::midpoint(from, to),
        };
        #[allow(clippy::cast_possible_truncation)] // Constants of a file are far below that.
        if number.fract() == 0.0 { json!(number as i64) } else { json!(number) }
    }

    pub fn possible(self, whole: bool, least: f64, most: f64) -> bool {
        match self {
            Range::At(at) => least <= at && at <= most && (!whole || at.fract() == 0.0),
            Range::Between(from, to) if whole => {
                let (first, last) = ((from.floor() + 1.0).max(least.ceil()), (to.ceil() - 1.0).min(most.floor()));
                first <= last
            }
            Range::Between(from, to) => from.max(least) < to.min(most),
        }
    }

    pub fn said(self, text: &str) -> String {
        match self {
            Range::At(at) => format!("{text} = {at}"),
            Range::Between(f64::NEG_INFINITY, to) => format!("{text} < {to}"),
            Range::Between(from, f64::INFINITY) => format!("{text} > {from}"),
            Range::Between(from, to) => format!("{from} < {text} < {to}"),
        }
    }
}
