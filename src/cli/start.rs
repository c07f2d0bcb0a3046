//! `start`: a run begins, and nobody is led through it.

use super::act;
use super::given::{Given, meant};
use super::named;
use super::setup::usage;
use super::sheet::{self, Sheets};
use super::ui::Ui;
use crate::check::Checked;
use crate::desk::{Desk, Failure, Start};
use crate::engine::Refusal;
use crate::journal::Evidence;
use crate::model::field::{Bound, Field};
use crate::model::moment::zone;
use crate::model::value::{self, Alone};
use crate::msg;
use crate::print;
use crate::sheet::Sheet;
use crate::words::{Arg, Message};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::num::NonZeroUsize;

#[derive(clap::Args)]
pub(crate) struct Args {
    /// The procedure: its id, or the path of its file
    #[arg(value_name = "PROC")]
    procedure: String,
    #[command(flatten)]
    given: Given,
    #[command(flatten)]
    sheets: Sheets,
    /// A list longer than its limit is shared out among several runs
    #[arg(long, requires = "sheet")]
    split: bool,
    /// Who plays a role: `ROLE=Nom <adresse>`
    #[arg(long, value_name = "ROLE=PERSON")]
    role: Vec<String>,
    /// `{"run":ID}`
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(args: &Args, desk: &Desk, ui: &mut Ui) -> Result<u8, Failure> {
    let (mut inputs, mut evidence) = args.given.read(desk)?;
    let checked = desk.procedure(&args.procedure)?;
    meant(&checked.procedure.inputs, &mut inputs, &mut evidence, desk)?;
    let sheets = args.sheets.read(desk, &checked.procedure, checked.procedure.inputs.values(), &mut inputs)?;
    let roles = args.role.iter().map(|given| super::assign::named(desk, given)).collect::<Result<Vec<_>, _>>()?;
    if !roles.is_empty() {
        let known = named::roles(&checked);
        roles.iter().try_for_each(|(role, _)| named::role(role, &known).map(drop))?;
    }
    let start = Start { inputs, wait: false, confirmed: args.given.confirm, roles };
    if args.split {
        return split(args, desk, ui, &checked, &start, &sheets, &evidence);
    }
    let acted = desk.start(&args.procedure, &start, &evidence).map_err(sheet::told(&sheets, 0))?;
    if args.json {
        ui.json_line(&json!({"run": acted.loaded.id}));
    } else {
        let id = acted.loaded.id.clone();
        ui.out(&id);
    }
    if let Some(caution) = print::caution(acted.loaded.checked.procedure.status) {
        ui.warn(&caution);
    }
    warn_of_settings(ui, desk, &acted.loaded.checked);
    if !args.json {
        act::told(ui, desk, &acted, false)?;
    }
    Ok(0)
}

/// Several runs begin, each with the next part of a list that is longer than its limit; either all of them or none.
fn split(args: &Args, desk: &Desk, ui: &mut Ui, checked: &Checked, start: &Start, sheets: &[Sheet], evidence: &[Evidence]) -> Result<u8, Failure> {
    let one = || usage(msg!("sheet-split-one"));
    let [sheet] = sheets else { return Err(one()) };
    let (list, limit) = limited(checked, sheet).ok_or_else(one)?;
    // One item must not be in two parts.
    let whole = Field { min: None, max: None, ..list.clone() };
    let today = desk.now().to_zoned(zone()).date();
    let items = Value::Array(sheet.items.clone());
    value::accept(&whole, &list.name, &items, today, &Alone).map_err(|problems| sheet::told(sheets, 0)(Refusal::of(problems).into()))?;
    let parts = sheet.parts(limit);
    let starts: Vec<Start> = parts
        .iter()
        .map(|part| {
            let mut start = start.clone();
            start.inputs.insert(list.name.to_string(), Value::Array(part.items.clone()));
            start
        })
        .collect();
    let words = sheet::words_of(&checked.procedure.language);
    let note = |number: usize, ids: &[String]| {
        let others: Vec<String> = ids.iter().enumerate().filter(|(other, _)| *other != number).map(|(_, id)| id.clone()).collect();
        words.say(&msg!("sheet-split-note", part = number + 1, parts = ids.len(), runs = others))
    };
    let told = |part: usize, failure| sheet::told(&parts[part..=part], 0)(failure);
    let all = desk.start_all(&args.procedure, &starts, evidence, note, told)?;
    for acted in &all {
        if args.json {
            ui.json_line(&json!({"run": acted.loaded.id}));
        } else {
            let id = acted.loaded.id.clone();
            ui.out(&id);
        }
    }
    warn_of_settings(ui, desk, checked);
    Ok(0)
}

/// The list of a sheet and how many items it holds at most, where that is a number.
fn limited<'c>(checked: &'c Checked, sheet: &Sheet) -> Option<(&'c Field, NonZeroUsize)> {
    let list = checked.procedure.inputs.get(sheet.list())?;
    match list.max {
        Some(Bound::Number(most)) => Some((list, NonZeroUsize::new(most as usize)?)),
        _ => None,
    }
}

/// What is wrong with or missing among the settings of a procedure and of those that it calls: the title, or what is wrong, by name.
pub(crate) fn settings_problems(ui: &Ui, desk: &Desk, checked: &Checked) -> BTreeMap<String, String> {
    let today = desk.now().to_zoned(zone()).date();
    let problems = desk.config().of(&checked.procedure, today).1;
    let said = |message: &Message| match (message.id, message.args.first()) {
        // That it is missing was said already.
        ("settings-missing", Some((_, Arg::Text(title)))) => title.clone(),
        _ => ui.text(message),
    };
    let mut found: BTreeMap<String, String> = problems.into_iter().map(|problem| (problem.path, said(&problem.message))).collect();
    for called in checked.calls.values() {
        for (name, message) in settings_problems(ui, desk, called) {
            found.entry(name).or_insert(message);
        }
    }
    found
}

/// Says which settings are missing: mails would have gaps.
pub(crate) fn warn_of_settings(ui: &mut Ui, desk: &Desk, checked: &Checked) {
    let problems = settings_problems(ui, desk, checked);
    if problems.is_empty() {
        return;
    }
    ui.warn(&msg!("cli-settings-missing", count = problems.len(), procedure = checked.procedure.id.as_ref()));
    for (name, message) in &problems {
        let line = format!("  {name}\u{a0}: {message}");
        ui.err(&line);
    }
}
