//! An open run moves to another version of its procedure.
//!
//! The state of a run is a function of the answers that stand: a run may move where the rule, applied to the new version and the same answers,
//! leaves everything settled that a person has settled. What follows by itself is decided anew; a decision that both versions read alike
//! stays as it was recorded, whatever the day and the settings are now. Where one thing that a person did has no place in the new version the
//! run stays as it is, with every obstacle named.

mod carry;
mod settled;

use super::event::{Cause, Event};
use super::path::Path;
use super::run::{Inner, Run, RunState, StepState};
use super::site::Site;
use super::variables::{Reader, list_field};
use super::{Decision, Env, Status};
use crate::check::Checked;
use crate::check::graph::Node;
use crate::model::{Call, Each, Expr, Name, Step, Verb};
use crate::msg;
use crate::template;
use crate::words::Message;
use serde_json::Value;
use std::collections::BTreeSet;

/// Why a run cannot move: one thing in it that the new version has no place for.
#[derive(Debug, Clone, PartialEq)]
pub struct Obstacle {
    /// The step; the root where it is the start.
    pub path: Path,
    /// What is in the way.
    pub message: Message,
}

/// Moves an open run from the version that it is pinned to, `old`, to `new`: the events, and the run after them.
///
/// # Errors
/// It cannot move, and everything that is in the way.
pub fn upgrade(old: &Checked, new: &Checked, run: Run, env: &Env) -> Result<(Run, Vec<Event>), Vec<Obstacle>> {
    if matches!(run.state, RunState::Finished(_) | RunState::Cancelled(_)) {
        return Err(vec![Obstacle { path: Path::root(), message: msg!("upgrade-over") }]);
    }
    let before = run.clone();
    let mut person = BTreeSet::new();
    Site::root(old).visit(&before, &mut |site| by_people(site, &before, &mut person));
    let decision = Decision { checked: new, run, env, events: Vec::new() };
    let mut moving = Moving { old, before: &before, person, decision, obstacles: Vec::new() };
    let holidays = (before.holidays != env.holidays).then_some(env.holidays);
    moving.decision.emit(Event::Upgraded { version: new.procedure.version.clone(), edition: new.edition.hash(), holidays });
    loop {
        let events = moving.decision.events.len();
        moving.obstacles.clear();
        moving.start();
        if before.state == RunState::Open {
            moving.scope(&Site::root(new), &Site::root(old));
        }
        if events == moving.decision.events.len() {
            break;
        }
    }
    if !moving.obstacles.is_empty() {
        return Err(moving.obstacles);
    }
    if before.state == RunState::Open {
        moving.call_back();
        moving.decision.sweep();
    }
    moving.decision.recall_stale(None);
    Ok((moving.decision.run, moving.decision.events))
}

/// The steps of a scope that a person has settled, or whose mail has left.
fn by_people(site: &Site, run: &Run, found: &mut BTreeSet<Path>) {
    let here = site.here();
    for (name, state) in run.scope(&here.path.0).into_iter().flat_map(|scope| &scope.steps) {
        let holds = here.scope.steps.get(name).is_some_and(Step::holds_scope);
        let mailed = state.mail.and_then(|mail| run.mails.get(&mail)).is_some_and(|mail| mail.left.is_some());
        let settled = state.status == Status::Waived || state.status == Status::Done && !holds;
        if settled || mailed && state.status == Status::Open {
            found.insert(here.path.step(name));
        }
    }
}

/// A run on its way.
struct Moving<'a> {
    old: &'a Checked,
    /// As it stands in the old version.
    before: &'a Run,
    /// What people have settled there.
    person: BTreeSet<Path>,
    decision: Decision<'a>,
    obstacles: Vec<Obstacle>,
}

/// One step in both versions.
struct Pair<'s, 'a> {
    path: &'s Path,
    site: &'s Site<'a>,
    step: &'a Step,
    old_site: &'s Site<'a>,
    old_step: &'a Step,
}

impl<'a> Moving<'a> {
    /// A scope that both versions have: each step in the order of the graph, what it leads to after it.
    fn scope(&mut self, site: &Site<'a>, old_site: &Site<'a>) {
        let (here, old) = (site.here(), old_site.here());
        let closed = self.decision.closed(&here.path, |_| true) || self.decision.run.cut(&here.path.0).is_some();
        for name in old.scope.steps.keys().filter(|name| !here.scope.steps.contains_key(*name)) {
            self.gone(&here.path.step(name));
        }
        for index in &here.plan.order {
            let (Some((name, node)), Some((_, step))) = (here.plan.steps.get_index(*index), here.scope.steps.get_index(*index)) else { continue };
            let path = here.path.step(name);
            if let Some(old_step) = old.scope.steps.get(name) {
                let pair = Pair { path: &path, site, step, old_site, old_step };
                self.step(&pair, node, closed);
            }
            if closed {
                continue;
            }
            if self.state(&path).is_none_or(|state| state.status == Status::Ahead) {
                self.decision.ahead(site, step, node);
            }
            while step.holds_scope() && self.decision.run.status(&path) == Status::Open && self.decision.holder(site, step) {}
        }
    }

    fn state(&self, path: &Path) -> Option<&StepState> {
        self.decision.run.step(path)
    }

    fn status(&self, path: &Path) -> Status {
        self.state(path).map_or(Status::Ahead, |state| state.status)
    }

    fn obstacle(&mut self, path: &Path, message: Message) {
        self.obstacles.push(Obstacle { path: path.clone(), message });
    }

    /// A step that the new version does not have.
    fn gone(&mut self, path: &Path) {
        match self.status(path) {
            Status::Ahead => {}
            _ if self.has_deeds(path) => self.obstacle(path, msg!("upgrade-gone")),
            // What was left out or passed leaves nothing behind.
            Status::Open => self.decision.emit(Event::PutBack { path: path.clone() }),
            Status::Done | Status::LeftOut | Status::Passed | Status::Waived => {}
        }
    }

    /// Whether a person has settled this step, or one inside it.
    fn has_deeds(&self, path: &Path) -> bool {
        self.person.iter().any(|deed| deed.is_in(path))
    }

    /// Puts a step back, where nobody has done anything in it; else that is in the way.
    fn undo(&mut self, path: &Path, why: Message) {
        if self.has_deeds(path) {
            let mailed = self.status(path) == Status::Open && self.person.contains(path);
            self.obstacle(path, if mailed { msg!("upgrade-mailed", why = why) } else { why });
        } else {
            self.decision.emit(Event::PutBack { path: path.clone() });
        }
    }

    fn step(&mut self, pair: &Pair<'_, 'a>, node: &Node, closed: bool) {
        let status = self.status(pair.path);
        if status == Status::Ahead {
            self.unsettled(pair);
            return;
        }
        let lasts = matches!(status, Status::Open | Status::Done | Status::Waived);
        if lasts && !same_verb(pair.old_step, pair.step) {
            return self.undo(pair.path, msg!("upgrade-verb"));
        }
        if !closed && let Some(why) = self.misplaced(pair, node, status) {
            return self.undo(pair.path, why);
        }
        if lasts && pair.step.holds_scope() {
            self.inside(pair, status);
        }
        match self.status(pair.path) {
            Status::Done | Status::Waived => self.settled(pair),
            Status::Passed => self.lead(pair),
            Status::Open => {
                self.unsettled(pair);
                self.timed(pair);
            }
            Status::Ahead | Status::LeftOut => {}
        }
    }

    /// Why a step would not stand like this in the new version, as its ways and its condition are there.
    fn misplaced(&self, pair: &Pair<'_, 'a>, node: &Node, status: Status) -> Option<Message> {
        let Pair { site, step, .. } = pair;
        let here = site.here();
        let titles = |names: Vec<&Name>| -> Vec<String> {
            let reader = self.decision.reader(site);
            let title =
                |name| here.scope.steps.get(name).map(|step: &Step| reader.text(&step.title).unwrap_or_else(|_| step.title.source.to_string()));
            names.into_iter().filter_map(title).collect()
        };
        let chosen = self.decision.chosen(site, step, node);
        if chosen == Some(status != Status::LeftOut) {
            if status == Status::LeftOut {
                return None;
            }
            let waits = node.after.iter().any(|after| !self.decision.after_settled(site, after.up, after.step));
            if waits {
                return Some(msg!("upgrade-after", steps = step.after.iter().map(|after| after.name.to_string()).collect::<Vec<_>>()));
            }
            let passes = |reader: Reader, step: &Step| step.when.as_ref().is_some_and(|when| reader.holds(when) == Ok(false));
            let is = passes(self.decision.reader(site), step);
            let was = passes(self.was(pair), pair.old_step);
            let fits = was == is || is == (status == Status::Passed);
            return (!fits).then(|| msg!("upgrade-passes"));
        }
        if chosen.is_some() {
            return Some(msg!("upgrade-unreached"));
        }
        let undecided = node.into.iter().filter_map(|from| here.plan.steps.get_index(*from)).map(|(name, _)| name);
        let undecided = undecided.filter(|name| !self.decision.run.status(&here.path.step(name)).is_settled()).collect();
        Some(msg!("upgrade-first", steps = titles(undecided)))
    }

    /// A reader of the run as it was, where this step stood.
    fn was<'r>(&'r self, pair: &Pair<'_, 'r>) -> Reader<'r>
    where
        'a: 'r,
    {
        Reader::new(self.before, pair.old_site.clone(), self.decision.env)
    }

    /// What is inside a step that holds a scope.
    fn inside(&mut self, pair: &Pair<'_, 'a>, status: Status) {
        let Pair { path, site, step, old_site, .. } = pair;
        if let Some(why) = self.unlike(pair) {
            return self.undo(path, why);
        }
        if self.has_no_longer_enough(pair) {
            self.decision.emit(Event::Restored { scope: (*path).clone() });
        }
        let items: Vec<Option<u32>> = match self.state(path).map(|state| &state.inner) {
            Some(Inner::Each(each)) => each.scopes.keys().map(|number| Some(*number)).collect(),
            // A scope that has begun exists even while nothing has happened in it.
            Some(Inner::None | Inner::Scope(_)) if !matches!(step.verb, Verb::Each(_)) => vec![None],
            _ => Vec::new(),
        };
        for item in items {
            if let (Some(inside), Some(old)) = (site.enter(&step.name, item), old_site.enter(&step.name, item)) {
                self.scope(&inside, &old);
            }
        }
        if status == Status::Done && !self.decision.finished(site, step, path) {
            self.decision.emit(Event::Reentered { path: (*path).clone() });
        }
    }

    /// Why what goes on inside a step is not what would go on there in the new version.
    fn unlike(&self, pair: &Pair<'_, 'a>) -> Option<Message> {
        let (was, is) = (self.was(pair), self.decision.reader(pair.site));
        match (&pair.old_step.verb, &pair.step.verb) {
            (Verb::Each(old), Verb::Each(new)) => {
                let begun = self.state(pair.path).and_then(StepState::each).is_some_and(|each| !each.scopes.is_empty());
                let same_list = match (listed(&was, old), listed(&is, new)) {
                    (None, None) => value(&was, &old.list) == value(&is, &new.list),
                    (one, other) => one == other,
                };
                let unfinished =
                    |state: &StepState| state.each().map_or(0, |e| e.scopes.values().filter(|i| !i.finished && i.scope.cut.is_none()).count());
                let at_once = new.one_by_one && !old.one_by_one && self.state(pair.path).is_some_and(|state| unfinished(state) > 1);
                if !same_list {
                    return Some(msg!("upgrade-list"));
                }
                (begun && (old.chunk != new.chunk || at_once)).then(|| msg!("upgrade-groups"))
            }
            (Verb::Call(old), Verb::Call(new)) => {
                let given = |reader: &Reader, call: &Call| -> Vec<(Name, Option<Value>)> {
                    let mut given: Vec<_> = call.with.iter().map(|(name, expr)| (name.clone(), value(reader, expr))).collect();
                    given.sort_by(|(a, _), (b, _)| a.cmp(b));
                    given
                };
                (given(&was, old) != given(&is, new)).then(|| msg!("upgrade-given"))
            }
            _ => None,
        }
    }

    /// Whether what was left out because there was enough is not enough in the new version.
    fn has_no_longer_enough(&self, pair: &Pair<'_, 'a>) -> bool {
        let (Verb::Each(old), Verb::Each(new)) = (&pair.old_step.verb, &pair.step.verb) else { return false };
        if self.state(pair.path).and_then(StepState::each).is_none_or(|each| each.cut != Some(Cause::Enough)) {
            return false;
        }
        let (mut was, mut is) = (self.was(pair), self.decision.reader(pair.site));
        (was.settling, is.settling) = (Some(pair.path), Some(pair.path));
        let holds = |reader: &Reader, each: &Each| each.enough.as_ref().is_some_and(|enough| reader.holds(enough) == Ok(true));
        holds(&was, old) && !holds(&is, new)
    }

    /// Standby steps are back where other steps of their scope have opened.
    fn call_back(&mut self) {
        let run = &self.decision.run;
        let mut back = Vec::new();
        Site::root(self.decision.checked).visit(run, &mut |site| {
            let here = site.here();
            let Some(scope) = run.scope(&here.path.0) else { return };
            let opened = |step: &Step| {
                let path = here.path.step(&step.name);
                !step.standby && run.status(&path) == Status::Open && self.before.status(&path) != Status::Open
            };
            if here.scope.steps.values().any(opened) {
                let down = here.scope.steps.keys().filter(|name| scope.get(name).is_some_and(|state| state.stood_down.is_some()));
                back.extend(down.map(|name| here.path.step(name)));
            }
        });
        back.into_iter().for_each(|path| self.decision.emit(Event::StoodDown { path, down: false }));
    }
}

/// What an expression comes to; none where it cannot be computed.
fn value(reader: &Reader, expr: &Expr) -> Option<Value> {
    reader.value(expr).ok().map(|value| template::json(&value))
}

/// The list that an `each` goes through: its field and the step that asks for it; none where it is an expression.
fn listed(reader: &Reader, each: &Each) -> Option<(Name, Path)> {
    list_field(reader.run, &reader.site, each.list.source.trim()).map(|(field, path)| (field.name.clone(), path))
}

/// Whether two steps are carried out in the same way.
fn same_verb(old: &Step, new: &Step) -> bool {
    match (&old.verb, &new.verb) {
        (Verb::Email(_, old), Verb::Email(_, new)) => old.is_some() == new.is_some(),
        (Verb::Call(old), Verb::Call(new)) => old.procedure.name == new.procedure.name,
        (old, new) => std::mem::discriminant(old) == std::mem::discriminant(new),
    }
}
