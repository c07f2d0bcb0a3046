//! One carrying-out of a procedure: the fold of its events. Folding is total; doubts belong in `decide`.

use super::event::{Answers, Cause, Datum, Fault, Stamp};
use super::path::{Path, Seg};
mod fold;

use crate::model::holidays::Holidays;
use crate::model::{Name, Outcome, Stop};
use jiff::Timestamp;
use jiff::civil::Date;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// A run.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Run {
    /// Which procedure, by id, version and hash of its texts.
    pub procedure: Pinned,
    /// When it began, and who began it.
    pub started: Option<Stamp>,
    /// The public holidays that are no working days in it.
    pub holidays: Holidays,
    /// How it stands as a whole.
    pub state: RunState,
    /// What was asked at the start.
    pub inputs: Answers,
    /// Inputs kept before all of them were there.
    pub draft: Answers,
    /// What was typed so far of answers in parts, by step (the root for inputs) and question.
    pub sketches: BTreeMap<(Path, Name), Sketch>,
    /// Who plays a role, where somebody said so by hand.
    pub people: BTreeMap<Name, Datum>,
    /// The outermost scope.
    pub root: ScopeState,
    /// Items that left their list, by the step that asked for it and the list's name.
    pub dropped: BTreeMap<(Path, Name), BTreeSet<u32>>,
    /// Why, and by whom, each of them was taken out.
    pub left: BTreeMap<(Path, Name, u32), (String, Stamp)>,
    /// Steps inside a scope that began anew: how often they had opened, and what had been answered.
    pub past: BTreeMap<Path, (u32, Answers)>,
    /// Items that left their list while an `each` that began anew had begun them: what became of them stands.
    pub gone: BTreeMap<Path, BTreeMap<u32, ItemState>>,
    /// The mails, by number.
    pub mails: BTreeMap<u32, MailState>,
    /// Remarks.
    pub notes: Vec<(Path, Datum, Stamp)>,
    /// The versions that it was pinned to before, each with when it left it and who moved it.
    pub upgrades: Vec<(String, Stamp)>,
    /// When personal data was erased, by whom and why, and whether that was all of it.
    pub erased: Vec<(Stamp, String, bool)>,
    /// It came from elsewhere: no mail leaves from it by itself until a person says so.
    pub paused: bool,
    /// How many events it is made of.
    pub events: u64,
}

/// What a run is pinned to.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Pinned {
    /// The procedure's id.
    pub id: String,
    /// Its version.
    pub version: String,
    /// The hash of its texts.
    pub edition: String,
}

/// What was typed so far of an answer in parts.
#[derive(Debug, Clone, PartialEq)]
pub struct Sketch {
    /// The item of a list that is corrected, from 1.
    pub item: Option<u32>,
    /// The parts by their names; null where one was left empty.
    pub parts: Datum,
}

/// How a run stands as a whole.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum RunState {
    /// Inputs are still missing.
    #[default]
    Preparing,
    /// Steps are open.
    Open,
    /// Everything is settled.
    Finished(Outcome),
    /// Given up, with the reason.
    Cancelled(String),
}

/// The steps of one scope.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ScopeState {
    /// Those that anything happened to; the others are ahead.
    pub steps: HashMap<Name, StepState>,
    /// Why what is unsettled here is left out.
    pub cut: Option<Cause>,
}

/// How one step stands.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct StepState {
    /// What became of it, leaving aside whether its scope was cut.
    pub status: Status,
    /// How often it has opened.
    pub round: u32,
    /// When it opened.
    pub opened: Option<Stamp>,
    /// When it was settled, and who did.
    pub settled: Option<Stamp>,
    /// When that was entered from paper, and by whom, where it was.
    pub entered: Option<Stamp>,
    /// The day it was really done.
    pub on: Option<Date>,
    /// When it is due.
    pub due: Option<Timestamp>,
    /// Not to be settled earlier.
    pub not_before: Option<Timestamp>,
    /// From when on it may be settled as late.
    pub late_from: Option<Timestamp>,
    /// What was answered.
    pub answers: Answers,
    /// What was kept in this round before settling: it counts as answered.
    pub draft: Answers,
    /// What was answered in an earlier round: offered, never taken by itself.
    pub earlier: Answers,
    /// The checks that were ticked in this round, by number from 1.
    pub ticked: BTreeSet<u32>,
    /// The options chosen.
    pub choice: Vec<Name>,
    /// Whether it was settled as late.
    pub late: bool,
    /// By which channel a secret was handed over.
    pub channel: Option<String>,
    /// Why it was waived.
    pub reason: Option<String>,
    /// The steps that it chose.
    pub taken: Vec<Name>,
    /// The end that it reached.
    pub end: Option<Outcome>,
    /// The number of the event by which it last opened or passed.
    pub since: u64,
    /// A standby step that is not needed: the number of the event that said so.
    pub stood_down: Option<u64>,
    /// The number of its mail in this round.
    pub mail: Option<u32>,
    /// How often somebody was reminded of it in this round, and when last.
    pub reminded: Option<(u32, Timestamp)>,
    /// What an `each` over an expression goes through.
    pub list: Option<Datum>,
    /// What a called procedure was given.
    pub with: Answers,
    /// What is inside.
    pub inner: Inner,
}

/// What became of a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Status {
    /// Not yet.
    #[default]
    Ahead,
    /// It can be done.
    Open,
    /// It was done.
    Done,
    /// No way led to it.
    LeftOut,
    /// Its own condition was false.
    Passed,
    /// A person set it aside.
    Waived,
}

impl Status {
    /// Whether nothing more is to be done.
    pub fn is_settled(self) -> bool {
        matches!(self, Status::Done | Status::LeftOut | Status::Passed | Status::Waived)
    }

    /// Whether its ways out are decided, some perhaps taken.
    pub fn has_ways(self) -> bool {
        matches!(self, Status::Done | Status::Passed | Status::Waived)
    }

    /// As programs read it.
    pub fn word(self) -> &'static str {
        match self {
            Status::Ahead => "ahead",
            Status::Open => "open",
            Status::Done => "done",
            Status::LeftOut => "left_out",
            Status::Passed => "passed",
            Status::Waived => "waived",
        }
    }
}

/// What is inside a step.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Inner {
    /// Nothing, or not yet.
    #[default]
    None,
    /// The scope of a section or call.
    Scope(Box<ScopeState>),
    /// The items of an `each`.
    Each(EachState),
}

/// The items of an `each`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct EachState {
    /// The scopes, by the number of the item or group.
    pub scopes: BTreeMap<u32, ItemState>,
    /// Why no further item begins.
    pub cut: Option<Cause>,
}

/// One item of an `each`, or a group of them.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ItemState {
    /// The items in it, by their number in the list.
    pub items: Vec<u32>,
    /// Its steps.
    pub scope: ScopeState,
    /// Whether it was finished once.
    pub finished: bool,
}

/// A mail of a run.
#[derive(Debug, Clone, PartialEq)]
pub struct MailState {
    /// The step that sends it.
    pub path: Path,
    /// In which round.
    pub round: u32,
    /// Its words, once they stand.
    pub letter: Option<Datum>,
    /// When it left and how.
    pub left: Option<(Stamp, String)>,
    /// The day it really left, where that is not the day it was recorded.
    pub on: Option<Date>,
    /// When that was entered from paper, and by whom, where it was.
    pub entered: Option<Stamp>,
    /// Its step was put back before it left.
    pub put_back: bool,
    /// What became of it in the outbox, where it was put there.
    pub post: Option<Post>,
    /// Which reminder of its step it is; none where it is the step's own mail.
    pub reminder: Option<u32>,
}

/// A mail in the outbox, or that went through it.
#[derive(Debug, Clone, PartialEq)]
pub struct Post {
    /// Who put it there, and when.
    pub queued: Stamp,
    /// Its Message-ID.
    pub message: String,
    /// What became of it, for each recipient.
    pub deliveries: Vec<Delivery>,
    /// The attached files of the procedure, by the SHA-256 of what they were.
    pub files: BTreeMap<String, String>,
    /// Its words, where it was taken out and will be written anew.
    pub letter: Option<Datum>,
}

/// What became of a mail for one recipient.
#[derive(Debug, Clone, PartialEq)]
pub enum Delivery {
    /// It is to leave.
    Queued,
    /// It has left: when, and what the server answered; nothing where a person said so.
    Sent(Stamp, Option<u16>),
    /// It did not leave, and will not by itself.
    Failed(Fault, Option<u16>),
    /// Nobody knows whether it left.
    Uncertain(Fault),
    /// It was taken out before it left.
    Recalled,
}

impl Delivery {
    /// As programs read it.
    pub fn word(&self) -> &'static str {
        match self {
            Delivery::Queued => "queued",
            Delivery::Sent(..) => "sent",
            Delivery::Failed(..) => "failed",
            Delivery::Uncertain(_) => "uncertain",
            Delivery::Recalled => "recalled",
        }
    }
}

impl MailState {
    /// A mail that nothing has become of yet.
    pub(super) fn new(path: Path, round: u32) -> MailState {
        MailState { path, round, letter: None, left: None, on: None, entered: None, put_back: false, post: None, reminder: None }
    }

    /// The numbers, from 1, of the recipients for whom this holds.
    pub fn recipients(&self, holds: impl Fn(&Delivery) -> bool) -> Vec<u32> {
        let deliveries = self.post.iter().flat_map(|post| &post.deliveries);
        (1..).zip(deliveries).filter(|(_, delivery)| holds(delivery)).map(|(number, _)| number).collect()
    }

    /// Whether this holds for one of its recipients.
    pub fn is_anywhere(&self, holds: impl Fn(&Delivery) -> bool) -> bool {
        self.post.iter().flat_map(|post| &post.deliveries).any(holds)
    }

    /// Whether something of it is still in the outbox: to leave, or for a person to decide.
    pub fn is_posted(&self) -> bool {
        self.left.is_none() && self.is_anywhere(|d| matches!(d, Delivery::Queued | Delivery::Failed(..) | Delivery::Uncertain(_)))
    }
}

impl ScopeState {
    /// How a step stands: what is unsettled in a scope that was cut is left out.
    pub fn status(&self, name: &str) -> Status {
        let Some(step) = self.steps.get(name) else { return if self.cut.is_some() { Status::LeftOut } else { Status::Ahead } };
        if !step.status.is_settled() && (self.cut.is_some() || step.stood_down.is_some()) { Status::LeftOut } else { step.status }
    }

    /// A step that anything happened to.
    pub fn get(&self, name: &str) -> Option<&StepState> {
        self.steps.get(name)
    }
}

impl StepState {
    /// The scope inside at this segment's item.
    fn scope(&self, item: Option<u32>) -> Option<&ScopeState> {
        match (&self.inner, item) {
            (Inner::Scope(scope), None) => Some(scope),
            (Inner::Each(each), Some(number)) => each.scopes.get(&number).map(|item| &item.scope),
            _ => None,
        }
    }

    fn scope_mut(&mut self, item: Option<u32>) -> &mut ScopeState {
        match item {
            None => {
                if !matches!(self.inner, Inner::Scope(_)) {
                    self.inner = Inner::Scope(Box::default());
                }
                let Inner::Scope(scope) = &mut self.inner else { unreachable!("just made") };
                scope
            }
            Some(number) => &mut self.each_mut().scopes.entry(number).or_default().scope,
        }
    }

    fn each_mut(&mut self) -> &mut EachState {
        if !matches!(self.inner, Inner::Each(_)) {
            self.inner = Inner::Each(EachState::default());
        }
        let Inner::Each(each) = &mut self.inner else { unreachable!("just made") };
        each
    }

    /// What a person is offered as answers: the latest of what was given before.
    pub fn offered(&self) -> Answers {
        let mut all = self.earlier.clone();
        all.extend(self.draft.clone());
        all.extend(self.answers.clone());
        all
    }

    /// The items, where this is an `each` that opened.
    pub fn each(&self) -> Option<&EachState> {
        match &self.inner {
            Inner::Each(each) => Some(each),
            Inner::None | Inner::Scope(_) => None,
        }
    }
}

impl Run {
    /// The scope at a path.
    pub fn scope(&self, path: &[Seg]) -> Option<&ScopeState> {
        path.iter().try_fold(&self.root, |scope, seg| scope.steps.get(&seg.step)?.scope(seg.item))
    }

    /// A step that anything happened to.
    pub fn step(&self, path: &Path) -> Option<&StepState> {
        let (last, scope) = path.0.split_last()?;
        self.scope(scope)?.steps.get(&last.step)
    }

    /// Whether a scope around this path, or its own, was cut.
    pub fn cut(&self, scope: &[Seg]) -> Option<&Cause> {
        (0..=scope.len()).find_map(|n| self.scope(&scope[..n])?.cut.as_ref())
    }

    /// How a step stands, seen from outside: in a cut scope what is unsettled is left out.
    pub fn status(&self, path: &Path) -> Status {
        let Some((last, scope)) = path.0.split_last() else { return Status::Ahead };
        let status = self.scope(scope).map_or(Status::Ahead, |s| s.status(&last.step));
        if !status.is_settled() && self.cut(scope).is_some() { Status::LeftOut } else { status }
    }

    /// Whether a mail has not left and, as things stand, will not: its step was put back, or is not open any more. What a stop or a waiver left
    /// out is where it was once that is undone, and so are its mails.
    pub fn is_withdrawn(&self, mail: &MailState) -> bool {
        mail.left.is_none() && (mail.put_back || self.status(&mail.path) != Status::Open)
    }

    /// The last mail of this step that has left already, in this round or an earlier one.
    pub fn left_before(&self, path: &Path) -> Option<(u32, &MailState)> {
        let has_left = |mail: &MailState| mail.left.is_some() && mail.reminder.is_none() && mail.path == *path;
        // A step that has opened once has no mail but its own.
        if self.round(path) < 2 {
            let number = self.step(path)?.mail?;
            return self.mails.get(&number).filter(|mail| has_left(mail)).map(|mail| (number, mail));
        }
        self.mails.iter().rev().find(|(_, mail)| has_left(mail)).map(|(number, mail)| (*number, mail))
    }

    /// The items of a list that have left it.
    pub fn dropped(&self, path: &Path, field: &Name) -> Option<&BTreeSet<u32>> {
        self.dropped.get(&(path.clone(), field.clone()))
    }

    /// The list as it was asked for, its items in the order of joining.
    pub fn list(&self, path: &Path, field: &str) -> Option<&Vec<Value>> {
        let answers = if path.is_root() { &self.inputs } else { &self.step(path)?.answers };
        answers.get(field)?.value().as_array()
    }

    /// How often a step has opened.
    pub fn round(&self, path: &Path) -> u32 {
        let past = self.past.get(path).map_or(0, |(round, _)| *round);
        self.step(path).map_or(0, |step| step.round).max(past)
    }
}

/// What a stop reaches, read back from its event.
pub fn stops(stop: &Stop, path: &Path) -> Path {
    match stop {
        Stop::Run => Path::root(),
        Stop::Scope => path.split().map_or_else(Path::root, |(scope, _)| scope),
        Stop::Step(holder) => {
            let end = path.0.iter().rposition(|seg| seg.step == *holder).map_or(0, |i| i + 1);
            Path(path.0[..end].to_vec()).without_item()
        }
    }
}
