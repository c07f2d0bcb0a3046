//! What was meant by a value or key that does not fit, and how it is written.

use crate::finding::{Finding, Place, codes};
use crate::model::language;
use crate::model::shape::{Form, Key, Object, Shape, object_at};
use crate::msg;
use crate::text::Node;
use crate::words::Message;

/// A word that is none of those possible.
pub(super) fn no_such_word(place: Place, typed: &str, words: Vec<String>) -> Finding {
    let channels = words.iter().any(|word| word == "in_person");
    let finding = Finding::new(codes::VALUE_FORM, place, msg!("value-form", expected = msg!("form-among", words = words.clone())));
    let finding = finding.meant(typed, words.iter().map(String::as_str));
    if channels { finding.or_help(msg!("value-form-channel")) } else { finding }
}

/// The longest name, in bytes.
const MAX_NAME: usize = 64;

/// What was probably meant: the name in small letters, the date in order; else what the form looks like.
pub(super) fn suggested(form: Form, typed: &str) -> Message {
    let plain = |joint: char| {
        let simple: String = typed
            .chars()
            .take(MAX_NAME + 1)
            .flat_map(char::to_lowercase)
            .map(unaccented)
            .map(|c| if c.is_ascii_alphanumeric() { c } else { joint })
            .collect();
        let parts: Vec<&str> = simple.split(joint).filter(|part| !part.is_empty()).collect();
        parts.join(&joint.to_string())
    };
    let near = match form {
        Form::Name => Some(plain('_')),
        Form::Id => Some(plain('-')),
        Form::Date => crate::model::value::date(typed).map(|day| day.to_string()),
        Form::Path | Form::Version | Form::Language | Form::Duration | Form::Moment | Form::Instant | Form::Size => None,
    };
    // A name begins with a letter, and none is longer than the language allows.
    let fits = |text: &String| form == Form::Date || (text.len() <= MAX_NAME && text.starts_with(|c: char| c.is_ascii_lowercase()));
    match near.filter(|text| text != typed && fits(text)) {
        Some(near) => msg!("did-you-mean", name = near),
        None => msg!("value-form-example", example = form.example()),
    }
}

fn unaccented(c: char) -> char {
    match c {
        'à' | 'â' | 'ä' => 'a',
        'é' | 'è' | 'ê' | 'ë' => 'e',
        'î' | 'ï' => 'i',
        'ô' | 'ö' => 'o',
        'ù' | 'û' | 'ü' => 'u',
        'ç' => 'c',
        c => c,
    }
}

/// What may stand under a key, in no language.
pub(super) fn example(key: &Key) -> String {
    match key.shape {
        Shape::Word(words) => words.first().map_or_else(|| "…".into(), |word| (*word).to_owned()),
        Shape::Form(form @ (Form::Version | Form::Date | Form::Language | Form::Duration | Form::Moment | Form::Size)) => form.example().to_owned(),
        Shape::Version => "1".into(),
        Shape::Boolean => "true".into(),
        _ => "…".into(),
    }
}

/// What an unknown key was meant to be, where it belongs, or which keys there are.
pub(super) fn unknown_key(finding: Finding, object: Option<&'static Object>, key: &str, here: Option<&Node>) -> Finding {
    let known = object.into_iter().flat_map(|o| o.keys).map(|k| k.name);
    let free: Vec<&str> = known.filter(|k| here.is_none_or(|node| node.get(k).is_none())).collect();
    let finding = finding.meant(key, free.iter().copied());
    let elsewhere: Vec<String> = language::OBJECTS.iter().filter(|o| o.keys.iter().any(|k| k.name == key)).map(|o| o.name.to_owned()).collect();
    finding.or_help(if !elsewhere.is_empty() {
        msg!("key-unknown.elsewhere", key = key, objects = elsewhere)
    } else if free.len() > MOST_KEYS {
        msg!("key-unknown.many")
    } else {
        msg!("key-unknown.help", keys = free.iter().map(|k| (*k).to_owned()).collect::<Vec<_>>())
    })
}

/// So many keys can be read in one line.
const MOST_KEYS: usize = 12;

/// Whether a key is rather a piece of a sentence than a name.
pub(super) fn is_sentence(key: &str) -> bool {
    key.contains(|c: char| c.is_whitespace() || c == '\'' || c == '’' || c == ',')
}

/// The key of the language that a place stands under.
pub(super) fn key_at(root: &'static Object, place: &Place) -> Option<&'static Key> {
    let (parent, name) = place.path().rsplit_once('/')?;
    object_at(root, parent)?.keys.iter().find(|key| key.name == name)
}

/// What may stand under a key, with the names of its parts only.
pub(super) fn written(key: &Key) -> String {
    fn of(shape: &Shape) -> String {
        match shape {
            Shape::Object(object) => {
                let keys: Vec<String> = object.keys.iter().filter(|k| k.required).map(|k| format!("{}: …", k.name)).collect();
                format!("{{{}}}", keys.join(", "))
            }
            Shape::List(inner) => format!("[{}]", of(inner)),
            Shape::Map(inner) => format!("{{…: {}}}", of(inner)),
            Shape::Or(this, that) if matches!(**this, Shape::Form(Form::Name) | Shape::Line) => of(that),
            Shape::Or(this, _) => of(this),
            _ => "…".into(),
        }
    }
    match example(key) {
        known if known != "…" => known,
        _ => of(key.shape),
    }
}
