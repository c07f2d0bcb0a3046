//! `diff`: what differs between two versions of a procedure.

mod human;
mod json;

use super::setup::Store;
use super::ui::Ui;
use crate::compare::{Comparison, compare};
use crate::desk::{Desk, Failure, is_path};
use crate::msg;
use serde_json::{Value, json as object};

#[derive(clap::Args)]
pub(crate) struct Args {
    /// The earlier version: a file, a procedure, `PROC@VERSION`, or a run; alone, what open runs have of this procedure
    old: String,
    /// The later version; without it, the present one
    new: Option<String>,
    /// For programs
    #[arg(long)]
    json: bool,
}

/// Two files are compared without a store.
pub(crate) fn store(args: &Args) -> Store {
    if is_path(&args.old) && args.new.as_ref().is_some_and(|new| is_path(new)) { Store::None } else { Store::Existing }
}

/// Two versions, and how many open runs have the earlier one.
struct Compared {
    comparison: Comparison,
    runs: Option<usize>,
}

pub(crate) fn run(args: &Args, desk: &Desk, ui: &mut Ui) -> Result<u8, Failure> {
    let compared = match &args.new {
        Some(new) => {
            let comparison = compare(&*desk.version(&args.old)?, &*desk.version(new)?);
            vec![Compared { comparison, runs: None }]
        }
        None => with_runs(&args.old, desk)?,
    };
    if args.json {
        let all: Vec<Value> = compared.iter().map(|one| json::of(&one.comparison, one.runs)).collect();
        ui.json(&object!({"version": 1, "comparisons": all}));
    } else {
        for one in &compared {
            human::say(ui, &one.comparison, one.runs, false);
        }
        if compared.is_empty() {
            ui.say(&msg!("diff-no-runs", procedure = &args.old));
        }
    }
    Ok(u8::from(compared.iter().any(|one| !one.comparison.is_same())))
}

/// What open runs have of a procedure beside the present text; what one version has, where that is named.
fn with_runs(name: &str, desk: &Desk) -> Result<Vec<Compared>, Failure> {
    let named = desk.version(name)?;
    let id = named.procedure.id.to_string();
    let present = if is_path(name) { named.clone() } else { desk.procedure(&id)? };
    if present.edition != named.edition {
        return Ok(vec![Compared { comparison: compare(&named, &present), runs: None }]);
    }
    if !is_path(name) && name != id {
        // A run, or a version, that has the present text.
        return Ok(vec![Compared { comparison: compare(&named, &present), runs: None }]);
    }
    let used = desk.in_use(&id)?;
    Ok(used.into_iter().map(|used| Compared { comparison: compare(&used.checked, &present), runs: Some(used.runs.len()) }).collect())
}

/// Says what differs, for another command; `brief` leaves out what is said in detail.
pub(super) fn say(ui: &mut Ui, comparison: &Comparison, brief: bool) {
    human::say(ui, comparison, None, brief);
}
