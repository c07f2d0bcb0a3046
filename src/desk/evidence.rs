//! Files that are kept with runs: taken in, held against what answers say of them, and given out again.

use super::kept::files;
use super::{Desk, Failure};
use crate::engine::Refusal;
use crate::finding::codes;
use crate::journal::chain::hex;
use crate::journal::evidence::HEAD;
use crate::journal::{Error, Evidence};
use crate::library::unwritable;
use crate::model::file;
use crate::model::value::Problem;
use crate::msg;
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::io::Write;
use std::ops::ControlFlow;

impl Desk {
    /// A file kept with a run, as a whole: what is to be attached to a mail.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn evidence(&self, sha256: &str) -> Result<Option<Vec<u8>>, Failure> {
        let mut bytes = Vec::new();
        Ok(self.copy_evidence(sha256, &mut bytes, sha256)?.map(|_| bytes))
    }

    /// How many bytes a file kept with a run has; none where it is not there.
    ///
    /// # Errors
    /// That cannot be read.
    pub fn evidence_size(&self, sha256: &str) -> Result<Option<u64>, Failure> {
        Ok(self.journal.borrow().evidence_size(sha256)?)
    }

    /// Writes a file kept with a run out, piece by piece, and says how many bytes that were; none where it is not there. `shown` is where it goes.
    ///
    /// # Errors
    /// It cannot be read or written, or is not the file of that hash.
    pub fn copy_evidence(&self, sha256: &str, to: &mut dyn Write, shown: &str) -> Result<Option<u64>, Failure> {
        let (mut hash, mut size, mut failed) = (Sha256::new(), 0, None);
        let there = self.journal.borrow().evidence(sha256, &mut |piece| {
            hash.update(piece);
            size += piece.len() as u64;
            failed = to.write_all(piece).err();
            if failed.is_some() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        })?;
        if let Some(error) = failed {
            return Err(unwritable(shown, &error).into());
        }
        if there && hex(&hash.finalize()) != sha256 {
            return Err(Error::Damaged(msg!("damaged-evidence", sha256 = sha256)).into());
        }
        Ok(there.then_some(size))
    }

    /// Answers only speak of files whose bytes are given with them, or were given before, and say of them what is so.
    pub(super) fn evidenced(&self, given: Vec<(String, &Value)>, evidence: &[Evidence]) -> Result<(), Failure> {
        let mut problems = Vec::new();
        for (name, value) in given {
            let mut claimed = Vec::new();
            files(value, "", false, &mut |_, file, _| claimed.push(file));
            for claim in claimed {
                let found = match evidence.iter().find(|file| file.sha256 == claim.sha256) {
                    Some(file) if file.size > self.config.max_file() => {
                        let (size, most) = (file::size_said(file.size), file::size_said(self.config.max_file()));
                        problems.push(Problem { path: name.clone(), message: msg!("cli-attach-size", size = size, limit = most) });
                        continue;
                    }
                    Some(file) => Some((file.size, file::form(&file.head))),
                    None => self.evidence_size(claim.sha256)?.map(|size| Ok::<_, Failure>((size, self.form_of(claim.sha256)?))).transpose()?,
                };
                let form = |form: Option<&str>| claim.form.is_none_or(|claimed| claimed.as_str() == form);
                if !found.is_some_and(|(size, is)| size == claim.size && form(is)) {
                    problems.push(Problem { path: name.clone(), message: msg!("answer-form-evidence") });
                }
            }
        }
        if problems.is_empty() {
            return Ok(());
        }
        Err(Refusal::new(codes::ANSWER_FORM, msg!("answer-form", count = problems.len())).problems(problems).into())
    }

    /// What a file kept with a run is by its first bytes.
    fn form_of(&self, sha256: &str) -> Result<Option<&'static str>, Failure> {
        let mut form = None;
        self.journal.borrow().evidence(sha256, &mut |piece| {
            form = file::form(&piece[..piece.len().min(HEAD)]);
            ControlFlow::Break(())
        })?;
        Ok(form)
    }
}
