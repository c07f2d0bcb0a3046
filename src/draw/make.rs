//! From a procedure, and where a run stands, to boxes and arrows.

use super::{Anchor, Drawing, DrawnRole, Edge, EdgeSort, Frame, FrameSort, Node, NodeSort};
use crate::model::{Outcome, Procedure, Stop, Verb};
use crate::msg;
use crate::print::outline::{Leaf, Outline, Sort, Via, leaves};
use crate::print::rich::flat;
use crate::print::{Pen, Site, Standing, State, Voice, role_mark, role_of, roles_of};
use crate::words::Words;
use std::collections::HashMap;

/// The longest words on an arrow, in characters.
const MAX_LABEL: usize = 70;

/// Draws a procedure, or where a run of it stands.
///
/// `calls` gives the procedures that this one calls; `voice` fills titles in as far as it knows values.
pub fn drawing<'p>(
    procedure: &'p Procedure,
    calls: &dyn Fn(&str) -> Option<&'p Procedure>,
    standing: Option<&Standing>,
    voice: &dyn Voice,
    words: &Words,
) -> Drawing {
    let outline = Outline::of(procedure, calls);
    let pen = Pen { outline: &outline, voice, words, personal: false };
    let roles = roles_of(&outline);
    let site = Site { lane: 0, spot: None, path: String::new() };
    let mut maker = Maker {
        outline: &outline,
        pen,
        words,
        roles: roles.iter().map(|(name, _)| *name).collect(),
        states: standing.map(States::of),
        anchors: Vec::new(),
        drawing: Drawing {
            title: flat(&pen.line(&site, &procedure.title)),
            description: words.say(&msg!("paper-drawing", steps = outline.spots.len())),
            lang: words.lang().tag().to_owned(),
            roles: roles
                .iter()
                .enumerate()
                .map(|(place, (_, role))| DrawnRole { mark: role_mark(place), title: flat(&pen.line(&site, &role.title)) })
                .collect(),
            nodes: Vec::new(),
            edges: Vec::new(),
            frames: Vec::new(),
        },
    };
    maker.draw();
    maker.drawing
}

/// The states of a run's steps by static path.
#[derive(Default)]
struct States {
    /// One, or one for each item.
    steps: HashMap<String, Vec<State>>,
    /// How many items a list has, over all that it stands in.
    items: HashMap<String, usize>,
}

impl States {
    fn of(standing: &Standing) -> States {
        let mut states = States::default();
        for (path, step) in &standing.steps {
            let mut plain = String::new();
            let mut inside = false;
            for c in path.chars() {
                match c {
                    '[' => inside = true,
                    ']' => inside = false,
                    c if !inside => plain.push(c),
                    _ => {}
                }
            }
            *states.items.entry(plain.clone()).or_default() += step.items.len();
            states.steps.entry(plain).or_default().push(step.state);
        }
        states
    }
}

struct Maker<'o, 'p> {
    outline: &'o Outline<'p>,
    pen: Pen<'o, 'p>,
    words: &'o Words,
    roles: Vec<&'p str>,
    states: Option<States>,
    /// What each step is drawn as.
    anchors: Vec<Anchor>,
    drawing: Drawing,
}

impl Maker<'_, '_> {
    fn draw(&mut self) {
        let start = self.end_or_start(None, NodeSort::Start, self.words.say(&msg!("paper-draw-start")));
        let mut frames = vec![None; self.outline.lanes.len()];
        for spot in 0..self.outline.spots.len() {
            let frame = frames[self.outline.spots[spot].lane];
            let anchor = match self.outline.spots[spot].inner {
                Some(inner) => {
                    let made = self.frame(spot, frame);
                    frames[inner] = Some(made);
                    Anchor::Frame(made)
                }
                None => Anchor::Node(self.node(spot, frame)),
            };
            self.anchors.push(anchor);
        }
        let lane = &self.outline.lanes[0];
        for first in lane.scope.start.iter().filter_map(|start| lane.find(&start.name)) {
            let (from, to) = (Anchor::Node(start), self.anchors[first]);
            self.drawing.edges.push(Edge { from, to, sort: EdgeSort::Way, label: String::new() });
        }
        self.arrows();
        self.ends(&frames);
    }

    fn end_or_start(&mut self, frame: Option<usize>, sort: NodeSort, title: String) -> usize {
        let id = match sort {
            NodeSort::Start => "start".to_owned(),
            _ => format!("e{}", self.drawing.nodes.len()),
        };
        self.drawing.nodes.push(Node { id, sort, path: None, number: String::new(), title, role: None, state: None, tally: None, frame });
        self.drawing.nodes.len() - 1
    }

    fn title(&self, spot: usize) -> String {
        let spot_of = &self.outline.spots[spot];
        let site = Site { lane: spot_of.lane, spot: Some(spot), path: spot_of.path.clone() };
        flat(&self.pen.line(&site, &spot_of.step.title))
    }

    fn node(&mut self, spot: usize, frame: Option<usize>) -> usize {
        let found = &self.outline.spots[spot];
        let sort = match &found.step.verb {
            Verb::Email(..) => NodeSort::Mail,
            Verb::Wait(_) => NodeSort::Wait,
            Verb::Handover(_) => NodeSort::Handover,
            Verb::Call(_) => NodeSort::Call,
            Verb::Task | Verb::Section(_) | Verb::Each(_) if found.step.choose().is_some() => NodeSort::Choice,
            Verb::Task | Verb::Section(_) | Verb::Each(_) => NodeSort::Task,
        };
        let role = role_of(self.outline, spot).and_then(|name| self.roles.iter().position(|known| *known == name));
        let (state, tally) = self.standing(spot);
        let node = Node {
            id: format!("n{}", found.number.replace('.', "_")),
            sort,
            path: Some(found.path.clone()),
            number: found.number.clone(),
            title: self.title(spot),
            role,
            state,
            tally,
            frame,
        };
        self.drawing.nodes.push(node);
        self.drawing.nodes.len() - 1
    }

    fn frame(&mut self, spot: usize, parent: Option<usize>) -> usize {
        let found = &self.outline.spots[spot];
        let sort = match &found.step.verb {
            Verb::Each(_) => FrameSort::Each,
            Verb::Call(_) => FrameSort::Call,
            Verb::Section(_) | Verb::Task | Verb::Email(..) | Verb::Wait(_) | Verb::Handover(_) => FrameSort::Section,
        };
        let title = format!("{}. {}", found.number, self.title(spot));
        let title = match (&found.step.verb, found.inner) {
            (Verb::Each(each), _) => {
                let site = Site { lane: found.lane, spot: Some(spot), path: found.path.clone() };
                let list = self.pen.term(&site, &each.list);
                format!("{title} ({})", self.words.say(&msg!("paper-draw-each", list = list)))
            }
            (Verb::Call(_), Some(inner)) => format!("{title} ({})", self.outline.lanes[inner].procedure.id),
            _ => title,
        };
        let state = self.standing(spot).0;
        self.drawing.frames.push(Frame { id: format!("g{}", found.number.replace('.', "_")), sort, title, state, parent });
        self.drawing.frames.len() - 1
    }

    /// The state of a step; for the steps of items, the one that asks for most, and how many are settled.
    fn standing(&self, spot: usize) -> (Option<State>, Option<String>) {
        let Some(states) = &self.states else { return (None, None) };
        let mut all = states.steps.get(&self.outline.spots[spot].path).cloned().unwrap_or_default();
        let items = self.list_around(spot).and_then(|list| states.items.get(&self.outline.spots[list].path)).copied();
        // What a run does not speak of lies ahead.
        all.resize(all.len().max(items.unwrap_or(1)), State::Ahead);
        let order = [State::Open, State::Ahead, State::Done, State::Waived, State::Passed, State::LeftOut];
        let state = order.into_iter().find(|state| all.contains(state)).unwrap_or_default();
        let settled = all.iter().filter(|state| state.is_settled()).count();
        let tally = items.map(|_| self.words.say(&msg!("paper-draw-tally", settled = settled, all = all.len())));
        (Some(state), tally)
    }

    /// The `each` that a step stands in.
    fn list_around(&self, spot: usize) -> Option<usize> {
        let holder = |spot: usize| self.outline.lanes[self.outline.spots[spot].lane].holder;
        std::iter::successors(holder(spot), |spot| holder(*spot)).find(|spot| matches!(self.outline.spots[*spot].step.verb, Verb::Each(_)))
    }

    fn arrows(&mut self) {
        for arrow in &self.outline.arrows {
            let (from, to) = (self.anchors[arrow.from], self.anchors[arrow.to]);
            let late = !arrow.vias.is_empty() && arrow.vias.iter().all(|via| via.late);
            let sort = match arrow.sort {
                Sort::Way if late => EdgeSort::Late,
                Sort::Way => EdgeSort::Way,
                Sort::Back => EdgeSort::Back,
                Sort::After | Sort::Until => EdgeSort::After,
            };
            let label = match arrow.sort {
                Sort::Until => self.words.say(&msg!("paper-draw-until")),
                Sort::After => self.words.say(&msg!("paper-draw-after")),
                Sort::Way | Sort::Back => self.label(arrow.from, &arrow.vias),
            };
            self.drawing.edges.push(Edge { from, to, sort, label });
        }
    }

    /// The answers and conditions that take an arrow.
    fn label(&self, spot: usize, vias: &[Via]) -> String {
        let found = &self.outline.spots[spot];
        let site = Site { lane: found.lane, spot: Some(spot), path: found.path.clone() };
        let mut labels: Vec<String> = Vec::new();
        for via in vias {
            let mut parts = Vec::new();
            if let Some((_, option)) = via.option {
                parts.push(flat(&self.pen.line(&site, &option.title)));
            }
            if let Some((arms, place)) = via.arm {
                match arms.get(place).and_then(|arm| arm.when.as_ref()) {
                    Some(when) => parts.push(self.words.say(&msg!("paper-draw-if", condition = self.pen.condition(&site, when)))),
                    None if arms.len() > 1 => parts.push(self.words.say(&msg!("paper-draw-else"))),
                    None => {}
                }
            }
            if let Some(when) = via.when {
                parts.push(self.words.say(&msg!("paper-draw-if", condition = self.pen.condition(&site, when))));
            }
            if via.late {
                parts.push(self.words.say(&msg!("paper-draw-late")));
            }
            let label = cut(&parts.join(", "));
            if !label.is_empty() && !labels.contains(&label) {
                labels.push(label);
            }
        }
        labels.join(" / ")
    }

    /// The ends of every scope, one box for each outcome, and the ways to them.
    fn ends(&mut self, frames: &[Option<usize>]) {
        for spot in 0..self.outline.spots.len() {
            let found = &self.outline.spots[spot];
            let frame = frames[found.lane];
            let mut ends: Vec<(Outcome, Option<Stop>, Vec<Via>)> = Vec::new();
            for (via, leaf) in leaves(found.step) {
                let Leaf::End(end) = leaf else { continue };
                match ends.iter_mut().find(|(outcome, stop, _)| *outcome == end.outcome && *stop == end.stop) {
                    Some((_, _, vias)) => vias.push(via),
                    None => ends.push((end.outcome, end.stop.clone(), vec![via])),
                }
            }
            for (outcome, stop, vias) in ends {
                let sort = NodeSort::End(outcome);
                let known = self.drawing.nodes.iter().position(|node| node.sort == sort && node.frame == frame);
                let end = known.unwrap_or_else(|| self.end_or_start(frame, sort, self.words.say(&end_word(outcome))));
                let mut label = self.label(spot, &vias);
                if stop.is_some() {
                    let stops = self.words.say(&msg!("paper-draw-stop"));
                    label = if label.is_empty() { stops } else { format!("{label} ({stops})") };
                }
                let sort = if vias.iter().all(|via| via.late) { EdgeSort::Late } else { EdgeSort::Way };
                self.drawing.edges.push(Edge { from: self.anchors[spot], to: Anchor::Node(end), sort, label });
            }
        }
    }
}

fn end_word(outcome: Outcome) -> crate::words::Message {
    match outcome {
        Outcome::Success => msg!("paper-draw-success"),
        Outcome::Failure => msg!("paper-draw-failure"),
        Outcome::Neutral => msg!("paper-draw-neutral"),
    }
}

fn cut(label: &str) -> String {
    match label.char_indices().nth(MAX_LABEL) {
        Some((at, _)) => format!("{}…", label[..at].trim_end()),
        None => label.to_owned(),
    }
}
