//! What a person was shown, behind what was done, on the page of a proof.

use super::text::{blocks, escape, line};
use crate::msg;
use crate::print::rich::{self, Inked};
use crate::words::{Message, Words};

/// Looks like the rest of the page.
pub(super) const STYLE: &str = include_str!("shown.css");

/// One thing that was shown.
#[derive(Debug, Clone, PartialEq)]
pub struct Shown {
    /// The step, or the subject of a mail.
    pub title: String,
    /// What it said.
    pub what: What,
    /// When the step was done, or the mail left, in words.
    pub when: String,
    /// Who recorded that.
    pub by: String,
}

/// What it said.
#[derive(Debug, Clone, PartialEq)]
pub enum What {
    /// The texts of a step, in Markdown: instructions, warnings, what was ticked, documents.
    Step {
        /// What is to be done.
        text: Vec<String>,
        /// Warnings.
        attention: Vec<String>,
        /// What is ticked one by one, and whether it was.
        checks: Vec<(String, bool)>,
        /// The documents to be followed, and where they lie.
        documents: Vec<(String, Option<String>)>,
    },
    /// A mail, as it was written when it left.
    Mail {
        /// Its text.
        body: String,
        /// What was attached.
        attached: Vec<String>,
    },
    /// Words that also speak of others are kept back.
    Withheld,
}

/// The part of the page that shows it; nothing where nothing was shown.
pub(super) fn section(shown: &[Shown], words: &Words) -> String {
    if shown.is_empty() {
        return String::new();
    }
    let say = |message: &Message| escape(&words.say(message));
    let all: String = shown.iter().map(|one| article(one, words)).collect();
    format!("<section class=\"shown\"><h2>{}</h2><p>{}</p>{all}</section>\n", say(&msg!("shown-title")), say(&msg!("shown-about")))
}

fn article(shown: &Shown, words: &Words) -> String {
    let say = |message: &Message| escape(&words.say(message));
    let (title, inside, is_mail) = match &shown.what {
        What::Step { text, attention, checks, documents } => {
            let checks = list(checks.iter().map(|(check, ticked)| format!("{} {}", if *ticked { "☑" } else { "☐" }, inline(check))));
            let place = |place: &Option<String>| place.as_ref().map(|place| format!(" – {}", escape(place))).unwrap_or_default();
            let documents = list(documents.iter().map(|(title, at)| format!("{}{}", escape(title), place(at))));
            let attention: String = attention.iter().map(|one| format!("<div class=\"attention\">{}</div>", markdown(one))).collect();
            let text: String = text.iter().map(|one| markdown(one)).collect();
            (escape(&shown.title), format!("{text}{attention}{checks}{documents}"), false)
        }
        What::Mail { body, attached } => {
            let attached = list(attached.iter().map(|title| escape(title)));
            (say(&msg!("shown-mail", subject = &shown.title)), format!("<pre>{}</pre>{attached}", escape(body.trim_end())), true)
        }
        What::Withheld => (say(&msg!("shown-step")), format!("<p>{}</p>", say(&msg!("shown-withheld"))), false),
    };
    let (when, by) = (&shown.when, &shown.by);
    let when = if is_mail { msg!("shown-left", when = when, by = by) } else { msg!("shown-done", when = when, by = by) };
    format!("<article><h3>{title}</h3><p class=\"when\">{}</p>{inside}</article>", say(&when))
}

fn list(items: impl Iterator<Item = String>) -> String {
    let items: String = items.map(|item| format!("<li>{item}</li>")).collect();
    if items.is_empty() { items } else { format!("<ul>{items}</ul>") }
}

/// Words of the procedure: nothing in them but formats, and leads anywhere but to the web or a mailbox.
fn markdown(source: &str) -> String {
    let mut text = Inked::default();
    text.text(source);
    blocks(&rich::blocks(&text))
}

/// The same on one line.
fn inline(source: &str) -> String {
    let mut text = Inked::default();
    text.text(source);
    line(&rich::line(&text))
}
