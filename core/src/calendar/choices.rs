//! How a period was counted where the law leaves a choice (`deadlines.md` §2): told with every answer.

use serde::Serialize;

use super::{Calendar, Due, Period, Span, length, merged, nominal_end, shared};
use crate::rulebook::{Basis, Standing, Unit};
use crate::text::Text;

/// The sources that choices cite: every rulebook carries them.
#[cfg(feature = "authoring")]
pub(crate) const SOURCES: [&str; 4] = [LICENSING, CIVIL, HOLIDAYS, NONE];

const LICENSING: &str = "L-XKF";
const CIVIL: &str = "L-MFD";
const HOLIDAYS: &str = "L-FJBF";
const NONE: &str = "NONE";

/// A choice that had a part in an answer. Its basis is the article that says so (`law`), or the one from which it is
/// taken over (`illustrative`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct CountingChoice {
    pub code: CountingChoiceCode,
    pub text: Text,
    pub basis: Basis,
}

/// The choices.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum CountingChoiceCode {
    /// The day of the event is not day 1.
    DayOne,
    /// It happened on a day off: that date stays, day 1 is the next working day.
    RestDayStart,
    /// 当场: no days end the same working day.
    OnTheSpot,
    /// A month ends on the day of the same number.
    CorrespondingDay,
    /// A month without such a day ends on its last.
    MonthEnd,
    /// Both ends of a pause do not count.
    PausedInclusive,
    /// What two pauses share is left out once.
    PausesJoined,
    /// A pause after the end revives nothing.
    PauseAfterEnd,
    /// An end on a day off moves to the next working day.
    RolledOver,
    /// Hours run through nights and days off.
    Hours,
    /// The end lies beyond the published calendar.
    Unpublished,
}

/// Exactly the choices that had a part in the end of a period, in words.
pub fn choices(calendar: &Calendar, period: &Period, due: &Due) -> Vec<CountingChoice> {
    codes(calendar, period, due).into_iter().map(CountingChoiceCode::told).collect()
}

/// The same by their codes. For a clock: its period, and the end that it shows.
pub(crate) fn codes(calendar: &Calendar, period: &Period, due: &Due) -> Vec<CountingChoiceCode> {
    let Some(unit) = period.unit.of_law() else { return vec![CountingChoiceCode::Hours] };
    if due.earliest.is_none() {
        return vec![CountingChoiceCode::Unpublished];
    }
    let Period { from, days, .. } = *period;
    let pauses = merged(&period.paused);
    let latest = due.latest.map(|day| day.number());
    let last = match unit {
        Unit::Working => latest,
        Unit::Calendar | Unit::Months => nominal_end(from, days, unit, &pauses),
    };
    let (some, months) = (days > 0, unit == Unit::Months);
    let counted = Span { from: from.number() + 1, to: latest.unwrap_or(i32::MAX) };
    let paused = || calendar.end(from, days, unit, &[]) != *due;
    let had_a_part = |code: CountingChoiceCode| match code {
        CountingChoiceCode::DayOne => some && !months,
        CountingChoiceCode::RestDayStart => {
            some && unit == Unit::Working && calendar.published.is_off(from.number())
        }
        CountingChoiceCode::OnTheSpot => !some,
        CountingChoiceCode::CorrespondingDay => some && months && has_corresponding_day(period),
        CountingChoiceCode::MonthEnd => some && months && !has_corresponding_day(period),
        CountingChoiceCode::PausedInclusive => !pauses.is_empty() && paused(),
        CountingChoiceCode::PausesJoined => some && overlap(&period.paused, &pauses, counted),
        CountingChoiceCode::PauseAfterEnd => {
            latest.is_some_and(|last| pauses.iter().any(|pause| pause.from > last))
        }
        CountingChoiceCode::RolledOver => unit != Unit::Working && latest != last,
        CountingChoiceCode::Hours => false,
        CountingChoiceCode::Unpublished => due.provisional,
    };
    CountingChoiceCode::ALL.into_iter().filter(|code| had_a_part(*code)).collect()
}

fn has_corresponding_day(period: &Period) -> bool {
    let end = nominal_end(period.from, period.days, Unit::Months, &[]).and_then(super::Day::of_number);
    end.is_some_and(|end| end.day_of_month() == period.from.day_of_month())
}

/// Whether spans have days in common that would have counted.
fn overlap(paused: &[(super::Day, super::Day)], pauses: &[Span], counted: Span) -> bool {
    let within = |span: Span| i64::from(length(shared(span, counted)));
    let each = paused.iter().map(|(from, to)| within(Span { from: from.number(), to: to.number() }));
    each.sum::<i64>() > pauses.iter().map(|pause| within(*pause)).sum()
}

impl CountingChoiceCode {
    /// In the order in which they are told.
    pub(crate) const ALL: [CountingChoiceCode; 10] = [
        CountingChoiceCode::DayOne,
        CountingChoiceCode::RestDayStart,
        CountingChoiceCode::OnTheSpot,
        CountingChoiceCode::CorrespondingDay,
        CountingChoiceCode::MonthEnd,
        CountingChoiceCode::PausedInclusive,
        CountingChoiceCode::PausesJoined,
        CountingChoiceCode::PauseAfterEnd,
        CountingChoiceCode::RolledOver,
        CountingChoiceCode::Unpublished,
    ];

    /// The choice in words.
    pub(crate) fn told(self) -> CountingChoice {
        use Standing::{Illustrative, Law};
        let (zh, en, source, article, standing) = match self {
            CountingChoiceCode::DayOne => (
                "受理（或收件）当天不计入，从下一日起算。",
                "The day of the event is not counted; day 1 is the next day that counts.",
                CIVIL,
                "第二百零一条第一款",
                Illustrative,
            ),
            CountingChoiceCode::RestDayStart => (
                "休息日受理的，日期不变，下一个工作日是第1日。",
                "It happened on a day off: that date stays, and day 1 is the next working day.",
                LICENSING,
                "第八十二条",
                Illustrative,
            ),
            CountingChoiceCode::OnTheSpot => (
                "当场（即办）在当天办结；当天休息的，在下一个工作日。",
                "On the spot means the same working day; on a day off, the next working day.",
                NONE,
                "",
                Illustrative,
            ),
            CountingChoiceCode::CorrespondingDay => (
                "按月计算的，到期月的对应日是最后一日。",
                "Counted in months, it ends on the corresponding day of the last month.",
                CIVIL,
                "第二百零二条",
                Law,
            ),
            CountingChoiceCode::MonthEnd => (
                "到期月没有对应日，月末日是最后一日。",
                "The last month has no corresponding day, so it ends on that month's last day.",
                CIVIL,
                "第二百零二条",
                Law,
            ),
            CountingChoiceCode::PausedInclusive => (
                "暂停的时段从开始那天到结束那天都不计入。",
                "A pause does not count from its first day to its last, both included.",
                LICENSING,
                "第四十五条",
                Illustrative,
            ),
            CountingChoiceCode::PausesJoined => (
                "暂停的时段有重叠，重叠的日子只扣除一次。",
                "Pauses overlap: the days that they share are left out once.",
                LICENSING,
                "第四十五条",
                Illustrative,
            ),
            CountingChoiceCode::PauseAfterEnd => (
                "期限届满后才开始的暂停，不使期限重新计算。",
                "A pause that begins after the end does not revive the period.",
                LICENSING,
                "第四十五条",
                Illustrative,
            ),
            CountingChoiceCode::RolledOver => (
                "最后一日休息的，顺延到休息结束后的第一个工作日；调休上班的日子不算休息。",
                "The last day is a day off, so the period ends on the next working day; a make-up day works.",
                CIVIL,
                "第二百零三条",
                Law,
            ),
            CountingChoiceCode::Hours => (
                "按小时计算的，从事情发生时起算，夜间和休息日照算，到期不顺延。",
                "Hours run from the event on, through nights and days off, and do not move past a day off.",
                CIVIL,
                "第二百零一条第二款",
                Illustrative,
            ),
            CountingChoiceCode::Unpublished => (
                "有的日子放假安排没有公布，或不在日历里：按放假办法定下的日子和2019年以来的放假范围，只给出最早和最晚的日期。",
                "Some of these days have no published calendar: from the statutory days and the layouts seen since 2019 only the earliest and the latest day are told.",
                HOLIDAYS,
                "第二条、第七条",
                Illustrative,
            ),
        };
        CountingChoice { code: self, text: Text::new(zh, en), basis: Basis::of(source, article, standing) }
    }
}
