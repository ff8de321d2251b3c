//! Which step waits for which.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use crate::review::{Answers, Need, has_to_be_there};
use crate::rulebook::{ItemIndex, UseIndex};
use crate::sort;

/// The steps of a plan as nodes, and what each waits for.
pub(super) struct Graph {
    /// The item of each node, ascending: the rulebook's order.
    pub nodes: Vec<usize>,
    /// By item, its node.
    pub node_of: Vec<Option<usize>>,
    /// By node: the nodes that it waits for, and those that wait for it; ascending, each once.
    pub before: Vec<Vec<usize>>,
    pub after: Vec<Vec<usize>>,
}

/// An item with a prerequisite that is neither in the plan nor done.
pub(super) struct Missing {
    pub item: usize,
    /// The items any one of which would do.
    pub any: Vec<usize>,
}

impl Graph {
    pub fn new(answers: &Answers<'_>, nodes: Vec<usize>) -> (Graph, Vec<Missing>) {
        let mut node_of = vec![None; answers.rulebook.items.len()];
        for (node, item) in nodes.iter().enumerate() {
            if let Some(slot) = node_of.get_mut(*item) {
                *slot = Some(node);
            }
        }
        let mut graph = Graph { before: Vec::new(), after: vec![Vec::new(); nodes.len()], nodes, node_of };
        let mut missing = Vec::new();
        for n in 0..graph.nodes.len() {
            let at = graph.nodes.get(n).copied().unwrap_or_default();
            let Some(index) = answers.rulebook.items.get(at) else { continue };
            let before = graph.waits_for(answers, index);
            for earlier in &before {
                if let Some(after) = graph.after.get_mut(*earlier) {
                    after.push(n);
                }
            }
            graph.before.push(before);
            missing.extend(graph.missing(answers, index).map(|any| Missing { item: at, any }));
        }
        (graph, missing)
    }

    /// Has what comes after the works wait for all that has to be decided before they start. The nodes that come first
    /// after the works; none where no step comes before them, for then they may be built already.
    pub fn build(&mut self, answers: &Answers<'_>) -> Vec<usize> {
        let gates = self.gates(answers);
        if gates.is_empty() {
            return gates;
        }
        let law = &answers.rulebook.law;
        let stages: Vec<&str> = law.stages.iter().filter(|s| s.after_works).map(|s| s.id.as_str()).collect();
        let is_late = |node: &usize| {
            let item = self.nodes.get(*node).and_then(|item| law.items.get(*item));
            item.is_some_and(|item| stages.contains(&item.stage.as_str()))
        };
        let late: Vec<usize> = (0..self.nodes.len()).filter(|n| is_late(n) && !gates.contains(n)).collect();
        let follows = |node: &usize| self.before.get(*node).into_iter().flatten().any(is_late);
        let first: Vec<usize> = late.into_iter().filter(|node| !follows(node)).collect();
        for node in &first {
            if let Some(before) = self.before.get_mut(*node) {
                before.extend(&gates);
                sort::once(before);
            }
        }
        for gate in gates {
            if let Some(after) = self.after.get_mut(gate) {
                after.extend(&first);
                sort::once(after);
            }
        }
        first
    }

    /// The nodes that have to be decided before works start.
    pub fn gates(&self, answers: &Answers<'_>) -> Vec<usize> {
        let is_gate = |item: &usize| answers.rulebook.items.get(*item).is_some_and(|index| index.gate);
        let nodes = self.nodes.iter().enumerate();
        nodes.filter(|(_, item)| is_gate(item)).map(|(node, _)| node).collect()
    }

    /// The nodes in an order in which they can be done, ties in the rulebook's order; those on and behind a circle
    /// are left out.
    pub fn order(&self) -> Vec<usize> {
        let parts: Vec<usize> = (0..self.nodes.len()).collect();
        order(&parts, &self.before, &self.after, parts.len())
    }

    /// All nodes that can be reached from some nodes, without those unless a way leads back to them.
    pub fn reach(from: &[usize], next: &[Vec<usize>]) -> Vec<bool> {
        let mut reached = vec![false; next.len()];
        let mut open = from.to_vec();
        while let Some(node) = open.pop() {
            for other in next.get(node).into_iter().flatten() {
                if let Some(seen) = reached.get_mut(*other).filter(|seen| !**seen) {
                    *seen = true;
                    open.push(*other);
                }
            }
        }
        reached
    }

    /// The circles among nodes that have no order, as items: each follows a node's first predecessor. Groups that
    /// wait for each other have none among their nodes; then all that is undated is told.
    pub fn circles(&self, undated: &[usize]) -> Vec<Vec<usize>> {
        let mut is_undated = vec![false; self.nodes.len()];
        undated.iter().for_each(|node| set(&mut is_undated, *node));
        let undated_at = |node: &usize| is_undated.get(*node).copied().unwrap_or(false);
        let mut walked: Vec<Option<usize>> = vec![None; self.nodes.len()];
        let mut circles = Vec::new();
        for start in undated {
            let mut path: Vec<usize> = Vec::new();
            let mut at = Some(*start);
            while let Some(node) = at {
                match walked.get_mut(node) {
                    Some(walk) if walk.is_none() => *walk = Some(*start),
                    Some(walk) if *walk == Some(*start) => {
                        circles.push(path.iter().copied().skip_while(|step| *step != node).collect());
                        break;
                    }
                    Some(_) | None => break,
                }
                path.push(node);
                at = self.before.get(node).into_iter().flatten().copied().find(undated_at);
            }
        }
        if circles.is_empty() && !undated.is_empty() {
            circles.push(undated.to_vec());
        }
        circles.iter().map(|circle: &Vec<usize>| self.items_of(circle)).collect()
    }

    fn items_of(&self, nodes: &[usize]) -> Vec<usize> {
        let mut items: Vec<usize> = nodes.iter().filter_map(|node| self.nodes.get(*node).copied()).collect();
        sort::ascending(&mut items);
        items
    }

    pub fn node(&self, item: usize) -> Option<usize> {
        self.node_of.get(item).copied().flatten()
    }

    fn waits_for(&self, answers: &Answers<'_>, index: &ItemIndex) -> Vec<usize> {
        let decided = index
            .after
            .iter()
            .filter(|after| answers.holds(after.when) != Some(false))
            .filter(|after| !after.any.iter().any(|item| answers.done(*item)))
            .flat_map(|after| &after.any);
        // Few papers come from another item: that is asked first.
        let waits = |used: &&UseIndex| {
            !used.from.is_empty() && answers.holds(used.asked) == Some(true) && has_to_be_there(answers, used)
        };
        let handed_in = index.uses.iter().filter(waits).flat_map(|used| &used.from);
        let mut before: Vec<usize> = decided.chain(handed_in).filter_map(|item| self.node(*item)).collect();
        sort::once(&mut before);
        before
    }

    /// Per binding prerequisite of which nothing is in the plan and nothing is done: the items that may be needed.
    fn missing(&self, answers: &Answers<'_>, index: &ItemIndex) -> impl Iterator<Item = Vec<usize>> {
        index.after.iter().filter(|after| answers.holds(after.when) == Some(true)).filter_map(|after| {
            let met = after.any.iter().any(|item| answers.done(*item) || self.node(*item).is_some());
            let needed = after.any.iter().copied().filter(|item| answers.need(*item) != Need::NotNeeded);
            Some(needed.collect::<Vec<usize>>()).filter(|needed| !met && !needed.is_empty())
        })
    }
}

/// Kahn's order of parts (by node, the part it belongs to), the part with the smallest number first.
pub(super) fn order(
    part_of: &[usize],
    before: &[Vec<usize>],
    after: &[Vec<usize>],
    parts: usize,
) -> Vec<usize> {
    let part = |node: usize| part_of.get(node).copied().unwrap_or(node);
    let mut members: Vec<Vec<usize>> = vec![Vec::new(); parts];
    let mut waits = vec![0usize; parts];
    for (node, earlier) in before.iter().enumerate() {
        if let Some(members) = members.get_mut(part(node)) {
            members.push(node);
        }
        if let Some(waits) = waits.get_mut(part(node)) {
            *waits += earlier.iter().filter(|other| part(**other) != part(node)).count();
        }
    }
    let free = waits.iter().enumerate().filter(|(_, waits)| **waits == 0);
    let mut ready: BinaryHeap<Reverse<usize>> = free.map(|(part, _)| Reverse(part)).collect();
    let mut order = Vec::with_capacity(parts);
    while let Some(Reverse(next)) = ready.pop() {
        order.push(next);
        for node in members.get(next).into_iter().flatten() {
            for later in after
                .get(*node)
                .into_iter()
                .flatten()
                .map(|later| part(*later))
                .filter(|later| *later != next)
            {
                if let Some(waits) = waits.get_mut(later) {
                    *waits -= 1;
                    if *waits == 0 {
                        ready.push(Reverse(later));
                    }
                }
            }
        }
    }
    order
}

pub(super) fn set(flags: &mut [bool], at: usize) {
    if let Some(flag) = flags.get_mut(at) {
        *flag = true;
    }
}
