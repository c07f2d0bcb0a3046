//! What an act took with it, or would take: what is to be done again, what is undecided again, and the mails that left already.

use super::steps;
use super::ui::{Ui, wrap};
use crate::desk::{Acted, Desk};
use crate::engine::mail::{self, Letter};
use crate::engine::toll::Toll;
use crate::engine::view::View;
use crate::engine::{Path, Run};
use crate::model::moment::local;
use crate::msg;
use serde_json::{Value, json};

/// For programs.
pub(crate) fn json(toll: &Toll) -> Value {
    let paths = |paths: &[Path]| paths.iter().map(ToString::to_string).collect::<Vec<_>>();
    json!({
        "again": paths(&toll.again), "ahead": paths(&toll.ahead), "standby": paths(&toll.standby), "enough": paths(&toll.enough),
        "mails": toll.mails, "stale_mails": toll.stale,
    })
}

/// For people: steps by what they are called in the run as it was. Where that is what was asked for, it is data.
pub(crate) fn say(ui: &mut Ui, desk: &Desk, before: &Run, acted: &Acted, toll: &Toll, data: bool) {
    let seen = crate::desk::Loaded {
        id: acted.loaded.id.clone(),
        checked: acted.loaded.checked.clone(),
        run: before.clone(),
        records: acted.loaded.records,
        settings: acted.loaded.settings.clone(),
    };
    let lines = desk.view(&seen, |view| {
        let steps = |paths: &[Path]| paths.iter().map(|path| format!("{} ({path})", steps::name(&view, path))).collect();
        let mails = |numbers: &[u32]| numbers.iter().map(|number| letter(ui, &view, *number)).collect::<Vec<_>>();
        [
            (msg!("toll-again", count = toll.again.len()), steps(&toll.again)),
            (msg!("toll-ahead", count = toll.ahead.len()), steps(&toll.ahead)),
            (msg!("toll-standby", count = toll.standby.len()), steps(&toll.standby)),
            (msg!("toll-enough", count = toll.enough.len()), steps(&toll.enough)),
            (msg!("toll-mails", count = toll.mails.len()), mails(&toll.mails)),
            (msg!("toll-stale", count = toll.stale.len()), mails(&toll.stale)),
        ]
    });
    for (i, (head, names)) in lines.into_iter().enumerate() {
        if i == 0 || !names.is_empty() {
            ui.say(&head);
        }
        let width = ui.width();
        for name in names {
            let line = format!("  {}", wrap(&name, width, "    ").trim_start());
            if data { ui.out(&line) } else { ui.note(&line) }
        }
    }
}

/// The mails that left already and would read otherwise now.
pub(crate) fn mails(ui: &mut Ui, desk: &Desk, acted: &Acted, stale: &[u32]) {
    let lines = desk.view(&acted.loaded, |view| stale.iter().map(|number| letter(ui, &view, *number)).collect::<Vec<_>>());
    ui.say(&msg!("toll-stale", count = stale.len()));
    lines.iter().for_each(|line| ui.note(&format!("  {line}")));
}

/// One mail: its number, when it left, its subject and to whom.
fn letter(ui: &Ui, view: &View, number: u32) -> String {
    let left = view.run.mails.get(&number).and_then(|mail| Some((mail.on, mail.left.as_ref()?.0.at)));
    let when = left.map(|(on, at)| on.unwrap_or_else(|| local(at).date())).unwrap_or_default();
    let letter = mail::letter(view.checked, view.run, number, view.env).ok();
    let to = |letter: &Letter| letter.to.iter().map(ToString::to_string).collect::<Vec<_>>();
    let (subject, to) = letter.map(|letter| (letter.subject.clone(), to(&letter))).unwrap_or_default();
    ui.text(&msg!("toll-mail", mail = number, when = when, subject = subject, to = to))
}
