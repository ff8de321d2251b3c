//! 总时限: how much of the days that a place allows for all approvals of a project is used.
//!
//! A total is a sum of the authorities' time (`deadlines.md` §3): the working days on which at least one of them had
//! something to decide, each once, without the days of special procedures. When nobody has, it stands still.

use super::clocks::{Hands, Run};
use super::filing::Filing;
use super::{Clock, ClockKind, Who, said};
use crate::calendar::{Day, gaps, merged};
use crate::review::{Allowance, Answers, totals};
use crate::rulebook::Duration;

/// One clock for each total limit of the place that holds for the project, once something is accepted.
pub(super) fn clocks(hands: &Hands<'_>, answers: &Answers<'_>, filings: &[Filing<'_>]) -> Vec<Clock> {
    let deciding: Vec<&Filing<'_>> = filings
        .iter()
        .filter(|filing| filing.is_any_live() && filing.accepted.is_some())
        .filter(|filing| filing.terms.duration == Duration::Authority)
        .collect();
    let starts = deciding.iter().filter_map(|filing| filing.accepted).map(|accepted| accepted.on);
    let Some(from) = starts.min() else { return Vec::new() };
    let over = filings.iter().all(|filing| !filing.is_any_live() || filing.decided().is_some());
    let last = deciding.iter().filter_map(|filing| filing.decided()).max().filter(|_| over);
    let as_of = last.unwrap_or(hands.on);
    let running = merged(&deciding.iter().flat_map(|filing| running(filing, hands.on)).collect::<Vec<_>>());
    let idle = gaps(from.number() + 1, as_of.number(), &running);
    let stands_still = deciding.iter().all(|filing| {
        let paused = filing
            .terms
            .limit
            .is_some_and(|limit| filing.is_paused(&hands.rulebook.calendar, limit, filing.days()));
        filing.decided().is_some() || paused
    });
    let law = &hands.rulebook.law;
    let limited = totals(answers).into_iter().filter(|total| total.verdict == Allowance::Limited);
    limited
        .filter_map(|total| {
            let (days, limit) = (total.days?, law.totals.iter().find(|limit| limit.id == total.id)?);
            let due = hands.rulebook.calendar.end(from, days, limit.unit, &merged(&idle));
            let run = hands.run(from, due, days, last);
            let run = Run { unit: limit.unit, pauses: idle.clone(), paused: stands_still, ..run };
            let duty = said::total_duty(&limit.name);
            Some(hands.clock(run, ClockKind::Total, Who::Authority, duty, limit.basis.clone()))
        })
        .collect()
}

/// The days on which the authority had something to decide, up to `on`.
fn running(filing: &Filing<'_>, on: Day) -> Vec<(Day, Day)> {
    let Some(from) = filing.accepted.map(|accepted| accepted.on) else { return Vec::new() };
    let until = filing.decided().unwrap_or(on);
    gaps(from.number() + 1, until.number(), &merged(&filing.pauses(on)))
}
