//! Text as plain data: what is left of Markdown once everything that could do harm or break a page is gone.
//!
//! Markdown is read here and nowhere else. Raw HTML and pictures are dropped, links lead to the web or a mailbox only, and values never go
//! through the Markdown reader: they are put in afterwards, so that no answer can format, link or escape anything.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use serde::Serialize;

/// Mark the place of an ink in a text that is still Markdown: code points that stand for no character, and are taken out of all other text.
const BEGIN: char = '\u{fdd0}';
const END: char = '\u{fdd1}';
/// How deep lists and quotes may be nested on paper.
const MAX_DEPTH: usize = 12;

/// What is put into a text after it has been read.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub enum Ink {
    /// Not known: to be read as a blank, by what it is called.
    Blank(String),
    /// A value of a run.
    Value(String),
    /// A word of ours between the procedure's: a condition.
    Aside(String),
}

/// A text with places for inks.
#[derive(Debug, Clone, Default)]
pub struct Inked {
    source: String,
    inks: Vec<Ink>,
}

impl Inked {
    /// Adds words of the procedure.
    pub fn text(&mut self, text: &str) {
        self.source.extend(text.chars().filter(|c| !matches!(*c, BEGIN | END)));
    }

    /// Adds an ink.
    pub fn ink(&mut self, ink: Ink) {
        self.source.push_str(&format!("{BEGIN}{}{END}", self.inks.len()));
        self.inks.push(ink);
    }

    /// Adds another text.
    pub fn append(&mut self, other: &Inked) {
        for (text, ink) in other.pieces(&other.source) {
            self.text(text);
            if let Some(ink) = ink {
                self.ink(ink.clone());
            }
        }
    }

    /// The text from that byte of its bare form on.
    pub fn skip(&self, bytes: usize) -> Inked {
        Inked { source: self.source.get(bytes..).unwrap_or_default().to_owned(), inks: self.inks.clone() }
    }

    /// The text's bare form, as far as written.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// Takes off the white space at the end, and gives it.
    pub fn trim_end(&mut self) -> String {
        let length = self.source.trim_end().len();
        self.source.split_off(length)
    }

    /// The words of a part of the source, each with the ink that follows it.
    fn pieces<'a>(&'a self, part: &'a str) -> impl Iterator<Item = (&'a str, Option<&'a Ink>)> {
        let mut rest = Some(part);
        std::iter::from_fn(move || {
            let text = rest?;
            let found = text.find(BEGIN).and_then(|begin| {
                let end = begin + text[begin..].find(END)?;
                Some((begin, end, text[begin + BEGIN.len_utf8()..end].parse::<usize>().ok()?))
            });
            match found {
                Some((begin, end, index)) => {
                    rest = Some(&text[end + END.len_utf8()..]);
                    Some((&text[..begin], self.inks.get(index)))
                }
                None => {
                    rest = None;
                    Some((text, None))
                }
            }
        })
    }
}

/// Text on one line.
pub type Line = Vec<Span>;

/// A piece of a line.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Span {
    /// Plain words.
    Text(String),
    /// Words of weight.
    Strong(Line),
    /// Words that stand out.
    Emphasis(Line),
    /// To be typed as it is.
    Code(String),
    /// A link.
    Link {
        /// An address that begins with `https:`, `http:` or `mailto:`.
        to: String,
        /// Its words.
        words: Line,
    },
    /// A blank, by what belongs there.
    Blank(String),
    /// A value of a run.
    Value(String),
    /// A word of ours.
    Aside(String),
    /// A new line.
    Break,
}

/// A piece of a page.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Block {
    /// A paragraph; also a heading's words, since a step has its own headings.
    Paragraph(Line),
    /// A list.
    List {
        /// The first number, where it is numbered.
        first: Option<u64>,
        /// Its items.
        items: Vec<Vec<Block>>,
    },
    /// A quotation.
    Quote(Vec<Block>),
    /// Lines to be typed or read as they are.
    Code(String),
}

/// Words as they are, without Markdown.
pub fn line(text: &Inked) -> Line {
    let mut spans = Vec::new();
    for (i, part) in text.source.trim().split('\n').enumerate() {
        if i > 0 {
            spans.push(Span::Break);
        }
        spans.extend(spread(text, part));
    }
    spans
}

/// The same words of ours, as a line.
pub fn plain(text: impl Into<String>) -> Line {
    vec![Span::Text(text.into())]
}

/// A line without any form, for places that have none.
pub fn flat(line: &[Span]) -> String {
    let mut text = String::new();
    for span in line {
        match span {
            Span::Text(words) | Span::Code(words) | Span::Value(words) | Span::Aside(words) => text.push_str(words),
            Span::Blank(words) => text.push_str(&format!("‹{words}›")),
            Span::Strong(inner) | Span::Emphasis(inner) | Span::Link { words: inner, .. } => text.push_str(&flat(inner)),
            Span::Break => text.push(' '),
        }
    }
    text
}

/// Markdown, read.
pub fn blocks(text: &Inked) -> Vec<Block> {
    let mut reader = Reader { text, open: vec![Open::Page(Vec::new())], mute: 0 };
    for event in Parser::new_ext(&text.source, Options::empty()) {
        reader.take(event);
    }
    while reader.open.len() > 1 {
        reader.close();
    }
    match reader.open.pop() {
        Some(Open::Page(mut blocks)) => {
            blocks.retain(|block| !is_empty(block));
            blocks
        }
        _ => Vec::new(),
    }
}

fn is_empty(block: &Block) -> bool {
    matches!(block, Block::Paragraph(line) if line.is_empty()) || matches!(block, Block::List { items, .. } if items.is_empty())
}

/// What is being read, innermost last.
enum Open {
    Page(Vec<Block>),
    Quote(Vec<Block>),
    List(Option<u64>, Vec<Vec<Block>>),
    Item(Vec<Block>),
    Paragraph(Line),
    /// Words of an item that stand in no paragraph of their own.
    Loose(Line),
    Strong(Line),
    Emphasis(Line),
    Link(String, Line),
    Code(String),
}

struct Reader<'t> {
    text: &'t Inked,
    open: Vec<Open>,
    /// How many pictures or pieces of HTML are being left out.
    mute: usize,
}

impl Reader<'_> {
    fn take(&mut self, event: Event) {
        match event {
            Event::Start(Tag::Image { .. } | Tag::HtmlBlock) => self.mute += 1,
            Event::End(TagEnd::Image | TagEnd::HtmlBlock) => self.mute = self.mute.saturating_sub(1),
            _ if self.mute > 0 => {}
            Event::Start(tag) => self.start(&tag),
            Event::End(_) => {
                if matches!(self.open.last(), Some(Open::Loose(_))) {
                    self.close();
                }
                self.close();
            }
            Event::Text(text) => {
                let line = spread(self.text, &text);
                match self.open.last_mut() {
                    Some(Open::Code(code)) => code.push_str(&flat(&line)),
                    _ => self.add(line),
                }
            }
            Event::Code(code) => {
                let code = flat(&spread(self.text, &code));
                self.add(vec![Span::Code(code)]);
            }
            Event::SoftBreak => self.add(plain(" ")),
            Event::HardBreak => self.add(vec![Span::Break]),
            _ => {}
        }
    }

    fn start(&mut self, tag: &Tag) {
        let inside_line = matches!(tag, Tag::Strong | Tag::Emphasis | Tag::Link { .. });
        if inside_line {
            // Words in a tight item stand in no paragraph of their own: one is begun for them.
            self.add(Vec::new());
        } else if matches!(self.open.last(), Some(Open::Loose(_))) {
            self.close();
        }
        self.open.push(match tag {
            Tag::Paragraph | Tag::Heading { .. } => Open::Paragraph(Vec::new()),
            Tag::List(first) => Open::List(*first, Vec::new()),
            Tag::Item => Open::Item(Vec::new()),
            Tag::CodeBlock(_) => Open::Code(String::new()),
            Tag::Strong => Open::Strong(Vec::new()),
            Tag::Emphasis => Open::Emphasis(Vec::new()),
            Tag::Link { dest_url, .. } => Open::Link(flat(&spread(self.text, dest_url)), Vec::new()),
            _ => Open::Quote(Vec::new()),
        });
    }

    fn close(&mut self) {
        if self.open.len() < 2 {
            return;
        }
        let Some(closed) = self.open.pop() else { return };
        let deep = self.open.len() > 2 * MAX_DEPTH;
        match closed {
            Open::Paragraph(line) | Open::Loose(line) => self.block(Block::Paragraph(line)),
            Open::Quote(blocks) => self.block(Block::Quote(blocks)),
            Open::List(first, items) => self.block(Block::List { first, items }),
            Open::Code(code) => self.block(Block::Code(code)),
            Open::Item(blocks) => match self.open.last_mut() {
                Some(Open::List(_, items)) => items.push(blocks),
                _ => blocks.into_iter().for_each(|block| self.block(block)),
            },
            Open::Strong(words) if !deep => self.add(vec![Span::Strong(words)]),
            Open::Emphasis(words) if !deep => self.add(vec![Span::Emphasis(words)]),
            Open::Link(to, words) if !deep && leads_somewhere(&to) => self.add(vec![Span::Link { to, words }]),
            Open::Strong(words) | Open::Emphasis(words) | Open::Link(_, words) => self.add(words),
            Open::Page(_) => {}
        }
    }

    /// Puts a block where it belongs, or as near as blocks may be nested.
    fn block(&mut self, block: Block) {
        let place = self.open.iter_mut().take(MAX_DEPTH).rev().find_map(|open| match open {
            Open::Page(blocks) | Open::Quote(blocks) | Open::Item(blocks) => Some(blocks),
            _ => None,
        });
        if let Some(blocks) = place {
            blocks.push(block);
        }
    }

    /// Puts words into the line that is open, or begins one.
    fn add(&mut self, words: Line) {
        if !matches!(self.open.last(), Some(Open::Paragraph(_) | Open::Loose(_) | Open::Strong(_) | Open::Emphasis(_) | Open::Link(..))) {
            self.open.push(Open::Loose(Vec::new()));
        }
        if let Some(Open::Paragraph(line) | Open::Loose(line) | Open::Strong(line) | Open::Emphasis(line) | Open::Link(_, line)) =
            self.open.last_mut()
        {
            words.into_iter().for_each(|span| push(line, span));
        }
    }
}

/// Links go to the web or a mailbox.
fn leads_somewhere(to: &str) -> bool {
    let known = ["https://", "http://", "mailto:"].into_iter().any(|scheme| to.get(..scheme.len()).is_some_and(|s| s.eq_ignore_ascii_case(scheme)));
    known && !to.chars().any(|c| c.is_whitespace() || c.is_control())
}

fn push(line: &mut Line, span: Span) {
    match (line.last_mut(), span) {
        (Some(Span::Text(before)), Span::Text(words)) => before.push_str(&words),
        (_, span) => line.push(span),
    }
}

/// Words with their inks.
fn spread(text: &Inked, part: &str) -> Line {
    let mut line = Vec::new();
    for (words, ink) in text.pieces(part) {
        if !words.is_empty() {
            line.push(Span::Text(words.to_owned()));
        }
        line.extend(ink.map(|ink| match ink {
            Ink::Blank(words) => Span::Blank(words.clone()),
            Ink::Value(words) => Span::Value(words.clone()),
            Ink::Aside(words) => Span::Aside(words.clone()),
        }));
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_hostile_ends_as_words() {
        let mut text = Inked::default();
        text.text("**Bonjour** ");
        text.ink(Ink::Value("**x** [y](https://z) <b>`".into()));
        text.text(" <script>alert(1)</script> ![image](https://x/y.png) [ici](javascript:alert) [là](https://a.fr/");
        text.ink(Ink::Value("b c".into()));
        text.text(")\n\n- un\n  - deux\n\n<div>\nperdu\n</div>\n\n# Titre");
        let blocks = blocks(&text);
        assert_eq!(
            blocks,
            [
                Block::Paragraph(vec![
                    Span::Strong(plain("Bonjour")),
                    Span::Text(" ".into()),
                    Span::Value("**x** [y](https://z) <b>`".into()),
                    Span::Text(" alert(1)  ici là".into()),
                ]),
                Block::List {
                    first: None,
                    items: vec![vec![Block::Paragraph(plain("un")), Block::List { first: None, items: vec![vec![Block::Paragraph(plain("deux"))]] }]]
                },
                Block::Paragraph(plain("Titre")),
            ]
        );
    }

    #[test]
    fn no_nesting_is_too_deep() {
        for deep in ["> ".repeat(5_000) + "x", "*a ".repeat(3_000) + &"b* ".repeat(3_000), "- ".repeat(5_000) + "x"] {
            let mut text = Inked::default();
            text.text(&deep);
            drop(serde_json::to_string(&blocks(&text)).unwrap());
        }
    }
}
