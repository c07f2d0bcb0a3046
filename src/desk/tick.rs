//! What time brings about: reminders. A deadline settles nothing: what it opens (`late`, `not_before`) is read off the clock whenever somebody looks.

use super::{Desk, Failure};
use crate::check::Checked;
use crate::engine::command::Queue;
use crate::engine::{Command, Event, Path, remind};
use crate::model::{Scope, Verb};
use jiff::{SignedDuration, Timestamp};

/// A reminder that is due.
#[derive(Debug, Clone, PartialEq)]
pub struct Due {
    /// The run's id.
    pub run: String,
    /// The step of which somebody is to be reminded.
    pub path: Path,
    /// Why its mail cannot be written or sent, where that is so: then only the time is noted.
    pub why_not: Option<crate::words::Message>,
}

/// How the clock stands to when it was last looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Since {
    /// As it should.
    Usual,
    /// It went back behind that moment.
    Back(Timestamp),
    /// It went on by days.
    Forward(Timestamp),
}

/// So far a clock may go back: clocks are set.
const BACK: SignedDuration = SignedDuration::from_hours(1);

/// So long nobody may have looked: a long weekend.
const FORWARD: SignedDuration = SignedDuration::from_hours(4 * 24);

impl Desk {
    /// How the clock stands to when time was last seen to.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn since_last_tick(&self) -> Result<Since, Failure> {
        let now = self.clock.now();
        Ok(match self.journal.borrow().last_tick()? {
            Some(last) if last.duration_since(now) > BACK => Since::Back(last),
            Some(last) if now.duration_since(last) > FORWARD => Since::Forward(last),
            Some(_) | None => Since::Usual,
        })
    }

    /// The reminders that are due, over all open runs.
    ///
    /// # Errors
    /// A run cannot be read.
    pub fn due(&self) -> Result<Vec<Due>, Failure> {
        let mut all = Vec::new();
        for summary in self.runs()?.into_iter().filter(|summary| summary.state == "open") {
            if !reminds(&*self.edition(&summary.edition)?) {
                continue;
            }
            let loaded = self.load(&summary.run)?;
            let paths = self.view(&loaded, |view| remind::due(view.checked, view.run, view.env));
            for path in paths {
                let letter = self.view(&loaded, |view| remind::letter(view.checked, view.run, &path, view.env));
                let why_not = letter.map_or_else(|refusal| Some(refusal.message), |letter| letter.unsendable());
                all.push(Due { run: loaded.id.clone(), path, why_not });
            }
        }
        Ok(all)
    }

    /// Puts reminders into the outbox and notes that it was seen to; gives how many mails that made. Where somebody acts on a run in this very
    /// moment, its turn comes next time.
    ///
    /// # Errors
    /// The store fails.
    pub fn remind(&self, due: &[Due]) -> Result<usize, Failure> {
        let host = self.smtp()?.domain();
        let mut mails = 0;
        for Due { run, path, .. } in due {
            let loaded = self.load(run)?;
            let mut evidence = Vec::new();
            let letter = self.view(&loaded, |view| remind::letter(view.checked, view.run, path, view.env));
            // A file that cannot be read keeps this reminder from leaving, and no other.
            let files = letter.ok().and_then(|letter| self.keep_files(&letter, &mut evidence).ok()).unwrap_or_default();
            let queue = Box::new(Queue { host: host.clone(), files, ..Queue::default() });
            match self.act_together(loaded, &[Command::Remind { path: path.clone(), queue }], &evidence, self.by()).map_err(|(_, failure)| failure) {
                Ok(acted) => mails += acted.events.iter().filter(|event| matches!(event, Event::MailQueued { .. })).count(),
                Err(Failure::Refused(_)) => {}
                Err(failure) => return Err(failure),
            }
        }
        self.journal.borrow_mut().note_tick(self.clock.now())?;
        Ok(mails)
    }
}

/// Whether a procedure, or one that it calls, reminds of anything.
fn reminds(checked: &Checked) -> bool {
    fn inside(scope: &Scope) -> bool {
        scope.steps.values().any(|step| {
            step.wait().is_some_and(|wait| wait.remind.is_some())
                || match &step.verb {
                    Verb::Section(scope) => inside(scope),
                    Verb::Each(each) => inside(&each.scope),
                    Verb::Task | Verb::Email(..) | Verb::Wait(_) | Verb::Handover(_) | Verb::Call(_) => false,
                }
        })
    }
    inside(&checked.procedure.scope) || checked.calls.values().any(|called| reminds(called))
}
