//! `enter`: what was done on paper comes back into its run.
//!
//! `sheet.rs` prints real procedures with the built program, reads the numbers and the code back from the pages, and enters them; `against.rs` holds slips
//! against what has happened since, with a clock of its own; `chance.rs` plays random procedures.

mod against;
mod chance;
mod sheet;

use jiff::Timestamp;
use jiff::civil::Date;
use pasapas::clock::Clock;
use pasapas::config::Config;
use pasapas::desk::paper::{Reading, Typed};
use pasapas::desk::{Acted, Desk, Failure, Start};
use pasapas::engine::command::Done;
use pasapas::engine::{Command, Path};
use pasapas::journal::Evidence;
use pasapas::journal::sqlite::Sqlite;
use pasapas::library::Procedures;
use pasapas::words::Message;
use serde_json::{Map, Value};
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use tempfile::TempDir;

/// A clock whose hands are moved.
#[derive(Clone)]
struct Hands(Arc<Mutex<Timestamp>>);

impl Clock for Hands {
    fn now(&self) -> Timestamp {
        *self.0.lock().unwrap()
    }
}

/// A desk with procedures, people, a store, and a clock that one sets.
struct Office {
    folder: TempDir,
    clock: Hands,
}

const TEAM: &str =
    "organisation: Ville\nteam:\n  lea: Léa Petit\n  marie: Marie Dupont\n  marc: Marc Durand\n  jp: Jean-Pierre Martin\n  zoe: Zoé Neuve\n";

impl Office {
    fn new() -> Office {
        let folder = tempfile::tempdir().unwrap();
        let office = Office { folder, clock: Hands(Arc::default()) };
        std::fs::create_dir(office.path("wf")).unwrap();
        office.write("settings.yaml", TEAM);
        office.on("2026-03-10");
        office
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn write(&self, name: &str, text: &str) {
        std::fs::write(self.path(name), text).unwrap();
    }

    /// It is noon of that day.
    fn on(&self, day: &str) {
        *self.clock.0.lock().unwrap() = format!("{day}T11:00:00Z").parse().unwrap();
    }

    fn desk(&self, by: &str) -> Desk {
        let store = Sqlite::open_beside(&self.path("runs.db")).unwrap();
        let config = Config::read(&self.path("settings.yaml")).unwrap();
        Desk::new(Procedures::Folder(self.path("wf")), config, Box::new(store), Box::new(self.clock.clone()), by.into())
    }

    fn start(&self, procedure: &str, inputs: &Value) -> String {
        let inputs = inputs.as_object().cloned().unwrap_or_default();
        self.desk("Léa Petit").start(procedure, &Start { inputs, ..Start::default() }, &[]).unwrap_or_else(|f| panic!("{f:?}")).loaded.id
    }

    /// Settles a step as anybody would who has the program.
    fn done(&self, run: &str, path: &str, answers: &Value, choose: &[&str]) -> Acted {
        let done = Done {
            path: path.parse::<Path>().unwrap(),
            answers: answers.as_object().cloned().unwrap_or_default(),
            choose: choose.iter().map(|c| (*c).to_owned()).collect(),
            ..Done::default()
        };
        self.desk("Marc Durand").act(run, &Command::Done(Box::new(done)), &[]).unwrap_or_else(|f| panic!("{path}: {f:?}"))
    }

    fn read(&self, run: &str, slip: &Slip) -> Result<Reading, Failure> {
        let desk = self.desk("Léa Petit");
        desk.read_slip(desk.load(run).unwrap(), &slip.typed())
    }

    /// Reads and keeps; what is wrong as `line:column message`.
    fn enter(&self, run: &str, slip: &Slip) -> Result<Acted, Vec<String>> {
        let reading = self.read(run, slip).map_err(|failure| match failure {
            Failure::Refused(refusal) | Failure::Unable(refusal) => vec![format!("{} {}", refusal.code, refusal.message.id)],
            Failure::Unsound(..) => panic!("{failure:?}"),
        })?;
        if let Some(refusal) = reading.refusal(slip.text) {
            return Err(refusal.problems.iter().map(|problem| format!("{} {}", problem.path, problem.message.id)).collect());
        }
        Ok(self.desk("Léa Petit").enter(reading, slip.text).unwrap_or_else(|f| panic!("{f:?}")))
    }

    fn status(&self, run: &str, path: &str) -> &'static str {
        self.desk("x").load(run).unwrap().run.status(&path.parse().unwrap()).word()
    }

    fn records(&self, run: &str) -> usize {
        self.desk("x").records(run).unwrap().len()
    }
}

/// What somebody types, with its options.
#[derive(Clone, Copy, Default)]
struct Slip<'t> {
    text: &'t str,
    printed: Option<&'t str>,
    item: Option<&'t str>,
    on: Option<Date>,
    by: Option<&'t str>,
    confirmed: bool,
}

fn attach(_: &str) -> Result<(Value, Evidence), Message> {
    panic!("no file is named here")
}

impl<'t> Slip<'t> {
    fn typed(&self) -> Typed<'t> {
        let Slip { text, printed, item, on, by, confirmed } = *self;
        Typed { text, printed, item, on, by, confirmed, attach: &attach }
    }
}

/// A slip without options.
fn slip(text: &str) -> Slip<'_> {
    Slip { text, ..Slip::default() }
}

/// Answers by name.
fn answers(run: &pasapas::engine::Run, path: &str) -> Map<String, Value> {
    let state = run.step(&path.parse().unwrap()).unwrap();
    state.answers.iter().map(|(name, datum)| (name.to_string(), datum.value().clone())).collect()
}
