//! Reading a compiled rulebook for use: names become indices, conditions become diagrams.

use std::collections::HashMap;
use std::fmt;

use sha2::{Digest, Sha256};

use super::{FactType, Item, Law, Limit, Prerequisite, Program, RuleVerdict, Use};
use crate::application::Given;
use crate::calendar::Calendar;
use crate::condition::{Condition, Relation};
use crate::decimal::Decimal;
use crate::diagram::{self, Diagrams, Root, Variable};
use crate::review::{CalendarVersion, Version};

/// A law read for use, with the calendar of its region.
#[derive(Clone, Debug)]
pub struct Rulebook {
    pub law: Law,
    pub version: Version,
    pub calendar_version: CalendarVersion,
    pub calendar: Calendar,
    /// Parallel to `law.facts`, `law.programs`, `law.items`.
    pub facts: Vec<FactIndex>,
    pub programs: Vec<ProgramIndex>,
    pub items: Vec<ItemIndex>,
    pub diagrams: Diagrams<'static>,
    /// The fact of each variable.
    pub variables: Vec<usize>,
    names: Names,
}

/// A fact's variables: one, or for a set one per choice.
#[derive(Clone, Debug)]
pub struct FactIndex {
    pub first: Variable,
    pub count: u16,
    /// For numbers: the thresholds that some condition compares with, ascending.
    pub thresholds: Vec<Decimal>,
}

#[derive(Clone, Debug)]
pub struct ProgramIndex {
    /// Ends in a verdict, or in `GAP` where no rule speaks.
    pub verdict: Root,
    /// Parallel to the program's rules: the rule's condition, and its variants'.
    pub rules: Vec<RuleIndex>,
    pub notes: Vec<Root>,
    /// Parallel to `items` of the program.
    pub items: Vec<TickIndex>,
}

#[derive(Clone, Debug)]
pub struct RuleIndex {
    pub when: Root,
    pub variants: Vec<Root>,
}

/// An item one may tick in a program.
#[derive(Clone, Debug)]
pub struct TickIndex {
    pub item: usize,
    /// Holds where it is ticked.
    pub ticked: Root,
}

#[derive(Clone, Debug)]
pub struct ItemIndex {
    pub need: Root,
    pub after: Vec<AfterIndex>,
    /// Parallel to the item's materials.
    pub uses: Vec<UseIndex>,
    /// Parallel to the limit's variants.
    pub variants: Vec<Root>,
    /// The paper that the item yields, by material index.
    pub outcome: Option<usize>,
}

#[derive(Clone, Debug)]
pub struct AfterIndex {
    pub any: Vec<usize>,
    pub when: Root,
}

#[derive(Clone, Debug)]
pub struct UseIndex {
    pub material: usize,
    /// The item is needed and asks for this paper.
    pub asked: Root,
    pub from: Vec<usize>,
    pub alternatives: Vec<usize>,
}

#[derive(Clone, Debug, Default)]
struct Names {
    facts: HashMap<String, usize>,
    items: HashMap<String, usize>,
    materials: HashMap<String, usize>,
    programs: HashMap<String, usize>,
}

/// Why a text is no rulebook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RulebookError(pub String);

impl fmt::Display for RulebookError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for RulebookError {}

impl Rulebook {
    /// Reads a compiled rulebook and a compiled calendar, both canonical JSON as `yushen rules build` writes them.
    pub fn read(rulebook: &str, calendar: &str) -> Result<Rulebook, RulebookError> {
        let law: Law = serde_json::from_str(rulebook)
            .map_err(|error| RulebookError(format!("this is no compiled rulebook: {error}")))?;
        let data = serde_json::from_str(calendar)
            .map_err(|error| RulebookError(format!("this is no compiled calendar: {error}")))?;
        let calendar_version = CalendarVersion { hash: hash(calendar) };
        let calendar = Calendar::new(&data, &law.region);
        let version = Version { id: law.id.clone(), hash: hash(rulebook) };
        Indexer::new(&law)?.index(version, calendar_version, calendar)
    }

    pub fn fact(&self, id: &str) -> Option<usize> {
        self.names.facts.get(id).copied()
    }

    pub fn item(&self, id: &str) -> Option<usize> {
        self.names.items.get(id).copied()
    }

    pub fn material(&self, id: &str) -> Option<usize> {
        self.names.materials.get(id).copied()
    }

    pub fn program(&self, id: &str) -> Option<usize> {
        self.names.programs.get(id).copied()
    }

    /// Writes the cells of an answer to the fact's variables; leaves them open where it is no answer.
    pub fn place(&self, fact: usize, given: &Given, cells: &mut [u16]) {
        let (Some(index), Some(asked)) = (self.facts.get(fact), self.law.facts.get(fact)) else { return };
        let first = usize::from(index.first);
        let mut set = |offset: usize, cell: u16| {
            if let Some(slot) = cells.get_mut(first + offset) {
                *slot = cell;
            }
        };
        match given {
            Given::Bool(yes) => set(0, u16::from(*yes)),
            Given::Choice(id) => {
                if let Some(cell) = asked.choices.iter().position(|choice| choice.id == *id) {
                    set(0, cell as u16);
                }
            }
            Given::Set(ids) => {
                for (offset, choice) in asked.choices.iter().enumerate() {
                    set(offset, u16::from(ids.contains(&choice.id)));
                }
            }
            Given::Number(number) => {
                if index.count > 0 {
                    set(0, interval(&index.thresholds, *number));
                }
            }
            Given::Open | Given::Unreadable(_) | Given::Date(_) => {}
        }
    }
}

/// The SHA-256 of a text, in lower-case hexadecimal.
pub fn hash(text: &str) -> String {
    use std::fmt::Write;
    Sha256::digest(text.as_bytes()).iter().fold(String::with_capacity(64), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

/// Cell of a number among thresholds t0 < t1 < …: below t0 is 0, t0 itself 1, between t0 and t1 2, and so on.
fn interval(thresholds: &[Decimal], number: Decimal) -> u16 {
    match thresholds.binary_search(&number) {
        Ok(at) => 2 * at as u16 + 1,
        Err(at) => 2 * at as u16,
    }
}

struct Indexer<'a> {
    law: &'a Law,
    names: Names,
    facts: Vec<FactIndex>,
    variables: Vec<usize>,
    diagrams: Diagrams<'static>,
}

impl<'a> Indexer<'a> {
    fn new(law: &'a Law) -> Result<Indexer<'a>, RulebookError> {
        let names = Names {
            facts: names("fact", law.facts.iter().map(|fact| &fact.id))?,
            items: names("item", law.items.iter().map(|item| &item.id))?,
            materials: names("material", law.materials.iter().map(|material| &material.id))?,
            programs: names("program", law.programs.iter().map(|program| &program.id))?,
        };
        let mut indexer =
            Indexer { law, names, facts: Vec::new(), variables: Vec::new(), diagrams: Diagrams::default() };
        let mut thresholds = thresholds(law, &indexer.names);
        for (n, fact) in law.facts.iter().enumerate() {
            let count = match fact.kind {
                FactType::Bool | FactType::Choice | FactType::Number | FactType::Integer => 1,
                FactType::Set => fact.choices.len(),
                FactType::Date => 0,
            };
            let first = indexer.variables.len() as Variable;
            indexer.variables.extend(std::iter::repeat_n(n, count));
            let thresholds = thresholds.remove(&n).unwrap_or_default();
            indexer.facts.push(FactIndex { first, count: count as u16, thresholds });
        }
        Ok(indexer)
    }

    fn index(
        mut self,
        version: Version,
        calendar_version: CalendarVersion,
        calendar: Calendar,
    ) -> Result<Rulebook, RulebookError> {
        let law = self.law;
        let items = law.items.iter().map(|item| self.item(item)).collect::<Result<_, _>>()?;
        let programs = law.programs.iter().map(|program| self.program(program)).collect::<Result<_, _>>()?;
        Ok(Rulebook {
            law: law.clone(),
            version,
            calendar_version,
            calendar,
            facts: self.facts,
            programs,
            items,
            diagrams: self.diagrams,
            variables: self.variables,
            names: self.names,
        })
    }

    fn program(&mut self, program: &Program) -> Result<ProgramIndex, RulebookError> {
        let mut verdict = diagram::GAP;
        let mut rules = Vec::with_capacity(program.rules.len());
        for rule in program.rules.iter().rev() {
            let when = self.condition(&rule.when)?;
            let terminal = match rule.verdict {
                RuleVerdict::Eligible => diagram::ELIGIBLE,
                RuleVerdict::NotEligible => diagram::NOT_ELIGIBLE,
                RuleVerdict::Refer => diagram::REFER,
            };
            verdict = self.diagrams.choose(when, terminal, verdict);
            let variants = rule.variants.iter().map(|variant| self.condition(&variant.when));
            rules.push(RuleIndex { when, variants: variants.collect::<Result<_, _>>()? });
        }
        rules.reverse();
        let notes = program.notes.iter().map(|note| self.condition(&note.when)).collect::<Result<_, _>>()?;
        let mut items = Vec::with_capacity(program.items.len());
        for item in &program.items {
            let ticked = match &program.ticks {
                Some(fact) => {
                    self.condition(&Condition::Contains { fact: fact.clone(), choice: item.id.clone() })?
                }
                None => diagram::YES,
            };
            items.push(TickIndex { item: self.named(&self.names.items, "item", &item.id)?, ticked });
        }
        Ok(ProgramIndex { verdict, rules, notes, items })
    }

    fn item(&mut self, item: &Item) -> Result<ItemIndex, RulebookError> {
        let need = self.condition(&item.needed_when)?;
        let after = item.after.iter().map(|after| self.after(after)).collect::<Result<_, _>>()?;
        let uses = item.materials.iter().map(|used| self.used(need, used)).collect::<Result<_, _>>()?;
        let variants = item.limit.as_ref().map(|limit| self.limit(limit)).transpose()?.unwrap_or_default();
        let outcome =
            item.outcome.as_ref().map(|id| self.named(&self.names.materials, "material", id)).transpose()?;
        Ok(ItemIndex { need, after, uses, variants, outcome })
    }

    fn limit(&mut self, limit: &Limit) -> Result<Vec<Root>, RulebookError> {
        limit.variants.iter().map(|variant| self.condition(&variant.when)).collect()
    }

    fn after(&mut self, after: &Prerequisite) -> Result<AfterIndex, RulebookError> {
        let any =
            after.any.iter().map(|id| self.named(&self.names.items, "item", id)).collect::<Result<_, _>>()?;
        Ok(AfterIndex { any, when: self.condition(&after.when)? })
    }

    fn used(&mut self, need: Root, used: &Use) -> Result<UseIndex, RulebookError> {
        let when = self.condition(&used.needed_when)?;
        let materials = &self.names.materials;
        let from =
            used.from.iter().map(|id| self.named(&self.names.items, "item", id)).collect::<Result<_, _>>()?;
        let alternatives = used
            .alternatives
            .iter()
            .map(|id| self.named(materials, "material", id))
            .collect::<Result<_, _>>()?;
        let material = self.named(materials, "material", &used.material)?;
        Ok(UseIndex { material, asked: self.diagrams.and(need, when), from, alternatives })
    }

    fn condition(&mut self, condition: &Condition) -> Result<Root, RulebookError> {
        match condition {
            Condition::Constant(holds) => Ok(if *holds { diagram::YES } else { diagram::NO }),
            Condition::All(parts) => parts.iter().try_fold(diagram::YES, |all, part| {
                let part = self.condition(part)?;
                Ok(self.diagrams.and(all, part))
            }),
            Condition::Any(parts) => parts.iter().try_fold(diagram::NO, |any, part| {
                let part = self.condition(part)?;
                Ok(self.diagrams.or(any, part))
            }),
            Condition::Not(part) => {
                let part = self.condition(part)?;
                Ok(self.diagrams.not(part))
            }
            Condition::Yes(_)
            | Condition::OneOf { .. }
            | Condition::Contains { .. }
            | Condition::Compare { .. } => self.leaf(condition),
        }
    }

    fn leaf(&mut self, leaf: &Condition) -> Result<Root, RulebookError> {
        let n = self.named(&self.names.facts, "fact", leaf.fact().unwrap_or_default())?;
        let (Some(fact), Some(index)) = (self.law.facts.get(n), self.facts.get(n)) else {
            return Ok(diagram::NO);
        };
        let cell = |holds: bool| if holds { diagram::YES } else { diagram::NO };
        let choice_at = |id: &String| fact.choices.iter().position(|choice| choice.id == *id);
        let wrong = || RulebookError(format!("a condition asks {:?} what its type cannot answer", fact.id));
        let (variable, cells) = match (leaf, fact.kind) {
            (Condition::Yes(_), FactType::Bool) => (index.first, vec![diagram::NO, diagram::YES]),
            (Condition::OneOf { choices, .. }, FactType::Choice) => {
                if choices.iter().any(|choice| choice_at(choice).is_none()) {
                    return Err(wrong());
                }
                (index.first, fact.choices.iter().map(|choice| cell(choices.contains(&choice.id))).collect())
            }
            (Condition::Contains { choice, .. }, FactType::Set) => {
                let at = choice_at(choice).ok_or_else(wrong)?;
                (index.first + at as Variable, vec![diagram::NO, diagram::YES])
            }
            (Condition::Compare { op, value, .. }, FactType::Number | FactType::Integer) => {
                (index.first, compare(*op, *value, fact, index))
            }
            _ => return Err(wrong()),
        };
        Ok(self.diagrams.ask(variable, &cells))
    }

    fn named(&self, names: &HashMap<String, usize>, kind: &str, id: &str) -> Result<usize, RulebookError> {
        names
            .get(id)
            .copied()
            .ok_or_else(|| RulebookError(format!("the rulebook names {kind} {id:?}, which it does not have")))
    }
}

fn names<'a>(
    kind: &str,
    ids: impl Iterator<Item = &'a String>,
) -> Result<HashMap<String, usize>, RulebookError> {
    let mut names = HashMap::new();
    for (n, id) in ids.enumerate() {
        if names.insert(id.clone(), n).is_some() {
            return Err(RulebookError(format!("{kind} {id:?} stands twice")));
        }
    }
    Ok(names)
}

/// The thresholds of every number fact, ascending.
fn thresholds(law: &Law, names: &Names) -> HashMap<usize, Vec<Decimal>> {
    let mut thresholds: HashMap<usize, Vec<Decimal>> = HashMap::new();
    law.conditions(&mut |condition| {
        condition.leaves(&mut |leaf| {
            if let Condition::Compare { fact, value, .. } = leaf
                && let Some(n) = names.facts.get(fact)
            {
                thresholds.entry(*n).or_default().push(*value);
            }
        });
    });
    for values in thresholds.values_mut() {
        values.sort_unstable();
        values.dedup();
    }
    thresholds
}

/// The cells of `number op value`. A cell that no number can be in (below the least, between 2 and 3 storeys) takes
/// the side of a neighbour, so that it never makes a question matter.
fn compare(op: Relation, value: Decimal, fact: &super::Fact, index: &FactIndex) -> Vec<Root> {
    let at = 2 * index.thresholds.partition_point(|threshold| *threshold < value) + 1;
    let cells = 2 * index.thresholds.len() + 1;
    let inhabited: Vec<usize> =
        (0..cells).filter(|cell| is_inhabited(*cell, fact, &index.thresholds)).collect();
    (0..cells)
        .map(|cell| {
            let neighbour =
                inhabited.iter().min_by_key(|other| other.abs_diff(cell)).copied().unwrap_or(cell);
            if op.holds(neighbour, at) { diagram::YES } else { diagram::NO }
        })
        .collect()
}

/// Whether some number of the fact's type and range lies in a cell (see [`interval`]).
fn is_inhabited(cell: usize, fact: &super::Fact, thresholds: &[Decimal]) -> bool {
    let step = if fact.kind == FactType::Integer { Decimal::whole(1).scaled() } else { 1 };
    let on_grid_from =
        |bound: i64| bound.div_euclid(step) * step + if bound.rem_euclid(step) == 0 { 0 } else { step };
    let (low, high) = match cell % 2 {
        1 => {
            let here = thresholds.get(cell / 2).map_or(0, |threshold| threshold.scaled());
            (here, here)
        }
        _ => (
            cell.checked_div(2)
                .and_then(|n| n.checked_sub(1))
                .and_then(|n| thresholds.get(n))
                .map_or(i64::MIN / 2, |threshold| threshold.scaled() + 1),
            thresholds.get(cell / 2).map_or(i64::MAX / 2, |threshold| threshold.scaled() - 1),
        ),
    };
    let low = fact.min.map_or(low, |min| low.max(min.scaled()));
    let high = fact.max.map_or(high, |max| high.min(max.scaled()));
    on_grid_from(low) <= high
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rulebook::{Basis, Fact, Standing};
    use crate::text::Text;

    fn fact(kind: FactType, min: i64) -> Fact {
        let basis =
            Basis { source: "X".into(), article: String::new(), standing: Standing::Law, words: None };
        Fact {
            id: "n".into(),
            kind,
            group: "g".into(),
            unit: None,
            min: Some(Decimal::whole(min)),
            max: None,
            question: Text::default(),
            why: Text::default(),
            basis,
            choices: Vec::new(),
        }
    }

    #[test]
    fn cells_that_no_number_can_be_in_do_not_count() {
        let thresholds = [Decimal::whole(2), Decimal::whole(3)];
        let inhabited = |kind, min| -> Vec<usize> {
            (0..5).filter(|cell| is_inhabited(*cell, &fact(kind, min), &thresholds)).collect()
        };
        assert_eq!(inhabited(FactType::Number, 0), [0, 1, 2, 3, 4]);
        assert_eq!(inhabited(FactType::Integer, 0), [0, 1, 3, 4]);
        assert_eq!(inhabited(FactType::Integer, 2), [1, 3, 4]);
    }
}
