//! The text of a file as the editor has it: positions to bytes and back, and edits.

use super::protocol::{Change, Position, Range};
use crate::text::lines::{Lines, Unit};
use std::ops;
use std::sync::Arc;

/// A text with its lines.
#[derive(Debug, Clone)]
pub(super) struct Text {
    /// Without the mark that some editors put before it.
    pub source: Arc<str>,
    lines: Lines,
    marked: bool,
}

impl Text {
    pub fn new(text: &str) -> Text {
        let source = text.strip_prefix('\u{feff}');
        let marked = source.is_some();
        let source: Arc<str> = source.unwrap_or(text).into();
        Text { lines: Lines::of(&source), source, marked }
    }

    /// How far the mark shifts a line.
    fn shift(&self, line: usize, unit: Unit) -> usize {
        if self.marked && line == 0 { unit.length("\u{feff}") } else { 0 }
    }

    pub fn byte(&self, at: Position, unit: Unit) -> usize {
        let line = at.line as usize;
        let column = (at.character as usize).saturating_sub(self.shift(line, unit));
        self.lines.byte(&self.source, line, column, unit)
    }

    pub fn position(&self, byte: usize, unit: Unit) -> Position {
        let (line, column) = self.lines.place(&self.source, byte, unit);
        let whole = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Position { line: whole(line), character: whole(column + self.shift(line, unit)) }
    }

    pub fn range(&self, span: &ops::Range<usize>, unit: Unit) -> Range {
        Range { start: self.position(span.start, unit), end: self.position(span.end.max(span.start), unit) }
    }

    /// The text after a change; all of it where no range is given.
    pub fn changed(&self, change: &Change, unit: Unit) -> Text {
        let Some(range) = change.range else { return Text::new(&change.text) };
        let start = self.byte(range.start, unit);
        let end = self.byte(range.end, unit).max(start);
        let mut text = String::with_capacity(self.source.len() + change.text.len() + 3);
        if self.marked {
            text.push('\u{feff}');
        }
        text.push_str(&self.source[..start]);
        text.push_str(&change.text);
        text.push_str(&self.source[end..]);
        Text::new(&text)
    }
}

/// Between the text that was last understood and the present one: what is the same before and behind the place where one types.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Drift {
    same: usize,
    old: usize,
    new: usize,
}

impl Drift {
    pub fn between(old: &str, new: &str) -> Drift {
        let (a, b) = (old.as_bytes(), new.as_bytes());
        let most = a.len().min(b.len());
        let mut same = (0..most).find(|i| a[*i] != b[*i]).unwrap_or(most);
        while !old.is_char_boundary(same) || !new.is_char_boundary(same) {
            same -= 1;
        }
        let mut tail = (0..most - same).find(|i| a[a.len() - 1 - i] != b[b.len() - 1 - i]).unwrap_or(most - same);
        while !old.is_char_boundary(old.len() - tail) || !new.is_char_boundary(new.len() - tail) {
            tail -= 1;
        }
        Drift { same, old: old.len() - tail, new: new.len() - tail }
    }

    /// A byte of the present text in the one that was understood; `None` inside of what has changed.
    pub fn back(&self, byte: usize) -> Option<usize> {
        match byte {
            _ if byte <= self.same => Some(byte),
            _ if byte >= self.new => Some(byte - self.new + self.old),
            _ => None,
        }
    }

    /// Bytes of the text that was understood in the present one.
    pub fn forth(&self, span: &ops::Range<usize>) -> Option<ops::Range<usize>> {
        if span.end <= self.same {
            return Some(span.clone());
        }
        (span.start >= self.old).then(|| span.start - self.old + self.new..span.end - self.old + self.new)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_edit_behind_accents_lands_where_it_was_made() {
        let text = Text::new("\u{feff}é🎉 = x\nfin");
        let at = |line, character| Position { line, character };
        let range = Range { start: at(0, 7), end: at(0, 8) };
        let changed = text.changed(&Change { range: Some(range), text: "ÿz".into() }, Unit::Utf16);
        assert_eq!(&*changed.source, "é🎉 = ÿz\nfin");
        assert_eq!(changed.position(changed.source.find('z').unwrap(), Unit::Utf16), at(0, 8));
        assert_eq!(changed.position(changed.source.find("fin").unwrap(), Unit::Utf16), at(1, 0));
    }

    #[test]
    fn what_is_around_the_change_is_found_again() {
        let drift = Drift::between("début été fin", "début étés! fin");
        assert_eq!((drift.back(2), drift.back(13)), (Some(2), None));
        assert_eq!(drift.back("début étés! f".len()), Some("début été f".len()));
        assert_eq!(drift.forth(&(0..5)), Some(0..5));
        assert_eq!(drift.forth(&(5..20)), None);
        assert_eq!(Drift::between("aa", "aaa").back(3), Some(2));
    }
}
