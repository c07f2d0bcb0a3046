//! What came of the scenarios, for people: each story, what did not hold at its place, and what none of them reaches.

use super::text;
use crate::cli::draw;
use crate::cli::ui::{Style, Ui, columns, pad, wrap};
use crate::desk::trials::{Trials, Tried};
use crate::msg;
use crate::scenario::coverage::{Coverage, Kind};
use crate::words::Message;

/// How much of a story is told where something did not hold.
const TOLD: usize = 12;

pub(super) fn show(trials: &Trials, ui: &mut Ui) {
    for file in &trials.files {
        show_file(file, ui);
    }
    table(&trials.coverage, ui);
}

fn show_file(file: &Tried, ui: &mut Ui) {
    let name = ui.paint(Style::Bold, &file.name);
    ui.out(&name);
    let text = text(file);
    for finding in &file.report.findings {
        let drawn = draw::finding(ui, &text, finding, true);
        ui.out(&drawn);
    }
    let Some((scenarios, _)) = &file.report.sound else { return };
    for (scenario, played) in scenarios.scenarios.iter().zip(&file.played) {
        let (mark, style) = if played.findings.is_empty() { ("✓", Style::Green) } else { ("✗", Style::Red) };
        let line = format!("  {} {} {}", ui.paint(style, mark), scenario.title, ui.paint(Style::Dim, &scenario.name.name));
        ui.out(&line);
        if played.findings.is_empty() {
            continue;
        }
        ui.out("");
        for finding in &played.findings {
            let drawn = draw::finding(ui, &text, finding, true);
            ui.out(&drawn);
        }
        story(&played.story, ui);
    }
}

/// The short story of what was done so far, its latest part.
fn story(lines: &[String], ui: &mut Ui) {
    let head = ui.text(&msg!("cli-test-story"));
    ui.out(&format!("  {head}"));
    let from = lines.len().saturating_sub(TOLD);
    if from > 0 {
        let line = ui.text(&msg!("cli-test-story-before", count = from));
        ui.out(&format!("    … {line}"));
    }
    for line in &lines[from..] {
        ui.out(&format!("    {line}"));
    }
}

/// What a kind is called at the head of its column, and before what is missing.
fn heads(kind: Kind) -> (Message, Message) {
    match kind {
        Kind::Step => (msg!("cli-test-steps"), msg!("cli-test-no-step")),
        Kind::Option => (msg!("cli-test-options"), msg!("cli-test-no-option")),
        Kind::Route => (msg!("cli-test-routes"), msg!("cli-test-no-route")),
        Kind::Mail => (msg!("cli-test-mails"), msg!("cli-test-no-mail")),
        Kind::End => (msg!("cli-test-ends"), msg!("cli-test-no-end")),
    }
}

fn table(coverage: &Coverage, ui: &mut Ui) {
    let names = coverage.sheets().map(|(id, _)| columns(id)).max().unwrap_or(0);
    let words: Vec<String> = Kind::ALL.iter().map(|kind| ui.text(&heads(*kind).0)).collect();
    if names == 0 {
        return;
    }
    let wide = |word: &str| columns(word).max(7);
    let right = |text: &str, width: usize| format!("{}{text}", " ".repeat(width.saturating_sub(columns(text))));
    ui.out("");
    let head = words.iter().fold(pad("", names), |line, word| format!("{line}  {}", right(word, wide(word))));
    let head = ui.paint(Style::Dim, &head);
    ui.out(&head);
    for (id, sheet) in coverage.sheets() {
        let mut line = pad(id, names);
        for (kind, word) in Kind::ALL.iter().zip(&words) {
            let (reached, all) = sheet.count(*kind);
            let cell = right(&if all == 0 { "–".to_owned() } else { format!("{reached}/{all}") }, wide(word));
            let style = if reached == all { Style::Green } else { Style::Yellow };
            line = format!("{line}  {}", ui.paint(style, &cell));
        }
        ui.out(&line);
        for kind in Kind::ALL {
            let missing: Vec<&str> = sheet.of_kind(kind).filter(|t| !t.reached).map(|t| t.name.as_str()).collect();
            if !missing.is_empty() {
                let text = format!("{} {}", ui.text(&heads(kind).1), missing.join(", "));
                let text = wrap(&text, ui.width(), "    ");
                ui.out(&text);
            }
        }
    }
}
