//! The clocks of a filing: what has to be done, by whom, by when, and how much of the time is gone.

use super::filing::{Filing, Procedure, Stage};
use super::{Clock, ClockKind, ClockState, Who, said};
use crate::application::{Application, Promise};
use crate::calendar::{Day, Due, Period, codes, merged};
use crate::review::{Answers, licensing_law};
use crate::rulebook::{Basis, Duration, Limit, Rulebook, Unit, Use};
use crate::text::Text;

/// The decision is delivered within ten working days (行政许可法 第四十四条、第八十二条).
const DELIVERY_DAYS: u32 = 10;

/// The clocks of one filing, in the order in which they start.
pub(super) fn of_filing<'a>(hands: &Hands<'a>, filing: &Filing<'a>) -> Vec<Clock<'a>> {
    if !filing.is_any_live() {
        return Vec::new();
    }
    let rulebook = hands.rulebook;
    let item = filing.members.first().filter(|_| filing.terms.program.is_none());
    let item = item.and_then(|member| rulebook.law.items.get(member.item)).map(|item| item.id.as_str());
    let who = match filing.terms.duration {
        Duration::Authority => Who::Authority,
        Duration::ThirdParty => Who::ThirdParty,
    };
    let clock = |run: Run, kind: ClockKind, who: Who, duty: Text, basis: &'a Basis| Clock {
        item,
        program: filing.terms.program,
        ..hands.clock(run, kind, who, duty, basis)
    };
    let mut clocks = Vec::new();
    if let Some(run) = notice(hands, filing) {
        let (duty, basis) = (said::notice_duty(filing), filing.terms.notice_basis);
        clocks.push(clock(run, ClockKind::Notice, Who::Authority, duty, basis));
    }
    if let Some((run, limit)) =
        filing.terms.limit.and_then(|limit| Some((decision(hands, filing, limit, filing.days())?, limit)))
    {
        let duty = said::decision_duty(filing);
        clocks.push(clock(run, ClockKind::Statutory, who, duty, &limit.basis));
    }
    // The law lets an authority's head extend the limit of the law, not what the place has pledged.
    if let Some((run, limit)) =
        filing.terms.pledged.and_then(|limit| Some((decision(hands, filing, limit, limit.days)?, limit)))
    {
        let duty = said::pledge_duty(filing);
        clocks.push(clock(run, ClockKind::Pledged, who, duty, &limit.basis));
    }
    for procedure in filing.procedures.iter().filter(|procedure| procedure.lawful) {
        clocks.extend(special(hands, filing, procedure).map(|(run, basis)| {
            let duty = said::procedure_duty(filing, procedure.kind);
            clock(run, ClockKind::ThirdParty, Who::ThirdParty, duty, basis)
        }));
    }
    if let Some(run) = delivery(hands, filing) {
        let duty = said::delivery_duty(filing);
        clocks.push(clock(run, ClockKind::Statutory, Who::Authority, duty, &said::DELIVERY));
    }
    clocks
}

/// 容缺: the applicant's promised papers, from the first acceptance of an item that asks for them.
pub(super) fn of_promises<'a>(
    hands: &Hands<'a>,
    answers: &Answers<'_>,
    application: &Application,
    filings: &[Filing<'_>],
) -> Vec<Clock<'a>> {
    let (rulebook, on) = (hands.rulebook, hands.on);
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
        let Some(due) = promise_due(hands, promise, used, filing, from) else { continue };
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
            if_paused: None,
            counted: false,
        };
        let duty = said::promise_duty(&rulebook.law, material);
        let clock = hands.clock(run, ClockKind::Promise, Who::Applicant, duty, basis);
        clocks.push(Clock { item: Some(&item.id), ..clock });
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
) -> Option<Due> {
    let within = used.deferrable.as_ref().and_then(|deferral| deferral.within);
    let calendar = &hands.rulebook.calendar;
    let ruled = || within.map(|days| calendar.end(accepted, days, Unit::Working, &[]));
    let decided = || filing.decision_due(calendar, filing.decided().unwrap_or(hands.on));
    promise.by.map(Due::on).or_else(ruled).or_else(decided)
}

/// A period and the day as of which it is read.
pub(super) struct Run {
    pub from: Day,
    pub due: Due,
    pub days: u32,
    pub unit: Unit,
    pub pauses: Vec<(Day, Day)>,
    /// It stands still.
    pub paused: bool,
    pub as_of: Day,
    /// The duty was done on `as_of`.
    pub met: bool,
    pub if_paused: Option<Due>,
    /// The due day was counted from `from`.
    pub counted: bool,
}

/// What a clock shows.
struct Reading {
    used: u32,
    left: Option<i32>,
    state: ClockState,
}

fn notice(hands: &Hands<'_>, filing: &Filing<'_>) -> Option<Run> {
    let from = filing.received.filter(|_| filing.stage == Stage::Received)?;
    let due = filing.notice_due(&hands.rulebook.calendar, from)?;
    Some(hands.run(from, due, filing.terms.notice_days, None))
}

/// The time for the decision, under a limit of so many days.
fn decision(hands: &Hands<'_>, filing: &Filing<'_>, limit: &Limit, days: u32) -> Option<Run> {
    let (calendar, from, decided) = (&hands.rulebook.calendar, filing.runs_from(limit)?, filing.decided());
    let pauses = filing.pauses(decided.unwrap_or(hands.on));
    let due = calendar.end(from, days, limit.unit, &merged(&pauses));
    let if_paused = hands.pause_until.filter(|_| decided.is_none()).map(|until| {
        let spans: Vec<(Day, Day)> = pauses.iter().copied().chain([(hands.on, until)]).collect();
        calendar.end(from, days, limit.unit, &merged(&spans))
    });
    let run = hands.run(from, due, days, decided);
    let paused = filing.is_paused(calendar, limit, days);
    Some(Run { unit: limit.unit, pauses, paused, if_paused, ..run })
}

/// A special procedure, where it is known how long it may take: as the applicant was told, and no longer than the
/// item's own law allows.
fn special<'a>(hands: &Hands<'a>, filing: &Filing<'a>, procedure: &Procedure) -> Option<(Run, &'a Basis)> {
    let own = procedure.kind.and_then(|kind| filing.terms.special_of(kind));
    let most = own.and_then(|special| special.most);
    let days = procedure.told.into_iter().chain(most).min()?;
    let due = hands.rulebook.calendar.end(procedure.since, days, Unit::Working, &[]);
    let run = hands.run(procedure.since, due, days, procedure.until);
    Some((run, own.map_or(const { &licensing_law("第四十五条") }, |special| &special.basis)))
}

/// Only the authority's own decisions have to be delivered under 行政许可法 第四十四条.
fn delivery(hands: &Hands<'_>, filing: &Filing<'_>) -> Option<Run> {
    let from = filing.decided().filter(|_| filing.terms.duration == Duration::Authority)?;
    let due = hands.rulebook.calendar.end(from, DELIVERY_DAYS, Unit::Working, &[]);
    Some(hands.run(from, due, DELIVERY_DAYS, filing.delivered()))
}

/// What every clock is read with.
pub(super) struct Hands<'a> {
    pub rulebook: &'a Rulebook,
    pub on: Day,
    pub pause_until: Option<Day>,
}

impl<'a> Hands<'a> {
    /// A period in working days without pauses, read on the day when its duty was done, or on `on`.
    pub fn run(&self, from: Day, due: Due, days: u32, done: Option<Day>) -> Run {
        Run {
            from,
            due,
            days,
            unit: Unit::Working,
            pauses: Vec::new(),
            paused: false,
            as_of: done.unwrap_or(self.on),
            met: done.is_some(),
            if_paused: None,
            counted: true,
        }
    }

    /// The time up to a day that is counted back from another: nothing is used, and what lies before it is left.
    pub fn until(&self, due: Due, done: Option<Day>) -> Run {
        let as_of = done.unwrap_or(self.on);
        let count = |due| self.rulebook.calendar.count(as_of, due, Unit::Working, &[]);
        let left = due.earliest.and_then(count).map_or(0, |count| count.least);
        Run { counted: false, ..self.run(as_of, due, u32::try_from(left).unwrap_or(0), done) }
    }

    /// A clock of nothing in particular yet.
    pub fn clock(&self, run: Run, kind: ClockKind, who: Who, duty: Text, basis: &'a Basis) -> Clock<'a> {
        let Reading { used, left, state } = self.read(&run);
        let calendar = &self.rulebook.calendar;
        let period = Period { paused: run.pauses, ..Period::new(run.from, run.days, run.unit) };
        let (skipped, choices) = if run.counted {
            (calendar.skipped(&period, &run.due), codes(calendar, &period, &run.due))
        } else {
            Default::default()
        };
        let is_within =
            |band: &&u32| left.is_some_and(|left| left <= i32::try_from(**band).unwrap_or(i32::MAX));
        let band = self.rulebook.law.bands.iter().filter(is_within).min().copied();
        let overdue = state == ClockState::Overdue;
        Clock {
            kind,
            who,
            duty,
            item: None,
            program: None,
            from: run.from,
            due: run.due,
            used,
            left,
            state,
            band: band.filter(|_| state == ClockState::DueSoon),
            skipped,
            choices,
            if_paused: run.if_paused.filter(|_| !overdue),
            basis,
            note: None,
        }
    }

    fn read(&self, run: &Run) -> Reading {
        if run.due.latest.is_some_and(|latest| latest < run.as_of) {
            return Reading { used: self.used(run), left: self.late(run), state: ClockState::Overdue };
        }
        let (least, most) = self.left(run).unzip();
        let band = self.rulebook.law.bands.iter().max().copied().unwrap_or(0);
        let band = i32::try_from(band).unwrap_or(i32::MAX);
        let soon = least.is_some_and(|left| left <= band);
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
        let counted = self
            .rulebook
            .calendar
            .count(run.from, within, run.unit, &merged(&run.pauses))
            .map_or(0, |count| count.least);
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
                let counted =
                    self.rulebook.calendar.count(run.from, run.as_of, run.unit, &merged(&run.pauses))?;
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
        let late = self.rulebook.calendar.count(run.due.day?, run.as_of, run.unit, &[])?.known()?;
        Some(-late.max(1))
    }
}
