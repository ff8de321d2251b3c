//! How many rounds of filing follow one another, and how long they take: the longest chains of a basket.

use super::graph::{Graph, order};
use super::joint::{Group, groups};
use crate::review::Answers;
use crate::rulebook::Unit;

/// The longest chains of what is filed and decided; what is under one receipt is filed once.
pub(crate) struct Rounds {
    pub rounds: u32,
    /// Working days; what has no limit in them counts as nothing.
    pub days: u32,
}

/// The longest chains among items (ascending), each with its own limit in working days.
pub(crate) fn rounds(answers: &Answers<'_>, items: Vec<usize>, limits: &[Option<u32>]) -> Rounds {
    let (graph, _) = Graph::new(answers, items);
    let groups = groups(answers, &graph);
    let mut task_of: Vec<usize> = (0..graph.nodes.len()).collect();
    let mut days: Vec<u32> = limits.iter().map(|days| days.unwrap_or(0)).collect();
    for group in &groups {
        let Some(first) = group.nodes.first() else { continue };
        let program = answers.rulebook.law.programs.get(group.program);
        let joint = program.and_then(|program| program.joint.as_ref()).filter(|j| j.unit == Unit::Working);
        for node in &group.nodes {
            if let (Some(task), Some(days)) = (task_of.get_mut(*node), days.get_mut(*node)) {
                (*task, *days) = (*first, joint.map_or(0, |joint| joint.days));
            }
        }
    }
    longest(&graph, &groups, &task_of, &days)
}

fn longest(graph: &Graph, groups: &[Group], task_of: &[usize], days: &[u32]) -> Rounds {
    let task = |node: usize| task_of.get(node).copied().unwrap_or(node);
    let mut ends = vec![(0u32, 0u32); task_of.len()];
    let mut longest = Rounds { rounds: 0, days: 0 };
    for next in order(task_of, &graph.before, &graph.after, task_of.len()) {
        if task(next) != next {
            continue;
        }
        let group = groups.iter().find(|group| group.nodes.first() == Some(&next));
        let members = group.map_or(std::slice::from_ref(&next), |group| &group.nodes);
        let before = members.iter().filter_map(|node| graph.before.get(*node)).flatten();
        let before = before.map(|node| task(*node)).filter(|before| *before != next);
        let (rounds, last) = before
            .filter_map(|before| ends.get(before))
            .fold((0, 0), |(rounds, last), end| (end.0.max(rounds), end.1.max(last)));
        let end = (rounds + 1, last.saturating_add(days.get(next).copied().unwrap_or(0)));
        if let Some(slot) = ends.get_mut(next) {
            *slot = end;
        }
        longest = Rounds { rounds: longest.rounds.max(end.0), days: longest.days.max(end.1) };
    }
    longest
}
