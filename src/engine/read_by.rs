//! Who has read a list: for a person who changes it to know.

use super::path::Path;
use super::view::View;
use super::{Status, run::StepState};
use crate::model::field::Kind;
use crate::model::{Exit, Expr, Step, Verb};
use crate::template;
use std::collections::BTreeSet;

impl View<'_> {
    /// The settled steps that had read a list: that went through it, or decided by it. They keep what they read.
    pub fn read_by(&self, list: &str) -> Vec<Path> {
        // Values that follow from the list are the list, too.
        let mut names: BTreeSet<&str> = BTreeSet::from([list]);
        let computed = &self.checked.procedure.computed;
        while let Some((name, _)) = computed.iter().find(|(name, expr)| !names.contains(name.as_ref()) && reads(expr, &names)) {
            names.insert(name);
        }
        let settled = |path: &Path| self.run.step(path).is_some_and(|s: &StepState| s.status.has_ways());
        let steps = self.steps().into_iter().filter(|(path, _, step)| settled(path) && decides_by(step).into_iter().any(|expr| reads(expr, &names)));
        steps.map(|(path, _, _)| path).collect()
    }

    /// The answers that name this item of a list: by step and question.
    pub fn named_by(&self, list: &str, number: u32) -> Vec<(Path, String)> {
        let mut found = Vec::new();
        for (path, _, step) in self.steps() {
            let Some(state) = self.run.step(&path).filter(|_| self.run.status(&path) != Status::LeftOut) else { continue };
            for field in step.ask.values() {
                let answered = state.answers.get(&field.name).and_then(|datum| datum.value().as_u64());
                if matches!(&field.kind, Kind::Item(of) if of.name.as_ref() == list) && answered == Some(u64::from(number)) {
                    found.push((path.clone(), field.title.clone()));
                }
            }
        }
        found
    }
}

fn reads(expr: &Expr, names: &BTreeSet<&str>) -> bool {
    template::parse_expression(&expr.source).is_ok_and(|parsed| parsed.uses.iter().any(|used| names.contains(used.root())))
}

/// The expressions by which a step decides.
fn decides_by(step: &Step) -> Vec<&Expr> {
    let mut found: Vec<&Expr> = step.when.iter().chain(step.require.iter().map(|require| &require.that)).collect();
    match &step.verb {
        Verb::Each(each) => found.extend([&each.list].into_iter().chain(&each.enough)),
        Verb::Call(call) => found.extend(call.with.values()),
        Verb::Task | Verb::Email(..) | Verb::Wait(_) | Verb::Handover(_) | Verb::Section(_) => {}
    }
    exit(&step.exit, &mut found);
    step.wait().and_then(|wait| wait.late.as_deref()).into_iter().for_each(|late| exit(late, &mut found));
    found
}

fn exit<'e>(of: &'e Exit, found: &mut Vec<&'e Expr>) {
    match of {
        Exit::Next(ways) => found.extend(ways.iter().filter_map(|way| way.when.as_ref())),
        Exit::Route(arms) => arms.iter().for_each(|arm| {
            found.extend(&arm.when);
            exit(&arm.exit, found);
        }),
        Exit::Choose(choose) => choose.options.values().for_each(|option| {
            found.extend(&option.when);
            exit(&option.exit, found);
        }),
        Exit::Back(_) | Exit::End(_) => {}
    }
}
