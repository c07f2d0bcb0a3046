//! The entries of large maps by their keys: thousands of findings each look for their place in the same ones.

use super::Entry;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};

/// From how many entries on a map is worth it.
const LARGE: usize = 32;

type Maps = HashMap<(usize, usize), HashMap<String, usize>>;

/// Where each key of a large map stands, found once. A map is known by its bytes and how many entries it has.
#[derive(Debug, Clone, Default)]
pub(super) struct Index {
    maps: Arc<Mutex<Maps>>,
}

impl Index {
    /// The entry of a key.
    pub(super) fn find<'e>(&self, span: &Range<usize>, entries: &'e [Entry], key: &str) -> Option<&'e Entry> {
        if entries.len() < LARGE {
            return entries.iter().find(|e| e.key == key);
        }
        let mut maps = self.maps.lock().unwrap_or_else(PoisonError::into_inner);
        let keys = maps.entry((span.start, entries.len())).or_insert_with(|| (0..).zip(entries).map(|(i, e)| (e.key.clone(), i)).collect());
        // Two maps can share a beginning: what is not found here is looked for.
        match keys.get(key).and_then(|i| entries.get(*i)) {
            Some(entry) if entry.key == key => Some(entry),
            _ => entries.iter().find(|e| e.key == key),
        }
    }
}
