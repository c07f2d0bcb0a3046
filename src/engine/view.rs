//! How a run stands, for people and programs.

use super::event::{Answers, Stamp};
use super::mail::{self, Letter};
use super::path::Path;
use super::run::{Inner, Run, RunState, StepState};
use super::site::{self, Site};
use super::values::label;
use super::variables::{Reader, titles_of};
use super::{Env, Status};
use crate::check::Checked;
use crate::model::field::{Field, Kind, object_schema};
use crate::model::value;
use crate::model::{Contact, Name, Step, Text, Verb, ids, moment};
use crate::words::{Lang, Words, dates};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;
use serde_json::{Map, Value};

/// A moment as programs read it: local time of France with its offset.
pub fn when(at: Timestamp) -> String {
    at.to_zoned(moment::zone()).strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()
}

/// A step of a run, as programs read it.
#[derive(Debug, Clone, Serialize)]
pub struct StepView {
    /// Its path.
    pub path: String,
    /// Its title.
    pub title: String,
    /// `ahead`, `open`, `done`, `left_out`, `passed` or `waived`.
    pub state: &'static str,
    /// Who does it.
    pub role: Option<String>,
    /// When it opened.
    pub opened: Option<String>,
    /// When it was settled.
    pub settled: Option<String>,
    /// Who settled it.
    pub by: Option<String>,
    /// The day it was really done, where that is not the day it was recorded.
    pub on: Option<Date>,
    /// When that was entered from paper, and by whom, where it was.
    pub entered: Option<EnteredView>,
    /// When it is due.
    pub due: Option<String>,
    /// Which time this is.
    pub round: u32,
    /// What it takes to settle it, where it is open.
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    pub open: Option<OpenView>,
}

/// That something was entered from paper.
#[derive(Debug, Clone, Serialize)]
pub struct EnteredView {
    /// When.
    pub at: String,
    /// By whom.
    pub by: String,
}

impl EnteredView {
    /// As programs read it.
    pub fn of(stamp: &Stamp) -> EnteredView {
        EnteredView { at: when(stamp.at), by: stamp.by.clone() }
    }
}

/// What it takes to settle an open step.
#[derive(Debug, Clone, Serialize)]
pub struct OpenView {
    /// `task`, `email`, `wait`, `email_wait`, `handover`, `section`, `each` or `call`.
    pub verb: &'static str,
    /// The JSON Schema of what `--data` may hold.
    pub answers: Value,
    /// The options.
    pub options: Vec<OptionView>,
    /// Whether several may be chosen.
    pub many: bool,
    /// The channels of a handover.
    pub channels: Vec<&'static str>,
    /// The number of its mail, where one has not left.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mail: Option<u32>,
}

/// One option.
#[derive(Debug, Clone, Serialize)]
pub struct OptionView {
    /// Its name.
    pub id: String,
    /// Its title.
    pub title: String,
}

/// Everything that a person needs to do a step.
#[derive(Debug, Clone)]
pub struct Page<'a> {
    /// Where.
    pub path: Path,
    /// The step as it is written.
    pub step: &'a Step,
    /// Its title.
    pub title: String,
    /// The item it is about, outermost first.
    pub items: Vec<String>,
    /// Who does it: name and title of the role.
    pub role: Option<(String, String)>,
    /// Whether that role lies beyond our reach.
    pub outside: bool,
    /// The instruction.
    pub text: Vec<String>,
    /// Warnings.
    pub attention: Vec<String>,
    /// Side remarks.
    pub notes: Vec<String>,
    /// To tick.
    pub checks: Vec<CheckView>,
    /// What to follow, or not.
    pub documents: Vec<DocumentView>,
    /// Whom to call.
    pub contacts: Vec<String>,
    /// What is awaited, and from whom.
    pub wait: Option<(String, Option<String>)>,
    /// To whom a secret is handed over.
    pub handover: Option<String>,
    /// The mail: its number, its words or why there are none, and whether it has left.
    pub mail: Option<(u32, Result<Letter, super::Refusal>, bool)>,
    /// The options.
    pub options: Vec<OptionView>,
    /// When it is due.
    pub due: Option<Timestamp>,
}

/// Something to tick.
#[derive(Debug, Clone)]
pub struct CheckView {
    /// Which of the step's `checks`, from 1.
    pub number: u32,
    /// What to tick.
    pub text: String,
    /// Whether it was ticked in this round.
    pub ticked: bool,
}

/// A document to follow, or not to follow.
#[derive(Debug, Clone)]
pub struct DocumentView {
    /// Its title.
    pub title: String,
    /// Its address or file.
    pub place: Option<String>,
    /// Which pages.
    pub pages: Option<String>,
    /// Whether to follow them.
    pub follow: bool,
    /// A remark.
    pub note: Option<String>,
}

/// A checked procedure and a run of it, to be looked at.
#[derive(Clone, Copy)]
pub struct View<'a> {
    /// The procedure.
    pub checked: &'a Checked,
    /// The run.
    pub run: &'a Run,
    /// What the run cannot know by itself.
    pub env: &'a Env<'a>,
}

impl<'a> View<'a> {
    /// Whether a step is late: its deadline has gone by, or what it waits for has not come in time.
    pub fn is_late(&self, path: &Path) -> bool {
        let state = self.run.step(path);
        state.and_then(|state| state.due).into_iter().chain(state.and_then(|state| state.late_from)).any(|due| due < self.env.now)
    }

    /// All steps of all scopes that exist, in the order of the printed checklist.
    pub fn steps(&self) -> Vec<(Path, Site<'a>, &'a Step)> {
        let mut found = Vec::new();
        self.collect(&Site::root(self.checked), &mut found);
        found
    }

    fn collect(&self, site: &Site<'a>, found: &mut Vec<(Path, Site<'a>, &'a Step)>) {
        let here = site.here();
        for index in &here.plan.order {
            let Some((name, step)) = here.scope.steps.get_index(*index) else { continue };
            let path = here.path.step(name);
            found.push((path.clone(), site.clone(), step));
            let Some(state) = self.run.step(&path) else { continue };
            // A section or call exists from its opening on; nothing need have happened in it yet.
            let items: Vec<Option<u32>> = match (&state.inner, &step.verb) {
                (Inner::Each(each), _) => each.scopes.keys().map(|n| Some(*n)).collect(),
                (_, Verb::Section(_) | Verb::Call(_)) if matches!(state.status, Status::Open | Status::Done | Status::Waived) => vec![None],
                (Inner::None | Inner::Scope(_), _) => Vec::new(),
            };
            for inside in items.into_iter().filter_map(|item| site.enter(name, item)) {
                self.collect(&inside, found);
            }
        }
    }

    /// The open steps that somebody can settle.
    pub fn open(&self) -> Vec<(Path, Site<'a>, &'a Step)> {
        let mut all = self.steps();
        all.retain(|(path, _, step)| self.run.status(path) == Status::Open && !step.holds_scope());
        all
    }

    fn reader(&self, site: &Site<'a>) -> Reader<'a> {
        Reader::new(self.run, site.clone(), self.env)
    }

    /// A text rendered, or as it is written where that is not possible yet.
    pub fn say(&self, site: &Site<'a>, text: &Text) -> String {
        self.reader(site).text(text).unwrap_or_else(|_| unrendered(&text.source))
    }

    /// The items around a place, by what they are called.
    pub fn items(&self, site: &Site<'a>) -> Vec<String> {
        site.frames
            .iter()
            .filter_map(|frame| Some((frame.path.0.last()?.item?, frame)))
            .map(|(number, frame)| self.item_label(site, frame, number))
            .collect()
    }

    fn item_label(&self, site: &Site<'a>, frame: &site::Frame<'a>, number: u32) -> String {
        let Some(Verb::Each(each)) = frame.holder.map(|s| &s.verb) else { return number.to_string() };
        let outside = Site { frames: site.frames.iter().take_while(|f| f.path.0.len() < frame.path.0.len()).cloned().collect() };
        let members = self
            .run
            .step(&frame.path.without_item())
            .and_then(StepState::each)
            .and_then(|e| e.scopes.get(&number))
            .map(|i| i.items.clone())
            .unwrap_or_default();
        let reader = Reader::new(self.run, outside, self.env);
        let holder = frame.path.without_item();
        let one = |n: u32| reader.called(&holder, each, n).map_or_else(|| n.to_string(), |called| called.name);
        members.into_iter().map(one).collect::<Vec<_>>().join(", ")
    }

    /// A step as programs read it.
    pub fn step(&self, path: &Path, site: &Site<'a>, step: &'a Step) -> StepView {
        let nothing = StepState::default();
        let state = self.run.step(path).unwrap_or(&nothing);
        let status = self.run.status(path);
        StepView {
            path: path.to_string(),
            title: self.say(site, &step.title),
            state: status.word(),
            role: site::role(site, step).map(ToString::to_string),
            opened: state.opened.as_ref().map(|s| when(s.at)),
            settled: state.settled.as_ref().filter(|_| status.is_settled()).map(|s| when(s.at)),
            by: state.settled.as_ref().filter(|_| matches!(status, Status::Done | Status::Waived)).map(|s| s.by.clone()),
            on: state.on.filter(|_| status == Status::Done),
            entered: state.entered.as_ref().filter(|_| status == Status::Done).map(EnteredView::of),
            due: state.due.map(when),
            round: state.round,
            open: (status == Status::Open).then(|| self.open_view(site, step, state)),
        }
    }

    fn open_view(&self, site: &Site<'a>, step: &'a Step, state: &StepState) -> OpenView {
        let mail = state.mail.filter(|n| self.run.mails.get(n).is_some_and(|m| m.left.is_none() && !self.run.is_withdrawn(m)));
        OpenView {
            verb: match &step.verb {
                Verb::Task => "task",
                Verb::Email(_, None) => "email",
                Verb::Email(_, Some(_)) => "email_wait",
                Verb::Wait(_) => "wait",
                Verb::Handover(_) => "handover",
                Verb::Section(_) => "section",
                Verb::Each(_) => "each",
                Verb::Call(_) => "call",
            },
            answers: object_schema(&step.ask),
            options: self.options(site, step),
            many: step.choose().is_some_and(|c| c.many),
            channels: match &step.verb {
                Verb::Handover(handover) => handover.by.iter().map(|c| c.word()).collect(),
                _ => Vec::new(),
            },
            mail,
        }
    }

    /// The options that may be offered, whatever is answered beside them; a wait that may be late has one more once its time has run out.
    pub fn options(&self, site: &Site<'a>, step: &'a Step) -> Vec<OptionView> {
        self.options_of(site, step, &self.reader(site))
    }

    /// The options that are offered with these answers to the step's own questions.
    pub fn options_with(&self, site: &Site<'a>, step: &Step, answers: &Answers) -> Vec<OptionView> {
        self.options_of(site, step, &self.reader(site).with_own(answers, &[], step))
    }

    fn options_of(&self, site: &Site<'a>, step: &Step, reader: &Reader) -> Vec<OptionView> {
        let offered = step.choose().into_iter().flat_map(|c| &c.options).filter(|(_, option)| reader.offers(option));
        let mut options: Vec<OptionView> = offered.map(|(name, o)| OptionView { id: name.to_string(), title: self.say(site, &o.title) }).collect();
        let late_from = self.run.step(&site.here().path.step(&step.name)).and_then(|s| s.late_from);
        if step.wait().is_some_and(|w| w.late.is_some()) && late_from.is_some_and(|from| from <= self.env.now) {
            let lang = Lang::parse(&self.checked.procedure.language).unwrap_or_default();
            options.push(OptionView { id: "late".into(), title: lang.words().say(&crate::msg!("option-late")) });
        }
        options
    }

    /// Everything that a person needs to do a step.
    pub fn page(&self, path: &Path) -> Option<Page<'a>> {
        let (site, step) = Site::of_step(self.checked, path)?;
        let reader = self.reader(&site);
        let asked = |r: &crate::model::Remark| r.when.as_ref().is_none_or(|e| reader.holds(e).unwrap_or(true));
        let remarks =
            |remarks: &'a [crate::model::Remark]| -> Vec<String> { remarks.iter().filter(|r| asked(r)).map(|r| self.say(&site, &r.say)).collect() };
        let procedure = &site.here().checked.procedure;
        let role = site::role(&site, step);
        let who = |text: &Text| match procedure.roles.get(text.source.trim()) {
            Some(role) => {
                let name = reader.role(text.source.trim()).get_attr("name").ok().and_then(|v| v.as_str().map(str::to_owned));
                name.unwrap_or_else(|| self.say(&site, &role.title))
            }
            None => self.say(&site, text),
        };
        let state = self.run.step(path);
        let mail = state.and_then(|s| s.mail).map(|number| {
            let left = self.run.mails.get(&number).is_some_and(|m| m.left.is_some());
            (number, mail::letter(self.checked, self.run, number, self.env), left)
        });
        let ticked = |number: &u32| state.is_some_and(|s| s.ticked.contains(number));
        let checks = (1..).zip(&step.checks).filter(|(_, check)| asked(check));
        let checks = checks.map(|(number, check)| CheckView { number, text: self.say(&site, &check.say), ticked: ticked(&number) }).collect();
        let mut contacts: Vec<String> = Vec::new();
        let first = step.contacts.iter().filter_map(|r| procedure.contacts.get(&r.name));
        for contact in first.chain(procedure.contacts.iter().filter(|(n, _)| !step.contacts.iter().any(|r| r.name == **n)).map(|(_, c)| c)) {
            contacts.push(self.contact(&site, contact));
        }
        Some(Page {
            path: path.clone(),
            step,
            title: self.say(&site, &step.title),
            items: self.items(&site),
            role: role.map(|r| (r.to_string(), procedure.roles.get(r).map(|d| self.say(&site, &d.title)).unwrap_or_default())),
            outside: role.and_then(|r| procedure.roles.get(r)).is_some_and(|r| r.outside),
            text: remarks(&step.text),
            attention: remarks(&step.attention),
            notes: remarks(&step.note),
            checks,
            documents: step
                .documents
                .iter()
                .filter_map(|used| {
                    let document = procedure.documents.get(&used.document.name)?;
                    let note = used.note.as_ref().or(document.note.as_ref()).map(|t| self.say(&site, t));
                    let place = document.url.as_ref().map(|u| self.say(&site, u)).or_else(|| document.file.clone());
                    Some(DocumentView { title: self.say(&site, &document.title), place, pages: used.pages.clone(), follow: used.follow, note })
                })
                .collect(),
            contacts,
            wait: step.wait().map(|w| (self.say(&site, &w.what), w.from.as_ref().map(who))),
            handover: match &step.verb {
                Verb::Handover(handover) => Some(who(&handover.to)),
                _ => None,
            },
            mail,
            options: self.options(&site, step),
            due: state.and_then(|s| s.due),
        })
    }

    fn contact(&self, site: &Site<'a>, contact: &Contact) -> String {
        let parts = [&contact.phone, &contact.email, &contact.url, &contact.hours];
        let details: Vec<String> = parts.into_iter().flatten().map(|t| self.say(site, t)).collect();
        format!("{}\u{a0}: {}", self.say(site, &contact.title), details.join(", "))
    }

    /// The questions of a step that are asked, given what was answered so far.
    pub fn asked(&self, path: &Path, answers: &super::Answers) -> Vec<&'a Field> {
        let Some((site, step)) = Site::of_step(self.checked, path) else { return Vec::new() };
        let reader = self.reader(&site).with_own(answers, &[], step);
        step.ask.values().filter(|f| f.when.as_ref().is_none_or(|e| reader.holds(e).unwrap_or(true))).collect()
    }

    /// The answers of a step as people read them.
    pub fn answers(&self, path: &Path, words: &Words, personal: bool) -> Vec<(String, String)> {
        let Some((site, step)) = Site::of_step(self.checked, path) else { return Vec::new() };
        let Some(state) = self.run.step(path) else { return Vec::new() };
        let mut shown: Vec<(String, String)> = Vec::new();
        for (name, datum) in &state.answers {
            let Some(field) = step.ask.get(name) else { continue };
            let hidden = field.is_personal() && !personal;
            shown.push((field.title.clone(), if hidden { "•••".into() } else { show(field, datum.value(), words) }));
        }
        for name in &state.choice {
            let title = step.choose().and_then(|c| c.options.get(name)).map_or_else(|| name.to_string(), |o| self.say(&site, &o.title));
            shown.push((String::new(), title));
        }
        shown
    }

    /// The data of the outermost scope, for programs: what was asked and chosen, personal data only on demand.
    pub fn data(&self, personal: bool) -> Map<String, Value> {
        let mut data = Map::new();
        let mut put = |name: &Name, field: &Field, value: &Value| {
            if !matches!(field.kind, Kind::Secret) && (personal || !field.is_personal()) {
                data.insert(name.to_string(), value.clone());
            }
        };
        for (name, datum) in self.run.inputs.iter().chain(&self.run.draft) {
            if let Some(field) = self.checked.procedure.inputs.get(name) {
                put(name, field, datum.value());
            }
        }
        for step in self.checked.procedure.scope.steps.values() {
            let Some(state) = self.run.root.get(&step.name).filter(|s| s.status.has_ways()) else { continue };
            for (name, datum) in &state.answers {
                if let Some(field) = step.ask.get(name) {
                    put(name, field, datum.value());
                }
            }
        }
        for step in self.checked.procedure.scope.steps.values() {
            let Some(state) = self.run.root.get(&step.name).filter(|s| !s.choice.is_empty()) else { continue };
            let many = step.choose().is_some_and(|c| c.many);
            let value = if many { serde_json::json!(state.choice) } else { serde_json::json!(state.choice[0]) };
            data.insert(step.name.to_string(), value);
        }
        data
    }
}

/// The word of a run's state, for programs.
pub fn state_word(run: &Run) -> &'static str {
    match &run.state {
        RunState::Preparing | RunState::Open => "open",
        RunState::Finished(outcome) => outcome.word(),
        RunState::Cancelled(_) => "cancelled",
    }
}

/// A kept answer as people read it.
pub fn show(field: &Field, value: &Value, words: &Words) -> String {
    let text = |v: &Value| value::show_plain(v);
    if value.is_null() {
        return words.say(&crate::msg!("erased"));
    }
    match &field.kind {
        Kind::Boolean => words.say(&if value == &Value::Bool(true) { crate::msg!("yes") } else { crate::msg!("no") }),
        Kind::Phone { .. } | Kind::Siret | Kind::Siren | Kind::Finess | Kind::Rpps => ids::grouped(&text(value)),
        Kind::Date => text(value).parse().map_or_else(|_| text(value), dates::short_day),
        Kind::Time => text(value).parse().map_or_else(|_| text(value), |time| dates::time(time, words.lang())),
        Kind::Datetime => text(value).parse().map_or_else(|_| text(value), |at| dates::moment(at, words.lang())),
        Kind::Option(options) | Kind::Options(options) => titles_of(options, value),
        Kind::Secret => match value.get("where").and_then(Value::as_str) {
            Some(place) => words.say(&crate::msg!("secret-noted-where", place = place)),
            None => words.say(&crate::msg!("secret-noted")),
        },
        Kind::File if value.get("seen").is_some() => words.say(&crate::msg!("file-seen")),
        Kind::List { fields, .. } => {
            let item = |item: &Value| if item.is_null() { words.say(&crate::msg!("erased")) } else { label(fields, item) };
            value.as_array().map(|list| list.iter().map(item).collect::<Vec<_>>().join(", ")).unwrap_or_default()
        }
        Kind::Record(fields) => {
            let parts = fields.values().filter_map(|f| Some(format!("{}\u{a0}: {}", f.title, show(f, value.get(f.name.as_ref())?, words))));
            parts.collect::<Vec<_>>().join(" ; ")
        }
        Kind::Person => {
            let part = |name: &str| value.get(name).and_then(Value::as_str).map(str::to_owned);
            let parts = [part("name"), part("email"), part("phone").map(|phone| ids::grouped(&phone))];
            parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
        }
        Kind::Text | Kind::Paragraph | Kind::Integer | Kind::Decimal | Kind::Email | Kind::Url | Kind::Item(_) | Kind::File => text(value),
    }
}

/// A template whose variables are not known yet, with a mark where they will stand.
fn unrendered(source: &str) -> String {
    let mut text = String::new();
    let mut rest = source;
    while let Some(open) = rest.find("{{").into_iter().chain(rest.find("{%")).min() {
        text.push_str(&rest[..open]);
        let close = if rest[open..].starts_with("{{") { "}}" } else { "%}" };
        if close == "}}" {
            text.push('…');
        }
        rest = rest[open..].find(close).map_or("", |at| &rest[open + at + 2..]);
    }
    text + rest
}
