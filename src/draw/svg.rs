//! A drawing as SVG: one picture by itself, without scripts and without anything from elsewhere; styled by attributes alone, so that it may stand
//! within a page. Whoever does not see it is told the same: title and description of the whole, of every box and of every arrow.

mod arrows;
mod boxes;
pub mod leaves;
mod legend;
mod marks;
mod spoken;

use super::fold::{MAX_STEPS, fold};
use super::fonts::{FAMILIES, clean, width, wrap};
use super::layout::{Layout, layout};
use super::shapes::{NOTE, Row};
use super::{Anchor, Drawing};
use crate::words::{Lang, Words};
use std::fmt::Write as _;

/// The room around the whole.
const MARGIN: f64 = 22.0;
/// The least room for words above and below the picture.
const LEAST: f64 = 460.0;
const HEAD: f64 = 19.0;
const FACTS: f64 = 11.5;

/// Writes a drawing of any size: where it is large, frames are folded.
pub fn picture(drawing: Drawing) -> String {
    write(&fold(drawing, MAX_STEPS))
}

/// Writes a drawing as it is. The same drawing gives the same bytes.
pub fn write(drawing: &Drawing) -> String {
    let layout = layout(drawing);
    let words = Lang::parse(&drawing.lang).unwrap_or_default().words();
    let room = layout.width.max(LEAST);
    let mut paint = Paint { drawing, words, out: String::new() };
    let mut y = MARGIN;
    let mut head = Paint { out: String::new(), ..paint };
    head.head(room, &mut y);
    let key = legend::legend(&paint, &layout, room);
    let (wide, high) = (room + 2.0 * MARGIN, y + layout.height + 26.0 + key.height + MARGIN);
    paint.open(wide, high);
    paint.out.push_str(&head.out);
    let left = MARGIN + (room - layout.width) / 2.0;
    let _ = writeln!(paint.out, "<g role=\"group\" transform=\"translate({} {})\">", n(left), n(y));
    paint.picture(&layout);
    paint.out.push_str("</g>\n");
    let _ = writeln!(paint.out, "<g transform=\"translate({} {})\">\n{}</g>\n</svg>", n(MARGIN), n(y + layout.height + 26.0), key.out);
    paint.out
}

/// Writes a picture piece by piece.
#[derive(Clone)]
struct Paint<'d> {
    drawing: &'d Drawing,
    words: &'static Words,
    out: String,
}

impl Paint<'_> {
    fn open(&mut self, wide: f64, high: f64) {
        let lang = text(&self.drawing.lang);
        let _ = writeln!(
            self.out,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{w}\" height=\"{h}\" viewBox=\"0 0 {w} {h}\" role=\"graphics-document document\" \
             aria-labelledby=\"{name}-title\" aria-describedby=\"{name}-desc\" lang=\"{lang}\" xml:lang=\"{lang}\" font-family=\"{FAMILIES}\" fill=\"#111\">",
            w = n(wide),
            h = n(high),
            name = text(&self.drawing.name),
        );
        let _ = writeln!(self.out, "<title id=\"{}-title\">{}</title>", text(&self.drawing.name), text(&self.drawing.title));
        let _ = writeln!(self.out, "<desc id=\"{}-desc\">{}</desc>", text(&self.drawing.name), text(&self.description()));
        self.out.push_str(&marks::patterns(&self.drawing.name));
        let _ = writeln!(self.out, "<rect width=\"{}\" height=\"{}\" fill=\"#fff\"/>", n(wide), n(high));
    }

    /// What stands above the picture.
    fn head(&mut self, room: f64, y: &mut f64) {
        let drawing = self.drawing;
        for line in wrap(&drawing.title, HEAD, true, room, 4) {
            *y += HEAD;
            self.line(&line, MARGIN, *y - 3.0, HEAD, true, "#111");
            *y += 4.0;
        }
        for line in wrap(&drawing.facts.join(" · "), FACTS, false, room, 3) {
            *y += FACTS + 3.0;
            self.line(&line, MARGIN, *y, FACTS, false, "#444");
        }
        *y += 8.0;
        if let Some(banner) = &drawing.banner {
            let lines = wrap(banner, 13.0, true, room - 24.0, 4);
            let high = lines.len() as f64 * 17.0 + 14.0;
            let wide = lines.iter().map(|line| width(line, 13.0, true)).fold(0.0, f64::max) + 24.0;
            let _ = writeln!(
                self.out,
                "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" fill=\"#fff\" stroke=\"#111\" stroke-width=\"2.5\"/>",
                n(MARGIN),
                n(*y),
                n(wide),
                n(high)
            );
            for (place, line) in lines.iter().enumerate() {
                self.line(line, MARGIN + 12.0, *y + 20.0 + place as f64 * 17.0, 13.0, true, "#111");
            }
            *y += high + 8.0;
        }
        self.remark(MARGIN, room, y);
        *y += 16.0;
    }

    /// What is said of the whole picture.
    fn remark(&mut self, x: f64, room: f64, y: &mut f64) {
        for line in self.drawing.remark.iter().flat_map(|remark| wrap(remark, FACTS, false, room, 4)) {
            *y += FACTS + 3.0;
            self.line(&line, x, *y, FACTS, false, "#111");
        }
    }

    /// Frames below, arrows on them, boxes on these, labels on all.
    fn picture(&mut self, layout: &Layout) {
        for framed in &layout.frames {
            self.frame(framed);
        }
        for laid in &layout.arrows {
            self.arrow(laid);
        }
        for placed in &layout.boxes {
            self.placed(placed);
        }
    }

    fn line(&mut self, words: &str, x: f64, y: f64, size: f64, bold: bool, fill: &str) {
        let bold = if bold { " font-weight=\"bold\"" } else { "" };
        let _ = writeln!(self.out, "<text x=\"{}\" y=\"{}\" font-size=\"{}\"{bold} fill=\"{fill}\">{}</text>", n(x), n(y), n(size), text(words));
    }

    fn row(&mut self, row: &Row, x: f64, y: f64, fill: &str) {
        let (x, y) = (x + row.x, y + row.y);
        if row.number.is_empty() {
            self.line(&row.words, x, y, row.size, row.bold, fill);
            return;
        }
        let bold = if row.bold { " font-weight=\"bold\"" } else { "" };
        let _ = writeln!(
            self.out,
            "<text x=\"{}\" y=\"{}\" font-size=\"{}\"{bold} fill=\"{fill}\"><tspan font-weight=\"bold\">{}</tspan> {}</text>",
            n(x),
            n(y),
            n(row.size),
            text(&row.number),
            text(&row.words)
        );
    }

    /// Words in the middle of something.
    fn centred(&mut self, words: &str, x: f64, y: f64, size: f64, bold: bool, fill: &str) {
        let bold = if bold { " font-weight=\"bold\"" } else { "" };
        let _ = writeln!(
            self.out,
            "<text x=\"{}\" y=\"{}\" font-size=\"{}\"{bold} fill=\"{fill}\" text-anchor=\"middle\">{}</text>",
            n(x),
            n(y),
            n(size),
            text(words)
        );
    }
}

/// A number as short as it can be written to a tenth.
fn n(value: f64) -> String {
    let tenths = (value * 10.0).round() as i64;
    let sign = if tenths < 0 { "-" } else { "" };
    let (whole, tenth) = (tenths.abs() / 10, tenths.abs() % 10);
    if tenth == 0 { format!("{sign}{whole}") } else { format!("{sign}{whole}.{tenth}") }
}

/// Words as they may stand in XML, in a text or between quotes.
fn text(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for c in clean(words).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c => out.push(c),
        }
    }
    out
}

/// The width of a label, for what stands behind it.
fn label_width(lines: &[String]) -> f64 {
    lines.iter().map(|line| width(line, NOTE, false)).fold(0.0, f64::max)
}

/// What an arrow is from or to, as a name in a picture.
fn id_of(drawing: &Drawing, anchor: Anchor) -> &str {
    match anchor {
        Anchor::Node(node) => &drawing.nodes[node].id,
        Anchor::Frame(frame) => &drawing.frames[frame].id,
    }
}
