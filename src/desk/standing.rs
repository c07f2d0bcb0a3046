//! Where a run stands, for those who print and draw it.

use super::{Desk, Failure, Loaded};
use crate::engine::event::{Cause, Datum, Event, Stamp};
use crate::engine::mail::{Address, Letter};
use crate::engine::run::{EachState, ItemState, MailState};
use crate::engine::site::Site;
use crate::engine::variables::Reader;
use crate::engine::view::View;
use crate::engine::{Path, Run, RunState, Status};
use crate::journal::Record;
use crate::model::{Expr, Outcome, Text, Verb};
use crate::print::{self, Dropped, Gone, Noted, Sent, Standing, State, StepStanding, Voice, Why};
use std::collections::BTreeMap;

impl Desk {
    /// Where a run stands, as plain data.
    ///
    /// # Errors
    /// What happened in it cannot be read.
    pub fn standing(&self, loaded: &Loaded) -> Result<Standing, Failure> {
        let run = &loaded.run;
        let records = self.records(&loaded.id)?;
        Ok(self.view(loaded, |view| {
            let teller = Teller { view, dropped: dropped(&records), cancelled: cancelled(&records) };
            Standing {
                run: loaded.id.clone(),
                version: run.procedure.version.clone(),
                state: match &run.state {
                    RunState::Preparing | RunState::Open => print::RunState::Open,
                    RunState::Finished(Outcome::Success) => print::RunState::Success,
                    RunState::Finished(Outcome::Failure) => print::RunState::Failure,
                    RunState::Finished(Outcome::Neutral) => print::RunState::Neutral,
                    RunState::Cancelled(_) => print::RunState::Cancelled,
                },
                started: run.started.as_ref().map(|s| s.at),
                by: run.started.as_ref().map(|s| s.by.clone()),
                records: loaded.records,
                recorded: records.last().map(|record| record.stamp.at),
                inputs: run.inputs.iter().map(|(name, datum)| (name.to_string(), datum.value().clone())).collect(),
                reason: teller.cancelled.as_ref().and_then(|why| why.reason.clone()),
                remarks: teller.remarks(&Path::root()),
                steps: view.steps().into_iter().map(|(path, site, _)| (path.to_string(), teller.step(&path, &site))).collect(),
                gone: teller.letters(),
                dropped: teller.dropped,
            }
        }))
    }
}

fn why(cause: print::Cause, stamp: Option<&Stamp>, reason: Option<&str>) -> Why {
    Why { cause, who: stamp.map(|s| s.by.clone()), when: stamp.map(|s| s.at), reason: reason.map(str::to_owned).filter(|reason| !reason.is_empty()) }
}

/// The items that left their lists, each with who took it out, when and why.
fn dropped(records: &[Record]) -> Vec<Dropped> {
    let one = |(stamp, event): (&Stamp, &Event)| match event {
        Event::ItemDropped { path, field, number, reason } => Some(Dropped {
            path: path.to_string(),
            field: field.to_string(),
            number: *number as usize,
            why: why(print::Cause::Dropped, Some(stamp), Some(reason)),
        }),
        _ => None,
    };
    events(records).filter_map(one).collect()
}

fn cancelled(records: &[Record]) -> Option<Why> {
    let one = |(stamp, event): (&Stamp, &Event)| match event {
        Event::Cancelled { reason } => Some(why(print::Cause::Cancelled, Some(stamp), Some(reason))),
        _ => None,
    };
    events(records).filter_map(one).last()
}

fn events(records: &[Record]) -> impl Iterator<Item = (&Stamp, &Event)> {
    records.iter().flat_map(|record| record.events.iter().map(|event| (&record.stamp, event)))
}

/// Tells how the steps of a run stand.
struct Teller<'a> {
    view: View<'a>,
    dropped: Vec<Dropped>,
    cancelled: Option<Why>,
}

impl Teller<'_> {
    fn step(&self, path: &Path, site: &Site) -> StepStanding {
        let run = self.view.run;
        let status = run.status(path);
        let (status, left_out) = match (&self.cancelled, status.is_settled()) {
            // What a run that was called off leaves open is open no more.
            (Some(cancelled), false) => (Status::LeftOut, Some(cancelled.clone())),
            _ => (status, if status == Status::LeftOut { self.left_out(path) } else { None }),
        };
        let remarks = self.remarks(path);
        let Some(state) = run.step(path) else {
            return StepStanding { state: shown(status), why: left_out, remarks, ..StepStanding::default() };
        };
        let mut chosen: Vec<String> = state.choice.iter().map(ToString::to_string).collect();
        chosen.extend(state.late.then(|| "late".to_owned()));
        chosen.extend(state.channel.clone());
        let items = state.each().map(|each| {
            let label = |number: &u32| {
                let inside = site.enter(path.name(), Some(*number));
                let name = inside.and_then(|inside| self.view.items(&inside).pop()).unwrap_or_else(|| number.to_string());
                (*number as usize, name)
            };
            each.scopes.keys().map(label).collect()
        });
        let settled = state.settled.as_ref().filter(|_| matches!(state.status, Status::Done | Status::Waived));
        let left = state.mail.and_then(|mail| run.mails.get(&mail)).and_then(|mail| mail.left.as_ref());
        StepStanding {
            state: shown(status),
            who: settled.map(|s| s.by.clone()),
            when: settled.map(|s| s.at),
            on: state.on,
            entered: state.entered.as_ref().map(sent),
            answers: state.answers.iter().map(|(name, datum)| (name.to_string(), datum.value().clone())).collect(),
            chosen,
            late: state.late || status == Status::Open && self.view.is_late(path),
            reason: state.reason.clone(),
            items: items.unwrap_or_default(),
            gone: state.each().map(|each| self.gone(each, path, site)).unwrap_or_default(),
            why: left_out,
            sent: left.map(|(stamp, _)| sent(stamp)),
            remarks,
        }
    }

    /// The mails that left, with their words as they left.
    fn letters(&self) -> Vec<Gone> {
        let one = |mail: &MailState| {
            let (stamp, _) = mail.left.as_ref()?;
            let letter: Letter = serde_json::from_value(mail.letter.as_ref()?.value().clone()).ok()?;
            let people = |people: &[Address]| people.iter().map(ToString::to_string).collect();
            Some(Gone {
                path: mail.path.to_string(),
                sent: sent(stamp),
                on: mail.on,
                entered: mail.entered.as_ref().map(sent),
                to: people(&letter.to),
                cc: people(&letter.cc),
                subject: letter.subject,
                body: letter.body,
                attach: letter.attach.into_iter().map(|attached| attached.title).collect(),
            })
        };
        self.view.run.mails.values().filter_map(one).collect()
    }

    /// The items of an `each` for which nothing more is done.
    fn gone(&self, each: &EachState, path: &Path, site: &Site) -> BTreeMap<usize, Why> {
        let list = self.list_of(path, site);
        let one = |number: u32, cause: &Cause| {
            let taken_out = list.as_ref().and_then(|(from, field)| {
                self.dropped.iter().rev().find(|item| item.path == *from && item.field == *field && item.number == number as usize)
            });
            match (cause, taken_out) {
                (Cause::Dropped | Cause::Counted, Some(item)) => item.why.clone(),
                (cause, _) => self.cause(cause),
            }
        };
        // A stop is the item's own end, or that of all; what was waived says so on the step that holds it.
        let taken_out = |cause: &&Cause| matches!(cause, Cause::Dropped | Cause::Counted | Cause::Enough);
        let cut = |(number, item): (&u32, &ItemState)| Some((*number as usize, one(*number, item.scope.cut.as_ref().filter(taken_out)?)));
        each.scopes.iter().filter_map(cut).collect()
    }

    /// The step that asked for the list of an `each`, and the list's name.
    fn list_of(&self, path: &Path, site: &Site) -> Option<(String, String)> {
        let step = site.here().scope.steps.get(path.name())?;
        let Verb::Each(each) = &step.verb else { return None };
        let field = each.list.source.trim();
        let found = self.dropped.iter().rev().find(|item| item.field == field)?;
        Some((found.path.clone(), found.field.clone()))
    }

    /// Why a step is left out, where it is not only that no way led to it.
    fn left_out(&self, path: &Path) -> Option<Why> {
        let run = self.view.run;
        if run.step(path).is_some_and(|state| state.status == Status::LeftOut) {
            return None;
        }
        if run.step(path).is_some_and(|state| state.stood_down.is_some()) {
            return Some(why(print::Cause::StoodDown, None, None));
        }
        let (scope, _) = path.split()?;
        self.reason(run, &scope)
    }

    fn reason(&self, run: &Run, scope: &Path) -> Option<Why> {
        let (around, cause) = (0..=scope.0.len()).find_map(|n| {
            let around = Path(scope.0[..n].to_vec());
            let cause = run.scope(&around.0)?.cut.as_ref()?;
            Some((around, cause))
        })?;
        let holder = around.without_item();
        match (cause, around.0.last().and_then(|seg| seg.item)) {
            (Cause::Waived, _) => {
                let state = run.step(&holder);
                let reason = state.and_then(|state| state.reason.as_deref());
                Some(why(print::Cause::Waived(holder.to_string()), state.and_then(|state| state.settled.as_ref()), reason))
            }
            (Cause::Dropped | Cause::Counted, Some(number)) => {
                let (site, _) = Site::of_step(self.view.checked, &holder)?;
                let each = run.step(&holder)?.each()?;
                self.gone(each, &holder, &site).remove(&(number as usize))
            }
            (cause, _) => Some(self.cause(cause)),
        }
    }

    fn cause(&self, cause: &Cause) -> Why {
        let settled = |path: &Path| self.view.run.step(path).and_then(|state| state.settled.as_ref());
        match cause {
            Cause::Stop(by) => why(print::Cause::Stopped(by.to_string()), settled(by), None),
            Cause::Dropped | Cause::Counted => why(print::Cause::Dropped, None, None),
            Cause::Waived => why(print::Cause::Waived(String::new()), None, None),
            Cause::Enough => why(print::Cause::Enough, None, None),
        }
    }

    fn remarks(&self, path: &Path) -> Vec<Noted> {
        let own = self.view.run.notes.iter().filter(|(about, _, _)| about == path);
        let one = |(_, text, stamp): &(Path, Datum, Stamp)| Noted {
            text: text.value().as_str().unwrap_or_default().to_owned(),
            who: stamp.by.clone(),
            when: stamp.at,
            personal: matches!(text, Datum::Personal(_)),
        };
        own.map(one).collect()
    }
}

fn sent(stamp: &Stamp) -> Sent {
    Sent { when: stamp.at, who: stamp.by.clone() }
}

fn shown(status: Status) -> State {
    match status {
        Status::Ahead => State::Ahead,
        Status::Open => State::Open,
        Status::Done => State::Done,
        Status::LeftOut => State::LeftOut,
        Status::Passed => State::Passed,
        Status::Waived => State::Waived,
    }
}

/// Speaks of what a run knows.
pub struct RunVoice<'a>(pub View<'a>);

impl RunVoice<'_> {
    fn reader(&self, path: &str) -> Option<Reader<'_>> {
        let path: Path = path.parse().ok()?;
        let site = match Site::of_step(self.0.checked, &path) {
            Some((site, _)) => site,
            None => Site::root(self.0.checked),
        };
        // A path without the numbers of its items speaks of all of them: what an item says is not known there.
        Some(Reader::new(self.0.run, site, self.0.env))
    }
}

impl Voice for RunVoice<'_> {
    fn say(&self, path: &str, template: &str) -> Option<String> {
        self.reader(path)?.text(&Text { source: template.into(), ..Text::default() }).ok()
    }

    fn holds(&self, path: &str, expression: &str) -> Option<bool> {
        self.reader(path)?.holds(&Expr { source: expression.into(), ..Expr::default() }).ok()
    }
}
