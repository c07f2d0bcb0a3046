//! Texts and expressions: they parse, and every variable exists with that path.

use super::proof::{Phase, Read};
use super::variables::{Type, Visible};
use super::{Checked, Findings};
use crate::finding::{Code, Finding, Place, codes, did_you_mean};
use crate::model::field::{Bound, Field, Kind};
use crate::model::moment::{Anchor, Moment};
use crate::model::{Email, Exit, Expr, Mail, Name, Named, Procedure, Remark, Scope, Step, Text, Verb};
use crate::msg;
use crate::template::{self, FILTERS, Fault, FaultKind, Parsed, Seg, TESTS, Use};
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::ops::Range;
use std::sync::Arc;

/// What texts and expressions read.
pub(super) struct Reads<'p> {
    /// Every name.
    pub names: BTreeSet<Name>,
    /// Every use in a step, with the moment of reading.
    pub uses: Vec<Read<'p>>,
}

/// Checks every text and expression; gives what they read.
pub(super) fn check<'p>(procedure: &'p Procedure, calls: &'p BTreeMap<Name, Arc<Checked>>, found: &mut Findings) -> Reads<'p> {
    let outside = Visible::new(procedure, calls);
    let whole = outside.enter(&procedure.scope);
    let mut steps = HashSet::new();
    super::graph::walk(&procedure.scope, &mut |step| steps.extend([&step.name]));
    let mut c = Check { procedure, found, reads: Reads { names: BTreeSet::new(), uses: Vec::new() }, here: None, only: None, steps };
    c.text(&procedure.title, &outside);
    procedure.summary.iter().for_each(|t| c.text(t, &outside));
    for role in procedure.roles.values() {
        c.text(&role.title, &outside);
        role.note.iter().for_each(|t| c.text(t, &outside));
    }
    for contact in procedure.contacts.values() {
        for text in [
            Some(&contact.title),
            contact.phone.as_ref(),
            contact.email.as_ref(),
            contact.url.as_ref(),
            contact.hours.as_ref(),
            contact.note.as_ref(),
        ] {
            text.into_iter().for_each(|t| c.text(t, &outside));
        }
    }
    for document in procedure.documents.values() {
        [Some(&document.title), document.url.as_ref(), document.note.as_ref()].into_iter().flatten().for_each(|t| c.text(t, &outside));
    }
    c.fields(&procedure.inputs, &outside);
    c.fields(&procedure.settings, &outside);
    // Computed values and rules may speak of everything that is asked anywhere outside an `each`.
    procedure.computed.values().for_each(|e| c.expr(e, &whole));
    procedure.rules.iter().filter_map(|r| r.when.as_ref()).for_each(|e| c.expr(e, &whole));
    c.scope(&procedure.scope, &whole);
    c.reads
}

struct Check<'p, 'f> {
    procedure: &'p Procedure,
    found: &'f mut Findings,
    reads: Reads<'p>,
    /// The step that is being read, and when what is being read of it is.
    here: Option<(&'p Step, Phase)>,
    /// What is being read is said only where this holds.
    only: Option<&'p Expr>,
    /// The names of all steps, wherever they stand.
    steps: HashSet<&'p Name>,
}

impl<'p> Check<'p, '_> {
    fn scope(&mut self, scope: &'p Scope, visible: &Visible<'p>) {
        for step in scope.steps.values() {
            self.step(step, visible);
            self.here = None;
            match &step.verb {
                Verb::Section(inner) => self.scope(inner, &visible.enter(inner)),
                Verb::Each(each) => self.scope(&each.scope, &visible.enter_each(each)),
                Verb::Task | Verb::Email(..) | Verb::Wait(_) | Verb::Handover(_) | Verb::Call(_) => {}
            }
        }
    }

    fn step(&mut self, step: &'p Step, visible: &Visible<'p>) {
        // A step's own answers are not there yet where its title and text are read.
        let own: Vec<&Name> = step.ask.keys().collect();
        let hidden = |name: &str| own.iter().any(|n| n.as_ref() == name);
        let at = |c: &mut Self, phase| c.here = Some((step, phase));
        at(self, Phase::Open);
        self.reading(&step.title.source, &step.title.at, visible, Some(&hidden), false);
        for remarks in [&step.text, &step.attention, &step.note, &step.checks] {
            for Remark { say, when, .. } in remarks {
                when.iter().for_each(|e| self.reading(&e.source, &e.at, visible, Some(&hidden), true));
                self.only = when.as_ref();
                self.reading(&say.source, &say.at, visible, Some(&hidden), false);
                self.only = None;
            }
        }
        at(self, Phase::Opening);
        step.when.iter().for_each(|e| self.reading(&e.source, &e.at, visible, Some(&hidden), true));
        at(self, Phase::Open);
        step.documents.iter().filter_map(|d| d.note.as_ref()).for_each(|t| self.text(t, visible));
        at(self, Phase::Settling);
        self.fields(&step.ask, visible);
        for require in &step.require {
            self.expr(&require.that, visible);
            self.text(&require.say, visible);
        }
        for (moment, key) in [(&step.due, "due"), (&step.not_before, "not_before")] {
            moment.iter().for_each(|m| self.moment(m, &step.at.key(key), visible));
        }
        self.exit(&step.exit, visible);
        match &step.verb {
            Verb::Email(mail, wait) => {
                if let Mail::Inline(email) = mail {
                    self.email(email, visible);
                } else if let Mail::Named(name) = mail
                    && let Some(email) = self.procedure.emails.get(&name.name)
                {
                    self.email(email, visible);
                }
                wait.iter().for_each(|w| self.wait(w, visible));
            }
            Verb::Wait(wait) => self.wait(wait, visible),
            Verb::Handover(handover) => {
                self.recipient(&handover.to, visible);
                match visible.get(&handover.secret.name) {
                    Some(Type::Secret) => {}
                    _ => {
                        let message = msg!("name-unknown", name = handover.secret.name.as_ref(), what = msg!("what-secret"));
                        self.found.push(Finding::new(codes::NAME_UNKNOWN, handover.secret.at.clone(), message));
                    }
                }
            }
            Verb::Each(each) => {
                each.enough.iter().for_each(|e| self.expr(e, visible));
                at(self, Phase::Open);
                self.expr(&each.list, visible);
            }
            Verb::Call(call) => {
                at(self, Phase::Open);
                call.with.values().for_each(|e| self.expr(e, visible));
            }
            Verb::Task | Verb::Section(_) => {}
        }
    }

    fn wait(&mut self, wait: &'p crate::model::Wait, visible: &Visible<'p>) {
        self.here = self.here.map(|(step, _)| (step, Phase::Open));
        self.text(&wait.what, visible);
        wait.from.iter().for_each(|t| self.recipient(t, visible));
        if let Some(exit) = wait.late.as_deref() {
            self.here = self.here.map(|(step, _)| (step, Phase::Late));
            self.exit(exit, visible);
            self.here = self.here.map(|(step, _)| (step, Phase::Open));
        }
        if let Some(email) = wait.remind.as_ref().and_then(|r| r.email.as_ref()).and_then(|name| self.procedure.emails.get(&name.name)) {
            self.email(email, visible);
        }
    }

    fn exit(&mut self, exit: &'p Exit, visible: &Visible<'p>) {
        match exit {
            Exit::Next(ways) => ways.iter().filter_map(|w| w.when.as_ref()).for_each(|e| self.expr(e, visible)),
            Exit::Route(arms) => {
                for arm in arms {
                    arm.when.iter().for_each(|e| self.expr(e, visible));
                    self.exit(&arm.exit, visible);
                }
            }
            Exit::Choose(choose) => {
                for option in choose.options.values() {
                    self.text(&option.title, visible);
                    option.when.iter().for_each(|e| self.expr(e, visible));
                    self.exit(&option.exit, visible);
                }
            }
            Exit::Back(_) | Exit::End(_) => {}
        }
    }

    fn fields(&mut self, fields: &'p Named<Field>, visible: &Visible<'p>) {
        let together = visible.with_fields(fields);
        for field in fields.values() {
            field.when.iter().for_each(|e| self.expr(e, &together));
            for bound in [&field.min, &field.max].into_iter().flatten() {
                if let Bound::Expr(expr) = bound {
                    self.expr(expr, &together);
                }
            }
            if let Kind::Record(inner) | Kind::List { fields: inner, .. } = &field.kind {
                self.fields(inner, &together);
            }
        }
    }

    fn email(&mut self, email: &'p Email, visible: &Visible<'p>) {
        email.title.iter().for_each(|t| self.text(t, visible));
        email.to.iter().chain(&email.cc).chain(&email.reply_to).for_each(|t| self.recipient(t, visible));
        self.text(&email.subject, visible);
        self.text(&email.body, visible);
        for attached in &email.attach {
            if !self.procedure.documents.contains_key(&attached.name) && visible.get(&attached.name).is_none() {
                let message = msg!("name-unknown", name = attached.name.as_ref(), what = msg!("what-attachment"));
                let known = self.procedure.documents.keys().map(AsRef::as_ref);
                self.found.push(Finding::new(codes::NAME_UNKNOWN, attached.at.clone(), message).meant(&attached.name, known));
            }
        }
    }

    /// A role's name, a template, or an address as it is.
    fn recipient(&mut self, to: &'p Text, visible: &Visible<'p>) {
        let word = to.source.trim();
        if word.contains('{') {
            self.text(to, visible);
        } else if !self.procedure.roles.contains_key(word) && !word.contains('@') {
            let message = msg!("name-unknown", name = word, what = msg!("what-role"));
            let finding = Finding::new(codes::NAME_UNKNOWN, to.at.clone(), message);
            let finding = finding.meant(word, self.procedure.roles.keys().map(AsRef::as_ref));
            self.found.push(finding.or_help(msg!("name-unknown.recipient")));
        }
    }

    /// A moment counts from a field or a step.
    fn moment(&mut self, moment: &Moment, at: &Place, visible: &Visible<'p>) {
        let Some((_, Anchor::Name(from))) = &moment.from else { return };
        let root = from.split('.').next().unwrap_or(from);
        if visible.get(root).is_some() && (from.contains('.') || !self.steps.contains(from)) {
            // Whether it has that part is said as for any expression.
            if let Ok(Parsed { uses, .. }) = template::parse_expression(from) {
                uses.iter().for_each(|used| self.variable(&Use { range: 0..0, ..used.clone() }, from, at, visible, None));
            }
        } else if !self.steps.contains(from) {
            let known = self.steps.iter().copied().chain(visible.names()).map(AsRef::as_ref).filter(|_| !self.found.is_long());
            let near = did_you_mean(root, known).map(str::to_owned);
            let finding = Finding::new(codes::NAME_UNKNOWN, at.clone(), msg!("name-unknown", name = from.as_ref(), what = msg!("what-moment")));
            self.found.push(match near {
                Some(near) => finding.help(msg!("did-you-mean", name = near)),
                None => finding,
            });
        }
    }

    fn text(&mut self, text: &Text, visible: &Visible<'p>) {
        self.reading(&text.source, &text.at, visible, None, false);
    }

    fn expr(&mut self, expr: &Expr, visible: &Visible<'p>) {
        self.reading(&expr.source, &expr.at, visible, None, true);
    }

    fn reading(&mut self, source: &str, at: &Place, visible: &Visible<'p>, hidden: Option<&dyn Fn(&str) -> bool>, bare: bool) {
        let parsed = if bare { template::parse_expression(source) } else { template::parse(source) };
        match parsed {
            Ok(Parsed { uses, .. }) => uses.iter().for_each(|used| self.variable(used, source, at, visible, hidden)),
            Err(fault) => self.found.push(said(&fault, source, at)),
        }
    }

    /// What is multiplied is a number; whether it exists at all is said elsewhere.
    fn number(&mut self, used: &Use, at: &Place, visible: &Visible<'p>) {
        let of = used.path[1..].iter().fold(visible.get(used.root()).cloned(), |of, seg| match (of?, seg) {
            (Type::List(item), Seg::Item) => Some((*item).clone()),
            (Type::Parts(parts), Seg::Name(name)) => parts.get(name.as_str()).cloned(),
            (Type::Any, _) => Some(Type::Any),
            _ => None,
        });
        if of.is_some_and(|of| !matches!(of, Type::Number)) {
            let finding =
                Finding::new(codes::TEMPLATE_SYNTAX, at.within(used.range.clone()), msg!("template-syntax-number", name = used.to_string()));
            self.found.push(finding.help(msg!("template-syntax-number.help", name = used.to_string())));
        }
    }

    fn variable(&mut self, used: &Use, source: &str, at: &Place, visible: &Visible<'p>, hidden: Option<&dyn Fn(&str) -> bool>) {
        if used.multiplied {
            return self.number(used, at, visible);
        }
        let place = at.within(used.range.clone());
        let root = used.root();
        self.reads.names.extend(used.path.iter().filter_map(|seg| match seg {
            Seg::Name(name) => Some(Name::from(name.as_str())),
            Seg::Item => None,
        }));
        let Some(mut of) = visible.get(root).cloned() else {
            let written = part(used, 0, source);
            let finding = Finding::new(
                codes::TEMPLATE_VARIABLE,
                written.clone().map_or(place, |range| at.within(range)),
                msg!("template-variable", name = root),
            );
            let names: Vec<&str> = visible.names().map(AsRef::as_ref).filter(|_| !self.found.is_long()).collect();
            self.found.push(meant(finding, written.is_some(), root, &names).or_help(msg!("template-variable.help")));
            return;
        };
        if hidden.is_some_and(|hidden| hidden(root)) {
            self.found.push(
                Finding::new(codes::TEMPLATE_VARIABLE, place, msg!("template-variable-own", name = root)).help(msg!("template-variable-own.help")),
            );
            return;
        }
        if let Some((step, phase)) = self.here {
            self.reads.uses.push(Read { step, phase, only: self.only, used: used.clone(), place: place.clone() });
        }
        let mut before = root.to_owned();
        for (nth, seg) in used.path.iter().enumerate().skip(1) {
            of = match (&of, seg) {
                (Type::Any, _) => return,
                (Type::List(item), Seg::Item) => (**item).clone(),
                (Type::Parts(parts), Seg::Name(name)) => match parts.get(name.as_str()) {
                    Some(part) => part.clone(),
                    None => {
                        let written = part(used, nth, source);
                        let place = written.clone().map_or(place, |range| at.within(range));
                        let finding = Finding::new(codes::TEMPLATE_VARIABLE, place, msg!("template-variable-part", name = name, of = &before));
                        let names: Vec<&str> = parts.keys().map(AsRef::as_ref).collect();
                        let known = msg!("name-unknown.known", names = parts.keys().map(ToString::to_string).collect::<Vec<_>>());
                        self.found.push(meant(finding, written.is_some(), name, &names).or_help(known));
                        return;
                    }
                },
                (Type::Parts(_), Seg::Item) => return,
                (Type::Plain | Type::Number | Type::List(_), Seg::Name(name)) => {
                    let place = part(used, nth, source).map_or(place, |range| at.within(range));
                    let finding = Finding::new(codes::TEMPLATE_VARIABLE, place, msg!("template-variable-part", name = name, of = &before));
                    self.found.push(finding);
                    return;
                }
                (Type::Plain | Type::Number, Seg::Item) => return,
                (Type::Secret, _) => break,
            };
            if let Seg::Name(name) = seg {
                before = format!("{before}.{name}");
            }
        }
        if matches!(of, Type::Secret) && !used.only_tested {
            let finding = Finding::new(codes::TEMPLATE_SECRET, place, msg!("template-secret", name = used.to_string()));
            self.found.push(finding.help(msg!("template-secret.help")));
        }
    }
}

/// Where a segment of a path is written, if it is: the beginning of what a loop variable stands for is written elsewhere.
fn part(used: &Use, nth: usize, source: &str) -> Option<Range<usize>> {
    let written = source.get(used.range.clone())?;
    let Some(Seg::Name(name)) = used.path.get(nth) else { return None };
    let words: Vec<&str> = written.split('.').collect();
    let at = (words.len() + nth).checked_sub(used.path.len())?;
    let word = words.get(at).filter(|word| word.trim() == name)?;
    let from = used.range.start + words[..at].iter().map(|w| w.len() + 1).sum::<usize>() + (word.len() - word.trim_start().len());
    Some(from..from + name.len())
}

/// The name that was meant; only one that is written right here can be mended here.
fn meant(finding: Finding, here: bool, typed: &str, names: &[&str]) -> Finding {
    let finding = finding.meant(typed, names.iter().copied());
    if here { finding } else { Finding { fix: None, ..finding } }
}

/// What may stand where a filter, test or call is written.
fn callable(source: &str, at: usize) -> Vec<&'static str> {
    let before = source.get(..at).unwrap_or_default().trim_end();
    if before.ends_with('|') {
        FILTERS.to_vec()
    } else if before.ends_with(" is") || before.ends_with(" not") {
        TESTS.to_vec()
    } else {
        FILTERS.iter().chain(TESTS).copied().collect()
    }
}

/// What is wrong with a template, at its place in the file.
fn said(fault: &Fault, source: &str, at: &Place) -> Finding {
    let place = if fault.range.is_empty() { at.clone() } else { at.within(fault.range.clone()) };
    let code: Code = match fault.kind {
        FaultKind::Syntax(_) | FaultKind::Statement(_) => codes::TEMPLATE_SYNTAX,
        FaultKind::Filter(_) => codes::TEMPLATE_FILTER,
        FaultKind::Limit(_) => codes::TEMPLATE_LIMIT,
    };
    let finding = Finding::new(code, place, fault.message());
    match &fault.kind {
        FaultKind::Filter(name) => {
            let known = callable(source, fault.range.start);
            meant(finding, source.get(fault.range.clone()) == Some(name.as_str()), name, &known).or_help(msg!("template-filter.help"))
        }
        FaultKind::Syntax(_) => finding.help(msg!("template-syntax.help")),
        FaultKind::Statement(_) => finding.help(msg!("template-syntax-statement.help")),
        FaultKind::Limit(_) => finding.help(msg!("template-limit.help")),
    }
}
