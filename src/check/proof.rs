//! What is proven of a procedure before anyone follows it, over all answers and without enumerating runs.
//!
//! Since the state of a run is a function of the answers that stand, "some run where" is a condition over answers: [`world`] says when each
//! step opens and each way is taken, [`order`] what is settled before what, and the rules ask whether something can be. What expressions say
//! is understood as far as `template::Logic` goes; beyond that a condition is free, and what rests on it alone is a doubt, not an error.

mod called;
mod diagram;
mod domain;
mod known;
mod order;
mod reach;
mod rules;
mod standby;
mod story;
mod value;
mod ways;
mod world;

pub use called::Certain;
pub use known::{Phase, Read};

use super::graph::Plan;
use super::{Checked, Findings};
use crate::finding::{Finding, Place, codes};
use crate::model::{Name, Procedure};
use crate::msg;
use order::Order;
use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;
use world::{At, World};

struct Proof<'p, 'f> {
    world: World<'p>,
    order: Order,
    found: &'f mut Findings,
    /// Where it is a matter of moments what is known of a name.
    raced: HashSet<(At, String)>,
}

impl Proof<'_, '_> {
    /// Whether a bound was passed.
    fn full(&self) -> bool {
        self.world.diagram.full() || self.order.full()
    }
}

/// Proves what can be proven; gives what every finished run has answered and done. For procedures that are sound so far.
pub(super) fn check<'p>(
    procedure: &'p Procedure,
    plan: &'p Plan,
    calls: &'p BTreeMap<Name, Arc<Checked>>,
    reads: &[Read<'p>],
    found: &mut Findings,
) -> Certain {
    let before = found.list.len();
    let mut proof = Proof { world: World::new(procedure, plan, calls), order: Order::default(), found, raced: HashSet::new() };
    let mut certain = Certain::default();
    if !proof.full() {
        proof.asked_once();
        proof.reads(reads);
        proof.rules();
        // What follows rests on what was found so far: one cause, one finding.
        if proof.found.faultless() {
            proof.never();
        }
        if proof.found.faultless() {
            proof.joins();
            proof.ends_missed();
            proof.beside_loops();
        }
        certain = proof.certain();
    }
    // Past its bound nothing that the diagram says means anything.
    if proof.full() {
        let found = proof.found;
        found.forget(before);
        found.push(Finding::new(codes::PROOF_LIMIT, Place::at("/steps").as_key(), msg!("proof-limit")).help(msg!("proof-limit.help")));
        return Certain::default();
    }
    certain
}
