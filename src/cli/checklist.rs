//! `checklist`: what is printed, blank from a procedure or filled in from a run.

use super::graph::deliver;
use super::ui::Ui;
use crate::desk::{Desk, Failure, RunVoice};
use crate::print::{Blank, Options, checklist, html, markdown};
use crate::words::Lang;
use std::path::PathBuf;

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
    /// Only what this role does
    #[arg(long)]
    role: Option<String>,
    /// Only this item of a list, by its number
    #[arg(long)]
    item: Option<String>,
    /// Personal data too
    #[arg(long)]
    personal: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// Markdown
    Md,
    /// One HTML page, to be printed from a browser
    Html,
}

pub(crate) fn run(args: &Args, desk: &Desk, ui: &mut Ui) -> Result<u8, Failure> {
    let options = Options { role: args.role.clone(), item: args.item.clone(), personal: args.personal };
    let made = match super::graph::target(desk, &args.what)? {
        super::graph::Target::Procedure(checked) => {
            let words = Lang::parse(&checked.procedure.language).unwrap_or_default().words();
            let calls = super::graph::calls(&checked);
            checklist(&checked.procedure, &|id| calls.get(id).copied(), None, &Blank, &options, words)
        }
        super::graph::Target::Run(loaded) => {
            let words = Lang::parse(&loaded.checked.procedure.language).unwrap_or_default().words();
            let standing = desk.standing(&loaded)?;
            let calls = super::graph::calls(&loaded.checked);
            desk.view(&loaded, |view| {
                checklist(&loaded.checked.procedure, &|id| calls.get(id).copied(), Some(&standing), &RunVoice(view), &options, words)
            })
        }
    };
    let ending = args.output.as_ref().and_then(|p| p.extension()).and_then(|e| e.to_str());
    let format = args.format.unwrap_or(if matches!(ending, Some("html" | "htm")) { Format::Html } else { Format::Md });
    let text = match format {
        Format::Md => markdown::write(&made),
        Format::Html => html::write(&made),
    };
    deliver(&text, args.output.as_deref(), ui)
}
