//! `list`: the runs, the last touched first.

use super::act;
use super::dates;
use super::named;
use super::ui::{Style, Ui, columns, pad};
use crate::desk::{Desk, Failure};
use crate::engine::view::when;
use crate::journal::Summary;
use crate::model::Status;
use crate::msg;
use crate::words::Message;
use serde_json::json;

/// How many runs a look at the list shows.
const GLANCE: usize = 100;

#[derive(clap::Args)]
pub(crate) struct Args {
    /// Only runs in this state: `open`, `success`, `failure`, `neutral`, `cancelled`
    #[arg(long, value_name = "STATE", value_parser = ["open", "success", "failure", "neutral", "cancelled"])]
    state: Option<String>,
    /// Only runs of this procedure
    #[arg(long, value_name = "PROC")]
    procedure: Option<String>,
    /// All of them, not only those last touched
    #[arg(long)]
    all: bool,
    /// One object a line, for programs: always all of them
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(args: &Args, desk: &Desk, ui: &mut Ui) -> Result<u8, Failure> {
    // A glance at the last ones takes the same time whatever there is beside them.
    let glance = !args.all && !args.json && args.state.is_none() && args.procedure.is_none();
    let mut all = if glance { desk.newest(GLANCE + 1)? } else { desk.runs()? };
    let more = glance && all.len() > GLANCE;
    if more {
        all.truncate(GLANCE);
    }
    args.procedure.as_ref().map(|id| named::procedure(id, desk, all.iter().map(|s| s.procedure.as_str()))).transpose()?;
    let wanted =
        |s: &&Summary| args.state.as_ref().is_none_or(|state| *state == s.state) && args.procedure.as_ref().is_none_or(|id| *id == s.procedure);
    let runs: Vec<&Summary> = all.iter().filter(wanted).collect();
    if args.json {
        for run in runs {
            ui.json_line(&json!({
                "run": run.run, "procedure": {"id": run.procedure, "version": run.version, "hash": run.edition, "status": desk.status(run).map(Status::word)}, "state": run.state,
                "started": when(run.started.at), "by": run.started.by, "touched": when(run.touched), "paused": run.paused,
            }));
        }
        return Ok(0);
    }
    let short = desk.short_ids(runs.iter().map(|run| run.run.as_str()))?;
    let rows: Vec<[String; 5]> = runs
        .iter()
        .map(|run| {
            let id = short.get(run.run.as_str()).copied().unwrap_or(&run.run);
            let state = format!("{} {}", mark(&run.state), ui.text(&act::state_word(&run.state)));
            let started = dates::day_of(run.started.at, ui.lang());
            let touched = ui.text(&msg!("cli-list-touched", when = dates::moment(run.touched, ui.lang())));
            // A procedure that is not to be relied upon says so.
            let procedure = match desk.status(run).filter(|status| *status != Status::Valid) {
                Some(status) => ui.text(&msg!("cli-list-status", procedure = &run.procedure, status = status_word(status))),
                None => run.procedure.clone(),
            };
            [id.to_owned(), state, procedure, format!("{started}, {}", run.started.by), touched]
        })
        .collect();
    let widths: Vec<usize> = (0..5).map(|i| rows.iter().map(|row| columns(&row[i])).max().unwrap_or(0)).collect();
    for (row, run) in rows.iter().zip(&runs) {
        let [id, state, procedure, started, touched] = row;
        let state = ui.paint(style(&run.state), &pad(state, widths[1]));
        let line = [ui.paint(Style::Dim, &pad(id, widths[0])), state, ui.paint(Style::Bold, &pad(procedure, widths[2])), pad(started, widths[3])];
        let room = widths.iter().sum::<usize>() + 8 <= ui.width();
        let line = line.join("  ");
        ui.out(&if room { format!("{line}  {}", ui.paint(Style::Dim, touched)) } else { line.trim_end().to_owned() });
    }
    ui.say(&if more { msg!("cli-list-more", count = rows.len()) } else { msg!("cli-list-count", count = rows.len()) });
    Ok(0)
}

fn status_word(status: Status) -> Message {
    match status {
        Status::Draft => msg!("cli-status-draft"),
        Status::Incomplete => msg!("cli-status-incomplete"),
        Status::Valid => msg!("cli-status-valid"),
        Status::Obsolete => msg!("cli-status-obsolete"),
    }
}

fn mark(state: &str) -> &'static str {
    match state {
        "success" => "✓",
        "failure" => "✗",
        "neutral" => "–",
        "cancelled" => "⨯",
        _ => "▸",
    }
}

fn style(state: &str) -> Style {
    match state {
        "success" => Style::Green,
        "failure" => Style::Red,
        "neutral" | "cancelled" => Style::Dim,
        _ => Style::Blue,
    }
}
