//! `done`: a step is settled.

use super::act::{self, Steps};
use super::given::{Given, meant};
use super::sheet::{self, Sheets};
use super::ui::Ui;
use crate::desk::{Desk, Failure};
use crate::engine::command::Done;
use crate::engine::site::Site;
use crate::engine::{Command, Path};

#[derive(clap::Args)]
pub(crate) struct Args {
    /// The run: the beginning of its id, or `@last`
    run: String,
    #[command(flatten)]
    steps: Steps,
    #[command(flatten)]
    given: Given,
    #[command(flatten)]
    sheets: Sheets,
    /// The option chosen; several times where several may be
    #[arg(long, value_name = "OPTION")]
    choose: Vec<String>,
    /// By which channel a secret was handed over
    #[arg(long, value_name = "CHANNEL")]
    by: Option<String>,
    /// The day it was really done
    #[arg(long, value_name = "DATE")]
    on: Option<String>,
    /// Its mail leaves again, though one left in an earlier round
    #[arg(long)]
    again: bool,
    /// The round that the answer is meant for
    #[arg(long, value_name = "N")]
    round: Option<u32>,
    /// What came of it, for programs
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(args: &Args, desk: &Desk, ui: &mut Ui) -> Result<u8, Failure> {
    let (mut answers, mut evidence) = args.given.read(desk)?;
    let loaded = desk.load(&args.run)?;
    let paths = args.steps.paths(desk, &loaded)?;
    let site = paths.first().and_then(|path| Site::of_step(&loaded.checked, path));
    if let Some((_, step)) = &site {
        meant(&step.ask, &mut answers, &mut evidence, desk)?;
    }
    let asked = site.iter().flat_map(|(_, step)| step.ask.values());
    let sheets = args.sheets.read(desk, &loaded.checked.procedure, asked, &mut answers)?;
    let done = Done {
        path: Path::root(),
        round: args.round,
        answers,
        choose: args.choose.iter().flat_map(|c| c.split(',')).map(|c| c.trim().to_owned()).filter(|c| !c.is_empty()).collect(),
        channel: args.by.clone(),
        on: args.on.as_deref().map(|on| act::day(desk, on)).transpose()?,
        paper: None,
        confirmed: args.given.confirm,
        again: args.again,
        lacking: args.given.confirm,
    };
    let each = |path: &Path| Command::Done(Box::new(Done { path: path.clone(), ..done.clone() }));
    let acted = act::together(desk, ui, loaded, &paths, each, &evidence).map_err(sheet::told(&sheets, 0))?;
    act::told(ui, desk, &acted, args.json)
}
