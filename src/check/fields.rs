//! Fields whose attributes contradict each other, or do not belong to their type.

use super::{Findings, graph};
use crate::finding::{Finding, codes};
use crate::model::field::{Bound, Field, Kind};
use crate::model::{Named, Procedure, Verb, value};
use crate::msg;
use crate::words::Message;
use regex::Regex;
use serde_json::Value;
use std::collections::HashMap;

pub(super) fn check(procedure: &Procedure, found: &mut Findings) {
    let mut check = Check { patterns: HashMap::new() };
    check.fields(&procedure.settings, found);
    check.fields(&procedure.inputs, found);
    let asked = |fields: &Named<Field>, found: &mut Findings| {
        for field in fields.values().filter(|field| field.outside) {
            found.push(Finding::new(codes::FIELD_FORM, field.at.key("outside").as_key(), msg!("field-form-outside")));
        }
    };
    asked(&procedure.inputs, found);
    graph::walk(&procedure.scope, &mut |step| {
        check.fields(&step.ask, found);
        asked(&step.ask, found);
        if matches!(step.verb, Verb::Section(_) | Verb::Each(_) | Verb::Call(_)) && !step.ask.is_empty() {
            found.push(Finding::new(codes::STEP_VERB, step.at.key("ask").as_key(), msg!("step-verb-ask")).help(msg!("step-verb-ask.help")));
        }
    });
}

/// How many different patterns one procedure may have: each takes time to compile.
const MAX_PATTERNS: usize = 200;

struct Check<'p> {
    /// What became of each pattern.
    patterns: HashMap<&'p str, Option<Regex>>,
}

impl<'p> Check<'p> {
    fn fields(&mut self, fields: &'p Named<Field>, found: &mut Findings) {
        fields.values().for_each(|f| self.field(f, found));
    }

    fn field(&mut self, field: &'p Field, found: &mut Findings) {
        let mut say = |key: &str, message| found.push(Finding::new(codes::FIELD_FORM, field.at.key(key), message));
        match &field.kind {
            Kind::Option(options) | Kind::Options(options) if options.is_empty() => say("type", msg!("field-form-needs", key = "options")),
            Kind::Record(inner) | Kind::List { fields: inner, .. } if inner.is_empty() => say("type", msg!("field-form-needs", key = "fields")),
            Kind::Item(of) if of.name.is_empty() => say("type", msg!("field-form-needs", key = "of")),
            _ => {}
        }
        for (key, message) in bounds(field) {
            say(key, message);
        }
        if let Some(pattern) = &field.pattern {
            let known = self.patterns.len();
            let compile = || if known < MAX_PATTERNS { value::compiled(pattern) } else { None };
            let compiled = self.patterns.entry(pattern).or_insert_with(compile);
            if known >= MAX_PATTERNS {
                say("pattern", msg!("field-form-patterns", limit = MAX_PATTERNS));
            } else if compiled.is_none() {
                say("pattern", msg!("field-form-pattern"));
            } else if !matches!(field.kind, Kind::Text | Kind::Paragraph | Kind::Email | Kind::Phone { .. } | Kind::Url) {
                say("pattern", msg!("field-form-key", key = "pattern", kind = field.kind.word()));
            } else if let (Some(Value::String(default)), Some(compiled)) = (&field.default, compiled)
                && !compiled.is_match(default)
            {
                say("default", msg!("field-form-default", reason = msg!("answer-form-pattern", pattern = pattern)));
            }
        }
        if !field.keep && !matches!(field.kind, Kind::File) {
            say("keep", msg!("field-form-key", key = "keep", kind = field.kind.word()));
        }
        for (key, is_said) in [("accept", !field.accept.is_empty()), ("max_size", field.max_size.is_some())] {
            if is_said && !matches!(field.kind, Kind::File) {
                say(key, msg!("field-form-key", key = key, kind = field.kind.word()));
            } else if is_said && !field.keep {
                say(key, msg!("field-form-seen", key = key));
            }
        }
        if field.outside && !matches!(field.kind, Kind::Email) {
            say("outside", msg!("field-form-key", key = "outside", kind = field.kind.word()));
        }
        if field.plays.is_some() && !matches!(field.kind, Kind::Person) {
            say("plays", msg!("field-form-key", key = "plays", kind = field.kind.word()));
        }
        if let Some(default) = &field.default {
            let today = jiff::civil::date(2026, 1, 1);
            if let Err(problems) =
                value::accept(&Field { min: None, max: None, pattern: None, ..field.clone() }, &field.name, default, today, &value::Alone)
            {
                for problem in problems {
                    say("default", msg!("field-form-default", reason = problem.message));
                }
            }
        }
        if let Some(inner) = field.kind.fields() {
            self.fields(inner, found);
        }
    }
}

/// What is wrong with `min` and `max`: no date, not for this type, or so that no answer fits.
fn bounds(field: &Field) -> Vec<(&'static str, Message)> {
    let mut wrong = Vec::new();
    // How small and how large what is measured can be at all.
    let measured = match &field.kind {
        Kind::Integer | Kind::Decimal => Some((f64::NEG_INFINITY, f64::INFINITY)),
        Kind::Text => Some((1.0, value::MAX_LINE as f64)),
        Kind::Paragraph => Some((1.0, value::MAX_PARAGRAPH as f64)),
        Kind::List { .. } => Some((0.0, value::MAX_ITEMS as f64)),
        Kind::Options(options) => Some((0.0, options.len() as f64)),
        _ => None,
    };
    let dated = matches!(field.kind, Kind::Date | Kind::Datetime);
    for (key, bound) in [("min", &field.min), ("max", &field.max)] {
        let Some(bound) = bound else { continue };
        match (bound, measured) {
            (_, None) if !dated => wrong.push((key, msg!("field-form-key", key = key, kind = field.kind.word()))),
            // `2026-02-30` would be a subtraction.
            (Bound::Expr(expr), _) if looks_like_a_date(&expr.source) => wrong.push((key, msg!("field-form-date"))),
            (Bound::Number(_), None) => wrong.push((key, msg!("field-form-bound-date"))),
            (Bound::Date(_) | Bound::Today, Some(_)) => wrong.push((key, msg!("field-form-bound-number"))),
            // How many items or signs there are is counted while they are given.
            (Bound::Expr(_), Some(_)) if !matches!(field.kind, Kind::Integer | Kind::Decimal) => wrong.push((key, msg!("field-form-bound-number"))),
            (Bound::Number(n), Some((least, most))) if (key == "min" && *n > most) || (key == "max" && *n < least) => {
                wrong.push((key, msg!("field-form-never")));
            }
            _ => {}
        }
    }
    let crossed = match (&field.min, &field.max) {
        (Some(Bound::Number(least)), Some(Bound::Number(most))) => least > most,
        (Some(Bound::Date(least)), Some(Bound::Date(most))) => least > most,
        _ => false,
    };
    if crossed {
        wrong.push(("max", msg!("field-form-bounds")));
    }
    wrong
}

fn looks_like_a_date(text: &str) -> bool {
    let mut parts = text.trim().split('-').map(|part| part.len() >= 2 && part.bytes().all(|b| b.is_ascii_digit()));
    (0..3).all(|_| parts.next() == Some(true)) && parts.next().is_none()
}
