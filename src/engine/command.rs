//! What someone asks, and why not.

use super::event::Paper;
use super::outbox::Outcome;
use super::path::Path;
use crate::finding::{Code, Message, codes};
use crate::model::value::Problem;
use crate::msg;
use jiff::civil::Date;
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// What someone asks of a run.
#[derive(Debug, Clone, PartialEq)]
pub enum Command {
    /// The inputs are all there.
    Begin {
        /// Those not kept before.
        inputs: Map<String, Value>,
        /// Doubtful answers are meant so.
        confirmed: bool,
    },
    /// Keep answers without settling anything; at the root they are inputs.
    Save {
        /// The step.
        path: Path,
        /// The answers.
        answers: Map<String, Value>,
    },
    /// Tick a check of a step.
    Tick {
        /// The step.
        path: Path,
        /// Which of its `checks`, from 1.
        check: u32,
    },
    /// Keep what was typed so far of an answer in parts.
    Sketch {
        /// The step; the root where an input is asked.
        path: Path,
        /// The question.
        field: String,
        /// The item that is corrected, from 1.
        item: Option<u32>,
        /// The parts by their names; null where one was left empty.
        parts: Map<String, Value>,
    },
    /// Settle a step.
    Done(Box<Done>),
    /// Set a step aside.
    Waive {
        /// The step.
        path: Path,
        /// Why.
        reason: String,
        /// The answers that later steps read.
        answers: Map<String, Value>,
        /// The options named.
        choose: Vec<String>,
        /// Doubtful answers are meant so.
        confirmed: bool,
    },
    /// Do a step again.
    Reopen {
        /// The step.
        path: Path,
        /// Why.
        reason: String,
    },
    /// Exchange answers that were given for good.
    Correct {
        /// The step that had asked; the root where the start did.
        path: Path,
        /// The answers that change; an empty one is taken away.
        answers: Map<String, Value>,
        /// Doubtful answers are meant so.
        confirmed: bool,
    },
    /// Say who plays a role.
    Assign {
        /// The role.
        role: String,
        /// Name, address and phone, as a `person` is answered.
        person: Value,
    },
    /// Items join a list, all of them or none.
    Add {
        /// The list, perhaps inside a scope: `beneficiaires`, `each[2].enfants`.
        list: Path,
        /// The items, in their order.
        items: Vec<Value>,
        /// Doubtful answers are meant so.
        confirmed: bool,
    },
    /// An item leaves a list.
    Drop {
        /// The list.
        list: Path,
        /// The item's number, from 1.
        item: u32,
        /// Why.
        reason: String,
    },
    /// A remark.
    Note {
        /// The step it is about, or the root.
        path: Path,
        /// The remark.
        text: String,
    },
    /// Give the run up.
    Cancel {
        /// Why.
        reason: String,
    },
    /// Render a mail for good, to be exported or sent.
    MailReady {
        /// Its number.
        mail: u32,
    },
    /// A mail has left.
    MailLeft {
        /// Its number.
        mail: u32,
        /// How.
        leaving: Leaving,
    },
    /// Put a mail into the outbox.
    MailQueue(Box<Queue>),
    /// Say what became of a mail of the outbox for one recipient.
    MailOutcome {
        /// Its number.
        mail: u32,
        /// The recipient's number.
        recipient: u32,
        /// What became of it.
        outcome: Outcome,
    },
    /// Decide what became of a mail that failed or is uncertain.
    MailResolve {
        /// Its number.
        mail: u32,
        /// For these recipients; none where all are meant for whom that is open.
        recipients: Vec<u32>,
        /// It has left; else it is to leave again.
        sent: bool,
    },
    /// Take a mail out of the outbox.
    MailRecall {
        /// Its number.
        mail: u32,
    },
    /// Remind of a step, if that is due.
    Remind {
        /// The step.
        path: Path,
        /// How the mail leaves; its number is found.
        queue: Box<Queue>,
    },
}

/// How a mail is put into the outbox.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Queue {
    /// Its number.
    pub mail: u32,
    /// A mail of this step left in an earlier round, or for some recipients, and this one leaves all the same.
    pub again: bool,
    /// It leaves though it lacks a setting, or something that only a person could attach.
    pub lacking: bool,
    /// The domain of its Message-ID.
    pub host: String,
    /// The files beside the procedure that it may attach, each with the SHA-256 under which its bytes are kept.
    pub files: BTreeMap<String, String>,
}

impl Command {
    /// Whether it only says what is to become of mails: no step moves by it, and no words of another mail change.
    pub(super) fn is_about_mails(&self) -> bool {
        matches!(self, Command::MailReady { .. } | Command::MailQueue(_) | Command::MailRecall { .. } | Command::Remind { .. })
    }

    /// The answers that it brings, by question; an item stands under its list.
    pub fn given(&self) -> Vec<(String, &Value)> {
        let named = |map| -> Vec<(String, &Value)> { Map::iter(map).map(|(name, value)| (name.clone(), value)).collect() };
        match self {
            Command::Begin { inputs, .. } => named(inputs),
            Command::Save { answers, .. } | Command::Waive { answers, .. } | Command::Correct { answers, .. } => named(answers),
            Command::Done(done) => named(&done.answers),
            Command::Add { list, items, .. } => items.iter().map(|item| (list.to_string(), item)).collect(),
            Command::Tick { .. }
            | Command::Sketch { .. }
            | Command::Assign { .. }
            | Command::Reopen { .. }
            | Command::Drop { .. }
            | Command::Note { .. }
            | Command::Cancel { .. }
            | Command::MailReady { .. }
            | Command::MailLeft { .. }
            | Command::MailQueue(_)
            | Command::MailOutcome { .. }
            | Command::MailResolve { .. }
            | Command::MailRecall { .. }
            | Command::Remind { .. } => Vec::new(),
        }
    }
}

/// How a mail has left.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Leaving {
    /// By which means, in words.
    pub how: String,
    /// The day it really left.
    pub on: Option<Date>,
    /// Who sent it, where that is entered from paper.
    pub paper: Option<Paper>,
    /// A mail of this step left in an earlier round, and this one leaves all the same.
    pub again: bool,
    /// It left though it lacks an address or a setting.
    pub lacking: bool,
}

/// How a step is settled.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Done {
    /// The step.
    pub path: Path,
    /// The round that the answer was given to, where it is known.
    pub round: Option<u32>,
    /// The answers; those kept before count too.
    pub answers: Map<String, Value>,
    /// The options chosen; for a route that cannot be computed the step to go on with.
    pub choose: Vec<String>,
    /// By which channel a secret was handed over.
    pub channel: Option<String>,
    /// The day it was really done.
    pub on: Option<Date>,
    /// Who did it, where that is entered from paper; else whoever acts.
    pub paper: Option<Paper>,
    /// Doubtful answers are meant so.
    pub confirmed: bool,
    /// Its mail leaves though one left in an earlier round.
    pub again: bool,
    /// Its mail left though it lacks an address or a setting.
    pub lacking: bool,
}

/// One clear no.
#[derive(Debug, Clone, PartialEq)]
pub struct Refusal {
    /// The stable name; `pasapas explain CODE` prints its page.
    pub code: Code,
    /// Why not.
    pub message: Message,
    /// What to do.
    pub help: Option<Message>,
    /// Which answers, where there are several.
    pub problems: Vec<Problem>,
}

impl Refusal {
    /// A refusal.
    pub fn new(code: Code, message: Message) -> Refusal {
        Refusal { code, message, help: None, problems: Vec::new() }
    }

    /// What is wrong with answers: that something else was asked weighs more than what is missing, and that more than a form.
    pub fn of(problems: Vec<Problem>) -> Refusal {
        let unknown = problems.iter().filter(|problem| problem.is_unknown()).count();
        let missing = problems.iter().any(Problem::is_missing);
        let refusal = match (unknown, missing) {
            (0, false) => Refusal::new(codes::ANSWER_FORM, msg!("answer-form", count = problems.len())),
            (0, true) => Refusal::new(codes::ANSWER_MISSING, msg!("answers-missing", count = problems.len())),
            (unknown, _) => Refusal::new(codes::ANSWER_UNKNOWN, msg!("answers-unknown", count = unknown)),
        };
        let refusal = if missing { refusal.help(msg!("answers-missing.help")) } else { refusal };
        refusal.problems(problems)
    }

    /// Adds what to do.
    pub fn help(mut self, help: Message) -> Refusal {
        self.help = Some(help);
        self
    }

    /// Adds which answers.
    pub fn problems(mut self, problems: Vec<Problem>) -> Refusal {
        self.problems = problems;
        self
    }
}
