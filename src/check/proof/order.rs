//! What is certainly settled before a step opens.
//!
//! By ways: a step is settled once all that lead to it are decided, left out or not. By `after`: only where the step waits, for one that is
//! left out does not. By what holds it. Behind `join: first` only what every taken way has settled.

use super::diagram::{ALWAYS, Condition, NEVER};
use super::reach::Reach;
use super::world::{At, Leads, World};
use crate::model::{Join, Stop};
use std::collections::{HashMap, HashSet};
use std::rc::Rc;

/// How many pairs of steps may be asked about: it bounds the time, well below a second.
const MOST_QUESTIONS: usize = 1 << 19;

/// What was found out so far.
#[derive(Default)]
pub(super) struct Order {
    known: HashMap<(At, At), Condition>,
    /// What stops scopes; found when it is first asked for.
    stops: Option<Rc<[(At, Condition, usize)]>>,
    reach: Option<Rc<Reach>>,
    full: bool,
}

impl Order {
    /// Whether the bound was passed: then nothing that was found out means anything.
    pub fn full(&self) -> bool {
        self.full
    }

    /// Whether one step is settled before another opens, where that is known; behind itself it is.
    fn get(&self, reach: &Reach, step: At, at: At) -> Option<Condition> {
        if at == step || reach.is_certain(step, at) {
            return Some(ALWAYS);
        }
        if !reach.is_possible(step, at) {
            return Some(NEVER);
        }
        self.known.get(&(step, at)).copied()
    }
}

impl World<'_> {
    /// A step, or the step around it that stands beside `at` or beside what holds `at`: once that is settled, so is the step.
    fn beside(&self, step: At, at: At) -> Option<At> {
        let scopes: Vec<usize> = self.outward(self.sites[at].scope).collect();
        let mut step = step;
        while !scopes.contains(&self.sites[step].scope) {
            step = self.scopes[self.sites[step].scope].holder?;
        }
        Some(step)
    }

    /// Whether one step is certainly settled before another opens.
    pub fn before(&mut self, order: &mut Order, step: At, at: At) -> Condition {
        match self.beside(step, at) {
            Some(beside) if beside != at => self.settled(order, beside, at),
            _ => NEVER,
        }
    }

    fn settled(&mut self, order: &mut Order, step: At, at: At) -> Condition {
        let reach = self.reach(order);
        if let Some(known) = order.get(&reach, step, at) {
            return known;
        }
        // What lies before is looked at first, without recursion: a row of steps may be as long as a file.
        let mut entered = HashSet::new();
        let mut stack = vec![(at, false)];
        while let Some((here, ready)) = stack.pop() {
            if order.get(&reach, step, here).is_some() {
                continue;
            }
            if order.known.len() >= MOST_QUESTIONS {
                order.full = true;
                return NEVER;
            }
            if ready {
                let settled = self.settled_behind(order, &reach, step, here);
                order.known.insert((step, here), settled);
            } else if entered.insert(here) {
                stack.push((here, true));
                let site = &self.sites[here];
                let before = site.into.iter().chain(&site.after).copied().chain(self.around(step, here));
                stack.extend(before.map(|before| (before, false)));
            }
        }
        order.known.get(&(step, at)).copied().unwrap_or(NEVER)
    }

    fn reach(&self, order: &mut Order) -> Rc<Reach> {
        order.reach.get_or_insert_with(|| Rc::new(Reach::of(self))).clone()
    }

    /// The step that holds another one, where its own order says more.
    fn around(&self, step: At, at: At) -> Option<At> {
        self.scopes[self.sites[at].scope].holder.filter(|holder| self.sites[step].scope != self.sites[at].scope && *holder != step)
    }

    /// The same where all that lies before is known.
    fn settled_behind(&mut self, order: &Order, reach: &Reach, step: At, at: At) -> Condition {
        // A graph with cycles never comes here; should it, the question has no answer.
        let known = |at: At| order.get(reach, step, at).unwrap_or(NEVER);
        let into = self.sites[at].into.clone();
        let first = self.sites[at].step.join == Join::First;
        let mut ways = if first && !into.is_empty() { ALWAYS } else { NEVER };
        for from in into {
            let here = known(from);
            ways = if first {
                let way = self.way(from, at);
                let skipped = self.diagram.not(way);
                let either = self.diagram.or(skipped, here);
                self.diagram.and(ways, either)
            } else {
                self.diagram.or(ways, here)
            };
        }
        let mut waits = NEVER;
        for other in self.sites[at].after.clone() {
            let here = known(other);
            waits = self.diagram.or(waits, here);
        }
        let chosen = self.sites[at].chosen;
        let waits = self.diagram.and(chosen, waits);
        let mut before = self.diagram.or(ways, waits);
        if let Some(holder) = self.around(step, at) {
            before = self.diagram.or(before, known(holder));
        }
        before
    }

    /// Where a step keeps its answers although something was stopped around it: each such stop came after it, or leaves `at` out too.
    pub fn survives(&mut self, order: &mut Order, step: At, at: Option<At>) -> Condition {
        let mut survives = ALWAYS;
        let stops = order.stops.get_or_insert_with(|| self.stops().into()).clone();
        for (stopping, when, stopped) in stops.iter().copied().filter(|(stopping, ..)| *stopping != step) {
            let inside = |at: At| self.outward(self.sites[at].scope).any(|scope| scope == stopped);
            // What is read inside of what was stopped had opened before.
            if !inside(step) || at.is_some_and(inside) {
                continue;
            }
            let before = self.before(order, step, stopping);
            let cut = self.diagram.without(when, before);
            survives = self.diagram.without(survives, cut);
        }
        survives
    }

    /// Every way out that stops a scope: the step, when it is taken, and the scope.
    fn stops(&self) -> Vec<(At, Condition, usize)> {
        let arms = self.sites.iter().enumerate().flat_map(|(at, site)| site.arms.iter().map(move |arm| (at, arm)));
        let stops = arms.filter_map(|(at, arm)| match arm.leads {
            Leads::End(end) => Some((at, arm.when, self.stopped(at, end.stop.as_ref()?)?)),
            Leads::Step(_) | Leads::Back(_) => None,
        });
        stops.collect()
    }

    /// The scope that a stop ends; none where that is the whole run.
    fn stopped(&self, at: At, stop: &Stop) -> Option<usize> {
        let scope = self.sites[at].scope;
        match stop {
            Stop::Run => None,
            Stop::Scope => Some(scope).filter(|scope| self.scopes[*scope].holder.is_some()),
            Stop::Step(name) => self.outward(scope).find(|scope| self.scopes[*scope].holder.is_some_and(|h| self.sites[h].step.name == *name)),
        }
    }
}
