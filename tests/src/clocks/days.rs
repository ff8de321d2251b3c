//! The days of a place, walked one by one.

use std::collections::BTreeSet;

use chrono::{Datelike, Months, NaiveDate, Weekday};
use serde_json::Value;

/// What the notices say of a region's days.
pub struct Days {
    off: BTreeSet<NaiveDate>,
    work: BTreeSet<NaiveDate>,
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
    pub fn read(calendar: &Value, region: &str) -> Days {
        let mut days = Days { off: BTreeSet::new(), work: BTreeSet::new(), last: NaiveDate::MIN };
        for year in list(&calendar["years"]).iter().filter(|year| year["published"] == true) {
            let number = year["year"].as_i64().and_then(|number| i32::try_from(number).ok()).expect("a year");
            days.last = NaiveDate::from_ymd_opt(number, 12, 25).expect("a day");
            let holidays = list(&year["holidays"]).iter();
            for holiday in
                holidays.filter(|holiday| [&Value::Null, &region.into()].contains(&&holiday["region"]))
            {
                days.off.extend(list(&holiday["off"]).iter().map(day));
                days.work.extend(list(&holiday["work"]).iter().map(day));
            }
        }
        days
    }

    /// The days off that were published, weekends within a holiday too.
    pub fn off(&self) -> Vec<NaiveDate> {
        self.off.iter().copied().collect()
    }

    pub fn works(&self, day: NaiveDate) -> bool {
        let weekend = matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
        self.work.contains(&day) || !weekend && !self.off.contains(&day)
    }

    /// The last day of a period: day 1 is the next day that counts (民法典 第二百零一条), paused days are not counted
    /// (行政许可法 第四十五条), and it ends on a working day (民法典 第二百零三条). Nothing where that is not published.
    pub fn due(&self, from: NaiveDate, time: Time, paused: &[Span]) -> Option<NaiveDate> {
        let is_paused = |day: NaiveDate| paused.iter().any(|(first, last)| (*first..=*last).contains(&day));
        let mut day = from;
        let mut left = self.to_count(from, time);
        while left > 0 || !self.works(day) {
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
