//! Verbs and exits: what goes together, and who decides.

use super::{Findings, graph};
use crate::finding::{Finding, Place, codes};
use crate::model::{Choose, Exit, Join, Outcome, Procedure, Step, Verb};
use crate::msg;

pub(super) fn check(procedure: &Procedure, found: &mut Findings) {
    graph::walk(&procedure.scope, &mut |step| {
        choices(step, found);
        routes(&step.exit, found);
        decided(step, found);
        waits(step, found);
        shapes(procedure, step, found);
    });
}

/// A choice: one option is always offered, one is marked where the step may pass.
fn choices(step: &Step, found: &mut Findings) {
    let Exit::Choose(choose) = &step.exit else { return };
    let at = step.at.key("choose");
    if !matches!(step.verb, Verb::Task) && step.wait().is_none() {
        found.push(Finding::new(codes::CHOICE_FORM, at.as_key(), msg!("choice-form-verb")).help(msg!("choice-form-verb.help")));
    }
    if choose.options.values().all(|o| o.when.is_some()) {
        found.push(Finding::new(codes::CHOICE_FORM, at.as_key(), msg!("choice-form-always")).help(msg!("choice-form-always.help")));
    }
    let defaults = choose.options.values().filter(|o| o.default).count();
    if step.when.is_some() && defaults != 1 {
        found.push(Finding::new(codes::CHOICE_FORM, at.as_key(), msg!("choice-form-default")).help(msg!("choice-form-default.help")));
    }
    if !choose.options.values().any(|o| o.when.is_none() && !goes_back(&o.exit)) && choose.options.values().any(|o| o.when.is_none()) {
        found.push(Finding::new(codes::CHOICE_FORM, at.as_key(), msg!("choice-form-forward")));
    }
    for (name, option) in &choose.options {
        routes(&option.exit, found);
        if name.as_ref() == "late" && step.wait().is_some_and(|w| w.late.is_some()) {
            found.push(Finding::new(codes::CHOICE_FORM, option.at.as_key(), msg!("choice-form-late")));
        }
    }
}

fn goes_back(exit: &Exit) -> bool {
    let mut leaves = Vec::new();
    exit.leaves(&mut leaves);
    leaves.iter().all(|leaf| matches!(leaf, Exit::Back(_)))
}

/// A route: every arm but the last has a condition, and the last has none. `next` has a way without condition.
fn routes(exit: &Exit, found: &mut Findings) {
    match exit {
        Exit::Route(arms) => {
            for (i, arm) in arms.iter().enumerate() {
                let last = i + 1 == arms.len();
                if last && arm.when.is_some() {
                    let finding = Finding::new(codes::CHOICE_FORM, arm.at.key("when").as_key(), msg!("choice-form-route-last"));
                    found.push(finding.help(msg!("choice-form-route-last.help")));
                }
                if !last && arm.when.is_none() {
                    let finding = Finding::new(codes::CHOICE_FORM, arm.at.clone(), msg!("choice-form-route-early"));
                    found.push(finding.help(msg!("choice-form-route-early.help")));
                }
                routes(&arm.exit, found);
            }
        }
        Exit::Next(ways) => {
            if let Some(first) = ways.first()
                && ways.iter().all(|w| w.when.is_some())
            {
                let finding = Finding::new(codes::CHOICE_FORM, first.to.at.clone(), msg!("choice-form-next"));
                found.push(finding.help(msg!("choice-form-next.help")));
            }
        }
        Exit::Choose(_) | Exit::Back(_) | Exit::End(_) => {}
    }
}

/// Only a person's act stops or goes back.
fn decided(step: &Step, found: &mut Findings) {
    let by_itself = matches!(step.verb, Verb::Each(_) | Verb::Section(_) | Verb::Call(_) | Verb::Email(_, None));
    let many = step.choose().is_some_and(|c: &Choose| c.many);
    let mut passing = Vec::new();
    match &step.exit {
        Exit::Choose(choose) => choose.options.values().filter(|o| o.default).for_each(|o| o.exit.leaves(&mut passing)),
        exit => exit.leaves(&mut passing),
    }
    for leaf in step.leaves() {
        let (word, at) = match leaf {
            Exit::Back(to) => ("back", to.at.clone()),
            Exit::End(end) if end.stop.is_some() => ("stop", end.at.key("stop").as_key()),
            _ => continue,
        };
        let why = if by_itself {
            "graph-undecided-verb"
        } else if many {
            "graph-undecided-many"
        } else if step.when.is_some() && passing.iter().any(|p| std::ptr::eq(*p, leaf)) {
            "graph-undecided-if"
        } else {
            continue;
        };
        found.push(Finding::new(codes::GRAPH_UNDECIDED, at, msg!(why, word = word)).help(msg!("graph-undecided.help")));
    }
    if step.when.is_some() {
        for leaf in passing {
            if let Exit::End(end) = leaf
                && end.outcome == Outcome::Failure
            {
                let finding = Finding::new(codes::GRAPH_UNDECIDED, end.at.key("end"), msg!("graph-undecided-failure"));
                found.push(finding.help(msg!("graph-undecided-failure.help")));
            }
        }
    }
}

fn waits(step: &Step, found: &mut Findings) {
    let Some(wait) = step.wait() else { return };
    if wait.late.is_some() && wait.within.is_none() {
        found.push(Finding::new(codes::WAIT_FORM, wait.at.key("late").as_key(), msg!("wait-form-late")).help(msg!("wait-form-late.help")));
    }
    if wait.remind.as_ref().is_some_and(|r| r.times.is_some_and(|n| n > 1) && r.every.is_none()) {
        found.push(Finding::new(codes::WAIT_FORM, wait.at.key("remind").key("times"), msg!("wait-form-every")));
    }
}

/// Keys that need others, and keys that belong to other verbs.
fn shapes(procedure: &Procedure, step: &Step, found: &mut Findings) {
    let needs = |key: &str, of: &'static str| Finding::new(codes::STEP_VERB, step.at.key(key).as_key(), msg!(of, key = key));
    if let Verb::Each(each) = &step.verb
        && (each.scope.steps.is_empty() || each.scope.start.is_empty())
    {
        found.push(needs("each", "step-verb-each"));
    }
    if let Verb::Each(each) = &step.verb
        && each.chunk.is_some()
        && each.one_by_one
    {
        found.push(needs("one_by_one", "step-verb-chunk"));
    }
    if step.role.is_none() && procedure.role.is_none() && !step.holds_scope() {
        found.push(Finding::new(codes::KEY_MISSING, step.at.as_key(), msg!("key-missing-role")).help(msg!("key-missing-role.help")));
    }
    if step.join == Join::First && step.standby {
        found.push(needs("standby", "step-verb-standby"));
    }
}

/// What of a step as it is typed does not belong to its verb; read from the tree, for the model keeps one verb only.
pub(super) fn verbs_of(root: &crate::text::Node, found: &mut Findings) {
    let steps = Place::at("/steps");
    for entry in root.get("steps").map(|n| n.entries()).unwrap_or_default() {
        verbs(&entry.value, &steps.key(&entry.key), found);
    }
}

fn verbs(node: &crate::text::Node, at: &Place, found: &mut Findings) {
    let present = |key: &&str| node.get(key).is_some();
    let named: Vec<&str> = ["email", "handover", "section", "each", "call"].iter().filter(|k| present(k)).copied().collect();
    let wait = node.get("wait").is_some();
    if named.len() > 1 || (wait && !named.is_empty() && named != ["email"]) {
        let all: Vec<String> = named.iter().chain(wait.then_some(&"wait")).map(|v| (*v).to_owned()).collect();
        let last = named.last().copied().unwrap_or("wait");
        found.push(Finding::new(codes::STEP_VERB, at.key(last).as_key(), msg!("step-verb-several", verbs = all)));
    }
    for (key, owner) in [
        ("as", "each"),
        ("start", "each"),
        ("steps", "each"),
        ("chunk", "each"),
        ("one_by_one", "each"),
        ("until", "each"),
        ("enough", "each"),
        ("with", "call"),
        ("returns", "call"),
        ("many", "choose"),
        ("stop", "end"),
    ] {
        if present(&key) && !present(&owner) {
            let finding = Finding::new(codes::STEP_VERB, at.key(key).as_key(), msg!("step-verb-needs", key = key, owner = owner));
            found.push(finding);
        }
    }
    for steps in [
        node.get("steps").map(|n| (n, at.key("steps"))),
        node.get("section").and_then(|s| s.get("steps")).map(|n| (n, at.key("section").key("steps"))),
    ]
    .into_iter()
    .flatten()
    {
        for entry in steps.0.entries() {
            verbs(&entry.value, &steps.1.key(&entry.key), found);
        }
    }
}
