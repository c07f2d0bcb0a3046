//! Pictures as those who look at them get them: everything is there and told, nothing lies on anything else, other programs show them, and
//! whatever a title holds stays words.

#[path = "pictures/geometry.rs"]
mod geometry;
#[path = "pictures/pages.rs"]
mod pages;

use crate::cli::Home;
use crate::made;
use pasapas::draw::{Anchor, Drawing, NodeSort, drawing, fonts, layout, png, svg};
use pasapas::model::{self, Procedure};
use pasapas::print::Blank;
use pasapas::text::Document;
use pasapas::words::Lang;
use roxmltree::{Document as Xml, Node};
use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;
use std::time::{Duration, Instant};

pub(crate) const REAL: [&str; 6] =
    ["ans-contractualisation", "cartes-cpx", "certificats-serveurs", "certinomis-batch", "designation-mandataire", "rpps-plus"];

fn read(yaml: &str) -> Procedure {
    let (document, findings) = Document::read("p.yaml", yaml.as_bytes());
    model::read::procedure(document.unwrap_or_else(|| panic!("{findings:?}")).root())
}

fn real() -> BTreeMap<String, Procedure> {
    let file = |id: &str| format!("{}/workflows/{id}.yaml", env!("CARGO_MANIFEST_DIR"));
    REAL.iter().map(|id| ((*id).to_owned(), read(&std::fs::read_to_string(file(id)).unwrap()))).collect()
}

fn drawn(procedures: &BTreeMap<String, Procedure>, id: &str) -> Drawing {
    let procedure = &procedures[id];
    let lang = Lang::parse(&procedure.language).unwrap_or_default();
    drawing(procedure, &|id| procedures.get(id), None, &Blank, lang.words())
}

fn one(yaml: &str) -> Drawing {
    drawn(&BTreeMap::from([("p".to_owned(), read(yaml))]), "p")
}

fn own<'d>(node: Node<'d, 'd>, name: &str) -> Option<&'d str> {
    node.children().find(|child| child.has_tag_name(("http://www.w3.org/2000/svg", name))).and_then(|child| child.text())
}

fn titles<'d>(xml: &'d Xml) -> Vec<&'d str> {
    xml.descendants().filter_map(|node| own(node, "title")).collect()
}

/// All words that are painted, line after line.
fn painted(xml: &Xml) -> String {
    let texts = xml.descendants().filter(|node| node.has_tag_name(("http://www.w3.org/2000/svg", "text")));
    texts.map(|text| text.descendants().filter(Node::is_text).filter_map(|node| node.text()).collect::<String>()).collect::<Vec<_>>().join(" ")
}

fn letters(words: &str) -> String {
    words.chars().filter(|c| c.is_alphanumeric()).collect()
}

#[test]
fn every_step_route_and_end_is_there_and_told() {
    let all = real();
    for id in REAL {
        let drawing = drawn(&all, id);
        let text = svg::write(&drawing);
        let xml = Xml::parse(&text).unwrap();
        let root = xml.root_element();
        assert_eq!(root.attribute("lang"), Some("fr"));
        assert_eq!(root.attribute("role"), Some("graphics-document document"));
        assert_eq!(own(root, "title"), Some(drawing.title.as_str()));
        assert!(own(root, "desc").unwrap().contains(&drawing.description));
        let titles = titles(&xml);
        let seen = letters(&painted(&xml));
        for node in &drawing.nodes {
            let name = if node.number.is_empty() { node.title.clone() } else { format!("{}. {}", node.number, node.title) };
            assert!(titles.contains(&name.as_str()), "{id}: {name}");
            assert!(seen.contains(&letters(&name)), "{id}: {name} is not painted");
        }
        for frame in &drawing.frames {
            assert!(titles.contains(&frame.title.as_str()) && seen.contains(&letters(&frame.title)), "{id}: {}", frame.title);
        }
        let ends = drawing.nodes.iter().filter(|node| matches!(node.sort, NodeSort::End(_))).count();
        let words = ["Réussite", "Échec", "Fin"];
        assert_eq!(titles.iter().filter(|title| words.iter().any(|word| title.starts_with(word))).count(), ends, "{id}");
        for edge in &drawing.edges {
            assert!(seen.contains(&letters(&edge.label)) || edge.label == "pas avant", "{id}: {}", edge.label);
            let named = |anchor: Anchor| match anchor {
                Anchor::Node(node) => drawing.nodes[node].id.clone(),
                Anchor::Frame(frame) => drawing.frames[frame].id.clone(),
            };
            let arrow = format!("graph-{}-{}-", named(edge.from), named(edge.to));
            let is_drawn =
                xml.descendants().any(|node| node.attribute("id").is_some_and(|id| id.starts_with(&arrow)) && own(node, "title").is_some());
            // What only waits for a step outside says so in its box.
            let Anchor::Node(from) = edge.from else {
                assert!(is_drawn, "{id}: {arrow}");
                continue;
            };
            assert!(is_drawn || seen.contains(&letters(&format!("après l’étape {}", drawing.nodes[from].number))), "{id}: {arrow}");
        }
        // Each role has its letter in the boxes of its steps, and in the legend.
        for role in drawing.nodes.iter().filter_map(|node| node.role).collect::<BTreeSet<_>>() {
            let marks = xml.descendants().filter(|node| node.text() == Some(drawing.roles[role].mark.as_str()));
            let boxes = drawing.nodes.iter().filter(|node| node.role == Some(role)).count();
            assert!(marks.filter(|node| node.is_element()).count() > boxes, "{id}: {}", drawing.roles[role].title);
        }
    }
}

#[test]
fn the_program_writes_them_always_the_same() {
    let home = Home::new();
    for id in REAL {
        home.good(&["graph", id, "-o", "one.svg"]);
        assert_eq!(std::fs::read_to_string(home.path("one.svg")).unwrap(), home.good(&["graph", id, "--format", "svg"]), "{id}");
    }
    for name in ["one.png", "two.png"] {
        home.good(&["graph", "designation-mandataire", "-o", name, "--scale", "1.5"]);
    }
    let (one, two) = (std::fs::read(home.path("one.png")).unwrap(), std::fs::read(home.path("two.png")).unwrap());
    assert!(one == two && one.starts_with(b"\x89PNG\r\n"));
    let number = |at: usize| u32::from_be_bytes(one[at..at + 4].try_into().unwrap());
    let text = home.good(&["graph", "designation-mandataire", "--format", "svg"]);
    let xml = Xml::parse(&text).unwrap();
    let units = |name: &str| xml.root_element().attribute(name).unwrap().parse::<f32>().unwrap();
    assert_eq!((number(16), number(20)), ((units("width") * 1.5).ceil() as u32, (units("height") * 1.5).ceil() as u32));
}

#[test]
fn what_cannot_be_painted_is_refused_in_words() {
    let home = Home::new();
    let said = |args: &[&str]| {
        let ran = home.run(args);
        assert_eq!((ran.status, ran.out.as_str()), (2, ""), "{args:?}");
        ran.err
    };
    assert!(said(&["graph", "certinomis-batch", "-o", "x.png", "--scale", "0"]).contains("--scale goes from 0.1 to 10"));
    assert!(said(&["graph", "cartes-cpx", "-o", "x.png", "--scale", "10"]).contains("too many: make --scale smaller"));
    assert!(
        said(&["graph", "certinomis-batch", "--inside", "beneficiaire_par_beneficiare", "-o", "x.svg"]).contains("beneficiaire_par_beneficiaire")
    );
    assert!(said(&["graph", "certinomis-batch", "-o", "x.jpg"]).contains("svg (.svg), png (.png)"));
    assert!(!home.path("x.png").exists() && !home.path("x.svg").exists());
    // A terminal is not written full of dots.
    let mut command = home.command();
    command.args(["graph", "certinomis-batch", "--format", "png"]);
    let mut terminal = rexpect::session::spawn_command(command, Some(30_000)).unwrap();
    terminal.exp_string("a picture cannot be shown here").unwrap();
    terminal.exp_eof().unwrap();
}

#[test]
fn only_the_inside_of_a_step() {
    let home = Home::new();
    let text = home.good(&["graph", "certinomis-batch", "--inside", "beneficiaire_par_beneficiaire", "--format", "svg"]);
    let xml = Xml::parse(&text).unwrap();
    let titles = titles(&xml);
    assert!(titles[0].starts_with("17. ") && titles.iter().any(|title| title.starts_with("17.14. ")), "{titles:?}");
    assert!(!titles.iter().any(|title| title.starts_with("16. ") || title.starts_with("18. ")));
    // What waits for something outside says so, though nothing is there for an arrow to come from.
    let said = |number: &str| titles.iter().find(|title| title.starts_with(number)).unwrap();
    assert!(text.contains("après l’étape 10") && text.contains("après l’étape 16"), "{} {}", said("17.5. "), said("17.8. "));
}

#[test]
fn other_programs_show_them() {
    let home = Home::new();
    for id in REAL {
        home.good(&["graph", id, "-o", "one.svg"]);
        let ran = Command::new("rsvg-convert").args(["--zoom", "0.3", "one.svg", "-o", "one.png"]).current_dir(home.path("")).output();
        let ran = ran.expect("rsvg-convert: tests/run installs it (librsvg2-bin)");
        assert!(ran.status.success() && ran.stderr.is_empty(), "{id}: {}", String::from_utf8_lossy(&ran.stderr));
        assert!(std::fs::metadata(home.path("one.png")).unwrap().len() > 5_000, "{id}");
    }
}

/// A procedure whose every text is this.
fn titled(title: &str) -> String {
    let title = serde_json::to_string(title).unwrap();
    format!(
        "pasapas: 1\nid: p\nversion: 1.0.0\nstatus: draft\ntitle: {title}\nlanguage: en\nrole: a\nroles:\n  a:\n    title: {title}\nstart: x\nsteps:\n  \
         x:\n    title: {title}\n    choose:\n      un:\n        title: {title}\n        next: y\n      deux:\n        title: {title}\n        back: x\n  \
         y:\n    title: {title}\n    section:\n      start: z\n      steps:\n        z:\n          title: {title}\n          end: success\n    end: failure\n"
    )
}

#[test]
fn words_stay_words_whatever_they_are() {
    let bidi = "\u{202e}back to front\u{2066} and \u{200f}more \u{fffe}\u{ffff}\u{7f}";
    for title in [
        "</title></text><script>alert(1)</script><image href=\"http://x/\"/>",
        "\"/><g onload='x()'> & &amp; &#x0; ]]> <!-- --> <!ENTITY x SYSTEM \"file:///etc/passwd\"> &x;",
        &"mot ".repeat(2_500),
        &"m".repeat(10_000),
        &"\u{202f}".repeat(10_000),
        "שלום עולם – مرحبا بالعالم – abc",
        bidi,
        "👩‍👩‍👧‍👦 🏳️‍🌈 漢字とかな 한국어",
        "a\tb\nc d e",
        "é\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}",
    ] {
        // What no file may hold may still be in an answer that a title speaks of.
        let mut drawing = one(&titled(if title == bidi { "T" } else { title }));
        if title == bidi {
            drawing.nodes.iter_mut().for_each(|node| node.title = title.to_owned());
            drawing.edges.iter_mut().for_each(|edge| edge.label = title.to_owned());
        }
        geometry::sound(&drawing, title);
        let text = svg::picture(drawing);
        let xml = Xml::parse(&text).unwrap_or_else(|error| panic!("{error}: {title:.40}"));
        let known = ["svg", "title", "desc", "defs", "pattern", "rect", "g", "path", "circle", "text", "tspan"];
        for node in xml.descendants().filter(Node::is_element) {
            assert!(known.contains(&node.tag_name().name()), "{title:.40}: {:?}", node.tag_name());
            let safe = |name: &str| !name.starts_with("on") && !matches!(name, "href" | "style" | "src");
            assert!(node.attributes().all(|attribute| safe(attribute.name())), "{title:.40}");
        }
        assert!(text.len() < 60_000, "{title:.40}: {}", text.len());
        // The words of our own stand where they ought to, the right way round.
        assert!(!text.contains(['\u{202e}', '\u{2066}']) && text.contains("Legend"));
        assert!(png::write(&text, 0.5).unwrap().starts_with(b"\x89PNG"), "{title:.40}");
    }
    // What the fonts have no glyph for is told; it stays in the SVG.
    let home = Home::new();
    let file = home.write("p.yaml", &titled("Pour 漢字"));
    let ran = home.run(&["graph", &file, "-o", "p.png"]);
    assert!(ran.status == 0 && ran.err.contains("2 signs have no shape in the picture: 漢字"), "{}", ran.err);
    assert!(fonts::missing("L’été, « œuvre » – 1 234,50 € … Привет שלום").is_empty());
}

#[test]
fn a_run_is_told_by_marks_as_well_as_by_colours() {
    let home = Home::new();
    let file = home.write("etats.yaml", STATES);
    let run = home.json(&["start", &file, "--set", r#"crew=[{"name": "Ann"}, {"name": "Bob"}, {"name": "Cyd"}]"#, "--json"])["run"]
        .as_str()
        .unwrap()
        .to_owned();
    home.good(&["done", &run, "first", "--choose", "go"]);
    home.good(&["waive", &run, "aside", "--reason", "not today"]);
    home.good(&["done", &run, "crew_by_crew[1].one"]);
    let text = home.good(&["graph", &run, "--format", "svg"]);
    let xml = Xml::parse(&text).unwrap();
    // Without colours each mark of the legend still has a shape of its own.
    let mut shapes = BTreeSet::new();
    let mut marks = 0;
    for mark in xml.descendants().filter(|node| node.attribute("aria-hidden").is_some() && node.attribute("transform").is_some()) {
        let mut shape = String::new();
        for node in mark.descendants() {
            let plain = node.attributes().filter(|a| !matches!(a.name(), "fill" | "stroke"));
            plain.for_each(|attribute| shape.push_str(&format!("{}={} ", attribute.name(), attribute.value())));
            shape.push_str(node.text().unwrap_or_default());
        }
        shape = shape.split_once(") ").map_or(shape.clone(), |(_, inside)| inside.to_owned());
        marks += 1;
        shapes.insert(shape);
    }
    assert!(marks > 8 && shapes.len() == marks, "{marks} marks, {} shapes", shapes.len());
    let told = |id: &str| xml.descendants().find(|node| node.attribute("id") == Some(id)).and_then(|node| own(node, "desc")).unwrap_or_default();
    for (id, words) in [
        ("graph-n1", "done"),
        ("graph-n2", "waived"),
        ("graph-n3", "to be done now · late"),
        ("graph-n4", "left out: its condition does not hold"),
        ("graph-n5", "left out: no way leads here"),
        ("graph-g6", "to be done now"),
        ("graph-n6_1", "done: 1 · to be done now: 2"),
        ("graph-n7", "ahead"),
    ] {
        assert!(told(id).contains(words), "{id}: {}", told(id));
    }
    assert!(painted(&xml).contains("1/3") && text.contains(&run));
}

/// A run of it can have a step in every state at once.
const STATES: &str = "pasapas: 1
id: etats
version: 1.0.0
status: valid
title: Every state
language: en
role: a
roles: {a: {title: A}}
inputs:
  crew: {type: list, title: Crew, key: name, fields: {name: {type: text, title: Name}}}
start: first
steps:
  first:
    title: Where to?
    choose:
      go: {title: On, next: [aside, overdue, skipped, crew_by_crew]}
      stay: {title: Not at all, next: unwanted}
  aside: {title: Put aside, next: last}
  overdue: {title: Long since due, due: 2020-01-01, next: last}
  skipped: {title: For many, if: crew | length > 5, next: last}
  unwanted: {title: Nothing to do, next: last}
  crew_by_crew:
    title: Each of the crew
    each: crew
    as: one_of
    start: one
    steps:
      one: {title: Once, end: success}
    next: last
  last: {title: The end, join: some, end: success}
";

/// Steps in a row, each of which may also lead to the last.
fn in_a_row(count: usize) -> String {
    let last = count - 1;
    let exit = |i: usize| match i {
        i if i == last => "end: success".to_owned(),
        i if i + 1 == last => format!("next: s{last}"),
        i => format!("next: [s{}, s{last}]", i + 1),
    };
    let steps: String = (0..count).map(|i| format!("  s{i}: {{title: Step {i}, {}}}\n", exit(i))).collect();
    format!(
        "pasapas: 1\nid: p\nversion: 1.0.0\nstatus: valid\ntitle: Long\nlanguage: en\nrole: a\nroles: {{a: {{title: A}}}}\nstart: s0\nsteps:\n{steps}"
    )
}

#[test]
fn large_procedures_fold_and_none_hangs() {
    let sections: String = (0..30)
        .map(|i| {
            let steps: String = (0..10)
                .map(|j| {
                    format!(
                        "        s{i}_{j}: {{title: Step {j}, {}}}\n",
                        if j < 9 { format!("next: s{i}_{}", j + 1) } else { "end: success".into() }
                    )
                })
                .collect();
            let exit = if i < 29 { format!("next: g{}", i + 1) } else { "end: success".into() };
            format!("  g{i}:\n    title: Group {i}\n    section:\n      start: s{i}_0\n      steps:\n{steps}    {exit}\n")
        })
        .collect();
    let yaml = format!(
        "pasapas: 1\nid: p\nversion: 1.0.0\nstatus: valid\ntitle: Many\nlanguage: en\nrole: a\nroles: {{a: {{title: A}}}}\nstart: g0\nsteps:\n{sections}"
    );
    let text = svg::picture(one(&yaml));
    let xml = Xml::parse(&text).unwrap();
    let seen = painted(&xml);
    assert!(seen.contains("More than 150 steps: ") && seen.contains("groups are folded"), "{seen:.300}");
    let is_step = |node: &Node| node.attribute("role").is_some() && node.attribute("id").is_some_and(|id| id.matches('-').count() == 1);
    let steps = xml.descendants().filter(is_step).filter(|node| own(*node, "title").is_some_and(|title| title.contains("Step "))).count();
    assert!(steps <= 150 && seen.contains("10 steps"), "{steps}");
    for (what, yaml) in [
        ("5,000 in a row", in_a_row(5_000)),
        ("1,500 side by side", made::choices_side_by_side("p", 500)),
        ("400 entangled", made::entangled("p", 400, 15, 1)),
        ("20 forks of 60", made::forks_and_joins("p", 20, 60)),
    ] {
        let began = Instant::now();
        let drawing = one(&yaml);
        let steps = drawing.nodes.iter().filter(|node| node.path.is_some()).count();
        let text = svg::picture(drawing);
        assert!(
            Xml::parse(&text).unwrap().descendants().filter(|node| node.attribute("id").is_some_and(|id| id.starts_with("graph-n"))).count() >= steps,
            "{what}"
        );
        assert!(began.elapsed() < Duration::from_secs(60), "{what}: {:?}", began.elapsed());
    }
    // As many as dagre lays out by itself.
    let began = Instant::now();
    let laid = layout::layout(&one(&made::entangled("p", 140, 15, 1)));
    assert!(laid.boxes.len() > 140 && began.elapsed() < Duration::from_secs(60), "{:?}", began.elapsed());
}
