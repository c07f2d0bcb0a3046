//! A drawing as DOT, for Graphviz.

use super::{Anchor, COLOURS, Drawing, EdgeSort, FrameSort, Node, NodeSort};
use crate::model::Outcome;
use crate::print::State;
use std::fmt::Write as _;

/// How many characters stand on a line of a box, and on an arrow.
const WIDTH: usize = 34;
const LABEL_WIDTH: usize = 26;

/// Writes a drawing.
pub fn write(drawing: &Drawing) -> String {
    let mut out = String::from("digraph pasapas {\n");
    let _ = writeln!(
        out,
        "  graph [label={}, labelloc=t, compound=true, rankdir=TB, fontname=\"Helvetica\", fontsize=16, nodesep=0.35, ranksep=0.45, newrank=true];",
        quoted(&wrap(&drawing.title, 80))
    );
    out.push_str("  node [shape=box, style=\"filled,rounded\", fillcolor=white, fontname=\"Helvetica\", fontsize=11, margin=\"0.14,0.08\"];\n");
    out.push_str("  edge [fontname=\"Helvetica\", fontsize=9.5, arrowsize=0.8];\n");
    frame(drawing, None, 1, &mut out);
    for edge in &drawing.edges {
        let mut attributes = Vec::new();
        if !edge.label.is_empty() {
            attributes.push(format!("label={}", quoted(&wrap(&edge.label, LABEL_WIDTH))));
        }
        match edge.sort {
            EdgeSort::Way => {}
            EdgeSort::Back => attributes.push("style=dashed, penwidth=1.4".into()),
            EdgeSort::After => attributes.push("style=dotted, arrowhead=open".into()),
            EdgeSort::Late => attributes.push("style=\"dashed,bold\"".into()),
        }
        // Rework goes against the order. Written the other way round, with its head at its tail, it keeps the order and a place for its label.
        let turned = edge.sort == EdgeSort::Back && edge.from != edge.to;
        let (tail, head) = if turned { (edge.to, edge.from) } else { (edge.from, edge.to) };
        if turned {
            attributes.push("dir=back".into());
        }
        let (from, to) = (inside(drawing, tail, true), inside(drawing, head, false));
        if let Anchor::Frame(frame) = tail {
            attributes.push(format!("ltail=cluster_{}", drawing.frames[frame].id));
        }
        if let Anchor::Frame(frame) = head {
            attributes.push(format!("lhead=cluster_{}", drawing.frames[frame].id));
        }
        let (Some(from), Some(to)) = (from, to) else { continue };
        let attributes = if attributes.is_empty() { String::new() } else { format!(" [{}]", attributes.join(", ")) };
        let _ = writeln!(out, "  {from} -> {to}{attributes};");
    }
    out.push_str("}\n");
    out
}

/// A box through which an arrow meets a frame: its first where one comes in, its last where one goes out.
fn inside(drawing: &Drawing, anchor: Anchor, last: bool) -> Option<&str> {
    match anchor {
        Anchor::Node(node) => Some(&drawing.nodes[node].id),
        Anchor::Frame(frame) => {
            let holds = |node: &&Node| std::iter::successors(node.frame, |frame| drawing.frames[*frame].parent).any(|around| around == frame);
            let mut nodes = drawing.nodes.iter().filter(holds);
            let found = if last { nodes.next_back() } else { nodes.next() };
            found.map(|node| node.id.as_str())
        }
    }
}

fn frame(drawing: &Drawing, around: Option<usize>, level: usize, out: &mut String) {
    let pad = "  ".repeat(level);
    for node in drawing.nodes.iter().filter(|node| node.frame == around) {
        let label = drawing.lines(node).iter().map(|line| wrap(line, WIDTH)).collect::<Vec<_>>().join("\n");
        let _ = writeln!(out, "{pad}{} [label={}{}];", node.id, quoted(&label), looks(node));
    }
    for (place, one) in drawing.frames.iter().enumerate().filter(|(_, frame)| frame.parent == around) {
        let style = match one.sort {
            FrameSort::Each => "style=dashed, penwidth=2",
            FrameSort::Call => "style=solid, penwidth=2",
            FrameSort::Section => "style=solid, penwidth=1",
        };
        let _ = writeln!(out, "{pad}subgraph cluster_{} {{", one.id);
        let _ = writeln!(
            out,
            "{pad}  graph [label={}, labeljust=l, color=\"#555555\", fontsize=13, margin=14, {style}];",
            quoted(&wrap(&drawing.frame_title(one), 70))
        );
        frame(drawing, Some(place), level + 1, out);
        let _ = writeln!(out, "{pad}}}");
    }
}

fn looks(node: &Node) -> String {
    let shape = match node.sort {
        NodeSort::Start => ", shape=oval, style=filled",
        NodeSort::End(Outcome::Success) => ", shape=oval, style=filled, peripheries=2, penwidth=2",
        NodeSort::End(Outcome::Failure | Outcome::Neutral) => ", shape=oval, style=filled, peripheries=2",
        NodeSort::Choice => ", shape=hexagon, style=filled",
        NodeSort::Mail => ", shape=note, style=filled",
        NodeSort::Wait => ", style=\"filled,rounded\", peripheries=2",
        NodeSort::Handover => ", shape=cds, style=filled",
        NodeSort::Call | NodeSort::Folded(..) => ", shape=component, style=filled",
        NodeSort::Task => "",
    };
    let colour = match (node.state, node.role) {
        (Some(State::Done), _) => ", fillcolor=\"#d9ead3\", color=\"#38761d\"".to_owned(),
        (Some(State::LeftOut | State::Passed), _) => ", fillcolor=\"#f5f5f5\", color=\"#999999\", fontcolor=\"#555555\"".to_owned(),
        (Some(State::Waived), _) => ", fillcolor=\"#fff2cc\", color=\"#7f6000\"".to_owned(),
        (state, Some(role)) => {
            let (fill, stroke) = COLOURS[role % COLOURS.len()];
            let width = if state == Some(State::Open) { ", penwidth=3" } else { "" };
            format!(", fillcolor=\"{fill}\", color=\"{stroke}\"{width}")
        }
        (Some(State::Open), None) => ", penwidth=3".to_owned(),
        (Some(State::Ahead) | None, None) => String::new(),
    };
    shape.to_owned() + &colour
}

/// Words between quotes. A backslash is doubled, since DOT reads `\\N` and its kin; a line break is kept.
fn quoted(words: &str) -> String {
    let mut out = String::from("\"");
    for c in words.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            // Graphviz reads HTML entities in every label.
            '&' => out.push_str("&amp;"),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// Breaks words into lines of about that many characters.
fn wrap(words: &str, width: usize) -> String {
    let mut out = String::new();
    let mut length = 0;
    for word in words.split([' ', '\n']).filter(|word| !word.is_empty()) {
        let size = word.chars().count();
        if length > 0 && length + 1 + size > width {
            out.push('\n');
            length = 0;
        } else if length > 0 {
            out.push(' ');
            length += 1;
        }
        out.push_str(word);
        length += size;
    }
    out
}
