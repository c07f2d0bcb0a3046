//! The language server: a door. It translates between an editor and [`crate::assist`], and decides nothing.
//!
//! One thread reads, one answers. What is open is kept as the editor has it, edit by edit; what there is to say about a file is found out once
//! nothing else is waiting, so that a fast hand is never slowed down.

mod answer;
mod folder;
mod open;
mod protocol;
mod text;
mod told;
mod uri;
mod wire;

use crate::text::lines::Unit;
use crate::words::Lang;
use answer::{COLOURS, Unanswered, answer, read};
use open::{Open, State};
use protocol::{Changed, Initialize, OfDocument, Opened};
use serde_json::{Value, json};
use std::collections::{BTreeMap, VecDeque};
use std::io::{self, BufReader, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};
use wire::{Code, Incoming};

/// The shortest that a finding waits: what the editor asks about the same keystroke comes right behind it, and goes first.
const MIN_REST: Duration = Duration::from_millis(2);
/// The longest that a finding waits for a hand to rest.
const MAX_REST: Duration = Duration::from_millis(300);
/// What takes no longer than this is done between two letters of the fastest hand.
const QUICK: Duration = Duration::from_millis(40);

/// Serves one editor over standard input and output until it says so, or is gone. Gives the exit status: 0 after a proper goodbye, else 1.
///
/// `chosen` is the language that was asked for, `usual` the one where neither that nor the editor's own is spoken here; `workflows` is the
/// folder whose files are procedures whatever stands in them.
pub fn serve(chosen: Option<Lang>, usual: Lang, workflows: Option<PathBuf>) -> u8 {
    let (sender, receiver) = mpsc::channel();
    std::thread::spawn(move || {
        let mut input = BufReader::new(io::stdin());
        while let Ok(Some(message)) = wire::read(&mut input) {
            if sender.send(message).is_err() {
                break;
            }
        }
    });
    let state = State {
        lang: chosen.unwrap_or(usual),
        unit: Unit::Utf16,
        workflows,
        moves_files: false,
        open: BTreeMap::new(),
        kept: Default::default(),
        reports: Default::default(),
    };
    let server = Server { state, chosen, receiver, waiting: VecDeque::new(), stage: Stage::Before, out: io::stdout() };
    u8::from(!server.run().unwrap_or(false))
}

/// How long what there is to say of a file waits for a hand to rest, where finding it out took so long the last time.
fn rest(took: Duration) -> Duration {
    if took <= QUICK { MIN_REST } else { took.min(MAX_REST) }
}

/// How far the conversation has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    Before,
    Open,
    Closing,
}

struct Server {
    state: State,
    chosen: Option<Lang>,
    receiver: Receiver<Incoming>,
    waiting: VecDeque<Incoming>,
    stage: Stage,
    out: io::Stdout,
}

impl Server {
    /// Whether the editor said goodbye.
    fn run(mut self) -> io::Result<bool> {
        while let Some(message) = self.next()? {
            match message {
                Incoming::Request { id, method, params } => self.request(&id, &method, params)?,
                Incoming::Notification { method, .. } if method == "exit" => return Ok(self.stage == Stage::Closing),
                Incoming::Notification { method, params } if self.stage == Stage::Open => self.notification(&method, params)?,
                Incoming::Notification { .. } | Incoming::Answer => {}
                Incoming::Bad { id, code, reason } => self.send(&wire::error(&id, code, &reason))?,
            }
        }
        Ok(false)
    }

    /// The next message; while there is none, what has changed is looked at.
    fn next(&mut self) -> io::Result<Option<Incoming>> {
        loop {
            self.waiting.extend(self.receiver.try_iter());
            if let Some(message) = self.waiting.pop_front() {
                return Ok(Some(message));
            }
            let Some(rest) = self.state.open.values().filter(|open| open.dirty).map(|open| rest(open.took)).min() else {
                return Ok(self.receiver.recv().ok());
            };
            // A file that takes long to check waits for as long, lest the checks of a fast hand pile up.
            match self.receiver.recv_timeout(rest) {
                Ok(message) => return Ok(Some(message)),
                Err(RecvTimeoutError::Timeout) => self.tell()?,
                Err(RecvTimeoutError::Disconnected) => return Ok(None),
            }
        }
    }

    fn send(&mut self, message: &Value) -> io::Result<()> {
        wire::write(&mut self.out, message)?;
        self.out.flush()
    }

    /// Says what is wrong with the one file that waits for it the shortest.
    fn tell(&mut self) -> io::Result<()> {
        let dirty = self.state.open.values().filter(|open| open.dirty).min_by_key(|open| open.took);
        let Some(uri) = dirty.map(|open| open.uri.clone()) else { return Ok(()) };
        let began = Instant::now();
        let state = &self.state;
        let said = state.open.get(&uri).and_then(|open| catch_unwind(AssertUnwindSafe(|| told::diagnostics(state, open))).ok());
        if let Some(open) = self.state.open.get_mut(&uri) {
            open.dirty = false;
            open.took = began.elapsed();
        }
        if let Some(said) = said {
            self.send(&wire::notification("textDocument/publishDiagnostics", &said))?;
        }
        // What is understood now still helps when the next letters break the text.
        if let Some(open) = self.state.open.get(&uri) {
            let _ = catch_unwind(AssertUnwindSafe(|| open.understood()));
        }
        Ok(())
    }

    fn request(&mut self, id: &Value, method: &str, params: Value) -> io::Result<()> {
        let cancelled = self.waiting.iter().any(
            |message| matches!(message, Incoming::Notification { method, params } if method == "$/cancelRequest" && params.get("id") == Some(id)),
        );
        let answered = match (self.stage, method) {
            (Stage::Before, "initialize") => self.initialize(params),
            (Stage::Before, _) => Err(Unanswered(Code::NotInitialized, "initialize first".into())),
            (Stage::Open, "shutdown") => {
                self.stage = Stage::Closing;
                Ok(Value::Null)
            }
            (Stage::Closing, _) | (_, "initialize") => Err(Unanswered(Code::InvalidRequest, "not now".into())),
            (Stage::Open, _) if cancelled => Err(Unanswered(Code::Cancelled, "cancelled".into())),
            (Stage::Open, _) => {
                let state = &self.state;
                let answered = catch_unwind(AssertUnwindSafe(|| answer(state, method, params)));
                answered.unwrap_or_else(|_| Err(Unanswered(Code::Internal, "a mistake of ours: please report it".into())))
            }
        };
        match answered {
            Ok(value) => self.send(&wire::result(id, &value)),
            Err(Unanswered(code, reason)) => self.send(&wire::error(id, code, &reason)),
        }
    }

    fn initialize(&mut self, params: Value) -> Result<Value, Unanswered> {
        let params: Initialize = read(params)?;
        let can = |path: &str| params.capabilities.pointer(path).cloned().unwrap_or_default();
        let lists = |value: Value, word: &str| value.as_array().is_some_and(|list| list.iter().any(|one| one == word));
        // UTF-8 where the editor can: nothing is then counted twice.
        let utf8 = lists(can("/general/positionEncodings"), "utf-8");
        self.state.unit = if utf8 { Unit::Utf8 } else { Unit::Utf16 };
        self.state.moves_files =
            lists(can("/workspace/workspaceEdit/resourceOperations"), "rename") && can("/workspace/workspaceEdit/documentChanges") == json!(true);
        if let Some(lang) = params.locale.as_deref().and_then(Lang::parse).filter(|_| self.chosen.is_none()) {
            self.state.lang = lang;
        }
        self.stage = Stage::Open;
        Ok(json!({
            "serverInfo": {"name": "pasapas", "version": env!("CARGO_PKG_VERSION")},
            "capabilities": {
                "positionEncoding": if utf8 { "utf-8" } else { "utf-16" },
                "textDocumentSync": {"openClose": true, "change": 2, "save": {"includeText": false}},
                "completionProvider": {"triggerCharacters": [" ", ".", "|", "'", "[", "{"]},
                "hoverProvider": true,
                "definitionProvider": true,
                "referencesProvider": true,
                "documentHighlightProvider": true,
                "renameProvider": {"prepareProvider": true},
                "documentSymbolProvider": true,
                "codeActionProvider": {"codeActionKinds": ["quickfix"]},
                "semanticTokensProvider": {"legend": {"tokenTypes": COLOURS, "tokenModifiers": []}, "full": true},
            },
        }))
    }

    fn notification(&mut self, method: &str, params: Value) -> io::Result<()> {
        match method {
            "textDocument/didOpen" => {
                if let Ok(Opened { text_document: opened }) = read::<Opened>(params) {
                    let workflows = self.state.workflows.as_deref();
                    let open = Open::new(&opened.uri, &opened.language_id, Some(opened.version), &opened.text, workflows);
                    // What is understood now still helps when the next letters break the text.
                    open.understood();
                    self.state.open.insert(opened.uri.clone(), open);
                    self.callers(&opened.uri);
                }
            }
            "textDocument/didChange" => {
                if let Ok(changed) = read::<Changed>(params) {
                    let uri = changed.text_document.uri;
                    let (unit, workflows) = (self.state.unit, self.state.workflows.clone());
                    if let Some(open) = self.state.open.get_mut(&uri) {
                        open.change(&changed.content_changes, changed.text_document.version, unit, workflows.as_deref());
                        self.callers(&uri);
                    }
                }
            }
            "textDocument/didClose" => {
                if let Ok(closed) = read::<OfDocument>(params) {
                    let uri = closed.text_document.uri;
                    self.callers(&uri);
                    if self.state.open.remove(&uri).is_some() {
                        let nothing = json!({"uri": uri, "diagnostics": []});
                        self.send(&wire::notification("textDocument/publishDiagnostics", &nothing))?;
                    }
                }
            }
            "textDocument/didSave" | "workspace/didChangeWatchedFiles" => self.state.open.values_mut().for_each(|open| open.dirty = true),
            // Whatever else the editor tells concerns others.
            _ => {}
        }
        Ok(())
    }

    /// What a file says may concern those beside it that call it.
    fn callers(&mut self, uri: &str) {
        let Some(changed) = self.state.open.get(uri) else { return };
        let folder = changed.path.as_deref().and_then(std::path::Path::parent).map(std::path::Path::to_owned);
        let id = crate::check::stem(&changed.name).to_owned();
        for open in self.state.open.values_mut().filter(|open| open.uri != uri && open.ours) {
            let beside = open.path.as_deref().and_then(std::path::Path::parent) == folder.as_deref();
            let calls = || open.understood().is_some_and(|file| file.index.calls_any());
            if beside && folder.is_some() && !id.is_empty() && calls() {
                open.dirty = true;
            }
        }
    }
}
