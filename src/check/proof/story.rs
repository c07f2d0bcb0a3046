//! An example of answers, told in the order of the steps.

use super::Proof;
use super::diagram::{Condition, NEVER};
use super::world::{At, Stands};
use crate::finding::Message;
use crate::model::Exit;
use crate::msg;
use std::collections::{BTreeSet, HashMap, HashSet};

/// How many answers are told.
const MOST: usize = 6;

impl Proof<'_, '_> {
    /// The variables that stand for what is not understood.
    pub(super) fn soft(&self) -> HashSet<u32> {
        let soft = self.world.stands.iter().enumerate().filter(|(_, stands)| matches!(stands, Stands::Opaque(_)));
        soft.filter_map(|(number, _)| u32::try_from(number).ok()).collect()
    }

    /// When something can happen, in words: an example, or that it always does.
    pub(super) fn told(&self, when: Condition) -> Message {
        let story = self.story(when);
        if story.is_empty() { msg!("proof-whatever") } else { msg!("proof-story", story = story) }
    }

    fn story(&self, when: Condition) -> Vec<Message> {
        let Some(example) = self.world.diagram.example(when) else { return Vec::new() };
        let answers: HashMap<u32, bool> = example.iter().copied().collect();
        let mut told = Vec::new();
        let mut steps = BTreeSet::new();
        for (number, value) in &example {
            match self.world.stands.get(*number as usize) {
                Some(Stands::Step(at)) if steps.insert(*at) => told.extend(self.answered(*at, &answers)),
                Some(Stands::Step(_)) | None => {}
                Some(Stands::Given(title)) => {
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
    fn answered(&self, at: At, answers: &HashMap<u32, bool>) -> Option<(At, Message)> {
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
