//! Reading: records with their personal values put back, as far as the chain holds; summaries.

use crate::engine::Stamp;
use crate::journal::chain::Entry;
use crate::journal::seal::{self, Keys, Of, Seal};
use crate::journal::{Error, Record, Summary};
use crate::msg;
use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, Row};
use std::ops::Range;
use zeroize::Zeroizing;

/// The records of a run, in order, up to the first that cannot be relied on, and what is wrong with that one.
pub(super) fn records(connection: &Connection, keys: &Keys, run: &str) -> Result<(Vec<Record>, Option<Error>), Error> {
    // One look at one moment, however many statements it takes.
    let store = connection.unchecked_transaction()?;
    let mut found = store.prepare_cached("SELECT records, key FROM runs WHERE id = ?")?;
    let found = found.query_row([run], |row| Ok((row.get::<_, u64>(0)?, row.get::<_, Option<Vec<u8>>>(1)?))).optional()?;
    let Some((count, key)) = found else { return Ok((Vec::new(), None)) };
    let mut records = Vec::with_capacity(usize::try_from(count).unwrap_or(0).min(100_000));
    let read = key.map(|key| keys.unwrap(Of::Run(run), &key)).transpose().and_then(|seal| fill(&store, run, seal.as_ref(), count, &mut records));
    Ok((records, read.err()))
}

fn fill(store: &Connection, run: &str, seal: Option<&Seal>, count: u64, records: &mut Vec<Record>) -> Result<(), Error> {
    let (mut sealed, mut whole, mut before) = (None, Zeroizing::new(Vec::new()), Vec::new());
    let mut all = store.prepare_cached(&format!("{ENTRIES} ORDER BY number"))?;
    let mut rows = all.query([run])?;
    while let Some(row) = rows.next()? {
        let entry = entry(row)?;
        let number = entry.number;
        if number != records.len() as u64 + 1 {
            return Err(Error::Damaged(msg!("damaged-record-missing", number = records.len() + 1, run = run)));
        }
        if !entry.holds(run, &before) {
            return Err(Error::Damaged(msg!("damaged-link", number = records.len() + 1, run = run)));
        }
        let events = if entry.events.contains(seal::SEALED) {
            let sealed: &Sealed = match &mut sealed {
                Some(sealed) => sealed,
                none => none.insert(Sealed::read(store, run)?),
            };
            whole.clear();
            seal::put_together(&entry.events, &mut whole, |n, whole| sealed.reveal(seal, number, n, whole))?;
            serde_json::from_slice(&whole)
        } else {
            serde_json::from_str(&entry.events)
        };
        records.push(Record {
            number,
            stamp: Stamp { at: moment(&entry.at)?, by: entry.by },
            events: events.map_err(|_| Error::Damaged(msg!("damaged-record", number = records.len() + 1, run = run)))?,
        });
        before = entry.link;
    }
    if records.len() as u64 != count {
        let count = usize::try_from(count).unwrap_or(usize::MAX);
        return Err(Error::Damaged(msg!("damaged-count", run = run, found = records.len(), count = count)));
    }
    Ok(())
}

/// The records of a run as their links see them, and their places in the store.
pub(super) const ENTRIES: &str = "SELECT number, at, by, events, commitments, link, place FROM records WHERE run = ?";

pub(super) fn entry(row: &Row) -> Result<Entry, rusqlite::Error> {
    Ok(Entry { number: row.get(0)?, at: row.get(1)?, by: row.get(2)?, events: row.get(3)?, commitments: row.get(4)?, link: row.get(5)? })
}

/// All sealed values of a run, each under the record's number and its own.
pub(super) struct Sealed {
    places: Vec<((u64, u64), Range<usize>)>,
    bytes: Vec<u8>,
}

impl Sealed {
    pub fn read(store: &Connection, run: &str) -> Result<Sealed, Error> {
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

    /// A value as it is kept.
    pub fn get(&self, number: u64, n: u64) -> Option<&[u8]> {
        let at = self.places.binary_search_by_key(&(number, n), |(place, _)| *place).ok()?;
        Some(&self.bytes[self.places[at].1.clone()])
    }

    /// All of them, in order.
    pub fn all(&self) -> impl Iterator<Item = ((u64, u64), &[u8])> {
        self.places.iter().map(|(place, range)| (*place, &self.bytes[range.clone()]))
    }

    /// A personal value in the clear, as JSON; null where it was erased.
    fn reveal(&self, seal: Option<&Seal>, number: u64, n: u64, plain: &mut Vec<u8>) -> Result<(), Error> {
        match (self.get(number, n), seal) {
            (Some(bytes), Some(seal)) => seal.open_value(number, n, bytes, plain).map(drop),
            _ => {
                plain.extend_from_slice(b"null");
                Ok(())
            }
        }
    }
}

pub(super) fn summaries(mut rows: rusqlite::Rows) -> Result<Vec<Summary>, Error> {
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
        paused: row.get(9)?,
    })
}

/// A moment as it is kept: with nine decimals, so that texts stand in the order of time.
pub(super) fn written(at: Timestamp) -> String {
    format!("{at:.9}")
}

pub(super) fn moment(text: &str) -> Result<Timestamp, Error> {
    text.parse().map_err(|_| Error::Damaged(msg!("damaged-moment", text = text)))
}
