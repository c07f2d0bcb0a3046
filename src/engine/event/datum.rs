//! Values as they are kept.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;

/// A value as it is kept: personal data apart, so that the journal can encrypt and erase it without changing an event.
#[derive(Debug, Clone, PartialEq)]
pub enum Datum {
    /// Kept in the event itself.
    Open(Value),
    /// Kept apart.
    Personal(Value),
}

impl Datum {
    /// The value.
    pub fn value(&self) -> &Value {
        match self {
            Datum::Open(value) | Datum::Personal(value) => value,
        }
    }

    /// The value, to be changed.
    pub fn value_mut(&mut self) -> &mut Value {
        match self {
            Datum::Open(value) | Datum::Personal(value) => value,
        }
    }

    /// A value, kept apart where it is personal.
    pub fn new(value: Value, personal: bool) -> Datum {
        if personal { Datum::Personal(value) } else { Datum::Open(value) }
    }
}

/// The key under which a personal value travels between the engine and the journal. No field can be called so.
pub const PERSONAL: &str = "$personal";

impl Serialize for Datum {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Datum::Open(value) => value.serialize(serializer),
            Datum::Personal(value) => BTreeMap::from([(PERSONAL, value)]).serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for Datum {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Datum, D::Error> {
        Ok(match Value::deserialize(deserializer)? {
            Value::Object(mut map) if map.len() == 1 && map.contains_key(PERSONAL) => Datum::Personal(map.remove(PERSONAL).unwrap_or(Value::Null)),
            value => Datum::Open(value),
        })
    }
}
