//! `import`: a run comes in from elsewhere, wholly or not at all; `resume` lets its mails leave by themselves.

use super::ui::Ui;
use crate::desk::{Desk, Failure, trust};
use crate::journal::Taken;
use crate::msg;
use serde_json::json;
use std::path::PathBuf;

#[derive(clap::Args)]
pub(crate) struct Args {
    /// A file that `export` wrote
    file: PathBuf,
    /// What came of it, for programs
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(args: &Args, desk: &Desk, ui: &mut Ui) -> Result<u8, Failure> {
    let parcel = trust::parcel(&args.file)?;
    let taken = desk.import(&parcel)?;
    let now = taken == Taken::Now;
    if args.json {
        ui.json(&json!({"version": 1, "run": parcel.run, "imported": now, "paused": now}));
        return Ok(0);
    }
    ui.out(&parcel.run);
    ui.say(&if now { msg!("import-now", count = parcel.records.len()) } else { msg!("import-already") });
    if now {
        ui.say(&msg!("import-paused", run = &parcel.run));
    }
    Ok(0)
}

#[derive(clap::Args)]
pub(crate) struct ResumeArgs {
    /// The run
    run: String,
}

pub(crate) fn resume(args: &ResumeArgs, desk: &Desk, ui: &mut Ui) -> Result<u8, Failure> {
    let resumed = desk.resume(&args.run)?;
    ui.say(&if resumed { msg!("resume-done") } else { msg!("resume-nothing") });
    Ok(0)
}
