//! Counting on the published calendar: running counts of working days, so that every question is a look-up.

use std::collections::HashMap;

use chrono::NaiveDate;

use super::{CalendarData, Day, DayNumber, Holiday, Span, shared};
use crate::diagram::Hashing;
use crate::text::Text;

/// The month and day after which the last published year may still be changed by the next notice.
const LAST_CERTAIN: (u32, u32) = (12, 25);

/// The published years of one region.
#[derive(Clone, Debug, Default)]
pub(super) struct Published {
    /// The first day of the first year.
    pub first: DayNumber,
    /// The last day that no later notice is expected to change; before `first` where no year is published.
    pub certain: DayNumber,
    /// 31 December of the last published year.
    pub end: DayNumber,
    /// By day from `first` on: the working days before it. One longer than there are certain days.
    before: Vec<u32>,
    /// The certain working days, ascending.
    pub working: Vec<DayNumber>,
    /// The provisional days after `certain` that the last notice makes working days.
    pub provisional: Vec<DayNumber>,
    /// Days off, and which holiday's they are.
    off: HashMap<DayNumber, u16, Hashing>,
    /// A holiday's name with its notice's number.
    names: Vec<Text>,
}

impl Published {
    pub fn new(data: &CalendarData, region: &str) -> Published {
        let years: Vec<i32> =
            data.years.iter().take_while(|year| year.published).map(|year| year.year).collect();
        let Some(first) = data.years.first().and_then(|year| number(year.year, 1, 1)) else {
            return Published::default();
        };
        let last = years.last().copied();
        let end = last.and_then(|year| number(year, 12, 31)).unwrap_or(first - 1);
        let certain = last.and_then(|year| number(year, LAST_CERTAIN.0, LAST_CERTAIN.1)).unwrap_or(first - 1);
        let holidays: Vec<&Holiday> = data
            .years
            .iter()
            .take(years.len())
            .flat_map(|year| &year.holidays)
            .filter(|holiday| holiday.region.as_deref().is_none_or(|of| of == region))
            .collect();
        let mut works: HashMap<DayNumber, bool, Hashing> = HashMap::default();
        let mut off: HashMap<DayNumber, u16, Hashing> = HashMap::default();
        for (n, holiday) in holidays.iter().enumerate() {
            for day in &holiday.off {
                works.insert(day.number(), false);
                off.entry(day.number()).or_insert(n as u16);
            }
            for day in &holiday.work {
                works.entry(day.number()).or_insert(true);
            }
        }
        let is_working = |day: &DayNumber| works.get(day).copied().unwrap_or_else(|| is_weekday(*day));
        let working: Vec<DayNumber> = (first..=certain).filter(is_working).collect();
        let provisional = (certain + 1..=end).filter(is_working).collect();
        let names = holidays.iter().map(|holiday| named(holiday)).collect();
        Published {
            first,
            certain,
            end,
            before: running(first, certain, &working),
            working,
            provisional,
            off,
            names,
        }
    }

    /// The certain working days of a span, pauses left out.
    pub fn count(&self, span: Span, pauses: &[Span]) -> i32 {
        let counted = |span: Span| (self.until(span.to) - self.until(span.from - 1)).max(0);
        counted(span) - pauses.iter().map(|pause| counted(shared(*pause, span))).sum::<i32>()
    }

    /// The n-th working day after a day; or how many are missing where the certain days run out.
    pub fn nth(&self, after: DayNumber, mut n: i32, pauses: &[Span]) -> Result<DayNumber, i32> {
        for pause in pauses.iter().filter(|pause| pause.to > after) {
            match self.certain_nth(after, n) {
                Some(day) if day < pause.from => return Ok(day),
                Some(_) | None => {
                    let counted = self.until(pause.to) - self.until(pause.from.max(after + 1) - 1);
                    n = n.saturating_add(counted);
                }
            }
        }
        self.certain_nth(after, n)
            .ok_or_else(|| self.until(after).saturating_add(n) - self.until(self.certain))
    }

    /// The n-th working day after a day, without pauses, where it is certain: two look-ups.
    #[inline]
    pub fn certain_nth(&self, after: DayNumber, n: i32) -> Option<DayNumber> {
        self.working_at(self.until(after).saturating_add(n))
    }

    /// Whether a certain day is a working day.
    pub fn works(&self, day: DayNumber) -> bool {
        self.until(day) > self.until(day - 1)
    }

    /// Whether a day is certain, and no working day.
    pub fn is_off(&self, day: DayNumber) -> bool {
        (self.first..=self.certain).contains(&day) && !self.works(day)
    }

    /// The holiday that a day off belongs to.
    pub fn holiday(&self, day: DayNumber) -> Option<u16> {
        self.off.get(&day).copied()
    }

    /// A holiday's name with its notice's number.
    pub fn name(&self, holiday: u16) -> Text {
        self.names.get(usize::from(holiday)).cloned().unwrap_or_default()
    }

    /// The certain working days up to and including a day.
    #[inline]
    pub fn until(&self, day: DayNumber) -> i32 {
        let days = usize::try_from(day.saturating_sub(self.first - 1).max(0)).unwrap_or(0);
        let count = self.before.get(days).or(self.before.last()).copied().unwrap_or(0);
        count as i32
    }

    #[inline]
    fn working_at(&self, place: i32) -> Option<DayNumber> {
        self.working.get(usize::try_from(place.checked_sub(1)?).ok()?).copied()
    }
}

/// The number of a date.
pub(super) fn number(year: i32, month: u32, day: u32) -> Option<DayNumber> {
    NaiveDate::from_ymd_opt(year, month, day).map(|date| Day(date).number())
}

/// Monday to Friday. Day 1 of the count was a Monday.
pub(super) fn is_weekday(day: DayNumber) -> bool {
    (day - 1).rem_euclid(7) < 5
}

fn named(holiday: &Holiday) -> Text {
    let Holiday { name, notice, .. } = holiday;
    Text::new(format!("{}（{notice}）", name.zh), format!("{} ({notice})", name.en))
}

/// For every day of `first..=last`, and the one after, how many of `working` come before it.
fn running(first: DayNumber, last: DayNumber, working: &[DayNumber]) -> Vec<u32> {
    let mut before = Vec::with_capacity(usize::try_from(last - first + 2).unwrap_or(1));
    let mut next = working.iter().peekable();
    let mut count = 0;
    before.push(count);
    for day in first..=last {
        if next.next_if_eq(&&day).is_some() {
            count += 1;
        }
        before.push(count);
    }
    before
}
