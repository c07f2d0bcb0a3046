//! The journal's stores: one suite that each must pass, and what only the SQLite one promises.

mod chain;
mod files;
mod opening;
mod sealed;

use pasapas::check::Edition;
use pasapas::engine::event::{Answers, Datum, Event};
use pasapas::engine::{Path, Run, Stamp};
use pasapas::journal::memory::Memory;
use pasapas::journal::seal::Keys;
use pasapas::journal::sqlite::Sqlite;
use pasapas::journal::{Error, Evidence, Journal, Record};
use pasapas::model::Outcome;
use rusqlite::Connection;
use serde_json::{Value, json};
use std::fs;
use std::ops::ControlFlow;
use std::path::{Path as File, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};
use tempfile::TempDir;

const CANARY: &str = "Camille-Canari-0612345678";

/// A run under way, as the desk holds it.
struct Trial {
    id: String,
    edition: Edition,
    run: Run,
    records: Vec<Record>,
}

impl Trial {
    fn new(id: &str) -> Trial {
        let text = format!("pasapas: 1\nid: essai\ntitle: Essai {}\n", &id[..1]);
        Trial {
            id: id.into(),
            edition: Edition { id: "essai".into(), texts: [("essai".into(), text.into())].into() },
            run: Run::default(),
            records: Vec::new(),
        }
    }

    fn begin(&mut self, at: &str, journal: &mut dyn Journal) {
        let started =
            Event::Started { procedure: "essai".into(), version: "1.2.0".into(), edition: self.edition.hash(), holidays: Default::default() };
        let inputs = answers([("nom", json!({"nom": CANARY, "age": 41}), true), ("site", json!("Est"), false)]);
        let record = self.record(at, vec![started, Event::Begun { inputs }]);
        journal.create(&self.id, &self.edition, &self.run, &record, &[]).unwrap();
        self.records.push(record);
    }

    /// The next record, not kept yet; the run already stands as it would be after it.
    fn record(&mut self, at: &str, events: Vec<Event>) -> Record {
        let stamp = Stamp { at: at.parse().unwrap(), by: "Zoé".into() };
        events.iter().for_each(|event| self.run.apply(event, &stamp));
        Record { number: self.records.len() as u64 + 1, stamp, events }
    }

    fn go_on(&mut self, at: &str, events: Vec<Event>, journal: &mut dyn Journal) {
        let record = self.record(at, events);
        journal.append(&self.id, &self.run, &record, &[]).unwrap();
        self.records.push(record);
    }

    fn step(&mut self, at: &str, journal: &mut dyn Journal) {
        let letter = Datum::Personal(json!({"to": [CANARY], "body": "Bonjour"}));
        let path = Path::root().step(&"accueil".into());
        let answers = answers([("telephone", json!(CANARY), true), ("note", json!(3), false)]);
        let done = Event::Done {
            path: path.clone(),
            answers,
            choice: vec!["oui".into()],
            late: false,
            channel: None,
            on: None,
            paper: None,
            taken: Vec::new(),
            end: None,
            stop: None,
            back: None,
        };
        let opened = Event::Opened { path, round: 1, due: None, not_before: None, late_from: None, mail: Some(1), list: None, with: Answers::new() };
        self.go_on(at, vec![opened, done, Event::MailReady { mail: 1, letter }], journal);
    }
}

fn answers<const N: usize>(all: [(&str, Value, bool); N]) -> Answers {
    all.into_iter().map(|(name, value, personal)| (name.into(), Datum::new(value, personal))).collect()
}

fn file(bytes: &[u8]) -> Evidence {
    Evidence::of(bytes.to_vec())
}

/// A file as a store gives it out.
fn whole(journal: &dyn Journal, file: &Evidence) -> Result<Option<Vec<u8>>, Error> {
    let mut bytes = Vec::new();
    let there = journal.evidence(&file.sha256, &mut |piece| {
        bytes.extend_from_slice(piece);
        ControlFlow::Continue(())
    })?;
    assert_eq!(journal.evidence_size(&file.sha256)?, there.then_some(bytes.len() as u64));
    Ok(there.then_some(bytes))
}

fn note(text: &str) -> Vec<Event> {
    vec![Event::Noted { path: Path::root(), text: Datum::Personal(json!(text)) }]
}

/// A run moves to another edition: the record and the texts go in together, or neither does.
fn moves(a: &mut Trial, journal: &mut dyn Journal) {
    let other = Edition { id: "essai".into(), texts: [("essai".into(), "pasapas: 1\nid: essai\ntitle: Autre\n".into())].into() };
    let moved = vec![Event::Upgraded { version: "1.3.0".into(), edition: other.hash(), holidays: None }];
    let before = journal.runs(&a.id).unwrap().remove(0);
    let mut late = Trial { id: a.id.clone(), edition: a.edition.clone(), run: a.run.clone(), records: Vec::new() };
    let stale = late.record("2026-03-02T08:00:00Z", moved.clone());
    assert_eq!(journal.upgrade(&a.id, &other, &late.run, &stale), Err(Error::Conflict));
    assert_eq!((journal.edition(&other.hash()).unwrap(), journal.runs(&a.id).unwrap().remove(0)), (None, before));
    let record = a.record("2026-03-02T08:00:00Z", moved);
    journal.upgrade(&a.id, &other, &a.run, &record).unwrap();
    a.records.push(record);
    let after = journal.runs(&a.id).unwrap().remove(0);
    assert_eq!((after.version.as_str(), after.edition, after.records), ("1.3.0", other.hash(), a.records.len() as u64));
    assert_eq!(journal.edition(&other.hash()).unwrap(), Some(other));
    assert_eq!(journal.edition(&a.edition.hash()).unwrap(), Some(a.edition.clone()), "what it had is still read");
    assert_eq!(journal.records(&a.id).unwrap(), a.records);
}

/// What every journal does.
fn conforms(journal: &mut dyn Journal) {
    assert_eq!(journal.runs("").unwrap(), vec![]);
    assert_eq!(journal.records("a").unwrap(), vec![]);
    assert_eq!((journal.edition("none").unwrap(), journal.evidence_size("none").unwrap()), (None, None));

    // What was kept comes back, to the nanosecond.
    let (mut a, mut b) = (Trial::new("a-1"), Trial::new("ab-2"));
    a.begin("2026-03-01T08:00:00.123456789Z", journal);
    b.begin("2026-03-01T09:00:00Z", journal);
    a.step("2026-03-01T09:00:00.5Z", journal);
    assert_eq!(journal.records(&a.id).unwrap(), a.records);
    assert_eq!(journal.records(&b.id).unwrap(), b.records);
    assert_eq!(journal.records("a").unwrap(), vec![], "a prefix is no id");
    assert_eq!(journal.edition(&a.edition.hash()).unwrap(), Some(a.edition.clone()));

    // Lists: the last touched first, and equal times in the order of ids.
    let ids = |journal: &dyn Journal, prefix: &str| journal.runs(prefix).unwrap().into_iter().map(|s| s.run).collect::<Vec<_>>();
    assert_eq!(ids(journal, ""), ["a-1", "ab-2"]);
    b.go_on("2026-03-01T09:00:00.5Z", note("même instant"), journal);
    assert_eq!(ids(journal, ""), ["ab-2", "a-1"]);
    assert_eq!((ids(journal, "a-"), ids(journal, "ab"), ids(journal, "b")), (vec!["a-1".to_owned()], vec!["ab-2".to_owned()], vec![]));
    assert_eq!((ids(journal, "%"), ids(journal, "A"), ids(journal, "a-1x")), (vec![], vec![], vec![]));
    let newest = |most: usize| journal.newest(most).unwrap().into_iter().map(|s| s.run).collect::<Vec<_>>();
    assert_eq!((newest(0), newest(1), newest(9)), (vec![], vec!["ab-2".to_owned()], vec!["ab-2".to_owned(), "a-1".to_owned()]));
    assert_eq!((journal.beside("a-1").unwrap(), journal.beside("ab-2").unwrap()), (vec!["ab-2".to_owned()], vec!["a-1".to_owned()]));
    assert_eq!(journal.beside("a-2").unwrap(), ["a-1", "ab-2"], "of one that is not there, too");
    let summary = journal.runs("a-1").unwrap().remove(0);
    assert_eq!((summary.procedure.as_str(), summary.version.as_str(), summary.state.as_str()), ("essai", "1.2.0", "open"));
    assert_eq!((summary.edition, summary.records, summary.started), (a.edition.hash(), 2, a.records[0].stamp.clone()));
    assert_eq!(summary.touched, a.records[1].stamp.at);

    // Only the next number goes in; what did not go in leaves nothing.
    for number in [0, 1, 2, 4, u64::MAX] {
        let late = Record { number, ..b.records[1].clone() };
        assert_eq!(journal.append(&a.id, &a.run, &late, &[file(b"lost")]), Err(Error::Conflict), "{number}");
    }
    let first = Record { number: 1, ..b.records[1].clone() };
    assert_eq!(journal.append("nobody", &a.run, &first, &[]), Err(Error::Conflict));
    assert_eq!(journal.create(&a.id, &a.edition, &a.run, &first, &[file(b"lost")]), Err(Error::Conflict));
    assert_eq!(journal.create("c", &a.edition, &a.run, &b.records[1], &[]), Err(Error::Conflict));
    assert_eq!(journal.records(&a.id).unwrap(), a.records);
    assert_eq!(whole(journal, &file(b"lost")).unwrap(), None);

    // Files: the same bytes once, whoever brings them.
    for trial in [&mut a, &mut b] {
        let record = trial.record("2026-03-02T00:00:00Z", note("avec pièce"));
        journal.append(&trial.id, &trial.run, &record, &[file(b"%PDF"), file(b""), file(b"%PDF")]).unwrap();
        trial.records.push(record);
    }
    assert_eq!(whole(journal, &file(b"%PDF")).unwrap().as_deref(), Some(b"%PDF".as_slice()));
    assert_eq!(whole(journal, &file(b"")).unwrap().as_deref(), Some(b"".as_slice()));

    moves(&mut a, journal);

    // The end, and text that would like to be something else.
    let bait = json!({"{\"$sealed\":1}": "{\"$sealed\":9}", "$personal": "{\"$personal\":1}", "b": [{"$personal": {"$sealed": 7}}]});
    a.go_on("2026-03-03T00:00:00Z", vec![Event::Noted { path: Path::root(), text: Datum::Open(bait) }], journal);
    a.go_on("2026-03-03T00:00:00Z", note("'); DROP TABLE runs;-- \0 \u{202e} {{ x }} $personal \"$sealed\""), journal);
    a.go_on(
        "2026-03-03T00:00:00Z",
        vec![Event::Noted { path: Path::root(), text: Datum::Open(json!({"a": [{"$personal": [CANARY]}, null]})) }],
        journal,
    );
    a.go_on("2026-03-03T00:00:00Z", vec![Event::Finished { outcome: Outcome::Success }], journal);
    b.go_on("2026-03-03T00:00:00Z", vec![Event::Cancelled { reason: "doublon".into() }], journal);
    assert_eq!(journal.records(&a.id).unwrap(), a.records);
    assert_eq!(journal.runs("").unwrap().into_iter().map(|s| s.state).collect::<Vec<_>>(), ["cancelled", "success"]);
}

#[test]
fn the_journal_in_memory_conforms() {
    conforms(&mut Memory::default());
}

#[test]
fn the_sqlite_journal_conforms() {
    let (_folder, path) = place();
    conforms(&mut Sqlite::open_beside(&path).unwrap());
}

/// A path for a store in a folder that is not there yet.
fn place() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("données").join("un peu?loin").join("runs.db");
    (folder, path)
}

/// A store with one run of two records, closed again.
fn kept() -> (TempDir, PathBuf, Trial) {
    let (folder, path) = place();
    let mut trial = Trial::new("un");
    let mut store = Sqlite::open_beside(&path).unwrap();
    trial.begin("2026-03-01T08:00:00Z", &mut store);
    trial.step("2026-03-01T09:00:00Z", &mut store);
    (folder, path, trial)
}

fn open(path: &File) -> Result<Sqlite, Error> {
    Sqlite::open(path, Keys::open(&Keys::beside(path), false)?)
}

/// Which sentence a refusal to open says.
fn why<T>(opened: Result<T, Error>) -> &'static str {
    match opened.err().expect("it is refused") {
        Error::Open(message) | Error::Key(message) => message.id,
        error => panic!("{error:?}"),
    }
}

fn sql(path: &File, statements: &str) {
    let connection = Connection::open(path).unwrap();
    connection.execute_batch(&format!("PRAGMA foreign_keys = OFF; {statements}")).unwrap();
}

/// Every file in a folder with its bytes, but for the map of the log.
fn bytes(folder: &File) -> Vec<(PathBuf, Vec<u8>)> {
    let mut found: Vec<_> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).map(|path| (path.clone(), fs::read(path).unwrap())).collect();
    found.retain(|(path, _)| !path.to_string_lossy().ends_with("-shm"));
    found.sort();
    found
}

#[cfg(unix)]
fn mode(path: &File) -> u32 {
    std::os::unix::fs::PermissionsExt::mode(&fs::metadata(path).unwrap().permissions()) & 0o777
}

#[cfg(unix)]
fn set_mode(path: &File, mode: u32) {
    fs::set_permissions(path, std::os::unix::fs::PermissionsExt::from_mode(mode)).unwrap();
}

#[test]
fn what_was_kept_is_there_after_reopening() {
    let (_folder, path, trial) = kept();
    let store = open(&path).unwrap();
    assert_eq!(store.records("un").unwrap(), trial.records);
    assert_eq!(store.edition(&trial.edition.hash()).unwrap(), Some(trial.edition));
    let settings = |name| sqlite_setting(&path, name);
    assert_eq!((settings("journal_mode").as_str(), settings("user_version").as_str()), ("wal", "5"));
}

fn sqlite_setting(path: &File, name: &str) -> String {
    let value: rusqlite::types::Value = Connection::open(path).unwrap().pragma_query_value(None, name, |row| row.get(0)).unwrap();
    match value {
        rusqlite::types::Value::Text(text) => text,
        rusqlite::types::Value::Integer(number) => number.to_string(),
        other => panic!("{other:?}"),
    }
}

#[test]
#[cfg(unix)]
fn only_the_owner_can_read_what_is_made() {
    let (_folder, path) = place();
    let store = Sqlite::open_beside(&path).unwrap();
    let folder = path.parent().unwrap();
    assert_eq!((mode(folder), mode(folder.parent().unwrap())), (0o700, 0o700));
    let files: Vec<_> = fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    assert_eq!(files.len(), 4, "store, key, log and its map: {files:?}");
    files.iter().for_each(|file| assert_eq!(mode(file), 0o600, "{}", file.display()));
    drop(store);
    assert_eq!(fs::read_dir(folder).unwrap().count(), 2);
}

#[test]
fn who_waits_too_long_hears_that_it_is_busy() {
    let (_folder, path, mut trial) = kept();
    let mut store = open(&path).unwrap();
    store.wait_at_most(Duration::from_millis(200)).unwrap();
    let other = Connection::open(&path).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let record = trial.record("2026-03-02T00:00:00Z", note("trop tôt"));
    let before = Instant::now();
    assert_eq!(store.append("un", &trial.run, &record, &[]), Err(Error::Busy));
    assert!(before.elapsed() >= Duration::from_millis(150) && before.elapsed() < Duration::from_secs(3), "{:?}", before.elapsed());
    assert_eq!(store.records("un").unwrap(), trial.records, "reading goes on");
    // Whoever waits long enough gets in.
    store.wait_at_most(Duration::from_secs(20)).unwrap();
    std::thread::scope(|scope| {
        let waiting = scope.spawn(|| store.append("un", &trial.run, &record, &[]));
        std::thread::sleep(Duration::from_millis(100));
        other.execute_batch("COMMIT").unwrap();
        waiting.join().unwrap().unwrap();
    });
    assert_eq!(open(&path).unwrap().records("un").unwrap().len(), 3);
}

#[test]
fn many_open_a_new_store_at_once() {
    for _ in 0..5 {
        let (_folder, path) = place();
        let begun = Arc::new(std::sync::Barrier::new(8));
        let threads: Vec<_> = (0..8)
            .map(|n| {
                let (path, begun) = (path.clone(), begun.clone());
                std::thread::spawn(move || {
                    begun.wait();
                    let mut store = Sqlite::open_beside(&path).unwrap();
                    Trial::new(&format!("{n}-run")).begin("2026-03-01T08:00:00Z", &mut store);
                })
            })
            .collect();
        threads.into_iter().for_each(|thread| thread.join().unwrap());
        assert_eq!(open(&path).unwrap().runs("").unwrap().len(), 8);
        assert_eq!(fs::read_dir(path.parent().unwrap()).unwrap().count(), 2);
    }
}

#[test]
fn of_two_that_decide_at_once_one_wins() {
    let (_folder, path, trial) = kept();
    let wins: usize = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..4)
            .map(|n| {
                let (path, run) = (&path, &trial.run);
                scope.spawn(move || {
                    let mut store = open(path).unwrap();
                    let stamp = Stamp { at: "2026-03-02T00:00:00Z".parse().unwrap(), by: format!("agent {n}") };
                    let record = |number| Record { number, stamp: stamp.clone(), events: note("moi") };
                    (3..103).filter(|number| store.append("un", run, &record(*number), &[]) == Ok(())).count()
                })
            })
            .collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).sum()
    });
    let records = open(&path).unwrap().records("un").unwrap();
    assert_eq!((wins, records.len()), (100, 102));
}
