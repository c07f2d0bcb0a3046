//! `add` and `drop`: items join a list and leave it.

use super::act;
use super::given::Given;
use super::setup::usage;
use super::ui::Ui;
use crate::desk::{Desk, Failure};
use crate::engine::{Command, find_list};
use crate::msg;
use serde_json::Value;

#[derive(clap::Args)]
pub(crate) struct Args {
    /// The run
    run: String,
    /// The list
    list: String,
    #[command(flatten)]
    given: Given,
    /// What came of it, for programs
    #[arg(long)]
    json: bool,
}

#[derive(clap::Args)]
pub(crate) struct DropArgs {
    /// The run
    run: String,
    /// The item: `LIST[KEY]` or `LIST[NUMBER]`
    #[arg(value_name = "LIST[KEY]")]
    item: String,
    /// Why
    #[arg(long, value_name = "TEXT")]
    reason: String,
    /// What came of it, for programs
    #[arg(long)]
    json: bool,
}

pub(crate) fn add(args: &Args, desk: &Desk, ui: &mut Ui) -> Result<u8, Failure> {
    let (item, evidence) = args.given.read()?;
    let loaded = desk.load(&args.run)?;
    let (list, number) = desk.view(&loaded, |view| find_list(&view, &args.list))?;
    if number.is_some() {
        return Err(usage(msg!("cli-add-item", list = &args.list)));
    }
    let acted = desk.act_on(loaded, &Command::Add { list, item: Value::Object(item), confirmed: args.given.confirm }, &evidence)?;
    act::told(ui, desk, &acted, args.json)
}

pub(crate) fn drop(args: &DropArgs, desk: &Desk, ui: &mut Ui) -> Result<u8, Failure> {
    let loaded = desk.load(&args.run)?;
    let (list, number) = desk.view(&loaded, |view| find_list(&view, &args.item))?;
    let Some(item) = number else { return Err(usage(msg!("cli-drop-item", list = &args.item))) };
    let acted = desk.act_on(loaded, &Command::Drop { list, item, reason: args.reason.clone() }, &[])?;
    act::told(ui, desk, &acted, args.json)
}
