//! Files in pieces: whatever is done to a piece is found, and nothing is kept of a file that changed while it was taken in.

use super::{Trial, kept, note, open, sql, whole};
use pasapas::journal::evidence::{PIECE, Source};
use pasapas::journal::{Archive, Error, Evidence, Journal};

/// Two files of three pieces, the last not full, that differ in every piece.
fn long(of: u8) -> Evidence {
    let bytes: Vec<u8> = (0..PIECE * 2 + 1000).map(|n| (n / PIECE) as u8 ^ (n % 251) as u8 ^ of).collect();
    Evidence::of(bytes)
}

fn bytes(of: &Evidence) -> &[u8] {
    let Source::Bytes(bytes) = &of.from else { panic!("{:?}", of.from) };
    bytes
}

fn filled() -> (tempfile::TempDir, std::path::PathBuf, Trial) {
    let (folder, path, mut trial) = kept();
    let mut store = open(&path).unwrap();
    let record = trial.record("2026-03-02T00:00:00Z", note("deux longs fichiers"));
    store.append("un", &trial.run, &record, &[long(1), long(2)]).unwrap();
    trial.records.push(record);
    (folder, path, trial)
}

#[test]
fn a_file_lies_in_pieces_and_comes_back_whole() {
    let (_folder, path, _) = filled();
    let store = open(&path).unwrap();
    for file in [long(1), long(2)] {
        assert_eq!(whole(&store, &file).unwrap().as_deref(), Some(bytes(&file)));
    }
    let pieces: i64 = rusqlite::Connection::open(&path).unwrap().query_row("SELECT count(*) FROM pieces", [], |row| row.get(0)).unwrap();
    assert_eq!(pieces, 6);
    // Whole pieces and nothing behind them; nothing at all.
    let (_folder, path, mut trial) = kept();
    let mut store = open(&path).unwrap();
    let (even, empty) = (Evidence::of(vec![7; PIECE * 2]), Evidence::of(Vec::new()));
    let record = trial.record("2026-03-02T00:00:00Z", note("x"));
    store.append("un", &trial.run, &record, &[even.clone(), empty.clone()]).unwrap();
    assert_eq!(whole(&store, &even).unwrap().as_deref(), Some(bytes(&even)));
    assert_eq!(whole(&store, &empty).unwrap().as_deref(), Some(&b""[..]));
    assert!(store.verify(None, &[]).unwrap().flaws.is_empty());
}

#[test]
fn whatever_is_done_to_a_piece_is_found() {
    let (one, two) = (long(1).sha256, long(2).sha256);
    let of = format!("sha256 = '{one}'");
    for (what, how) in [
        ("the last cut off", format!("DELETE FROM pieces WHERE {of} AND n = 2")),
        ("the last two cut off", format!("DELETE FROM pieces WHERE {of} AND n > 0")),
        ("all cut off", format!("DELETE FROM pieces WHERE {of}")),
        ("the first cut off", format!("DELETE FROM pieces WHERE {of} AND n = 0; UPDATE pieces SET n = n - 1 WHERE {of}")),
        ("one in between cut out", format!("DELETE FROM pieces WHERE {of} AND n = 1; UPDATE pieces SET n = 1 WHERE {of} AND n = 2")),
        ("a gap", format!("UPDATE pieces SET n = 3 WHERE {of} AND n = 2")),
        (
            "two swapped",
            format!(
                "UPDATE pieces SET n = 9 WHERE {of} AND n = 0; UPDATE pieces SET n = 0 WHERE {of} AND n = 1; UPDATE pieces SET n = 1 WHERE {of} AND n = 9"
            ),
        ),
        ("one added", format!("INSERT INTO pieces SELECT sha256, 3, bytes FROM pieces WHERE {of} AND n = 2")),
        (
            "one from the other file",
            format!("UPDATE pieces SET bytes = (SELECT p.bytes FROM pieces p WHERE p.sha256 = '{two}' AND p.n = 1) WHERE {of} AND n = 1"),
        ),
        (
            "all from the other file, with its key",
            format!(
                "UPDATE pieces SET bytes = (SELECT p.bytes FROM pieces p WHERE p.sha256 = '{two}' AND p.n = pieces.n) WHERE {of};
                 UPDATE evidence SET key = (SELECT e.key FROM evidence e WHERE e.sha256 = '{two}') WHERE {of}"
            ),
        ),
        ("nothing in it", format!("UPDATE pieces SET bytes = zeroblob(length(bytes)) WHERE {of} AND n = 1")),
        ("sealed as a whole, as it seems", format!("UPDATE evidence SET bytes = (SELECT bytes FROM pieces WHERE {of} AND n = 2) WHERE {of}")),
    ] {
        let (_folder, path, _) = filled();
        sql(&path, &how);
        let store = open(&path).unwrap();
        let mut given = Vec::new();
        let read = store.evidence(&one, &mut |piece| {
            given.extend_from_slice(piece);
            std::ops::ControlFlow::Continue(())
        });
        assert!(matches!(read, Err(Error::Damaged(_))), "{what}: {read:?}");
        assert!(bytes(&long(1)).starts_with(&given), "{what}: nothing is given out that was not kept");
        let flaws: Vec<String> =
            store.verify(None, &[]).unwrap().flaws.iter().map(|flaw| format!("{:?} {}", flaw.number, flaw.fault.word())).collect();
        assert_eq!(flaws, ["Some(3) file"], "{what}");
        assert!(whole(&store, &long(2)).unwrap().is_some(), "{what}: the other one is as it was");
    }
}

#[test]
fn a_file_that_changes_while_it_is_taken_in_is_not_kept() {
    let (folder, path, mut trial) = kept();
    let mut store = open(&path).unwrap();
    let file = folder.path().join("long.bin");
    std::fs::write(&file, vec![1; PIECE + 5]).unwrap();
    let looked_at = Evidence::at(&file, 1 << 30).unwrap().unwrap();
    assert_eq!(Evidence::at(&file, PIECE as u64 + 4).unwrap(), None, "too large");
    let record = trial.record("2026-03-02T00:00:00Z", note("x"));
    for change in [Some(vec![1; PIECE + 6]), Some(vec![1; PIECE]), None] {
        match change {
            Some(bytes) => std::fs::write(&file, bytes).unwrap(),
            None => std::fs::remove_file(&file).unwrap(),
        }
        let kept = store.append("un", &trial.run, &record, std::slice::from_ref(&looked_at));
        assert!(matches!(kept, Err(Error::File(_))), "{kept:?}");
        assert_eq!((store.records("un").unwrap().len() as u64 + 1, store.evidence_size(&looked_at.sha256).unwrap()), (record.number, None));
    }
    std::fs::write(&file, vec![1; PIECE + 5]).unwrap();
    store.append("un", &trial.run, &record, std::slice::from_ref(&looked_at)).unwrap();
    std::fs::remove_file(&file).unwrap();
    assert_eq!(whole(&store, &looked_at).unwrap(), Some(vec![1; PIECE + 5]));
    assert!(store.verify(None, &[]).unwrap().flaws.is_empty());
}

#[test]
fn one_file_of_two_runs_is_erased_with_the_last() {
    let (_folder, path, mut un) = filled();
    let mut store = open(&path).unwrap();
    let mut deux = Trial::new("deux");
    deux.begin("2026-03-01T10:00:00Z", &mut store);
    let record = deux.record("2026-03-02T00:00:00Z", note("le même"));
    store.append("deux", &deux.run, &record, &[long(1)]).unwrap();
    deux.records.push(record);
    let pieces = |store: &dyn Journal| [long(1), long(2)].map(|file| store.evidence_size(&file.sha256).unwrap().is_some());
    let erased =
        |trial: &mut Trial| trial.record("2026-04-01T00:00:00Z", vec![pasapas::engine::Event::Erased { reason: "x".into(), values: Vec::new() }]);
    let record = erased(&mut un);
    store.erase("un", &[], &un.run, &record).unwrap();
    assert_eq!(pieces(&store), [true, false]);
    assert_eq!(whole(&store, &long(1)).unwrap().as_deref(), Some(bytes(&long(1))));
    let record = erased(&mut deux);
    store.erase("deux", &[], &deux.run, &record).unwrap();
    assert_eq!(pieces(&store), [false, false]);
    let left: i64 = rusqlite::Connection::open(&path).unwrap().query_row("SELECT count(*) FROM pieces", [], |row| row.get(0)).unwrap();
    assert_eq!(left, 0);
    assert!(store.verify(None, &[]).unwrap().flaws.is_empty());
}
