//! `waive`: a step is set aside, with the reason.

use super::act;
use super::given::{Given, meant};
use super::ui::Ui;
use crate::desk::{Desk, Failure};
use crate::engine::Command;
use crate::engine::site::Site;

#[derive(clap::Args)]
pub(crate) struct Args {
    /// The run
    run: String,
    /// The step
    step: String,
    /// Why
    #[arg(long, value_name = "TEXT")]
    reason: String,
    /// The option that holds from now on
    #[arg(long, value_name = "OPTION")]
    choose: Vec<String>,
    #[command(flatten)]
    given: Given,
    /// What came of it, for programs
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(args: &Args, desk: &Desk, ui: &mut Ui) -> Result<u8, Failure> {
    let (mut answers, mut evidence) = args.given.read()?;
    let loaded = desk.load(&args.run)?;
    let path = desk.path(&loaded, &args.step)?;
    if let Some((_, step)) = Site::of_step(&loaded.checked, &path) {
        meant(&step.ask, &mut answers, &mut evidence, act::today(desk))?;
    }
    let command = Command::Waive { path, reason: args.reason.clone(), answers, choose: args.choose.clone(), confirmed: args.given.confirm };
    let acted = desk.act_on(loaded, &command, &evidence)?;
    act::told(ui, desk, &acted, args.json)
}
