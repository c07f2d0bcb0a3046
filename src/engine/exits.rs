//! Where a settled step leads.

use super::variables::Reader;
use crate::model::{Exit, Name, Outcome, Step, Stop};
use crate::msg;
use crate::words::Message;

/// What an exit comes to.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Taken {
    pub to: Vec<Name>,
    pub end: Option<Outcome>,
    pub stop: Option<Stop>,
    pub back: Option<Name>,
}

/// A condition of a route could not be computed.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Stuck(pub Message);

/// Follows an exit that is no choice between options.
pub(super) fn follow(exit: &Exit, reader: &Reader) -> Result<Taken, Stuck> {
    match exit {
        Exit::Next(ways) => {
            let mut to: Vec<Name> = Vec::new();
            for way in ways {
                let holds = way.when.as_ref().map_or(Ok(true), |e| reader.holds(e)).map_err(|f| Stuck(f.message))?;
                if holds && !to.contains(&way.to.name) {
                    to.push(way.to.name.clone());
                }
            }
            Ok(Taken { to, ..Taken::default() })
        }
        Exit::Route(arms) => {
            for arm in arms {
                if arm.when.as_ref().map_or(Ok(true), |e| reader.holds(e)).map_err(|f| Stuck(f.message))? {
                    return follow(&arm.exit, reader);
                }
            }
            Err(Stuck(msg!("choice-missing")))
        }
        Exit::Back(to) => Ok(Taken { back: Some(to.name.clone()), ..Taken::default() }),
        Exit::End(end) => Ok(Taken { end: Some(end.outcome), stop: end.stop.clone(), ..Taken::default() }),
        // Options are followed one by one, by `choice`.
        Exit::Choose(_) => Err(Stuck(msg!("choice-missing"))),
    }
}

/// Follows the options that were chosen: all of them together where there may be many.
pub(super) fn choice(step: &Step, chosen: &[Name], reader: &Reader) -> Result<Taken, Stuck> {
    let Some(choose) = step.choose() else { return follow(&step.exit, reader) };
    let mut all = Taken::default();
    for name in chosen {
        let Some(option) = choose.options.get(name) else { continue };
        let one = follow(&option.exit, reader)?;
        let more: Vec<Name> = one.to.into_iter().filter(|name| !all.to.contains(name)).collect();
        all.to.extend(more);
        all.end = match (all.end, one.end) {
            (Some(Outcome::Failure), _) | (_, Some(Outcome::Failure)) => Some(Outcome::Failure),
            (Some(Outcome::Success), _) | (_, Some(Outcome::Success)) => Some(Outcome::Success),
            (a, b) => a.or(b),
        };
        all.stop = all.stop.or(one.stop);
        all.back = all.back.or(one.back);
    }
    Ok(all)
}

/// A person names the way that could not be computed: one of the steps, or the end, that the exit could lead to.
pub(super) fn named(exit: &Exit, name: &str) -> Option<Taken> {
    let mut leaves = Vec::new();
    exit.leaves(&mut leaves);
    leaves.into_iter().find_map(|leaf| match leaf {
        Exit::Next(ways) => ways.iter().find(|w| w.to.name.as_ref() == name).map(|w| Taken { to: vec![w.to.name.clone()], ..Taken::default() }),
        Exit::Back(to) if to.name.as_ref() == name => Some(Taken { back: Some(to.name.clone()), ..Taken::default() }),
        Exit::End(end) if end.outcome.word() == name => Some(Taken { end: Some(end.outcome), stop: end.stop.clone(), ..Taken::default() }),
        Exit::Back(_) | Exit::End(_) | Exit::Route(_) | Exit::Choose(_) => None,
    })
}
