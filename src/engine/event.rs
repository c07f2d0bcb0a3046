//! What happened: the journal's content. A run is the fold of its events.
//!
//! Events are never changed once released: a new form gets a new name or a version, and `journal/upcast.rs` leads the old one on.

mod datum;
mod why;

pub use datum::{Datum, PERSONAL};
pub use why::{Cause, Fault, Recall};

use super::path::Path;
use crate::model::holidays::Holidays;
use crate::model::{Name, Outcome, Stop};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Answers by field.
pub type Answers = BTreeMap<Name, Datum>;

/// When something happened, and who did it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stamp {
    /// When, by the clock of the machine that recorded it.
    pub at: Timestamp,
    /// Who.
    pub by: String,
}

/// That something was entered from paper. Who typed it in, and when, stands in the record's stamp.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Paper {
    /// Who did it, as the paper says.
    pub by: String,
}

impl Stamp {
    /// The same, in the name of whoever the paper says did it.
    pub(super) fn as_done(&self, paper: Option<&Paper>) -> Stamp {
        paper.map_or_else(|| self.clone(), |paper| Stamp { by: paper.by.clone(), ..self.clone() })
    }
}

/// One thing that happened.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case", deny_unknown_fields)]
pub enum Event {
    /// A run began to exist, pinned to a procedure.
    Started {
        /// The procedure's id.
        procedure: String,
        /// Its version.
        version: String,
        /// The hash of its texts.
        edition: String,
        /// The public holidays that are no working days in it.
        #[serde(default, skip_serializing_if = "Holidays::is_usual")]
        holidays: Holidays,
    },
    /// Answers were kept that settle nothing yet; at the root they are inputs.
    Saved {
        /// The step.
        path: Path,
        /// Every answer given so far.
        answers: Answers,
    },
    /// A check of a step was ticked in this round.
    Ticked {
        /// The step.
        path: Path,
        /// Which of its `checks`, from 1, in the order of the procedure.
        check: u32,
    },
    /// What was typed so far of an answer in parts (an item of a list, a record, a person): no answer yet.
    Sketched {
        /// The step; the root where an input is asked.
        path: Path,
        /// The question.
        field: Name,
        /// The item that is corrected, from 1; none where it is a new one, or the question is no list.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        item: Option<u32>,
        /// The parts by their names; null where one was left empty.
        parts: Datum,
    },
    /// All inputs are there: the outermost steps begin.
    Begun {
        /// The inputs.
        inputs: Answers,
    },
    /// A step opened.
    Opened {
        /// The step.
        path: Path,
        /// Which time this is, from 1.
        round: u32,
        /// When it is due.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        due: Option<Timestamp>,
        /// Not to be settled earlier.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        not_before: Option<Timestamp>,
        /// From when on the wait may be settled as late.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        late_from: Option<Timestamp>,
        /// The number of its mail.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        mail: Option<u32>,
        /// What an `each` over an expression goes through: the list as it was.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        list: Option<Datum>,
        /// What a called procedure is given.
        #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
        with: Answers,
    },
    /// What the deadlines of an open step are counted from is known now, or has changed.
    Timed {
        /// The step.
        path: Path,
        /// When it is due.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        due: Option<Timestamp>,
        /// Not to be settled earlier.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        not_before: Option<Timestamp>,
    },
    /// Items began inside an open `each`, each group under its number.
    Joined {
        /// The `each`.
        path: Path,
        /// The number of the item's scope, or of the group.
        number: u32,
        /// The items in it, by their number in the list.
        items: Vec<u32>,
    },
    /// An item of `one_by_one` was finished for the first time.
    ItemFinished {
        /// The `each`.
        path: Path,
        /// The number of the item's scope.
        number: u32,
    },
    /// A step's own condition was false.
    Passed {
        /// The step.
        path: Path,
        /// The default option.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        choice: Option<Name>,
        /// The steps that it chose.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        taken: Vec<Name>,
        /// The end that it reached.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        end: Option<Outcome>,
    },
    /// No way led to a step.
    LeftOut {
        /// The step.
        path: Path,
    },
    /// A standby step is not needed, or needed again.
    StoodDown {
        /// The step.
        path: Path,
        /// Whether it is left out.
        down: bool,
    },
    /// What is unsettled in a scope is left out.
    Cut {
        /// The scope; the step that holds it where that is an `each`: all its items.
        scope: Path,
        /// Why.
        cause: Cause,
    },
    /// A scope that was cut is where it was.
    Restored {
        /// The scope.
        scope: Path,
    },
    /// A step was done, by a person or, where it holds a scope, by itself.
    Done {
        /// The step.
        path: Path,
        /// What was answered.
        #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
        answers: Answers,
        /// The options chosen.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        choice: Vec<Name>,
        /// Whether a wait was settled as late.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        late: bool,
        /// By which channel a secret was handed over.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        channel: Option<String>,
        /// The day it was really done, where that is not the day it was recorded.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        on: Option<Date>,
        /// Who did it, where that was entered from paper: then who recorded it only typed it in.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        paper: Option<Paper>,
        /// The steps that it chose.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        taken: Vec<Name>,
        /// The end that it reached.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        end: Option<Outcome>,
        /// What that end stops.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        stop: Option<Stop>,
        /// The step that it goes back to.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        back: Option<Name>,
    },
    /// A person set a step aside.
    Waived {
        /// The step.
        path: Path,
        /// Why.
        reason: String,
        /// The answers that later steps read.
        #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
        answers: Answers,
        /// The options named.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        choice: Vec<Name>,
        /// The steps that it chose.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        taken: Vec<Name>,
        /// The end that it reached.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        end: Option<Outcome>,
        /// What that end stops.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        stop: Option<Stop>,
    },
    /// An answer was exchanged after it had been given for good.
    Corrected {
        /// The step that had asked; the root where the start did.
        path: Path,
        /// The answers as they are now.
        #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
        answers: Answers,
        /// Those that are no more.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        removed: Vec<Name>,
    },
    /// A person plays a role.
    Assigned {
        /// The role.
        role: Name,
        /// Who: name, address and phone.
        person: Datum,
    },
    /// A step was reopened, by hand or by a `back`.
    Reopened {
        /// The step.
        path: Path,
        /// Why, where a person did it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<String>,
    },
    /// What depended on a reopened step is ahead again.
    PutBack {
        /// The step.
        path: Path,
    },
    /// A step that holds a scope is open again, and keeps what is in it.
    Reentered {
        /// The step.
        path: Path,
    },
    /// An item joined a list.
    ItemAdded {
        /// The step that asked for the list; the root where it is an input.
        path: Path,
        /// The list.
        field: Name,
        /// The item.
        item: Datum,
    },
    /// An item left a list.
    ItemDropped {
        /// The step that asked for the list.
        path: Path,
        /// The list.
        field: Name,
        /// The item's number.
        number: u32,
        /// Why.
        reason: String,
    },
    /// A mail was rendered for good: whatever happens, these are its words.
    MailReady {
        /// Its number.
        mail: u32,
        /// Its words.
        letter: Datum,
    },
    /// A mail has left.
    MailLeft {
        /// Its number.
        mail: u32,
        /// How: by which means, in words.
        how: String,
        /// The day it really left, where that is not the day it was recorded.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        on: Option<Date>,
        /// Who sent it, where that was entered from paper.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        paper: Option<Paper>,
        /// From when on what is awaited after it may be settled as late.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        late_from: Option<Timestamp>,
    },
    /// A mail is to leave by itself: it lies in the outbox, once for each of its recipients.
    MailQueued {
        /// Its number.
        mail: u32,
        /// The Message-ID that it leaves with, without the angle brackets.
        message: String,
        /// How many recipients it has, those in copy too: they are numbered from 1 in the order in which the mail names them.
        recipients: u32,
        /// The files beside the procedure that are attached, each with the SHA-256 under which its bytes were kept.
        #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
        files: BTreeMap<String, String>,
    },
    /// The mail server took a mail for one recipient.
    MailSent {
        /// Its number.
        mail: u32,
        /// The recipient's number.
        recipient: u32,
        /// What the server answered, as a number (`250`).
        answer: u16,
    },
    /// A mail did not leave for one recipient, and will not by itself.
    MailFailed {
        /// Its number.
        mail: u32,
        /// The recipient's number.
        recipient: u32,
        /// Why.
        fault: Fault,
        /// What the server answered, as a number (`550`).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        answer: Option<u16>,
    },
    /// Nobody knows whether the mail server took a mail for one recipient: a person decides.
    MailUncertain {
        /// Its number.
        mail: u32,
        /// The recipient's number.
        recipient: u32,
        /// Why.
        fault: Fault,
    },
    /// A person said what became of a mail that failed for a recipient, or is uncertain.
    MailResolved {
        /// Its number.
        mail: u32,
        /// The recipient's number.
        recipient: u32,
        /// Whether it has left; else it lies in the outbox again.
        sent: bool,
    },
    /// What had not left of a mail was taken out of the outbox; it is to be reviewed and sent again.
    MailRecalled {
        /// Its number.
        mail: u32,
        /// Why.
        why: Recall,
    },
    /// Somebody was reminded of what a step waits for.
    Reminded {
        /// The step.
        path: Path,
        /// Which time this is in this round, from 1.
        times: u32,
        /// The number of the mail; none where there was nobody to write to.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        mail: Option<u32>,
    },
    /// A remark.
    Noted {
        /// The step it is about.
        path: Path,
        /// The remark.
        text: Datum,
    },
    /// The run moved to another version of its procedure. What stands otherwise there follows as events of its own.
    Upgraded {
        /// The version.
        version: String,
        /// The hash of its texts.
        edition: String,
        /// The public holidays that are no working days from now on, where they were others before.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        holidays: Option<Holidays>,
    },
    /// A step that moved along with its run stands otherwise in the new version than it was recorded: nobody did it again.
    Carried {
        /// The step; the root where the start is meant.
        path: Path,
        /// Answers that the new version adds: the defaults of its new questions.
        #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
        answers: Answers,
        /// Answers that it does not ask any more, or, not given for good, would not take.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        removed: Vec<Name>,
        /// The checks that are ticked, by their numbers in the new version.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        ticked: Option<Vec<u32>>,
        /// Where it leads.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        ways: Option<Ways>,
        /// Its deadlines.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        times: Option<Times>,
    },
    /// Personal data was erased. What it was nobody can tell any more; that it was there still shows.
    Erased {
        /// Why.
        reason: String,
        /// Which values, by record and number; all that had been kept until then where none is named.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        values: Vec<(u64, u64)>,
    },
    /// The run came from another store.
    Imported {
        /// Whether its personal data came with it.
        personal: bool,
    },
    /// Mails may leave by themselves again from a run that came from elsewhere.
    Resumed {},
    /// Everything is settled.
    Finished {
        /// How it ended.
        outcome: Outcome,
    },
    /// The run was given up.
    Cancelled {
        /// Why.
        reason: String,
    },
}

/// Where a settled step leads.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ways {
    /// The steps that it chose.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub taken: Vec<Name>,
    /// The end that it reached.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end: Option<Outcome>,
}

/// The deadlines of an open step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Times {
    /// When it is due.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Timestamp>,
    /// Not to be settled earlier.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub not_before: Option<Timestamp>,
    /// From when on the wait may be settled as late.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub late_from: Option<Timestamp>,
}
