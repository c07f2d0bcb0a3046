//! What a step brought about, who waits for whom, and how a run ended.

use super::Lead;
use super::page::{awaits, name};
use crate::cli::prompt::{Prompt, clean};
use crate::cli::ui::{Style, wrap};
use crate::cli::{dates, steps};
use crate::engine::site::{self, Site};
use crate::engine::view::View;
use crate::engine::{Event, Path, Refusal, RunState, Status};
use crate::model::{Outcome, Text};
use crate::msg;

/// How many lines of a list are shown.
const SHOWN: usize = 6;

impl Lead<'_> {
    /// Says that a step is settled, and what opened.
    pub(super) fn told(&self, path: &Path, events: &[Event]) {
        let prompt = &self.prompt;
        let lines = self.desk.view(&self.loaded, |view| {
            let mut lines = Vec::new();
            for event in events {
                match event {
                    Event::MailLeft { .. } => lines.push(prompt.paint(Style::Green, &prompt.text(&msg!("lead-mail-noted")))),
                    Event::Done { path: done, .. } if done == path => {
                        lines.push(prompt.paint(Style::Green, &prompt.text(&msg!("lead-done", step = name(&view, done)))));
                    }
                    Event::Waived { path: waived, .. } => {
                        lines.push(prompt.paint(Style::Yellow, &prompt.text(&msg!("lead-waived", step = name(&view, waived)))));
                    }
                    Event::Begun { .. } => lines.push(prompt.paint(Style::Green, &prompt.text(&msg!("lead-begun")))),
                    Event::PutBack { path: back } if view.run.status(back) != Status::Open => {
                        lines.push(prompt.paint(Style::Dim, &prompt.text(&msg!("lead-put-back", step = name(&view, back)))));
                    }
                    _ => {}
                }
            }
            let mut open: Vec<Path> = Vec::new();
            for event in events {
                if let Event::Opened { path, .. } = event
                    && view.run.status(path) == Status::Open
                    && Site::of_step(view.checked, path).is_some_and(|(_, step)| !step.holds_scope())
                    && !open.contains(path)
                {
                    open.push(path.clone());
                }
            }
            for path in open.iter().take(SHOWN) {
                lines.push(format!("{} {}", prompt.paint(Style::Blue, &prompt.text(&msg!("lead-next"))), self::line(prompt, &view, path)));
            }
            if open.len() > SHOWN {
                lines.push(prompt.paint(Style::Dim, &prompt.text(&msg!("lead-next-more", count = open.len() - SHOWN))));
            }
            lines
        });
        prompt.line("");
        lines.iter().for_each(|line| prompt.line(&wrap(line, prompt.width(), "  ")));
    }

    /// One clear no.
    pub(super) fn refused(&self, refusal: &Refusal) {
        self.prompt.line("");
        self.prompt.wrong(&self.prompt.text(&refusal.message));
        for problem in &refusal.problems {
            let field = problem.path.split(['.', '[']).next().unwrap_or_default();
            let text = self.prompt.text(&problem.message);
            self.prompt.wrong(&if field.is_empty() { text } else { self.prompt.text(&msg!("lead-problem", field = &problem.path, text = text)) });
        }
        if let Some(help) = &refusal.help {
            self.prompt.aside(Style::Dim, help);
        }
    }

    /// Who is awaited, one line each.
    pub(super) fn waiting(&self) -> Vec<String> {
        self.desk.view(&self.loaded, |view| view.open().iter().map(|(path, _, _)| line(&self.prompt, &view, path)).collect())
    }

    /// How the run ended.
    pub(super) fn closing(&self) {
        let prompt = &self.prompt;
        let (settled, all) = self.progress();
        self.header();
        prompt.line("");
        let (style, message) = match &self.loaded.run.state {
            RunState::Finished(Outcome::Success) => (Style::Green, msg!("lead-end-success")),
            RunState::Finished(Outcome::Failure) => (Style::Red, msg!("lead-end-failure")),
            RunState::Finished(Outcome::Neutral) => (Style::Bold, msg!("lead-end-neutral")),
            RunState::Cancelled(reason) => (Style::Yellow, msg!("lead-end-cancelled", reason = reason)),
            RunState::Open | RunState::Preparing => return,
        };
        prompt.line(&prompt.paint(style, &wrap(&prompt.text(&message), prompt.width(), "")));
        let lines = self.desk.view(&self.loaded, |view| {
            let mut lines = Vec::new();
            let mut counts = [0_usize; 4];
            for (path, _, step) in view.steps() {
                let state = view.run.status(&path);
                let place = [Status::Done, Status::Waived, Status::Passed, Status::LeftOut].iter().position(|s| *s == state);
                if let Some(place) = place.filter(|_| !step.holds_scope()) {
                    counts[place] += 1;
                }
            }
            let said =
                msg!("lead-end-steps", settled = settled, all = all, done = counts[0], waived = counts[1], passed = counts[2], left = counts[3]);
            lines.push(prompt.text(&said));
            let mails = view.run.mails.values().filter(|m| m.left.is_some()).count();
            if mails > 0 {
                lines.push(prompt.text(&msg!("lead-end-mails", count = mails)));
            }
            if let Some(started) = &view.run.started {
                let lang = prompt.ui().lang();
                let settled = view.steps().into_iter().filter_map(|(path, _, _)| Some(view.run.step(&path)?.settled.as_ref()?.at)).max();
                let end = settled.unwrap_or(view.env.now);
                lines.push(prompt.text(&msg!("lead-end-when", from = dates::moment(started.at, lang), to = dates::moment(end, lang))));
            }
            lines
        });
        lines.iter().for_each(|line| prompt.line(&wrap(line, prompt.width(), "  ")));
        prompt.aside(Style::Dim, &msg!("lead-end-look", run = self.short()));
    }
}

/// An open step on one line: its name, what it waits for, how late it is.
pub(super) fn line(prompt: &Prompt, view: &View, path: &Path) -> String {
    let mut parts = vec![name(view, path)];
    let Some((site, step)) = Site::of_step(view.checked, path) else { return parts.remove(0) };
    if awaits(view, path, &step.verb) {
        parts.push(prompt.text(&match step.wait().and_then(|w| w.from.as_ref()) {
            Some(from) => msg!("lead-awaits", who = who(view, &site, from)),
            None => msg!("lead-awaits-something"),
        }));
    } else if !is_mine(view, &site, path) {
        parts.push(prompt.text(&msg!("lead-by-other", who = doer(view, &site, path))));
    }
    let now = view.env.now;
    if let Some(due) = view.run.step(path).and_then(|s| s.due).filter(|due| *due < now) {
        parts.push(prompt.text(&dates::due(due, now, prompt.ui().lang())));
    }
    parts.join(" · ")
}

/// What a step awaits, from whom, and since when.
pub(super) fn awaited(prompt: &Prompt, view: &View, path: &Path) -> String {
    let Some((site, step)) = Site::of_step(view.checked, path) else { return String::new() };
    let Some(wait) = step.wait() else { return String::new() };
    let what = clean(&view.say(&site, &wait.what));
    let state = view.run.step(path);
    let left = state.and_then(|s| s.mail).and_then(|n| view.run.mails.get(&n)).and_then(|m| m.left.as_ref()).map(|(stamp, _)| stamp.at);
    let since = left.or_else(|| state.and_then(|s| s.opened.as_ref()).map(|s| s.at));
    let since = since.map(|at| dates::moment(at, prompt.ui().lang())).unwrap_or_default();
    prompt.text(&match &wait.from {
        Some(from) => msg!("lead-awaited-from", what = what, who = who(view, &site, from), since = since),
        None => msg!("lead-awaited", what = what, since = since),
    })
}

fn who(view: &View, site: &Site, text: &Text) -> String {
    clean(&steps::who(view, site, text))
}

fn doer(view: &View, site: &Site, path: &Path) -> String {
    let step = Site::of_step(view.checked, path).map(|(_, step)| step);
    clean(&step.and_then(|step| steps::doer(view, site, step)).unwrap_or_default())
}

/// Whether a step is for the person who carries the procedure out: nothing is awaited, and its role is the procedure's own.
pub(super) fn is_mine(view: &View, site: &Site, path: &Path) -> bool {
    let Some((_, step)) = Site::of_step(view.checked, path) else { return false };
    if awaits(view, path, &step.verb) {
        return false;
    }
    let procedure = &site.here().checked.procedure;
    let Some(role) = site::role(site, step) else { return true };
    let outside = procedure.roles.get(role).is_some_and(|r| r.outside);
    !outside && procedure.role.as_ref().is_none_or(|own| own.name == *role)
}
