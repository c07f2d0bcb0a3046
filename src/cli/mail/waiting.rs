//! `mail` without a run: what lies in the outbox, over all runs.

use crate::cli::ui::{Style, Ui, pad};
use crate::cli::{dates, steps};
use crate::desk::outbox::oldest;
use crate::desk::{Desk, Failure};
use crate::engine::view::when;
use crate::journal::outbox::{Row, State};
use crate::msg;
use serde_json::json;
use std::collections::HashMap;

pub(super) fn run(json: bool, desk: &Desk, ui: &mut Ui) -> Result<u8, Failure> {
    let rows = desk.outbox()?;
    if json {
        let line = |row: &Row| {
            json!({
                "run": row.key.run, "number": row.key.mail, "recipient": row.key.recipient, "state": row.state.word(),
                "queued": when(row.queued), "due": when(row.due), "tries": row.tries, "reason": row.reason,
            })
        };
        rows.iter().for_each(|row| ui.json_line(&line(row)));
        return Ok(0);
    }
    let short = desk.short_ids(rows.iter().map(|row| row.key.run.as_str()))?;
    for row in &rows {
        let line = entry(ui, desk, row, short.get(row.key.run.as_str()).map_or(row.key.run.as_str(), |short| short));
        ui.out(&line);
    }
    let count = |state| rows.iter().filter(|row| row.state == state).count();
    let age = oldest(&rows, desk.now()).map(|seconds| seconds / 60).unwrap_or(0);
    ui.say(&match rows.len() {
        0 => msg!("cli-outbox-empty"),
        all => msg!(
            "cli-outbox",
            count = all,
            queued = count(State::Queued) + count(State::Taken),
            failed = count(State::Failed),
            uncertain = count(State::Uncertain),
            hours = usize::try_from(age / 60).unwrap_or(0),
            minutes = usize::try_from(age % 60).unwrap_or(0)
        ),
    });
    Ok(0)
}

/// What wants a person's decision, of these runs, each with the command that takes it.
pub(in crate::cli) fn undecided(desk: &Desk, ui: &Ui, short: &HashMap<&str, &str>, wanted: impl Fn(&str) -> bool) -> Result<Vec<String>, Failure> {
    let rows = desk.undecided()?;
    let mut lines = Vec::new();
    for row in rows.iter().filter(|row| wanted(&row.key.run)) {
        let run = short.get(row.key.run.as_str()).map_or(row.key.run.as_str(), |short| short);
        lines.push(format!("  {}", entry(ui, desk, row, run)));
        let command = match row.state {
            State::Failed => format!("pasapas mail {run} resolve {} --again", row.key.mail),
            _ => format!("pasapas mail {run} resolve {} --sent | --again", row.key.mail),
        };
        lines.push(ui.paint(Style::Dim, &format!("    {command}")));
    }
    Ok(lines)
}

/// One row: whose mail it is, how it stands, since when.
fn entry(ui: &Ui, desk: &Desk, row: &Row, run: &str) -> String {
    let (style, word) = match row.state {
        State::Queued if row.tries > 0 => (
            Style::Yellow,
            msg!("outbox-put-off", tries = row.tries, due = dates::moment(row.due, ui.lang()), reason = row.reason.clone().unwrap_or_default()),
        ),
        State::Queued => (Style::Blue, msg!("outbox-queued")),
        State::Taken => (Style::Blue, msg!("outbox-taken")),
        State::Failed => (Style::Red, msg!("outbox-failed")),
        State::Uncertain => (Style::Yellow, msg!("outbox-uncertain")),
    };
    let step = desk.load(&row.key.run).ok().and_then(|loaded| {
        let path = loaded.run.mails.get(&row.key.mail)?.path.clone();
        Some(desk.view(&loaded, |view| steps::name(&view, &path)))
    });
    let mail = format!("{run} {}", pad(&format!("{}.{}", row.key.mail, row.key.recipient), 6));
    let since = dates::moment(row.queued, ui.lang());
    format!("{mail} {}  {}  {}", ui.paint(style, &ui.text(&word)), since, ui.paint(Style::Dim, &step.unwrap_or_default()))
}
