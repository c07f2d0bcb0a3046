//! Golden journals: stores that earlier programs wrote are led on, verified, and show what they showed then. See `tests/journals/README.md`.

use super::cli::Home;
use pasapas::journal::Archive;
use pasapas::journal::seal::Keys;
use pasapas::journal::sqlite::{Sqlite, backup};
use rusqlite::Connection;
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};

fn golden() -> Vec<(i64, PathBuf)> {
    let all = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/journals");
    let mut forms: Vec<_> = fs::read_dir(all)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter_map(|path| Some((path.file_name()?.to_str()?.parse().ok()?, path)))
        .collect();
    forms.sort();
    forms
}

/// A copy of a golden store, with the rights that such files have.
pub fn copy(form: i64, to: &Path) {
    let from = &golden().into_iter().find(|(known, _)| *known == form).unwrap().1;
    for name in ["runs.db", "runs.db.key"] {
        fs::copy(from.join(name), to.join(name)).unwrap();
        #[cfg(unix)]
        fs::set_permissions(to.join(name), std::os::unix::fs::PermissionsExt::from_mode(0o600)).unwrap();
    }
}

fn form(path: &Path) -> i64 {
    Connection::open(path).unwrap().pragma_query_value(None, "user_version", |row| row.get(0)).unwrap()
}

/// What a later program may add to what it shows does not count.
fn still_says(now: &Value, then: &Value, at: &str) {
    match (now, then) {
        (Value::Object(now), Value::Object(then)) => {
            for (key, value) in then {
                let found = now.get(key).unwrap_or_else(|| panic!("{at}.{key} is gone"));
                still_says(found, value, &format!("{at}.{key}"));
            }
        }
        (Value::Array(now), Value::Array(then)) => {
            assert_eq!(now.len(), then.len(), "{at}");
            now.iter().zip(then).enumerate().for_each(|(i, (now, then))| still_says(now, then, &format!("{at}[{i}]")));
        }
        (now, then) => assert_eq!(now, then, "{at}"),
    }
}

#[test]
fn every_form_is_led_on_and_shows_what_it_showed() {
    let mut newest = 0;
    for (number, folder) in golden() {
        let home = Home::new();
        copy(number, &home.path(""));
        let path = home.path("runs.db");
        let before = fs::read(&path).unwrap();
        assert_eq!(form(&path), number);
        let mut runs = 0;
        for entry in fs::read_dir(&folder).unwrap() {
            let file = entry.unwrap().path();
            let name = file.file_name().unwrap().to_str().unwrap();
            let Some((run, kind)) = name.split_once('.').filter(|(run, _)| run.len() == 36) else { continue };
            let then = fs::read_to_string(&file).unwrap();
            let store = ["--store", "runs.db"];
            if kind == "show.json" {
                runs += 1;
                let now = home.json(&[&store[..], &["show", run, "--json", "--personal"]].concat());
                still_says(&now, &serde_json::from_str(&then).unwrap(), run);
            } else {
                let now = home.lines(&[&store[..], &["log", run, "--json", "--personal"]].concat());
                let then: Vec<Value> = then.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
                still_says(&now.into(), &then.into(), run);
            }
        }
        let store = Sqlite::open(&path, Keys::open(&Keys::beside(&path), false).unwrap()).unwrap();
        let proof = store.verify(None, &[]).unwrap();
        assert_eq!((proof.runs, proof.flaws), (runs, vec![]), "{number}");
        newest = form(&path);
        // What was led on was copied first, and the copy is a whole store of that form.
        let copied = backup(&path, number);
        assert_eq!(copied.exists(), number < newest, "{number}");
        if copied.exists() {
            assert_eq!(form(&copied), number);
            #[cfg(unix)]
            assert_eq!(std::os::unix::fs::PermissionsExt::mode(&fs::metadata(&copied).unwrap().permissions()) & 0o777, 0o600);
            let rows = |path: &Path| {
                let store = Connection::open(path).unwrap();
                let sum =
                    "SELECT (SELECT group_concat(run || number || events) FROM records), (SELECT hex(group_concat(hex(ciphertext))) FROM sealed)";
                store.query_row(sum, [], |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?))).unwrap()
            };
            let original = home.path("original.db");
            fs::write(&original, &before).unwrap();
            assert_eq!(rows(&copied), rows(&original));
        }
    }
    let known = golden().last().unwrap().0;
    assert_eq!(known, newest, "make the golden journal of form {newest}: tests/journals/make.sh PROGRAM tests/journals/{newest}");
}
