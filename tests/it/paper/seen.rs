//! Pages as those see them who have paper in their hands: with eyes, and with a telephone that reads square codes.

use super::{LIST, REAL, bare, python, said_by};
use crate::cli::Home;
use pasapas::draw::svg::leaves::leaves;
use pasapas::draw::{drawing, pages};
use pasapas::model::{self, Scope, Step};
use pasapas::print::Blank;
use pasapas::text::Document;
use pasapas::words::Lang;
use roxmltree::Document as Xml;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::Path;

/// What is read from the square codes of a page by another program.
fn codes(home: &Home, pdf: &Path, page: usize) -> Vec<String> {
    let (number, dots) = (page.to_string(), home.path("dots"));
    let args = ["-gray", "-r", "150", "-singlefile", "-f", &number, "-l", &number];
    said_by("pdftoppm", &[&args[..], &[pdf.to_str().unwrap(), dots.to_str().unwrap()]].concat());
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/data/paper/codes.py");
    said_by(&python(), &[script, home.path("dots.pgm").to_str().unwrap()]).lines().map(str::to_owned).collect()
}

#[test]
fn the_square_code_of_every_sheet_is_read_from_the_page() {
    let home = Home::new();
    home.write("cards.yaml", LIST);
    let blank = home.path("blank.pdf");
    home.good(&["checklist", "./cards.yaml", "-o", blank.to_str().unwrap()]);
    assert_eq!(codes(&home, &blank, 1), ["pasapas:cards@1.0.0"]);
    let people: Vec<Value> = ["Ann", "Bob", "Cho"].map(|name| json!({"name": name})).into();
    let people = home.write("people.json", &json!({"people": people}).to_string());
    let run = home.good(&["start", "./cards.yaml", "--data", &people]).trim().to_owned();
    let sheets = home.path("sheets.pdf");
    home.good(&["checklist", "@last", "--items", "--personal", "-o", sheets.to_str().unwrap()]);
    for item in 1..=3 {
        let said = codes(&home, &sheets, item);
        // Which run, which version of its procedure, how far it was and which item: as whoever has no reader types it.
        let page = item.to_string();
        let words = said_by("pdftotext", &["-f", &page, "-l", &page, sheets.to_str().unwrap(), "-"]);
        let short = words.split_whitespace().find(|word| word.starts_with(&run[..8]) && word.contains('+')).unwrap();
        assert!(short.ends_with(&format!("#{item}")), "{short}");
        assert_eq!(said, [format!("pasapas:{run}@1.0.0{}", &short[8..])]);
        // What was read leads back: `enter` takes it as it is.
        let ran = home.run(&["enter", "@last", "--printed", &said[0], "1.1", "--dry-run"]);
        assert_eq!(ran.status, 0, "{}", ran.err);
    }
}

/// The words of a template that hold whatever is put in, without the marks of Markdown.
fn words_between(source: &str) -> Vec<String> {
    let mut pieces = Vec::new();
    let (mut rest, mut depth) = (source, 0_usize);
    while !rest.is_empty() {
        let open = rest.find("{{").into_iter().chain(rest.find("{%")).min().unwrap_or(rest.len());
        let (said, tag) = rest.split_at(open);
        // Lines are words by themselves: what stands before each is a sign of a list. Of a link only its words are printed as they stand.
        let lines = said.replace("](", "\n").replace('[', "\n");
        let sign = |c: char| c.is_ascii_digit() || ".-) ".contains(c);
        if depth == 0 {
            pieces.extend(lines.lines().map(|line| bare(&line.trim_start_matches(sign).replace(['*', '`', '\\'], ""))));
        }
        let (inside, after) = tag.split_once(if tag.starts_with("{{") { "}}" } else { "%}" }).unwrap_or_default();
        match inside.trim_start_matches(['{', '%', '-']).split_whitespace().next() {
            Some("if" | "for") if tag.starts_with("{%") => depth += 1,
            Some("endif" | "endfor") if tag.starts_with("{%") => depth -= 1,
            _ => {}
        }
        rest = after;
    }
    pieces.retain(|piece| piece.chars().filter(|c| c.is_alphabetic()).count() > 2);
    pieces
}

/// The steps of a scope as they are printed: each before those that it holds.
fn in_order(scope: &Scope) -> Vec<&Step> {
    scope.steps.values().flat_map(|step| [step].into_iter().chain(step.inner().map(in_order).unwrap_or_default())).collect()
}

/// Holds that every instruction of a procedure is among the words of its pages, below its step and in its order.
pub(super) fn hold_instructions(id: &str, words: &str) {
    let yaml = std::fs::read_to_string(format!("{}/workflows/{id}.yaml", env!("CARGO_MANIFEST_DIR"))).unwrap();
    let (document, _) = Document::read(id, yaml.as_bytes());
    let procedure = model::read::procedure(document.unwrap().root());
    let (mut at, mut count) = (0, 0);
    for step in in_order(&procedure.scope) {
        // Titles come in the order of the procedure, and below each all that it says, kind by kind.
        let mut find = |source: &str, from: usize| {
            words_between(source).into_iter().fold(from, |from, piece| {
                count += 1;
                from + words[from..].find(&piece).unwrap_or_else(|| panic!("{id}, {}: “{piece}” is not on paper", step.name))
            })
        };
        at = find(&step.title.source, at);
        for remarks in [&step.text, &step.attention, &step.checks, &step.note] {
            remarks.iter().fold(at, |from, remark| find(&remark.say.source, from));
        }
        step.ask.values().fold(at, |from, field| find(&field.title, from));
        step.choose().into_iter().flat_map(|choose| choose.options.values()).fold(at, |from, option| find(&option.title.source, from));
    }
    assert!(count > procedure.scope.steps.len() * 2, "{id}: {count}");
}

#[test]
fn the_graph_is_printed_so_that_its_smallest_words_can_be_read() {
    let file = |id: &str| std::fs::read_to_string(format!("{}/workflows/{id}.yaml", env!("CARGO_MANIFEST_DIR"))).unwrap();
    let read = |id: &str| model::read::procedure(Document::read(id, file(id).as_bytes()).0.unwrap().root());
    let procedures: BTreeMap<&str, _> = REAL.iter().map(|id| (*id, read(id))).collect();
    let (mut cut, mut lying) = (0, 0);
    for id in REAL {
        let words = Lang::parse(&procedures[id].language).unwrap_or_default().words();
        for whole in pages(drawing(&procedures[id], &|id| procedures.get(id), None, &Blank, words)) {
            let leaves = leaves(&whole);
            cut += usize::from(leaves.len() > 1);
            lying += leaves.iter().filter(|leaf| leaf.lying).count();
            let mut shown = String::new();
            for leaf in &leaves {
                let xml = Xml::parse(&leaf.svg).unwrap();
                let number = |name: &str| xml.root_element().attribute(name).unwrap().parse::<f64>().unwrap();
                let (wide, high) = (number("width"), number("height"));
                let sizes = xml.descendants().filter_map(|node| node.attribute("font-size")).map(|size| size.parse::<f64>().unwrap());
                // Titles are larger than what is written on arrows; a sign within a mark may be smaller than both.
                let least = sizes.filter(|size| *size >= 10.5).fold(f64::MAX, f64::min) * leaf.width / wide * 72.0 / 25.4;
                assert!(least >= 4.9 && least * 13.0 / 10.5 >= 6.0, "{id}: {least} points");
                let (across, down) = if leaf.lying { (265.1, 152.1) } else { (178.1, 236.1) };
                assert!(leaf.width <= across && leaf.width / wide * high <= down, "{id}: {} × {}", leaf.width, leaf.width / wide * high);
                shown.extend(xml.descendants().filter_map(|node| node.text()).map(bare));
            }
            for node in whole.nodes.iter().filter(|node| !node.number.is_empty()) {
                assert!(shown.contains(&bare(&format!("{}. {}", node.number, node.title))), "{id}: {} is on no leaf", node.number);
            }
        }
    }
    assert!(cut > 0, "a long one goes on over the next sheet");
    assert!(lying < 4, "{lying} sheets are to be turned");
}

#[test]
fn what_goes_on_over_the_page_says_its_number_again() {
    let home = Home::new();
    let pdf = home.path("one.pdf");
    home.good(&["checklist", "certinomis-batch", "-o", pdf.to_str().unwrap()]);
    let file = pdf.to_str().unwrap();
    let pages: usize = said_by("pdfinfo", &[file]).lines().find_map(|line| line.strip_prefix("Pages:")).unwrap().trim().parse().unwrap();
    let mut over = Vec::new();
    for page in (1..=pages).map(|page| page.to_string()) {
        let top = said_by("pdftotext", &["-f", &page, "-l", &page, "-x", "0", "-y", "0", "-W", "596", "-H", "58", file, "-"]);
        over.extend(top.find("étape").map(|at| top[at..].replace('\n', " ")));
    }
    // The step that holds the others goes on over pages of its own; each of them has room for whom that copy is.
    assert!(over.iter().filter(|line| line.starts_with("étape 17")).count() >= 4, "{over:?}");
    assert!(over.iter().filter(|line| line.starts_with("étape 17")).all(|line| line.contains("Cette copie est pour")), "{over:?}");
    assert!(over.iter().any(|line| !line.starts_with("étape 17")), "a step that is high: {over:?}");
}

#[test]
fn many_sheets_are_counted_where_somebody_looks() {
    let home = Home::new();
    home.write("cards.yaml", LIST);
    let people: Vec<Value> = (1..=60).map(|n| json!({"name": format!("Name {n}")})).collect();
    let people = home.write("people.json", &json!({"people": people}).to_string());
    home.good(&["start", "./cards.yaml", "--data", &people]);
    let mut command = home.command();
    command.args(["checklist", "@last", "--items", "--personal", "-o", "many.pdf"]).env("TERM", "xterm");
    let mut terminal = rexpect::session::spawn_command(command, Some(60_000)).unwrap();
    // What is read from the terminal comes byte by byte.
    let seen = String::from_utf8(terminal.exp_eof().unwrap().chars().map(|c| u8::try_from(c).unwrap()).collect()).unwrap();
    // Sixteen at a time: how far it is grows, up to all of them, and the line goes before what was written is said.
    let counts = seen.split('\r').filter_map(|line| line.split_once(" sheets of")?.0.rsplit(' ').next()?.parse().ok());
    let counts: Vec<usize> = counts.collect();
    assert!(counts.len() > 1 && counts.is_sorted() && counts.last() == Some(&60), "{seen:?}");
    let (bar, said) = seen.rsplit_once("\r\u{1b}[K").unwrap();
    assert!(bar.contains('█') && bar.contains('░') && said.contains("many.pdf") && !said.contains('█'), "{seen:?}");
    // Nobody looks at a pipe.
    let ran = home.run(&["checklist", "@last", "--items", "--personal", "-o", "many.pdf"]);
    assert!(ran.status == 0 && !ran.err.contains('█'), "{}", ran.err);
}
