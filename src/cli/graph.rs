//! `graph`: a procedure as a picture; that of a run shows where it stands.

use super::deliver::{Form, deliver, form};
use super::setup::usage;
use super::ui::Ui;
use crate::check::Checked;
use crate::desk::{Desk, Failure, Loaded, RunVoice};
use crate::draw::{Drawing, dot, drawing, fonts, inside, mermaid, png, svg};
use crate::engine::Refusal;
use crate::finding::{codes, did_you_mean};
use crate::msg;
use crate::print::Blank;
use crate::words::Lang;
use std::io::IsTerminal as _;
use std::path::{Path, PathBuf};
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
    /// Only what this step holds: an `each`, a section or a call
    #[arg(long)]
    inside: Option<String>,
    /// How large a PNG is: so many dots for each unit of the SVG
    #[arg(long, default_value_t = 2.0)]
    scale: f32,
}

/// How small and how large a picture may be made.
const SCALES: std::ops::RangeInclusive<f32> = 0.1..=10.0;

const FORMS: &[Form<Format>] = &[
    Form { form: Format::Svg, name: "svg", endings: &["svg"] },
    Form { form: Format::Png, name: "png", endings: &["png"] },
    Form { form: Format::Mermaid, name: "mermaid", endings: &["mmd", "mermaid", "md"] },
    Form { form: Format::Dot, name: "dot", endings: &["dot", "gv"] },
];

#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// A picture that stays sharp at any size
    Svg,
    /// A picture of dots
    Png,
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
    if !SCALES.contains(&args.scale) {
        return Err(usage(msg!("graph-scale", low = SCALES.start().to_string(), high = SCALES.end().to_string())));
    }
    let is_out = |file: &Option<PathBuf>| file.as_deref().is_none_or(|file| file == Path::new("-"));
    if format == Format::Png && is_out(&args.output) && std::io::stdout().is_terminal() {
        return Err(usage(msg!("graph-terminal")));
    }
    let drawn = drawn(desk, &target(desk, &args.what)?)?;
    let drawn = match &args.inside {
        None => drawn,
        Some(step) => inside(&drawn, step).ok_or_else(|| outside(&drawn, step))?,
    };
    let text = match format {
        Format::Mermaid => mermaid::write(&drawn),
        Format::Dot => dot::write(&drawn),
        Format::Svg => {
            let picture = svg::picture(drawn);
            say_missing(&picture, ui);
            picture
        }
        Format::Png => {
            let picture = svg::picture(drawn);
            let made = png::write(&picture, args.scale).map_err(|fault| too_large(&fault))?;
            say_missing(&picture, ui);
            return deliver(&made, args.output.as_deref(), ui);
        }
    };
    deliver(text.as_bytes(), args.output.as_deref(), ui)
}

/// Says which signs the typefaces of pictures do not have.
fn say_missing(picture: &str, ui: &mut Ui) {
    let missing = fonts::missing(picture);
    if !missing.is_empty() {
        ui.say(&msg!("graph-glyphs", n = missing.len(), signs = missing.iter().take(20).collect::<String>()));
    }
}

fn too_large(fault: &png::Fault) -> Failure {
    match fault {
        png::Fault::TooLarge(wide, high) => {
            usage(msg!("graph-dots", wide = usize::try_from(*wide).unwrap_or(usize::MAX), high = usize::try_from(*high).unwrap_or(usize::MAX)))
        }
        png::Fault::Unreadable => usage(msg!("graph-unpainted")),
    }
}

/// No frame stands for that step.
fn outside(drawn: &Drawing, step: &str) -> Failure {
    let known: Vec<String> = drawn.frames.iter().map(|frame| frame.path.clone()).collect();
    let refusal = Refusal::new(codes::USAGE, msg!("graph-inside-unknown", step = step));
    Failure::Unable(match did_you_mean(step, known.iter().map(String::as_str)) {
        Some(near) => refusal.help(msg!("did-you-mean", name = near)),
        None if known.is_empty() => refusal.help(msg!("graph-inside-none")),
        None => refusal.help(msg!("name-unknown.known", names = known)),
    })
}

/// A procedure's drawing, or a run's.
pub(super) fn drawn(desk: &Desk, target: &Target) -> Result<Drawing, Failure> {
    // The words around a text are in its language, whoever reads it.
    let words_of = |checked: &Checked| Lang::parse(&checked.procedure.language).unwrap_or_default().words();
    Ok(match target {
        Target::Procedure(checked) => {
            let calls = checked.called();
            drawing(&checked.procedure, &|id| calls.get(id).copied(), None, &Blank, words_of(checked))
        }
        Target::Run(loaded) => {
            let standing = desk.standing(loaded)?;
            let words = words_of(&loaded.checked);
            let calls = loaded.checked.called();
            desk.view(loaded, |view| drawing(&loaded.checked.procedure, &|id| calls.get(id).copied(), Some(&standing), &RunVoice(view), words))
        }
    })
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
