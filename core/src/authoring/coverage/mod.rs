//! Which ways of a law its cases reach: every rule decided, every item and every paper both ways, every threshold
//! one step below, at, and one step above it, where that decides the condition that has it.
//!
//! Only what some project can be is asked for. What the constraints forbid, or what no answer reaches, is named apart,
//! with the reason.

mod beyond;
mod duty;
mod reach;
mod rows;

#[cfg(test)]
mod tests;

pub use beyond::{Beyond, Why};
pub(super) use duty::sites;
pub use duty::{Goal, Kind};
pub use rows::{Row, rows};

use std::collections::{BTreeMap, HashSet};

use serde::Serialize;

use super::case::{Call, Case, CaseError};
use super::space::Space;
use super::spots::Part;
use crate::application::Application;
use crate::condition::{Condition, Relation};
use crate::decimal::Decimal;
use crate::diagram::{NO, Root, YES};
use crate::rulebook::{Fact, FactType, Law, Rulebook, RulebookError, Valid};
use duty::Site;
use reach::Reached;

/// What the cases of a law reach, and what they do not.
#[derive(Clone, Debug, Serialize)]
pub struct Coverage {
    pub rulebook: String,
    /// How many reviews were counted.
    pub cases: usize,
    pub counts: BTreeMap<Kind, Count>,
    pub missing: Vec<Missing>,
    /// What no case can reach.
    pub beyond: Vec<Beyond>,
    #[serde(skip)]
    reached: HashSet<String>,
}

/// Lets the cases of one place count for all others as far as their law says the same: national law is reached once.
pub fn share<'c>(coverages: impl Iterator<Item = &'c mut Coverage>) {
    let coverages: Vec<&mut Coverage> = coverages.collect();
    let reached: HashSet<String> =
        coverages.iter().flat_map(|coverage| coverage.reached.iter().cloned()).collect();
    for coverage in coverages {
        for missing in coverage.missing.extract_if(.., |missing| reached.contains(&missing.key)) {
            coverage.counts.entry(missing.goal.kind(missing.part)).or_default().reached += 1;
        }
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Count {
    pub reached: usize,
    pub of: usize,
}

/// A way that no case goes.
#[derive(Clone, Debug, Serialize)]
pub struct Missing {
    #[serde(skip)]
    pub part: Part,
    pub id: String,
    #[serde(skip)]
    pub valid: Valid,
    pub goal: Goal,
    /// Where answers lead to it: where any of these holds, among the answers that are possible then.
    #[serde(skip)]
    pub(super) ends: Vec<Root>,
    #[serde(skip)]
    pub(super) care: Root,
    /// The same for all places whose law says the same.
    #[serde(skip)]
    key: String,
}

impl Missing {
    /// What is missing, as a clause.
    pub fn told(&self) -> String {
        let id = &self.id;
        match (&self.goal, self.part) {
            (Goal::Threshold { fact, threshold, number }, part) => {
                format!(
                    "no case with {fact} = {number} lets the threshold {threshold} decide {} {id}",
                    part.noun()
                )
            }
            (Goal::Holds, Part::Item) => format!("no case needs item {id}"),
            (Goal::Fails, Part::Item) => format!("no case does without item {id}"),
            (Goal::Holds, Part::Use) => format!("no case is asked for paper {id}"),
            (Goal::Fails, Part::Use) => format!("no case needs the item and is not asked for paper {id}"),
            (Goal::Holds, part) => format!("no case is decided by {} {id}", part.noun()),
            (Goal::Fails, part) => format!("no case is left alone by {} {id}", part.noun()),
        }
    }
}

/// A law with its conditions as diagrams, ready to be measured.
pub struct Measure<'a> {
    law: &'a Law,
    sites: Vec<Site<'a>>,
    pub(super) space: Space,
}

impl<'a> Measure<'a> {
    pub fn new(law: &'a Law) -> Result<Measure<'a>, RulebookError> {
        let sites = duty::sites(law);
        let own = sites.iter().flat_map(|site| site.own.iter().copied());
        let conditions: Vec<&Condition> = sites.iter().map(|site| &site.when).chain(own).collect();
        let space = Space::new(&law.facts, &law.definitions, &law.constraints, &conditions)?;
        Ok(Measure { law, sites, space })
    }

    /// What these cases reach of the law; of them only the reviews count.
    pub fn coverage(&mut self, rulebook: &Rulebook, cases: &[Case]) -> Result<Coverage, CaseError> {
        let mut reached: Vec<Reached> = Vec::new();
        for case in cases.iter().filter(|case| case.call == Call::Review) {
            if let Ok(application) = Application::read(rulebook, case.input.get()) {
                reached.push(Reached::new(&self.space, &application, case.day()?));
            }
        }
        let mut coverage = Coverage {
            rulebook: self.law.id.clone(),
            cases: reached.len(),
            counts: [Kind::Rules, Kind::Items, Kind::Papers, Kind::Thresholds]
                .into_iter()
                .map(|kind| (kind, Count::default()))
                .collect(),
            missing: Vec::new(),
            beyond: Vec::new(),
            reached: HashSet::new(),
        };
        let mut own = self.sites.len();
        for n in 0..self.sites.len() {
            self.plain(n, &reached, &mut coverage);
            let count = self.sites.get(n).map_or(0, |site| site.own.len());
            for at in own..own + count {
                self.thresholds(n, at, &reached, &mut coverage);
            }
            own += count;
        }
        Ok(coverage)
    }

    /// The ways in which a condition as a whole has to go.
    fn plain(&mut self, n: usize, reached: &[Reached], coverage: &mut Coverage) {
        let Some(site) = self.sites.get(n) else { return };
        let (part, valid) = (site.part, site.valid);
        let goals: &[Goal] = match part {
            Part::Item | Part::Use => &[Goal::Holds, Goal::Fails],
            Part::Rule | Part::TotalRule | Part::Note => &[Goal::Holds],
            _ => &[],
        };
        let when = self.space.root(n);
        for goal in goals {
            let root = match goal {
                Goal::Holds => when,
                Goal::Fails | Goal::Threshold { .. } => self.fails(n, when),
            };
            let there = reached.iter().any(|case| valid.holds(case.on) && case.holds(&self.space, root));
            if self.space.possibly(root) == NO {
                let why = if root == NO { Why::Never } else { Why::Constraints };
                self.leave(n, goal.clone(), why, coverage);
                continue;
            }
            let care = self.space.possible;
            self.count(n, goal.clone(), (vec![root], care), there, coverage);
        }
    }

    /// Where a condition does not hold; of a paper: though its item is needed.
    fn fails(&mut self, n: usize, when: Root) -> Root {
        let not = self.space.diagrams.not(when);
        let Some(site) = self.sites.get(n).filter(|site| site.part == Part::Use) else { return not };
        let item = site.id.split('/').next().unwrap_or_default();
        let before = self.sites.iter().take(n);
        let at = before.rev().position(|site| site.part == Part::Item && site.id == item);
        let need = at.map(|back| self.space.root(n - 1 - back));
        need.map_or(not, |need| self.space.diagrams.and(need, not))
    }

    fn thresholds(&mut self, n: usize, at: usize, reached: &[Reached], coverage: &mut Coverage) {
        let Some(valid) = self.sites.get(n).map(|site| site.valid) else { return };
        let condition = self.sites.get(n).and_then(|site| site.own.get(at - self.first_own(n)).copied());
        let Some(condition) = condition else { return };
        let law = self.law;
        for (fact, threshold) in compared(condition) {
            let Some(asked) = law.facts.iter().find(|known| known.id == fact) else { continue };
            let when = self.space.root(at);
            let goal = |number| Goal::Threshold { fact: fact.to_owned(), threshold, number };
            let Some(border) = Border::new(&mut self.space, asked, threshold, when) else {
                self.leave(n, goal(threshold), Why::Idle, coverage);
                continue;
            };
            for number in border.numbers {
                if !asked.allows(number) {
                    self.leave(n, goal(number), Why::Bounds, coverage);
                    continue;
                }
                let decides = |case: &Reached| border.decides(&self.space, case, number);
                let there = reached.iter().any(|case| valid.holds(case.on) && decides(case));
                let care = self.space.diagrams.put(self.space.possible, border.variable, border.cell(number));
                if border.sides.iter().all(|side| self.space.diagrams.and(*side, care) == NO) {
                    self.leave(n, goal(number), Why::Constraints, coverage);
                    continue;
                }
                self.count(n, goal(number), (border.sides.clone(), care), there, coverage);
            }
        }
    }

    /// Notes what no case can reach.
    fn leave(&self, n: usize, goal: Goal, why: Why, coverage: &mut Coverage) {
        let Some(Site { part, id, valid, .. }) = self.sites.get(n) else { return };
        let beyond = Beyond { part: *part, id: id.clone(), valid: *valid, goal, why };
        if !coverage.beyond.contains(&beyond) {
            coverage.beyond.push(beyond);
        }
    }

    fn first_own(&self, n: usize) -> usize {
        self.sites.len() + self.sites.iter().take(n).map(|site| site.own.len()).sum::<usize>()
    }

    fn count(
        &mut self,
        n: usize,
        goal: Goal,
        (ends, care): (Vec<Root>, Root),
        there: bool,
        coverage: &mut Coverage,
    ) {
        let Some(site) = self.sites.get(n) else { return };
        let key = format!("{:?} {} {:?} {goal:?} {:?}", site.part, site.id, site.valid, site.when);
        // A threshold that an item's parts compare with in the same way is one.
        if coverage.reached.contains(&key) || coverage.missing.iter().any(|known| known.key == key) {
            return;
        }
        let count = coverage.counts.entry(goal.kind(site.part)).or_default();
        count.of += 1;
        if there {
            count.reached += 1;
            coverage.reached.insert(key);
            return;
        }
        let Site { part, id, valid, .. } = site;
        coverage.missing.push(Missing { part: *part, id: id.clone(), valid: *valid, goal, ends, care, key });
    }
}

/// The numbers that a condition compares, each threshold once.
fn compared(condition: &Condition) -> Vec<(&str, Decimal)> {
    let mut found: Vec<(&str, Decimal)> = Vec::new();
    condition.leaves(&mut |leaf| {
        if let Condition::Compare {
            fact,
            value,
            op: Relation::Lt | Relation::Le | Relation::Eq | Relation::Ge | Relation::Gt,
        } = leaf
            && !found.contains(&(fact.as_str(), *value))
        {
            found.push((fact, *value));
        }
    });
    found
}

/// A threshold, and where crossing it changes a condition.
struct Border {
    fact: String,
    threshold: Decimal,
    variable: crate::diagram::Variable,
    /// One step below, at, one step above.
    numbers: [Decimal; 3],
    /// Cells below, at and above.
    cells: [u16; 3],
    when: Root,
    /// The other answers with which it makes a difference, by what the condition is below, at and above it.
    sides: Vec<Root>,
}

impl Border {
    fn new(space: &mut Space, fact: &Fact, threshold: Decimal, when: Root) -> Option<Border> {
        let step = Decimal::of_scaled(if fact.kind == FactType::Integer { 10_000 } else { 100 });
        let index = space.rulebook.facts.get(space.rulebook.fact(&fact.id)?)?;
        let variable = index.first;
        let cell = |number: Decimal| match index.thresholds.binary_search(&number) {
            Ok(at) => 2 * at as u16 + 1,
            Err(at) => 2 * at as u16,
        };
        let beside = |by: i64| Decimal::of_scaled(threshold.scaled() + by * step.scaled());
        let near = [beside(-1), threshold, beside(1)];
        let cells = near.map(cell);
        let at = cells.map(|cell| space.diagrams.put(when, variable, cell));
        let turns =
            [[NO, NO, YES], [NO, YES, NO], [NO, YES, YES], [YES, NO, NO], [YES, NO, YES], [YES, YES, NO]];
        let mut sides: Vec<Root> = turns
            .into_iter()
            .map(|turn| {
                at.into_iter().zip(turn).fold(YES, |all, (left, wanted)| {
                    let as_wanted = if wanted == YES { left } else { space.diagrams.not(left) };
                    space.diagrams.and(all, as_wanted)
                })
            })
            .collect();
        sides.retain(|side| *side != NO);
        (!sides.is_empty()).then(|| Border {
            fact: fact.id.clone(),
            threshold,
            variable,
            numbers: near,
            cells,
            when,
            sides,
        })
    }

    fn cell(&self, number: Decimal) -> u16 {
        let [below, here, above] = self.cells;
        match number.cmp(&self.threshold) {
            std::cmp::Ordering::Less => below,
            std::cmp::Ordering::Equal => here,
            std::cmp::Ordering::Greater => above,
        }
    }

    /// Whether a case has this number, or one between it and the threshold, and the threshold decides.
    fn decides(&self, space: &Space, case: &Reached, number: Decimal) -> bool {
        let Some(given) = case.number(&self.fact) else { return false };
        let near = match number.cmp(&self.threshold) {
            std::cmp::Ordering::Less => given >= number && given < self.threshold,
            std::cmp::Ordering::Equal => given == number,
            std::cmp::Ordering::Greater => given > self.threshold && given <= number,
        };
        near && case.turns_at(space, self.when, self.variable, self.cells)
    }
}
