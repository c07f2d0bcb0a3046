//! What is wrong with a text or expression, in our words.

use crate::finding::{Code, Finding, Place, codes};
use crate::msg;
use crate::template::{FILTERS, Fault, FaultKind, Mistake, MistakeKind, TESTS, Type};
use crate::words::Message;
use std::ops::Range;

/// What does not parse, or is not offered.
pub(super) fn fault(fault: &Fault, source: &str, at: &Place) -> Finding {
    let place = if fault.range.is_empty() { at.clone() } else { at.within(fault.range.clone()) };
    let code: Code = match fault.kind {
        FaultKind::Syntax(_) | FaultKind::Statement(_) => codes::TEMPLATE_SYNTAX,
        FaultKind::Filter(_) | FaultKind::Method(_) => codes::TEMPLATE_FILTER,
        FaultKind::Limit(_) => codes::TEMPLATE_LIMIT,
    };
    let finding = Finding::new(code, place, fault.message());
    match &fault.kind {
        FaultKind::Filter(name) => {
            let known = callable(source, fault.range.start);
            let finding = finding.meant(name, known);
            // Only what is written right here can be mended here.
            let here = source.get(fault.range.clone()) == Some(name.as_str());
            let finding = if here { finding } else { Finding { fix: None, ..finding } };
            finding.or_help(msg!("template-filter.help"))
        }
        FaultKind::Method(name) => finding.help(msg!("template-filter-method.help", name = name)),
        FaultKind::Syntax(_) => finding.help(msg!("template-syntax.help")),
        FaultKind::Statement(_) => finding.help(msg!("template-syntax-statement.help")),
        FaultKind::Limit(_) => finding.help(msg!("template-limit.help")),
    }
}

/// What may stand where a filter, test or call is written.
fn callable(source: &str, at: usize) -> Vec<&'static str> {
    let before = source.get(..at).unwrap_or_default().trim_end();
    let filters = FILTERS.iter().map(|f| f.name);
    if before.ends_with('|') {
        filters.collect()
    } else if before.ends_with(" is") || before.ends_with(" not") {
        TESTS.to_vec()
    } else {
        filters.chain(TESTS.iter().copied()).collect()
    }
}

/// The place of a name inside a part of a text, where it is written there.
pub(super) fn narrowed(source: &str, range: Range<usize>, name: &str, at: &Place) -> Place {
    match source.get(range.clone()).and_then(|text| text.rfind(name)) {
        Some(from) => at.within(range.start + from..range.start + from + name.len()),
        None => at.within(range),
    }
}

/// What cannot be, by the kinds of values.
pub(super) fn said(mistake: &Mistake, source: &str, at: &Place) -> Finding {
    let place = if mistake.range.is_empty() { at.clone() } else { at.within(mistake.range.clone()) };
    let finding = |message: Message| Finding::new(codes::TEMPLATE_TYPE, place.clone(), message);
    match &mistake.kind {
        MistakeKind::Part(name, of, known) => {
            let place = narrowed(source, mistake.range.clone(), name, at);
            let finding = Finding::new(codes::TEMPLATE_VARIABLE, place, msg!("template-variable-part", name = name, of = of));
            let finding = finding.meant(name, known.iter().map(String::as_str));
            finding.or_help(if FILTERS.iter().any(|f| f.name == name) {
                msg!("template-filter-method.help", name = name)
            } else if known.is_empty() {
                msg!("template-variable-part-plain")
            } else {
                names(known)
            })
        }
        MistakeKind::Key(key, known) => {
            let place = narrowed(source, mistake.range.clone(), key, at);
            let finding = Finding::new(codes::TEMPLATE_TYPE, place, msg!("template-type-key", key = key));
            finding.meant(key, known.iter().map(String::as_str)).or_help(names(known))
        }
        MistakeKind::Compare(a, b) => finding(msg!("template-type-compare", a = kind(a), b = kind(b))).help(msg!("template-type-compare.help")),
        MistakeKind::Order(of) => finding(msg!("template-type-order", of = kind(of))).help(msg!("template-type-order.help")),
        MistakeKind::Moment(text) => finding(msg!("template-type-moment", text = text)).help(msg!("template-type-moment.help")),
        MistakeKind::Chain => finding(msg!("template-type-chain")).help(msg!("template-type-chain.help")),
        MistakeKind::Reckon(sign, of) => finding(msg!("template-type-reckon", sign = *sign, of = kind(of))).help(match of {
            Type::Day | Type::Instant | Type::Time | Type::Days => msg!("template-type-reckon.dates"),
            _ => msg!("template-type-reckon.help"),
        }),
        MistakeKind::Duration(text) => finding(msg!("template-type-duration", text = text)).help(msg!("template-type-duration.help")),
        MistakeKind::Hours => finding(msg!("template-type-hours")).help(msg!("template-type-hours.help")),
        MistakeKind::Count(filter, least, most) => {
            let message = if least == most {
                msg!("template-type-count", filter = *filter, count = *least)
            } else {
                msg!("template-type-count-between", filter = *filter, least = *least, most = *most)
            };
            finding(message).help(msg!("template-type-count.help", filter = *filter))
        }
        MistakeKind::Named(filter, name, known) => {
            let finding = finding(msg!("template-type-named", filter = *filter, name = name));
            if known.is_empty() { finding.help(msg!("template-filter.help")) } else { finding.help(names(known)) }
        }
        MistakeKind::Input(filter, of) => finding(msg!("template-type-input", filter = filter, of = kind(of))).help(msg!("template-type-input.help")),
        MistakeKind::List(of) => finding(msg!("template-type-list", of = kind(of))).help(msg!("template-type-list.help")),
        MistakeKind::Condition(of) => finding(msg!("template-type-condition", of = kind(of))).help(match of {
            Type::List(_) => msg!("template-type-condition.list"),
            _ => msg!("template-type-condition.help"),
        }),
        MistakeKind::Whole(known) => finding(msg!("template-type-whole")).help(msg!("name-unknown.known", names = known.clone())),
    }
}

fn kind(of: &Type) -> Message {
    msg!(of.message())
}

/// The names that there are.
fn names(known: &[String]) -> Message {
    msg!("name-unknown.known", names = known.iter().take(12).cloned().collect::<Vec<_>>())
}
