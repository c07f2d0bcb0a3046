//! `checklist`: what is printed, blank from a procedure or filled in from a run.

use super::deliver::{Form, deliver, form};
use super::graph::Target;
use super::named;
use super::setup::usage;
use super::ui::Ui;
use crate::check::Checked;
use crate::clock::Stopwatch;
use crate::desk::{Desk, Failure, RunVoice};
use crate::draw::svg::leaves::{Leaf, leaves};
use crate::draw::{Drawing, pages, svg};
use crate::engine::Refusal;
use crate::finding::codes;
use crate::msg;
use crate::print::{Blank, Checklist, Options, Picture, PictureSheet, Standing, Voice, checklist, html, markdown};
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
    /// One sheet for each item of the lists, all in one file
    #[arg(long, conflicts_with_all = ["item", "table"])]
    items: bool,
    /// Only the table of where each item stands
    #[arg(long, conflicts_with = "item")]
    table: bool,
    /// Without what no way leads to any more
    #[arg(long)]
    no_left_out: bool,
    /// Personal data too
    #[arg(long)]
    personal: bool,
}

const FORMS: &[Form<Format>] = &[
    Form { form: Format::Md, name: "md", endings: &["md", "markdown"] },
    Form { form: Format::Html, name: "html", endings: &["html", "htm"] },
    #[cfg(feature = "pdf")]
    Form { form: Format::Pdf, name: "pdf", endings: &["pdf"] },
];

#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// Markdown
    Md,
    /// One HTML page, to be printed from a browser
    Html,
    /// PDF, to be printed or kept
    #[cfg(feature = "pdf")]
    Pdf,
}

pub(crate) fn run(args: &Args, desk: &Desk, ui: &mut Ui) -> Result<u8, Failure> {
    let watch = Stopwatch::start();
    let format = match args.format {
        Some(format) => format,
        None => form(args.output.as_deref(), FORMS)?.unwrap_or(Format::Md),
    };
    #[cfg(feature = "pdf")]
    if matches!(format, Format::Pdf) {
        super::pdf::refuse_terminal(args.output.as_deref())?;
    }
    let mut made = make(args, desk)?;
    // A part of the steps has no picture of its own, and Markdown none at all.
    let is_whole = args.role.is_none() && args.item.is_none() && !args.items && !args.table;
    if is_whole && format != Format::Md {
        #[cfg(feature = "pdf")]
        let paper = matches!(format, Format::Pdf);
        #[cfg(not(feature = "pdf"))]
        let paper = false;
        made.checklists.iter_mut().try_for_each(|checklist| pictures(args, desk, checklist, paper))?;
    }
    let bytes = match format {
        Format::Md => made.checklists.iter().map(markdown::write).collect::<Vec<_>>().join("\n---\n\n").into_bytes(),
        Format::Html => html::write_all(&made.checklists).into_bytes(),
        #[cfg(feature = "pdf")]
        Format::Pdf => super::pdf::print(&made, ui)?,
    };
    tracing::info!(target: "pasapas::print", checklists = made.checklists.len(), bytes = bytes.len(), ms = watch.ms(), "checklist made");
    deliver(&bytes, args.output.as_deref(), ui)
}

/// What a run holds of one item, personal data too.
///
/// # Errors
/// There is no such item.
pub(super) fn of_item(desk: &Desk, run: &str, item: &str) -> Result<Vec<Checklist>, Failure> {
    let (what, item) = (run.to_owned(), Some(item.to_owned()));
    let args = Args { what, item, personal: true, format: None, output: None, role: None, items: false, table: false, no_left_out: true };
    Ok(make(&args, desk)?.checklists)
}

/// Puts the pictures of the whole into its checklist, cut into as many as it takes to be read on paper. Where one does and it is not for paper
/// alone, it has its own title.
fn pictures(args: &Args, desk: &Desk, checklist: &mut Checklist, paper: bool) -> Result<(), Failure> {
    let drawing = super::graph::drawn(desk, &super::graph::target(desk, &args.what)?)?;
    let words = Lang::parse(&drawing.lang).unwrap_or_default().words();
    let whole = words.say(&msg!("paper-picture"));
    let pictures = |(place, drawing): (usize, Drawing)| {
        let title = if place == 0 { whole.clone() } else { words.say(&msg!("paper-picture-of", step = &drawing.title)) };
        let leaves = leaves(&drawing);
        let count = leaves.len();
        if !paper && count == 1 {
            return vec![Picture { svg: svg::write(&drawing), title, alt: drawing.description, sheet: None }];
        }
        let leaf = |(place, leaf): (usize, Leaf)| {
            let title =
                if count == 1 { title.clone() } else { words.say(&msg!("paper-picture-part", title = &title, part = place + 1, parts = count)) };
            let sheet = PictureSheet { lying: leaf.lying, width: leaf.width };
            Picture { svg: leaf.svg, title, alt: drawing.description.clone(), sheet: Some(sheet) }
        };
        leaves.into_iter().enumerate().map(leaf).collect()
    };
    checklist.pictures = pages(drawing).into_iter().enumerate().flat_map(pictures).collect();
    Ok(())
}

/// What is printed, and the day that it bears.
pub(super) struct Made {
    /// The checklists, each on sheets of its own.
    pub checklists: Vec<Checklist>,
    /// The day.
    #[cfg(feature = "pdf")]
    pub day: jiff::civil::Date,
}

fn make(args: &Args, desk: &Desk) -> Result<Made, Failure> {
    let (checked, run) = match super::graph::target(desk, &args.what)? {
        Target::Procedure(checked) => (checked, None),
        Target::Run(loaded) => (loaded.checked.clone(), Some((desk.standing(&loaded)?, loaded))),
    };
    let standing = run.as_ref().map(|(standing, _)| standing);
    let words = Lang::parse(&checked.procedure.language).unwrap_or_default().words();
    let calls = checked.called();
    let options = parts(args, &checked, standing)?;
    let one = |voice: &dyn Voice, options: &Options| checklist(&checked.procedure, &|id| calls.get(id).copied(), standing, voice, options, words);
    let checklists = match &run {
        None => options.iter().map(|options| one(&Blank, options)).collect(),
        Some((_, loaded)) => desk.view(loaded, |view| {
            let voice = RunVoice(view);
            options.iter().map(|options| one(&voice, options)).collect()
        }),
    };
    Ok(Made {
        checklists,
        #[cfg(feature = "pdf")]
        day: crate::print::pdf::day(&checked.procedure, standing),
    })
}

/// What is printed: one part, or one for each item.
fn parts(args: &Args, checked: &Checked, standing: Option<&Standing>) -> Result<Vec<Options>, Failure> {
    let role = args.role.as_deref().map(|role| named::role(role, &named::roles(checked))).transpose()?;
    args.item.as_deref().map(|item| named::item(item, standing)).transpose()?;
    let all = Options { role, item: args.item.clone(), personal: args.personal, brief: args.no_left_out, table: args.table };
    if !args.items && !args.table {
        return Ok(vec![all]);
    }
    let option = if args.items { "--items" } else { "--table" };
    let items = standing.map(Standing::items).unwrap_or_default();
    match (standing, items.is_empty()) {
        (None, _) => Err(usage(msg!("cli-items-blank", option = option))),
        (Some(_), true) => Err(Failure::Unable(Refusal::new(codes::USAGE, msg!("cli-items-none", option = option)).help(msg!("cli-item-none")))),
        (Some(_), false) if args.items => Ok(items.into_iter().map(|item| Options { item: Some(item), ..all.clone() }).collect()),
        (Some(_), false) => Ok(vec![all]),
    }
}
