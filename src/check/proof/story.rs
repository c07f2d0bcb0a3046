//! An example of answers, told in the order of the steps.

use super::Proof;
use super::diagram::{Condition, NEVER};
use super::domain::{Answer, Asker};
use super::world::{At, Meaning, Stands};
use crate::finding::{Answered, Example, Goal, ITEMS, Message, Turn};
use crate::model::{Exit, Verb};
use crate::msg;
use serde_json::Value;
use std::collections::{BTreeSet, HashMap, HashSet};

/// How many answers are told.
const MOST: usize = 6;

impl Proof<'_, '_> {
    /// The variables that stand for what is not understood.
    pub(super) fn soft(&self) -> HashSet<u32> {
        let soft = self.world.stands.iter().enumerate().filter(|(_, stands)| matches!(stands, Stands::Opaque(_) | Stands::Perhaps));
        soft.filter_map(|(number, _)| u32::try_from(number).ok()).collect()
    }

    /// When something can happen, in words: an example, or that it always does.
    pub(super) fn told(&self, when: Condition) -> Message {
        let story = self.story(when);
        if story.is_empty() { msg!("proof-whatever") } else { msg!("proof-story", story = story) }
    }

    /// The same as answers to play.
    pub(super) fn example(&self, when: Condition, goal: Goal) -> Example {
        let mut example = Example { goal, ..Example::default() };
        let Some(answers) = self.world.diagram.example(when) else { return example };
        let answers: HashMap<u32, bool> = answers.into_iter().collect();
        let holds = |condition| self.world.diagram.holds(condition, &answers);
        for (at, site) in self.world.sites.iter().enumerate().filter(|(_, site)| holds(site.open)) {
            let options = site.step.choose().map(|choose| &choose.options).into_iter().flatten();
            let options = options.zip(&site.options).filter(|(_, picked)| holds(**picked)).map(|((name, _), _)| name.to_string()).collect();
            example.turns.insert(self.world.path(at), Turn { late: holds(site.late), options });
        }
        let values = self.world.values.domains.iter().filter_map(|(answer, domain)| Some((answer, Some(domain.value(&holds)?))));
        let empty = self.world.stands.iter().zip(0u32..).filter_map(|(stands, number)| match stands {
            Stands::Given(_, answer) if answers.get(&number) == Some(&false) => Some((answer, None)),
            _ => None,
        });
        let mut values: Vec<_> = values.chain(empty).collect();
        values.sort_by_key(|(answer, _)| *answer);
        example.values = values.into_iter().filter_map(|(answer, value)| self.answered(answer, value)).collect();
        example
    }

    /// Whether something holds in the example of a condition.
    pub(super) fn in_example(&self, of: Condition, holds: Condition) -> bool {
        let answers = self.world.diagram.example(of).unwrap_or_default();
        self.world.diagram.holds(holds, &answers.into_iter().collect())
    }

    /// An answer as whoever plays it finds its question.
    fn answered(&self, answer: &Answer, value: Option<Value>) -> Option<Answered> {
        let (asker, mut path) = match answer.asker {
            Asker::Start => (None, Vec::new()),
            Asker::Step(at) => (Some(at), Vec::new()),
            Asker::Items(holder) => {
                let Verb::Each(each) = &self.world.sites[holder].step.verb else { return None };
                let list = each.list.source.trim();
                let (meaning, setters) = self.world.meaning(list, holder);
                let asker = if matches!(meaning, Meaning::Input(_)) { None } else { Some(*setters.first()?) };
                (asker, vec![list.to_owned(), ITEMS.to_owned()])
            }
            Asker::Settings | Asker::Called(_) => return None,
        };
        path.extend(answer.path.iter().cloned());
        Some(Answered { asker: asker.map(|at| self.world.path(at)), path, value })
    }

    fn story(&self, when: Condition) -> Vec<Message> {
        let Some(example) = self.world.diagram.example(when) else { return Vec::new() };
        let answers: HashMap<u32, bool> = example.iter().copied().collect();
        let mut told = Vec::new();
        let mut steps = BTreeSet::new();
        for (number, value) in &example {
            match self.world.stands.get(*number as usize) {
                Some(Stands::Step(at)) if steps.insert(*at) => told.extend(self.settled(*at, &answers)),
                Some(Stands::Called(at)) if steps.insert(*at) => told.push((*at, msg!("story-called", step = self.world.title(*at)))),
                Some(Stands::Step(_) | Stands::Called(_) | Stands::Perhaps) | None => {}
                Some(Stands::Given(title, _)) => {
                    let id = if *value { "story-given" } else { "story-empty" };
                    told.push((usize::MAX, msg!(id, field = title)));
                }
                Some(Stands::Value(text) | Stands::Opaque(text)) => {
                    let id = if *value { "story-holds" } else { "story-fails" };
                    told.push((usize::MAX, msg!(id, text = text)));
                }
            }
        }
        told.sort_by_key(|(at, _)| *at);
        told.into_iter().take(MOST).map(|(_, message)| message).collect()
    }

    /// What was answered at a step, under an example.
    fn settled(&self, at: At, answers: &HashMap<u32, bool>) -> Option<(At, Message)> {
        let site = &self.world.sites[at];
        let step = self.world.title(at);
        let holds = |condition| self.world.diagram.holds(condition, answers);
        if !holds(site.open) {
            return (site.step.standby && site.chosen != NEVER).then(|| (at, msg!("story-not-come", step = step)));
        }
        if holds(site.late) {
            return Some((at, msg!("story-late", step = step)));
        }
        let Exit::Choose(choose) = &site.step.exit else {
            return (site.late != NEVER).then(|| (at, msg!("story-in-time", step = step)));
        };
        let chosen: Vec<String> = choose
            .options
            .values()
            .zip(&site.options)
            .filter(|(_, picked)| holds(**picked))
            .map(|(option, _)| option.title.source.to_string())
            .collect();
        Some((at, msg!("story-chosen", step = step, option = chosen)))
    }
}
