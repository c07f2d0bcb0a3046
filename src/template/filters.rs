//! The filters, tests and functions that templates may use.

use super::typed::{self, Typed, order, plain, same};
use super::words::{number_words, show};
use super::{Locale, Value, ValueKind, work};
use crate::model::ids;
use crate::model::moment::{Duration, Side, Unit, zone};
use crate::words::{Lang, dates};
use jiff::civil::{Date, Time};
use minijinja::functions::Function;
use minijinja::value::{FunctionArgs, FunctionResult};
use minijinja::{Environment, Error, ErrorKind, filters, tests};

/// A filter: how many values it takes besides the one before the bar.
pub struct Filter {
    /// Its name.
    pub name: &'static str,
    /// At least so many values.
    pub least: usize,
    /// At most so many, without those that are named.
    pub most: usize,
    /// Values that are given by name: `attribute="nom"`.
    pub named: &'static [&'static str],
}

const fn filter(name: &'static str, least: usize, most: usize) -> Filter {
    Filter { name, least, most, named: &[] }
}

const fn with(name: &'static str, least: usize, most: usize, named: &'static [&'static str]) -> Filter {
    Filter { name, least, most, named }
}

/// The filters, ours first.
pub const FILTERS: &[Filter] = &[
    filter("date", 0, 0),
    filter("short_date", 0, 0),
    filter("time", 0, 0),
    filter("phone", 0, 0),
    filter("identifier", 0, 0),
    filter("enumerate", 0, 0),
    filter("plus", 1, 1),
    filter("minus", 1, 1),
    filter("days_until", 1, 1),
    filter("number", 0, 1),
    filter("abs", 0, 0),
    filter("attr", 1, 1),
    filter("bool", 0, 0),
    filter("capitalize", 0, 0),
    filter("default", 0, 2),
    filter("first", 0, 0),
    filter("float", 0, 1),
    filter("int", 0, 1),
    filter("items", 0, 0),
    filter("join", 0, 1),
    filter("last", 0, 0),
    filter("length", 0, 0),
    filter("list", 0, 0),
    filter("lower", 0, 0),
    with("map", 0, 3, &["attribute", "default"]),
    with("max", 0, 0, &["attribute", "case_sensitive"]),
    with("min", 0, 0, &["attribute", "case_sensitive"]),
    filter("reject", 0, 2),
    filter("rejectattr", 1, 3),
    filter("replace", 2, 2),
    filter("reverse", 0, 0),
    with("round", 0, 2, &["precision", "method"]),
    filter("select", 0, 2),
    filter("selectattr", 1, 3),
    with("sort", 0, 0, &["attribute", "reverse", "case_sensitive"]),
    filter("string", 0, 0),
    with("sum", 0, 0, &["attribute", "start"]),
    filter("title", 0, 0),
    filter("trim", 0, 1),
    with("unique", 0, 0, &["attribute", "case_sensitive"]),
    filter("upper", 0, 0),
];

/// The filter of that name.
pub(super) fn of_name(name: &str) -> Option<&'static Filter> {
    FILTERS.iter().find(|filter| filter.name == name)
}

/// The tests.
pub const TESTS: &[&str] = &[
    "defined",
    "undefined",
    "none",
    "boolean",
    "number",
    "integer",
    "float",
    "string",
    "sequence",
    "mapping",
    "odd",
    "even",
    "divisibleby",
    "startingwith",
    "endingwith",
    "in",
    "true",
    "false",
    "eq",
    "equalto",
    "==",
    "ne",
    "!=",
    "lt",
    "<",
    "lessthan",
    "le",
    "<=",
    "gt",
    ">",
    "greaterthan",
    "ge",
    ">=",
];

/// The longest text that `replace` and `join` may make, in bytes.
const MAX_TEXT: usize = 200_000;

/// Keeps a filter behind the one that measures it.
pub(super) fn keep<F, Rv, Args>(env: &mut Environment<'static>, name: &'static str, filter: F)
where
    F: Function<Rv, Args>,
    Rv: FunctionResult,
    Args: for<'a> FunctionArgs<'a>,
{
    env.add_filter(work::behind(name), filter);
    work::measured(env, name);
}

pub(super) fn install(env: &mut Environment<'static>, locale: Locale) {
    let lang = locale.lang;
    keep(env, "date", move |value: &Value| Ok::<_, Error>(dates::day(day(value)?, lang)));
    keep(env, "short_date", |value: &Value| Ok::<_, Error>(dates::short_day(day(value)?)));
    keep(env, "time", move |value: &Value| time_of(value, lang).map(|time| dates::time(time, lang)));
    for name in ["phone", "identifier"] {
        keep(env, name, move |value: &Value| show(value, lang).map(|text| ids::grouped(&ids::compact(&text))));
    }
    keep(env, "enumerate", move |list: &Value| show(list, lang));
    keep(env, "plus", move |value: &Value, duration: &str| moved(value, duration, Side::After, locale));
    keep(env, "minus", move |value: &Value, duration: &str| moved(value, duration, Side::Before, locale));
    keep(env, "days_until", move |from: &Value, to: &Value| days_between(from, to));
    keep(env, "number", move |number: f64, decimals: Option<usize>| number_words(number, decimals.map(|n| n.min(12)), lang));
    keep(env, "replace", move |value: &Value, from: &str, to: &Value| replace(&show(value, lang)?, from, &show(to, lang)?));
    keep(env, "join", move |list: &Value, separator: Option<&str>| join(list, separator.unwrap_or_default(), lang));
    keep(env, "string", move |value: &Value| show(value, lang));
    keep(env, "upper", move |value: &Value| show(value, lang).map(|text| text.to_uppercase()));
    keep(env, "lower", move |value: &Value| show(value, lang).map(|text| text.to_lowercase()));
    keep(env, "title", move |value: &Value| show(value, lang).map(|text| filters::title(text.into())));
    keep(env, "capitalize", move |value: &Value| show(value, lang).map(|text| capitalized(&text)));
    keep(env, "trim", move |value: &Value, chars: Option<&str>| {
        let chars: Option<Vec<char>> = chars.map(|chars| chars.chars().collect());
        show(value, lang).map(|text| chars.map_or_else(|| text.trim().to_owned(), |chars| text.trim_matches(chars.as_slice()).to_owned()))
    });
    keep(env, "abs", filters::abs);
    keep(env, "attr", filters::attr);
    keep(env, "bool", filters::bool);
    keep(env, "default", filters::default);
    keep(env, "first", filters::first);
    keep(env, "float", filters::float);
    keep(env, "int", filters::int);
    keep(env, "items", filters::items);
    keep(env, "last", filters::last);
    keep(env, "length", filters::length);
    keep(env, "list", filters::list);
    keep(env, "map", filters::map);
    keep(env, "max", filters::max);
    keep(env, "min", filters::min);
    keep(env, "reject", filters::reject);
    keep(env, "rejectattr", filters::rejectattr);
    keep(env, "reverse", filters::reverse);
    keep(env, "round", filters::round);
    keep(env, "select", filters::select);
    keep(env, "selectattr", filters::selectattr);
    keep(env, "sort", filters::sort);
    keep(env, "sum", filters::sum);
    keep(env, "unique", filters::unique);

    env.add_test("defined", tests::is_defined);
    env.add_test("undefined", tests::is_undefined);
    env.add_test("none", tests::is_none);
    env.add_test("boolean", tests::is_boolean);
    env.add_test("number", tests::is_number);
    env.add_test("integer", tests::is_integer);
    env.add_test("float", tests::is_float);
    env.add_test("string", |value: &Value| plain(value).as_str().is_some());
    env.add_test("sequence", tests::is_sequence);
    env.add_test("mapping", tests::is_mapping);
    env.add_test("odd", tests::is_odd);
    env.add_test("even", tests::is_even);
    env.add_test("divisibleby", tests::is_divisibleby);
    env.add_test("startingwith", move |value: &Value, with: &str| show(value, lang).map(|text| text.starts_with(with)));
    env.add_test("endingwith", move |value: &Value, with: &str| show(value, lang).map(|text| text.ends_with(with)));
    env.add_test("in", |value: &Value, list: &Value| super::compile::within(value, list));
    env.add_test("true", tests::is_true);
    env.add_test("false", tests::is_false);
    for name in ["eq", "equalto", "=="] {
        env.add_test(name, |a: &Value, b: &Value| same(a, b));
    }
    for name in ["ne", "!="] {
        env.add_test(name, |a: &Value, b: &Value| !same(a, b));
    }
    let mut ordered = |names: &[&'static str], holds: fn(std::cmp::Ordering) -> bool| {
        for name in names {
            env.add_test(*name, move |a: &Value, b: &Value| order(a, b).is_some_and(holds));
        }
    };
    ordered(&["lt", "<", "lessthan"], std::cmp::Ordering::is_lt);
    ordered(&["le", "<="], std::cmp::Ordering::is_le);
    ordered(&["gt", ">", "greaterthan"], std::cmp::Ordering::is_gt);
    ordered(&["ge", ">="], std::cmp::Ordering::is_ge);
}

/// A refusal by the name of its sentence; `fault.rs` knows them all.
pub(super) fn impossible(id: &'static str) -> Error {
    Error::new(ErrorKind::InvalidOperation, id)
}

/// The day, or day and time, that a value is, or that a text names.
fn moment(value: &Value, lang: Lang) -> Result<Typed, Error> {
    let typed = match (Typed::of(value), value.as_str()) {
        (Some(typed), _) => Some(typed.clone()),
        (None, Some(text)) => typed::moment(text, lang),
        (None, None) => None,
    };
    typed.filter(|typed| matches!(typed, Typed::Day(..) | Typed::Instant(..))).ok_or_else(|| impossible("template-not-date"))
}

fn day(value: &Value) -> Result<Date, Error> {
    match moment(value, Lang::Fr)? {
        Typed::Instant(at, _) => Ok(at.date()),
        Typed::Day(day, _) => Ok(day),
        _ => Err(impossible("template-not-date")),
    }
}

fn time_of(value: &Value, lang: Lang) -> Result<Time, Error> {
    match (Typed::of(value), value.as_str()) {
        (Some(Typed::Clock(time, _)), _) => Ok(*time),
        (Some(Typed::Instant(at, _)), _) => Ok(at.time()),
        (None, Some(text)) => match typed::moment(text, lang) {
            Some(Typed::Instant(at, _)) => Ok(at.time()),
            _ => text.parse().map_err(|_| impossible("template-not-time")),
        },
        _ => Err(impossible("template-not-time")),
    }
}

/// How many days lie between two.
pub(super) fn days_between(from: &Value, to: &Value) -> Result<i64, Error> {
    let span = day(from)?.until(day(to)?).map_err(|_| impossible("template-not-date"))?;
    Ok(i64::from(span.get_days()))
}

/// A day, a time or both, so much later or earlier.
pub(super) fn moved(value: &Value, duration: &str, side: Side, locale: Locale) -> Result<Value, Error> {
    let holidays = locale.holidays;
    let duration = Duration::parse(duration).ok_or_else(|| impossible("template-not-duration"))?;
    let short = matches!(duration.unit, Unit::Minutes | Unit::Hours);
    Ok(Value::from_object(match moment(value, locale.lang)? {
        Typed::Day(_, _) if short => return Err(impossible("template-no-hours")),
        Typed::Day(day, lang) => Typed::Day(duration.from_date(day, side, holidays), lang),
        Typed::Instant(at, lang) => {
            let zoned = at.to_zoned(zone()).map_err(|_| impossible("template-not-date"))?;
            Typed::Instant(duration.from(zoned.timestamp(), side, holidays).to_zoned(zone()).datetime(), lang)
        }
        other => other,
    }))
}

fn capitalized(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars.flat_map(char::to_lowercase)).collect())
}

fn replace(text: &str, from: &str, to: &str) -> Result<String, Error> {
    if from.is_empty() || text.len() + text.matches(from).count() * to.len() > MAX_TEXT {
        return Err(impossible("template-too-long"));
    }
    Ok(text.replace(from, to))
}

fn join(list: &Value, separator: &str, lang: Lang) -> Result<String, Error> {
    if list.kind() == ValueKind::String {
        return show(list, lang);
    }
    let mut text = String::new();
    for (i, item) in list.try_iter()?.enumerate() {
        if i > 0 {
            text.push_str(separator);
        }
        text.push_str(&show(&item, lang)?);
        if text.len() > MAX_TEXT {
            return Err(impossible("template-too-long"));
        }
    }
    Ok(text)
}
