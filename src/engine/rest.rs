//! What is at rest needs no look: of a thousand items one act moves one.

use super::Status;
use super::run::ScopeState;
use crate::check::graph::Plan;
use crate::model::{Join, Named, Step};

/// Whether anything in a scope may open, pass, be left out or end by itself. It is said of some where nothing does; where it is not said, nothing does:
/// as long as what leads to a step is undecided so is the step, and what is open and holds nothing waits for a person.
pub(super) fn may_move(scope: &ScopeState, steps: &Named<Step>, plan: &Plan) -> bool {
    let settled = |from: &usize| plan.steps.get_index(*from).is_some_and(|(name, _)| scope.status(name).is_settled());
    let mut all = plan.steps.iter().zip(steps.values());
    scope.cut.is_none()
        && all.any(|((name, node), step)| match scope.status(name) {
            Status::Ahead if node.start => true,
            Status::Ahead if step.join == Join::First => node.into.iter().any(settled),
            Status::Ahead => node.into.iter().all(settled),
            Status::Open => step.holds_scope(),
            Status::Done | Status::LeftOut | Status::Passed | Status::Waived => false,
        })
}
