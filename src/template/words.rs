//! Values in words: what `{{ … }}` prints, in the language of the procedure.

use super::typed::{Parts, Typed};
use crate::words::{Lang, dates};
use minijinja::value::{Value, ValueKind};
use minijinja::{Error, ErrorKind};

/// A value as a reader expects it.
///
/// # Errors
/// It has no words: undefined, or parts without a name.
pub(super) fn show(value: &Value, lang: Lang) -> Result<String, Error> {
    if let Some(typed) = Typed::of(value) {
        return Ok(self::typed(typed));
    }
    match value.kind() {
        ValueKind::Undefined => Err(Error::from(ErrorKind::UndefinedError)),
        ValueKind::None => Ok(String::new()),
        ValueKind::Bool => Ok(yes_no(value.is_true(), lang).to_owned()),
        ValueKind::Number => Ok(number_value(value, lang)),
        ValueKind::Seq | ValueKind::Iterable => {
            let items: Vec<String> = value.try_iter()?.map(|item| show(&item, lang)).collect::<Result<_, _>>()?;
            Ok(lang.words().enumerate(&items))
        }
        ValueKind::Map => match Parts::called(value) {
            Some(called) => Ok(called.to_string()),
            None => Err(super::filters::impossible("template-whole")),
        },
        _ => Ok(value.to_string()),
    }
}

/// A typed value.
pub(super) fn typed(typed: &Typed) -> String {
    match typed {
        Typed::Day(day, lang) => dates::day(*day, *lang),
        Typed::Clock(time, lang) => dates::time(*time, *lang),
        Typed::Instant(at, lang) => dates::moment(*at, *lang),
        Typed::Days(days, lang) => {
            let word = match (lang, days.abs()) {
                (Lang::Fr, 0 | 1) => "jour",
                (Lang::Fr, _) => "jours",
                (Lang::En, 1) => "day",
                (Lang::En, _) => "days",
            };
            format!("{}\u{a0}{word}", whole(*days, *lang))
        }
        Typed::Chosen(_, title) => title.to_string(),
    }
}

fn yes_no(yes: bool, lang: Lang) -> &'static str {
    match (yes, lang) {
        (true, Lang::Fr) => "oui",
        (false, Lang::Fr) => "non",
        (true, Lang::En) => "yes",
        (false, Lang::En) => "no",
    }
}

/// A whole number below 10,000 stands without a space, for it may be a year; everything else is grouped.
fn number_value(value: &Value, lang: Lang) -> String {
    match (value.is_integer(), i64::try_from(value.clone())) {
        (true, Ok(number)) => whole(number, lang),
        _ => f64::try_from(value.clone()).map_or_else(|_| value.to_string(), |number| number_words(number, None, lang)),
    }
}

fn whole(number: i64, lang: Lang) -> String {
    if number.abs() < 10_000 { number.to_string() } else { grouped(&number.to_string(), lang) }
}

/// `1 234,5`, `1,234.5`; with so many decimals, or as many as there are, six at most.
pub(super) fn number_words(number: f64, decimals: Option<usize>, lang: Lang) -> String {
    let written = match decimals {
        Some(decimals) => format!("{number:.decimals$}"),
        None => format!("{number:.6}").trim_end_matches('0').trim_end_matches('.').to_owned(),
    };
    let (whole, part) = written.split_once('.').unwrap_or((&written, ""));
    let point = match lang {
        Lang::Fr => ',',
        Lang::En => '.',
    };
    let whole = grouped(if whole == "-0" && part.is_empty() { "0" } else { whole }, lang);
    if part.is_empty() { whole } else { format!("{whole}{point}{part}") }
}

fn grouped(digits: &str, lang: Lang) -> String {
    let group = match lang {
        Lang::Fr => '\u{202f}',
        Lang::En => ',',
    };
    let mut grouped = String::new();
    for (i, c) in digits.chars().enumerate() {
        let left = digits.len() - i;
        if i > 0 && left.is_multiple_of(3) && grouped != "-" {
            grouped.push(group);
        }
        grouped.push(c);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_words() {
        for (number, fr, en) in [
            (Value::from(2026), "2026", "2026"),
            (Value::from(-12_345), "-12\u{202f}345", "-12,345"),
            (Value::from(2211.25), "2\u{202f}211,25", "2,211.25"),
            (Value::from(2469.0), "2\u{202f}469", "2,469"),
            (Value::from(0.1 + 0.2), "0,3", "0.3"),
            (Value::from(-0.0), "0", "0"),
        ] {
            assert_eq!((show(&number, Lang::Fr).unwrap().as_str(), show(&number, Lang::En).unwrap().as_str()), (fr, en));
        }
        assert_eq!(number_words(1_234_567.5, Some(2), Lang::Fr), "1\u{202f}234\u{202f}567,50");
    }
}
