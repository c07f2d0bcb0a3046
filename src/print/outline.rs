//! The order in which the steps of a procedure are printed and drawn, their numbers, their codes, and what leads where.
//!
//! The order is topological over ways, `after` and `until`, and the order of the file where these leave a choice: so a number only ever
//! sends a reader forward, but for rework. Numbers hold for one version of a procedure; a code holds as long as the step keeps its name.

use crate::model::{Arm, Choice, End, Exit, Expr, Name, Procedure, Ref, Scope, Step, Verb};
use sha2::{Digest, Sha256};
use std::collections::{BTreeSet, HashMap, HashSet};

/// How deep groups, loops and called procedures may lie in one another on paper.
const MAX_DEPTH: usize = 16;
/// How many steps are laid out at most: a procedure that calls others that call others could ask for any number.
const MAX_SPOTS: usize = 5_000;

/// All steps of a procedure, called procedures included.
pub struct Outline<'p> {
    /// Every step, a group before what it holds.
    pub spots: Vec<Spot<'p>>,
    /// Every scope; the first is the outermost.
    pub lanes: Vec<Lane<'p>>,
    /// What leads where, within a scope and (for `after`) across.
    pub arrows: Vec<Arrow<'p>>,
    /// For each step the arrows that come in and that go out, in [`Outline::arrows`].
    ends: Vec<(Vec<usize>, Vec<usize>)>,
}

/// One step in its place.
pub struct Spot<'p> {
    /// `step`, `section.step`, `each.step`, `call.step`.
    pub path: String,
    /// `4`, `4.1`, `4.1.2`.
    pub number: String,
    /// Four characters that name the step whatever its number.
    pub code: String,
    /// The step.
    pub step: &'p Step,
    /// The procedure that it is written in.
    pub procedure: &'p Procedure,
    /// The scope that it stands in, in [`Outline::lanes`].
    pub lane: usize,
    /// The scope that it holds.
    pub inner: Option<usize>,
}

/// One scope.
pub struct Lane<'p> {
    /// The procedure that it is written in.
    pub procedure: &'p Procedure,
    /// Its steps as they are written.
    pub scope: &'p Scope,
    /// The step that holds it, in [`Outline::spots`].
    pub holder: Option<usize>,
    /// Its steps in print order, in [`Outline::spots`].
    pub spots: Vec<usize>,
    by_name: HashMap<&'p str, usize>,
}

impl Lane<'_> {
    /// The step of that name in this very scope.
    pub fn find(&self, name: &str) -> Option<usize> {
        self.by_name.get(name).copied()
    }
}

/// That one step leads to another.
pub struct Arrow<'p> {
    /// From where.
    pub from: usize,
    /// To where.
    pub to: usize,
    /// In which sense.
    pub sort: Sort,
    /// How: one entry for each option, route or condition that names it.
    pub vias: Vec<Via<'p>>,
}

/// In which sense one step leads to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    /// An edge of the graph.
    Way,
    /// Rework.
    Back,
    /// `after`: order without choice.
    After,
    /// `until`: keeps a list open.
    Until,
}

/// How a step leads on.
#[derive(Clone, Copy, Default)]
pub struct Via<'p> {
    /// By this answer.
    pub option: Option<(&'p Name, &'p Choice)>,
    /// By this arm of a route: the route and the arm's place in it.
    pub arm: Option<(&'p [Arm], usize)>,
    /// Only where this holds, beside other ways.
    pub when: Option<&'p Expr>,
    /// Because what was awaited did not come in time.
    pub late: bool,
}

/// Where a step leads, with how.
pub enum Leaf<'p> {
    /// To a step.
    To(&'p Ref),
    /// Back to a step.
    Back(&'p Ref),
    /// To an end.
    End(&'p End),
}

impl<'p> Outline<'p> {
    /// Lays out a procedure. `calls` gives the procedures that are called; one that it does not know is a step without inside.
    pub fn of(procedure: &'p Procedure, calls: &dyn Fn(&str) -> Option<&'p Procedure>) -> Outline<'p> {
        let mut outline = Outline { spots: Vec::new(), lanes: Vec::new(), arrows: Vec::new(), ends: Vec::new() };
        outline.lane(procedure, &procedure.scope, None, calls);
        outline.name_codes();
        outline.ends.resize_with(outline.spots.len(), Default::default);
        for spot in 0..outline.spots.len() {
            outline.point(spot);
        }
        outline
    }

    fn lane(
        &mut self,
        procedure: &'p Procedure,
        scope: &'p Scope,
        holder: Option<usize>,
        calls: &dyn Fn(&str) -> Option<&'p Procedure>,
    ) -> Option<usize> {
        if self.depth(holder) > MAX_DEPTH {
            return None;
        }
        let id = self.lanes.len();
        self.lanes.push(Lane { procedure, scope, holder, spots: Vec::new(), by_name: HashMap::new() });
        let (path, number) = holder.map_or_else(Default::default, |h| (format!("{}.", self.spots[h].path), format!("{}.", self.spots[h].number)));
        for (place, index) in order(scope).into_iter().enumerate() {
            let Some((name, step)) = scope.steps.get_index(index) else { continue };
            if self.spots.len() >= MAX_SPOTS {
                break;
            }
            let spot = self.spots.len();
            let number = format!("{number}{}", place + 1);
            let path = format!("{path}{name}");
            self.spots.push(Spot { path, number, code: String::new(), step, procedure, lane: id, inner: None });
            self.lanes[id].spots.push(spot);
            self.lanes[id].by_name.insert(name, spot);
            let inner = match &step.verb {
                Verb::Section(scope) => self.lane(procedure, scope, Some(spot), calls),
                Verb::Each(each) => self.lane(procedure, &each.scope, Some(spot), calls),
                Verb::Call(call) => match calls(&call.procedure.name) {
                    // A procedure that calls itself does not pass the check; here it must only not run away.
                    Some(called) if !self.is_inside(id, &called.id) => self.lane(called, &called.scope, Some(spot), calls),
                    Some(_) | None => None,
                },
                Verb::Task | Verb::Email(..) | Verb::Wait(_) | Verb::Handover(_) => None,
            };
            self.spots[spot].inner = inner;
        }
        Some(id)
    }

    fn depth(&self, holder: Option<usize>) -> usize {
        std::iter::successors(holder, |h| self.lanes[self.spots[*h].lane].holder).count()
    }

    fn is_inside(&self, lane: usize, procedure: &str) -> bool {
        self.chain(lane).any(|lane| lane.procedure.id.as_ref() == procedure)
    }

    /// A scope and those around it, called procedures' callers included.
    pub fn chain(&self, lane: usize) -> impl Iterator<Item = &Lane<'p>> {
        std::iter::successors(Some(&self.lanes[lane]), |lane| lane.holder.map(|h| &self.lanes[self.spots[h].lane]))
    }

    /// The step that a name means in this scope or one around it, within the same file.
    pub fn find(&self, lane: usize, name: &str) -> Option<usize> {
        let home = &self.lanes[lane].procedure.id;
        self.chain(lane).take_while(|lane| lane.procedure.id == *home).find_map(|lane| lane.find(name))
    }

    /// The step at a static path such as `each.step`, read from a scope.
    pub fn find_path(&self, lane: usize, path: &str) -> Option<usize> {
        let mut names = path.split('.');
        let mut spot = self.find(lane, names.next()?)?;
        for name in names {
            spot = self.lanes[self.spots[spot].inner?].find(name)?;
        }
        Some(spot)
    }

    /// What leads to a step.
    pub fn arrows_to(&self, spot: usize) -> impl Iterator<Item = &Arrow<'p>> {
        self.ends[spot].0.iter().map(|arrow| &self.arrows[*arrow])
    }

    /// What leads on from a step.
    pub fn arrows_from(&self, spot: usize) -> impl Iterator<Item = &Arrow<'p>> {
        self.ends[spot].1.iter().map(|arrow| &self.arrows[*arrow])
    }

    fn name_codes(&mut self) {
        let mut taken = HashSet::new();
        for spot in &mut self.spots {
            let code = (0u16..).map(|salt| code(&spot.path, salt)).find(|code| !taken.contains(code)).unwrap_or_default();
            taken.insert(code.clone());
            spot.code = code;
        }
    }

    fn point(&mut self, from: usize) {
        let Spot { step, lane, .. } = self.spots[from];
        for (via, leaf) in leaves(step) {
            let (target, sort) = match leaf {
                Leaf::To(target) => (target, Sort::Way),
                Leaf::Back(target) => (target, Sort::Back),
                Leaf::End(_) => continue,
            };
            if let Some(to) = self.lanes[lane].find(&target.name) {
                self.arrow(from, to, sort, Some(via));
            }
        }
        for before in &step.after {
            if let Some(before) = self.find(lane, &before.name) {
                self.arrow(before, from, Sort::After, None);
            }
        }
        if let Verb::Each(each) = &step.verb
            && let Some(until) = each.until.as_ref().and_then(|until| self.find(lane, &until.name))
        {
            self.arrow(until, from, Sort::Until, None);
        }
    }

    fn arrow(&mut self, from: usize, to: usize, sort: Sort, via: Option<Via<'p>>) {
        let known = self.ends[from].1.iter().copied().find(|a| (self.arrows[*a].to, self.arrows[*a].sort) == (to, sort));
        match known {
            Some(arrow) => self.arrows[arrow].vias.extend(via),
            None => {
                self.ends[from].1.push(self.arrows.len());
                self.ends[to].0.push(self.arrows.len());
                self.arrows.push(Arrow { from, to, sort, vias: via.into_iter().collect() });
            }
        }
    }
}

/// Every way out of a step, with how it is taken.
pub fn leaves(step: &Step) -> Vec<(Via<'_>, Leaf<'_>)> {
    let mut found = Vec::new();
    descend(&step.exit, Via::default(), &mut found);
    if let Some(late) = step.wait().and_then(|wait| wait.late.as_deref()) {
        descend(late, Via { late: true, ..Via::default() }, &mut found);
    }
    found
}

fn descend<'p>(exit: &'p Exit, via: Via<'p>, found: &mut Vec<(Via<'p>, Leaf<'p>)>) {
    match exit {
        Exit::Next(ways) => found.extend(ways.iter().map(|way| (Via { when: way.when.as_ref(), ..via }, Leaf::To(&way.to)))),
        Exit::Back(to) => found.push((via, Leaf::Back(to))),
        Exit::End(end) => found.push((via, Leaf::End(end))),
        Exit::Route(arms) => {
            arms.iter().enumerate().for_each(|(i, arm)| descend(&arm.exit, Via { arm: Some((arms, i)), ..via }, found));
        }
        Exit::Choose(choose) => {
            choose.options.iter().for_each(|option| descend(&option.1.exit, Via { option: Some(option), ..via }, found));
        }
    }
}

/// The places of a scope's steps in the file, in print order.
fn order(scope: &Scope) -> Vec<usize> {
    let place = |name: &str| scope.steps.get_index_of(name);
    let count = scope.steps.len();
    let mut before: Vec<BTreeSet<usize>> = vec![BTreeSet::new(); count];
    for (index, step) in scope.steps.values().enumerate() {
        for (_, leaf) in leaves(step) {
            if let Leaf::To(to) = leaf
                && let Some(to) = place(&to.name)
            {
                before[to].insert(index);
            }
        }
        let mut named = Vec::new();
        awaited(step, &mut named);
        before[index].extend(named.iter().filter_map(|name| place(name)));
        before[index].remove(&index);
    }
    let mut left: BTreeSet<usize> = (0..count).collect();
    let mut order = Vec::new();
    // In a cycle, which the check refuses, the file decides.
    while let Some(next) = left.iter().find(|i| before[**i].is_disjoint(&left)).or(left.first()).copied() {
        left.remove(&next);
        order.push(next);
    }
    order
}

/// The steps that this one, or one that it holds, waits for by `after` or `until`.
fn awaited<'p>(step: &'p Step, names: &mut Vec<&'p str>) {
    names.extend(step.after.iter().map(|r| r.name.as_ref()));
    if let Verb::Each(each) = &step.verb {
        names.extend(each.until.iter().map(|r| r.name.as_ref()));
    }
    if let Some(scope) = step.inner() {
        let mut inside = Vec::new();
        scope.steps.values().for_each(|step| awaited(step, &mut inside));
        names.extend(inside.into_iter().filter(|name| !scope.steps.contains_key(*name)));
    }
}

/// Letters and digits in turn, without those that are taken for one another: no code is a word, none is misread.
fn code(path: &str, salt: u16) -> String {
    const LETTERS: &[u8] = b"ABCDEFGHJKLMNPRSTUVWXY";
    const DIGITS: &[u8] = b"23456789";
    let mut hash = Sha256::new();
    hash.update(path.as_bytes());
    hash.update(salt.to_be_bytes());
    let bytes = hash.finalize();
    let pick = |from: &[u8], byte: u8| char::from(from[usize::from(byte) % from.len()]);
    [pick(LETTERS, bytes[0]), pick(DIGITS, bytes[1]), pick(LETTERS, bytes[2]), pick(DIGITS, bytes[3])].into_iter().collect()
}
