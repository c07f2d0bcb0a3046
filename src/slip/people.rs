//! Who is meant by initials, a short name or a whole one.

use super::plain;
use crate::finding::did_you_mean;
use std::collections::BTreeSet;

/// What stands between the parts of a name and is often left away in initials.
const PARTICLES: [&str; 10] = ["de", "du", "des", "d", "la", "le", "les", "l", "van", "von"];

/// The people who may be meant.
#[derive(Debug, Clone, Default)]
pub struct People {
    /// Whole names, each with the other names by which it is known.
    known: Vec<(String, Vec<String>)>,
    /// Whether others may be named too, by their whole name.
    open: bool,
}

/// Who is meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Who {
    /// This person, by the whole name.
    One(String),
    /// One of several.
    Several(Vec<String>),
    /// Nobody who is known, and who may have been meant.
    Nobody(Option<String>),
}

impl People {
    /// Nobody yet; with `open` anybody may be named by a whole name.
    pub fn new(open: bool) -> People {
        People { known: Vec::new(), open }
    }

    /// Adds somebody, once.
    pub fn add(&mut self, name: &str, other: Option<&str>) {
        let name = name.trim();
        if name.is_empty() {
            return;
        }
        let others = other.map(str::to_owned);
        match self.known.iter_mut().find(|(known, _)| plain(known) == plain(name)) {
            Some((_, known)) => known.extend(others),
            None => self.known.push((name.to_owned(), others.into_iter().collect())),
        }
    }

    /// Who is called so: by the whole name, a short one, or initials.
    pub fn find(&self, called: &str) -> Who {
        let wanted = plain(called);
        let by = |is: &dyn Fn(&str, &[String]) -> bool| -> BTreeSet<&str> {
            self.known.iter().filter(|(name, others)| is(name, others)).map(|(name, _)| name.as_str()).collect()
        };
        let letters: String = wanted.chars().filter(|c| !matches!(c, '.' | '-' | ' ' | '\'')).collect();
        let whole = by(&|name, others| plain(name) == wanted || others.iter().any(|other| plain(other) == wanted));
        let found = if whole.is_empty() { by(&|name, _| initials(name).contains(&letters)) } else { whole };
        match found.into_iter().collect::<Vec<_>>().as_slice() {
            [one] => Who::One((*one).to_owned()),
            [] => {
                let names = self.known.iter().flat_map(|(name, others)| std::iter::once(name).chain(others));
                Who::Nobody(did_you_mean(called, names.map(String::as_str)).map(str::to_owned))
            }
            several => Who::Several(several.iter().map(|name| (*name).to_owned()).collect()),
        }
    }

    /// The same for a name that was marked as one: where anybody may be named, a whole name need not be known.
    pub fn named(&self, called: &str) -> Who {
        match self.find(called) {
            Who::Nobody(_) if self.open && called.trim().contains(' ') => Who::One(called.trim().to_owned()),
            who => who,
        }
    }

    /// Their names.
    pub fn names(&self) -> Vec<String> {
        self.known.iter().map(|(name, _)| name.clone()).collect()
    }
}

/// Whether this looks like initials: a few capital letters, perhaps with points.
pub(super) fn looks_like_initials(text: &str) -> bool {
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    (1..=5).contains(&letters) && text.chars().all(|c| c.is_uppercase() || matches!(c, '.' | '-'))
}

/// How a name may be shortened, in small letters: all its parts, those without particles, and a hyphenated first name by one letter.
fn initials(name: &str) -> BTreeSet<String> {
    let name = plain(name);
    let first = |part: &&str| part.chars().next();
    let is_word = |part: &&str| part.starts_with(char::is_alphanumeric);
    let parts: Vec<&str> = name.split([' ', '-', '\'', '.']).filter(is_word).collect();
    let words: Vec<&str> = name.split([' ', '\'', '.']).filter(is_word).collect();
    let weighty = |parts: &[&str]| -> String { parts.iter().filter(|part| !PARTICLES.contains(part)).filter_map(first).collect() };
    let all: String = parts.iter().filter_map(first).collect();
    [all, weighty(&parts), weighty(&words)].into_iter().filter(|letters| !letters.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_are_known_by_their_initials() {
        let mut people = People::new(false);
        for (name, short) in [("Marie Dupont", Some("marie")), ("Jean-Pierre de la Tour", None), ("Élodie Martin", None), ("Eva Martin", None)] {
            people.add(name, short);
        }
        let one = |name: &str| Who::One(name.to_owned());
        for called in ["MD", "m.d.", "marie", "MARIE DUPONT"] {
            assert_eq!(people.find(called), one("Marie Dupont"), "{called}");
        }
        for called in ["JPT", "JT", "JPDLT", "J.-P.T."] {
            assert_eq!(people.find(called), one("Jean-Pierre de la Tour"), "{called}");
        }
        assert_eq!(people.find("EM"), Who::Several(vec!["Eva Martin".into(), "Élodie Martin".into()]));
        assert_eq!(people.find("Marie Dupond"), Who::Nobody(Some("Marie Dupont".into())));
        assert_eq!(people.named("Zoé Neuve"), Who::Nobody(None));
        let open = People::new(true);
        assert_eq!((open.named("Zoé Neuve"), open.named("ZN")), (one("Zoé Neuve"), Who::Nobody(None)));
        assert!(looks_like_initials("M.D.") && !looks_like_initials("Md") && !looks_like_initials("12"));
    }
}
