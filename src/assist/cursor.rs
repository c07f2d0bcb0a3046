//! Where the cursor stands in a file that is being written, told from the lines alone: such a file is broken most of the time.

use std::ops::Range;

/// Where the cursor stands.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Cursor {
    /// Keys, and `0` for the items of lists, from the outermost.
    pub path: Vec<String>,
    /// Whether a key or a value stands here.
    pub slot: Slot,
    /// The bytes of the value before the cursor; for a key, of what is typed of it.
    pub value: Range<usize>,
    /// The keys beside.
    pub siblings: Vec<String>,
    /// How far the keys beside are drawn in.
    pub indent: usize,
}

/// What stands at the cursor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Slot {
    /// A key, or a value on a line of its own.
    Key,
    /// The value of the last key of the path.
    Value,
}

/// The marks of one line: dashes of lists and a key, each with its column.
#[derive(Debug, Default)]
struct Line {
    dashes: Vec<usize>,
    key: Option<(usize, String)>,
    /// Behind the colon of the key.
    colon: usize,
    /// Where the value begins, or the text where there is no key.
    value: usize,
    empty: bool,
}

fn read(line: &str) -> Line {
    let bytes = line.as_bytes();
    let blank = |mut at: usize| {
        while matches!(bytes.get(at), Some(b' ' | b'\t')) {
            at += 1;
        }
        at
    };
    let mut at = blank(0);
    let mut read = Line { empty: at == bytes.len() || bytes[at] == b'#', ..Line::default() };
    while bytes.get(at) == Some(&b'-') && matches!(bytes.get(at + 1), None | Some(b' ' | b'\t')) {
        read.dashes.push(at);
        at = blank(at + 1);
    }
    read.value = at;
    let rest = &line[at..];
    let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''));
    let (name, after) = match quote {
        Some(quote) => match rest[1..].find(quote) {
            Some(end) => (&rest[1..=end], at + end + 2),
            None => return read,
        },
        None => {
            let end = rest.find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '-' | '.'))).unwrap_or(rest.len());
            (&rest[..end], at + end)
        }
    };
    let colon = blank(after);
    if !name.is_empty() && bytes.get(colon) == Some(&b':') && matches!(bytes.get(colon + 1), None | Some(b' ' | b'\t' | b'\r')) {
        read.key = Some((at, name.to_owned()));
        read.colon = colon + 1;
        read.value = blank(colon + 1);
    }
    read
}

/// Whether a value begins a text on the lines below.
fn opens_block(value: &str) -> bool {
    let mut chars = value.trim_end().chars();
    matches!(chars.next(), Some('|' | '>')) && chars.all(|c| matches!(c, '+' | '-') || c.is_ascii_digit())
}

/// Where the cursor stands; `None` inside a comment.
pub(super) fn cursor(source: &str, byte: usize) -> Option<Cursor> {
    let byte = (0..=byte.min(source.len())).rev().find(|i| source.is_char_boundary(*i))?;
    let start = source[..byte].rfind('\n').map_or(0, |i| i + 1);
    let end = source[byte..].find('\n').map_or(source.len(), |i| byte + i);
    let line = source[start..end].trim_end_matches('\r');
    let column = (byte - start).min(line.len());
    let mut above: Vec<Line> = Vec::new();
    // The line that began the text on several lines which is open here, with its column and where the text begins.
    let mut block: Option<(usize, usize, usize)> = None;
    let mut at = 0;
    for text in source[..start].split_inclusive('\n') {
        at += text.len();
        let text = text.trim_end_matches(['\n', '\r']);
        let indent = text.len() - text.trim_start_matches(' ').len();
        let blank = text.trim().is_empty();
        if block.is_some_and(|(_, column, _)| blank || indent > column) {
            above.push(Line { empty: true, ..Line::default() });
            continue;
        }
        let read = read(text);
        block = None;
        if !read.empty && opens_block(&text[read.value..]) {
            let column = read.key.as_ref().map(|(column, _)| *column).or(read.dashes.last().copied()).unwrap_or(0);
            block = Some((above.len(), column, at));
        }
        above.push(read);
    }
    let indent = line.len() - line.trim_start_matches(' ').len();
    if let Some((opener, own, begins)) = block
        && (if line.trim().is_empty() { column > own } else { indent > own })
    {
        let mut path = Vec::new();
        let line = &above[opener];
        let (limit, item) = own_marks(line, &mut path);
        climb(&above[..opener], limit, item, &mut path);
        path.reverse();
        return Some(Cursor { path, slot: Slot::Value, value: begins..byte, siblings: Vec::new(), indent: own });
    }
    here(source, &above, line, start, column, end)
}

/// The marks of a line that lead to its value, from the innermost; the column of the first, and whether that is a dash.
fn own_marks(line: &Line, path: &mut Vec<String>) -> (usize, bool) {
    path.extend(line.key.iter().map(|(_, name)| name.clone()));
    path.extend(line.dashes.iter().map(|_| "0".to_owned()));
    match (line.dashes.first(), &line.key) {
        (Some(dash), _) => (*dash, true),
        (None, Some((column, _))) => (*column, false),
        (None, None) => (line.value, false),
    }
}

fn here(source: &str, above: &[Line], line: &str, start: usize, column: usize, end: usize) -> Option<Cursor> {
    let own = read(line);
    let before = &line[..column];
    let quoted = line[own.value.min(line.len())..].starts_with(['"', '\'']);
    if before.trim_start().starts_with('#') || (!quoted && before.contains(" #")) {
        return None;
    }
    let mut path = Vec::new();
    let in_value = own.key.is_some() && column >= own.colon;
    if in_value {
        let (limit, item) = own_marks(&own, &mut path);
        climb(above, limit, item, &mut path);
        path.reverse();
        return Some(flow(line, own.value, column, start, path));
    }
    // What is typed may become a key, or be a value on a line of its own.
    let typed = if own.empty { column } else { own.value.min(column) };
    path.extend(own.dashes.iter().filter(|dash| **dash < column).map(|_| "0".to_owned()));
    let dashes: Vec<usize> = own.dashes.iter().copied().filter(|dash| *dash < column).collect();
    let (limit, item) = dashes.first().map_or((typed, false), |dash| (*dash, true));
    let mut siblings = Vec::new();
    if !item {
        beside(above, typed, &mut siblings);
    }
    climb(above, limit, item, &mut path);
    path.reverse();
    if line[typed..column].starts_with(['[', '{']) && !line[typed..column].starts_with("{{") {
        return Some(flow(line, typed, column, start, path));
    }
    below(&source[end..], typed, &mut siblings);
    Some(Cursor { path, slot: Slot::Key, value: start + typed..start + column, siblings, indent: typed })
}

/// From a line upwards to the outermost key: each mark that stands further out than the last one leads here.
fn climb(above: &[Line], mut limit: usize, mut item: bool, path: &mut Vec<String>) {
    for line in above.iter().rev().filter(|line| !line.empty) {
        if limit == 0 && !item {
            return;
        }
        if let Some((column, name)) = &line.key {
            // A list may stand as far out as the key that it belongs to.
            let holds_list = item && *column == limit && line.dashes.last().is_none_or(|dash| *dash < limit);
            if *column < limit || holds_list {
                path.push(name.clone());
                (limit, item) = (*column, false);
            }
        }
        for dash in line.dashes.iter().rev().filter(|dash| **dash < limit).copied().collect::<Vec<_>>() {
            path.push("0".to_owned());
            (limit, item) = (dash, true);
        }
    }
}

/// The keys of the same map on the lines above.
fn beside(above: &[Line], column: usize, siblings: &mut Vec<String>) {
    for line in above.iter().rev().filter(|line| !line.empty) {
        let first = line.dashes.first().copied().or(line.key.as_ref().map(|(column, _)| *column)).unwrap_or(line.value);
        match &line.key {
            Some((at, name)) if *at == column => siblings.push(name.clone()),
            _ => {}
        }
        if first < column {
            return;
        }
    }
}

/// The keys of the same map on the lines below.
fn below(rest: &str, column: usize, siblings: &mut Vec<String>) {
    for text in rest.lines().skip(1) {
        let line = read(text.trim_end_matches('\r'));
        if line.empty {
            continue;
        }
        let first = line.dashes.first().copied().or(line.key.as_ref().map(|(column, _)| *column)).unwrap_or(line.value);
        if first < column || line.dashes.first() == Some(&column) {
            return;
        }
        match line.key {
            Some((at, name)) if at == column => siblings.push(name),
            _ => {}
        }
    }
}

/// What is open inside `[…]` and `{…}`.
enum Open {
    List,
    Map { key: Option<String>, keys: Vec<String> },
}

/// The value behind a key on its line, perhaps in flow style.
fn flow(line: &str, value: usize, column: usize, start: usize, mut path: Vec<String>) -> Cursor {
    let value = value.min(column);
    let text = &line[value..column];
    let whole = |path| Cursor { path, slot: Slot::Value, value: start + value..start + column, siblings: Vec::new(), indent: value };
    if !text.starts_with(['[', '{']) || text.starts_with("{{") {
        return whole(path);
    }
    let mut open: Vec<Open> = Vec::new();
    let mut word = 0;
    let mut quote = None;
    for (i, c) in text.char_indices() {
        if let Some(closing) = quote {
            if c == closing {
                quote = None;
            }
            continue;
        }
        match c {
            '"' | '\'' if text[word..i].trim().is_empty() => quote = Some(c),
            '[' => (word, _) = (i + 1, open.push(Open::List)),
            '{' => (word, _) = (i + 1, open.push(Open::Map { key: None, keys: Vec::new() })),
            ']' | '}' => (word, _) = (i + 1, open.pop()),
            ',' => {
                word = i + 1;
                if let Some(Open::Map { key, keys }) = open.last_mut() {
                    keys.extend(key.take());
                }
            }
            ':' if matches!(text.as_bytes().get(i + 1), None | Some(b' ')) => {
                if let Some(Open::Map { key, .. }) = open.last_mut() {
                    *key = Some(text[word..i].trim().trim_matches(['"', '\'']).to_owned());
                }
                word = i + 1;
            }
            _ => {}
        }
    }
    if open.is_empty() {
        return whole(path);
    }
    let mut slot = Slot::Value;
    let mut siblings = Vec::new();
    for one in open {
        match one {
            Open::List => {
                path.push("0".to_owned());
                slot = Slot::Value;
            }
            Open::Map { key: Some(key), .. } => {
                path.push(key);
                slot = Slot::Value;
            }
            Open::Map { key: None, keys } => {
                siblings = keys;
                slot = Slot::Key;
            }
        }
    }
    let word = value + word + (text[word..].len() - text[word..].trim_start().len());
    Cursor { path, slot, value: start + word..start + column, siblings, indent: value }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `‸` is the cursor.
    fn at(text: &str) -> (String, Slot, String) {
        let byte = text.find('‸').unwrap();
        let source = text.replace('‸', "");
        let cursor = cursor(&source, byte).unwrap();
        (cursor.path.join("/"), cursor.slot, source[cursor.value].to_owned())
    }

    #[test]
    fn the_lines_tell_where_the_cursor_stands() {
        use Slot::{Key, Value};
        for (text, path, slot, value) in [
            ("‸", "", Key, ""),
            ("id: x\nti‸", "", Key, "ti"),
            ("steps:\n  a:\n    ‸\n    end: success\n", "steps/a", Key, ""),
            ("steps:\n  a:\n    next: bra‸vo\n", "steps/a/next", Value, "bra"),
            ("steps:\n  a:\n    next:\n      - b‸", "steps/a/next/0", Key, "b"),
            ("steps:\n  a:\n    next:\n    - b\n    - ‸", "steps/a/next/0", Key, ""),
            ("steps:\n  a:\n    next:\n      - to: b\n        if: ‸", "steps/a/next/0/if", Value, ""),
            ("steps:\n  a:\n    next:\n      - to: b\n        ‸", "steps/a/next/0", Key, ""),
            ("steps:\n  a:\n    next: [b, c‸", "steps/a/next/0", Value, "c"),
            ("steps:\n  a:\n    next: [{to: b, i‸", "steps/a/next/0", Key, "i"),
            ("steps:\n  a:\n    next: [{to: b‸}]", "steps/a/next/0/to", Value, "b"),
            ("emails:\n  m:\n    body: |\n      Bonjour : oui\n        - x: {{ n‸", "emails/m/body", Value, "      Bonjour : oui\n        - x: {{ n"),
            ("emails:\n  m:\n    body: |\n      Bonjour\n    ‸", "emails/m", Key, ""),
            ("steps:\r\n  a:\r\n    role: d‸\r\n", "steps/a/role", Value, "d"),
            ("steps:\n  été:\n    title: \"à {{ p.‸ }}\"\n", "steps/été/title", Value, "\"à {{ p."),
            ("rules:\n  - title: x\n    step: ‸", "rules/0/step", Value, ""),
            ("steps:\n  a:\n    - if: ‸ is defined", "steps/a/0/if", Value, ""),
        ] {
            assert_eq!(at(text), (path.to_owned(), slot, value.to_owned()), "{text}");
        }
        assert_eq!(cursor("# a comment", 5), None);
    }

    #[test]
    fn the_keys_beside_are_seen_above_and_below() {
        let source = "steps:\n  a:\n    title: A\n    text: |\n      role: no\n    \n    choose:\n      oui:\n        end: success\n    many: true\n  b:\n    role: x\n";
        let byte = source.find("    \n").unwrap() + 4;
        assert_eq!(cursor(source, byte).unwrap().siblings, ["text", "title", "choose", "many"]);
    }
}
