//! What happened, one sentence each.

use crate::cli::act;
use crate::cli::show;
use crate::cli::steps::{mark, name};
use crate::cli::ui::Ui;
use crate::cli::upgrade;
use crate::engine::event::{Cause, Paper, Recall};
use crate::engine::site::Site;
use crate::engine::view::View;
use crate::engine::{Event, Path, Status};
use crate::model::Name;
use crate::msg;
use crate::words::Message;
use jiff::civil::Date;

/// The sentence of an event; `None` for what follows by itself and would only be in the way.
pub(super) fn of(ui: &Ui, view: &View, event: &Event) -> Option<String> {
    let step = |path: &Path| name(view, path);
    let with = |status: Status, message: Message| Some(format!("{} {}", mark(status), ui.text(&message)));
    match event {
        Event::Started { procedure, version, .. } => said(ui, &msg!("log-started", procedure = procedure, version = version)),
        Event::Begun { .. } => None,
        Event::Saved { path, .. } if path.is_root() => said(ui, &msg!("log-saved-inputs")),
        Event::Saved { path, .. } => said(ui, &msg!("log-saved", step = step(path))),
        Event::Ticked { path, check } => said(ui, &msg!("log-ticked", step = step(path), check = *check)),
        // The whole answer is what counts.
        Event::Sketched { .. } => None,
        Event::Opened { path, round, .. } if holds(view, path) || *round == 0 => None,
        Event::Opened { path, round: 1, .. } => with(Status::Open, msg!("log-opened", step = step(path))),
        Event::Opened { path, round, .. } => with(Status::Open, msg!("log-opened-again", step = step(path), round = *round)),
        Event::Joined { .. } | Event::ItemFinished { .. } | Event::Restored { .. } | Event::Timed { .. } => None,
        Event::Passed { path, .. } => with(Status::Passed, msg!("log-passed", step = step(path))),
        Event::LeftOut { path } => with(Status::LeftOut, msg!("log-left-out", step = step(path))),
        Event::StoodDown { path, down: true } => with(Status::LeftOut, msg!("log-left-out", step = step(path))),
        Event::StoodDown { down: false, .. } => None,
        Event::Cut { scope, cause } => {
            let what = if scope.is_root() { ui.text(&msg!("log-whole-run")) } else { step(&scope.without_item()) };
            let message = match cause {
                Cause::Stop(by) => msg!("log-cut-stop", what = what, step = step(by)),
                Cause::Dropped | Cause::Counted => return None,
                Cause::Waived => msg!("log-cut-waived", what = what),
                Cause::Enough => msg!("log-cut-enough", what = what),
            };
            with(Status::LeftOut, message)
        }
        Event::Done { path, choice, channel, late, on, paper, back, .. } => {
            let mut parts = vec![ui.text(&msg!("log-done", step = step(path)))];
            let chosen = titles(view, path, choice);
            if !chosen.is_empty() {
                parts.push(format!("→ {chosen}"));
            }
            parts.extend(on_paper(*on, paper.as_ref()).map(|said| ui.text(&said)));
            if *late {
                parts.push(ui.text(&msg!("log-late")));
            }
            if let Some(channel) = channel {
                parts.push(ui.text(&act::channel(channel)));
            }
            if let Some(back) = back {
                parts.push(ui.text(&msg!("log-back", step = back.as_ref())));
            }
            Some(format!("{} {}", mark(Status::Done), parts.join(" ")))
        }
        Event::Waived { path, reason, .. } => with(Status::Waived, msg!("log-waived", step = step(path), reason = reason)),
        Event::Reopened { path, reason: Some(reason) } => said(ui, &msg!("log-reopened", step = step(path), reason = reason)),
        Event::Reopened { path, reason: None } => said(ui, &msg!("log-reopened-back", step = step(path))),
        Event::Corrected { path, answers, removed } => {
            let fields: Vec<String> = answers.keys().chain(removed).map(ToString::to_string).collect();
            let message =
                if path.is_root() { msg!("log-corrected-start", fields = fields) } else { msg!("log-corrected", step = step(path), fields = fields) };
            said(ui, &message)
        }
        Event::Assigned { role, person } => said(ui, &msg!("log-assigned", role = role.as_ref(), who = show::told(ui, person.value()))),
        Event::PutBack { path } => with(Status::Ahead, msg!("log-put-back", step = step(path))),
        Event::Reentered { .. } => None,
        Event::ItemAdded { field, item, .. } => said(ui, &msg!("log-item-added", list = field.as_ref(), item = words(ui, item.value()))),
        Event::ItemDropped { field, number, reason, .. } => {
            said(ui, &msg!("log-item-dropped", list = field.as_ref(), number = *number, reason = reason))
        }
        Event::MailReady { mail, .. } => said(ui, &msg!("log-mail-ready", mail = *mail)),
        Event::MailLeft { mail, how, on, paper, .. } => {
            let left = ui.text(&msg!("log-mail-left", mail = *mail, how = crate::cli::mail::how(ui, how)));
            let when = on_paper(*on, paper.as_ref()).map(|said| ui.text(&said));
            Some(format!("  {}", std::iter::once(left).chain(when).collect::<Vec<_>>().join(" ")))
        }
        Event::MailQueued { mail, recipients, .. } => said(ui, &msg!("log-mail-queued", mail = *mail, count = *recipients)),
        // That it has left is said once, for all of its recipients.
        Event::MailSent { .. } => None,
        Event::MailFailed { mail, recipient, fault, answer } => {
            let why = crate::cli::mail::fault(*fault, *answer);
            said(ui, &msg!("log-mail-failed", mail = *mail, recipient = *recipient, why = why))
        }
        Event::MailUncertain { mail, recipient, fault } => {
            let why = crate::cli::mail::fault(*fault, None);
            said(ui, &msg!("log-mail-uncertain", mail = *mail, recipient = *recipient, why = why))
        }
        Event::MailResolved { mail, recipient, sent: true } => said(ui, &msg!("log-mail-resolved-sent", mail = *mail, recipient = *recipient)),
        Event::MailResolved { mail, recipient, sent: false } => said(ui, &msg!("log-mail-resolved-again", mail = *mail, recipient = *recipient)),
        Event::MailRecalled { mail, why } => {
            let why = match why {
                Recall::StepClosed => msg!("recall-step-closed"),
                Recall::Changed => msg!("recall-changed"),
                Recall::Asked => msg!("recall-asked"),
            };
            said(ui, &msg!("log-mail-recalled", mail = *mail, why = why))
        }
        Event::Reminded { path, times, mail: Some(mail) } => said(ui, &msg!("log-reminded", step = step(path), times = *times, mail = *mail)),
        Event::Reminded { path, times, mail: None } => said(ui, &msg!("log-reminded-nobody", step = step(path), times = *times)),
        Event::Upgraded { version, .. } => {
            let moved = ui.text(&msg!("log-upgraded", version = version));
            Some(match upgrade::counts_with(event) {
                Some(counts) => format!("{moved} · {}", ui.text(&counts)),
                None => moved,
            })
        }
        Event::Carried { .. } => {
            let (path, changes) = upgrade::carried(view, event)?;
            let what = if path.is_root() { ui.text(&msg!("log-start")) } else { step(path) };
            said(ui, &msg!("log-carried", what = what, changes = changes))
        }
        Event::Noted { path, text } => {
            let text = show::told(ui, text.value());
            let message = if path.is_root() { msg!("log-noted", text = text) } else { msg!("log-noted-step", step = step(path), text = text) };
            said(ui, &message)
        }
        Event::Erased { reason, values } if values.is_empty() => said(ui, &msg!("log-erased", reason = reason)),
        Event::Erased { reason, values } => said(ui, &msg!("log-erased-some", count = values.len(), reason = reason)),
        Event::Imported { personal: true } => said(ui, &msg!("log-imported")),
        Event::Imported { personal: false } => said(ui, &msg!("log-imported-bare")),
        Event::Resumed {} => said(ui, &msg!("log-resumed")),
        Event::Finished { outcome } => said(ui, &msg!("log-finished", state = act::state_word(outcome.word()))),
        Event::Cancelled { reason } => said(ui, &msg!("log-cancelled", reason = reason)),
    }
}

/// On which day something was really done, and by whom where it was entered from paper.
fn on_paper(on: Option<Date>, paper: Option<&Paper>) -> Option<Message> {
    match (on, paper) {
        (Some(day), Some(paper)) => Some(msg!("log-paper-on", day = day, who = &paper.by)),
        (None, Some(paper)) => Some(msg!("log-paper", who = &paper.by)),
        (Some(day), None) => Some(msg!("log-on", day = day)),
        (None, None) => None,
    }
}

fn said(ui: &Ui, message: &Message) -> Option<String> {
    Some(format!("  {}", ui.text(message)))
}

fn holds(view: &View, path: &Path) -> bool {
    Site::of_step(view.checked, path).is_some_and(|(_, step)| step.holds_scope())
}

fn titles(view: &View, path: &Path, choice: &[Name]) -> String {
    let Some((site, step)) = Site::of_step(view.checked, path) else { return String::new() };
    let title =
        |name: &Name| step.choose().and_then(|c| c.options.get(name)).map_or_else(|| name.to_string(), |option| view.say(&site, &option.title));
    choice.iter().map(title).collect::<Vec<_>>().join(", ")
}

/// What an item says of itself.
fn words(ui: &Ui, item: &serde_json::Value) -> String {
    match item {
        serde_json::Value::Object(map) => map.values().take(2).map(crate::model::value::show_plain).collect::<Vec<_>>().join(" "),
        other => show::told(ui, other),
    }
}
