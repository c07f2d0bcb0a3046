//! The chain: whatever is changed in a store behind the program's back is found, and named.

use super::{CANARY, Trial, bytes, kept, note, open, place, sql, whole};
use pasapas::engine::event::{Datum, Event};
use pasapas::engine::{Run, Stamp};
use pasapas::journal::chain::Head;
use pasapas::journal::outbox::Outbox;
use pasapas::journal::parcel::{Parcel, With};
use pasapas::journal::sqlite::Sqlite;
use pasapas::journal::verify::Proof;
use pasapas::journal::{Archive, Error, Evidence, Handed, Journal, Record, Taken};
use rusqlite::Connection;
use rusqlite::types::Value as Sql;
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::fs;
use std::path::{Path as File, PathBuf};
use tempfile::TempDir;

fn real_file(bytes: &[u8]) -> Evidence {
    Evidence::of(bytes.to_vec())
}

/// Two runs whose records take turns: un 1, un 2, deux 1, un 3, deux 2, un 4; the third of `un` brings a file.
fn filled() -> (TempDir, PathBuf, Trial, Trial) {
    let (folder, path, mut un) = kept();
    let mut store = open(&path).unwrap();
    let mut deux = Trial::new("deux");
    deux.begin("2026-03-01T10:00:00Z", &mut store);
    let record = un.record("2026-03-02T08:00:00Z", note("avec pièce"));
    store.append("un", &un.run, &record, &[real_file(b"%PDF-1.7 ")]).unwrap();
    un.records.push(record);
    deux.step("2026-03-02T09:00:00Z", &mut store);
    un.go_on("2026-03-03T08:00:00Z", vec![Event::Cancelled { reason: "doublon".into() }], &mut store);
    (folder, path, un, deux)
}

fn verify(path: &File, anchors: &[Head]) -> Proof {
    open(path).unwrap().verify(None, anchors).unwrap()
}

/// What is found, in short: `un 2 edited`, `5 cut` for a place of the store.
fn found(proof: &Proof) -> Vec<String> {
    let flaw = |flaw: &pasapas::journal::verify::Flaw| {
        let at = flaw.run.iter().cloned().chain(flaw.number.map(|number| number.to_string()));
        at.chain([flaw.fault.word().to_owned()]).collect::<Vec<_>>().join(" ")
    };
    proof.flaws.iter().map(flaw).collect()
}

#[test]
fn a_store_that_nobody_touched_holds() {
    let (_folder, path, un, deux) = filled();
    let proof = verify(&path, &[]);
    assert_eq!((found(&proof), proof.runs, proof.records), (vec![], 2, 6));
    let head = proof.head.unwrap();
    assert_eq!((head.place, open(&path).unwrap().head().unwrap()), (6, head.clone()));
    assert_eq!(found(&verify(&path, &[head])), Vec::<String>::new());
    let store = open(&path).unwrap();
    assert_eq!((store.records("un").unwrap(), store.records("deux").unwrap()), (un.records, deux.records));
    let one = store.verify(Some("deux"), &[]).unwrap();
    assert_eq!((one.runs, one.records, one.flaws), (1, 2, vec![]));
}

#[test]
fn whatever_is_changed_by_hand_is_found_and_named() {
    let swap = |a: &str, b: &str, column: &str| {
        format!(
            "CREATE TEMP TABLE t AS SELECT number, {column} AS c FROM records WHERE run = 'un' AND number IN ({a}, {b});
             UPDATE records SET {column} = (SELECT c FROM t WHERE t.number = {a} + {b} - records.number) WHERE run = 'un' AND number IN ({a}, {b})"
        )
    };
    let cut = "DELETE FROM sealed WHERE run = 'un' AND number = 4; DELETE FROM records WHERE run = 'un' AND number = 4;";
    let gone = "DELETE FROM sealed WHERE run = 'deux'; DELETE FROM records WHERE run = 'deux'; DELETE FROM runs WHERE id = 'deux';";
    let cases: Vec<(&str, String, &[&str])> = vec![
        ("words", "UPDATE records SET events = replace(events, 'accueil', 'acceuil') WHERE run = 'un' AND number = 2".into(), &["un 2 edited"]),
        ("one space", "UPDATE records SET events = events || ' ' WHERE run = 'un' AND number = 1".into(), &["un 1 edited"]),
        ("when", "UPDATE records SET at = replace(at, '08', '09') WHERE run = 'un' AND number = 3".into(), &["un 3 edited"]),
        ("who", "UPDATE records SET by = 'Eve' WHERE run = 'deux' AND number = 2".into(), &["deux 2 edited"]),
        ("a commitment", "UPDATE records SET commitments = zeroblob(length(commitments)) WHERE run = 'un' AND number = 1".into(), &["un 1 edited"]),
        ("a link", "UPDATE records SET link = CAST(x'01' || zeroblob(32) AS BLOB) WHERE run = 'un' AND number = 2".into(), &["6 head", "un 2 edited"]),
        ("rules to come", "UPDATE records SET link = CAST(x'02' || substr(link, 2) AS BLOB) WHERE run = 'un' AND number = 2".into(), &["6 head", "un 2 rules"]),
        (
            "a record deleted",
            "DELETE FROM sealed WHERE run = 'un' AND number = 2; DELETE FROM records WHERE run = 'un' AND number = 2".into(),
            &["2 missing", "un 2 missing"],
        ),
        ("the last deleted", cut.into(), &["6 cut", "un 4 cut"]),
        ("the last deleted, and counted so", format!("{cut} UPDATE runs SET records = 3 WHERE id = 'un'"), &["6 cut", "un summary", "un summary"]),
        ("a run deleted", gone.into(), &["3 missing"]),
        (
            "two swapped",
            "UPDATE records SET number = 90 WHERE run = 'un' AND number = 2; UPDATE records SET number = 2 WHERE run = 'un' AND number = 3;
             UPDATE records SET number = 3 WHERE run = 'un' AND number = 90"
                .into(),
            &["un 2 swapped"],
        ),
        ("the words of two swapped", format!("{}; DROP TABLE t; {}; DROP TABLE t; {}; DROP TABLE t; {}", swap("2", "3", "events"), swap("2", "3", "commitments"), swap("2", "3", "at"), swap("2", "3", "by")), &["un 2 swapped"]),
        ("one swapped with another run's", "UPDATE records SET run = 'x' WHERE run = 'un' AND number = 2; UPDATE records SET run = 'un' WHERE run = 'deux' AND number = 2; UPDATE records SET run = 'deux' WHERE run = 'x'".into(), &["deux 2 edited", "un 2 edited"]),
        ("places swapped", "UPDATE records SET place = 7 - place WHERE place IN (3, 4)".into(), &["6 head"]),
        (
            "one added",
            "INSERT INTO records SELECT run, 5, at, by, events, 7, commitments, link FROM records WHERE run = 'un' AND number = 4".into(),
            &["7 inserted", "un 5 edited"],
        ),
        (
            "one added between",
            "UPDATE records SET number = number + 100 WHERE run = 'un' AND number > 2; UPDATE records SET number = number - 99 WHERE run = 'un' AND number > 100;
             INSERT INTO records SELECT run, 3, at, by, events, 4, commitments, link FROM records WHERE run = 'un' AND number = 2;
             UPDATE runs SET records = 5 WHERE id = 'un'"
                .into(),
            &["4 inserted", "un 3 inserted"],
        ),
        ("a value deleted", "DELETE FROM sealed WHERE run = 'un' AND number = 2 AND n = 1".into(), &["un 2 value_missing"]),
        ("all values deleted, the key with them", "DELETE FROM sealed WHERE run = 'deux'; UPDATE runs SET key = NULL WHERE id = 'deux'".into(), &["deux 1 value_missing", "deux 2 value_missing", "deux 2 value_missing"]),
        ("a value added", "INSERT INTO sealed SELECT run, 4, 1, ciphertext FROM sealed WHERE run = 'un' AND number = 2 AND n = 1".into(), &["un 4 value_inserted"]),
        ("a value from elsewhere", "UPDATE sealed SET ciphertext = (SELECT ciphertext FROM sealed AS s WHERE s.run = 'deux' AND s.number = 1 AND s.n = 1) WHERE run = 'un' AND number = 1".into(), &["un 1 value"]),
        ("the key", "UPDATE runs SET key = (SELECT key FROM runs WHERE id = 'un') WHERE id = 'deux'".into(), &["deux key", "deux 1 value", "deux 2 value", "deux 2 value"]),
        ("the procedure's name", "UPDATE runs SET procedure = 'autre' WHERE id = 'un'".into(), &["un summary"]),
        ("its version", "UPDATE runs SET version = '9' WHERE id = 'un'".into(), &["un summary"]),
        ("the state", "UPDATE runs SET state = 'success' WHERE id = 'un'".into(), &["un summary"]),
        ("who began it", "UPDATE runs SET started_by = 'Eve' WHERE id = 'un'".into(), &["un summary"]),
        ("when it began", "UPDATE runs SET started_at = '2026-01-01T00:00:00.000000000Z' WHERE id = 'un'".into(), &["un summary"]),
        ("when it was touched", "UPDATE runs SET touched_at = '2026-01-01T00:00:00.000000000Z' WHERE id = 'un'".into(), &["un summary"]),
        ("how many records", "UPDATE runs SET records = 5 WHERE id = 'un'".into(), &["un 5 cut"]),
        ("the pause", "UPDATE runs SET paused = 1 WHERE id = 'un'".into(), &["un summary"]),
        ("a run without its row", "DELETE FROM runs WHERE id = 'un'".into(), &["un 1 value", "un 2 value", "un 2 value", "un 3 value", "un 3 value", "un summary"]),
        ("a text", "UPDATE editions SET body = replace(body, 'Essai u', 'Essai v')".into(), &["un edition"]),
        ("a text deleted", "DELETE FROM editions WHERE body LIKE '%Essai d%'".into(), &["deux edition"]),
        ("a file", "UPDATE pieces SET bytes = zeroblob(length(bytes))".into(), &["un 3 file"]),
        ("a file without its piece", "DELETE FROM pieces".into(), &["un 3 file"]),
        ("a piece of no file", "INSERT INTO pieces SELECT 'x', n, bytes FROM pieces".into(), &["file_inserted"]),
        ("its key", "UPDATE evidence SET key = x'00'".into(), &["un 3 file"]),
        ("a file deleted", "DELETE FROM evidence".into(), &["un 3 file"]),
        ("a file detached", "DELETE FROM attached".into(), &["un 3 file"]),
        ("a file attached elsewhere", "INSERT INTO attached SELECT 'un', 4, sha256 FROM attached".into(), &["un 4 file_inserted"]),
        ("the head", "UPDATE head SET hash = zeroblob(32)".into(), &["6 head"]),
        ("the head's seal", "UPDATE head SET seal = zeroblob(length(seal))".into(), &["6 head"]),
        ("the store's id", "UPDATE head SET store = zeroblob(16)".into(), &["6 head"]),
        ("the head set back", "UPDATE head SET place = 5".into(), &["6 inserted", "5 head"]),
    ];
    let mut wanting = Vec::new();
    for (what, how, flaws) in cases {
        let (_folder, path, ..) = filled();
        sql(&path, &how);
        // Looking changes nothing: it is found again.
        let (first, again) = (found(&verify(&path, &[])), found(&verify(&path, &[])));
        if first != flaws || first != again {
            wanting.push(format!("{what}: {first:?}, and not {flaws:?}"));
        }
    }
    assert!(wanting.is_empty(), "\n{}", wanting.join("\n"));
    for how in ["UPDATE master SET proof = zeroblob(60)", "DELETE FROM master", "DROP TABLE sealed", "DELETE FROM head"] {
        let (_folder, path, ..) = filled();
        sql(&path, how);
        let verified = open(&path).and_then(|store| store.verify(None, &[]));
        assert!(matches!(verified, Err(Error::Damaged(_) | Error::Key(_))), "{how}: {verified:?}");
    }
}

#[test]
fn a_run_is_read_up_to_what_was_changed_and_nothing_is_added() {
    let (_folder, path, mut un, _) = filled();
    sql(&path, "UPDATE records SET by = 'Eve' WHERE run = 'un' AND number = 3");
    let store = open(&path).unwrap();
    let (records, flaw) = store.readable("un").unwrap();
    assert_eq!(records, un.records[..2]);
    assert!(matches!(flaw, Some(Error::Damaged(message)) if message.id == "damaged-link"));
    assert!(matches!(store.records("un"), Err(Error::Damaged(_))));
    assert_eq!(store.records("deux").unwrap().len(), 2, "others are read as ever");
    drop(un.record("2026-03-04T00:00:00Z", note("après")));
}

/// The chain as `docs/trust.md` describes it, made here once more.
fn link(run: &str, number: u64, texts: [&str; 3], commitments: &[u8], before: &[u8]) -> Vec<u8> {
    let mut all = vec![1];
    let mut part = |bytes: &[u8]| {
        all.extend((bytes.len() as u64).to_be_bytes());
        all.extend(bytes);
    };
    part(b"record");
    part(run.as_bytes());
    all.extend(number.to_be_bytes());
    for bytes in [texts[0].as_bytes(), texts[1].as_bytes(), texts[2].as_bytes(), commitments, before] {
        all.extend((bytes.len() as u64).to_be_bytes());
        all.extend(bytes);
    }
    [vec![1], Sha256::digest(all).to_vec()].concat()
}

/// Makes all links of a run and the head anew, as somebody would who knows how, and has no key.
fn relink(path: &File) {
    let store = Connection::open(path).unwrap();
    let mut all = store.prepare("SELECT run, number, at, by, events, commitments FROM records ORDER BY run, number").unwrap();
    type Row = (String, u64, String, String, String, Vec<u8>);
    let row = |row: &rusqlite::Row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?, row.get(5)?));
    let rows: Vec<Row> = all.query_map([], row).unwrap().map(Result::unwrap).collect();
    let mut before = Vec::new();
    for (run, number, at, by, events, commitments) in rows {
        let behind = if number == 1 { Vec::new() } else { before };
        before = link(&run, number, [&at, &by, &events], &commitments, &behind);
        store.execute("UPDATE records SET link = ? WHERE run = ? AND number = ?", (&before, run, number)).unwrap();
    }
    let id: Vec<u8> = store.query_row("SELECT store FROM head", [], |row| row.get(0)).unwrap();
    let part = |bytes: &[u8]| [(bytes.len() as u64).to_be_bytes().to_vec(), bytes.to_vec()].concat();
    let mut head = Sha256::digest([vec![1], part(b"store"), part(&id)].concat()).to_vec();
    let mut all = store.prepare("SELECT link FROM records ORDER BY place").unwrap();
    let links: Vec<Vec<u8>> = all.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
    for (place, link) in (1u64..).zip(&links) {
        head = Sha256::digest([vec![1], part(b"head"), place.to_be_bytes().to_vec(), part(link), part(&head)].concat()).to_vec();
    }
    store.execute("UPDATE head SET place = ?, hash = ?", (links.len() as i64, head)).unwrap();
}

#[test]
fn who_makes_the_chain_anew_needs_the_key_and_an_anchor_finds_even_that() {
    let (_folder, path, ..) = filled();
    let head = verify(&path, &[]).head.unwrap();
    // The form that is written down is the one that is used.
    relink(&path);
    assert_eq!((found(&verify(&path, std::slice::from_ref(&head))), verify(&path, &[]).head), (vec![], Some(head.clone())));
    // Every link and the head fit what was changed; only the seal of the head does not.
    sql(&path, "UPDATE records SET by = 'Eve' WHERE run = 'deux' AND number = 2");
    relink(&path);
    assert_eq!(found(&verify(&path, &[])), ["6 head"]);
    assert_eq!(found(&verify(&path, &[head])), ["6 head", "6 anchor"]);
}

#[test]
fn a_copy_that_went_back_in_time_is_found_by_an_anchor_alone() {
    let (folder, path, mut un) = kept();
    let copy = folder.path().join("copy.db");
    sql(&path, "PRAGMA wal_checkpoint(TRUNCATE)");
    fs::copy(&path, &copy).unwrap();
    let early = verify(&path, &[]).head.unwrap();
    let before = un.run.clone();
    un.go_on("2026-03-02T00:00:00Z", note("ce qui fut"), &mut open(&path).unwrap());
    let late = verify(&path, &[]).head.unwrap();
    // The tail is gone, and everything else with it that could tell.
    sql(&path, "PRAGMA wal_checkpoint(TRUNCATE)");
    fs::copy(&copy, &path).unwrap();
    assert_eq!(found(&verify(&path, &[])), Vec::<String>::new());
    assert_eq!(found(&verify(&path, std::slice::from_ref(&early))), Vec::<String>::new());
    assert_eq!(found(&verify(&path, &[early.clone(), late.clone()])), ["3 anchor_behind"]);
    // Filled again with another history, longer than the one that was.
    un.records.pop();
    un.run = before;
    for text in ["ce qui ne fut pas", "et la suite"] {
        un.go_on("2026-03-02T00:00:00Z", note(text), &mut open(&path).unwrap());
    }
    assert_eq!(found(&verify(&path, &[])), Vec::<String>::new());
    assert_eq!(found(&verify(&path, &[early, late])), ["3 anchor"]);
}

/// All that is kept, table by table.
fn content(store: &Connection) -> Option<Vec<Vec<Sql>>> {
    let mut rows = Vec::new();
    for table in ["master", "editions", "runs", "records", "sealed", "evidence", "pieces", "attached", "head"] {
        let mut all = store.prepare(&format!("SELECT * FROM {table}")).ok()?;
        let columns = all.column_count();
        let mut found = all.query([]).ok()?;
        while let Some(row) = found.next().ok()? {
            rows.push((0..columns).map(|i| row.get(i)).collect::<Result<Vec<Sql>, _>>().ok()?);
        }
    }
    Some(rows)
}

/// `PASAPAS_FLIPS=1` flips every byte; otherwise one in so many, other ones each time that the store grows.
#[test]
fn a_flipped_byte_is_found_wherever_it_means_something() {
    let (folder, path, ..) = filled();
    sql(&path, "PRAGMA wal_checkpoint(TRUNCATE); VACUUM; PRAGMA journal_mode = WAL; PRAGMA wal_checkpoint(TRUNCATE)");
    let good = fs::read(&path).unwrap();
    let whole = content(&Connection::open(&path).unwrap()).unwrap();
    let bent = folder.path().join("données/un peu?loin/bent.db");
    fs::copy(&path, &bent).unwrap();
    fs::copy(pasapas::journal::seal::Keys::beside(&path), pasapas::journal::seal::Keys::beside(&bent)).unwrap();
    let every: usize = std::env::var("PASAPAS_FLIPS").ok().and_then(|every| every.parse().ok()).unwrap_or(97);
    let (mut noticed, mut meaningless) = (0, 0);
    for at in (0..good.len()).step_by(every) {
        let mut bytes = good.clone();
        bytes[at] ^= 1 << (at % 8);
        fs::write(&bent, &bytes).unwrap();
        let verified = open(&bent).and_then(|store| store.verify(None, &[]));
        if verified.as_ref().is_ok_and(|proof| proof.flaws.is_empty()) {
            meaningless += 1;
            assert_eq!(content(&Connection::open(&bent).unwrap()).as_ref(), Some(&whole), "byte {at}");
        } else {
            noticed += 1;
        }
        for ending in ["-wal", "-shm"] {
            let _ = fs::remove_file(format!("{}{ending}", bent.display()));
        }
    }
    assert!(noticed > 50 && meaningless > 0, "{noticed} {meaningless}");
}

fn stamp(at: &str) -> Stamp {
    Stamp { at: at.parse().unwrap(), by: "Zoé".into() }
}

fn erase(store: &mut Sqlite, run: &str, trial: &mut Trial, values: &[(u64, u64)]) {
    let event = Event::Erased { reason: "durée atteinte".into(), values: values.to_vec() };
    let record = trial.record("2026-04-01T00:00:00Z", vec![event]);
    store.erase(run, values, &trial.run, &record).unwrap();
    assert!(store.sweep().unwrap());
    trial.records.push(record);
}

#[test]
fn what_is_erased_is_gone_from_every_file_and_the_chain_holds() {
    let (_folder, path, mut un, deux) = filled();
    let head = verify(&path, &[]).head.unwrap();
    let beside = Connection::open(&path).unwrap();
    let column = |of: &str| {
        let mut all = beside.prepare(of).unwrap();
        all.query_map([], |row| row.get::<_, Vec<u8>>(0)).unwrap().map(Result::unwrap).collect::<Vec<_>>()
    };
    let mut gone = column("SELECT ciphertext FROM sealed WHERE run = 'un'");
    gone.extend(column("SELECT key FROM runs WHERE id = 'un'"));
    gone.extend(column("SELECT bytes FROM pieces"));
    gone.extend(column("SELECT key FROM evidence"));
    let sha = real_file(b"%PDF-1.7 ").sha256.into_bytes();
    gone.push(sha);
    drop(beside);
    let seek = |part: &[u8]| bytes(path.parent().unwrap()).iter().any(|(_, bytes)| bytes.windows(part.len()).any(|w| w == part));
    assert!(gone.len() > 7 && gone.iter().all(|part| seek(part)), "all of it is there before");
    let mut store = open(&path).unwrap();
    erase(&mut store, "un", &mut un, &[]);
    assert!(gone.iter().all(|part| !seek(part)), "none of it is there afterwards");
    assert_eq!(found(&verify(&path, &[head])), Vec::<String>::new());
    let records = store.records("un").unwrap();
    assert!(records.len() == 5 && !format!("{records:?}").contains(CANARY));
    assert_eq!(store.records("deux").unwrap(), deux.records, "nobody else's");
    // What is told afterwards is kept under a new key, and its loss is no erasure.
    un.go_on("2026-04-02T00:00:00Z", note("après"), &mut store);
    assert_eq!(found(&verify(&path, &[])), Vec::<String>::new());
    sql(&path, "DELETE FROM sealed WHERE run = 'un'");
    assert_eq!(found(&verify(&path, &[])), ["un 6 value_missing"]);
}

#[test]
fn some_values_are_erased_and_the_others_stay_under_another_key() {
    let (_folder, path, mut un, _) = filled();
    let mut store = open(&path).unwrap();
    let key = |store: &File| {
        Connection::open(store).unwrap().query_row("SELECT key FROM runs WHERE id = 'un'", [], |row| row.get::<_, Vec<u8>>(0)).unwrap()
    };
    let (old, before) = (key(&path), store.records("un").unwrap());
    erase(&mut store, "un", &mut un, &[(2, 1)]);
    assert_ne!(key(&path), old);
    let after = store.records("un").unwrap();
    assert_eq!(after[0], before[0]);
    let Event::Done { answers, .. } = &after[1].events[1] else { panic!("{after:?}") };
    assert_eq!(answers["telephone"], Datum::Personal(Value::Null));
    assert_eq!(after[1].events[2], before[1].events[2], "the letter stays");
    assert_eq!(found(&verify(&path, &[])), Vec::<String>::new());
}

fn parcel(store: &Sqlite, run: &str, personal: bool) -> Parcel {
    match store.export(run, if personal { With::Personal } else { With::Records }).unwrap() {
        Handed::Whole(parcel) => *parcel,
        Handed::TooLarge => panic!("its files are small"),
        Handed::Flawed(proof) => panic!("{proof:?}"),
    }
}

#[test]
fn a_run_goes_from_store_to_store_with_all_that_it_has() {
    let (_folder, path, un, _) = filled();
    let store = open(&path).unwrap();
    let text = serde_json::to_vec(&parcel(&store, "un", true)).unwrap();
    let opened = Parcel::read(&text).unwrap().open().unwrap();
    assert_eq!(opened.records, un.records);
    let (_other_folder, other) = place();
    let mut elsewhere = Sqlite::open_beside(&other).unwrap();
    Trial::new("trois").begin("2026-03-01T08:00:00Z", &mut elsewhere);
    assert_eq!(elsewhere.import(&opened, &stamp("2026-05-01T00:00:00Z")).unwrap(), Taken::Now);
    let records = elsewhere.records("un").unwrap();
    assert_eq!((&records[..4], &records[4].events), (&un.records[..], &vec![Event::Imported { personal: true }]));
    let summary = elsewhere.runs("un").unwrap().remove(0);
    assert!(summary.paused && summary.state == "cancelled" && summary.records == 5, "{summary:?}");
    assert_eq!(whole(&elsewhere, &real_file(b"%PDF-1.7 ")).unwrap().as_deref(), Some(b"%PDF-1.7 ".as_slice()));
    assert_eq!(found(&verify(&other, &[])), Vec::<String>::new());
    // Again changes nothing; a run that went on elsewhere is another one.
    let before = elsewhere.records("un").unwrap();
    assert_eq!(elsewhere.import(&opened, &stamp("2026-05-02T00:00:00Z")).unwrap(), Taken::Already);
    assert_eq!(elsewhere.records("un").unwrap(), before);
    let mut here = open(&path).unwrap();
    let mut run = un.run.clone();
    let event = note("ici").remove(0);
    run.apply(&event, &stamp("2026-05-03T00:00:00Z"));
    here.append("un", &run, &Record { number: 5, stamp: stamp("2026-05-03T00:00:00Z"), events: vec![event] }, &[]).unwrap();
    let longer = parcel(&here, "un", true).open().unwrap();
    assert_eq!(elsewhere.import(&longer, &stamp("2026-05-04T00:00:00Z")).unwrap(), Taken::Otherwise { here: 5 });
    assert_eq!(elsewhere.records("un").unwrap(), before);
}

#[test]
fn without_personal_data_a_file_tells_nothing_and_still_proves() {
    let (_folder, path, un, _) = filled();
    let store = open(&path).unwrap();
    let bare = parcel(&store, "un", false);
    let text = serde_json::to_string(&bare).unwrap();
    assert!(!text.contains(CANARY) && !text.contains("pièce") && bare.values.is_empty() && bare.files.is_empty());
    let opened = bare.open().unwrap();
    assert_eq!(opened.records.len(), un.records.len());
    let (_other_folder, other) = place();
    let mut elsewhere = Sqlite::open_beside(&other).unwrap();
    assert_eq!(elsewhere.import(&opened, &stamp("2026-05-01T00:00:00Z")).unwrap(), Taken::Now);
    assert_eq!(found(&verify(&other, &[])), Vec::<String>::new());
}

#[test]
fn a_file_that_was_changed_is_not_taken_in() {
    let (_folder, path, ..) = filled();
    let good = parcel(&open(&path).unwrap(), "un", true);
    type Change = Box<dyn Fn(&mut Parcel)>;
    let changed: Vec<(&str, Change)> = vec![
        ("edited", Box::new(|p| p.records[1].by = "Eve".into())),
        ("edited", Box::new(|p| p.run = "deux".into())),
        ("missing", Box::new(|p| drop(p.records.remove(1)))),
        ("swapped", Box::new(|p| p.records.swap(1, 2))),
        ("value", Box::new(|p| p.values[0].value = "\"Eve\"".into())),
        ("value", Box::new(|p| p.values[0].blinding = "00".repeat(16))),
        ("value_missing", Box::new(|p| drop(p.values.remove(0)))),
        ("value_inserted", Box::new(|p| p.personal = false)),
        ("file", Box::new(|p| p.files[0].bytes = Some("AAAA".into()))),
        ("file", Box::new(|p| p.files.clear())),
        ("edition", Box::new(|p| p.editions.clear())),
        ("edition", Box::new(|p| p.editions[0].id = "autre".into())),
        ("summary", Box::new(|p| p.procedure = "autre".into())),
        (
            "missing",
            Box::new(|p| *p = Parcel { records: vec![], values: vec![], files: vec![], editions: vec![], procedure: String::new(), ..p.clone() }),
        ),
    ];
    for (word, change) in changed {
        let mut bent = good.clone();
        change(&mut bent);
        let proof = bent.open().err().unwrap_or_else(|| panic!("{word}: taken"));
        assert!(proof.flaws.iter().any(|flaw| flaw.fault.word() == word), "{word}: {:?}", found(&proof));
    }
    // A tail cut off a file shows only beside the head of its chain: the file is a true beginning of the run.
    let mut shorter = good.clone();
    shorter.records.pop();
    assert_eq!(shorter.open().unwrap().records.len(), 3);
    let text = serde_json::to_string(&good).unwrap().into_bytes();
    let mut harmless = 0;
    for at in (0..text.len()).step_by(11) {
        let mut bent = text.clone();
        bent[at] ^= 1 << (at % 8);
        match Parcel::read(&bent) {
            Ok(read) if read.open().is_ok() => {
                // Digits in another case, and nothing else.
                harmless += 1;
                assert_eq!(String::from_utf8(bent).unwrap().to_lowercase(), String::from_utf8(text.clone()).unwrap().to_lowercase(), "byte {at}");
            }
            _ => {}
        }
    }
    assert!(harmless < text.len() / 22, "{harmless}");
}

#[test]
fn a_run_that_was_changed_is_not_handed_out() {
    let (_folder, path, ..) = filled();
    sql(&path, "UPDATE records SET by = 'Eve' WHERE run = 'un' AND number = 2");
    let handed = open(&path).unwrap().export("un", With::Personal).unwrap();
    assert!(matches!(handed, Handed::Flawed(proof) if found(&proof) == ["un 2 edited"]));
}

#[test]
fn items_of_a_list_are_sealed_one_by_one() {
    let (_folder, path, mut un) = kept();
    let mut store = open(&path).unwrap();
    let list = serde_json::json!([{"nom": "Ana"}, {"nom": "Bob"}, 7, "x", null]);
    let event = Event::ItemAdded { path: pasapas::engine::Path::root(), field: "gens".into(), item: Datum::Personal(list) };
    un.go_on("2026-03-05T00:00:00Z", vec![event], &mut store);
    assert_eq!(store.records("un").unwrap(), un.records);
    let events: String = Connection::open(&path).unwrap().query_row("SELECT events FROM records WHERE number = 3", [], |row| row.get(0)).unwrap();
    assert!(events.contains(r#""item":{"$sealed":[1,2,3,4,5]}"#), "{events}");
    assert_eq!(found(&verify(&path, &[])), Vec::<String>::new());
    erase(&mut store, "un", &mut un, &[(3, 1)]);
    let records = store.records("un").unwrap();
    let Event::ItemAdded { item, .. } = &records[2].events[0] else { panic!() };
    assert_eq!(item.value(), &serde_json::json!([null, {"nom": "Bob"}, 7, "x", null]));
    let _: &Run = &un.run;
}

#[test]
fn mails_of_a_run_from_elsewhere_wait_and_the_outbox_is_what_the_records_left() {
    let (_folder, path, mut un) = kept();
    let mut store = open(&path).unwrap();
    let queued = Event::MailQueued { mail: 1, message: "m@example.org".into(), recipients: 2, files: Default::default() };
    un.go_on("2026-03-02T08:00:00Z", vec![queued], &mut store);
    assert_eq!(found(&verify(&path, &[])), Vec::<String>::new());
    let (now, until) = ("2026-06-01T00:00:00Z".parse().unwrap(), "2026-06-01T01:00:00Z".parse().unwrap());
    let opened = parcel(&store, "un", true).open().unwrap();
    // It is being carried: that is no flaw.
    assert!(store.take(now, until, None).unwrap().is_some());
    assert_eq!(found(&verify(&path, &[])), Vec::<String>::new());
    let (_other_folder, other) = place();
    let mut elsewhere = Sqlite::open_beside(&other).unwrap();
    assert_eq!(elsewhere.import(&opened, &stamp("2026-05-01T00:00:00Z")).unwrap(), Taken::Now);
    assert_eq!((elsewhere.outbox().unwrap().len(), elsewhere.has_due(now, None).unwrap()), (2, false));
    assert_eq!(elsewhere.take(now, until, Some(("un", Some(1)))).unwrap(), None, "not even where it is named");
    let mut run = opened.run.clone();
    let at = stamp("2026-05-02T00:00:00Z");
    for event in [Event::Imported { personal: true }, Event::Resumed {}] {
        run.apply(&event, &at);
    }
    elsewhere.append("un", &run, &Record { number: 5, stamp: at, events: vec![Event::Resumed {}] }, &[]).unwrap();
    assert!(elsewhere.has_due(now, None).unwrap() && elsewhere.take(now, until, None).unwrap().is_some());
    assert_eq!(found(&verify(&other, &[])), Vec::<String>::new());
    for how in ["DELETE FROM outbox WHERE recipient = 2", "UPDATE outbox SET state = 'failed'", "UPDATE outbox SET recipient = 7 WHERE recipient = 2"]
    {
        let (_folder, path, mut un) = kept();
        let queued = Event::MailQueued { mail: 1, message: "m@example.org".into(), recipients: 2, files: Default::default() };
        un.go_on("2026-03-02T08:00:00Z", vec![queued], &mut open(&path).unwrap());
        sql(&path, how);
        assert_eq!(found(&verify(&path, &[])), ["un summary"], "{how}");
    }
}

/// A plain copy that was made while somebody worked lacks what still lay in the log.
#[test]
fn a_copy_without_its_log_holds_and_an_anchor_finds_what_it_lacks() {
    let (folder, path, mut un) = kept();
    let mut store = open(&path).unwrap();
    un.go_on("2026-03-02T00:00:00Z", note("dans le journal"), &mut store);
    let head = store.head().unwrap();
    let copy = folder.path().join("copy.db");
    fs::copy(&path, &copy).unwrap();
    fs::copy(pasapas::journal::seal::Keys::beside(&path), pasapas::journal::seal::Keys::beside(&copy)).unwrap();
    assert_eq!(open(&copy).unwrap().records("un").unwrap(), un.records[..2]);
    assert_eq!(found(&verify(&copy, &[])), Vec::<String>::new());
    assert_eq!(found(&verify(&copy, &[head])), ["3 anchor_behind"]);
}
