//! `erase`: personal data is destroyed; that something was there still shows, and the chain still holds.

use super::dates;
use super::ui::Ui;
use crate::desk::trust::Expired;
use crate::desk::{Desk, Failure, Loaded};
use crate::engine::run::{Delivery, MailState};
use crate::msg;
use crate::words::Message;
use serde_json::json;

#[derive(clap::Args)]
pub(crate) struct Args {
    /// The run
    #[arg(required_unless_present = "due", conflicts_with = "due")]
    run: Option<String>,
    /// Only what speaks of this person: an item of a list by its name, or who plays a role
    #[arg(long, value_name = "NAME", conflicts_with = "due")]
    person: Option<String>,
    /// All runs that are over for longer than their procedure says that personal data are kept
    #[arg(long)]
    due: bool,
    /// Why, without naming anybody
    #[arg(long, value_name = "TEXT", required_unless_present = "due")]
    reason: Option<String>,
    /// Only says what would go
    #[arg(long)]
    dry_run: bool,
    /// What came of it, for programs
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(args: &Args, desk: &Desk, ui: &mut Ui) -> Result<u8, Failure> {
    match &args.run {
        Some(run) => one(args, run, args.reason.as_deref().unwrap_or_default(), desk, ui).map(|()| 0),
        None => due(args, desk, ui),
    }
}

/// Everything that is due, run by run.
fn due(args: &Args, desk: &Desk, ui: &mut Ui) -> Result<u8, Failure> {
    let Expired { due, unreadable } = desk.expired()?;
    let reason = args.reason.clone().unwrap_or_else(|| ui.text(&msg!("erase-due-reason")));
    for (run, since) in &due {
        if !args.json {
            ui.out(&format!("{run}  {}", dates::day_of(*since, ui.lang())));
        }
        if args.json || !args.dry_run {
            one(args, run, &reason, desk, ui)?;
        }
    }
    if !args.json {
        ui.say(&msg!("erase-due-count", count = due.len()));
    }
    for run in &unreadable {
        ui.warn(&msg!("erase-due-unreadable", run = run));
    }
    Ok(u8::from(!unreadable.is_empty()))
}

fn one(args: &Args, run: &str, reason: &str, desk: &Desk, ui: &mut Ui) -> Result<(), Failure> {
    let loaded = desk.load(run)?;
    // After that their words are gone.
    let mut mails = mails(ui, &loaded);
    let erased = match &args.person {
        None => desk.erase(loaded, &[], reason, !args.dry_run)?,
        Some(person) => {
            let left = loaded.run.clone();
            let (erased, found) = desk.erase_person(loaded, person, reason, !args.dry_run)?;
            let of = |number: &u32| {
                let path = left.mails.get(number).map(|mail| mail.path.to_string());
                found.iter().any(|said| said.event == "mail_ready" && Some(&said.path) == path.as_ref())
            };
            mails.retain(|(number, _)| of(number));
            erased
        }
    };
    let copies: Vec<String> = erased.copies.iter().map(|copy| copy.display().to_string()).collect();
    if args.json {
        let numbers: Vec<u32> = mails.iter().map(|(number, _)| *number).collect();
        ui.json_line(&json!({
            "version": 1, "run": erased.loaded.id, "dry_run": args.dry_run, "values": erased.values, "mails": numbers,
            "swept": erased.swept, "copies": copies,
        }));
        return Ok(());
    }
    ui.say(&if args.dry_run { msg!("erase-would", count = erased.values) } else { msg!("erase-done", count = erased.values) });
    if !mails.is_empty() {
        ui.say(&msg!("erase-mails", count = mails.len()));
        mails.iter().for_each(|(_, mail)| ui.note(&format!("  {}", ui.text(mail))));
    }
    if !erased.swept {
        ui.warn(&msg!("erase-unswept"));
    }
    if !copies.is_empty() {
        ui.warn(&msg!("erase-copies", files = copies));
    }
    ui.say(&msg!("erase-elsewhere"));
    Ok(())
}

/// The mails that left already, for some of their recipients at least: what is in them nobody can take back.
fn mails(ui: &Ui, loaded: &Loaded) -> Vec<(u32, Message)> {
    let said = |(number, mail): (&u32, &MailState)| {
        let sent = |delivery: &Delivery| match delivery {
            Delivery::Sent(stamp, _) => Some(stamp.at),
            Delivery::Queued | Delivery::Failed(..) | Delivery::Uncertain(_) | Delivery::Recalled => None,
        };
        let in_part = || mail.post.as_ref()?.deliveries.iter().find_map(sent);
        let at = mail.left.as_ref().map(|(stamp, _)| stamp.at).or_else(in_part)?;
        let to = mail.letter.as_ref().map(|letter| recipients(letter.value())).unwrap_or_default();
        Some((*number, msg!("erase-mail", mail = *number, when = dates::day_of(at, ui.lang()), to = to)))
    };
    loaded.run.mails.iter().filter_map(said).collect()
}

/// To whom a letter went.
fn recipients(letter: &serde_json::Value) -> Vec<String> {
    let all = ["to", "cc", "bcc"].into_iter().filter_map(|part| letter.get(part)?.as_array());
    all.flatten().filter_map(|one| one.as_str().or_else(|| one.get("email")?.as_str())).map(str::to_owned).collect()
}
