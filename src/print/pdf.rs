//! Checklists as one PDF: tagged for those who listen to it, made to be kept, and the same bytes for the same input.
//!
//! What is printed is data (`page.rs`) for a template of ours (`template/`) that typst sets (`typeset.rs`): no text of a procedure or of a run
//! is ever read as markup, and nothing is opened or fetched. Characters that no typeface of ours has are written by their number, and
//! reported (`letters.rs`).

mod letters;
mod page;
mod typeset;

use super::Standing;
use super::parts::Checklist;
use crate::clock::Stopwatch;
use crate::model::Procedure;
use jiff::civil::Date;
pub use letters::Missing;
pub use typeset::Fault;

/// What is printed on pages of its own, numbered from 1.
#[derive(Debug)]
pub struct Pages<'a> {
    /// What stands on them.
    pub checklist: &'a Checklist,
}

/// How much a PDF promises to its readers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Promise {
    /// PDF/A-2a and PDF/UA-1: to be kept, and to be listened to.
    Archive,
    /// PDF/UA-1: to be listened to.
    Accessible,
    /// Tagged, as well as it goes.
    Tagged,
}

/// A PDF.
#[derive(Debug)]
pub struct Printed {
    /// The file.
    pub bytes: Vec<u8>,
    /// The characters that could not be printed.
    pub missing: Vec<Missing>,
    /// What it promises: some scripts cannot be printed with all promises kept.
    pub promise: Promise,
}

/// Writes all these pages as one PDF, dated that day.
///
/// # Errors
/// What is to be printed is beyond what a PDF can hold.
pub fn write(sheets: &[Pages], day: Date) -> Result<Printed, Fault> {
    let watch = Stopwatch::start();
    let mut pictures = Vec::new();
    let mut page = page::page(sheets, day, &mut pictures);
    let missing = letters::settle(&mut page, &typeset::knows);
    let (bytes, promise) = typeset::set(&page, pictures)?;
    tracing::info!(target: "pasapas::print", checklists = sheets.len(), bytes = bytes.len(), ms = watch.ms(), "pdf set");
    Ok(Printed { bytes, missing, promise })
}

/// The day that a PDF bears: of what was last recorded in a run, else the last one that the procedure's sources name. It is never the day of
/// the printing, so that what did not change is printed the same.
pub fn day(procedure: &Procedure, standing: Option<&Standing>) -> Date {
    let recorded = standing.and_then(|standing| standing.recorded).map(|at| crate::model::moment::local(at).date());
    let named = || {
        let days = procedure.sources.values().flat_map(|source| [&source.date, &source.checked]).flatten();
        days.filter_map(|day| day.parse::<Date>().ok()).max()
    };
    recorded.or_else(named).unwrap_or(UNDATED)
}

/// The day of what names none.
const UNDATED: Date = jiff::civil::date(2000, 1, 1);
