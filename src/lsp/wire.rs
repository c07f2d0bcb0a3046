//! JSON-RPC over two streams, framed as the language server protocol frames it.
//!
//! What cannot be read is answered and left behind: an editor's slip must not end the help it gives.

use serde_json::{Value, json};
use std::io::{self, BufRead, Read, Write};

/// The largest message that is read, in bytes.
const MAX_BODY: usize = 64 << 20;
/// The longest line of a header, in bytes.
const MAX_HEADER: u64 = 8 << 10;

/// The number of an error, as JSON-RPC and the protocol have them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Code {
    Parse = -32700,
    InvalidRequest = -32600,
    MethodNotFound = -32601,
    InvalidParams = -32602,
    Internal = -32603,
    NotInitialized = -32002,
    RequestFailed = -32803,
    Cancelled = -32800,
}

/// What comes from the editor.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Incoming {
    /// To be answered.
    Request { id: Value, method: String, params: Value },
    /// To be taken note of.
    Notification { method: String, params: Value },
    /// An answer to something that was asked of the editor.
    Answer,
    /// Not to be understood.
    Bad { id: Value, code: Code, reason: String },
}

/// The next message; `None` at the end of the stream.
///
/// # Errors
/// The stream itself fails.
pub(super) fn read(from: &mut impl BufRead) -> io::Result<Option<Incoming>> {
    let mut length: Option<usize> = None;
    let mut headers = 0;
    loop {
        let mut line = Vec::new();
        if from.by_ref().take(MAX_HEADER).read_until(b'\n', &mut line)? == 0 {
            return Ok(None);
        }
        let line = String::from_utf8_lossy(&line);
        let line = line.trim();
        if line.is_empty() {
            match length {
                Some(_) => break,
                None if headers == 0 => continue,
                None => return Ok(Some(bad(Value::Null, Code::Parse, "no Content-Length"))),
            }
        }
        headers += 1;
        if let Some((name, value)) = line.split_once(':')
            && name.trim().eq_ignore_ascii_case("content-length")
        {
            length = value.trim().parse().ok();
        }
    }
    let length = length.unwrap_or(0);
    if length > MAX_BODY {
        io::copy(&mut from.by_ref().take(length as u64), &mut io::sink())?;
        return Ok(Some(bad(Value::Null, Code::InvalidRequest, "the message is larger than 64 MiB")));
    }
    let mut body = vec![0; length];
    match from.read_exact(&mut body) {
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(None),
        done => done?,
    }
    Ok(Some(understand(&body)))
}

fn bad(id: Value, code: Code, reason: &str) -> Incoming {
    Incoming::Bad { id, code, reason: reason.to_owned() }
}

fn understand(body: &[u8]) -> Incoming {
    let mut message: Value = match serde_json::from_slice(body) {
        Ok(message) => message,
        Err(error) => return bad(Value::Null, Code::Parse, &error.to_string()),
    };
    let Some(map) = message.as_object_mut() else { return bad(Value::Null, Code::InvalidRequest, "not an object") };
    let id = map.remove("id");
    let params = map.remove("params").unwrap_or(Value::Null);
    match (map.remove("method"), id) {
        (Some(Value::String(method)), Some(id @ (Value::Number(_) | Value::String(_)))) => Incoming::Request { id, method, params },
        (Some(Value::String(method)), None) => Incoming::Notification { method, params },
        (None, Some(_)) if map.contains_key("result") || map.contains_key("error") => Incoming::Answer,
        (_, id) => {
            bad(id.filter(|id| id.is_number() || id.is_string()).unwrap_or(Value::Null), Code::InvalidRequest, "neither request nor notification")
        }
    }
}

/// Sends a message.
///
/// # Errors
/// The stream fails.
pub(super) fn write(to: &mut impl Write, message: &Value) -> io::Result<()> {
    let body = message.to_string();
    write!(to, "Content-Length: {}\r\n\r\n{body}", body.len())?;
    to.flush()
}

/// An answer.
pub(super) fn result(id: &Value, result: &Value) -> Value {
    json!({"jsonrpc": "2.0", "id": id, "result": result})
}

/// An answer that there is none.
pub(super) fn error(id: &Value, code: Code, reason: &str) -> Value {
    json!({"jsonrpc": "2.0", "id": id, "error": {"code": code as i32, "message": reason}})
}

/// Something that the editor is told.
pub(super) fn notification(method: &str, params: &Value) -> Value {
    json!({"jsonrpc": "2.0", "method": method, "params": params})
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frame(body: &str) -> String {
        format!("Content-Length: {}\r\n\r\n{body}", body.len())
    }

    #[test]
    fn what_cannot_be_read_is_left_behind() {
        let good = r#"{"jsonrpc":"2.0","id":1,"method":"x"}"#;
        let stream = [frame("{nonsense"), frame("[1]"), "X: y\r\n\r\n".to_owned(), frame(r#"{"id":null,"method":5}"#), frame(good)].concat();
        let mut stream = stream.as_bytes();
        let mut codes = Vec::new();
        loop {
            match read(&mut stream).unwrap() {
                Some(Incoming::Bad { code, .. }) => codes.push(code),
                Some(Incoming::Request { id, method, .. }) => {
                    assert_eq!((id, method.as_str()), (json!(1), "x"));
                    break;
                }
                other => panic!("{other:?}"),
            }
        }
        assert_eq!(codes, [Code::Parse, Code::InvalidRequest, Code::Parse, Code::InvalidRequest]);
        assert_eq!(read(&mut stream).unwrap(), None);
    }
}
