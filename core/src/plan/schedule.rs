//! When each step starts and ends, and by how much it may slip.
//!
//! Dates run forward through the calendar; for a wished day, back from it ([`Schedule::back`]). Slack is counted by the
//! critical-path method in working days along the chains: a step in calendar days weighs as many working days as its own
//! span has.

use super::graph::{Graph, order};
use super::joint::Group;
use crate::calendar::{Calendar, Day, Due};
use crate::review::Answers;
use crate::rulebook::{Duration, Item, ItemIndex, Unit};
use crate::sort;
use serde::Serialize;

/// Steps that start and end together: one step, or all of a group.
pub(super) struct Task {
    /// In an order in which they can be done.
    pub nodes: Vec<usize>,
    pub limit: Option<Allowed>,
    pub group: Option<usize>,
    /// Whose time the limit counts: what is handled as one is the authorities'.
    pub who: Duration,
    /// The applicant's own working days before it is filed.
    pub own: u32,
}

/// How long a step may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Allowed {
    pub days: u32,
    pub unit: Unit,
}

/// The dates of a step.
#[derive(Clone, Copy)]
pub(super) struct Dates {
    pub start: Due,
    pub end: Due,
    /// Working days that it takes, and those from the start of the plan until it ends.
    days: u32,
    pub until: u32,
    pub slack: u32,
    pub critical: bool,
}

/// The tasks of a plan, dated.
pub(super) struct Schedule {
    pub tasks: Vec<Task>,
    /// All nodes in an order in which they can be done; last, those without one.
    pub order: Vec<usize>,
    /// The nodes on or behind a circle.
    pub undated: Vec<usize>,
    end: Due,
    /// Working days of the longest chain.
    pub length: u32,
    /// The tasks of a longest chain, in order; of several, the one with the rulebook's first items.
    pub chain: Vec<usize>,
    /// All tasks that have an order, in it.
    done: Vec<usize>,
    task_of: Vec<usize>,
    /// By task; none where it has no order.
    dates: Vec<Option<Dates>>,
}

/// The tasks of a plan, in the order of their first nodes.
pub(super) fn tasks(answers: &Answers<'_>, graph: &Graph, groups: &[Group], own: &[u32]) -> Vec<Task> {
    let law = &answers.rulebook.law;
    let mut group_of = vec![None; graph.nodes.len()];
    for (n, group) in groups.iter().enumerate() {
        for node in &group.nodes {
            if let Some(slot) = group_of.get_mut(*node) {
                *slot = Some(n);
            }
        }
    }
    let position = positions(&graph.order(), graph.nodes.len());
    let mut tasks = Vec::with_capacity(graph.nodes.len());
    let own = |node: &usize| own.get(*node).copied().unwrap_or(0);
    for (node, of) in group_of.iter().enumerate() {
        let group = of.and_then(|n: usize| groups.get(n));
        match group {
            Some(group) if group.nodes.first() == Some(&node) => {
                let mut nodes = group.nodes.clone();
                sort::by_key(&mut nodes, |node| position.get(*node).copied());
                let joint = law.programs.get(group.program).and_then(|program| program.joint.as_ref());
                let limit = joint.map(|joint| Allowed { days: joint.days, unit: joint.unit });
                let own = nodes.iter().map(own).max().unwrap_or(0);
                tasks.push(Task { nodes, limit, group: *of, who: Duration::Authority, own });
            }
            Some(_) => {}
            None => {
                let item = graph.nodes.get(node).copied().unwrap_or_default();
                let item = law.items.get(item).zip(answers.rulebook.items.get(item));
                let limit = item.and_then(|(item, index)| expected(answers, item, index));
                let who = item.map_or(Duration::Authority, |(item, _)| item.duration);
                tasks.push(Task { nodes: vec![node], limit, group: None, who, own: own(&node) });
            }
        }
    }
    tasks
}

/// How long an item may be expected to take: as the place pledges, else as the law allows.
pub(crate) fn expected(answers: &Answers<'_>, item: &Item, index: &ItemIndex) -> Option<Allowed> {
    let pledged = item.pledged.as_ref().map(|limit| Allowed { days: limit.days, unit: limit.unit });
    pledged.or_else(|| allowed(answers, item, index))
}

/// An item's statutory limit: of its variants the first that holds; the longest of those still possible while that is open.
pub(crate) fn allowed(answers: &Answers<'_>, item: &Item, index: &ItemIndex) -> Option<Allowed> {
    let limit = item.limit.as_ref()?;
    let mut longest = None;
    for (variant, when) in limit.variants.iter().zip(&index.variants) {
        match answers.holds(*when) {
            Some(true) => {
                return Some(Allowed { days: variant.days.max(longest.unwrap_or(0)), unit: limit.unit });
            }
            Some(false) => {}
            None => longest = Some(variant.days.max(longest.unwrap_or(0))),
        }
    }
    Some(Allowed { days: limit.days.max(longest.unwrap_or(0)), unit: limit.unit })
}

impl Schedule {
    pub fn new(calendar: &Calendar, graph: &Graph, tasks: Vec<Task>, from: Day) -> Schedule {
        let mut task_of = vec![0; graph.nodes.len()];
        for (n, task) in tasks.iter().enumerate() {
            for node in &task.nodes {
                if let Some(slot) = task_of.get_mut(*node) {
                    *slot = n;
                }
            }
        }
        let done = order(&task_of, &graph.before, &graph.after, tasks.len());
        let chain = Chain { graph, tasks: &tasks, task_of: &task_of };
        let dates = chain.dates(calendar, &done, from);
        let length = chain.longest(&dates);
        let slack = chain.slack(&done, &dates, length);
        let longest = chain.longest_of(&done, &dates);
        let dates: Vec<Option<Dates>> =
            dates.iter().zip(slack).map(|(dated, slack)| dated.as_ref().map(|d| d.with(slack))).collect();
        let mut nodes: Vec<usize> =
            done.iter().filter_map(|n| tasks.get(*n)).flat_map(|task| task.nodes.clone()).collect();
        let undated: Vec<usize> =
            (0..graph.nodes.len()).filter(|node| dates_at(&dates, &task_of, *node).is_none()).collect();
        nodes.extend(&undated);
        let end = dates.iter().flatten().map(|dates| dates.end).reduce(Due::later).unwrap_or(Due::on(from));
        Schedule { order: nodes, undated, end, length, chain: longest, done, task_of, dates, tasks }
    }

    /// When the last of them ends; open where one is in a circle.
    pub fn end(&self) -> Due {
        if self.undated.is_empty() { self.end } else { Due::unknown(false) }
    }

    /// The tasks of the longest chain.
    pub fn longest(&self) -> impl Iterator<Item = &Task> {
        self.chain.iter().filter_map(|task| self.tasks.get(*task))
    }

    /// Working days along the chain that has most of the time that a question asks for.
    pub fn most(&self, graph: &Graph, counts: impl Fn(&Task) -> bool) -> u32 {
        let chain = Chain { graph, tasks: &self.tasks, task_of: &self.task_of };
        let mut until = vec![0u32; self.tasks.len()];
        for n in &self.done {
            let before = chain.neighbours(*n, &graph.before).filter_map(|before| until.get(before).copied());
            let before = before.max().unwrap_or(0);
            let own = self.tasks.get(*n).filter(|task| counts(task)).map_or(0, |_| self.days_of(*n));
            if let Some(slot) = until.get_mut(*n) {
                *slot = before.saturating_add(own);
            }
        }
        until.into_iter().max().unwrap_or(0)
    }

    /// The working days that a task takes, without the applicant's own before it.
    pub fn days_of(&self, task: usize) -> u32 {
        self.dates.get(task).copied().flatten().map_or(0, |dates| dates.days)
    }

    /// 倒排: the last days on which every task may start and end for all to be over by a day; nothing where something is
    /// in a circle, or no known day is early enough.
    pub fn back(&self, calendar: &Calendar, graph: &Graph, by: Day) -> Option<Back> {
        if !self.undated.is_empty() {
            return None;
        }
        let chain = Chain { graph, tasks: &self.tasks, task_of: &self.task_of };
        let by = Last { day: by, provisional: calendar.last_working(by).1, open: false };
        let mut back = Back { by, from: by, dates: vec![None; self.tasks.len()] };
        let mut ready: Vec<Option<Last>> = vec![None; self.tasks.len()];
        for n in self.done.iter().rev() {
            let task = self.tasks.get(*n)?;
            let after = chain.neighbours(*n, &graph.after).filter_map(|after| ready.get(after).copied()?);
            let end = after.fold(by, Last::earlier);
            let start = match task.limit {
                Some(limit) => end.before(calendar, limit)?,
                None => Last { open: true, ..end },
            };
            let own = Allowed { days: task.own, unit: Unit::Working };
            let first = if task.own == 0 { start } else { start.before(calendar, own)? };
            back.from = back.from.earlier(first);
            *back.dates.get_mut(*n)? = Some((start, end));
            *ready.get_mut(*n)? = Some(first);
        }
        Some(back)
    }

    /// Puts the last days in place of the first.
    pub fn put(&mut self, calendar: &Calendar, back: &Back, on: Day) {
        for (dates, last) in self.dates.iter_mut().zip(&back.dates) {
            if let (Some(dates), Some((start, end))) = (dates, last) {
                (dates.start, dates.end) = (start.due(calendar, on), end.due(calendar, on));
            }
        }
    }

    pub fn task_of(&self, node: usize) -> Option<&Task> {
        self.tasks.get(*self.task_of.get(node)?)
    }

    pub fn dates_of(&self, node: usize) -> Dates {
        let open = Due::unknown(false);
        let undated = Dates { start: open, end: open, days: 0, until: 0, slack: 0, critical: false };
        dates_at(&self.dates, &self.task_of, node).unwrap_or(undated)
    }
}

fn dates_at(dates: &[Option<Dates>], task_of: &[usize], node: usize) -> Option<Dates> {
    dates.get(*task_of.get(node)?).copied().flatten()
}

/// The last days of a plan that is to be over by a day.
pub(super) struct Back {
    pub by: Last,
    /// The last day on which the road may begin.
    pub from: Last,
    /// By task: the last start and the last end.
    dates: Vec<Option<(Last, Last)>>,
}

/// The last day for something, on the safe side where the calendar is provisional.
#[derive(Clone, Copy)]
pub(super) struct Last {
    pub day: Day,
    provisional: bool,
    /// Something after it has no limit, so that it may have to be earlier.
    open: bool,
}

impl Last {
    /// Both in time: the earlier of two.
    fn earlier(self, other: Last) -> Last {
        Last {
            day: self.day.min(other.day),
            provisional: self.provisional || other.provisional,
            open: self.open || other.open,
        }
    }

    /// The last day on which something may start that takes so long.
    fn before(self, calendar: &Calendar, allowed: Allowed) -> Option<Last> {
        let (day, provisional) = calendar.start(self.day, allowed.days, allowed.unit)?;
        Some(Last { day, provisional: self.provisional || provisional, ..self })
    }

    /// The last working day up to it, when windows are open, and not before the day of asking.
    pub fn latest(self, calendar: &Calendar, on: Day) -> Day {
        calendar.last_working(self.day).0.max(on)
    }

    /// The same day, only a bound where it may have to be earlier.
    pub fn due(self, calendar: &Calendar, on: Day) -> Due {
        let due = Due { provisional: self.provisional, ..Due::on(self.latest(calendar, on)) };
        if self.open { Due { day: None, earliest: None, ..due } } else { due }
    }
}

/// What the passes over the tasks need.
struct Chain<'a> {
    graph: &'a Graph,
    tasks: &'a [Task],
    task_of: &'a [usize],
}

/// A task as the forward pass leaves it; offsets in working days from the start of the plan.
#[derive(Clone, Copy)]
struct Dated {
    start: Due,
    end: Due,
    /// Where the applicant's own time before it begins.
    first: u32,
    filed: u32,
    last: u32,
}

impl Dated {
    fn with(&self, slack: u32) -> Dates {
        let days = self.last.saturating_sub(self.filed);
        Dates { start: self.start, end: self.end, days, until: self.last, slack, critical: slack == 0 }
    }
}

impl Chain<'_> {
    fn dates(&self, calendar: &Calendar, order: &[usize], from: Day) -> Vec<Option<Dated>> {
        let mut dates: Vec<Option<Dated>> = vec![None; self.tasks.len()];
        for n in order {
            let before = self
                .neighbours(*n, &self.graph.before)
                .filter_map(|before| dates.get(before).copied().flatten());
            let (mut start, mut first) = (None, 0);
            for earlier in before {
                start = Some(start.map_or(earlier.end, |start: Due| start.later(earlier.end)));
                first = first.max(earlier.last);
            }
            let ready = start.unwrap_or(Due::on(from));
            let (limit, own) = self.tasks.get(*n).map_or((None, 0), |task| (task.limit, task.own));
            let start = if own == 0 { ready } else { calendar.due_from(&ready, own, Unit::Working) };
            let filed = first.saturating_add(own);
            let end = match limit {
                Some(limit) => calendar.due_from(&start, limit.days, limit.unit),
                None => Due { day: None, latest: None, ..start },
            };
            let last = filed.saturating_add(limit.map_or(0, |limit| length(calendar, limit, &start, &end)));
            if let Some(slot) = dates.get_mut(*n) {
                *slot = Some(Dated { start, end, first, filed, last });
            }
        }
        dates
    }

    /// The tasks of a longest chain: from the first that ends last, back to one that was waited for until the end.
    fn longest_of(&self, order: &[usize], dates: &[Option<Dated>]) -> Vec<usize> {
        let dated = |n: usize| dates.get(n).copied().flatten();
        let length = self.longest(dates);
        let mut at = order.iter().copied().find(|n| dated(*n).is_some_and(|dated| dated.last == length));
        let mut chain = Vec::new();
        while let Some((n, here)) = at.and_then(|n| Some((n, dated(n)?))) {
            chain.push(n);
            let ends = |before: &usize| dated(*before).is_some_and(|dated| dated.last == here.first);
            at = self.neighbours(n, &self.graph.before).find(ends);
        }
        chain.reverse();
        chain
    }

    fn longest(&self, dates: &[Option<Dated>]) -> u32 {
        dates.iter().flatten().map(|dated| dated.last).max().unwrap_or(0)
    }

    /// By how many working days each task may slip without moving the end.
    fn slack(&self, order: &[usize], dates: &[Option<Dated>], length: u32) -> Vec<u32> {
        let mut latest_start = vec![length; self.tasks.len()];
        let mut slack = vec![0; self.tasks.len()];
        for n in order.iter().rev() {
            let Some(dated) = dates.get(*n).copied().flatten() else { continue };
            let after = self
                .neighbours(*n, &self.graph.after)
                .filter(|after| dates.get(*after).is_some_and(Option::is_some));
            let latest_end =
                after.filter_map(|after| latest_start.get(after).copied()).min().unwrap_or(length);
            let start = latest_end.saturating_sub(dated.last - dated.first);
            if let (Some(latest), Some(slack)) = (latest_start.get_mut(*n), slack.get_mut(*n)) {
                *latest = start;
                *slack = start.saturating_sub(dated.first);
            }
        }
        slack
    }

    /// The tasks that a task waits for, or that wait for it.
    fn neighbours(&self, n: usize, edges: &[Vec<usize>]) -> impl Iterator<Item = usize> {
        let nodes = self.tasks.get(n).map(|task| task.nodes.as_slice()).unwrap_or_default();
        let others = nodes.iter().filter_map(move |node| edges.get(*node)).flatten();
        others.filter_map(|node| self.task_of.get(*node).copied()).filter(move |other| *other != n)
    }
}

/// A limit in working days. Where no calendar reaches, calendar days weigh five in seven.
fn length(calendar: &Calendar, limit: Allowed, start: &Due, end: &Due) -> u32 {
    let span = || {
        let (from, to) = start.earliest.zip(end.earliest)?;
        u32::try_from(calendar.count(from, to, Unit::Working, &[])?.least).ok()
    };
    match limit.unit {
        Unit::Working => limit.days,
        Unit::Calendar => span().unwrap_or(limit.days / 7 * 5),
        Unit::Months => span().unwrap_or(limit.days.saturating_mul(20)),
    }
}

fn positions(order: &[usize], nodes: usize) -> Vec<usize> {
    let mut positions = vec![usize::MAX; nodes];
    for (position, node) in order.iter().enumerate() {
        if let Some(slot) = positions.get_mut(*node) {
            *slot = position;
        }
    }
    positions
}
