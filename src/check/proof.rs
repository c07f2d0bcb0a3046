//! What is proven of a procedure before anyone follows it, over all answers and without enumerating runs.
//!
//! Since the state of a run is a function of the answers that stand, "some run where" is a condition over answers: [`world`] says when each
//! step opens and each way is taken, [`order`] what is settled before what, and the rules ask whether something can be. What expressions say
//! is understood as far as `template::Logic` goes; beyond that a condition is free, and what rests on it alone is a doubt, not an error.

mod diagram;
mod domain;
mod known;
mod order;
mod rules;
mod story;
mod value;
mod ways;
mod world;

pub use known::{Certain, Phase, Read};

use super::graph::Plan;
use super::{Checked, Findings};
use crate::finding::{Finding, Place, codes};
use crate::model::{Name, Procedure};
use crate::msg;
use order::Order;
use std::collections::BTreeMap;
use std::sync::Arc;
use world::World;

/// How many pairs of ways may meet in the steps of one procedure.
const MOST_MEETINGS: usize = 20_000;

struct Proof<'p, 'f> {
    world: World<'p>,
    order: Order,
    found: &'f mut Findings,
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
    let mut proof = Proof { world: World::new(procedure, plan, calls), order: Order::default(), found };
    // Two ways that meet are compared with all that lies before them.
    let meetings: usize = proof.world.sites.iter().map(|site| site.into.len().pow(2)).sum();
    let mut certain = Certain::default();
    if meetings <= MOST_MEETINGS && !proof.world.diagram.full() {
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
    if meetings > MOST_MEETINGS || proof.world.diagram.full() {
        found.forget(before);
        found.push(Finding::new(codes::PROOF_LIMIT, Place::at("/steps").as_key(), msg!("proof-limit")).help(msg!("proof-limit.help")));
        return Certain::default();
    }
    certain
}
