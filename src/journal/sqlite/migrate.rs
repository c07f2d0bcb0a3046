//! An older form is led on, wholly or not at all, after a copy of the store was laid beside it.

use super::open::{self, Form};
use super::read::Sealed;
use super::write;
use crate::clock::Stopwatch;
use crate::journal::chain::{self, Head};
use crate::journal::seal::{self, Keys, Of};
use crate::journal::{Error, sqlite::read};
use crate::msg;
use rusqlite::{Connection, Transaction, TransactionBehavior, params};
use serde_json::Value;
use std::fs::File;
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

/// What marks a file as ours ("pasp").
pub(super) const APPLICATION: i64 = 0x7061_7370;

/// The way from one form to the next.
struct Step {
    tables: &'static str,
    /// What is to be done with what is there, besides.
    content: fn(&Transaction, &Keys) -> Result<(), Error>,
}

/// Each form of the store, from the first, as the way from the one before.
const STEPS: &[Step] = &[
    Step { tables: include_str!("../migrations/0001.sql"), content: |_, _| Ok(()) },
    Step { tables: include_str!("../migrations/0002.sql"), content: |_, _| Ok(()) },
    Step { tables: include_str!("../migrations/0003.sql"), content: tie_everything },
    Step { tables: include_str!("../migrations/0004.sql"), content: |_, _| Ok(()) },
    Step { tables: include_str!("../migrations/0005.sql"), content: |_, _| Ok(()) },
];

/// The newest form.
pub(super) const KNOWN: i64 = STEPS.len() as i64;

/// Leads an older form on, wholly or not at all; where another process was faster, there is nothing left to do. What refers to what is checked at
/// the end: a table that is made anew is gone for a moment.
pub(super) fn migrate(connection: &mut Connection, path: &Path, key: &Keys) -> Result<(), Error> {
    let watch = Stopwatch::start();
    connection.pragma_update(None, "foreign_keys", false)?;
    let transaction = Transaction::new(connection, TransactionBehavior::Immediate)?;
    let found = match open::form(&transaction, path)? {
        Form::Fresh => 0,
        Form::Known(found) => found,
    };
    // Nobody writes while this transaction is held, and reading goes on: the copy is what there was.
    if found > 0 && found < KNOWN {
        copy(path, &backup(path, found))?;
    }
    if found == 0 {
        transaction.pragma_update(None, "application_id", APPLICATION)?;
    }
    for (version, step) in (1..).zip(STEPS).filter(|(version, _)| *version > found) {
        transaction.execute_batch(step.tables)?;
        (step.content)(&transaction, key)?;
        transaction.pragma_update(None, "user_version", version)?;
    }
    if found == 0 {
        transaction.execute("INSERT INTO master (one, proof) VALUES (1, ?)", [key.proof()?])?;
    }
    if transaction.prepare("PRAGMA foreign_key_check")?.exists([])? {
        return Err(Error::Damaged(msg!("damaged-reference")));
    }
    transaction.commit()?;
    match found {
        0 => tracing::info!(target: "pasapas::store", form = KNOWN, "made"),
        from => tracing::info!(target: "pasapas::store", from, form = KNOWN, ms = watch.ms(), "led on to a newer form"),
    }
    Ok(connection.pragma_update(None, "foreign_keys", true)?)
}

/// Where the copy of a store of that form is laid before it is led on.
pub fn backup(path: &Path, form: i64) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(format!(".form-{form}.bak"));
    name.into()
}

/// Every copy of that kind beside a store.
pub(super) fn backups(path: &Path) -> Vec<PathBuf> {
    (1..KNOWN).map(|form| backup(path, form)).filter(|copy| copy.exists()).collect()
}

/// What a copy of that kind left behind that was broken off.
pub(super) fn broken_off(path: &Path) -> Vec<PathBuf> {
    (1..KNOWN).map(|form| passing(&backup(path, form))).filter(|copy| copy.exists()).collect()
}

/// Where a copy lies until it is complete.
fn passing(copy: &Path) -> PathBuf {
    let mut name = copy.as_os_str().to_owned();
    name.push(".tmp");
    name.into()
}

/// Copies a store, to stay, readable for its owner alone, complete or not at all.
fn copy(from: &Path, to: &Path) -> Result<(), Error> {
    let failed = |error: std::io::Error| open::unreachable(to, &error);
    let passing = passing(to);
    let copied = (|| {
        if passing.exists() {
            std::fs::remove_file(&passing).map_err(failed)?;
        }
        seal::place(&passing, b"").map_err(failed)?;
        let source = open::raw(from, open::PATIENCE)?;
        // SQLite takes the name as a text.
        let name = passing.to_str().ok_or_else(|| failed(std::io::ErrorKind::InvalidFilename.into()))?;
        source.execute("VACUUM INTO ?", [name])?;
        drop(source);
        File::options().write(true).open(&passing).and_then(|file| file.sync_all()).map_err(failed)?;
        std::fs::rename(&passing, to).and_then(|()| seal::sync(to.parent())).map_err(failed)
    })();
    if copied.is_err() {
        // What is left of it is of no use; that it is there is no reason to say something else than what went wrong.
        let _ = std::fs::remove_file(&passing);
    }
    copied
}

/// To the third form: makes the chain of all records, in the order of their runs, and takes the items of personal lists apart.
fn tie_everything(store: &Transaction, keys: &Keys) -> Result<(), Error> {
    let id = seal::blinding()?;
    let head = Head { place: 0, hash: chain::beginning(&*id) };
    let sealed = keys.seal_head(&*id, head.place, &head.hash)?;
    store.execute("INSERT INTO head (one, store, place, hash, seal) VALUES (1, ?, ?, ?, ?)", params![&id[..], head.place, head.hash, sealed])?;
    let mut all = store.prepare("SELECT id, key FROM runs ORDER BY id")?;
    let runs = all.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<Result<Vec<(String, Option<Vec<u8>>)>, _>>()?;
    for (run, key) in runs {
        let key = match key {
            Some(key) => key,
            // There is nothing that it could open: it is made only to have one.
            None => keys.make(Of::Run(&run))?.1,
        };
        tie_run(store, keys, &run, &keys.unwrap(Of::Run(&run), &key)?)?;
    }
    Ok(())
}

fn tie_run(store: &Transaction, keys: &Keys, run: &str, key: &seal::Seal) -> Result<(), Error> {
    let unreadable = |number: u64| Error::Damaged(msg!("damaged-record", number = number.to_string(), run = run));
    let sealed = Sealed::read(store, run)?;
    store.execute("DELETE FROM sealed WHERE run = ?", [run])?;
    let mut all = store.prepare_cached("SELECT number, at, by, events FROM records WHERE run = ? ORDER BY number")?;
    let records = all.query_map([run], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))?;
    let records = records.collect::<Result<Vec<(u64, String, String, String)>, _>>()?;
    let mut before = Vec::new();
    let mut links = Vec::with_capacity(records.len());
    let first = write::head(store)?.0.place + 1;
    for ((number, at, by, events), place) in records.into_iter().zip(first..) {
        read::moment(&at)?;
        let mut whole = Zeroizing::new(Vec::new());
        seal::put_together(&events, &mut whole, |n, whole| match sealed.get(number, n) {
            Some(bytes) => key.open(number, n, bytes, whole),
            None => {
                whole.extend_from_slice(b"null");
                Ok(())
            }
        })?;
        let mut events: Value = serde_json::from_slice(&whole).map_err(|_| unreadable(number))?;
        let mut apart = Vec::new();
        seal::take_apart(&mut events, &mut apart)?;
        let events = events.to_string();
        let mut values: Vec<String> = apart.iter().map(write::plain).collect();
        let mut files = store.prepare_cached("SELECT sha256 FROM attached WHERE run = ? AND number = ? ORDER BY sha256")?;
        for file in files.query_map(params![run, number], |row| row.get::<_, String>(0))? {
            values.push(Value::from(file?).to_string());
        }
        let values: Vec<&str> = values.iter().map(String::as_str).collect();
        let blinded = write::blind(run, number, &values)?;
        let link = chain::link(run, number, [&at, &by, &events], &blinded.commitments, &before);
        let mut update = store.prepare_cached("UPDATE records SET events = ?, place = ?, commitments = ?, link = ? WHERE run = ? AND number = ?")?;
        update.execute(params![events, place, blinded.commitments, link, run, number])?;
        blinded.keep(store, run, number, &values, key)?;
        before.clone_from(&link);
        links.push(link);
    }
    write::go_on(store, keys, &links.iter().map(Vec::as_slice).collect::<Vec<_>>())?;
    Ok(())
}
