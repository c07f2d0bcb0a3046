//! `verify`: every table against the chain, and the chain against the head and the anchors.

use super::read::{self, ENTRIES, Sealed};
use super::{files, write};
use crate::engine::view::state_word;
use crate::journal::chain::{self, Entry, Head};
use crate::journal::outbox::{Change, State, change};
use crate::journal::seal::{Keys, Of};
use crate::journal::verify::{Fault, Flaw, Proof, Values, Walked, walk};
use crate::journal::{Error, Summary};
use rusqlite::{Connection, OptionalExtension};
use std::collections::{BTreeMap, BTreeSet};
use zeroize::Zeroizing;

/// Looks at the whole store, or at one run.
pub(super) fn prove(connection: &Connection, keys: &Keys, run: Option<&str>, anchors: &[Head]) -> Result<Proof, Error> {
    let mut flaws = Vec::new();
    let mut check = connection.prepare("PRAGMA integrity_check(20)")?;
    let said = check.query_map([], |row| row.get::<_, String>(0))?.collect::<Result<Vec<_>, _>>()?;
    flaws.extend(said.into_iter().filter(|line| line != "ok").map(|detail| of_store(None, Fault::Database(detail))));
    let store = connection.unchecked_transaction()?;
    let head = head(&store, keys, anchors, &mut flaws)?;
    let (mut runs, mut records) = (0, 0);
    let mut walkers = Walkers { store: &store, keys, files: BTreeMap::new(), editions: BTreeMap::new(), wanted: BTreeSet::new() };
    let mut all =
        store.prepare("SELECT id FROM runs UNION SELECT run FROM records UNION SELECT run FROM sealed UNION SELECT run FROM attached ORDER BY 1")?;
    let ids = all.query_map([], |row| row.get::<_, String>(0))?.collect::<Result<Vec<_>, _>>()?;
    for id in ids.iter().filter(|id| run.is_none_or(|run| run == *id)) {
        runs += 1;
        records += walkers.run(id, &mut flaws)?;
    }
    if run.is_none() {
        walkers.rest(&mut flaws)?;
    }
    Ok(Proof { head: Some(head), runs, records, flaws })
}

fn of_store(number: Option<u64>, fault: Fault) -> Flaw {
    Flaw { run: None, number, fault }
}

/// Follows the head from the first record to the last.
fn head(store: &Connection, keys: &Keys, anchors: &[Head], flaws: &mut Vec<Flaw>) -> Result<Head, Error> {
    let (kept, id, seal) = write::head(store)?;
    let mut hash = chain::beginning(&id);
    let mut last = 0;
    let mut reached: BTreeMap<u64, chain::Hash> = [(0, hash)].into();
    let mut all = store.prepare("SELECT place, link FROM records ORDER BY place, run, number")?;
    let mut rows = all.query([])?;
    let mut broken = None;
    while let Some(row) = rows.next()? {
        let place: u64 = row.get(0)?;
        if place != last + 1 {
            // One place twice, or none; or one that is not there.
            broken = Some(if place <= last { of_store(Some(place), Fault::Inserted) } else { of_store(Some(last + 1), Fault::Missing) });
            break;
        }
        if place > kept.place {
            broken = Some(of_store(Some(place), Fault::Inserted));
            break;
        }
        hash = chain::head(&hash, place, row.get_ref(1)?.as_blob().map_err(rusqlite::Error::from)?);
        last = place;
        if anchors.iter().any(|anchor| anchor.place == place) {
            reached.insert(place, hash);
        }
    }
    if broken.is_none() && last < kept.place {
        broken = Some(of_store(Some(last + 1), Fault::Cut));
    }
    let followed = broken.is_none();
    flaws.extend(broken);
    if !keys.knows_head(&id, kept.place, &kept.hash, &seal) || (followed && kept.hash != hash) {
        flaws.push(of_store(Some(kept.place), Fault::Head));
    }
    for anchor in anchors {
        match reached.get(&anchor.place) {
            Some(hash) if *hash == anchor.hash => {}
            Some(_) => flaws.push(of_store(Some(anchor.place), Fault::Otherwise)),
            None => flaws.push(of_store(Some(anchor.place), Fault::Behind(last))),
        }
    }
    Ok(kept)
}

struct Walkers<'s> {
    store: &'s Connection,
    keys: &'s Keys,
    /// The files that were looked at, and whether they are whole.
    files: BTreeMap<String, bool>,
    editions: BTreeMap<String, bool>,
    /// The files that records speak of.
    wanted: BTreeSet<String>,
}

impl Walkers<'_> {
    /// Looks at one run, and gives how many records it has.
    fn run(&mut self, run: &str, flaws: &mut Vec<Flaw>) -> Result<u64, Error> {
        let flaw = |number, fault| Flaw { run: Some(run.to_owned()), number, fault };
        let (entries, values, key_opens) = read_run(self.store, self.keys, run)?;
        if !key_opens {
            flaws.push(flaw(None, Fault::Key));
        }
        let walked = walk(run, &entries, &values);
        let whole = walked.flaws.iter().all(|flaw| flaw.number.is_none_or(|number| number <= walked.records.len() as u64));
        flaws.extend(walked.flaws.iter().cloned());
        let summary = super::summary_of(self.store, run)?;
        match summary {
            None => flaws.push(flaw(None, Fault::Summary("run"))),
            Some(summary) if whole => {
                // With nothing wrong so far, fewer records than there should be means that the last ones were cut off.
                if (entries.len() as u64) < summary.records {
                    flaws.push(flaw(Some(entries.len() as u64 + 1), Fault::Cut));
                } else if (entries.len() as u64) > summary.records {
                    flaws.push(flaw(Some(summary.records + 1), Fault::Inserted));
                } else {
                    flaws.extend(differs(&summary, &walked).map(|field| flaw(None, Fault::Summary(field))));
                }
            }
            Some(_) => {}
        }
        for edition in &walked.editions {
            if !self.edition(edition)? {
                flaws.push(flaw(None, Fault::Edition(edition.clone())));
            }
        }
        let mut all = self.store.prepare_cached("SELECT number, sha256 FROM attached WHERE run = ?")?;
        let attached = all.query_map([run], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<Result<BTreeSet<(u64, String)>, _>>()?;
        for (number, sha256) in &walked.files {
            self.wanted.insert(sha256.clone());
            if !attached.contains(&(*number, sha256.clone())) || !self.file(sha256)? {
                flaws.push(flaw(Some(*number), Fault::File(sha256.clone())));
            }
        }
        if whole && values.closed.is_empty() {
            flaws.extend(attached.difference(&walked.files).map(|(number, sha256)| flaw(Some(*number), Fault::FileExtra(sha256.clone()))));
        }
        if whole && !self.outbox_fits(run, &walked)? {
            flaws.push(flaw(None, Fault::Summary("outbox")));
        }
        self.wanted.extend(attached.into_iter().map(|(_, sha256)| sha256));
        Ok(entries.len() as u64)
    }

    /// Whether what lies in the outbox is what the records left there.
    fn outbox_fits(&self, run: &str, walked: &Walked) -> Result<bool, Error> {
        let mut all = self.store.prepare_cached("SELECT mail, recipient, state FROM outbox WHERE run = ?")?;
        let there = all.query_map([run], |row| Ok(((row.get(0)?, row.get(1)?), row.get(2)?)))?;
        let there = there.collect::<Result<BTreeMap<(u32, u32), String>, _>>()?;
        let mut due = BTreeMap::new();
        for change in walked.records.iter().flat_map(|record| &record.events).filter_map(change) {
            match change {
                Change::Put { mail, recipients } => due.extend((1..=recipients).map(|recipient| ((mail, recipient), State::Queued))),
                Change::Set { mail, recipient, state: Some(state) } => drop(due.insert((mail, recipient), state)),
                Change::Set { mail, recipient, state: None } => drop(due.remove(&(mail, recipient))),
                Change::Clear { mail, uncertain } => due.retain(|key, state| key.0 != mail || *state == State::Uncertain && !uncertain),
            }
        }
        // What somebody is carrying right now is queued as far as the records know, or was taken out meanwhile.
        let taken = |word: &String| word == State::Taken.word();
        let fits =
            |(key, state): (&(u32, u32), &State)| there.get(key).is_some_and(|word| word == state.word() || *state == State::Queued && taken(word));
        Ok(due.iter().all(fits) && there.iter().all(|(key, word)| due.contains_key(key) || taken(word)))
    }

    fn edition(&mut self, hash: &str) -> Result<bool, Error> {
        if let Some(known) = self.editions.get(hash) {
            return Ok(*known);
        }
        let good = match super::edition_of(self.store, hash) {
            Ok(found) => found.is_some(),
            Err(Error::Damaged(_)) => false,
            Err(error) => return Err(error),
        };
        self.editions.insert(hash.to_owned(), good);
        Ok(good)
    }

    fn file(&mut self, hash: &str) -> Result<bool, Error> {
        if let Some(known) = self.files.get(hash) {
            return Ok(*known);
        }
        let good = match files::hash(self.store, self.keys, hash) {
            Ok(found) => found.is_some_and(|found| found == hash),
            Err(Error::Damaged(_)) => false,
            Err(error) => return Err(error),
        };
        self.files.insert(hash.to_owned(), good);
        Ok(good)
    }

    /// What no run speaks of.
    fn rest(&mut self, flaws: &mut Vec<Flaw>) -> Result<(), Error> {
        let mut all = self.store.prepare("SELECT hash FROM editions")?;
        for hash in all.query_map([], |row| row.get::<_, String>(0))? {
            let hash = hash?;
            // What a run is pinned to was said there.
            if !self.editions.contains_key(&hash) && !self.edition(&hash)? {
                flaws.push(of_store(None, Fault::Edition(hash)));
            }
        }
        let mut all = self.store.prepare("SELECT sha256 FROM evidence UNION SELECT sha256 FROM pieces")?;
        for hash in all.query_map([], |row| row.get::<_, String>(0))? {
            let hash = hash?;
            if !self.wanted.contains(&hash) {
                flaws.push(of_store(None, Fault::FileExtra(hash)));
            }
        }
        Ok(())
    }
}

/// What lists show of a run and its records do not say.
fn differs(summary: &Summary, walked: &Walked) -> impl Iterator<Item = &'static str> {
    let (run, first, last) = (&walked.run, walked.records.first(), walked.records.last());
    let pinned = &run.procedure;
    let same = [
        ("procedure", summary.procedure == pinned.id),
        ("version", summary.version == pinned.version),
        ("edition", summary.edition == pinned.edition),
        ("state", summary.state == state_word(run)),
        ("started", first.is_some_and(|first| first.stamp == summary.started)),
        ("touched", last.is_some_and(|last| last.stamp.at == summary.touched)),
        ("paused", summary.paused == run.paused),
    ];
    same.into_iter().filter(|(_, same)| !same).map(|(field, _)| field)
}

/// A run's entries and its personal values, and whether its key opens.
pub(super) fn read_run(store: &Connection, keys: &Keys, run: &str) -> Result<(Vec<Entry>, Values, bool), Error> {
    let mut all = store.prepare_cached(&format!("{ENTRIES} ORDER BY number"))?;
    let entries = all.query_map([run], read::entry)?.collect::<Result<Vec<_>, _>>()?;
    let mut key = store.prepare_cached("SELECT key FROM runs WHERE id = ?")?;
    let key = key.query_row([run], |row| row.get::<_, Option<Vec<u8>>>(0)).optional()?.flatten();
    let (key, key_opens) = match key.map(|key| keys.unwrap(Of::Run(run), &key)) {
        None => (None, true),
        Some(Ok(key)) => (Some(key), true),
        Some(Err(Error::Damaged(_))) => (None, false),
        Some(Err(error)) => return Err(error),
    };
    let sealed = Sealed::read(store, run)?;
    let mut values = Values::default();
    for ((number, n), bytes) in sealed.all() {
        let mut value = Zeroizing::new(Vec::with_capacity(bytes.len()));
        match key.as_ref().map(|key| key.open_value(number, n, bytes, &mut value)) {
            Some(Ok(blinding)) => drop(values.found.insert((number, n), (blinding.to_vec(), value))),
            _ => drop(values.closed.insert((number, n))),
        }
    }
    Ok((entries, values, key_opens))
}
