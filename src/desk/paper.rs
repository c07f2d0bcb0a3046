//! What was done on paper comes back into its run: read, held against what has happened since the printing, put in order, kept as one.

mod judge;
mod origin;
mod since;
mod step;

pub use origin::Origin;

use super::{Acted, Desk, Failure, Loaded};
use crate::engine::command::Done;
use crate::engine::event::Paper;
use crate::engine::order::in_order;
use crate::engine::{Command, Event, Path, Refusal, Run, RunState};
use crate::finding::codes;
use crate::journal::Evidence;
use crate::model::moment::{local, zone};
use crate::msg;
use crate::slip::{Allotted, Fault, Given, Jotting, Numbers, People, Slip, Who};
use crate::words::Message;
use jiff::civil::Date;
use serde_json::Value;
use std::collections::BTreeMap;
use std::ops::Range;

/// Takes a file in, by its path: what an answer says of it, and its bytes.
pub type Attach<'a> = dyn Fn(&str) -> Result<(Value, Evidence), Message> + 'a;

/// What was typed, and what holds for all of it.
#[derive(Clone, Copy)]
pub struct Typed<'t> {
    /// The slip.
    pub text: &'t str,
    /// The code of the pages that it was written on.
    pub printed: Option<&'t str>,
    /// The item that it is about, where it names none.
    pub item: Option<&'t str>,
    /// The day, where it names none; else today.
    pub on: Option<Date>,
    /// Who did it, where it names nobody; else whoever types.
    pub by: Option<&'t str>,
    /// What is doubtful is meant so.
    pub confirmed: bool,
    /// Takes in the files that it names.
    pub attach: &'t Attach<'t>,
}

/// One step of a slip as it was understood.
#[derive(Debug, Clone)]
pub struct Entry {
    /// Where it stands in the slip.
    pub at: Range<usize>,
    /// The step.
    pub path: Path,
    /// Its number on the paper.
    pub number: String,
    /// What was answered.
    pub given: Given,
    /// The day.
    pub on: Date,
    /// Who did it.
    pub by: String,
    /// The same is recorded already: there is nothing to do.
    pub already: bool,
}

/// A slip that was read.
pub struct Reading {
    /// The run as it stands.
    pub loaded: Loaded,
    /// The pages that it was written on.
    pub origin: Origin,
    /// What it says, in the order in which it was typed; whatever could not be understood is left out.
    pub entries: Vec<Entry>,
    /// What is wrong with it, in the order in which it was typed. Nothing is kept while there is anything.
    pub faults: Vec<Fault>,
    /// What one should know.
    pub notes: Vec<Message>,
    /// What it may give away, and must not be shown again.
    pub hidden: Vec<Range<usize>>,
    commands: Vec<Command>,
    evidence: Vec<Evidence>,
}

/// One step of a slip while it is judged.
struct Draft<'j> {
    jotting: &'j Jotting,
    path: Path,
    number: String,
    allotted: Allotted,
    done: Done,
}

/// What could not be understood of a slip: steps that wait for it are not said to be missing something.
struct Unread {
    /// Steps whose answers cannot be read.
    steps: Vec<Path>,
    /// Something is said of a step that is not known.
    any: bool,
}

impl Reading {
    /// Why nothing of it can be kept; each place is `line:column` in the slip.
    pub fn refusal(&self, text: &str) -> Option<Refusal> {
        if self.faults.is_empty() {
            return None;
        }
        let problem = |fault: &Fault| {
            let before = text.get(..fault.at.start).unwrap_or(text);
            let line = before.matches('\n').count() + 1;
            let column = before.rsplit('\n').next().unwrap_or(before).chars().count() + 1;
            crate::model::value::Problem { path: format!("{line}:{column}"), message: fault.message.clone() }
        };
        let refusal = Refusal::new(codes::PAPER_REFUSED, msg!("enter-refused", count = self.faults.len()));
        Some(refusal.help(msg!("enter-refused.help")).problems(self.faults.iter().map(problem).collect()))
    }

    /// How many of its entries are new.
    pub fn count(&self) -> usize {
        self.entries.iter().filter(|entry| !entry.already).count()
    }
}

impl Desk {
    /// Reads what was done on paper. Nothing is kept.
    ///
    /// # Errors
    /// The run is not under way, or the pages are not of this run. What is wrong with the slip itself stands in the reading.
    pub fn read_slip(&self, loaded: Loaded, typed: &Typed) -> Result<Reading, Failure> {
        match &loaded.run.state {
            RunState::Preparing => return Err(Refusal::new(codes::ANSWER_MISSING, msg!("run-preparing")).help(msg!("run-preparing.help")).into()),
            RunState::Cancelled(_) => return Err(Refusal::new(codes::RUN_OVER, msg!("run-over-cancelled")).into()),
            RunState::Open | RunState::Finished(_) => {}
        }
        let slip = Slip::read(typed.text);
        if slip.jottings.is_empty() && slip.faults.is_empty() {
            return Err(Failure::Unable(Refusal::new(codes::USAGE, msg!("enter-nothing")).help(msg!("enter-nothing.help"))));
        }
        let origin = self.origin(&loaded, typed.printed)?;
        let people = self.people_of(&loaded)?;
        let by = typed.by.map_or_else(|| Ok(self.by.clone()), |by| named(&people, by))?;
        let mut reading = Reading {
            origin,
            entries: Vec::new(),
            faults: slip.faults,
            notes: Vec::new(),
            hidden: Vec::new(),
            commands: Vec::new(),
            evidence: Vec::new(),
            loaded,
        };
        let (drafts, unread) = self.drafts(&mut reading, &slip.jottings, typed, (&people, &by));
        self.judge(&mut reading, drafts, &unread, typed);
        self.remark(&mut reading);
        reading.faults.sort_by_key(|fault| (fault.at.start, fault.at.end));
        Ok(reading)
    }

    /// Keeps what was read, all of it in one record, in the name of whoever types.
    ///
    /// # Errors
    /// There is something wrong with it; or somebody else acted meanwhile; or it cannot be kept.
    pub fn enter(&self, reading: Reading, text: &str) -> Result<Acted, Failure> {
        if let Some(refusal) = reading.refusal(text) {
            return Err(refusal.into());
        }
        self.act_together(reading.loaded, &reading.commands, &reading.evidence, &self.by).map_err(|(_, failure)| failure)
    }

    /// What each part of the slip says; what cannot be understood becomes a fault.
    fn drafts<'j>(&self, reading: &mut Reading, jottings: &'j [Jotting], typed: &Typed, (people, by): (&People, &str)) -> (Vec<Draft<'j>>, Unread) {
        let numbers = Numbers::of(&reading.origin.checked);
        let today = self.today();
        let mut item = typed.item.map(str::to_owned).or_else(|| reading.origin.item.map(|item| item.to_string()));
        let mut drafts = Vec::new();
        let mut unread = Unread { steps: Vec::new(), any: !reading.faults.is_empty() };
        for jotting in jottings {
            if let Some(named) = step::item_alone(jotting) {
                item = Some(named);
                continue;
            }
            let found = match self.step_of(reading, &numbers, jotting, item.as_deref()) {
                Ok(found) => found,
                Err(fault) => {
                    reading.faults.push(fault);
                    unread.any = true;
                    continue;
                }
            };
            reading.hidden.extend(found.secrets(jotting));
            let read = self.allotted(reading, &found, people, today);
            let allotted = match read.and_then(|allotted| attached(allotted, typed, &mut reading.evidence)) {
                Ok(allotted) => allotted,
                Err(faults) => {
                    reading.faults.extend(faults);
                    unread.steps.push(found.path);
                    continue;
                }
            };
            let on = allotted.signed.day.as_ref().map(|(day, _)| *day).or(typed.on).unwrap_or(today);
            let by = allotted.signed.who.as_ref().map_or_else(|| by.to_owned(), |(name, _)| name.clone());
            let Given { answers, choose, channel, .. } = allotted.given.clone();
            let path = found.path.clone();
            // On paper it has happened: a mail that has left left, with all that it lacks.
            let done = Done {
                path: path.clone(),
                round: None,
                answers,
                choose,
                channel,
                on: Some(on),
                paper: Some(Paper { by }),
                confirmed: typed.confirmed,
                again: true,
                lacking: true,
            };
            drafts.push(Draft { jotting, path, number: found.number, allotted, done });
        }
        (drafts, unread)
    }

    /// Finds the order, and says what contradicts what is known.
    fn judge(&self, reading: &mut Reading, drafts: Vec<Draft>, unread: &Unread, typed: &Typed) {
        let Reading { loaded, origin, .. } = &*reading;
        let env = self.env(&loaded.id, &loaded.settings);
        let done: Vec<Done> = drafts.iter().map(|draft| draft.done.clone()).collect();
        let ordered = in_order(&loaded.checked, loaded.run.clone(), &done, &env);
        let refused = ordered.left.iter().filter(|(_, refusal)| refusal.is_some()).map(|(at, _)| drafts[*at].path.clone());
        let missing = Unread { steps: unread.steps.iter().cloned().chain(refused).collect(), any: unread.any };
        let judge = judge::Judge { loaded, origin, env: &env, after: &ordered.run, drafts: &drafts, missing: &missing };
        let mut faults = Vec::new();
        let mut already = Vec::new();
        for (at, refusal) in &ordered.left {
            match judge.left(*at, refusal.as_ref()) {
                Some(found) => faults.extend(found),
                None => already.push(*at),
            }
        }
        let doubts: Vec<Fault> = ordered.order.iter().flat_map(|at| judge.doubts(*at)).collect();
        faults.extend(drafts.iter().filter_map(|draft| judge.in_future(draft)));
        if !typed.confirmed {
            faults.extend(doubts.into_iter().map(|doubt| doubt.help(msg!("enter-confirm"))));
        }
        // One place is wrong once: what could not be recorded for a day to come is said of the day alone.
        let mut said: BTreeMap<(usize, usize), Fault> = BTreeMap::new();
        for fault in faults {
            said.entry((fault.at.start, fault.at.end)).or_insert(fault);
        }
        let commands = ordered.order.iter().map(|at| Command::Done(Box::new(done[*at].clone()))).collect();
        let entry = |(at, draft): (usize, Draft)| Entry {
            at: draft.jotting.at.clone(),
            path: draft.path,
            number: draft.number,
            on: draft.done.on.unwrap_or(env.today()),
            by: draft.done.paper.map(|paper| paper.by).unwrap_or_default(),
            given: draft.allotted.given,
            already: already.contains(&at),
        };
        let entries = drafts.into_iter().enumerate().map(entry).collect();
        reading.faults.extend(said.into_values());
        (reading.entries, reading.commands) = (entries, commands);
    }

    /// What one should know of the pages.
    fn remark(&self, reading: &mut Reading) {
        let Reading { loaded, origin, .. } = &*reading;
        let (now, then) = (&loaded.run.procedure.version, &origin.checked.procedure.version);
        let mut notes = Vec::new();
        if origin.is_older(loaded) {
            notes.push(msg!("enter-older", then = then, now = now));
        } else if let (false, Some((from, stamp))) = (origin.is_known, loaded.run.upgrades.last()) {
            notes.push(msg!("enter-version", now = now, from = from, when = local(stamp.at).date()));
        }
        let again = reading.entries.iter().filter(|entry| !origin.is_known && !entry.already && loaded.run.round(&entry.path) > 1);
        let again: Vec<String> = again.map(|entry| entry.number.clone()).collect();
        if !again.is_empty() {
            notes.push(msg!("enter-rounds", count = again.len(), steps = again));
        }
        reading.notes = notes;
    }

    /// Who may have done something in this run: the team, who plays a role in it, and who acted in it.
    fn people_of(&self, loaded: &Loaded) -> Result<People, Failure> {
        let team = &self.config.team;
        let mut people = People::new(team.is_empty());
        team.members().for_each(|(short, member)| people.add(member.name(), Some(short)));
        self.view(loaded, |view| {
            view.people().iter().filter_map(|(_, _, parts)| parts.get("name")?.as_str()).for_each(|name| people.add(name, None));
        });
        for record in self.records(&loaded.id)? {
            people.add(&record.stamp.by, None);
            for event in &record.events {
                if let Event::Done { paper: Some(paper), .. } | Event::MailLeft { paper: Some(paper), .. } = event {
                    people.add(&paper.by, None);
                }
            }
        }
        people.add(&self.by, None);
        Ok(people)
    }

    fn today(&self) -> Date {
        self.now().to_zoned(zone()).date()
    }
}

/// The same with the files that it names.
fn attached(mut allotted: Allotted, typed: &Typed, evidence: &mut Vec<Evidence>) -> Result<Allotted, Vec<Fault>> {
    for (name, at) in allotted.given.files.clone() {
        let Some(Value::String(path)) = allotted.given.answers.get(&name) else { continue };
        let (value, file) = (typed.attach)(path.trim_start_matches('@')).map_err(|reason| vec![Fault::new(&at, reason)])?;
        allotted.given.answers.insert(name, value);
        evidence.push(file);
    }
    Ok(allotted)
}

/// Somebody who is named beside the slip.
fn named(people: &People, called: &str) -> Result<String, Failure> {
    let unable = |message, help| Err(Failure::Unable(Refusal::new(codes::USAGE, message).help(help)));
    match people.named(called) {
        Who::One(name) => Ok(name),
        Who::Several(names) => unable(msg!("slip-who-several", called = called, names = names), msg!("slip-who-several.help")),
        Who::Nobody(Some(near)) => unable(msg!("slip-who", called = called), msg!("did-you-mean", name = near)),
        Who::Nobody(None) => unable(msg!("slip-who", called = called), msg!("slip-who.help", names = people.names())),
    }
}

/// The day on which a step was really done, where a person did it.
fn day_of(run: &Run, path: &Path) -> Option<Date> {
    let state = run.step(path)?;
    state.on.or_else(|| state.settled.as_ref().map(|stamp| local(stamp.at).date()))
}
