//! What was understood of a slip, and what is wrong with it at its place.

use crate::cli::act;
use crate::cli::draw;
use crate::cli::steps;
use crate::cli::ui::{Style, Ui, pad, wrap};
use crate::desk::Desk;
use crate::desk::paper::{Entry, Reading};
use crate::engine::site::Site;
use crate::engine::view::{View, show};
use crate::finding::{Finding, Place, codes};
use crate::msg;
use crate::report::Text;
use crate::slip::{Fault, Said};
use crate::words::dates;
use serde_json::{Value, json};

/// Draws what is wrong into what was typed.
pub(super) fn faults(ui: &mut Ui, name: &str, text: &str, reading: &Reading, faults: &[Fault]) {
    let text = Text::broken(name, hidden(text, reading).as_bytes());
    for fault in faults {
        let finding = Finding::new(codes::PAPER_REFUSED, Place::bytes(fault.at.clone()), fault.message.clone());
        let finding = Finding { help: fault.help.clone(), ..finding };
        let drawn = draw::finding(ui, &text, &finding, false);
        ui.err(&drawn);
    }
}

/// The text, without what may be a secret: each byte of that as a star, so that places stay what they are.
fn hidden(text: &str, reading: &Reading) -> String {
    let mut shown = text.to_owned();
    for range in &reading.hidden {
        if shown.get(range.clone()).is_some() {
            shown.replace_range(range.clone(), &"*".repeat(range.len()));
        }
    }
    shown
}

/// What would be recorded, a step on a line, and what was answered below it.
pub(super) fn entries(ui: &mut Ui, desk: &Desk, reading: &Reading) {
    let printed = reading.loaded.in_edition(reading.origin.checked.clone());
    let lines = desk.view(&reading.loaded, |view| {
        let width = reading.entries.iter().map(|entry| entry.number.chars().count()).max().unwrap_or_default();
        let mut lines = Vec::new();
        for entry in &reading.entries {
            let (mark, style) = if entry.already { ("=", Style::Dim) } else { ("✓", Style::Green) };
            let number = ui.paint(Style::Dim, &pad(&entry.number, width));
            lines.push(format!("{} {number}  {}", ui.paint(style, mark), steps::name(&view, &entry.path)));
            let indent = " ".repeat(width + 4);
            let answers = desk.view(&printed, |printed| said(ui, &printed, entry));
            let signed = msg!("enter-signed", day = dates::short_day(entry.on), who = &entry.by);
            let signed = if entry.already { msg!("enter-already") } else { signed };
            for line in answers.into_iter().chain([ui.text(&signed)]) {
                lines.push(ui.paint(Style::Dim, &wrap(&line, ui.width(), &indent)));
            }
        }
        lines
    });
    lines.iter().for_each(|line| ui.out(line));
}

/// What was answered, in the words of the paper.
fn said(ui: &Ui, view: &View, entry: &Entry) -> Vec<String> {
    let option = |name: &str| {
        let (site, step) = Site::of_step(view.checked, &entry.path)?;
        Some(view.say(&site, &step.choose()?.options.get(name)?.title))
    };
    let one = |said: &Said| match said {
        Said::Answer(field, value) if field.title.is_empty() => show(field, value, ui.words()),
        Said::Answer(field, value) => ui.text(&msg!("enter-answer", question = field.title.trim(), answer = show(field, value, ui.words()))),
        Said::File(question, path) => ui.text(&msg!("enter-answer", question = question.trim(), answer = path)),
        Said::Rows(list, count) => ui.text(&msg!("enter-rows", list = list, count = *count)),
        Said::Choice(name) if name == "late" => format!("→ {}", ui.text(&msg!("option-late"))),
        Said::Choice(name) => format!("→ {}", option(name).unwrap_or_else(|| name.clone())),
        Said::Channel(channel) => ui.text(&act::channel(channel)),
    };
    entry.given.said.iter().map(one).collect()
}

/// What was understood, for programs.
pub(super) fn document(ui: &Ui, reading: &Reading) -> Value {
    let entry = |entry: &Entry| {
        json!({
            "path": entry.path.to_string(),
            "number": entry.number,
            "on": entry.on,
            "by": entry.by,
            "choose": entry.given.choose,
            "fields": entry.given.answers.keys().collect::<Vec<_>>(),
            "already": entry.already,
        })
    };
    json!({
        "version": 1,
        "run": reading.loaded.id,
        "printed": {"version": reading.origin.checked.procedure.version, "older": reading.origin.is_older(&reading.loaded)},
        "entries": reading.entries.iter().map(entry).collect::<Vec<_>>(),
        "notes": reading.notes.iter().map(|note| ui.text(note)).collect::<Vec<_>>(),
    })
}
