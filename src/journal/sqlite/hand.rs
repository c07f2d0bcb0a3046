//! A run goes out as one file, and comes in, wholly or not at all.

use super::prove::read_run;
use super::read::written;
use super::write;
use super::{files, outbox};
use crate::engine::view::state_word;
use crate::engine::{Event, Run, Stamp};
use crate::journal::parcel::{Filed, MAX_INSIDE, Opened, Parcel, With};
use crate::journal::seal::{Keys, Of};
use crate::journal::verify::{Proof, walk};
use crate::journal::{Error, Handed, Record, Taken};
use crate::msg;
use rusqlite::{Connection, Transaction, params};
use std::collections::BTreeMap;
use std::ops::ControlFlow;

/// A run as one file; or what is wrong with it.
pub(super) fn out(connection: &Connection, keys: &Keys, run: &str, with: With) -> Result<Handed, Error> {
    let store = connection.unchecked_transaction()?;
    let (entries, mut values, _) = read_run(&store, keys, run)?;
    let walked = walk(run, &entries, &values);
    if !walked.flaws.is_empty() {
        return Ok(Handed::Flawed(Proof { head: None, runs: 1, records: entries.len() as u64, flaws: walked.flaws }));
    }
    values.withheld = with == With::Records;
    let (mut sizes, mut kept, mut editions) = (BTreeMap::new(), Vec::new(), Vec::new());
    for (_, sha256) in walked.files.iter().filter(|_| with != With::Records) {
        let size = files::size(&store, sha256)?.ok_or_else(|| Error::Damaged(msg!("damaged-evidence", sha256 = sha256)))?;
        sizes.insert(sha256, size);
    }
    if with == With::Personal && sizes.values().sum::<u64>() > MAX_INSIDE {
        return Ok(Handed::TooLarge);
    }
    for (sha256, size) in sizes {
        kept.push(match with {
            With::Personal => {
                let mut bytes = Vec::new();
                files::read(&store, keys, sha256, &mut |piece| {
                    bytes.extend_from_slice(piece);
                    ControlFlow::Continue(())
                })?;
                Filed::new(sha256, &bytes)
            }
            With::Records | With::Beside => Filed::named(sha256, size),
        });
    }
    for hash in &walked.editions {
        editions.push(super::edition_of(&store, hash)?.ok_or_else(|| Error::Damaged(msg!("damaged-edition", hash = hash)))?);
    }
    Ok(Handed::Whole(Box::new(Parcel::write(run, &walked, &entries, &values, kept, editions))))
}

/// Takes a run in.
pub(super) fn into(store: &Transaction, keys: &Keys, opened: &Opened, stamp: &Stamp) -> Result<Taken, Error> {
    let run = opened.id.as_str();
    let mut all = store.prepare_cached("SELECT link FROM records WHERE run = ? ORDER BY number")?;
    let here = all.query_map([run], |row| row.get(0))?.collect::<Result<Vec<Vec<u8>>, _>>()?;
    if !here.is_empty() {
        let same = here.len() >= opened.entries.len() && here.iter().zip(&opened.entries).all(|(here, there)| *here == there.link);
        return Ok(if same { Taken::Already } else { Taken::Otherwise { here: here.len() as u64 } });
    }
    let imported = Event::Imported { personal: opened.personal };
    let mut after: Run = opened.run.clone();
    after.apply(&imported, stamp);
    for edition in &opened.editions {
        write::keep_edition(store, edition)?;
    }
    let (seal, key) = keys.make(Of::Run(run))?;
    let pinned = &after.procedure;
    let count = opened.entries.len() as u64;
    let started = opened.records.first().map_or(stamp, |record| &record.stamp);
    let mut insert = store.prepare_cached(
        "INSERT INTO runs (id, procedure, version, edition, state, started_at, started_by, touched_at, records, key, paused)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )?;
    let (at, now) = (written(started.at), written(stamp.at));
    insert.execute(params![run, pinned.id, pinned.version, pinned.edition, state_word(&after), at, started.by, now, count, key, after.paused])?;
    let links: Vec<&[u8]> = opened.entries.iter().map(|entry| entry.link.as_slice()).collect();
    let first = write::go_on(store, keys, &links)?;
    let mut insert =
        store.prepare_cached("INSERT INTO records (run, number, at, by, events, place, commitments, link) VALUES (?, ?, ?, ?, ?, ?, ?, ?)")?;
    for (entry, place) in opened.entries.iter().zip(first..) {
        insert.execute(params![run, entry.number, entry.at, entry.by, entry.events, place, entry.commitments, entry.link])?;
    }
    for ((number, n), (blinding, value)) in &opened.values.found {
        let blinding = blinding.as_slice().try_into().map_err(|_| Error::Damaged(msg!("damaged-value-type")))?;
        write::keep_value(store, run, (*number, *n), blinding, value, &seal)?;
    }
    for file in &opened.files {
        files::keep(store, file, keys)?;
    }
    for (number, sha256) in &opened.attached {
        store.prepare_cached("INSERT INTO attached (run, number, sha256) VALUES (?, ?, ?)")?.execute(params![run, number, sha256])?;
    }
    for record in &opened.records {
        outbox::follow(store, run, record.stamp.at, &record.events)?;
    }
    write::add(store, keys, run, &after, &Record { number: count + 1, stamp: stamp.clone(), events: vec![imported] }, &[])?;
    Ok(Taken::Now)
}
