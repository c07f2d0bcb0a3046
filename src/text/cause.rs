//! Why a text is no YAML: the parser says where it lost the thread, the cause often lies elsewhere, and in few forms.

use super::MAX_DEPTH;
use super::edit::quoted;
use crate::finding::{Edit, Finding, Fix, Place, codes};
use crate::msg;
use std::ops::Range;

/// What the parser says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Broken {
    /// Nested too deep.
    Depth,
    /// A tab where only spaces may stand.
    Tab,
    /// Quotation marks that nothing closes.
    Quote,
    /// A bracket that nothing closes.
    Bracket,
    /// Anything else.
    Other,
}

/// A line that is neither blank nor a comment nor a part of a block of text.
#[derive(Debug, Clone, Copy)]
struct Line<'s> {
    start: usize,
    indent: usize,
    text: &'s str,
}

impl Line<'_> {
    /// The bytes of its first word, without the colon behind a key.
    fn word(&self) -> Range<usize> {
        let from = self.start + self.indent;
        let text = &self.text[self.indent..];
        let length = text.find(|c: char| c.is_whitespace() || c == ':').unwrap_or(text.len());
        from..from + length
    }

    /// Where its value begins: behind dashes and a key.
    fn value(&self) -> usize {
        let mut at = self.indent;
        while let Some(rest) = self.text[at..].strip_prefix("- ") {
            at = self.text.len() - rest.trim_start().len();
        }
        if let Some(colon) = self.text[at..].find(": ").filter(|colon| self.text[at..at + colon].chars().all(is_name)) {
            at += colon + 2;
            at += self.text[at..].len() - self.text[at..].trim_start().len();
        }
        self.start + at
    }

    fn is_key(&self) -> bool {
        let text = self.text.trim();
        text.ends_with(':') || text.contains(": ") || text.contains(":\t")
    }

    fn has_value(&self) -> bool {
        self.is_key() && !self.text.trim().ends_with(':')
    }
}

fn is_name(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '-' | '.')
}

/// What broke a text at byte `at`. `again` reads a text anew and gives the byte at which that one breaks, if it does.
pub(super) fn of(source: &str, broken: Broken, at: usize, again: &dyn Fn(&str) -> Option<usize>) -> Finding {
    let at = (0..=at.min(source.len())).rev().find(|i| source.is_char_boundary(*i)).unwrap_or(0);
    let lines = content(source, at);
    let here = lines.last().copied().unwrap_or(Line { start: 0, indent: 0, text: "" });
    let end = here.start + here.text.len();
    let point = at..(at + source[at..].chars().next().map_or(0, char::len_utf8)).min(end).max(at);
    let syntax = |range, id| Finding::new(codes::YAML_SYNTAX, Place::bytes(range), msg!(id));
    if broken == Broken::Depth {
        return Finding::new(codes::YAML_LIMIT, Place::bytes(point), msg!("yaml-limit-depth", limit = MAX_DEPTH));
    }
    if broken == Broken::Quote {
        return syntax(point, "yaml-syntax-quote").help(msg!("yaml-syntax-quote.help"));
    }
    if broken == Broken::Tab {
        let next = source[end..].find('\n').map_or(source.len(), |i| end + i + 1);
        let tab = leading(source, here.start, '\t').or_else(|| leading(source, next, '\t'));
        return syntax(tab.unwrap_or(point), "yaml-syntax-tab").help(msg!("yaml-syntax-tab.help"));
    }
    let mended = |range: Range<usize>, text: &str| {
        let made = format!("{}{text}{}", &source[..range.start], &source[range.end..]);
        let grown = made.len().saturating_sub(source.len());
        again(&made).is_none_or(|next| next > end + grown)
    };
    if let Some(odd) = lines.iter().rev().take(2).find_map(|line| odd_spaces(line)) {
        let spaces = " ".repeat(source[odd.clone()].chars().count());
        let fix = Fix { title: msg!("fix-spaces"), edits: vec![Edit::Replace(Place::bytes(odd.clone()), spaces)] };
        return syntax(odd, "yaml-syntax-space").help(msg!("yaml-syntax-space.help")).fix(fix);
    }
    let value = here.value().min(end);
    if source[value..].starts_with(['\'', '"']) && at > value {
        return inner_quote(source, value..value + source[value..end].trim_end().len(), &mended);
    }
    if sentence_needs_quotes(&source[here.start..end]) {
        let finding = |range| Finding::new(codes::YAML_SENTENCE, Place::bytes(range), msg!("yaml-sentence")).help(msg!("yaml-sentence.help"));
        return match sentences(source, &here, at).into_iter().find(|range| mended(range.clone(), &quoted(&source[range.clone()]))) {
            Some(range) => finding(range.clone()).fix(Fix::quote(Place::bytes(range))),
            None => finding(point),
        };
    }
    let bracket = lines.iter().rev().take(2).find_map(|line| open_bracket(line));
    if bracket.is_some() || broken == Broken::Bracket {
        return syntax(bracket.unwrap_or(point), "yaml-syntax-bracket").help(msg!("yaml-syntax-bracket.help"));
    }
    colon(source, &lines).or_else(|| level(&lines)).unwrap_or_else(|| syntax(point, "yaml-syntax").help(msg!("yaml-syntax.help")))
}

/// The lines up to the one in which `at` lies, that one included.
fn content(source: &str, at: usize) -> Vec<Line<'_>> {
    let mut lines: Vec<Line> = Vec::new();
    let (mut start, mut block) = (0, None);
    for line in source.split_inclusive('\n') {
        let text = line.trim_end_matches(['\n', '\r']);
        let indent = text.len() - text.trim_start().len();
        let last = at < start + line.len();
        if block.is_some_and(|least| indent > least || text.trim().is_empty()) && !last {
            start += line.len();
            continue;
        }
        block = None;
        if last || !(text.trim().is_empty() || text.trim_start().starts_with('#')) {
            lines.push(Line { start, indent, text });
            let indicator = text.rsplit([' ', '\t']).next().unwrap_or_default();
            if indicator.starts_with(['|', '>']) && indicator[1..].chars().all(|c| matches!(c, '+' | '-' | '0'..='9')) {
                block = Some(indent);
            }
        }
        if last {
            return lines;
        }
        start += line.len();
    }
    lines
}

/// The bytes of this character among those that indent a line.
fn leading(source: &str, start: usize, odd: char) -> Option<Range<usize>> {
    let at = source[start..].char_indices().take_while(|(_, c)| c.is_whitespace() && *c != '\n').find(|(_, c)| *c == odd)?.0;
    Some(start + at..start + at + odd.len_utf8())
}

/// Spaces that look like others and indent nothing: most are pasted from a page.
fn odd_spaces(line: &Line) -> Option<Range<usize>> {
    let before = &line.text[..line.indent];
    let odd = |c: char| !matches!(c, ' ' | '\t');
    let from = before.find(odd)?;
    let to = before.rfind(odd)?;
    let to = to + before[to..].chars().next().map_or(0, char::len_utf8);
    Some(line.start + from..line.start + to)
}

/// Quotation marks are closed in the middle of a text: by an apostrophe, most often.
fn inner_quote(source: &str, value: Range<usize>, mended: &dyn Fn(Range<usize>, &str) -> bool) -> Finding {
    let text = &source[value.clone()];
    let finding = Finding::new(codes::YAML_SYNTAX, Place::bytes(value.clone()), msg!("yaml-syntax-inner")).help(msg!("yaml-syntax-inner.help"));
    let inside = text.strip_prefix('\'').and_then(|text| text.strip_suffix('\''));
    let whole = inside.map(|inside| quoted(&inside.replace("''", "'"))).filter(|whole| mended(value.clone(), whole));
    match whole {
        Some(whole) => finding.fix(Fix { title: msg!("fix-quote"), edits: vec![Edit::Replace(Place::bytes(value), whole)] }),
        None => finding,
    }
}

/// The bracket that a line opens as its value and does not close.
fn open_bracket(line: &Line) -> Option<Range<usize>> {
    let from = line.value() - line.start;
    let text = line.text.get(from..).filter(|text| text.starts_with(['{', '[']))?;
    let (mut open, mut quote, mut before) = (Vec::new(), None, ' ');
    for (i, c) in text.char_indices() {
        match (quote, c) {
            (Some(mark), _) if c == mark => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') if matches!(before, ' ' | '{' | '[' | ',') => quote = Some(c),
            (None, '{' | '[') => open.push(line.start + from + i),
            (None, '}' | ']') => drop(open.pop()),
            (None, _) => {}
        }
        before = c;
    }
    open.last().map(|at| *at..at + 1)
}

/// A key without its colon: on the line itself, or on the one above, which then runs on into this one.
fn colon(source: &str, lines: &[Line]) -> Option<Finding> {
    let (here, above) = (lines.last()?, lines.len().checked_sub(2).map(|i| lines[i]));
    let lone = |line: &Line| {
        let word = &source[line.word()];
        !line.is_key() && word.starts_with(|c: char| c.is_ascii_lowercase()) && word.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
    };
    let line = if lone(here) { *here } else { above.filter(|above| above.indent == here.indent && here.is_key() && lone(above))? };
    let word = line.word();
    let message = msg!("yaml-syntax-colon", key = &source[word.clone()]);
    let finding = Finding::new(codes::YAML_SYNTAX, Place::bytes(word.clone()), message);
    let finding = finding.help(msg!("yaml-syntax-colon.help", key = &source[word.clone()]));
    // Behind a word that stands alone, nothing but the colon can be missing.
    if line.text.trim() == &source[word.clone()] {
        let fix = Fix { title: msg!("fix-colon"), edits: vec![Edit::Replace(Place::bytes(word.end..word.end), ":".to_owned())] };
        return Some(finding.fix(fix));
    }
    Some(finding)
}

/// A line that is level with none of those that it could belong to.
fn level(lines: &[Line]) -> Option<Finding> {
    let (here, before) = lines.split_last()?;
    let above = before.last()?;
    let open = levels(before);
    // Of two lines that are level one has a dash.
    let dash = |line: &Line| line.text.trim_start().starts_with("- ");
    if let Some(other) =
        open.iter().find(|level| level.indent == here.indent && dash(level) != dash(here) && level.text[..level.indent].trim().is_empty())
    {
        let (with, without) = if dash(here) { (here, other) } else { (other, here) };
        let at = with.start + with.indent;
        let finding = Finding::new(codes::YAML_SYNTAX, Place::bytes(at..at + 1), msg!("yaml-syntax-dash")).help(msg!("yaml-syntax-dash.help"));
        return Some(finding.related(Place::bytes(without.word()), msg!("yaml-syntax-dash.other")));
    }
    let earlier = levels(&before[..before.len() - 1]);
    let is_open = |levels: &[Line], indent| levels.iter().any(|level| level.indent == indent);
    // A line that stood too far out ended what this one goes on with.
    let strayed = here.indent > above.indent && above.has_value() && is_open(&earlier, here.indent);
    let (odd, levels) = match strayed {
        true => (above, earlier),
        // The first key of a group opens a level.
        false if here.is_key() && !is_open(&open, here.indent) && (here.indent < above.indent || above.has_value()) => (here, open),
        false => return None,
    };
    let beside = levels
        .iter()
        .filter(|level| level.indent != odd.indent)
        .min_by_key(|level| (level.indent.abs_diff(odd.indent), usize::MAX - level.indent))?;
    let finding = Finding::new(codes::YAML_SYNTAX, Place::bytes(odd.word()), msg!("yaml-syntax-level")).help(msg!("yaml-syntax-level.help"));
    Some(finding.related(Place::bytes(beside.word()), msg!("key-level.beside")))
}

/// The last line of each level that is open behind these lines.
fn levels<'s>(lines: &[Line<'s>]) -> Vec<Line<'s>> {
    let mut open: Vec<Line> = Vec::new();
    for line in lines {
        open.retain(|level| level.indent < line.indent);
        open.push(*line);
        // A key behind a dash is a level of its own.
        let behind = line.text[line.indent..].strip_prefix("- ").map(|rest| line.text.len() - rest.trim_start().len());
        open.extend(behind.map(|indent| Line { indent, ..*line }));
    }
    open
}

/// Whether a line holds an unquoted sentence that YAML cuts: at ` : `, at a `#`, or inside `{…}` and `[…]` at a comma or `?`.
fn sentence_needs_quotes(line: &str) -> bool {
    let value = line.split_once(": ").map_or(line, |(_, value)| value).trim();
    let value = value.strip_prefix("- ").unwrap_or(value);
    if value.starts_with(['"', '\'', '|', '>']) {
        return false;
    }
    let words = value.split_whitespace().filter(|w| w.chars().any(char::is_alphabetic)).count();
    let colon = value.contains(": ") || value.contains(" :") || value.ends_with(':');
    let least = if value.starts_with(['{', '[']) { 3 } else { 1 };
    let odd = words >= 3 && value.starts_with(['{', '[', '*', '&', '!', '%', '@', '`']);
    (words >= least && colon && line.contains(": ")) || odd || value.starts_with("{{")
}

/// What on a line may be the sentence: the whole value, or that of a key inside braces.
fn sentences(source: &str, line: &Line, at: usize) -> Vec<Range<usize>> {
    let from = line.value();
    let text = &line.text[from - line.start..];
    // What stands behind ` #` is a comment.
    let text = text.split(" #").next().unwrap_or(text).trim_end();
    let to = from + text.len();
    let mut found = Vec::new();
    if !text.starts_with(['{', '[']) || text.starts_with("{{") {
        found.push(from..to);
        return found;
    }
    let keys: Vec<Range<usize>> = flow_keys(source, from..to);
    for (i, key) in keys.iter().enumerate().rev().filter(|(_, key)| key.end <= at.max(from)) {
        let begin = key.end + source[key.end..to].len() - source[key.end..to].trim_start().len();
        let closed = begin + source[begin..to].trim_end_matches(['}', ']', ' ']).len();
        let next = keys.get(i + 1).map(|next| begin + source[begin..next.start].trim_end_matches([' ', ',']).len());
        found.push(begin..next.unwrap_or(closed).max(begin));
    }
    found.retain(|range| !range.is_empty() && !source[range.clone()].starts_with(['"', '\'', '{', '[']));
    found
}

/// The keys inside braces, each with its colon: a name behind `{` or `,` and before `: `.
fn flow_keys(source: &str, range: Range<usize>) -> Vec<Range<usize>> {
    let text = &source[range.clone()];
    let mut keys = Vec::new();
    for (colon, _) in text.match_indices(": ") {
        let name = text[..colon].chars().rev().take_while(|c| is_name(*c)).map(char::len_utf8).sum::<usize>();
        let start = colon - name;
        if name > 0 && text[..start].trim_end().ends_with(['{', ',']) {
            keys.push(range.start + start..range.start + colon + 1);
        }
    }
    keys
}
