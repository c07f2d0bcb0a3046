//! Arrows: what sort they are shows by their strokes and heads, not by colour alone.

use super::super::layout::Laid;
use super::super::shapes::{NOTE, NOTE_LINE};
use super::super::{EdgeSort, NodeSort};
use super::boxes::ground;
use super::{Paint, id_of, label_width, n, text};
use std::fmt::Write as _;

/// The stroke of a sort of arrow: colour, width and dashes.
pub(super) fn stroke(sort: EdgeSort) -> (&'static str, &'static str) {
    match sort {
        EdgeSort::Way => ("#333", "stroke-width=\"1.4\""),
        EdgeSort::Back => ("#7a1f5c", "stroke-width=\"1.6\" stroke-dasharray=\"7 4\""),
        EdgeSort::After => ("#555", "stroke-width=\"1.5\" stroke-dasharray=\"0.1 4\" stroke-linecap=\"round\""),
        EdgeSort::Late => ("#8a4b00", "stroke-width=\"1.8\" stroke-dasharray=\"9 3 1.5 3\""),
    }
}

/// The head of an arrow at a point: full for ways, open for the others.
pub(super) fn head(sort: EdgeSort, x: f64, y: f64, dx: f64, dy: f64) -> String {
    let (colour, _) = stroke(sort);
    let (length, half) = (8.0, 3.8);
    // Its corners, behind the point, at both sides of the line that leads to it.
    let a = (x - dx * length - dy * half, y - dy * length + dx * half);
    let b = (x - dx * length + dy * half, y - dy * length - dx * half);
    match sort {
        EdgeSort::Way | EdgeSort::Late => {
            format!("<path d=\"M{} {}L{} {}L{} {}Z\" fill=\"{colour}\"/>", n(a.0), n(a.1), n(x), n(y), n(b.0), n(b.1))
        }
        EdgeSort::Back | EdgeSort::After => {
            format!(
                "<path d=\"M{} {}L{} {}L{} {}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"1.6\"/>",
                n(a.0),
                n(a.1),
                n(x),
                n(y),
                n(b.0),
                n(b.1)
            )
        }
    }
}

impl Paint<'_> {
    pub(super) fn arrow(&mut self, laid: &Laid) {
        let (colour, dashes) = stroke(laid.sort);
        let named = laid.edges.iter().filter_map(|edge| self.drawing.edges.get(*edge));
        let titles: Vec<String> = named.clone().map(|edge| self.way(edge)).collect();
        let ends: Vec<String> = named
            .take(1)
            .map(|edge| {
                format!(" id=\"{}-{}-{}-{}\"", self.drawing.name, id_of(self.drawing, edge.from), id_of(self.drawing, edge.to), class(edge.sort))
            })
            .collect();
        let role = if titles.is_empty() { " aria-hidden=\"true\"" } else { " role=\"graphics-symbol\"" };
        let _ = write!(self.out, "<g{}{role}>", ends.concat());
        if !titles.is_empty() {
            let _ = write!(self.out, "<title>{}</title>", text(&titles.join("\n")));
        }
        let path = if laid.own { own_path(&laid.points) } else { path(&laid.points, laid.up, laid.meets) };
        let _ = write!(self.out, "<path d=\"{path}\" fill=\"none\" stroke=\"{colour}\" {dashes}/>");
        if let Some((x, y)) = if laid.up { laid.points.first() } else { laid.points.last() }.copied() {
            let (dx, dy) = match (laid.own, laid.up) {
                (true, _) => (-1.0, 0.0),
                (false, true) => (0.0, -1.0),
                (false, false) => (0.0, 1.0),
            };
            self.out.push_str(&head(laid.sort, x, y, dx, dy));
        }
        if let Some((x, y)) = laid.at {
            self.label(laid, x, y);
        }
        self.out.push_str("</g>\n");
    }

    fn label(&mut self, laid: &Laid, x: f64, y: f64) {
        let (lines, sort) = (&laid.label, laid.sort);
        let ground = laid.depth.checked_sub(1).map_or("#fff", ground);
        let (wide, high) = (label_width(lines) + 8.0, lines.len() as f64 * NOTE_LINE + 2.0);
        let colour = match sort {
            EdgeSort::Way => "#111",
            other => stroke(other).0,
        };
        if !laid.own {
            let _ = write!(
                self.out,
                "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"3\" fill=\"{ground}\"/>",
                n(x - wide / 2.0),
                n(y - high / 2.0),
                n(wide),
                n(high)
            );
        }
        for (place, line) in lines.iter().enumerate() {
            let base = y - high / 2.0 + 10.5 + place as f64 * NOTE_LINE;
            self.centred(line, x, base, NOTE, false, colour);
        }
    }

    /// What an arrow says.
    fn way(&self, edge: &super::super::Edge) -> String {
        let from = self.name(edge.from);
        let to = self.name(edge.to);
        let sort = match edge.sort {
            EdgeSort::Way => None,
            other => Some(self.sort_word(other)),
        };
        let label = Some(edge.label.clone()).filter(|label| !label.is_empty());
        let said: Vec<String> = label.into_iter().chain(sort).collect();
        self.told(&from, &to, &said.join(", "))
    }
}

fn class(sort: EdgeSort) -> &'static str {
    match sort {
        EdgeSort::Way => "way",
        EdgeSort::Back => "back",
        EdgeSort::After => "after",
        EdgeSort::Late => "late",
    }
}

/// From point to point, straight down or with a slope that begins and ends straight. At its head the line stops short of the point.
fn path(points: &[(f64, f64)], up: bool, meets: bool) -> String {
    let mut points = points.to_vec();
    let short = if meets { 6.0 } else { 5.0 };
    if up {
        if let Some(first) = points.first_mut() {
            first.1 += short;
        }
    } else if let Some(last) = points.last_mut() {
        last.1 -= short;
    }
    let mut out = String::new();
    for (place, (x, y)) in points.iter().enumerate() {
        match place.checked_sub(1).map(|before| points[before]) {
            None => {
                let _ = write!(out, "M{} {}", n(*x), n(*y));
            }
            Some((from, _)) if (from - x).abs() < 0.05 => {
                let _ = write!(out, "V{}", n(*y));
            }
            Some((from, top)) => {
                let half = (y - top) / 2.0;
                // Wide slopes turn sooner, so that they are not flat in the middle.
                let bend = half + half.min(8.0) * 0.4;
                let _ = write!(out, "C{} {} {} {} {} {}", n(from), n(top + bend), n(*x), n(y - bend), n(*x), n(*y));
            }
        }
    }
    out
}

/// Out at the right side of a box and back into it.
fn own_path(points: &[(f64, f64)]) -> String {
    let [from, corner, to] = points else { return String::new() };
    format!(
        "M{} {}H{}Q{} {} {} {}V{}Q{} {} {} {}H{}",
        n(from.0),
        n(from.1),
        n(corner.0 - 7.0),
        n(corner.0),
        n(from.1),
        n(corner.0),
        n(from.1 - 7.0),
        n(to.1 + 7.0),
        n(corner.0),
        n(to.1),
        n(corner.0 - 7.0),
        n(to.1),
        n(to.0 + 5.0)
    )
}

/// Whether a box is one where a way ends or the whole begins: it has no number.
pub(super) fn is_step(sort: NodeSort) -> bool {
    !matches!(sort, NodeSort::Start | NodeSort::End(_))
}
