//! What is certainly settled before a step opens.
//!
//! By ways: a step is settled once all that lead to it are decided, left out or not. By `after`: only where the step waits, for one that is
//! left out does not. By what holds it. Behind `join: first` only what every taken way has settled.

use super::diagram::{ALWAYS, Condition, NEVER};
use super::world::{At, Leads, World};
use crate::model::{Join, Stop, Verb};
use std::collections::HashMap;

/// What was found out so far.
#[derive(Default)]
pub(super) struct Order {
    known: HashMap<(At, At), Condition>,
}

impl<'p> World<'p> {
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
        if let Some(known) = order.known.get(&(step, at)) {
            return *known;
        }
        // A graph with cycles never comes here; should it, the question has no answer yet.
        order.known.insert((step, at), NEVER);
        let into = self.sites[at].into.clone();
        let first = self.sites[at].step.join == Join::First;
        let (mut some, mut each) = (NEVER, ALWAYS);
        for from in into {
            let here = if from == step { ALWAYS } else { self.settled(order, step, from) };
            some = self.diagram.or(some, here);
            if first {
                let way = self.way(from, at);
                let early = self.diagram.without(way, here);
                each = self.diagram.without(each, early);
            }
        }
        // A step that is left out waits for all that might have led to it, whatever its join.
        let chosen = self.sites[at].chosen;
        let ways = if first { self.diagram.either(chosen, each, some) } else { some };
        let mut waits = NEVER;
        for other in self.sites[at].after.clone() {
            let here = if other == step { ALWAYS } else { self.settled(order, step, other) };
            waits = self.diagram.or(waits, here);
        }
        let waits = self.diagram.and(chosen, waits);
        let mut before = self.diagram.or(ways, waits);
        if let Some(holder) = self.scopes[self.sites[at].scope].holder
            && self.sites[step].scope != self.sites[at].scope
            && holder != step
        {
            let around = self.settled(order, step, holder);
            before = self.diagram.or(before, around);
        }
        order.known.insert((step, at), before);
        before
    }

    /// Where a step keeps its answers for another although something was stopped around it: each such stop came after it, or leaves that other one out too.
    pub fn survives(&mut self, order: &mut Order, step: At, at: At) -> Condition {
        let mut survives = ALWAYS;
        for (stopping, arm, stop) in self.stops(step) {
            let Some(stopped) = self.stopped(stopping, stop) else { continue };
            let inside = |at: At| self.outward(self.sites[at].scope).any(|scope| scope == stopped);
            // What is read inside of what was stopped had opened before.
            if !inside(step) || inside(at) {
                continue;
            }
            let when = self.sites[stopping].arms[arm].when;
            let before = self.before(order, step, stopping);
            let cut = self.diagram.without(when, before);
            survives = self.diagram.without(survives, cut);
        }
        survives
    }

    /// Where something stops what a step stands in before the step is done. Asked for one that was done `after` which the step should follow, all counts
    /// but what a standby step stops: that may come at any time, and nothing can be promised across it. Asked for a caller, which goes on unless
    /// the whole run is stopped, all but that.
    pub fn cut_short(&mut self, order: &mut Order, step: At, after: Option<At>) -> Condition {
        let mut cut = NEVER;
        for (stopping, arm, stop) in self.stops(step) {
            let covers = match (self.stopped(stopping, stop), after) {
                (Some(scope), _) => self.outward(self.sites[step].scope).any(|one| one == scope),
                (None, Some(_)) => true,
                (None, None) => *stop == Stop::Scope,
            };
            if !covers || after.is_some() && self.sites[stopping].step.standby {
                continue;
            }
            let when = self.sites[stopping].arms[arm].when;
            let done_by_then = self.before(order, step, stopping);
            let too_early = after.filter(|after| *after != stopping).map_or(NEVER, |after| self.before(order, stopping, after));
            let when = self.diagram.without(when, done_by_then);
            let when = self.diagram.without(when, too_early);
            cut = self.diagram.or(cut, when);
        }
        let done_already = after.map_or(NEVER, |after| self.before(order, step, after));
        self.diagram.without(cut, done_already)
    }

    /// Where a step, once it is settled, stops what another stands in.
    pub fn stops_at(&mut self, stopping: At, step: At) -> Condition {
        let arms: Vec<Condition> = self
            .stops(step)
            .into_iter()
            .filter(|(at, _, stop)| *at == stopping && self.is_inside(step, *at, stop))
            .map(|(at, arm, _)| self.sites[at].arms[arm].when)
            .collect();
        self.diagram.any(arms)
    }

    /// Where what a step stands in is certainly stopped before it opens.
    pub fn stopped_before(&mut self, order: &mut Order, step: At) -> Condition {
        let mut when = NEVER;
        for (at, arm, stop) in self.stops(step) {
            if self.is_inside(step, at, stop) {
                let before = self.before(order, at, step);
                let stopped = self.diagram.and(before, self.sites[at].arms[arm].when);
                when = self.diagram.or(when, stopped);
            }
        }
        when
    }

    /// Whether a step stands in what another one certainly stops: a list whose items stop something may be empty.
    fn is_inside(&self, step: At, stopping: At, stop: &Stop) -> bool {
        let around: Vec<usize> = self.outward(self.sites[step].scope).collect();
        let between = self.outward(self.sites[stopping].scope).take_while(|scope| !around.contains(scope));
        let certain = between.filter_map(|scope| self.scopes[scope].holder).all(|holder| !matches!(self.sites[holder].step.verb, Verb::Each(_)));
        certain && self.stopped(stopping, stop).is_none_or(|scope| around.contains(&scope))
    }

    /// Every arm of another step that stops something.
    fn stops(&self, but: At) -> Vec<(At, usize, &'p Stop)> {
        let arms = self.sites.iter().enumerate().filter(|(at, _)| *at != but).flat_map(|(at, site)| {
            site.arms.iter().enumerate().filter_map(move |(arm, leads)| match leads.leads {
                Leads::End(end) => Some((at, arm, end.stop.as_ref()?)),
                Leads::Step(_) | Leads::Back(_) => None,
            })
        });
        arms.collect()
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
