//! What the organisation has set, read once from one YAML file and passed down.
//!
//! ```yaml
//! organisation:                 # or its name alone
//!   name: Ville d’Exemple
//!   address: |                  # on letters
//!     1 place de la Mairie
//!     49000 Exemple
//!   place: Exemple              # where letters are signed
//! team:                         # who works here
//!   claire: {name: Claire Martin, email: claire@ville-exemple.fr, roles: [gestionnaire]}
//! settings:                     # for all procedures
//!   adresse_support: informatique@ville-exemple.fr
//! procedures:                   # for one of them
//!   certinomis-batch:
//!     adresse_certinomis: …
//! smtp:                         # how mails leave: see `post/settings.rs`
//!   host: smtp.ville-exemple.fr
//!   from: demarches@ville-exemple.fr
//! ```

mod team;

pub use team::{Member, Team};

use crate::finding::codes::{self, Code};
use crate::finding::{Message, did_you_mean};
use crate::library::read;
use crate::model::Procedure;
use crate::model::value::{self, Problem};
use crate::msg;
use crate::post::{self, settings::Smtp};
use crate::text::Document;
use jiff::civil::Date;
use serde_json::{Map, Value};
use std::path::{Path, PathBuf};

/// The organisation's settings.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Config {
    /// The file they were read from.
    pub file: Option<PathBuf>,
    /// The organisation itself.
    pub organisation: Option<Organisation>,
    /// Who works here.
    pub team: Team,
    /// For all procedures.
    pub settings: Map<String, Value>,
    /// For one procedure, by its id.
    pub procedures: Map<String, Value>,
    /// How mails leave.
    pub smtp: Option<Smtp>,
}

/// What the organisation is called, and what stands at the head of its letters.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Organisation {
    /// Its name.
    pub name: String,
    /// Its address, line by line; empty where it is written by hand.
    pub address: Vec<String>,
    /// Where letters are signed.
    pub place: Option<String>,
}

impl Organisation {
    /// A name alone, or a map of name, address and place; `None` where it is neither.
    fn read(value: &Value) -> Option<Organisation> {
        let map = match value {
            Value::String(name) => return Some(Organisation { name: name.trim().to_owned(), ..Organisation::default() }),
            Value::Object(map) => map,
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) => return None,
        };
        let texts = map.iter().all(|(key, value)| ["name", "address", "place"].contains(&key.as_str()) && value.is_string());
        let text = |key: &str| map.get(key).and_then(Value::as_str).map(str::trim).filter(|text| !text.is_empty());
        let lines = text("address").into_iter().flat_map(str::lines).map(|line| line.trim().to_owned()).filter(|line| !line.is_empty());
        let (name, place) = (text("name")?.to_owned(), text("place").map(str::to_owned));
        texts.then(|| Organisation { name, address: lines.collect(), place })
    }
}

/// Why settings cannot be used.
#[derive(Debug, Clone, PartialEq)]
pub struct Unusable {
    /// Which kind of problem.
    pub code: Code,
    /// What is wrong.
    pub message: Message,
    /// What to do.
    pub help: Option<Message>,
}

impl Config {
    /// Reads the file.
    ///
    /// # Errors
    /// It cannot be read, or holds something else than settings.
    pub fn read(path: &Path) -> Result<Config, Unusable> {
        let bytes = read(path).map_err(|e| Unusable { code: e.code, message: e.message, help: None })?;
        let shown = path.display().to_string();
        let wrong = |message| Unusable { code: codes::SETTINGS, message, help: Some(msg!("settings-form.help")) };
        let (document, findings) = Document::read(&shown, &bytes);
        if let Some(finding) = findings.first() {
            return Err(wrong(msg!("settings-yaml", file = &shown, reason = finding.message.clone())));
        }
        let json = document.map(|d| d.root().to_json());
        let Some(Value::Object(mut map)) = json else { return Err(wrong(msg!("settings-form", file = &shown))) };
        let organisation = match map.shift_remove("organisation") {
            None => None,
            Some(given) => Some(Organisation::read(&given).ok_or_else(|| wrong(msg!("settings-form", file = &shown)))?),
        };
        let mut part = |key: &str| match map.shift_remove(key) {
            None | Some(Value::Null) => Ok(Map::new()),
            Some(Value::Object(part)) => Ok(part),
            Some(_) => Err(wrong(msg!("settings-form", file = &shown))),
        };
        let (team, settings, procedures) = (part("team")?, part("settings")?, part("procedures")?);
        let team = Team::read(team).map_err(wrong)?;
        let beside = path.parent().unwrap_or(Path::new(""));
        let smtp = map.shift_remove("smtp").filter(|smtp| !smtp.is_null()).map(|smtp| post::settings::read(&smtp, beside)).transpose();
        let smtp = smtp.map_err(|(why, help)| Unusable { code: codes::SETTINGS, message: msg!("smtp-settings", file = &shown, why = why), help })?;
        if let Some(other) = map.keys().next() {
            let help = did_you_mean(other, ["organisation", "team", "settings", "procedures", "smtp"]).map(|near| msg!("did-you-mean", name = near));
            return Err(Unusable { code: codes::SETTINGS, message: msg!("settings-unknown", key = other, file = &shown), help });
        }
        if procedures.values().any(|v| !v.is_object()) {
            return Err(wrong(msg!("settings-form", file = &shown)));
        }
        Ok(Config { file: Some(path.to_owned()), organisation, team, settings, procedures, smtp })
    }

    /// The settings of one procedure in the form in which they are used; and what is wrong or missing among them.
    pub fn of(&self, procedure: &Procedure, today: Date) -> (Map<String, Value>, Vec<Problem>) {
        let own = self.procedures.get(procedure.id.as_ref()).and_then(Value::as_object);
        let mut settings = Map::new();
        let mut problems = Vec::new();
        for (name, field) in &procedure.settings {
            let given = own.and_then(|o| o.get(name.as_ref())).or_else(|| self.settings.get(name.as_ref())).filter(|v| !value::is_empty(v));
            match given.map(|given| value::accept(field, name, given, today, &value::Alone)) {
                Some(Ok(accepted)) => drop(settings.insert(name.to_string(), accepted.value)),
                Some(Err(found)) => problems.extend(found),
                None if field.optional || field.default.is_some() => {}
                None => problems.push(Problem { path: name.to_string(), message: msg!("settings-missing", field = &field.title) }),
            }
        }
        (settings, problems)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn an_organisation_is_a_name_or_what_stands_on_its_letters() {
        let read = |value| Organisation::read(&value);
        assert_eq!(read(json!("Ville ")).map(|o| o.name), Some("Ville".to_owned()));
        let whole = read(json!({"name": "Ville", "address": "1 place\n\n 49000 Exemple\n", "place": "Exemple"})).unwrap();
        assert_eq!((whole.address, whole.place.as_deref()), (vec!["1 place".to_owned(), "49000 Exemple".to_owned()], Some("Exemple")));
        for wrong in [json!(3), json!({}), json!({"name": ""}), json!({"name": "V", "adress": "x"}), json!({"name": "V", "address": ["x"]})] {
            assert_eq!(read(wrong.clone()), None, "{wrong}");
        }
    }
}
