//! What is wrong with answers, told by the rows and columns that they came from.

use super::items::Sheet;
use crate::engine::Refusal;
use crate::finding::codes;
use crate::model::value::Problem;
use crate::msg;
use crate::words::Message;

impl Sheet {
    /// The refusal of answers that came from this sheet: `before` items stood in the list already.
    pub fn told(&self, refusal: Refusal, before: usize) -> Refusal {
        let (placed, others) = self.placed(refusal.problems.clone(), before);
        match (placed.is_empty(), others.is_empty()) {
            (true, _) => refusal,
            // Doubts may be confirmed, and a list that is full has an advice of its own.
            (false, true) if refusal.code == codes::LIST_REFUSED || refusal.problems.iter().all(Problem::is_doubt) => refusal.problems(placed),
            (false, true) => self.refusal(placed),
            (false, false) => refusal.problems(others.into_iter().chain(placed).collect()),
        }
    }

    /// Everything that is wrong, in the order of the rows.
    pub(super) fn refusal(&self, mut problems: Vec<Problem>) -> Refusal {
        problems.sort_by(|a, b| place(&a.path).cmp(&place(&b.path)));
        let refusal = Refusal::new(codes::SHEET_REFUSED, msg!("sheet-refused", file = self.file.as_str(), count = problems.len()));
        let many = problems.iter().any(|problem| problem.message.id == "sheet-too-many");
        refusal.help(if many { msg!("sheet-too-many.help") } else { msg!("sheet-refused.help") }).problems(problems)
    }

    /// The problems that have a row here, told by it, and those that have none.
    pub(super) fn placed(&self, problems: Vec<Problem>, before: usize) -> (Vec<Problem>, Vec<Problem>) {
        let (mut placed, mut others) = (Vec::<Problem>::new(), Vec::new());
        for problem in problems {
            match self.place(&problem, before) {
                // The rows of a list that is too long are told in one.
                Some(told) if told.message.id == "sheet-too-many" && placed.iter().any(|known| known.message.id == "sheet-too-many") => {}
                Some(told) => placed.push(told),
                None => others.push(problem),
            }
        }
        (placed, others)
    }

    fn place(&self, problem: &Problem, before: usize) -> Option<Problem> {
        let rest = problem.path.strip_prefix(self.list())?;
        if rest.is_empty() {
            return Some(match problem.most().and_then(|most| self.beyond(most.saturating_sub(before), most)) {
                Some(many) => many,
                None => Problem { path: self.list().to_owned(), message: problem.message.clone() },
            });
        }
        let (number, rest) = rest.strip_prefix('[')?.split_once(']')?;
        let item = number.parse::<usize>().ok()?.checked_sub(before + 1)?;
        let row = *self.rows.get(item)?;
        let name = rest.trim_start_matches('.');
        if name.is_empty() {
            return match problem.most() {
                Some(most) => self.beyond(item, most),
                None => Some(Problem { path: row.to_string(), message: msg!("sheet-row", row = row, said = problem.message.clone()) }),
            };
        }
        // A record or person is missing as a whole: its first column stands for it.
        let inside = format!("{name}.");
        let column =
            self.columns.iter().find(|(known, ..)| known == name).or_else(|| self.columns.iter().find(|(known, ..)| known.starts_with(&inside)));
        let message = self.said(problem, before);
        Some(match column {
            Some((_, heading, Some(place))) => self.in_cell(row, heading, *place, message),
            Some((_, heading, None)) => Problem { path: row.to_string(), message: msg!("sheet-cell", row = row, column = heading, said = message) },
            None => Problem { path: row.to_string(), message: msg!("sheet-row", row = row, said = message) },
        })
    }

    /// The same sentence, where it speaks of another item by that one's row.
    fn said(&self, problem: &Problem, before: usize) -> Message {
        if problem.is_missing() {
            return msg!("sheet-missing");
        }
        let Some((first, value)) = problem.twin().zip(problem.message.part("value")) else { return problem.message.clone() };
        match first.checked_sub(before + 1).and_then(|item| self.rows.get(item)) {
            Some(row) => msg!("sheet-twice", value = value, row = *row),
            None => msg!("sheet-twice-there", value = value),
        }
    }

    /// The rows from an item on are more than a list holds.
    fn beyond(&self, item: usize, limit: usize) -> Option<Problem> {
        let (first, last) = (*self.rows.get(item)?, *self.rows.last()?);
        let count = self.rows.len() - item;
        Some(Problem { path: first.to_string(), message: msg!("sheet-too-many", count = count, first = first, last = last, limit = limit) })
    }
}

/// Where a place such as `C14` comes among others: by row, then by column.
fn place(path: &str) -> (usize, usize, &str) {
    let digits = path.find(|c: char| c.is_ascii_digit()).unwrap_or(path.len());
    let (column, row) = path.split_at(digits);
    (row.parse().unwrap_or(0), column.len(), column)
}
