//! The fewest answers to change: over the diagram of a verdict, with everything fixed that the applicant cannot change.

use std::collections::HashMap;

use super::near::{self, Move};
use crate::diagram::{Diagrams, Hashing, IMPOSSIBLE, NO, OPEN, Root, Variable, YES};
use crate::review::Answers;
use crate::rulebook::FactType;

/// Ways told for one verdict.
pub(super) const MOST: usize = 8;
/// Ways looked at before the nearer ones are picked.
const LOOKED_AT: usize = 64;

/// All ways to make a diagram of the rulebook end in `goal` with the fewest answers changed, in the rulebook's order;
/// none where there is no way, or where it ends there already.
///
/// A question that stays open and that the applicant cannot change has to lead there however it is answered. What a
/// constraint forbids is no way.
pub(super) fn ways(answers: &Answers<'_>, root: Root, goal: Root) -> Vec<Vec<Move>> {
    let care = answers.care_of(root);
    let rest = &mut answers.restricted.borrow_mut().rest;
    let reached = rest.map(root, &|outcome| if outcome == goal { YES } else { NO });
    let possible = rest.choose(care, reached, IMPOSSIBLE);
    let mut search = Search { answers, rest, costs: HashMap::default() };
    let root = search.without_fixed(possible);
    let Some(cost) = search.cost(root).filter(|cost| *cost > 0) else { return Vec::new() };
    let mut ways = Vec::new();
    search.collect(root, cost, &mut Vec::new(), &mut ways);
    near::nearest(ways)
}

/// All ways to make the answers keep every constraint with the fewest of them changed, in the rulebook's order.
///
/// A question that is open may stay so: some answer to it has to be left.
pub(super) fn agreeing(answers: &Answers<'_>) -> Vec<Vec<Move>> {
    let rest = &mut answers.restricted.borrow_mut().rest;
    let mut search = Search { answers, rest, costs: HashMap::default() };
    let mut kept = YES;
    for never in search.bound() {
        let not = search.rest.not(never);
        let not = search.without_fixed_answers(not);
        kept = search.rest.and(kept, not);
    }
    let root = search.without_open(kept);
    let Some(cost) = search.cost(root).filter(|cost| *cost > 0) else { return Vec::new() };
    let mut ways = Vec::new();
    search.collect(root, cost, &mut Vec::new(), &mut ways);
    near::nearest(ways)
}

struct Search<'s, 'a> {
    answers: &'s Answers<'a>,
    rest: &'s mut Diagrams,
    /// The fewest changes from a diagram on; nothing where there is no way.
    costs: HashMap<Root, Option<u32>, Hashing>,
}

impl Search<'_, '_> {
    /// Answers what the applicant cannot change, and demands that what is open and cannot be changed does not matter.
    fn without_fixed(&mut self, mut root: Root) -> Root {
        let rulebook = self.answers.rulebook;
        let facts = rulebook.law.facts.iter().zip(&rulebook.facts);
        for (_, index) in facts.filter(|(fact, _)| !fact.changeable) {
            for variable in index.first..index.first + index.count {
                root = self.keep(root, variable);
            }
        }
        root
    }

    /// The constraints that are contradicted, and all that share a question with one of these.
    fn bound(&self) -> Vec<Root> {
        let rulebook = self.answers.rulebook;
        let mut apart: Vec<(Root, Vec<usize>)> =
            rulebook.constraints.iter().map(|never| (*never, self.facts(*never))).collect();
        let broken = self.answers.contradicted.iter().filter_map(|n| rulebook.constraints.get(*n));
        let mut asked: Vec<usize> = broken.flat_map(|never| self.facts(*never)).collect();
        let mut bound = Vec::new();
        loop {
            let near = |(_, facts): &mut (Root, Vec<usize>)| facts.iter().any(|fact| asked.contains(fact));
            let more: Vec<(Root, Vec<usize>)> = apart.extract_if(.., near).collect();
            if more.is_empty() {
                return bound;
            }
            asked.extend(more.iter().flat_map(|(_, facts)| facts));
            bound.extend(more.into_iter().map(|(never, _)| never));
        }
    }

    fn facts(&self, root: Root) -> Vec<usize> {
        let fact = |variable: Variable| self.answers.rulebook.variables.get(usize::from(variable)).copied();
        self.rest.support(root).into_iter().filter_map(fact).collect()
    }

    /// Answers what the applicant has answered and cannot change.
    fn without_fixed_answers(&mut self, root: Root) -> Root {
        let rulebook = self.answers.rulebook;
        let fixed = |variable: &Variable| {
            let fact =
                rulebook.variables.get(usize::from(*variable)).and_then(|n| rulebook.law.facts.get(*n));
            fact.is_some_and(|fact| !fact.changeable)
        };
        let variables: Vec<Variable> = self.rest.support(root).into_iter().filter(fixed).collect();
        let given = variables.into_iter().map(|variable| (variable, self.given(variable)));
        let given: Vec<(Variable, u16)> = given.filter(|(_, cell)| *cell != OPEN).collect();
        given.into_iter().fold(root, |root, (variable, cell)| self.rest.put(root, variable, cell))
    }

    /// Where some answer to all that is open is left.
    fn without_open(&mut self, root: Root) -> Root {
        let open = |variable: &Variable| self.given(*variable) == OPEN;
        let open: Vec<Variable> = self.rest.support(root).into_iter().filter(open).collect();
        let some = |root, variable| self.rest.without(root, variable, Some(YES)).unwrap_or(NO);
        open.into_iter().fold(root, some)
    }

    /// Leaves a variable as it is: answered, or open, where all its answers have to lead to the goal.
    fn keep(&mut self, root: Root, variable: Variable) -> Root {
        match self.given(variable) {
            OPEN => self.rest.without(root, variable, Some(NO)).unwrap_or(NO),
            cell => self.rest.put(root, variable, cell),
        }
    }

    fn given(&self, variable: Variable) -> u16 {
        self.answers.cells.get(usize::from(variable)).copied().unwrap_or(OPEN)
    }

    /// The fact that a diagram asks first.
    fn fact(&self, root: Root) -> Option<usize> {
        self.answers.rulebook.variables.get(usize::from(self.rest.first(root)?)).copied()
    }

    fn cost(&mut self, root: Root) -> Option<u32> {
        if root == YES {
            return Some(0);
        }
        let fact = self.fact(root)?;
        if let Some(known) = self.costs.get(&root) {
            return *known;
        }
        let kept = self.kept(root, fact);
        let mut fewest = self.cost(kept);
        for (exit, _) in self.exits(root, fact) {
            if fewest != Some(0) {
                let changed = self.cost(exit).map(|cost| cost + 1);
                fewest = [fewest, changed].into_iter().flatten().min();
            }
        }
        self.costs.insert(root, fewest);
        fewest
    }

    fn kept(&mut self, root: Root, fact: usize) -> Root {
        let Some(index) = self.answers.rulebook.facts.get(fact) else { return root };
        let (first, count) = (index.first, index.count);
        (first..first + count).fold(root, |root, variable| self.keep(root, variable))
    }

    /// Where other answers to a fact lead: each end, with the answers nearest to the one given that lead there.
    fn exits(&mut self, root: Root, fact: usize) -> Vec<(Root, Vec<Move>)> {
        let rulebook = self.answers.rulebook;
        let (Some(law), Some(index)) = (rulebook.law.facts.get(fact), rulebook.facts.get(fact)) else {
            return Vec::new();
        };
        if law.kind == FactType::Set {
            return self.set_exits(root, fact);
        }
        let given = self.given(index.first);
        let cells = self.rest.kids(root).len() as u16;
        let cells = (0..cells).filter(|cell| *cell != given);
        let mut exits: Vec<(Root, Vec<Move>)> = Vec::new();
        for cell in cells {
            let end = self.rest.put(root, index.first, cell);
            let Some(step) = near::to_cell(self.answers, fact, cell) else { continue };
            match exits.iter_mut().find(|(known, _)| *known == end) {
                Some((_, moves)) => near::add(moves, step),
                None => exits.push((end, vec![step])),
            }
        }
        exits
    }

    /// The same for a set: from choice to choice, each end with the sets that differ least from the one given.
    fn set_exits(&mut self, root: Root, fact: usize) -> Vec<(Root, Vec<Move>)> {
        let Some(index) = self.answers.rulebook.facts.get(fact) else { return Vec::new() };
        let mut ends: Vec<(Root, Vec<Vec<u16>>)> = vec![(root, vec![Vec::new()])];
        for variable in index.first..index.first + index.count {
            let given = if self.given(variable) == 1 { 1 } else { 0 };
            let mut next: Vec<(Root, Vec<Vec<u16>>)> = Vec::new();
            for (end, sets) in &ends {
                // A choice that is not asked about stays as it is.
                let asked = self.rest.first(*end) == Some(variable);
                for cell in [given, 1 - given].into_iter().take(if asked { 2 } else { 1 }) {
                    let end = self.rest.put(*end, variable, cell);
                    let sets = sets.iter().map(|set| [set.as_slice(), &[cell]].concat());
                    match next.iter_mut().find(|(known, _)| *known == end) {
                        Some((_, known)) => known.extend(sets),
                        None => next.push((end, sets.collect())),
                    }
                }
            }
            for (_, sets) in &mut next {
                near::fewest_flips(sets, index.first, &self.answers.cells);
                sets.truncate(LOOKED_AT);
            }
            ends = next;
        }
        let is_open = self.given(index.first) == OPEN;
        let moves = |sets: Vec<Vec<u16>>| -> Vec<Move> {
            let sets = sets.iter().map(|set| near::to_set(self.answers, fact, set));
            sets.filter(|step| is_open || step.distance > 0).collect()
        };
        ends.into_iter()
            .map(|(end, sets)| (end, moves(sets)))
            .filter(|(_, moves)| !moves.is_empty())
            .collect()
    }

    fn collect(&mut self, root: Root, cost: u32, chosen: &mut Vec<Move>, ways: &mut Vec<Vec<Move>>) {
        if root == YES && cost == 0 {
            ways.push(chosen.clone());
        }
        let Some(fact) = self.fact(root).filter(|_| ways.len() < LOOKED_AT) else { return };
        for (exit, moves) in self.exits(root, fact) {
            if cost == 0 || self.cost(exit) != Some(cost - 1) {
                continue;
            }
            for step in moves {
                chosen.push(step);
                self.collect(exit, cost - 1, chosen, ways);
                chosen.pop();
            }
        }
        let kept = self.kept(root, fact);
        if self.cost(kept) == Some(cost) {
            self.collect(kept, cost, chosen, ways);
        }
    }
}
