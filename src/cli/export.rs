//! `export`: a run as one file, which can be read, verified and taken in without this store.

use super::ui::Ui;
use crate::desk::{Desk, Failure};
use crate::library;
use crate::msg;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

#[derive(clap::Args)]
pub(crate) struct Args {
    /// The run
    run: String,
    /// Personal data and files too, in the clear
    #[arg(long)]
    personal: bool,
    /// Not the run: all that it holds of this person, for them
    #[arg(long, value_name = "NAME", conflicts_with = "personal")]
    person: Option<String>,
    /// The file; without it, standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

pub(crate) fn run(args: &Args, desk: &Desk, ui: &mut Ui) -> Result<u8, Failure> {
    let (document, note) = match &args.person {
        Some(person) => (of_person(desk, &args.run, person, ui)?, msg!("export-person")),
        None => {
            let note = if args.personal { msg!("export-personal") } else { msg!("export-bare") };
            (serde_json::to_value(desk.export(&args.run, args.personal)?).unwrap_or_default(), note)
        }
    };
    match args.output.as_deref().filter(|file| *file != Path::new("-")) {
        None => ui.json(&document),
        Some(file) => {
            let mut text = serde_json::to_string_pretty(&document).unwrap_or_default();
            text.push('\n');
            library::write_new(file, text.as_bytes())?;
            ui.say(&msg!("cli-written", file = file.display().to_string()));
            ui.say(&note);
        }
    }
    Ok(0)
}

/// All that a run holds of one person, and nothing of others.
fn of_person(desk: &Desk, run: &str, person: &str, ui: &Ui) -> Result<Value, Failure> {
    let loaded = desk.load(run)?;
    let (shared, own): (Vec<_>, Vec<_>) = desk.person(&loaded, person)?.into_iter().partition(|said| said.shared);
    let place = |said: &crate::desk::person::Said| json!({"at": said.at, "by": said.by, "event": said.event, "step": said.path});
    let data: Vec<Value> = own
        .iter()
        .map(|said| {
            let mut object = place(said);
            object["value"] = said.value.clone();
            object
        })
        .collect();
    let elsewhere: Vec<Value> = shared.iter().map(place).collect();
    Ok(json!({
        "version": 1, "run": loaded.id, "person": person, "procedure": loaded.checked.procedure.id,
        "data": data, "also_speaks_of_others": elsewhere, "note": ui.text(&msg!("export-person-note")),
    }))
}
