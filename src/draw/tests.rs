//! Properties of the drawings, on the real procedures and on hostile words.

use super::*;
use crate::print::Blank;
use crate::print::tests::{batch, read, real};
use crate::words::Lang;

/// Whether every quote of a text in quotes is closed, line by line; `escaped` says whether a backslash escapes.
fn quotes_close(text: &str, escaped: bool) -> bool {
    text.lines().all(|line| {
        let (mut open, mut skip) = (false, false);
        for c in line.chars() {
            match c {
                _ if skip => skip = false,
                '\\' if escaped && open => skip = true,
                '"' => open = !open,
                _ => {}
            }
        }
        !open
    })
}

#[test]
fn every_step_is_a_box_or_a_frame() {
    let all = real();
    for procedure in all.values() {
        let drawing = drawing(procedure, &|id| all.get(id), None, &Blank, Lang::Fr.words());
        let steps = drawing.nodes.iter().filter(|node| node.path.is_some()).count() + drawing.frames.len();
        let outline = crate::print::outline::Outline::of(procedure, &|id| all.get(id));
        assert_eq!(steps, outline.spots.len());
        let (one, other) = (mermaid::write(&drawing), dot::write(&drawing));
        assert!(quotes_close(&one, false) && quotes_close(&other, true));
        assert_eq!(one.matches("subgraph").count(), drawing.frames.len());
        assert_eq!(other.matches("->").count(), drawing.edges.len());
        assert_eq!(other.matches('{').count(), other.matches('}').count());
        assert!(!one.contains("paper-") && !other.contains("paper-"));
    }
}

#[test]
fn hostile_words_break_nothing() {
    let title = r##"a\"] --> b[\"c; %%{init: {}}%% `x` <script> #quot; \\N | {x} end & é"##;
    let yaml = format!(
        "pasapas: 1\nid: a-b\nversion: 1.0.0\nstatus: valid\ntitle: \"{title}\"\nlanguage: fr\nstart: x\nsteps:\n  x:\n    title: \"{title}\"\n    choose:\n      un: {{title: \"{title}\", next: y}}\n  y: {{title: y, end: success}}\n"
    );
    let procedure = read(&yaml);
    let drawing = drawing(&procedure, &|_| None, None, &Blank, Lang::Fr.words());
    let (one, other) = (mermaid::write(&drawing), dot::write(&drawing));
    assert!(quotes_close(&one, false), "{one}");
    assert!(quotes_close(&other, true), "{other}");
    let label = one.lines().find(|line| line.contains("n1{{")).unwrap();
    for bad in ["`", "%", "<script", "{init", "[", "|", ";;", "&"] {
        assert!(!label.trim_start_matches("  n1{{\"").trim_end_matches("\"}}").contains(bad), "{bad}: {label}");
    }
    assert!(other.contains(r"\\N") && other.contains("&amp;"));
}

#[test]
fn a_run_shows_by_colour_and_by_mark() {
    let all = real();
    let (standing, voice) = batch();
    let drawing = drawing(&all["certinomis-batch"], &|id| all.get(id), Some(&standing), &voice, Lang::Fr.words());
    let node = |path: &str| drawing.nodes.iter().find(|node| node.path.as_deref() == Some(path)).unwrap();
    assert!(drawing.lines(node("comptes_existants"))[0].starts_with("✓ 5. "));
    let sent = node("beneficiaire_par_beneficiaire.envoyer_cgu");
    assert_eq!((sent.state, sent.tally.as_deref()), (Some(State::Done), Some("✓ 2")));
    let asked = node("beneficiaire_par_beneficiaire.cgu");
    assert_eq!((asked.state, asked.tally.as_deref()), (Some(State::Open), Some("▶ 1 · … 1")));
    assert!(mermaid::write(&drawing).contains("n5[\"✓ 5. Quels comptes"));
    assert!(mermaid::write(&drawing).contains("class n17_2 open"));
    assert!(drawing.edges.iter().any(|edge| edge.sort == EdgeSort::Back) && drawing.edges.iter().any(|edge| edge.sort == EdgeSort::After));
}

#[test]
fn what_a_step_asks_for_shows_in_its_box() {
    let yaml = "pasapas: 1\nid: a-b\nversion: 1.0.0\nstatus: valid\ntitle: t\nlanguage: en\nrole: a\nroles: {a: {title: Anne}}\ninputs:\n  l: {type: list, title: Crew, fields: {n: {type: text, title: Name}}}\nstart: [x, z]\nsteps:\n  x:\n    title: X\n    email: {to: a, subject: S, body: B}\n    wait: {for: w}\n    choose:\n      un: {title: One, next: y}\n      deux: {title: Two, back: x}\n  z: {title: Z, standby: true, next: y}\n  y:\n    title: Y\n    join: first\n    if: l | length > 2\n    each: l\n    chunk: 2\n    as: g\n    start: q\n    steps:\n      q: {title: Q, end: success}\n    next: end\n  end: {title: E, end: success}\n";
    let procedure = read(yaml);
    let mut drawn = drawing(&procedure, &|_| None, None, &Blank, Lang::En.words());
    let lines = |path: &str| drawn.lines(drawn.nodes.iter().find(|node| node.path.as_deref() == Some(path)).unwrap());
    assert_eq!(lines("x")[0], "✉ ◷ ? 1. X");
    assert!(lines("z").contains(&"[only if it happens]".to_owned()));
    assert_eq!(
        drawn.frame_title(&drawn.frames[0]),
        "3. Y (in groups of 2 lines of the list “Crew” · at the first arrow · only if number of “Crew” is above 2)"
    );
    let back = drawn.edges.iter().find(|edge| edge.sort == EdgeSort::Back).unwrap();
    assert_eq!(back.label, "Two, again");
    assert!(drawn.nodes.iter().any(|node| node.title == "Start") && drawn.nodes.iter().any(|node| node.title == "Success"));
    // Labels are bounded, whatever is written.
    let long =
        read(&yaml.replace("title: X", &format!("title: {}", "X".repeat(900))).replace("title: One", &format!("title: {}", "One ".repeat(90))));
    drawn = drawing(&long, &|_| None, None, &Blank, Lang::En.words());
    assert!(drawn.nodes.iter().all(|node| node.title.chars().count() <= 121) && drawn.edges.iter().all(|edge| edge.label.chars().count() <= 130));
}
