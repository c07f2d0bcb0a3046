//! What a box holds and how large it is: words in lines, the mark of who acts, the signs of what is done, how items stand.

use super::fonts::{clean, width, wrap};
use super::{Drawing, Frame, Node, NodeSort};
use crate::print::State;

/// The sizes of letters, and the heights of their lines.
pub(super) const TITLE: f64 = 13.0;
pub(super) const TITLE_LINE: f64 = 16.0;
pub(super) const NOTE: f64 = 10.5;
pub(super) const NOTE_LINE: f64 = 13.0;
/// The room around words in a box.
const PAD: f64 = 8.0;
/// The mark of a role with the space behind it.
const BADGE: f64 = 18.0;
const BADGE_ROOM: f64 = 24.0;
/// A sign at the right.
const ICON: f64 = 16.0;
/// The widths that the words of a box may take; the first that holds a title in two lines is taken.
const ROOMS: [f64; 4] = [118.0, 150.0, 182.0, 214.0];
/// How high the mark is at which ways meet.
pub(super) const MEETING: f64 = 15.0;

/// The outline of a box.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outline {
    /// A task.
    Plain,
    /// A question: pointed at both sides.
    Pointed,
    /// A mail: a corner is folded.
    Sheet,
    /// One waits: round at both sides.
    Round,
    /// A secret passes on: an arrow to the right.
    Arrow,
    /// Another procedure: two bars at both sides.
    Barred,
    /// What is folded: a pile.
    Pile,
    /// Where the whole begins.
    Start,
    /// An end.
    End,
    /// Where a frame begins.
    Dot,
}

/// A sign that says what is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Icon {
    /// A choice.
    Question,
    /// A mail.
    Envelope,
    /// Waiting.
    Clock,
    /// A secret.
    Key,
    /// Perhaps never.
    Bell,
    /// Once for each.
    Loop,
}

/// A line of words.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// What stands before it in bold: a number.
    pub number: String,
    /// The words.
    pub words: String,
    /// The left end of its base line.
    pub x: f64,
    /// Likewise.
    pub y: f64,
    /// How high letters are.
    pub size: f64,
    /// All of it is bold.
    pub bold: bool,
}

/// A box, its left upper corner at 0, 0.
#[derive(Debug, Clone, PartialEq)]
pub struct Shape {
    /// The outline.
    pub outline: Outline,
    /// How wide it is.
    pub width: f64,
    /// How high.
    pub height: f64,
    /// Its words.
    pub rows: Vec<Row>,
    /// The middle of the mark of who acts.
    pub badge: Option<(f64, f64)>,
    /// The signs, by their middles.
    pub icons: Vec<(Icon, f64, f64)>,
    /// The left end of the line that says how items stand.
    pub counts: Option<(f64, f64)>,
}

/// A box of a drawing, with notes beside its own.
pub(super) fn shape(drawing: &Drawing, node: &Node, more: &[String]) -> Shape {
    match node.sort {
        NodeSort::Start => start(node),
        NodeSort::End(_) => end(node),
        _ => step(drawing, node, more),
    }
}

/// Where a frame begins.
pub(super) fn dot() -> Shape {
    Shape { outline: Outline::Dot, width: 12.0, height: 12.0, rows: Vec::new(), badge: None, icons: Vec::new(), counts: None }
}

fn start(node: &Node) -> Shape {
    let wide = width(&node.title, TITLE, true);
    let row = Row { number: String::new(), words: clean(&node.title), x: 14.0, y: 18.0, size: TITLE, bold: true };
    Shape { outline: Outline::Start, width: wide + 28.0, height: 27.0, rows: vec![row], badge: None, icons: Vec::new(), counts: None }
}

fn end(node: &Node) -> Shape {
    // What is said in brackets stands below.
    let (word, more) = node.title.split_once(" (").unwrap_or((&node.title, ""));
    let mut rows = vec![Row { number: String::new(), words: clean(word), x: 32.0, y: 18.0, size: TITLE, bold: true }];
    let mut wide = width(word, TITLE, true);
    let mut high = 27.0;
    if !more.is_empty() {
        let more = clean(more.trim_end_matches(')'));
        wide = wide.max(width(&more, NOTE, false));
        rows.push(Row { number: String::new(), words: more, x: 32.0, y: 31.0, size: NOTE, bold: false });
        high = 39.0;
    }
    Shape { outline: Outline::End, width: wide + 46.0, height: high, rows, badge: None, icons: Vec::new(), counts: None }
}

fn step(drawing: &Drawing, node: &Node, more: &[String]) -> Shape {
    let outline = match node.sort {
        NodeSort::Choice => Outline::Pointed,
        NodeSort::Mail => Outline::Sheet,
        NodeSort::Wait => Outline::Round,
        NodeSort::Handover => Outline::Arrow,
        NodeSort::Call => Outline::Barred,
        NodeSort::Folded(..) => Outline::Pile,
        NodeSort::Start | NodeSort::Task | NodeSort::End(_) => Outline::Plain,
    };
    let (before, behind) = match outline {
        Outline::Pointed => (9.0, 9.0),
        Outline::Round => (6.0, 6.0),
        Outline::Arrow => (0.0, 10.0),
        Outline::Barred => (6.0, 6.0),
        _ => (0.0, 0.0),
    };
    let icons = icons(node);
    let title = if node.number.is_empty() { node.title.clone() } else { format!("{}. {}", node.number, node.title) };
    let most = if outline == Outline::Plain { 2 } else { 3 };
    let notes = notes(node, more);
    let fits = |room: &&f64| {
        let lines: usize = notes.iter().map(|note| wrap(note, NOTE, false, **room, 9).len()).sum();
        wrap(&title, TITLE, false, **room, 9).len() <= most && lines <= 3.max(notes.len())
    };
    let room = ROOMS.iter().find(fits).copied().unwrap_or(ROOMS[3]);
    let titles = wrap(&title, TITLE, false, room, 6);
    let counts = counts_width(&node.counts);
    let mut wide = titles.iter().map(|line| width(line, TITLE, false) + 3.0).fold(0.0, f64::max).max(counts);
    if !notes.is_empty() {
        wide = wide.max(room);
    }
    let notes: Vec<String> = notes.iter().flat_map(|note| wrap(note, NOTE, false, wide, 5)).collect();
    wide =
        notes.iter().map(|line| width(line, NOTE, false)).fold(titles.iter().map(|l| width(l, TITLE, false) + 3.0).fold(counts, f64::max), f64::max);
    let has_role = node.role.is_some_and(|role| role < drawing.roles.len());
    let left = PAD + before + if has_role { BADGE_ROOM } else { 0.0 };
    let right = PAD + behind + if icons.is_empty() { 0.0 } else { ICON + 6.0 };
    let count_line = if node.counts.is_empty() { 0.0 } else { TITLE_LINE };
    let words = titles.len() as f64 * TITLE_LINE + notes.len() as f64 * NOTE_LINE + count_line;
    let height = (words + 2.0 * PAD - 2.0).max(34.0).max(icons.len() as f64 * (ICON + 2.0) + 10.0);
    let width_of = (left + wide + right).max(84.0);
    let mut y = (height - words) / 2.0;
    let mut rows = Vec::new();
    for (place, line) in titles.into_iter().enumerate() {
        let number = if place == 0 && !node.number.is_empty() { format!("{}.", node.number) } else { String::new() };
        let words = line.strip_prefix(&number).filter(|_| !number.is_empty()).map_or(line.clone(), |rest| rest.trim_start().to_owned());
        rows.push(Row { number, words, x: left, y: y + 12.5, size: TITLE, bold: false });
        y += TITLE_LINE;
    }
    for words in notes {
        rows.push(Row { number: String::new(), words, x: left, y: y + 10.0, size: NOTE, bold: false });
        y += NOTE_LINE;
    }
    let stack = icons.len() as f64 * (ICON + 2.0) - 2.0;
    let middle = width_of - PAD - behind - ICON / 2.0;
    // A folded corner leaves less room.
    let corner = if outline == Outline::Sheet { (22.0 - (height - stack) / 2.0 + ICON / 4.0).clamp(0.0, 5.0) } else { 0.0 };
    let icons = icons.into_iter().enumerate().map(|(n, icon)| (icon, middle, (height - stack) / 2.0 + corner + ICON / 2.0 + n as f64 * (ICON + 2.0)));
    Shape {
        outline,
        width: width_of,
        height,
        badge: has_role.then_some((PAD + before + BADGE / 2.0, height / 2.0)),
        icons: icons.collect(),
        counts: (!node.counts.is_empty()).then_some((left, y + 12.0)),
        rows,
    }
}

fn notes(node: &Node, more: &[String]) -> Vec<String> {
    node.notes.iter().chain(more).cloned().collect()
}

/// The signs of what is done in a step.
fn icons(node: &Node) -> Vec<Icon> {
    let sort = match node.sort {
        NodeSort::Mail => Some(Icon::Envelope),
        NodeSort::Wait => Some(Icon::Clock),
        NodeSort::Handover => Some(Icon::Key),
        NodeSort::Folded(super::FrameSort::Each, _) => Some(Icon::Loop),
        NodeSort::Folded(..) | NodeSort::Start | NodeSort::Task | NodeSort::Choice | NodeSort::Call | NodeSort::End(_) => None,
    };
    let all = [sort, node.waits.then_some(Icon::Clock), node.asks.then_some(Icon::Question), node.standby.then_some(Icon::Bell)];
    all.into_iter().flatten().collect()
}

/// `7/10`: how many of all are settled.
pub(super) fn settled(counts: &[(State, usize)]) -> String {
    let all: usize = counts.iter().map(|(_, n)| n).sum();
    let done: usize = counts.iter().filter(|(state, _)| state.is_settled()).map(|(_, n)| n).sum();
    format!("{done}/{all}")
}

/// Room for that, and for a mark and a number for each state.
fn counts_width(counts: &[(State, usize)]) -> f64 {
    if counts.is_empty() {
        return 0.0;
    }
    let each = counts.iter().map(|(_, n)| 18.0 + width(&n.to_string(), NOTE, false) + 7.0).sum::<f64>();
    width(&settled(counts), TITLE, true) + 8.0 + each
}

/// What stands at the top of a frame, and how high and wide that is.
pub(super) struct Heading {
    pub rows: Vec<Row>,
    pub height: f64,
    pub width: f64,
}

/// The heading of a frame of at least that width.
pub(super) fn heading(frame: &Frame, more: &[String], room: f64) -> Heading {
    let left = if frame.sort == super::FrameSort::Section { 12.0 } else { 34.0 };
    let room = room.max(230.0) - left - 30.0;
    let number = format!("{}.", frame.number);
    let mut rows = Vec::new();
    let mut y = 7.0;
    let mut wide: f64 = 0.0;
    for (place, line) in wrap(&frame.title, TITLE, true, room, 4).into_iter().enumerate() {
        wide = wide.max(width(&line, TITLE, true));
        let words = line.strip_prefix(&number).filter(|_| place == 0);
        let (number, words) = words.map_or((String::new(), line.clone()), |rest| (number.clone(), rest.trim_start().to_owned()));
        rows.push(Row { number, words, x: left, y: y + 12.5, size: TITLE, bold: true });
        y += TITLE_LINE;
    }
    let notes: Vec<&str> = frame.notes.iter().chain(more).map(String::as_str).collect();
    if !notes.is_empty() {
        for words in wrap(&notes.join(" · "), NOTE, false, room, 5) {
            wide = wide.max(width(&words, NOTE, false));
            rows.push(Row { number: String::new(), words, x: left, y: y + 10.0, size: NOTE, bold: false });
            y += NOTE_LINE;
        }
    }
    Heading { rows, height: y + 8.0, width: wide + left + 30.0 }
}
