//! The filters, tests and functions that templates may use.

use super::Value;
use crate::model::ids;
use crate::model::moment::{Duration, Side};
use crate::words::{Lang, dates};
use jiff::civil::{Date, DateTime};
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

pub(super) fn install(env: &mut Environment<'static>, lang: Lang) {
    env.add_filter("date", move |text: &str| Ok::<_, Error>(dates::day(day(text)?, lang)));
    env.add_filter("short_date", |text: &str| Ok::<_, Error>(dates::short_day(day(text)?)));
    env.add_filter("time", move |text: &str| clock(text, lang));
    env.add_filter("phone", |text: &str| ids::grouped(&ids::compact(text)));
    env.add_filter("identifier", |text: &str| ids::grouped(&ids::compact(text)));
    env.add_filter("enumerate", move |list: Vec<Value>| lang.words().enumerate(&list.iter().map(ToString::to_string).collect::<Vec<_>>()));
    env.add_filter("plus", |text: &str, duration: &str| moved(text, duration, Side::After));
    env.add_filter("minus", |text: &str, duration: &str| moved(text, duration, Side::Before));
    env.add_filter("days_until", |from: &str, to: &str| -> Result<i64, Error> {
        let span = day(from)?.until(day(to)?).map_err(|_| impossible("template-not-date"))?;
        Ok(i64::from(span.get_days()))
    });
    env.add_filter("number", move |number: f64| number_words(number, lang));
    env.add_filter("replace", replace);
    env.add_filter("join", join);
    env.add_filter("abs", filters::abs);
    env.add_filter("attr", filters::attr);
    env.add_filter("bool", filters::bool);
    env.add_filter("capitalize", filters::capitalize);
    env.add_filter("default", filters::default);
    env.add_filter("first", filters::first);
    env.add_filter("float", filters::float);
    env.add_filter("int", filters::int);
    env.add_filter("items", filters::items);
    env.add_filter("last", filters::last);
    env.add_filter("length", filters::length);
    env.add_filter("list", filters::list);
    env.add_filter("lower", filters::lower);
    env.add_filter("map", filters::map);
    env.add_filter("max", filters::max);
    env.add_filter("min", filters::min);
    env.add_filter("reject", filters::reject);
    env.add_filter("rejectattr", filters::rejectattr);
    env.add_filter("reverse", filters::reverse);
    env.add_filter("round", filters::round);
    env.add_filter("select", filters::select);
    env.add_filter("selectattr", filters::selectattr);
    env.add_filter("sort", filters::sort);
    env.add_filter("string", filters::string);
    env.add_filter("sum", filters::sum);
    env.add_filter("title", filters::title);
    env.add_filter("trim", filters::trim);
    env.add_filter("unique", filters::unique);
    env.add_filter("upper", filters::upper);

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
