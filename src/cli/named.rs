//! Names that options give: one that means nothing is said with what was probably meant, before anything is done.

use super::setup::usage;
use crate::check::Checked;
use crate::desk::{Desk, Failure};
use crate::engine::Refusal;
use crate::finding::{codes, did_you_mean};
use crate::msg;
use crate::print::Standing;
use crate::words::Message;
use std::collections::{BTreeMap, BTreeSet};

/// Roles by name, with their titles.
pub(super) type Roles = BTreeMap<String, String>;

/// The roles of a procedure and of all that it calls.
pub(super) fn roles(checked: &Checked) -> Roles {
    let mut roles: Roles = checked.procedure.roles.iter().map(|(name, role)| (name.to_string(), role.title.source.trim().to_owned())).collect();
    for called in checked.calls.values() {
        for (name, title) in self::roles(called) {
            roles.entry(name).or_insert(title);
        }
    }
    roles
}

/// The name of a role that is given by its name or title.
///
/// # Errors
/// No role is called so.
pub(super) fn role(wanted: &str, roles: &Roles) -> Result<String, Failure> {
    let same = |text: &str| text.to_lowercase() == wanted.trim().to_lowercase();
    match roles.iter().find(|(name, title)| same(name) || same(title)) {
        Some((name, _)) => Ok(name.clone()),
        None => {
            let refusal = Refusal::new(codes::USAGE, msg!("name-unknown", name = wanted, what = msg!("what-role")));
            let near = |word: &str, known: Vec<&str>| did_you_mean(word, known).map(str::to_owned);
            // A title may be meant as well; what there is to name are names.
            let titles: Vec<(String, &String)> = roles.values().map(|title| (title.to_lowercase(), title)).collect();
            let by_name = near(wanted, roles.keys().map(String::as_str).collect());
            let by_title = || near(&wanted.to_lowercase(), titles.iter().map(|(lower, _)| lower.as_str()).collect());
            let title = || by_title().and_then(|near| titles.iter().find(|(lower, _)| *lower == near).map(|(_, title)| (*title).clone()));
            Err(Failure::Unable(refusal.help(match by_name.or_else(title) {
                Some(near) => msg!("did-you-mean", name = near),
                None => meant(wanted, roles.keys().map(String::as_str)),
            })))
        }
    }
}

/// A procedure that is in the library, or that some run is of.
///
/// # Errors
/// None is called so.
pub(super) fn procedure<'r>(wanted: &str, desk: &Desk, runs: impl Iterator<Item = &'r str>) -> Result<(), Failure> {
    let mut known: BTreeSet<String> = desk.ids().into_iter().collect();
    known.extend(runs.map(str::to_owned));
    if known.contains(wanted) {
        return Ok(());
    }
    let refusal = Refusal::new(codes::PROCEDURE_NOT_FOUND, msg!("procedure-not-found", name = wanted));
    Err(Failure::Unable(refusal.help(meant(wanted, known.iter().map(String::as_str)))))
}

/// An item of a run's lists, by its number or by what it is called.
///
/// # Errors
/// There is none, or a procedure without a run has no items yet.
pub(super) fn item(wanted: &str, standing: Option<&Standing>) -> Result<(), Failure> {
    let Some(standing) = standing else { return Err(usage(msg!("cli-item-blank", item = wanted))) };
    let known: Vec<(String, String)> =
        standing.steps.values().flat_map(|step| &step.items).map(|(number, label)| (number.to_string(), label.clone())).collect();
    if known.iter().any(|(number, label)| number == wanted || label == wanted) {
        return Ok(());
    }
    let refusal = Refusal::new(codes::USAGE, msg!("cli-item-unknown", item = wanted));
    let labels: BTreeSet<&str> = known.iter().map(|(_, label)| label.as_str()).collect();
    Err(Failure::Unable(match labels.is_empty() {
        true => refusal.help(msg!("cli-item-none")),
        false => refusal.help(meant(wanted, labels)),
    }))
}

/// What was probably meant, else all that is known.
fn meant<'k>(wanted: &str, known: impl IntoIterator<Item = &'k str>) -> Message {
    let known: Vec<&str> = known.into_iter().collect();
    match did_you_mean(wanted, known.iter().copied()) {
        Some(near) => msg!("did-you-mean", name = near),
        None if known.is_empty() => msg!("name-unknown.none"),
        None => msg!("name-unknown.known", names = known.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>()),
    }
}
