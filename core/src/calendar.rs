//! Which days count.

use std::fmt;

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::rulebook::Unit;
use crate::text::Text;

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
            digits.iter().try_fold(0u32, |sum, digit| digit.is_ascii_digit().then(|| sum * 10 + u32::from(**digit - b'0')))
        };
        let (year, month, day) = (number(&[y0, y1, y2, y3])?, number(&[m0, m1])?, number(&[d0, d1])?);
        let year = i32::try_from(year).ok().filter(|year| (1990..=2100).contains(year))?;
        NaiveDate::from_ymd_opt(year, month, day).map(Day)
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.0.year(), self.0.month(), self.0.day())
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

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Day, D::Error> {
        let text = String::deserialize(deserializer)?;
        Day::read(&text).ok_or_else(|| de::Error::custom(format!("{text:?} is not a day YYYY-MM-DD of 1990 to 2100")))
    }
}

/// A day that is known, or the bounds of one that is not.
///
/// `day` is null where the published calendar, or a step without a limit, leaves more than one possible day;
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

/// Days off and make-up working days as published, compiled: canonical JSON, whose SHA-256 is its version.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CalendarData {
    /// Ascending, without a hole.
    pub years: Vec<CalendarYear>,
}

/// One year's days, with the notices that publish them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CalendarYear {
    pub year: i32,
    /// False: only the statutory days are known (全国年节及纪念日放假办法), the notice is not out.
    pub published: bool,
    #[serde(default)]
    pub notices: Vec<Notice>,
    pub holidays: Vec<Holiday>,
}

/// The State Council's notice (or a province's) that publishes days off.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Notice {
    pub number: String,
    pub date: Day,
}

/// One holiday of one year: the days off and the weekend days worked for them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Holiday {
    pub name: Text,
    pub notice: String,
    pub off: Vec<Day>,
    #[serde(default)]
    pub work: Vec<Day>,
    /// Only in this region; everywhere where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "types", ts(optional))]
    pub region: Option<String>,
}

/// A question for [`due`]: from a day, so many days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Period {
    /// The day of the event; day 1 is the next day that counts (`deadlines.md` §2).
    pub from: Day,
    pub days: u32,
    pub unit: Unit,
    /// Spans that do not count, both ends included; overlapping spans count once.
    pub paused: Vec<(Day, Day)>,
}

/// The answer of [`due`].
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct DueAnswer {
    pub from: Day,
    pub days: u32,
    pub unit: Unit,
    pub due: Due,
    /// The days in between that did not count, and why.
    pub skipped: Vec<Skipped>,
}

/// Days that did not count.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Skipped {
    pub from: Day,
    pub to: Day,
    pub why: Text,
}

/// The days of one region, read for counting: O(1) after reading (running counts of working days).
#[derive(Clone, Debug, Default)]
pub struct Calendar {}

impl Calendar {
    pub fn new(_data: &CalendarData, _region: &str) -> Calendar {
        Calendar {}
    }
}
