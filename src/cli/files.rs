//! `files`: what was attached in a run, and one of it written out again.

use super::dates;
use super::steps;
use super::ui::{Style, Ui, wrap};
use crate::desk::kept::Kept;
use crate::desk::{Desk, Failure, Loaded};
use crate::engine::find_path;
use crate::engine::view::when;
use crate::library;
use crate::model::file::{said, size_said};
use crate::msg;
use serde_json::{Value, json};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

#[derive(clap::Args)]
pub(crate) struct Args {
    /// The run
    run: String,
    /// Not the list: this file, by its number, its name, or the beginning of its SHA-256
    #[arg(value_name = "FILE", requires = "output")]
    file: Option<String>,
    /// Where it is written: a file that is not there yet, or `-` for standard output
    #[arg(short, long, value_name = "FILE", requires = "file")]
    output: Option<PathBuf>,
    /// With names that are personal data, in JSON
    #[arg(long)]
    personal: bool,
    /// One object a line, for programs
    #[arg(long, conflicts_with = "file")]
    json: bool,
}

pub(crate) fn run(args: &Args, desk: &Desk, ui: &mut Ui) -> Result<u8, Failure> {
    let loaded = desk.load(&args.run)?;
    let all = desk.kept(&loaded)?;
    if let (Some(file), Some(output)) = (&args.file, &args.output) {
        return give(desk, desk.kept_file(&all, file)?, output, ui);
    }
    if args.json {
        for file in &all {
            ui.json_line(&for_programs(file, args.personal));
        }
        return Ok(0);
    }
    for file in &all {
        for_people(desk, &loaded, file, ui);
    }
    ui.say(&msg!("files-sum", count = all.len()));
    Ok(0)
}

fn for_programs(file: &Kept, personal: bool) -> Value {
    let name = Some(&file.name).filter(|_| personal || !file.personal);
    json!({
        "number": file.number, "name": name, "sha256": file.sha256, "size": file.size, "form": file.form, "path": file.path, "field": file.field,
        "at": when(file.stamp.at), "by": file.stamp.by, "replaced": file.replaced,
    })
}

fn for_people(desk: &Desk, loaded: &Loaded, file: &Kept, ui: &mut Ui) {
    let step = desk.view(loaded, |view| find_path(&view, &file.path).ok().map(|path| steps::name(&view, &path)));
    let step = step.filter(|_| !file.path.is_empty()).unwrap_or_else(|| ui.text(&msg!("log-start")));
    let form = file.form.as_deref().map(|form| ui.text(&said(Some(form))));
    let what = [form, Some(ui.text(&size_said(file.size)))].into_iter().flatten().collect::<Vec<_>>().join(", ");
    let name = ui.paint(Style::Bold, &file.name);
    let replaced = if file.replaced { format!(" · {}", ui.text(&msg!("files-replaced"))) } else { String::new() };
    ui.out(&format!("{:>3}  {name}  {what}{replaced}", file.number));
    let by = format!("{}, {}", file.stamp.by, dates::day_of(file.stamp.at, ui.lang()));
    let line = wrap(&format!("{step} · {by} · SHA-256\u{a0}{}…", file.sha256.get(..12).unwrap_or_default()), ui.width(), "     ");
    ui.out(&ui.paint(Style::Dim, &line));
}

/// Writes a file out, piece by piece; to a file of the system whole or not at all.
fn give(desk: &Desk, file: &Kept, output: &Path, ui: &mut Ui) -> Result<u8, Failure> {
    let gone = || Failure::from(crate::journal::Error::Damaged(msg!("damaged-evidence", sha256 = &file.sha256)));
    if output == Path::new("-") {
        desk.copy_evidence(&file.sha256, &mut Through(ui), "-")?.ok_or_else(gone)?;
        return Ok(0);
    }
    let shown = output.display().to_string();
    library::create(output, |to| desk.copy_evidence(&file.sha256, to, &shown)?.map(drop).ok_or_else(gone))?;
    ui.say(&msg!("cli-written", file = shown));
    Ok(0)
}

/// Standard output as something that is written to.
struct Through<'u>(&'u mut Ui);

impl Write for Through<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.raw(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
