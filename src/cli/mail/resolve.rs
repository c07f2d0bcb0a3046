//! `mail resolve`: a person decides about a mail that failed, or of which nobody knows whether it left.

use super::send;
use crate::cli::act;
use crate::cli::setup::usage;
use crate::cli::ui::Ui;
use crate::desk::{Desk, Failure, Loaded};
use crate::engine::{Command, mail, outbox};
use crate::msg;

#[derive(clap::Args)]
pub(super) struct Args {
    /// Its number
    mail: u32,
    /// It has left
    #[arg(long, conflicts_with = "again")]
    sent: bool,
    /// It is to be sent again
    #[arg(long)]
    again: bool,
    /// Only for this recipient: an address
    #[arg(long, value_name = "EMAIL")]
    to: Option<String>,
    /// What came of it, for programs
    #[arg(long)]
    json: bool,
}

pub(super) fn run(args: &Args, desk: &Desk, loaded: Loaded, ui: &mut Ui) -> Result<u8, Failure> {
    if !args.sent && !args.again {
        return Err(usage(msg!("cli-mail-resolve")));
    }
    let recipients = match &args.to {
        None => Vec::new(),
        Some(to) => {
            let letter = desk.view(&loaded, |view| mail::letter(view.checked, view.run, args.mail, view.env))?;
            let found = loaded.run.mails.get(&args.mail).and_then(|mail| {
                let all = outbox::deliveries(&letter, mail);
                all.into_iter().find(|(_, address, _)| address.email.eq_ignore_ascii_case(to)).map(|(number, _, _)| number)
            });
            vec![found.ok_or_else(|| usage(msg!("cli-mail-no-recipient", to = to)))?]
        }
    };
    let acted = desk.act_on(loaded, &Command::MailResolve { mail: args.mail, recipients, sent: args.sent }, &[])?;
    if args.sent {
        return act::told(ui, desk, &acted, args.json);
    }
    send::carry(desk, acted, &[args.mail], args.json, ui)
}
