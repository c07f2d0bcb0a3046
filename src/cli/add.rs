//! `add` and `drop`: items join a list and leave it.

use super::act;
use super::given::{Given, meant};
use super::setup::usage;
use super::sheet;
use super::steps;
use super::toll;
use super::ui::Ui;
use crate::desk::{Acted, Desk, Failure};
use crate::engine::{Command, Run, find_list};
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
    /// A spreadsheet of items, XLSX or CSV: all of them join, or none
    #[arg(long, value_name = "FILE", conflicts_with_all = ["set", "data", "attach"])]
    sheet: Option<String>,
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
    let (mut item, mut evidence) = args.given.read(desk)?;
    let loaded = desk.load(&args.run)?;
    let (list, number) = desk.view(&loaded, |view| find_list(&view, &args.list))?;
    if number.is_some() {
        return Err(usage(msg!("cli-add-item", list = &args.list)));
    }
    let known = desk.view(&loaded, |view| view.list(&list).map(|(field, count)| (field.clone(), count)));
    if let Some(fields) = known.as_ref().and_then(|(field, _)| field.kind.fields()) {
        meant(fields, &mut item, &mut evidence, desk)?;
    }
    let (sheets, there) = match (&args.sheet, known) {
        (Some(file), Some((field, there))) => {
            let words = sheet::words_of(&loaded.checked.procedure.language);
            (vec![sheet::read(desk, file, &field, words)?], there)
        }
        _ => (Vec::new(), 0),
    };
    let items = sheets.first().map_or_else(|| vec![Value::Object(item)], |sheet| sheet.items.clone());
    let before = loaded.run.clone();
    let command = Command::Add { list: list.clone(), items, confirmed: args.given.confirm };
    let acted = desk.act_on(loaded, &command, &evidence).map_err(sheet::told(&sheets, there))?;
    told(ui, desk, &before, &acted, list.name(), args.json)
}

pub(crate) fn drop(args: &DropArgs, desk: &Desk, ui: &mut Ui) -> Result<u8, Failure> {
    let loaded = desk.load(&args.run)?;
    let (list, number) = desk.view(&loaded, |view| find_list(&view, &args.item))?;
    let Some(item) = number else { return Err(usage(msg!("cli-drop-item", list = &args.item))) };
    let before = loaded.run.clone();
    let name = list.name().to_owned();
    let acted = desk.act_on(loaded, &Command::Drop { list, item, reason: args.reason.clone() }, &[])?;
    let named = desk.view(&acted.loaded, |view| {
        view.named_by(&name, item).into_iter().map(|(path, title)| format!("{} ({title})", steps::name(&view, &path))).collect::<Vec<_>>()
    });
    let status = told(ui, desk, &before, &acted, &name, args.json)?;
    if !named.is_empty() {
        ui.warn(&msg!("act-item-named", count = named.len(), answers = named));
    }
    Ok(status)
}

/// What came of it; and who had read the list before, and keeps what was read: steps that are settled, mails that left.
fn told(ui: &mut Ui, desk: &Desk, before: &Run, acted: &Acted, list: &str, json: bool) -> Result<u8, Failure> {
    let status = act::told(ui, desk, acted, json)?;
    let readers = desk.view(&acted.loaded, |view| {
        // What settled only now has read the list as it is.
        let had = view.read_by(list).into_iter().filter(|path| before.step(path).is_some_and(|state| state.status.has_ways()));
        had.map(|path| steps::name(&view, &path)).collect::<Vec<_>>()
    });
    if !readers.is_empty() {
        ui.warn(&msg!("act-list-read", count = readers.len(), steps = readers));
    }
    let stale = desk.toll(before, acted).stale;
    if !stale.is_empty() && !json {
        toll::mails(ui, desk, acted, &stale);
    }
    Ok(status)
}
