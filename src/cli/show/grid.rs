//! `show --grid`: where each item of a run's lists stands, people by steps.

use crate::cli::steps;
use crate::cli::ui::{Style, Ui, columns, pad, wrap};
use crate::desk::{Desk, Failure, Loaded, RunVoice};
use crate::engine::{Refusal, Status, settle_word};
use crate::finding::codes;
use crate::msg;
use crate::print::rich::flat;
use crate::print::{Matrix, MatrixRow, Options, State, Step, checklist};
use crate::words::Lang;
use serde_json::{Value, json};

/// One list with its table.
struct Grid {
    /// The number and title of the step that goes through it.
    title: String,
    table: Matrix,
}

/// Prints the tables, or gives them to a program.
pub(super) fn show(desk: &Desk, ui: &mut Ui, loaded: &Loaded, json: bool, personal: bool) -> Result<u8, Failure> {
    let standing = desk.standing(loaded)?;
    let procedure = &loaded.checked.procedure;
    let calls = loaded.checked.called();
    let options = Options { table: true, personal: personal || !json, ..Options::default() };
    let words = Lang::parse(&procedure.language).unwrap_or_default().words();
    let made = desk.view(loaded, |view| checklist(procedure, &|id| calls.get(id).copied(), Some(&standing), &RunVoice(view), &options, words));
    let mut grids = Vec::new();
    made.steps.into_iter().for_each(|step| collect(step, &mut grids));
    if json {
        ui.json(&json!({"version": 1, "run": loaded.id, "lists": grids.iter().map(document).collect::<Vec<_>>()}));
        return Ok(0);
    }
    if grids.is_empty() {
        return Err(Failure::Unable(Refusal::new(codes::USAGE, msg!("cli-items-none", option = "--grid")).help(msg!("cli-item-none"))));
    }
    for grid in &grids {
        let title = ui.paint(Style::Bold, &wrap(&grid.title, ui.width(), ""));
        ui.out(&title);
        lines(ui, &grid.table).iter().for_each(|line| ui.out(line));
    }
    let marks = [Status::Ahead, Status::Open, Status::Done, Status::LeftOut, Status::Passed, Status::Waived];
    let legend: Vec<String> = marks.iter().map(|status| format!("{} {}", steps::mark(*status), ui.text(&msg!(settle_word(*status))))).collect();
    let legend = ui.paint(Style::Dim, &wrap(&legend.join("   "), ui.width(), ""));
    ui.out(&legend);
    Ok(0)
}

fn collect(step: Step, grids: &mut Vec<Grid>) {
    let title = format!("{}  {}", step.number, flat(&step.title));
    for group in step.inside {
        grids.extend(group.table.map(|table| Grid { title: title.clone(), table }));
        group.steps.into_iter().for_each(|inner| collect(inner, grids));
    }
}

fn document(grid: &Grid) -> Value {
    let table = &grid.table;
    let title = |number: &str, title: &str| title.strip_prefix(number).unwrap_or(title).trim().to_owned();
    let steps = table.columns.iter().zip(&table.titles).map(|(number, whole)| json!({"number": number, "title": title(number, whole)}));
    let items = table.rows.iter().map(|row| json!({"number": row.number, "label": row.label, "gone": row.gone, "states": row.cells}));
    json!({"title": grid.title, "steps": steps.collect::<Vec<_>>(), "items": items.collect::<Vec<_>>()})
}

/// The rows, each with a mark a step; as many steps side by side as the terminal is wide.
fn lines(ui: &Ui, table: &Matrix) -> Vec<String> {
    let label = |row: &MatrixRow| format!("{}  {}", pad(&row.number.to_string(), 3), row.label);
    let left = table.rows.iter().map(|row| columns(&label(row))).max().unwrap_or(0).min(ui.width() / 2);
    let cell = table.columns.iter().map(|number| columns(number)).max().unwrap_or(1) + 2;
    let side_by_side = (ui.width().saturating_sub(left + 2) / cell).max(1);
    let mut lines = Vec::new();
    for from in (0..table.columns.len()).step_by(side_by_side) {
        let to = table.columns.len().min(from + side_by_side);
        let head: String = table.columns[from..to].iter().map(|number| format!("  {}", pad(number, cell - 2))).collect();
        lines.push(ui.paint(Style::Dim, &format!("{}{head}", " ".repeat(left))));
        for row in &table.rows {
            let name: String = label(row).chars().take(left).collect();
            let marks: String = row.cells[from..to].iter().map(|state| format!("  {}{}", mark(ui, *state), " ".repeat(cell - 3))).collect();
            let gone = row.gone.as_ref().map(|why| format!("  {why}")).unwrap_or_default();
            lines.push(format!("{}{marks}{}", pad(&name, left), ui.paint(Style::Dim, &gone)).trim_end().to_owned());
        }
        lines.push(String::new());
    }
    let width = table.columns.iter().map(|number| columns(number)).max().unwrap_or(0);
    for title in &table.titles {
        lines.push(wrap(&format!("  {title}"), ui.width(), &" ".repeat(width + 4)));
    }
    lines.push(String::new());
    lines
}

fn mark(ui: &Ui, state: State) -> String {
    let status = match state {
        State::Ahead => Status::Ahead,
        State::Open => Status::Open,
        State::Done => Status::Done,
        State::LeftOut => Status::LeftOut,
        State::Passed => Status::Passed,
        State::Waived => Status::Waived,
    };
    ui.paint(steps::style(status), steps::mark(status))
}
