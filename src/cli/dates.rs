//! Days and moments as people write them: « lun. 23 nov. 2026 ».

use crate::model::moment::zone;
use crate::msg;
use crate::words::{Lang, Message};
use jiff::Timestamp;
use jiff::civil::Date;

const DAYS_FR: [&str; 7] = ["lun.", "mar.", "mer.", "jeu.", "ven.", "sam.", "dim."];
const DAYS_EN: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const MONTHS_FR: [&str; 12] = ["janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."];
const MONTHS_EN: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// A day with its weekday.
pub fn day(date: Date, lang: Lang) -> String {
    let (days, months) = match lang {
        Lang::Fr => (DAYS_FR, MONTHS_FR),
        Lang::En => (DAYS_EN, MONTHS_EN),
    };
    let weekday = usize::try_from(date.weekday().to_monday_zero_offset()).unwrap_or(0);
    let month = usize::try_from(date.month()).unwrap_or(1) - 1;
    let number = if lang == Lang::Fr && date.day() == 1 { "1er".to_owned() } else { date.day().to_string() };
    format!("{} {number} {} {}", days[weekday], months[month], date.year())
}

/// The day of a moment in France.
pub fn day_of(at: Timestamp, lang: Lang) -> String {
    day(at.to_zoned(zone()).date(), lang)
}

/// Day and time of day.
pub fn moment(at: Timestamp, lang: Lang) -> String {
    let time = at.to_zoned(zone()).strftime("%H:%M");
    format!("{} {time}", day_of(at, lang))
}

/// When something is due, and how far away that is.
pub fn due(due: Timestamp, now: Timestamp, lang: Lang) -> Message {
    let (day, today) = (due.to_zoned(zone()).date(), now.to_zoned(zone()).date());
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
    fn days_read_as_people_write_them() {
        assert_eq!(day("2026-11-23".parse().unwrap(), Lang::Fr), "lun. 23 nov. 2026");
        assert_eq!(day("2026-08-01".parse().unwrap(), Lang::Fr), "sam. 1er août 2026");
        assert_eq!(day("2026-11-23".parse().unwrap(), Lang::En), "Mon 23 Nov 2026");
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
