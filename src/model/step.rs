//! Steps: what happens in them and where they lead.

use super::field::Field;
use super::moment::{Duration, Moment};
use super::{Citation, Email, Expr, Name, Named, Ref, Text};
use crate::finding::Place;
use indexmap::IndexMap;

/// A set of steps that begin and finish together.
#[derive(Debug, Clone, Default)]
pub struct Scope {
    /// The steps to begin with.
    pub start: Vec<Ref>,
    /// All of them.
    pub steps: Named<Step>,
}

/// Something said, perhaps only sometimes.
#[derive(Debug, Clone)]
pub struct Remark {
    /// Markdown.
    pub say: Text,
    /// Only where this holds.
    pub when: Option<Expr>,
    /// Where it comes from.
    pub cites: Vec<Citation>,
}

/// A step.
#[derive(Debug, Clone)]
pub struct Step {
    /// Its name.
    pub name: Name,
    /// Where.
    pub at: Place,
    /// One line.
    pub title: Text,
    /// The instruction.
    pub text: Vec<Remark>,
    /// Who does it.
    pub role: Option<Ref>,
    /// Somebody else than who did those.
    pub not_by: Vec<Ref>,
    /// Whoever did those.
    pub same_by: Vec<Ref>,
    /// Warnings.
    pub attention: Vec<Remark>,
    /// Side remarks.
    pub note: Vec<Remark>,
    /// To tick one by one.
    pub checks: Vec<Remark>,
    /// What to follow, or not to follow.
    pub documents: Vec<DocumentUse>,
    /// Whom to call first.
    pub contacts: Vec<Ref>,
    /// What is asked.
    pub ask: Named<Field>,
    /// What the answers must fulfil.
    pub require: Vec<Require>,
    /// Passed where false.
    pub when: Option<Expr>,
    /// When it opens.
    pub join: Join,
    /// Whether `join` is written out.
    pub join_written: bool,
    /// Also waits for these.
    pub after: Vec<Ref>,
    /// May never come.
    pub standby: bool,
    /// The deadline.
    pub due: Option<Moment>,
    /// Not before.
    pub not_before: Option<Moment>,
    /// Whether it may be set aside.
    pub waivable: bool,
    /// Accepted warnings.
    pub allow: IndexMap<String, String>,
    /// Where it comes from.
    pub cites: Vec<Citation>,
    /// What happens here.
    pub verb: Verb,
    /// Where it leads.
    pub exit: Exit,
}

/// When a step opens, of the ways that lead to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Join {
    /// All are decided and some are taken.
    #[default]
    Some,
    /// All are taken.
    All,
    /// One is taken, without waiting for the others.
    First,
}

/// Which part of a document.
#[derive(Debug, Clone)]
pub struct DocumentUse {
    /// The document.
    pub document: Ref,
    /// `32-`, `3-5`, …
    pub pages: Option<String>,
    /// Whether this part is to be followed.
    pub follow: bool,
    /// A remark.
    pub note: Option<Text>,
    /// Where it comes from.
    pub cites: Vec<Citation>,
}

/// What answers must fulfil.
#[derive(Debug, Clone)]
pub struct Require {
    /// Must hold.
    pub that: Expr,
    /// Said where it does not.
    pub say: Text,
    /// Where it comes from.
    pub cites: Vec<Citation>,
}

/// What happens in a step.
#[derive(Debug, Clone)]
pub enum Verb {
    /// Read, do, tick.
    Task,
    /// A mail leaves; then, perhaps, one waits.
    Email(Mail, Option<Wait>),
    /// Something outside must happen.
    Wait(Wait),
    /// A secret is passed on.
    Handover(Handover),
    /// A group.
    Section(Scope),
    /// For every item.
    Each(Each),
    /// Another procedure.
    Call(Call),
}

/// The mail of a step.
#[derive(Debug, Clone)]
pub enum Mail {
    /// One of the procedure's `emails`.
    Named(Ref),
    /// Written where it is sent.
    Inline(Box<Email>),
}

/// Something outside must happen.
#[derive(Debug, Clone)]
pub struct Wait {
    /// What is awaited.
    pub what: Text,
    /// From whom: a role or a template.
    pub from: Option<Text>,
    /// Within how long.
    pub within: Option<Duration>,
    /// Reminders.
    pub remind: Option<Remind>,
    /// What follows when it is late.
    pub late: Option<Box<Exit>>,
    /// Where.
    pub at: Place,
}

/// Reminders.
#[derive(Debug, Clone)]
pub struct Remind {
    /// The first.
    pub after: Duration,
    /// Then every.
    pub every: Option<Duration>,
    /// At most so often.
    pub times: Option<u32>,
    /// The reminder's mail; without one, whoever holds the role is reminded.
    pub email: Option<Ref>,
}

/// A secret is passed on.
#[derive(Debug, Clone)]
pub struct Handover {
    /// The field of type `secret`.
    pub secret: Ref,
    /// A role or a template.
    pub to: Text,
    /// By which channels.
    pub by: Vec<Channel>,
}

/// How a secret may pass from one person to another. There is no mail among them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Channel {
    /// Spoken.
    Oral,
    /// By phone.
    Phone,
    /// By SMS.
    Sms,
    /// From hand to hand.
    InPerson,
}

impl Channel {
    /// All of them.
    pub const ALL: [Channel; 4] = [Channel::Oral, Channel::Phone, Channel::Sms, Channel::InPerson];

    /// As it is written.
    pub fn word(self) -> &'static str {
        match self {
            Channel::Oral => "oral",
            Channel::Phone => "phone",
            Channel::Sms => "sms",
            Channel::InPerson => "in_person",
        }
    }

    /// The channel of that word.
    pub fn parse(word: &str) -> Option<Channel> {
        Channel::ALL.into_iter().find(|channel| channel.word() == word)
    }
}

/// For every item of a list.
#[derive(Debug, Clone)]
pub struct Each {
    /// A list field's or computed list's name, or an expression.
    pub list: Expr,
    /// The name of an item.
    pub item: Option<Name>,
    /// Its steps.
    pub scope: Scope,
    /// In groups of so many.
    pub chunk: Option<u32>,
    /// One after the other.
    pub one_by_one: bool,
    /// Open until that step is settled.
    pub until: Option<Ref>,
    /// When it holds, what is left is dropped.
    pub enough: Option<Expr>,
}

/// Another procedure.
#[derive(Debug, Clone)]
pub struct Call {
    /// Its id.
    pub procedure: Ref,
    /// What it is given.
    pub with: Named<Expr>,
    /// What it gives back: a name, and its field.
    pub returns: Named<Ref>,
}

/// Where a step leads.
#[derive(Debug, Clone)]
pub enum Exit {
    /// All of these that hold.
    Next(Vec<Way>),
    /// The first that holds.
    Route(Vec<Arm>),
    /// What a person answers.
    Choose(Choose),
    /// Rework.
    Back(Ref),
    /// A path ends.
    End(End),
}

/// A way to a step.
#[derive(Debug, Clone)]
pub struct Way {
    /// To where.
    pub to: Ref,
    /// Only where this holds.
    pub when: Option<Expr>,
}

/// One arm of a route.
#[derive(Debug, Clone)]
pub struct Arm {
    /// Only where this holds; the last has none.
    pub when: Option<Expr>,
    /// Where it leads: `Next`, `Back` or `End`.
    pub exit: Exit,
    /// Where.
    pub at: Place,
}

/// A choice.
#[derive(Debug, Clone)]
pub struct Choose {
    /// The answers.
    pub options: Named<Choice>,
    /// Several at once.
    pub many: bool,
}

/// One answer of a choice.
#[derive(Debug, Clone)]
pub struct Choice {
    /// Its title.
    pub title: Text,
    /// Offered only where this holds.
    pub when: Option<Expr>,
    /// Taken when the step is passed.
    pub default: bool,
    /// Where it leads: `Next`, `Route`, `Back` or `End`.
    pub exit: Exit,
    /// Where it comes from.
    pub cites: Vec<Citation>,
    /// Where.
    pub at: Place,
}

/// A path ends.
#[derive(Debug, Clone, PartialEq)]
pub struct End {
    /// How.
    pub outcome: Outcome,
    /// What it stops.
    pub stop: Option<Stop>,
    /// Where.
    pub at: Place,
}

/// How a path, a scope or a run ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// It went well.
    Success,
    /// It did not.
    Failure,
    /// Neither.
    Neutral,
}

impl Outcome {
    /// As it is written.
    pub fn word(self) -> &'static str {
        match self {
            Outcome::Success => "success",
            Outcome::Failure => "failure",
            Outcome::Neutral => "neutral",
        }
    }
}

/// What an end stops.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stop {
    /// The innermost scope.
    Scope,
    /// The scope that this step holds.
    Step(Name),
    /// The run.
    Run,
}

impl Exit {
    /// Every exit inside this one that is no choice between others: `Next`, `Back` and `End`.
    pub fn leaves<'a>(&'a self, found: &mut Vec<&'a Exit>) {
        match self {
            Exit::Next(_) | Exit::Back(_) | Exit::End(_) => found.push(self),
            Exit::Route(arms) => arms.iter().for_each(|arm| arm.exit.leaves(found)),
            Exit::Choose(choose) => choose.options.values().for_each(|option| option.exit.leaves(found)),
        }
    }
}

impl Step {
    /// The scope that this step holds, if it is written in the same file.
    pub fn inner(&self) -> Option<&Scope> {
        match &self.verb {
            Verb::Section(scope) => Some(scope),
            Verb::Each(each) => Some(&each.scope),
            Verb::Task | Verb::Email(..) | Verb::Wait(_) | Verb::Handover(_) | Verb::Call(_) => None,
        }
    }

    /// What is awaited here, if anything.
    pub fn wait(&self) -> Option<&Wait> {
        match &self.verb {
            Verb::Wait(wait) | Verb::Email(_, Some(wait)) => Some(wait),
            Verb::Task | Verb::Email(_, None) | Verb::Handover(_) | Verb::Section(_) | Verb::Each(_) | Verb::Call(_) => None,
        }
    }

    /// Whether it settles by itself once the scope that it holds is finished.
    pub fn holds_scope(&self) -> bool {
        matches!(self.verb, Verb::Section(_) | Verb::Each(_) | Verb::Call(_))
    }

    /// The step's exits, the late one last.
    pub fn leaves(&self) -> Vec<&Exit> {
        let mut found = Vec::new();
        self.exit.leaves(&mut found);
        if let Some(late) = self.wait().and_then(|wait| wait.late.as_deref()) {
            late.leaves(&mut found);
        }
        found
    }

    /// The choice, where a person makes one.
    pub fn choose(&self) -> Option<&Choose> {
        match &self.exit {
            Exit::Choose(choose) => Some(choose),
            Exit::Next(_) | Exit::Route(_) | Exit::Back(_) | Exit::End(_) => None,
        }
    }
}
