//! `sheet`: an empty spreadsheet for a list; and `--sheet`, which reads one that is filled in.

use super::deliver::{Form, form};
use super::graph::{Target, target};
use super::setup::usage;
use super::ui::Ui;
use crate::desk::{Desk, Failure};
use crate::engine::Refusal;
use crate::finding::{codes, did_you_mean};
use crate::model::field::{Field, Kind};
use crate::model::moment::zone;
use crate::msg;
use crate::sheet::{self, MAX_FILE, Sheet};
use crate::words::{Lang, Words, reasons};
use serde_json::{Map, Value};
use std::io::{IsTerminal, Read, Write};
use std::path::{Path, PathBuf};

/// How a sheet is written.
#[derive(Clone, Copy)]
enum Written {
    Xlsx,
    Csv,
}

const FORMS: [Form<Written>; 2] =
    [Form { form: Written::Xlsx, name: "xlsx", endings: &["xlsx"] }, Form { form: Written::Csv, name: "csv", endings: &["csv"] }];

#[derive(clap::Args)]
pub(crate) struct Args {
    /// The procedure, or a run
    #[arg(value_name = "PROC|RUN")]
    what: String,
    /// The list; without, the only one
    list: Option<String>,
    /// The file to write, `.xlsx` or `.csv`; else a workbook to standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

/// The option that gives whole lists.
#[derive(clap::Args, Debug, Default)]
pub(crate) struct Sheets {
    /// A list from a spreadsheet, XLSX or CSV: `list=FILE`
    #[arg(long, value_name = "LIST=FILE")]
    sheet: Vec<String>,
}

pub(crate) fn run(args: &Args, desk: &Desk, ui: &mut Ui) -> Result<u8, Failure> {
    let checked = match target(desk, &args.what)? {
        Target::Procedure(checked) => checked,
        Target::Run(loaded) => loaded.checked,
    };
    let list = match &args.list {
        Some(name) => named(checked.lists().into_iter(), name, &checked.procedure.id)?,
        None => only(&checked.lists(), &checked.procedure.id)?,
    };
    let words = words_of(&checked.procedure.language);
    let columns = sheet::columns(list, words)?;
    let bytes = match form(args.output.as_deref(), &FORMS)? {
        Some(Written::Csv) => sheet::write_csv(&columns, words),
        Some(Written::Xlsx) | None => sheet::write_xlsx(list, &columns, words)
            .map_err(|reason| Failure::Unable(Refusal::new(codes::SHEET_REFUSED, msg!("sheet-unwritten", reason = reason))))?,
    };
    match args.output.as_deref().filter(|file| *file != Path::new("-")) {
        None if std::io::stdout().is_terminal() => return Err(usage(msg!("sheet-terminal"))),
        None => ui.raw(&bytes),
        Some(file) => {
            let shown = file.display().to_string();
            let failed = |message| Failure::Unable(Refusal::new(codes::FILE_UNREADABLE, message));
            // What somebody has filled in already is not written over.
            let made = std::fs::File::create_new(file).and_then(|mut made| made.write_all(&bytes));
            made.map_err(|error| match error.kind() {
                std::io::ErrorKind::AlreadyExists => failed(msg!("cli-file-exists", file = &shown)),
                _ => failed(msg!("cli-file-unwritable", file = &shown, reason = reasons::io(&error))),
            })?;
            ui.say(&msg!("cli-written", file = &shown));
        }
    }
    Ok(0)
}

impl Sheets {
    /// Puts the items of every sheet among the answers; `known` are the questions that are asked.
    pub fn read<'f>(
        &self,
        desk: &Desk,
        procedure: &crate::model::Procedure,
        known: impl Iterator<Item = &'f Field> + Clone,
        answers: &mut Map<String, Value>,
    ) -> Result<Vec<Sheet>, Failure> {
        let mut sheets = Vec::new();
        for given in &self.sheet {
            let (name, file) = given
                .split_once('=')
                .filter(|(name, file)| !name.is_empty() && !file.is_empty())
                .ok_or_else(|| usage(msg!("sheet-list-option", given = given)))?;
            let list = named(known.clone(), name.trim(), &procedure.id)?;
            let sheet = read(desk, file, list, words_of(&procedure.language))?;
            if answers.insert(list.name.to_string(), Value::Array(sheet.items.clone())).is_some() {
                return Err(usage(msg!("sheet-list-twice", list = list.name.as_ref())));
            }
            sheets.push(sheet);
        }
        Ok(sheets)
    }
}

/// A list by its name.
fn named<'f>(known: impl Iterator<Item = &'f Field> + Clone, name: &str, procedure: &str) -> Result<&'f Field, Failure> {
    let mut lists = known.filter(|field| matches!(field.kind, Kind::List { .. }));
    if let Some(list) = lists.clone().find(|list| *list.name == *name) {
        return Ok(list);
    }
    let names: Vec<String> = lists.clone().map(|list| list.name.to_string()).collect();
    let refusal = Refusal::new(codes::LIST_REFUSED, msg!("sheet-list-unknown", list = name, procedure = procedure));
    let near = did_you_mean(name, names.iter().map(String::as_str));
    Err(Failure::Refused(match (near, lists.next()) {
        (Some(near), _) => refusal.help(msg!("did-you-mean", name = near)),
        (None, Some(_)) => refusal.help(msg!("name-unknown.known", names = names.clone())),
        (None, None) => refusal,
    }))
}

/// The list of a procedure that has no other.
fn only<'f>(lists: &[&'f Field], procedure: &str) -> Result<&'f Field, Failure> {
    match lists {
        [list] => Ok(*list),
        [] => Err(Failure::Refused(Refusal::new(codes::LIST_REFUSED, msg!("sheet-list-none", procedure = procedure)))),
        several => {
            let names: Vec<String> = several.iter().map(|list| list.name.to_string()).collect();
            let refusal = Refusal::new(codes::LIST_REFUSED, msg!("sheet-list-which", procedure = procedure));
            Err(Failure::Refused(refusal.help(msg!("name-unknown.known", names = names))))
        }
    }
}

/// Reads a filled sheet.
pub(crate) fn read(desk: &Desk, file: &str, list: &Field, words: &Words) -> Result<Sheet, Failure> {
    let failed = |error: std::io::Error| {
        Failure::Unable(Refusal::new(codes::FILE_UNREADABLE, msg!("file-unreadable", file = file, reason = reasons::io(&error))))
    };
    if !std::fs::metadata(file).map_err(failed)?.is_file() {
        return Err(Failure::Unable(Refusal::new(codes::FILE_UNREADABLE, msg!("file-unreadable-kind", file = file))));
    }
    let mut bytes = Vec::new();
    std::fs::File::open(file).map_err(failed)?.take(MAX_FILE + 1).read_to_end(&mut bytes).map_err(failed)?;
    let shown = Path::new(file).file_name().map_or_else(|| file.to_owned(), |name| name.to_string_lossy().into_owned());
    Ok(sheet::read(&shown, &bytes, list, words, desk.now().to_zoned(zone()).date())?)
}

/// A refusal of answers told by the rows that they came from; `before` items stood in the list already.
pub(crate) fn told(sheets: &[Sheet], before: usize) -> impl Fn(Failure) -> Failure {
    move |failure| match failure {
        Failure::Refused(refusal) => Failure::Refused(sheets.iter().fold(refusal, |refusal, sheet| sheet.told(refusal, before))),
        other => other,
    }
}

/// The words of a procedure's own language.
pub(crate) fn words_of(language: &str) -> &'static Words {
    Lang::parse(language).unwrap_or_default().words()
}
