//! Bytes to lines and columns: in characters for people, in UTF-16 for editors.

/// Where each line of a text begins.
#[derive(Debug, Clone)]
pub struct Lines {
    starts: std::sync::Arc<[usize]>,
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
        let starts = std::iter::once(0).chain(source.match_indices('\n').map(|(i, _)| i + 1)).collect();
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
}
