//! `upgrade`: open runs move to the present version of their procedure, each with a verdict and its reason.

use super::dates;
use super::setup::usage;
use super::steps;
use super::ui::{Style, Ui, wrap};
use super::{act, diff};
use crate::check::Checked;
use crate::desk::versions::Verdict;
use crate::desk::{Acted, Desk, Failure, Loaded};
use crate::engine::site::Site;
use crate::engine::view::{View, when};
use crate::engine::{Event, Path};
use crate::finding::codes;
use crate::msg;
use crate::words::Message;
use serde_json::{Value, json};
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

#[derive(clap::Args)]
pub(crate) struct Args {
    /// The run
    #[arg(required_unless_present = "all", conflicts_with = "all")]
    run: Option<String>,
    /// All open runs
    #[arg(long)]
    all: bool,
    /// With `--all`: only runs of this procedure
    #[arg(long, value_name = "PROC", requires = "all")]
    procedure: Option<String>,
    /// Not the present version: this file, or `PROC@VERSION`
    #[arg(long, value_name = "VERSION")]
    to: Option<String>,
    /// Only says what would move
    #[arg(long)]
    dry_run: bool,
    /// For programs
    #[arg(long)]
    json: bool,
}

/// One run, and what becomes of it.
struct Judged {
    run: String,
    procedure: String,
    /// The version that it had.
    version: String,
    /// The hash of its texts.
    edition: String,
    /// The run as it was; none where it could not even be read.
    before: Option<Loaded>,
    verdict: Verdict,
}

pub(crate) fn run(args: &Args, desk: &Desk, ui: &mut Ui) -> Result<u8, Failure> {
    let to = args.to.as_ref().map(|to| desk.version(to)).transpose()?;
    let wanted = match &args.run {
        Some(run) => vec![desk.find(run)?],
        None => {
            let of = |procedure: &String| {
                args.procedure.as_ref().is_none_or(|wanted| wanted == procedure) && to.as_ref().is_none_or(|to| to.edition.id == *procedure)
            };
            desk.open_runs()?.into_iter().filter(|run| of(&run.procedure)).map(|run| run.run).collect()
        }
    };
    let mut judged = Vec::new();
    let mut failure = None;
    for run in &wanted {
        match judge(desk, run, to.as_ref(), args) {
            Ok(one) => judged.push(one),
            // What has moved already is told all the same.
            Err(error) => {
                failure = Some(error);
                break;
            }
        }
    }
    let stays = judged.iter().any(|one| matches!(one.verdict, Verdict::Stays(_)));
    if args.json {
        let runs: Vec<Value> = judged.iter().map(|one| for_programs(ui, one)).collect();
        ui.json(&json!({"version": 1, "dry_run": args.dry_run, "runs": runs}));
    } else {
        for_people(ui, desk, &judged, to.as_ref(), args.dry_run)?;
    }
    failure.map_or(Ok(u8::from(stays)), Err)
}

fn judge(desk: &Desk, run: &str, to: Option<&Arc<Checked>>, args: &Args) -> Result<Judged, Failure> {
    let loaded = match desk.load(run) {
        Ok(loaded) => loaded,
        // Of many runs one that this program cannot read is no reason to leave the others.
        Err(Failure::Unsound(_, findings)) if args.all => {
            let summary = desk.runs()?.into_iter().find(|summary| summary.run == run).ok_or_else(|| usage(msg!("run-not-found", run = run)))?;
            let obstacle = crate::engine::Obstacle { path: Path::root(), message: msg!("upgrade-unreadable", count = findings.len()) };
            let (procedure, version, edition) = (summary.procedure, summary.version, summary.edition);
            return Ok(Judged { run: run.to_owned(), procedure, version, edition, before: None, verdict: Verdict::Stays(vec![obstacle]) });
        }
        Err(failure) => return Err(failure),
    };
    let pinned = loaded.run.procedure.clone();
    let before = loaded.in_edition(loaded.checked.clone());
    let verdict = match desk.upgrade(loaded, to, !args.dry_run) {
        // Somebody acted on it meanwhile: what they did counts.
        Err(Failure::Refused(refusal)) if refusal.code == codes::STORE_CONFLICT => desk.upgrade(desk.load(run)?, to, !args.dry_run)?,
        verdict => verdict?,
    };
    Ok(Judged { run: run.to_owned(), procedure: pinned.id, version: pinned.version, edition: pinned.edition, before: Some(before), verdict })
}

fn for_programs(ui: &Ui, one: &Judged) -> Value {
    let mut document = json!({
        "run": one.run,
        "procedure": one.procedure,
        "from": {"version": one.version, "hash": one.edition},
    });
    let paths = |paths: Vec<Path>| paths.iter().map(ToString::to_string).collect::<Vec<_>>();
    let more = match &one.verdict {
        Verdict::Present => json!({"verdict": "present"}),
        Verdict::Moves(acted) => {
            let carried: Vec<Value> = acted.events.iter().filter(|event| matches!(event, Event::Carried { .. })).map(carried_json).collect();
            let pinned = &acted.loaded.run.procedure;
            json!({
                "verdict": "moves",
                "to": {"version": pinned.version, "hash": pinned.edition},
                "state": Desk::state(&acted.loaded),
                "holidays": acted.loaded.run.holidays,
                "opened": paths(act::opened(acted)),
                "put_back": paths(act::put_back(acted)),
                "carried": carried,
            })
        }
        Verdict::Stays(obstacles) => {
            let said = obstacles.iter().map(|obstacle| json!({"path": obstacle.path.to_string(), "message": ui.text(&obstacle.message)}));
            json!({"verdict": "stays", "obstacles": said.collect::<Vec<_>>()})
        }
    };
    if let (Some(document), Value::Object(more)) = (document.as_object_mut(), more) {
        document.extend(more);
    }
    document
}

/// What stands otherwise, for programs: names, never answers.
fn carried_json(event: &Event) -> Value {
    let Event::Carried { path, answers, removed, ticked, ways, times } = event else { return Value::Null };
    let mut said = json!({"path": path.to_string(), "added": answers.keys().collect::<Vec<_>>(), "removed": removed});
    if let Some(said) = said.as_object_mut() {
        said.extend(ticked.iter().map(|ticked| ("ticked".to_owned(), json!(ticked))));
        said.extend(ways.iter().map(|ways| ("leads_to".to_owned(), json!(ways.taken))));
        said.extend(times.iter().map(|times| ("due".to_owned(), json!(times.due.map(when)))));
    }
    said
}

fn for_people(ui: &mut Ui, desk: &Desk, judged: &[Judged], to: Option<&Arc<Checked>>, dry: bool) -> Result<(), Failure> {
    let short = desk.short_ids(judged.iter().map(|one| one.run.as_str()))?;
    let mut told: Vec<(String, String)> = Vec::new();
    // What differs is said once for all runs that come from the same version.
    for one in judged {
        let key = (one.procedure.clone(), one.edition.clone());
        if told.contains(&key) || matches!(one.verdict, Verdict::Present) {
            continue;
        }
        if let Some((before, now)) = one.before.as_ref().zip(to.cloned().or_else(|| present(desk, one))) {
            diff::say(ui, &before.checked, &now);
            ui.out("");
        }
        for same in judged.iter().filter(|same| (&same.procedure, &same.edition) == (&key.0, &key.1)) {
            one_run(ui, desk, same, &short, dry);
        }
        told.push(key);
    }
    let count = |wanted: fn(&Verdict) -> bool| judged.iter().filter(|one| wanted(&one.verdict)).count();
    let moved = count(|verdict| matches!(verdict, Verdict::Moves(_)));
    let stayed = count(|verdict| matches!(verdict, Verdict::Stays(_)));
    let present = count(|verdict| matches!(verdict, Verdict::Present));
    let parts: Vec<Message> = [
        (moved, if dry { msg!("upgrade-would-move", count = moved) } else { msg!("upgrade-moved", count = moved) }),
        (stayed, msg!("upgrade-stayed", count = stayed)),
        (present, msg!("upgrade-present", count = present)),
    ]
    .into_iter()
    .filter_map(|(count, message)| (count > 0).then_some(message))
    .collect();
    ui.say(&if parts.is_empty() { msg!("upgrade-none") } else { msg!("upgrade-sum", parts = parts) });
    Ok(())
}

fn present(desk: &Desk, one: &Judged) -> Option<Arc<Checked>> {
    match &one.verdict {
        Verdict::Moves(acted) => Some(acted.loaded.checked.clone()),
        Verdict::Present | Verdict::Stays(_) => desk.procedure(&one.procedure).ok(),
    }
}

fn one_run(ui: &mut Ui, desk: &Desk, one: &Judged, short: &HashMap<&str, &str>, dry: bool) {
    let id = ui.paint(Style::Dim, short.get(one.run.as_str()).copied().unwrap_or(&one.run));
    let (mark, style, verdict, lines) = match &one.verdict {
        Verdict::Present => return,
        Verdict::Moves(acted) => {
            let verdict = if dry { msg!("upgrade-verdict-would") } else { msg!("upgrade-verdict-moves") };
            ("✓", Style::Green, verdict, changes(ui, desk, one, acted))
        }
        Verdict::Stays(obstacles) => {
            let name = |path: &Path| match &one.before {
                Some(before) if !path.is_root() => Some(desk.view(before, |view| steps::name(&view, path))),
                _ => None,
            };
            let line = |obstacle: &crate::engine::Obstacle| {
                let why = ui.text(&obstacle.message);
                name(&obstacle.path).map_or(why.clone(), |step| ui.text(&msg!("upgrade-at", step = step, why = why)))
            };
            ("✗", Style::Yellow, msg!("upgrade-verdict-stays", version = &one.version), obstacles.iter().map(line).collect::<Vec<_>>())
        }
    };
    let head = format!("{} {id}  {}", ui.paint(style, mark), ui.text(&verdict));
    ui.out(&head);
    let width = ui.width();
    lines.iter().for_each(|line| ui.out(&format!("    {}", wrap(line, width, "      ").trim_start())));
}

/// What changes for a run that moves.
fn changes(ui: &Ui, desk: &Desk, one: &Judged, acted: &Acted) -> Vec<String> {
    let mut lines: Vec<String> = acted.events.iter().filter_map(counts_with).map(|message| ui.text(&message)).collect();
    let gone: Vec<Path> = act::put_back(acted);
    let (mut back, mut left) = (Vec::new(), Vec::new());
    if let Some(before) = &one.before {
        desk.view(before, |view| {
            for path in &gone {
                let exists = Site::of_step(&acted.loaded.checked, path).is_some();
                if exists { &mut back } else { &mut left }.push(steps::name(&view, path));
            }
        });
    }
    desk.view(&acted.loaded, |view| {
        let opened: Vec<String> = act::opened(acted).iter().map(|path| steps::name(&view, path)).collect();
        let quoted = |names: Vec<String>| names.iter().map(|name| ui.words().quote(name)).collect::<Vec<_>>();
        lines.extend((!opened.is_empty()).then(|| ui.text(&msg!("upgrade-opens", count = opened.len(), steps = quoted(opened.clone())))));
        lines.extend((!back.is_empty()).then(|| ui.text(&msg!("upgrade-back-ahead", count = back.len(), steps = quoted(back.clone())))));
        lines.extend((!left.is_empty()).then(|| ui.text(&msg!("upgrade-left", count = left.len(), steps = quoted(left.clone())))));
        // One step may be carried in several parts.
        let mut carried_by: BTreeMap<Path, Vec<Message>> = BTreeMap::new();
        for (path, changes) in acted.events.iter().filter_map(|event| carried(&view, event)) {
            carried_by.entry(path.clone()).or_default().extend(changes);
        }
        for (path, changes) in carried_by {
            let what = if path.is_root() { ui.text(&msg!("log-start")) } else { steps::name(&view, &path) };
            lines.push(ui.text(&msg!("upgrade-at", step = what, why = changes)));
        }
    });
    if Desk::state(&acted.loaded) != "open" {
        lines.push(ui.text(&msg!("cli-finished", state = act::state_word(Desk::state(&acted.loaded)))));
    }
    if lines.is_empty() {
        lines.push(ui.text(&msg!("upgrade-nothing")));
    }
    lines
}

/// That a run counts with other public holidays from now on.
pub(super) fn counts_with(event: &Event) -> Option<Message> {
    let Event::Upgraded { holidays: Some(holidays), .. } = event else { return None };
    Some(msg!("holidays", of = holidays.word()))
}

/// The step that stands otherwise in the version that its run moved to, and what of it.
pub(super) fn carried<'e>(view: &View, event: &'e Event) -> Option<(&'e Path, Vec<Message>)> {
    let Event::Carried { path, answers, removed, ticked, ways, times } = event else { return None };
    let mut changes = Vec::new();
    let (site, step) = Site::of_step(view.checked, path).unzip();
    let fields = step.map_or(&view.checked.procedure.inputs, |step| &step.ask);
    let title = |name: &crate::model::Name| fields.get(name).map_or_else(|| name.to_string(), |field| field.title.clone());
    if !answers.is_empty() {
        changes.push(msg!("carried-added", fields = answers.keys().map(title).collect::<Vec<_>>()));
    }
    if !removed.is_empty() {
        changes.push(msg!("carried-removed", fields = removed.iter().map(title).collect::<Vec<_>>()));
    }
    if let Some(ticked) = ticked {
        changes.push(msg!("carried-ticked", count = ticked.len()));
    }
    if let (Some(ways), Some(site)) = (ways, &site) {
        let titles = ways.taken.iter().filter_map(|name| site.here().scope.steps.get(name)).map(|step| view.say(site, &step.title));
        let mut leads: Vec<String> = titles.collect();
        leads.extend(ways.end.map(|end| end.word().to_owned()));
        changes.push(msg!("carried-ways", steps = leads));
    }
    if let Some(times) = times {
        changes.push(match times.due {
            Some(due) => msg!("carried-due", when = crate::model::moment::local(due)),
            None => msg!("carried-due-none"),
        });
    }
    Some((path, changes))
}

/// Since when a run has the version that it has, for `show`.
pub(super) fn since(ui: &Ui, view: &View) -> Option<String> {
    let (from, stamp) = view.run.upgrades.last()?;
    let day = dates::day_of(stamp.at, ui.lang());
    Some(ui.text(&msg!("show-upgraded", version = &view.run.procedure.version, from = from, when = day, by = &stamp.by)))
}
