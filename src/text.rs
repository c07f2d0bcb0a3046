//! YAML text, and where everything in it stands.
//!
//! [`Document::read`] turns text into a tree that knows the bytes of every key and value. It is a small YAML: 1.2 meanings, one document,
//! no anchors, aliases, tags or merge keys, bounded in size, depth and number of nodes, so that a file says what it seems to say and none
//! can cost much to read. No other room imports the YAML parser.

mod build;
mod cause;
pub mod chars;
pub mod edit;
mod index;
pub mod lines;
mod offsets;
mod scalar;

use crate::finding::{Finding, Part, Place, codes};
use crate::msg;
use index::Index;
use lines::Lines;
use serde_json::Value;
use std::ops::Range;
use std::sync::Arc;

/// The largest file that is read, in bytes. The largest real procedure known to us has 60 KB.
pub const MAX_BYTES: usize = 2 << 20;
/// How deep maps and lists may be nested.
pub const MAX_DEPTH: usize = 64;
/// How many keys and values a file may have. The largest real procedure known to us has 4,000.
pub const MAX_NODES: usize = 60_000;

/// A YAML file that was read.
#[derive(Debug, Clone)]
pub struct Document {
    name: Arc<str>,
    source: Arc<str>,
    lines: Lines,
    /// Shared by copies, which are made wherever findings are shown.
    root: Arc<Node>,
    mark: usize,
    index: Index,
}

/// The mark that some editors put before UTF-8; it is no part of the text.
pub const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// A value, and the bytes it stands on.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// Bytes of the file.
    pub span: Range<usize>,
    /// What stands there.
    pub kind: Kind,
}

/// What a value is.
#[derive(Debug, Clone, PartialEq)]
pub enum Kind {
    /// A text, number, boolean or null.
    Scalar(Scalar),
    /// A list.
    List(Vec<Node>),
    /// A map, in the order of the file.
    Map(Vec<Entry>),
}

/// One scalar: what it means and how it was typed.
#[derive(Debug, Clone, PartialEq)]
pub struct Scalar {
    /// Its meaning in the core schema of YAML 1.2.
    pub value: Value,
    /// Its text, after quotes, escapes and folding.
    pub text: String,
    /// How it was written.
    pub style: Style,
}

/// How a scalar was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// Without quotes.
    Plain,
    /// `'…'`
    Single,
    /// `"…"`
    Double,
    /// `|`
    Literal,
    /// `>`
    Folded,
}

/// A key with its value.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// The key.
    pub key: String,
    /// The bytes of the key.
    pub key_span: Range<usize>,
    /// The value.
    pub value: Node,
}

impl Document {
    /// Reads a file's bytes, with everything that is wrong in it as YAML.
    ///
    /// `None` where there is no tree to go on with: the findings say why.
    pub fn read(name: &str, bytes: &[u8]) -> (Option<Document>, Vec<Finding>) {
        if bytes.len() > MAX_BYTES {
            let finding = Finding::new(codes::YAML_LIMIT, Place::bytes(0..0), msg!("yaml-limit-size", limit = MAX_BYTES >> 20));
            return (None, vec![finding]);
        }
        let (mark, bytes) = split_mark(bytes);
        let source = match chars::utf8(bytes) {
            Ok(source) => source,
            Err(finding) => return (None, vec![finding]),
        };
        let odd = chars::forbidden_in(source);
        if !odd.is_empty() {
            return (None, odd);
        }
        let (root, findings) = build::tree(source);
        let root = root.map(|root| Document {
            name: name.into(),
            source: source.into(),
            lines: Lines::of(source),
            root: Arc::new(root),
            mark: mark.len(),
            index: Index::default(),
        });
        (root, findings)
    }

    /// The file's name, as the reader knows it.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The whole text.
    pub fn source(&self) -> &Arc<str> {
        &self.source
    }

    /// How many bytes of the file stand before the text: its byte order mark.
    pub fn mark(&self) -> usize {
        self.mark
    }

    /// Bytes to lines and columns.
    pub fn lines(&self) -> &Lines {
        &self.lines
    }

    /// The tree.
    pub fn root(&self) -> &Node {
        &self.root
    }

    /// The bytes of a place. A path that leads nowhere gives the nearest value above it: that is where something is missing.
    pub fn span(&self, place: &Place) -> Range<usize> {
        if let Part::Bytes(range) = place.part() {
            return range.start.min(self.source.len())..range.end.min(self.source.len());
        }
        let (node, key, found) = self.walk(place.path());
        match place.part() {
            Part::Key => key.cloned().unwrap_or_else(|| self.brief(node, None)),
            Part::Within(range) if found => offsets::within(&self.source, node, range).unwrap_or_else(|| self.brief(node, key)),
            _ => self.brief(node, key),
        }
    }

    /// The node at a path with the bytes of its key, or the nearest one above it and `false`.
    fn walk(&self, path: &str) -> (&Node, Option<&Range<usize>>, bool) {
        let mut node: &Node = &self.root;
        let mut key: Option<&Range<usize>> = None;
        for segment in path.split('/').skip(1) {
            let segment = segment.replace("~1", "/").replace("~0", "~");
            let next = match &node.kind {
                Kind::Map(entries) => self.index.find(&node.span, entries, &segment).map(|e| (&e.value, Some(&e.key_span))),
                Kind::List(items) => segment.parse().ok().and_then(|i: usize| items.get(i)).map(|n| (n, None)),
                Kind::Scalar(_) => None,
            };
            match next {
                Some((value, span)) => (node, key) = (value, span),
                None => return (node, key, false),
            }
        }
        (node, key, true)
    }

    /// The same text, its tree read anew: what stands where is known better than when it was built.
    pub fn reread(mut self, read: impl FnOnce(&str, &mut Node)) -> Document {
        read(&self.source, Arc::make_mut(&mut self.root));
        self.index = Index::default();
        self
    }

    /// The value at a path, if there is one.
    pub fn node(&self, path: &str) -> Option<&Node> {
        let (node, _, found) = self.walk(path);
        found.then_some(node)
    }

    /// What stands at a byte of the file: the innermost key or value, by its place. A byte right behind a word still belongs to it.
    pub fn at(&self, byte: usize) -> (Place, &Node) {
        let (mut place, mut node): (_, &Node) = (Place::root(), &self.root);
        loop {
            let next = match &node.kind {
                Kind::Map(entries) => {
                    if let Some(entry) = entries.iter().find(|e| (e.key_span.start..=e.key_span.end).contains(&byte)) {
                        return (place.key(&entry.key).as_key(), &entry.value);
                    }
                    let entry = entries.iter().find(|e| (e.value.span.start..=e.value.span.end).contains(&byte));
                    entry.map(|entry| (place.key(&entry.key), &entry.value))
                }
                Kind::List(items) => {
                    let item = items.iter().enumerate().find(|(_, item)| (item.span.start..=item.span.end).contains(&byte));
                    item.map(|(i, item)| (place.index(i), item))
                }
                Kind::Scalar(_) => None,
            };
            match next {
                Some(inside) => (place, node) = inside,
                None => return (place, node),
            }
        }
    }

    /// Where the bytes of a scalar, as it is read, come from: the byte of the file for each; `None` where that cannot be told for certain.
    pub fn origins(&self, node: &Node) -> Option<Vec<usize>> {
        offsets::map(&self.source, node)
    }

    /// A span short enough to point at: a value on several lines is shown by its key, or by its first line.
    fn brief(&self, node: &Node, key: Option<&Range<usize>>) -> Range<usize> {
        let text = &self.source[node.span.clone()];
        if matches!(node.kind, Kind::Scalar(_)) && !text.contains('\n') && !text.is_empty() {
            return node.span.clone();
        }
        match key {
            Some(key) if text.contains('\n') || text.is_empty() => key.clone(),
            _ => node.span.start..node.span.start + text.lines().next().unwrap_or_default().len(),
        }
    }
}

/// A file without its byte order mark, and that mark if it has one.
pub fn split_mark(bytes: &[u8]) -> (&[u8], &[u8]) {
    bytes.split_at(if bytes.starts_with(BYTE_ORDER_MARK) { BYTE_ORDER_MARK.len() } else { 0 })
}

impl Node {
    /// The text of a scalar that means a text.
    pub fn as_str(&self) -> Option<&str> {
        match &self.kind {
            Kind::Scalar(Scalar { value: Value::String(text), .. }) => Some(text),
            _ => None,
        }
    }

    /// The scalar, whatever it means.
    pub fn as_scalar(&self) -> Option<&Scalar> {
        match &self.kind {
            Kind::Scalar(scalar) => Some(scalar),
            _ => None,
        }
    }

    /// The value under a key of a map.
    pub fn get(&self, key: &str) -> Option<&Node> {
        match &self.kind {
            Kind::Map(entries) => entries.iter().find(|e| e.key == key).map(|e| &e.value),
            _ => None,
        }
    }

    /// The entries, where this is a map.
    pub fn entries(&self) -> &[Entry] {
        match &self.kind {
            Kind::Map(entries) => entries,
            _ => &[],
        }
    }

    /// The items, where this is a list.
    pub fn items(&self) -> &[Node] {
        match &self.kind {
            Kind::List(items) => items,
            _ => &[],
        }
    }

    /// As JSON, without places.
    pub fn to_json(&self) -> Value {
        match &self.kind {
            Kind::Scalar(scalar) => scalar.value.clone(),
            Kind::List(items) => Value::Array(items.iter().map(Node::to_json).collect()),
            Kind::Map(entries) => Value::Object(entries.iter().map(|e| (e.key.clone(), e.value.to_json())).collect()),
        }
    }
}
