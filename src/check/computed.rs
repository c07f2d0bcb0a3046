//! Computed values are computed from others, never from themselves, and in few steps.

use super::Findings;
use crate::finding::{Finding, codes};
use crate::model::{MAX_COMPUTED_DEPTH, Name, Procedure};
use crate::msg;
use crate::template;
use indexmap::IndexSet;

pub(super) fn check(procedure: &Procedure, found: &mut Findings) {
    let computed = &procedure.computed;
    // What each is computed from, of the other computed values.
    let from: Vec<Vec<usize>> = computed
        .values()
        .map(|expr| {
            let parsed = template::parse_expression(&expr.source).unwrap_or_default();
            let mut from: Vec<usize> = parsed.uses.iter().filter_map(|used| computed.get_index_of(used.root())).collect();
            from.sort_unstable();
            from.dedup();
            from
        })
        .collect();
    let depths = depths(&from);
    for (at, expr) in computed.values().enumerate() {
        if depths[at].is_some_and(|depth| depth > MAX_COMPUTED_DEPTH) {
            let finding = Finding::new(codes::TEMPLATE_LIMIT, expr.at.clone(), msg!("template-limit-computed", limit = MAX_COMPUTED_DEPTH));
            found.push(finding.help(msg!("template-limit-computed.help")));
        }
    }
    for ring in rings(&from, &depths) {
        let name = |at: usize| computed.get_index(at).map_or_else(String::new, |(name, _): (&Name, _)| name.to_string());
        let story: Vec<String> = ring.iter().chain(ring.first()).map(|at| name(*at)).collect();
        let finding = Finding::new(codes::COMPUTED_CYCLE, computed[ring[0]].at.as_key(), msg!("computed-cycle", path = story.join(" → ")));
        found.push(finding.help(msg!("computed-cycle.help")));
    }
}

/// How many steps lead to each value; `None` where they never end.
fn depths(from: &[Vec<usize>]) -> Vec<Option<usize>> {
    let mut into: Vec<Vec<usize>> = vec![Vec::new(); from.len()];
    for (at, others) in from.iter().enumerate() {
        others.iter().for_each(|other| into[*other].push(at));
    }
    let mut missing: Vec<usize> = from.iter().map(Vec::len).collect();
    let mut depths = vec![None; from.len()];
    let mut ready: Vec<usize> = (0..from.len()).filter(|at| missing[*at] == 0).collect();
    while let Some(at) = ready.pop() {
        depths[at] = Some(1 + from[at].iter().filter_map(|other| depths[*other]).max().unwrap_or(0));
        for next in &into[at] {
            missing[*next] -= 1;
            if missing[*next] == 0 {
                ready.push(*next);
            }
        }
    }
    depths
}

/// The rings among values whose computation never ends, each once, beginning with the first in the file.
fn rings(from: &[Vec<usize>], depths: &[Option<usize>]) -> Vec<Vec<usize>> {
    let mut seen = vec![false; from.len()];
    let mut rings = Vec::new();
    for begin in (0..from.len()).filter(|at| depths[*at].is_none()) {
        let mut way: IndexSet<usize> = IndexSet::new();
        let mut at = begin;
        while !seen[at] {
            seen[at] = true;
            way.insert(at);
            // Each such value is computed from another one of them.
            let Some(next) = from[at].iter().copied().find(|other| depths[*other].is_none()) else { break };
            at = next;
        }
        if let Some(first) = way.get_index_of(&at) {
            let mut ring: Vec<usize> = way.iter().skip(first).copied().collect();
            let least = ring.iter().enumerate().min_by_key(|(_, at)| **at).map_or(0, |(i, _)| i);
            ring.rotate_left(least);
            rings.push(ring);
        }
    }
    rings
}
