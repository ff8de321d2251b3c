//! Conditions over one set of questions, as diagrams that can be compared: also those of two laws.

pub(super) mod number;
mod way;

use std::collections::BTreeMap;

use super::space::number::roundest;
use crate::application::Given;
use crate::condition::Condition;
use crate::decimal::Decimal;
use crate::diagram::{Diagrams, NO, OPEN, Root, Variable, Walk, YES};
use crate::rulebook::{
    Basis, Constraint, Definition, Fact, FactType, Law, Rulebook, RulebookError, Standing,
};
use crate::text::Text;

/// Answers by fact id.
pub type Answers = BTreeMap<String, Given>;

/// Conditions in one store of diagrams.
pub struct Space {
    /// Questions, definitions and constraints alone.
    pub rulebook: Rulebook,
    pub diagrams: Diagrams,
    /// Parallel to the conditions given.
    pub roots: Vec<Root>,
    /// The answers that no constraint forbids.
    pub possible: Root,
}

impl Space {
    /// The conditions over these questions; they may name the definitions.
    pub fn new(
        facts: &[Fact],
        definitions: &[Definition],
        constraints: &[Constraint],
        conditions: &[&Condition],
    ) -> Result<Space, RulebookError> {
        let named = conditions.iter().enumerate().map(|(n, when)| Definition {
            id: format!("space/{n}"),
            when: (*when).clone(),
            text: Text::default(),
            basis: no_basis(),
            open: None,
        });
        let law = Law {
            facts: facts.to_vec(),
            definitions: definitions.iter().cloned().chain(named).collect(),
            constraints: constraints.to_vec(),
            ..Law::default()
        };
        let json = serde_json::to_string(&law).map_err(|error| RulebookError(error.to_string()))?;
        let rulebook = Rulebook::read(&json, r#"{"years":[]}"#)?;
        let mut diagrams = rulebook.diagrams.as_ref().clone();
        let forbidden = rulebook.constraints.iter().fold(NO, |any, never| diagrams.or(any, *never));
        let possible = diagrams.not(forbidden);
        let roots = rulebook.definitions.iter().skip(definitions.len()).copied().collect();
        Ok(Space { rulebook, diagrams, roots, possible })
    }

    pub fn root(&self, condition: usize) -> Root {
        self.roots.get(condition).copied().unwrap_or(NO)
    }

    /// What is possible of a condition.
    pub fn possibly(&mut self, root: Root) -> Root {
        self.diagrams.and(root, self.possible)
    }

    /// Where two conditions differ.
    pub fn differ(&mut self, left: Root, right: Root) -> Root {
        let not = self.diagrams.not(right);
        self.diagrams.choose(left, not, right)
    }

    /// The smallest answers with which one of these conditions holds, whatever the rest is, among those answers that
    /// `care` allows; nothing where none ever does.
    pub fn example(&mut self, roots: &[Root], care: Root) -> Option<Answers> {
        let mut best: Option<Vec<(Variable, u16)>> = None;
        for root in roots {
            let goal = self.diagrams.and(*root, care);
            let cost = |variable: Variable, cell: u16| self.cost(variable, cell);
            let Some(path) = way::cheapest(&self.diagrams, goal, YES, &cost) else { continue };
            let path = self.needed(path, *root, care);
            if best.as_ref().is_none_or(|best| path.len() < best.len()) {
                best = Some(path);
            }
        }
        let mut answers = Answers::new();
        for (variable, cell) in best? {
            self.answer(variable, cell, &mut answers);
        }
        Some(answers)
    }

    /// A way without the answers that `root` holds without: those that only keep to the constraints.
    fn needed(&self, path: Vec<(Variable, u16)>, root: Root, care: Root) -> Vec<(Variable, u16)> {
        let mut cells = vec![OPEN; self.rulebook.variables.len()];
        let set = |variable: Variable, cell: u16, cells: &mut Vec<u16>| {
            cells.iter_mut().skip(usize::from(variable)).take(1).for_each(|slot| *slot = cell);
        };
        path.iter().for_each(|(variable, cell)| set(*variable, *cell, &mut cells));
        let mut facts: Vec<usize> =
            path.iter().filter_map(|(variable, _)| self.index_of(*variable)).collect();
        facts.dedup();
        let mut kept = path;
        for fact in facts {
            let mut fewer = cells.clone();
            let own = |variable: Variable| self.index_of(variable) == Some(fact);
            kept.iter()
                .filter(|(variable, _)| own(*variable))
                .for_each(|(variable, _)| set(*variable, OPEN, &mut fewer));
            if self.diagrams.sole(root, care, &fewer, &mut Walk::default()) == Some(YES) {
                cells = fewer;
                kept.retain(|(variable, _)| !own(*variable));
            }
        }
        kept
    }

    /// One question more costs more than any plainer answer to one that is asked.
    fn cost(&self, variable: Variable, cell: u16) -> Option<usize> {
        let (fact, first) = self.fact_of(variable)?;
        match fact.kind {
            FactType::Number | FactType::Integer => {
                self.number(variable, cell).map(|(_, rough)| 1000 + rough)
            }
            // Not ticked is the plainer answer, and one question for all the choices.
            FactType::Set => Some(if variable == first { 1000 } else { 100 } + usize::from(cell)),
            FactType::Bool => Some(1000),
            FactType::Choice | FactType::Date => Some(1000 + usize::from(cell)),
        }
    }

    fn answer(&self, variable: Variable, cell: u16, answers: &mut Answers) {
        let Some((fact, first)) = self.fact_of(variable) else { return };
        let choice = |n: u16| fact.choices.get(usize::from(n)).map(|choice| choice.id.clone());
        let given = match fact.kind {
            FactType::Bool => Some(Given::Bool(cell == 1)),
            FactType::Choice => choice(cell).map(Given::Choice),
            FactType::Number | FactType::Integer => {
                self.number(variable, cell).map(|(number, _)| Given::Number(number))
            }
            FactType::Set => {
                let entry = answers.entry(fact.id.clone()).or_insert_with(|| Given::Set(Vec::new()));
                if let (Given::Set(ids), Some(id), 1) = (entry, choice(variable - first), cell) {
                    ids.push(id);
                }
                None
            }
            FactType::Date => None,
        };
        if let Some(given) = given {
            answers.insert(fact.id.clone(), given);
        }
    }

    fn number(&self, variable: Variable, cell: u16) -> Option<(Decimal, usize)> {
        let n = self.index_of(variable)?;
        let (fact, index) = (self.rulebook.law.facts.get(n)?, self.rulebook.facts.get(n)?);
        let (number, rough) = roundest(usize::from(cell), fact, &index.thresholds)?;
        Some((number, rough as usize))
    }

    fn index_of(&self, variable: Variable) -> Option<usize> {
        self.rulebook.variables.get(usize::from(variable)).copied()
    }

    fn fact_of(&self, variable: Variable) -> Option<(&Fact, Variable)> {
        let n = self.index_of(variable)?;
        Some((self.rulebook.law.facts.get(n)?, self.rulebook.facts.get(n)?.first))
    }
}

fn no_basis() -> Basis {
    Basis::of("", "", Standing::Illustrative)
}
