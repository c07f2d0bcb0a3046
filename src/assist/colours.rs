//! The words of texts and expressions, to be coloured.

use super::Understood;
use crate::index::{Meaning, meaning};
use crate::model::language::PROCEDURE;
use crate::model::shape::{Object, Shape};
use crate::template::{Token, tokens};
use crate::text::{Kind as NodeKind, Node};
use std::ops::Range;

/// A word and what it is.
#[derive(Debug, PartialEq, Eq)]
pub struct Colour {
    /// Bytes of the file, on one line.
    pub span: Range<usize>,
    /// What it is.
    pub token: Token,
}

/// Every word of every text and expression, in the order of the file.
pub fn colours(file: &Understood) -> Vec<Colour> {
    let mut found = Vec::new();
    object(file, file.document.root(), &PROCEDURE, &mut found);
    found.sort_by_key(|colour| colour.span.start);
    found
}

fn object(file: &Understood, node: &Node, object: &'static Object, found: &mut Vec<Colour>) {
    for entry in node.entries() {
        if let Some(key) = object.keys.iter().find(|key| key.name == entry.key) {
            let own = match meaning(object.name, key.name) {
                // The values of these maps are expressions.
                Meaning::Inputs | Meaning::Defines(crate::index::Kind::Computed) => Meaning::Expression,
                meaning => meaning,
            };
            value(file, &entry.value, key.shape, own, found);
        }
    }
}

fn value(file: &Understood, node: &Node, shape: &'static Shape, meaning: Meaning, found: &mut Vec<Colour>) {
    match &node.kind {
        NodeKind::Map(entries) => match shape.object() {
            Some(of) if shape.inner().is_none() || !matches!(shape, Shape::Map(_)) => object(file, node, of, found),
            _ => {
                let inner = shape.inner().unwrap_or(shape);
                entries.iter().for_each(|entry| value(file, &entry.value, inner, meaning, found));
            }
        },
        NodeKind::List(items) => {
            let inner = shape.inner().unwrap_or(shape);
            items.iter().for_each(|item| value(file, item, inner, meaning, found));
        }
        NodeKind::Scalar(scalar) => {
            let bare = match meaning {
                Meaning::Expression => true,
                Meaning::Template | Meaning::Recipient if scalar.text.contains('{') => false,
                _ => return,
            };
            let Some(origins) = file.document.origins(node) else { return };
            for (token, range) in tokens(&scalar.text, bare) {
                let (Some(first), Some(last)) = (origins.get(range.start), origins.get(range.end - 1)) else { continue };
                let span = *first..*last + 1;
                if file.document.source().get(span.clone()).is_some_and(|text| !text.contains('\n')) {
                    found.push(Colour { span, token });
                }
            }
        }
    }
}
