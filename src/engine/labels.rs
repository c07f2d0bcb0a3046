//! What the items of an `each` are called: by the list that they come from, wherever they were taken out of it.

use super::path::Path;
use super::run::StepState;
use super::values::label;
use super::variables::{Reader, list_field};
use crate::check::graph::What;
use crate::model::field::{Field, Kind};
use crate::model::{Each, value};
use crate::template;
use serde_json::{Map, Value};
use std::collections::BTreeSet;

/// What an item is called.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Called {
    /// For people.
    pub name: String,
    /// The value of the field that names it, where there is one.
    pub key: Option<String>,
}

impl<'a> Reader<'a> {
    /// How many items an `each` has, at this site that it stands in.
    pub fn items_of(&self, holder: &Path, each: &Each) -> u32 {
        let count = |list: &Vec<Value>| u32::try_from(list.len()).unwrap_or(u32::MAX);
        match self.snapshot(holder) {
            Some(list) => count(list),
            None => list_field(self.run, &self.site, each.list.source.trim())
                .and_then(|(field, asked)| self.run.list(&asked, &field.name))
                .map_or(0, count),
        }
    }

    /// Those of them that left their list.
    pub fn gone_from(&self, each: &Each) -> Option<&'a BTreeSet<u32>> {
        let (field, asked) = list_field(self.run, &self.site, each.list.source.trim())?;
        self.run.dropped(&asked, &field.name)
    }

    /// What an item of an `each` is called, by its number.
    pub fn called(&self, holder: &Path, each: &Each, number: u32) -> Option<Called> {
        let at = usize::try_from(number).ok()?.checked_sub(1)?;
        if let Some(list) = self.snapshot(holder) {
            return Some(match list.get(at)? {
                Value::Object(item) => self
                    .origin(item)
                    .map(|(field, record)| named(field, record))
                    .unwrap_or_else(|| Called { name: plain_name(item).unwrap_or_else(|| number.to_string()), key: None }),
                Value::Null => Called { name: number.to_string(), key: None },
                item => Called { name: value::show_plain(item), key: None },
            });
        }
        let (field, asked) = list_field(self.run, &self.site, each.list.source.trim())?;
        let record = self.run.list(&asked, &field.name)?.get(at)?;
        // What was erased still has its number.
        if record.is_null() {
            return Some(Called { name: number.to_string(), key: None });
        }
        Some(named(field, record))
    }

    fn snapshot(&self, holder: &Path) -> Option<&'a Vec<Value>> {
        self.run.step(holder).and_then(|s: &StepState| s.list.as_ref())?.value().as_array()
    }

    /// The list that was asked for of which this is an item, perhaps with more answers since.
    pub(super) fn origin(&self, item: &Map<String, Value>) -> Option<(&'a Field, &'a Value)> {
        let frames =
            self.site.same_procedure().flat_map(|frame| frame.plan.names.iter().filter(|(_, set)| set.what == What::Field).map(|(name, _)| name));
        let inputs = self.site.procedure();
        let names = frames.chain(inputs.here().checked.procedure.inputs.keys());
        for name in names {
            let Some((field, asked)) = list_field(self.run, &self.site, name) else { continue };
            let (Some(fields), Some(records)) = (field.kind.fields(), self.run.list(&asked, &field.name)) else { continue };
            let same = |record: &&Value| match template::json(&self.record(fields, record)) {
                Value::Object(parts) => !parts.is_empty() && parts.iter().all(|(part, value)| item.get(part) == Some(value)),
                _ => false,
            };
            if let Some(record) = records.iter().find(same) {
                return Some((field, record));
            }
        }
        None
    }
}

fn named(list: &Field, record: &Value) -> Called {
    let Kind::List { fields, key } = &list.kind else { return Called::default() };
    let key = key.as_ref().and_then(|key| record.get(key.name.as_ref())).map(value::show_plain);
    Called { name: label(fields, record), key }
}

/// What a record of no known list calls itself; dates and numbers name nobody.
fn plain_name(item: &Map<String, Value>) -> Option<String> {
    let text = |name: &str| item.get(name).and_then(Value::as_str).filter(|t| !t.is_empty()).map(str::to_owned);
    if let (Some(first), Some(last)) = (text("prenom"), text("nom")) {
        return Some(format!("{first} {last}"));
    }
    let known = ["name", "nom", "title", "titre", "label", "key", "value"].into_iter().find_map(text);
    known.or_else(|| item.values().filter_map(Value::as_str).find(|t| value::date(t).is_none() && !t.is_empty()).map(str::to_owned))
}

/// The number of the scope that a person means inside an `each`: by number, key or name; with `chunk`, the group that the item is in.
pub fn scope_number(reader: &Reader, holder: &Path, each: &Each, wanted: &str) -> Option<u32> {
    let scopes = reader.run.step(holder).and_then(StepState::each).map(|state| &state.scopes);
    let count = reader.items_of(holder, each);
    let number = wanted.trim().parse::<u32>().ok().filter(|number| *number > 0);
    if let Some(number) = number.filter(|number| scopes.is_some_and(|s| s.contains_key(number)) || (*number <= count && each.chunk.is_none())) {
        return Some(number);
    }
    let same = |name: &str| name.trim().to_lowercase() == wanted.trim().to_lowercase();
    let is = |number: &u32| reader.called(holder, each, *number).is_some_and(|c| same(&c.name) || c.key.as_deref().is_some_and(same));
    let gone = reader.gone_from(each);
    let (left, here): (Vec<u32>, Vec<u32>) = (1..=count).filter(is).partition(|number| gone.is_some_and(|gone| gone.contains(number)));
    let item = match (here.as_slice(), left.as_slice()) {
        ([one], _) | ([], [one]) => *one,
        _ => return number,
    };
    match each.chunk {
        None => Some(item),
        Some(_) => scopes?.iter().find(|(_, group)| group.items.contains(&item)).map(|(number, _)| *number),
    }
}
