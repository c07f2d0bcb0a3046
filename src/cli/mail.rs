//! `mail`: the mails of a run, to be read, exported, and marked as gone.

pub(crate) mod eml;
pub(crate) mod page;
mod resolve;
pub(crate) mod send;
pub(super) mod waiting;

use super::act;
use super::dates;
use super::deliver::{Form, form};
use super::setup::usage;
use super::steps;
use super::ui::{Style, Ui, pad, wrap};
use crate::desk::{Desk, Failure, Loaded};
use crate::engine::command::Leaving;
use crate::engine::event::Fault;
use crate::engine::mail::{self, Letter, OTHER_MEANS};
use crate::engine::outbox::{self, OUTBOX};
use crate::engine::run::{Delivery, MailState, Run};
use crate::engine::view::{View, when};
use crate::engine::{Command, Refusal};
use crate::finding::codes;
use crate::msg;
use crate::words::{Message, reasons};
use clap::Subcommand;
use serde_json::{Value, json};
use std::io::Write;
use std::path::{Path, PathBuf};

#[derive(clap::Args)]
pub(crate) struct Args {
    /// The run; without one, what lies in the outbox over all runs
    run: Option<String>,
    /// One object a line, for programs
    #[arg(long)]
    json: bool,
    #[command(subcommand)]
    action: Option<Action>,
}

#[derive(Subcommand)]
enum Action {
    /// All mails of the run
    List {
        /// One object a line, for programs
        #[arg(long)]
        json: bool,
        /// Subjects and recipients too, for programs
        #[arg(long)]
        personal: bool,
    },
    /// A mail in words; without a number, the first that has not left
    Show {
        /// Its number
        mail: Option<u32>,
        /// For programs: personal data
        #[arg(long)]
        json: bool,
    },
    /// A mail as a file (.eml) that a mail program opens as a draft; a letter as text, or as a page to print
    Export {
        /// Its number
        mail: u32,
        /// The form it is written in; else what fits how it leaves, or the file's ending
        #[arg(long, value_enum)]
        format: Option<Format>,
        /// Where to; `-` is standard output
        #[arg(short, long, value_name = "FILE")]
        output: Option<PathBuf>,
    },
    /// Send a mail: shown first, then put into the outbox and carried to the mail server
    Send(send::Args),
    /// Decide about a mail that failed, or of which nobody knows whether it left
    Resolve(resolve::Args),
    /// Take a mail out of the outbox
    Recall {
        /// Its number
        mail: u32,
        /// What came of it, for programs
        #[arg(long)]
        json: bool,
    },
    /// A mail has left by other means
    Sent {
        /// Its number
        mail: u32,
        /// How
        #[arg(long, value_name = "TEXT")]
        how: Option<String>,
        /// The day it really left
        #[arg(long, value_name = "DATE")]
        on: Option<String>,
        /// It leaves again, though one left in an earlier round
        #[arg(long)]
        again: bool,
        /// It left though it lacks an address or a setting
        #[arg(long)]
        confirm: bool,
        /// What came of it, for programs
        #[arg(long)]
        json: bool,
    },
}

/// How a mail left, in words.
pub(crate) fn how(ui: &Ui, how: &str) -> String {
    match how {
        OTHER_MEANS => ui.text(&msg!("cli-mail-how")),
        OUTBOX => ui.text(&msg!("cli-mail-how-outbox")),
        other => other.to_owned(),
    }
}

/// Why a mail did not leave, in words.
pub(crate) fn fault(fault: Fault, answer: Option<u16>) -> Message {
    let answer = answer.map(|answer| answer.to_string()).unwrap_or_default();
    match fault {
        Fault::Refused => msg!("fault-refused", answer = answer),
        Fault::GaveUp => msg!("fault-gave-up"),
        Fault::Unwritable => msg!("fault-unwritable"),
        Fault::AnswerLost => msg!("fault-answer-lost"),
        Fault::Interrupted => msg!("fault-interrupted"),
    }
}

#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// A draft for a mail program
    Eml,
    /// Plain text
    Text,
    /// One HTML page, to be printed, signed and posted
    Html,
}

const FORMS: &[Form<Format>] = &[
    Form { form: Format::Eml, name: "eml", endings: &["eml"] },
    Form { form: Format::Text, name: "text", endings: &["txt"] },
    Form { form: Format::Html, name: "html", endings: &["html", "htm"] },
];

pub(crate) fn run(args: &Args, desk: &Desk, ui: &mut Ui) -> Result<u8, Failure> {
    let Some(run) = &args.run else {
        return match &args.action {
            None => waiting::run(args.json, desk, ui),
            Some(Action::List { json, .. }) => waiting::run(*json, desk, ui),
            Some(_) => Err(Failure::Unable(Refusal::new(codes::USAGE, msg!("cli-mail-run")).help(msg!("cli-mail-run.help")))),
        };
    };
    let loaded = desk.load(run)?;
    match &args.action {
        None => list(ui, desk, &loaded, args.json, false),
        Some(Action::Send(args)) => send::run(args, desk, loaded, ui),
        Some(Action::Resolve(args)) => resolve::run(args, desk, loaded, ui),
        Some(Action::Recall { mail, json }) => {
            let acted = desk.act_on(loaded, &Command::MailRecall { mail: *mail }, &[])?;
            act::told(ui, desk, &acted, *json)
        }
        Some(Action::List { json, personal }) => list(ui, desk, &loaded, *json, *personal),
        Some(Action::Show { mail, json }) => show(ui, desk, &loaded, *mail, *json),
        Some(Action::Export { mail, format, output }) => export(ui, desk, loaded, *mail, *format, output.as_deref()),
        Some(Action::Sent { mail, how, on, again, confirm, json }) => {
            let on = on.as_deref().map(|on| act::day(desk, on)).transpose()?;
            let how = how.clone().unwrap_or_else(|| ui.text(&msg!("cli-mail-how")));
            let acted = desk.act_on(
                loaded,
                &Command::MailLeft { mail: *mail, leaving: Leaving { how, on, paper: None, again: *again, lacking: *confirm } },
                &[],
            )?;
            act::told(ui, desk, &acted, *json)
        }
    }
}

/// The state of a mail, for programs.
pub(crate) fn state_of(run: &Run, mail: &MailState) -> &'static str {
    match (&mail.left, run.is_withdrawn(mail), &mail.letter) {
        (Some(_), _, _) => "left",
        (None, _, _) if mail.is_anywhere(|d| matches!(d, Delivery::Uncertain(_))) => "uncertain",
        (None, true, _) => "withdrawn",
        (None, _, _) if mail.is_anywhere(|d| matches!(d, Delivery::Failed(..))) => "failed",
        (None, _, _) if mail.is_anywhere(|d| matches!(d, Delivery::Queued)) => "queued",
        (None, false, Some(_)) => "ready",
        (None, false, None) => "waiting",
    }
}

fn list(ui: &mut Ui, desk: &Desk, loaded: &Loaded, json: bool, personal: bool) -> Result<u8, Failure> {
    let lines: Vec<String> = desk.view(loaded, |view| {
        let mails = loaded.run.mails.iter();
        let line = |(number, mail): (&u32, &MailState)| match json {
            true => object(&view, *number, mail, personal).to_string(),
            false => entry(ui, &view, *number, mail).join("\n"),
        };
        mails.map(line).collect()
    });
    lines.iter().for_each(|line| ui.out(line));
    if !json {
        ui.say(&msg!("cli-mail-count", count = lines.len()));
    }
    Ok(0)
}

/// A mail on its lines of the list: what it is about and for whom, how it stands, and the step that sends it.
fn entry(ui: &Ui, view: &View, number: u32, mail: &MailState) -> Vec<String> {
    let (mark, style, word) = match (state_of(view.run, mail), &mail.left) {
        (_, Some((stamp, how))) => {
            ("✓", Style::Green, msg!("cli-mail-left", when = dates::moment(stamp.at, ui.lang()), by = &stamp.by, how = self::how(ui, how)))
        }
        ("withdrawn", None) => ("–", Style::Dim, msg!("cli-mail-withdrawn")),
        ("uncertain", None) => ("?", Style::Yellow, msg!("cli-mail-uncertain", mail = number)),
        ("failed", None) => ("✗", Style::Red, msg!("cli-mail-failed", mail = number)),
        ("queued", None) => ("▸", Style::Blue, msg!("cli-mail-queued")),
        ("ready", None) => ("▸", Style::Blue, msg!("cli-mail-ready")),
        (_, None) => ("▸", Style::Blue, msg!("cli-mail-waiting")),
    };
    let mut lines = Vec::new();
    let below = " ".repeat(6);
    let step = steps::name(view, &mail.path);
    let quiet = |text: &str| ui.paint(Style::Dim, &wrap(text, ui.width(), &below));
    let head = |text: &str| format!("{}{} {}", pad(&format!("{number}."), 4), ui.paint(style, mark), wrap(text, ui.width(), &below).trim_start());
    match mail::letter(view.checked, view.run, number, view.env) {
        Ok(letter) => {
            lines.push(head(&letter.subject));
            let to: Vec<String> = letter.to.iter().chain(&letter.cc).map(ToString::to_string).collect();
            if !to.is_empty() {
                lines.push(wrap(&format!("{} {}", ui.text(&msg!("cli-mail-to")), to.join(", ")), ui.width(), &below));
            }
            let name = mail.reminder.map_or_else(|| step.clone(), |times| ui.text(&msg!("cli-mail-reminder", times = times, step = &step)));
            lines.push(quiet(&name));
            lines.push(quiet(&ui.text(&word)));
            lines.extend(undecided(ui, &letter, mail).into_iter().map(|line| quiet(&line)));
            return lines;
        }
        // It cannot be written yet: the step is all there is to say.
        Err(_) => lines.push(head(&step)),
    }
    lines.push(quiet(&ui.text(&word)));
    lines
}

/// The recipients for whom it is not clear, or not so, that a mail has left: a line each.
pub(super) fn undecided(ui: &Ui, letter: &Letter, mail: &MailState) -> Vec<String> {
    let one = |(number, address, delivery): (u32, &mail::Address, &Delivery)| {
        let why = match delivery {
            Delivery::Failed(fault, answer) => self::fault(*fault, *answer),
            Delivery::Uncertain(fault) => self::fault(*fault, None),
            Delivery::Queued | Delivery::Sent(..) | Delivery::Recalled => return None,
        };
        Some(ui.text(&msg!("cli-mail-recipient", number = number, to = address.to_string(), why = why)))
    };
    outbox::deliveries(letter, mail).into_iter().filter_map(one).collect()
}

/// A mail of the list as programs read it: what it is about and for whom is personal data.
fn object(view: &View, number: u32, mail: &MailState, personal: bool) -> Value {
    let mut object = json!({
        "number": number, "path": mail.path.to_string(), "round": mail.round, "state": state_of(view.run, mail),
        "left": mail.left.as_ref().map(|(stamp, _)| when(stamp.at)),
    });
    if let Some(times) = mail.reminder {
        object["reminder"] = json!(times);
    }
    if let Some(post) = &mail.post {
        object["message"] = json!(post.message);
        object["recipients"] = post.deliveries.iter().map(recipient).collect();
    }
    if let (true, Ok(letter)) = (personal, mail::letter(view.checked, view.run, number, view.env)) {
        object["subject"] = json!(letter.subject);
        object["to"] = json!(letter.to);
        object["cc"] = json!(letter.cc);
    }
    object
}

fn recipient(delivery: &Delivery) -> Value {
    let mut object = json!({"state": delivery.word()});
    match delivery {
        Delivery::Sent(stamp, answer) => {
            object["at"] = json!(when(stamp.at));
            object["answer"] = json!(answer);
        }
        Delivery::Failed(fault, answer) => {
            object["fault"] = json!(fault);
            object["answer"] = json!(answer);
        }
        Delivery::Uncertain(fault) => object["fault"] = json!(fault),
        Delivery::Queued | Delivery::Recalled => {}
    }
    object
}

fn letter(desk: &Desk, loaded: &Loaded, number: u32) -> Result<Letter, Failure> {
    Ok(desk.view(loaded, |view| mail::letter(view.checked, view.run, number, view.env))?)
}

fn show(ui: &mut Ui, desk: &Desk, loaded: &Loaded, number: Option<u32>, json: bool) -> Result<u8, Failure> {
    let waiting = || loaded.run.mails.iter().find(|(_, mail)| mail.left.is_none() && !loaded.run.is_withdrawn(mail)).map(|(number, _)| *number);
    let Some(number) = number.or_else(waiting) else { return Err(Failure::Refused(Refusal::new(codes::MAIL_REFUSED, msg!("cli-mail-none")))) };
    let letter = letter(desk, loaded, number)?;
    if json {
        let state = loaded.run.mails.get(&number).map(|mail| state_of(&loaded.run, mail));
        ui.json(&json!({"version": 1, "run": loaded.id, "number": number, "state": state, "letter": letter}));
        return Ok(0);
    }
    for line in words(ui, &letter) {
        ui.out(&line);
    }
    if let Some(why) = letter.unsendable() {
        ui.warn(&why);
    }
    Ok(0)
}

/// A mail as people read it.
pub(super) fn words(ui: &Ui, letter: &Letter) -> Vec<String> {
    let all = |addresses: &[mail::Address]| addresses.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
    let mut lines = Vec::new();
    let mut line = |head: crate::words::Message, text: String| {
        if !text.is_empty() {
            lines.push(format!("{} {text}", ui.paint(Style::Bold, &ui.text(&head))));
        }
    };
    line(msg!("cli-mail-to"), all(&letter.to));
    line(msg!("cli-mail-cc"), all(&letter.cc));
    line(msg!("cli-mail-reply-to"), letter.reply_to.as_ref().map(ToString::to_string).unwrap_or_default());
    line(msg!("cli-mail-subject"), letter.subject.clone());
    line(msg!("cli-mail-attached"), letter.attach.iter().map(|a| a.title.clone()).collect::<Vec<_>>().join(", "));
    lines.push(String::new());
    lines.push(letter.body.trim_end().to_owned());
    lines
}

fn export(ui: &mut Ui, desk: &Desk, loaded: Loaded, number: u32, format: Option<Format>, output: Option<&Path>) -> Result<u8, Failure> {
    let by_ending = if format.is_some() { None } else { form(output, FORMS)? };
    let is_past = loaded.run.mails.get(&number).is_some_and(|mail| mail.left.is_some());
    // Once it has left, its words stand; before, they are recorded first.
    let loaded = if is_past { loaded } else { desk.act_on(loaded, &Command::MailReady { mail: number }, &[])?.loaded };
    let letter = letter(desk, &loaded, number)?;
    let fitting = match (letter.by.as_str(), by_ending) {
        (_, Some(form)) => form,
        ("email", None) => Format::Eml,
        _ => Format::Text,
    };
    let bytes = match format.unwrap_or(fitting) {
        Format::Eml => {
            let (bytes, by_hand) = eml::write(desk, &letter)?;
            for title in by_hand {
                ui.warn(&msg!("cli-mail-attach", title = title));
            }
            bytes
        }
        Format::Html => page::write(desk, &loaded, number, &letter).into_bytes(),
        Format::Text => format!("{}\n", words(&Ui::new(ui.lang(), super::ui::Color::Never, true, false), &letter).join("\n")).into_bytes(),
    };
    match output {
        None => ui.raw(&bytes),
        Some(path) if path == Path::new("-") => ui.raw(&bytes),
        Some(path) => {
            write(path, &bytes)?;
            ui.say(&msg!("cli-written", file = path.display().to_string()));
        }
    }
    if !is_past {
        ui.say(&msg!("cli-mail-then", mail = number, run = &loaded.id));
    }
    Ok(0)
}

/// Writes a file that is not there yet.
pub(crate) fn write(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let shown = path.display().to_string();
    let new = std::fs::OpenOptions::new().write(true).create_new(true).open(path);
    match new.and_then(|mut file| file.write_all(bytes)) {
        Ok(()) => Ok(()),
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => Err(usage(msg!("cli-file-exists", file = shown))),
        Err(error) => {
            Err(Failure::Unable(Refusal::new(codes::FILE_UNREADABLE, msg!("cli-file-unwritable", file = shown, reason = reasons::io(&error)))))
        }
    }
}
