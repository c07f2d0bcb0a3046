//! PDF: made, and what is to be said of it.

use super::checklist::Made;
use super::pace::Pace;
use super::setup::usage;
use super::ui::Ui;
use crate::desk::Failure;
use crate::engine::Refusal;
use crate::finding::codes;
use crate::msg;
use crate::print::pdf::{Missing, Pages, Promise, write};
use std::io::IsTerminal;
use std::path::Path;

/// A PDF does not go to a terminal.
///
/// # Errors
/// It would.
pub(super) fn refuse_terminal(file: Option<&Path>) -> Result<(), Failure> {
    match file.filter(|file| *file != Path::new("-")) {
        None if std::io::stdout().is_terminal() => Err(usage(msg!("paper-terminal"))),
        _ => Ok(()),
    }
}

/// Makes the PDF; what could not be printed as it is written is said.
///
/// # Errors
/// It is beyond what a PDF can hold.
pub(super) fn print(made: &Made, ui: &mut Ui) -> Result<Vec<u8>, Failure> {
    let pages: Vec<Pages> = made.checklists.iter().map(|checklist| Pages { checklist }).collect();
    let pace = Pace::new(ui, pages.len());
    let printed = write(&pages, made.day, &|done| pace.at(done)).map_err(|fault| {
        let refusal = Refusal::new(codes::FILE_UNREADABLE, msg!("paper-unprintable"));
        Failure::Unable(refusal.help(msg!("paper-unprintable.help", detail = fault.detail)))
    })?;
    drop(pace);
    for Missing { character, step } in &printed.missing {
        let code = format!("U+{:04X}", u32::from(*character));
        let step = step.as_deref().unwrap_or("none");
        ui.warn(&msg!("paper-glyph", character = character.to_string(), code = code, step = step));
    }
    match printed.promise {
        Promise::Archive => {}
        Promise::Accessible => ui.warn(&msg!("paper-promise-accessible")),
        Promise::Tagged => ui.warn(&msg!("paper-promise-tagged")),
    }
    Ok(printed.bytes)
}
