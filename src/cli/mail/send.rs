//! `mail send`: a mail is shown, put into the outbox once somebody says so, and carried to the mail server at once.

use super::{fault, state_of, words};
use crate::cli::act;
use crate::cli::prompt::Prompt;
use crate::cli::setup::usage;
use crate::cli::ui::{Style, Ui};
use crate::desk::outbox::Limits;
use crate::desk::{Acted, Desk, Failure, Loaded};
use crate::engine::run::Delivery;
use crate::engine::{Event, Refusal, mail, outbox};
use crate::finding::codes;
use crate::msg;
use crate::post::carrier;
use serde_json::json;
use std::collections::BTreeSet;
use std::time::Duration;

/// So long somebody waits in front of it; what is left then leaves with the next `tick`.
const PATIENCE: Duration = Duration::from_secs(600);

#[derive(clap::Args)]
pub(crate) struct Args {
    /// Its number, or the step that sends it; without, the first that has not left
    #[arg(value_name = "MAIL")]
    mail: Option<String>,
    /// All mails of the run that have not left
    #[arg(long, conflicts_with = "mail")]
    all: bool,
    /// They were reviewed: nothing is asked
    #[arg(long)]
    yes: bool,
    /// It leaves again, though one left in an earlier round
    #[arg(long)]
    again: bool,
    /// It leaves though it lacks a setting, or something that only a person could attach
    #[arg(long)]
    confirm: bool,
    /// Only put it into the outbox: the next `tick` carries it
    #[arg(long)]
    later: bool,
    /// Only show what would leave
    #[arg(long)]
    dry_run: bool,
    /// What came of it, for programs
    #[arg(long)]
    json: bool,
}

pub(super) fn run(args: &Args, desk: &Desk, loaded: Loaded, ui: &mut Ui) -> Result<u8, Failure> {
    desk.smtp()?;
    let mails = meant(args, desk, &loaded)?;
    if !args.yes && !args.dry_run && (!ui.is_interactive() || args.json) {
        return Err(Failure::Unable(Refusal::new(codes::USAGE, msg!("cli-mail-unseen")).help(msg!("cli-mail-unseen.help"))));
    }
    if !args.json && !(args.yes && !args.dry_run && mails.len() > 1) {
        show(desk, &loaded, &mails, ui)?;
    }
    if args.dry_run {
        ui.say(&msg!("cli-mail-dry-run", count = mails.len()));
        return Ok(0);
    }
    if !args.yes {
        let question = ui.text(&msg!("cli-mail-question", count = mails.len()));
        // Enter alone sends nothing.
        if !Prompt::new(ui).yes(&question, None).unwrap_or(false) {
            ui.say(&msg!("cli-nothing-changed"));
            return Ok(1);
        }
    }
    let acted = desk.queue(loaded, &mails, args.again, args.confirm)?;
    if args.later {
        return told(desk, &acted.loaded.id, &mails, &acted, args.json, ui);
    }
    carry(desk, acted, &mails, args.json, ui)
}

/// The mails that are meant.
fn meant(args: &Args, desk: &Desk, loaded: &Loaded) -> Result<Vec<u32>, Failure> {
    let open = |(number, mail): (&u32, &crate::engine::run::MailState)| matches!(state_of(&loaded.run, mail), "ready" | "waiting").then_some(*number);
    let mut waiting = loaded.run.mails.iter().filter_map(open);
    let none = || Failure::Refused(Refusal::new(codes::MAIL_REFUSED, msg!("cli-mail-none")));
    match &args.mail {
        None if args.all => Some(waiting.collect::<Vec<_>>()).filter(|all| !all.is_empty()).ok_or_else(none),
        None => waiting.next().map(|first| vec![first]).ok_or_else(none),
        Some(named) => match named.parse() {
            Ok(number) => Ok(vec![number]),
            Err(_) => {
                let path = desk.path(loaded, named)?;
                let mail = loaded.run.step(&path).and_then(|step| step.mail);
                mail.map(|mail| vec![mail]).ok_or_else(|| usage(msg!("cli-mail-no-step", step = path.to_string())))
            }
        },
    }
}

/// The mails as they would leave.
fn show(desk: &Desk, loaded: &Loaded, mails: &[u32], ui: &mut Ui) -> Result<(), Failure> {
    for mail in mails {
        let letter = desk.view(loaded, |view| mail::letter(view.checked, view.run, *mail, view.env))?;
        words(ui, &letter).iter().for_each(|line| ui.out(line));
        if let Some(why) = letter.unsendable() {
            ui.warn(&why);
        }
        if mails.len() > 1 {
            let rule = ui.paint(Style::Dim, &"─".repeat(ui.width().min(72)));
            ui.out(&rule);
        }
    }
    Ok(())
}

/// Carries mails that were just put into the outbox, and tells what became of them.
pub(super) fn carry(desk: &Desk, mut acted: Acted, mails: &[u32], json: bool, ui: &mut Ui) -> Result<u8, Failure> {
    let id = acted.loaded.id.clone();
    let before = desk.records(&id)?.len();
    match desk.hold_outbox()? {
        None => ui.say(&msg!("cli-mail-busy")),
        Some(hold) => {
            let mut carrier = carrier(desk.smtp()?);
            let only = if let [one] = mails { Some(*one) } else { None };
            let round = desk.carry(&hold, &mut *carrier, Limits { time: PATIENCE, only: Some((&id, only)) })?;
            if let Some(trouble) = round.trouble {
                ui.warn(&trouble.message);
                trouble.help.iter().for_each(|help| ui.say(help));
            }
        }
    }
    // What followed is told with what was asked.
    acted.events.extend(desk.records(&id)?.into_iter().skip(before).flat_map(|record| record.events));
    acted.loaded = desk.load(&id)?;
    told(desk, &id, mails, &acted, json, ui)
}

fn told(desk: &Desk, id: &str, mails: &[u32], acted: &Acted, json: bool, ui: &mut Ui) -> Result<u8, Failure> {
    let loaded = &acted.loaded;
    let mut standing = BTreeSet::new();
    let mut lines = Vec::new();
    for number in mails {
        let Some(mail) = loaded.run.mails.get(number) else { continue };
        let state = state_of(&loaded.run, mail);
        standing.insert(state);
        let letter = desk.view(loaded, |view| mail::letter(view.checked, view.run, *number, view.env));
        let Ok(letter) = letter else { continue };
        for (_, address, delivery) in outbox::deliveries(&letter, mail) {
            let to = address.to_string();
            lines.push(match delivery {
                Delivery::Sent(..) => msg!("send-sent", to = to),
                Delivery::Queued => msg!("send-queued", to = to),
                Delivery::Failed(why, answer) => msg!("send-failed", to = to, why = fault(*why, *answer)),
                Delivery::Uncertain(why) => msg!("send-uncertain", to = to, why = fault(*why, None), run = id, mail = *number),
                Delivery::Recalled => msg!("send-recalled", to = to),
            });
        }
    }
    if json {
        let mut summary = act::summary(acted);
        let state = |number: &u32| loaded.run.mails.get(number).map(|mail| json!({"number": number, "state": state_of(&loaded.run, mail)}));
        summary["mails"] = mails.iter().filter_map(state).collect();
        ui.json(&summary);
    } else {
        lines.iter().for_each(|line| ui.say(line));
        if acted.events.iter().any(|event| matches!(event, Event::Done { .. })) {
            act::told(ui, desk, acted, false)?;
        }
        if desk.smtp()?.test.is_some() {
            ui.say(&msg!("send-test"));
        }
    }
    Ok(u8::from(standing.contains("failed") || standing.contains("uncertain")))
}
