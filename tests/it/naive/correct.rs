//! An answer is corrected: the same acts with one answer exchanged, but for those whose step decides otherwise now and all that depends on them.

use super::fall::{covered, fall_of, seals};
use super::world::{Status, World, inside, is_holder, late, split};
use super::{Act, Naive, expr};
use serde_json::{Map, Value};
use std::collections::BTreeSet;

/// What a step decides, read in a world.
#[derive(PartialEq)]
struct Read {
    passes: bool,
    offered: Vec<bool>,
    exit: Option<(BTreeSet<String>, Vec<String>, Option<Value>)>,
    with: Vec<Option<Value>>,
}

impl Naive {
    pub(super) fn may_correct(&self, path: &str, set: &Map<String, Value>) -> Result<(), String> {
        if path.is_empty() {
            let known = |name: &String| self.inputs.contains_key(name) && !self.world.lists.contains_key(name);
            return if set.keys().all(known) { Ok(()) } else { Err("no such input".into()) };
        }
        let step = self.world.steps.get(path).ok_or("no step")?;
        if !matches!(step.status, Status::Done | Status::Waived) || set.keys().any(|name| !step.answers.contains_key(name)) {
            return Err(format!("{path} has no such answers"));
        }
        if seals(&self.world).iter().any(|seal| path.starts_with(&seal.prefix)) {
            return Err(format!("{path} is closed off"));
        }
        let changed = self.exchanged(path, set);
        match changed.exit(path, &self.chosen(path)) {
            Ok(exit) if exit.back.is_none() => Ok(()),
            _ => Err(format!("{path} would go back")),
        }
    }

    fn chosen(&self, path: &str) -> Vec<String> {
        let act = self.events.iter().find_map(|event| match &event.act {
            Act::Done { path: p, choose, .. } | Act::Waive { path: p, choose, .. } if p == path => Some(choose.clone()),
            _ => None,
        });
        act.unwrap_or_default()
    }

    fn exchanged(&self, path: &str, set: &Map<String, Value>) -> World {
        let mut changed = self.world.clone();
        if path.is_empty() {
            changed.scopes.get_mut("").expect("the run").vars.extend(set.clone());
        } else {
            changed.steps.get_mut(path).expect("a step").answers.extend(set.clone());
        }
        // What stands around it has become what its answers say now.
        let mut around = split(path).0;
        while let Some((scope, _)) = around.rsplit_once('.') {
            let holder = scope.rsplit_once('[').map_or(scope, |(each, _)| each);
            if changed.steps.get(holder).is_some_and(|step| matches!(step.status, Status::Done | Status::Waived)) {
                let result = changed.result_of(holder);
                changed.steps.get_mut(holder).expect("a step").result = result;
            }
            around = split(holder).0;
        }
        changed
    }

    pub(super) fn correct(&mut self, path: &str, set: &Map<String, Value>) {
        let changed = self.exchanged(path, set);
        let (mut starts, mut again) = (BTreeSet::new(), BTreeSet::new());
        let shut = seals(&self.world);
        for (p, step) in &self.world.steps {
            let decided = matches!(step.status, Status::Open | Status::Done | Status::Passed | Status::Waived);
            if !decided || shut.iter().any(|seal| p.starts_with(&seal.prefix)) {
                continue;
            }
            let (was, is) = (self.read(&self.world, p), self.read(&changed, p));
            if was == is {
                continue;
            }
            let only_out = is_holder(&self.world.def(p)) && was.passes == is.passes && was.with == is.with && step.status != Status::Waived;
            if only_out { &mut again } else { &mut starts }.insert(p.clone());
        }
        let fall = fall_of(&self.world, &starts, &again);
        let falls = |p: &str| covered(&fall.fallen, p);
        if path.is_empty() {
            self.inputs.extend(set.clone());
        }
        let stands = |p: &str| p == path && self.world.steps[p].status == Status::Done;
        let mut last = None;
        let mut kept = Vec::new();
        for mut event in std::mem::take(&mut self.events) {
            if let Act::Done { path: p, set: answers, .. } | Act::Waive { path: p, set: answers, .. } = &mut event.act {
                if p == path {
                    answers.extend(set.clone());
                }
                if falls(p) {
                    // What was corrected is settled with it, after all else.
                    if stands(p) {
                        last = Some(super::Event { act: event.act, closed: Default::default() });
                    }
                    continue;
                }
            }
            event.closed.retain(|prefix, _| prefix.is_empty() || !falls(prefix));
            kept.push(event);
        }
        kept.extend(last);
        self.events = kept;
        self.memory.groups.retain(|each, _| !falls(each));
        self.memory.begun.retain(|prefix| !falls(prefix));
        self.memory.finished.retain(|prefix| !falls(prefix));
        self.rebuild(&fall.fallen, &fall.reopened);
    }

    fn read(&self, world: &World, path: &str) -> Read {
        let (def, prefix) = (world.def(path), split(path).0);
        let step = &self.world.steps[path];
        let choose = match step.status {
            Status::Passed => {
                let options = def["choose"].as_object().into_iter().flatten();
                options.filter(|(_, option)| super::flag(option, "default")).map(|(name, _)| name.clone()).collect()
            }
            _ => self.chosen(path),
        };
        let holds = |condition: &Value| condition.as_str().map(|text| world.holds(prefix, text));
        let offered = match late(&def, &choose) || step.status == Status::Passed {
            true => Vec::new(),
            false => choose.iter().map(|option| holds(&def["choose"][option]["if"]) != Some(Ok(false))).collect(),
        };
        let mut read = world.clone();
        if is_holder(&def) && matches!(step.status, Status::Done | Status::Waived) {
            // What a holder became reads the answers inside it.
            read.steps.get_mut(path).expect("a step").result = read.result_of(path);
        }
        let exit = (step.status != Status::Open).then(|| read.exit(path, &choose).ok()).flatten().map(|exit| (exit.to, exit.ends, exit.stop));
        let with = def["with"].as_object().into_iter().flatten().map(|(_, text)| {
            let text = text.as_str().map_or_else(|| text.to_string(), String::from);
            expr::value(&text, &|name| world.look(prefix, name)).ok().flatten()
        });
        Read { passes: holds(&def["if"]) == Some(Ok(false)), offered, exit, with: with.collect() }
    }

    /// Corrections that could come now. What the language leaves to when things came (stops, `enough`) is kept out.
    pub fn corrections(&self) -> Vec<Act> {
        let mut acts = Vec::new();
        let enough = self.world.scopes.values().any(|scope| scope.def.steps.values().any(|def| def.get("enough").is_some()));
        // Whether a standby step was settled before it was stood down is a matter of when, and so is what has waited for it.
        let settled = |path: &String| self.world.steps[path].status.settled();
        let standby = self.world.steps.keys().any(|path| super::flag(&self.world.def(path), "standby") && settled(path));
        if standby || enough || self.has_another_list() || self.has_waived_group() || !self.world.stops.is_empty() || self.stops_anywhere() {
            return acts;
        }
        let offer = |path: &str, asked: Map<String, Value>, acts: &mut Vec<Act>| {
            if !asked.is_empty() && self.may_correct(path, &Map::new()).is_ok() {
                acts.push(Act::Correct { path: path.into(), set: asked });
            }
        };
        let inputs = self.procedures[&self.id].inputs.iter().filter(|(name, def)| def["type"] != "list" && self.inputs.contains_key(*name));
        offer("", inputs.map(|(name, def)| (name.clone(), def.clone())).collect(), &mut acts);
        for (path, step) in &self.world.steps {
            let def = self.world.def(path);
            let asked = def["ask"].as_object().into_iter().flatten().filter(|(name, _)| step.answers.contains_key(*name));
            let asked: Map<String, Value> = asked.map(|(name, def)| (name.clone(), def.clone())).collect();
            if !inside(path, &def).is_empty() {
                offer(path, asked, &mut acts);
            }
        }
        acts
    }

    /// Whether a group was waived. What is in it stays as it was then, and here it would be decided again.
    fn has_waived_group(&self) -> bool {
        self.world.steps.iter().any(|(path, step)| step.status == Status::Waived && is_holder(&self.world.def(path)))
    }

    /// Whether somebody joined a list later, or all left it. What begins by a correction begins with the list as it is, and here all moments are
    /// gone through again.
    fn has_another_list(&self) -> bool {
        let mut lists = World::new(self.procedures.clone(), &self.id, &self.inputs, self.memory.clone()).lists;
        self.events.iter().any(|event| {
            super::world::change(&mut lists, &event.act);
            let emptied = || lists.values().any(|items| items.iter().all(|item| item.dropped));
            matches!(event.act, Act::Add { .. }) || matches!(event.act, Act::Drop { .. }) && emptied()
        })
    }

    fn stops_anywhere(&self) -> bool {
        self.world.scopes.values().any(|scope| scope.def.steps.values().any(|def| def.value.to_string().contains("\"stop\":")))
    }
}
