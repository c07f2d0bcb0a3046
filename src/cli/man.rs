//! `man`: manual pages, the main one or a folder of all.

use super::ui::Ui;
use crate::desk::Failure;
use crate::engine::Refusal;
use crate::finding::codes;
use crate::msg;
use crate::words::reasons;
use std::path::PathBuf;

#[derive(clap::Args)]
pub(crate) struct Args {
    /// A folder for all pages; without one, the main page on standard output
    #[arg(value_name = "DIR")]
    folder: Option<PathBuf>,
}

pub(crate) fn run(args: &Args, ui: &mut Ui) -> Result<u8, Failure> {
    let command = super::command_in(ui.lang());
    match &args.folder {
        None => {
            let mut page = Vec::new();
            // Writing into memory does not fail.
            let _ = clap_mangen::Man::new(command).render(&mut page);
            ui.raw(&page);
        }
        Some(folder) => {
            let shown = folder.display().to_string();
            let failed = |error: std::io::Error| {
                Failure::Unable(Refusal::new(codes::FILE_UNREADABLE, msg!("cli-file-unwritable", file = &shown, reason = reasons::io(&error))))
            };
            std::fs::create_dir_all(folder).map_err(failed)?;
            clap_mangen::generate_to(command, folder).map_err(failed)?;
            ui.say(&msg!("cli-written", file = &shown));
        }
    }
    Ok(0)
}
