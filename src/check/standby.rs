//! Nothing inside a step waits for what may never come outside it: the step would stay open, so the standby step beside it would never be left
//! out, and nobody could go on.

use super::Findings;
use super::graph::{Inner, Node, Plan};
use crate::finding::{Finding, codes};
use crate::model::{Procedure, Ref, Scope, Step, Verb};
use crate::msg;
use std::collections::HashSet;

pub(super) fn check(procedure: &Procedure, plan: &Plan, found: &mut Findings) {
    scope(&procedure.scope, plan, found);
}

fn scope(around: &Scope, plan: &Plan, found: &mut Findings) {
    for (index, standby) in around.steps.values().enumerate().filter(|(_, step)| step.standby) {
        let mut never = behind(plan, index);
        let holders = around.steps.values().enumerate().filter(|(i, _)| *i != index && !never.contains(i)).collect::<Vec<_>>();
        never.insert(index);
        for (i, holder) in holders {
            if let Verb::Each(each) = &holder.verb
                && let Some(until) = each.until.as_ref().filter(|until| plan.steps.get_index_of(&until.name).is_some_and(|i| never.contains(&i)))
            {
                found.push(waits(until, standby, holder));
            }
            if let (Some(inside), Some(Inner::Scope(inner))) = (holder.inner(), &plan.steps[i].inner) {
                within(inside, inner, 1, &never, &mut |after| found.push(waits(after, standby, holder)));
            }
        }
    }
    for (i, step) in around.steps.values().enumerate() {
        if let (Some(inside), Some(Inner::Scope(inner))) = (step.inner(), &plan.steps[i].inner) {
            scope(inside, inner, found);
        }
    }
}

/// The steps that only open, or are only left out, once this one is settled: by ways, and by an `after` of their own.
fn behind(plan: &Plan, step: usize) -> HashSet<usize> {
    let mut seen = HashSet::new();
    let mut queue = vec![step];
    while let Some(from) = queue.pop() {
        let waits = |node: &Node| node.after.iter().any(|after| after.up == 0 && after.step == from);
        let waiting = plan.steps.values().enumerate().filter(|(_, node)| waits(node)).map(|(i, _)| i);
        queue.extend(plan.steps[from].out.iter().copied().chain(waiting).filter(|next| seen.insert(*next)));
    }
    seen
}

/// Every `after` in a scope, and in those inside it, that waits for one of these steps, so many scopes further out.
fn within(scope: &Scope, plan: &Plan, up: usize, never: &HashSet<usize>, say: &mut dyn FnMut(&Ref)) {
    for (step, node) in scope.steps.values().zip(plan.steps.values()) {
        // Each name has its node in the same order, but for names that mean nothing: those have findings of their own.
        if step.after.len() == node.after.len() {
            let named = step.after.iter().zip(&node.after).filter(|(_, at)| at.up == up && never.contains(&at.step));
            named.for_each(|(after, _)| say(after));
        }
        if let (Some(inside), Some(Inner::Scope(inner))) = (step.inner(), &node.inner) {
            within(inside, inner, up + 1, never, say);
        }
    }
}

fn waits(after: &Ref, standby: &Step, holder: &Step) -> Finding {
    let message = msg!("graph-after", step = after.name.as_ref(), standby = standby.name.as_ref(), holder = holder.name.as_ref());
    let finding = Finding::new(codes::GRAPH_AFTER, after.at.clone(), message).help(msg!("graph-after.help"));
    finding.related(standby.at.key("standby").as_key(), msg!("graph-after.there"))
}
