//! Whether a run is still what was recorded: one walk along its chain, for a store and for a file alike.

use super::Record;
use super::chain::{self, Absent, Entry, NOTHING};
use super::parcel::Told;
use super::seal::{SEALED, put_together};
use crate::engine::{Event, Run, Stamp};
use crate::finding::Message;
use crate::msg;
use std::collections::{BTreeMap, BTreeSet};
use zeroize::Zeroizing;

/// One thing that is not as it was recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flaw {
    /// In which run; none where it is the store's.
    pub run: Option<String>,
    /// In which record of the run; in which place of the store where there is no run.
    pub number: Option<u64>,
    /// What.
    pub fault: Fault,
}

/// What can be wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// A record does not say what its link says.
    Edited,
    /// A record is not there.
    Missing,
    /// A record stands here that belongs elsewhere.
    Swapped(u64),
    /// A record that nobody recorded.
    Inserted,
    /// The last records are not there.
    Cut,
    /// Made by rules that this program does not know.
    Rules,
    /// Events that this program does not know.
    Unknown,
    /// A personal value was exchanged or does not open.
    Value(u64),
    /// A personal value is gone, and nobody erased it.
    ValueGone(u64),
    /// A personal value that no record speaks of.
    ValueExtra(u64),
    /// The key of the personal values does not open.
    Key,
    /// What lists show of a run is not what its records say.
    Summary(&'static str),
    /// A text of the procedure is gone or was changed, by its hash.
    Edition(String),
    /// A file is gone or was changed, by its hash.
    File(String),
    /// A file that no record speaks of, by its hash.
    FileExtra(String),
    /// The head is not the one that follows from the records, or was made without the key.
    Head,
    /// The store does not reach as far as an anchor says, and how far it does.
    Behind(u64),
    /// At the place of an anchor there was something else.
    Otherwise,
    /// The file itself, in the words of SQLite.
    Database(String),
}

impl Fault {
    /// As programs read it.
    pub fn word(&self) -> &'static str {
        match self {
            Fault::Edited => "edited",
            Fault::Missing => "missing",
            Fault::Swapped(_) => "swapped",
            Fault::Inserted => "inserted",
            Fault::Cut => "cut",
            Fault::Rules => "rules",
            Fault::Unknown => "unknown_event",
            Fault::Value(_) => "value",
            Fault::ValueGone(_) => "value_missing",
            Fault::ValueExtra(_) => "value_inserted",
            Fault::Key => "key",
            Fault::Summary(_) => "summary",
            Fault::Edition(_) => "edition",
            Fault::File(_) => "file",
            Fault::FileExtra(_) => "file_inserted",
            Fault::Head => "head",
            Fault::Behind(_) => "anchor_behind",
            Fault::Otherwise => "anchor",
            Fault::Database(_) => "database",
        }
    }

    /// In words.
    pub fn message(&self) -> Message {
        match self {
            Fault::Edited => msg!("flaw-edited"),
            Fault::Missing => msg!("flaw-missing"),
            Fault::Swapped(with) => msg!("flaw-swapped", with = with.to_string()),
            Fault::Inserted => msg!("flaw-inserted"),
            Fault::Cut => msg!("flaw-cut"),
            Fault::Rules => msg!("flaw-rules"),
            Fault::Unknown => msg!("flaw-unknown"),
            Fault::Value(n) => msg!("flaw-value", n = n.to_string()),
            Fault::ValueGone(n) => msg!("flaw-value-gone", n = n.to_string()),
            Fault::ValueExtra(n) => msg!("flaw-value-extra", n = n.to_string()),
            Fault::Key => msg!("flaw-key"),
            Fault::Summary(field) => msg!("flaw-summary", field = *field),
            Fault::Edition(hash) => msg!("flaw-edition", hash = hash),
            Fault::File(sha256) => msg!("flaw-file", sha256 = sha256),
            Fault::FileExtra(sha256) => msg!("flaw-file-extra", sha256 = sha256),
            Fault::Head => msg!("flaw-head"),
            Fault::Behind(place) => msg!("flaw-behind", place = place.to_string()),
            Fault::Otherwise => msg!("flaw-otherwise"),
            Fault::Database(detail) => msg!("flaw-database", detail = detail),
        }
    }
}

/// A personal value in the clear, behind its blinding.
pub(super) type Opened = (Vec<u8>, Zeroizing<Vec<u8>>);

/// The personal values of a run, by record and number.
#[derive(Default)]
pub(super) struct Values {
    pub found: BTreeMap<(u64, u64), Opened>,
    /// Those that are there and do not open.
    pub closed: BTreeSet<(u64, u64)>,
    /// They were kept back: only their commitments are here.
    pub withheld: bool,
}

impl Values {
    /// Them as they are handed over.
    pub fn told(&self) -> Vec<Told> {
        let told = |(&(record, n), (blinding, value)): (&(u64, u64), &Opened)| Told {
            record,
            n,
            blinding: chain::hex(blinding),
            value: String::from_utf8_lossy(value).into_owned(),
        };
        self.found.iter().map(told).collect()
    }
}

/// A run as far as it could be read.
pub(super) struct Walked {
    pub flaws: Vec<Flaw>,
    pub records: Vec<Record>,
    /// The run as its records leave it.
    pub run: Run,
    /// The files that came with it, by record.
    pub files: BTreeSet<(u64, String)>,
    /// The hashes of the texts that it was pinned to.
    pub editions: BTreeSet<String>,
}

/// Goes along a run's chain.
pub(super) fn walk(run: &str, entries: &[Entry], values: &Values) -> Walked {
    let mut walked = Walked { flaws: Vec::new(), records: Vec::new(), run: Run::default(), files: BTreeSet::new(), editions: BTreeSet::new() };
    let flaw = |number, fault| Flaw { run: Some(run.to_owned()), number: Some(number), fault };
    let mut before: &[u8] = &[];
    for (number, entry) in (1..).zip(entries) {
        if let Some(fault) = broken(run, number, entry, entries, before) {
            walked.flaws.push(flaw(number, fault));
            break;
        }
        before = &entry.link;
        let Some(record) = record(entry, values) else {
            walked.flaws.push(flaw(number, Fault::Unknown));
            break;
        };
        record.events.iter().for_each(|event| walked.run.apply(event, &record.stamp));
        let pinned = record.events.iter().filter_map(|event| match event {
            Event::Started { edition, .. } | Event::Upgraded { edition, .. } => Some(edition.clone()),
            _ => None,
        });
        walked.editions.extend(pinned);
        walked.records.push(record);
    }
    let absent = Absent::of(walked.records.iter());
    let mut spoken = BTreeSet::new();
    for entry in entries.iter().take(walked.records.len()) {
        let in_events: BTreeSet<u64> = chain::sealed_in(&entry.events, SEALED).into_iter().collect();
        for n in (1..).take_while(|n| chain::commitment(&entry.commitments, *n).is_some()) {
            let (place, commitment) = ((entry.number, n), chain::commitment(&entry.commitments, n).unwrap_or_default());
            spoken.insert(place);
            match values.found.get(&place) {
                Some((blinding, value)) if chain::commit(blinding, run, entry.number, n, value) == *commitment => {
                    // What the events do not speak of is a file.
                    if let (false, Ok(sha256)) = (in_events.contains(&n), serde_json::from_slice(value)) {
                        walked.files.insert((entry.number, sha256));
                    }
                }
                Some(_) => walked.flaws.push(flaw(entry.number, Fault::Value(n))),
                None if values.closed.contains(&place) => walked.flaws.push(flaw(entry.number, Fault::Value(n))),
                None if *commitment == NOTHING || values.withheld || absent.allows(entry.number, n) => {}
                None => walked.flaws.push(flaw(entry.number, Fault::ValueGone(n))),
            }
        }
    }
    // Beyond what could be read nothing is said.
    if walked.records.len() == entries.len() {
        let extra = values.found.keys().chain(&values.closed).filter(|place| !spoken.contains(place));
        walked.flaws.extend(extra.map(|(number, n)| flaw(*number, Fault::ValueExtra(*n))));
    }
    walked
}

/// What is wrong with the entry that stands where this number should be.
fn broken(run: &str, number: u64, entry: &Entry, all: &[Entry], before: &[u8]) -> Option<Fault> {
    if entry.number > number {
        let elsewhere = all.iter().any(|other| other.number == number);
        return Some(if elsewhere { Fault::Swapped(entry.number) } else { Fault::Missing });
    }
    let Some(linked) = entry.linked(run, number, before) else { return Some(Fault::Rules) };
    if entry.number == number && linked == entry.link {
        return None;
    }
    // Which one belongs here, or whose words stand here?
    let at = usize::try_from(number).unwrap_or(usize::MAX);
    for other in all.iter().filter(|other| other.number != number) {
        if let Some(linked) = other.linked(run, number, before)
            && (linked == other.link || linked == entry.link)
        {
            let is_next = all.get(at).is_some_and(|next| next.number == other.number);
            let goes_on = all.get(at + 1).is_none_or(|after| after.linked(run, number + 1, &other.link).is_some_and(|link| link == after.link));
            return Some(if linked == other.link && is_next && goes_on { Fault::Inserted } else { Fault::Swapped(other.number) });
        }
    }
    Some(Fault::Edited)
}

/// A record with its values put back; those that are not there read as null.
fn record(entry: &Entry, values: &Values) -> Option<Record> {
    let mut whole = Zeroizing::new(Vec::with_capacity(entry.events.len() * 2));
    let put = put_together(&entry.events, &mut whole, |n, whole| {
        match values.found.get(&(entry.number, n)) {
            Some((_, value)) => whole.extend_from_slice(value),
            None => whole.extend_from_slice(b"null"),
        }
        Ok(())
    });
    put.ok()?;
    let events = serde_json::from_slice(&whole).ok()?;
    Some(Record { number: entry.number, stamp: Stamp { at: entry.at.parse().ok()?, by: entry.by.clone() }, events })
}

/// What was looked at, and what is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proof {
    /// The head of the store; none where only a part of it, or a file, was looked at.
    pub head: Option<chain::Head>,
    /// How many runs were looked at.
    pub runs: u64,
    /// How many records.
    pub records: u64,
    /// What is wrong, the first first; nothing where all holds.
    pub flaws: Vec<Flaw>,
}
