//! Every step of a procedure with the conditions under which it opens and each of its ways is taken.
//!
//! The state of a run is a function of the answers that stand, so "there is a run in which" is a question about answers: a condition over
//! variables, one per option, per wait that may be late, per value that some expression asks about. No states are enumerated.

use super::called::Called;
use super::diagram::{ALWAYS, Condition, Diagram, NEVER};
use super::domain::Answer;
use super::value::Values;
use crate::check::Checked;
use crate::check::graph::{Inner, Plan, Set, What};
use crate::finding::Place;
use crate::model::{Each, End, Exit, Expr, Join, Name, Procedure, Scope, Step, Stop, Verb};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::Arc;

/// The number of a step among all of a procedure.
pub(super) type At = usize;

/// A step and when it opens.
pub(super) struct Site<'p> {
    pub step: &'p Step,
    /// The scope that it stands in.
    pub scope: usize,
    /// The steps with a way to it.
    pub into: Vec<At>,
    /// The steps that it waits for, in whatever scope.
    pub after: Vec<At>,
    /// The scope that it holds.
    pub inner: Option<usize>,
    /// The ways to it let it open.
    pub chosen: Condition,
    /// It opens.
    pub open: Condition,
    /// Its own condition is false, where the ways to it let it open.
    pub passed: Condition,
    /// What it holds begins: of an `each`, that there is an item.
    pub inside: Condition,
    /// Whether it is known when its list has items.
    pub counted: bool,
    /// Something that it holds stops what it stands in: it is never done then.
    pub halted: Condition,
    /// Its wait has run out.
    pub late: Condition,
    /// Each option is chosen, in the order of the file.
    pub options: Vec<Condition>,
    /// Where it leads, and when.
    pub arms: Vec<Arm<'p>>,
}

/// One way out of a step.
pub(super) struct Arm<'p> {
    pub when: Condition,
    pub leads: Leads<'p>,
    /// Where it is written.
    pub at: Place,
}

/// Where a way leads.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Leads<'p> {
    Step(At),
    Back(At),
    End(&'p End),
}

/// The steps of one scope.
pub(super) struct Around<'p> {
    pub scope: &'p Scope,
    pub plan: &'p Plan,
    /// The step that holds it.
    pub holder: Option<At>,
    /// Its steps, in the order of the file.
    pub steps: Vec<At>,
    /// Those of them that neither are standby steps nor come behind one; none where there is no standby step.
    pub beside_alarms: BTreeSet<At>,
}

/// What a variable of the diagram stands for, to tell it.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Stands {
    /// Something that the procedure itself tells: an option, a wait that is late.
    Step(At),
    /// A value: what it is compared with, as it is written.
    Value(String),
    /// Whether an answer is given.
    Given(String, Answer),
    /// A condition that is not understood.
    Opaque(String),
    /// What somebody answers in what this step calls.
    Called(At),
    /// What the order of acts decides, or what is not known of a called procedure: a standby step may come, though nothing certain is open beside it.
    Perhaps,
}

/// A procedure as conditions.
pub(super) struct World<'p> {
    pub procedure: &'p Procedure,
    pub calls: &'p BTreeMap<Name, Arc<Checked>>,
    pub diagram: Diagram,
    pub sites: Vec<Site<'p>>,
    pub scopes: Vec<Around<'p>>,
    /// By the number of the variable.
    pub stands: Vec<Stands>,
    pub values: Values,
    numbers: HashMap<*const Step, At>,
    /// The steps that go back, and when.
    pub backs: Vec<(At, Condition)>,
    /// What each call may become.
    pub called: HashMap<At, Called>,
    /// The steps in the order in which they were decided: each behind all that leads to it.
    pub decided: Vec<At>,
}

/// What a name means at a step.
#[derive(Clone, Copy)]
pub(super) enum Meaning<'p> {
    /// Asked when a run starts.
    Input(&'p crate::model::field::Field),
    /// Set by steps.
    Set(What),
    /// Follows from others.
    Computed(&'p Expr),
    /// The item of an `each`.
    Item(At, &'p Each),
    /// A fact of the organisation, or something that nothing is known of.
    Other,
}

impl<'p> World<'p> {
    pub fn new(procedure: &'p Procedure, plan: &'p Plan, calls: &'p BTreeMap<Name, Arc<Checked>>) -> World<'p> {
        let mut world = World {
            procedure,
            calls,
            diagram: Diagram::new(),
            sites: Vec::new(),
            scopes: Vec::new(),
            stands: Vec::new(),
            values: Values::of(procedure),
            numbers: HashMap::new(),
            backs: Vec::new(),
            called: HashMap::new(),
            decided: Vec::new(),
        };
        world.enter(&procedure.scope, plan, None);
        world
    }

    /// The number of a step.
    pub fn number(&self, step: &Step) -> Option<At> {
        self.numbers.get(&std::ptr::from_ref(step)).copied()
    }

    /// A new variable.
    pub fn variable(&mut self, stands: Stands) -> Condition {
        self.stands.push(stands);
        self.diagram.variable()
    }

    fn enter(&mut self, scope: &'p Scope, plan: &'p Plan, holder: Option<At>) -> usize {
        let number = self.scopes.len();
        let first = self.sites.len();
        for (name, step) in &scope.steps {
            let Some(node) = plan.steps.get(name) else { continue };
            self.numbers.insert(std::ptr::from_ref(step), self.sites.len());
            self.sites.push(Site {
                step,
                scope: number,
                into: node.into.iter().map(|i| first + i).collect(),
                after: Vec::new(),
                inner: None,
                chosen: NEVER,
                open: NEVER,
                passed: NEVER,
                inside: NEVER,
                counted: true,
                halted: NEVER,
                late: NEVER,
                options: Vec::new(),
                arms: Vec::new(),
            });
        }
        let steps: Vec<At> = (first..self.sites.len()).collect();
        // A standby step may come while others are open: when they are is decided first.
        let standby: Vec<usize> = scope.steps.values().enumerate().filter(|(_, step)| step.standby).map(|(index, _)| index).collect();
        let behind: HashSet<usize> = standby.iter().flat_map(|index| plan.behind(*index)).chain(standby.iter().copied()).collect();
        let beside = steps.iter().copied().filter(|at| !behind.is_empty() && !behind.contains(&(at - first)));
        self.scopes.push(Around { scope, plan, holder, steps: steps.clone(), beside_alarms: beside.collect() });
        for (index, node) in plan.steps.values().enumerate() {
            let after = node.after.iter().filter_map(|after| {
                let outer = self.outward(number).nth(after.up)?;
                self.scopes[outer].steps.get(after.step).copied()
            });
            self.sites[first + index].after = after.collect();
        }
        let (last, first): (Vec<usize>, Vec<usize>) = plan.order.iter().copied().partition(|index| behind.contains(index));
        for index in first.into_iter().chain(last) {
            self.decide(steps[index], &plan.steps[index], holder);
        }
        number
    }

    /// The scopes of the procedure around one, it first.
    pub fn outward(&self, scope: usize) -> impl Iterator<Item = usize> + '_ {
        std::iter::successors(Some(scope), |scope| self.scopes[*scope].holder.map(|holder| self.sites[holder].scope))
    }

    /// When a step opens, what is inside it, and when each of its ways is taken.
    fn decide(&mut self, at: At, node: &'p crate::check::graph::Node, holder: Option<At>) {
        self.decided.push(at);
        let step = self.sites[at].step;
        let into = self.sites[at].into.clone();
        let ways: Vec<Condition> = into.iter().map(|from| self.way(*from, at)).collect();
        let chosen = if node.start {
            holder.map_or(ALWAYS, |holder| self.sites[holder].inside)
        } else if step.join == Join::All && !ways.is_empty() {
            self.diagram.all(ways)
        } else {
            self.diagram.any(ways)
        };
        self.sites[at].chosen = chosen;
        let needed = if step.standby { self.comes(at) } else { ALWAYS };
        let holds = step.when.as_ref().map_or(ALWAYS, |when| self.condition(when, at));
        let passed = self.diagram.without(chosen, holds);
        self.sites[at].passed = passed;
        let open = self.diagram.all([chosen, holds, needed]);
        self.sites[at].open = open;
        self.sites[at].inside = open;
        if let Verb::Each(each) = &step.verb {
            let items = self.has_items(each, at);
            self.sites[at].counted = items.is_some();
            self.sites[at].inside = self.diagram.and(open, items.unwrap_or(ALWAYS));
        }
        if let (Some(inner), Some(Inner::Scope(plan))) = (step.inner(), &node.inner) {
            let first = self.sites.len();
            let inner = self.enter(inner, plan, Some(at));
            self.sites[at].inner = Some(inner);
            self.sites[at].halted = self.halted(inner, first);
        }
        if let Verb::Call(call) = &step.verb {
            self.call(call, at);
        }
        let mut settled = self.done(at);
        if let Some(late) = step.wait().and_then(|wait| wait.late.as_deref()) {
            let late_now = self.variable(Stands::Step(at));
            let late_now = self.diagram.and(open, late_now);
            self.sites[at].late = late_now;
            settled = self.done(at);
            self.exit(late, at, late_now);
        }
        if let Exit::Choose(choose) = &step.exit {
            self.choose(choose, at);
            for (index, option) in choose.options.values().enumerate() {
                let chosen = self.diagram.and(settled, self.sites[at].options[index]);
                let passing = if option.default { self.diagram.or(chosen, passed) } else { chosen };
                self.exit(&option.exit, at, passing);
            }
        } else {
            let leaves = self.diagram.or(settled, passed);
            self.exit(&step.exit, at, leaves);
        }
    }

    /// When something inside, in the steps from this one on, stops what stands around it.
    fn halted(&mut self, inner: usize, first: At) -> Condition {
        let mut halted: Vec<(At, Condition)> = Vec::new();
        for (by, site) in self.sites.iter().enumerate().skip(first) {
            let certain = self.outward(site.scope).take_while(|scope| *scope != inner).filter_map(|scope| self.scopes[scope].holder);
            let certain = self.scopes[inner].holder.into_iter().chain(certain).all(|holder| self.sites[holder].counted);
            for arm in site.arms.iter().filter(|_| certain) {
                if let Leads::End(End { stop: Some(stop), .. }) = arm.leads
                    && self.stopped(by, stop).is_none_or(|scope| !self.outward(scope).any(|around| around == inner))
                {
                    halted.push((by, arm.when));
                }
            }
        }
        let mut certain = NEVER;
        for (by, when) in halted {
            let first = self.stopped_within(inner, first, by);
            let when = self.diagram.without(when, first);
            certain = self.diagram.or(certain, when);
        }
        certain
    }

    /// Where something else in a scope stops what a step stands in, and no more than the scope: it may come first.
    fn stopped_within(&mut self, inner: usize, first: At, step: At) -> Condition {
        let mut stopped = Vec::new();
        for by in (first..self.sites.len()).filter(|by| *by != step && !self.leads_to(step, *by)) {
            for arm in &self.sites[by].arms {
                if let Leads::End(End { stop: Some(stop), .. }) = arm.leads
                    && let Some(scope) = self.stopped(by, stop)
                    && self.outward(scope).any(|around| around == inner)
                    && self.outward(self.sites[step].scope).any(|around| around == scope)
                {
                    stopped.push(arm.when);
                }
            }
        }
        self.diagram.any(stopped)
    }

    /// The scope that a stop ends; none where that is the whole run.
    pub fn stopped(&self, at: At, stop: &Stop) -> Option<usize> {
        let scope = self.sites[at].scope;
        match stop {
            Stop::Run => None,
            Stop::Scope => Some(scope).filter(|scope| self.scopes[*scope].holder.is_some()),
            Stop::Step(name) => self.outward(scope).find(|scope| self.scopes[*scope].holder.is_some_and(|h| self.sites[h].step.name == *name)),
        }
    }

    /// One variable per option; a hidden option is not chosen, and one without condition is always there.
    fn choose(&mut self, choose: &'p crate::model::Choose, at: At) {
        let mut options = vec![NEVER; choose.options.len()];
        let always = choose.options.values().rposition(|o| o.when.is_none()).unwrap_or(0);
        let mut others = NEVER;
        for (index, option) in choose.options.values().enumerate().filter(|(index, _)| *index != always) {
            let offered = option.when.as_ref().map_or(ALWAYS, |when| self.condition(when, at));
            let picked = self.variable(Stands::Step(at));
            let mut chosen = self.diagram.and(offered, picked);
            if !choose.many {
                chosen = self.diagram.without(chosen, others);
            }
            others = self.diagram.or(others, chosen);
            options[index] = chosen;
        }
        let none = self.diagram.not(others);
        options[always] = if choose.many && choose.options.len() > 1 {
            let too = self.variable(Stands::Step(at));
            self.diagram.or(none, too)
        } else {
            none
        };
        self.sites[at].options = options;
    }

    /// Follows an exit that is taken under a condition.
    fn exit(&mut self, exit: &'p Exit, at: At, when: Condition) {
        let sibling = |world: &Self, name: &Name| {
            let scope = &world.scopes[world.sites[at].scope];
            scope.scope.steps.get_index_of(name).map(|index| scope.steps[index])
        };
        match exit {
            Exit::Next(ways) => {
                for way in ways {
                    let Some(to) = sibling(self, &way.to.name) else { continue };
                    let holds = way.when.as_ref().map_or(ALWAYS, |when| self.condition(when, at));
                    let when = self.diagram.and(when, holds);
                    self.sites[at].arms.push(Arm { when, leads: Leads::Step(to), at: way.to.at.clone() });
                }
            }
            Exit::Route(arms) => {
                let mut left = when;
                for arm in arms {
                    let holds = arm.when.as_ref().map_or(ALWAYS, |when| self.condition(when, at));
                    let taken = self.diagram.and(left, holds);
                    left = self.diagram.without(left, holds);
                    self.exit(&arm.exit, at, taken);
                }
            }
            Exit::Back(to) => {
                let Some(back) = sibling(self, &to.name) else { return };
                self.sites[at].arms.push(Arm { when, leads: Leads::Back(back), at: to.at.clone() });
                self.backs.push((at, when));
            }
            Exit::End(end) => self.sites[at].arms.push(Arm { when, leads: Leads::End(end), at: end.at.key("end") }),
            Exit::Choose(_) => {}
        }
    }

    /// The way from one step to another is taken.
    pub fn way(&mut self, from: At, to: At) -> Condition {
        let ways: Vec<Condition> = self.sites[from].arms.iter().filter(|arm| arm.leads == Leads::Step(to)).map(|arm| arm.when).collect();
        self.diagram.any(ways)
    }

    /// A step is passed: its own condition is false.
    pub fn passed(&self, at: At) -> Condition {
        self.sites[at].passed
    }

    /// A step is done, with its answers: not late.
    pub fn done(&mut self, at: At) -> Condition {
        let Site { open, late, halted, .. } = self.sites[at];
        let done = self.diagram.without(open, late);
        self.diagram.without(done, halted)
    }

    /// Where no answer leads back: whoever went back has answered nothing that stands, and has not finished.
    pub fn standing(&mut self) -> Condition {
        let backs: Vec<Condition> = self.backs.iter().map(|(_, when)| *when).collect();
        let back = self.diagram.any(backs);
        self.diagram.not(back)
    }

    /// Of what is to be shown, that in which nobody goes back, where there is such: the shorter story.
    pub fn without_detours(&mut self, when: Condition) -> Condition {
        let standing = self.standing();
        match self.diagram.and(when, standing) {
            NEVER => when,
            straight => straight,
        }
    }

    /// Where a step does not lead back itself.
    pub fn stays_at(&mut self, at: At) -> Condition {
        let backs: Vec<Condition> = self.backs.iter().filter(|(by, _)| *by == at).map(|(_, when)| *when).collect();
        let back = self.diagram.any(backs);
        self.diagram.not(back)
    }

    /// What a name means at a step, and the steps that set it.
    pub fn meaning(&self, name: &str, at: At) -> (Meaning<'p>, Vec<At>) {
        for scope in self.outward(self.sites[at].scope) {
            let around = &self.scopes[scope];
            if let Some(set) = around.plan.names.get(name) {
                return (Meaning::Set(set.what), self.setters(scope, set));
            }
            if let Some(holder) = around.holder
                && let Verb::Each(each) = &self.sites[holder].step.verb
                && each.item.as_deref() == Some(name)
            {
                return (Meaning::Item(holder, each), Vec::new());
            }
        }
        let meaning = match (self.procedure.inputs.get(name), self.procedure.computed.get(name)) {
            (Some(field), _) => Meaning::Input(field),
            (None, Some(computed)) => Meaning::Computed(computed),
            (None, None) => Meaning::Other,
        };
        (meaning, Vec::new())
    }

    fn setters(&self, scope: usize, set: &Set) -> Vec<At> {
        let one = |path: &Vec<Name>| {
            let (last, sections) = path.split_last()?;
            let mut scope = scope;
            for name in sections {
                scope = self.sites[self.step(scope, name)?].inner?;
            }
            self.step(scope, last)
        };
        set.by.iter().filter_map(one).collect()
    }

    /// A step of a scope by its name.
    pub fn step(&self, scope: usize, name: &str) -> Option<At> {
        let around = &self.scopes[scope];
        around.scope.steps.get_index_of(name).map(|index| around.steps[index])
    }

    /// The static path of a step.
    pub fn path(&self, at: At) -> String {
        let holders = std::iter::successors(Some(at), |at| self.scopes[self.sites[*at].scope].holder);
        let mut names: Vec<&str> = holders.map(|at| self.sites[at].step.name.as_ref()).collect();
        names.reverse();
        names.join(".")
    }

    /// The title of a step, or its name where the title has variables.
    pub fn title(&self, at: At) -> String {
        let step = self.sites[at].step;
        if step.title.source.contains('{') { step.name.to_string() } else { step.title.source.to_string() }
    }
}
