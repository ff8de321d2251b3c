//! What is handled as one: one receipt and one clock for all that is ticked (行政许可法 第二十六条第二款).

use super::graph::{Graph, set};
use crate::review::{Answers, ticked};
use crate::sort;

/// Steps of the plan under one receipt.
pub(super) struct Group {
    pub program: usize,
    /// Ascending, those of `inside` among them.
    pub nodes: Vec<usize>,
    /// Not ticked, but after one member and before another: they can run nowhere else.
    pub inside: Vec<usize>,
}

/// The groups of a plan; a step is in one at most.
pub(super) fn groups(answers: &Answers<'_>, graph: &Graph) -> Vec<Group> {
    let mut taken = vec![false; graph.nodes.len()];
    let mut groups = Vec::new();
    for ticked in ticked(answers) {
        let at = |item: &usize| graph.node_of.get(*item).copied().flatten();
        let is_free = |node: &usize| taken.get(*node) == Some(&false);
        let members: Vec<usize> = ticked.items.iter().filter_map(at).filter(is_free).collect();
        let mut is_member = vec![false; graph.nodes.len()];
        members.iter().for_each(|node| set(&mut is_member, *node));
        let (behind, ahead) = (Graph::reach(&members, &graph.after), Graph::reach(&members, &graph.before));
        let inside: Vec<usize> = (0..graph.nodes.len())
            .filter(|node| is_member.get(*node) == Some(&false) && is_free(node))
            .filter(|node| behind.get(*node) == Some(&true) && ahead.get(*node) == Some(&true))
            .collect();
        let mut nodes = members;
        nodes.extend(&inside);
        sort::once(&mut nodes);
        nodes.iter().for_each(|node| set(&mut taken, *node));
        if !nodes.is_empty() {
            groups.push(Group { program: ticked.program, nodes, inside });
        }
    }
    groups
}
