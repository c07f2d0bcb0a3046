//! What an act took with it: for a person to see, before it is done or after.

use super::event::Cause;
use super::path::Path;
use super::run::Run;
use super::view::View;
use super::{Env, Event, Status, mail};
use crate::check::Checked;

/// What a reopening or a correction took with it, in the order of the printed checklist.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Toll {
    /// Had been done or waived, and is to be done again.
    pub again: Vec<Path>,
    /// Was open, passed or left out, and is undecided again.
    pub ahead: Vec<Path>,
    /// Steps that may be needed again.
    pub standby: Vec<Path>,
    /// Mails that left already from steps that fall.
    pub mails: Vec<u32>,
    /// Mails that left already and would read otherwise now.
    pub stale: Vec<u32>,
    /// Steps that are left out at once: there is enough without them.
    pub enough: Vec<Path>,
}

/// What became of a run by these events.
pub fn toll(checked: &Checked, before: &Run, after: &Run, events: &[Event], env: &Env) -> Toll {
    let mut toll = Toll::default();
    let (mut fallen, mut enough): (Vec<&Path>, Vec<&Path>) = (Vec::new(), Vec::new());
    let mut reopened = None;
    for event in events {
        match event {
            Event::PutBack { path } => fallen.push(path),
            Event::Reopened { path, .. } => reopened = Some(path),
            Event::StoodDown { path, down: false } => toll.standby.push(path.clone()),
            Event::Cut { scope, cause: Cause::Enough } => enough.push(scope),
            _ => {}
        }
    }
    let falls = |path: &Path| fallen.iter().any(|f| path.is_in(f));
    let view = View { checked, run: before, env };
    for (path, _, step) in view.steps() {
        if !falls(&path) || step.holds_scope() {
            continue;
        }
        let (was, is) = (before.status(&path), after.status(&path));
        if is == Status::LeftOut && matches!(was, Status::Done | Status::Waived) && enough.iter().any(|scope| path.is_in(scope)) {
            toll.enough.push(path.clone());
        }
        if reopened == Some(&path) {
            continue;
        }
        match (was, is) {
            (Status::Done | Status::Waived, Status::Done | Status::Waived) => {}
            (Status::Done | Status::Waived, _) => toll.again.push(path),
            (Status::Open | Status::Passed | Status::LeftOut, _) if was != is => toll.ahead.push(path),
            _ => {}
        }
    }
    let order: Vec<Path> = view.steps().into_iter().map(|(path, _, _)| path).collect();
    toll.standby.sort_by_key(|path| order.iter().position(|p| p == path));
    for (number, mail) in before.mails.iter().filter(|(_, mail)| mail.left.is_some()) {
        if falls(&mail.path) {
            toll.mails.push(*number);
        } else if let Ok(was) = mail::written_anew(checked, before, *number, env)
            && mail::written_anew(checked, after, *number, env).as_ref() != Ok(&was)
        {
            toll.stale.push(*number);
        }
    }
    toll
}
