//! What an administration can rely on, as the command line shows it: verify, export, import, erase.

use super::cli::Home;
use super::journals;
use rusqlite::Connection;
use serde_json::{Value, json};
use std::fs;

/// The golden store, led on: one run that is over, one that is open.
fn home() -> (Home, String, String) {
    let home = Home::new();
    journals::copy(1, &home.path(""));
    let all = home.lines(&["--store", "runs.db", "list", "--json"]);
    let id = |state: &str| all.iter().find(|run| run["state"] == state).unwrap()["run"].as_str().unwrap().to_owned();
    let (over, open) = (id("success"), id("open"));
    (home, over, open)
}

fn at<'a>(store: &'a str, args: &[&'a str]) -> Vec<&'a str> {
    [&["--store", store], args].concat()
}

fn sql(home: &Home, statements: &str) {
    Connection::open(home.path("runs.db")).unwrap().execute_batch(&format!("PRAGMA foreign_keys = OFF; {statements}")).unwrap();
}

#[test]
fn verify_says_what_holds_and_names_what_does_not() {
    let (home, over, open) = home();
    let whole = home.run(&at("runs.db", &["verify"]));
    assert!(whole.status == 0 && whole.out.is_empty() && whole.err.contains("Everything holds: 2 runs, records: 14. Head: 14:"), "{whole:?}");
    let head = home.good(&at("runs.db", &["verify", "--head"]));
    let told = home.json(&at("runs.db", &["verify", "--json"]));
    assert_eq!(told, json!({"version": 1, "holds": true, "head": head.trim(), "runs": 2, "records": 14, "flaws": []}));
    assert!(home.run(&at("runs.db", &["verify", &over])).err.contains("Everything holds: 11 records."));
    // Heads are kept one on each line, behind whatever else is written there.
    let kept = home.write("heads.txt", &format!("2026-11-27 {head}"));
    home.good(&at("runs.db", &["note", &open, "et la suite"]));
    let head = home.good(&at("runs.db", &["verify", "--head"]));
    home.write("heads.txt", &format!("{}\n2026-11-28 {head}\n", fs::read_to_string(&kept).unwrap()));
    home.good(&at("runs.db", &["verify", "--anchor", &kept, "--anchor", head.trim()]));
    for (anchor, status, said) in [
        (format!("99:{}", "0".repeat(64)), 1, "an older copy"),
        (format!("15:{}", "0".repeat(64)), 1, "history was rewritten"),
        ("15:00".into(), 2, "cannot be read"),
        (home.write("empty.txt", "\n"), 2, "neither the head of a chain"),
        (home.write("other.txt", "hello\n"), 2, "neither the head of a chain"),
    ] {
        let ran = home.run(&at("runs.db", &["verify", "--anchor", &anchor]));
        assert!(ran.status == status && (ran.out.clone() + &ran.err).contains(said), "{anchor}: {ran:?}");
    }
    sql(&home, &format!("UPDATE records SET by = 'eve' WHERE run = '{over}' AND number = 3"));
    let broken = home.run(&at("runs.db", &["verify"]));
    assert_eq!((broken.status, broken.out.as_str()), (1, format!("✗ run {over}, record 3: it was changed\n").as_str()));
    assert!(broken.err.contains("Nothing was repaired"), "{}", broken.err);
    let told = home.run(&at("runs.db", &["verify", "--json"]));
    let told: Value = serde_json::from_str(&told.out).unwrap();
    assert_eq!(told["flaws"], json!([{"run": over, "record": 3, "place": null, "flaw": "edited", "message": "it was changed"}]));
    assert_eq!(home.run(&at("runs.db", &["verify", "--head"])).out.lines().count(), 1, "no head of what does not hold");
    home.good(&at("runs.db", &["verify", &open]));
    // The run is read up to there, and nothing is added.
    let log = home.run(&at("runs.db", &["log", &over, "--json"]));
    assert!(log.status == 2 && log.out.contains("\"number\":2") && !log.out.contains("\"number\":3") && log.out.contains("store.damaged"), "{log:?}");
    let log = home.run(&at("runs.db", &["log", &over]));
    assert!(log.status == 2 && log.out.contains("begin of") && log.err.contains("record 3"), "{log:?}");
    let note = home.run(&at("runs.db", &["note", &over, "x"]));
    assert!(note.status == 2 && note.err.contains("store.damaged"), "{}", note.err);
    home.good(&at("runs.db", &["note", &open, "others go on"]));
    let none = home.run(&at("nowhere.db", &["verify"]));
    assert!(none.status == 2 && none.err.contains("run.not-found"), "{}", none.err);
}

#[test]
fn a_run_moves_to_another_store_and_its_mails_wait() {
    let (home, over, open) = home();
    for run in [&over, &open] {
        home.good(&at("runs.db", &["export", run, "--personal", "-o", &format!("{run}.json")]));
    }
    let file = format!("{open}.json");
    #[cfg(unix)]
    assert_eq!(std::os::unix::fs::PermissionsExt::mode(&fs::metadata(home.path(&file)).unwrap().permissions()) & 0o777, 0o600);
    let again = home.run(&at("runs.db", &["export", &open, "-o", &file]));
    assert!(again.status == 2 && again.err.contains("is there already"), "{}", again.err);
    // No store, no key: the file is enough.
    let lonely = Home::new();
    fs::copy(home.path(&file), lonely.path("run.json")).unwrap();
    assert!(lonely.run(&["verify", "run.json"]).err.contains("Everything holds: 3 records."));
    let before = home.json(&at("runs.db", &["show", &over, "--json", "--personal"]));
    for run in [&over, &open] {
        let taken = home.json(&at("other.db", &["import", &format!("{run}.json"), "--json"]));
        assert_eq!(taken, json!({"version": 1, "run": run, "imported": true, "paused": true}));
    }
    assert_eq!(home.json(&at("other.db", &["show", &over, "--json", "--personal"]))["data"], before["data"]);
    let list = home.lines(&at("other.db", &["list", "--json"]));
    assert!(list.iter().all(|run| run["paused"] == true), "{list:?}");
    assert!(home.good(&at("other.db", &["show", &open])).contains("No mail leaves from it by itself"), "the pause is shown");
    let again = home.run(&at("other.db", &["import", &file]));
    assert!(again.status == 0 && again.err.contains("nothing has changed"), "{again:?}");
    home.write("settings.yaml", "smtp:\n  host: localhost\n  from: Nous <nous@example.org>\n");
    let mail = home.run(&at("other.db", &["mail", &open, "send", "1", "--yes"]));
    assert!(mail.status == 1 && mail.err.contains("pasapas resume"), "{mail:?}");
    home.good(&at("other.db", &["resume", &open]));
    assert!(home.run(&at("other.db", &["resume", &open])).err.contains("not held back"));
    // It goes on there; here it went on too, and the two do not mix.
    home.good(&at("other.db", &["done", &open, "ecrire"]));
    home.good(&at("runs.db", &["note", &open, "ici aussi"]));
    home.good(&at("runs.db", &["export", &open, "--personal", "-o", "later.json"]));
    let refused = home.run(&at("other.db", &["import", "later.json"]));
    assert!(refused.status == 1 && refused.err.contains("import.refused") && refused.err.contains("another history"), "{}", refused.err);
    home.good(&at("other.db", &["verify"]));
    // An open run cannot go on without its data; one that is over can be kept without.
    for (run, status) in [(&open, 1), (&over, 0)] {
        home.good(&at("runs.db", &["export", run, "-o", &format!("{run}-bare.json")]));
        let text = fs::read_to_string(home.path(&format!("{run}-bare.json"))).unwrap();
        assert!(!["Canari", "Claire", "Lices", "Eve", "Haute"].iter().any(|part| text.contains(part)), "{text}");
        let ran = home.run(&at("third.db", &["import", &format!("{run}-bare.json")]));
        assert_eq!(ran.status, status, "{}", ran.err);
    }
    home.good(&at("third.db", &["verify"]));
    // What was changed is not taken in, and no store is made of it.
    let text = fs::read_to_string(home.path(&file)).unwrap();
    home.write("bent.json", &text.replace("rue Haute", "rue Basse"));
    let refused = home.run(&at("fourth.db", &["import", "bent.json"]));
    assert!(refused.status == 1 && refused.err.contains("personal value"), "{}", refused.err);
    assert!(home.run(&["verify", "bent.json"]).status == 1);
    for (text, said) in
        [("{}", "no run that was exported"), ("no JSON", "no run that was exported"), (r#"{"pasapas":"run","version":9}"#, "newer version")]
    {
        home.write("other.json", text);
        let refused = home.run(&["verify", "other.json"]);
        assert!(refused.status == 2 && refused.err.contains(said), "{}", refused.err);
    }
}

#[test]
fn what_is_erased_says_so_and_can_be_verified() {
    let (home, over, open) = home();
    let refused = home.run(&at("runs.db", &["erase", &open, "--reason", "x"]));
    assert!(refused.status == 1 && refused.err.contains("erase.refused"), "{}", refused.err);
    let dry = home.json(&at("runs.db", &["erase", &over, "--reason", "x", "--dry-run", "--json"]));
    assert!(dry["values"].as_u64().unwrap() > 5 && dry["dry_run"] == true, "{dry}");
    assert!(home.good(&at("runs.db", &["log", &over])).contains("rappeler Ana Canari"), "a dry run does nothing");
    let head = home.good(&at("runs.db", &["verify", "--head"]));
    let erased = home.run(&at("runs.db", &["erase", &over, "--reason", "durée atteinte"]));
    assert_eq!(erased.status, 0, "{}", erased.err);
    for said in ["personal values are erased", "One mail left already", "claire@example.org", "runs.db.form-1.bak", "Backups and exported files"] {
        assert!(erased.err.contains(said), "{said}: {}", erased.err);
    }
    let shown = [
        home.good(&at("runs.db", &["show", &over, "--all"])),
        home.good(&at("runs.db", &["log", &over])),
        home.good(&at("runs.db", &["checklist", &over, "--format", "md"])),
        home.good(&at("runs.db", &["mail", &over, "list"])),
        home.good(&at("runs.db", &["show", &over, "--json", "--personal"])),
        home.good(&at("runs.db", &["log", &over, "--json", "--personal"])),
        home.good(&at("runs.db", &["graph", &over])),
        home.good(&at("runs.db", &["export", &over, "--personal"])),
    ];
    for text in &shown {
        assert!(!["Canari", "Claire", "Lices", "merci"].iter().any(|part| text.contains(part)), "{text}");
    }
    for text in &shown[..3] {
        assert!(text.contains("erased") || text.contains("effacé"), "{text}");
    }
    assert!(shown[1].contains("durée atteinte"), "{}", shown[1]);
    home.good(&at("runs.db", &["verify", "--anchor", head.trim()]));
    let again = home.run(&at("runs.db", &["erase", &over, "--reason", "x"]));
    assert!(again.status == 1 && again.err.contains("nothing to erase"), "{}", again.err);
    home.good(&at("runs.db", &["cancel", &open, "--reason", "abandon"]));
    home.good(&at("runs.db", &["erase", &open, "--reason", "abandon"]));
    for command in [&["show"][..], &["log"], &["checklist", "--format", "html"], &["why"]] {
        let mut args = vec![command[0], &open];
        args.extend(&command[1..]);
        if command[0] == "why" {
            args.push("ecrire");
        }
        let text = home.good(&at("runs.db", &args));
        assert!(!text.contains("Eve") && !text.contains("Dan"), "{text}");
    }
    home.good(&at("runs.db", &["verify"]));
}

#[test]
fn doctor_sees_what_is_wrong_with_a_store_and_changes_nothing() {
    let home = Home::new();
    journals::copy(1, &home.path(""));
    let before = fs::read(home.path("runs.db")).unwrap();
    let store = |home: &Home| {
        let ran = home.run(&at("runs.db", &["doctor", "--json"]));
        let told: Value = serde_json::from_str(&ran.out).unwrap();
        let look = told["checks"].as_array().unwrap().iter().find(|look| look["name"] == "store").unwrap().clone();
        (ran.status, look["state"].as_str().unwrap().to_owned(), look["message"].as_str().unwrap().to_owned())
    };
    let (status, state, said) = store(&home);
    assert!(status == 0 && state == "warning" && said.contains("older form (1)"), "{said}");
    assert_eq!(fs::read(home.path("runs.db")).unwrap(), before);
    assert!(!home.path("runs.db.form-1.bak").exists());
    home.good(&at("runs.db", &["list"]));
    let (status, state, said) = store(&home);
    assert!(status == 0 && state == "ok" && said.contains("head of the chain") && said.contains("form-1.bak"), "{said}");
    sql(&home, "UPDATE records SET by = 'eve' WHERE number = 2");
    let (status, state, said) = store(&home);
    assert!(status == 1 && state == "error" && said.matches("record 2: it was changed").count() == 2, "{said}");
    for (name, mode, wanted) in [("runs.db", 0o644, "by others"), ("runs.db.key", 0o640, "by others"), ("runs.db", 0o400, "only be read")] {
        #[cfg(unix)]
        {
            let set = |mode| fs::set_permissions(home.path(name), std::os::unix::fs::PermissionsExt::from_mode(mode)).unwrap();
            set(mode);
            let (status, state, said) = store(&home);
            assert!(status == 1 && state == "error" && said.contains(wanted), "{name} {mode:o}: {said}");
            set(0o600);
        }
    }
    sql(&home, "PRAGMA user_version = 99");
    let (status, _, said) = store(&home);
    assert!(status == 1 && said.contains("newer version"), "{said}");
}

const GARDE: &str = "pasapas: 1\nid: garde\nversion: 1.0.0\nstatus: valid\ntitle: Garder\nlanguage: fr\nRETENTIONrole: nous\nroles:\n  nous: {title: Nous}\nstart: un\nsteps:\n  \
    un: {title: Un, ask: {mot: {type: text, title: Mot, personal: true}}, end: success}\n";

/// The program as it is on a later day.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
fn later(home: &Home, years: u32, args: &[&str]) -> (i32, String, String) {
    let mut command = home.command();
    command.env("LD_PRELOAD", super::faults::library()).env("FAULT_YEARS", years.to_string());
    let ran = command.args(at("runs.db", args)).output().unwrap();
    (ran.status.code().unwrap(), String::from_utf8(ran.stdout).unwrap(), String::from_utf8(ran.stderr).unwrap())
}

#[test]
#[cfg(all(target_os = "linux", target_env = "gnu"))]
fn what_was_kept_long_enough_is_due() {
    let home = Home::new();
    home.write("garde.yaml", &GARDE.replace("RETENTION", "retention: 2 years\n"));
    home.write("toujours.yaml", &GARDE.replace("RETENTION", "").replace("id: garde", "id: toujours"));
    let begin = |file: &str| home.good(&at("runs.db", &["start", file])).trim().to_owned();
    let (over, open, other) = (begin("./garde.yaml"), begin("./garde.yaml"), begin("./toujours.yaml"));
    for run in [&over, &other] {
        home.good(&at("runs.db", &["done", run, "un", "--set", "mot=secret de polichinelle"]));
    }
    home.good(&at("runs.db", &["note", &open, "toujours ouvert"]));
    assert!(home.run(&at("runs.db", &["erase", "--due", "--dry-run"])).err.contains("Nothing has been kept long enough"));
    let (status, out, err) = later(&home, 3, &["erase", "--due", "--dry-run"]);
    assert!(status == 0 && out.contains(&over) && !out.contains(&open) && !out.contains(&other) && err.contains("One run"), "{out}{err}");
    assert!(later(&home, 3, &["doctor"]).1.contains("one run has been kept long enough"));
    let (status, out, err) = later(&home, 3, &["erase", "--due"]);
    assert!(status == 0 && out.contains(&over) && err.contains("One personal value is erased"), "{out}{err}");
    assert!(later(&home, 3, &["log", &over]).1.contains("kept long enough"));
    assert!(later(&home, 3, &["erase", "--due"]).2.contains("Nothing has been kept long enough"));
    assert_eq!(later(&home, 3, &["verify"]).0, 0);
    assert!(home.good(&at("runs.db", &["show", &other, "--json", "--personal"])).contains("polichinelle"));
}

#[test]
fn one_person_gets_their_data_and_can_be_erased() {
    let (home, over, open) = home();
    let file = |name: &str| home.json(&at("runs.db", &["export", &over, "--person", name]));
    let ana = file("ana canari");
    let text = ana["data"].to_string();
    for part in ["Ana Canari", "0241000000", "merci", "rappeler"] {
        assert!(text.contains(part), "{part}: {ana}");
    }
    for part in ["Bob", "Cyr", "Claire", "Lices", "0241000001"] {
        assert!(!ana.to_string().contains(part), "{part}: {ana}");
    }
    assert!(ana["note"].as_str().unwrap().contains("No password"));
    let claire = file("Claire Martin").to_string();
    assert!(claire.contains("claire@example.org") && claire.contains("Bonjour") && !claire.contains("Canari"), "{claire}");
    let nobody = home.run(&at("runs.db", &["export", &over, "--person", "Zoé"]));
    assert!(nobody.status == 1 && nobody.err.contains("nothing in this run speaks of"), "{}", nobody.err);
    let refused = home.run(&at("runs.db", &["erase", &open, "--person", "Eve", "--reason", "x"]));
    assert!(refused.status == 1 && refused.err.contains("erase.refused"), "{}", refused.err);
    let erased = home.run(&at("runs.db", &["erase", &over, "--person", "Ana Canari", "--reason", "demande"]));
    assert!(erased.status == 0 && !erased.err.contains("mail left"), "{}", erased.err);
    let left = home.good(&at("runs.db", &["export", &over, "--personal"]));
    for part in ["Canari", "0241000000", "merci", "rappeler"] {
        assert!(!left.contains(part), "{part}");
    }
    for part in ["Bob", "Cyr", "Claire", "Lices", "0241000001"] {
        assert!(left.contains(part), "{part}");
    }
    let shown = home.good(&at("runs.db", &["show", &over, "--all"]));
    assert!(shown.contains("some personal data erased") && shown.contains("Cyr"), "{shown}");
    home.good(&at("runs.db", &["checklist", &over, "--format", "md"]));
    home.good(&at("runs.db", &["verify"]));
    let erased = home.run(&at("runs.db", &["erase", &over, "--person", "Claire Martin", "--reason", "demande"]));
    assert!(erased.err.contains("One mail left already") && erased.err.contains("claire@example.org"), "{}", erased.err);
    let again = home.run(&at("runs.db", &["mail", &over, "show", "1"]));
    assert!(again.status == 1 && again.err.contains("erased"), "{again:?}");
    home.good(&at("runs.db", &["verify"]));
}
