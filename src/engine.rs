//! What follows from what people do: `decide` turns a command into events, and nothing else.
//!
//! Pure: no clock, file, network, database, environment or randomness. The one rule of the language stands in [`sweep`], what a reopening
//! takes with it in [`fall`]. The state of a run is a function of the answers that stand.

mod answers;
mod asking;
pub mod command;
mod correct;
mod draft;
pub mod event;
mod exits;
mod fall;
mod find;
mod items;
mod labels;
pub mod mail;
pub mod order;
pub mod outbox;
pub mod path;
mod people;
mod read_by;
pub mod remind;
mod rest;
mod results;
pub mod run;
mod settle;
pub mod site;
mod sweep;
mod time;
pub mod toll;
mod upgrade;
pub mod values;
pub mod variables;
pub mod view;
pub mod why;

pub use command::{Command, Refusal};
pub use event::{Answers, Datum, Event, Stamp};
pub use find::{find_list, find_path, find_paths, split_path};
pub use items::find_item;
pub use path::Path;
pub use run::{Run, RunState, Status};
pub use settle::state_word as settle_word;
pub use upgrade::{Obstacle, upgrade};

use crate::check::Checked;
use crate::finding::codes;
use crate::model::holidays::Holidays;
use crate::model::moment::zone;
use crate::msg;
use jiff::Timestamp;
use jiff::civil::Date;
use serde_json::{Map, Value};
use site::Site;
use variables::Reader;

/// What the run cannot know by itself.
#[derive(Debug, Clone, Copy)]
pub struct Env<'a> {
    /// The run's id.
    pub run_id: &'a str,
    /// Now.
    pub now: Timestamp,
    /// Who acts.
    pub by: &'a str,
    /// What the organisation has set.
    pub settings: &'a Map<String, Value>,
    /// The public holidays that it keeps. A run counts with those of the day on which it began, or was moved to another version: [`Run::holidays`].
    pub holidays: Holidays,
}

impl Env<'_> {
    /// The day it is in France.
    pub fn today(&self) -> Date {
        self.now.to_zoned(zone()).date()
    }

    fn stamp(&self) -> Stamp {
        Stamp { at: self.now, by: self.by.to_owned() }
    }
}

/// A run under decision: what was decided so far already holds.
pub(crate) struct Decision<'a> {
    pub checked: &'a Checked,
    pub run: Run,
    pub env: &'a Env<'a>,
    pub events: Vec<Event>,
}

impl Decision<'_> {
    fn emit(&mut self, event: Event) {
        self.run.apply(&event, &self.env.stamp());
        self.events.push(event);
    }

    fn reader<'r>(&'r self, site: &Site<'r>) -> Reader<'r> {
        Reader::new(&self.run, site.clone(), self.env)
    }
}

/// A new run: its first events. With all inputs given it begins at once; else it waits for them.
///
/// # Errors
/// An input does not fit; or one is missing, unless `wait` says that the rest comes later.
pub fn start(checked: &Checked, given: &Map<String, Value>, wait: bool, confirmed: bool, env: &Env) -> Result<(Run, Vec<Event>), Refusal> {
    let mut decision = Decision { checked, run: Run::default(), env, events: Vec::new() };
    let procedure = &checked.procedure;
    let (id, version) = (procedure.id.to_string(), procedure.version.clone());
    decision.emit(Event::Started { procedure: id, version, edition: checked.edition.hash(), holidays: env.holidays });
    if wait {
        decision.save(&Path::root(), given)?;
        if decision.run.draft.len() < procedure.inputs.len() && !procedure.inputs.is_empty() {
            return Ok((decision.run, decision.events));
        }
    }
    decision.begin(given, confirmed)?;
    Ok((decision.run, decision.events))
}

/// What follows from a command: the events, and the run after them.
///
/// # Errors
/// One clear no; nothing was decided.
pub fn decide(checked: &Checked, run: Run, command: &Command, env: &Env) -> Result<(Run, Vec<Event>), Refusal> {
    match (&run.state, command) {
        (_, Command::Note { .. } | Command::MailLeft { .. } | Command::MailReady { .. } | Command::Assign { .. }) => {}
        (_, Command::MailOutcome { .. } | Command::MailResolve { .. } | Command::MailRecall { .. }) => {}
        (RunState::Cancelled(_), _) => return Err(Refusal::new(codes::RUN_OVER, msg!("run-over-cancelled"))),
        (RunState::Finished(_), Command::Reopen { .. } | Command::Correct { .. }) => {}
        (RunState::Finished(_), _) => return Err(Refusal::new(codes::RUN_OVER, msg!("run-over")).help(msg!("run-over.help"))),
        (RunState::Preparing, Command::Begin { .. } | Command::Save { .. } | Command::Sketch { .. } | Command::Cancel { .. }) => {}
        (RunState::Preparing, _) => return Err(Refusal::new(codes::ANSWER_MISSING, msg!("run-preparing")).help(msg!("run-preparing.help"))),
        (RunState::Open, _) => {}
    }
    // What lies in the outbox is taken out where it would read otherwise after this.
    let before = (!command.is_about_mails() && outbox::is_posted(&run)).then(|| run.clone());
    let mut decision = Decision { checked, run, env, events: Vec::new() };
    match command {
        Command::Begin { inputs, confirmed } => decision.begin(inputs, *confirmed)?,
        Command::Save { path, answers } => decision.save(path, answers)?,
        Command::Tick { path, check } => decision.tick(path, *check)?,
        Command::Sketch { path, field, item, parts } => decision.sketch(path, field, *item, parts)?,
        Command::Done(done) => decision.done(done)?,
        Command::Waive { path, reason, answers, choose, confirmed } => decision.waive(path, reason, answers, choose, *confirmed)?,
        Command::Reopen { path, reason } => decision.reopen(path, reason)?,
        Command::Correct { path, answers, confirmed } => decision.correct(path, answers, *confirmed)?,
        Command::Assign { role, person } => decision.assign(role, person)?,
        Command::Add { list, items, confirmed } => decision.add(list, items, *confirmed)?,
        Command::Drop { list, item, reason } => decision.drop_item(list, *item, reason)?,
        Command::Note { path, text } => decision.note(path, text)?,
        Command::Cancel { reason } => {
            settle::needs_reason(reason)?;
            decision.emit(Event::Cancelled { reason: reason.clone() });
        }
        Command::MailReady { mail } => decision.mail_ready(*mail)?,
        Command::MailLeft { mail, leaving } => decision.mail_left(*mail, leaving)?,
        Command::MailQueue(queue) => decision.queue(queue)?,
        Command::MailOutcome { mail, recipient, outcome } => decision.outcome(*mail, *recipient, *outcome)?,
        Command::MailResolve { mail, recipients, sent } => decision.resolve(*mail, recipients, *sent)?,
        Command::MailRecall { mail } => decision.recall(*mail)?,
        Command::Remind { path, queue } => decision.remind(path, queue)?,
    }
    if !command.is_about_mails() {
        decision.recall_stale(before.as_ref());
    }
    Ok((decision.run, decision.events))
}
