//! One step, from its page to its settling: ticks, questions, choice, channel; each answer kept at once.

use super::Lead;
use super::page::{self, awaits};
use crate::cli::prompt::Leave;
use crate::cli::ui::Style;
use crate::desk::Failure;
use crate::engine::command::Done;
use crate::engine::site::Site;
use crate::engine::values::label;
use crate::engine::variables::list_field;
use crate::engine::view;
use crate::engine::{Answers, Command, Datum, Path, Refusal};
use crate::finding::codes;
use crate::journal::Evidence;
use crate::model::field::{Field, Kind};
use crate::model::{Name, Step, Verb};
use crate::msg;
use serde_json::{Map, Value};
use std::collections::BTreeSet;

/// What was answered in a step so far.
#[derive(Default)]
struct Sheet {
    /// Kept in this round.
    answers: Answers,
    /// Offered beforehand: answers of an earlier round, or those that were refused.
    offered: Answers,
    /// Left empty on purpose.
    skipped: BTreeSet<Name>,
}

impl Lead<'_> {
    /// Leads through one step.
    pub(super) fn step(&mut self, path: &Path) -> Result<(), Leave> {
        let Some((_, step)) = Site::of_step(&self.loaded.checked, path) else { return Err(Leave::Later) };
        let step = step.clone();
        self.show(path);
        if let Some(until) = self.loaded.run.step(path).and_then(|s| s.not_before).filter(|until| *until > self.desk.now()) {
            self.prompt.line("");
            self.prompt.aside(Style::Yellow, &msg!("lead-early", when = crate::cli::dates::moment(until, self.prompt.ui().lang())));
            return Err(Leave::Later);
        }
        self.sheet_hint(&step);
        let mut sheet = self.sheet(path);
        let mut late = false;
        let mut choice = None;
        if matches!(step.verb, Verb::Email(_, Some(_))) && !self.desk.view(&self.loaded, |view| awaits(&view, path, &step.verb)) {
            self.mail_first(path, &step, &mut sheet)?;
            if !page::is_open(self, path) {
                return Ok(());
            }
        }
        if self.desk.view(&self.loaded, |view| awaits(&view, path, &step.verb)) && sheet.answers.is_empty() {
            match self.has_it_come(path, &step)? {
                None => return Err(Leave::Later),
                Some(option) if option == "late" => late = true,
                Some(option) => choice = Some(option).filter(|o| !o.is_empty()).map(|o| vec![o]),
            }
        }
        if !late {
            let before = (sheet.answers.len(), sheet.skipped.len());
            let ticked = self.tick(path)?;
            self.questions(path, &mut sheet)?;
            // Nothing was asked: then the step itself is.
            let silent =
                ticked == 0 && before == (sheet.answers.len(), sheet.skipped.len()) && matches!(step.verb, Verb::Task) && step.choose().is_none();
            if silent && !self.prompt.yes(&self.prompt.text(&msg!("lead-is-done")), None)? {
                return Err(Leave::Later);
            }
        }
        if matches!(step.verb, Verb::Email(_, None)) && !self.mail(path, step.ask.is_empty())? {
            return Ok(());
        }
        self.settle(path, &step, sheet, if late { Some(vec!["late".to_owned()]) } else { choice })
    }

    fn sheet_hint(&self, step: &Step) {
        if !step.ask.is_empty() {
            self.prompt.line("");
            self.prompt.aside(Style::Dim, &msg!("lead-how"));
        }
    }

    /// What was kept in this round, and what earlier rounds offer.
    fn sheet(&self, path: &Path) -> Sheet {
        let mut sheet = Sheet::default();
        let Some(state) = self.loaded.run.step(path) else { return sheet };
        let checked = self.loaded.checked.clone();
        let fields = Site::of_step(&checked, path).map(|(_, step)| &step.ask);
        let may_be_offered = |name: &Name| fields.and_then(|f| f.get(name)).is_some_and(|field| field.prefill);
        sheet.answers = state.draft.clone();
        sheet.offered = state.earlier.iter().filter(|(name, _)| may_be_offered(name)).map(|(name, datum)| (name.clone(), datum.clone())).collect();
        let asked = self.desk.view(&self.loaded, |view| view.asked(path, &sheet.answers).into_iter().cloned().collect::<Vec<Field>>());
        // What was left empty before the last answer was passed over on purpose.
        if let Some(last) = asked.iter().rposition(|f| sheet.answers.contains_key(&f.name)) {
            sheet.skipped.extend(asked[..last].iter().filter(|f| f.optional && !sheet.answers.contains_key(&f.name)).map(|f| f.name.clone()));
            // A list without a question after it may not be complete.
            if let Some(Field { name, kind: Kind::List { .. }, .. }) = asked.get(last)
                && let Some(list) = sheet.answers.remove(name)
            {
                sheet.offered.insert(name.clone(), list);
            }
            for field in &asked[..last] {
                if let Some(datum) = sheet.answers.get(&field.name) {
                    self.recalled(field, datum.value());
                }
            }
            if let Some(datum) = asked.get(last).and_then(|f| sheet.answers.get(&f.name)) {
                self.recalled(&asked[last], datum.value());
            }
        }
        sheet
    }

    pub(super) fn recalled(&self, field: &Field, value: &Value) {
        self.recalled_as(&field.title, &view::show(field, value, self.prompt.ui().words()));
    }

    pub(super) fn recalled_as(&self, title: &str, shown: &str) {
        self.prompt.aside(Style::Dim, &msg!("lead-kept-before", title = title, answer = crate::cli::prompt::clean(shown)));
    }

    /// Ticks, one by one, each kept at once; gives how many were still to be made.
    fn tick(&mut self, path: &Path) -> Result<usize, Leave> {
        let checks = self.desk.view(&self.loaded, |view| view.page(path).map(|p| p.checks).unwrap_or_default());
        let mut asked = 0;
        for (i, check) in checks.iter().enumerate() {
            let text = super::markdown::lines(&check.text, self.prompt.width().saturating_sub(6), self.prompt.ui().has_color()).join("\n      ");
            if check.ticked {
                self.prompt.line(&self.prompt.paint(Style::Green, &format!("  ☑ {text}")));
                continue;
            }
            asked += 1;
            self.prompt.line("");
            self.prompt.line(&format!("  ☐ {text}"));
            if !self.prompt.yes(&self.prompt.text(&msg!("lead-tick", number = i + 1, count = checks.len())), None)? {
                self.prompt.aside(Style::Yellow, &msg!("lead-not-ticked"));
                return Err(Leave::Later);
            }
            self.act(&Command::Tick { path: path.clone(), check: check.number }, &[])?;
            self.prompt.line(&self.prompt.paint(Style::Green, &format!("  ☑ {text}")));
        }
        Ok(asked)
    }

    /// Asks what is still to be asked; each answer is kept before it is said to be.
    fn questions(&mut self, path: &Path, sheet: &mut Sheet) -> Result<(), Leave> {
        loop {
            let next = self.desk.view(&self.loaded, |view| {
                let asked = view.asked(path, &sheet.answers);
                asked.into_iter().find(|f| !sheet.answers.contains_key(&f.name) && !sheet.skipped.contains(&f.name)).cloned()
            });
            let Some(field) = next else { return Ok(()) };
            match self.answer(path, &field, sheet.offered.get(&field.name).map(Datum::value)) {
                Ok(Some(value)) => drop(sheet.answers.insert(field.name.clone(), Datum::new(value, field.is_personal()))),
                Ok(None) => drop(sheet.skipped.insert(field.name.clone())),
                Err(Leave::Back) => self.back(path, &field, sheet),
                Err(leave) => return Err(leave),
            }
        }
    }

    /// The question before this one is asked again, its answer offered.
    fn back(&self, path: &Path, field: &Field, sheet: &mut Sheet) {
        let asked = self.desk.view(&self.loaded, |view| view.asked(path, &sheet.answers).into_iter().map(|f| f.name.clone()).collect::<Vec<_>>());
        match asked.into_iter().take_while(|name| *name != field.name).last() {
            Some(before) => {
                sheet.skipped.remove(&before);
                if let Some(datum) = sheet.answers.remove(&before) {
                    sheet.offered.insert(before, datum);
                }
            }
            None => self.prompt.aside(Style::Yellow, &msg!("lead-first-question")),
        }
    }

    /// Asks one question of a step, or of the start, and keeps the answer.
    pub(super) fn answer(&mut self, path: &Path, field: &Field, offered: Option<&Value>) -> Result<Option<Value>, Leave> {
        let offered = offered.cloned();
        self.asking = path.clone();
        self.inside.borrow_mut().clear();
        let answer = match &field.kind {
            Kind::List { .. } => {
                // The list is kept item by item.
                let (desk, id) = (self.desk, self.loaded.id.clone());
                let mut keep = |value: &Value, files: &[Evidence]| Ok(desk.act(&id, &save(path, &field.name, value), files).map(drop)?);
                let listed = self.list(field, offered.as_ref(), &mut self.sketch(path, field), &mut keep);
                self.loaded = desk.load(&id)?;
                let Some((value, _)) = listed? else { return Ok(None) };
                self.prompt.aside(Style::Green, &msg!("lead-kept-list", count = value.as_array().map_or(0, Vec::len)));
                return Ok(Some(value));
            }
            Kind::Record(_) | Kind::Person => {
                let asked = self.ask_in_parts(field, offered.as_ref(), &[], &mut self.sketch(path, field));
                self.loaded = self.desk.load(&self.loaded.id)?;
                asked?
            }
            Kind::Item(of) => {
                let items = self.items(path, &of.name);
                self.ask(field, offered.as_ref(), &items)?
            }
            _ => self.ask(field, offered.as_ref(), &[])?,
        };
        let Some((value, files)) = answer else { return Ok(None) };
        self.act(&save(path, &field.name, &value), &files)?;
        let shown = view::show(field, &value, self.prompt.ui().words());
        self.prompt.aside(Style::Green, &msg!("lead-kept", answer = crate::cli::prompt::clean(&first_line(&shown))));
        Ok(Some(value))
    }

    /// The items of a list that can be picked, by number and name.
    fn items(&self, path: &Path, list: &str) -> Vec<(u32, String)> {
        self.desk.view(&self.loaded, |view| {
            let Some((site, _)) = Site::of_step(view.checked, path) else { return Vec::new() };
            let Some((field, asked)) = list_field(view.run, &site, list) else { return Vec::new() };
            let (Some(fields), Some(items)) = (field.kind.fields(), view.run.list(&asked, &field.name)) else { return Vec::new() };
            let gone = view.run.dropped(&asked, &field.name).cloned().unwrap_or_default();
            let numbered = items.iter().enumerate().filter_map(|(i, item)| Some((u32::try_from(i + 1).ok()?, label(fields, item))));
            numbered.filter(|(number, _)| !gone.contains(number)).collect()
        })
    }

    /// What is awaited, from whom, since when; and whether it has come. None where it has not; `late` where time ran out.
    fn has_it_come(&self, path: &Path, step: &Step) -> Result<Option<String>, Leave> {
        let prompt = &self.prompt;
        let (what, options) = self.desk.view(&self.loaded, |view| {
            let page = view.page(path);
            (super::after::awaited(prompt, &view, path), page.map(|p| p.options).unwrap_or_default())
        });
        prompt.line("");
        prompt.line(&crate::cli::ui::wrap(&what, prompt.width(), "  "));
        let direct = step.ask.is_empty() && step.checks.is_empty() && step.choose().is_some_and(|c| !c.many);
        let mut choices: Vec<(String, String)> = Vec::new();
        if direct {
            choices.extend(options.into_iter().map(|o| (o.id, o.title)));
        } else {
            choices.push((String::new(), prompt.text(&msg!("lead-has-come"))));
            choices.extend(options.into_iter().filter(|o| o.id == "late" && step.wait().is_some_and(|w| w.late.is_some())).map(|o| (o.id, o.title)));
        }
        let titles: Vec<String> = choices.iter().map(|(_, title)| title.clone()).collect();
        let picked = prompt.pick_or_leave(&prompt.text(&msg!("lead-come-question")), &titles, None, &msg!("lead-not-yet"))?;
        Ok(choices.into_iter().nth(picked).map(|(id, _)| id))
    }

    /// A mail that leaves before one waits; where it speaks of this step's own answers, those come first.
    fn mail_first(&mut self, path: &Path, _step: &Step, sheet: &mut Sheet) -> Result<(), Leave> {
        let unready = self.desk.view(&self.loaded, |view| view.page(path).and_then(|p| p.mail).is_some_and(|(_, letter, _)| letter.is_err()));
        if unready {
            self.questions(path, sheet)?;
        }
        if self.mail(path, true)? {
            // It waits on; the page need not be shown again.
            return Ok(());
        }
        Err(Leave::Later)
    }

    /// The last choice, then the settling; what is refused is asked again.
    fn settle(&mut self, path: &Path, step: &Step, mut sheet: Sheet, given: Option<Vec<String>>) -> Result<(), Leave> {
        let mut choice = given;
        let mut confirmed = false;
        let channel = self.channel(step)?;
        loop {
            let chosen = match &choice {
                Some(chosen) => chosen.clone(),
                None => self.choose(path, step, &sheet.answers)?,
            };
            let answers = self.to_give(path, &sheet, &chosen);
            let round = self.loaded.run.step(path).map(|s| s.round);
            let done = Done {
                path: path.clone(),
                round,
                answers,
                choose: chosen.clone(),
                channel: channel.clone(),
                confirmed,
                again: true,
                lacking: true,
                ..Done::default()
            };
            let refusal = match self.try_act(&Command::Done(Box::new(done)), &[]) {
                Ok(events) => {
                    self.told(path, &events);
                    return Ok(());
                }
                Err(Failure::Refused(refusal)) if refusal.code != codes::STORE_CONFLICT => refusal,
                Err(other) => return Err(self.conflict(other)),
            };
            self.refused(&refusal);
            if refusal.message.id == "answer-doubt" {
                confirmed = self.prompt.yes(&self.prompt.text(&msg!("lead-doubt")), Some(false))?;
                if confirmed {
                    choice = Some(chosen);
                    continue;
                }
            }
            if refusal.message.id == "route-stuck" {
                choice = Some(vec![self.way(&refusal)?]);
                continue;
            }
            if !self.again(step, &refusal, &mut sheet) {
                return Err(Leave::Later);
            }
            choice = None;
            self.questions(path, &mut sheet)?;
        }
    }

    /// What settles the step: every answer that is asked for, and an empty one where an offered answer was taken out.
    fn to_give(&self, path: &Path, sheet: &Sheet, chosen: &[String]) -> Map<String, Value> {
        if chosen.iter().any(|c| c == "late") {
            return Map::new();
        }
        let asked = self.desk.view(&self.loaded, |view| view.asked(path, &sheet.answers).into_iter().map(|f| f.name.clone()).collect::<Vec<_>>());
        asked.into_iter().map(|name| (name.to_string(), sheet.answers.get(&name).map_or(Value::Null, |d| d.value().clone()))).collect()
    }

    /// Takes back the answers that were refused, to be asked again; whether there were any.
    fn again(&self, step: &Step, refusal: &Refusal, sheet: &mut Sheet) -> bool {
        let named = |name: &Name| refusal.problems.iter().any(|p| p.path.split(['.', '[']).next() == Some(name.as_ref()));
        let all = refusal.code == codes::ANSWER_REFUSED;
        let mut back = false;
        for name in step.ask.keys().filter(|name| all || named(name)) {
            back = true;
            sheet.skipped.remove(name);
            if let Some(datum) = sheet.answers.remove(name) {
                sheet.offered.insert(name.clone(), datum);
            }
        }
        back || (all && step.choose().is_some())
    }
}

/// One answer, to be kept.
fn save(path: &Path, name: &Name, value: &Value) -> Command {
    Command::Save { path: path.clone(), answers: [(name.to_string(), value.clone())].into_iter().collect() }
}

fn first_line(text: &str) -> String {
    match text.split_once('\n') {
        Some((first, _)) => format!("{first} …"),
        None => text.to_owned(),
    }
}
