//! What is certainly settled before a step opens.
//!
//! By ways: a step is settled once all that lead to it are decided, left out or not. By `after`: only where the step waits, for one that is
//! left out does not. By what holds it. Behind `join: first` only what every taken way has settled.

use super::diagram::{ALWAYS, Condition, NEVER};
use super::domain::Asker;
use super::reach::Reach;
use super::world::{At, Leads, Stands, World};
use crate::model::{Join, Stop, Verb};
use std::collections::{BTreeSet, HashMap, HashSet};
use std::rc::Rc;

/// How many pairs of steps may be asked about: it bounds the time, well below a second.
const MOST_QUESTIONS: usize = 1 << 19;

/// What was found out so far.
#[derive(Default)]
pub(super) struct Order {
    known: HashMap<(At, At), Condition>,
    /// What stops scopes; found when it is first asked for.
    stops: Option<Rc<[Stopping]>>,
    reach: Option<Rc<Reach>>,
    full: bool,
}

/// A way out of a step that stops something.
#[derive(Clone, Copy)]
struct Stopping {
    by: At,
    when: Condition,
    /// The scope that it stops; none where that is the outermost one.
    scope: Option<usize>,
    /// It stops the whole run, whoever called this procedure.
    run: bool,
    /// It stops the innermost scope: of an `each`, one item.
    innermost: bool,
    /// It comes from another item of this `each`, which holds both: at any time, whatever is answered here.
    other_item: Option<At>,
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
                let inside = site.into.iter().chain(&site.after).flat_map(|before| self.grouped(*before));
                stack.extend(before.chain(inside).map(|before| (before, false)));
            }
        }
        order.known.get(&(step, at)).copied().unwrap_or(NEVER)
    }

    /// Where no answer has led back before these steps open. What is answered in them and behind them comes later: who goes back then has seen them open.
    pub fn standing_at(&mut self, order: &mut Order, steps: &[At]) -> Condition {
        if self.backs.is_empty() {
            return ALWAYS;
        }
        let reach = self.reach(order);
        let before = |back: At| steps.iter().any(|at| self.may_precede(&reach, back, *at));
        let backs: Vec<Condition> = self.backs.iter().filter(|(at, _)| before(*at)).map(|(_, when)| *when).collect();
        let back = self.diagram.any(backs);
        self.diagram.not(back)
    }

    /// Whether a step may be settled before another opens: itself, or what it stands in; what stands in the other one is settled before that is.
    fn may_precede(&self, reach: &Reach, step: At, at: At) -> bool {
        let holder = |at: At| self.scopes[self.sites[at].scope].holder;
        let around: Vec<At> = std::iter::successors(holder(at), |at| holder(*at)).collect();
        let mut ways = std::iter::successors(Some(step), |at| holder(*at)).take_while(|step| !around.contains(step));
        ways.any(|one| if one == at { step != at } else { reach.is_possible(one, at) })
    }

    fn reach(&self, order: &mut Order) -> Rc<Reach> {
        order.reach.get_or_insert_with(|| Rc::new(Reach::of(self))).clone()
    }

    /// The step that holds another one, where its own order says more.
    fn around(&self, step: At, at: At) -> Option<At> {
        self.scopes[self.sites[at].scope].holder.filter(|holder| self.sites[step].scope != self.sites[at].scope && *holder != step)
    }

    /// The steps of a section, and of those in it.
    pub fn grouped(&self, at: At) -> Vec<At> {
        let inner = self.sites[at].inner.filter(|_| matches!(self.sites[at].step.verb, Verb::Section(_)));
        let steps = inner.map(|inner| self.scopes[inner].steps.clone()).unwrap_or_default();
        steps.into_iter().flat_map(|at| std::iter::once(at).chain(self.grouped(at))).collect()
    }

    /// Where a section is settled only once a step is, for something in it waits for that. What a stop leaves out there has not waited.
    fn waits_inside(&mut self, order: &Order, reach: &Reach, step: At, section: At) -> Condition {
        let inside = self.grouped(section);
        let (mut waits, mut cut) = (NEVER, NEVER);
        for at in inside {
            let here = order.get(reach, step, at).unwrap_or(NEVER);
            let here = self.diagram.and(self.sites[at].chosen, here);
            waits = self.diagram.or(waits, here);
            for arm in 0..self.sites[at].arms.len() {
                let arm = &self.sites[at].arms[arm];
                if matches!(arm.leads, Leads::End(end) if end.stop.is_some()) {
                    cut = self.diagram.or(cut, arm.when);
                }
            }
        }
        self.diagram.without(waits, cut)
    }

    /// The same where all that lies before is known.
    fn settled_behind(&mut self, order: &Order, reach: &Reach, step: At, at: At) -> Condition {
        // A graph with cycles never comes here; should it, the question has no answer.
        let known = |at: At| order.get(reach, step, at).unwrap_or(NEVER);
        let (into, after) = (self.sites[at].into.clone(), self.sites[at].after.clone());
        let inside: HashMap<At, Condition> =
            into.iter().chain(&after).map(|before| (*before, self.waits_inside(order, reach, step, *before))).collect();
        let first = self.sites[at].step.join == Join::First;
        let (mut some, mut each) = (NEVER, ALWAYS);
        for from in into {
            let last = self.settled_without(step, from);
            let here = self.diagram.any([known(from), inside[&from], last]);
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
        for other in after {
            let last = self.settled_without(step, other);
            let here = self.diagram.any([known(other), inside[&other], last]);
            waits = self.diagram.or(waits, here);
        }
        let waits = self.diagram.and(chosen, waits);
        let mut before = self.diagram.or(ways, waits);
        if let Some(holder) = self.around(step, at) {
            before = self.diagram.or(before, known(holder));
        }
        before
    }

    /// Where a standby step is left out only once this one beside it is settled, for nobody came to do it.
    fn settled_without(&mut self, step: At, standby: At) -> Condition {
        let site = &self.sites[standby];
        if !site.step.standby || !self.scopes[site.scope].beside_alarms.contains(&step) {
            return NEVER;
        }
        let (chosen, passed, open) = (site.chosen, site.passed, site.open);
        let waits = self.diagram.without(chosen, passed);
        self.diagram.without(waits, open)
    }

    /// Where a step keeps its answers for another although something was stopped around it: each such stop came after it, or leaves that other one out too.
    pub fn survives(&mut self, order: &mut Order, step: At, at: At) -> Condition {
        let mut survives = ALWAYS;
        for Stopping { by, when, scope, other_item, .. } in self.stops_for(order, &[step]) {
            let Some(stopped) = scope else { continue };
            let inside = |at: At| self.outward(self.sites[at].scope).any(|scope| scope == stopped);
            // What is read inside of what was stopped had opened before.
            if !inside(step) || inside(at) {
                continue;
            }
            let before = if other_item.is_some() { NEVER } else { self.before(order, step, by) };
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
        let both: Vec<At> = std::iter::once(step).chain(after).collect();
        for Stopping { by, when, scope, run, other_item, .. } in self.stops_for(order, &both) {
            let covers = match (scope, after) {
                (Some(scope), _) => self.outward(self.sites[step].scope).any(|one| one == scope),
                (None, Some(_)) => true,
                (None, None) => !run,
            };
            // Of items that come one after the other, none begins before the last one is over.
            let in_turn =
                other_item.is_some_and(|each| self.takes_turns(each) && self.is_held(step, each) && after.is_some_and(|at| self.is_held(at, each)));
            if !covers || in_turn || after.is_some() && self.sites[by].step.standby {
                continue;
            }
            // Whoever stands in what is stopped has opened before that, and found done what was settled by then. Another item is ahead or behind.
            let within = after.filter(|after| scope.is_none_or(|scope| self.outward(self.sites[*after].scope).any(|one| one == scope)));
            let earlier = within.filter(|after| *after != by && other_item.is_none_or(|each| !self.is_held(*after, each)));
            let done_by_then = if other_item.is_some() { NEVER } else { self.before(order, step, by) };
            let too_early = earlier.map_or(NEVER, |after| self.before(order, by, after));
            let done_already = within.map_or(NEVER, |after| self.before(order, step, after));
            let excused = self.diagram.any([done_by_then, too_early, done_already]);
            let when = self.diagram.without(when, excused);
            cut = self.diagram.or(cut, when);
        }
        cut
    }

    /// Where a step, once it is settled, stops what another stands in.
    pub fn stops_at(&mut self, order: &mut Order, by: At, step: At) -> Condition {
        let arms: Vec<Condition> =
            self.stops(order, step).into_iter().filter(|stop| stop.by == by && self.is_inside(step, *stop)).map(|stop| stop.when).collect();
        self.diagram.any(arms)
    }

    /// Where what a step stands in is certainly stopped before it opens.
    pub fn stopped_before(&mut self, order: &mut Order, step: At) -> Condition {
        let mut when = NEVER;
        for stop in self.stops(order, step) {
            if self.is_inside(step, stop) {
                let before = self.before(order, stop.by, step);
                let mut stopped = self.diagram.and(before, stop.when);
                // What happens in no case anyway need not be asked about.
                if self.diagram.without(stopped, when) != NEVER {
                    let stops = self.survives(order, stop.by, step);
                    stopped = self.diagram.and(stopped, stops);
                    when = self.diagram.or(when, stopped);
                }
            }
        }
        when
    }

    /// Where what a step stands in is certainly stopped before the step is done: before it opens, or, of a section, while something in it waits for what
    /// stops it.
    pub fn stopped_before_done(&mut self, order: &mut Order, step: At) -> Condition {
        let mut when = self.stopped_before(order, step);
        let inside = self.grouped(step);
        if inside.is_empty() {
            return when;
        }
        for stop in self.stops(order, step) {
            if inside.contains(&stop.by) || !self.is_inside(step, stop) {
                continue;
            }
            let stops = self.survives(order, stop.by, step);
            for waiting in &inside {
                let before = self.before(order, stop.by, *waiting);
                let stopped = self.diagram.all([before, self.sites[*waiting].chosen, stop.when, stops]);
                when = self.diagram.or(when, stopped);
            }
        }
        when
    }

    /// Whether a step stands in what another one certainly stops: a list whose items stop something may be empty, where that is not known.
    fn is_inside(&self, step: At, stop: Stopping) -> bool {
        let around: Vec<usize> = self.outward(self.sites[step].scope).collect();
        let between = self.outward(self.sites[stop.by].scope).take_while(|scope| !around.contains(scope));
        let certain = between.filter_map(|scope| self.scopes[scope].holder).all(|holder| self.sites[holder].counted);
        certain && stop.scope.is_none_or(|scope| around.contains(&scope))
    }

    /// Every way out of a step other than the first of these, or of any step for another item than they stand in, that stops something.
    fn stops_for(&mut self, order: &mut Order, steps: &[At]) -> Vec<Stopping> {
        let mut stops = self.stops(order, steps[0]);
        let each = steps.iter().flat_map(|step| self.outward(self.sites[*step].scope)).filter_map(|scope| self.scopes[scope].holder);
        for each in each.filter(|holder| matches!(self.sites[*holder].step.verb, Verb::Each(_))).collect::<BTreeSet<_>>() {
            let all = order.stops.clone().unwrap_or_default();
            let leaves = |stop: &&Stopping| self.is_held(stop.by, each) && self.leaves_the_item(stop, each);
            let leaving: Vec<Stopping> = all.iter().filter(leaves).copied().collect();
            if leaving.is_empty() {
                continue;
            }
            let local = self.decided_inside(each);
            for stop in leaving {
                let when = self.diagram.sometimes(stop.when, &local);
                stops.push(Stopping { when, other_item: Some(each), ..stop });
            }
        }
        stops
    }

    /// Whether the items of an `each` come one after the other.
    fn takes_turns(&self, each: At) -> bool {
        matches!(&self.sites[each].step.verb, Verb::Each(each) if each.one_by_one)
    }

    /// Whether a stop reaches the other items too.
    fn leaves_the_item(&self, stop: &Stopping, each: At) -> bool {
        match stop.scope {
            Some(scope) if Some(scope) == self.sites[each].inner => !stop.innermost,
            Some(scope) => !self.is_held_scope(scope, each),
            None => true,
        }
    }

    /// Whether a step stands somewhere inside another one.
    fn is_held(&self, at: At, holder: At) -> bool {
        self.is_held_scope(self.sites[at].scope, holder)
    }

    fn is_held_scope(&self, scope: usize, holder: At) -> bool {
        self.outward(scope).any(|scope| self.scopes[scope].holder == Some(holder))
    }

    /// The variables that are another matter for each item of an `each`.
    fn decided_inside(&self, each: At) -> HashSet<u32> {
        let is_own = |asker: Asker| match asker {
            Asker::Step(at) | Asker::Called(at) => self.is_held(at, each),
            Asker::Items(holder) => holder == each || self.is_held(holder, each),
            Asker::Start | Asker::Settings => false,
        };
        let stands = |stands: &Stands| match stands {
            Stands::Step(at) | Stands::Called(at) => self.is_held(*at, each),
            Stands::Given(_, answer) => is_own(answer.asker),
            Stands::Value(_) | Stands::Opaque(_) | Stands::Perhaps => false,
        };
        let mut own: HashSet<u32> = self.stands.iter().zip(0u32..).filter(|(one, _)| stands(one)).map(|(_, number)| number).collect();
        for (_, domain) in self.values.domains.iter().filter(|(answer, _)| is_own(answer.asker)) {
            let conditions: Vec<Condition> = domain.conditions().collect();
            own.extend(self.diagram.extract(&conditions, usize::MAX).into_iter().flat_map(|part| part.variables(&conditions)));
        }
        own
    }

    /// Every way out of another step that stops something.
    fn stops(&self, order: &mut Order, but: At) -> Vec<Stopping> {
        let all = order.stops.get_or_insert_with(|| {
            let arms = self.sites.iter().enumerate().flat_map(|(by, site)| site.arms.iter().map(move |arm| (by, arm)));
            let stops = arms.filter_map(|(by, arm)| match arm.leads {
                Leads::End(end) => end.stop.as_ref().map(|stop| Stopping {
                    by,
                    when: arm.when,
                    scope: self.stopped(by, stop),
                    run: *stop == Stop::Run,
                    innermost: *stop == Stop::Scope,
                    other_item: None,
                }),
                Leads::Step(_) | Leads::Back(_) => None,
            });
            // What is called may stop the run as well.
            let halting = self.called.keys().map(|by| (*by, self.sites[*by].halted)).filter(|(_, when)| *when != NEVER);
            let halting = halting.map(|(by, when)| Stopping { by, when, scope: None, run: true, innermost: false, other_item: None });
            stops.chain(halting).collect()
        });
        all.iter().copied().filter(|stop| stop.by != but).collect()
    }
}
