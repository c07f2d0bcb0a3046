//! Large drawings made small: frames folded to one box each; or only the inside of one frame.

use super::layout::layout;
use super::svg::leaves::fits;
use super::{Anchor, Drawing, Edge, EdgeSort, Frame, Node, NodeSort};
use crate::msg;
use crate::words::{Lang, Words};

/// Up to how many steps a picture shows; beyond that frames are folded.
pub const MAX_STEPS: usize = 150;

/// Folds what would be drawn twice: of a procedure that is called several times, all but the first, unless a run stands elsewhere in each. Where
/// more than so many steps are left, then frames, the innermost first and among these the largest; and says so.
pub fn fold(drawing: Drawing, most: usize) -> Drawing {
    let again: Vec<bool> = drawing.frames.iter().map(|frame| frame.same.is_some()).collect();
    let mut folded = again.clone();
    let steps: Vec<usize> = (0..drawing.frames.len()).map(|frame| steps_in(&drawing, frame)).collect();
    let is_hidden = |around: Option<usize>| std::iter::successors(around, |one| drawing.frames[*one].parent).any(|one| again[one]);
    let mut shown = drawing.nodes.iter().filter(|node| node.path.is_some() && !is_hidden(node.frame)).count();
    shown += drawing.frames.iter().filter(|frame| !is_hidden(frame.parent)).count();
    // What a frame still shows inside, as frames in it are folded.
    let mut inside = steps.clone();
    for frame in (0..drawing.frames.len()).filter(|frame| again[*frame] && !is_hidden(drawing.frames[*frame].parent)) {
        std::iter::successors(drawing.frames[frame].parent, |around| drawing.frames[*around].parent)
            .for_each(|around| inside[around] -= steps[frame]);
    }
    let is_open = shown > most;
    while shown > most {
        let open = |frame: &usize| !folded[*frame] && !is_hidden(Some(*frame));
        let is_leaf = |frame: &usize| !(0..drawing.frames.len()).any(|other| open(&other) && drawing.frames[other].parent == Some(*frame));
        let next =
            (0..drawing.frames.len()).filter(open).filter(is_leaf).max_by_key(|frame| (depth(&drawing, *frame), inside[*frame], usize::MAX - frame));
        let Some(frame) = next else { break };
        folded[frame] = true;
        shown -= inside[frame];
        let gone = inside[frame];
        std::iter::successors(drawing.frames[frame].parent, |around| drawing.frames[*around].parent).for_each(|around| inside[around] -= gone);
    }
    if folded.contains(&true) { without(drawing, &folded, &steps, is_open.then_some(most)) } else { drawing }
}

/// Only what the frame of the step at that path holds; nothing where no frame stands for that step.
pub fn inside(drawing: &Drawing, path: &str) -> Option<Drawing> {
    let frame = drawing.frames.iter().position(|frame| frame.path == path)?;
    let words = words(drawing);
    let is_inside = |around: Option<usize>| std::iter::successors(around, |frame| drawing.frames[*frame].parent).any(|one| one == frame);
    let start = drawing.nodes.iter().position(|node| node.sort == NodeSort::Start);
    let keeps = |place: usize, node: &Node| is_inside(node.frame) || Some(place) == start;
    let nodes: Vec<usize> = drawing.nodes.iter().enumerate().filter(|(place, node)| keeps(*place, node)).map(|(place, _)| place).collect();
    let frames: Vec<usize> = (0..drawing.frames.len()).filter(|one| is_inside(drawing.frames[*one].parent)).collect();
    let frame_at = |one: Option<usize>| one.and_then(|one| frames.iter().position(|kept| *kept == one));
    let at = |anchor: Anchor| match anchor {
        Anchor::Node(node) => nodes.iter().position(|kept| *kept == node).map(Anchor::Node),
        Anchor::Frame(frame) => frame_at(Some(frame)).map(Anchor::Frame),
    };
    let of = &drawing.frames[frame];
    let begins = start.into_iter().flat_map(|start| of.starts.iter().map(move |to| (Anchor::Node(start), *to)));
    let begins = begins.filter_map(|(from, to)| Some(Edge { from: at(from)?, to: at(to)?, sort: EdgeSort::Way, label: String::new() }));
    let kept = drawing.edges.iter().filter(|edge| Some(edge.from) != start.map(Anchor::Node));
    let kept = kept.filter_map(|edge| Some(Edge { from: at(edge.from)?, to: at(edge.to)?, ..edge.clone() }));
    // An arrow from outside, which only order can be, has nothing to come from: what it says is said in the box that waits.
    let mut waits: Vec<(Anchor, String)> = Vec::new();
    for edge in drawing.edges.iter().filter(|edge| edge.sort == EdgeSort::After && at(edge.from).is_none()) {
        let from = match edge.from {
            Anchor::Node(node) => &drawing.nodes[node].number,
            Anchor::Frame(frame) => &drawing.frames[frame].number,
        };
        waits.extend(at(edge.to).map(|to| (to, words.say(&msg!("paper-draw-behind", step = from)))));
    }
    let behind = |anchor: Anchor| waits.iter().filter(move |(to, _)| *to == anchor).map(|(_, note)| note.clone());
    let mut facts = vec![drawing.title.clone()];
    facts.extend(drawing.facts.iter().cloned());
    Some(Drawing {
        name: format!("{}-{}", drawing.name, of.id),
        title: of.title.clone(),
        facts,
        description: words.say(&msg!("paper-drawing", steps = steps_in(drawing, frame))),
        nodes: nodes
            .iter()
            .enumerate()
            .map(|(place, node)| {
                let node = &drawing.nodes[*node];
                let notes = node.notes.iter().cloned().chain(behind(Anchor::Node(place))).collect();
                Node { frame: frame_at(node.frame), notes, ..node.clone() }
            })
            .collect(),
        edges: begins.chain(kept).collect(),
        frames: frames
            .iter()
            .enumerate()
            .map(|(place, one)| {
                let one = &drawing.frames[*one];
                let notes = one.notes.iter().cloned().chain(behind(Anchor::Frame(place))).collect();
                Frame { parent: frame_at(one.parent), starts: one.starts.iter().filter_map(|start| at(*start)).collect(), notes, ..one.clone() }
            })
            .collect(),
        remark: (!of.notes.is_empty()).then(|| of.notes.join(" · ")),
        ..drawing.clone()
    })
}

/// A drawing as pictures that can be read on paper: one, or one with its frames folded, then one for each of them, and so on.
pub fn pages(drawing: Drawing) -> Vec<Drawing> {
    let whole = fold(drawing.clone(), MAX_STEPS);
    let laid = layout(&whole);
    if fits(laid.width, laid.height) || drawing.frames.is_empty() {
        return vec![whole];
    }
    let outer: Vec<String> =
        drawing.frames.iter().filter(|frame| frame.parent.is_none() && frame.same.is_none()).map(|frame| frame.path.clone()).collect();
    let parts: Vec<Drawing> = outer.iter().filter_map(|path| inside(&drawing, path)).flat_map(pages).collect();
    let steps: Vec<usize> = (0..drawing.frames.len()).map(|frame| steps_in(&drawing, frame)).collect();
    let folded = vec![true; drawing.frames.len()];
    std::iter::once(without(drawing, &folded, &steps, None)).chain(parts).collect()
}

fn words(drawing: &Drawing) -> &'static Words {
    Lang::parse(&drawing.lang).unwrap_or_default().words()
}

fn depth(drawing: &Drawing, frame: usize) -> usize {
    std::iter::successors(Some(frame), |frame| drawing.frames[*frame].parent).count()
}

/// How many steps a frame holds, however deep.
fn steps_in(drawing: &Drawing, frame: usize) -> usize {
    let is_inside = |around: Option<usize>| std::iter::successors(around, |one| drawing.frames[*one].parent).any(|one| one == frame);
    let nodes = drawing.nodes.iter().filter(|node| node.path.is_some() && is_inside(node.frame)).count();
    nodes + drawing.frames.iter().filter(|one| is_inside(one.parent)).count()
}

fn without(drawing: Drawing, folded: &[bool], steps: &[usize], most: Option<usize>) -> Drawing {
    let words = words(&drawing);
    // The outermost folded frame around something: that is what is drawn for it.
    let hidden_by =
        |around: Option<usize>| std::iter::successors(around, |frame| drawing.frames[*frame].parent).filter(|frame| folded[*frame]).last();
    let mut nodes: Vec<Node> = Vec::new();
    let mut node_at = vec![None; drawing.nodes.len()];
    for (place, node) in drawing.nodes.iter().enumerate().filter(|(_, node)| hidden_by(node.frame).is_none()) {
        node_at[place] = Some(nodes.len());
        nodes.push(node.clone());
    }
    let kept: Vec<usize> = (0..drawing.frames.len()).filter(|frame| hidden_by(Some(*frame)).is_none()).collect();
    let frame_at = |frame: Option<usize>| frame.and_then(|frame| kept.iter().position(|one| *one == frame));
    let mut box_at = vec![None; drawing.frames.len()];
    for (place, frame) in drawing.frames.iter().enumerate().filter(|(place, _)| hidden_by(Some(*place)) == Some(*place)) {
        box_at[place] = Some(nodes.len());
        nodes.push(folded_box(frame, steps[place], words));
    }
    for node in &mut nodes {
        node.frame = frame_at(node.frame);
    }
    let at = |anchor: Anchor| match anchor {
        Anchor::Node(node) => node_at[node].or_else(|| box_at[hidden_by(drawing.nodes[node].frame)?]).map(Anchor::Node),
        Anchor::Frame(frame) => match hidden_by(Some(frame)) {
            Some(outer) => box_at[outer].map(Anchor::Node),
            None => frame_at(Some(frame)).map(Anchor::Frame),
        },
    };
    let mut edges: Vec<Edge> = Vec::new();
    for edge in &drawing.edges {
        let (Some(from), Some(to)) = (at(edge.from), at(edge.to)) else { continue };
        let is_within = from == to && edge.from != edge.to;
        // Only what waits for steps that are folded into one box comes twice.
        let is_known = edges.iter().any(|known| (known.from, known.to, known.sort) == (from, to, edge.sort));
        if !is_within && !is_known {
            edges.push(Edge { from, to, ..edge.clone() });
        }
    }
    let frames = kept.iter().map(|frame| {
        let one = &drawing.frames[*frame];
        Frame { parent: frame_at(one.parent), starts: one.starts.iter().filter_map(|start| at(*start)).collect(), ..one.clone() }
    });
    let frames = frames.collect();
    let count = nodes.iter().filter(|node| matches!(node.sort, NodeSort::Folded(..))).count();
    let remark = most.map(|most| words.say(&msg!("paper-draw-folded", most = most, n = count))).or(drawing.remark);
    Drawing { nodes, edges, frames, remark, ..drawing }
}

/// The box that stands for a frame.
fn folded_box(frame: &Frame, steps: usize, words: &Words) -> Node {
    let mut notes = vec![words.say(&msg!("paper-draw-holds", n = steps))];
    notes.extend(frame.same.as_ref().map(|first| words.say(&msg!("paper-draw-same", step = first))));
    notes.extend(frame.notes.iter().cloned());
    let title = frame.title.strip_prefix(&format!("{}. ", frame.number)).unwrap_or(&frame.title);
    Node {
        id: frame.id.clone(),
        sort: NodeSort::Folded(frame.sort, steps),
        path: Some(frame.path.clone()),
        number: frame.number.clone(),
        title: title.to_owned(),
        role: None,
        state: frame.state,
        waits: false,
        asks: false,
        late: frame.late,
        meets: frame.meets,
        standby: false,
        notes,
        tally: None,
        counts: Vec::new(),
        frame: frame.parent,
    }
}
