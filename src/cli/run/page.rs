//! What a person sees of a step: where they are, what to do, what to mind, what to follow.

use super::Lead;
use super::markdown;
use crate::cli::prompt::{Prompt, clean};
use crate::cli::ui::{Style, columns, wrap};
use crate::cli::{dates, steps};
use crate::engine::view::{DocumentView, Page, View};
use crate::engine::{Path, Status};
use crate::model::Verb;
use crate::msg;

impl Lead<'_> {
    /// Shows a step from its head to its contacts.
    pub(super) fn show(&mut self, path: &Path) {
        if !std::mem::take(&mut self.headed) {
            self.header();
        }
        let prompt = &self.prompt;
        let lines = self.desk.view(&self.loaded, |view| match view.page(path) {
            Some(page) => {
                let mut lines = head(prompt, &view, &page);
                lines.extend(body(prompt, &page));
                lines
            }
            None => Vec::new(),
        });
        lines.iter().for_each(|line| prompt.line(line));
    }

    /// Across the screen: the procedure, the run, how far it is.
    pub(super) fn header(&self) {
        let prompt = &self.prompt;
        let (settled, all) = self.progress();
        let title = self.desk.view(&self.loaded, |view| {
            let site = crate::engine::site::Site::root(view.checked);
            clean(&view.say(&site, &view.checked.procedure.title))
        });
        let right = match all {
            0 => format!(" {} ", self.short()),
            _ => format!(" {} ", prompt.text(&msg!("lead-progress", run = self.short(), settled = settled, all = all))),
        };
        let room = prompt.width().saturating_sub(columns(&right) + 7);
        let title: String = match columns(&title) > room {
            true => title.chars().take(room.saturating_sub(1)).chain(['…']).collect(),
            false => title,
        };
        let gap = "━".repeat(prompt.width().saturating_sub(columns(&title) + columns(&right) + 6).max(1));
        prompt.line("");
        prompt.line(&prompt.paint(Style::Bold, &format!("━━ {title} {gap}{right}━━")));
        let width = prompt.width().saturating_sub(2);
        if let Some(full) = (width * settled).checked_div(all) {
            let bar = format!("  {}{}", prompt.paint(Style::Green, &"▪".repeat(full)), prompt.paint(Style::Dim, &"·".repeat(width - full)));
            prompt.line(&bar);
        }
    }

    /// How many of the steps that exist are settled.
    pub(super) fn progress(&self) -> (usize, usize) {
        self.desk.view(&self.loaded, |view| {
            let steps = view.steps();
            let all = steps.iter().filter(|(_, _, step)| !step.holds_scope());
            all.fold((0, 0), |(settled, all), (path, _, _)| (settled + usize::from(view.run.status(path).is_settled()), all + 1))
        })
    }
}

fn head(prompt: &Prompt, view: &View, page: &Page) -> Vec<String> {
    let mut lines = vec![String::new()];
    if !page.items.is_empty() {
        lines.push(prompt.paint(Style::Blue, &clean(&page.items.join(" › "))));
    }
    lines.push(prompt.paint(Style::Bold, &wrap(&format!("▸ {}", clean(&page.title)), prompt.width(), "")));
    let mut parts: Vec<String> = Vec::new();
    if let Some((_, title)) = &page.role {
        parts.push(prompt.text(&msg!("lead-role", role = clean(title))));
    }
    let state = view.run.step(&page.path);
    if let Some(due) = page.due {
        let text = prompt.text(&dates::due(due, view.env.now, prompt.ui().lang()));
        parts.push(if due < view.env.now { prompt.paint(Style::Red, &text) } else { text });
    }
    if let Some(from) = state.and_then(|s| s.not_before).filter(|from| *from > view.env.now) {
        parts.push(prompt.text(&msg!("lead-not-before", when = dates::moment(from, prompt.ui().lang()))));
    }
    if let Some(round) = state.map(|s| s.round).filter(|round| *round > 1) {
        parts.push(prompt.text(&msg!("lead-round", round = round)));
    }
    if !parts.is_empty() {
        lines.push(format!("  {}", parts.join(" · ")));
    }
    lines
}

fn body(prompt: &Prompt, page: &Page) -> Vec<String> {
    let width = prompt.width();
    let color = prompt.ui().has_color();
    let mut lines = Vec::new();
    for text in &page.text {
        lines.push(String::new());
        lines.extend(markdown::lines(text, width.saturating_sub(2), color).into_iter().map(|line| format!("  {line}").trim_end().to_owned()));
    }
    for warning in &page.attention {
        lines.push(String::new());
        let mark = prompt.paint(Style::Yellow, "▌");
        let head = prompt.paint(Style::Yellow, &prompt.text(&msg!("lead-attention")));
        lines.push(format!("  {mark} {head}"));
        lines.extend(markdown::lines(warning, width.saturating_sub(6), color).into_iter().map(|line| format!("  {mark} {line}")));
    }
    if !page.documents.is_empty() {
        lines.push(String::new());
        lines.push(format!("  {}", prompt.paint(Style::Bold, &prompt.text(&msg!("lead-documents")))));
        page.documents.iter().for_each(|document| lines.extend(self::document(prompt, document)));
    }
    for note in &page.notes {
        lines.push(String::new());
        lines.extend(markdown::lines(note, width.saturating_sub(4), false).into_iter().map(|l| prompt.paint(Style::Dim, &format!("  ℹ {l}"))));
    }
    if !page.step.contacts.is_empty() {
        lines.push(String::new());
        lines.push(format!("  {}", prompt.paint(Style::Bold, &prompt.text(&msg!("lead-contacts")))));
        let first = page.contacts.iter().take(page.step.contacts.len());
        lines.extend(first.map(|contact| wrap(&format!("☎ {}", clean(contact)), width, "    ")));
    }
    if let Some(to) = &page.handover {
        lines.push(String::new());
        lines.push(wrap(&prompt.text(&msg!("lead-handover", to = clean(to))), width, "  "));
    }
    lines
}

fn document(prompt: &Prompt, document: &DocumentView) -> Vec<String> {
    let width = prompt.width();
    let pages = document.pages.as_deref().map(|pages| prompt.text(&pages_in_words(pages)));
    let title = clean(&document.title);
    let mut text = match (document.follow, pages) {
        (true, Some(pages)) => format!("→ {title}, {pages}"),
        (true, None) => format!("→ {title}"),
        (false, Some(pages)) => format!("✗ {}", prompt.text(&msg!("lead-not-follow-pages", title = title, pages = pages))),
        (false, None) => format!("✗ {}", prompt.text(&msg!("lead-not-follow", title = title))),
    };
    if let Some(place) = &document.place {
        text.push_str(&format!(" <{}>", clean(place)));
    }
    let text = wrap(&text, width, "    ");
    let mut lines = vec![if document.follow { text } else { prompt.paint(Style::Red, &text) }];
    if let Some(note) = &document.note {
        lines.push(prompt.paint(Style::Dim, &wrap(&clean(note), width, "      ")));
    }
    lines
}

/// `32-`, `-5`, `3-5`, `7`, `1, 4` in words.
fn pages_in_words(pages: &str) -> crate::words::Message {
    match pages.trim().split_once('-') {
        Some((from, "")) => msg!("lead-pages-from", from = from),
        Some(("", to)) => msg!("lead-pages-to", to = to),
        Some((from, to)) if !pages.contains(',') => msg!("lead-pages-range", from = from, to = to),
        None if pages.trim().parse::<u32>().is_ok() => msg!("lead-page", page = pages.trim()),
        _ => msg!("lead-pages", pages = pages),
    }
}

/// A step by its title, after its items.
pub(super) fn name(view: &View, path: &Path) -> String {
    clean(&steps::name(view, path))
}

/// Whether a step waits for something from outside now: a mail that it sends first has left.
pub(super) fn awaits(view: &View, path: &Path, verb: &Verb) -> bool {
    let mail_left = || view.run.step(path).and_then(|s| s.mail).and_then(|n| view.run.mails.get(&n)).is_none_or(|m| m.left.is_some());
    match verb {
        Verb::Wait(_) => true,
        Verb::Email(_, Some(_)) => mail_left(),
        _ => false,
    }
}

/// Whether a step is open still.
pub(super) fn is_open(lead: &Lead, path: &Path) -> bool {
    lead.loaded.run.status(path) == Status::Open
}
