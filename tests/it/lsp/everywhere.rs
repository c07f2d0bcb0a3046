//! Our own procedures, gone through place by place: whatever is written in them could have been offered, every name can be changed, and no half of
//! them makes anything fall over.

use pasapas::assist::{self, Folder, Understood};
use pasapas::check::{Checked, Checker, Library};
use pasapas::index::{Kind, Target};
use pasapas::library::{BUILT_IN, Procedures};
use pasapas::model::Name;
use pasapas::text::Document;
use pasapas::words::Lang;
use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;

/// The built-in procedures as a folder.
struct Shelf(BTreeMap<String, Rc<Understood>>);

impl Shelf {
    fn new() -> Shelf {
        let read = |(id, text): &(&str, &str)| ((*id).to_owned(), Rc::new(Understood::of(&format!("{id}.yaml"), text).unwrap()));
        Shelf(BUILT_IN.iter().map(read).collect())
    }
}

impl Folder for Shelf {
    fn procedure(&self, id: &str) -> Option<Rc<Understood>> {
        self.0.get(id).cloned()
    }
    fn ids(&self) -> Vec<String> {
        self.0.keys().cloned().collect()
    }
    fn scenarios(&self, _: &str) -> Vec<Document> {
        Vec::new()
    }
    fn checked(&self, ids: &[Name]) -> BTreeMap<Name, Arc<Checked>> {
        let checker = Checker::new(&Procedures::BuiltIn);
        let check = |id: &Name| {
            let (name, bytes) = Procedures::BuiltIn.text(id)?;
            Some((id.clone(), checker.check(&name, &bytes).checked.clone()?))
        };
        ids.iter().filter_map(check).collect()
    }
}

#[test]
fn whatever_is_written_could_have_been_offered() {
    let shelf = Shelf::new();
    let mut missing = Vec::new();
    let mut tried = 0;
    for file in shelf.0.values() {
        let source = file.document.source();
        for mark in file.index.marks().iter().filter(|mark| !mark.begins).step_by(5) {
            let Target::Here(id) = &mark.target else { continue };
            let symbol = file.index.symbol(*id);
            // Answers are offered behind a comparison; rules name whole paths.
            if matches!(symbol.kind, Kind::Option | Kind::Local) || mark.place.path().starts_with("/rules/") {
                continue;
            }
            let span = file.document.span(&mark.place);
            let half = source[..span.start].to_owned() + &source[span.end..];
            let offers = assist::complete(&half, span.start, Some(file), &shelf, Lang::Fr);
            tried += 1;
            if !offers.iter().any(|offer| offer.label == symbol.name.as_ref()) {
                missing.push(format!("{} {}: {} is not among {} offers", file.id(), mark.place.path(), symbol.name, offers.len()));
            }
        }
    }
    assert!(tried > 200, "{tried}");
    assert!(missing.is_empty(), "{} of {tried}\n{}", missing.len(), missing.join("\n"));
}

#[test]
fn every_key_that_is_written_could_have_been_offered() {
    let shelf = Shelf::new();
    fn keys<'d>(node: &'d pasapas::text::Node, found: &mut Vec<(&'d str, std::ops::Range<usize>)>) {
        for entry in node.entries() {
            found.push((entry.key.as_str(), entry.key_span.clone()));
            keys(&entry.value, found);
        }
        node.items().iter().for_each(|item| keys(item, found));
    }
    let words: Vec<&str> = pasapas::model::language::OBJECTS.iter().flat_map(|object| object.keys.iter().map(|key| key.name)).collect();
    let mut missing = Vec::new();
    for file in shelf.0.values() {
        let source = file.document.source();
        let mut found = Vec::new();
        keys(file.document.root(), &mut found);
        for (key, span) in found.into_iter().filter(|(key, _)| words.contains(key)).step_by(23) {
            let half = source[..span.start].to_owned() + &source[span.end..];
            let offers = assist::complete(&half, span.start, Some(file), &shelf, Lang::Fr);
            // A name may happen to be a word of the language.
            let (place, _) = file.document.at(span.start);
            let named =
                place.path().rsplit('/').nth(1).is_some_and(|above| matches!(above, "ask" | "fields" | "inputs" | "steps" | "options" | "settings"));
            if !named && !offers.iter().any(|offer| offer.label == key) {
                missing.push(format!("{} {}", file.id(), place.path()));
            }
        }
    }
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}

#[test]
fn every_name_can_be_changed() {
    let shelf = Shelf::new();
    let mut changed = BTreeMap::new();
    for file in shelf.0.values() {
        for (i, (id, symbol)) in file.index.symbols().enumerate() {
            // Some of each kind: each is checked again with all that it touches.
            let count: &mut usize = changed.entry(format!("{:?}", symbol.kind)).or_default();
            if *count >= 2 || (i + file.id().len()) % 3 != 0 {
                continue;
            }
            *count += 1;
            let place = file.index.places(id)[0].place.clone();
            let new = if symbol.kind == Kind::Procedure { "un-autre-nom" } else { "un_autre_nom" };
            let renamed = assist::rename(file, file.document.span(&place).start, new, &shelf);
            let renamed = renamed.unwrap_or_else(|why| panic!("{} {}: {}", file.id(), symbol.name, Lang::En.words().say(&why)));
            assert!(renamed.edits.len() >= symbol.defined.len(), "{}", symbol.name);
            let own: Vec<_> = renamed.edits.iter().filter(|edit| edit.spot.file == file.document.name()).cloned().collect();
            let after = assist::apply(file.document.source(), &own);
            assert_eq!(after.matches(new).count(), own.len());
        }
    }
    assert!(changed.len() >= 10, "{changed:?}");
}

/// A row of numbers that is the same every time.
struct Dice(u64);

impl Dice {
    fn up_to(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % most.max(1)
    }
}

#[test]
fn no_torn_text_makes_anything_fall_over() {
    let shelf = Shelf::new();
    let mut dice = Dice(7);
    for file in shelf.0.values() {
        let source = file.document.source();
        for _ in 0..40 {
            let place = |dice: &mut Dice| {
                let at = dice.up_to(source.len());
                (0..=at).rev().find(|i| source.is_char_boundary(*i)).unwrap()
            };
            let (mut from, mut to) = (place(&mut dice), place(&mut dice));
            if from > to {
                (from, to) = (to, from);
            }
            let typed = ["", "{{ ", "\n", "'", "é🎉", ": ", "- ", "{% for x in ", "[", "\t"][dice.up_to(10)];
            // Half of the time much is gone, half of the time only little.
            let to = if dice.up_to(2) == 0 { to } else { from };
            let torn = source[..from].to_owned() + typed + &source[to..];
            assist::complete(&torn, from + typed.len(), Some(file), &shelf, Lang::Fr);
            if let Some(read) = Understood::of(file.document.name(), &torn).map(Rc::new) {
                for byte in [from, from + typed.len(), dice.up_to(torn.len() + 9)] {
                    assist::hover(&read, byte, &shelf, Lang::En);
                    assist::references(&read, byte, &shelf, true);
                    assist::highlights(&read, byte);
                }
                assist::colours(&read);
                assist::outline(&read);
            }
        }
    }
}
