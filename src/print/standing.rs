//! Where a run stands, as plain data: what the desk hands over so that a checklist or a graph can show it.

use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap, HashSet};

/// Where a run stands.
#[derive(Debug, Clone, Default)]
pub struct Standing {
    /// The run's id.
    pub run: String,
    /// The version of the procedure that it pins.
    pub version: String,
    /// Whether it is finished, and how.
    pub state: RunState,
    /// When it was started.
    pub started: Option<jiff::Timestamp>,
    /// By whom.
    pub by: Option<String>,
    /// How many records it has.
    pub records: u64,
    /// When something was last recorded in it.
    pub recorded: Option<jiff::Timestamp>,
    /// Its inputs, by name, in the form in which answers are kept.
    pub inputs: serde_json::Map<String, serde_json::Value>,
    /// Why it was called off.
    pub reason: Option<String>,
    /// Remarks on the run as a whole.
    pub remarks: Vec<Noted>,
    /// The mails and letters that left, in their order.
    pub gone: Vec<Gone>,
    /// Items that left their lists.
    pub dropped: Vec<Dropped>,
    /// Its steps by path: `step`, `section.step`, `each[3].step`, `call.step`. One that is missing counts as ahead.
    pub steps: HashMap<String, StepStanding>,
}

impl Standing {
    /// The items of all lists, each by what tells it from the others: what it is called, or its number where several are called the same.
    /// One that stands in several lists under one name is one item.
    pub fn items(&self) -> Vec<String> {
        let mut holders: Vec<(&String, &StepStanding)> = self.steps.iter().filter(|(_, step)| !step.items.is_empty()).collect();
        holders.sort_by_key(|(path, _)| path.as_str());
        let mut twice: HashSet<&str> = HashSet::new();
        for (_, step) in &holders {
            let mut once: HashSet<&str> = HashSet::new();
            twice.extend(step.items.iter().map(|(_, label)| label.as_str()).filter(|label| !once.insert(label)));
        }
        let mut known: HashSet<String> = HashSet::new();
        let mut found: Vec<(usize, String)> = Vec::new();
        for (number, label) in holders.iter().flat_map(|(_, step)| &step.items) {
            let item = if twice.contains(label.as_str()) { number.to_string() } else { label.clone() };
            if known.insert(item.clone()) {
                found.push((*number, item));
            }
        }
        found.sort_by_key(|(number, _)| *number);
        found.into_iter().map(|(_, item)| item).collect()
    }

    /// The item that is wanted: its number, and what it is called. Of several lists the first that has one.
    pub fn item(&self, wanted: &Wanted) -> Option<(usize, &str)> {
        let of = |(path, step): (&'_ String, &'_ StepStanding)| {
            let place = step.items.iter().position(|(number, label)| wanted.is(*number, label))?;
            Some((path.clone(), place))
        };
        let (path, place) = self.steps.iter().filter_map(of).min()?;
        self.steps.get(&path)?.items.get(place).map(|(number, label)| (*number, label.as_str()))
    }
}

/// An item that is wanted, by its number or by what it is called.
#[derive(Debug, Clone, Copy)]
pub struct Wanted<'a> {
    label: &'a str,
    number: Option<usize>,
}

impl<'a> Wanted<'a> {
    /// The item that this tells from the others.
    pub fn new(told: &'a str) -> Self {
        let number = told.parse().ok().filter(|_| !told.starts_with(['+', '0']));
        Wanted { label: told, number }
    }

    /// Whether it is this one.
    pub fn is(&self, number: usize, label: &str) -> bool {
        self.number == Some(number) || label == self.label
    }
}

/// Whether a run is finished, and how.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum RunState {
    /// It goes on.
    #[default]
    Open,
    /// It ended well.
    Success,
    /// It ended badly.
    Failure,
    /// It ended, neither well nor badly.
    Neutral,
    /// Somebody called it off.
    Cancelled,
}

/// Where a step stands.
#[derive(Debug, Clone, Default)]
pub struct StepStanding {
    /// Its state.
    pub state: State,
    /// Who settled it.
    pub who: Option<String>,
    /// When.
    pub when: Option<jiff::Timestamp>,
    /// The day it was really done, where that is not the day on which this was recorded.
    pub on: Option<jiff::civil::Date>,
    /// When that was entered from paper, and by whom, where it was.
    pub entered: Option<Sent>,
    /// What was answered, by field, in the form in which answers are kept.
    pub answers: serde_json::Map<String, serde_json::Value>,
    /// The options that were chosen; `late` where it went late; the channel of a handover.
    pub chosen: Vec<String>,
    /// It is open past its deadline, or went late.
    pub late: bool,
    /// Why it was waived, or any other remark.
    pub reason: Option<String>,
    /// The items of an `each` (its groups, with `chunk`) by number, with what they are called.
    pub items: Vec<(usize, String)>,
    /// Why nothing more is done for some of these items, by number.
    pub gone: BTreeMap<usize, Why>,
    /// Why it is left out, where more is known than that no way led to it.
    pub why: Option<Why>,
    /// When its mail left, and by whom.
    pub sent: Option<Sent>,
    /// Remarks.
    pub remarks: Vec<Noted>,
}

/// Why something is left out, by whom, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Why {
    /// What happened.
    pub cause: Cause,
    /// Who did it; nobody where it follows by itself.
    pub who: Option<String>,
    /// When.
    pub when: Option<jiff::Timestamp>,
    /// What they said.
    pub reason: Option<String>,
}

/// What leaves steps out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cause {
    /// The step at this path stopped what is around it.
    Stopped(String),
    /// The item left the list.
    Dropped,
    /// What holds it was set aside: the step at this path.
    Waived(String),
    /// There was enough without it.
    Enough,
    /// It did not happen, and nothing else was open.
    StoodDown,
    /// The run was called off.
    Cancelled,
}

/// When a mail left.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sent {
    /// When.
    pub when: jiff::Timestamp,
    /// By whom.
    pub who: String,
}

/// A mail or a letter that left, as it left.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gone {
    /// The step that sent it.
    pub path: String,
    /// When, and by whom.
    pub sent: Sent,
    /// The day it really left, where that is not the day on which this was recorded.
    pub on: Option<jiff::civil::Date>,
    /// When that was entered from paper, and by whom, where it was.
    pub entered: Option<Sent>,
    /// To whom.
    pub to: Vec<String>,
    /// In copy.
    pub cc: Vec<String>,
    /// The subject.
    pub subject: String,
    /// The text.
    pub body: String,
    /// What was attached, by name.
    pub attach: Vec<String>,
}

/// A remark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Noted {
    /// What was remarked.
    pub text: String,
    /// By whom.
    pub who: String,
    /// When.
    pub when: jiff::Timestamp,
    /// Whether it is kept as personal data.
    pub personal: bool,
}

/// An item that left its list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dropped {
    /// The step that asked for the list; empty where it was asked before the first.
    pub path: String,
    /// The list.
    pub field: String,
    /// The item's number in it, from 1.
    pub number: usize,
    /// Why.
    pub why: Why,
}

/// The state of a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Not yet.
    #[default]
    Ahead,
    /// To be done now.
    Open,
    /// Done.
    Done,
    /// No way led to it.
    LeftOut,
    /// Its own `if` was false.
    Passed,
    /// A person set it aside.
    Waived,
}

impl State {
    /// Whether nothing more will happen to it.
    pub fn is_settled(self) -> bool {
        match self {
            State::Ahead | State::Open => false,
            State::Done | State::LeftOut | State::Passed | State::Waived => true,
        }
    }
}

/// What is known of a run's values: texts are filled in as far as this speaks, and show readable blanks where it is silent.
pub trait Voice {
    /// The text of a template as it reads at a step; `None` where something in it is not known (yet).
    ///
    /// [`crate::template::render`] with the variables of that step, and its error dropped, is what is wanted. The values come out inert
    /// whatever they hold: the printer finds out for itself which parts of the text are values. A path without the numbers of items
    /// (`each.step`) asks for what is the same for all of them.
    fn say(&self, path: &str, template: &str) -> Option<String>;

    /// Whether an expression holds at a step; `None` where that is not known (yet).
    fn holds(&self, path: &str, expression: &str) -> Option<bool>;
}

/// Knows nothing: the blank checklist.
pub struct Blank;

impl Voice for Blank {
    fn say(&self, _: &str, _: &str) -> Option<String> {
        None
    }
    fn holds(&self, _: &str, _: &str) -> Option<bool> {
        None
    }
}

/// A path without the numbers of items.
pub fn plain(path: &str) -> String {
    let mut inside = false;
    path.chars()
        .filter(|c| {
            inside = (inside || *c == '[') && *c != ']';
            !inside && *c != ']'
        })
        .collect()
}
