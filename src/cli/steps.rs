//! Steps as people read them: by mark and word, by title and item, with who does them and by when.

use super::dates;
use super::ui::{Style, Ui, columns, pad};
use crate::engine::site::{self, Site};
use crate::engine::view::{StepView, View};
use crate::engine::{Path, Status, settle_word};
use crate::model::{Step, Text};
use crate::msg;

/// How wide the column of states is: the longest word, its mark, and room.
const STATE: usize = 18;

/// The mark of a state.
pub(crate) fn mark(status: Status) -> &'static str {
    match status {
        Status::Ahead => "·",
        Status::Open => "▸",
        Status::Done => "✓",
        Status::LeftOut => "–",
        Status::Passed => "↷",
        Status::Waived => "✗",
    }
}

/// The colour of a state.
pub(crate) fn style(status: Status) -> Style {
    match status {
        Status::Ahead | Status::LeftOut | Status::Passed => Style::Dim,
        Status::Open => Style::Blue,
        Status::Done => Style::Green,
        Status::Waived => Style::Yellow,
    }
}

/// Mark and word of a state, as wide as their column.
pub(crate) fn state(ui: &Ui, status: Status) -> String {
    let word = ui.text(&msg!(settle_word(status)));
    ui.paint(style(status), &pad(&format!("{} {word}", mark(status)), STATE))
}

/// The title of a step after the items that it is about.
pub(crate) fn name(view: &View, path: &Path) -> String {
    let Some((site, step)) = Site::of_step(view.checked, path) else { return path.to_string() };
    let title = view.say(&site, &step.title);
    let mut parts = view.items(&site);
    // An item that has not begun has no name yet; one that the title names is not named twice.
    parts.retain(|item| !item.is_empty() && !title.contains(item.as_str()));
    parts.push(title);
    parts.join(" › ")
}

/// A step as programs read it: what its titles say of people shows on demand only.
pub(crate) fn seen<'a>(view: &View<'a>, (path, site, step): &(Path, Site<'a>, &'a Step), personal: bool) -> StepView {
    let mut seen = view.step(path, site, step);
    if personal {
        return seen;
    }
    let plain = |said: &mut String, text: &Text| {
        if text.source.contains("{{") || text.source.contains("{%") {
            *said = blanked(&text.source);
        }
    };
    plain(&mut seen.title, &step.title);
    for option in seen.open.iter_mut().flat_map(|open| &mut open.options) {
        if let Some(choice) = step.choose().and_then(|choose| choose.options.get(option.id.as_str())) {
            plain(&mut option.title, &choice.title);
        }
    }
    seen
}

/// A template with a mark where its values would stand.
fn blanked(source: &str) -> String {
    let mut text = String::new();
    let mut rest = source;
    while let Some(open) = rest.find("{{").into_iter().chain(rest.find("{%")).min() {
        text.push_str(&rest[..open]);
        let (close, blank) = if rest[open..].starts_with("{{") { ("}}", "…") } else { ("%}", "") };
        text.push_str(blank);
        rest = rest[open..].split_once(close).map_or("", |(_, rest)| rest);
    }
    text + rest
}

/// The title of whoever does a step, by name where one is known.
pub(crate) fn role(view: &View, site: &Site, step: &Step) -> Option<String> {
    let role = site::role(site, step)?;
    site.here().checked.procedure.roles.get(role).map(|role| view.say(site, &role.title))
}

/// Who does an open step, what is awaited from whom, and by when: `·` between.
pub(crate) fn standing(ui: &Ui, view: &View, path: &Path) -> Vec<String> {
    let Some((site, step)) = Site::of_step(view.checked, path) else { return Vec::new() };
    let mut parts: Vec<String> = role(view, &site, step).into_iter().collect();
    if let Some(wait) = step.wait() {
        let from = wait.from.as_ref().map(|from| match site.here().checked.procedure.roles.get(from.source.trim()) {
            Some(role) => view.say(&site, &role.title),
            None => view.say(&site, from),
        });
        let what = view.say(&site, &wait.what);
        parts.push(ui.text(&match from {
            Some(from) => msg!("cli-waits-from", what = what, from = from),
            None => msg!("cli-waits", what = what),
        }));
    }
    let now = view.env.now;
    if let Some(due) = view.run.step(path).and_then(|state| state.due) {
        let text = ui.text(&dates::due(due, now, ui.lang()));
        parts.push(if due < now { ui.paint(Style::Red, &text) } else { text });
    }
    if let Some(from) = view.run.step(path).and_then(|state| state.not_before).filter(|from| *from > now) {
        parts.push(ui.text(&msg!("cli-not-before", when = dates::moment(from, ui.lang()))));
    }
    parts
}

/// A line with something at its right edge; below, where both have no room.
pub(crate) fn row(ui: &Ui, left: &str, plain: usize, right: &str) -> String {
    let right_width = columns(right);
    if right.is_empty() {
        return left.trim_end().to_owned();
    }
    let painted = ui.paint(Style::Dim, right);
    if plain + 2 + right_width <= ui.width() {
        let gap = " ".repeat(ui.width() - plain - right_width);
        return format!("{left}{gap}{painted}");
    }
    let gap = " ".repeat(ui.width().saturating_sub(right_width).max(4));
    format!("{}\n{gap}{painted}", left.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_blanked_out() {
        assert_eq!(blanked("À {{ personne.nom }}{% if x %} vite{% endif %}"), "À … vite");
        assert_eq!(blanked("À {{ personne"), "À …");
    }
}
