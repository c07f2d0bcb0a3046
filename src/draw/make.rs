//! From a procedure, and where a run stands, to boxes and arrows.

use super::{Anchor, Drawing, DrawnRole, Edge, EdgeSort, Frame, FrameSort, Node, NodeSort};
use crate::model::{self, Join, Outcome, Procedure, Stop, Verb};
use crate::msg;
use crate::print::outline::{Leaf, Outline, Sort, Via, leaves};
use crate::print::rich::flat;
use crate::print::{Pen, Site, Standing, State, Voice, caution, plain, role_mark, role_of, roles_of};
use crate::words::Words;
use std::collections::{HashMap, HashSet};

/// The longest words on an arrow, in characters.
const MAX_LABEL: usize = 70;
/// The longest words on an arrow that several answers take.
const MAX_LABELS: usize = 110;
/// The longest title, and the longest note in a box.
const MAX_TITLE: usize = 120;

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
            name: "graph".to_owned(),
            title: cut(&flat(&pen.line(&site, &procedure.title)), MAX_TITLE),
            facts: [procedure.id.to_string(), words.say(&msg!("paper-version", version = &procedure.version))]
                .into_iter()
                .chain(standing.map(|standing| words.say(&msg!("paper-run-short", run = &standing.run))))
                .collect(),
            banner: caution(procedure.status).map(|caution| words.say(&caution)),
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
            remark: None,
        },
    };
    maker.draw();
    maker.drawing
}

/// Where a step stands.
#[derive(Default)]
struct Tally {
    /// For the steps of items, the state that asks for most.
    state: Option<State>,
    /// How many items are in which state, for the steps of items.
    counts: Vec<(State, usize)>,
    /// The same in words.
    told: Option<String>,
}

/// The states of a run's steps by static path.
#[derive(Default)]
struct States {
    /// One, or one for each item.
    steps: HashMap<String, Vec<State>>,
    /// Those that are late.
    late: HashSet<String>,
    /// How many items a list has, over all that it stands in.
    items: HashMap<String, usize>,
}

impl States {
    fn of(standing: &Standing) -> States {
        let mut states = States::default();
        for (path, step) in &standing.steps {
            let plain = plain(path);
            if step.late {
                states.late.insert(plain.clone());
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
        for (lane, frame) in self.outline.lanes.iter().zip(&frames) {
            let starts = lane.scope.start.iter().filter_map(|start| lane.find(&start.name)).map(|first| self.anchors[first]);
            match frame {
                Some(frame) => self.drawing.frames[*frame].starts = starts.collect(),
                None => self.drawing.edges.extend(starts.map(|to| Edge { from: Anchor::Node(start), to, sort: EdgeSort::Way, label: String::new() })),
            }
        }
        self.arrows();
        self.ends(&frames);
    }

    fn end_or_start(&mut self, frame: Option<usize>, sort: NodeSort, title: String) -> usize {
        let id = match sort {
            NodeSort::Start => "start".to_owned(),
            _ => format!("e{}", self.drawing.nodes.len()),
        };
        self.drawing.nodes.push(Node {
            id,
            sort,
            path: None,
            number: String::new(),
            title,
            role: None,
            state: None,
            waits: false,
            asks: false,
            late: false,
            meets: None,
            standby: false,
            notes: Vec::new(),
            tally: None,
            counts: Vec::new(),
            frame,
        });
        self.drawing.nodes.len() - 1
    }

    fn title(&self, spot: usize) -> String {
        let spot_of = &self.outline.spots[spot];
        let site = Site { lane: spot_of.lane, spot: Some(spot), path: spot_of.path.clone() };
        cut(&flat(&self.pen.line(&site, &spot_of.step.title)), MAX_TITLE)
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
        let Tally { state, counts, told } = self.standing(spot);
        let node = Node {
            id: format!("n{}", found.number.replace('.', "_")),
            sort,
            path: Some(found.path.clone()),
            number: found.number.clone(),
            title: self.title(spot),
            role,
            state,
            waits: matches!(found.step.verb, Verb::Email(_, Some(_))),
            asks: found.step.choose().is_some(),
            late: self.is_late(spot),
            meets: self.meets(spot),
            standby: found.step.standby,
            notes: self.notes(spot),
            tally: told,
            counts,
            frame,
        };
        self.drawing.nodes.push(node);
        self.drawing.nodes.len() - 1
    }

    /// When a step takes place: its condition, how ways meet in it.
    fn notes(&self, spot: usize) -> Vec<String> {
        let found = &self.outline.spots[spot];
        let site = Site { lane: found.lane, spot: Some(spot), path: found.path.clone() };
        let join = match self.meets(spot) {
            Some(Join::All) => Some(msg!("paper-draw-join-all")),
            Some(Join::First) => Some(msg!("paper-draw-join-first")),
            Some(Join::Some) | None => None,
        };
        let standby = found.step.standby.then(|| msg!("paper-draw-standby"));
        let when = found.step.when.as_ref().filter(|when| self.pen.holds(&site, when) != Some(true));
        let when = when.map(|when| msg!("paper-draw-only-if", condition = self.pen.condition(&site, when)));
        let late = self.is_late(spot).then(|| msg!("paper-draw-late"));
        [late, join, standby, when].into_iter().flatten().map(|note| cut(&self.words.say(&note), MAX_TITLE)).collect()
    }

    /// How ways meet in a step, where several do.
    fn meets(&self, spot: usize) -> Option<Join> {
        let ways = self.outline.arrows_to(spot).filter(|arrow| arrow.sort == Sort::Way).count();
        (ways > 1).then_some(self.outline.spots[spot].step.join)
    }

    fn is_late(&self, spot: usize) -> bool {
        self.states.as_ref().is_some_and(|states| states.late.contains(&self.outline.spots[spot].path))
    }

    /// What a loop goes through, and how.
    fn loop_notes(&self, each: &model::Each, site: &Site) -> Vec<String> {
        let lines = self.pen.lines(site, &each.list, each.chunk.unwrap_or(1));
        let list = match each.chunk {
            Some(size) => msg!("paper-draw-each-chunk", size = size, lines = lines),
            None => msg!("paper-draw-each", lines = lines),
        };
        let pace = each.one_by_one.then(|| msg!("paper-draw-one-by-one"));
        let enough = each.enough.as_ref().map(|enough| msg!("paper-draw-enough", condition = self.pen.condition(site, enough)));
        [Some(list), pace, enough].into_iter().flatten().map(|note| cut(&self.words.say(&note), MAX_TITLE)).collect()
    }

    fn frame(&mut self, spot: usize, parent: Option<usize>) -> usize {
        let found = &self.outline.spots[spot];
        let sort = match &found.step.verb {
            Verb::Each(_) => FrameSort::Each,
            Verb::Call(_) => FrameSort::Call,
            Verb::Section(_) | Verb::Task | Verb::Email(..) | Verb::Wait(_) | Verb::Handover(_) => FrameSort::Section,
        };
        let title = format!("{}. {}", found.number, self.title(spot));
        let site = Site { lane: found.lane, spot: Some(spot), path: found.path.clone() };
        let mut notes = match (&found.step.verb, found.inner) {
            (Verb::Each(each), _) => self.loop_notes(each, &site),
            (Verb::Call(_), Some(inner)) => vec![self.outline.lanes[inner].procedure.id.to_string()],
            _ => Vec::new(),
        };
        notes.extend(self.notes(spot));
        // How many items there are, and in which state, shows on the loop too.
        notes.extend(self.items(spot));
        let calls = found.inner.filter(|_| sort == FrameSort::Call).map(|inner| self.outline.lanes[inner].procedure.id.to_string());
        let known = self.drawing.frames.iter().find(|known| calls.is_some() && known.calls == calls);
        let frame = Frame {
            same: known.filter(|_| self.states.is_none()).map(|known| known.number.clone()),
            id: format!("g{}", found.number.replace('.', "_")),
            sort,
            path: found.path.clone(),
            number: found.number.clone(),
            title,
            calls,
            starts: Vec::new(),
            meets: self.meets(spot),
            notes,
            state: self.standing(spot).state,
            late: self.is_late(spot),
            parent,
        };
        self.drawing.frames.push(frame);
        self.drawing.frames.len() - 1
    }

    /// The state of a step; for the steps of items, the one that asks for most, and how many are settled.
    fn standing(&self, spot: usize) -> Tally {
        let Some(states) = &self.states else { return Tally::default() };
        let mut all = states.steps.get(&self.outline.spots[spot].path).cloned().unwrap_or_default();
        let items = self.list_around(spot).and_then(|list| states.items.get(&self.outline.spots[list].path)).copied();
        // What a run does not speak of lies ahead.
        all.resize(all.len().max(items.unwrap_or(1)), State::Ahead);
        let order = [State::Open, State::Ahead, State::Done, State::Waived, State::Passed, State::LeftOut];
        let state = order.into_iter().find(|state| all.contains(state)).unwrap_or_default();
        let count = |state: &State| all.iter().filter(|one| *one == state).count();
        let shown = |state: &State| {
            // What is not begun has no mark of its own.
            let mark = if *state == State::Ahead { "…" } else { super::state_mark(*state) };
            (count(state) > 0).then(|| self.words.say(&msg!("paper-draw-count", mark = mark, n = count(state))))
        };
        let done_first = [State::Done, State::Open, State::Ahead, State::Waived, State::Passed, State::LeftOut];
        let told = items.map(|_| done_first.iter().filter_map(shown).collect::<Vec<_>>().join(" · "));
        let counts = items.map(|_| done_first.into_iter().map(|state| (state, count(&state))).filter(|(_, n)| *n > 0).collect());
        Tally { state: Some(state), counts: counts.unwrap_or_default(), told: told.filter(|told| !told.is_empty()) }
    }

    /// How many items a loop has in this run.
    fn items(&self, spot: usize) -> Option<String> {
        let items = *self.states.as_ref()?.items.get(&self.outline.spots[spot].path)?;
        (items > 0).then(|| self.words.say(&msg!("paper-draw-items", n = items)))
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
            let label = match arrow.sort {
                // Rework says so, also where nothing is asked.
                Sort::Back => [label, self.words.say(&msg!("paper-draw-again"))].into_iter().filter(|l| !l.is_empty()).collect::<Vec<_>>().join(", "),
                Sort::Way | Sort::After | Sort::Until => label,
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
            let label = cut(&parts.join(", "), MAX_LABEL);
            if !label.is_empty() && !labels.contains(&label) {
                labels.push(label);
            }
        }
        cut(&labels.join(" / "), MAX_LABELS)
    }

    /// The ends of every step, one box for each outcome, so that no arrow has far to go.
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
                let mut title = self.words.say(&end_word(outcome));
                if stop.is_some() {
                    title = format!("{title} ({})", self.words.say(&msg!("paper-draw-stop")));
                }
                let end = self.end_or_start(frame, NodeSort::End(outcome), title);
                let label = self.label(spot, &vias);
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

fn cut(label: &str, length: usize) -> String {
    match label.char_indices().nth(length) {
        Some((at, _)) => format!("{}…", label[..at].trim_end()),
        None => label.to_owned(),
    }
}
