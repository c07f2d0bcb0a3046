//! Texts with variables and bare expressions: a small, strict minijinja.
//!
//! Undefined is an error, never an empty string. There are `if` and `for` but no macros, includes, imports or assignments; filters are an
//! allow-list; size, nesting, work and output are bounded, so that no template can cost much. No other room of the core imports minijinja.

mod bounds;
mod compile;
mod fault;
mod filters;
mod guards;
mod infer;
mod logic;
mod memo;
mod slice;
mod tokens;
mod typed;
mod types;
mod uses;
mod words;
mod work;

pub use fault::{Failure, Fault, FaultKind};
pub use filters::{FILTERS, TESTS};
pub use infer::{Mistake, MistakeKind, Wanted, kind, mistakes};
pub use logic::{Literal, Logic, Relation, Subject, logic};
pub use minijinja::Value;
pub use minijinja::value::ValueKind;
pub use tokens::{Token, tokens};
pub use typed::{chosen, day, instant, json, parts, time, with_parts};
pub use types::{Part, Parts, Type};
pub use uses::{Local, Parsed, Seg, Use, Word};

use crate::model::holidays::Holidays;
use crate::words::Lang;
use memo::{Memo, Reading, once};
use minijinja::{Environment, UndefinedBehavior};
use std::cell::RefCell;
use std::rc::Rc;
use std::sync::OnceLock;

/// The longest template, in bytes.
pub const MAX_TEMPLATE: usize = 16 << 10;
/// The longest expression, in bytes: one `{{ … }}` too.
pub const MAX_EXPRESSION: usize = 2_000;
/// The longest result, in bytes.
const MAX_OUTPUT: usize = 1 << 20;
/// How many instructions a template may take.
const FUEL: u64 = 1_000_000;

/// How values read, and how days are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Locale {
    /// The language of the procedure.
    pub lang: Lang,
    /// The public holidays that are no working days.
    pub holidays: Holidays,
}

/// A value as templates read it.
pub fn value(of: impl serde::Serialize) -> Value {
    Value::from(minijinja::value::Serde(of))
}

/// Reads a template: everything it uses.
///
/// # Errors
/// What is wrong with it.
pub fn parse(source: &str) -> Result<Rc<Parsed>, Fault> {
    thread_local!(static READ: RefCell<Memo<Reading<Parsed>>> = RefCell::default());
    if source.len() > MAX_TEMPLATE {
        return Err(Fault { kind: FaultKind::Limit(MAX_TEMPLATE), range: 0..0 });
    }
    if !source.contains('{') {
        return Ok(Rc::default());
    }
    once(&READ, source, |source| {
        bounds::of_template(source)?;
        uses::of_template(source)
    })
}

/// Reads a bare expression: everything it uses.
///
/// # Errors
/// What is wrong with it.
pub fn parse_expression(source: &str) -> Result<Rc<Parsed>, Fault> {
    thread_local!(static READ: RefCell<Memo<Reading<Parsed>>> = RefCell::default());
    if source.len() > MAX_EXPRESSION {
        return Err(Fault { kind: FaultKind::Limit(MAX_EXPRESSION), range: 0..0 });
    }
    once(&READ, source, |source| {
        bounds::of_expression(source)?;
        uses::of_expression(source)
    })
}

/// The text of a template with these variables.
///
/// # Errors
/// A variable that is undefined, an operation that is impossible, a bound that is passed.
pub fn render(source: &str, variables: &Value, locale: Locale) -> Result<String, Failure> {
    if !source.contains('{') {
        return Ok(source.to_owned());
    }
    work::begin();
    compile::render(environment(locale), source, variables).map_err(|e| fault::failure(&e, source, variables))
}

/// The value of an expression with these variables.
///
/// # Errors
/// As for [`render`].
pub fn evaluate(source: &str, variables: &Value, locale: Locale) -> Result<Value, Failure> {
    work::begin();
    let value = compile::evaluate(environment(locale), source, variables).map_err(|e| fault::failure(&e, source, variables))?;
    if value.is_undefined() { Err(fault::undefined(source, variables)) } else { work::bounded(value) }
}

fn environment(locale: Locale) -> &'static Environment<'static> {
    static MADE: [OnceLock<Environment<'static>>; 4] = [const { OnceLock::new() }; 4];
    let Locale { lang, holidays } = locale;
    let make = || {
        let mut environment = Environment::empty();
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        environment.set_fuel(Some(FUEL));
        environment.set_recursion_limit(50);
        filters::install(&mut environment, locale);
        compile::install(&mut environment, locale);
        environment
    };
    let [french, english, french_alsace, english_alsace] = &MADE;
    match (lang, holidays) {
        (Lang::Fr, Holidays::France) => french,
        (Lang::En, Holidays::France) => english,
        (Lang::Fr, Holidays::AlsaceMoselle) => french_alsace,
        (Lang::En, Holidays::AlsaceMoselle) => english_alsace,
    }
    .get_or_init(make)
}

#[cfg(test)]
mod tests {
    use super::*;
    use minijinja::context;

    const FRENCH: Locale = Locale { lang: Lang::Fr, holidays: Holidays::France };

    #[test]
    fn undefined_is_an_error_and_values_stay_inert() {
        let variables = context! { nom => "{{ autre }} <b>", vide => Vec::<String>::new() };
        assert_eq!(render("Bonjour {{ nom }}", &variables, FRENCH).unwrap(), "Bonjour {{ autre }} <b>");
        assert!(render("{{ absent }}", &variables, FRENCH).unwrap_err().undefined);
        assert!(render("{% if absent %}x{% endif %}", &variables, FRENCH).unwrap_err().undefined);
        assert_eq!(render("{% if absent is defined %}x{% endif %}", &variables, FRENCH).unwrap(), "");
        assert_eq!(evaluate("([1] if true else []) + ([2, 3] if nom else []) | list", &variables, FRENCH).unwrap().len(), Some(3));
        assert_eq!(evaluate("vide | length == 0", &variables, FRENCH).unwrap(), Value::from(true));
    }

    #[test]
    fn working_days_are_those_of_the_place() {
        let variables = context! { jour => day("2028-12-22", Lang::Fr) };
        let strasbourg = Locale { lang: Lang::Fr, holidays: Holidays::AlsaceMoselle };
        for sum in ["jour + '1 working day'", "jour | plus('1 working day')", "'2028-12-22' | plus('1 working day')"] {
            assert_eq!(json(&evaluate(sum, &variables, FRENCH).unwrap()), "2028-12-26", "{sum}");
            assert_eq!(json(&evaluate(sum, &variables, strasbourg).unwrap()), "2028-12-27", "{sum}");
        }
        assert_eq!(render("{{ jour - '-1 day' }}", &variables, strasbourg).ok(), None);
        assert_eq!(render("{{ '2026-04-07' | minus('1 working day') | short_date }}", &variables, strasbourg).unwrap(), "02/04/2026");
    }

    #[test]
    fn what_a_template_uses() {
        let parsed = parse("{% for p in liste %}{{ p.nom }} {{ loop.index }}{% endfor %}{{ a.b.c | upper }}{{ x is defined }}").unwrap();
        let paths: Vec<String> = parsed.uses.iter().map(Use::to_string).collect();
        assert_eq!(paths, ["liste", "liste[].nom", "a.b.c", "x"]);
        assert!(parsed.uses[3].only_tested);
    }

    #[test]
    fn where_each_part_of_a_path_is_written() {
        let source =
            "{% for p in liste %}{{ p.nom }}{% endfor %}{{ a . b['été'].c }}{{ liste | map(attribute='nom') | join }}{{ canal in ['x', 'y'] }}";
        let parsed = parse(source).unwrap();
        let written: Vec<Vec<&str>> =
            parsed.uses.iter().map(|one| one.parts.iter().map(|part| part.clone().map_or("–", |r| &source[r])).collect()).collect();
        assert_eq!(written, [vec!["liste"], vec!["–", "–", "nom"], vec!["a", "b", "été", "c"], vec!["liste"], vec!["–", "–", "nom"], vec!["canal"]]);
        assert_eq!(parsed.locals[0].ranges.iter().map(|r| &source[r.clone()]).collect::<Vec<_>>(), ["p", "p"]);
        assert_eq!(parsed.words.iter().map(|w| (&source[w.range.clone()], w.text.as_str())).collect::<Vec<_>>(), [("x", "x"), ("y", "y")]);
        let whole = parse_expression("a.b | selectattr('c', 'equalto', 'd') | list").unwrap();
        assert_eq!((whole.whole.as_ref().unwrap().len(), whole.words[0].text.as_str()), (2, "d"));
    }

    #[test]
    fn what_is_guarded() {
        let unguarded = |source: &str| -> Vec<String> {
            let uses = &parse(source).unwrap().uses;
            uses.iter().filter(|u| !u.unguarded.is_empty()).map(|u| format!("{u} {:?}", u.unguarded)).collect()
        };
        for (source, left) in [
            ("{{ u }}", vec!["u 0..1"]),
            ("{% if u is defined %}{{ u }}{% endif %}{{ u }}", vec!["u 0..1"]),
            ("{% if u is undefined %}–{% else %}{{ u }}{% endif %}", vec![]),
            ("{% if not (u is undefined or v is undefined) %}{{ u }}{{ v }}{% endif %}", vec![]),
            ("{% if u is defined or v is defined %}{{ u }}{% endif %}", vec!["u 0..1"]),
            ("{% if u is defined and u > 3 %}{{ u }}{% endif %}", vec![]),
            ("{{ u if u is defined else 'rien' }}{{ u | default('rien') }}", vec![]),
            ("{% if p.email is defined %}{{ p.email }} {{ p.phone }}{% endif %}", vec!["p.email 0..1", "p.phone 1..2"]),
            ("{% for p in l %}{{ p.a }}{% if p.b is defined %}{{ p.b }}{% endif %}{% endfor %}", vec!["l 0..1", "l[].a 2..3"]),
            ("{% for p in l if p.b is defined %}{{ p.b }}{% endfor %}{% for p in l %}{{ p.b }}{% endfor %}", vec!["l 0..1", "l 0..1", "l[].b 2..3"]),
            ("{{ (l | first).nom }}", vec!["l[].nom 2..3", "l 0..1"]),
        ] {
            let mut found = unguarded(source);
            let mut left: Vec<String> = left.into_iter().map(str::to_owned).collect();
            found.sort();
            left.sort();
            assert_eq!(found, left, "{source}");
        }
    }

    #[test]
    fn what_costs_much_is_refused_before_it_does() {
        let inside = |inside: String| format!("{{{{ {inside} }}}}");
        for bad in [
            inside("-".repeat(1500) + "1"),
            // A brace inside quotation marks closes nothing.
            inside("'}}' ~ ".to_owned() + &"-".repeat(15_000) + "1"),
            inside("not ".repeat(400) + "x"),
            inside("(a+".repeat(300) + "1" + &")".repeat(300)),
            inside("x".to_owned() + &"|e".repeat(900)),
            inside("x".to_owned() + &".a".repeat(900)),
            inside("a+".repeat(900) + "a"),
            inside("a~".repeat(60) + "a"),
            inside("a if b else ".repeat(150) + "c"),
            "{% if a %}".repeat(40),
            "{% if a %}".to_owned() + &"{% elif b %}".repeat(60) + "{% endif %}",
            "x".repeat(20_000) + "{",
        ] {
            assert!(matches!(parse(&bad).unwrap_err().kind, FaultKind::Limit(_)), "{bad:.30}");
        }
        for bad in ["{% set x = 1 %}", "{% macro x() %}{% endmacro %}", "{% include 'x' %}", "{{ x"] {
            assert!(parse(bad).is_err(), "{bad}");
        }
        assert_eq!(parse("{{ x | tojson }}").unwrap_err().kind, FaultKind::Filter("tojson".into()));
        assert_eq!(parse_expression("range(3)").unwrap_err().kind, FaultKind::Filter("range".into()));
        for repeated in ["'x' * 100000000", "['x'] | first * 100000000", "('x' ~ y) * 9999", "[1] * 9999"] {
            assert_eq!(parse_expression(repeated).unwrap_err().kind, FaultKind::Statement("*".into()), "{repeated}");
        }
    }

    #[test]
    fn what_costs_much_to_carry_out_fails_in_little_time_and_room() {
        let list: Vec<u32> = (0..5_000).collect();
        let variables = context! { list, text => "abc".repeat(20_000) };
        for costly in [
            "{% for a in list %}{% for b in list %}{{ a }}{% endfor %}{% endfor %}",
            "{{ list | map('replace', '1', text) | join }}",
            "{{ list | map('string') | map('replace', '1', text) | list | length }}",
            "{% for a in list %}{{ text | upper | length }}{% endfor %}",
        ] {
            assert!(!render(costly, &variables, FRENCH).unwrap_err().undefined, "{costly}");
        }
        let long = "text ~ ".repeat(30) + "text";
        assert!(!evaluate(&long, &variables, FRENCH).unwrap_err().undefined);
        let long = "[".to_owned() + &"list, ".repeat(600) + "list]";
        assert!(!evaluate(&long, &variables, FRENCH).unwrap_err().undefined);
        assert_eq!(evaluate("list | map('string') | map('upper') | length", &variables, FRENCH).unwrap(), Value::from(5_000));
        assert_eq!(evaluate("absent | default('a') | upper", &variables, FRENCH).unwrap(), Value::from("A"));
    }
}
