//! Reading a compiled rulebook for use: names become indices, conditions become diagrams.

use std::fmt;
use std::sync::{Arc, OnceLock};

use sha2::{Digest, Sha256};

use super::places::Places;
use super::{
    FactType, Item, Law, Limit, MaterialSource, Prerequisite, Program, RuleVerdict, TotalLimit, TotalVerdict,
    Use, UseLevel, Variant,
};
use crate::application::Given;
use crate::calendar::{Calendar, CalendarData, Day};
use crate::condition::{Condition, Relation};
use crate::decimal::Decimal;
use crate::diagram::{self, Diagrams, Root, Variable};
use crate::json;
use crate::review::{CalendarVersion, Version};

/// A law read for use, with the calendar of its region: the edition in force from its last turn on, and, on
/// request, every earlier one.
#[derive(Clone, Debug)]
pub struct Rulebook {
    /// What is in force in this edition.
    pub law: Law,
    compiled: Arc<Compiled>,
    pub calendar: Calendar,
    /// Parallel to `law.facts`, `law.programs`, `law.items`.
    pub facts: Vec<FactIndex>,
    pub programs: Vec<ProgramIndex>,
    pub totals: Vec<TotalIndex>,
    pub items: Vec<ItemIndex>,
    /// Parallel to `law.materials`: the items that may ask for each, and where among their papers.
    pub uses: Vec<Vec<(usize, usize)>>,
    /// The papers that items advise without asking for them: the item, and where among its papers.
    pub advised: Vec<(usize, usize)>,
    /// Parallel to `law.definitions`: where each holds.
    pub definitions: Vec<Root>,
    /// Parallel to `law.constraints`: the answers that each forbids.
    pub constraints: Vec<Root>,
    pub diagrams: Arc<Diagrams>,
    /// The fact of each variable.
    pub variables: Vec<usize>,
    names: Names,
    /// A day on which this edition is in force; none where the law never turns.
    day: Option<Day>,
    /// Ascending; empty in an edition that another one holds.
    earlier: Vec<Edition>,
}

/// The texts that were read, for all editions, and their versions: worked out when they are first asked for, since what
/// stands is known before.
#[derive(Debug, Default)]
struct Compiled {
    /// The compiled rulebook with all its versions.
    rulebook: String,
    calendar: String,
    version: OnceLock<Version>,
    calendar_version: OnceLock<CalendarVersion>,
}

/// The rulebook up to a day.
#[derive(Clone, Debug)]
struct Edition {
    /// The first day on which it is no longer in force.
    to: Day,
    read: OnceLock<Option<Box<Rulebook>>>,
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
    /// Ends in a verdict, in `GAP` where no rule speaks, or in `CONFLICT` where rules differ.
    pub verdict: Root,
    /// The verdict as it is told: of a gap or a conflict a person has to decide (`REFER`).
    pub told: Root,
    /// Parallel to the program's rules: the rule's condition, and its variants'.
    pub rules: Vec<RuleIndex>,
    pub notes: Vec<Root>,
    pub scope: Vec<Root>,
    /// Parallel to `items` of the program.
    pub items: Vec<TickIndex>,
}

#[derive(Clone, Debug)]
pub struct TotalIndex {
    /// Ends in the outcome with the number of the first rule that says the same, in `REFER`, `GAP` or `CONFLICT`.
    pub verdict: Root,
    /// The verdict as it is told: of a gap or a conflict a person has to decide (`REFER`).
    pub told: Root,
    pub rules: Vec<RuleIndex>,
}

#[derive(Clone, Debug)]
pub struct RuleIndex {
    pub when: Root,
    /// The terminal that stands for what the rule says.
    pub outcome: Root,
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
    /// The facts that its need asks about, in the order of the condition.
    pub asks: Vec<usize>,
    pub after: Vec<AfterIndex>,
    /// Parallel to the item's materials.
    pub uses: Vec<UseIndex>,
    /// Parallel to the limit's variants.
    pub variants: Vec<Root>,
    /// The paper that the item yields, by material index.
    pub outcome: Option<usize>,
    /// It has to be decided before works start.
    pub gate: bool,
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
    /// It asks for this paper where it is needed.
    pub when: Root,
    pub from: Vec<usize>,
    /// Groups of papers, any one of which will do instead.
    pub alternatives: Vec<Vec<usize>>,
    /// Advised, not asked for.
    pub recommended: bool,
    /// 容缺: it may follow on a promise.
    pub deferrable: bool,
    /// 告知承诺: an undertaking may stand in for it.
    pub replaceable: bool,
    pub level: UseLevel,
}

#[derive(Clone, Debug, Default)]
struct Names {
    facts: Places,
    items: Places,
    materials: Places,
    programs: Places,
    definitions: Places,
}

/// A rulebook with more nodes than this is not read: its conditions grow exponentially.
const MOST_NODES: usize = 2_000_000;

/// Why a text is no rulebook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RulebookError(pub String);

impl fmt::Display for RulebookError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for RulebookError {}

impl Law {
    /// Reads a compiled rulebook, with all its versions.
    pub fn read(text: &str) -> Result<Law, RulebookError> {
        json::typed(text).map_err(|error| RulebookError(format!("this is no compiled rulebook: {error}")))
    }
}

impl CalendarData {
    /// Reads a compiled calendar.
    pub fn read(text: &str) -> Result<CalendarData, RulebookError> {
        json::typed(text).map_err(|error| RulebookError(format!("this is no compiled calendar: {error}")))
    }
}

impl Rulebook {
    /// Reads a compiled rulebook and a compiled calendar, both canonical JSON as `yushen rules build` writes them.
    pub fn read(rulebook: &str, calendar: &str) -> Result<Rulebook, RulebookError> {
        let mut law = Law::read(rulebook)?;
        let data = CalendarData::read(calendar)?;
        let turns = law.turns();
        let day = turns.last().copied();
        day.into_iter().for_each(|day| law.keep(day));
        let edition = |to: Day| Edition { to, read: OnceLock::new() };
        let earlier = turns.into_iter().map(edition).collect();
        let compiled =
            Compiled { rulebook: rulebook.into(), calendar: calendar.into(), ..Compiled::default() };
        let calendar = Calendar::new(&data, &law.region);
        let edition = indexed(law, Arc::new(compiled), calendar)?;
        Ok(Rulebook { day, earlier, ..edition })
    }

    /// A rulebook is its hash.
    pub fn version(&self) -> &Version {
        let Compiled { rulebook, version, .. } = &*self.compiled;
        version.get_or_init(|| Version { id: self.law.id.clone(), hash: hash(rulebook) })
    }

    /// So is a calendar.
    pub fn calendar_version(&self) -> &CalendarVersion {
        let Compiled { calendar, calendar_version, .. } = &*self.compiled;
        calendar_version.get_or_init(|| CalendarVersion { hash: hash(calendar) })
    }

    /// The law in force on a day, as JSON in the order of its type.
    pub fn law_on(&self, day: Day) -> String {
        let edition = self.on(day);
        json::in_force_on::<Law>(&edition.compiled.rulebook, edition.day).unwrap_or_default()
    }

    /// The edition in force on a day; the last instead of one that cannot be read, which authoring lets through in no
    /// rulebook.
    pub fn on(&self, day: Day) -> &Rulebook {
        let edition = self.earlier.iter().find(|edition| day < edition.to);
        edition.and_then(|edition| edition.read(self)).unwrap_or(self)
    }

    /// Every edition, the last first, with a day on which it is in force (none where the law has no turn); nothing
    /// for one that cannot be read.
    pub fn editions(&self) -> Vec<(Option<Day>, Option<&Rulebook>)> {
        let last = (self.earlier.last().map(|edition| edition.to), Some(self));
        let earlier = self.earlier.iter().rev().map(|edition| (Some(eve(edition.to)), edition.read(self)));
        std::iter::once(last).chain(earlier).collect()
    }

    pub fn fact(&self, id: &str) -> Option<usize> {
        self.names.facts.get(id)
    }

    pub fn item(&self, id: &str) -> Option<usize> {
        self.names.items.get(id)
    }

    pub fn material(&self, id: &str) -> Option<usize> {
        self.names.materials.get(id)
    }

    pub fn program(&self, id: &str) -> Option<usize> {
        self.names.programs.get(id)
    }

    pub fn definition(&self, id: &str) -> Option<usize> {
        self.names.definitions.get(id)
    }

    /// Writes the cells of an answer to the fact's variables; leaves them open where it is no answer.
    pub fn place(&self, fact: usize, given: &Given, cells: &mut [u16]) {
        let Some(index) = self.facts.get(fact) else { return };
        let first = usize::from(index.first);
        if let Some(own) = cells.get_mut(first..first + usize::from(index.count)) {
            self.place_own(fact, given, own);
        }
    }

    /// The same where the cells are those of the fact's own variables.
    pub fn place_own(&self, fact: usize, given: &Given, cells: &mut [u16]) {
        let (Some(index), Some(asked)) = (self.facts.get(fact), self.law.facts.get(fact)) else { return };
        let mut set = |offset: usize, cell: u16| {
            if let Some(slot) = cells.get_mut(offset) {
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

impl Edition {
    /// Read when it is first asked for: few ask for the past.
    fn read(&self, last: &Rulebook) -> Option<&Rulebook> {
        let read = || {
            let day = eve(self.to);
            let mut law = Law::read(&last.compiled.rulebook).ok()?;
            law.keep(day);
            let edition = indexed(law, Arc::clone(&last.compiled), last.calendar.clone()).ok()?;
            Some(Box::new(Rulebook { day: Some(day), ..edition }))
        };
        self.read.get_or_init(read).as_deref()
    }
}

fn eve(turn: Day) -> Day {
    turn.0.pred_opt().map_or(turn, Day)
}

/// A law with its indices, and nothing earlier.
fn indexed(law: Law, compiled: Arc<Compiled>, calendar: Calendar) -> Result<Rulebook, RulebookError> {
    let rulebook = Indexer::new(&law)?.index(compiled, calendar)?;
    Ok(Rulebook { law, ..rulebook })
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
    definitions: Vec<Root>,
    diagrams: Diagrams,
}

impl<'a> Indexer<'a> {
    fn new(law: &'a Law) -> Result<Indexer<'a>, RulebookError> {
        let names = Names {
            facts: Places::of("fact", law.facts.iter().map(|fact| &fact.id))?,
            items: Places::of("item", law.items.iter().map(|item| &item.id))?,
            materials: Places::of("material", law.materials.iter().map(|material| &material.id))?,
            programs: Places::of("program", law.programs.iter().map(|program| &program.id))?,
            definitions: Places::of("definition", law.definitions.iter().map(|definition| &definition.id))?,
        };
        let mut indexer = Indexer {
            law,
            names,
            facts: Vec::new(),
            variables: Vec::new(),
            definitions: Vec::new(),
            diagrams: Diagrams::default(),
        };
        indexer.diagrams.allow(MOST_NODES);
        let thresholds = thresholds(law, &indexer.names);
        for ((n, fact), thresholds) in law.facts.iter().enumerate().zip(thresholds) {
            let count = match fact.kind {
                FactType::Bool | FactType::Choice | FactType::Number | FactType::Integer => 1,
                FactType::Set => fact.choices.len(),
                FactType::Date => 0,
            };
            let first = indexer.variables.len() as Variable;
            indexer.variables.extend(std::iter::repeat_n(n, count));
            indexer.facts.push(FactIndex { first, count: count as u16, thresholds });
        }
        Ok(indexer)
    }

    fn index(mut self, compiled: Arc<Compiled>, calendar: Calendar) -> Result<Rulebook, RulebookError> {
        let law = self.law;
        for definition in &law.definitions {
            let when = self.condition(&definition.when)?;
            self.definitions.push(when);
        }
        let constraints =
            law.constraints.iter().map(|one| self.condition(&one.never)).collect::<Result<_, _>>()?;
        let totals = law.totals.iter().map(|total| self.total(total)).collect::<Result<_, _>>()?;
        let items: Vec<ItemIndex> = law.items.iter().map(|item| self.item(item)).collect::<Result<_, _>>()?;
        let programs = law.programs.iter().map(|program| self.program(program)).collect::<Result<_, _>>()?;
        if self.diagrams.is_spent() {
            let wrong = format!("the conditions of rulebook {:?} take more than {MOST_NODES} nodes", law.id);
            return Err(RulebookError(wrong));
        }
        self.diagrams.allow(usize::MAX);
        Ok(Rulebook {
            law: Law::default(),
            compiled,
            calendar,
            facts: self.facts,
            programs,
            totals,
            uses: uses(law.materials.len(), &items),
            advised: advised(&items),
            items,
            definitions: self.definitions,
            constraints,
            diagrams: Arc::new(self.diagrams),
            variables: self.variables,
            names: self.names,
            day: None,
            earlier: Vec::new(),
        })
    }

    fn program(&mut self, program: &Program) -> Result<ProgramIndex, RulebookError> {
        let rows = program.rules.iter().map(|rule| {
            let terminal = match rule.verdict {
                RuleVerdict::Eligible => diagram::ELIGIBLE,
                RuleVerdict::NotEligible => diagram::NOT_ELIGIBLE,
                RuleVerdict::Refer => diagram::REFER,
            };
            (&rule.when, rule.variants.as_slice(), terminal)
        });
        let (verdict, rules) = self.table(rows)?;
        let scope = program.scope.iter().map(|one| self.condition(&one.when)).collect::<Result<_, _>>()?;
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
        Ok(ProgramIndex { verdict, told: self.told(verdict), rules, notes, scope, items })
    }

    fn total(&mut self, total: &TotalLimit) -> Result<TotalIndex, RulebookError> {
        let outcome = |rule: &super::TotalRule| (rule.verdict, rule.days);
        let first =
            |rule| total.rules.iter().position(|other| outcome(other) == outcome(rule)).unwrap_or_default();
        let rows = total.rules.iter().map(|rule| {
            let terminal = match rule.verdict {
                TotalVerdict::Refer => diagram::REFER,
                TotalVerdict::Limited | TotalVerdict::None => diagram::outcome(first(rule)),
            };
            (&rule.when, rule.variants.as_slice(), terminal)
        });
        let (verdict, rules) = self.table(rows)?;
        Ok(TotalIndex { verdict, told: self.told(verdict), rules })
    }

    fn told(&mut self, verdict: Root) -> Root {
        let told = |outcome| match outcome {
            diagram::GAP | diagram::CONFLICT => diagram::REFER,
            outcome => outcome,
        };
        self.diagrams.map(verdict, &told)
    }

    /// A decision table over unordered rows: the terminal of the rows that hold, `CONFLICT` where they differ, `GAP`
    /// where none holds. Authoring refuses a rulebook in which either can be reached.
    fn table<'r>(
        &mut self,
        rows: impl Iterator<Item = (&'r Condition, &'r [Variant], Root)>,
    ) -> Result<(Root, Vec<RuleIndex>), RulebookError> {
        let (mut verdict, mut outcomes, mut rules) = (diagram::GAP, Vec::<(Root, Root)>::new(), Vec::new());
        for (when, variants, terminal) in rows {
            let when = self.condition(when)?;
            match outcomes.iter_mut().find(|(known, _)| *known == terminal) {
                Some((_, anywhere)) => *anywhere = self.diagrams.or(*anywhere, when),
                None => outcomes.push((terminal, when)),
            }
            let variants = variants.iter().map(|variant| self.condition(&variant.when));
            rules.push(RuleIndex { when, outcome: terminal, variants: variants.collect::<Result<_, _>>()? });
        }
        let mut spoken = diagram::NO;
        for (terminal, when) in outcomes {
            let twice = self.diagrams.and(spoken, when);
            verdict = self.diagrams.choose(when, terminal, verdict);
            verdict = self.diagrams.choose(twice, diagram::CONFLICT, verdict);
            spoken = self.diagrams.or(spoken, when);
        }
        Ok((verdict, rules))
    }

    fn item(&mut self, item: &Item) -> Result<ItemIndex, RulebookError> {
        let need = self.condition(&item.needed_when)?;
        let after = item.after.iter().map(|after| self.after(after)).collect::<Result<_, _>>()?;
        let uses = item.materials.iter().map(|used| self.used(need, used)).collect::<Result<_, _>>()?;
        let variants = item.limit.as_ref().map(|limit| self.limit(limit)).transpose()?.unwrap_or_default();
        let outcome =
            item.outcome.as_ref().map(|id| self.named(&self.names.materials, "material", id)).transpose()?;
        let gate = self.law.gates.iter().any(|gate| gate.item == item.id);
        let asks = self.asks(&item.needed_when);
        Ok(ItemIndex { need, asks, after, uses, variants, outcome, gate })
    }

    fn asks(&self, condition: &Condition) -> Vec<usize> {
        let mut asks: Vec<usize> = Vec::new();
        self.law.leaves(condition, &mut |leaf| {
            let fact = leaf.fact().and_then(|id| self.names.facts.get(id));
            asks.extend(fact.filter(|fact| !asks.contains(fact)));
        });
        asks
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
            .map(|group| group.iter().map(|id| self.named(materials, "material", id)).collect())
            .collect::<Result<_, _>>()?;
        let material = self.named(materials, "material", &used.material)?;
        let source = self.law.materials.get(material).map(|material| material.source);
        Ok(UseIndex {
            material,
            asked: self.diagrams.and(need, when),
            when,
            from,
            alternatives,
            recommended: used.recommended,
            deferrable: used.deferrable.is_some(),
            replaceable: used.commitment.is_some(),
            level: used.level(source.unwrap_or(MaterialSource::Applicant)),
        })
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
            Condition::Defined(id) => {
                let at = self.names.definitions.get(id);
                at.and_then(|at| self.definitions.get(at)).copied().ok_or_else(|| {
                    RulebookError(format!(
                        "the rulebook names definition {id:?}, which does not stand before"
                    ))
                })
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
        let wrong = || RulebookError(format!("a condition asks {:?} what its type cannot answer", fact.id));
        let (variable, cells) = leaf_cells(leaf, fact, index).ok_or_else(wrong)?;
        Ok(self.diagrams.ask(variable, &cells))
    }

    fn named(&self, names: &Places, kind: &str, id: &str) -> Result<usize, RulebookError> {
        names
            .get(id)
            .ok_or_else(|| RulebookError(format!("the rulebook names {kind} {id:?}, which it does not have")))
    }
}

/// By paper: the items that may ask for it, and where among their papers.
fn uses(papers: usize, items: &[ItemIndex]) -> Vec<Vec<(usize, usize)>> {
    let mut uses = vec![Vec::new(); papers];
    for (item, index) in items.iter().enumerate() {
        for (at, used) in index.uses.iter().enumerate() {
            if let Some(uses) = uses.get_mut(used.material).filter(|_| !used.recommended) {
                uses.push((item, at));
            }
        }
    }
    uses
}

fn advised(items: &[ItemIndex]) -> Vec<(usize, usize)> {
    let places = items.iter().enumerate().flat_map(|(item, index)| {
        index.uses.iter().enumerate().map(move |(at, used)| ((item, at), used.recommended))
    });
    places.filter(|(_, recommended)| *recommended).map(|(place, _)| place).collect()
}

/// By fact: the thresholds that it is compared with, ascending.
fn thresholds(law: &Law, names: &Names) -> Vec<Vec<Decimal>> {
    let mut thresholds: Vec<Vec<Decimal>> = vec![Vec::new(); law.facts.len()];
    law.conditions(&mut |condition| {
        condition.leaves(&mut |leaf| {
            if let Condition::Compare { fact, value, .. } = leaf
                && let Some(values) = names.facts.get(fact).and_then(|n| thresholds.get_mut(n))
            {
                values.push(*value);
            }
        });
    });
    for values in &mut thresholds {
        crate::sort::each_once(values);
    }
    thresholds
}

/// The variable that a leaf asks, and by cell whether it holds; nothing where the fact's type cannot answer it.
pub(crate) fn leaf_cells(
    leaf: &Condition,
    fact: &super::Fact,
    index: &FactIndex,
) -> Option<(Variable, Vec<Root>)> {
    let cell = |holds: bool| if holds { diagram::YES } else { diagram::NO };
    let choice_at = |id: &String| fact.choices.iter().position(|choice| choice.id == *id);
    match (leaf, fact.kind) {
        (Condition::Yes(_), FactType::Bool) => Some((index.first, vec![diagram::NO, diagram::YES])),
        (Condition::OneOf { choices, .. }, FactType::Choice) => {
            let known = choices.iter().all(|choice| choice_at(choice).is_some());
            let cells = || fact.choices.iter().map(|choice| cell(choices.contains(&choice.id))).collect();
            known.then(|| (index.first, cells()))
        }
        (Condition::Contains { choice, .. }, FactType::Set) => {
            let at = choice_at(choice)?;
            Some((index.first + at as Variable, vec![diagram::NO, diagram::YES]))
        }
        (Condition::Compare { op, value, .. }, FactType::Number | FactType::Integer) => {
            Some((index.first, compare(*op, *value, fact, index)))
        }
        _ => None,
    }
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
mod tests;
