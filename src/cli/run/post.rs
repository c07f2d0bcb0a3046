//! A mail sent from the page of its step.

use super::{Lead, opened};
use crate::cli::mail::{fault, state_of};
use crate::cli::prompt::{Leave, clean};
use crate::cli::ui::Style;
use crate::desk::Failure;
use crate::desk::outbox::Limits;
use crate::engine::Path;
use crate::engine::run::Delivery;
use crate::msg;
use crate::post::carrier;
use std::time::Duration;

/// So long somebody waits in front of it.
const PATIENCE: Duration = Duration::from_secs(120);

impl Lead<'_> {
    /// Puts a mail that was just shown into the outbox and carries it; gives whether its step is still to be settled.
    pub(super) fn send(&mut self, path: &Path, mail: u32) -> Result<bool, Leave> {
        let seen = usize::try_from(self.loaded.records).unwrap_or(usize::MAX);
        // What left already was shown with it.
        let queued = self.desk.queue(self.seen(), &[mail], true, false).map_err(|failure| self.conflict(failure))?;
        self.loaded = queued.loaded;
        if let Err(failure) = self.carried(mail) {
            return Err(self.conflict(failure));
        }
        let id = self.loaded.id.clone();
        self.loaded = self.desk.load(&id)?;
        let events: Vec<_> = self.desk.records(&id)?.into_iter().skip(seen).flat_map(|record| record.events).collect();
        self.fresh = opened(&events);
        self.told(path, &events);
        let Some(state) = self.loaded.run.mails.get(&mail) else { return Err(Leave::Later) };
        if state.left.is_some() {
            return Ok(super::page::is_open(self, path));
        }
        let why = state.post.iter().flat_map(|post| &post.deliveries).find_map(|delivery| match delivery {
            Delivery::Failed(why, answer) => Some(fault(*why, *answer)),
            Delivery::Uncertain(why) => Some(fault(*why, None)),
            Delivery::Queued | Delivery::Sent(..) | Delivery::Recalled => None,
        });
        let message = match (state_of(&self.loaded.run, state), why) {
            ("failed", Some(why)) => msg!("lead-mail-failed", why = why),
            ("uncertain", Some(why)) => msg!("lead-mail-uncertain", why = why, run = self.short(), mail = mail),
            _ => msg!("lead-mail-queued"),
        };
        self.prompt.aside(Style::Yellow, &message);
        Err(Leave::Later)
    }

    fn carried(&self, mail: u32) -> Result<(), Failure> {
        let Some(hold) = self.desk.hold_outbox()? else { return Ok(()) };
        let mut carrier = carrier(self.desk.smtp()?);
        let round = self.desk.carry(&hold, &mut *carrier, Limits { time: PATIENCE, only: Some((&self.loaded.id, Some(mail))) })?;
        if let Some(trouble) = round.trouble {
            self.prompt.wrong(&clean(&self.prompt.text(&trouble.message)));
        }
        Ok(())
    }
}
