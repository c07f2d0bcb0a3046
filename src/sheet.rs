//! Spreadsheets: an empty one in which the items of a list are collected, and the items that a filled one holds.
//!
//! Plain functions between the questions of a list and the bytes of a file. A cell is read as what somebody typed: [`crate::model::value`] judges it
//! like every other answer. Nothing is guessed: a number that may have lost a zero, a formula, a cell spread over several are said.

mod cells;
mod columns;
mod comma;
mod decode;
mod example;
mod header;
mod items;
mod table;
mod told;
mod workbook;
mod write;

pub use columns::{Column, columns};
pub use comma::write as write_csv;
pub use items::{Sheet, read};
pub use write::write as write_xlsx;

/// The largest file, in bytes.
pub const MAX_FILE: u64 = 10 << 20;
/// How large it may be once it is unpacked, in bytes.
const MAX_UNPACKED: u64 = 100 << 20;
/// The largest table, in filled cells.
const MAX_CELLS: usize = 1_000_000;
