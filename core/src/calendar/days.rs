//! The days of a period one by one: which of them count, and why the others do not.

use serde::Serialize;

use super::published::Published;
use super::{Day, DayNumber, Due, Period, Skipped, Span, nominal_end};
use crate::rulebook::Unit;
use crate::text::Text;

/// A day of a period: its number if it counted, and why not, or why it is not the end.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct CountedDay {
    pub day: Day,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "types", ts(optional))]
    pub n: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "types", ts(optional))]
    pub why: Option<Text>,
}

/// Why a day did not count.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Why {
    Weekend,
    Holiday(u16),
    Paused,
    /// It is the day of the event.
    Event,
    /// It is the end, to which the last counted day moved.
    End,
    /// No calendar is published from here on.
    Unpublished,
}

/// The certain days of a period, to its end.
pub(super) struct Days<'a> {
    published: &'a Published,
    pauses: &'a [Span],
    from: DayNumber,
    /// The last one told.
    to: DayNumber,
    /// Nothing counts after this day.
    last: DayNumber,
    /// From this day on only working days count: from the start, or (calendar days) where the period moves on.
    rolls_from: DayNumber,
    /// Days off count too.
    takes_all: bool,
    is_empty: bool,
    is_certain: bool,
}

impl Days<'_> {
    /// Of a period that ends as `due` says; none of one whose days the calendar does not know, nor of hours.
    pub fn of<'a>(
        published: &'a Published,
        period: &Period,
        due: &Due,
        pauses: &'a [Span],
    ) -> Option<Days<'a>> {
        let (unit, from) = (period.unit.of_law()?, period.from.number());
        if from < published.first {
            return None;
        }
        let end = due.day.map_or(DayNumber::MAX, Day::number);
        let nominal = || nominal_end(period.from, period.days, unit, pauses).unwrap_or(DayNumber::MAX);
        let (rolls_from, last) = match unit {
            Unit::Working if period.days == 0 => (from, from),
            Unit::Working => (from + 1, DayNumber::MAX),
            Unit::Calendar | Unit::Months => (nominal(), nominal()),
        };
        let to = end.min(published.certain);
        let (takes_all, is_empty, is_certain) = (unit != Unit::Working, period.days == 0, to == end);
        Some(Days { published, pauses, from, to, last, rolls_from, takes_all, is_empty, is_certain })
    }

    /// How many days the list tells.
    pub fn length(&self) -> i32 {
        self.to - self.from + 1
    }

    /// The runs of days off between the start and the end. Of a provisional end only the certain days are told;
    /// weekends that adjoin a holiday are told with it.
    pub fn skipped(&self) -> Vec<Skipped> {
        let start = if self.is_empty { self.from } else { self.from + 1 };
        let off = (start..=self.to).filter_map(|day| self.off(day).map(|why| (day, why)));
        let told = |(run, why): (Span, Why)| {
            let (from, to) = (Day::of_number(run.from)?, Day::of_number(run.to)?);
            Some(Skipped { from, to, why: self.text(why) })
        };
        runs(off).into_iter().filter_map(told).collect()
    }

    /// Every day from the start to the end; where the calendar ends before, the first day that it does not know.
    pub fn list(&self) -> Vec<CountedDay> {
        let mut count = 0;
        let told = |day: DayNumber| {
            let counts = self.counts(day);
            count += u32::from(counts);
            let why = self.why(day).map(|why| self.text(why));
            Some(CountedDay { day: Day::of_number(day)?, n: counts.then_some(count), why })
        };
        let beyond = (!self.is_certain).then_some(self.to + 1);
        (self.from..=self.to).chain(beyond).filter_map(told).collect()
    }

    fn counts(&self, day: DayNumber) -> bool {
        let within = day > self.from && day <= self.to.min(self.last);
        within && !self.is_empty && !self.is_paused(day) && (self.takes_all || self.published.works(day))
    }

    fn why(&self, day: DayNumber) -> Option<Why> {
        if day > self.to {
            return Some(Why::Unpublished);
        }
        let is_event = day == self.from && !self.is_empty;
        let is_end = || (day > self.last || self.is_empty).then_some(Why::End);
        if is_event { Some(Why::Event) } else { self.off(day).or_else(is_end) }
    }

    /// Why the day is off, in the part of the period where only working days count.
    fn off(&self, day: DayNumber) -> Option<Why> {
        if self.is_paused(day) {
            Some(Why::Paused)
        } else if day < self.rolls_from || self.published.works(day) {
            None
        } else {
            Some(self.published.holiday(day).map_or(Why::Weekend, Why::Holiday))
        }
    }

    fn is_paused(&self, day: DayNumber) -> bool {
        self.pauses.iter().any(|pause| (pause.from..=pause.to).contains(&day))
    }

    fn text(&self, why: Why) -> Text {
        match why {
            Why::Weekend => Text::new("周末", "weekend"),
            Why::Holiday(holiday) => self.published.name(holiday),
            Why::Paused => Text::new("暂停，不计入期限", "paused, not counted"),
            Why::Event => Text::new("当天不计入", "the day of the event, not counted"),
            Why::End => Text::new("到期日", "the due day"),
            Why::Unpublished => Text::new(
                "从这天起，放假安排没有公布，不能逐日列出",
                "from this day on the days off are not published, so they are not listed",
            ),
        }
    }
}

/// Days that follow each other for one reason, as one; a weekend takes the name of the holiday that it adjoins.
fn runs(days: impl Iterator<Item = (DayNumber, Why)>) -> Vec<(Span, Why)> {
    let mut runs: Vec<(Span, Why)> = Vec::new();
    for (day, why) in days {
        let joined = runs.last_mut().filter(|(run, _)| run.to + 1 == day).and_then(|run| {
            run.1 = join(run.1, why)?;
            run.0.to = day;
            Some(())
        });
        if joined.is_none() {
            runs.push((Span { from: day, to: day }, why));
        }
    }
    runs
}

fn join(left: Why, right: Why) -> Option<Why> {
    match (left, right) {
        (Why::Weekend, Why::Holiday(_)) => Some(right),
        (Why::Holiday(_), Why::Weekend) => Some(left),
        (left, right) => (left == right).then_some(left),
    }
}
