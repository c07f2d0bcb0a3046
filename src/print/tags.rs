//! The braces of a template: enough of minijinja's grammar to tell words from variables, and what holds only sometimes.
//!
//! The values themselves come from [`super::standing::Voice`]; nothing is computed here.

use std::ops::Range;

/// How deep `if` and `for` are followed.
const MAX_DEPTH: usize = 32;

/// A template as a tree.
pub enum Node {
    /// Words.
    Text(String),
    /// `{{ expression }}`
    Print(String),
    /// `{% if %}`: each arm with its condition, the last perhaps without.
    If(Vec<(Option<String>, Vec<Node>)>),
    /// `{% for %}`
    For(For),
}

/// `{% for names in list %}`
pub struct For {
    /// What an item, or its parts, are called.
    pub names: Vec<String>,
    /// The list.
    pub list: String,
    /// What is said for each.
    pub body: Vec<Node>,
    /// Everything that is printed or asked inside.
    pub expressions: Vec<String>,
    /// The whole statement, in bytes of the template.
    pub range: Range<usize>,
}

/// Which sort of thing stands between braces.
#[derive(Clone, Copy, PartialEq)]
pub enum Sort {
    /// `{{ … }}`
    Print,
    /// `{% … %}`
    Statement,
    /// `{# … #}`
    Comment,
}

/// Something between braces.
pub struct Tag {
    /// The whole of it.
    pub range: Range<usize>,
    /// What stands inside.
    pub inside: Range<usize>,
    /// Which sort it is.
    pub sort: Sort,
    trim_before: bool,
    trim_after: bool,
}

/// The next `{{ … }}`, `{% … %}` or `{# … #}`.
pub fn next_tag(text: &str) -> Option<Tag> {
    let start = text.char_indices().find(|(at, c)| *c == '{' && matches!(text.as_bytes().get(at + 1), Some(b'{' | b'%' | b'#')))?.0;
    let (sort, close) = match text.as_bytes()[start + 1] {
        b'{' => (Sort::Print, "}}"),
        b'%' => (Sort::Statement, "%}"),
        _ => (Sort::Comment, "#}"),
    };
    let mut quote = None;
    let end = text[start + 2..].char_indices().find_map(|(at, c)| {
        let at = start + 2 + at;
        match quote {
            Some(open) if c == open && !text[..at].ends_with('\\') => quote = None,
            Some(_) => {}
            None if sort != Sort::Comment && matches!(c, '\'' | '"') => quote = Some(c),
            None if text[at..].starts_with(close) => return Some(at),
            None => {}
        }
        None
    })?;
    let inside = &text[start + 2..end];
    let left = inside.strip_prefix(['-', '+']).map_or(0, |_| 1);
    let right = inside.strip_suffix('-').filter(|rest| rest.len() >= left).map_or(0, |_| 1);
    Some(Tag { range: start..end + 2, inside: start + 2 + left..end - right, sort, trim_before: inside.starts_with('-'), trim_after: right == 1 })
}

/// Reads a template; `None` where it is none.
pub fn parse(source: &str) -> Option<Vec<Node>> {
    let mut parser = Parser { source, at: 0, depth: 0, trim: false, expressions: Vec::new() };
    let (nodes, stop) = parser.body()?;
    stop.is_none().then_some(nodes)
}

struct Parser<'s> {
    source: &'s str,
    at: usize,
    depth: usize,
    trim: bool,
    expressions: Vec<String>,
}

impl<'s> Parser<'s> {
    /// Nodes up to the end, or to a statement that belongs to what is around.
    fn body(&mut self) -> Option<(Vec<Node>, Option<&'s str>)> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return None;
        }
        let mut nodes = Vec::new();
        loop {
            let rest = &self.source[self.at..];
            let Some(tag) = next_tag(rest) else {
                nodes.push(Node::Text(if self.trim { rest.trim_start() } else { rest }.to_owned()));
                self.at = self.source.len();
                self.depth -= 1;
                return Some((nodes, None));
            };
            let mut text = &rest[..tag.range.start];
            if self.trim {
                text = text.trim_start();
            }
            if tag.trim_before {
                text = text.trim_end();
            }
            if !text.is_empty() {
                nodes.push(Node::Text(text.to_owned()));
            }
            let begin = self.at + tag.range.start;
            self.at += tag.range.end;
            self.trim = tag.trim_after;
            let inside = rest[tag.inside.clone()].trim();
            match tag.sort {
                Sort::Comment => {}
                Sort::Print => {
                    self.expressions.push(inside.to_owned());
                    nodes.push(Node::Print(inside.to_owned()));
                }
                Sort::Statement => match inside.split_once(char::is_whitespace).map_or((inside, ""), |(word, rest)| (word, rest.trim())) {
                    ("if", condition) => nodes.push(self.branches(condition)?),
                    ("for", head) => nodes.push(self.repeat(head, begin)?),
                    ("raw", "") => {
                        let rest = &self.source[self.at..];
                        let end = next_end_of_raw(rest)?;
                        nodes.push(Node::Text(rest[..end.start].to_owned()));
                        self.at += end.end;
                    }
                    _ => {
                        self.depth -= 1;
                        return Some((nodes, Some(inside)));
                    }
                },
            }
        }
    }

    fn branches(&mut self, condition: &str) -> Option<Node> {
        let mut arms = Vec::new();
        let mut condition = Some(condition.to_owned());
        loop {
            self.expressions.extend(condition.clone());
            let (body, stop) = self.body()?;
            arms.push((condition, body));
            match stop? {
                "endif" => return Some(Node::If(arms)),
                "else" => condition = None,
                other => condition = Some(other.strip_prefix("elif")?.trim().to_owned()),
            }
        }
    }

    fn repeat(&mut self, head: &str, begin: usize) -> Option<Node> {
        let (names, list) = head.split_once(" in ")?;
        let names = names.split(',').map(|name| name.trim_matches(['(', ')', ' ']).to_owned()).collect();
        let list = list.trim().strip_suffix("recursive").unwrap_or(list.trim());
        // What a loop leaves out by a condition of its own is left to whoever reads the list.
        let list = match list.split_once(" if ") {
            Some((list, condition)) if !list.contains(['(', '\'', '"']) => {
                self.expressions.push(condition.to_owned());
                list
            }
            _ => list,
        };
        let before = self.expressions.len();
        self.expressions.push(list.to_owned());
        let (body, stop) = self.body()?;
        match stop? {
            "endfor" => {}
            "else" if self.body()?.1? == "endfor" => {}
            _ => return None,
        }
        let expressions = self.expressions[before..].to_vec();
        Some(Node::For(For { names, list: list.to_owned(), body, expressions, range: begin..self.at }))
    }
}

fn next_end_of_raw(text: &str) -> Option<Range<usize>> {
    let mut at = 0;
    while let Some(tag) = next_tag(&text[at..]) {
        if tag.sort == Sort::Statement && text[at..][tag.inside.clone()].trim() == "endraw" {
            return Some(at + tag.range.start..at + tag.range.end);
        }
        at += tag.range.end;
    }
    None
}
