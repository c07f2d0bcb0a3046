//! The walk through a file, twice: once for the names that begin, once for those that are used.

use super::names::Around;
use super::{Elsewhere, Id, Index, Kind, Mark, Meaning, Scope, Symbol, Target, Wanted, meaning};
use crate::finding::Place;
use crate::model::Name;
use crate::model::language::{PROCEDURE, SECTION};
use crate::model::shape::{Object, Shape};
use crate::template;
use crate::text::{Entry, Kind as NodeKind, Node};
use indexmap::IndexMap;
use std::collections::HashMap;
use std::rc::Rc;

pub(super) fn index(root: &Node) -> Index {
    let mut build = Build { index: Index::default(), senders: HashMap::new(), asked: HashMap::new(), resolving: false };
    build.index.scopes.push(Scope::default());
    build.index.scope_at.insert("".into(), 0);
    let top = Here { scopes: Rc::new([0]), owner: None, inner: Some(0), fields: Vec::new() };
    build.object(root, Place::root(), &PROCEDURE, &top);
    build.resolving = true;
    build.object(root, Place::root(), &PROCEDURE, &top);
    let mut index = build.index;
    for (i, mark) in index.marks.iter().enumerate() {
        index.at.entry(mark.place.path().into()).or_default().push(i);
    }
    index
}

/// Where the walk is.
#[derive(Clone)]
pub(super) struct Here {
    /// The scopes whose names can be read: one, but for a mail that several steps send.
    pub scopes: Rc<[usize]>,
    /// The name inside which this stands.
    pub owner: Option<Id>,
    /// The scope that the step holds.
    pub inner: Option<usize>,
    /// The questions around: their parts can be read by each other.
    pub fields: Vec<Id>,
}

pub(super) struct Build {
    pub index: Index,
    /// The scopes of the steps that send each mail.
    senders: HashMap<Name, Vec<usize>>,
    /// The names that begin at each path, found again in the second walk.
    asked: HashMap<String, Id>,
    resolving: bool,
}

impl Build {
    fn object(&mut self, node: &Node, at: Place, object: &'static Object, here: &Here) {
        for entry in node.entries() {
            let Some(key) = object.keys.iter().find(|key| key.name == entry.key) else { continue };
            let place = at.key(key.name);
            match meaning(object.name, key.name) {
                Meaning::Defines(kind) => self.begin(kind, &entry.value, &place, key.shape, here),
                Meaning::Results => self.results(node, &entry.value, &place, here),
                Meaning::Inputs if self.resolving => self.inputs(node, &entry.value, &place, here),
                Meaning::Own if !self.resolving => {
                    if let Some(name) = entry.value.as_str() {
                        let title = node.get("title").and_then(Node::as_str).unwrap_or_default().to_owned();
                        self.define(Kind::Procedure, name, title, place, here);
                    }
                }
                Meaning::Item if !self.resolving => self.item(&entry.value, place, here),
                meaning => self.value(&entry.value, place, key.shape, meaning, here),
            }
        }
    }

    /// What stands under a key that begins no names by itself.
    fn value(&mut self, node: &Node, at: Place, shape: &'static Shape, meaning: Meaning, here: &Here) {
        match &node.kind {
            NodeKind::Map(_) => {
                if let Some(object) = shape.object() {
                    let mut inside = here.clone();
                    if object.name == SECTION.name {
                        inside.inner = Some(self.scope(&at, here, true));
                        if let (Some(owner), false) = (here.owner, self.resolving) {
                            self.index.symbols[owner].inner = inside.inner;
                        }
                    }
                    self.object(node, at, object, &inside);
                }
            }
            NodeKind::List(items) => {
                let inner = shape.inner().unwrap_or(shape);
                items.iter().enumerate().for_each(|(i, item)| self.value(item, at.index(i), inner, meaning, here));
            }
            NodeKind::Scalar(scalar) if self.resolving => self.scalar(scalar.text.as_str(), at, meaning, here),
            NodeKind::Scalar(scalar) if meaning == Meaning::Name(Wanted::Email) => {
                self.senders.entry(scalar.text.as_str().into()).or_default().extend(here.scopes.iter());
            }
            NodeKind::Scalar(_) => {}
        }
    }

    /// A map whose keys are names that begin here.
    fn begin(&mut self, kind: Kind, map: &Node, at: &Place, shape: &'static Shape, here: &Here) {
        // In a list each name is its own title.
        let named = if self.resolving { &[] } else { map.items() };
        for (i, name) in named.iter().enumerate() {
            if let Some(name) = name.as_str() {
                self.define(kind, name, name.to_owned(), at.index(i), here);
            }
        }
        for entry in map.entries() {
            let place = at.key(&entry.key);
            let id = if self.resolving {
                self.asked.get(place.path()).copied()
            } else {
                self.define(kind, &entry.key, title(kind, entry), place.as_key(), here)
            };
            let Some(id) = id else { continue };
            let said = |key: &str| entry.value.get(key).and_then(Node::as_str).map(str::to_owned);
            match kind {
                Kind::Field | Kind::Setting => self.index.symbols[id].word = said("type"),
                Kind::Role => self.index.symbols[id].from = said("of"),
                Kind::Step => self.index.symbols[id].called = said("call").map(Name::from),
                _ => {}
            }
            let mut inside = here.clone();
            inside.owner = Some(id);
            match kind {
                Kind::Field | Kind::Setting => inside.fields.push(id),
                Kind::Email if self.resolving => {
                    let senders = self.senders.get(entry.key.as_str()).cloned().unwrap_or_else(|| vec![0]);
                    inside.scopes = senders.into();
                }
                Kind::Step => inside = self.step(id, entry, &place, here),
                _ => {}
            }
            if let Some(inner) = shape.inner() {
                let own = if kind == Kind::Computed { Meaning::Expression } else { Meaning::Plain };
                self.value(&entry.value, place, inner, own, &inside);
            }
        }
    }

    fn step(&mut self, id: Id, entry: &Entry, place: &Place, here: &Here) -> Here {
        let scope = here.inner.unwrap_or(0);
        let mut inside = Here { scopes: Rc::new([scope]), owner: Some(id), inner: None, fields: Vec::new() };
        if entry.value.get("each").is_some() || entry.value.get("steps").is_some() {
            inside.inner = Some(self.scope(place, &inside, false));
            let symbol = &mut self.index.symbols[id];
            symbol.inner = inside.inner;
            symbol.from = entry.value.get("each").and_then(Node::as_str).map(str::to_owned);
        }
        inside
    }

    /// The scope that begins at a path: made in the first walk, found again in the second.
    fn scope(&mut self, at: &Place, here: &Here, section: bool) -> usize {
        if let Some(known) = self.index.scope_at.get(at.path()) {
            return *known;
        }
        self.index.scopes.push(Scope { parent: here.scopes.first().copied(), section, ..Scope::default() });
        let number = self.index.scopes.len() - 1;
        self.index.scope_at.insert(at.path().into(), number);
        number
    }

    /// A name begins. The same question, asked by another step of its scope, is the same name.
    fn define(&mut self, kind: Kind, name: &str, title: String, place: Place, here: &Here) -> Option<Id> {
        let name: Name = name.into();
        let scope = match kind {
            Kind::Step => here.inner.unwrap_or(0),
            _ => here.scopes.first().copied().unwrap_or(0),
        };
        // Questions of a list and options belong to what is around them.
        let owner = match kind {
            Kind::Option | Kind::Result => here.owner,
            Kind::Field | Kind::Setting => here.fields.last().copied(),
            _ => None,
        };
        let asked = kind == Kind::Field && owner.is_none() && here.owner.is_some();
        let known = match owner {
            Some(owner) => self.index.symbols[owner].parts.get(&name).copied(),
            None if asked => self.index.scopes[scope].readable.get(&name).copied().filter(|id| self.index.symbols[*id].kind == Kind::Field),
            None => None,
        };
        let id = known.unwrap_or(self.index.symbols.len());
        self.asked.insert(place.path().to_owned(), id);
        self.mark(place.clone(), true, Target::Here(id));
        if known.is_some() {
            self.index.symbols[id].defined.push(place);
            return Some(id);
        }
        self.index.symbols.push(Symbol {
            kind,
            name: name.clone(),
            title,
            defined: vec![place],
            owner,
            parts: IndexMap::new(),
            word: None,
            scope,
            inner: None,
            from: None,
            called: None,
        });
        match (owner, kind) {
            (Some(owner), _) => drop(self.index.symbols[owner].parts.insert(name, id)),
            (None, Kind::Step) => {
                self.index.scopes[scope].steps.entry(name.clone()).or_insert(id);
                self.readable(scope, name, id);
            }
            (None, Kind::Field) if asked => self.readable(scope, name, id),
            (None, Kind::Field | Kind::Computed) => drop(self.index.given.entry(name).or_insert(id)),
            (None, _) => drop(self.index.heads.entry((kind, name)).or_insert(id)),
        }
        Some(id)
    }

    /// What a section asks can be read behind it too.
    fn readable(&mut self, scope: usize, name: Name, id: Id) {
        let mut scope = Some(scope);
        while let Some(here) = scope {
            self.index.scopes[here].readable.entry(name.clone()).or_insert(id);
            scope = self.index.scopes[here].parent.filter(|_| self.index.scopes[here].section);
        }
    }

    fn item(&mut self, node: &Node, place: Place, here: &Here) {
        let (Some(name), Some(inner), Some(step)) = (node.as_str(), here.inner, here.owner) else { return };
        let id = self.index.symbols.len();
        let from = self.index.symbols[step].from.clone();
        self.mark(place.clone(), true, Target::Here(id));
        self.index.symbols.push(Symbol {
            kind: Kind::Item,
            name: name.into(),
            title: String::new(),
            defined: vec![place],
            owner: None,
            parts: IndexMap::new(),
            word: None,
            scope: inner,
            inner: Some(inner),
            from,
            called: None,
        });
        self.index.scopes[inner].readable.entry(name.into()).or_insert(id);
    }

    /// `with`: the names are inputs of the called procedure.
    fn inputs(&mut self, step: &Node, map: &Node, at: &Place, here: &Here) {
        let Some(called) = step.get("call").and_then(Node::as_str) else { return };
        for entry in map.entries() {
            let place = at.key(&entry.key);
            self.mark(place.as_key(), false, Target::There(called.into(), Elsewhere::Input(entry.key.as_str().into())));
            if let Some(scalar) = entry.value.as_scalar() {
                self.expression(&scalar.text, &place, here);
            }
        }
    }

    /// `returns`: a name that begins here, and what the called procedure calls it.
    fn results(&mut self, step: &Node, map: &Node, at: &Place, here: &Here) {
        let called = step.get("call").and_then(Node::as_str);
        for entry in map.entries() {
            let place = at.key(&entry.key);
            match (self.resolving, called, entry.value.as_str()) {
                (false, ..) => drop(self.define(Kind::Result, &entry.key, String::new(), place.as_key(), here)),
                (true, Some(called), Some(name)) => self.mark(place, false, Target::There(called.into(), Elsewhere::Result(name.into()))),
                (true, ..) => {}
            }
        }
    }

    /// Where a name is used.
    fn scalar(&mut self, text: &str, at: Place, meaning: Meaning, here: &Here) {
        match meaning {
            Meaning::Template => self.template(text, &at, here),
            Meaning::Expression => self.expression(text, &at, here),
            Meaning::Recipient if text.contains('{') => self.template(text, &at, here),
            Meaning::Recipient if text.contains('@') => {}
            Meaning::Recipient => self.named(Wanted::Role, text, at, here),
            Meaning::Name(wanted) => self.named(wanted, text, at, here),
            Meaning::Path => self.path(text, &at),
            Meaning::Moment => {
                if let Some(from) = [" after ", " before "].iter().find_map(|word| text.rfind(word).map(|i| i + word.len())) {
                    let name = text[from..].trim_end();
                    if let Some(id) = self.around(here).variable(name) {
                        self.mark(at.within(from..from + name.len()), false, Target::Here(id));
                    }
                }
            }
            Meaning::Plain | Meaning::Codes | Meaning::Own | Meaning::Item | Meaning::Defines(_) | Meaning::Inputs | Meaning::Results => {}
        }
    }

    fn named(&mut self, wanted: Wanted, text: &str, at: Place, here: &Here) {
        // `stop: true` and `stop: run` name no step.
        if wanted == Wanted::Holder && matches!(text, "true" | "false" | "run") {
            return;
        }
        let target = match (wanted, self.around(here).named(wanted, text)) {
            (Wanted::Procedure, _) => Target::Procedure(text.into()),
            (_, Some(id)) => Target::Here(id),
            (_, None) => Target::Nothing(wanted, text.into()),
        };
        self.mark(at, false, target);
    }

    /// `chacun.remise`, `accord.oui`, `appel.pas`.
    fn path(&mut self, text: &str, at: &Place) {
        let mut names: Vec<Name> = Vec::new();
        let mut called: Option<(Name, usize)> = None;
        let mut from = 0;
        for part in text.split('.') {
            let place = at.within(from..from + part.len());
            from += part.len() + 1;
            // An item's own name or number says nothing of which step is meant.
            names.push(part.split('[').next().unwrap_or(part).into());
            if let Some((procedure, since)) = &called {
                let target = Target::There(procedure.clone(), Elsewhere::Path(names[*since..].to_vec()));
                self.mark(place, false, target);
                continue;
            }
            let Some(id) = self.index.by_path(&names) else { return };
            self.mark(place, false, Target::Here(id));
            called = self.index.symbols[id].called.clone().map(|procedure| (procedure, names.len()));
        }
    }

    fn template(&mut self, text: &str, at: &Place, here: &Here) {
        if text.contains('{')
            && let Ok(parsed) = template::parse(text)
        {
            self.parsed(&parsed, at, here);
        }
    }

    fn expression(&mut self, text: &str, at: &Place, here: &Here) {
        if let Ok(parsed) = template::parse_expression(text) {
            self.parsed(&parsed, at, here);
        }
    }

    fn parsed(&mut self, parsed: &template::Parsed, at: &Place, here: &Here) {
        let found = self.around(here).read_by(parsed);
        for (range, id) in found {
            self.mark(at.within(range), false, Target::Here(id));
        }
        for local in &parsed.locals {
            let id = self.index.symbols.len();
            let places: Vec<Place> = local.ranges.iter().map(|range| at.within(range.clone())).collect();
            self.index.symbols.push(Symbol {
                kind: Kind::Local,
                name: local.name.as_str().into(),
                title: String::new(),
                defined: places.iter().take(1).cloned().collect(),
                owner: None,
                parts: IndexMap::new(),
                word: None,
                scope: 0,
                inner: None,
                from: None,
                called: None,
            });
            places.into_iter().enumerate().for_each(|(i, place)| self.mark(place, i == 0, Target::Here(id)));
        }
    }

    fn around<'b>(&'b self, here: &'b Here) -> Around<'b> {
        Around { index: &self.index, here }
    }

    fn mark(&mut self, place: Place, begins: bool, target: Target) {
        self.index.marks.push(Mark { place, begins, target });
    }
}

fn title(kind: Kind, entry: &Entry) -> String {
    let text = match kind {
        Kind::Option | Kind::Computed if entry.value.as_scalar().is_some() => entry.value.as_scalar().map(|s| s.text.as_str()),
        Kind::Email => entry.value.get("title").or_else(|| entry.value.get("subject")).and_then(Node::as_str),
        _ => entry.value.get("title").and_then(Node::as_str),
    };
    text.unwrap_or_default().to_owned()
}
