//! Mails that leave by themselves: put into the outbox after a person has seen them, and what becomes of each.

use super::command::{Done, Leaving, Queue, Refusal};
use super::event::{Event, Fault, Recall};
use super::mail::{self, Attached, Letter};
use super::run::{Delivery, MailState, Run, RunState};
use super::site::Site;
use super::{Decision, Env, Status};
use crate::check::Checked;
use crate::finding::codes;
use crate::model::{Exit, Step};
use crate::msg;
use crate::words::Message;
use std::collections::BTreeMap;

/// How a mail left that went through the outbox: an event holds this, and a door puts it into words.
pub const OUTBOX: &str = "outbox";

/// What became of a mail for one recipient, as whoever carried it says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// The server took it, and answered this.
    Sent(u16),
    /// It did not leave, and will not by itself.
    Failed(Fault, Option<u16>),
    /// Nobody knows.
    Uncertain(Fault),
}

fn refused(message: Message) -> Refusal {
    Refusal::new(codes::MAIL_REFUSED, message)
}

/// What a mail would leave without: files of which neither the bytes nor a place are known.
pub fn by_hand<'l>(letter: &'l Letter, files: &BTreeMap<String, String>) -> Vec<&'l Attached> {
    let known = |at: &&Attached| at.sha256.is_some() || at.file.as_ref().is_some_and(|file| files.contains_key(file));
    letter.attach.iter().filter(|at| !known(at)).collect()
}

/// The mails of the run that the same person got before this one, the oldest first, by their Message-IDs.
pub fn thread(checked: &Checked, run: &Run, mail: u32, email: &str, env: &Env) -> Vec<String> {
    let Some(since) = run.mails.get(&mail).and_then(|mail| mail.post.as_ref()).map(|post| post.queued.at) else { return Vec::new() };
    let got = |(number, state): &(&u32, &MailState)| {
        **number != mail
            && state.post.as_ref().is_some_and(|post| post.queued.at <= since)
            && mail::letter(checked, run, **number, env).is_ok_and(|letter| {
                let recipients = letter.recipients();
                let sent = state.recipients(|delivery| matches!(delivery, Delivery::Sent(..)));
                sent.iter().filter_map(|n| recipients.get(*n as usize - 1)).any(|to| to.email.eq_ignore_ascii_case(email))
            })
    };
    let mut before: Vec<_> = run.mails.iter().filter(got).filter_map(|(_, state)| state.post.as_ref()).collect();
    before.sort_by_key(|post| post.queued.at);
    before.into_iter().map(|post| post.message.clone()).collect()
}

impl Decision<'_> {
    /// Nothing of the mail lies in the outbox, ready to leave.
    pub(super) fn not_queued(&self, mail: u32) -> Result<(), Refusal> {
        let queued = self.run.mails.get(&mail).is_some_and(|m| m.is_anywhere(|d| matches!(d, Delivery::Queued)));
        if queued { Err(refused(msg!("mail-posted", mail = mail)).help(msg!("mail-posted.help", mail = mail))) } else { Ok(()) }
    }

    /// Puts a mail into the outbox: its words stand from now on.
    pub(super) fn queue(&mut self, queue: &Queue) -> Result<(), Refusal> {
        let mail = queue.mail;
        let path = self.live_mail(mail)?;
        self.not_queued(mail)?;
        let state = self.run.mails.get(&mail).cloned().unwrap_or_else(|| MailState::new(path.clone(), 0));
        if state.is_posted() {
            return Err(refused(msg!("mail-undecided", mail = mail)).help(msg!("mail-undecided.help", mail = mail)));
        }
        self.early(&path)?;
        if !queue.again {
            self.seen_before(&path)?;
            let had = state.recipients(|d| matches!(d, Delivery::Sent(..)));
            if !had.is_empty() {
                return Err(refused(msg!("mail-partly", mail = mail, count = had.len())).help(msg!("mail-again.help")));
            }
        }
        let letter = mail::letter(self.checked, &self.run, mail, self.env)?;
        self.fit_to_send(&letter, &queue.files, queue.lacking)?;
        // Once it has left its step is settled: what would keep that from happening is said before.
        let (_, step) = self.known_step(&path)?;
        if state.reminder.is_none() && !settles_surely(step) {
            let mut trial = Decision { checked: self.checked, run: self.run.clone(), env: self.env, events: Vec::new() };
            trial.mail_left(mail, &Leaving { how: OUTBOX.to_owned(), again: true, lacking: true, ..Leaving::default() })?;
        }
        self.posted(mail, &letter, state.letter.is_none(), queue);
        Ok(())
    }

    /// Whether a letter can leave by mail as it is.
    pub(super) fn fit_to_send(&self, letter: &Letter, files: &BTreeMap<String, String>, lacking: bool) -> Result<(), Refusal> {
        if letter.by != "email" {
            return Err(refused(msg!("mail-on-paper")).help(msg!("mail-on-paper.help")));
        }
        if let Some(why) = letter.unaddressable() {
            return Err(refused(why).help(msg!("mail-unaddressable.help")));
        }
        if !letter.missing.is_empty() && !lacking {
            return Err(refused(msg!("mail-settings", settings = letter.missing.clone())).help(msg!("mail-send-lacks.help")));
        }
        let by_hand = by_hand(letter, files);
        if !by_hand.is_empty() && !lacking {
            let titles: Vec<String> = by_hand.iter().map(|at| at.title.clone()).collect();
            return Err(refused(msg!("mail-attach-by-hand", titles = titles)).help(msg!("mail-attach-by-hand.help")));
        }
        Ok(())
    }

    /// Records the words of a mail, and that it lies in the outbox.
    pub(super) fn posted(&mut self, mail: u32, letter: &Letter, written: bool, queue: &Queue) {
        if written {
            self.ready(mail, letter);
        }
        let message = format!("{}.{mail}.{}@{}", self.env.run_id, self.run.events, queue.host);
        let recipients = u32::try_from(letter.recipients().len()).unwrap_or(u32::MAX);
        let attached = |file: &&String| letter.attach.iter().any(|at| at.file.as_ref() == Some(file));
        let files = queue.files.iter().filter(|(file, _)| attached(file)).map(|(file, hash)| (file.clone(), hash.clone())).collect();
        self.emit(Event::MailQueued { mail, message, recipients, files });
    }

    fn delivery(&self, mail: u32, recipient: u32) -> Result<&Delivery, Refusal> {
        let unknown = || refused(msg!("mail-unknown", mail = mail));
        let post = self.run.mails.get(&mail).and_then(|mail| mail.post.as_ref()).ok_or_else(unknown)?;
        (recipient as usize).checked_sub(1).and_then(|at| post.deliveries.get(at)).ok_or_else(unknown)
    }

    /// Records what became of a mail for one recipient. That is a fact, whatever has become of its run.
    pub(super) fn outcome(&mut self, mail: u32, recipient: u32, outcome: Outcome) -> Result<(), Refusal> {
        match self.delivery(mail, recipient)? {
            Delivery::Sent(..) => return Ok(()),
            // What is no longer expected to leave fails no more.
            Delivery::Recalled if matches!(outcome, Outcome::Failed(..)) => return Ok(()),
            Delivery::Queued | Delivery::Failed(..) | Delivery::Uncertain(_) | Delivery::Recalled => {}
        }
        self.emit(match outcome {
            Outcome::Sent(answer) => Event::MailSent { mail, recipient, answer },
            Outcome::Failed(fault, answer) => Event::MailFailed { mail, recipient, fault, answer },
            Outcome::Uncertain(fault) => Event::MailUncertain { mail, recipient, fault },
        });
        self.complete(mail);
        Ok(())
    }

    /// A person says what became of a mail that failed, or is uncertain; without recipients, for all of those.
    pub(super) fn resolve(&mut self, mail: u32, recipients: &[u32], sent: bool) -> Result<(), Refusal> {
        let state = self.run.mails.get(&mail).ok_or_else(|| refused(msg!("mail-unknown", mail = mail)))?;
        let open = state.recipients(|d| matches!(d, Delivery::Failed(..) | Delivery::Uncertain(_)));
        let meant = if recipients.is_empty() { open.clone() } else { recipients.to_vec() };
        if state.left.is_some() || meant.is_empty() || meant.iter().any(|number| !open.contains(number)) {
            return Err(refused(msg!("mail-certain", mail = mail)).help(msg!("mail-certain.help")));
        }
        if !sent {
            self.live_mail(mail)?;
        }
        for recipient in meant {
            self.emit(Event::MailResolved { mail, recipient, sent });
        }
        self.complete(mail);
        Ok(())
    }

    /// A person takes a mail out of the outbox.
    pub(super) fn recall(&mut self, mail: u32) -> Result<(), Refusal> {
        let state = self.run.mails.get(&mail).ok_or_else(|| refused(msg!("mail-unknown", mail = mail)))?;
        if state.left.is_some() || !state.is_anywhere(|d| matches!(d, Delivery::Queued | Delivery::Failed(..))) {
            return Err(refused(msg!("mail-not-posted", mail = mail)).help(msg!("mail-not-posted.help")));
        }
        self.emit(Event::MailRecalled { mail, why: Recall::Asked });
        Ok(())
    }

    /// Once a mail has left for everybody, it has left, and a step that only mails is done.
    fn complete(&mut self, mail: u32) {
        let Some(state) = self.run.mails.get(&mail).filter(|state| state.left.is_none()) else { return };
        let deliveries = state.post.as_ref().map_or(&[][..], |post| &post.deliveries);
        if deliveries.is_empty() || !deliveries.iter().all(|d| matches!(d, Delivery::Sent(..))) {
            return;
        }
        let (path, own) = (state.path.clone(), state.reminder.is_none());
        self.gone(mail, &path, &Leaving { how: OUTBOX.to_owned(), ..Leaving::default() });
        let is_its_own = own && self.run.state == RunState::Open && self.run.step(&path).is_some_and(|step| step.mail == Some(mail));
        let waits = Site::of_step(self.checked, &path).is_none_or(|(_, step)| step.wait().is_some());
        if !is_its_own || waits || self.run.status(&path) != Status::Open {
            return;
        }
        // Whatever keeps the step open, the mail has left: a person settles it then.
        let (run, events) = (self.run.clone(), self.events.len());
        if self.done(&Done { path, ..Done::default() }).is_err() {
            self.run = run;
            self.events.truncate(events);
        }
    }

    /// Takes out of the outbox what no longer is to leave: its step is not open any more, or it would read otherwise than `before`.
    pub(super) fn recall_stale(&mut self, before: Option<&Run>) {
        let posted =
            self.run.mails.iter().filter(|(_, m)| m.left.is_none() && m.is_anywhere(|d| matches!(d, Delivery::Queued | Delivery::Failed(..))));
        let stale: Vec<(u32, Recall)> = posted
            .filter_map(|(number, mail)| {
                if matches!(self.run.state, RunState::Cancelled(_)) || self.run.is_withdrawn(mail) {
                    return Some((*number, Recall::StepClosed));
                }
                let before = before?;
                let was = mail::written_anew(self.checked, before, *number, self.env);
                let changed = before.mails.contains_key(number) && mail::written_anew(self.checked, &self.run, *number, self.env) != was;
                changed.then_some((*number, Recall::Changed))
            })
            .collect();
        stale.into_iter().for_each(|(mail, why)| self.emit(Event::MailRecalled { mail, why }));
    }
}

/// Whether something of a run's mails is to leave yet.
pub(super) fn is_posted(run: &Run) -> bool {
    run.mails.values().any(MailState::is_posted)
}

/// The recipients of a mail by number, each with what became of it.
pub fn deliveries<'l>(letter: &'l Letter, mail: &'l MailState) -> Vec<(u32, &'l mail::Address, &'l Delivery)> {
    let post = mail.post.iter().flat_map(|post| &post.deliveries);
    (1..).zip(letter.recipients()).zip(post).map(|((number, address), delivery)| (number, address, delivery)).collect()
}

/// Whether nothing can keep a step from being settled once its mail has left.
fn settles_surely(step: &Step) -> bool {
    let leads = match &step.exit {
        Exit::Next(ways) => ways.iter().all(|way| way.when.is_none()),
        Exit::End(_) => true,
        Exit::Route(_) | Exit::Choose(_) | Exit::Back(_) => false,
    };
    leads && step.ask.is_empty() && step.require.is_empty() && step.not_by.is_empty() && step.same_by.is_empty()
}
