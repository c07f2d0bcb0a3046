//! `tick`: what time brings about, for a timer; and nothing to read where nothing happened.

use super::dates;
use super::ui::Ui;
use crate::clock::Stopwatch;
use crate::desk::outbox::Limits;
use crate::desk::tick::Since;
use crate::desk::{Desk, Failure};
use crate::engine::Refusal;
use crate::finding::codes;
use crate::msg;
use crate::post::carrier;
use serde_json::json;
use std::time::Duration;

/// After so long the next one goes on: the outbox may be full, and the server slow.
const AT_MOST: Duration = Duration::from_secs(50 * 60);

#[derive(clap::Args)]
pub(crate) struct Args {
    /// Only say what would happen
    #[arg(long)]
    dry_run: bool,
    /// The clock is right: send what was held back because it had jumped
    #[arg(long)]
    confirm: bool,
    /// What came of it, for programs
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(args: &Args, desk: &Desk, ui: &mut Ui) -> Result<u8, Failure> {
    let smtp = desk.smtp()?;
    if args.dry_run {
        return dry(args, desk, ui);
    }
    // One at a time. The other one sees to everything.
    let Some(hold) = desk.hold_outbox()? else {
        if args.json {
            ui.json(&json!({"version": 1, "busy": true}));
        } else {
            ui.say(&msg!("tick-busy"));
        }
        return Ok(0);
    };
    let watch = Stopwatch::start();
    let due = desk.due()?;
    let since = desk.since_last_tick()?;
    let held = since != Since::Usual && !due.is_empty() && !args.confirm;
    let reminded = if held { 0 } else { desk.remind(&due)? };
    let unwritten: Vec<_> = due.iter().filter(|due| due.why_not.is_some() && !held).collect();
    let mut carrier = carrier(smtp);
    let round = desk.carry(&hold, &mut *carrier, Limits { time: AT_MOST, only: None })?;
    let left = desk.outbox()?.len();
    tracing::info!(
        target: "pasapas::tick",
        due = due.len(), held, reminded, sent = round.sent, put_off = round.put_off, failed = round.failed, uncertain = round.uncertain, left,
        trouble = round.trouble.as_ref().map(|trouble| trouble.code.name()), ms = watch.ms(), "seen to"
    );
    if args.json {
        ui.json(&json!({
            "version": 1, "busy": false, "reminded": reminded, "reminders_unwritten": unwritten.len(), "reminders_held": if held { due.len() } else { 0 },
            "sent": round.sent, "put_off": round.put_off, "failed": round.failed, "uncertain": round.uncertain, "outbox": left,
            "trouble": round.trouble.as_ref().map(|trouble| json!({"code": trouble.code.name(), "message": ui.text(&trouble.message)})),
        }));
    } else {
        for due in &unwritten {
            let why = due.why_not.clone().unwrap_or_else(|| msg!("mail-form"));
            ui.warn(&msg!("tick-unwritten", run = &due.run, step = due.path.to_string(), why = why));
        }
        if let Some(trouble) = &round.trouble {
            ui.warn(&trouble.message);
        }
        let happened = reminded + round.sent + round.put_off + round.failed + round.uncertain + unwritten.len() > 0;
        if happened || round.trouble.is_some() || ui.is_interactive() {
            ui.say(&msg!(
                "tick-done",
                reminded = reminded,
                sent = round.sent,
                off = round.put_off,
                failed = round.failed,
                uncertain = round.uncertain,
                left = left
            ));
        }
    }
    if held {
        return Err(Failure::Refused(jumped(ui, since, due.len())));
    }
    Ok(u8::from(round.trouble.is_some() || round.failed + round.uncertain > 0))
}

/// The clock jumped: nothing that depends on it alone leaves before a person has looked.
fn jumped(ui: &Ui, since: Since, due: usize) -> Refusal {
    let message = match since {
        Since::Back(last) => msg!("tick-held-back", last = dates::moment(last, ui.lang()), count = due),
        Since::Forward(last) => msg!("tick-held-forward", last = dates::moment(last, ui.lang()), count = due),
        Since::Usual => msg!("tick-dry", reminders = due, mails = 0_usize),
    };
    Refusal::new(codes::TICK_HELD, message).help(msg!("tick-held.help"))
}

fn dry(args: &Args, desk: &Desk, ui: &mut Ui) -> Result<u8, Failure> {
    let (due, rows) = (desk.due()?, desk.outbox()?);
    if args.json {
        let reminders: Vec<_> =
            due.iter().map(|due| json!({"run": due.run, "path": due.path.to_string(), "sendable": due.why_not.is_none()})).collect();
        ui.json(&json!({"version": 1, "dry_run": true, "reminders": reminders, "outbox": rows.len()}));
        return Ok(0);
    }
    for due in &due {
        let line = format!("{} {}", due.run, due.path);
        ui.out(&line);
    }
    ui.say(&msg!("tick-dry", reminders = due.len(), mails = rows.len()));
    Ok(0)
}
