//! Runs in an SQLite file.
//!
//! One command is one transaction, on disk before anyone hears that it is done (`synchronous = FULL`). The first statement of an append is
//! its guard: the run must still have the number of records that the command was decided upon.

mod open;
mod outbox;

pub use open::{Look, look};

use super::seal::{self, Keys, Of, Seal};
use super::{Error, Evidence, Journal, Record, Summary};
use crate::check::Edition;
use crate::engine::view::state_word;
use crate::engine::{Run, Stamp};
use crate::msg;
use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, Row, Transaction, TransactionBehavior, ffi, params};
use std::fmt;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::time::Duration;
use zeroize::Zeroizing;

/// A store in an SQLite file.
pub struct Sqlite {
    connection: Connection,
    path: PathBuf,
    keys: Keys,
    patience: Duration,
    /// A write failed: what the connection believes of the file may no longer be true.
    suspect: bool,
}

impl fmt::Debug for Sqlite {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sqlite").field("path", &self.path).finish_non_exhaustive()
    }
}

impl Sqlite {
    /// Opens a store; makes it, and the folders around it, on first use.
    ///
    /// # Errors
    /// [`Error::Open`], [`Error::Busy`], [`Error::Newer`], [`Error::Damaged`]; [`Error::Key`] where this is not the store's key. What is there
    /// stays as it was.
    pub fn open(path: &Path, key: Keys) -> Result<Sqlite, Error> {
        let (path, patience) = (open::absolute(path)?, open::PATIENCE);
        let connection = open::connect(&path, &key, patience)?;
        Ok(Sqlite { connection, path, keys: key, patience, suspect: false })
    }

    /// Opens a store with the key beside it; makes both on first use, and never a key for a store that is already there.
    ///
    /// # Errors
    /// As [`Sqlite::open`] and [`Keys::open`].
    pub fn open_beside(path: &Path) -> Result<Sqlite, Error> {
        let found = open::examine(path)?;
        if found.is_none() {
            open::make(path)?;
        }
        // An empty file is a store that nobody has come to use yet.
        let first = found.is_none_or(|found| found.len() == 0);
        Sqlite::open(path, Keys::open(&Keys::beside(path), first)?)
    }

    /// How long to wait for another process before [`Error::Busy`]; five seconds if nothing is said.
    ///
    /// # Errors
    /// The store takes no such setting.
    pub fn wait_at_most(&mut self, patience: Duration) -> Result<(), Error> {
        self.patience = patience;
        Ok(self.connection.busy_timeout(patience)?)
    }

    /// Does one thing wholly or not at all. After a failed write the connection is given up first: what was written then is looked at anew.
    fn write<T>(&mut self, work: impl FnOnce(&Transaction, &Keys) -> Result<T, Error>) -> Result<T, Error> {
        if self.suspect {
            self.connection = open::connect(&self.path, &self.keys, self.patience)?;
            self.suspect = false;
        }
        let done = Transaction::new(&mut self.connection, TransactionBehavior::Immediate).map_err(Error::from).and_then(|transaction| {
            let done = work(&transaction, &self.keys)?;
            transaction.commit()?;
            Ok(done)
        });
        self.suspect = matches!(done, Err(Error::Io(_)));
        done
    }
}

impl Journal for Sqlite {
    fn create(&mut self, run: &str, edition: &Edition, after: &Run, record: &Record, evidence: &[Evidence]) -> Result<(), Error> {
        if record.number != 1 {
            return Err(Error::Conflict);
        }
        self.write(|store, keys| {
            let hash = keep_edition(store, edition)?;
            let (seal, key) = keys.make(Of::Run(run))?;
            let at = written(record.stamp.at);
            let row = params![run, after.procedure.id, after.procedure.version, hash, state_word(after), at, record.stamp.by, at, key];
            let mut insert = store.prepare_cached(
                "INSERT INTO runs (id, procedure, version, edition, state, started_at, started_by, touched_at, records, key)
                 VALUES (?, ?, ?, ?, ?, ?, ?, ?, 1, ?) ON CONFLICT DO NOTHING",
            )?;
            if insert.execute(row)? == 0 {
                return Err(Error::Conflict);
            }
            keep(store, run, record, 1, &seal)?;
            outbox::follow(store, run, record.stamp.at, &record.events)?;
            attach(store, run, 1, evidence, keys)
        })
    }

    fn append(&mut self, run: &str, after: &Run, record: &Record, evidence: &[Evidence]) -> Result<(), Error> {
        self.write(|store, keys| add(store, keys, run, after, record, evidence))
    }

    fn upgrade(&mut self, run: &str, edition: &Edition, after: &Run, record: &Record) -> Result<(), Error> {
        self.write(|store, keys| {
            add(store, keys, run, after, record, &[])?;
            let hash = keep_edition(store, edition)?;
            let mut pin = store.prepare_cached("UPDATE runs SET version = ?, edition = ? WHERE id = ?")?;
            pin.execute((&after.procedure.version, hash, run))?;
            Ok(())
        })
    }

    fn records(&self, run: &str) -> Result<Vec<Record>, Error> {
        // One look at one moment, however many statements it takes.
        let store = self.connection.unchecked_transaction()?;
        let mut found = store.prepare_cached("SELECT records, key FROM runs WHERE id = ?")?;
        let found = found.query_row([run], |row| Ok((row.get::<_, u64>(0)?, row.get::<_, Option<Vec<u8>>>(1)?))).optional()?;
        let Some((count, key)) = found else { return Ok(Vec::new()) };
        let seal = key.map(|key| self.keys.unwrap(Of::Run(run), &key)).transpose()?;
        let (mut sealed, mut whole) = (None, Zeroizing::new(Vec::new()));
        let mut records = Vec::with_capacity(usize::try_from(count).unwrap_or(0).min(100_000));
        let mut all = store.prepare_cached("SELECT number, at, by, events FROM records WHERE run = ? ORDER BY number")?;
        let mut rows = all.query([run])?;
        while let Some(row) = rows.next()? {
            let number: u64 = row.get(0)?;
            if number != records.len() as u64 + 1 {
                return Err(Error::Damaged(msg!("damaged-record-missing", number = records.len() + 1, run = run)));
            }
            let stamp = Stamp { at: moment(row.get_ref(1)?.as_str().map_err(rusqlite::Error::from)?)?, by: row.get(2)? };
            let events = row.get_ref(3)?.as_str().map_err(rusqlite::Error::from)?;
            let events = if events.contains(seal::SEALED) {
                let sealed: &Sealed = match &mut sealed {
                    Some(sealed) => sealed,
                    none => none.insert(Sealed::read(&store, run)?),
                };
                whole.clear();
                seal::put_together(events, &mut whole, |n, whole| sealed.reveal(seal.as_ref(), number, n, whole))?;
                serde_json::from_slice(&whole)
            } else {
                serde_json::from_str(events)
            };
            records.push(Record {
                number,
                stamp,
                events: events.map_err(|_| Error::Damaged(msg!("damaged-record", number = records.len() + 1, run = run)))?,
            });
        }
        if records.len() as u64 != count {
            return Err(Error::Damaged(msg!(
                "damaged-count",
                run = run,
                found = records.len(),
                count = usize::try_from(count).unwrap_or(usize::MAX)
            )));
        }
        Ok(records)
    }

    fn runs(&self, prefix: &str) -> Result<Vec<Summary>, Error> {
        let store = &self.connection;
        let columns = "SELECT id, procedure, version, edition, state, started_at, started_by, touched_at, records FROM runs";
        let order = "ORDER BY touched_at DESC, id DESC";
        if prefix.is_empty() {
            let mut all = store.prepare_cached(&format!("{columns} {order}"))?;
            summaries(all.query([])?)
        } else {
            let mut some = store.prepare_cached(&format!("{columns} WHERE id >= ?1 AND id < ?1 || char(0x10ffff) {order}"))?;
            summaries(some.query([prefix])?)
        }
    }

    fn edition(&self, hash: &str) -> Result<Option<Edition>, Error> {
        let mut one = self.connection.prepare_cached("SELECT body FROM editions WHERE hash = ?")?;
        let Some(body) = one.query_row([hash], |row| row.get::<_, String>(0)).optional()? else { return Ok(None) };
        let broken = || Error::Damaged(msg!("damaged-edition", hash = hash));
        let edition: Edition = serde_json::from_str(&body).map_err(|_| broken())?;
        if edition.hash() == hash { Ok(Some(edition)) } else { Err(broken()) }
    }

    fn evidence(&self, sha256: &str) -> Result<Option<Vec<u8>>, Error> {
        let mut one = self.connection.prepare_cached("SELECT key, bytes FROM evidence WHERE sha256 = ?")?;
        let found = one.query_row([sha256], |row| Ok((row.get::<_, Vec<u8>>(0)?, row.get::<_, Vec<u8>>(1)?))).optional()?;
        let Some((key, bytes)) = found else { return Ok(None) };
        let mut plain = Vec::with_capacity(bytes.len());
        self.keys.unwrap(Of::File(sha256), &key)?.open(0, 0, &bytes, &mut plain)?;
        Ok(Some(plain))
    }
}

/// Writes the texts that a run is pinned to, once, and gives their hash.
fn keep_edition(store: &Transaction, edition: &Edition) -> Result<String, Error> {
    let hash = edition.hash();
    let body = serde_json::to_string(edition).map_err(|_| Error::Damaged(msg!("damaged-edition", hash = &hash)))?;
    store.prepare_cached("INSERT INTO editions (hash, body) VALUES (?, ?) ON CONFLICT DO NOTHING")?.execute((&hash, &body))?;
    Ok(hash)
}

/// Adds a record to a run, if its number is the next one.
fn add(store: &Transaction, keys: &Keys, run: &str, after: &Run, record: &Record, evidence: &[Evidence]) -> Result<(), Error> {
    let number = i64::try_from(record.number).map_err(|_| Error::Conflict)?;
    let mut guard =
        store.prepare_cached("UPDATE runs SET records = ?2, state = ?3, touched_at = ?4 WHERE id = ?1 AND records = ?2 - 1 RETURNING key")?;
    let guarded = guard.query_row(params![run, number, state_word(after), written(record.stamp.at)], |row| row.get::<_, Option<Vec<u8>>>(0));
    let seal = match guarded.optional()?.ok_or(Error::Conflict)? {
        Some(key) => keys.unwrap(Of::Run(run), &key)?,
        None => {
            // What was personal is forgotten, and something new is told.
            let (seal, key) = keys.make(Of::Run(run))?;
            store.prepare_cached("UPDATE runs SET key = ? WHERE id = ?")?.execute((key, run))?;
            seal
        }
    };
    keep(store, run, record, number, &seal)?;
    outbox::follow(store, run, record.stamp.at, &record.events)?;
    attach(store, run, number, evidence, keys)
}

/// Writes a record, its personal values apart.
fn keep(store: &Transaction, run: &str, record: &Record, number: i64, seal: &Seal) -> Result<(), Error> {
    let unwritable = |_| Error::Damaged(msg!("damaged-record", number = number as usize, run = run));
    let mut events = serde_json::to_value(&record.events).map_err(unwritable)?;
    let mut apart = Vec::new();
    seal::take_apart(&mut events, &mut apart)?;
    let mut insert = store.prepare_cached("INSERT INTO records (run, number, at, by, events) VALUES (?, ?, ?, ?, ?)")?;
    insert.execute(params![run, number, written(record.stamp.at), record.stamp.by, events.to_string()])?;
    let mut insert = store.prepare_cached("INSERT INTO sealed (run, number, n, ciphertext) VALUES (?, ?, ?, ?)")?;
    for (n, value) in (1..).zip(&apart) {
        let plain = Zeroizing::new(value.to_string());
        insert.execute(params![run, number, n, seal.close(record.number, n, plain.as_bytes())?])?;
    }
    Ok(())
}

/// Writes the files that a record brings; bytes that are already there are not written again.
fn attach(store: &Transaction, run: &str, number: i64, evidence: &[Evidence], keys: &Keys) -> Result<(), Error> {
    for file in evidence {
        if !store.prepare_cached("SELECT 1 FROM evidence WHERE sha256 = ?")?.exists([&file.sha256])? {
            let (seal, key) = keys.make(Of::File(&file.sha256))?;
            let mut insert = store.prepare_cached("INSERT INTO evidence (sha256, key, bytes) VALUES (?, ?, ?)")?;
            insert.execute((&file.sha256, key, seal.close(0, 0, &file.bytes)?))?;
        }
        let mut insert = store.prepare_cached("INSERT INTO attached (run, number, sha256) VALUES (?, ?, ?) ON CONFLICT DO NOTHING")?;
        insert.execute((run, number, &file.sha256))?;
    }
    Ok(())
}

/// All sealed values of a run, each under the record's number and its own.
struct Sealed {
    places: Vec<((u64, u64), Range<usize>)>,
    bytes: Vec<u8>,
}

impl Sealed {
    fn read(store: &Connection, run: &str) -> Result<Sealed, Error> {
        let mut all = store.prepare_cached("SELECT number, n, ciphertext FROM sealed WHERE run = ? ORDER BY number, n")?;
        let mut rows = all.query([run])?;
        let mut sealed = Sealed { places: Vec::new(), bytes: Vec::new() };
        while let Some(row) = rows.next()? {
            let from = sealed.bytes.len();
            sealed.bytes.extend_from_slice(row.get_ref(2)?.as_blob().map_err(rusqlite::Error::from)?);
            sealed.places.push(((row.get(0)?, row.get(1)?), from..sealed.bytes.len()));
        }
        Ok(sealed)
    }

    /// A personal value in the clear, as JSON; null where it, or the key of all, was forgotten.
    fn reveal(&self, seal: Option<&Seal>, number: u64, n: u64, plain: &mut Vec<u8>) -> Result<(), Error> {
        let found = self.places.binary_search_by_key(&(number, n), |(place, _)| *place).ok();
        match (found, seal) {
            (Some(at), Some(seal)) => seal.open(number, n, &self.bytes[self.places[at].1.clone()], plain),
            _ => {
                plain.extend_from_slice(b"null");
                Ok(())
            }
        }
    }
}

fn summaries(mut rows: rusqlite::Rows) -> Result<Vec<Summary>, Error> {
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        found.push(summary(row)?);
    }
    Ok(found)
}

fn summary(row: &Row) -> Result<Summary, Error> {
    Ok(Summary {
        run: row.get(0)?,
        procedure: row.get(1)?,
        version: row.get(2)?,
        edition: row.get(3)?,
        state: row.get(4)?,
        started: Stamp { at: moment(&row.get::<_, String>(5)?)?, by: row.get(6)? },
        touched: moment(&row.get::<_, String>(7)?)?,
        records: row.get(8)?,
    })
}

/// A moment as it is kept: with nine decimals, so that texts stand in the order of time.
fn written(at: Timestamp) -> String {
    format!("{at:.9}")
}

fn moment(text: &str) -> Result<Timestamp, Error> {
    text.parse().map_err(|_| Error::Damaged(msg!("damaged-moment", text = text)))
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Error {
        use rusqlite::ErrorCode as Code;
        // A value of another type than is written here.
        let Some(failure) = error.sqlite_error() else { return Error::Damaged(msg!("damaged-value-type")) };
        match failure.code {
            Code::DatabaseBusy | Code::DatabaseLocked => Error::Busy,
            Code::DiskFull => Error::Full,
            // The map of the log could not grow: the disk is full here too.
            Code::SystemIoFailure if failure.extended_code == ffi::SQLITE_IOERR_SHMSIZE => Error::Full,
            Code::SystemIoFailure => Error::Io(msg!("io-device")),
            Code::CannotOpen | Code::PermissionDenied => Error::Io(msg!("io-denied")),
            Code::ReadOnly => Error::Io(msg!("io-read-only")),
            Code::OutOfMemory => Error::Io(msg!("io-memory")),
            Code::TooBig => Error::Io(msg!("io-too-large")),
            Code::NotADatabase | Code::DatabaseCorrupt => Error::Damaged(msg!("damaged-file")),
            _ => Error::Damaged(msg!("damaged-other", detail = error.to_string())),
        }
    }
}
