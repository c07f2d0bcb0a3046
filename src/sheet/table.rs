//! What stands in a file, whatever its form: rows of cells.

use std::collections::BTreeMap;

/// A cell that is not empty.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Cell {
    /// As it was typed.
    Text(String),
    /// A number, which knows no zeros before it.
    Number(f64),
    /// True or false.
    Truth(bool),
    /// A day, a time of day, or both, as ISO 8601 writes them.
    Moment(String),
    /// Something that would have to be reckoned.
    Formula,
    /// What the spreadsheet program could not reckon: `#N/A`.
    Fault(String),
}

/// A row that is not empty.
#[derive(Debug, Clone, Default)]
pub(super) struct Row {
    /// Its number, as a spreadsheet program shows it: from 1.
    pub number: usize,
    /// Its cells by their column, from 0.
    pub cells: BTreeMap<usize, Cell>,
}

/// Cells that were made one: the first and the last, by row (from 1) and column (from 0).
#[derive(Debug, Clone, Copy)]
pub(super) struct Merged {
    pub first: (usize, usize),
    pub last: (usize, usize),
}

/// A table: a CSV file, or one sheet of a workbook.
#[derive(Debug, Clone, Default)]
pub(super) struct Table {
    /// The name of its sheet; none in a CSV file.
    pub name: String,
    /// The rows that are not empty, from the first on.
    pub rows: Vec<Row>,
    /// Cells that were made one.
    pub merged: Vec<Merged>,
}

impl Cell {
    /// As text, where it is one that can be a heading.
    pub fn heading(&self) -> Option<&str> {
        match self {
            Cell::Text(text) => Some(text),
            Cell::Number(_) | Cell::Truth(_) | Cell::Moment(_) | Cell::Formula | Cell::Fault(_) => None,
        }
    }
}

/// A cell as a spreadsheet program names it: `C14`.
pub(super) fn cell_name(row: usize, column: usize) -> String {
    let mut letters = Vec::new();
    let mut rest = column + 1;
    while rest > 0 {
        letters.push(char::from(b'A' + ((rest - 1) % 26) as u8));
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().chain(row.to_string().chars().collect::<Vec<_>>().iter()).collect()
}

/// What would be taken for a formula by a program that opens a CSV file.
fn is_formula_like(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r'])
}

/// A text as a CSV file holds it: an apostrophe keeps spreadsheet programs from reckoning.
pub(super) fn guarded(text: &str) -> String {
    if is_formula_like(text) { format!("'{text}") } else { text.to_owned() }
}

/// The text without that apostrophe.
pub(super) fn unguarded(text: &str) -> &str {
    text.strip_prefix('\'').filter(|rest| is_formula_like(rest)).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_named_as_spreadsheets_name_them() {
        let names = [(1, 0), (14, 2), (2, 25), (2, 26), (7, 701), (7, 702)].map(|(row, column)| cell_name(row, column));
        assert_eq!(names, ["A1", "C14", "Z2", "AA2", "ZZ7", "AAA7"]);
    }

    #[test]
    fn what_looks_like_a_formula_comes_back_as_it_was() {
        for text in ["=1+1", "+33 6", "-5", "@x", "'quoted", "plain", "'", ""] {
            assert_eq!(unguarded(&guarded(text)), text);
            assert!(!guarded(text).starts_with(['=', '+', '-', '@']));
        }
    }
}
