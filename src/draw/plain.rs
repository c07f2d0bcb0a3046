//! Layers and columns for as many boxes as there may be, in time that grows hardly faster than their number: each box in the first layer that
//! its arrows allow, each layer in the order in which fewest arrows cross, each box as near to what it is tied to as the others let it.

use super::columns::{ARROW_GAP, BOX_GAP, Columns, Tie};

/// How often layers are put in order, and moved towards what they are tied to.
const SWEEPS: usize = 6;
const MOVES: usize = 8;

/// Up to how many boxes every arrow is drawn, and beyond that, over how many layers.
const MANY: usize = 400;
const FAR: usize = 40;

/// A box, or the place where an arrow passes a layer.
struct Spot {
    width: f64,
    x: f64,
    above: Vec<usize>,
    below: Vec<usize>,
    is_box: bool,
}

/// Lays boxes of these widths out. Arrows lead from earlier boxes to later ones.
pub(super) fn columns(widths: &[f64], ties: &[Tie]) -> Columns {
    let ranks = ranks(widths.len(), ties);
    let mut layers: Vec<Vec<usize>> = vec![Vec::new(); ranks.iter().max().map_or(0, |last| last + 1)];
    let mut spots: Vec<Spot> = Vec::new();
    for (width, rank) in widths.iter().zip(&ranks) {
        layers[*rank].push(spots.len());
        spots.push(Spot { width: *width, x: 0.0, above: Vec::new(), below: Vec::new(), is_box: true });
    }
    let mut passes: Vec<Vec<usize>> = Vec::new();
    let mut labels = Vec::new();
    for tie in ties {
        let (first, last) = (ranks[tie.from], ranks[tie.to]);
        let label = (tie.label > 0.0).then(|| (last - first) / 2 - 1);
        let mut chain = Vec::new();
        let mut before = tie.from;
        for (place, rank) in (first + 1..last).enumerate() {
            let width = if label == Some(place) { tie.label } else { 0.0 };
            let spot = spots.len();
            layers[rank].push(spot);
            spots.push(Spot { width, x: 0.0, above: vec![before], below: Vec::new(), is_box: false });
            spots[before].below.push(spot);
            chain.push(spot);
            before = spot;
        }
        spots[before].below.push(tie.to);
        spots[tie.to].above.push(before);
        passes.push(chain);
        labels.push(label);
    }
    order(&mut layers, &spots);
    arrange(&layers, &mut spots);
    Columns {
        boxes: ranks.iter().enumerate().map(|(place, rank)| (*rank, spots[place].x)).collect(),
        arrows: passes.iter().map(|chain| chain.iter().map(|spot| spots[*spot].x).collect()).collect(),
        labels,
    }
}

/// The layer of every box: two beyond the last that leads to it, so that labels have layers of their own.
fn ranks(boxes: usize, ties: &[Tie]) -> Vec<usize> {
    let mut into: Vec<Vec<usize>> = vec![Vec::new(); boxes];
    let mut out: Vec<Vec<usize>> = vec![Vec::new(); boxes];
    for tie in ties {
        into[tie.to].push(tie.from);
        out[tie.from].push(tie.to);
    }
    let mut ranks = vec![0_usize; boxes];
    let mut ready: Vec<usize> = (0..boxes).filter(|place| into[*place].is_empty()).collect();
    let mut waits: Vec<usize> = into.iter().map(Vec::len).collect();
    let mut sequence = Vec::new();
    while let Some(place) = ready.pop() {
        sequence.push(place);
        for next in &out[place] {
            ranks[*next] = ranks[*next].max(ranks[place] + 2);
            waits[*next] -= 1;
            if waits[*next] == 0 {
                ready.push(*next);
            }
        }
    }
    // What nothing leads to stands right before what it leads to.
    for place in sequence.into_iter().rev().filter(|place| into[*place].is_empty()) {
        if let Some(next) = out[place].iter().map(|next| ranks[*next]).min() {
            ranks[place] = next.saturating_sub(2);
        }
    }
    ranks
}

/// Puts every layer in the order of the middle of what its spots are tied to, down and up in turn.
fn order(layers: &mut [Vec<usize>], spots: &[Spot]) {
    let mut place = vec![0.0; spots.len()];
    let note = |layer: &[usize], place: &mut Vec<f64>| layer.iter().enumerate().for_each(|(at, spot)| place[*spot] = at as f64);
    layers.iter().for_each(|layer| note(layer, &mut place));
    for sweep in 0..SWEEPS {
        let down = sweep % 2 == 0;
        let each: Vec<usize> = if down { (0..layers.len()).collect() } else { (0..layers.len()).rev().collect() };
        for layer in each {
            let key = |spot: &usize| {
                let tied = if down { &spots[*spot].above } else { &spots[*spot].below };
                if tied.is_empty() { place[*spot] } else { tied.iter().map(|other| place[*other]).sum::<f64>() / tied.len() as f64 }
            };
            let mut keyed: Vec<(f64, usize)> = layers[layer].iter().map(|spot| (key(spot), *spot)).collect();
            keyed.sort_by(|a, b| a.0.total_cmp(&b.0));
            layers[layer] = keyed.into_iter().map(|(_, spot)| spot).collect();
            note(&layers[layer], &mut place);
        }
    }
}

/// Gives every spot its x: in order, apart, and as near to the middle of what it is tied to as that allows.
fn arrange(layers: &[Vec<usize>], spots: &mut [Spot]) {
    let apart = |a: &Spot, b: &Spot| a.width / 2.0 + b.width / 2.0 + if a.is_box && b.is_box { BOX_GAP } else { ARROW_GAP };
    for layer in layers {
        for pair in 1..layer.len() {
            let gap = apart(&spots[layer[pair - 1]], &spots[layer[pair]]);
            spots[layer[pair]].x = spots[layer[pair - 1]].x + gap;
        }
    }
    for turn in 0..MOVES {
        let down = turn % 2 == 0;
        let each: Vec<usize> = if down { (0..layers.len()).collect() } else { (0..layers.len()).rev().collect() };
        for layer in each.into_iter().map(|layer| &layers[layer]) {
            let wish = |spot: usize, spots: &[Spot]| {
                let tied = if down { &spots[spot].above } else { &spots[spot].below };
                if tied.is_empty() { spots[spot].x } else { tied.iter().map(|other| spots[*other].x).sum::<f64>() / tied.len() as f64 }
            };
            let wishes: Vec<f64> = layer.iter().map(|spot| wish(*spot, spots)).collect();
            // Both ways round, as far right and as far left as the others push; the middle of the two keeps the distances.
            let mut right = wishes.clone();
            for at in 1..layer.len() {
                right[at] = right[at].max(right[at - 1] + apart(&spots[layer[at - 1]], &spots[layer[at]]));
            }
            let mut left = wishes;
            for at in (1..layer.len()).rev() {
                left[at - 1] = left[at - 1].min(left[at] - apart(&spots[layer[at - 1]], &spots[layer[at]]));
            }
            for (at, spot) in layer.iter().enumerate() {
                spots[*spot].x = f64::midpoint(right[at], left[at]);
            }
        }
    }
}

/// Which of these ways lead too far to be drawn where there are very many boxes.
pub(super) fn far(boxes: usize, ways: &[(usize, usize)]) -> Vec<bool> {
    if boxes <= MANY {
        return vec![false; ways.len()];
    }
    let forward = |(from, to): &(usize, usize)| Tie { from: *from.min(to), to: *from.max(to), weight: 1, label: 0.0 };
    let ties: Vec<Tie> = ways.iter().filter(|(from, to)| from != to).map(forward).collect();
    let ranks = ranks(boxes, &ties);
    ways.iter().map(|(from, to)| ranks[*from].abs_diff(ranks[*to]) > FAR).collect()
}
