//! Texts and expressions: they parse, and every variable exists with that path.

use super::proof::{Phase, Read};
use super::variables::Visible;
use super::{Checked, Findings, mistakes};
use crate::finding::{Finding, Place, codes, did_you_mean};
use crate::model::field::{Bound, Field, Kind};
use crate::model::moment::{Anchor, Moment};
use crate::model::{Email, Exit, Expr, Mail, Name, Named, Procedure, Remark, Scope, Step, Text, Verb};
use crate::msg;
use crate::template::{self, Mistake, Part, Seg, Type, Use, Wanted};
use indexmap::IndexMap;
use std::collections::{BTreeMap, BTreeSet, HashSet};
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
    let outside = outside.with_computed(&computed(procedure, &outside));
    // Computed values and rules may speak of everything that is asked anywhere outside an `each`.
    let whole = outside.enter(&procedure.scope);
    let mut steps = HashSet::new();
    super::graph::walk(&procedure.scope, &mut |step| steps.extend([&step.name]));
    let mut c =
        Check { procedure, found, reads: Reads { names: BTreeSet::new(), uses: Vec::new() }, here: None, only: None, addressing: false, steps };
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
    procedure.computed.values().for_each(|e| c.expr(e, Wanted::Value, &whole));
    procedure.rules.iter().filter_map(|r| r.when.as_ref()).for_each(|e| c.expr(e, Wanted::Condition, &whole));
    c.scope(&procedure.scope, &whole);
    c.reads
}

/// The types of computed values: each may read others, so they are read until nothing changes.
fn computed(procedure: &Procedure, outside: &Visible) -> IndexMap<Name, Type> {
    let mut types = IndexMap::new();
    for _ in 0..=procedure.computed.len().min(16) {
        let visible = outside.with_computed(&types).enter(&procedure.scope);
        let again: IndexMap<Name, Type> = procedure
            .computed
            .iter()
            .map(|(name, expr)| (name.clone(), template::kind(&expr.source, Wanted::Value, &|name| visible.type_named(name)).0.clone()))
            .collect();
        if again == types {
            break;
        }
        types = again;
    }
    types
}

/// When a step is left: settled with its answers, or passed without any.
const LEAVING: &[Phase] = &[Phase::Settling, Phase::Passing];

struct Check<'p, 'f> {
    procedure: &'p Procedure,
    found: &'f mut Findings,
    reads: Reads<'p>,
    /// The step that is being read, and when what is being read of it is.
    here: Option<(&'p Step, &'static [Phase])>,
    /// What is being read is said only where this holds.
    only: Option<&'p Expr>,
    /// Whether what is read says to whom a mail goes.
    addressing: bool,
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
        let at = |c: &mut Self, phases| c.here = Some((step, phases));
        at(self, &[Phase::Open]);
        self.reading(&step.title.source, &step.title.at, visible, Some(&hidden), None);
        for remarks in [&step.text, &step.attention, &step.note, &step.checks] {
            for Remark { say, when, .. } in remarks {
                when.iter().for_each(|e| self.reading(&e.source, &e.at, visible, Some(&hidden), Some(Wanted::Condition)));
                self.only = when.as_ref();
                self.reading(&say.source, &say.at, visible, Some(&hidden), None);
                self.only = None;
            }
        }
        at(self, &[Phase::Opening]);
        step.when.iter().for_each(|e| self.reading(&e.source, &e.at, visible, Some(&hidden), Some(Wanted::Condition)));
        at(self, &[Phase::Open]);
        step.documents.iter().filter_map(|d| d.note.as_ref()).for_each(|t| self.text(t, visible));
        at(self, &[Phase::Settling]);
        self.fields(&step.ask, visible);
        for require in &step.require {
            self.expr(&require.that, Wanted::Condition, visible);
            self.text(&require.say, visible);
        }
        for (moment, key) in [(&step.due, "due"), (&step.not_before, "not_before")] {
            moment.iter().for_each(|m| self.moment(m, &step.at.key(key), visible));
        }
        at(self, LEAVING);
        self.exit(&step.exit, visible);
        at(self, &[Phase::Settling]);
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
                if visible.type_named(&handover.secret.name) != Some(Type::Secret) {
                    let message = msg!("name-unknown", name = handover.secret.name.as_ref(), what = msg!("what-secret"));
                    self.found.push(Finding::new(codes::NAME_UNKNOWN, handover.secret.at.clone(), message));
                }
            }
            Verb::Each(each) => {
                each.enough.iter().for_each(|e| self.expr(e, Wanted::Condition, visible));
                at(self, &[Phase::Open]);
                self.expr(&each.list, Wanted::List, visible);
            }
            Verb::Call(call) => {
                at(self, &[Phase::Open]);
                call.with.values().for_each(|e| self.expr(e, Wanted::Value, visible));
            }
            Verb::Task | Verb::Section(_) => {}
        }
    }

    fn wait(&mut self, wait: &'p crate::model::Wait, visible: &Visible<'p>) {
        self.here = self.here.map(|(step, _)| (step, &[Phase::Open] as &[Phase]));
        self.text(&wait.what, visible);
        wait.from.iter().for_each(|t| self.recipient(t, visible));
        if let Some(exit) = wait.late.as_deref() {
            self.here = self.here.map(|(step, _)| (step, &[Phase::Late] as &[Phase]));
            self.exit(exit, visible);
            self.here = self.here.map(|(step, _)| (step, &[Phase::Open] as &[Phase]));
        }
        if let Some(email) = wait.remind.as_ref().and_then(|r| r.email.as_ref()).and_then(|name| self.procedure.emails.get(&name.name)) {
            self.email(email, visible);
        }
    }

    fn exit(&mut self, exit: &'p Exit, visible: &Visible<'p>) {
        match exit {
            Exit::Next(ways) => ways.iter().filter_map(|w| w.when.as_ref()).for_each(|e| self.expr(e, Wanted::Condition, visible)),
            Exit::Route(arms) => {
                for arm in arms {
                    arm.when.iter().for_each(|e| self.expr(e, Wanted::Condition, visible));
                    self.exit(&arm.exit, visible);
                }
            }
            Exit::Choose(choose) => {
                let here = self.here;
                let chosen = here.map(|(step, phases)| (step, if phases == LEAVING { &LEAVING[..1] } else { phases }));
                for option in choose.options.values() {
                    self.here = chosen;
                    self.text(&option.title, visible);
                    option.when.iter().for_each(|e| self.expr(e, Wanted::Condition, visible));
                    // Whoever passes takes the default without being asked.
                    self.here = if option.default { here } else { chosen };
                    self.exit(&option.exit, visible);
                }
                self.here = here;
            }
            Exit::Back(_) | Exit::End(_) => {}
        }
    }

    fn fields(&mut self, fields: &'p Named<Field>, visible: &Visible<'p>) {
        let together = visible.with_fields(fields);
        for field in fields.values() {
            field.when.iter().for_each(|e| self.expr(e, Wanted::Condition, &together));
            for bound in [&field.min, &field.max].into_iter().flatten() {
                if let Bound::Expr(expr) = bound {
                    self.expr(expr, Wanted::Value, &together);
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
            // A person's address may be missing: the mail then says so where it would leave, and whoever sends it gives one.
            let before = std::mem::replace(&mut self.addressing, true);
            self.text(to, visible);
            self.addressing = before;
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
            if let Ok(parsed) = template::parse_expression(from) {
                parsed.uses.iter().for_each(|used| self.variable(&Use { range: 0..0, ..used.clone() }, from, at, visible, None));
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
        self.reading(&text.source, &text.at, visible, None, None);
    }

    fn expr(&mut self, expr: &Expr, wanted: Wanted, visible: &Visible<'p>) {
        self.reading(&expr.source, &expr.at, visible, None, Some(wanted));
    }

    /// A text, or an expression of which this is wanted.
    fn reading(&mut self, source: &str, at: &Place, visible: &Visible<'p>, hidden: Option<&dyn Fn(&str) -> bool>, bare: Option<Wanted>) {
        let parsed = if bare.is_some() { template::parse_expression(source) } else { template::parse(source) };
        let parsed = match parsed {
            Ok(parsed) => parsed,
            Err(fault) => return self.found.push(mistakes::fault(&fault, source, at)),
        };
        parsed.uses.iter().for_each(|used| self.variable(used, source, at, visible, hidden));
        let names = |name: &str| visible.type_named(name);
        let mut say = |mistaken: &[Mistake]| mistaken.iter().for_each(|mistake| self.found.push(mistakes::said(mistake, source, at)));
        match bare {
            Some(wanted) => say(&template::kind(source, wanted, &names).1),
            None if source.contains('{') => say(&template::mistakes(source, &names)),
            None => {}
        }
    }

    /// What is multiplied is certainly a number: a text would be repeated as often as the other number says.
    fn number(&mut self, used: &Use, at: &Place, visible: &Visible<'p>) {
        let of = used.path[1..].iter().fold(visible.type_named(used.root()), |of, seg| match (of?, seg) {
            (Type::List(item), Seg::Item) => Some((*item).clone()),
            (Type::Parts(parts), Seg::Name(name)) => parts.parts.get(name.as_str()).map(|part| part.of.clone()),
            (Type::Any, _) => Some(Type::Any),
            _ => None,
        });
        // What is known to be something else is a mistake of its own.
        if of == Some(Type::Any) {
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
        let Some(mut part) = visible.get(root) else {
            let place = mistakes::narrowed(source, used.range.clone(), root, at);
            let finding = Finding::new(codes::TEMPLATE_VARIABLE, place, msg!("template-variable", name = root));
            self.found.push(
                finding.meant(root, visible.names().map(AsRef::as_ref).filter(|_| !self.found.is_long())).or_help(msg!("template-variable.help")),
            );
            return;
        };
        if hidden.is_some_and(|hidden| hidden(root)) {
            self.found.push(
                Finding::new(codes::TEMPLATE_VARIABLE, place, msg!("template-variable-own", name = root)).help(msg!("template-variable-own.help")),
            );
            return;
        }
        if let Some((step, phases)) = self.here {
            self.reads.uses.push(Read { step, phases, only: self.only, used: used.clone(), place: place.clone() });
        }
        for (i, seg) in used.path.iter().enumerate().skip(1) {
            // What has no such part is a mistake of its own.
            let next = match (&part.of, seg) {
                (Type::List(item), Seg::Item) => Some(Part::sure((**item).clone())),
                (Type::Parts(parts), Seg::Name(name)) => parts.parts.get(name.as_str()).cloned(),
                (Type::Secret, _) => break,
                _ => None,
            };
            let Some(next) = next else { return };
            part = next;
            // The settings themselves are proven with the answers.
            let spared = (self.addressing && i + 1 == used.path.len()) || root == "settings";
            if part.maybe && !spared && used.unguarded.contains(&i) {
                let name = Use { path: used.path.get(..=i).unwrap_or_default().to_vec(), ..used.clone() }.to_string();
                let finding = Finding::new(codes::TEMPLATE_OPTIONAL, place, msg!("template-optional", name = &name));
                self.found.push(finding.help(msg!("template-optional.help", name = name)));
                return;
            }
        }
        if part.of == Type::Secret && !used.only_tested {
            let finding = Finding::new(codes::TEMPLATE_SECRET, place, msg!("template-secret", name = used.to_string()));
            self.found.push(finding.help(msg!("template-secret.help")));
        }
    }
}
