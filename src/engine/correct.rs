//! An answer is corrected: whatever had read it is read again.
//!
//! Steps whose decision differs are put back with what depends on them; all others stay. The state of a run is the same function of the
//! answers that stand, with one answer exchanged.

use super::answers::{Asked, Before};
use super::command::Refusal;
use super::event::{Answers, Datum, Event};
use super::exits::{self, Taken};
use super::path::Path;
use super::run::{Run, StepState};
use super::site::Site;
use super::variables::{Given, Own, Reader};
use super::{Decision, Env, Status};
use crate::finding::codes;
use crate::model::field::{Field, Kind};
use crate::model::value::{self, Around};
use crate::model::{Exit, Name, Named, Step, Verb};
use crate::msg;
use serde_json::{Map, Value};
use std::collections::BTreeSet;

/// What a step had decided, or would decide now.
#[derive(PartialEq)]
struct Read {
    /// Its own condition is false.
    passes: bool,
    /// What it asks.
    asked: Vec<Name>,
    /// What its answers must fulfil, and that its options are offered.
    holds: Vec<bool>,
    /// What a called procedure is given, and the list that an `each` over an expression goes through.
    given: Vec<Option<Value>>,
    /// Where it leads, as it is settled; `None` where that cannot be computed.
    exit: Option<Taken>,
    /// There is enough.
    enough: Option<bool>,
}

impl Decision<'_> {
    /// Exchanges answers that were given for good.
    pub(super) fn correct(&mut self, path: &Path, given: &Map<String, Value>, confirmed: bool) -> Result<(), Refusal> {
        let (site, step) = if path.is_root() {
            (Site::root(self.checked), None)
        } else {
            let (site, step) = self.known_step(path)?;
            self.correctable(path)?;
            (site, Some(step))
        };
        let all = step.map_or(&self.checked.procedure.inputs, |step| &step.ask);
        let old = if path.is_root() { self.run.inputs.clone() } else { self.run.step(path).map(|s| s.answers.clone()).unwrap_or_default() };
        // What was waived was not asked for everything.
        let waived = self.run.status(path) == Status::Waived;
        let fields: Named<Field> = all
            .iter()
            .filter(|(name, _)| !waived || old.contains_key(*name) || given.contains_key(name.as_ref()))
            .map(|(name, field)| (name.clone(), Field { prefill: true, ..field.clone() }))
            .collect();
        let now = self.answers(&Asked { fields: &fields, step, site: &site }, given, &old, confirmed)?;
        self.same_length(&fields, &old, &now)?;
        let choice = self.run.step(path).map(|s| s.choice.clone()).unwrap_or_default();
        if let Some(step) = step {
            self.required(&site, step, &now, &choice)?;
        }
        let changed: Answers = now.iter().filter(|(name, datum)| old.get(*name) != Some(datum)).map(|(n, d)| (n.clone(), d.clone())).collect();
        let removed: Vec<Name> = old.keys().filter(|name| !now.contains_key(*name)).cloned().collect();
        if changed.is_empty() && removed.is_empty() {
            return Ok(());
        }
        let before = self.run.clone();
        self.emit(Event::Corrected { path: path.clone(), answers: changed, removed });
        let (steps, again) = self.differing(&before);
        self.put_back_and_reenter(&steps, &again);
        self.sweep();
        if let Some(step) = step.filter(|_| before.status(path) == Status::Done && self.run.status(path) == Status::Open) {
            self.settle_again(path, &site, step, now, &choice);
        }
        Ok(())
    }

    fn correctable(&self, path: &Path) -> Result<(), Refusal> {
        let refused = |message| Err(Refusal::new(codes::REOPEN_REFUSED, message));
        let Some(state) = self.run.step(path).filter(|s| matches!(s.status, Status::Done | Status::Waived)) else {
            return refused(msg!("correct-refused-state", state = msg!(super::settle_word(self.run.status(path)))));
        };
        let scope = path.split().map_or_else(Path::root, |(scope, _)| scope);
        match (state.late, self.closed(&scope, |_| true)) {
            (true, _) => refused(msg!("correct-refused-late")),
            (_, true) => refused(msg!("reopen-refused-closed")),
            _ => Ok(()),
        }
    }

    /// Items join and leave a list by other commands.
    fn same_length(&self, fields: &Named<Field>, old: &Answers, now: &Answers) -> Result<(), Refusal> {
        let length = |answers: &Answers, name: &Name| answers.get(name).and_then(|d| d.value().as_array()).map_or(0, Vec::len);
        match fields.iter().find(|(name, field)| matches!(field.kind, Kind::List { .. }) && length(old, name) != length(now, name)) {
            Some((name, _)) => Err(Refusal::new(codes::LIST_REFUSED, msg!("correct-list", list = name.as_ref())).help(msg!("correct-list.help"))),
            None => Ok(()),
        }
    }

    /// Steps whose decision is another one than it was; and holders of which only the way out is.
    fn differing(&self, before: &Run) -> (BTreeSet<Path>, BTreeSet<Path>) {
        let (mut steps, mut again) = (BTreeSet::new(), BTreeSet::new());
        let run = &self.run;
        Site::root(self.checked).visit(run, &mut |site| {
            let here = site.here();
            if self.closed(&here.path, |_| true) {
                return;
            }
            for step in here.scope.steps.values() {
                let path = here.path.step(&step.name);
                let Some(state) = run.step(&path).filter(|s| matches!(s.status, Status::Open | Status::Done | Status::Passed | Status::Waived))
                else {
                    continue;
                };
                let (was, is) = (read(before, site, self.env, &path, step, state), read(run, site, self.env, &path, step, state));
                if was == is {
                    continue;
                }
                let same_inside = was.passes == is.passes && was.given == is.given;
                let stands = !matches!(state.status, Status::Waived | Status::Passed);
                let only_out = step.holds_scope() && same_inside && stands;
                if only_out { &mut again } else { &mut steps }.insert(path);
            }
        });
        (steps, again)
    }

    /// The step that was corrected is settled as it was, with the new answers, and leads where they lead. A mail leaves again only by a person's act.
    fn settle_again(&mut self, path: &Path, site: &Site, step: &Step, answers: Answers, choice: &[Name]) {
        let taken = exits::choice(step, choice, &self.reader(site).with_own(&answers, choice, step));
        let offered = self.offered(site, step, &answers);
        let (true, false, Ok(taken)) = (choice.iter().all(|name| offered.contains(&name)), matches!(step.verb, Verb::Email(..)), taken) else {
            self.emit(Event::Saved { path: path.clone(), answers });
            return;
        };
        let channel = self.run.step(path).and_then(|s| s.channel.clone());
        self.settled(path, answers, choice.to_vec(), channel, &taken);
    }
}

/// What a step decides, read in this run; how it was settled is `state`.
fn read(run: &Run, site: &Site, env: &Env, path: &Path, step: &Step, state: &StepState) -> Read {
    let reader = Reader::new(run, site.clone(), env);
    let none = Answers::new();
    let answers = run.step(path).map_or(&none, |s| &s.answers);
    let own = reader.clone().with_own(answers, &state.choice, step);
    let settled = matches!(state.status, Status::Done | Status::Waived);
    let before = Before(reader.clone().with(Own { fields: &step.ask, given: Given::Answers(answers), chosen: None }));
    let asked = |field: &&Field| field.when.as_ref().is_none_or(|when| before.asked(when, &[]).unwrap_or(true));
    let fits = |field: &Field| {
        let Some(datum) = answers.get(&field.name) else { return true };
        value::accept(field, &field.name, datum.value(), env.today(), &before).is_ok()
    };
    let json = |value: Result<crate::template::Value, _>| value.ok().map(|value| crate::template::json(&value));
    let person = settled && !step.holds_scope() && !state.late;
    let mut holds = Vec::new();
    if person && state.status == Status::Done {
        holds.extend(step.require.iter().map(|require| own.holds(&require.that) == Ok(true)));
        holds.extend(step.ask.values().filter(asked).map(fits));
    }
    if let (true, Some(choose)) = (person, step.choose()) {
        let options = state.choice.iter().filter_map(|name| choose.options.get(name));
        holds.extend(options.map(|option| own.offers(option)));
    }
    let mut settling = own.clone();
    settling.settling = Some(path);
    let exit = match (&step.exit, state.status) {
        _ if state.late => step.wait().and_then(|w| w.late.as_deref()).and_then(|late| exits::follow(late, &reader).ok()),
        (Exit::Choose(choose), Status::Passed) => {
            choose.options.values().find(|o| o.default).and_then(|option| exits::follow(&option.exit, &reader).ok())
        }
        (exit, Status::Passed) => exits::follow(exit, &reader).ok(),
        _ if settled => exits::choice(step, &state.choice, &settling).ok(),
        _ => None,
    };
    let given = match &step.verb {
        Verb::Call(call) => call.with.values().map(|expr| json(reader.value(expr))).collect(),
        Verb::Each(each) if state.list.is_some() => vec![json(reader.value(&each.list))],
        _ => Vec::new(),
    };
    let enough = match &step.verb {
        Verb::Each(each) if state.each().is_some_and(|e| e.cut == Some(super::event::Cause::Enough)) => {
            each.enough.as_ref().map(|enough| settling.holds(enough) == Ok(true))
        }
        _ => None,
    };
    Read {
        passes: step.when.as_ref().is_some_and(|when| reader.holds(when) == Ok(false)),
        asked: if person { step.ask.values().filter(asked).map(|field| field.name.clone()).collect() } else { Vec::new() },
        holds,
        given,
        exit,
        enough,
    }
}

impl Decision<'_> {
    /// Says who plays a role.
    pub(super) fn assign(&mut self, role: &str, person: &Value) -> Result<(), Refusal> {
        let roles = &self.checked.procedure.roles;
        let Some((name, known)) =
            roles.get_key_value(role).or_else(|| roles.iter().find(|(_, r)| r.title.source.to_lowercase() == role.to_lowercase()))
        else {
            let near = crate::finding::did_you_mean(role, roles.keys().map(AsRef::as_ref)).map(str::to_owned);
            let refusal = Refusal::new(codes::NAME_UNKNOWN, msg!("name-unknown", name = role, what = msg!("what-role")));
            return Err(refusal.help(match near {
                Some(near) => msg!("did-you-mean", name = near),
                None => msg!("name-unknown.known", names = roles.keys().map(ToString::to_string).collect::<Vec<_>>()),
            }));
        };
        if let Some(list) = &known.of {
            return Err(Refusal::new(codes::LIST_REFUSED, msg!("assign-list", role = role, list = list.name.as_ref())).help(msg!("assign-list.help")));
        }
        let accepted = value::person(role, person).map_err(Refusal::of)?;
        let person = Datum::Personal(accepted);
        if self.run.people.get(name) != Some(&person) {
            self.emit(Event::Assigned { role: name.clone(), person });
        }
        Ok(())
    }
}
