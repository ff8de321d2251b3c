//! Whether one of several conditions holds, and which questions can still change that.
//!
//! Where the union takes too many nodes as a diagram of its own, the same is found out by looking for answers that
//! show it.

use std::rc::Rc;

use super::Need;
use super::answers::Answers;
use crate::diagram::{self, Diagrams, OPEN, Root, Variable};
use crate::sort;

/// Steps of one search for answers. Where they do not suffice, what was looked for counts as possible.
const MOST_STEPS: usize = 100_000;

/// Whether one of several conditions holds.
#[derive(Clone)]
pub(crate) struct Union {
    pub need: Need,
    /// The facts that can still change it, in the rulebook's order.
    pub open: Rc<[usize]>,
}

impl Union {
    fn decided(need: Need) -> Union {
        Union { need, open: Rc::default() }
    }

    /// Of conditions that are open, as [`Answers::left`] gave them.
    pub fn of(answers: &Answers<'_>, open: &[Root]) -> Union {
        match answers.either(open) {
            Some(diagram::YES) => Union::decided(Need::Needed),
            Some(diagram::NO) => Union::decided(Need::NotNeeded),
            Some(left) => Union { need: Need::Undetermined, open: answers.open_facts(left) },
            None => searched(answers, open),
        }
    }
}

/// The same without the diagram. Each of the conditions may hold, so that their union may as well.
fn searched(answers: &Answers<'_>, open: &[Root]) -> Union {
    let restricted = &mut answers.restricted.borrow_mut();
    let rest = &mut restricted.rest;
    let failing = open.iter().map(|one| (*one, diagram::NO));
    let possible = answers.possible.iter().map(|one| (*one, diagram::YES));
    let mut all_fail: Vec<Goal> = failing.chain(possible).map(|goal| Goal::new(rest, goal)).collect();
    // Where few questions stand against each other, that is found before the others are tried in vain.
    sort::by_key(&mut all_fail, |goal| goal.asks.len());
    let mut search = Search { rest, all_fail, cells: vec![OPEN; answers.cells.len()] };
    if !search.may_meet(&search.goals()) {
        return Union::decided(Need::Needed);
    }
    let moving = (0..answers.cells.len()).filter(|variable| search.can_move(*variable as Variable));
    let mut open: Vec<usize> =
        moving.filter_map(|variable| answers.rulebook.variables.get(variable).copied()).collect();
    open.dedup();
    Union { need: Need::Undetermined, open: open.into() }
}

/// Looks for answers to the open questions.
struct Search<'s> {
    rest: &'s mut Diagrams,
    /// No condition holds, and every constraint is kept.
    all_fail: Vec<Goal>,
    cells: Vec<u16>,
}

/// A diagram, the outcome that it is to have, and what it asks.
struct Goal {
    root: Root,
    outcome: Root,
    asks: Vec<Variable>,
}

impl Goal {
    fn new(rest: &Diagrams, (root, outcome): (Root, Root)) -> Goal {
        Goal { root, outcome, asks: rest.support(root) }
    }
}

impl Search<'_> {
    /// Whether there are answers to all other questions with which one answer to this one makes a condition hold, and
    /// another makes all of them fail.
    fn can_move(&mut self, variable: Variable) -> bool {
        let asks = |goal: &&Goal| goal.asks.contains(&variable);
        let cells = self.all_fail.iter().filter(asks).map(|goal| self.rest.cells(goal.root, variable)).max();
        let cells = 0..cells.unwrap_or_default();
        let pairs = cells.clone().flat_map(|holds| cells.clone().map(move |fails| (holds, fails)));
        let pairs = pairs.filter(|(holds, fails)| holds != fails);
        pairs.into_iter().any(|(holds, fails)| self.can_turn(variable, holds, fails))
    }

    fn can_turn(&mut self, variable: Variable, holds: u16, fails: u16) -> bool {
        let mut failing = self.goals();
        let (mut conditions, mut kept) = (Vec::new(), Vec::new());
        for (goal, failing) in self.all_fail.iter().zip(&mut failing) {
            if goal.asks.contains(&variable) {
                failing.0 = self.rest.put(goal.root, variable, fails);
                let turned = (self.rest.put(goal.root, variable, holds), diagram::YES);
                if goal.outcome == diagram::NO { conditions.push(turned) } else { kept.push(turned) }
            }
        }
        conditions.into_iter().any(|condition| {
            let goals: Vec<_> = [&[condition], kept.as_slice(), failing.as_slice()].concat();
            self.may_meet(&goals)
        })
    }

    fn goals(&self) -> Vec<(Root, Root)> {
        self.all_fail.iter().map(|goal| (goal.root, goal.outcome)).collect()
    }

    fn may_meet(&mut self, goals: &[(Root, Root)]) -> bool {
        self.cells.fill(OPEN);
        self.rest.meet(goals, &mut self.cells, MOST_STEPS) != Some(false)
    }
}
