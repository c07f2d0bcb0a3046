//! Steps as people name them: by path, or by the number or code that is printed beside them.

use super::{Desk, Failure, Loaded};
use crate::check::Checked;
use crate::engine::site::Site;
use crate::engine::{self, Path, Refusal};
use crate::finding::codes;
use crate::model::Verb;
use crate::msg;
use crate::slip::Numbers;
use std::borrow::Cow;

impl Desk {
    /// The path of a step as a person wrote it: an item may be named by its key instead of its number.
    ///
    /// # Errors
    /// There is no such step, or item.
    pub fn path(&self, loaded: &Loaded, text: &str) -> Result<Path, Failure> {
        let text = spelled_out(&loaded.checked, text)?;
        self.view(loaded, |view| engine::find_path(&view, &text)).map_err(Failure::Refused)
    }

    /// The paths of a step as a person wrote it, where `[*]` stands for every item whose step can be settled now.
    ///
    /// # Errors
    /// There is no such step, or item; or with `[*]` the step is open nowhere.
    pub fn steps(&self, loaded: &Loaded, text: &str) -> Result<Vec<Path>, Failure> {
        let text = spelled_out(&loaded.checked, text)?;
        self.view(loaded, |view| engine::find_paths(&view, &text)).map_err(Failure::Refused)
    }
}

/// `17.4[3]` as the path that it stands for, `chacun[3].remise`; what begins with no digit is a path already.
fn spelled_out<'t>(checked: &Checked, text: &'t str) -> Result<Cow<'t, str>, Failure> {
    if !text.starts_with(|c: char| c.is_ascii_digit()) {
        return Ok(Cow::Borrowed(text));
    }
    let (number, items) = split(text);
    let numbers = Numbers::of(checked);
    let Some(found) = numbers.find(number) else { return Ok(Cow::Borrowed(text)) };
    let refused = |help| Failure::Refused(Refusal::new(codes::STEP_NOT_FOUND, msg!("step-not-found", step = text)).help(help));
    let mut items = items.into_iter();
    let path = with_items(checked, &found.path, |_| items.next().ok_or_else(|| refused(msg!("step-number-of", number = number))))?;
    match items.next() {
        Some(_) => Err(refused(msg!("step-number-alone", number = number))),
        None => Ok(path.map_or(Cow::Borrowed(text), Cow::Owned)),
    }
}

/// `17.4[3]`, `17.4#3`: what is named, and the items.
pub(super) fn split(text: &str) -> (&str, Vec<String>) {
    let end = text.find(['[', '#']).unwrap_or(text.len());
    let (name, mut rest) = text.split_at(end);
    let mut items = Vec::new();
    while let Some(open) = rest.chars().next() {
        let inside = &rest[open.len_utf8()..];
        let end = if open == '[' { inside.find(']') } else { Some(inside.find(['[', '#']).unwrap_or(inside.len())) };
        let Some(end) = end else { break };
        items.push(inside[..end].trim().to_owned());
        rest = inside[end..].trim_start_matches(']');
    }
    (name, items)
}

/// A path without items with one for each list that it leads through, as `item` says for the path of the list; `None` where there is no such step.
///
/// # Errors
/// What `item` says.
pub(super) fn with_items<E>(checked: &Checked, path: &str, mut item: impl FnMut(&str) -> Result<String, E>) -> Result<Option<String>, E> {
    let mut found = String::new();
    let mut site = Some(Site::root(checked));
    let mut names = path.split('.').peekable();
    while let Some(name) = names.next() {
        let Some(here) = site.take() else { return Ok(None) };
        let Some(step) = here.here().scope.steps.get(name) else { return Ok(None) };
        found.push_str(name);
        let is_list = matches!(step.verb, Verb::Each(_));
        if names.peek().is_some() {
            if is_list {
                let item = item(&found)?;
                found.push_str(&format!("[{item}]"));
            }
            found.push('.');
        }
        site = here.enter(name, is_list.then_some(1));
    }
    Ok(Some(found))
}
