//! The items that a filled sheet holds, and what is wrong with them, cell by cell.

use super::columns::{Column, columns};
use super::header::{Header, best, header};
use super::table::{Merged, Row, Table, cell_name};
use super::{MAX_FILE, cells, comma, decode, example, workbook};
use crate::engine::Refusal;
use crate::finding::codes;
use crate::model::field::Field;
use crate::model::value::{self, Alone, MAX_ITEMS, Problem};
use crate::msg;
use crate::words::{Message, Words};
use jiff::civil::Date;
use serde_json::{Map, Value};
use std::num::NonZeroUsize;

/// The items of a list as a sheet holds them.
#[derive(Debug)]
pub struct Sheet {
    /// The name of its file.
    pub(super) file: String,
    /// The items, not judged yet.
    pub items: Vec<Value>,
    /// The row of each, as a spreadsheet program shows it.
    pub(super) rows: Vec<usize>,
    /// The columns that are there: the name of the answer, what the list calls it, where it stands.
    pub(super) columns: Vec<(String, String, Option<usize>)>,
    /// The name of the list.
    list: String,
}

/// Reads a filled sheet: XLSX or CSV, told by what is in it.
///
/// # Errors
/// It is no sheet, its columns are not those of the list, or cells do not hold what was typed; then all that is wrong with the answers is said too.
pub fn read(file: &str, bytes: &[u8], list: &Field, words: &Words, today: Date) -> Result<Sheet, Refusal> {
    let refused = |message: Message| Refusal::new(codes::SHEET_REFUSED, msg!("sheet-unusable", file = file, reason = message));
    let columns = columns(list, words)?;
    let table = table(bytes, list, &columns).map_err(refused)?;
    let header = header(&table, &columns).map_err(|problems| {
        let names = columns.iter().map(|column| column.heading.clone()).collect::<Vec<_>>();
        let refusal = Refusal::new(codes::SHEET_REFUSED, msg!("sheet-columns", file = file, count = problems.len()));
        refusal.help(msg!("sheet-columns.help", columns = names)).problems(problems)
    })?;
    let mut sheet = Sheet {
        file: file.to_owned(),
        items: Vec::new(),
        rows: Vec::new(),
        columns: columns.iter().zip(&header.places).map(|(column, place)| (column.name.clone(), column.heading.clone(), *place)).collect(),
        list: list.name.to_string(),
    };
    let mut problems = Vec::new();
    for row in table.rows[header.at + 1..].iter().filter(|row| !example::is_example(row)) {
        let item = sheet.item(row, &columns, &header, &mut problems);
        sheet.items.push(Value::Object(item));
        sheet.rows.push(row.number);
    }
    problems.extend(table.merged.iter().filter_map(|merged| sheet.merged(merged, table.rows[header.at].number)));
    if sheet.items.is_empty() {
        return Err(refused(msg!("sheet-no-row")));
    }
    if sheet.items.len() > MAX_ITEMS {
        return Err(refused(msg!("sheet-rows", count = sheet.items.len(), limit = MAX_ITEMS)));
    }
    if problems.is_empty() {
        return Ok(sheet);
    }
    // Everything that is wrong is said at once; a cell that says nothing is not also said to be wrong.
    let judged = value::accept(list, &list.name, &Value::Array(sheet.items.clone()), today, &Alone).err().unwrap_or_default();
    let judged = sheet.placed(judged, 0).0;
    let beside = judged.into_iter().filter(|other| problems.iter().all(|known| known.path != other.path)).collect::<Vec<_>>();
    problems.extend(beside);
    Err(sheet.refusal(problems))
}

impl Sheet {
    /// The name of its list.
    pub fn list(&self) -> &str {
        &self.list
    }

    /// The same sheet cut into parts of so many items, the last perhaps of fewer.
    pub fn parts(&self, size: NonZeroUsize) -> Vec<Sheet> {
        let cut = self.items.chunks(size.get()).zip(self.rows.chunks(size.get()));
        cut.map(|(items, rows)| Sheet {
            file: self.file.clone(),
            items: items.to_vec(),
            rows: rows.to_vec(),
            columns: self.columns.clone(),
            list: self.list.clone(),
        })
        .collect()
    }

    /// What a row says; what its cells do not say any more is told.
    fn item(&self, row: &Row, columns: &[Column], header: &Header, problems: &mut Vec<Problem>) -> Map<String, Value> {
        let mut item = Map::new();
        for (column, place) in columns.iter().zip(&header.places) {
            let Some((place, cell)) = place.and_then(|place| Some((place, row.cells.get(&place)?))) else { continue };
            match cells::answer(cell, column) {
                Ok(answer) => put(&mut item, &column.path(), answer),
                Err(message) => problems.push(self.in_cell(row.number, &column.heading, place, message)),
            }
        }
        item
    }

    /// Cells of answers that were made one: nobody can say to which of them the text belongs.
    fn merged(&self, merged: &Merged, header: usize) -> Option<Problem> {
        let used = self.columns.iter().filter_map(|(_, _, place)| *place).any(|place| (merged.first.1..=merged.last.1).contains(&place));
        let message = || msg!("sheet-merged", first = cell_name(merged.first.0, merged.first.1), last = cell_name(merged.last.0, merged.last.1));
        (used && merged.last.0 > header).then(|| Problem { path: cell_name(merged.first.0, merged.first.1), message: message() })
    }

    /// What is wrong with a cell, with its place in words.
    pub(super) fn in_cell(&self, row: usize, heading: &str, place: usize, message: Message) -> Problem {
        Problem { path: cell_name(row, place), message: msg!("sheet-cell", row = row, column = heading, said = message) }
    }
}

fn put(item: &mut Map<String, Value>, path: &[crate::model::Name], answer: Value) {
    match path {
        [] => {}
        [last] => drop(item.insert(last.to_string(), answer)),
        [first, rest @ ..] => {
            let inside = item.entry(first.to_string()).or_insert_with(|| Value::Object(Map::new()));
            if let Value::Object(inside) = inside {
                put(inside, rest, answer);
            }
        }
    }
}

/// The table of the list in a file.
fn table(bytes: &[u8], list: &Field, columns: &[Column]) -> Result<Table, Message> {
    if bytes.len() as u64 > MAX_FILE {
        return Err(msg!("sheet-size", limit = (MAX_FILE >> 20) as usize));
    }
    match bytes {
        [b'P', b'K', 3 | 5, ..] => one_of(workbook::read(bytes)?, list, columns),
        // What older Excel wrote, and what newer ones lock.
        [0xd0, 0xcf, 0x11, 0xe0, ..] => Err(msg!("sheet-old")),
        _ => csv(bytes, columns),
    }
}

/// The sheet that is meant: the only one, the one that has the columns, or the one that is called like the list.
fn one_of(tables: Vec<Table>, list: &Field, columns: &[Column]) -> Result<Table, Message> {
    let most = tables.iter().map(|table| best(table, columns).1).max().ok_or_else(|| msg!("sheet-empty"))?;
    let mut fit: Vec<Table> = tables.into_iter().filter(|table| best(table, columns).1 == most).collect();
    let called = |table: &Table| [list.name.as_ref(), list.title.trim()].iter().any(|name| name.eq_ignore_ascii_case(table.name.trim()));
    let names: Vec<String> = fit.iter().map(|table| table.name.clone()).collect();
    match (fit.len(), fit.iter().position(called)) {
        (1, _) => Ok(fit.remove(0)),
        (_, Some(meant)) => Ok(fit.remove(meant)),
        _ => Err(msg!("sheet-several", sheets = names, list = list.name.as_ref())),
    }
}

fn csv(bytes: &[u8], columns: &[Column]) -> Result<Table, Message> {
    let text = decode::text(bytes).ok_or_else(|| msg!("sheet-no-text"))?;
    if let Some(separator) = comma::named_separator(&text) {
        return comma::read(&text, separator);
    }
    // The separator is the one with which the headings are found; without any the usual one, so that what is missing can be said.
    let mut found: Option<(usize, Table)> = None;
    let mut wrong = None;
    for separator in comma::SEPARATORS {
        match comma::read(&text, separator) {
            Ok(table) => {
                let known = best(&table, columns).1;
                if found.as_ref().is_none_or(|(most, _)| known > *most) {
                    found = Some((known, table));
                }
            }
            Err(message) => drop(wrong.get_or_insert(message)),
        }
    }
    match (found, wrong) {
        (Some((known, table)), None) => {
            if known > 0 || !table.rows.is_empty() {
                Ok(table)
            } else {
                Err(msg!("sheet-empty"))
            }
        }
        (Some((known, table)), Some(_)) if known > 0 => Ok(table),
        (_, Some(message)) => Err(message),
        (None, None) => Err(msg!("sheet-empty")),
    }
}
