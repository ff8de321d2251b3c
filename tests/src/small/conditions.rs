//! Random conditions over a law's questions.

use fastrand::Rng;
use yushen::condition::{Condition, Relation};
use yushen::decimal::Decimal;
use yushen::rulebook::{Fact, FactType};

/// So many thresholds a number has at most.
pub const THRESHOLDS: usize = 2;

const RELATIONS: [Relation; 5] = [Relation::Lt, Relation::Le, Relation::Eq, Relation::Ge, Relation::Gt];

/// What conditions can be made of.
pub struct Grammar<'a> {
    pub random: &'a mut Rng,
    /// The facts that a condition can ask, and the thresholds of each number.
    facts: Vec<(&'a Fact, Vec<Decimal>)>,
    /// The names that stand before.
    pub definitions: Vec<String>,
}

impl<'a> Grammar<'a> {
    pub fn new(random: &'a mut Rng, facts: &'a [Fact]) -> Grammar<'a> {
        let facts = facts
            .iter()
            .filter(|fact| fact.kind != FactType::Date)
            .map(|fact| (fact, thresholds(random, fact)))
            .collect();
        Grammar { random, facts, definitions: Vec::new() }
    }

    /// A condition of so many levels at most.
    pub fn condition(&mut self, depth: usize) -> Condition {
        if depth == 0 {
            return self.leaf();
        }
        match self.random.u8(..12) {
            0..3 => Condition::All(self.parts(depth)),
            3..6 => Condition::Any(self.parts(depth)),
            6..8 => Condition::Not(Box::new(self.condition(depth - 1))),
            8 if !self.definitions.is_empty() => {
                Condition::Defined(self.definitions[self.random.usize(..self.definitions.len())].clone())
            }
            9 if self.random.u8(..4) == 0 => Condition::Constant(self.random.bool()),
            _ => self.leaf(),
        }
    }

    fn parts(&mut self, depth: usize) -> Vec<Condition> {
        (0..self.random.usize(1..4)).map(|_| self.condition(depth - 1)).collect()
    }

    /// Answers that exclude each other.
    pub fn never(&mut self) -> Condition {
        if self.random.u8(..4) == 0 {
            return self.condition(2);
        }
        let mut parts = vec![self.leaf(), self.leaf()];
        if self.random.bool() {
            parts[1] = Condition::Not(Box::new(parts[1].clone()));
        }
        Condition::All(parts)
    }

    pub fn leaf(&mut self) -> Condition {
        if self.facts.is_empty() {
            return Condition::Constant(self.random.bool());
        }
        let (asked, thresholds) = &self.facts[self.random.usize(..self.facts.len())];
        let fact = asked.id.clone();
        match asked.kind {
            FactType::Bool => Condition::Yes(fact),
            FactType::Choice => {
                let ids = asked.choices.iter().map(|choice| choice.id.clone());
                let mut choices: Vec<String> = ids.filter(|_| self.random.u8(..3) == 0).collect();
                if choices.is_empty() {
                    choices.push(asked.choices[self.random.usize(..asked.choices.len())].id.clone());
                }
                Condition::OneOf { fact, choices }
            }
            FactType::Set => {
                let choice = asked.choices[self.random.usize(..asked.choices.len())].id.clone();
                Condition::Contains { fact, choice }
            }
            FactType::Number | FactType::Integer => {
                let value = thresholds[self.random.usize(..thresholds.len())];
                Condition::Compare { fact, op: RELATIONS[self.random.usize(..RELATIONS.len())], value }
            }
            FactType::Date => Condition::Constant(true),
        }
    }
}

/// Thresholds that lie next to each other, on the bounds, and beyond them.
fn thresholds(random: &mut Rng, fact: &Fact) -> Vec<Decimal> {
    const FRACTIONS: [&str; 8] = ["0", "0.5", "0.5001", "2", "2.9999", "3", "300", "-3"];
    const WHOLE: [&str; 8] = ["0", "2", "3", "4", "9", "10", "11", "-3"];
    let some = if fact.kind == FactType::Integer { WHOLE } else { FRACTIONS };
    (0..random.usize(1..=THRESHOLDS)).filter_map(|_| Decimal::read(some[random.usize(..8)])).collect()
}
