//! Every run of a small procedure: all answers, in all orders.

use super::small::{Small, small};
use super::{report, said};
use jiff::Timestamp;
use pasapas::check::{Checked, Report};
use pasapas::engine::command::Done;
use pasapas::engine::{self, Command, Env, Path, Run, RunState, Status};
use pasapas::finding::Severity;
use pasapas::model::{Exit, Step, Verb};
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::Arc;

/// How many states of one procedure are looked at; a larger one is left out, and counted.
const MOST: usize = 20_000;

/// What happened in some run.
#[derive(Default)]
struct Seen {
    /// Steps that opened.
    opened: BTreeSet<String>,
    /// A step that opened without a name that it reads, by their numbers among the reads.
    unset: BTreeSet<usize>,
    /// Rules that were broken.
    broken: BTreeSet<usize>,
    /// Somebody finished without an end.
    endless: bool,
}

struct Every<'c> {
    checked: &'c Checked,
    small: &'c Small,
    known: HashSet<String>,
    seen: Seen,
}

fn path(step: &str) -> Path {
    step.parse().unwrap()
}

fn steps(checked: &Checked) -> impl Iterator<Item = (&str, &Step)> {
    checked.procedure.scope.steps.iter().map(|(name, step)| (name.as_ref(), step))
}

/// Done, with its answers: neither passed nor late.
fn is_done(run: &Run, step: &str) -> bool {
    run.step(&path(step)).is_some_and(|state| state.status == Status::Done && !state.late)
}

impl Every<'_> {
    fn env<'a>(&self, day: i64, settings: &'a Map<String, Value>) -> Env<'a> {
        let now = Timestamp::from_second(1_793_610_000 + day * 86_400).unwrap();
        Env { run_id: "r", now, by: "alex", settings }
    }

    /// Whether a name can be read in a run.
    fn can_read(&self, run: &Run, name: &str) -> bool {
        steps(self.checked).any(|(step, written)| {
            let Some(state) = run.step(&path(step)) else { return false };
            if step == name {
                return is_done(run, step);
            }
            written.ask.contains_key(name) && is_done(run, step) && state.answers.contains_key(name)
        })
    }

    /// A run as it was before an act, and after it.
    fn look(&mut self, before: &Run, run: &Run) {
        let opened = |step: &str| {
            let is = |run: &Run| run.step(&path(step)).is_some_and(|state| state.round > 0);
            is(run) && !is(before)
        };
        let names: Vec<String> = steps(self.checked).map(|(name, _)| name.to_owned()).filter(|name| opened(name)).collect();
        for (index, (step, read)) in self.small.reads.iter().enumerate() {
            if names.contains(step) && !self.can_read(run, read) {
                self.seen.unset.insert(index);
            }
        }
        for (index, (demand, step, other)) in self.small.rules.iter().enumerate() {
            let broken = match *demand {
                // Whoever opened may be done at once.
                "requires" => names.contains(step) && !is_done(run, other),
                "excludes" => is_done(run, step) && is_done(run, other),
                _ => run.state != RunState::Open && is_done(run, step) && !is_done(run, other),
            };
            if broken {
                self.seen.broken.insert(index);
            }
        }
        if run.state != RunState::Open && steps(self.checked).all(|(name, _)| run.step(&path(name)).is_none_or(|state| state.end.is_none())) {
            self.seen.endless = true;
        }
        self.seen.opened.extend(names);
    }

    fn walk(&mut self, before: &Run, run: &Run, day: i64) {
        self.look(before, run);
        let key: Vec<String> = steps(self.checked)
            .filter_map(|(name, _)| {
                let state = run.step(&path(name))?;
                Some(format!("{name}{:?}{:?}{:?}{}{}", run.status(&path(name)), state.answers, state.choice, state.late, state.end.is_some()))
            })
            .collect();
        if run.state != RunState::Open || self.known.len() > MOST || !self.known.insert(key.join(" ")) {
            return;
        }
        for (name, step) in steps(self.checked).filter(|(name, _)| run.status(&path(name)) == Status::Open) {
            for (answers, choose) in ways(step) {
                let day = if choose == ["late"] { day + 30 } else { day };
                let settings = Map::new();
                let done = Done { path: path(name), answers: answers.clone(), choose, ..Done::default() };
                let decided = engine::decide(self.checked, run.clone(), &Command::Done(Box::new(done)), &self.env(day, &settings));
                let (after, _) = decided.unwrap_or_else(|refusal| panic!("{name} {answers:?}: {refusal:?}\n{}", self.small.text));
                self.walk(run, &after, day);
            }
        }
    }
}

/// Every way to settle a step: its answers and what is chosen.
fn ways(step: &Step) -> Vec<(Map<String, Value>, Vec<String>)> {
    let mut answers = vec![Map::new()];
    for (name, field) in &step.ask {
        let values = [json!(true), json!(false)];
        let with =
            |map: &Map<String, Value>, value: &Value| map.clone().into_iter().chain([(name.to_string(), value.clone())]).collect::<Map<_, _>>();
        let mut all: Vec<Map<String, Value>> = answers.iter().flat_map(|map| values.iter().map(move |value| with(map, value))).collect();
        if field.optional {
            all.extend(answers.iter().cloned());
        }
        answers = all;
    }
    let mut choices: Vec<Vec<String>> = match &step.exit {
        Exit::Choose(choose) => choose.options.keys().map(|option| vec![option.to_string()]).collect(),
        _ => vec![Vec::new()],
    };
    if let Exit::Choose(choose) = &step.exit
        && choose.many
    {
        let names: Vec<String> = choose.options.keys().map(ToString::to_string).collect();
        let chosen = |set: u32| names.iter().enumerate().filter(|(n, _)| set & (1 << n) != 0).map(|(_, name)| name.clone()).collect();
        choices = (1..1u32 << names.len()).map(chosen).collect();
    }
    let mut all: Vec<(Map<String, Value>, Vec<String>)> =
        answers.iter().flat_map(|map| choices.iter().map(move |choice| (map.clone(), choice.clone()))).collect();
    if matches!(&step.verb, Verb::Wait(wait) if wait.late.is_some()) {
        all.push((Map::new(), vec!["late".to_owned()]));
    }
    all
}

/// Plays everything; `None` where that is too much.
fn every(checked: &Checked, small: &Small) -> Option<Seen> {
    let mut every = Every { checked, small, known: HashSet::new(), seen: Seen::default() };
    for (a, b) in [(true, true), (true, false), (false, true), (false, false)] {
        let inputs = json!({"a": a, "b": b}).as_object().cloned().unwrap();
        let settings = Map::new();
        let (run, _) = engine::start(checked, &inputs, false, true, &every.env(0, &settings)).unwrap();
        // What differs by the inputs alone is another state.
        every.known.clear();
        every.walk(&Run::default(), &run, 0);
        if every.known.len() > MOST {
            return None;
        }
    }
    Some(every.seen)
}

/// What the proof says of one procedure, beside what happens in its runs.
fn compare(small: &Small, report: &Report, seen: &Seen) -> Vec<String> {
    let said: BTreeMap<String, &str> = report.findings.iter().map(|f| (format!("{} {}", f.code, f.place), f.code.name())).collect();
    let mut differ = Vec::new();
    let mut same = |what: String, proof: bool, play: bool| {
        if proof != play {
            differ.push(format!("{what}: the proof says {proof}, the runs {play}"));
        }
    };
    for (index, (step, read)) in small.reads.iter().enumerate() {
        let unset = format!("variable.unset /steps/{step}/text");
        same(format!("{step} reads {read}"), said.contains_key(&unset), seen.unset.contains(&index));
    }
    for (index, (demand, step, other)) in small.rules.iter().enumerate() {
        same(format!("{step} {demand} {other}"), said.contains_key(&format!("rule.broken /rules/{index}")), seen.broken.contains(&index));
    }
    // What follows is asked only where nothing was wrong so far.
    if report.findings.iter().all(|f| f.severity() == Severity::Warning || f.code.name() == "graph.never") {
        let never = said.values().any(|code| matches!(*code, "graph.never" | "choice.never" | "graph.unreachable"));
        let dead =
            (0..).map(|n| format!("s{n}")).take_while(|name| small.text.contains(&format!("\n  {name}:"))).any(|name| !seen.opened.contains(&name));
        same("a step that never opens".to_owned(), never, dead || never);
        let missed = said.values().any(|code| *code == "graph.end-missed");
        if !said.values().any(|code| *code == "graph.never") {
            same("an end that is missed".to_owned(), missed, seen.endless);
        }
    }
    differ
}

#[test]
fn the_proof_is_exact_against_every_run() {
    let setting = |name: &str, usual: u64| std::env::var(name).ok().and_then(|n| n.parse().ok()).unwrap_or(usual);
    let (first, seeds) = (setting("PASAPAS_FIRST_SEED", 0), setting("PASAPAS_SEEDS", 400));
    let (mut played, mut findings) = (0, BTreeMap::<&str, usize>::new());
    let mut differing = Vec::new();
    for seed in first..first + seeds {
        let small = small(seed);
        let report: Arc<Report> = report(&[("main", &small.text)]);
        let Some(checked) = &report.playable else { continue };
        if report.findings.iter().any(|f| matches!(f.code.name(), "variable.race" | "variable.doubt" | "proof.limit")) {
            continue;
        }
        let Some(seen) = every(checked, &small) else { continue };
        played += 1;
        report.findings.iter().for_each(|f| *findings.entry(f.code.name()).or_default() += 1);
        let differ = compare(&small, &report, &seen);
        if !differ.is_empty() {
            differing.push(format!("seed {seed}: {}\n{}{:#?}", differ.join("; "), small.text, said(&small.text, "")));
        }
    }
    println!("{played} of {seeds} procedures played in every way; {findings:?}");
    assert!(differing.is_empty(), "{} differ\n{}", differing.len(), differing[..differing.len().min(2)].join("\n"));
    assert!(played * 2 > seeds, "only {played} of {seeds} were played");
    for (code, least) in [("variable.unset", 50), ("rule.broken", 50), ("graph.end-missed", 1), ("graph.never", 1)] {
        assert!(seeds < 400 || findings.get(code).is_some_and(|n| *n >= least), "{code}: {findings:?}");
    }
}
