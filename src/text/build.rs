//! The parser's events become a tree.

use super::cause::{self, Broken};
use super::chars::{is_forbidden, named};
use super::{Entry, Kind, MAX_DEPTH, MAX_NODES, Node, Scalar, Style, scalar};
use crate::finding::{Finding, Fix, Part, Place, codes};
use crate::msg;
use granit_parser::{ErrorKind, Event, Options, Parser, ScalarStyle, ScanError, Span, StrInput};
use serde_json::Value;
use std::collections::HashMap;
use std::ops::Range;

/// How many findings of one file are kept: one more than this is shown as "and others".
const MAX_KEPT: usize = 1_000;

/// A directive (`%YAML`, `%TAG`) before the document: the meaning of what follows would hang on it.
fn directive(source: &str) -> Option<Range<usize>> {
    let mut at = 0;
    for line in source.split_inclusive('\n') {
        match line.trim_start().chars().next() {
            Some('%') if line.starts_with('%') => return Some(at..at + line.trim_end().len()),
            None | Some('#') => at += line.len(),
            _ => break,
        }
    }
    None
}

/// The tree of a text, with what is wrong in it. No tree where the text cannot be followed to its end.
pub(super) fn tree(source: &str) -> (Option<Node>, Vec<Finding>) {
    if let Some(at) = directive(source) {
        return (None, vec![Finding::new(codes::YAML_FEATURE, Place::bytes(at), msg!("yaml-feature-directive"))]);
    }
    let mut builder = Builder { source, parser: Parser::new_from_str_with_options(source, options()), findings: vec![], nodes: 0, broken: false };
    let root = builder.document();
    let Builder { mut findings, broken, .. } = builder;
    let root = root.filter(|_| !broken);
    if root.is_none() && findings.is_empty() {
        findings.push(Finding::new(codes::YAML_SHAPE, Place::bytes(0..0), msg!("yaml-shape-empty")).help(msg!("yaml-shape-empty.help")));
    }
    (root, findings)
}

fn options() -> Options {
    let mut options = Options::default();
    options.set_emit_comments(false);
    options.emit_unresolved_aliases = true;
    options.flow_nesting_limit = MAX_DEPTH;
    options.block_nesting_limit = MAX_DEPTH;
    options
}

struct Builder<'s> {
    source: &'s str,
    parser: Parser<'s, StrInput<'s>>,
    findings: Vec<Finding>,
    nodes: usize,
    broken: bool,
}

impl<'s> Builder<'s> {
    fn document(&mut self) -> Option<Node> {
        let mut root = None;
        while let Some((event, span)) = self.next() {
            match event {
                Event::StreamStart | Event::StreamEnd | Event::DocumentEnd => {}
                Event::DocumentStart(..) if root.is_none() => {}
                _ if root.is_none() => root = self.node(event, span),
                _ => {
                    self.say(codes::YAML_SHAPE, bytes(&span), "yaml-shape-documents");
                    break;
                }
            }
            if self.broken {
                return None;
            }
        }
        root
    }

    /// The next event that counts; a text that cannot be followed any further ends the stream.
    fn next(&mut self) -> Option<(Event<'s>, Span)> {
        loop {
            match self.parser.next_event()? {
                Ok((Event::Comment(..), _)) => {}
                Ok(event) => return Some(event),
                Err(error) => {
                    self.broken = true;
                    // What was said of the same line already is the cause.
                    let at = error.marker().byte_offset().unwrap_or(0).min(self.source.len());
                    let known = |f: &Finding| matches!(f.place.part(), Part::Bytes(r) if f.code == codes::YAML_SENTENCE && r.contains(&at));
                    if !self.findings.iter().any(known) {
                        let finding = self.broken_text(&error);
                        // A sign that begins a sentence was taken for a reference or a tag.
                        if let (codes::YAML_SENTENCE, Part::Bytes(sentence)) = (finding.code, finding.place.part()) {
                            let inside = |f: &Finding| matches!(f.place.part(), Part::Bytes(r) if sentence.contains(&r.start));
                            self.findings.retain(|f| f.code != codes::YAML_FEATURE || !inside(f));
                        }
                        self.findings.push(finding);
                    }
                    return None;
                }
            }
        }
    }

    /// The word that begins with a sign and stands before a value: its anchor or its tag.
    fn before(&self, sign: char, value: usize) -> Range<usize> {
        let Some(last) = self.source[..value].rfind(sign) else { return value..value };
        let start = self.source[..last].rfind(|c: char| c.is_ascii_whitespace() || matches!(c, '[' | '{' | ',')).map_or(0, |at| at + 1);
        let end = self.source[last..].find(char::is_whitespace).map_or(self.source.len(), |at| last + at);
        start..end
    }

    fn say(&mut self, code: codes::Code, span: Range<usize>, id: &'static str) {
        self.push(Finding::new(code, Place::bytes(span), msg!(id)));
    }

    /// Adds a finding; of a file that has nothing else not all are kept.
    fn push(&mut self, finding: Finding) {
        if self.findings.len() < MAX_KEPT {
            self.findings.push(finding);
        }
    }

    fn node(&mut self, event: Event<'s>, span: Span) -> Option<Node> {
        self.nodes += 1;
        if self.nodes > MAX_NODES {
            self.broken = true;
            self.findings.push(Finding::new(codes::YAML_LIMIT, Place::bytes(bytes(&span)), msg!("yaml-limit-nodes", limit = MAX_NODES)));
            return None;
        }
        let at = bytes(&span);
        if event.anchor_id().is_some() {
            let sign = self.before('&', at.start);
            self.say(codes::YAML_FEATURE, sign, "yaml-feature-anchor");
        }
        if event.tag().is_some() {
            let sign = self.before('!', at.start);
            self.say(codes::YAML_FEATURE, sign, "yaml-feature-tag");
        }
        match event {
            Event::Alias(_) | Event::UnresolvedAlias(_) => {
                self.say(codes::YAML_FEATURE, at.clone(), "yaml-feature-alias");
                Some(Node { span: at, kind: Kind::Scalar(Scalar { value: Value::Null, text: String::new(), style: Style::Plain }) })
            }
            Event::Scalar(text, style, ..) => {
                // An escape puts in what the file itself may not hold.
                if let Some(c) = text.chars().find(|c| matches!(style, ScalarStyle::DoubleQuoted) && (is_forbidden(*c) || *c == '\r')) {
                    self.push(Finding::new(codes::YAML_CHAR, Place::bytes(at.clone()), msg!("yaml-char", char = named(c))));
                }
                let value = match style {
                    ScalarStyle::Plain => scalar::resolve(&text),
                    _ => Value::String(text.to_string()),
                };
                let style = match style {
                    ScalarStyle::SingleQuoted => Style::Single,
                    ScalarStyle::DoubleQuoted => Style::Double,
                    ScalarStyle::Literal => Style::Literal,
                    ScalarStyle::Folded => Style::Folded,
                    _ => Style::Plain,
                };
                Some(Node { span: at, kind: Kind::Scalar(Scalar { value, text: text.into_owned(), style }) })
            }
            Event::SequenceStart(..) => self.list(at),
            Event::MappingStart(..) => self.map(at),
            // The stream is well-formed: nothing else can stand where a value is due.
            _ => None,
        }
    }

    fn list(&mut self, at: Range<usize>) -> Option<Node> {
        let mut items: Vec<Node> = Vec::new();
        loop {
            let (event, span) = self.next()?;
            if matches!(event, Event::SequenceEnd) {
                let end = items.last().map_or(at.end, |n| n.span.end).max(bytes(&span).end_if_shown());
                return Some(Node { span: at.start..end, kind: Kind::List(items) });
            }
            items.push(self.node(event, span)?);
        }
    }

    fn map(&mut self, at: Range<usize>) -> Option<Node> {
        let mut entries: Vec<Entry> = Vec::new();
        let mut seen = Seen::default();
        loop {
            let (event, span) = self.next()?;
            if matches!(event, Event::MappingEnd) {
                let end = entries.last().map_or(at.end, |e| e.value.span.end).max(bytes(&span).end_if_shown());
                let start = entries.first().map_or(at.start, |e| e.key_span.start.min(at.start));
                return Some(Node { span: start..end.max(start), kind: Kind::Map(entries) });
            }
            let key_at = bytes(&span).start;
            let inner = matches!(event, Event::MappingStart(..)) && self.source[at.start..].starts_with("{{");
            let before = self.findings.len();
            let key = self.node(event, span)?;
            if inner && key_at == at.start + 1 {
                self.findings.truncate(before);
                return self.rest_of_template(at.start);
            }
            let (event, span) = self.next()?;
            let value = self.node(event, span)?;
            let Kind::Scalar(Scalar { text: name, value: meaning, .. }) = key.kind else {
                self.say(codes::YAML_SHAPE, key.span, "yaml-shape-key");
                continue;
            };
            match meaning {
                Value::String(_) => {}
                Value::Null => self.say(codes::YAML_SHAPE, key.span.clone(), "yaml-shape-key"),
                _ => {
                    let finding = Finding::new(codes::VALUE_QUOTE, Place::bytes(key.span.clone()), msg!("value-quote", value = &name));
                    self.push(finding.help(msg!("value-quote.help", value = &name)));
                }
            }
            if name == "<<" {
                self.say(codes::YAML_FEATURE, key.span.clone(), "yaml-feature-merge");
            }
            if let Some(first) = seen.first(&entries, &name) {
                let finding = Finding::new(codes::YAML_DUPLICATE_KEY, Place::bytes(key.span.clone()), msg!("yaml-duplicate-key", key = &name));
                self.push(finding.related(Place::bytes(first.clone()), msg!("yaml-duplicate-key.first")));
                continue;
            }
            entries.push(Entry { key: name, key_span: key.span, value });
        }
    }

    /// Says what broke the text.
    fn broken_text(&self, error: &ScanError) -> Finding {
        let broken = match error.kind() {
            ErrorKind::RecursionLimitExceeded => Broken::Depth,
            ErrorKind::TabNotAllowed | ErrorKind::TabInBlockIndentation | ErrorKind::TabInIndentation | ErrorKind::TabInPlainScalar => Broken::Tab,
            ErrorKind::UnclosedQuotedScalar | ErrorKind::DocumentIndicatorInQuotedScalar => Broken::Quote,
            ErrorKind::UnclosedFlowCollection { .. } | ErrorKind::MismatchedFlowCollectionEnd { .. } => Broken::Bracket,
            _ => Broken::Other,
        };
        cause::of(self.source, broken, error.marker().byte_offset().unwrap_or(0), &breaks_at)
    }

    /// What is left of the map that is a template.
    fn rest_of_template(&mut self, at: usize) -> Option<Node> {
        let node = self.template(at);
        let mut depth = 1;
        while depth > 0 {
            match self.next()?.0 {
                Event::MappingStart(..) | Event::SequenceStart(..) => depth += 1,
                Event::MappingEnd | Event::SequenceEnd => depth -= 1,
                _ => {}
            }
        }
        Some(node)
    }

    /// A text that begins with a template, `{{ name }}`, is a map to YAML: it is read as the text that was meant.
    fn template(&mut self, at: usize) -> Node {
        let line = self.source[at..].lines().next().unwrap_or_default();
        let text = line.split(" #").next().unwrap_or(line).trim_end();
        let span = at..at + text.len();
        let place = Place::bytes(span.clone());
        let finding = Finding::new(codes::YAML_SENTENCE, place.clone(), msg!("yaml-sentence")).help(msg!("yaml-sentence.help"));
        self.findings.push(finding.fix(Fix::quote(place)));
        Node { span, kind: Kind::Scalar(Scalar { value: Value::String(text.to_owned()), text: text.to_owned(), style: Style::Plain }) }
    }
}

/// The byte at which a text breaks, if it does.
fn breaks_at(source: &str) -> Option<usize> {
    let mut parser = Parser::new_from_str_with_options(source, options());
    loop {
        match parser.next_event()? {
            Ok(_) => {}
            Err(error) => return error.marker().byte_offset().or(Some(0)),
        }
    }
}

/// From how many keys on a map is worth a table of its own.
const LARGE: usize = 32;

/// The keys of one map that were seen.
#[derive(Default)]
struct Seen(HashMap<String, usize>);

impl Seen {
    /// Where a key stands already.
    fn first<'e>(&mut self, entries: &'e [Entry], key: &str) -> Option<&'e Range<usize>> {
        let at = if entries.len() < LARGE {
            entries.iter().position(|entry| entry.key == key)
        } else {
            let added = self.0.len()..entries.len();
            self.0.extend(added.map(|at| (entries[at].key.clone(), at)));
            self.0.get(key).copied()
        };
        at.map(|at| &entries[at].key_span)
    }
}

fn bytes(span: &Span) -> Range<usize> {
    span.byte_range().unwrap_or(0..0)
}

/// The end of a collection is seen only where a bracket closes it.
trait EndIfShown {
    fn end_if_shown(&self) -> usize;
}
impl EndIfShown for Range<usize> {
    fn end_if_shown(&self) -> usize {
        if self.is_empty() { 0 } else { self.end }
    }
}
