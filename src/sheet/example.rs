//! The row that shows how a sheet is filled in, and is no item.

use super::columns::Column;
use super::table::Row;
use crate::model::field::{Bound, Kind};
use crate::msg;
use crate::words::{Lang, Words};

/// What an example row begins with, in every language, without its colon.
const MARKS: [&str; 2] = ["exemple", "example"];

/// An example of each column; the first says that it is one.
pub(super) fn row(columns: &[Column], words: &Words) -> Vec<String> {
    let mut cells: Vec<String> = columns.iter().map(|column| cell(column, words)).collect();
    if let Some(first) = cells.first_mut() {
        *first = words.say(&msg!("sheet-example", said = first.as_str()));
    }
    cells
}

/// Whether a row is an example: its first cell says so.
pub(super) fn is_example(row: &Row) -> bool {
    let first = row.cells.first_key_value().and_then(|(_, cell)| cell.heading()).unwrap_or_default().to_lowercase();
    MARKS.iter().filter_map(|mark| first.trim_start().strip_prefix(mark)).any(|rest| rest.trim_start().starts_with(':'))
}

fn cell(column: &Column, words: &Words) -> String {
    let french = words.lang() == Lang::Fr;
    let least = match column.field.min {
        Some(Bound::Number(least)) => least,
        _ => 1.0,
    };
    match &column.field.kind {
        Kind::Person => match column.part {
            Some("email") => "claire.martin@example.org".to_owned(),
            Some("phone") => "06 39 98 00 01".to_owned(),
            _ => "Claire Martin".to_owned(),
        },
        Kind::Integer => least.ceil().to_string(),
        Kind::Decimal => {
            if french {
                (least + 0.5).to_string().replace('.', ",")
            } else {
                (least + 0.5).to_string()
            }
        }
        Kind::Boolean => words.say(&msg!("sheet-yes")),
        Kind::Date => if french { "31/12/2026" } else { "2026-12-31" }.to_owned(),
        Kind::Time => "10:30".to_owned(),
        Kind::Datetime => if french { "31/12/2026 10:30" } else { "2026-12-31 10:30" }.to_owned(),
        Kind::Email => "claire.martin@example.org".to_owned(),
        // Numbers that are kept free for fiction, and those of the laws' own examples.
        Kind::Phone { .. } => "06 39 98 00 01".to_owned(),
        Kind::Url => "https://example.org/".to_owned(),
        Kind::Option(options) => options.values().next().cloned().unwrap_or_default(),
        Kind::Options(options) => options.values().take(2).map(String::as_str).collect::<Vec<_>>().join("; "),
        Kind::Item(_) => "1".to_owned(),
        Kind::File => words.say(&msg!("sheet-seen")),
        Kind::Secret => words.say(&msg!("sheet-noted")),
        Kind::Siren => "732829320".to_owned(),
        Kind::Siret => "73282932000074".to_owned(),
        Kind::Finess => "010000024".to_owned(),
        Kind::Rpps => "10001234567".to_owned(),
        Kind::Text | Kind::Paragraph | Kind::Record(_) | Kind::List { .. } => "…".to_owned(),
    }
}
