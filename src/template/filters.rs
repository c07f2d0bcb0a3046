//! The filters, tests and functions that templates may use.

use super::{Value, work};
use crate::model::ids;
use crate::model::moment::{Duration, Side};
use crate::words::{Lang, dates};
use jiff::civil::{Date, DateTime};
use minijinja::functions::Function;
use minijinja::value::{FunctionArgs, FunctionResult};
use minijinja::{Environment, Error, ErrorKind, State, filters, tests};

/// The filters, ours first.
pub const FILTERS: &[&str] = &[
    "date",
    "short_date",
    "time",
    "phone",
    "identifier",
    "enumerate",
    "plus",
    "minus",
    "days_until",
    "number",
    "abs",
    "attr",
    "bool",
    "capitalize",
    "default",
    "first",
    "float",
    "int",
    "items",
    "join",
    "last",
    "length",
    "list",
    "lower",
    "map",
    "max",
    "min",
    "reject",
    "rejectattr",
    "replace",
    "reverse",
    "round",
    "select",
    "selectattr",
    "sort",
    "string",
    "sum",
    "title",
    "trim",
    "unique",
    "upper",
];

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

/// The functions: there are none yet; dates are reckoned with by filters.
pub(super) const FUNCTIONS: &[&str] = &[];

/// The longest text that `replace` and `join` may make, in bytes.
const MAX_TEXT: usize = 200_000;

/// Keeps a filter behind the one that measures it.
fn keep<F, Rv, Args>(env: &mut Environment<'static>, name: &'static str, filter: F)
where
    F: Function<Rv, Args>,
    Rv: FunctionResult,
    Args: for<'a> FunctionArgs<'a>,
{
    env.add_filter(work::behind(name), filter);
    work::measured(env, name);
}

pub(super) fn install(env: &mut Environment<'static>, lang: Lang) {
    keep(env, "date", move |text: &str| Ok::<_, Error>(dates::day(day(text)?, lang)));
    keep(env, "short_date", |text: &str| Ok::<_, Error>(dates::short_day(day(text)?)));
    keep(env, "time", move |text: &str| clock(text, lang));
    keep(env, "phone", |text: &str| ids::grouped(&ids::compact(text)));
    keep(env, "identifier", |text: &str| ids::grouped(&ids::compact(text)));
    keep(env, "enumerate", move |list: Vec<Value>| lang.words().enumerate(&list.iter().map(ToString::to_string).collect::<Vec<_>>()));
    keep(env, "plus", |text: &str, duration: &str| moved(text, duration, Side::After));
    keep(env, "minus", |text: &str, duration: &str| moved(text, duration, Side::Before));
    keep(env, "days_until", |from: &str, to: &str| -> Result<i64, Error> {
        let span = day(from)?.until(day(to)?).map_err(|_| impossible("template-not-date"))?;
        Ok(i64::from(span.get_days()))
    });
    keep(env, "number", move |number: f64| number_words(number, lang));
    keep(env, "replace", replace);
    keep(env, "join", join);
    keep(env, "abs", filters::abs);
    keep(env, "attr", filters::attr);
    keep(env, "bool", filters::bool);
    keep(env, "capitalize", filters::capitalize);
    keep(env, "default", filters::default);
    keep(env, "first", filters::first);
    keep(env, "float", filters::float);
    keep(env, "int", filters::int);
    keep(env, "items", filters::items);
    keep(env, "last", filters::last);
    keep(env, "length", filters::length);
    keep(env, "list", filters::list);
    keep(env, "lower", filters::lower);
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
    keep(env, "string", filters::string);
    keep(env, "sum", filters::sum);
    keep(env, "title", filters::title);
    keep(env, "trim", filters::trim);
    keep(env, "unique", filters::unique);
    keep(env, "upper", filters::upper);

    env.add_test("defined", tests::is_defined);
    env.add_test("undefined", tests::is_undefined);
    env.add_test("none", tests::is_none);
    env.add_test("boolean", tests::is_boolean);
    env.add_test("number", tests::is_number);
    env.add_test("integer", tests::is_integer);
    env.add_test("float", tests::is_float);
    env.add_test("string", tests::is_string);
    env.add_test("sequence", tests::is_sequence);
    env.add_test("mapping", tests::is_mapping);
    env.add_test("odd", tests::is_odd);
    env.add_test("even", tests::is_even);
    env.add_test("divisibleby", tests::is_divisibleby);
    env.add_test("startingwith", tests::is_startingwith);
    env.add_test("endingwith", tests::is_endingwith);
    env.add_test("in", tests::is_in);
    env.add_test("true", tests::is_true);
    env.add_test("false", tests::is_false);
    for name in ["eq", "equalto", "=="] {
        env.add_test(name, tests::is_eq);
    }
    for name in ["ne", "!="] {
        env.add_test(name, tests::is_ne);
    }
    for name in ["lt", "<", "lessthan"] {
        env.add_test(name, tests::is_lt);
    }
    for name in ["le", "<="] {
        env.add_test(name, tests::is_le);
    }
    for name in ["gt", ">", "greaterthan"] {
        env.add_test(name, tests::is_gt);
    }
    for name in ["ge", ">="] {
        env.add_test(name, tests::is_ge);
    }
}

/// A refusal by the name of its sentence; `fault.rs` knows them all.
fn impossible(id: &'static str) -> Error {
    Error::new(ErrorKind::InvalidOperation, id)
}

fn day(text: &str) -> Result<Date, Error> {
    text.get(..10).unwrap_or(text).parse().map_err(|_| impossible("template-not-date"))
}

/// `9 h 30`, `9:30`.
fn clock(text: &str, lang: Lang) -> Result<String, Error> {
    let time = match text.parse::<DateTime>() {
        Ok(at) if text.contains('T') => at.time(),
        _ => text.parse().map_err(|_| impossible("template-not-time"))?,
    };
    Ok(dates::time(time, lang))
}

fn moved(text: &str, duration: &str, side: Side) -> Result<String, Error> {
    let duration = Duration::parse(duration).ok_or_else(|| impossible("template-not-duration"))?;
    Ok(duration.from_date(day(text)?, side).to_string())
}

/// `1 234,5`, `1,234.5`.
fn number_words(number: f64, lang: Lang) -> String {
    let plain = format!("{number}");
    let (whole, part) = plain.split_once('.').unwrap_or((&plain, ""));
    let (group, point) = match lang {
        Lang::Fr => ('\u{202f}', ','),
        Lang::En => (',', '.'),
    };
    let mut grouped = String::new();
    for (i, c) in whole.chars().enumerate() {
        let left = whole.len() - i;
        if i > 0 && left % 3 == 0 && grouped != "-" {
            grouped.push(group);
        }
        grouped.push(c);
    }
    if part.is_empty() { grouped } else { format!("{grouped}{point}{part}") }
}

fn replace(text: &str, from: &str, to: &str) -> Result<String, Error> {
    if from.is_empty() || text.len() + text.matches(from).count() * to.len() > MAX_TEXT {
        return Err(impossible("template-too-long"));
    }
    Ok(text.replace(from, to))
}

fn join(_: &State, list: Vec<Value>, separator: Option<&str>) -> Result<String, Error> {
    let mut text = String::new();
    for (i, item) in list.iter().enumerate() {
        if i > 0 {
            text.push_str(separator.unwrap_or_default());
        }
        text.push_str(&item.to_string());
        if text.len() > MAX_TEXT {
            return Err(impossible("template-too-long"));
        }
    }
    Ok(text)
}

#[cfg(test)]
mod tests_ {
    use super::*;

    #[test]
    fn dates_and_numbers_in_words() {
        assert_eq!(dates::day(day("2026-03-01T10:00").unwrap(), Lang::Fr), "1ᵉʳ\u{a0}mars 2026");
        assert_eq!(dates::day(day("2026-12-25").unwrap(), Lang::En), "25\u{a0}December 2026");
        assert_eq!(clock("09:30", Lang::Fr).unwrap(), "9\u{a0}h\u{a0}30");
        assert_eq!(number_words(-1234567.5, Lang::Fr), "-1\u{202f}234\u{202f}567,5");
        assert_eq!(number_words(123.0, Lang::En), "123");
        assert_eq!(moved("2026-12-24", "1 working day", Side::After).unwrap(), "2026-12-28");
    }
}
