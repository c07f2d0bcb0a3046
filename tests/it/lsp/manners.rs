//! How the server behaves: encodings, malformed input, cancelling, goodbyes.

use super::client::Client;
use super::{SALLE, salle};
use serde_json::{Value, json};

#[test]
fn it_says_what_it_can_and_says_goodbye() {
    let folder = tempfile::tempdir().unwrap();
    let mut client = Client::start(folder.path(), &[]);
    assert_eq!(client.refused("textDocument/hover", &json!({})).0, -32002);
    let result = client.initialize(&["utf-32", "utf-16"]);
    assert_eq!(result["capabilities"]["positionEncoding"], "utf-16");
    assert_eq!(client.refused("initialize", &json!({"capabilities": {}})).0, -32600);
    client.request("shutdown", &Value::Null);
    assert_eq!(client.refused("textDocument/hover", &json!({})).0, -32600);
    client.notify("exit", &Value::Null);
    assert_eq!(client.child.wait().unwrap().code(), Some(0));

    let mut client = Client::start(folder.path(), &["--stdio"]);
    let result = client.initialize(&["utf-16", "utf-8"]);
    assert_eq!(result["capabilities"]["positionEncoding"], "utf-8");
    client.notify("exit", &Value::Null);
    assert_eq!(client.child.wait().unwrap().code(), Some(1), "an exit without a shutdown");
    let mut client = Client::start(folder.path(), &[]);
    client.initialize(&[]);
    assert_eq!(client.vanish(), 1, "an editor that is gone");
}

#[test]
fn malformed_messages_are_answered_and_survived() {
    let (_folder, mut client, text) = salle();
    client.raw(b"Content-Length: 9\r\n\r\n{nonsense");
    assert_eq!(client.wait(|m| m["id"].is_null() && m.get("error").is_some())["error"]["code"], -32700);
    client.raw(b"Garbage\r\n\r\n");
    assert_eq!(client.wait(|m| m["id"].is_null() && m.get("error").is_some())["error"]["code"], -32700);
    client.raw(b"content-length: 2\r\nContent-Type: x\r\n\r\n[]");
    assert_eq!(client.wait(|m| m["id"].is_null() && m.get("error").is_some())["error"]["code"], -32600);
    assert_eq!(client.refused("textDocument/nothing", &json!({})).0, -32601);
    for params in [Value::Null, json!([1, 2]), json!({"textDocument": 5}), json!({"textDocument": {"uri": text.uri}, "position": {"line": -1}})] {
        assert_eq!(client.refused("textDocument/completion", &params).0, -32602, "{params}");
    }
    // Notifications that say nothing sensible are dropped; positions beyond the text are drawn back to it.
    for params in [Value::Null, json!({"textDocument": {"uri": "x"}, "contentChanges": 5}), json!({"textDocument": {"uri": "file:///%zz"}})] {
        client.notify("textDocument/didChange", &params);
        client.notify("textDocument/didOpen", &params);
        client.notify("textDocument/didClose", &params);
    }
    let far = json!({"textDocument": {"uri": text.uri}, "position": {"line": 4_000_000_000_u32, "character": 4_000_000_000_u32}});
    for method in ["hover", "definition", "references", "completion", "documentHighlight", "prepareRename"] {
        client.request(&format!("textDocument/{method}"), &far);
    }
    client.request("textDocument/hover", &json!({"textDocument": {"uri": "file:///nowhere.yaml"}, "position": {"line": 0, "character": 0}}));
    assert_eq!(client.diagnostics(&text), Vec::<Value>::new());
    assert_eq!(client.leave(), 0);
}

#[test]
fn what_is_cancelled_in_time_is_not_answered() {
    let (_folder, mut client, text) = salle();
    // Together in one write, so that the second is there when the first is taken up.
    let hover = json!({"jsonrpc": "2.0", "id": "h", "method": "textDocument/hover", "params": text.at("pour {{ mo‸tif")}).to_string();
    let symbols =
        json!({"jsonrpc": "2.0", "id": "s", "method": "textDocument/documentSymbol", "params": {"textDocument": {"uri": text.uri}}}).to_string();
    let cancel = json!({"jsonrpc": "2.0", "method": "$/cancelRequest", "params": {"id": "s"}}).to_string();
    let frames: String = [hover, symbols, cancel].iter().map(|body| format!("Content-Length: {}\r\n\r\n{body}", body.len())).collect();
    client.raw(frames.as_bytes());
    let answer = client.wait(|m| m["id"] == "s");
    // The reader may be faster than the writer; an answer that was given is no error.
    assert!(answer["error"]["code"] == -32800 || answer.get("result").is_some(), "{answer}");
    assert!(client.wait(|m| m["id"] == "h").get("result").is_some());
}

#[test]
fn positions_are_right_with_accents_in_both_encodings_and_with_every_line_end() {
    let folder = tempfile::tempdir().unwrap();
    for (encoding, ends) in [("utf-16", "\n"), ("utf-16", "\r\n"), ("utf-8", "\n")] {
        let path = folder.path().join("salle.yaml");
        let text = SALLE
            .replace("cle\n", "clé\n")
            .replace('\n', ends)
            .replace("    call: clé", "    end: success #")
            .replace("{{ motif }}\"\n", "{{ motiff }}\"\n");
        let mut client = Client::start(folder.path(), &[]);
        client.initialize(&[encoding]);
        let open = client.open_as(&path, &text.replace("Été 🎉 : {{ motif", "Été 🎉 : {{ motiff"));
        let found = client.diagnostics(&open);
        let own = found.iter().find(|d| d["code"] == "template.variable" && d["message"].as_str().unwrap().contains("motiff")).expect("a finding");
        let line = open.text.lines().nth(own["range"]["start"]["line"].as_u64().unwrap() as usize).unwrap();
        let units = |text: &str| if encoding == "utf-8" { text.len() } else { text.encode_utf16().count() } as u64;
        let at = line.find("motiff").unwrap();
        assert_eq!(own["range"]["start"]["character"], units(&line[..at]), "{encoding}");
        assert_eq!(own["range"]["end"]["character"], units(&line[..at + 6]), "{encoding}");
    }
}

#[test]
fn edits_follow_each_other_and_the_last_text_is_checked() {
    let (_folder, mut client, mut text) = salle();
    assert_eq!(client.diagnostics(&text), Vec::<Value>::new());
    // Behind an emoji, letter by letter.
    for letter in ["x", "é", "🎉"] {
        let at = text.text.find(" }}\"\n    body").unwrap();
        client.replace(&mut text, at, at, letter);
    }
    let found = client.diagnostics(&text);
    assert_eq!(
        found.iter().map(|d| (d["code"].as_str().unwrap(), text.shown(&d["range"]))).collect::<Vec<_>>(),
        [("template.syntax", "24:🎉".to_owned())]
    );
    let (start, end) = (text.text.find("motifxé🎉").unwrap() + 5, text.text.find("motifxé🎉").unwrap() + "motifxé🎉".len());
    client.replace(&mut text, start, end, "");
    assert_eq!((text.text.as_str(), client.diagnostics(&text)), (SALLE, vec![]));
    // A whole text may come too; and a file that is closed has nothing said about it.
    text.version += 1;
    let document = json!({"uri": text.uri, "version": text.version});
    client.notify("textDocument/didChange", &json!({"textDocument": document, "contentChanges": [{"text": "pasapas: 1\n\tid: x"}]}));
    text.text = "pasapas: 1\n\tid: x".to_owned();
    let found = client.diagnostics(&text);
    assert_eq!((found.len(), &found[0]["code"], &found[0]["severity"]), (1, &json!("yaml.syntax"), &json!(1)));
    client.notify("textDocument/didClose", &json!({"textDocument": {"uri": text.uri}}));
    let told = client.wait(|m| m["method"] == "textDocument/publishDiagnostics" && m["params"].get("version").is_none());
    assert_eq!(told["params"]["diagnostics"], json!([]));
}

#[test]
fn other_yaml_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let mut client = Client::start(folder.path(), &[]);
    client.initialize(&[]);
    let other = client.open_as(&folder.path().join("compose.yaml"), "services:\n  web: {image: x}\n");
    assert_eq!(client.diagnostics(&other), Vec::<Value>::new());
    assert_eq!(client.request("textDocument/completion", &other.at("services‸:")), Value::Null);
}

#[test]
fn what_a_called_file_says_is_told_to_the_files_that_call_it() {
    let (folder, mut client, text) = salle();
    assert_eq!(client.diagnostics(&text), Vec::<Value>::new());
    let mut cle = client.open(&folder.path().join("cle.yaml"));
    assert_eq!(client.diagnostics(&cle), Vec::<Value>::new());
    let at = cle.text.find("  pour:").unwrap();
    client.replace(&mut cle, at, at + 6, "  objet");
    let found = client.diagnostics(&cle);
    assert!(found.iter().any(|d| d["code"] == "template.variable"));
    // The text of the open file counts, not the one on disk.
    let told = client.wait(|m| {
        let of = &m["params"];
        m["method"] == "textDocument/publishDiagnostics"
            && of["uri"] == text.uri.as_str()
            && of["diagnostics"].as_array().is_some_and(|d| !d.is_empty())
    });
    assert_eq!(told["params"]["diagnostics"][0]["code"], "call.unknown");
}
