//! One question, asked until the answer fits.

use super::Lead;
use super::sketch::Sketch;
use crate::cli::given::attached;
use crate::cli::prompt::Leave;
use crate::cli::ui::Style;
use crate::desk::Failure;
use crate::engine::view;
use crate::journal::Evidence;
use crate::model::field::{Field, Kind};
use crate::model::moment::zone;
use crate::model::value::{self, Accepted, Part, Problem};
use crate::model::{Name, Named, ids};
use crate::msg;
use jiff::civil::Date;
use serde_json::{Map, Value, json};

/// An answer, and the files that it names; none where the question was left empty.
pub(super) type Answer = Option<(Value, Vec<Evidence>)>;

/// Answers, and the files that go with them.
type Answered = (Map<String, Value>, Vec<Evidence>);

impl Lead<'_> {
    /// The day it is in France.
    pub(super) fn today(&self) -> Date {
        self.desk.now().to_zoned(zone()).date()
    }

    /// Asks one question; `offered` is taken where nothing is typed, `items` are what an item can be picked from.
    pub(super) fn ask(&self, field: &Field, offered: Option<&Value>, items: &[(u32, String)]) -> Result<Answer, Leave> {
        self.ask_in_parts(field, offered, items, &mut Sketch::passing())
    }

    /// Asks one question; an answer in parts is kept part by part.
    pub(super) fn ask_in_parts(&self, field: &Field, offered: Option<&Value>, items: &[(u32, String)], sketch: &mut Sketch) -> Result<Answer, Leave> {
        let mut offered = offered.or(field.default.as_ref()).cloned();
        loop {
            let given = self.given(field, offered.as_ref(), items, sketch)?;
            sketch.clear();
            let Some((given, evidence)) = given else {
                if field.optional {
                    self.prompt.aside(Style::Dim, &msg!("lead-left-empty"));
                    return Ok(None);
                }
                self.prompt.wrong(&self.prompt.text(&msg!("lead-needed")));
                continue;
            };
            match self.accept(field, &given) {
                Ok(Accepted { value, doubts }) => {
                    doubts.iter().for_each(|doubt| self.prompt.wrong(&self.prompt.text(&doubt.message)));
                    if doubts.is_empty() || self.prompt.yes(&self.prompt.text(&msg!("lead-doubt")), Some(false))? {
                        return Ok(Some((value, evidence)));
                    }
                }
                Err(problems) => {
                    problems.iter().for_each(|problem| self.prompt.wrong(&self.prompt.text(&problem.message)));
                    if matches!(field.kind, Kind::Person | Kind::Record(_)) {
                        offered = Some(given);
                    }
                }
            }
        }
    }

    /// What is typed, in the form that [`View::accept`] takes; none where it was left empty.
    fn given(&self, field: &Field, offered: Option<&Value>, items: &[(u32, String)], sketch: &mut Sketch) -> Result<Answer, Leave> {
        let prompt = &self.prompt;
        let title = prompt.text(&match field.optional {
            true => msg!("lead-question-optional", title = &field.title),
            false => msg!("lead-question", title = &field.title),
        });
        let plain = |value: Value| Ok(Some((value, Vec::new())));
        match &field.kind {
            Kind::Option(options) => {
                let mut titles: Vec<String> = options.values().cloned().collect();
                if field.optional {
                    titles.push(prompt.text(&msg!("lead-empty")));
                }
                let at = offered.and_then(Value::as_str).and_then(|o| options.get_index_of(o));
                self.hints(field, None);
                let picked = prompt.pick_or_leave(&title, &titles, at, &self.way_out())?;
                Ok(options.get_index(picked).map(|(name, _)| (json!(name), Vec::new())))
            }
            Kind::Options(options) => {
                let chosen = |value: &Value| value.as_array().map(|l| l.iter().filter_map(|v| options.get_index_of(v.as_str()?)).collect::<Vec<_>>());
                self.hints(field, None);
                let picked =
                    prompt.pick_many(&title, &options.values().cloned().collect::<Vec<_>>(), &offered.and_then(chosen).unwrap_or_default())?;
                let names: Vec<_> = picked.into_iter().filter_map(|i| options.get_index(i).map(|(name, _)| name.clone())).collect();
                if names.is_empty() { Ok(None) } else { plain(json!(names)) }
            }
            Kind::Item(_) => {
                let at = offered.and_then(Value::as_u64).and_then(|n| items.iter().position(|(i, _)| u64::from(*i) == n));
                let mut titles: Vec<String> = items.iter().map(|(_, title)| title.clone()).collect();
                if field.optional || titles.is_empty() {
                    titles.push(prompt.text(&msg!("lead-empty")));
                }
                self.hints(field, None);
                let picked = prompt.pick_or_leave(&title, &titles, at, &self.way_out())?;
                Ok(items.get(picked).map(|(number, _)| (json!(number), Vec::new())))
            }
            Kind::Secret => {
                prompt.head(&title, &self.hint_lines(field, offered));
                self.secret(offered)
            }
            Kind::Person => {
                prompt.head(&title, &self.hint_lines(field, None));
                self.person(offered, sketch)
            }
            Kind::Record(fields) => {
                prompt.head(&title, &self.hint_lines(field, None));
                Ok(self.record(fields, offered, sketch)?.map(|(map, evidence)| (Value::Object(map), evidence)))
            }
            Kind::File if field.keep => {
                prompt.head(&title, &self.hint_lines(field, offered));
                self.file(offered)
            }
            Kind::Paragraph => {
                prompt.head(&title, &self.hint_lines(field, offered));
                let text = prompt.paragraph()?;
                if text.is_empty() { Ok(offered.cloned().map(|v| (v, Vec::new()))) } else { plain(json!(text)) }
            }
            Kind::Text
            | Kind::Integer
            | Kind::Decimal
            | Kind::Boolean
            | Kind::Date
            | Kind::Time
            | Kind::Datetime
            | Kind::Email
            | Kind::Phone { .. }
            | Kind::Url
            | Kind::File
            | Kind::Siren
            | Kind::Siret
            | Kind::Finess
            | Kind::Rpps
            | Kind::List { .. } => {
                prompt.head(&title, &self.hint_lines(field, offered));
                let typed = prompt.read()?;
                match typed.as_str() {
                    "" => Ok(offered.cloned().map(|v| (v, Vec::new()))),
                    "-" if field.optional => Ok(None),
                    _ if matches!(field.kind, Kind::Date) => plain(json!(value::day_said(&typed, self.today()).map_or(typed, |day| day.to_string()))),
                    _ => plain(json!(typed)),
                }
            }
        }
    }

    fn hints(&self, field: &Field, offered: Option<&Value>) {
        let lines = self.hint_lines(field, offered);
        if !lines.is_empty() {
            self.prompt.line("");
        }
        lines.iter().for_each(|line| self.prompt.line(&self.prompt.paint(Style::Dim, &crate::cli::ui::wrap(line, self.prompt.width(), "  "))));
    }

    /// Help, the form of an answer, and what Enter takes.
    fn hint_lines(&self, field: &Field, offered: Option<&Value>) -> Vec<String> {
        let prompt = &self.prompt;
        let mut lines: Vec<String> = field.help.iter().map(|h| crate::cli::prompt::clean(h)).collect();
        let form = match &field.kind {
            Kind::Boolean => Some(msg!("lead-form-boolean")),
            Kind::Date => Some(msg!("lead-form-date")),
            Kind::Time => Some(msg!("lead-form-time")),
            Kind::Datetime => Some(msg!("lead-form-datetime")),
            Kind::File if field.keep => Some(msg!("lead-form-file")),
            Kind::File => Some(msg!("lead-form-seen")),
            Kind::Secret => Some(msg!("lead-form-secret")),
            _ => None,
        };
        lines.extend(form.map(|form| prompt.text(&form)));
        if let Some(offered) = offered {
            let shown = view::show(field, offered, prompt.ui().words());
            lines.push(prompt.text(&msg!("lead-enter", answer = shown)));
        } else if field.optional && !matches!(field.kind, Kind::Option(_) | Kind::Item(_)) {
            lines.push(prompt.text(&msg!("lead-enter-empty")));
        }
        lines
    }

    /// That a secret was noted; and where it is kept, in words. What is typed to the first question is never kept.
    fn secret(&self, offered: Option<&Value>) -> Result<Answer, Leave> {
        let prompt = &self.prompt;
        if !prompt.yes(&prompt.text(&msg!("lead-secret-noted")), None)? {
            return Err(Leave::Later);
        }
        let before = offered.and_then(|o| o.get("where")).and_then(Value::as_str).map(str::to_owned);
        let mut hints = vec![prompt.text(&msg!("lead-secret-where-help"))];
        hints.extend(before.as_ref().map(|b| prompt.text(&msg!("lead-enter", answer = b))));
        prompt.head(&prompt.text(&msg!("lead-secret-where")), &hints);
        let typed = prompt.read()?;
        let place = if typed.is_empty() { before.unwrap_or_default() } else { typed };
        let noted = if place.is_empty() { json!({"noted": true}) } else { json!({"noted": true, "where": place}) };
        Ok(Some((noted, Vec::new())))
    }

    /// A person in parts.
    fn person(&self, offered: Option<&Value>, sketch: &mut Sketch) -> Result<Answer, Leave> {
        let prompt = &self.prompt;
        let mut person = Map::new();
        for (part, label, expected) in [
            ("name", msg!("lead-person-name"), "expected-name"),
            ("email", msg!("lead-person-email"), "expected-email"),
            ("phone", msg!("lead-person-phone"), "expected-phone"),
        ] {
            if let Some(kept) = sketch.part(part) {
                if let Some(kept) = kept.as_str() {
                    self.recalled_as(&prompt.text(&label), &ids::grouped(kept));
                    person.insert(part.to_owned(), json!(kept));
                }
                continue;
            }
            let before = offered.and_then(|o| o.get(part)).and_then(Value::as_str).map(str::to_owned);
            let hint = before.as_ref().map(|b| prompt.text(&msg!("lead-enter", answer = ids::grouped(b))));
            loop {
                prompt.head(&prompt.text(&label), &hint.iter().cloned().collect::<Vec<_>>());
                let typed = prompt.read()?;
                let typed = if typed.is_empty() { before.clone().unwrap_or_default() } else { typed };
                let fits = match part {
                    "name" => !typed.contains(['<', '>']),
                    "email" => typed.is_empty() || ids::is_email(&typed),
                    _ => typed.is_empty() || ids::phone(&typed).is_some(),
                };
                if part == "name" && typed.is_empty() {
                    return Ok(None);
                }
                if fits {
                    let typed = Some(json!(typed)).filter(|_| !typed.is_empty());
                    sketch.keep(part, typed.as_ref(), &[], part == "phone")?;
                    if let Some(typed) = typed {
                        person.insert(part.to_owned(), typed);
                    }
                    break;
                }
                prompt.wrong(&prompt.text(&msg!(expected)));
            }
        }
        Ok(Some((Value::Object(person), Vec::new())))
    }

    /// Field by field.
    pub(super) fn record(&self, fields: &Named<Field>, offered: Option<&Value>, sketch: &mut Sketch) -> Result<Option<Answered>, Leave> {
        self.inside.borrow_mut().push((fields.clone(), Map::new()));
        let typed = self.parts(fields, offered, sketch);
        let record = self.inside.borrow_mut().pop().map(|(_, record)| record).unwrap_or_default();
        Ok(Some((record, typed?)))
    }

    /// Field by field, into the innermost record; gives the files.
    fn parts(&self, fields: &Named<Field>, offered: Option<&Value>, sketch: &mut Sketch) -> Result<Vec<Evidence>, Leave> {
        let put = |name: &Name, value: &Value| {
            if let Some((_, record)) = self.inside.borrow_mut().last_mut() {
                record.insert(name.to_string(), value.clone());
            }
        };
        let mut evidence = Vec::new();
        for (name, field) in fields {
            if !self.is_asked(field) {
                continue;
            }
            if let Some(kept) = sketch.part(name) {
                if !kept.is_null() {
                    self.recalled(field, kept);
                    put(name, kept);
                }
                continue;
            }
            let answer = match &field.kind {
                Kind::List { .. } => self.list(field, offered.and_then(|o| o.get(name.as_ref())), &mut Sketch::passing(), &mut |_, _| Ok(()))?,
                _ => self.ask(field, offered.and_then(|o| o.get(name.as_ref())), &[])?,
            };
            let (value, files) = answer.map_or((None, Vec::new()), |(value, files)| (Some(value), files));
            sketch.keep(name, value.as_ref(), &files, fields.keys().next_back() == Some(name))?;
            if let Some(value) = value {
                put(name, &value);
            }
            evidence.extend(files);
        }
        Ok(evidence)
    }

    /// Whether an answer fits, after what was answered before it.
    pub(super) fn accept(&self, field: &Field, given: &Value) -> Result<Accepted, Vec<Problem>> {
        self.desk.view(&self.loaded, |view| view.accept(&self.asking, field, given))
    }

    /// Whether a question inside a record is asked, after what was answered before it.
    fn is_asked(&self, field: &Field) -> bool {
        let inside = self.inside.borrow();
        let parts: Vec<Part> = inside.iter().map(|(fields, answers)| Part { fields, answers }).collect();
        self.desk.view(&self.loaded, |view| view.is_asked_inside(&self.asking, field, &parts))
    }

    /// A file by its path, kept with its SHA-256.
    fn file(&self, offered: Option<&Value>) -> Result<Answer, Leave> {
        loop {
            let typed = self.prompt.read()?;
            match typed.as_str() {
                "" => return Ok(offered.cloned().map(|v| (v, Vec::new()))),
                "-" => return Ok(None),
                _ => {}
            }
            let path = typed.trim_matches(['"', '\'']).replace("\\ ", " ");
            let path = path.strip_prefix("file://").unwrap_or(&path);
            let path = match (path.strip_prefix("~/"), std::env::home_dir()) {
                (Some(rest), Some(home)) => home.join(rest),
                _ => std::path::PathBuf::from(path),
            };
            match attached(self.desk, &path) {
                Ok((value, evidence)) => return Ok(Some((value, vec![evidence]))),
                Err(Failure::Refused(refusal) | Failure::Unable(refusal)) => self.prompt.wrong(&self.prompt.text(&refusal.message)),
                Err(other) => return Err(other.into()),
            }
        }
    }
}
