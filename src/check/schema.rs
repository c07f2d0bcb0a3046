//! What the JSON Schema says, in our words.

use crate::finding::{Finding, Fix, Place, codes};
use crate::model::language::{self, Grammar, PROCEDURES, SCENARIOS};
use crate::model::schema;
use crate::model::shape::{Form, Object, object_at};
use crate::msg;
use crate::text::chars::named;
use crate::text::{Document, Style};
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
    // Our own schemas always compile; a test sees to it.
    let compiled = || jsonschema::draft202012::new(&schema::schema_of(grammar, None)).ok();
    let Some(validator) = validator.get_or_init(compiled) else { return Vec::new() };
    let json = document.root().to_json();
    let mut findings = Vec::new();
    // One more than is told, so that what is left out shows.
    for error in validator.iter_errors(&json).take(super::MAX_FINDINGS + 1) {
        say(grammar, document, &error, &mut findings);
    }
    findings
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
                // The rest of a sentence that a comma cut inside braces.
                let alone = here.and_then(|node| node.get(key)).is_some_and(|value| value.span.is_empty() && value.as_scalar().is_some());
                if alone && key.contains([' ', '\'', '’']) {
                    findings
                        .push(Finding::new(codes::YAML_SENTENCE, place.key(key).as_key(), msg!("yaml-sentence")).help(msg!("yaml-sentence.help")));
                    continue;
                }
                let finding = Finding::new(codes::KEY_UNKNOWN, place.key(key).as_key(), msg!("key-unknown", key = key));
                let keys = object.into_iter().flat_map(|o| o.keys).map(|k| k.name);
                let free: Vec<&str> = keys.filter(|k| here.is_none_or(|node| node.get(k).is_none())).collect();
                let names: Vec<String> = free.iter().map(|k| (*k).to_owned()).collect();
                findings.push(finding.meant(key, free).or_help(msg!("key-unknown.help", keys = names)));
            }
        }
        ValidationErrorKind::Required { property } => {
            let key = property.as_str().unwrap_or_default();
            let finding = Finding::new(codes::KEY_MISSING, place.as_key(), msg!("key-missing", key = key));
            let example = object_at(root, path).and_then(|o| o.keys.iter().find(|k| k.name == key)).map_or("…", |k| k.example);
            findings.push(finding.help(msg!("key-missing.help", line = format!("{key}: {example}"))));
        }
        ValidationErrorKind::OneOfNotValid { .. } | ValidationErrorKind::OneOfMultipleValid { .. } => exits(root, document, path, findings),
        ValidationErrorKind::Type { kind } => findings.push(wrong_type(place, error.instance(), kind, document)),
        ValidationErrorKind::Pattern { pattern } => {
            if let Some(dash) = stray_dash(document, path) {
                let finding = Finding::new(codes::VALUE_FORM, place.within(dash), msg!("value-form-dash"));
                return findings.push(finding.help(msg!("value-form-dash.help")));
            }
            let text = error.instance().as_str().unwrap_or_default();
            let message = match Form::ALL.iter().find(|form| form.pattern() == pattern.as_str()) {
                Some(form) => return findings.push(wrong_form(place, *form, text)),
                None if text.contains('\n') => msg!("value-form", expected = msg!("form-line")),
                None => msg!("value-form", expected = msg!("form-filled")),
            };
            findings.push(Finding::new(codes::VALUE_FORM, place, message));
        }
        ValidationErrorKind::Enum { options } => {
            let words: Vec<String> = options.as_array().into_iter().flatten().filter_map(|v| v.as_str().map(str::to_owned)).collect();
            let typed = error.instance().as_str().unwrap_or_default();
            let finding = Finding::new(codes::VALUE_FORM, place, msg!("value-form", expected = msg!("form-among", words = words.clone())));
            findings.push(finding.meant(typed, words.iter().map(String::as_str)));
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
        None => finding,
    }
}

/// No exit, or several: said once, with those that are there.
fn exits(root: &'static Object, document: &Document, path: &str, findings: &mut Vec<Finding>) {
    let place = Place::at(path);
    let Some(node) = document.node(path) else { return };
    let exits = object_at(root, path).map_or(language::STEP.one_of, |o| o.one_of);
    let present: Vec<&str> = exits.iter().copied().filter(|exit| node.get(exit).is_some()).collect();
    let all: Vec<String> = exits.iter().map(|e| (*e).to_owned()).collect();
    findings.push(match present.as_slice() {
        [] => Finding::new(codes::STEP_EXIT, place.as_key(), msg!("step-exit-none", exits = all)).help(msg!("step-exit-none.help")),
        [first, others @ ..] => {
            let finding = Finding::new(codes::STEP_EXIT, place.key(first).as_key(), msg!("step-exit-several", exits = all));
            others.iter().fold(finding, |f, exit| f.related(place.key(exit).as_key(), msg!("step-exit-several.other")))
        }
    });
}

fn wrong_type(place: Place, value: &Value, kind: &TypeKind, document: &Document) -> Finding {
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
        Value::Object(_) if wants_text => {
            // A sentence with a colon became a map.
            let finding = Finding::new(codes::YAML_SENTENCE, place.clone(), msg!("yaml-sentence")).help(msg!("yaml-sentence.help"));
            let on_one_line = document.node(place.path()).is_some_and(|node| !document.source()[node.span.clone()].contains('\n'));
            if on_one_line { finding.fix(Fix::quote(place)) } else { finding }
        }
        _ => {
            let dash = types.iter().any(|t| t == "array") && typed.starts_with('-') && !typed.starts_with("- ");
            let finding = Finding::new(codes::VALUE_FORM, place, msg!("value-form", expected = msg!("form-type", types = types)));
            if dash { finding.help(msg!("value-form-space")) } else { finding }
        }
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
