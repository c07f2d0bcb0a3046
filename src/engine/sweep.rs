//! The one rule of the language, and its refinements.
//!
//! > A step opens once every step that leads to it is settled and at least one of them chose it. Otherwise it is left out.
//!
//! After each command every step that can open, pass or be left out does so, until nothing changes.

use super::event::{Cause, Event};
use super::exits::{self, Taken};
use super::path::Path;
use super::rest;
use super::results::{is_finished, outcome};
use super::run::{EachState, Inner, RunState, StepState};
use super::site::Site;
use super::variables::list_field;
use super::{Decision, Status};
use crate::check::graph::Node;
use crate::model::moment::Side;
use crate::model::{Each, Exit, Join, Name, Step, Verb};
use crate::template;
use serde_json::Value;
use std::collections::BTreeSet;

impl Decision<'_> {
    /// Lets everything happen that follows, until nothing does.
    pub(super) fn sweep(&mut self) {
        let checked = self.checked;
        loop {
            let root = Site::root(checked);
            let has = checked.has;
            if self.sweep_scope(&root) || has.standby && self.stand_by(&root) || has.enough && self.enough(&root) {
                continue;
            }
            break;
        }
        self.retime();
        if self.run.state == RunState::Open && is_finished(&self.run.root, &checked.plan) {
            let outcome = outcome(&self.run.root, &checked.plan.steps);
            self.emit(Event::Finished { outcome });
        }
    }

    /// One pass over a scope and those inside it, in the order of the graph.
    fn sweep_scope(&mut self, site: &Site) -> bool {
        let here = site.here();
        if self.run.scope(&here.path.0).is_some_and(|s| s.cut.is_some()) {
            return false;
        }
        let mut changed = false;
        for index in &here.plan.order {
            let (Some((name, node)), Some(step)) = (here.plan.steps.get_index(*index), here.scope.steps.get_index(*index).map(|(_, s)| s)) else {
                continue;
            };
            changed |= match self.run.scope(&here.path.0).map_or(Status::Ahead, |s| s.status(name)) {
                Status::Ahead => self.ahead(site, step, node),
                Status::Open if step.holds_scope() => self.holder(site, step),
                Status::Open | Status::Done | Status::LeftOut | Status::Passed | Status::Waived => false,
            };
        }
        changed
    }

    /// Whether a step that is ahead opens, passes or is left out.
    pub(super) fn ahead(&mut self, site: &Site, step: &Step, node: &Node) -> bool {
        let here = site.here();
        let path = here.path.step(&step.name);
        match self.chosen(site, step, node) {
            None => false,
            Some(false) => {
                self.emit(Event::LeftOut { path });
                true
            }
            Some(true) => {
                if !node.after.iter().all(|after| self.after_settled(site, after.up, after.step)) {
                    return false;
                }
                let reader = self.reader(site);
                // A condition that cannot be computed opens its step: a person sees it.
                let passes = step.when.as_ref().is_some_and(|e| reader.holds(e) == Ok(false));
                let passed = passes.then(|| match &step.exit {
                    Exit::Choose(choose) => {
                        let default = choose.options.iter().find(|(_, o)| o.default);
                        default.map_or(Ok((None, Taken::default())), |(name, o)| exits::follow(&o.exit, &reader).map(|t| (Some(name.clone()), t)))
                    }
                    exit => exits::follow(exit, &reader).map(|taken| (None, taken)),
                });
                match passed {
                    Some(Ok((choice, taken))) => self.emit(Event::Passed { path, choice, taken: taken.to, end: taken.end }),
                    Some(Err(_)) | None => self.open(site, step, path),
                }
                true
            }
        }
    }

    /// Whether the steps that lead here chose this one; `None` while that is open.
    pub(super) fn chosen(&self, site: &Site, step: &Step, node: &Node) -> Option<bool> {
        if node.start {
            return Some(true);
        }
        let here = site.here();
        let scope = self.run.scope(&here.path.0)?;
        let (mut decided, mut taken) = (0, 0);
        for from in &node.into {
            let Some((name, _)) = here.plan.steps.get_index(*from) else { continue };
            let status = scope.status(name);
            decided += usize::from(status.is_settled());
            taken += usize::from(status.has_ways() && scope.get(name).is_some_and(|s| s.taken.contains(&step.name)));
        }
        let all = node.into.len();
        match step.join {
            Join::First if taken > 0 => Some(true),
            Join::All => (decided == all).then_some(taken == all && all > 0),
            Join::First | Join::Some => (decided == all).then_some(taken > 0),
        }
    }

    pub(super) fn after_settled(&self, site: &Site, up: usize, step: usize) -> bool {
        let Some(frame) = site.frames.len().checked_sub(up + 1).and_then(|i| site.frames.get(i)) else { return true };
        let Some((name, _)) = frame.plan.steps.get_index(step) else { return true };
        self.run.scope(&frame.path.0).is_some_and(|s| s.status(name).is_settled())
    }

    fn open(&mut self, site: &Site, step: &Step, path: Path) {
        let reader = self.reader(site);
        let now = self.env.now;
        let list = match &step.verb {
            Verb::Each(each) if list_field(&self.run, site, each.list.source.trim()).is_none() => {
                let items = reader.value(&each.list).ok().map(|v| template::json(&v)).filter(Value::is_array);
                Some(super::Datum::Personal(items.unwrap_or_else(|| Value::Array(Vec::new()))))
            }
            _ => None,
        };
        let with = match &step.verb {
            Verb::Call(call) => {
                let inputs = here_inputs(site, step);
                call.with
                    .iter()
                    .filter_map(|(name, e)| {
                        let value = template::json(&reader.value(e).ok()?);
                        let field = inputs.and_then(|i| i.get(name));
                        Some((name.clone(), super::Datum::new(plain(field, value), field.is_none_or(crate::model::field::Field::is_personal))))
                    })
                    .collect()
            }
            _ => super::Answers::new(),
        };
        let round = self.run.round(&path) + 1;
        let mail = matches!(step.verb, Verb::Email(..)).then(|| self.run.mails.keys().last().map_or(1, |n| n + 1));
        // What is awaited after a mail is awaited from the moment that it has left.
        let within = step.wait().filter(|_| mail.is_none()).and_then(|w| w.within);
        let late_from = within.map(|d| d.from(now, Side::After, self.run.holidays));
        let due = self.due(step, site).or(late_from);
        let event = Event::Opened { path: path.clone(), round, due, not_before: self.not_before(step, site), late_from, mail, list, with };
        self.emit(event);
        if let Verb::Each(each) = &step.verb {
            self.join_items(site, each, &path);
        }
    }

    /// What goes on inside an open step that holds a scope; and its end.
    pub(super) fn holder(&mut self, site: &Site, step: &Step) -> bool {
        let here = site.here();
        let path = here.path.step(&step.name);
        let mut changed = false;
        match &step.verb {
            Verb::Each(each) => {
                changed |= self.join_items(site, each, &path);
                let numbers: Vec<u32> = self.each_state(&path).map(|e| e.scopes.keys().copied().collect()).unwrap_or_default();
                let plan = here.plan.inner(&step.name);
                for number in numbers {
                    let item = self.each_state(&path).and_then(|each| each.scopes.get(&number));
                    let noted = !each.one_by_one || item.is_some_and(|item| item.finished);
                    if noted && item.zip(plan).is_some_and(|(item, plan)| !rest::may_move(&item.scope, &each.scope.steps, plan)) {
                        continue;
                    }
                    if let Some(inside) = site.enter(&step.name, Some(number)) {
                        changed |= self.sweep_scope(&inside);
                        changed |= each.one_by_one && self.note_finished(&inside, &path, number);
                    }
                }
                changed |= each.one_by_one && self.join_items(site, each, &path);
            }
            _ => changed |= site.enter(&step.name, None).is_some_and(|inside| self.sweep_scope(&inside)),
        }
        // A section or call whose scope has begun exists from its opening on, even while nothing has happened in it.
        if self.finished(site, step, &path)
            && let Ok(taken) = self.follow_held(site, step, &path)
        {
            self.emit(done(path, taken));
            changed = true;
        }
        changed
    }

    /// Whether nothing is left to be done inside a step that holds a scope.
    pub(super) fn finished(&self, site: &Site, step: &Step, path: &Path) -> bool {
        match &step.verb {
            Verb::Each(each) => self.each_finished(site, each, path),
            _ => site.enter(&step.name, None).is_some_and(|inside| {
                let plan = inside.here().plan;
                self.run.scope(&path.0).map_or(plan.steps.is_empty(), |scope| is_finished(scope, plan))
            }),
        }
    }

    /// Where a step leads that holds a scope, as if it were settled: its exit may read what it became.
    pub(super) fn follow_held(&self, site: &Site, step: &Step, path: &Path) -> Result<Taken, exits::Stuck> {
        let mut reader = self.reader(site);
        reader.settling = Some(path);
        exits::follow(&step.exit, &reader)
    }

    fn each_state(&self, path: &Path) -> Option<&EachState> {
        self.run.step(path)?.each()
    }

    /// The items that an `each` goes through now, by number.
    fn current(&self, site: &Site, each: &Each, path: &Path) -> Vec<u32> {
        let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        if let Some(list) = self.run.step(path).and_then(|s| s.list.as_ref()) {
            return (1..=count(list.value().as_array().map_or(0, Vec::len))).collect();
        }
        let Some((field, asked)) = list_field(&self.run, site, each.list.source.trim()) else { return Vec::new() };
        let all = count(self.run.list(&asked, &field.name).map_or(0, Vec::len));
        let dropped = self.run.dropped(&asked, &field.name);
        (1..=all).filter(|n| !dropped.is_some_and(|d| d.contains(n))).collect()
    }

    /// Begins the items that have not begun and may, and ends those that left the list.
    fn join_items(&mut self, site: &Site, each: &Each, path: &Path) -> bool {
        // In the order of their numbers.
        let current = self.current(site, each, path);
        let is_current = |item: &u32| current.binary_search(item).is_ok();
        let held = |s: &&super::run::ItemState| !matches!(s.scope.cut, Some(Cause::Dropped | Cause::Counted));
        let nothing = EachState::default();
        let state = self.each_state(path).unwrap_or(&nothing);
        let begun: BTreeSet<u32> = state.scopes.values().filter(held).flat_map(|s| s.items.iter().copied()).collect();
        let has_left = |scope: &super::run::ItemState| scope.scope.cut.is_none() && !scope.items.is_empty() && !scope.items.iter().any(is_current);
        let left: Vec<u32> = state.scopes.iter().filter(|(_, scope)| has_left(scope)).map(|(number, _)| *number).collect();
        let ended = state.cut.is_some();
        let mut changed = !left.is_empty();
        for number in left {
            self.emit(Event::Cut { scope: path.item(number), cause: Cause::Dropped });
        }
        if ended {
            return changed;
        }
        for item in current.iter().copied().filter(|i| !begun.contains(i)) {
            let state = self.each_state(path).unwrap_or(&nothing);
            if each.one_by_one && state.scopes.values().any(|s| !s.finished && s.scope.cut.is_none()) {
                break;
            }
            let last = state.scopes.last_key_value();
            let number = match (each.chunk, last) {
                (None, _) => item,
                (Some(size), Some((number, group)))
                    if group.items.iter().filter(|item| is_current(item)).count() < size as usize
                        && group.scope.cut.is_none()
                        && untouched(group.scope.steps.values()) =>
                {
                    *number
                }
                (Some(_), last) => last.map_or(1, |(n, _)| n + 1),
            };
            self.emit(Event::Joined { path: path.clone(), number, items: vec![item] });
            changed = true;
        }
        changed
    }

    fn note_finished(&mut self, inside: &Site, path: &Path, number: u32) -> bool {
        let here = inside.here();
        let each = self.each_state(path);
        let item = each.and_then(|e| e.scopes.get(&number));
        // What cuts an item short from outside does not finish it, nor does what ends all items at once; a stop of its own does.
        let own = |cut: &Option<Cause>| match cut {
            None => true,
            Some(Cause::Stop(by)) => by.split().is_some_and(|(scope, _)| scope == here.path) && each.is_some_and(|e| e.cut.is_none()),
            Some(Cause::Dropped | Cause::Counted | Cause::Waived | Cause::Enough) => false,
        };
        let first = item.is_some_and(|i| !i.finished && own(&i.scope.cut) && is_finished(&i.scope, here.plan));
        if first {
            self.emit(Event::ItemFinished { path: path.clone(), number });
        }
        first
    }

    fn each_finished(&self, site: &Site, each: &Each, path: &Path) -> bool {
        let plan = match site.here().plan.inner(path.name()) {
            Some(plan) => plan,
            None => return false,
        };
        let state = self.each_state(path);
        let cut = state.is_some_and(|s| s.cut.is_some());
        let begun = state.map(|s| s.scopes.values().flat_map(|i| i.items.iter().copied()).collect::<BTreeSet<u32>>()).unwrap_or_default();
        let all_begun = cut || self.current(site, each, path).iter().all(|i| begun.contains(i));
        let all_finished = state.is_none_or(|s| s.scopes.values().all(|i| is_finished(&i.scope, plan)));
        let until = each.until.as_ref().is_none_or(|u| cut || self.run.scope(&site.here().path.0).is_some_and(|s| s.status(&u.name).is_settled()));
        all_begun && all_finished && until
    }

    /// Standby steps are left out once only such steps are open in their scope.
    fn stand_by(&mut self, root: &Site) -> bool {
        let mut down = Vec::new();
        let run = &self.run;
        root.visit(run, &mut |site| {
            let here = site.here();
            let Some(scope) = run.scope(&here.path.0).filter(|_| run.cut(&here.path.0).is_none()) else { return };
            let open = |step: &Step| scope.status(&step.name) == Status::Open;
            if here.scope.steps.values().filter(|s| open(s)).all(|s| s.standby) {
                down.extend(here.scope.steps.values().filter(|s| s.standby && open(s)).map(|s| here.path.step(&s.name)));
            }
        });
        for path in &down {
            self.emit(Event::StoodDown { path: path.clone(), down: true });
        }
        !down.is_empty()
    }

    /// Reads `enough` when nothing else can move: where it holds, the rest of the list is left out.
    fn enough(&mut self, root: &Site) -> bool {
        let mut found = None;
        let run = &self.run;
        let env = self.env;
        root.visit(run, &mut |site| {
            let here = site.here();
            if found.is_some() || run.cut(&here.path.0).is_some() {
                return;
            }
            for step in here.scope.steps.values() {
                let Verb::Each(each) = &step.verb else { continue };
                let path = here.path.step(&step.name);
                let open = run.status(&path) == Status::Open && run.step(&path).and_then(StepState::each).is_none_or(|e| e.cut.is_none());
                let Some(enough) = each.enough.as_ref().filter(|_| open) else { continue };
                let mut reader = super::variables::Reader::new(run, site.clone(), env);
                reader.settling = Some(&path);
                if reader.holds(enough) == Ok(true) {
                    found = Some(path);
                    return;
                }
            }
        });
        let Some(scope) = found else { return false };
        self.emit(Event::Cut { scope, cause: Cause::Enough });
        true
    }
}

/// The event of a step that settles by itself.
pub(super) fn done(path: Path, taken: Taken) -> Event {
    Event::Done {
        path,
        answers: super::Answers::new(),
        choice: Vec::new(),
        late: false,
        channel: None,
        on: None,
        paper: None,
        taken: taken.to,
        end: taken.end,
        stop: taken.stop,
        back: None,
    }
}

/// Whether nothing is settled in these steps, nor anywhere inside them.
fn untouched<'s>(steps: impl Iterator<Item = &'s StepState>) -> bool {
    let mut steps = steps;
    steps.all(|step| {
        let inside = match &step.inner {
            Inner::None => true,
            Inner::Scope(inner) => untouched(Box::new(inner.steps.values()) as Box<dyn Iterator<Item = &StepState>>),
            Inner::Each(each) => {
                each.scopes.values().all(|item| untouched(Box::new(item.scope.steps.values()) as Box<dyn Iterator<Item = &StepState>>))
            }
        };
        !step.status.is_settled() && inside
    })
}

fn here_inputs<'a>(site: &Site<'a>, step: &Step) -> Option<&'a crate::model::Named<crate::model::field::Field>> {
    let inside: Site<'a> = site.enter(&step.name, None)?;
    Some(&inside.here().checked.procedure.inputs)
}

/// A value that was read for a template, as it is kept: phone numbers lose their spaces again.
fn plain(field: Option<&crate::model::field::Field>, value: Value) -> Value {
    let today = jiff::civil::date(2000, 1, 1);
    match field {
        Some(field) => {
            let free = crate::model::field::Field { min: None, max: None, ..field.clone() };
            crate::model::value::accept(&free, &field.name, &value, today, &crate::model::value::Alone).map_or(value, |a| a.value)
        }
        None => value,
    }
}

impl Decision<'_> {
    /// Cuts what a stop reaches.
    pub(super) fn stop(&mut self, taken: &Taken, path: &Path) {
        let Some(stop) = &taken.stop else { return };
        let scope = super::run::stops(stop, path);
        let scope = match stop {
            // `stop: true` ends the innermost scope: inside an `each` that is the item.
            crate::model::Stop::Scope => path.split().map_or_else(Path::root, |(scope, _)| scope),
            crate::model::Stop::Step(_) | crate::model::Stop::Run => scope,
        };
        self.emit(Event::Cut { scope, cause: Cause::Stop(path.clone()) });
    }

    /// The name of an option's step as a path in the same scope.
    pub(super) fn sibling(path: &Path, name: &Name) -> Path {
        path.split().map_or_else(Path::root, |(scope, _)| scope).step(name)
    }
}
