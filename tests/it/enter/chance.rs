//! Random procedures: what is done step by step in the program, and what is entered as one shuffled slip, end in the same state.

use super::{Office, Slip};
use crate::naive::{Act, Naive};
use crate::random::{Rng, Without, procedure_without};
use crate::rule::command;
use pasapas::engine::{Path, Run};
use pasapas::slip::Numbers;
use serde_json::Value;
use std::collections::BTreeMap;

fn seeds() -> u64 {
    std::env::var("PASAPAS_SEEDS").ok().and_then(|n| n.parse().ok()).unwrap_or(60)
}

/// How a value is written in a slip.
fn written(value: &Value) -> String {
    match value {
        Value::Bool(yes) => if *yes { "oui" } else { "non" }.to_owned(),
        Value::Array(list) => format!("\"{}\"", list.iter().map(written).collect::<Vec<_>>().join(",").replace('"', "")),
        Value::String(text) => format!("\"{text}\""),
        other => other.to_string(),
    }
}

/// An act as somebody writes it down: its number with the items, the answers by their place or name, the option.
fn jotted(act: &Act, numbers: &Numbers, rng: &mut Rng) -> Option<String> {
    let Act::Done { path, set, choose } = act else { return None };
    let path: Path = path.parse().ok()?;
    let names: Vec<&str> = path.0.iter().map(|seg| seg.step.as_ref()).collect();
    let number = numbers.find(&names.join("."))?;
    let items: String = path.0.iter().filter_map(|seg| seg.item).map(|item| format!("[{item}]")).collect();
    let mut words = vec![format!("{}{items}", if rng.chance(50) { &number.number } else { &number.code })];
    words.extend(set.iter().map(|(name, value)| format!("{name}={}", written(value))));
    words.extend((!choose.is_empty()).then(|| choose.join(",")));
    Some(words.join(" "))
}

/// All of a run but who did what and when.
fn stands(run: &Run) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    fn scope(at: &Path, inside: &pasapas::engine::run::ScopeState, found: &mut BTreeMap<String, String>) {
        use pasapas::engine::run::Inner;
        for (name, state) in &inside.steps {
            let path = at.step(name);
            let state_of =
                format!("{:?} {:?} {:?} {:?} {:?}", inside.status(name), state.round, state.answers, state.choice, (&state.taken, state.end));
            found.insert(path.to_string(), state_of);
            match &state.inner {
                Inner::None => {}
                Inner::Scope(inner) => scope(&path, inner, found),
                Inner::Each(each) => each.scopes.iter().for_each(|(number, item)| scope(&path.item(*number), &item.scope, found)),
            }
        }
    }
    scope(&Path::root(), &run.root, &mut found);
    found.insert(String::new(), format!("{:?}", run.state));
    found
}

#[test]
fn a_shuffled_slip_ends_where_the_program_would() {
    let without = Without { stop: true, enough: true, standby: true };
    let mut played = 0;
    for seed in 0..seeds() {
        let one = procedure_without(seed, 4 + (seed % 14) as usize, without);
        let office = Office::new();
        for (id, text) in &one.yaml {
            office.write(&format!("wf/{id}.yaml"), text);
        }
        let inputs = Value::Object(one.inputs.clone());
        let (by_hand, on_paper) = (office.start("main", &inputs), office.start("main", &inputs));
        let desk = office.desk("Léa Petit");
        let numbers = Numbers::of(&desk.load(&on_paper).unwrap().checked);
        let mut naive = Naive::start(&one.procedures, "main", &one.inputs);
        let mut rng = Rng(seed ^ 0x51e9);
        let mut jottings = Vec::new();
        // Often to the end, sometimes only a part of the way.
        for _ in 0..if rng.chance(70) { 60 } else { rng.below(8) } {
            let mut possible = naive.acts();
            possible.retain(|act| match act {
                Act::Done { path, choose, .. } => !naive.holds(path) && !naive.goes_back(act) && !choose.iter().any(|c| c == "late"),
                _ => false,
            });
            if possible.is_empty() {
                break;
            }
            let act = naive.fill(&rng.pick(&possible), &mut |k| rng.below(k));
            let Some(jotting) = jotted(&act, &numbers, &mut rng) else { continue };
            // What the program does not take (too early, a mail that waits) is not on the paper either.
            if desk.act(&by_hand, &command(&act), &[]).is_err() {
                break;
            }
            naive.apply(&act).unwrap();
            jottings.push(jotting);
        }
        if jottings.is_empty() {
            continue;
        }
        rng.shuffle(&mut jottings);
        let text = jottings.join(if seed % 2 == 0 { "; " } else { "\n" });
        let typed = Slip { confirmed: true, ..super::slip(&text) };
        if let Err(said) = office.enter(&on_paper, &typed) {
            panic!("seed {seed}: {said:?}\n{text}\n{}", one.yaml["main"]);
        }
        let run = |id: &str| desk.load(id).unwrap().run;
        assert_eq!(stands(&run(&on_paper)), stands(&run(&by_hand)), "seed {seed}\n{text}\n{}", one.yaml["main"]);
        played += jottings.len();
    }
    assert!(played > 200, "{played}");
}
