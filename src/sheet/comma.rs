//! CSV: semicolons, commas or tabs between cells, as each program and country has it.

use super::columns::Column;
use super::example;
use super::table::{Cell, Row, Table, guarded, unguarded};
use crate::msg;
use crate::words::{Message, Words};

/// What may stand between cells, the usual one first.
pub(super) const SEPARATORS: [char; 3] = [';', ',', '\t'];

/// An empty table for these columns: semicolons, and UTF-8 with its mark, which is what Excel opens rightly in France.
pub fn write(columns: &[Column], words: &Words) -> Vec<u8> {
    let line = |cells: Vec<String>| cells.iter().map(|cell| quoted(&guarded(cell))).collect::<Vec<_>>().join(";") + "\r\n";
    let headings = columns.iter().map(|column| column.heading.clone()).collect();
    format!("\u{feff}{}{}", line(headings), line(example::row(columns, words))).into_bytes()
}

fn quoted(cell: &str) -> String {
    let plain = !cell.contains([';', ',', '\t', '"', '\n', '\r']) && cell.trim() == cell;
    if plain { cell.to_owned() } else { format!("\"{}\"", cell.replace('"', "\"\"")) }
}

/// The separator that a file names itself in its first line, as Excel understands it: `sep=;`.
pub(super) fn named_separator(text: &str) -> Option<char> {
    let mut rest = text.get(..4).filter(|start| start.eq_ignore_ascii_case("sep=")).and_then(|_| text[4..].lines().next())?.chars();
    rest.next().filter(|_| rest.next().is_none())
}

/// The rows of a text. A cell in quotes may hold separators, ends of line, and quotes written twice.
///
/// # Errors
/// A quote is never closed.
pub(super) fn read(text: &str, separator: char) -> Result<Table, Message> {
    let mut table = Table::default();
    let mut number = 1;
    let mut rest = text;
    if named_separator(text).is_some() {
        rest = text.split_once('\n').map_or("", |(_, rest)| rest);
        number += 1;
    }
    while !rest.is_empty() {
        let mut row = Row { number, ..Row::default() };
        let mut column = 0;
        loop {
            let (cell, after) = cell(rest, separator).ok_or_else(|| msg!("sheet-quote", row = number))?;
            if !cell.trim().is_empty() {
                row.cells.insert(column, Cell::Text(unguarded(cell.trim()).to_owned()));
            }
            column += 1;
            let Some(next) = after.strip_prefix(separator) else {
                rest = after.strip_prefix("\r\n").or_else(|| after.strip_prefix(['\n', '\r'])).unwrap_or(after);
                break;
            };
            rest = next;
        }
        if !row.cells.is_empty() {
            table.rows.push(row);
        }
        number += 1;
    }
    Ok(table)
}

/// A cell, and what comes after it: a separator, an end of line, or nothing. `None` where its quote is never closed.
fn cell(text: &str, separator: char) -> Option<(String, &str)> {
    let Some(mut rest) = text.strip_prefix('"') else {
        let end = text.find([separator, '\n', '\r']).unwrap_or(text.len());
        return Some((text[..end].to_owned(), &text[end..]));
    };
    let mut cell = String::new();
    loop {
        let (inside, after) = rest.split_once('"')?;
        cell.push_str(inside);
        match after.strip_prefix('"') {
            Some(more) => {
                cell.push('"');
                rest = more;
            }
            None => {
                // What stands behind the closing quote belongs to the cell all the same.
                let end = after.find([separator, '\n', '\r']).unwrap_or(after.len());
                cell.push_str(&after[..end]);
                return Some((cell, &after[end..]));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str, separator: char) -> Vec<(usize, Vec<(usize, String)>)> {
        let cell = |(at, cell): (&usize, &Cell)| (*at, cell.heading().unwrap_or_default().to_owned());
        read(text, separator).unwrap().rows.iter().map(|row| (row.number, row.cells.iter().map(cell).collect())).collect()
    }

    #[test]
    fn rows_are_counted_as_a_spreadsheet_counts_them() {
        let row = |number, cells: &[(usize, &str)]| (number, cells.iter().map(|(at, text)| (*at, (*text).to_owned())).collect::<Vec<_>>());
        let read = texts("a;\"b;\n\"\"c\"\"\";\r\n\r\n;;\nd\re", ';');
        assert_eq!(read, [row(1, &[(0, "a"), (1, "b;\n\"c\"")]), row(4, &[(0, "d")]), row(5, &[(0, "e")])]);
        assert_eq!(texts("sep=,\na,'=1\n", ','), [row(2, &[(0, "a"), (1, "=1")])]);
        assert_eq!(texts("\"a\"b;c", ';'), [row(1, &[(0, "ab"), (1, "c")])]);
    }

    #[test]
    fn a_quote_that_is_never_closed_is_said_with_its_row() {
        assert_eq!(read("a\n\"b\nc", ';').unwrap_err(), msg!("sheet-quote", row = 2usize));
    }
}
