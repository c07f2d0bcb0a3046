//! Every name of a procedure: where it begins, and everywhere it is used.
//!
//! [`Index::of`] is made from the tree of a file and the table of the language, and takes what it finds: a file with findings has an index
//! too. Names inside texts and expressions are followed through loops, lists and choices, so that a name can be changed everywhere at once.

mod build;
mod meaning;
mod names;

use crate::finding::{Part, Place};
use crate::model::Name;
use crate::template::Seg;
use crate::text::Document;
use indexmap::IndexMap;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

pub use meaning::{Meaning, Wanted, meaning};

/// The number of a name in its index.
pub type Id = usize;

/// What a name is the name of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// The procedure itself.
    Procedure,
    /// A document that it comes from.
    Source,
    /// Who acts.
    Role,
    /// Whom to call.
    Contact,
    /// A guide, a form.
    Document,
    /// A mail or letter.
    Email,
    /// A fact of the organisation.
    Setting,
    /// A question: asked by a step, at the start, or of each item of a list.
    Field,
    /// A computed value.
    Computed,
    /// A step.
    Step,
    /// An answer of a choice or question.
    Option,
    /// One item of a list, inside an `each`.
    Item,
    /// What a called procedure gave back.
    Result,
    /// A name that a loop inside a text binds.
    Local,
}

/// One name.
#[derive(Debug)]
pub struct Symbol {
    /// Of what.
    pub kind: Kind,
    /// As it is written.
    pub name: Name,
    /// Its title, or what stands for one.
    pub title: String,
    /// Where it begins; a question that several steps ask has several places.
    pub defined: Vec<Place>,
    /// What it is a part of: the question of an option, the step of an answer.
    pub owner: Option<Id>,
    /// The names inside: options, questions of a list, results of a call.
    pub parts: IndexMap<Name, Id>,
    /// The type of a question.
    pub word: Option<String>,
    /// The scope in which it stands.
    scope: usize,
    /// The scope that it holds, or whose item it is.
    inner: Option<usize>,
    /// The expression that gives the list of an `each`, or the list whose items play a role.
    from: Option<String>,
    /// The procedure that a step calls.
    pub called: Option<Name>,
}

/// One place where a name is written.
#[derive(Debug, Clone)]
pub struct Mark {
    /// Where.
    pub place: Place,
    /// Whether the name begins here.
    pub begins: bool,
    /// What is meant.
    pub target: Target,
}

/// What a name means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// A name of this file.
    Here(Id),
    /// Another procedure.
    Procedure(Name),
    /// Something in another procedure.
    There(Name, Elsewhere),
    /// Nothing that exists.
    Nothing(Wanted, Name),
}

/// What of another procedure is named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Elsewhere {
    /// An input that it is given.
    Input(Name),
    /// What it gives back.
    Result(Name),
    /// A step, or an answer, by its path.
    Path(Vec<Name>),
}

/// The steps of one scope, and what can be read in it.
#[derive(Debug, Default)]
struct Scope {
    parent: Option<usize>,
    section: bool,
    steps: IndexMap<Name, Id>,
    /// Steps, questions and items; also those of the sections inside.
    readable: IndexMap<Name, Id>,
}

/// Every name of one file.
#[derive(Debug, Default)]
pub struct Index {
    symbols: Vec<Symbol>,
    marks: Vec<Mark>,
    /// The marks at each path.
    at: HashMap<Arc<str>, Vec<usize>>,
    scopes: Vec<Scope>,
    /// The scope that begins at each path.
    scope_at: HashMap<Arc<str>, usize>,
    /// Names that mean one thing in the whole file.
    heads: HashMap<(Kind, Name), Id>,
    /// Inputs and computed values.
    given: IndexMap<Name, Id>,
}

impl Index {
    /// The index of a file.
    pub fn of(document: &Document) -> Index {
        build::index(document.root())
    }

    /// One name.
    pub fn symbol(&self, id: Id) -> &Symbol {
        &self.symbols[id]
    }

    /// All names, in the order of the file.
    pub fn symbols(&self) -> impl Iterator<Item = (Id, &Symbol)> {
        self.symbols.iter().enumerate()
    }

    /// Every place where a name is written.
    pub fn marks(&self) -> &[Mark] {
        &self.marks
    }

    /// Where a name is written, the places where it begins first.
    pub fn places(&self, id: Id) -> Vec<&Mark> {
        let mut marks: Vec<&Mark> = self.marks.iter().filter(|mark| mark.target == Target::Here(id)).collect();
        marks.sort_by_key(|mark| !mark.begins);
        marks
    }

    /// The name that is written at a byte of the file.
    pub fn mark_at(&self, document: &Document, byte: usize) -> Option<&Mark> {
        let (place, _) = document.at(byte);
        let here = self.at.get(place.path())?.iter().map(|i| &self.marks[*i]);
        let fits = |mark: &&Mark| match (mark.place.part(), place.part()) {
            (Part::Key, Part::Key) | (Part::Value, Part::Value) => true,
            (Part::Within(_), Part::Value) => {
                let span = document.span(&mark.place);
                (span.start..=span.end).contains(&byte)
            }
            _ => false,
        };
        // Where two names touch, the one that begins here is meant.
        here.filter(fits).max_by_key(|mark| document.span(&mark.place).start)
    }

    /// The procedure's own name.
    pub fn own(&self) -> Option<&Symbol> {
        self.symbols.iter().find(|symbol| symbol.kind == Kind::Procedure)
    }

    /// A name that means one thing in the whole file: a role, a mail, …
    pub fn head(&self, kind: Kind, name: &str) -> Option<Id> {
        self.heads.get(&(kind, name.into())).copied()
    }

    /// All names of a kind that mean one thing in the whole file.
    pub fn heads(&self, kind: Kind) -> impl Iterator<Item = &Symbol> {
        self.symbols.iter().filter(move |symbol| symbol.kind == kind && symbol.owner.is_none())
    }

    /// What another file means by a part of this one.
    pub fn resolve(&self, part: &Elsewhere) -> Option<Id> {
        match part {
            Elsewhere::Input(name) => self.given.get(name).copied().filter(|id| self.symbols[*id].kind == Kind::Field),
            Elsewhere::Result(name) => self.given.get(name).or_else(|| self.scopes.first()?.readable.get(name)).copied(),
            Elsewhere::Path(names) => self.by_path(names),
        }
    }

    /// A step or answer by its path from the outermost scope.
    pub fn by_path(&self, names: &[Name]) -> Option<Id> {
        let mut scope = Some(0);
        let mut found: Option<Id> = None;
        for name in names {
            let next = scope.and_then(|scope| self.scopes.get(scope)?.steps.get(name).copied());
            let id = next.or_else(|| self.symbols[found?].parts.get(name).copied())?;
            scope = self.symbols[id].inner;
            found = Some(id);
        }
        found
    }

    /// The path of a step from the outermost scope, where `rules` and scenarios name it so.
    pub fn path_of(&self, id: Id) -> Vec<Name> {
        let mut path = vec![self.symbols[id].name.clone()];
        let mut scope = self.symbols[id].scope;
        while let Some(holder) = self.symbols.iter().find(|s| s.kind == Kind::Step && s.inner == Some(scope) && scope != 0) {
            path.insert(0, holder.name.clone());
            scope = holder.scope;
        }
        path
    }

    /// Whether another procedure is called.
    pub fn calls_any(&self) -> bool {
        self.marks.iter().any(|mark| matches!(mark.target, Target::Procedure(_)))
    }

    /// What can be read by a name where a step stands.
    pub fn read_at_step(&self, step: Id, name: &str) -> Option<Id> {
        let mut scope = Some(self.symbols[step].scope);
        while let Some(here) = scope {
            if let Some(id) = self.scopes[here].readable.get(name) {
                return Some(*id);
            }
            scope = self.scopes[here].parent;
        }
        self.given.get(name).copied()
    }

    /// The list of a name, wherever it is asked.
    pub fn list(&self, name: &str) -> Option<Id> {
        let is = |s: &Symbol| s.name.as_ref() == name && (s.kind == Kind::Computed || s.word.as_deref() == Some("list"));
        self.symbols.iter().position(is)
    }

    /// What can be read of the value at the end of a path that is written at a path of the file: `dossiers.success` at `/steps/bilan/text`.
    pub fn parts_at(&self, at: &str, path: &[Seg]) -> Vec<&Symbol> {
        let scope = self.scope_around(at).unwrap_or(0);
        let here = build::Here { scopes: [scope].into(), owner: None, inner: None, fields: Vec::new() };
        let parts = names::Around { index: self, here: &here }.parts(path);
        parts.into_iter().map(|id| &self.symbols[id]).collect()
    }

    /// Every name that an expression about the whole run reads, with its bytes there.
    pub fn read_by(&self, expression: &str) -> Vec<(Range<usize>, Id)> {
        let here = build::Here { scopes: [0].into(), owner: None, inner: None, fields: Vec::new() };
        let parsed = crate::template::parse_expression(expression);
        parsed.map(|parsed| names::Around { index: self, here: &here }.read_by(&parsed)).unwrap_or_default()
    }

    /// The steps that can be named at a path of the file: those of its scope; with `around`, also those of the scopes around it.
    pub fn steps_at(&self, path: &str, inner: bool, around: bool) -> Vec<&Symbol> {
        let mut scope = if inner { self.scope_at.get(path).copied().or_else(|| self.scope_around(path)) } else { self.scope_around(path) };
        let mut found = Vec::new();
        while let Some(here) = scope {
            found.extend(self.scopes[here].steps.values().map(|id| &self.symbols[*id]));
            scope = self.scopes[here].parent.filter(|_| around);
        }
        found
    }

    /// The steps whose scopes lie around a path, the innermost first.
    pub fn holders_at(&self, path: &str) -> Vec<&Symbol> {
        let mut scope = self.scope_around(path);
        let mut found = Vec::new();
        while let Some(here) = scope {
            found.extend(self.symbols.iter().find(|s| s.kind == Kind::Step && s.inner == Some(here) && here != 0));
            scope = self.scopes[here].parent;
        }
        found
    }

    /// What can be read at a path of the file, the innermost first.
    pub fn readable_at(&self, path: &str) -> Vec<&Symbol> {
        let mut scope = self.scope_around(path);
        let mut found: Vec<&Symbol> = Vec::new();
        while let Some(here) = scope {
            found.extend(self.scopes[here].readable.values().map(|id| &self.symbols[*id]));
            scope = self.scopes[here].parent;
        }
        found.extend(self.given.values().map(|id| &self.symbols[*id]));
        found
    }

    /// The scope in which a path lies: the steps of `/steps/x/…` lie in the outermost one.
    fn scope_around(&self, path: &str) -> Option<usize> {
        let mut path = path;
        // A step's own path begins the scope that it holds; what is written in the step itself lies outside of it.
        while let Some(at) = path.rfind("/steps/") {
            path = &path[..at];
            if let Some(scope) = self.scope_at.get(path) {
                return Some(*scope);
            }
        }
        (!self.scopes.is_empty()).then_some(0)
    }
}
