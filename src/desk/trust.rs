//! Whether what is kept can be relied on, runs as files, and erasing.

use super::{Desk, Failure, Loaded};
use crate::engine::view::state_word;
use crate::engine::{Event, Refusal, Run, RunState, Stamp};
use crate::finding::{Message, codes};
use crate::journal::chain::Head;
use crate::journal::pack;
use crate::journal::parcel::{MAX_INSIDE, Opened, Parcel, With};
use crate::journal::verify::{Flaw, Proof};
use crate::journal::{Archive, Error, Handed, Record, Taken};
use crate::model::moment::Side;
use crate::msg;
use crate::words::reasons;
use jiff::Timestamp;
use std::io::Read;
use std::path::PathBuf;

/// The runs whose personal data are due to be erased.
#[derive(Debug, Default)]
pub struct Expired {
    /// Each with the day since when.
    pub due: Vec<(String, Timestamp)>,
    /// Those that cannot be read.
    pub unreadable: Vec<String>,
}

/// What came of an erasure.
pub struct Erased {
    /// The run after it; none where nothing was done.
    pub loaded: Loaded,
    /// How many values are gone, or would be.
    pub values: usize,
    /// Whether the log of the store was swept too.
    pub swept: bool,
    /// Copies that the program laid beside the store: what was erased is still in them.
    pub copies: Vec<PathBuf>,
}

impl Desk {
    fn archive<T>(&self, work: impl FnOnce(&mut dyn Archive) -> Result<T, Error>) -> Result<T, Failure> {
        let mut journal = self.journal.borrow_mut();
        let nothing = || Failure::Unable(Refusal::new(codes::RUN_NOT_FOUND, msg!("run-none")).help(msg!("run-none.help")));
        Ok(work(journal.archive().ok_or_else(nothing)?)?)
    }

    /// The head of the store's chain.
    ///
    /// # Errors
    /// There is no store, or it cannot be read.
    pub fn head(&self) -> Result<Head, Failure> {
        self.archive(|archive| archive.head())
    }

    /// Looks for everything that is not as it was recorded, in one run or in all.
    ///
    /// # Errors
    /// It cannot be read at all.
    pub fn verify(&self, run: Option<&str>, anchors: &[Head]) -> Result<Proof, Failure> {
        let run = run.map(|run| self.find(run)).transpose()?;
        self.archive(|archive| archive.verify(run.as_deref(), anchors))
    }

    /// The records of a run as far as they can be relied on, and what is wrong with the first that cannot.
    ///
    /// # Errors
    /// None can be read.
    pub fn readable(&self, name: &str) -> Result<(Vec<Record>, Option<Failure>), Failure> {
        let id = self.find(name)?;
        let (records, flaw) = self.journal.borrow().readable(&id)?;
        Ok((records, flaw.map(Failure::from)))
    }

    /// Copies that the program laid beside the store before it led it on to another form.
    ///
    /// # Errors
    /// There is no store.
    pub fn copies(&self) -> Result<Vec<PathBuf>, Failure> {
        self.archive(|archive| Ok(archive.copies()))
    }

    /// A run as one file, with as much of it as is wanted.
    ///
    /// # Errors
    /// It is not there, is not as it was recorded, or has larger files than a text should hold.
    pub fn export(&self, run: &str, with: With) -> Result<Parcel, Failure> {
        let run = self.find(run)?;
        match self.archive(|archive| archive.export(&run, with))? {
            Handed::Whole(parcel) => Ok(*parcel),
            Handed::TooLarge => {
                let message = msg!("export-large", limit = (MAX_INSIDE >> 20) as usize);
                Err(Failure::Unable(Refusal::new(codes::FILE_UNREADABLE, message).help(msg!("export-large.help"))))
            }
            Handed::Flawed(proof) => Err(flawed(&proof, msg!("export-flawed"))),
        }
    }

    /// Takes a run in that came from elsewhere, and says what came of it.
    ///
    /// # Errors
    /// It does not hold together, its procedure cannot be carried out here, or another history of the same run is here.
    pub fn import(&self, parcel: &Parcel) -> Result<Taken, Failure> {
        if parcel.about.is_some() {
            return Err(Refusal::new(codes::IMPORT_REFUSED, msg!("import-proof")).help(msg!("import-proof.help")).into());
        }
        let opened = parcel.open().map_err(|proof| flawed(&proof, msg!("import-flawed")))?;
        self.usable(&opened)?;
        let stamp = Stamp { at: self.clock.now(), by: self.by.clone() };
        match self.archive(|archive| archive.import(&opened, &stamp))? {
            Taken::Otherwise { here } => {
                let message = msg!("import-otherwise", run = &opened.id, here = here.to_string(), there = opened.records.len());
                Err(Refusal::new(codes::IMPORT_REFUSED, message).help(msg!("import-otherwise.help")).into())
            }
            taken => Ok(taken),
        }
    }

    /// What comes in can be used here as a run of our own.
    fn usable(&self, opened: &Opened) -> Result<(), Failure> {
        if opened.id.is_empty() || !opened.id.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b) || b == b'-') {
            return Err(Refusal::new(codes::IMPORT_REFUSED, msg!("import-id", run = &opened.id)).into());
        }
        if !opened.personal && is_open(&opened.run) {
            return Err(Refusal::new(codes::IMPORT_REFUSED, msg!("import-bare")).help(msg!("import-bare.help")).into());
        }
        let unreadable = opened.editions.iter().find_map(|edition| crate::check::edition(edition).err().map(|findings| (edition, findings)));
        match unreadable {
            Some((edition, findings)) if is_open(&opened.run) => Err(Failure::Unsound(format!("{}.yaml", edition.id), findings)),
            _ => Ok(()),
        }
    }

    /// Lets mails leave by themselves again from a run that came from elsewhere.
    ///
    /// # Errors
    /// It is not there, or cannot be kept.
    pub fn resume(&self, name: &str) -> Result<bool, Failure> {
        let Loaded { id, mut run, records, .. } = self.load(name)?;
        if !run.paused {
            return Ok(false);
        }
        let stamp = Stamp { at: self.clock.now(), by: self.by.clone() };
        let event = Event::Resumed {};
        run.apply(&event, &stamp);
        self.journal.borrow_mut().append(&id, &run, &Record { number: records + 1, stamp, events: vec![event] }, &[])?;
        Ok(true)
    }

    /// The runs that are over for longer than their procedure says that personal data are kept, each with the day since when; and those that cannot
    /// be read.
    ///
    /// # Errors
    /// None can be read.
    pub fn expired(&self) -> Result<Expired, Failure> {
        let Expired { mut due, mut unreadable } = Expired::default();
        for summary in self.runs()?.into_iter().filter(|summary| summary.state != state_word(&Run::default())) {
            match self.expired_since(&summary.run) {
                Ok(since) => due.extend(since.map(|since| (summary.run, since))),
                Err(_) => unreadable.push(summary.run),
            }
        }
        Ok(Expired { due, unreadable })
    }

    fn expired_since(&self, run: &str) -> Result<Option<Timestamp>, Failure> {
        let records = self.records(run)?;
        let loaded = self.replayed(run, &records)?;
        let Some(retention) = loaded.checked.procedure.retention else { return Ok(None) };
        let ends = |event: &Event| matches!(event, Event::Finished { .. } | Event::Cancelled { .. });
        let Some(ended) = records.iter().rev().find(|record| record.events.iter().any(ends)) else { return Ok(None) };
        let since = retention.from(ended.stamp.at, Side::After, loaded.run.holidays);
        let there = !self.archive(|archive| archive.values(&loaded.id))?.is_empty();
        Ok(Some(since).filter(|since| there && *since <= self.clock.now()))
    }

    /// Erases the personal data of a run that is over, or these values of it. With `keep` false nothing is done.
    ///
    /// # Errors
    /// The run is open, there is nothing to erase, or it cannot be kept.
    pub fn erase(&self, loaded: Loaded, values: &[(u64, u64)], reason: &str, keep: bool) -> Result<Erased, Failure> {
        let Loaded { id, checked, mut run, records, settings } = loaded;
        if is_open(&run) {
            return Err(Refusal::new(codes::ERASE_REFUSED, msg!("erase-open")).help(msg!("erase-open.help")).into());
        }
        let there = self.archive(|archive| archive.values(&id))?;
        let count = if values.is_empty() { there.len() } else { values.len() };
        if count == 0 {
            return Err(Refusal::new(codes::ERASE_REFUSED, msg!("erase-nothing")).into());
        }
        let (mut number, mut swept) = (records, true);
        if keep {
            number += 1;
            let stamp = Stamp { at: self.clock.now(), by: self.by.clone() };
            let event = Event::Erased { reason: reason.to_owned(), values: values.to_vec() };
            run.apply(&event, &stamp);
            let record = Record { number, stamp, events: vec![event] };
            self.archive(|archive| archive.erase(&id, values, &run, &record))?;
            // It is erased by now: what cannot be swept is said, and is no failure.
            swept = self.archive(|archive| archive.sweep()).unwrap_or(false);
        }
        let copies = self.copies()?;
        Ok(Erased { loaded: Loaded { id, checked, run, records: number, settings }, values: count, swept, copies })
    }
}

fn is_open(run: &Run) -> bool {
    state_word(run) == state_word(&Run { state: RunState::Open, ..Run::default() })
}

/// What is wrong with a run that was to be handed on, the first thing.
fn flawed(proof: &Proof, message: Message) -> Failure {
    let first = proof.flaws.first().map(told);
    Failure::Refused(Refusal { help: first, ..Refusal::new(codes::STORE_DAMAGED, message) })
}

/// What is wrong, and where.
pub fn told(flaw: &Flaw) -> Message {
    let what = flaw.fault.message();
    match (&flaw.run, flaw.number) {
        (Some(run), Some(number)) => msg!("flaw-in-record", run = run, number = number.to_string(), what = what),
        (Some(run), None) => msg!("flaw-in-run", run = run, what = what),
        (None, Some(place)) => msg!("flaw-at-place", place = place.to_string(), what = what),
        (None, None) => what,
    }
}

/// A file that holds a run.
///
/// # Errors
/// It cannot be read, or holds something else.
pub fn parcel(path: &std::path::Path) -> Result<Parcel, Failure> {
    let shown = || path.display().to_string();
    let unreadable = |message| Failure::Unable(Refusal::new(codes::FILE_UNREADABLE, message));
    let failed = |error: std::io::Error| unreadable(msg!("file-unreadable", file = shown(), reason = reasons::io(&error)));
    let mut head = Vec::new();
    std::fs::File::open(path).and_then(|file| file.take(4).read_to_end(&mut head)).map_err(failed)?;
    let read = if pack::is_packed(&head) { pack::unpack(path) } else { Parcel::read(&std::fs::read(path).map_err(failed)?) };
    read.map_err(|message| unreadable(msg!("file-unreadable", file = shown(), reason = message)))
}
