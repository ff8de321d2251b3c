//! Every question can matter.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::ledger::{Finding, Kind, Ledger};
use super::parts::parts;
use super::smallest::Answers;
use super::subject::Subject;
use super::world::{Work, World};
use crate::authoring::case::Case;
use crate::diagram::{self, OPEN, Root, Variable};
use crate::rulebook::FactType;

/// Marks where two answers to a question lead to different outcomes.
const DIFFER: usize = 55;

pub(super) fn prove(world: &World<'_>, ledger: &mut Ledger<'_>) {
    let outcomes = outcomes(world);
    for (n, fact) in world.rulebook.law.facts.iter().enumerate() {
        let subject = || Subject::Fact(fact.id.clone());
        ledger.try_one(world, Kind::Question, fact.id.clone(), subject, |work| idle(work, n, &outcomes));
    }
}

/// What a review, a plan or a clock can tell: verdicts, needs, papers, prerequisites, limits, words, notes, scope.
fn outcomes(world: &World<'_>) -> Vec<Outcome> {
    let rulebook = world.rulebook;
    let verdicts = rulebook.programs.iter().map(|program| program.verdict);
    let verdicts = verdicts.chain(rulebook.totals.iter().map(|total| total.verdict));
    let ticks = rulebook.programs.iter().flat_map(|program| &program.items).map(|tick| tick.ticked);
    let mut outcomes: Vec<Outcome> =
        verdicts.chain(ticks).map(|root| Outcome::new(world, Vec::new(), root)).collect();
    let told = |part: &super::parts::Part<'_>| {
        !matches!(part.subject, Subject::Rule { .. } | Subject::Definition(_) | Subject::Constraint(_))
    };
    outcomes.extend(parts(world).into_iter().filter(told).map(|part| {
        let given = part.given.iter().map(|given| (given.root, given.ends)).collect();
        Outcome::new(world, given, part.root)
    }));
    outcomes
}

/// How something ends, where something else is given.
struct Outcome {
    given: Vec<(Root, Root)>,
    root: Root,
    /// What is asked about it, ascending.
    asks: Vec<Variable>,
}

impl Outcome {
    fn new(world: &World<'_>, given: Vec<(Root, Root)>, root: Root) -> Outcome {
        let diagrams = &world.rulebook.diagrams;
        let roots = given.iter().map(|(root, _)| *root).chain([root]);
        let asks: BTreeSet<Variable> = roots.flat_map(|root| diagrams.support(root)).collect();
        Outcome { given, root, asks: asks.into_iter().collect() }
    }
}

/// No answer to this question changes any outcome, whatever the other answers are.
fn idle(work: &mut Work<'_>, n: usize, outcomes: &[Outcome]) -> Option<Finding> {
    let index = work.world.rulebook.facts.get(n)?;
    let fact = index.first..index.first + index.count;
    let mut spent = false;
    let asked = |outcome: &&Outcome| {
        let from = outcome.asks.partition_point(|variable| *variable < fact.start);
        outcome.asks.get(from).is_some_and(|variable| *variable < fact.end)
    };
    for outcome in outcomes.iter().filter(asked) {
        if changes(work, outcome, &fact) {
            return None;
        }
        spent |= work.is_spent();
    }
    if spent { None } else { Some(finding(work.world, n)) }
}

/// Whether two possible sets of answers that differ only in this fact end differently.
fn changes(work: &mut Work<'_>, outcome: &Outcome, fact: &std::ops::Range<Variable>) -> bool {
    let given: Vec<Root> = outcome.given.iter().map(|(root, ends)| work.ends_in(*root, *ends)).collect();
    let given = work.all(given);
    let root = work.diagrams.choose(given, outcome.root, diagram::NO);
    let bounded = work.bounded(root);
    let differ = diagram::outcome(DIFFER);
    let merged =
        fact.clone().try_fold(bounded, |root, variable| work.diagrams.without(root, variable, Some(differ)));
    !work.is_spent() && merged.is_some_and(|merged| reaches(work, merged, differ))
}

fn reaches(work: &Work<'_>, root: Root, goal: Root) -> bool {
    let (mut seen, mut open) = (BTreeSet::new(), vec![root]);
    while let Some(next) = open.pop() {
        if next == goal {
            return true;
        }
        if seen.insert(next) {
            open.extend_from_slice(work.diagrams.kids(next));
        }
    }
    false
}

fn finding(world: &World<'_>, n: usize) -> Finding {
    let id = world.rulebook.law.facts.get(n).map_or("", |fact| fact.id.as_str());
    Finding {
        kind: Kind::Question,
        subject: Subject::Fact(id.to_owned()),
        with: Vec::new(),
        wrong: format!("no answer to fact `{id}` can change anything"),
        remedy: "Use it in a condition that decides something, or delete it",
        witness: two_answers(world, n, id),
    }
}

/// Two answers to the question, of which the review says the same.
fn two_answers(world: &World<'_>, n: usize, id: &str) -> Vec<Case> {
    let cells = cells(world, n);
    let mut pairs = cells
        .iter()
        .enumerate()
        .flat_map(|(at, one)| cells.iter().skip(at + 1).map(move |other| [one, other]));
    let (others, two) = match world.possible_with(n) {
        None => (Answers::new(), pairs.next().map(|pair| pair.map(Clone::clone))),
        Some(possible) => pairs
            .find_map(|pair| {
                let others = both_possible(world, possible, &pair)?;
                Some((others, Some(pair.map(Clone::clone))))
            })
            .unwrap_or_default(),
    };
    let Some(two) = two else { return Vec::new() };
    let expect = the_same(world, id, &others);
    let case = |(at, cells): (usize, Vec<(Variable, u16)>)| {
        let mut answers = others.clone();
        answers.extend(world.given(n, &cells).map(|given| (n, given)));
        let title = format!("Whatever is answered to {id}, nothing changes ({} of 2)", at + 1);
        world.case(&format!("idle {id} {}", at + 1), &title, &answers, expect.clone())
    };
    two.into_iter().enumerate().filter_map(case).collect()
}

/// Each answer that can be told from the others, by cells; for a set, none or one.
fn cells(world: &World<'_>, n: usize) -> Vec<Vec<(Variable, u16)>> {
    let Some((fact, index)) = world.rulebook.law.facts.get(n).zip(world.rulebook.facts.get(n)) else {
        return Vec::new();
    };
    let count = match fact.kind {
        FactType::Bool | FactType::Set => 2,
        FactType::Choice => fact.choices.len(),
        FactType::Number | FactType::Integer => 2 * index.thresholds.len() + 1,
        FactType::Date => 0,
    };
    let all = |cell: usize| {
        let others = (index.first + 1..index.first + index.count).map(|variable| (variable, 0));
        std::iter::once((index.first, cell as u16)).chain(others).collect::<Vec<_>>()
    };
    (0..count).map(all).filter(|cells| world.given(n, cells).is_some()).collect()
}

/// The fewest other answers with which both answers are possible.
fn both_possible(world: &World<'_>, possible: Root, pair: &[&Vec<(Variable, u16)>; 2]) -> Option<Answers> {
    let mut work = world.work();
    let [one, other] = pair.map(|cells| {
        cells.iter().fold(possible, |root, (variable, cell)| work.diagrams.put(root, *variable, *cell))
    });
    let both = work.diagrams.and(one, other);
    if both == diagram::YES {
        return Some(Answers::new());
    }
    work.smallest(both).map(|(_, answers)| answers)
}

/// Nothing asks for it, and what is certain without it stays so.
fn the_same(world: &World<'_>, id: &str, answers: &Answers) -> Value {
    let rulebook = world.rulebook;
    let mut cells = vec![OPEN; rulebook.variables.len()];
    answers.iter().for_each(|(fact, given)| rulebook.place(*fact, given, &mut cells));
    let mut left = rulebook.diagrams.restrict();
    let mut certain = |root: Root| match left.value(root, &cells) {
        diagram::YES => Some("needed"),
        diagram::NO => Some("not-needed"),
        _ => None,
    };
    let needs = rulebook.law.items.iter().zip(&rulebook.items);
    let needs: Vec<Value> = needs
        .filter_map(|(item, index)| Some(json!({ "id": item.id, "need": certain(index.need)? })))
        .collect();
    json!({ "ask": { "$none": { "fact": id } }, "items": needs })
}
