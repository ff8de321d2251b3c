//! The days that did not count, and why.

use super::published::Published;
use super::{Day, DayNumber, Due, Period, Skipped, Span, nominal_end};
use crate::rulebook::Unit;
use crate::text::Text;

/// Why a day did not count.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Why {
    Weekend,
    Holiday(u16),
    Paused,
}

/// The runs of days off between the start and the end of a period. Of a provisional end only the certain days are
/// told; weekends that adjoin a holiday are told with it.
pub(super) fn between(published: &Published, period: &Period, due: &Due, pauses: &[Span]) -> Vec<Skipped> {
    let from = period.from.number();
    if from < published.first {
        return Vec::new();
    }
    let end = due.day.map_or(published.certain, |day| day.number()).min(published.certain);
    // From this day on only working days count: from the start, or (calendar days) where the period rolls over.
    let rolls_from = match period.unit {
        Unit::Working if period.days == 0 => from,
        Unit::Working => from + 1,
        Unit::Calendar | Unit::Months => {
            nominal_end(period.from, period.days, period.unit, pauses).unwrap_or(DayNumber::MAX)
        }
    };
    let counts_pauses =
        |day: DayNumber| period.days > 0 && (period.unit == Unit::Working || day <= rolls_from);
    let why = |day: DayNumber| {
        if counts_pauses(day) && pauses.iter().any(|pause| (pause.from..=pause.to).contains(&day)) {
            Some(Why::Paused)
        } else if day < rolls_from || published.works(day) {
            None
        } else {
            Some(published.holiday(day).map_or(Why::Weekend, Why::Holiday))
        }
    };
    let start = if period.days == 0 { from } else { from + 1 };
    runs((start..=end).filter_map(|day| why(day).map(|why| (day, why))))
        .into_iter()
        .filter_map(|(run, why)| {
            Some(Skipped {
                from: Day::of_number(run.from)?,
                to: Day::of_number(run.to)?,
                why: text(published, why),
            })
        })
        .collect()
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
        (Why::Weekend | Why::Holiday(_) | Why::Paused, _) => (left == right).then_some(left),
    }
}

fn text(published: &Published, why: Why) -> Text {
    match why {
        Why::Weekend => Text::new("周末", "weekend"),
        Why::Holiday(holiday) => published.name(holiday),
        Why::Paused => Text::new("暂停，不计入期限", "paused, not counted"),
    }
}
