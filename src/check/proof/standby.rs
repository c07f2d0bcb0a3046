//! When a standby step can come: while it is open, something beside it has to be, or it is left out at once.
//!
//! Nobody need settle anything but what the standby step itself waits for. So whatever else takes a person's act, and is not behind a standby
//! step, is not settled by then: it is open, or something before it is.

use super::diagram::{ALWAYS, Condition, NEVER};
use super::world::{At, Site, Stands, World};
use crate::model::{Join, Verb};
use std::collections::BTreeSet;

impl World<'_> {
    /// Somebody does a standby step. Those beside it that do not depend on a standby step are decided already.
    pub fn comes(&mut self, at: At) -> Condition {
        let comes = self.variable(Stands::Step(at));
        let settled = self.settled_before(at);
        let can_come = self.can_come(at, &settled);
        self.diagram.and(comes, can_come)
    }

    /// Where a standby step can come once another one is done: something beside it is still open then.
    pub fn comes_after(&mut self, at: At, done: At) -> Condition {
        let scope = self.sites[at].scope;
        let mut settled = self.settled_before(at);
        // What holds the other one is settled with it only where nothing else is left in there.
        let (mut beside, mut last) = (done, true);
        loop {
            let before = self.settled_before(beside);
            let around = &self.scopes[self.sites[beside].scope];
            let is_left = |at: &At| *at != beside && !before.contains(at) && !self.sites[*at].step.standby;
            let holder = around.holder.filter(|_| self.sites[beside].scope != scope);
            settled.extend(Some(beside).filter(|_| last));
            let Some(holder) = holder else {
                settled.extend(before);
                break;
            };
            last = last && matches!(self.sites[holder].step.verb, Verb::Section(_)) && !around.steps.iter().any(is_left);
            settled.extend(before);
            beside = holder;
        }
        self.can_come(at, &settled)
    }

    /// Where a standby step can come: something beside it is open, but for what is settled by then.
    fn can_come(&mut self, at: At, settled: &BTreeSet<At>) -> Condition {
        let around = &self.scopes[self.sites[at].scope];
        let standby: Vec<At> = around.steps.iter().copied().filter(|at| self.sites[*at].step.standby).collect();
        let beside: Vec<At> = around.beside_alarms.iter().copied().collect();
        let behind: Vec<At> = around.steps.iter().copied().filter(|at| !around.beside_alarms.contains(at) && !standby.contains(at)).collect();
        let before = self.lead_to(at);
        let outside = self.wait_outside(&beside);
        let (mut sure, mut perhaps) = (NEVER, NEVER);
        for other in beside.into_iter().filter(|other| !settled.contains(other)) {
            if !before.contains(&other) && !outside.contains(&other) {
                let takes_a_person = self.takes_a_person(other);
                sure = self.diagram.or(sure, takes_a_person);
            }
            perhaps = self.diagram.or(perhaps, self.sites[other].open);
        }
        // What is behind one may be open beside another; behind `join: first` it may be open before.
        let several = |at: &At| self.sites[*at].step.join == Join::First && self.sites[*at].into.len() > 1;
        if standby.len() > 1 || behind.iter().any(several) {
            perhaps = ALWAYS;
        }
        if self.diagram.without(perhaps, sure) != NEVER {
            let doubt = self.variable(Stands::Perhaps);
            perhaps = self.diagram.and(perhaps, doubt);
        }
        self.diagram.or(sure, perhaps)
    }

    /// Whether a step comes before another one, as far as the graph says so: where both stand, or where what they stand in does.
    pub(super) fn leads_to(&self, at: At, other: At) -> bool {
        let above = |at: At| std::iter::successors(Some(at), |at| self.scopes[self.sites[*at].scope].holder);
        above(other).any(|other| {
            let before = self.lead_to(other);
            above(at).any(|at| before.contains(&at))
        })
    }

    /// The steps of its scope that may lead to a step.
    fn lead_to(&self, at: At) -> BTreeSet<At> {
        let mut found = BTreeSet::new();
        let mut queue = vec![at];
        while let Some(here) = queue.pop() {
            let site = &self.sites[here];
            let before = site.after.iter().chain(&site.into).copied().filter(|before| self.sites[*before].scope == self.sites[at].scope);
            queue.extend(before.filter(|before| found.insert(*before)));
        }
        found
    }

    /// The steps that are certainly settled before a step opens, as far as the graph says so.
    fn settled_before(&mut self, at: At) -> BTreeSet<At> {
        let mut found = BTreeSet::new();
        let mut queue = vec![at];
        while let Some(here) = queue.pop() {
            // One that is left out has not waited for anything.
            let waits = here == at || self.is_led_to(here);
            let site = &self.sites[here];
            let after = site.after.iter().filter(|_| waits);
            let into = site.into.iter().filter(|_| site.step.join != Join::First || self.opens_one_way(here));
            queue.extend(after.chain(into).copied().filter(|before| found.insert(*before)));
        }
        found
    }

    /// Whether some way certainly leads to a step, once what holds it begins.
    fn is_led_to(&mut self, at: At) -> bool {
        let Site { scope, chosen, .. } = self.sites[at];
        let begins = self.scopes[scope].holder.map_or(ALWAYS, |holder| self.sites[holder].inside);
        chosen != NEVER && self.diagram.without(begins, chosen) == NEVER
    }

    /// Only one way leads to a step.
    fn opens_one_way(&self, at: At) -> bool {
        let (site, around) = (&self.sites[at], &self.scopes[self.sites[at].scope]);
        site.into.len() == 1 && !around.plan.steps[at - around.steps[0]].start
    }

    /// Those of these steps that may wait for something outside their scope, themselves or by what leads to them.
    fn wait_outside(&self, steps: &[At]) -> BTreeSet<At> {
        let mut found = BTreeSet::new();
        loop {
            let known = found.len();
            for at in steps {
                let site = &self.sites[*at];
                let outside = |other: &At| found.contains(other) || self.sites[*other].scope != site.scope;
                if site.into.iter().chain(&site.after).any(outside) {
                    found.insert(*at);
                }
            }
            if found.len() == known {
                return found;
            }
        }
    }

    /// A step opens and is not settled by itself.
    fn takes_a_person(&mut self, at: At) -> Condition {
        let site = &self.sites[at];
        match (&site.step.verb, site.inner) {
            (Verb::Call(call), _) => {
                let open = site.open;
                let called = self.calls.get(&call.procedure.name);
                let certain = called.is_some_and(|called| {
                    let steps = &called.procedure.scope.steps;
                    steps.values().any(|step| !step.holds_scope() && !step.standby && called.certain.done.contains(step.name.as_ref()))
                });
                if certain { open } else { NEVER }
            }
            (_, Some(inner)) => {
                let inside: Vec<At> = self.scopes[inner].steps.iter().copied().filter(|at| !self.sites[*at].step.standby).collect();
                let inside: Vec<Condition> = inside.into_iter().map(|at| self.takes_a_person(at)).collect();
                self.diagram.any(inside)
            }
            _ => site.open,
        }
    }
}
