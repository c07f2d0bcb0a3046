//! The headings of a procedure: steps with what they hold, questions, answers, roles, mails.

use super::Understood;
use crate::index::{Kind, Meaning, meaning};
use crate::model::language::PROCEDURE;
use crate::model::shape::Object;
use crate::text::{Entry, Node};
use std::ops::Range;

/// One heading.
#[derive(Debug, PartialEq)]
pub struct Outline {
    /// The name.
    pub name: String,
    /// Its title.
    pub title: String,
    /// Of what; none for a heading that only gathers others.
    pub kind: Option<Kind>,
    /// The bytes of all of it.
    pub whole: Range<usize>,
    /// The bytes of the name.
    pub own: Range<usize>,
    /// What is inside.
    pub inside: Vec<Outline>,
}

/// The headings of a file.
pub fn outline(file: &Understood) -> Vec<Outline> {
    let mut found = Vec::new();
    for entry in file.document.root().entries() {
        if let Meaning::Defines(kind) = meaning(PROCEDURE.name, &entry.key) {
            let inside = named(kind, entry);
            if !inside.is_empty() {
                found.push(Outline {
                    name: entry.key.clone(),
                    title: String::new(),
                    kind: None,
                    whole: whole(entry),
                    own: entry.key_span.clone(),
                    inside,
                });
            }
        }
    }
    found
}

fn whole(entry: &Entry) -> Range<usize> {
    entry.key_span.start..entry.value.span.end.max(entry.key_span.end)
}

/// The names under one key.
fn named(kind: Kind, of: &Entry) -> Vec<Outline> {
    of.value.entries().iter().map(|entry| one(kind, entry)).collect()
}

fn one(kind: Kind, entry: &Entry) -> Outline {
    let title = entry.value.get("title").and_then(Node::as_str).or_else(|| entry.value.as_str()).unwrap_or_default();
    let object = match kind {
        Kind::Step => Some(&crate::model::language::STEP),
        Kind::Field | Kind::Setting => Some(&crate::model::language::FIELD),
        _ => None,
    };
    Outline {
        name: entry.key.clone(),
        title: title.lines().next().unwrap_or_default().to_owned(),
        kind: Some(kind),
        whole: whole(entry),
        own: entry.key_span.clone(),
        inside: object.map(|object| inside(object, &entry.value)).unwrap_or_default(),
    }
}

fn inside(object: &'static Object, node: &Node) -> Vec<Outline> {
    let mut found = Vec::new();
    for entry in node.entries() {
        match meaning(object.name, &entry.key) {
            Meaning::Defines(kind) => found.extend(named(kind, entry)),
            Meaning::Results => found.extend(named(Kind::Result, entry)),
            _ if entry.key == "section" => found.extend(inside(&crate::model::language::SECTION, &entry.value)),
            _ => {}
        }
    }
    found
}
