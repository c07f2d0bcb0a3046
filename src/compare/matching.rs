//! Which part of one version is which part of the other.

use super::ledger::{Entry, Ledger};
use super::words::likeness;
use std::collections::{HashMap, HashSet};

/// From which likeness on a part under a new name is the same part.
const ALIKE: f32 = 0.75;
/// How many parts are compared by what they say; of more only those with the same title are.
const MAX_COMPARED: usize = 40;

/// A part in the order of reading, by its place in either ledger.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    pub old: Option<usize>,
    pub new: Option<usize>,
}

/// Which part is which.
pub(super) struct Matches {
    places: Vec<Place>,
    /// The paths of steps that both versions have, as they were and as they are.
    steps: HashMap<String, String>,
    /// The paths of steps and other parts that one version has alone.
    added: HashSet<(&'static str, String)>,
    removed: HashSet<(&'static str, String)>,
}

/// The path of what a part stands in.
pub(super) fn around(path: &str) -> &str {
    path.rsplit_once('.').map_or("", |(around, _)| around)
}

fn below(around: &str, name: &str) -> String {
    if around.is_empty() { name.to_owned() } else { format!("{around}.{name}") }
}

impl Matches {
    pub fn of(old: &Ledger, new: &Ledger) -> Matches {
        let mut search =
            Search { old: &old.entries, new: &new.entries, found: vec![None; old.entries.len()], taken: HashSet::new(), paths: HashMap::new() };
        while search.by_place() || search.by_name() || search.by_content() {}
        let Search { found, taken, paths, .. } = search;
        let mut places: Vec<Place> =
            (0..new.entries.len()).map(|n| Place { old: found.iter().position(|to| *to == Some(n)), new: Some(n) }).collect();
        // What is gone stands behind what it stood behind.
        let mut last = None;
        for (n, to) in found.iter().enumerate() {
            let place = Place { old: Some(n), new: *to };
            if to.is_none() {
                let at = last.and_then(|last| places.iter().position(|place| *place == last)).map_or(0, |at| at + 1);
                places.insert(at, place);
            }
            last = Some(place);
        }
        let alone = |entries: &[Entry], known: &dyn Fn(usize) -> bool| -> HashSet<(&'static str, String)> {
            let alone = entries.iter().enumerate().filter(|(n, _)| !known(*n));
            alone.map(|(_, entry)| (entry.part, entry.path.clone())).collect()
        };
        let removed = alone(&old.entries, &|n| found[n].is_some());
        let added = alone(&new.entries, &|n| taken.contains(&n));
        let steps = paths.into_iter().filter(|((part, _), _)| *part == "step").map(|((_, old), new)| (old, new)).collect();
        Matches { places, steps, added, removed }
    }

    /// All parts of both versions, in the order of reading.
    pub fn order(&self) -> &[Place] {
        &self.places
    }

    /// What a step of a scope of the earlier version is called in the later one.
    pub fn renamed(&self, scope: &str, name: &str) -> String {
        self.now(&below(scope, name)).map_or(name, |path| path.rsplit('.').next().unwrap_or(path)).to_owned()
    }

    /// Where a step of the earlier version stands in the later one.
    pub fn now(&self, old: &str) -> Option<&str> {
        self.steps.get(old).map(String::as_str)
    }

    /// Whether the later version alone has the step.
    pub fn is_added(&self, path: &str) -> bool {
        self.added.contains(&("step", path.to_owned()))
    }

    /// Whether a part goes without saying: what it stands in was added as a whole.
    pub fn is_inside_added(&self, entry: &Entry) -> bool {
        is_inside(&self.added, entry)
    }

    /// Whether a part goes without saying: what it stood in was removed as a whole.
    pub fn is_inside_removed(&self, entry: &Entry) -> bool {
        is_inside(&self.removed, entry)
    }
}

fn is_inside(alone: &HashSet<(&'static str, String)>, entry: &Entry) -> bool {
    let holder = around(&entry.path);
    !holder.is_empty() && ["step", "field"].iter().any(|part| alone.contains(&(*part, holder.to_owned())))
}

struct Search<'l> {
    old: &'l [Entry],
    new: &'l [Entry],
    found: Vec<Option<usize>>,
    taken: HashSet<usize>,
    /// The paths of what was found, by kind of part.
    paths: HashMap<(&'static str, String), String>,
}

impl Search<'_> {
    fn accept(&mut self, old: usize, new: usize) {
        self.found[old] = Some(new);
        self.taken.insert(new);
        self.paths.insert((self.old[old].part, self.old[old].path.clone()), self.new[new].path.clone());
    }

    /// Where the part that holds this one stands now.
    fn holder(&self, entry: &Entry) -> Option<&str> {
        let holder = around(&entry.path);
        if holder.is_empty() {
            return Some("");
        }
        let part = if entry.under == "fields" { "field" } else { "step" };
        self.paths.get(&(part, holder.to_owned())).map(String::as_str)
    }

    fn open(&self) -> (Vec<usize>, Vec<usize>) {
        let old = (0..self.old.len()).filter(|n| self.found[*n].is_none()).collect();
        (old, (0..self.new.len()).filter(|n| !self.taken.contains(n)).collect())
    }

    /// The same name in the same place.
    fn by_place(&mut self) -> bool {
        let known: HashMap<(&str, &str), usize> = self.new.iter().enumerate().map(|(n, entry)| ((entry.under, entry.path.as_str()), n)).collect();
        let mut any = false;
        for old in 0..self.old.len() {
            let entry = &self.old[old];
            let Some(holder) = self.holder(entry).filter(|_| self.found[old].is_none()) else { continue };
            let path = below(holder, entry.name());
            if let Some(new) = known.get(&(entry.under, path.as_str())).copied().filter(|new| !self.taken.contains(new)) {
                self.accept(old, new);
                any = true;
            }
        }
        any
    }

    /// The same name in another scope, where it can be no other.
    fn by_name(&mut self) -> bool {
        let (old, new) = self.open();
        let named = |entries: &[Entry], open: &[usize], name: &str| -> Vec<usize> {
            open.iter().copied().filter(|n| entries[*n].part == "step" && entries[*n].name() == name).collect()
        };
        for n in &old {
            let name = self.old[*n].name();
            if self.old[*n].part != "step" {
                continue;
            }
            if let ([one], [other]) = (named(self.old, &old, name).as_slice(), named(self.new, &new, name).as_slice()) {
                let (one, other) = (*one, *other);
                self.accept(one, other);
                return true;
            }
        }
        false
    }

    /// What says nearly the same in the same place, the likest first.
    fn by_content(&mut self) -> bool {
        let (old, new) = self.open();
        let close = old.len().max(new.len()) <= MAX_COMPARED;
        let mut best: Option<(f32, usize, usize)> = None;
        for one in &old {
            for other in &new {
                let (was, is) = (&self.old[*one], &self.new[*other]);
                let place = was.under == is.under && self.holder(was) == Some(around(&is.path));
                if !place {
                    continue;
                }
                let titled = was.title == is.title && was.title != was.name();
                let like = match (close, titled) {
                    (false, titled) => f32::from(u8::from(titled)),
                    (true, titled) => likeness(&was.said(), &is.said()) + if titled { 1.0 - ALIKE + 0.25 } else { 0.0 },
                };
                if like >= ALIKE && best.is_none_or(|(known, _, _)| like > known) {
                    best = Some((like, *one, *other));
                }
            }
        }
        let Some((_, one, other)) = best else { return false };
        self.accept(one, other);
        true
    }
}
