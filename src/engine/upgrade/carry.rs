//! What is not settled yet moves along as far as the new version has a place for it: answers kept so far, ticks, deadlines.

use super::{Moving, Pair};
use crate::engine::event::{Answers, Event, Times};
use crate::engine::path::Path;
use crate::engine::{Decision, Env};
use crate::model::field::Field;
use crate::model::moment::{Point, Side};
use crate::model::{Name, Named, Wait, value};
use std::collections::BTreeSet;

impl<'a> Moving<'a> {
    /// A step that is open, or will be again: what was kept for it, and its ticks.
    pub(super) fn unsettled(&mut self, pair: &Pair<'_, 'a>) {
        self.kept(pair.path, &pair.old_step.ask, &pair.step.ask);
        let Some(state) = self.before.step(pair.path).filter(|state| !state.ticked.is_empty()) else { return };
        // A check is known by its words; where two say the same, the first is meant.
        let said = |number: &u32| pair.old_step.checks.get(*number as usize - 1).map(|check| &check.say.source);
        let number = |said: &std::sync::Arc<str>| {
            pair.step.checks.iter().position(|check| check.say.source == *said).and_then(|at| u32::try_from(at + 1).ok())
        };
        let same = |number: &u32| pair.step.checks.get(*number as usize - 1).map(|check| &check.say.source) == said(number);
        let ticked: BTreeSet<u32> = state.ticked.iter().filter_map(|old| if same(old) { Some(*old) } else { said(old).and_then(number) }).collect();
        if self.state(pair.path).is_some_and(|now| !now.ticked.is_empty() && now.ticked != ticked) {
            let (path, ticked) = (pair.path.clone(), Some(ticked.into_iter().collect()));
            self.decision.emit(Event::Carried { path, answers: Answers::new(), removed: Vec::new(), ticked, ways: None, times: None });
        }
    }

    /// Answers that were kept without being given for good: those that would not be taken any more go.
    pub(super) fn kept(&mut self, path: &Path, old: &Named<Field>, new: &Named<Field>) {
        let today = self.decision.env.today();
        let run = &self.decision.run;
        let kept: Vec<(&Name, &serde_json::Value)> = if path.is_root() {
            run.draft.iter().map(|(name, datum)| (name, datum.value())).collect()
        } else {
            let state = run.step(path);
            state.into_iter().flat_map(|state| state.draft.iter().chain(&state.earlier)).map(|(name, datum)| (name, datum.value())).collect()
        };
        let taken = |fields: &Named<Field>, name: &Name, given| {
            fields.get(name).is_some_and(|field| value::accept(&Field { min: None, ..field.clone() }, name, given, today, &value::Alone).is_ok())
        };
        let mut removed: Vec<Name> = kept
            .iter()
            .filter(|(name, given)| !taken(new, name, given) && (taken(old, name, given) || !new.contains_key(*name)))
            .map(|(name, _)| (*name).clone())
            .collect();
        let same_parts = |name: &Name| {
            let parts = |field: &Field| {
                field.kind.fields().map(|parts| parts.iter().map(|(name, part)| (name.clone(), part.kind.word())).collect::<Vec<_>>())
            };
            matches!((old.get(name), new.get(name)), (Some(old), Some(new)) if old.kind.word() == new.kind.word() && parts(old) == parts(new))
        };
        removed.extend(run.sketches.keys().filter(|(of, name)| of == path && !same_parts(name)).map(|(_, name)| name.clone()));
        removed.sort();
        removed.dedup();
        if !removed.is_empty() {
            self.decision.emit(Event::Carried { path: path.clone(), answers: Answers::new(), removed, ticked: None, ways: None, times: None });
        }
    }

    /// The deadlines of an open step, counted from when it opened, or its mail left, as they were.
    pub(super) fn timed(&mut self, pair: &Pair<'_, 'a>) {
        let within = |wait: Option<&Wait>| wait.and_then(|wait| wait.within);
        let (old, new) = (pair.old_step, pair.step);
        let same_days = self.before.holidays == self.decision.run.holidays;
        if same_days && (&old.due, &old.not_before, within(old.wait())) == (&new.due, &new.not_before, within(new.wait())) {
            return;
        }
        let Some(opened) = self.state(pair.path).and_then(|state| state.opened.clone()) else { return };
        let state = self.state(pair.path).cloned().unwrap_or_default();
        let left = state.mail.map(|mail| self.decision.run.mails.get(&mail).and_then(|mail| Some((mail.on, mail.left.as_ref()?.0.at))));
        let late_from = within(new.wait()).and_then(|within| match left {
            None => Some(within.from(opened.at, Side::After, self.decision.run.holidays)),
            Some(left) => left.map(|(on, at)| within.reckon(on.map_or(Point::At(at), Point::Day), Side::After, self.decision.run.holidays).ends()),
        });
        // The same reckoning as at the opening, on that day.
        let env = Env { now: opened.at, ..*self.decision.env };
        let then = Decision { checked: self.decision.checked, run: std::mem::take(&mut self.decision.run), env: &env, events: Vec::new() };
        let (due, not_before) = (then.due(new, pair.site), then.not_before(new, pair.site));
        self.decision.run = then.run;
        let times = Times { due: due.or(late_from), not_before, late_from };
        if times != (Times { due: state.due, not_before: state.not_before, late_from: state.late_from }) {
            let (path, times) = (pair.path.clone(), Some(times));
            self.decision.emit(Event::Carried { path, answers: Answers::new(), removed: Vec::new(), ticked: None, ways: None, times });
        }
    }
}
