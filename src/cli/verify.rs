//! `verify`: whether the store, a run or a file of one is still what was recorded.

use super::setup::{Setup, Store, usage};
use super::ui::{Style, Ui, wrap};
use crate::desk::{Failure, trust};
use crate::journal::chain::Head;
use crate::journal::verify::{Flaw, Proof};
use crate::library;
use crate::msg;
use serde_json::{Value, json};
use std::path::Path;

#[derive(clap::Args)]
pub(crate) struct Args {
    /// A run, or a file that `export` wrote; without either, everything
    #[arg(value_name = "RUN|FILE")]
    what: Option<String>,
    /// Prints the head of the chain, to be kept elsewhere
    #[arg(long, conflicts_with_all = ["what", "json"])]
    head: bool,
    /// Compares with a head that was kept elsewhere, or with all those in a file
    #[arg(long, value_name = "HEAD|FILE", conflicts_with = "what")]
    anchor: Vec<String>,
    /// For programs
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(args: &Args, setup: &Setup, ui: &mut Ui) -> Result<u8, Failure> {
    let file = args.what.as_deref().map(Path::new).filter(|file| file.is_file());
    let proof = match file {
        Some(file) => match trust::parcel(file)?.open() {
            Ok(opened) => Proof { head: None, runs: 1, records: opened.records.len() as u64, flaws: Vec::new() },
            Err(proof) => proof,
        },
        None => {
            let anchors = anchors(&args.anchor)?;
            setup.desk(Store::Existing)?.verify(args.what.as_deref(), &anchors)?
        }
    };
    let holds = proof.flaws.is_empty();
    if args.json {
        let flaws: Vec<Value> = proof.flaws.iter().map(|flaw| for_programs(ui, flaw)).collect();
        let head = proof.head.as_ref().map(Head::to_string);
        ui.json(&json!({"version": 1, "holds": holds, "head": head, "runs": proof.runs, "records": proof.records, "flaws": flaws}));
        return Ok(u8::from(!holds));
    }
    for flaw in &proof.flaws {
        let line = format!("{} {}", ui.paint(Style::Red, "✗"), wrap(&ui.text(&trust::told(flaw)), ui.width(), "  ").trim_start());
        ui.out(&line);
    }
    if !holds {
        ui.say(&msg!("verify-fails", count = proof.flaws.len()));
        return Ok(1);
    }
    match &proof.head {
        Some(head) if args.head => ui.out(&head.to_string()),
        Some(head) if args.what.is_none() => {
            ui.say(&msg!("verify-holds", runs = count(proof.runs), records = count(proof.records), head = head.to_string()));
        }
        _ => ui.say(&msg!("verify-holds-run", records = count(proof.records))),
    }
    Ok(0)
}

fn count(number: u64) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

fn for_programs(ui: &Ui, flaw: &Flaw) -> Value {
    let (record, place) = if flaw.run.is_some() { (flaw.number, None) } else { (None, flaw.number) };
    json!({"run": flaw.run, "record": record, "place": place, "flaw": flaw.fault.word(), "message": ui.text(&flaw.fault.message())})
}

/// The heads that were kept elsewhere: each as such, or a file with one on each line, behind whatever else stands there.
fn anchors(given: &[String]) -> Result<Vec<Head>, Failure> {
    let mut anchors = Vec::new();
    for one in given {
        if let Ok(head) = one.parse() {
            anchors.push(head);
            continue;
        }
        let no_head = || usage(msg!("verify-anchor", anchor = one));
        let bytes = library::read(Path::new(one))?;
        let text = String::from_utf8(bytes).map_err(|_| no_head())?;
        let before = anchors.len();
        for line in text.lines().filter(|line| !line.trim().is_empty()) {
            anchors.push(line.split_whitespace().next_back().and_then(|word| word.parse().ok()).ok_or_else(no_head)?);
        }
        if anchors.len() == before {
            return Err(no_head());
        }
    }
    Ok(anchors)
}
