//! What expressions ask about values, as conditions: exact for booleans, options and comparisons with constants; anything else is free.

use super::diagram::{ALWAYS, Condition, NEVER};
use super::domain::{Answer, Asker, Domain, Range};
use super::world::{At, Meaning, Stands, World};
use crate::check::graph::{self, What};
use crate::model::field::{Bound, Field, Kind};
use crate::model::{Exit, Expr, Mail, Procedure, Step, Verb};
use crate::template::{self, Literal, Logic, Relation, Seg, Subject};
use std::collections::{BTreeMap, HashMap};

/// How deep computed values may refer to each other.
const DEPTH: usize = 16;

/// What is known of the values of one procedure.
#[derive(Default)]
pub(super) struct Values {
    /// The constants that each variable is compared with, by how it is written.
    numbers: HashMap<String, Vec<f64>>,
    texts: HashMap<String, Vec<String>>,
    pub domains: HashMap<Answer, Domain>,
    /// Conditions that are not understood, and answers that may be left out, by how they are written.
    free: BTreeMap<String, Condition>,
    depth: usize,
}

impl Values {
    /// The constants that a procedure compares its variables with.
    pub fn of(procedure: &Procedure) -> Values {
        let mut values = Values::default();
        let mut note = |expr: &Expr| {
            if let Ok(logic) = template::logic(&expr.source) {
                values.note(&logic);
            }
        };
        procedure.computed.values().for_each(&mut note);
        procedure.rules.iter().filter_map(|r| r.when.as_ref()).for_each(&mut note);
        procedure.inputs.values().filter_map(|f| f.when.as_ref()).for_each(&mut note);
        let mut texts = Vec::new();
        graph::walk(&procedure.scope, &mut |step| {
            step.when.iter().for_each(&mut note);
            if let Verb::Each(each) = &step.verb {
                note(&Expr { source: format!("{} | length == 0", each.list.source.trim()).into(), at: each.list.at.clone() });
            }
            step.ask.values().filter_map(|f| f.when.as_ref()).for_each(&mut note);
            for remarks in [&step.text, &step.attention, &step.note, &step.checks] {
                remarks.iter().filter_map(|r| r.when.as_ref()).for_each(&mut note);
                texts.extend(remarks.iter().map(|r| r.say.source.clone()));
            }
            texts.push(step.title.source.clone());
            if let Verb::Email(Mail::Inline(email), _) = &step.verb {
                texts.extend([email.subject.source.clone(), email.body.source.clone()]);
            }
            step.wait().and_then(|w| w.late.as_deref()).into_iter().chain([&step.exit]).for_each(|exit| conditions(exit, &mut note));
        });
        texts.extend(procedure.emails.values().flat_map(|e| [e.subject.source.clone(), e.body.source.clone()]));
        for text in texts {
            for used in &template::parse(&text).unwrap_or_default().uses {
                used.under.iter().for_each(|logic| values.note(logic));
            }
        }
        values
    }

    fn note(&mut self, logic: &Logic) {
        match logic {
            Logic::Not(inner) => self.note(inner),
            Logic::All(all) | Logic::Any(all) => all.iter().for_each(|one| self.note(one)),
            Logic::Either(parts) => parts.iter().for_each(|one| self.note(one)),
            Logic::Compares(subject, _, Literal::Number(number)) => {
                let known = self.numbers.entry(written(&subject.path, subject.length)).or_default();
                if !known.contains(number) && number.is_finite() {
                    known.push(*number);
                    known.sort_by(f64::total_cmp);
                }
            }
            Logic::Compares(subject, _, Literal::Text(text)) => {
                let known = self.texts.entry(written(&subject.path, subject.length)).or_default();
                if !known.contains(text) {
                    known.push(text.clone());
                }
            }
            Logic::Constant(_) | Logic::Defined(_) | Logic::Holds(_) | Logic::Contains(..) | Logic::Opaque(_) => {}
        }
    }
}

fn conditions(exit: &Exit, note: &mut impl FnMut(&Expr)) {
    match exit {
        Exit::Next(ways) => ways.iter().filter_map(|w| w.when.as_ref()).for_each(note),
        Exit::Route(arms) => {
            for arm in arms {
                arm.when.iter().for_each(&mut *note);
                conditions(&arm.exit, note);
            }
        }
        Exit::Choose(choose) => {
            for option in choose.options.values() {
                option.when.iter().for_each(&mut *note);
                conditions(&option.exit, note);
            }
        }
        Exit::Back(_) | Exit::End(_) => {}
    }
}

/// A variable as it is written: `p.vip`, `liste | length`.
fn written(path: &[Seg], length: bool) -> String {
    let names: Vec<&str> = path.iter().map(|seg| if let Seg::Name(name) = seg { name } else { "[]" }).collect();
    names.join(".") + if length { " | length" } else { "" }
}

/// A variable's own name, and what is read of it.
fn split(path: &[Seg]) -> Option<(&str, Vec<&str>)> {
    let mut names = path.iter().map(|seg| if let Seg::Name(name) = seg { Some(name.as_str()) } else { None });
    let root = names.next()??;
    Some((root, names.collect::<Option<_>>()?))
}

impl<'p> World<'p> {
    /// When an expression holds, read at a step.
    pub fn condition(&mut self, expr: &Expr, at: At) -> Condition {
        match template::logic(&expr.source) {
            Ok(logic) => self.holds(&logic, at),
            Err(_) => self.opaque(&expr.source),
        }
    }

    /// When a condition holds, read at a step.
    pub fn holds(&mut self, logic: &Logic, at: At) -> Condition {
        match logic {
            Logic::Constant(value) => {
                if *value {
                    ALWAYS
                } else {
                    NEVER
                }
            }
            Logic::Not(inner) => {
                let inner = self.holds(inner, at);
                self.diagram.not(inner)
            }
            Logic::All(all) => {
                let all: Vec<Condition> = all.iter().map(|one| self.holds(one, at)).collect();
                self.diagram.all(all)
            }
            Logic::Any(any) => {
                let any: Vec<Condition> = any.iter().map(|one| self.holds(one, at)).collect();
                self.diagram.any(any)
            }
            Logic::Either(parts) => {
                let [condition, then, otherwise] = [0, 1, 2].map(|i| self.holds(&parts[i], at));
                self.diagram.either(condition, then, otherwise)
            }
            Logic::Defined(path) => split(path).map_or(ALWAYS, |(root, parts)| self.defined(root, &parts, at)),
            Logic::Holds(path) => self.truth(path, at),
            Logic::Compares(subject, relation, literal) => self.compares(subject, *relation, literal, at),
            Logic::Contains(path, item) => self.contains(path, item, at),
            Logic::Opaque(text) => self.opaque(text),
        }
    }

    /// Something that is not understood: free, but the same wherever it is written the same way.
    pub fn opaque(&mut self, text: &str) -> Condition {
        self.free(text, Stands::Opaque(text.to_owned()))
    }

    /// A variable of the diagram under a name.
    pub fn free(&mut self, key: &str, stands: Stands) -> Condition {
        if let Some(known) = self.values.free.get(key) {
            return *known;
        }
        let made = self.variable(stands);
        self.values.free.insert(key.to_owned(), made);
        made
    }

    fn truth(&mut self, path: &[Seg], at: At) -> Condition {
        let Some((root, _)) = split(path) else { return self.opaque(&written(path, false)) };
        if let (Meaning::Computed(expr), _) = self.meaning(root, at)
            && path.len() == 1
        {
            return self.unfold(expr, at);
        }
        let text = written(path, false);
        if let Some(truth) = self.returned_value(path, at) {
            return truth.unwrap_or_else(|| self.opaque(&text));
        }
        match self.field(path, at) {
            Some((key, Some(Field { kind: Kind::Boolean, .. }))) => {
                let make = |world: &mut Self| Domain::Truth(world.variable(Stands::Value(text.clone())));
                match self.domain(&key, make) {
                    Domain::Truth(truth) => truth,
                    Domain::Texts(_) | Domain::Numbers(_) | Domain::Many(_) => self.opaque(&text),
                }
            }
            _ => self.opaque(&text),
        }
    }

    /// Whether a field that a call gave back is true, where what was called asks about it itself: then it is no free answer.
    fn returned_value(&self, path: &[Seg], at: At) -> Option<Option<Condition>> {
        let (root, parts) = split(path)?;
        let (Meaning::Set(What::Call), setters) = self.meaning(root, at) else { return None };
        let setter = *setters.first()?;
        let Verb::Call(call) = &self.sites[setter].step.verb else { return None };
        self.returned_truth(setter, &call.returns.get(*parts.first()?)?.name)
    }

    fn unfold(&mut self, expr: &'p Expr, at: At) -> Condition {
        if self.values.depth > DEPTH {
            return self.opaque(&expr.source);
        }
        self.values.depth += 1;
        let condition = self.condition(expr, at);
        self.values.depth -= 1;
        condition
    }

    fn domain(&mut self, key: &Answer, make: impl FnOnce(&mut Self) -> Domain) -> Domain {
        if let Some(known) = self.values.domains.get(key) {
            return known.clone();
        }
        let made = make(self);
        self.values.domains.insert(key.clone(), made.clone());
        made
    }

    /// Which answer a path reads: a key that is the same for the same answer, and its field.
    fn field(&self, path: &[Seg], at: At) -> Option<(Answer, Option<&'p Field>)> {
        let (root, parts) = split(path)?;
        let (meaning, setters) = self.meaning(root, at);
        let within = |field: &'p Field| {
            parts.iter().try_fold(field, |field, part| field.kind.fields().filter(|_| matches!(field.kind, Kind::Record(_)))?.get(*part))
        };
        let of = |asker: Asker| Answer::new(asker, std::iter::once(root).chain(parts.iter().copied()));
        Some(match meaning {
            Meaning::Input(field) => (of(Asker::Start), within(field)),
            Meaning::Set(What::Field) => {
                let first = *setters.first()?;
                let field = self.sites[first].step.ask.get(root)?;
                (of(Asker::Step(first)), within(field))
            }
            Meaning::Set(What::Call) => {
                let at = *setters.first()?;
                let Verb::Call(call) = &self.sites[at].step.verb else { return None };
                let called = self.calls.get(&call.procedure.name)?;
                let field = call.returns.get(*parts.first()?).and_then(|r| asked(&called.procedure, &r.name));
                (of(Asker::Called(at)), field)
            }
            Meaning::Item(holder, each) => {
                let list = self.list(each, holder)?;
                let field = list.kind.fields()?.get(*parts.first()?).filter(|_| parts.len() == 1);
                (Answer::new(Asker::Items(holder), parts.iter().copied()), field)
            }
            Meaning::Other if root == "settings" => {
                (Answer::new(Asker::Settings, parts.iter().copied()), self.procedure.settings.get(*parts.first()?))
            }
            Meaning::Set(What::Choice | What::Each) | Meaning::Computed(_) | Meaning::Other => return None,
        })
    }

    /// Whether there is something that an `each` goes through, where its list is one that was asked for.
    pub fn has_items(&mut self, each: &'p crate::model::Each, holder: At) -> Option<Condition> {
        let field = self.list(each, holder)?;
        let list = each.list.source.trim();
        let Kind::List { .. } = field.kind else { return None };
        let subject = Subject { path: vec![Seg::Name(list.to_owned())], length: true };
        let none = self.compares(&subject, Relation::Is, &Literal::Number(0.0), holder);
        let given = self.defined(list, &[], holder);
        Some(self.diagram.without(given, none))
    }

    /// The list that an `each` goes through, where it is one that was asked for.
    fn list(&self, each: &'p crate::model::Each, holder: At) -> Option<&'p Field> {
        let name = each.list.source.trim();
        match self.meaning(name, holder) {
            (Meaning::Input(field), _) => Some(field),
            (Meaning::Set(What::Field), setters) => self.sites[*setters.first()?].step.ask.get(name),
            _ => None,
        }
    }

    fn compares(&mut self, subject: &Subject, relation: Relation, literal: &Literal, at: At) -> Condition {
        let text = written(&subject.path, subject.length);
        let whole = |literal: &Literal| match literal {
            Literal::Text(value) => format!("{text} {} \"{value}\"", sign(relation)),
            Literal::Number(number) => format!("{text} {} {number}", sign(relation)),
        };
        if !subject.length
            && relation == Relation::Is
            && let (Some((root, parts)), Literal::Text(value)) = (split(&subject.path), literal)
        {
            let (meaning, setters) = self.meaning(root, at);
            match meaning {
                Meaning::Set(What::Choice) if parts.is_empty() => return self.chose(&setters, value),
                Meaning::Set(What::Call) if parts == ["outcome"] => {
                    let Some(at) = setters.first().copied() else { return self.opaque(&whole(literal)) };
                    let (ended, done) = (self.ended(at, value), self.done(at));
                    return self.diagram.and(ended, done);
                }
                _ => {}
            }
        }
        if self.returned_value(&subject.path, at).is_some() {
            return self.opaque(&whole(literal));
        }
        let (key, field) = match self.field(&subject.path, at) {
            Some((key, field)) => (key, field),
            None => return self.opaque(&whole(literal)),
        };
        match (field.map(|f| &f.kind), literal) {
            (Some(Kind::Option(options)), Literal::Text(value)) if relation == Relation::Is => {
                let all = options.keys().map(|key| Some(key.to_string())).collect();
                self.text(&key, &text, all, value)
            }
            (Some(Kind::Text | Kind::Email | Kind::Phone { .. } | Kind::Url), Literal::Text(value))
                if relation == Relation::Is && !subject.length =>
            {
                let known = self.values.texts.get(&text).cloned().unwrap_or_default();
                let all = known.into_iter().map(Some).chain([None]).collect();
                self.text(&key, &text, all, value)
            }
            (Some(kind @ (Kind::Integer | Kind::Decimal)), Literal::Number(number)) if !subject.length => {
                let whole_numbers = matches!(kind, Kind::Integer);
                self.number_is(&key, &text, whole_numbers, field, relation, *number)
            }
            (Some(Kind::List { .. }), Literal::Number(number)) if subject.length => {
                self.number_is(&key.length(), &text, true, field, relation, *number)
            }
            _ => self.opaque(&whole(literal)),
        }
    }

    /// An option was chosen, or taken in passing.
    fn chose(&mut self, setters: &[At], option: &str) -> Condition {
        let mut any = NEVER;
        for at in setters {
            let Some(choose) = self.sites[*at].step.choose() else { continue };
            let Some(index) = choose.options.get_index_of(option) else { continue };
            let picked = self.sites[*at].options.get(index).copied().unwrap_or(NEVER);
            let done = self.done(*at);
            let mut chosen = self.diagram.and(done, picked);
            if choose.options[index].default {
                let passed = self.passed(*at);
                chosen = self.diagram.or(chosen, passed);
            }
            any = self.diagram.or(any, chosen);
        }
        any
    }

    /// A variable is a text, of all that it may be.
    fn text(&mut self, key: &Answer, text: &str, all: Vec<Option<String>>, value: &str) -> Condition {
        let make = |world: &mut Self| {
            let named: Vec<String> = all.iter().map(|one| one.as_ref().map_or_else(|| text.to_owned(), |v| format!("{text} = {v}"))).collect();
            Domain::Texts(all.into_iter().zip(world.one_of(&named)).collect())
        };
        match self.domain(key, make) {
            Domain::Texts(all) => all.iter().find(|(one, _)| one.as_deref() == Some(value)).map_or(NEVER, |(_, when)| *when),
            Domain::Truth(_) | Domain::Numbers(_) | Domain::Many(_) => self.opaque(&format!("{text} == \"{value}\"")),
        }
    }

    fn number_is(&mut self, key: &Answer, text: &str, whole: bool, field: Option<&Field>, relation: Relation, number: f64) -> Condition {
        let bound = |bound: Option<&Option<Bound>>| match bound {
            Some(Some(Bound::Number(number))) => Some(*number),
            _ => None,
        };
        let least = bound(field.map(|f| &f.min)).unwrap_or(if text.ends_with("length") { 0.0 } else { f64::NEG_INFINITY });
        let most = bound(field.map(|f| &f.max)).unwrap_or(f64::INFINITY);
        let make = |world: &mut Self| {
            let constants = world.values.numbers.get(text).cloned().unwrap_or_default();
            let mut ranges = Vec::new();
            let mut before = f64::NEG_INFINITY;
            for constant in constants {
                ranges.extend([Range::Between(before, constant), Range::At(constant)]);
                before = constant;
            }
            ranges.push(Range::Between(before, f64::INFINITY));
            ranges.retain(|range| range.possible(whole, least, most));
            let named: Vec<String> = ranges.iter().map(|range| range.said(text)).collect();
            let when = world.one_of(&named);
            Domain::Numbers(ranges.into_iter().zip(when).collect())
        };
        let Domain::Numbers(ranges) = self.domain(key, make) else { return self.opaque(&format!("{text} {} {number}", sign(relation))) };
        let fits = |range: &Range| match (relation, range) {
            (Relation::Is, Range::At(at)) => *at == number,
            (Relation::Is, Range::Between(..)) => false,
            (Relation::Less, Range::At(at)) => *at < number,
            (Relation::AtMost, Range::At(at)) => *at <= number,
            (Relation::Less | Relation::AtMost, Range::Between(_, to)) => *to <= number,
        };
        let fitting: Vec<Condition> = ranges.iter().filter(|(range, _)| fits(range)).map(|(_, when)| *when).collect();
        self.diagram.any(fitting)
    }

    /// Conditions of which exactly one holds.
    fn one_of(&mut self, named: &[String]) -> Vec<Condition> {
        let mut left = ALWAYS;
        let mut all = Vec::new();
        for (index, name) in named.iter().enumerate() {
            if index + 1 == named.len() {
                all.push(left);
                break;
            }
            let here = self.variable(Stands::Value(name.clone()));
            all.push(self.diagram.and(left, here));
            left = self.diagram.without(left, here);
        }
        all
    }

    fn contains(&mut self, path: &[Seg], item: &str, at: At) -> Condition {
        let text = format!("\"{item}\" in {}", written(path, false));
        let Some((root, parts)) = split(path) else { return self.opaque(&text) };
        if let (Meaning::Set(What::Choice), setters) = self.meaning(root, at)
            && parts.is_empty()
        {
            return self.chose(&setters, item);
        }
        if self.returned_value(path, at).is_some() {
            return self.opaque(&text);
        }
        let Some((key, Some(Field { kind: Kind::Options(options), .. }))) = self.field(path, at) else { return self.opaque(&text) };
        let make = |world: &mut Self| {
            let one = |name: &crate::model::Name| (name.to_string(), world.variable(Stands::Value(format!("{name} ∈ {}", written(path, false)))));
            Domain::Many(options.keys().map(one).collect())
        };
        match self.domain(&key, make) {
            Domain::Many(all) => all.get(item).copied().unwrap_or(NEVER),
            Domain::Truth(_) | Domain::Texts(_) | Domain::Numbers(_) => self.opaque(&text),
        }
    }
}

fn sign(relation: Relation) -> &'static str {
    match relation {
        Relation::Is => "==",
        Relation::Less => "<",
        Relation::AtMost => "<=",
    }
}

/// A field that a procedure asks for, wherever in its outermost scope.
fn asked<'p>(procedure: &'p Procedure, name: &str) -> Option<&'p Field> {
    let mut found = procedure.inputs.get(name);
    let mut look = |step: &'p Step| found = found.or(step.ask.get(name));
    graph::walk(&procedure.scope, &mut look);
    found
}
