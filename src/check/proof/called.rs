//! What is known of a procedure by those that call it: how it may end, and what it has answered then.
//!
//! Its conditions are taken over as a diagram of their own, small and without the steps that they came from. What a person answers in it is
//! free for a caller too; what it is given is what the caller gives; what neither knows makes a doubt.

use super::Proof;
use super::diagram::{ALWAYS, Condition, Extract, NEVER};
use super::domain::{Answer, Asker, Domain};
use super::world::{At, Leads, Stands, World};
use crate::check::graph::What;
use crate::model::{Call, Name, Outcome, Stop, Verb};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::Arc;

/// How many nodes the conditions of one procedure may have to be taken over.
const MOST_NODES: usize = 4_000;

/// What is certain once a run has finished.
#[derive(Debug, Clone, Default)]
pub struct Certain {
    /// The fields that were answered.
    pub answered: BTreeSet<Name>,
    /// The steps that were done, by their static paths.
    pub done: BTreeSet<String>,
    /// How it may end; unknown where that takes too many words.
    ends: Option<Arc<Ends>>,
}

/// How a procedure may end, as conditions.
#[derive(Debug)]
struct Ends {
    conditions: Extract,
    /// By the number of the variable: who decides about it.
    deciders: HashMap<u32, Decider>,
    /// In this order: no answer leads back, the whole run is stopped, it ends in success, in failure.
    ends: [Condition; 4],
    /// Each field is answered.
    answered: BTreeMap<Name, Condition>,
    /// A field that is asked about in it: it is true, where it is one that can be true.
    truths: BTreeMap<Name, Option<Condition>>,
}

/// Who decides about a variable.
#[derive(Debug, Clone, PartialEq)]
enum Decider {
    /// Whoever carries the procedure out.
    Person,
    /// Whoever calls: this input is given.
    Given(String),
    /// Whoever calls: this input is true.
    Input(String),
    /// Nobody knows.
    Unknown,
}

/// What a call may become, in the caller's own conditions.
#[derive(Clone)]
pub(super) struct Called {
    /// It ends in success, in failure.
    outcome: [Condition; 2],
    /// Each field is answered.
    answered: BTreeMap<Name, Condition>,
    truths: BTreeMap<Name, Option<Condition>>,
}

impl Proof<'_, '_> {
    /// What every finished run of this procedure has answered and done.
    pub(super) fn certain(&mut self) -> Certain {
        let procedure = self.world.procedure;
        let inputs = procedure.inputs.values().filter(|f| (!f.optional || f.default.is_some()) && f.when.is_none());
        let mut certain = Certain { answered: inputs.map(|f| f.name.clone()).collect(), ..Certain::default() };
        // Whoever goes back has not finished, and a run that is stopped as a whole goes on for no caller.
        let standing = self.world.standing();
        let halted = self.run_stopped();
        let finished = self.world.diagram.without(standing, halted);
        let unfinished = self.world.diagram.not(finished);
        let Some(first) = self.world.scopes.first().and_then(|scope| scope.steps.first()).copied() else { return certain };
        let plan = self.world.scopes[0].plan;
        for (name, _) in plan.names.iter().filter(|(_, set)| set.what == What::Field) {
            let (_, setters) = self.world.meaning(name, first);
            let mut known = unfinished;
            for setter in setters {
                let sets = self.world.sets(setter, What::Field, name, &[]);
                let cut = self.world.cut_short(&mut self.order, setter, None);
                let kept = self.world.diagram.without(sets, cut);
                known = self.world.diagram.or(known, kept);
            }
            if known == ALWAYS {
                certain.answered.insert(name.clone());
            }
        }
        for at in 0..self.world.sites.len() {
            let done = self.world.done(at);
            if self.world.diagram.or(done, unfinished) == ALWAYS && self.world.cut_short(&mut self.order, at, None) == NEVER {
                certain.done.insert(self.world.path(at));
            }
        }
        certain.ends = self.ends().map(Arc::new);
        certain
    }

    /// How this procedure may end.
    fn ends(&mut self) -> Option<Ends> {
        let root = self.world.scopes.first()?;
        let (steps, plan) = (root.steps.clone(), root.plan);
        let first = steps.first().copied()?;
        let standing = self.world.standing();
        let halted = self.run_stopped();
        let (mut success, mut failure) = (NEVER, NEVER);
        for at in steps {
            for arm in 0..self.world.sites[at].arms.len() {
                let arm = &self.world.sites[at].arms[arm];
                let Leads::End(end) = arm.leads else { continue };
                let mut when = arm.when;
                let of = match end.outcome {
                    Outcome::Success => &mut success,
                    Outcome::Failure => {
                        let passed = self.world.passed(at);
                        when = self.world.diagram.without(when, passed);
                        &mut failure
                    }
                    Outcome::Neutral => continue,
                };
                let when = self.unless_cut(at, when);
                *of = self.world.diagram.or(*of, when);
            }
        }
        success = self.world.diagram.without(success, failure);
        let mut answered = BTreeMap::new();
        let mut truths = BTreeMap::new();
        for (name, _) in plan.names.iter().filter(|(_, set)| set.what == What::Field) {
            let (_, setters) = self.world.meaning(name, first);
            if let Some(domain) = setters.first().and_then(|at| self.world.values.domains.get(&Answer::new(Asker::Step(*at), [name.as_ref()]))) {
                truths.insert(name.clone(), if let Domain::Truth(truth) = domain { Some(*truth) } else { None });
            }
            let mut known = NEVER;
            for setter in setters {
                let sets = self.world.sets(setter, What::Field, name, &[]);
                let sets = self.unless_cut(setter, sets);
                known = self.world.diagram.or(known, sets);
            }
            answered.insert(name.clone(), known);
        }
        if self.full() {
            return None;
        }
        let ends = [standing, halted, success, failure];
        let roots = ends.iter().chain(answered.values()).chain(truths.values().flatten()).copied();
        let conditions = self.world.diagram.extract(&roots.collect::<Vec<_>>(), MOST_NODES)?;
        let deciders = self.world.deciders();
        Some(Ends { conditions, deciders, ends, answered, truths })
    }

    /// Where the whole run is stopped, whoever called.
    fn run_stopped(&mut self) -> Condition {
        let mut stopped = Vec::new();
        for at in self.world.scopes.first().map(|root| root.steps.clone()).unwrap_or_default() {
            let site = &self.world.sites[at];
            stopped.push(site.halted);
            let stops = |leads: Leads| matches!(leads, Leads::End(end) if end.stop == Some(Stop::Run));
            stopped.extend(site.arms.iter().filter(|arm| stops(arm.leads)).map(|arm| arm.when));
        }
        self.world.diagram.any(stopped)
    }

    /// Where something holds of a step although what it stands in may be stopped before: a doubt where that depends on the order.
    fn unless_cut(&mut self, at: At, when: Condition) -> Condition {
        let cut = self.world.cut_short(&mut self.order, at, None);
        let certain = self.world.diagram.without(when, cut);
        let stopped = self.world.stopped_before(&mut self.order, at);
        let possible = self.world.diagram.without(when, stopped);
        if self.world.diagram.without(possible, certain) == NEVER {
            return certain;
        }
        let doubt = self.world.variable(Stands::Perhaps);
        let possible = self.world.diagram.and(possible, doubt);
        self.world.diagram.or(certain, possible)
    }
}

impl World<'_> {
    /// Who decides about each variable.
    fn deciders(&self) -> HashMap<u32, Decider> {
        let mut deciders = HashMap::new();
        for (stands, number) in self.stands.iter().zip(0u32..) {
            let decider = match stands {
                Stands::Step(_) | Stands::Value(_) | Stands::Called(_) => Decider::Person,
                Stands::Given(_, answer) => match answer.asker {
                    Asker::Start => Decider::Given(answer.path.join(".")),
                    Asker::Step(_) | Asker::Called(_) => Decider::Person,
                    Asker::Items(_) | Asker::Settings => Decider::Unknown,
                },
                Stands::Opaque(_) | Stands::Perhaps => Decider::Unknown,
            };
            deciders.insert(number, decider);
        }
        for (answer, domain) in &self.values.domains {
            let decider = match (answer.asker, domain) {
                (Asker::Step(_) | Asker::Called(_), _) => continue,
                (Asker::Start, Domain::Truth(_)) => Decider::Input(answer.path.join(".")),
                (Asker::Start | Asker::Items(_) | Asker::Settings, _) => Decider::Unknown,
            };
            let conditions: Vec<Condition> = domain.conditions().collect();
            let variables = self.diagram.extract(&conditions, usize::MAX).map(|part| part.variables(&conditions));
            deciders.extend(variables.into_iter().flatten().map(|number| (number, decider.clone())));
        }
        deciders
    }

    /// Takes over how a called procedure may end.
    pub fn call(&mut self, call: &Call, at: At) {
        let Some(ends) = self.calls.get(&call.procedure.name).and_then(|called| called.certain.ends.clone()) else { return };
        let wanted: HashSet<&Name> = call.returns.values().map(|field| &field.name).collect();
        let answered = ends.answered.iter().filter(|(name, _)| wanted.contains(name));
        let truths = ends.truths.iter().filter(|(name, _)| wanted.contains(name));
        let roots: Vec<Condition> =
            ends.ends.iter().copied().chain(answered.clone().map(|(_, when)| *when)).chain(truths.clone().filter_map(|(_, when)| *when)).collect();
        let mut map = HashMap::new();
        for number in ends.conditions.variables(&roots) {
            let mapped = match ends.deciders.get(&number).unwrap_or(&Decider::Unknown) {
                Decider::Person => self.variable(Stands::Called(at)),
                Decider::Unknown => self.variable(Stands::Perhaps),
                Decider::Given(name) => self.is_given(call, name),
                Decider::Input(name) => self.input_is_true(call, name, at),
            };
            map.insert(number, mapped);
        }
        let taken = self.diagram.take_over(&ends.conditions, &roots, &map);
        let of = |root: &Condition| taken.get(root).copied().unwrap_or(*root);
        let [standing, halted, success, failure] = [0, 1, 2, 3].map(|n| of(&ends.ends[n]));
        let answered = answered.map(|(name, when)| (name.clone(), of(when))).collect();
        let truths = truths.map(|(name, when)| (name.clone(), when.as_ref().map(of))).collect();
        let open = self.sites[at].open;
        self.sites[at].halted = self.diagram.and(open, halted);
        let back = self.diagram.without(open, standing);
        self.backs.push((at, back));
        self.called.insert(at, Called { outcome: [success, failure], answered, truths });
    }

    fn is_given(&self, call: &Call, name: &str) -> Condition {
        let default = || self.calls.get(&call.procedure.name).is_some_and(|c| c.procedure.inputs.get(name).is_some_and(|f| f.default.is_some()));
        if call.with.contains_key(name) || default() { ALWAYS } else { NEVER }
    }

    fn input_is_true(&mut self, call: &Call, name: &str, at: At) -> Condition {
        if let Some(given) = call.with.get(name) {
            return self.condition(given, at);
        }
        let default = self.calls.get(&call.procedure.name).and_then(|called| called.procedure.inputs.get(name)?.default.as_ref()?.as_bool());
        match default {
            Some(true) => ALWAYS,
            Some(false) => NEVER,
            None => self.variable(Stands::Perhaps),
        }
    }

    /// Where what was called has given back a field.
    pub fn returned(&mut self, at: At, field: &Name) -> Condition {
        let Verb::Call(call) = &self.sites[at].step.verb else { return ALWAYS };
        if self.calls.get(&call.procedure.name).is_some_and(|called| called.certain.answered.contains(field)) {
            return ALWAYS;
        }
        let known = self.called.get(&at).and_then(|called| called.answered.get(field)).copied();
        known.unwrap_or_else(|| self.free(&format!("{at} {field} given"), Stands::Perhaps))
    }

    /// Where what was called ended in this way.
    pub fn ended(&mut self, at: At, outcome: &str) -> Condition {
        let Some(Called { outcome: [success, failure], .. }) = self.called.get(&at).cloned() else {
            let failure = self.free(&format!("{at} failure"), Stands::Perhaps);
            let success = self.free(&format!("{at} success"), Stands::Perhaps);
            let success = self.diagram.without(success, failure);
            return self.one_end(outcome, success, failure);
        };
        self.one_end(outcome, success, failure)
    }

    fn one_end(&mut self, outcome: &str, success: Condition, failure: Condition) -> Condition {
        match outcome {
            "success" => success,
            "failure" => failure,
            "neutral" => {
                let either = self.diagram.or(success, failure);
                self.diagram.not(either)
            }
            _ => NEVER,
        }
    }

    /// Whether a returned field is true, where what was called asks about it itself: a doubt where that cannot be taken over.
    pub fn returned_truth(&self, at: At, field: &Name) -> Option<Option<Condition>> {
        self.called.get(&at).and_then(|called| called.truths.get(field)).copied()
    }
}
