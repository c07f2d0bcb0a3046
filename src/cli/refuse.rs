//! One clear no: its code, what is wrong, where, and what to do. For people on standard error; for programs, which asked for JSON, a document on
//! standard output in the place of the one that would have been there.

use super::draw;
use super::setup::Setup;
use super::ui::{Style, Ui, columns, wrap};
use crate::desk::{self, Failure};
use crate::engine::Refusal;
use crate::finding::{Finding, codes};
use crate::model::value::Problem;
use crate::msg;
use crate::report::{self, File, Text};
use crate::text::Document;
use crate::words::Message;
use serde_json::{Value, json};

/// Says why something was not done.
///
/// Gives the exit status: 1 where it ran and the answer is no, 2 where it could not run.
pub(crate) fn refuse(ui: &mut Ui, setup: Option<&Setup>, failure: &Failure) -> u8 {
    tracing::warn!(target: "pasapas::command", code = failure.code().name(), "refused");
    match failure {
        Failure::Refused(refusal) => {
            say(ui, refusal);
            1
        }
        Failure::Unable(refusal) => {
            say(ui, refusal);
            2
        }
        Failure::Unsound(file, findings) => {
            let report = setup.and_then(|setup| checked(setup, file)).filter(|(_, known)| findings.iter().all(|finding| known.contains(finding)));
            let refusal = Refusal::new(codes::PROCEDURE_UNSOUND, msg!("cli-unsound", file = file, count = findings.len()));
            if ui.is_for_programs() {
                let document = unsound(ui, &refusal, file, findings, report.map(|(document, _)| document));
                ui.json_line(&document);
                return 1;
            }
            match report {
                Some((document, _)) => {
                    let text = Text::of(&document);
                    for finding in findings {
                        let drawn = draw::finding(ui, &text, finding, false);
                        ui.err(&drawn);
                    }
                }
                // A pinned text that lies in no file: its findings are named by their places.
                None => {
                    for finding in findings {
                        let line = format!("{file} {} [{}] {}", finding.place, finding.code, ui.text(&finding.message));
                        ui.err(&line);
                    }
                }
            }
            let line = ui.text(&refusal.message);
            ui.err(&line);
            1
        }
    }
}

fn checked(setup: &Setup, file: &str) -> Option<(Document, Vec<Finding>)> {
    let id = crate::check::stem(file);
    let found = [file, id].into_iter().find_map(|name| desk::report(&setup.procedures, name).ok().filter(|(known, _)| known == file))?;
    Some((found.1.document.clone()?, found.1.findings.clone()))
}

/// A refusal as programs read it.
fn document(ui: &Ui, refusal: &Refusal) -> Value {
    let problems: Vec<Value> = refusal.problems.iter().map(|problem| json!({"field": problem.path, "message": ui.text(&problem.message)})).collect();
    let help: Vec<String> = refusal.help.iter().chain(&option(ui, refusal)).map(|help| ui.text(help)).collect();
    json!({
        "version": 1,
        "refused": {"code": refusal.code.name(), "message": ui.text(&refusal.message), "problems": problems, "help": help, "findings": []},
    })
}

/// A procedure that may not be carried out, as programs read it: the findings as `check --format json` has them, without lines where it lies in no
/// file.
fn unsound(ui: &Ui, refusal: &Refusal, file: &str, findings: &[Finding], text: Option<Document>) -> Value {
    let findings: Vec<Value> = match text {
        Some(text) => {
            let file = File { text: Text::of(&text), findings: findings.to_vec(), procedure: true };
            report::json::findings(ui.words(), &file)
        }
        None => findings
            .iter()
            .map(|finding| {
                let help = finding.help.as_ref().map(|help| ui.text(help));
                json!({"code": finding.code.name(), "message": ui.text(&finding.message), "help": help, "file": file, "place": finding.place.path()})
            })
            .collect(),
    };
    let mut document = document(ui, refusal);
    document["refused"]["findings"] = findings.into();
    document
}

/// A refusal in words, or as a document.
pub(crate) fn say(ui: &mut Ui, refusal: &Refusal) {
    if ui.is_for_programs() {
        let document = document(ui, refusal);
        ui.json_line(&document);
        return;
    }
    let head = ui.text(&msg!("cli-refused", code = refusal.code.name()));
    let message = ui.text(&refusal.message);
    let line = format!("{} {message}", ui.paint_err(Style::Red, &head));
    ui.err(&line);
    for problem in &refusal.problems {
        let text = ui.text(&problem.message);
        // What answers contradict each other in has no single place.
        let line = match problem.path.as_str() {
            "" => format!("  {text}"),
            path => format!("  {}\u{a0}: {text}", ui.paint_err(Style::Bold, path)),
        };
        ui.err(&line);
    }
    for help in refusal.help.iter().chain(&option(ui, refusal)) {
        say_help(ui, help);
    }
}

/// What to do, on lines of its own.
fn say_help(ui: &mut Ui, help: &Message) {
    let head = ui.text(&msg!("cli-help"));
    let indent = " ".repeat(2 + columns(&head) + 1);
    let text = wrap(&ui.text(help), ui.width(), &indent);
    let line = format!("  {} {}", ui.paint_err(Style::Blue, &head), text.trim_start());
    ui.err(&line);
}

/// The options that give what is missing.
fn option(ui: &Ui, refusal: &Refusal) -> Vec<Message> {
    let one = |message| vec![message];
    match (refusal.code, refusal.message.id) {
        (codes::ANSWER_MISSING, "run-preparing") => Vec::new(),
        (codes::ANSWER_MISSING, "reason-missing") => one(msg!("cli-hint-reason")),
        (codes::ANSWER_MISSING | codes::ANSWER_FORM, _) => {
            let file = refusal.problems.iter().find(|problem| matches!(problem.message.id, "answer-missing-file" | "expected-file"));
            let set = |problem: &Problem| match problem.message.id {
                "answer-missing" => Some(format!("--set {}=…", problem.path)),
                // Never the secret itself.
                "answer-missing-secret" => Some(ui.text(&msg!("cli-hint-secret", field = &problem.path))),
                _ => None,
            };
            let sets: Vec<String> = refusal.problems.iter().filter_map(set).collect();
            let set = (!sets.is_empty()).then(|| msg!("cli-hint-set", count = sets.len(), options = sets.join(" ")));
            let attach = file.map(|problem| msg!("cli-hint-attach", field = &problem.path));
            let confirm = (refusal.message.id == "answer-doubt").then(|| msg!("cli-hint-confirm"));
            set.into_iter().chain(attach).chain(confirm).collect()
        }
        (codes::CHOICE_REFUSED, "choice-missing" | "route-stuck" | "choice-unknown") => one(msg!("cli-hint-choose")),
        (_, "channel-missing" | "channel-refused") => one(msg!("cli-hint-by")),
        (_, "answer-doubt") => one(msg!("cli-hint-confirm")),
        (codes::STEP_NOT_OPEN, _) => one(msg!("cli-hint-why")),
        (codes::RUN_NOT_FOUND, "run-none") => Vec::new(),
        (codes::RUN_NOT_FOUND, _) => one(msg!("cli-hint-list")),
        _ => Vec::new(),
    }
}
