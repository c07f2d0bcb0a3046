//! No sentence in French carries the English of a library: broken templates, YAML, patterns, answers, files and arguments, one table each.

use pasapas::check::{Checker, Library};
use pasapas::model::field::{Field, Kind};
use pasapas::model::holidays::Holidays;
use pasapas::template::{self, Locale};
use pasapas::words::{Lang, Words, reasons};
use std::io::{Error, ErrorKind};

const FRENCH: Locale = Locale { lang: Lang::Fr, holidays: Holidays::France };

/// Words of English that no French sentence of ours has, and that the messages of libraries are full of. Words of the language itself (`end`,
/// `file`, `for`, …) are not among them: sentences list those.
const ENGLISH: &[&str] = &[
    "unexpected",
    "expected",
    "the",
    "is",
    "not",
    "input",
    "string",
    "value",
    "error",
    "invalid",
    "unknown",
    "found",
    "missing",
    "cannot",
    "failed",
    "at",
    "block",
    "identifier",
    "operation",
    "undefined",
    "filter",
    "too",
    "while",
    "line",
    "column",
    "and",
    "must",
    "required",
    "denied",
    "directory",
    "such",
    "syntax",
    "arguments",
    "function",
    "read",
    "only",
    "os",
];

/// What a sentence quotes is what somebody wrote, in whatever language: it is left out.
fn own_words(said: &str) -> String {
    let mut text = String::new();
    let mut depth = 0;
    for c in said.chars() {
        match c {
            '«' => depth += 1,
            '»' => depth -= 1,
            _ if depth == 0 => text.push(c),
            _ => {}
        }
    }
    text
}

fn is_french(said: &str) {
    let own = own_words(said);
    let words: Vec<String> = own.split(|c: char| !c.is_alphabetic() && c != '_').map(str::to_lowercase).collect();
    let english: Vec<&&str> = ENGLISH.iter().filter(|word| words.iter().any(|w| w == **word)).collect();
    assert!(english.is_empty(), "{english:?} in: {said}");
    assert!(words.iter().any(|word| word.len() > 2), "it says nothing: {said}");
}

fn fr() -> &'static Words {
    Lang::Fr.words()
}

#[test]
fn the_table_finds_english() {
    let caught = std::panic::catch_unwind(|| is_french("cette expression ne se lit pas (unexpected end of input, expected identifier)"));
    assert!(caught.is_err());
    is_french("« unexpected end » n’a pas sa place ici");
}

#[test]
fn a_template_that_does_not_parse() {
    let mut kinds = std::collections::BTreeSet::new();
    for source in [
        "{{ nom",
        "{{ }}",
        "{{ nom | }}",
        "{{ a = b }}",
        "{{ a b }}",
        "{{ (a }}",
        "{{ a[1 }}",
        "{{ 'abc }}",
        "{{ a.|b }}",
        "{% if a %}",
        "{% if %}x{% endif %}",
        "{% for x in %}{% endfor %}",
        "{% for in y %}{% endfor %}",
        "{% endif %}",
        "{% set x = 1 %}",
        "{% macro m() %}{% endmacro %}",
        "{% include 'x' %}",
        "{% quoi %}",
        "{{ a | quoi }}",
        "{{ a is quoi }}",
        "{{ quoi(1) }}",
        "{{ 'x' * 9 }}",
        "{{ 12_ }}",
        "{{ 'a\\u12' }}",
        "{{ a § b }}",
        "{# jamais fermé",
        "{{ [1, 2 }}",
        "{{ {'a': 1 }}",
        "{{ a if }}",
        "{{ a if b else }}",
        "{{ not }}",
        "{{ a.1.2.b }}",
        "{{ a ~ }}",
        "{% for loop in x %}{% endfor %}",
        "{{ 99999999999999999999999999999999999999999999 }}",
        "{% raw %}x",
        "{{ a == }}",
        "{{ , }}",
        "{%%}",
        "{{ a | join( }}",
        "{% if a %}{% else %}",
    ] {
        let Err(fault) = template::parse(source) else { continue };
        let said = fr().say(&fault.message());
        is_french(&said);
        kinds.insert(said);
        let en = Lang::En.words().say(&fault.message());
        assert!(!en.contains("template-"), "{en}");
    }
    assert!(kinds.len() >= 12, "{kinds:#?}");
}

#[test]
fn a_template_that_cannot_be_rendered() {
    let variables = template::value(serde_json::json!({"nom": "Été", "liste": [{"a": 1}], "n": 3, "vide": null}));
    for (source, names) in [
        ("{{ jour }}", "jour"),
        ("{{ nom.prenom }}", "nom.prenom"),
        ("{% for x in liste %}{{ x.b }}{% endfor %}", "liste[].b"),
        ("{% if jour %}x{% endif %}", "jour"),
        ("{{ nom + 1 }}", "nom + 1"),
        ("{{ nom | date }}", "date"),
        ("{{ nom | time }}", "heure"),
        ("{{ '2026-01-01' | plus('bientôt') }}", "durée"),
        ("{{ n | first }}", "calcul"),
        ("{% for x in n %}{% endfor %}", "calcul"),
        ("{{ nom | join }}{{ n < nom }}{{ nom - n }}", "calcul"),
        ("{{ n / 0 }}", "calcul"),
        ("{{ nom | replace }}", "calcul"),
        ("{{ nom | replace('', 'x') }}", "trop long"),
        ("{% for a in 'xxxxxxxxxx' %}{% for b in liste * 1 %}{% endfor %}{% endfor %}", ""),
    ] {
        let Err(failure) = template::render(source, &variables, FRENCH) else {
            assert!(names.is_empty(), "{source} is rendered");
            continue;
        };
        let said = fr().say(&failure.message);
        is_french(&said);
        assert!(said.contains(names), "{source}: {said}");
    }
    let failure = template::evaluate("absente == 1", &variables, FRENCH).unwrap_err();
    assert!(failure.undefined && fr().say(&failure.message).contains("« absente »".replace(' ', "\u{202f}").as_str()));
}

struct Nothing;

impl Library for Nothing {
    fn text(&self, _: &str) -> Option<(String, Vec<u8>)> {
        None
    }
    fn ids(&self) -> Vec<String> {
        Vec::new()
    }
}

#[test]
fn yaml_that_does_not_parse_or_fit() {
    let head = "pasapas: 1\nid: x\nversion: 1.0.0\nstatus: valid\ntitle: X\nlanguage: fr\nstart: a\n";
    let mut findings = 0;
    for text in [
        "a: [1, 2",
        "a: {b: c",
        "a: 'b",
        "a: \"b\\q\"",
        "\ta: b",
        "a: b\n\tc: d",
        "a\n b: c: d",
        "- a\nb: c",
        "a: &x 1\nb: *x",
        "a: !!python/object x",
        "? [a]\n: b",
        "a: b\na: c",
        "%YAML 9.9\n---\na: b",
        "a: |2x\n  b",
        "a: >\n b\n  - c\n d: e",
        "",
        "---\na: b\n---\nc: d",
        "a: @b",
        "a: `b`",
        "<<: {a: b}",
        "a: \u{7}",
        "]",
        "a: b: c",
        "a: |\n x\n y",
        "[]",
        "42",
        "null",
        "a: 2026-02-31",
    ] {
        for source in [text.to_owned(), format!("{head}steps:\n  a:\n    title: A\n    role: r\n    {text}\n")] {
            let report = Checker::new(&Nothing).check("x.yaml", source.as_bytes());
            for finding in &report.findings {
                findings += 1;
                is_french(&fr().say(&finding.message));
                finding.help.iter().for_each(|help| is_french(&fr().say(help)));
            }
        }
    }
    assert!(findings > 100, "{findings}");
}

#[test]
fn a_step_whose_values_are_of_the_wrong_kind() {
    for line in [
        "title: 12",
        "title: [a]",
        "text: {a: b}",
        "ask: 3",
        "ask: {q: {type: text, title: Q, pattern: '['}}",
        "ask: {q: {type: text, title: Q, pattern: '(?<'}}",
        "ask: {q: {type: integer, title: Q, min: a}}",
        "ask: {q: {type: quoi, title: Q}}",
        "due: demain",
        "wait: {for: 3}",
        "join: tous",
        "checks: 5",
        "ask: {q: {type: date, title: Q, default: hier}}",
        "ask: {q: {type: list, title: Q, max: -1}}",
        "email: {}",
        "each: 3",
        "choose: {}",
        "choose: []",
    ] {
        let source = format!(
            "pasapas: 1\nid: x\nversion: 1.0.0\nstatus: valid\ntitle: X\nlanguage: fr\nroles: {{r: {{title: R}}}}\nrole: r\nstart: a\nsteps:\n  a:\n    {line}\n    end: success\n"
        );
        let report = Checker::new(&Nothing).check("x.yaml", source.as_bytes());
        assert!(!report.findings.is_empty(), "{line} is accepted");
        for finding in &report.findings {
            is_french(&fr().say(&finding.message));
            finding.help.iter().for_each(|help| is_french(&fr().say(help)));
        }
    }
}

#[test]
fn an_answer_that_does_not_fit() {
    let today = "2026-03-02".parse().unwrap();
    let kinds = [
        Kind::Text,
        Kind::Integer,
        Kind::Decimal,
        Kind::Boolean,
        Kind::Date,
        Kind::Time,
        Kind::Datetime,
        Kind::Email,
        Kind::Phone { mobile: true },
        Kind::Url,
        Kind::File,
        Kind::Person,
        Kind::Siren,
        Kind::Siret,
        Kind::Finess,
        Kind::Rpps,
    ];
    let given = [
        serde_json::json!("n'importe quoi\nsur deux lignes"),
        serde_json::json!({"nom": 1}),
        serde_json::json!([[]]),
        serde_json::json!("2026-02-31"),
        serde_json::json!("2026-03-29T02:30"),
        serde_json::json!("\u{202e}x"),
        serde_json::json!(1e300),
        serde_json::json!({"name": "A\nB", "emal": "x"}),
    ];
    let mut refused = 0;
    for kind in kinds {
        let field = Field { kind: kind.clone(), ..question() };
        for given in &given {
            for problem in pasapas::model::value::accept(&field, "q", given, today, &pasapas::model::value::Alone).err().into_iter().flatten() {
                refused += 1;
                is_french(&fr().say(&problem.message));
            }
        }
    }
    assert!(refused > 60, "{refused}");
    let bounded = Field { kind: Kind::Date, min: Some(pasapas::model::field::Bound::Today), ..question() };
    let problems = pasapas::model::value::accept(&bounded, "q", &serde_json::json!("2026-01-01"), today, &pasapas::model::value::Alone).unwrap_err();
    let said = fr().say(&problems[0].message).replace('\u{a0}', " ");
    assert!(said.contains("2 mars 2026") && !said.contains("2026-03-02"), "{said}");
}

/// A question with nothing special about it.
fn question() -> Field {
    let source = "pasapas: 1\nid: x\nversion: 1.0.0\nstatus: valid\ntitle: X\nlanguage: fr\nroles: {r: {title: R}}\nrole: r\nsources: {s: {title: S}}\nsource: {from: s}\n\
                  inputs: {q: {type: text, title: Q}}\nstart: a\nsteps:\n  a:\n    title: A\n    text: '{{ q }}'\n    end: success\n";
    let report = Checker::new(&Nothing).check("x.yaml", source.as_bytes());
    let checked = report.checked.clone().unwrap_or_else(|| panic!("{:?}", report.findings));
    checked.procedure.inputs.values().next().unwrap().clone()
}

#[test]
fn what_the_system_answers() {
    for kind in [
        ErrorKind::NotFound,
        ErrorKind::PermissionDenied,
        ErrorKind::AlreadyExists,
        ErrorKind::NotADirectory,
        ErrorKind::IsADirectory,
        ErrorKind::ReadOnlyFilesystem,
        ErrorKind::StorageFull,
        ErrorKind::QuotaExceeded,
        ErrorKind::FileTooLarge,
        ErrorKind::InvalidFilename,
        ErrorKind::ResourceBusy,
        ErrorKind::Interrupted,
        ErrorKind::InvalidData,
        ErrorKind::UnexpectedEof,
        ErrorKind::BrokenPipe,
        ErrorKind::OutOfMemory,
        ErrorKind::TimedOut,
    ] {
        is_french(&fr().say(&reasons::io(&Error::from(kind))));
    }
    for number in [5, 40] {
        is_french(&fr().say(&reasons::io(&Error::from_raw_os_error(number))));
    }
    // What has no words of ours is shown as what it is: a detail, set apart.
    let said = fr().say(&reasons::io(&Error::other("something new")));
    assert!(said.contains("détail, tel qu’il le donne") && said.ends_with("something new)"), "{said}");
}

#[test]
fn a_moment_in_a_refusal_is_written_as_the_reader_writes_it() {
    let source = "pasapas: 1\nid: x\nversion: 1.0.0\nstatus: valid\ntitle: X\nlanguage: fr\nrole: r\nroles: {r: {title: R}}\nsources: {s: {title: S}}\n\
                  source: {from: s}\nstart: a\nsteps:\n  a:\n    title: A\n    not_before: 2 days\n    end: success\n";
    let report = Checker::new(&Nothing).check("x.yaml", source.as_bytes());
    let checked = report.checked.clone().unwrap_or_else(|| panic!("{:?}", report.findings));
    let settings = serde_json::Map::new();
    // Half past one in the afternoon in Paris, in summer.
    let now = "2026-07-10T11:30:00Z".parse().unwrap();
    let env = pasapas::engine::Env { run_id: "r", now, by: "Anne", settings: &settings, holidays: Default::default() };
    let (run, _) = pasapas::engine::start(&checked, &settings, false, false, &env).unwrap();
    let done = pasapas::engine::command::Done { path: pasapas::engine::Path::root().step(&"a".into()), ..Default::default() };
    let refusal = pasapas::engine::decide(&checked, run.clone(), &pasapas::engine::Command::Done(Box::new(done)), &env).unwrap_err();
    assert_eq!(refusal.code, pasapas::finding::codes::STEP_EARLY);
    let said = |lang: Lang| lang.words().say(&refusal.message).replace(['\u{a0}', '\u{202f}'], " ");
    assert!(said(Lang::Fr).contains("12 juillet 2026 à 13 h 30"), "{}", said(Lang::Fr));
    assert!(said(Lang::En).contains("12 July 2026, 13:30"), "{}", said(Lang::En));
    // Programs read ISO 8601 all the same.
    let view = pasapas::engine::view::View { checked: &checked, run: &run, env: &env };
    let (path, site, step) = view.steps().remove(0);
    assert_eq!(view.step(&path, &site, step).opened.unwrap(), "2026-07-10T13:30:00+02:00");
}
