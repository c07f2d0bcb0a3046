//! What a person has settled: its answers must be answers in the new version too, and lead somewhere there.

use super::{Moving, Pair};
use crate::engine::Status;
use crate::engine::answers::Before;
use crate::engine::event::{Answers, Datum, Event, Ways};
use crate::engine::exits::{self, Stuck, Taken};
use crate::engine::path::Path;
use crate::engine::run::{RunState, StepState};
use crate::engine::settle::names;
use crate::engine::site::Site;
use crate::engine::variables::{Given, Own, Reader};
use crate::model::field::Field;
use crate::model::{Channel, Exit, Name, Named, Ref, Step, Verb, value};
use crate::msg;
use crate::words::Message;

/// The questions of one place in both versions, and what was answered to them.
struct Questions<'q, 'a> {
    site: &'q Site<'a>,
    fields: &'q Named<Field>,
    old_site: &'q Site<'a>,
    old_fields: &'q Named<Field>,
    /// As it was answered in the old version.
    given: &'q Answers,
    /// Set aside: only what other steps read had to be answered.
    waived: bool,
}

impl<'a> Moving<'a> {
    /// The answers of the start; those kept before it, where it is still to come.
    pub(super) fn start(&mut self) {
        let (new, old) = (self.decision.checked, self.old);
        self.kept(&Path::root(), &old.procedure.inputs, &new.procedure.inputs);
        if self.before.state == RunState::Preparing {
            return;
        }
        let (site, old_site) = (Site::root(new), Site::root(old));
        let questions = Questions {
            site: &site,
            fields: &new.procedure.inputs,
            old_site: &old_site,
            old_fields: &old.procedure.inputs,
            given: &self.before.inputs,
            waived: false,
        };
        let found = self.answered(&questions);
        self.carry_answers(&Path::root(), &self.before.inputs, found);
    }

    /// A step that a person, or all that is in it, has settled.
    pub(super) fn settled(&mut self, pair: &Pair<'_, 'a>) {
        let Some(state) = self.before.step(pair.path).filter(|state| matches!(state.status, Status::Done | Status::Waived)) else { return };
        let by_itself = pair.step.holds_scope();
        if !by_itself && !state.late {
            let questions = Questions {
                site: pair.site,
                fields: &pair.step.ask,
                old_site: pair.old_site,
                old_fields: &pair.old_step.ask,
                given: &state.answers,
                waived: state.status == Status::Waived,
            };
            let found = self.answered(&questions);
            self.carry_answers(pair.path, &state.answers, found);
        }
        let mut refused = self.refused(pair, state);
        if refused.is_empty() && !by_itself && state.status == Status::Done && !state.late {
            refused = self.contradicted(pair, state);
        }
        if refused.is_empty() {
            self.lead(pair);
        }
        refused.into_iter().for_each(|message| self.obstacle(pair.path, message));
    }

    /// What is answered in the new version by the answers given in the old one; or what is wrong with them there.
    fn answered(&self, questions: &Questions<'_, 'a>) -> Result<Answers, Vec<Message>> {
        let Questions { site, fields, old_site, old_fields, given, waived, .. } = questions;
        let today = self.decision.env.today();
        let old = Before(Reader::new(self.before, (*old_site).clone(), self.decision.env).with(Own {
            fields: old_fields,
            given: Given::Answers(given),
            chosen: None,
        }));
        let (mut kept, mut wrong) = (Answers::new(), Vec::new());
        for (name, field) in *fields {
            let around = Before(self.decision.reader(site).with(Own { fields, given: Given::Answers(&kept), chosen: None }));
            let asked =
                |around: &Before, field: &Field| field.when.as_ref().is_none_or(|when| value::Around::asked(around, when, &[]).unwrap_or(true));
            let (was_asked, is_asked) = (old_fields.get(name).is_some_and(|field| asked(&old, field)), asked(&around, field));
            let read = |datum: &Datum| match value::accept(field, name, datum.value(), today, &around) {
                Ok(accepted) => Ok(accepted.value),
                // What the old version would not take today either was right on its day.
                Err(problems) => match old_fields.get(name).map(|old_field| value::accept(old_field, name, datum.value(), today, &old)) {
                    Some(Err(_)) => Ok(datum.value().clone()),
                    _ => Err(problems),
                },
            };
            let personal = |datum: &Datum| field.is_personal() || matches!(datum, Datum::Personal(_));
            match given.get(name) {
                Some(datum) if is_asked || !was_asked => match read(datum) {
                    Ok(value) => drop(kept.insert(name.clone(), Datum::new(value, personal(datum)))),
                    Err(problems) => {
                        let why = problems.into_iter().map(|problem| problem.message).collect::<Vec<_>>();
                        wrong.push(msg!("upgrade-answer", field = &field.title, why = why));
                    }
                },
                None if is_asked => match &field.default {
                    Some(default) if !waived => {
                        if let Ok(accepted) = value::accept(field, name, default, today, &around) {
                            kept.insert(name.clone(), Datum::new(accepted.value, field.is_personal()));
                        }
                    }
                    _ => {
                        let had_to = |asked: bool, field: &Field, checked: &crate::check::Checked| {
                            asked && !field.optional && (!waived || checked.reads.contains(&field.name))
                        };
                        let before = old_fields.get(name).is_some_and(|field| had_to(was_asked, field, self.old));
                        if had_to(is_asked, field, self.decision.checked) && !before {
                            wrong.push(msg!("upgrade-unasked", field = &field.title));
                        }
                    }
                },
                _ => {}
            }
        }
        if wrong.is_empty() { Ok(kept) } else { Err(wrong) }
    }

    /// Records where answers that stand are others than were given.
    fn carry_answers(&mut self, path: &Path, given: &Answers, found: Result<Answers, Vec<Message>>) {
        let now = match found {
            Ok(now) => now,
            Err(wrong) => return wrong.into_iter().for_each(|message| self.obstacle(path, message)),
        };
        let answers: Answers = now.iter().filter(|(name, datum)| given.get(*name) != Some(datum)).map(|(n, d)| (n.clone(), d.clone())).collect();
        let removed: Vec<Name> = given.keys().filter(|name| !now.contains_key(*name)).cloned().collect();
        let stands = if path.is_root() { Some(&self.decision.run.inputs) } else { self.state(path).map(|state| &state.answers) };
        let differs = stands.is_some_and(|stands| *stands != now);
        if differs && !(answers.is_empty() && removed.is_empty()) {
            self.decision.emit(Event::Carried { path: path.clone(), answers, removed, ticked: None, ways: None, times: None });
        }
    }

    /// What of the way in which a step was settled the new version does not have.
    fn refused(&self, pair: &Pair<'_, 'a>, state: &StepState) -> Vec<Message> {
        let mut refused = Vec::new();
        if state.status == Status::Waived {
            let rules = &self.decision.checked.procedure.rules;
            let rule = rules.iter().any(|rule| rule.demand.wants_it_done() && names(&rule.other.name, pair.path));
            if !pair.step.waivable || rule {
                refused.push(msg!("upgrade-waived"));
            }
        }
        let has_late = pair.step.wait().is_some_and(|wait| wait.late.is_some());
        if state.late && !has_late {
            refused.push(msg!("upgrade-late"));
        }
        if let (Verb::Handover(handover), Some(channel)) = (&pair.step.verb, state.channel.as_deref().and_then(Channel::parse))
            && !handover.by.contains(&channel)
        {
            refused.push(msg!("upgrade-channel"));
        }
        refused.extend(self.wrong_person(pair, state));
        if !state.late && !pair.step.holds_scope() {
            refused.extend(self.chosen_otherwise(pair, state));
        }
        refused
    }

    /// Who did it, where the new version wants another person, or one certain one, and the old one did not.
    fn wrong_person(&self, pair: &Pair<'_, 'a>, state: &StepState) -> Option<Message> {
        let by = |other: &Ref| {
            let did = pair.site.same_procedure().find_map(|frame| self.before.scope(&frame.path.0)?.get(&other.name))?;
            Some(state.settled.as_ref()?.by == did.settled.as_ref().filter(|_| did.status == Status::Done)?.by)
        };
        let new = |now: &'a [Ref], old: &'a [Ref]| now.iter().filter(|other| !old.iter().any(|known| known.name == other.name));
        let not_by = new(&pair.step.not_by, &pair.old_step.not_by).find(|other| by(other) == Some(true));
        let same_by = new(&pair.step.same_by, &pair.old_step.same_by).find(|other| by(other) == Some(false));
        not_by
            .map(|other| msg!("upgrade-same-person", step = other.name.as_ref()))
            .or(same_by.map(|other| msg!("upgrade-other-person", step = other.name.as_ref())))
    }

    /// What was chosen that cannot be chosen any more.
    fn chosen_otherwise(&self, pair: &Pair<'_, 'a>, state: &StepState) -> Option<Message> {
        let Some(choose) = pair.step.choose() else { return (!state.choice.is_empty()).then(|| msg!("upgrade-choice-none")) };
        if state.choice.is_empty() {
            return Some(msg!("upgrade-choice-missing"));
        }
        if state.choice.len() > 1 && !choose.many {
            return Some(msg!("upgrade-choice-one"));
        }
        let now = self.state(pair.path).map_or(&state.answers, |now| &now.answers);
        let was = self.was(pair).with_own(&state.answers, &[], pair.old_step);
        let is = self.decision.reader(pair.site).with_own(now, &[], pair.step);
        let old = pair.old_step.choose();
        state.choice.iter().find_map(|name| {
            let before = old.and_then(|old| old.options.get(name));
            let Some(option) = choose.options.get(name) else {
                return Some(msg!("upgrade-option", option = before.map_or(name.as_ref(), |option| &option.title.source)));
            };
            let withdrawn = !is.offers(option) && before.is_none_or(|before| was.offers(before));
            withdrawn.then(|| msg!("upgrade-option", option = option.title.source.as_ref()))
        })
    }

    /// What the answers must fulfil in the new version and do not.
    fn contradicted(&self, pair: &Pair<'_, 'a>, state: &StepState) -> Vec<Message> {
        let Some(now) = self.state(pair.path) else { return Vec::new() };
        let was = self.was(pair).with_own(&state.answers, &state.choice, pair.old_step);
        let is = self.decision.reader(pair.site).with_own(&now.answers, &state.choice, pair.step);
        let broken_before = |that: &str| {
            let mut old = pair.old_step.require.iter().filter(|old| old.that.source.as_ref() == that);
            old.any(|old| was.holds(&old.that) != Ok(true))
        };
        let broken = pair.step.require.iter().filter(|require| is.holds(&require.that) != Ok(true) && !broken_before(&require.that.source));
        broken.map(|require| msg!("upgrade-require", say = is.text(&require.say).unwrap_or_else(|_| require.say.source.to_string()))).collect()
    }

    /// A settled step leads where it leads in the new version.
    pub(super) fn lead(&mut self, pair: &Pair<'_, 'a>) {
        let (Some(state), Some(now)) = (self.before.step(pair.path), self.state(pair.path)) else { return };
        // What came to be settled on the way was settled as the new version has it.
        if state.status != now.status {
            return;
        }
        let was = leads(self.was(pair), pair.old_step, pair.path, state, &state.answers);
        let is = leads(self.decision.reader(pair.site), pair.step, pair.path, state, &now.answers);
        let here = pair.site.here();
        let exists = |name: &Name| {
            here.scope.steps.get_index_of(name).is_some_and(|to| here.plan.steps.get(&pair.step.name).is_some_and(|n| n.out.contains(&to)))
        };
        let kept = was == is && state.taken.iter().all(exists);
        let stop = |taken: &Result<Taken, Stuck>| taken.as_ref().ok().and_then(|taken| taken.stop.clone());
        let wrong = match &is {
            _ if kept => return,
            Err(stuck) => Some(msg!("upgrade-stuck", why = stuck.0.clone())),
            Ok(taken) if taken.back.is_some() => Some(msg!("upgrade-back")),
            Ok(_) if stop(&is) != stop(&was) => Some(msg!("upgrade-stop")),
            Ok(_) => None,
        };
        if let Some(wrong) = wrong {
            return if state.status == Status::Passed { self.undo(pair.path, wrong) } else { self.obstacle(pair.path, wrong) };
        }
        let Ok(taken) = is else { return };
        if (&now.taken, now.end) != (&taken.to, taken.end) {
            let ways = Some(Ways { taken: taken.to, end: taken.end });
            let (path, answers) = (pair.path.clone(), Answers::new());
            self.decision.emit(Event::Carried { path, answers, removed: Vec::new(), ticked: None, ways, times: None });
        }
    }
}

/// Where a step leads as it was settled.
fn leads(reader: Reader, step: &Step, path: &Path, state: &StepState, answers: &Answers) -> Result<Taken, Stuck> {
    if state.late {
        let late = step.wait().and_then(|wait| wait.late.as_deref());
        return late.map_or_else(|| Ok(Taken::default()), |late| exits::follow(late, &reader));
    }
    match (&step.exit, state.status) {
        (Exit::Choose(choose), Status::Passed) => {
            let default = choose.options.values().find(|option| option.default);
            default.map_or_else(|| Ok(Taken::default()), |option| exits::follow(&option.exit, &reader))
        }
        (exit, Status::Passed) => exits::follow(exit, &reader),
        _ => {
            let mut reader = reader.with_own(answers, &state.choice, step);
            reader.settling = Some(path);
            exits::choice(step, &state.choice, &reader)
        }
    }
}
