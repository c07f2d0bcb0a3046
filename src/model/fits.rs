//! Whether a file certainly has the form of the language, by the table itself: most files do, and need no more to be said of them.
//!
//! This never takes for right what the JSON Schema of the same table refuses; where it is not certain it says no, and the schema is asked,
//! which also says what is wrong. A test compares both.

use super::schema::MAX_WHOLE;
use super::shape::{Form, Object, Shape};
use crate::text::{Kind, Node};
use regex::Regex;
use serde_json::Value;
use std::sync::OnceLock;

/// Whether a value certainly is such an object.
pub fn fits(node: &Node, object: &Object) -> bool {
    let Kind::Map(entries) = &node.kind else { return false };
    let has = |name: &str| entries.iter().any(|e| e.key == name);
    object.keys.iter().filter(|key| key.required).all(|key| has(key.name))
        && (object.one_of.is_empty() || object.one_of.iter().filter(|key| has(key)).count() == 1)
        && entries.iter().all(|e| object.keys.iter().find(|key| key.name == e.key).is_some_and(|key| is(&e.value, key.shape)))
}

fn is(node: &Node, shape: &Shape) -> bool {
    match (shape, &node.kind) {
        (Shape::Anything, _) => true,
        (Shape::Or(this, that), _) => types(this) & types(that) == 0 && (is(node, this) || is(node, that)),
        (Shape::Object(object), _) => fits(node, object),
        (Shape::List(inner), Kind::List(items)) => !items.is_empty() && items.iter().all(|item| is(item, inner)),
        (Shape::Map(inner), Kind::Map(entries)) => !entries.is_empty() && entries.iter().all(|e| is_name(&e.key) && is(&e.value, inner)),
        (Shape::Keyed(inner), Kind::Map(entries)) => !entries.is_empty() && entries.iter().all(|e| is(&e.value, inner)),
        (_, Kind::Scalar(scalar)) => is_scalar(&scalar.value, shape),
        _ => false,
    }
}

fn is_scalar(value: &Value, shape: &Shape) -> bool {
    match (shape, value) {
        (Shape::Line, Value::String(text)) => is_filled(text) && !text.contains('\n'),
        (Shape::Text, Value::String(text)) => is_filled(text),
        (Shape::Expression, Value::String(text)) => !text.is_empty(),
        (Shape::Expression, Value::Bool(_) | Value::Number(_)) | (Shape::Boolean, Value::Bool(_)) => true,
        (Shape::Bound, Value::Number(_) | Value::String(_)) => true,
        (Shape::Whole(from), Value::Number(number)) => number.as_u64().is_some_and(|n| (u64::from(*from)..=u64::from(MAX_WHOLE)).contains(&n)),
        (Shape::Version, Value::Number(number)) => number.as_u64() == Some(1),
        (Shape::Word(words), Value::String(text)) => words.contains(&text.as_str()),
        (Shape::Form(form), Value::String(text)) => has_form(*form, text),
        _ => false,
    }
}

/// Whether there is something to read in a text. What is white in one notation of patterns and not in another is left to the schema.
fn is_filled(text: &str) -> bool {
    text.chars().any(|c| c.is_ascii_graphic() || c.is_alphanumeric())
}

fn is_name(text: &str) -> bool {
    let part = |c: u8| c.is_ascii_lowercase() || c.is_ascii_digit() || c == b'_';
    text.len() <= 64 && text.as_bytes().first().is_some_and(u8::is_ascii_lowercase) && text.bytes().all(part)
}

fn has_form(form: Form, text: &str) -> bool {
    static PATTERNS: [OnceLock<Option<Regex>>; Form::ALL.len()] = [const { OnceLock::new() }; Form::ALL.len()];
    match form {
        Form::Name => is_name(text),
        _ => PATTERNS
            .get(form as usize)
            .and_then(|pattern| pattern.get_or_init(|| Regex::new(form.pattern()).ok()).as_ref())
            .is_some_and(|pattern| pattern.is_match(text)),
    }
}

const TEXT: u8 = 1;
const NUMBER: u8 = 2;
const BOOLEAN: u8 = 4;
const LIST: u8 = 8;
const MAP: u8 = 16;

/// The JSON types that a shape speaks of.
fn types(shape: &Shape) -> u8 {
    match shape {
        Shape::Line | Shape::Text | Shape::Form(_) | Shape::Word(_) => TEXT,
        Shape::Expression => TEXT | BOOLEAN | NUMBER,
        Shape::Boolean => BOOLEAN,
        Shape::Whole(_) | Shape::Version => NUMBER,
        Shape::Bound => NUMBER | TEXT,
        Shape::Anything => TEXT | NUMBER | BOOLEAN | LIST | MAP,
        Shape::List(_) => LIST,
        Shape::Map(_) | Shape::Keyed(_) | Shape::Object(_) => MAP,
        Shape::Or(this, that) => types(this) | types(that),
    }
}
