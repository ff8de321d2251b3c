//! The question how long, and its answer.

use std::fmt;

use serde::{Serialize, Serializer};

use super::{CountedDay, CountingChoice, Day, DayNumber, Due};
use crate::rulebook::Unit;
use crate::text::Text;

/// A question for [`due`](super::due): from a day, so many days, months or hours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Period {
    /// The day of the event; day 1 is the next day that counts (`deadlines.md` §2).
    pub from: Day,
    /// So many of the unit.
    pub days: u32,
    pub unit: PeriodUnit,
    /// Spans that do not count, both ends included; overlapping spans count once.
    pub paused: Vec<(Day, Day)>,
    /// The time of the event, where hours are counted.
    pub at: Option<Time>,
    /// Every day is told, with its number or why it has none.
    pub list: bool,
}

impl Period {
    /// A period without pauses.
    pub fn new(from: Day, days: u32, unit: Unit) -> Period {
        Period { from, days, unit: unit.into(), paused: Vec::new(), at: None, list: false }
    }
}

/// What a period counts: what a [limit](Unit) can count, or hours, in which no law of ours sets a limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum PeriodUnit {
    Working,
    Calendar,
    Months,
    /// From the event on, through nights and days off (民法典 第二百零一条第二款).
    Hours,
}

impl PeriodUnit {
    /// As a limit of the law counts; nothing for hours.
    pub(super) fn of_law(self) -> Option<Unit> {
        match self {
            PeriodUnit::Working => Some(Unit::Working),
            PeriodUnit::Calendar => Some(Unit::Calendar),
            PeriodUnit::Months => Some(Unit::Months),
            PeriodUnit::Hours => None,
        }
    }
}

impl From<Unit> for PeriodUnit {
    fn from(unit: Unit) -> PeriodUnit {
        match unit {
            Unit::Working => PeriodUnit::Working,
            Unit::Calendar => PeriodUnit::Calendar,
            Unit::Months => PeriodUnit::Months,
        }
    }
}

/// A time of day to the minute, `HH:MM`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[cfg_attr(feature = "types", ts(type = "string"))]
pub struct Time(i32);

const HOUR: i32 = 60;
const DAY: i32 = 24 * HOUR;

impl Time {
    /// Reads exactly `HH:MM`, from 00:00 to 23:59.
    pub fn read(text: &str) -> Option<Time> {
        let [h0, h1, b':', m0, m1] = text.as_bytes() else { return None };
        let number = |tens: &u8, ones: &u8| {
            let digits = tens.is_ascii_digit() && ones.is_ascii_digit();
            digits.then(|| i32::from(tens - b'0') * 10 + i32::from(ones - b'0'))
        };
        let (hour, minute) = (number(h0, h1)?, number(m0, m1)?);
        (hour < 24 && minute < HOUR).then_some(Time(hour * HOUR + minute))
    }
}

impl fmt::Display for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.0 / HOUR, self.0 % HOUR)
    }
}

impl Serialize for Time {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// When so many hours after an event end: exactly where its time is known, else between the days that its day allows.
pub(super) fn after_hours(from: Day, hours: u32, at: Option<Time>) -> (Due, Option<Time>) {
    let end = |minute: i32| {
        let minutes = i32::try_from(hours).ok()?.checked_mul(HOUR)?.checked_add(minute)?;
        let day: DayNumber = from.number() + minutes / DAY;
        Some((Day::of_number(day)?, Time(minutes % DAY)))
    };
    match at {
        Some(Time(minute)) => {
            end(minute).map_or((Due::unknown(false), None), |(day, time)| (Due::on(day), Some(time)))
        }
        None => {
            let day = |minute| end(minute).map(|(day, _)| day);
            (Due::between(day(0), day(DAY - 1), false), None)
        }
    }
}

/// The answer of [`due`](super::due).
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct DueAnswer {
    pub from: Day,
    pub days: u32,
    pub unit: PeriodUnit,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "types", ts(optional))]
    pub at: Option<Time>,
    pub due: Due,
    /// The time at which hours end, where the time of the event is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "types", ts(optional))]
    pub until: Option<Time>,
    /// The days in between that did not count, and why.
    pub skipped: Vec<Skipped>,
    /// How it was counted where the law is silent, or where a reader might have counted otherwise.
    pub choices: Vec<CountingChoice>,
    /// Every day from the start to the end, where it was asked for; up to the last day whose calendar is published.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "types", ts(optional))]
    pub list: Option<Vec<CountedDay>>,
}

/// Days that did not count.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Skipped {
    pub from: Day,
    pub to: Day,
    pub why: Text,
}
