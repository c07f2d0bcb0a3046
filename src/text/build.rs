//! The parser's events become a tree.

use super::{Entry, Kind, MAX_DEPTH, MAX_NODES, Node, Scalar, Style, scalar};
use crate::finding::{Finding, Place, codes};
use crate::msg;
use granit_parser::{ErrorKind, Event, Options, Parser, ScalarStyle, ScanError, Span, StrInput};
use serde_json::Value;
use std::collections::HashMap;
use std::ops::Range;

/// The tree of a text, with what is wrong in it. No tree where the text cannot be followed to its end.
pub(super) fn tree(source: &str) -> (Option<Node>, Vec<Finding>) {
    let mut options = Options::default();
    options.set_emit_comments(false);
    options.emit_unresolved_aliases = true;
    options.flow_nesting_limit = MAX_DEPTH;
    options.block_nesting_limit = MAX_DEPTH;
    let mut builder = Builder { source, parser: Parser::new_from_str_with_options(source, options), findings: vec![], nodes: 0, broken: false };
    let root = builder.document();
    let Builder { mut findings, broken, .. } = builder;
    let root = root.filter(|_| !broken);
    if root.is_none() && findings.is_empty() {
        findings.push(Finding::new(codes::YAML_SHAPE, Place::bytes(0..0), msg!("yaml-shape-empty")).help(msg!("yaml-shape-empty.help")));
    }
    (root, findings)
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
                    let finding = self.broken_text(&error);
                    self.findings.push(finding);
                    return None;
                }
            }
        }
    }

    fn say(&mut self, code: codes::Code, span: Range<usize>, id: &'static str) {
        self.findings.push(Finding::new(code, Place::bytes(span), msg!(id)));
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
            self.say(codes::YAML_FEATURE, at.start..at.start, "yaml-feature-anchor");
        }
        if event.tag().is_some() {
            self.say(codes::YAML_FEATURE, at.clone(), "yaml-feature-tag");
        }
        match event {
            Event::Alias(_) | Event::UnresolvedAlias(_) => {
                self.say(codes::YAML_FEATURE, at.clone(), "yaml-feature-alias");
                Some(Node { span: at, kind: Kind::Scalar(Scalar { value: Value::Null, text: String::new(), style: Style::Plain }) })
            }
            Event::Scalar(text, style, ..) => {
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
        let mut seen: HashMap<String, Range<usize>> = HashMap::new();
        loop {
            let (event, span) = self.next()?;
            if matches!(event, Event::MappingEnd) {
                let end = entries.last().map_or(at.end, |e| e.value.span.end).max(bytes(&span).end_if_shown());
                let start = entries.first().map_or(at.start, |e| e.key_span.start.min(at.start));
                return Some(Node { span: start..end.max(start), kind: Kind::Map(entries) });
            }
            let key = self.node(event, span)?;
            let (event, span) = self.next()?;
            let value = self.node(event, span)?;
            let Kind::Scalar(Scalar { text: name, .. }) = key.kind else {
                self.say(codes::YAML_SHAPE, key.span, "yaml-shape-key");
                continue;
            };
            if name == "<<" {
                self.say(codes::YAML_FEATURE, key.span.clone(), "yaml-feature-merge");
            }
            if let Some(first) = seen.get(&name) {
                let finding = Finding::new(codes::YAML_DUPLICATE_KEY, Place::bytes(key.span.clone()), msg!("yaml-duplicate-key", key = &name));
                self.findings.push(finding.related(Place::bytes(first.clone()), msg!("yaml-duplicate-key.first")));
                continue;
            }
            seen.insert(name.clone(), key.span.clone());
            entries.push(Entry { key: name, key_span: key.span, value });
        }
    }

    /// Says what broke the text. French sentences that flow style or a colon cuts are by far the most common case, so they get their own words.
    fn broken_text(&self, error: &ScanError) -> Finding {
        let at = error.marker().byte_offset().unwrap_or(0).min(self.source.len());
        let at = (0..=at).rev().find(|i| self.source.is_char_boundary(*i)).unwrap_or(0);
        let line_start = self.source[..at].rfind('\n').map_or(0, |i| i + 1);
        let line_end = self.source[at..].find('\n').map_or(self.source.len(), |i| at + i);
        let line = &self.source[line_start..line_end];
        let point = at..(at + self.source[at..].chars().next().map_or(0, char::len_utf8)).min(line_end).max(at);
        let (code, id) = match error.kind() {
            ErrorKind::RecursionLimitExceeded => {
                return Finding::new(codes::YAML_LIMIT, Place::bytes(point), msg!("yaml-limit-depth", limit = MAX_DEPTH));
            }
            ErrorKind::TabNotAllowed | ErrorKind::TabInBlockIndentation | ErrorKind::TabInIndentation | ErrorKind::TabInPlainScalar => {
                (codes::YAML_SYNTAX, "yaml-syntax-tab")
            }
            ErrorKind::UnclosedQuotedScalar | ErrorKind::DocumentIndicatorInQuotedScalar => (codes::YAML_SYNTAX, "yaml-syntax-quote"),
            _ if sentence_needs_quotes(line) => (codes::YAML_SENTENCE, "yaml-sentence"),
            ErrorKind::UnclosedFlowCollection { .. } | ErrorKind::MismatchedFlowCollectionEnd { .. } => (codes::YAML_SYNTAX, "yaml-syntax-bracket"),
            _ => (codes::YAML_SYNTAX, "yaml-syntax"),
        };
        let finding = Finding::new(code, Place::bytes(point), msg!(id));
        let help = match id {
            "yaml-sentence" => "yaml-sentence.help",
            "yaml-syntax-tab" => "yaml-syntax-tab.help",
            "yaml-syntax-quote" => "yaml-syntax-quote.help",
            "yaml-syntax-bracket" => "yaml-syntax-bracket.help",
            _ => "yaml-syntax.help",
        };
        finding.help(msg!(help))
    }
}

/// Whether a line holds an unquoted sentence that YAML cuts: at ` : `, at a `#`, or inside `{…}` and `[…]` at a comma or `?`.
fn sentence_needs_quotes(line: &str) -> bool {
    let value = line.split_once(": ").map_or(line, |(_, value)| value).trim();
    let value = value.strip_prefix("- ").unwrap_or(value);
    if value.starts_with(['"', '\'', '|', '>']) {
        return false;
    }
    let words = value.split_whitespace().filter(|w| w.chars().any(char::is_alphabetic)).count();
    words >= 3
        && (value.contains(": ") || value.contains(" :") || value.starts_with(['{', '[', '*', '&', '!', '%', '@', '`']) || value.ends_with(':'))
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
