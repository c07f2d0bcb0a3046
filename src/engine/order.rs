//! In which order things that were done can be recorded, where nobody says it: each step opens only once those before it are settled.

use super::command::{Command, Done, Refusal};
use super::event::Event;
use super::run::{Run, RunState, Status};
use super::{Env, decide};
use crate::check::Checked;

/// What came of trying.
#[derive(Debug, Clone)]
pub struct Ordered {
    /// The run after all that could be recorded.
    pub run: Run,
    /// What happened.
    pub events: Vec<Event>,
    /// What could be recorded, by its place, in the order found.
    pub order: Vec<usize>,
    /// What could not, by its place; with the reason where its step was open.
    pub left: Vec<(usize, Option<Refusal>)>,
}

/// Finds the order by trying on a copy of the run: the earlier day first, then as given; and what closes the way to others that are still to be recorded only
/// when nothing else can be.
pub fn in_order(checked: &Checked, run: Run, done: &[Done], env: &Env) -> Ordered {
    let mut waiting: Vec<usize> = (0..done.len()).collect();
    waiting.sort_by_key(|at| done[*at].on.unwrap_or(env.today()));
    let mut found = Ordered { run, events: Vec::new(), order: Vec::new(), left: Vec::new() };
    loop {
        let mut refused: Vec<(usize, Refusal)> = Vec::new();
        let mut closing: Option<(usize, Run, Vec<Event>)> = None;
        let before = waiting.len();
        let mut still = Vec::new();
        for (place, at) in waiting.iter().enumerate() {
            let one = &done[*at];
            if found.run.status(&one.path) != Status::Open {
                still.push(*at);
                continue;
            }
            match decide(checked, found.run.clone(), &Command::Done(Box::new(one.clone())), env) {
                Ok((run, events)) => {
                    let mut others = still.iter().chain(&waiting[place + 1..]).map(|other| &done[*other]);
                    let shuts = others.any(|other| other.path != one.path && shuts(&found.run, &run, other));
                    if shuts {
                        closing.get_or_insert((*at, run, events));
                        still.push(*at);
                    } else {
                        found.run = run;
                        found.events.extend(events);
                        found.order.push(*at);
                        // What was tried before looked at a run that is no more.
                        closing = None;
                    }
                }
                Err(refusal) => {
                    refused.push((*at, refusal));
                    still.push(*at);
                }
            }
        }
        waiting = still;
        if waiting.len() < before {
            continue;
        }
        match closing {
            Some((at, run, events)) => {
                found.run = run;
                found.events.extend(events);
                found.order.push(at);
                waiting.retain(|other| *other != at);
            }
            None => {
                let reason = |at: usize| refused.iter().find(|(refused, _)| *refused == at).map(|(_, refusal)| refusal.clone());
                waiting.sort_unstable();
                found.left = waiting.into_iter().map(|at| (at, reason(at))).collect();
                return found;
            }
        }
    }
}

/// Whether a step that could still come cannot any more.
fn shuts(before: &Run, after: &Run, other: &Done) -> bool {
    let closed = |run: &Run| matches!(run.state, RunState::Finished(_) | RunState::Cancelled(_)) || run.status(&other.path).is_settled();
    !closed(before) && closed(after)
}
