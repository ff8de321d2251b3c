//! The model that bounds what no notice has published yet.
//!
//! For a year of which only the statutory days are known (全国年节及纪念日放假办法 第二条), each holiday may be laid out
//! in any way that was seen before:
//!
//! - its *block* off may be anything from its statutory days alone up to the widest block published for a holiday of
//!   that name, in any place that contains the statutory days (第七条 lets days be moved together);
//! - the weekend days worked for it may be none, or up to the most published for that name, each no farther from the
//!   block than the farthest published, and never a statutory day off.
//!
//! All other days are Monday to Friday working, Saturday and Sunday off. `earliest` takes the layout with the most
//! working days, `latest` the one with the fewest; both are exact for every period, because one layout is chosen per
//! holiday for the whole of it. Holidays are taken as independent of each other: blocks as wide as those seen do not
//! meet, and where two holidays could both claim a weekend day, no day is worked twice.
//!
//! A block published for two holidays at once (国庆节、中秋节) counts for both; notices that lengthen a block
//! (国办发明电〔2020〕1号) lengthen it; regional days off (Hubei 2020) are no pattern and do not count. A holiday of a
//! name never seen is bounded by the widest of all. The new year's block may reach back into 26 to 31 December; the
//! notice of the year has been heard for those days, so what it says holds unless that block takes them. After the
//! last year with statutory days the only day known is 1 January.
//!
//! The bounds are what was seen, not a promise: the notice for 2026 was the first to have a day worked for new year.

use super::published::{Published, is_weekday, number};
use super::{CalendarData, CalendarYear, DayNumber, Span, length, shared};
use crate::sort;

/// 1 January is a day off in every year (全国年节及纪念日放假办法 第二条（一）).
const NEW_YEAR: &str = "元旦";
/// What joins the names of holidays off in one block.
const JOINED: char = '、';

/// The least or the most working days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bound {
    Least,
    Most,
}

/// The days after the published ones, up to the last year of which anything is known.
#[derive(Clone, Debug, Default)]
pub(super) struct Bounds {
    /// The last day before the model begins.
    certain: DayNumber,
    /// The last day of the last year known.
    pub last: DayNumber,
    /// Running counts by day from `certain` on: working days with statutory days off and nothing moved; and the
    /// weekend days that could be worked.
    plain: Vec<i32>,
    weekend: Vec<i32>,
    holidays: Vec<Layouts>,
}

/// The ways in which one holiday may be laid out.
#[derive(Clone, Debug)]
struct Layouts {
    statutory: Span,
    seen: Seen,
    /// All days that any layout touches, and the bounds of a period that contains them all.
    zone: Span,
    whole: (i32, i32),
}

/// The extremes published for holidays of one name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Seen {
    /// Days in the widest block.
    widest: i32,
    /// Weekend days worked for one block.
    worked: i32,
    /// Days between such a day and the block.
    reach: i32,
}

impl Bounds {
    pub fn new(data: &CalendarData, published: &Published) -> Bounds {
        let Some(last_year) = data.years.last().map(|year| year.year) else { return Bounds::default() };
        let last = number(last_year, 12, 31).unwrap_or(published.end);
        let statutory = statutory_days(data, last_year);
        let is_off = |day: DayNumber| statutory.iter().any(|(_, span)| (span.from..=span.to).contains(&day));
        let works = |day: DayNumber| {
            if day <= published.end {
                published.provisional.contains(&day)
            } else {
                is_weekday(day) && !is_off(day)
            }
        };
        let mut bounds = Bounds { certain: published.certain, last, ..Bounds::default() };
        bounds.plain = bounds.running(works);
        bounds.weekend = bounds.running(|day| !works(day) && !is_off(day) && !is_weekday(day));
        let seen = seen(data);
        bounds.holidays = statutory
            .into_iter()
            .map(|(names, span)| bounds.layouts(span, widest_of(&names, &seen)))
            .collect();
        bounds
    }

    /// The working days of the part of a span that the model speaks of, at least or at most, pauses left out.
    pub fn count(&self, span: Span, pauses: &[Span], bound: Bound) -> i32 {
        let span = Span { from: span.from.max(self.certain + 1), to: span.to.min(self.last) };
        let counted = Counted { span, pauses };
        let plain = self.plain_of(counted, span);
        let moved: i32 = self.holidays.iter().map(|holiday| self.moved(holiday, counted, bound)).sum();
        (plain + moved).clamp(0, plain + self.weekend_of(counted, span))
    }

    /// The first day by which at least `n` working days have passed, under the layout that gives the most of them
    /// (no layout is earlier) or the least (none is later).
    pub fn nth(&self, after: DayNumber, n: i32, pauses: &[Span], bound: Bound) -> Option<DayNumber> {
        let from = after.max(self.certain) + 1;
        let passed = |to: DayNumber| self.count(Span { from, to }, pauses, bound) >= n;
        let (mut low, mut step) = (from, n.clamp(1, 400));
        let mut high = from.saturating_add(step).min(self.last);
        while !passed(high) {
            if high >= self.last {
                return None;
            }
            low = high + 1;
            step *= 2;
            high = high.saturating_add(step).min(self.last);
        }
        while low < high {
            let middle = low + (high - low) / 2;
            if passed(middle) { high = middle } else { low = middle + 1 }
        }
        Some(low)
    }

    fn layouts(&self, statutory: Span, seen: Seen) -> Layouts {
        let seen = Seen { widest: seen.widest.max(statutory.to - statutory.from + 1), ..seen };
        let margin = seen.widest - 1 + seen.reach;
        let zone = Span { from: statutory.to - margin, to: statutory.from + margin };
        let zone = Span { from: zone.from.max(self.certain + 1), to: zone.to.min(self.last) };
        let layouts = Layouts { statutory, seen, zone, whole: (0, 0) };
        let everything = Counted { span: Span { from: self.certain + 1, to: self.last }, pauses: &[] };
        let whole =
            (self.swing(&layouts, everything, Bound::Least), self.swing(&layouts, everything, Bound::Most));
        Layouts { whole, ..layouts }
    }

    /// By how many working days the layouts of one holiday can change the plain count.
    fn moved(&self, holiday: &Layouts, counted: Counted<'_>, bound: Bound) -> i32 {
        match counted.sum(holiday.zone, length) {
            0 => 0,
            shared if shared == length(holiday.zone) => match bound {
                Bound::Least => holiday.whole.0,
                Bound::Most => holiday.whole.1,
            },
            _ => self.swing(holiday, counted, bound),
        }
    }

    fn swing(&self, holiday: &Layouts, counted: Counted<'_>, bound: Bound) -> i32 {
        let Layouts { statutory, seen, .. } = *holiday;
        let starts = statutory.to - seen.widest + 1..=statutory.from;
        match bound {
            Bound::Least => starts
                .map(|from| -self.plain_of(counted, Span { from, to: from + seen.widest - 1 }))
                .min()
                .unwrap_or(0),
            Bound::Most => starts
                .flat_map(|from| (statutory.to..from + seen.widest).map(move |to| Span { from, to }))
                .map(|block| self.worked(seen, block, counted) - self.plain_of(counted, block))
                .max()
                .unwrap_or(0),
        }
    }

    /// The weekend days that can be worked for one block.
    fn worked(&self, seen: Seen, block: Span, counted: Counted<'_>) -> i32 {
        let near = Span { from: block.from - seen.reach, to: block.to + seen.reach };
        seen.worked.min(self.weekend_of(counted, near) - self.weekend_of(counted, block))
    }

    fn plain_of(&self, counted: Counted<'_>, within: Span) -> i32 {
        counted.sum(within, |span| self.until(&self.plain, span.to) - self.until(&self.plain, span.from - 1))
    }

    fn weekend_of(&self, counted: Counted<'_>, within: Span) -> i32 {
        counted
            .sum(within, |span| self.until(&self.weekend, span.to) - self.until(&self.weekend, span.from - 1))
    }

    fn until(&self, running: &[i32], day: DayNumber) -> i32 {
        let at = usize::try_from(day - self.certain).unwrap_or(0);
        running.get(at).or(running.last()).copied().unwrap_or(0)
    }

    /// A running count over the days of the model.
    fn running(&self, counts: impl Fn(DayNumber) -> bool) -> Vec<i32> {
        let mut sum = 0;
        let days = self.certain + 1..=self.last;
        std::iter::once(0)
            .chain(days.map(|day| {
                sum += i32::from(counts(day));
                sum
            }))
            .collect()
    }
}

/// The days of a span that no pause takes.
#[derive(Clone, Copy)]
struct Counted<'a> {
    span: Span,
    pauses: &'a [Span],
}

impl Counted<'_> {
    /// Sums what can be summed over days, for those days within another span.
    fn sum(self, within: Span, days: impl Fn(Span) -> i32) -> i32 {
        let span = shared(self.span, within);
        let days = |span: Span| if span.from <= span.to { days(span) } else { 0 };
        days(span) - self.pauses.iter().map(|pause| days(shared(span, *pause))).sum::<i32>()
    }
}

/// The statutory runs after the published years, with the parts of their names.
fn statutory_days(data: &CalendarData, last_year: i32) -> Vec<(Vec<String>, Span)> {
    let new_year =
        number(last_year + 1, 1, 1).map(|day| (vec![NEW_YEAR.to_owned()], Span { from: day, to: day }));
    data.years
        .iter()
        .skip_while(|year| year.published)
        .flat_map(|year| &year.holidays)
        .flat_map(|holiday| {
            runs(holiday.off.iter().map(|day| day.number()))
                .into_iter()
                .map(|run| (parts(&holiday.name.zh), run))
        })
        .chain(new_year)
        .collect()
}

/// Days as runs of days that follow each other.
fn runs(days: impl Iterator<Item = DayNumber>) -> Vec<Span> {
    let mut days: Vec<DayNumber> = days.collect();
    sort::by_key(&mut days, |day| *day);
    let mut runs: Vec<Span> = Vec::new();
    for day in days {
        match runs.last_mut().filter(|run| run.to + 1 >= day) {
            Some(run) => run.to = day,
            None => runs.push(Span { from: day, to: day }),
        }
    }
    runs
}

fn parts(name: &str) -> Vec<String> {
    name.split(JOINED).map(str::to_owned).collect()
}

/// Days off that follow each other, and the days worked for them.
type Block = (Span, Vec<DayNumber>);

/// The extremes of every name over the published years.
fn seen(data: &CalendarData) -> Vec<(String, Seen)> {
    let mut blocks: Vec<(String, Vec<Block>)> = Vec::new();
    let published: Vec<&CalendarYear> = data.years.iter().take_while(|year| year.published).collect();
    for holiday in published.iter().flat_map(|year| &year.holidays).filter(|holiday| holiday.region.is_none())
    {
        let off = holiday.off.iter().map(|day| day.number());
        let Some((from, to)) = off.clone().min().zip(off.max()) else { continue };
        let worked: Vec<DayNumber> = holiday.work.iter().map(|day| day.number()).collect();
        for part in parts(&holiday.name.zh) {
            let block = (Span { from, to }, worked.clone());
            match blocks.iter_mut().find(|(name, _)| *name == part) {
                Some((_, blocks)) => blocks.push(block),
                None => blocks.push((part, vec![block])),
            }
        }
    }
    blocks.into_iter().map(|(name, blocks)| (name, extremes(blocks))).collect()
}

/// The extremes of one name's blocks; blocks that touch are one (new year across years, a block lengthened later).
fn extremes(mut blocks: Vec<Block>) -> Seen {
    sort::by_key(&mut blocks, |(span, _)| span.from);
    blocks.dedup_by(|(next, worked), (kept, kept_worked)| {
        let touches = next.from <= kept.to + 1;
        if touches {
            kept.to = kept.to.max(next.to);
            kept_worked.append(worked);
        }
        touches
    });
    blocks.iter().fold(Seen::default(), |seen, (block, worked)| {
        let far = worked.iter().map(|day| (block.from - day).max(day - block.to)).max().unwrap_or(0);
        widest(seen, Seen { widest: block.to - block.from + 1, worked: worked.len() as i32, reach: far })
    })
}

fn widest(left: Seen, right: Seen) -> Seen {
    Seen {
        widest: left.widest.max(right.widest),
        worked: left.worked.max(right.worked),
        reach: left.reach.max(right.reach),
    }
}

/// The extremes for a holiday: the widest of those its name joins, or of all where it was never seen.
fn widest_of(names: &[String], seen: &[(String, Seen)]) -> Seen {
    let known = seen.iter().filter(|(name, _)| names.contains(name)).map(|(_, seen)| *seen).reduce(widest);
    known.unwrap_or_else(|| seen.iter().map(|(_, seen)| *seen).fold(Seen::default(), widest))
}
