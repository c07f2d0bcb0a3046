//! Keys that are misspelt or stand at the wrong level: each is said once, and then read as it was meant, so that nothing follows from it.

use crate::finding::{Finding, Fix, Place, codes, did_you_mean, only_near};
use crate::model::language::PROCEDURE;
use crate::model::shape::{Object, Shape};
use crate::msg;
use crate::text::{Document, Entry, Kind, Node};
use serde_json::Value;

/// The document as it was meant, with what had to be guessed for that.
pub(super) fn meant(document: Document) -> (Document, Vec<Finding>) {
    let mut findings = Vec::new();
    if !is_odd(document.root(), &PROCEDURE) {
        return (document, findings);
    }
    let document = document.reread(|source, root| {
        let mut reader = Reader { source, guessed: 0, findings: Vec::new(), around: Vec::new() };
        reader.object(root, &PROCEDURE, Place::root());
        findings = reader.findings;
    });
    (document, findings)
}

/// Whether a reader would stumble over some key: in most files over none, and nothing is read anew.
fn is_odd(node: &Node, object: &'static Object) -> bool {
    node.entries().iter().any(|e| object.keys.iter().find(|key| key.name == e.key).is_none_or(|key| is_odd_under(&e.value, key.shape)))
}

fn is_odd_under(node: &Node, shape: &'static Shape) -> bool {
    match &node.kind {
        Kind::Map(entries) => match Group::of(shape) {
            Some(Group::Of(object)) => is_odd(node, object),
            Some(Group::Named(object)) => entries.iter().skip(1).any(|e| is_misplaced(e, object)) || entries.iter().any(|e| is_odd(&e.value, object)),
            None => false,
        },
        Kind::List(list) => items(shape).is_some_and(|inner| list.iter().any(|item| is_odd_under(item, inner))),
        Kind::Scalar(_) => false,
    }
}

/// Whether what stands among names has the name of a key and nothing of what is named: `next` under `steps` is no step.
fn is_misplaced(entry: &Entry, object: &Object) -> bool {
    object.keys.iter().any(|key| key.name == entry.key) && !has_part_of(&entry.value, object)
}

/// A group of keys of the language.
#[derive(Clone, Copy)]
enum Group {
    /// Keys that the language names.
    Of(&'static Object),
    /// Names that the author gives, each to one of these.
    Named(&'static Object),
}

impl Group {
    /// What a map is, under a shape.
    fn of(shape: &'static Shape) -> Option<Group> {
        match shape {
            Shape::Object(object) => Some(Group::Of(object)),
            Shape::Map(Shape::Object(object)) => Some(Group::Named(object)),
            Shape::Or(this, that) => Group::of(this).or_else(|| Group::of(that)),
            _ => None,
        }
    }

    /// Whether an entry belongs here, where `present` are the keys that are here already.
    fn takes(self, present: &[&str], entry: &Entry) -> bool {
        if present.contains(&entry.key.as_str()) {
            return false;
        }
        match self {
            Group::Named(object) => looks_like(&entry.value, object),
            Group::Of(object) => {
                let exit = |key: &str| object.one_of.contains(&key);
                object.keys.iter().any(|key| key.name == entry.key) && !(exit(&entry.key) && present.iter().any(|key| exit(key)))
            }
        }
    }
}

/// Whether a value is one of these: it has every key that must be there, and nothing else.
fn looks_like(value: &Node, object: &Object) -> bool {
    let entries = value.entries();
    let has = |name: &str| entries.iter().any(|e| e.key == name);
    !entries.is_empty()
        && object.keys.iter().filter(|key| key.required).all(|key| has(key.name))
        && entries.iter().all(|e| object.keys.iter().any(|key| key.name == e.key))
}

/// Whether a value has anything that one of these must have.
fn has_part_of(value: &Node, object: &Object) -> bool {
    let must = |name: &str| object.one_of.contains(&name) || object.keys.iter().any(|key| key.required && key.name == name);
    value.entries().iter().any(|e| must(&e.key))
}

fn items(shape: &'static Shape) -> Option<&'static Shape> {
    match shape {
        Shape::List(inner) => Some(inner),
        Shape::Or(this, that) => items(this).or_else(|| items(that)),
        _ => None,
    }
}

/// A group that the reader is inside of.
struct Around {
    group: Group,
    present: Vec<String>,
    place: Place,
    /// The key that is being read: what belongs here is level with it.
    beside: Option<Place>,
    /// What was found further in and belongs here.
    found: Vec<Entry>,
}

/// How many keys that do not belong where they stand are looked at: nobody misplaces more, and each is compared with all its neighbours.
const MAX_GUESSED: usize = 100;

/// What is written `if` at a step is `when` in a route; some names are those of other tools.
const TWINS: &[(&str, &str)] = &[
    ("if", "when"),
    ("when", "if"),
    ("item", "as"),
    ("description", "text"),
    ("label", "title"),
    ("name", "title"),
    ("depends_on", "after"),
    ("needs", "after"),
];

struct Reader<'d> {
    source: &'d str,
    guessed: usize,
    findings: Vec<Finding>,
    around: Vec<Around>,
}

impl Reader<'_> {
    fn value(&mut self, node: &mut Node, shape: &'static Shape, place: Place) {
        match &mut node.kind {
            Kind::Map(_) => match Group::of(shape) {
                Some(Group::Of(object)) => self.object(node, object, place),
                Some(Group::Named(object)) => self.named(node, object, place),
                None => {}
            },
            Kind::List(list) => {
                if let Some(inner) = items(shape) {
                    list.iter_mut().enumerate().for_each(|(i, item)| self.value(item, inner, place.index(i)));
                }
            }
            Kind::Scalar(_) => {}
        }
    }

    fn enter(&mut self, group: Group, entries: &[Entry], place: &Place) {
        let present = entries.iter().map(|e| e.key.clone()).collect();
        self.around.push(Around { group, present, place: place.clone(), beside: None, found: Vec::new() });
    }

    fn reads(&mut self, key: &Place) {
        if let Some(here) = self.around.last_mut() {
            here.beside = Some(key.as_key());
        }
    }

    /// What was found further in joins this group.
    fn collect(&mut self, entries: &mut Vec<Entry>) {
        if let Some(here) = self.around.last_mut() {
            entries.append(&mut here.found);
        }
    }

    fn object(&mut self, node: &mut Node, object: &'static Object, place: Place) {
        let flow = self.source[node.span.clone()].starts_with('{');
        let Kind::Map(entries) = &mut node.kind else { return };
        self.enter(Group::Of(object), entries, &place);
        let mut i = 0;
        while i < entries.len() {
            let known = |key: &str| object.keys.iter().find(|known| known.name == key);
            if known(&entries[i].key).is_none() && self.odd(entries, i, object, flow, &place) {
                continue;
            }
            if let Some(key) = known(&entries[i].key) {
                let at = place.key(key.name);
                self.reads(&at);
                self.value(&mut entries[i].value, key.shape, at);
            }
            self.collect(entries);
            i += 1;
        }
        self.around.pop();
    }

    fn named(&mut self, node: &mut Node, object: &'static Object, place: Place) {
        let Kind::Map(entries) = &mut node.kind else { return };
        self.enter(Group::Named(object), entries, &place);
        let mut i = 0;
        while i < entries.len() {
            // What is no step belongs to the one above.
            if i > 0 && is_misplaced(&entries[i], object) && self.guessed < MAX_GUESSED {
                self.guessed += 1;
                if self.below(entries, i, object, None, &place) {
                    continue;
                }
            }
            let at = place.key(&entries[i].key);
            self.reads(&at);
            if matches!(entries[i].value.kind, Kind::Map(_)) {
                self.object(&mut entries[i].value, object, at);
            }
            self.collect(entries);
            i += 1;
        }
        self.around.pop();
    }

    /// A key that an object does not have. Gives whether it is gone from here, or has another name now.
    fn odd(&mut self, entries: &mut Vec<Entry>, i: usize, object: &'static Object, flow: bool, place: &Place) -> bool {
        self.guessed += 1;
        if self.guessed > MAX_GUESSED {
            return false;
        }
        if self.twin(entries, i, object, place) {
            return true;
        }
        if flow {
            return self.cut(entries, i, place) || self.misspelt(entries, i, object, place);
        }
        self.above(entries, i) || (i > 0 && self.below(entries, i, object, Some(object), place)) || self.misspelt(entries, i, object, place)
    }

    /// What stands behind a comma in `{…}` and has no value is the rest of a sentence.
    fn cut(&mut self, entries: &mut Vec<Entry>, i: usize, place: &Place) -> bool {
        let words = |e: &Entry| e.value.as_scalar().is_some_and(|s| s.value == Value::Null) && e.key.contains([' ', '’', '\'']);
        if i == 0 || !words(&entries[i]) || entries[i - 1].value.as_str().is_none() {
            return false;
        }
        let start = entries[i - 1].value.span.start;
        let last = entries[i..].iter().take_while(|e| words(e)).count() + i - 1;
        let end = entries[last].key_span.end;
        let before = place.key(&entries[i - 1].key);
        let fix = (!self.source[start..end].starts_with(['"', '\''])).then(|| Fix::quote(Place::bytes(start..end)));
        let finding = Finding::new(codes::YAML_SENTENCE, before, msg!("yaml-sentence")).help(msg!("yaml-sentence.help"));
        self.findings.push(Finding { fix, ..finding });
        entries.drain(i..=last);
        true
    }

    /// A key that other places, or other tools, have for the same.
    fn twin(&mut self, entries: &mut [Entry], i: usize, object: &'static Object, place: &Place) -> bool {
        let typed = entries[i].key.clone();
        let free = |name: &str| object.keys.iter().any(|k| k.name == name) && entries.iter().all(|e| e.key != name);
        let Some((_, meant)) = TWINS.iter().find(|(other, meant)| *other == typed && free(meant)) else { return false };
        let at = place.key(meant).as_key();
        let finding = Finding::new(codes::KEY_UNKNOWN, at.clone(), msg!("key-unknown", key = &typed)).help(msg!("did-you-mean", name = *meant));
        self.findings.push(finding.fix(Fix::replace(at, &typed, meant)));
        entries[i].key = (*meant).to_owned();
        true
    }

    fn misspelt(&mut self, entries: &mut [Entry], i: usize, object: &'static Object, place: &Place) -> bool {
        let typed = entries[i].key.clone();
        let free: Vec<&str> = object.keys.iter().map(|k| k.name).filter(|name| entries.iter().all(|e| e.key != *name)).collect();
        // Of several that are near, the one that is missing.
        let missing: Vec<&str> = object.keys.iter().filter(|k| k.required && free.contains(&k.name)).map(|k| k.name).collect();
        let near = only_near(&typed, &free).or_else(|| did_you_mean(&typed, free.iter().copied()).filter(|_| only_near(&typed, &missing).is_some()));
        let Some(near) = near else { return false };
        let exit = |key: &str| object.one_of.contains(&key);
        if exit(near) && entries.iter().any(|e| exit(&e.key)) {
            return false;
        }
        let at = place.key(near).as_key();
        let finding = Finding::new(codes::KEY_UNKNOWN, at, msg!("key-unknown", key = &typed));
        self.findings.push(finding.meant(&typed, free.iter().copied()));
        entries[i].key = near.to_owned();
        true
    }

    /// A key that stands too far in.
    fn above(&mut self, entries: &mut Vec<Entry>, i: usize) -> bool {
        let outer = self.around.len().saturating_sub(1);
        let takes = |around: &Around| {
            let present: Vec<&str> = around.present.iter().map(String::as_str).collect();
            around.group.takes(&present, &entries[i])
        };
        let Some(level) = self.around[..outer].iter().rposition(takes) else { return false };
        let entry = entries.remove(i);
        let owner = &mut self.around[level];
        let finding = level_of(&entry.key, &owner.place, msg!("key-level.less"), owner.beside.clone());
        owner.present.push(entry.key.clone());
        owner.found.push(entry);
        self.findings.push(finding);
        true
    }

    /// A key that does not stand far enough in: it belongs to what was written just above it.
    fn below(&mut self, entries: &mut Vec<Entry>, i: usize, object: &'static Object, keys: Option<&'static Object>, place: &Place) -> bool {
        let entry = entries[i].clone();
        let before = &mut entries[i - 1];
        let group = match keys {
            Some(keys) => keys.keys.iter().find(|key| key.name == before.key).and_then(|key| Group::of(key.shape)),
            None => Some(Group::Of(object)),
        };
        let at = place.key(&before.key);
        let Some((owner, at)) = group.and_then(|group| last_that_takes(&mut before.value, group, at, &entry)) else { return false };
        let beside = owner.last().map(|e| at.key(&e.key).as_key());
        self.findings.push(level_of(&entry.key, &at, msg!("key-level.more"), beside));
        owner.push(entry);
        entries.remove(i);
        // What it joined was read already: there it is read again, for what stands in it.
        if let Some(key) = keys.and_then(|keys| keys.keys.iter().find(|key| key.name == entries[i - 1].key)) {
            let at = place.key(key.name);
            self.value(&mut entries[i - 1].value, key.shape, at);
        }
        true
    }
}

/// The group, going down along what was written last, that an entry belongs to.
fn last_that_takes<'n>(node: &'n mut Node, group: Group, at: Place, entry: &Entry) -> Option<(&'n mut Vec<Entry>, Place)> {
    let Kind::Map(entries) = &mut node.kind else { return None };
    let present: Vec<&str> = entries.iter().map(|e| e.key.as_str()).collect();
    if group.takes(&present, entry) {
        return Some((entries, at));
    }
    let last = entries.last_mut()?;
    let at = at.key(&last.key);
    let inner = match group {
        Group::Named(object) => Some(Group::Of(object)),
        Group::Of(object) => object.keys.iter().find(|key| key.name == last.key).and_then(|key| Group::of(key.shape)),
    };
    last_that_takes(&mut last.value, inner?, at, entry)
}

fn level_of(key: &str, owner: &Place, help: crate::words::Message, beside: Option<Place>) -> Finding {
    let name = owner.path().rsplit('/').next().unwrap_or_default();
    let message = if name.is_empty() { msg!("key-level-head", key = key) } else { msg!("key-level", key = key, owner = name) };
    let finding = Finding::new(codes::KEY_UNKNOWN, owner.key(key).as_key(), message).help(help);
    match beside {
        Some(beside) => finding.related(beside, msg!("key-level.beside")),
        None => finding,
    }
}
