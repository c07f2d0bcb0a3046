//! What is asked before a run begins.

use super::Lead;
use crate::cli::prompt::Leave;
use crate::cli::ui::Style;
use crate::desk::Failure;
use crate::engine::site::Site;
use crate::engine::{Answers, Command, Datum, Path};
use crate::finding::codes;
use crate::journal::Evidence;
use crate::model::Name;
use crate::model::field::{Field, Kind};
use crate::msg;
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

impl Lead<'_> {
    /// What the procedure is for.
    pub(super) fn intro(&self) {
        self.header();
        let checked = &self.loaded.checked;
        self.caution();
        if let Some(summary) = &checked.procedure.summary {
            let text = self.desk.view(&self.loaded, |view| view.say(&Site::root(view.checked), summary));
            self.prompt.line("");
            super::markdown::lines(&text, self.prompt.width() - 2, self.prompt.ui().has_color())
                .iter()
                .for_each(|l| self.prompt.line(&format!("  {l}")));
        }
    }

    /// That the procedure is not to be relied upon as it is, where that is so.
    pub(super) fn caution(&self) {
        if let Some(caution) = crate::print::caution(self.loaded.checked.procedure.status) {
            self.prompt.line("");
            self.prompt.aside(Style::Yellow, &caution);
        }
    }

    /// Asks what the start asks for, one by one, then begins.
    pub(super) fn prepare(&mut self, given: &Map<String, Value>, evidence: &[Evidence]) -> Result<(), Leave> {
        let checked = self.loaded.checked.clone();
        if !given.is_empty() {
            self.act(&Command::Save { path: Path::root(), answers: given.clone() }, evidence)?;
        }
        let mut skipped: BTreeSet<Name> = BTreeSet::new();
        let mut again: Answers = Answers::new();
        let mut confirmed = false;
        'again: loop {
            let mut finished: BTreeSet<Name> = BTreeSet::new();
            let mut before: Option<&Name> = None;
            for (name, field) in &checked.procedure.inputs {
                let kept = self.loaded.run.draft.get(name).map(|d| d.value().clone());
                let later_kept = checked.procedure.inputs.keys().skip_while(|n| *n != name).skip(1).any(|n| self.loaded.run.draft.contains_key(n));
                let partial = matches!(field.kind, Kind::List { .. }) && !later_kept;
                let is_asked_again = again.remove(name).is_some();
                let is_asked = self.is_input_asked(field);
                if skipped.contains(name) || (kept.is_some() && !partial && !is_asked_again) || !is_asked || finished.contains(name) {
                    before = if is_asked { Some(name) } else { before };
                    continue;
                }
                match self.answer(&Path::root(), field, kept.as_ref()) {
                    Ok(Some(_)) => {}
                    Ok(None) => drop(skipped.insert(name.clone())),
                    Err(Leave::Back) => {
                        match before {
                            Some(before) => {
                                skipped.remove(before);
                                again.insert(before.clone(), Datum::Open(json!(null)));
                            }
                            None => self.prompt.aside(Style::Yellow, &msg!("lead-first-question")),
                        }
                        continue 'again;
                    }
                    Err(leave) => return Err(leave),
                }
                finished.insert(name.clone());
                before = Some(name);
            }
            match self.try_act(&Command::Begin { inputs: Map::new(), confirmed }, &[]) {
                Ok(events) => {
                    self.told(&Path::root(), &events);
                    return Ok(());
                }
                Err(Failure::Refused(refusal)) if refusal.code != codes::STORE_CONFLICT => {
                    self.refused(&refusal);
                    if refusal.message.id == "answer-doubt" {
                        confirmed = self.prompt.yes(&self.prompt.text(&msg!("lead-doubt")), Some(false))?;
                    }
                    for name in checked.procedure.inputs.keys() {
                        if !confirmed && refusal.problems.iter().any(|p| p.path.split(['.', '[']).next() == Some(name.as_ref())) {
                            skipped.remove(name);
                            again.insert(name.clone(), Datum::Open(json!(null)));
                        }
                    }
                    if !confirmed && again.is_empty() {
                        return Err(Leave::Failed(Failure::Refused(refusal)));
                    }
                }
                Err(other) => return Err(self.conflict(other)),
            }
        }
    }

    /// Whether an input's condition holds, as far as the answers kept so far tell.
    fn is_input_asked(&self, field: &Field) -> bool {
        self.desk.view(&self.loaded, |view| view.is_asked_inside(&Path::root(), field, &[]))
    }
}
