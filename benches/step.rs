//! What a settled step costs on this disk: `cargo bench --bench step`.
//!
//! A step is settled as a command does it: the run is found and loaded from the store, the step decided upon, its events appended and
//! committed to an SQLite file (`synchronous = FULL`). In turn with it, one plain row is committed to another SQLite file of the same folder under
//! the same settings: that is what the disk allows, and the ratio between both compares between machines. A third figure opens everything anew
//! for each step, as a process does that is started for it: the store, its key, and the procedure, checked again.

#[path = "../tests/it/made.rs"]
#[allow(dead_code)] // Shared with the tests, which make others too.
mod made;

use pasapas::clock::Wall;
use pasapas::config::Config;
use pasapas::desk::{Desk, Start};
use pasapas::engine::command::{Command, Done};
use pasapas::journal::sqlite::Sqlite;
use pasapas::library::Procedures;
use rusqlite::Connection;
use serde_json::{Map, Value, json};
use std::path::PathBuf;
use std::time::{Duration, Instant};

/// How many runs of each procedure are carried out.
const RUNS: usize = 60;
const ITEMS: usize = 10;

/// Ten items go through six steps each.
fn items() -> String {
    let steps: String = (0..6)
        .map(|i| {
            let exit = if i == 5 { "end: success".to_owned() } else { format!("next: pas_{}", i + 1) };
            format!("      pas_{i}: {{title: Pas {i}, ask: {{vu_{i}: {{type: text, title: Vu {i}}}}}, {exit}}}\n")
        })
        .collect();
    format!(
        "pasapas: 1\nid: boucle\nversion: 1.0.0\nstatus: valid\ntitle: Une boucle\nlanguage: fr\nrole: agent\nroles:\n  agent: {{title: L’agent}}\n\
         inputs:\n  gens: {{type: list, title: Gens, fields: {{nom: {{type: text, title: Nom}}}}}}\nstart: chacun\nsteps:\n  chacun:\n    title: Chacun\n    \
         each: gens\n    as: un\n    start: pas_0\n    steps:\n{steps}    end: success\n"
    )
}

struct Bench {
    folder: PathBuf,
    procedures: Procedures,
}

impl Bench {
    fn desk(&self) -> Desk {
        let store = Sqlite::open_beside(&self.folder.join("runs.sqlite")).expect("a store");
        Desk::new(self.procedures.clone(), Config::default(), Box::new(store), Box::new(Wall), "banc".into())
    }
}

/// One plain commit after the other.
struct Plain(Connection);

impl Plain {
    fn new(folder: &std::path::Path) -> Plain {
        let store = Connection::open(folder.join("plain.sqlite")).expect("a store");
        let settings = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE rows (id INTEGER PRIMARY KEY, body TEXT NOT NULL) STRICT;";
        store.execute_batch(settings).expect("a table");
        Plain(store)
    }

    fn commit(&self) {
        let body = "x".repeat(300);
        self.0.prepare_cached("INSERT INTO rows (body) VALUES (?)").and_then(|mut insert| insert.execute([body])).expect("a commit");
    }
}

fn timed(into: &mut Vec<Duration>, work: impl FnOnce()) {
    let began = Instant::now();
    work();
    into.push(began.elapsed());
}

/// What 99 of 100 take at the most; the times lie in order.
fn slowest(times: &[Duration]) -> Duration {
    times[times.len() * 99 / 100]
}

/// How many a second, by the median.
fn rate(times: &mut [Duration]) -> f64 {
    times.sort();
    1.0 / times[times.len() / 2].as_secs_f64()
}

fn main() {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("step");
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(folder.join("procedures")).expect("a folder");
    std::fs::write(folder.join("procedures/ligne.yaml"), made::row("ligne", 20)).expect("a file");
    std::fs::write(folder.join("procedures/longue.yaml"), made::row("longue", 6 * ITEMS)).expect("a file");
    std::fs::write(folder.join("procedures/boucle.yaml"), items()).expect("a file");
    let bench = Bench { procedures: Procedures::Folder(folder.join("procedures")), folder };
    let plain = Plain::new(&bench.folder);

    let row = |steps: usize| -> Vec<(String, Value)> {
        (0..steps).map(|i| (format!("etape_{i}"), json!({format!("jour_{i}"): "2026-03-02", format!("choix_{i}"): "oui"}))).collect()
    };
    let each: Vec<(String, Value)> =
        (0..6).flat_map(|i| (1..=ITEMS).map(move |n| (format!("chacun[{n}].pas_{i}"), json!({format!("vu_{i}"): "vu"})))).collect();
    let people: Vec<Value> = (0..ITEMS).map(|n| json!({"nom": format!("Personne {n}")})).collect();
    for (id, what, steps, inputs) in [
        ("ligne", "20 steps in a row", row(20), json!({})),
        ("longue", "60 steps in a row", row(6 * ITEMS), json!({})),
        ("boucle", "10 items, 6 steps each", each, json!({"gens": people})),
    ] {
        let (mut settled, mut opened, mut committed) = (Vec::new(), Vec::new(), Vec::new());
        let warm = bench.desk();
        for round in 0..RUNS {
            let start = Start { inputs: inputs.as_object().cloned().unwrap_or_default(), ..Start::default() };
            let run = warm.start(id, &start, &[]).map(|acted| acted.loaded.id).unwrap_or_else(|failure| panic!("{failure:?}"));
            for (step, answers) in &steps {
                let settle = |desk: &Desk| {
                    let done = Done {
                        path: step.parse().expect("a path"),
                        answers: answers.as_object().cloned().unwrap_or_else(Map::new),
                        ..Done::default()
                    };
                    desk.act(&run, &Command::Done(Box::new(done)), &[]).unwrap_or_else(|failure| panic!("{step}: {failure:?}"));
                };
                timed(&mut committed, || plain.commit());
                // One run in six is carried out by processes that begin from nothing.
                if round % 6 == 5 { timed(&mut opened, || settle(&bench.desk())) } else { timed(&mut settled, || settle(&warm)) }
            }
        }
        let (plain, rate_settled, opened) = (rate(&mut committed), rate(&mut settled), rate(&mut opened));
        println!(
            "{what}\n  plain commits          {plain:>8.0}/s\n  steps settled          {rate_settled:>8.0}/s   {:.2} of the plain commits",
            rate_settled / plain
        );
        println!("  99 of 100 within       {:>8.1?}   plain commits {:.1?}", slowest(&settled), slowest(&committed));
        println!("  … everything opened anew {opened:>6.0}/s   {:.2} of the plain commits", opened / plain);
    }
}
