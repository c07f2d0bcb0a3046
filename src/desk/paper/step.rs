//! The step that a part of a slip is about: by its number, code or name, and the item that it stands for.

use super::Reading;
use crate::check::Checked;
use crate::desk::named::{split, with_items};
use crate::desk::{Desk, Failure};
use crate::engine::Path;
use crate::engine::event::{Answers, Datum};
use crate::engine::site::Site;
use crate::model::field::Kind;
use crate::model::{Step, Verb};
use crate::msg;
use crate::slip::{Allotted, Fault, Jotting, Numbers, People, Slot, Word, allot, guess, slots};
use jiff::civil::Date;
use std::ops::Range;
use std::sync::Arc;

/// How often it is tried again which questions are asked: each time fewer are.
const MAX_CONDITIONS: usize = 4;

/// A step as it was named.
pub(super) struct Found<'j> {
    /// Its path in the run.
    pub path: Path,
    /// Its number on the paper.
    pub number: String,
    /// What was said of it.
    pub words: &'j [Word],
    /// The version whose words the paper has.
    paper: Arc<Checked>,
}

/// `#3` or `[Claire Martin]` alone: what follows is about this item.
pub(super) fn item_alone(jotting: &Jotting) -> Option<String> {
    let [only] = jotting.words.as_slice() else { return None };
    let (name, items) = split(&only.text);
    match items.as_slice() {
        [item] if name.is_empty() && only.is_bare() => Some(item.clone()),
        _ => None,
    }
}

impl Found<'_> {
    fn step(&self) -> Option<(Site<'_>, &Step)> {
        Site::of_step(&self.paper, &self.path)
    }

    /// What may give a secret away: all that was said of a step which asks for one, but that it was noted.
    pub fn secrets(&self, jotting: &Jotting) -> Vec<Range<usize>> {
        let asks = self.step().is_some_and(|(_, step)| step.ask.values().any(|field| matches!(field.kind, Kind::Secret)));
        let says_nothing = |word: &&Word| {
            let noted = serde_json::json!(word.text);
            let secret = self.step().into_iter().flat_map(|(_, step)| step.ask.values()).find(|field| matches!(field.kind, Kind::Secret));
            let harmless =
                secret.is_some_and(|field| crate::model::value::accept(field, "", &noted, Date::ZERO, &crate::model::value::Alone).is_ok());
            !harmless
        };
        let words = jotting.words.iter().skip(1).filter(|_| asks).filter(says_nothing);
        words.map(|word| word.at.clone()).collect()
    }
}

impl Desk {
    /// The step that a part of a slip names first.
    pub(super) fn step_of<'j>(&self, reading: &Reading, numbers: &Numbers, jotting: &'j Jotting, item: Option<&str>) -> Result<Found<'j>, Fault> {
        let Reading { loaded, origin, .. } = reading;
        let first = &jotting.words[0];
        let (name, mut items) = split(&first.text);
        let mut taken = 1;
        // The item may stand by itself, behind the number.
        while let Some(word) = jotting.words.get(taken).filter(|word| word.is_bare() && word.text.starts_with(['[', '#'])) {
            items.extend(split(&word.text).1);
            taken += 1;
        }
        let Some(found) = numbers.find(name).filter(|_| first.is_bare() && first.key.is_none()) else {
            let (from, to) = numbers.ends();
            let fault = Fault::new(&first.at, msg!("enter-number", given = name, from = from, to = to));
            return Err(match numbers.near(name) {
                Some(near) => fault.help(msg!("did-you-mean", name = near)),
                None => fault.help(msg!("enter-number.help")),
            });
        };
        let named = !items.is_empty();
        let mut items = items.into_iter();
        let mut first_list = true;
        let path = with_items(&loaded.checked, &found.path, |list| {
            let default = item.filter(|_| std::mem::take(&mut first_list) && !named).map(str::to_owned);
            items.next().or(default).map_or_else(|| self.only_item(reading, list, &found.number, &first.at), Ok)
        })?;
        let Some(path) = path else { return Err(self.gone(reading, &found.path, &first.at)) };
        let path = self.path(loaded, &path).map_err(|failure| match failure {
            Failure::Refused(refusal) | Failure::Unable(refusal) => Fault { help: refusal.help, ..Fault::new(&first.at, refusal.message) },
            Failure::Unsound(..) => Fault::new(&first.at, msg!("enter-number.help")),
        })?;
        if Site::of_step(&loaded.checked, &path).is_some_and(|(_, step)| step.holds_scope()) {
            return Err(Fault::new(&first.at, msg!("enter-holder", number = &found.number)).help(msg!("enter-holder.help", number = &found.number)));
        }
        if items.next().is_some() {
            return Err(Fault::new(&first.at, msg!("enter-item-over", number = &found.number)));
        }
        Ok(Found { path, number: found.number.clone(), words: &jotting.words[taken..], paper: origin.checked.clone() })
    }

    /// The item of a list that has only one.
    fn only_item(&self, reading: &Reading, holder: &str, number: &str, at: &Range<usize>) -> Result<String, Fault> {
        let loaded = &reading.loaded;
        let path = self.path(loaded, holder).ok();
        let known: Vec<u32> =
            path.and_then(|path| loaded.run.step(&path)?.each().map(|each| each.scopes.keys().copied().collect())).unwrap_or_default();
        match known.as_slice() {
            [one] => Ok(one.to_string()),
            _ => Err(Fault::new(at, msg!("enter-item", number = number)).help(msg!("enter-item.help", number = number))),
        }
    }

    /// That a step of the paper is no more.
    fn gone(&self, reading: &Reading, path: &str, at: &Range<usize>) -> Fault {
        let Reading { loaded, origin, .. } = reading;
        let mut site = Some(Site::root(&origin.checked));
        let mut title = String::new();
        for name in path.split('.') {
            let Some(here) = site.take() else { break };
            let Some(step) = here.here().scope.steps.get(name) else { break };
            title = self.view(&loaded.in_edition(origin.checked.clone()), |view| view.say(&here, &step.title));
            site = here.enter(name, if matches!(step.verb, Verb::Each(_)) { Some(1) } else { None });
        }
        Fault::new(at, msg!("enter-gone", title = title, version = &loaded.run.procedure.version)).help(msg!("enter-gone.help"))
    }

    /// What was said of a step, each word in its place.
    pub(super) fn allotted(&self, reading: &Reading, found: &Found, people: &People, today: Date) -> Result<Allotted, Vec<Fault>> {
        let printed = reading.loaded.in_edition(reading.origin.checked.clone());
        self.view(&printed, |view| {
            let Some((site, step)) = Site::of_step(view.checked, &found.path) else { return Ok(Allotted::default()) };
            let mut places = slots(step, &|text| view.say(&site, text));
            // A question that is asked only sometimes takes words only where it is asked, with the other answers as they are.
            let conditional = |place: &Slot| step.ask.get(place.question()).is_some_and(|field| field.when.is_some());
            for _ in 0..MAX_CONDITIONS {
                if !places.iter().any(conditional) {
                    break;
                }
                let given = guess(&places, found.words, people, today);
                let known = given.into_iter().filter(|(name, _)| step.ask.get(name.as_str()).is_some_and(|field| field.when.is_none()));
                let known: Answers = known.map(|(name, value)| (name.as_str().into(), Datum::Open(value))).collect();
                let asked = view.asked(&found.path, &known);
                let before = places.len();
                places.retain(|place| !conditional(place) || asked.iter().any(|field| *field.name == *place.question()));
                if places.len() == before {
                    break;
                }
            }
            allot(&places, found.words, people, today)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::split;

    #[test]
    fn a_number_may_name_its_items() {
        let items = |all: &[&str]| all.iter().map(|item| (*item).to_owned()).collect::<Vec<_>>();
        for (text, name, of) in
            [("17.4", "17.4", &[][..]), ("17.4[Claire Martin]", "17.4", &["Claire Martin"]), ("3#2#1", "3", &["2", "1"]), ("#3", "", &["3"])]
        {
            assert_eq!(split(text), (name, items(of)), "{text}");
        }
        assert_eq!(split("3[2][1]"), ("3", items(&["2", "1"])));
    }
}
