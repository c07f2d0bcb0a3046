//! A drawing on paper: one picture for a sheet, or several that go on from one sheet to the next, so that its words can be read at arm's length.
//!
//! Who prints has the title on the page; a leaf shows what is below it: the picture, and on the last leaf what its marks mean. Where an arrow goes
//! on over the next sheet, the step that it comes from or leads to stands beside it.

use super::super::layout::{Laid, Layout, layout};
use super::super::shapes::{MEETING, NOTE, NOTE_LINE};
use super::super::{Anchor, Drawing};
use super::{Paint, legend, n, text, width};
use crate::msg;
use crate::words::Lang;
use std::fmt::Write as _;

/// The room for a picture on a sheet of A4, upright and lying, in millimetres.
const UPRIGHT: (f64, f64) = (178.0, 236.0);
const LYING: (f64, f64) = (265.0, 152.0);
/// How large one unit of a picture is, in millimetres: at the least, so that its words are more than six points high; where it goes on over several
/// sheets anyway; and at the most.
const LEAST: f64 = 0.165;
const EASY: f64 = 0.21;
const MOST: f64 = 0.34;
/// The room around a picture, and between it and its legend.
const MARGIN: f64 = 4.0;
const GAP: f64 = 22.0;
/// How far pieces that stand side by side are apart.
const BETWEEN: f64 = 30.0;
/// How wide a legend is that stands beside a picture, and at the least one that stands below.
const BESIDE: f64 = 226.0;
const BELOW: f64 = 460.0;
/// The room for a legend that is not made yet.
const LEGEND: f64 = 110.0;
/// How far from a cut nothing but arrows may stand.
const CLEAR: f64 = 9.0;

/// A picture for one sheet.
#[derive(Debug, Clone, PartialEq)]
pub struct Leaf {
    /// As SVG.
    pub svg: String,
    /// Whether the sheet lies on its long side.
    pub lying: bool,
    /// How wide the picture is on it, in millimetres.
    pub width: f64,
}

/// Whether a picture of that size can be read on one sheet.
pub fn fits(wide: f64, high: f64) -> bool {
    let below = (wide.max(BELOW) + 2.0 * MARGIN, high + GAP + LEGEND + 2.0 * MARGIN);
    let beside = (wide + GAP + BESIDE + 2.0 * MARGIN, high + 2.0 * MARGIN);
    [below, beside].into_iter().flat_map(|(wide, high)| [unit(UPRIGHT, wide, high), unit(LYING, wide, high)]).any(|unit| unit >= LEAST)
}

/// How large one unit of a picture becomes on a sheet.
fn unit(sheet: (f64, f64), wide: f64, high: f64) -> f64 {
    (sheet.0 / wide).min(sheet.1 / high).min(MOST)
}

/// How a picture and its legend stand on a sheet, in units.
struct Setting {
    key: legend::Legend,
    /// The legend stands beside the picture, and not below its last piece.
    beside: bool,
    /// So many pieces of the picture stand side by side.
    columns: usize,
    /// How wide each of them is.
    column: f64,
    /// How wide the whole is.
    wide: f64,
}

/// A setting on sheets: which, how large, and where the picture is cut.
struct Plan {
    setting: Setting,
    is_lying: bool,
    size: f64,
    cuts: Vec<f64>,
}

impl Plan {
    fn sheets(&self) -> usize {
        (self.cuts.len() - 1).div_ceil(self.setting.columns)
    }
}

/// Puts a drawing onto as many sheets as it takes. The same drawing gives the same leaves.
pub fn leaves(drawing: &Drawing) -> Vec<Leaf> {
    let layout = layout(drawing);
    let paint = Paint { drawing, words: Lang::parse(&drawing.lang).unwrap_or_default().words(), out: String::new() };
    let mut head = Paint { out: String::new(), ..paint.clone() };
    let mut above = MARGIN;
    head.remark(MARGIN, layout.width.max(BELOW), &mut above);
    above += if drawing.remark.is_some() { 12.0 } else { 0.0 };
    let plan = plan(&paint, &layout, above);
    let Plan { setting: Setting { key, beside, columns, column, wide }, is_lying, size, cuts } = plan;
    let pieces: Vec<&[f64]> = cuts.windows(2).collect();
    let last = pieces.len() - 1;
    let one = |(place, pieces): (usize, &[&[f64]])| {
        // Several leaves stand in one page of HTML.
        let drawing = Drawing { name: format!("{}-{}", drawing.name, place + 1), ..drawing.clone() };
        let mut leaf = Paint { drawing: &drawing, words: paint.words, out: String::new() };
        let mut body = Paint { out: String::new(), ..leaf.clone() };
        if place == 0 {
            body.out.push_str(&head.out);
        }
        let mut high = 0.0_f64;
        for (nth, piece) in pieces.iter().enumerate() {
            let (at, from, to) = (place * columns + nth, piece[0], piece[1]);
            let top = if at == 0 { above } else { MARGIN };
            let left = MARGIN + nth as f64 * (column + BETWEEN);
            body.piece(&layout, (from, to), (left + (column - layout.width).max(0.0) / 2.0, top), (at > 0, at < last));
            let foot = top + (to - from);
            high = high.max(foot);
            let (x, y) = if beside { (MARGIN + column + GAP, above) } else { (left, foot + GAP) };
            if at == if beside { 0 } else { last } {
                let _ = writeln!(body.out, "<g transform=\"translate({} {})\">\n{}</g>", n(x), n(y), key.out);
                high = high.max(y + key.height);
            }
        }
        for nth in 1..pieces.len() {
            let x = MARGIN + nth as f64 * (column + BETWEEN) - BETWEEN / 2.0;
            let _ = writeln!(body.out, "<path d=\"M{} {}V{}\" stroke=\"#bbb\"/>", n(x), n(MARGIN), n(high));
        }
        leaf.open(wide, high + MARGIN);
        leaf.out.push_str(&body.out);
        leaf.out.push_str("</svg>\n");
        Leaf { svg: leaf.out, lying: is_lying, width: size * wide }
    };
    pieces.chunks(columns).enumerate().map(one).collect()
}

/// How a picture is set: on one sheet where it can be read so, else on as few as can be.
fn plan(paint: &Paint, layout: &Layout, above: f64) -> Plan {
    let setting = |beside: bool, columns: usize| {
        let column = if beside { layout.width } else { layout.width.max(if columns == 1 { BELOW } else { BESIDE }) };
        let key = legend::legend(paint, layout, if beside { BESIDE } else { column });
        let pieces = columns as f64 * (column + BETWEEN) - BETWEEN;
        Setting { wide: pieces + if beside { GAP + BESIDE } else { 0.0 } + 2.0 * MARGIN, key, beside, columns, column }
    };
    let high = |setting: &Setting| match setting.beside {
        true => above + layout.height.max(setting.key.height) + MARGIN,
        false => above + layout.height + GAP + setting.key.height + MARGIN,
    };
    let one_sheet = |is_lying: bool| {
        let sheet = if is_lying { LYING } else { UPRIGHT };
        let size = |setting: &Setting| unit(sheet, setting.wide, high(setting));
        let (below, beside) = (setting(false, 1), setting(true, 1));
        let setting = if size(&beside) > size(&below) { beside } else { below };
        Plan { size: size(&setting), setting, is_lying, cuts: vec![0.0, layout.height] }
    };
    let (upright, lying) = (one_sheet(false), one_sheet(true));
    // Nobody turns a sheet for little.
    if upright.size >= LEAST && upright.size * 1.3 > lying.size {
        return upright;
    }
    if lying.size >= LEAST {
        return lying;
    }
    let cut = |setting: Setting, is_lying: bool| {
        let sheet = if is_lying { LYING } else { UPRIGHT };
        let size = (sheet.0 / setting.wide).min(EASY);
        let cuts = cuts(layout, sheet.1 / size, above + MARGIN, if setting.beside { 0.0 } else { GAP + setting.key.height });
        Plan { setting, is_lying, size, cuts }
    };
    for is_lying in [false, true] {
        let ways = [(true, 1), (false, 1), (false, 2), (false, 3)];
        let plans = ways.into_iter().map(|(beside, columns)| cut(setting(beside, columns), is_lying)).filter(|plan| plan.size >= LEAST);
        if let Some(plan) = plans.min_by(|a, b| a.sheets().cmp(&b.sheets()).then(b.size.total_cmp(&a.size))) {
            return plan;
        }
    }
    // What is too wide even so is as large as a lying sheet lets it be.
    cut(setting(false, 1), true)
}

impl Paint<'_> {
    /// What of a picture stands between two heights, at a place of its own. What reaches beyond is cut off, and goes on above or below.
    fn piece(&mut self, layout: &Layout, (from, to): (f64, f64), (left, top): (f64, f64), (above, below): (bool, bool)) {
        let name = format!("{}-cut-{}", text(&self.drawing.name), n(from));
        let _ = writeln!(
            self.out,
            "<clipPath id=\"{name}\"><rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"/></clipPath>\n\
             <g role=\"group\" transform=\"translate({} {})\"><g clip-path=\"url(#{name})\">",
            n(-BETWEEN / 2.0),
            n(from),
            n(layout.width + BETWEEN),
            n(to - from),
            n(left),
            n(top - from),
        );
        self.picture(&part(layout, from, to));
        self.out.push_str("</g>\n");
        if above {
            self.goes_on(layout, from, false);
        }
        if below {
            self.goes_on(layout, to, true);
        }
        self.out.push_str("</g>\n");
    }

    /// Beside the arrows that were cut there: where they lead, or where they come from.
    fn goes_on(&mut self, layout: &Layout, y: f64, below: bool) {
        let number = |anchor: Anchor| match anchor {
            Anchor::Node(node) => self.drawing.nodes[node].number.clone(),
            Anchor::Frame(frame) => self.drawing.frames[frame].number.clone(),
        };
        let cut = |laid: &Laid| {
            let x = crossing(laid, y)?;
            let edge = self.drawing.edges.get(*laid.edges.first()?)?;
            // The other end is on the other leaf; arrows of rework lead upwards.
            let leads = below != laid.up;
            let step = number(if leads { edge.to } else { edge.from });
            let words = self.words.say(&if leads { msg!("paper-draw-on-to", step = &step) } else { msg!("paper-draw-on-from", step = &step) });
            (!step.is_empty()).then_some((x, words))
        };
        let mut said: Vec<(f64, String)> = layout.arrows.iter().filter_map(cut).collect();
        said.sort_by(|a, b| a.0.total_cmp(&b.0));
        let mut free = f64::MIN;
        for (x, words) in said {
            if x >= free {
                self.line(&words, x + 4.0, if below { y - 3.0 } else { y + NOTE - 1.0 }, NOTE, false, "#444");
                free = x + width(&words, NOTE, false) + 8.0;
            }
        }
    }
}

/// Where a picture is cut, from its top to its foot: what comes before it on the first leaf, and after it on the last, has its room.
fn cuts(layout: &Layout, tall: f64, before: f64, after: f64) -> Vec<f64> {
    let mut cuts = vec![0.0];
    let whole = before + layout.height + after;
    let count = (whole / tall - 1e-6).ceil().max(1.0) as usize;
    let mut left = count;
    while left > 1 {
        let from = cuts.last().copied().unwrap_or_default();
        let room = tall - if from == 0.0 { before } else { 2.0 * MARGIN };
        let aim = from + ((layout.height - from + after) / left as f64).min(room);
        // An arrow that runs straight down is followed over the cut; a bent one is not.
        let ways = |y: f64| layout.arrows.iter().filter_map(|laid| slope(laid, y)).map(|bent| if bent { 4.0 } else { 1.0 }).sum::<f64>();
        let places = (1..=room as usize).map(|step| from + step as f64).filter(|y| *y > from + room * 0.4 && *y < layout.height);
        let best = places.filter(|y| is_clear(layout, *y)).map(|y| (ways(y) * 30.0 + (y - aim).abs() * 0.6, y)).min_by(|a, b| a.0.total_cmp(&b.0));
        let cut = best.map_or(from + room, |(_, y)| y);
        if cut >= layout.height {
            break;
        }
        cuts.push(cut);
        let rest = layout.height - cut + after + 2.0 * MARGIN;
        left = (rest / tall - 1e-6).ceil().max(1.0) as usize;
    }
    cuts.push(layout.height);
    cuts
}

/// Whether nothing but arrows and the sides of frames stands there.
fn is_clear(layout: &Layout, y: f64) -> bool {
    let crosses = |top: f64, foot: f64| top - CLEAR < y && y < foot + CLEAR;
    let label = |laid: &Laid| {
        let half = laid.label.len() as f64 * NOTE_LINE / 2.0;
        laid.at.is_some_and(|(_, at)| crosses(at - half, at + half))
    };
    let head = |height: &f64| height + 2.0;
    !layout.boxes.iter().any(|one| crosses(one.y - if one.meets.is_some() { MEETING } else { 0.0 }, one.y + one.shape.height))
        && !layout.arrows.iter().any(label)
        && !layout.frames.iter().any(|one| {
            let rows = one.rows.iter().map(|row| row.y).fold(0.0, f64::max);
            crosses(one.y, one.y + head(&rows)) || crosses(one.y + one.height, one.y + one.height)
        })
}

/// What of a picture stands between two heights.
fn part(layout: &Layout, from: f64, to: f64) -> Layout {
    let has = |y: f64| from <= y && y < to;
    let arrow = |laid: &Laid| {
        let low = laid.points.iter().map(|(_, y)| *y).fold(f64::MAX, f64::min);
        let high = laid.points.iter().map(|(_, y)| *y).fold(f64::MIN, f64::max);
        (low < to && high >= from).then(|| Laid { at: laid.at.filter(|(_, y)| has(*y)), ..laid.clone() })
    };
    let frames = layout.frames.iter().filter(|one| one.y < to && one.y + one.height > from).map(|one| {
        let mut one = one.clone();
        if !has(one.y) {
            one.rows.clear();
        }
        one
    });
    Layout {
        width: layout.width,
        height: to - from,
        boxes: layout.boxes.iter().filter(|one| has(one.y)).cloned().collect(),
        frames: frames.collect(),
        arrows: layout.arrows.iter().filter_map(arrow).collect(),
    }
}

/// The piece of an arrow that goes through a height.
fn piece(laid: &Laid, y: f64) -> Option<&[(f64, f64)]> {
    if laid.own { None } else { laid.points.windows(2).find(|pair| pair[0].1 < y && y <= pair[1].1) }
}

/// Whether an arrow that goes through a height is bent there.
fn slope(laid: &Laid, y: f64) -> Option<bool> {
    piece(laid, y).map(|pair| (pair[0].0 - pair[1].0).abs() > 0.5)
}

/// Where an arrow goes through a height: as far along its slope as it is down, since a curve is steep at both ends.
fn crossing(laid: &Laid, y: f64) -> Option<f64> {
    let [(x, top), (to, foot)] = piece(laid, y)? else { return None };
    let t = ((y - top) / (foot - top)).clamp(0.0, 1.0);
    Some(x + (to - x) * t * t * (3.0 - 2.0 * t))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_that_is_too_high_is_cut_between_its_boxes() {
        let mut layout = Layout { width: 200.0, height: 3000.0, ..Layout::default() };
        let arrow = |top: f64, foot: f64| Laid {
            edges: vec![0],
            sort: super::super::super::EdgeSort::Way,
            points: vec![(100.0, top), (100.0, foot)],
            up: false,
            own: false,
            meets: false,
            depth: 0,
            label: Vec::new(),
            at: None,
        };
        layout.arrows = (0..30).map(|place| arrow(f64::from(place) * 100.0 + 60.0, f64::from(place) * 100.0 + 100.0)).collect();
        let cuts = cuts(&layout, 1000.0, 20.0, 200.0);
        assert_eq!((cuts.first(), cuts.last(), cuts.len()), (Some(&0.0), Some(&3000.0), 5));
        assert!(cuts.windows(2).all(|pair| pair[1] - pair[0] <= 1000.0 && pair[1] > pair[0]), "{cuts:?}");
        assert!(3000.0 - cuts[3] + 200.0 <= 1000.0, "{cuts:?}");
        assert_eq!(crossing(&layout.arrows[0], 80.0), Some(100.0));
        assert_eq!(crossing(&layout.arrows[0], 160.0), None);
        assert_eq!(part(&layout, 1000.0, 2000.0).arrows.len(), 11);
    }
}
