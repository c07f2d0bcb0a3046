//! Fields whose attributes contradict each other, or do not belong to their type.

use super::{Findings, graph};
use crate::finding::{Finding, codes};
use crate::model::field::{Bound, Field, Kind};
use crate::model::{Named, Procedure, Verb, value};
use crate::msg;

pub(super) fn check(procedure: &Procedure, found: &mut Findings) {
    fields(&procedure.settings, found);
    fields(&procedure.inputs, found);
    graph::walk(&procedure.scope, &mut |step| {
        fields(&step.ask, found);
        if matches!(step.verb, Verb::Section(_) | Verb::Each(_) | Verb::Call(_)) && !step.ask.is_empty() {
            found.push(Finding::new(codes::STEP_VERB, step.at.key("ask").as_key(), msg!("step-verb-ask")).help(msg!("step-verb-ask.help")));
        }
    });
}

fn fields(fields_: &Named<Field>, found: &mut Findings) {
    fields_.values().for_each(|f| field(f, found));
}

fn field(field: &Field, found: &mut Findings) {
    let mut say = |key: &str, message| found.push(Finding::new(codes::FIELD_FORM, field.at.key(key), message));
    match &field.kind {
        Kind::Option(options) | Kind::Options(options) if options.is_empty() => say("type", msg!("field-form-needs", key = "options")),
        Kind::Record(inner) | Kind::List { fields: inner, .. } if inner.is_empty() => say("type", msg!("field-form-needs", key = "fields")),
        Kind::Item(of) if of.name.is_empty() => say("type", msg!("field-form-needs", key = "of")),
        _ => {}
    }
    if let (Some(Bound::Number(least)), Some(Bound::Number(most))) = (&field.min, &field.max)
        && least > most
    {
        say("max", msg!("field-form-bounds"));
    }
    if let (Some(Bound::Date(least)), Some(Bound::Date(most))) = (&field.min, &field.max)
        && least > most
    {
        say("max", msg!("field-form-bounds"));
    }
    let dated = matches!(field.kind, Kind::Date | Kind::Datetime);
    let measured = dated || matches!(field.kind, Kind::Integer | Kind::Decimal | Kind::Text | Kind::Paragraph | Kind::List { .. } | Kind::Options(_));
    for (key, bound) in [("min", &field.min), ("max", &field.max)] {
        match bound {
            Some(_) if !measured => say(key, msg!("field-form-key", key = key, kind = field.kind.word())),
            Some(Bound::Number(_)) if dated => say(key, msg!("field-form-bound-date")),
            Some(Bound::Date(_) | Bound::Today) if !dated => say(key, msg!("field-form-bound-number")),
            // How many items or signs there are is counted while they are given.
            Some(Bound::Expr(_)) if !dated && !matches!(field.kind, Kind::Integer | Kind::Decimal) => say(key, msg!("field-form-bound-number")),
            Some(_) | None => {}
        }
    }
    if let Some(pattern) = &field.pattern {
        if value::compiled(pattern).is_none() {
            say("pattern", msg!("field-form-pattern"));
        } else if !matches!(field.kind, Kind::Text | Kind::Paragraph | Kind::Email | Kind::Phone { .. } | Kind::Url) {
            say("pattern", msg!("field-form-key", key = "pattern", kind = field.kind.word()));
        }
    }
    if !field.keep && !matches!(field.kind, Kind::File) {
        say("keep", msg!("field-form-key", key = "keep", kind = field.kind.word()));
    }
    if field.plays.is_some() && !matches!(field.kind, Kind::Person) {
        say("plays", msg!("field-form-key", key = "plays", kind = field.kind.word()));
    }
    if let Some(default) = &field.default {
        let today = jiff::civil::date(2026, 1, 1);
        if let Err(problems) = value::accept(&Field { min: None, max: None, ..field.clone() }, &field.name, default, today, &value::Alone) {
            for problem in problems {
                say("default", msg!("field-form-default", reason = problem.message));
            }
        }
    }
    if let Some(inner) = field.kind.fields() {
        fields(inner, found);
    }
}
