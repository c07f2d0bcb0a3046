//! Calls: the called procedure exists, is sound, gets what it needs and gives what is asked of it.

use super::{Called, Checked, Checker, Findings, graph};
use crate::finding::{Finding, codes};
use crate::model::{Name, Procedure, Verb};
use crate::msg;
use std::collections::BTreeMap;
use std::sync::Arc;

pub(super) fn check(procedure: &Procedure, checker: &Checker, found: &mut Findings) -> BTreeMap<Name, Arc<Checked>> {
    let mut calls = BTreeMap::new();
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
                found.push(finding.or_help(msg!("name-unknown.known", names = ids.clone())));
                return;
            }
            Called::Recursive(way) => {
                let finding = Finding::new(codes::CALL_RECURSIVE, at, msg!("call-recursive", path = way.join(" → ")));
                found.push(finding.help(msg!("call-recursive.help")));
                return;
            }
        };
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
            let names = called.plan_names();
            if !names.contains(&wanted.name) {
                let finding =
                    Finding::new(codes::CALL_FORM, wanted.at.clone(), msg!("call-form-returns", name = wanted.name.as_ref(), id = id.as_ref()));
                found.push(finding.meant(&wanted.name, names.iter().map(AsRef::as_ref)));
            }
        }
        calls.insert(id.clone(), called);
    });
    calls
}

impl Checked {
    /// What a call of this procedure can give back: its inputs, computed values, and what its outermost scope asks and decides.
    fn plan_names(&self) -> Vec<Name> {
        let p = &self.procedure;
        let own = super::variables::of_scope(&p.scope);
        p.inputs.keys().chain(p.computed.keys()).chain(own.keys()).cloned().collect()
    }
}
