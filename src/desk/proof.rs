//! The proof of what was done for one person: a file of its own, to be handed to them or to a court.
//!
//! It holds the chain of the run, opened only where it speaks of that person alone, the texts of the procedure as they were shown, and the files that
//! were given for them. Of everybody else it holds commitments, which tell nothing. It is verified without this store.

use super::kept::{Named, files};
use super::person::{Found, Said, folded};
use super::{Desk, Failure, Loaded};
use crate::journal::Error;
use crate::journal::pack::{PROOF, Packer, RUN};
use crate::journal::parcel::{Filed, Parcel, With};
use crate::library::{create, unwritable};
use crate::msg;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// What is proven for one person.
#[derive(Debug)]
pub struct Proven {
    /// The chain of the run, opened where it speaks of them.
    pub parcel: Parcel,
    /// The files that were given for them: what they may be called beside it, and their SHA-256.
    pub files: Vec<(String, String)>,
    /// How many values speak of them and of others too: these are kept back.
    pub shared: usize,
    /// What speaks of them.
    pub(super) said: Vec<Said>,
    /// The words that tell others apart.
    pub(super) strangers: BTreeSet<String>,
}

impl Desk {
    /// Proves what a run holds of a person, named as an item of a list or as who plays a role.
    ///
    /// # Errors
    /// Nobody of that name is in it, or it is not as it was recorded.
    pub fn proof(&self, loaded: &Loaded, name: &str) -> Result<Proven, Failure> {
        let Found { parcel: whole, said: found, strangers } = self.found(loaded, name)?;
        let own: BTreeSet<(u64, u64)> = found.iter().filter(|said| !said.shared).map(|said| (said.record, said.n)).collect();
        let mut named = BTreeMap::new();
        let mut name_file = |_: &str, file: Named<'_>, _| drop(named.insert(file.sha256.to_owned(), file.name.to_owned()));
        found.iter().filter(|said| !said.shared).for_each(|said| files(&said.value, "", false, &mut name_file));
        // A file may be given where nothing else of the answer is personal.
        let wanted = folded(name);
        for line in &whole.records {
            let Ok(Value::Array(events)) = serde_json::from_str(&line.events) else { continue };
            let inside = |event: &&Value| event.get("path").and_then(Value::as_str).is_some_and(|path| self.is_inside(loaded, path, &wanted));
            events.iter().filter(inside).for_each(|event| files(event, "", false, &mut name_file));
        }
        let hash = |value: &str| serde_json::from_str::<String>(value).ok();
        let parcel = whole.only(
            name,
            |told| own.contains(&(told.record, told.n)) || hash(&told.value).is_some_and(|sha256| named.contains_key(&sha256)),
            |sha256| named.contains_key(sha256),
        );
        let file = |(n, file): (usize, &Filed)| Some((safe(n, named.get(&file.sha256)?), file.sha256.clone()));
        let files = (1..).zip(&parcel.files).filter_map(file).collect();
        Ok(Proven { files, parcel, shared: found.iter().filter(|said| said.shared).count(), said: found, strangers })
    }

    /// Writes a proof into one new file (ZIP), with what is to be read beside the chain: names and bytes. The same proof gives the same bytes.
    ///
    /// # Errors
    /// It cannot be written, or a file is not as it was; nothing is left behind.
    pub fn write_proof(&self, proven: &Proven, beside: &[(&str, &[u8])], path: &Path) -> Result<(), Failure> {
        self.pack(&proven.parcel, PROOF, beside, &proven.files, path)
    }

    /// Writes a run with all personal values and files into one new file (ZIP), however large they are.
    ///
    /// # Errors
    /// As [`Desk::export`]; or it cannot be written, and nothing is left behind.
    pub fn export_packed(&self, run: &str, path: &Path) -> Result<(), Failure> {
        let parcel = self.export(run, With::Beside)?;
        let files: Vec<(String, String)> = parcel.files.iter().map(|file| (file.sha256.clone(), file.sha256.clone())).collect();
        self.pack(&parcel, RUN, &[], &files, path)
    }

    fn pack(&self, parcel: &Parcel, chain: &str, beside: &[(&str, &[u8])], files: &[(String, String)], path: &Path) -> Result<(), Failure> {
        let shown = path.display().to_string();
        create(path, |file| {
            let failed = |error: std::io::Error| unwritable(&shown, &error);
            let mut text = serde_json::to_vec_pretty(parcel).unwrap_or_default();
            text.push(b'\n');
            let mut packed = Packer::new(file);
            for (name, bytes) in beside.iter().chain(&[(chain, text.as_slice())]) {
                packed.add(name, bytes).map_err(failed)?;
            }
            for (name, sha256) in files {
                let to = packed.begin(name).map_err(failed)?;
                self.copy_evidence(sha256, to, &shown)?.ok_or_else(|| Error::Damaged(msg!("damaged-evidence", sha256 = sha256)))?;
            }
            Ok(packed.finish().map_err(failed)?)
        })
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
