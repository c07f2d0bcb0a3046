//! Runs in memory, for tests and trials: they go with the process.

use super::evidence::{PIECE, unreadable};
use super::outbox::{Change, Hold, Key, Only, Outbox, Row, State, change, is_carried};
use super::{Archive, Error, Evidence, Journal, Record, Summary};
use crate::check::Edition;
use crate::engine::Run;
use crate::engine::view::state_word;
use jiff::Timestamp;
use std::collections::BTreeMap;
use std::ops::ControlFlow;

/// A journal in memory.
#[derive(Debug, Clone, Default)]
pub struct Memory {
    runs: BTreeMap<String, (Summary, Vec<Record>)>,
    editions: BTreeMap<String, Edition>,
    evidence: BTreeMap<String, Vec<u8>>,
    rows: BTreeMap<Key, Row>,
    tick: Option<Timestamp>,
}

impl Memory {
    fn keep(&mut self, evidence: &[Evidence]) -> Result<(), Error> {
        for file in evidence {
            let mut bytes = Vec::new();
            file.read(|from| from.read_to_end(&mut bytes).map_err(|error| unreadable(&error)))?;
            self.evidence.entry(file.sha256.clone()).or_insert(bytes);
        }
        Ok(())
    }
}

impl Memory {
    /// Changes the outbox as the events of a record say.
    fn follow(&mut self, run: &str, record: &Record) {
        let at = record.stamp.at;
        let key = |mail, recipient| Key { run: run.to_owned(), mail, recipient };
        let new = |key: Key, state| (key.clone(), Row { key, state, queued: at, due: at, until: None, tries: 0, reason: None });
        for change in record.events.iter().filter_map(change) {
            match change {
                Change::Put { mail, recipients } => self.rows.extend((1..=recipients).map(|recipient| new(key(mail, recipient), State::Queued))),
                Change::Set { mail, recipient, state: None } => drop(self.rows.remove(&key(mail, recipient))),
                Change::Set { mail, recipient, state: Some(state) } => self.rows.extend([new(key(mail, recipient), state)]),
                Change::Clear { mail, uncertain } => self.rows.retain(|key, row| {
                    key.run != run || key.mail != mail || row.state == State::Taken || row.state == State::Uncertain && !uncertain
                }),
            }
        }
    }

    fn is_paused(&self, run: &str) -> bool {
        self.runs.get(run).is_some_and(|(summary, _)| summary.paused)
    }

    fn aged(&self) -> Vec<Row> {
        let mut all: Vec<Row> = self.rows.values().cloned().collect();
        all.sort_by(|a, b| (a.queued, &a.key).cmp(&(b.queued, &b.key)));
        all
    }
}

fn is_meant(key: &Key, only: Only) -> bool {
    only.is_none_or(|(run, mail)| key.run == run && mail.is_none_or(|mail| key.mail == mail))
}

impl Outbox for Memory {
    fn take(&mut self, now: Timestamp, until: Timestamp, only: Only) -> Result<Option<Row>, Error> {
        let all = self.aged();
        let moves = |row: &Row| matches!(row.state, State::Queued | State::Taken);
        let behind = |row: &Row| all.iter().any(|other| other.key.run == row.key.run && other.key.mail < row.key.mail && moves(other));
        let meant = |row: &Row| is_meant(&row.key, only);
        let ready = |row: &Row| row.state == State::Queued && row.due <= now && meant(row) && !behind(row) && !self.is_paused(&row.key.run);
        let Some(next) = all.iter().find(|row| ready(row)) else { return Ok(None) };
        let Some(row) = self.rows.get_mut(&next.key) else { return Ok(None) };
        (row.state, row.until) = (State::Taken, Some(until));
        Ok(Some(row.clone()))
    }

    fn has_due(&self, now: Timestamp, only: Only) -> Result<bool, Error> {
        let ready = |row: &&Row| row.state == State::Queued && row.due <= now && is_meant(&row.key, only);
        Ok(self.rows.values().filter(ready).any(|row| !self.is_paused(&row.key.run)))
    }

    fn put_off(&mut self, row: &Row, due: Timestamp, reason: &str) -> Result<(), Error> {
        if let Some(mine) = self.rows.get_mut(&row.key).filter(|mine| mine.state == State::Taken && mine.until == row.until) {
            *mine = Row { state: State::Queued, due, until: None, tries: mine.tries + 1, reason: Some(reason.to_owned()), ..mine.clone() };
        }
        Ok(())
    }

    fn discard(&mut self, key: &Key) -> Result<(), Error> {
        self.rows.retain(|other, row| other != key || row.state != State::Taken);
        Ok(())
    }

    fn outbox(&self) -> Result<Vec<Row>, Error> {
        Ok(self.aged())
    }

    fn undecided(&self) -> Result<Vec<Row>, Error> {
        Ok(self.aged().into_iter().filter(|row| matches!(row.state, State::Failed | State::Uncertain)).collect())
    }

    fn hold(&self) -> Result<Option<Hold>, Error> {
        Ok(Some(Hold::new(None)))
    }

    fn last_carried(&self, since: Timestamp) -> Result<Option<Timestamp>, Error> {
        let recent = self.runs.values().flat_map(|(_, records)| records).filter(|record| record.stamp.at >= since);
        Ok(recent.filter(|record| record.events.iter().any(is_carried)).map(|record| record.stamp.at).max())
    }

    fn last_tick(&self) -> Result<Option<Timestamp>, Error> {
        Ok(self.tick)
    }

    fn note_tick(&mut self, at: Timestamp) -> Result<(), Error> {
        self.tick = Some(at);
        Ok(())
    }
}

impl Journal for Memory {
    fn create(&mut self, run: &str, edition: &Edition, after: &Run, record: &Record, evidence: &[Evidence]) -> Result<(), Error> {
        if record.number != 1 || self.runs.contains_key(run) {
            return Err(Error::Conflict);
        }
        self.keep(evidence)?;
        let hash = edition.hash();
        let summary = Summary {
            run: run.to_owned(),
            procedure: after.procedure.id.clone(),
            version: after.procedure.version.clone(),
            edition: hash.clone(),
            state: state_word(after).to_owned(),
            started: record.stamp.clone(),
            touched: record.stamp.at,
            records: 1,
            paused: after.paused,
        };
        self.editions.insert(hash, edition.clone());
        self.runs.insert(run.to_owned(), (summary, vec![record.clone()]));
        self.follow(run, record);
        Ok(())
    }

    fn append(&mut self, run: &str, after: &Run, record: &Record, evidence: &[Evidence]) -> Result<(), Error> {
        if self.runs.get(run).is_none_or(|(summary, _)| record.number != summary.records + 1) {
            return Err(Error::Conflict);
        }
        self.keep(evidence)?;
        let (summary, records) = self.runs.get_mut(run).ok_or(Error::Conflict)?;
        summary.records = record.number;
        summary.state = state_word(after).to_owned();
        summary.touched = record.stamp.at;
        summary.paused = after.paused;
        records.push(record.clone());
        self.follow(run, record);
        Ok(())
    }

    fn upgrade(&mut self, run: &str, edition: &Edition, after: &Run, record: &Record) -> Result<(), Error> {
        self.append(run, after, record, &[])?;
        let hash = edition.hash();
        if let Some((summary, _)) = self.runs.get_mut(run) {
            summary.version.clone_from(&after.procedure.version);
            summary.edition.clone_from(&hash);
        }
        self.editions.insert(hash, edition.clone());
        Ok(())
    }

    fn records(&self, run: &str) -> Result<Vec<Record>, Error> {
        Ok(self.runs.get(run).map(|(_, records)| records.clone()).unwrap_or_default())
    }

    fn readable(&self, run: &str) -> Result<(Vec<Record>, Option<Error>), Error> {
        Ok((self.records(run)?, None))
    }

    fn runs(&self, prefix: &str) -> Result<Vec<Summary>, Error> {
        let mut found: Vec<Summary> = self.runs.values().map(|(summary, _)| summary).filter(|s| s.run.starts_with(prefix)).cloned().collect();
        found.sort_by(|a, b| (b.touched, &b.run).cmp(&(a.touched, &a.run)));
        Ok(found)
    }

    fn newest(&self, most: usize) -> Result<Vec<Summary>, Error> {
        let mut all = self.runs("")?;
        all.truncate(most);
        Ok(all)
    }

    fn beside(&self, run: &str) -> Result<Vec<String>, Error> {
        let before = self.runs.keys().filter(|id| id.as_str() < run).max();
        let after = self.runs.keys().filter(|id| id.as_str() > run).min();
        Ok(before.into_iter().chain(after).cloned().collect())
    }

    fn edition(&self, hash: &str) -> Result<Option<Edition>, Error> {
        Ok(self.editions.get(hash).cloned())
    }

    fn evidence(&self, sha256: &str, each: &mut dyn FnMut(&[u8]) -> ControlFlow<()>) -> Result<bool, Error> {
        let found = self.evidence.get(sha256);
        let _ = found.map(|bytes| bytes.chunks(PIECE).try_for_each(each));
        Ok(found.is_some())
    }

    fn evidence_size(&self, sha256: &str) -> Result<Option<u64>, Error> {
        Ok(self.evidence.get(sha256).map(|bytes| bytes.len() as u64))
    }

    fn archive(&mut self) -> Option<&mut dyn Archive> {
        None
    }
}
