//! `rules` name steps and answers that exist, and guard nothing that may be set aside.

use super::Findings;
use super::graph::{Inner, Plan};
use crate::finding::{Finding, codes, did_you_mean};
use crate::model::{Name, Procedure, Ref, Step, Verb};
use crate::msg;

pub(super) fn check(procedure: &Procedure, plan: &Plan, found: &mut Findings) {
    for rule in &procedure.rules {
        for (at, answer) in [(&rule.step, false), (&rule.requires, true)] {
            if let Err(finding) = resolve(procedure, plan, at, answer) {
                found.push(*finding);
            }
        }
    }
}

/// A path of a rule as steps, from the outermost, and the answer that it ends with.
fn resolve(procedure: &Procedure, plan: &Plan, at: &Ref, answer: bool) -> Result<(), Box<Finding>> {
    let mut scope = &procedure.scope;
    let mut plan = plan;
    let mut names = at.name.split('.').peekable();
    while let Some(name) = names.next() {
        let Some(step) = scope.steps.get(name) else {
            let near = did_you_mean(name, scope.steps.keys().map(AsRef::as_ref)).map(str::to_owned);
            let finding = Finding::new(codes::RULE_FORM, at.at.clone(), msg!("rule-form-step", name = name, path = at.name.as_ref()));
            return Err(Box::new(near.map(|near| finding.clone().help(msg!("did-you-mean", name = near))).unwrap_or(finding)));
        };
        let Some(next) = names.peek().copied() else { return Ok(()) };
        match (&step.verb, plan.steps.get(name).and_then(|n| n.inner.as_ref())) {
            (Verb::Section(_) | Verb::Each(_), Some(Inner::Scope(inner))) => {
                scope = step.inner().unwrap_or(scope);
                plan = inner;
            }
            (Verb::Call(_), Some(Inner::Call(called))) => {
                scope = &called.procedure.scope;
                plan = &called.plan;
            }
            _ => {
                let rest: Vec<&str> = names.clone().collect();
                let known = options(step);
                if answer && rest.len() == 1 && known.iter().any(|o| o.as_ref() == next) {
                    return Ok(());
                }
                let finding = Finding::new(codes::RULE_FORM, at.at.clone(), msg!("rule-form-answer", name = next, step = name));
                return Err(Box::new(finding.help(msg!("name-unknown.known", names = known.iter().map(ToString::to_string).collect::<Vec<_>>()))));
            }
        }
    }
    Ok(())
}

fn options(step: &Step) -> Vec<Name> {
    step.choose().map(|c| c.options.keys().cloned().collect()).unwrap_or_default()
}
