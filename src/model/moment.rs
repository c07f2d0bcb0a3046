//! Durations and moments: `3 working days`, `48 hours after noticed_at`.

use super::{Name, holidays};
use jiff::civil::{Date, DateTime, Weekday};
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp, ToSpan};

/// The legal time of mainland France, compiled in: reading it opens no file.
pub fn zone() -> TimeZone {
    jiff::tz::get!("Europe/Paris")
}

/// A moment as the clocks of mainland France show it.
pub fn local(at: Timestamp) -> DateTime {
    at.to_zoned(zone()).datetime()
}

/// How long.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Duration {
    /// How many.
    pub amount: u32,
    /// Of what.
    pub unit: Unit,
}

/// Of what a duration counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// 60 seconds.
    Minutes,
    /// 60 minutes.
    Hours,
    /// Calendar days.
    Days,
    /// Seven days.
    Weeks,
    /// Calendar months.
    Months,
    /// Days but Saturdays, Sundays and French public holidays.
    WorkingDays,
    /// *Jours francs*: neither the first nor the last day counts, and an end on a day off moves to the next working day
    /// (article 642 of the French code of civil procedure).
    ClearDays,
}

impl Unit {
    const ALL: [(Unit, &'static str); 7] = [
        (Unit::WorkingDays, "working day"),
        (Unit::ClearDays, "clear day"),
        (Unit::Minutes, "minute"),
        (Unit::Hours, "hour"),
        (Unit::Days, "day"),
        (Unit::Weeks, "week"),
        (Unit::Months, "month"),
    ];

    /// As it is written, in the singular.
    pub fn word(self) -> &'static str {
        Unit::ALL.into_iter().find(|(unit, _)| *unit == self).map_or("day", |(_, word)| word)
    }
}

/// A point in time, counted from something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moment {
    /// How far from it.
    pub duration: Duration,
    /// From what; from the step's opening where nothing is said.
    pub from: Option<(Side, Name)>,
}

/// Before or after.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// Earlier than it.
    Before,
    /// Later than it.
    After,
}

impl Duration {
    /// Reads `3 working days`.
    pub fn parse(text: &str) -> Option<Duration> {
        let (amount, unit) = text.trim().split_once(' ')?;
        let unit = unit.trim();
        let unit = unit.strip_suffix('s').unwrap_or(unit);
        let unit = Unit::ALL.into_iter().find(|(_, word)| *word == unit)?.0;
        Some(Duration { amount: amount.parse().ok().filter(|n| *n > 0 && *n <= 100_000)?, unit })
    }

    /// The moment that lies so far after (or before) another.
    pub fn from(self, at: Timestamp, side: Side) -> Timestamp {
        let amount = i64::from(self.amount) * if side == Side::Before { -1 } else { 1 };
        let local = local(at);
        let moved = match self.unit {
            Unit::Minutes => return at.checked_add(amount.minutes()).unwrap_or(at),
            Unit::Hours => return at.checked_add(amount.hours()).unwrap_or(at),
            Unit::Days => shift(local, amount.days()),
            Unit::Weeks => shift(local, amount.weeks()),
            Unit::Months => shift(local, amount.months()),
            Unit::WorkingDays => local.date().to_datetime(local.time()).with().date(working_days(local.date(), amount)).build().unwrap_or(local),
            Unit::ClearDays => clear_days(local.date(), amount).at(23, 59, 59, 0),
        };
        moved.to_zoned(zone()).map_or(at, |zoned| zoned.timestamp())
    }

    /// The same for a whole day.
    pub fn from_date(self, date: Date, side: Side) -> Date {
        let noon = date.at(12, 0, 0, 0).to_zoned(zone()).map_or(Timestamp::UNIX_EPOCH, |z| z.timestamp());
        self.from(noon, side).to_zoned(zone()).date()
    }
}

fn shift(from: DateTime, by: Span) -> DateTime {
    from.checked_add(by).unwrap_or(from)
}

/// Whether people are at work on this day.
pub fn is_working_day(date: Date) -> bool {
    !matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday) && !holidays::is_public_holiday(date)
}

fn working_days(from: Date, amount: i64) -> Date {
    let mut date = from;
    let mut left = amount.abs();
    while left > 0 {
        let Ok(next) = date.checked_add(amount.signum().days()) else { return date };
        date = next;
        if is_working_day(date) {
            left -= 1;
        }
    }
    date
}

/// `amount` whole days lie between; the last one moves on to a working day (or back, before something).
fn clear_days(from: Date, amount: i64) -> Date {
    let mut date = from.checked_add((amount + amount.signum()).days()).unwrap_or(from);
    while !is_working_day(date) {
        let Ok(next) = date.checked_add(amount.signum().days()) else { return date };
        date = next;
    }
    date
}

impl Moment {
    /// Reads `1 month before wedding_day`.
    pub fn parse(text: &str) -> Option<Moment> {
        for (word, side) in [(" after ", Side::After), (" before ", Side::Before)] {
            if let Some((duration, name)) = text.split_once(word) {
                return Some(Moment { duration: Duration::parse(duration)?, from: Some((side, name.trim().into())) });
            }
        }
        Some(Moment { duration: Duration::parse(text)?, from: None })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paris(text: &str) -> Timestamp {
        text.parse::<DateTime>().unwrap().to_zoned(zone()).unwrap().timestamp()
    }

    #[test]
    fn durations_are_counted_as_the_offices_count() {
        for (text, from, to) in [
            ("48 hours", "2026-03-28T12:00", "2026-03-30T13:00"),
            ("2 days", "2026-03-28T12:00", "2026-03-30T12:00"),
            ("1 month", "2026-01-31T09:00", "2026-02-28T09:00"),
            ("3 working days", "2026-11-20T09:00", "2026-11-25T09:00"),
            ("1 working day", "2026-12-24T17:00", "2026-12-28T17:00"),
            // Five clear days from Tuesday the 3rd end on Monday the 9th.
            ("5 clear days", "2026-11-03T09:00", "2026-11-09T23:59:59"),
            // Three clear days from Tuesday the 3rd would end on Saturday the 7th: Monday.
            ("3 clear days", "2026-11-03T09:00", "2026-11-09T23:59:59"),
        ] {
            assert_eq!(Duration::parse(text).unwrap().from(paris(from), Side::After), paris(to), "{text} after {from}");
        }
        assert_eq!(Duration::parse("1 working day").unwrap().from(paris("2026-11-23T09:00"), Side::Before), paris("2026-11-20T09:00"));
        assert_eq!(Duration::parse("0 days"), None);
        assert_eq!(Moment::parse("48 hours after noticed_at").unwrap().from, Some((Side::After, "noticed_at".into())));
    }
}
