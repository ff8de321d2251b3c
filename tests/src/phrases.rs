//! Random conditions as people write them: every way that the subset of CEL has to say the same.

use fastrand::Rng;
use yushen::decimal::Decimal;
use yushen::rulebook::{Fact, FactType};

const OPERATORS: [&str; 6] = ["==", "!=", "<", "<=", ">", ">="];

/// Writes conditions over some questions and definitions.
pub struct Writer<'a> {
    pub random: &'a mut Rng,
    pub facts: &'a [Fact],
    pub definitions: Vec<String>,
}

impl Writer<'_> {
    /// A condition of so many levels at most.
    pub fn condition(&mut self, depth: usize) -> String {
        if depth == 0 {
            return self.leaf();
        }
        match self.random.u8(..16) {
            0..4 => self.chain(depth, &["&&"]),
            4..8 => self.chain(depth, &["||"]),
            // Without brackets: && binds before ||.
            8..10 => self.chain(depth, &["&&", "||"]),
            10..12 => format!("!({})", self.condition(depth - 1)),
            12 => format!("({})", self.condition(depth - 1)),
            13 if self.random.bool() => self.random.bool().to_string(),
            _ => self.leaf(),
        }
    }

    fn chain(&mut self, depth: usize, operators: &[&str]) -> String {
        let mut text = self.part(depth);
        for _ in 0..self.random.usize(1..4) {
            let operator = operators[self.random.usize(..operators.len())];
            let gap = if self.random.u8(..8) == 0 { "\n  " } else { " " };
            text = format!("{text}{gap}{operator} {}", self.part(depth));
        }
        text
    }

    fn part(&mut self, depth: usize) -> String {
        let part = self.condition(depth - 1);
        if self.random.bool() { format!("({part})") } else { part }
    }

    fn leaf(&mut self) -> String {
        if !self.definitions.is_empty() && self.random.u8(..6) == 0 {
            let name = &self.definitions[self.random.usize(..self.definitions.len())];
            return if self.random.bool() { name.clone() } else { format!("!{name}") };
        }
        let fact = &self.facts[self.random.usize(..self.facts.len())];
        let id = &fact.id;
        let random = &mut *self.random;
        match fact.kind {
            FactType::Bool => match random.u8(..7) {
                0 => format!("!{id}"),
                1 => format!("{id} == {}", random.bool()),
                2 => format!("{id} != {}", random.bool()),
                3 => format!("{} == {id}", random.bool()),
                _ => id.clone(),
            },
            FactType::Choice => choice(random, fact),
            FactType::Set => format!("{} in {id}", one(random, fact)),
            FactType::Number | FactType::Integer => {
                let (operator, number) = (OPERATORS[random.usize(..6)], number(random, fact));
                let is_mirrored = random.u8(..4) == 0;
                if is_mirrored {
                    format!("{number} {operator} {id}")
                } else {
                    format!("{id} {operator} {number}")
                }
            }
            FactType::Date => "true".into(),
        }
    }
}

fn choice(random: &mut Rng, fact: &Fact) -> String {
    let id = &fact.id;
    match random.u8(..4) {
        0 => format!("{id} != {}", one(random, fact)),
        1 => format!("{} == {id}", one(random, fact)),
        2 => {
            let some: Vec<String> = (0..random.usize(1..4)).map(|_| one(random, fact)).collect();
            format!("{id} in [{}]", some.join(", "))
        }
        _ => format!("{id} == {}", one(random, fact)),
    }
}

fn one(random: &mut Rng, fact: &Fact) -> String {
    let choice = &fact.choices[random.usize(..fact.choices.len())].id;
    if random.u8(..4) == 0 { format!("\"{choice}\"") } else { format!("'{choice}'") }
}

/// Numbers that lie next to each other, that doubles cannot hold, and that run together as doubles.
fn number(random: &mut Rng, fact: &Fact) -> String {
    const FRACTIONS: [&str; 10] = [
        "0.1",
        "0.2",
        "0.3",
        "0.3001",
        "2.50",
        "-0.5",
        "300000.0001",
        "300000",
        "90071992547409.9301",
        "90071992547409.9302",
    ];
    const WHOLE: [&str; 8] = ["0", "1", "9", "10", "11", "-3", "99999999999998", "99999999999999"];
    if fact.kind == FactType::Integer {
        WHOLE[random.usize(..WHOLE.len())].into()
    } else {
        FRACTIONS[random.usize(..FRACTIONS.len())].into()
    }
}

/// Some number that [`number`] may have written, or one next to it.
pub fn near(random: &mut Rng, fact: &Fact) -> i64 {
    let at = Decimal::read(&number(random, fact)).map_or(0, Decimal::scaled);
    let step = if fact.kind == FactType::Integer { Decimal::whole(1).scaled() } else { 1 };
    // More than 14 digits before the point is no answer.
    let most = Decimal::whole(99_999_999_999_999).scaled() + Decimal::whole(1).scaled() - step;
    (at + [-step, 0, step][random.usize(..3)]).min(most)
}
