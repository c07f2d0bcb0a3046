//! A drawing as Mermaid, which GitHub and many wikis show as a picture.

use super::{Anchor, COLOURS, Drawing, EdgeSort, FrameSort, Node, NodeSort, state_class};
use crate::print::State;
use std::fmt::Write as _;

/// Writes a drawing.
pub fn write(drawing: &Drawing) -> String {
    let mut out = String::from("flowchart TB\n");
    let mut line = |text: String| {
        out.push_str("  ");
        out.push_str(&text);
        out.push('\n');
    };
    line(format!("accTitle: {}", plain(&drawing.title)));
    line(format!("accDescr: {}", plain(&drawing.description)));
    let mut body = String::new();
    frame(drawing, None, 1, &mut body);
    let mut dashed = Vec::new();
    for (place, edge) in drawing.edges.iter().enumerate() {
        let label = if edge.label.is_empty() { String::new() } else { format!("|\"{}\"|", escape(&edge.label)) };
        let arrow = match edge.sort {
            EdgeSort::Way => "-->",
            EdgeSort::Back | EdgeSort::After | EdgeSort::Late => "-.->",
        };
        if edge.sort == EdgeSort::Back {
            dashed.push(place.to_string());
        }
        let _ = writeln!(body, "  {} {arrow}{label} {}", name(drawing, edge.from), name(drawing, edge.to));
    }
    out.push_str(&body);
    let mut line = |text: String| {
        out.push_str("  ");
        out.push_str(&text);
        out.push('\n');
    };
    if !dashed.is_empty() {
        line(format!("linkStyle {} stroke-dasharray:9 5,stroke-width:2px", dashed.join(",")));
    }
    for (place, _) in drawing.roles.iter().enumerate() {
        let (fill, stroke) = COLOURS[place % COLOURS.len()];
        line(format!("classDef role{place} fill:{fill},stroke:{stroke},color:#000"));
    }
    line("classDef finish fill:#fff,stroke:#000,color:#000".into());
    for (state, style) in [
        (State::Open, "stroke:#000,stroke-width:4px"),
        (State::Done, "fill:#d9ead3,stroke:#38761d,color:#000"),
        (State::LeftOut, "fill:#f5f5f5,stroke:#999,stroke-dasharray:4 3,color:#555"),
        (State::Passed, "fill:#f5f5f5,stroke:#999,stroke-dasharray:4 3,color:#555"),
        (State::Waived, "fill:#fff2cc,stroke:#7f6000,stroke-dasharray:4 3,color:#000"),
    ] {
        if drawing.nodes.iter().any(|node| node.state == Some(state)) || drawing.frames.iter().any(|frame| frame.state == Some(state)) {
            line(format!("classDef {} {style}", state_class(state)));
        }
    }
    // What is open keeps the colour of its role and gets a heavy line.
    let open: Vec<&str> = drawing.nodes.iter().filter(|node| node.state == Some(State::Open)).map(|node| node.id.as_str()).collect();
    if !open.is_empty() {
        line(format!("class {} open", open.join(",")));
    }
    for (place, frame) in drawing.frames.iter().enumerate() {
        let dash = match frame.sort {
            FrameSort::Each => "stroke-width:2px,stroke-dasharray:2 2",
            FrameSort::Call => "stroke-width:2px",
            FrameSort::Section => "stroke-width:1px",
        };
        line(format!("style {} fill:{},stroke:#666,{dash}", frame.id, if depth(drawing, place).is_multiple_of(2) { "#fbfbfb" } else { "#fff" }));
    }
    out
}

fn depth(drawing: &Drawing, frame: usize) -> usize {
    std::iter::successors(Some(frame), |frame| drawing.frames[*frame].parent).count() - 1
}

/// The boxes of a frame, and the frames inside it.
fn frame(drawing: &Drawing, inside: Option<usize>, level: usize, out: &mut String) {
    let pad = "  ".repeat(level);
    for node in drawing.nodes.iter().filter(|node| node.frame == inside) {
        let _ = writeln!(out, "{pad}{}{}{}", node.id, shape(drawing, node), class(node));
    }
    for (place, one) in drawing.frames.iter().enumerate().filter(|(_, frame)| frame.parent == inside) {
        let _ = writeln!(out, "{pad}subgraph {}[\"{}\"]", one.id, escape(&drawing.frame_title(one)));
        frame(drawing, Some(place), level + 1, out);
        let _ = writeln!(out, "{pad}end");
    }
}

fn shape(drawing: &Drawing, node: &Node) -> String {
    let label = drawing.lines(node).iter().map(|line| escape(line)).collect::<Vec<_>>().join("<br/>");
    match node.sort {
        NodeSort::Start | NodeSort::End(_) => format!("([\"{label}\"])"),
        NodeSort::Choice => format!("{{{{\"{label}\"}}}}"),
        NodeSort::Mail => format!("[/\"{label}\"/]"),
        NodeSort::Wait => format!("(\"{label}\")"),
        NodeSort::Call | NodeSort::Folded(..) => format!("[[\"{label}\"]]"),
        NodeSort::Task | NodeSort::Handover => format!("[\"{label}\"]"),
    }
}

fn class(node: &Node) -> String {
    match (node.state, node.sort, node.role) {
        (_, NodeSort::End(_) | NodeSort::Start, _) => ":::finish".into(),
        (Some(State::Ahead | State::Open) | None, _, Some(role)) => format!(":::role{role}"),
        (Some(State::Ahead | State::Open) | None, _, None) => String::new(),
        (Some(state), _, _) => format!(":::{}", state_class(state)),
    }
}

fn name(drawing: &Drawing, anchor: Anchor) -> &str {
    match anchor {
        Anchor::Node(node) => &drawing.nodes[node].id,
        Anchor::Frame(frame) => &drawing.frames[frame].id,
    }
}

/// Words between quotes: every sign that Mermaid or HTML could read stands as its number.
fn escape(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for c in words.chars() {
        match c {
            c if c.is_alphanumeric() => out.push(c),
            ' ' | '.' | ',' | '\'' | '’' | '(' | ')' | '-' | '–' | '—' | '…' | '?' | '!' | '/' | '+' | '·' | '«' | '»' | '‹' | '›' | '\u{a0}'
            | '\u{202f}' => {
                out.push(c);
            }
            ':' | '✓' | '▶' | '↷' | '⨯' | '✉' | '◷' | '⇄' | '“' | '”' => out.push(c),
            c if c.is_control() => out.push(' '),
            c => {
                let _ = write!(out, "#{};", c as u32);
            }
        }
    }
    out
}

/// Words of a line that has no quotes: only what cannot mean anything.
fn plain(words: &str) -> String {
    words.chars().map(|c| if c.is_alphanumeric() || matches!(c, ' ' | '.' | ',' | '’' | '-' | '(' | ')') { c } else { ' ' }).collect()
}
