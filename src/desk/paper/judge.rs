//! What contradicts what is known: of the steps that could not be recorded why, of the others what is doubtful.

use super::origin::reopened;
use super::since::earliest;
use super::{Draft, Origin, Unread, day_of};
use crate::desk::Loaded;
use crate::engine::event::{Answers, Datum};
use crate::engine::run::StepState;
use crate::engine::site::Site;
use crate::engine::view::View;
use crate::engine::{Env, Path, Refusal, Run, Status};
use crate::finding::codes;
use crate::model::moment::local;
use crate::msg;
use crate::slip::Fault;
use serde_json::Value;
use std::collections::BTreeSet;
use std::ops::Range;

/// All that is known when a slip is judged.
pub(super) struct Judge<'a> {
    pub loaded: &'a Loaded,
    pub origin: &'a Origin,
    pub env: &'a Env<'a>,
    /// The run after all that could be recorded.
    pub after: &'a Run,
    pub drafts: &'a [Draft<'a>],
    /// What was said too, and is wrong by itself.
    pub missing: &'a Unread,
}

impl Judge<'_> {
    /// Why a step could not be recorded; nothing where the same is recorded already.
    pub fn left(&self, at: usize, refusal: Option<&Refusal>) -> Option<Vec<Fault>> {
        let draft = &self.drafts[at];
        if let Some(refusal) = refusal {
            return Some(self.refused(draft, refusal));
        }
        let (before, after) = (&self.loaded.run, View { checked: &self.loaded.checked, run: self.after, env: self.env });
        let place = &draft.jotting.words[0].at;
        let title = self.title(&draft.path);
        Some(vec![match (before.status(&draft.path), self.after.status(&draft.path)) {
            (Status::Done | Status::Waived, _) => {
                let state = before.step(&draft.path)?;
                if is_same(draft, state) {
                    return None;
                }
                self.settled(draft, state, title)
            }
            (_, Status::Done | Status::Waived) => Fault::new(place, msg!("enter-twice", step = title)),
            (_, Status::Ahead | Status::Open) if self.waits_for_missing(&after, &draft.path) => return Some(Vec::new()),
            (_, Status::Ahead | Status::Open) => {
                let awaited: Vec<String> = after.awaited(&draft.path).iter().map(|(path, _, _)| self.title(path)).collect();
                let message = match awaited.is_empty() {
                    true => msg!("enter-ahead", step = title, reasons = after.why(&draft.path)),
                    false => msg!("enter-ahead-steps", step = title, steps = awaited),
                };
                Fault::new(place, message).help(msg!("enter-ahead.help"))
            }
            (_, Status::LeftOut | Status::Passed) => {
                Fault::new(place, msg!("enter-left-out", step = title, reasons = after.why(&draft.path))).help(msg!("enter-left-out.help"))
            }
        }])
    }

    /// Whether a step may be open once what is wrong in the same slip is mended.
    fn waits_for_missing(&self, after: &View, path: &Path) -> bool {
        let mut seen: BTreeSet<Path> = BTreeSet::new();
        let mut next = vec![path.clone()];
        while let Some(path) = next.pop().filter(|_| !self.missing.any) {
            if self.missing.steps.contains(&path) {
                return true;
            }
            if seen.insert(path.clone()) {
                next.extend(after.awaited(&path).into_iter().map(|(awaited, _, _)| awaited));
                next.extend(path.split().map(|(scope, _)| scope.without_item()).filter(|holder| !holder.is_root()));
            }
        }
        self.missing.any
    }

    fn title(&self, path: &Path) -> String {
        let view = View { checked: &self.loaded.checked, run: &self.loaded.run, env: self.env };
        Site::of_step(view.checked, path).map_or_else(|| path.to_string(), |(site, step)| view.say(&site, &step.title))
    }

    /// Settled by somebody else, otherwise.
    fn settled(&self, draft: &Draft, state: &StepState, title: String) -> Fault {
        let view = View { checked: &self.loaded.checked, run: &self.loaded.run, env: self.env };
        let by = state.settled.as_ref().map(|stamp| stamp.by.clone()).unwrap_or_default();
        let when = day_of(&self.loaded.run, &draft.path).unwrap_or(self.env.today());
        let at = draft.allotted.given.places.first().map_or(&draft.jotting.words[0].at, |(_, at)| at);
        let message = match (&state.reason, state.status) {
            (Some(reason), Status::Waived) => msg!("enter-waived", step = title, by = by, when = when, reason = reason),
            _ => {
                let choice = |name: &crate::model::Name| {
                    let (site, step) = Site::of_step(view.checked, &draft.path)?;
                    Some(view.say(&site, &step.choose()?.options.get(name)?.title))
                };
                let chosen: Vec<String> = state.choice.iter().filter_map(choice).collect();
                match chosen.is_empty() {
                    true => msg!("enter-settled", step = title, by = by, when = when),
                    false => msg!("enter-settled-so", step = title, by = by, when = when, answer = chosen),
                }
            }
        };
        Fault::new(at, message).help(msg!("enter-settled.help", path = draft.path.to_string()))
    }

    /// What the engine said, each problem where it was written.
    fn refused(&self, draft: &Draft, refusal: &Refusal) -> Vec<Fault> {
        let whole = &draft.jotting.words[0].at;
        let given = &draft.allotted.given;
        let signed = &draft.allotted.signed;
        let fault = |at: &Range<usize>, message| Fault { help: refusal.help.clone(), ..Fault::new(at, message) };
        if refusal.problems.is_empty() {
            let at = match refusal.code {
                codes::CHOICE_REFUSED => given.place(""),
                codes::STEP_EARLY => signed.day.as_ref().map(|(_, at)| at),
                codes::STEP_SAME_PERSON | codes::STEP_OTHER_PERSON => signed.who.as_ref().map(|(_, at)| at),
                _ => None,
            };
            // What stands in the place of the option says more than that none was named.
            let misfit = draft.allotted.misfits.get("").filter(|_| refusal.code == codes::CHOICE_REFUSED && given.choose.is_empty());
            return vec![misfit.map_or_else(|| fault(at.unwrap_or(whole), refusal.message.clone()), |(at, reason)| fault(at, reason.clone()))];
        }
        let one = |problem: &crate::model::value::Problem| {
            let misfits = &draft.allotted.misfits;
            let inside = || misfits.iter().find(|(name, _)| name.split('.').next() == Some(problem.path.as_str())).map(|(_, found)| found);
            let misfit = misfits.get(&problem.path).or_else(inside).filter(|_| problem.is_missing());
            match (misfit, problem.is_doubt()) {
                (Some((at, reason)), _) => Fault::new(at, reason.clone()),
                (None, true) => Fault::new(given.place(&problem.path).unwrap_or(whole), problem.message.clone()).help(msg!("enter-confirm")),
                (None, false) => Fault::new(given.place(&problem.path).unwrap_or(whole), problem.message.clone()),
            }
        };
        refusal.problems.iter().map(one).collect()
    }

    /// Nothing was done on a day that is to come.
    pub fn in_future(&self, draft: &Draft) -> Option<Fault> {
        let (day, at) = draft.allotted.signed.day.as_ref()?;
        (*day > self.env.today()).then(|| Fault::new(at, msg!("step-early-on", day = *day)))
    }

    /// What is doubtful of a step that could be recorded.
    pub fn doubts(&self, at: usize) -> Vec<Fault> {
        let draft = &self.drafts[at];
        let path = &draft.path;
        let mut doubts = Vec::new();
        if let Some(message) = self.newer_round(path) {
            doubts.push(Fault::new(&draft.jotting.words[0].at, message));
        }
        let day = draft.done.on.unwrap_or(self.env.today());
        let place = draft.allotted.signed.day.as_ref().map_or(&draft.jotting.words[0].at, |(_, at)| at);
        // A blank sheet may have been begun before anybody started a run for it.
        let blank = self.origin.is_known && self.origin.then.is_none();
        let began = self.loaded.run.started.as_ref().filter(|_| !blank).map(|stamp| local(stamp.at).date());
        let view = View { checked: &self.loaded.checked, run: self.after, env: self.env };
        let message = match (began.filter(|began| day < *began), earliest(&view, path).filter(|(first, _)| day < *first)) {
            (Some(began), _) => Some(msg!("enter-before-run", day = day, began = began)),
            (None, Some((first, before))) => Some(msg!("enter-before-step", day = day, first = first, step = self.title(&before))),
            (None, None) => {
                let from = self.after.step(path).and_then(|state| state.not_before).map(|from| local(from).date());
                from.filter(|from| day < *from).map(|from| msg!("enter-not-before", day = day, from = from))
            }
        };
        doubts.extend(message.map(|message| Fault::new(place, message)));
        doubts
    }

    /// That a step was opened again after the paper had been printed.
    fn newer_round(&self, path: &Path) -> Option<crate::words::Message> {
        let then = self.origin.then.as_ref()?;
        let now = &self.loaded.run;
        // The round that an answer would be given to; one that is settled could only be done again.
        let meant = |run: &Run| run.round(path) + u32::from(run.status(path) != Status::Open);
        let was_settled = matches!(then.status(path), Status::Done | Status::Waived);
        if meant(now) <= then.round(path) + u32::from(!was_settled && then.status(path) != Status::Open) {
            return None;
        }
        let title = self.title(path);
        Some(match reopened(&self.origin.since, path) {
            Some(stamp) => msg!("enter-reopened-by", step = title, by = stamp.by, when = local(stamp.at).date()),
            None => msg!("enter-reopened", step = title),
        })
    }
}

/// Whether all that was written is recorded already.
fn is_same(draft: &Draft, state: &StepState) -> bool {
    let given = &draft.allotted.given;
    if state.status != Status::Done {
        return false;
    }
    let mut chosen: Vec<&str> = state.choice.iter().map(AsRef::as_ref).collect();
    chosen.extend(state.late.then_some("late"));
    let mut named: Vec<&str> = given.choose.iter().map(String::as_str).collect();
    chosen.sort_unstable();
    named.sort_unstable();
    let answers = given.answers.iter().all(|(name, value)| answered(&state.answers, name).is_some_and(|kept| is_part(value, kept)));
    answers && (named.is_empty() || named == chosen) && (given.channel.is_none() || given.channel == state.channel)
}

fn answered<'s>(answers: &'s Answers, name: &str) -> Option<&'s Value> {
    answers.get(name).map(Datum::value)
}

/// Whether a value says nothing else than what is kept.
fn is_part(value: &Value, kept: &Value) -> bool {
    match (value, kept) {
        (Value::Object(value), Value::Object(kept)) => value.iter().all(|(name, part)| kept.get(name).is_some_and(|kept| is_part(part, kept))),
        (Value::Array(value), Value::Array(kept)) => value.len() == kept.len() && value.iter().zip(kept).all(|(value, kept)| is_part(value, kept)),
        (value, kept) => value == kept,
    }
}
