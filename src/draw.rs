//! The graph of a procedure or run as a picture, as plain data: boxes, arrows, frames.
//!
//! [`drawing`] makes it. [`svg::write`] lays it out and paints it, [`png::write`] makes dots of that; [`mermaid::write`] and [`dot::write`] put
//! it into the text that other programs make pictures of. Where a step stands shows by colour and by mark, who acts by colour and by letter, so
//! that nothing is lost in black and white.

mod columns;
pub mod dot;
mod fold;
pub mod fonts;
pub mod layout;
mod make;
pub mod mermaid;
mod plain;
pub mod png;
mod rows;
mod shapes;
pub mod svg;
#[cfg(test)]
mod tests;

pub use fold::{MAX_STEPS, fold, inside, pages};
pub use make::drawing;

use crate::model::{Join, Outcome};
use crate::print::State;

/// A picture.
#[derive(Debug, Clone, PartialEq)]
pub struct Drawing {
    /// What the names in the picture begin with, so that several can stand in one page.
    pub name: String,
    /// The procedure's title.
    pub title: String,
    /// What it is a picture of: the procedure's id and version, the run.
    pub facts: Vec<String>,
    /// What to mind where the procedure is not valid.
    pub banner: Option<String>,
    /// What the picture shows, in words, for who does not see it.
    pub description: String,
    /// The language (BCP 47).
    pub lang: String,
    /// The roles, by their letters.
    pub roles: Vec<DrawnRole>,
    /// The boxes.
    pub nodes: Vec<Node>,
    /// The arrows.
    pub edges: Vec<Edge>,
    /// The frames.
    pub frames: Vec<Frame>,
    /// Said below the title: that some frames are folded.
    pub remark: Option<String>,
}

/// A role.
#[derive(Debug, Clone, PartialEq)]
pub struct DrawnRole {
    /// Its letter.
    pub mark: String,
    /// Its title.
    pub title: String,
}

/// A box.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// Its name in the picture: letters and digits.
    pub id: String,
    /// What it stands for.
    pub sort: NodeSort,
    /// The step's path, where it stands for a step.
    pub path: Option<String>,
    /// `4.1`
    pub number: String,
    /// The title.
    pub title: String,
    /// Who acts: the place in [`Drawing::roles`].
    pub role: Option<usize>,
    /// Where it stands in the run.
    pub state: Option<State>,
    /// A mail leaves, and then one waits for what it brings.
    pub waits: bool,
    /// A person chooses how it goes on.
    pub asks: bool,
    /// It is open past its deadline, or went late.
    pub late: bool,
    /// How ways meet in it, where several do.
    pub meets: Option<Join>,
    /// It may never be needed.
    pub standby: bool,
    /// When it takes place, in words: its condition, how ways meet in it.
    pub notes: Vec<String>,
    /// How many items of an `each` are in which state, for one of its steps.
    pub tally: Option<String>,
    /// The same as numbers.
    pub counts: Vec<(State, usize)>,
    /// The frame that it stands in, in [`Drawing::frames`].
    pub frame: Option<usize>,
}

/// What a box stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NodeSort {
    /// Where a scope begins.
    Start,
    /// A task.
    Task,
    /// A task that asks for a choice.
    Choice,
    /// A mail leaves.
    Mail,
    /// One waits.
    Wait,
    /// A secret passes on.
    Handover,
    /// Another procedure, of which nothing more is known here.
    Call,
    /// A frame whose steps, so many, are not drawn.
    Folded(FrameSort, usize),
    /// A way ends.
    End(Outcome),
}

/// An arrow.
#[derive(Debug, Clone, PartialEq)]
pub struct Edge {
    /// From where.
    pub from: Anchor,
    /// To where.
    pub to: Anchor,
    /// Which sort.
    pub sort: EdgeSort,
    /// What is written on it.
    pub label: String,
}

/// Where an arrow begins or ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Anchor {
    /// At a box.
    Node(usize),
    /// At a frame.
    Frame(usize),
}

/// Which sort of arrow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EdgeSort {
    /// A way.
    Way,
    /// Rework.
    Back,
    /// Order without choice.
    After,
    /// Out because something did not come in time.
    Late,
}

/// A frame around steps.
#[derive(Debug, Clone, PartialEq)]
pub struct Frame {
    /// Its name in the picture.
    pub id: String,
    /// Which sort.
    pub sort: FrameSort,
    /// The path of the step that it stands for.
    pub path: String,
    /// That step's number.
    pub number: String,
    /// Its number and title.
    pub title: String,
    /// The procedure that is called.
    pub calls: Option<String>,
    /// The number of the step before it that calls the same procedure, where no run makes a difference between the two.
    pub same: Option<String>,
    /// What begins in it.
    pub starts: Vec<Anchor>,
    /// How ways meet in it, where several do.
    pub meets: Option<Join>,
    /// What is gone through and how, when it takes place, in words.
    pub notes: Vec<String>,
    /// Where that step stands in the run.
    pub state: Option<State>,
    /// It is open past its deadline.
    pub late: bool,
    /// The frame around it.
    pub parent: Option<usize>,
}

/// Which sort of frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FrameSort {
    /// A heading.
    Section,
    /// For every item.
    Each,
    /// Another procedure.
    Call,
}

impl Drawing {
    /// What is written in a box, line by line: mark and title, then who acts.
    pub fn lines(&self, node: &Node) -> Vec<String> {
        let mut lines = Vec::new();
        let sorts = [Some(sort_mark(node.sort)), node.waits.then_some("◷"), node.asks.then_some("?")];
        let marks: Vec<&str> = node.state.map(state_mark).into_iter().chain(sorts.into_iter().flatten()).filter(|mark| !mark.is_empty()).collect();
        let number = if node.number.is_empty() { String::new() } else { format!("{}. ", node.number) };
        lines.push(format!("{}{}{number}{}", marks.join(" "), if marks.is_empty() { "" } else { " " }, node.title));
        if let Some(role) = node.role.and_then(|role| self.roles.get(role)) {
            lines.push(format!("{} · {}", role.mark, short(&role.title)));
        }
        lines.extend(node.notes.iter().map(|note| format!("[{note}]")));
        lines.extend(node.tally.clone());
        lines
    }

    /// What is written on a frame.
    pub fn frame_title(&self, frame: &Frame) -> String {
        let title = match frame.state.map(state_mark).filter(|mark| !mark.is_empty()) {
            Some(mark) => format!("{mark} {}", frame.title),
            None => frame.title.clone(),
        };
        if frame.notes.is_empty() { title } else { format!("{title} ({})", frame.notes.join(" · ")) }
    }
}

/// A title without what is said in brackets behind it.
fn short(title: &str) -> &str {
    title.split(" (").next().unwrap_or(title)
}

/// The mark of a state, for black and white.
pub fn state_mark(state: State) -> &'static str {
    match state {
        State::Ahead => "",
        State::Open => "▶",
        State::Done => "✓",
        State::LeftOut => "–",
        State::Passed => "↷",
        State::Waived => "⨯",
    }
}

fn sort_mark(sort: NodeSort) -> &'static str {
    match sort {
        NodeSort::Mail => "✉",
        NodeSort::Wait => "◷",
        NodeSort::Handover => "⇄",
        NodeSort::Choice | NodeSort::Start | NodeSort::Task | NodeSort::Call | NodeSort::Folded(..) | NodeSort::End(_) => "",
    }
}

/// The word for a state in both formats' classes.
fn state_class(state: State) -> &'static str {
    match state {
        State::Ahead => "ahead",
        State::Open => "open",
        State::Done => "done",
        State::LeftOut => "leftout",
        State::Passed => "passed",
        State::Waived => "waived",
    }
}

/// Quiet colours, light enough for black words, one for each role in turn; and darker ones of the same hue for lines.
const COLOURS: [(&str, &str); 8] = [
    ("#e8f0fb", "#2f5d9b"),
    ("#fdf0dd", "#9a6312"),
    ("#e6f5ea", "#2e7044"),
    ("#f6e8f5", "#803b7b"),
    ("#fbe9e7", "#9c3b2e"),
    ("#e7f5f6", "#25717a"),
    ("#f3f1e3", "#6d6524"),
    ("#ececf4", "#4c4c80"),
];
