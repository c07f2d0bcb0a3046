//! `export`: a run as one file, which can be read, verified and taken in without this store.

use super::checklist;
use super::ui::Ui;
use crate::desk::proof::Proven;
use crate::desk::{Desk, Failure, Loaded, shown};
use crate::journal::parcel::With;
use crate::library;
use crate::model::moment::local;
use crate::msg;
use crate::print::html::{self, shown::Shown};
use crate::words::{Lang, dates};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

#[derive(clap::Args)]
pub(crate) struct Args {
    /// The run
    run: String,
    /// Personal data and files too, in the clear
    #[arg(long)]
    personal: bool,
    /// Not the run: all that it holds of this person, for them
    #[arg(long, value_name = "NAME", conflicts_with = "personal")]
    person: Option<String>,
    /// Not the run: a proof of what it holds of this person, in one file (ZIP) that can be verified without the run
    #[arg(long, value_name = "NAME", conflicts_with_all = ["personal", "person"], requires = "output")]
    proof: Option<String>,
    /// The file; without it, standard output. With `--personal` and a name that ends in `.zip`, files lie beside the run, however large they are
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

pub(crate) fn run(args: &Args, desk: &Desk, ui: &mut Ui) -> Result<u8, Failure> {
    if let (Some(name), Some(file)) = (&args.proof, &args.output) {
        return prove(desk, &args.run, name, file, ui);
    }
    let with = if args.personal { With::Personal } else { With::Records };
    if let Some(file) = args.output.as_deref().filter(|file| args.personal && file.extension().is_some_and(|end| end.eq_ignore_ascii_case("zip"))) {
        desk.export_packed(&args.run, file)?;
        ui.say(&msg!("cli-written", file = file.display().to_string()));
        ui.say(&msg!("export-personal"));
        return Ok(0);
    }
    let (document, note) = match &args.person {
        Some(person) => (of_person(desk, &args.run, person, ui)?, msg!("export-person")),
        None => {
            let note = if args.personal { msg!("export-personal") } else { msg!("export-bare") };
            (serde_json::to_value(desk.export(&args.run, with)?).unwrap_or_default(), note)
        }
    };
    match args.output.as_deref().filter(|file| *file != Path::new("-")) {
        None => ui.json(&document),
        Some(file) => {
            let mut text = serde_json::to_string_pretty(&document).unwrap_or_default();
            text.push('\n');
            library::write_new(file, text.as_bytes())?;
            ui.say(&msg!("cli-written", file = file.display().to_string()));
            ui.say(&note);
        }
    }
    Ok(0)
}

/// A proof of what a run holds of one person: the chain, what is to be read of it, and the files.
fn prove(desk: &Desk, run: &str, name: &str, file: &Path, ui: &mut Ui) -> Result<u8, Failure> {
    let loaded = desk.load(run)?;
    let proven = desk.proof(&loaded, name)?;
    let head = desk.head()?.to_string();
    let shown = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let title = loaded.checked.procedure.title.source.trim().to_owned();
    let readme = msg!("proof-readme", procedure = title, run = &loaded.id, person = name, head = head, file = shown, shared = proven.shared);
    let readme = format!("{}\n", ui.text(&readme));
    let page = page(desk, &loaded, name, &proven)?;
    let readme_name = ui.text(&msg!("proof-readme-name"));
    let mut beside: Vec<(&str, &[u8])> = vec![(&readme_name, readme.as_bytes())];
    beside.extend(page.as_ref().map(|page| ("page.html", page.as_bytes())));
    desk.write_proof(&proven, &beside, file)?;
    ui.say(&msg!("cli-written", file = file.display().to_string()));
    ui.say(&msg!("export-proof", files = proven.files.len(), shared = proven.shared));
    Ok(0)
}

/// All that a run holds of one person, and nothing of others.
fn of_person(desk: &Desk, run: &str, person: &str, ui: &Ui) -> Result<Value, Failure> {
    let loaded = desk.load(run)?;
    let (shared, own): (Vec<_>, Vec<_>) = desk.person(&loaded, person)?.into_iter().partition(|said| said.shared);
    let place = |said: &crate::desk::person::Said| json!({"at": said.at, "by": said.by, "event": said.event, "step": said.path});
    let data: Vec<Value> = own
        .iter()
        .map(|said| {
            let mut object = place(said);
            object["value"] = said.value.clone();
            object
        })
        .collect();
    let elsewhere: Vec<Value> = shared.iter().map(place).collect();
    Ok(json!({
        "version": 1, "run": loaded.id, "person": person, "procedure": loaded.checked.procedure.id,
        "data": data, "also_speaks_of_others": elsewhere, "note": ui.text(&msg!("export-person-note")),
    }))
}

/// The page of a proof, in the language of the procedure: who did what of an item of a list and when, and what the person was shown. None for who
/// plays a role: the page of the run speaks of others too.
fn page(desk: &Desk, loaded: &Loaded, name: &str, proven: &Proven) -> Result<Option<String>, Failure> {
    let Ok(checklists) = checklist::of_item(desk, &loaded.id, name) else { return Ok(None) };
    let lang = Lang::parse(&loaded.checked.procedure.language).unwrap_or_default();
    let day = |shown: &shown::Shown| shown.on.map_or_else(|| dates::moment(local(shown.stamp.at), lang), |day| dates::day(day, lang));
    let one = |shown: shown::Shown| Shown { when: day(&shown), by: shown.stamp.by, title: shown.title, what: shown.what };
    let shown: Vec<Shown> = desk.shown(loaded, name, proven)?.into_iter().map(one).collect();
    Ok(Some(html::write_with(&checklists, &shown)))
}
