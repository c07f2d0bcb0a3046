//! `completions`: what a shell needs to complete commands and options.

use super::ui::Ui;
use crate::desk::Failure;
use clap_complete::{Shell, generate};

#[derive(clap::Args)]
pub(crate) struct Args {
    /// `bash`, `zsh`, `fish`, `elvish` or `powershell`
    #[arg(value_enum)]
    shell: Shell,
}

pub(crate) fn run(args: &Args, ui: &mut Ui) -> Result<u8, Failure> {
    let mut bytes = Vec::new();
    generate(args.shell, &mut super::command_in(ui.lang()), "pasapas", &mut bytes);
    ui.raw(&bytes);
    Ok(0)
}
