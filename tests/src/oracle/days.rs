//! Days counted by walking, one day after the other, and what may yet be published: shares no code with core.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, Days, NaiveDate, Weekday};
use yushen::calendar::{CalendarData, Holiday};

/// The days off and the make-up days of a region, as the notices give them.
#[derive(Clone)]
pub struct Notices {
    off: BTreeSet<NaiveDate>,
    work: BTreeSet<NaiveDate>,
}

impl Notices {
    /// Of the published years; of no region where it is empty.
    pub fn read(data: &CalendarData, region: &str) -> Notices {
        let mut notices = Notices { off: BTreeSet::new(), work: BTreeSet::new() };
        for holiday in published(data) {
            if holiday.region.as_deref().is_none_or(|of| of == region) {
                notices.off.extend(holiday.off.iter().map(|day| day.0));
                notices.work.extend(holiday.work.iter().map(|day| day.0));
            }
        }
        notices
    }

    pub fn works(&self, day: NaiveDate) -> bool {
        !self.off.contains(&day) && (self.work.contains(&day) || !is_weekend(day))
    }

    /// The same, with one way in which the open holidays may be laid out.
    pub fn with(&self, layout: &Layout) -> Notices {
        let mut notices = self.clone();
        notices.off.extend(&layout.off);
        notices.work.extend(&layout.work);
        notices
    }
}

fn published(data: &CalendarData) -> impl Iterator<Item = &Holiday> {
    data.years.iter().filter(|year| year.published).flat_map(|year| &year.holidays)
}

fn is_weekend(day: NaiveDate) -> bool {
    matches!(day.weekday(), Weekday::Sat | Weekday::Sun)
}

fn next(day: NaiveDate) -> NaiveDate {
    day.succ_opt().expect("there is a next day")
}

/// From one day: where 0 to `most` working days end, 0 to `most` calendar days, and 0 to 12 months.
pub struct Ends {
    pub working: Vec<NaiveDate>,
    pub calendar: Vec<NaiveDate>,
    pub months: Vec<NaiveDate>,
}

impl Ends {
    /// One walk finds them all. What ends on a day off waits for the next day that works.
    pub fn of(from: NaiveDate, most: usize, works: impl Fn(NaiveDate) -> bool) -> Ends {
        let mut ends = Ends { working: Vec::new(), calendar: Vec::new(), months: Vec::new() };
        let (mut day, mut passed, mut months) = (from, 0, 0);
        while ends.working.len() <= most || ends.calendar.len() <= most || ends.months.len() <= 12 {
            months += usize::from(day == from || corresponds(from, day, months));
            passed += 1;
            if works(day) {
                // The day of the event counts for none; a limit of no days ends on the first day that works.
                if day > from || ends.working.is_empty() {
                    ends.working.push(day);
                    if ends.working.len() == 1 && day > from {
                        ends.working.push(day);
                    }
                }
                ends.calendar.resize(passed, day);
                ends.months.resize(months, day);
            }
            day = next(day);
        }
        ends
    }
}

/// Whether a day is so many months after another: the day of the same number, or a month's last where it has none.
fn corresponds(from: NaiveDate, day: NaiveDate, months: usize) -> bool {
    let number = |day: NaiveDate| day.year() * 12 + day.month0() as i32;
    let reached = number(day) - number(from) == months as i32;
    reached && (day.day() == from.day() || day.day() < from.day() && next(day).day() == 1)
}

/// One way in which the holidays that are not published yet may be laid out.
pub struct Layout {
    off: BTreeSet<NaiveDate>,
    work: BTreeSet<NaiveDate>,
}

/// What was seen of the holidays of one name: the widest block, the most days worked for it, how far away.
#[derive(Clone, Copy, Default)]
struct Seen {
    widest: i64,
    worked: usize,
    reach: i64,
}

impl Layout {
    /// Draws a block for each open holiday, around its statutory days and no wider than any seen, and weekend days worked
    /// for it, no more and no farther than any seen. What the notices say of days up to `certain` stays.
    pub fn draw(data: &CalendarData, certain: NaiveDate, random: &mut fastrand::Rng) -> Layout {
        let seen = seen(data);
        let mut layout = Layout { off: BTreeSet::new(), work: BTreeSet::new() };
        let open = open(data);
        let statutory: BTreeSet<NaiveDate> =
            open.iter().flat_map(|(_, first, last)| days(*first, *last)).collect();
        for (names, first, last) in &open {
            let seen = names.split('、').filter_map(|name| seen.get(name)).copied().reduce(wider);
            let seen = seen.unwrap_or_else(|| seen_of_all(data));
            let spare = (seen.widest - 1 - (*last - *first).num_days()).max(0);
            let before = random.i64(0..=spare);
            let after = random.i64(0..=spare - before);
            let (start, end) = (shifted(*first, -before), shifted(*last, after));
            layout.off.extend(days(start, end).filter(|day| *day > certain));
            let near = days(shifted(start, -seen.reach), shifted(end, seen.reach));
            let mut free: Vec<NaiveDate> = near
                .filter(|day| *day > certain && is_weekend(*day) && !(start..=end).contains(day))
                .filter(|day| !statutory.contains(day))
                .collect();
            random.shuffle(&mut free);
            layout.work.extend(free.into_iter().take(random.usize(0..=seen.worked)));
        }
        // A day that another block takes is off.
        layout.work.retain(|day| !layout.off.contains(day));
        layout
    }
}

fn shifted(day: NaiveDate, by: i64) -> NaiveDate {
    let days = Days::new(by.unsigned_abs());
    if by < 0 { day - days } else { day + days }
}

fn days(first: NaiveDate, last: NaiveDate) -> impl Iterator<Item = NaiveDate> {
    first.iter_days().take_while(move |day| *day <= last)
}

/// The holidays of the years that are not published, and the new year's day after them: names, first and last day.
fn open(data: &CalendarData) -> Vec<(String, NaiveDate, NaiveDate)> {
    let mut open: Vec<(String, NaiveDate, NaiveDate)> = Vec::new();
    for year in data.years.iter().filter(|year| !year.published) {
        for holiday in &year.holidays {
            let off: Vec<NaiveDate> = holiday.off.iter().map(|day| day.0).collect();
            open.push((holiday.name.zh.clone(), *off.first().expect("a day"), *off.last().expect("a day")));
        }
        let new_year = NaiveDate::from_ymd_opt(year.year + 1, 1, 1).expect("a day");
        if !data.years.iter().any(|next| next.year == year.year + 1) {
            open.push(("元旦".to_owned(), new_year, new_year));
        }
    }
    open
}

fn wider(left: Seen, right: Seen) -> Seen {
    Seen {
        widest: left.widest.max(right.widest),
        worked: left.worked.max(right.worked),
        reach: left.reach.max(right.reach),
    }
}

fn seen_of_all(data: &CalendarData) -> Seen {
    seen(data).into_values().reduce(wider).unwrap_or_default()
}

/// By name; blocks of a name that touch are one.
fn seen(data: &CalendarData) -> BTreeMap<String, Seen> {
    let mut off: BTreeMap<String, BTreeSet<NaiveDate>> = BTreeMap::new();
    let mut work = off.clone();
    for holiday in published(data).filter(|holiday| holiday.region.is_none()) {
        for name in holiday.name.zh.split('、') {
            off.entry(name.to_owned()).or_default().extend(holiday.off.iter().map(|day| day.0));
            work.entry(name.to_owned()).or_default().extend(holiday.work.iter().map(|day| day.0));
        }
    }
    off.into_iter()
        .map(|(name, off)| {
            let work = &work[&name];
            let starts = off.iter().filter(|day| !off.contains(&shifted(**day, -1)));
            let blocks: Vec<(NaiveDate, NaiveDate)> = starts
                .map(|first| {
                    (*first, first.iter_days().take_while(|day| off.contains(day)).last().expect("a day"))
                })
                .collect();
            let away = |day: NaiveDate, (first, last): (NaiveDate, NaiveDate)| {
                (first - day).num_days().max((day - last).num_days())
            };
            // Each worked day is for the block that it is nearest to.
            let nearest = |day: NaiveDate| {
                blocks.iter().copied().min_by_key(|block| away(day, *block)).expect("a block")
            };
            let seen = blocks.iter().fold(Seen::default(), |seen, block| {
                let own: Vec<NaiveDate> =
                    work.iter().copied().filter(|day| nearest(*day) == *block).collect();
                let reach = own.iter().map(|day| away(*day, *block)).max().unwrap_or(0);
                wider(seen, Seen { widest: (block.1 - block.0).num_days() + 1, worked: own.len(), reach })
            });
            (name, seen)
        })
        .collect()
}
