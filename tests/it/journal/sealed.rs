//! What is personal is sealed: nobody reads it without the key, and nobody changes it unseen.

#[cfg(unix)]
use super::set_mode;
use super::{CANARY, Trial, bytes, file, kept, note, open, sql, whole, why};
use pasapas::engine::Path;
use pasapas::engine::event::{Datum, Event};
use pasapas::journal::seal::Keys;
use pasapas::journal::sqlite::{Sqlite, look};
use pasapas::journal::{Error, Journal};
use rusqlite::Connection;
use serde_json::{Value, json};
use std::fs;

#[test]
fn personal_values_are_nowhere_in_plain() {
    let (_folder, path, mut trial) = kept();
    let mut store = open(&path).unwrap();
    let record = trial.record("2026-03-02T00:00:00Z", note(&format!("rappeler {CANARY}")));
    store.append("un", &trial.run, &record, &[file(format!("scan of {CANARY}").as_bytes())]).unwrap();
    trial.records.push(record);
    let seek = |when: &str| {
        let files = bytes(path.parent().unwrap());
        for (file, bytes) in &files {
            for part in [CANARY, "Canari", "0612345678"] {
                assert!(!bytes.windows(part.len()).any(|w| w == part.as_bytes()), "{}: {part} ({when})", file.display());
            }
        }
        files.iter().any(|(file, bytes)| file.to_string_lossy().ends_with("-wal") && !bytes.is_empty())
    };
    assert!(seek("in the log"), "there is a log to look into");
    sql(&path, "PRAGMA wal_checkpoint(TRUNCATE)");
    assert!(!seek("in the file"), "the log was emptied");
    assert_eq!(store.records("un").unwrap(), trial.records);
    // What is not personal can be read without the key.
    let open: String = Connection::open(&path).unwrap().query_row("SELECT events FROM records WHERE number = 1", [], |row| row.get(0)).unwrap();
    assert!(open.contains(r#""nom":{"$sealed":1},"site":"Est""#), "{open}");
}

#[test]
fn a_value_that_was_forgotten_reads_as_null() {
    let (_folder, path, mut trial) = kept();
    sql(&path, "DELETE FROM sealed WHERE number = 1");
    let mut store = open(&path).unwrap();
    let found = store.records("un").unwrap();
    let Event::Begun { inputs } = &found[0].events[1] else { panic!("{found:?}") };
    assert_eq!(inputs["nom"], Datum::Personal(Value::Null));
    assert_eq!(found[1], trial.records[1]);
    // The key of the whole run: new values get a new one.
    sql(&path, "DELETE FROM sealed; UPDATE runs SET key = NULL");
    trial.go_on("2026-03-04T00:00:00Z", note("après"), &mut store);
    let found = store.records("un").unwrap();
    assert!(!format!("{:?}", &found[..2]).contains(CANARY));
    assert_eq!(found[2], trial.records[2]);
}

#[test]
fn what_was_tampered_with_is_damaged() {
    let cases = [
        ("cut", "UPDATE sealed SET ciphertext = substr(ciphertext, 1, 20)"),
        ("swapped", "UPDATE sealed SET n = n + 10; UPDATE sealed SET n = 13 - n WHERE number = 2"),
        (
            "from another run",
            "UPDATE sealed SET ciphertext = (SELECT ciphertext FROM sealed AS s WHERE s.run = 'deux' AND s.number = sealed.number AND s.n = sealed.n)",
        ),
        ("with its key", "UPDATE runs SET key = (SELECT key FROM runs WHERE id = 'deux')"),
        ("a key cut", "UPDATE runs SET key = x''"),
        ("a record less", "DELETE FROM sealed; DELETE FROM records WHERE number = 1"),
        ("the last record less", "DELETE FROM sealed; DELETE FROM records WHERE number = 2"),
        ("a record more", "INSERT INTO records (run, number, at, by, events) SELECT run, 3, at, by, events FROM records WHERE number = 2"),
        ("no JSON", "UPDATE records SET events = '['"),
        ("an event nobody knows", "UPDATE records SET events = '[{\"event\":\"exploded\"}]'"),
        ("a field nobody knows", "UPDATE records SET events = '[{\"event\":\"cancelled\",\"reason\":\"r\",\"more\":1}]'"),
        ("no moment", "UPDATE records SET at = 'hier'"),
        ("a number for a value", "UPDATE records SET events = '[{\"$sealed\":\"x\"}]'"),
        ("a table less", "DROP TABLE records"),
    ];
    for (what, how) in cases {
        let (_folder, path, _) = kept();
        let mut other = Trial::new("deux");
        let mut store = open(&path).unwrap();
        other.begin("2026-03-01T08:00:00Z", &mut store);
        other.step("2026-03-01T09:00:00Z", &mut store);
        sql(&path, how);
        let read = store.records("un");
        assert!(matches!(read, Err(Error::Damaged(_))), "{what}: {read:?}");
    }
    // Every byte of what is sealed counts.
    let (_folder, path, trial) = kept();
    let store = open(&path).unwrap();
    let beside = Connection::open(&path).unwrap();
    let sealed: Vec<u8> = beside.query_row("SELECT ciphertext FROM sealed WHERE number = 2 AND n = 1", [], |row| row.get(0)).unwrap();
    for (at, bit) in (0..sealed.len()).zip((0..8).cycle()) {
        let mut bent = sealed.clone();
        bent[at] ^= 1 << bit;
        beside.execute("UPDATE sealed SET ciphertext = ? WHERE number = 2 AND n = 1", [bent]).unwrap();
        assert!(matches!(store.records("un"), Err(Error::Damaged(_))), "byte {at}");
    }
    beside.execute("UPDATE sealed SET ciphertext = ? WHERE number = 2 AND n = 1", [sealed]).unwrap();
    assert_eq!(store.records("un").unwrap(), trial.records);
    drop(store);
    sql(&path, "UPDATE editions SET body = replace(body, 'Essai', 'Essay')");
    let store = open(&path).unwrap();
    assert!(matches!(store.edition(&trial.edition.hash()), Err(Error::Damaged(_))));
    sql(&path, "UPDATE runs SET touched_at = 'x'");
    assert!(matches!(store.runs(""), Err(Error::Damaged(_))));
}

#[test]
fn a_file_that_was_exchanged_is_damaged() {
    let (_folder, path, mut trial) = kept();
    let mut store = open(&path).unwrap();
    let record = trial.record("2026-03-02T00:00:00Z", note("deux pièces"));
    store.append("un", &trial.run, &record, &[file(b"one"), file(b"other")]).unwrap();
    sql(
        &path,
        "UPDATE evidence SET key = (SELECT key FROM evidence ORDER BY sha256 LIMIT 1);
         UPDATE pieces SET bytes = (SELECT bytes FROM pieces ORDER BY sha256 LIMIT 1)",
    );
    assert_eq!(whole(&store, &file(b"one")).unwrap().as_deref(), Some(b"one".as_slice()));
    assert!(matches!(whole(&store, &file(b"other")), Err(Error::Damaged(_))));
}

#[test]
fn a_name_of_the_stores_own_is_refused() {
    let (_folder, path, mut trial) = kept();
    let mut store = open(&path).unwrap();
    let record = trial.record("2026-03-02T00:00:00Z", vec![Event::Noted { path: Path::root(), text: Datum::Open(json!({"$sealed": 1})) }]);
    assert!(store.append("un", &trial.run, &record, &[]).is_err());
    assert_eq!(store.records("un").unwrap(), trial.records);
}

#[test]
fn a_key_that_is_not_the_stores_own_opens_nothing() {
    let (_folder, path, _) = kept();
    let key = Keys::beside(&path);
    let own = fs::read_to_string(&key).unwrap();
    assert_eq!((own.len(), own.trim_end().len()), (65, 64));
    let before = bytes(path.parent().unwrap());
    let wrong = path.with_extension("other");
    assert_eq!(why(Sqlite::open(&path, Keys::open(&wrong, true).unwrap())), "store-key-wrong");
    assert_eq!(why(look(&path, Some(&Keys::open(&wrong, false).unwrap()))), "store-key-wrong");
    fs::remove_file(&wrong).unwrap();
    assert_eq!(bytes(path.parent().unwrap()), before);
    for text in ["", "abc", &own[1..], &format!("{own}0"), &own.replace(|c: char| c.is_ascii_hexdigit(), "g"), &"é".repeat(32)] {
        fs::write(&key, text).unwrap();
        assert_eq!(why(open(&path)), "store-key-form", "{text:?}");
    }
    fs::remove_file(&key).unwrap();
    assert_eq!(why(open(&path)), "store-key-missing");
    assert_eq!(why(Sqlite::open_beside(&path)), "store-key-missing", "no new key for an old store");
    assert!(!key.exists());
    fs::create_dir(&key).unwrap();
    assert_eq!(why(open(&path)), "store-key-form");
    fs::remove_dir(&key).unwrap();
    fs::write(&key, own.to_uppercase()).unwrap();
    #[cfg(unix)]
    {
        for open_to in [0o640, 0o604, 0o620, 0o602, 0o644] {
            set_mode(&key, open_to);
            assert_eq!(why(open(&path)), "store-key-open");
        }
        set_mode(&key, 0o400);
    }
    open(&path).unwrap();
    assert_eq!(why(Keys::open(&key.join("below"), true)), "store-key-failed");
}
