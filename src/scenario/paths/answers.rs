//! The answers that are tried: all that decide, one that is plausible for the rest.

use crate::check::{Checked, graph};
use crate::model::field::{Bound, Field, Kind};
use crate::model::{Each, Exit, Expr, Name, Named, Step, Verb};
use crate::template;
use jiff::ToSpan;
use jiff::civil::Date;
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// So many options are combined freely; of more, each alone and all together.
const COMBINED: usize = 3;

/// What an answer decides, and the answer; none where the question is left open.
type Tried = (Vec<(String, String)>, Option<Value>);

/// Answers to several questions.
#[derive(Debug, Clone, Default)]
pub(in crate::scenario) struct Filled {
    /// What of them decides.
    pub decided: Vec<(String, String)>,
    /// All of them.
    pub values: Map<String, Value>,
}

/// What is tried for each question.
pub(in crate::scenario) struct Trials {
    day: Date,
    /// The names that conditions read, by procedure.
    read: BTreeMap<Name, BTreeSet<String>>,
}

impl Trials {
    /// What conditions of this procedure, and of those that it calls, read.
    pub fn of(checked: &Checked, day: Date) -> Trials {
        let mut trials = Trials { day, read: BTreeMap::new() };
        trials.add(checked);
        trials
    }

    fn add(&mut self, checked: &Checked) {
        let mut read = BTreeSet::new();
        let mut expr = |expr: &Expr| {
            if let Ok(parsed) = template::parse_expression(&expr.source) {
                read.extend(parsed.uses.iter().map(|used| used.root().to_owned()));
            }
        };
        let procedure = &checked.procedure;
        procedure.computed.values().for_each(&mut expr);
        procedure.inputs.values().filter_map(|f| f.when.as_ref()).for_each(&mut expr);
        let mut lists: Vec<(Name, Name)> = Vec::new();
        graph::walk(&procedure.scope, &mut |step| {
            conditions(step, &mut expr);
            if let Verb::Each(Each { item: Some(item), list, .. }) = &step.verb {
                lists.push((item.clone(), list.source.trim().into()));
            }
        });
        // What is read of an item is read of its list.
        let items: Vec<String> = lists.iter().filter(|(item, _)| read.contains(item.as_ref())).map(|(_, list)| list.to_string()).collect();
        read.extend(items);
        self.read.insert(procedure.id.clone(), read);
        checked.calls.values().for_each(|called| self.add(called));
    }

    fn is_read(&self, field: &Field, checked: &Checked) -> bool {
        self.read.get(&checked.procedure.id).is_some_and(|read| read.contains(field.name.as_ref()))
    }

    /// What conditions read and only one answer is tried for.
    pub fn free(&self, checked: &Checked) -> BTreeSet<String> {
        let mut free = BTreeSet::new();
        let mut one = |field: &Field| {
            let closed = matches!(field.kind, Kind::Boolean | Kind::Option(_) | Kind::Options(_) | Kind::List { .. } | Kind::Secret | Kind::File);
            // Of an optional question it is tried whether it is answered: mostly that is all that a condition asks.
            if self.is_read(field, checked) && !closed && !field.optional && field.when.is_none() && compared(field, checked) {
                free.insert(field.name.to_string());
            }
        };
        checked.procedure.inputs.values().chain(checked.procedure.settings.values()).for_each(&mut one);
        graph::walk(&checked.procedure.scope, &mut |step| step.ask.values().for_each(&mut one));
        checked.calls.values().for_each(|called| free.extend(self.free(called)));
        free
    }

    /// All that is tried for the questions of a step.
    pub fn step(&self, step: &Step, checked: &Checked, asked: &dyn Fn(&str, &Map<String, Value>) -> bool) -> Vec<Filled> {
        let mut all = vec![Filled::default()];
        for field in step.ask.values() {
            all = all
                .into_iter()
                .flat_map(|so_far| if asked(&field.name, &so_far.values) { self.extend(so_far, field, checked) } else { vec![so_far] })
                .collect();
        }
        all
    }

    /// The same for questions without a step.
    pub fn fields(&self, fields: &Named<Field>, checked: &Checked, asked: &dyn Fn(&Field) -> bool) -> Vec<Filled> {
        let mut all = vec![Filled::default()];
        for field in fields.values().filter(|field| asked(field)) {
            all = all.into_iter().flat_map(|so_far| self.extend(so_far, field, checked)).collect();
        }
        all
    }

    fn extend(&self, so_far: Filled, field: &Field, checked: &Checked) -> Vec<Filled> {
        let read = self.is_read(field, checked);
        let name = field.name.to_string();
        let said = |answer: &str| vec![(name.clone(), answer.to_owned())];
        let mut tried: Vec<Tried> = match &field.kind {
            Kind::Options(options) if read => {
                let names: Vec<String> = options.keys().map(ToString::to_string).collect();
                subsets(&names).into_iter().map(|set| (said(&set.join(" + ")), Some(json!(set)))).collect()
            }
            Kind::List { fields, .. } => self.list(field, fields, read),
            _ => match closed(field).filter(|_| read) {
                Some(answers) => answers.into_iter().map(|(answer, value)| (said(&answer), Some(value))).collect(),
                None => vec![(Vec::new(), Some(self.plausible(field)))],
            },
        };
        if field.optional && read {
            tried.iter_mut().filter(|(decided, _)| decided.is_empty()).for_each(|(decided, _)| decided.extend(said("…")));
            tried.push((said("–"), None));
        } else if field.optional {
            tried = vec![(Vec::new(), None)];
        }
        let filled = |(decided, value): Tried| {
            let mut filled = so_far.clone();
            filled.decided.extend(decided);
            if let Some(value) = value {
                filled.values.insert(name.clone(), value);
            }
            filled
        };
        tried.into_iter().map(filled).collect()
    }

    /// One item for each of its closed answers; none where that is allowed.
    fn list(&self, field: &Field, fields: &Named<Field>, read: bool) -> Vec<Tried> {
        let least = match &field.min {
            Some(Bound::Number(least)) => *least as usize,
            _ => 0,
        };
        let mut items = vec![(Vec::new(), Map::new())];
        for inner in fields.values().filter(|inner| !inner.optional && inner.when.is_none()) {
            let answers = match closed(inner).filter(|_| read) {
                Some(answers) => answers.into_iter().map(|(answer, value)| (Some(answer), value)).collect(),
                None => vec![(None, self.plausible(inner))],
            };
            let mut longer = Vec::new();
            for (decided, item) in items {
                for (answer, value) in &answers {
                    let (mut decided, mut item): (Vec<(String, String)>, Map<String, Value>) = (decided.clone(), item.clone());
                    decided.extend(answer.iter().map(|answer| (format!("{}[1].{}", field.name, inner.name), answer.clone())));
                    item.insert(inner.name.to_string(), value.clone());
                    longer.push((decided, item));
                }
            }
            items = longer;
        }
        let key = match &field.kind {
            Kind::List { key, .. } => key.as_ref().map(|key| key.name.clone()),
            _ => None,
        };
        let all = |item: &Map<String, Value>| Value::Array((0..least.max(1)).map(|n| numbered(item, key.as_deref(), n)).collect());
        let mut tried: Vec<Tried> = items.into_iter().map(|(decided, item)| (decided, Some(all(&item)))).collect();
        if least == 0 {
            let many = |count: &str| (field.name.to_string(), count.to_owned());
            tried.iter_mut().for_each(|(decided, _)| decided.insert(0, many("1")));
            tried.push((vec![many("0")], Some(json!([]))));
        }
        tried
    }

    /// One answer that is accepted, as a person might give it.
    fn plausible(&self, field: &Field) -> Value {
        let number = |bound: &Option<Bound>| match bound {
            Some(Bound::Number(n)) => Some(*n),
            _ => None,
        };
        match &field.kind {
            Kind::Text | Kind::Paragraph => {
                let least = number(&field.min).map_or(0, |n| n as usize);
                json!(format!("Essai{}", "o".repeat(least.saturating_sub(5))))
            }
            Kind::Integer => json!(number(&field.min).or(number(&field.max)).unwrap_or(1.0).ceil() as i64),
            Kind::Decimal => json!(number(&field.min).or(number(&field.max)).unwrap_or(1.0)),
            Kind::Boolean => json!(true),
            Kind::Date => json!(self.day.to_string()),
            Kind::Time => json!("09:00"),
            Kind::Datetime => json!(format!("{}T09:00", self.day)),
            Kind::Email => json!("essai@example.fr"),
            Kind::Phone { .. } => json!("0639980001"),
            Kind::Url => json!("https://example.fr/essai"),
            Kind::Option(options) => json!(options.keys().next()),
            Kind::Options(options) => json!(options.keys().next().into_iter().collect::<Vec<_>>()),
            Kind::Item(_) => json!(1),
            Kind::File if field.keep => json!({"name": "essai.pdf", "sha256": "0".repeat(64), "size": 0}),
            Kind::File => json!({"seen": true}),
            Kind::Secret => json!(true),
            Kind::Person => json!({"name": "Prénom1 Nom1", "email": "adresse1@example.fr"}),
            Kind::Record(fields) => Value::Object(fields.iter().map(|(name, inner)| (name.to_string(), self.plausible(inner))).collect()),
            Kind::List { .. } => json!([]),
            Kind::Siren => json!("732829320"),
            Kind::Siret => json!("73282932000074"),
            Kind::Finess => json!("750712184"),
            Kind::Rpps => json!("19990000015"),
        }
    }

    /// The same answers with the days put apart: later ones after earlier ones, in a year to come, or gone by.
    pub fn other_days(&self, step: &Step, answers: &Map<String, Value>) -> Vec<Map<String, Value>> {
        let days: Vec<&Name> =
            step.ask.iter().filter(|(name, f)| matches!(f.kind, Kind::Date) && answers.contains_key(name.as_ref())).map(|(n, _)| n).collect();
        let mut all = Vec::new();
        for (start, pace) in [(1, 1), (366, 1), (366, -1), (-1, -1), (-366, 1), (-1, 1)] {
            let mut answers = answers.clone();
            for (n, name) in (0_i64..).zip(&days) {
                let day = self.day.checked_add((start + n * pace).days()).unwrap_or(self.day);
                answers.insert(name.to_string(), json!(day.to_string()));
            }
            all.push(answers);
        }
        // What may be left empty is given, where answers want each other.
        let full: Map<String, Value> = step.ask.iter().map(|(name, f)| (name.to_string(), self.plausible(f))).collect();
        let given = |mut some: Map<String, Value>| {
            for (name, value) in &full {
                some.entry(name.clone()).or_insert_with(|| value.clone());
            }
            some
        };
        let more: Vec<Map<String, Value>> = all.iter().cloned().map(given).collect();
        let same = given(answers.clone());
        all.into_iter().chain([same]).chain(more).collect()
    }
}

/// All answers to a question that has only a few.
fn closed(field: &Field) -> Option<Vec<(String, Value)>> {
    match &field.kind {
        Kind::Boolean => Some(vec![("true".into(), json!(true)), ("false".into(), json!(false))]),
        Kind::Option(options) => Some(options.keys().map(|name| (name.to_string(), json!(name))).collect()),
        _ => None,
    }
}

/// An item with a key of its own.
fn numbered(item: &Map<String, Value>, key: Option<&str>, n: usize) -> Value {
    let mut item = item.clone();
    if n > 0
        && let Some(Value::String(text)) = key.and_then(|key| item.get_mut(key))
    {
        *text = format!("{}{text}", n + 1);
    }
    Value::Object(item)
}

/// Whether a condition compares a field with something, or reckons with it: to ask only whether it is there is not that.
fn compared(field: &Field, checked: &Checked) -> bool {
    let mut found = false;
    let mut expr = |expr: &Expr| found |= compares(&expr.source, &field.name);
    checked.procedure.computed.values().for_each(&mut expr);
    graph::walk(&checked.procedure.scope, &mut |step| conditions(step, &mut expr));
    found
}

fn compares(source: &str, name: &str) -> bool {
    let in_word = |c: char| c.is_alphanumeric() || c == '_' || c == '.';
    source.match_indices(name).any(|(at, _)| {
        let (before, after) = (&source[..at], &source[at + name.len()..]);
        if before.ends_with(in_word) || after.starts_with(|c: char| c.is_alphanumeric() || c == '_') {
            return false;
        }
        let after = after.trim_start_matches(in_word).trim_start();
        let before = before.trim_end();
        let operator = |text: &str| ["==", "!=", "<", ">", "|", "+", "-", "*", "/", "in "].iter().any(|op| text.starts_with(op));
        operator(after) || ["==", "!=", "<", ">", "<=", ">=", "+", "-", "*", "/", " in"].iter().any(|op| before.ends_with(op))
    })
}

/// Every condition of a step: what decides whether, where to, and for whom.
fn conditions(step: &Step, visit: &mut impl FnMut(&Expr)) {
    step.when.iter().for_each(&mut *visit);
    step.ask.values().filter_map(|f| f.when.as_ref()).for_each(&mut *visit);
    exit(&step.exit, visit);
    step.wait().and_then(|w| w.late.as_deref()).iter().for_each(|late| exit(late, visit));
    match &step.verb {
        Verb::Each(each) => {
            visit(&each.list);
            each.enough.iter().for_each(&mut *visit);
        }
        Verb::Call(call) => call.with.values().for_each(visit),
        Verb::Task | Verb::Email(..) | Verb::Wait(_) | Verb::Handover(_) | Verb::Section(_) => {}
    }
}

fn exit(of: &Exit, visit: &mut impl FnMut(&Expr)) {
    match of {
        Exit::Next(ways) => ways.iter().filter_map(|w| w.when.as_ref()).for_each(visit),
        Exit::Route(arms) => {
            for arm in arms {
                arm.when.iter().for_each(&mut *visit);
                exit(&arm.exit, visit);
            }
        }
        Exit::Choose(choose) => {
            for option in choose.options.values() {
                option.when.iter().for_each(&mut *visit);
                exit(&option.exit, visit);
            }
        }
        Exit::Back(_) | Exit::End(_) => {}
    }
}

/// The sets of several options that are tried, none of them empty.
pub(super) fn subsets(options: &[String]) -> Vec<Vec<String>> {
    if options.len() > COMBINED {
        let mut all: Vec<Vec<String>> = options.iter().map(|one| vec![one.clone()]).collect();
        all.push(options.to_vec());
        return all;
    }
    let chosen = |bits: usize| options.iter().enumerate().filter(|(i, _)| bits & (1 << i) != 0).map(|(_, name)| name.clone()).collect();
    (1..1 << options.len()).map(chosen).collect()
}

/// Answers as a story writes them: of a file its name alone.
pub(super) fn written(answers: &Map<String, Value>) -> Map<String, Value> {
    let one = |value: &Value| match value {
        Value::Object(map) if map.contains_key("sha256") => map["name"].clone(),
        Value::Object(map) if map.get("seen") == Some(&json!(true)) => json!(true),
        value => value.clone(),
    };
    answers.iter().map(|(name, value)| (name.clone(), one(value))).collect()
}

#[cfg(test)]
mod tests {
    use super::{compares, subsets};

    #[test]
    fn asking_whether_it_is_there_is_no_comparison() {
        assert!(compares("montant > 3", "montant") && compares("3 <= montant", "montant") && compares("x.y in liste", "x"));
        assert!(!compares("nom if nom is defined else 'x'", "nom") && !compares("prenom == 'a'", "nom"));
    }

    #[test]
    fn a_few_options_are_combined_freely_and_many_are_not() {
        let names = |n: usize| (0..n).map(|i| i.to_string()).collect::<Vec<_>>();
        assert_eq!(subsets(&names(2)), [vec!["0".to_owned()], vec!["1".into()], vec!["0".into(), "1".into()]]);
        assert_eq!((subsets(&names(3)).len(), subsets(&names(5)).len()), (7, 6));
    }
}
