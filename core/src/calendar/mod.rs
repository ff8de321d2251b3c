//! Which days count.
//!
//! Periods of the Administrative Licensing Law are counted in working days, without statutory holidays
//! (行政许可法 第八十二条); the day of the event is not counted (民法典 第二百零一条, by analogy). Calendar days and
//! months are counted by the Gregorian calendar and, where they end on a day off, run to the next working day
//! (民法典 第二百零二条、第二百零三条); hours run from the event on (第二百零一条第二款). Paused spans are not counted, both ends included (行政许可法 第四十五条);
//! a pause stops the counting, so it never revives a period that had already ended.
//!
//! What is certain is counted exactly ([`published`]). The notice for a year comes at the end of the year before and
//! may change that year's last days (2018-12-29, 2022-12-31), so everything after 25 December of the last published
//! year is provisional, and bounded by a stated model ([`bounds`]).

mod period;
mod choices;
mod days;
mod published;
mod bounds;
mod data;
mod day;
#[cfg(test)]
pub(crate) mod tests;

use chrono::Months;

#[cfg(feature = "authoring")]
pub(crate) use choices::SOURCES;
pub(crate) use choices::codes;
pub use choices::{CountingChoice, CountingChoiceCode, choices};
pub use data::{CalendarData, CalendarYear, Holiday, Notice};
pub(crate) use day::DayNumber;
pub use day::{Day, Due};
pub use days::CountedDay;
pub use period::{DueAnswer, Period, PeriodUnit, Skipped, Time};

use crate::rulebook::Unit;
use crate::sort;
use bounds::{Bound, Bounds};
use days::Days;
use published::Published;

/// The number of 1970-01-01, from which [`Calendar::due_day`] counts.
const EPOCH: DayNumber = 719_163;

/// More days than any holiday may take with the weekends beside it.
const LONGEST_REST: DayNumber = 40;

/// The days of one region, read for counting.
///
/// The n-th working day after a published day is looked up, not walked to.
#[derive(Clone, Debug, Default)]
pub struct Calendar {
    published: Published,
    bounds: Bounds,
}

/// Where working days end (see [`Calendar::due_day`]): from the day `first + n` on, no days at `days[none[n]]`, and `d` of
/// them at `days[some[n] + d]`; what lies beyond `days` is open. Days are counted from 1970-01-01.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ends {
    pub first: i32,
    pub none: Vec<i32>,
    pub some: Vec<i32>,
    pub days: Vec<i32>,
}

/// When a period ends, and which days in between did not count. Off the published calendar, bounds; before its first
/// year or after its last, nothing.
pub fn due(calendar: &Calendar, period: &Period) -> DueAnswer {
    let Period { from, days, unit, at, list, .. } = *period;
    let pauses = merged(&period.paused);
    let (due, until) = match unit.of_law() {
        Some(unit) => (calendar.end(from, days, unit, &pauses), None),
        None => period::after_hours(from, days, at),
    };
    let each = Days::of(&calendar.published, period, &due, &pauses);
    let skipped = each.as_ref().map(Days::skipped).unwrap_or_default();
    let choices = choices(calendar, period, &due);
    let list = list.then(|| each.as_ref().map(Days::list).unwrap_or_default());
    DueAnswer { from, days, unit, at, due, until, skipped, choices, list }
}

/// How many days the list of a period would tell.
pub(crate) fn listed(calendar: &Calendar, period: &Period) -> i32 {
    let pauses = merged(&period.paused);
    let Some(unit) = period.unit.of_law() else { return 0 };
    let due = calendar.end(period.from, period.days, unit, &pauses);
    Days::of(&calendar.published, period, &due, &pauses).map_or(0, |days| days.length())
}

/// Days `from..=to`, by number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Span {
    pub from: DayNumber,
    pub to: DayNumber,
}

/// How many days count between two days, at least and at most; the same where the calendar is published.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Count {
    pub least: i32,
    pub most: i32,
}

impl Count {
    /// The number, where there is only one.
    pub fn known(self) -> Option<i32> {
        (self.least == self.most).then_some(self.least)
    }
}

impl Calendar {
    /// Reads the days of a region (`hubei`): national days off, and those that only this region has.
    pub fn new(data: &CalendarData, region: &str) -> Calendar {
        let published = Published::new(data, region);
        let bounds = Bounds::new(data, &published);
        Calendar { published, bounds }
    }

    /// The end of a period of working days, by days since 1970-01-01: what [`due`] gives, by two look-ups.
    ///
    /// Nothing where the start is before the first published year or the end after the certain days: [`due`] tells what
    /// is known of it.
    ///
    /// # Example: seven working days over Labour Day
    ///
    /// ```
    /// use yushen::calendar::{Calendar, CalendarData};
    ///
    /// // 2026, with 1 to 5 May off and Saturday 9 May worked.
    /// let days = r#"{ "years": [{ "year": 2026, "published": true, "holidays": [{
    ///     "name": { "zh": "劳动节", "en": "Labour Day" }, "notice": "国办发明电〔2025〕7号",
    ///     "off": ["2026-05-01", "2026-05-02", "2026-05-03", "2026-05-04", "2026-05-05"], "work": ["2026-05-09"] }] }] }"#;
    /// let calendar = Calendar::new(&CalendarData::read(days)?, "hubei");
    /// assert_eq!(calendar.due_day(20_571, 7), Some(20_584)); // 2026-04-28, 2026-05-11
    /// assert_eq!(calendar.due_day(20_571, 200), None);
    /// # Ok::<(), yushen::rulebook::RulebookError>(())
    /// ```
    #[inline]
    pub fn due_day(&self, from: i32, days: u32) -> Option<i32> {
        self.certain_end(from.checked_add(EPOCH)?, days).map(|day| day - EPOCH)
    }

    /// The same by dates.
    #[inline]
    pub fn due_date(&self, from: Day, days: u32) -> Option<Day> {
        self.certain_end(from.number(), days).and_then(Day::of_number)
    }

    /// The same from every published day on, to be looked up where asking takes longer than counting.
    pub fn ends(&self) -> Ends {
        let Published { first, certain, .. } = self.published;
        let place = |from: DayNumber, days: u32| {
            let (after, n) = working_end(from, days);
            self.published.until(after) + n - 1
        };
        Ends {
            first: first - EPOCH,
            none: (first..=certain).map(|from| place(from, 0)).collect(),
            some: (first..=certain).map(|from| place(from, 1) - 1).collect(),
            days: self.published.working.iter().map(|day| day - EPOCH).collect(),
        }
    }

    #[inline]
    fn certain_end(&self, from: DayNumber, days: u32) -> Option<DayNumber> {
        if from < self.published.first {
            return None;
        }
        let (after, n) = working_end(from, days);
        self.published.certain_nth(after, n)
    }

    /// The end of a period that starts on a day that may itself be known only by bounds.
    pub fn due_from(&self, start: &Due, days: u32, unit: Unit) -> Due {
        if let Some(day) = start.day {
            let due = self.end(day, days, unit, &[]);
            return Due { provisional: due.provisional || start.provisional, ..due };
        }
        let edge =
            |day: Option<Day>, bound| day.map_or((None, true), |day| self.edge(day, days, unit, bound));
        let (earliest, first_open) = edge(start.earliest, Bound::Most);
        let (latest, last_open) = edge(start.latest, Bound::Least);
        let open = start.provisional || first_open || start.latest.is_some() && last_open;
        Due::between(earliest, latest, open)
    }

    /// The earliest or the latest end of a period, and whether it lies beyond the certain days.
    fn edge(&self, from: Day, days: u32, unit: Unit, bound: Bound) -> (Option<Day>, bool) {
        let known = (self.published.first..=self.bounds.last).contains(&from.number());
        let Some((after, n)) = ends(from, days, unit, &[]).filter(|_| known) else { return (None, true) };
        match self.published.nth(after, n, &[]) {
            Ok(day) => (Day::of_number(day), false),
            Err(missing) => (self.bounds.nth(after, missing, &[], bound).and_then(Day::of_number), true),
        }
    }

    /// The end of a period; `pauses` as [`merged`] gives them.
    pub(crate) fn end(&self, from: Day, days: u32, unit: Unit, pauses: &[Span]) -> Due {
        let start = from.number();
        if start < self.published.first || start > self.bounds.last {
            return Due::unknown(true);
        }
        match ends(from, days, unit, pauses) {
            Some((after, n)) => self.working_day(after, n, pauses),
            None => Due::unknown(true),
        }
    }

    /// 倒排: the inverse of [`Calendar::end`]. The last day on which a period may start and still be over by a day, on
    /// whatever days the next notice puts off; nothing where no known day is early enough. Provisional where the end
    /// is.
    pub(crate) fn start(&self, by: Day, days: u32, unit: Unit) -> Option<(Day, bool)> {
        if unit == Unit::Working && days > 0 {
            let by = Day::of_number(by.number().min(self.bounds.last))?;
            let start = self.working_days_back(by, days, |count| count.least)?;
            let certain = self.published.nth(start.number(), i32::try_from(days).ok()?, &[]).is_ok();
            return Some((start, !certain));
        }
        let in_time = |from: DayNumber| self.is_over(from, days, unit, by.number());
        let (first, last) = (self.published.first, by.number());
        let about = match unit {
            Unit::Working | Unit::Calendar => days,
            Unit::Months => days.saturating_mul(31),
        };
        let mut low = last.saturating_sub_unsigned(about).max(first);
        let mut step = 4;
        while !in_time(low) {
            if low == first {
                return None;
            }
            low = low.saturating_sub(step).max(first);
            step *= 2;
        }
        // An end never comes earlier for a later start.
        let mut high = low;
        while high <= last && in_time(high) {
            low = high;
            high += step;
            step *= 2;
        }
        while high - low > 1 {
            let middle = low + (high - low) / 2;
            if middle <= last && in_time(middle) { low = middle } else { high = middle }
        }
        let start = Day::of_number(low)?;
        Some((start, self.end(start, days, unit, &[]).provisional))
    }

    /// Whether a period is over by a day at the latest: counting answers that without looking for its end.
    fn is_over(&self, from: DayNumber, days: u32, unit: Unit, by: DayNumber) -> bool {
        let ends = Day::of_number(from).and_then(|from| ends(from, days, unit, &[]));
        let (after, n) = ends.unwrap_or((by, i32::MAX));
        let span = Span { from: after + 1, to: by };
        self.published.count(span, &[]) + self.bounds.count(span, &[], Bound::Least) >= n
    }

    /// The last day up to a day that is a working day, or may be one by the next notice, and whether it is provisional;
    /// the day itself where no calendar reaches.
    pub(crate) fn last_working(&self, day: Day) -> (Day, bool) {
        let works = |day: &Day| {
            let before = Day::of_number(day.number() - 1)?;
            self.count(before, *day, Unit::Working, &[]).map(|count| count.most == 1)
        };
        let back = (0..=LONGEST_REST).filter_map(|back| Day::of_number(day.number() - back));
        let found = back.take_while(|day| works(day).is_some()).find(|day| works(day) == Some(true));
        (found.unwrap_or(day), day.number() > self.published.certain)
    }

    /// The last day of which anything is known.
    pub(crate) fn reach(&self) -> Option<Day> {
        Day::of_number(self.bounds.last)
    }

    /// How many days count in the days after `from` up to `to`, pauses left out; nothing where no calendar is known.
    /// Months are counted in calendar days.
    pub(crate) fn count(&self, from: Day, to: Day, unit: Unit, pauses: &[Span]) -> Option<Count> {
        let span = Span { from: from.number() + 1, to: to.number() };
        match unit {
            Unit::Calendar | Unit::Months => {
                let paused: i32 = pauses.iter().map(|pause| length(shared(*pause, span))).sum();
                let days = length(span) - paused;
                Some(Count { least: days, most: days })
            }
            Unit::Working if span.from < self.published.first || span.to > self.bounds.last => None,
            Unit::Working => {
                let certain = self.published.count(span, pauses);
                let bound = |bound| certain + self.bounds.count(span, pauses, bound);
                Some(Count { least: bound(Bound::Least), most: bound(Bound::Most) })
            }
        }
    }

    /// The last day that lies a period before a day: of working days, with so many of them after it up to that day.
    /// Where the calendar leaves it open, the earliest is the safe one.
    pub(crate) fn days_before(&self, day: Day, days: u32, unit: Unit) -> Due {
        match unit {
            Unit::Calendar => day
                .0
                .checked_sub_days(chrono::Days::new(days.into()))
                .map(Day)
                .map_or(Due::unknown(false), Due::on),
            Unit::Months => {
                day.0.checked_sub_months(Months::new(days)).map(Day).map_or(Due::unknown(false), Due::on)
            }
            Unit::Working => {
                let back = |of: fn(Count) -> i32| self.working_days_back(day, days, of);
                let (earliest, latest) = (back(|count| count.least), back(|count| count.most));
                Due::between(earliest, latest, earliest != latest || earliest.is_none())
            }
        }
    }

    fn working_days_back(&self, day: Day, days: u32, of: fn(Count) -> i32) -> Option<Day> {
        let days = i32::try_from(days).ok()?;
        let mut missing = days;
        let mut from = day;
        while missing > 0 {
            // No day counts more than once, so this never goes too far back.
            from = Day::of_number(from.number() - missing)?;
            missing = days - of(self.count(from, day, Unit::Working, &[])?);
        }
        Some(from)
    }

    /// The days of a period that do not count, up to the end that is given, and why.
    pub(crate) fn skipped(&self, period: &Period, due: &Due) -> Vec<Skipped> {
        let pauses = merged(&period.paused);
        Days::of(&self.published, period, due, &pauses).map(|days| days.skipped()).unwrap_or_default()
    }

    /// The n-th working day after a day (n at least 1).
    fn working_day(&self, after: DayNumber, n: i32, pauses: &[Span]) -> Due {
        let missing = match self.published.nth(after, n, pauses) {
            Ok(day) => return Day::of_number(day).map_or(Due::unknown(true), Due::on),
            Err(missing) => missing,
        };
        let bound = |bound| self.bounds.nth(after, missing, pauses, bound).and_then(Day::of_number);
        Due::between(bound(Bound::Most), bound(Bound::Least), true)
    }
}

/// Spans as days by number, in order, overlapping and touching ones as one; a span that ends before it begins is none.
pub(crate) fn merged(spans: &[(Day, Day)]) -> Vec<Span> {
    let mut spans: Vec<Span> = spans
        .iter()
        .filter(|(a, b)| a <= b)
        .map(|(a, b)| Span { from: a.number(), to: b.number() })
        .collect();
    sort::by_key(&mut spans, |span| span.from);
    spans.dedup_by(|next, kept| {
        let touches = next.from <= kept.to + 1;
        if touches {
            kept.to = kept.to.max(next.to);
        }
        touches
    });
    spans
}

/// What is left of `from..=to` between spans as [`merged`] gives them.
pub(crate) fn gaps(from: DayNumber, to: DayNumber, spans: &[Span]) -> Vec<(Day, Day)> {
    let mut start = from;
    let mut gaps = Vec::new();
    for span in spans.iter().filter(|span| span.to >= from && span.from <= to) {
        gaps.push((start, span.from - 1));
        start = start.max(span.to + 1);
    }
    gaps.push((start, to));
    let day = |(from, to)| Some((Day::of_number(from)?, Day::of_number(to)?));
    gaps.into_iter().filter(|(from, to)| from <= to).filter_map(day).collect()
}

/// The days that two spans share; a span that ends before it begins has none.
fn shared(left: Span, right: Span) -> Span {
    Span { from: left.from.max(right.from), to: left.to.min(right.to) }
}

fn length(span: Span) -> i32 {
    (span.to - span.from + 1).max(0)
}

/// After which day the how-manieth working day is the end of a period; a period in calendar days or months ends on the
/// first one from its last day on.
fn ends(from: Day, days: u32, unit: Unit, pauses: &[Span]) -> Option<(DayNumber, i32)> {
    match unit {
        Unit::Working => Some(working_end(from.number(), days)),
        Unit::Calendar | Unit::Months => Some((nominal_end(from, days, unit, pauses)? - 1, 1)),
    }
}

/// No days end on the first working day from the start on.
#[inline]
fn working_end(from: DayNumber, days: u32) -> (DayNumber, i32) {
    if days == 0 { (from - 1, 1) } else { (from, i32::try_from(days).unwrap_or(i32::MAX)) }
}

/// The last day by the Gregorian calendar, before it rolls over. A month ends on the corresponding day, or where it
/// has none on its last (民法典 第二百零二条); paused days move the end on.
fn nominal_end(from: Day, days: u32, unit: Unit, pauses: &[Span]) -> Option<DayNumber> {
    let end = match unit {
        Unit::Months => Day(from.0.checked_add_months(Months::new(days))?).number(),
        Unit::Working | Unit::Calendar => from.number().checked_add(i32::try_from(days).ok()?)?,
    };
    let mut end = end;
    for pause in pauses {
        let counted = Span { from: pause.from.max(from.number() + 1), to: pause.to };
        if counted.from > end || days == 0 {
            break;
        }
        end = end.checked_add(length(counted))?;
    }
    Some(end)
}
