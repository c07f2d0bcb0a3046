//! `rules` hold on every path.

use super::Proof;
use super::diagram::{ALWAYS, NEVER};
use super::world::At;
use crate::finding::{Finding, codes};
use crate::model::{Rule, Verb};
use crate::msg;

impl Proof<'_, '_> {
    /// Where the step of a rule opens, what it requires was done before.
    pub(super) fn rules(&mut self) {
        let procedure = self.world.procedure;
        for rule in &procedure.rules {
            self.rule(rule);
        }
    }

    fn rule(&mut self, rule: &Rule) {
        // Paths into a called procedure are not looked into: its own check speaks of it.
        let (Some((at, None)), Some((required, answer))) = (self.named(&rule.step.name), self.named(&rule.requires.name)) else { return };
        let mut when = self.world.done(at);
        if let Some(only) = &rule.when {
            let holds = self.world.condition(only, at);
            when = self.world.diagram.and(when, holds);
        }
        let done = self.world.done(required);
        let answered = match answer.and_then(|name| self.world.sites[required].step.choose()?.options.get_index_of(name.as_str())) {
            Some(index) => self.world.sites[required].options.get(index).copied().unwrap_or(NEVER),
            None => ALWAYS,
        };
        let before = self.world.before(&mut self.order, required, at);
        let kept = self.world.diagram.all([done, answered, before]);
        let broken = self.world.diagram.without(when, kept);
        if broken == NEVER {
            return;
        }
        let soft = self.soft();
        let certain = self.world.diagram.whatever(broken, &soft);
        let (code, when) = if certain == NEVER { (codes::RULE_DOUBT, broken) } else { (codes::RULE_BROKEN, certain) };
        let late = self.world.diagram.without(when, before) != NEVER && self.world.diagram.and(when, done) != NEVER;
        let (step, other) = (self.world.title(at), self.world.title(required));
        let id = if late { "rule-broken-order" } else { "rule-broken" };
        let message = msg!(id, step = step, required = other, when = self.told(when));
        let finding = Finding::new(code, rule.at.clone(), message);
        let finding = finding.related(self.world.sites[required].step.at.as_key(), msg!("rule-broken.required"));
        self.found.push(finding.related(self.world.sites[at].step.at.as_key(), msg!("rule-broken.step")).help(msg!("rule-broken.help")));
    }

    /// The step that a path of a rule names, and the answer behind it.
    fn named(&self, path: &str) -> Option<(At, Option<String>)> {
        let mut scope = 0;
        let mut names = path.split('.').map(|name| name.split('[').next().unwrap_or(name));
        let mut at = self.world.step(scope, names.next()?)?;
        for name in names {
            let site = &self.world.sites[at];
            if matches!(site.step.verb, Verb::Call(_)) {
                return None;
            }
            match site.inner {
                Some(inner) => {
                    scope = inner;
                    at = self.world.step(scope, name)?;
                }
                None => return Some((at, Some(name.to_owned()))),
            }
        }
        Some((at, None))
    }
}
