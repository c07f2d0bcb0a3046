//! The page of a proof: who did what and when, and what the person was shown, in the language of the procedure.

use crate::cli::checklist;
use crate::desk::proof::Proven;
use crate::desk::shown::{Shown, What};
use crate::desk::{Desk, Failure, Loaded};
use crate::model::moment::local;
use crate::msg;
use crate::print::html::text::{blocks, escape};
use crate::print::rich::{self, Inked};
use crate::words::{Lang, Words, dates};

const STYLE: &str = include_str!("page.css");

/// The page of what a run holds of an item of a list; nothing for who plays a role: the page of the run speaks of others too.
pub(super) fn write(desk: &Desk, loaded: &Loaded, name: &str, proven: &Proven) -> Result<Option<Vec<u8>>, Failure> {
    let Ok(page) = checklist::page(desk, &loaded.id, name) else { return Ok(None) };
    let page = String::from_utf8_lossy(&page).into_owned();
    let words = Lang::parse(&loaded.checked.procedure.language).unwrap_or_default().words();
    let shown = section(&desk.shown(loaded, name, proven)?, words);
    // It stands behind what was done, on the same sheet.
    let Some((before, after)) = page.rsplit_once("</main>") else { return Ok(Some(page.into_bytes())) };
    let page = format!("{before}{shown}</main>{after}");
    Ok(Some(page.replacen("</head>", &format!("<style>{STYLE}</style></head>"), 1).into_bytes()))
}

fn section(shown: &[Shown], words: &Words) -> String {
    if shown.is_empty() {
        return String::new();
    }
    let say = |message: &crate::words::Message| escape(&words.say(message));
    let all: String = shown.iter().map(|one| article(one, words)).collect();
    format!("<section class=\"shown\"><h2>{}</h2><p>{}</p>{all}</section>", say(&msg!("shown-title")), say(&msg!("shown-about")))
}

fn article(shown: &Shown, words: &Words) -> String {
    let say = |message: &crate::words::Message| escape(&words.say(message));
    let day = shown.on.map_or_else(|| dates::moment(local(shown.stamp.at), words.lang()), |day| dates::day(day, words.lang()));
    let (title, inside, when) = match &shown.what {
        What::Step { text, attention, checks, documents } => {
            let checks = list(checks.iter().map(|(check, ticked)| format!("{} {}", if *ticked { "☑" } else { "☐" }, inline(check))));
            let place = |place: &Option<String>| place.as_ref().map(|place| format!(" – {}", escape(place))).unwrap_or_default();
            let documents = list(documents.iter().map(|(title, at)| format!("{}{}", escape(title), place(at))));
            let attention: String = attention.iter().map(|one| format!("<div class=\"attention\">{}</div>", markdown(one))).collect();
            let text: String = text.iter().map(|one| markdown(one)).collect();
            (escape(&shown.title), format!("{text}{attention}{checks}{documents}"), msg!("shown-done", when = day, by = &shown.stamp.by))
        }
        What::Mail { body, attached } => {
            let attached = list(attached.iter().map(|title| escape(title)));
            let title = say(&msg!("shown-mail", subject = &shown.title));
            (title, format!("<pre>{}</pre>{attached}", escape(body.trim_end())), msg!("shown-left", when = day, by = &shown.stamp.by))
        }
        What::Withheld => {
            (say(&msg!("shown-step")), format!("<p>{}</p>", say(&msg!("shown-withheld"))), msg!("shown-done", when = day, by = &shown.stamp.by))
        }
    };
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
    crate::print::html::text::line(&rich::line(&text))
}
