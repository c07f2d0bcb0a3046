//! Steps and lists as people write them: an item may be named by its key instead of its number.

use super::items::find_item;
use super::labels::scope_number;
use super::path::{Path, Seg};
use super::site::Site;
use super::variables::{Reader, list_field};
use super::view::View;
use super::{Refusal, Status};
use crate::finding::{codes, did_you_mean};
use crate::model::Verb;
use crate::model::field::Field;
use crate::msg;
use std::collections::BTreeSet;

/// The path of a step as a person wrote it.
///
/// # Errors
/// There is no such step, or item.
pub fn find_path(view: &View, text: &str) -> Result<Path, Refusal> {
    find_parts(view, &split_path(text), text)
}

/// What stands for every item of an `each`.
const EVERY: &str = "*";

/// The path of a step as a person wrote it; where `[*]` stands for an item, the paths of all items whose step can be settled now.
///
/// # Errors
/// There is no such step, or item; or with `[*]` the step is open nowhere.
pub fn find_paths(view: &View, text: &str) -> Result<Vec<Path>, Refusal> {
    let parts = split_path(text);
    if !parts.iter().any(|(_, item)| item.as_deref() == Some(EVERY)) {
        return find_parts(view, &parts, text).map(|path| vec![path]);
    }
    let (mut whole, mut known, mut unknown) = (Vec::new(), false, None);
    let mut pending = vec![parts];
    while let Some(parts) = pending.pop() {
        let Some(at) = parts.iter().position(|(_, item)| item.as_deref() == Some(EVERY)) else {
            match find_parts(view, &parts, text) {
                Ok(path) => {
                    known = true;
                    whole.extend((view.run.status(&path) == Status::Open).then_some(path));
                }
                Err(refusal) => unknown = Some(refusal),
            }
            continue;
        };
        let (around, inside) = parts.split_at(at + 1);
        let mut holder = around.to_vec();
        holder.iter_mut().skip(at).for_each(|(_, item)| *item = None);
        let each = view.run.step(&find_parts(view, &holder, text)?).and_then(|state| state.each());
        let numbers = each.into_iter().flat_map(|each| each.scopes.keys());
        let one = |number: &u32| {
            let mut one = around.to_vec();
            one.iter_mut().skip(at).for_each(|(_, item)| *item = Some(number.to_string()));
            one.extend_from_slice(inside);
            one
        };
        pending.extend(numbers.map(one));
    }
    // Where some item has no such step, it may be inside something that has not begun.
    if let Some(refusal) = unknown.filter(|_| !known) {
        return Err(refusal);
    }
    if whole.is_empty() {
        return Err(Refusal::new(codes::STEP_NOT_OPEN, msg!("step-open-nowhere", step = text)).help(msg!("step-open-nowhere.help")));
    }
    whole.sort();
    Ok(whole)
}

fn find_parts(view: &View, parts: &[(String, Option<String>)], text: &str) -> Result<Path, Refusal> {
    let mut site = Site::root(view.checked);
    let mut path = Path::root();
    for (i, (name, item)) in parts.iter().enumerate() {
        let steps = &site.here().scope.steps;
        let Some((known, step)) = steps.get_key_value(name.as_str()) else {
            let near = did_you_mean(name, steps.keys().map(AsRef::as_ref));
            let refusal = Refusal::new(codes::STEP_NOT_FOUND, msg!("step-not-found", step = text));
            return Err(near
                .map_or_else(|| refusal.clone().help(msg!("step-not-found.help")), |near| refusal.clone().help(msg!("did-you-mean", name = near))));
        };
        let item = match (item, &step.verb) {
            (Some(item), Verb::Each(each)) => Some(
                scope_number(&Reader::new(view.run, site.clone(), view.env), &site.here().path.step(known), each, item)
                    .ok_or_else(|| Refusal::new(codes::STEP_NOT_FOUND, msg!("item-not-found", item = item, list = each.list.source.trim())))?,
            ),
            (Some(_), _) => return Err(Refusal::new(codes::STEP_NOT_FOUND, msg!("step-not-found", step = text)).help(msg!("step-not-found.help"))),
            (None, _) => None,
        };
        path.0.push(Seg { step: known.clone(), item });
        if i + 1 < parts.len() {
            site = site.enter(known, item).ok_or_else(|| Refusal::new(codes::STEP_NOT_FOUND, msg!("step-not-found", step = text)))?;
        }
    }
    if path.is_root() || path.0.last().is_some_and(|seg| seg.item.is_some()) {
        return Err(Refusal::new(codes::STEP_NOT_FOUND, msg!("step-not-found", step = text)).help(msg!("step-not-found.help")));
    }
    Ok(path)
}

/// A list as a person wrote it, `beneficiaires` or `beneficiaires[Claire Martin]`: its path, and the item's number.
///
/// # Errors
/// There is no such list, or item.
pub fn find_list(view: &View, text: &str) -> Result<(Path, Option<u32>), Refusal> {
    let mut parts = split_path(text);
    let Some((list, item)) = parts.pop() else { return Err(Refusal::new(codes::LIST_REFUSED, msg!("list-unknown", list = text))) };
    let mut scope = Path::root();
    let mut site = Site::root(view.checked);
    for (name, inner) in parts {
        let unknown = || Refusal::new(codes::LIST_REFUSED, msg!("list-unknown", list = text));
        let (known, step) = site.here().scope.steps.get_key_value(name.as_str()).ok_or_else(unknown)?;
        let number = match (&inner, &step.verb) {
            (Some(item), Verb::Each(each)) => {
                let holder = site.here().path.step(known);
                Some(scope_number(&Reader::new(view.run, site.clone(), view.env), &holder, each, item).ok_or_else(unknown)?)
            }
            _ => None,
        };
        scope.0.push(Seg { step: known.clone(), item: number });
        site = site.enter(known, number).ok_or_else(unknown)?;
    }
    if list_field(view.run, &site, &list).is_none() {
        let known: Vec<String> = view.lists().into_iter().map(|p| p.to_string()).collect();
        return Err(Refusal::new(codes::LIST_REFUSED, msg!("list-unknown", list = text)).help(msg!("name-unknown.known", names = known)));
    }
    let number = match &item {
        None => None,
        Some(item) => {
            let unknown = || Refusal::new(codes::LIST_REFUSED, msg!("item-not-found", item = item, list = list.as_str()));
            Some(number(view, &site, &list, item).ok_or_else(unknown)?)
        }
    };
    Ok((scope.step(&list.as_str().into()), number))
}

/// `a[x.y].b` in its parts: what stands in brackets may hold points.
pub fn split_path(text: &str) -> Vec<(String, Option<String>)> {
    let mut parts = Vec::new();
    let mut rest = text.trim();
    while !rest.is_empty() {
        let end = rest.find(['.', '[']).unwrap_or(rest.len());
        let name = rest[..end].to_owned();
        rest = &rest[end..];
        let item = rest.strip_prefix('[').and_then(|inner| {
            let close = inner.find("].").or_else(|| inner.ends_with(']').then(|| inner.len() - 1))?;
            rest = &inner[close + 1..];
            Some(inner[..close].to_owned())
        });
        rest = rest.strip_prefix('.').unwrap_or(if rest.starts_with('[') { "" } else { rest });
        parts.push((name, item));
    }
    parts
}

fn number(view: &View, site: &Site, list: &str, item: &str) -> Option<u32> {
    if let Ok(number) = item.parse::<u32>() {
        return (number > 0).then_some(number);
    }
    let (field, asked) = list_field(view.run, site, list)?;
    find_item(field, view.run.list(&asked, &field.name)?, view.run.dropped(&asked, &field.name), item)
}

impl View<'_> {
    /// The lists of a run that items can join, by path.
    pub fn lists(&self) -> Vec<Path> {
        let mut lists = Vec::new();
        Site::root(self.checked).visit(self.run, &mut |site| {
            let here = site.here();
            for name in here.plan.names.keys() {
                if list_field(self.run, site, name).is_some() {
                    lists.push(here.path.step(name));
                }
            }
        });
        let inputs = self.checked.procedure.inputs.values().filter(|f| matches!(f.kind, crate::model::field::Kind::List { .. }));
        lists.extend(inputs.map(|f| Path::root().step(&f.name)));
        lists
    }
}

impl<'a> View<'a> {
    /// A list by its path: its question, and how many items are on it, those that left it not counted.
    pub fn list(&self, list: &Path) -> Option<(&'a Field, usize)> {
        let (scope, name) = list.split()?;
        let (field, asked) = list_field(self.run, &Site::at(self.checked, &scope.0)?, name)?;
        let all = self.run.list(&asked, &field.name).map_or(0, Vec::len);
        Some((field, all - self.run.dropped(&asked, &field.name).map_or(0, BTreeSet::len)))
    }
}

#[cfg(test)]
mod tests {
    use super::split_path;

    #[test]
    fn a_key_may_hold_points() {
        let part = |n: &str, i: Option<&str>| (n.to_owned(), i.map(str::to_owned));
        assert_eq!(split_path("a.b"), [part("a", None), part("b", None)]);
        assert_eq!(split_path("a[x.y@z.fr].b"), [part("a", Some("x.y@z.fr")), part("b", None)]);
        assert_eq!(split_path("l[3]"), [part("l", Some("3"))]);
        assert_eq!(split_path("a[unclosed"), [part("a", None)]);
    }
}
