//! Answers that do not fit, or that were made to do harm: each is refused with its code and nothing of it is kept, or it stays what was typed.

use super::bench;
use crate::cli::drive::Home;
use pasapas::check::Checker;
use pasapas::model::field::Field;
use pasapas::model::value::{Alone, accept};
use serde_json::{Value, json};

/// A procedure that asks one question of every type, each of which may stay empty.
const ALL: &str = include_str!("tout.yaml");

/// What does not fit, by question.
fn refused() -> Vec<(&'static str, Value)> {
    let long = "a".repeat(1_001);
    let huge = "a".repeat(1 << 20);
    let mut all = vec![
        ("texte", json!("a\0b")),
        ("texte", json!("a\u{202e}b")),
        ("texte", json!("a\u{2028}b")),
        ("texte", json!("a\u{200b}b")),
        ("texte", json!("a\u{1b}[31mb")),
        ("texte", json!("deux\nlignes")),
        ("texte", json!(long)),
        ("texte", json!(huge)),
        ("texte", json!(["a"])),
        ("texte", json!({"a": "b"})),
        ("texte", json!(true)),
        ("long", json!("a".repeat(20_001))),
        ("long", json!("a\u{7}b")),
        ("entier", json!("12.5")),
        ("entier", json!(1.5)),
        ("entier", json!(1e300)),
        ("entier", json!("99999999999999999999")),
        ("entier", json!(-1)),
        ("entier", json!(101)),
        ("entier", json!("douze")),
        ("entier", json!("0x10")),
        ("decimal", json!("NaN")),
        ("decimal", json!("inf")),
        ("decimal", json!("1,2,3")),
        ("decimal", json!("1e999")),
        ("vrai", json!("peut-être")),
        ("vrai", json!(2)),
        ("vrai", json!([true])),
        ("jour", json!("2024-02-30")),
        ("jour", json!("30/02/2024")),
        ("jour", json!("2023-02-29")),
        ("jour", json!("01/01/24")),
        ("jour", json!("0024-01-01")),
        ("jour", json!("2024-13-01")),
        ("jour", json!("12/31/2024")),
        ("jour", json!("9999-12-31")),
        ("jour", json!("-2024-01-01")),
        ("jour", json!("hier")),
        ("jour", json!(20240101)),
        ("heure", json!("25:00")),
        ("heure", json!("12:60")),
        ("heure", json!("midi")),
        ("heure", json!("-1:30")),
        ("moment", json!("2026-03-29T02:30")),
        ("moment", json!("2026-10-25T02:30")),
        ("moment", json!("2026-03-29")),
        ("moment", json!("2026-02-30T10:00")),
        ("courriel", json!("a@b")),
        ("courriel", json!("a@c.fr\nBcc: x@y.fr")),
        ("courriel", json!("a@c.fr\r\nX: y")),
        ("courriel", json!("\"a b\"@c.fr")),
        ("courriel", json!("a@c.fr, b@d.fr")),
        ("courriel", json!("Claire <a@c.fr>")),
        ("courriel", json!(format!("{}@c.fr", "a".repeat(300)))),
        ("telephone", json!("12345")),
        ("telephone", json!("06 12 34 56 7")),
        ("telephone", json!("06 12 34 56 78 90")),
        ("telephone", json!("٠٦١٢٣٤٥٦٧٨")),
        ("mobile", json!("02 41 00 00 00")),
        ("mobile", json!("+33 2 41 00 00 00")),
        ("site", json!("javascript:alert(1)")),
        ("site", json!("data:text/html,<script>alert(1)</script>")),
        ("site", json!("file:///etc/passwd")),
        ("site", json!("https://a b.fr")),
        ("site", json!(format!("https://exemple.fr/{huge}"))),
        ("un", json!("c")),
        ("un", json!(["a"])),
        ("des", json!(["a", "c"])),
        ("des", json!("a, c")),
        ("des", json!([1])),
        ("des", json!(vec!["a"; 100_000])),
        ("piece", json!("/etc/passwd")),
        ("piece", json!({"seen": true})),
        ("piece", json!({"name": "a.pdf", "sha256": "00", "size": 1})),
        ("piece", json!({"name": "a\u{202e}fdp.exe", "sha256": "0".repeat(64), "size": 1})),
        ("piece", json!({"name": "a.pdf", "sha256": "0".repeat(64), "size": -1})),
        ("piece", json!({"name": "a.pdf", "sha256": "0".repeat(64), "size": 1, "path": "/etc/passwd"})),
        ("vue", json!(false)),
        ("vue", json!("non")),
        ("secret", json!("non")),
        ("secret", json!({"noted": true, "value": "hunter2"})),
        ("secret", json!({"noted": true, "where": 12})),
        ("secret", json!({"noted": true, "where": "a\0b"})),
        ("secret", json!(huge)),
        ("personne", json!({"email": "a@c.fr"})),
        ("personne", json!({"name": "A\r\nBcc: x@y.fr"})),
        ("personne", json!({"name": "<script>"})),
        ("personne", json!({"name": {"first": "A"}})),
        ("personne", json!({"name": "A", "role": "admin"})),
        ("personne", json!({"name": "A", "email": "pas une adresse"})),
        ("personne", json!(["A"])),
        ("fiche", json!({})),
        ("fiche", json!({"nom": "A", "autre": "B"})),
        ("fiche", json!("A")),
        ("gens", json!("A")),
        ("gens", json!([{"nom": "A"}, {"nom": "a"}])),
        ("gens", json!([{"nom": "A"}, {}])),
        ("gens", json!([null])),
        ("gens", json!(vec![json!({"nom": "A"}); 10_001])),
        ("siren", json!("732829321")),
        ("siren", json!("73282932")),
        ("siret", json!("73282932000079")),
        ("siret", json!("7328293200007a")),
        ("siret", json!(7328293200007i64)),
        ("finess", json!("0100000")),
        ("finess", json!("C10000024")),
        ("rpps", json!("1000123456")),
        ("rpps", json!("1000123456x")),
        ("motif", json!("abc1")),
        ("motif", json!("abc\nabc")),
    ];
    // What is nobody's question.
    all.push(("autre", json!("x")));
    all.push(("__proto__", json!({"admin": true})));
    all.push(("demander", json!("x")));
    all
}

fn fields() -> Vec<Field> {
    let report = Checker::new(&bench::Alone).check("tout.yaml", ALL.as_bytes());
    let checked = report.checked.as_ref().unwrap_or_else(|| panic!("{:?}", report.findings));
    checked.procedure.scope.steps["demander"].ask.values().cloned().collect()
}

#[test]
fn what_does_not_fit_is_refused_in_little_time() {
    let fields = fields();
    let today = jiff::civil::date(2026, 11, 22);
    for (name, given) in refused() {
        let Some(field) = fields.iter().find(|f| f.name.as_ref() == name) else { continue };
        let begun = bench::worked();
        let shown: String = given.to_string().chars().take(80).collect();
        let problems = accept(field, name, &given, today, &Alone).err().unwrap_or_else(|| panic!("{name} takes {shown}"));
        assert!(problems.iter().all(|p| p.path.starts_with(name)) && !problems.is_empty(), "{name}: {shown}: {problems:?}");
        assert!(bench::worked() - begun < bench::TIME, "{name}: {shown}");
    }
    // A list at its limit, with a pattern that is costly to compile.
    let gens = fields.iter().find(|f| f.name.as_ref() == "gens").unwrap();
    let many: Vec<Value> = (0..10_000).map(|i| json!({"nom": format!("N{i}"), "code": "abc"})).collect();
    let begun = bench::worked();
    assert!(accept(gens, "gens", &json!(many), today, &Alone).is_ok());
    assert!(bench::worked() - begun < bench::TIME);
}

#[test]
fn the_program_keeps_nothing_of_what_it_refuses() {
    let home = Home::new();
    home.write("tout.yaml", ALL);
    home.good(&["start", "./tout.yaml"]);
    let before = (home.json(&["show", "@last", "--json"]), home.good(&["log", "@last", "--json"]));
    // All at once: everything that is wrong is said in one refusal.
    let mut by_field = serde_json::Map::new();
    for (name, given) in refused() {
        if given.to_string().len() < 100_000 {
            by_field.insert(name.to_owned(), given);
        }
    }
    let file = home.write("tout.json", &Value::Object(by_field.clone()).to_string());
    let ran = home.run(&["done", "@last", "demander", "--data", &file]);
    assert_eq!(ran.status, 1, "{}", ran.err);
    assert!(ran.err.contains("answer.unknown"), "{}", ran.err);
    for name in by_field.keys() {
        assert!(ran.err.lines().any(|line| line.trim_start().starts_with(name.as_str())), "{name}\n{}", ran.err);
    }
    // One by one, as they are typed.
    for (name, given) in refused()
        .iter()
        .filter_map(|(name, given)| Some((name, given.as_str()?)))
        .filter(|(_, given)| given.len() < 2_000 && !given.contains('\0'))
        .step_by(4)
    {
        let ran = home.run(&["done", "@last", "demander", "--set", &format!("{name}={given}")]);
        assert_eq!(ran.status, 1, "{name}={given}: {}", ran.err);
        assert!(ran.err.contains("answer."), "{name}={given}: {}", ran.err);
    }
    assert_eq!((home.json(&["show", "@last", "--json"]), home.good(&["log", "@last", "--json"])), before);
}

#[test]
fn a_file_of_answers_that_cannot_be_read_is_refused() {
    let home = Home::new();
    home.write("tout.yaml", ALL);
    home.good(&["start", "./tout.yaml"]);
    let before = home.good(&["log", "@last", "--json"]);
    let latin: &[u8] = b"texte: Pi\xe8ce\n";
    let cases: &[(&str, &[u8])] = &[
        ("demi.json", br#"{"texte": "\ud800"}"#),
        ("demi-bas.json", br#"{"texte": "a\udc00b"}"#),
        ("demis-tournes.json", br#"{"texte": "\udc00\ud800"}"#),
        ("latin.yaml", latin),
        ("zero.json", b"{\"texte\": \"a\0b\"}"),
        ("liste.json", b"[1, 2]"),
        ("coupe.json", br#"{"texte": "#),
        ("profond.json", "{\"a\":".repeat(10_000).leak().as_bytes()),
        ("crochets.json", "[".repeat(500_000).leak().as_bytes()),
        ("doubles.yaml", b"texte: a\ntexte: b\n"),
        ("ancre.yaml", b"texte: &a x\nlong: *a\n"),
        ("etiquette.yaml", b"texte: !!python/object:x y\n"),
        ("trop.json", "a".repeat(3 << 20).leak().as_bytes()),
        ("vide.json", b""),
    ];
    for (name, bytes) in cases {
        std::fs::write(home.path(name), bytes).unwrap();
        let ran = home.run(&["done", "@last", "demander", "--data", name]);
        assert_eq!(ran.status, 2, "{name}: {}", ran.err);
        assert!(ran.err.contains("file.unreadable") && ran.err.contains(name), "{name}: {}", ran.err);
    }
    for path in [".", "/dev/zero", "absent.json"] {
        let ran = home.run(&["done", "@last", "demander", "--data", path]);
        assert_eq!(ran.status, 2, "{path}: {}", ran.err);
    }
    assert_eq!(home.good(&["log", "@last", "--json"]), before);
}

#[test]
fn a_file_that_nobody_gave_is_no_evidence() {
    let home = Home::new();
    home.write("tout.yaml", ALL);
    home.good(&["start", "./tout.yaml"]);
    let forged = json!({"piece": {"name": "a.pdf", "sha256": "a".repeat(64), "size": 1}});
    let file = home.write("faux.json", &forged.to_string());
    let ran = home.run(&["done", "@last", "demander", "--data", &file]);
    assert_eq!(ran.status, 1, "{}", ran.err);
    assert!(ran.err.contains("answer.form") && ran.err.contains("piece"), "{}", ran.err);
    let piece = home.write("a.pdf", "%PDF-1.4");
    let lost = home.write("perdu.json", r#"{"piece": "perdu.pdf"}"#);
    let ran = home.run(&["done", "@last", "demander", "--data", &lost]);
    assert!(ran.status == 2 && ran.err.contains("perdu.pdf"), "{}", ran.err);
    let there = home.write("juste.json", &json!({ "piece": piece }).to_string());
    home.good(&["done", "@last", "demander", "--data", &there]);
    assert!(home.good(&["log", "@last", "--json", "--personal"]).contains("a.pdf"));
}

/// Values that look like templates, HTML or Markdown stay what they are, wherever they show.
#[test]
fn what_a_value_says_is_never_carried_out() {
    let home = Home::new();
    home.write("tout.yaml", ALL);
    let texts = [
        "{{ run.id }}{% for i in '123' %}x{% endfor %}{# y #}",
        "<script>alert(1)</script><img src=x onerror=alert(1)>",
        "[ici](javascript:alert(1)) ![x](https://mechant.example/x.png) **gras** `code` # titre",
        "</title></style><svg/onload=alert(1)>&lt;b&gt;\"'",
    ];
    for text in texts {
        home.good(&["start", "./tout.yaml"]);
        let file = home.write("valeur.json", &json!({"texte": text, "long": format!("{text}\n- [ ] case\n\n# {text}")}).to_string());
        home.good(&["done", "@last", "demander", "--data", &file]);
        let run = home.json(&["show", "@last", "--json"]).to_string();
        assert!(run.contains(&json!(text).to_string()), "{text}: {run}");
        let mail = home.good(&["mail", "@last", "show"]);
        assert!(mail.contains(text), "{text}: {mail}");
        let page = home.good(&["checklist", "@last", "--format", "html", "--personal"]);
        for live in ["<script>alert", "<img src=x", "<svg/", "</title></style>", "href=\"javascript:", "src=\"https://mechant"] {
            assert!(!page.contains(live), "{text}: {live}");
        }
        // What stands behind a backslash is a letter like any other.
        let list = home.good(&["checklist", "@last", "--format", "md", "--personal"]).replace("\\<", "").replace("\\[", "").replace("\\*", "");
        for live in ["<script>", "<img", "<svg", "[ici](javascript", "![x](", "**gras**"] {
            assert!(!list.contains(live), "{text}: {live}\n{list}");
        }
        let graph = home.good(&["graph", "@last", "--format", "mermaid"]);
        assert!(!graph.contains("<script>") && !graph.contains("<img"), "{text}: {graph}");
        // In quotation marks nothing of it means anything to Graphviz.
        let graph = home.good(&["graph", "@last", "--format", "dot"]);
        let closed = |line: &str| line.replace("\\\\", "").replace("\\\"", "").matches('"').count().is_multiple_of(2);
        assert!(graph.lines().all(closed), "{text}: {graph}");
        home.good(&["todo"]);
        home.good(&["cancel", "@last", "--reason", "essai"]);
    }
}
