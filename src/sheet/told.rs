//! What is wrong with answers, told by the rows and columns that they came from.

use super::items::Sheet;
use crate::engine::Refusal;
use crate::finding::codes;
use crate::model::value::Problem;
use crate::msg;
use crate::words::{Arg, Message};

impl Sheet {
    /// The refusal of answers that came from this sheet: `before` items stood in the list already.
    pub fn told(&self, refusal: Refusal, before: usize) -> Refusal {
        let (placed, others) = self.placed(refusal.problems.clone(), before);
        match (placed.is_empty(), others.is_empty()) {
            (true, _) => refusal,
            // Doubts may be confirmed, and a list that is full has an advice of its own.
            (false, true) if refusal.code == codes::LIST_REFUSED || refusal.message.id == "answer-doubt" => refusal.problems(placed),
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
            let limit = limit(&problem.message).filter(|_| problem.message.id == "answer-form-many");
            return Some(match limit.and_then(|limit| self.beyond(limit.saturating_sub(before), limit)) {
                Some(many) => many,
                None => Problem { path: self.list().to_owned(), message: problem.message.clone() },
            });
        }
        let (number, rest) = rest.strip_prefix('[')?.split_once(']')?;
        let item = number.parse::<usize>().ok()?.checked_sub(before + 1)?;
        let row = *self.rows.get(item)?;
        let name = rest.trim_start_matches('.');
        if name.is_empty() {
            return match limit(&problem.message).filter(|_| problem.message.id == "answer-form-many") {
                Some(limit) => self.beyond(item, limit),
                None => Some(Problem { path: row.to_string(), message: msg!("sheet-row", row = row, said = problem.message.clone()) }),
            };
        }
        // A record or person is missing as a whole: its first column stands for it.
        let inside = format!("{name}.");
        let column =
            self.columns.iter().find(|(known, ..)| known == name).or_else(|| self.columns.iter().find(|(known, ..)| known.starts_with(&inside)));
        let message = self.said(&problem.message, before);
        Some(match column {
            Some((_, heading, Some(place))) => self.in_cell(row, heading, *place, message),
            Some((_, heading, None)) => Problem { path: row.to_string(), message: msg!("sheet-cell", row = row, column = heading, said = message) },
            None => Problem { path: row.to_string(), message: msg!("sheet-row", row = row, said = message) },
        })
    }

    /// The same sentence, where it speaks of another item by that one's row.
    fn said(&self, message: &Message, before: usize) -> Message {
        let first = message.args.iter().find_map(|(name, arg)| match arg {
            Arg::Number(number) if *name == "first" => usize::try_from(*number).ok(),
            _ => None,
        });
        let value = message.args.iter().find_map(|(name, arg)| match arg {
            Arg::Text(text) if *name == "value" => Some(text.as_str()),
            _ => None,
        });
        match (message.id, value, first) {
            ("answer-form-twice", Some(value), Some(first)) => match first.checked_sub(before + 1).and_then(|item| self.rows.get(item)) {
                Some(row) => msg!("sheet-twice", value = value, row = *row),
                None => msg!("sheet-twice-there", value = value),
            },
            ("answer-missing", ..) => msg!("sheet-missing"),
            _ => message.clone(),
        }
    }

    /// The rows from an item on are more than a list holds.
    fn beyond(&self, item: usize, limit: usize) -> Option<Problem> {
        let (first, last) = (*self.rows.get(item)?, *self.rows.last()?);
        let count = self.rows.len() - item;
        Some(Problem { path: first.to_string(), message: msg!("sheet-too-many", count = count, first = first, last = last, limit = limit) })
    }
}

fn limit(message: &Message) -> Option<usize> {
    message.args.iter().find_map(|(name, arg)| match arg {
        // A bound is said as text, as it may be a fraction.
        Arg::Text(text) if *name == "limit" => text.parse().ok(),
        Arg::Number(number) if *name == "limit" => usize::try_from(*number).ok(),
        _ => None,
    })
}

/// Where a place such as `C14` comes among others: by row, then by column.
fn place(path: &str) -> (usize, usize, &str) {
    let digits = path.find(|c: char| c.is_ascii_digit()).unwrap_or(path.len());
    let (column, row) = path.split_at(digits);
    (row.parse().unwrap_or(0), column.len(), column)
}
