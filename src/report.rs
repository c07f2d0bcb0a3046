//! What `check` found, for those who read it elsewhere: programs, forges, editors. One format per file.

pub mod github;
pub mod json;
pub mod mend;
pub mod sarif;

use crate::check::Report;
use crate::finding::{Finding, Fix, Part, Place, Severity};
use crate::text::edit::{self, Change};
use crate::text::lines::{Lines, Position};
use crate::text::{Document, MAX_BYTES, split_mark};
use std::ops::Range;
use std::sync::Arc;

/// A text that findings speak of; it need not be YAML.
pub struct Text {
    name: String,
    source: Arc<str>,
    lines: Lines,
    document: Option<Document>,
    mark: usize,
    /// How many characters stand before each line.
    before: Vec<usize>,
}

/// A part of a text, as the formats count it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spot {
    /// Bytes of the file, its byte order mark counted.
    pub bytes: Range<usize>,
    /// Characters of the text, from 0.
    pub characters: Range<usize>,
    /// Where it begins.
    pub start: Position,
    /// The position behind its last character.
    pub end: Position,
}

impl Text {
    /// The text of a document.
    pub fn of(document: &Document) -> Text {
        Text {
            name: document.name().to_owned(),
            source: document.source().clone(),
            lines: document.lines().clone(),
            document: Some(document.clone()),
            mark: document.mark(),
            before: characters(document.source()),
        }
    }

    /// A text that could not be read as YAML.
    pub fn broken(name: &str, bytes: &[u8]) -> Text {
        let (mark, bytes) = split_mark(bytes);
        // What is shown of a file that is too large is its beginning.
        let source: Arc<str> = String::from_utf8_lossy(&bytes[..bytes.len().min(MAX_BYTES)]).into();
        Text { name: name.to_owned(), lines: Lines::of(&source), before: characters(&source), source, document: None, mark: mark.len() }
    }

    /// What the reader calls it.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The text itself, without a byte order mark.
    pub fn source(&self) -> &Arc<str> {
        &self.source
    }

    /// Where its lines begin.
    pub fn lines(&self) -> &Lines {
        &self.lines
    }

    /// The bytes of the text at a place.
    pub fn span(&self, place: &Place) -> Range<usize> {
        match (&self.document, place.part()) {
            (Some(document), _) => document.span(place),
            (None, Part::Bytes(range)) => range.start.min(self.source.len())..range.end.min(self.source.len()),
            (None, _) => 0..0,
        }
    }

    /// Line and column of a byte of the text.
    pub fn position(&self, byte: usize) -> Position {
        self.lines.position(&self.source, byte)
    }

    /// A place, counted in every way.
    pub fn spot(&self, place: &Place) -> Spot {
        self.spot_of(&self.span(place))
    }

    /// Bytes of the text, counted in every way.
    pub fn spot_of(&self, range: &Range<usize>) -> Spot {
        let (start, end) = (self.position(range.start), self.position(range.end));
        let characters = |at: Position| self.before.get(at.line - 1).copied().unwrap_or_default() + at.column - 1;
        Spot { bytes: range.start + self.mark..range.end + self.mark, characters: characters(start)..characters(end), start, end }
    }

    /// The changes of this text that a fix makes, where they are certain.
    pub fn changes(&self, fix: &Fix) -> Option<Vec<Change>> {
        edit::changes(&self.source, self.document.as_ref(), fix)
    }
}

/// A file that was checked.
pub struct File {
    /// Its text.
    pub text: Text,
    /// What there is to say about it, in the order of the file.
    pub findings: Vec<Finding>,
    /// Whether it is a procedure; else it holds scenarios of one.
    pub procedure: bool,
}

impl File {
    /// A file by the name that the reader knows it by.
    pub fn new(name: &str, report: &Report, bytes: &[u8]) -> File {
        // Of a file with nothing to say nothing is shown: its tree need not be kept.
        let document = report.document.as_ref().filter(|_| !report.findings.is_empty());
        let text = document.map_or_else(|| Text::broken(name, bytes), Text::of);
        File { text, findings: report.findings.clone(), procedure: true }
    }
}

/// How many characters stand before each line of a text.
fn characters(source: &str) -> Vec<usize> {
    let mut before = vec![0];
    before.extend(source.split_inclusive('\n').scan(0, |count, line| {
        *count += line.chars().count();
        Some(*count)
    }));
    before
}

/// How a severity is called in every format.
fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    }
}
