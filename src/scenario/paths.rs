//! Every end of a procedure with the answers that lead there, found by playing all of them.
//!
//! Branching is over what decides: options, `late`, answers of a closed kind that a condition reads, whether an optional one is given, a standby step that
//! happens or not. All else gets one plausible answer. Items of a list are alike: one is played, and none where that is allowed. An answer that makes no
//! difference to what follows is left out of the table. Rework (`back`) ends a row: it begins anew with the same choices.

mod answers;

use super::write;
use crate::check::Checked;
use crate::engine::command::Done;
use crate::engine::site::Site;
use crate::engine::view::{View, state_word};
use crate::engine::{self, Answers, Command, Datum, Env, Event, Path, Run, RunState, Status};
use crate::model::holidays::Holidays;
use crate::model::moment::zone;
use crate::model::{Outcome, Step, Verb};
use answers::Trials;
use jiff::{Timestamp, ToSpan};
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

/// How many ends are played at most where nothing is said.
pub const LIMIT: usize = 2_000;
pub(super) const RUN: &str = "00000000-0000-7000-8000-000000000000";
pub(super) const BY: &str = super::SOMEBODY;

/// Every end with what leads to it.
#[derive(Debug, Clone, Default)]
pub struct Table {
    /// The rows, in the order of the procedure's own options.
    pub rows: Vec<Row>,
    /// How many ways to an end were played.
    pub played: usize,
    /// There are more than were played.
    pub bounded: bool,
    /// What conditions read that was answered in one way only.
    pub free: BTreeSet<String>,
    /// Steps at which answers that were tried were refused.
    pub stuck: BTreeSet<String>,
}

/// One end.
#[derive(Debug, Clone)]
pub struct Row {
    /// What was answered where it makes a difference: `chacun[1].accord`, `oui`.
    pub answers: Vec<(String, String)>,
    /// The steps that end the run, with their outcome; or where it goes back.
    pub ends: Vec<End>,
    /// How the run ends.
    pub state: String,
    /// The story: its inputs and acts.
    told: Told,
}

/// Where a row ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum End {
    /// An end of the outermost scope: the step and its outcome.
    Reached(String, Outcome),
    /// Rework: from which step, to which.
    Back(String, String),
}

/// A story as it was played.
#[derive(Debug, Clone, Default)]
pub(super) struct Told {
    /// What was answered at the start.
    pub inputs: Map<String, Value>,
    /// What was done.
    pub acts: Vec<Value>,
    /// How the run stood then.
    pub state: String,
    /// How the steps stood that matter.
    pub stand: Map<String, Value>,
}

impl Row {
    /// Whether two rows say the same.
    fn same(&self, other: &Row) -> bool {
        self.answers == other.answers && self.ends == other.ends && self.state == other.state
    }
}

/// Plays a procedure to all its ends, at most so many. It begins at this moment.
pub fn paths(checked: &Checked, settings: &Map<String, Value>, at: Timestamp, limit: usize) -> Table {
    let mut walker = Walker::new(checked, settings, at, limit);
    let inputs = walker.trials.fields(&checked.procedure.inputs, checked, &|_| true);
    let children = inputs
        .into_iter()
        .map(|filled| {
            let told = Told { inputs: filled.values.clone(), ..Told::default() };
            let env = env(settings, at);
            let rows = match engine::start(checked, &filled.values, false, true, &env) {
                Ok((run, _)) => walker.walk(&run, at, &told, &BTreeSet::new()),
                Err(_) => {
                    walker.table.stuck.insert(checked.procedure.id.to_string());
                    Vec::new()
                }
            };
            (filled.decided, rows)
        })
        .collect();
    let rows = walker.rows(children);
    let free = walker.trials.free(checked);
    Table { rows, free, ..walker.table }
}

/// The rows as a file of scenarios that play green.
pub fn file(checked: &Checked, table: &Table, at: Timestamp) -> String {
    let head = Map::from_iter([("at".to_owned(), json!(super::local(at)))]);
    let scenario = |(n, row): (usize, &Row)| {
        let title = row.answers.iter().map(|(step, answer)| format!("{step} = {answer}")).collect::<Vec<_>>().join(", ");
        let title = if title.is_empty() { checked.procedure.id.to_string() } else { title };
        let mut story = Map::from_iter([("title".to_owned(), json!(title))]);
        if !row.told.inputs.is_empty() {
            story.insert("inputs".into(), Value::Object(row.told.inputs.clone()));
        }
        story.insert("acts".into(), json!(row.told.acts));
        story.insert("expect".into(), json!({"state": row.state}));
        (format!("chemin_{}", n + 1), Value::Object(story))
    };
    write::file(&checked.procedure.id, head, table.rows.iter().enumerate().map(scenario).collect())
}

/// What was decided along a way that opened here, and the rows behind it.
type Child = (Vec<(String, String)>, Vec<Row>);

/// The rows of several ways. What follows whatever is decided is said once, without that decision: nothing is said that was not played. Of several decisions at
/// once each is looked at by itself, the last first.
fn merge(children: Vec<Child>) -> Vec<Row> {
    let depth = children.iter().map(|(decided, _)| decided.len()).max().unwrap_or(0);
    let mut children = children;
    for level in (0..depth).rev() {
        children = hoist(children, level);
    }
    children.into_iter().flat_map(prefixed).collect()
}

/// The rows of a way, with what was decided at its beginning.
fn prefixed((decided, rows): Child) -> Vec<Row> {
    rows.into_iter().map(|row| Row { answers: decided.iter().cloned().chain(row.answers.clone()).collect(), ..row }).collect()
}

/// Takes out what all answers to one decision have in common.
fn hoist(children: Vec<Child>, level: usize) -> Vec<Child> {
    let decision = |child: &Child| child.0.get(level).cloned();
    let around = |child: &Child| (child.0[..level].to_vec(), child.0[level + 1..].to_vec());
    let mut groups: Vec<Vec<Child>> = Vec::new();
    let (able, mut done): (Vec<Child>, Vec<Child>) = children.into_iter().partition(|child| decision(child).is_some());
    // All answers there are to a decision, behind the same earlier ones.
    let answers = |head: &[(String, String)], name: &str| -> usize {
        let same = able.iter().filter(|c| c.0[..level] == *head).filter_map(decision).filter(|(step, _)| step == name);
        same.map(|(_, answer)| answer).collect::<BTreeSet<String>>().len()
    };
    let counts: Vec<usize> = able.iter().map(|child| answers(&child.0[..level], &child.0[level].0)).collect();
    let mut wanted = Vec::new();
    for (child, count) in able.into_iter().zip(counts) {
        let name = child.0[level].0.clone();
        match groups.iter_mut().find(|group| around(&group[0]) == around(&child) && group[0].0[level].0 == name) {
            Some(group) => group.push(child),
            None => {
                groups.push(vec![child]);
                wanted.push(count);
            }
        }
    }
    for (mut group, wanted) in groups.into_iter().zip(wanted) {
        if group.len() < 2 || group.len() < wanted {
            done.append(&mut group);
            continue;
        }
        let in_all = |row: &Row| group.iter().all(|(_, rows)| rows.iter().any(|other| other.same(row)));
        let common: Vec<Row> = group[0].1.iter().filter(|row| in_all(row)).cloned().collect();
        let mut decided = group[0].0.clone();
        decided.remove(level);
        for (_, rows) in &mut group {
            rows.retain(|row| !common.iter().any(|one| one.same(row)));
        }
        group.retain(|(_, rows)| !rows.is_empty());
        done.append(&mut group);
        if !common.is_empty() {
            done.push((decided, common));
        }
    }
    done
}

pub(super) struct Walker<'c> {
    pub checked: &'c Checked,
    pub settings: &'c Map<String, Value>,
    limit: usize,
    pub trials: Trials,
    table: Table,
}

/// One way to settle an open step.
pub(super) struct Way {
    decided: Vec<(String, String)>,
    /// What is done.
    pub done: Done,
    /// When.
    pub now: Timestamp,
}

/// Where all are played: everywhere in France alike.
fn env(settings: &Map<String, Value>, now: Timestamp) -> Env<'_> {
    Env { run_id: RUN, now, by: BY, settings, holidays: Holidays::default() }
}

impl<'c> Walker<'c> {
    pub fn new(checked: &'c Checked, settings: &'c Map<String, Value>, at: Timestamp, limit: usize) -> Walker<'c> {
        Walker { checked, settings, limit, trials: Trials::of(checked, at.to_zoned(zone()).date()), table: Table::default() }
    }

    /// All rows from here on. `aside` are standby steps that shall not happen.
    fn walk(&mut self, run: &Run, now: Timestamp, told: &Told, aside: &BTreeSet<Path>) -> Vec<Row> {
        if self.table.played >= self.limit {
            self.table.bounded = true;
            return Vec::new();
        }
        let env = env(self.settings, now);
        let open = View { checked: self.checked, run, env: &env }.open();
        let next = open.into_iter().find(|(path, _, _)| !aside.contains(path));
        let Some((path, site, step)) = next.filter(|_| run.state == RunState::Open) else {
            self.table.played += 1;
            return vec![self.end(run, told, None)];
        };
        let mut children: Vec<Child> = Vec::new();
        if step.standby {
            let mut aside = aside.clone();
            aside.insert(path.clone());
            children.push((vec![(path.to_string(), "–".to_owned())], self.walk(run, now, told, &aside)));
        }
        for way in self.ways(run, now, &path, &site, step) {
            let rows = self.follow(run, told, &path, &way, aside);
            children.push((way.decided, rows));
        }
        self.rows(children)
    }

    /// What was played only in part says nothing about all answers.
    fn rows(&self, children: Vec<Child>) -> Vec<Row> {
        let children: Vec<Child> = children.into_iter().filter(|(_, rows)| !rows.is_empty()).collect();
        if !self.table.bounded {
            return merge(children);
        }
        children.into_iter().flat_map(prefixed).collect()
    }

    fn follow(&mut self, run: &Run, told: &Told, path: &Path, way: &Way, aside: &BTreeSet<Path>) -> Vec<Row> {
        let env = env(self.settings, way.now);
        let command = Command::Done(Box::new(way.done.clone()));
        let Ok((after, events)) = engine::decide(self.checked, run.clone(), &command, &env) else {
            self.table.stuck.insert(path.to_string());
            return Vec::new();
        };
        let mut told = told.clone();
        told.acts.push(act(path, way));
        let back = events.iter().find_map(|event| match event {
            Event::Done { path, back: Some(back), .. } => Some(End::Back(path.to_string(), back.to_string())),
            _ => None,
        });
        if let Some(back) = back {
            if self.table.played >= self.limit {
                self.table.bounded = true;
                return Vec::new();
            }
            self.table.played += 1;
            return vec![self.end(&after, &told, Some(back))];
        }
        self.walk(&after, way.now.checked_add(1.minute()).unwrap_or(way.now), &told, aside)
    }

    /// Every way to settle a step that makes a difference.
    pub fn ways(&mut self, run: &Run, now: Timestamp, path: &Path, site: &Site, step: &Step) -> Vec<Way> {
        let state = run.step(path);
        let now = state.and_then(|s| s.not_before).map_or(now, |until| until.max(now));
        let env = env(self.settings, now);
        let view = View { checked: self.checked, run, env: &env };
        let asked = |name: &str, values: &Map<String, Value>| {
            let answers: Answers = values.iter().map(|(name, value)| (name.as_str().into(), Datum::Open(value.clone()))).collect();
            view.asked(path, &answers).iter().any(|field| field.name.as_ref() == name)
        };
        // What can be late is late only once its mail has left: that comes first, and decides nothing.
        let waits = matches!(&step.verb, Verb::Email(_, Some(wait)) if wait.late.is_some());
        if waits && state.and_then(|s| s.mail).is_some_and(|mail| run.mails.get(&mail).is_some_and(|m| m.left.is_none())) {
            let done = Done { path: path.clone(), again: true, lacking: true, ..Done::default() };
            return vec![Way { decided: Vec::new(), done, now }];
        }
        let filled = self.trials.step(step, site.here().checked, &asked);
        let options: Vec<String> = view.options(site, step).into_iter().map(|o| o.id).filter(|id| id != "late").collect();
        let many = step.choose().is_some_and(|c| c.many);
        let chosen: Vec<Vec<String>> = match (options.is_empty(), many) {
            (true, _) => vec![Vec::new()],
            (false, false) => options.into_iter().map(|one| vec![one]).collect(),
            (false, true) => answers::subsets(&options),
        };
        let channel = match &step.verb {
            Verb::Handover(handover) => handover.by.first().map(|c| c.word().to_owned()),
            _ => None,
        };
        let mut ways = Vec::new();
        for one in &filled {
            for chosen in &chosen {
                let scope = path.split().filter(|(scope, _)| !scope.is_root()).map(|(scope, _)| format!("{scope}.")).unwrap_or_default();
                let mut decided: Vec<(String, String)> =
                    one.decided.iter().map(|(field, answer)| (format!("{scope}{field}"), answer.clone())).collect();
                if !chosen.is_empty() {
                    decided.push((path.to_string(), chosen.join(" + ")));
                }
                let done = Done {
                    path: path.clone(),
                    answers: one.values.clone(),
                    choose: chosen.clone(),
                    channel: channel.clone(),
                    confirmed: true,
                    again: true,
                    lacking: true,
                    ..Done::default()
                };
                // Days that contradict each other are tried the other way round.
                let done = self.accepted(run, done, step, &env);
                ways.push(Way { decided, done, now });
            }
        }
        if let Some(from) = state.and_then(|s| s.late_from).filter(|_| step.wait().is_some_and(|w| w.late.is_some())) {
            let done = Done { path: path.clone(), choose: vec!["late".into()], ..Done::default() };
            ways.push(Way { decided: vec![(path.to_string(), "late".into())], done, now: from.max(now) });
        }
        ways
    }

    /// The same with other days, where the first ones are refused.
    fn accepted(&self, run: &Run, done: Done, step: &Step, env: &Env) -> Done {
        let refused = |done: &Done| {
            matches!(engine::decide(self.checked, run.clone(), &Command::Done(Box::new(done.clone())), env),
                Err(refusal) if refusal.code == crate::finding::codes::ANSWER_REFUSED || refusal.code == crate::finding::codes::ANSWER_FORM)
        };
        if step.require.is_empty() && step.ask.values().all(|f| f.min.is_none() && f.max.is_none()) || !refused(&done) {
            return done;
        }
        self.trials
            .other_days(step, &done.answers)
            .into_iter()
            .map(|answers| Done { answers, ..done.clone() })
            .find(|one| !refused(one))
            .unwrap_or(done)
    }

    fn end(&self, run: &Run, told: &Told, back: Option<End>) -> Row {
        let steps = self.checked.procedure.scope.steps.keys();
        let reached = steps.filter_map(|name| {
            let state = run.root.get(name)?;
            let counts = matches!(state.status, Status::Done | Status::Waived | Status::Passed);
            Some(End::Reached(name.to_string(), state.end.filter(|_| counts)?))
        });
        let ends = back.map_or_else(|| reached.collect(), |back| vec![back]);
        Row { answers: Vec::new(), ends, state: state_word(run).to_owned(), told: told.clone() }
    }
}

pub(super) fn act(path: &Path, way: &Way) -> Value {
    let mut act = Map::from_iter([("at".to_owned(), json!(super::local(way.now))), ("done".to_owned(), json!(path.to_string()))]);
    if !way.done.answers.is_empty() {
        act.insert("set".into(), Value::Object(answers::written(&way.done.answers)));
    }
    if !way.done.choose.is_empty() {
        act.insert("choose".into(), write::one_or_all(way.done.choose.clone()));
    }
    if let Some(channel) = &way.done.channel {
        act.insert("by".into(), json!(channel));
    }
    Value::Object(act)
}
