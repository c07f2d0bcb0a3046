//! A procedure as plain data: what `docs/language.md` says, nothing that is computed from it.
//!
//! [`read::procedure`] makes it from a [`crate::text::Document`]; every part remembers its [`Place`].

pub mod field;
pub mod file;
pub mod fits;
pub mod holidays;
pub mod ids;
pub mod language;
pub mod moment;
pub mod read;
pub mod schema;
pub mod shape;
mod step;
pub mod value;

use crate::finding::Place;
use field::Field;
use indexmap::IndexMap;
use std::sync::Arc;

pub use step::*;

/// A `snake_case` name.
pub type Name = Arc<str>;
/// How many computed values may be computed from one another in a row.
pub const MAX_COMPUTED_DEPTH: usize = 16;
/// Things by name, in the order of the file.
pub type Named<T> = IndexMap<Name, T>;

/// One procedure: one file.
#[derive(Debug, Clone)]
pub struct Procedure {
    /// kebab-case, equal to the file's stem.
    pub id: Name,
    /// semver.
    pub version: String,
    /// How far it may be relied upon.
    pub status: Status,
    /// One line.
    pub title: Text,
    /// Markdown.
    pub summary: Option<Text>,
    /// BCP 47.
    pub language: String,
    /// Who acts where a step does not say.
    pub role: Option<Ref>,
    /// How long personal data are kept once a run is over.
    pub retention: Option<moment::Duration>,
    /// The documents it comes from.
    pub sources: Named<Source>,
    /// Who acts.
    pub roles: Named<Role>,
    /// Whom to call.
    pub contacts: Named<Contact>,
    /// Guides, forms, terms.
    pub documents: Named<Document>,
    /// Facts of the organisation.
    pub settings: Named<Field>,
    /// Asked when a run starts.
    pub inputs: Named<Field>,
    /// Values that follow from others.
    pub computed: Named<Expr>,
    /// Mails and letters.
    pub emails: Named<Email>,
    /// What must come before what.
    pub rules: Vec<Rule>,
    /// Accepted warnings, with the reason.
    pub allow: IndexMap<String, String>,
    /// Which words of which documents ask for it.
    pub cites: Vec<Citation>,
    /// The outermost steps.
    pub scope: Scope,
}

/// How far a procedure may be relied upon; anything but `Valid` is shown and printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// Being written.
    Draft,
    /// Something is known to be missing.
    Incomplete,
    /// To be relied upon.
    Valid,
    /// Replaced.
    Obsolete,
}

impl Status {
    /// As it is written.
    pub fn word(self) -> &'static str {
        match self {
            Status::Draft => "draft",
            Status::Incomplete => "incomplete",
            Status::Valid => "valid",
            Status::Obsolete => "obsolete",
        }
    }
}

/// A template with its place.
#[derive(Debug, Clone, Default)]
pub struct Text {
    /// As it is written.
    pub source: Arc<str>,
    /// Where.
    pub at: Place,
}

/// A bare expression with its place.
#[derive(Debug, Clone, Default)]
pub struct Expr {
    /// As it is written.
    pub source: Arc<str>,
    /// Where.
    pub at: Place,
}

/// A name that refers to something, with its place.
#[derive(Debug, Clone)]
pub struct Ref {
    /// What is meant.
    pub name: Name,
    /// Where it is named.
    pub at: Place,
}

/// A document that the procedure comes from.
#[derive(Debug, Clone)]
pub struct Source {
    /// Its title.
    pub title: String,
    /// Its date.
    pub date: Option<String>,
    /// Its address.
    pub url: Option<String>,
    /// When it was read again.
    pub checked: Option<String>,
    /// A remark.
    pub note: Option<String>,
    /// Where.
    pub at: Place,
}

/// Which words of which document.
#[derive(Debug, Clone)]
pub struct Citation {
    /// Which source.
    pub from: Ref,
    /// Where in it: pages, lines, numbers of facts.
    pub refs: Vec<String>,
    /// The exact words.
    pub quote: Option<String>,
    /// When that was checked.
    pub checked: Option<String>,
    /// A remark.
    pub note: Option<String>,
}

/// Who acts.
#[derive(Debug, Clone)]
pub struct Role {
    /// What it is called.
    pub title: Text,
    /// Beyond our reach.
    pub outside: bool,
    /// The list whose items play it.
    pub of: Option<Ref>,
    /// A remark.
    pub note: Option<Text>,
    /// Where it comes from.
    pub cites: Vec<Citation>,
    /// Where.
    pub at: Place,
}

/// Whom to call.
#[derive(Debug, Clone)]
pub struct Contact {
    /// Its name.
    pub title: Text,
    /// Phone.
    pub phone: Option<Text>,
    /// Mail address.
    pub email: Option<Text>,
    /// Site.
    pub url: Option<Text>,
    /// Hours.
    pub hours: Option<Text>,
    /// A remark.
    pub note: Option<Text>,
    /// Where it comes from.
    pub cites: Vec<Citation>,
    /// Where.
    pub at: Place,
}

/// A guide, a form, terms.
#[derive(Debug, Clone)]
pub struct Document {
    /// Its title.
    pub title: Text,
    /// Its address.
    pub url: Option<Text>,
    /// The file, relative to the YAML.
    pub file: Option<String>,
    /// A remark.
    pub note: Option<Text>,
    /// Its other names.
    pub aliases: Vec<String>,
    /// Where it comes from.
    pub cites: Vec<Citation>,
    /// Where.
    pub at: Place,
}

/// A mail or a letter.
#[derive(Debug, Clone)]
pub struct Email {
    /// Its name in lists.
    pub title: Option<Text>,
    /// Roles or templates.
    pub to: Vec<Text>,
    /// Roles or templates.
    pub cc: Vec<Text>,
    /// A role or a template.
    pub reply_to: Option<Text>,
    /// The subject.
    pub subject: Text,
    /// The text.
    pub body: Text,
    /// Documents, or fields of type `file`.
    pub attach: Vec<Ref>,
    /// How it leaves.
    pub by: Carrier,
    /// Where it comes from.
    pub cites: Vec<Citation>,
    /// Where.
    pub at: Place,
}

/// How a mail leaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Carrier {
    /// By mail.
    #[default]
    Email,
    /// Printed and posted.
    Letter,
    /// Printed and posted, with proof.
    Registered,
}

/// What holds on every path where a step is done.
#[derive(Debug, Clone)]
pub struct Rule {
    /// In one sentence.
    pub title: String,
    /// The step that is guarded, or its answer, by its static path.
    pub step: Ref,
    /// What is demanded.
    pub demand: Demand,
    /// The other step, or its answer.
    pub other: Ref,
    /// Only where this holds.
    pub when: Option<Expr>,
    /// Where it comes from.
    pub cites: Vec<Citation>,
    /// Where.
    pub at: Place,
}

/// What a rule demands of another step where its own is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Demand {
    /// It was done before.
    Requires,
    /// It is not done.
    Excludes,
    /// It is done sooner or later.
    LeadsTo,
    /// Whoever did the one does the other.
    SamePerson,
    /// Whoever did the one does not do the other.
    OtherPerson,
}

impl Demand {
    /// All there are.
    pub const ALL: &'static [Demand] = &[Demand::Requires, Demand::Excludes, Demand::LeadsTo, Demand::SamePerson, Demand::OtherPerson];

    /// The key that a rule has for it.
    pub fn key(self) -> &'static str {
        match self {
            Demand::Requires => "requires",
            Demand::Excludes => "excludes",
            Demand::LeadsTo => "leads_to",
            Demand::SamePerson => "same_person",
            Demand::OtherPerson => "other_person",
        }
    }

    /// Whether it speaks of people, not of what was answered.
    pub fn is_of_people(self) -> bool {
        matches!(self, Demand::SamePerson | Demand::OtherPerson)
    }

    /// Whether the other step has to be done: then it cannot be waived.
    pub fn wants_it_done(self) -> bool {
        matches!(self, Demand::Requires | Demand::LeadsTo)
    }
}
