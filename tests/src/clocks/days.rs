//! The days of a place, walked one by one.

use chrono::{Months, NaiveDate};
use serde_json::Value;
use yushen::calendar::CalendarData;

use crate::oracle::days::Notices;

/// What the notices say of a region's days.
pub struct Days {
    notices: Notices,
    /// The days off that were published anywhere, weekends within a holiday too.
    pub off: Vec<NaiveDate>,
    /// The last day that no notice to come can change.
    last: NaiveDate,
}

/// Days that do not count, both ends included.
pub type Span = (NaiveDate, NaiveDate);

/// How long, in days that count: `working`, `calendar` or `months`.
#[derive(Clone, Copy, Debug)]
pub struct Time<'a> {
    pub days: u32,
    pub unit: &'a str,
}

impl Days {
    /// Of the calendar as compiled.
    pub fn read(calendar: &str, region: &str) -> Days {
        let data = CalendarData::read(calendar).expect("what was built is a calendar");
        let published = || data.years.iter().filter(|year| year.published);
        let off = published().flat_map(|year| &year.holidays).flat_map(|holiday| &holiday.off);
        let last = published().map(|year| year.year).max().expect("some year is published");
        Days {
            notices: Notices::read(&data, region),
            off: off.map(|day| day.0).collect(),
            last: NaiveDate::from_ymd_opt(last, 12, 25).expect("a day"),
        }
    }

    fn works(&self, day: NaiveDate) -> bool {
        self.notices.works(day)
    }

    /// The last day of a period: day 1 is the next day that counts (民法典 第二百零一条), paused days are not counted
    /// (行政许可法 第四十五条), not even as its last, and it ends on a working day (民法典 第二百零三条). Nothing where that is not published.
    pub fn due(&self, from: NaiveDate, time: Time, paused: &[Span]) -> Option<NaiveDate> {
        let is_paused = |day: NaiveDate| paused.iter().any(|(first, last)| (*first..=*last).contains(&day));
        let mut day = from;
        let mut left = self.to_count(from, time);
        while left > 0 || !self.works(day) || is_paused(day) {
            day = next(day);
            if left > 0 && self.counts(day, time.unit) && !is_paused(day) {
                left -= 1;
            }
            if day > self.last {
                return None;
            }
        }
        Some(day)
    }

    /// How many days count after `from`, `to` included.
    pub fn counted(&self, from: NaiveDate, to: NaiveDate, unit: &str, paused: &[Span]) -> i64 {
        let is_paused = |day: NaiveDate| paused.iter().any(|(first, last)| (*first..=*last).contains(&day));
        let mut day = from;
        let mut counted = 0;
        while day < to {
            day = next(day);
            if self.counts(day, unit) && !is_paused(day) {
                counted += 1;
            }
        }
        counted
    }

    fn counts(&self, day: NaiveDate, unit: &str) -> bool {
        unit != "working" || self.works(day)
    }

    /// A period in days; months end on the day of the same number, or with the month (民法典 第二百零二条).
    fn to_count(&self, from: NaiveDate, time: Time) -> i64 {
        if time.unit == "months" {
            let end = from.checked_add_months(Months::new(time.days)).expect("there is such a month");
            return (end - from).num_days();
        }
        i64::from(time.days)
    }
}

pub fn next(day: NaiveDate) -> NaiveDate {
    day.succ_opt().expect("there is a next day")
}

/// A day as JSON has it.
pub fn day(value: &Value) -> NaiveDate {
    value.as_str().and_then(|text| text.parse().ok()).unwrap_or_else(|| panic!("{value} is no day"))
}

/// The entries of a list that may be absent.
pub fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}
