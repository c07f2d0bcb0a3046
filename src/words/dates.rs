//! Days and moments as people write them: « 12 mars 2026 à 14 h 30 », « lun. 23 nov. 2026 ».
//!
//! What programs read stays ISO 8601 and is not made here.

use super::Lang;
use jiff::civil::{Date, DateTime, Time};

const MONTHS_FR: [&str; 12] =
    ["janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"];
const MONTHS_EN: [&str; 12] =
    ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
const SHORT_FR: [&str; 12] = ["janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."];
const SHORT_EN: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const DAYS_FR: [&str; 7] = ["lun.", "mar.", "mer.", "jeu.", "ven.", "sam.", "dim."];
const DAYS_EN: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/// `1ᵉʳ mars 2026`, `1 March 2026`.
pub fn day(date: Date, lang: Lang) -> String {
    match lang {
        Lang::Fr => format!("{}\u{a0}{} {}", first(date), MONTHS_FR[month(date)], date.year()),
        Lang::En => format!("{}\u{a0}{} {}", date.day(), MONTHS_EN[month(date)], date.year()),
    }
}

/// `12/03/2026` in both languages: the day first, as in France and Britain.
pub fn short_day(date: Date) -> String {
    date.strftime("%d/%m/%Y").to_string()
}

/// `lun. 23 nov. 2026`, `Mon 23 Nov 2026`.
pub fn weekday(date: Date, lang: Lang) -> String {
    let of_week = usize::try_from(date.weekday().to_monday_zero_offset()).unwrap_or(0);
    match lang {
        Lang::Fr => format!("{}\u{a0}{}\u{a0}{} {}", DAYS_FR[of_week], first(date), SHORT_FR[month(date)], date.year()),
        Lang::En => format!("{}\u{a0}{}\u{a0}{} {}", DAYS_EN[of_week], date.day(), SHORT_EN[month(date)], date.year()),
    }
}

/// `9 h`, `9 h 30`; `9:30`.
pub fn time(time: Time, lang: Lang) -> String {
    match (lang, time.minute()) {
        (Lang::Fr, 0) => format!("{}\u{a0}h", time.hour()),
        (Lang::Fr, minute) => format!("{}\u{a0}h\u{a0}{minute:02}", time.hour()),
        (Lang::En, minute) => format!("{}:{minute:02}", time.hour()),
    }
}

/// `12 mars 2026 à 14 h 30`, `12 March 2026, 14:30`.
pub fn moment(at: DateTime, lang: Lang) -> String {
    with_time(&day(at.date(), lang), at.time(), lang)
}

/// A day, however it is written, and the time of day.
pub fn with_time(day: &str, at: Time, lang: Lang) -> String {
    match lang {
        Lang::Fr => format!("{day} à\u{a0}{}", time(at, lang)),
        Lang::En => format!("{day}, {}", time(at, lang)),
    }
}

fn month(date: Date) -> usize {
    usize::try_from(date.month() - 1).unwrap_or(0)
}

/// The number of a day: the first is an ordinal in French.
fn first(date: Date) -> String {
    if date.day() == 1 { "1\u{1d49}\u{2b3}".to_owned() } else { date.day().to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_read_as_people_write_them() {
        let at = |text: &str| text.parse::<DateTime>().unwrap();
        assert_eq!(moment(at("2026-03-12T14:30"), Lang::Fr), "12\u{a0}mars 2026 à\u{a0}14\u{a0}h\u{a0}30");
        assert_eq!(moment(at("2026-03-01T09:00"), Lang::Fr), "1ᵉʳ\u{a0}mars 2026 à\u{a0}9\u{a0}h");
        assert_eq!(moment(at("2026-03-12T14:30"), Lang::En), "12\u{a0}March 2026, 14:30");
        assert_eq!(moment(at("2026-03-12T09:05"), Lang::En), "12\u{a0}March 2026, 9:05");
    }

    #[test]
    fn days_read_as_people_write_them() {
        let of = |text: &str| text.parse::<Date>().unwrap();
        assert_eq!(weekday(of("2026-11-23"), Lang::Fr), "lun.\u{a0}23\u{a0}nov. 2026");
        assert_eq!(weekday(of("2026-08-01"), Lang::Fr), "sam.\u{a0}1ᵉʳ\u{a0}août 2026");
        assert_eq!(weekday(of("2026-11-23"), Lang::En), "Mon\u{a0}23\u{a0}Nov 2026");
        assert_eq!(short_day(of("2026-03-01")), "01/03/2026");
    }
}
