//! What the marks mean: only those that stand in the picture.

use super::super::fonts::{width, wrap};
use super::super::layout::Layout;
use super::super::shapes::{Icon, NOTE, Outline};
use super::super::{COLOURS, EdgeSort, Frame, FrameSort, NodeSort};
use super::boxes::{border, outline};
use super::{Paint, arrows, marks, n, spoken, text};
use crate::model::Join;
use crate::msg;
use crate::print::State;
use std::fmt::Write as _;

/// The legend, from 0, 0.
pub(super) struct Legend {
    pub out: String,
    pub height: f64,
}

/// How wide a column is, the room for a mark in it, and how far its lines are apart.
const COLUMN: f64 = 228.0;
const MARK: f64 = 40.0;
const LINE: f64 = 13.5;
const GAP: f64 = 7.0;

/// A mark, drawn around 0, 0, and what it means.
struct Entry {
    mark: String,
    words: String,
}

pub(super) fn legend(paint: &Paint, layout: &Layout, room: f64) -> Legend {
    let groups = [roles(paint), done(paint), ways(paint, layout), states(paint)];
    let groups: Vec<Vec<Entry>> = groups.into_iter().filter(|group| !group.is_empty()).collect();
    let columns = ((room / COLUMN).floor() as usize).max(1);
    let mut own = Paint { out: String::new(), ..paint.clone() };
    let title = own.words.say(&msg!("paper-draw-legend"));
    let _ = writeln!(own.out, "<path d=\"M0 0H{}\" stroke=\"#999\"/>", n(room));
    own.line(&title, 0.0, 19.0, 13.0, true, "#111");
    let measured: Vec<(Entry, Vec<String>)> = groups
        .into_iter()
        .flatten()
        .map(|entry| {
            let lines = wrap(&entry.words, NOTE + 0.5, false, COLUMN - MARK - 12.0, 4);
            (entry, lines)
        })
        .collect();
    let high = |lines: &Vec<String>| (lines.len() as f64 * LINE).max(18.0) + GAP;
    let whole: f64 = measured.iter().map(|(_, lines)| high(lines)).sum();
    let each = whole / columns as f64;
    let (mut column, mut y, mut lowest) = (0.0, 0.0, 0.0_f64);
    for (entry, lines) in &measured {
        if y > 0.0 && y + high(lines) / 2.0 > each && column + 1.0 < columns as f64 {
            column += 1.0;
            y = 0.0;
        }
        let (x, top) = (column * COLUMN, 30.0 + y);
        let middle = top + (high(lines) - GAP) / 2.0;
        let _ = writeln!(own.out, "<g aria-hidden=\"true\" transform=\"translate({} {})\">{}</g>", n(x + MARK / 2.0 - 4.0), n(middle), entry.mark);
        let first = middle - (lines.len() as f64 * LINE) / 2.0 + 10.3;
        for (place, line) in lines.iter().enumerate() {
            own.line(line, x + MARK, first + place as f64 * LINE, NOTE + 0.5, false, "#222");
        }
        y += high(lines);
        lowest = lowest.max(y);
    }
    Legend { out: own.out, height: 30.0 + lowest }
}

fn roles(paint: &Paint) -> Vec<Entry> {
    let used = |place: usize| paint.drawing.nodes.iter().any(|node| node.role == Some(place));
    let one = |(place, role): (usize, &super::super::DrawnRole)| {
        let (light, dark) = COLOURS[place % COLOURS.len()];
        let size = if role.mark.chars().count() > 1 { 10.0 } else { 12.5 };
        let mark = format!(
            "<rect x=\"-16\" y=\"-9\" width=\"32\" height=\"18\" rx=\"5\" fill=\"{light}\" stroke=\"{dark}\"/><rect x=\"-16\" y=\"-9\" width=\"18\" height=\"18\" rx=\"4\" fill=\"{dark}\"/>\
             <text x=\"-7\" y=\"4.4\" font-size=\"{}\" font-weight=\"bold\" fill=\"#fff\" text-anchor=\"middle\">{}</text>",
            n(size),
            text(&role.mark)
        );
        Entry { mark, words: role.title.clone() }
    };
    paint.drawing.roles.iter().enumerate().filter(|(place, _)| used(*place)).map(one).collect()
}

/// What is done in boxes and frames.
fn done(paint: &Paint) -> Vec<Entry> {
    let drawing = paint.drawing;
    let mut entries = Vec::new();
    let shape = |of: Outline| {
        let extra = match of {
            Outline::Sheet => "<path d=\"M5 -9V2H16\" fill=\"none\" stroke=\"#444\"/>",
            Outline::Barred => "<path d=\"M-11 -9V9M11 -9V9\" stroke=\"#444\"/>",
            _ => "",
        };
        format!("<path d=\"{}\" fill=\"#fff\" stroke=\"#444\" stroke-width=\"1.3\"/>{extra}", outline(of, -16.0, -9.0, 32.0, 18.0))
    };
    let has = |found: &dyn Fn(&super::super::Node) -> bool| drawing.nodes.iter().any(found);
    let small = |icon: Icon| format!("<g transform=\"scale(0.8)\">{}</g>", marks::icon(icon, 0.0, 0.0));
    if has(&|node| node.asks) {
        entries.push((shape(Outline::Pointed) + &small(Icon::Question), msg!("paper-draw-key-choice")));
    }
    if has(&|node| node.sort == NodeSort::Mail) {
        entries.push((shape(Outline::Sheet) + &small(Icon::Envelope), msg!("paper-draw-key-mail")));
    }
    if has(&|node| node.sort == NodeSort::Wait || node.waits) {
        entries.push((shape(Outline::Round) + &small(Icon::Clock), msg!("paper-draw-key-wait")));
    }
    if has(&|node| node.sort == NodeSort::Handover) {
        entries.push((shape(Outline::Arrow) + &small(Icon::Key), msg!("paper-draw-key-handover")));
    }
    if has(&|node| node.standby) {
        entries.push((marks::icon(Icon::Bell, 0.0, 0.0), msg!("paper-draw-key-standby")));
    }
    for sort in [FrameSort::Each, FrameSort::Section, FrameSort::Call] {
        if drawing.frames.iter().any(|frame| frame.sort == sort) {
            let frame = Frame {
                id: String::new(),
                sort,
                path: String::new(),
                number: String::new(),
                title: String::new(),
                calls: None,
                same: None,
                starts: Vec::new(),
                meets: None,
                notes: Vec::new(),
                state: None,
                late: false,
                parent: None,
            };
            let icon = if sort == FrameSort::Each { small(Icon::Loop) } else { String::new() };
            entries.push((border(&frame, 0, -16.0, -10.0, 28.0, 16.0) + &icon, spoken::frame_word(sort)));
        }
    }
    if has(&|node| node.sort == NodeSort::Call) && !drawing.frames.iter().any(|frame| frame.sort == FrameSort::Call) {
        entries.push((shape(Outline::Barred), msg!("paper-draw-key-call")));
    }
    if has(&|node| matches!(node.sort, NodeSort::Folded(..))) {
        let pile = format!("<path d=\"{}\" fill=\"#fff\" stroke=\"#444\"/>", outline(Outline::Plain, -12.0, -5.0, 30.0, 15.0));
        entries.push((pile + &shape(Outline::Plain), msg!("paper-draw-key-folded")));
    }
    entries.into_iter().map(|(mark, words)| Entry { mark, words: paint.words.say(&words) }).collect()
}

/// Arrows, and how they meet.
fn ways(paint: &Paint, layout: &Layout) -> Vec<Entry> {
    let drawing = paint.drawing;
    let sorts = [EdgeSort::Way, EdgeSort::Back, EdgeSort::After, EdgeSort::Late];
    let arrow = |sort: EdgeSort| {
        let (colour, dashes) = arrows::stroke(sort);
        format!("<path d=\"M-17 0H11\" stroke=\"{colour}\" {dashes} fill=\"none\"/>{}", arrows::head(sort, 17.0, 0.0, 1.0, 0.0))
    };
    // The plain one needs no words.
    let used = |sort: &EdgeSort| *sort != EdgeSort::Way && layout.arrows.iter().any(|arrow| arrow.sort == *sort);
    let mut entries: Vec<Entry> = sorts.into_iter().filter(used).map(|sort| Entry { mark: arrow(sort), words: paint.sort_word(sort) }).collect();
    for (join, words) in
        [(Join::Some, msg!("paper-draw-key-some")), (Join::All, msg!("paper-draw-key-all")), (Join::First, msg!("paper-draw-key-first"))]
    {
        let meets = drawing.nodes.iter().map(|node| node.meets).chain(drawing.frames.iter().map(|frame| frame.meets));
        if meets.into_iter().any(|meets| meets == Some(join)) {
            entries.push(Entry { mark: marks::meeting(join, 0.0, 0.0), words: paint.words.say(&words) });
        }
    }
    entries
}

/// Where steps stand.
fn states(paint: &Paint) -> Vec<Entry> {
    let drawing = paint.drawing;
    let states: Vec<State> =
        drawing.nodes.iter().filter_map(|node| node.state).chain(drawing.frames.iter().filter_map(|frame| frame.state)).collect();
    let counted = drawing.nodes.iter().flat_map(|node| node.counts.iter().map(|(state, _)| *state));
    let states: Vec<State> = states.into_iter().chain(counted).collect();
    let all = [State::Ahead, State::Open, State::Done, State::LeftOut, State::Passed, State::Waived];
    let mut entries: Vec<Entry> = all
        .into_iter()
        .filter(|state| states.contains(state))
        .map(|state| Entry { mark: marks::state(state, 0.0, 0.0, 8.0), words: paint.words.say(&spoken::state_word(state)) })
        .collect();
    if drawing.nodes.iter().any(|node| node.late) || drawing.frames.iter().any(|frame| frame.late) {
        entries.push(Entry { mark: marks::late(0.0, 0.0, 7.0), words: paint.words.say(&msg!("paper-draw-late")) });
    }
    if drawing.nodes.iter().any(|node| !node.counts.is_empty()) {
        let mark = format!("<text x=\"{}\" y=\"4.5\" font-size=\"13\" font-weight=\"bold\">7/10</text>", n(-width("7/10", 13.0, true) / 2.0));
        entries.push(Entry { mark, words: paint.words.say(&msg!("paper-draw-key-counts")) });
    }
    entries
}
