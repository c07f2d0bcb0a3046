//! A cell as the answer that somebody gave with it: the answer itself is judged elsewhere, but what the spreadsheet program did to it is said here.

use super::columns::Column;
use super::table::Cell;
use crate::model::field::Kind;
use crate::msg;
use crate::words::Message;
use serde_json::{Value, json};

/// From here on a number in a cell may have lost digits at its end: fifteen are kept.
const INEXACT: f64 = 1e15;

/// What was answered.
///
/// # Errors
/// The cell does not hold what was typed any more, or never did.
pub(super) fn answer(cell: &Cell, column: &Column) -> Result<Value, Message> {
    match cell {
        Cell::Text(text) => Ok(match column.options() {
            Some((_, true)) => several(text),
            _ => json!(text),
        }),
        Cell::Number(number) => self::number(*number, column),
        Cell::Truth(truth) => Ok(json!(truth)),
        Cell::Moment(text) if is_text(column) => Err(msg!("sheet-became-date", date = text)),
        Cell::Moment(text) => Ok(json!(text)),
        Cell::Formula => Err(msg!("sheet-formula")),
        Cell::Fault(fault) => Err(msg!("sheet-fault", fault = fault)),
    }
}

/// Several options in one cell: one a line, or parted by semicolons, as titles may hold commas.
fn several(text: &str) -> Value {
    if !text.contains([';', '\n']) {
        return json!(text);
    }
    text.split([';', '\n']).map(str::trim).filter(|option| !option.is_empty()).map(|option| json!(option)).collect()
}

/// Whether the answer is a text that spreadsheet programs like to read as a number or a date.
fn is_text(column: &Column) -> bool {
    column.part.is_some()
        || digits(column).is_some()
        || matches!(column.field.kind, Kind::Text | Kind::Paragraph | Kind::Option(_) | Kind::Options(_))
}

/// How many digits an identifier has, or a French phone number: zeros at its beginning are part of it.
fn digits(column: &Column) -> Option<usize> {
    match &column.field.kind {
        Kind::Siren | Kind::Finess => Some(9),
        Kind::Siret => Some(14),
        Kind::Rpps => Some(11),
        Kind::Phone { .. } => Some(10),
        Kind::Person if column.part == Some("phone") => Some(10),
        _ => None,
    }
}

fn number(number: f64, column: &Column) -> Result<Value, Message> {
    let whole = number.fract() == 0.0 && number.abs() < INEXACT;
    let exact = if whole { json!(number as i64) } else { json!(number) };
    if matches!(column.field.kind, Kind::Integer | Kind::Decimal) {
        return Ok(exact);
    }
    if number.abs() >= INEXACT && is_text(column) {
        return Err(msg!("sheet-inexact"));
    }
    if let Some(wanted) = digits(column) {
        let shown = exact.to_string();
        // Only one zero can be lost of a phone number; shorter ones are numbers of their own.
        let phone = wanted == 10;
        let short = if phone { shown.len() == wanted - 1 } else { shown.len() < wanted };
        if whole && number >= 0.0 && short {
            return Err(msg!("sheet-zeros", number = shown.as_str(), digits = shown.len(), wanted = wanted));
        }
        return Ok(if phone { json!(shown) } else { exact });
    }
    // `1` for a yes, `2026` as the title of an option.
    Ok(match &column.field.kind {
        Kind::Item(_) => exact,
        Kind::Date | Kind::Time | Kind::Datetime => return Err(msg!("sheet-bare-date", number = exact.to_string())),
        _ => json!(exact.to_string()),
    })
}
