//! From edits at places to changes of bytes. Everything else of the file stays as it is: comments, layout, ends of line.

use super::{Document, Entry, Kind, Node, Style};
use crate::finding::{Edit, Fix, Part, Place};
use std::ops::Range;

/// These bytes of the text become others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Bytes of the text, without a byte order mark.
    pub range: Range<usize>,
    /// What stands there afterwards.
    pub text: String,
}

/// The changes that a fix makes; `None` where it is not certain which. `document` is there unless the text is no YAML: then only places of
/// bytes can be changed.
pub fn changes(source: &str, document: Option<&Document>, fix: &Fix) -> Option<Vec<Change>> {
    let changes: Vec<Change> = fix.edits.iter().map(|edit| change(source, document, edit)).collect::<Option<_>>()?;
    Some(changes).filter(|changes| !changes.is_empty())
}

/// The text with these changes made, which do not overlap; `None` where they do.
pub fn apply(source: &str, changes: &[Change]) -> Option<String> {
    let mut sorted: Vec<&Change> = changes.iter().collect();
    sorted.sort_by_key(|change| (change.range.start, change.range.end));
    let (mut made, mut from) = (String::with_capacity(source.len()), 0);
    for change in sorted {
        made.push_str(source.get(from..change.range.start)?);
        made.push_str(&change.text);
        from = change.range.end;
    }
    made.push_str(source.get(from..)?);
    Some(made)
}

fn change(source: &str, document: Option<&Document>, edit: &Edit) -> Option<Change> {
    match edit {
        Edit::Replace(place, text) => Some(Change { range: words(document, place)?, text: text.clone() }),
        Edit::Quote(place) => {
            let range = match (place.part(), document) {
                (Part::Bytes(range), _) => range.clone(),
                (_, Some(document)) => document.node(place.path())?.span.clone(),
                (_, None) => return None,
            };
            Some(Change { text: quoted(source.get(range.clone())?), range })
        }
        Edit::Insert(map, key, value) => insert(source, document?.node(map.path())?, &format!("{key}: {value}")),
        Edit::Remove(place) => remove(document?, place.path()),
    }
}

/// The bytes of a name: of a key, a scalar or a part of one, without the quotes around it.
fn words(document: Option<&Document>, place: &Place) -> Option<Range<usize>> {
    if let Part::Bytes(range) = place.part() {
        return Some(range.clone());
    }
    let document = document?;
    let (node, key, found) = document.walk(place.path());
    if !found {
        return None;
    }
    match place.part() {
        Part::Key => {
            let key = key?;
            let quotes = usize::from(document.source[key.clone()].starts_with(['"', '\'']));
            Some(key.start + quotes..key.end - quotes)
        }
        Part::Within(range) => super::offsets::within(&document.source, node, range),
        Part::Value => {
            let scalar = node.as_scalar()?;
            match scalar.style {
                Style::Plain => Some(node.span.clone()),
                _ => super::offsets::within(&document.source, node, &(0..scalar.text.trim_end().len())),
            }
        }
        Part::Bytes(_) => None,
    }
}

/// A text as it stands in the file, between double quotes: they fold lines as no quotes do.
pub(super) fn quoted(raw: &str) -> String {
    format!("\"{}\"", raw.replace('\\', "\\\\").replace('"', "\\\""))
}

fn line_start(source: &str, at: usize) -> usize {
    source[..at].rfind('\n').map_or(0, |i| i + 1)
}

/// Whether only blanks stand before a byte on its line.
fn begins_line(source: &str, at: usize) -> bool {
    source[line_start(source, at)..at].bytes().all(|b| b == b' ')
}

/// A line goes in front of a key, behind the first where that can be: then no comment is parted from what it speaks of.
fn insert(source: &str, map: &Node, line: &str) -> Option<Change> {
    let entries = map.entries();
    let first = entries.first()?;
    if source[map.span.clone()].starts_with('{') {
        let at = first.value.span.end.max(first.key_span.end);
        return Some(Change { range: at..at, text: format!(", {line}") });
    }
    let behind = |pair: &[Entry]| !source[pair[0].value.span.end.min(pair[1].key_span.start)..pair[1].key_span.start].contains('#');
    let next = entries.windows(2).find(|pair| behind(pair)).map_or(first, |pair| &pair[1]);
    let at = next.key_span.start;
    let indent = source[line_start(source, first.key_span.start)..first.key_span.start].chars().count();
    Some(Change { range: at..at, text: format!("{line}{}{}", line_break(source), " ".repeat(indent)) })
}

/// How this text ends its lines.
fn line_break(source: &str) -> &'static str {
    match source.find('\n') {
        Some(at) if source[..at].ends_with('\r') => "\r\n",
        _ => "\n",
    }
}

fn remove(document: &Document, path: &str) -> Option<Change> {
    let source: &str = &document.source;
    let (above, _) = path.rsplit_once('/')?;
    let map = document.node(above)?;
    let (_, key, found) = document.walk(path);
    let key = key.filter(|_| found)?;
    let entries = map.entries();
    let nth = entries.iter().position(|entry| entry.key_span == *key)?;
    if entries.len() == 1 {
        return remove(document, above);
    }
    let entry = &entries[nth];
    let end = entry.value.span.end.max(entry.key_span.end);
    if source[map.span.clone()].starts_with('{') {
        let range = match entries.get(nth + 1) {
            Some(next) => entry.key_span.start..next.key_span.start,
            None => entries[nth - 1].value.span.end.max(entries[nth - 1].key_span.end)..end,
        };
        return Some(Change { range, text: String::new() });
    }
    let range = match entries.get(nth + 1) {
        // The first key behind the dash of a list: the next one takes its place.
        Some(next) if !begins_line(source, entry.key_span.start) => entry.key_span.start..next.key_span.start,
        _ => line_start(source, entry.key_span.start)..line_end(source, last_byte(source, &entry.value, end)),
    };
    Some(Change { range, text: String::new() })
}

/// Where the last word of a value ends: the blank lines behind a block are no part of it here.
fn last_byte(source: &str, value: &Node, end: usize) -> usize {
    if source[value.span.clone()].starts_with(['{', '[']) {
        return value.span.end;
    }
    match &value.kind {
        Kind::Scalar(_) => source[..end].trim_end().len(),
        Kind::Map(entries) => entries.last().map_or(end, |last| last_byte(source, &last.value, last.value.span.end.max(last.key_span.end))),
        Kind::List(items) => items.last().map_or(end, |last| last_byte(source, last, last.span.end)),
    }
}

fn line_end(source: &str, at: usize) -> usize {
    source[at..].find('\n').map_or(source.len(), |i| at + i + 1)
}
