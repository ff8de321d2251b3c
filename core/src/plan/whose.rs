//! Whose time a plan takes, and whether the authorities' keeps to the total limits of the place.
//!
//! A total limit is a sum of government time (`deadlines.md` §3); what the place's document leaves out is told with it.

use super::road::Road;
use super::schedule::{Schedule, Task};
use super::{JointLimit, Total, TotalCheck, program_of};
use crate::review::{Allowance, allowance};
use crate::rulebook::{Duration, TotalIndex, TotalLimit, Unit};

pub(super) fn total(road: &Road<'_>, schedule: &Schedule) -> Total {
    let days_of = |who: Duration| {
        let tasks = schedule.chain.iter().zip(schedule.longest()).filter(|(_, task)| task.who == who);
        tasks.fold(0u32, |sum, (n, _)| sum.saturating_add(schedule.days_of(*n)))
    };
    let rulebook = road.answers.rulebook;
    Total {
        days: schedule.length,
        authorities: days_of(Duration::Authority),
        third_parties: days_of(Duration::ThirdParty),
        own: schedule.longest().fold(0, |sum, task| sum.saturating_add(task.own)),
        limit: joint_limit(road),
        limits: rulebook
            .law
            .totals
            .iter()
            .zip(&rulebook.totals)
            .map(|(total, index)| check(road, schedule, total, index))
            .collect(),
    }
}

fn joint_limit(road: &Road<'_>) -> Option<JointLimit> {
    let program = program_of(road, road.groups.first()?)?;
    let joint = program.joint.as_ref()?;
    Some(JointLimit {
        program: program.id.clone(),
        days: joint.days,
        unit: joint.unit,
        basis: joint.basis.clone(),
    })
}

fn check(road: &Road<'_>, schedule: &Schedule, total: &TotalLimit, index: &TotalIndex) -> TotalCheck {
    let (verdict, rule) = allowance(&road.answers, total, index);
    let is_about = |node: &usize| {
        total.items.is_empty() || road.item(*node).is_some_and(|(item, _)| total.items.contains(&item.id))
    };
    let counts = |task: &Task| task.who == Duration::Authority && task.nodes.iter().any(is_about);
    let days = rule.and_then(|rule| rule.days);
    let counted = schedule.most(&road.graph, counts);
    let within = days.filter(|_| verdict == Allowance::Limited && total.unit == Unit::Working);
    TotalCheck {
        id: total.id.clone(),
        verdict,
        days,
        unit: total.unit,
        counted,
        within: within.and_then(|days| within_limit(road, schedule, counted <= days, counts)),
        basis: rule.map_or(&total.basis, |rule| &rule.basis).clone(),
        excludes: total.excludes.clone(),
    }
}

/// A step without a limit can only add days; an open item, prerequisite or condition may also take some away.
fn within_limit(
    road: &Road<'_>,
    schedule: &Schedule,
    fits: bool,
    counts: impl Fn(&Task) -> bool,
) -> Option<bool> {
    let is_whole = road.undetermined.is_empty() && road.missing.is_empty() && schedule.undated.is_empty();
    let no_limit = || schedule.tasks.iter().any(|task| task.limit.is_none() && counts(task));
    let open = if fits { no_limit() } else { (0..road.graph.nodes.len()).any(|node| is_open(road, node)) };
    (is_whole && !open).then_some(fits)
}

/// Whether a condition of a step's limit, prerequisites or papers is open: the plan goes by the longer road.
fn is_open(road: &Road<'_>, node: usize) -> bool {
    let Some((_, index)) = road.item(node) else { return false };
    let after = index.after.iter().map(|after| after.when);
    let mut conditions = index.variants.iter().copied().chain(after);
    conditions.any(|when| road.answers.holds(when).is_none())
}
