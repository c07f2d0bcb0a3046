//! Small random procedures: what the proof speaks of, and so few answers that all runs can be played.

use super::write::Writer;
use crate::random::Rng;
use std::collections::BTreeSet;

/// What a procedure is made to show, beside what all of them have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// One scope: ways, `after`, `if`, waits that may be late.
    Flat,
    /// A group inside, perhaps one within the other.
    Section,
    /// Steps for every item of a list.
    Each,
    /// Another procedure.
    Call,
    /// A step that may come.
    Standby,
    /// Ways back, and steps that are done again by hand.
    Back,
    /// Who does what.
    People,
}

pub const KINDS: [Kind; 7] = [Kind::Flat, Kind::Section, Kind::Each, Kind::Call, Kind::Standby, Kind::Back, Kind::People];

/// A procedure without its head, and what it asks about.
pub struct Small {
    pub kind: Kind,
    pub text: String,
    /// The procedure that it calls.
    pub called: Option<String>,
    pub reads: Vec<Read>,
    /// The rules: a demand, the step and the other one, by their static paths.
    pub rules: Vec<(&'static str, String, String)>,
    /// Routes of two: the step, where its condition is written, and where it leads if that holds.
    pub routes: Vec<(String, String, String)>,
    /// What else was written in it.
    pub has: BTreeSet<&'static str>,
}

/// A text that reads a name.
pub struct Read {
    /// The step, by its static path.
    pub step: String,
    /// Where it is written.
    pub at: String,
    /// The name, or a part of one: `f2`, `s1.outcome`.
    pub name: String,
    /// It reads it only where this was chosen, or became of it: `s1 == "x"`.
    pub under: Option<(String, String)>,
}

impl Small {
    pub fn files(&self) -> Vec<(&'static str, &str)> {
        std::iter::once(("main", self.text.as_str())).chain(self.called.as_deref().map(|text| ("autre", text))).collect()
    }
}

/// A procedure of some kind.
pub fn small(seed: u64) -> Small {
    let kind = KINDS[(seed % KINDS.len() as u64) as usize];
    Writer::new(kind, Rng(seed)).write()
}
