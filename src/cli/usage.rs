//! What clap has to say, in the reader's language: help, and wrong uses.

use super::refuse;
use super::ui::{Color, Ui};
use crate::engine::Refusal;
use crate::finding::codes;
use crate::msg;
use crate::words::Message;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use std::ffi::OsString;
use std::process::ExitCode;

/// Says it, and gives the exit status.
pub(crate) fn report(args: &[OsString], error: &clap::Error) -> ExitCode {
    if error.kind() == ErrorKind::DisplayVersion {
        // A closed pipe is no fault.
        let _ = error.print();
        return ExitCode::SUCCESS;
    }
    let lang = super::language(asked_language(args).as_deref());
    let mut ui = Ui::new(lang, Color::Auto, false, false).for_programs(asks_for_json(args));
    // The same again with words in the reader's language: it ends in the same way.
    let dressed = super::command_in(lang).try_get_matches_from(args).err();
    let error = dressed.as_ref().unwrap_or(error);
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            let asked = error.kind() == ErrorKind::DisplayHelp;
            let text = error.render();
            let text = if ui.has_color() { text.ansi().to_string() } else { text.to_string() };
            if asked {
                ui.raw(text.as_bytes());
            } else {
                ui.err(text.trim_end());
            }
            let _ = ui.finish();
            if asked { ExitCode::SUCCESS } else { ExitCode::from(2) }
        }
        _ => {
            let refusal = Refusal { help: Some(help(args, error)), ..Refusal::new(codes::USAGE, message(error)) };
            refuse::say(&mut ui, &refusal);
            ExitCode::from(2)
        }
    }
}

/// `--json` where it stands, though the rest is wrong.
fn asks_for_json(args: &[OsString]) -> bool {
    args.iter().skip(1).take_while(|arg| *arg != "--").any(|arg| arg == "--json")
}

/// `--lang` where it stands, though the rest is wrong.
fn asked_language(args: &[OsString]) -> Option<String> {
    let words: Vec<&str> = args.iter().filter_map(|arg| arg.to_str()).collect();
    let next = words.windows(2).find(|pair| pair[0] == "--lang").map(|pair| pair[1]);
    next.or_else(|| words.iter().find_map(|word| word.strip_prefix("--lang="))).map(str::to_owned)
}

fn context(error: &clap::Error, kind: ContextKind) -> Option<String> {
    match error.get(kind)? {
        ContextValue::String(text) => Some(text.clone()),
        ContextValue::Strings(list) => Some(list.join(", ")),
        _ => None,
    }
}

fn message(error: &clap::Error) -> Message {
    let arg = context(error, ContextKind::InvalidArg).unwrap_or_default();
    let value = context(error, ContextKind::InvalidValue).unwrap_or_default();
    match error.kind() {
        ErrorKind::UnknownArgument if !arg.starts_with('-') => msg!("usage-argument-too-many", arg = arg),
        ErrorKind::UnknownArgument => msg!("usage-unknown-argument", arg = arg),
        ErrorKind::InvalidSubcommand => msg!("usage-unknown-command", command = context(error, ContextKind::InvalidSubcommand).unwrap_or_default()),
        ErrorKind::MissingSubcommand => msg!("usage-missing-command"),
        ErrorKind::MissingRequiredArgument => msg!("usage-missing-argument", arg = arg),
        ErrorKind::InvalidValue if value.is_empty() => msg!("usage-missing-value", arg = arg),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => msg!("usage-invalid-value", arg = arg, value = value),
        ErrorKind::ArgumentConflict => msg!("usage-conflict", arg = arg),
        ErrorKind::InvalidUtf8 => msg!("usage-utf8"),
        ErrorKind::NoEquals => msg!("usage-equals", arg = arg),
        ErrorKind::TooManyValues => msg!("usage-too-many", arg = arg, value = value),
        ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => msg!("usage-missing-value", arg = arg),
        _ => msg!("usage-other", detail = error.to_string().lines().next().unwrap_or_default()),
    }
}

fn help(args: &[OsString], error: &clap::Error) -> Message {
    let near = [ContextKind::SuggestedSubcommand, ContextKind::SuggestedArg, ContextKind::SuggestedValue];
    // The nearest of several stands last.
    let nearest = |kind| match error.get(kind)? {
        ContextValue::String(text) => Some(text.clone()),
        ContextValue::Strings(list) => list.last().cloned(),
        _ => None,
    };
    if let Some(near) = near.into_iter().find_map(nearest).filter(|near| !near.is_empty()) {
        return msg!("did-you-mean", name = near);
    }
    if let Some(values) = context(error, ContextKind::ValidValue).filter(|values| !values.is_empty()) {
        return msg!("usage-values", values = values);
    }
    let known: Vec<String> = super::command().get_subcommands().map(|sub| sub.get_name().to_owned()).collect();
    let command = args.iter().skip(1).filter_map(|arg| arg.to_str()).find(|arg| known.iter().any(|name| name == arg));
    msg!("usage-help", command = command.map_or_else(|| "pasapas --help".to_owned(), |command| format!("pasapas {command} --help")))
}
