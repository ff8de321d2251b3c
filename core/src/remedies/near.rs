//! The answer nearest to the one that was given.

use crate::application::Given;
use crate::decimal::Decimal;
use crate::review::Answers;
use crate::rulebook::{Fact, FactType};

/// An answer to change, and how far that is from the one given.
#[derive(Clone, Debug)]
pub(super) struct Move {
    pub fact: usize,
    pub to: Given,
    /// Ten-thousandths of a number, or choices of a set added and taken away.
    pub distance: u64,
}

/// The answer in a cell of a question: of numbers the nearest and roundest; nothing where there is none.
pub(super) fn to_cell(answers: &Answers<'_>, fact: usize, cell: u16) -> Option<Move> {
    let (law, index) = (answers.rulebook.law.facts.get(fact)?, answers.rulebook.facts.get(fact)?);
    let (to, distance) = match law.kind {
        FactType::Bool => (Given::Bool(cell == 1), 0),
        FactType::Choice => (Given::Choice(law.choices.get(usize::from(cell))?.id.clone()), 0),
        FactType::Number | FactType::Integer => {
            let given = answers.given(fact).and_then(|given| match given {
                Given::Number(number) => Some(*number),
                _ => None,
            });
            let number = number_in(usize::from(cell), law, &index.thresholds, given)?;
            (Given::Number(number), given.map_or(0, |given| number.scaled().abs_diff(given.scaled())))
        }
        FactType::Set | FactType::Date => return None,
    };
    Some(Move { fact, to, distance })
}

/// A number in a cell, next to the bound that is nearer to what was given.
fn number_in(cell: usize, fact: &Fact, thresholds: &[Decimal], given: Option<Decimal>) -> Option<Decimal> {
    let fits =
        |number: &Decimal| fact.allows(*number) && (fact.kind != FactType::Integer || number.is_whole());
    if cell % 2 == 1 {
        return thresholds.get(cell / 2).copied().filter(fits);
    }
    let below = (cell / 2).checked_sub(1).and_then(|n| thresholds.get(n)).copied();
    let above = thresholds.get(cell / 2).copied();
    let inside = |number: &Decimal| {
        fits(number) && below.is_none_or(|below| *number > below) && above.is_none_or(|above| *number < above)
    };
    let from_above = above.filter(|above| given.is_none_or(|given| given >= *above));
    let bound = from_above.or(below).map(Decimal::scaled);
    // The roundest step that the bound itself is a multiple of, then finer ones.
    let steps = STEPS.iter().filter(|step| bound.is_some_and(|bound| bound % **step == 0));
    let next = |step: &i64| {
        let step = if from_above.is_some() { -step } else { *step };
        bound.and_then(|bound| bound.checked_add(step)).map(Decimal::of_scaled)
    };
    steps.filter_map(next).chain([fact.min, fact.max].into_iter().flatten()).find(inside)
}

/// One, a tenth, and so on to the last place that is kept, in ten-thousandths.
const STEPS: &[i64] = &[10_000, 1_000, 100, 10, 1];

/// A set of choices, by the cells of its variables.
pub(super) fn to_set(answers: &Answers<'_>, fact: usize, cells: &[u16]) -> Move {
    let choices = answers.rulebook.law.facts.get(fact).map_or(&[][..], |fact| &fact.choices);
    let chosen = choices.iter().zip(cells).filter(|(_, cell)| **cell == 1);
    let first = answers.rulebook.facts.get(fact).map_or(0, |index| index.first);
    let to = Given::Set(chosen.map(|(choice, _)| choice.id.clone()).collect());
    Move { fact, to, distance: flips(cells, first, &answers.cells) }
}

/// How many choices of a set differ from what was given; of one that was not given, how many are chosen.
fn flips(set: &[u16], first: u16, given: &[u16]) -> u64 {
    let given = given.iter().skip(usize::from(first));
    set.iter().zip(given).filter(|(cell, given)| (**cell == 1) != (**given == 1)).count() as u64
}

/// Keeps those that differ least from what was given.
pub(super) fn fewest_flips(sets: &mut Vec<Vec<u16>>, first: u16, given: &[u16]) {
    let fewest = sets.iter().map(|set| flips(set, first, given)).min();
    sets.retain(|set| Some(flips(set, first, given)) == fewest);
}

/// Adds another answer to those that lead to the same end: of numbers, only the nearest stay.
pub(super) fn add(moves: &mut Vec<Move>, step: Move) {
    let nearest = moves.iter().map(|known| known.distance).min().unwrap_or(step.distance);
    if step.distance < nearest {
        moves.clear();
    }
    if step.distance <= nearest {
        moves.push(step);
    }
}

/// The ways that no other with changes to the same facts is nearer than.
pub(super) fn nearest(ways: Vec<Vec<Move>>) -> Vec<Vec<Move>> {
    let is_nearest = |way: &&Vec<Move>| !ways.iter().any(|other| is_nearer(other, way));
    ways.iter().filter(is_nearest).take(super::search::MOST).cloned().collect()
}

fn is_nearer(way: &[Move], than: &[Move]) -> bool {
    let comparable = |one: &Move, other: &Move| match (&one.to, &other.to) {
        (Given::Number(_), Given::Number(_)) | (Given::Set(_), Given::Set(_)) => {
            one.distance <= other.distance
        }
        (one, other) => one == other,
    };
    let mut pairs = way.iter().zip(than);
    way.len() == than.len()
        && way.iter().zip(than).all(|(one, other)| one.fact == other.fact && comparable(one, other))
        && pairs.any(|(one, other)| one.distance < other.distance)
}
