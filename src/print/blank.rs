//! Texts with variables as paper shows them: with the values that are known, and with readable blanks where they are not.

use super::condition::Wording;
use super::expression::Expr;
use super::names::{Items, Sight, Thing};
use super::outline::Outline;
use super::rich::{self, Block, Ink, Inked, Line};
use super::standing::Voice;
use super::tags::{For, Node, Sort, next_tag, parse};
use super::value::{Blank, Style};
use crate::model::{self, Text};
use crate::msg;
use crate::words::Words;

/// How deep `if` and `for`, and texts inside texts, are followed.
const MAX_DEPTH: usize = 32;
/// Stand around each value in what a voice says of a whole loop. No file and no answer can hold control characters.
const OPEN: char = '\u{3}';
const CLOSE: char = '\u{4}';

/// Writes the texts of a procedure.
#[derive(Clone, Copy)]
pub struct Pen<'o, 'p> {
    /// All steps.
    pub outline: &'o Outline<'p>,
    /// What is known of the run's values.
    pub voice: &'o dyn Voice,
    /// The language.
    pub words: &'o Words,
    /// Whether personal data shows.
    pub personal: bool,
}

/// Where a text stands.
#[derive(Clone)]
pub struct Site {
    /// The scope whose names it uses.
    pub lane: usize,
    /// The step that it belongs to.
    pub spot: Option<usize>,
    /// The step's path in the run; without the numbers of items where it stands for all of them.
    pub path: String,
}

impl<'o, 'p> Pen<'o, 'p> {
    /// A text on one line, without Markdown.
    pub fn line(&self, site: &Site, text: &Text) -> Line {
        rich::line(&self.inked(site, &text.source))
    }

    /// A text in Markdown.
    pub fn blocks(&self, site: &Site, text: &Text) -> Vec<Block> {
        rich::blocks(&self.inked(site, &text.source))
    }

    /// A text in Markdown that is only said where a condition holds.
    pub fn blocks_where(&self, site: &Site, text: &Text, holds: &model::Expr) -> Vec<Block> {
        rich::blocks(&self.inked_where(site, &text.source, Some(&holds.source)))
    }

    /// A condition in words; where there are none, as it is written, with titles for names.
    pub fn condition(&self, site: &Site, expr: &model::Expr) -> String {
        self.wording(site, &[]).condition(expr, true)
    }

    /// That a condition does not hold, in words.
    pub fn condition_not(&self, site: &Site, expr: &model::Expr) -> String {
        self.wording(site, &[]).condition(expr, false)
    }

    /// What is gone through, for so many at once: `ligne de la liste « … »`.
    pub fn lines(&self, site: &Site, expr: &model::Expr, n: u32) -> String {
        self.wording(site, &[]).lines_of(&expr.source, n)
    }

    /// A rule by which a value is worked out, or a condition that it stands for, in words.
    pub fn rule(&self, site: &Site, expr: &model::Expr) -> String {
        let wording = self.wording(site, &[]);
        let read = Expr::read(&expr.source);
        // A value that follows from others is said by its own rule.
        let inner = read.as_ref().and_then(|expr| match expr {
            Expr::Name(path) => match wording.sight.resolve(path)? {
                Thing::Computed(expr) => wording.deeper()?.value(&Expr::read(&expr.source)?, Style::Quoted),
                _ => None,
            },
            _ => None,
        });
        let value = inner.or_else(|| read.as_ref().and_then(|expr| wording.value(expr, Style::Quoted)));
        value
            .or_else(|| Some(self.words.say(&msg!("paper-rule-yes-if", condition = wording.say(read.as_ref()?, true)?))))
            .or_else(|| {
                // A formula without words is reckoned as it is written; a list that is put together is at least said to follow from something.
                if !expr.source.contains(['[', '{']) {
                    return None;
                }
                let mut names = Vec::new();
                read.as_ref()?.names(&mut names);
                let mut said: Vec<String> = Vec::new();
                for name in names.into_iter().filter_map(|name| wording.of_name(name, Style::Quoted)) {
                    if !said.contains(&name) {
                        said.push(name);
                    }
                }
                (!said.is_empty()).then(|| self.words.say(&msg!("paper-rule-from", names = said)))
            })
            .unwrap_or_else(|| wording.substituted(&expr.source))
    }

    /// The point in time that a deadline is counted from, inside a sentence.
    pub fn point(&self, site: &Site, expr: &model::Expr) -> String {
        let wording = self.wording(site, &[]);
        Expr::read(&expr.source).and_then(|expr| wording.point(&expr, Style::Quoted)).unwrap_or_else(|| wording.substituted(&expr.source))
    }

    /// Whether a condition holds in this run, as far as is known.
    pub fn holds(&self, site: &Site, expr: &model::Expr) -> Option<bool> {
        self.voice.holds(&site.path, &expr.source)
    }

    /// Whether an expression reads personal data.
    pub fn is_personal(&self, site: &Site, expr: &model::Expr) -> bool {
        Expr::read(&expr.source).is_none_or(|read| self.wording(site, &[]).sight.reads_personal(&read))
    }

    fn wording(&self, site: &Site, bound: &[(String, Option<Items<'p>>)]) -> Wording<'o, 'p> {
        let mut sight = Sight::new(self.outline, site.lane);
        sight.bound = bound.to_vec();
        Wording { sight, spot: site.spot, words: self.words }
    }

    fn inked(&self, site: &Site, source: &str) -> Inked {
        self.inked_where(site, source, None)
    }

    /// A text with its values and blanks; `holds` is known to hold where it is read.
    fn inked_where(&self, site: &Site, source: &str, holds: Option<&str>) -> Inked {
        let mut inked = Inked::default();
        let Some(nodes) = parse(source) else {
            // A template that does not parse does not pass the check; shown as it is, it can do no harm.
            inked.ink(Ink::Value(source.to_owned()));
            return inked;
        };
        let mut writer = Writer { pen: self, site, source, holds, bound: Vec::new(), depth: 0 };
        writer.nodes(&nodes, &mut inked);
        inked
    }
}

struct Writer<'w, 'o, 'p> {
    pen: &'w Pen<'o, 'p>,
    site: &'w Site,
    source: &'w str,
    holds: Option<&'w str>,
    bound: Vec<(String, Option<Items<'p>>)>,
    depth: usize,
}

impl<'o, 'p> Writer<'_, 'o, 'p> {
    fn wording(&self) -> Wording<'o, 'p> {
        self.pen.wording(self.site, &self.bound)
    }

    /// Whether the run's own value may be shown.
    fn may_show(&self, expression: &str) -> bool {
        self.pen.personal || Expr::read(expression).is_some_and(|expr| !self.wording().sight.reads_personal(&expr))
    }

    fn said(&self, template: &str) -> Option<String> {
        self.pen.voice.say(&self.site.path, template)
    }

    fn nodes(&mut self, nodes: &[Node], out: &mut Inked) {
        for node in nodes {
            match node {
                Node::Text(text) => out.text(text),
                Node::Print(expression) => self.print(expression, out),
                Node::If(arms) => self.choose(arms, out),
                Node::For(each) => self.each(each, out),
            }
        }
    }

    fn print(&mut self, expression: &str, out: &mut Inked) {
        if self.bound.is_empty()
            && self.may_show(expression)
            && let Some(value) = self.said(&format!("{{{{ {expression} }}}}"))
        {
            out.ink(Ink::Value(clean(&value)));
            return;
        }
        match self.wording().blank(expression) {
            Blank::Known(text) => out.text(&text),
            Blank::Template(text) if self.depth < 4 => {
                let site = Site { spot: None, ..self.site.clone() };
                if let Some(nodes) = parse(&text) {
                    let mut writer = Writer { pen: self.pen, site: &site, source: &text, holds: None, bound: Vec::new(), depth: self.depth + 1 };
                    writer.nodes(&nodes, out);
                }
            }
            Blank::Template(text) | Blank::Named(text) => out.ink(Ink::Blank(clean(&text))),
        }
    }

    fn decided(&self, expression: &str) -> Option<bool> {
        if self.holds.is_some_and(|holds| holds.trim() == expression.trim()) {
            return Some(true);
        }
        let known = if self.bound.is_empty() { self.pen.voice.holds(&self.site.path, expression) } else { None };
        // A fact of the organisation that nobody has given is not there.
        known.or_else(|| match Expr::read(expression)? {
            Expr::Test(of, test, _) => match (of.as_ref(), test.as_str()) {
                (Expr::Name(name), "defined") if name.first().is_some_and(|head| head == "settings") => Some(false),
                (Expr::Name(name), "undefined") if name.first().is_some_and(|head| head == "settings") => Some(true),
                _ => None,
            },
            _ => None,
        })
    }

    /// The arms that may hold, each behind its condition where that is not known.
    fn choose(&mut self, arms: &[(Option<String>, Vec<Node>)], out: &mut Inked) {
        let mut open: Vec<(Option<&str>, &[Node])> = Vec::new();
        for (condition, body) in arms {
            match condition.as_deref().map(|condition| (condition, self.decided(condition))) {
                Some((_, Some(false))) => {}
                Some((condition, None)) => open.push((Some(condition), body)),
                Some((_, Some(true))) | None => {
                    open.push((None, body));
                    break;
                }
            }
        }
        if let [(None, body)] = open.as_slice() {
            return self.nodes(body, out);
        }
        let (mut begun, mut tail) = (false, String::new());
        for (condition, body) in open {
            let mut inside = Inked::default();
            self.nodes(body, &mut inside);
            let after = inside.trim_end();
            let lead = lead(inside.source());
            let (marker, rest) = (inside.source()[..lead].to_owned(), lead);
            if inside.source().len() == rest {
                continue;
            }
            let head = match (condition, begun) {
                (Some(condition), false) => msg!("paper-text-if", condition = self.wording().holds(condition, true)),
                (Some(condition), true) => msg!("paper-text-else-if", condition = self.wording().holds(condition, true)),
                (None, _) => msg!("paper-text-else"),
            };
            if !begun {
                out.text(&marker);
                if marker.is_empty() && out.source().chars().next_back().is_some_and(|c| !c.is_whitespace()) {
                    out.text(" ");
                }
            }
            out.ink(Ink::Aside(self.pen.words.say(&head)));
            out.append(&inside.skip(rest));
            begun = true;
            tail = after;
        }
        if begun {
            out.ink(Ink::Aside("]".to_owned()));
            out.text(&tail);
        }
    }

    fn each(&mut self, each: &For, out: &mut Inked) {
        if self.bound.is_empty()
            && each.expressions.iter().all(|expression| self.may_show_in(each, expression))
            && let Some(said) = self.source.get(each.range.clone()).and_then(|block| self.said(&marked(block)))
        {
            return unmark(&said, out);
        }
        if self.depth >= MAX_DEPTH {
            return;
        }
        self.depth += 1;
        let before = self.bound.len();
        self.bind(each);
        let mut inside = Inked::default();
        self.nodes(&each.body, &mut inside);
        self.bound.truncate(before);
        self.depth -= 1;
        let after = inside.trim_end();
        if inside.source().is_empty() {
            return;
        }
        let marker = inside.source()[..lead(inside.source())].trim_start_matches(['\n', '\r']).to_owned();
        out.append(&inside);
        let more = self.pen.words.say(&msg!("paper-text-each", lines = self.wording().lines_of(&each.list, 1)));
        if marker.trim().is_empty() {
            out.text(" ");
        } else {
            out.text("\n");
            out.text(&marker);
        }
        out.ink(Ink::Aside(more));
        out.text(&after);
    }

    fn bind(&mut self, each: &For) {
        let items = Expr::read(&each.list).and_then(|list| self.wording().sight.items(&list));
        let single = each.names.len() == 1;
        self.bound.extend(each.names.iter().map(|name| (name.clone(), items.filter(|_| single))));
        self.bound.push(("loop".to_owned(), None));
    }

    fn may_show_in(&self, each: &For, expression: &str) -> bool {
        let mut inside = Writer { bound: self.bound.clone(), ..*self };
        inside.bind(each);
        inside.may_show(expression)
    }
}

/// A value without what could be taken for our own marks.
fn clean(value: &str) -> String {
    value.trim().chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).collect()
}

/// Spaces, line breaks and a list's mark at the beginning of a text: what must stay before anything that is put there.
fn lead(text: &str) -> usize {
    let begin = text.len() - text.trim_start().len();
    let rest = &text[begin..];
    let marker = ["- ", "* ", "+ "].into_iter().find(|marker| rest.starts_with(marker)).map_or(0, str::len);
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    begin + if digits > 0 && rest[digits..].starts_with(". ") { digits + 2 } else { marker }
}

/// A template that marks the values it puts in.
fn marked(template: &str) -> String {
    let mut out = String::new();
    let mut rest = template;
    while let Some(tag) = next_tag(rest) {
        out.push_str(&rest[..tag.range.start]);
        let whole = &rest[tag.range.clone()];
        match tag.sort {
            Sort::Print => out.push_str(&format!("{OPEN}{whole}{CLOSE}")),
            Sort::Statement | Sort::Comment => out.push_str(whole),
        }
        rest = &rest[tag.range.end..];
    }
    out + rest
}

fn unmark(said: &str, out: &mut Inked) {
    let mut rest = said;
    while let Some((text, after)) = rest.split_once(OPEN) {
        out.text(text);
        let (value, after) = after.split_once(CLOSE).unwrap_or((after, ""));
        out.ink(Ink::Value(clean(value)));
        rest = after;
    }
    out.text(rest);
}
