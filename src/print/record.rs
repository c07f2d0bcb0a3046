//! What a run records of its steps, in words: who did what and when, why something was left out, what people remarked.

use super::make::Maker;
use super::show;
use super::standing::{Cause, Noted, Sent, State, StepStanding, Why};
use crate::msg;
use crate::words::{Words, dates};

impl Maker<'_, '_> {
    /// Where a step stands, by whom and when.
    pub fn standing_words(&self, state: State, standing: Option<&StepStanding>) -> Option<String> {
        let on = standing.and_then(|s| s.on).map(dates::short_day);
        let when = on.or_else(|| Some(show::moment(standing?.when?, self.words)));
        let who = standing.and_then(|s| s.who.clone());
        let said = match (state, who, when) {
            (State::Ahead, _, _) => return None,
            (State::Open, _, _) => msg!("paper-state-open"),
            (State::Done, Some(who), Some(when)) => msg!("paper-state-done-by", who = who, when = when),
            (State::Done, None, Some(when)) => msg!("paper-state-done-when", when = when),
            (State::Done, Some(who), None) => msg!("paper-state-done-who", who = who),
            (State::Done, None, None) => msg!("paper-state-done"),
            (State::LeftOut, _, _) => match standing.and_then(|s| s.why.as_ref()) {
                Some(why) => return Some(self.say(&msg!("paper-state-left-out-why", why = self.why(why)))),
                None => msg!("paper-state-left-out"),
            },
            (State::Passed, _, _) => msg!("paper-state-passed"),
            (State::Waived, Some(who), Some(when)) => msg!("paper-state-waived-by", who = who, when = when),
            (State::Waived, _, _) => msg!("paper-state-waived"),
        };
        let said = match (state, standing.and_then(|s| s.entered.as_ref())) {
            (State::Done, Some(entered)) => entered_words(&self.say(&said), entered, self.words),
            _ => self.say(&said),
        };
        Some(match standing.and_then(|s| s.reason.as_ref()) {
            Some(reason) => self.say(&msg!("paper-state-reason", state = said, reason = reason)),
            None => said,
        })
    }

    /// Why something was left out, by whom and when.
    pub fn why(&self, why: &Why) -> String {
        why_words(why, &|path| self.number_at(path), self.words)
    }

    /// The number of a step in a run.
    fn number_at(&self, path: &str) -> String {
        let plain = super::standing::plain(path);
        self.outline.find_path(0, &plain).map_or_else(|| path.to_owned(), |spot| self.outline.spots[spot].number.clone())
    }

    /// Remarks, each with who and when; those with personal data only where that shows.
    pub fn remarks(&self, remarks: &[Noted]) -> Vec<String> {
        let one = |noted: &Noted| {
            let text = match noted.text.trim() {
                // Nobody remarks nothing.
                "" => self.say(&msg!("erased")),
                _ if noted.personal && !self.pen.personal => self.say(&msg!("paper-hidden")),
                text => text.to_owned(),
            };
            self.say(&msg!("paper-remark", text = text, who = &noted.who, when = show::moment(noted.when, self.words)))
        };
        remarks.iter().map(one).collect()
    }
}

/// That what is said here was entered from paper, and by whom and when.
pub fn entered_words(said: &str, entered: &Sent, words: &Words) -> String {
    words.say(&msg!("paper-entered", said = said, who = &entered.who, when = show::moment(entered.when, words)))
}

/// Why something was left out; `number` gives the number of the step at a path.
pub fn why_words(why: &Why, number: &dyn Fn(&str) -> String, words: &Words) -> String {
    let said = words.say(&match &why.cause {
        Cause::Stopped(path) => msg!("paper-why-stopped", step = number(path)),
        Cause::Dropped => msg!("paper-why-dropped"),
        Cause::Waived(path) => msg!("paper-why-waived", step = number(path)),
        Cause::Enough => msg!("paper-why-enough"),
        Cause::StoodDown => msg!("paper-why-stood-down"),
        Cause::Cancelled => msg!("paper-why-cancelled"),
    });
    let said = match (&why.who, why.when) {
        (Some(who), Some(when)) => words.say(&msg!("paper-why-by", why = said, who = who, when = show::moment(when, words))),
        _ => said,
    };
    match &why.reason {
        Some(reason) => words.say(&msg!("paper-state-reason", state = said, reason = reason)),
        None => said,
    }
}
