//! `reopen`: a step is done again; first one may see what that takes with it.

use super::act;
use super::steps;
use super::ui::Ui;
use crate::desk::{Desk, Failure};
use crate::engine::Command;
use crate::msg;
use serde_json::json;

#[derive(clap::Args)]
pub(crate) struct Args {
    /// The run
    run: String,
    /// The step
    step: String,
    /// Why
    #[arg(long, value_name = "TEXT", required_unless_present = "dry_run")]
    reason: Option<String>,
    /// Only says what would fall
    #[arg(long)]
    dry_run: bool,
    /// For programs
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(args: &Args, desk: &Desk, ui: &mut Ui) -> Result<u8, Failure> {
    let loaded = desk.load(&args.run)?;
    let path = desk.path(&loaded, &args.step)?;
    if args.dry_run {
        let falls = desk.falls(&loaded, &path)?;
        if args.json {
            let paths: Vec<String> = falls.iter().map(ToString::to_string).collect();
            ui.json(&json!({"version": 1, "run": loaded.id, "path": path.to_string(), "falls": paths}));
            return Ok(0);
        }
        let names: Vec<String> = desk.view(&loaded, |view| falls.iter().map(|p| format!("  {} ({p})", steps::name(&view, p))).collect());
        ui.say(&msg!("cli-falls", count = names.len()));
        names.iter().for_each(|name| ui.out(name));
        return Ok(0);
    }
    let reason = args.reason.clone().unwrap_or_default();
    let acted = desk.act_on(loaded, &Command::Reopen { path, reason }, &[])?;
    let back = act::put_back(&acted).len();
    if back > 0 && !args.json {
        ui.say(&msg!("cli-put-back", count = back));
    }
    act::told(ui, desk, &acted, args.json)
}
