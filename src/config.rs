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
//! holidays: alsace-moselle      # the public holidays that are no working days: `france` where nothing is said
//! max_file: 100 MB              # how large a file that is attached may be: 25 MB where nothing is said
//! smtp:                         # how mails leave: see `post/settings.rs`
//!   host: smtp.ville-exemple.fr
//!   from: demarches@ville-exemple.fr
//! ```

mod team;

pub use team::{Member, Team};

use crate::finding::codes::{self, Code};
use crate::finding::{Message, Part, Place, did_you_mean};
use crate::library::read;
use crate::model::Procedure;
use crate::model::file;
use crate::model::holidays::Holidays;
use crate::model::value::{self, Problem};
use crate::msg;
use crate::post::{self, settings::Smtp};
use crate::text::Document;
use crate::text::lines::Lines;
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
    /// The public holidays that are no working days here.
    pub holidays: Holidays,
    /// How large a file that is kept may be, in bytes, where it was said.
    pub max_file: Option<u64>,
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

/// What is wrong in the file, and in which part of it: keys from the outside in, with `/` between.
#[derive(Debug)]
struct Wrong {
    part: String,
    why: Message,
    help: Option<Message>,
}

impl Wrong {
    fn new(part: &str, why: Message) -> Wrong {
        Wrong { part: part.to_owned(), why, help: None }
    }
}

/// How large a file that is kept may be where nothing is said, in bytes.
const MAX_FILE: u64 = 25 << 20;

/// What may stand in the file.
pub const KEYS: [&str; 7] = ["organisation", "team", "settings", "procedures", "holidays", "max_file", "smtp"];

impl Config {
    /// Reads the file.
    ///
    /// # Errors
    /// It cannot be read, or holds something else than settings.
    pub fn read(path: &Path) -> Result<Config, Unusable> {
        let bytes = read(path).map_err(|e| Unusable { code: e.code, message: e.message, help: None })?;
        let file = path.display().to_string();
        let wrong = |message, help| Unusable { code: codes::SETTINGS, message, help };
        let (document, findings) = Document::read(&file, &bytes);
        if let Some(finding) = findings.first() {
            // What cannot be read at all is told by its bytes.
            let start = if let Part::Bytes(range) = finding.place.part() { range.start } else { 0 };
            let text = String::from_utf8_lossy(&bytes);
            let line = Lines::of(&text).position(&text, start).line;
            return Err(wrong(msg!("settings-yaml", file = &file, line = line, reason = finding.message.clone()), None));
        }
        let Some(document) = document else { return Ok(Config { file: Some(path.to_owned()), ..Config::default() }) };
        let read = Config::parts(document.root().to_json(), path.parent().unwrap_or(Path::new("")));
        let config = read.map_err(|Wrong { part, why, help }| {
            let place = Place::at(&format!("/{part}"));
            let start = document.span(&if part.is_empty() { Place::at("") } else { place.as_key() }).start;
            let line = document.lines().position(document.source(), start).line;
            let message = match part.as_str() {
                "" => msg!("settings-at-all", file = &file, why = why),
                part => msg!("settings-at", file = &file, line = line, part = part.replace('/', "."), why = why),
            };
            wrong(message, help)
        })?;
        Ok(Config { file: Some(path.to_owned()), ..config })
    }

    /// `beside` is the folder of the file.
    fn parts(given: Value, beside: &Path) -> Result<Config, Wrong> {
        let Value::Object(mut map) = given else { return Err(Wrong::new("", msg!("settings-root", keys = KEYS.map(str::to_owned).to_vec()))) };
        if let Some(other) = map.keys().find(|key| !KEYS.contains(&key.as_str())) {
            let help = match did_you_mean(other, KEYS) {
                Some(near) => msg!("did-you-mean", name = near),
                None => msg!("name-unknown.known", names = KEYS.map(str::to_owned).to_vec()),
            };
            return Err(Wrong { part: other.clone(), why: msg!("settings-unknown"), help: Some(help) });
        }
        let mut given = |key: &str| map.shift_remove(key).filter(|part| !part.is_null());
        let organisation =
            given("organisation").map(|part| Organisation::read(&part).ok_or_else(|| Wrong::new("organisation", msg!("settings-organisation"))));
        let holidays = given("holidays").map(|holidays| read_holidays(&holidays)).transpose()?.unwrap_or_default();
        let read_size = |size: Value| size.as_str().and_then(file::size).ok_or_else(|| Wrong::new("max_file", msg!("form-size")));
        let max_file = given("max_file").map(read_size).transpose()?;
        let mut part = |key: &str| match given(key) {
            None => Ok(Map::new()),
            Some(Value::Object(part)) => Ok(part),
            Some(_) => Err(Wrong::new(key, msg!("settings-map"))),
        };
        let (team, settings, procedures) = (part("team")?, part("settings")?, part("procedures")?);
        if let Some((id, _)) = procedures.iter().find(|(_, own)| !own.is_object()) {
            return Err(Wrong::new(&format!("procedures/{id}"), msg!("settings-map")));
        }
        let smtp = given("smtp").map(|smtp| post::settings::read(&smtp, beside)).transpose();
        let smtp = smtp.map_err(|(why, help)| Wrong { help, ..Wrong::new("smtp", why) })?;
        Ok(Config { file: None, organisation: organisation.transpose()?, team: Team::read(team)?, settings, procedures, holidays, max_file, smtp })
    }

    /// How large a file that is kept may be, in bytes.
    pub fn max_file(&self) -> u64 {
        self.max_file.unwrap_or(MAX_FILE)
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

/// One of the words for public holidays.
fn read_holidays(value: &Value) -> Result<Holidays, Wrong> {
    let wrong = |help| Wrong {
        help,
        ..Wrong::new("holidays", msg!("settings-holidays", words = Holidays::WORDS.iter().map(|w| (*w).to_owned()).collect::<Vec<_>>()))
    };
    let word = value.as_str().ok_or_else(|| wrong(None))?;
    Holidays::parse(word).ok_or_else(|| wrong(did_you_mean(word, Holidays::WORDS.iter().copied()).map(|near| msg!("did-you-mean", name = near))))
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

    #[test]
    fn what_is_wrong_is_told_with_its_line_and_its_keys() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("settings.yaml");
        let said = |text: &str| {
            std::fs::write(&path, text).unwrap();
            let said = crate::words::Lang::En.words().say(&Config::read(&path).unwrap_err().message);
            said.rsplit_once("settings.yaml”").unwrap().1.to_owned()
        };
        assert_eq!(said("organisation: V\nteam:\n  - Ana\n"), ", line 2, “team”: keys are needed, each with its value");
        assert_eq!(
            said("team:\n  ana: {name: Ana, roles: [3]}\n"),
            ", line 2, “team.ana”: a person is needed: a name, or “name”, and perhaps “email”, “phone” and “roles”"
        );
        assert_eq!(said("team:\n  ana:\n    name: Ana\n    email: x\n").split(':').next(), Some(", line 4, “team.ana.email”"));
        assert_eq!(said("settings: {}\nprocedures:\n  a: 3\n"), ", line 3, “procedures.a”: keys are needed, each with its value");
        assert_eq!(said("\nsetings: {}\n"), ", line 2, “setings”: this key has no place in a file of settings");
        assert_eq!(said("organisation: V\nholidays: alsace\n"), ", line 2, “holidays”: one of these words is needed: france and alsace-moselle");
        assert_eq!(said("holidays: [3]\n").split(':').next(), Some(", line 1, “holidays”"));
        assert_eq!(said("\nmax_file: 25 Mo\n"), ", line 2, “max_file”: a size, like “10 MB” (KB, MB, GB)");
        assert_eq!(said("smtp: {}\n"), ", line 1, “smtp”: the key “host” is missing");
        assert_eq!(said("- a\n").split(':').nth(1), Some(" a file of settings is made of keys"));
        assert!(said("a: [\n\n").starts_with(", line "));
        assert!(said("# nothing yet\n").starts_with(", line 1, cannot be read"));
    }
}
