//! Which words answer what: the answers in the order in which they are printed, then the day, then who did it.
//!
//! Words are tried at each place in turn; a reading counts that leaves none over. Of several the one is taken that answers most of what must be
//! answered, then the one that ends with a day and a person, then the one that leaves fewest places empty. Where that leaves a choice nothing is
//! guessed.

use super::answers::{Given, fit};
use super::people::{People, Who, looks_like_initials};
use super::read::Word;
use super::slots::{Slot, Takes};
use super::{Fault, plain};
use crate::model::value;
use crate::msg;
use crate::words::Message;
use jiff::civil::Date;
use serde_json::{Map, Value};
use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

/// How many words one answer holds at most where no quotation marks bind them.
const MAX_JOINED: usize = 12;
/// How many words that do not fit are taken for one answer: as many as a phone number has.
const MAX_WRONG: usize = 5;

/// What the words of a jotting say.
#[derive(Debug, Clone, Default)]
pub struct Allotted {
    /// What was answered.
    pub given: Given,
    /// The day, and who did it, where they are said.
    pub signed: Signed,
    /// What did not fit where it was tried, by question: said where an answer turns out to be missing.
    pub misfits: BTreeMap<String, (Range<usize>, Message)>,
}

/// When something was done, and by whom.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Signed {
    /// The day.
    pub day: Option<(Date, Range<usize>)>,
    /// The whole name.
    pub who: Option<(String, Range<usize>)>,
}

/// What is known where words are allotted.
struct Table<'t> {
    slots: &'t [Slot<'t>],
    words: &'t [Word],
    people: &'t People,
    today: Date,
    known: HashMap<(usize, usize), Option<Best>>,
    /// What did not fit, by place and word.
    misfits: BTreeMap<(usize, usize), Message>,
    /// Whether words that do not fit are put where they were probably meant, so that it can be said why they do not.
    lenient: bool,
}

/// The best reading from some place and word on.
#[derive(Debug, Clone, Copy)]
struct Best {
    /// How many places must be filled and are not, or are filled with what does not fit; how much of a day and a person is missing; how many other places
    /// are empty.
    cost: (usize, usize, usize),
    /// How many words fill the place.
    take: usize,
    /// Whether another reading is as good.
    several: bool,
}

/// Allots words to the places of a step.
///
/// # Errors
/// Everything that cannot be understood, at its place.
pub fn allot(slots: &[Slot], words: &[Word], people: &People, today: Date) -> Result<Allotted, Vec<Fault>> {
    let (mut allotted, free) = named(slots, words, people, today).map_err(|fault| vec![fault])?;
    let named: Vec<&str> = allotted.given.places.iter().map(|(name, _)| name.as_str()).collect();
    let slots: Vec<Slot> = slots.iter().filter(|slot| matches!(slot.takes, Takes::Tick) || !named.contains(&slot.name.as_str())).cloned().collect();
    read(&mut allotted, &slots, &free, people, today)?;
    Ok(allotted)
}

/// The answers of the best reading, be it one of several; nothing where there is none.
pub fn guess(slots: &[Slot], words: &[Word], people: &People, today: Date) -> Map<String, Value> {
    let Ok((mut allotted, free)) = named(slots, words, people, today) else { return Map::new() };
    let mut table = Table { slots, words: &free, people, today, known: HashMap::new(), misfits: BTreeMap::new(), lenient: true };
    let mut at = 0;
    for (number, slot) in slots.iter().enumerate() {
        let take = table.best(number, at).map_or(0, |best| best.take);
        let taken = &free[at..at + take];
        at += take;
        if let (Some(first), Ok(fitted)) = (taken.first(), fit(slot, taken, today)) {
            allotted.given.add(slot, first.at.clone(), fitted);
        }
    }
    allotted.given.answers
}

/// What is said by name: answers, the day after « le », the person after « par »; and the words that are left.
fn named(slots: &[Slot], words: &[Word], people: &People, today: Date) -> Result<(Allotted, Vec<Word>), Fault> {
    let mut allotted = Allotted::default();
    let mut free: Vec<Word> = Vec::new();
    let mut rest = words.iter().enumerate();
    while let Some((at, word)) = rest.next() {
        let next = words.get(at + 1);
        if let Some(key) = &word.key {
            let found = slots.iter().find(|slot| slot.name == *key && !matches!(slot.takes, Takes::Tick));
            let Some(slot) = found else {
                let names = slots.iter().map(|slot| slot.name.as_str()).filter(|name| !name.is_empty());
                return Err(Fault::new(&word.at, value::not_asked(key, names)));
            };
            let fitted = fit(slot, std::slice::from_ref(word), today).map_err(|reason| Fault::new(&word.at, reason))?;
            allotted.given.add(slot, word.at.clone(), fitted);
        } else if word.is_bare() && matches!(plain(&word.text).as_str(), "par" | "by") && next.is_some() {
            let name: Vec<Word> = words[at + 1..].iter().take_while(|word| !is_day(word) && word.text != "le").cloned().collect();
            let Some((first, last)) = name.first().zip(name.last()) else { return Err(Fault::new(&word.at, msg!("slip-by"))) };
            let range = first.at.start..last.at.end;
            let called = joined(&name);
            allotted.signed.who = Some((person(people.named(&called), people, &called, &range)?, range));
            for _ in &name {
                rest.next();
            }
        } else if word.is_bare() && matches!(plain(&word.text).as_str(), "le" | "on") && next.is_some_and(is_day) {
            if let Some(word) = next {
                allotted.signed.day = Some((day(word, today)?, word.at.clone()));
            }
            rest.next();
        } else {
            free.push(word.clone());
        }
    }
    Ok((allotted, free))
}

fn read(allotted: &mut Allotted, slots: &[Slot], words: &[Word], people: &People, today: Date) -> Result<(), Vec<Fault>> {
    let mut table = Table { slots, words, people, today, known: HashMap::new(), misfits: BTreeMap::new(), lenient: false };
    let best = table.best(0, 0);
    // Where something is missing that must be there, it may be what was written and does not fit.
    if best.is_none_or(|best| best.cost.0 > 0) {
        let mut lenient = Table { lenient: true, known: HashMap::new(), misfits: BTreeMap::new(), ..table };
        let least = lenient.best(0, 0);
        let faults = lenient.wrong();
        if !faults.is_empty() && best.is_none_or(|best| least.is_some_and(|least| least.cost <= best.cost)) {
            return Err(faults);
        }
        table = Table { lenient: false, known: HashMap::new(), ..lenient };
    }
    match best {
        None => {}
        Some(Best { several: true, .. }) => {
            let whole = words.first().zip(words.last()).map(|(first, last)| first.at.start..last.at.end).unwrap_or_default();
            return Err(vec![Fault::new(&whole, msg!("slip-ambiguous")).help(msg!("slip-ambiguous.help"))]);
        }
        Some(_) => {}
    }
    let at_once = |fault: Fault| vec![fault];
    let mut at = 0;
    let mut empty = Vec::new();
    for (number, slot) in slots.iter().enumerate() {
        let take = table.best(number, at).map_or(0, |best| best.take);
        let taken = &words[at..at + take];
        at += take;
        match taken.first().zip(taken.last()) {
            Some(_) if is_empty(taken) => {}
            Some((first, last)) => {
                let range = first.at.start..last.at.end;
                let fitted = fit(slot, taken, today).map_err(|reason| at_once(Fault::new(&range, reason)))?;
                allotted.given.add(slot, range, fitted);
            }
            None => empty.push((number, slot.name.clone())),
        }
    }
    // What ended up as the day or the person may have been meant as an answer.
    for (number, name) in empty {
        if let Some(((_, word), reason)) = table.misfits.range((number, at)..(number + 1, 0)).next() {
            allotted.misfits.insert(name, (words[*word].at.clone(), reason.clone()));
        }
    }
    let (signed, name) = signature(&words[at..]);
    if let Some(word) = signed {
        allotted.signed.day = Some((day(word, today).map_err(at_once)?, word.at.clone()));
    }
    if let Some((first, last)) = name.first().zip(name.last()) {
        let range = first.at.start..last.at.end;
        allotted.signed.who = Some((person(people.find(&joined(name)), people, &joined(name), &range).map_err(at_once)?, range));
    }
    Ok(())
}

/// The day at the end or the beginning of some words, and the others.
fn signature(words: &[Word]) -> (Option<&Word>, &[Word]) {
    match words {
        [day, name @ ..] if is_day(day) => (Some(day), name),
        [name @ .., day] if is_day(day) => (Some(day), name),
        name => (None, name),
    }
}

fn joined(words: &[Word]) -> String {
    words.iter().map(|word| word.text.as_str()).collect::<Vec<_>>().join(" ")
}

/// Whether a place is left empty on purpose.
fn is_empty(words: &[Word]) -> bool {
    matches!(words, [one] if one.is_bare() && matches!(one.text.as_str(), "-" | "–" | "—"))
}

/// Whether a word is written like a day.
pub(super) fn is_day(word: &Word) -> bool {
    let parts: Vec<&str> = word.text.split('/').collect();
    let digits = |part: &&str| (1..=4).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
    word.is_bare()
        && word.key.is_none()
        && (matches!(parts.len(), 2 | 3) && parts.iter().all(digits) || value::day_said(&word.text, Date::ZERO).is_some())
}

/// The day that a word says: without a year the last one that has been.
fn day(word: &Word, today: Date) -> Result<Date, Fault> {
    value::day_gone(&word.text, today).ok_or_else(|| Fault::new(&word.at, msg!("slip-day", given = &word.text)))
}

fn person(who: Who, people: &People, called: &str, at: &Range<usize>) -> Result<String, Fault> {
    match who {
        Who::One(name) => Ok(name),
        Who::Several(names) => Err(Fault::new(at, msg!("slip-who-several", called = called, names = names)).help(msg!("slip-who-several.help"))),
        Who::Nobody(Some(near)) => Err(Fault::new(at, msg!("slip-who", called = called)).help(msg!("did-you-mean", name = near))),
        Who::Nobody(None) => Err(Fault::new(at, msg!("slip-who", called = called)).help(msg!("slip-who.help", names = people.names()))),
    }
}

impl Table<'_> {
    /// The best reading from this place and this word on.
    fn best(&mut self, slot: usize, word: usize) -> Option<Best> {
        if let Some(known) = self.known.get(&(slot, word)) {
            return *known;
        }
        let best = match self.slots.get(slot) {
            None => self.end(word),
            Some(_) => self.place(slot, word),
        };
        self.known.insert((slot, word), best);
        best
    }

    fn place(&mut self, slot: usize, word: usize) -> Option<Best> {
        let left = self.words.len() - word;
        let (many, most) = match &self.slots[slot].takes {
            Takes::Tick | Takes::Where | Takes::File => (false, 1),
            Takes::Rows(_) => (true, left),
            Takes::Answer(_) | Takes::Pick { .. } => (false, MAX_JOINED),
        };
        let mut best: Option<Best> = None;
        for take in 0..=most.min(left) {
            let range = word..word + take;
            if take > 1 && !many && !self.words[range.clone()].iter().all(Word::is_bare) {
                break;
            }
            let fits = take == 0 || self.fits(slot, &range);
            let is_answer = !matches!(self.slots[slot].takes, Takes::Tick | Takes::Where);
            if !(fits || self.lenient && take <= MAX_WRONG && is_answer) {
                continue;
            }
            let Some(after) = self.best(slot + 1, word + take) else { continue };
            let (must, tail, empty) = after.cost;
            let cost = match (&self.slots[slot], take) {
                _ if !fits => (must + 1, tail, empty),
                // A word that says that it was done says no more.
                (Slot { takes: Takes::Tick, .. }, 0) if left > 0 && self.fits(slot, &(word..word + 1)) => (must, tail, empty + 1),
                // Ticks and places of secrets are no loss.
                (Slot { takes: Takes::Tick | Takes::Where, .. }, _) | (_, 1..) => after.cost,
                (Slot { must: true, .. }, 0) => (must + 1, tail, empty),
                (_, 0) => (must, tail, empty + 1),
            };
            best = Some(match best {
                Some(known) if known.cost < cost => known,
                Some(known) if known.cost == cost && (fits || !self.lenient) => Best { several: true, ..known },
                _ => Best { cost, take, several: after.several },
            });
        }
        best
    }

    fn fits(&mut self, slot: usize, range: &Range<usize>) -> bool {
        let words = &self.words[range.clone()];
        if is_empty(words) {
            return !matches!(self.slots[slot].takes, Takes::Tick) && !self.slots[slot].must;
        }
        let fitted = fit(&self.slots[slot], words, self.today);
        let known = fitted.is_ok();
        if let Err(reason) = fitted
            && range.len() == 1
            && reason.id != "slip-unfit"
        {
            self.misfits.insert((slot, range.start), reason);
        }
        known
    }

    /// What is left behind the answers: a day and a person, or one of them, or nothing.
    fn end(&mut self, word: usize) -> Option<Best> {
        let tail = &self.words[word..];
        let (day, name) = signature(tail);
        if name.is_empty() || self.is_person(name) {
            return Some(Best { cost: (0, 2 - usize::from(day.is_some()) - usize::from(!name.is_empty()), 0), take: 0, several: false });
        }
        self.lenient.then(|| Best { cost: (name.len(), 2 - usize::from(day.is_some()), 0), take: 0, several: false })
    }

    /// Whether these words are somebody's name or initials, known or not.
    fn is_person(&self, words: &[Word]) -> bool {
        let known = || matches!(self.people.find(&joined(words)), Who::One(_) | Who::Several(_));
        let initials = matches!(words, [one] if one.is_bare() && looks_like_initials(&one.text));
        initials || known() && (words.len() == 1 || words.iter().all(Word::is_bare))
    }

    /// What is wrong, where no reading is right: in the one that is least so.
    fn wrong(&mut self) -> Vec<Fault> {
        let mut faults = Vec::new();
        let mut at = 0;
        for number in 0..self.slots.len() {
            let take = self.best(number, at).map_or(0, |best| best.take);
            let taken = &self.words[at..at + take];
            at += take;
            if let (Some((first, last)), false) = (taken.first().zip(taken.last()), is_empty(taken))
                && let Err(reason) = fit(&self.slots[number], taken, self.today)
            {
                faults.push(Fault::new(&(first.at.start..last.at.end), reason));
            }
        }
        let (_, name) = signature(&self.words[at..]);
        if !self.is_person(name) {
            faults.extend(name.iter().map(|word| Fault::new(&word.at, msg!("slip-over")).help(msg!("slip-over.help"))));
        }
        faults
    }
}
