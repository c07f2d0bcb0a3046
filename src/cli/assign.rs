//! `assign`: who plays a role; without one, who plays what.

use super::act;
use super::setup::usage;
use super::ui::{Style, Ui, columns, pad};
use crate::desk::{Desk, Failure};
use crate::engine::Command;
use crate::msg;
use serde_json::{Map, Value, json};

#[derive(clap::Args)]
pub(crate) struct Args {
    /// The run
    run: String,
    /// The role, by name or title
    role: Option<String>,
    /// The person's name
    #[arg(long, value_name = "NAME", requires = "role")]
    name: Option<String>,
    /// The mail address
    #[arg(long, value_name = "ADDRESS", requires = "name")]
    email: Option<String>,
    /// The phone number
    #[arg(long, value_name = "NUMBER", requires = "name")]
    phone: Option<String>,
    /// For programs
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(args: &Args, desk: &Desk, ui: &mut Ui) -> Result<u8, Failure> {
    let loaded = desk.load(&args.run)?;
    let (Some(role), Some(name)) = (&args.role, &args.name) else {
        if args.role.is_some() {
            return Err(usage(msg!("assign-name")));
        }
        let people = desk.view(&loaded, |view| view.people());
        if args.json {
            let roles: Vec<Value> = people.iter().map(|(role, title, parts)| json!({"role": role, "title": title, "person": parts})).collect();
            ui.json(&json!({"version": 1, "run": loaded.id, "roles": roles}));
            return Ok(0);
        }
        let width = people.iter().map(|(_, title, _)| columns(title)).max().unwrap_or(0);
        for (role, title, parts) in &people {
            let who = if parts.is_empty() {
                ui.text(&msg!("assign-nobody"))
            } else {
                parts.values().filter_map(Value::as_str).collect::<Vec<_>>().join(", ")
            };
            let title = ui.paint(Style::Bold, &pad(title, width));
            ui.out(&format!("{title}  {who}  {}", ui.paint(Style::Dim, role)));
        }
        return Ok(0);
    };
    let parts = [("name", Some(name)), ("email", args.email.as_ref()), ("phone", args.phone.as_ref())];
    let person: Map<String, Value> = parts.into_iter().filter_map(|(part, value)| Some((part.to_owned(), json!(value?)))).collect();
    let person = Some(Value::Object(person)).filter(|_| args.email.is_some() || args.phone.is_some()).unwrap_or_else(|| known(desk, name));
    let acted = desk.act_on(loaded, &Command::Assign { role: role.clone(), person }, &[])?;
    act::told(ui, desk, &acted, args.json)
}

/// Somebody of the team with all that is known of them; else the name as it was given.
fn known(desk: &Desk, name: &str) -> Value {
    desk.config().team.member(name).map_or_else(|| json!(name.trim()), |member| member.person.clone())
}

/// `ROLE=Nom <adresse>`, as `start --role` takes it.
pub(crate) fn named(desk: &Desk, given: &str) -> Result<(String, Value), Failure> {
    let (role, person) = given
        .split_once('=')
        .filter(|(role, person)| !role.trim().is_empty() && !person.trim().is_empty())
        .ok_or_else(|| usage(msg!("assign-form", given = given)))?;
    Ok((role.trim().to_owned(), known(desk, person)))
}
