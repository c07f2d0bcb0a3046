//! The lines that are drawn: counted in characters, and cut where they are too long to be read.

use crate::report::Text;
use crate::text::lines::Lines;
use miette::{MietteError, MietteSpanContents, SourceCode, SourceSpan, SpanContents};
use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

/// What stands where something was cut.
const CUT: char = '…';

/// A text as it is drawn.
#[derive(Debug)]
pub(super) struct Shown {
    name: String,
    text: Arc<str>,
    lines: Lines,
    /// The byte that the head of the drawing names, and its true column, from 0.
    named: (usize, usize),
}

impl Shown {
    /// The text with the lines around these spans no longer than `room`, and the spans as they lie in it. The first span is the one to name.
    pub(super) fn of(text: &Text, spans: &[Range<usize>], room: usize) -> (Shown, Vec<Range<usize>>) {
        let (shown, moved) = cut(text.source(), text.lines(), spans, room);
        let lines = if Arc::ptr_eq(&shown, text.source()) { text.lines().clone() } else { Lines::of(&shown) };
        let start = |spans: &[Range<usize>]| spans.first().map_or(0, |span| span.start);
        let named = (start(&moved), text.position(start(spans)).column - 1);
        (Shown { name: text.name().to_owned(), lines, text: shown, named }, moved)
    }
}

impl SourceCode for Shown {
    fn read_span<'a>(&'a self, span: &SourceSpan, before: usize, after: usize) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let end = span.offset() + span.len();
        if end > self.text.len() {
            return Err(MietteError::OutOfBounds);
        }
        let (at, last) = (self.lines.line(span.offset()), self.lines.line(if span.is_empty() { end } else { end - 1 }));
        let first = at.saturating_sub(before);
        let Range { start: from, end: to } = self.lines.bytes(&self.text, first, last + after);
        let (from, column) = match before {
            0 if span.offset() == self.named.0 => (span.offset(), self.named.1),
            0 => (span.offset(), self.lines.position(&self.text, span.offset()).column - 1),
            _ => (from, 0),
        };
        let data = &self.text.as_bytes()[from..to];
        let count = self.text[from..to].lines().count();
        let inside = SourceSpan::new(from.into(), to - from);
        Ok(Box::new(MietteSpanContents::new_named(self.name.clone(), data, inside, first, column, count)))
    }
}

/// How many columns a character takes, at most.
fn columns(c: char) -> usize {
    if c >= '\u{1100}' { 2 } else { 1 }
}

/// Cuts the lines that are drawn, those of each span and their neighbours, to what can be read on one line.
fn cut(source: &Arc<str>, lines: &Lines, spans: &[Range<usize>], room: usize) -> (Arc<str>, Vec<Range<usize>>) {
    let around = |span: &Range<usize>| lines.line(span.start).saturating_sub(1)..=lines.line(span.end) + 1;
    let drawn: BTreeSet<usize> = spans.iter().flat_map(around).collect();
    // Each part that stays, with where it stood.
    let mut kept: Vec<Range<usize>> = Vec::new();
    let mut from = 0;
    for line in drawn.into_iter().map(|line| lines.bytes(source, line, line)) {
        let words = source[line.clone()].trim_end_matches(['\n', '\r']);
        if words.chars().map(columns).sum::<usize>() <= room {
            continue;
        }
        // The first span on a line says which part of it is wanted.
        let wanted = spans.iter().map(|span| span.start).find(|at| line.contains(at)).unwrap_or(line.start);
        let window = window(words, wanted - line.start, room);
        kept.push(from..line.start);
        kept.push(line.start + window.start..line.start + window.end);
        from = line.start + words.len();
    }
    if kept.is_empty() {
        return (source.clone(), spans.to_vec());
    }
    kept.push(from..source.len());
    let mut made = String::new();
    let mut moved = spans.to_vec();
    let mut last = 0;
    for part in kept {
        if part.start > last {
            made.push(CUT);
        }
        for (span, was) in moved.iter_mut().zip(spans) {
            // What was cut away is pointed at where it would begin.
            for (byte, was) in [(&mut span.start, was.start), (&mut span.end, was.end)] {
                if (last..=part.end).contains(&was) {
                    *byte = made.len() + was.saturating_sub(part.start);
                }
            }
        }
        made.push_str(&source[part.clone()]);
        last = part.end;
    }
    (made.into(), moved)
}

/// The part of a line that is shown: what is wanted, with a third of the room before it.
fn window(line: &str, wanted: usize, room: usize) -> Range<usize> {
    let mut width = 0;
    let from = line[..wanted].char_indices().rev().take_while(|(_, c)| {
        width += columns(*c);
        width <= room / 3
    });
    let from = from.last().map_or(wanted, |(i, _)| i);
    let mut width = 0;
    let to = line[from..].char_indices().find(|(_, c)| {
        width += columns(*c);
        width > room.saturating_sub(2)
    });
    from..to.map_or(line.len(), |(i, _)| from + i)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_lines_are_cut_around_what_is_wanted() {
        let source: Arc<str> = format!("un\n{}été{}\r\ntrois {}\nfin\n", "a".repeat(200), "b".repeat(200), "c".repeat(200)).into();
        let at = source.find("été").unwrap();
        let fin = source.find("fin").unwrap();
        let (shown, spans) = cut(&source, &Lines::of(&source), &[at..at + 5, fin..fin + 3], 40);
        assert_eq!((&shown[spans[0].clone()], &shown[spans[1].clone()]), ("été", "fin"));
        assert!(shown.lines().all(|line| line.chars().count() <= 42), "{shown}");
        assert!(shown.starts_with("un\n…aaa") && shown.contains("bbb…\r\ntrois ccc"), "{shown}");
        let (same, whole) = cut(&source, &Lines::of(&source), &spans, 500);
        assert_eq!((same, whole), (source, spans));
    }
}
