//! The files that are open in the editor, and what is known of them.

use super::folder::{Beside, Kept};
use super::protocol::{Change, Location, Position};
use super::text::{Drift, Text};
use super::uri;
use crate::assist::{Spot, Understood};
use crate::check::Report;
use crate::finding::Finding;
use crate::text::Document;
use crate::text::lines::Unit;
use crate::words::Lang;
use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

/// From how many bytes on a text is long. The longest real procedure known to us has 60 KB.
const LONG: usize = 100 << 10;

/// A file that is open in the editor.
pub(super) struct Open {
    /// As the editor names it.
    pub uri: String,
    /// Where it lies.
    pub path: Option<PathBuf>,
    /// As findings and other files name it.
    pub name: String,
    /// Which of its texts this is.
    pub version: Option<i64>,
    pub text: Text,
    /// Whether this is a procedure; to other YAML nothing is said.
    pub ours: bool,
    language: String,
    /// The present text as it was read; made when something is asked.
    read: RefCell<Option<(Option<Document>, Vec<Finding>)>>,
    /// As it was last understood; made when something is asked.
    known: RefCell<Option<Rc<Understood>>>,
    /// Whether the present text was looked at.
    looked: RefCell<bool>,
    /// Something is to be said that was not said yet.
    pub dirty: bool,
    /// How long it took to find out what there is to say.
    pub took: Duration,
}

impl Open {
    pub fn new(uri: &str, language: &str, version: Option<i64>, text: &str, workflows: Option<&Path>) -> Open {
        let path = uri::path(uri);
        let name = path.as_ref().map_or_else(|| uri.to_owned(), |path| path.display().to_string());
        let mut open = Open {
            uri: uri.to_owned(),
            path,
            name,
            version,
            text: Text::new(text),
            ours: false,
            language: language.to_owned(),
            read: RefCell::default(),
            known: RefCell::default(),
            looked: RefCell::new(false),
            dirty: true,
            took: Duration::ZERO,
        };
        open.ours = open.is_ours(workflows);
        open
    }

    /// A procedure says which version of the language it is written in; scenarios and other YAML do not.
    fn is_ours(&self, workflows: Option<&Path>) -> bool {
        let file = self.path.as_deref().and_then(Path::file_name).and_then(|name| name.to_str()).unwrap_or_default();
        let scenario = file.contains(".test.");
        let says = || self.text.source.lines().any(|line| line.starts_with("pasapas:"));
        let beside = || match (workflows, self.path.as_deref().and_then(Path::parent)) {
            (Some(folder), Some(own)) => folder.canonicalize().is_ok_and(|folder| own.canonicalize().is_ok_and(|own| own == folder)),
            _ => false,
        };
        !scenario && (self.language == "pasapas" || says() || beside())
    }

    pub fn change(&mut self, changes: &[Change], version: Option<i64>, unit: Unit, workflows: Option<&Path>) {
        for change in changes {
            self.text = self.text.changed(change, unit);
        }
        self.version = version.or(self.version);
        self.ours = self.ours || self.is_ours(workflows);
        self.dirty = true;
        *self.looked.borrow_mut() = false;
        *self.read.borrow_mut() = None;
    }

    /// The present text as a tree, with what is wrong in it as YAML. It is read once, whoever asks.
    pub fn read(&self) -> (Option<Document>, Vec<Finding>) {
        self.read.borrow_mut().get_or_insert_with(|| Document::read(&self.name, self.text.source.as_bytes())).clone()
    }

    /// The file as it was last understood: as it is, where it can be.
    pub fn understood(&self) -> Option<Rc<Understood>> {
        if !self.looked.replace(true)
            && let Some(document) = self.read().0
        {
            *self.known.borrow_mut() = Some(Rc::new(document.into()));
        }
        self.known.borrow().clone()
    }

    /// The file as it was understood lately: a long one is not read again for every letter, where the names of a moment ago will do.
    pub fn lately(&self) -> Option<Rc<Understood>> {
        let lately = self.known.borrow().as_ref().filter(|_| self.text.source.len() > LONG).cloned();
        lately.or_else(|| self.understood())
    }

    /// Whether what is understood is the present text.
    pub fn is_understood(&self) -> bool {
        self.understood().is_some_and(|understood| **understood.document.source() == *self.text.source)
    }

    /// From the text that was understood to the present one.
    pub fn drift(&self) -> Option<Drift> {
        self.understood().map(|understood| Drift::between(understood.document.source(), &self.text.source))
    }

    /// A position, as a byte of the text that was understood.
    pub fn byte(&self, at: Position, unit: Unit) -> Option<usize> {
        self.drift()?.back(self.text.byte(at, unit))
    }
}

/// All that the server knows.
pub(super) struct State {
    pub lang: Lang,
    pub unit: Unit,
    /// The folder that was set up for procedures.
    pub workflows: Option<PathBuf>,
    /// Whether the editor can move files when a procedure gets another name.
    pub moves_files: bool,
    pub open: BTreeMap<String, Open>,
    pub kept: RefCell<HashMap<PathBuf, Kept>>,
    pub reports: RefCell<HashMap<String, Arc<Report>>>,
}

impl State {
    /// The files beside one that is open.
    pub fn beside(&self, open: &Open) -> Beside<'_> {
        Beside { state: self, folder: open.path.as_deref().and_then(Path::parent).map(Path::to_owned) }
    }

    /// Where a stretch of a file lies for the editor; `None` where the text has changed since.
    pub fn location(&self, spot: &Spot) -> Option<Location> {
        let span = spot.span.0..spot.span.1;
        if let Some(open) = self.open.values().find(|open| open.name == spot.file) {
            // A file that is no procedure is read as it stands.
            let span = if open.ours { open.drift()?.forth(&span)? } else { span };
            return Some(Location { uri: open.uri.clone(), range: open.text.range(&span, self.unit) });
        }
        let path = Path::new(&spot.file);
        let bytes = crate::library::read(path).ok()?;
        let text = Text::new(std::str::from_utf8(&bytes).ok()?);
        Some(Location { uri: uri::of(path), range: text.range(&span, self.unit) })
    }
}
