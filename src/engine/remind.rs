//! Reminders: when one is due, and what it says. A reminder settles nothing, and stops with its step.

use super::command::{Queue, Refusal};
use super::event::Event;
use super::mail::{self, Address, Letter};
use super::run::StepState;
use super::site::{self, Site};
use super::variables::Reader;
use super::{Decision, Env, Path, Run, Status};
use crate::check::Checked;
use crate::finding::codes;
use crate::model::Step;
use crate::model::moment::{Point, Side, local};
use crate::msg;
use crate::template::Value;
use jiff::Timestamp;

/// Since when a step waits: since its mail left where it has one, else since it opened.
fn since(run: &Run, state: &StepState) -> Option<Timestamp> {
    match state.mail {
        None => state.opened.as_ref().map(|stamp| stamp.at),
        Some(mail) => {
            let mail = run.mails.get(&mail)?;
            let left = mail.left.as_ref()?.0.at;
            Some(mail.on.map_or(left, |day| Point::Day(day).begins()))
        }
    }
}

/// When the next reminder of an open step is due; `None` where none comes any more, or nothing is awaited yet.
pub fn next(checked: &Checked, run: &Run, path: &Path) -> Option<Timestamp> {
    let (_, step) = Site::of_step(checked, path).filter(|_| run.status(path) == Status::Open)?;
    let (state, remind) = (run.step(path)?, step.wait()?.remind.as_ref()?);
    match state.reminded {
        None => Some(remind.after.from(since(run, state)?, Side::After, run.holidays)),
        // Counted from the one before: what was missed is not made up for in one go.
        Some((times, last)) => {
            let more = remind.times.is_none_or(|most| times < most);
            remind.every.filter(|_| more).map(|every| every.from(last, Side::After, run.holidays))
        }
    }
}

/// The open steps of a run of which somebody is to be reminded now.
pub fn due(checked: &Checked, run: &Run, env: &Env) -> Vec<Path> {
    let view = super::view::View { checked, run, env };
    let open = view.open().into_iter().map(|(path, _, _)| path);
    open.filter(|path| next(checked, run, path).is_some_and(|at| at <= env.now)).collect()
}

/// What a reminder of a step says: the mail that the step names for it, else a few words to whoever holds its role.
///
/// # Errors
/// It cannot be written.
pub fn letter(checked: &Checked, run: &Run, path: &Path, env: &Env) -> Result<Letter, Refusal> {
    let unknown = || Refusal::new(codes::STEP_NOT_FOUND, msg!("step-not-found", step = path.to_string()));
    let (site, step) = Site::of_step(checked, path).ok_or_else(unknown)?;
    let remind = step.wait().and_then(|wait| wait.remind.as_ref()).ok_or_else(unknown)?;
    let state = run.step(path).ok_or_else(unknown)?;
    let reader = Reader::new(run, site.clone(), env).with_own(&state.draft, &[], step);
    match remind.email.as_ref().and_then(|email| site.here().checked.procedure.emails.get(&email.name)) {
        Some(email) => mail::render(&reader, email),
        None => Ok(to_holder(&reader, &site, step, since(run, state).unwrap_or(env.now))),
    }
}

fn to_holder(reader: &Reader, site: &Site, step: &Step, since: Timestamp) -> Letter {
    let words = reader.lang().words();
    let part = |value: &Value, name: &str| value.get_attr(name).ok().and_then(|v| v.as_str().map(str::to_owned)).unwrap_or_default();
    let holder = site::role(site, step).map(|role| reader.role(role));
    let to = holder.map(|holder| Address { name: part(&holder, "name"), email: part(&holder, "email") });
    let say = |text: &crate::model::Text| reader.text(text).unwrap_or_else(|_| text.source.to_string());
    let title = say(&step.title);
    let what = step.wait().map(|wait| say(&wait.what)).unwrap_or_default();
    let run = reader.env.run_id;
    let procedure = say(&reader.site.frames[0].checked.procedure.title);
    Letter {
        to: to.into_iter().collect(),
        cc: Vec::new(),
        reply_to: None,
        subject: words.say(&msg!("reminder-subject", step = &title)),
        body: words.say(&msg!("reminder-body", step = &title, procedure = procedure, what = what, since = local(since), run = run)),
        attach: Vec::new(),
        by: "email".to_owned(),
        missing: Vec::new(),
    }
}

impl Decision<'_> {
    /// Reminds of a step, if that is due: its mail goes into the outbox; where it cannot leave, only the time is noted.
    pub(super) fn remind(&mut self, path: &Path, queue: &Queue) -> Result<(), Refusal> {
        self.open_step(path)?;
        if next(self.checked, &self.run, path).is_none_or(|at| at > self.env.now) {
            return Ok(());
        }
        let times = self.run.step(path).and_then(|state| state.reminded).map_or(1, |(times, _)| times + 1);
        let letter = letter(self.checked, &self.run, path, self.env);
        let fit = letter.and_then(|letter| self.fit_to_send(&letter, &queue.files, false).map(|()| letter));
        let mail = self.run.mails.keys().last().map_or(1, |n| n + 1);
        self.emit(Event::Reminded { path: path.clone(), times, mail: fit.is_ok().then_some(mail) });
        if let Ok(letter) = fit {
            self.posted(mail, &letter, true, queue);
        }
        Ok(())
    }
}
