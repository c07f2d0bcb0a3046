//! What each command does, before everything that follows from it.

use super::command::{Done, Refusal};
use super::event::{Answers, Cause, Datum, Event};
use super::exits::{self, Stuck, Taken};
use super::items::find_item;
use super::mail::OTHER_MEANS;
use super::path::Path;
use super::run::RunState;
use super::site::Site;
use super::variables::list_field;
use super::{Decision, Status};
use crate::finding::codes;
use crate::model::field::{Field, Kind};
use crate::model::value::{self, Problem};
use crate::model::{Channel, Exit, Name, Named, Step, Verb, moment};
use crate::msg;
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
        let inputs = self.answers(&self.checked.procedure.inputs, given, &draft, &site, None, confirmed, true)?;
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
        // Inside an `each`, the item must be there too.
        let exists = path.0.len() == 1 || self.run.scope(&site.here().path.0).is_some() || site.here().path.0.iter().all(|seg| seg.item.is_none());
        if exists { Ok((site, step)) } else { Err(unknown()) }
    }

    /// Answers to fields: given ones before kept ones before defaults; all that is wrong at once.
    #[allow(clippy::too_many_arguments)] // Each is a different thing that an answer depends on; a struct would only rename them.
    fn answers(
        &self,
        fields: &Named<Field>,
        given: &Map<String, Value>,
        draft: &Answers,
        site: &Site,
        step: Option<&Step>,
        confirmed: bool,
        all: bool,
    ) -> Result<Answers, Refusal> {
        let mut answers = Answers::new();
        let mut problems: Vec<Problem> = Vec::new();
        let mut doubts: Vec<Problem> = Vec::new();
        for other in given.keys().filter(|name| !fields.contains_key(name.as_str())) {
            problems.push(Problem { path: other.clone(), message: value::not_asked(other, fields.keys().map(AsRef::as_ref)) });
        }
        for (name, field) in fields {
            let asked = field.when.as_ref().is_none_or(|e| {
                let mut reader = self.reader(site);
                reader.own = step.map(|s| (&answers, &[] as &[Name], s));
                reader.holds(e).unwrap_or(true)
            });
            let explicit = given.get(name.as_ref()).filter(|v| !value::is_empty(v));
            if !asked {
                if explicit.is_some() {
                    problems.push(Problem { path: name.to_string(), message: msg!("answer-not-asked") });
                }
                continue;
            }
            let emptied = given.get(name.as_ref()).is_some_and(value::is_empty);
            let kept = draft.get(name).map(Datum::value).filter(|_| field.prefill && !emptied);
            let Some(given) = explicit.or(kept).or(field.default.as_ref()) else {
                if !field.optional && all {
                    problems.push(Problem { path: name.to_string(), message: msg!("answer-missing", field = &field.title) });
                }
                continue;
            };
            match value::accept(field, name, given, self.env.today()) {
                Ok(accepted) => {
                    doubts.extend(accepted.doubts);
                    match self.item_number(field, accepted.value, site) {
                        Some(value) => drop(answers.insert(name.clone(), Datum::new(value, field.is_personal()))),
                        None => problems.push(Problem { path: name.to_string(), message: msg!("expected-item") }),
                    }
                }
                Err(found) => problems.extend(found),
            }
        }
        if !problems.is_empty() {
            return Err(Refusal::of(problems));
        }
        if !doubts.is_empty() && !confirmed {
            return Err(Refusal::new(codes::ANSWER_FORM, msg!("answer-doubt", count = doubts.len()))
                .help(msg!("answer-doubt.help"))
                .problems(doubts));
        }
        Ok(answers)
    }

    /// An item given by its key becomes its number.
    fn item_number(&self, field: &Field, given: Value, site: &Site) -> Option<Value> {
        let Kind::Item(of) = &field.kind else { return Some(given) };
        let (list, path) = list_field(&self.run, site, &of.name)?;
        let items = self.run.list(&path, &list.name)?;
        if let Some(number) = given.as_u64() {
            return (number >= 1 && number <= items.len() as u64).then_some(given);
        }
        find_item(list, items, given.as_str()?).map(Value::from)
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
        if let Some(until) = state.not_before.filter(|until| *until > self.env.now) {
            return Err(Refusal::new(codes::STEP_EARLY, msg!("step-early", until = moment::local(until))).help(msg!("step-early.help")));
        }
        self.not_by(&site, step)?;
        // A step that mails and then waits: the first `done` says that the mail has left.
        let only_left = matches!(step.verb, Verb::Email(_, Some(_))) && done.choose.is_empty() && done.answers.is_empty();
        if let Some(mail) = state.mail
            && self.run.mails.get(&mail).is_some_and(|m| m.left.is_none())
        {
            if only_left {
                return self.left(mail, OTHER_MEANS, &Answers::new());
            }
            if matches!(step.verb, Verb::Email(_, Some(_))) {
                self.left(mail, OTHER_MEANS, &Answers::new())?;
            }
        }
        let late = done.choose.iter().any(|c| c == "late") && step.wait().is_some_and(|w| w.late.is_some());
        let taken;
        let mut answers = Answers::new();
        let mut choice = Vec::new();
        if late {
            if let Some(from) = state.late_from.filter(|from| *from > self.env.now) {
                return Err(Refusal::new(codes::STEP_EARLY, msg!("step-early-late", until = moment::local(from))));
            }
            let exit = step.wait().and_then(|w| w.late.as_deref()).unwrap_or(&step.exit);
            taken = exits::follow(exit, &self.reader(&site)).or_else(|stuck| self.stuck(exit, done, &stuck))?;
        } else {
            choice = self.choose(&site, step, &done.choose)?;
            answers = self.answers(&step.ask, &done.answers, &state.draft, &site, Some(step), done.confirmed, true)?;
            self.required(&site, step, &answers, &choice)?;
            self.channel(step, done.channel.as_deref())?;
            let reader = self.reader(&site).with_own(&answers, &choice, step);
            taken = exits::choice(step, &choice, &reader).or_else(|stuck| self.stuck(&step.exit, done, &stuck))?;
        }
        if let Some(mail) = state.mail
            && matches!(step.verb, Verb::Email(_, None))
            && self.run.mails.get(&mail).is_some_and(|m| m.left.is_none())
        {
            self.left(mail, OTHER_MEANS, &answers)?;
        }
        let on = done.on.filter(|day| *day != self.env.today());
        self.emit(Event::Done {
            path: path.clone(),
            answers,
            choice,
            late,
            channel: done.channel.clone(),
            on,
            taken: taken.to.clone(),
            end: taken.end,
            stop: taken.stop.clone(),
            back: taken.back.clone(),
        });
        self.stop(&taken, path);
        if let Some(back) = &taken.back {
            let target = Self::sibling(path, back);
            self.emit(Event::Reopened { path: target.clone(), reason: None });
            self.put_back_from(&BTreeSet::from([target]));
        }
        self.sweep();
        Ok(())
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

    fn not_by(&self, site: &Site, step: &Step) -> Result<(), Refusal> {
        let Some(other) = &step.not_by else { return Ok(()) };
        let who = site.same_procedure().find_map(|f| self.run.scope(&f.path.0)?.get(&other.name)?.settled.as_ref().map(|s| s.by.clone()));
        match who {
            Some(who) if who == self.env.by => {
                Err(Refusal::new(codes::STEP_SAME_PERSON, msg!("step-same-person", by = who, step = other.name.as_ref()))
                    .help(msg!("step-same-person.help")))
            }
            _ => Ok(()),
        }
    }

    /// The options chosen: they exist, are offered, and are as many as there may be.
    fn choose(&self, site: &Site, step: &Step, given: &[String]) -> Result<Vec<Name>, Refusal> {
        let refused = |message| Refusal::new(codes::CHOICE_REFUSED, message);
        let Some(choose) = step.choose() else {
            let ways_named = given.iter().all(|name| exits::named(&step.exit, name).is_some());
            return if ways_named { Ok(Vec::new()) } else { Err(refused(msg!("choice-none"))) };
        };
        let reader = self.reader(site);
        let offered: Vec<&Name> =
            choose.options.iter().filter(|(_, o)| o.when.as_ref().is_none_or(|e| reader.holds(e).unwrap_or(true))).map(|(n, _)| n).collect();
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

    /// Answers that contradict each other are refused with the procedure's own sentence.
    fn required(&self, site: &Site, step: &Step, answers: &Answers, choice: &[Name]) -> Result<(), Refusal> {
        let reader = self.reader(site).with_own(answers, choice, step);
        let broken: Vec<Problem> = step
            .require
            .iter()
            .filter(|r| reader.holds(&r.that) == Ok(false))
            .map(|r| Problem { path: String::new(), message: msg!("said", text = reader.text(&r.say).unwrap_or_else(|_| r.say.source.to_string())) })
            .collect();
        if broken.is_empty() { Ok(()) } else { Err(Refusal::new(codes::ANSWER_REFUSED, msg!("answer-refused")).problems(broken)) }
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
        if let Some(rule) = self.checked.procedure.rules.iter().find(|rule| requires(&rule.requires.name, path)) {
            return Err(Refusal::new(codes::WAIVE_REFUSED, msg!("waive-refused-rule", rule = &rule.title)));
        }
        let choice = if step.choose().is_some() { self.choose(&site, step, choose)? } else { Vec::new() };
        let read: Named<Field> = step
            .ask
            .iter()
            .filter(|(name, _)| self.checked.reads.contains(*name) || given.contains_key(name.as_ref()))
            .map(|(n, f)| (n.clone(), f.clone()))
            .collect();
        let draft = self.run.step(path).map(|s| s.draft.clone()).unwrap_or_default();
        let answers = self.answers(&read, given, &draft, &site, Some(step), confirmed, true)?;
        let reader = self.reader(&site).with_own(&answers, &choice, step);
        let done = Done { choose: choose.to_vec(), ..Done::default() };
        let taken = exits::choice(step, &choice, &reader).or_else(|stuck| self.stuck(&step.exit, &done, &stuck))?;
        if taken.back.is_some() {
            return Err(Refusal::new(codes::WAIVE_REFUSED, msg!("waive-refused-back")).help(msg!("waive-refused-back.help")));
        }
        if step.holds_scope() {
            self.emit(Event::Cut { scope: path.clone(), cause: Cause::Waived });
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

/// Whether a rule's `requires` names this step.
fn requires(rule: &str, path: &Path) -> bool {
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
