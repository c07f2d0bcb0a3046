//! Who settles which step of an example: as few people as the procedure and what is to be seen allow.

use super::paths::BY;
use crate::check::Checked;
use crate::finding::{Goal, Hands};
use crate::model::{Ref, Scope, Verb};
use std::collections::HashMap;

/// The second one, the third one and so on.
const SOMEBODY_ELSE: &str = "quelqu’un d’autre";

/// The people of a run. Every item of a list is in the same hands.
pub(super) struct Cast(HashMap<String, String>);

/// Two steps, by their static paths, and whether they are done by one person.
struct Tie {
    pair: (String, String),
    same: bool,
}

impl Cast {
    /// The casts that are worth a try: the first one holds whatever order steps come in; where that cannot be, whoever did a step before need
    /// not have done it when it counts, so that what asks for the same person is left to the run.
    pub fn all(checked: &Checked, goal: &Goal) -> Vec<Cast> {
        let mut ties = Vec::new();
        gather(checked, "", &mut ties);
        if let (Some(hands), [one, another, ..]) = (goal.hands, goal.done.as_slice()) {
            // First of all, so that what the procedure says cannot take it back.
            ties.insert(0, Tie { pair: (one.step.clone(), another.step.clone()), same: hands == Hands::One });
        }
        let asks = ties.iter().skip(usize::from(goal.hands.is_some())).any(|tie| tie.same);
        let loose: Vec<&Tie> = ties.iter().enumerate().filter(|(n, tie)| !tie.same || goal.hands.is_some() && *n == 0).map(|(_, tie)| tie).collect();
        let strict = Cast::of(&ties.iter().collect::<Vec<&Tie>>());
        if asks { vec![strict, Cast::of(&loose)] } else { vec![strict] }
    }

    /// Whoever settles a step.
    pub fn who(&self, step: &str) -> &str {
        self.0.get(step).map_or(BY, String::as_str)
    }

    /// Steps that are tied are in one group; each group gets the first person whom no group apart from it has.
    fn of(ties: &[&Tie]) -> Cast {
        let mut groups: Vec<Vec<&str>> = Vec::new();
        for step in ties.iter().flat_map(|tie| [tie.pair.0.as_str(), tie.pair.1.as_str()]) {
            if !groups.iter().any(|group| group.contains(&step)) {
                groups.push(vec![step]);
            }
        }
        let within = |groups: &[Vec<&str>], step: &str| groups.iter().position(|group| group.contains(&step)).unwrap_or(0);
        for tie in ties.iter().filter(|tie| tie.same) {
            let (one, another) = (within(&groups, &tie.pair.0), within(&groups, &tie.pair.1));
            if one != another {
                let joined = groups.swap_remove(one.max(another));
                groups[one.min(another)].extend(joined);
            }
        }
        let mut people: Vec<Option<usize>> = vec![None; groups.len()];
        for group in 0..groups.len() {
            let apart = ties.iter().filter(|tie| !tie.same).map(|tie| (within(&groups, &tie.pair.0), within(&groups, &tie.pair.1)));
            let apart: Vec<usize> = apart
                .filter_map(|(a, b)| {
                    if a == group {
                        people[b]
                    } else if b == group {
                        people[a]
                    } else {
                        None
                    }
                })
                .collect();
            people[group] = (0..).find(|person| !apart.contains(person));
        }
        let named = |group: usize| match people[group].unwrap_or(0) {
            0 => BY.to_owned(),
            1 => SOMEBODY_ELSE.to_owned(),
            more => format!("{SOMEBODY_ELSE} ({more})"),
        };
        Cast(
            (0..groups.len())
                .flat_map(|group| groups[group].iter().map(move |step| ((*step).to_owned(), group)))
                .map(|(step, group)| (step, named(group)))
                .collect(),
        )
    }
}

/// What a procedure and those it calls say of who does what; `before` is what its static paths begin with.
fn gather(checked: &Checked, before: &str, ties: &mut Vec<Tie>) {
    in_scope(checked, &checked.procedure.scope, &mut vec![(before.to_owned(), &checked.procedure.scope)], ties);
}

fn in_scope<'c>(checked: &'c Checked, scope: &'c Scope, around: &mut Vec<(String, &'c Scope)>, ties: &mut Vec<Tie>) {
    let before = around.last().map(|(before, _)| before.clone()).unwrap_or_default();
    for (name, step) in &scope.steps {
        let path = format!("{before}{name}");
        let meant = |other: &Ref| {
            let (before, _) = around.iter().rev().find(|(_, scope)| scope.steps.contains_key(&other.name))?;
            Some(format!("{before}{}", other.name))
        };
        let named = step.not_by.iter().map(|other| (other, false)).chain(step.same_by.iter().map(|other| (other, true)));
        ties.extend(named.filter_map(|(other, same)| Some(Tie { pair: (path.clone(), meant(other)?), same })));
        if let Some(inner) = step.inner() {
            around.push((format!("{path}."), inner));
            in_scope(checked, inner, around, ties);
            around.pop();
        }
        if let Verb::Call(call) = &step.verb
            && let Some(called) = checked.calls.get(&call.procedure.name)
        {
            gather(called, &format!("{path}."), ties);
        }
    }
}
