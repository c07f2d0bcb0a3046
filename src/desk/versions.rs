//! Runs and the versions of their procedures: what open runs are pinned to, and whether they can move to the present one.

use super::{Acted, Desk, Failure, Loaded, beside, is_path};
use crate::check::{Checked, Checker, Library, stem};
use crate::engine::{self, Obstacle, Path, Refusal, Stamp};
use crate::finding::{Message, Severity, codes};
use crate::journal::{Record, Summary};
use crate::library::{Procedures, read};
use crate::msg;
use crate::text::Document;
use std::collections::BTreeSet;
use std::sync::Arc;

/// What becomes of one open run when it is to move to the present version of its procedure.
pub enum Verdict {
    /// It has the present version already, and counts with the public holidays that are set.
    Present,
    /// It moves, or would.
    Moves(Box<Acted>),
    /// It stays on its version, and why.
    Stays(Vec<Obstacle>),
}

/// A version of a procedure that open runs are pinned to.
pub struct InUse {
    /// The procedure, as these runs have it.
    pub checked: Arc<Checked>,
    /// The runs.
    pub runs: Vec<String>,
}

impl Desk {
    /// The open runs, the last touched first.
    ///
    /// # Errors
    /// They cannot be read.
    pub fn open_runs(&self) -> Result<Vec<Summary>, Failure> {
        Ok(self.runs()?.into_iter().filter(|run| run.state == "open").collect())
    }

    /// The versions of a procedure that open runs are pinned to, the one that was touched last first.
    ///
    /// # Errors
    /// They cannot be read.
    pub fn in_use(&self, procedure: &str) -> Result<Vec<InUse>, Failure> {
        let mut found: Vec<(String, InUse)> = Vec::new();
        for run in self.open_runs()?.into_iter().filter(|run| run.procedure == procedure) {
            match found.iter_mut().find(|(edition, _)| *edition == run.edition) {
                Some((_, used)) => used.runs.push(run.run),
                None => found.push((run.edition.clone(), InUse { checked: self.edition(&run.edition)?, runs: vec![run.run] })),
            }
        }
        Ok(found.into_iter().map(|(_, used)| used).collect())
    }

    /// A version of a procedure that runs, open or over, are or were pinned to, by its number or the beginning of its hash.
    ///
    /// # Errors
    /// They cannot be read.
    pub fn pinned(&self, procedure: &str, version: &str) -> Result<Vec<Arc<Checked>>, Failure> {
        let named = |run: &&Summary| run.procedure == procedure && (run.version == version || version.len() >= 6 && run.edition.starts_with(version));
        let found: BTreeSet<String> = self.runs()?.iter().filter(named).map(|run| run.edition.clone()).collect();
        found.iter().map(|edition| self.edition(edition)).collect()
    }

    /// Every version that a run was pinned to, in order, each with the number of the record from which on it was.
    ///
    /// # Errors
    /// They cannot be read.
    pub fn editions_of(&self, records: &[Record]) -> Result<Vec<(u64, Arc<Checked>)>, Failure> {
        let pins = records.iter().flat_map(|record| record.events.iter().map(move |event| (record.number, event)));
        let pins = pins.filter_map(|(number, event)| match event {
            engine::Event::Started { edition, .. } | engine::Event::Upgraded { edition, .. } => Some((number, edition)),
            _ => None,
        });
        pins.map(|(number, edition)| Ok((number, self.edition(edition)?))).collect()
    }

    /// Moves a run to the present version of its procedure, or to this one, and to the public holidays that are set; or says why it stays. With `keep` false nothing is kept.
    ///
    /// # Errors
    /// It cannot be read or kept, or somebody else acted on it meanwhile.
    pub fn upgrade(&self, loaded: Loaded, to: Option<&Arc<Checked>>, keep: bool) -> Result<Verdict, Failure> {
        let stays = |message| Ok(Verdict::Stays(vec![Obstacle { path: Path::root(), message }]));
        let pinned = &loaded.run.procedure;
        let new = match to.map_or_else(|| self.procedure(&pinned.id), |to| Ok(to.clone())) {
            Ok(new) if new.edition.id != pinned.id => return stays(msg!("upgrade-other", procedure = &pinned.id)),
            Ok(new) => new,
            Err(Failure::Unsound(file, findings)) => return stays(msg!("upgrade-unsound", file = file, count = findings.len())),
            Err(Failure::Refused(refusal) | Failure::Unable(refusal)) => return stays(refusal.message),
        };
        if new.edition.hash() == loaded.run.procedure.edition && self.config.holidays == loaded.run.holidays {
            return Ok(Verdict::Present);
        }
        let Loaded { id, checked, run, records, .. } = loaded;
        let settings = self.settings(&new);
        let env = self.env(&id, &settings);
        let (run, events) = match engine::upgrade(&checked, &new, run, &env) {
            Ok(moved) => moved,
            Err(obstacles) => {
                tracing::info!(target: "pasapas::run", run = id, obstacles = obstacles.len(), "stays on its version");
                return Ok(Verdict::Stays(obstacles));
            }
        };
        let number = records + 1;
        if keep {
            let record = Record { number, stamp: Stamp { at: env.now, by: self.by.clone() }, events: events.clone() };
            self.journal.borrow_mut().upgrade(&id, &new.edition, &run, &record)?;
            self.editions.borrow_mut().insert(run.procedure.edition.clone(), new.clone());
        }
        let loaded = Loaded { id, checked: new, run, records: number, settings };
        Ok(Verdict::Moves(Box::new(Acted { loaded, events })))
    }
}

impl Desk {
    /// A version as people name it: a file, a procedure (its present text), `PROC@VERSION` (one that a run of the store is pinned to, by its number
    /// or the beginning of its hash), or a run (what it is pinned to).
    ///
    /// # Errors
    /// There is none, or several; or it has errors.
    pub fn version(&self, name: &str) -> Result<Arc<Checked>, Failure> {
        if is_path(name) {
            return self.file(name);
        }
        if let Some((id, version)) = name.split_once('@').filter(|(id, _)| !id.is_empty()) {
            let found = self.pinned(id, version)?;
            return match found.as_slice() {
                [one] => Ok(one.clone()),
                [] => Err(Refusal::new(codes::PROCEDURE_NOT_FOUND, msg!("version-not-found", procedure = id, version = version))
                    .help(self.known_versions(id)?)
                    .into()),
                several => {
                    let hashes: Vec<String> = several.iter().map(|one| format!("{id}@{}", &one.edition.hash()[..8])).collect();
                    let message = msg!("version-several", procedure = id, version = version, count = several.len());
                    Err(Refusal::new(codes::PROCEDURE_NOT_FOUND, message).help(msg!("version-several.help", versions = hashes)).into())
                }
            }
            .map_err(unable);
        }
        let run = name.starts_with('@') || name.len() >= 4 && name.bytes().all(|b| b.is_ascii_hexdigit() || b == b'-');
        if run && self.procedures.text(name).is_none() {
            return Ok(self.load(name)?.checked);
        }
        self.procedure(name)
    }

    fn known_versions(&self, id: &str) -> Result<Message, Failure> {
        let mut versions: Vec<String> = self.runs()?.into_iter().filter(|run| run.procedure == id).map(|run| run.version).collect();
        versions.sort();
        versions.dedup();
        Ok(if versions.is_empty() { msg!("version-not-found.help") } else { msg!("name-unknown.known", names = versions) })
    }

    /// A procedure of a file that may be called anything: a copy of an earlier text, say. What it calls lies beside it, else where procedures lie.
    fn file(&self, name: &str) -> Result<Arc<Checked>, Failure> {
        let bytes = read(std::path::Path::new(name))?;
        let (document, findings) = Document::read(name, &bytes);
        let id = document.as_ref().and_then(|document| document.root().get("id")?.as_str()).unwrap_or(stem(name)).to_owned();
        let library = Either { first: beside(std::path::Path::new(name)), then: &self.procedures };
        let report = Checker::new(&library).check(&format!("{id}.yaml"), &bytes);
        let errors = || report.findings.iter().chain(&findings).filter(|f| f.severity() == Severity::Error).cloned().collect();
        report.checked.clone().ok_or_else(|| Failure::Unsound(name.to_owned(), errors()))
    }
}

fn unable(failure: Failure) -> Failure {
    match failure {
        Failure::Refused(refusal) => Failure::Unable(refusal),
        other => other,
    }
}

/// Two places where called procedures may lie.
struct Either<'l> {
    first: Procedures,
    then: &'l Procedures,
}

impl Library for Either<'_> {
    fn text(&self, id: &str) -> Option<(String, Vec<u8>)> {
        self.first.text(id).or_else(|| self.then.text(id))
    }

    fn ids(&self) -> Vec<String> {
        let mut ids = self.first.ids();
        ids.extend(self.then.ids());
        ids.sort();
        ids.dedup();
        ids
    }
}
