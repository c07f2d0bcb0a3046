//! What stands at the top and at the foot of every page, short enough to fit there.

use super::parts::Checklist;
use super::rich::flat;
use crate::msg;
use crate::words::Words;

/// A text of at most so many characters.
pub fn cut(text: &str, length: usize) -> String {
    if text.chars().count() <= length { text.to_owned() } else { text.chars().take(length).collect::<String>() + "…" }
}

/// The first word of a banner: how far the procedure may be relied upon.
pub fn head(banner: &str) -> String {
    banner.split(':').next().unwrap_or(banner).trim().to_owned()
}

/// Whom to call: as many, whole, as so many characters hold.
pub fn contacts(checklist: &Checklist, words: &Words, length: usize) -> String {
    let mut out = String::new();
    for contact in &checklist.contacts {
        let facts: Vec<String> = [&contact.phone, &contact.email].into_iter().flatten().map(|fact| flat(fact)).collect();
        let title = flat(&contact.title);
        // What is said in brackets behind a name stands on the first page.
        let name = title.split(" (").next().unwrap_or(&title);
        let part = if facts.is_empty() { name.to_owned() } else { format!("{name}{}{}", words.say(&msg!("paper-colon")), facts.join(", ")) };
        let gap = if out.is_empty() { "" } else { " · " };
        if out.chars().count() + gap.chars().count() + part.chars().count() <= length {
            out.push_str(gap);
            out.push_str(&part);
        }
    }
    out
}
