//! What a step, a look at the list and the opening of a run cost as runs pile up, and what a run of a thousand items costs: `cargo bench --bench scale`.
//!
//! The store holds 100 open runs, then 100,000; the others are copies of one, made behind the program's back. Each time one run is carried out, the list
//! is looked at and a run opened, in turn; medians, and how they grow. Then a run of a thousand items, ten events each, is opened and a step of it
//! settled, beside a plain commit.

use pasapas::clock::Wall;
use pasapas::config::Config;
use pasapas::desk::{Desk, Start};
use pasapas::engine::command::{Command, Done};
use pasapas::journal::sqlite::Sqlite;
use pasapas::library::Procedures;
use rusqlite::Connection;
use serde_json::{Value, json};
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

const FEW: usize = 100;
const MANY: usize = 100_000;
/// How many runs are carried out at each size.
const ROUNDS: usize = 60;
const ITEMS: usize = 1_000;

const ROW: &str = "pasapas: 1\nid: rang\nversion: 1.0.0\nstatus: valid\ntitle: Un rang\nlanguage: fr\nrole: agent\nroles:\n  agent: {title: L’agent}\nstart: a\nsteps:\n  \
                   a: {title: A, ask: {vu: {type: text, title: Vu}}, next: b}\n  b: {title: B, end: success}\n";

const LOOP: &str = "pasapas: 1\nid: boucle\nversion: 1.0.0\nstatus: valid\ntitle: Une boucle\nlanguage: fr\nrole: agent\nroles:\n  agent: {title: L’agent}\ninputs:\n  \
                    gens: {type: list, title: Gens, max: 1000, fields: {nom: {type: text, title: Nom}}}\nstart: chacun\nsteps:\n  chacun:\n    title: Chacun\n    each: gens\n    \
                    as: un\n    start: a\n    steps:\n      a: {title: A, next: b}\n      b: {title: B, next: c}\n      c: {title: C, next: d}\n      d: {title: D, next: e}\n      \
                    e: {title: E, end: success}\n    end: success\n";

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}

fn timed<T>(into: &mut Vec<Duration>, work: impl FnOnce() -> T) -> T {
    let began = Instant::now();
    let made = work();
    into.push(began.elapsed());
    made
}

fn desk(folder: &Path) -> Desk {
    let store = Sqlite::open_beside(&folder.join("runs.sqlite")).expect("a store");
    Desk::new(Procedures::Folder(folder.join("procedures")), Config::default(), Box::new(store), Box::new(Wall), "banc".into())
}

fn start(desk: &Desk, id: &str, inputs: Value) -> String {
    let start = Start { inputs: inputs.as_object().cloned().unwrap_or_default(), ..Start::default() };
    desk.start(id, &start, &[]).map(|acted| acted.loaded.id).unwrap_or_else(|failure| panic!("{failure:?}"))
}

fn settle(desk: &Desk, run: &str, step: &str, answers: Value) {
    let done = Done { path: step.parse().expect("a path"), answers: answers.as_object().cloned().unwrap_or_default(), ..Done::default() };
    desk.act(run, &Command::Done(Box::new(done)), &[]).unwrap_or_else(|failure| panic!("{step}: {failure:?}"));
}

/// Copies one run until there are so many.
fn fill(folder: &Path, run: &str, count: usize) {
    let store = Connection::open(folder.join("runs.sqlite")).expect("a store");
    let known: usize = store.query_row("SELECT count(*) FROM runs", [], |row| row.get(0)).expect("a number");
    let copies = "CREATE TEMP TABLE copies AS WITH RECURSIVE n (n) AS (SELECT ?1 UNION ALL SELECT n + 1 FROM n WHERE n < ?2)
                  SELECT printf('%08x-0000-7000-8000-000000000000', n * 40503) AS id FROM n";
    store.execute(copies, (known + 1, count)).expect("copies");
    let runs = "INSERT INTO runs (id, procedure, version, edition, state, started_at, started_by, touched_at, records, key, paused)
                SELECT copies.id, procedure, version, edition, state, started_at, started_by, touched_at, records, key, paused FROM runs, copies WHERE runs.id = ?1";
    store.execute(runs, [run]).expect("runs");
    let records = "INSERT INTO records (run, number, at, by, events, place, commitments, link)
                   SELECT copies.id, number, at, by, events, place, commitments, link FROM records, copies WHERE run = ?1";
    store.execute(records, [run]).expect("records");
}

/// The medians of a settled step, a look at the list, and opening a run.
fn costs(desk: &Desk) -> [Duration; 3] {
    let (mut steps, mut looks, mut opened) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        let run = start(desk, "rang", json!({}));
        timed(&mut steps, || settle(desk, &run, "a", json!({"vu": "vu"})));
        timed(&mut looks, || {
            let newest = desk.newest(100).unwrap_or_else(|failure| panic!("{failure:?}"));
            black_box(desk.short_ids(newest.iter().map(|one| one.run.as_str())).unwrap_or_else(|failure| panic!("{failure:?}")).len())
        });
        timed(&mut opened, || black_box(desk.load("@last").unwrap_or_else(|failure| panic!("{failure:?}")).records));
    }
    [steps, looks, opened].map(median)
}

fn main() {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("scale");
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(folder.join("procedures")).expect("a folder");
    std::fs::write(folder.join("procedures/rang.yaml"), ROW).expect("a file");
    std::fs::write(folder.join("procedures/boucle.yaml"), LOOP).expect("a file");
    let desk = desk(&folder);

    let first = start(&desk, "rang", json!({}));
    fill(&folder, &first, FEW);
    let few = costs(&desk);
    fill(&folder, &first, MANY);
    let many = costs(&desk);
    println!("{FEW} open runs, then {MANY}");
    for (what, (few, many)) in ["a settled step", "a look at the list", "a run opened"].iter().zip(few.into_iter().zip(many)) {
        println!("  {what:<20} {:>8.0} µs {:>8.0} µs   {:.2} ×", micros(few), micros(many), micros(many) / micros(few));
    }

    let people: Vec<Value> = (0..ITEMS).map(|n| json!({"nom": format!("Personne {n}")})).collect();
    let began = Instant::now();
    let run = start(&desk, "boucle", json!({"gens": people}));
    println!("a run of {ITEMS} items\n  started in           {:>8.0} ms", micros(began.elapsed()) / 1e3);
    // All but one are settled in one act for each step, so that there are few records and many events.
    for step in ["a", "b", "c", "d"] {
        let loaded = desk.load(&run).unwrap_or_else(|failure| panic!("{failure:?}"));
        let paths = (2..=ITEMS).map(|n| format!("chacun[{n}].{step}").parse().expect("a path"));
        let commands: Vec<Command> = paths.map(|path| Command::Done(Box::new(Done { path, ..Done::default() }))).collect();
        let began = Instant::now();
        desk.act_together(loaded, &commands, &[], "banc").unwrap_or_else(|failure| panic!("{failure:?}"));
        println!("  {} settled in one act {:>8.0} ms", commands.len(), micros(began.elapsed()) / 1e3);
    }
    let events: usize = desk.records(&run).unwrap_or_else(|failure| panic!("{failure:?}")).iter().map(|record| record.events.len()).sum();
    let mut opened = Vec::new();
    (0..20).for_each(|_| drop(timed(&mut opened, || black_box(desk.load(&run).unwrap_or_else(|failure| panic!("{failure:?}"))))));
    println!("  opened, {events} events {:>8.1} ms", micros(median(opened)) / 1e3);
    let mut steps = Vec::new();
    for step in ["a", "b", "c", "d", "e"] {
        timed(&mut steps, || settle(&desk, &run, &format!("chacun[1].{step}"), json!({})));
    }
    println!("  a settled step       {:>8.1} ms", micros(median(steps)) / 1e3);
}

fn micros(time: Duration) -> f64 {
    time.as_secs_f64() * 1e6
}
