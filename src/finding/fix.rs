//! A change of the file that mends a finding without a doubt; `check --fix` makes it, an editor offers it.

use super::{Message, Place};
use crate::msg;

/// What mends a finding.
#[derive(Debug, Clone, PartialEq)]
pub struct Fix {
    /// What it does, as a menu says it.
    pub title: Message,
    /// The changes, made together or not at all.
    pub edits: Vec<Edit>,
}

/// One change, at a place; [`crate::text::edit`] knows the bytes.
#[derive(Debug, Clone, PartialEq)]
pub enum Edit {
    /// This text stands where another stood: for a key or a scalar, between the quotes that were there.
    Replace(Place, String),
    /// The scalar at a place is put between quotes.
    Quote(Place),
    /// A map gets a key with this value, on a line of its own at the map's indentation.
    Insert(Place, String, String),
    /// A key goes, with its value; a map that holds nothing else goes with it.
    Remove(Place),
}

impl Fix {
    /// Another name for the one that was typed.
    pub fn replace(place: Place, typed: &str, name: &str) -> Fix {
        Fix { title: msg!("fix-replace", typed = typed, name = name), edits: vec![Edit::Replace(place, name.to_owned())] }
    }

    /// Quotes around a text.
    pub fn quote(place: Place) -> Fix {
        Fix { title: msg!("fix-quote"), edits: vec![Edit::Quote(place)] }
    }

    /// A line `key: value` in a map.
    pub fn insert(map: Place, key: &str, value: &str) -> Fix {
        let title = msg!("fix-insert", line = format!("{key}: {value}"));
        Fix { title, edits: vec![Edit::Insert(map, key.to_owned(), value.to_owned())] }
    }

    /// A key that goes.
    pub fn remove(place: Place, key: &str) -> Fix {
        Fix { title: msg!("fix-remove", key = key), edits: vec![Edit::Remove(place)] }
    }
}
