//! From which day on a step could be done, by the days on which those before it were.

use super::day_of;
use crate::engine::site::Site;
use crate::engine::view::View;
use crate::engine::{Path, Status};
use crate::model::Join;
use jiff::civil::Date;

/// The first day on which a step can have been done, and the step that it followed. What settles by itself has no day of its own.
pub(super) fn earliest(view: &View, path: &Path) -> Option<(Date, Path)> {
    let (site, step) = Site::of_step(view.checked, path)?;
    let here = site.here();
    let node = here.plan.steps.get(&step.name)?;
    let led = |from: &Path| view.run.step(from).is_some_and(|state| state.taken.contains(&step.name));
    let leading = node.into.iter().filter_map(|at| here.scope.steps.get_index(*at)).map(|(name, _)| here.path.step(name)).filter(led);
    let before = node.after.iter().filter_map(|after| {
        let frame = site.frames.len().checked_sub(after.up + 1).and_then(|at| site.frames.get(at))?;
        Some(frame.path.step(frame.scope.steps.get_index(after.step)?.0))
    });
    let day = |path: Path| {
        let by_person = view.run.status(&path) == Status::Done && Site::of_step(view.checked, &path).is_some_and(|(_, step)| !step.holds_scope());
        by_person.then(|| day_of(view.run, &path)).flatten().map(|day| (day, path))
    };
    let led_from = leading.filter_map(day);
    let opened = if step.join == Join::First { led_from.min() } else { led_from.max() };
    let around = if here.path.is_root() { None } else { earliest(view, &here.path.without_item()) };
    opened.into_iter().chain(before.filter_map(day)).chain(around).max()
}
