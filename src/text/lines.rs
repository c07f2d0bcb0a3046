//! Bytes to lines and columns: in characters for people, in UTF-16 for editors.

/// Where each line of a text begins.
#[derive(Debug, Clone)]
pub struct Lines {
    starts: std::sync::Arc<[usize]>,
}

/// In what an editor counts along a line. Editors count from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Bytes.
    Utf8,
    /// Units of UTF-16: what the language server protocol means unless something else was agreed upon.
    Utf16,
}

impl Unit {
    /// The length of a text.
    pub fn length(self, text: &str) -> usize {
        match self {
            Unit::Utf8 => text.len(),
            Unit::Utf16 => text.chars().map(char::len_utf16).sum(),
        }
    }
}

/// A line and a column, both counted from 1, the column in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Position {
    /// From 1.
    pub line: usize,
    /// From 1, in characters.
    pub column: usize,
}

impl Lines {
    /// Finds the lines of a text.
    pub fn of(source: &str) -> Lines {
        // A carriage return alone ends a line too, for YAML and for editors.
        let bytes = source.as_bytes();
        let ends = |(i, b): (usize, &u8)| (*b == b'\n' || (*b == b'\r' && bytes.get(i + 1) != Some(&b'\n'))).then_some(i + 1);
        let starts = std::iter::once(0).chain(bytes.iter().enumerate().filter_map(ends)).collect();
        Lines { starts }
    }

    /// The line of a byte, from 0.
    pub fn line(&self, byte: usize) -> usize {
        self.starts.partition_point(|start| *start <= byte).saturating_sub(1)
    }

    /// The bytes of some lines, the first and last from 0, with the line feed that ends them.
    pub fn bytes(&self, source: &str, first: usize, last: usize) -> std::ops::Range<usize> {
        let start = self.starts.get(first).copied().unwrap_or(source.len());
        start..self.starts.get(last + 1).copied().unwrap_or(source.len()).max(start)
    }

    /// The line and column of a byte. A byte inside a character counts as that character's.
    pub fn position(&self, source: &str, byte: usize) -> Position {
        let byte = byte.min(source.len());
        let line = self.starts.partition_point(|start| *start <= byte) - 1;
        let column = source[self.starts[line]..].char_indices().take_while(|(i, _)| self.starts[line] + i < byte).count();
        Position { line: line + 1, column: column + 1 }
    }

    /// The line of a byte and how far along it that is, both from 0. A byte inside a character counts as that character's.
    pub fn place(&self, source: &str, byte: usize, unit: Unit) -> (usize, usize) {
        let byte = (0..=byte.min(source.len())).rev().find(|i| source.is_char_boundary(*i)).unwrap_or(0);
        let line = self.starts.partition_point(|start| *start <= byte) - 1;
        (line, unit.length(&source[self.starts[line]..byte]))
    }

    /// The byte of a line and a column from 0. What lies behind the end of a line, or inside a character, is drawn back to it; what lies
    /// behind the last line is the end of the text.
    pub fn byte(&self, source: &str, line: usize, column: usize, unit: Unit) -> usize {
        let Some(start) = self.starts.get(line).copied() else { return source.len() };
        let end = self.starts.get(line + 1).copied().unwrap_or(source.len());
        let text = source[start..end].trim_end_matches(['\n', '\r']);
        let mut along = 0;
        for (i, c) in text.char_indices() {
            along += unit.length(&source[start + i..start + i + c.len_utf8()]);
            if along > column {
                return start + i;
            }
        }
        start + text.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters() {
        let source = "é: 1\nprénom: x";
        let lines = Lines::of(source);
        assert_eq!(lines.position(source, 0), Position { line: 1, column: 1 });
        assert_eq!(lines.position(source, source.find('x').unwrap()), Position { line: 2, column: 9 });
    }

    #[test]
    fn editors_count_utf_16_and_lines_end_as_they_are_written() {
        let source = "é🎉: 1\r\nprénom: x\rfin";
        let lines = Lines::of(source);
        assert_eq!(lines.place(source, source.len(), Unit::Utf8).0, 2);
        let colon = source.find(':').unwrap();
        assert_eq!(lines.place(source, colon, Unit::Utf16), (0, 3));
        assert_eq!(lines.place(source, colon, Unit::Utf8), (0, 6));
        assert_eq!(lines.byte(source, 0, 3, Unit::Utf16), colon);
        // Inside the pair of surrogates, behind the end of the line, behind the last line.
        assert_eq!(lines.byte(source, 0, 2, Unit::Utf16), 2);
        assert_eq!(&source[..lines.byte(source, 0, 99, Unit::Utf16)], "é🎉: 1");
        assert_eq!(lines.byte(source, 9, 0, Unit::Utf16), source.len());
        for (byte, _) in source.char_indices().filter(|(_, c)| !c.is_control()) {
            for unit in [Unit::Utf8, Unit::Utf16] {
                let (line, column) = lines.place(source, byte, unit);
                assert_eq!(lines.byte(source, line, column, unit), byte);
            }
        }
    }
}
