//! A second, naive interpreter of the one rule, written from the text of the language alone, to hold the engine against.
//!
//! After each act everything is computed again: a fresh run, the acts that stand one after the other, and between them whatever moves
//! by itself. To reopen is to take acts away. Only what the language itself says to depend on when things came is remembered
//! ([`world::Memory`], [`Frozen`]).

#[path = "naive/acts.rs"]
mod acts;
#[path = "naive/correct.rs"]
mod correct;
#[path = "naive/expr.rs"]
mod expr;
#[path = "naive/fall.rs"]
mod fall;
#[cfg(test)]
#[path = "naive/hard.rs"]
mod hard;
#[cfg(test)]
#[path = "naive/items.rs"]
mod items;
#[path = "naive/rule.rs"]
mod rule;
#[path = "naive/world.rs"]
mod world;

use fall::{covered, fall, may_reopen};
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};
use world::{Memory, Procedures, Scope, Status, Step, World, flag, is_holder, late, split};

#[derive(Clone, Debug, PartialEq)]
pub enum Act {
    /// Also settles a wait as late, with `choose: ["late"]`.
    Done {
        path: String,
        set: Map<String, Value>,
        choose: Vec<String>,
    },
    Waive {
        path: String,
        choose: Vec<String>,
        set: Map<String, Value>,
    },
    Reopen {
        path: String,
    },
    Add {
        list: String,
        item: Value,
    },
    /// Exchanges answers that were given: of a step, or (an empty path) of the start.
    Correct {
        path: String,
        set: Map<String, Value>,
    },
    /// The item's number in order of joining, from 1.
    Drop {
        list: String,
        item: usize,
    },
}

/// What an act closed for good (a stopped scope, a waived group, a dropped item), as it was then: nothing else reaches into it.
#[derive(Clone, Default)]
struct Frozen {
    scopes: BTreeMap<String, Scope>,
    steps: BTreeMap<String, Step>,
}

#[derive(Clone)]
struct Event {
    act: Act,
    /// By prefix.
    closed: BTreeMap<String, Frozen>,
}

#[derive(Clone)]
pub struct Naive {
    procedures: Procedures,
    id: String,
    inputs: Map<String, Value>,
    /// The acts that stand, in the order in which they came.
    events: Vec<Event>,
    memory: Memory,
    rounds: BTreeMap<String, u32>,
    world: World,
}

impl Naive {
    pub fn start(procedures: &BTreeMap<String, Value>, id: &str, inputs: &Map<String, Value>) -> Naive {
        let procedures = world::read(procedures);
        let world = World::new(procedures.clone(), id, inputs, Memory::default());
        let mut naive = Naive {
            procedures,
            id: id.into(),
            inputs: inputs.clone(),
            events: Vec::new(),
            memory: Memory::default(),
            rounds: BTreeMap::new(),
            world,
        };
        naive.rebuild(&BTreeSet::new(), &BTreeSet::new());
        naive
    }

    /// `Err`: refused, and nothing has changed.
    pub fn apply(&mut self, act: &Act) -> Result<(), String> {
        match act {
            Act::Done { path, set, choose } => {
                if let Some(back) = self.may_settle(path, set, choose, false)? {
                    self.reopen(&format!("{}{back}", split(path).0));
                    return Ok(());
                }
            }
            Act::Waive { path, choose, set } => {
                self.may_settle(path, set, choose, true)?;
            }
            Act::Reopen { path } => {
                may_reopen(&self.world, path)?;
                self.reopen(path);
                return Ok(());
            }
            Act::Correct { path, set } => {
                self.may_correct(path, set)?;
                self.correct(path, set);
                return Ok(());
            }
            Act::Add { list, item: _ } => self.may_add(list)?,
            Act::Drop { list, item } => {
                let there = self.world.lists.get(list).and_then(|l| l.get(item.wrapping_sub(1)));
                if there.is_none_or(|i| i.dropped) {
                    return Err(format!("no item {item} in {list}"));
                }
            }
        }
        self.events.push(Event { act: act.clone(), closed: BTreeMap::new() });
        self.rebuild(&BTreeSet::new(), &BTreeSet::new());
        Ok(())
    }

    /// Whether an open step may be settled so. Gives back where an option leads back to.
    fn may_settle(&self, path: &str, set: &Map<String, Value>, choose: &[String], waive: bool) -> Result<Option<String>, String> {
        let Some(step) = self.world.steps.get(path) else {
            return Err(format!("no step {path}"));
        };
        if step.status != Status::Open {
            return Err(format!("{path} is not open"));
        }
        let def = self.world.def(path);
        if is_holder(&def) {
            let refused = !waive || def["waivable"] == false || !set.is_empty() || !choose.is_empty();
            return if refused { Err(format!("{path} settles by itself")) } else { Ok(None) };
        }
        if waive && (def["waivable"] == false || late(&def, choose)) {
            return Err(format!("{path} cannot be waived so"));
        }
        let asked = def["ask"].as_object().cloned().unwrap_or_default();
        if let Some(unknown) = set.keys().find(|k| !asked.contains_key(*k)) {
            return Err(format!("{path} does not ask for {unknown}"));
        }
        let mut trial = self.world.clone();
        trial.answer(path, set, choose);
        if late(&def, choose) {
            if !set.is_empty() {
                return Err(format!("{path} is late: nothing is set"));
            }
        } else {
            let needed = |(key, field): (&String, &Value)| !flag(field, "optional") && !set.contains_key(key);
            if !waive && asked.iter().any(needed) {
                return Err(format!("{path} asks for more"));
            }
            let options = def["choose"].as_object();
            let number = if options.is_none() { 0 } else { choose.len().max(1) };
            if choose.len() != number || number > 1 && !flag(&def, "many") {
                return Err(format!("{path}: the wrong number of options"));
            }
            for option in choose {
                let Some(option) = options.and_then(|o| o.get(option)) else {
                    return Err(format!("{path} has no option {option}"));
                };
                let shown = option["if"].as_str().map(|condition| trial.holds(split(path).0, condition));
                if !shown.unwrap_or(Ok(true))? {
                    return Err(format!("{path}: that option is not offered"));
                }
            }
        }
        let back = trial.exit(path, choose)?.back;
        if waive && back.is_some() {
            return Err(format!("{path}: a waiver does not go back"));
        }
        Ok(back)
    }

    /// Items may be added while no `each` over that list is done or waived.
    fn may_add(&self, list: &str) -> Result<(), String> {
        if !self.world.lists.contains_key(list) {
            return Err(format!("no list {list}"));
        }
        for (path, step) in &self.world.steps {
            let over = self.world.def(path)["each"] == list;
            if over && matches!(step.status, Status::Done | Status::Waived) {
                return Err(format!("{path} is settled"));
            }
        }
        Ok(())
    }

    /// Takes away the acts that fall with `x`, and what was remembered of them.
    fn reopen(&mut self, x: &str) {
        let fall = fall(&self.world, x);
        let falls = |path: &str| covered(&fall.fallen, path);
        self.events.retain(|event| match &event.act {
            Act::Done { path, .. } | Act::Waive { path, .. } => !falls(path),
            _ => true,
        });
        for event in &mut self.events {
            event.closed.retain(|prefix, _| prefix.is_empty() || !falls(prefix));
        }
        self.memory.groups.retain(|each, _| !falls(each));
        self.memory.begun.retain(|prefix| !falls(prefix));
        self.memory.finished.retain(|prefix| !falls(prefix));
        self.rebuild(&fall.fallen, &fall.reopened);
    }

    /// Plays the acts that stand, from nothing.
    fn rebuild(&mut self, fallen: &BTreeSet<String>, reopened: &BTreeSet<String>) {
        let before = self.world.steps.clone();
        let mut world = World::new(self.procedures.clone(), &self.id, &self.inputs, self.memory.clone());
        world.present = world.lists.clone();
        for event in &self.events {
            world::change(&mut world.present, &event.act);
        }
        world.sweep();
        let mut closed = vec![Vec::new(); self.events.len()];
        let mut waiting: Vec<usize> = Vec::new();
        for (number, event) in self.events.iter().enumerate() {
            match &event.act {
                Act::Add { .. } => world::change(&mut world.lists, &event.act),
                Act::Drop { list, item } => {
                    closed[number] = world.drop_item(list, *item);
                    thaw(&mut world, &event.closed);
                }
                Act::Reopen { .. } | Act::Correct { .. } => unreachable!("it does not stand, it changes what does"),
                _ => waiting.push(number),
            }
            world.sweep();
            // An act whose step is not open yet waits: the way that once opened a `join: first` step may be gone while a later one holds it.
            while let Some(ready) = waiting.iter().position(|w| self.is_open(&world, *w)) {
                let number = waiting.remove(ready);
                closed[number] = self.perform(&mut world, number);
                world.sweep();
            }
        }
        // In what is closed, acts stand whatever their steps once waited for; elsewhere one that opens nowhere has fallen.
        for number in waiting.into_iter().rev() {
            let (Act::Done { path, .. } | Act::Waive { path, .. }) = &self.events[number].act else {
                continue;
            };
            if world.steps.get(path).is_none_or(|s| !matches!(s.status, Status::Done | Status::Waived)) {
                self.events.remove(number);
                closed.remove(number);
            }
        }
        for (event, regions) in self.events.iter_mut().zip(closed) {
            if event.closed.is_empty() {
                event.closed = regions.into_iter().map(|prefix| (prefix.clone(), freeze(&world, &prefix))).collect();
            }
        }
        self.remember(&world);
        for (path, step) in &world.steps {
            let opened_before = before.get(path).is_some_and(|s| s.opened);
            let again = covered(fallen, path) || reopened.contains(path);
            if step.opened && (again || !opened_before) {
                *self.rounds.entry(path.clone()).or_default() += 1;
            }
        }
        self.world = world;
    }

    fn is_open(&self, world: &World, number: usize) -> bool {
        let (Act::Done { path, .. } | Act::Waive { path, .. }) = &self.events[number].act else {
            return false;
        };
        world.steps.get(path).is_some_and(|step| step.status == Status::Open)
    }

    fn perform(&self, world: &mut World, number: usize) -> Vec<String> {
        let event = &self.events[number];
        let closed = match &event.act {
            Act::Done { path, set, choose } => world.settle(path, Status::Done, set, choose),
            Act::Waive { path, choose, set } => world.settle(path, Status::Waived, set, choose),
            _ => Vec::new(),
        };
        thaw(world, &event.closed);
        closed
    }

    fn remember(&mut self, world: &World) {
        self.memory.groups = world.memory.groups.clone();
        for (prefix, scope) in world.scopes.iter().filter(|(_, scope)| !scope.list.is_empty()) {
            self.memory.begun.insert(prefix.clone());
            // A stop of more than this scope does not finish it.
            let stopped = world.stops.iter().any(|(region, _)| prefix != region && prefix.starts_with(region));
            if scope.cut == world::Cut::No && !stopped && world.finished(prefix) {
                self.memory.finished.insert(prefix.clone());
            }
        }
    }

    /// `ahead`, `open`, `done`, `left_out`, `passed` or `waived`, for every step of every scope that exists.
    pub fn states(&self) -> BTreeMap<String, String> {
        let word = |status| match status {
            Status::Ahead => "ahead",
            Status::Open => "open",
            Status::Done => "done",
            Status::LeftOut => "left_out",
            Status::Passed => "passed",
            Status::Waived => "waived",
        };
        let steps = self.world.steps.iter();
        steps.map(|(path, step)| (path.clone(), word(step.status).into())).collect()
    }

    /// How often each step has been opened.
    pub fn rounds(&self) -> BTreeMap<String, u32> {
        let of = |path: &String| self.rounds.get(path).copied().unwrap_or(0);
        self.world.steps.keys().map(|path| (path.clone(), of(path))).collect()
    }

    /// `success`, `failure` or `neutral` once everything is settled.
    pub fn outcome(&self) -> Option<String> {
        let settled = self.world.finished("");
        settled.then(|| self.world.outcome("").into())
    }

    /// Expressions that could not be computed: none, in a procedure that passes the check.
    pub fn errors(&self) -> &[String] {
        &self.world.errors
    }
}

fn freeze(world: &World, prefix: &str) -> Frozen {
    let scopes = world.scopes.iter().filter(|(p, _)| p.starts_with(prefix));
    let steps = world.steps.iter().filter(|(p, _)| p.starts_with(prefix));
    Frozen { scopes: scopes.map(|(p, s)| (p.clone(), s.clone())).collect(), steps: steps.map(|(p, s)| (p.clone(), s.clone())).collect() }
}

/// What was closed is again as it was then.
fn thaw(world: &mut World, closed: &BTreeMap<String, Frozen>) {
    for (prefix, frozen) in closed {
        world.scopes.retain(|p, _| !p.starts_with(prefix));
        world.steps.retain(|p, _| !p.starts_with(prefix));
        world.scopes.extend(frozen.scopes.clone());
        world.steps.extend(frozen.steps.clone());
    }
}
