//! The graph of steps: order, cycles, what is reached, what every way passes through.
//!
//! A [`Plan`] is the graph of one scope, with those of the scopes inside; the engine walks it. No other room imports petgraph.

use super::variables::{Variable, of_scope};
use super::{Checked, Findings};
use crate::finding::{Finding, Place, codes};
use crate::model::{Exit, Name, Procedure, Ref, Scope, Step, Verb};
use crate::msg;
use indexmap::IndexMap;
use petgraph::algo::dominators::simple_fast;
use petgraph::algo::{kosaraju_scc, toposort};
use petgraph::graph::{DiGraph, NodeIndex};
use petgraph::visit::Dfs;
use std::collections::{BTreeMap, HashMap, HashSet, VecDeque};
use std::sync::Arc;

/// The graph of one scope.
#[derive(Debug, Default)]
pub struct Plan {
    /// Each step's neighbours, in the order of the file.
    pub steps: IndexMap<Name, Node>,
    /// The steps so that each stands behind all that lead to it or that it waits for: the numbers of a checklist follow it too.
    pub order: Vec<usize>,
    /// What can be read by name here, and by which steps it is set: paths from this scope, through sections.
    pub names: IndexMap<Name, Set>,
}

/// How a name is set.
#[derive(Debug)]
pub struct Set {
    /// By which steps.
    pub by: Vec<Vec<Name>>,
    /// As what.
    pub what: What,
}

/// As what a name is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// The answer to a field.
    Field,
    /// What a person chose.
    Choice,
    /// What became of each item.
    Each,
    /// What another procedure gave back.
    Call,
}

/// One step in the graph of its scope.
#[derive(Debug, Default)]
pub struct Node {
    /// Whether the scope starts here.
    pub start: bool,
    /// The steps with a way to this one.
    pub into: Vec<usize>,
    /// The steps that this one has ways to.
    pub out: Vec<usize>,
    /// The steps that this one waits for, wherever they lie.
    pub after: Vec<After>,
    /// The graph inside, where this step holds a scope. A call has that of its procedure.
    pub inner: Option<Inner>,
}

/// A step that another waits for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct After {
    /// How many scopes further out: 0 is the same one.
    pub up: usize,
    /// Its place in that scope.
    pub step: usize,
}

/// The graph inside a step.
#[derive(Debug)]
pub enum Inner {
    /// Of a section or an `each`.
    Scope(Plan),
    /// Of another procedure.
    Call(Arc<Checked>),
}

impl Plan {
    /// The graph of a scope. Names that lead nowhere are left out: they have findings of their own.
    pub fn of(scope: &Scope, calls: &BTreeMap<Name, Arc<Checked>>) -> Plan {
        Plan::inside(scope, calls, &mut Vec::new())
    }

    fn inside<'s>(scope: &'s Scope, calls: &BTreeMap<Name, Arc<Checked>>, around: &mut Vec<&'s Scope>) -> Plan {
        around.push(scope);
        let index = |name: &Name| scope.steps.get_index_of(name);
        let mut steps: IndexMap<Name, Node> = scope.steps.keys().map(|name| (name.clone(), Node::default())).collect();
        for start in scope.start.iter().filter_map(|s| index(&s.name)) {
            steps[start].start = true;
        }
        for (from, step) in scope.steps.values().enumerate() {
            let mut seen = HashSet::new();
            for to in targets(step).filter_map(|r| index(&r.name)) {
                if seen.insert(to) {
                    steps[from].out.push(to);
                    steps[to].into.push(from);
                }
            }
            steps[from].after = step
                .after
                .iter()
                .filter_map(|r| around.iter().rev().enumerate().find_map(|(up, s)| s.steps.get_index_of(&r.name).map(|step| After { up, step })))
                .collect();
            steps[from].inner = match &step.verb {
                Verb::Section(inner) => Some(Inner::Scope(Plan::inside(inner, calls, around))),
                Verb::Each(each) => Some(Inner::Scope(Plan::inside(&each.scope, calls, around))),
                Verb::Call(call) => calls.get(&call.procedure.name).map(|called| Inner::Call(called.clone())),
                Verb::Task | Verb::Email(..) | Verb::Wait(_) | Verb::Handover(_) => None,
            };
        }
        around.pop();
        let graph = ordering(scope, &steps);
        // On a cycle there is no order; the finding says so, and nothing runs.
        let order = toposort(&graph, None).map_or_else(|_| (0..steps.len()).collect(), |order| stable(&graph, &order));
        let names = of_scope(scope)
            .into_iter()
            .map(|(name, variable)| {
                let set = match variable {
                    Variable::Field(_, by) => Set { by, what: What::Field },
                    Variable::Choice(path, _) => Set { by: vec![path], what: What::Choice },
                    Variable::Each(path, _) => Set { by: vec![path], what: What::Each },
                    Variable::Call(path, _) => Set { by: vec![path], what: What::Call },
                };
                (name, set)
            })
            .collect();
        Plan { steps, order, names }
    }

    /// The steps that a step leads to, or that wait for it, however far.
    pub fn behind(&self, step: usize) -> HashSet<usize> {
        let mut seen = HashSet::new();
        let mut queue = vec![step];
        while let Some(from) = queue.pop() {
            let waiting = self.steps.values().enumerate().filter(|(_, node)| {
                let mut waits = Vec::new();
                waiting(node, 0, &mut waits);
                waits.contains(&from)
            });
            for next in self.steps[from].out.iter().copied().chain(waiting.map(|(i, _)| i)) {
                if seen.insert(next) {
                    queue.push(next);
                }
            }
        }
        seen
    }

    /// The graph inside one of its steps.
    pub fn inner(&self, step: &str) -> Option<&Plan> {
        match self.steps.get(step)?.inner.as_ref()? {
            Inner::Scope(plan) => Some(plan),
            Inner::Call(called) => Some(&called.plan),
        }
    }
}

/// The steps that a step has ways to.
pub fn targets(step: &Step) -> impl Iterator<Item = &Ref> {
    step.leaves()
        .into_iter()
        .flat_map(|exit| match exit {
            Exit::Next(ways) => ways.as_slice(),
            Exit::Route(_) | Exit::Choose(_) | Exit::Back(_) | Exit::End(_) => &[],
        })
        .map(|way| &way.to)
}

/// Calls a function with every step of a scope and of those inside it.
pub fn walk<'s>(scope: &'s Scope, visit: &mut impl FnMut(&'s Step)) {
    for step in scope.steps.values() {
        visit(step);
        if let Some(inner) = step.inner() {
            walk(inner, visit);
        }
    }
}

/// Everything that orders the steps of one scope: ways, `after` (also from within inner scopes, up to their holder) and `until`.
fn ordering(scope: &Scope, steps: &IndexMap<Name, Node>) -> DiGraph<(), &'static str> {
    let mut graph = DiGraph::new();
    let nodes: Vec<NodeIndex> = steps.iter().map(|_| graph.add_node(())).collect();
    for (i, node) in steps.values().enumerate() {
        for to in &node.out {
            graph.add_edge(nodes[i], nodes[*to], "next");
        }
        let mut waits = Vec::new();
        waiting(node, 0, &mut waits);
        for from in waits {
            graph.add_edge(nodes[from], nodes[i], "after");
        }
        if let Some(Step { verb: Verb::Each(each), .. }) = scope.steps.get_index(i).map(|(_, s)| s)
            && let Some(until) = each.until.as_ref().and_then(|r| steps.get_index_of(&r.name))
        {
            graph.add_edge(nodes[until], nodes[i], "until");
        }
    }
    graph
}

/// The steps of this scope that a step, or anything inside it, waits for.
fn waiting(node: &Node, depth: usize, found: &mut Vec<usize>) {
    found.extend(node.after.iter().filter(|a| a.up == depth).map(|a| a.step));
    if let Some(Inner::Scope(plan)) = &node.inner {
        plan.steps.values().for_each(|inner| waiting(inner, depth + 1, found));
    }
}

/// A topological order in which the file decides between steps that could come in any order.
fn stable(graph: &DiGraph<(), &'static str>, any: &[NodeIndex]) -> Vec<usize> {
    let mut missing: Vec<usize> = graph.node_indices().map(|n| graph.neighbors_directed(n, petgraph::Incoming).count()).collect();
    let mut ready: std::collections::BTreeSet<usize> = any.iter().map(|n| n.index()).filter(|i| missing[*i] == 0).collect();
    let mut order = Vec::with_capacity(any.len());
    while let Some(next) = ready.pop_first() {
        order.push(next);
        for to in graph.neighbors(NodeIndex::new(next)) {
            missing[to.index()] -= 1;
            if missing[to.index()] == 0 {
                ready.insert(to.index());
            }
        }
    }
    order
}

/// Cycles, steps that nothing leads to, `back` to a step that some way avoids.
pub(super) fn check(procedure: &Procedure, plan: &Plan, found: &mut Findings) {
    scope(&procedure.scope, plan, found);
}

fn scope(scope_: &Scope, plan: &Plan, found: &mut Findings) {
    let graph = ordering(scope_, &plan.steps);
    let mut cyclic = false;
    // Not Tarjan's: that one descends into a chain of steps by recursion.
    let mut components = kosaraju_scc(&graph);
    components.sort_by_key(|component| component.iter().copied().min());
    for component in components {
        let own = component.len() == 1 && graph.find_edge(component[0], component[0]).is_some();
        if component.len() > 1 || own {
            cyclic = true;
            found.push(cycle(scope_, &graph, &component));
        }
    }
    if !cyclic {
        reached(scope_, plan, found);
        dominated(scope_, plan, found);
        endless(scope_, plan, found);
    }
    for (i, step) in scope_.steps.values().enumerate() {
        if let (Some(inner), Some(Inner::Scope(plan))) = (step.inner(), &plan.steps[i].inner) {
            scope(inner, plan, found);
        }
    }
}

/// The shortest cycle through a component, told step by step.
fn cycle(scope: &Scope, graph: &DiGraph<(), &'static str>, component: &[NodeIndex]) -> Finding {
    let inside: HashSet<NodeIndex> = component.iter().copied().collect();
    let start = component.iter().copied().min().unwrap_or_default();
    let mut before: HashMap<NodeIndex, (NodeIndex, &'static str)> = HashMap::new();
    let mut queue = VecDeque::from([start]);
    let mut closing = None;
    'search: while let Some(node) = queue.pop_front() {
        for edge in graph.edges(node) {
            use petgraph::visit::EdgeRef;
            if edge.target() == start {
                closing = Some((node, *edge.weight()));
                break 'search;
            }
            if inside.contains(&edge.target()) && !before.contains_key(&edge.target()) {
                before.insert(edge.target(), (node, *edge.weight()));
                queue.push_back(edge.target());
            }
        }
    }
    let name = |node: NodeIndex| scope.steps.get_index(node.index()).map_or_else(String::new, |(name, _)| name.to_string());
    let (mut node, mut word) = closing.unwrap_or((start, "next"));
    let mut links = Vec::new();
    loop {
        links.push((node, word));
        match before.get(&node) {
            Some((previous, w)) if node != start => (node, word) = (*previous, *w),
            _ => break,
        }
    }
    links.reverse();
    let names = links.iter().map(|(n, _)| name(*n)).chain([name(start)]).collect();
    let place = |node: NodeIndex| scope.steps.get_index(node.index()).map_or_else(Place::root, |(_, step)| step.at.clone());
    let mut finding =
        Finding::new(codes::GRAPH_CYCLE, place(start).as_key(), msg!("graph-cycle", path = story(names))).help(msg!("graph-cycle.help"));
    for (i, (from, word)) in links.iter().enumerate().take(MAX_STORY) {
        let to = links.get(i + 1).map_or(start, |(next, _)| *next);
        let (at, id) = match *word {
            "after" => (place(to).key("after"), "graph-cycle.after"),
            "until" => (place(to).key("until"), "graph-cycle.until"),
            _ => (way(scope, *from, &name(to)), "graph-cycle.next"),
        };
        finding = finding.related(at, msg!(id, from = name(*from), to = name(to)));
    }
    finding
}

/// How many steps of a long way are told.
const MAX_STORY: usize = 12;

/// A way told step by step; of a long one the beginning and the end.
fn story(mut names: Vec<String>) -> String {
    if names.len() > MAX_STORY {
        names.splice(MAX_STORY / 2..names.len() - MAX_STORY / 2, ["…".to_owned()]);
    }
    names.join(" → ")
}

/// Where a step names the next one.
fn way(scope: &Scope, from: NodeIndex, to: &str) -> Place {
    let Some((_, step)) = scope.steps.get_index(from.index()) else { return Place::root() };
    targets(step).find(|r| r.name.as_ref() == to).map_or_else(|| step.at.as_key(), |r| r.at.clone())
}

/// The ways alone, from a virtual root through the starts.
fn ways(plan: &Plan) -> (DiGraph<(), ()>, Vec<NodeIndex>, NodeIndex) {
    let mut graph = DiGraph::new();
    let nodes: Vec<NodeIndex> = plan.steps.iter().map(|_| graph.add_node(())).collect();
    let root = graph.add_node(());
    for (i, node) in plan.steps.values().enumerate() {
        if node.start {
            graph.add_edge(root, nodes[i], ());
        }
        for to in &node.out {
            graph.add_edge(nodes[i], nodes[*to], ());
        }
    }
    (graph, nodes, root)
}

fn reached(scope: &Scope, plan: &Plan, found: &mut Findings) {
    let (graph, nodes, root) = ways(plan);
    let mut seen = HashSet::new();
    let mut search = Dfs::new(&graph, root);
    while let Some(node) = search.next(&graph) {
        seen.insert(node);
    }
    for (i, step) in scope.steps.values().enumerate() {
        let node = &plan.steps[i];
        // Of a chain that nothing leads to only the first step is named.
        let first = node.into.iter().all(|from| seen.contains(&nodes[*from]));
        // Of a standby step its own sentence says where it stands.
        if !seen.contains(&nodes[i]) && (first || node.into.is_empty()) && !step.standby {
            let message = msg!("graph-unreachable", step = step.name.as_ref());
            found.push(Finding::new(codes::GRAPH_UNREACHABLE, step.at.as_key(), message).help(msg!("graph-unreachable.help")));
        }
        if step.standby && (!node.into.is_empty() || !node.start) {
            found.push(
                Finding::new(codes::GRAPH_STANDBY, step.at.key("standby"), msg!("graph-standby", step = step.name.as_ref()))
                    .help(msg!("graph-standby.help", step = step.name.as_ref())),
            );
        }
        if node.start && !node.into.is_empty() && !step.standby {
            let message = msg!("graph-start", step = step.name.as_ref());
            let at = scope.start.iter().find(|r| r.name == step.name).map_or_else(|| step.at.clone(), |r| r.at.clone());
            found.push(Finding::new(codes::GRAPH_START, at, message).help(msg!("graph-start.help")));
        }
    }
}

/// `back` only leads to the step itself or to one that every way to it passes through.
fn dominated(scope: &Scope, plan: &Plan, found: &mut Findings) {
    if !scope.steps.values().any(|s| s.leaves().iter().any(|e| matches!(e, Exit::Back(_)))) {
        return;
    }
    let (graph, nodes, root) = ways(plan);
    let dominators = simple_fast(&graph, root);
    for (i, step) in scope.steps.values().enumerate() {
        for exit in step.leaves() {
            let Exit::Back(to) = exit else { continue };
            let Some(target) = scope.steps.get_index_of(&to.name) else { continue };
            let passes = target == i || dominators.dominators(nodes[i]).is_some_and(|mut all| all.any(|d| d == nodes[target]));
            if !passes {
                let avoiding = avoiding(&graph, root, nodes[i], nodes[target]);
                let names = avoiding.iter().filter_map(|n| scope.steps.get_index(n.index())).map(|(name, _)| name.to_string()).collect();
                let message = msg!("graph-back", step = step.name.as_ref(), target = to.name.as_ref(), path = story(names));
                found.push(Finding::new(codes::GRAPH_BACK, to.at.clone(), message).help(msg!("graph-back.help")));
            }
        }
    }
}

/// From every step an end can be reached, by its ways or by going back.
fn endless(scope: &Scope, plan: &Plan, found: &mut Findings) {
    let mut ends: Vec<bool> = scope.steps.values().map(|s| s.leaves().iter().any(|e| matches!(e, Exit::End(_)))).collect();
    let mut before: Vec<Vec<usize>> = plan.steps.values().map(|node| node.into.clone()).collect();
    for (i, step) in scope.steps.values().enumerate() {
        for leaf in step.leaves() {
            if let Exit::Back(to) = leaf
                && let Some(target) = scope.steps.get_index_of(&to.name)
            {
                before[target].push(i);
            }
        }
    }
    let mut queue: Vec<usize> = (0..ends.len()).filter(|i| ends[*i]).collect();
    while let Some(step) = queue.pop() {
        for from in &before[step] {
            if !std::mem::replace(&mut ends[*from], true) {
                queue.push(*from);
            }
        }
    }
    if let Some((i, step)) = scope.steps.values().enumerate().find(|(i, _)| !ends[*i]) {
        let count = ends.iter().filter(|e| !**e).count();
        let finding = Finding::new(codes::GRAPH_NO_END, scope.steps[i].at.as_key(), msg!("graph-no-end", step = step.name.as_ref(), count = count));
        found.push(finding.help(msg!("graph-no-end.help")));
    }
}

/// A way from the root to a step that avoids another.
fn avoiding(graph: &DiGraph<(), ()>, root: NodeIndex, to: NodeIndex, without: NodeIndex) -> Vec<NodeIndex> {
    let mut before: HashMap<NodeIndex, NodeIndex> = HashMap::new();
    let mut queue = VecDeque::from([root]);
    while let Some(node) = queue.pop_front() {
        if node == to {
            break;
        }
        for next in graph.neighbors(node) {
            if next != without && next != root && !before.contains_key(&next) {
                before.insert(next, node);
                queue.push_back(next);
            }
        }
    }
    let mut way = vec![to];
    while let Some(previous) = way.last().and_then(|n| before.get(n)).filter(|p| **p != root) {
        way.push(*previous);
    }
    way.reverse();
    way
}
