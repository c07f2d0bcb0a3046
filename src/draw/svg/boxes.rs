//! Boxes and frames.

use super::super::fonts::width;
use super::super::layout::{Framed, Placed};
use super::super::shapes::{MEETING, NOTE, Outline, TITLE, settled};
use super::super::{Anchor, COLOURS, Frame, FrameSort, Node, NodeSort};
use super::{Paint, marks, n, text};
use crate::model::Outcome;
use crate::print::State;
use std::fmt::Write as _;

/// How a box looks.
struct Look {
    fill: &'static str,
    stroke: &'static str,
    /// More about the stroke.
    more: &'static str,
    /// What lies over the fill.
    over: Option<&'static str>,
    words: &'static str,
}

impl Paint<'_> {
    pub(super) fn placed(&mut self, placed: &Placed) {
        let (x, y) = (placed.x, placed.y);
        let Some(node) = placed.node.map(|node| &self.drawing.nodes[node]) else {
            let _ = writeln!(self.out, "<circle cx=\"{}\" cy=\"{}\" r=\"5\" fill=\"#333\" aria-hidden=\"true\"/>", n(x + 6.0), n(y + 6.0));
            return;
        };
        let place = placed.node.unwrap_or_default();
        let _ = write!(
            self.out,
            "<g id=\"{}-{}\" role=\"graphics-symbol\"><title>{}</title>",
            self.drawing.name,
            text(&node.id),
            text(&self.name(Anchor::Node(place)))
        );
        let told = self.node_told(place);
        if !told.is_empty() {
            let _ = write!(self.out, "<desc>{}</desc>", text(&told));
        }
        if let Some(join) = placed.meets {
            self.out.push_str(&marks::meeting(join, x + placed.shape.width / 2.0, y - MEETING + 7.5));
        }
        self.out.push('\n');
        let look = look(node);
        self.outline(node, placed, &look);
        for row in &placed.shape.rows {
            let fill = if row.size < TITLE && look.words == "#111" { "#3a3a3a" } else { look.words };
            self.row(row, x, y, fill);
        }
        if let (Some((dx, dy)), Some(role)) = (placed.shape.badge, node.role) {
            self.badge(role, x + dx, y + dy);
        }
        for (icon, dx, dy) in &placed.shape.icons {
            self.out.push_str(&marks::icon(*icon, x + dx, y + dy));
        }
        if let Some((dx, dy)) = placed.shape.counts {
            self.counts(&node.counts, x + dx, y + dy);
        }
        let corner = match placed.shape.outline {
            Outline::Pointed => 10.0,
            Outline::Round => 12.0,
            _ => 3.0,
        };
        self.standing(node.state, node.late, x + corner, y + 1.0);
        self.out.push_str("</g>\n");
    }

    /// The mark of who acts.
    pub(super) fn badge(&mut self, role: usize, x: f64, y: f64) {
        let Some(mark) = self.drawing.roles.get(role).map(|role| role.mark.clone()) else { return };
        let (_, dark) = COLOURS[role % COLOURS.len()];
        let _ = write!(self.out, "<rect x=\"{}\" y=\"{}\" width=\"18\" height=\"18\" rx=\"4\" fill=\"{dark}\"/>", n(x - 9.0), n(y - 9.0));
        let size = if mark.chars().count() > 1 { 10.0 } else { 12.5 };
        self.centred(&mark, x, y + 4.4, size, true, "#fff");
    }

    /// Where a step stands.
    fn standing(&mut self, state: Option<State>, late: bool, x: f64, y: f64) {
        let Some(state) = state else { return };
        self.out.push_str(&marks::state(state, x, y, 7.5));
        if late {
            self.out.push_str(&marks::late(x + 19.0, y, 7.0));
        }
    }

    /// How the items of an `each` stand in a step.
    fn counts(&mut self, counts: &[(State, usize)], x: f64, y: f64) {
        let all = settled(counts);
        self.line(&all, x, y, TITLE, true, "#111");
        let mut x = x + width(&all, TITLE, true) + 8.0;
        for (state, count) in counts {
            self.out.push_str(&marks::state(*state, x + 6.0, y - 4.2, 5.6));
            let count = count.to_string();
            self.line(&count, x + 14.5, y - 0.5, NOTE, false, "#111");
            x += 18.0 + width(&count, NOTE, false) + 7.0;
        }
    }

    fn outline(&mut self, node: &Node, placed: &Placed, look: &Look) {
        let (x, y, wide, high) = (placed.x, placed.y, placed.shape.width, placed.shape.height);
        if let NodeSort::End(outcome) = node.sort {
            self.end(outcome, x, y, wide, high);
            return;
        }
        let path = outline(placed.shape.outline, x, y, wide, high);
        if placed.shape.outline == Outline::Pile {
            for step in [6.0, 3.0] {
                let behind = outline(Outline::Plain, x + step, y + step, wide, high);
                let _ = write!(self.out, "<path d=\"{behind}\" fill=\"#fff\" stroke=\"{}\" stroke-width=\"1\"/>", look.stroke);
            }
        }
        let _ = write!(self.out, "<path d=\"{path}\" fill=\"{}\" stroke=\"none\"/>", look.fill);
        if let Some(over) = look.over {
            let _ = write!(self.out, "<path d=\"{path}\" fill=\"url(#{}-{over})\" stroke=\"none\"/>", text(&self.drawing.name));
        }
        let _ = writeln!(self.out, "<path d=\"{path}\" fill=\"none\" stroke=\"{}\" {}/>", look.stroke, look.more);
        let extra = match placed.shape.outline {
            Outline::Sheet => format!("M{} {}V{}H{}", n(x + wide - 11.0), n(y), n(y + 11.0), n(x + wide)),
            Outline::Barred => format!("M{} {}V{}M{} {}V{}", n(x + 5.0), n(y), n(y + high), n(x + wide - 5.0), n(y), n(y + high)),
            _ => return,
        };
        let _ = writeln!(self.out, "<path d=\"{extra}\" fill=\"none\" stroke=\"{}\"/>", look.stroke);
    }

    /// An end: two lines around success, eight corners around failure, one line around what is neither.
    fn end(&mut self, outcome: Outcome, x: f64, y: f64, wide: f64, high: f64) {
        let path = match outcome {
            Outcome::Failure => eight(x, y, wide, high),
            Outcome::Success | Outcome::Neutral => outline(Outline::Round, x, y, wide, high),
        };
        let (stroke, thick) = match outcome {
            Outcome::Success => ("#1d5c0b", "1.6"),
            Outcome::Failure => ("#8a1c00", "2.4"),
            Outcome::Neutral => ("#333", "1.4"),
        };
        let _ = write!(self.out, "<path d=\"{path}\" fill=\"#fff\" stroke=\"{stroke}\" stroke-width=\"{thick}\"/>");
        if outcome == Outcome::Success {
            let inner = outline(Outline::Round, x + 3.0, y + 3.0, wide - 6.0, high - 6.0);
            let _ = write!(self.out, "<path d=\"{inner}\" fill=\"none\" stroke=\"{stroke}\" stroke-width=\"1\"/>");
        }
        self.out.push_str(&marks::outcome(outcome, x + 19.0, y + high / 2.0));
        self.out.push('\n');
    }

    pub(super) fn frame(&mut self, framed: &Framed) {
        let frame = &self.drawing.frames[framed.frame];
        let name = self.name(Anchor::Frame(framed.frame));
        let told = self.frame_told(framed.frame);
        let _ = write!(self.out, "<g id=\"{}-{}\" role=\"graphics-symbol\"><title>{}</title>", self.drawing.name, text(&frame.id), text(&name));
        if !told.is_empty() {
            let _ = write!(self.out, "<desc>{}</desc>", text(&told));
        }
        let (x, y, wide, high) = (framed.x, framed.y, framed.width, framed.height);
        if let Some(join) = frame.meets {
            self.out.push_str(&marks::meeting(join, x + wide / 2.0, y - MEETING + 7.5));
        }
        self.out.push_str(&border(frame, framed.depth, x, y, wide, high));
        if matches!(frame.state, Some(State::LeftOut | State::Passed)) {
            let (name, x, y) = (text(&self.drawing.name), n(x), n(y));
            let _ = write!(self.out, "<rect x=\"{x}\" y=\"{y}\" width=\"{}\" height=\"{}\" fill=\"url(#{name}-stripes)\"/>", n(wide), n(high));
        }
        if frame.sort == FrameSort::Each {
            self.out.push_str(&marks::icon(super::super::shapes::Icon::Loop, x + 18.0, y + 15.0));
        }
        self.out.push('\n');
        for row in &framed.rows {
            self.row(row, x, y, if row.bold { "#111" } else { "#3a3a3a" });
        }
        self.standing(frame.state, frame.late, x + 3.0, y + 1.0);
        self.out.push_str("</g>\n");
    }
}

/// What a frame is filled with that lies in so many others.
pub(super) fn ground(depth: usize) -> &'static str {
    if depth.is_multiple_of(2) { "#f5f5f2" } else { "#fff" }
}

/// The border of a frame: a pile of sheets for every item, one line around a group, two bars for another procedure.
pub(super) fn border(frame: &Frame, depth: usize, x: f64, y: f64, wide: f64, high: f64) -> String {
    let fill = ground(depth);
    let rect = |dx: f64, fill: &str, more: &str| {
        let radius = if frame.sort == FrameSort::Call { 0 } else { 8 };
        format!("<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"{radius}\" fill=\"{fill}\" {more}/>", n(x + dx), n(y + dx), n(wide), n(high))
    };
    let mut out = String::new();
    match frame.sort {
        FrameSort::Each => {
            out.push_str(&rect(6.0, "#fff", "stroke=\"#777\""));
            out.push_str(&rect(3.0, "#fff", "stroke=\"#777\""));
            out.push_str(&rect(0.0, fill, "stroke=\"#444\" stroke-width=\"1.4\""));
        }
        FrameSort::Section => out.push_str(&rect(0.0, fill, "stroke=\"#666\" stroke-width=\"1.2\"")),
        FrameSort::Call => {
            out.push_str(&rect(0.0, fill, "stroke=\"#333\" stroke-width=\"2\""));
            let bars = [x + 6.0, x + wide - 6.0].map(|x| format!("M{} {}v{}", n(x), n(y), n(high)));
            out.push_str(&format!("<path d=\"{}\" stroke=\"#333\" stroke-width=\"1.2\"/>", bars.concat()));
        }
    }
    out
}

fn look(node: &Node) -> Look {
    let (light, dark) = node.role.map_or(("#fff", "#444"), |role| COLOURS[role % COLOURS.len()]);
    let over = None;
    let plain = Look { fill: light, stroke: dark, more: "stroke-width=\"1.3\"", over, words: "#111" };
    if node.sort == NodeSort::Start {
        return Look { fill: "#222", stroke: "#222", words: "#fff", ..plain };
    }
    match node.state {
        None | Some(State::Ahead) => plain,
        Some(State::Open) => Look { stroke: "#111", more: "stroke-width=\"3\"", ..plain },
        Some(State::Done) => Look { fill: "#dbe8d3", stroke: "#2c6415", ..plain },
        Some(State::LeftOut | State::Passed) => {
            Look { fill: "#fff", stroke: "#777", more: "stroke-width=\"1.2\" stroke-dasharray=\"4 3\"", over: Some("stripes"), words: "#4a4a4a" }
        }
        Some(State::Waived) => {
            Look { fill: "#fdf3d3", stroke: "#7f6000", more: "stroke-width=\"1.2\" stroke-dasharray=\"4 3\"", over: Some("dots"), words: "#111" }
        }
    }
}

/// An outline as a path.
pub(super) fn outline(outline: Outline, x: f64, y: f64, wide: f64, high: f64) -> String {
    let (right, low, middle) = (x + wide, y + high, y + high / 2.0);
    let corners = |points: &[(f64, f64)]| {
        let points: Vec<String> = points.iter().map(|(x, y)| format!("{} {}", n(*x), n(*y))).collect();
        format!("M{}Z", points.join("L"))
    };
    let round = |radius: f64| {
        let radius = radius.min(high / 2.0).min(wide / 2.0);
        let (r, across, down) = (n(radius), n(wide - 2.0 * radius), n(high - 2.0 * radius));
        format!(
            "M{} {}h{across}a{r} {r} 0 0 1 {r} {r}v{down}a{r} {r} 0 0 1 -{r} {r}h-{across}a{r} {r} 0 0 1 -{r} -{r}v-{down}a{r} {r} 0 0 1 {r} -{r}Z",
            n(x + radius),
            n(y)
        )
    };
    match outline {
        Outline::Plain | Outline::Pile => round(5.0),
        Outline::Round | Outline::Start | Outline::End | Outline::Dot => round(22.0),
        Outline::Pointed => corners(&[(x, middle), (x + 10.0, y), (right - 10.0, y), (right, middle), (right - 10.0, low), (x + 10.0, low)]),
        Outline::Sheet => corners(&[(x, y), (right - 11.0, y), (right, y + 11.0), (right, low), (x, low)]),
        Outline::Arrow => corners(&[(x, y), (right - 11.0, y), (right, middle), (right - 11.0, low), (x, low)]),
        Outline::Barred => corners(&[(x, y), (right, y), (right, low), (x, low)]),
    }
}

fn eight(x: f64, y: f64, wide: f64, high: f64) -> String {
    let cut = 8.0;
    let (right, low) = (x + wide, y + high);
    let points =
        [(x + cut, y), (right - cut, y), (right, y + cut), (right, low - cut), (right - cut, low), (x + cut, low), (x, low - cut), (x, y + cut)];
    let points: Vec<String> = points.iter().map(|(x, y)| format!("{} {}", n(*x), n(*y))).collect();
    format!("M{}Z", points.join("L"))
}
