//! When each step starts and ends, and by how much it may slip.
//!
//! Dates run forward through the calendar. Slack is counted by the critical-path method in working days along the
//! chains: a step in calendar days weighs as many working days as its own span has.

use super::graph::{Graph, order};
use super::joint::Group;
use crate::calendar::{Calendar, Day, Due};
use crate::review::Answers;
use crate::rulebook::{Item, ItemIndex, Unit};

/// Steps that start and end together: one step, or all of a group.
pub(super) struct Task {
    /// In an order in which they can be done.
    pub nodes: Vec<usize>,
    pub limit: Option<Allowed>,
    pub group: Option<usize>,
}

/// How long a task may take.
#[derive(Clone, Copy)]
pub(crate) struct Allowed {
    pub days: u32,
    pub unit: Unit,
}

/// The dates of a step.
#[derive(Clone, Copy)]
pub(super) struct Dates {
    pub start: Due,
    pub end: Due,
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
    pub end: Due,
    /// Working days of the longest chain.
    pub length: u32,
    task_of: Vec<usize>,
    /// By task; none where it has no order.
    dates: Vec<Option<Dates>>,
}

/// The tasks of a plan, in the order of their first nodes.
pub(super) fn tasks(answers: &Answers<'_>, graph: &Graph, groups: &[Group]) -> Vec<Task> {
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
    for (node, of) in group_of.iter().enumerate() {
        let group = of.and_then(|n: usize| groups.get(n));
        match group {
            Some(group) if group.nodes.first() == Some(&node) => {
                let mut nodes = group.nodes.clone();
                nodes.sort_by_key(|node| position.get(*node).copied());
                let joint = law.programs.get(group.program).and_then(|program| program.joint.as_ref());
                let limit = joint.map(|joint| Allowed { days: joint.days, unit: joint.unit });
                tasks.push(Task { nodes, limit, group: *of });
            }
            Some(_) => {}
            None => {
                let item = graph.nodes.get(node).copied().unwrap_or_default();
                let limit = law.items.get(item).zip(answers.rulebook.items.get(item));
                let limit = limit.and_then(|(item, index)| expected(answers, item, index));
                tasks.push(Task { nodes: vec![node], limit, group: None });
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
        let dates: Vec<Option<Dates>> =
            dates.iter().zip(slack).map(|(dated, slack)| dated.as_ref().map(|d| d.with(slack))).collect();
        let mut nodes: Vec<usize> =
            done.iter().filter_map(|n| tasks.get(*n)).flat_map(|task| task.nodes.clone()).collect();
        let undated: Vec<usize> =
            (0..graph.nodes.len()).filter(|node| dates_at(&dates, &task_of, *node).is_none()).collect();
        nodes.extend(&undated);
        let end = dates.iter().flatten().map(|dates| dates.end).reduce(Due::later).unwrap_or(Due::on(from));
        Schedule { order: nodes, undated, end, length, task_of, dates, tasks }
    }

    pub fn task_of(&self, node: usize) -> Option<&Task> {
        self.tasks.get(*self.task_of.get(node)?)
    }

    pub fn dates_of(&self, node: usize) -> Dates {
        let open = Due::unknown(false);
        let undated = Dates { start: open, end: open, slack: 0, critical: false };
        dates_at(&self.dates, &self.task_of, node).unwrap_or(undated)
    }
}

fn dates_at(dates: &[Option<Dates>], task_of: &[usize], node: usize) -> Option<Dates> {
    dates.get(*task_of.get(node)?).copied().flatten()
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
    first: u32,
    last: u32,
}

impl Dated {
    fn with(&self, slack: u32) -> Dates {
        Dates { start: self.start, end: self.end, slack, critical: slack == 0 }
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
            let start = start.unwrap_or(Due::on(from));
            let limit = self.tasks.get(*n).and_then(|task| task.limit);
            let end = match limit {
                Some(limit) => calendar.due_from(&start, limit.days, limit.unit),
                None => Due { day: None, latest: None, ..start },
            };
            let last = first.saturating_add(limit.map_or(0, |limit| length(calendar, limit, &start, &end)));
            if let Some(slot) = dates.get_mut(*n) {
                *slot = Some(Dated { start, end, first, last });
            }
        }
        dates
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
