//! What an expression or text can read at a place of a run.
//!
//! Only the names that it uses are looked up, and only what is settled can be read: everything else is undefined.

use super::Env;
use super::event::Answers;
use super::path::Path;
use super::run::{Inner, Run, Status};
use super::site::{Frame, Site};
use super::values;
use crate::check::graph::{Set, What};
use crate::model::field::{Field, Kind};
use crate::model::moment::zone;
use crate::model::{Choice, Each, Expr, MAX_COMPUTED_DEPTH, Name, Named, Scope, Step, Text, Verb};
use crate::template::{self, Failure, Locale, Value};
use crate::words::Lang;
use serde_json::{Map, Value as Json};
use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;

/// Computed values that this reader, or one it made, has computed: by the scope of their procedure and name, and whether they could read the
/// answers being given and lists that are still open.
pub(super) type Known = Rc<RefCell<HashMap<(Path, String, usize, bool), Option<Value>>>>;

/// Answers that are being given here and now.
#[derive(Clone, Copy)]
pub struct Own<'a> {
    /// The questions: what is not answered of them is undefined, whatever that name means further out.
    pub fields: &'a Named<Field>,
    /// The answers.
    pub given: Given<'a>,
    /// The options chosen at a step.
    pub chosen: Option<(&'a [Name], &'a Step)>,
}

/// The answers to several questions.
#[derive(Clone, Copy)]
pub enum Given<'a> {
    /// Of a step, or of the start.
    Answers(&'a Answers),
    /// Of one record or item.
    Record(&'a Map<String, Json>),
}

impl<'a> Given<'a> {
    fn get(self, name: &str) -> Option<&'a Json> {
        match self {
            Given::Answers(answers) => answers.get(name).map(super::Datum::value),
            Given::Record(record) => record.get(name),
        }
    }
}

/// A place of a run from which one reads.
#[derive(Clone)]
pub struct Reader<'a> {
    /// The run.
    pub run: &'a Run,
    /// The scope.
    pub site: Site<'a>,
    /// What the run cannot know by itself.
    pub env: &'a Env<'a>,
    /// Answers that are being given here and now, the innermost last.
    pub own: Vec<Own<'a>>,
    /// The step that is being settled: what became of it counts as it is so far.
    pub settling: Option<&'a Path>,
    pub(super) depth: usize,
    pub(super) known: Known,
}

impl<'a> Reader<'a> {
    /// A reader at a scope.
    pub fn new(run: &'a Run, site: Site<'a>, env: &'a Env<'a>) -> Self {
        Reader { run, site, env, own: Vec::new(), settling: None, depth: 0, known: Known::default() }
    }

    /// With the answers that are being given to this step.
    pub fn with_own(self, answers: &'a Answers, choice: &'a [Name], step: &'a Step) -> Self {
        self.with(Own { fields: &step.ask, given: Given::Answers(answers), chosen: Some((choice, step)) })
    }

    /// With answers that are being given: they are read before all else.
    pub fn with(mut self, own: Own<'a>) -> Self {
        self.own.push(own);
        self.known = Known::default();
        self
    }

    /// Whether an option can be chosen; one whose condition cannot be computed can.
    pub fn offers(&self, option: &Choice) -> bool {
        option.when.as_ref().is_none_or(|when| self.holds(when).unwrap_or(true))
    }

    /// The language of the procedure's texts.
    pub fn lang(&self) -> Lang {
        Lang::parse(&self.site.frames[0].checked.procedure.language).unwrap_or_default()
    }

    fn locale(&self) -> Locale {
        Locale { lang: self.lang(), holidays: self.run.holidays }
    }

    /// The value of an expression.
    ///
    /// # Errors
    /// It cannot be computed here.
    pub fn value(&self, expr: &Expr) -> Result<Value, Failure> {
        let source = &expr.source;
        // The commonest expression of all is a bare name.
        if let Some(value) = is_name(source).then(|| self.lookup(source)).flatten() {
            return Ok(value);
        }
        let uses = template::parse_expression(source)?;
        template::evaluate(source, &self.context(&uses), self.locale())
    }

    /// Whether an expression holds.
    ///
    /// # Errors
    /// It cannot be computed here.
    pub fn holds(&self, expr: &Expr) -> Result<bool, Failure> {
        self.value(expr).map(|value| value.is_true())
    }

    /// The text of a template.
    ///
    /// # Errors
    /// It cannot be rendered here.
    pub fn text(&self, text: &Text) -> Result<String, Failure> {
        self.render(&text.source)
    }

    fn render(&self, source: &str) -> Result<String, Failure> {
        if !source.contains('{') {
            return Ok(source.to_owned());
        }
        let uses = template::parse(source)?;
        template::render(source, &self.context(&uses), self.locale())
    }

    fn context(&self, parsed: &template::Parsed) -> Value {
        let mut names: Vec<&str> = parsed.uses.iter().map(template::Use::root).collect();
        names.sort_unstable();
        names.dedup();
        names.into_iter().filter_map(|name| Some((name.to_owned(), self.lookup(name)?))).collect::<BTreeMap<String, Value>>().into()
    }

    /// The value of a name here.
    pub fn lookup(&self, name: &str) -> Option<Value> {
        for own in self.own.iter().rev() {
            if let Some(field) = own.fields.get(name) {
                return self.field(field, own.given.get(name)?, None);
            }
            if let Some((choice, step)) = own.chosen.filter(|(choice, step)| name == step.name.as_ref() && !choice.is_empty()) {
                return Some(self.chosen(step, choice));
            }
        }
        for frame in self.site.same_procedure() {
            if let Some(Verb::Each(each)) = frame.holder.filter(|_| !frame.outermost).map(|s| &s.verb)
                && each.item.as_deref() == Some(name)
            {
                return self.items_here(frame, each);
            }
            if let Some(set) = frame.plan.names.get(name) {
                return self.set(frame, name, set);
            }
        }
        self.head(name)
    }

    /// The value of a name that some step of a scope sets.
    fn set(&self, frame: &Frame<'a>, name: &str, set: &Set) -> Option<Value> {
        for by in &set.by {
            let Some((path, step)) = resolve(frame, by) else { continue };
            let Some(state) = self.run.step(&path) else { continue };
            let status = self.run.status(&path);
            let settles = matches!(status, Status::Done | Status::Waived) || self.settling == Some(&path);
            let found = match set.what {
                What::Field if matches!(status, Status::Done | Status::Waived) && !state.late => {
                    let field = step.ask.get(name)?;
                    let dropped = self.run.dropped(&path, &field.name);
                    state.answers.get(name).and_then(|datum| self.field(field, datum.value(), dropped))
                }
                What::Choice if status.has_ways() && !state.late && !state.choice.is_empty() => Some(self.chosen(step, &state.choice)),
                What::Each if settles => self.each_result(frame, by, step),
                What::Call if settles => self.call_result(frame, by, step),
                What::Field | What::Choice | What::Each | What::Call => None,
            };
            if found.is_some() {
                return found;
            }
        }
        None
    }

    /// Names that belong to the procedure: inputs, computed values, and what every template knows.
    fn head(&self, name: &str) -> Option<Value> {
        let site = self.site.procedure();
        let procedure = &site.here().checked.procedure;
        if let Some(field) = procedure.inputs.get(name) {
            return match site.caller() {
                None => self.run.inputs.get(name).and_then(|datum| self.field(field, datum.value(), self.run.dropped(&Path::root(), &field.name))),
                Some(_) => {
                    let given = self.run.step(&site.here().path.without_item()).and_then(|s| s.with.get(name));
                    given.map(|d| d.value()).or(field.default.as_ref()).and_then(|value| self.field(field, value, None))
                }
            };
        }
        if let Some(expr) = procedure.computed.get(name) {
            if self.depth > MAX_COMPUTED_DEPTH {
                return None;
            }
            let key = (site.here().path.clone(), name.to_owned(), self.own.len(), self.settling.is_some());
            if let Some(known) = self.known.borrow().get(&key) {
                return known.clone();
            }
            let value = Reader { site, depth: self.depth + 1, ..self.clone() }.value(expr).ok();
            self.known.borrow_mut().insert(key, value.clone());
            return value;
        }
        match name {
            "settings" => Some(self.settings(&procedure.settings)),
            "documents" => {
                let document = |d: &crate::model::Document| {
                    let title = self.render(&d.title.source).unwrap_or_default();
                    let mut parts = BTreeMap::from([("title".to_owned(), Value::from(title.as_str()))]);
                    parts.extend(d.url.as_ref().and_then(|u| self.render(&u.source).ok()).map(|u| ("url".to_owned(), u.into())));
                    parts.extend(d.file.as_ref().map(|f| ("file".to_owned(), f.into())));
                    parts.extend(d.note.as_ref().and_then(|n| self.render(&n.source).ok()).map(|n| ("note".to_owned(), n.into())));
                    template::parts(parts, Some(&title))
                };
                Some(procedure.documents.iter().map(|(name, d)| (name.to_string(), document(d))).collect::<BTreeMap<_, _>>().into())
            }
            "contacts" => {
                let contact = |c: &crate::model::Contact| {
                    let texts = [
                        ("title", Some(&c.title)),
                        ("phone", c.phone.as_ref()),
                        ("email", c.email.as_ref()),
                        ("url", c.url.as_ref()),
                        ("hours", c.hours.as_ref()),
                    ];
                    let parts: BTreeMap<String, Value> =
                        texts.into_iter().filter_map(|(part, text)| Some((part.to_owned(), self.render(&text?.source).ok()?.into()))).collect();
                    let title = parts.get("title").map(ToString::to_string);
                    template::parts(parts, title.as_deref())
                };
                Some(procedure.contacts.iter().map(|(name, c)| (name.to_string(), contact(c))).collect::<BTreeMap<_, _>>().into())
            }
            "roles" => Some(procedure.roles.keys().map(|name| (name.to_string(), self.role(name))).collect::<BTreeMap<_, _>>().into()),
            "run" => {
                let started = self.run.started.as_ref().map_or(self.env.now, |s| s.at).to_zoned(zone()).date().to_string();
                let parts = [("id", self.env.run_id.into()), ("started", template::day(&started, self.lang())), ("operator", self.env.by.into())];
                Some(template::parts(parts.into_iter().map(|(part, value): (_, Value)| (part.to_owned(), value)).collect(), Some(self.env.run_id)))
            }
            "today" => Some(template::day(&self.env.today().to_string(), self.lang())),
            "titles" => Some(self.titles()),
            _ => None,
        }
    }

    fn settings(&self, fields: &Named<Field>) -> Value {
        let known = fields.values().filter_map(|field| {
            let value = self.env.settings.get(field.name.as_ref()).or(field.default.as_ref())?;
            Some((field.name.to_string(), self.field(field, value, None)?))
        });
        known.collect::<BTreeMap<_, _>>().into()
    }

    /// The titles of what was chosen so far, by field or step.
    fn titles(&self) -> Value {
        let mut titles: BTreeMap<String, Value> = BTreeMap::new();
        for frame in self.site.same_procedure() {
            for (name, set) in &frame.plan.names {
                for (path, step) in set.by.iter().filter_map(|by| resolve(frame, by)) {
                    let Some(state) = self.run.step(&path).filter(|s| s.status.has_ways()) else { continue };
                    let title = match (set.what, step.choose(), step.ask.get(name).map(|f| &f.kind)) {
                        (What::Choice, Some(choose), _) => {
                            let title = |option: &Name| Some(self.title(choose.options.get(option)?));
                            Some(match (choose.many, state.choice.as_slice()) {
                                (_, []) => continue,
                                (false, [one, ..]) => title(one).map(Value::from).unwrap_or_default(),
                                (true, several) => several.iter().filter_map(title).map(Value::from).collect::<Vec<_>>().into(),
                            })
                        }
                        (What::Field, _, Some(kind)) => state.answers.get(name).and_then(|datum| values::titles(kind, datum.value())),
                        _ => None,
                    };
                    if let Some(title) = title {
                        titles.entry(name.to_string()).or_insert(title);
                    }
                }
            }
        }
        for field in self.site.procedure().here().checked.procedure.inputs.values() {
            if let Some(title) = self.run.inputs.get(&field.name).and_then(|datum| values::titles(&field.kind, datum.value())) {
                titles.entry(field.name.to_string()).or_insert(title);
            }
        }
        titles.into()
    }

    /// What was chosen at a step: the option, or a list of them.
    fn chosen(&self, step: &Step, choice: &[Name]) -> Value {
        let Some(choose) = step.choose() else { return Value::UNDEFINED };
        let one = |name: &Name| {
            // `late` is an option of every wait that has such an exit; it has no title.
            let title = choose.options.get(name).map_or_else(|| name.to_string(), |option| self.title(option));
            template::chosen(name, &title)
        };
        if choose.many { choice.iter().map(one).collect::<Vec<_>>().into() } else { choice.first().map_or(Value::UNDEFINED, one) }
    }

    /// The title of an option, which may be a template; as it is written where that cannot be rendered.
    fn title(&self, option: &Choice) -> String {
        if self.depth > MAX_COMPUTED_DEPTH {
            return option.title.source.to_string();
        }
        let reader = Reader { depth: self.depth + 1, ..self.clone() };
        reader.render(&option.title.source).unwrap_or_else(|_| option.title.source.to_string())
    }

    /// The fields of a list's items and the items themselves, where the list is one that was asked for.
    pub(super) fn list(&self, frame: &Frame<'a>, list: &str) -> Option<(&'a Named<Field>, &'a Vec<Json>)> {
        let (field, path) = list_field(
            self.run,
            &Site { frames: self.site.frames.iter().take_while(|f| f.path.0.len() < frame.path.0.len()).cloned().collect() },
            list,
        )?;
        Some((field.kind.fields()?, self.run.list(&path, &field.name)?))
    }

    pub(super) fn group(&self, frame: &Frame<'a>, number: u32) -> Option<&'a Vec<u32>> {
        match &self.run.step(&frame.path.without_item())?.inner {
            Inner::Each(each) => each.scopes.get(&number).map(|item| &item.items),
            Inner::None | Inner::Scope(_) => None,
        }
    }

    /// What `as` names inside an `each`: the item, or with `chunk` the group.
    fn items_here(&self, frame: &Frame<'a>, each: &Each) -> Option<Value> {
        let number = frame.path.0.last()?.item?;
        let outside = Site { frames: self.site.frames.iter().take_while(|f| f.path.0.len() < frame.path.0.len()).cloned().collect() };
        let reader = Reader { site: outside, own: Vec::new(), ..self.clone() };
        let group = self.group(frame, number)?;
        let items: Vec<Value> = group.iter().filter_map(|n| reader.item(&frame.path.without_item(), each, *n)).collect();
        if each.chunk.is_some() { Some(items.into()) } else { items.into_iter().next() }
    }

    /// An item that was taken out of a list, as it reads there, with the answers that were given for it since.
    fn taken(&self, item: &Json) -> Value {
        let Some((parts, (field, record))) = item.as_object().and_then(|parts| Some((parts, self.origin(parts)?))) else {
            return template::value(item);
        };
        let Some(fields) = field.kind.fields() else { return template::value(item) };
        let since = parts.iter().filter(|(name, _)| !fields.contains_key(name.as_str()));
        template::with_parts(&self.record(fields, record), since.map(|(name, value)| (name.clone(), template::value(value))).collect())
    }

    /// One item of an `each`, read from outside it.
    pub fn item(&self, holder: &Path, each: &Each, number: u32) -> Option<Value> {
        if let Some(snapshot) = self.run.step(holder).and_then(|s| s.list.as_ref()) {
            return snapshot.value().as_array()?.get(number as usize - 1).map(|item| self.taken(item));
        }
        let (field, path) = list_field(self.run, &self.site, each.list.source.trim())?;
        let record = self.run.list(&path, &field.name)?.get(number as usize - 1)?;
        match field.kind.fields() {
            Some(fields) => Some(self.record(fields, record)),
            None => Some(template::value(record)),
        }
    }
}

fn is_name(source: &str) -> bool {
    source.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_') && !matches!(source, "true" | "false" | "none")
}

/// The titles of chosen options.
pub fn titles_of(options: &Named<String>, value: &Json) -> String {
    let one = |v: &Json| v.as_str().map(|k| options.get(k).map_or(k, String::as_str).to_owned());
    match value {
        Json::Array(list) => list.iter().filter_map(one).collect::<Vec<_>>().join(", "),
        value => one(value).unwrap_or_default(),
    }
}

/// A step by its path through sections, from a scope.
pub(super) fn resolve<'a>(frame: &Frame<'a>, by: &[Name]) -> Option<(Path, &'a Step)> {
    let (last, sections) = by.split_last()?;
    let mut scope: &Scope = frame.scope;
    let mut path = frame.path.clone();
    for name in sections {
        scope = scope.steps.get(name)?.inner()?;
        path = path.step(name);
    }
    Some((path.step(last), scope.steps.get(last)?))
}

/// The field of a list that was asked for, and the step that asked: the root for an input.
pub fn list_field<'a>(run: &Run, site: &Site<'a>, list: &str) -> Option<(&'a Field, Path)> {
    for frame in site.same_procedure() {
        let Some(set) = frame.plan.names.get(list).filter(|s| s.what == What::Field) else { continue };
        let asked: Vec<_> = set.by.iter().filter_map(|by| resolve(frame, by)).collect();
        let (path, step) = asked.iter().find(|(path, _)| run.status(path).has_ways()).or_else(|| asked.first())?;
        return Some((step.ask.get(list)?, path.clone())).filter(|(f, _)| matches!(f.kind, Kind::List { .. }));
    }
    let procedure = site.procedure();
    let field = procedure.here().checked.procedure.inputs.get(list).filter(|f| matches!(f.kind, Kind::List { .. }))?;
    procedure.caller().is_none().then_some((field, Path::root()))
}
