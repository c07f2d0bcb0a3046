//! `check`: what there is to say about procedures.

use super::draw;
use super::refuse;
use super::setup::{Setup, usage};
use super::ui::{Style, Ui};
use crate::check::{Checker, Known, Library};
use crate::clock::Stopwatch;
use crate::desk::{self, Failure, trials};
use crate::engine::Refusal;
use crate::finding::{Finding, Severity};
use crate::hands;
use crate::library::{self, Procedures};
use crate::msg;
use crate::report::{File, github, json, mend, sarif};
use crate::scenario;
use clap::ValueEnum;
use std::path::{Path, PathBuf};

#[derive(clap::Args)]
pub(crate) struct Args {
    /// Files, folders or procedures; without any, all procedures
    #[arg(value_name = "PATH")]
    paths: Vec<String>,
    /// `human`, `json`, `sarif` or `github`
    #[arg(long, value_name = "FORMAT", value_enum, default_value = "human")]
    format: Format,
    /// `warnings` weigh as much as errors
    #[arg(long, value_name = "WHAT", value_enum)]
    deny: Option<Deny>,
    /// Mend what can be mended without a doubt, in the files themselves
    #[arg(long)]
    fix: bool,
    /// With `--fix`: show the changes, write nothing
    #[arg(long, requires = "fix")]
    dry_run: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Human,
    Json,
    Sarif,
    Github,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Deny {
    Warnings,
}

pub(crate) fn run(args: &Args, setup: &Setup, ui: &mut Ui) -> Result<u8, Failure> {
    let watch = Stopwatch::start();
    if args.fix {
        fix(args, setup, ui)?;
    }
    let mut files = Vec::new();
    let mut settings = Vec::new();
    let mut unreadable = Vec::new();
    if args.paths.is_empty() {
        all(&setup.procedures, &mut files, &mut settings, &mut unreadable)?;
        if matches!(setup.procedures, Procedures::BuiltIn) {
            let line = ui.text(&msg!("cli-check-builtin"));
            ui.note(&line);
        }
    }
    for path in &args.paths {
        if Path::new(path).is_dir() {
            all(&Procedures::Folder(PathBuf::from(path)), &mut files, &mut settings, &mut unreadable)?;
        } else if scenario::is_file(path) {
            match trials::sources(&setup.procedures, std::slice::from_ref(path)) {
                Ok(groups) => scenarios(groups, &Known::default(), &mut files),
                Err(Failure::Unable(refusal) | Failure::Refused(refusal)) => unreadable.push(refusal),
                Err(failure) => return Err(failure),
            }
        } else if library::read(Path::new(path)).is_ok_and(|bytes| library::is_settings(&bytes)) {
            settings.push(path.clone());
        } else {
            match desk::report(&setup.procedures, path) {
                Ok((name, report)) => files.push(File::new(&name, &report, &bytes(&setup.procedures, path))),
                Err(Failure::Unable(refusal) | Failure::Refused(refusal)) => unreadable.push(refusal),
                Err(failure) => return Err(failure),
            }
        }
    }
    let count = |severity| files.iter().flat_map(|f: &File| &f.findings).filter(|f: &&Finding| f.severity() == severity).count();
    let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
    tracing::info!(target: "pasapas::check", files = files.len(), unreadable = unreadable.len(), errors, warnings, ms = watch.ms(), "checked");
    // A dry run has shown changes: those are its data.
    if !args.dry_run {
        show(args.format, &files, &unreadable, ui);
    }
    for file in &settings {
        let line = ui.text(&msg!("cli-check-settings", file = file));
        ui.note(&line);
    }
    unreadable.iter().for_each(|refusal| refuse::say(ui, refusal));
    if files.is_empty() && !unreadable.is_empty() {
        return Ok(2);
    }
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

fn show(format: Format, files: &[File], unreadable: &[Refusal], ui: &mut Ui) {
    match format {
        Format::Json => ui.json(&json::document(ui.words(), files)),
        Format::Sarif => {
            let unreadable: Vec<String> = unreadable.iter().map(|refusal| ui.text(&refusal.message)).collect();
            ui.json(&sarif::document(ui.words(), files, &unreadable));
        }
        Format::Github => github::lines(ui.words(), files).iter().for_each(|line| ui.out(line)),
        Format::Human => {
            for file in files {
                for finding in &file.findings {
                    let drawn = draw::finding(ui, &file.text, finding, true);
                    ui.out(&drawn);
                }
            }
        }
    }
}

/// Mends the files that are named, each with what it calls as it lies there.
fn fix(args: &Args, setup: &Setup, ui: &mut Ui) -> Result<(), Failure> {
    let (mut count, mut files) = (0_usize, 0_usize);
    for (path, beside) in paths(args, setup)? {
        // What cannot be read is said by the check itself.
        let Ok(bytes) = library::read(&path) else { continue };
        let name = path.display().to_string();
        let mended = mend::mend(&name, &bytes, &|bytes| Checker::new(&beside).check(&name, bytes));
        if mended.count == 0 {
            continue;
        }
        (count, files) = (count + mended.count, files + 1);
        if args.dry_run {
            let shown = difference(&name, &bytes, &mended.bytes);
            ui.raw(shown.as_bytes());
        } else {
            library::write(&path, &mended.bytes)?;
        }
    }
    ui.say(&if args.dry_run {
        msg!("cli-check-would-fix", count = count, files = files)
    } else {
        msg!("cli-check-fixed", count = count, files = files)
    });
    Ok(())
}

/// The files to mend, each with where what it calls is found.
fn paths(args: &Args, setup: &Setup) -> Result<Vec<(PathBuf, Procedures)>, Failure> {
    let mut found = Vec::new();
    let folder = |folder: &Path, found: &mut Vec<_>| -> Result<(), Failure> {
        found.extend(library::files(folder)?.into_iter().map(|path| (path, Procedures::Folder(folder.to_owned()))));
        Ok(())
    };
    let built_in = || usage(msg!("cli-fix-built-in"));
    if args.paths.is_empty() {
        match &setup.procedures {
            Procedures::Folder(path) => folder(path, &mut found)?,
            Procedures::BuiltIn => return Err(built_in()),
        }
    }
    for name in &args.paths {
        let path = Path::new(name);
        if path.is_dir() {
            folder(path, &mut found)?;
        } else if desk::is_path(name) {
            found.push((path.to_owned(), desk::beside(path)));
        } else if let Some(path) = setup.procedures.file(name) {
            found.push((path, setup.procedures.clone()));
        } else if setup.procedures.text(name).is_some() {
            return Err(built_in());
        }
    }
    Ok(found)
}

/// Both texts as `patch` reads them.
fn difference(name: &str, before: &[u8], after: &[u8]) -> String {
    let (before, after) = (String::from_utf8_lossy(before), String::from_utf8_lossy(after));
    let name = name.trim_start_matches("./");
    let (a, b) = if name.starts_with('/') { (name.to_owned(), name.to_owned()) } else { (format!("a/{name}"), format!("b/{name}")) };
    similar::TextDiff::from_lines(before.as_ref(), after.as_ref()).unified_diff().header(&a, &b).to_string()
}

/// All procedures of a folder, or those built in; each called one is checked once.
fn all(procedures: &Procedures, files: &mut Vec<File>, settings: &mut Vec<String>, unreadable: &mut Vec<Refusal>) -> Result<(), Failure> {
    let known = Known::default();
    let groups = trials::sources(procedures, &[])?;
    let check = |name: &str, bytes: &[u8]| {
        let watch = Stopwatch::start();
        let checker = Checker::sharing(procedures, known.clone());
        let file = File::new(name, &checker.check(name, bytes), bytes);
        tracing::debug!(target: "pasapas::check", file = name, bytes = bytes.len(), findings = file.findings.len(), ms = watch.ms(), "file checked");
        checker.told(name, groups.iter().any(|group| group.is_about(name)));
        file
    };
    match procedures {
        Procedures::Folder(folder) => {
            let checked = hands::each(&library::files(folder)?, |path| {
                let name = path.display().to_string();
                match library::read(path) {
                    Ok(bytes) if library::is_settings(&bytes) => Ok(Err(name)),
                    Ok(bytes) => Ok(Ok(check(&name, &bytes))),
                    Err(error) => Err(Refusal::new(error.code, error.message)),
                }
            });
            for one in checked {
                match one {
                    Ok(Ok(file)) => files.push(file),
                    Ok(Err(name)) => settings.push(name),
                    Err(refusal) => unreadable.push(refusal),
                }
            }
        }
        Procedures::BuiltIn => {
            let found: Vec<_> = procedures.ids().iter().filter_map(|id| procedures.text(id)).collect();
            files.extend(hands::each(&found, |(name, bytes)| check(name, bytes)));
        }
    }
    scenarios(groups, &known, files);
    Ok(())
}

/// Files of scenarios: that what they name exists. Playing them is for `test`.
fn scenarios(groups: Vec<trials::Group>, known: &Known, files: &mut Vec<File>) {
    for tried in trials::reports_with(groups, known) {
        files.push(File { text: super::test::text(&tried), findings: tried.report.findings, procedure: false });
    }
}

fn bytes(procedures: &Procedures, path: &str) -> Vec<u8> {
    library::read(Path::new(path)).ok().or_else(|| procedures.text(path).map(|(_, bytes)| bytes)).unwrap_or_default()
}
