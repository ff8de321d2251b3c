//! Due days against a walk through the published calendar, day by day.

use chrono::{Datelike, Days, NaiveDate, Weekday};
use std::collections::BTreeSet;
use yushen::calendar::{self, CalendarData, Day, Period};
use yushen::rulebook::Unit;
use yushen_tests::counts::seed;
use yushen_tests::{native, oracle};

const PERIODS: usize = 20_000;

/// The days off and the make-up days of Hubei, as the notices give them.
struct Notices {
    off: BTreeSet<NaiveDate>,
    work: BTreeSet<NaiveDate>,
}

impl Notices {
    fn read() -> Notices {
        let data: CalendarData =
            serde_json::from_str(&native::built().calendar).expect("what was built is a calendar");
        let holidays = data.years.iter().filter(|year| year.published).flat_map(|year| &year.holidays);
        let here: Vec<_> = holidays
            .filter(|holiday| holiday.region.as_deref().is_none_or(|region| region == "hubei"))
            .collect();
        let days = |of: fn(&calendar::Holiday) -> &Vec<Day>| {
            here.iter().flat_map(move |holiday| of(holiday)).map(|day| day.0)
        };
        Notices { off: days(|holiday| &holiday.off).collect(), work: days(|holiday| &holiday.work).collect() }
    }

    fn works(&self, day: NaiveDate) -> bool {
        let weekend = matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
        self.work.contains(&day) || !weekend && !self.off.contains(&day)
    }
}

#[test]
fn due_days_are_those_that_a_walk_finds() {
    let notices = Notices::read();
    let calendar = &native::rulebook("donghu").calendar;
    let mut random = fastrand::Rng::with_seed(seed());
    let start = NaiveDate::from_ymd_opt(2019, 1, 1).expect("a day");
    let end = NaiveDate::from_ymd_opt(2026, 12, 25).expect("a day");
    for _ in 0..PERIODS {
        let from = start + Days::new(random.u64(..2_700));
        let days = random.u32(..70);
        let working = random.u8(..4) > 0;
        let paused: Vec<(NaiveDate, NaiveDate)> =
            (0..if working && days > 0 { random.usize(..4) } else { 0 })
                .map(|_| {
                    let first = from + Days::new(random.u64(..90));
                    (first, first + Days::new(random.u64(..20)))
                })
                .collect();
        let expected = if working && days > 0 {
            oracle::walk(from, days, |day| notices.works(day), &paused)
        } else {
            // Calendar days, and a limit of no days, end on a working day: the last day or the next one that works.
            let last = oracle::walk(from, days, |_| !working, &[]);
            if notices.works(last) { last } else { oracle::walk(last, 1, |day| notices.works(day), &[]) }
        };
        if expected > end {
            continue;
        }
        let unit = if working { Unit::Working } else { Unit::Calendar };
        let spans = paused.iter().map(|(first, last)| (Day(*first), Day(*last))).collect();
        let due = calendar::due(calendar, &Period { from: Day(from), days, unit, paused: spans }).due;
        let place = format!("{days} {unit:?} days from {from}, paused {paused:?}");
        assert_eq!(due.day, Some(Day(expected)), "{place}");
        assert!(!due.provisional && due.earliest == due.day && due.latest == due.day, "{place}: {due:?}");
    }
}
