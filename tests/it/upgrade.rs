//! Runs that move to another version: random procedures, random runs, random edits. Where a run moves it stands where a fresh run with the same
//! answers stands in the new version, and nothing that a person did is undone.

use crate::naive::{Act, Naive};
use crate::random::{self, Generated, Rng, Without};
use crate::rule::command;
use pasapas::check::{self, Checked, Edition};
use pasapas::engine::command::Done;
use pasapas::engine::view::View;
use pasapas::engine::{self, Command, Datum, Env, Event, Path, Run, Stamp, Status};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::sync::Arc;

fn seeds() -> u64 {
    std::env::var("PASAPAS_SEEDS").ok().and_then(|n| n.parse().ok()).unwrap_or(120)
}

fn checked(procedures: &BTreeMap<String, Value>) -> Result<Arc<Checked>, String> {
    let texts = procedures.iter().map(|(id, all)| (id.clone(), serde_yaml::to_string(all).unwrap().into())).collect();
    check::edition(&Edition { id: "main".into(), texts }).map_err(|findings| format!("{:?}", findings.iter().map(|f| f.code).collect::<Vec<_>>()))
}

/// A run with all that happened in it; each act an hour after the one before.
struct Play {
    run: Run,
    events: Vec<(Event, Stamp)>,
    hour: i64,
}

impl Play {
    fn env<'a>(&self, settings: &'a Map<String, Value>) -> Env<'a> {
        Env {
            run_id: "r",
            now: jiff::Timestamp::from_second(1_700_000_000 + self.hour * 100_000_000).unwrap(),
            by: "alex",
            settings,
            holidays: Default::default(),
        }
    }

    fn keep(&mut self, run: Run, events: Vec<Event>) {
        let stamp = Stamp { at: self.env(&Map::new()).now, by: "alex".into() };
        self.run = run;
        self.events.extend(events.into_iter().map(|event| (event, stamp.clone())));
        self.hour += 1;
    }

    fn start(checked: &Checked, inputs: &Map<String, Value>) -> Result<Play, String> {
        let mut play = Play { run: Run::default(), events: Vec::new(), hour: 0 };
        let (run, events) = engine::start(checked, inputs, false, true, &play.env(&Map::new())).map_err(|r| format!("{r:?}"))?;
        play.keep(run, events);
        Ok(play)
    }

    fn act(&mut self, checked: &Checked, command: &Command) -> Result<(), String> {
        let (run, events) = engine::decide(checked, self.run.clone(), command, &self.env(&Map::new())).map_err(|r| format!("{r:?}"))?;
        self.keep(run, events);
        Ok(())
    }

    fn replayed(&self) -> Run {
        let mut again = Run::default();
        for (event, stamp) in &self.events {
            let text = serde_json::to_string(event).unwrap();
            again.apply(&serde_json::from_str(&text).unwrap(), stamp);
        }
        again
    }

    /// What was set aside as a whole is frozen as it was then: what is inside is left aside.
    fn states(&self, checked: &Checked) -> BTreeMap<String, String> {
        let settings = Map::new();
        let env = self.env(&settings);
        let view = View { checked, run: &self.run, env: &env };
        let frozen = |path: &Path| (1..path.0.len()).any(|n| self.run.status(&Path(path.0[..n].to_vec()).without_item()) == Status::Waived);
        let steps = view.steps().into_iter().map(|(path, _, _)| path).filter(|path| !frozen(path));
        steps.map(|path| (path.to_string(), self.run.status(&path).word().to_owned())).collect()
    }
}

/// What a person has settled, by path: steps that hold others only where they were set aside.
fn deeds(checked: &Checked, run: &Run) -> Vec<(Path, bool)> {
    let settings = Map::new();
    let env = Env { run_id: "r", now: jiff::Timestamp::UNIX_EPOCH, by: "alex", settings: &settings, holidays: Default::default() };
    let view = View { checked, run, env: &env };
    let settled = |path: &Path, holds: bool| run.step(path).is_some_and(|s| s.status == Status::Waived || s.status == Status::Done && !holds);
    view.steps().into_iter().map(|(path, _, step)| (path, step.holds_scope())).filter(|(path, holds)| settled(path, *holds)).collect()
}

/// A run that begins in this version and is given the answers that stand in another run.
fn fresh(checked: &Checked, of: &Run) -> Result<Play, String> {
    let values =
        |answers: &engine::Answers| -> Map<String, Value> { answers.iter().map(|(n, d): (_, &Datum)| (n.to_string(), d.value().clone())).collect() };
    let mut play = Play::start(checked, &values(&of.inputs))?;
    let mut left = deeds(checked, of);
    // What was set aside as a whole comes after what was done in it.
    left.sort_by_key(|(path, holds)| (*holds, std::cmp::Reverse(path.0.len())));
    while let Some(at) = left.iter().position(|(path, _)| play.run.status(path) == Status::Open) {
        let (path, _) = left.remove(at);
        let state = of.step(&path).unwrap();
        let mut choose: Vec<String> = state.choice.iter().map(ToString::to_string).collect();
        choose.extend(state.late.then(|| "late".to_owned()));
        let answers = values(&state.answers);
        if state.status == Status::Waived {
            play.act(checked, &Command::Waive { path, reason: "essai".into(), answers, choose, confirmed: true })?;
            continue;
        }
        let round = play.run.round(&path);
        // A mail leaves before what is awaited after it comes.
        let waits = play.run.step(&path).and_then(|s| s.mail).is_some();
        let done = Done { path: path.clone(), answers, choose, channel: state.channel.clone(), confirmed: true, lacking: true, ..Done::default() };
        if waits && done.choose.iter().any(|c| c == "late") {
            play.act(checked, &Command::Done(Box::new(Done { path: path.clone(), confirmed: true, lacking: true, ..Done::default() })))?;
        }
        play.act(checked, &Command::Done(Box::new(done.clone())))?;
        if play.run.status(&path) == Status::Open && play.run.round(&path) == round {
            play.act(checked, &Command::Done(Box::new(done)))?;
        }
    }
    if left.is_empty() { Ok(play) } else { Err(format!("never opens again: {left:?}")) }
}

/// A run somewhere on its way.
fn played(generated: &Generated, checked: &Checked, seed: u64) -> Option<Play> {
    let mut naive = Naive::start(&generated.procedures, "main", &generated.inputs);
    let mut play = Play::start(checked, &generated.inputs).unwrap();
    let mut rng = Rng(seed ^ 0x0511);
    for _ in 0..3 + rng.below(16) {
        let mut possible = naive.acts();
        possible.retain(|act| !matches!(act, Act::Drop { .. } | Act::Add { .. }));
        if possible.is_empty() {
            break;
        }
        let act = naive.fill(&rng.pick(&possible), &mut |k| rng.below(k));
        let before = naive.clone();
        let (theirs, ours) = (naive.apply(&act), play.act(checked, &command(&act)));
        assert_eq!(theirs.is_ok(), ours.is_ok(), "seed {seed}: {theirs:?} {ours:?}");
        if theirs.is_err() {
            naive = before;
        }
    }
    (play.run.state == engine::RunState::Open).then_some(play)
}

/// All scopes of a procedure, each with its steps.
fn scopes<'v>(value: &'v mut Value, found: &mut Vec<&'v mut Map<String, Value>>, depth: usize) {
    // One borrow at a time: the scope wanted is reached by its number.
    let Some(steps) = value.get_mut("steps").and_then(Value::as_object_mut) else { return };
    if depth == 0 {
        found.push(steps);
        return;
    }
    for step in steps.values_mut() {
        let inner = if step.get("section").is_some() { step.get_mut("section").unwrap() } else { step };
        scopes(inner, found, depth - 1);
    }
}

/// One small edit, as a maintainer makes it; none where there is nothing of that kind.
fn edit(procedures: &mut BTreeMap<String, Value>, rng: &mut Rng) -> Option<String> {
    let ids: Vec<String> = procedures.keys().cloned().collect();
    let id = if rng.chance(75) { "main".to_owned() } else { rng.pick(&ids) };
    let mut all = Vec::new();
    scopes(procedures.get_mut(&id)?, &mut all, rng.below(2) as usize);
    if all.is_empty() {
        return None;
    }
    let at = rng.below(all.len() as u64) as usize;
    let steps = &mut *all[at];
    let names: Vec<String> = steps.keys().cloned().collect();
    let name = rng.pick(&names);
    let nexts: Vec<String> = names.iter().filter(|n| steps[*n]["next"].is_string()).cloned().collect();
    let kind = rng.below(14);
    match kind {
        0 => steps[&name]["title"] = json!("Un autre titre"),
        // A step between two.
        1 | 2 => {
            let from = (!nexts.is_empty()).then(|| rng.pick(&nexts))?;
            let to = steps[&from]["next"].clone();
            let mut new = json!({"title": "Nouvelle étape", "next": to});
            if kind == 2 {
                new["ask"] = json!({"nouveau": {"type": "text", "title": "Nouveau", "optional": true}});
            }
            steps.insert("inseree".into(), new);
            steps[&from]["next"] = json!("inseree");
        }
        // A step less.
        3 => {
            let gone = (!nexts.is_empty()).then(|| rng.pick(&nexts))?;
            let to = steps[&gone]["next"].clone();
            let from: Vec<String> = names.iter().filter(|n| steps[*n]["next"] == json!(gone)).cloned().collect();
            if from.is_empty() {
                return None;
            }
            from.iter().for_each(|n| steps[n]["next"] = to.clone());
            steps.remove(&gone);
        }
        4 => {
            let fields = steps[&name].get_mut("ask")?.as_object_mut()?;
            let fields_names: Vec<String> = fields.keys().cloned().collect();
            fields.shift_remove(&rng.pick(&fields_names));
        }
        5 | 6 => {
            let field = match rng.below(3) {
                0 => json!({"type": "text", "title": "Ajouté", "optional": true}),
                1 => json!({"type": "option", "title": "Ajouté", "options": ["un", "deux"], "default": "un"}),
                _ => json!({"type": "text", "title": "Ajouté"}),
            };
            if steps[&name].get("section").is_some() || steps[&name].get("each").is_some() || steps[&name].get("call").is_some() {
                return None;
            }
            let ask = steps.get_mut(&name)?.as_object_mut()?.entry("ask").or_insert_with(|| json!({}));
            ask["ajoute"] = field;
        }
        7 => {
            let options = steps[&name].get_mut("choose")?.as_object_mut()?;
            if options.len() < 3 {
                return None;
            }
            let gone = rng.pick(&options.keys().cloned().collect::<Vec<_>>());
            options.shift_remove(&gone);
        }
        8 => {
            let when = steps[&name].get("if")?.as_str()?.to_owned();
            steps[&name]["if"] = json!(format!("not ({when})"));
        }
        // One more way on.
        9 | 10 => {
            let from = (!nexts.is_empty()).then(|| rng.pick(&nexts))?;
            let at = names.iter().position(|n| *n == from)?;
            let later = (at + 1 < names.len()).then(|| rng.pick(&names[at + 1..]))?;
            let to = steps[&from]["next"].clone();
            steps[&from]["next"] = json!([to, later]);
        }
        // An answer that ends rather than leads on.
        11 => {
            let options = steps[&name].get_mut("choose")?.as_object_mut()?;
            let at = rng.pick(&options.keys().cloned().collect::<Vec<_>>());
            let option = options[&at].as_object_mut()?;
            ["next", "route", "back", "end", "stop"].iter().for_each(|key| drop(option.shift_remove(*key)));
            option.insert("end".into(), json!("success"));
        }
        12 => {
            let joins = steps[&name].get("join")?.as_str()?.to_owned();
            steps[&name]["join"] = json!(if joins == "all" { "some" } else { "all" });
        }
        _ => {
            steps.get_mut(&name)?.as_object_mut()?.shift_remove("if")?;
        }
    }
    Some(format!("{kind} at {id}.{name}"))
}

#[test]
fn a_run_that_moves_stands_where_a_fresh_run_with_the_same_answers_does() {
    let (mut moved, mut stayed, mut shy, mut changed) = (0, 0, Vec::new(), 0);
    for seed in 0..seeds() {
        // What a stop, `enough` or an alarm meets depends on when it comes: of such runs only what people did is compared.
        let plain = seed % 3 != 0;
        let without = Without { stop: plain, enough: plain, standby: plain };
        let generated = random::procedure_without(seed, 4 + (seed as usize % 14), without);
        let Ok(old) = checked(&generated.procedures) else { continue };
        let Some(play) = played(&generated, &old, seed) else { continue };
        let mut rng = Rng(seed ^ 0xED17);
        for _ in 0..6 {
            let mut procedures = generated.procedures.clone();
            let Some(what) = edit(&mut procedures, &mut rng) else { continue };
            let Ok(new) = checked(&procedures) else { continue };
            let yaml = || procedures.values().map(|p| serde_yaml::to_string(p).unwrap()).collect::<Vec<_>>().join("---\n");
            let story = || format!("seed {seed}, edit {what}\nbefore\n{}\nafter\n{}", generated.yaml.values().cloned().collect::<String>(), yaml());
            let settings = Map::new();
            let by_order = !plain || generated.yaml.values().any(|text| text.contains("one_by_one") || text.contains("chunk"));
            match engine::upgrade(&old, &new, play.run.clone(), &play.env(&settings)) {
                Ok((run, events)) => {
                    moved += 1;
                    changed += usize::from(events.len() > 1);
                    let mut after = Play { run: play.run.clone(), events: play.events.clone(), hour: play.hour };
                    after.keep(run, events);
                    assert!(after.replayed() == after.run, "{}", story());
                    for (path, _) in deeds(&old, &play.run) {
                        assert!(after.run.status(&path).is_settled(), "{path} was undone\n{}", story());
                    }
                    if by_order {
                        continue;
                    }
                    let fresh = fresh(&new, &after.run).unwrap_or_else(|why| panic!("{why}\n{}", story()));
                    assert_eq!(after.states(&new), fresh.states(&new), "{}\n{:?}", story(), after.events);
                }
                Err(obstacles) => {
                    stayed += 1;
                    assert!(!obstacles.is_empty());
                    if plain && fresh(&new, &play.run).is_ok_and(|fresh| deeds(&old, &play.run).len() == deeds(&new, &fresh.run).len()) {
                        shy.push(format!("{seed} {what} {obstacles:?}"));
                    }
                }
            }
        }
    }
    assert!(shy.is_empty(), "these could have moved: {shy:#?}");
    println!("{moved} moved, {changed} of them with changes; {stayed} stayed");
    assert!(moved > 0 && changed > 0 && stayed > 0);
}

#[test]
fn where_only_words_differ_nothing_happens_but_the_move() {
    for seed in 0..seeds() {
        let generated = random::procedure(seed, 4 + (seed as usize % 14));
        let Ok(old) = checked(&generated.procedures) else { continue };
        let Some(play) = played(&generated, &old, seed) else { continue };
        let mut procedures = generated.procedures.clone();
        procedures.get_mut("main").unwrap()["title"] = json!("Un autre titre");
        let new = checked(&procedures).unwrap();
        let (run, events) = engine::upgrade(&old, &new, play.run.clone(), &play.env(&Map::new()))
            .unwrap_or_else(|obstacles| panic!("seed {seed}: {obstacles:?}\n{}", generated.yaml["main"]));
        assert_eq!(events.len(), 1, "seed {seed}: {events:#?}\n{}", generated.yaml["main"]);
        assert_eq!(run.procedure.edition, new.edition.hash());
    }
}
