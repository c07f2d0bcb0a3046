//! `cancel`: a run is given up.

use super::act;
use super::ui::Ui;
use crate::desk::{Desk, Failure};
use crate::engine::Command;

#[derive(clap::Args)]
pub(crate) struct Args {
    /// The run
    run: String,
    /// Why
    #[arg(long, value_name = "TEXT")]
    reason: String,
    /// What came of it, for programs
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(args: &Args, desk: &Desk, ui: &mut Ui) -> Result<u8, Failure> {
    let acted = desk.act(&args.run, &Command::Cancel { reason: args.reason.clone() }, &[])?;
    act::told(ui, desk, &acted, args.json)
}
