//! An office to send mails from: procedures, settings, a store, and a clock that one sets.

use jiff::{SignedDuration, Timestamp};
use pasapas::clock::Clock;
use pasapas::config::Config;
use pasapas::desk::outbox::{Limits, Round};
use pasapas::desk::{Acted, Desk, Failure, Loaded, Start};
use pasapas::engine::Command;
use pasapas::journal::sqlite::Sqlite;
use pasapas::library::Procedures;
use pasapas::post::carrier;
use serde_json::Value;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tempfile::TempDir;

/// A clock whose hands are moved.
#[derive(Clone)]
pub struct Hands(Arc<Mutex<Timestamp>>);

impl Clock for Hands {
    fn now(&self) -> Timestamp {
        *self.0.lock().unwrap()
    }
}

pub struct Office {
    pub folder: TempDir,
    pub clock: Hands,
}

pub const PROCEDURE: &str = "pasapas: 1\nid: essai\nversion: 1.0.0\nstatus: valid\ntitle: Essai\nlanguage: fr\nrole: moi\nroles:\n  moi: {title: Moi}\n  \
     dehors: {title: Dehors, outside: true}\ndocuments:\n  guide: {title: Le guide, file: guide.pdf}\n  lien: {title: Un lien, url: https://example.org}\ninputs:\n  \
     adresse: {type: email, title: Adresse}\nemails:\n  rappel: {to: \"{{ adresse }}\", subject: Rappel, body: \"On attend toujours.\"}\nstart: [ecrire, \
     demander, joindre]\nsteps:\n  ecrire:\n    title: Écrire\n    email:\n      to: \"Été « Martin » <{{ adresse }}>\"\n      cc: chef@example.org\n      \
     subject: \"Été : {{ adresse }}\"\n      body: \"Bonjour,\\n.\\n..À l’été prochain, {{ 'x' }}\\n.\\n\"\n    end: success\n  demander:\n    title: Demander\n    \
     email: {to: \"{{ adresse }}\", subject: Demande, body: \"Bonjour\"}\n    wait: {for: une réponse, remind: {after: 3 days, every: 2 days, times: 3, email: \
     rappel}}\n    choose:\n      oui: {title: Oui, end: success}\n      non: {title: Non, end: failure}\n  joindre:\n    title: Joindre\n    email: {to: \
     \"{{ adresse }}\", subject: Pièce, body: \"Voici.\", attach: [guide, lien]}\n    end: success\n";

impl Office {
    /// With this under `smtp:` in the settings.
    pub fn new(smtp: &str) -> Office {
        let folder = tempfile::tempdir().unwrap();
        let clock = Hands(Arc::new(Mutex::new("2026-03-02T09:00:00Z".parse().unwrap())));
        let office = Office { folder, clock };
        office.write("wf/essai.yaml", PROCEDURE);
        office.write("wf/guide.pdf", "%PDF-1.4 essai");
        office.write("settings.yaml", &format!("organisation: Ville\nsmtp:\n{smtp}"));
        office
    }

    /// For a server on this machine that speaks in the clear.
    pub fn plain(port: u16) -> Office {
        Office::new(&plain(port))
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn write(&self, name: &str, text: &str) {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }

    pub fn desk(&self) -> Desk {
        self.desk_of("Léa")
    }

    pub fn desk_of(&self, by: &str) -> Desk {
        let config = Config::read(&self.path("settings.yaml")).unwrap();
        let store = Sqlite::open_beside(&self.path("runs.db")).unwrap();
        Desk::new(Procedures::Folder(self.path("wf")), config, Box::new(store), Box::new(self.clock.clone()), by.into())
    }

    pub fn later(&self, by: SignedDuration) {
        let mut now = self.clock.0.lock().unwrap();
        *now = now.saturating_add(by).unwrap();
    }

    /// A new run whose mails go to this address; gives its id.
    pub fn start(&self, adresse: &str) -> String {
        let inputs = serde_json::json!({"adresse": adresse}).as_object().unwrap().clone();
        self.desk().start("essai", &Start { inputs, ..Start::default() }, &[]).unwrap_or_else(|f| panic!("{f:?}")).loaded.id
    }

    /// Puts a mail into the outbox.
    pub fn queue(&self, run: &str, mail: u32) -> Result<Acted, Failure> {
        let desk = self.desk();
        desk.queue(desk.load(run).unwrap(), &[mail], false, false)
    }

    /// Carries what is due, as a timer would.
    pub fn carry(&self) -> Round {
        let desk = self.desk_of("cron");
        let hold = desk.hold_outbox().unwrap().expect("nobody else carries");
        let mut carrier = carrier(desk.smtp().unwrap());
        desk.carry(&hold, &mut *carrier, Limits { time: Duration::from_secs(60), only: None }).unwrap()
    }

    pub fn act(&self, run: &str, command: Command) -> Result<Acted, Failure> {
        self.desk().act(run, &command, &[])
    }

    pub fn load(&self, run: &str) -> Loaded {
        self.desk().load(run).unwrap()
    }

    /// What became of a mail for each of its recipients.
    pub fn deliveries(&self, run: &str, mail: u32) -> Vec<&'static str> {
        let loaded = self.load(run);
        loaded.run.mails[&mail].post.iter().flat_map(|post| &post.deliveries).map(|delivery| delivery.word()).collect()
    }

    /// The states of the outbox, row by row.
    pub fn rows(&self) -> Vec<&'static str> {
        self.desk().outbox().unwrap().iter().map(|row| row.state.word()).collect()
    }
}

pub fn plain(port: u16) -> String {
    format!("  host: 127.0.0.1\n  port: {port}\n  tls: none\n  from: Ville d’Exemple <ville@example.org>\n  rate: 60000\n  timeout: 2\n")
}

/// A message as another program reads it.
pub fn read(path: &std::path::Path) -> Value {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/data/mail/read.py");
    let ran = std::process::Command::new("/usr/bin/python3").arg(script).arg(path).output().unwrap();
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    serde_json::from_slice(&ran.stdout).unwrap()
}
