//! What an operator of the system can follow: what the program does and how long it takes, on standard error, for those who ask for it.
//!
//! `PASAPAS_LOG` says of what, and how closely; `PASAPAS_LOG_FORMAT=json` writes an object a line. Nobody hears where nothing is set: then nothing is
//! made for it. Only what the program itself says is let through, and none of that is personal: runs have ids, steps paths and mails numbers;
//! names, addresses, subjects, answers and reasons are never given to it.

use super::setup::{env, usage};
use crate::clock::{Clock, Wall};
use crate::desk::Failure;
use crate::engine::Refusal;
use crate::finding::did_you_mean;
use crate::msg;
use std::fmt;
use tracing::level_filters::LevelFilter;
use tracing_subscriber::filter::Targets;
use tracing_subscriber::fmt::format::Writer;
use tracing_subscriber::fmt::time::FormatTime;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

/// What can be followed apart from the rest: `pasapas::store` and so on are what the events are of.
pub const SUBJECTS: &[&str] = &["command", "store", "run", "mail", "tick", "check", "print"];

/// How closely.
const LEVELS: &[(&str, LevelFilter)] = &[
    ("off", LevelFilter::OFF),
    ("error", LevelFilter::ERROR),
    ("warn", LevelFilter::WARN),
    ("info", LevelFilter::INFO),
    ("debug", LevelFilter::DEBUG),
    ("trace", LevelFilter::TRACE),
];

/// How lines are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Text,
    Json,
}

/// Begins to tell what happens, where that was asked for.
///
/// # Errors
/// What was asked for is not understood: which part of it.
pub(crate) fn begin() -> Result<(), Failure> {
    let Some(asked) = env("PASAPAS_LOG") else { return Ok(()) };
    let asked = filter(&asked)?;
    let form = form(env("PASAPAS_LOG_FORMAT").as_deref())?;
    // What could not be written is not said anywhere else: standard error is where it would go.
    let lines = tracing_subscriber::fmt::layer().with_writer(std::io::stderr).with_timer(Moments).with_ansi(false).log_internal_errors(false);
    let made = tracing_subscriber::registry().with(asked);
    // A second one in this process would be no fault of whoever reads the first.
    let _ = match form {
        Form::Text => made.with(lines).try_init(),
        Form::Json => made.with(lines.json().flatten_event(true).with_current_span(false)).try_init(),
    };
    Ok(())
}

/// `info`, `mail=debug`, or several of these.
fn filter(asked: &str) -> Result<Targets, Failure> {
    let mut targets = Targets::new();
    for part in asked.split(',').map(str::trim).filter(|part| !part.is_empty()) {
        let (subject, level) = part.split_once('=').map_or((None, part), |(subject, level)| (Some(subject.trim()), level.trim()));
        let unknown = |names: Vec<&str>, given: &str| {
            let near = did_you_mean(&given.to_lowercase(), names.iter().copied()).map(|near| msg!("did-you-mean", name = near));
            refused(part, near.unwrap_or_else(|| msg!("usage-values", values = names.join(", "))))
        };
        let Some((_, level)) = LEVELS.iter().find(|(word, _)| level.eq_ignore_ascii_case(word)) else {
            return Err(unknown(LEVELS.iter().map(|(word, _)| *word).collect(), level));
        };
        match subject {
            None => targets = targets.with_target("pasapas", *level),
            Some(subject) if SUBJECTS.contains(&subject) => targets = targets.with_target(format!("pasapas::{subject}"), *level),
            Some(subject) => return Err(unknown(SUBJECTS.to_vec(), subject)),
        }
    }
    Ok(targets)
}

fn refused(part: &str, help: crate::words::Message) -> Failure {
    match usage(msg!("cli-log-filter", part = part)) {
        Failure::Unable(refusal) => Failure::Unable(Refusal { help: Some(help), ..refusal }),
        other => other,
    }
}

fn form(asked: Option<&str>) -> Result<Form, Failure> {
    match asked.map(str::trim) {
        None | Some("text") => Ok(Form::Text),
        Some("json") => Ok(Form::Json),
        Some(other) => Err(usage(msg!("cli-log-form", given = other))),
    }
}

/// Moments as the journal writes them, by the program's only clock.
struct Moments;

impl FormatTime for Moments {
    fn format_time(&self, to: &mut Writer<'_>) -> fmt::Result {
        write!(to, "{:.6}", Wall.now())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tracing::Level;

    #[test]
    fn a_part_says_of_what_and_how_closely() {
        let both = filter("info, mail=trace").unwrap();
        let heard = |target, level| both.would_enable(target, &level);
        assert!(heard("pasapas::store", Level::INFO) && !heard("pasapas::store", Level::DEBUG) && heard("pasapas::mail", Level::TRACE));
        assert!(!heard("typst", Level::ERROR) && !heard("hyper::conn", Level::ERROR), "what others say may hold anything");
        let one = filter("run=WARN").unwrap();
        assert!(one.would_enable("pasapas::run", &Level::WARN) && !one.would_enable("pasapas::mail", &Level::ERROR));
    }

    #[test]
    fn what_is_not_understood_is_named() {
        for (asked, part) in [("inof", "inof"), ("info,post=debug", "post=debug"), ("mail=loud", "mail=loud"), ("info,=debug", "=debug")] {
            let Err(Failure::Unable(refusal)) = filter(asked) else { panic!("{asked}") };
            assert_eq!((refusal.message, refusal.help.is_some()), (msg!("cli-log-filter", part = part), true));
        }
        assert!(form(Some("xml")).is_err() && form(None).is_ok_and(|form| form == Form::Text));
    }
}
