//! What the editor asks, and the answers.

use super::open::{Open, State};
use super::protocol::{Actions, At, OfDocument, References, Rename};
use super::uri;
use super::wire::Code;
use crate::assist::{self, Colour, Offer, OfferKind, Outline, Understood};
use crate::index::Kind;
use crate::template::Token;
use crate::text::edit;
use crate::words::Message;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};
use std::path::Path;
use std::rc::Rc;

/// Why there is no answer.
pub(super) struct Unanswered(pub Code, pub String);

/// The names of the colours, in the order of [`colour`].
pub(super) const COLOURS: &[&str] = &["macro", "keyword", "variable", "property", "function", "type", "string", "number", "operator"];

fn colour(token: Token) -> usize {
    match token {
        Token::Mark => 0,
        Token::Keyword => 1,
        Token::Variable => 2,
        Token::Part => 3,
        Token::Filter => 4,
        Token::Test => 5,
        Token::Text => 6,
        Token::Number => 7,
        Token::Operator => 8,
    }
}

/// Answers one request.
///
/// # Errors
/// Why it cannot be answered.
pub(super) fn answer(state: &State, method: &str, params: Value) -> Result<Value, Unanswered> {
    match method {
        "textDocument/completion" => completion(state, &read(params)?),
        "textDocument/hover" => hover(state, &read(params)?),
        "textDocument/definition" => definition(state, &read(params)?),
        "textDocument/references" => references(state, &read(params)?),
        "textDocument/documentHighlight" => highlights(state, &read(params)?),
        "textDocument/prepareRename" => renameable(state, &read(params)?),
        "textDocument/rename" => rename(state, &read(params)?),
        "textDocument/documentSymbol" => symbols(state, &read(params)?),
        "textDocument/codeAction" => actions(state, &read(params)?),
        "textDocument/semanticTokens/full" => tokens(state, &read(params)?),
        _ => Err(Unanswered(Code::MethodNotFound, format!("unknown method {method}"))),
    }
}

pub(super) fn read<T: DeserializeOwned>(params: Value) -> Result<T, Unanswered> {
    serde_json::from_value(params).map_err(|error| Unanswered(Code::InvalidParams, error.to_string()))
}

/// The open procedure of that name; other YAML is none of our business.
fn open<'s>(state: &'s State, uri: &str) -> Option<&'s Open> {
    state.open.get(uri).filter(|open| open.ours)
}

/// What is known of a file, with the byte that the cursor stands at in it.
fn at<'s>(state: &'s State, at: &At) -> Option<(&'s Open, Rc<Understood>, usize)> {
    let open = open(state, &at.text_document.uri)?;
    Some((open, open.understood()?, open.byte(at.position, state.unit)?))
}

fn completion(state: &State, at: &At) -> Result<Value, Unanswered> {
    let Some(open) = open(state, &at.text_document.uri) else { return Ok(Value::Null) };
    let byte = open.text.byte(at.position, state.unit);
    let offers = assist::complete(&open.text.source, byte, open.lately().as_ref(), &state.beside(open), state.lang);
    let items: Vec<Value> = offers.iter().map(|offer| item(state, open, offer)).collect();
    Ok(json!({"isIncomplete": false, "items": items}))
}

fn item(state: &State, open: &Open, offer: &Offer) -> Value {
    let kind = match offer.kind {
        OfferKind::Key => 10,
        OfferKind::Word => 12,
        OfferKind::Name(Kind::Step) => 2,
        OfferKind::Name(Kind::Field | Kind::Setting | Kind::Item | Kind::Result) => 5,
        OfferKind::Name(Kind::Option) => 20,
        OfferKind::Name(Kind::Computed) | OfferKind::Variable | OfferKind::Name(Kind::Local) => 6,
        OfferKind::Name(Kind::Document | Kind::Source | Kind::Email) => 17,
        OfferKind::Name(Kind::Role | Kind::Contact) => 7,
        OfferKind::Name(Kind::Procedure) => 9,
        OfferKind::Filter => 3,
        OfferKind::Keyword => 14,
        OfferKind::Code => 21,
    };
    let range = open.text.range(&offer.span, state.unit);
    let text = offer.text.as_ref().unwrap_or(&offer.label);
    let mut item = json!({
        "label": offer.label, "kind": kind, "sortText": format!("{}{}", offer.rank, offer.label),
        "textEdit": {"range": range, "newText": text},
    });
    if !offer.detail.is_empty() {
        item["detail"] = json!(offer.detail);
    }
    if !offer.more.is_empty() {
        item["documentation"] = json!({"kind": "markdown", "value": offer.more});
    }
    item
}

fn hover(state: &State, params: &At) -> Result<Value, Unanswered> {
    let Some((open, file, byte)) = at(state, params) else { return Ok(Value::Null) };
    let Some(hover) = assist::hover(&file, byte, &state.beside(open), state.lang) else { return Ok(Value::Null) };
    let range = state.location(&hover.spot).map(|location| location.range);
    Ok(json!({"contents": {"kind": "markdown", "value": hover.text}, "range": range}))
}

fn definition(state: &State, params: &At) -> Result<Value, Unanswered> {
    let Some((open, file, byte)) = at(state, params) else { return Ok(Value::Null) };
    let spots = assist::definition(&file, byte, &state.beside(open));
    Ok(json!(spots.iter().filter_map(|spot| state.location(spot)).collect::<Vec<_>>()))
}

fn references(state: &State, params: &References) -> Result<Value, Unanswered> {
    let place = At { text_document: super::protocol::Document { uri: params.text_document.uri.clone() }, position: params.position };
    let Some((open, file, byte)) = at(state, &place) else { return Ok(Value::Null) };
    let with_own = params.context.get("includeDeclaration").and_then(Value::as_bool).unwrap_or(true);
    let spots = assist::references(&file, byte, &state.beside(open), with_own);
    Ok(json!(spots.iter().filter_map(|spot| state.location(spot)).collect::<Vec<_>>()))
}

fn highlights(state: &State, params: &At) -> Result<Value, Unanswered> {
    let Some((_, file, byte)) = at(state, params) else { return Ok(Value::Null) };
    let found = assist::highlights(&file, byte);
    let shown = found.iter().filter_map(|(spot, begins)| {
        let kind = if *begins { 3 } else { 2 };
        Some(json!({"range": state.location(spot)?.range, "kind": kind}))
    });
    Ok(shown.collect())
}

fn renameable(state: &State, params: &At) -> Result<Value, Unanswered> {
    let Some((open, file, byte)) = at(state, params) else { return Ok(Value::Null) };
    let spot = assist::renameable(&file, byte, &state.beside(open));
    Ok(spot.and_then(|spot| state.location(&spot)).map_or(Value::Null, |location| json!(location.range)))
}

fn rename(state: &State, params: &Rename) -> Result<Value, Unanswered> {
    let say = |message: &Message| Unanswered(Code::RequestFailed, state.lang.words().say(message));
    let place = At { text_document: super::protocol::Document { uri: params.text_document.uri.clone() }, position: params.position };
    let Some((open, file, byte)) = at(state, &place) else { return Err(say(&crate::msg!("editor-rename-nothing"))) };
    // In a text that cannot be read some places would be missed.
    if let Some(broken) = state.open.values().find(|open| open.ours && !open.is_understood()) {
        return Err(say(&crate::msg!("editor-rename-broken", file = &broken.name)));
    }
    let renamed = assist::rename(&file, byte, &params.new_name, &state.beside(open)).map_err(|message| say(&message))?;
    let mut changes: Map<String, Value> = Map::new();
    for edit in &renamed.edits {
        let Some(location) = state.location(&edit.spot) else { continue };
        let edits = changes.entry(location.uri).or_insert_with(|| json!([]));
        if let Some(edits) = edits.as_array_mut() {
            edits.push(json!({"range": location.range, "newText": edit.text}));
        }
    }
    let Some((old, new)) = &renamed.procedure else { return Ok(json!({"changes": changes})) };
    if !state.moves_files {
        return Err(say(&crate::msg!("editor-rename-file", name = old)));
    }
    let version = |uri: &String| state.open.get(uri).and_then(|open| open.version);
    let mut all: Vec<Value> =
        changes.iter().map(|(uri, edits)| json!({"textDocument": {"uri": uri, "version": version(uri)}, "edits": edits})).collect();
    all.extend(moved(file.as_ref(), state, open, old, new));
    Ok(json!({"documentChanges": all}))
}

/// The files of a procedure that get another name with it.
fn moved(file: &Understood, state: &State, open: &Open, old: &str, new: &str) -> Vec<Value> {
    use crate::assist::Folder;
    let beside = state.beside(open);
    let own = beside.procedure(old).map_or_else(|| file.document.name().to_owned(), |own| own.document.name().to_owned());
    let scenarios = beside.scenarios(old).into_iter().map(|document| document.name().to_owned());
    let files: Vec<String> = std::iter::once(own).chain(scenarios).collect();
    let to = |from: &str| {
        let path = Path::new(from);
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        path.with_file_name(name.replacen(old, new, 1))
    };
    files.iter().map(|from| json!({"kind": "rename", "oldUri": uri::of(Path::new(from)), "newUri": uri::of(&to(from))})).collect()
}

fn symbols(state: &State, params: &OfDocument) -> Result<Value, Unanswered> {
    let Some(open) = open(state, &params.text_document.uri) else { return Ok(Value::Null) };
    let (Some(file), Some(drift)) = (open.understood(), open.drift()) else { return Ok(Value::Null) };
    let show = |span: &std::ops::Range<usize>| drift.forth(span).map(|span| json!(open.text.range(&span, state.unit)));
    Ok(assist::outline(&file).iter().filter_map(|one| symbol(one, &show)).collect())
}

fn symbol(one: &Outline, show: &dyn Fn(&std::ops::Range<usize>) -> Option<Value>) -> Option<Value> {
    let kind = match one.kind {
        None => 3,
        Some(Kind::Step) => 6,
        Some(Kind::Field | Kind::Setting | Kind::Result | Kind::Item) => 8,
        Some(Kind::Option) => 22,
        Some(Kind::Computed | Kind::Local) => 13,
        Some(Kind::Role | Kind::Contact) => 5,
        Some(Kind::Document | Kind::Source | Kind::Email) => 1,
        Some(Kind::Procedure) => 2,
    };
    // What is being typed in the middle of a heading takes the heading's first line instead.
    let own = show(&one.own)?;
    let whole = show(&one.whole).unwrap_or_else(|| own.clone());
    let inside: Vec<Value> = one.inside.iter().filter_map(|one| symbol(one, show)).collect();
    Some(json!({"name": one.name, "detail": one.title, "kind": kind, "range": whole, "selectionRange": own, "children": inside}))
}

fn actions(state: &State, params: &Actions) -> Result<Value, Unanswered> {
    let Some(open) = open(state, &params.text_document.uri) else { return Ok(Value::Null) };
    let report = state.beside(open).report(&open.name, || open.read());
    let (from, to) = (open.text.byte(params.range.start, state.unit), open.text.byte(params.range.end, state.unit));
    let mut found = Vec::new();
    for finding in &report.findings {
        let span = super::told::span(open, &report, &finding.place);
        if span.end < from || span.start > to {
            continue;
        }
        let fix = finding.fix.as_ref();
        let changes = fix.and_then(|fix| Some((fix, edit::changes(&open.text.source, report.document.as_ref(), fix)?)));
        let Some((fix, changes)) = changes else { continue };
        let edits: Vec<Value> =
            changes.iter().map(|change| json!({"range": open.text.range(&change.range, state.unit), "newText": change.text})).collect();
        found.push(json!({
            "title": state.lang.words().say(&fix.title), "kind": "quickfix", "isPreferred": true,
            "diagnostics": [super::told::diagnostic(state, open, &report, finding)],
            "edit": {"changes": {&open.uri: edits}},
        }));
    }
    Ok(json!(found))
}

fn tokens(state: &State, params: &OfDocument) -> Result<Value, Unanswered> {
    let Some(open) = open(state, &params.text_document.uri) else { return Ok(Value::Null) };
    let (Some(file), Some(drift)) = (open.understood(), open.drift()) else { return Ok(Value::Null) };
    let mut data: Vec<u32> = Vec::new();
    let (mut line, mut column) = (0, 0);
    for Colour { span, token } in assist::colours(&file) {
        let Some(span) = drift.forth(&span) else { continue };
        let range = open.text.range(&span, state.unit);
        if range.start.line == line {
            data.extend([0, range.start.character.saturating_sub(column)]);
        } else {
            data.extend([range.start.line.saturating_sub(line), range.start.character]);
        }
        let length = range.end.character.saturating_sub(range.start.character);
        data.extend([length, u32::try_from(colour(token)).unwrap_or(0), 0]);
        (line, column) = (range.start.line, range.start.character);
    }
    Ok(json!({"data": data}))
}
