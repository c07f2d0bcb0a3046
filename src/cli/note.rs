//! `note`: a remark on a run or on one of its steps.

use super::ui::Ui;
use crate::desk::{Desk, Failure};
use crate::engine::{Command, Path};
use crate::msg;

#[derive(clap::Args)]
pub(crate) struct Args {
    /// The run
    run: String,
    /// The remark
    text: String,
    /// The step that it is about
    #[arg(long, value_name = "STEP")]
    step: Option<String>,
}

pub(crate) fn run(args: &Args, desk: &Desk, ui: &mut Ui) -> Result<u8, Failure> {
    let loaded = desk.load(&args.run)?;
    let path = args.step.as_ref().map_or(Ok(Path::root()), |step| desk.path(&loaded, step))?;
    desk.act_on(loaded, &Command::Note { path, text: args.text.clone() }, &[])?;
    ui.say(&msg!("cli-noted"));
    Ok(0)
}
