//! A procedure as a list of parts, each with its facets: made from the tree and the table of the language.

use super::matching::{Matches, around};
use super::moves::Moves;
use super::{Edit, Item, What, words};
use crate::model::language::PROCEDURE;
use crate::model::shape::{Object, Shape};
use crate::text::{Kind, Node};
use std::collections::HashMap;

/// The facet of all ways out.
pub(super) const LEADS: &str = "leads";

/// The keys that together say where something leads.
const EXITS: &[&str] = &["next", "route", "back", "end", "stop"];

/// What no reader of a comparison looks for: it says where a thing comes from, or speaks to `check`.
const SILENT: &[&str] = &["pasapas", "id", "allow"];

/// All parts of one version.
pub(super) struct Ledger {
    /// The procedure, its steps in reading order, each with its questions and options behind it; then everything else.
    pub entries: Vec<Entry>,
}

/// One part.
pub(super) struct Entry {
    /// The object of the language.
    pub part: &'static str,
    /// The key that it stands under.
    pub under: &'static str,
    /// Where: names joined by points.
    pub path: String,
    /// What it is called.
    pub title: String,
    /// What it says, by key.
    pub facets: Vec<(String, Vec<Item>)>,
}

impl Entry {
    /// Its own name.
    pub fn name(&self) -> &str {
        self.path.rsplit('.').next().unwrap_or(&self.path)
    }

    /// All that it says, where it leads left aside.
    pub fn said(&self) -> String {
        let facets = self.facets.iter().filter(|(key, _)| key != LEADS && key != "source");
        facets.flat_map(|(_, items)| items).flat_map(|item| [item.text.as_str(), item.when.as_deref().unwrap_or_default(), "\n"]).collect()
    }
}

impl Ledger {
    /// `order` has the paths of all steps as they are read.
    pub fn of(root: &Node, order: &[String]) -> Ledger {
        let mut entries = Vec::new();
        entry(&PROCEDURE, "procedure", String::new(), root, &mut entries);
        let at: HashMap<&str, usize> = order.iter().enumerate().map(|(at, path)| (path.as_str(), at + 1)).collect();
        // The procedure, its steps with what they ask, then all that they use.
        let mut step = 0;
        let mut place = |entry: &Entry| {
            match entry.under {
                "procedure" => step = 0,
                "steps" => step = at.get(entry.path.as_str()).copied().unwrap_or(0),
                "ask" | "choose" | "fields" if step > 0 => {}
                _ => step = usize::MAX,
            }
            step
        };
        let mut placed: Vec<(usize, Entry)> = entries.into_iter().map(|entry| (place(&entry), entry)).collect();
        placed.sort_by_key(|(place, _)| *place);
        Ledger { entries: placed.into_iter().map(|(_, entry)| entry).collect() }
    }
}

/// One part and those inside it, the outer before the inner.
fn entry(object: &'static Object, under: &'static str, path: String, node: &Node, found: &mut Vec<Entry>) {
    let text = |key| node.get(key).and_then(Node::as_str).map(str::to_owned);
    let title = text("title").or_else(|| text("subject")).unwrap_or_else(|| path.rsplit('.').next().unwrap_or_default().to_owned());
    let at = found.len();
    found.push(Entry { part: object.name, under, path: path.clone(), title, facets: Vec::new() });
    let mut facets = Vec::new();
    inside(object, &path, "", node, &mut facets, found);
    found[at].facets = facets;
}

/// The facets of an object, and the parts inside it.
fn inside(object: &'static Object, path: &str, prefix: &str, node: &Node, facets: &mut Vec<(String, Vec<Item>)>, found: &mut Vec<Entry>) {
    let leads = leads(node);
    if !leads.is_empty() && object.keys.iter().any(|key| key.name == "end") {
        facets.push((format!("{prefix}{LEADS}"), leads));
    }
    for key in object.keys {
        let exit = EXITS.contains(&key.name) && !leads_elsewhere(object);
        let Some(value) = node.get(key.name).filter(|_| !exit && !SILENT.contains(&key.name) && key.name != "start") else { continue };
        shape(key.shape, key.name, path, &format!("{prefix}{}", key.name), value, facets, found);
    }
}

/// Whether the keys of an exit mean something else in this object.
fn leads_elsewhere(object: &Object) -> bool {
    !object.keys.iter().any(|key| key.name == "end")
}

fn shape(
    shape_: &'static Shape,
    under: &'static str,
    path: &str,
    key: &str,
    value: &Node,
    facets: &mut Vec<(String, Vec<Item>)>,
    found: &mut Vec<Entry>,
) {
    match shape_ {
        Shape::Map(Shape::Object(object)) => {
            for one in value.entries() {
                let path = if path.is_empty() { one.key.clone() } else { format!("{path}.{}", one.key) };
                entry(object, under, path, &one.value, found);
            }
        }
        Shape::Or(this, that) if is_map(value) => {
            let one = if matches!(this, Shape::Object(_) | Shape::Map(_)) { this } else { that };
            shape(one, under, path, key, value, facets, found);
        }
        Shape::Object(object) if is_map(value) => inside(object, path, &format!("{key}."), value, facets, found),
        _ if is_map(value) => facets.extend(value.entries().iter().map(|one| (format!("{key}.{}", one.key), vec![item(&one.value)]))),
        Shape::Expression => facets.push((key.to_owned(), vec![Item { what: What::Expression, ..item(value) }])),
        _ if value.items().is_empty() => facets.push((key.to_owned(), vec![item(value)])),
        _ => facets.push((key.to_owned(), value.items().iter().map(item).collect())),
    }
}

/// A value on its own: of an object in a list, what it says and when.
fn item(node: &Node) -> Item {
    let plain = |text: String| Item { text, what: What::Plain, when: None };
    if !is_map(node) {
        return plain(scalar(node));
    }
    let when = node.get("if").map(scalar);
    let parts = node.entries().iter().filter(|one| !matches!(one.key.as_str(), "if" | "source"));
    let said: Vec<String> = parts
        .map(|one| match one.key.as_str() {
            "say" | "use" | "from" | "title" => scalar(&one.value),
            "that" => format!("{} →", scalar(&one.value)),
            key => format!("{key}: {}", scalar(&one.value)),
        })
        .collect();
    Item { when, ..plain(said.join(" ")) }
}

fn is_map(node: &Node) -> bool {
    matches!(node.kind, Kind::Map(_))
}

fn scalar(node: &Node) -> String {
    match node.as_scalar() {
        Some(scalar) => scalar.text.trim().to_owned(),
        None => node.items().iter().map(scalar).collect::<Vec<_>>().join(", "),
    }
}

/// Where an exit leads: each way with its condition.
fn leads(node: &Node) -> Vec<Item> {
    let mut found = Vec::new();
    ways(node, None, &mut found);
    found
}

fn ways(node: &Node, when: Option<&str>, found: &mut Vec<Item>) {
    let both = |own: Option<String>| match (when, own) {
        (Some(outer), Some(own)) => Some(format!("({outer}) and ({own})")),
        (outer, own) => own.or_else(|| outer.map(str::to_owned)),
    };
    if let Some(next) = node.get("next") {
        let list = if next.items().is_empty() { std::slice::from_ref(next) } else { next.items() };
        for way in list {
            let to = way.get("to").unwrap_or(way);
            found.push(Item { text: scalar(to), what: What::To, when: both(way.get("if").map(scalar)) });
        }
    }
    if let Some(back) = node.get("back") {
        found.push(Item { text: scalar(back), what: What::Back, when: both(None) });
    }
    if let Some(end) = node.get("end") {
        let stops = node.get("stop").is_some_and(|stop| scalar(stop) != "false");
        found.push(Item { text: scalar(end), what: if stops { What::Stop } else { What::End }, when: both(None) });
    }
    if let Some(route) = node.get("route") {
        let arms = if route.items().is_empty() { std::slice::from_ref(route) } else { route.items() };
        arms.iter().for_each(|arm| ways(arm, both(arm.get("when").map(scalar)).as_deref(), found));
    }
}

/// What differs between two versions of one part.
pub(super) fn edits(old: &Entry, new: &Entry, steps: &Matches, moves: &Moves, [was, is]: [&Ledger; 2]) -> Vec<Edit> {
    let mut keys: Vec<&String> = new.facets.iter().map(|(key, _)| key).collect();
    keys.extend(old.facets.iter().map(|(key, _)| key).filter(|key| !new.facets.iter().any(|(known, _)| known == *key)));
    let of = |entry: &Entry, key: &str| entry.facets.iter().find(|(known, _)| known == key).map(|(_, items)| items.clone()).unwrap_or_default();
    let scope = |entry: &Entry| if entry.part == "step" { around(&entry.path).to_owned() } else { around(around(&entry.path)).to_owned() };
    let (old_scope, new_scope) = (scope(old), scope(new));
    let mut found: Vec<Edit> = keys
        .into_iter()
        .filter_map(|key| {
            let (mut before, mut after) = (of(old, key), of(new, key));
            // Ways are compared by the names that steps have now, and told by their titles.
            let told = before.clone();
            for item in before.iter_mut().filter(|item| matches!(item.what, What::To | What::Back)) {
                item.text = steps.renamed(&old_scope, &item.text);
            }
            if same(&before, &after) {
                return None;
            }
            if key.ends_with(LEADS) && moves.is_passed_on((&old_scope, &new_scope), &told, &after) {
                return None;
            }
            let (earlier, later) = (before.clone(), after.clone());
            let mut kept = earlier.iter().map(|item| !later.contains(item));
            before = told;
            before.retain(|_| kept.next().unwrap_or(true));
            after.retain(|item| !earlier.contains(item));
            if before.is_empty() && after.is_empty() {
                // The same things in another order.
                (before, after) = (earlier, later);
            }
            let words = match (before.as_slice(), after.as_slice()) {
                ([one], [other]) if one.what == What::Plain && one.when == other.when && one.text.contains(' ') && other.text.contains(' ') => {
                    words::pieces(&one.text, &other.text)
                }
                _ => Vec::new(),
            };
            let before = before.into_iter().map(|item| titled(item, &old_scope, was)).collect();
            let after = after.into_iter().map(|item| titled(item, &new_scope, is)).collect();
            Some(Edit { key: key.clone(), before, after, words })
        })
        .collect();
    found.sort_by_key(|edit| weight(&edit.key));
    found
}

/// Whether two values say the same: how a text is broken into lines does not matter.
fn same(old: &[Item], new: &[Item]) -> bool {
    let words = |item: &Item| (item.text.split_whitespace().map(str::to_owned).collect::<Vec<_>>(), item.what, item.when.clone());
    old.len() == new.len() && old.iter().zip(new).all(|(old, new)| words(old) == words(new))
}

/// A way by the title of the step that it leads to.
fn titled(mut item: Item, scope: &str, ledger: &Ledger) -> Item {
    if matches!(item.what, What::To | What::Back) {
        let path = if scope.is_empty() { item.text.clone() } else { format!("{scope}.{}", item.text) };
        if let Some(step) = ledger.entries.iter().find(|entry| entry.part == "step" && entry.path == path) {
            item.text.clone_from(&step.title);
        }
    }
    item
}

/// What an operator looks for first comes first: what is done and where it leads, then what is said, then where it comes from.
fn weight(key: &str) -> u8 {
    match key.split('.').next().unwrap_or(key) {
        "version" | "status" | LEADS | "if" | "join" | "after" => 0,
        "source" | "sources" => 3,
        "title" | "text" | "note" | "help" | "summary" | "body" | "subject" => 2,
        _ => 1,
    }
}
