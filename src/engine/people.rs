//! Who plays a role, as far as the run knows.

use super::site::Site;
use super::values::label;
use super::variables::{Reader, resolve};
use crate::check::graph::What;
use crate::model::field::{Field, Kind};
use crate::model::{Name, Verb, ids};
use crate::template::{self, Value};
use serde_json::Value as Json;
use std::collections::BTreeMap;

impl<'a> Reader<'a> {
    /// Who plays a role: a title always; name, address and phone where they are known.
    pub fn role(&self, name: &str) -> Value {
        let mut parts: BTreeMap<String, Value> = BTreeMap::new();
        // Whoever was named by hand is meant before whoever was answered.
        let named = self.run.people.get(name).and_then(|datum| datum.value().as_object());
        for (key, value) in named.into_iter().flatten() {
            let text = value.as_str().unwrap_or_default();
            parts.insert(key.clone(), if key == "phone" { ids::grouped(text).into() } else { text.into() });
        }
        let named = named.is_some();
        let mut site = Some(self.site.clone());
        while let Some(here) = site {
            let procedure = &here.here().checked.procedure;
            if let Some(role) = procedure.roles.get(name) {
                parts.entry("title".into()).or_insert_with(|| role.title.source.to_string().into());
                if let Some(of) = role.of.as_ref().filter(|_| !named)
                    && let Some(found) = (Reader { site: here.clone(), ..self.clone() }).item_playing(&of.name)
                {
                    for (key, value) in found {
                        parts.entry(key).or_insert(value);
                    }
                }
            }
            if let Some(person) = self.plays(&here, name).filter(|_| !named) {
                for part in ["name", "email", "phone"] {
                    if let Ok(value) = person.get_attr(part)
                        && !value.is_undefined()
                    {
                        parts.entry(part.into()).or_insert(value);
                    }
                }
            }
            site = here.caller();
        }
        let called = parts.get("name").or_else(|| parts.get("title")).map(ToString::to_string);
        template::parts(parts, called.as_deref())
    }

    /// The answer to a `person` field that `plays` this role, in the procedure of this site.
    fn plays(&self, site: &Site<'a>, role: &str) -> Option<Value> {
        let reader = Reader { site: site.clone(), settling: None, ..self.clone() };
        for frame in site.same_procedure() {
            for (name, set) in frame.plan.names.iter().filter(|(_, s)| s.what == What::Field) {
                let playing = set.by.iter().filter_map(|by| resolve(frame, by)).any(|(_, step)| plays_role(step.ask.get(name), role));
                if playing && let Some(person) = reader.lookup(name) {
                    return Some(person);
                }
            }
        }
        let inputs = &site.procedure().here().checked.procedure.inputs;
        inputs.values().find(|f| plays_role(Some(f), role)).and_then(|f| reader.lookup(&f.name))
    }

    /// Inside an `each` over this list: the item, with a name, an address and a phone made of its fields.
    fn item_playing(&self, list: &Name) -> Option<BTreeMap<String, Value>> {
        let frame = self
            .site
            .same_procedure()
            .find(|f| matches!(f.holder.map(|s| &s.verb), Some(Verb::Each(each)) if each.list.source.trim() == list.as_ref()))?;
        let number = frame.path.0.last()?.item?;
        let (fields, records) = self.list(frame, list)?;
        let first = self.group(frame, number)?.first().copied()?;
        let record = records.get(first as usize - 1)?;
        let mut parts: BTreeMap<String, Value> =
            fields.values().filter_map(|f| Some((f.name.to_string(), self.field(f, record.get(f.name.as_ref())?, None)?))).collect();
        let by_kind = |wanted: fn(&Kind) -> bool| fields.values().find(|f| wanted(&f.kind)).and_then(|f| record.get(f.name.as_ref()));
        if let Some(Json::Object(person)) = by_kind(|k| matches!(k, Kind::Person)) {
            for (key, value) in person {
                parts.entry(key.clone()).or_insert_with(|| template::value(value));
            }
        }
        if let Some(email) = by_kind(|k| matches!(k, Kind::Email)) {
            parts.entry("email".into()).or_insert_with(|| template::value(email));
        }
        if let Some(phone) = by_kind(|k| matches!(k, Kind::Phone { .. })).and_then(Json::as_str) {
            parts.entry("phone".into()).or_insert_with(|| ids::grouped(phone).into());
        }
        parts.entry("name".into()).or_insert_with(|| label(fields, record).into());
        Some(parts)
    }
}

fn plays_role(field: Option<&Field>, role: &str) -> bool {
    field.is_some_and(|f| f.plays.as_ref().is_some_and(|p| p.name.as_ref() == role))
}
