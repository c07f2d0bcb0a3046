//! `why`: what a step is missing, and with whom.

use super::steps;
use super::ui::{Style, Ui, wrap};
use crate::desk::{Desk, Failure};
use serde_json::json;

#[derive(clap::Args)]
pub(crate) struct Args {
    /// The run
    run: String,
    /// The step
    step: String,
    /// For programs
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(args: &Args, desk: &Desk, ui: &mut Ui) -> Result<u8, Failure> {
    let loaded = desk.load(&args.run)?;
    let path = desk.path(&loaded, &args.step)?;
    let status = loaded.run.status(&path);
    let (name, reasons) = desk.view(&loaded, |view| (steps::name(&view, &path), view.why(&path)));
    let reasons: Vec<String> = reasons.iter().map(|reason| ui.text(reason)).collect();
    if args.json {
        ui.json(&json!({"version": 1, "run": loaded.id, "path": path.to_string(), "state": status.word(), "reasons": reasons}));
        return Ok(0);
    }
    let title = ui.paint(Style::Bold, &name);
    let state = steps::state(ui, status);
    ui.out(&format!("{title}\n{}", state.trim_end()));
    for reason in reasons {
        let text = wrap(&reason, ui.width(), "    ");
        ui.out(&format!("  - {}", text.trim_start()));
    }
    Ok(0)
}
