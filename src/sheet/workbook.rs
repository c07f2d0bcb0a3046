//! XLSX files, as any program writes them. What they would have a program reckon is not reckoned, and what is hidden is not read.

use super::table::{Cell, Merged, Row, Table};
use super::{MAX_CELLS, MAX_UNPACKED};
use crate::msg;
use crate::words::Message;
use calamine::{DataRef, ExcelDateTime, Reader, SheetType, SheetVisible, Xlsx, XlsxError, XlsxFormulaMetadata};
use std::io::{Cursor, Read, copy, sink};

/// The sheets of a workbook that can be seen and are not empty.
///
/// # Errors
/// It is damaged, or larger than anything that people fill in.
pub(super) fn read(bytes: &[u8]) -> Result<Vec<Table>, Message> {
    measure(bytes)?;
    let damaged = |_: XlsxError| msg!("sheet-damaged");
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(damaged)?;
    let seen = book.sheets_metadata().iter().filter(|sheet| sheet.visible == SheetVisible::Visible && sheet.typ == SheetType::WorkSheet);
    let names: Vec<String> = seen.map(|sheet| sheet.name.clone()).collect();
    let mut tables = Vec::new();
    let mut cells = 0;
    for name in names {
        let rows = rows(&mut book, &name, &mut cells)?;
        if !rows.is_empty() {
            let merged = book.merge_cells_by_sheet_name(&name).map_err(damaged)?;
            let place = |(row, column): (u32, u32)| (row as usize + 1, column as usize);
            let merged = merged.iter().map(|area| Merged { first: place(area.start), last: place(area.end) }).collect();
            tables.push(Table { name, rows, merged });
        }
    }
    Ok(tables)
}

/// Unpacks everything once without keeping it: what a file says of its own size need not be true.
fn measure(bytes: &[u8]) -> Result<(), Message> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_| msg!("sheet-damaged"))?;
    let mut left = MAX_UNPACKED;
    for part in 0..archive.len() {
        let part = archive.by_index(part).map_err(|_| msg!("sheet-damaged"))?;
        let size = copy(&mut part.take(left + 1), &mut sink()).map_err(|_| msg!("sheet-damaged"))?;
        left = left.checked_sub(size).ok_or_else(|| msg!("sheet-unpacked", limit = (MAX_UNPACKED >> 20) as usize))?;
    }
    Ok(())
}

/// The rows of a sheet, cell by cell: one that is far from the others takes no room.
fn rows(book: &mut Xlsx<Cursor<&[u8]>>, name: &str, cells: &mut usize) -> Result<Vec<Row>, Message> {
    let mut reader = book.worksheet_cells_reader(name).map_err(|_| msg!("sheet-damaged"))?;
    let mut rows = std::collections::BTreeMap::<usize, Row>::new();
    while let Some(found) = reader.next_cell_with_formula_metadata().map_err(|_| msg!("sheet-damaged"))? {
        let Some(cell) = cell(found.value, found.formula.as_ref()) else { continue };
        *cells += 1;
        if *cells > MAX_CELLS {
            return Err(msg!("sheet-cells", limit = MAX_CELLS));
        }
        let number = found.pos.0 as usize + 1;
        rows.entry(number).or_insert_with(|| Row { number, ..Row::default() }).cells.insert(found.pos.1 as usize, cell);
    }
    Ok(rows.into_values().collect())
}

fn cell(value: DataRef, formula: Option<&XlsxFormulaMetadata>) -> Option<Cell> {
    if formula.is_some() {
        return Some(Cell::Formula);
    }
    let text = |text: &str| Some(text.trim()).filter(|text| !text.is_empty()).map(|text| Cell::Text(text.replace("\r\n", "\n")));
    match value {
        DataRef::Int(number) => Some(Cell::Number(number as f64)),
        DataRef::Float(number) => Some(Cell::Number(number)),
        DataRef::String(string) => text(&string),
        DataRef::SharedString(string) => text(string),
        DataRef::Bool(truth) => Some(Cell::Truth(truth)),
        DataRef::DateTime(at) => Some(moment(at)),
        DataRef::DateTimeIso(iso) => Some(Cell::Moment(iso)),
        DataRef::DurationIso(iso) => Some(Cell::Text(iso)),
        DataRef::Error(fault) => Some(Cell::Fault(fault.to_string())),
        DataRef::Empty => None,
    }
}

/// A day is a number of days, a time of day a part of one.
fn moment(at: ExcelDateTime) -> Cell {
    let serial = at.as_f64();
    // Beyond what a calendar holds it is no day but a number that was made to look like one.
    if !(0.0..2_958_466.0).contains(&serial) {
        return Cell::Number(serial);
    }
    let (year, month, day, hour, minute, ..) = at.to_ymd_hms_milli();
    let (date, time) = (format!("{year:04}-{month:02}-{day:02}"), format!("{hour:02}:{minute:02}"));
    Cell::Moment(match (serial < 1.0, serial.fract() == 0.0) {
        (true, _) => time,
        (false, true) => date,
        (false, false) => format!("{date}T{time}"),
    })
}
