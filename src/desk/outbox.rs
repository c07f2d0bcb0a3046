//! The outbox: mails are put into it, carried, and what became of them is recorded.
//!
//! A row is taken before its message is handed over, and what became of it is recorded afterwards. Whoever holds the outbox and finds a row taken
//! knows that its carrier ended in between: nobody knows whether that message was sent, so no program sends it again.

use super::{Acted, Desk, Failure, Loaded};
use crate::clock::Stopwatch;
use crate::engine::command::Queue;
use crate::engine::event::Fault;
use crate::engine::mail::{self, Attached, Letter};
use crate::engine::outbox::{self, Outcome};
use crate::engine::run::{Delivery, MailState};
use crate::engine::{Command, Refusal};
use crate::finding::codes;
use crate::journal::outbox::{Hold, Key, Row, State};
use crate::journal::{Error, Evidence};
use crate::library::{Procedures, read};
use crate::model::file;
use crate::msg;
use crate::post::message::{self, Head, Part};
use crate::post::settings::{Smtp, TEST_MARK};
use crate::post::{Carried, Carrier, Trouble};
use jiff::{SignedDuration, Timestamp};
use std::collections::BTreeMap;
use std::path::{Component, Path as File};
use std::time::{Duration, Instant};

/// How much a mail may attach of what was given in a run, in bytes.
const MAX_ATTACHED: u64 = 25 << 20;

/// A server that puts a mail off is asked again after so many minutes, each time later; in between lie what servers themselves recommend.
const AGAIN: [i64; 6] = [5, 15, 30, 60, 120, 240];

/// After so long it is given up.
const GIVEN_UP: SignedDuration = SignedDuration::from_hours(5 * 24);

/// How long one who took a row may need for it, at most, in times of a server's time for one answer.
const LEASE: i64 = 40;

/// What carrying brought about.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Round {
    /// How many messages left.
    pub sent: usize,
    /// How many the server put off.
    pub put_off: usize,
    /// How many failed.
    pub failed: usize,
    /// Of how many nobody knows whether they left.
    pub uncertain: usize,
    /// Whether the time was over before the outbox was empty.
    pub stopped: bool,
    /// What keeps everything from leaving.
    pub trouble: Option<Trouble>,
}

/// A message that can be handed over.
struct Ready {
    /// What a file of it may be called.
    name: String,
    /// Its recipient.
    to: String,
    /// Its bytes.
    bytes: Vec<u8>,
}

/// How long, and what, is carried.
#[derive(Debug, Clone, Copy)]
pub struct Limits<'a> {
    /// No further message is begun after this.
    pub time: Duration,
    /// Only mails of this run, or only this one of them.
    pub only: Option<(&'a str, Option<u32>)>,
}

impl Desk {
    /// The settings by which mails leave.
    ///
    /// # Errors
    /// There are none.
    pub fn smtp(&self) -> Result<&Smtp, Failure> {
        let none = || Failure::Unable(Refusal::new(codes::SETTINGS, msg!("smtp-none")).help(msg!("smtp-none.help")));
        self.config.smtp.as_ref().ok_or_else(none)
    }

    /// The bytes of what is attached to a letter, and the titles of what a person must attach by hand.
    ///
    /// # Errors
    /// A file cannot be read, or is no longer kept.
    pub fn attached(&self, letter: &Letter) -> Result<(Vec<Part>, Vec<String>), Failure> {
        self.light(letter)?;
        let (mut parts, mut by_hand) = (Vec::new(), Vec::new());
        for attached in &letter.attach {
            let missing = || Failure::Unable(Refusal::new(codes::STORE_DAMAGED, msg!("mail-lost", title = &attached.title)));
            match (&attached.sha256, self.beside(attached)?) {
                (Some(sha256), _) => parts.push(Part { name: attached.title.clone(), bytes: self.evidence(sha256)?.ok_or_else(missing)? }),
                (None, Some(part)) => parts.push(part),
                (None, None) => by_hand.push(attached.title.clone()),
            }
        }
        Ok((parts, by_hand))
    }

    /// What a letter attaches of a run is no more than a mail can carry: it is in memory as a whole, and most servers take no more.
    fn light(&self, letter: &Letter) -> Result<(), Failure> {
        let mut all = 0;
        for sha256 in letter.attach.iter().filter_map(|attached| attached.sha256.as_ref()) {
            all += self.evidence_size(sha256)?.unwrap_or_default();
        }
        if all <= MAX_ATTACHED {
            return Ok(());
        }
        let message = msg!("mail-heavy", size = file::size_said(all), most = file::size_said(MAX_ATTACHED));
        Err(Refusal::new(codes::MAIL_REFUSED, message).help(msg!("mail-heavy.help")).into())
    }

    /// A file that lies beside the procedures; none where only a title or an address is known.
    fn beside(&self, attached: &Attached) -> Result<Option<Part>, Failure> {
        let (Some(file), Procedures::Folder(folder)) = (&attached.file, &self.procedures) else { return Ok(None) };
        let path = File::new(file);
        // A procedure reaches no further than its own folder.
        if !path.components().all(|part| matches!(part, Component::Normal(_) | Component::CurDir)) {
            return Ok(None);
        }
        Ok(Some(Part { name: name_of(attached), bytes: read(&folder.join(path))? }))
    }

    /// Puts mails of a run into the outbox, all of them or none, in one record. What they attach from beside the procedure is kept as it is now.
    ///
    /// # Errors
    /// One of them cannot leave, or nothing can be kept.
    pub fn queue(&self, loaded: Loaded, mails: &[u32], again: bool, lacking: bool) -> Result<Acted, Failure> {
        if loaded.run.paused {
            return Err(Refusal::new(codes::MAIL_REFUSED, msg!("mail-paused")).help(msg!("mail-paused.help", run = &loaded.id)).into());
        }
        let host = self.smtp()?.domain();
        let mut evidence = Vec::new();
        let mut commands = Vec::new();
        for mail in mails {
            let letter = self.view(&loaded, |view| mail::letter(view.checked, view.run, *mail, view.env))?;
            let files = self.keep_files(&letter, &mut evidence)?;
            commands.push(Command::MailQueue(Box::new(Queue { mail: *mail, again, lacking, host: host.clone(), files })));
        }
        self.act_together(loaded, &commands, &evidence, &self.by).map_err(|(_, failure)| failure)
    }

    /// The files beside the procedure that a letter attaches, by the hash of their bytes, which are to be kept.
    pub(super) fn keep_files(&self, letter: &Letter, evidence: &mut Vec<Evidence>) -> Result<BTreeMap<String, String>, Failure> {
        self.light(letter)?;
        let mut files = BTreeMap::new();
        for attached in letter.attach.iter().filter(|attached| attached.sha256.is_none()) {
            if let (Some(file), Some(part)) = (&attached.file, self.beside(attached)?) {
                let kept = Evidence::of(part.bytes);
                files.insert(file.clone(), kept.sha256.clone());
                evidence.push(kept);
            }
        }
        Ok(files)
    }

    /// All that lies in the outbox, the oldest first.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn outbox(&self) -> Result<Vec<Row>, Failure> {
        Ok(self.journal.borrow().outbox()?)
    }

    /// Only what of it a person has to decide.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn undecided(&self) -> Result<Vec<Row>, Failure> {
        Ok(self.journal.borrow().undecided()?)
    }

    /// Holds the outbox, so as to carry what lies in it; `None` while another process does.
    ///
    /// # Errors
    /// It cannot be found out.
    pub fn hold_outbox(&self) -> Result<Option<Hold>, Failure> {
        Ok(self.journal.borrow().hold()?)
    }

    /// Carries what is due, message by message, as fast as the settings allow.
    ///
    /// # Errors
    /// The store fails. What was handed over before that is recorded, or is uncertain.
    pub fn carry(&self, _hold: &Hold, carrier: &mut dyn Carrier, limits: Limits) -> Result<Round, Failure> {
        let smtp = self.smtp()?;
        let (began, pause) = (Instant::now(), Duration::from_secs(60) / smtp.rate);
        let mut round = Round { uncertain: self.left_behind()?, ..Round::default() };
        let mut next = Instant::now() + self.still_to_wait(pause)?;
        let mut broken = 0;
        loop {
            // Nothing is taken while nothing can be carried; and no connection is made for an empty outbox.
            if !self.journal.borrow().has_due(self.clock.now(), limits.only)? {
                return Ok(round);
            }
            std::thread::sleep(next.saturating_duration_since(Instant::now()));
            if began.elapsed() > limits.time {
                round.stopped = true;
                return Ok(round);
            }
            if let Err(trouble) = carrier.ready() {
                round.trouble = Some(trouble);
                return Ok(round);
            }
            let now = self.clock.now();
            let until = now.saturating_add(SignedDuration::from_secs(LEASE * i64::from(smtp.timeout))).unwrap_or(now);
            let Some(row) = self.journal.borrow_mut().take(now, until, limits.only)? else { return Ok(round) };
            next = Instant::now() + pause;
            let Key { run, mail, recipient } = &row.key;
            let _inside = tracing::info_span!(target: "pasapas::mail", "carry", run, mail, recipient).entered();
            tracing::debug!(target: "pasapas::mail", tries = row.tries, "taken");
            let Some(message) = self.prepared(&row, smtp)? else { continue };
            let Ready { name, to, bytes } = match message {
                Ok(message) => message,
                // Whatever is wrong with this one, the others can leave.
                Err(fault) => {
                    self.record(&row.key, Outcome::Failed(fault, None))?;
                    round.failed += 1;
                    continue;
                }
            };
            match carrier.carry(&name, &to, &bytes) {
                Ok(carried) => {
                    broken = if carried == Carried::PutOff(None) { broken + 1 } else { 0 };
                    self.became(&row, &carried, &mut round)?;
                }
                Err(trouble) => {
                    self.journal.borrow_mut().put_off(&row, now, "server")?;
                    round.trouble = Some(trouble);
                    return Ok(round);
                }
            }
            // A server that breaks off again and again is left in peace.
            if broken > 2 {
                round.trouble = Some(Trouble {
                    code: codes::MAIL_SERVER,
                    message: msg!("mail-server-cut", host = &smtp.host),
                    help: Some(msg!("mail-server.help")),
                });
                return Ok(round);
            }
        }
    }

    /// How much of the pause between two messages is still to pass since the last one, whichever process carried that.
    fn still_to_wait(&self, pause: Duration) -> Result<Duration, Failure> {
        let now = self.clock.now();
        let since = now.saturating_sub(SignedDuration::try_from(pause).unwrap_or_default()).unwrap_or(now);
        let last = self.journal.borrow().last_carried(since)?;
        // A clock that went back in the meantime makes nobody wait for longer than once.
        Ok(last.map_or(Duration::ZERO, |last| pause.saturating_sub(Duration::try_from(now.duration_since(last)).unwrap_or_default())))
    }

    /// Rows that were taken by a process that ended since.
    fn left_behind(&self) -> Result<usize, Failure> {
        let mut count = 0;
        for row in self.outbox()?.into_iter().filter(|row| row.state == State::Taken) {
            match self.record(&row.key, Outcome::Uncertain(Fault::Interrupted)) {
                Ok(news) => count += usize::from(news),
                // Nothing can be recorded in that run: its row stays taken, and nobody sends it.
                Err(failure) if failure.is_of_one_run() => {}
                Err(failure) => return Err(failure),
            }
        }
        Ok(count)
    }

    /// Records what a carrier said.
    fn became(&self, row: &Row, carried: &Carried, round: &mut Round) -> Result<(), Failure> {
        tell(carried);
        let (counted, outcome) = match carried {
            Carried::Taken(answer) => (&mut round.sent, Outcome::Sent(*answer)),
            Carried::Refused(answer) => (&mut round.failed, Outcome::Failed(Fault::Refused, Some(*answer))),
            Carried::AnswerLost => (&mut round.uncertain, Outcome::Uncertain(Fault::AnswerLost)),
            Carried::PutOff(answer) => {
                let now = self.clock.now();
                if now.duration_since(row.queued) > GIVEN_UP {
                    (&mut round.failed, Outcome::Failed(Fault::GaveUp, *answer))
                } else {
                    let minutes = AGAIN[(row.tries as usize).min(AGAIN.len() - 1)];
                    let due = now.saturating_add(SignedDuration::from_mins(minutes)).unwrap_or(now);
                    let reason = answer.map_or_else(|| "cut".to_owned(), |answer| answer.to_string());
                    self.journal.borrow_mut().put_off(row, due, &reason)?;
                    round.put_off += 1;
                    return Ok(());
                }
            }
        };
        *counted += 1;
        self.record(&row.key, outcome)?;
        Ok(())
    }

    /// Records what became of a row, in the name of who queued it; whether that was news. Others may act on the run at the same time.
    fn record(&self, key: &Key, outcome: Outcome) -> Result<bool, Failure> {
        let command = [Command::MailOutcome { mail: key.mail, recipient: key.recipient, outcome }];
        for _ in 0..50 {
            let loaded = self.load(&key.run)?;
            let by =
                loaded.run.mails.get(&key.mail).and_then(|mail| mail.post.as_ref()).map_or_else(|| self.by.clone(), |post| post.queued.by.clone());
            match self.act_together(loaded, &command, &[], &by).map_err(|(_, failure)| failure) {
                Ok(acted) if acted.events.is_empty() => {
                    self.journal.borrow_mut().discard(key)?;
                    return Ok(false);
                }
                Ok(_) => return Ok(true),
                Err(failure) if failure.is_conflict() => std::thread::sleep(Duration::from_millis(20)),
                Err(failure) => return Err(failure),
            }
        }
        Err(Error::Conflict.into())
    }

    /// The message of a row, or why there is none; `None` where it is not to leave now.
    fn prepared(&self, row: &Row, smtp: &Smtp) -> Result<Option<Result<Ready, Fault>>, Failure> {
        let Key { run, mail, recipient } = &row.key;
        let loaded = match self.load(run) {
            // A run that cannot be read keeps no other from leaving.
            Err(failure) if failure.is_of_one_run() => {
                let tomorrow = self.clock.now().saturating_add(SignedDuration::from_hours(24)).unwrap_or(row.due);
                self.journal.borrow_mut().put_off(row, tomorrow, "unreadable")?;
                return Ok(None);
            }
            loaded => loaded?,
        };
        let state = loaded.run.mails.get(mail);
        let queued = state.and_then(|state| state.post.as_ref()?.deliveries.get(*recipient as usize - 1)) == Some(&Delivery::Queued);
        let Some(state) = state.filter(|_| queued) else {
            self.journal.borrow_mut().discard(&row.key)?;
            return Ok(None);
        };
        let letter = self.view(&loaded, |view| mail::letter(view.checked, view.run, *mail, view.env));
        let Ok(letter) = letter else { return Ok(Some(Err(Fault::Unwritable))) };
        let Some(to) = letter.recipients().get(*recipient as usize - 1).map(|to| to.email.clone()) else { return Ok(Some(Err(Fault::Unwritable))) };
        let thread = self.view(&loaded, |view| outbox::thread(view.checked, view.run, *mail, &to, view.env));
        let name = format!("{run}-{mail}-{recipient}");
        // A letter that breaks what writes it keeps no other from leaving.
        let watch = Stopwatch::start();
        let written = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| self.message(smtp, &letter, state, &thread)));
        let bytes = written.as_ref().ok().and_then(|bytes| Some(bytes.as_ref()?.len()));
        tracing::debug!(target: "pasapas::mail", bytes, ms = watch.ms(), "message made");
        Ok(Some(written.ok().flatten().map(|bytes| Ready { name, to, bytes }).ok_or(Fault::Unwritable)))
    }

    fn message(&self, smtp: &Smtp, letter: &Letter, state: &MailState, thread: &[String]) -> Option<Vec<u8>> {
        let post = state.post.as_ref()?;
        self.light(letter).ok()?;
        let mut parts = Vec::new();
        for attached in &letter.attach {
            let kept = attached.sha256.as_ref().or_else(|| post.files.get(attached.file.as_ref()?));
            // What was to be attached by hand was confirmed to be missing.
            let Some(kept) = kept else { continue };
            parts.push(Part { name: name_of(attached), bytes: self.evidence(kept).ok().flatten()? });
        }
        let head = Head {
            from: &smtp.from,
            reply_to: smtp.reply_to.as_ref(),
            date: post.queued.at,
            id: &post.message,
            thread,
            automatic: state.reminder.is_some(),
            mark: if smtp.test.is_some() { TEST_MARK } else { "" },
        };
        message::leaving(letter, parts, &head).ok()
    }
}

/// What a carrier said, for those who follow it: no address, no subject, no word of a server.
fn tell(carried: &Carried) {
    match carried {
        Carried::Taken(code) => tracing::info!(target: "pasapas::mail", code, "sent"),
        Carried::Refused(code) => tracing::warn!(target: "pasapas::mail", code, "failed"),
        Carried::AnswerLost => tracing::warn!(target: "pasapas::mail", "uncertain"),
        Carried::PutOff(code) => tracing::info!(target: "pasapas::mail", code, "put off"),
    }
}

/// What an attached file is called.
fn name_of(attached: &Attached) -> String {
    let file = attached.file.as_ref().filter(|_| attached.sha256.is_none());
    let name = file.and_then(|file| File::new(file).file_name()).map(|name| name.to_string_lossy().into_owned());
    name.unwrap_or_else(|| attached.title.clone())
}

/// For how long the oldest row lies there, in seconds.
pub fn oldest(rows: &[Row], now: Timestamp) -> Option<i64> {
    rows.iter().map(|row| now.duration_since(row.queued).as_secs().max(0)).max()
}
