//! The heights of a layout, and the ways of its arrows.
//!
//! Boxes, labels and the slopes of arrows fall upwards, layer by layer, each as far as what lies above it lets it. So steps beside a long frame
//! stand beside it, not below; and no arrow crosses a box: between two layers an arrow slopes where nothing else stands, within a layer it
//! goes straight down in a column of its own.

use super::columns::{Columns, Tie};

/// The space below a box before an arrow slopes, above a box for the head of an arrow, and between a box and whatever is above it.
const STUB: f64 = 5.0;
const HEAD: f64 = 13.0;
const GAP: f64 = 18.0;
/// How far apart boxes of one layer may lie to be set in one line.
const ALIGN: f64 = 34.0;
/// How far apart arrows leave a box and arrive at it.
const PORT_GAP: f64 = 16.0;

/// A box to be placed.
#[derive(Debug, Clone, Copy)]
pub(super) struct Block {
    /// All that it takes: what is drawn above its outline and to the right of it too.
    pub width: f64,
    /// Likewise.
    pub height: f64,
    /// How wide its outline is, from the left.
    pub body: f64,
    /// How far from the corners of its outline arrows arrive and leave.
    pub inset: f64,
    /// Ways meet at a mark above its middle.
    pub meets: bool,
}

/// How an arrow meets its boxes.
#[derive(Debug, Clone, Copy)]
pub(super) struct End {
    /// How high its label is; 0 without one.
    pub label: f64,
    /// It arrives where ways meet.
    pub meets: bool,
}

/// Where everything stands.
#[derive(Debug, Clone, Default)]
pub(super) struct Rows {
    /// The left upper corner of every box.
    pub boxes: Vec<(f64, f64)>,
    /// The points of every arrow: straight down, or with a slope, from one to the next.
    pub arrows: Vec<Vec<(f64, f64)>>,
    /// The middle of every label.
    pub labels: Vec<Option<(f64, f64)>>,
}

/// How far down it is taken at every x.
struct Skyline {
    from: f64,
    taken: Vec<f64>,
}

impl Skyline {
    const STEP: f64 = 4.0;

    fn new(from: f64, to: f64) -> Skyline {
        Skyline { from, taken: vec![0.0; ((to - from) / Self::STEP).ceil().max(0.0) as usize + 2] }
    }

    fn range(&self, from: f64, to: f64) -> std::ops::Range<usize> {
        let at = |x: f64| ((x - self.from) / Self::STEP).floor().clamp(0.0, (self.taken.len() - 1) as f64) as usize;
        at(from)..at(to) + 1
    }

    fn below(&self, from: f64, to: f64) -> f64 {
        self.taken[self.range(from, to)].iter().copied().fold(0.0, f64::max)
    }

    fn take(&mut self, from: f64, to: f64, down: f64) {
        let range = self.range(from, to);
        self.taken[range].iter_mut().for_each(|taken| *taken = taken.max(down));
    }
}

/// Gives everything its height.
pub(super) fn rows(blocks: &[Block], ties: &[Tie], ends: &[End], columns: &Columns) -> Rows {
    let (leave, arrive) = ports(blocks, ties, ends, columns);
    let last = columns.boxes.iter().map(|(layer, _)| *layer).max().unwrap_or_default();
    let mut boxes_of: Vec<Vec<usize>> = vec![Vec::new(); last + 1];
    columns.boxes.iter().enumerate().for_each(|(place, (layer, _))| boxes_of[*layer].push(place));
    let mut ties_of: Vec<Vec<usize>> = vec![Vec::new(); last + 1];
    for (place, tie) in ties.iter().enumerate() {
        (columns.boxes[tie.from].0..columns.boxes[tie.to].0).for_each(|layer| ties_of[layer].push(place));
    }
    let left = |place: usize| columns.boxes[place].1 - blocks[place].width / 2.0;
    let passes = columns.arrows.iter().flatten().copied();
    let edges = (0..blocks.len()).flat_map(|place| [left(place), left(place) + blocks[place].width]).chain(passes);
    let (low, high) = edges.fold((0.0_f64, 0.0_f64), |(low, high), x| (low.min(x), high.max(x)));
    let wide = ties.iter().map(|tie| tie.label).fold(0.0, f64::max);
    // What stands still, and the slopes: these may cross one another.
    let mut still = Skyline::new(low - wide - 20.0, high + wide + 20.0);
    let mut slopes = Skyline::new(low - wide - 20.0, high + wide + 20.0);
    let mut found = Rows { boxes: vec![(0.0, 0.0); blocks.len()], arrows: vec![Vec::new(); ties.len()], labels: vec![None; ties.len()] };
    for layer in 0..=last {
        let here = &boxes_of[layer];
        let free = |place: usize| {
            let (from, to) = (left(place) - 6.0, left(place) + blocks[place].width + 6.0);
            let above = still.below(from, to);
            let above = if above > 0.0 { above + GAP } else { 0.0 };
            above.max(slopes.below(from, to) + if layer == 0 { 0.0 } else { HEAD })
        };
        let mut tops: Vec<(f64, usize)> = here.iter().map(|place| (free(*place), *place)).collect();
        align(&mut tops);
        for (top, place) in tops {
            found.boxes[place] = (left(place), top);
            still.take(left(place) - 4.0, left(place) + blocks[place].width + 4.0, top + blocks[place].height);
        }
        let from = |tie: usize| columns.boxes[ties[tie].from].0;
        for tie in ties_of[layer].iter().copied().filter(|tie| from(*tie) == layer) {
            let place = ties[tie].from;
            found.arrows[tie].push((leave[tie], found.boxes[place].1 + blocks[place].height));
        }
        // Labels stand before any arrow slopes around them.
        for tie in ties_of[layer].iter().copied().filter(|tie| columns.labels[*tie].is_some_and(|at| at + 1 + from(*tie) == layer)) {
            let x = columns.arrows[tie][layer - from(tie) - 1];
            let down = found.arrows[tie].last().map_or(0.0, |point| point.1);
            let (half, high) = (ties[tie].label / 2.0, ends[tie].label);
            let top = down.max(still.below(x - half - 3.0, x + half + 3.0) + 3.0).max(slopes.below(x - half, x + half) + 1.0);
            found.labels[tie] = Some((x, top + high / 2.0));
            still.take(x - half - 3.0, x + half + 3.0, top + high);
            found.arrows[tie].push((x, top + high));
        }
        for tie in ties_of[layer].iter().copied() {
            let (from, to) = (from(tie), columns.boxes[ties[tie].to].0);
            let x = if layer == from { leave[tie] } else { columns.arrows[tie][layer - from - 1] };
            let next = if layer + 1 == to { arrive[tie] } else { columns.arrows[tie][layer - from] };
            let down = found.arrows[tie].last().map_or(0.0, |point| point.1) + if layer == from { STUB } else { 0.0 };
            if (x - next).abs() < 0.5 {
                slopes.take(x - 2.0, x + 2.0, down);
                found.arrows[tie].push((next, down));
                continue;
            }
            let (low, high) = (x.min(next) - 4.0, x.max(next) + 4.0);
            let top = down.max(still.below(low, high) + 3.0);
            let bottom = top + 13.0 + (0.05 * (x - next).abs()).min(16.0);
            found.arrows[tie].extend([(x, top), (next, bottom)]);
            slopes.take(low, high, bottom);
        }
        // An arrow arrives where its box begins, which is known with the next layer.
    }
    for (place, tie) in ties.iter().enumerate() {
        found.arrows[place].push((arrive[place], found.boxes[tie.to].1));
        tidy(&mut found.arrows[place]);
    }
    found
}

/// Sets boxes of one layer that lie nearly in one line in one.
fn align(tops: &mut [(f64, usize)]) {
    tops.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    let mut first = 0;
    while first < tops.len() {
        let same = tops[first..].iter().take_while(|(top, _)| top - tops[first].0 <= ALIGN).count();
        let level = tops[first + same - 1].0;
        tops[first..first + same].iter_mut().for_each(|top| top.0 = level);
        first += same;
    }
}

/// At which x every arrow leaves its box and arrives at the other.
fn ports(blocks: &[Block], ties: &[Tie], ends: &[End], columns: &Columns) -> (Vec<f64>, Vec<f64>) {
    let (mut leave, mut arrive) = (vec![0.0; ties.len()], vec![0.0; ties.len()]);
    let mut below: Vec<Vec<(f64, usize)>> = vec![Vec::new(); blocks.len()];
    let mut above: Vec<Vec<(f64, usize)>> = vec![Vec::new(); blocks.len()];
    for (place, tie) in ties.iter().enumerate() {
        let passes = &columns.arrows[place];
        let (first, last) = (passes.first().copied(), passes.last().copied());
        below[tie.from].push((first.unwrap_or(columns.boxes[tie.to].1), place));
        above[tie.to].push((last.unwrap_or(columns.boxes[tie.from].1), place));
    }
    for (place, block) in blocks.iter().enumerate() {
        let left = columns.boxes[place].1 - block.width / 2.0;
        let (low, high) = (left + block.inset, left + block.body - block.inset);
        let middle = left + block.body / 2.0;
        let (low, high) = if low > high { (middle, middle) } else { (low, high) };
        spread(&mut below[place], low, high);
        below[place].iter().for_each(|(x, tie)| leave[*tie] = *x);
        let (meeting, mut alone): (Vec<_>, Vec<_>) = above[place].iter().partition(|(_, tie)| block.meets && ends[*tie].meets);
        meeting.iter().for_each(|(_, tie)| arrive[*tie] = middle);
        if meeting.is_empty() {
            spread(&mut alone, low, high);
            alone.iter().for_each(|(x, tie)| arrive[*tie] = *x);
        } else {
            // Beside the mark, each on its own side.
            let (mut before, mut after): (Vec<_>, Vec<_>) = alone.iter().partition(|(x, _)| *x < middle);
            spread(&mut before, low, (middle - PORT_GAP).max(low));
            spread(&mut after, (middle + PORT_GAP).min(high), high);
            before.iter().chain(&after).for_each(|(x, tie)| arrive[*tie] = *x);
        }
    }
    (leave, arrive)
}

/// Sets ports in the order of what they lead to, as near to it as the side of the box and the other ports allow.
fn spread(ports: &mut [(f64, usize)], low: f64, high: f64) {
    ports.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    let count = ports.len();
    let gap = if count > 1 { PORT_GAP.min((high - low) / (count - 1) as f64) } else { 0.0 };
    let mut before = low;
    for port in ports.iter_mut() {
        port.0 = port.0.clamp(before, high);
        before = (port.0 + gap).min(high);
    }
    for (behind, port) in ports.iter_mut().rev().enumerate() {
        port.0 = port.0.min(high - gap * behind as f64);
    }
}

/// Drops points that say nothing.
fn tidy(points: &mut Vec<(f64, f64)>) {
    let mut kept: Vec<(f64, f64)> = Vec::with_capacity(points.len());
    for point in points.drain(..) {
        let straight = |a: &(f64, f64), b: &(f64, f64)| (a.0 - b.0).abs() < 0.01;
        let n = kept.len();
        if n >= 2 && straight(&kept[n - 2], &kept[n - 1]) && straight(&kept[n - 1], &point) {
            kept[n - 1] = point;
        } else {
            kept.push(point);
        }
    }
    *points = kept;
}
