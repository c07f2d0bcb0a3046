//! The proof of what was done for one person: a file of its own, to be handed to them or to a court.
//!
//! It holds the chain of the run, opened only where it speaks of that person alone, the texts of the procedure as they were shown, and the files that
//! were given for them. Of everybody else it holds commitments, which tell nothing. It is verified without this store.

use super::person::folded;
use super::{Desk, Failure, Loaded};
use crate::engine::Refusal;
use crate::finding::codes;
use crate::journal::parcel::{Filed, Parcel};
use crate::msg;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read, Write};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// What is proven for one person.
#[derive(Debug)]
pub struct Proven {
    /// The chain of the run, opened where it speaks of them.
    pub parcel: Parcel,
    /// The files that were given for them, as they may be called beside it.
    pub files: Vec<(String, Vec<u8>)>,
    /// How many values speak of them and of others too: these are kept back.
    pub shared: usize,
}

/// What the chain is called in a proof.
const CHAIN: &str = "proof.json";

/// Where files lie in a proof.
const FILES: &str = "files/";

/// The largest proof that is read, unpacked.
const MAX_UNPACKED: u64 = 1 << 30;

impl Desk {
    /// Proves what a run holds of a person, named as an item of a list or as who plays a role.
    ///
    /// # Errors
    /// Nobody of that name is in it, or it is not as it was recorded.
    pub fn proof(&self, loaded: &Loaded, name: &str) -> Result<Proven, Failure> {
        let found = self.person(loaded, name)?;
        let whole = self.export(&loaded.id, true)?;
        let own: BTreeSet<(u64, u64)> = found.iter().filter(|said| !said.shared).map(|said| (said.record, said.n)).collect();
        let mut named = BTreeMap::new();
        found.iter().filter(|said| !said.shared).for_each(|said| claims(&said.value, &mut named));
        // A file may be given where nothing else of the answer is personal.
        let wanted = folded(name);
        for line in &whole.records {
            let Ok(Value::Array(events)) = serde_json::from_str(&line.events) else { continue };
            let inside = |event: &&Value| event.get("path").and_then(Value::as_str).is_some_and(|path| self.is_inside(loaded, path, &wanted));
            events.iter().filter(inside).for_each(|event| claims(event, &mut named));
        }
        let hash = |value: &str| serde_json::from_str::<String>(value).ok();
        let parcel = whole.only(
            name,
            |told| own.contains(&(told.record, told.n)) || hash(&told.value).is_some_and(|sha256| named.contains_key(&sha256)),
            |sha256| named.contains_key(sha256),
        );
        let file = |(n, file): (usize, &Filed)| Some((safe(n, named.get(&file.sha256)?), file.bytes()?));
        let files = (1..).zip(&parcel.files).filter_map(file).collect();
        Ok(Proven { files, parcel, shared: found.iter().filter(|said| said.shared).count() })
    }
}

/// The files that something speaks of: what they are called, by their SHA-256.
fn claims(value: &Value, found: &mut BTreeMap<String, String>) {
    match value {
        Value::Array(list) => list.iter().for_each(|item| claims(item, found)),
        Value::Object(map) => match (map.get("sha256").and_then(Value::as_str), map.get("name").and_then(Value::as_str)) {
            (Some(sha256), Some(name)) => drop(found.insert(sha256.to_owned(), name.to_owned())),
            _ => map.values().for_each(|part| claims(part, found)),
        },
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// The longest name of a file, in characters.
const MAX_NAME: usize = 80;

/// A name that leads nowhere else and means nothing to any system: letters, digits, points and dashes behind a number.
fn safe(n: usize, name: &str) -> String {
    let plain = |c: char| if c.is_alphanumeric() || matches!(c, '.' | '-' | '_') { c } else { '_' };
    let name: String = name.chars().map(plain).collect();
    // The ending says what it is: it stays.
    let over = name.chars().count().saturating_sub(MAX_NAME);
    format!("{n}-{}", name.chars().skip(over).collect::<String>().trim_start_matches('.'))
}

impl Proven {
    /// All of it in one file (ZIP), with what is to be read beside the chain: names and bytes. The same proof gives the same bytes.
    ///
    /// # Errors
    /// It is larger than such a file can be.
    pub fn pack(&self, beside: &[(&str, &[u8])]) -> Result<Vec<u8>, Failure> {
        let mut chain = serde_json::to_vec_pretty(&self.parcel).unwrap_or_default();
        chain.push(b'\n');
        let mut parts: Vec<(String, &[u8])> = beside.iter().map(|(name, bytes)| ((*name).to_owned(), *bytes)).collect();
        parts.push((CHAIN.to_owned(), &chain));
        parts.extend(self.files.iter().map(|(name, bytes)| (format!("{FILES}{name}"), bytes.as_slice())));
        let mut packed = ZipWriter::new(Cursor::new(Vec::new()));
        let options = SimpleFileOptions::default().unix_permissions(0o600);
        let done = parts.iter().try_for_each(|(name, bytes)| {
            packed.start_file(name.as_str(), options)?;
            packed.write_all(bytes).map_err(zip::result::ZipError::from)
        });
        let too_large = |_| Failure::Unable(Refusal::new(codes::FILE_UNREADABLE, msg!("proof-too-large")));
        done.and_then(|()| packed.finish()).map(Cursor::into_inner).map_err(too_large)
    }
}

/// Whether a file is packed as proofs are.
pub(super) fn is_packed(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK")
}

/// The chain of a proof; what lies beside it is held against it.
///
/// # Errors
/// It is no proof.
pub(super) fn unpack(bytes: &[u8]) -> Result<Parcel, crate::finding::Message> {
    let mut packed = ZipArchive::new(Cursor::new(bytes)).map_err(|_| msg!("parcel-form"))?;
    let mut left = MAX_UNPACKED;
    let (mut chain, mut files) = (None, Vec::new());
    for part in 0..packed.len() {
        let part = packed.by_index(part).map_err(|_| msg!("parcel-form"))?;
        let name = part.name().map_err(|_| msg!("parcel-form"))?.into_owned();
        if name != CHAIN && !name.starts_with(FILES) {
            continue;
        }
        let mut bytes = Vec::new();
        let size = part.take(left + 1).read_to_end(&mut bytes).map_err(|_| msg!("parcel-form"))?;
        left = left.checked_sub(size as u64).ok_or_else(|| msg!("parcel-form"))?;
        if name == CHAIN {
            chain = Some(bytes);
        } else {
            files.push(Filed::new(&bytes));
        }
    }
    let mut parcel = Parcel::read(&chain.ok_or_else(|| msg!("parcel-form"))?)?;
    // A file that is not the one that was given is one of which no record speaks.
    files.retain(|file| parcel.files.iter().all(|known| known.sha256 != file.sha256));
    parcel.files.extend(files);
    Ok(parcel)
}

#[cfg(test)]
mod tests {
    use super::safe;

    #[test]
    fn a_name_leads_nowhere_else() {
        for (name, safely) in [
            ("Réponse d’Ana.pdf", "1-Réponse_d_Ana.pdf"),
            ("../../etc/passwd", "1-_.._etc_passwd"),
            ("C:\\x\u{202e}fdp.exe", "1-C__x_fdp.exe"),
            ("..", "1-"),
            ("CON", "1-CON"),
        ] {
            assert_eq!(safe(1, name), safely, "{name}");
        }
        let long = safe(12, &format!("{}.pdf", "é".repeat(400)));
        assert!(long.ends_with(".pdf") && long.chars().count() <= 85, "{long}");
    }
}
