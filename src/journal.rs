//! Where runs are kept: an append-only journal of what happened.
//!
//! A [`Journal`] speaks of runs and records only; personal data it keeps apart from the events, encrypted, so that erasing or encrypting it
//! later changes no recorded event.

pub mod chain;
pub mod evidence;
pub mod memory;
pub mod outbox;
pub mod pack;
pub mod parcel;
pub mod seal;
pub mod sqlite;
pub mod verify;

pub use evidence::Evidence;

use crate::check::Edition;
use crate::engine::event::Event;
use crate::engine::{Run, Stamp};
use crate::finding::Message;
use serde::{Deserialize, Serialize};
use std::ops::ControlFlow;

/// What one command recorded: its events happened together.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Record {
    /// Its place in the run, from 1.
    pub number: u64,
    /// When, and who.
    pub stamp: Stamp,
    /// What happened.
    pub events: Vec<Event>,
}

/// A run as lists show it, without folding its events.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary {
    /// Its id.
    pub run: String,
    /// The procedure's id.
    pub procedure: String,
    /// The procedure's version.
    pub version: String,
    /// The hash of the edition that it is pinned to.
    pub edition: String,
    /// `open`, `success`, `failure`, `neutral` or `cancelled`.
    pub state: String,
    /// When it began, and who began it.
    pub started: Stamp,
    /// When something last happened in it.
    pub touched: jiff::Timestamp,
    /// How many records it has.
    pub records: u64,
    /// It came from elsewhere: no mail leaves from it by itself until a person says so.
    pub paused: bool,
}

/// Why the journal could not do what was asked.
#[derive(Debug, Clone, PartialEq)]
pub enum Error {
    /// It cannot be opened: the message says why and what to do. Whoever runs the program.
    Open(Message),
    /// Another process holds it; nothing was recorded. Try again.
    Busy,
    /// It was written by a newer program: update this one.
    Newer {
        /// The version of its form.
        found: i64,
        /// The newest form that this program knows.
        known: i64,
    },
    /// Somebody recorded something in this run in the meantime: load it again.
    Conflict,
    /// The disk is full; nothing was recorded.
    Full,
    /// Reading or writing failed, and why; nothing was recorded.
    Io(Message),
    /// What is stored cannot be understood: which part of it.
    Damaged(Message),
    /// A file that was to be kept cannot be read any more, or has changed since it was looked at; nothing was recorded.
    File(Message),
    /// The key of the personal data is missing, wrong, or open to others.
    Key(Message),
}

impl Error {
    /// A short word for it.
    pub fn word(&self) -> &'static str {
        match self {
            Error::Open(_) => "open",
            Error::Busy => "busy",
            Error::Newer { .. } => "newer",
            Error::Conflict => "conflict",
            Error::Full => "full",
            Error::Io(_) => "io",
            Error::Damaged(_) => "damaged",
            Error::File(_) => "file",
            Error::Key(_) => "key",
        }
    }
}

/// Where runs are kept, and the outbox that follows what happens in them.
pub trait Journal: outbox::Outbox {
    /// Keeps a new run: its first record and the edition that it is pinned to, in one transaction.
    ///
    /// # Errors
    /// Nothing was kept.
    fn create(&mut self, run: &str, edition: &Edition, after: &Run, record: &Record, evidence: &[Evidence]) -> Result<(), Error>;

    /// Adds a record to a run, if its number is the next one. `after` is the run as it stands then, for the summary.
    ///
    /// # Errors
    /// Nothing was kept; [`Error::Conflict`] if somebody else was faster.
    fn append(&mut self, run: &str, after: &Run, record: &Record, evidence: &[Evidence]) -> Result<(), Error>;

    /// Adds the record by which a run moves to another edition of its procedure, as [`Journal::append`] does, and keeps that edition, in one
    /// transaction. From then on the summary names it.
    ///
    /// # Errors
    /// Nothing was kept; [`Error::Conflict`] if somebody else was faster.
    fn upgrade(&mut self, run: &str, edition: &Edition, after: &Run, record: &Record) -> Result<(), Error>;

    /// All records of a run, in order; empty where there is none of that id.
    ///
    /// # Errors
    /// It cannot be read.
    fn records(&self, run: &str) -> Result<Vec<Record>, Error>;

    /// The records of a run as far as they can be relied on, and what is wrong with the first that cannot.
    ///
    /// # Errors
    /// None can be read.
    fn readable(&self, run: &str) -> Result<(Vec<Record>, Option<Error>), Error>;

    /// All runs, the last touched first; with a prefix, those whose id begins so.
    ///
    /// # Errors
    /// They cannot be read.
    fn runs(&self, prefix: &str) -> Result<Vec<Summary>, Error>;

    /// The runs last touched, so many at most, the last one first.
    ///
    /// # Errors
    /// They cannot be read.
    fn newest(&self, most: usize) -> Result<Vec<Summary>, Error>;

    /// The ids of the runs right before and after this one in the order of ids: what tells it apart from these tells it apart from all.
    ///
    /// # Errors
    /// They cannot be read.
    fn beside(&self, run: &str) -> Result<Vec<String>, Error>;

    /// The edition of that hash.
    ///
    /// # Errors
    /// It cannot be read.
    fn edition(&self, hash: &str) -> Result<Option<Edition>, Error>;

    /// A file kept with a run, piece by piece until nobody wants more; says whether it is there. Each piece is what was sealed; whether all of them
    /// together are the file of that hash is for the caller to see.
    ///
    /// # Errors
    /// It cannot be read, from the piece on that is not as it was.
    fn evidence(&self, sha256: &str, each: &mut dyn FnMut(&[u8]) -> ControlFlow<()>) -> Result<bool, Error>;

    /// How many bytes a file kept with a run has, without opening it; none where it is not there.
    ///
    /// # Errors
    /// That cannot be read.
    fn evidence_size(&self, sha256: &str) -> Result<Option<u64>, Error>;

    /// The same as what stays; nothing where it goes with the process.
    fn archive(&mut self) -> Option<&mut dyn Archive>;
}

/// A journal that stays: it can be proven, handed over, taken in and erased.
pub trait Archive {
    /// The head of the chain.
    ///
    /// # Errors
    /// It cannot be read.
    fn head(&self) -> Result<chain::Head, Error>;

    /// Looks for everything that is not as it was recorded, in one run or in all, and compares with heads that were kept elsewhere.
    ///
    /// # Errors
    /// It cannot be read at all.
    fn verify(&self, run: Option<&str>, anchors: &[chain::Head]) -> Result<verify::Proof, Error>;

    /// A run as one file, with as much of it as is wanted.
    ///
    /// # Errors
    /// It cannot be read.
    fn export(&self, run: &str, with: parcel::With) -> Result<Handed, Error>;

    /// Takes in a run that came from elsewhere, wholly or not at all, and records that it came. Its mails are paused.
    ///
    /// # Errors
    /// Nothing was kept.
    fn import(&mut self, run: &parcel::Opened, stamp: &Stamp) -> Result<Taken, Error>;

    /// The personal values of a run in the clear.
    ///
    /// # Errors
    /// They cannot be read.
    fn values(&self, run: &str) -> Result<Vec<parcel::Told>, Error>;

    /// Erases personal values of a run, by record and number, and their files; all of them where none is named. The record says so. The key that
    /// opened them is destroyed.
    ///
    /// # Errors
    /// Nothing was erased; [`Error::Conflict`] if somebody else was faster.
    fn erase(&mut self, run: &str, values: &[(u64, u64)], after: &Run, record: &Record) -> Result<(), Error>;

    /// Writes what was erased out of the log of the store too, and says whether that could be done: not while somebody reads.
    ///
    /// # Errors
    /// It cannot be written.
    fn sweep(&mut self) -> Result<bool, Error>;

    /// Older copies that the program itself laid beside the store: what is erased is still in them.
    fn copies(&self) -> Vec<std::path::PathBuf>;
}

/// What came of handing a run over.
pub enum Handed {
    /// The run.
    Whole(Box<parcel::Parcel>),
    /// Its files are larger than [`parcel::MAX_INSIDE`].
    TooLarge,
    /// It is not as it was recorded.
    Flawed(verify::Proof),
}

/// What came of taking a run in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Taken {
    /// It is here now.
    Now,
    /// All that it brings was here already.
    Already,
    /// A run of that id is here, with another history, and how many records that has.
    Otherwise {
        /// How many.
        here: u64,
    },
}
