//! The clocks of a filing: what has to be done, by whom, by when, and how much of the time is gone.

use super::filing::{Filing, Stage};
use super::{Clock, ClockKind, ClockState, said};
use crate::application::{Application, Promise};
use crate::calendar::{Calendar, Day, Due, Span};
use crate::review::Answers;
use crate::rulebook::{Basis, Duration, Rulebook, Unit, Use};
use crate::text::Text;

/// The decision is delivered within ten working days (行政许可法 第四十四条、第八十二条).
const DELIVERY_DAYS: u32 = 10;

/// The clocks of one filing, in the order in which they start.
pub(super) fn of_filing(rulebook: &Rulebook, filing: &Filing<'_>, on: Day) -> Vec<Clock> {
    if !filing.is_any_live() {
        return Vec::new();
    }
    let hands =
        Hands { calendar: &rulebook.calendar, band: rulebook.law.bands.iter().max().copied().unwrap_or(0) };
    let item = filing.members.first().filter(|_| filing.terms.program.is_none());
    let item = item.and_then(|member| rulebook.law.items.get(member.item)).map(|item| item.id.clone());
    let program = filing.terms.program.map(str::to_owned);
    let clock = |run: Run, kind: ClockKind, duty: Text, basis: Basis| {
        let Reading { used, left, state } = hands.read(&run);
        Clock {
            kind,
            duty,
            item: item.clone(),
            program: program.clone(),
            from: run.from,
            due: run.due,
            used,
            left,
            state,
            basis,
        }
    };
    let mut clocks = Vec::new();
    if let Some(run) = notice(&hands, filing, on) {
        clocks.push(clock(
            run,
            ClockKind::Notice,
            said::notice_duty(filing),
            filing.terms.notice_basis.clone(),
        ));
    }
    if let Some((run, limit)) = decision(&hands, filing, on).zip(filing.terms.limit) {
        clocks.push(clock(run, ClockKind::Statutory, said::decision_duty(filing), limit.basis.clone()));
    }
    if let Some(run) = delivery(&hands, filing, on) {
        clocks.push(clock(run, ClockKind::Statutory, said::delivery_duty(filing), said::delivery_basis()));
    }
    clocks
}

/// 容缺: the applicant's promised papers, from the first acceptance of an item that asks for them.
pub(super) fn of_promises(
    answers: &Answers<'_>,
    application: &Application,
    filings: &[Filing<'_>],
    on: Day,
) -> Vec<Clock> {
    let rulebook = answers.rulebook;
    let hands =
        Hands { calendar: &rulebook.calendar, band: rulebook.law.bands.iter().max().copied().unwrap_or(0) };
    let mut clocks = Vec::new();
    for promise in &application.promises {
        let Some(material) = rulebook.material(&promise.material) else { continue };
        let accepted = filings.iter().filter(|filing| filing.is_any_live()).flat_map(|filing| {
            let from = filing.accepted.map(|accepted| accepted.on);
            filing.members.iter().filter_map(move |member| Some((from?, filing, member.item)))
        });
        let asked = accepted.filter_map(|(from, filing, item)| {
            let (law, index) = (rulebook.law.items.get(item)?, rulebook.items.get(item)?);
            let uses = law.materials.iter().zip(&index.uses);
            let mut uses = uses.filter(|(_, index)| index.material == material);
            let (used, _) = uses.find(|(_, index)| answers.holds(index.asked) != Some(false))?;
            Some((from, filing, law, used))
        });
        let Some((from, filing, item, used)) = asked.min_by_key(|(from, ..)| *from) else { continue };
        let Some(basis) = used.basis.first() else { continue };
        let Some(due) = promise_due(&hands, promise, used, filing, from, on) else { continue };
        let met = answers.in_hand(material);
        let last = due.latest.unwrap_or(on);
        let run = Run {
            from,
            due,
            days: u32::try_from(last.number() - from.number()).unwrap_or(0),
            unit: Unit::Calendar,
            pauses: Vec::new(),
            paused: false,
            as_of: if met { on.min(last) } else { on },
            met,
        };
        let Reading { used, left, state } = hands.read(&run);
        clocks.push(Clock {
            kind: ClockKind::Promise,
            duty: said::promise_duty(&rulebook.law, material),
            item: Some(item.id.clone()),
            program: None,
            from,
            due: run.due,
            used,
            left,
            state,
            basis: basis.clone(),
        });
    }
    clocks
}

/// The promised day; else as many days after acceptance as the rulebook allows; else the day of the decision, for which
/// the paper has to be there.
fn promise_due(
    hands: &Hands<'_>,
    promise: &Promise,
    used: &Use,
    filing: &Filing<'_>,
    accepted: Day,
    on: Day,
) -> Option<Due> {
    let within = used.deferrable.as_ref().and_then(|deferral| deferral.within);
    let ruled = || within.map(|days| hands.calendar.end(accepted, days, Unit::Working, &[]));
    let decided = || Some(filing.decision_due(hands.calendar, filing.decided().unwrap_or(on))?.0);
    promise.by.map(Due::on).or_else(ruled).or_else(decided)
}

/// A period and the day as of which it is read.
struct Run {
    from: Day,
    due: Due,
    days: u32,
    unit: Unit,
    pauses: Vec<Span>,
    paused: bool,
    as_of: Day,
    /// The duty was done on `as_of`.
    met: bool,
}

/// What a clock shows.
struct Reading {
    used: u32,
    left: Option<i32>,
    state: ClockState,
}

fn notice(hands: &Hands<'_>, filing: &Filing<'_>, on: Day) -> Option<Run> {
    let from = filing.received.filter(|_| filing.stage == Stage::Received)?;
    let due = filing.notice_due(hands.calendar, from)?;
    Some(hands.run(from, due, filing.terms.notice_days, None, on))
}

fn decision(hands: &Hands<'_>, filing: &Filing<'_>, on: Day) -> Option<Run> {
    let (limit, from, decided) = (filing.terms.limit?, filing.runs_from()?, filing.decided());
    let (due, pauses) = filing.decision_due(hands.calendar, decided.unwrap_or(on))?;
    let run = hands.run(from, due, filing.days(), decided, on);
    Some(Run { unit: limit.unit, pauses, paused: filing.is_paused(hands.calendar), ..run })
}

/// Only the authority's own decisions have to be delivered under 行政许可法 第四十四条.
fn delivery(hands: &Hands<'_>, filing: &Filing<'_>, on: Day) -> Option<Run> {
    let from = filing.decided().filter(|_| filing.terms.duration == Duration::Authority)?;
    let due = hands.calendar.end(from, DELIVERY_DAYS, Unit::Working, &[]);
    Some(hands.run(from, due, DELIVERY_DAYS, filing.delivered(), on))
}

/// What every clock is read with.
struct Hands<'a> {
    calendar: &'a Calendar,
    /// Days left at which a clock is due soon.
    band: u32,
}

impl Hands<'_> {
    /// A period in working days without pauses, read on the day when its duty was done, or on `on`.
    fn run(&self, from: Day, due: Due, days: u32, done: Option<Day>, on: Day) -> Run {
        let (as_of, met) = (done.unwrap_or(on), done.is_some());
        Run { from, due, days, unit: Unit::Working, pauses: Vec::new(), paused: false, as_of, met }
    }

    fn read(&self, run: &Run) -> Reading {
        if run.due.latest.is_some_and(|latest| latest < run.as_of) {
            return Reading { used: self.used(run), left: self.late(run), state: ClockState::Overdue };
        }
        let (least, most) = self.left(run).unzip();
        let soon = least.is_some_and(|left| left <= i32::try_from(self.band).unwrap_or(i32::MAX));
        let state = match (run.met, run.paused) {
            (true, _) => ClockState::Met,
            (false, true) => ClockState::Paused,
            (false, false) if soon => ClockState::DueSoon,
            (false, false) => ClockState::Running,
        };
        Reading { used: self.used(run), left: least.filter(|_| least == most), state }
    }

    /// The days that have counted so far; the fewest where the calendar leaves it open.
    fn used(&self, run: &Run) -> u32 {
        let (within, late) = match run.due.day.filter(|due| *due < run.as_of) {
            Some(due) => (due, self.late(run).map_or(0, i32::unsigned_abs)),
            None => (run.as_of, 0),
        };
        let counted =
            self.calendar.count(run.from, within, run.unit, &run.pauses).map_or(0, |count| count.least);
        let counted = u32::try_from(counted).unwrap_or(0);
        match run.unit {
            // A limit of no days ends on the next working day; that day is not used, and a roll-over is not either.
            Unit::Working | Unit::Calendar => counted.min(run.days).saturating_add(late),
            Unit::Months => counted.saturating_add(late),
        }
    }

    /// The days left, at least and at most: of working days what is not used, else what lies before the due day.
    fn left(&self, run: &Run) -> Option<(i32, i32)> {
        match run.unit {
            Unit::Working => {
                let counted = self.calendar.count(run.from, run.as_of, run.unit, &run.pauses)?;
                let days = i32::try_from(run.days).unwrap_or(i32::MAX);
                Some((days.saturating_sub(counted.most).max(0), days.saturating_sub(counted.least).max(0)))
            }
            Unit::Calendar | Unit::Months => {
                let (earliest, latest) = run.due.earliest.zip(run.due.latest)?;
                let before = |due: Day| (due.number() - run.as_of.number()).max(0);
                Some((before(earliest), before(latest)))
            }
        }
    }

    /// The days past the due day, negative. Over is over: on the rest days right after it is already -1.
    fn late(&self, run: &Run) -> Option<i32> {
        let late = self.calendar.count(run.due.day?, run.as_of, run.unit, &[])?.known()?;
        Some(-late.max(1))
    }
}
