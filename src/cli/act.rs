//! What an act brought about: what is open now, what has ended, what is still to be seen to.

use super::setup::usage;
use super::steps;
use super::ui::{Style, Ui};
use crate::desk::{Acted, Desk, Failure};
use crate::engine::mail::Letter;
use crate::engine::site::Site;
use crate::engine::{Event, Path, RunState, Status};
use crate::msg;
use serde_json::json;

/// Says what an act brought about, or gives it to a program.
pub(crate) fn told(ui: &mut Ui, desk: &Desk, acted: &Acted, json: bool) -> Result<u8, Failure> {
    if json {
        ui.json(&summary(acted));
    } else {
        said(ui, desk, acted);
    }
    letters(ui, acted);
    Ok(0)
}

/// Steps that opened and are open still, those that merely hold others left out.
fn opened(acted: &Acted) -> Vec<Path> {
    let mut paths: Vec<Path> = Vec::new();
    for event in &acted.events {
        if let Event::Opened { path, .. } = event {
            let settles = Site::of_step(&acted.loaded.checked, path).is_some_and(|(_, step)| !step.holds_scope());
            if settles && acted.loaded.run.status(path) == Status::Open && !paths.contains(path) {
                paths.push(path.clone());
            }
        }
    }
    paths
}

/// Steps that were put back.
pub(crate) fn put_back(acted: &Acted) -> Vec<Path> {
    let back = |event: &Event| match event {
        Event::PutBack { path } => Some(path.clone()),
        _ => None,
    };
    acted.events.iter().filter_map(back).filter(|path| acted.loaded.run.status(path) != Status::Open).collect()
}

/// What an act brought about, for programs.
fn summary(acted: &Acted) -> serde_json::Value {
    let settled: Vec<String> = acted
        .events
        .iter()
        .filter_map(|event| match event {
            Event::Done { path, .. } | Event::Waived { path, .. } => Some(path.to_string()),
            _ => None,
        })
        .collect();
    let paths = |paths: Vec<Path>| paths.iter().map(ToString::to_string).collect::<Vec<_>>();
    json!({
        "version": 1,
        "run": acted.loaded.id,
        "state": Desk::state(&acted.loaded),
        "settled": settled,
        "opened": paths(opened(acted)),
        "put_back": paths(put_back(acted)),
    })
}

fn said(ui: &mut Ui, desk: &Desk, acted: &Acted) {
    if acted.events.is_empty() {
        ui.say(&msg!("cli-nothing-changed"));
        return;
    }
    let lines = desk.view(&acted.loaded, |view| {
        let mut lines = Vec::new();
        for event in &acted.events {
            let (path, status) = match event {
                Event::Done { path, .. } => (path, Status::Done),
                Event::Waived { path, .. } => (path, Status::Waived),
                Event::Passed { path, .. } => (path, Status::Passed),
                _ => continue,
            };
            let mark = ui.paint_err(steps::style(status), steps::mark(status));
            lines.push(format!("{mark} {}", steps::name(&view, path)));
        }
        let open = opened(acted);
        let shown = 12;
        for path in open.iter().take(shown) {
            let mark = ui.paint_err(Style::Blue, steps::mark(Status::Open));
            let state = ui.paint_err(Style::Dim, &path.to_string());
            lines.push(format!("{mark} {}  {state}", steps::name(&view, path)));
        }
        if open.len() > shown {
            lines.push(ui.text(&msg!("cli-more-open", count = open.len() - shown)));
        }
        lines
    });
    lines.iter().for_each(|line| ui.note(line));
    finished(ui, &acted.loaded.run.state);
}

/// Says how a run ended, where it has.
pub(crate) fn finished(ui: &mut Ui, state: &RunState) {
    match state {
        RunState::Finished(outcome) => {
            let word = ui.text(&state_word(outcome.word()));
            let line = ui.text(&msg!("cli-finished", state = word));
            let line = ui.paint_err(Style::Bold, &line);
            ui.note(&line);
        }
        RunState::Cancelled(reason) => ui.say(&msg!("cli-cancelled", reason = reason)),
        RunState::Open | RunState::Preparing => {}
    }
}

/// The word of a run's state, for people.
pub(crate) fn state_word(word: &str) -> crate::words::Message {
    match word {
        "success" => msg!("cli-state-success"),
        "failure" => msg!("cli-state-failure"),
        "neutral" => msg!("cli-state-neutral"),
        "cancelled" => msg!("cli-state-cancelled"),
        _ => msg!("cli-state-open"),
    }
}

/// Says what a mail lacked when it was written for good.
fn letters(ui: &mut Ui, acted: &Acted) {
    for event in &acted.events {
        if let Event::MailReady { mail, letter } = event
            && let Ok(letter) = serde_json::from_value::<Letter>(letter.value().clone())
            && let Some(why) = letter.unsendable()
        {
            ui.warn(&msg!("cli-mail-gaps", mail = *mail, why = why));
        }
    }
}

/// A day given on the command line.
pub(crate) fn day(text: &str) -> Result<jiff::civil::Date, Failure> {
    crate::model::value::date(text).ok_or_else(|| usage(msg!("expected-date")))
}
