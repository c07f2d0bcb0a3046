//! Nothing lies on anything else: boxes, frames, labels, arrows.

use super::{REAL, drawn, real};
use crate::random;
use pasapas::draw::layout::{Laid, Layout, layout};
use pasapas::draw::{Drawing, fonts};
use std::collections::BTreeMap;

/// A rectangle: left, top, right, bottom.
type Area = (f64, f64, f64, f64);

fn overlap(a: Area, b: Area, by: f64) -> bool {
    a.0 + by < b.2 && b.0 + by < a.2 && a.1 + by < b.3 && b.1 + by < a.3
}

fn within(inner: Area, outer: Area) -> bool {
    inner.0 >= outer.0 - 0.1 && inner.1 >= outer.1 - 0.1 && inner.2 <= outer.2 + 0.1 && inner.3 <= outer.3 + 0.1
}

fn label(laid: &Laid) -> Option<Area> {
    let wide = laid.label.iter().map(|line| fonts::width(line, 10.5, false)).fold(0.0, f64::max) / 2.0;
    let high = laid.label.len() as f64 * 13.0 / 2.0;
    laid.at.map(|(x, y)| (x - wide, y - high, x + wide, y + high))
}

/// Points along an arrow, closer to each other than anything is wide.
fn along(laid: &Laid) -> Vec<(f64, f64)> {
    let mut found = Vec::new();
    for pair in laid.points.windows(2) {
        let ((x, y), (to, down)) = (pair[0], pair[1]);
        let half = (down - y) / 2.0;
        let bend = half + half.min(8.0) * 0.4;
        for step in 0..=40 {
            let t = f64::from(step) / 40.0;
            let curve = |a: f64, b: f64, c: f64, d: f64| {
                (1.0 - t).powi(3) * a + 3.0 * (1.0 - t).powi(2) * t * b + 3.0 * (1.0 - t) * t * t * c + t.powi(3) * d
            };
            found.push((curve(x, x, to, to), curve(y, y + bend, down - bend, down)));
        }
    }
    found
}

/// Holds that a drawing is laid out so.
pub(super) fn sound(drawing: &Drawing, what: &str) {
    let Layout { width, height, boxes, frames, arrows } = layout(drawing);
    let boxes: Vec<Area> = boxes.iter().map(|b| (b.x, b.y, b.x + b.shape.width, b.y + b.shape.height)).collect();
    let frames: Vec<Area> = frames.iter().map(|f| (f.x, f.y, f.x + f.width, f.y + f.height)).collect();
    let labels: Vec<Area> = arrows.iter().filter_map(label).collect();
    let whole = (0.0, 0.0, width, height);
    for (place, area) in boxes.iter().enumerate() {
        assert!(within(*area, whole), "{what}: a box stands outside");
        assert!(!boxes[place + 1..].iter().any(|other| overlap(*area, *other, 0.5)), "{what}: two boxes overlap");
    }
    for (place, area) in frames.iter().enumerate() {
        for other in frames[place + 1..].iter().chain(&boxes).chain(&labels) {
            assert!(!overlap(*area, *other, 0.5) || within(*other, *area) || within(*area, *other), "{what}: something stands across a frame");
        }
    }
    for (place, area) in labels.iter().enumerate() {
        assert!(within(*area, whole), "{what}: a label stands outside");
        assert!(!boxes.iter().any(|other| overlap(*area, *other, 0.5)), "{what}: a label lies on a box");
        assert!(!labels[place + 1..].iter().any(|other| overlap(*area, *other, 0.5)), "{what}: two labels overlap");
    }
    for laid in arrows.iter().filter(|laid| !laid.own) {
        let points = along(laid);
        let own = label(laid);
        let is_in = |(x, y): (f64, f64), area: &Area| x > area.0 + 1.0 && x < area.2 - 1.0 && y > area.1 + 1.0 && y < area.3 - 1.0;
        for point in &points {
            assert!(!boxes.iter().any(|area| is_in(*point, area)), "{what}: an arrow goes through a box");
            assert!(!labels.iter().filter(|area| Some(**area) != own).any(|area| is_in(*point, area)), "{what}: an arrow goes through a label");
            let start = points[0];
            assert!(!frames.iter().any(|area| is_in(*point, area) && !is_in(start, area)), "{what}: an arrow goes into a frame");
        }
        assert!(laid.points.windows(2).all(|pair| pair[0].1 <= pair[1].1 + 0.01), "{what}: an arrow turns back");
    }
}

#[test]
fn nothing_lies_on_anything_else_in_the_real_ones() {
    let all = real();
    for id in REAL {
        sound(&drawn(&all, id), id);
    }
}

#[test]
fn nothing_lies_on_anything_else_in_random_ones() {
    for seed in 0..120 {
        let made = random::procedure(seed, 6 + (seed as usize % 30));
        let all: BTreeMap<String, _> = made.yaml.iter().map(|(id, yaml)| (id.clone(), super::read(yaml))).collect();
        sound(&drawn(&all, "main"), &format!("seed {seed}"));
    }
}

#[test]
fn nor_where_there_are_too_many_boxes_for_dagre() {
    for (what, yaml) in [
        ("500 in a row", crate::made::row("p", 500)),
        ("300 side by side", crate::made::choices_side_by_side("p", 100)),
        ("200 entangled", crate::made::entangled("p", 200, 15, 1)),
    ] {
        sound(&super::one(&yaml), what);
    }
}
