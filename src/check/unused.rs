//! What a reader would trip over: warnings, which `allow` can accept with a reason.

use super::{Checked, Findings, graph};
use crate::finding::{Finding, Place, codes};
use crate::model::{Mail, Name, Procedure, Scope, Text, Verb};
use crate::msg;
use crate::template;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

pub(super) fn check(procedure: &Procedure, calls: &BTreeMap<Name, Arc<Checked>>, found: &mut Findings) {
    // What a text uses that does not parse is not known.
    if found.readable() {
        unused(procedure, calls, found);
    }
    titles(&procedure.scope, found);
    graph::walk(&procedure.scope, &mut |step| {
        if let Some(wait) = step.wait()
            && wait.within.is_none()
            && wait.remind.is_none()
            && step.due.is_none()
            && !step.standby
        {
            let finding = Finding::new(codes::WAIT_ENDLESS, wait.at.as_key(), msg!("wait-endless", step = step.name.as_ref()));
            found.push(finding.help(msg!("wait-endless.help")));
        }
    });
}

fn titles(scope: &Scope, found: &mut Findings) {
    let mut seen: HashMap<&str, &Place> = HashMap::new();
    for step in scope.steps.values() {
        if let Some(first) = seen.insert(step.title.source.trim(), &step.title.at) {
            let finding = Finding::new(codes::TITLE_TWICE, step.title.at.clone(), msg!("title-twice"));
            found.push(finding.related(first.clone(), msg!("name-twice.first")));
        }
        if let Some(inner) = step.inner() {
            titles(inner, found);
        }
    }
}

/// Roles, documents, mails, settings and sources that nothing uses.
fn unused(p: &Procedure, calls: &BTreeMap<Name, Arc<Checked>>, found: &mut Findings) {
    let mut used = Used::default();
    p.role.iter().for_each(|r| used.roles(&r.name));
    for cite in p.cites.iter().chain(p.roles.values().flat_map(|r| &r.cites)).chain(p.contacts.values().flat_map(|c| &c.cites)) {
        used.sources.insert(cite.from.name.clone());
    }
    let more =
        p.documents.values().flat_map(|d| &d.cites).chain(p.rules.iter().flat_map(|r| &r.cites)).chain(p.emails.values().flat_map(|e| &e.cites));
    used.sources.extend(more.map(|c| c.from.name.clone()));
    for fields in [&p.settings, &p.inputs] {
        fields.values().for_each(|f| used.field(f));
    }
    for texts in p.emails.values() {
        used.email(texts);
    }
    for text in p.contacts.values().flat_map(|c| [&c.email, &c.phone, &c.url]).chain(p.documents.values().map(|d| &d.url)).flatten() {
        used.text(text);
    }
    p.computed.values().for_each(|e| used.expr(&e.source));
    graph::walk(&p.scope, &mut |step| {
        step.role.iter().for_each(|r| used.roles(&r.name));
        used.sources.extend(step.cites.iter().map(|c| c.from.name.clone()));
        for remark in step.text.iter().chain(&step.attention).chain(&step.note).chain(&step.checks) {
            used.sources.extend(remark.cites.iter().map(|c| c.from.name.clone()));
            used.text(&remark.say);
            remark.when.iter().for_each(|e| used.expr(&e.source));
        }
        used.text(&step.title);
        step.ask.values().for_each(|f| used.field(f));
        used.documents.extend(step.documents.iter().map(|d| d.document.name.clone()));
        used.sources
            .extend(step.documents.iter().flat_map(|d| &d.cites).chain(step.require.iter().flat_map(|r| &r.cites)).map(|c| c.from.name.clone()));
        if let Some(choose) = step.choose() {
            used.sources.extend(choose.options.values().flat_map(|o| &o.cites).map(|c| c.from.name.clone()));
            choose.options.values().for_each(|o| o.when.iter().for_each(|e| used.expr(&e.source)));
        }
        step.when.iter().for_each(|e| used.expr(&e.source));
        step.require.iter().for_each(|r| used.expr(&r.that.source));
        for leaf in step.leaves() {
            if let crate::model::Exit::Next(ways) = leaf {
                ways.iter().filter_map(|w| w.when.as_ref()).for_each(|e| used.expr(&e.source));
            }
        }
        if let crate::model::Exit::Route(arms) = &step.exit {
            arms.iter().filter_map(|a| a.when.as_ref()).for_each(|e| used.expr(&e.source));
        }
        if let Some(wait) = step.wait() {
            wait.from.iter().for_each(|t| used.text(t));
            used.text(&wait.what);
            used.emails.extend(wait.remind.iter().filter_map(|r| r.email.as_ref()).map(|e| e.name.clone()));
        }
        match &step.verb {
            Verb::Email(Mail::Named(mail), _) => drop(used.emails.insert(mail.name.clone())),
            Verb::Email(Mail::Inline(mail), _) => used.email(mail),
            Verb::Handover(handover) => used.text(&handover.to),
            Verb::Each(each) => used.expr(&each.list.source),
            Verb::Call(call) => {
                call.with.values().for_each(|e| used.expr(&e.source));
                // Roles and settings of the same name are shared with what is called.
                if let Some(called) = calls.get(&call.procedure.name) {
                    called.procedure.roles.keys().for_each(|name| used.roles(name));
                    used.settings.extend(called.procedure.settings.keys().cloned());
                }
            }
            Verb::Task | Verb::Wait(_) | Verb::Section(_) => {}
        }
    });
    let mut say = |what: &'static str, name: &Name, at: &Place| {
        let finding = Finding::new(codes::UNUSED, at.as_key(), msg!("unused", name = name.as_ref(), what = msg!(what)));
        found.push(finding.help(msg!("unused.help")));
    };
    p.roles.iter().filter(|(n, _)| !used.words.contains(*n)).for_each(|(n, r)| say("what-role", n, &r.at));
    p.documents
        .iter()
        .filter(|(n, _)| !used.documents.contains(*n) && !used.names.contains(n.as_ref()))
        .for_each(|(n, d)| say("what-document", n, &d.at));
    p.emails.iter().filter(|(n, _)| !used.emails.contains(*n)).for_each(|(n, e)| say("what-email", n, &e.at));
    p.settings.iter().filter(|(n, _)| !used.settings.contains(*n)).for_each(|(n, f)| say("what-setting", n, &f.at));
    p.sources.iter().filter(|(n, _)| !used.sources.contains(*n)).for_each(|(n, s)| say("what-source", n, &s.at));
}

#[derive(Default)]
struct Used {
    words: HashSet<Name>,
    documents: HashSet<Name>,
    emails: HashSet<Name>,
    settings: HashSet<Name>,
    sources: HashSet<Name>,
    names: HashSet<String>,
}

impl Used {
    fn roles(&mut self, name: &Name) {
        self.words.insert(name.clone());
    }

    fn parsed(&mut self, parsed: &template::Parsed) {
        for one in &parsed.uses {
            let part = match one.path.get(1) {
                Some(template::Seg::Name(part)) => Some(Name::from(part.as_str())),
                _ => None,
            };
            match (one.root(), part) {
                ("settings", Some(part)) => drop(self.settings.insert(part)),
                ("roles", Some(part)) => drop(self.words.insert(part)),
                ("documents", Some(part)) => drop(self.documents.insert(part)),
                (root, _) => drop(self.names.insert(root.to_owned())),
            }
        }
    }

    /// A template; where it is one word only, that may be a role.
    fn text(&mut self, text: &Text) {
        if !text.source.contains('{') {
            self.words.insert(text.source.trim().into());
            return;
        }
        if let Ok(parsed) = template::parse(&text.source) {
            self.parsed(&parsed);
        }
    }

    fn expr(&mut self, source: &str) {
        if let Ok(parsed) = template::parse_expression(source) {
            self.parsed(&parsed);
        }
    }

    fn email(&mut self, email: &crate::model::Email) {
        for text in email.to.iter().chain(&email.cc).chain(&email.reply_to).chain([&email.subject, &email.body]) {
            self.text(text);
        }
        self.documents.extend(email.attach.iter().map(|a| a.name.clone()));
        self.sources.extend(email.cites.iter().map(|c| c.from.name.clone()));
    }

    fn field(&mut self, field: &crate::model::field::Field) {
        self.sources.extend(field.cites.iter().map(|c| c.from.name.clone()));
        field.plays.iter().for_each(|r| self.roles(&r.name));
        field.when.iter().for_each(|e| self.expr(&e.source));
        if let Some(inner) = field.kind.fields() {
            inner.values().for_each(|f| self.field(f));
        }
    }
}
