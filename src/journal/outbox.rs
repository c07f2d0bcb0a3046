//! What is still to leave by mail.
//!
//! The outbox follows the events: a record that queues a mail, says what became of it, or takes it out, changes the outbox in its own transaction.
//! What only carriers do (to take a row, to put it off) is no event.

use super::Error;
use crate::engine::Event;
use jiff::Timestamp;
use std::fs::File;

/// A mail for one recipient, as it lies in the outbox.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Whose mail, which, and for whom.
    pub key: Key,
    /// How it stands.
    pub state: State,
    /// Since when it lies there.
    pub queued: Timestamp,
    /// Not to be taken earlier.
    pub due: Timestamp,
    /// Until when it belongs to whoever took it.
    pub until: Option<Timestamp>,
    /// How often it was put off.
    pub tries: u32,
    /// Why it was put off last: a short word for programs.
    pub reason: Option<String>,
}

/// Which row of the outbox.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key {
    /// The run's id.
    pub run: String,
    /// The mail's number.
    pub mail: u32,
    /// The recipient's number.
    pub recipient: u32,
}

/// How a row stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// It is to leave.
    Queued,
    /// Somebody is carrying it right now.
    Taken,
    /// It did not leave; a person decides.
    Failed,
    /// Nobody knows; a person decides.
    Uncertain,
}

impl State {
    /// All of them.
    pub const ALL: [State; 4] = [State::Queued, State::Taken, State::Failed, State::Uncertain];

    /// As it is kept, and as programs read it.
    pub fn word(self) -> &'static str {
        match self {
            State::Queued => "queued",
            State::Taken => "taken",
            State::Failed => "failed",
            State::Uncertain => "uncertain",
        }
    }
}

/// What an event changes in the outbox.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Change {
    /// Rows are there, one for each recipient.
    Put {
        /// The mail.
        mail: u32,
        /// How many recipients.
        recipients: u32,
    },
    /// One row stands so; none is gone.
    Set {
        /// The mail.
        mail: u32,
        /// The recipient.
        recipient: u32,
        /// How it stands now.
        state: Option<State>,
    },
    /// The rows of a mail are gone, but one that is being carried: what becomes of it will be heard.
    Clear {
        /// The mail.
        mail: u32,
        /// Whether those go too about which nobody knows.
        uncertain: bool,
    },
}

/// What an event changes in the outbox.
pub(super) fn change(event: &Event) -> Option<Change> {
    Some(match event {
        Event::MailQueued { mail, recipients, .. } => Change::Put { mail: *mail, recipients: *recipients },
        Event::MailSent { mail, recipient, .. } | Event::MailResolved { mail, recipient, sent: true } => {
            Change::Set { mail: *mail, recipient: *recipient, state: None }
        }
        Event::MailFailed { mail, recipient, .. } => Change::Set { mail: *mail, recipient: *recipient, state: Some(State::Failed) },
        Event::MailUncertain { mail, recipient, .. } => Change::Set { mail: *mail, recipient: *recipient, state: Some(State::Uncertain) },
        Event::MailResolved { mail, recipient, sent: false } => Change::Set { mail: *mail, recipient: *recipient, state: Some(State::Queued) },
        Event::MailRecalled { mail, .. } => Change::Clear { mail: *mail, uncertain: false },
        Event::MailLeft { mail, .. } => Change::Clear { mail: *mail, uncertain: true },
        _ => return None,
    })
}

/// Whether an event tells that a message was handed over, whatever came of it.
pub(super) fn is_carried(event: &Event) -> bool {
    matches!(event, Event::MailSent { .. } | Event::MailFailed { .. } | Event::MailUncertain { .. })
}

/// Which rows are meant: all, those of a run, or those of one of its mails.
pub type Only<'a> = Option<(&'a str, Option<u32>)>;

/// Whoever has this carries the outbox.
#[derive(Debug)]
pub struct Hold {
    /// The lock goes with it.
    _file: Option<File>,
}

impl Hold {
    /// Held by a lock on this file, where one is needed.
    pub(super) fn new(file: Option<File>) -> Hold {
        Hold { _file: file }
    }
}

/// The outbox of a store.
pub trait Outbox {
    /// Takes the oldest row that is due, for nobody else to take: it belongs to the caller until that moment, and nobody sends it again by itself
    /// afterwards. Rows of one run leave in the order of its mails.
    ///
    /// # Errors
    /// Nothing was taken.
    fn take(&mut self, now: Timestamp, until: Timestamp, only: Only) -> Result<Option<Row>, Error>;

    /// Whether a row is due.
    ///
    /// # Errors
    /// It cannot be read.
    fn has_due(&self, now: Timestamp, only: Only) -> Result<bool, Error>;

    /// Puts a row that one has taken back, not to be taken before that moment; nothing changes where it belongs to one no more.
    ///
    /// # Errors
    /// It still is taken.
    fn put_off(&mut self, row: &Row, due: Timestamp, reason: &str) -> Result<(), Error>;

    /// Takes a row away that one has taken and that is not to leave any more.
    ///
    /// # Errors
    /// It still is there.
    fn discard(&mut self, key: &Key) -> Result<(), Error>;

    /// Holds the outbox: one process at a time carries what lies in it, and whatever is taken then was left behind by one that ended. `None` while
    /// somebody else holds it. It ends with the process, however that ends.
    ///
    /// # Errors
    /// It cannot be found out.
    fn hold(&self) -> Result<Option<Hold>, Error>;

    /// All rows, the oldest first.
    ///
    /// # Errors
    /// They cannot be read.
    fn outbox(&self) -> Result<Vec<Row>, Error>;

    /// Only what a person has to decide: what failed, and what is uncertain. Nothing else is read, however much is to leave.
    ///
    /// # Errors
    /// It cannot be read.
    fn undecided(&self) -> Result<Vec<Row>, Error>;

    /// When a message was last handed over, as the records since then tell: what became of it was recorded at once.
    ///
    /// # Errors
    /// They cannot be read.
    fn last_carried(&self, since: Timestamp) -> Result<Option<Timestamp>, Error>;

    /// When what time brings about was seen to last.
    ///
    /// # Errors
    /// It cannot be read.
    fn last_tick(&self) -> Result<Option<Timestamp>, Error>;

    /// Notes that it was seen to.
    ///
    /// # Errors
    /// Nothing was noted.
    fn note_tick(&mut self, at: Timestamp) -> Result<(), Error>;
}
