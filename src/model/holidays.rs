//! The public holidays of mainland France (article L3133-1 of the French labour code).

use jiff::ToSpan;
use jiff::civil::{Date, date};

/// Whether this day is a public holiday everywhere in mainland France.
pub fn is_public_holiday(day: Date) -> bool {
    let fixed = [(1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25)];
    if fixed.contains(&(day.month(), day.day())) {
        return true;
    }
    // Easter Monday, Ascension, Whit Monday.
    easter(day.year())
        .is_some_and(|easter| [1, 39, 50].into_iter().any(|after: i64| easter.checked_add(after.days()).is_ok_and(|holiday| holiday == day)))
}

/// Easter Sunday of the Gregorian calendar, after the algorithm of Meeus, Jones and Butcher.
fn easter(year: i16) -> Option<Date> {
    if year < 1583 {
        return None;
    }
    let y = i32::from(year);
    let (a, b, c) = (y % 19, y / 100, y % 100);
    let (d, e) = (b / 4, b % 4);
    let g = (b - (b + 8) / 25 + 1) / 3;
    let h = (19 * a + b - d - g + 15) % 30;
    let l = (32 + 2 * e + 2 * (c / 4) - h - c % 4) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let (month, day) = ((h + l - 7 * m + 114) / 31, (h + l - 7 * m + 114) % 31 + 1);
    Some(date(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn easter_falls_where_the_calendars_say() {
        for (year, month, day) in [(1961, 4, 2), (2000, 4, 23), (2024, 3, 31), (2025, 4, 20), (2026, 4, 5), (2027, 3, 28), (2038, 4, 25)] {
            assert_eq!(easter(year), Some(date(year, month, day)));
        }
        assert!(is_public_holiday(date(2026, 4, 6)) && is_public_holiday(date(2026, 5, 14)) && is_public_holiday(date(2026, 5, 25)));
        assert!(!is_public_holiday(date(2026, 4, 5)), "Easter itself is a Sunday and needs no law");
    }
}
