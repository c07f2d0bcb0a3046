//! `schema`: the JSON Schema of the language, for editors.

use super::ui::Ui;
use crate::desk::Failure;
use crate::model::schema::schema;

#[derive(clap::Args)]
pub(crate) struct Args {}

pub(crate) fn run(_: &Args, ui: &mut Ui) -> Result<u8, Failure> {
    ui.json(&schema(Some(ui.lang())));
    Ok(0)
}
