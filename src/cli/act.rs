//! What an act brought about: what is open now, what has ended, what is still to be seen to.

use super::setup::usage;
use super::steps;
use super::ui::{Style, Ui};
use crate::desk::{Acted, Desk, Failure, Loaded};
use crate::engine::mail::{self, Letter};
use crate::engine::site::Site;
use crate::engine::view::View;
use crate::engine::{Command, Event, Path, RunState, Status};
use crate::journal::Evidence;
use crate::msg;
use crate::words::Message;
use serde_json::json;

/// The steps that an act is for.
#[derive(clap::Args)]
pub(crate) struct Steps {
    /// The step: `step`, `scope[item].step`; several, or `scope[*].step` for all items where it can be settled now
    #[arg(value_name = "STEP", required = true)]
    step: Vec<String>,
}

impl Steps {
    /// Their paths, each once.
    pub fn paths(&self, desk: &Desk, loaded: &Loaded) -> Result<Vec<Path>, Failure> {
        let mut paths: Vec<Path> = Vec::new();
        for step in &self.step {
            for path in desk.steps(loaded, step)? {
                if !paths.contains(&path) {
                    paths.push(path);
                }
            }
        }
        Ok(paths)
    }
}

/// The same act on several steps, kept as one: all of them or none. Where there are several, says which one stood in the way.
pub(crate) fn together(
    desk: &Desk,
    ui: &mut Ui,
    loaded: Loaded,
    paths: &[Path],
    command: impl Fn(&Path) -> Command,
    evidence: &[Evidence],
) -> Result<Acted, Failure> {
    let commands: Vec<Command> = paths.iter().map(command).collect();
    desk.act_together(loaded, &commands, evidence, desk.by()).map_err(|(number, failure)| {
        if let (Some(path), true) = (paths.get(number), paths.len() > 1) {
            ui.warn(&msg!("act-none", count = paths.len(), step = path.to_string()));
        }
        failure
    })
}

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
pub(crate) fn opened(acted: &Acted) -> Vec<Path> {
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
pub(crate) fn summary(acted: &Acted) -> serde_json::Value {
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
        let added = acted.events.iter().filter(|event| matches!(event, Event::ItemAdded { .. })).count();
        for event in &acted.events {
            if matches!(event, Event::ItemAdded { .. }) && added > 1 {
                continue;
            }
            if let Some(message) = itself(&view, event) {
                lines.push(format!("  {}", ui.text(&message)));
            }
            let (path, status) = match event {
                Event::Done { path, .. } => (path, Status::Done),
                Event::Waived { path, .. } => (path, Status::Waived),
                Event::Passed { path, .. } => (path, Status::Passed),
                _ => continue,
            };
            let mark = ui.paint_err(steps::style(status), steps::mark(status));
            lines.push(format!("{mark} {}", steps::name(&view, path)));
        }
        if added > 1 {
            lines.insert(0, format!("  {}", ui.text(&msg!("act-items-added", count = added))));
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

/// What an act did beside settling steps.
fn itself(view: &View, event: &Event) -> Option<Message> {
    let item = |path: &Path, field: &str, number: u32| view.item_name(path, field, number);
    Some(match event {
        Event::MailLeft { mail, .. } => {
            let state = view.run.mails.get(mail)?;
            let letter = mail::letter(view.checked, view.run, *mail, view.env).ok()?;
            let to: Vec<String> = letter.to.iter().map(ToString::to_string).collect();
            let (site, step) = Site::of_step(view.checked, &state.path)?;
            match step.wait().filter(|_| view.run.status(&state.path) == Status::Open) {
                Some(wait) => msg!("act-mail-left-waits", mail = *mail, subject = letter.subject, to = to, what = view.say(&site, &wait.what)),
                None => msg!("act-mail-left", mail = *mail, subject = letter.subject, to = to),
            }
        }
        Event::Reopened { path, reason: None } => msg!("act-back", step = steps::name(view, path)),
        Event::ItemAdded { path, field, .. } => {
            let number = view.run.list(path, field).and_then(|list| u32::try_from(list.len()).ok())?;
            msg!("act-item-added", item = item(path, field, number), list = field.as_ref(), number = number)
        }
        Event::ItemDropped { path, field, number, .. } => msg!("act-item-dropped", item = item(path, field, *number), list = field.as_ref()),
        Event::Corrected { answers, removed, .. } => msg!("act-corrected", count = answers.len() + removed.len()),
        Event::Assigned { role, .. } => {
            let (_, title, parts) = view.people().into_iter().find(|(name, _, _)| *name == **role)?;
            let who = parts.values().filter_map(serde_json::Value::as_str).collect::<Vec<_>>().join(", ");
            msg!("act-assigned", role = title, who = who)
        }
        _ => return None,
    })
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
pub(crate) fn state_word(word: &str) -> Message {
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

/// The day it is in France.
pub(crate) fn today(desk: &Desk) -> jiff::civil::Date {
    desk.now().to_zoned(crate::model::moment::zone()).date()
}

/// A day given on the command line.
pub(crate) fn day(desk: &Desk, text: &str) -> Result<jiff::civil::Date, Failure> {
    crate::model::value::day_said(text, today(desk)).ok_or_else(|| usage(msg!("expected-date")))
}

/// By which channel, in words.
pub(crate) fn channel(channel: &str) -> Message {
    match channel {
        "oral" => msg!("log-channel-oral"),
        "phone" => msg!("log-channel-phone"),
        "sms" => msg!("log-channel-sms"),
        _ => msg!("log-channel-in-person"),
    }
}
