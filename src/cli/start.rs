//! `start`: a run begins, and nobody is led through it.

use super::act;
use super::given::{Given, days};
use super::named;
use super::ui::Ui;
use crate::check::Checked;
use crate::desk::{Desk, Failure, Start};
use crate::model::moment::zone;
use crate::msg;
use crate::print;
use crate::words::{Arg, Message};
use serde_json::json;
use std::collections::BTreeMap;

#[derive(clap::Args)]
pub(crate) struct Args {
    /// The procedure: its id, or the path of its file
    #[arg(value_name = "PROC")]
    procedure: String,
    #[command(flatten)]
    given: Given,
    /// Who plays a role: `ROLE=Nom <adresse>`
    #[arg(long, value_name = "ROLE=PERSON")]
    role: Vec<String>,
    /// `{"run":ID}`
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(args: &Args, desk: &Desk, ui: &mut Ui) -> Result<u8, Failure> {
    let (mut inputs, evidence) = args.given.read()?;
    let checked = desk.procedure(&args.procedure)?;
    days(&checked.procedure.inputs, &mut inputs, act::today(desk));
    let roles = args.role.iter().map(|given| super::assign::named(given)).collect::<Result<Vec<_>, _>>()?;
    if !roles.is_empty() {
        let known = named::roles(&checked);
        roles.iter().try_for_each(|(role, _)| named::role(role, &known).map(drop))?;
    }
    let start = Start { inputs, wait: false, confirmed: args.given.confirm, roles };
    let acted = desk.start(&args.procedure, &start, &evidence)?;
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
