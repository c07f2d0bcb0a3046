//! Ways that are never taken, ends that are missed, joins that want to be written out, and what falls beside a way back.

use super::Proof;
use super::diagram::{ALWAYS, Condition, NEVER};
use super::world::{Arm, At, Leads, Site};
use crate::finding::{Finding, Fix, Goal, codes};
use crate::model::{Exit, Join};
use crate::msg;
use std::collections::BTreeSet;

impl<'p> Proof<'p, '_> {
    /// Steps that can never open, and ways that can never be taken: of a chain of them only the first is named.
    pub(super) fn never(&mut self) {
        for at in 0..self.world.sites.len() {
            let site = &self.world.sites[at];
            let (step, chosen, open, into) = (site.step, site.chosen, site.open, site.into.clone());
            let around = self.world.scopes[site.scope].holder.map_or(ALWAYS, |holder| self.world.sites[holder].inside);
            let standing = self.world.standing_at(&mut self.order, &[at]);
            let chosen = self.world.diagram.and(chosen, standing);
            let open = self.world.diagram.and(open, standing);
            if self.world.diagram.and(around, standing) == NEVER {
                continue;
            }
            if chosen == NEVER {
                if into.iter().any(|from| self.world.sites[*from].open == NEVER) {
                    continue;
                }
                // Each way to it is taken sometimes: only `join: all` asks for what excludes itself.
                let taken = into.iter().all(|from| self.world.way(*from, at) != NEVER);
                if step.join == Join::All && taken {
                    let finding = Finding::new(codes::GRAPH_NEVER, step.at.key("join"), msg!("graph-never-join", step = step.name.as_ref()));
                    self.found.push(finding.help(msg!("graph-never-join.help")));
                } else if into.iter().any(|from| self.always_halted(*from, standing)) {
                    let finding = Finding::new(codes::GRAPH_NEVER, step.at.as_key(), msg!("graph-never-stopped", step = step.name.as_ref()));
                    self.found.push(finding.help(msg!("graph-never-stopped.help")));
                }
                continue;
            }
            if step.standby && open == NEVER && !self.always_passed(at, chosen) {
                let finding = Finding::new(codes::GRAPH_NEVER, step.at.key("standby"), msg!("graph-never-standby", step = step.name.as_ref()));
                self.found.push(finding.help(msg!("graph-never-standby.help")));
                continue;
            }
            if let Some(when) = &step.when {
                let holds = self.world.condition(when, at);
                let fails = self.world.diagram.without(chosen, holds);
                let (id, code) = match (open, fails) {
                    (NEVER, _) => ("graph-never-if", codes::GRAPH_NEVER),
                    (_, NEVER) => ("condition-constant", codes::CONDITION_CONSTANT),
                    _ => ("", codes::GRAPH_NEVER),
                };
                if !id.is_empty() {
                    self.found.push(Finding::new(code, when.at.clone(), msg!(id, step = step.name.as_ref())).help(msg!("condition-constant.help")));
                }
            }
            let stopped = self.world.stopped_before(&mut self.order, at);
            if open != NEVER && self.world.diagram.without(open, stopped) == NEVER {
                let finding = Finding::new(codes::GRAPH_NEVER, step.at.as_key(), msg!("graph-never-stopped", step = step.name.as_ref()));
                self.found.push(finding.help(msg!("graph-never-stopped.help")));
                continue;
            }
            if open != NEVER {
                self.options_never(at, standing);
                let settled = self.world.done(at);
                let passed = self.world.passed(at);
                let leaves = self.world.diagram.or(settled, passed);
                let leaves = self.world.diagram.and(leaves, standing);
                if !matches!(step.exit, Exit::Choose(_)) && leaves != NEVER {
                    self.arms_never(&step.exit, at, leaves);
                }
            }
        }
    }

    /// A step opens, and what it holds always stops what it stands in, unless somebody goes back first.
    fn always_halted(&mut self, at: At, standing: Condition) -> bool {
        let Site { open, halted, .. } = self.world.sites[at];
        let open = self.world.diagram.and(open, standing);
        halted != NEVER && self.world.diagram.without(open, halted) == NEVER
    }

    /// The condition of a step that is reached is never true.
    fn always_passed(&mut self, at: At, chosen: Condition) -> bool {
        let Some(when) = &self.world.sites[at].step.when else { return false };
        let holds = self.world.condition(when, at);
        self.world.diagram.and(chosen, holds) == NEVER
    }

    fn options_never(&mut self, at: At, standing: Condition) {
        let step = self.world.sites[at].step;
        let Exit::Choose(choose) = &step.exit else { return };
        let settled = self.world.done(at);
        let settled = self.world.diagram.and(settled, standing);
        for (index, option) in choose.options.values().enumerate() {
            let picked = self.world.sites[at].options[index];
            let chosen = self.world.diagram.and(settled, picked);
            if chosen != NEVER {
                self.arms_never(&option.exit, at, chosen);
                continue;
            }
            let place = option.when.as_ref().map_or_else(|| option.at.as_key(), |when| when.at.clone());
            self.found.push(Finding::new(codes::CHOICE_NEVER, place, msg!("choice-never-option")).help(msg!("condition-constant.help")));
        }
    }

    /// Arms of a route, and conditional ways, that nothing leads to although the exit is reached.
    fn arms_never(&mut self, exit: &'p Exit, at: At, reached: Condition) {
        match exit {
            Exit::Route(arms) => {
                let mut left = reached;
                for arm in arms {
                    let holds = arm.when.as_ref().map_or(ALWAYS, |when| self.world.condition(when, at));
                    let taken = self.world.diagram.and(left, holds);
                    if taken == NEVER {
                        let (id, place) = match &arm.when {
                            Some(when) => ("choice-never-route", when.at.clone()),
                            None => ("choice-never-last", arm.at.clone()),
                        };
                        self.found.push(Finding::new(codes::CHOICE_NEVER, place, msg!(id)).help(msg!("choice-never-route.help")));
                    } else {
                        self.arms_never(&arm.exit, at, taken);
                    }
                    left = self.world.diagram.without(left, holds);
                }
            }
            Exit::Next(ways) => {
                for way in ways {
                    let Some(when) = &way.when else { continue };
                    let holds = self.world.condition(when, at);
                    if self.world.diagram.and(reached, holds) == NEVER {
                        let finding = Finding::new(codes::CHOICE_NEVER, when.at.clone(), msg!("choice-never-way"));
                        self.found.push(finding.help(msg!("condition-constant.help")));
                    }
                }
            }
            Exit::Choose(_) | Exit::Back(_) | Exit::End(_) => {}
        }
    }

    /// A scope can finish without an end, though each of its ways has one: `join: all` left the last steps out.
    pub(super) fn ends_missed(&mut self) {
        for scope in 0..self.world.scopes.len() {
            let around = &self.world.scopes[scope];
            let (holder, steps) = (around.holder, around.steps.clone());
            let mut missed = holder.map_or(ALWAYS, |holder| self.world.sites[holder].inside);
            let standing = self.world.standing();
            missed = self.world.diagram.and(missed, standing);
            for at in &steps {
                missed = self.world.diagram.without(missed, self.world.sites[*at].halted);
                for arm in 0..self.world.sites[*at].arms.len() {
                    let arm = &self.world.sites[*at].arms[arm];
                    if matches!(arm.leads, Leads::End(_) | Leads::Back(_)) {
                        missed = self.world.diagram.without(missed, arm.when);
                    }
                }
            }
            if missed == NEVER {
                continue;
            }
            let soft = self.soft();
            let certain = self.world.diagram.whatever(missed, &soft);
            let when = if certain == NEVER { missed } else { certain };
            // The last step that was left out although something led to it.
            let left_out = steps.iter().rev().find(|at| {
                let site = &self.world.sites[**at];
                site.step.join == Join::All && !site.into.is_empty()
            });
            let place = match (left_out, holder) {
                (Some(at), _) => self.world.sites[*at].step.at.key("join"),
                (None, Some(holder)) => self.world.sites[holder].step.at.as_key(),
                (None, None) => self.world.sites.first().map_or_else(crate::finding::Place::root, |site| site.step.at.as_key()),
            };
            let message = msg!("graph-end-missed", when = self.told(when));
            let example = self.example(when, Goal { at_the_end: true, ..Goal::default() });
            self.found.push(Finding::new(codes::GRAPH_END_MISSED, place, message).help(msg!("graph-end-missed.help")).example(example));
        }
    }

    /// Two live branches meet, and one may not choose the step: what then happens is to be written out.
    pub(super) fn joins(&mut self) {
        for at in 0..self.world.sites.len() {
            let site = &self.world.sites[at];
            let (step, into) = (site.step, site.into.clone());
            if step.join_written || into.len() < 2 {
                continue;
            }
            let ways: Vec<Condition> = into.iter().map(|from| self.world.way(*from, at)).collect();
            let taken = self.world.diagram.any(ways.iter().copied());
            let standing = self.world.standing_at(&mut self.order, &[at]);
            let taken = self.world.diagram.and(taken, standing);
            let silent = into.iter().zip(&ways).find_map(|(from, way)| {
                let ends = self.refuses(*from);
                let settled = self.world.done(*from);
                let goes_on = self.world.diagram.without(settled, ends);
                let not_here = self.world.diagram.without(goes_on, *way);
                // Asked of all ways at once; of each only where some of them is taken.
                if self.world.diagram.and(not_here, taken) == NEVER {
                    return None;
                }
                // What lies further along its own branch is no other one.
                let further = self.behind(*from);
                let others = into.iter().zip(&ways).filter(|(other, _)| *other != from && !further.contains(other));
                let both = others.map(|(_, other)| self.world.diagram.all([not_here, *other, standing])).find(|both| *both != NEVER)?;
                Some((*from, both))
            });
            let Some((silent, differ)) = silent else { continue };
            let message = msg!("join-unwritten", step = step.name.as_ref(), silent = self.world.title(silent), when = self.told(differ));
            let related = self.world.sites[silent].step.at.as_key();
            let finding = Finding::new(codes::JOIN_UNWRITTEN, step.at.as_key(), message).related(related, msg!("join-unwritten.there"));
            self.found.push(finding.help(msg!("join-unwritten.help")).fix(Fix::insert(step.at.clone(), "join", "some")));
        }
    }

    /// A step goes back, or stops: what it leads to is of no matter then.
    fn refuses(&mut self, at: At) -> Condition {
        let refusing: Vec<Condition> = self.world.sites[at]
            .arms
            .iter()
            .filter(|arm| match arm.leads {
                Leads::Back(_) => true,
                Leads::End(end) => end.stop.is_some(),
                Leads::Step(_) => false,
            })
            .map(|arm| arm.when)
            .collect();
        self.world.diagram.any(refusing)
    }

    /// What falls with a way back although it does not lead there.
    pub(super) fn beside_loops(&mut self) {
        for at in 0..self.world.sites.len() {
            for arm in 0..self.world.sites[at].arms.len() {
                let Leads::Back(target) = self.world.sites[at].arms[arm].leads else { continue };
                let back = self.world.sites[at].arms[arm].when;
                let place = self.world.sites[at].arms[arm].at.clone();
                let (inside, steps) = self.between(target, at);
                let mut beside = BTreeSet::new();
                for step in steps {
                    for arm in 0..self.world.sites[step].arms.len() {
                        let Arm { when, leads: Leads::Step(to), .. } = self.world.sites[step].arms[arm] else { continue };
                        if !inside[to] && self.world.diagram.and(when, back) != NEVER {
                            beside.insert(to);
                        }
                    }
                }
                if beside.is_empty() {
                    continue;
                }
                let names: Vec<String> = beside.iter().map(|at| self.world.title(*at)).collect();
                let mut finding = Finding::new(codes::GRAPH_BESIDE, place, msg!("graph-beside", steps = names)).help(msg!("graph-beside.help"));
                for at in beside {
                    finding = finding.related(self.world.sites[at].step.at.as_key(), msg!("graph-beside.there"));
                }
                self.found.push(finding);
            }
        }
    }

    /// The steps that ways lead to from one, however far.
    fn behind(&self, first: At) -> BTreeSet<At> {
        let mut seen = BTreeSet::from([first]);
        let mut queue = vec![first];
        while let Some(at) = queue.pop() {
            for arm in &self.world.sites[at].arms {
                if let Leads::Step(to) = arm.leads
                    && seen.insert(to)
                {
                    queue.push(to);
                }
            }
        }
        seen
    }

    /// The steps on some way to the last one, back to the first: for each step whether it is one, and those that are.
    fn between(&self, first: At, last: At) -> (Vec<bool>, Vec<At>) {
        let mut inside = vec![false; self.world.sites.len()];
        let mut steps = vec![last];
        inside[last] = true;
        let mut next = 0;
        while let Some(at) = steps.get(next).copied() {
            next += 1;
            for from in self.world.sites[at].into.iter().filter(|_| at != first) {
                if !std::mem::replace(&mut inside[*from], true) {
                    steps.push(*from);
                }
            }
        }
        (inside, steps)
    }
}
