//! The cheapest way through a diagram.

use std::collections::HashMap;

use crate::diagram::{Diagrams, Root, Variable};

/// The first cell of a way from each node, and what the way costs; nothing where there is none.
type Ways = HashMap<Root, Option<(usize, u16)>>;

/// A way from `root` to `goal` that costs least: the cell taken at each variable asked on it. `cost` says what a cell
/// costs, or nothing where no answer lies in it.
pub fn cheapest(
    diagrams: &Diagrams,
    root: Root,
    goal: Root,
    cost: &dyn Fn(Variable, u16) -> Option<usize>,
) -> Option<Vec<(Variable, u16)>> {
    let mut ways = Ways::default();
    cost_to(diagrams, root, goal, cost, &mut ways)?;
    let (mut at, mut path) = (root, Vec::new());
    while at != goal {
        let variable = diagrams.first(at)?;
        let (_, cell) = ways.get(&at).copied().flatten()?;
        path.push((variable, cell));
        at = *diagrams.kids(at).get(usize::from(cell))?;
    }
    Some(path)
}

fn cost_to(
    diagrams: &Diagrams,
    root: Root,
    goal: Root,
    cost: &dyn Fn(Variable, u16) -> Option<usize>,
    ways: &mut Ways,
) -> Option<usize> {
    if root == goal {
        return Some(0);
    }
    let variable = diagrams.first(root)?;
    if let Some(known) = ways.get(&root) {
        return known.map(|(cost, _)| cost);
    }
    let mut best: Option<(usize, u16)> = None;
    for (cell, kid) in (0..).zip(diagrams.kids(root)) {
        let Some(here) = cost(variable, cell) else { continue };
        let Some(rest) = cost_to(diagrams, *kid, goal, cost, ways) else { continue };
        if best.is_none_or(|(least, _)| here + rest < least) {
            best = Some((here + rest, cell));
        }
    }
    ways.insert(root, best);
    best.map(|(cost, _)| cost)
}
