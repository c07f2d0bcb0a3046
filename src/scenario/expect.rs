//! What a story expects, beside what came.

use super::play::Player;
use super::{Expect, Given, Mail, find, read};
use crate::engine::mail::{self, Address, Letter};
use crate::engine::site::Site;
use crate::engine::variables::Reader;
use crate::engine::view::state_word;
use crate::engine::{Path, Status, find_path};
use crate::finding::{Code, Finding, Place, codes};
use crate::model::moment::zone;
use crate::model::{Expr, Ref};
use crate::msg;
use crate::template;
use crate::words::{Arg, Message};
use serde_json::Value;

const CODE: Code = codes::SCENARIO_EXPECTED;

/// Everything that is expected and is not so. `mails` are those that are in question.
pub(super) fn check(player: &Player, expect: &Expect, mails: &[u32]) -> Vec<Finding> {
    let mut found = Found { player, findings: Vec::new() };
    if let Some(state) = &expect.state {
        let came = state_word(&player.run);
        found.same(state, state.name.as_ref(), came, |expected, came| msg!("scenario-state", expected = expected, came = came));
    }
    found.open(expect);
    for (step, state) in &expect.steps {
        let Some(path) = found.path(step) else { continue };
        let came = player.run.status(&path).word();
        found.same(state, state.name.as_ref(), came, |expected, came| {
            msg!("scenario-step-state", step = step.name.as_ref(), expected = expected, came = came)
        });
    }
    found.reached(expect);
    for given in &expect.values {
        found.value(given);
    }
    for (step, offered) in &expect.offered {
        found.offered(step, offered);
    }
    for (step, due) in &expect.due {
        found.due(step, due);
    }
    if let Some((expected, place)) = &expect.mails {
        found.mails(expected, place, mails);
    }
    found.findings
}

struct Found<'f> {
    player: &'f Player<'f>,
    findings: Vec<Finding>,
}

/// Names one after the other, or the word for none.
fn listed(mut names: Vec<String>) -> Arg {
    names.sort();
    if names.is_empty() { msg!("scenario-nothing").into() } else { names.into() }
}

fn names(refs: &[Ref]) -> Vec<String> {
    refs.iter().map(|r| r.name.to_string()).collect()
}

impl Found<'_> {
    fn say(&mut self, place: &Place, message: Message) {
        self.findings.push(Finding::new(CODE, place.clone(), message));
    }

    fn same(&mut self, at: &Ref, expected: &str, came: &str, message: impl FnOnce(&str, &str) -> Message) {
        if expected != came {
            self.say(&at.at, message(expected, came));
        }
    }

    /// The step that a name means in this run; said where it means none.
    fn path(&mut self, step: &Ref) -> Option<Path> {
        match self.player.view(|view| find_path(&view, &step.name)) {
            Ok(path) => Some(path),
            Err(refusal) => {
                self.say(&step.at, refusal.message);
                None
            }
        }
    }

    fn open(&mut self, expect: &Expect) {
        let Some((expected, place)) = &expect.open else { return };
        let wanted: Vec<Option<Path>> = expected.iter().map(|step| self.path(step)).collect();
        let Some(wanted) = wanted.into_iter().collect::<Option<Vec<Path>>>() else { return };
        let open: Vec<Path> = self.player.view(|view| view.open().into_iter().map(|(path, _, _)| path).collect());
        let missing: Vec<String> = wanted.iter().filter(|p| !open.contains(p)).map(ToString::to_string).collect();
        let more: Vec<String> = open.iter().filter(|p| !wanted.contains(p)).map(ToString::to_string).collect();
        if missing.is_empty() && more.is_empty() {
            return;
        }
        let came = open.iter().map(ToString::to_string).collect();
        let message = msg!("scenario-open", came = listed(came));
        let help = match (missing.is_empty(), more.is_empty()) {
            (false, true) => msg!("scenario-open-missing", missing = missing),
            (true, _) => msg!("scenario-open-more", more = more),
            (false, false) => msg!("scenario-open-both", missing = missing, more = more),
        };
        self.findings.push(Finding::new(CODE, place.clone(), message).help(help));
    }

    fn reached(&mut self, expect: &Expect) {
        let has = |step: &Ref| {
            let exact = self.player.view(|view| find_path(&view, &step.name)).ok();
            self.player.opened.iter().find(|path| exact.as_ref() == Some(path) || find::speaks_of(&step.name, path)).cloned()
        };
        let missing: Vec<&Ref> = expect.reached.iter().filter(|step| has(step).is_none()).collect();
        let wrong: Vec<(&Ref, Path)> = expect.never.iter().filter_map(|step| Some((step, has(step)?))).collect();
        for step in missing {
            self.say(&step.at, msg!("scenario-not-reached", step = step.name.as_ref()));
        }
        for (step, path) in wrong {
            self.say(&step.at, msg!("scenario-reached", step = path.to_string()));
        }
    }

    fn value(&mut self, given: &Given) {
        let expr = Expr { source: given.name.name.clone(), at: given.name.at.clone() };
        let came =
            self.player.view(|view| Reader::new(view.run, Site::root(view.checked), view.env).value(&expr).map(|value| template::json(&value)));
        match came {
            Ok(came) if same(&came, &given.value) => {}
            Ok(came) => {
                let message = msg!("scenario-value", expression = expr.source.as_ref(), expected = given.value.to_string(), came = came.to_string());
                self.say(&expr.at, message);
            }
            Err(failure) => self.say(&expr.at, msg!("scenario-value-none", expression = expr.source.as_ref(), reason = failure.message)),
        }
    }

    fn offered(&mut self, step: &Ref, expected: &[Ref]) {
        let Some(path) = self.path(step) else { return };
        if self.player.run.status(&path) != Status::Open {
            let came = self.player.run.status(&path).word();
            return self.say(&step.at, msg!("scenario-step-state", step = step.name.as_ref(), expected = "open", came = came));
        }
        let came: Vec<String> = self.player.view(|view| {
            let found = Site::of_step(view.checked, &path);
            found.map(|(site, step)| view.options(&site, step).into_iter().map(|o| o.id).collect()).unwrap_or_default()
        });
        let (mut wanted, mut offered) = (names(expected), came.clone());
        wanted.sort();
        offered.sort();
        if wanted != offered {
            self.say(&step.at, msg!("scenario-offered", step = step.name.as_ref(), came = listed(came)));
        }
    }

    fn due(&mut self, step: &Ref, expected: &Ref) {
        let Some(path) = self.path(step) else { return };
        let due = self.player.run.step(&path).and_then(|s| s.due).map(|due| due.to_zoned(zone()).datetime());
        let day_only = !expected.name.contains('T');
        let holds = match (due, read::instant(&expected.name)) {
            (Some(due), Some(wanted)) if day_only => due.date() == wanted.date(),
            (Some(due), Some(wanted)) => due == wanted,
            _ => false,
        };
        if !holds {
            let came = due.map_or_else(|| Arg::from(msg!("scenario-nothing")), |due| Arg::from(due.to_string()));
            self.say(&expected.at, msg!("scenario-due", step = step.name.as_ref(), expected = expected.name.as_ref(), came = came));
        }
    }

    fn mails(&mut self, expected: &[Mail], place: &Place, left: &[u32]) {
        let wanted: Vec<Option<Path>> = expected.iter().map(|mail| self.path(&mail.step)).collect();
        let Some(wanted) = wanted.into_iter().collect::<Option<Vec<Path>>>() else { return };
        let letters: Vec<(Path, Option<Letter>)> = left
            .iter()
            .filter_map(|number| {
                let path = self.player.run.mails.get(number)?.path.clone();
                Some((path, self.player.view(|view| mail::letter(view.checked, view.run, *number, view.env).ok())))
            })
            .collect();
        if wanted.iter().ne(letters.iter().map(|(path, _)| path)) {
            let came: Vec<String> = letters.iter().map(|(path, _)| path.to_string()).collect();
            let came = if came.is_empty() { Arg::from(msg!("scenario-nothing")) } else { came.into() };
            return self.say(place, msg!("scenario-mails", came = came));
        }
        for (mail, (_, letter)) in expected.iter().zip(letters) {
            letter.iter().for_each(|letter| self.mail(mail, letter));
        }
    }

    fn mail(&mut self, mail: &Mail, letter: &Letter) {
        for (expected, came) in [(&mail.to, &letter.to), (&mail.cc, &letter.cc)] {
            let Some((expected, place)) = expected else { continue };
            let holds = expected.len() == came.len()
                && expected.iter().zip(came).all(|(e, a): (&Ref, &Address)| e.name.as_ref() == a.email || plain(&e.name) == plain(&a.to_string()));
            if !holds {
                self.say(place, msg!("scenario-mail-to", came = listed(came.iter().map(ToString::to_string).collect())));
            }
        }
        if let Some(subject) = &mail.subject {
            self.same(subject, &plain(&subject.name), &plain(&letter.subject), |_, came| msg!("scenario-mail-subject", came = came));
        }
        for says in mail.says.iter().filter(|says| !plain(&letter.body).contains(&plain(&says.name))) {
            self.say(&says.at, msg!("scenario-mail-says", step = mail.step.name.as_ref()));
        }
    }
}

/// A text in which every blank is one space: line breaks and no-break spaces are a matter of typography.
pub(super) fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether two values mean the same: numbers by their worth, texts as they are.
fn same(came: &Value, expected: &Value) -> bool {
    match (came, expected) {
        (Value::Number(a), Value::Number(b)) => a.as_f64() == b.as_f64(),
        (Value::Array(a), Value::Array(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b)),
        (Value::Object(a), Value::Object(b)) => a.len() == b.len() && a.iter().all(|(k, v)| b.get(k).is_some_and(|o| same(v, o))),
        (a, b) => a == b,
    }
}
