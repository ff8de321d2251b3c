//! A civil date, and a day that may not be known yet.

use std::fmt;

use chrono::{Datelike, NaiveDate};
use serde::{Serialize, Serializer};

/// A civil date, `YYYY-MM-DD` on every border.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[cfg_attr(feature = "types", ts(type = "string"))]
pub struct Day(pub NaiveDate);

impl Day {
    /// Reads exactly `YYYY-MM-DD` in the years 1990 to 2100.
    pub fn read(text: &str) -> Option<Day> {
        let bytes = text.as_bytes();
        let [y0, y1, y2, y3, b'-', m0, m1, b'-', d0, d1] = bytes else { return None };
        let number = |digits: &[&u8]| {
            digits.iter().try_fold(0u32, |sum, digit| {
                digit.is_ascii_digit().then(|| sum * 10 + u32::from(**digit - b'0'))
            })
        };
        Day::of_digits(number(&[y0, y1, y2, y3, m0, m1, d0, d1])?)
    }

    /// Of the number that its digits make, 20261123, in the years 1990 to 2100.
    fn of_digits(digits: u32) -> Option<Day> {
        let year = i32::try_from(digits / 10_000).ok().filter(|year| (1990..=2100).contains(year))?;
        NaiveDate::from_ymd_opt(year, digits / 100 % 100, digits % 100).map(Day)
    }

    /// The number that its digits make; none outside the years that are read.
    fn digits(self) -> Option<u32> {
        let year = u32::try_from(self.0.year()).ok().filter(|year| (1990..=2100).contains(year))?;
        Some(year * 10_000 + self.0.month() * 100 + self.0.day())
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(digits) = self.digits() else {
            return write!(f, "{:04}-{:02}-{:02}", self.0.year(), self.0.month(), self.0.day());
        };
        // Answers are full of days: no formatting of numbers.
        let digit = |place: u32| b'0' + (digits / place % 10) as u8;
        let ([y0, y1, y2, y3], [m0, m1, d0, d1]) =
            ([10_000_000, 1_000_000, 100_000, 10_000].map(digit), [1_000, 100, 10, 1].map(digit));
        let text = [y0, y1, y2, y3, b'-', m0, m1, b'-', d0, d1];
        f.write_str(std::str::from_utf8(&text).unwrap_or_default())
    }
}

impl fmt::Debug for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Serialize for Day {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// A day that is known, or the bounds of one that is not.
///
/// `day` is null where the published calendar, a step without a limit, or an event without its time leaves more than one
/// possible day;
/// `latest` is null where nothing bounds it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Due {
    pub day: Option<Day>,
    /// Rests on days whose calendar is not published yet.
    pub provisional: bool,
    pub earliest: Option<Day>,
    pub latest: Option<Day>,
}

/// A day as a running number, so that counting needs no calendar arithmetic.
pub(crate) type DayNumber = i32;

impl Day {
    pub(crate) fn number(self) -> DayNumber {
        self.0.num_days_from_ce()
    }

    pub(crate) fn day_of_month(self) -> u32 {
        self.0.day()
    }

    pub(crate) fn of_number(number: DayNumber) -> Option<Day> {
        NaiveDate::from_num_days_from_ce_opt(number).map(Day)
    }
}

impl Due {
    /// A day that is simply given.
    pub fn on(day: Day) -> Due {
        Due { day: Some(day), provisional: false, earliest: Some(day), latest: Some(day) }
    }

    /// A day of which nothing can be said.
    pub fn unknown(provisional: bool) -> Due {
        Due { day: None, provisional, earliest: None, latest: None }
    }

    /// A day between bounds; it is known where they meet.
    pub fn between(earliest: Option<Day>, latest: Option<Day>, provisional: bool) -> Due {
        Due { day: earliest.filter(|day| latest == Some(*day)), provisional, earliest, latest }
    }

    /// The later of two. What has no bound leaves the later one without it.
    pub fn later(self, other: Due) -> Due {
        let earliest = self.earliest.zip(other.earliest).map(|(left, right)| left.max(right));
        let latest = self.latest.zip(other.latest).map(|(left, right)| left.max(right));
        let matters = |due: Due| {
            due.provisional && due.latest.is_none_or(|latest| earliest.is_none_or(|e| latest >= e))
        };
        Due::between(earliest, latest, matters(self) || matters(other))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        Day::read(text).unwrap()
    }

    #[test]
    fn only_a_plain_day_of_our_time_is_read() {
        for wrong in
            ["2026-2-3", "2026-02-30", "1989-12-31", "2101-01-01", "2026-02-03T00:00", "２０２６-02-03", ""]
        {
            assert_eq!(Day::read(wrong), None, "{wrong}");
        }
        for written in ["1990-01-01", "2026-02-03", "2100-12-31"] {
            assert_eq!(day(written).to_string(), written);
        }
        assert_eq!(Day(NaiveDate::MIN).digits(), None);
        assert_eq!(Day::of_number(400).map(|day| day.to_string()).as_deref(), Some("0002-02-04"));
        assert_eq!(Day::of_digits(20_260_203), Some(day("2026-02-03")));
        assert_eq!(day("2026-02-03").digits(), Some(20_260_203));
        for wrong in [20_260_230, 19_891_231, 21_010_101, 20_260_003, 0, u32::MAX] {
            assert_eq!(Day::of_digits(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn the_later_of_two_keeps_what_is_certain() {
        let (known, open) = (
            Due::on(day("2027-02-01")),
            Due::between(Some(day("2027-01-04")), Some(day("2027-01-06")), true),
        );
        assert_eq!(known.later(open), known);
        assert_eq!(Due::on(day("2027-01-05")).later(open).earliest, Some(day("2027-01-05")));
        assert_eq!(Due::on(day("2027-01-05")).later(open).day, None);
        assert_eq!(known.later(Due::unknown(true)), Due::unknown(true));
    }
}
