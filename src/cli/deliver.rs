//! Where what was made goes: a file whose ending says its form, or standard output.

use super::ui::Ui;
use crate::desk::Failure;
use crate::engine::Refusal;
use crate::finding::codes;
use crate::msg;
use crate::words::reasons;
use std::path::Path;

/// A form that something can be written in: the name that `--format` takes, and the endings of its files.
pub(super) struct Form<F: 'static> {
    /// The form.
    pub form: F,
    /// What `--format` calls it.
    pub name: &'static str,
    /// How its files end, without the point.
    pub endings: &'static [&'static str],
}

/// The form of a file by its ending; none where nothing says.
///
/// # Errors
/// The ending promises a form that there is not: then nothing is written.
pub(super) fn form<F: Copy>(file: Option<&Path>, forms: &[Form<F>]) -> Result<Option<F>, Failure> {
    let Some(ending) = file.filter(|file| *file != Path::new("-")).and_then(Path::extension).map(|e| e.to_string_lossy().to_lowercase()) else {
        return Ok(None);
    };
    match forms.iter().find(|form| form.endings.contains(&ending.as_str())) {
        Some(form) => Ok(Some(form.form)),
        None => {
            let offered: Vec<String> = forms
                .iter()
                .map(|form| format!("{} ({})", form.name, form.endings.iter().map(|e| format!(".{e}")).collect::<Vec<_>>().join(", ")))
                .collect();
            let refusal = Refusal::new(codes::USAGE, msg!("cli-form-none", ending = format!(".{ending}")));
            Err(Failure::Unable(refusal.help(msg!("cli-form-none.help", forms = offered))))
        }
    }
}

/// Writes what was made to a file, or to standard output.
pub(super) fn deliver(made: &[u8], file: Option<&Path>, ui: &mut Ui) -> Result<u8, Failure> {
    match file.filter(|file| *file != Path::new("-")) {
        None => ui.raw(made),
        Some(file) => {
            let shown = file.display().to_string();
            let failed = |error: std::io::Error| {
                Failure::Unable(Refusal::new(codes::FILE_UNREADABLE, msg!("cli-file-unwritable", file = &shown, reason = reasons::io(&error))))
            };
            std::fs::write(file, made).map_err(failed)?;
            ui.say(&msg!("cli-written", file = &shown));
        }
    }
    Ok(0)
}
