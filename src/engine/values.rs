//! Answers as values that templates read: each knows what it is and how it is called.

use super::variables::{Reader, list_field};
use crate::model::field::{Field, Kind};
use crate::model::{Named, ids};
use crate::template::{self, Value};
use serde_json::Value as Json;

impl Reader<'_> {
    /// An answer as templates read it.
    pub(super) fn field(&self, field: &Field, value: &Json, dropped: Option<&std::collections::BTreeSet<u32>>) -> Option<Value> {
        let text = || value.as_str();
        let lang = self.lang();
        match &field.kind {
            Kind::Secret => None,
            Kind::Phone { .. } => text().map(|phone| ids::grouped(phone).into()),
            Kind::Date if text() == Some("today") => Some(template::day(&self.env.today().to_string(), lang)),
            Kind::Date => text().map(|day| template::day(day, lang)),
            Kind::Time => text().map(|time| template::time(time, lang)),
            Kind::Datetime => text().map(|at| template::instant(at, lang)),
            Kind::Option(options) => text().map(|key| option(options, key)),
            Kind::Options(options) => {
                Some(value.as_array()?.iter().filter_map(Json::as_str).map(|key| option(options, key)).collect::<Vec<_>>().into())
            }
            Kind::Person => Some(person(value.as_object()?)),
            Kind::File => {
                let file = value.as_object()?;
                let parts = file.iter().map(|(part, value)| (part.clone(), template::value(value))).collect();
                let seen = || lang.words().say(&crate::msg!("file-seen"));
                Some(template::parts(parts, Some(&file.get("name").and_then(Json::as_str).map_or_else(seen, str::to_owned))))
            }
            Kind::Record(fields) => Some(self.record(fields, value)),
            Kind::List { fields, .. } => {
                let items = value.as_array()?.iter().enumerate();
                let here = items.filter(|(i, _)| !dropped.is_some_and(|d| u32::try_from(i + 1).is_ok_and(|n| d.contains(&n))));
                Some(here.map(|(_, item)| self.record(fields, item)).collect::<Vec<_>>().into())
            }
            Kind::Item(of) => {
                let number = value.as_u64()?;
                let (field, path) = list_field(self.run, &self.site, &of.name)?;
                let record = self.run.list(&path, &field.name)?.get(usize::try_from(number).ok()?.checked_sub(1)?)?;
                Some(field.kind.fields().map_or_else(|| template::value(record), |fields| self.record(fields, record)))
            }
            Kind::Text
            | Kind::Paragraph
            | Kind::Integer
            | Kind::Decimal
            | Kind::Boolean
            | Kind::Email
            | Kind::Url
            | Kind::Siren
            | Kind::Siret
            | Kind::Finess
            | Kind::Rpps => Some(template::value(value)),
        }
    }

    pub(super) fn record(&self, fields: &Named<Field>, value: &Json) -> Value {
        let parts = fields.values().filter_map(|field| Some((field.name.to_string(), self.field(field, value.get(field.name.as_ref())?, None)?)));
        template::parts(parts.collect(), Some(&label(fields, value)))
    }
}

fn option(options: &Named<String>, key: &str) -> Value {
    template::chosen(key, options.get(key).map_or(key, String::as_str))
}

/// A person: called by their name, their phone number in groups.
fn person(kept: &serde_json::Map<String, Json>) -> Value {
    let part = |(part, value): (&String, &Json)| match value {
        Json::String(phone) if part == "phone" => (part.clone(), ids::grouped(phone).into()),
        value => (part.clone(), template::value(value)),
    };
    template::parts(kept.iter().map(part).collect(), kept.get("name").and_then(Json::as_str))
}

/// The title of what was chosen in a field: a list where several may be.
pub(super) fn titles(kind: &Kind, value: &Json) -> Option<Value> {
    let title = |options: &Named<String>, key: &str| Value::from(options.get(key).map_or(key, String::as_str));
    match kind {
        Kind::Option(options) => Some(title(options, value.as_str()?)),
        Kind::Options(options) => Some(value.as_array()?.iter().filter_map(Json::as_str).map(|key| title(options, key)).collect::<Vec<_>>().into()),
        _ => None,
    }
}

/// What an item is called: its key, or its first answers.
pub fn label(fields: &Named<Field>, record: &Json) -> String {
    let text = |name: &str| record.get(name).map(crate::model::value::show_plain).filter(|t| !t.is_empty());
    if let (Some(first), Some(last)) = (text("prenom"), text("nom")) {
        return format!("{first} {last}");
    }
    let named = ["name", "nom", "title", "titre", "label"].into_iter().find_map(text);
    named.or_else(|| fields.keys().find_map(|name| text(name))).unwrap_or_default()
}
