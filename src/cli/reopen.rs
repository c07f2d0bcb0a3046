//! `reopen`: a step is done again; first one may see what that takes with it.

use super::act;
use super::toll;
use super::ui::Ui;
use crate::desk::{Desk, Failure};
use crate::engine::Command;
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
    let before = loaded.run.clone();
    if args.dry_run {
        // The reopening itself, but for keeping it: what is said is what would happen.
        let acted = desk.simulate(&loaded, &Command::Reopen { path: path.clone(), reason: "-".into() })?;
        let toll = desk.toll(&before, &acted);
        if args.json {
            let mut document = json!({"version": 1, "run": loaded.id, "path": path.to_string()});
            if let (Some(document), serde_json::Value::Object(toll)) = (document.as_object_mut(), toll::json(&toll)) {
                document.extend(toll);
            }
            ui.json(&document);
        } else {
            toll::say(ui, desk, &before, &acted, &toll, true);
        }
        return Ok(0);
    }
    let reason = args.reason.clone().unwrap_or_default();
    let acted = desk.act_on(loaded, &Command::Reopen { path, reason }, &[])?;
    if !args.json {
        let toll = desk.toll(&before, &acted);
        toll::say(ui, desk, &before, &acted, &toll, false);
    }
    act::told(ui, desk, &acted, args.json)
}
