//! The proof is exact: it says what happens in some run, and nothing else.
//!
//! What is left out, and why: a procedure that asks whether something is defined which is not settled by then (`variable.race`) does what the
//! order of acts makes of it, so it has no one meaning to compare. A doubt (`variable.doubt`, `rule.doubt`) says neither yes nor no. Of what a
//! group, an item or a called procedure asks for, somebody is asked for something in each run: where everything in it passes, it is settled in
//! the same moment as it opens, and what is open beside it reads that, which the proof does not promise. Whether an alarm that stops the run itself
//! leads to a step is not asked: what an alarm stops does not count. Not generated at all: `enough` and `until` (what they leave out depends on
//! when they are read), `chunk`, corrections, and items that join or leave (they change data, not ways).

use super::play::{Seen, every};
use super::small::{KINDS, Kind, Small, small};
use super::{Report, report};
use pasapas::finding::Severity;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What the proof says of one procedure, beside what happens in its runs.
fn compare(small: &Small, report: &Report, seen: &Seen) -> Vec<String> {
    let said: BTreeMap<String, &str> = report.findings.iter().map(|f| (format!("{} {}", f.code, f.place), f.code.name())).collect();
    let says = |code: &str, place: &str| said.contains_key(&format!("{code} {place}"));
    let mut differ = Vec::new();
    let mut same = |what: String, proof: bool, doubt: bool, play: bool| {
        if proof != play && !doubt {
            differ.push(format!("{what}: the proof says {proof}, the runs {play}"));
        }
        if doubt && proof {
            differ.push(format!("{what}: said and doubted"));
        }
    };
    // Where the way out of a call that is passed reads its outcome, the step opens, whatever its condition says.
    if small.kind == Kind::Call && report.findings.iter().any(|f| f.code.name().starts_with("variable.") && f.place.to_string().contains("/route/")) {
        return differ;
    }
    for (index, read) in small.reads.iter().enumerate() {
        let (unset, doubt) = (says("variable.unset", &read.at), says("variable.doubt", &read.at));
        same(format!("{} reads {}", read.step, read.name), unset, doubt, seen.unset.contains(&index));
    }
    for (index, (demand, step, other)) in small.rules.iter().enumerate() {
        let at = format!("/rules/{index}");
        same(format!("{step} {demand} {other}"), says("rule.broken", &at), says("rule.doubt", &at), seen.broken.contains(&index));
    }
    // What follows is asked only where nothing was wrong so far.
    if report.findings.iter().all(|f| f.severity() == Severity::Warning || f.code.name() == "graph.never") {
        let never = said.values().any(|code| matches!(*code, "graph.never" | "choice.never" | "graph.unreachable"));
        let dead = steps(report).into_iter().any(|step| !seen.opened.contains(&step));
        same("a step that never opens".to_owned(), never, false, dead || never);
        if !said.values().any(|code| *code == "graph.never") {
            same("an end that is missed".to_owned(), said.values().any(|code| *code == "graph.end-missed"), false, seen.endless);
        }
        for (step, at, to) in small.routes.iter().filter(|(step, ..)| seen.done.contains(step)) {
            same(format!("the way from {step} to {to}"), says("choice.never", at), false, !seen.taken.contains(&(step.clone(), to.clone())));
        }
    }
    differ
}

/// The steps of a procedure, by their static paths; not those of what it calls.
fn steps(report: &Report) -> Vec<String> {
    fn of(scope: &pasapas::model::Scope, around: &str, found: &mut Vec<String>) {
        for (name, step) in &scope.steps {
            let path = format!("{around}{name}");
            if let Some(inner) = step.inner() {
                of(inner, &format!("{path}."), found);
            }
            found.push(path);
        }
    }
    let mut found = Vec::new();
    report.playable.iter().for_each(|checked| of(&checked.procedure.scope, "", &mut found));
    found
}

/// How often something was met in what was played, by kind.
#[derive(Default)]
struct Met {
    played: BTreeMap<Kind, usize>,
    seeds: BTreeMap<Kind, usize>,
    findings: BTreeMap<&'static str, usize>,
    has: BTreeMap<&'static str, usize>,
}

/// How many procedures are played in each run of the tests: as many of each kind. `PASAPAS_SEEDS` plays more, `PASAPAS_FIRST_SEED` others,
/// `PASAPAS_KIND` those of one kind.
const USUAL: u64 = 840;

#[test]
fn the_proof_is_exact_against_every_run() {
    let setting = |name: &str, usual: u64| std::env::var(name).ok().and_then(|n| n.parse().ok()).unwrap_or(usual);
    let (first, seeds) = (setting("PASAPAS_FIRST_SEED", 0), setting("PASAPAS_SEEDS", USUAL));
    let only = std::env::var("PASAPAS_KIND").ok();
    let mut met = Met::default();
    let mut differing = Vec::new();
    for seed in first..first + seeds {
        let small = small(seed);
        if only.as_ref().is_some_and(|only| format!("{:?}", small.kind) != *only) {
            continue;
        }
        *met.seeds.entry(small.kind).or_default() += 1;
        let report: Arc<Report> = report(&small.files());
        let Some(checked) = &report.playable else { continue };
        if report.findings.iter().any(|f| matches!(f.code.name(), "variable.race" | "proof.limit")) {
            continue;
        }
        let Some(seen) = every(checked, &small) else { continue };
        *met.played.entry(small.kind).or_default() += 1;
        report.findings.iter().for_each(|f| *met.findings.entry(f.code.name()).or_default() += 1);
        small.has.iter().for_each(|has| *met.has.entry(has).or_default() += 1);
        let differ = compare(&small, &report, &seen);
        if !differ.is_empty() {
            let said: Vec<String> = report.findings.iter().map(|f| format!("{} {}", f.code, f.place)).collect();
            let called = small.called.as_deref().unwrap_or_default();
            differing.push(format!("seed {seed}: {}\n{}{called}{said:#?}", differ.join("; "), small.text));
        }
    }
    println!("{:?} of {:?} played in every way; {:?}; {:?}", met.played, met.seeds, met.findings, met.has);
    assert!(differing.is_empty(), "{} differ\n{}", differing.len(), differing[..differing.len().min(3)].join("\n"));
    if seeds < USUAL || only.is_some() {
        return;
    }
    for kind in KINDS {
        let (played, of) = (met.played.get(&kind).copied().unwrap_or_default(), met.seeds[&kind]);
        assert!(played * 2 > of, "of {of} {kind:?} only {played} were played");
    }
    for (code, least) in [("variable.unset", 100), ("rule.broken", 200), ("rule.doubt", 5), ("graph.never", 3), ("choice.never", 3)] {
        assert!(met.findings.get(code).is_some_and(|n| *n >= least), "{code}: {:?}", met.findings);
    }
    for has in ["section", "each", "call", "returns", "standby", "back", "late", "under", "same_by", "not_by"] {
        assert!(met.has.get(has).is_some_and(|n| *n >= 20), "{has}: {:?}", met.has);
    }
}
