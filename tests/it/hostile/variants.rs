//! Thousands of one-change variants of the real procedures: what a slip of the hand makes of a file.

use super::bench::{TIME, worked};
use crate::cli::drive::Home;
use crate::random::Rng;
use pasapas::check::{Checked, Checker, Library, Report};
use pasapas::draw::{self, dot, mermaid};
use pasapas::engine::{self, Env};
use pasapas::finding::{Finding, Severity};
use pasapas::library::{BUILT_IN, Procedures};
use pasapas::print::{self, Blank, Options, html, markdown};
use pasapas::text::{Document, Kind, Node};
use pasapas::words::{Arg, Lang};
use std::collections::BTreeMap;
use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

/// How many variants of each kind are made of each procedure (`PASAPAS_VARIANTS` for more).
fn each() -> u64 {
    std::env::var("PASAPAS_VARIANTS").ok().and_then(|n| n.parse().ok()).unwrap_or(16)
}

/// What stands in a real procedure, and where.
struct Real {
    id: &'static str,
    text: &'static str,
    lines: Vec<Range<usize>>,
    keys: Vec<Range<usize>>,
    scalars: Vec<Range<usize>>,
    /// Where a step is named.
    steps: Vec<Range<usize>>,
}

impl Real {
    fn of(id: &'static str, text: &'static str) -> Real {
        let (document, _) = Document::read(id, text.as_bytes());
        let mut real = Real { id, text, lines: Vec::new(), keys: Vec::new(), scalars: Vec::new(), steps: Vec::new() };
        let mut at = 0;
        for line in text.split_inclusive('\n') {
            real.lines.push(at..at + line.len());
            at += line.len();
        }
        real.gather(document.unwrap().root(), "");
        real
    }

    fn gather(&mut self, node: &Node, under: &str) {
        match &node.kind {
            Kind::Scalar(_) => {
                if !node.span.is_empty() && !self.text[node.span.clone()].contains('\n') {
                    self.scalars.push(node.span.clone());
                }
                if matches!(under, "next" | "back" | "start" | "after" | "to@next") {
                    self.steps.push(node.span.clone());
                }
            }
            Kind::List(items) => items.iter().for_each(|item| self.gather(item, under)),
            Kind::Map(entries) => {
                for entry in entries.iter() {
                    self.keys.push(entry.key_span.clone());
                    let key = if under == "next" && entry.key == "to" { "to@next" } else { entry.key.as_str() };
                    // `after` counts time in reminders.
                    let key = if under == "remind" { "" } else { key };
                    self.gather(&entry.value, key);
                }
            }
        }
    }

    fn with(&self, at: Range<usize>, text: &str) -> Vec<u8> {
        [&self.text[..at.start], text, &self.text[at.end..]].concat().into_bytes()
    }

    /// A place between two characters.
    fn between(&self, rng: &mut Rng) -> usize {
        let at = rng.below(self.text.len() as u64) as usize;
        (at..).find(|at| self.text.is_char_boundary(*at)).unwrap()
    }

    /// One character, not the last.
    fn letter(&self, rng: &mut Rng) -> Range<usize> {
        let at = rng.below(self.text.len() as u64 - 8) as usize;
        let start = (at..).find(|at| self.text.is_char_boundary(*at)).unwrap();
        start..start + self.text[start..].chars().next().unwrap().len_utf8()
    }
}

const LETTERS: &[&str] = &[
    ":", ": ", " #", "-", "- ", "? ", "{", "}", "[", "]", ",", "&", "*", "!", "|", ">", "'", "\"", "%", "@", "`", "\t", "\n", "\\", "{{", "}}", "{%",
    " ", "é", "0", "\u{a0}", "\u{202e}", "\0", "~", "<<: ", "---\n", "...", "x",
];

type Change = (&'static str, fn(&Real, &mut Rng) -> Vec<u8>);

const CHANGES: &[Change] = &[
    ("a line is deleted", |r, rng| r.with(rng.pick(&r.lines), "")),
    ("a line is there twice", |r, rng| {
        let line = rng.pick(&r.lines);
        r.with(line.start..line.start, &r.text[line])
    }),
    ("two lines are swapped", |r, rng| {
        let at = rng.below(r.lines.len() as u64 - 1) as usize;
        let (first, second) = (r.lines[at].clone(), r.lines[at + 1].clone());
        r.with(first.start..second.end, &format!("{}{}", &r.text[second.clone()], &r.text[first.clone()]))
    }),
    ("a line stands elsewhere", |r, rng| {
        let (line, to) = (rng.pick(&r.lines), rng.pick(&r.lines));
        let mut without = r.with(line.clone(), "");
        let to = if to.start >= line.end { to.start - line.len() } else { to.start.min(line.start) };
        without.splice(to..to, r.text[line].bytes());
        without
    }),
    ("a line is further right", |r, rng| {
        let at = rng.pick(&r.lines).start;
        r.with(at..at, &" ".repeat(1 + rng.below(4) as usize))
    }),
    ("a line is further left", |r, rng| {
        let line = rng.pick(&r.lines);
        let blanks = r.text[line.clone()].bytes().take_while(|b| *b == b' ').count().min(1 + rng.below(4) as usize);
        r.with(line.start..line.start + blanks, "")
    }),
    ("the file is cut", |r, rng| r.text.as_bytes()[..rng.below(r.text.len() as u64) as usize].to_vec()),
    ("a character is deleted", |r, rng| r.with(r.letter(rng), "")),
    ("a character is put in", |r, rng| {
        let at = r.between(rng);
        r.with(at..at, rng.pick(LETTERS))
    }),
    ("a character is another", |r, rng| r.with(r.letter(rng), rng.pick(LETTERS))),
    ("a byte is another", |r, rng| {
        let mut bytes = r.text.as_bytes().to_vec();
        let at = rng.below(bytes.len() as u64) as usize;
        bytes[at] = rng.below(256) as u8;
        bytes
    }),
    ("a value is a number", |r, rng| r.with(rng.pick(&r.scalars), rng.pick(&["12", "-0.5", "1e400", "0x1F"]))),
    ("a value is true", |r, rng| r.with(rng.pick(&r.scalars), "true")),
    ("a value is nothing", |r, rng| r.with(rng.pick(&r.scalars), rng.pick(&["null", "", "~"]))),
    ("a value is a list", |r, rng| r.with(rng.pick(&r.scalars), rng.pick(&["[a, b]", "[]", "[[a]]"]))),
    ("a value is a map", |r, rng| r.with(rng.pick(&r.scalars), rng.pick(&["{a: b}", "{}", "{title: {title: x}}"]))),
    ("a value is another", |r, rng| r.with(rng.pick(&r.scalars), &r.text[rng.pick(&r.scalars)])),
    ("a value is a template", |r, rng| r.with(rng.pick(&r.scalars), rng.pick(&["\"{{ absent }}\"", "\"{{\"", "\"{% if x %}\"", "\"{{ 1 / 0 }}\""]))),
    ("a key is misspelt", |r, rng| {
        let key = rng.pick(&r.keys);
        r.with(key.start..key.start + 1, rng.pick(&["x", "", "T", "zz"]))
    }),
    ("a key is another", |r, rng| r.with(rng.pick(&r.keys), &r.text[rng.pick(&r.keys)])),
    ("a quotation mark is lost", |r, rng| {
        let quotes: Vec<usize> = r.text.match_indices(['"', '\'']).map(|(at, _)| at).collect();
        let at = rng.pick(&quotes);
        r.with(at..at + 1, "")
    }),
];

/// Makes something of every variant; gives what is wanting.
fn play(real: &Real, what: &str, bytes: &[u8], shown: &mut Vec<(String, Vec<u8>)>) -> Vec<String> {
    let begun = worked();
    let mut wanting = Vec::new();
    let report = Checker::new(&Procedures::BuiltIn).check(&format!("{}.yaml", real.id), bytes);
    if let Some(document) = &report.document {
        for finding in &report.findings {
            let places = std::iter::once(&finding.place).chain(finding.related.iter().map(|(place, _)| place));
            for span in places.map(|place| document.span(place)) {
                if document.source().get(span.clone()).is_none() {
                    wanting.push(format!("{}: {span:?} is no part of the file", finding.code));
                }
            }
            // What speaks of a step speaks of a place in it, not of the whole file.
            if finding.place.path().starts_with("/steps/") && document.span(&finding.place).start == 0 {
                wanting.push(format!("{}: {} is told at the beginning", finding.code, finding.place));
            }
        }
    }
    for finding in &report.findings {
        for lang in [Lang::Fr, Lang::En] {
            let said = lang.words().say(&finding.message);
            if said == finding.message.id || said.is_empty() {
                wanting.push(format!("{} has no words", finding.message.id));
            }
        }
    }
    match &report.checked {
        Some(checked) => on_paper_and_under_way(checked),
        None if report.findings.is_empty() => wanting.push("refused without a word".to_owned()),
        None => shown.push((what.to_owned(), bytes.to_vec())),
    }
    if worked() - begun > TIME {
        wanting.push(format!("it took {:?}", worked() - begun));
    }
    wanting
}

/// What is sound prints and starts.
fn on_paper_and_under_way(checked: &Checked) {
    fn all<'c>(checked: &'c Checked, into: &mut BTreeMap<&'c str, &'c Checked>) {
        for (id, called) in &checked.calls {
            into.insert(id, called);
            all(called, into);
        }
    }
    let mut called = BTreeMap::new();
    all(checked, &mut called);
    let calls = |id: &str| called.get(id).map(|called| &called.procedure);
    let words = Lang::Fr.words();
    let checklist = print::checklist(&checked.procedure, &calls, None, &Blank, &Options::default(), words);
    assert!(markdown::write(&checklist).contains('#') && html::write(&checklist).contains("<html"));
    let drawing = draw::drawing(&checked.procedure, &calls, None, &Blank, words);
    assert!(!mermaid::write(&drawing).is_empty() && !dot::write(&drawing).is_empty());
    let settings = serde_json::Map::new();
    let env = Env { run_id: "essai", now: jiff::Timestamp::UNIX_EPOCH, by: "essai", settings: &settings, holidays: Default::default() };
    // What it asks for at the start is missing; where nothing is asked it begins.
    for wait in [false, true] {
        drop(engine::start(checked, &settings, wait, true, &env));
    }
}

#[test]
fn a_slip_of_the_hand_is_told_or_harmless() {
    let all: Vec<Real> = BUILT_IN.iter().map(|(id, text)| Real::of(id, text)).collect();
    let hand = |part: usize| {
        let (mut wanting, mut shown, mut count, mut sound) = (Vec::new(), Vec::new(), 0u64, 0u64);
        for (i, real) in all.iter().enumerate() {
            for (j, (what, change)) in CHANGES.iter().enumerate().filter(|(j, _)| j % 2 == part) {
                for k in 0..each() {
                    let seed = (i as u64) << 40 | (j as u64) << 32 | k;
                    let bytes = change(real, &mut Rng(seed));
                    let before = shown.len();
                    let played = catch_unwind(AssertUnwindSafe(|| play(real, what, &bytes, &mut shown)));
                    let said = played.unwrap_or_else(|_| vec!["it panics".to_owned()]);
                    wanting.extend(said.into_iter().map(|said| format!("{}, {what}, seed {seed}: {said}", real.id)));
                    sound += u64::from(shown.len() == before);
                    count += 1;
                }
            }
        }
        (wanting, shown, count, sound)
    };
    let parts: Vec<_> = std::thread::scope(|scope| {
        let threads: Vec<_> = [0, 1].map(|part| scope.spawn(move || hand(part))).into();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    let (mut shown, mut count, mut sound) = (Vec::new(), 0, 0);
    for (wanting, errors, variants, clean) in parts {
        assert!(wanting.is_empty(), "\n{}", wanting.join("\n"));
        shown.extend(errors);
        count += variants;
        sound += clean;
    }
    // Both are there in numbers: the changes are neither all harmless nor all fatal.
    assert!(count >= 6 * 21 * each() && sound * 10 > count && shown.len() as u64 * 4 > count, "{count} variants, {sound} sound");
    on_the_screen(&shown);
}

/// A part of what has errors, through the program: every finding can be drawn and written.
fn on_the_screen(shown: &[(String, Vec<u8>)]) {
    let home = Home::new();
    std::fs::create_dir(home.path("essais")).unwrap();
    for (i, (_, bytes)) in shown.iter().enumerate().step_by(6) {
        std::fs::write(home.path(&format!("essais/essai-{i:05}.yaml")), bytes).unwrap();
    }
    for lang in ["fr", "en"] {
        let ran = home.run(&["check", "essais", "--lang", lang]);
        assert_eq!(ran.status, 1, "{}", ran.err);
        assert!(ran.out.len() > 10_000);
    }
    let ran = home.run(&["check", "essais", "--format", "json"]);
    assert_eq!(ran.status, 1, "{}", ran.err);
    let document: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    for finding in document["findings"].as_array().unwrap() {
        let (start, end) = (&finding["start"], &finding["end"]);
        assert!(
            start["line"].as_u64() >= Some(1) && start["column"].as_u64() >= Some(1) && start["byte"].as_u64() <= end["byte"].as_u64(),
            "{finding}"
        );
    }
}

/// A name with one letter twice, which is no step's name.
fn misspelt(name: &str, rng: &mut Rng) -> String {
    let at = rng.below(name.len() as u64) as usize;
    format!("{}{}{}", &name[..at], &name[at..=at], &name[at..])
}

fn at<'r>(report: &'r Arc<Report>, span: &Range<usize>) -> Option<&'r Finding> {
    let document = report.document.as_ref()?;
    report.findings.iter().find(|f| f.code.name() == "step.unknown" && document.span(&f.place) == *span)
}

#[test]
fn a_misspelt_step_is_told_where_it_is_named_and_what_was_meant() {
    for (id, text) in BUILT_IN {
        let real = Real::of(id, text);
        assert!(real.steps.len() > 5, "{id}");
        let mut rng = Rng(id.len() as u64);
        for span in &real.steps {
            let name = &text[span.clone()];
            let wrong = misspelt(name, &mut rng);
            let report = Checker::new(&Procedures::BuiltIn).check(&format!("{id}.yaml"), &real.with(span.clone(), &wrong));
            let found = at(&report, &(span.start..span.start + wrong.len()));
            let found = found.unwrap_or_else(|| panic!("{id}: {wrong}: {:?}", report.findings));
            let help = found.help.as_ref().unwrap();
            assert_eq!((help.id, &help.args[0].1), ("did-you-mean", &Arg::Text(name.to_owned())), "{id}: {wrong}");
            assert!(report.findings.iter().filter(|f| f.severity() == Severity::Error).count() == 1, "{id}: {wrong}: {:?}", report.findings);
        }
    }
}

/// All texts of the library are there for the procedures that call others.
#[test]
fn the_real_procedures_are_sound() {
    for id in Procedures::BuiltIn.ids() {
        let (name, bytes) = Procedures::BuiltIn.text(&id).unwrap();
        let report = Checker::new(&Procedures::BuiltIn).check(&name, &bytes);
        assert!(report.checked.is_some(), "{id}: {:?}", report.findings);
        on_paper_and_under_way(report.checked.as_ref().unwrap());
    }
}
