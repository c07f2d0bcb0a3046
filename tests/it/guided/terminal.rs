//! The program at a real pseudo-terminal, as a person would sit before it.

use nix::sys::signal::Signal;
use nix::sys::wait::WaitStatus;
use rexpect::process::PtyProcess;
use std::fs::File;
use std::io::{Read, Write};
use std::path::PathBuf;
use std::process::Command;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

/// How long anything may take on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);

/// A home of its own: procedures, settings, store.
pub struct Place {
    pub folder: tempfile::TempDir,
}

impl Place {
    pub fn new() -> Place {
        let place = Place { folder: tempfile::tempdir().unwrap() };
        std::fs::write(
            place.file("settings.yaml"),
            "organisation: Ville d’Exemple\nsettings:\n  adresse_certinomis: certinomis@example.org\n  \
             adresse_support: informatique@example.org\n  adresse_coordinateur: coordinateur@example.org\n",
        )
        .unwrap();
        std::fs::create_dir(place.file("workflows")).unwrap();
        place
    }

    pub fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The program, ready to be started here.
    pub fn command(&self, args: &[&str], term: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_pasapas"));
        command.args(args).current_dir(self.folder.path()).env_clear();
        command.env("HOME", self.folder.path()).env("XDG_DATA_HOME", self.file("data")).env("TERM", term).env("COLUMNS", "110");
        command.env("PASAPAS_LANG", "fr").env("PASAPAS_AS", "Anne").env("PASAPAS_SETTINGS", self.file("settings.yaml"));
        command.env("PASAPAS_STORE", format!("sqlite:{}", self.file("store.db").display()));
        command
    }

    /// Everything that a command without a terminal says, and its status.
    pub fn output(&self, args: &[&str]) -> (i32, String) {
        let output = self.command(args, "dumb").output().unwrap();
        let text = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
        (output.status.code().unwrap_or(-1), text)
    }
}

/// One sitting.
pub struct Terminal {
    process: PtyProcess,
    writer: File,
    seen: Arc<Mutex<(Vec<u8>, bool)>>,
    at: usize,
}

impl Terminal {
    pub fn open(place: &Place, args: &[&str], term: &str) -> Terminal {
        let process = PtyProcess::new(place.command(args, term)).unwrap();
        let (writer, mut reader) = (process.get_file_handle().unwrap(), process.get_file_handle().unwrap());
        let seen = Arc::new(Mutex::new((Vec::new(), false)));
        let shared = Arc::clone(&seen);
        std::thread::spawn(move || {
            let mut buffer = [0; 4096];
            loop {
                match reader.read(&mut buffer) {
                    Ok(n) if n > 0 => shared.lock().unwrap().0.extend_from_slice(&buffer[..n]),
                    _ => break shared.lock().unwrap().1 = true,
                }
            }
        });
        Terminal { process, writer, seen, at: 0 }
    }

    /// Everything on the screen so far, without what steers it.
    pub fn text(&self) -> String {
        plain(&self.seen.lock().unwrap().0)
    }

    /// What has come since the last answer, once a question stands at its end; none where the program has ended.
    pub fn question(&mut self) -> Option<String> {
        let start = Instant::now();
        loop {
            let (text, closed) = {
                let seen = self.seen.lock().unwrap();
                (plain(&seen.0[self.at..]), seen.1)
            };
            if text.ends_with("\n› ") {
                return Some(text);
            }
            if closed {
                return None;
            }
            assert!(start.elapsed() < PATIENCE, "no question came:\n{}", self.text());
            std::thread::sleep(Duration::from_millis(2));
        }
    }

    /// Waits for words on the screen that came since the last answer.
    pub fn expect(&mut self, words: &str) {
        let start = Instant::now();
        while !plain(&self.seen.lock().unwrap().0[self.at..]).contains(words) {
            assert!(start.elapsed() < PATIENCE, "« {words} » never came:\n{}", self.text());
            std::thread::sleep(Duration::from_millis(2));
        }
    }

    /// Types bytes as they are.
    pub fn send(&mut self, typed: &str) {
        self.at = self.seen.lock().unwrap().0.len();
        let _ = self.writer.write_all(typed.as_bytes()).and_then(|()| self.writer.flush());
    }

    /// Types a line.
    pub fn answer(&mut self, line: &str) {
        self.send(&format!("{line}\n"));
    }

    /// Waits for a question that begins so, and answers it.
    pub fn asked(&mut self, question: &str, line: &str) {
        let text = self.question().unwrap_or_else(|| panic!("« {question} » was never asked:\n{}", self.text()));
        assert!(head(&text).starts_with(question), "« {question} » was awaited, and this was asked:\n{text}");
        self.answer(line);
    }

    /// The end of the program.
    pub fn status(&mut self) -> i32 {
        let status = match self.process.wait() {
            Ok(WaitStatus::Exited(_, code)) => code,
            Ok(WaitStatus::Signaled(_, signal, _)) => -(signal as i32),
            other => panic!("{other:?}"),
        };
        let start = Instant::now();
        while !self.seen.lock().unwrap().1 && start.elapsed() < Duration::from_secs(2) {
            std::thread::sleep(Duration::from_millis(2));
        }
        status
    }

    /// Ends the program without a word, as a power cut would; gives the whole screen, and what came since the last answer.
    pub fn cut(mut self) -> (String, String) {
        let _ = self.process.signal(Signal::SIGKILL);
        self.status();
        let recent = plain(&self.seen.lock().unwrap().0[self.at..]);
        (self.text(), recent)
    }
}

/// The question itself: the first line of the last paragraph.
pub fn head(text: &str) -> String {
    text.trim_end().trim_end_matches('›').trim().rsplit("\n\n").next().unwrap_or_default().lines().next().unwrap_or_default().to_owned()
}

/// A screen's text without escape sequences and carriage returns, its no-break spaces plain.
fn plain(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes).replace('\r', "").replace(['\u{202f}', '\u{a0}'], " ");
    let escape = regex::Regex::new("\u{1b}\\[[0-9;?]*[a-zA-Z]").unwrap();
    escape.replace_all(&text, "").into_owned()
}
