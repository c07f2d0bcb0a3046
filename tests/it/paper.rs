//! PDFs, opened with other programs: pdftotext, pdffonts, qpdf, pikepdf, a checker of PDF/UA, and strace while they are made.

#[path = "paper/seen.rs"]
mod seen;

use crate::cli::drive::{Home, begin, carry_on};
use serde_json::{Value, json};
use std::path::Path;
use std::process::Command;

const REAL: [&str; 6] = ["ans-contractualisation", "cartes-cpx", "certificats-serveurs", "certinomis-batch", "designation-mandataire", "rpps-plus"];

/// What another program says.
fn said_by(program: &str, args: &[&str]) -> String {
    let ran = Command::new(program).args(args).output().unwrap_or_else(|error| panic!("{program}: {error}; tests/run installs it"));
    assert!(ran.status.success(), "{program} {args:?}\n{}{}", String::from_utf8_lossy(&ran.stdout), String::from_utf8_lossy(&ran.stderr));
    String::from_utf8(ran.stdout).unwrap()
}

/// The Python that `tests/run` sets up.
fn python() -> String {
    std::env::var("PASAPAS_TEST_PYTHON").unwrap_or_else(|_| concat!(env!("CARGO_MANIFEST_DIR"), "/target/test-python/bin/python").to_owned())
}

/// What pikepdf finds in a PDF.
fn inspect(file: &Path) -> Value {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/data/paper/look.py");
    serde_json::from_str(&said_by(&python(), &[script, file.to_str().unwrap()])).unwrap()
}

/// The words on the pages without what runs at their tops and feet, and without any white space: lines and pages break as they like.
fn words_of(file: &Path) -> String {
    let crop = ["-raw", "-x", "0", "-y", "56", "-W", "842", "-H", "736"];
    bare(&said_by("pdftotext", &[&crop[..], &[file.to_str().unwrap(), "-"]].concat()))
}

fn bare(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '-' | '\u{ad}' | '\u{200b}')).flat_map(char::to_lowercase).collect()
}

/// A page of HTML without its pictures: what they show is their own affair.
fn without_pictures(mut html: String) -> String {
    while let Some((from, length)) = html.find("<svg").and_then(|from| Some((from, html[from..].find("</svg>")?))) {
        html.replace_range(from..from + length, "");
    }
    html
}

/// The words of a page of HTML, piece by piece.
fn pieces(html: &str) -> Vec<String> {
    let body = &html[html.find("<body>").unwrap()..];
    let mut pieces = Vec::new();
    for part in body.split('<').skip(1) {
        let words = part.split_once('>').map(|(_, words)| words).unwrap_or_default();
        let words = words.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&#39;", "'").replace("&nbsp;", " ");
        // What stands between two things in a line stands in columns of their own elsewhere.
        let words = bare(&words.replace("&amp;", "&")).trim_matches('·').to_owned();
        // A tick is a sign of its own on either page.
        if !words.is_empty() && words != "✓" {
            pieces.push(words);
        }
    }
    pieces
}

/// Holds a PDF to what every one must be, and gives what pikepdf found.
fn sound(file: &Path, title: &str, lang: &str) -> Value {
    said_by("qpdf", &["--check", file.to_str().unwrap()]);
    let found = inspect(file);
    let name = file.display();
    assert_eq!(found["pdfa"], json!(["2", "A"]), "{name}");
    assert_eq!(found["pdfua"], "1", "{name}");
    assert_eq!(found["broken"], json!([]), "{name}");
    assert_eq!((&found["title"], &found["lang"]), (&json!(title), &json!(lang)), "{name}");
    assert!(found["shows_title"] == true && found["marked"] == true && found["actions"] == json!([]), "{name}: {found}");
    let fonts = found["fonts"].as_object().unwrap();
    assert!(!fonts.is_empty() && fonts.values().all(|embedded| embedded == true), "{name}: {fonts:?}");
    // Headings begin with one for the whole, and none is skipped on the way down.
    let mut level = 0;
    let mut titles = 0;
    for tag in found["tags"].as_array().unwrap() {
        let tag = tag["tag"].as_str().unwrap();
        if let Some(own) = tag.strip_prefix('H').and_then(|n| n.parse::<usize>().ok()) {
            assert!(own <= level + 1, "{name}: H{own} below H{level}");
            level = own;
            titles += usize::from(own == 1);
        }
    }
    assert!(titles >= 1, "{name}: {titles} titles");
    found
}

#[test]
fn every_real_procedure_says_on_paper_what_its_page_says() {
    let home = Home::new();
    for id in REAL {
        let (pdf, page) = (home.path(&format!("{id}.pdf")), home.path(&format!("{id}.html")));
        let ran = home.run(&["checklist", id, "-o", pdf.to_str().unwrap()]);
        assert_eq!((ran.status, ran.err.contains("warning")), (0, false), "{}", ran.err);
        home.good(&["checklist", id, "-o", page.to_str().unwrap()]);
        let html = without_pictures(std::fs::read_to_string(&page).unwrap());
        let title = html.split_once("<title>").unwrap().1.split_once("</title>").unwrap().0.replace("&#39;", "'");
        let found = sound(&pdf, &title, "fr");
        let words = words_of(&pdf);
        let missing: Vec<String> = pieces(&html).into_iter().filter(|piece| !words.contains(piece.as_str())).collect();
        assert_eq!(missing, Vec::<String>::new(), "{id}");
        seen::hold_instructions(id, &words);
        // Steps are read, and stand among the bookmarks, in the order of the page.
        let heads = html.split("-title\"").skip(2).step_by(2);
        let heads: Vec<String> = heads.map(|rest| rest.split_once('>').unwrap().1.split_once("</h").unwrap().0.to_owned()).collect();
        let mut at = 0;
        for head in heads.iter().map(|head| pieces(&format!("<body><h2>{head}")).concat()) {
            at += words[at..].find(&head).unwrap_or_else(|| panic!("{id}: {head} is not in its place"));
        }
        let marks: Vec<String> = found["outline"].as_array().unwrap().iter().map(|mark| mark[1].as_str().unwrap().to_owned()).collect();
        assert!(marks.iter().any(|mark| mark.starts_with("1 ")) && marks.len() > heads.len(), "{id}: {marks:?}");
    }
}

#[test]
fn the_same_input_gives_the_same_bytes_and_nothing_is_opened() {
    let home = Home::new();
    for name in ["a.pdf", "b.pdf"] {
        home.good(&["checklist", "rpps-plus", "-o", name]);
    }
    assert_eq!(std::fs::read(home.path("a.pdf")).unwrap(), std::fs::read(home.path("b.pdf")).unwrap());
    let mut traced = Command::new("strace");
    traced.args(["-f", "-qq", "-e", "trace=%network,openat,open,execve", "-o", "trace", env!("CARGO_BIN_EXE_pasapas")]);
    traced.args(["checklist", "rpps-plus", "-o", "c.pdf"]).env_clear().current_dir(home.path(".")).env("HOME", home.path("."));
    assert!(traced.output().expect("tests/run installs strace").status.success());
    let trace = std::fs::read_to_string(home.path("trace")).unwrap();
    let calls: Vec<&str> = trace.lines().map(|line| line.split_once(' ').map_or(line, |(_, call)| call.trim())).collect();
    assert!(calls.iter().any(|call| call.starts_with("openat") && call.contains("c.pdf")), "{trace}");
    for call in calls {
        assert!(call.starts_with("open") || call.starts_with("execve") || call.starts_with("+++") || call.starts_with("---"), "{call}");
        assert!(!call.contains("font") && !call.contains(".ttf") && !call.contains("typst"), "{call}");
    }
}

const HOSTILE: &str = r##"pasapas: 1
id: hostile
version: 1.0.0
status: draft
title: "#panic(1) *a* _b_ $x$ \\ @ref // // /* */ <label> `c`"
language: fr
role: we
roles:
  we:
    title: "#read(\"/etc/passwd\")"
start: one
steps:
  one:
    title: "#import \"a.typ\" ] } ) \" ' \\u{41}"
    text: |
      \#read("/etc/passwd") \$ \\ @a \<b\> שלום עולם مرحبا بالعالم Привет Ελλάδα Łódź ﬁn é 🧑‍🚀 漢
    ask:
      many:
        type: text
        title: "#(1 + 1) 12\u202f345\u00a0€ « à » 50\u202f% a\u2011b"
      story:
        type: paragraph
        title: Story
        optional: true
    end: success
"##;

#[test]
fn texts_are_words_and_nothing_else() {
    let home = Home::new();
    home.write("hostile.yaml", HOSTILE);
    let ran = home.run(&["checklist", "./hostile.yaml", "-o", "hostile.pdf"]);
    assert_eq!(ran.status, 0, "{}", ran.err);
    // What no typeface has is named, with its place.
    for said in ["no typeface has the character 🧑 (U+1F9D1), step 1", "(U+1F680), step 1", "漢 (U+6F22), step 1"] {
        assert!(ran.err.contains(said), "{said}\n{}", ran.err);
    }
    let file = home.path("hostile.pdf");
    said_by("qpdf", &["--check", file.to_str().unwrap()]);
    let words = words_of(&file);
    for said in [
        "#panic(1) *a* _b_ $x$ \\ @ref // // /* */ <label> `c`",
        "#read(\"/etc/passwd\")",
        "#import \"a.typ\" ] } ) \" ' \\u{41}",
        "$ \\ @a <b>",
        "שלום",
        "مرحبا",
        "Привет Ελλάδα Łódź",
        "[U+1F9D1][U+1F680] [U+6F22]",
        "#(1 + 1) 12 345 € « à » 50 % a‑b",
    ] {
        assert!(words.contains(&bare(said)), "{said}\n{}", words.replace(&"a".repeat(50), ""));
    }
    // A word that is longer than a page is broken, and whole.
    let word = "a".repeat(20_000);
    home.good(&["start", "./hostile.yaml"]);
    let answers = home.write("answers.json", &json!({"many": "x", "story": word}).to_string());
    home.good(&["done", "@last", "one", "--data", &answers]);
    home.good(&["checklist", "@last", "-o", "long.pdf"]);
    assert!(words_of(&home.path("long.pdf")).contains(&word));
    assert!(inspect(&home.path("long.pdf"))["pages"].as_u64().unwrap() > 3);
}

#[test]
fn a_run_of_ten_is_printed_as_it_stands_by_item_and_as_a_table() {
    let home = Home::new();
    let run = begin(&home, "certinomis-batch", &json!({}));
    for _ in 0..6 {
        assert!(carry_on(&home), "{}", home.good(&["show", &run]));
    }
    let print = |args: &[&str]| {
        home.good(&[&["checklist", "@last", "-o", "run.pdf"], args].concat());
        words_of(&home.path("run.pdf"))
    };
    let words = print(&["--personal"]);
    assert!(words.contains(&bare("fait par tess le")) && words.contains("personne10@example.org"), "{words}");
    let words = print(&[]);
    assert!(!words.contains("essai10") && !words.contains("personne10@"), "what is personal shows nowhere");
    let words = print(&["--items", "--personal"]);
    let found = inspect(&home.path("run.pdf"));
    let titles = found["tags"].as_array().unwrap().iter().filter(|tag| tag["tag"] == "H1").count();
    assert_eq!(titles, 10, "one sheet for each");
    assert!((1..=10).all(|n| words.contains(&format!("{n}.essai{n}"))));
    let words = print(&["--table", "--personal"]);
    assert!(words.contains("10.essai10") && !words.contains(&bare("Comment lire ces pages")), "{words}");
    assert!(inspect(&home.path("run.pdf"))["tags"].as_array().unwrap().iter().any(|tag| tag["tag"] == "Table"));
}

const LIST: &str = r##"pasapas: 1
id: cards
version: 1.0.0
status: valid
title: Cards
language: en
role: agent
roles:
  agent:
    title: Agent
inputs:
  people:
    type: list
    title: People
    key: name
    fields:
      name:
        type: text
        title: Name
start: each_one
steps:
  each_one:
    title: One by one
    each: people
    as: person
    start: hand
    steps:
      hand:
        title: Hand over the card
        text: "To {{ person.name }}."
        end: success
    end: success
"##;

#[test]
fn sheets_that_are_set_in_parts_are_one_document() {
    let home = Home::new();
    home.write("cards.yaml", LIST);
    let people: Vec<Value> = (1..=40).map(|n| json!({"name": format!("Name {n}")})).collect();
    let people = home.write("people.json", &json!({"people": people}).to_string());
    home.good(&["start", "./cards.yaml", "--data", &people]);
    for name in ["a.pdf", "b.pdf"] {
        home.good(&["checklist", "@last", "--items", "--personal", "-o", name]);
    }
    assert_eq!(std::fs::read(home.path("a.pdf")).unwrap(), std::fs::read(home.path("b.pdf")).unwrap());
    let found = sound(&home.path("a.pdf"), "Cards", "en");
    assert_eq!(found["pages"], 40);
    let marks = found["outline"].as_array().unwrap();
    assert_eq!(marks.iter().filter(|mark| mark[1] == "Cards").count(), 40, "{marks:?}");
    let words = words_of(&home.path("a.pdf"));
    let places: Vec<Option<usize>> = (1..=40).map(|n| words.find(&format!("{n}.name{n}"))).collect();
    assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{places:?}");
}

#[test]
fn a_pdf_does_not_go_to_a_terminal() {
    let home = Home::new();
    let program = env!("CARGO_BIN_EXE_pasapas");
    let command = format!("env HOME={} PASAPAS_LANG=en {program} checklist rpps-plus --format pdf", home.path(".").display());
    let mut terminal = rexpect::spawn(&command, Some(30_000)).unwrap();
    terminal.exp_string("cannot be shown").unwrap();
    // To a pipe it does.
    let piped = home.command().args(["checklist", "rpps-plus", "--format", "pdf"]).output().unwrap();
    assert!(piped.status.success() && piped.stdout.starts_with(b"%PDF-"));
}
