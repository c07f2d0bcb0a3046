//! What the proof found, played: the answers of an example, as a scenario that shows it.

use super::cast::Cast;
use super::paths::{BY, RUN, Told, Walker, Way, act};
use super::write;
use crate::check::Checked;
use crate::engine::run::StepState;
use crate::engine::view::View;
use crate::engine::{self, Command, Env, Path, Run, RunState, Status};
use crate::finding::{Example, Finding, Goal, Hands, ITEMS, LENGTH, Sight};
use crate::model::holidays::Holidays;
use crate::model::{Exit, Step};
use crate::words::Words;
use jiff::{Timestamp, ToSpan};
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

/// How many acts one example takes at most.
const MOST_ACTS: usize = 10_000;

/// What was found, as a file of scenarios that play green as long as it is there; with the findings that no play could show.
pub struct CounterExamples {
    /// The file; none where nothing could be shown.
    pub text: Option<String>,
    /// How many findings it shows.
    pub shown: usize,
    /// The findings whose example did not come about when it was played.
    pub unshown: Vec<Finding>,
}

/// Plays the example of each of these findings about a procedure.
pub fn counter_examples(checked: &Checked, findings: &[Finding], at: Timestamp, words: &Words) -> CounterExamples {
    let settings = Map::new();
    let mut scenarios: Vec<(String, Value)> = Vec::new();
    let mut unshown = Vec::new();
    for finding in findings {
        let Some(example) = &finding.example else { continue };
        let mut walker = Walker::new(checked, &settings, at, 0);
        let casts = Cast::all(checked, &example.goal);
        let mut plays = casts.iter().flat_map(|cast| [(cast, false), (cast, true)]);
        let told = plays.find_map(|(cast, backwards)| walker.example(example, at, cast, backwards));
        match told {
            Some(told) => {
                let name = format!("{}_{}", finding.code.name().replace(['.', '-'], "_"), scenarios.len() + 1);
                scenarios.push((name, story(&told, &words.say(&finding.message))));
            }
            None => unshown.push(finding.clone()),
        }
    }
    let shown = scenarios.len();
    let head = Map::from_iter([("at".to_owned(), json!(super::local(at)))]);
    let text = (shown > 0).then(|| write::file(&checked.procedure.id, head, scenarios));
    CounterExamples { text, shown, unshown }
}

fn story(told: &Told, title: &str) -> Value {
    let mut story = Map::from_iter([("title".to_owned(), json!(title))]);
    if !told.inputs.is_empty() {
        story.insert("inputs".into(), Value::Object(told.inputs.clone()));
    }
    if !told.acts.is_empty() {
        story.insert("acts".into(), json!(told.acts));
    }
    let mut expect = Map::from_iter([("state".to_owned(), json!(told.state))]);
    if !told.stand.is_empty() {
        expect.insert("steps".into(), Value::Object(told.stand.clone()));
    }
    story.insert("expect".into(), Value::Object(expect));
    Value::Object(story)
}

/// Where a step of a run is written: `chacun[3].remise` is `chacun.remise`.
fn written(path: &Path) -> String {
    path.0.iter().map(|seg| seg.step.as_ref()).collect::<Vec<&str>>().join(".")
}

impl Walker<'_> {
    /// What is done in a run that goes as an example says, in the order of the file or from its end; `None` where what it shows does not come
    /// about.
    fn example(&mut self, example: &Example, at: Timestamp, cast: &Cast, backwards: bool) -> Option<Told> {
        let (mut run, mut told) = self.begun(example, at)?;
        let mut people = Vec::new();
        let mut now = at;
        for _ in 0..MOST_ACTS {
            if !example.goal.at_the_end && self.shows(&run, now, &example.goal) {
                break;
            }
            let Some((path, way)) = self.next(&run, now, example, cast, backwards) else { break };
            let step = written(&path);
            let by = cast.who(&step);
            let env = Env { by, ..self.env(way.now) };
            let (after, events) = engine::decide(self.checked, run, &Command::Done(Box::new(way.done.clone())), &env).ok()?;
            told.acts.push(act(&path, &way));
            people.push(by.to_owned());
            run = after;
            now = way.now.checked_add(1.minute()).unwrap_or(way.now);
            // What is done again would be done as before: that leads nowhere.
            if events.iter().any(|event| matches!(event, engine::Event::Done { back: Some(_), .. })) {
                break;
            }
        }
        if !self.shows(&run, now, &example.goal) {
            return None;
        }
        // Whoever acts is named where it is not always the same one.
        if people.iter().any(|by| by != BY) {
            for (act, by) in told.acts.iter_mut().zip(people) {
                act.as_object_mut().map(|act| act.insert("as".into(), json!(by)));
            }
        }
        engine::view::state_word(&run).clone_into(&mut told.state);
        let goal = &example.goal;
        let sights: BTreeSet<&str> = goal.opens.iter().chain(&goal.done).chain(&goal.lacks).map(|sight| sight.step.as_str()).collect();
        let stand = self.paths(&run, now).into_iter().filter(|path| sights.contains(written(path).as_str()));
        told.stand = stand.map(|path| (path.to_string(), json!(run.status(&path).word()))).collect();
        Some(told)
    }

    fn env(&self, now: Timestamp) -> Env<'_> {
        Env { run_id: RUN, now, by: BY, settings: self.settings, holidays: Holidays::default() }
    }

    /// The steps of a run, as they are there by now.
    fn paths(&self, run: &Run, now: Timestamp) -> Vec<Path> {
        let env = self.env(now);
        View { checked: self.checked, run, env: &env }.steps().into_iter().map(|(path, _, _)| path).collect()
    }

    /// The run as it begins, and its inputs.
    fn begun(&self, example: &Example, now: Timestamp) -> Option<(Run, Told)> {
        let inputs = self.trials.fields(&self.checked.procedure.inputs, self.checked, &|_| true);
        let mut tries: Vec<(usize, Map<String, Value>)> =
            inputs.into_iter().map(|filled| filled.values).map(|values| fill(example, None, values)).collect();
        tries.sort_by_key(|(fits, _)| std::cmp::Reverse(*fits));
        tries.into_iter().find_map(|(_, inputs)| {
            let (run, _) = engine::start(self.checked, &inputs, false, true, &self.env(now)).ok()?;
            Some((run, Told { inputs, ..Told::default() }))
        })
    }

    /// What is settled next, and how. What may come comes while others are open, what may stop the others behind them, what shall be lacking
    /// last.
    fn next(&mut self, run: &Run, now: Timestamp, example: &Example, cast: &Cast, backwards: bool) -> Option<(Path, Way)> {
        if run.state != RunState::Open {
            return None;
        }
        let (checked, settings) = (self.checked, self.settings);
        let env = Env { run_id: RUN, now, by: BY, settings, holidays: Holidays::default() };
        let mut open = View { checked, run, env: &env }.open();
        open.retain(|(path, _, step)| !step.standby || example.turns.contains_key(&written(path)));
        let stops = |step: &Step| step.leaves().iter().any(|exit| matches!(exit, Exit::End(end) if end.stop.is_some()));
        if backwards {
            open.reverse();
        }
        open.sort_by_key(|(path, _, step)| (is_any(&example.goal.lacks, &written(path)), stops(step), !step.standby));
        open.into_iter().find_map(|(path, site, step)| {
            let name = written(&path);
            let mut tries: Vec<(usize, Way)> = self.ways(run, now, &path, &site, step).into_iter().map(|way| as_told(example, &name, way)).collect();
            tries.sort_by_key(|(fits, _)| std::cmp::Reverse(*fits));
            let by = cast.who(&name);
            let goes = |way: &Way| {
                let env = Env { run_id: RUN, now: way.now, by, settings, holidays: Holidays::default() };
                engine::decide(checked, run.clone(), &Command::Done(Box::new(way.done.clone())), &env).is_ok()
            };
            tries.into_iter().map(|(_, way)| way).find(goes).map(|way| (path, way))
        })
    }

    /// Whether a run shows what it should.
    fn shows(&self, run: &Run, now: Timestamp, goal: &Goal) -> bool {
        let paths = self.paths(run, now);
        let at = |sight: &Sight| {
            paths.iter().filter(|path| written(path) == sight.step).filter_map(|path| Some((path, run.step(path)?))).collect::<Vec<_>>()
        };
        let opens = |sight: &Sight| at(sight).iter().any(|(path, _)| run.status(path) == Status::Open);
        let done = |sight: &Sight| {
            let answered = |state: &StepState| sight.answer.as_ref().is_none_or(|answer| state.choice.iter().any(|choice| choice.as_ref() == answer));
            at(sight).iter().any(|(path, state)| run.status(path) == Status::Done && !state.late && answered(state))
        };
        let in_hands = |hands: Hands| {
            let [one, another, ..] = goal.done.as_slice() else { return true };
            let others = at(another);
            let by = |state: &StepState| state.settled.as_ref().map(|stamp| stamp.by.clone());
            at(one).iter().any(|(path, state)| {
                let beside = others.iter().filter(|(other, _)| are_beside(path, other));
                beside.into_iter().any(|(_, other)| (by(state) == by(other)) == (hands == Hands::One))
            })
        };
        goal.opens.iter().all(opens) && goal.done.iter().all(done) && !goal.lacks.iter().any(done) && goal.hands.is_none_or(in_hands)
    }
}

/// Whether two steps stand in the same items, as far as both stand in the same lists.
fn are_beside(one: &Path, other: &Path) -> bool {
    one.0.iter().zip(&other.0).take_while(|(a, b)| a.step == b.step).all(|(a, b)| a.item == b.item)
}

fn is_any(sights: &[Sight], step: &str) -> bool {
    sights.iter().any(|sight| sight.step == step)
}

/// A way to settle a step with the answers of an example, and how well it fits.
fn as_told(example: &Example, step: &str, way: Way) -> (usize, Way) {
    let (filled, answers) = fill(example, Some(step), way.done.answers.clone());
    let late = way.done.choose == ["late"];
    let fits = match example.turns.get(step) {
        Some(turn) if turn.late => late,
        Some(turn) if !turn.options.is_empty() => {
            turn.options.len() == way.done.choose.len() && turn.options.iter().all(|option| way.done.choose.contains(option))
        }
        _ => !late,
    };
    let answers = if late { way.done.answers.clone() } else { answers };
    let mut way = way;
    way.done.answers = answers;
    (usize::from(fits) * 1_000 + filled, way)
}

/// Answers with those of an example in their places, and how many there are.
fn fill(example: &Example, asker: Option<&str>, mut answers: Map<String, Value>) -> (usize, Map<String, Value>) {
    let mut fits = 0;
    for answered in example.values.iter().filter(|answered| answered.asker.as_deref() == asker) {
        let Some((root, parts)) = answered.path.split_first() else { continue };
        match &answered.value {
            None if parts.is_empty() => fits += usize::from(answers.remove(root).is_none()),
            value => {
                if let Some(old) = answers.get_mut(root) {
                    fits += usize::from(put(old, parts, value.as_ref()));
                }
            }
        }
    }
    (fits, answers)
}

/// Puts an answer where it belongs; whether it could be.
fn put(at: &mut Value, parts: &[String], value: Option<&Value>) -> bool {
    match (parts.split_first(), value) {
        (None, Some(value)) => {
            at.clone_from(value);
            true
        }
        (Some((first, [])), Some(value)) if first == LENGTH => at.as_array().is_some_and(|items| value.as_u64() == u64::try_from(items.len()).ok()),
        (Some((first, rest)), _) if first == ITEMS => {
            // Every item gets it, not only the first that can.
            let put_in = |items: &mut Vec<Value>| items.iter_mut().filter_map(|item| put(item, rest, value).then_some(())).count() > 0;
            at.as_array_mut().is_some_and(put_in)
        }
        (Some((first, [])), None) => at.as_object_mut().is_some_and(|map| map.remove(first).is_some()),
        (Some((first, rest)), _) => match at.as_object_mut() {
            Some(map) => put(map.entry(first.clone()).or_insert(Value::Null), rest, value),
            None => false,
        },
        (None, None) => false,
    }
}
