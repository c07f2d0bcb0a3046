//! The program killed in the middle of sending, again and again: never two, and what nobody knows is said.

use super::office::plain;
use super::scripted::{Scripted, Twist};
use crate::cli::Home;
use std::collections::BTreeMap;
use std::process::Stdio;
use std::time::{Duration, Instant};

const MANY: usize = 24;

const PROCEDURE: &str = "pasapas: 1\nid: envois\nversion: 1.0.0\nstatus: valid\ntitle: Envois\nlanguage: fr\nrole: moi\nroles:\n  moi: {title: Moi}\ninputs:\n  gens:\n    \
     type: list\n    title: Gens\n    fields: {courriel: {type: email, title: Courriel}}\nstart: chacun\nsteps:\n  chacun:\n    title: Chacun\n    each: gens\n    as: un\n    \
     start: ecrire\n    steps:\n      ecrire: {title: Écrire, email: {to: \"{{ un.courriel }}\", subject: S, body: B}, end: success}\n    end: success\n";

#[test]
fn a_program_that_is_killed_while_it_sends_never_sends_twice() {
    // Each answer takes a while, so that the knife falls in all places of the dialogue.
    let slow = (0..400).map(|n| Some((["MAIL", "RCPT", "DATA", "."][n % 4], Twist::Slow(Duration::from_millis(2))))).collect();
    let server = Scripted::new(slow, &[]);
    let home = Home::new();
    home.write("workflows/envois.yaml", PROCEDURE);
    home.write("settings.yaml", &format!("smtp:\n{}", plain(server.port).replace("timeout: 2", "timeout: 20")));
    let gens: Vec<_> = (0..MANY).map(|n| serde_json::json!({"courriel": format!("p{n}@example.net")})).collect();
    home.write("gens.json", &serde_json::json!({"gens": gens}).to_string());
    home.good(&["start", "envois", "--data", "gens.json"]);
    home.good(&["mail", "@last", "send", "--all", "--yes", "--later"]);
    assert_eq!(home.lines(&["mail", "--json"]).len(), MANY);
    let began = Instant::now();
    let mut killed = 0;
    for round in 0_u64.. {
        let mut tick = home.command().arg("tick").stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        // It has to come as far as sending first: no two machines are equally fast.
        let before = server.heard.lock().unwrap().len();
        let mut ended = false;
        while server.heard.lock().unwrap().len() < before + 3 && !ended {
            ended = tick.try_wait().unwrap().is_some();
            std::thread::sleep(Duration::from_millis(1));
        }
        std::thread::sleep(Duration::from_micros((round * 7919) % 90_000));
        killed += usize::from(tick.try_wait().unwrap().is_none());
        let _ = tick.kill();
        tick.wait().unwrap();
        let waiting = home.lines(&["mail", "--json"]);
        if !waiting.iter().any(|row| row["state"] == "queued" || row["state"] == "taken") {
            break;
        }
        assert!(began.elapsed() < Duration::from_secs(180), "{waiting:?}");
    }
    home.run(&["tick"]);
    assert!(killed > 2, "{killed}");
    let mut got: BTreeMap<String, usize> = BTreeMap::new();
    server.recipients().into_iter().for_each(|to| *got.entry(to).or_default() += 1);
    assert!(got.values().all(|count| *count == 1), "{got:?}");
    let mut uncertain = 0;
    for mail in home.lines(&["mail", "@last", "list", "--json", "--personal"]) {
        let to = mail["to"][0]["email"].as_str().unwrap();
        match mail["state"].as_str().unwrap() {
            "left" => assert_eq!(got.get(to), Some(&1), "{to} is said to have got it"),
            "uncertain" => uncertain += 1,
            other => panic!("{to}: {other}"),
        }
    }
    // Whatever was in flight when the knife fell, and nothing else.
    assert!(uncertain <= killed, "{uncertain} uncertain after {killed} kills");
}
