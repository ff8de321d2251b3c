//! 总时限: how much of the days that a place allows for all approvals of a project is used.
//!
//! A total is a sum of the authorities' time (`deadlines.md` §3): the working days on which at least one of them had
//! something to decide, each once, without the days of special procedures. When nobody has, it stands still.

use super::clocks::{Hands, Run};
use super::filing::Filing;
use super::{Clock, ClockKind, Who, said};
use crate::calendar::{Day, gaps, merged};
use crate::review::{Answers, allowance};
use crate::rulebook::{Duration, TotalLimit, TotalRule};

/// One clock for each total limit of the place that holds for the project, once something that it counts is accepted.
pub(super) fn clocks<'a>(hands: &Hands<'a>, answers: &Answers<'_>, filings: &[Filing<'_>]) -> Vec<Clock<'a>> {
    let totals = hands.rulebook.law.totals.iter().zip(&hands.rulebook.totals);
    totals
        .filter_map(|(total, index)| clock(hands, total, allowance(answers, total, index).1?, filings))
        .collect()
}

fn clock<'a>(
    hands: &Hands<'a>,
    total: &TotalLimit,
    rule: &'a TotalRule,
    filings: &[Filing<'_>],
) -> Option<Clock<'a>> {
    let (days, calendar) = (rule.days?, &hands.rulebook.calendar);
    let counted = |filing: &&Filing<'_>| {
        let law = &hands.rulebook.law;
        let mut items = filing.members.iter().filter_map(|member| law.items.get(member.item));
        let named = total.items.is_empty() || items.any(|item| total.items.contains(&item.id));
        named && filing.is_any_live() && filing.terms.duration == Duration::Authority
    };
    let counted: Vec<&Filing<'_>> = filings.iter().filter(counted).collect();
    let accepted = counted.iter().filter_map(|filing| filing.accepted);
    let from = accepted.map(|accepted| accepted.on).min()?;
    let over = counted.iter().all(|filing| filing.decided().is_some());
    let last = counted.iter().filter_map(|filing| filing.decided()).max().filter(|_| over);
    let running: Vec<(Day, Day)> = counted.iter().flat_map(|filing| running(filing, hands.on)).collect();
    let idle = gaps(from.number() + 1, last.unwrap_or(hands.on).number(), &merged(&running));
    let due = calendar.end(from, days, total.unit, &merged(&idle));
    let run = Run {
        unit: total.unit,
        pauses: idle,
        paused: !counted.iter().any(|filing| is_deciding(hands, filing)),
        ..hands.run(from, due, days, last)
    };
    let duty = said::total_duty(&total.name);
    Some(hands.clock(run, ClockKind::Total, Who::Authority, duty, &rule.basis))
}

/// The days on which the authority had something to decide, up to `on`.
fn running(filing: &Filing<'_>, on: Day) -> Vec<(Day, Day)> {
    let Some(from) = filing.accepted.map(|accepted| accepted.on) else { return Vec::new() };
    gaps(from.number() + 1, filing.decided().unwrap_or(on).number(), &merged(&filing.pauses(on)))
}

fn is_deciding(hands: &Hands<'_>, filing: &Filing<'_>) -> bool {
    let paused = |limit| filing.is_paused(&hands.rulebook.calendar, limit, filing.days());
    filing.accepted.is_some() && filing.decided().is_none() && !filing.terms.limit.is_some_and(paused)
}
