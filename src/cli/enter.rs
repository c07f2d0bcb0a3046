//! `enter`: what was done on paper comes back into its run, in one go.

mod shown;

use super::act;
use super::given::{attached, load_text};
use super::prompt::{Leave, Prompt};
use super::setup::usage;
use super::ui::Ui;
use crate::desk::paper::Typed;
use crate::desk::{Desk, Failure};
use crate::engine::Refusal;
use crate::finding::codes;
use crate::model::value::day_gone;
use crate::msg;
use crate::words::Message;

#[derive(clap::Args)]
pub(crate) struct Args {
    /// The run
    run: String,
    /// What was done: `4 yes 12/03 MD; 5; 7 0612345678`; without it, it is asked for line by line, or read from standard input
    #[arg(value_name = "TEXT")]
    text: Vec<String>,
    /// The same from a file; `-` reads standard input
    #[arg(long, value_name = "FILE", conflicts_with = "text")]
    file: Option<String>,
    /// The code of the pages, as it stands below the square code or as a reader of such codes says it
    #[arg(long, value_name = "CODE")]
    printed: Option<String>,
    /// The item of the list that it is about, where an entry names none
    #[arg(long, value_name = "ITEM")]
    item: Option<String>,
    /// The day it was done, where an entry names none
    #[arg(long, value_name = "DATE")]
    on: Option<String>,
    /// Who did it, where an entry names nobody
    #[arg(long, value_name = "NAME")]
    by: Option<String>,
    /// What is doubtful is meant so
    #[arg(long)]
    confirm: bool,
    /// It was reviewed: nothing is asked
    #[arg(long)]
    yes: bool,
    /// Only says what would be recorded
    #[arg(long)]
    dry_run: bool,
    /// What came of it, for programs
    #[arg(long)]
    json: bool,
}

/// What was typed, and how the place that it comes from is called.
struct Source {
    name: String,
    text: String,
}

pub(crate) fn run(args: &Args, desk: &Desk, ui: &mut Ui) -> Result<u8, Failure> {
    let id = desk.find(&args.run)?;
    let today = act::today(desk);
    let on = args.on.as_deref().map(|on| day_gone(on, today).ok_or_else(|| usage(msg!("slip-day", given = on)))).transpose()?;
    if let Some(on) = on.filter(|on| *on > today) {
        return Err(usage(msg!("step-early-on", day = on)));
    }
    let attach = |path: &str| attached(desk, std::path::Path::new(path)).map_err(reason);
    let typed = Typed {
        text: "",
        printed: args.printed.as_deref(),
        item: args.item.as_deref(),
        on,
        by: args.by.as_deref(),
        confirmed: args.confirm,
        attach: &attach,
    };
    let source = source(args, desk, &id, &typed, ui)?;
    if !args.yes && !args.dry_run && (!ui.is_interactive() || args.json) {
        return Err(Failure::Unable(Refusal::new(codes::USAGE, msg!("enter-unseen")).help(msg!("enter-unseen.help"))));
    }
    let reading = desk.read_slip(desk.load(&id)?, &Typed { text: &source.text, ..typed })?;
    if let Some(refusal) = reading.refusal(&source.text) {
        if args.json {
            return Err(Failure::Refused(refusal));
        }
        shown::faults(ui, &source.name, &source.text, &reading, &reading.faults);
        return Err(Failure::Refused(refusal.problems(Vec::new())));
    }
    if !args.json {
        reading.notes.iter().for_each(|note| ui.warn(note));
        shown::entries(ui, desk, &reading);
    }
    let document = args.json.then(|| shown::document(ui, &reading));
    let count = reading.count();
    if args.dry_run || count == 0 {
        match document {
            Some(mut document) => {
                document["dry_run"] = args.dry_run.into();
                ui.json(&document);
            }
            None if count == 0 => ui.say(&msg!("enter-all-there")),
            None => ui.say(&msg!("enter-dry-run", count = count)),
        }
        return Ok(0);
    }
    if !args.yes {
        let question = ui.text(&msg!("enter-question", count = count));
        // Enter alone records nothing.
        if !Prompt::new(ui).yes(&question, None).unwrap_or(false) {
            ui.say(&msg!("cli-nothing-changed"));
            return Ok(1);
        }
    }
    let acted = desk.enter(reading, &source.text)?;
    match document {
        Some(mut document) => {
            let summary = act::summary(&acted);
            for part in ["state", "settled", "opened", "put_back"] {
                document[part] = summary[part].clone();
            }
            document["dry_run"] = false.into();
            ui.json(&document);
            Ok(0)
        }
        None => act::told(ui, desk, &acted, false),
    }
}

/// Where the slip comes from: the command line, a file, a person who types it line by line, standard input.
fn source(args: &Args, desk: &Desk, id: &str, typed: &Typed, ui: &mut Ui) -> Result<Source, Failure> {
    let given = |name: &str, text: String| Source { name: name.to_owned(), text };
    let name = ui.text(&msg!("enter-source"));
    let source = match &args.file {
        Some(file) => given(file, load_text(file)?),
        None if !args.text.is_empty() => given(&name, args.text.join(" ")),
        None if ui.is_interactive() && !args.json => Source { name, text: asked(desk, id, typed, ui)? },
        None => given("-", load_text("-")?),
    };
    let steers = |c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t');
    match source.text.chars().find(|c| steers(*c)) {
        Some(c) => Err(usage(msg!("answer-form-char", char = crate::text::chars::named(c)))),
        None => Ok(source),
    }
}

/// Line by line, until an empty one. What cannot be understood is said at once, and is not kept; whether steps can follow each other is seen at the end.
fn asked(desk: &Desk, id: &str, typed: &Typed, ui: &mut Ui) -> Result<String, Failure> {
    let prompt = ui.text(&msg!("enter-ask"));
    let hint = ui.text(&msg!("enter-ask.hint"));
    Prompt::new(ui).head(&prompt, &[hint]);
    let mut text = String::new();
    loop {
        let line = match Prompt::new(ui).read() {
            Ok(line) => line,
            Err(Leave::Failed(failure)) => return Err(failure),
            Err(Leave::Stop | Leave::Later | Leave::Back) => String::new(),
        };
        if line.is_empty() {
            return Ok(text);
        }
        let whole = format!("{text}{line}\n");
        let reading = desk.read_slip(desk.load(id)?, &Typed { text: &whole, ..*typed })?;
        let wrong: Vec<_> = reading.faults.iter().filter(|fault| fault.at.start >= text.len() && !waits(fault.message.id)).cloned().collect();
        if wrong.is_empty() {
            text = whole;
        } else {
            shown::faults(ui, &ui.text(&msg!("enter-source")), &whole, &reading, &wrong);
        }
    }
}

/// Why a file cannot be kept.
fn reason(failure: Failure) -> Message {
    match failure {
        Failure::Refused(refusal) | Failure::Unable(refusal) => refusal.message,
        Failure::Unsound(..) => msg!("expected-file"),
    }
}

/// Whether a later line may make it good.
fn waits(fault: &str) -> bool {
    fault.starts_with("enter-ahead")
}
