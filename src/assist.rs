//! What helps someone who writes a procedure: what a name means, where it stands, what could follow, how a name is changed everywhere.
//!
//! Plain functions over files that were read; the doors that editors knock at only translate. Files with findings are helped with too.

mod colours;
mod complete;
mod cursor;
mod hover;
mod names;
mod offers;
mod outline;
mod rename;
mod stories;

use crate::check::{Checked, stem};
use crate::index::Index;
use crate::model::{Name, Procedure, read};
use crate::text::Document;
use std::collections::BTreeMap;
use std::ops::Range;
use std::rc::Rc;
use std::sync::Arc;

pub use colours::{Colour, colours};
pub use complete::{Offer, OfferKind, complete};
pub use hover::{Hover, hover};
pub use names::{definition, highlights, references};
pub use outline::{Outline, outline};
pub use rename::{Renamed, rename, renameable};

/// A file that was read, with all its names.
#[derive(Debug)]
pub struct Understood {
    /// The text with its tree.
    pub document: Document,
    /// What could be read of it.
    pub procedure: Procedure,
    /// Its names.
    pub index: Index,
}

impl Understood {
    /// Reads a file; `None` where it is no YAML.
    pub fn of(name: &str, text: &str) -> Option<Understood> {
        Document::read(name, text.as_bytes()).0.map(Understood::from)
    }

    /// The name by which others call this procedure: that of its file.
    pub fn id(&self) -> &str {
        stem(self.document.name())
    }
}

impl From<Document> for Understood {
    fn from(document: Document) -> Understood {
        Understood { procedure: read::procedure(document.root()), index: Index::of(&document), document }
    }
}

/// The files beside the one that is written.
pub trait Folder {
    /// A procedure by its id.
    fn procedure(&self, id: &str) -> Option<Rc<Understood>>;
    /// The ids of all procedures.
    fn ids(&self) -> Vec<String>;
    /// The scenarios of a procedure, as they can be read.
    fn scenarios(&self, id: &str) -> Vec<Document>;
    /// The procedures among these that pass the check: for the types of what they give back.
    fn checked(&self, ids: &[Name]) -> BTreeMap<Name, Arc<Checked>>;
}

/// A stretch of a file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Spot {
    /// The file's name.
    pub file: String,
    /// Bytes.
    pub span: (usize, usize),
}

impl Spot {
    fn new(document: &Document, span: Range<usize>) -> Spot {
        Spot { file: document.name().to_owned(), span: (span.start, span.end) }
    }
}

/// A stretch of a file that gets another text.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Edit {
    /// Where.
    pub spot: Spot,
    /// The new text.
    pub text: String,
}

/// A text after some edits of one file.
pub fn apply(text: &str, edits: &[Edit]) -> String {
    let mut edits: Vec<&Edit> = edits.iter().collect();
    edits.sort();
    let mut made = String::with_capacity(text.len());
    let mut done = 0;
    for edit in edits {
        let (start, end) = edit.spot.span;
        if start >= done && end <= text.len() {
            made.push_str(&text[done..start]);
            made.push_str(&edit.text);
            done = end;
        }
    }
    made + &text[done..]
}
