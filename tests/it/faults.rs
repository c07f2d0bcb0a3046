//! The disk fails, or the power: at every write, sync, open and change of a name of a command, in turn. Whatever happens, the store is as it was
//! before or as it is after, never between, and what was said to be done is done.
//!
//! The faults are made by a small library that is loaded under the built program (`data/faults/faults.c`), so that everything counts: our own
//! files and those of SQLite. `PASAPAS_FAULTS=all` fails every single call; otherwise so many of each, spread over the whole command.
#![cfg(all(target_os = "linux", target_env = "gnu"))]

use super::cli::Home;
use super::journals;
use pasapas::journal::seal::Keys;
use pasapas::journal::sqlite::Sqlite;
use pasapas::journal::{Archive, Journal};
use rusqlite::Connection;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;

/// How many calls of each kind fail in each way, where not all do.
const SOME: usize = 5;

/// The library that is loaded under the program.
pub fn library() -> &'static Path {
    static LIBRARY: OnceLock<PathBuf> = OnceLock::new();
    LIBRARY.get_or_init(|| {
        let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/data/faults/faults.c");
        let library = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("faults-{}.so", std::process::id()));
        let made = Command::new("cc").args(["-shared", "-fPIC", "-O1", "-o"]).arg(&library).arg(source).arg("-ldl").status().unwrap();
        assert!(made.success(), "a C compiler is there: it builds SQLite too");
        library
    })
}

/// What is asked of the program in a folder with a store, and what may be seen of it.
struct Case<'c> {
    /// The folder as it is before.
    base: &'c Path,
    args: Vec<&'c str>,
    /// Whether a refusal means that nothing was done.
    promises: bool,
    /// What a store holds, in short.
    seen: &'c dyn Fn(&Path) -> String,
}

fn copy(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        // `copy` keeps the mode.
        fs::copy(&path, to.join(path.file_name().unwrap())).unwrap();
    }
}

/// Runs the program under a fault, and gives its exit status; none where it was killed.
fn run(folder: &Path, args: &[&str], kind: &str, at: usize, how: &str) -> (Option<i32>, usize) {
    let count = folder.with_extension("count");
    let _ = fs::remove_file(&count);
    let mut command = Command::new(env!("CARGO_BIN_EXE_pasapas"));
    command
        .env_clear()
        .current_dir(folder)
        .env("HOME", folder)
        .env("PASAPAS_LANG", "en")
        .env("PASAPAS_AS", "tess")
        .args(["--store", "runs.db"])
        .args(args);
    command.env("LD_PRELOAD", library()).env("FAULT_UNDER", folder).env("FAULT_KIND", kind).env("FAULT_AT", at.to_string()).env("FAULT_HOW", how);
    command.env("FAULT_COUNT", &count).stdout(Stdio::null()).stderr(Stdio::null());
    let status = command.status().unwrap().code();
    let calls = fs::read_to_string(&count).ok().and_then(|count| count.parse().ok()).unwrap_or(0);
    let _ = fs::remove_file(&count);
    (status, calls)
}

/// Which of so many calls are to fail.
fn chosen(calls: usize) -> Vec<usize> {
    if std::env::var_os("PASAPAS_FAULTS").is_some() || calls <= SOME {
        return (1..=calls).collect();
    }
    // The last ones matter most: there a command becomes true.
    let mut chosen: Vec<usize> = (0..SOME).map(|i| 1 + i * (calls - 1) / (SOME - 1)).chain([calls - 1]).collect();
    chosen.dedup();
    chosen
}

impl Case<'_> {
    fn fresh(&self) -> Home {
        let home = Home::new();
        copy(self.base, &home.path(""));
        home
    }

    fn holds_at_every_fault(&self) {
        let home = self.fresh();
        let before = (self.seen)(&home.path("runs.db"));
        let home = self.fresh();
        assert_eq!(run(&home.path(""), &self.args, "none", 0, "EIO").0, Some(0), "{:?}", self.args);
        let after = (self.seen)(&home.path("runs.db"));
        assert_ne!(before, after, "the command does something");
        let mut seen = [0; 2];
        for (kind, ways) in
            [("write", &["EIO", "ENOSPC", "KILL", "CUT"][..]), ("sync", &["EIO", "KILL"]), ("open", &["EIO", "KILL"]), ("name", &["EIO", "KILL"])]
        {
            let home = self.fresh();
            let (_, calls) = run(&home.path(""), &self.args, kind, 0, "EIO");
            for at in chosen(calls) {
                for how in ways {
                    let home = self.fresh();
                    let (status, _) = run(&home.path(""), &self.args, kind, at, how);
                    let now = (self.seen)(&home.path("runs.db"));
                    let what = format!("{:?}: {how} at {kind} {at} of {calls}: {status:?}", self.args);
                    assert!(now == before || now == after, "{what}: neither before nor after\n{before}\n{after}\n{now}");
                    assert!(status != Some(0) || now == after, "{what}: it said that it was done");
                    // Whoever is told that nothing was recorded can do it again.
                    let lied = status == Some(2) && now == after && self.promises;
                    assert!(!lied, "{what}: it said that nothing was recorded");
                    assert!(matches!((*how, status), ("KILL" | "CUT", _) | (_, Some(0..=2))), "{what}: it stopped in disorder");
                    seen[usize::from(now == after)] += 1;
                }
            }
        }
        assert!(seen[0] > 0 && seen[1] > 0, "{seen:?}: there were faults before and after the moment that counts");
    }
}

/// What a store holds: each run, how many records it has and which version of its procedure, and that the chain holds.
fn summary(path: &Path) -> String {
    let store = Sqlite::open(path, Keys::open(&Keys::beside(path), false).unwrap()).unwrap();
    let proof = store.verify(None, &[]).unwrap();
    assert_eq!(proof.flaws, vec![]);
    let runs = store.runs("").unwrap().into_iter().map(|run| {
        assert_eq!(store.records(&run.run).unwrap().len() as u64, run.records);
        format!("{} {} {} {}\n", run.run, run.records, run.version, run.state)
    });
    runs.collect::<String>() + &proof.head.unwrap().place.to_string()
}

const UN: &str = "pasapas: 1\nid: un\nversion: 1.0.0\nstatus: valid\ntitle: Un\nlanguage: fr\nrole: nous\nroles:\n  nous: {title: Nous}\nstart: premier\nsteps:\n  \
    premier: {title: Premier, ask: {mot: {type: text, title: Mot, personal: true}}, next: second}\n  second: {title: Second, end: success}\n";

/// A store with one run.
fn begun() -> (Home, String) {
    let home = Home::new();
    home.write("un.yaml", UN);
    let run = home.good(&["--store", "runs.db", "start", "./un.yaml"]).trim().to_owned();
    (home, run)
}

#[test]
fn a_step_is_settled_or_it_is_not() {
    let (home, run) = begun();
    Case { base: &home.path(""), args: vec!["done", &run, "premier", "--set", "mot=oui"], promises: true, seen: &summary }.holds_at_every_fault();
}

/// The same where the first step asks for a file, and a file of several pieces.
fn with_file() -> (Home, String) {
    let home = Home::new();
    home.write("un.yaml", &UN.replace("type: text, title: Mot", "type: file, title: Mot"));
    fs::write(home.path("long.bin"), (0..600_000_u32).map(|n| (n % 251) as u8).collect::<Vec<_>>()).unwrap();
    let run = home.good(&["--store", "runs.db", "start", "./un.yaml"]).trim().to_owned();
    (home, run)
}

#[test]
fn a_file_is_kept_whole_or_not_at_all() {
    let (home, run) = with_file();
    Case { base: &home.path(""), args: vec!["done", &run, "premier", "--attach", "mot=long.bin"], promises: true, seen: &summary }
        .holds_at_every_fault();
}

#[test]
fn a_file_is_given_out_whole_or_not_at_all() {
    let (home, run) = with_file();
    home.good(&["--store", "runs.db", "done", &run, "premier", "--attach", "mot=long.bin"]);
    let given = |path: &Path| {
        let out = fs::read(path.with_file_name("out.bin")).ok();
        let whole = out.as_ref().is_none_or(|out| *out == fs::read(path.with_file_name("long.bin")).unwrap());
        format!("{} {:?} {whole}", summary(path), out.map(|out| out.len()))
    };
    Case { base: &home.path(""), args: vec!["files", &run, "1", "-o", "out.bin"], promises: false, seen: &given }.holds_at_every_fault();
}

#[test]
fn a_packed_run_is_taken_in_with_its_file_or_not() {
    let (home, run) = with_file();
    home.good(&["--store", "runs.db", "done", &run, "premier", "--attach", "mot=long.bin"]);
    home.good(&["--store", "runs.db", "export", &run, "--personal", "-o", "run.zip"]);
    for name in ["runs.db", "runs.db.key"] {
        fs::remove_file(home.path(name)).unwrap();
    }
    home.write("autre.yaml", &UN.replace("id: un", "id: autre"));
    home.good(&["--store", "runs.db", "start", "./autre.yaml"]);
    Case { base: &home.path(""), args: vec!["import", "run.zip"], promises: true, seen: &summary }.holds_at_every_fault();
}

#[test]
fn a_run_has_the_old_version_or_the_new_one() {
    let (home, run) = begun();
    home.write("un.yaml", &UN.replace("1.0.0", "1.1.0").replace("title: Second", "title: Deuxième"));
    let to = home.path("un.yaml").display().to_string();
    Case { base: &home.path(""), args: vec!["upgrade", &run, "--to", &to], promises: true, seen: &summary }.holds_at_every_fault();
}

#[test]
fn a_run_is_taken_in_or_it_is_not() {
    let (home, run) = begun();
    home.good(&["--store", "runs.db", "done", &run, "premier", "--set", "mot=oui"]);
    home.good(&["--store", "runs.db", "export", &run, "--personal", "-o", "run.json"]);
    for name in ["runs.db", "runs.db.key"] {
        fs::remove_file(home.path(name)).unwrap();
    }
    home.write("autre.yaml", &UN.replace("id: un", "id: autre"));
    home.good(&["--store", "runs.db", "start", "./autre.yaml"]);
    Case { base: &home.path(""), args: vec!["import", "run.json"], promises: true, seen: &summary }.holds_at_every_fault();
}

#[test]
fn a_run_is_erased_or_it_is_not() {
    let (home, run) = begun();
    home.good(&["--store", "runs.db", "done", &run, "premier", "--set", "mot=oui"]);
    home.good(&["--store", "runs.db", "done", &run, "second"]);
    Case { base: &home.path(""), args: vec!["erase", &run, "--reason", "fin"], promises: true, seen: &summary }.holds_at_every_fault();
}

/// What is in a store of whatever form, as it lies there; its chain holds where it has one already.
fn form_and_words(path: &Path) -> String {
    let store = Connection::open(path).unwrap();
    let form: i64 = store.pragma_query_value(None, "user_version", |row| row.get(0)).unwrap();
    let sound: String = store.query_row("PRAGMA integrity_check", [], |row| row.get(0)).unwrap();
    assert_eq!(sound, "ok");
    let counts = "SELECT (SELECT count(*) FROM runs) || ' ' || (SELECT count(*) FROM records) || ' ' || (SELECT count(*) FROM attached)";
    let counts: String = store.query_row(counts, [], |row| row.get(0)).unwrap();
    drop(store);
    // A copy that is there is whole.
    let copy = pasapas::journal::sqlite::backup(path, 1);
    if copy.exists() {
        let store = Connection::open(&copy).unwrap();
        let all =
            "SELECT (SELECT count(*) FROM records) || ' ' || (SELECT * FROM pragma_user_version) || ' ' || (SELECT * FROM pragma_integrity_check)";
        assert_eq!(store.query_row(all, [], |row| row.get::<_, String>(0)).unwrap(), "14 1 ok");
    }
    // Either form is led on from here, and holds.
    summary(path);
    format!("{form} {counts}")
}

#[test]
fn a_store_has_the_old_form_or_the_new_one() {
    let home = Home::new();
    journals::copy(1, &home.path(""));
    Case { base: &home.path(""), args: vec!["list"], promises: false, seen: &form_and_words }.holds_at_every_fault();
}

/// Commands one after the other, each killed at another place and asked again: none that was acknowledged is lost.
#[test]
fn no_acknowledged_remark_is_lost() {
    let (home, run) = begun();
    let mut acknowledged = Vec::new();
    for (i, (kind, at)) in [("write", 3), ("sync", 1), ("write", 6), ("open", 4), ("sync", 2), ("write", 9), ("name", 1)].into_iter().enumerate() {
        for how in ["KILL", "EIO"] {
            let text = format!("remarque {i} {how}");
            if self::run(&home.path(""), &["note", &run, &text], kind, at, how).0 == Some(0) {
                acknowledged.push(text);
            }
        }
        let text = format!("remarque {i}");
        home.good(&["--store", "runs.db", "note", &run, &text]);
        acknowledged.push(text);
    }
    let log = home.good(&["--store", "runs.db", "log", &run]);
    for text in &acknowledged {
        assert!(log.contains(text.as_str()), "{text}\n{log}");
    }
    assert!(acknowledged.len() < 21, "some were cut short");
    summary(&home.path("runs.db"));
}
