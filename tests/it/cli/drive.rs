//! A place to run the program in, and a program that carries out any procedure from what `todo --json` says.

use serde_json::{Map, Value, json};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use tempfile::TempDir;

/// A home of its own, with nothing in it.
pub struct Home {
    folder: TempDir,
}

/// What came of one call.
#[derive(Debug)]
pub struct Ran {
    pub status: i32,
    pub out: String,
    pub err: String,
}

impl Home {
    pub fn new() -> Home {
        Home { folder: tempfile::tempdir().unwrap() }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn write(&self, name: &str, text: &str) -> String {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, text).unwrap();
        path.display().to_string()
    }

    /// The program as it would be called here, with nothing in its environment.
    pub fn command(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_pasapas"));
        command.env_clear().current_dir(self.folder.path());
        command.env("HOME", self.folder.path()).env("PASAPAS_LANG", "en").env("PASAPAS_AS", "tess").env("COLUMNS", "100");
        command
    }

    pub fn run(&self, args: &[&str]) -> Ran {
        let Output { status, stdout, stderr } = self.command().args(args).output().unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        Ran { status: status.code().unwrap_or(-1), out: text(stdout), err: text(stderr) }
    }

    /// Must go well; gives its data.
    pub fn good(&self, args: &[&str]) -> String {
        let ran = self.run(args);
        assert_eq!(ran.status, 0, "{args:?}\n{}\n{}", ran.out, ran.err);
        ran.out
    }

    pub fn json(&self, args: &[&str]) -> Value {
        serde_json::from_str(&self.good(args)).unwrap()
    }

    pub fn lines(&self, args: &[&str]) -> Vec<Value> {
        self.good(args).lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }
}

/// An answer that fits a JSON Schema; `nth` tells the items of a list apart, `early` wants days gone by.
pub fn answer(schema: &Value, nth: usize, early: bool) -> Value {
    if let Some(first) = schema["enum"].get(0) {
        return first.clone();
    }
    let kind = schema["type"].as_str().unwrap_or("string");
    match (kind, schema["format"].as_str().unwrap_or_default()) {
        ("object", _) => {
            let required: Vec<&str> = schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
            let properties = schema["properties"].as_object().unwrap();
            let parts = properties.iter().filter(|(name, _)| required.contains(&name.as_str()) || matches!(name.as_str(), "email" | "phone"));
            parts.map(|(name, schema)| (name.clone(), answer(schema, nth, early))).collect::<Map<_, _>>().into()
        }
        ("array", _) if schema["items"]["enum"].is_array() => json!([schema["items"]["enum"][0]]),
        ("array", _) => {
            let count = schema["maxItems"].as_u64().or(schema["minItems"].as_u64()).unwrap_or(2).min(10);
            (1..=usize::try_from(count).unwrap()).map(|n| answer(&schema["items"], n, early)).collect::<Vec<_>>().into()
        }
        ("boolean", _) => json!(true),
        ("integer" | "number", _) => json!(schema["minimum"].as_i64().unwrap_or(1)),
        (_, "email") => json!(format!("personne{nth}@example.org")),
        (_, "phone") => json!("06 12 34 56 78"),
        (_, "date") => json!(format!("{}-01-{:02}", if early { 2020 } else { 2035 }, 10 + nth)),
        (_, "uri") => json!("https://example.org/"),
        (_, "siret") => json!("73282932000074"),
        (_, "siren") => json!("732829320"),
        (_, "finess") => json!("010000024"),
        (_, "rpps") => json!("10001234567"),
        _ if schema["pattern"].as_str().is_some_and(|p| p.contains("T[0-2]")) => {
            json!(format!("{}-01-{:02}T10:30", if early { 2020 } else { 2035 }, 10 + nth))
        }
        _ if schema["pattern"].as_str().is_some_and(|p| p.contains(":[0-5]")) => json!("10:30"),
        _ if schema["type"].is_array() => json!("1"),
        _ => json!(format!("Essai {nth}")),
    }
}

/// Settles one open step; where it is refused, learns from what is said. Gives the last refusal.
fn settle(home: &Home, todo: &Value, file: &Path) -> Result<(), String> {
    let (run, path) = (todo["run"].as_str().unwrap(), todo["path"].as_str().unwrap());
    let schema = &todo["answers"];
    let mut wanted: BTreeSet<String> = schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect();
    let (mut seen, mut unasked) = (BTreeSet::new(), BTreeSet::new());
    let (mut last, mut early) = (String::new(), false);
    for _ in 0..10 {
        let mut data = Map::new();
        let mut args: Vec<String> = ["done", run, path, "--confirm"].map(str::to_owned).into();
        // In the order in which they are asked, so that later days come after earlier ones.
        let asked = schema["properties"].as_object().into_iter().flat_map(Map::keys).filter(|field| wanted.contains(*field));
        for (nth, field) in asked.enumerate() {
            let schema = &schema["properties"][field];
            match schema["format"].as_str() {
                Some("file") if seen.contains(field) => drop(data.insert(field.clone(), json!({"seen": true}))),
                Some("file") => drop(data.insert(field.clone(), json!(file))),
                Some("secret") => drop(data.insert(field.clone(), json!(true))),
                _ => drop(data.insert(field.clone(), answer(schema, nth + 1, early))),
            }
        }
        let data = home.write("data.json", &Value::Object(data).to_string());
        args.extend(["--data".to_owned(), data]);
        if let Some(option) = todo["options"][0]["id"].as_str() {
            args.extend(["--choose".to_owned(), option.to_owned()]);
        }
        if let Some(channel) = todo["channels"][0].as_str() {
            args.extend(["--by".to_owned(), channel.to_owned()]);
        }
        let ran = home.run(&args.iter().map(String::as_str).collect::<Vec<_>>());
        match ran.status {
            0 => return Ok(()),
            1 if ran.err.contains("step.not-open") => return Ok(()),
            _ => last = ran.err,
        }
        let before = (wanted.clone(), seen.clone());
        if last.contains("[answer.refused]") {
            // Answers that contradict each other may want those that are optional.
            wanted.extend(schema["properties"].as_object().into_iter().flat_map(Map::keys).filter(|field| !unasked.contains(*field)).cloned());
        }
        for line in last.lines() {
            let Some((field, said)) = line.strip_prefix("  ").and_then(|line| line.split_once('\u{a0}')) else { continue };
            let field = field.split(['.', '[']).next().unwrap_or(field).to_owned();
            if said.contains("not asked") {
                wanted.remove(&field);
                unasked.insert(field);
            } else if said.contains("file") && wanted.contains(&field) {
                seen.insert(field);
            } else if schema["properties"].get(&field).is_some() {
                wanted.insert(field);
            }
        }
        // Where nothing was learned it may be a matter of days.
        early ^= before == (wanted.clone(), seen.clone());
    }
    Err(format!("{path}: {last}"))
}

/// Starts a procedure with whatever it asks for, and carries it out to its end. Gives the run's id.
pub fn carry_out(home: &Home, procedure: &str, inputs: &Value) -> String {
    let run = begin(home, procedure, inputs);
    for _ in 0..60 {
        if !carry_on(home) {
            return run;
        }
    }
    panic!("no end in sight: {}", home.good(&["show", &run]));
}

/// Starts a procedure. Gives the run's id.
pub fn begin(home: &Home, procedure: &str, inputs: &Value) -> String {
    let inputs = home.write("inputs.json", &inputs.to_string());
    home.good(&["start", procedure, "--confirm", "--data", &inputs]).trim().to_owned()
}

/// Settles what can be done now; whether there was anything.
pub fn carry_on(home: &Home) -> bool {
    let file = home.path("piece.pdf");
    std::fs::write(&file, b"%PDF-1.4 essai").unwrap();
    let todo = home.lines(&["todo", "--json"]);
    for step in &todo {
        if let Err(why) = settle(home, step, &file) {
            panic!("{why}\n{}", serde_json::to_string_pretty(step).unwrap());
        }
    }
    !todo.is_empty()
}
