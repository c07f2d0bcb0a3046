//! How long an editor waits after a keystroke in a procedure of 500 steps: `cargo bench --bench keystroke`.
//!
//! The built program is driven over its own standard input and output, as an editor drives it. Every figure also stands as a ratio to one plain check of
//! the same text inside this process, so that it can be compared between machines. What it aims at is 30 ms.

#[path = "../tests/it/made.rs"]
#[allow(dead_code)] // Shared with the tests, which make others too.
mod made;

use pasapas::check::{Checker, Library};
use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Read, Write};
use std::process::{ChildStdin, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

const STEPS: usize = 500;
const ROUNDS: usize = 60;

struct Nothing;

impl Library for Nothing {
    fn text(&self, _: &str) -> Option<(String, Vec<u8>)> {
        None
    }
    fn ids(&self) -> Vec<String> {
        Vec::new()
    }
}

struct Editor {
    input: ChildStdin,
    output: BufReader<ChildStdout>,
    number: i64,
    /// The version of the text of which it was last said what is wrong.
    told: i64,
}

impl Editor {
    fn send(&mut self, message: &Value) {
        let body = message.to_string();
        write!(self.input, "Content-Length: {}\r\n\r\n{body}", body.len()).expect("the server listens");
        self.input.flush().expect("the server listens");
    }

    fn until(&mut self, fits: impl Fn(&Value) -> bool) -> Value {
        loop {
            let mut length = 0;
            loop {
                let mut line = String::new();
                assert!(self.output.read_line(&mut line).expect("the server speaks") > 0, "the server is gone");
                match line.trim_end().strip_prefix("Content-Length: ") {
                    Some(value) => length = value.parse().expect("a length"),
                    None if line.trim_end().is_empty() => break,
                    None => {}
                }
            }
            let mut body = vec![0; length];
            self.output.read_exact(&mut body).expect("a body");
            let message: Value = serde_json::from_slice(&body).expect("JSON");
            if message["method"] == "textDocument/publishDiagnostics" {
                self.told = message["params"]["version"].as_i64().unwrap_or(-1);
            }
            if fits(&message) {
                return message;
            }
        }
    }

    fn ask(&mut self, method: &str, params: &Value) -> Value {
        self.number += 1;
        let number = self.number;
        self.send(&json!({"jsonrpc": "2.0", "id": number, "method": method, "params": params}));
        self.until(|message| message["id"] == number)
    }

    /// Waits until it was said what is wrong with a version of the text: perhaps that was before something else was answered.
    fn told(&mut self, version: i64) {
        if self.told != version {
            self.until(|message| message["method"] == "textDocument/publishDiagnostics" && message["params"]["version"] == version);
        }
    }

    fn tell(&mut self, method: &str, params: &Value) {
        self.send(&json!({"jsonrpc": "2.0", "method": method, "params": params}));
    }
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}

fn main() {
    let text = made::row("longue", STEPS);
    let checks: Vec<Duration> = (0..ROUNDS)
        .map(|_| {
            let began = Instant::now();
            let report = Checker::new(&Nothing).check("longue.yaml", text.as_bytes());
            assert!(report.checked.is_some(), "{:?}", report.findings);
            began.elapsed()
        })
        .collect();
    let check = median(checks);
    println!("{STEPS} steps, {} KB; one plain check: {check:.1?}", text.len() / 1024);

    let mut child = Command::new(env!("CARGO_BIN_EXE_pasapas")).arg("lsp").stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("the program");
    let (input, output) = (child.stdin.take().expect("a pipe"), child.stdout.take().expect("a pipe"));
    let mut editor = Editor { input, output: BufReader::new(output), number: 0, told: -1 };
    editor.ask("initialize", &json!({"capabilities": {}}));
    let uri = "file:///nowhere/longue.yaml";
    editor.tell("textDocument/didOpen", &json!({"textDocument": {"uri": uri, "languageId": "yaml", "version": 0, "text": text}}));
    editor.told(0);

    // In the title of a step in the middle, behind an accent.
    let line = text.lines().position(|line| line.contains("Étape 250 ")).expect("a step");
    let (mut offered, mut coloured, mut told) = (Vec::new(), Vec::new(), Vec::new());
    for round in 0..i64::try_from(ROUNDS).unwrap_or(0) {
        let at = json!({"line": line, "character": 16});
        let change = json!({"range": {"start": at, "end": at}, "text": if round % 2 == 0 { "{{ " } else { "x }}" }});
        let began = Instant::now();
        editor.tell("textDocument/didChange", &json!({"textDocument": {"uri": uri, "version": round + 1}, "contentChanges": [change]}));
        let cursor = json!({"line": line, "character": 19});
        editor.ask("textDocument/completion", &json!({"textDocument": {"uri": uri}, "position": cursor}));
        offered.push(began.elapsed());
        editor.told(round + 1);
        told.push(began.elapsed());
        // Editors ask for the colours once the hand rests.
        editor.ask("textDocument/semanticTokens/full", &json!({"textDocument": {"uri": uri}}));
        coloured.push(began.elapsed());
        if round % 2 == 1 {
            // Back to the text as it was.
            let back = json!({"range": {"start": {"line": line, "character": 16}, "end": {"line": line, "character": 23}}, "text": ""});
            editor.tell("textDocument/didChange", &json!({"textDocument": {"uri": uri, "version": 1000 + round}, "contentChanges": [back]}));
            editor.told(1000 + round);
        }
    }
    editor.ask("shutdown", &Value::Null);
    editor.tell("exit", &Value::Null);
    let _ = child.wait();
    for (what, times) in [("what could follow", offered), ("and what is wrong", told), ("and the colours", coloured)] {
        let time = median(times);
        println!("from the keystroke to {what:<18} {time:>8.1?}  {:.2} checks", time.as_secs_f64() / check.as_secs_f64());
    }
}
