//! Every name that is used exists, and means one thing.

use super::{Findings, stem};
use crate::finding::{Finding, Place, codes};
use crate::model::field::{Field, Kind};
use crate::model::{Citation, Exit, Mail, Name, Named, Procedure, Ref, Remark, Scope, Step, Stop, Verb};
use crate::msg;
use indexmap::IndexSet;
use std::collections::{HashMap, HashSet};

/// Names that every template knows; nothing else may be called so.
pub const RESERVED: &[&str] = &[
    "settings",
    "documents",
    "contacts",
    "roles",
    "run",
    "today",
    "titles",
    "loop",
    "true",
    "false",
    "none",
    "not",
    "and",
    "or",
    "in",
    "is",
    "if",
    "else",
    "for",
];

pub(super) fn check(procedure: &Procedure, file: &str, found: &mut Findings) {
    let stem = stem(file);
    if !procedure.id.is_empty() && procedure.id.as_ref() != stem {
        let message = msg!("procedure-id", id = procedure.id.as_ref(), file = stem);
        found.push(Finding::new(codes::PROCEDURE_ID, Place::at("/id"), message).help(msg!("procedure-id.help", file = stem)));
    }
    let mut steps = HashSet::new();
    super::graph::walk(&procedure.scope, &mut |step| steps.extend([&step.name]));
    let mut names = Names { procedure, found, around: Vec::new(), steps, lists: lists(procedure), holders: Vec::new() };
    names.declare(procedure.inputs.values().map(|f| (f.name.clone(), f.at.clone())).collect());
    names.declare(procedure.computed.iter().map(|(name, expr)| (name.clone(), expr.at.clone())).collect());
    names.head();
    names.scope(&procedure.scope);
}

struct Names<'p, 'f> {
    procedure: &'p Procedure,
    found: &'f mut Findings,
    /// The names of all steps, wherever they stand.
    steps: HashSet<&'p Name>,
    /// The names of all lists.
    lists: IndexSet<Name>,
    /// The steps that hold the scope in which one stands, the outermost first.
    holders: Vec<Name>,
    /// What each name means here, innermost scope last.
    around: Vec<HashMap<Name, Place>>,
}

impl<'p> Names<'p, '_> {
    fn unknown<'k>(&mut self, code: crate::finding::Code, what: &'static str, at: &Ref, known: impl Iterator<Item = &'k Name>) {
        if self.found.is_full() {
            // Not told any more: only counted.
            return self.found.push(Finding::new(code, at.at.clone(), msg!("yaml-limit-findings", limit = super::MAX_FINDINGS)));
        }
        let known: Vec<&str> = known.map(AsRef::as_ref).collect();
        let id = if code == codes::STEP_UNKNOWN { "step-unknown" } else { "name-unknown" };
        let finding = Finding::new(code, at.at.clone(), msg!(id, name = at.name.as_ref(), what = msg!(what)));
        let names = || known.iter().take(12).map(|n| (*n).to_owned()).collect::<Vec<_>>();
        let help = if known.is_empty() { msg!("name-unknown.none") } else { msg!("name-unknown.known", names = names()) };
        let near = if self.found.is_long() { &[] } else { known.as_slice() };
        self.found.push(finding.meant(&at.name, near.iter().copied()).or_help(help));
    }

    fn role(&mut self, at: &Ref) {
        if !self.procedure.roles.contains_key(&at.name) {
            self.unknown(codes::NAME_UNKNOWN, "what-role", at, self.procedure.roles.keys());
        }
    }

    fn cites(&mut self, cites: &[Citation]) {
        for cite in cites {
            if !self.procedure.sources.contains_key(&cite.from.name) {
                self.unknown(codes::NAME_UNKNOWN, "what-source", &cite.from, self.procedure.sources.keys());
            }
        }
    }

    /// Opens a scope with these names; what one of them means further out is an error.
    fn declare(&mut self, names: Vec<(Name, Place)>) {
        let mut here: HashMap<Name, Place> = HashMap::new();
        for (name, at) in names {
            if RESERVED.contains(&name.as_ref()) {
                self.found.push(Finding::new(codes::NAME_TWICE, at.as_key(), msg!("name-twice-reserved", name = name.as_ref())));
                continue;
            }
            if let Some(first) = self.around.iter().chain([&here]).find_map(|names| names.get(&name)) {
                let finding = Finding::new(codes::NAME_TWICE, at.as_key(), msg!("name-twice", name = name.as_ref()));
                self.found.push(finding.related(first.as_key(), msg!("name-twice.first")).help(msg!("name-twice.help")));
                continue;
            }
            here.insert(name, at);
        }
        self.around.push(here);
    }

    fn head(&mut self) {
        let p = self.procedure;
        p.role.iter().for_each(|r| self.role(r));
        self.cites(&p.cites);
        p.roles.values().for_each(|r| self.cites(&r.cites));
        p.contacts.values().for_each(|c| self.cites(&c.cites));
        p.documents.values().for_each(|d| self.cites(&d.cites));
        p.rules.iter().for_each(|r| self.cites(&r.cites));
        p.emails.values().for_each(|e| self.cites(&e.cites));
        self.fields(&p.settings);
        self.fields(&p.inputs);
        p.roles.values().filter_map(|role| role.of.as_ref()).for_each(|of| self.list(of));
    }

    fn list(&mut self, at: &Ref) {
        if !self.lists.contains(&at.name) {
            let lists = self.lists.clone();
            self.unknown(codes::NAME_UNKNOWN, "what-list", at, lists.iter());
        }
    }

    fn fields(&mut self, fields: &Named<Field>) {
        for field in fields.values() {
            self.cites(&field.cites);
            field.plays.iter().for_each(|r| self.role(r));
            match &field.kind {
                Kind::List { fields, key } => {
                    if let Some(key) = key.as_ref().filter(|key| !fields.contains_key(&key.name)) {
                        self.unknown(codes::NAME_UNKNOWN, "what-field", key, fields.keys());
                    }
                    self.fields(fields);
                }
                Kind::Record(fields) => self.fields(fields),
                Kind::Item(of) => self.list(of),
                _ => {}
            }
        }
    }

    fn scope(&mut self, scope: &'p Scope) {
        let mut names: Vec<(Name, Place)> = scope.steps.values().map(|s| (s.name.clone(), s.at.clone())).collect();
        let mut asked: HashMap<&Name, &Field> = HashMap::new();
        for field in scope.steps.values().flat_map(|s| s.ask.values()) {
            // Several steps may ask one field where no run does two of them; the graph decides that.
            match asked.get(&field.name) {
                Some(first) if first.kind.word() != field.kind.word() => {
                    let finding = Finding::new(codes::FIELD_TWICE, field.at.as_key(), msg!("field-twice-kind", name = field.name.as_ref()));
                    self.found.push(finding.related(first.at.as_key(), msg!("name-twice.first")).help(msg!("field-twice.help")));
                }
                Some(_) => {}
                None => {
                    asked.insert(&field.name, field);
                    names.push((field.name.clone(), field.at.clone()));
                }
            }
        }
        self.declare(names);
        for start in &scope.start {
            if !scope.steps.contains_key(&start.name) {
                self.unknown(codes::STEP_UNKNOWN, "what-step", start, scope.steps.keys());
            }
        }
        scope.steps.values().for_each(|step| self.step(step, scope));
        self.around.pop();
    }

    fn target(&mut self, at: &Ref, scope: &Scope) {
        if !scope.steps.contains_key(&at.name) {
            self.unknown(codes::STEP_UNKNOWN, "what-step", at, scope.steps.keys());
        }
    }

    fn remarks(&mut self, remarks: &[Remark]) {
        remarks.iter().for_each(|r| self.cites(&r.cites));
    }

    fn step(&mut self, step: &'p Step, scope: &'p Scope) {
        let p = self.procedure;
        step.role.iter().for_each(|r| self.role(r));
        self.cites(&step.cites);
        [&step.text, &step.attention, &step.note, &step.checks].into_iter().for_each(|r| self.remarks(r));
        self.fields(&step.ask);
        for used in &step.documents {
            self.cites(&used.cites);
            if !p.documents.contains_key(&used.document.name) {
                self.unknown(codes::NAME_UNKNOWN, "what-document", &used.document, p.documents.keys());
            }
        }
        for contact in &step.contacts {
            if !p.contacts.contains_key(&contact.name) {
                self.unknown(codes::NAME_UNKNOWN, "what-contact", contact, p.contacts.keys());
            }
        }
        // `after`, `not_by` and `same_by` may name a step of this scope or of one around it.
        for at in step.after.iter().chain(&step.not_by).chain(&step.same_by) {
            let known = self.around.iter().any(|names| names.contains_key(&at.name)) && self.steps.contains(&at.name);
            if !known {
                let around: Vec<Name> = self.around.iter().flat_map(HashMap::keys).filter(|name| self.steps.contains(name)).cloned().collect();
                let steps: IndexSet<&Name> = scope.steps.keys().chain(&around).collect();
                self.unknown(codes::STEP_UNKNOWN, "what-step", at, steps.into_iter());
            }
        }
        for exit in step.leaves() {
            match exit {
                Exit::Next(ways) => ways.iter().for_each(|w| self.target(&w.to, scope)),
                Exit::Back(to) => self.target(to, scope),
                Exit::End(end) => {
                    if let Some(Stop::Step(name)) = &end.stop {
                        let at = Ref { name: name.clone(), at: end.at.key("stop") };
                        self.holder(&at);
                    }
                }
                Exit::Route(_) | Exit::Choose(_) => {}
            }
        }
        if let Some(choose) = step.choose() {
            choose.options.values().for_each(|o| self.cites(&o.cites));
        }
        if let Some(remind) = step.wait().and_then(|w| w.remind.as_ref())
            && let Some(email) = remind.email.as_ref().filter(|e| !p.emails.contains_key(&e.name))
        {
            self.unknown(codes::NAME_UNKNOWN, "what-email", email, p.emails.keys());
        }
        match &step.verb {
            Verb::Email(Mail::Named(mail), _) if !p.emails.contains_key(&mail.name) => {
                self.unknown(codes::NAME_UNKNOWN, "what-email", mail, p.emails.keys());
            }
            Verb::Each(each) => {
                if let Some(until) = &each.until {
                    self.target(until, scope);
                }
                self.around.push(each.item.iter().map(|name| (name.clone(), step.at.key("as"))).collect());
                if let Some(item) = &each.item {
                    self.declare_item(item, &step.at);
                }
                self.inside(step, &each.scope);
                self.around.pop();
            }
            Verb::Section(inner) => self.inside(step, inner),
            Verb::Task | Verb::Email(..) | Verb::Wait(_) | Verb::Handover(_) | Verb::Call(_) => {}
        }
    }

    /// An item's name must not mean something else around it. Scopes side by side may use one name.
    fn declare_item(&mut self, item: &Name, at: &Place) {
        let outer = &self.around[..self.around.len() - 1];
        let first = outer.iter().find_map(|names| names.get(item)).cloned();
        if RESERVED.contains(&item.as_ref()) {
            self.found.push(Finding::new(codes::NAME_TWICE, at.key("as"), msg!("name-twice-reserved", name = item.as_ref())));
        } else if let Some(first) = first {
            let finding = Finding::new(codes::NAME_TWICE, at.key("as"), msg!("name-twice", name = item.as_ref()));
            self.found.push(finding.related(first.as_key(), msg!("name-twice.first")).help(msg!("name-twice.help")));
        }
    }

    fn inside(&mut self, holder: &'p Step, scope: &'p Scope) {
        self.holders.push(holder.name.clone());
        self.scope(scope);
        self.holders.pop();
    }

    /// `stop: STEP` names a step that holds the scope in which it stands.
    fn holder(&mut self, at: &Ref) {
        if !self.holders.contains(&at.name) {
            let holders = self.holders.clone();
            self.unknown(codes::STEP_UNKNOWN, "what-holder", at, holders.iter());
        }
    }
}

/// The names of all lists: asked, given or computed.
fn lists(procedure: &Procedure) -> IndexSet<Name> {
    let is_list = |f: &&Field| matches!(f.kind, Kind::List { .. } | Kind::Options(_));
    let mut names: IndexSet<Name> = procedure.inputs.values().filter(is_list).map(|f| f.name.clone()).collect();
    names.extend(procedure.computed.keys().cloned());
    super::graph::walk(&procedure.scope, &mut |step| names.extend(step.ask.values().filter(is_list).map(|f| f.name.clone())));
    names
}
