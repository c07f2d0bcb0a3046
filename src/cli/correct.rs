//! `correct`: an answer is exchanged after it was given for good, and what had read it is read again.

use super::act;
use super::given::{Given, There, meant};
use super::toll;
use super::ui::Ui;
use crate::desk::{Desk, Failure, Loaded};
use crate::engine::site::Site;
use crate::engine::{Command, Path, Refusal, Status, find_item};
use crate::finding::{codes, did_you_mean};
use crate::model::field::Field;
use crate::model::{Name, Named};
use crate::msg;
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

#[derive(clap::Args)]
pub(crate) struct Args {
    /// The run
    run: String,
    /// The step that had asked; without it, the one that asked this question, or the start
    step: Option<String>,
    #[command(flatten)]
    given: Given,
    /// Only says what would fall
    #[arg(long)]
    dry_run: bool,
    /// What came of it, for programs
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(args: &Args, desk: &Desk, ui: &mut Ui) -> Result<u8, Failure> {
    let loaded = desk.load(&args.run)?;
    let step = args.step.as_deref().map(|step| desk.path(&loaded, step)).transpose()?;
    let mut path = Path::root();
    let (mut answers, mut evidence) = args.given.read_onto(desk, |names| {
        path = match step {
            Some(path) => path,
            None => asker(desk, &loaded, names)?,
        };
        let (loaded, path) = (&loaded, path.clone());
        Ok(There { answers: there(loaded, &path), items: Box::new(move |name, items, item| number(loaded, &path, name, items, item)) })
    })?;
    meant(asked(&loaded, &path), &mut answers, &mut evidence, desk)?;
    let command = Command::Correct { path: path.clone(), answers, confirmed: args.given.confirm };
    let before = loaded.run.clone();
    let acted = if args.dry_run { desk.simulate(&loaded, &command)? } else { desk.act_on(loaded, &command, &evidence)? };
    let found = desk.toll(&before, &acted);
    if args.json {
        let mut document = if args.dry_run { json!({"version": 1, "run": acted.loaded.id}) } else { act::summary(&acted) };
        if let (Some(document), Value::Object(found)) = (document.as_object_mut(), toll::json(&found)) {
            document.insert("path".into(), json!(path.to_string()));
            document.extend(found);
        }
        ui.json(&document);
        return Ok(0);
    }
    toll::say(ui, desk, &before, &acted, &found, args.dry_run);
    if args.dry_run { Ok(0) } else { act::told(ui, desk, &acted, false) }
}

/// The answers that stand at a place.
fn there(loaded: &Loaded, path: &Path) -> Map<String, Value> {
    let answers = if path.is_root() { Some(&loaded.run.inputs) } else { loaded.run.step(path).map(|state| &state.answers) };
    answers.into_iter().flatten().map(|(name, datum)| (name.to_string(), datum.value().clone())).collect()
}

/// What is asked at a place.
fn asked<'l>(loaded: &'l Loaded, path: &Path) -> &'l Named<Field> {
    Site::of_step(&loaded.checked, path).map_or(&loaded.checked.procedure.inputs, |(_, step)| &step.ask)
}

/// An item of a list that was asked for at a place, by its key or name.
fn number(loaded: &Loaded, path: &Path, list: &str, items: &[Value], item: &str) -> Option<u32> {
    let field = named(asked(loaded, path), list)?;
    find_item(field, items, loaded.run.dropped(path, &field.name), item)
}

/// The question of that name, perhaps inside another.
fn named<'f>(fields: &'f Named<Field>, name: &str) -> Option<&'f Field> {
    fields.get(name).or_else(|| fields.values().filter_map(|field| field.kind.fields()).find_map(|inner| named(inner, name)))
}

/// The one place that asked all these questions and was answered: the start, or a step.
fn asker(desk: &Desk, loaded: &Loaded, names: &[String]) -> Result<Path, Failure> {
    let mut places: BTreeSet<Path> = BTreeSet::new();
    for name in names {
        if loaded.checked.procedure.inputs.contains_key(name.as_str()) {
            places.insert(Path::root());
            continue;
        }
        let (answered, known) = desk.view(loaded, |view| {
            let mut known: BTreeSet<Name> = loaded.checked.procedure.inputs.keys().cloned().collect();
            let mut answered = Vec::new();
            for (path, _, step) in view.steps() {
                known.extend(step.ask.keys().cloned());
                if step.ask.contains_key(name.as_str()) && matches!(loaded.run.status(&path), Status::Done | Status::Waived) {
                    answered.push(path);
                }
            }
            (answered, known)
        });
        match answered.as_slice() {
            [one] => drop(places.insert(one.clone())),
            [] if known.contains(name.as_str()) => {
                return Err(Failure::Refused(Refusal::new(codes::REOPEN_REFUSED, msg!("correct-unanswered", field = name))));
            }
            [] => {
                let refusal = Refusal::new(codes::ANSWER_UNKNOWN, msg!("correct-unknown", field = name));
                let near = did_you_mean(name, known.iter().map(AsRef::as_ref)).map(|near| msg!("did-you-mean", name = near));
                return Err(Failure::Refused(near.map_or_else(|| refusal.clone(), |near| refusal.clone().help(near))));
            }
            several => {
                let steps: Vec<String> = several.iter().map(ToString::to_string).collect();
                return Err(Failure::Refused(
                    Refusal::new(codes::ANSWER_UNKNOWN, msg!("correct-several", field = name)).help(msg!("correct-several.help", steps = steps)),
                ));
            }
        }
    }
    match places.len() {
        1 => Ok(places.pop_first().unwrap_or_default()),
        0 => Err(super::setup::usage(msg!("correct-nothing"))),
        _ => {
            let steps: Vec<String> = places.iter().map(|p| if p.is_root() { "–".to_owned() } else { p.to_string() }).collect();
            Err(super::setup::usage(msg!("correct-apart", steps = steps)))
        }
    }
}
