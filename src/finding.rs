//! What is said about a procedure or an answer, apart from how it is shown.

pub mod codes;
mod example;
mod fix;

use crate::msg;
use std::borrow::Cow;
use std::fmt;
use std::ops::Range;
use std::sync::Arc;

pub use crate::words::Message;
pub use codes::Code;
pub use example::{Answered, Example, Goal, Hands, ITEMS, LENGTH, Sight, Turn};
pub use fix::{Edit, Fix};

/// One thing that `check` has to say, at one place of one file.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// The stable name of the rule; `pasapas explain CODE` prints its page.
    pub code: Code,
    /// What is wrong, in one sentence.
    pub message: Message,
    /// What to do about it.
    pub help: Option<Message>,
    /// Where.
    pub place: Place,
    /// Other places that explain this one ("first defined here").
    pub related: Vec<(Place, Message)>,
    /// The change that mends it, where there is no doubt which.
    pub fix: Option<Fix>,
    /// Answers under which it happens, where the proof found some.
    pub example: Option<Arc<Example>>,
}

impl Finding {
    /// A finding whose sentence is found under the code's own name.
    pub fn new(code: Code, place: Place, message: Message) -> Self {
        Finding { code, message, help: None, place, related: Vec::new(), fix: None, example: None }
    }

    /// Adds what to do about it.
    pub fn help(mut self, help: Message) -> Self {
        self.help = Some(help);
        self
    }

    /// Adds another place that explains this one.
    pub fn related(mut self, place: Place, message: Message) -> Self {
        self.related.push((place, message));
        self
    }

    /// Adds the change that mends it.
    pub fn fix(mut self, fix: Fix) -> Self {
        self.fix = Some(fix);
        self
    }

    /// Adds answers under which it happens.
    pub fn example(mut self, example: Example) -> Self {
        self.example = Some(Arc::new(example));
        self
    }

    /// Asks whether one of the `known` names was meant by `typed`, which stands at the place of this finding; where only one can have been
    /// meant, that is the fix.
    pub fn meant<'k>(self, typed: &str, known: impl IntoIterator<Item = &'k str>) -> Self {
        let place = self.place.clone();
        self.meant_at(place, typed, known)
    }

    /// The same for a name that stands at a narrower place.
    pub fn meant_at<'k>(self, place: Place, typed: &str, known: impl IntoIterator<Item = &'k str>) -> Self {
        let known: Vec<&str> = known.into_iter().collect();
        let Some(near) = did_you_mean(typed, known.iter().copied()) else { return self };
        let finding = self.help(msg!("did-you-mean", name = near));
        match only_near(typed, &known) {
            Some(near) => finding.fix(Fix::replace(place, typed, near)),
            None => finding,
        }
    }

    /// What to do about it, unless something was said already.
    pub fn or_help(self, help: Message) -> Self {
        if self.help.is_some() { self } else { self.help(help) }
    }

    /// How much it weighs.
    pub fn severity(&self) -> Severity {
        self.code.severity()
    }

    /// The same finding where what it repeats of a file is no longer than a reader can take in.
    pub fn shortened(self) -> Self {
        let related = self.related.into_iter().map(|(place, message)| (place, message.shortened())).collect();
        Finding { message: self.message.shortened(), help: self.help.map(Message::shortened), related, ..self }
    }
}

/// How much a finding weighs. Errors keep a procedure from running.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// Nobody may carry this out before it is mended.
    Error,
    /// A reader would trip over it; `allow` accepts it with a reason.
    Warning,
}

/// Where in a procedure: the path of a value (`/steps/x/next`, as JSON Pointer writes it) and which part of it.
///
/// Bytes appear once, in [`crate::text::Document`]; rules only name paths.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Place {
    path: Arc<str>,
    part: Part,
}

/// Which part of the value at a path.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub enum Part {
    /// The value itself.
    #[default]
    Value,
    /// The key that it stands under.
    Key,
    /// Bytes of the decoded scalar, as a template sees them.
    Within(Range<usize>),
    /// Bytes of the file: for what has no path yet (broken YAML).
    Bytes(Range<usize>),
}

impl Place {
    /// The whole document.
    pub fn root() -> Self {
        Place::default()
    }

    /// The value at a path that is already written as a JSON Pointer.
    pub fn at(path: &str) -> Self {
        Place { path: path.into(), part: Part::Value }
    }

    /// Bytes of the file.
    pub fn bytes(range: Range<usize>) -> Self {
        Place { path: "".into(), part: Part::Bytes(range) }
    }

    /// The value under `key` of this one.
    pub fn key(&self, key: &str) -> Self {
        self.below(&escape(key))
    }

    /// The value number `index` of this list.
    pub fn index(&self, index: usize) -> Self {
        self.below(&index.to_string())
    }

    fn below(&self, segment: &str) -> Self {
        Place { path: [&self.path, "/", segment].concat().into(), part: Part::Value }
    }

    /// The key that this value stands under.
    pub fn as_key(&self) -> Self {
        Place { path: self.path.clone(), part: Part::Key }
    }

    /// A part of the decoded scalar at this place.
    pub fn within(&self, range: Range<usize>) -> Self {
        Place { path: self.path.clone(), part: Part::Within(range) }
    }

    /// The path, as JSON Pointer writes it.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Which part of the value.
    pub fn part(&self) -> &Part {
        &self.part
    }

    /// Whether this place lies at or below the value at `path`.
    pub fn is_in(&self, path: &str) -> bool {
        self.path.strip_prefix(path).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.path)
    }
}

/// Writes a key as one segment of a JSON Pointer.
fn escape(key: &str) -> Cow<'_, str> {
    if key.contains(['~', '/']) { key.replace('~', "~0").replace('/', "~1").into() } else { key.into() }
}

/// The name that was probably meant, if one is near enough.
pub fn did_you_mean<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let limit = match name.chars().count() {
        0..=5 => 1,
        6..=8 => 2,
        _ => 3,
    };
    let typed: Vec<char> = name.chars().take(MAX_COMPARED).collect();
    known
        .into_iter()
        .filter(|candidate| *candidate != name)
        .filter_map(|candidate| Some((distance(&typed, candidate, limit)?, candidate)))
        .min()
        .map(|(_, candidate)| candidate)
}

/// The one name that can have been meant: near enough, and every other is farther by half or more.
pub fn only_near<'a>(name: &str, known: &[&'a str]) -> Option<&'a str> {
    let near = did_you_mean(name, known.iter().copied())?;
    let second = did_you_mean(name, known.iter().copied().filter(|other| *other != near));
    let typed: Vec<char> = name.chars().take(MAX_COMPARED).collect();
    let far = |name: &str| distance(&typed, name, MAX_COMPARED).unwrap_or(MAX_COMPARED);
    second.is_none_or(|second| far(second) >= 2 * far(near)).then_some(near)
}

/// How many characters of two names are compared.
const MAX_COMPARED: usize = 64;

/// Edits between two names, a swap of neighbours counting as one (optimal string alignment); `None` where there are more than `limit`.
/// A file of thousands of names is compared with each misspelt one, so only the band around the diagonal is reckoned.
fn distance(a: &[char], b: &str, limit: usize) -> Option<usize> {
    let mut letters: [char; MAX_COMPARED] = ['\0'; MAX_COMPARED];
    let length = letters.iter_mut().zip(b.chars()).map(|(slot, c)| *slot = c).count();
    let b = &letters[..length];
    if a.len().abs_diff(length) > limit {
        return None;
    }
    // What both begin and end with costs nothing: the names of one file often begin alike.
    let same = a.iter().zip(b).take_while(|(a, b)| a == b).count();
    let (a, b) = (&a[same..], &b[same..]);
    let same = a.iter().rev().zip(b.iter().rev()).take_while(|(a, b)| a == b).count();
    let (a, b) = (&a[..a.len() - same], &b[..b.len() - same]);
    let length = b.len();
    let far = u8::try_from(limit + 1).unwrap_or(u8::MAX);
    let mut before = [far; MAX_COMPARED + 1];
    let mut last = [far; MAX_COMPARED + 1];
    (0..=length.min(limit)).for_each(|j| last[j] = j as u8);
    for i in 1..=a.len() {
        let mut row = [far; MAX_COMPARED + 1];
        let (from, to) = (i.saturating_sub(limit), length.min(i + limit));
        if from == 0 {
            row[0] = far.min(i as u8);
        }
        for j in from.max(1)..=to {
            let cost = u8::from(a[i - 1] != b[j - 1]);
            row[j] = (last[j] + 1).min(row[j - 1] + 1).min(last[j - 1] + cost);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                row[j] = row[j].min(before[j - 2] + 1);
            }
        }
        if row[from..=to].iter().all(|d| *d >= far) && last[from.saturating_sub(1)..=to].iter().all(|d| *d >= far) {
            return None;
        }
        before = std::mem::replace(&mut last, row);
    }
    Some(last[length]).filter(|d| *d < far).map(usize::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_near_name_is_suggested_and_a_far_one_is_not() {
        assert_eq!(did_you_mean("clotre", ["cloture", "ouvrir"]), Some("cloture"));
        assert_eq!(did_you_mean("clotuer", ["cloture", "ouvrir"]), Some("cloture"));
        assert_eq!(did_you_mean("x", ["cloture"]), None);
        assert_eq!(did_you_mean("otnac", ["contact"]), None);
        assert_eq!(did_you_mean("cntacct", ["xxxxxxx", "contact", "contacts"]), Some("contact"));
        assert_eq!(did_you_mean(&"a".repeat(500), [&*"a".repeat(400), "b"]).map(str::len), Some(400));
    }

    #[test]
    fn only_one_near_name_is_without_doubt() {
        assert_eq!(only_near("clotre", &["cloture", "ouvrir"]), Some("cloture"));
        assert_eq!(only_near("etape_3", &["etape_1", "etape_2"]), None);
        assert_eq!(only_near("nxet", &["next", "text"]), Some("next"));
    }

    #[test]
    fn places_escape_what_json_pointer_escapes() {
        assert_eq!(Place::root().key("a/b~c").path(), "/a~1b~0c");
        assert!(Place::at("/steps/a/next").is_in("/steps/a"));
        assert!(!Place::at("/steps/ab").is_in("/steps/a"));
    }
}
