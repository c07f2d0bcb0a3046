//! Steps and lists as a scenario names them, sought in the procedure alone: before anything is played.

use crate::check::Checked;
use crate::engine::site::Site;
use crate::engine::{Path, split_path};
use crate::finding::{Message, did_you_mean};
use crate::model::field::Field;
use crate::model::{Named, Step, Verb};
use crate::msg;

/// Why a path leads nowhere: what is wrong, and what to do.
pub type Nowhere = (Message, Option<Message>);

/// The step at a path; items stand in brackets wherever one `each` is entered, if `items` are wanted.
pub fn step<'a>(checked: &'a Checked, text: &str, items: bool) -> Result<(Site<'a>, &'a Step), Nowhere> {
    let parts = split_path(text);
    let Some(((last, item), around)) = parts.split_last() else { return Err((msg!("scenario-step", step = text), None)) };
    let site = around.iter().try_fold(Site::root(checked), |site, (name, item)| enter(&site, text, name, item.as_deref(), items))?;
    let step = named(&site, text, last)?;
    match item {
        None => Ok((site, step)),
        Some(_) => Err((msg!("scenario-item-last", step = text), Some(msg!("scenario-item-last.help", step = text)))),
    }
}

/// The list that a path names, `beneficiaires` or `chacun[1].enfants`: its field, and whether an item is named.
pub fn list<'a>(checked: &'a Checked, text: &str) -> Result<(&'a Field, bool), Nowhere> {
    let parts = split_path(text);
    let Some(((last, item), around)) = parts.split_last() else { return Err((msg!("scenario-list", list = text), None)) };
    let site = around.iter().try_fold(Site::root(checked), |site, (name, item)| enter(&site, text, name, item.as_deref(), true))?;
    let procedure = &site.procedure();
    let known = procedure.here().checked.lists();
    match known.iter().find(|field| field.name.as_ref() == last.as_str()) {
        Some(field) => Ok((field, item.is_some())),
        None => {
            let help = near(last, known.iter().map(|f| f.name.as_ref()));
            Err((msg!("scenario-list", list = last), help))
        }
    }
}

fn named<'a>(site: &Site<'a>, text: &str, name: &str) -> Result<&'a Step, Nowhere> {
    let steps: &'a Named<Step> = &site.here().scope.steps;
    steps.get(name).ok_or_else(|| {
        let message = if text == name { msg!("scenario-step", step = name) } else { msg!("scenario-step-in", step = name, path = text) };
        (message, near(name, steps.keys().map(AsRef::as_ref)))
    })
}

fn enter<'a>(site: &Site<'a>, text: &str, name: &str, item: Option<&str>, items: bool) -> Result<Site<'a>, Nowhere> {
    let step = named(site, text, name)?;
    let each = matches!(step.verb, Verb::Each(_));
    if each && item.is_none() && items {
        return Err((msg!("scenario-item-missing", step = name), Some(msg!("scenario-item-missing.help", step = name))));
    }
    if !each && item.is_some() {
        return Err((msg!("scenario-item-none", step = name), None));
    }
    site.enter(name, each.then_some(1)).ok_or_else(|| (msg!("scenario-inside-none", step = name), None))
}

/// "Did you mean", or the names that there are where they are few.
pub fn near<'a>(name: &str, known: impl IntoIterator<Item = &'a str> + Clone) -> Option<Message> {
    if let Some(near) = did_you_mean(name, known.clone()) {
        return Some(msg!("did-you-mean", name = near));
    }
    let all: Vec<String> = known.into_iter().map(str::to_owned).collect();
    (!all.is_empty()).then(|| msg!("scenario-known", names = all))
}

/// Whether a step of a run is one of those that a path without items speaks of.
pub fn speaks_of(text: &str, path: &Path) -> bool {
    let parts = split_path(text);
    parts.len() == path.0.len()
        && parts.iter().zip(&path.0).all(|((name, item), seg)| {
            name.as_str() == seg.step.as_ref() && item.as_ref().is_none_or(|item| seg.item.is_some_and(|n| n.to_string() == *item))
        })
}
