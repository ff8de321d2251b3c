//! One edition of a rulebook with its constraints, and room to work in for one obligation at a time.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::calendar::Day;
use crate::condition::Condition;
use crate::diagram::{self, Diagrams, NO, Root, Variable, YES};
use crate::rulebook::{Rulebook, leaf_cells};

/// An edition, and which sets of answers its constraints leave possible.
pub(super) struct World<'a> {
    pub rulebook: &'a Rulebook,
    /// A day on which it is in force.
    pub on: Day,
    /// How many nodes one obligation may take.
    pub budget: usize,
    diagrams: Arc<Diagrams>,
    parts: Vec<Part>,
}

/// Constraints that share facts, directly or through others: apart from all the rest.
struct Part {
    variables: BTreeSet<Variable>,
    /// By index.
    constraints: Vec<usize>,
    /// Where none of them is broken; nothing where that took more than the budget.
    possible: Option<Root>,
}

impl<'a> World<'a> {
    pub fn new(rulebook: &'a Rulebook, on: Day, budget: usize) -> World<'a> {
        let mut world =
            World { rulebook, on, budget, diagrams: Arc::clone(&rulebook.diagrams), parts: Vec::new() };
        for (n, never) in rulebook.constraints.iter().enumerate() {
            let mut part = Part {
                variables: world.diagrams.support(*never).into_iter().collect(),
                constraints: vec![n],
                possible: None,
            };
            let apart = |other: &Part| other.variables.is_disjoint(&part.variables);
            let (apart, touching): (Vec<_>, Vec<_>) = world.parts.drain(..).partition(apart);
            world.parts = apart;
            for other in touching {
                part.variables.extend(other.variables);
                part.constraints.extend(other.constraints);
            }
            part.constraints.sort_unstable();
            world.parts.push(part);
        }
        for part in &mut world.parts {
            let diagrams = Arc::make_mut(&mut world.diagrams);
            diagrams.allow(budget);
            let never = part.constraints.iter().filter_map(|n| rulebook.constraints.get(*n));
            let possible = never.fold(YES, |possible, never| diagrams.choose(*never, NO, possible));
            part.possible = Some(possible).filter(|_| !diagrams.is_spent());
        }
        world
    }

    /// Room for one obligation.
    pub fn work(&self) -> Work<'_> {
        Work { diagrams: Diagrams::within(&self.diagrams, self.budget), world: self, lost: false }
    }

    /// The constraints that no set of answers keeps all of; nothing where that is not known.
    pub fn impossible(&self) -> Option<Option<&[usize]>> {
        let known = self.parts.iter().all(|part| part.possible.is_some());
        let broken = self.parts.iter().find(|part| part.possible == Some(NO));
        (known || broken.is_some()).then(|| broken.map(|part| part.constraints.as_slice()))
    }

    /// Of constraints that no set of answers keeps all of, those that already do without the others, in order; the
    /// last is the one that a review finds broken.
    pub fn fewest(&self, together: &[usize]) -> Vec<usize> {
        let kept = |chosen: &[usize]| {
            let mut work = self.work();
            let never = chosen.iter().filter_map(|n| self.rulebook.constraints.get(*n));
            never.fold(YES, |possible, never| work.without(possible, *never))
        };
        let first = (1..together.len()).find(|count| kept(together.get(..*count).unwrap_or(together)) == NO);
        let mut fewest = together.get(..first.unwrap_or(together.len())).unwrap_or(together).to_vec();
        for n in fewest.clone() {
            let less: Vec<usize> = fewest.iter().copied().filter(|other| *other != n).collect();
            if kept(&less) == NO {
                fewest = less;
            }
        }
        fewest
    }

    /// Where the constraints that have to do with a fact are kept; nothing where none has, or where that is not known.
    pub fn possible_with(&self, fact: usize) -> Option<Root> {
        let first = self.rulebook.facts.get(fact)?.first;
        let count = self.rulebook.facts.get(fact)?.count;
        let touches = |part: &&Part| part.variables.range(first..first + count).next().is_some();
        self.parts.iter().find(touches).and_then(|part| part.possible)
    }

    pub fn fact_of(&self, variable: Variable) -> Option<usize> {
        self.rulebook.variables.get(usize::from(variable)).copied()
    }

    pub fn constraint(&self, n: usize) -> Option<&str> {
        self.rulebook.law.constraints.get(n).map(|constraint| constraint.id.as_str())
    }
}

/// Room for one obligation: what is made here is gone after it.
pub(super) struct Work<'w> {
    pub diagrams: Diagrams,
    pub world: &'w World<'w>,
    /// Something that this needs was not made, for want of budget.
    lost: bool,
}

impl<'w> Work<'w> {
    /// The budget is spent, so that nothing found here counts.
    pub fn is_spent(&self) -> bool {
        self.lost || self.diagrams.is_spent()
    }

    /// Marks the obligation as one that the budget is too small for.
    pub fn give_up_where(&mut self, spent: bool) {
        self.lost |= spent;
    }

    pub fn all(&mut self, roots: impl IntoIterator<Item = Root>) -> Root {
        roots.into_iter().fold(YES, |all, root| self.diagrams.and(all, root))
    }

    pub fn any(&mut self, roots: impl IntoIterator<Item = Root>) -> Root {
        roots.into_iter().fold(NO, |any, root| self.diagrams.or(any, root))
    }

    /// Where one holds and the other does not.
    pub fn without(&mut self, root: Root, other: Root) -> Root {
        let not = self.diagrams.not(other);
        self.diagrams.and(root, not)
    }

    /// Where a diagram ends in this outcome.
    pub fn ends_in(&mut self, root: Root, outcome: Root) -> Root {
        self.diagrams.map(root, &|end| if end == outcome { YES } else { NO })
    }

    /// The possible answers, as far as they have to do with what these diagrams ask.
    pub fn possible(&mut self, roots: &[Root]) -> Root {
        let world = self.world;
        if world.parts.is_empty() {
            return YES;
        }
        let asked: BTreeSet<Variable> = roots.iter().flat_map(|root| self.diagrams.support(*root)).collect();
        let mut possible = YES;
        for part in world.parts.iter().filter(|part| !part.variables.is_disjoint(&asked)) {
            match part.possible {
                Some(root) => possible = self.diagrams.and(possible, root),
                None => self.lost = true,
            }
        }
        possible
    }

    /// What is left of a condition on the possible answers.
    pub fn possibly(&mut self, root: Root) -> Root {
        let possible = self.possible(&[root]);
        self.diagrams.and(possible, root)
    }

    /// The diagram, which ends in `IMPOSSIBLE` where the answers are.
    pub fn bounded(&mut self, root: Root) -> Root {
        let possible = self.possible(&[root]);
        self.diagrams.choose(possible, root, diagram::IMPOSSIBLE)
    }

    /// A condition as a diagram.
    pub fn condition(&mut self, condition: &Condition) -> Root {
        self.condition_if(condition, None)
    }

    /// A condition as a diagram, if what this definition says were so.
    pub fn condition_if(&mut self, condition: &Condition, so: Option<&str>) -> Root {
        match condition {
            Condition::Constant(holds) => {
                if *holds {
                    YES
                } else {
                    NO
                }
            }
            Condition::All(parts) => parts.iter().fold(YES, |all, part| {
                let part = self.condition_if(part, so);
                self.diagrams.and(all, part)
            }),
            Condition::Any(parts) => parts.iter().fold(NO, |any, part| {
                let part = self.condition_if(part, so);
                self.diagrams.or(any, part)
            }),
            Condition::Not(part) => {
                let part = self.condition_if(part, so);
                self.diagrams.not(part)
            }
            Condition::Defined(id) if so == Some(id) => YES,
            Condition::Defined(id) => {
                let definition = self.world.rulebook.law.definition(id);
                definition.map_or(NO, |definition| self.condition_if(&definition.when, so))
            }
            Condition::Yes(_)
            | Condition::OneOf { .. }
            | Condition::Contains { .. }
            | Condition::Compare { .. } => self.leaf(condition).unwrap_or(NO),
        }
    }

    fn leaf(&mut self, leaf: &Condition) -> Option<Root> {
        let rulebook = self.world.rulebook;
        let n = rulebook.fact(leaf.fact()?)?;
        let (variable, cells) = leaf_cells(leaf, rulebook.law.facts.get(n)?, rulebook.facts.get(n)?)?;
        Some(self.diagrams.ask(variable, &cells))
    }
}
