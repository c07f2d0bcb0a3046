//! Plays a small procedure in every way: all answers, in all orders.

use super::small::{Kind, Small};
use super::stand::{Stand, is_done, written};
use jiff::Timestamp;
use pasapas::check::Checked;
use pasapas::engine::command::Done;
use pasapas::engine::event::Cause;
use pasapas::engine::run::{Inner, ScopeState};
use pasapas::engine::{self, Command, Env, Event, Path, Run, RunState, Stamp, Status};
use pasapas::model::{Exit, Step, Verb};
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::fmt::Write as _;
use std::hash::{DefaultHasher, Hash, Hasher};

/// How many states of one procedure are looked at from one start; a larger one is left out, and counted.
const MOST: usize = 1_500;

/// What happened in some run. Steps are named by their static paths.
#[derive(Default)]
pub struct Seen {
    /// Steps that opened.
    pub opened: BTreeSet<String>,
    /// A step was open without a name that it reads, by their numbers among the reads.
    pub unset: BTreeSet<usize>,
    /// Rules that were broken.
    pub broken: BTreeSet<usize>,
    /// Steps that were done.
    pub done: BTreeSet<String>,
    /// Ways that were taken: from a step, to its neighbour.
    pub taken: BTreeSet<(String, String)>,
    /// Some scope was finished without an end.
    pub endless: bool,
}

/// One state to go on from.
struct Standing {
    run: Run,
    /// Rules whose step had opened too early: it may yet be done.
    early: BTreeSet<(usize, Path)>,
    day: i64,
}

struct Player<'c> {
    checked: &'c Checked,
    small: &'c Small,
    /// The steps and the demands of the rules, without brackets.
    rules: Vec<(&'static str, Vec<String>, Vec<String>)>,
    known: HashSet<u64>,
    seen: Seen,
}

/// Plays everything; `None` where that is too much.
pub fn every(checked: &Checked, small: &Small) -> Option<Seen> {
    let names = |path: &String| path.split('.').map(|name| name.split('[').next().unwrap().to_owned()).collect();
    let rules = small.rules.iter().map(|(demand, one, other)| (*demand, names(one), names(other))).collect();
    let mut player = Player { checked, small, rules, known: HashSet::new(), seen: Seen::default() };
    for inputs in inputs(small) {
        // What differs by the inputs alone is another state.
        player.known.clear();
        player.play(&inputs);
        if player.known.len() > MOST {
            return None;
        }
    }
    Some(player.seen)
}

/// Everything that can be answered at the start, as far as anything reads it.
fn inputs(small: &Small) -> Vec<Map<String, Value>> {
    let steps = &small.text[small.text.find("\nsteps:").unwrap()..];
    let both = |read: bool| if read { vec![true, false] } else { vec![true] };
    let lists = if small.has.contains("each") { lists(both(steps.contains("p.v")), steps.contains("p.w")) } else { vec![Value::Null] };
    let mut all = Vec::new();
    for a in both(steps.contains("'a'") || steps.contains("'a and b'")) {
        for b in both(steps.contains("'not b'") || steps.contains("'a and b'")) {
            for list in &lists {
                let mut one = json!({"a": a, "b": b}).as_object().cloned().unwrap();
                if !list.is_null() {
                    one.insert("l".to_owned(), list.clone());
                }
                all.push(one);
            }
        }
    }
    all
}

/// No item, each item that there can be, and two pairs of them.
fn lists(v: Vec<bool>, w: bool) -> Vec<Value> {
    let parts = if w { vec![json!({"w": true}), json!({"w": false}), json!({})] } else { vec![json!({})] };
    let item = |k: &str, v: bool, w: &Value| {
        let own = json!({"k": k, "v": v}).as_object().cloned().unwrap();
        Value::Object(own.into_iter().chain(w.as_object().cloned().unwrap()).collect())
    };
    let (first, last) = (&parts[0], &parts[parts.len() - 1]);
    let mut all = vec![json!([]), json!([item("un", true, first), item("deux", v[v.len() - 1], last)])];
    if v.len() > 1 || w {
        all.push(json!([item("un", v[v.len() - 1], &parts[parts.len() / 2]), item("deux", true, last)]));
    }
    all.extend(v.iter().flat_map(|v| parts.iter().map(|w| json!([item("un", *v, w)]))));
    all
}

impl Player<'_> {
    fn play(&mut self, inputs: &Map<String, Value>) {
        let settings = Map::new();
        let (run, events) = engine::start(self.checked, inputs, false, true, &env(0, "alex", &settings)).unwrap();
        let mut queue = Vec::new();
        let before = Standing { run: Run::default(), early: BTreeSet::new(), day: 0 };
        self.arrive(&before, run, &events, 0, &mut queue);
        while let Some(standing) = queue.pop() {
            if self.known.len() > MOST {
                return;
            }
            for (command, by, later) in self.acts(&standing.run) {
                let day = standing.day + later;
                match engine::decide(self.checked, standing.run.clone(), &command, &env(day, by, &settings)) {
                    Ok((run, events)) => self.arrive(&standing, run, &events, day, &mut queue),
                    // Who may not, and what is closed, is no matter here.
                    Err(_) if self.small.kind == Kind::People || matches!(command, Command::Reopen { .. }) => {}
                    Err(refusal) => panic!("{command:?}: {refusal:?}\n{}", self.small.text),
                }
            }
        }
    }

    /// Everything that somebody can do.
    fn acts(&self, run: &Run) -> Vec<(Command, &'static str, i64)> {
        let mut acts = Vec::new();
        let people: &[&'static str] = if self.small.kind == Kind::People { &["alex", "kim", "sacha"] } else { &["alex"] };
        Stand::of(self.checked, run).steps(&mut |path, step, state| {
            if step.holds_scope() {
                return;
            }
            if run.status(path) == Status::Open {
                for (answers, choose) in ways(step) {
                    let later = if choose == ["late"] { 30 } else { 0 };
                    for by in people {
                        let done = Done { path: path.clone(), answers: answers.clone(), choose: choose.clone(), ..Done::default() };
                        acts.push((Command::Done(Box::new(done)), *by, later));
                    }
                }
            }
            if self.small.kind == Kind::Back && state.status == Status::Done {
                acts.push((Command::Reopen { path: path.clone(), reason: "autrement".to_owned() }, "alex", 0));
            }
        });
        acts
    }

    /// A run as it was before an act, and after it.
    fn arrive(&mut self, before: &Standing, run: Run, events: &[Event], day: i64, queue: &mut Vec<Standing>) {
        let mut early = before.early.clone();
        let mut then = before.run.clone();
        let stamp = Stamp { at: Timestamp::UNIX_EPOCH, by: String::new() };
        for event in events {
            then.apply(event, &stamp);
            if let Event::Opened { path, .. } = event {
                self.seen.opened.insert(written(path));
                self.opened(&then, path, &mut early);
            }
        }
        self.look(&run, &mut early);
        let mut key = String::new();
        write_scope(&run.root, self.small.kind == Kind::People, &mut key);
        write!(key, "{early:?}").unwrap();
        let mut hasher = DefaultHasher::new();
        key.hash(&mut hasher);
        let over = run.state != RunState::Open && self.small.kind != Kind::Back;
        if self.known.insert(hasher.finish()) && !over {
            queue.push(Standing { run, early, day });
        }
    }

    /// A step has opened: what had to be done before?
    fn opened(&self, run: &Run, path: &Path, early: &mut BTreeSet<(usize, Path)>) {
        let stand = Stand::of(self.checked, run);
        for (index, (demand, step, other)) in self.rules.iter().enumerate() {
            if *demand == "requires" && stand.is(path, step) {
                let entry = (index, path.clone());
                if stand.done_for(other, path) {
                    early.remove(&entry)
                } else {
                    early.insert(entry)
                };
            }
        }
    }

    /// What is true of a run as it stands.
    fn look(&mut self, run: &Run, early: &mut BTreeSet<(usize, Path)>) {
        let stand = Stand::of(self.checked, run);
        early.retain(|(_, path)| run.step(path).is_some_and(|state| matches!(state.status, Status::Open | Status::Done)));
        for (index, path) in early.iter() {
            if stand.is_answered(path, &self.rules[*index].1) {
                self.seen.broken.insert(*index);
            }
        }
        stand.steps(&mut |path, _, state| {
            let name = written(path);
            if is_done(run, path) {
                self.seen.done.insert(name.clone());
            }
            self.seen.taken.extend(state.taken.iter().map(|to| (name.clone(), to.to_string())));
            for (index, read) in self.small.reads.iter().enumerate().filter(|(_, read)| read.step == name && run.status(path) == Status::Open) {
                let asks = read.under.as_ref().is_none_or(|(asked, value)| stand.value(path, asked).as_deref() == Some(value));
                if asks && !stand.can_read(path, &read.name) {
                    self.seen.unset.insert(index);
                }
            }
            for (index, (demand, _, other)) in self.rules.iter().enumerate().filter(|(_, (_, step, _))| stand.is_answered(path, step)) {
                let broken = match *demand {
                    "requires" => false,
                    "excludes" => stand.beside(other, path).iter().any(|other| is_done(run, other)),
                    "leads_to" => run.state != RunState::Open && !stand.done_for(other, path) && !stand.an_alarm_came(other),
                    people => {
                        let by = |path: &Path| run.step(path).and_then(|state| state.settled.as_ref()).map(|stamp| stamp.by.clone());
                        let others = stand.beside(other, path).into_iter().filter(|other| is_done(run, other));
                        others.into_iter().any(|other| (by(&other) == by(path)) != (people == "same_person"))
                    }
                };
                if broken {
                    self.seen.broken.insert(index);
                }
            }
        });
        self.seen.endless |= stand.missed_an_end();
    }
}

fn env<'a>(day: i64, by: &'a str, settings: &'a Map<String, Value>) -> Env<'a> {
    let now = Timestamp::from_second(1_793_610_000 + day * 86_400).unwrap();
    Env { run_id: "r", now, by, settings, holidays: Default::default() }
}

/// A scope as far as what follows depends on it.
fn write_scope(scope: &ScopeState, people: bool, key: &mut String) {
    let steps: BTreeMap<_, _> = scope.steps.iter().collect();
    for (name, state) in steps {
        let answers: Vec<_> = state.answers.iter().map(|(name, datum)| (name, datum.value())).collect();
        let (late, down) = (state.late, state.stood_down.is_some());
        write!(key, "{name}{:?}{answers:?}{:?}{late}{:?}{:?}{down}", state.status, state.choice, state.taken, state.end).unwrap();
        if people {
            write!(key, "{:?}", state.settled.as_ref().map(|stamp| &stamp.by)).unwrap();
        }
        match &state.inner {
            Inner::None => {}
            Inner::Scope(inner) => write_scope(inner, people, key),
            Inner::Each(each) => {
                write!(key, "{:?}", each.cut).unwrap();
                for (number, item) in &each.scopes {
                    write!(key, "#{number}{}", item.finished).unwrap();
                    write_scope(&item.scope, people, key);
                }
            }
        }
    }
    match &scope.cut {
        Some(Cause::Stop(by)) => write!(key, "!{by}").unwrap(),
        cut => write!(key, "{cut:?};").unwrap(),
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
