//! The smallest witness: the fewest answers that decide a question whatever else is answered.

use std::collections::HashMap;

use super::world::{Work, World};
use crate::application::Given;
use crate::authoring::space::number::roundest;
use crate::diagram::{self, Joining, NO, Root, Variable, YES};
use crate::rulebook::FactType;

/// Some answers, by fact.
pub(super) type Answers = Vec<(usize, Given)>;

/// How many answers, and how rough they are.
pub(super) type Cost = (u32, u32);

impl Work<'_> {
    /// The fewest and roundest answers that are possible and with which every possible set of answers meets `goal`.
    ///
    /// Exact, over all partial answers: a question is either skipped (then `goal` has to be met in all its cells) or
    /// answered. Where that takes more nodes than the budget, the shortest path through the diagram instead.
    pub fn smallest(&mut self, goal: Root) -> Option<(Cost, Answers)> {
        let goal = self.bounded(goal);
        if self.is_spent() {
            return None;
        }
        self.diagrams.allow(self.world.budget);
        let mut search = Search::new(self, true);
        let found = search.free(goal);
        if let Some(cost) = found.filter(|_| !search.work.is_spent()) {
            return Some((cost, search.answers(goal)));
        }
        let mut search = Search::new(self, false);
        let cost = search.free(goal)?;
        let answers = search.answers(goal);
        self.diagrams.allow(self.world.budget);
        Some((cost, answers))
    }
}

/// How to go on from a node.
#[derive(Clone, Copy)]
struct Step {
    cost: Cost,
    /// The cell to answer with; nothing where the question is skipped.
    cell: Option<u16>,
    next: Root,
}

struct Search<'s, 'w> {
    work: &'s mut Work<'w>,
    skipping: bool,
    /// Before a fact, and inside one that is being answered (a set has many variables).
    free: HashMap<Root, Option<Step>>,
    inside: HashMap<Root, Option<Step>>,
    whatever: HashMap<Root, Root>,
    both: Joining,
}

impl<'s, 'w> Search<'s, 'w> {
    fn new(work: &'s mut Work<'w>, skipping: bool) -> Search<'s, 'w> {
        Search {
            work,
            skipping,
            free: HashMap::new(),
            inside: HashMap::new(),
            whatever: HashMap::new(),
            both: Joining::new(both),
        }
    }

    fn fact_at(&self, root: Root) -> Option<usize> {
        self.work.diagrams.first(root).and_then(|variable| self.work.world.fact_of(variable))
    }

    /// The cheapest way from a node before its fact is asked.
    fn free(&mut self, root: Root) -> Option<Cost> {
        if root.is_terminal() {
            return (root == YES).then_some((0, 0));
        }
        if let Some(known) = self.free.get(&root) {
            return known.map(|step| step.cost);
        }
        let fact = self.fact_at(root)?;
        let skipped = if self.skipping { self.whatever(root, fact) } else { NO };
        let skip = self.free(skipped).map(|cost| Step { cost, cell: None, next: skipped });
        let answered = self.inside(root, fact);
        let answered = answered.map(|cost| Step { cost: (cost.0 + 1, cost.1), cell: Some(0), next: root });
        let best = [skip, answered].into_iter().flatten().min_by_key(|step| step.cost);
        self.free.insert(root, best);
        best.map(|step| step.cost)
    }

    /// The cheapest way from a node of a fact that is answered.
    fn inside(&mut self, root: Root, fact: usize) -> Option<Cost> {
        if self.fact_at(root) != Some(fact) {
            return self.free(root);
        }
        if let Some(known) = self.inside.get(&root) {
            return known.map(|step| step.cost);
        }
        let variable = self.work.diagrams.first(root)?;
        let mut best: Option<Step> = None;
        for (cell, next) in self.work.diagrams.kids(root).to_vec().into_iter().enumerate() {
            let Some(rough) = self.work.world.roughness(variable, cell) else { continue };
            let Some(cost) = self.inside(next, fact) else { continue };
            let step = Step { cost: (cost.0, cost.1 + rough), cell: Some(cell as u16), next };
            if best.is_none_or(|best| step.cost < best.cost) {
                best = Some(step);
            }
        }
        self.inside.insert(root, best);
        best.map(|step| step.cost)
    }

    /// What holds in all cells of a fact.
    fn whatever(&mut self, root: Root, fact: usize) -> Root {
        if self.fact_at(root) != Some(fact) {
            return root;
        }
        if let Some(known) = self.whatever.get(&root) {
            return *known;
        }
        let kids = self.work.diagrams.kids(root).to_vec();
        let mut all = diagram::IMPOSSIBLE;
        for kid in kids {
            let kid = self.whatever(kid, fact);
            all = self.work.diagrams.join(all, kid, &mut self.both);
        }
        self.whatever.insert(root, all);
        all
    }

    /// The answers of the way that was found.
    fn answers(&self, goal: Root) -> Answers {
        let mut answers = Answers::new();
        let mut at = goal;
        while let Some(Some(step)) = self.free.get(&at) {
            let Some(fact) = self.fact_at(at).filter(|_| step.cell.is_some()) else {
                at = step.next;
                continue;
            };
            let mut cells = Vec::new();
            while let Some(Some(step)) = self.inside.get(&at).filter(|_| self.fact_at(at) == Some(fact)) {
                cells.extend(self.work.diagrams.first(at).zip(step.cell));
                at = step.next;
            }
            answers.extend(self.work.world.given(fact, &cells).map(|given| (fact, given)));
        }
        answers
    }
}

/// Both hold, wherever the answers are possible.
fn both(left: Root, right: Root) -> Option<Root> {
    match (left, right) {
        (NO, _) | (_, NO) => Some(NO),
        (diagram::IMPOSSIBLE, other) | (other, diagram::IMPOSSIBLE) => Some(other),
        (left, right) => (left == right).then_some(left),
    }
}

impl World<'_> {
    /// How rough an answer in a cell is; nothing where there is none in it.
    fn roughness(&self, variable: Variable, cell: usize) -> Option<u32> {
        let n = self.fact_of(variable)?;
        let (fact, index) = (self.rulebook.law.facts.get(n)?, self.rulebook.facts.get(n)?);
        match fact.kind {
            FactType::Bool | FactType::Choice => Some(0),
            FactType::Set => Some(cell as u32),
            FactType::Number | FactType::Integer => {
                roundest(cell, fact, &index.thresholds).map(|(_, rough)| rough)
            }
            FactType::Date => None,
        }
    }

    /// The answer that lies in these cells; a choice of a set that is not among them is not chosen.
    pub fn given(&self, n: usize, cells: &[(Variable, u16)]) -> Option<Given> {
        let (fact, index) = (self.rulebook.law.facts.get(n)?, self.rulebook.facts.get(n)?);
        let choice = |at: u16| fact.choices.get(usize::from(at)).map(|choice| choice.id.clone());
        let cell = cells.first().map(|(_, cell)| *cell);
        match fact.kind {
            FactType::Bool => Some(Given::Bool(cell? == 1)),
            FactType::Choice => choice(cell?).map(Given::Choice),
            FactType::Set => {
                let chosen = cells.iter().filter(|(_, cell)| *cell == 1);
                Some(Given::Set(chosen.filter_map(|(v, _)| choice(v.checked_sub(index.first)?)).collect()))
            }
            FactType::Number | FactType::Integer => {
                roundest(usize::from(cell?), fact, &index.thresholds).map(|(number, _)| Given::Number(number))
            }
            FactType::Date => None,
        }
    }
}
