//! Files in the store: each under a key of its own, in pieces that are sealed one by one, so that no file is ever in memory as a whole.
//!
//! A piece is bound to its file and place, and to whether it is the last: none can be cut off, exchanged, added or moved without being noticed. Up to
//! the fourth form a file was sealed as a whole, in its row of `evidence`; such rows stay as they are.

use crate::journal::Error;
use crate::journal::chain::hex;
use crate::journal::evidence::{Evidence, PIECE, filled, unreadable};
use crate::journal::seal::{Keys, OVERHEAD, Of};
use crate::msg;
use rusqlite::{Connection, OptionalExtension, Transaction, params};
use sha2::{Digest, Sha256};
use std::ops::ControlFlow;
use zeroize::Zeroizing;

/// Writes the files that a record brings; bytes that are already there are not written again.
pub(super) fn attach(store: &Transaction, run: &str, number: u64, files: &[&Evidence], keys: &Keys) -> Result<(), Error> {
    for file in files {
        keep(store, file, keys)?;
        let mut insert = store.prepare_cached("INSERT INTO attached (run, number, sha256) VALUES (?, ?, ?)")?;
        insert.execute(params![run, number, &file.sha256])?;
    }
    Ok(())
}

/// Writes a file where it is not there yet.
pub(super) fn keep(store: &Transaction, file: &Evidence, keys: &Keys) -> Result<(), Error> {
    if store.prepare_cached("SELECT 1 FROM evidence WHERE sha256 = ?")?.exists([&file.sha256])? {
        return Ok(());
    }
    let (seal, key) = keys.make(Of::File(&file.sha256))?;
    store.prepare_cached("INSERT INTO evidence (sha256, key, bytes) VALUES (?, ?, x'')")?.execute((&file.sha256, key))?;
    let mut insert = store.prepare_cached("INSERT INTO pieces (sha256, n, bytes) VALUES (?, ?, ?)")?;
    let hash = file.read(|from| {
        let mut more = |piece: &mut [u8]| filled(from, piece).map(<[u8]>::len).map_err(|error| unreadable(&error));
        // One is read ahead: the last is sealed as the last.
        let (mut piece, mut ahead) = (Zeroizing::new(vec![0; PIECE]), Zeroizing::new(vec![0; PIECE]));
        let (mut hash, mut n, mut length) = (Sha256::new(), 0u64, more(&mut piece)?);
        loop {
            let next = more(&mut ahead)?;
            hash.update(&piece[..length]);
            insert.execute(params![&file.sha256, n, seal.close_piece(n, next == 0, &piece[..length])?])?;
            if next == 0 {
                return Ok(hex(&hash.finalize()));
            }
            std::mem::swap(&mut piece, &mut ahead);
            (length, n) = (next, n + 1);
        }
    })?;
    // What is kept is what the answer says: the file may have changed since it was looked at.
    if hash == file.sha256 { Ok(()) } else { Err(Error::File(msg!("evidence-changed"))) }
}

/// Gives out a file piece by piece until nobody wants more; says whether it is there.
pub(super) fn read(store: &Connection, keys: &Keys, sha256: &str, each: &mut dyn FnMut(&[u8]) -> ControlFlow<()>) -> Result<bool, Error> {
    let mut one = store.prepare_cached("SELECT key, bytes FROM evidence WHERE sha256 = ?")?;
    let found = one.query_row([sha256], |row| Ok((row.get::<_, Vec<u8>>(0)?, row.get::<_, Vec<u8>>(1)?))).optional()?;
    let Some((key, whole)) = found else { return Ok(false) };
    let seal = keys.unwrap(Of::File(sha256), &key)?;
    let mut plain = Zeroizing::new(Vec::new());
    if !whole.is_empty() {
        plain.reserve_exact(whole.len());
        seal.open(0, 0, &whole, &mut plain)?;
        let _ = each(&plain);
        return Ok(true);
    }
    plain.reserve_exact(PIECE);
    let mut all =
        store.prepare_cached("SELECT n, bytes, n = (SELECT max(n) FROM pieces WHERE sha256 = ?1) FROM pieces WHERE sha256 = ?1 ORDER BY n")?;
    let mut rows = all.query([sha256])?;
    let mut wanted = 0;
    while let Some(row) = rows.next()? {
        let n: u64 = row.get(0)?;
        if n != wanted {
            break;
        }
        plain.clear();
        seal.open_piece(n, row.get(2)?, row.get_ref(1)?.as_blob().map_err(rusqlite::Error::from)?, &mut plain)?;
        wanted += 1;
        if each(&plain).is_break() || row.get(2)? {
            return Ok(true);
        }
    }
    Err(Error::Damaged(msg!("damaged-evidence", sha256 = sha256)))
}

/// How many bytes a file has, as far as the store knows without opening it; none where it is not there.
pub(super) fn size(store: &Connection, sha256: &str) -> Result<Option<u64>, Error> {
    let mut one = store.prepare_cached(
        "SELECT length(bytes), (SELECT count(*) FROM pieces WHERE sha256 = ?1), (SELECT ifnull(sum(length(bytes)), 0) FROM pieces WHERE sha256 = ?1)
         FROM evidence WHERE sha256 = ?1",
    )?;
    let found = one.query_row([sha256], |row| Ok((row.get::<_, u64>(0)?, row.get::<_, u64>(1)?, row.get::<_, u64>(2)?))).optional()?;
    let sealed = |bytes: u64, pieces: u64| bytes.saturating_sub(pieces * OVERHEAD as u64);
    Ok(found.map(|(whole, pieces, bytes)| if whole > 0 { sealed(whole, 1) } else { sealed(bytes, pieces) }))
}

/// SHA-256 of a file as it can be read, in hexadecimal; none where it is not there.
pub(super) fn hash(store: &Connection, keys: &Keys, sha256: &str) -> Result<Option<String>, Error> {
    let mut hash = Sha256::new();
    let found = read(store, keys, sha256, &mut |piece| {
        hash.update(piece);
        ControlFlow::Continue(())
    })?;
    Ok(found.then(|| hex(&hash.finalize())))
}

/// Takes out a file that came with no run that is left.
pub(super) fn forget(store: &Transaction, sha256: &str) -> Result<(), Error> {
    if store.prepare_cached("SELECT 1 FROM attached WHERE sha256 = ?")?.exists([sha256])? {
        return Ok(());
    }
    store.prepare_cached("DELETE FROM pieces WHERE sha256 = ?")?.execute([sha256])?;
    store.prepare_cached("DELETE FROM evidence WHERE sha256 = ?")?.execute([sha256])?;
    Ok(())
}
