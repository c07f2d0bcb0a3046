//! Which column answers which question: by its title or its name, in any order.

use super::columns::Column;
use super::table::{Row, Table, cell_name};
use crate::finding::did_you_mean;
use crate::model::value::Problem;
use crate::msg;

/// How many rows may stand before the headings: a title, a remark.
const MAX_ABOVE: usize = 20;

/// The headings of a table.
#[derive(Debug)]
pub(super) struct Header {
    /// Which of the rows of the table it is.
    pub at: usize,
    /// For each column of the list where it stands in the table, if it does.
    pub places: Vec<Option<usize>>,
}

/// A heading as it is compared.
pub(super) fn plain(heading: &str) -> String {
    let text = heading.replace('’', "'").replace(['–', '—'], "-").to_lowercase();
    text.split_whitespace().collect::<Vec<_>>().join(" ").trim_end_matches([' ', '*', ':']).to_owned()
}

/// The column that a heading means.
fn meant(heading: &str, columns: &[Column]) -> Option<usize> {
    let heading = plain(heading);
    columns.iter().position(|c| c.name.to_lowercase() == heading).or_else(|| columns.iter().position(|c| plain(&c.heading) == heading))
}

/// How many columns a row names.
fn named(row: &Row, columns: &[Column]) -> usize {
    row.cells.values().filter_map(|cell| meant(cell.heading()?, columns)).count()
}

/// The row of the headings, and how many columns it names: the first of those that name most.
pub(super) fn best(table: &Table, columns: &[Column]) -> (usize, usize) {
    let mut best = (0, 0);
    for (at, row) in table.rows.iter().take(MAX_ABOVE).enumerate() {
        let count = named(row, columns);
        if count > best.1 {
            best = (at, count);
        }
    }
    best
}

/// Which column of a table answers which question.
///
/// # Errors
/// Columns that nobody asked for, that are missing, or that are there twice.
pub(super) fn header(table: &Table, columns: &[Column]) -> Result<Header, Vec<Problem>> {
    let (at, _) = best(table, columns);
    let mut places: Vec<Option<usize>> = vec![None; columns.len()];
    let mut problems = Vec::new();
    let mut unknown = Vec::new();
    let Some(row) = table.rows.get(at) else { return Err(vec![Problem { path: String::new(), message: msg!("sheet-empty") }]) };
    for (place, cell) in &row.cells {
        let heading = cell.heading().unwrap_or_default().trim();
        match meant(heading, columns) {
            Some(column) => match places[column] {
                None => places[column] = Some(*place),
                Some(_) => problems.push(Problem { path: cell_name(row.number, *place), message: msg!("sheet-column-twice", column = heading) }),
            },
            None => unknown.push((*place, heading)),
        }
    }
    let filled = |place: usize| table.rows[at + 1..].iter().any(|row| row.cells.contains_key(&place));
    let free: Vec<&Column> = columns.iter().zip(&places).filter(|(_, place)| place.is_none()).map(|(column, _)| column).collect();
    let mut suggested = Vec::new();
    // A column that nobody asked for and nobody filled in takes nothing away.
    for (place, heading) in unknown.into_iter().filter(|(place, _)| filled(*place)) {
        let names: Vec<(String, &str)> =
            free.iter().flat_map(|c| [(plain(&c.heading), c.heading.as_str()), (c.name.to_lowercase(), c.heading.as_str())]).collect();
        let near = did_you_mean(&plain(heading), names.iter().map(|(name, _)| name.as_str()));
        let near = near.and_then(|near| names.iter().find(|(name, _)| name == near)).map(|(_, column)| *column);
        suggested.extend(near);
        let message = match near {
            Some(near) => msg!("sheet-column-near", column = heading, near = near),
            None => msg!("sheet-column-unknown", column = heading),
        };
        problems.push(Problem { path: cell_name(row.number, place), message });
    }
    let mut bare: Vec<usize> = table.rows[at + 1..].iter().flat_map(|row| row.cells.keys().copied()).filter(|p| !row.cells.contains_key(p)).collect();
    bare.sort_unstable();
    bare.dedup();
    problems.extend(bare.into_iter().map(|place| Problem { path: cell_name(row.number, place), message: msg!("sheet-column-bare") }));
    let missing = free.iter().filter(|column| column.required && !suggested.contains(&column.heading.as_str()));
    problems.extend(missing.map(|column| Problem { path: column.name.clone(), message: msg!("sheet-column-missing", column = &column.heading) }));
    if problems.is_empty() { Ok(Header { at, places }) } else { Err(problems) }
}
