//! `graph`: a procedure as a picture in text; that of a run shows where it stands.

use super::ui::Ui;
use crate::check::Checked;
use crate::desk::{Desk, Failure, Loaded, RunVoice};
use crate::draw::{dot, drawing, mermaid};
use crate::engine::Refusal;
use crate::finding::codes;
use crate::model::Procedure;
use crate::msg;
use crate::print::Blank;
use crate::words::{Lang, reasons};
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

#[derive(clap::Args)]
pub(crate) struct Args {
    /// The procedure, or a run
    what: String,
    /// The form it is written in
    #[arg(long, value_enum, default_value = "mermaid")]
    format: Format,
    /// The file to write; else standard output
    #[arg(short, long)]
    output: Option<PathBuf>,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum Format {
    /// Mermaid, as Markdown pages show it
    Mermaid,
    /// DOT, for Graphviz
    Dot,
}

pub(crate) fn run(args: &Args, desk: &Desk, ui: &mut Ui) -> Result<u8, Failure> {
    // The words around a text are in its language, whoever reads it.
    let words_of = |checked: &Checked| Lang::parse(&checked.procedure.language).unwrap_or_default().words();
    let drawn = match target(desk, &args.what)? {
        Target::Procedure(checked) => {
            let calls = calls(&checked);
            drawing(&checked.procedure, &|id| calls.get(id).copied(), None, &Blank, words_of(&checked))
        }
        Target::Run(loaded) => {
            let standing = desk.standing(&loaded)?;
            let words = words_of(&loaded.checked);
            let calls = calls(&loaded.checked);
            desk.view(&loaded, |view| drawing(&loaded.checked.procedure, &|id| calls.get(id).copied(), Some(&standing), &RunVoice(view), words))
        }
    };
    let text = match args.format {
        Format::Mermaid => mermaid::write(&drawn),
        Format::Dot => dot::write(&drawn),
    };
    deliver(&text, args.output.as_deref(), ui)
}

/// What is to be drawn or printed.
pub(super) enum Target {
    /// A procedure.
    Procedure(Arc<Checked>),
    /// A run.
    Run(Box<Loaded>),
}

/// A procedure by its name, else a run.
pub(super) fn target(desk: &Desk, what: &str) -> Result<Target, Failure> {
    match desk.procedure(what) {
        Ok(checked) => Ok(Target::Procedure(checked)),
        Err(Failure::Unable(refusal)) if refusal.code == codes::PROCEDURE_NOT_FOUND => match desk.load(what) {
            Ok(loaded) => Ok(Target::Run(Box::new(loaded))),
            // A name that is neither was more probably meant as a procedure's.
            Err(Failure::Unable(other)) if other.code == codes::RUN_NOT_FOUND && !what.starts_with('@') => Err(Failure::Unable(refusal)),
            Err(other) => Err(other),
        },
        Err(other) => Err(other),
    }
}

/// The procedures that are called, by id, however deep.
pub(super) fn calls(checked: &Checked) -> HashMap<String, &Procedure> {
    let mut found = HashMap::new();
    for (id, called) in &checked.calls {
        found.insert(id.to_string(), &called.procedure);
        found.extend(calls(called));
    }
    found
}

/// Writes a text to a file, or to standard output.
pub(super) fn deliver(text: &str, file: Option<&Path>, ui: &mut Ui) -> Result<u8, Failure> {
    match file {
        None => ui.raw(text.as_bytes()),
        Some(file) => {
            let shown = file.display().to_string();
            let failed = |error: std::io::Error| {
                Failure::Unable(Refusal::new(codes::FILE_UNREADABLE, msg!("cli-file-unwritable", file = &shown, reason = reasons::io(&error))))
            };
            std::fs::write(file, text).map_err(failed)?;
            ui.say(&msg!("cli-written", file = &shown));
        }
    }
    Ok(0)
}
