//! What differs, for programs; `docs/versions.md` describes it.

use crate::compare::{Called, Change, Comparison, Edit, Item, Mark, Version, What};
use serde_json::{Map, Value, json};

/// One comparison; `runs` says how many open runs have the earlier version.
pub(super) fn of(comparison: &Comparison, runs: Option<usize>) -> Value {
    let called: Vec<Value> = comparison
        .called
        .iter()
        .map(|called| match called {
            Called::Added(id) => json!({"kind": "added", "procedure": id}),
            Called::Removed(id) => json!({"kind": "removed", "procedure": id}),
            Called::Changed(inner) => json!({"kind": "changed", "procedure": inner.new.id, "comparison": of(inner, None)}),
        })
        .collect();
    let mut object = json!({
        "old": version(&comparison.old), "new": version(&comparison.new), "same": comparison.is_same(),
        "changes": comparison.changes.iter().map(change).collect::<Vec<_>>(), "called": called,
    });
    if let (Some(object), Some(runs)) = (object.as_object_mut(), runs) {
        object.insert("runs".into(), json!(runs));
    }
    object
}

fn version(version: &Version) -> Value {
    json!({"id": version.id, "version": version.version, "status": version.status.word(), "hash": version.hash})
}

fn change(change: &Change) -> Value {
    let mut object = json!({"kind": change.kind.word(), "part": change.part, "under": change.under, "path": change.path, "title": change.title});
    if let Some(object) = object.as_object_mut() {
        object.extend(change.was.iter().map(|was| ("was".to_owned(), json!(was))));
        if !change.after.is_empty() {
            object.insert("after".into(), json!(change.after));
        }
        if !change.edits.is_empty() {
            object.insert("edits".into(), change.edits.iter().map(edit).collect());
        }
    }
    object
}

fn edit(edit: &Edit) -> Value {
    let items = |items: &[Item]| items.iter().map(item).collect::<Vec<_>>();
    let mut object = Map::from_iter([
        ("key".to_owned(), json!(edit.key)),
        ("before".to_owned(), items(&edit.before).into()),
        ("after".to_owned(), items(&edit.after).into()),
    ]);
    if !edit.words.is_empty() {
        let mark = |mark| match mark {
            Mark::Same => "same",
            Mark::Removed => "removed",
            Mark::Added => "added",
        };
        let words = edit.words.iter().map(|piece| json!({"mark": mark(piece.mark), "text": piece.text}));
        object.insert("words".into(), words.collect());
    }
    Value::Object(object)
}

fn item(item: &Item) -> Value {
    let what = match item.what {
        What::Plain => "text",
        What::Expression => "expression",
        What::To => "step",
        What::Back => "back",
        What::End => "end",
        What::Stop => "stop",
    };
    let mut object = Map::from_iter([("what".to_owned(), json!(what)), ("text".to_owned(), json!(item.text))]);
    object.extend(item.when.iter().map(|when| ("if".to_owned(), json!(when))));
    Value::Object(object)
}
