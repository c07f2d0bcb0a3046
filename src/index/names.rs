//! What a name means at one place: outwards through the scopes, and inwards through the parts of a path.

use super::build::Here;
use super::{Id, Index, Kind, Wanted};
use crate::model::Name;
use crate::template::{self, Seg};
use std::ops::Range;

/// How often one may go from a computed value to what it is computed from.
const MAX_HOPS: usize = 8;

/// The names that can be read at one place.
pub(super) struct Around<'b> {
    pub index: &'b Index,
    pub here: &'b Here,
}

/// How far a path has been followed.
#[derive(Clone, Copy)]
enum At {
    Symbol(Id),
    Group(Kind),
    Titles,
    /// A value without names inside.
    Plain,
    Unknown,
}

impl Around<'_> {
    /// What a single name refers to.
    pub fn named(&self, wanted: Wanted, name: &str) -> Option<Id> {
        let head = |kind| self.index.head(kind, name);
        let scope = self.here.scopes.first().copied().unwrap_or(0);
        let step = |scope: usize| self.index.scopes.get(scope)?.steps.get(name).copied();
        match wanted {
            Wanted::Role => head(Kind::Role),
            Wanted::Contact => head(Kind::Contact),
            Wanted::Document => head(Kind::Document),
            Wanted::Source => head(Kind::Source),
            Wanted::Email => head(Kind::Email),
            Wanted::Step => step(scope),
            Wanted::StepAround => self.scopes(scope).find_map(step),
            Wanted::InnerStep => step(self.here.inner.unwrap_or(scope)),
            Wanted::Holder => {
                let holds = |scope: usize| {
                    let symbol = |id: &Id| self.index.symbols[*id].inner == Some(scope) && self.index.symbols[*id].name.as_ref() == name;
                    self.index.scopes.get(self.index.scopes[scope].parent?)?.steps.values().copied().find(symbol)
                };
                self.scopes(scope).find_map(holds)
            }
            Wanted::List => self.variable(name).or_else(|| self.any(name, |index, id| index.symbols[id].kind == Kind::Field)),
            Wanted::Part => self.index.symbols[*self.here.fields.last()?].parts.get(name).copied(),
            Wanted::Attachment => head(Kind::Document).or_else(|| self.variable(name)),
            Wanted::Secret => self.variable(name),
            Wanted::Procedure => None,
        }
    }

    fn scopes(&self, from: usize) -> impl Iterator<Item = usize> {
        std::iter::successors(Some(from), |scope| self.index.scopes.get(*scope)?.parent)
    }

    /// A name of any scope: for roles and items, which name lists wherever they are asked.
    fn any(&self, name: &str, fits: impl Fn(&Index, Id) -> bool) -> Option<Id> {
        self.index.scopes.iter().find_map(|scope| scope.readable.get(name).copied().filter(|id| fits(self.index, *id)))
    }

    /// What a variable refers to.
    pub fn variable(&self, name: &str) -> Option<Id> {
        let sibling = self.here.fields.iter().rev().find_map(|field| {
            let symbol = &self.index.symbols[*field];
            let beside = symbol.parts.get(name).copied();
            // Settings read each other by their bare names.
            beside.or_else(|| self.index.head(Kind::Setting, name).filter(|_| symbol.kind == Kind::Setting))
        });
        let scoped = || {
            let scopes = self.here.scopes.iter().flat_map(|scope| self.scopes(*scope));
            let mut readable = scopes.filter_map(|scope| self.index.scopes.get(scope)?.readable.get(name));
            readable.next().copied()
        };
        sibling.or_else(scoped).or_else(|| self.index.given.get(name).copied())
    }

    /// What each segment of a path refers to.
    pub fn follow(&self, path: &[Seg]) -> Vec<Option<Id>> {
        let mut found = Vec::with_capacity(path.len());
        let mut at = At::Unknown;
        for (i, seg) in path.iter().enumerate() {
            at = match seg {
                Seg::Name(name) if i == 0 => self.root(name),
                seg => self.part(at, seg, 0),
            };
            if let (At::Unknown, Seg::Name(name), true) = (at, seg, i > 0) {
                // Of a value whose parts are not known, a part that only one thing has must be that one.
                at = self.only(name).map_or(At::Unknown, At::Symbol);
            }
            found.push(match (at, seg) {
                (At::Symbol(id), Seg::Name(name)) if self.index.symbols[id].name.as_ref() == name => Some(id),
                _ => None,
            });
        }
        found
    }

    /// Every name that a text or expression reads, with its bytes there.
    pub fn read_by(&self, parsed: &template::Parsed) -> Vec<(Range<usize>, Id)> {
        let mut found = Vec::new();
        for used in parsed.uses.iter().filter(|used| !used.multiplied) {
            let meant = used.parts.iter().zip(self.follow(&used.path));
            found.extend(meant.filter_map(|(part, id)| Some((part.clone()?, id?))));
        }
        for word in &parsed.words {
            let of = self.follow(&word.of).last().copied().flatten();
            if let Some(id) = of.and_then(|of| self.index.symbols[of].parts.get(word.text.as_str())) {
                found.push((word.range.clone(), *id));
            }
        }
        found
    }

    /// What can be read of the value at the end of a path.
    pub fn parts(&self, path: &[Seg]) -> Vec<Id> {
        let mut at = At::Unknown;
        for (i, seg) in path.iter().enumerate() {
            at = match seg {
                Seg::Name(name) if i == 0 => self.root(name),
                seg => self.part(at, seg, 0),
            };
        }
        let mut found = Vec::new();
        for hops in 0..MAX_HOPS {
            let At::Symbol(id) = at else { break };
            let symbol = &self.index.symbols[id];
            found.extend(symbol.parts.values().filter(|part| self.index.symbols[**part].kind != Kind::Option));
            found.extend(symbol.inner.iter().flat_map(|scope| self.index.scopes[*scope].readable.values()).filter(|own| **own != id));
            match self.source(id, hops).filter(|_| symbol.from.is_some() || symbol.kind == Kind::Computed) {
                Some(from) => at = from,
                None => break,
            }
        }
        found
    }

    fn root(&self, name: &str) -> At {
        if let Some(id) = self.variable(name) {
            return At::Symbol(id);
        }
        match name {
            "settings" => At::Group(Kind::Setting),
            "roles" => At::Group(Kind::Role),
            "documents" => At::Group(Kind::Document),
            "contacts" => At::Group(Kind::Contact),
            "titles" => At::Titles,
            "run" | "today" => At::Plain,
            _ => At::Unknown,
        }
    }

    fn part(&self, at: At, seg: &Seg, hops: usize) -> At {
        match (at, seg) {
            (At::Group(kind), Seg::Name(name)) => self.index.head(kind, name).map_or(At::Plain, At::Symbol),
            (At::Titles, Seg::Name(name)) => self.variable(name).map_or(At::Plain, At::Symbol),
            (At::Symbol(id), seg) => self.of_symbol(id, seg, hops),
            (At::Plain, _) => At::Plain,
            (At::Group(_) | At::Titles | At::Unknown, _) => At::Unknown,
        }
    }

    fn of_symbol(&self, id: Id, seg: &Seg, hops: usize) -> At {
        let symbol = &self.index.symbols[id];
        let Seg::Name(name) = seg else { return At::Symbol(id) };
        if let Some(part) = symbol.parts.get(name.as_str()) {
            return At::Symbol(*part);
        }
        match symbol.kind {
            // What is answered for each item is a part of the item.
            Kind::Item => self.of_item(id, name, hops),
            Kind::Step if symbol.inner.is_some() => {
                if matches!(name.as_str(), "success" | "failure" | "neutral" | "dropped") {
                    At::Symbol(id)
                } else {
                    self.of_item(id, name, hops)
                }
            }
            Kind::Computed => self.source(id, hops).map_or(At::Unknown, |from| self.part(from, seg, hops + 1)),
            Kind::Role => self.list_of_role(id).map_or(At::Plain, |list| self.part(At::Symbol(list), seg, hops + 1)),
            _ => At::Plain,
        }
    }

    fn of_item(&self, id: Id, name: &str, hops: usize) -> At {
        let symbol = &self.index.symbols[id];
        let own = symbol.inner.and_then(|scope| self.index.scopes.get(scope)?.readable.get(name)).copied();
        if let Some(own) = own.filter(|own| *own != id) {
            return At::Symbol(own);
        }
        self.source(id, hops).map_or(At::Unknown, |from| self.part(from, &Seg::Name(name.to_owned()), hops + 1))
    }

    /// What a list or computed value is made from, where its expression is a path.
    fn source(&self, id: Id, hops: usize) -> Option<At> {
        let symbol = &self.index.symbols[id];
        let text = match symbol.kind {
            Kind::Computed => symbol.title.as_str(),
            _ => symbol.from.as_deref()?,
        };
        if hops > MAX_HOPS {
            return None;
        }
        let parsed = template::parse_expression(text).ok()?;
        let path = parsed.whole.as_ref()?;
        let mut at = At::Unknown;
        for (i, seg) in path.iter().enumerate() {
            at = match seg {
                Seg::Name(name) if i == 0 => self.root(name),
                seg => self.part(at, seg, hops + 1),
            };
        }
        match at {
            At::Symbol(found) if found == id => None,
            at => Some(at),
        }
    }

    /// The list whose items play a role.
    fn list_of_role(&self, id: Id) -> Option<Id> {
        self.named(Wanted::List, self.index.symbols[id].from.as_deref()?)
    }

    /// The one question of a list or record that has this name.
    fn only(&self, name: &str) -> Option<Id> {
        let name = Name::from(name);
        let mut found = self.index.symbols.iter().enumerate().filter(|(_, s)| s.kind == Kind::Field && s.owner.is_some() && s.name == name);
        let first = found.next()?.0;
        found.next().is_none().then_some(first)
    }
}
