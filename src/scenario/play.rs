//! Plays a story on the pure engine, with a clock that the story itself moves.

use super::coverage::Coverage;
use super::{Act, Clock, Deed, Given, INPUTS, Refused, Scenario, Settle, expect, local, moment, names, values};
use crate::check::Checked;
use crate::engine::command::Done;
use crate::engine::view::View;
use crate::engine::{self, Command, Env, Event, Path, Refusal, Run, Stamp, find_list, find_path};
use crate::finding::{Finding, Message, Place, codes};
use crate::model::field::{Field, Kind};
use crate::model::holidays::Holidays;
use crate::model::moment::{Side, zone};
use crate::model::{Named, Ref, value};
use crate::msg;
use crate::words::Lang;
use jiff::{Timestamp, ToSpan};
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;

/// The id of every run that is played: it shows nowhere and never changes.
const RUN: &str = "00000000-0000-7000-8000-000000000000";

/// What came of a story.
#[derive(Debug, Clone)]
pub struct Played {
    /// What did not hold, at its place; empty where all is well.
    pub findings: Vec<Finding>,
    /// What was done until then, a line each.
    pub story: Vec<String>,
    /// How the run stands at the end.
    pub run: Run,
    /// The mails that left, in order.
    pub mails: Vec<u32>,
}

/// Plays a story, and adds what it reaches to the coverage.
pub fn play(checked: &Checked, scenario: &Scenario, coverage: &mut Coverage) -> Played {
    let (settings, findings) = settings(checked, scenario);
    let now = moment(scenario.at);
    let mut player = Player {
        checked,
        settings,
        holidays: scenario.holidays,
        run: Run::default(),
        now,
        by: scenario.by.clone(),
        opened: BTreeSet::new(),
        mails: Vec::new(),
        story: Vec::new(),
        coverage,
    };
    let findings = if findings.is_empty() { player.whole(scenario) } else { findings };
    Played { findings, story: player.story, run: player.run, mails: player.mails }
}

/// The settings in the form in which they are used, and what is wrong with them.
fn settings(checked: &Checked, scenario: &Scenario) -> (Map<String, Value>, Vec<Finding>) {
    let known = names::settings(checked);
    let (mut settings, mut findings) = (Map::new(), Vec::new());
    let today = scenario.at.date();
    for given in &scenario.settings {
        let Some(field) = known.get(&given.name.name) else { continue };
        match value::accept(field, &given.name.name, &given.value, today, &value::Alone) {
            Ok(accepted) => drop(settings.insert(given.name.name.to_string(), accepted.value)),
            Err(problems) => {
                findings.extend(problems.into_iter().map(|p| Finding::new(codes::SCENARIO_REFUSED, given.name.at.clone(), p.message)));
            }
        }
    }
    (settings, findings)
}

/// A run that is played.
pub(super) struct Player<'p> {
    pub checked: &'p Checked,
    pub settings: Map<String, Value>,
    pub holidays: Holidays,
    pub run: Run,
    pub now: Timestamp,
    pub by: String,
    /// Every step that has opened.
    pub opened: BTreeSet<Path>,
    /// Every mail that has left, in order.
    pub mails: Vec<u32>,
    story: Vec<String>,
    coverage: &'p mut Coverage,
}

impl Player<'_> {
    /// Looks at the run as it stands.
    pub fn view<T>(&self, look: impl FnOnce(View) -> T) -> T {
        let env = Env { run_id: RUN, now: self.now, by: &self.by, settings: &self.settings, holidays: self.holidays };
        look(View { checked: self.checked, run: &self.run, env: &env })
    }

    fn whole(&mut self, scenario: &Scenario) -> Vec<Finding> {
        let inputs = answers(&self.checked.procedure.inputs, &scenario.inputs);
        let env = Env { run_id: RUN, now: self.now, by: &self.by, settings: &self.settings, holidays: self.holidays };
        match engine::start(self.checked, &inputs, false, true, &env) {
            Ok((_, events)) => self.see(&events),
            Err(refusal) => return vec![refused(self.problem_place(&refusal, &scenario.inputs, &scenario.name.at), &refusal)],
        }
        self.tell(&format!("⯈ {}", self.checked.procedure.id));
        for (n, act) in scenario.acts.iter().enumerate() {
            let findings = self.act(act, n == 0);
            // What follows would only repeat it.
            if !findings.is_empty() {
                return findings;
            }
        }
        scenario.expect.as_ref().map(|e| expect::check(self, e, &self.mails)).unwrap_or_default()
    }

    fn act(&mut self, act: &Act, first: bool) -> Vec<Finding> {
        if let Err(finding) = self.clock(act, first) {
            return vec![finding];
        }
        if let Some(by) = &act.by {
            self.by.clone_from(by);
        }
        let before = self.mails.len();
        if let Some(deed) = &act.deed {
            let done = self.command(deed).and_then(|command| {
                let env = Env { run_id: RUN, now: self.now, by: &self.by, settings: &self.settings, holidays: self.holidays };
                engine::decide(self.checked, self.run.clone(), &command, &env)
            });
            match (done, &act.refused) {
                (Ok((_, events)), None) => {
                    self.see(&events);
                    self.tell(&shown(deed));
                }
                (Ok(_), Some(wanted)) => {
                    let message = msg!("scenario-not-refused", code = wanted.code.name.as_ref());
                    return vec![Finding::new(codes::SCENARIO_EXPECTED, wanted.code.at.clone(), message)];
                }
                (Err(refusal), Some(wanted)) => {
                    if let Some(finding) = self.otherwise(wanted, &refusal) {
                        return vec![finding];
                    }
                    self.tell(&format!("{} ✗ {}", shown(deed), refusal.code));
                }
                (Err(refusal), None) => return vec![refused(self.deed_place(deed, &refusal), &refusal)],
            }
        }
        act.expect.as_ref().map(|e| expect::check(self, e, &self.mails[before..])).unwrap_or_default()
    }

    /// The clock moves on: as the act says, else by a minute for each deed.
    fn clock(&mut self, act: &Act, first: bool) -> Result<(), Finding> {
        match &act.clock {
            Some((Clock::At(at), place)) => {
                let at = moment(*at);
                if at < self.now {
                    let message = msg!("scenario-clock-back", now = local(self.now));
                    return Err(Finding::new(codes::SCENARIO_FORM, place.clone(), message));
                }
                self.now = at;
            }
            Some((Clock::After(duration), _)) => self.now = duration.from(self.now, Side::After, self.holidays),
            None if act.deed.is_some() && !first => self.now = self.now.checked_add(1.minute()).unwrap_or(self.now),
            None => {}
        }
        Ok(())
    }

    /// What a deed asks of the engine.
    fn command(&self, deed: &Deed) -> Result<Command, Refusal> {
        let path = |step: &Ref| self.view(|view| find_path(&view, &step.name));
        let chosen = |settle: &Settle| settle.choose.iter().map(|c| c.name.to_string()).collect::<Vec<_>>();
        Ok(match deed {
            Deed::Done(settle) => {
                let path = path(&settle.step)?;
                Command::Done(Box::new(Done {
                    round: settle.round,
                    answers: self.answers(&path, &settle.set),
                    choose: chosen(settle),
                    channel: settle.channel.clone(),
                    on: settle.on,
                    paper: None,
                    confirmed: settle.confirm,
                    // A story says what happened: a mail leaves in each round, with all that it lacks.
                    again: true,
                    lacking: true,
                    path,
                }))
            }
            Deed::Waive(settle) => {
                let path = path(&settle.step)?;
                let answers = self.answers(&path, &settle.set);
                Command::Waive { answers, reason: settle.reason.clone(), choose: chosen(settle), confirmed: settle.confirm, path }
            }
            Deed::Reopen { step, reason } => Command::Reopen { path: path(step)?, reason: reason.clone() },
            Deed::Correct { step, set, confirm } => {
                let path = corrected(self.checked, step).map_or_else(|| Ok(Path::root()), path)?;
                let answers = if path.is_root() { answers(&self.checked.procedure.inputs, set) } else { self.answers(&path, set) };
                Command::Correct { path, answers, confirmed: *confirm }
            }
            Deed::Assign { role, person } => Command::Assign { role: role.name.to_string(), person: person.clone() },
            Deed::Add { list, item, confirm } => {
                let (list_path, _) = self.view(|view| find_list(&view, &list.name))?;
                let fields = super::find::list(self.checked, &list.name).ok().and_then(|(field, _)| field.kind.fields());
                let item = fields.map_or_else(|| values(item), |fields| answers(fields, item));
                Command::Add { list: list_path, items: vec![Value::Object(item)], confirmed: *confirm }
            }
            Deed::Drop { item, reason } => {
                let (list, number) = self.view(|view| find_list(&view, &item.name))?;
                Command::Drop { list, item: number.unwrap_or(0), reason: reason.clone() }
            }
            Deed::Note { about, text } => Command::Note { path: about.as_ref().map_or_else(|| Ok(Path::root()), path)?, text: text.clone() },
            Deed::Cancel { reason, .. } => Command::Cancel { reason: reason.clone() },
        })
    }

    fn answers(&self, path: &Path, given: &[Given]) -> Map<String, Value> {
        match engine::site::Site::of_step(self.checked, path) {
            Some((_, step)) => answers(&step.ask, given),
            None => values(given),
        }
    }

    /// Takes in what happened, event by event: each is looked at in the run as it stood then.
    fn see(&mut self, events: &[Event]) {
        let stamp = Stamp { at: self.now, by: self.by.clone() };
        for event in events {
            self.run.apply(event, &stamp);
            match event {
                Event::Opened { path, .. } => drop(self.opened.insert(path.clone())),
                Event::MailLeft { mail, .. } => self.mails.push(*mail),
                _ => {}
            }
            let env = Env { run_id: RUN, now: self.now, by: &self.by, settings: &self.settings, holidays: self.holidays };
            self.coverage.see(self.checked, &self.run, event, &env);
        }
    }

    fn tell(&mut self, what: &str) {
        self.story.push(format!("{} {what}", self.now.to_zoned(zone()).strftime("%d/%m/%Y %H:%M")));
    }

    /// Whether a refusal is another than the one that was wanted.
    fn otherwise(&self, wanted: &Refused, refusal: &Refusal) -> Option<Finding> {
        let expected = |at: &Ref, message| Some(Finding::new(codes::SCENARIO_EXPECTED, at.at.clone(), message));
        if wanted.code.name.as_ref() != refusal.code.name() {
            let message = msg!("scenario-refused-otherwise", code = wanted.code.name.as_ref(), came = refusal.code.name(), reason = reason(refusal));
            return expected(&wanted.code, message);
        }
        let says = wanted.says.as_ref()?;
        let words = Lang::parse(&self.checked.procedure.language).unwrap_or_default().words();
        let said = words.say(&reason(refusal));
        let all = refusal.help.iter().map(|help| words.say(help)).fold(said.clone(), |all, help| all + "\n" + &help);
        if expect::plain(&all).contains(&expect::plain(&says.name)) { None } else { expected(says, msg!("scenario-says", said = said)) }
    }

    /// Where a deed says what was refused: the answer or option that is meant, else the step.
    fn deed_place(&self, deed: &Deed, refusal: &Refusal) -> Place {
        match deed {
            Deed::Done(settle) | Deed::Waive(settle) => match refusal.code {
                codes::CHOICE_REFUSED if !settle.choose.is_empty() => settle.choose[0].at.clone(),
                _ => self.problem_place(refusal, &settle.set, &settle.step.at),
            },
            Deed::Reopen { step, .. } => step.at.clone(),
            Deed::Correct { step, set, .. } => self.problem_place(refusal, set, &step.at),
            Deed::Assign { role, .. } => role.at.clone(),
            Deed::Add { list, item, .. } => self.problem_place(refusal, item, &list.at),
            Deed::Drop { item, .. } => item.at.clone(),
            Deed::Note { about, .. } => about.as_ref().map_or_else(Place::root, |about| about.at.clone()),
            Deed::Cancel { at, .. } => at.clone(),
        }
    }

    fn problem_place(&self, refusal: &Refusal, given: &[Given], otherwise: &Place) -> Place {
        let last = |path: &str| path.split(['.', '[']).next().unwrap_or_default().to_owned();
        let meant = refusal.problems.iter().find_map(|problem| given.iter().find(|g| g.name.name.as_ref() == last(&problem.path)));
        meant.map_or_else(|| otherwise.clone(), |given| given.name.at.clone())
    }
}

/// The step whose answers a story corrects; none where it corrects those of the start. A step of that very name is meant first.
pub(super) fn corrected<'r>(checked: &Checked, step: &'r Ref) -> Option<&'r Ref> {
    let start = step.name.as_ref() == INPUTS && !checked.procedure.scope.steps.contains_key(INPUTS);
    (!start).then_some(step)
}

/// A deed in one line, without words of any language.
fn shown(deed: &Deed) -> String {
    let settled = |mark: &str, settle: &Settle| {
        let chosen: Vec<&str> = settle.choose.iter().map(|c| c.name.as_ref()).chain(settle.channel.as_deref()).collect();
        if chosen.is_empty() { format!("{mark} {}", settle.step.name) } else { format!("{mark} {} → {}", settle.step.name, chosen.join(", ")) }
    };
    match deed {
        Deed::Done(settle) => settled("✓", settle),
        Deed::Waive(settle) => settled("⊘", settle),
        Deed::Reopen { step, .. } => format!("↺ {}", step.name),
        Deed::Correct { step, .. } => format!("✎ {}", step.name),
        Deed::Assign { role, .. } => format!("☺ {}", role.name),
        Deed::Add { list, .. } => format!("+ {}", list.name),
        Deed::Drop { item, .. } => format!("− {}", item.name),
        Deed::Note { about, .. } => format!("… {}", about.as_ref().map_or("", |a| &a.name)),
        Deed::Cancel { .. } => "■".to_owned(),
    }
}

/// An act that was refused and should not have been.
fn refused(place: Place, refusal: &Refusal) -> Finding {
    let finding = Finding::new(codes::SCENARIO_REFUSED, place, msg!("scenario-refused", code = refusal.code.name(), reason = reason(refusal)));
    refusal.help.iter().cloned().fold(finding, Finding::help)
}

/// Why something was refused, with all that is wrong.
fn reason(refusal: &Refusal) -> Message {
    refusal.problems.iter().fold(refusal.message.clone(), |all, problem| {
        let one = match problem.path.as_str() {
            "" => problem.message.clone(),
            path => msg!("scenario-problem", field = path, problem = problem.message.clone()),
        };
        msg!("scenario-and", first = all, second = one)
    })
}

/// Answers as the engine takes them: a file that a story only names becomes evidence that was never opened.
pub(super) fn answers(fields: &Named<Field>, given: &[Given]) -> Map<String, Value> {
    given
        .iter()
        .map(|one| (one.name.name.to_string(), fields.get(&one.name.name).map_or_else(|| one.value.clone(), |f| answer(f, &one.value))))
        .collect()
}

fn answer(field: &Field, value: &Value) -> Value {
    let record = |fields: &Named<Field>, value: &Value| match value {
        Value::Object(map) => {
            let part =
                |(name, value): (&String, &Value)| (name.clone(), fields.get(name.as_str()).map_or_else(|| value.clone(), |f| answer(f, value)));
            Value::Object(map.iter().map(part).collect())
        }
        other => other.clone(),
    };
    match (&field.kind, value) {
        (Kind::File, Value::String(name)) if field.keep => {
            let sha256: String = Sha256::digest(name.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect();
            json!({"name": name, "sha256": sha256, "size": name.len()})
        }
        (Kind::Record(fields), value) => record(fields, value),
        (Kind::List { fields, .. }, Value::Array(items)) => Value::Array(items.iter().map(|item| record(fields, item)).collect()),
        (_, value) => value.clone(),
    }
}
