//! What is wrong with a template, in our words: minijinja speaks English, and of itself.

use super::{Value, uses};
use crate::msg;
use crate::words::{Arg, Message};
use minijinja::ErrorKind;
use std::ops::Range;

/// What is wrong with a template.
#[derive(Debug, Clone, PartialEq)]
pub struct Fault {
    /// Which kind of thing.
    pub kind: FaultKind,
    /// Bytes of the template.
    pub range: Range<usize>,
}

/// Which kind of thing is wrong.
#[derive(Debug, Clone, PartialEq)]
pub enum FaultKind {
    /// It does not parse: what stands in the way.
    Syntax(Message),
    /// A statement or operation that is not offered here.
    Statement(String),
    /// A filter, test or function that does not exist.
    Filter(String),
    /// A filter that is called like a function.
    Method(String),
    /// Too long or too deep: how much there may be.
    Limit(usize),
}

/// Why a template gave no text, or an expression no value.
#[derive(Debug, Clone, PartialEq)]
pub struct Failure {
    /// Whether a variable was undefined (and not some operation impossible).
    pub undefined: bool,
    /// Why, in a sentence.
    pub message: Message,
}

impl Fault {
    /// The fault in a sentence.
    pub fn message(&self) -> Message {
        match &self.kind {
            FaultKind::Syntax(why) => msg!("template-syntax", why = why.clone()),
            FaultKind::Statement(word) => msg!("template-syntax-statement", word = word),
            FaultKind::Filter(name) => msg!("template-filter", name = name),
            FaultKind::Method(name) => msg!("template-filter-method", name = name),
            FaultKind::Limit(limit) => msg!("template-limit", limit = *limit),
        }
    }
}

impl Failure {
    /// Nothing is known of this name.
    pub fn undefined(name: &str) -> Failure {
        Failure { undefined: true, message: msg!("template-undefined", name = name) }
    }

    /// What is undefined, as a path, where that is known.
    pub fn name(&self) -> Option<&str> {
        self.message.args.iter().find_map(|(arg, value)| match value {
            Arg::Text(name) if self.undefined && *arg == "name" => Some(name.as_str()),
            _ => None,
        })
    }
}

impl From<Fault> for Failure {
    fn from(fault: Fault) -> Failure {
        Failure { undefined: false, message: fault.message() }
    }
}

/// What keeps a template from being parsed.
pub(super) fn syntax(error: &minijinja::Error, source: &str) -> Fault {
    let range = error.range().unwrap_or(0..source.len());
    let end = range.end.min(source.len());
    let range = range.start.min(end)..end;
    let said = error.detail().unwrap_or_default();
    let found = source.get(range.clone()).map(str::trim).filter(|found| !found.is_empty());
    let kind = if let Some(word) = said.strip_prefix("unknown statement ") {
        // Statements that our build leaves out come back as unknown ones.
        FaultKind::Statement(word.to_owned())
    } else if said.contains("recursion limit") {
        FaultKind::Limit(MAX_DEPTH)
    } else {
        FaultKind::Syntax(why(error.kind(), said, found))
    };
    Fault { kind, range }
}

/// How deep minijinja's parser goes.
const MAX_DEPTH: usize = 150;

fn why(kind: ErrorKind, said: &str, found: Option<&str>) -> Message {
    // What would be right is a sign, or a closing bracket of the template.
    let expected = said.rsplit_once("expected ").map(|(_, expected)| expected.split(" or ").next().unwrap_or_default());
    let expected = match expected {
        Some("end of variable block") => Some("}}"),
        Some("end of block") => Some("%}"),
        Some(sign) => sign.strip_prefix('`').and_then(|sign| sign.strip_suffix('`')),
        None => None,
    };
    match (kind, found) {
        (ErrorKind::BadEscape, _) => msg!("template-why-escape"),
        _ if said == "unexpected end of string" => msg!("template-why-quote"),
        _ if said == "unexpected end of comment" => msg!("template-why-comment"),
        _ if said.starts_with("unexpected end of input") || said == "unexpected end of raw block" => msg!("template-why-end"),
        _ if said.starts_with("invalid ") || said.starts_with("'_' may not") => msg!("template-why-number"),
        _ if said.starts_with("Too many arguments") => msg!("template-why-arguments"),
        (_, Some(found)) if said.starts_with("cannot assign to reserved") => msg!("template-why-reserved", found = found),
        (_, Some("=")) => msg!("template-why-equals"),
        (_, Some(found)) if said.starts_with("unexpected end of ") => msg!("template-why-before", found = found),
        (_, Some(found)) if expected.is_some_and(|expected| expected != found) => {
            msg!("template-why-expected", found = found, expected = expected.unwrap_or_default())
        }
        (_, Some(found)) if said.starts_with("unexpected ") || said.starts_with("unknown ") => msg!("template-why-found", found = found),
        _ => msg!("template-why-other"),
    }
}

/// Sentences that our own filters refuse with: each travels through minijinja as the detail of an error.
const OWN: [&str; 8] = [
    "template-not-date",
    "template-not-time",
    "template-not-duration",
    "template-too-long",
    "template-no-hours",
    "template-date-plus",
    "template-date-minus",
    "template-whole",
];

/// What keeps a template that parses from giving a text, or an expression from giving a value.
pub(super) fn failure(error: &minijinja::Error, source: &str, variables: &Value) -> Failure {
    let found = error.range().and_then(|range| source.get(range)).map(str::trim).filter(|found| !found.is_empty());
    if let Some(own) = OWN.into_iter().find(|own| error.detail() == Some(own)) {
        return Failure { undefined: false, message: Message { id: own, args: Vec::new() } };
    }
    let message = match error.kind() {
        ErrorKind::UndefinedError => return undefined(source, variables),
        ErrorKind::OutOfFuel | ErrorKind::WriteFailure => msg!("template-costly"),
        ErrorKind::UnknownFilter | ErrorKind::UnknownTest | ErrorKind::UnknownFunction | ErrorKind::UnknownMethod => {
            msg!("template-unknown", found = found.unwrap_or(source))
        }
        ErrorKind::SyntaxError | ErrorKind::BadEscape => syntax(error, source).message(),
        // Values of the wrong kind: a text where a number is due, a list where a text is due, too few arguments.
        _ => msg!("template-impossible", found = found.unwrap_or(source)),
    };
    Failure { undefined: false, message }
}

/// A variable without a value: which, as far as that can be told from the text.
pub(super) fn undefined(source: &str, variables: &Value) -> Failure {
    let parsed = if source.contains("{{") || source.contains("{%") { uses::of_template(source) } else { uses::of_expression(source) };
    let name = parsed.ok().and_then(|parsed| parsed.uses.into_iter().find(|used| !used.unguarded.is_empty() && !has_value(used, variables)));
    let message = match name {
        Some(name) => msg!("template-undefined", name = name.to_string()),
        None => msg!("template-undefined-some"),
    };
    Failure { undefined: true, message }
}

fn has_value(used: &uses::Use, variables: &Value) -> bool {
    let mut at = variables.clone();
    for seg in &used.path {
        let next = match seg {
            uses::Seg::Name(name) => at.get_attr(name),
            uses::Seg::Item => match at.try_iter().map(|mut items| items.next()) {
                Ok(Some(item)) => Ok(item),
                // Nothing is read of the items of an empty list.
                Ok(None) => return true,
                Err(error) => Err(error),
            },
        };
        match next {
            Ok(next) if !next.is_undefined() => at = next,
            _ => return false,
        }
    }
    true
}
