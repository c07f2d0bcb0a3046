//! Where everything in a picture stands. Scope by scope from the inside out: a frame that was laid out is a box for what is around it.

use super::columns::{Tie, columns};
use super::fonts::{width, wrap};
use super::rows::{Block, End, rows};
use super::shapes::{self, MEETING, NOTE, NOTE_LINE, Outline, Row, Shape};
use super::{Anchor, Drawing, EdgeSort, NodeSort, plain};
use crate::model::Join;
use crate::msg;
use crate::words::{Lang, Words};
use std::collections::BTreeMap;

/// How wide the words on an arrow may be, and how many lines they may take.
const LABEL_ROOM: f64 = 118.0;
const LABEL_LINES: usize = 7;
/// The room around what stands in a frame.
const FRAME_PAD: f64 = 18.0;

/// Where everything stands.
#[derive(Debug, Clone, Default)]
pub struct Layout {
    /// How wide the whole is.
    pub width: f64,
    /// How high.
    pub height: f64,
    /// The boxes.
    pub boxes: Vec<Placed>,
    /// The frames, outer ones first.
    pub frames: Vec<Framed>,
    /// The arrows.
    pub arrows: Vec<Laid>,
}

/// A box in its place.
#[derive(Debug, Clone)]
pub struct Placed {
    /// Which, in [`Drawing::nodes`]; none where a frame begins.
    pub node: Option<usize>,
    /// The left upper corner of its outline.
    pub x: f64,
    /// Likewise.
    pub y: f64,
    /// What it is.
    pub shape: Shape,
    /// How ways meet above it.
    pub meets: Option<Join>,
}

/// A frame in its place.
#[derive(Debug, Clone)]
pub struct Framed {
    /// Which, in [`Drawing::frames`].
    pub frame: usize,
    /// The left upper corner.
    pub x: f64,
    /// Likewise.
    pub y: f64,
    /// How wide it is.
    pub width: f64,
    /// How high.
    pub height: f64,
    /// What stands at its top, from its corner.
    pub rows: Vec<Row>,
    /// How many frames are around it.
    pub depth: usize,
}

/// An arrow in its place.
#[derive(Debug, Clone)]
pub struct Laid {
    /// Which, in [`Drawing::edges`]: one, or several that are drawn as one; none from where a frame begins.
    pub edges: Vec<usize>,
    /// Which sort.
    pub sort: EdgeSort,
    /// From above to below: straight down or with a slope from one point to the next. For one that leads back to its own box, the corner and
    /// the height of the loop.
    pub points: Vec<(f64, f64)>,
    /// It leads from below to above.
    pub up: bool,
    /// It leads back to its own box.
    pub own: bool,
    /// It ends at a mark where ways meet: the head is that of all.
    pub meets: bool,
    /// How many frames are around it.
    pub depth: usize,
    /// Its label, line by line.
    pub label: Vec<String>,
    /// The middle of the label.
    pub at: Option<(f64, f64)>,
}

/// Lays a drawing out. The same drawing gives the same layout.
pub fn layout(drawing: &Drawing) -> Layout {
    let mut maker = Maker { drawing, words: Lang::parse(&drawing.lang).unwrap_or_default().words(), ties: BTreeMap::new(), notes: BTreeMap::new() };
    maker.sort_edges();
    maker.scope(None, 0)
}

/// A way between two things of one scope.
struct Wish {
    from: Anchor,
    to: Anchor,
    sort: EdgeSort,
    edges: Vec<usize>,
    label: String,
}

struct Maker<'d> {
    drawing: &'d Drawing,
    words: &'static Words,
    /// The arrows of every scope.
    ties: BTreeMap<Option<usize>, Vec<Wish>>,
    /// What is said in boxes instead of by arrows.
    notes: BTreeMap<Anchor, Vec<String>>,
}

impl Maker<'_> {
    fn scope_of(&self, anchor: Anchor) -> Option<usize> {
        match anchor {
            Anchor::Node(node) => self.drawing.nodes[node].frame,
            Anchor::Frame(frame) => self.drawing.frames[frame].parent,
        }
    }

    fn number(&self, anchor: Anchor) -> &str {
        match anchor {
            Anchor::Node(node) => &self.drawing.nodes[node].number,
            Anchor::Frame(frame) => &self.drawing.frames[frame].number,
        }
    }

    /// A thing, and the frames around it, outermost last; each with the scope that it stands in.
    fn around(&self, anchor: Anchor) -> Vec<(Option<usize>, Anchor)> {
        let mut found = vec![(self.scope_of(anchor), anchor)];
        while let Some((Some(frame), _)) = found.last().copied() {
            found.push((self.drawing.frames[frame].parent, Anchor::Frame(frame)));
        }
        found
    }

    /// Puts every arrow into the scope in which it is drawn. One that leads into a frame from outside, which only order can, is said in the box that
    /// waits: drawn, it would set the frame behind steps that are done at the same time.
    fn sort_edges(&mut self) {
        for (place, edge) in self.drawing.edges.iter().enumerate() {
            let (from, to) = (self.around(edge.from), self.around(edge.to));
            let common = from.iter().find_map(|(scope, a)| to.iter().find(|(other, _)| other == scope).map(|(_, b)| (*scope, *a, *b)));
            let Some((scope, a, b)) = common else { continue };
            if (a, b) == (edge.from, edge.to) {
                let wish = Wish { from: a, to: b, sort: edge.sort, edges: vec![place], label: edge.label.clone() };
                self.ties.entry(scope).or_default().push(wish);
            } else {
                let note = self.words.say(&msg!("paper-draw-behind", step = self.number(edge.from)));
                self.notes.entry(edge.to).or_default().push(note);
            }
        }
    }

    /// What stands in a scope, in the order of the file, ends last.
    fn things(&self, scope: Option<usize>) -> Vec<Anchor> {
        let nodes = (0..self.drawing.nodes.len()).map(Anchor::Node);
        let frames = (0..self.drawing.frames.len()).map(Anchor::Frame);
        let mut all: Vec<Anchor> = nodes.chain(frames).filter(|anchor| self.scope_of(*anchor) == scope).collect();
        all.sort_by_key(|anchor| match anchor {
            Anchor::Node(node) if self.drawing.nodes[*node].sort == NodeSort::Start => 0,
            anchor => self.number(*anchor).rsplit('.').next().and_then(|last| last.parse::<usize>().ok()).unwrap_or(usize::MAX),
        });
        all
    }

    fn scope(&mut self, scope: Option<usize>, depth: usize) -> Layout {
        let mut things: Vec<Option<Anchor>> = self.things(scope).into_iter().map(Some).collect();
        let mut wishes = self.ties.remove(&scope).unwrap_or_default();
        // Where a frame begins, a dot.
        let starts = scope.map(|frame| self.drawing.frames[frame].starts.clone()).unwrap_or_default();
        if !starts.is_empty() {
            things.insert(0, None);
        }
        let places: BTreeMap<Anchor, usize> = things.iter().enumerate().filter_map(|(place, thing)| Some(((*thing)?, place))).collect();
        self.shorten(&mut wishes, things.len(), &places);
        let mut parts: Vec<Part> = Vec::new();
        let mut loops: Vec<Option<Wish>> = things.iter().map(|_| None).collect();
        wishes.retain_mut(|wish| match (wish.from == wish.to, places.get(&wish.from)) {
            (true, Some(place)) => {
                let taken = Wish { label: std::mem::take(&mut wish.label), edges: wish.edges.clone(), ..*wish };
                loops[*place] = Some(taken);
                false
            }
            _ => true,
        });
        for (thing, own) in things.iter().zip(&loops) {
            let label = own.as_ref().map(|own| label(&own.label)).unwrap_or_default();
            parts.push(self.part(*thing, label, own.is_some(), depth));
        }
        let mut ties: Vec<Tie> = Vec::new();
        let mut ends: Vec<End> = Vec::new();
        let mut laid: Vec<Laid> = Vec::new();
        let mut add = |from: usize, to: usize, sort: EdgeSort, edges: Vec<usize>, words: &str, parts: &[Part]| {
            let up = from > to;
            let label = label(words);
            let wide = label.iter().map(|line| width(line, NOTE, false)).fold(0.0, f64::max);
            let weight = match sort {
                EdgeSort::Way if label.is_empty() => 4,
                EdgeSort::Way => 3,
                EdgeSort::Late => 2,
                EdgeSort::Back | EdgeSort::After => 1,
            };
            let meets = !up && matches!(sort, EdgeSort::Way | EdgeSort::Late) && parts[to].meets.is_some();
            ties.push(Tie { from: from.min(to), to: from.max(to), weight, label: if label.is_empty() { 0.0 } else { wide + 10.0 } });
            ends.push(End { label: if label.is_empty() { 0.0 } else { label.len() as f64 * NOTE_LINE + 4.0 }, meets });
            laid.push(Laid { edges, sort, points: Vec::new(), up, own: false, meets, depth, label, at: None });
        };
        for start in starts.iter().filter_map(|start| places.get(start)) {
            add(0, *start, EdgeSort::Way, Vec::new(), "", &parts);
        }
        for wish in &wishes {
            if let (Some(from), Some(to)) = (places.get(&wish.from), places.get(&wish.to)) {
                add(*from, *to, wish.sort, wish.edges.clone(), &wish.label, &parts);
            }
        }
        let blocks: Vec<Block> = parts.iter().map(Part::block).collect();
        let widths: Vec<f64> = blocks.iter().map(|block| block.width).collect();
        let rows = rows(&blocks, &ties, &ends, &columns(&widths, &ties));
        for ((arrow, points), at) in laid.iter_mut().zip(rows.arrows).zip(rows.labels) {
            (arrow.points, arrow.at) = (points, at);
        }
        let mut whole = Layout { arrows: laid, ..Layout::default() };
        for ((part, (x, y)), own) in parts.into_iter().zip(rows.boxes).zip(loops) {
            if let Some(own) = own {
                whole.arrows.push(part.own_loop(own, x, y, depth));
            }
            part.settle(x, y, &mut whole);
        }
        whole.fit_to_corner();
        whole
    }

    /// Where there are too many boxes for long arrows, these are said in their boxes.
    fn shorten(&mut self, wishes: &mut Vec<Wish>, things: usize, places: &BTreeMap<Anchor, usize>) {
        let place = |wish: &Wish| Some((*places.get(&wish.from)?, *places.get(&wish.to)?));
        let ties: Vec<(usize, usize)> = wishes.iter().map(|wish| place(wish).unwrap_or_default()).collect();
        let far = plain::far(things, &ties);
        let mut which = far.into_iter();
        let mut said = Vec::new();
        wishes.retain_mut(|wish| {
            let far = which.next().unwrap_or_default();
            if far {
                said.push((wish.from, wish.to, std::mem::take(&mut wish.label)));
            }
            !far
        });
        for (from, to, label) in said {
            let to = self.number(to).to_owned();
            let note = if label.is_empty() { format!("→ {to}") } else { format!("{label} → {to}") };
            self.notes.entry(from).or_default().push(note);
        }
    }

    fn part(&mut self, thing: Option<Anchor>, label: Vec<String>, own: bool, depth: usize) -> Part {
        let beside = if own { label.iter().map(|line| width(line, NOTE, false)).fold(0.0, f64::max) + 44.0 } else { 0.0 };
        let more = thing.and_then(|thing| self.notes.get(&thing)).cloned().unwrap_or_default();
        match thing {
            None => Part { node: None, kind: Kind::Box(shapes::dot()), meets: None, beside, label },
            Some(Anchor::Node(node)) => {
                let of = &self.drawing.nodes[node];
                let shape = shapes::shape(self.drawing, of, &more);
                Part { node: Some(node), kind: Kind::Box(shape), meets: of.meets, beside, label }
            }
            Some(Anchor::Frame(frame)) => {
                let of = &self.drawing.frames[frame];
                let inner = self.scope(Some(frame), depth + 1);
                let heading = shapes::heading(of, &more, inner.width + 2.0 * FRAME_PAD);
                let wide = (inner.width + 2.0 * FRAME_PAD).max(heading.width);
                let high = inner.height + heading.height + FRAME_PAD;
                let framed = Framed { frame, x: 0.0, y: 0.0, width: wide, height: high, rows: heading.rows, depth };
                let shift = ((wide - inner.width) / 2.0, heading.height);
                Part { node: None, kind: Kind::Frame(framed, Box::new(inner), shift), meets: of.meets, beside, label }
            }
        }
    }
}

/// Something that is placed as one.
struct Part {
    node: Option<usize>,
    kind: Kind,
    meets: Option<Join>,
    /// The room for a way back to itself.
    beside: f64,
    label: Vec<String>,
}

enum Kind {
    Box(Shape),
    Frame(Framed, Box<Layout>, (f64, f64)),
}

impl Part {
    fn size(&self) -> (f64, f64) {
        match &self.kind {
            Kind::Box(shape) => (shape.width, shape.height),
            Kind::Frame(framed, _, _) => (framed.width, framed.height),
        }
    }

    fn lift(&self) -> f64 {
        if self.meets.is_some() { MEETING } else { 0.0 }
    }

    fn block(&self) -> Block {
        let (width, height) = self.size();
        let inset = match &self.kind {
            Kind::Box(shape) => match shape.outline {
                Outline::Dot => 6.0,
                Outline::Start | Outline::End | Outline::Round => (shape.height / 2.0).min(width / 2.0),
                _ => 18.0,
            },
            Kind::Frame(..) => 30.0,
        };
        Block { width: width + self.beside, height: height + self.lift(), body: width, inset, meets: self.meets.is_some() }
    }

    fn own_loop(&self, own: Wish, x: f64, y: f64, depth: usize) -> Laid {
        let (width, height) = self.size();
        let (top, high) = (y + self.lift(), height.min(60.0));
        let label_wide = self.label.iter().map(|line| crate::draw::fonts::width(line, NOTE, false)).fold(0.0, f64::max);
        let at = (!self.label.is_empty()).then_some((x + width + 32.0 + label_wide / 2.0, top + high / 2.0));
        let points = vec![(x + width, top + high * 0.78), (x + width + 22.0, top + high / 2.0), (x + width, top + high * 0.22)];
        Laid { edges: own.edges, sort: own.sort, points, up: false, own: true, meets: false, depth, label: self.label.clone(), at }
    }

    fn settle(self, x: f64, y: f64, whole: &mut Layout) {
        let y = y + self.lift();
        match self.kind {
            Kind::Box(shape) => whole.boxes.push(Placed { node: self.node, x, y, shape, meets: self.meets }),
            Kind::Frame(framed, mut inner, (dx, dy)) => {
                inner.shift(x + dx, y + dy);
                whole.frames.push(Framed { x, y, ..framed });
                whole.boxes.extend(inner.boxes);
                whole.frames.extend(inner.frames);
                whole.arrows.extend(inner.arrows);
            }
        }
    }
}

impl Layout {
    fn shift(&mut self, dx: f64, dy: f64) {
        let frames = self.frames.iter_mut().map(|framed| (&mut framed.x, &mut framed.y));
        let boxes = self.boxes.iter_mut().map(|placed| (&mut placed.x, &mut placed.y));
        let arrows = self.arrows.iter_mut().flat_map(|arrow| arrow.points.iter_mut().chain(arrow.at.as_mut()).map(|(x, y)| (x, y)));
        for (x, y) in frames.chain(boxes).chain(arrows) {
            *x += dx;
            *y += dy;
        }
    }

    /// Puts all of it to the right of and below 0, 0, and takes its measure.
    fn fit_to_corner(&mut self) {
        let mut edges: Vec<(f64, f64, f64, f64)> = Vec::new();
        edges
            .extend(self.boxes.iter().map(|b| (b.x, b.y - if b.meets.is_some() { MEETING } else { 0.0 }, b.x + b.shape.width, b.y + b.shape.height)));
        edges.extend(self.frames.iter().map(|f| (f.x, f.y, f.x + f.width, f.y + f.height)));
        for arrow in &self.arrows {
            edges.extend(arrow.points.iter().map(|(x, y)| (*x, *y, *x, *y)));
            let wide = arrow.label.iter().map(|line| width(line, NOTE, false)).fold(0.0, f64::max) / 2.0 + 5.0;
            edges.extend(arrow.at.map(|(x, y)| (x - wide, y - 8.0, x + wide, y + 8.0)));
        }
        let low = edges.iter().fold((f64::MAX, f64::MAX), |low, e| (low.0.min(e.0), low.1.min(e.1)));
        let high = edges.iter().fold((0.0_f64, 0.0_f64), |high, e| (high.0.max(e.2), high.1.max(e.3)));
        if !edges.is_empty() {
            self.shift(-low.0, -low.1);
            (self.width, self.height) = (high.0 - low.0, high.1 - low.1);
        }
    }
}

fn label(words: &str) -> Vec<String> {
    if words.trim().is_empty() { Vec::new() } else { wrap(words, NOTE, false, LABEL_ROOM, LABEL_LINES) }
}
