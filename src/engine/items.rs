//! Items that join and leave lists.

use super::answers::Before;
use super::command::Refusal;
use super::event::{Cause, Datum, Event};
use super::path::Path;
use super::run::StepState;
use super::settle::needs_reason;
use super::site::Site;
use super::values::label;
use super::variables::{Given, Own, list_field};
use super::{Decision, Status};
use crate::finding::codes;
use crate::model::Verb;
use crate::model::field::{Bound, Field, Kind};
use crate::model::value::{self, Problem};
use crate::msg;
use serde_json::Value;
use std::collections::BTreeSet;

impl<'c> Decision<'c> {
    /// The field of a list by its path in the run, and the step that asked for it.
    fn list_at(&self, list: &Path) -> Result<(Site<'c>, &'c Field, Path), Refusal> {
        let unknown = || Refusal::new(codes::LIST_REFUSED, msg!("list-unknown", list = list.to_string()));
        let (scope, name) = list.split().ok_or_else(unknown)?;
        let site = Site::at(self.checked, &scope.0).ok_or_else(unknown)?;
        let (field, asked) = list_field(&self.run, &site, name).ok_or_else(unknown)?;
        if !asked.is_root() && !self.run.status(&asked).has_ways() {
            return Err(Refusal::new(codes::LIST_REFUSED, msg!("list-not-yet", step = asked.to_string())));
        }
        Ok((site, field, asked))
    }

    /// Items join a list, all of them or none.
    pub(super) fn add(&mut self, list: &Path, items: &[Value], confirmed: bool) -> Result<(), Refusal> {
        let (site, field, asked) = self.list_at(list)?;
        if let Some(step) = self.readers(field, &asked).into_iter().find(|(_, s)| matches!(s, Status::Done | Status::Waived)) {
            // What closed the list is the step that `until` names, where there is one.
            let until = Site::of_step(self.checked, &step.0).and_then(|(_, each)| match &each.verb {
                Verb::Each(each) => each.until.as_ref().map(|until| Self::sibling(&step.0, &until.name)),
                _ => None,
            });
            let reopen = until.filter(|until| matches!(self.run.status(until), Status::Done | Status::Waived)).unwrap_or_else(|| step.0.clone());
            return Err(Refusal::new(codes::LIST_REFUSED, msg!("list-closed", step = step.0.to_string()))
                .help(msg!("list-closed.help", step = reopen.to_string())));
        }
        let mut all = self.run.list(&asked, &field.name).cloned().unwrap_or_default();
        // Those that left the list hold no key any more.
        let gone = self.run.dropped(&asked, &field.name).cloned().unwrap_or_default();
        let before = all.len() - gone.len();
        all.extend_from_slice(items);
        let here: Value =
            all.into_iter().enumerate().filter(|(i, _)| !u32::try_from(i + 1).is_ok_and(|n| gone.contains(&n))).map(|(_, item)| item).collect();
        if let Some(Bound::Number(most)) = field.max
            && (before + items.len()) as f64 > most
        {
            let most = most as usize;
            let full = |number: usize| Problem { path: format!("{}[{number}]", field.name), message: msg!("answer-form-many", limit = most) };
            // One alone needs no number.
            let many = if items.len() > 1 { (most.max(before) + 1..=before + items.len()).map(full).collect() } else { Vec::new() };
            return Err(Refusal::new(codes::LIST_REFUSED, msg!("list-full", limit = most)).help(msg!("list-full.help")).problems(many));
        }
        let free = Field { min: None, max: None, ..field.clone() };
        let accepted =
            self.before(&asked, &site, |around| value::accept(&free, &field.name, &here, self.env.today(), around)).map_err(Refusal::of)?;
        if !accepted.doubts.is_empty() && !confirmed {
            let refusal = Refusal::new(codes::ANSWER_FORM, msg!("answer-doubt", count = accepted.doubts.len())).help(msg!("answer-doubt.help"));
            return Err(refusal.problems(accepted.doubts));
        }
        for item in accepted.value.as_array().into_iter().flatten().skip(before) {
            self.emit(Event::ItemAdded { path: asked.clone(), field: field.name.clone(), item: Datum::new(item.clone(), field.is_personal()) });
        }
        self.sweep();
        Ok(())
    }

    /// What an answer to a list can read: what was answered where the list was asked for.
    fn before<T>(&self, asked: &Path, site: &Site, read: impl FnOnce(&Before) -> T) -> T {
        let none = super::Answers::new();
        let step = Site::of_step(self.checked, asked);
        let (fields, answers) = match &step {
            Some((_, step)) => (&step.ask, self.run.step(asked).map_or(&none, |s| &s.answers)),
            None => (&self.checked.procedure.inputs, &self.run.inputs),
        };
        let site = step.as_ref().map_or(site, |(site, _)| site);
        read(&Before(self.reader(site).with(Own { fields, given: Given::Answers(answers), chosen: None })))
    }

    /// An item leaves a list.
    pub(super) fn drop_item(&mut self, list: &Path, number: u32, reason: &str) -> Result<(), Refusal> {
        needs_reason(reason)?;
        let (_, field, asked) = self.list_at(list)?;
        let known = self.run.list(&asked, &field.name).is_some_and(|l| number >= 1 && number as usize <= l.len());
        let gone = self.run.dropped(&asked, &field.name).is_some_and(|d| d.contains(&number));
        if !known || gone {
            return Err(Refusal::new(codes::LIST_REFUSED, msg!("list-item-unknown", item = number)));
        }
        self.emit(Event::ItemDropped { path: asked.clone(), field: field.name.clone(), number, reason: reason.to_owned() });
        // Where the item was counted already it stays so; but nothing of it is done again.
        let gone = self.run.dropped(&asked, &field.name).cloned().unwrap_or_default();
        for (each, _) in self.readers(field, &asked) {
            let items = self.run.step(&each).and_then(StepState::each).map(|e| &e.scopes).into_iter().flatten();
            let left = items.filter(|(_, item)| item.scope.cut.is_none() && !item.items.is_empty() && item.items.iter().all(|i| gone.contains(i)));
            for scope in left.map(|(number, _)| each.item(*number)).collect::<Vec<_>>() {
                let settled = self.run.step(&each).is_some_and(|s| s.status.is_settled());
                self.emit(Event::Cut { scope, cause: if settled { Cause::Counted } else { Cause::Dropped } });
            }
        }
        self.sweep();
        Ok(())
    }

    /// The `each` steps that go through a list, with how they stand: for refusing a late item and for naming who has read the list.
    pub(super) fn readers(&self, field: &Field, asked: &Path) -> Vec<(Path, Status)> {
        let mut found = Vec::new();
        let run = &self.run;
        Site::root(self.checked).visit(run, &mut |site| {
            let here = site.here();
            // What became of an item that left its list reads nothing any more.
            if (0..=here.path.0.len())
                .any(|n| run.scope(&here.path.0[..n]).is_some_and(|scope| matches!(scope.cut, Some(Cause::Dropped | Cause::Counted))))
            {
                return;
            }
            for step in here.scope.steps.values() {
                let Verb::Each(each) = &step.verb else { continue };
                let same = list_field(run, site, each.list.source.trim()).is_some_and(|(f, a)| f.name == field.name && a == *asked);
                let path = here.path.step(&step.name);
                if same && run.step(&path).and_then(|s| s.list.as_ref()).is_none() {
                    found.push((path.clone(), run.status(&path)));
                }
            }
        });
        found
    }
}

/// The number of an item by its key or its label.
pub fn find_item(list: &Field, items: &[Value], gone: Option<&BTreeSet<u32>>, wanted: &str) -> Option<u32> {
    let Kind::List { fields, key } = &list.kind else { return None };
    let wanted = wanted.trim().to_lowercase();
    let is = |item: &Value| {
        let by_key = key.as_ref().and_then(|k| item.get(k.name.as_ref())).is_some_and(|v| value::show_plain(v).to_lowercase() == wanted);
        by_key || label(fields, item).to_lowercase() == wanted
    };
    let numbered = items.iter().zip(1u32..).filter(|(item, _)| is(item)).map(|(_, number)| number);
    // One that left the list is meant only where no other is called so.
    let (left, here): (Vec<u32>, Vec<u32>) = numbered.partition(|number| gone.is_some_and(|gone| gone.contains(number)));
    match (here.as_slice(), left.as_slice()) {
        ([one], _) | ([], [one]) => Some(*one),
        _ => None,
    }
}
