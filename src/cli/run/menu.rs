//! Several steps are open: which one, and what else can be done.

use super::Lead;
use super::after::{is_mine, line};
use super::page::name;
use crate::cli::prompt::Leave;
use crate::cli::ui::Style;
use crate::desk::Failure;
use crate::engine::event::Answers;
use crate::engine::{Command, Path, Status};
use crate::model::Verb;
use crate::msg;
use serde_json::{Map, Value};

/// An open step.
pub(super) struct Entry {
    pub path: Path,
    pub line: String,
    pub mine: bool,
}

/// What a person picked.
pub(super) enum Picked {
    /// A step to do.
    Step(Path),
    /// Something was done aside, or nothing.
    Again,
    /// Enough for now.
    Quit,
}

impl Lead<'_> {
    /// The open steps: mine first, each with its item.
    pub(super) fn entries(&self) -> Vec<Entry> {
        self.desk.view(&self.loaded, |view| {
            let open = view.open();
            let entry = |(path, site, _): &(Path, _, _)| Entry {
                path: path.clone(),
                line: line(&self.prompt, &view, path),
                mine: is_mine(&view, site, path),
            };
            let mut entries: Vec<Entry> = open.iter().map(entry).collect();
            // Stable: within each part the order of the checklist, item by item.
            entries.sort_by_key(|entry| !entry.mine);
            entries
        })
    }

    /// Lets a person pick one of the open steps, or something else.
    pub(super) fn menu(&mut self, entries: &[Entry]) -> Result<Picked, Leave> {
        if !std::mem::take(&mut self.headed) {
            self.header();
        }
        let prompt = &self.prompt;
        let mine = entries.iter().filter(|e| e.mine).count();
        prompt.line("");
        if mine == 0 {
            prompt.aside(Style::Yellow, &msg!("lead-only-waits", count = entries.len()));
        } else {
            prompt.aside(Style::Bold, &msg!("lead-open", mine = mine, others = entries.len() - mine));
        }
        let mut titles: Vec<String> = entries.iter().map(|e| e.line.clone()).collect();
        titles.push(prompt.text(&msg!("lead-menu-else")));
        titles.push(prompt.text(&msg!("lead-menu-quit")));
        let fresh = entries.iter().position(|e| e.mine && self.fresh.contains(&e.path) && !self.put_off.contains(&e.path));
        let usual = fresh.or_else(|| entries.iter().position(|e| e.mine && !self.put_off.contains(&e.path)));
        let picked = match prompt.pick(&prompt.text(&msg!("lead-menu")), &titles, Some(usual.unwrap_or(titles.len() - 1))) {
            // Where nothing is before it, « later » means to stop.
            Err(Leave::Later | Leave::Back) => titles.len() - 1,
            picked => picked?,
        };
        match entries.get(picked) {
            Some(entry) => Ok(Picked::Step(entry.path.clone())),
            None if picked == entries.len() => {
                match self.otherwise(entries) {
                    Err(Leave::Later | Leave::Back) => {}
                    done => done?,
                }
                Ok(Picked::Again)
            }
            None => Ok(Picked::Quit),
        }
    }

    fn which_step(&self, question: &crate::words::Message, entries: &[Entry]) -> Result<Path, Leave> {
        let titles: Vec<String> = entries.iter().map(|e| e.line.clone()).collect();
        let picked = self.prompt.pick_or_leave(&self.prompt.text(question), &titles, None, &self.way_out())?;
        entries.get(picked).map(|e| e.path.clone()).ok_or(Leave::Later)
    }

    fn otherwise(&mut self, entries: &[Entry]) -> Result<(), Leave> {
        let choices = [msg!("lead-else-note"), msg!("lead-else-reopen"), msg!("lead-else-waive"), msg!("lead-else-why")];
        let titles: Vec<String> = choices.iter().map(|m| self.prompt.text(m)).collect();
        match self.prompt.pick_or_leave(&self.prompt.text(&msg!("lead-else")), &titles, Some(0), &self.way_out())? {
            0 => {
                self.prompt.head(&self.prompt.text(&msg!("lead-note")), &[]);
                let text = self.prompt.read()?;
                if text.is_empty() {
                    return Ok(());
                }
                self.act(&Command::Note { path: Path::root(), text }, &[])?;
                self.prompt.aside(Style::Green, &msg!("lead-noted"));
                Ok(())
            }
            1 => self.reopen(),
            2 => {
                let path = self.which_step(&msg!("lead-waive-which"), entries)?;
                self.waive(&path)
            }
            _ => self.why(),
        }
    }

    /// Sets a step aside, with the reason, and with the answers that later steps read.
    fn waive(&mut self, path: &Path) -> Result<(), Leave> {
        self.prompt.head(&self.prompt.text(&msg!("lead-waive-reason")), &[self.prompt.text(&msg!("lead-waive-hint"))]);
        let reason = self.prompt.read()?;
        if reason.is_empty() {
            return Ok(());
        }
        let checked = self.loaded.checked.clone();
        let Some((_, step)) = crate::engine::site::Site::of_step(&checked, path) else { return Ok(()) };
        let mut answers: Map<String, Value> = Map::new();
        let read = step.ask.values().filter(|f| checked.reads.contains(&f.name) && !f.optional && !self.has_draft(path, &f.name));
        for field in read {
            if let Some((value, _)) = self.ask(field, None, &[])? {
                answers.insert(field.name.to_string(), value);
            }
        }
        let choose =
            if step.choose().is_some() && !matches!(step.verb, Verb::Section(_)) { self.choose(path, step, &Answers::new())? } else { Vec::new() };
        let command = Command::Waive { path: path.clone(), reason, answers, choose, confirmed: true };
        match self.try_act(&command, &[]) {
            Ok(events) => {
                self.told(path, &events);
                Ok(())
            }
            Err(Failure::Refused(refusal)) => {
                self.refused(&refusal);
                Ok(())
            }
            Err(other) => Err(other.into()),
        }
    }

    /// Does a step again: what falls with it is said first, and what was answered is offered again.
    fn reopen(&mut self) -> Result<(), Leave> {
        let mut settled: Vec<(jiff::Timestamp, Path, String)> = self.desk.view(&self.loaded, |view| {
            let steps = view.steps().into_iter().filter(|(path, _, _)| matches!(view.run.status(path), Status::Done | Status::Waived));
            let at = |path: &Path| view.run.step(path).and_then(|state| state.settled.as_ref()).map(|stamp| stamp.at);
            steps.filter(|(_, _, step)| !step.holds_scope()).filter_map(|(path, _, _)| Some((at(&path)?, path.clone(), name(&view, &path)))).collect()
        });
        if settled.is_empty() {
            self.prompt.say(&msg!("lead-reopen-none"));
            return Ok(());
        }
        // What was done last is what one most often wants to mend.
        settled.sort_by_key(|(at, _, _)| std::cmp::Reverse(*at));
        let titles: Vec<String> = settled.iter().map(|(_, _, name)| name.clone()).collect();
        let picked = self.prompt.pick_or_leave(&self.prompt.text(&msg!("lead-reopen-which")), &titles, None, &self.way_out())?;
        let Some((_, path, _)) = settled.into_iter().nth(picked) else { return Ok(()) };
        let before = self.loaded.run.clone();
        let falls = match self.desk.simulate(&self.loaded, &Command::Reopen { path: path.clone(), reason: "-".into() }) {
            Ok(acted) => {
                let toll = self.desk.toll(&before, &acted);
                toll.again.into_iter().chain(toll.ahead).collect::<Vec<_>>()
            }
            Err(Failure::Refused(refusal)) => {
                self.refused(&refusal);
                return Ok(());
            }
            Err(other) => return Err(other.into()),
        };
        self.prompt.line("");
        self.prompt.aside(Style::Yellow, &msg!("lead-reopen-falls", count = falls.len()));
        let names: Vec<String> = self.desk.view(&self.loaded, |view| falls.iter().map(|path| name(&view, path)).collect());
        names.iter().for_each(|name| self.prompt.line(&super::super::ui::wrap(&format!("↶ {name}"), self.prompt.width(), "    ")));
        self.prompt.head(&self.prompt.text(&msg!("lead-reopen-reason")), &[self.prompt.text(&msg!("lead-reopen-hint"))]);
        let reason = self.prompt.read()?;
        if reason.is_empty() {
            return Ok(());
        }
        match self.try_act(&Command::Reopen { path: path.clone(), reason }, &[]) {
            Ok(events) => {
                self.put_off.clear();
                self.told(&path, &events);
                Ok(())
            }
            Err(Failure::Refused(refusal)) => {
                self.refused(&refusal);
                Ok(())
            }
            Err(other) => Err(other.into()),
        }
    }

    fn has_draft(&self, path: &Path, name: &str) -> bool {
        self.loaded.run.step(path).is_some_and(|s| s.draft.contains_key(name))
    }

    /// What keeps a step that is still to come.
    fn why(&self) -> Result<(), Leave> {
        let ahead: Vec<(Path, String)> = self.desk.view(&self.loaded, |view| {
            let steps = view.steps();
            let ahead = steps.into_iter().filter(|(path, _, step)| view.run.status(path) == Status::Ahead && !step.holds_scope());
            ahead.map(|(path, _, _)| (path.clone(), name(&view, &path))).collect()
        });
        if ahead.is_empty() {
            self.prompt.say(&msg!("lead-why-none"));
            return Ok(());
        }
        let titles: Vec<String> = ahead.iter().map(|(_, name)| name.clone()).collect();
        let picked = self.prompt.pick_or_leave(&self.prompt.text(&msg!("lead-why-which")), &titles, None, &self.way_out())?;
        if let Some((path, _)) = ahead.get(picked) {
            self.prompt.line("");
            let said = self.desk.view(&self.loaded, |view| view.why(path));
            said.iter().for_each(|reason| self.prompt.aside(Style::Bold, reason));
        }
        Ok(())
    }
}
