//! `log`: everything that happened in a run, by whom.

mod sentence;

use super::dates;
use super::ui::{Style, Ui, wrap};
use crate::desk::{Desk, Failure, Loaded};
use crate::engine::event::PERSONAL;
use crate::engine::view::when;
use crate::model::moment::local;
use crate::words::dates as words_dates;
use serde_json::{Map, Value, json};

#[derive(clap::Args)]
pub(crate) struct Args {
    /// The run
    run: String,
    /// One event a line, for programs
    #[arg(long)]
    json: bool,
    /// Personal data too, for programs
    #[arg(long)]
    personal: bool,
}

pub(crate) fn run(args: &Args, desk: &Desk, ui: &mut Ui) -> Result<u8, Failure> {
    let (records, flaw) = desk.readable(&args.run)?;
    // What cannot be relied on is left out, and said.
    let loaded = match &flaw {
        None => desk.load(&args.run)?,
        Some(_) => desk.replayed(&args.run, &records)?,
    };
    // Steps are called what they were called when it happened.
    let editions = desk.editions_of(&records).unwrap_or_default();
    let then: Vec<(u64, Loaded)> = editions.into_iter().map(|(from, checked)| (from, loaded.in_edition(checked))).collect();
    let mut day = String::new();
    for record in &records {
        if args.json {
            for event in &record.events {
                let mut line = Map::new();
                line.insert("number".into(), json!(record.number));
                line.insert("at".into(), json!(when(record.stamp.at)));
                line.insert("by".into(), json!(record.stamp.by));
                if let Ok(Value::Object(event)) = serde_json::to_value(event) {
                    line.extend(event.into_iter().map(|(key, value)| (key, personal(value, args.personal))));
                }
                ui.json_line(&line);
            }
            continue;
        }
        let today = dates::day_of(record.stamp.at, ui.lang());
        if today != day {
            let head = ui.paint(Style::Bold, &today);
            ui.out(&head);
            day = today;
        }
        let time = format!("{:>7}", words_dates::time(local(record.stamp.at).time(), ui.lang()));
        let lines = desk.view(then.iter().rev().find(|(from, _)| *from <= record.number).map_or(&loaded, |(_, then)| then), |view| {
            record.events.iter().filter_map(|event| sentence::of(ui, &view, event)).collect::<Vec<_>>()
        });
        for (i, line) in lines.iter().enumerate() {
            let text = wrap(line, ui.width(), "           ");
            let line = match i {
                0 => format!("  {}  {}{}", ui.paint(Style::Dim, &time), text.trim_start(), ui.paint(Style::Dim, &format!(" ({})", record.stamp.by))),
                _ => text,
            };
            ui.out(&line);
        }
    }
    flaw.map_or(Ok(0), Err)
}

/// An event's value with its personal parts laid open, or left out.
fn personal(value: Value, shown: bool) -> Value {
    match value {
        Value::Object(mut map) if map.len() == 1 && map.contains_key(PERSONAL) => {
            if shown {
                map.remove(PERSONAL).unwrap_or(Value::Null)
            } else {
                json!({PERSONAL: null})
            }
        }
        Value::Object(map) => map.into_iter().map(|(key, value)| (key, personal(value, shown))).collect::<Map<_, _>>().into(),
        Value::Array(list) => list.into_iter().map(|value| personal(value, shown)).collect::<Vec<_>>().into(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => value,
    }
}
