//! `rules` hold on every path.

use super::Proof;
use super::diagram::{ALWAYS, Condition, NEVER};
use super::world::{At, Stands};
use crate::finding::{Finding, Goal, Hands, Sight, codes};
use crate::model::{Demand, Ref, Rule, Step, Verb};
use crate::msg;

/// What a path of a rule names.
struct Named {
    /// The step; of a path into a called procedure the one that calls.
    at: At,
    /// The answer behind it.
    answer: Option<String>,
    /// The path inside the called procedure.
    inside: Option<String>,
}

impl Proof<'_, '_> {
    /// Where the step of a rule is done, what it demands holds.
    pub(super) fn rules(&mut self) {
        let procedure = self.world.procedure;
        for rule in &procedure.rules {
            self.rule(rule);
        }
    }

    fn rule(&mut self, rule: &Rule) {
        let (Some(step), Some(other)) = (self.named(&rule.step.name), self.named(&rule.other.name)) else { return };
        let standing = match rule.demand {
            // What comes of it is asked of those who have finished.
            Demand::LeadsTo => self.world.standing(),
            Demand::Requires => self.world.standing_at(&mut self.order, &[step.at]),
            // Who goes back in one of the two has not done it.
            Demand::Excludes | Demand::SamePerson | Demand::OtherPerson => {
                let before = self.world.standing_at(&mut self.order, &[step.at, other.at]);
                let (one, another) = (self.world.stays_at(step.at), self.world.stays_at(other.at));
                self.world.diagram.all([before, one, another])
            }
        };
        let mut when = self.named_done(&step);
        if step.inside.is_some() {
            // It is done whatever becomes of the call then.
            let (open, done) = (self.world.sites[step.at].open, self.world.done(step.at));
            let halted = self.world.diagram.without(open, done);
            when = self.world.diagram.or(when, halted);
        }
        when = self.world.diagram.and(when, standing);
        if let Some(only) = &rule.when {
            let holds = self.world.condition(only, step.at);
            when = self.world.diagram.and(when, holds);
        }
        let done = self.named_done(&other);
        let mut id = match rule.demand {
            Demand::Requires => "rule-broken",
            Demand::Excludes => "rule-broken-both",
            Demand::LeadsTo => "rule-broken-never",
            Demand::SamePerson => "rule-broken-same",
            Demand::OtherPerson => "rule-broken-other",
        };
        let broken = match rule.demand {
            Demand::Requires => {
                let before = self.named_before(&other, &step);
                // What was stopped may be settled without it.
                let survives = self.world.survives(&mut self.order, other.at, step.at);
                let kept = self.world.diagram.all([done, before, survives]);
                let early = self.world.diagram.without(when, before);
                if early != NEVER && self.world.diagram.and(when, done) != NEVER {
                    id = "rule-broken-order";
                }
                let nobody = self.no_items(&other, &step);
                let nobody = self.world.diagram.and(nobody, before);
                let kept = self.world.diagram.or(kept, nobody);
                self.world.diagram.without(when, kept)
            }
            Demand::Excludes => {
                let both = self.world.diagram.and(when, done);
                let apart = self.one_stops_the_other(step.at, other.at);
                self.world.diagram.without(both, apart)
            }
            Demand::LeadsTo => {
                let mut cut = self.world.cut_short(&mut self.order, other.at, Some(step.at));
                if step.at == other.at {
                    // What stops a call stops neither of two steps in it that are both done by then.
                    let before = self.named_before(&other, &step);
                    cut = self.world.diagram.without(cut, before);
                }
                let nobody = self.no_items(&other, &step);
                // What a stop leaves out is counted below, but for what an alarm does.
                let alarmed = self.alarmed(&other);
                let kept = self.world.diagram.any([done, nobody, alarmed]);
                let kept = self.world.diagram.without(kept, cut);
                self.world.diagram.without(when, kept)
            }
            Demand::SamePerson | Demand::OtherPerson => {
                let both = self.world.diagram.and(when, done);
                let apart = self.one_stops_the_other(step.at, other.at);
                let both = self.world.diagram.without(both, apart);
                let held = if rule.demand == Demand::SamePerson { self.same(step.at, other.at) } else { self.differ(step.at, other.at) };
                self.world.diagram.without(both, held)
            }
        };
        self.say_broken(rule, id, (&step, &other), broken);
    }

    fn say_broken(&mut self, rule: &Rule, id: &'static str, (step, other): (&Named, &Named), broken: Condition) {
        if broken == NEVER {
            return;
        }
        let soft = self.soft();
        let certain = self.world.diagram.whatever(broken, &soft);
        let (code, when) = if certain == NEVER { (codes::RULE_DOUBT, broken) } else { (codes::RULE_BROKEN, certain) };
        let when = self.world.without_detours(when);
        let sight = |named: &Named| Sight { step: self.world.path(named.at), answer: named.answer.clone() };
        let (one, another) = (sight(step), sight(other));
        let goal = match rule.demand {
            Demand::Requires => Goal { done: vec![one], lacks: vec![another], ..Goal::default() },
            Demand::LeadsTo => Goal { done: vec![one], lacks: vec![another], at_the_end: true, ..Goal::default() },
            Demand::Excludes => Goal { done: vec![one, another], at_the_end: true, ..Goal::default() },
            Demand::SamePerson => Goal { done: vec![one, another], at_the_end: true, hands: Some(Hands::Two), ..Goal::default() },
            Demand::OtherPerson => Goal { done: vec![one, another], at_the_end: true, hands: Some(Hands::One), ..Goal::default() },
        };
        let example = self.example(when, goal);
        let message = msg!(id, step = self.called(step), other = self.called(other), when = self.told(when));
        let finding = Finding::new(code, rule.at.clone(), message);
        let finding = finding.related(self.world.sites[other.at].step.at.as_key(), msg!("rule-broken.other"));
        let help = match rule.demand {
            Demand::Requires => msg!("rule-broken.help"),
            Demand::Excludes => msg!("rule-broken-both.help"),
            Demand::LeadsTo => msg!("rule-broken-never.help"),
            Demand::SamePerson => msg!("rule-broken-same.help", other = self.world.sites[other.at].step.name.as_ref()),
            Demand::OtherPerson => msg!("rule-broken-other.help", other = self.world.sites[other.at].step.name.as_ref()),
        };
        self.found.push(finding.related(self.world.sites[step.at].step.at.as_key(), msg!("rule-broken.step")).help(help).example(example));
    }

    /// How what a rule names is told: a step by its title, with its answer.
    fn called(&self, named: &Named) -> String {
        let title = self.world.title(named.at);
        match (&named.inside, &named.answer) {
            (Some(inside), _) => format!("{title} · {inside}"),
            (None, Some(answer)) => {
                let option = self.world.sites[named.at].step.choose().and_then(|c| c.options.get(answer.as_str()));
                format!("{title} → {}", option.map_or(answer.as_str(), |option| &option.title.source))
            }
            (None, None) => title,
        }
    }

    fn named(&self, path: &str) -> Option<Named> {
        let mut scope = 0;
        let mut names = path.split('.').map(|name| name.split('[').next().unwrap_or(name));
        let mut at = self.world.step(scope, names.next()?)?;
        while let Some(name) = names.next() {
            let site = &self.world.sites[at];
            if matches!(site.step.verb, Verb::Call(_)) {
                let inside = names.fold(name.to_owned(), |path, name| path + "." + name);
                return Some(Named { at, answer: None, inside: Some(inside) });
            }
            match site.inner {
                Some(inner) => {
                    scope = inner;
                    at = self.world.step(scope, name)?;
                }
                None => return Some(Named { at, answer: Some(name.to_owned()), inside: None }),
            }
        }
        Some(Named { at, answer: None, inside: None })
    }

    /// What is named is done. Of a called procedure only what each of its runs does is known.
    fn named_done(&mut self, named: &Named) -> Condition {
        let done = self.world.done(named.at);
        let stopped = self.world.stopped_before_done(&mut self.order, named.at);
        let done = self.world.diagram.without(done, stopped);
        if let Some(inside) = &named.inside {
            let Verb::Call(call) = &self.world.sites[named.at].step.verb else { return done };
            if self.world.calls.get(&call.procedure.name).is_some_and(|called| called.certain.done.contains(inside.as_str())) {
                return done;
            }
            let text = format!("{}.{inside}", self.world.sites[named.at].step.name);
            let perhaps = self.world.free(&format!("{}:{inside} done", named.at), Stands::Opaque(text));
            return self.world.diagram.and(done, perhaps);
        }
        let answered = match &named.answer {
            Some(answer) => {
                let index = self.world.sites[named.at].step.choose().and_then(|c| c.options.get_index_of(answer.as_str()));
                index.and_then(|index| self.world.sites[named.at].options.get(index).copied()).unwrap_or(NEVER)
            }
            None => ALWAYS,
        };
        self.world.diagram.and(done, answered)
    }

    /// What is named would be done, had not a standby step stopped what it stands in before.
    fn alarmed(&mut self, named: &Named) -> Condition {
        let done = self.world.done(named.at);
        let stopped = self.world.stopped_before_done(&mut self.order, named.at);
        let stopped = self.world.diagram.and(done, stopped);
        if named.answer.is_some() || named.inside.is_some() { NEVER } else { stopped }
    }

    /// A rule speaks of each item: there is none where what is named stands, unless the other one stands in the same item.
    fn no_items(&mut self, named: &Named, beside: &Named) -> Condition {
        let around: Vec<usize> = self.world.outward(self.world.sites[beside.at].scope).collect();
        let holders = self.world.outward(self.world.sites[named.at].scope).take_while(|scope| !around.contains(scope));
        let holders: Vec<At> = holders.filter_map(|scope| self.world.scopes[scope].holder).collect();
        let mut nobody = NEVER;
        for holder in holders {
            let (done, inside) = (self.world.done(holder), self.world.sites[holder].inside);
            let empty = self.world.diagram.without(done, inside);
            nobody = self.world.diagram.or(nobody, empty);
        }
        nobody
    }

    /// What is named first is settled before what is named last opens.
    fn named_before(&mut self, first: &Named, last: &Named) -> Condition {
        if first.at == last.at && first.inside.is_some() && last.inside.is_some() {
            // In what order a called procedure does its steps is its own matter, which its own rules speak of.
            let text = format!("{} < {}", self.called(first), self.called(last));
            return self.world.free(&text, Stands::Opaque(text.clone()));
        }
        self.world.before(&mut self.order, first.at, last.at)
    }

    /// Whichever of two steps is done first stops what the other stands in, or the one that does certainly comes first.
    fn one_stops_the_other(&mut self, one: At, other: At) -> Condition {
        let (forth, back) = (self.world.stops_at(&mut self.order, one, other), self.world.stops_at(&mut self.order, other, one));
        let first = self.certainly_before(one, other);
        let last = self.certainly_before(other, one);
        let each = self.world.diagram.and(forth, back);
        let first = self.world.diagram.and(forth, first);
        let last = self.world.diagram.and(back, last);
        self.world.diagram.any([each, first, last])
    }

    /// Where a step is done before another one opens, or, being an alarm, can only come before that one is done.
    fn certainly_before(&mut self, one: At, other: At) -> Condition {
        let before = self.world.before(&mut self.order, one, other);
        if !self.world.sites[one].step.standby {
            return before;
        }
        let comes_after = self.world.comes_after(one, other);
        let too_late = self.world.diagram.not(comes_after);
        self.world.diagram.or(before, too_late)
    }

    /// One and the same person certainly did two steps, where both are done.
    fn same(&mut self, one: At, other: At) -> Condition {
        let alike = self.alike(one);
        let by_others = alike.into_iter().find(|(at, _)| *at == other).map_or(NEVER, |(_, when)| when);
        let themselves = self.named_by_either(one, other, |step| &step.same_by, true);
        self.world.diagram.or(by_others, themselves)
    }

    /// Two people certainly did two steps, where both are done.
    fn differ(&mut self, one: At, other: At) -> Condition {
        let (ones, others) = (self.alike(one), self.alike(other));
        let mut differ = NEVER;
        for (a, a_like) in &ones {
            for (b, b_like) in &others {
                let apart = self.named_by_either(*a, *b, |step| &step.not_by, (*a, *b) == (one, other));
                let apart = self.world.diagram.all([*a_like, *b_like, apart]);
                differ = self.world.diagram.or(differ, apart);
            }
        }
        differ
    }

    /// The steps that whoever did this one did too, and when; it is one of them.
    fn alike(&mut self, at: At) -> Vec<(At, Condition)> {
        let mut alike = vec![(at, ALWAYS)];
        let tied: Vec<At> = (0..self.world.sites.len()).filter(|at| !self.world.sites[*at].step.same_by.is_empty()).collect();
        let mut next = 0;
        while let Some((from, when)) = alike.get(next).copied() {
            next += 1;
            let mut beside: Vec<At> = tied.iter().copied().filter(|other| *other != from).collect();
            if tied.contains(&from) {
                beside = (0..self.world.sites.len()).filter(|other| *other != from).collect();
            }
            for other in beside {
                let tie = self.named_by_either(from, other, |step| &step.same_by, false);
                let done = if other == at { ALWAYS } else { self.world.done(other) };
                let tie = self.world.diagram.all([when, tie, done]);
                if tie != NEVER && !alike.iter().any(|(known, _)| *known == other) {
                    alike.push((other, tie));
                }
            }
        }
        alike
    }

    /// One of two steps asks about whoever did the other one, which is settled before it. Where `both` are known to be done, that is so also where
    /// the other one could not be done later, for this one stops what it stands in.
    fn named_by_either(&mut self, one: At, other: At, names: fn(&Step) -> &[Ref], both: bool) -> Condition {
        let forth = self.names_earlier(one, names, other, both);
        let back = self.names_earlier(other, names, one, both);
        self.world.diagram.or(forth, back)
    }

    fn names_earlier(&mut self, at: At, names: fn(&Step) -> &[Ref], other: At, both: bool) -> Condition {
        let scopes: Vec<usize> = self.world.outward(self.world.sites[at].scope).collect();
        let names = names(self.world.sites[at].step);
        let meant = names.iter().any(|name| scopes.iter().find_map(|scope| self.world.step(*scope, &name.name)) == Some(other));
        if !meant {
            return NEVER;
        }
        let before = self.world.before(&mut self.order, other, at);
        let last = if both { self.world.stops_at(&mut self.order, at, other) } else { NEVER };
        self.world.diagram.or(before, last)
    }
}
