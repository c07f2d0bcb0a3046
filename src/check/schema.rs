//! What the JSON Schema says, in our words.

use super::spelling;
use crate::finding::{Finding, Fix, Place, codes};
use crate::model::fits::fits;
use crate::model::language::{self, Grammar, PROCEDURES, SCENARIOS};
use crate::model::schema;
use crate::model::shape::{Form, Object, object_at};
use crate::msg;
use crate::text::chars::named;
use crate::text::{Document, Node, Style};
use jsonschema::error::{TypeKind, ValidationErrorKind};
use jsonschema::{ValidationError, Validator};
use serde_json::Value;
use std::sync::OnceLock;

/// Everything in a procedure that does not fit the schema.
pub(super) fn check(document: &Document) -> Vec<Finding> {
    static VALIDATOR: OnceLock<Option<Validator>> = OnceLock::new();
    against(&PROCEDURES, &VALIDATOR, document)
}

/// Everything in a file of scenarios that does not fit its schema.
pub fn scenarios(document: &Document) -> Vec<Finding> {
    static VALIDATOR: OnceLock<Option<Validator>> = OnceLock::new();
    against(&SCENARIOS, &VALIDATOR, document)
}

fn against(grammar: &'static Grammar, validator: &'static OnceLock<Option<Validator>>, document: &Document) -> Vec<Finding> {
    let mut findings = Vec::new();
    if !fits(document.root(), grammar.root) {
        misfits(grammar, validator, document, &mut findings);
    }
    glued(document.root(), &mut Vec::new(), &mut findings);
    // Where a sentence was cut, all that is said of its pieces is said once.
    findings.sort_by_key(|finding| finding.code != codes::YAML_SENTENCE);
    let mut cut: Vec<String> = Vec::new();
    findings.retain(|finding| {
        let path = finding.place.path();
        let around = if finding.code == codes::YAML_SENTENCE { path.rsplit_once('/').map_or("", |(around, _)| around) } else { path };
        let known = cut.iter().any(|one| one == around);
        if finding.code == codes::YAML_SENTENCE && !known {
            cut.push(around.to_owned());
            return true;
        }
        !known
    });
    findings
}

/// What the schema itself says of a file. It is compiled for the first file that needs it.
fn misfits(grammar: &'static Grammar, validator: &OnceLock<Option<Validator>>, document: &Document, findings: &mut Vec<Finding>) {
    // Our own schemas always compile; a test sees to it.
    let compiled = || jsonschema::draft202012::new(&schema::schema_of(grammar, None)).ok();
    let Some(validator) = validator.get_or_init(compiled) else { return };
    // One more than is told, so that what is left out shows.
    for error in validator.iter_errors(&document.root().to_json()).take(super::MAX_FINDINGS + 1) {
        say(grammar, document, &error, findings);
    }
}

fn say(grammar: &'static Grammar, document: &Document, error: &ValidationError, findings: &mut Vec<Finding>) {
    let root = grammar.root;
    let path = error.instance_path().as_str();
    let place = Place::at(path);
    match error.kind() {
        ValidationErrorKind::AdditionalProperties { unexpected } => {
            let object = object_at(root, path);
            let here = document.node(path);
            for key in unexpected.iter().take(super::MAX_FINDINGS + 1) {
                if spelling::is_sentence(key) {
                    // A comma inside a flow map cut a sentence in two.
                    let finding = Finding::new(codes::YAML_SENTENCE, place.key(key).as_key(), msg!("yaml-sentence"));
                    findings.push(finding.help(msg!("yaml-sentence.help")));
                    continue;
                }
                let finding = Finding::new(codes::KEY_UNKNOWN, place.key(key).as_key(), msg!("key-unknown", key = key));
                findings.push(spelling::unknown_key(finding, object, key, here));
            }
        }
        ValidationErrorKind::Required { property } => {
            let key = property.as_str().unwrap_or_default();
            // Of the whole file the first key is underlined, not all of it.
            let first = document.node(path).and_then(|n| n.entries().first()).map(|e| Place::root().key(&e.key).as_key());
            let at = if path.is_empty() { first.unwrap_or(place) } else { place.as_key() };
            let finding = Finding::new(codes::KEY_MISSING, at, msg!("key-missing", key = key));
            let example = object_at(root, path).and_then(|o| o.keys.iter().find(|k| k.name == key)).map_or_else(|| "…".into(), spelling::example);
            findings.push(finding.help(msg!("key-missing.help", line = format!("{key}: {example}"))));
        }
        ValidationErrorKind::OneOfNotValid { .. } | ValidationErrorKind::OneOfMultipleValid { .. } => exits(root, document, path, findings),
        ValidationErrorKind::Type { kind } => findings.push(wrong_type(root, place, error.instance(), kind, document)),
        ValidationErrorKind::Pattern { pattern } => {
            if let Some(dash) = stray_dash(document, path) {
                let finding = Finding::new(codes::VALUE_FORM, place.within(dash), msg!("value-form-dash"));
                return findings.push(finding.help(msg!("value-form-dash.help")));
            }
            let typed = error.instance().as_str().unwrap_or_default();
            if let Some(words) = schema::words_of(pattern) {
                return findings.push(spelling::no_such_word(place, typed, words));
            }
            let message = match Form::ALL.iter().find(|form| form.pattern() == pattern.as_str()) {
                Some(form) => return findings.push(wrong_form(place, *form, typed)),
                None if typed.contains('\n') => msg!("value-form", expected = msg!("form-line")),
                None => msg!("value-form", expected = msg!("form-filled")),
            };
            findings.push(Finding::new(codes::VALUE_FORM, place, message));
        }
        ValidationErrorKind::Enum { options } => {
            let words: Vec<String> = options.as_array().into_iter().flatten().filter_map(|v| v.as_str().map(str::to_owned)).collect();
            // A value that is no text at all is said to be none.
            if let Some(typed) = error.instance().as_str() {
                findings.push(spelling::no_such_word(place, typed, words));
            }
        }
        ValidationErrorKind::Constant { .. } => findings.push(Finding::new(codes::PROCEDURE_ID, place, msg!("procedure-id-language"))),
        ValidationErrorKind::PropertyNames { error } => {
            let name = error.instance().as_str().unwrap_or_default();
            findings.push(wrong_form(place.key(name).as_key(), Form::Name, name));
        }
        ValidationErrorKind::Minimum { limit } => {
            findings.push(Finding::new(codes::VALUE_FORM, place, msg!("value-form", expected = msg!("form-minimum", limit = limit.to_string()))));
        }
        ValidationErrorKind::Maximum { limit } => {
            findings.push(Finding::new(codes::VALUE_FORM, place, msg!("value-form", expected = msg!("form-maximum", limit = limit.to_string()))));
        }
        ValidationErrorKind::MinItems { .. } | ValidationErrorKind::MinProperties { .. } | ValidationErrorKind::MinLength { .. } => {
            findings.push(Finding::new(codes::VALUE_FORM, place, msg!("value-form", expected = msg!("form-filled"))));
        }
        // No other keyword stands in our schema.
        _ => findings.push(Finding::new(codes::VALUE_FORM, place, msg!("value-form", expected = msg!("form-other")))),
    }
}

/// A text of another form than is due; a letter that only looks like a plain one is named, for nobody sees it.
fn wrong_form(place: Place, form: Form, text: &str) -> Finding {
    let finding = Finding::new(codes::VALUE_FORM, place, msg!("value-form", expected = msg!(form.message())));
    let alike = |c: &char| !c.is_ascii() && !('\u{c0}'..='\u{17f}').contains(c) && c.is_alphabetic();
    match text.chars().find(alike) {
        Some(c) => finding.help(msg!("value-form-letter", letter = c.to_string(), char = named(c))),
        None => finding.help(spelling::suggested(form, text)),
    }
}

/// No exit of a step, no demand of a rule, or several: said once, with those that are there.
fn exits(root: &'static Object, document: &Document, path: &str, findings: &mut Vec<Finding>) {
    let place = Place::at(path);
    let Some(node) = document.node(path) else { return };
    let exits = object_at(root, path).map_or(language::STEP.one_of, |o| o.one_of);
    let present: Vec<&str> = exits.iter().copied().filter(|exit| node.get(exit).is_some()).collect();
    let all: Vec<String> = exits.iter().map(|e| (*e).to_owned()).collect();
    let of_rule = object_at(root, path).is_some_and(|object| object.name == language::RULE.name);
    let (code, none, several) =
        if of_rule { (codes::RULE_FORM, "rule-form-none", "rule-form-several") } else { (codes::STEP_EXIT, "step-exit-none", "step-exit-several") };
    let help = if of_rule { msg!("rule-form-none.help") } else { msg!("step-exit-none.help") };
    findings.push(match present.as_slice() {
        [] => Finding::new(code, if of_rule { place } else { place.as_key() }, msg!(none, exits = all)).help(help),
        [first, others @ ..] => {
            let finding = Finding::new(code, place.key(first).as_key(), msg!(several, exits = all));
            let other = || if of_rule { msg!("rule-form-several.other") } else { msg!("step-exit-several.other") };
            others.iter().fold(finding, |f, exit| f.related(place.key(exit).as_key(), other()))
        }
    });
}

fn wrong_type(root: &'static Object, place: Place, value: &Value, kind: &TypeKind, document: &Document) -> Finding {
    let types: Vec<String> = match kind {
        TypeKind::Single(one) => vec![one.to_string()],
        TypeKind::Multiple(many) => many.iter().map(|t| t.to_string()).collect(),
    };
    let wants_text = types.iter().any(|t| t == "string");
    let typed = document.node(place.path()).and_then(|n| n.as_scalar()).map(|s| s.text.clone()).unwrap_or_default();
    match value {
        Value::Number(_) | Value::Bool(_) if wants_text => {
            let fix = Fix::quote(place.clone());
            Finding::new(codes::VALUE_QUOTE, place, msg!("value-quote", value = &typed)).help(msg!("value-quote.help", value = typed)).fix(fix)
        }
        Value::Null => Finding::new(codes::VALUE_FORM, place.as_key(), msg!("value-form-empty")),
        // A sentence with a colon became a map.
        Value::Object(map) if wants_text && map.keys().any(|key| spelling::is_sentence(key)) => {
            let finding = Finding::new(codes::YAML_SENTENCE, place.clone(), msg!("yaml-sentence")).help(msg!("yaml-sentence.help"));
            let on_one_line = document.node(place.path()).is_some_and(|node| !document.source()[node.span.clone()].contains('\n'));
            if on_one_line { finding.fix(Fix::quote(place)) } else { finding }
        }
        _ => {
            let dash = types.iter().any(|t| t == "array") && typed.starts_with('-') && !typed.starts_with("- ");
            let finding = Finding::new(codes::VALUE_FORM, place.clone(), msg!("value-form", expected = msg!("form-type", types = types)));
            match (spelling::key_at(root, &place), value) {
                _ if dash => finding.help(msg!("value-form-space")),
                (_, Value::Array(_)) if wants_text => finding.help(msg!("value-form-one")),
                (Some(key), _) => finding.help(msg!("value-form-like", line = format!("{}: {}", key.name, spelling::written(key)))),
                (None, _) => finding,
            }
        }
    }
}

/// One step down in a tree.
enum Segment<'d> {
    Key(&'d str),
    Index(usize),
}

/// Dashes without a space behind them: YAML reads the whole list as one text, which may even stand there.
fn glued<'d>(node: &'d Node, way: &mut Vec<Segment<'d>>, findings: &mut Vec<Finding>) {
    let mut inside = |segment, node: &'d Node| {
        way.push(segment);
        glued(node, way, findings);
        way.pop();
    };
    node.entries().iter().for_each(|e| inside(Segment::Key(&e.key), &e.value));
    node.items().iter().enumerate().for_each(|(i, item)| inside(Segment::Index(i), item));
    let Some(scalar) = node.as_scalar().filter(|scalar| scalar.style == Style::Plain) else { return };
    // YAML has joined the lines by spaces.
    let is_item = |word: &str| word.strip_prefix('-').is_some_and(|rest| rest.starts_with(char::is_alphabetic));
    if !is_item(&scalar.text) || scalar.text.split(' ').filter(|word| is_item(word)).count() < 2 {
        return;
    }
    let place = way.iter().fold(Place::root(), |place, segment| match segment {
        Segment::Key(key) => place.key(key),
        Segment::Index(index) => place.index(*index),
    });
    let known = findings.iter().any(|f| f.place.path() == place.path());
    if !known {
        let finding =
            Finding::new(codes::VALUE_FORM, place.clone(), msg!("value-form", expected = msg!("form-type", types = vec!["array".to_owned()])));
        findings.push(finding.help(msg!("value-form-space")));
    }
}

/// The dash of an item that is not level with the one above it, which YAML then reads as more of that one's text.
fn stray_dash(document: &Document, path: &str) -> Option<std::ops::Range<usize>> {
    let node = document.node(path)?;
    let scalar = node.as_scalar().filter(|scalar| scalar.style == Style::Plain)?;
    let raw = &document.source()[node.span.clone()];
    let dash = raw.lines().skip(1).any(|line| line.trim_start().starts_with("- "));
    let at = scalar.text.find(" - ").filter(|_| dash)? + 1;
    Some(at..at + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Kind, Scalar};

    fn scalar(value: Value) -> Node {
        let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        Node { span: 0..0, kind: Kind::Scalar(Scalar { value, text, style: Style::Plain }) }
    }

    /// The value of that number, in the order of the file; a key counts with its value.
    fn nth<'n>(node: &'n mut Node, left: &mut usize) -> Option<&'n mut Node> {
        if *left == 0 {
            return Some(node);
        }
        *left -= 1;
        match &mut node.kind {
            Kind::Map(entries) => entries.iter_mut().find_map(|e| nth(&mut e.value, left)),
            Kind::List(items) => items.iter_mut().find_map(|item| nth(item, left)),
            Kind::Scalar(_) => None,
        }
    }

    #[test]
    fn what_fits_the_table_fits_the_schema() {
        for (grammar, file) in [
            (&PROCEDURES, include_str!("../../tests/it/hostile/tout.yaml")),
            (&PROCEDURES, include_str!("../../workflows/cartes-cpx.yaml")),
            (&PROCEDURES, include_str!("../../workflows/designation-mandataire.yaml")),
            (&SCENARIOS, include_str!("../../workflows/designation-mandataire.test.yaml")),
        ] {
            let validator = jsonschema::draft202012::new(&schema::schema_of(grammar, None)).unwrap();
            let (document, _) = Document::read("x.yaml", file.as_bytes());
            let root = document.unwrap().root().clone();
            assert!(fits(&root, grammar.root), "what is right is not looked at twice");
            let odd = [
                scalar(Value::Null),
                scalar(true.into()),
                scalar(0.into()),
                scalar(1.5.into()),
                scalar(2_000_000.into()),
                scalar("".into()),
                scalar(" \u{a0}\u{feff}\n".into()),
                scalar("Un mot\net un autre".into()),
                scalar("un_nom".into()),
                scalar("email".into()),
                scalar("3 days".into()),
                scalar("2026-02-30".into()),
                Node { span: 0..0, kind: Kind::List(vec![scalar("un_nom".into())]) },
                Node { span: 0..0, kind: Kind::List(vec![]) },
                Node { span: 0..0, kind: Kind::Map(vec![]) },
            ];
            let (mut fitting, mut refused) = (0, 0);
            for at in 0.. {
                for value in &odd {
                    let mut changed = root.clone();
                    let Some(node) = nth(&mut changed, &mut at.clone()) else { break };
                    *node = value.clone();
                    if fits(&changed, grammar.root) {
                        fitting += 1;
                        assert!(validator.is_valid(&changed.to_json()), "number {at} as {value:?}");
                    } else {
                        refused += 1;
                    }
                }
                if nth(&mut root.clone(), &mut at.clone()).is_none() || at > 400 {
                    break;
                }
            }
            assert!(fitting > 100 && refused > 1_000, "{fitting} {refused}");
        }
    }
}
