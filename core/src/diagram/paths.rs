//! What authoring looks up in diagrams: the shortest way to an outcome, and what is left where one thing is known.

use std::collections::{HashMap, HashSet};

use super::{Diagrams, Hashing, NO, OPEN, Root, Variable};

type Ways = HashMap<Root, Option<(usize, u16)>, Hashing>;

impl Diagrams<'_> {
    /// A way from `root` to `goal` that costs least: the cell taken at each variable asked on it. `cost` says what a
    /// cell costs, or nothing where no answer lies in it.
    pub fn cheapest_to(
        &self,
        root: Root,
        goal: Root,
        cost: &dyn Fn(Variable, u16) -> Option<usize>,
    ) -> Option<Vec<(Variable, u16)>> {
        let mut ways = Ways::default();
        self.cost_to(root, goal, cost, &mut ways)?;
        let (mut at, mut path) = (root, Vec::new());
        while at != goal {
            let node = self.node(at)?;
            let (_, cell) = ways.get(&at).copied().flatten()?;
            path.push((node.variable, cell));
            at = *self.kids(at).get(usize::from(cell))?;
        }
        Some(path)
    }

    /// What it costs to get to `goal`; `ways` keeps the first step of each way.
    fn cost_to(
        &self,
        root: Root,
        goal: Root,
        cost: &dyn Fn(Variable, u16) -> Option<usize>,
        ways: &mut Ways,
    ) -> Option<usize> {
        if root == goal {
            return Some(0);
        }
        let node = self.node(root)?;
        if let Some(known) = ways.get(&root) {
            return known.map(|(cost, _)| cost);
        }
        let mut best: Option<(usize, u16)> = None;
        for (cell, kid) in (0..).zip(self.kids(root).to_vec()) {
            let Some(here) = cost(node.variable, cell) else { continue };
            let Some(rest) = self.cost_to(kid, goal, cost, ways) else { continue };
            if best.is_none_or(|(least, _)| here + rest < least) {
                best = Some((here + rest, cell));
            }
        }
        ways.insert(root, best);
        best.map(|(cost, _)| cost)
    }

    /// The only outcome that `root` reaches with these cells (`OPEN`: any) where `care` holds; nothing where there are
    /// several, or none.
    pub fn only_outcome(&self, root: Root, care: Root, cells: &[u16]) -> Option<Root> {
        let mut only = None;
        let mut seen: HashSet<(Root, Root), Hashing> = HashSet::default();
        let mut open = vec![(root, care)];
        while let Some((root, care)) = open.pop() {
            if care == NO || only == Some(root) || !seen.insert((root, care)) {
                continue;
            }
            let top =
                [root, care].into_iter().filter_map(|one| self.node(one)).min_by_key(|node| node.variable);
            let Some(top) = top else {
                if only.replace(root).is_some() {
                    return None;
                }
                continue;
            };
            let child =
                |cell| (self.cofactor(root, top.variable, cell), self.cofactor(care, top.variable, cell));
            match cells.get(usize::from(top.variable)).copied().unwrap_or(OPEN) {
                OPEN => open.extend((0..top.cells).map(child)),
                cell => open.push(child(cell)),
            }
        }
        only
    }

    /// What is left of `root` where `variable` is in this cell.
    pub fn given(&mut self, root: Root, variable: Variable, cell: u16) -> Root {
        self.known_at(root, variable, cell, &mut HashMap::default())
    }

    fn known_at(
        &mut self,
        root: Root,
        variable: Variable,
        cell: u16,
        known: &mut HashMap<Root, Root, Hashing>,
    ) -> Root {
        let Some(node) = self.node(root).filter(|node| node.variable <= variable) else { return root };
        if node.variable == variable {
            return self.cofactor(root, variable, cell);
        }
        if let Some(known) = known.get(&root) {
            return *known;
        }
        let kids: Vec<Root> = self.kids(root).to_vec();
        let kids: Vec<Root> = kids.into_iter().map(|kid| self.known_at(kid, variable, cell, known)).collect();
        let left = self.ask(node.variable, &kids);
        known.insert(root, left);
        left
    }

    /// Where two yes-or-no diagrams differ.
    pub fn differ(&mut self, left: Root, right: Root) -> Root {
        let not = self.not(right);
        self.choose(left, not, right)
    }
}
