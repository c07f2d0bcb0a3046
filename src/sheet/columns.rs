//! The columns of a list: one for each question about an item, several where a question has parts.

use crate::engine::Refusal;
use crate::finding::codes;
use crate::model::field::{Field, Kind};
use crate::model::value::PERSON;
use crate::model::{Name, Named};
use crate::msg;
use crate::words::Words;
use std::collections::HashMap;

/// A column.
#[derive(Debug, Clone)]
pub struct Column<'f> {
    /// Where its answer belongs in an item: `email`, `responsable.email`.
    pub name: String,
    /// What stands over it; no two columns of a list are called alike.
    pub heading: String,
    /// The question that it answers, or a part of it.
    pub field: &'f Field,
    /// The part of a person: `name`, `email` or `phone`.
    pub part: Option<&'static str>,
    /// Whether every item has an answer here.
    pub required: bool,
}

/// The columns of a list, in the order of its questions. A file that is kept and a list inside the list have none: no cell can hold them.
///
/// # Errors
/// Every item needs an answer that no cell can hold.
pub fn columns<'f>(list: &'f Field, words: &Words) -> Result<Vec<Column<'f>>, Refusal> {
    let Kind::List { fields, .. } = &list.kind else { return Ok(Vec::new()) };
    let mut found = Vec::new();
    gather(fields, &(String::new(), String::new()), true, words, &mut found)?;
    let mut called: HashMap<String, usize> = HashMap::new();
    for column in &found {
        *called.entry(super::header::plain(&column.heading)).or_default() += 1;
    }
    for column in &mut found {
        if called.get(&super::header::plain(&column.heading)).is_some_and(|times| *times > 1) {
            column.heading = format!("{} ({})", column.heading, column.name);
        }
    }
    Ok(found)
}

/// `around`: the name and the title of the record that these questions are parts of, each with what parts it from theirs.
fn gather<'f>(fields: &'f Named<Field>, around: &(String, String), needed: bool, words: &Words, found: &mut Vec<Column<'f>>) -> Result<(), Refusal> {
    for (name, field) in fields {
        let name = format!("{}{name}", around.0);
        let heading = format!("{}{}", around.1, field.title.trim());
        let required = needed && !field.optional && field.when.is_none() && field.default.is_none();
        let mut column = |name: String, heading: String, part, required| found.push(Column { name, heading, field, part, required });
        match &field.kind {
            Kind::List { .. } => refuse_if(required, &name, &heading)?,
            Kind::File if field.keep => refuse_if(required, &name, &heading)?,
            Kind::Record(inside) => gather(inside, &(format!("{name}."), format!("{heading} – ")), required, words, found)?,
            Kind::Person => {
                for part in PERSON {
                    let title = words.say(&match part {
                        "name" => msg!("sheet-part-name"),
                        "email" => msg!("sheet-part-email"),
                        _ => msg!("sheet-part-phone"),
                    });
                    column(format!("{name}.{part}"), format!("{heading} – {title}"), Some(part), required && part == "name");
                }
            }
            Kind::Text
            | Kind::Paragraph
            | Kind::Integer
            | Kind::Decimal
            | Kind::Boolean
            | Kind::Date
            | Kind::Time
            | Kind::Datetime
            | Kind::Email
            | Kind::Phone { .. }
            | Kind::Url
            | Kind::Option(_)
            | Kind::Options(_)
            | Kind::Item(_)
            | Kind::File
            | Kind::Secret
            | Kind::Siren
            | Kind::Siret
            | Kind::Finess
            | Kind::Rpps => column(name, heading, None, required),
        }
    }
    Ok(())
}

fn refuse_if(required: bool, name: &str, heading: &str) -> Result<(), Refusal> {
    if !required {
        return Ok(());
    }
    let message = msg!("sheet-no-cell", name = name, title = heading);
    Err(Refusal::new(codes::SHEET_REFUSED, message).help(msg!("sheet-no-cell.help")))
}

impl Column<'_> {
    /// The options that a cell may name, and whether it may name several.
    pub fn options(&self) -> Option<(&Named<String>, bool)> {
        match &self.field.kind {
            Kind::Option(options) => Some((options, false)),
            Kind::Options(options) => Some((options, true)),
            _ => None,
        }
    }

    /// The names of the records and of the answer itself, from the outside in.
    pub fn path(&self) -> Vec<Name> {
        self.name.split('.').map(Name::from).collect()
    }
}
