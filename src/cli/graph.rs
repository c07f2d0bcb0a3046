//! `graph`: a procedure as a picture in text; that of a run shows where it stands.

use super::deliver::{Form, deliver, form};
use super::ui::Ui;
use crate::check::Checked;
use crate::desk::{Desk, Failure, Loaded, RunVoice};
use crate::draw::{dot, drawing, mermaid};
use crate::finding::codes;
use crate::model::Procedure;
use crate::print::Blank;
use crate::words::Lang;
use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Arc;

#[derive(clap::Args)]
pub(crate) struct Args {
    /// The procedure, or a run
    what: String,
    /// The form it is written in; else the file's ending says
    #[arg(long, value_enum)]
    format: Option<Format>,
    /// The file to write; else standard output
    #[arg(short, long)]
    output: Option<PathBuf>,
}

const FORMS: &[Form<Format>] = &[
    Form { form: Format::Mermaid, name: "mermaid", endings: &["mmd", "mermaid", "md"] },
    Form { form: Format::Dot, name: "dot", endings: &["dot", "gv"] },
];

#[derive(Clone, Copy, clap::ValueEnum)]
enum Format {
    /// Mermaid, as Markdown pages show it
    Mermaid,
    /// DOT, for Graphviz
    Dot,
}

pub(crate) fn run(args: &Args, desk: &Desk, ui: &mut Ui) -> Result<u8, Failure> {
    let format = match args.format {
        Some(format) => format,
        None => form(args.output.as_deref(), FORMS)?.unwrap_or(Format::Mermaid),
    };
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
    let text = match format {
        Format::Mermaid => mermaid::write(&drawn),
        Format::Dot => dot::write(&drawn),
    };
    deliver(text.as_bytes(), args.output.as_deref(), ui)
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
