//! Where a run stands, for those who print and draw it.

use super::{Desk, Loaded};
use crate::engine::site::Site;
use crate::engine::variables::Reader;
use crate::engine::view::View;
use crate::engine::{Path, RunState, Status};
use crate::model::{Expr, Outcome, Text};
use crate::print::{self, Standing, State, StepStanding, Voice};

impl Desk {
    /// Where a run stands, as plain data.
    pub fn standing(&self, loaded: &Loaded) -> Standing {
        let run = &loaded.run;
        self.view(loaded, |view| Standing {
            run: loaded.id.clone(),
            version: run.procedure.version.clone(),
            state: match &run.state {
                RunState::Preparing | RunState::Open => print::RunState::Open,
                RunState::Finished(Outcome::Success) => print::RunState::Success,
                RunState::Finished(Outcome::Failure) => print::RunState::Failure,
                RunState::Finished(Outcome::Neutral) => print::RunState::Neutral,
                RunState::Cancelled(_) => print::RunState::Cancelled,
            },
            started: run.started.as_ref().map(|s| s.at),
            by: run.started.as_ref().map(|s| s.by.clone()),
            inputs: run.inputs.iter().map(|(name, datum)| (name.to_string(), datum.value().clone())).collect(),
            steps: view.steps().into_iter().map(|(path, site, _)| (path.to_string(), step(&view, &path, &site))).collect(),
        })
    }
}

fn step(view: &View, path: &Path, site: &Site) -> StepStanding {
    let run = view.run;
    let Some(state) = run.step(path) else {
        return StepStanding { state: shown(run.status(path)), ..StepStanding::default() };
    };
    let mut chosen: Vec<String> = state.choice.iter().map(ToString::to_string).collect();
    chosen.extend(state.late.then(|| "late".to_owned()));
    chosen.extend(state.channel.clone());
    let items = state.each().map(|each| {
        let label = |number: &u32| {
            let inside = site.enter(path.name(), Some(*number));
            let name = inside.and_then(|inside| view.items(&inside).pop()).unwrap_or_else(|| number.to_string());
            (*number as usize, name)
        };
        each.scopes.keys().map(label).collect()
    });
    let settled = state.settled.as_ref().filter(|_| matches!(state.status, Status::Done | Status::Waived));
    StepStanding {
        state: shown(run.status(path)),
        who: settled.map(|s| s.by.clone()),
        when: settled.map(|s| s.at),
        answers: state.answers.iter().map(|(name, datum)| (name.to_string(), datum.value().clone())).collect(),
        chosen,
        reason: state.reason.clone(),
        items: items.unwrap_or_default(),
    }
}

fn shown(status: Status) -> State {
    match status {
        Status::Ahead => State::Ahead,
        Status::Open => State::Open,
        Status::Done => State::Done,
        Status::LeftOut => State::LeftOut,
        Status::Passed => State::Passed,
        Status::Waived => State::Waived,
    }
}

/// Speaks of what a run knows.
pub struct RunVoice<'a>(pub View<'a>);

impl RunVoice<'_> {
    fn reader(&self, path: &str) -> Option<Reader<'_>> {
        let path: Path = path.parse().ok()?;
        let site = match Site::of_step(self.0.checked, &path) {
            Some((site, _)) => site,
            None => Site::root(self.0.checked),
        };
        // A path without the numbers of its items speaks of all of them: what an item says is not known there.
        Some(Reader::new(self.0.run, site, self.0.env))
    }
}

impl Voice for RunVoice<'_> {
    fn say(&self, path: &str, template: &str) -> Option<String> {
        self.reader(path)?.text(&Text { source: template.into(), ..Text::default() }).ok()
    }

    fn holds(&self, path: &str, expression: &str) -> Option<bool> {
        self.reader(path)?.holds(&Expr { source: expression.into(), ..Expr::default() }).ok()
    }
}
