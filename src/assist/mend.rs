//! What an editor can do about a finding by itself.

use super::{Edit, Spot};
use crate::finding::{Finding, Part};
use crate::msg;
use crate::text::Document;
use crate::words::{Arg, Message};

/// A finding can be mended so.
#[derive(Debug, PartialEq)]
pub struct Mend {
    /// What is done, in a few words.
    pub title: Message,
    /// The edits.
    pub edits: Vec<Edit>,
}

/// How a finding is mended, where that can be told.
pub fn mend(document: &Document, finding: &Finding) -> Option<Mend> {
    let help = finding.help.as_ref()?;
    let name = match (help.id, help.args.first()) {
        ("did-you-mean", Some((_, Arg::Text(name)))) => name,
        _ => return None,
    };
    let mut span = document.span(&finding.place);
    let written = &document.source()[span.clone()];
    // Of `a.b` only the part that does not exist is replaced.
    let wrong = finding.message.args.iter().find_map(|(key, arg)| match (key, arg) {
        (&("name" | "key" | "input" | "id"), Arg::Text(text)) => Some(text.as_str()),
        _ => None,
    });
    if let Some(wrong) = wrong {
        let at = match finding.place.part() {
            Part::Within(_) => written.rfind(wrong)?,
            Part::Value | Part::Key | Part::Bytes(_) => written.find(wrong)?,
        };
        span = span.start + at..span.start + at + wrong.len();
    }
    Some(Mend { title: msg!("editor-mend", name = name), edits: vec![Edit { spot: Spot::new(document, span), text: name.clone() }] })
}
