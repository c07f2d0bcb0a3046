//! `doctor`: what it finds wrong with a store and where it lies, each with what to do.

use super::cli::{Home, drive::Ran};
use super::journals;
use super::mail::office;
use super::mail::scripted::{Scripted, Twist};
use rusqlite::Connection;
use serde_json::Value;
use std::fs;

fn golden() -> Home {
    let home = Home::new();
    journals::copy(1, &home.path(""));
    home.good(&["--store", "runs.db", "list"]);
    fs::remove_file(home.path("runs.db.form-1.bak")).unwrap();
    home
}

/// How one thing stands, and what is said of it.
fn look(ran: &Ran, name: &str) -> (String, String) {
    let told: Value = serde_json::from_str(&ran.out).unwrap_or_else(|_| panic!("{ran:?}"));
    let look = told["checks"].as_array().unwrap().iter().find(|look| look["name"] == name).unwrap().clone();
    (look["state"].as_str().unwrap().to_owned(), look["message"].as_str().unwrap().to_owned())
}

fn store(home: &Home) -> (String, String) {
    look(&home.run(&["--store", "runs.db", "doctor", "--json"]), "store")
}

#[test]
fn what_a_sudden_end_left_behind_is_named_once_nobody_works_with_it() {
    let home = golden();
    let (state, said) = store(&home);
    assert_eq!(state, "ok", "{said}");
    let work = Connection::open(home.path("runs.db")).unwrap();
    work.execute_batch("UPDATE runs SET paused = paused").unwrap();
    fs::create_dir(home.path("left")).unwrap();
    for name in ["runs.db", "runs.db-wal", "runs.db.key"] {
        fs::copy(home.path(name), home.path("left").join(name)).unwrap();
    }
    let left = || look(&home.run(&["--store", "left/runs.db", "doctor", "--json"]), "store");
    assert!(left().0 == "ok", "somebody may be at work: {:?}", left());
    // `doctor` itself takes the log in, as every command does.
    for name in ["runs.db", "runs.db-wal"] {
        fs::copy(home.path(name), home.path("left").join(name)).unwrap();
    }
    let log = fs::File::options().write(true).open(home.path("left/runs.db-wal")).unwrap();
    log.set_modified(std::time::UNIX_EPOCH + std::time::Duration::from_secs(1_700_000_000)).unwrap();
    let (state, said) = left();
    assert!(state == "warning" && said.contains("a program ended suddenly") && said.contains("the next command takes it in"), "{said}");
    drop(work);
    home.write("runs.db.form-2.bak.tmp", "half a copy");
    let (state, said) = store(&home);
    assert!(state == "warning" && said.contains("to be deleted") && said.contains("runs.db.form-2.bak.tmp"), "{said}");
}

#[test]
fn a_text_that_is_gone_and_a_key_that_does_not_fit_are_said_with_what_to_do() {
    let home = golden();
    let key = fs::read(home.path("runs.db.key")).unwrap();
    Connection::open(home.path("runs.db")).unwrap().execute_batch("PRAGMA foreign_keys = OFF; DELETE FROM editions").unwrap();
    let (state, said) = store(&home);
    assert!(state == "error" && said.contains("pasapas verify") && said.contains("bring back a copy"), "{said}");
    fs::remove_file(home.path("runs.db.key")).unwrap();
    let (state, said) = store(&home);
    assert!(state == "error" && said.contains("runs.db.key"), "{said}");
    // Another store’s key.
    let other = Home::new();
    other.good(&["new", "accueil"]);
    other.good(&["--store", "o.db", "start", "./accueil.yaml", "--set", "colleague.name=Ada", "--set", "first_day=2026-12-01"]);
    fs::copy(other.path("o.db.key"), home.path("runs.db.key")).unwrap();
    let (state, said) = store(&home);
    assert!(state == "error" && said.contains("runs.db.key"), "{said}");
    fs::write(home.path("runs.db.key"), key).unwrap();
}

/// The program as it is on a later day.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
fn later(home: &Home, years: u32, args: &[&str]) -> Ran {
    let mut command = home.command();
    command.env("LD_PRELOAD", super::faults::library()).env("FAULT_YEARS", years.to_string());
    let ran = command.args(args).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Ran { status: ran.status.code().unwrap(), out: text(ran.stdout), err: text(ran.stderr) }
}

#[test]
#[cfg(all(target_os = "linux", target_env = "gnu"))]
fn a_clock_that_is_behind_what_was_recorded_is_an_error() {
    let home = Home::new();
    home.good(&["new", "accueil"]);
    let started = later(&home, 3, &["--store", "runs.db", "start", "./accueil.yaml", "--set", "colleague.name=Ada", "--set", "first_day=2026-12-01"]);
    assert_eq!(started.status, 0, "{started:?}");
    let (state, said) = store(&home);
    assert!(state == "error" && said.contains("set the clock"), "{said}");
    assert!(look(&later(&home, 3, &["--store", "runs.db", "doctor", "--json"]), "store").0 == "ok");
}

#[test]
#[cfg(all(target_os = "linux", target_env = "gnu"))]
fn mails_that_want_a_person_or_a_timer_are_said() {
    // `doctor` looks at the server each time.
    let server = Scripted::new(vec![None, None, Some(("RCPT", Twist::Say("550 no")))], &[]);
    let home = Home::new();
    home.write("wf/essai.yaml", office::PROCEDURE);
    home.write("settings.yaml", &format!("organisation: Ville\nsmtp:\n{}", office::plain(server.port)));
    let at = |args: &[&'static str]| [&["--workflows", "wf", "--store", "runs.db"], args].concat();
    home.good(&at(&["start", "essai", "--set", "adresse=ana@example.org"]));
    home.good(&at(&["mail", "@last", "send", "ecrire", "--yes", "--later"]));
    let (state, said) = look(&home.run(&at(&["doctor", "--json"])), "smtp");
    assert!(state == "ok" && said.contains("2 waiting"), "{said}");
    let (state, said) = look(&later(&home, 1, &at(&["doctor", "--json"])), "smtp");
    assert!(state == "warning" && said.contains("does a timer run “pasapas tick”?"), "{said}");
    assert_eq!(home.run(&at(&["tick"])).status, 1);
    let (state, said) = look(&home.run(&at(&["doctor", "--json"])), "smtp");
    assert!(state == "warning" && said.contains("pasapas mail RUN resolve N"), "{said}");
    let todo = home.good(&at(&["todo"]));
    assert!(todo.contains("Mails to be decided\n") && todo.contains(" resolve 1 --again"), "{todo}");
    // It is so too where the server is no longer set.
    home.write("settings.yaml", "organisation: Ville\n");
    let (state, said) = look(&home.run(&at(&["doctor", "--json"])), "smtp");
    assert!(state == "warning" && said.contains("no server is set") && said.contains("resolve N"), "{said}");
}
