//! A client of the protocol: frames, numbers, waits.

use serde_json::{Value, json};
use std::collections::VecDeque;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

const PATIENCE: Duration = Duration::from_secs(60);

pub struct Client {
    pub child: Child,
    input: Option<ChildStdin>,
    output: Receiver<Value>,
    aside: VecDeque<Value>,
    number: i64,
}

/// An open text, and where things stand in it as UTF-16 counts.
#[derive(Clone)]
pub struct Text {
    pub uri: String,
    pub text: String,
    pub version: i64,
}

pub fn uri(path: &Path) -> String {
    format!("file://{}", path.display())
}

pub fn position(text: &str, byte: usize) -> Value {
    let line = text[..byte].matches('\n').count();
    let start = text[..byte].rfind('\n').map_or(0, |i| i + 1);
    json!({"line": line, "character": text[start..byte].encode_utf16().count()})
}

pub fn byte(text: &str, at: &Value) -> usize {
    let line = at["line"].as_u64().unwrap() as usize;
    let start = if line == 0 { 0 } else { text.match_indices('\n').nth(line - 1).unwrap().0 + 1 };
    let mut units = at["character"].as_u64().unwrap() as usize;
    let mut byte = start;
    for c in text[start..].chars() {
        if units == 0 {
            break;
        }
        units -= c.len_utf16();
        byte += c.len_utf8();
    }
    byte
}

impl Text {
    /// The byte of `‸` in a pattern that stands once in the text.
    pub fn byte(&self, pattern: &str) -> usize {
        let offset = pattern.find('‸').expect("a cursor");
        let plain = pattern.replace('‸', "");
        assert_eq!(self.text.matches(&plain).count(), 1, "{plain:?} must stand once");
        self.text.find(&plain).unwrap() + offset
    }

    pub fn at(&self, pattern: &str) -> Value {
        json!({"textDocument": {"uri": self.uri}, "position": position(&self.text, self.byte(pattern))})
    }

    pub fn slice(&self, range: &Value) -> &str {
        &self.text[byte(&self.text, &range["start"])..byte(&self.text, &range["end"])]
    }

    /// The line from 1 and the text of a range, for assertions that read well.
    pub fn shown(&self, range: &Value) -> String {
        format!("{}:{}", range["start"]["line"].as_u64().unwrap() + 1, self.slice(range))
    }
}

/// A text after edits of the protocol.
pub fn edited(text: &str, edits: &[Value]) -> String {
    let mut edits: Vec<(usize, usize, &str)> =
        edits.iter().map(|e| (byte(text, &e["range"]["start"]), byte(text, &e["range"]["end"]), e["newText"].as_str().unwrap())).collect();
    edits.sort();
    let mut made = text.to_owned();
    for (start, end, new) in edits.into_iter().rev() {
        made.replace_range(start..end, new);
    }
    made
}

impl Client {
    pub fn start(folder: &Path, args: &[&str]) -> Client {
        let mut child = Command::new(env!("CARGO_BIN_EXE_pasapas"))
            .arg("lsp")
            .args(args)
            .current_dir(folder)
            .env_clear()
            .env("HOME", folder)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::inherit())
            .spawn()
            .unwrap();
        let input = child.stdin.take();
        let mut output = BufReader::new(child.stdout.take().unwrap());
        let (sender, receiver) = channel();
        std::thread::spawn(move || {
            loop {
                let mut length = 0;
                loop {
                    let mut line = String::new();
                    if output.read_line(&mut line).unwrap_or(0) == 0 {
                        return;
                    }
                    let line = line.trim_end();
                    if line.is_empty() {
                        break;
                    }
                    if let Some(value) = line.strip_prefix("Content-Length: ") {
                        length = value.parse().unwrap();
                    }
                }
                let mut body = vec![0; length];
                output.read_exact(&mut body).unwrap();
                if sender.send(serde_json::from_slice(&body).unwrap()).is_err() {
                    return;
                }
            }
        });
        Client { child, input, output: receiver, aside: VecDeque::new(), number: 0 }
    }

    pub fn raw(&mut self, bytes: &[u8]) {
        let input = self.input.as_mut().unwrap();
        input.write_all(bytes).unwrap();
        input.flush().unwrap();
    }

    pub fn send(&mut self, message: &Value) {
        let body = message.to_string();
        self.raw(format!("Content-Length: {}\r\n\r\n{body}", body.len()).as_bytes());
    }

    /// The next message that fits, also among those that came earlier.
    pub fn wait(&mut self, fits: impl Fn(&Value) -> bool) -> Value {
        if let Some(at) = self.aside.iter().position(&fits) {
            return self.aside.remove(at).unwrap();
        }
        loop {
            let message = self.output.recv_timeout(PATIENCE).expect("the server answers");
            if fits(&message) {
                return message;
            }
            self.aside.push_back(message);
        }
    }

    pub fn begin(&mut self, method: &str, params: &Value) -> i64 {
        self.number += 1;
        self.send(&json!({"jsonrpc": "2.0", "id": self.number, "method": method, "params": params}));
        self.number
    }

    /// The answer, error and all.
    pub fn answer(&mut self, id: i64) -> Value {
        self.wait(|message| message["id"] == id && message.get("method").is_none())
    }

    pub fn request(&mut self, method: &str, params: &Value) -> Value {
        let id = self.begin(method, params);
        let answer = self.answer(id);
        assert!(answer.get("error").is_none(), "{method}: {answer}");
        answer["result"].clone()
    }

    pub fn refused(&mut self, method: &str, params: &Value) -> (i64, String) {
        let id = self.begin(method, params);
        let answer = self.answer(id);
        let error = answer.get("error").unwrap_or_else(|| panic!("{method} is answered: {answer}"));
        (error["code"].as_i64().unwrap(), error["message"].as_str().unwrap().to_owned())
    }

    pub fn notify(&mut self, method: &str, params: &Value) {
        self.send(&json!({"jsonrpc": "2.0", "method": method, "params": params}));
    }

    pub fn initialize(&mut self, encodings: &[&str]) -> Value {
        let capabilities = json!({
            "general": {"positionEncodings": encodings},
            "workspace": {"workspaceEdit": {"documentChanges": true, "resourceOperations": ["rename"]}},
        });
        let result = self.request("initialize", &json!({"processId": null, "rootUri": null, "capabilities": capabilities}));
        self.notify("initialized", &json!({}));
        result
    }

    pub fn open(&mut self, path: &Path) -> Text {
        let text = std::fs::read_to_string(path).unwrap();
        self.open_as(path, &text)
    }

    pub fn open_as(&mut self, path: &Path, text: &str) -> Text {
        let item = json!({"uri": uri(path), "languageId": "yaml", "version": 1, "text": text});
        self.notify("textDocument/didOpen", &json!({"textDocument": item}));
        Text { uri: uri(path), text: text.to_owned(), version: 1 }
    }

    /// Puts a text at the cursor of the pattern, as an edit of just that.
    pub fn type_at(&mut self, text: &mut Text, pattern: &str, new: &str) {
        let at = text.byte(pattern);
        self.replace(text, at, at, new);
    }

    pub fn replace(&mut self, text: &mut Text, start: usize, end: usize, new: &str) {
        let range = json!({"start": position(&text.text, start), "end": position(&text.text, end)});
        text.version += 1;
        let document = json!({"uri": text.uri, "version": text.version});
        self.notify("textDocument/didChange", &json!({"textDocument": document, "contentChanges": [{"range": range, "text": new}]}));
        text.text.replace_range(start..end, new);
    }

    /// What is said about this version of a file.
    pub fn diagnostics(&mut self, text: &Text) -> Vec<Value> {
        let (uri, version) = (text.uri.clone(), text.version);
        let told = self.wait(|message| {
            let of = &message["params"];
            message["method"] == "textDocument/publishDiagnostics" && of["uri"] == uri.as_str() && of["version"] == version
        });
        told["params"]["diagnostics"].as_array().unwrap().clone()
    }

    /// The names that completion offers at the cursor.
    pub fn offers(&mut self, text: &Text, pattern: &str) -> Vec<String> {
        let result = self.request("textDocument/completion", &text.at(pattern));
        result["items"].as_array().unwrap().iter().map(|item| item["label"].as_str().unwrap().to_owned()).collect()
    }

    /// Says goodbye; gives the exit status.
    pub fn leave(mut self) -> i32 {
        self.request("shutdown", &Value::Null);
        self.notify("exit", &Value::Null);
        self.child.wait().unwrap().code().unwrap()
    }

    /// Is gone without a word.
    pub fn vanish(mut self) -> i32 {
        self.input = None;
        self.child.wait().unwrap().code().unwrap()
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        self.input = None;
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
