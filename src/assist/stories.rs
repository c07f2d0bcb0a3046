//! The names in a file of scenarios: paths of steps, answers, values, as the procedure means them.

use super::names::Home;
use super::{Folder, Spot, Understood};
use crate::index::{Id, Kind};
use crate::model::Name;
use crate::text::{Document, Entry, Kind as NodeKind, Node};
use std::ops::Range;
use std::rc::Rc;

/// Every place of a file of scenarios where a name of its procedure is written, and what is meant.
pub(super) fn marks(document: &Document, file: &Rc<Understood>, folder: &dyn Folder) -> Vec<(Spot, Home)> {
    let mut stories = Stories { document, file, folder, found: Vec::new() };
    let root = document.root();
    if let Some(node) = root.get("procedure") {
        let own = file.index.symbols().find(|(_, s)| s.kind == Kind::Procedure).map(|(id, _)| id);
        stories.mark(&node.span, own, file);
    }
    stories.settings(root);
    for entry in root.get("scenarios").map(Node::entries).unwrap_or_default() {
        stories.scenario(&entry.value);
    }
    stories.found
}

struct Stories<'a> {
    document: &'a Document,
    file: &'a Rc<Understood>,
    folder: &'a dyn Folder,
    found: Vec<(Spot, Home)>,
}

impl Stories<'_> {
    fn mark(&mut self, span: &Range<usize>, id: Option<Id>, file: &Rc<Understood>) {
        if let Some(id) = id {
            self.found.push((Spot::new(self.document, span.clone()), Home { file: file.clone(), id }));
        }
    }

    /// Where the text of a scalar or key begins, behind its quotes; none where it is written otherwise than it is read.
    fn letters(&self, span: &Range<usize>, text: &str) -> Option<usize> {
        let raw = &self.document.source()[span.clone()];
        let bare = raw.trim_start_matches(['"', '\'']);
        (raw.trim_matches(['"', '\'']) == text).then(|| span.start + raw.len() - bare.len())
    }

    fn settings(&mut self, node: &Node) {
        for entry in node.get("settings").map(Node::entries).unwrap_or_default() {
            self.mark(&entry.key_span, self.file.index.head(Kind::Setting, &entry.key), self.file);
        }
    }

    fn scenario(&mut self, node: &Node) {
        self.settings(node);
        for entry in node.get("inputs").map(Node::entries).unwrap_or_default() {
            let input = self.file.index.resolve(&crate::index::Elsewhere::Input(entry.key.as_str().into()));
            self.answer(entry, input, self.file);
        }
        for act in node.get("acts").map(Node::items).unwrap_or_default() {
            self.act(act);
        }
        node.get("expect").into_iter().for_each(|expect| self.expect(expect));
    }

    fn act(&mut self, act: &Node) {
        let steps = ["done", "waive", "reopen", "correct", "about"].into_iter().filter_map(|key| act.get(key));
        let step: Vec<Home> = steps.filter_map(|node| self.path(&node.span, node.as_str()?)).collect();
        if let Some(Home { file, id }) = step.first().cloned() {
            for entry in act.get("set").map(Node::entries).unwrap_or_default() {
                self.answer(entry, file.index.read_at_step(id, &entry.key), &file);
            }
            act.get("choose").into_iter().for_each(|chosen| self.options(chosen, id, &file));
        }
        // What was asked at the start is no step's.
        if step.is_empty() && act.get("correct").is_some() {
            for entry in act.get("set").map(Node::entries).unwrap_or_default() {
                let input = self.file.index.resolve(&crate::index::Elsewhere::Input(entry.key.as_str().into()));
                self.answer(entry, input, self.file);
            }
        }
        if let Some(role) = act.get("assign") {
            self.mark(&role.span, role.as_str().and_then(|name| self.file.index.head(Kind::Role, name)), self.file);
        }
        for node in ["add", "drop"].into_iter().filter_map(|key| act.get(key)) {
            let Some(text) = node.as_str() else { continue };
            let name = text.split('[').next().unwrap_or_default();
            let list = self.file.index.list(name);
            if let Some(start) = self.letters(&node.span, text) {
                self.mark(&(start..start + name.len()), list, self.file);
            }
            if let (Some(list), Some(item)) = (list, act.get("item")) {
                self.value(item, list, self.file);
            }
        }
        act.get("expect").into_iter().for_each(|expect| self.expect(expect));
    }

    fn expect(&mut self, expect: &Node) {
        for node in ["open", "reached", "never", "mails"].into_iter().filter_map(|key| expect.get(key)) {
            let one = std::slice::from_ref(node);
            for item in if matches!(node.kind, NodeKind::List(_)) { node.items() } else { one } {
                let step = item.get("step").unwrap_or(item);
                if let Some(text) = step.as_str() {
                    self.path(&step.span, text);
                }
            }
        }
        for key in ["steps", "due", "offered"] {
            for entry in expect.get(key).map(Node::entries).unwrap_or_default() {
                if let Some(Home { file, id }) = self.path(&entry.key_span, &entry.key).filter(|_| key == "offered") {
                    self.options(&entry.value, id, &file);
                }
            }
        }
        for entry in expect.get("values").map(Node::entries).unwrap_or_default() {
            if let Some(start) = self.letters(&entry.key_span, &entry.key) {
                for (range, id) in self.file.index.read_by(&entry.key) {
                    self.mark(&(start + range.start..start + range.end), Some(id), self.file);
                }
            }
            // `{canal: papier}`: what a question is worth may be one of its answers.
            if let Some(id) = self.file.index.read_by(&entry.key).last().map(|(_, id)| *id) {
                self.value(&entry.value, id, self.file);
            }
        }
    }

    /// `chacun[Awa Diop].remise`: the steps on the way, into called procedures too. Gives the last one.
    fn path(&mut self, span: &Range<usize>, text: &str) -> Option<Home> {
        let start = self.letters(span, text)?;
        let mut file = self.file.clone();
        let mut names: Vec<Name> = Vec::new();
        let (mut from, mut last) = (0, None);
        while from <= text.len() {
            let rest = &text[from..];
            let name = &rest[..rest.find(['.', '[']).unwrap_or(rest.len())];
            names.push(name.into());
            let Some(id) = file.index.by_path(&names) else { break };
            self.mark(&(start + from..start + from + name.len()), Some(id), &file);
            last = Some(Home { file: file.clone(), id });
            // A name of an item may have points in it.
            let mut next = from + name.len();
            if text[next..].starts_with('[') {
                next += text[next..].find(']')? + 1;
            }
            if !text[next..].starts_with('.') {
                break;
            }
            from = next + 1;
            if let Some(called) = file.index.symbol(id).called.clone() {
                file = self.folder.procedure(&called)?;
                names.clear();
            }
        }
        last
    }

    fn answer(&mut self, entry: &Entry, id: Option<Id>, file: &Rc<Understood>) {
        self.mark(&entry.key_span, id, file);
        if let Some(id) = id {
            self.value(&entry.value, id, file);
        }
    }

    /// What a question is answered with: parts by their names, options.
    fn value(&mut self, node: &Node, of: Id, file: &Rc<Understood>) {
        match &node.kind {
            NodeKind::Map(entries) => {
                for entry in entries {
                    let part = file.index.symbol(of).parts.get(entry.key.as_str()).copied();
                    self.answer(entry, part, file);
                }
            }
            NodeKind::List(items) => items.iter().for_each(|item| self.value(item, of, file)),
            NodeKind::Scalar(scalar) => {
                let option = file.index.symbol(of).parts.get(scalar.text.as_str()).copied();
                self.mark(&node.span, option.filter(|id| file.index.symbol(*id).kind == Kind::Option), file);
            }
        }
    }

    fn options(&mut self, node: &Node, step: Id, file: &Rc<Understood>) {
        self.value(node, step, file);
    }
}
