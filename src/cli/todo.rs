//! `todo`: what can be done now, over all runs.

mod calendar;

use super::mail::waiting;
use super::named::{self, Roles};
use super::steps;
use super::ui::{Style, Ui, columns, pad, wrap};
use crate::desk::{Desk, Failure, Loaded};
use crate::engine::site::{self, Site};
use crate::engine::variables::Reader;
use crate::engine::view::View;
use crate::engine::{Path, RunState, Status};
use crate::model::Step;
use crate::msg;
use crate::slip::Numbers;
use serde_json::{Map, Value, json};

#[derive(clap::Args)]
pub(crate) struct Args {
    /// Only what this role does, by name or title
    #[arg(long, value_name = "ROLE")]
    role: Option<String>,
    /// Only what I do myself
    #[arg(long)]
    mine: bool,
    /// Only what is late
    #[arg(long)]
    late: bool,
    /// Only runs of this procedure
    #[arg(long, value_name = "PROC")]
    procedure: Option<String>,
    /// One object a line, for programs
    #[arg(long)]
    json: bool,
    /// What is due, as a calendar
    #[arg(long, conflicts_with = "json")]
    ics: bool,
    /// Personal data too, for programs
    #[arg(long)]
    personal: bool,
}

pub(crate) fn run(args: &Args, desk: &Desk, ui: &mut Ui) -> Result<u8, Failure> {
    let runs = desk.runs()?;
    args.procedure.as_ref().map(|id| named::procedure(id, desk, runs.iter().map(|s| s.procedure.as_str()))).transpose()?;
    let wanted = runs.iter().filter(|s| s.state == "open" && args.procedure.as_ref().is_none_or(|id| *id == s.procedure));
    let open = wanted.map(|summary| desk.load(&summary.run)).collect::<Result<Vec<_>, _>>()?;
    let short = desk.short_ids(open.iter().map(|loaded| loaded.id.as_str()))?;
    let role = args.role.as_deref().map(|role| known_role(desk, &open, role)).transpose()?;
    let (mut count, mut late) = (0, 0);
    let mut due = calendar::empty(ui);
    for loaded in &open {
        let preparing = loaded.run.state == RunState::Preparing;
        let lines = desk.view(loaded, |view| {
            let wanted = |path: &Path, site: &Site, step: &Step| chosen(args, role.as_deref(), desk, &view, path, site, step);
            let open: Vec<_> = view.open().into_iter().filter(|(path, site, step)| wanted(path, site, step)).collect();
            count += open.len();
            late += open.iter().filter(|(path, _, _)| view.is_late(path)).count();
            let numbers = Numbers::of(view.checked);
            if args.ics {
                open.iter().filter_map(|found| calendar::entry(&view, loaded, found, args.personal)).for_each(|entry| {
                    due.push(entry);
                });
                return Vec::new();
            }
            if args.json {
                return open.iter().map(|found| Line::Json(object(&view, &numbers, loaded, found, args.personal))).collect();
            }
            let mut lines: Vec<Line> = Vec::new();
            if open.is_empty() && !preparing {
                return lines;
            }
            let id = short.get(loaded.id.as_str()).copied().unwrap_or(loaded.id.as_str());
            let title = view.say(&Site::root(view.checked), &view.checked.procedure.title);
            lines.push(Line::Text(format!("{}  {}", ui.paint(Style::Bold, &title), ui.paint(Style::Dim, id))));
            if preparing {
                let state = ui.text(&msg!("cli-preparing"));
                lines.push(Line::Text(format!("  {} {state}", steps::mark(Status::Open))));
            }
            let mut around = Path::root();
            for found in &open {
                let scope = found.0.split().map_or_else(Path::root, |(scope, _)| scope);
                lines.extend(headings(ui, &view, &numbers, &around, &scope).into_iter().map(Line::Text));
                lines.extend(entry(ui, &view, &numbers, found).into_iter().map(Line::Text));
                around = scope;
            }
            lines.push(Line::Text(String::new()));
            lines
        });
        for line in lines {
            match line {
                Line::Text(text) => ui.out(&text),
                Line::Json(value) => ui.json_line(&value),
            }
        }
    }
    // What is asked of everybody is asked here too: a mail that failed waits for whoever looks.
    if !args.ics && !args.json && args.role.is_none() && !args.late {
        let of = |run: &str| runs.iter().any(|summary| summary.run == run && args.procedure.as_ref().is_none_or(|id| *id == summary.procedure));
        let undecided = waiting::undecided(desk, ui, &short, of)?;
        if !undecided.is_empty() {
            let title = ui.paint(Style::Bold, &ui.text(&msg!("cli-todo-mails")));
            [title].into_iter().chain(undecided).chain([String::new()]).for_each(|line| ui.out(&line));
        }
    }
    if args.ics {
        ui.raw(due.to_string().as_bytes());
    } else if !args.json {
        ui.say(&msg!("cli-todo-count", count = count, late = late));
    }
    Ok(0)
}

/// A role of the open runs; where none has it, of the procedures that could be started: a role without anything to do is no mistake.
fn known_role(desk: &Desk, open: &[Loaded], wanted: &str) -> Result<String, Failure> {
    let here: Roles = open.iter().flat_map(|loaded| named::roles(&loaded.checked)).collect();
    named::role(wanted, &here).or_else(|unknown| {
        let sound = desk.ids().into_iter().filter_map(|id| desk.procedure(&id).ok());
        let elsewhere: Roles = sound.flat_map(|checked| named::roles(&checked)).collect();
        let role = named::role(wanted, &elsewhere);
        if here.is_empty() { role } else { role.map_err(|_| unknown) }
    })
}

/// The groups and items that a step stands in, where they are others than those of the step before.
fn headings(ui: &Ui, view: &View, numbers: &Numbers, before: &Path, scope: &Path) -> Vec<String> {
    let mut lines = Vec::new();
    for depth in 0..scope.0.len() {
        let inside = Path(scope.0[..=depth].to_vec());
        let holder = inside.without_item();
        let Some((site, step)) = Site::of_step(view.checked, &holder) else { continue };
        let same = |other: &Path| before.0.len() > depth && Path(before.0[..=depth].to_vec()) == *other;
        let same_holder = before.0.len() > depth && Path(before.0[..=depth].to_vec()).without_item() == holder;
        let indent = "  ".repeat(2 * depth + 1);
        if !same_holder {
            let number = format!("{indent}{}  ", pad(numbers.get(&holder), 2));
            let title = wrap(&view.say(&site, &step.title), ui.width(), &" ".repeat(columns(&number)));
            lines.push(ui.paint(Style::Dim, &format!("{number}{}", title.trim_start())));
        }
        let item = site.enter(holder.name(), inside.0.last().and_then(|seg| seg.item)).and_then(|inner| view.items(&inner).pop());
        if let Some(item) = item.filter(|_| inside != holder && !same(&inside)) {
            lines.push(format!("{indent}  {}", ui.paint(Style::Bold, &item)));
        }
    }
    lines
}

/// One open step: its number and title, who does it or is awaited, by when, and its path.
fn entry(ui: &Ui, view: &View, numbers: &Numbers, (path, site, step): &(Path, Site, &Step)) -> Vec<String> {
    let indent = "  ".repeat(2 * path.0.len() - 1);
    let mark = ui.paint(Style::Blue, steps::mark(Status::Open));
    let number = pad(numbers.get(path), 2);
    let below = format!("{indent}{}", " ".repeat(columns(&number) + 4));
    let title = wrap(&view.say(site, &step.title), ui.width(), &below);
    let mut lines = vec![format!("{indent}{mark} {}  {}", ui.paint(Style::Dim, &number), title.trim_start())];
    let standing = steps::standing(ui, view, path).join(" · ");
    if !standing.is_empty() {
        lines.push(wrap(&standing, ui.width(), &below));
    }
    lines.push(ui.paint(Style::Dim, &format!("{below}{path}")));
    lines
}

enum Line {
    Text(String),
    Json(Value),
}

fn chosen(args: &Args, role: Option<&str>, desk: &Desk, view: &View, path: &Path, site: &Site, step: &Step) -> bool {
    let of_role = |wanted: &str| site::role(site, step).is_some_and(|role| **role == *wanted);
    (!args.late || view.is_late(path)) && role.is_none_or(of_role) && (!args.mine || is_mine(view, desk, site, step))
}

/// Whether a step is for whoever asks: the role is played by somebody of that name, or is called so; where nobody is known to play it, it is for whoever of the team
/// usually does, else for all of us.
fn is_mine(view: &View, desk: &Desk, site: &Site, step: &Step) -> bool {
    let by = desk.by();
    let Some(name) = site::role(site, step) else { return true };
    let Some(role) = site.here().checked.procedure.roles.get(name) else { return true };
    let known = Reader::new(view.run, site.clone(), view.env).role(name);
    let part = |part: &str| known.get_attr(part).ok().and_then(|v| v.as_str().map(str::to_owned)).filter(|text| !text.is_empty());
    let same = |text: &str| text.to_lowercase() == by.to_lowercase();
    match part("name") {
        Some(person) => same(&person) || part("email").is_some_and(|email| same(&email)) || same(name),
        None => {
            let (team, procedure) = (&desk.config().team, &site.here().checked.procedure.id);
            let usually = team.member(by).is_some_and(|member| member.plays(procedure, name));
            same(name) || usually || (!role.outside && !team.is_played(procedure, name))
        }
    }
}

fn object<'a>(view: &View<'a>, numbers: &Numbers, loaded: &Loaded, found: &(Path, Site<'a>, &'a Step), personal: bool) -> Value {
    let mut object = Map::new();
    object.insert("run".into(), json!(loaded.id));
    object.insert("procedure".into(), json!(loaded.checked.procedure.id.as_ref()));
    object.extend(steps::object(view, numbers, found, personal));
    object.insert("late".into(), json!(view.is_late(&found.0)));
    Value::Object(object)
}
