//! Runs in an SQLite file.
//!
//! One command is one transaction, on disk before anyone hears that it is done (`synchronous = FULL`). The first statement of an append is
//! its guard: the run must still have the number of records that the command was decided upon.

pub mod disk;
mod erase;
mod fault;
mod files;
mod hand;
mod migrate;
mod open;
mod outbox;
mod prove;
mod read;
mod tell;
mod write;

pub use migrate::backup;
pub use open::{Look, look};

use super::chain::Head;
use super::parcel::{Opened, Told, With};
use super::seal::{Keys, Of};
use super::verify::Proof;
use super::{Archive, Error, Evidence, Handed, Journal, Record, Summary, Taken};
use crate::check::Edition;
use crate::clock::Stopwatch;
use crate::engine::view::state_word;
use crate::engine::{Run, Stamp};
use crate::msg;
use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior, params};
use std::fmt;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::time::Duration;

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
        if let Err(error) = &done {
            tracing::warn!(target: "pasapas::store", error = error.word(), "nothing was written");
        }
        done
    }
}

impl Journal for Sqlite {
    fn create(&mut self, run: &str, edition: &Edition, after: &Run, record: &Record, evidence: &[Evidence]) -> Result<(), Error> {
        if record.number != 1 {
            return Err(Error::Conflict);
        }
        let watch = Stopwatch::start();
        self.write(|store, keys| {
            let hash = write::keep_edition(store, edition)?;
            let (seal, key) = keys.make(Of::Run(run))?;
            let at = read::written(record.stamp.at);
            let row = params![run, after.procedure.id, after.procedure.version, hash, state_word(after), at, record.stamp.by, at, key];
            let mut insert = store.prepare_cached(
                "INSERT INTO runs (id, procedure, version, edition, state, started_at, started_by, touched_at, records, key)
                 VALUES (?, ?, ?, ?, ?, ?, ?, ?, 1, ?) ON CONFLICT DO NOTHING",
            )?;
            if insert.execute(row)? == 0 {
                return Err(Error::Conflict);
            }
            write::keep(store, keys, run, record, &seal, evidence)
        })?;
        tell::appended(run, after, record, evidence.len(), watch);
        Ok(())
    }

    fn append(&mut self, run: &str, after: &Run, record: &Record, evidence: &[Evidence]) -> Result<(), Error> {
        let watch = Stopwatch::start();
        self.write(|store, keys| write::add(store, keys, run, after, record, evidence))?;
        tell::appended(run, after, record, evidence.len(), watch);
        Ok(())
    }

    fn upgrade(&mut self, run: &str, edition: &Edition, after: &Run, record: &Record) -> Result<(), Error> {
        let watch = Stopwatch::start();
        self.write(|store, keys| {
            write::add(store, keys, run, after, record, &[])?;
            let hash = write::keep_edition(store, edition)?;
            let mut pin = store.prepare_cached("UPDATE runs SET version = ?, edition = ? WHERE id = ?")?;
            pin.execute((&after.procedure.version, hash, run))?;
            Ok(())
        })?;
        tell::appended(run, after, record, 0, watch);
        Ok(())
    }

    fn records(&self, run: &str) -> Result<Vec<Record>, Error> {
        match read::records(&self.connection, &self.keys, run)? {
            (records, None) => Ok(records),
            (_, Some(flaw)) => Err(flaw),
        }
    }

    fn readable(&self, run: &str) -> Result<(Vec<Record>, Option<Error>), Error> {
        read::records(&self.connection, &self.keys, run)
    }

    fn runs(&self, prefix: &str) -> Result<Vec<Summary>, Error> {
        let store = &self.connection;
        let order = "ORDER BY touched_at DESC, id DESC";
        if prefix.is_empty() {
            let mut all = store.prepare_cached(&format!("{SUMMARIES} {order}"))?;
            read::summaries(all.query([])?)
        } else {
            let mut some = store.prepare_cached(&format!("{SUMMARIES} WHERE id >= ?1 AND id < ?1 || char(0x10ffff) {order}"))?;
            read::summaries(some.query([prefix])?)
        }
    }

    fn newest(&self, most: usize) -> Result<Vec<Summary>, Error> {
        let mut some = self.connection.prepare_cached(&format!("{SUMMARIES} ORDER BY touched_at DESC, id DESC LIMIT ?"))?;
        read::summaries(some.query([i64::try_from(most).unwrap_or(i64::MAX)])?)
    }

    fn beside(&self, run: &str) -> Result<Vec<String>, Error> {
        let mut both = self.connection.prepare_cached(
            "SELECT max(id) FROM runs INDEXED BY runs_ids WHERE id < ?1 UNION ALL SELECT min(id) FROM runs INDEXED BY runs_ids WHERE id > ?1",
        )?;
        let found = both.query_map([run], |row| row.get::<_, Option<String>>(0))?.collect::<Result<Vec<_>, _>>()?;
        Ok(found.into_iter().flatten().collect())
    }

    fn edition(&self, hash: &str) -> Result<Option<Edition>, Error> {
        edition_of(&self.connection, hash)
    }

    fn evidence(&self, sha256: &str, each: &mut dyn FnMut(&[u8]) -> ControlFlow<()>) -> Result<bool, Error> {
        files::read(&self.connection, &self.keys, sha256, each)
    }

    fn evidence_size(&self, sha256: &str) -> Result<Option<u64>, Error> {
        files::size(&self.connection, sha256)
    }

    fn archive(&mut self) -> Option<&mut dyn Archive> {
        Some(self)
    }
}

impl Archive for Sqlite {
    fn head(&self) -> Result<Head, Error> {
        Ok(write::head(&self.connection)?.0)
    }

    fn verify(&self, run: Option<&str>, anchors: &[Head]) -> Result<Proof, Error> {
        let watch = Stopwatch::start();
        let proof = prove::prove(&self.connection, &self.keys, run, anchors)?;
        tell::verified(&proof, watch);
        Ok(proof)
    }

    fn export(&self, run: &str, with: With) -> Result<Handed, Error> {
        let watch = Stopwatch::start();
        let handed = hand::out(&self.connection, &self.keys, run, with)?;
        let (whole, personal) = (matches!(handed, Handed::Whole(_)), with != With::Records);
        tracing::info!(target: "pasapas::run", run, personal, whole, ms = watch.ms(), "exported");
        Ok(handed)
    }

    fn import(&mut self, run: &Opened, stamp: &Stamp) -> Result<Taken, Error> {
        let watch = Stopwatch::start();
        let taken = self.write(|store, keys| hand::into(store, keys, run, stamp))?;
        let (new, records) = (taken == Taken::Now, run.records.len());
        tracing::info!(target: "pasapas::run", run = run.id, new, records, files = run.files.len(), ms = watch.ms(), "imported");
        Ok(taken)
    }

    fn values(&self, run: &str) -> Result<Vec<Told>, Error> {
        let (_, values, _) = prove::read_run(&self.connection, &self.keys, run)?;
        Ok(values.told())
    }

    fn erase(&mut self, run: &str, values: &[(u64, u64)], after: &Run, record: &Record) -> Result<(), Error> {
        let watch = Stopwatch::start();
        self.write(|store, keys| erase::erase(store, keys, run, values, after, record))?;
        let all = values.is_empty();
        tracing::info!(target: "pasapas::run", run, record = record.number, all, values = values.len(), ms = watch.ms(), "erased");
        Ok(())
    }

    fn sweep(&mut self) -> Result<bool, Error> {
        let watch = Stopwatch::start();
        let swept = erase::sweep(&self.connection)?;
        tracing::info!(target: "pasapas::store", swept, ms = watch.ms(), "log swept");
        Ok(swept)
    }

    fn copies(&self) -> Vec<PathBuf> {
        migrate::backups(&self.path)
    }
}

const SUMMARIES: &str = "SELECT id, procedure, version, edition, state, started_at, started_by, touched_at, records, paused FROM runs";

/// A run as lists show it.
fn summary_of(store: &Connection, run: &str) -> Result<Option<Summary>, Error> {
    let mut one = store.prepare_cached(&format!("{SUMMARIES} WHERE id = ?"))?;
    Ok(read::summaries(one.query([run])?)?.pop())
}

fn edition_of(store: &Connection, hash: &str) -> Result<Option<Edition>, Error> {
    let mut one = store.prepare_cached("SELECT body FROM editions WHERE hash = ?")?;
    let Some(body) = one.query_row([hash], |row| row.get::<_, String>(0)).optional()? else { return Ok(None) };
    let broken = || Error::Damaged(msg!("damaged-edition", hash = hash));
    let edition: Edition = serde_json::from_str(&body).map_err(|_| broken())?;
    if edition.hash() == hash { Ok(Some(edition)) } else { Err(broken()) }
}
