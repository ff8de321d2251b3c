//! What one case decides.

use super::super::space::Space;
use crate::application::{Application, Given};
use crate::calendar::Day;
use crate::decimal::Decimal;
use crate::diagram::{IMPOSSIBLE, OPEN, Root, Variable, Walk, YES};
use crate::review::refused;

/// A case's answers, put to the conditions of a space.
pub struct Reached {
    pub on: Day,
    cells: Vec<u16>,
    numbers: Vec<(String, Decimal)>,
}

impl Reached {
    pub fn new(space: &Space, application: &Application, on: Day) -> Reached {
        let mut cells = vec![OPEN; space.rulebook.variables.len()];
        let mut numbers = Vec::new();
        for (id, answer) in &application.facts {
            let known = space.rulebook.fact(id);
            let Some(fact) = known.filter(|fact| !refused(&space.rulebook, *fact, &answer.value)) else {
                continue;
            };
            space.rulebook.place(fact, &answer.value, &mut cells);
            if let Given::Number(number) = &answer.value {
                numbers.push((id.clone(), *number));
            }
        }
        Reached { on, cells, numbers }
    }

    /// Whether a condition holds, whatever is answered to the rest.
    pub fn holds(&self, space: &Space, root: Root) -> bool {
        space.diagrams.sole(root, space.possible, &self.cells, &mut Walk::default()) == Some(YES)
    }

    pub fn number(&self, fact: &str) -> Option<Decimal> {
        self.numbers.iter().find(|(id, _)| id == fact).map(|(_, number)| *number)
    }

    /// Whether a condition is decided in each of three cells of a number, and not alike.
    pub fn turns_at(&self, space: &Space, root: Root, variable: Variable, at: [u16; 3]) -> bool {
        let mut cells = self.cells.clone();
        let mut sides = Vec::new();
        for cell in at {
            if let Some(slot) = cells.get_mut(usize::from(variable)) {
                *slot = cell;
            }
            // Beyond a bound that another answer sets, no project is; there the condition alone counts.
            let possible = space.diagrams.sole(root, space.possible, &cells, &mut Walk::default());
            let alone = |outcome: &Root| *outcome != IMPOSSIBLE;
            sides.push(
                possible
                    .filter(alone)
                    .or_else(|| space.diagrams.sole(root, YES, &cells, &mut Walk::default())),
            );
        }
        sides.iter().all(Option::is_some) && sides.windows(2).any(|pair| pair.first() != pair.last())
    }
}
