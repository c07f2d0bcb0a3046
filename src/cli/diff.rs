//! `diff`: what differs between two versions of a procedure.

mod human;
mod json;

use super::setup::Store;
use super::ui::Ui;
use crate::check::Checked;
use crate::compare::{Comparison, compare};
use crate::desk::{Desk, Failure, is_path};
use crate::msg;
use serde_json::{Value, json as object};
use std::sync::Arc;

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
    old: Arc<Checked>,
    new: Arc<Checked>,
    comparison: Comparison,
    runs: Option<usize>,
}

impl Compared {
    fn of(old: Arc<Checked>, new: Arc<Checked>, runs: Option<usize>) -> Compared {
        let comparison = compare(&old, &new);
        Compared { old, new, comparison, runs }
    }
}

pub(crate) fn run(args: &Args, desk: &Desk, ui: &mut Ui) -> Result<u8, Failure> {
    let compared = match &args.new {
        Some(new) => {
            vec![Compared::of(desk.version(&args.old)?, desk.version(new)?, None)]
        }
        None => with_runs(&args.old, desk)?,
    };
    if args.json {
        let all: Vec<Value> = compared.iter().map(|one| json::of(&one.comparison, one.runs)).collect();
        ui.json(&object!({"version": 1, "comparisons": all}));
    } else {
        for one in &compared {
            human::say(ui, &one.comparison, (&one.old, &one.new), one.runs, false);
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
    // One version, or a run, named beside the present text.
    if present.edition != named.edition || !is_path(name) && name != id {
        return Ok(vec![Compared::of(named, present, None)]);
    }
    let used = desk.in_use(&id)?;
    Ok(used.into_iter().map(|used| Compared::of(used.checked, present.clone(), Some(used.runs.len()))).collect())
}

/// Says what differs, for another command: what is said otherwise is only counted.
pub(super) fn say(ui: &mut Ui, old: &Checked, new: &Checked) {
    human::say(ui, &compare(old, new), (old, new), None, true);
}
