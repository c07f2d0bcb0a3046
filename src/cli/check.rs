//! `check`: what there is to say about procedures.

use super::draw::{self, Text};
use super::refuse;
use super::setup::Setup;
use super::ui::{Style, Ui};
use crate::check::{Checker, Library, Report};
use crate::desk::{self, Failure, trials};
use crate::engine::Refusal;
use crate::finding::{Finding, Place, Severity};
use crate::library::{self, Procedures};
use crate::msg;
use crate::scenario;
use clap::ValueEnum;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::rc::Rc;

#[derive(clap::Args)]
pub(crate) struct Args {
    /// Files, folders or procedures; without any, all procedures
    #[arg(value_name = "PATH")]
    paths: Vec<String>,
    /// `human` or `json`
    #[arg(long, value_name = "FORMAT", value_enum, default_value = "human")]
    format: Format,
    /// `warnings` weigh as much as errors
    #[arg(long, value_name = "WHAT", value_enum)]
    deny: Option<Deny>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Human,
    Json,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Deny {
    Warnings,
}

/// A file that was checked.
struct File {
    text: Text,
    findings: Vec<Finding>,
    /// A procedure, or scenarios of one.
    procedure: bool,
}

pub(crate) fn run(args: &Args, setup: &Setup, ui: &mut Ui) -> Result<u8, Failure> {
    let mut files = Vec::new();
    let mut unreadable = Vec::new();
    if args.paths.is_empty() {
        all(&setup.procedures, &mut files, &mut unreadable)?;
    }
    for path in &args.paths {
        if Path::new(path).is_dir() {
            all(&Procedures::Folder(PathBuf::from(path)), &mut files, &mut unreadable)?;
        } else if scenario::is_file(path) {
            match trials::sources(&setup.procedures, std::slice::from_ref(path)) {
                Ok(groups) => scenarios(groups, &mut files),
                Err(Failure::Unable(refusal) | Failure::Refused(refusal)) => unreadable.push(refusal),
                Err(failure) => return Err(failure),
            }
        } else {
            match desk::report(&setup.procedures, path) {
                Ok((name, report)) => files.push(file(&name, report, || bytes(&setup.procedures, path))),
                Err(Failure::Unable(refusal) | Failure::Refused(refusal)) => unreadable.push(refusal),
                Err(failure) => return Err(failure),
            }
        }
    }
    let count = |severity| files.iter().flat_map(|f| &f.findings).filter(|f| f.severity() == severity).count();
    let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
    match args.format {
        Format::Json => ui.json(&document(ui, &files)),
        Format::Human => {
            for file in &files {
                for finding in &file.findings {
                    let drawn = draw::finding(ui, &file.text, finding, true);
                    ui.out(&drawn);
                }
            }
        }
    }
    unreadable.iter().for_each(|refusal| refuse::say(ui, refusal));
    let summary =
        ui.text(&msg!("cli-check-summary", files = files.iter().filter(|file| file.procedure).count(), errors = errors, warnings = warnings));
    let style = match (errors, warnings) {
        (0, 0) => Style::Green,
        (0, _) => Style::Yellow,
        _ => Style::Red,
    };
    let line = ui.paint_err(style, &summary);
    ui.note(&line);
    Ok(match (unreadable.is_empty(), errors > 0 || (warnings > 0 && args.deny == Some(Deny::Warnings))) {
        (false, _) => 2,
        (true, true) => 1,
        (true, false) => 0,
    })
}

/// All procedures of a folder, or those built in; each called one is checked once.
fn all(procedures: &Procedures, files: &mut Vec<File>, unreadable: &mut Vec<Refusal>) -> Result<(), Failure> {
    let checker = Checker::new(procedures);
    match procedures {
        Procedures::Folder(folder) => {
            for path in library::files(folder)? {
                match library::read(&path) {
                    Ok(bytes) => {
                        let name = path.display().to_string();
                        files.push(file(&name, checker.check(&name, &bytes), || bytes.clone()));
                    }
                    Err(error) => unreadable.push(Refusal::new(error.code, error.message)),
                }
            }
        }
        Procedures::BuiltIn => {
            for id in procedures.ids() {
                if let Some((name, bytes)) = procedures.text(&id) {
                    files.push(file(&name, checker.check(&name, &bytes), || bytes.clone()));
                }
            }
        }
    }
    scenarios(trials::sources(procedures, &[])?, files);
    Ok(())
}

/// Files of scenarios: that what they name exists. Playing them is for `test`.
fn scenarios(groups: Vec<trials::Group>, files: &mut Vec<File>) {
    for tried in trials::reports(groups) {
        files.push(File { text: super::test::text(&tried), findings: tried.report.findings, procedure: false });
    }
}

fn bytes(procedures: &Procedures, path: &str) -> Vec<u8> {
    library::read(Path::new(path)).ok().or_else(|| procedures.text(path).map(|(_, bytes)| bytes)).unwrap_or_default()
}

fn file(name: &str, report: Rc<Report>, bytes: impl FnOnce() -> Vec<u8>) -> File {
    let text = report.document.as_ref().map_or_else(|| Text::broken(name, &bytes()), Text::of);
    File { text, findings: report.findings.clone(), procedure: true }
}

/// The document that programs read.
fn document(ui: &Ui, files: &[File]) -> Value {
    let mut findings = Vec::new();
    for file in files {
        let position = |byte: usize| {
            let at = file.text.position(byte);
            json!({"line": at.line, "column": at.column, "byte": byte})
        };
        let ends = |place: &Place| {
            let span = file.text.span(place);
            (position(span.start), position(span.end))
        };
        for finding in &file.findings {
            let (start, end) = ends(&finding.place);
            let related: Vec<Value> = finding
                .related
                .iter()
                .map(|(place, message)| {
                    let (start, end) = ends(place);
                    json!({"file": file.text.name(), "place": place.path(), "start": start, "end": end, "message": ui.text(message)})
                })
                .collect();
            let severity = match finding.severity() {
                Severity::Error => "error",
                Severity::Warning => "warning",
            };
            findings.push(json!({
                "code": finding.code.name(), "severity": severity, "message": ui.text(&finding.message),
                "help": finding.help.as_ref().map(|help| ui.text(help)), "file": file.text.name(), "place": finding.place.path(),
                "start": start, "end": end, "related": related,
            }));
        }
    }
    json!({"version": 1, "files": files.len(), "findings": findings})
}
