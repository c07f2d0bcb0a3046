//! Days and moments in France as the command line writes them: with the day of the week, which one looks for first in a deadline.

use crate::model::moment::local;
use crate::msg;
use crate::words::{Lang, Message, dates};
use jiff::Timestamp;

/// The day of a moment in France: « lun. 23 nov. 2026 ».
pub fn day_of(at: Timestamp, lang: Lang) -> String {
    dates::weekday(local(at).date(), lang)
}

/// Day and time of day.
pub fn moment(at: Timestamp, lang: Lang) -> String {
    dates::with_time(&day_of(at, lang), local(at).time(), lang)
}

/// When something is due, and how far away that is.
pub fn due(due: Timestamp, now: Timestamp, lang: Lang) -> Message {
    let (day, today) = (local(due).date(), local(now).date());
    let days = today.until(day).map_or(0, |span| i64::from(span.get_days()));
    let when = day_of(due, lang);
    match days {
        _ if due < now && days == 0 => msg!("cli-due-late-today", when = moment(due, lang)),
        _ if due < now => msg!("cli-due-late", when = when, days = usize::try_from(-days).unwrap_or(0)),
        0 => msg!("cli-due-today", when = moment(due, lang)),
        1 => msg!("cli-due-tomorrow", when = when),
        _ => msg!("cli-due", when = when, days = usize::try_from(days).unwrap_or(0)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_that_of_the_clocks_in_france() {
        let at: Timestamp = "2026-07-31T23:30Z".parse().unwrap();
        assert_eq!(moment(at, Lang::Fr), "sam.\u{a0}1ᵉʳ\u{a0}août 2026 à\u{a0}1\u{a0}h\u{a0}30");
        assert_eq!(moment(at, Lang::En), "Sat\u{a0}1\u{a0}Aug 2026, 1:30");
    }

    #[test]
    fn what_is_late_says_so() {
        let at = |text: &str| text.parse::<Timestamp>().unwrap();
        let say = |from: &str, now: &str| due(at(from), at(now), Lang::Fr).id;
        assert_eq!(say("2026-11-20T09:00Z", "2026-11-23T09:00Z"), "cli-due-late");
        assert_eq!(say("2026-11-23T08:00Z", "2026-11-23T09:00Z"), "cli-due-late-today");
        assert_eq!(say("2026-11-23T10:00Z", "2026-11-23T09:00Z"), "cli-due-today");
        assert_eq!(say("2026-11-24T08:00Z", "2026-11-23T09:00Z"), "cli-due-tomorrow");
        assert_eq!(say("2026-12-24T08:00Z", "2026-11-23T09:00Z"), "cli-due");
    }
}
