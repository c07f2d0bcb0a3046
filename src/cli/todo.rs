//! `todo`: what can be done now, over all runs.

use super::list::short_ids;
use super::steps;
use super::ui::{Style, Ui, wrap};
use crate::desk::{Desk, Failure, Loaded};
use crate::engine::site::{self, Site};
use crate::engine::variables::Reader;
use crate::engine::view::View;
use crate::engine::{Path, RunState, Status};
use crate::model::Step;
use crate::msg;
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
    /// Personal data too, for programs
    #[arg(long)]
    personal: bool,
}

pub(crate) fn run(args: &Args, desk: &Desk, ui: &mut Ui) -> Result<u8, Failure> {
    let runs = desk.runs()?;
    let short = short_ids(&runs);
    let mut count = 0;
    for summary in runs.iter().filter(|s| s.state == "open" && args.procedure.as_ref().is_none_or(|id| *id == s.procedure)) {
        let loaded = desk.load(&summary.run)?;
        let preparing = loaded.run.state == RunState::Preparing;
        let lines = desk.view(&loaded, |view| {
            let wanted = |path: &Path, site: &Site, step: &Step| chosen(args, desk.by(), &view, path, site, step);
            let open: Vec<_> = view.open().into_iter().filter(|(path, site, step)| wanted(path, site, step)).collect();
            count += open.len();
            if args.json {
                return open.iter().map(|found| Line::Json(object(&view, &loaded, found, args.personal))).collect();
            }
            let mut lines: Vec<Line> = Vec::new();
            if open.is_empty() && !preparing {
                return lines;
            }
            let id = short.get(summary.run.as_str()).copied().unwrap_or(summary.run.as_str());
            let title = view.say(&Site::root(view.checked), &view.checked.procedure.title);
            lines.push(Line::Text(format!("{}  {}", ui.paint(Style::Bold, &title), ui.paint(Style::Dim, id))));
            if preparing {
                let state = ui.text(&msg!("cli-preparing"));
                lines.push(Line::Text(format!("  {} {state}", steps::mark(Status::Open))));
            }
            for (path, _, _) in &open {
                let mark = ui.paint(Style::Blue, steps::mark(Status::Open));
                lines.push(Line::Text(format!("  {mark} {}", wrap(&steps::name(&view, path), ui.width(), "    ").trim_start())));
                let standing = steps::standing(ui, &view, path).join(" · ");
                if !standing.is_empty() {
                    lines.push(Line::Text(wrap(&standing, ui.width(), "    ")));
                }
                lines.push(Line::Text(ui.paint(Style::Dim, &format!("    {path}"))));
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
    if !args.json {
        ui.say(&msg!("cli-todo-count", count = count));
    }
    Ok(0)
}

enum Line {
    Text(String),
    Json(Value),
}

fn is_late(view: &View, path: &Path) -> bool {
    view.run.step(path).and_then(|state| state.due).is_some_and(|due| due < view.env.now)
}

fn chosen(args: &Args, by: &str, view: &View, path: &Path, site: &Site, step: &Step) -> bool {
    let role = site::role(site, step);
    let of_role = |wanted: &String| {
        let title = steps::role(view, site, step);
        role.is_some_and(|role| **role == **wanted) || title.is_some_and(|title| title.to_lowercase() == wanted.to_lowercase())
    };
    (!args.late || is_late(view, path)) && args.role.as_ref().is_none_or(of_role) && (!args.mine || is_mine(view, by, site, step))
}

/// Whether a step is for whoever asks: the role is played by somebody of that name, or is called so, or is ours and nobody is known to play it.
fn is_mine(view: &View, by: &str, site: &Site, step: &Step) -> bool {
    let Some(name) = site::role(site, step) else { return true };
    let Some(role) = site.here().checked.procedure.roles.get(name) else { return true };
    let known = Reader::new(view.run, site.clone(), view.env).role(name);
    let part = |part: &str| known.get_attr(part).ok().and_then(|v| v.as_str().map(str::to_owned)).filter(|text| !text.is_empty());
    let same = |text: &str| text.to_lowercase() == by.to_lowercase();
    match part("name") {
        Some(person) => same(&person) || part("email").is_some_and(|email| same(&email)) || same(name),
        None => same(name) || !role.outside,
    }
}

fn object<'a>(view: &View<'a>, loaded: &Loaded, found: &(Path, Site<'a>, &'a Step), personal: bool) -> Value {
    let mut object = Map::new();
    object.insert("run".into(), json!(loaded.id));
    object.insert("procedure".into(), json!(loaded.checked.procedure.id.as_ref()));
    if let Ok(Value::Object(seen)) = serde_json::to_value(steps::seen(view, found, personal)) {
        object.extend(seen);
    }
    object.insert("late".into(), json!(is_late(view, &found.0)));
    Value::Object(object)
}
