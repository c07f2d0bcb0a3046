//! Answers under which something happens, as plain data that can be played.

use serde_json::Value;
use std::collections::BTreeMap;

/// Answers under which what a finding speaks of happens. Steps are named by their static paths; what is said of a step in an `each` holds for every item.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Example {
    /// How steps are settled, where there is a choice.
    pub turns: BTreeMap<String, Turn>,
    /// What is answered, where it matters.
    pub values: Vec<Answered>,
    /// What is to be seen.
    pub goal: Goal,
}

/// How a step is settled.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Turn {
    /// As late.
    pub late: bool,
    /// With these options.
    pub options: Vec<String>,
}

/// In a path: each item of the list before it.
pub const ITEMS: &str = "[]";

/// In a path: how many items the list before it has.
pub const LENGTH: &str = "| length";

/// What is answered to a question.
#[derive(Debug, Clone, PartialEq)]
pub struct Answered {
    /// The step that asks; none for what is asked at the start.
    pub asker: Option<String>,
    /// The field and what of it: `[convives, [], nom]` is a part of each item.
    pub path: Vec<String>,
    /// The answer; none where it is left empty.
    pub value: Option<Value>,
}

/// What is to be seen when an example is played.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Goal {
    /// These open.
    pub opens: Vec<Sight>,
    /// These are done.
    pub done: Vec<Sight>,
    /// These are not done until then.
    pub lacks: Vec<Sight>,
    /// It shows only once everything is settled.
    pub at_the_end: bool,
    /// In whose hands the first two of them are, where that matters.
    pub hands: Option<Hands>,
}

/// By how many people two steps are done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hands {
    /// By the same person.
    One,
    /// By two people.
    Two,
}

/// A step, perhaps with an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sight {
    /// The static path of the step.
    pub step: String,
    /// The option.
    pub answer: Option<String>,
}

impl Sight {
    /// A step, whatever is answered.
    pub fn step(step: String) -> Sight {
        Sight { step, answer: None }
    }
}
