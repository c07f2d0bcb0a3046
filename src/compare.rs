//! What differs between two versions of a procedure, as plain data in the order in which the procedure reads.
//!
//! A plain function between two [`Checked`]: parts are told apart by the table of the language, so that a key which is new there is compared
//! from its first day. Steps are matched by name, then, where they were given a new one, by what they say.

mod ledger;
mod matching;
mod moves;
mod words;

use crate::check::{Checked, Edition};
use crate::model::Status;
use crate::text::Document;
use ledger::{Entry, Ledger};
use matching::Matches;
use std::collections::BTreeSet;

pub use words::{Mark, Piece};

/// Everything that differs between two versions.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    /// The earlier one.
    pub old: Version,
    /// The later one.
    pub new: Version,
    /// What differs: the procedure itself, its steps in reading order, then everything else by kind.
    pub changes: Vec<Change>,
    /// The procedures that it calls and that differ; or are called in one version only, and then without changes.
    pub called: Vec<Called>,
}

/// One version of a procedure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// The procedure's id.
    pub id: String,
    /// Its version.
    pub version: String,
    /// How far it may be relied upon.
    pub status: Status,
    /// The hash of its texts and of those that it calls.
    pub hash: String,
}

/// A procedure that is called.
#[derive(Debug, Clone, PartialEq)]
pub enum Called {
    /// By the later version only.
    Added(String),
    /// By the earlier version only.
    Removed(String),
    /// By both, and it differs.
    Changed(Box<Comparison>),
}

/// What became of one part of a procedure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// The later version has it.
    Added,
    /// The earlier version had it.
    Removed,
    /// It comes elsewhere: other steps lead to it.
    Moved,
    /// It has another name.
    Renamed,
    /// It says or does something else.
    Changed,
}

impl Kind {
    /// As programs read it.
    pub fn word(self) -> &'static str {
        match self {
            Kind::Added => "added",
            Kind::Removed => "removed",
            Kind::Moved => "moved",
            Kind::Renamed => "renamed",
            Kind::Changed => "changed",
        }
    }
}

/// One part of a procedure that differs.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// How; a step that was renamed and moved is renamed.
    pub kind: Kind,
    /// What it is: `step`, `field`, `option`, `role`, `email`, …, as the language calls it; `procedure` for the file itself.
    pub part: &'static str,
    /// Under which key of the procedure or of its step it stands: `steps`, `ask`, `inputs`, `settings`, `emails`, …
    pub under: &'static str,
    /// Where it stands: `commander`, `chacun.remise`, `commander.siret`; in the later version, unless it was removed.
    pub path: String,
    /// What it is called.
    pub title: String,
    /// Where it stood, if it has another name or place.
    pub was: Option<String>,
    /// The steps that lead to an added or moved step, by their titles; none where its scope begins with it.
    pub after: Vec<String>,
    /// What differs in it.
    pub edits: Vec<Edit>,
}

/// One thing that differs in a part.
#[derive(Debug, Clone, PartialEq)]
pub struct Edit {
    /// The key of the language: `title`, `wait.within`; `leads` for all of an exit.
    pub key: String,
    /// What there was and is no more; of a text that was reworded, the text.
    pub before: Vec<Item>,
    /// What there is now.
    pub after: Vec<Item>,
    /// Word by word, where one text became another.
    pub words: Vec<Piece>,
}

/// One value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// What it says; of a way, the step's title or `success`, `failure`, `neutral`.
    pub text: String,
    /// What it is.
    pub what: What,
    /// Only where this expression holds.
    pub when: Option<String>,
}

/// What a value is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// A text, a name, a number, …
    Plain,
    /// An expression.
    Expression,
    /// A way to a step.
    To,
    /// A way back.
    Back,
    /// An end.
    End,
    /// An end that stops what is open.
    Stop,
}

impl Comparison {
    /// Whether nothing differs that anyone could notice.
    pub fn is_same(&self) -> bool {
        self.changes.is_empty() && self.called.is_empty()
    }

    /// How many parts differ, those of called procedures counted.
    pub fn count(&self) -> usize {
        let called = self.called.iter().map(|called| match called {
            Called::Added(_) | Called::Removed(_) => 1,
            Called::Changed(comparison) => comparison.count(),
        });
        self.changes.len() + called.sum::<usize>()
    }
}

/// Compares two versions of a procedure, those that they call included.
pub fn compare(old: &Checked, new: &Checked) -> Comparison {
    let changes = changes(old, new);
    let mut called = Vec::new();
    let ids: BTreeSet<_> = old.calls.keys().chain(new.calls.keys()).collect();
    for id in ids {
        match (old.calls.get(id), new.calls.get(id)) {
            (Some(old), Some(new)) => {
                let inner = compare(old, new);
                if !inner.is_same() {
                    called.push(Called::Changed(Box::new(inner)));
                }
            }
            (None, Some(_)) => called.push(Called::Added(id.to_string())),
            _ => called.push(Called::Removed(id.to_string())),
        }
    }
    Comparison { old: version(old), new: version(new), changes, called }
}

fn version(checked: &Checked) -> Version {
    let procedure = &checked.procedure;
    Version { id: procedure.id.to_string(), version: procedure.version.clone(), status: procedure.status, hash: checked.edition.hash() }
}

/// The text of an edition as it was written.
fn document(edition: &Edition) -> Option<Document> {
    let text = edition.texts.get(&edition.id)?;
    Document::read(&edition.id, text.as_bytes()).0
}

fn changes(old: &Checked, new: &Checked) -> Vec<Change> {
    // What was checked was read once already.
    let (Some(old_text), Some(new_text)) = (document(&old.edition), document(&new.edition)) else { return Vec::new() };
    if old_text.source() == new_text.source() {
        return Vec::new();
    }
    let (was, is) = (Ledger::of(old_text.root(), &moves::reading_order(old)), Ledger::of(new_text.root(), &moves::reading_order(new)));
    let steps = Matches::of(&was, &is);
    let moves = moves::Moves::of(old, new, &steps);
    let mut found = Vec::new();
    for place in steps.order() {
        match (place.old.map(|n| &was.entries[n]), place.new.map(|n| &is.entries[n])) {
            (Some(old), Some(new)) => {
                let edits = ledger::edits(old, new, &steps, &moves, [&was, &is]);
                let moved = new.part == "step" && moves.moved(&old.path, &new.path);
                let renamed = old.name() != new.name();
                let kind = match (renamed, moved) {
                    (true, _) => Kind::Renamed,
                    (_, true) => Kind::Moved,
                    _ => Kind::Changed,
                };
                if renamed || moved || !edits.is_empty() {
                    let mut change = change(kind, new, edits);
                    // A question of a renamed step stands elsewhere only because its step does.
                    change.was = (renamed || moved && old.path != new.path).then(|| old.path.clone());
                    change.after = if moved { moves.after(&new.path) } else { Vec::new() };
                    found.push(change);
                }
            }
            (None, Some(new)) if !steps.is_inside_added(new) => {
                let mut change = change(Kind::Added, new, Vec::new());
                change.after = if new.part == "step" { moves.after(&new.path) } else { Vec::new() };
                found.push(change);
            }
            (Some(old), None) if !steps.is_inside_removed(old) => found.push(change(Kind::Removed, old, Vec::new())),
            _ => {}
        }
    }
    found
}

fn change(kind: Kind, entry: &Entry, edits: Vec<Edit>) -> Change {
    let (path, title) = (entry.path.clone(), entry.title.clone());
    Change { kind, part: entry.part, under: entry.under, path, title, was: None, after: Vec::new(), edits }
}
