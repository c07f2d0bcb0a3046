//! Questions to fill in, as Markdown.

use super::text::{blocks, escape, inert, line};
use crate::msg;
use crate::print::forms::{Entry, Space, Tick, Width};
use crate::words::Words;

/// Questions, one item of a list each.
pub fn entries(entries: &[Entry], words: &Words) -> String {
    entries.iter().map(|entry| one(entry, words)).collect::<Vec<_>>().join("\n")
}

fn one(entry: &Entry, words: &Words) -> String {
    let mut facts: Vec<String> = entry.hints.iter().map(|hint| escape(hint)).collect();
    facts.extend(entry.when.as_ref().map(|when| escape(&words.say(&msg!("paper-only-if", condition = when)))));
    let facts = if facts.is_empty() { String::new() } else { format!(" *({})*", facts.join(", ")) };
    let help = blocks(&entry.help).replace("\n\n", " ");
    let mut text = format!("- **{}**{facts}", escape(&entry.title));
    match &entry.space {
        Space::Table { columns, rows, filled } => {
            if !help.is_empty() {
                text.push_str(&format!("\\\n  {help}"));
            }
            let helps = columns.iter().filter(|column| !column.help.is_empty());
            for column in helps {
                text.push_str(&format!("\\\n  *{} :* {}", escape(&column.title), blocks(&column.help).replace("\n\n", " ")));
            }
            text.push_str(&format!("\n\n{}", table(columns, *rows, filled)));
        }
        Space::Parts(parts) => {
            if !help.is_empty() {
                text.push_str(&format!("\\\n  {help}"));
            }
            let inner = self::entries(parts, words);
            text.push_str(&format!("\n  {}", inner.replace('\n', "\n  ")));
        }
        space => {
            let colon = words.say(&msg!("paper-colon"));
            text.push_str(&format!("{colon}{}", answer(entry, space, words)));
            if !help.is_empty() {
                text.push_str(&format!("\\\n  {help}"));
            }
        }
    }
    text
}

fn answer(entry: &Entry, space: &Space, words: &Words) -> String {
    let known = entry.answer.as_ref().map(|answer| format!("**{}**", inert(answer)));
    match (space, known) {
        (Space::Confirm { tick, .. }, Some(known)) => format!("{} {known}", ticks(std::slice::from_ref(tick))),
        (Space::Boxes { boxes, .. }, None) => ticks(boxes),
        (_, Some(known)) => known,
        (Space::Confirm { tick, line }, None) => {
            let line = line.as_ref().map(|line| format!(" — {}{}{}", escape(line), words.say(&msg!("paper-colon")), blank(30))).unwrap_or_default();
            format!("{}{line}", ticks(std::slice::from_ref(tick)))
        }
        (Space::Line(width), None) => blank(match width {
            Width::Short => 8,
            Width::Medium => 24,
            Width::Long => 48,
        }),
        (Space::Lines(count), None) => vec![blank(56); *count].join("\\\n  "),
        (Space::Combs(groups), None) => groups.iter().map(|size| "☐".repeat(*size)).collect::<Vec<_>>().join(" "),
        (Space::Date, None) => date(),
        (Space::Time, None) => format!("{} h {}", blank(2), blank(2)),
        (Space::Datetime, None) => format!("{}   {} h {}", date(), blank(2), blank(2)),
        (Space::Parts(_) | Space::Table { .. }, None) => String::new(),
    }
}

fn blank(length: usize) -> String {
    "\\_".repeat(length)
}

fn date() -> String {
    format!("{} / {} / {}", blank(2), blank(2), blank(4))
}

/// Boxes in a row.
pub fn ticks(boxes: &[Tick]) -> String {
    let one = |tick: &Tick| {
        let date = if tick.dated && !tick.ticked { format!(" {} / {}", blank(2), blank(2)) } else { String::new() };
        format!("{} {}{date}", if tick.ticked { "☑" } else { "☐" }, line(&tick.title))
    };
    boxes.iter().map(one).collect::<Vec<_>>().join("\u{2003}")
}

fn table(columns: &[Entry], rows: usize, filled: &[Vec<String>]) -> String {
    let title = |column: &Entry| match &column.space {
        Space::Boxes { boxes, .. } => {
            format!("{} ({})", escape(&column.title), boxes.iter().map(|tick| line(&tick.title)).collect::<Vec<_>>().join(" / "))
        }
        _ => escape(&column.title),
    };
    let mut lines = vec![
        format!("  | n° | {} |", columns.iter().map(title).collect::<Vec<_>>().join(" | ")),
        format!("  | --: |{}", " --- |".repeat(columns.len())),
    ];
    for n in 0..rows.max(filled.len()) {
        let cells: Vec<String> = match filled.get(n) {
            Some(row) => row.iter().map(|cell| inert(cell)).collect(),
            None if filled.is_empty() => vec!["\u{a0}".repeat(6); columns.len()],
            None => break,
        };
        lines.push(format!("  | {} | {} |", n + 1, cells.join(" | ")));
    }
    lines.join("\n") + "\n"
}
