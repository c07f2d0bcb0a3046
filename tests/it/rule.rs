//! The engine beside an independent, naive interpreter of the rule: random procedures, random answers, the same states step by step.

use crate::naive::{Act, Naive};
use crate::random::{self, Rng};
use pasapas::check::{self, Checked, Edition};
use pasapas::engine::command::Done;
use pasapas::engine::event::Cause;
use pasapas::engine::view::{View, state_word};
use pasapas::engine::{self, Command, Env, Event, Path, Run, Stamp};
use pasapas::words::Lang;
use serde_json::Map;
use std::collections::BTreeMap;
use std::sync::Arc;

struct Play {
    checked: Arc<Checked>,
    run: Run,
    events: Vec<(Event, Stamp)>,
    settings: Map<String, serde_json::Value>,
    minute: i64,
}

impl Play {
    fn start(generated: &random::Generated) -> Play {
        let texts = generated.yaml.iter().map(|(id, text)| (id.clone(), text.as_str().into())).collect();
        let edition = Edition { id: "main".into(), texts };
        let checked = check::edition(&edition).unwrap_or_else(|findings| {
            let said: Vec<String> = findings.iter().map(|f| format!("{} {} {}", f.code, f.place, Lang::En.words().say(&f.message))).collect();
            panic!("{said:#?}\n{}", generated.yaml["main"])
        });
        let settings = Map::new();
        let env = Env { run_id: "r", now: jiff::Timestamp::UNIX_EPOCH, by: "alex", settings: &settings, holidays: Default::default() };
        let (run, events) = engine::start(&checked, &generated.inputs, false, false, &env).expect("the inputs fit");
        let stamp = Stamp { at: env.now, by: env.by.into() };
        let events = events.into_iter().map(|e| (e, stamp.clone())).collect();
        Play { checked, run, events, settings, minute: 0 }
    }

    fn act(&mut self, act: &Act) -> Result<(), String> {
        // Time is no matter of the rule: every wait is long over.
        self.minute += 1_000_000;
        let now = jiff::Timestamp::from_second(self.minute * 60).unwrap();
        let env = Env { run_id: "r", now, by: "alex", settings: &self.settings, holidays: Default::default() };
        let command = command(act);
        let (run, events) =
            engine::decide(&self.checked, self.run.clone(), &command, &env).map_err(|r| format!("{} {:?} {:?}", r.code, r.message, r.problems))?;
        self.run = run;
        let stamp = Stamp { at: now, by: "alex".into() };
        self.events.extend(events.into_iter().map(|e| (e, stamp.clone())));
        Ok(())
    }

    fn states(&self) -> BTreeMap<String, String> {
        let env = Env { run_id: "r", now: jiff::Timestamp::UNIX_EPOCH, by: "alex", settings: &self.settings, holidays: Default::default() };
        let view = View { checked: &self.checked, run: &self.run, env: &env };
        view.steps().into_iter().map(|(path, _, _)| (path.to_string(), self.run.status(&path).word().to_owned())).collect()
    }

    fn rounds(&self) -> BTreeMap<String, u32> {
        let env = Env { run_id: "r", now: jiff::Timestamp::UNIX_EPOCH, by: "alex", settings: &self.settings, holidays: Default::default() };
        let view = View { checked: &self.checked, run: &self.run, env: &env };
        view.steps().into_iter().map(|(path, _, _)| (path.to_string(), self.run.round(&path))).collect()
    }
}

pub fn command(act: &Act) -> Command {
    let path = |text: &str| text.parse::<Path>().unwrap();
    match act {
        Act::Done { path: p, set, choose } => {
            Command::Done(Box::new(Done { path: path(p), answers: set.clone(), choose: choose.clone(), confirmed: true, ..Done::default() }))
        }
        Act::Waive { path: p, choose, set } => {
            Command::Waive { path: path(p), reason: "essai".into(), answers: set.clone(), choose: choose.clone(), confirmed: true }
        }
        Act::Reopen { path: p } => Command::Reopen { path: path(p), reason: "essai".into() },
        Act::Correct { path: p, set } => Command::Correct { path: path(p), answers: set.clone(), confirmed: true },
        Act::Add { list, item } => Command::Add { list: path(list), items: vec![item.clone()], confirmed: true },
        Act::Drop { list, item } => Command::Drop { list: path(list), item: u32::try_from(*item).unwrap(), reason: "essai".into() },
    }
}

fn seeds() -> u64 {
    std::env::var("PASAPAS_SEEDS").ok().and_then(|n| n.parse().ok()).unwrap_or(150)
}

fn story(acts: &[Act], generated: &random::Generated) -> String {
    let texts: Vec<&str> = generated.yaml.values().map(String::as_str).collect();
    format!("{acts:#?}\n{}\ninputs {}", texts.join("\n---\n"), serde_json::to_string(&generated.inputs).unwrap())
}

#[test]
fn the_engine_and_a_naive_interpreter_agree_on_random_procedures() {
    let first = std::env::var("PASAPAS_FIRST_SEED").ok().and_then(|n| n.parse().ok()).unwrap_or(0);
    let differing: Vec<u64> = (first..first + seeds()).filter(|seed| std::panic::catch_unwind(|| play(*seed)).is_err()).collect();
    assert!(differing.is_empty(), "{} seeds differ: {differing:?}", differing.len());
}

/// What is called may always stop the run: what comes behind it is refused, rightly, and cannot be played; nor can what calls that.
fn never_opens(generated: &random::Generated) -> bool {
    let texts: BTreeMap<String, Arc<str>> = generated.yaml.iter().map(|(id, text)| (id.clone(), text.as_str().into())).collect();
    let refused = |id: &str| check::edition(&Edition { id: id.to_owned(), texts: texts.clone() }).err();
    let all: Vec<_> = generated.yaml.keys().filter_map(|id| refused(id)).flatten().collect();
    refused("main").is_some() && all.iter().all(|finding| ["graph-never-stopped", "call-unsound"].contains(&finding.message.id))
}

fn play(seed: u64) {
    let generated = random::procedure(seed, 4 + (seed as usize % 14));
    if never_opens(&generated) {
        return;
    }
    let mut naive = Naive::start(&generated.procedures, "main", &generated.inputs);
    let mut play = Play::start(&generated);
    let mut rng = Rng(seed ^ 0x5eed);
    let mut whim = Rng(seed ^ 0xc0de);
    let mut acts = Vec::new();
    for _ in 0..60 {
        compare(seed, &naive, &play, &acts, &generated);
        let mut possible = naive.acts();
        // What `enough` meets, and which group an item stands in, depends on when items came and went: the language says so, and the two may count
        // differently.
        if generated.yaml.values().any(|text| text.contains("enough:") || text.contains("chunk:")) {
            possible.retain(|act| !matches!(act, Act::Drop { .. }));
        }
        let corrections = naive.corrections();
        if !corrections.is_empty() && whim.below(6) == 0 {
            possible = corrections;
        }
        if possible.is_empty() {
            break;
        }
        let act = naive.fill(&rng.pick(&possible), &mut |k| rng.below(k));
        let before = naive.clone();
        acts.push(act.clone());
        let theirs = naive.apply(&act);
        let ours = play.act(&act);
        assert_eq!(theirs.is_ok(), ours.is_ok(), "seed {seed}: naive {theirs:?}, engine {ours:?}\n{}", story(&acts, &generated));
        if theirs.is_err() {
            naive = before;
        }
    }
    // Replay gives the same run.
    let mut again = Run::default();
    play.events.iter().for_each(|(event, stamp)| again.apply(event, stamp));
    assert!(again == play.run, "seed {seed}");
    // And so does what the journal keeps.
    let mut again = Run::default();
    for (event, stamp) in &play.events {
        let text = serde_json::to_string(event).unwrap();
        again.apply(&serde_json::from_str(&text).unwrap(), stamp);
    }
    assert!(again == play.run, "seed {seed}");
}

fn compare(seed: u64, naive: &Naive, play: &Play, acts: &[Act], generated: &random::Generated) {
    let (mut theirs, mut ours) = (naive.states(), play.states());
    // How much of an item that was dropped is still listed is a matter of showing, not of the rule: what only one of them lists is left aside.
    if acts.iter().any(|act| matches!(act, Act::Drop { .. })) {
        let both = |other: &BTreeMap<String, String>, path: &String| other.contains_key(path) || !path.contains('[');
        let (t, o) = (theirs.clone(), ours.clone());
        let gone = |path: &String| {
            let path = path.parse::<Path>().unwrap();
            let dropped = |n: usize| play.run.scope(&path.0[..n]).is_some_and(|scope| matches!(scope.cut, Some(Cause::Dropped | Cause::Counted)));
            (1..path.0.len()).any(dropped)
        };
        theirs.retain(|path, _| both(&o, path) && !gone(path));
        ours.retain(|path, _| both(&t, path) && !gone(path));
    }
    // So it is with the items of an `each` that begins and is cut short by `enough` in the same breath: none, or all left out.
    if generated.yaml.values().any(|text| text.contains("enough:")) {
        let (t, o) = (theirs.clone(), ours.clone());
        let shown =
            |other: &BTreeMap<String, String>, path: &String, state: &String| other.contains_key(path) || !path.contains('[') || state != "left_out";
        theirs.retain(|path, state| shown(&o, path, state));
        ours.retain(|path, state| shown(&t, path, state));
    }
    if theirs != ours {
        let mut diff = Vec::new();
        for path in theirs.keys().chain(ours.keys()).collect::<std::collections::BTreeSet<_>>() {
            if theirs.get(path) != ours.get(path) {
                diff.push(format!("{path}: naive {:?}, engine {:?}", theirs.get(path), ours.get(path)));
            }
        }
        panic!("seed {seed}\n{}\n{}", diff.join("\n"), story(acts, generated));
    }
    let outcome = match state_word(&play.run) {
        "open" => None,
        word => Some(word.to_owned()),
    };
    assert_eq!(naive.outcome(), outcome, "seed {seed}\n{}", story(acts, generated));
    // Holders count differently, so do items of a list that changed between two rounds, and what is left out has no round to answer to.
    let (states, theirs, ours) = (theirs, naive.rounds(), play.rounds());
    for (path, round) in &theirs {
        if !naive.holds(path) && !path.contains('[') && matches!(states.get(path).map(String::as_str), Some("open" | "done" | "waived")) {
            assert_eq!(ours.get(path), Some(round), "seed {seed}: rounds of {path}\n{}", story(acts, generated));
        }
    }
}
