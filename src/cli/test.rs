//! `test`: the scenarios of procedures, played; made from a run; or from all the ends there are.

mod human;
mod json;
mod junit;
mod paths;

use super::setup::{Setup, Store};
use super::ui::{Style, Ui};
use crate::desk::{
    Failure,
    trials::{self, Tried},
};
use crate::library::Procedures;
use crate::msg;
use crate::report::Text;
use crate::scenario::paths::LIMIT;
use clap::ValueEnum;

#[derive(clap::Args)]
pub(crate) struct Args {
    /// Files, folders or procedures; without any, all scenarios
    #[arg(value_name = "PATH")]
    files: Vec<String>,
    /// `human`, `json` or `junit`
    #[arg(long, value_name = "FORMAT", value_enum, default_value = "human")]
    format: Format,
    /// `uncovered`: what no scenario reaches counts as a failure
    #[arg(long, value_name = "WHAT", value_enum)]
    deny: Option<Deny>,
    /// Make a scenario of a run instead, with stand-ins for all that people typed
    #[arg(long, value_name = "RUN", conflicts_with_all = ["files", "deny", "paths_of"])]
    record: Option<String>,
    /// Every end of a procedure instead, with the answers that lead there
    #[arg(long = "paths", value_name = "PROC", conflicts_with_all = ["files", "deny"])]
    paths_of: Option<String>,
    /// What the proof found about a procedure instead: for each finding a scenario that shows it
    #[arg(long, value_name = "PROC", conflicts_with_all = ["files", "deny", "record", "paths_of"])]
    counterexamples: Option<String>,
    /// With `--paths`: each row as a scenario
    #[arg(long, requires = "paths_of")]
    write: bool,
    /// With `--paths`: how many ways to an end are played at most
    #[arg(long, value_name = "N", requires = "paths_of", default_value_t = LIMIT, hide_default_value = true)]
    limit: usize,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Human,
    Json,
    Junit,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Deny {
    Uncovered,
}

pub(crate) fn run(args: &Args, setup: &Setup, ui: &mut Ui) -> Result<u8, Failure> {
    if let Some(run) = &args.record {
        return record(run, setup, ui);
    }
    if let Some(procedure) = &args.paths_of {
        return paths::run(procedure, args, setup, ui);
    }
    if let Some(procedure) = &args.counterexamples {
        return counter_examples(procedure, setup, ui);
    }
    let trials = trials::trials(trials::sources(&setup.procedures, &args.files)?);
    if trials.files.is_empty() {
        let folder = match &setup.procedures {
            Procedures::Folder(folder) => folder.display().to_string(),
            Procedures::BuiltIn => String::new(),
        };
        return Err(trials::none(args.files.first().unwrap_or(&folder)));
    }
    match args.format {
        Format::Human => human::show(&trials, ui),
        Format::Json => ui.json(&json::document(&trials, ui)),
        Format::Junit => {
            let document = junit::document(&trials, ui);
            ui.raw(document.as_bytes());
        }
    }
    let (played, failed) = trials.count();
    let unplayed = trials.files.iter().filter(|file| file.report.sound.is_none()).count();
    let summary = ui.text(&msg!("cli-test-summary", count = played, failed = failed));
    let line = ui.paint_err(if trials.hold() { Style::Green } else { Style::Red }, &summary);
    ui.note(&line);
    if unplayed > 0 {
        ui.warn(&msg!("cli-test-unplayed", count = unplayed));
    }
    let covered = trials.whole();
    if !covered && args.deny == Some(Deny::Uncovered) {
        let line = ui.paint_err(Style::Red, &ui.text(&msg!("cli-test-uncovered")));
        ui.err(&line);
    }
    Ok(u8::from(!trials.hold() || (!covered && args.deny == Some(Deny::Uncovered))))
}

fn record(run: &str, setup: &Setup, ui: &mut Ui) -> Result<u8, Failure> {
    let recorded = setup.desk(Store::Existing)?.recorded(run)?;
    ui.raw(recorded.text.as_bytes());
    if recorded.differs.is_empty() {
        ui.say(&msg!("cli-test-recorded"));
        return Ok(0);
    }
    ui.warn(&msg!("cli-test-differs", steps = recorded.differs.clone()));
    Ok(1)
}

fn counter_examples(procedure: &str, setup: &Setup, ui: &mut Ui) -> Result<u8, Failure> {
    let found = setup.desk(Store::None)?.counter_examples(procedure, ui.words())?;
    ui.raw(found.text.unwrap_or_default().as_bytes());
    ui.say(&msg!("cli-test-counterexamples", count = found.shown));
    for finding in &found.unshown {
        ui.warn(&msg!("cli-test-unshown", code = finding.code.name(), message = finding.message.clone()));
    }
    Ok(u8::from(found.shown > 0 || !found.unshown.is_empty()))
}

/// The text that findings of a file of scenarios speak of.
pub(super) fn text(file: &Tried) -> Text {
    file.report.document.as_ref().map_or_else(|| Text::broken(&file.name, &file.bytes), Text::of)
}
