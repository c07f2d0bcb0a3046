//! `schema`: the JSON Schema of a kind of file, for editors.

use super::ui::Ui;
use crate::desk::Failure;
use crate::model::language::{PROCEDURES, SCENARIOS};
use crate::model::schema::schema_of;
use clap::ValueEnum;

#[derive(clap::Args)]
pub(crate) struct Args {
    /// `procedure` or `scenario`
    #[arg(value_name = "WHAT", value_enum, default_value = "procedure")]
    what: What,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum What {
    Procedure,
    Scenario,
}

pub(crate) fn run(args: &Args, ui: &mut Ui) -> Result<u8, Failure> {
    let grammar = match args.what {
        What::Procedure => &PROCEDURES,
        What::Scenario => &SCENARIOS,
    };
    ui.json(&schema_of(grammar, Some(ui.lang())));
    Ok(0)
}
