//! Where personal data goes: into mails to someone outside, and into answers that are not kept as personal.
//!
//! By flow, not by name: through computed values, items, calls and what they give back, back to the field that was asked.

use super::variables::{Variable, of_scope};
use super::{Checked, Findings};
use crate::finding::{Finding, codes};
use crate::model::field::{Field, Kind};
use crate::model::{Call, Each, Email, Mail, Name, Procedure, Scope, Step, Text, Verb};
use crate::msg;
use crate::template::{self, Seg, Use};
use indexmap::IndexMap;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// How deep computed values may refer to each other.
const DEPTH: usize = 16;

pub(super) fn check(procedure: &Procedure, calls: &BTreeMap<Name, Arc<Checked>>, found: &mut Findings) {
    let outside = procedure.roles.values().any(|role| role.outside) || procedure.settings.values().any(|setting| setting.outside);
    // Most procedures write to nobody outside and call nothing.
    if outside || !calls.is_empty() {
        Flow { procedure, calls, found, levels: Vec::new() }.scope(&procedure.scope, None);
    }
}

struct Flow<'p, 'f> {
    procedure: &'p Procedure,
    calls: &'p BTreeMap<Name, Arc<Checked>>,
    found: &'f mut Findings,
    levels: Vec<Level<'p>>,
}

/// The names of one scope.
struct Level<'p> {
    variables: IndexMap<Name, Variable<'p>>,
    /// The `each` whose items it is for.
    each: Option<&'p Each>,
}

impl<'p> Flow<'p, '_> {
    fn scope(&mut self, scope: &'p Scope, each: Option<&'p Each>) {
        self.levels.push(Level { variables: of_scope(scope), each });
        for step in scope.steps.values() {
            self.step(step);
        }
        self.levels.pop();
    }

    fn step(&mut self, step: &'p Step) {
        match &step.verb {
            Verb::Email(Mail::Inline(email), _) => self.email(email),
            Verb::Email(Mail::Named(name), _) => self.named(name.name.as_ref()),
            Verb::Section(inner) => self.scope(inner, None),
            Verb::Each(each) => self.scope(&each.scope, Some(each)),
            Verb::Call(call) => self.call(call),
            Verb::Task | Verb::Wait(_) | Verb::Handover(_) => {}
        }
        if let Some(reminder) = step.wait().and_then(|wait| wait.remind.as_ref()?.email.as_ref()) {
            self.named(reminder.name.as_ref());
        }
    }

    fn named(&mut self, name: &str) {
        if let Some(email) = self.procedure.emails.get(name) {
            self.email(email);
        }
    }

    fn email(&mut self, email: &'p Email) {
        let Some(to) = email.to.iter().chain(&email.cc).find_map(|to| self.outside(to)) else { return };
        let mut names = BTreeSet::new();
        let mut first = None;
        for text in [&email.subject, &email.body] {
            for used in uses(text) {
                if let Some(field) = self.origin(&used.path, 0) {
                    names.insert(field.title.clone());
                    first = first.or_else(|| Some(text.at.within(used.range.clone())));
                }
            }
        }
        for attached in &email.attach {
            if let Some(field) = self.origin(&[Seg::Name(attached.name.to_string())], 0) {
                names.insert(field.title.clone());
                first = first.or_else(|| Some(attached.at.clone()));
            }
        }
        // The same mail of several steps is told once.
        let Some(place) = first.filter(|place| !self.found.list.iter().any(|f| f.code == codes::PERSONAL_OUTSIDE && f.place == *place)) else {
            return;
        };
        let message = msg!("personal-outside", to = to, names = names.into_iter().collect::<Vec<_>>());
        self.found.push(Finding::new(codes::PERSONAL_OUTSIDE, place, message).help(msg!("personal-outside.help")));
    }

    /// Who it is that a recipient stands for, where that is somebody outside.
    fn outside(&self, to: &Text) -> Option<String> {
        let role = |name: &str| self.procedure.roles.get(name).filter(|role| role.outside).map(|role| role.title.source.to_string());
        if let Some(title) = role(to.source.trim()) {
            return Some(title);
        }
        uses(to).iter().find_map(|used| {
            if let [Seg::Name(root), Seg::Name(setting), ..] = used.path.as_slice()
                && root == "settings"
            {
                return self.procedure.settings.get(setting.as_str()).filter(|setting| setting.outside).map(|setting| setting.title.clone());
            }
            role(self.field(used.root())?.plays.as_ref()?.name.as_ref())
        })
    }

    /// What a call gives to a called procedure that does not keep it as personal.
    fn call(&mut self, call: &'p Call) {
        let Some(called) = self.calls.get(&call.procedure.name) else { return };
        for (name, given) in &call.with {
            let Some(input) = called.procedure.inputs.get(name).filter(|input| !input.is_personal()) else { continue };
            let uses = template::parse_expression(&given.source).map(|parsed| parsed.uses.clone()).unwrap_or_default();
            let Some(field) = uses.iter().find_map(|used| self.origin(&used.path, 0)) else { continue };
            let message = msg!("personal-unmarked", field = &field.title, input = &input.title, procedure = call.procedure.name.as_ref());
            self.found.push(Finding::new(codes::PERSONAL_UNMARKED, given.at.clone(), message).help(msg!("personal-unmarked.help")));
        }
    }

    /// The personal field that a path reads something of.
    fn origin(&self, path: &[Seg], depth: usize) -> Option<&'p Field> {
        let (Seg::Name(root), rest) = path.split_first()? else { return None };
        let (root, rest) = match (root.as_str(), rest.split_first()) {
            ("settings", Some((Seg::Name(setting), rest))) => return personal(self.procedure.settings.get(setting.as_str())?, rest),
            ("titles", Some((Seg::Name(root), rest))) => (root.as_str(), rest),
            (root, _) => (root, rest),
        };
        for level in self.levels.iter().rev() {
            match level.variables.get(root) {
                Some(Variable::Field(field, _)) => return personal(field, rest),
                Some(Variable::Choice(..)) => return None,
                // What became of the items: the items themselves, by how they ended.
                Some(Variable::Each(_, step)) => {
                    let Verb::Each(each) = &step.verb else { return None };
                    let items = rest.iter().position(|seg| *seg == Seg::Item)?;
                    return personal(self.field(each.list.source.trim())?, &rest[items..]);
                }
                Some(Variable::Call(_, step)) => {
                    let (Verb::Call(call), Some((Seg::Name(result), rest))) = (&step.verb, rest.split_first()) else { return None };
                    let called = self.calls.get(&call.procedure.name)?;
                    return personal(asked(&called.procedure, call.returns.get(result.as_str())?.name.as_ref())?, rest);
                }
                None => {}
            }
            if let Some(each) = level.each.filter(|each| each.item.as_deref() == Some(root)) {
                let item: Vec<Seg> = std::iter::once(Seg::Item).chain(rest.iter().cloned()).collect();
                return personal(self.field(each.list.source.trim())?, &item);
            }
        }
        if let Some(computed) = self.procedure.computed.get(root).filter(|_| depth < DEPTH) {
            let uses = template::parse_expression(&computed.source).map(|parsed| parsed.uses.clone()).unwrap_or_default();
            return uses.iter().find_map(|used| self.origin(&used.path, depth + 1));
        }
        personal(self.procedure.inputs.get(root)?, rest)
    }

    /// A field by its name, as it can be read here.
    fn field(&self, name: &str) -> Option<&'p Field> {
        let of_steps = self.levels.iter().rev().find_map(|level| match level.variables.get(name) {
            Some(Variable::Field(field, _)) => Some(*field),
            _ => None,
        });
        of_steps.or_else(|| self.procedure.inputs.get(name))
    }
}

/// A field that a procedure asks for, wherever.
fn asked<'p>(procedure: &'p Procedure, name: &str) -> Option<&'p Field> {
    let mut found = procedure.inputs.get(name);
    super::graph::walk(&procedure.scope, &mut |step| found = found.or_else(|| step.ask.get(name)));
    found
}

fn uses(text: &Text) -> Vec<Use> {
    let uses = template::parse(&text.source).map(|parsed| parsed.uses.clone()).unwrap_or_default();
    uses.into_iter().filter(|used| !used.only_tested).collect()
}

/// A field, where what is read of it is personal. A list by itself is not: mostly its items are counted.
fn personal<'p>(field: &'p Field, rest: &[Seg]) -> Option<&'p Field> {
    let inner = match rest.split_first() {
        None if matches!(field.kind, Kind::List { .. }) => return None,
        None => return field.is_personal().then_some(field),
        Some((Seg::Item, [])) => return field.is_personal().then_some(field),
        Some((Seg::Item, rest)) => return personal_part(field, rest),
        Some((Seg::Name(_), _)) => rest,
    };
    personal_part(field, inner)
}

fn personal_part<'p>(field: &'p Field, rest: &[Seg]) -> Option<&'p Field> {
    let part = match rest.split_first() {
        Some((Seg::Name(name), inner)) => {
            field.kind.fields().and_then(|fields| fields.get(name.as_str())).and_then(|part| personal(part, inner).or(part.personal.then_some(part)))
        }
        _ => None,
    };
    part.or_else(|| (field.personal || matches!(field.kind, Kind::Person | Kind::Secret)).then_some(field))
}
