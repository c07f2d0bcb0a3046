//! The layers and columns of a layout: in which layer each box stands, and at which x it and every arrow pass. By dagre.
//!
//! dagre gives more: heights too. These are made anew ([`super::rows`]), since a layer of dagre is as high as its highest box, and a frame of
//! twenty steps would leave the steps beside it far apart.

use super::plain;
use dagre::graph::{Graph, GraphOptions};
use dagre::layout::types::{EdgeLabel, LabelPos, LayoutOptions, NodeLabel};

/// Up to how many boxes dagre lays out; its time grows with the cube, and beyond that our own simpler way takes over.
const MAX_BOXES: usize = 150;
/// The space between boxes, and between arrows.
pub(super) const BOX_GAP: f64 = 26.0;
pub(super) const ARROW_GAP: f64 = 18.0;

/// An arrow to be laid out, from an earlier box to a later one.
#[derive(Debug, Clone)]
pub(super) struct Tie {
    /// From where.
    pub from: usize,
    /// To where.
    pub to: usize,
    /// How much it ought to be short and straight.
    pub weight: i32,
    /// How wide its label is; 0 without one.
    pub label: f64,
}

/// Where boxes and arrows stand, but for heights.
#[derive(Debug, Clone, Default)]
pub(super) struct Columns {
    /// The layer and the x of the middle of every box.
    pub boxes: Vec<(usize, f64)>,
    /// For every arrow, the x at which it passes each layer between its two boxes.
    pub arrows: Vec<Vec<f64>>,
    /// At which of these layers its label stands.
    pub labels: Vec<Option<usize>>,
}

/// Lays boxes of these widths out.
pub(super) fn columns(widths: &[f64], ties: &[Tie]) -> Columns {
    if widths.len() > MAX_BOXES {
        return plain::columns(widths, ties);
    }
    let mut graph: Graph<NodeLabel, EdgeLabel> = Graph::with_options(GraphOptions { directed: true, multigraph: true, compound: false });
    for (place, width) in widths.iter().enumerate() {
        graph.set_node(place.to_string(), Some(NodeLabel { width: *width, height: 10.0, ..NodeLabel::default() }));
    }
    for (place, tie) in ties.iter().enumerate() {
        let height = if tie.label > 0.0 { 10.0 } else { 0.0 };
        let label = EdgeLabel { weight: tie.weight, width: tie.label, height, labelpos: LabelPos::Center, ..EdgeLabel::default() };
        graph.set_edge(tie.from.to_string(), tie.to.to_string(), Some(label), Some(&place.to_string()));
    }
    let options = LayoutOptions { nodesep: BOX_GAP, edgesep: ARROW_GAP, ranksep: 40.0, ..LayoutOptions::default() };
    dagre::layout::layout(&mut graph, Some(options));
    read(&graph, widths, ties).unwrap_or_else(|| plain::columns(widths, ties))
}

/// What dagre found; nothing where it does not say what it is expected to.
fn read(graph: &Graph<NodeLabel, EdgeLabel>, widths: &[f64], ties: &[Tie]) -> Option<Columns> {
    let mut found = Columns::default();
    for place in 0..widths.len() {
        let node = graph.node(&place.to_string())?;
        found.boxes.push((usize::try_from(node.rank?).ok()?, node.x?));
    }
    for (place, tie) in ties.iter().enumerate() {
        let edge = graph.edge(&tie.from.to_string(), &tie.to.to_string(), Some(&place.to_string()))?;
        let (first, last) = (found.boxes[tie.from].0, found.boxes[tie.to].0);
        // The first and the last point lie on the boxes.
        let between = edge.points.get(1..edge.points.len().checked_sub(1)?)?;
        if between.len() != last.checked_sub(first)?.checked_sub(1)? || between.is_empty() {
            return None;
        }
        found.labels.push(match edge.y {
            Some(y) if tie.label > 0.0 => Some(between.iter().position(|point| (point.y - y).abs() < 0.01)?),
            _ => None,
        });
        found.arrows.push(between.iter().map(|point| point.x).collect());
    }
    Some(found)
}
