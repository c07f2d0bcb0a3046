//! A list, item by item; what is complete is kept before the next item is asked for.

use super::Lead;
use super::ask::Answer;
use super::sketch::Sketch;
use crate::cli::prompt::Leave;
use crate::cli::ui::Style;
use crate::engine::values::label;
use crate::journal::Evidence;
use crate::model::field::{Bound, Field, Kind};
use crate::model::value;
use crate::msg;
use serde_json::{Value, json};

/// Keeps what there is of a list.
pub(super) type Keep<'k> = dyn FnMut(&Value, &[Evidence]) -> Result<(), Leave> + 'k;

impl Lead<'_> {
    /// Asks for a list; `begun` is what is there already, `sketch` an item that was being typed.
    pub(super) fn list(&self, field: &Field, begun: Option<&Value>, sketch: &mut Sketch, keep: &mut Keep) -> Result<Answer, Leave> {
        let Kind::List { fields, .. } = &field.kind else { return Ok(None) };
        let prompt = &self.prompt;
        let number = |bound: &Option<Bound>| match bound {
            Some(Bound::Number(n)) if *n >= 0.0 => Some(*n as usize),
            _ => None,
        };
        let (least, most) = (number(&field.min).unwrap_or(usize::from(!field.optional)), number(&field.max).unwrap_or(value::MAX_ITEMS));
        let mut items: Vec<Value> = begun.and_then(Value::as_array).cloned().unwrap_or_default();
        let mut evidence = Vec::new();
        let hints: Vec<String> = field.help.iter().cloned().collect();
        prompt.head(&prompt.text(&msg!("lead-list", title = &field.title, count = items.len())), &hints);
        self.listed(&items, fields);
        if let Some(at) = sketch.begun() {
            let at = at.filter(|at| *at < items.len());
            self.item(field, &mut items, at, &mut evidence, sketch, keep)?;
        }
        loop {
            if items.len() < least.max(1) && (least > 0 || !items.is_empty()) {
                self.item(field, &mut items, None, &mut evidence, sketch, keep)?;
                continue;
            }
            let mut choices = Vec::new();
            if items.len() < most {
                choices.push(("add", msg!("lead-list-add")));
            }
            if items.len() >= least {
                choices.push(("done", msg!("lead-list-done", count = items.len())));
            }
            if !items.is_empty() {
                choices.push(("correct", msg!("lead-list-correct")));
                choices.push(("drop", msg!("lead-list-drop")));
            }
            let titles: Vec<String> = choices.iter().map(|(_, m)| prompt.text(m)).collect();
            let picked = prompt.pick_or_leave(&prompt.text(&msg!("lead-list-next", title = &field.title)), &titles, Some(0), &self.way_out())?;
            match choices.get(picked).map(|(what, _)| *what) {
                Some("add") => self.item(field, &mut items, None, &mut evidence, sketch, keep)?,
                Some("correct") => {
                    if let Some(at) = self.which(&items, fields)? {
                        self.item(field, &mut items, Some(at), &mut evidence, sketch, keep)?;
                    }
                }
                Some("drop") => {
                    if let Some(at) = self.which(&items, fields)? {
                        items.remove(at);
                        keep(&json!(items), &evidence)?;
                        prompt.aside(Style::Green, &msg!("lead-list-dropped", count = items.len()));
                        self.listed(&items, fields);
                    }
                }
                _ => return Ok(Some((Value::Array(items), evidence)).filter(|(list, _)| list.as_array().is_some_and(|l| !l.is_empty()))),
            }
        }
    }

    /// Asks for one item, a new one or one again, until the list is right with it; then keeps the list.
    fn item(
        &self,
        field: &Field,
        items: &mut Vec<Value>,
        at: Option<usize>,
        evidence: &mut Vec<Evidence>,
        sketch: &mut Sketch,
        keep: &mut Keep,
    ) -> Result<(), Leave> {
        let Kind::List { fields, .. } = &field.kind else { return Ok(()) };
        let prompt = &self.prompt;
        let index = at.unwrap_or(items.len());
        let mut offered = items.get(index).cloned();
        sketch.turn_to(at);
        loop {
            prompt.line("");
            prompt.line(&prompt.paint(Style::Blue, &prompt.text(&msg!("lead-list-item", title = &field.title, number = index + 1))));
            let Some((record, files)) = self.record(fields, offered.as_ref(), sketch)? else { return Ok(()) };
            sketch.clear();
            let mut all = items.clone();
            all.truncate(items.len());
            match at {
                Some(at) => all[at] = Value::Object(record.clone()),
                None => all.push(Value::Object(record.clone())),
            }
            let free = Field { min: None, ..field.clone() };
            match self.accept(&free, &json!(all)) {
                Ok(accepted) => {
                    evidence.extend(files);
                    *items = accepted.value.as_array().cloned().unwrap_or_default();
                    keep(&accepted.value, evidence)?;
                    let name = items.get(index).map(|item| label(fields, item)).unwrap_or_default();
                    prompt.aside(Style::Green, &msg!("lead-kept-item", item = name, count = items.len()));
                    return Ok(());
                }
                Err(problems) => {
                    problems.iter().for_each(|problem| prompt.wrong(&prompt.text(&problem.message)));
                    offered = Some(Value::Object(record));
                }
            }
        }
    }

    fn which(&self, items: &[Value], fields: &crate::model::Named<Field>) -> Result<Option<usize>, Leave> {
        let mut titles: Vec<String> = items.iter().map(|item| label(fields, item)).collect();
        titles.push(self.prompt.text(&msg!("lead-none")));
        let picked = self.prompt.pick(&self.prompt.text(&msg!("lead-list-which")), &titles, None)?;
        Ok(Some(picked).filter(|at| *at < items.len()))
    }

    fn listed(&self, items: &[Value], fields: &crate::model::Named<Field>) {
        for (i, item) in items.iter().enumerate() {
            self.prompt.line(&format!("  {:>2}. {}", i + 1, crate::cli::prompt::clean(&label(fields, item))));
        }
    }
}
