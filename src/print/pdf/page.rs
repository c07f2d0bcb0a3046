//! What the template is given: the checklists as they are, and the words that stand around them.

use super::Pages;
use crate::msg;
use crate::print::rich::flat;
use crate::print::{origin, running};
use crate::words::{Lang, Message, Words};
use jiff::civil::Date;
use serde_json::{Map, Value, json};

/// Marks the place of something in a sentence.
const FIRST: &str = "\u{1}";
const SECOND: &str = "\u{2}";
const THIRD: &str = "\u{3}";

/// Words that stand alone.
const WORDS: &[&str] = &[
    "paper-attached",
    "paper-attention",
    "paper-call-for-help",
    "paper-cc",
    "paper-choose",
    "paper-choose-many",
    "paper-contacts",
    "paper-copy-for",
    "paper-document",
    "paper-documents",
    "paper-done-on",
    "paper-files",
    "paper-follow",
    "paper-follow-not",
    "paper-gone",
    "paper-head-about",
    "paper-head-begun",
    "paper-head-who",
    "paper-initials",
    "paper-inputs",
    "paper-legend",
    "paper-mails",
    "paper-matrix-item",
    "paper-matrix-legend",
    "paper-note",
    "paper-outside",
    "paper-remark-head",
    "paper-remarks",
    "paper-reply-to",
    "paper-requires",
    "paper-roles",
    "paper-rules",
    "paper-sent-hidden",
    "paper-settings",
    "paper-sources",
    "paper-subject",
    "paper-to",
    "paper-worked-out",
];

/// These sheets as data, the first of which stands at that place among all; the pictures, as SVG, that they name.
pub fn page(sheets: &[Pages], place: usize, day: Date, pictures: &mut Vec<String>) -> Value {
    let first = sheets.first().map(|pages| pages.checklist);
    let words = first.and_then(|list| Lang::parse(list.lang)).unwrap_or_default().words();
    let texts: Map<String, Value> = WORDS.iter().map(|id| (short(id).to_owned(), words.say(&msg!(id)).into())).collect();
    let mut page = json!({
        "title": first.map(|list| flat(&list.title)).unwrap_or_default(),
        "keywords": first.map(|list| json!([list.procedure, list.version])),
        "first": place,
        "day": [day.year(), day.month(), day.day()],
        "ours": tongue(words.lang().tag(), words.lang().tag()),
        "words": texts,
        "holes": holes(words),
        "join": pieces(&words.enumerate(&[FIRST, SECOND, THIRD].map(str::to_owned)), &[FIRST, SECOND, THIRD])[1..3],
        "page-of": pieces(&words.say(&msg!("paper-page-of", page = FIRST, pages = SECOND)), &[FIRST, SECOND]),
    });
    let theirs = first.map(|list| tongue(&list.language, words.lang().tag())).filter(|theirs| *theirs != page["ours"]);
    if let (Some(theirs), Some(page)) = (theirs, page.as_object_mut()) {
        page.insert("theirs".to_owned(), theirs);
    }
    page["sheets"] = sheets.iter().map(|pages| of_pages(pages, pictures, words)).collect();
    page
}

/// What a picture is called among the files that the template sees.
pub fn picture_name(place: usize) -> String {
    format!("picture-{place}.svg")
}

fn of_pages(pages: &Pages, pictures: &mut Vec<String>, words: &Words) -> Value {
    let mut keep = |svg: String| {
        pictures.push(svg);
        picture_name(pictures.len() - 1)
    };
    let list = pages.checklist;
    let code = origin::drawn(list)
        .map(|svg| json!({"file": keep(svg), "alt": words.say(&msg!("paper-origin", origin = &list.origin)), "short": origin::short(list)}));
    let drawn = list.pictures.iter().map(|picture| {
        let sheet = picture.sheet.map(|sheet| json!({"lying": sheet.lying, "width": sheet.width}));
        json!({"file": keep(picture.svg.clone()), "title": picture.title, "alt": picture.alt, "sheet": sheet})
    });
    let drawn: Vec<Value> = drawn.collect();
    let version = words.say(&msg!("paper-version", version = &list.version));
    // Loose pages of a part say of which; where there is no room for both, that tells more than the title.
    let title = flat(&list.title);
    let title = match list.part.join(" · ") {
        part if part.is_empty() => running::cut(&title, 80),
        part if title.chars().count() + part.chars().count() < 60 => format!("{title} · {part}"),
        part => running::cut(&part, 62),
    };
    let mut header = vec![title, version.clone()];
    header.extend(list.run.iter().map(|run| words.say(&msg!("paper-run-short", run = &run.id))));
    let run = list.run.iter().flat_map(|run| {
        let facts = [
            Some(msg!("paper-run", run = &run.id, state = &run.state)),
            run.started.as_ref().map(|at| msg!("paper-started", at = at)),
            run.by.as_ref().map(|by| msg!("paper-started-by", by = by)),
            run.as_of.as_ref().map(|at| msg!("paper-as-of", at = at)),
        ];
        facts.into_iter().flatten().map(|fact| words.say(&fact)).collect::<Vec<_>>()
    });
    json!({
        "list": list,
        "version": version,
        "header": header,
        "short_banner": list.banner.as_deref().map(running::head),
        "footer": running::contacts(list, words, 120),
        "run": run.collect::<Vec<_>>(),
        "code": code,
        "pictures": drawn,
    })
}

/// Sentences with one place to fill, as what stands before it and what after.
fn holes(words: &Words) -> Map<String, Value> {
    let one = || vec![FIRST.to_owned()];
    let sentences: [(&str, Message); 11] = [
        ("also", msg!("paper-also", names = one())),
        ("at-steps-one", msg!("paper-at-steps", n = 1_usize, steps = one())),
        ("at-steps-other", msg!("paper-at-steps", n = 2_usize, steps = one())),
        ("cites-one", msg!("paper-cites", n = 1_usize, cites = one())),
        ("cites-other", msg!("paper-cites", n = 2_usize, cites = one())),
        ("copy-card", msg!("paper-copy-card", rows = FIRST)),
        ("goes-on", msg!("paper-goes-on", step = FIRST)),
        ("only-if", msg!("paper-only-if", condition = FIRST)),
        ("role-steps-one", msg!("paper-role-steps", n = 1_usize, steps = one())),
        ("role-steps-other", msg!("paper-role-steps", n = 2_usize, steps = one())),
        ("step", msg!("paper-step", step = FIRST)),
    ];
    sentences.into_iter().map(|(name, message)| (name.to_owned(), pieces(&words.say(&message), &[FIRST]).into())).collect()
}

/// What stands before, between and after these marks of a sentence.
fn pieces(sentence: &str, marks: &[&str]) -> Vec<String> {
    let mut rest = sentence;
    let mut pieces = Vec::new();
    for mark in marks {
        let (before, after) = rest.split_once(mark).unwrap_or((rest, ""));
        pieces.push(before.to_owned());
        rest = after;
    }
    pieces.push(rest.to_owned());
    pieces
}

fn short(id: &str) -> &str {
    id.strip_prefix("paper-").unwrap_or(id)
}

/// A language as typst knows them: two or three letters, and a region of two.
fn tongue(tag: &str, otherwise: &str) -> Value {
    let mut parts = tag.split('-');
    let letters = |part: &&str| part.bytes().all(|b| b.is_ascii_alphabetic());
    let language = parts.next().filter(|part| matches!(part.len(), 2 | 3)).filter(letters).unwrap_or(otherwise);
    match parts.find(|part| part.len() == 2).filter(letters) {
        Some(region) => json!({"lang": language.to_ascii_lowercase(), "region": region.to_ascii_uppercase()}),
        None => json!({"lang": language.to_ascii_lowercase()}),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_fall_into_pieces() {
        let fr = Lang::Fr.words();
        assert_eq!(pieces(&fr.say(&msg!("paper-page-of", page = FIRST, pages = SECOND)), &[FIRST, SECOND]).len(), 3);
        assert_eq!(pieces("a\u{1}b", &[FIRST]), ["a", "b"]);
        assert_eq!(tongue("FR-fr", "en"), json!({"lang": "fr", "region": "FR"}));
        assert_eq!(tongue("zz9", "en"), json!({"lang": "en"}));
    }
}
