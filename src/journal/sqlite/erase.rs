//! Erasing: values are overwritten and the key that opened them is destroyed, in one transaction with the record that says so.

use super::prove::read_run;
use super::{files, write};
use crate::engine::Run;
use crate::journal::seal::{Keys, Of};
use crate::journal::verify::Values;
use crate::journal::{Error, Record};
use rusqlite::{Connection, Transaction, params};
use std::collections::BTreeSet;

/// Erases these values of a run, by record and number; all of them where none is named. `record` says so.
pub(super) fn erase(store: &Transaction, keys: &Keys, run: &str, values: &[(u64, u64)], after: &Run, record: &Record) -> Result<(), Error> {
    let (_, kept, _) = read_run(store, keys, run)?;
    write::add(store, keys, run, after, record, &[])?;
    let gone = |place: &(u64, u64)| values.is_empty() || values.contains(place);
    let mut gone_with: BTreeSet<String> = BTreeSet::new();
    for (place, (_, value)) in kept.found.iter().filter(|(place, _)| gone(place)) {
        if let Ok(sha256) = serde_json::from_slice::<String>(value) {
            let mut detach = store.prepare_cached("DELETE FROM attached WHERE run = ? AND number = ? AND sha256 = ?")?;
            if detach.execute(params![run, place.0, sha256])? > 0 {
                gone_with.insert(sha256);
            }
        }
    }
    // The same bytes may have come with another run: they stay there.
    for sha256 in gone_with {
        files::forget(store, &sha256)?;
    }
    rekey(store, keys, run, &kept, gone)
}

/// Destroys the key of a run; what stays is sealed under another.
fn rekey(store: &Transaction, keys: &Keys, run: &str, kept: &Values, gone: impl Fn(&(u64, u64)) -> bool) -> Result<(), Error> {
    store.prepare_cached("DELETE FROM sealed WHERE run = ?")?.execute([run])?;
    let stays: Vec<_> = kept.found.iter().filter(|(place, _)| !gone(place)).collect();
    if stays.is_empty() {
        store.prepare_cached("UPDATE runs SET key = NULL WHERE id = ?")?.execute([run])?;
        return Ok(());
    }
    let (seal, key) = keys.make(Of::Run(run))?;
    store.prepare_cached("UPDATE runs SET key = ? WHERE id = ?")?.execute(params![key, run])?;
    for (place, (blinding, value)) in stays {
        if let Ok(blinding) = blinding.as_slice().try_into() {
            write::keep_value(store, run, *place, blinding, value, &seal)?;
        }
    }
    Ok(())
}

/// Writes what is erased out of the log too, and says whether that could be done: not while somebody reads.
pub(super) fn sweep(connection: &Connection) -> Result<bool, Error> {
    Ok(connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get::<_, i64>(0))? == 0)
}
