//! The pages that a slip was written on: which version of the procedure they show, and how the run stood when they were printed.

use crate::check::Checked;
use crate::desk::{Desk, Failure, Loaded};
use crate::engine::{Event, Refusal, Run};
use crate::finding::codes;
use crate::journal::Record;
use crate::msg;
use crate::slip::Printed;
use crate::words::Message;
use std::sync::Arc;

/// Where pages come from.
pub struct Origin {
    /// The version that they show.
    pub checked: Arc<Checked>,
    /// The run as it stood then; nothing where that is not known.
    pub then: Option<Run>,
    /// What was recorded since.
    pub since: Vec<Record>,
    /// The item that they are for.
    pub item: Option<u32>,
    /// Whether it is known at all where they come from; else the present version is taken.
    pub is_known: bool,
}

impl Origin {
    /// Whether they show another version than the run has now.
    pub fn is_older(&self, loaded: &Loaded) -> bool {
        self.checked.edition.hash() != loaded.run.procedure.edition
    }
}

fn refused(message: Message) -> Failure {
    Refusal::new(codes::PAPER_UNKNOWN, message).help(msg!("enter-printed.help")).into()
}

impl Desk {
    /// The pages of this code; without one, those that would be printed now.
    ///
    /// # Errors
    /// It is no code, or not of this run.
    pub(super) fn origin(&self, loaded: &Loaded, code: Option<&str>) -> Result<Origin, Failure> {
        let Some(code) = code else {
            return Ok(Origin { checked: loaded.checked.clone(), then: None, since: Vec::new(), item: None, is_known: false });
        };
        match Printed::read(code).ok_or_else(|| refused(msg!("enter-printed", code = code)))? {
            Printed::Run { run, version, records, item } => {
                if !loaded.id.starts_with(&run) {
                    return Err(refused(msg!("enter-printed-run", code = code, run = &loaded.id)));
                }
                let mut then = self.records(&loaded.id)?;
                let known = then.len();
                let count = usize::try_from(records).ok().filter(|count| *count <= known);
                let count = count.ok_or_else(|| refused(msg!("enter-printed-records", records = records.to_string(), known = known)))?;
                let since = then.split_off(count);
                let replayed = self.replayed(&loaded.id, &then)?;
                if version.is_some_and(|version| version != replayed.run.procedure.version) {
                    return Err(refused(msg!("enter-printed-version", code = code, version = replayed.run.procedure.version)));
                }
                Ok(Origin { checked: replayed.checked, then: Some(replayed.run), since, item, is_known: true })
            }
            Printed::Blank { procedure, version } => {
                if procedure != loaded.run.procedure.id {
                    return Err(refused(msg!("enter-printed-run", code = code, run = &loaded.id)));
                }
                let editions = self.editions_of(&self.records(&loaded.id)?)?;
                let own = editions.into_iter().rev().map(|(_, checked)| checked).find(|checked| checked.procedure.version == version);
                // A blank sheet may be older than the run; its version may still be known from others.
                let checked = match own {
                    Some(checked) => checked,
                    None => self.version(&format!("{procedure}@{version}"))?,
                };
                Ok(Origin { checked, then: None, since: Vec::new(), item: None, is_known: true })
            }
        }
    }
}

/// By whom and when something since the printing put a step back.
pub(super) fn reopened(since: &[Record], path: &crate::engine::Path) -> Option<crate::engine::Stamp> {
    let is = |event: &Event| matches!(event, Event::Reopened { path: of, .. } | Event::PutBack { path: of } if of == path || path.is_in(of));
    since.iter().rev().find(|record| record.events.iter().any(is)).map(|record| record.stamp.clone())
}
