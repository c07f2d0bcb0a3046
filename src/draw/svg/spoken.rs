//! What a picture says to those who do not see it.

use super::super::{Anchor, EdgeSort, FrameSort, NodeSort};
use super::Paint;
use super::arrows::is_step;
use crate::msg;
use crate::print::State;
use crate::words::Message;

impl Paint<'_> {
    /// What the whole shows: how many steps, its caution, what is folded.
    pub(super) fn description(&self) -> String {
        let drawing = self.drawing;
        let said = [Some(&drawing.description), drawing.banner.as_ref(), drawing.remark.as_ref()];
        let facts = drawing.facts.join(" · ");
        let said: Vec<&str> = said.into_iter().flatten().map(String::as_str).chain([facts.as_str()]).filter(|said| !said.is_empty()).collect();
        said.join(" ")
    }

    /// The number and title of something.
    pub(super) fn name(&self, anchor: Anchor) -> String {
        match anchor {
            Anchor::Node(node) => {
                let node = &self.drawing.nodes[node];
                if node.number.is_empty() { node.title.clone() } else { format!("{}. {}", node.number, node.title) }
            }
            Anchor::Frame(frame) => self.drawing.frames[frame].title.clone(),
        }
    }

    /// From where to where, and by which answer.
    pub(super) fn told(&self, from: &str, to: &str, label: &str) -> String {
        let way = self.words.say(&msg!("paper-draw-way", from = from, to = to));
        if label.is_empty() { way } else { format!("{way}{}{label}", self.words.say(&msg!("paper-colon"))) }
    }

    pub(super) fn node_told(&self, place: usize) -> String {
        let node = &self.drawing.nodes[place];
        if !is_step(node.sort) {
            return String::new();
        }
        let mut said: Vec<String> = node.role.and_then(|role| self.drawing.roles.get(role)).map(|role| role.title.clone()).into_iter().collect();
        said.extend(node_word(node.sort).map(|word| self.words.say(&word)));
        if node.asks && node.sort != NodeSort::Choice {
            said.extend(node_word(NodeSort::Choice).map(|word| self.words.say(&word)));
        }
        said.extend(node.state.map(|state| self.words.say(&state_word(state))));
        said.extend(node.notes.iter().cloned());
        said.extend(
            node.counts
                .iter()
                .map(|(state, count)| format!("{}{}{count}", self.words.say(&state_word(*state)), self.words.say(&msg!("paper-colon")))),
        );
        self.sentences(said, Anchor::Node(place))
    }

    pub(super) fn frame_told(&self, place: usize) -> String {
        let frame = &self.drawing.frames[place];
        let mut said = vec![self.words.say(&frame_word(frame.sort))];
        said.extend(frame.state.map(|state| self.words.say(&state_word(state))));
        said.extend(frame.notes.iter().cloned());
        self.sentences(said, Anchor::Frame(place))
    }

    /// What is said of something, and where it leads.
    fn sentences(&self, said: Vec<String>, anchor: Anchor) -> String {
        let leads = self.drawing.edges.iter().filter(|edge| edge.from == anchor && edge.sort != EdgeSort::After).map(|edge| {
            let to = self.name(edge.to);
            if edge.label.is_empty() { to } else { format!("{} → {to}", edge.label) }
        });
        let leads: Vec<String> = leads.collect();
        let mut out = said.join(" · ");
        if !leads.is_empty() {
            if !out.is_empty() {
                out.push_str(". ");
            }
            out.push_str(&self.words.say(&msg!("paper-draw-leads", ways = leads.join(" ; "))));
        }
        out
    }

    pub(super) fn sort_word(&self, sort: EdgeSort) -> String {
        self.words.say(&match sort {
            EdgeSort::Way => msg!("paper-draw-key-way"),
            EdgeSort::Back => msg!("paper-draw-key-back"),
            EdgeSort::After => msg!("paper-draw-key-after"),
            EdgeSort::Late => msg!("paper-draw-key-late"),
        })
    }
}

/// What is done in a box, where it is no plain task.
pub(super) fn node_word(sort: NodeSort) -> Option<Message> {
    match sort {
        NodeSort::Choice => Some(msg!("paper-draw-key-choice")),
        NodeSort::Mail => Some(msg!("paper-draw-key-mail")),
        NodeSort::Wait => Some(msg!("paper-draw-key-wait")),
        NodeSort::Handover => Some(msg!("paper-draw-key-handover")),
        NodeSort::Call => Some(msg!("paper-draw-key-call")),
        NodeSort::Folded(sort, _) => Some(frame_word(sort)),
        NodeSort::Start | NodeSort::Task | NodeSort::End(_) => None,
    }
}

pub(super) fn frame_word(sort: FrameSort) -> Message {
    match sort {
        FrameSort::Each => msg!("paper-draw-key-each"),
        FrameSort::Section => msg!("paper-draw-key-section"),
        FrameSort::Call => msg!("paper-draw-key-call"),
    }
}

pub(super) fn state_word(state: State) -> Message {
    match state {
        State::Ahead => msg!("paper-draw-ahead"),
        State::Open => msg!("paper-draw-open"),
        State::Done => msg!("paper-draw-done"),
        State::LeftOut => msg!("paper-draw-left-out"),
        State::Passed => msg!("paper-draw-passed"),
        State::Waived => msg!("paper-draw-waived"),
    }
}
