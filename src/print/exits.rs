//! Where steps lead and when they may be begun, said in words and numbers.

use super::blank::{Pen, Site};
use super::forms::Tick;
use super::joins::{Decisions, ways_to};
use super::outline::{Arrow, Leaf, Outline, Sort, Via, leaves};
use super::parts::{Exit, ExitSort};
use super::rich;
use crate::model::{self, End, Join, Outcome, Stop, Verb, Way};
use crate::msg;
use crate::words::Message;

/// Says where steps lead.
pub struct Paths<'o, 'p> {
    /// All steps.
    pub outline: &'o Outline<'p>,
    /// Writes texts.
    pub pen: Pen<'o, 'p>,
    /// Which ways exclude each other.
    pub decisions: Decisions,
    /// Says who does a step, where that is somebody else than whose part is printed.
    pub other_hand: &'o dyn Fn(usize) -> Option<String>,
}

impl Paths<'_, '_> {
    fn say(&self, message: &Message) -> String {
        self.pen.words.say(message)
    }

    fn number(&self, spot: usize) -> String {
        let number = self.outline.spots[spot].number.clone();
        match (self.other_hand)(spot) {
            Some(who) => self.say(&msg!("paper-by-other", step = number, who = who)),
            None => number,
        }
    }

    /// Where a step leads; `chosen` are the answers that were given, if any were.
    pub fn exits(&self, spot: usize, site: &Site, chosen: Option<&[String]>) -> Vec<Exit> {
        let step = self.outline.spots[spot].step;
        let late = step.wait().and_then(|wait| wait.late.as_deref());
        let mut exits = match &step.exit {
            model::Exit::Choose(choose) => {
                let offered = choose.options.iter().filter(|(key, option)| {
                    let refused = option.when.as_ref().is_some_and(|when| self.pen.holds(site, when) == Some(false));
                    !refused || chosen.is_some_and(|chosen| chosen.iter().any(|c| *c == ***key))
                });
                offered
                    .map(|(key, option)| {
                        let ticked = chosen.is_some_and(|chosen| chosen.iter().any(|c| **c == **key));
                        let when = option.when.as_ref().filter(|when| self.pen.holds(site, when).is_none());
                        let when = when.map(|when| self.say(&msg!("paper-option-if", condition = self.pen.condition(site, when))));
                        let fallback = (option.default && self.may_pass(spot, site)).then(|| self.say(&msg!("paper-option-default")));
                        let facts: Vec<String> = when.into_iter().chain(fallback).collect();
                        Exit {
                            option: Some(Tick::plain(key, self.pen.line(site, &option.title), ticked)),
                            many: choose.many,
                            when: Some(facts.join(", ")).filter(|facts| !facts.is_empty()),
                            ..self.exit(spot, site, &option.exit)
                        }
                    })
                    .collect()
            }
            model::Exit::Route(arms) => {
                let mut exits = Vec::new();
                for (i, arm) in arms.iter().enumerate() {
                    let holds = arm.when.as_ref().map_or(Some(true), |when| self.pen.holds(site, when));
                    if holds == Some(false) {
                        continue;
                    }
                    let when = match (&arm.when, holds, exits.is_empty()) {
                        (Some(when), None, true) => Some(msg!("paper-if", condition = self.pen.condition(site, when))),
                        (Some(when), None, false) => Some(msg!("paper-else-if", condition = self.pen.condition(site, when))),
                        (_, _, true) => None,
                        (_, _, false) if i > 0 => Some(msg!("paper-else")),
                        _ => None,
                    };
                    exits.push(Exit { when: when.map(|when| self.say(&when)), ..self.exit(spot, site, &arm.exit) });
                    if holds == Some(true) {
                        break;
                    }
                }
                exits
            }
            simple => vec![self.exit(spot, site, simple)],
        };
        if let (Some(late), Some(wait)) = (late, step.wait()) {
            let ticked = |key: &str| chosen.is_some_and(|chosen| chosen.iter().any(|c| c == key));
            if let [only] = exits.as_mut_slice()
                && only.option.is_none()
            {
                only.option = Some(Tick::plain("", rich::plain(self.say(&msg!("paper-came"))), chosen.is_some() && !ticked("late")));
            }
            let title = match wait.within {
                Some(within) => msg!("paper-late-after", within = super::acts::duration(within, self.pen.words)),
                None => msg!("paper-late"),
            };
            exits.push(Exit { option: Some(Tick::plain("late", rich::plain(self.say(&title)), ticked("late"))), ..self.exit(spot, site, late) });
        }
        exits
    }

    fn exit(&self, spot: usize, site: &Site, exit: &model::Exit) -> Exit {
        let lane = &self.outline.lanes[self.outline.spots[spot].lane];
        let mut to = Vec::new();
        let mut reach = |exit: &model::Exit| {
            let mut found = Vec::new();
            exit.leaves(&mut found);
            for leaf in found {
                let names: Vec<&str> = match leaf {
                    model::Exit::Next(ways) => ways.iter().map(|way| way.to.name.as_ref()).collect(),
                    model::Exit::Back(to) => vec![to.name.as_ref()],
                    model::Exit::End(_) | model::Exit::Route(_) | model::Exit::Choose(_) => Vec::new(),
                };
                to.extend(names.into_iter().filter_map(|name| lane.find(name)).map(|spot| self.outline.spots[spot].number.clone()));
            }
        };
        reach(exit);
        let sort = match exit {
            model::Exit::Back(_) => ExitSort::Back,
            model::Exit::End(_) => ExitSort::End,
            model::Exit::Next(_) | model::Exit::Route(_) | model::Exit::Choose(_) => ExitSort::Next,
        };
        Exit { option: None, many: false, when: None, then: self.then(spot, site, exit), to, sort }
    }

    fn then(&self, spot: usize, site: &Site, exit: &model::Exit) -> String {
        let lane = &self.outline.lanes[self.outline.spots[spot].lane];
        match exit {
            model::Exit::Next(ways) => self.go(spot, site, ways),
            model::Exit::Back(to) => match lane.find(&to.name) {
                Some(to) if to == spot => self.say(&msg!("paper-again")),
                Some(to) => self.say(&msg!("paper-back", step = self.number(to))),
                None => String::new(),
            },
            model::Exit::End(end) => self.end(spot, end),
            model::Exit::Route(arms) => {
                let mut said = String::new();
                for arm in arms {
                    let then = self.then(spot, site, &arm.exit);
                    said = self.say(&match (&arm.when, said.is_empty()) {
                        (Some(when), true) => msg!("paper-route-if", condition = self.pen.condition(site, when), then = then),
                        (Some(when), false) => {
                            msg!("paper-route-else-if", before = said, condition = self.pen.condition(site, when), then = then)
                        }
                        (None, true) => msg!("paper-route-always", then = then),
                        (None, false) => msg!("paper-route-else", before = said, then = then),
                    });
                }
                said
            }
            model::Exit::Choose(_) => String::new(),
        }
    }

    fn go(&self, spot: usize, site: &Site, ways: &[Way]) -> String {
        let lane = &self.outline.lanes[self.outline.spots[spot].lane];
        let mut always: Vec<usize> = ways.iter().filter(|way| way.when.is_none()).filter_map(|way| lane.find(&way.to.name)).collect();
        always.sort_unstable();
        let numbers: Vec<String> = always.into_iter().map(|spot| self.number(spot)).collect();
        let mut said = match numbers.as_slice() {
            [] => String::new(),
            [one] => self.say(&msg!("paper-go", step = one)),
            several => self.say(&msg!("paper-go-together", steps = several.to_vec())),
        };
        for way in ways {
            let (Some(when), Some(to)) = (&way.when, lane.find(&way.to.name)) else { continue };
            said = match self.pen.holds(site, when) {
                Some(false) => continue,
                Some(true) => self.say(&msg!("paper-go-also", before = said, step = self.number(to))),
                None => self.say(&msg!("paper-go-also-if", before = said, step = self.number(to), condition = self.pen.condition(site, when))),
            };
        }
        said
    }

    fn end(&self, spot: usize, end: &End) -> String {
        let lane = &self.outline.lanes[self.outline.spots[spot].lane];
        let holder = lane.holder.map(|holder| &self.outline.spots[holder]);
        let ended = match holder.map(|holder| &holder.step.verb) {
            None => match end.outcome {
                Outcome::Success => msg!("paper-end-success"),
                Outcome::Failure => msg!("paper-end-failure"),
                Outcome::Neutral => msg!("paper-end-neutral"),
            },
            Some(Verb::Each(_)) => match end.outcome {
                Outcome::Success => msg!("paper-end-item-success"),
                Outcome::Failure => msg!("paper-end-item-failure"),
                Outcome::Neutral => msg!("paper-end-item-neutral"),
            },
            Some(_) => match end.outcome {
                Outcome::Success => msg!("paper-end-part-success"),
                Outcome::Failure => msg!("paper-end-part-failure"),
                Outcome::Neutral => msg!("paper-end-part-neutral"),
            },
        };
        let ended = self.say(&ended);
        match (&end.stop, holder) {
            (None, _) => ended,
            (Some(Stop::Run), _) | (Some(Stop::Scope), None) => self.say(&msg!("paper-stop-run", end = ended)),
            (Some(Stop::Scope), Some(holder)) if matches!(holder.step.verb, Verb::Each(_)) => self.say(&msg!("paper-stop-item", end = ended)),
            (Some(Stop::Scope), Some(holder)) => self.say(&msg!("paper-stop-part", end = ended, step = &holder.number)),
            (Some(Stop::Step(name)), _) => match self.outline.find(self.outline.spots[spot].lane, name) {
                Some(step) => self.say(&msg!("paper-stop-part", end = ended, step = &self.outline.spots[step].number)),
                None => ended,
            },
        }
    }

    /// When a step may be begun, in words; nothing where it simply follows the one above it.
    pub fn opens(&self, spot: usize, site: &Site) -> Vec<String> {
        let own = &self.outline.spots[spot];
        let lane = &self.outline.lanes[own.lane];
        let mut said = Vec::new();
        let ways: Vec<&Arrow> = ways_to(self.outline, spot).collect();
        match ways.as_slice() {
            [] if own.step.standby => said.push(self.say(&msg!("paper-standby"))),
            [] => {}
            [only] if self.is_just_above(spot, only) => {}
            [only] => said.push(self.say(&msg!("paper-after", steps = self.from(only)))),
            several => said.push(self.join(own.step.join, several)),
        }
        let comes_from: Vec<usize> = ways.iter().map(|way| way.from).collect();
        let beside = self.beside(spot);
        if !beside.is_empty() {
            let at_once = ways.is_empty() && lane.scope.start.len() > 1;
            said.push(self.say(&if at_once { msg!("paper-start-with", steps = beside) } else { msg!("paper-beside", steps = beside) }));
        }
        // A step that leads here is over before this one begins anyway.
        let awaited = self.outline.arrows_to(spot).filter(|a| a.sort == Sort::After && !comes_from.contains(&a.from));
        let awaited: Vec<String> = awaited.map(|a| self.number(a.from)).collect();
        if !awaited.is_empty() {
            said.push(self.say(&msg!("paper-not-before", n = awaited.len(), steps = awaited)));
        }
        if let Some(when) = &own.step.when
            && self.pen.holds(site, when) != Some(true)
        {
            let only = self.say(&msg!("paper-only-if", condition = self.pen.condition(site, when)));
            said.push(match self.passing(spot, site) {
                Some(then) => self.say(&msg!("paper-only-if-else", only = only, then = then)),
                None => only,
            });
        }
        for (others, id) in [(&own.step.not_by, "paper-not-by"), (&own.step.same_by, "paper-same-by")] {
            for other in others.iter().filter_map(|other| self.outline.find(own.lane, &other.name)) {
                said.push(self.say(&msg!(id, step = self.number(other))));
            }
        }
        said
    }

    /// Whether the step may turn out not to take place.
    fn may_pass(&self, spot: usize, site: &Site) -> bool {
        self.outline.spots[spot].step.when.as_ref().is_some_and(|when| self.pen.holds(site, when) != Some(true))
    }

    /// Where it goes on when a step does not take place.
    fn passing(&self, spot: usize, site: &Site) -> Option<String> {
        let step = self.outline.spots[spot].step;
        match &step.exit {
            model::Exit::Choose(choose) => {
                let option = choose.options.values().find(|option| option.default)?;
                let title = self.pen.words.quote(&rich::flat(&self.pen.line(site, &option.title)));
                Some(self.say(&msg!("paper-pass-as", option = title, then = self.then(spot, site, &option.exit))))
            }
            // A step that follows by itself needs no arrow.
            model::Exit::Next(ways) if ways.iter().all(|way| way.when.is_none()) => Some(self.go(spot, site, ways)),
            model::Exit::End(_) => Some(self.say(&msg!("paper-pass-end"))),
            model::Exit::Next(_) | model::Exit::Route(_) => Some(self.say(&msg!("paper-pass-below"))),
            model::Exit::Back(_) => None,
        }
    }

    /// Whether the step is the one that follows on paper, and the way leads only there.
    fn is_just_above(&self, spot: usize, arrow: &Arrow) -> bool {
        let lane = &self.outline.lanes[self.outline.spots[spot].lane];
        let follows = lane.spots.windows(2).any(|pair| pair == [arrow.from, spot]);
        let leads_only_here =
            leaves(self.outline.spots[arrow.from].step).iter().all(|(_, leaf)| matches!(leaf, Leaf::To(to) if lane.find(&to.name) == Some(spot)));
        follows && leads_only_here
    }

    /// Where a way comes from, with the answers that take it.
    fn from(&self, arrow: &Arrow) -> String {
        let step = self.outline.spots[arrow.from].step;
        let number = self.number(arrow.from);
        let mut options: Vec<String> = Vec::new();
        for (_, option) in arrow.vias.iter().filter_map(|via| via.option) {
            let title = self.pen.words.quote(&self.title(arrow.from, &option.title));
            if !options.contains(&title) {
                options.push(title);
            }
        }
        let may_be_late = step.wait().is_some_and(|wait| wait.late.is_some());
        let late = arrow.vias.iter().any(|via| via.late);
        let all = match step.choose() {
            Some(choose) => choose.options.len() == options.len(),
            None => arrow.vias.iter().any(|via| !via.late),
        };
        if all && late == may_be_late {
            // An answer says that it took place; the default one is marked where it is given.
            return match &step.when {
                Some(_) => self.say(&msg!("paper-from-if", step = number)),
                None => number,
            };
        }
        match (late, options.is_empty()) {
            (true, _) => options.push(self.say(&msg!("paper-from-late"))),
            // The wait is over, and not because nothing came.
            (false, true) => options.push(self.say(&msg!("paper-from-came"))),
            (false, false) => {}
        }
        let last = options.pop().unwrap_or_default();
        let options = if options.is_empty() { last } else { self.say(&msg!("paper-or", a = options.join(", "), b = last)) };
        self.say(&msg!("paper-from-option", step = number, option = options))
    }

    fn title(&self, spot: usize, title: &model::Text) -> String {
        let site = Site { lane: self.outline.spots[spot].lane, spot: Some(spot), path: self.outline.spots[spot].path.clone() };
        rich::flat(&self.pen.line(&site, title))
    }

    fn join(&self, join: Join, ways: &[&Arrow]) -> String {
        let steps: Vec<String> = ways.iter().map(|way| self.from(way)).collect();
        let or = || match steps.split_last() {
            Some((last, before)) if !before.is_empty() => self.say(&msg!("paper-or", a = before.join(", "), b = last)),
            _ => steps.concat(),
        };
        let exclusive = ways.iter().enumerate().all(|(i, one)| ways[..i].iter().all(|other| self.decisions.exclude(self.outline, one, other)));
        let message = match join {
            Join::First => msg!("paper-join-first", steps = or()),
            Join::All => msg!("paper-join-all", n = steps.len(), steps = steps.clone()),
            Join::Some if exclusive => msg!("paper-after", steps = or()),
            Join::Some => msg!("paper-join-some", steps = steps.clone()),
        };
        self.say(&message)
    }

    /// The steps that are begun at the same time as this one.
    fn beside(&self, spot: usize) -> Vec<String> {
        let own = &self.outline.spots[spot];
        let lane = &self.outline.lanes[own.lane];
        let mut beside: Vec<usize> = Vec::new();
        let plain = |via: &Via| via.when.is_none();
        let same = |a: &Via, b: &Via| a.option.map(|o| o.0) == b.option.map(|o| o.0) && a.arm.map(|x| x.1) == b.arm.map(|x| x.1) && a.late == b.late;
        let mut ways = ways_to(self.outline, spot);
        // Behind a join it is the join that decides when this one opens.
        if let (Some(way), None) = (ways.next(), ways.next()) {
            for other in self.outline.arrows_from(way.from).filter(|a| a.sort == Sort::Way && a.to != spot) {
                let joins = ways_to(self.outline, other.to).count() > 1;
                if !joins && other.vias.iter().any(|o| plain(o) && way.vias.iter().any(|w| plain(w) && same(o, w))) {
                    beside.push(other.to);
                }
            }
        } else if lane.scope.start.iter().any(|start| lane.find(&start.name) == Some(spot)) {
            beside.extend(lane.scope.start.iter().filter_map(|start| lane.find(&start.name)).filter(|other| *other != spot));
        }
        beside.sort_unstable();
        beside.dedup();
        beside.into_iter().map(|spot| self.number(spot)).collect()
    }

    /// With which steps a scope begins.
    pub fn beginning(&self, lane: usize) -> String {
        let lane = &self.outline.lanes[lane];
        let mut starts: Vec<usize> = lane.scope.start.iter().filter_map(|start| lane.find(&start.name)).collect();
        starts.sort_unstable();
        let numbers: Vec<String> = starts.into_iter().map(|spot| self.number(spot)).collect();
        match numbers.as_slice() {
            [] => String::new(),
            [one] => self.say(&msg!("paper-begin", step = one)),
            several => self.say(&msg!("paper-begin-together", steps = several.to_vec())),
        }
    }
}
