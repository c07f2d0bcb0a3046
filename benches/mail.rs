//! Mails put into the outbox, and made into messages: `cargo bench --bench mail`.
//!
//! Ten thousand mails of one run are queued in one act, each written, sealed and on disk; beside it, as many plain rows are committed in one
//! transaction to another SQLite file of the same folder. A letter is written anew, and a message made of it; beside it, its template alone.

use pasapas::clock::Wall;
use pasapas::config::Config;
use pasapas::desk::{Desk, Start};
use pasapas::engine::mail;
use pasapas::journal::sqlite::Sqlite;
use pasapas::library::Procedures;
use pasapas::model::holidays::Holidays;
use pasapas::post::message::{Head, leaving};
use pasapas::template::{self, Locale};
use pasapas::words::Lang;
use rusqlite::Connection;
use serde_json::json;
use std::hint::black_box;
use std::time::{Duration, Instant};

const MAILS: u32 = 10_000;

const BODY: &str = "Bonjour {{ un.prenom }} {{ un.nom }},\\n\\nVotre certificat est prêt. {% if un.presse %}Il vous attend dès ce soir.{% endif %}\\n\\nLe service\\n";

fn procedure() -> String {
    format!(
        "pasapas: 1\nid: envois\nversion: 1.0.0\nstatus: valid\ntitle: Envois\nlanguage: fr\nrole: moi\nroles:\n  moi: {{title: Moi}}\ninputs:\n  gens:\n    type: list\n    \
         title: Gens\n    max: {MAILS}\n    fields:\n      prenom: {{type: text, title: Prénom}}\n      nom: {{type: text, title: Nom}}\n      presse: {{type: boolean, title: Pressé}}\n      \
         courriel: {{type: email, title: Courriel}}\nstart: chacun\nsteps:\n  chacun:\n    title: Chacun\n    each: gens\n    as: un\n    start: ecrire\n    steps:\n      \
         ecrire: {{title: Écrire, email: {{to: \"{{{{ un.prenom }}}} <{{{{ un.courriel }}}}>\", subject: \"Certificat de {{{{ un.nom }}}}\", body: \"{BODY}\"}}, end: success}}\n    \
         end: success\n"
    )
}

fn each(what: &str, times: u32, mut work: impl FnMut()) -> Duration {
    work();
    let began = Instant::now();
    (0..times).for_each(|_| work());
    let one = began.elapsed() / times;
    println!("{what}: {:.1} µs", one.as_secs_f64() * 1e6);
    one
}

fn main() {
    let folder = tempfile::tempdir().expect("a folder");
    let wf = folder.path().join("wf");
    std::fs::create_dir(&wf).expect("a folder");
    std::fs::write(wf.join("envois.yaml"), procedure()).expect("a file");
    let settings = folder.path().join("settings.yaml");
    std::fs::write(&settings, "smtp: {host: localhost, tls: none, from: ville@example.org}").expect("a file");
    let config = Config::read(&settings).expect("settings");
    let store = Sqlite::open_beside(&folder.path().join("runs.sqlite")).expect("a store");
    let desk = Desk::new(Procedures::Folder(wf), config, Box::new(store), Box::new(Wall), "banc".into());
    let one =
        |n: u32| json!({"prenom": "Claire", "nom": format!("Martin {n}"), "presse": n.is_multiple_of(2), "courriel": format!("p{n}@example.net")});
    let inputs = json!({"gens": (0..MAILS).map(one).collect::<Vec<_>>()});
    let start = Start { inputs: inputs.as_object().expect("an object").clone(), ..Start::default() };
    let loaded = desk.start("envois", &start, &[]).unwrap_or_else(|failure| panic!("{failure:?}")).loaded;

    let written = each("a letter written", 2_000, || {
        black_box(desk.view(&loaded, |view| mail::written_anew(view.checked, view.run, 77, view.env)).expect("a letter"));
    });
    let values = template::value(json!({"un": one(77)}));
    let body = BODY.replace("\\n", "\n");
    let alone = each("… its body's template alone", 20_000, || {
        drop(black_box(template::render(&body, &values, Locale { lang: Lang::Fr, holidays: Holidays::France })))
    });
    println!("… a letter is {:.1} × that", written.as_secs_f64() / alone.as_secs_f64());
    let letter = desk.view(&loaded, |view| mail::written_anew(view.checked, view.run, 77, view.env)).expect("a letter");
    let from = mail::Address { name: "Ville".into(), email: "ville@example.org".into() };
    let head = Head { from: &from, reply_to: None, date: desk.now(), id: "1.2@example.org", thread: &[], automatic: false, mark: "" };
    each("a message made of it", 5_000, || drop(black_box(leaving(&letter, Vec::new(), &head))));

    let mails: Vec<u32> = (1..=MAILS).collect();
    let began = Instant::now();
    desk.queue(loaded, &mails, false, false).unwrap_or_else(|failure| panic!("{failure:?}"));
    let queued = began.elapsed();
    let mut plain = Connection::open(folder.path().join("plain.sqlite")).expect("a store");
    plain
        .execute_batch("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE rows (id INTEGER PRIMARY KEY, body TEXT NOT NULL) STRICT;")
        .expect("a table");
    let began = Instant::now();
    let transaction = plain.transaction().expect("a transaction");
    for n in 0..MAILS {
        transaction
            .prepare_cached("INSERT INTO rows (body) VALUES (?)")
            .and_then(|mut insert| insert.execute([format!("{body}{n}")]))
            .expect("a row");
    }
    transaction.commit().expect("a commit");
    let rows = began.elapsed();
    println!(
        "{MAILS} mails queued: {:.2} s; as many plain rows: {:.2} s; {:.1} ×",
        queued.as_secs_f64(),
        rows.as_secs_f64(),
        queued.as_secs_f64() / rows.as_secs_f64()
    );
}
