//! Durations and moments: `3 working days`, `48 hours after noticed_at`.

use super::Name;
use super::holidays::Holidays;
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

/// The largest amount of a duration.
const MAX_AMOUNT: u32 = 9_999;

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
    /// Calendar years.
    Years,
    /// Days but Saturdays, Sundays and public holidays: see [`Holidays`].
    WorkingDays,
    /// *Jours francs*: neither the first nor the last day counts, and an end on a day off moves to the next working day
    /// (article 642 of the French code of civil procedure).
    ClearDays,
}

impl Unit {
    const ALL: [(Unit, &'static str); 8] = [
        (Unit::WorkingDays, "working day"),
        (Unit::ClearDays, "clear day"),
        (Unit::Minutes, "minute"),
        (Unit::Hours, "hour"),
        (Unit::Days, "day"),
        (Unit::Weeks, "week"),
        (Unit::Months, "month"),
        (Unit::Years, "year"),
    ];

    /// As it is written, in the singular.
    pub fn word(self) -> &'static str {
        Unit::ALL.into_iter().find(|(unit, _)| *unit == self).map_or("day", |(_, word)| word)
    }
}

/// A point in time, counted from something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moment {
    /// How far from it; none of it where the moment is that very day.
    pub duration: Duration,
    /// From what; from the step's opening where nothing is said.
    pub from: Option<(Side, Anchor)>,
}

/// From what a moment is counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Anchor {
    /// A day that is written out.
    Day(Date),
    /// A field, a setting, a part of an item, or a step: `wedding_day`, `settings.closing`, `person.birth`.
    Name(Name),
}

/// What a moment comes to. What is counted in days from a day is a whole day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Point {
    /// This very instant.
    At(Timestamp),
    /// This day.
    Day(Date),
}

impl Point {
    /// When it begins: from then on something may be done.
    pub fn begins(self) -> Timestamp {
        self.at(0, 0, 0)
    }

    /// When it ends: until then something is in time.
    pub fn ends(self) -> Timestamp {
        self.at(23, 59, 59)
    }

    fn at(self, hour: i8, minute: i8, second: i8) -> Timestamp {
        match self {
            Point::At(at) => at,
            Point::Day(day) => day.at(hour, minute, second, 0).to_zoned(zone()).map_or(Timestamp::UNIX_EPOCH, |zoned| zoned.timestamp()),
        }
    }
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
        Duration::parse_any(text).filter(|duration| duration.amount > 0)
    }

    /// The same where there may be none of it: `0 days`.
    fn parse_any(text: &str) -> Option<Duration> {
        let (amount, unit) = text.trim().split_once(' ')?;
        let unit = unit.trim();
        let unit = unit.strip_suffix('s').unwrap_or(unit);
        let unit = Unit::ALL.into_iter().find(|(_, word)| *word == unit)?.0;
        Some(Duration { amount: amount.parse().ok().filter(|n| *n <= MAX_AMOUNT)?, unit })
    }

    /// What lies so far after (or before) a day or an instant. Days counted from a day end in a day.
    pub fn reckon(self, from: Point, side: Side, holidays: Holidays) -> Point {
        match (from, self.unit) {
            (_, Unit::Minutes | Unit::Hours) => Point::At(self.from(from.begins(), side, holidays)),
            (Point::At(at), Unit::ClearDays) => Point::Day(local(self.from(at, side, holidays)).date()),
            (Point::At(at), _) => Point::At(self.from(at, side, holidays)),
            (Point::Day(day), _) => Point::Day(self.from_date(day, side, holidays)),
        }
    }

    /// The moment that lies so far after (or before) another.
    pub fn from(self, at: Timestamp, side: Side, holidays: Holidays) -> Timestamp {
        if self.amount == 0 {
            return at;
        }
        let amount = i64::from(self.amount) * if side == Side::Before { -1 } else { 1 };
        let local = local(at);
        let moved = match self.unit {
            Unit::Minutes => return at.checked_add(amount.minutes()).unwrap_or(at),
            Unit::Hours => return at.checked_add(amount.hours()).unwrap_or(at),
            Unit::Days => shift(local, amount.days()),
            Unit::Weeks => shift(local, amount.weeks()),
            Unit::Months => shift(local, amount.months()),
            Unit::Years => shift(local, amount.years()),
            Unit::WorkingDays => working_days(local.date(), amount, holidays).to_datetime(local.time()),
            Unit::ClearDays => clear_days(local.date(), amount, holidays).at(23, 59, 59, 0),
        };
        moved.to_zoned(zone()).map_or(at, |zoned| zoned.timestamp())
    }

    /// The same for a whole day.
    pub fn from_date(self, date: Date, side: Side, holidays: Holidays) -> Date {
        let noon = date.at(12, 0, 0, 0).to_zoned(zone()).map_or(Timestamp::UNIX_EPOCH, |z| z.timestamp());
        self.from(noon, side, holidays).to_zoned(zone()).date()
    }
}

fn shift(from: DateTime, by: Span) -> DateTime {
    from.checked_add(by).unwrap_or(from)
}

/// Whether people are at work on this day.
pub fn is_working_day(date: Date, holidays: Holidays) -> bool {
    !matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday) && !holidays.contain(date)
}

fn working_days(from: Date, amount: i64, holidays: Holidays) -> Date {
    let mut date = from;
    let mut left = amount.abs();
    while left > 0 {
        let Ok(next) = date.checked_add(amount.signum().days()) else { return date };
        date = next;
        if is_working_day(date, holidays) {
            left -= 1;
        }
    }
    date
}

/// `amount` whole days lie between; the last one moves on to a working day (or back, before something).
fn clear_days(from: Date, amount: i64, holidays: Holidays) -> Date {
    let mut date = from.checked_add((amount + amount.signum()).days()).unwrap_or(from);
    while !is_working_day(date, holidays) {
        let Ok(next) = date.checked_add(amount.signum().days()) else { return date };
        date = next;
    }
    date
}

impl Moment {
    /// Whether it is counted from what an answer or another step says, and so may change.
    pub fn is_counted(&self) -> bool {
        matches!(self.from, Some((_, Anchor::Name(_))))
    }

    /// Reads `5 working days`, `1 month before wedding_day`, `wedding_day`, `2026-12-24`.
    pub fn parse(text: &str) -> Option<Moment> {
        let text = text.trim();
        for (word, side) in [(" after ", Side::After), (" before ", Side::Before)] {
            if let Some((duration, anchor)) = text.split_once(word) {
                return Some(Moment { duration: Duration::parse_any(duration)?, from: Some((side, Anchor::parse(anchor)?)) });
            }
        }
        if let Some(duration) = Duration::parse(text) {
            return Some(Moment { duration, from: None });
        }
        let none = Duration { amount: 0, unit: Unit::Days };
        Some(Moment { duration: none, from: Some((Side::After, Anchor::parse(text)?)) })
    }
}

impl Anchor {
    fn parse(text: &str) -> Option<Anchor> {
        let text = text.trim();
        if let Ok(day) = text.parse() {
            return Some(Anchor::Day(day));
        }
        let name = |part: &str| {
            part.starts_with(|c: char| c.is_ascii_lowercase()) && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
        };
        text.split('.').all(name).then(|| Anchor::Name(text.into()))
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
            ("2 years", "2024-02-29T09:00", "2026-02-28T09:00"),
            ("3 working days", "2026-11-20T09:00", "2026-11-25T09:00"),
            ("1 working day", "2026-12-24T17:00", "2026-12-28T17:00"),
            // Five clear days from Tuesday the 3rd end on Monday the 9th.
            ("5 clear days", "2026-11-03T09:00", "2026-11-09T23:59:59"),
            // Three clear days from Tuesday the 3rd would end on Saturday the 7th: Monday.
            ("3 clear days", "2026-11-03T09:00", "2026-11-09T23:59:59"),
        ] {
            assert_eq!(Duration::parse(text).unwrap().from(paris(from), Side::After, Holidays::France), paris(to), "{text} after {from}");
        }
        // 26 December 2028 is a Tuesday; Good Friday of 2026 is 3 April, and the Monday after it one everywhere.
        for (text, from, france, alsace) in [
            ("1 working day", "2028-12-22T17:00", "2028-12-26T17:00", "2028-12-27T17:00"),
            ("2 working days", "2026-04-02T09:00", "2026-04-07T09:00", "2026-04-08T09:00"),
            ("3 clear days", "2028-12-22T17:00", "2028-12-26T23:59:59", "2028-12-27T23:59:59"),
            ("4 days", "2028-12-22T17:00", "2028-12-26T17:00", "2028-12-26T17:00"),
        ] {
            let reckoned = |holidays| Duration::parse(text).unwrap().from(paris(from), Side::After, holidays);
            assert_eq!(reckoned(Holidays::France), paris(france), "{text} after {from}");
            assert_eq!(reckoned(Holidays::AlsaceMoselle), paris(alsace), "{text} after {from} in Strasbourg");
        }
        assert_eq!(
            Duration::parse("1 working day").unwrap().from(paris("2026-11-23T09:00"), Side::Before, Holidays::France),
            paris("2026-11-20T09:00")
        );
        assert_eq!(Duration::parse("0 days"), None);
        assert_eq!(Duration::parse("1 year").unwrap().from(paris("2024-02-29T09:00"), Side::After, Holidays::France), paris("2025-02-28T09:00"));
        let anchor = |text: &str| Moment::parse(text).unwrap().from.unwrap();
        assert_eq!(anchor("48 hours after noticed_at"), (Side::After, Anchor::Name("noticed_at".into())));
        assert_eq!(anchor("1 month before p.birth"), (Side::Before, Anchor::Name("p.birth".into())));
        assert_eq!(anchor("2026-12-24"), (Side::After, Anchor::Day(jiff::civil::date(2026, 12, 24))));
        assert_eq!(anchor("0 days after jour").1, Anchor::Name("jour".into()));
        for wrong in ["0 days", "bientôt !", "3 days since x", "3 days after", "jour.", "Jour"] {
            assert_eq!(Moment::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn days_counted_from_a_day_are_whole_days() {
        let day = |text: &str| Point::Day(text.parse().unwrap());
        for (text, from, begins, ends) in [
            ("2 days", "2026-03-28", "2026-03-30T00:00", "2026-03-30T23:59:59"),
            ("0 days", "2026-03-29", "2026-03-29T00:00", "2026-03-29T23:59:59"),
            ("48 hours", "2026-03-28", "2026-03-30T01:00", "2026-03-30T01:00"),
            ("3 clear days", "2026-11-03", "2026-11-09T00:00", "2026-11-09T23:59:59"),
        ] {
            let point = Duration::parse_any(text).unwrap().reckon(day(from), Side::After, Holidays::AlsaceMoselle);
            assert_eq!((point.begins(), point.ends()), (paris(begins), paris(ends)), "{text} after {from}");
        }
        // From an instant the time of day stays.
        let at = Duration::parse("2 days").unwrap().reckon(Point::At(paris("2026-11-03T09:00")), Side::After, Holidays::France);
        assert_eq!((at.begins(), at.ends()), (paris("2026-11-05T09:00"), paris("2026-11-05T09:00")));
    }
}
