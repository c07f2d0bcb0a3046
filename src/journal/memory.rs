//! Runs in memory, for tests and trials: they go with the process.

use super::{Archive, Error, Evidence, Journal, Record, Summary};
use crate::check::Edition;
use crate::engine::Run;
use crate::engine::view::state_word;
use std::collections::BTreeMap;

/// A journal in memory.
#[derive(Debug, Clone, Default)]
pub struct Memory {
    runs: BTreeMap<String, (Summary, Vec<Record>)>,
    editions: BTreeMap<String, Edition>,
    evidence: BTreeMap<String, Vec<u8>>,
}

impl Memory {
    fn keep(&mut self, evidence: &[Evidence]) {
        for file in evidence {
            self.evidence.entry(file.sha256.clone()).or_insert_with(|| file.bytes.clone());
        }
    }
}

impl Journal for Memory {
    fn create(&mut self, run: &str, edition: &Edition, after: &Run, record: &Record, evidence: &[Evidence]) -> Result<(), Error> {
        if record.number != 1 || self.runs.contains_key(run) {
            return Err(Error::Conflict);
        }
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
        self.keep(evidence);
        Ok(())
    }

    fn append(&mut self, run: &str, after: &Run, record: &Record, evidence: &[Evidence]) -> Result<(), Error> {
        let (summary, records) = self.runs.get_mut(run).ok_or(Error::Conflict)?;
        if record.number != summary.records + 1 {
            return Err(Error::Conflict);
        }
        summary.records = record.number;
        summary.state = state_word(after).to_owned();
        summary.touched = record.stamp.at;
        summary.paused = after.paused;
        records.push(record.clone());
        self.keep(evidence);
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

    fn edition(&self, hash: &str) -> Result<Option<Edition>, Error> {
        Ok(self.editions.get(hash).cloned())
    }

    fn evidence(&self, sha256: &str) -> Result<Option<Vec<u8>>, Error> {
        Ok(self.evidence.get(sha256).cloned())
    }

    fn archive(&mut self) -> Option<&mut dyn Archive> {
        None
    }
}
