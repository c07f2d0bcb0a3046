//! `waive`: a step is set aside, with the reason.

use super::act::{self, Steps};
use super::given::{Given, meant};
use super::ui::Ui;
use crate::desk::{Desk, Failure};
use crate::engine::site::Site;
use crate::engine::{Command, Path};

#[derive(clap::Args)]
pub(crate) struct Args {
    /// The run
    run: String,
    #[command(flatten)]
    steps: Steps,
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
    let (mut answers, mut evidence) = args.given.read(desk)?;
    let loaded = desk.load(&args.run)?;
    let paths = args.steps.paths(desk, &loaded)?;
    if let Some((_, step)) = paths.first().and_then(|path| Site::of_step(&loaded.checked, path)) {
        meant(&step.ask, &mut answers, &mut evidence, desk)?;
    }
    let each = |path: &Path| Command::Waive {
        path: path.clone(),
        reason: args.reason.clone(),
        answers: answers.clone(),
        choose: args.choose.clone(),
        confirmed: args.given.confirm,
    };
    let acted = act::together(desk, ui, loaded, &paths, each, &evidence)?;
    act::told(ui, desk, &acted, args.json)
}
