//! Words as Markdown that means nothing but these words.

use crate::print::rich::{Block, Line, Span};

/// Words of the procedure or of ours: what would be taken for Markdown is escaped.
pub fn escape(words: &str) -> String {
    let mut out = String::with_capacity(words.len() + 8);
    let mut begins = true;
    for (at, c) in words.char_indices() {
        let special = match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~' | '&' | '#' | '$' => true,
            // What begins a list, or underlines a heading.
            '-' | '+' | '=' => begins && words[at + 1..].chars().next().is_none_or(|next| next.is_whitespace() || next == c),
            '.' | ')' => {
                let ends = words[at + 1..].chars().next().is_none_or(char::is_whitespace);
                ends && at > 0 && words[..at].bytes().all(|b| b.is_ascii_digit())
            }
            _ => false,
        };
        if special {
            out.push('\\');
        }
        out.push(if c.is_control() { ' ' } else { c });
        begins = begins && c.is_whitespace();
    }
    out
}

/// A value: as [`escape`], and not even an address becomes a link.
pub fn inert(value: &str) -> String {
    let escaped = escape(value);
    let mut out = String::with_capacity(escaped.len() + 8);
    for (at, c) in escaped.char_indices() {
        let (before, after) = (&escaped[..at], &escaped[at + c.len_utf8()..]);
        let links = match c {
            '@' | '!' => true,
            ':' => after.starts_with("//") || ["mailto", "xmpp"].iter().any(|scheme| ends_with(before, scheme)),
            '.' => ends_with(before, "www"),
            _ => false,
        };
        if links {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

fn ends_with(text: &str, word: &str) -> bool {
    text.len().checked_sub(word.len()).and_then(|at| text.get(at..)).is_some_and(|end| end.eq_ignore_ascii_case(word))
}

/// A line.
pub fn line(spans: &[Span]) -> String {
    let mut out = String::new();
    for span in spans {
        match span {
            Span::Text(words) if out.is_empty() => out.push_str(&escape(words)),
            // A sign that means something only at the beginning is none here.
            Span::Text(words) => out.push_str(&escape(&format!("x{words}"))[1..]),
            Span::Strong(words) => surround(&mut out, "**", &line(words)),
            Span::Emphasis(words) => surround(&mut out, "*", &line(words)),
            Span::Code(words) => code(&mut out, words),
            Span::Link { to, words } => {
                let to: String = to.chars().flat_map(|c| if matches!(c, '<' | '>' | '\\') { vec!['\\', c] } else { vec![c] }).collect();
                out.push_str(&format!("[{}](<{to}>)", line(words)));
            }
            Span::Blank(words) => out.push_str(&format!("‹{}›", inert(words))),
            Span::Value(words) => out.push_str(&inert(words)),
            Span::Aside(words) => out.push_str(&inert(words)),
            Span::Break => out.push_str("\\\n"),
        }
    }
    out
}

fn surround(out: &mut String, mark: &str, words: &str) {
    let (inner, before) = (words.trim(), words.len() - words.trim_start().len());
    if !inner.is_empty() {
        out.push_str(&format!("{}{mark}{inner}{mark}{}", &words[..before], &words[before + inner.len()..]));
    }
}

/// Code between more backticks than it has in a row.
fn code(out: &mut String, words: &str) {
    let longest = words.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    let words = words.replace(['\n', '|'], " ");
    let pad = if words.starts_with('`') || words.ends_with('`') { " " } else { "" };
    out.push_str(&format!("{fence}{pad}{words}{pad}{fence}"));
}

/// Blocks, one empty line between them.
pub fn blocks(blocks: &[Block]) -> String {
    blocks.iter().map(block).collect::<Vec<_>>().join("\n\n")
}

fn block(block: &Block) -> String {
    match block {
        Block::Paragraph(words) => line(words),
        Block::Quote(inner) => blocks(inner).lines().map(|l| format!("> {l}").trim_end().to_owned()).collect::<Vec<_>>().join("\n"),
        Block::Code(code) => {
            let longest = code.split(|c| c != '`').map(str::len).max().unwrap_or(0);
            let fence = "`".repeat(longest.max(2) + 1);
            format!("{fence}\n{}\n{fence}", code.trim_end())
        }
        Block::List { first, items } => {
            let mut lines = Vec::new();
            for (i, item) in items.iter().enumerate() {
                let mark = first.map_or("- ".to_owned(), |first| format!("{}. ", first.saturating_add(i as u64)));
                let text = blocks_tight(item);
                let indent = " ".repeat(mark.len());
                lines.push(format!("{mark}{}", text.replace('\n', &format!("\n{indent}"))));
            }
            lines.join("\n")
        }
    }
}

fn blocks_tight(blocks: &[Block]) -> String {
    let mut out = String::new();
    for (i, one) in blocks.iter().enumerate() {
        if i > 0 {
            out.push_str(if matches!(one, Block::List { .. }) { "\n" } else { "\n\n" });
        }
        out.push_str(&block(one));
    }
    out
}

/// A letter's text, line by line as it stands.
pub fn letter(body: &Line) -> String {
    let mut lines: Vec<Line> = vec![Vec::new()];
    for span in body {
        match span {
            Span::Break => lines.push(Vec::new()),
            other => {
                if let Some(last) = lines.last_mut() {
                    last.push(other.clone());
                }
            }
        }
    }
    let mut out: Vec<String> = lines.iter().map(|spans| line(spans).trim().replace("\\\n", " ")).collect();
    for i in 1..out.len() {
        if !out[i].is_empty() && !out[i - 1].is_empty() {
            out[i - 1].push('\\');
        }
    }
    out.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::print::rich::plain;

    #[test]
    fn words_stay_words() {
        assert_eq!(escape("- a *b* [c](d) <e> #1"), "\\- a \\*b\\* \\[c\\](d) \\<e\\> \\#1");
        assert_eq!(escape("12. mars"), "12\\. mars");
        assert_eq!(line(&[Span::Value("https://x.fr | y".into())]), "https\\://x.fr \\| y");
        assert_eq!(inert("27/11/2026, 1, 2: a@b.fr www.x.fr"), "27/11/2026, 1, 2: a\\@b.fr www\\.x.fr");
        assert_eq!(inert("1. x"), "1\\. x");
        assert_eq!(line(&[Span::Code("a`b".into())]), "``a`b``");
        assert_eq!(line(&[Span::Strong(plain(" a ")), Span::Text("- b".into())]), " **a** - b");
        assert_eq!(
            letter(&vec![Span::Text("a".into()), Span::Break, Span::Text("- b".into()), Span::Break, Span::Break, Span::Text("c".into())]),
            "a\\\n\\- b\n\nc"
        );
    }
}
