//! What stands around the steps: mails, documents, contacts, roles, rules, sources.

use super::acts::{Acts, mail_title};
use super::blank::{Pen, Site};
use super::make::{Maker, mark, role_of};
use super::outline::{Outline, Spot};
use super::parts::{Contact, Document, DocumentUse, Evidence, Follow, Mail, RolePart, Rule, WorkedOut};
use super::rich::{self, Line};
use super::show;
use super::value::spaced;
use crate::model::field::{Field, Kind};
use crate::model::{self, Carrier, Email, Procedure, Verb};
use crate::msg;
use std::collections::BTreeMap;

/// The mails of all steps, in print order.
pub struct Mailbag<'p> {
    mails: Vec<Posted<'p>>,
}

struct Posted<'p> {
    /// The procedure and the mail's name; or the step's path, where it is written in the step.
    key: (&'p str, String),
    email: &'p Email,
    /// The steps that send it, or remind with it.
    spots: Vec<usize>,
}

impl<'p> Mailbag<'p> {
    /// Collects them.
    pub fn of_outline(outline: &Outline<'p>) -> Mailbag<'p> {
        let mut bag = Mailbag { mails: Vec::new() };
        for (index, spot) in outline.spots.iter().enumerate() {
            for (key, email) in sent_by(outline, index).into_iter().flatten() {
                let key = (spot.procedure.id.as_ref(), key);
                match bag.mails.iter_mut().find(|mail| mail.key == key) {
                    Some(mail) => mail.spots.push(index),
                    None => bag.mails.push(Posted { key, email, spots: vec![index] }),
                }
            }
        }
        bag
    }

    /// The mark and name of the mail that a step sends, and of the one that it reminds with.
    pub fn of(&self, spot: usize, pen: &Pen<'_, 'p>, site: &Site) -> [Option<(String, Line)>; 2] {
        let procedure = pen.outline.spots[spot].procedure.id.as_ref();
        sent_by(pen.outline, spot).map(|sent| {
            let (key, email) = sent?;
            let place = self.mails.iter().position(|mail| mail.key.0 == procedure && mail.key.1 == key)?;
            Some((format!("M{}", place + 1), mail_title(email, pen, site)))
        })
    }

    /// The mails of these steps, as they read there.
    pub fn printed(&self, pen: &Pen<'_, 'p>, printed: &BTreeMap<usize, String>) -> Vec<Mail> {
        let mut mails = Vec::new();
        for (place, posted) in self.mails.iter().enumerate() {
            let spots: Vec<usize> = posted.spots.iter().copied().filter(|spot| printed.contains_key(spot)).collect();
            let Some(first) = spots.first() else { continue };
            let spot = &pen.outline.spots[*first];
            let path = printed.get(first).unwrap_or(&spot.path).clone();
            let site = Site { lane: spot.lane, spot: Some(*first), path };
            let acts = Acts { pen, site: &site, mails: [None, None], chosen: &[], done: false, sent: None };
            let email = posted.email;
            let carrier = match email.by {
                Carrier::Email => msg!("paper-carrier-email"),
                Carrier::Letter => msg!("paper-carrier-letter"),
                Carrier::Registered => msg!("paper-carrier-registered"),
            };
            let attached = |name: &str| match spot.procedure.documents.contains_key(name) {
                true => document_title(pen, &site, spot.procedure, name),
                false => rich::plain(asked_title(pen.outline, spot.procedure, name)),
            };
            mails.push(Mail {
                mark: format!("M{}", place + 1),
                title: mail_title(email, pen, &site),
                carrier: pen.words.say(&carrier),
                steps: spots.iter().map(|spot| pen.outline.spots[*spot].number.clone()).collect(),
                to: email.to.iter().map(|to| acts.person(to)).collect(),
                cc: email.cc.iter().map(|cc| acts.person(cc)).collect(),
                reply_to: email.reply_to.as_ref().map(|to| acts.person(to)),
                subject: pen.line(&site, &email.subject),
                body: pen.line(&site, &email.body),
                attach: email.attach.iter().map(|name| attached(&name.name)).collect(),
            });
        }
        mails
    }
}

/// The mail that a step sends, and the one that it reminds with, each with its key.
fn sent_by<'p>(outline: &Outline<'p>, spot: usize) -> [Option<(String, &'p Email)>; 2] {
    let spot = &outline.spots[spot];
    let named = |name: &model::Ref| Some((name.name.to_string(), spot.procedure.emails.get(&name.name)?));
    let own = match &spot.step.verb {
        Verb::Email(model::Mail::Named(name), _) => named(name),
        Verb::Email(model::Mail::Inline(email), _) => Some((format!("{}:", spot.path), email.as_ref())),
        Verb::Task | Verb::Wait(_) | Verb::Handover(_) | Verb::Section(_) | Verb::Each(_) | Verb::Call(_) => None,
    };
    let remind = spot.step.wait().and_then(|wait| wait.remind.as_ref()).and_then(|remind| named(remind.email.as_ref()?));
    [own, remind]
}

/// The title of a question, wherever in the procedure it is asked.
fn asked_title(outline: &Outline, procedure: &Procedure, name: &str) -> String {
    let steps = outline.spots.iter().filter(|spot| spot.procedure.id == procedure.id).filter_map(|spot| spot.step.ask.get(name));
    let field = procedure.inputs.get(name).into_iter().chain(steps).next();
    field.map_or_else(|| name.to_owned(), |field| field.title.trim().to_owned())
}

/// A document by its title.
pub fn document_title(pen: &Pen, site: &Site, procedure: &Procedure, name: &str) -> Line {
    procedure.documents.get(name).map_or_else(|| rich::plain(name), |document| pen.line(site, &document.title))
}

/// Whom to call.
pub fn contact(pen: &Pen, site: &Site, contact: &model::Contact) -> Option<Contact> {
    let line = |text: &Option<model::Text>| text.as_ref().map(|text| pen.line(site, text));
    Some(Contact {
        title: pen.line(site, &contact.title),
        phone: line(&contact.phone),
        email: line(&contact.email),
        url: line(&contact.url),
        hours: line(&contact.hours),
        note: contact.note.as_ref().map(|note| pen.blocks(site, note)).unwrap_or_default(),
    })
}

/// The documents of the steps that are printed, of called procedures too.
pub fn documents(maker: &Maker) -> Vec<Document> {
    let outline = maker.outline;
    let printed = maker.printed.borrow();
    let mut found: Vec<(&str, &str, Vec<usize>)> = Vec::new();
    for &index in printed.keys() {
        let spot = &outline.spots[index];
        let attached = sent_by(outline, index).into_iter().flatten().flat_map(|(_, email)| &email.attach);
        let used = spot.step.documents.iter().map(|used| &used.document).chain(attached);
        for name in used.map(|document| &*document.name).filter(|name| spot.procedure.documents.contains_key(*name)) {
            match found.iter_mut().find(|(procedure, known, _)| *procedure == &*spot.procedure.id && *known == name) {
                Some((_, _, spots)) if spots.contains(&index) => {}
                Some((_, _, spots)) => spots.push(index),
                None => found.push((&spot.procedure.id, name, vec![index])),
            }
        }
    }
    let one = |(_, name, spots): (&str, &str, Vec<usize>)| {
        let spot = &outline.spots[*spots.first()?];
        let document = spot.procedure.documents.get(name)?;
        let site = Site { lane: spot.lane, spot: None, path: spot.path.clone() };
        Some(Document {
            title: maker.pen.line(&site, &document.title),
            at: document.url.as_ref().map(|url| maker.pen.line(&site, url)).or_else(|| document.file.clone().map(rich::plain)),
            aliases: document.aliases.clone(),
            note: document.note.as_ref().map(|note| maker.pen.blocks(&site, note)).unwrap_or_default(),
            steps: Vec::new(),
        })
    };
    let mut documents: Vec<(Document, Vec<usize>)> = Vec::new();
    for (procedure, name, spots) in found {
        let Some(document) = one((procedure, name, spots.clone())) else { continue };
        // What procedures that call each other all name is one document.
        match documents.iter_mut().find(|(known, _)| *known == document) {
            Some((_, known)) => known.extend(spots),
            None => documents.push((document, spots)),
        }
    }
    let numbered = |(document, mut spots): (Document, Vec<usize>)| {
        spots.sort_unstable();
        Document { steps: spots.iter().map(|spot| outline.spots[*spot].number.clone()).collect(), ..document }
    };
    documents.into_iter().map(numbered).collect()
}

/// Which documents a step follows, and which not.
pub fn documents_of(maker: &Maker, site: &Site, spot: &Spot) -> Vec<DocumentUse> {
    let partly = |name: &str| spot.step.documents.iter().any(|used| *used.document.name == *name && (!used.follow || used.pages.is_some()));
    let one = |used: &model::DocumentUse| DocumentUse {
        title: document_title(&maker.pen, site, spot.procedure, &used.document.name),
        follow: match used.follow {
            true if partly(&used.document.name) => Follow::Follow,
            true => Follow::Use,
            false => Follow::FollowNot,
        },
        pages: used.pages.as_deref().map(|pages| self::pages(maker, pages)),
        note: used.note.as_ref().map(|note| maker.pen.blocks(site, note)).unwrap_or_default(),
    };
    // What is to be followed comes first.
    let mut uses: Vec<DocumentUse> = spot.step.documents.iter().map(one).collect();
    uses.sort_by_key(|used| used.follow);
    uses
}

/// `32-`, `3-5`, `7` in words.
fn pages(maker: &Maker, pages: &str) -> String {
    let pages = pages.trim();
    let number = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    maker.say(&match pages.split_once('-') {
        Some((first, "")) if number(first) => msg!("paper-pages-from", first = first),
        Some(("", last)) if number(last) => msg!("paper-pages-to", last = last),
        Some((first, last)) if number(first) && number(last) => msg!("paper-pages-between", first = first, last = last),
        None if number(pages) => msg!("paper-page", page = pages),
        _ => msg!("paper-pages", pages = pages),
    })
}

/// Who does what. A row of steps without a gap is one entry: "4 to 9".
pub fn roles(maker: &Maker) -> Vec<RolePart> {
    let outline = maker.outline;
    let printed = maker.printed.borrow();
    let site = Site { lane: 0, spot: None, path: String::new() };
    let mut parts = Vec::new();
    for (place, (name, role)) in maker.roles.iter().enumerate() {
        let mut rows: Vec<(usize, usize)> = Vec::new();
        let mut last_done = None;
        for &spot in printed.keys().filter(|spot| !outline.spots[**spot].step.holds_scope()) {
            let mine = role_of(outline, spot) == Some(*name);
            if mine {
                match rows.last_mut() {
                    Some((_, last)) if Some(*last) == last_done && outline.spots[*last].lane == outline.spots[spot].lane => *last = spot,
                    _ => rows.push((spot, spot)),
                }
            }
            last_done = Some(spot);
        }
        let number = |spot: usize| outline.spots[spot].number.clone();
        let steps: Vec<String> = rows
            .into_iter()
            .flat_map(|(first, last)| match last - first {
                0 => vec![number(first)],
                1 => vec![number(first), number(last)],
                _ => vec![maker.words.say(&msg!("paper-steps-from-to", first = number(first), last = number(last)))],
            })
            .collect();
        parts.push(RolePart { mark: mark(place), title: maker.pen.line(&site, &role.title), outside: role.outside, steps });
    }
    parts.retain(|part| !part.steps.is_empty() || part.outside);
    parts
}

/// What holds of the steps that are printed.
pub fn rules(maker: &Maker) -> Vec<Rule> {
    let outline = maker.outline;
    let site = Site { lane: 0, spot: None, path: String::new() };
    let printed = maker.printed.borrow();
    // A step, or an answer of one: where it stands, and how it is called on paper.
    let named = |path: &str| -> Option<(usize, String)> {
        if let Some(spot) = outline.find_path(0, path) {
            return Some((spot, outline.spots[spot].number.clone()));
        }
        let (path, option) = path.rsplit_once('.')?;
        let spot = outline.find_path(0, path)?;
        let option = outline.spots[spot].step.choose()?.options.get(option)?;
        let title = maker.words.quote(&rich::flat(&maker.pen.line(&site, &option.title)));
        Some((spot, maker.words.say(&msg!("paper-from-option", step = outline.spots[spot].number.clone(), option = title))))
    };
    let one = |rule: &model::Rule| {
        let Some((spot, step)) = named(&rule.step.name) else { return Some(Rule { title: rule.title.clone(), means: None }) };
        if !printed.contains_key(&spot) {
            return None;
        }
        let means = named(&rule.other.name).map(|(_, other)| {
            let means = maker.words.say(&msg!("paper-rule", demand = rule.demand.key(), step = step, other = other));
            match &rule.when {
                Some(when) => maker.words.say(&msg!("paper-rule-if", rule = means, condition = maker.pen.condition(&site, when))),
                None => means,
            }
        });
        Some(Rule { title: rule.title.clone(), means })
    };
    maker.procedure.rules.iter().filter_map(one).collect()
}

/// Values that follow from others, of the procedure that is printed.
pub fn worked_out(maker: &Maker) -> Vec<WorkedOut> {
    let site = Site { lane: 0, spot: None, path: String::new() };
    let one = |(name, expr): (&model::Name, &model::Expr)| {
        let shown = maker.standing.is_some() && (maker.pen.personal || !maker.pen.is_personal(&site, expr));
        let template = format!("{{{{ {name} }}}}");
        // A list as the program writes it is for programs.
        let known = shown.then(|| maker.pen.voice.say("", &template)).flatten().filter(|value| !value.starts_with(['[', '{']));
        let value = known.map(|value| match value.as_str() {
            "true" | "True" => maker.say(&msg!("paper-yes")),
            "false" | "False" => maker.say(&msg!("paper-no")),
            _ => show::day_or_text(&value),
        });
        WorkedOut { title: spaced(name), rule: maker.pen.rule(&site, expr), value }
    };
    maker.procedure.computed.iter().map(one).collect()
}

/// The files that were given as answers, each with its whole SHA-256.
pub fn files(maker: &Maker) -> Vec<Evidence> {
    let Some(standing) = maker.standing else { return Vec::new() };
    let mut found = Vec::new();
    let mut take = |step: String, fields: &model::Named<Field>, answers: &serde_json::Map<String, serde_json::Value>| {
        for (field, value) in fields.values().filter_map(|field| Some((field, answers.get(field.name.as_ref())?))) {
            let part = |name: &str| value.get(name).and_then(serde_json::Value::as_str).map(str::to_owned);
            if !matches!(field.kind, Kind::File) || (field.personal && !maker.pen.personal) {
                continue;
            }
            if let Some(sha256) = part("sha256") {
                found.push(Evidence { step: step.clone(), name: part("name").unwrap_or_default(), sha256 });
            }
        }
    };
    take(String::new(), &maker.procedure.inputs, &standing.inputs);
    for (&index, path) in maker.printed.borrow().iter() {
        let spot = &maker.outline.spots[index];
        if !spot.step.ask.values().any(|field| matches!(field.kind, Kind::File)) {
            continue;
        }
        let inside = |at: &&String| super::standing::plain(at) == spot.path;
        let mut paths: Vec<&String> = standing.steps.keys().filter(inside).collect();
        paths.sort_by_key(|at| (at.len(), at.as_str()));
        // What stands for one item only is printed for that item only.
        paths.retain(|at| *at == path || *path == spot.path);
        paths.into_iter().for_each(|at| take(spot.number.clone(), &spot.step.ask, &standing.steps[at].answers));
    }
    found
}
