//! What can be answered at a step, in the order in which it is printed.

use super::plain;
use crate::model::field::{Field, Kind};
use crate::model::{Channel, Named, Step, Verb, value};

/// A place for one answer.
#[derive(Clone)]
pub struct Slot<'s> {
    /// What it is called: `tel`, `personne.name`; empty where it is the choice, `by` where it is the channel.
    pub name: String,
    /// What people read beside it.
    pub title: String,
    /// What fits there.
    pub takes: Takes<'s>,
    /// Whether it must be filled.
    pub must: bool,
}

/// What fits into a place.
#[derive(Clone)]
pub enum Takes<'s> {
    /// That it was done, with nothing to answer.
    Tick,
    /// An answer to a question.
    Answer(Box<Field>),
    /// Where a secret is kept, in words.
    Where,
    /// A file that is kept: `@scan.pdf`.
    File,
    /// Lines of a list.
    Rows(&'s Named<Field>),
    /// One or several of these.
    Pick {
        /// Which sort.
        of: Of,
        /// Whether several may be named.
        many: bool,
        /// Each by its name and what else it is called.
        options: Vec<(String, Vec<String>)>,
    },
}

/// What is picked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Of {
    /// An answer that leads on.
    Choice,
    /// How a secret was handed over.
    Channel,
}

/// What people say for a channel.
fn called(channel: Channel) -> &'static [&'static str] {
    match channel {
        Channel::Oral => &["de vive voix", "oralement", "vive voix", "spoken"],
        Channel::Phone => &["téléphone", "par téléphone", "tél", "by phone"],
        Channel::Sms => &["par SMS", "texto", "by text message"],
        Channel::InPerson => &["en main propre", "main propre", "in person", "by hand"],
    }
}

/// That what was awaited did not come.
const LATE: [&str; 5] = ["en retard", "pas reçu", "rien reçu", "pas venu", "not received"];
/// That it came.
const CAME: [&str; 5] = ["reçu", "reçue", "venu", "came", "received"];

/// The places of a step as it is printed: how a secret was handed over, the questions, then the answer that leads on. `say` gives the titles of options.
pub fn slots<'s>(step: &'s Step, say: &dyn Fn(&crate::model::Text) -> String) -> Vec<Slot<'s>> {
    let mut slots = vec![Slot { name: String::new(), title: String::new(), takes: Takes::Tick, must: false }];
    if let Verb::Handover(handover) = &step.verb {
        let options = handover.by.iter().map(|by| (by.word().to_owned(), called(*by).iter().map(|said| (*said).to_owned()).collect())).collect();
        slots.push(Slot { name: "by".into(), title: String::new(), takes: Takes::Pick { of: Of::Channel, many: false, options }, must: true });
    }
    of_fields(&step.ask, "", &mut slots);
    let choose = step.choose();
    let mut options: Vec<(String, Vec<String>)> = choose
        .iter()
        .flat_map(|choose| &choose.options)
        .map(|(name, option)| (name.to_string(), vec![say(&option.title), option.title.source.to_string()]))
        .collect();
    let late = step.wait().is_some_and(|wait| wait.late.is_some());
    if late {
        options.push(("late".into(), LATE.map(str::to_owned).to_vec()));
        if choose.is_none() {
            options.push((String::new(), CAME.map(str::to_owned).to_vec()));
        }
    }
    if !options.is_empty() {
        let many = choose.is_some_and(|choose| choose.many);
        slots.push(Slot { name: String::new(), title: String::new(), takes: Takes::Pick { of: Of::Choice, many, options }, must: choose.is_some() });
    }
    slots
}

/// The places of questions; those of a record and of a person one after the other.
pub fn of_fields<'s>(fields: &'s Named<Field>, before: &str, slots: &mut Vec<Slot<'s>>) {
    for field in fields.values() {
        let name = format!("{before}{}", field.name);
        // Whether it is asked at all may depend on what else is answered.
        let must = !field.optional && field.when.is_none() && field.default.is_none();
        match &field.kind {
            Kind::Record(parts) => {
                let first = slots.len();
                of_fields(parts, &format!("{name}."), slots);
                slots[first..].iter_mut().for_each(|slot| slot.must &= must);
            }
            Kind::Person => {
                for part in value::PERSON {
                    let kind = match part {
                        "email" => Kind::Email,
                        "phone" => Kind::Phone { mobile: false },
                        _ => Kind::Text,
                    };
                    let title = if part == "name" { field.title.clone() } else { String::new() };
                    let inner = Field {
                        name: part.into(),
                        kind,
                        title: title.clone(),
                        optional: part != "name",
                        min: None,
                        max: None,
                        pattern: None,
                        ..field.clone()
                    };
                    slots.push(Slot { name: format!("{name}.{part}"), title, takes: Takes::Answer(Box::new(inner)), must: must && part == "name" });
                }
            }
            Kind::List { fields, .. } => slots.push(Slot { name, title: field.title.clone(), takes: Takes::Rows(fields), must }),
            Kind::File if field.keep => slots.push(Slot { name, title: field.title.clone(), takes: Takes::File, must }),
            Kind::Secret => {
                slots.push(Slot { name: name.clone(), title: field.title.clone(), takes: Takes::Answer(Box::new(field.clone())), must });
                slots.push(Slot { name: format!("{name}.where"), title: String::new(), takes: Takes::Where, must: false });
            }
            _ => slots.push(Slot { name, title: field.title.clone(), takes: Takes::Answer(Box::new(field.clone())), must }),
        }
    }
}

impl Slot<'_> {
    /// The question that it belongs to.
    pub fn question(&self) -> &str {
        self.name.split('.').next().unwrap_or_default()
    }
}

/// Whether a text says no more than that a step was done.
pub fn is_tick(text: &str) -> bool {
    const TICKS: [&str; 11] = ["fait", "faite", "ok", "x", "✓", "v", "envoye", "envoyee", "done", "sent", "☑"];
    TICKS.contains(&plain(text).as_str())
}

/// The option that a text means: by its name or title, or the only one of which either begins so.
pub fn picked<'o>(options: &'o [(String, Vec<String>)], text: &str) -> Option<&'o str> {
    let wanted = plain(text);
    let names =
        |(name, others): &'o (String, Vec<String>)| std::iter::once(name).chain(others).map(|name| plain(name)).filter(|name| !name.is_empty());
    if wanted.is_empty() {
        return None;
    }
    if let Some((name, _)) = options.iter().find(|option| names(option).any(|name| name == wanted)) {
        return Some(name);
    }
    let begins =
        |name: &str| name.strip_prefix(wanted.as_str()).is_some_and(|rest| wanted.chars().count() > 2 || !rest.starts_with(char::is_alphanumeric));
    let mut beginning = options.iter().filter(|option| names(option).any(|name| begins(&name)));
    match (beginning.next(), beginning.next()) {
        (Some((name, _)), None) => Some(name),
        _ => None,
    }
}
