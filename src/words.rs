//! What the program says, in French and English.
//!
//! Every sentence stands in `words/fr/*.ftl` and `words/en/*.ftl` under one name. Lower floors speak in [`Message`]s; only a door turns them into text.

pub mod dates;
pub mod reasons;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use jiff::civil::{Date, DateTime};
use std::sync::OnceLock;
use unic_langid::LanguageIdentifier;

/// A sentence by its name, with what it speaks of.
#[derive(Debug, Clone, PartialEq)]
pub struct Message {
    /// The name in the `.ftl` files; `name.part` means an attribute.
    pub id: &'static str,
    /// What fills the sentence.
    pub args: Vec<(&'static str, Arg)>,
}

/// What fills a place in a sentence.
#[derive(Debug, Clone, PartialEq)]
pub enum Arg {
    /// Text, put in as it is.
    Text(String),
    /// A number, which decides between singular and plural.
    Number(i64),
    /// A sentence of its own.
    Message(Box<Message>),
    /// Several texts, enumerated in the reader's language.
    List(Vec<String>),
    /// Several sentences, one after the other.
    Messages(Vec<Message>),
    /// A moment in local time, written as the reader writes it.
    Moment(DateTime),
    /// A day, likewise.
    Day(Date),
}

/// How much of a text, and of a list, a shortened sentence repeats.
const MAX_REPEATED: (usize, usize) = (160, 24);

impl Message {
    /// The same sentence where what it repeats of a file is no longer than a reader can take in.
    pub fn shortened(mut self) -> Message {
        self.args.iter_mut().for_each(|(_, arg)| arg.shorten());
        self
    }

    /// A number that fills the sentence, given as one or as text.
    pub fn number(&self, name: &str) -> Option<usize> {
        match self.args.iter().find(|(known, _)| *known == name)? {
            (_, Arg::Number(number)) => usize::try_from(*number).ok(),
            (_, Arg::Text(text)) => text.parse().ok(),
            _ => None,
        }
    }

    /// A text that fills the sentence.
    pub fn part(&self, name: &str) -> Option<&str> {
        match self.args.iter().find(|(known, _)| *known == name)? {
            (_, Arg::Text(text)) => Some(text),
            _ => None,
        }
    }
}

impl Arg {
    fn shorten(&mut self) {
        let (letters, items) = MAX_REPEATED;
        match self {
            Arg::Text(text) => shorten(text, letters),
            Arg::Number(_) | Arg::Moment(_) | Arg::Day(_) => {}
            Arg::Messages(list) => {
                list.truncate(items);
                list.iter_mut().flat_map(|message| &mut message.args).for_each(|(_, arg)| arg.shorten());
            }
            Arg::Message(message) => message.args.iter_mut().for_each(|(_, arg)| arg.shorten()),
            Arg::List(list) => {
                if list.len() > items {
                    list.truncate(items);
                    list.push("…".to_owned());
                }
                list.iter_mut().for_each(|text| shorten(text, letters));
            }
        }
    }
}

fn shorten(text: &mut String, letters: usize) {
    if let Some((end, _)) = text.char_indices().nth(letters) {
        text.truncate(end);
        text.push('…');
    }
}

/// `msg!("step-unknown", name = "clotre")`.
#[macro_export]
macro_rules! msg {
    ($id:expr $(, $name:ident = $value:expr)* $(,)?) => {
        $crate::words::Message { id: $id, args: vec![$((stringify!($name), $crate::words::Arg::from($value))),*] }
    };
}

impl From<&str> for Arg {
    fn from(text: &str) -> Self {
        Arg::Text(text.to_owned())
    }
}
impl From<String> for Arg {
    fn from(text: String) -> Self {
        Arg::Text(text)
    }
}
impl From<&String> for Arg {
    fn from(text: &String) -> Self {
        Arg::Text(text.clone())
    }
}
impl From<usize> for Arg {
    fn from(number: usize) -> Self {
        Arg::Number(i64::try_from(number).unwrap_or(i64::MAX))
    }
}
impl From<u32> for Arg {
    fn from(number: u32) -> Self {
        Arg::Number(number.into())
    }
}
impl From<Message> for Arg {
    fn from(message: Message) -> Self {
        Arg::Message(Box::new(message))
    }
}
impl From<Vec<Message>> for Arg {
    fn from(list: Vec<Message>) -> Self {
        Arg::Messages(list)
    }
}
impl From<Vec<String>> for Arg {
    fn from(list: Vec<String>) -> Self {
        Arg::List(list)
    }
}
impl From<DateTime> for Arg {
    fn from(at: DateTime) -> Self {
        Arg::Moment(at)
    }
}
impl From<Date> for Arg {
    fn from(day: Date) -> Self {
        Arg::Day(day)
    }
}

/// A language that the program speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Lang {
    /// French, the first.
    #[default]
    Fr,
    /// English.
    En,
}

impl Lang {
    /// Reads `fr`, `fr_FR.UTF-8`, `en-GB`, …; `None` for a language that is not spoken here.
    pub fn parse(tag: &str) -> Option<Lang> {
        match tag.split(['-', '_', '.']).next()?.to_ascii_lowercase().as_str() {
            "fr" => Some(Lang::Fr),
            "en" => Some(Lang::En),
            _ => None,
        }
    }

    /// The BCP 47 tag.
    pub fn tag(self) -> &'static str {
        match self {
            Lang::Fr => "fr",
            Lang::En => "en",
        }
    }

    /// All words of this language, read once in the life of the process.
    pub fn words(self) -> &'static Words {
        static FR: OnceLock<Words> = OnceLock::new();
        static EN: OnceLock<Words> = OnceLock::new();
        match self {
            Lang::Fr => FR.get_or_init(|| Words::read(Lang::Fr)),
            Lang::En => EN.get_or_init(|| Words::read(Lang::En)),
        }
    }
}

macro_rules! pages {
    ($lang:literal: $($page:literal),* $(,)?) => { [$(include_str!(concat!("words/", $lang, "/", $page, ".ftl"))),*] };
}

/// The words of one language.
pub struct Words {
    lang: Lang,
    bundle: FluentBundle<FluentResource>,
}

impl Words {
    fn read(lang: Lang) -> Words {
        let pages = match lang {
            Lang::Fr => {
                pages!("fr": "findings", "proof", "refusals", "desk", "cli", "paper", "run", "scenario", "acts", "editor", "versions", "sheet", "mail", "trust", "enter")
            }
            Lang::En => {
                pages!("en": "findings", "proof", "refusals", "desk", "cli", "paper", "run", "scenario", "acts", "editor", "versions", "sheet", "mail", "trust", "enter")
            }
        };
        let mut bundle = FluentBundle::new_concurrent(lang.tag().parse::<LanguageIdentifier>().into_iter().collect());
        bundle.set_use_isolating(false);
        for page in pages {
            // A page that does not parse is caught by the tests; what could be read of it is used.
            let page = FluentResource::try_new(page.to_owned()).unwrap_or_else(|(page, _)| page);
            bundle.add_resource_overriding(page);
        }
        Words { lang, bundle }
    }

    /// Which language this is.
    pub fn lang(&self) -> Lang {
        self.lang
    }

    /// The sentence in this language. One that is missing shows as its name: the tests see to it that none is.
    pub fn say(&self, message: &Message) -> String {
        self.try_say(message).unwrap_or_else(|| message.id.to_owned())
    }

    fn try_say(&self, message: &Message) -> Option<String> {
        let (id, attribute) = message.id.split_once('.').map_or((message.id, None), |(id, part)| (id, Some(part)));
        let entry = self.bundle.get_message(id)?;
        let pattern = match attribute {
            Some(attribute) => entry.get_attribute(attribute)?.value(),
            None => entry.value()?,
        };
        let mut args = FluentArgs::new();
        for (name, arg) in &message.args {
            let value = match arg {
                Arg::Text(text) => FluentValue::from(text.clone()),
                Arg::Number(number) => FluentValue::from(*number),
                Arg::Message(inner) => FluentValue::from(self.say(inner)),
                Arg::List(list) => FluentValue::from(self.enumerate(list)),
                Arg::Messages(list) => FluentValue::from(self.enumerate(&list.iter().map(|one| self.say(one)).collect::<Vec<_>>())),
                Arg::Moment(at) => FluentValue::from(dates::moment(*at, self.lang)),
                Arg::Day(day) => FluentValue::from(dates::day(*day, self.lang)),
            };
            args.set(*name, value);
        }
        let mut errors = Vec::new();
        let said = self.bundle.format_pattern(pattern, Some(&args), &mut errors).into_owned();
        debug_assert!(errors.is_empty(), "{}: {errors:?}", message.id);
        Some(said)
    }

    /// Whether this language has a sentence of that name.
    pub fn knows(&self, id: &str) -> bool {
        match id.split_once('.') {
            Some((id, part)) => self.bundle.get_message(id).is_some_and(|m| m.get_attribute(part).is_some()),
            None => self.bundle.get_message(id).is_some_and(|m| m.value().is_some()),
        }
    }

    /// `a, b et c`.
    pub fn enumerate(&self, list: &[String]) -> String {
        let and = match self.lang {
            Lang::Fr => " et ",
            Lang::En => " and ",
        };
        match list {
            [] => String::new(),
            [one] => one.clone(),
            [first @ .., last] => format!("{}{and}{last}", first.join(", ")),
        }
    }

    /// A text between the language's quotation marks.
    pub fn quote(&self, text: &str) -> String {
        match self.lang {
            Lang::Fr => format!("«\u{202f}{text}\u{202f}»"),
            Lang::En => format!("“{text}”"),
        }
    }
}
