//! What the settings may say of a mail server, and test mode, in which nothing is connected to.

use super::office::{Office, read};
use crate::cli::Home;
use pasapas::config::Config;
use std::fs;
use std::process::Command;

#[test]
fn settings_that_do_not_fit_are_refused_by_name() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("settings.yaml");
    for (smtp, id) in [
        ("smtp: here", "smtp-form"),
        ("smtp: {from: a@example.org}", "smtp-missing"),
        ("smtp: {host: h.example.org}", "smtp-missing"),
        ("smtp: {host: h.example.org, from: nobody}", "smtp-address"),
        ("smtp: {host: h.example.org, from: a@example.org, password: secret}", "smtp-password"),
        ("smtp: {host: h.example.org, from: a@example.org, hots: x}", "smtp-unknown"),
        ("smtp: {host: h.example.org, from: a@example.org, port: 70000}", "smtp-number"),
        ("smtp: {host: h.example.org, from: a@example.org, tls: ssl}", "smtp-tls"),
        ("smtp: {host: h.example.org, from: a@example.org, tls: none}", "smtp-clear"),
        ("smtp: {host: h.example.org, from: a@example.org, tls: none, insecure: true, user: u, password_env: P}", "smtp-clear-password"),
        ("smtp: {host: h.example.org, from: a@example.org, user: u}", "smtp-user-password"),
        ("smtp: {host: h.example.org, from: a@example.org, user: u, password_env: P, password_file: f}", "smtp-password-twice"),
        ("smtp: {host: \"h\\r\\nx\", from: a@example.org}", "smtp-value"),
        ("smtp: {host: h e, from: a@example.org}", "smtp-host"),
        ("smtp: {host: h.example.org, from: \"A\\nBcc: x@y.fr <a@example.org>\"}", "smtp-value"),
    ] {
        fs::write(&path, smtp).unwrap();
        let error = Config::read(&path).expect_err(smtp);
        let why = error.message.args.iter().find_map(|(_, arg)| if let pasapas::words::Arg::Message(why) = arg { Some(why.id) } else { None });
        assert_eq!((error.code.name(), why), ("settings", Some(id)), "{smtp}");
        let shown = pasapas::words::Lang::Fr.words().say(&error.message);
        assert!(!shown.contains("secret"), "{shown}");
    }
    fs::write(&path, "smtp: {host: 127.0.0.1, from: a@example.org, tls: none}").unwrap();
    assert!(Config::read(&path).is_ok(), "to this very machine");
}

#[test]
fn in_test_mode_mails_go_to_a_folder_and_no_connection_can_be_made() {
    let home = Home::new();
    home.write("workflows/essai.yaml", super::office::PROCEDURE);
    home.write("workflows/guide.pdf", "x");
    home.write("settings.yaml", "smtp: {host: 192.0.2.1, from: ville@example.org, test: sorties}");
    home.good(&["start", "essai", "--set", "adresse=claire@example.net"]);
    let unseen = home.run(&["mail", "@last", "send", "1"]);
    assert!(unseen.status == 2 && unseen.err.contains("--yes"), "{}", unseen.err);
    let dry = home.run(&["mail", "@last", "send", "ecrire", "--dry-run"]);
    assert!(dry.status == 0 && dry.out.contains("Subject: Été") && !home.path("sorties").exists(), "{}\n{}", dry.out, dry.err);
    // The kernel tells: not one socket is made.
    let traced = |args: &[&str]| {
        let mut strace = Command::new("strace");
        strace.args(["-f", "-e", "trace=socket,connect", "-o", "trace"]).arg(env!("CARGO_BIN_EXE_pasapas")).args(args);
        let ran =
            strace.env_clear().env("HOME", home.path("")).env("PASAPAS_LANG", "en").env("PASAPAS_AS", "tess").current_dir(home.path("")).output();
        let ran = ran.expect("tests/run installs strace");
        let trace = fs::read_to_string(home.path("trace")).unwrap();
        assert!(!trace.contains("socket("), "{trace}");
        (ran.status.code(), String::from_utf8(ran.stderr).unwrap())
    };
    let (status, said) = traced(&["mail", "@last", "send", "1", "--yes"]);
    assert!(status == Some(0) && said.contains("nothing has really left"), "{said}");
    assert_eq!(traced(&["doctor"]).0, Some(0));
    assert_eq!(traced(&["mail", "@last", "send", "2", "--yes", "--later"]).0, Some(0));
    assert_eq!(home.lines(&["mail", "--json"])[0]["state"], "queued");
    assert_eq!(traced(&["tick"]).0, Some(0));
    let mut files: Vec<_> = fs::read_dir(home.path("sorties")).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    assert_eq!(files.len(), 3, "{files:?}");
    assert!(read(&files[0])["head"]["Subject"].as_str().unwrap().starts_with("[TEST] Été"));
    let listed = home.lines(&["mail", "@last", "list", "--json"]);
    assert_eq!((&listed[0]["state"], &listed[0]["recipients"][1]["state"], &listed[2]["state"]), (&"left".into(), &"sent".into(), &"waiting".into()));
}

#[test]
fn without_a_server_nothing_leaves_and_it_is_said_what_to_do() {
    let office = Office::plain(1);
    office.write("settings.yaml", "organisation: Ville");
    let run = office.start("claire@example.net");
    assert!(matches!(office.queue(&run, 1), Err(pasapas::desk::Failure::Unable(refusal)) if refusal.message.id == "smtp-none"));
}
