//! Which ways to a step exclude each other: it decides between "after 3 or 5" and "when 3 and 5 are done".
//!
//! This is a reader's help, not the proof: where it cannot tell, two ways count as possible together.

use super::outline::{Arrow, Outline, Sort, Via};
use crate::model::{Exit, Join};
use std::collections::{BTreeMap, BTreeSet};

/// How many alternatives are told apart; beyond that nothing is known.
const MAX_ALTERNATIVES: usize = 24;
/// How many decisions are remembered on one way; the earliest are forgotten first.
const MAX_DECISIONS: usize = 12;

/// Decisions that were taken together: which of their branches may have been.
type Guards = BTreeMap<usize, BTreeSet<Branch>>;
/// A branch of a decision: option, arm, late.
type Branch = (Option<usize>, Option<usize>, bool);

/// What is known about the decisions before each step: one of these alternatives holds.
pub struct Decisions {
    alternatives: Vec<Vec<Guards>>,
}

impl Decisions {
    /// Reads them off the graph, scope by scope in print order.
    pub fn of(outline: &Outline) -> Decisions {
        let mut decisions = Decisions { alternatives: vec![vec![Guards::new()]; outline.spots.len()] };
        for lane in &outline.lanes {
            for &spot in &lane.spots {
                let ins: Vec<Vec<Guards>> = ways_to(outline, spot).map(|arrow| decisions.along(outline, arrow)).collect();
                decisions.alternatives[spot] = merge(ins, outline.spots[spot].step.join);
            }
        }
        decisions
    }

    fn along(&self, outline: &Outline, arrow: &Arrow) -> Vec<Guards> {
        let mut alternatives = self.alternatives[arrow.from].clone();
        let step = outline.spots[arrow.from].step;
        let decides = match &step.exit {
            Exit::Choose(choose) => !choose.many,
            Exit::Route(_) => true,
            Exit::Next(_) | Exit::Back(_) | Exit::End(_) => step.wait().is_some_and(|wait| wait.late.is_some()),
        };
        if decides {
            let branch = |via: &Via| {
                let option = via.option.and_then(|(name, _)| step.choose().and_then(|choose| choose.options.get_index_of(name)));
                (option, via.arm.map(|(_, i)| i), via.late)
            };
            let branches: BTreeSet<Branch> = arrow.vias.iter().map(branch).collect();
            for guards in &mut alternatives {
                guards.insert(arrow.from, branches.clone());
                if guards.len() > MAX_DECISIONS {
                    guards.pop_first();
                }
            }
        }
        alternatives
    }

    /// Whether no run takes both ways.
    pub fn exclude(&self, outline: &Outline, one: &Arrow, other: &Arrow) -> bool {
        let (ones, others) = (self.along(outline, one), self.along(outline, other));
        ones.iter().all(|one| others.iter().all(|other| contradict(one, other)))
    }
}

fn contradict(one: &Guards, other: &Guards) -> bool {
    one.iter().any(|(decision, branches)| other.get(decision).is_some_and(|b| branches.is_disjoint(b)))
}

/// The ways to a step, in print order of where they come from.
pub fn ways_to<'o, 'p>(outline: &'o Outline<'p>, spot: usize) -> impl Iterator<Item = &'o Arrow<'p>> {
    let mut ways: Vec<&Arrow> = outline.arrows_to(spot).filter(|a| a.sort == Sort::Way).collect();
    ways.sort_by_key(|a| a.from);
    ways.into_iter()
}

fn merge(ins: Vec<Vec<Guards>>, join: Join) -> Vec<Guards> {
    let mut ins = ins.into_iter();
    let Some(mut known) = ins.next() else { return vec![Guards::new()] };
    for more in ins {
        match join {
            // Some are taken: one of them is.
            Join::Some | Join::First => known.extend(more),
            // All are taken: what each says holds.
            Join::All => {
                let pairs = known.iter().flat_map(|one| more.iter().map(move |other| (one, other)));
                known =
                    pairs.filter(|(one, other)| !contradict(one, other)).take(MAX_ALTERNATIVES + 1).map(|(one, other)| both(one, other)).collect();
            }
        }
        known.dedup();
        if known.len() > MAX_ALTERNATIVES {
            return vec![Guards::new()];
        }
    }
    known
}

fn both(one: &Guards, other: &Guards) -> Guards {
    let mut both = one.clone();
    for (decision, branches) in other {
        both.entry(*decision).and_modify(|b| *b = b.intersection(branches).copied().collect()).or_insert_with(|| branches.clone());
    }
    both
}
