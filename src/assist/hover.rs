//! What the word at the cursor means.

use super::names::homes;
use super::{Folder, Spot, Understood};
use crate::finding::Part;
use crate::index::{Kind, Symbol};
use crate::model::language::PROCEDURE;
use crate::model::shape::{Key, Shape, Standing};
use crate::msg;
use crate::template::{FILTERS, Token, tokens};
use crate::words::{Lang, Message, Words};
use std::ops::Range;
use std::rc::Rc;

/// What is said about a word, in Markdown.
#[derive(Debug, PartialEq, Eq)]
pub struct Hover {
    /// The word.
    pub spot: Spot,
    /// What is said.
    pub text: String,
}

/// What there is to say about the word at a byte.
pub fn hover(file: &Rc<Understood>, byte: usize, folder: &dyn Folder, lang: Lang) -> Option<Hover> {
    let words = lang.words();
    if let Some(home) = homes(file, byte, folder).first() {
        let mark = file.index.mark_at(&file.document, byte)?;
        let text = symbol(home.file.index.symbol(home.id), &home.file, words);
        return Some(Hover { spot: Spot::new(&file.document, file.document.span(&mark.place)), text });
    }
    let (place, node) = file.document.at(byte);
    if *place.part() == Part::Key {
        let standing = Standing::at(&PROCEDURE, place.path().split('/').skip(1))?;
        let (_, key) = standing.under?;
        let span = file.document.span(&place);
        let written = place.path().rsplit('/').next()? == key.name;
        return written.then(|| Hover { spot: Spot::new(&file.document, span), text: of_key(key, words) });
    }
    // A filter, or a name that every text knows.
    let scalar = node.as_scalar()?;
    let standing = Standing::at(&PROCEDURE, place.path().split('/').skip(1))?;
    let (object, key) = standing.under?;
    let bare = crate::index::meaning(object.name, key.name) == crate::index::Meaning::Expression;
    let origins = file.document.origins(node)?;
    for (token, range) in tokens(&scalar.text, bare) {
        let (Some(first), Some(last)) = (origins.get(range.start), origins.get(range.end - 1)) else { continue };
        let span: Range<usize> = *first..*last + 1;
        if !(span.start..=span.end).contains(&byte) {
            continue;
        }
        let id = match token {
            Token::Filter if FILTERS.iter().any(|f| f.name == &scalar.text[range.clone()]) => filter(&scalar.text[range])?,
            Token::Variable => always(&scalar.text[range])?,
            _ => continue,
        };
        return Some(Hover { spot: Spot::new(&file.document, span), text: words.say(&id) });
    }
    None
}

/// What a key means, what may stand under it, and an example.
fn of_key(key: &Key, words: &Words) -> String {
    let said = match words.lang() {
        Lang::Fr => key.fr,
        Lang::En => key.en,
    };
    let mut text = format!("**{}** – {said}", key.name);
    let mut allowed = Vec::new();
    choices(key.shape, &mut allowed);
    if !allowed.is_empty() {
        let list: Vec<String> = allowed.iter().map(|word| format!("`{word}`")).collect();
        text += &format!("\n\n{}", list.join(" · "));
    }
    text + &format!("\n\n```yaml\n{}: {}\n```", key.name, key.example)
}

fn choices(shape: &Shape, found: &mut Vec<&'static str>) {
    match shape {
        Shape::Word(words) => found.extend(*words),
        Shape::List(inner) => choices(inner, found),
        Shape::Or(this, that) => {
            choices(this, found);
            choices(that, found);
        }
        _ => {}
    }
}

/// What a name is the name of, and where it is set.
fn symbol(symbol: &Symbol, file: &Understood, words: &Words) -> String {
    let mut text = format!("**{}** `{}`", words.say(&kind(symbol.kind)), symbol.name);
    if let Some(word) = &symbol.word {
        text += &format!(" · `{word}`");
    }
    let title = symbol.title.trim();
    if symbol.kind == Kind::Computed {
        text += &format!("\n\n```jinja\n{title}\n```");
    } else if !title.is_empty() {
        text += &format!("\n\n{title}");
    }
    let asked: Vec<String> = symbol.defined.iter().filter_map(|place| step_around(place.path())).map(|step| words.quote(step)).collect();
    match symbol.kind {
        Kind::Field if symbol.owner.is_none() && !asked.is_empty() => {
            text += &format!("\n\n{}", words.say(&msg!("editor-asked", steps = asked)));
        }
        Kind::Field if symbol.owner.is_none() => text += &format!("\n\n{}", words.say(&msg!("editor-given"))),
        Kind::Setting => text += &format!("\n\n{}", words.say(&msg!("editor-set"))),
        Kind::Option | Kind::Field => {
            if let Some(owner) = symbol.owner.map(|id| file.index.symbol(id)) {
                text += &format!("\n\n{}", words.say(&msg!("editor-part", of = words.quote(&owner.name))));
            }
        }
        _ => {}
    }
    if symbol.kind == Kind::Step && symbol.parts.values().any(|id| file.index.symbol(*id).kind == Kind::Option) {
        let list = symbol.parts.values().map(|id| file.index.symbol(*id)).filter(|s| s.kind == Kind::Option);
        text += &list.map(|option| format!("\n- `{}` {}", option.name, option.title)).collect::<String>().replacen('\n', "\n\n", 1);
    }
    text
}

/// The name of the step whose `ask` a path lies in.
fn step_around(path: &str) -> Option<&str> {
    let (step, _) = path.rsplit_once("/ask/")?;
    step.rsplit('/').next()
}

fn kind(kind: Kind) -> Message {
    msg!(match kind {
        Kind::Procedure => "editor-kind-procedure",
        Kind::Source => "editor-kind-source",
        Kind::Role => "editor-kind-role",
        Kind::Contact => "editor-kind-contact",
        Kind::Document => "editor-kind-document",
        Kind::Email => "editor-kind-email",
        Kind::Setting => "editor-kind-setting",
        Kind::Field => "editor-kind-field",
        Kind::Computed => "editor-kind-computed",
        Kind::Step => "editor-kind-step",
        Kind::Option => "editor-kind-option",
        Kind::Item => "editor-kind-item",
        Kind::Result => "editor-kind-result",
        Kind::Local => "editor-kind-local",
    })
}

fn filter(name: &str) -> Option<Message> {
    Some(msg!(match name {
        "date" => "editor-filter-date",
        "short_date" => "editor-filter-short-date",
        "time" => "editor-filter-time",
        "phone" => "editor-filter-phone",
        "identifier" => "editor-filter-identifier",
        "number" => "editor-filter-number",
        "enumerate" => "editor-filter-enumerate",
        "plus" => "editor-filter-plus",
        "minus" => "editor-filter-minus",
        "days_until" => "editor-filter-days-until",
        "length" => "editor-filter-length",
        "default" => "editor-filter-default",
        "join" => "editor-filter-join",
        _ => return None,
    }))
}

fn always(name: &str) -> Option<Message> {
    Some(msg!(match name {
        "settings" => "editor-var-settings",
        "documents" => "editor-var-documents",
        "contacts" => "editor-var-contacts",
        "roles" => "editor-var-roles",
        "run" => "editor-var-run",
        "today" => "editor-var-today",
        "titles" => "editor-var-titles",
        _ => return None,
    }))
}
