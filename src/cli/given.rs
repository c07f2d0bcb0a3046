//! Answers as the command line gives them: `--set`, `--data`, `--attach`.

use super::act;
use super::setup::usage;
use crate::desk::{Desk, Failure};
use crate::engine::{Refusal, split_path};
use crate::finding::codes;
use crate::journal::Evidence;
use crate::model::field::{Field, Kind};
use crate::model::{Named, file, value};
use crate::msg;
use crate::text::{Document, MAX_BYTES};
use crate::words::reasons;
use serde_json::{Map, Value, json};
use std::io::Read;
use std::path::Path;

/// The options that give answers.
#[derive(clap::Args, Debug, Default)]
pub(crate) struct Values {
    /// An answer: `field=value`, `person.name=value`, `list=@file.yaml`
    #[arg(long, value_name = "FIELD=VALUE")]
    set: Vec<String>,
    /// A YAML or JSON file of answers; `-` reads standard input
    #[arg(long, value_name = "FILE")]
    data: Option<String>,
}

/// The options that give answers for good: with files, and with the word that they are meant so.
#[derive(clap::Args, Debug, Default)]
pub(crate) struct Given {
    #[command(flatten)]
    values: Values,
    /// A file to keep: `field=FILE`
    #[arg(long, value_name = "FIELD=FILE")]
    attach: Vec<String>,
    /// Doubtful answers are meant so
    #[arg(long)]
    pub confirm: bool,
}

/// Finds an item of a list by its key or name: the list's own name, its items, and how the item was named. Numbers count from 1.
type Finder<'t> = dyn Fn(&str, &[Value], &str) -> Option<u32> + 't;

/// What finds the items of lists that were answered before.
pub(crate) type Items<'t> = Box<Finder<'t>>;

/// What was answered before, and how its items are found.
pub(crate) struct There<'t> {
    /// The answers by question.
    pub answers: Map<String, Value>,
    /// The items of their lists.
    pub items: Items<'t>,
}

impl There<'_> {
    /// Nothing was answered yet: items have numbers only.
    fn nothing() -> Self {
        There { answers: Map::new(), items: Box::new(|_, _, _| None) }
    }
}

impl Values {
    /// The answers, each put into what is there of it already; and where items are looked up that are named by their key.
    fn read_onto<'t>(
        &self,
        attach: &[String],
        there: impl FnOnce(&[String]) -> Result<There<'t>, Failure>,
    ) -> Result<(Map<String, Value>, Items<'t>), Failure> {
        let data = match &self.data {
            None => Map::new(),
            Some(file) => match load(file)? {
                Value::Object(map) => map,
                _ => return Err(unreadable(file, msg!("cli-data-map"))),
            },
        };
        let mut names: Vec<String> = data.keys().cloned().collect();
        for given in self.set.iter().chain(attach) {
            names.extend(halves(given)?.0.trim().split(['.', '[']).next().map(str::to_owned));
        }
        let There { mut answers, items } = there(&names)?;
        answers.retain(|name, _| names.contains(name));
        answers.extend(data);
        for set in &self.set {
            let (field, value) = halves(set)?;
            let value = match value.strip_prefix('@') {
                Some(at) if at.starts_with('@') => json!(at),
                Some(file) => load(file)?,
                None => literal(value),
            };
            put(&mut answers, field, value, &*items)?;
        }
        Ok((answers, items))
    }
}

impl Given {
    /// The answers, and the files that are kept with them.
    pub fn read(&self, desk: &Desk) -> Result<(Map<String, Value>, Vec<Evidence>), Failure> {
        self.read_onto(desk, |_| Ok(There::nothing()))
    }

    /// The same, where a part of an answer is put into what is there already: `there` is told which questions are answered.
    pub fn read_onto<'t>(
        &self,
        desk: &Desk,
        there: impl FnOnce(&[String]) -> Result<There<'t>, Failure>,
    ) -> Result<(Map<String, Value>, Vec<Evidence>), Failure> {
        let (mut answers, items) = self.values.read_onto(&self.attach, there)?;
        let mut evidence = Vec::new();
        for attach in &self.attach {
            let (field, file) = halves(attach)?;
            let kept = attached(desk, Path::new(file))?;
            put(&mut answers, field, kept.0, &*items)?;
            evidence.push(kept.1);
        }
        Ok((answers, evidence))
    }
}

fn halves(text: &str) -> Result<(&str, &str), Failure> {
    text.split_once('=').filter(|(field, _)| !field.trim().is_empty()).ok_or_else(|| usage(msg!("cli-set-form", given = text)))
}

/// A list or record in JSON; else a text, which the question itself reads.
fn literal(text: &str) -> Value {
    let looks = text.trim_start().starts_with(['[', '{']);
    serde_json::from_str(text).ok().filter(|_| looks).unwrap_or_else(|| json!(text))
}

/// Puts a value where a path says: `a`, `a.b`, `a[2].b`, `a[Claire Martin].b`.
fn put(answers: &mut Map<String, Value>, path: &str, value: Value, items: &Finder) -> Result<(), Failure> {
    let wrong = || usage(msg!("cli-set-path", path = path));
    let segments = split_path(path);
    // A bracket that nothing closes would be lost.
    let whole: usize = segments.iter().map(|(name, item)| name.len() + item.as_ref().map_or(0, |item| item.len() + 2)).sum();
    let (last, around) = segments.split_last().filter(|_| whole + segments.len() - 1 == path.trim().len()).ok_or_else(wrong)?;
    let mut map = answers;
    for (name, item) in around {
        let slot = slot(map, (name, index(map, name, item.as_deref(), items, wrong)?)).ok_or_else(wrong)?;
        if slot.is_null() {
            *slot = Value::Object(Map::new());
        }
        map = slot.as_object_mut().ok_or_else(wrong)?;
    }
    let (name, item) = last;
    let index = index(map, name, item.as_deref(), items, wrong)?;
    *slot(map, (name, index)).ok_or_else(wrong)? = value;
    Ok(())
}

/// Where in its list an item stands, from 0; by its number, else by what it is called.
fn index(map: &Map<String, Value>, name: &str, item: Option<&str>, items: &Finder, wrong: impl Fn() -> Failure) -> Result<Option<usize>, Failure> {
    let Some(item) = item.map(str::trim) else { return if name.is_empty() { Err(wrong()) } else { Ok(None) } };
    let list = map.get(name).and_then(Value::as_array);
    let number = match (item.parse::<u32>(), list) {
        (Ok(number), _) => Some(number),
        (Err(_), Some(list)) => {
            let found = items(name, list, item);
            Some(found.ok_or_else(|| Failure::Refused(Refusal::new(codes::LIST_REFUSED, msg!("item-not-found", item = item, list = name))))?)
        }
        (Err(_), None) => None,
    };
    let at = number.filter(|number| *number > 0 && !name.is_empty()).and_then(|number| usize::try_from(number - 1).ok());
    at.map(Some).ok_or_else(wrong)
}

fn slot<'m>(map: &'m mut Map<String, Value>, (name, index): (&str, Option<usize>)) -> Option<&'m mut Value> {
    let slot = map.entry(name).or_insert(Value::Null);
    let Some(index) = index else { return Some(slot) };
    if slot.is_null() {
        *slot = json!([]);
    }
    let list = slot.as_array_mut()?;
    // Items are given one after the other: there are no gaps.
    if index == list.len() {
        list.push(Value::Null);
    }
    list.get_mut(index)
}

/// What answers mean to whoever gives them here: « hier » and « aujourd’hui » where a day is asked for, as `run` and `--on` take them, and the path of a file where a
/// file is kept.
pub(crate) fn meant(fields: &Named<Field>, answers: &mut Map<String, Value>, evidence: &mut Vec<Evidence>, desk: &Desk) -> Result<(), Failure> {
    for (name, answer) in answers {
        let Some(field) = fields.get(name.as_str()) else { continue };
        match (&field.kind, &mut *answer) {
            (Kind::Date, Value::String(text)) => {
                if let Some(day) = value::day_said(text, act::today(desk)) {
                    *text = day.to_string();
                }
            }
            (Kind::File, Value::String(path)) if field.keep && !path.trim().is_empty() => {
                let (value, file) = attached(desk, Path::new(path.as_str()))?;
                *answer = value;
                evidence.push(file);
            }
            (Kind::Record(fields), Value::Object(parts)) => meant(fields, parts, evidence, desk)?,
            (Kind::List { fields, .. }, Value::Array(items)) => {
                items.iter_mut().filter_map(Value::as_object_mut).try_for_each(|item| meant(fields, item, evidence, desk))?;
            }
            _ => {}
        }
    }
    Ok(())
}

fn unreadable(file: &str, reason: crate::words::Message) -> Failure {
    Failure::Unable(Refusal::new(codes::FILE_UNREADABLE, msg!("cli-data-unreadable", file = file, reason = reason)))
}

/// A YAML or JSON file.
fn load(file: &str) -> Result<Value, Failure> {
    let bytes = if file == "-" { standard_input(file)? } else { crate::library::read(Path::new(file))? };
    if bytes.len() <= MAX_BYTES
        && let Ok(value) = serde_json::from_slice(&bytes)
    {
        return Ok(value);
    }
    let (document, findings) = Document::read(file, &bytes);
    match (document, findings.first()) {
        (Some(document), None) => Ok(document.root().to_json()),
        (_, Some(finding)) => Err(unreadable(file, finding.message.clone())),
        (None, None) => Err(unreadable(file, msg!("yaml-syntax"))),
    }
}

/// A text from a file, or with `-` from standard input.
pub(crate) fn load_text(file: &str) -> Result<String, Failure> {
    let bytes = if file == "-" { standard_input(file)? } else { crate::library::read(Path::new(file))? };
    let text = String::from_utf8(bytes).map_err(|_| unreadable(file, msg!("enter-utf8")))?;
    Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))
}

fn standard_input(file: &str) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    let read = std::io::stdin().lock().take(MAX_BYTES as u64 + 1).read_to_end(&mut bytes);
    read.map(|_| bytes).map_err(|error| unreadable(file, reasons::io(&error)))
}

/// A file as evidence: what the answer says of it, and its bytes.
pub(crate) fn attached(desk: &Desk, path: &Path) -> Result<(Value, Evidence), Failure> {
    let shown = path.display().to_string();
    let failed = |error: std::io::Error| {
        Failure::Unable(Refusal::new(codes::FILE_UNREADABLE, msg!("file-unreadable", file = &shown, reason = reasons::io(&error))))
    };
    let kind = std::fs::metadata(path).map_err(failed)?;
    if !kind.is_file() {
        return Err(Failure::Unable(Refusal::new(codes::FILE_UNREADABLE, msg!("file-unreadable-kind", file = &shown))));
    }
    let most = desk.config().max_file();
    let evidence = if kind.len() > most { None } else { Evidence::at(path, most).map_err(failed)? };
    let evidence =
        evidence.ok_or_else(|| unreadable(&shown, msg!("cli-attach-size", size = file::size_said(kind.len()), limit = file::size_said(most))))?;
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    if name.is_empty() || name.chars().any(|c| c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{fffd}')) {
        return Err(unreadable(&shown, msg!("cli-attach-name")));
    }
    let value = json!({"name": name, "sha256": evidence.sha256, "size": evidence.size, "form": file::form(&evidence.head)});
    Ok((value, evidence))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(set: &[&str]) -> Result<Map<String, Value>, Failure> {
        Values { set: set.iter().map(|s| (*s).to_owned()).collect(), data: None }.read_onto(&[], |_| Ok(There::nothing())).map(|(answers, _)| answers)
    }

    fn given(set: &[&str]) -> Value {
        Value::Object(read(set).unwrap())
    }

    #[test]
    fn answers_are_put_where_their_paths_say() {
        assert_eq!(given(&["a=1", "p.name=Claire Martin", "p.email=c@x.fr"]), json!({"a": "1", "p": {"name": "Claire Martin", "email": "c@x.fr"}}));
        assert_eq!(given(&["l[1].nom=A", "l[1].x=y", "l[2].nom=B"]), json!({"l": [{"nom": "A", "x": "y"}, {"nom": "B"}]}));
        assert_eq!(given(&["l=[\"a\",\"b\"]", "t=[sic", "u=@@moi", "e=a=b"]), json!({"l": ["a", "b"], "t": "[sic", "u": "@moi", "e": "a=b"}));
    }

    #[test]
    fn an_item_is_named_by_its_key_where_its_list_is_known() {
        let there = || There {
            answers: json!({"l": [{"n": "Ana B."}, {"n": "Bo"}]}).as_object().unwrap().clone(),
            items: Box::new(|name, items, item| {
                assert_eq!((name, items.len()), ("l", 2));
                items.iter().position(|found| found["n"] == item).and_then(|at| u32::try_from(at + 1).ok())
            }),
        };
        let read = |set: &str| Values { set: vec![set.to_owned()], data: None }.read_onto(&[], |_| Ok(there())).map(|(answers, _)| answers);
        assert_eq!(Value::Object(read("l[Ana B.].x=1").unwrap()), json!({"l": [{"n": "Ana B.", "x": "1"}, {"n": "Bo"}]}));
        assert!(matches!(read("l[Cy].x=1"), Err(Failure::Refused(refusal)) if refusal.message.id == "item-not-found"));
    }

    #[test]
    fn what_has_no_place_is_refused() {
        for set in [&["a"][..], &["=x"], &["a..b=1"], &["a[0]=1"], &["a[3]=1"], &["a=1", "a.b=2"], &["a[x]=1"], &["a[1=1"]] {
            assert!(matches!(read(set), Err(Failure::Unable(_))), "{set:?}");
        }
    }
}
