//! Every end of a procedure with the answers that lead there: as a table, as scenarios, for programs.

use super::{Args, Format};
use crate::cli::setup::{Setup, Store, usage};
use crate::cli::ui::{Style, Ui, columns, wrap};
use crate::desk::Failure;
use crate::model::Outcome;
use crate::msg;
use crate::scenario::paths::{self, End, Row, Table};
use crate::scenario::{moment, read::BEGINNING};
use serde_json::{Value, json};

pub(super) fn run(procedure: &str, args: &Args, setup: &Setup, ui: &mut Ui) -> Result<u8, Failure> {
    let (checked, table) = setup.desk(Store::None)?.paths(procedure, args.limit)?;
    if args.write {
        let file = paths::file(&checked, &table, moment(BEGINNING));
        ui.raw(file.as_bytes());
    } else {
        match args.format {
            Format::Json => ui.json(&document(&checked.procedure.id, &table)),
            Format::Human => show(&table, ui),
            Format::Junit => return Err(usage(msg!("usage-conflict", arg = "--format junit"))),
        }
    }
    ui.say(&msg!("cli-test-paths", rows = table.rows.len(), played = table.played));
    if table.bounded {
        ui.warn(&msg!("cli-test-bounded", limit = args.limit));
    }
    if !table.free.is_empty() {
        ui.warn(&msg!("cli-test-free", fields = table.free.iter().cloned().collect::<Vec<_>>()));
    }
    if !table.stuck.is_empty() {
        ui.warn(&msg!("cli-test-stuck", steps = table.stuck.iter().cloned().collect::<Vec<_>>()));
    }
    Ok(0)
}

/// The ends, each with the answers that lead there.
fn show(table: &Table, ui: &mut Ui) {
    let mut shown: Vec<&Row> = Vec::new();
    for row in &table.rows {
        if shown.iter().any(|s| s.ends == row.ends && s.state == row.state) {
            continue;
        }
        shown.push(row);
        let head = head(row, ui);
        ui.out(&head);
        for same in table.rows.iter().filter(|r| r.ends == row.ends && r.state == row.state) {
            let answers: Vec<String> =
                same.answers.iter().map(|(of, is)| format!("{of}\u{a0}=\u{a0}{}", said(is, ui).replace(' ', "\u{a0}"))).collect();
            let text = if answers.is_empty() { ui.text(&msg!("cli-test-always")) } else { answers.join(" · ") };
            let mut lines = wrap(&text, ui.width(), "      ");
            lines.replace_range(4..columns("    ·"), "·");
            ui.out(&lines);
        }
    }
}

/// Yes and no in the reader's language; everything else is a name.
fn said(answer: &str, ui: &Ui) -> String {
    match answer {
        "true" => ui.text(&msg!("yes")),
        "false" => ui.text(&msg!("no")),
        name => name.to_owned(),
    }
}

fn head(row: &Row, ui: &Ui) -> String {
    let style = match row.state.as_str() {
        "success" => Style::Green,
        "failure" => Style::Red,
        _ => Style::Yellow,
    };
    let one = |end: &End| match end {
        End::Reached(step, outcome) => format!("{} {step} ({})", mark(*outcome), outcome.word()),
        End::Back(from, to) => format!("↺ {from} → {to}"),
    };
    let ends: Vec<String> = row.ends.iter().map(one).collect();
    let text = if ends.is_empty() { format!("· {}", row.state) } else { ends.join("  ") };
    ui.paint(style, &text)
}

fn mark(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Success => "✓",
        Outcome::Failure => "✗",
        Outcome::Neutral => "·",
    }
}

fn document(procedure: &str, table: &Table) -> Value {
    let end = |end: &End| match end {
        End::Reached(step, outcome) => json!({"step": step, "end": outcome.word()}),
        End::Back(from, to) => json!({"step": from, "back": to}),
    };
    let row = |row: &Row| {
        let answers: Vec<Value> = row.answers.iter().map(|(of, is)| json!({"of": of, "is": is})).collect();
        json!({"state": row.state, "ends": row.ends.iter().map(end).collect::<Vec<_>>(), "answers": answers})
    };
    json!({
        "version": 1, "procedure": procedure, "played": table.played, "bounded": table.bounded, "free": table.free, "stuck": table.stuck,
        "rows": table.rows.iter().map(row).collect::<Vec<_>>(),
    })
}
