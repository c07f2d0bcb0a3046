//! Calls: the called procedure exists, is sound, gets what it needs and gives what is asked of it.

use super::{Called, Checked, Checker, Findings, Size, graph};
use crate::finding::{Finding, codes};
use crate::model::{Name, Procedure, Verb};
use crate::msg;
use indexmap::IndexSet;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

/// How many procedures may lie one within the other.
const MAX_DEEP: usize = 16;
/// How many steps there may be once every call is opened: two calls of the same procedure are twice its steps, and so on with what that one calls.
const MAX_STEPS: usize = 20_000;

pub(super) fn check(procedure: &Procedure, checker: &Checker, found: &mut Findings) -> (BTreeMap<Name, Arc<Checked>>, Size) {
    let mut calls: BTreeMap<Name, Arc<Checked>> = BTreeMap::new();
    let mut names: HashMap<Name, IndexSet<Name>> = HashMap::new();
    let mut size = Size { deep: 1, steps: 0 };
    graph::walk(&procedure.scope, &mut |_| size.steps += 1);
    graph::walk(&procedure.scope, &mut |step| {
        let Verb::Call(call) = &step.verb else { return };
        let id = &call.procedure.name;
        let at = call.procedure.at.clone();
        let called = match checker.called(id) {
            Called::Sound(called) => called,
            Called::Unsound => {
                found.push(
                    Finding::new(codes::CALL_UNKNOWN, at, msg!("call-unsound", id = id.as_ref())).help(msg!("call-unsound.help", id = id.as_ref())),
                );
                return;
            }
            Called::Unknown(ids) => {
                let finding = Finding::new(codes::CALL_UNKNOWN, at, msg!("call-unknown", id = id.as_ref()));
                let finding = finding.meant(id, ids.iter().map(String::as_str));
                let known = if ids.is_empty() { msg!("name-unknown.none") } else { msg!("name-unknown.known", names = ids.clone()) };
                found.push(finding.or_help(known));
                return;
            }
            Called::Recursive(way) => {
                let finding = Finding::new(codes::CALL_RECURSIVE, at, msg!("call-recursive", path = way.join(" → ")));
                found.push(finding.help(msg!("call-recursive.help")));
                return;
            }
        };
        let (deep, steps) = (called.size.deep + 1, size.steps + called.size.steps);
        if deep > MAX_DEEP || steps > MAX_STEPS {
            let message = if deep > MAX_DEEP { msg!("call-limit-deep", limit = MAX_DEEP) } else { msg!("call-limit-steps", limit = MAX_STEPS) };
            return found.push(Finding::new(codes::CALL_LIMIT, at, message).help(msg!("call-limit-help")));
        }
        size = Size { deep: size.deep.max(deep), steps };
        for (input, expr) in &call.with {
            if !called.procedure.inputs.contains_key(input) {
                let finding = Finding::new(codes::CALL_FORM, expr.at.as_key(), msg!("call-form-input", input = input.as_ref(), id = id.as_ref()));
                let free = called.procedure.inputs.keys().filter(|name| !call.with.contains_key(*name));
                found.push(finding.meant(input, free.map(AsRef::as_ref)));
            }
        }
        let missing = called.procedure.inputs.values().filter(|f| !f.optional && f.default.is_none() && !call.with.contains_key(&f.name));
        for field in missing {
            let finding = Finding::new(codes::CALL_FORM, at.clone(), msg!("call-form-missing", input = field.name.as_ref(), id = id.as_ref()));
            found.push(finding.help(msg!("call-form-missing.help", input = field.name.as_ref())));
        }
        for wanted in call.returns.values() {
            let names = names.entry(id.clone()).or_insert_with(|| called.plan_names());
            if !names.contains(&wanted.name) {
                let finding =
                    Finding::new(codes::CALL_FORM, wanted.at.clone(), msg!("call-form-returns", name = wanted.name.as_ref(), id = id.as_ref()));
                found.push(finding.meant(&wanted.name, names.iter().map(AsRef::as_ref)));
            }
        }
        calls.insert(id.clone(), called);
    });
    (calls, size)
}

impl Checked {
    /// What a call of this procedure can give back: its inputs, computed values, and what its outermost scope asks and decides.
    fn plan_names(&self) -> IndexSet<Name> {
        let p = &self.procedure;
        let own = super::variables::of_scope(&p.scope);
        p.inputs.keys().chain(p.computed.keys()).chain(own.keys()).cloned().collect()
    }
}
