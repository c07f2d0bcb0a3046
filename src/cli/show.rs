//! `show`: where a run stands.

mod grid;

use super::act;
use super::dates;
use super::steps;
use super::ui::{Style, Ui, columns, pad, wrap};
use super::upgrade;
use crate::desk::{Desk, Failure, Loaded};
use crate::engine::site::Site;
use crate::engine::view::{EnteredView, View, when};
use crate::engine::{Path, RunState, Status};
use crate::model::Step;
use crate::msg;
use crate::print;
use crate::slip::Numbers;
use serde_json::{Value, json};

#[derive(clap::Args)]
pub(crate) struct Args {
    /// The run: the beginning of its id, or `@last`
    run: String,
    /// Every step, those of items that wait or are finished too
    #[arg(long)]
    all: bool,
    /// Where each item of its lists stands: people by steps
    #[arg(long)]
    grid: bool,
    /// For programs
    #[arg(long)]
    json: bool,
    /// Personal data too, for programs
    #[arg(long)]
    personal: bool,
}

type Found<'a> = (Path, Site<'a>, &'a Step);

pub(crate) fn run(args: &Args, desk: &Desk, ui: &mut Ui) -> Result<u8, Failure> {
    let loaded = desk.load(&args.run)?;
    if args.grid {
        return grid::show(desk, ui, &loaded, args.json, args.personal);
    }
    if args.json {
        let document = desk.view(&loaded, |view| document(&view, &loaded, args.personal));
        ui.json(&document);
        return Ok(0);
    }
    let lines = desk.view(&loaded, |view| {
        let mut lines = head(ui, &view, &loaded);
        let steps = view.steps();
        lines.extend(tree(ui, &view, &steps, args.all || ui.is_verbose()));
        lines.extend(mails(ui, &view, &loaded));
        lines.extend(notes(ui, &view));
        lines
    });
    lines.iter().for_each(|line| ui.out(line));
    Ok(0)
}

/// What programs read.
fn document(view: &View, loaded: &Loaded, personal: bool) -> Value {
    let run = view.run;
    let numbers = Numbers::of(view.checked);
    let steps: Vec<_> = view.steps().iter().map(|found| steps::object(view, &numbers, found, personal)).collect();
    let mails: Vec<Value> = run
        .mails
        .iter()
        .map(|(number, mail)| {
            let mut object = json!({
                "number": number, "path": mail.path.to_string(), "round": mail.round, "state": super::mail::state_of(run, mail),
                "left": mail.left.as_ref().map(|(stamp, _)| when(stamp.at)), "by": mail.left.as_ref().map(|(stamp, _)| stamp.by.clone()),
                "how": mail.left.as_ref().map(|(_, how)| how.clone()),
                "on": mail.on,
                "entered": mail.entered.as_ref().map(EnteredView::of),
            });
            if let (true, Some(map), Some(letter)) = (personal, object.as_object_mut(), &mail.letter) {
                map.insert("letter".into(), letter.value().clone());
            }
            object
        })
        .collect();
    let upgrades: Vec<Value> = run.upgrades.iter().map(|(from, stamp)| json!({"from": from, "at": when(stamp.at), "by": stamp.by})).collect();
    let erased: Vec<Value> =
        run.erased.iter().map(|(stamp, reason, all)| json!({"at": when(stamp.at), "by": stamp.by, "reason": reason, "all": all})).collect();
    json!({
        "version": 1, "run": loaded.id,
        "procedure": {"id": run.procedure.id, "version": run.procedure.version, "hash": run.procedure.edition, "status": view.checked.procedure.status.word()},
        "state": Desk::state(loaded), "started": run.started.as_ref().map(|s| when(s.at)), "by": run.started.as_ref().map(|s| s.by.clone()),
        "holidays": run.holidays, "upgrades": upgrades, "paused": run.paused, "erased": erased, "data": view.data(personal), "steps": steps, "mails": mails,
    })
}

fn head(ui: &Ui, view: &View, loaded: &Loaded) -> Vec<String> {
    let run = view.run;
    let title = view.say(&Site::root(view.checked), &view.checked.procedure.title);
    let mut lines = vec![ui.paint(Style::Bold, &title)];
    lines.push(ui.paint(Style::Dim, &format!("{} {} · {}", run.procedure.id, run.procedure.version, loaded.id)));
    if let Some(caution) = print::caution(view.checked.procedure.status) {
        lines.push(ui.paint(Style::Yellow, &wrap(&ui.text(&caution), ui.width(), "")));
    }
    let state = ui.text(&act::state_word(Desk::state(loaded)));
    let mut line = match &run.started {
        Some(stamp) => ui.text(&msg!("cli-show-state", state = state, when = dates::day_of(stamp.at, ui.lang()), by = &stamp.by)),
        None => state,
    };
    if let RunState::Cancelled(reason) = &run.state {
        line = format!("{line} · {reason}");
    }
    lines.push(line);
    lines.extend(upgrade::since(ui, view));
    for (stamp, reason, all) in &run.erased {
        let (when, by) = (dates::day_of(stamp.at, ui.lang()), &stamp.by);
        let message = if *all {
            msg!("show-erased", when = when, by = by, reason = reason)
        } else {
            msg!("show-erased-some", when = when, by = by, reason = reason)
        };
        lines.push(wrap(&ui.text(&message), ui.width(), ""));
    }
    if run.paused {
        lines.push(ui.paint(Style::Yellow, &wrap(&ui.text(&msg!("import-paused", run = &loaded.id)), ui.width(), "")));
    }
    let steps = view.steps();
    let (done, all) = steps.iter().filter(|(_, _, step)| !step.holds_scope()).fold((0usize, 0usize), |(done, all), (path, _, _)| {
        let settled = view.run.status(path).is_settled();
        (done + usize::from(settled), all + 1)
    });
    lines.push(ui.text(&msg!("cli-show-count", done = done, all = all)));
    if run.state == RunState::Preparing {
        lines.push(ui.text(&msg!("cli-preparing")));
    }
    lines.push(String::new());
    lines
}

/// The steps in the order of the printed checklist, what is inside others further in.
fn tree(ui: &Ui, view: &View, steps: &[Found], all: bool) -> Vec<String> {
    let numbers = Numbers::of(view.checked);
    let mut lines = Vec::new();
    let mut scope = Path::root();
    let mut folded: Option<Path> = None;
    for (path, site, step) in steps {
        let here = path.split().map_or_else(Path::root, |(scope, _)| scope);
        if folded.as_ref().is_some_and(|folded| path.is_in(folded)) {
            continue;
        }
        folded = None;
        let depth = here.0.len();
        if here != scope {
            scope = here.clone();
            if let Some(heading) = item(view, &here, site) {
                let indent = "  ".repeat(depth.saturating_sub(1) + 1);
                match idle(view, steps, &here).filter(|_| !all) {
                    Some((status, count)) => {
                        let state = steps::state(ui, status);
                        let left = format!("{indent}{state} {heading}");
                        let count = ui.text(&msg!("cli-show-steps", count = count));
                        lines.push(steps::row(ui, &left, columns(&indent) + 19 + columns(&heading), &count));
                        folded = Some(here);
                        continue;
                    }
                    None => lines.push(format!("{indent}{}", ui.paint(Style::Bold, &heading))),
                }
            }
        }
        lines.extend(line(ui, view, &numbers, (path, site, step), depth));
    }
    lines
}

/// How a step stands: what a run that was called off leaves open is open no more.
fn status(view: &View, path: &Path) -> Status {
    match (&view.run.state, view.run.status(path)) {
        (RunState::Cancelled(_), status) if !status.is_settled() => Status::LeftOut,
        (_, status) => status,
    }
}

/// An item's own scope has its name as a heading.
fn item(view: &View, scope: &Path, site: &Site) -> Option<String> {
    scope.0.last()?.item?;
    view.items(site).pop()
}

/// Nothing is open in this scope: all of it is settled, or ahead. How many steps it has.
fn idle(view: &View, steps: &[Found], scope: &Path) -> Option<(Status, usize)> {
    // What was called off in its midst is shown as far as it went.
    if matches!(view.run.state, RunState::Cancelled(_)) && steps.iter().any(|(p, _, _)| p.is_in(scope) && !view.run.status(p).is_settled()) {
        return None;
    }
    let inside: Vec<Status> =
        steps.iter().filter(|(p, _, _)| p.is_in(scope) && p.0.len() > scope.0.len() - 1).map(|(p, _, _)| view.run.status(p)).collect();
    let every = |good: fn(Status) -> bool| inside.iter().all(|status| good(*status));
    if every(|s| s == Status::Ahead) {
        return Some((Status::Ahead, inside.len()));
    }
    if every(|s| s == Status::LeftOut) {
        return Some((Status::LeftOut, inside.len()));
    }
    every(Status::is_settled).then_some((Status::Done, inside.len()))
}

fn line(ui: &Ui, view: &View, numbers: &Numbers, (path, site, step): (&Path, &Site, &Step), depth: usize) -> Vec<String> {
    let status = status(view, path);
    let indent = "  ".repeat(depth);
    let title = view.say(site, &step.title);
    let state = steps::state(ui, status);
    let shown = if status == Status::Open { ui.paint(Style::Bold, &title) } else { title.clone() };
    let number = pad(numbers.get(path), 2);
    let below = format!("{indent}{}", " ".repeat(19 + columns(&number) + 2));
    // A long title goes on below its beginning.
    let title = wrap(&title, ui.width(), &below).trim_start().replacen(&title, &shown, 1);
    let mut lines = vec![format!("{indent}{state} {}  {title}", ui.paint(Style::Dim, &number))];
    let known = view.run.step(path);
    let settled = known.and_then(|s| s.settled.as_ref()).filter(|_| (status == Status::Done && !step.holds_scope()) || status == Status::Waived);
    let quiet = |text: &str| ui.paint(Style::Dim, &wrap(text, ui.width(), &below));
    match status {
        Status::Open if !step.holds_scope() => {
            let standing = steps::standing(ui, view, path).join(" · ");
            if !standing.is_empty() {
                lines.push(wrap(&standing, ui.width(), &below));
            }
            lines.push(quiet(&path.to_string()));
        }
        Status::Open => {
            if let Some(due) = known.and_then(|s| s.due) {
                let text = ui.text(&dates::due(due, view.env.now, ui.lang()));
                lines.push(format!("{below}{}", if due < view.env.now { ui.paint(Style::Red, &text) } else { ui.paint(Style::Dim, &text) }));
            }
        }
        // Who waits for whom; what waits for steps that are themselves to come says nothing yet.
        Status::Ahead => {
            let awaited = view.awaited(path);
            if awaited.iter().any(|(path, _, _)| view.run.status(path) == Status::Open) {
                lines.push(quiet(&ui.text(&msg!("cli-show-awaits", steps = steps::awaited(ui, view, numbers, &awaited)))));
            }
        }
        // By its path a step is reopened or corrected.
        Status::Done | Status::Waived => {
            let on = known.and_then(|s| s.on).map(|on| crate::words::dates::weekday(on, ui.lang()));
            let stamp = settled.map(|stamp| format!("{}, {}", stamp.by, on.unwrap_or_else(|| dates::day_of(stamp.at, ui.lang()))));
            let entered = known.filter(|_| settled.is_some()).and_then(|s| s.entered.as_ref());
            let entered = entered.map(|by| ui.text(&msg!("show-entered", by = &by.by, when = dates::day_of(by.at, ui.lang()))));
            lines.push(quiet(&[Some(path.to_string()), stamp, entered].into_iter().flatten().collect::<Vec<_>>().join(" · ")));
        }
        Status::Passed | Status::LeftOut => {}
    }
    if let Some(reason) = known.and_then(|s| s.reason.as_ref()).filter(|_| status == Status::Waived) {
        lines.push(wrap(reason, ui.width(), &below));
    }
    if ui.is_verbose() && status.has_ways() {
        for (question, answer) in view.answers(path, ui.words(), true) {
            let answer = if question.is_empty() { format!("→ {answer}") } else { format!("{question}\u{a0}: {answer}") };
            lines.push(ui.paint(Style::Dim, &wrap(&answer, ui.width(), &below)));
        }
    }
    lines
}

/// The mails that wait to leave.
fn mails(ui: &Ui, view: &View, loaded: &Loaded) -> Vec<String> {
    let waiting: Vec<_> = view.run.mails.iter().filter(|(_, mail)| mail.left.is_none() && !view.run.is_withdrawn(mail)).collect();
    let mut lines = Vec::new();
    for (number, mail) in waiting {
        let name = steps::name(view, &mail.path);
        let id = loaded.id.as_str();
        lines.push(ui.text(&msg!("cli-show-mail", mail = *number, step = name)));
        lines.push(ui.paint(Style::Dim, &format!("  pasapas mail {id} show {number}")));
    }
    if !lines.is_empty() {
        lines.insert(0, String::new());
    }
    lines
}

/// A personal value in words; one that was erased says so.
pub(super) fn told(ui: &Ui, value: &Value) -> String {
    if value.is_null() { ui.text(&msg!("erased")) } else { crate::model::value::show_plain(value) }
}

fn notes(ui: &Ui, view: &View) -> Vec<String> {
    let mut lines = Vec::new();
    for (path, text, stamp) in &view.run.notes {
        let about = if path.is_root() { String::new() } else { format!("{}\u{a0}: ", steps::name(view, path)) };
        let text = told(ui, text.value());
        lines.push(wrap(&format!("✎ {}, {}\u{a0}: {about}{text}", stamp.by, dates::day_of(stamp.at, ui.lang())), ui.width(), ""));
    }
    if !lines.is_empty() {
        lines.insert(0, String::new());
    }
    lines
}
