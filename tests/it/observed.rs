//! What operators can follow (`PASAPAS_LOG`): that it says what happens, in lines that programs read, and never anything personal.

use super::cli::Home;
use super::mail::scripted::{Scripted, Twist};
use serde_json::Value;
use std::cell::RefCell;
use std::collections::BTreeSet;

/// What is personal in this story: none of it may be told. All of it is in the run (see below), or at the door.
const PERSONAL: &[&str] = &[
    "Zébulon",
    "Quarqueville",
    "zebulon.q",
    "quarque.example",
    "98 76 54 32",
    "98765432",
    "Dossier-Secret-7",
    "corps-du-courriel",
    "preuve-de-zeb",
    "contenu-de-la-piece",
    "remarque-confidentielle",
    "motif-inavouable",
    "Ophélise",
    "ophelise.b",
    "Bartavelle",
    "coffre-rouge",
    "NIR-1850",
    "Zéphyrine",
    "chef.occulte",
    "moyen-detourne",
    "Ulysséa",
];

const PROCEDURE: &str = r#"pasapas: 1
id: suivi
version: 1.0.0
status: valid
title: Suivi
language: fr
role: moi
retention: 1 day
roles: {moi: {title: Moi}, lui: {title: Lui, outside: true}}
inputs:
  personne: {type: person, title: Personne, plays: lui}
  numero: {type: text, title: Numéro, personal: true}
  gens: {type: list, title: Gens, key: nom, fields: {nom: {type: text, title: Nom, personal: true}, mel: {type: email, title: Adresse}}}
start: [ecrire, redire, piece, chacun, mot, attendre]
steps:
  ecrire:
    title: Écrire à {{ personne.name }}
    email: {to: "{{ personne.email }}", cc: chef.occulte@example.org, subject: "Dossier-Secret-7 de {{ personne.name }}", body: "corps-du-courriel {{ numero }} {{ personne.phone | default('-') }}"}
    next: fin
  redire:
    title: Redire
    email: {to: "{{ personne.email }}", subject: "Dossier-Secret-7 encore", body: "corps-du-courriel {{ numero }}"}
    next: fin
  piece:
    title: La pièce
    ask: {preuve: {type: file, title: Preuve}}
    next: fin
  chacun:
    title: Chacun
    each: gens
    as: un
    start: [voir]
    steps:
      voir: {title: "Voir {{ un.nom }}", ask: {dit: {type: text, title: Ce qui est dit, personal: true}}, end: success}
    next: fin
  mot:
    title: Le mot
    ask: {secret: {type: secret, title: Mot de passe}}
    next: remettre
  remettre:
    title: Remettre
    handover: {secret: secret, to: lui, by: [oral, phone]}
    next: fin
  attendre:
    title: Attendre
    wait: {for: une réponse, within: 3 days}
    next: fin
  fin: {title: Fin, join: all, end: success}
"#;

struct Followed {
    home: Home,
    form: &'static str,
    lines: RefCell<Vec<String>>,
    shown: RefCell<String>,
}

impl Followed {
    /// The program, followed as closely as it goes; gives its status, what it said to people, and its data.
    fn run(&self, args: &[&str]) -> (i32, String, String) {
        let mut command = self.home.command();
        command.env("PASAPAS_LOG", "trace").env("PASAPAS_LOG_FORMAT", self.form).env("PASAPAS_AS", "Zéphyrine").env("COLUMNS", "400");
        let output = command.args(args).output().unwrap();
        let (out, err) = (String::from_utf8_lossy(&output.stdout).into_owned(), String::from_utf8(output.stderr).unwrap());
        let is_line = |line: &&str| if self.form == "json" { line.starts_with("{\"timestamp\"") } else { line.contains(" pasapas{command=") };
        let (told, said): (Vec<&str>, Vec<&str>) = err.lines().partition(is_line);
        assert!(!told.is_empty(), "{args:?}: nothing was told\n{err}");
        assert!(!out.contains("\"timestamp\"") && !out.contains("pasapas::"), "{args:?}: standard output is for data\n{out}");
        self.lines.borrow_mut().extend(told.into_iter().map(str::to_owned));
        let said = said.join("\n");
        self.shown.borrow_mut().push_str(&format!("{}\n{out}\n{said}\n", args.join(" ")));
        (output.status.code().unwrap(), said, out)
    }

    fn good(&self, args: &[&str]) -> String {
        let (status, said, out) = self.run(args);
        assert_eq!(status, 0, "{args:?}\n{out}\n{said}");
        out
    }

    fn bad(&self, args: &[&str], code: &str) {
        let (status, said, out) = self.run(args);
        assert!(status != 0 && said.contains(code), "{args:?}: {status}\n{out}\n{said}");
    }
}

/// Every command, with people in it whose names are found nowhere else.
fn story(form: &'static str) -> Followed {
    let server =
        Scripted::new(vec![Some(("RCPT", Twist::Say("550 no such user zebulon.q@quarque.example, Quarqueville"))), Some((".", Twist::Cut))], &[]);
    let all = Followed { home: Home::new(), form, lines: RefCell::default(), shown: RefCell::default() };
    let home = &all.home;
    home.write("wf/suivi.yaml", PROCEDURE);
    home.write("settings.yaml", &format!("organisation: Ville\nsmtp:\n{}", super::mail::office::plain(server.port)));
    home.write("personne.json", r#"{"personne": {"name": "Zébulon Quarqueville", "email": "zebulon.q@quarque.example", "phone": "06 98 76 54 32"}, "numero": "NIR-1850", "gens": [{"nom": "Ophélise Bartavelle", "mel": "ophelise.b@example.org"}, {"nom": "Bo", "mel": "bo@example.org"}]}"#);
    home.write("preuve-de-zeb.pdf", "%PDF-1.4 contenu-de-la-piece");
    all.good(&["check", "wf"]);
    all.good(&["--workflows", "wf", "check", "suivi", "--format", "json"]);
    let at = |args: &[&'static str]| [&["--workflows", "wf"], args].concat();
    let good = |args: &[&'static str]| all.good(&at(args));
    all.bad(&at(&["start", "suivi", "--set", "personne.name=Zébulon Quarqueville"]), "answer.missing");
    let run = good(&["start", "suivi", "--data", "personne.json"]).trim().to_owned();
    for args in [
        &["todo"][..],
        &["todo", "--json"],
        &["show", "@last"],
        &["show", "@last", "--json", "--personal"],
        &["show", "@last", "--grid"],
        &["log", "@last"],
        &["log", "@last", "--json", "--personal"],
        &["list"],
        &["why", "@last", "fin"],
        &["verify"],
        &["graph", "@last", "-o", "g.svg"],
        &["checklist", "@last", "-o", "c.html"],
        &["sheet", "suivi", "gens", "-o", "vide.xlsx"],
        &["mail", "@last", "list"],
        &["mail", "@last", "show", "1"],
        &["mail", "@last", "export", "1", "-o", "Quarqueville.eml"],
        &["assign", "@last"],
    ] {
        good(args);
    }
    #[cfg(feature = "pdf")]
    good(&["checklist", "@last", "-o", "c.pdf"]);
    // Refused by the server, uncertain, then as it should.
    assert_eq!(all.run(&at(&["mail", "@last", "send", "ecrire", "--yes"])).0, 1);
    assert_eq!(all.run(&at(&["mail", "@last", "send", "redire", "--yes"])).0, 1);
    good(&["mail"]);
    good(&["mail", "@last", "sent", "1", "--how", "moyen-detourne"]);
    all.run(&at(&["mail", "@last", "resolve", "2", "--again"]));
    all.run(&at(&["tick"]));
    all.run(&at(&["tick", "--json"]));
    all.bad(&at(&["done", "@last", "piece", "--attach", "preuve=nulle-part-Quarqueville.pdf"]), "file.unreadable");
    good(&["done", "@last", "piece", "--attach", "preuve=preuve-de-zeb.pdf"]);
    good(&["correct", "@last", "--set", "gens[Ophélise Bartavelle].mel=ophelise.b2@example.org"]);
    good(&["done", "@last", "chacun[Ophélise Bartavelle].voir", "--set", "dit=remarque-confidentielle"]);
    good(&["reopen", "@last", "chacun[Ophélise Bartavelle].voir", "--reason", "motif-inavouable"]);
    good(&["waive", "@last", "chacun[Ophélise Bartavelle].voir", "--reason", "motif-inavouable"]);
    good(&["add", "@last", "gens", "--set", "nom=Ulysséa", "--set", "mel=u@example.org"]);
    good(&["drop", "@last", "gens[Ulysséa]", "--reason", "motif-inavouable"]);
    good(&["note", "@last", "remarque-confidentielle"]);
    good(&["assign", "@last", "moi", "--name", "Ophélise Bartavelle", "--email", "ophelise.b@example.org"]);
    good(&["done", "@last", "mot", "--set", "secret.where=au coffre-rouge"]);
    good(&["done", "@last", "remettre", "--by", "oral"]);
    good(&["done", "@last", "attendre"]);
    good(&["done", "@last", "chacun[2].voir", "--set", "dit=rien"]);
    all.bad(&at(&["done", "@last", "chacun[Quarqueville].voir"]), "refused");
    home.write("wf/suivi.yaml", &PROCEDURE.replace("1.0.0", "1.1.0").replace("title: Fin", "title: La fin"));
    all.run(&at(&["diff", "suivi"]));
    good(&["upgrade", "--all"]);
    good(&["done", "@last", "fin"]);
    good(&["export", "@last", "--personal", "-o", "Quarqueville.json"]);
    all.good(&["--workflows", "wf", "--store", "other.db", "import", "Quarqueville.json"]);
    all.good(&["--workflows", "wf", "--store", "other.db", "resume", &run]);
    all.good(&["verify", "Quarqueville.json"]);
    good(&["erase", "@last", "--person", "Ophélise Bartavelle", "--reason", "motif-inavouable"]);
    good(&["erase", "@last", "--reason", "motif-inavouable"]);
    all.run(&at(&["doctor"]));
    good(&["start", "suivi", "--data", "personne.json"]);
    good(&["cancel", "@last", "--reason", "motif-inavouable"]);
    all
}

#[test]
fn nothing_personal_is_told_and_programs_can_read_what_is() {
    let all = story("json");
    let shown = all.shown.borrow();
    for word in PERSONAL.iter().filter(|word| !["contenu-de-la-piece", "98 76 54 32"].contains(word)) {
        assert!(shown.contains(word), "“{word}” is nowhere in this story: it proves nothing");
    }
    let (mut messages, mut subjects) = (BTreeSet::new(), BTreeSet::new());
    for line in all.lines.borrow().iter() {
        let told: Value = serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"));
        assert!(told["timestamp"].as_str().unwrap().ends_with('Z') && told["spans"][0]["command"].is_string(), "{line}");
        messages.insert(told["message"].as_str().unwrap().to_owned());
        subjects.insert(told["target"].as_str().unwrap().strip_prefix("pasapas::").unwrap().to_owned());
        for word in PERSONAL {
            assert!(!line.contains(word), "“{word}” is told: {line}");
        }
    }
    let known: BTreeSet<String> = pasapas::cli::SUBJECTS.iter().map(|&subject| subject.to_owned()).collect();
    assert!(known.is_superset(&subjects), "{subjects:?}");
    for wanted in [
        "begun",
        "ended",
        "refused",
        "made",
        "opened",
        "appended",
        "events",
        "sealed",
        "loaded",
        "erased",
        "log swept",
        "verified",
        "exported",
        "imported",
        "server ready",
        "answered",
        "no answer",
        "taken",
        "message made",
        "sent",
        "failed",
        "uncertain",
        "seen to",
        "checked",
        "file checked",
        "checklist made",
    ] {
        assert!(messages.contains(wanted), "“{wanted}” was never told: {messages:?}");
    }
}

#[test]
fn lines_for_people_hold_nothing_personal_either() {
    let all = story("text");
    let lines = all.lines.borrow();
    for word in PERSONAL {
        assert!(lines.iter().all(|line| !line.contains(word)), "“{word}” is told");
    }
    let is_phase = |line: &&String| line.contains("pasapas::mail: answered phase=\"RCPT\" code=550");
    let refused = lines.iter().find(is_phase).unwrap_or_else(|| panic!("{lines:#?}"));
    assert!(refused.contains("carry{run=") && refused.contains("mail=1 recipient=1"), "{refused}");
}

#[test]
fn nothing_is_told_unless_asked_and_only_of_what() {
    let home = Home::new();
    home.good(&["new", "accueil"]);
    let silent = home.run(&["check", "accueil.yaml"]);
    let asked = |log: &str, args: &[&str]| {
        let output = home.command().env("PASAPAS_LOG", log).args(args).output().unwrap();
        (output.status.code().unwrap(), String::from_utf8(output.stderr).unwrap())
    };
    assert!(!silent.err.contains("pasapas::"), "{}", silent.err);
    assert_eq!(asked("", &["check", "accueil.yaml"]).1, silent.err);
    assert_eq!(asked("off", &["check", "accueil.yaml"]).1, silent.err);
    assert_eq!(asked("mail=trace", &["check", "accueil.yaml"]).1, silent.err);
    let (_, one) = asked("check=info", &["check", "accueil.yaml"]);
    assert_eq!(one.lines().filter(|line| line.contains("pasapas::")).count(), 1, "{one}");
    let (status, wrong) = asked("info,mial=debug", &["check", "accueil.yaml"]);
    assert_eq!(
        (status, wrong.as_str()),
        (
            2,
            "refused [usage]: “mial=debug” in PASAPAS_LOG is not understood: a level, or a subject and a level, as in “info,mail=debug”\n  help: did you mean “mail”?\n"
        )
    );
    let output = home.command().env("PASAPAS_LOG", "info").env("PASAPAS_LOG_FORMAT", "xml").args(["list"]).output().unwrap();
    assert!(output.status.code() == Some(2) && String::from_utf8_lossy(&output.stderr).contains("“xml”"));
}
