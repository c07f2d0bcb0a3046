//! A story made from a real run: what people did, with stand-ins for all that they typed freely.

use super::play::{Played, play};
use super::standin::StandIns;
use super::{File, local, names, read, write};
use crate::check::Checked;
use crate::engine::command::Refusal;
use crate::engine::site::Site;
use crate::engine::view::{View, state_word};
use crate::engine::{Answers, Env, Event, Path, Run, RunState, Stamp, Status};
use crate::finding::codes;
use crate::model::field::{Field, Kind};
use crate::model::holidays::Holidays;
use crate::model::moment::zone;
use crate::model::{Name, Named, Outcome};
use crate::msg;
use crate::text::Document;
use crate::words::Lang;
use serde_json::{Map, Value, json};

/// A story that was made.
#[derive(Debug, Clone)]
pub struct Recorded {
    /// The file.
    pub text: String,
    /// The steps that do not stand in it as they stand in the run; empty where the story is the run's.
    pub differs: Vec<String>,
}

/// Makes a story of a run.
///
/// # Errors
/// The run has not begun yet.
pub fn record(checked: &Checked, records: &[(Stamp, Vec<Event>)], settings: &Map<String, Value>) -> Result<Recorded, Refusal> {
    let begun = records.iter().find(|(_, events)| events.iter().any(|e| matches!(e, Event::Begun { .. })));
    let Some((stamp, _)) = begun else { return Err(Refusal::new(codes::ANSWER_MISSING, msg!("run-preparing")).help(msg!("run-preparing.help"))) };
    let day = stamp.at.to_zoned(zone()).date();
    let mut recorder = Recorder {
        checked,
        run: Run::default(),
        stand_ins: StandIns::new(day),
        acts: Vec::new(),
        by: String::new(),
        story: Map::new(),
        early: Vec::new(),
    };
    let words = Lang::parse(&checked.procedure.language).unwrap_or_default().words();
    recorder.story.insert("title".into(), json!(words.say(&msg!("scenario-recorded"))));
    for (stamp, events) in records {
        recorder.record(stamp, events);
    }
    if !recorder.run.holidays.is_usual() {
        recorder.story.insert("holidays".into(), json!(recorder.run.holidays));
    }
    let fields = names::settings(checked);
    let given = settings.iter().filter_map(|(name, value)| Some((name.clone(), recorder.stand_ins.answer(fields.get(name.as_str())?, value))));
    let given: Map<String, Value> = given.collect();
    if !given.is_empty() {
        recorder.story.insert("settings".into(), Value::Object(given));
    }
    if !recorder.acts.is_empty() {
        recorder.story.insert("acts".into(), Value::Array(recorder.acts));
    }
    let mut story = recorder.story;
    let id = checked.procedure.id.as_ref();
    let text = |story: &Map<String, Value>| write::file(id, Map::new(), vec![("enregistre".to_owned(), Value::Object(story.clone()))]);
    let Some(played) = replay(checked, &text(&story)) else { return Ok(Recorded { text: text(&story), differs: Vec::new() }) };
    let mut differs = differing(checked, &recorder.run, &played.run);
    // The state of a run that ended otherwise says more than any of its steps.
    differs.extend((state_word(&recorder.run) != state_word(&played.run)).then(|| state_word(&played.run).to_owned()));
    differs.extend(played.findings.iter().map(|finding| finding.place.path().to_owned()));
    story.insert("expect".into(), expected(checked, &played));
    Ok(Recorded { text: text(&story), differs })
}

/// Plays what was written, as anybody would read it.
fn replay(checked: &Checked, text: &str) -> Option<Played> {
    let (document, _) = Document::read("record", text.as_bytes());
    let File { scenarios, .. } = read::read(document?.root());
    Some(play(checked, scenarios.first()?, &mut super::coverage::Coverage::default()))
}

fn expected(checked: &Checked, played: &Played) -> Value {
    let mut expect = Map::from_iter([("state".to_owned(), json!(state_word(&played.run)))]);
    if played.run.state == RunState::Open {
        let open = states(checked, &played.run).into_iter().filter(|step| step.status == Status::Open && !step.holds).map(|step| step.path);
        expect.insert("open".into(), json!(open.collect::<Vec<_>>()));
    }
    let mails: Vec<String> = played.mails.iter().filter_map(|n| Some(played.run.mails.get(n)?.path.to_string())).collect();
    expect.insert("mails".into(), if mails.is_empty() { json!(super::NONE) } else { json!(mails) });
    Value::Object(expect)
}

/// How a step of a run stands, and where it led.
#[derive(PartialEq)]
struct Stands {
    path: String,
    status: Status,
    holds: bool,
    led: Option<(Vec<Name>, Option<Outcome>)>,
}

fn states(checked: &Checked, run: &Run) -> Vec<Stands> {
    let settings = Map::new();
    let env = Env { run_id: "", now: jiff::Timestamp::UNIX_EPOCH, by: "", settings: &settings, holidays: Holidays::default() };
    let view = View { checked, run, env: &env };
    let stands = |path: Path, holds: bool| Stands {
        path: path.to_string(),
        status: run.status(&path),
        holds,
        led: run.step(&path).map(|step| (step.taken.clone(), step.end)),
    };
    view.steps().into_iter().map(|(path, _, step)| stands(path, step.holds_scope())).collect()
}

fn differing(checked: &Checked, run: &Run, played: &Run) -> Vec<String> {
    let (ours, theirs) = (states(checked, run), states(checked, played));
    let only =
        |one: &[Stands], other: &[Stands]| -> Vec<String> { one.iter().filter(|step| !other.contains(step)).map(|step| step.path.clone()).collect() };
    let mut all = only(&ours, &theirs);
    all.extend(only(&theirs, &ours));
    all.sort();
    all.dedup();
    all
}

struct Recorder<'c> {
    checked: &'c Checked,
    run: Run,
    stand_ins: StandIns,
    acts: Vec<Value>,
    by: String,
    story: Map<String, Value>,
    /// Who was said to play a role and stands in no act yet: before a run has begun a story has none.
    early: Vec<Map<String, Value>>,
}

impl Recorder<'_> {
    /// What a person asked for when these events came of it; and the run after them.
    fn record(&mut self, stamp: &Stamp, events: &[Event]) {
        let deeds = self.deeds(stamp, events);
        let assigned: Vec<_> = events.iter().filter_map(|event| self.assigned(event)).collect();
        events.iter().for_each(|event| self.run.apply(event, stamp));
        self.early.extend(assigned);
        for (stamp, deed) in deeds {
            match deed {
                Deed::Begin(inputs) => {
                    let mut head = self.head(&stamp);
                    self.story.append(&mut head);
                    if !inputs.is_empty() {
                        self.story.insert("inputs".into(), Value::Object(inputs));
                    }
                }
                Deed::Act(what) => self.act(&stamp, what),
            }
        }
        if self.story.contains_key("at") {
            std::mem::take(&mut self.early).into_iter().for_each(|what| self.act(stamp, what));
        }
    }

    /// What was asked for, and in whose name: the first event that is the mark of something, and what was settled together with it.
    fn deeds(&mut self, stamp: &Stamp, events: &[Event]) -> Vec<(Stamp, Deed)> {
        let mut found: Vec<(Stamp, Deed)> = Vec::new();
        let mut together = false;
        for event in events {
            let settles = match event {
                Event::Done { path, .. } => Site::of_step(self.checked, path).is_some_and(|(_, step)| !step.holds_scope()),
                Event::Waived { .. } | Event::MailLeft { .. } => true,
                _ => false,
            };
            let first = found.is_empty();
            if !(first || together && settles) {
                continue;
            }
            let paper = match event {
                Event::Done { paper, .. } | Event::MailLeft { paper, .. } => paper.as_ref(),
                _ => None,
            };
            let Some(deed) = self.deed(event, events) else { continue };
            together = settles;
            found.push((Stamp { by: paper.map_or(&stamp.by, |paper| &paper.by).clone(), ..stamp.clone() }, deed));
        }
        found
    }

    fn act(&mut self, stamp: &Stamp, mut what: Map<String, Value>) {
        let mut act = self.head(stamp);
        act.append(&mut what);
        self.acts.push(Value::Object(act));
    }

    /// When something is done, and by whom where that is somebody else than before.
    fn head(&mut self, stamp: &Stamp) -> Map<String, Value> {
        let by = self.stand_ins.actor(&stamp.by);
        let mut head = Map::from_iter([("at".to_owned(), json!(local(stamp.at)))]);
        if by != self.by {
            head.insert("as".into(), json!(by));
            self.by = by;
        }
        head
    }

    /// Who plays which role from now on; it may be said together with something else.
    fn assigned(&mut self, event: &Event) -> Option<Map<String, Value>> {
        let Event::Assigned { role, person } = event else { return None };
        let person = self.stand_ins.person(person.value());
        Some(Map::from_iter([("assign".to_owned(), json!(role.as_ref())), ("person".to_owned(), person)]))
    }

    /// The deed that this event is the mark of. Remarks, drafts and words of mails change nothing and are left out.
    fn deed(&mut self, event: &Event, all: &[Event]) -> Option<Deed> {
        match event {
            Event::Begun { inputs } => {
                let fields = self.checked.procedure.inputs.clone();
                Some(Deed::Begin(self.answers(&fields, inputs)))
            }
            Event::MailLeft { mail, .. } => {
                let path = self.run.mails.get(mail).filter(|state| state.reminder.is_none())?.path.clone();
                let settled = all.iter().any(|e| matches!(e, Event::Done { path: done, .. } if *done == path));
                // Where the step is settled too, that says it all.
                (!settled).then(|| act("done", &path, Map::new()))
            }
            Event::Done { path, answers, choice, late, channel, on, taken, end, back, .. } => {
                let (_, step) = Site::of_step(self.checked, path)?;
                let mut more = self.set(path, answers);
                if *late {
                    more.insert("choose".into(), json!("late"));
                } else if !choice.is_empty() {
                    more.insert("choose".into(), write::one_or_all(strings(choice)));
                } else if step.holds_scope() {
                    // It settles by itself, unless a person had to name the way: then nothing else happened first.
                    let first = all.first().is_some_and(|first| first == event);
                    let way = taken.first().or(back.as_ref()).map(ToString::to_string).or(end.map(|end| end.word().to_owned()));
                    more.insert("choose".into(), json!(first.then_some(way)??));
                }
                channel.iter().for_each(|channel| drop(more.insert("by".into(), json!(channel))));
                on.iter().for_each(|on| drop(more.insert("on".into(), json!(on.to_string()))));
                Some(act("done", path, more))
            }
            Event::Waived { path, answers, choice, .. } => {
                let mut more = self.set(path, answers);
                if !choice.is_empty() {
                    more.insert("choose".into(), write::one_or_all(strings(choice)));
                }
                more.insert("reason".into(), json!(self.stand_ins.reason()));
                Some(act("waive", path, more))
            }
            Event::Reopened { path, reason: Some(_) } => {
                let reason = json!(self.stand_ins.reason());
                Some(act("reopen", path, Map::from_iter([("reason".to_owned(), reason)])))
            }
            Event::Corrected { path, answers, removed } => {
                let fields = match Site::of_step(self.checked, path) {
                    Some((_, step)) => step.ask.clone(),
                    None => self.checked.procedure.inputs.clone(),
                };
                let mut set = self.answers(&fields, answers);
                set.extend(removed.iter().map(|name| (name.to_string(), Value::Null)));
                let step = if path.is_root() { super::INPUTS.to_owned() } else { path.to_string() };
                let set = ("set".to_owned(), Value::Object(set));
                // What was meant then need not be asked again now.
                Some(Deed::Act(Map::from_iter([("correct".to_owned(), json!(step)), set, ("confirm".to_owned(), json!(true))])))
            }
            Event::ItemAdded { path, field, item } => {
                let list = self.list(path, field)?;
                let Kind::List { fields, .. } = &list.kind else { return None };
                let item = self.stand_ins.record(fields, item.value());
                Some(act("add", &beside(path, field), Map::from_iter([("item".to_owned(), item)])))
            }
            Event::ItemDropped { path, field, number, .. } => {
                let reason = json!(self.stand_ins.reason());
                Some(act("drop", &beside(path, field).item(*number), Map::from_iter([("reason".to_owned(), reason)])))
            }
            Event::Cancelled { .. } => {
                let reason = json!(self.stand_ins.reason());
                Some(Deed::Act(Map::from_iter([("cancel".to_owned(), reason)])))
            }
            Event::MailQueued { .. }
            | Event::MailSent { .. }
            | Event::MailFailed { .. }
            | Event::MailUncertain { .. }
            | Event::MailResolved { .. }
            | Event::MailRecalled { .. }
            | Event::Reminded { .. }
            | Event::Started { .. }
            | Event::Saved { .. }
            | Event::Ticked { .. }
            | Event::Sketched { .. }
            | Event::Opened { .. }
            | Event::Timed { .. }
            | Event::Assigned { .. }
            | Event::Joined { .. }
            | Event::ItemFinished { .. }
            | Event::Passed { .. }
            | Event::LeftOut { .. }
            | Event::StoodDown { .. }
            | Event::Cut { .. }
            | Event::Restored { .. }
            | Event::Reopened { reason: None, .. }
            | Event::PutBack { .. }
            | Event::Reentered { .. }
            | Event::MailReady { .. }
            | Event::Upgraded { .. }
            | Event::Carried { .. }
            | Event::Noted { .. }
            | Event::Erased { .. }
            | Event::Imported { .. }
            | Event::Resumed {}
            | Event::Finished { .. } => None,
        }
    }

    fn list(&self, path: &Path, field: &Name) -> Option<Field> {
        if path.is_root() {
            return self.checked.procedure.inputs.get(field).cloned();
        }
        Site::of_step(self.checked, path)?.1.ask.get(field).cloned()
    }

    fn set(&mut self, path: &Path, answers: &Answers) -> Map<String, Value> {
        let Some((_, step)) = Site::of_step(self.checked, path) else { return Map::new() };
        let fields = step.ask.clone();
        let set = self.answers(&fields, answers);
        if set.is_empty() { Map::new() } else { Map::from_iter([("set".to_owned(), Value::Object(set))]) }
    }

    fn answers(&mut self, fields: &Named<Field>, answers: &Answers) -> Map<String, Value> {
        // In the order in which they are asked.
        fields.iter().filter_map(|(name, field)| Some((name.to_string(), self.stand_ins.answer(field, answers.get(name)?.value())))).collect()
    }
}

/// What a person asked for.
enum Deed {
    Begin(Map<String, Value>),
    Act(Map<String, Value>),
}

fn act(verb: &str, path: &Path, mut more: Map<String, Value>) -> Deed {
    let mut act = Map::from_iter([(verb.to_owned(), json!(path.to_string()))]);
    act.append(&mut more);
    Deed::Act(act)
}

/// A list beside the step that asked for it.
fn beside(path: &Path, field: &Name) -> Path {
    path.split().map_or_else(Path::root, |(scope, _)| scope).step(field)
}

fn strings(names: &[Name]) -> Vec<String> {
    names.iter().map(ToString::to_string).collect()
}
