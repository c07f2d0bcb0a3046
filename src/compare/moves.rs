//! Which steps come elsewhere: what leads to them, once steps that were added or removed between are looked through.

use super::matching::{Matches, around};
use super::{Item, What};
use crate::check::Checked;
use crate::check::graph::{Inner, Plan};
use std::collections::{BTreeMap, BTreeSet};

/// The ways between the steps of one version, by their paths.
#[derive(Default)]
struct Ways {
    into: BTreeMap<String, Vec<String>>,
    out: BTreeMap<String, Vec<String>>,
    starts: BTreeSet<String>,
    titles: BTreeMap<String, String>,
    /// All steps as they are read.
    order: Vec<String>,
}

pub(super) struct Moves<'m> {
    old: Ways,
    new: Ways,
    steps: &'m Matches,
}

/// The paths of all steps in the order of reading.
pub(super) fn reading_order(checked: &Checked) -> Vec<String> {
    Ways::of(checked).order
}

impl Ways {
    fn of(checked: &Checked) -> Ways {
        let mut ways = Ways::default();
        ways.scope(&checked.procedure.scope, &checked.plan, "");
        ways
    }

    fn scope(&mut self, scope: &crate::model::Scope, plan: &Plan, around: &str) {
        let path = |index: usize| {
            let name = plan.steps.get_index(index).map_or("", |(name, _)| name.as_ref());
            if around.is_empty() { name.to_owned() } else { format!("{around}.{name}") }
        };
        for index in &plan.order {
            let (Some((_, node)), Some((_, step))) = (plan.steps.get_index(*index), scope.steps.get_index(*index)) else { continue };
            let own = path(*index);
            self.order.push(own.clone());
            self.titles.insert(own.clone(), step.title.source.to_string());
            self.into.insert(own.clone(), node.into.iter().map(|from| path(*from)).collect());
            self.out.insert(own.clone(), node.out.iter().map(|to| path(*to)).collect());
            if node.start {
                self.starts.insert(own.clone());
            }
            if let (Some(inner), Some(Inner::Scope(plan))) = (step.inner(), &node.inner) {
                self.scope(inner, plan, &own);
            }
        }
    }

    /// The nearest steps in one direction that `kept` knows, by the name that it gives them; a start is one of its own.
    fn nearest(&self, path: &str, back: bool, kept: &dyn Fn(&str) -> Option<String>) -> BTreeSet<String> {
        let (mut found, mut seen) = (BTreeSet::new(), BTreeSet::new());
        let mut queue = vec![path.to_owned()];
        while let Some(path) = queue.pop() {
            if back && self.starts.contains(&path) {
                found.insert(String::new());
            }
            for next in (if back { &self.into } else { &self.out }).get(&path).into_iter().flatten() {
                match kept(next) {
                    Some(name) => drop(found.insert(name)),
                    None if seen.insert(next.clone()) => queue.push(next.clone()),
                    None => {}
                }
            }
        }
        found
    }
}

impl<'m> Moves<'m> {
    pub fn of(old: &Checked, new: &Checked, steps: &'m Matches) -> Moves<'m> {
        Moves { old: Ways::of(old), new: Ways::of(new), steps }
    }

    fn kept_old(&self, path: &str) -> Option<String> {
        self.steps.now(path).map(str::to_owned)
    }

    fn kept_new(&self, path: &str) -> Option<String> {
        (!self.steps.is_added(path)).then(|| path.to_owned())
    }

    /// Whether other steps lead to it than did, or it stands in another scope.
    pub fn moved(&self, old: &str, new: &str) -> bool {
        let scope = around(old);
        let same_scope = scope.is_empty() && around(new).is_empty() || self.steps.now(scope) == Some(around(new));
        !same_scope || self.old.nearest(old, true, &|path| self.kept_old(path)) != self.new.nearest(new, true, &|path| self.kept_new(path))
    }

    /// The titles of the steps that lead to one now.
    pub fn after(&self, new: &str) -> Vec<String> {
        let into = self.new.into.get(new).into_iter().flatten();
        into.filter_map(|from| self.new.titles.get(from).cloned()).collect()
    }

    /// Whether two ways differ only by steps that were added or removed between: those are told of themselves. Names are those of the later
    /// version, in one scope each.
    pub fn is_passed_on(&self, scopes: (&str, &str), before: &[Item], after: &[Item]) -> bool {
        let path = |scope: &str, item: &Item| if scope.is_empty() { item.text.clone() } else { format!("{scope}.{}", item.text) };
        let ends = |items: &[Item], scope: &str, ways: &Ways, kept: &dyn Fn(&str) -> Option<String>| -> BTreeSet<(String, Option<String>)> {
            let one = |item: &Item| -> Vec<(String, Option<String>)> {
                let path = path(scope, item);
                let reached = kept(&path).map_or_else(|| ways.nearest(&path, false, kept), |name| BTreeSet::from([name]));
                reached.into_iter().map(|name| (name, item.when.clone())).collect()
            };
            items.iter().flat_map(one).collect()
        };
        let ways = before.iter().chain(after).all(|item| item.what == What::To);
        let known_old = |path: &str| self.kept_old(path);
        let known_new = |path: &str| self.kept_new(path);
        ways && !before.is_empty() && ends(before, scopes.0, &self.old, &known_old) == ends(after, scopes.1, &self.new, &known_new)
    }
}
