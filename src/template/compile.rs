//! From a template to something that can be run: minijinja's own instructions, in which the operators are ours.
//!
//! minijinja compares and adds texts and numbers only. Its instructions for that are exchanged for filters of the same arity, which know
//! what a day or an option is; all that is printed passes one formatter, which puts values into words and bounds the whole.

use super::slice::slice;
use super::typed::{self, Typed};
use super::words::show;
use super::{Locale, MAX_OUTPUT, filters};
use crate::model::moment::Side;
use crate::words::Lang;
use minijinja::machinery::{CodeGenerator, Instruction, Instructions, eval, make_string_output, parse, parse_expr};
use minijinja::value::{Value, ValueKind};
use minijinja::{AutoEscape, Environment, Error, ErrorKind, Output, State};
use std::borrow::Cow;
use std::cmp::Ordering;
use std::collections::BTreeMap;

/// How much has been printed so far.
const PRINTED: &str = "printed";

/// The text of a template.
pub(super) fn render(env: &Environment<'static>, source: &str, variables: &Value) -> Result<String, Error> {
    let source = without_tag_lines(source);
    let tree = parse(&source, "", Default::default())?;
    let mut code = CodeGenerator::new("", &source);
    code.compile_stmt(&tree);
    let instructions = ours(&code.finish().0);
    let mut text = String::new();
    let blocks = BTreeMap::new();
    eval(env, &instructions, variables.clone(), &blocks, &mut make_string_output(&mut text), AutoEscape::None)?;
    Ok(text)
}

/// The value of an expression.
pub(super) fn evaluate(env: &Environment<'static>, source: &str, variables: &Value) -> Result<Value, Error> {
    let tree = parse_expr(source)?;
    let mut code = CodeGenerator::new("", source);
    code.compile_expr(&tree);
    let instructions = ours(&code.finish().0);
    let blocks = BTreeMap::new();
    let mut unused = String::new();
    let (value, _) = eval(env, &instructions, variables.clone(), &blocks, &mut make_string_output(&mut unused), AutoEscape::None)?;
    Ok(value.unwrap_or(Value::UNDEFINED))
}

/// A line that holds nothing but `{% … %}` leaves no line behind.
fn without_tag_lines(source: &str) -> Cow<'_, str> {
    let only_tags = |line: &str| {
        let mut rest = line.trim();
        let mut some = false;
        while let Some(inside) = rest.strip_prefix("{%") {
            let Some(end) = inside.find("%}") else { return false };
            rest = inside[end + 2..].trim_start();
            some = true;
        }
        some && rest.is_empty()
    };
    if !source.split_inclusive('\n').any(only_tags) {
        return Cow::Borrowed(source);
    }
    Cow::Owned(source.split_inclusive('\n').map(|line| if only_tags(line) { line.trim() } else { line }).collect())
}

/// The same instructions with our operators, and with every text printed by our formatter.
fn ours<'s>(from: &Instructions<'s>) -> Instructions<'s> {
    let mut at = Vec::new();
    let mut length = 0;
    while let Some(instruction) = from.get(at.len() as u32) {
        at.push(length);
        length += if matches!(instruction, Instruction::EmitRaw(_)) { 2 } else { 1 };
    }
    // A jump may lead behind the last instruction.
    at.push(length);
    let to = |target: u32| at.get(target as usize).copied().unwrap_or(length);
    let operator = |name: &'static str| Instruction::ApplyFilter(name, Some(2), !0);
    let mut made = Instructions::new(from.name(), from.source());
    for index in 0..at.len() as u32 - 1 {
        let span = from.get_span(index).unwrap_or_default();
        let Some(instruction) = from.get(index) else { continue };
        let exchanged = match instruction {
            Instruction::EmitRaw(text) => {
                made.add_with_span(Instruction::LoadConst(Value::from(*text)), span);
                Instruction::Emit
            }
            Instruction::Eq => operator("=="),
            Instruction::Ne => operator("!="),
            Instruction::Lt => operator("<"),
            Instruction::Lte => operator("<="),
            Instruction::Gt => operator(">"),
            Instruction::Gte => operator(">="),
            Instruction::In => operator("in"),
            Instruction::Add => operator("+"),
            Instruction::Sub => operator("-"),
            Instruction::StringConcat => operator("~"),
            Instruction::GetItem => operator("[]"),
            Instruction::Slice => Instruction::ApplyFilter("[:]", Some(4), !0),
            Instruction::Iterate(target) => Instruction::Iterate(to(*target)),
            Instruction::Jump(target) => Instruction::Jump(to(*target)),
            Instruction::JumpIfFalse(target) => Instruction::JumpIfFalse(to(*target)),
            Instruction::JumpIfFalseOrPop(target) => Instruction::JumpIfFalseOrPop(to(*target)),
            Instruction::JumpIfTrueOrPop(target) => Instruction::JumpIfTrueOrPop(to(*target)),
            other => other.clone(),
        };
        made.add_with_span(exchanged, span);
    }
    made
}

/// Adds the operators, under names that no template can write.
pub(super) fn install(env: &mut Environment<'static>, locale: Locale) {
    let lang = locale.lang;
    env.add_filter("==", |a: &Value, b: &Value| there(a, b).map(|()| typed::same(a, b)));
    env.add_filter("!=", |a: &Value, b: &Value| there(a, b).map(|()| !typed::same(a, b)));
    env.add_filter("<", |a: &Value, b: &Value| compared(a, b).map(Ordering::is_lt));
    env.add_filter("<=", |a: &Value, b: &Value| compared(a, b).map(Ordering::is_le));
    env.add_filter(">", |a: &Value, b: &Value| compared(a, b).map(Ordering::is_gt));
    env.add_filter(">=", |a: &Value, b: &Value| compared(a, b).map(Ordering::is_ge));
    env.add_filter("in", |a: &Value, b: &Value| there(a, b).and_then(|()| within(a, b)));
    filters::keep(env, "+", move |a: &Value, b: &Value| there(a, b).and_then(|()| add(a, b, locale)));
    env.add_filter("-", move |a: &Value, b: &Value| there(a, b).and_then(|()| subtract(a, b, locale)));
    filters::keep(env, "~", move |a: &Value, b: &Value| -> Result<String, Error> { Ok(show(a, lang)? + &show(b, lang)?) });
    env.add_filter("[]", |a: &Value, b: &Value| there(a, b).and_then(|()| a.get_item(&typed::plain(b))));
    filters::keep(env, "[:]", slice);
    env.set_formatter(move |out, state, value| emit(out, state, value, lang));
}

/// Prints a value, up to a bound on the whole.
fn emit(out: &mut Output, state: &mut State, value: &Value, lang: Lang) -> Result<(), Error> {
    let text = match value.as_str() {
        Some(text) => Cow::Borrowed(text),
        // What an `if` without `else` leaves.
        None if value.is_undefined() => return Ok(()),
        None => Cow::Owned(show(value, lang)?),
    };
    let so_far = state.get_temp(PRINTED).and_then(|n| usize::try_from(n).ok()).unwrap_or(0) + text.len();
    if so_far > MAX_OUTPUT {
        return Err(filters::impossible("template-too-long"));
    }
    state.set_temp(PRINTED, Value::from(so_far));
    out.write_str(&text).map_err(Error::from)
}

fn there(a: &Value, b: &Value) -> Result<(), Error> {
    if a.is_undefined() || b.is_undefined() { Err(Error::from(ErrorKind::UndefinedError)) } else { Ok(()) }
}

fn compared(a: &Value, b: &Value) -> Result<Ordering, Error> {
    there(a, b)?;
    typed::order(a, b).ok_or_else(|| Error::from(ErrorKind::InvalidOperation))
}

/// Whether a list, a text or a map holds something. Also the test of that name.
pub(super) fn within(item: &Value, container: &Value) -> Result<bool, Error> {
    match container.kind() {
        ValueKind::String => Ok(container.as_str().is_some_and(|text| text.contains(&typed::plain(item).to_string()))),
        ValueKind::Map => Ok(!container.get_item(&typed::plain(item))?.is_undefined()),
        ValueKind::Seq | ValueKind::Iterable => Ok(container.try_iter()?.any(|one| typed::same(&one, item))),
        _ => Err(Error::from(ErrorKind::InvalidOperation)),
    }
}

fn add(a: &Value, b: &Value, locale: Locale) -> Result<Value, Error> {
    if Typed::of(a).is_some() {
        return match b.as_str() {
            Some(duration) => filters::moved(a, duration, Side::After, locale),
            None => Err(filters::impossible("template-date-plus")),
        };
    }
    if let (Some(a), Some(b)) = (a.as_str(), b.as_str()) {
        return Ok(Value::from(format!("{a}{b}")));
    }
    if [a, b].iter().all(|list| matches!(list.kind(), ValueKind::Seq | ValueKind::Iterable)) {
        return Ok(Value::from(a.try_iter()?.chain(b.try_iter()?).collect::<Vec<_>>()));
    }
    number(a, b, i64::checked_add, |a, b| a + b)
}

fn subtract(a: &Value, b: &Value, locale: Locale) -> Result<Value, Error> {
    match (Typed::of(a), Typed::of(b), b.as_str()) {
        (Some(_), Some(_), _) => Ok(Value::from_object(Typed::Days(filters::days_between(b, a)?, locale.lang))),
        (Some(_), None, Some(duration)) => filters::moved(a, duration, Side::Before, locale),
        (Some(_), None, None) | (None, Some(_), _) => Err(filters::impossible("template-date-minus")),
        (None, None, _) => number(a, b, i64::checked_sub, |a, b| a - b),
    }
}

fn number(a: &Value, b: &Value, whole: fn(i64, i64) -> Option<i64>, part: fn(f64, f64) -> f64) -> Result<Value, Error> {
    if !a.is_number() || !b.is_number() {
        return Err(Error::from(ErrorKind::InvalidOperation));
    }
    let (x, y) = (i64::try_from(a.clone()), i64::try_from(b.clone()));
    if a.is_integer() && b.is_integer() {
        let made = x.ok().zip(y.ok()).and_then(|(a, b)| whole(a, b));
        return made.map(Value::from).ok_or_else(|| Error::from(ErrorKind::InvalidOperation));
    }
    Ok(Value::from(part(f64::try_from(a.clone())?, f64::try_from(b.clone())?)))
}
