//! The naive interpreter over random procedures: it is never stuck, the order of parallel steps does not matter, and what is reopened and
//! answered again ends where it was.

use super::{Generated, Rng, Without, procedure, procedure_without, value};
use crate::naive::{Act, Naive};
use serde_json::{Map, Value};
use std::collections::BTreeSet;

/// How many procedures (`PASAPAS_SEEDS` for more).
fn seeds() -> u64 {
    std::env::var("PASAPAS_SEEDS").ok().and_then(|n| n.parse().ok()).unwrap_or(200)
}

fn start(one: &Generated) -> Naive {
    Naive::start(&one.procedures, "main", &one.inputs)
}

fn all_yaml(one: &Generated) -> String {
    one.yaml.values().cloned().collect::<Vec<_>>().join("---\n")
}

fn path(act: &Act) -> &str {
    match act {
        Act::Done { path, .. } | Act::Waive { path, .. } | Act::Reopen { path } | Act::Correct { path, .. } => path,
        Act::Add { list, .. } | Act::Drop { list, .. } => list,
    }
}

/// Acts that bring a run forward: done, or a single step waived.
fn forward(run: &Naive) -> Vec<Act> {
    let mut acts = run.acts();
    acts.retain(|act| match act {
        Act::Done { .. } => !run.goes_back(act),
        Act::Waive { path, .. } => !run.holds(path),
        _ => false,
    });
    acts
}

/// The answer to each step depends on nothing but its path.
fn answer(run: &Naive, acts: &[Act], path_: &str, seed: u64) -> Act {
    let hash = path_.bytes().fold(seed, |h, b| h.wrapping_mul(31).wrapping_add(b.into()));
    let mut rng = Rng(hash);
    let here: Vec<Act> = acts.iter().filter(|a| path(a) == path_).cloned().collect();
    let act = rng.pick(&here);
    run.fill(&act, &mut |n| rng.below(n))
}

/// Plays to the end, each time at any open step.
fn finish(run: &mut Naive, seed: u64, order: &mut Rng, yaml: &str) {
    while run.outcome().is_none() {
        let acts = forward(run);
        assert!(!acts.is_empty(), "stuck: {:#?}\n{yaml}", run.states());
        let at = path(&order.pick(&acts)).to_string();
        let act = answer(run, &acts, &at, seed);
        run.apply(&act).unwrap_or_else(|e| panic!("{act:?}: {e}\n{yaml}"));
        assert!(run.errors().is_empty(), "{:?}\n{yaml}", run.errors());
    }
}

#[test]
fn a_run_always_ends() {
    for seed in 0..seeds() {
        let one = procedure(seed, 4 + (seed % 24) as usize);
        let yaml = all_yaml(&one);
        let mut rng = Rng(seed ^ 0xABCD);
        let mut run = start(&one);
        for _ in 0..rng.below(30) {
            let acts = run.acts();
            if acts.is_empty() {
                break;
            }
            let act = rng.pick(&acts);
            let act = run.fill(&act, &mut |n| rng.below(n));
            let (before, going_back) = (run.states(), run.goes_back(&act));
            run.apply(&act).unwrap_or_else(|e| panic!("{seed}: {act:?}: {e}\n{yaml}"));
            assert!(run.errors().is_empty(), "{seed}: {:?}\n{yaml}", run.errors());
            let back = matches!(act, Act::Reopen { .. }) || going_back;
            for (path, state) in before.iter().filter(|_| !back) {
                // Without a reopening what is settled stays so.
                let settled = !matches!(state.as_str(), "ahead" | "open");
                assert!(!settled || run.states()[path] == *state, "{seed}: {path} after {act:?}\n{yaml}");
            }
        }
        finish(&mut run, seed, &mut rng, &yaml);
    }
}

#[test]
fn the_order_of_parallel_steps_does_not_matter() {
    let without = Without { stop: true, enough: true, standby: true };
    for seed in 0..seeds() {
        let one = procedure_without(seed, 6 + (seed % 20) as usize, without);
        let yaml = all_yaml(&one);
        let ends: Vec<_> = (0..4)
            .map(|order| {
                let mut run = start(&one);
                finish(&mut run, seed, &mut Rng(order), &yaml);
                (run.states(), run.rounds(), run.outcome())
            })
            .collect();
        assert!(ends.iter().all(|end| *end == ends[0]), "{seed}: {ends:#?}\n{yaml}");
    }
}

#[test]
fn what_is_reopened_and_answered_again_ends_where_it_was() {
    let without = Without { stop: true, enough: true, standby: true };
    for seed in 0..seeds() {
        let one = procedure_without(seed, 6 + (seed % 20) as usize, without);
        let yaml = all_yaml(&one);
        let mut order = Rng(seed);
        let mut run = start(&one);
        finish(&mut run, seed, &mut order, &yaml);
        let end = (run.states(), run.outcome());
        for _ in 0..4 {
            // In the middle of the run, or after it.
            let acts = run.acts();
            let reopenings: Vec<Act> = acts.into_iter().filter(|a| matches!(a, Act::Reopen { .. })).collect();
            if reopenings.is_empty() {
                break;
            }
            let act = order.pick(&reopenings);
            run.apply(&act).expect("a reopening");
            let x = path(&act).to_string();
            let state = run.states()[&x].clone();
            assert!(state == "open" || run.holds(&x), "{seed}: {x} is {state}\n{yaml}");
            for _ in 0..order.below(4) {
                let acts = forward(&run);
                if !acts.is_empty() {
                    let at = path(&order.pick(&acts)).to_string();
                    run.apply(&answer(&run, &acts, &at, seed)).expect("an answer");
                }
            }
        }
        finish(&mut run, seed, &mut order, &yaml);
        assert_eq!((run.states(), run.outcome()), end, "{seed}\n{yaml}");
    }
}

/// Stops, `enough` and standby included. (But for `one_by_one`: an item that has begun stays so.)
#[test]
fn what_is_done_and_reopened_leaves_all_as_it_was() {
    let mut undone = 0;
    for seed in 0..seeds() {
        let one = procedure(seed, 4 + (seed % 24) as usize);
        let yaml = all_yaml(&one);
        if yaml.contains("one_by_one") {
            continue;
        }
        let mut rng = Rng(seed ^ 0x5EED);
        let mut run = start(&one);
        for _ in 0..rng.below(40) {
            for act in forward(&run) {
                let act = run.fill(&act, &mut |n| rng.below(n));
                let mut trial = run.clone();
                trial.apply(&act).expect("an act");
                let reopen = Act::Reopen { path: path(&act).into() };
                if trial.acts().contains(&reopen) {
                    trial.apply(&reopen).expect("a reopening");
                    assert_eq!(trial.states(), run.states(), "{seed}: {act:?}\n{yaml}");
                    undone += 1;
                }
            }
            let acts = run.acts();
            if acts.is_empty() {
                break;
            }
            let act = rng.pick(&acts);
            let act = run.fill(&act, &mut |n| rng.below(n));
            run.apply(&act).expect("an act");
        }
    }
    println!("{undone} acts undone");
}

/// With some inputs and answers each step opens, but for the rare ones that many conditions guard.
#[test]
fn every_step_can_open() {
    let (mut all, mut never) = (0, 0);
    for seed in 0..seeds() / 20 {
        let mut one = procedure(seed, 4 + (seed % 16) as usize);
        let yaml = all_yaml(&one);
        let (mut seen, mut opened) = (BTreeSet::new(), BTreeSet::new());
        for play in 0..60 {
            let mut rng = Rng(seed * 1000 + play);
            let fields = one.procedures["main"]["inputs"].as_object().cloned().unwrap_or_default();
            one.inputs = fields.iter().map(|(k, f)| (k.clone(), input(f, &mut rng))).collect();
            let mut run = start(&one);
            finish(&mut run, seed * 77 + play, &mut rng, &yaml);
            for (path, round) in run.rounds() {
                let name = path.rsplit('.').next().expect("a name").to_string();
                if round > 0 {
                    opened.insert(name.clone());
                }
                seen.insert(name);
            }
        }
        all += seen.len();
        let rare: Vec<&String> = seen.difference(&opened).collect();
        if !rare.is_empty() {
            println!("{seed}: {rare:?}");
        }
        never += rare.len();
    }
    println!("{never} of {all} steps never opened");
    assert!(never * 25 < all, "{never} of {all} steps never opened");
}

fn input(field: &Value, rng: &mut Rng) -> Value {
    if field["type"] != "list" {
        return value(field, rng);
    }
    let items = 1..=1 + rng.below(3);
    items
        .map(|_| field["fields"].as_object().into_iter().flatten().map(|(k, f)| (k.clone(), value(f, rng))).collect::<Map<_, _>>())
        .map(Value::Object)
        .collect()
}
