//! `--fix`: the changes that findings carry, made until there are none left.

use crate::check::Report;
use crate::text::edit::{self, Change};
use crate::text::split_mark;
use std::sync::Arc;

/// One fix can uncover another; so many times the file is read again.
const MAX_ROUNDS: usize = 12;

/// What became of a file.
pub struct Mended {
    /// The file with every change made.
    pub bytes: Vec<u8>,
    /// How many findings were mended.
    pub count: usize,
}

/// Mends a file as far as its findings say how. `check` reads it again after each round.
///
/// Of changes that overlap, the first is made; the others have their turn in the next round, if they are still wanted.
pub fn mend(name: &str, bytes: &[u8], check: &dyn Fn(&[u8]) -> Arc<Report>) -> Mended {
    let mut mended = Mended { bytes: bytes.to_vec(), count: 0 };
    let mut report = check(bytes);
    for _ in 0..MAX_ROUNDS {
        let Some((next, count)) = round(name, &mended.bytes, &report) else { break };
        let after = check(&next);
        // A change that leaves less of the file to be read than before is no mending.
        if report.document.is_some() && after.document.is_none() {
            break;
        }
        mended = Mended { bytes: next, count: mended.count + count };
        report = after;
    }
    mended
}

/// One round; `None` where nothing changes.
fn round(name: &str, bytes: &[u8], report: &Arc<Report>) -> Option<(Vec<u8>, usize)> {
    let file = super::File::new(name, report, bytes);
    let (mark, text) = split_mark(bytes);
    let source = std::str::from_utf8(text).ok()?;
    let mut made: Vec<Change> = Vec::new();
    let mut count = 0;
    for changes in report.findings.iter().filter_map(|finding| file.text.changes(finding.fix.as_ref()?)) {
        if changes.iter().all(|one| made.contains(one)) {
            // Two findings that want the same are mended together.
            count += 1;
        } else if !changes.iter().any(|one| made.iter().any(|other| overlap(one, other))) {
            made.extend(changes);
            count += 1;
        }
    }
    let changed = edit::apply(source, &made).filter(|changed| changed != source)?;
    Some(([mark, changed.as_bytes()].concat(), count))
}

/// Whether two changes touch the same bytes, or the same point between two.
fn overlap(one: &Change, other: &Change) -> bool {
    (one.range.start < other.range.end && other.range.start < one.range.end) || one.range.start == other.range.start
}
