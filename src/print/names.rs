//! What a name in a text or expression speaks of, so that paper can say it by its title.

use super::expression::Expr;
use super::outline::Outline;
use crate::model::field::{Field, Kind};
use crate::model::{self, Named, Outcome, Role, Text, Verb};

/// How often one value may be said through another before the name itself must do.
const MAX_DEPTH: u8 = 8;

/// What a name speaks of.
#[derive(Clone, Copy)]
pub enum Thing<'p> {
    /// A question; asked by this step, if by any.
    Field(&'p Field, Option<usize>),
    /// The `name`, `email` or `phone` of a person who was asked for.
    PartOf(&'p Field, &'static str),
    /// A step: its choice, or whether it was done.
    Step(usize),
    /// How a called procedure ended.
    OutcomeOf(usize),
    /// The items of an `each` that ended so; `None`: those that were dropped.
    Ended(usize, Option<Outcome>),
    /// A value that follows from others.
    Computed(&'p model::Expr),
    /// A text of the procedure, the same in every run.
    Fixed(&'p Text),
    /// The `name`, `email` or `phone` of who plays a role.
    Player(&'p Role, &'static str),
    /// An item of a list as a whole.
    Item,
    /// The items of a group, with `chunk`.
    Group(Items<'p>),
    /// `loop.index` and its kin: where one is in a list.
    Loop,
    /// The day of reading.
    Today,
    /// The run's id.
    RunId,
    /// The day on which the run was started.
    RunStarted,
    /// Who conducts the run.
    RunOperator,
}

/// What the items of a list hold.
#[derive(Clone, Copy)]
pub struct Items<'p> {
    /// The list itself.
    pub list: Option<&'p Field>,
    /// The fields of each.
    fields: Option<&'p Named<Field>>,
    /// The scope whose answers each carries.
    lane: Option<usize>,
}

/// The view from one scope.
#[derive(Clone)]
pub struct Sight<'o, 'p> {
    /// All steps.
    pub outline: &'o Outline<'p>,
    /// The scope.
    pub lane: usize,
    /// The loop variables of a text.
    pub bound: Vec<(String, Option<Items<'p>>)>,
    depth: u8,
}

impl<'o, 'p> Sight<'o, 'p> {
    /// The view from a scope.
    pub fn new(outline: &'o Outline<'p>, lane: usize) -> Self {
        Sight { outline, lane, bound: Vec::new(), depth: 0 }
    }

    /// The same view, one definition further in; `None` where that has gone on too long.
    pub fn deeper(&self) -> Option<Self> {
        (self.depth < MAX_DEPTH).then(|| Sight { depth: self.depth + 1, ..self.clone() })
    }

    fn seen_from(&self, lane: usize) -> Option<Self> {
        Some(Sight { lane, bound: Vec::new(), ..self.deeper()? })
    }

    /// What `a.b.c` speaks of.
    pub fn resolve(&self, path: &[String]) -> Option<Thing<'p>> {
        let (head, rest) = path.split_first()?;
        if let Some((name, items)) = self.bound.iter().rev().find(|(name, _)| name == head) {
            return if name == "loop" { Some(Thing::Loop) } else { self.of_item((*items)?, rest) };
        }
        let procedure = self.outline.lanes.get(self.lane)?.procedure;
        let second = rest.first().map(String::as_str);
        match (head.as_str(), second) {
            ("settings", Some(name)) => return of_field(procedure.settings.get(name)?, None, &rest[1..]),
            ("roles", Some(name)) => return Some(Thing::Player(procedure.roles.get(name)?, person_part(rest.get(1)?)?)),
            ("contacts", Some(name)) => {
                let contact = procedure.contacts.get(name)?;
                let text = match rest.get(1)?.as_str() {
                    "title" => Some(&contact.title),
                    "phone" => contact.phone.as_ref(),
                    "email" => contact.email.as_ref(),
                    "url" => contact.url.as_ref(),
                    "hours" => contact.hours.as_ref(),
                    _ => None,
                };
                return text.map(Thing::Fixed);
            }
            ("documents", Some(name)) => {
                let document = procedure.documents.get(name)?;
                let text = match rest.get(1)?.as_str() {
                    "title" => Some(&document.title),
                    "url" => document.url.as_ref(),
                    _ => None,
                };
                return text.map(Thing::Fixed);
            }
            ("run", Some("id")) => return Some(Thing::RunId),
            ("run", Some("started")) => return Some(Thing::RunStarted),
            ("run", Some("operator")) => return Some(Thing::RunOperator),
            ("today", None) => return Some(Thing::Today),
            // The title of what was chosen stands for the choice.
            ("titles", Some(_)) => return self.resolve(rest),
            _ => {}
        }
        let mut lane = self.lane;
        loop {
            if let Some(spot) = self.outline.lanes[lane].find(head) {
                return self.of_step(spot, rest);
            }
            if let Some((field, spot)) = self.asked(lane, head) {
                return of_field(field, Some(spot), rest);
            }
            let Some(holder) = self.outline.lanes[lane].holder else { break };
            let step = self.outline.spots[holder].step;
            if let Verb::Each(each) = &step.verb
                && each.item.as_deref() == Some(head)
            {
                let around = self.seen_from(self.outline.spots[holder].lane)?;
                let items = around.items(&Expr::read(&each.list.source)?)?;
                return if each.chunk.is_some() && rest.is_empty() { Some(Thing::Group(items)) } else { self.of_item(items, rest) };
            }
            if matches!(step.verb, Verb::Call(_)) {
                break;
            }
            lane = self.outline.spots[holder].lane;
        }
        if let Some(field) = procedure.inputs.get(head.as_str()) {
            return of_field(field, None, rest);
        }
        let computed = procedure.computed.get(head.as_str())?;
        if rest.is_empty() {
            return Some(Thing::Computed(computed));
        }
        // A part of a computed value: of the first of its alternatives that has such a part.
        let sight = self.deeper()?;
        alternatives(&Expr::read(&computed.source)?).into_iter().find_map(|expr| match expr {
            Expr::Name(path) => sight.resolve(&[path.as_slice(), rest].concat()),
            _ => None,
        })
    }

    /// What the items of a list hold.
    pub fn items(&self, list: &Expr) -> Option<Items<'p>> {
        match list {
            Expr::Name(path) => match self.resolve(path)? {
                Thing::Field(field, _) => field.kind.fields().map(|fields| Items { list: Some(field), fields: Some(fields), lane: None }),
                Thing::Computed(expr) => self.deeper()?.items(&Expr::read(&expr.source)?),
                Thing::Group(items) => Some(items),
                Thing::Ended(spot, _) => {
                    let Verb::Each(each) = &self.outline.spots[spot].step.verb else { return None };
                    let around = self.seen_from(self.outline.spots[spot].lane)?;
                    let items = around.items(&Expr::read(&each.list.source)?);
                    let (list, fields) = items.map_or((None, None), |items| (items.list, items.fields));
                    Some(Items { list, fields, lane: self.outline.spots[spot].inner })
                }
                _ => None,
            },
            Expr::Filter(of, _, _) => self.items(of),
            _ => None,
        }
    }

    fn of_item(&self, items: Items<'p>, rest: &[String]) -> Option<Thing<'p>> {
        let Some((head, rest)) = rest.split_first() else { return Some(Thing::Item) };
        if let Some(field) = items.fields.and_then(|fields| fields.get(head.as_str())) {
            return of_field(field, None, rest);
        }
        let (field, spot) = self.asked(items.lane?, head)?;
        of_field(field, Some(spot), rest)
    }

    fn of_step(&self, spot: usize, rest: &[String]) -> Option<Thing<'p>> {
        let Some((head, rest)) = rest.split_first() else { return Some(Thing::Step(spot)) };
        match (&self.outline.spots[spot].step.verb, head.as_str()) {
            (Verb::Each(_), "success") => Some(Thing::Ended(spot, Some(Outcome::Success))),
            (Verb::Each(_), "failure") => Some(Thing::Ended(spot, Some(Outcome::Failure))),
            (Verb::Each(_), "neutral") => Some(Thing::Ended(spot, Some(Outcome::Neutral))),
            (Verb::Each(_), "dropped") => Some(Thing::Ended(spot, None)),
            (Verb::Call(_), "outcome") => Some(Thing::OutcomeOf(spot)),
            (Verb::Call(call), name) => {
                let path = [std::slice::from_ref(&call.returns.get(name)?.name.to_string()), rest].concat();
                self.seen_from(self.outline.spots[spot].inner?)?.resolve(&path)
            }
            _ => None,
        }
    }

    /// The question of that name that a step of this scope asks, sections included, and which step.
    fn asked(&self, lane: usize, name: &str) -> Option<(&'p Field, usize)> {
        self.outline.lanes[lane].spots.iter().find_map(|&spot| {
            let found = &self.outline.spots[spot];
            match (found.step.ask.get(name), &found.step.verb, found.inner) {
                (Some(field), _, _) => Some((field, spot)),
                (None, Verb::Section(_), Some(inner)) => self.asked(inner, name),
                _ => None,
            }
        })
    }

    /// Whether an expression reads personal data, or what it reads cannot be told.
    pub fn reads_personal(&self, expr: &Expr) -> bool {
        let mut names = Vec::new();
        expr.names(&mut names);
        names.into_iter().any(|path| {
            self.is_inside_personal(path)
                || match self.resolve(path) {
                    Some(Thing::Field(field, _) | Thing::PartOf(field, _)) => field.is_personal(),
                    Some(Thing::Computed(expr)) => match (self.deeper(), Expr::read(&expr.source)) {
                        (Some(sight), Some(expr)) => sight.reads_personal(&expr),
                        _ => true,
                    },
                    Some(Thing::Player(..) | Thing::Item | Thing::Group(_) | Thing::Ended(..)) => true,
                    Some(Thing::Step(_) | Thing::OutcomeOf(_) | Thing::Fixed(_) | Thing::Today | Thing::Loop) => false,
                    Some(Thing::RunId | Thing::RunStarted | Thing::RunOperator) => false,
                    None => path.first().is_none_or(|head| head != "loop"),
                }
        })
    }

    /// Whether what a name reaches into is personal as a whole: a list or record that says so.
    fn is_inside_personal(&self, path: &[String]) -> bool {
        let Some((head, rest)) = path.split_first() else { return true };
        if rest.is_empty() {
            return false;
        }
        let whole = |items: Items| items.list.is_some_and(|list| list.personal);
        if let Some((_, items)) = self.bound.iter().rev().find(|(name, _)| name == head) {
            return items.is_some_and(whole);
        }
        if let Some(Thing::Field(field, _)) = self.resolve(std::slice::from_ref(head)) {
            return field.personal;
        }
        let mut lane = self.lane;
        while let Some(holder) = self.outline.lanes[lane].holder {
            let spot = &self.outline.spots[holder];
            if let Verb::Each(each) = &spot.step.verb
                && each.item.as_deref() == Some(head)
            {
                let items = Expr::read(&each.list.source).and_then(|list| self.seen_from(spot.lane)?.items(&list));
                return items.is_none_or(whole);
            }
            lane = spot.lane;
        }
        false
    }
}

/// What a value may be: the branches of `a if b else c`.
pub fn alternatives(expr: &Expr) -> Vec<&Expr> {
    match expr {
        Expr::Either(then, _, other) => [alternatives(then), alternatives(other)].concat(),
        other => vec![other],
    }
}

fn of_field<'p>(field: &'p Field, spot: Option<usize>, rest: &[String]) -> Option<Thing<'p>> {
    let Some((head, deeper)) = rest.split_first() else { return Some(Thing::Field(field, spot)) };
    match &field.kind {
        Kind::Person => Some(Thing::PartOf(field, person_part(head)?)),
        Kind::Record(fields) => of_field(fields.get(head.as_str())?, spot, deeper),
        Kind::Item(_) => Some(Thing::Field(field, spot)),
        _ => None,
    }
}

fn person_part(part: &str) -> Option<&'static str> {
    ["name", "email", "phone"].into_iter().find(|known| *known == part)
}
