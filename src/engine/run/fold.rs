//! A run after one more event.

use super::{Delivery, Inner, ItemState, MailState, Pinned, Post, Run, RunState, ScopeState, Sketch, Status, StepState};
use crate::engine::event::{Answers, Cause, Datum, Event, Stamp};
use crate::engine::path::{Path, Seg};
use serde_json::Value;
use std::collections::BTreeMap;

impl Run {
    fn scope_mut(&mut self, path: &[Seg]) -> &mut ScopeState {
        path.iter().fold(&mut self.root, |scope, seg| scope.steps.entry(seg.step.clone()).or_default().scope_mut(seg.item))
    }

    fn step_mut(&mut self, path: &Path) -> &mut StepState {
        match path.0.split_last() {
            Some((last, scope)) => self.scope_mut(scope).steps.entry(last.step.clone()).or_default(),
            // No event names the root as a step; should one ever, it changes nothing that is read.
            None => self.root.steps.entry("".into()).or_default(),
        }
    }

    /// This run after one more event.
    pub fn apply(&mut self, event: &Event, stamp: &Stamp) {
        self.events += 1;
        let number = self.events;
        match event {
            Event::Started { procedure, version, edition, holidays } => {
                self.procedure = Pinned { id: procedure.clone(), version: version.clone(), edition: edition.clone() };
                self.started = Some(stamp.clone());
                self.holidays = *holidays;
            }
            Event::Saved { path, answers } => {
                self.sketches.retain(|(of, field), _| of != path || !answers.contains_key(field));
                let draft = if path.is_root() { &mut self.draft } else { &mut self.step_mut(path).draft };
                draft.extend(answers.clone());
            }
            Event::Ticked { path, check } => drop(self.step_mut(path).ticked.insert(*check)),
            Event::Sketched { path, field, item, parts } => {
                self.sketches.insert((path.clone(), field.clone()), Sketch { item: *item, parts: parts.clone() });
            }
            Event::Begun { inputs } => {
                self.inputs = inputs.clone();
                self.draft.clear();
                self.sketches.clear();
                self.state = RunState::Open;
            }
            Event::Opened { path, round, due, not_before, late_from, mail, list, with } => {
                if let Some(mail) = mail {
                    self.mails.insert(*mail, MailState::new(path.clone(), *round));
                }
                let before = self.past.get(path).map(|(_, answers)| answers.clone());
                let gone = self.gone.remove(path);
                let step = self.step_mut(path);
                if step.earlier.is_empty() {
                    step.earlier = before.unwrap_or_default();
                }
                step.status = Status::Open;
                step.round = *round;
                step.since = number;
                step.opened = Some(stamp.clone());
                (step.due, step.not_before, step.late_from, step.mail) = (*due, *not_before, *late_from, *mail);
                step.reminded = None;
                (step.list, step.with) = (list.clone(), with.clone());
                if let Some(gone) = gone {
                    step.each_mut().scopes.extend(gone);
                }
            }
            Event::Joined { path, number, items } => {
                let group = self.step_mut(path).each_mut().scopes.entry(*number).or_default();
                // A new list may have an item of that number again.
                if matches!(group.scope.cut, Some(Cause::Dropped | Cause::Counted)) {
                    *group = ItemState::default();
                }
                group.items.extend(items.iter().filter(|i| !group.items.contains(i)).copied().collect::<Vec<_>>());
            }
            Event::ItemFinished { path, number } => self.step_mut(path).each_mut().scopes.entry(*number).or_default().finished = true,
            Event::Passed { path, choice, taken, end } => {
                let step = self.step_mut(path);
                step.status = Status::Passed;
                step.since = number;
                step.settled = Some(stamp.clone());
                step.choice = choice.iter().cloned().collect();
                (step.taken, step.end) = (taken.clone(), *end);
            }
            Event::LeftOut { path } => {
                let step = self.step_mut(path);
                step.status = Status::LeftOut;
                step.settled = Some(stamp.clone());
            }
            Event::StoodDown { path, down } => self.step_mut(path).stood_down = down.then_some(number),
            Event::Cut { scope, cause } => self.set_cut(scope, Some(cause)),
            Event::Restored { scope } => self.set_cut(scope, None),
            Event::Done { path, answers, choice, late, channel, on, paper, taken, end, .. } => {
                let step = self.step_mut(path);
                step.status = Status::Done;
                step.settled = Some(stamp.as_done(paper.as_ref()));
                step.entered = paper.as_ref().map(|_| stamp.clone());
                step.answers = answers.clone();
                step.draft.clear();
                self.sketches.retain(|(of, _), _| of != path);
                let step = self.step_mut(path);
                (step.choice, step.late, step.channel, step.on) = (choice.clone(), *late, channel.clone(), *on);
                (step.taken, step.end) = (taken.clone(), *end);
            }
            Event::Waived { path, reason, answers, choice, taken, end, .. } => {
                let step = self.step_mut(path);
                step.status = Status::Waived;
                step.settled = Some(stamp.clone());
                step.answers = answers.clone();
                step.reason = Some(reason.clone());
                step.choice = choice.clone();
                (step.taken, step.end) = (taken.clone(), *end);
                self.sketches.retain(|(of, _), _| of != path);
                self.withdraw(path);
            }
            Event::Corrected { path, answers, removed } => {
                if matches!(self.state, RunState::Finished(_)) {
                    self.state = RunState::Open;
                }
                let kept = if path.is_root() { &mut self.inputs } else { &mut self.step_mut(path).answers };
                kept.extend(answers.clone());
                kept.retain(|name, _| !removed.contains(name));
            }
            Event::Assigned { role, person } => drop(self.people.insert(role.clone(), person.clone())),
            Event::Reopened { .. } => self.state = RunState::Open,
            Event::PutBack { path } => {
                self.withdraw(path);
                let (mut past, mut gone) = (Vec::new(), Vec::new());
                remember(path, &self.step_mut(path).inner, &mut past, &mut gone);
                self.gone.extend(gone);
                for (path, (round, answers)) in past {
                    let before = self.past.get(&path).map_or(0, |(round, _)| *round);
                    self.past.insert(path, (round.max(before), answers));
                }
                let step = self.step_mut(path);
                let earlier = step.offered();
                *step = StepState { round: step.round, earlier, ..StepState::default() };
                self.dropped.retain(|(asked, _), _| asked != path && !asked.is_in(path));
                self.sketches.retain(|(of, _), _| of != path && !of.is_in(path));
            }
            Event::Reentered { path } => {
                let step = self.step_mut(path);
                step.status = Status::Open;
                (step.settled, step.entered, step.end) = (None, None, None);
                step.taken.clear();
            }
            Event::ItemAdded { path, field, item } => {
                let answers = if path.is_root() { &mut self.inputs } else { &mut self.step_mut(path).answers };
                let list = answers.entry(field.clone()).or_insert_with(|| Datum::Open(Value::Array(Vec::new())));
                if matches!(item, Datum::Personal(_)) && matches!(list, Datum::Open(_)) {
                    *list = Datum::Personal(list.value().clone());
                }
                if let Value::Array(items) = list.value_mut() {
                    items.push(item.value().clone());
                }
            }
            Event::ItemDropped { path, field, number, reason } => {
                self.left.insert((path.clone(), field.clone(), *number), (reason.clone(), stamp.clone()));
                self.dropped.entry((path.clone(), field.clone())).or_default().insert(*number);
            }
            Event::MailReady { mail, letter } => {
                if let Some(mail) = self.mails.get_mut(mail) {
                    mail.letter = Some(letter.clone());
                }
            }
            Event::MailLeft { mail, how, on, paper, late_from } => {
                let Some(mail) = self.mails.get_mut(mail) else { return };
                mail.left = Some((stamp.as_done(paper.as_ref()), how.clone()));
                mail.entered = paper.as_ref().map(|_| stamp.clone());
                mail.on = *on;
                if late_from.is_some() {
                    let path = mail.path.clone();
                    let step = self.step_mut(&path);
                    step.late_from = *late_from;
                    step.due = step.due.or(*late_from);
                }
            }
            Event::MailQueued { mail, message, recipients, files } => {
                if let Some(mail) = self.mails.get_mut(mail) {
                    let deliveries = vec![Delivery::Queued; *recipients as usize];
                    mail.post = Some(Post { queued: stamp.clone(), message: message.clone(), deliveries, files: files.clone(), letter: None });
                }
            }
            Event::MailSent { mail, recipient, answer } => self.delivered(*mail, *recipient, Delivery::Sent(stamp.clone(), Some(*answer))),
            Event::MailFailed { mail, recipient, fault, answer } => self.delivered(*mail, *recipient, Delivery::Failed(*fault, *answer)),
            Event::MailUncertain { mail, recipient, fault } => self.delivered(*mail, *recipient, Delivery::Uncertain(*fault)),
            Event::MailResolved { mail, recipient, sent } => {
                self.delivered(*mail, *recipient, if *sent { Delivery::Sent(stamp.clone(), None) } else { Delivery::Queued });
            }
            Event::MailRecalled { mail, .. } => {
                let Some((post, letter)) = self.mails.get_mut(mail).and_then(|mail| Some((mail.post.as_mut()?, &mut mail.letter))) else { return };
                let open = post.deliveries.iter_mut().filter(|d| matches!(d, Delivery::Queued | Delivery::Failed(..)));
                open.for_each(|delivery| *delivery = Delivery::Recalled);
                // It is written again before it leaves.
                post.letter = letter.take();
            }
            Event::Reminded { path, times, mail } => {
                let step = self.step_mut(path);
                step.reminded = Some((*times, stamp.at));
                let round = step.round;
                if let Some(mail) = mail {
                    self.mails.insert(*mail, MailState { reminder: Some(*times), ..MailState::new(path.clone(), round) });
                }
            }
            Event::Timed { path, due, not_before } => {
                let step = self.step_mut(path);
                (step.due, step.not_before) = (*due, *not_before);
            }
            Event::Upgraded { version, edition, holidays } => {
                let from = std::mem::replace(&mut self.procedure.version, version.clone());
                self.upgrades.push((from, stamp.clone()));
                self.procedure.edition.clone_from(edition);
                self.holidays = holidays.unwrap_or(self.holidays);
            }
            Event::Carried { path, answers, removed, ticked, ways, times } => {
                self.sketches.retain(|(of, name), _| of != path || !removed.contains(name));
                if path.is_root() {
                    self.inputs.extend(answers.clone());
                    self.inputs.retain(|name, _| !removed.contains(name));
                    self.draft.retain(|name, _| !removed.contains(name));
                    return;
                }
                let step = self.step_mut(path);
                step.answers.extend(answers.clone());
                for kept in [&mut step.answers, &mut step.draft, &mut step.earlier] {
                    kept.retain(|name, _| !removed.contains(name));
                }
                if let Some(ticked) = ticked {
                    step.ticked = ticked.iter().copied().collect();
                }
                if let Some(ways) = ways {
                    (step.taken, step.end) = (ways.taken.clone(), ways.end);
                }
                if let Some(times) = times {
                    (step.due, step.not_before, step.late_from) = (times.due, times.not_before, times.late_from);
                }
            }
            Event::Erased { reason, values } => self.erased.push((stamp.clone(), reason.clone(), values.is_empty())),
            Event::Imported { .. } => self.paused = true,
            Event::Resumed {} => self.paused = false,
            Event::Noted { path, text } => self.notes.push((path.clone(), text.clone(), stamp.clone())),
            Event::Finished { outcome } => self.state = RunState::Finished(*outcome),
            Event::Cancelled { reason } => self.state = RunState::Cancelled(reason.clone()),
        }
    }

    /// What became of a mail for one recipient. What is known for certain stands, whatever is heard later.
    fn delivered(&mut self, mail: u32, recipient: u32, became: Delivery) {
        let Some((post, letter)) = self.mails.get_mut(&mail).and_then(|mail| Some((mail.post.as_mut()?, &mut mail.letter))) else { return };
        let found = (recipient as usize).checked_sub(1).and_then(|at| post.deliveries.get_mut(at));
        let Some(delivery) = found.filter(|delivery| !matches!(delivery, Delivery::Sent(..))) else { return };
        // It left while it was being taken out: with the words that it had.
        if matches!(became, Delivery::Sent(..)) && letter.is_none() {
            *letter = post.letter.take();
        }
        *delivery = became;
    }

    /// The mail of a step that was put back will not leave any more: the next round has one of its own.
    fn withdraw(&mut self, path: &Path) {
        for mail in self.mails.values_mut().filter(|m| m.left.is_none() && m.path.is_in(path)) {
            mail.put_back = true;
        }
    }

    fn set_cut(&mut self, scope: &Path, cause: Option<&Cause>) {
        match scope.0.split_last() {
            None => self.root.cut = cause.cloned(),
            Some((last, around)) => {
                let step = self.scope_mut(around).steps.entry(last.step.clone()).or_default();
                match (&mut step.inner, last.item) {
                    (Inner::Each(each), None) => {
                        // Items that were dropped one by one stay so.
                        let was = std::mem::replace(&mut each.cut, cause.cloned());
                        let reached = each.scopes.values_mut().filter(|item| item.scope.cut == if cause.is_some() { None } else { was.clone() });
                        reached.for_each(|item| item.scope.cut = cause.cloned());
                    }
                    _ => step.scope_mut(last.item).cut = cause.cloned(),
                }
            }
        }
    }
}

/// Keeps what is worth keeping of the steps inside one that begins anew. Items may be others next time: their answers are not offered again.
fn remember(path: &Path, inner: &Inner, past: &mut Vec<(Path, (u32, Answers))>, gone: &mut Vec<(Path, BTreeMap<u32, ItemState>)>) {
    if let Inner::Each(each) = inner {
        // Groups are made anew each time; what became of a whole one has no number to stand under.
        let dropped = each.scopes.iter().filter(|(n, item)| item.items == [**n] && matches!(item.scope.cut, Some(Cause::Dropped | Cause::Counted)));
        let dropped: BTreeMap<u32, ItemState> = dropped
            .map(|(n, item)| (*n, ItemState { scope: ScopeState { cut: Some(Cause::Dropped), ..item.scope.clone() }, ..item.clone() }))
            .collect();
        if !dropped.is_empty() {
            gone.push((path.clone(), dropped));
        }
    }
    let mut scope = |path: &Path, inside: &ScopeState, keep: bool| {
        for (name, step) in &inside.steps {
            let path = path.step(name);
            past.push((path.clone(), (step.round, if keep { step.offered() } else { Answers::new() })));
            remember(&path, &step.inner, past, gone);
        }
    };
    match inner {
        Inner::None => {}
        Inner::Scope(inside) => scope(path, inside, path.0.iter().all(|seg| seg.item.is_none())),
        Inner::Each(each) => each.scopes.iter().for_each(|(number, item)| scope(&path.item(*number), &item.scope, false)),
    }
}
