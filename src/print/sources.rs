//! Where a procedure comes from: its sources, and what each step takes from them, word for word.

use super::make::Maker;
use super::outline::Spot;
use super::parts::{Quote, Source};
use super::show;
use crate::model::field::Field;
use crate::model::{self, Citation, Procedure, Step, Verb};
use crate::msg;
use std::collections::BTreeMap;

/// Everything that a step cites, whatever in it says so.
fn of_step(step: &Step) -> Vec<&Citation> {
    let mut found: Vec<&Citation> = step.cites.iter().collect();
    let remarks = [&step.text, &step.attention, &step.note, &step.checks];
    found.extend(remarks.into_iter().flatten().flat_map(|remark| &remark.cites));
    found.extend(step.documents.iter().flat_map(|used| &used.cites));
    found.extend(step.require.iter().flat_map(|require| &require.cites));
    step.ask.values().for_each(|field| of_field(field, &mut found));
    found.extend(step.choose().into_iter().flat_map(|choose| choose.options.values()).flat_map(|option| &option.cites));
    if let Verb::Email(model::Mail::Inline(email), _) = &step.verb {
        found.extend(&email.cites);
    }
    found
}

fn of_field<'p>(field: &'p Field, found: &mut Vec<&'p Citation>) {
    found.extend(&field.cites);
    field.kind.fields().into_iter().flat_map(|fields| fields.values()).for_each(|inner| of_field(inner, found));
}

/// What stands around the steps, each with its name.
fn around<'p>(procedure: &'p Procedure) -> Vec<(String, Vec<&'p Citation>)> {
    let mut found: Vec<(String, Vec<&'p Citation>)> = vec![(String::new(), procedure.cites.iter().collect())];
    let mut add = |name: &str, cites: Vec<&'p Citation>| found.push((name.trim().to_owned(), cites));
    for field in procedure.inputs.values().chain(procedure.settings.values()) {
        let mut cites = Vec::new();
        of_field(field, &mut cites);
        add(&field.title, cites);
    }
    procedure.roles.values().for_each(|role| add(&role.title.source, role.cites.iter().collect()));
    procedure.contacts.values().for_each(|contact| add(&contact.title.source, contact.cites.iter().collect()));
    procedure.documents.values().for_each(|document| add(&document.title.source, document.cites.iter().collect()));
    procedure.emails.values().for_each(|email| add(&email.title.as_ref().unwrap_or(&email.subject).source, email.cites.iter().collect()));
    procedure.rules.iter().for_each(|rule| add(&rule.title, rule.cites.iter().collect()));
    found
}

/// Which sources ask for a step: the source's number, and where in it.
pub fn cites(maker: &Maker, spot: &Spot) -> Vec<String> {
    // The sources of a called procedure are its own; only those of the printed one are numbered.
    if spot.procedure.id != maker.procedure.id {
        return Vec::new();
    }
    let mut cites: BTreeMap<usize, Vec<String>> = BTreeMap::new();
    for cite in of_step(spot.step) {
        let Some(index) = maker.procedure.sources.get_index_of(&cite.from.name) else { continue };
        let places = cites.entry(index + 1).or_default();
        for place in &cite.refs {
            if !places.contains(place) {
                places.push(place.clone());
            }
        }
    }
    let one = |(number, places): (usize, Vec<String>)| match places.is_empty() {
        true => number.to_string(),
        false => maker.say(&msg!("paper-cite", number = number.to_string(), place = places.join(", "))),
    };
    cites.into_iter().map(one).collect()
}

/// Where the procedure comes from.
pub fn sources(maker: &Maker) -> Vec<Source> {
    let printed = maker.printed.borrow();
    let mut cited: Vec<(String, &Citation)> = Vec::new();
    for (name, cites) in around(maker.procedure) {
        cited.extend(cites.into_iter().map(|cite| (name.clone(), cite)));
    }
    for spot in printed.keys().map(|spot| &maker.outline.spots[*spot]).filter(|spot| spot.procedure.id == maker.procedure.id) {
        let name = maker.say(&msg!("paper-step", step = &spot.number));
        cited.extend(of_step(spot.step).into_iter().map(|cite| (name.clone(), cite)));
    }
    let one = |(i, (name, source)): (usize, (&model::Name, &model::Source))| {
        let date = source.date.as_deref().map(|date| msg!("paper-source-date", date = show::date(date)));
        let checked = source.checked.as_deref().map(|date| msg!("paper-source-checked", date = show::date(date)));
        let mut quotes: Vec<Quote> = Vec::new();
        for (used_for, cite) in cited.iter().filter(|(_, cite)| *cite.from.name == **name) {
            if cite.quote.is_none() && cite.note.is_none() && cite.checked.is_none() {
                continue;
            }
            let checked = cite.checked.as_deref().map(|date| maker.say(&msg!("paper-source-checked", date = show::date(date))));
            let quote = Quote {
                used_for: used_for.clone(),
                facts: cite.refs.iter().cloned().chain(cite.note.clone()).chain(checked).collect(),
                words: cite.quote.as_ref().map(|quote| maker.words.quote(&spoken(unquoted(quote)))),
            };
            if !quotes.contains(&quote) {
                quotes.push(quote);
            }
        }
        Source {
            number: i + 1,
            title: source.title.clone(),
            dates: [date, checked].into_iter().flatten().map(|message| maker.say(&message)).collect(),
            url: source.url.clone(),
            note: source.note.clone(),
            quotes,
        }
    };
    maker.procedure.sources.iter().enumerate().map(one).collect()
}

/// The words of a quotation without the marks that a text file has for them: stars, and where links lead. Quotes within are of the second rank.
fn spoken(quote: &str) -> String {
    let mut out = String::with_capacity(quote.len());
    let mut rest = quote;
    while let Some(c) = rest.chars().next() {
        let stars = rest.len() - rest.trim_start_matches('*').len();
        let link = rest.strip_prefix('[').and_then(|inside| inside.split_once("](")).and_then(|(words, to)| Some((words, to.split_once(')')?.1)));
        rest = match link {
            Some((words, after)) if !words.contains(['[', ']', '\n']) => {
                out.push_str(&spoken(words));
                after
            }
            _ if stars > 1 => &rest[stars..],
            _ => {
                match c {
                    '«' => out.push('“'),
                    '»' => out.push('”'),
                    ' ' | '\u{a0}' | '\u{202f}' if out.ends_with('“') || rest[c.len_utf8()..].starts_with('»') => {}
                    c => out.push(c),
                }
                &rest[c.len_utf8()..]
            }
        };
    }
    out
}

/// A quotation without the marks that it may carry already around the whole of it.
fn unquoted(quote: &str) -> &str {
    let quote = quote.trim();
    let inside = [('«', '»'), ('“', '”'), ('"', '"')].into_iter().find_map(|(open, close)| {
        let inside = quote.strip_prefix(open)?.strip_suffix(close)?;
        (!inside.contains([open, close])).then_some(inside)
    });
    inside.unwrap_or(quote).trim()
}

#[cfg(test)]
mod tests {
    use super::{spoken, unquoted};

    #[test]
    fn marks_of_a_text_file_are_no_words() {
        assert_eq!(spoken("noter **le numéro** du *fichier*"), "noter le numéro du *fichier*");
        assert_eq!(spoken("sur le site** vous devrez"), "sur le site vous devrez");
        assert_eq!(spoken("via le [formulaire **301**](#) ou le [service](#)."), "via le formulaire 301 ou le service.");
        assert_eq!(unquoted("«\u{a0}tout »"), "tout");
        assert_eq!(unquoted("la case «mandat »"), "la case «mandat »");
        assert_eq!(spoken("le fichier « mode\u{a0}» [ou](pas"), "le fichier “mode” [ou](pas");
    }
}
