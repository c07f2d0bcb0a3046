//! `rules` name steps and answers that exist, and guard nothing that may be set aside.

use super::Findings;
use super::graph::{Inner, Plan};
use crate::finding::{Finding, Place, codes};
use crate::model::{Name, Procedure, Ref, Step, Verb};
use crate::msg;

pub(super) fn check(procedure: &Procedure, plan: &Plan, found: &mut Findings) {
    for rule in &procedure.rules {
        for at in [&rule.step, &rule.other] {
            if let Err(finding) = resolve(procedure, plan, at, !rule.demand.is_of_people()) {
                found.push(*finding);
            }
        }
    }
}

/// A path of a rule as steps, from the outermost, and the answer that it ends with.
fn resolve(procedure: &Procedure, plan: &Plan, at: &Ref, answer: bool) -> Result<(), Box<Finding>> {
    let mut scope = &procedure.scope;
    let mut plan = plan;
    let mut names = segments(&at.name).peekable();
    while let Some((from, segment)) = names.next() {
        // `each[key].step`, `each[1].step`: the rule holds for every item.
        let (name, item) = segment.split_once('[').map_or((segment, false), |(name, _)| (name, true));
        let Some(step) = scope.steps.get(name) else {
            let finding = Finding::new(codes::RULE_FORM, at.at.clone(), msg!("rule-form-step", name = name, path = at.name.as_ref()));
            return Err(Box::new(finding.meant_at(part(at, from, name), name, scope.steps.keys().map(AsRef::as_ref))));
        };
        if item && !matches!(step.verb, Verb::Each(_)) {
            let finding = Finding::new(codes::RULE_FORM, part(at, from, segment), msg!("rule-form-item", name = name));
            return Err(Box::new(finding.help(msg!("rule-form-item.help"))));
        }
        let Some((behind, next)) = names.peek().copied() else { return Ok(()) };
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
                let rest = names.clone().count();
                let known = options(step);
                if answer && rest == 1 && known.iter().any(|o| o.as_ref() == next) {
                    return Ok(());
                }
                let finding = Finding::new(codes::RULE_FORM, at.at.clone(), msg!("rule-form-answer", name = next, step = name));
                let names: Vec<String> = known.iter().map(ToString::to_string).collect();
                let finding =
                    if answer && rest == 1 { finding.meant_at(part(at, behind, next), next, names.iter().map(String::as_str)) } else { finding };
                let known = if names.is_empty() { msg!("rule-form-answer.none") } else { msg!("name-unknown.known", names = names.clone()) };
                return Err(Box::new(finding.or_help(known)));
            }
        }
    }
    Ok(())
}

/// The names of a path, each with the byte at which it begins.
fn segments(path: &str) -> impl Iterator<Item = (usize, &str)> + Clone {
    path.split('.').scan(0, |from, name| {
        let at = *from;
        *from += name.len() + 1;
        Some((at, name))
    })
}

fn part(at: &Ref, from: usize, name: &str) -> Place {
    at.at.within(from..from + name.len())
}

fn options(step: &Step) -> Vec<Name> {
    step.choose().map(|c| c.options.keys().cloned().collect()).unwrap_or_default()
}
