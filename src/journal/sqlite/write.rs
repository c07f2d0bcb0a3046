//! Writing: a record, its personal values apart, tied to the one before and to the head, all in the transaction of the caller.

use super::files::attach;
use super::outbox;
use super::read::written;
use crate::check::Edition;
use crate::engine::Run;
use crate::engine::view::state_word;
use crate::journal::chain::{self, COMMITMENT, Head, NOTHING};
use crate::journal::seal::{self, Keys, Of, Seal};
use crate::journal::{Error, Evidence, Record};
use crate::msg;
use rusqlite::{Connection, OptionalExtension, Transaction, params};
use serde_json::Value;
use zeroize::Zeroizing;

/// Writes the texts that a run is pinned to, once, and gives their hash.
pub(super) fn keep_edition(store: &Transaction, edition: &Edition) -> Result<String, Error> {
    let hash = edition.hash();
    let body = serde_json::to_string(edition).map_err(|_| Error::Damaged(msg!("damaged-edition", hash = &hash)))?;
    store.prepare_cached("INSERT INTO editions (hash, body) VALUES (?, ?) ON CONFLICT DO NOTHING")?.execute((&hash, &body))?;
    Ok(hash)
}

/// Adds a record to a run, if its number is the next one.
pub(super) fn add(store: &Transaction, keys: &Keys, run: &str, after: &Run, record: &Record, evidence: &[Evidence]) -> Result<(), Error> {
    let number = i64::try_from(record.number).map_err(|_| Error::Conflict)?;
    let mut guard = store
        .prepare_cached("UPDATE runs SET records = ?2, state = ?3, touched_at = ?4, paused = ?5 WHERE id = ?1 AND records = ?2 - 1 RETURNING key")?;
    let row = params![run, number, state_word(after), written(record.stamp.at), after.paused];
    let seal = match guard.query_row(row, |row| row.get::<_, Option<Vec<u8>>>(0)).optional()?.ok_or(Error::Conflict)? {
        Some(key) => keys.unwrap(Of::Run(run), &key)?,
        None => new_key(store, keys, run)?,
    };
    keep(store, keys, run, record, &seal, evidence)
}

/// A key for a run whose own was destroyed: what was personal is erased, and something new is told.
fn new_key(store: &Transaction, keys: &Keys, run: &str) -> Result<Seal, Error> {
    let (seal, key) = keys.make(Of::Run(run))?;
    store.prepare_cached("UPDATE runs SET key = ? WHERE id = ?")?.execute((key, run))?;
    Ok(seal)
}

/// Writes a record with the files that came with it; the run's row is there already.
pub(super) fn keep(store: &Transaction, keys: &Keys, run: &str, record: &Record, seal: &Seal, evidence: &[Evidence]) -> Result<(), Error> {
    let unwritable = |_| Error::Damaged(msg!("damaged-record", number = record.number as usize, run = run));
    let mut events = serde_json::to_value(&record.events).map_err(unwritable)?;
    let mut apart = Vec::new();
    seal::take_apart(&mut events, &mut apart)?;
    let values = Zeroizing::new(apart.iter().map(plain).collect::<Vec<_>>());
    let mut values: Vec<&str> = values.iter().map(String::as_str).collect();
    // A file is tied in as one more value: its hash, which is erased with it.
    let files = each_once(evidence);
    let named: Vec<String> = files.iter().map(|file| Value::from(file.sha256.as_str()).to_string()).collect();
    values.extend(named.iter().map(String::as_str));
    let blinded = blind(run, record.number, &values)?;
    let texts = [&*written(record.stamp.at), &record.stamp.by, &*events.to_string()];
    tie(store, keys, run, record.number, texts, &blinded.commitments)?;
    blinded.keep(store, run, record.number, &values, seal)?;
    let count = values.iter().filter(|value| !value.is_empty()).count();
    tracing::debug!(target: "pasapas::run", run, record = record.number, values = count, files = files.len(), "sealed");
    outbox::follow(store, run, record.stamp.at, &record.events)?;
    attach(store, run, record.number, &files, keys)
}

/// A personal value as it is sealed. Null is nothing: it is neither sealed nor committed to.
pub(super) fn plain(value: &Value) -> String {
    if value.is_null() { String::new() } else { value.to_string() }
}

/// Each file once, in the order given.
fn each_once(evidence: &[Evidence]) -> Vec<&Evidence> {
    let mut files: Vec<&Evidence> = Vec::new();
    for file in evidence {
        if files.iter().all(|known| known.sha256 != file.sha256) {
            files.push(file);
        }
    }
    files
}

/// The commitments of a record, and what they were made with.
pub(super) struct Blinded {
    pub commitments: Vec<u8>,
    blindings: Vec<Option<Zeroizing<[u8; chain::BLINDING]>>>,
}

/// Commits to each value; an empty one is nothing.
pub(super) fn blind(run: &str, number: u64, values: &[&str]) -> Result<Blinded, Error> {
    let mut blinded = Blinded { commitments: Vec::with_capacity(values.len() * COMMITMENT), blindings: Vec::with_capacity(values.len()) };
    for (n, value) in (1..).zip(values) {
        if value.is_empty() {
            blinded.commitments.extend(NOTHING);
            blinded.blindings.push(None);
            continue;
        }
        let blinding = seal::blinding()?;
        blinded.commitments.extend(chain::commit(&*blinding, run, number, n, value.as_bytes()));
        blinded.blindings.push(Some(blinding));
    }
    Ok(blinded)
}

impl Blinded {
    /// Seals the values that were committed to.
    pub fn keep(&self, store: &Transaction, run: &str, number: u64, values: &[&str], seal: &Seal) -> Result<(), Error> {
        for ((n, value), blinding) in (1..).zip(values).zip(&self.blindings) {
            if let Some(blinding) = blinding {
                keep_value(store, run, (number, n), blinding, value.as_bytes(), seal)?;
            }
        }
        Ok(())
    }
}

/// Seals one value with the blinding that was used for its commitment.
pub(super) fn keep_value(
    store: &Transaction,
    run: &str,
    (number, n): (u64, u64),
    blinding: &[u8; chain::BLINDING],
    value: &[u8],
    seal: &Seal,
) -> Result<(), Error> {
    let mut insert = store.prepare_cached("INSERT INTO sealed (run, number, n, ciphertext) VALUES (?, ?, ?, ?)")?;
    insert.execute(params![run, number, n, seal.close_value(number, n, blinding, value)?])?;
    Ok(())
}

/// Writes a record's row, tied to the one before and to the head.
fn tie(store: &Transaction, keys: &Keys, run: &str, number: u64, texts: [&str; 3], commitments: &[u8]) -> Result<(), Error> {
    let before = link_of(store, run, number - 1)?;
    let link = chain::link(run, number, texts, commitments, &before);
    let place = go_on(store, keys, &[&link])?;
    let mut insert =
        store.prepare_cached("INSERT INTO records (run, number, at, by, events, place, commitments, link) VALUES (?, ?, ?, ?, ?, ?, ?, ?)")?;
    insert.execute(params![run, number, texts[0], texts[1], texts[2], place, commitments, link])?;
    Ok(())
}

/// The link of a record; empty where there is none of that number.
pub(super) fn link_of(store: &Connection, run: &str, number: u64) -> Result<Vec<u8>, Error> {
    let mut link = store.prepare_cached("SELECT link FROM records WHERE run = ? AND number = ?")?;
    Ok(link.query_row(params![run, number], |row| row.get(0)).optional()?.unwrap_or_default())
}

/// The head as it is kept, the id of the store, and the seal of the head.
pub(super) fn head(store: &Connection) -> Result<(Head, Vec<u8>, Vec<u8>), Error> {
    let mut one = store.prepare_cached("SELECT place, hash, store, seal FROM head")?;
    let found = one.query_row([], |row| Ok((Head { place: row.get(0)?, hash: row.get(1)? }, row.get(2)?, row.get(3)?))).optional()?;
    found.ok_or_else(|| Error::Damaged(msg!("damaged-head")))
}

/// Leads the head on behind these links, one after the other, and gives the place of the first.
pub(super) fn go_on(store: &Transaction, keys: &Keys, links: &[&[u8]]) -> Result<u64, Error> {
    let (mut head, id, _) = head(store)?;
    let first = head.place + 1;
    for link in links {
        head.place += 1;
        head.hash = chain::head(&head.hash, head.place, link);
    }
    let seal = keys.seal_head(&id, head.place, &head.hash)?;
    store.prepare_cached("UPDATE head SET place = ?, hash = ?, seal = ?")?.execute(params![head.place, head.hash, seal])?;
    Ok(first)
}
