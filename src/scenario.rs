//! Scenarios: stories that try a procedure out, `NAME.test.yaml` beside it.
//!
//! They drive the pure engine directly: no store, no wall clock. [`read`](read::read) makes a [`File`] of a document, [`names`] says which of its
//! names mean nothing, [`play`](play::play) plays it, and what was reached is counted in [`coverage`].

mod cast;
pub mod counter;
pub mod coverage;
mod expect;
mod find;
pub mod names;
pub mod paths;
pub mod play;
pub mod read;
pub mod record;
mod standin;
pub mod write;

use crate::check::{Checked, Checker, Library, schema};
use crate::finding::{Finding, Place, Severity, codes};
use crate::model::Ref;
use crate::model::holidays::Holidays;
use crate::model::moment::{Duration, zone};
use crate::msg;
use crate::text::Document;
use jiff::Timestamp;
use jiff::civil::DateTime;
use serde_json::{Map, Value};
use std::sync::Arc;

/// The word for what was asked at the start, where a step is corrected.
pub const INPUTS: &str = "inputs";
/// The word for an empty list of steps or mails.
pub const NONE: &str = "none";
/// Who acts where nothing is said.
pub const SOMEBODY: &str = "scenario";

/// A file of scenarios.
#[derive(Debug, Clone)]
pub struct File {
    /// The procedure that is tested.
    pub procedure: Ref,
    /// The stories, in the order of the file.
    pub scenarios: Vec<Scenario>,
}

/// One story.
#[derive(Debug, Clone)]
pub struct Scenario {
    /// Its name.
    pub name: Ref,
    /// What it tells.
    pub title: String,
    /// When it begins.
    pub at: DateTime,
    /// Who acts at first.
    pub by: String,
    /// What the organisation has set: the file's settings under the story's own.
    pub settings: Vec<Given>,
    /// The public holidays that are no working days in it.
    pub holidays: Holidays,
    /// What is asked at the start.
    pub inputs: Vec<Given>,
    /// What is done.
    pub acts: Vec<Act>,
    /// What must hold at the end.
    pub expect: Option<Expect>,
}

/// A value under a name, with the place of both.
#[derive(Debug, Clone)]
pub struct Given {
    /// The name.
    pub name: Ref,
    /// The value.
    pub value: Value,
}

/// One entry of a story: time passes, something is done, something must hold.
#[derive(Debug, Clone)]
pub struct Act {
    /// The entry.
    pub place: Place,
    /// How the clock moves on before it.
    pub clock: Option<(Clock, Place)>,
    /// Who acts from now on.
    pub by: Option<String>,
    /// What is done.
    pub deed: Option<Deed>,
    /// It must be refused so.
    pub refused: Option<Refused>,
    /// What must hold after it.
    pub expect: Option<Expect>,
}

/// How the clock moves on.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Clock {
    /// To a moment in France.
    At(DateTime),
    /// By so much.
    After(Duration),
}

/// What is done.
#[derive(Debug, Clone)]
pub enum Deed {
    /// A step is settled.
    Done(Settle),
    /// A step is set aside.
    Waive(Settle),
    /// A step is done again.
    Reopen {
        /// The step.
        step: Ref,
        /// Why.
        reason: String,
    },
    /// Answers are exchanged after they were given for good.
    Correct {
        /// The step that had asked; [`INPUTS`] for the start.
        step: Ref,
        /// The answers that change; an empty one is taken away.
        set: Vec<Given>,
        /// Doubtful answers are meant so.
        confirm: bool,
    },
    /// Somebody plays a role from now on.
    Assign {
        /// The role.
        role: Ref,
        /// Who: in words, or in parts.
        person: Value,
    },
    /// An item joins a list.
    Add {
        /// The list.
        list: Ref,
        /// The item.
        item: Vec<Given>,
        /// Doubtful answers are meant so.
        confirm: bool,
    },
    /// An item leaves its list.
    Drop {
        /// The list with the item: `beneficiaires[2]`.
        item: Ref,
        /// Why.
        reason: String,
    },
    /// A remark.
    Note {
        /// The step it is about.
        about: Option<Ref>,
        /// The remark.
        text: String,
    },
    /// The run is given up.
    Cancel {
        /// Why.
        reason: String,
        /// Where that is said.
        at: Place,
    },
}

/// How a step is settled or set aside.
#[derive(Debug, Clone)]
pub struct Settle {
    /// The step.
    pub step: Ref,
    /// The answers.
    pub set: Vec<Given>,
    /// The options.
    pub choose: Vec<Ref>,
    /// The channel of a handover.
    pub channel: Option<String>,
    /// The day it was really done.
    pub on: Option<jiff::civil::Date>,
    /// The round that was answered.
    pub round: Option<u32>,
    /// Doubtful answers are meant so.
    pub confirm: bool,
    /// Why it is set aside.
    pub reason: String,
}

/// How an act must be refused.
#[derive(Debug, Clone)]
pub struct Refused {
    /// The code.
    pub code: Ref,
    /// Words that the refusal contains.
    pub says: Option<Ref>,
}

/// What must hold.
#[derive(Debug, Clone, Default)]
pub struct Expect {
    /// The open steps, all of them.
    pub open: Option<(Vec<Ref>, Place)>,
    /// How the run stands.
    pub state: Option<Ref>,
    /// How steps stand.
    pub steps: Vec<(Ref, Ref)>,
    /// Steps that have opened.
    pub reached: Vec<Ref>,
    /// Steps that have never opened.
    pub never: Vec<Ref>,
    /// The mails that left, all of them in order.
    pub mails: Option<(Vec<Mail>, Place)>,
    /// What expressions are worth.
    pub values: Vec<Given>,
    /// The options that open steps offer.
    pub offered: Vec<(Ref, Vec<Ref>)>,
    /// When steps are due: as it is written.
    pub due: Vec<(Ref, Ref)>,
}

/// A mail that must have left.
#[derive(Debug, Clone)]
pub struct Mail {
    /// The step that sends it.
    pub step: Ref,
    /// To whom.
    pub to: Option<(Vec<Ref>, Place)>,
    /// In copy.
    pub cc: Option<(Vec<Ref>, Place)>,
    /// The subject.
    pub subject: Option<Ref>,
    /// Words in its text.
    pub says: Vec<Ref>,
}

/// What came of reading a file of scenarios.
pub struct Report {
    /// The file as it was read; `None` where it is no YAML.
    pub document: Option<Document>,
    /// Everything there is to say about it before it is played, in the order of the file.
    pub findings: Vec<Finding>,
    /// The scenarios and their procedure, where no finding is an error.
    pub sound: Option<(File, Arc<Checked>)>,
}

/// Whether a file is one of scenarios, by its name.
pub fn is_file(name: &str) -> bool {
    name.ends_with(".test.yaml") || name.ends_with(".test.yml")
}

/// Reads a file of scenarios, and checks its names against the procedure in that library.
pub fn report(name: &str, bytes: &[u8], library: &dyn Library, checker: &Checker) -> Report {
    let (document, mut findings) = Document::read(name, bytes);
    let Some(document) = document else { return Report { document: None, findings, sound: None } };
    findings.extend(schema::scenarios(&document));
    let file = read::read(document.root());
    let mut checked = None;
    if findings.is_empty() {
        match procedure(&file.procedure, library, checker) {
            Ok(found) => {
                findings.extend(names::check(&file, document.root(), &found));
                checked = Some(found);
            }
            Err(finding) => findings.push(finding),
        }
    }
    findings.sort_by_key(|finding| document.span(&finding.place).start);
    let sound = checked.filter(|_| findings.iter().all(|f| f.severity() != Severity::Error));
    Report { sound: sound.map(|checked| (file, checked)), document: Some(document), findings }
}

fn procedure(id: &Ref, library: &dyn Library, checker: &Checker) -> Result<Arc<Checked>, Finding> {
    let say = |message| Finding::new(codes::SCENARIO_PROCEDURE, id.at.clone(), message);
    let Some((name, bytes)) = library.text(&id.name) else {
        let ids = library.ids();
        let finding = say(msg!("scenario-procedure", id = id.name.as_ref()));
        return Err(find::near(&id.name, ids.iter().map(String::as_str)).into_iter().fold(finding, Finding::help));
    };
    let unsound = || say(msg!("scenario-procedure-unsound", id = id.name.as_ref())).help(msg!("scenario-procedure-unsound.help", file = &name));
    checker.check(&name, &bytes).playable.clone().ok_or_else(unsound)
}

/// A moment in France as the engine reckons it.
pub fn moment(at: DateTime) -> Timestamp {
    at.to_zoned(zone()).map_or(Timestamp::UNIX_EPOCH, |zoned| zoned.timestamp())
}

/// Local time in France as a scenario writes it; seconds only where there are some.
pub fn local(at: Timestamp) -> String {
    let zoned = at.to_zoned(zone());
    zoned.strftime(if zoned.second() == 0 { "%Y-%m-%dT%H:%M" } else { "%Y-%m-%dT%H:%M:%S" }).to_string()
}

/// Values by name, without their places.
pub(crate) fn values(given: &[Given]) -> Map<String, Value> {
    given.iter().map(|given| (given.name.name.to_string(), given.value.clone())).collect()
}
