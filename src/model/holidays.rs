//! The public holidays of France: those of article L3133-1 of the labour code, and those of Alsace-Moselle (article L3134-13).

use jiff::ToSpan;
use jiff::civil::{Date, date};
use serde::{Deserialize, Serialize};

/// Which public holidays are no working days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Holidays {
    /// Those of all mainland France.
    #[default]
    France,
    /// These, Good Friday and 26 December: Bas-Rhin, Haut-Rhin and Moselle. By law Good Friday is one only in communes with a Protestant temple
    /// or a mixed church.
    AlsaceMoselle,
}

impl Holidays {
    /// All there are, each as it is written.
    const ALL: [(Holidays, &'static str); 2] = [(Holidays::France, "france"), (Holidays::AlsaceMoselle, "alsace-moselle")];

    /// What may be written.
    pub const WORDS: &'static [&'static str] = &[Holidays::ALL[0].1, Holidays::ALL[1].1];

    /// Reads `alsace-moselle`.
    pub fn parse(text: &str) -> Option<Holidays> {
        Holidays::ALL.into_iter().find(|(_, word)| *word == text.trim()).map(|(holidays, _)| holidays)
    }

    /// As it is written.
    pub fn word(self) -> &'static str {
        Holidays::ALL.into_iter().find(|(holidays, _)| *holidays == self).map_or("", |(_, word)| word)
    }

    /// Whether these are those of all mainland France, which need not be said.
    pub fn is_usual(&self) -> bool {
        *self == Holidays::default()
    }

    /// Whether this day is one of them.
    pub fn contain(self, day: Date) -> bool {
        let fixed = [(1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25)];
        let local: &[(i8, i8)] = if self == Holidays::AlsaceMoselle { &[(12, 26)] } else { &[] };
        if fixed.iter().chain(local).any(|fixed| *fixed == (day.month(), day.day())) {
            return true;
        }
        // Easter Monday, Ascension, Whit Monday; Good Friday.
        let moving: &[i64] = if self == Holidays::AlsaceMoselle { &[-2, 1, 39, 50] } else { &[1, 39, 50] };
        easter(day.year()).is_some_and(|easter| moving.iter().any(|after| easter.checked_add(after.days()).is_ok_and(|holiday| holiday == day)))
    }
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
    }

    #[test]
    fn alsace_moselle_has_two_days_more() {
        let days = |holidays: Holidays| -> Vec<String> {
            let year = date(2026, 1, 1).series(1.day()).take(365);
            year.filter(|day| holidays.contain(*day)).map(|day| day.strftime("%d/%m").to_string()).collect()
        };
        let france = ["01/01", "06/04", "01/05", "08/05", "14/05", "25/05", "14/07", "15/08", "01/11", "11/11", "25/12"];
        assert_eq!(days(Holidays::France), france);
        let mut more: Vec<&str> = france.to_vec();
        more.insert(1, "03/04");
        more.push("26/12");
        assert_eq!(days(Holidays::AlsaceMoselle), more);
    }

    #[test]
    fn they_are_written_and_read_alike() {
        for word in Holidays::WORDS {
            let holidays = Holidays::parse(word).unwrap();
            assert_eq!(holidays.word(), *word);
            assert_eq!(serde_json::to_value(holidays).unwrap(), *word, "as it stands in an event");
        }
        assert_eq!(Holidays::parse("alsace"), None);
    }
}
