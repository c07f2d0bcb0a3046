//! What became of finished scopes: of the items of an `each`, of a called procedure, of the run.

use super::Status;
use super::run::ScopeState;
use super::site::{Frame, Site};
use super::variables::{Reader, list_field, resolve};
use crate::check::graph::Plan;
use crate::model::{Each, Name, Outcome, Step, Verb};
use crate::template::{self, Value, ValueKind};
use std::collections::BTreeMap;

impl<'a> Reader<'a> {
    /// What became of each item, with the answers given for it.
    pub(super) fn each_result(&self, frame: &Frame<'a>, by: &[Name], step: &'a Step) -> Option<Value> {
        let (path, _) = resolve(frame, by)?;
        let Verb::Each(each) = &step.verb else { return None };
        // Over an empty list nothing ever began: all lists are empty.
        let nothing = super::run::EachState::default();
        let state = self.run.step(&path)?.each().unwrap_or(&nothing);
        let (outside, _) = Site::of_step(self.site.frames[0].checked, &path)?;
        let reader = Reader { site: outside.clone(), own: Vec::new(), ..self.clone() };
        let mut lists: BTreeMap<&str, Vec<Value>> = ["success", "failure", "neutral", "dropped"].into_iter().map(|name| (name, Vec::new())).collect();
        for (number, group) in &state.scopes {
            let Some(inside) = outside.enter(path.name(), Some(*number)) else { continue };
            let result = item_result(&group.scope, &inside.here().plan.steps);
            let Some(result) = result else { continue };
            for item in &group.items {
                let Some(value) = reader.item(&path, each, *item) else { continue };
                let dropped = group.items.len() > 1 && self.dropped_from(&outside, each, *item);
                let value = if value.kind() == ValueKind::Map { value } else { template::parts(BTreeMap::from([("value".into(), value)]), None) };
                let within = Reader { site: inside.clone(), own: Vec::new(), ..self.clone() };
                let given = inside.here().plan.names.keys().filter_map(|name| Some((name.to_string(), within.lookup(name)?)));
                let list = if dropped { "dropped" } else { result };
                lists.entry(list).or_default().push(template::with_parts(&value, given.collect()));
            }
        }
        Some(lists.into_iter().map(|(name, list)| (name.to_owned(), Value::from(list))).collect::<BTreeMap<_, _>>().into())
    }

    fn dropped_from(&self, site: &Site<'a>, each: &Each, number: u32) -> bool {
        let Some((field, path)) = list_field(self.run, site, each.list.source.trim()) else { return false };
        self.run.dropped(&path, &field.name).is_some_and(|d| d.contains(&number))
    }

    /// What another procedure gave back.
    pub(super) fn call_result(&self, frame: &Frame<'a>, by: &[Name], step: &'a Step) -> Option<Value> {
        let (path, _) = resolve(frame, by)?;
        let Verb::Call(call) = &step.verb else { return None };
        let (outside, _) = Site::of_step(self.site.frames[0].checked, &path)?;
        let inside = outside.enter(path.name(), None)?;
        let outcome = self.run.scope(&path.0).map_or(Outcome::Neutral, |scope| outcome(scope, &inside.here().plan.steps));
        let mut parts = BTreeMap::from([("outcome".to_owned(), Value::from(outcome.word()))]);
        let within = Reader { site: inside, own: Vec::new(), ..self.clone() };
        for (name, field) in &call.returns {
            if let Some(value) = within.lookup(&field.name) {
                parts.insert(name.to_string(), value);
            }
        }
        Some(parts.into())
    }
}

/// How a finished scope ended: failure before success before neither.
pub fn outcome(scope: &ScopeState, steps: &indexmap::IndexMap<Name, crate::check::graph::Node>) -> Outcome {
    let ends = |outcome: Outcome| {
        let counts = |s: &super::run::StepState| s.end == Some(outcome) && (s.status != Status::Passed || outcome != Outcome::Failure);
        steps.keys().any(|name| scope.get(name).is_some_and(counts))
    };
    if ends(Outcome::Failure) {
        Outcome::Failure
    } else if ends(Outcome::Success) {
        Outcome::Success
    } else {
        Outcome::Neutral
    }
}

/// In which list of its `each` an item stands; `None` while it is under way.
fn item_result(scope: &ScopeState, steps: &indexmap::IndexMap<Name, crate::check::graph::Node>) -> Option<&'static str> {
    use super::event::Cause;
    if steps.keys().any(|name| !scope.status(name).is_settled()) {
        return None;
    }
    let short = steps.keys().any(|name| !scope.get(name).is_some_and(|s| s.status.is_settled()));
    Some(match &scope.cut {
        Some(Cause::Dropped) => "dropped",
        Some(Cause::Enough) if short => "dropped",
        Some(Cause::Waived) if short => "neutral",
        // A stop from outside cuts an item short; one from inside is the item's own end.
        Some(Cause::Stop(by)) if short && !steps.contains_key(by.name()) => "neutral",
        _ => outcome(scope, steps).word(),
    })
}

/// A plan's view of one scope, for callers outside the engine.
pub fn is_finished(scope: &ScopeState, plan: &Plan) -> bool {
    plan.steps.keys().all(|name| scope.status(name).is_settled())
}
