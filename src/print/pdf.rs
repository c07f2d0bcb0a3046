//! Checklists as one PDF: tagged for those who listen to it, made to be kept, and the same bytes for the same input.
//!
//! What is printed is data (`page.rs`) for a template of ours (`template/`) that typst sets (`typeset.rs`): no text of a procedure or of a run
//! is ever read as markup, and nothing is opened or fetched. Characters that no typeface of ours has are written by their number, and
//! reported (`letters.rs`).

mod height;
mod letters;
mod page;
mod typeset;

use super::Standing;
use super::parts::Checklist;
use crate::clock::Stopwatch;
use crate::hands;
use crate::model::Procedure;
use jiff::civil::Date;
pub use letters::Missing;
use std::collections::BTreeSet;
use std::sync::atomic::{AtomicUsize, Ordering};
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

/// So many sheets are set at a time: what was worked out for one part is forgotten before the next but a few, so that a thousand sheets take
/// little more room than a hundred. It does not hang on the machine, for the same sheets are to give the same bytes everywhere.
const PART: usize = 16;

/// Writes all these pages as one PDF, dated that day. `told` hears, from whichever thread, how many sheets are set.
///
/// # Errors
/// What is to be printed is beyond what a PDF can hold.
pub fn write(sheets: &[Pages], day: Date, told: &(dyn Fn(usize) + Sync)) -> Result<Printed, Fault> {
    let watch = Stopwatch::start();
    let parts: Vec<(usize, &[Pages])> = sheets.chunks(PART).enumerate().map(|(place, part)| (place * PART, part)).collect();
    let done = AtomicUsize::new(0);
    let set = hands::each(&parts, |(first, sheets)| {
        let mut pictures = Vec::new();
        let mut page = page::page(sheets, *first, day, &mut pictures);
        let mut missing = letters::settle(&mut page, &typeset::knows);
        missing.extend(letters::of_pictures(&pictures, &typeset::knows));
        height::tell(&mut page);
        let set = typeset::lay_out(&page, pictures);
        told(done.fetch_add(sheets.len(), Ordering::Relaxed) + sheets.len());
        set.map(|set| (set, missing))
    });
    let (parts, missing): (Vec<_>, Vec<_>) = set.into_iter().collect::<Result<Vec<_>, Fault>>()?.into_iter().unzip();
    let missing: BTreeSet<Missing> = missing.into_iter().flatten().collect();
    let (bytes, promise) = typeset::bind(parts)?;
    tracing::info!(target: "pasapas::print", checklists = sheets.len(), bytes = bytes.len(), ms = watch.ms(), "pdf set");
    Ok(Printed { bytes, missing: missing.into_iter().collect(), promise })
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
