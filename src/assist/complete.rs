//! What could be written at the cursor.

use super::cursor::{Cursor, Slot, cursor};
use super::{Folder, Understood, offers};
use crate::index::{Kind, Meaning, Wanted, meaning};
use crate::model::language::PROCEDURE;
use crate::model::shape::{Form, Key, Shape, Standing};
use crate::words::Lang;
use std::ops::Range;
use std::rc::Rc;

/// Something that could be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// What is shown.
    pub label: String,
    /// What is written, if not the label.
    pub text: Option<String>,
    /// One line beside it.
    pub detail: String,
    /// More, in Markdown.
    pub more: String,
    /// What it is.
    pub kind: OfferKind,
    /// The bytes that it takes the place of.
    pub span: Range<usize>,
    /// Its place among the others: less comes first.
    pub rank: u8,
}

/// What is offered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OfferKind {
    /// A key of the language.
    Key,
    /// A word of the language, a number, a duration.
    Word,
    /// A name.
    Name(Kind),
    /// A variable, or a part of one.
    Variable,
    /// A filter.
    Filter,
    /// A test, or a word of the template language.
    Keyword,
    /// The code of a finding.
    Code,
}

/// What could be written at a byte of the text. `known` is the file as it was last understood; while one types that is a little while ago.
pub fn complete(source: &str, byte: usize, known: Option<&Rc<Understood>>, folder: &dyn Folder, lang: Lang) -> Vec<Offer> {
    let Some(cursor) = cursor(source, byte) else { return Vec::new() };
    let Some(standing) = Standing::at(&PROCEDURE, cursor.path.iter().map(String::as_str)) else { return Vec::new() };
    let at = Where { source, byte, cursor: &cursor, known: known.map(Rc::as_ref), folder, lang };
    match (cursor.slot, standing.under) {
        (Slot::Key, _) if standing.shape.is_none() => at.keys(PROCEDURE.keys, &[]),
        (Slot::Key, Some((object, key))) => {
            let mut found = match standing.object().filter(|_| !matches!(standing.shape, Some(Shape::Map(_)))) {
                Some(inner) => at.keys(inner.keys, inner.one_of),
                None => at.names_to_begin(object.name, key),
            };
            // On a line of its own, what is typed may also be the value itself.
            if !matches!(standing.shape, Some(Shape::Map(_) | Shape::Keyed(_))) {
                found.extend(at.values(object.name, key, standing.shape));
            }
            found
        }
        (Slot::Value, Some((object, key))) => at.values(object.name, key, standing.shape),
        _ => Vec::new(),
    }
}

/// Where something could be written.
pub(super) struct Where<'a> {
    pub source: &'a str,
    pub byte: usize,
    pub cursor: &'a Cursor,
    pub known: Option<&'a Understood>,
    pub folder: &'a dyn Folder,
    pub lang: Lang,
}

impl Where<'_> {
    /// The path as the index writes it.
    pub fn path(&self) -> String {
        self.cursor.path.iter().map(|segment| format!("/{segment}")).collect()
    }

    /// The bytes of the word at the cursor: before it, and behind it.
    pub fn word(&self) -> Range<usize> {
        let letter = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-');
        let before = self.source[..self.byte].trim_end_matches(letter).len().max(self.cursor.value.start.min(self.byte));
        let rest = &self.source[self.byte..];
        before..self.byte + rest.len() - rest.trim_start_matches(letter).len()
    }

    pub fn offer(&self, label: &str, detail: impl Into<String>, kind: OfferKind) -> Offer {
        Offer { label: label.to_owned(), text: None, detail: detail.into(), more: String::new(), kind, span: self.word(), rank: 1 }
    }

    /// The keys that an object may still have.
    fn keys(&self, keys: &'static [Key], one_of: &[&str]) -> Vec<Offer> {
        let beside = &self.cursor.siblings;
        let typed = &self.source[self.word()];
        let has = |name: &str| beside.iter().any(|one| one == name && one != typed);
        let decided = one_of.iter().any(|name| has(name));
        let taken = |name: &str| has(name) || (decided && one_of.contains(&name));
        let free = keys.iter().filter(|key| !taken(key.name));
        free.map(|key| {
            let said = match self.lang {
                Lang::Fr => key.fr,
                Lang::En => key.en,
            };
            let several = matches!(key.shape, Shape::Map(_) | Shape::Object(_) | Shape::Keyed(_));
            let colon = self.source[self.word().end..].trim_start_matches(' ').starts_with(':');
            let text = match (colon, several) {
                (true, _) => key.name.to_owned(),
                (false, true) => format!("{}:", key.name),
                (false, false) => format!("{}: ", key.name),
            };
            Offer {
                text: Some(text),
                more: format!("{said}\n\n```yaml\n{}: {}\n```", key.name, key.example),
                rank: u8::from(!key.required) + u8::from(!key.required && !one_of.contains(&key.name)),
                ..self.offer(key.name, said, OfferKind::Key)
            }
        })
        .collect()
    }

    /// Names that are used already and begin nowhere yet, inputs of a called procedure, codes that may be allowed.
    fn names_to_begin(&self, object: &str, key: &Key) -> Vec<Offer> {
        let mut found = match meaning(object, key.name) {
            Meaning::Codes => offers::codes(self),
            Meaning::Inputs => offers::inputs(self),
            Meaning::Defines(Kind::Step) => offers::missing(self, &[Wanted::Step, Wanted::InnerStep, Wanted::StepAround]),
            Meaning::Defines(Kind::Role) => offers::missing(self, &[Wanted::Role]),
            Meaning::Defines(Kind::Document) => offers::missing(self, &[Wanted::Document, Wanted::Attachment]),
            Meaning::Defines(Kind::Contact) => offers::missing(self, &[Wanted::Contact]),
            Meaning::Defines(Kind::Source) => offers::missing(self, &[Wanted::Source]),
            Meaning::Defines(Kind::Email) => offers::missing(self, &[Wanted::Email]),
            _ => Vec::new(),
        };
        found.retain(|offer| !self.cursor.siblings.contains(&offer.label));
        found.iter_mut().for_each(|offer| offer.text = Some(format!("{}:", offer.label)));
        found
    }

    /// What may stand under a key.
    fn values(&self, object: &str, key: &Key, shape: Option<&'static Shape>) -> Vec<Offer> {
        let own = meaning(object, key.name);
        let mut found = Vec::new();
        match own {
            Meaning::Template => return offers::inside(self, false),
            Meaning::Expression | Meaning::Inputs | Meaning::Defines(Kind::Computed) => return offers::inside(self, true),
            Meaning::Recipient => {
                found = offers::inside(self, false);
                if found.is_empty() {
                    found = offers::named(self, Wanted::Role);
                }
                return found;
            }
            Meaning::Name(wanted) => found.extend(offers::named(self, wanted)),
            Meaning::Path => found.extend(offers::paths(self, !matches!(key.name, "same_person" | "other_person"))),
            Meaning::Results => found.extend(offers::results(self)),
            Meaning::Own => found.extend(self.known.map(|known| self.offer(known.id(), "", OfferKind::Word))),
            _ => {}
        }
        if let Some(shape) = shape {
            self.words(shape, key, &mut found);
        }
        found
    }

    /// Words and forms that the language knows.
    fn words(&self, shape: &'static Shape, key: &Key, found: &mut Vec<Offer>) {
        let whole = || self.cursor.value.start..self.word().end;
        match shape {
            Shape::Word(words) => found.extend(words.iter().map(|word| self.offer(word, "", OfferKind::Word))),
            Shape::Boolean => found.extend(["true", "false"].map(|word| self.offer(word, "", OfferKind::Word))),
            Shape::Version => found.push(self.offer("1", "", OfferKind::Word)),
            Shape::Form(Form::Duration | Form::Moment) => {
                for unit in ["working days", "days", "hours", "weeks", "months", "clear days", "minutes"] {
                    let number: String = self.source[self.cursor.value.clone()].chars().take_while(char::is_ascii_digit).collect();
                    let number = if number.is_empty() { "3" } else { &number };
                    found.push(Offer { span: whole(), ..self.offer(&format!("{number} {unit}"), "", OfferKind::Word) });
                }
            }
            Shape::Form(Form::Language) => found.extend(["fr", "en"].map(|word| self.offer(word, "", OfferKind::Word))),
            Shape::Form(Form::Version | Form::Date | Form::Size) => {
                found.push(Offer { span: whole(), ..self.offer(key.example, "", OfferKind::Word) });
            }
            Shape::List(inner) => self.words(inner, key, found),
            Shape::Or(this, that) => {
                self.words(this, key, found);
                self.words(that, key, found);
            }
            _ => {}
        }
    }
}
