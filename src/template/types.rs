//! What kind of value an expression gives, as far as that is known before anything runs.

use std::collections::BTreeMap;
use std::sync::Arc;

/// A kind of value.
#[derive(Debug, Clone, PartialEq)]
pub enum Type {
    /// Not known: nothing is said about it.
    Any,
    /// Text.
    Text,
    /// A number.
    Number,
    /// Yes or no.
    Boolean,
    /// A day.
    Day,
    /// A time of day.
    Time,
    /// A day and a time.
    Instant,
    /// How many days lie between two.
    Days,
    /// One of these options, by key.
    Option(Arc<[Arc<str>]>),
    /// A secret: may not be read at all.
    Secret,
    /// A list of these.
    List(Arc<Type>),
    /// Parts by name.
    Parts(Arc<Parts>),
}

/// What something with parts consists of.
#[derive(Debug, Clone, PartialEq)]
pub struct Parts {
    /// Each by its name.
    pub parts: BTreeMap<Arc<str>, Part>,
    /// Whether it can be printed as a whole: a person has a name, the settings have none.
    pub called: bool,
}

/// One part.
#[derive(Debug, Clone, PartialEq)]
pub struct Part {
    /// What it is.
    pub of: Type,
    /// Whether it may be missing: optional, and perhaps left empty.
    pub maybe: bool,
}

impl Part {
    /// A part that is always there.
    pub fn sure(of: Type) -> Part {
        Part { of, maybe: false }
    }
}

impl Type {
    /// Something with these parts, all of them there.
    pub fn parts(parts: impl IntoIterator<Item = (Arc<str>, Type)>, called: bool) -> Type {
        let parts = parts.into_iter().map(|(name, of)| (name, Part::sure(of))).collect();
        Type::Parts(Arc::new(Parts { parts, called }))
    }

    /// The name of the sentence that says what this is.
    pub fn message(&self) -> &'static str {
        match self {
            Type::Any => "type-any",
            Type::Text => "type-text",
            Type::Number => "type-number",
            Type::Boolean => "type-boolean",
            Type::Day => "type-day",
            Type::Time => "type-time",
            Type::Instant => "type-instant",
            Type::Days => "type-days",
            Type::Option(_) => "type-option",
            Type::Secret => "type-secret",
            Type::List(_) => "type-list",
            Type::Parts(_) => "type-parts",
        }
    }

    /// A part of it: of a day its year, of a person their name. `Err` where it has no such part, with the names of those it has.
    pub(super) fn part(&self, name: &str) -> Result<Type, Vec<String>> {
        let among = |names: &[&str]| match names.contains(&name) {
            true => Ok(Type::Number),
            false => Err(names.iter().map(|n| (*n).to_owned()).collect()),
        };
        match self {
            Type::Any | Type::Secret => Ok(Type::Any),
            Type::Parts(parts) => {
                parts.parts.get(name).map(|part| part.of.clone()).ok_or_else(|| parts.parts.keys().map(ToString::to_string).collect())
            }
            Type::Day => among(&["year", "month", "day"]),
            Type::Instant => among(&["year", "month", "day", "hour", "minute"]),
            Type::Time => among(&["hour", "minute"]),
            Type::Days => among(&["days"]),
            Type::Text | Type::Number | Type::Boolean | Type::Option(_) | Type::List(_) => among(&[]),
        }
    }

    /// What an item of it is, where it is a list.
    pub(super) fn item(&self) -> Option<Type> {
        match self {
            Type::List(item) => Some((**item).clone()),
            Type::Any => Some(Type::Any),
            _ => None,
        }
    }

    /// What both are; unknown where they differ.
    pub(super) fn common(self, other: Type) -> Type {
        if self == other { self } else { Type::Any }
    }

    /// Whether it is a day, perhaps with a time.
    pub(super) fn is_date(&self) -> bool {
        matches!(self, Type::Day | Type::Instant)
    }

    /// Whether the two can mean the same.
    pub(super) fn comparable(&self, other: &Type) -> bool {
        match (self, other) {
            (Type::Any, _) | (_, Type::Any) | (Type::Secret, _) | (_, Type::Secret) => true,
            (Type::Day | Type::Instant, Type::Day | Type::Instant) => true,
            (Type::Days, Type::Number) | (Type::Number, Type::Days) => true,
            (Type::Option(_), Type::Option(_) | Type::Text) | (Type::Text, Type::Option(_)) => true,
            (Type::List(a), Type::List(b)) => a.comparable(b),
            (a, b) => std::mem::discriminant(a) == std::mem::discriminant(b),
        }
    }

    /// Whether one can come before the other.
    pub(super) fn has_order(&self) -> bool {
        matches!(self, Type::Any | Type::Text | Type::Number | Type::Day | Type::Time | Type::Instant | Type::Days)
    }
}
