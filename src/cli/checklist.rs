//! `checklist`: what is printed, blank from a procedure or filled in from a run.

use super::deliver::{Form, deliver, form};
use super::named;
use super::ui::Ui;
use crate::check::Checked;
use crate::desk::{Desk, Failure, RunVoice};
use crate::draw::svg;
use crate::print::{Blank, Options, Standing, checklist, html, markdown};
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

const FORMS: &[Form<Format>] =
    &[Form { form: Format::Md, name: "md", endings: &["md", "markdown"] }, Form { form: Format::Html, name: "html", endings: &["html", "htm"] }];

#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// Markdown
    Md,
    /// One HTML page, to be printed from a browser
    Html,
}

pub(crate) fn run(args: &Args, desk: &Desk, ui: &mut Ui) -> Result<u8, Failure> {
    let format = match args.format {
        Some(format) => format,
        None => form(args.output.as_deref(), FORMS)?.unwrap_or(Format::Md),
    };
    let options = |checked: &Checked, standing: Option<&Standing>| {
        let role = args.role.as_deref().map(|role| named::role(role, &named::roles(checked))).transpose()?;
        args.item.as_deref().map(|item| named::item(item, standing)).transpose()?;
        Ok::<_, Failure>(Options { role, item: args.item.clone(), personal: args.personal })
    };
    let target = super::graph::target(desk, &args.what)?;
    let mut made = match &target {
        super::graph::Target::Procedure(checked) => {
            let words = Lang::parse(&checked.procedure.language).unwrap_or_default().words();
            let calls = super::graph::calls(checked);
            checklist(&checked.procedure, &|id| calls.get(id).copied(), None, &Blank, &options(checked, None)?, words)
        }
        super::graph::Target::Run(loaded) => {
            let words = Lang::parse(&loaded.checked.procedure.language).unwrap_or_default().words();
            let standing = desk.standing(loaded)?;
            let calls = super::graph::calls(&loaded.checked);
            let options = options(&loaded.checked, Some(&standing))?;
            desk.view(loaded, |view| {
                checklist(&loaded.checked.procedure, &|id| calls.get(id).copied(), Some(&standing), &RunVoice(view), &options, words)
            })
        }
    };
    // A part of the steps has no picture of its own.
    if format == Format::Html && args.role.is_none() && args.item.is_none() {
        made.picture = Some(svg::picture(super::graph::drawn(desk, &target)?));
    }
    let text = match format {
        Format::Md => markdown::write(&made),
        Format::Html => html::write(&made),
    };
    deliver(text.as_bytes(), args.output.as_deref(), ui)
}
