//! A run as one file: everything that is needed to read it, to verify it without a store, and to take it in elsewhere.

use super::chain::{self, BLINDING, COMMITMENT, Entry, unhex};
use super::verify::{Fault, Flaw, Proof, Values, Walked, walk};
use super::{Evidence, Record};
use crate::check::Edition;
use crate::engine::Run;
use crate::finding::Message;
use crate::msg;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use zeroize::Zeroizing;

/// The newest form of the file: files lie beside the run, in one packed file. The second was that of proofs with all files inside.
const VERSION: u32 = 3;

/// The form of a whole run with all files inside, which older programs read.
const WHOLE: u32 = 1;

/// How large all files of a run may be to lie in its text, in bytes.
pub const MAX_INSIDE: u64 = 32 << 20;

/// A run as one file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Parcel {
    /// Says what the file is: `run`.
    pub pasapas: String,
    /// The form of the file.
    pub version: u32,
    /// The run's id.
    pub run: String,
    /// The procedure's id.
    pub procedure: String,
    /// Whether personal values and files are in it.
    pub personal: bool,
    /// Whom it proves something for: only their values and files are in it, of others only the commitments.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub about: Option<String>,
    /// What happened, in order.
    pub records: Vec<Line>,
    /// The personal values, those that were not erased.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub values: Vec<Told>,
    /// The files.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<Filed>,
    /// The texts that the run was pinned to, the first first.
    pub editions: Vec<Edition>,
}

/// A record as it is chained.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Line {
    /// Its place in the run, from 1.
    pub number: u64,
    /// When.
    pub at: String,
    /// Who.
    pub by: String,
    /// The events as JSON, byte for byte as they are hashed.
    pub events: String,
    /// The commitments, 32 bytes each, in hexadecimal.
    pub commitments: Vec<String>,
    /// The link, in hexadecimal.
    pub link: String,
}

/// A personal value.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Told {
    /// The number of its record.
    pub record: u64,
    /// Its number in the record.
    pub n: u64,
    /// What its commitment was made with, in hexadecimal.
    pub blinding: String,
    /// The value as JSON, byte for byte as it is committed to.
    pub value: String,
}

/// A file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Filed {
    /// SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
    /// Its bytes, in base64; none where they lie beside, in the same packed file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bytes: Option<String>,
    /// How many bytes there are, where they lie beside.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub size: Option<u64>,
    /// What lies beside, as it was found there.
    #[serde(skip)]
    pub(super) beside: Option<Evidence>,
}

/// How much of a run goes into a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum With {
    /// What happened, and nothing personal.
    Records,
    /// Personal values and files too.
    Personal,
    /// Personal values; files are named, and lie beside.
    Beside,
}

/// A run out of a file that holds together.
pub struct Opened {
    /// Its id.
    pub id: String,
    /// Its records.
    pub records: Vec<Record>,
    /// The run as they leave it.
    pub run: Run,
    /// Whether personal values and files came with it.
    pub personal: bool,
    /// The texts that it was pinned to.
    pub editions: Vec<Edition>,
    pub(super) entries: Vec<Entry>,
    pub(super) values: Values,
    pub(super) attached: BTreeSet<(u64, String)>,
    pub(super) files: Vec<Evidence>,
}

impl Filed {
    /// A file that lies in a parcel.
    pub(super) fn new(sha256: &str, bytes: &[u8]) -> Filed {
        Filed { sha256: sha256.to_owned(), bytes: Some(STANDARD.encode(bytes)), size: None, beside: None }
    }

    /// A file that lies beside it.
    pub(super) fn named(sha256: &str, size: u64) -> Filed {
        Filed { sha256: sha256.to_owned(), bytes: None, size: Some(size), beside: None }
    }

    /// The file, where it is the one that it should be.
    fn evidence(&self) -> Option<Evidence> {
        let inside = || Some(Evidence::of(STANDARD.decode(self.bytes.as_ref()?).ok()?));
        self.beside.clone().or_else(inside).filter(|evidence| evidence.sha256 == self.sha256)
    }
}

impl Parcel {
    /// Reads a file.
    ///
    /// # Errors
    /// It is no run, or of a form that this program does not know.
    pub fn read(bytes: &[u8]) -> Result<Parcel, Message> {
        #[derive(Deserialize)]
        struct Kind {
            pasapas: String,
            version: u32,
        }
        let no_run = |_| msg!("parcel-form");
        let kind: Kind = serde_json::from_slice(bytes).map_err(no_run)?;
        if kind.pasapas != "run" {
            return Err(msg!("parcel-form"));
        }
        if kind.version > VERSION {
            return Err(msg!("parcel-newer", found = kind.version, known = VERSION));
        }
        serde_json::from_slice(bytes).map_err(no_run)
    }

    /// Writes a run down.
    pub(super) fn write(run: &str, walked: &Walked, entries: &[Entry], values: &Values, files: Vec<Filed>, editions: Vec<Edition>) -> Parcel {
        let line = |entry: &Entry| Line {
            number: entry.number,
            at: entry.at.clone(),
            by: entry.by.clone(),
            events: entry.events.clone(),
            commitments: entry.commitments.chunks(COMMITMENT).map(chain::hex).collect(),
            link: chain::hex(&entry.link),
        };
        let personal = !values.withheld;
        let version = if files.iter().any(|file| file.bytes.is_none()) { VERSION } else { WHOLE };
        Parcel {
            pasapas: "run".into(),
            version,
            run: run.to_owned(),
            procedure: walked.run.procedure.id.clone(),
            personal,
            about: None,
            records: entries.iter().map(line).collect(),
            values: if personal { values.told() } else { Vec::new() },
            files,
            editions,
        }
    }

    /// Keeps back all values but these, by record and number, and all files but these, by their SHA-256, to prove something for somebody. What is kept
    /// back still has its commitments: the chain holds.
    pub fn only(mut self, about: &str, is_value: impl Fn(&Told) -> bool, is_file: impl Fn(&str) -> bool) -> Parcel {
        self.values.retain(is_value);
        self.files.retain(|file| is_file(&file.sha256));
        Parcel { about: Some(about.to_owned()), version: VERSION, ..self }
    }

    /// Looks at the run as a whole: what is wrong, or the run.
    ///
    /// # Errors
    /// Not everything in it is as it was recorded.
    pub fn open(&self) -> Result<Opened, Proof> {
        let flaw = |number, fault| Flaw { run: Some(self.run.clone()), number, fault };
        let (mut entries, mut values, mut flaws) =
            (Vec::new(), Values { withheld: !self.personal || self.about.is_some(), ..Values::default() }, Vec::new());
        for line in &self.records {
            let commitments: Option<Vec<Vec<u8>>> =
                line.commitments.iter().map(|text| unhex(text).filter(|bytes| bytes.len() == COMMITMENT)).collect();
            match (commitments, unhex(&line.link)) {
                (Some(commitments), Some(link)) => entries.push(Entry {
                    number: line.number,
                    at: line.at.clone(),
                    by: line.by.clone(),
                    events: line.events.clone(),
                    commitments: commitments.concat(),
                    link,
                }),
                _ => {
                    flaws.push(flaw(Some(line.number), Fault::Edited));
                    break;
                }
            }
        }
        for told in &self.values {
            let blinding = unhex(&told.blinding).filter(|blinding| blinding.len() == BLINDING);
            let value = Zeroizing::new(told.value.clone().into_bytes());
            let (place, blinding) = ((told.record, told.n), blinding.unwrap_or_default());
            if values.found.insert(place, (blinding, value)).is_some() || !self.personal {
                flaws.push(flaw(Some(told.record), Fault::ValueExtra(told.n)));
            }
        }
        let walked = walk(&self.run, &entries, &values);
        flaws.extend(walked.flaws);
        let hashes: Vec<String> = self.editions.iter().map(Edition::hash).collect();
        let all: BTreeSet<String> = hashes.iter().cloned().collect();
        flaws.extend(all.symmetric_difference(&walked.editions).map(|hash| flaw(None, Fault::Edition(hash.clone()))));
        let mut files = Vec::new();
        for file in &self.files {
            match file.evidence() {
                Some(evidence) => files.push(evidence),
                None => flaws.push(flaw(None, Fault::File(file.sha256.clone()))),
            }
        }
        let there: BTreeSet<&String> = self.files.iter().map(|file| &file.sha256).collect();
        let named: BTreeSet<&String> = walked.files.iter().map(|(_, sha256)| sha256).collect();
        flaws.extend(named.difference(&there).map(|sha256| flaw(None, Fault::File((*sha256).clone()))));
        flaws.extend(there.difference(&named).map(|sha256| flaw(None, Fault::FileExtra((*sha256).clone()))));
        if walked.run.procedure.id != self.procedure {
            flaws.push(flaw(None, Fault::Summary("procedure")));
        }
        if walked.records.is_empty() && flaws.is_empty() {
            flaws.push(flaw(Some(1), Fault::Missing));
        }
        if !flaws.is_empty() {
            return Err(Proof { head: None, runs: 1, records: self.records.len() as u64, flaws });
        }
        Ok(Opened {
            id: self.run.clone(),
            records: walked.records,
            run: walked.run,
            personal: self.personal,
            editions: self.editions.clone(),
            entries,
            values,
            attached: walked.files,
            files,
        })
    }
}
