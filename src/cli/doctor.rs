//! `doctor`: what is set up, where, and what is missing.

mod store;

use super::dates;
use super::setup::{self, Setup, Store};
use super::start::settings_problems;
use super::ui::{Style, Ui, pad, wrap};
use crate::check::Library;
use crate::config;
use crate::desk::{Desk, Failure};
use crate::engine::Refusal;
use crate::journal::outbox::State;
use crate::library::Procedures;
use crate::msg;
use crate::post::settings::Smtp;
use crate::post::smtp::Server;
use crate::words::Message;
use jiff::SignedDuration;
use serde_json::json;

#[derive(clap::Args)]
pub(crate) struct Args {
    /// For programs
    #[arg(long)]
    json: bool,
    /// Procedures, or files of procedures; without any, all of them
    #[arg(value_name = "PROC")]
    procedures: Vec<String>,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Health {
    Good,
    Doubtful,
    Bad,
}

/// One thing that was looked at.
struct Look {
    name: &'static str,
    health: Health,
    lines: Vec<String>,
}

pub(crate) fn run(args: &Args, setup: &Setup, ui: &mut Ui) -> Result<u8, Failure> {
    let (store, usable) = store::look(ui, setup);
    let mut looks = vec![program(ui), workflows(ui, setup), store, settings(ui, setup)];
    looks.extend(smtp(ui, setup, usable));
    if let Ok(desk) = setup.desk(Store::None) {
        looks.extend(procedures(ui, setup, &desk, &args.procedures));
    }
    looks.push(actor(ui, setup));
    looks.push(terminal(ui));
    let bad = looks.iter().any(|look| look.health == Health::Bad);
    if args.json {
        let word = |health| match health {
            Health::Good => "ok",
            Health::Doubtful => "warning",
            Health::Bad => "error",
        };
        let checks: Vec<_> =
            looks.iter().map(|look| json!({"name": look.name, "state": word(look.health), "message": look.lines.join("\n")})).collect();
        ui.json(&json!({"version": 1, "checks": checks}));
        return Ok(u8::from(bad));
    }
    for look in &looks {
        let (mark, style) = match look.health {
            Health::Good => ("✓", Style::Green),
            Health::Doubtful => ("!", Style::Yellow),
            Health::Bad => ("✗", Style::Red),
        };
        let name = pad(&ui.text(&title(look.name)), 14);
        for (i, line) in look.lines.iter().enumerate() {
            let indent = " ".repeat(17);
            let text = wrap(line, ui.width(), &indent);
            let line = if i == 0 { format!("{} {} {}", ui.paint(style, mark), ui.paint(Style::Bold, &name), text.trim_start()) } else { text };
            ui.out(&line);
        }
    }
    Ok(u8::from(bad))
}

fn title(name: &str) -> Message {
    match name {
        "program" => msg!("doctor-title-program"),
        "workflows" => msg!("doctor-title-workflows"),
        "store" => msg!("doctor-title-store"),
        "settings" => msg!("doctor-title-settings"),
        "smtp" => msg!("doctor-title-smtp"),
        "procedure" => msg!("doctor-title-procedure"),
        "as" => msg!("doctor-title-as"),
        _ => msg!("doctor-title-terminal"),
    }
}

fn program(ui: &Ui) -> Look {
    let line = ui.text(&msg!("doctor-program", version = env!("CARGO_PKG_VERSION"), lang = ui.lang().tag()));
    Look { name: "program", health: Health::Good, lines: vec![line] }
}

fn workflows(ui: &Ui, setup: &Setup) -> Look {
    let count = setup.procedures.ids().len();
    let (health, message) = match &setup.procedures {
        Procedures::Folder(folder) => {
            let health = if count == 0 { Health::Doubtful } else { Health::Good };
            (health, msg!("doctor-workflows", folder = folder.display().to_string(), count = count))
        }
        Procedures::BuiltIn => (Health::Good, msg!("doctor-workflows-built-in", count = count)),
    };
    Look { name: "workflows", health, lines: vec![ui.text(&message)] }
}

impl Look {
    fn add(&mut self, ui: &Ui, health: Health, message: &Message) {
        self.health = self.health.max(health);
        self.lines.push(ui.text(message));
    }
}

/// Who acts; in doubt where there is a team and they are not in it.
fn actor(ui: &Ui, setup: &Setup) -> Look {
    let config = setup.config().unwrap_or_default();
    let stranger = !config.team.is_empty() && config.team.member(&setup.by).is_none();
    let (health, lines) = match setup.actor(&config) {
        Ok(name) if stranger => (Health::Doubtful, vec![ui.text(&msg!("doctor-as-stranger", name = name))]),
        Ok(name) => (Health::Good, vec![ui.text(&msg!("doctor-as", name = name))]),
        Err(failure) => (Health::Bad, reasons(ui, &failure)),
    };
    Look { name: "as", health, lines }
}

fn settings(ui: &Ui, setup: &Setup) -> Look {
    match (&setup.settings, setup.config()) {
        (None, _) => {
            let usual = setup::user_settings().display().to_string();
            let lines = vec![
                ui.text(&msg!("doctor-settings-none")),
                ui.text(&msg!("doctor-settings-where", file = usual, keys = config::KEYS.map(str::to_owned).to_vec())),
            ];
            Look { name: "settings", health: Health::Doubtful, lines }
        }
        (Some(file), Ok(config)) => {
            let message = msg!(
                "doctor-settings",
                file = file.display().to_string(),
                organisation = config.organisation.map(|organisation| organisation.name).unwrap_or_default()
            );
            let holidays = (!config.holidays.is_usual()).then(|| msg!("holidays", of = config.holidays.word()));
            Look { name: "settings", health: Health::Good, lines: [message].iter().chain(&holidays).map(|line| ui.text(line)).collect() }
        }
        (Some(_), Err(failure)) => Look { name: "settings", health: Health::Bad, lines: reasons(ui, &failure) },
    }
}

/// The mail server: whether it answers, is who it should be, and knows us. In test mode nothing is connected to.
fn smtp(ui: &Ui, setup: &Setup, usable: bool) -> Option<Look> {
    let smtp = setup.config().ok()?.smtp;
    let look = |health, lines: Vec<Message>| Some(Look { name: "smtp", health, lines: lines.iter().map(|line| ui.text(line)).collect() });
    let (waiting, lying) = if usable { lying(ui, setup) } else { (Health::Good, Vec::new()) };
    let Some(smtp) = smtp else { return look(waiting, [msg!("doctor-smtp-none")].into_iter().chain(lying).collect()) };
    if let Some(folder) = &smtp.test {
        let test = msg!("doctor-smtp-test", folder = folder.display().to_string());
        return look(Health::Doubtful, [test].into_iter().chain(lying).collect());
    }
    // Whoever asks how things are waits less long than a mail.
    let smtp = Smtp { timeout: smtp.timeout.min(10), ..smtp };
    let server = format!("{}:{}", smtp.host, smtp.port);
    let (mut health, mut lines) = match Server::new(&smtp).look() {
        Ok(seen) => {
            let message = match (seen.encrypted, &smtp.user) {
                (true, Some(user)) => msg!("doctor-smtp-known", server = server, user = user),
                (true, None) => msg!("doctor-smtp-encrypted", server = server),
                (false, Some(user)) => msg!("doctor-smtp-known-clear", server = server, user = user),
                (false, None) => msg!("doctor-smtp-clear", server = server),
            };
            (Health::Good, vec![message])
        }
        Err(trouble) => (Health::Bad, [trouble.message].into_iter().chain(trouble.help).collect()),
    };
    lines.extend(lying);
    health = health.max(waiting);
    look(health, lines)
}

/// After so long a mail that is due should have been seen to: a timer comes every ten minutes.
const UNSEEN: SignedDuration = SignedDuration::from_hours(6);

/// What lies in the outbox, and what it wants of a person.
fn lying(ui: &Ui, setup: &Setup) -> (Health, Vec<Message>) {
    let Some((rows, now)) = setup.desk(Store::Existing).and_then(|desk| Ok((desk.outbox()?, desk.now()))).ok() else {
        return (Health::Good, Vec::new());
    };
    let (mut health, mut lines) = (Health::Good, Vec::new());
    let stuck = rows.iter().filter(|row| matches!(row.state, State::Failed | State::Uncertain)).count();
    if !rows.is_empty() {
        lines.push(msg!("doctor-smtp-waiting", count = rows.len(), stuck = stuck));
    }
    if stuck > 0 {
        lines.push(msg!("doctor-smtp-stuck"));
        health = Health::Doubtful;
    }
    let unseen = rows.iter().filter(|row| row.state == State::Queued && now.duration_since(row.due) > UNSEEN).map(|row| row.due).min();
    if let Some(since) = unseen {
        lines.push(msg!("doctor-smtp-unseen", since = dates::moment(since, ui.lang())));
        health = Health::Doubtful;
    }
    (health, lines)
}

fn reasons(ui: &Ui, failure: &Failure) -> Vec<String> {
    match failure {
        Failure::Refused(Refusal { message, help, .. }) | Failure::Unable(Refusal { message, help, .. }) => {
            [message].into_iter().chain(help).map(|message| ui.text(message)).collect()
        }
        Failure::Unsound(file, findings) => vec![ui.text(&msg!("cli-unsound", file = file, count = findings.len()))],
    }
}

/// Every procedure: whether it is sound, and which settings it misses.
fn procedures(ui: &Ui, setup: &Setup, desk: &Desk, named: &[String]) -> Vec<Look> {
    let look = |id: String| match desk.procedure(&id) {
        Ok(checked) => {
            let problems = settings_problems(ui, desk, &checked);
            if problems.is_empty() {
                return Look { name: "procedure", health: Health::Good, lines: vec![ui.text(&msg!("doctor-procedure", id = id))] };
            }
            let mut lines = vec![ui.text(&msg!("doctor-procedure-settings", id = id, count = problems.len()))];
            lines.extend(problems.iter().map(|(name, message)| format!("{name}\u{a0}: {message}")));
            Look { name: "procedure", health: Health::Doubtful, lines }
        }
        Err(failure) => Look { name: "procedure", health: Health::Bad, lines: [id].into_iter().chain(reasons(ui, &failure)).collect() },
    };
    let all = if named.is_empty() { setup.procedures.ids() } else { named.to_vec() };
    all.into_iter().map(look).collect()
}

fn terminal(ui: &Ui) -> Look {
    let message = match (ui.is_interactive(), ui.has_color()) {
        (true, true) => msg!("doctor-terminal-color", width = ui.width()),
        (true, false) => msg!("doctor-terminal", width = ui.width()),
        (false, _) => msg!("doctor-terminal-none"),
    };
    Look { name: "terminal", health: Health::Good, lines: vec![ui.text(&message)] }
}
