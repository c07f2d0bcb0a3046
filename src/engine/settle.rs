//! What each command does, before everything that follows from it.

use super::answers::Asked;
use super::command::{Done, Leaving, Refusal};
use super::event::{Answers, Cause, Datum, Event};
use super::exits::{self, Stuck, Taken};
use super::mail::OTHER_MEANS;
use super::path::Path;
use super::run::RunState;
use super::site::Site;
use super::{Decision, Status};
use crate::finding::codes;
use crate::model::field::Field;
use crate::model::{Channel, Exit, Name, Named, Ref, Step, Verb, moment};
use crate::msg;
use jiff::civil::Date;
use serde_json::{Map, Value};
use std::collections::BTreeSet;

/// A reason that says something.
pub(super) fn needs_reason(reason: &str) -> Result<(), Refusal> {
    if reason.trim().is_empty() { Err(Refusal::new(codes::ANSWER_MISSING, msg!("reason-missing")).help(msg!("reason-missing.help"))) } else { Ok(()) }
}

impl<'c> Decision<'c> {
    /// All inputs are there: the run begins.
    pub(super) fn begin(&mut self, given: &Map<String, Value>, confirmed: bool) -> Result<(), Refusal> {
        if self.run.state != RunState::Preparing {
            return Err(Refusal::new(codes::STEP_NOT_OPEN, msg!("run-begun")));
        }
        let site = Site::root(self.checked);
        let draft = self.run.draft.clone();
        let asked = Asked { fields: &self.checked.procedure.inputs, step: None, site: &site };
        let inputs = self.answers(&asked, given, &draft, confirmed)?;
        self.emit(Event::Begun { inputs });
        self.sweep();
        Ok(())
    }

    /// A step that is open, with its scope.
    pub(super) fn open_step(&self, path: &Path) -> Result<(Site<'c>, &'c Step), Refusal> {
        let (site, step) = self.known_step(path)?;
        match self.run.status(path) {
            Status::Open => Ok((site, step)),
            status => {
                let by = self.run.step(path).and_then(|s| s.settled.as_ref()).map(|s| s.by.clone()).unwrap_or_default();
                let message = match status {
                    Status::Done | Status::Waived => {
                        msg!("step-not-open-settled", step = path.to_string(), state = msg!(state_word(status)), by = by)
                    }
                    _ => msg!("step-not-open", step = path.to_string(), state = msg!(state_word(status))),
                };
                Err(Refusal::new(codes::STEP_NOT_OPEN, message).help(msg!("step-not-open.help", step = path.to_string())))
            }
        }
    }

    pub(super) fn known_step(&self, path: &Path) -> Result<(Site<'c>, &'c Step), Refusal> {
        let unknown = || Refusal::new(codes::STEP_NOT_FOUND, msg!("step-not-found", step = path.to_string())).help(msg!("step-not-found.help"));
        let (site, step) = Site::of_step(self.checked, path).ok_or_else(unknown)?;
        // Inside an `each`, the item must be there too, begun or not.
        let there = |n: usize| {
            let (Some(frame), Some(item)) = (site.frames.get(n), path.0.get(n - 1).and_then(|seg| seg.item)) else { return true };
            let (Some(Verb::Each(each)), holder) = (frame.holder.map(|step| &step.verb), frame.path.without_item()) else { return true };
            let outside = Site { frames: site.frames[..n].to_vec() };
            self.run.scope(&frame.path.0).is_some() || (each.chunk.is_none() && item <= self.reader(&outside).items_of(&holder, each))
        };
        if (1..site.frames.len()).all(there) { Ok((site, step)) } else { Err(unknown()) }
    }

    /// A person settles a step.
    pub(super) fn done(&mut self, done: &Done) -> Result<(), Refusal> {
        let path = &done.path;
        let (site, step) = self.open_step(path)?;
        let state = self.run.step(path).cloned().unwrap_or_default();
        if let Some(round) = done.round.filter(|round| *round != state.round) {
            return Err(Refusal::new(codes::STEP_STALE, msg!("step-stale", round = round, now = state.round)).help(msg!("step-stale.help")));
        }
        if step.holds_scope() {
            return self.name_way(&site, step, done);
        }
        self.early(path)?;
        self.not_in_future(done.on)?;
        self.by_whom(&site, step, done.paper.as_ref().map_or(self.env.by, |paper| &paper.by))?;
        let waiting = state.mail.filter(|mail| self.run.mails.get(mail).is_some_and(|m| m.left.is_none()));
        let Done { paper, again, lacking, .. } = done.clone();
        let leaving = Leaving { how: OTHER_MEANS.to_owned(), on: done.on, paper: paper.clone(), again, lacking };
        let late = done.choose.iter().any(|c| c == "late") && step.wait().is_some_and(|w| w.late.is_some());
        // A step that mails and then waits: a plain `done` says that the mail has left, and no more.
        if let (Some(mail), Verb::Email(_, Some(_))) = (waiting, &step.verb) {
            if late {
                return Err(Refusal::new(codes::STEP_EARLY, msg!("step-early-mail", mail = mail)));
            }
            self.left(mail, &leaving, &Answers::new())?;
            if done.choose.is_empty() && done.answers.is_empty() {
                self.sweep();
                return Ok(());
            }
        }
        let taken;
        let mut answers = Answers::new();
        let mut choice = Vec::new();
        if late {
            if done.choose.len() > 1 || !done.answers.is_empty() {
                return Err(Refusal::new(codes::ANSWER_REFUSED, msg!("late-alone")).help(msg!("late-alone.help")));
            }
            if let Some(from) = state.late_from.filter(|from| *from > self.env.now) {
                return Err(Refusal::new(codes::STEP_EARLY, msg!("step-early-late", until = moment::local(from))));
            }
            let exit = step.wait().and_then(|w| w.late.as_deref()).unwrap_or(&step.exit);
            taken = exits::follow(exit, &self.reader(&site)).or_else(|stuck| self.stuck(exit, done, &stuck))?;
        } else {
            answers = self.answers(&Asked { fields: &step.ask, step: Some(step), site: &site }, &done.answers, &state.draft, done.confirmed)?;
            choice = self.choose(&site, step, &done.choose, &answers)?;
            self.required(&site, step, &answers, &choice)?;
            self.channel(step, done.channel.as_deref())?;
            let reader = self.reader(&site).with_own(&answers, &choice, step);
            taken = exits::choice(step, &choice, &reader).or_else(|stuck| self.stuck(&step.exit, done, &stuck))?;
        }
        if let (Some(mail), Verb::Email(_, None)) = (waiting, &step.verb) {
            self.left(mail, &leaving, &answers)?;
        }
        let on = done.on.filter(|day| *day != self.env.today());
        self.emit(Event::Done {
            path: path.clone(),
            answers,
            choice,
            late,
            channel: done.channel.clone(),
            on,
            paper,
            taken: taken.to.clone(),
            end: taken.end,
            stop: taken.stop.clone(),
            back: taken.back.clone(),
        });
        self.follow_up(path, &taken);
        Ok(())
    }

    /// A step is settled with these answers, which lead there.
    pub(super) fn settled(&mut self, path: &Path, answers: Answers, choice: Vec<Name>, channel: Option<String>, taken: &Taken) {
        let Taken { to, end, stop, back } = taken.clone();
        self.emit(Event::Done { path: path.clone(), answers, choice, late: false, channel, on: None, paper: None, taken: to, end, stop, back });
        self.follow_up(path, taken);
    }

    /// What a person's act stops and puts back, and all that follows.
    fn follow_up(&mut self, path: &Path, taken: &Taken) {
        self.stop(taken, path);
        if let Some(back) = &taken.back {
            let target = Self::sibling(path, back);
            self.emit(Event::Reopened { path: target.clone(), reason: None });
            self.put_back_from(&BTreeSet::from([target]));
        }
        self.sweep();
    }

    /// Whether the time of an open step has come.
    pub(super) fn early(&self, path: &Path) -> Result<(), Refusal> {
        match self.run.step(path).and_then(|state| state.not_before).filter(|until| *until > self.env.now) {
            Some(until) => Err(Refusal::new(codes::STEP_EARLY, msg!("step-early", until = moment::local(until))).help(msg!("step-early.help"))),
            None => Ok(()),
        }
    }

    /// What was really done was done today or before.
    pub(super) fn not_in_future(&self, on: Option<Date>) -> Result<(), Refusal> {
        match on.filter(|day| *day > self.env.today()) {
            Some(day) => Err(Refusal::new(codes::STEP_EARLY, msg!("step-early-on", day = day)).help(msg!("step-early-on.help"))),
            None => Ok(()),
        }
    }

    /// A route that could not be computed: a person names the way.
    fn stuck(&self, exit: &Exit, done: &Done, stuck: &Stuck) -> Result<Taken, Refusal> {
        done.choose.iter().find_map(|name| exits::named(exit, name)).ok_or_else(|| {
            let mut leaves = Vec::new();
            exit.leaves(&mut leaves);
            let ways: Vec<String> = leaves
                .iter()
                .flat_map(|leaf| match leaf {
                    Exit::Next(ways) => ways.iter().map(|w| w.to.name.to_string()).collect(),
                    Exit::Back(to) => vec![to.name.to_string()],
                    Exit::End(end) => vec![end.outcome.word().to_owned()],
                    Exit::Route(_) | Exit::Choose(_) => Vec::new(),
                })
                .collect();
            Refusal::new(codes::CHOICE_REFUSED, msg!("route-stuck", reason = stuck.0.clone())).help(msg!("route-stuck.help", ways = ways))
        })
    }

    /// A holder settles by itself; only where its route could not be computed a person names the way.
    fn name_way(&mut self, site: &Site, step: &Step, done: &Done) -> Result<(), Refusal> {
        let by_itself = || Refusal::new(codes::STEP_BY_ITSELF, msg!("step-by-itself")).help(msg!("step-by-itself.help"));
        let inside = site.enter(&step.name, None).or_else(|| site.enter(&step.name, Some(1)));
        let plan = inside.as_ref().map(|s| s.here().plan).ok_or_else(by_itself)?;
        let finished = match self.run.step(&done.path).map(|s| &s.inner) {
            Some(super::run::Inner::Scope(scope)) => super::results::is_finished(scope, plan),
            Some(super::run::Inner::Each(each)) => each.scopes.values().all(|i| super::results::is_finished(&i.scope, plan)),
            _ => false,
        };
        let named = done.choose.iter().find_map(|name| exits::named(&step.exit, name)).filter(|_| finished).ok_or_else(by_itself)?;
        self.emit(super::sweep::done(done.path.clone(), named));
        self.sweep();
        Ok(())
    }

    /// Whether who does it may: two pairs of eyes for `not_by`, one and the same for `same_by`. Nobody did what was left out, passed or waived.
    fn by_whom(&self, site: &Site, step: &Step, by: &str) -> Result<(), Refusal> {
        let who_did = |other: &Ref| {
            let state = site.same_procedure().find_map(|frame| self.run.scope(&frame.path.0)?.get(&other.name))?;
            state.settled.as_ref().filter(|_| state.status == Status::Done).map(|settled| settled.by.clone())
        };
        let not_by = step.not_by.iter().map(|other| (other, false));
        for (other, same) in not_by.chain(step.same_by.iter().map(|other| (other, true))) {
            let Some(who) = who_did(other).filter(|who| (who == by) != same) else { continue };
            let (code, id) = if same { (codes::STEP_OTHER_PERSON, "step-other-person") } else { (codes::STEP_SAME_PERSON, "step-same-person") };
            let help = if same { msg!("step-other-person.help") } else { msg!("step-same-person.help") };
            return Err(Refusal::new(code, msg!(id, by = who, step = other.name.as_ref())).help(help));
        }
        Ok(())
    }

    /// The options chosen: they exist, are offered, and are as many as there may be.
    fn choose(&self, site: &Site, step: &Step, given: &[String], answers: &Answers) -> Result<Vec<Name>, Refusal> {
        let refused = |message| Refusal::new(codes::CHOICE_REFUSED, message);
        let Some(choose) = step.choose() else {
            let ways_named = given.iter().all(|name| exits::named(&step.exit, name).is_some());
            return if ways_named { Ok(Vec::new()) } else { Err(refused(msg!("choice-none"))) };
        };
        let offered = self.offered(site, step, answers);
        let list: Vec<String> = offered.iter().map(|n| format!("{n} ({})", choose.options[*n].title.source)).collect();
        let mut chosen: Vec<Name> = Vec::new();
        for given in given {
            let found = offered.iter().find(|n| n.as_ref() == given.as_str());
            let found = found.or_else(|| offered.iter().find(|n| choose.options[**n].title.source.to_lowercase() == given.to_lowercase()));
            match found {
                Some(name) if !chosen.contains(name) => chosen.push((*name).clone()),
                Some(_) => {}
                None => return Err(refused(msg!("choice-unknown", option = given)).help(msg!("choice-offered", options = list))),
            }
        }
        match chosen.len() {
            0 => Err(refused(msg!("choice-missing")).help(msg!("choice-offered", options = list))),
            1 => Ok(chosen),
            _ if choose.many => Ok(chosen),
            _ => Err(refused(msg!("choice-one")).help(msg!("choice-offered", options = list))),
        }
    }

    /// The options that are offered with these answers.
    pub(super) fn offered<'s>(&self, site: &Site, step: &'s Step, answers: &Answers) -> Vec<&'s Name> {
        let reader = self.reader(site).with_own(answers, &[], step);
        let options = step.choose().into_iter().flat_map(|choose| &choose.options);
        options.filter(|(_, option)| reader.offers(option)).map(|(name, _)| name).collect()
    }

    fn channel(&self, step: &Step, given: Option<&str>) -> Result<(), Refusal> {
        let Verb::Handover(handover) = &step.verb else {
            return if given.is_some() { Err(Refusal::new(codes::CHOICE_REFUSED, msg!("channel-none"))) } else { Ok(()) };
        };
        let allowed: Vec<String> = handover.by.iter().map(|c| c.word().to_owned()).collect();
        match given.and_then(Channel::parse) {
            Some(channel) if handover.by.contains(&channel) => Ok(()),
            _ => {
                let message = given.map_or_else(|| msg!("channel-missing"), |word| msg!("channel-refused", channel = word));
                Err(Refusal::new(codes::CHOICE_REFUSED, message).help(msg!("channel-refused.help", channels = allowed)))
            }
        }
    }

    /// A person sets a step aside.
    pub(super) fn waive(&mut self, path: &Path, reason: &str, given: &Map<String, Value>, choose: &[String], confirmed: bool) -> Result<(), Refusal> {
        needs_reason(reason)?;
        let (site, step) = self.open_step(path)?;
        if !step.waivable {
            return Err(Refusal::new(codes::WAIVE_REFUSED, msg!("waive-refused")));
        }
        if let Some(rule) = self.checked.procedure.rules.iter().find(|rule| rule.demand.wants_it_done() && names(&rule.other.name, path)) {
            return Err(Refusal::new(codes::WAIVE_REFUSED, msg!("waive-refused-rule", rule = &rule.title)));
        }
        let read: Named<Field> = step
            .ask
            .iter()
            .filter(|(name, _)| self.checked.reads.contains(*name) || given.contains_key(name.as_ref()))
            .map(|(n, f)| (n.clone(), f.clone()))
            .collect();
        let draft = self.run.step(path).map(|s| s.draft.clone()).unwrap_or_default();
        let answers = self.answers(&Asked { fields: &read, step: Some(step), site: &site }, given, &draft, confirmed)?;
        let choice = if step.choose().is_some() { self.choose(&site, step, choose, &answers)? } else { Vec::new() };
        if step.holds_scope() {
            self.emit(Event::Cut { scope: path.clone(), cause: Cause::Waived });
        }
        let mut reader = self.reader(&site).with_own(&answers, &choice, step);
        reader.settling = Some(path);
        let done = Done { choose: choose.to_vec(), ..Done::default() };
        let taken = exits::choice(step, &choice, &reader).or_else(|stuck| self.stuck(&step.exit, &done, &stuck))?;
        if taken.back.is_some() {
            return Err(Refusal::new(codes::WAIVE_REFUSED, msg!("waive-refused-back")).help(msg!("waive-refused-back.help")));
        }
        self.emit(Event::Waived {
            path: path.clone(),
            reason: reason.to_owned(),
            answers,
            choice,
            taken: taken.to.clone(),
            end: taken.end,
            stop: taken.stop.clone(),
        });
        self.stop(&taken, path);
        self.sweep();
        Ok(())
    }

    /// Whether a person may do a step again.
    pub(super) fn reopenable(&self, path: &Path) -> Result<(), Refusal> {
        self.known_step(path)?;
        let refused = |message| Err(Refusal::new(codes::REOPEN_REFUSED, message));
        let raw = self.run.step(path).map_or(Status::Ahead, |s| s.status);
        if !matches!(raw, Status::Done | Status::Waived) {
            return refused(msg!("reopen-refused-state", state = msg!(state_word(self.run.status(path)))));
        }
        let falling = self.fallen(path);
        let scope = path.split().map_or_else(Path::root, |(scope, _)| scope);
        if self.closed(&scope, |by| !falling.contains(by)) { refused(msg!("reopen-refused-closed")) } else { Ok(()) }
    }

    /// A person does a step again.
    pub(super) fn reopen(&mut self, path: &Path, reason: &str) -> Result<(), Refusal> {
        needs_reason(reason)?;
        self.reopenable(path)?;
        self.emit(Event::Reopened { path: path.clone(), reason: Some(reason.to_owned()) });
        self.put_back_from(&BTreeSet::from([path.clone()]));
        self.sweep();
        Ok(())
    }

    /// A remark.
    pub(super) fn note(&mut self, path: &Path, text: &str) -> Result<(), Refusal> {
        if !path.is_root() {
            self.known_step(path)?;
        }
        let text = text.trim();
        if text.is_empty() || text.chars().count() > 10_000 {
            return Err(Refusal::new(codes::ANSWER_FORM, msg!("note-form")));
        }
        self.emit(Event::Noted { path: path.clone(), text: Datum::Personal(Value::from(text)) });
        Ok(())
    }
}

/// Whether a path of a rule names this step.
pub(super) fn names(rule: &str, path: &Path) -> bool {
    let of: Vec<&str> = rule.split('.').collect();
    let steps: Vec<&str> = path.0.iter().map(|seg| seg.step.as_ref()).collect();
    of.starts_with(&steps) && of.len() <= steps.len() + 1
}

/// The name of the word for a state.
pub fn state_word(status: Status) -> &'static str {
    match status {
        Status::Ahead => "state-ahead",
        Status::Open => "state-open",
        Status::Done => "state-done",
        Status::LeftOut => "state-left-out",
        Status::Passed => "state-passed",
        Status::Waived => "state-waived",
    }
}
