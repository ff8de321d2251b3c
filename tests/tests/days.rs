//! Due days against a walk through the published calendar, day by day.

use chrono::{Days, NaiveDate};
use yushen::calendar::{self, Calendar, CalendarData, Day, Due, Period};
use yushen::rulebook::Unit;
use yushen::text::Text;
use yushen_tests::counts::seed;
use yushen_tests::oracle::days::{Ends, Layout, Notices};
use yushen_tests::{native, oracle};

const PERIODS: usize = 20_000;
/// As long as any count of the sweep.
const MOST: usize = 180;
/// Ways to lay out 2027 that are drawn for each region.
const LAYOUTS: usize = 60;
/// A region with days off of its own, and none.
const REGIONS: [&str; 2] = ["hubei", ""];

fn data() -> CalendarData {
    CalendarData::read(&native::built().calendar).expect("what was built is a calendar")
}

fn date(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).expect("a day")
}

/// The last day that no later notice is expected to change.
fn certain() -> NaiveDate {
    date(2026, 12, 25)
}

fn starts(first: NaiveDate) -> impl Iterator<Item = NaiveDate> {
    first.iter_days().take_while(|day| *day <= date(2026, 12, 31))
}

/// Where the counts of each kind from a day end, as core says.
fn counted(calendar: &Calendar, from: NaiveDate) -> [Vec<Due>; 3] {
    let start = Due::on(Day(from));
    let each = |unit, most: usize| (0..=most).map(|n| calendar.due_from(&start, n as u32, unit)).collect();
    [each(Unit::Working, MOST), each(Unit::Calendar, MOST), each(Unit::Months, 12)]
}

#[test]
fn every_count_from_every_day_ends_where_a_walk_ends() {
    let data = data();
    let mut asked = 0;
    for region in REGIONS {
        let (calendar, notices) = (Calendar::new(&data, region), Notices::read(&data, region));
        for from in starts(date(2019, 1, 1)) {
            let ends = Ends::of(from, MOST, |day| notices.works(day));
            for (dues, ends) in
                counted(&calendar, from).iter().zip([ends.working, ends.calendar, ends.months])
            {
                asked += dues.len();
                for (n, (due, end)) in dues.iter().zip(ends).enumerate() {
                    let place = || format!("{n} from {from} in {region:?}: {due:?}, walked to {end}");
                    if end <= certain() {
                        assert_eq!(*due, Due::on(Day(end)), "{}", place());
                    } else {
                        assert!(due.provisional, "{}", place());
                        assert!(due.earliest > Some(Day(certain())) || due.earliest.is_none(), "{}", place());
                    }
                }
                let later = |(one, next): (&Due, &Due)| {
                    assert!(next.earliest.is_none() || one.earliest <= next.earliest, "{one:?} {next:?}");
                    assert!(next.latest.is_none() || one.latest <= next.latest, "{one:?} {next:?}");
                };
                dues.iter().zip(dues.iter().skip(1)).for_each(later);
            }
        }
    }
    println!("{asked} counts");
}

#[test]
fn working_days_by_number_end_where_a_walk_ends() {
    let data = data();
    let number = |day: NaiveDate| (day - date(1970, 1, 1)).num_days() as i32;
    let mut asked = 0;
    for region in REGIONS {
        let (calendar, notices) = (Calendar::new(&data, region), Notices::read(&data, region));
        for from in starts(date(2019, 1, 1)) {
            let ends = Ends::of(from, MOST, |day| notices.works(day)).working;
            for (n, end) in (0..).zip(ends) {
                let end = Some(end).filter(|end| *end <= certain());
                let place = || format!("{n} from {from} in {region:?}");
                assert_eq!(calendar.due_day(number(from), n), end.map(number), "{}", place());
                assert_eq!(calendar.due_date(Day(from), n), end.map(Day), "{}", place());
                asked += 1;
            }
        }
        for (from, n) in [(number(date(2018, 12, 31)), 5), (number(date(2026, 12, 26)), 0), (0, 0)] {
            assert_eq!(calendar.due_day(from, n), None);
        }
        for (from, n) in [(i32::MIN, 0), (i32::MAX, 1), (number(date(2026, 5, 1)), u32::MAX)] {
            assert_eq!(calendar.due_day(from, n), None);
        }
    }
    println!("{asked} counts");
}

#[test]
fn what_may_yet_be_published_ends_between_the_bounds() {
    let data = data();
    let mut random = fastrand::Rng::with_seed(seed());
    let mut asked = 0;
    for region in REGIONS {
        let (calendar, notices) = (Calendar::new(&data, region), Notices::read(&data, region));
        let dues: Vec<_> = starts(date(2026, 1, 1)).map(|from| (from, counted(&calendar, from))).collect();
        for _ in 0..LAYOUTS {
            let notices = notices.with(&Layout::draw(&data, certain(), &mut random));
            for (from, dues) in &dues {
                let ends = Ends::of(*from, MOST, |day| notices.works(day));
                for (dues, ends) in dues.iter().zip([ends.working, ends.calendar, ends.months]) {
                    for (n, (due, end)) in dues.iter().zip(ends).enumerate() {
                        let end = Some(Day(end));
                        let within = due.earliest <= end && (due.latest.is_none() || end <= due.latest);
                        assert!(within, "{n} from {from} in {region:?}: {due:?}, laid out to end on {end:?}");
                        asked += usize::from(due.provisional && due.latest.is_some());
                    }
                }
            }
        }
    }
    println!("{asked} provisional counts");
    assert!(asked > 100_000);
}

#[test]
fn a_pause_or_another_holiday_never_brings_a_date_nearer() {
    let mut random = fastrand::Rng::with_seed(seed());
    let start = date(2019, 1, 1);
    for _ in 0..100 {
        let (data, mut more) = (data(), data());
        let year = random.usize(..8);
        let first = date(2019 + year as i32, 1, 1) + Days::new(random.u64(..340));
        let mut extra = more.years[year].holidays[0].clone();
        extra.name = Text::new("加放的假", "an extra holiday");
        extra.off = first.iter_days().take(random.usize(1..12)).map(Day).collect();
        extra.work = Vec::new();
        more.years[year].holidays.push(extra);
        let (calendar, more) = (Calendar::new(&data, ""), Calendar::new(&more, ""));
        for _ in 0..100 {
            let from = start + Days::new(random.u64(..2_922));
            let units = [Unit::Working, Unit::Calendar, Unit::Months];
            let plain = Period::new(Day(from), random.u32(..90), units[random.usize(..3)]);
            let first = from + Days::new(random.u64(..120));
            let paused = Period {
                paused: vec![(Day(first), Day(first + Days::new(random.u64(..20))))],
                ..plain.clone()
            };
            let due = |calendar, period| calendar::due(calendar, period).due;
            let (plain_due, paused_due) = (due(&calendar, &plain), due(&calendar, &paused));
            for later in [paused_due, due(&more, &plain)] {
                let place = format!("{plain:?}, {paused:?}: {plain_due:?} {later:?}");
                assert!(later.earliest.is_none() || later.earliest >= plain_due.earliest, "{place}");
                assert!(later.latest.is_none() || later.latest >= plain_due.latest, "{place}");
            }
        }
    }
}

#[test]
fn a_list_numbers_the_days_up_to_the_end() {
    let calendar = &native::rulebook("donghu").calendar;
    let notices = Notices::read(&data(), "hubei");
    let mut random = fastrand::Rng::with_seed(seed());
    for _ in 0..2_000 {
        let from = date(2019, 1, 1) + Days::new(random.u64(..2_700));
        let unit = if random.bool() { Unit::Working } else { Unit::Calendar };
        let first = from + Days::new(random.u64(..90));
        let paused = (Day(first), Day(first + Days::new(random.u64(..20))));
        let days = random.u32(1..70);
        let period = Period { paused: vec![paused], list: true, ..Period::new(Day(from), days, unit) };
        let answer = calendar::due(calendar, &period);
        let list = answer.list.expect("it was asked for");
        let place = format!("{period:?}: {list:?}");
        let each: Vec<NaiveDate> = list.iter().map(|day| day.day.0).collect();
        let last = answer.due.day.map_or(certain() + Days::new(1), |day| day.0.min(certain() + Days::new(1)));
        assert_eq!(each, from.iter_days().take_while(|day| *day <= last).collect::<Vec<_>>(), "{place}");
        let numbers: Vec<u32> = list.iter().filter_map(|day| day.n).collect();
        assert_eq!(numbers, (1..=numbers.len() as u32).collect::<Vec<_>>(), "{place}");
        assert!(list.iter().all(|day| day.n.is_some() || day.why.is_some()), "{place}");
        if answer.due.day.is_some_and(|day| day.0 <= certain()) {
            assert_eq!(numbers.len() as u32, days, "{place}");
        }
        let is_paused = |day: Day| (paused.0..=paused.1).contains(&day);
        for day in list.iter().filter(|day| day.n.is_some()) {
            assert!(!is_paused(day.day) && (unit == Unit::Calendar || notices.works(day.day.0)), "{place}");
        }
    }
}

#[test]
fn due_days_are_those_that_a_walk_finds() {
    let notices = Notices::read(&data(), "hubei");
    let calendar = &native::rulebook("donghu").calendar;
    let mut random = fastrand::Rng::with_seed(seed());
    let (start, end) = (date(2019, 1, 1), certain());
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
        let due =
            calendar::due(calendar, &Period { paused: spans, ..Period::new(Day(from), days, unit) }).due;
        let place = format!("{days} {unit:?} days from {from}, paused {paused:?}");
        assert_eq!(due.day, Some(Day(expected)), "{place}");
        assert!(!due.provisional && due.earliest == due.day && due.latest == due.day, "{place}: {due:?}");
    }
}
