//! Steps as people read them: by mark and word, by title and item, with who does them and by when.

use super::dates;
use super::ui::{Style, Ui, columns, pad};
use crate::engine::site::{self, Site};
use crate::engine::variables::Reader;
use crate::engine::view::{StepView, View};
use crate::engine::{Path, Status, settle_word};
use crate::model::{Step, Text};
use crate::msg;
use crate::slip::Numbers;
use serde_json::{Map, Value, json};

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

/// A step as programs read it, with its number on the printed checklist; what its titles say of people shows on demand only.
pub(crate) fn object<'a>(view: &View<'a>, numbers: &Numbers, found: &(Path, Site<'a>, &'a Step), personal: bool) -> Map<String, Value> {
    let mut object = match serde_json::to_value(seen(view, found, personal)) {
        Ok(Value::Object(object)) => object,
        _ => Map::new(),
    };
    object.insert("number".into(), json!(numbers.get(&found.0)));
    if view.run.status(&found.0) == Status::Ahead {
        let awaited: Vec<String> = view.awaited(&found.0).iter().map(|(path, _, _)| path.to_string()).collect();
        object.insert("waits_for".into(), json!(awaited));
    }
    object
}

fn seen<'a>(view: &View<'a>, (path, site, step): &(Path, Site<'a>, &'a Step), personal: bool) -> StepView {
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

/// A step's title; without `personal` with a mark where its values would stand.
pub(crate) fn title<'a>(view: &View<'a>, found: &(Path, Site<'a>, &'a Step), personal: bool) -> String {
    seen(view, found, personal).title
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

/// A role by the name of whoever plays it, else by its title; what is no role, as it is said.
pub(crate) fn who(view: &View, site: &Site, text: &Text) -> String {
    match site.here().checked.procedure.roles.get(text.source.trim()) {
        Some(role) => person(view, site, text.source.trim()).unwrap_or_else(|| view.say(site, &role.title)),
        None => view.say(site, text),
    }
}

/// Who does a step, in one name.
pub(crate) fn doer(view: &View, site: &Site, step: &Step) -> Option<String> {
    site::role(site, step).map(|role| who(view, site, &Text { source: role.clone(), ..Text::default() }))
}

/// The name of whoever plays a role, where it is known.
fn person(view: &View, site: &Site, role: &str) -> Option<String> {
    let known = Reader::new(view.run, site.clone(), view.env).role(role);
    known.get_attr("name").ok().and_then(|name| name.as_str().map(str::to_owned)).filter(|name| !name.is_empty())
}

/// Steps by their numbers, with who does them or from whom something is awaited: what another step waits for.
pub(crate) fn awaited(ui: &Ui, view: &View, numbers: &Numbers, steps: &[(Path, Site, &Step)]) -> Vec<String> {
    let mut by_person: Vec<(Option<String>, Vec<String>)> = Vec::new();
    for (path, site, step) in steps {
        let from = step.wait().and_then(|wait| wait.from.as_ref()).map(|from| who(view, site, from));
        let who = from.or_else(|| doer(view, site, step));
        let number = match numbers.get(path) {
            "" => path.name(),
            number => number,
        };
        match by_person.iter_mut().find(|(known, _)| *known == who) {
            Some((_, steps)) => steps.push(number.to_owned()),
            None => by_person.push((who, vec![number.to_owned()])),
        }
    }
    let say = |(who, steps): (Option<String>, Vec<String>)| match who {
        Some(who) => ui.text(&msg!("cli-awaited", steps = steps.join(", "), who = who)),
        None => steps.join(", "),
    };
    by_person.into_iter().map(say).collect()
}

/// The title of whoever does a step.
pub(crate) fn role(view: &View, site: &Site, step: &Step) -> Option<String> {
    let role = site::role(site, step)?;
    site.here().checked.procedure.roles.get(role).map(|role| view.say(site, &role.title))
}

/// Who does an open step, what is awaited from whom, and by when: `·` between.
pub(crate) fn standing(ui: &Ui, view: &View, path: &Path) -> Vec<String> {
    let Some((site, step)) = Site::of_step(view.checked, path) else { return Vec::new() };
    let name = site::role(&site, step).and_then(|name| person(view, &site, name));
    let mut parts: Vec<String> = match (role(view, &site, step), name) {
        (Some(role), Some(name)) => vec![ui.text(&msg!("cli-role-person", role = role, name = name))],
        (role, _) => role.into_iter().collect(),
    };
    if let Some(wait) = step.wait().filter(|_| waits(view, path)) {
        let what = view.say(&site, &wait.what);
        parts.push(ui.text(&match wait.from.as_ref().map(|from| who(view, &site, from)) {
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

/// Whether a step waits now for something from outside: a mail that it sends first has left.
pub(crate) fn waits(view: &View, path: &Path) -> bool {
    let Some((_, step)) = Site::of_step(view.checked, path) else { return false };
    let mail = || view.run.step(path).and_then(|state| state.mail).and_then(|number| view.run.mails.get(&number));
    step.wait().is_some() && mail().is_none_or(|mail| mail.left.is_some())
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
