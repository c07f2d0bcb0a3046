//! A checklist as plain data: everything that stands on paper, in order and in words, nothing about how it looks.
//!
//! Every format (`markdown`, `html`, `pdf`) writes the same parts; what comes back from paper names steps by number or code, answers by
//! `name` and options by `key`.

use super::forms::{Entry, Tick};
use super::rich::{Block, Line};
use super::standing::State;
use serde::Serialize;

/// A whole checklist.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Checklist {
    /// The language of our own words (BCP 47).
    pub lang: &'static str,
    /// Where these pages come from, for who brings them back: what their square code says.
    pub origin: String,
    /// The language of the procedure's texts (BCP 47).
    pub language: String,
    /// The procedure's id.
    pub procedure: String,
    /// Its version.
    pub version: String,
    /// Its title.
    pub title: Line,
    /// How far it may be relied upon, in words; `None` where it is valid.
    pub banner: Option<String>,
    /// The run that it is filled in from.
    pub run: Option<RunHead>,
    /// Which part is printed, in words, where it is not all of it: one role's, one item's.
    pub part: Vec<String>,
    /// What the procedure is for.
    pub summary: Vec<Block>,
    /// How to read the pages.
    pub legend: Vec<String>,
    /// Who does what.
    pub roles: Vec<RolePart>,
    /// Whom to call.
    pub contacts: Vec<Contact>,
    /// With which steps to begin, in words.
    pub beginning: String,
    /// What is to be known before one begins.
    pub inputs: Vec<Entry>,
    /// Facts of the organisation that the texts use.
    pub settings: Vec<Entry>,
    /// Values that follow from others, with their rules.
    pub worked_out: Vec<WorkedOut>,
    /// Remarks on the run as a whole.
    pub remarks: Vec<String>,
    /// The outermost steps.
    pub steps: Vec<Step>,
    /// The mails and letters of the steps that are printed.
    pub mails: Vec<Mail>,
    /// The mails and letters that left, where a run is over.
    pub sent: Vec<SentMail>,
    /// The documents of the steps that are printed.
    pub documents: Vec<Document>,
    /// What must come before what.
    pub rules: Vec<Rule>,
    /// The files that were given in the run.
    pub files: Vec<Evidence>,
    /// Where the procedure comes from.
    pub sources: Vec<Source>,
    /// The graph, where it is wanted, in as many pictures as it takes to be read on paper: [`crate::draw`] makes them.
    #[serde(skip)]
    pub pictures: Vec<Picture>,
}

/// A picture.
#[derive(Debug, Clone, PartialEq)]
pub struct Picture {
    /// As SVG.
    pub svg: String,
    /// Its heading.
    pub title: String,
    /// What it shows, in words.
    pub alt: String,
    /// How it stands on paper, where it was made for that.
    pub sheet: Option<PictureSheet>,
}

/// How a picture stands on a sheet of paper.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PictureSheet {
    /// The sheet lies on its long side.
    pub lying: bool,
    /// How wide the picture is, in millimetres.
    pub width: f64,
}

/// A value that follows from others.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct WorkedOut {
    /// Its name, as words.
    pub title: String,
    /// How it follows, in words.
    pub rule: String,
    /// The value, where it is known.
    pub value: Option<String>,
}

/// A file that was given as an answer.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Evidence {
    /// The step that asked for it, by number; empty before the first.
    pub step: String,
    /// Its name.
    pub name: String,
    /// Its SHA-256, whole.
    pub sha256: String,
}

/// The run that a checklist is filled in from.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RunHead {
    /// Its id.
    pub id: String,
    /// Where it stands, in words.
    pub state: String,
    /// When it began, in words.
    pub started: Option<String>,
    /// Who began it.
    pub by: Option<String>,
    /// When something was last recorded in it, in words.
    pub as_of: Option<String>,
}

/// What one role does.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RolePart {
    /// A letter for it, the same on every page and in the graph.
    pub mark: String,
    /// Its title.
    pub title: Line,
    /// Beyond our reach.
    pub outside: bool,
    /// Its steps, by number.
    pub steps: Vec<String>,
}

/// Who does a step.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RoleTag {
    /// The role's letter.
    pub mark: String,
    /// Its title.
    pub title: Line,
}

/// Whom to call.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Contact {
    /// Its name.
    pub title: Line,
    /// Phone.
    pub phone: Option<Line>,
    /// Mail address.
    pub email: Option<Line>,
    /// Site.
    pub url: Option<Line>,
    /// Hours.
    pub hours: Option<Line>,
    /// A remark.
    pub note: Vec<Block>,
}

/// One step.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Step {
    /// Its path: of the run where it is filled in, else of the procedure.
    pub path: String,
    /// `4.1`
    pub number: String,
    /// Four characters that name it whatever its number.
    pub code: String,
    /// Its title.
    pub title: Line,
    /// Who does it.
    pub role: Option<RoleTag>,
    /// Where it stands in the run.
    pub state: Option<State>,
    /// Where it stands, in words: done by whom, left out, why.
    pub standing: Option<String>,
    /// When it may be begun, in words.
    pub opens: Vec<String>,
    /// Until when, in words.
    pub deadlines: Vec<String>,
    /// The instruction.
    pub text: Vec<Said>,
    /// Points of attention.
    pub attention: Vec<Said>,
    /// Which documents to follow, and which not.
    pub documents: Vec<DocumentUse>,
    /// What the step does with the world: a mail, a wait, a handover.
    pub acts: Vec<Act>,
    /// To tick one by one.
    pub checks: Vec<Said>,
    /// To fill in.
    pub form: Vec<Entry>,
    /// What the answers must fulfil.
    pub requires: Vec<Said>,
    /// Side remarks.
    pub notes: Vec<Said>,
    /// What people remarked on it in the run, with who and when.
    pub remarks: Vec<String>,
    /// Whom to call for this step.
    pub contacts: Vec<Contact>,
    /// When the exits of a group are taken, in words: "when all lines are done".
    pub closing: Option<String>,
    /// Where it leads.
    pub exits: Vec<Exit>,
    /// Which sources ask for it: the source's number, and where in it.
    pub cites: Vec<String>,
    /// The steps that it holds.
    pub inside: Vec<Group>,
    /// Whether there is room to write down who did it and when: not where a group settles by itself, or where it is settled.
    pub signs: bool,
}

/// Steps under a heading.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Group {
    /// In words: "for each line of the list …".
    pub heading: String,
    /// How its steps are gone through.
    pub hints: Vec<String>,
    /// For what a copy of it is made, in words, where it is blank and to be copied.
    pub copy: Option<String>,
    /// Which kind.
    pub sort: GroupSort,
    /// Where each item stands.
    pub table: Option<Matrix>,
    /// The steps.
    pub steps: Vec<Step>,
}

/// Which kind of group.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum GroupSort {
    /// A heading.
    Section,
    /// Steps that are done for every item: to be copied.
    Each,
    /// The same for one item of a run.
    Item {
        /// Its number.
        number: usize,
        /// What it is called.
        label: String,
    },
    /// Another procedure.
    Call,
}

/// Where each item of a list stands.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Matrix {
    /// The steps, by number.
    pub columns: Vec<String>,
    /// What the steps are called, where they are not printed themselves.
    pub titles: Vec<String>,
    /// The items.
    pub rows: Vec<MatrixRow>,
}

/// Where one item stands.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MatrixRow {
    /// Its number.
    pub number: usize,
    /// What it is called.
    pub label: String,
    /// Why nothing more is done for it, in words.
    pub gone: Option<String>,
    /// Its steps.
    pub cells: Vec<State>,
}

/// Something said, perhaps only sometimes.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Said {
    /// Only where this holds, in words.
    pub when: Option<String>,
    /// What is said.
    pub text: Vec<Block>,
}

/// Which part of a document to follow, or not to.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DocumentUse {
    /// The document.
    pub title: Line,
    /// Whether this part is to be followed.
    pub follow: Follow,
    /// Which pages, in words.
    pub pages: Option<String>,
    /// A remark.
    pub note: Vec<Block>,
}

/// Whether a document, or a part of it, is to be followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Follow {
    /// It is of use here.
    Use,
    /// This part is to be followed, and another is not.
    Follow,
    /// This part is not to be followed.
    FollowNot,
}

/// What a step does with the world.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Act {
    /// Which sort.
    pub sort: ActSort,
    /// In words.
    pub text: Line,
    /// What is to be ticked: "sent on …", reminders, channels; with the box's state.
    pub boxes: Vec<Tick>,
}

/// Which sort of act.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ActSort {
    /// A mail or letter leaves.
    Mail,
    /// One waits.
    Wait,
    /// One reminds.
    Remind,
    /// A secret passes from hand to hand.
    Handover,
}

/// Where a step leads: one sentence, or one answer with its sentence.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Exit {
    /// The answer to tick; `None` where nothing is chosen.
    pub option: Option<Tick>,
    /// Several may be ticked.
    pub many: bool,
    /// Only where this holds, in words.
    pub when: Option<String>,
    /// What follows, in words: "go on with 4 and 7, at the same time".
    pub then: String,
    /// The steps that it leads to, by number.
    pub to: Vec<String>,
    /// What kind of way it is.
    pub sort: ExitSort,
}

impl Exit {
    /// The sign before where it leads: what goes on in several places at once is seen to do so.
    pub fn arrow(&self) -> &'static str {
        match self.sort {
            ExitSort::Next if self.to.len() > 1 => "⇉",
            ExitSort::Next => "→",
            ExitSort::Back => "↩",
            ExitSort::End => "■",
        }
    }
}

/// What kind of way leads on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ExitSort {
    /// Forward.
    Next,
    /// Rework.
    Back,
    /// An end.
    End,
}

/// A mail or a letter.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Mail {
    /// `M1`
    pub mark: String,
    /// Its name.
    pub title: Line,
    /// How it leaves, in words.
    pub carrier: String,
    /// The steps that send it, by number.
    pub steps: Vec<String>,
    /// To whom.
    pub to: Vec<Line>,
    /// In copy.
    pub cc: Vec<Line>,
    /// Whom to answer.
    pub reply_to: Option<Line>,
    /// The subject.
    pub subject: Line,
    /// The text, line by line.
    pub body: Line,
    /// What is attached.
    pub attach: Vec<Line>,
}

/// A mail or a letter that left.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SentMail {
    /// Its name, with its mark.
    pub title: String,
    /// The step that sent it, by number.
    pub step: String,
    /// For which item, where it was for one.
    pub item: Option<String>,
    /// When it left and by whom, in words.
    pub left: String,
    /// Its words, as they left; `None` where they are personal data that do not show.
    pub words: Option<SentWords>,
}

/// The words of a mail as they left.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SentWords {
    /// To whom.
    pub to: Vec<String>,
    /// In copy.
    pub cc: Vec<String>,
    /// The subject.
    pub subject: String,
    /// The text, with its line breaks.
    pub body: String,
    /// What was attached.
    pub attach: Vec<String>,
}

/// A document.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Document {
    /// Its title.
    pub title: Line,
    /// Where it is: an address or a file.
    pub at: Option<Line>,
    /// Its other names.
    pub aliases: Vec<String>,
    /// A remark.
    pub note: Vec<Block>,
    /// The steps that use it, by number.
    pub steps: Vec<String>,
}

/// A rule that holds on every path.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Rule {
    /// In one sentence.
    pub title: String,
    /// The step that is guarded, and the one that comes before it, in words.
    pub means: Option<String>,
}

/// A document that the procedure comes from.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Source {
    /// Its number on these pages.
    pub number: usize,
    /// Its title.
    pub title: String,
    /// Its date and when it was read again, in words.
    pub dates: Vec<String>,
    /// Its address.
    pub url: Option<String>,
    /// A remark.
    pub note: Option<String>,
    /// What it says, word for word, and what is remarked on single passages.
    pub quotes: Vec<Quote>,
}

/// What is taken from a source.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Quote {
    /// For what: a step by its number, or what it is, in words.
    pub used_for: String,
    /// Where in the source, when it was read again, a remark.
    pub facts: Vec<String>,
    /// The exact words, between quotation marks.
    pub words: Option<String>,
}

/// How many steps a list of numbers speaks of, for the grammar of what is said around it: several, where one entry is a row of steps.
pub fn count(steps: &[String]) -> usize {
    steps.iter().map(|step| if step.contains(' ') { 2 } else { 1 }).sum()
}
