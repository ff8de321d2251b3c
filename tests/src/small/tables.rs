//! Random decision tables: trees, written out as rows.

use fastrand::Rng;
use yushen::condition::Condition;
use yushen::rulebook::{
    Constraint, Extent, Law, Program, Rule, RuleVerdict, Scope, TotalLimit, TotalRule, TotalVerdict, Unit,
    Valid, Variant,
};

use super::conditions::Grammar;
use super::{basis, from, text, until};

/// A row: where it holds, and the number of its outcome.
type Row = (Condition, usize);

const VERDICTS: [RuleVerdict; 3] = [RuleVerdict::Eligible, RuleVerdict::NotEligible, RuleVerdict::Refer];
/// As many outcomes as a total limit has here; the first two differ only in their days.
const LIMITS: [(TotalVerdict, Option<u32>); 4] = [
    (TotalVerdict::Limited, Some(30)),
    (TotalVerdict::Limited, Some(14)),
    (TotalVerdict::None, None),
    (TotalVerdict::Refer, None),
];

pub fn program(grammar: &mut Grammar<'_>, n: usize) -> Program {
    let rules =
        dated_rows(grammar, VERDICTS.len()).into_iter().enumerate().map(|(row, (when, out, valid))| Rule {
            id: format!("p{n}r{row}"),
            when,
            verdict: VERDICTS[out],
            text: text("r"),
            basis: basis(),
            variants: variants(grammar),
            valid,
        });
    let rules = rules.collect();
    Program {
        id: format!("p{n}"),
        name: text("p"),
        summary: text("p"),
        basis: basis(),
        rules,
        notes: Vec::new(),
        items: Vec::new(),
        ticks: None,
        scope: scope(grammar),
        joint: None,
    }
}

fn scope(grammar: &mut Grammar<'_>) -> Vec<Scope> {
    let scope = |n| Scope {
        id: format!("w{n}"),
        when: grammar.condition(1),
        extent: Extent::Full,
        text: text("w"),
        basis: basis(),
    };
    (0..2).map(scope).collect()
}

fn variants(grammar: &mut Grammar<'_>) -> Vec<Variant> {
    let some = grammar.random.usize(..5).saturating_sub(3);
    (0..some).map(|_| Variant { when: grammar.leaf(), text: text("v"), basis: None }).collect()
}

pub fn total(grammar: &mut Grammar<'_>, n: usize) -> TotalLimit {
    let rules = dated_rows(grammar, LIMITS.len()).into_iter().enumerate().map(|(row, (when, out, valid))| {
        TotalRule {
            id: format!("t{n}r{row}"),
            when,
            verdict: LIMITS[out].0,
            days: LIMITS[out].1,
            before: None,
            text: text("r"),
            basis: basis(),
            variants: variants(grammar),
            valid,
        }
    });
    let rules = rules.collect();
    TotalLimit {
        id: format!("t{n}"),
        name: text("t"),
        basis: basis(),
        unit: Unit::Working,
        items: Vec::new(),
        excludes: text("x"),
        rules,
    }
}

/// One table, or one until the law turns and another from then on.
fn dated_rows(grammar: &mut Grammar<'_>, outcomes: usize) -> Vec<(Condition, usize, Valid)> {
    if grammar.random.u8(..6) > 0 {
        return rows(grammar, outcomes)
            .into_iter()
            .map(|(when, out)| (when, out, Valid::default()))
            .collect();
    }
    let before = rows(grammar, outcomes).into_iter().map(|(when, out)| (when, out, until()));
    let before: Vec<_> = before.collect();
    let after = rows(grammar, outcomes).into_iter().map(|(when, out)| (when, out, from()));
    before.into_iter().chain(after).collect()
}

/// Rows that cover every complete set of answers; those that overlap agree.
fn rows(grammar: &mut Grammar<'_>, outcomes: usize) -> Vec<Row> {
    let depth = grammar.random.usize(..4);
    let mut rows = Vec::new();
    tree(grammar, depth, outcomes, &mut Vec::new(), &mut rows);
    if grammar.random.u8(..4) == 0 {
        merge(grammar, &mut rows);
    }
    grammar.random.shuffle(&mut rows);
    rows
}

/// Writes out a random tree; says the outcome where its rows have but one.
fn tree(
    grammar: &mut Grammar<'_>,
    depth: usize,
    outcomes: usize,
    path: &mut Vec<Condition>,
    rows: &mut Vec<Row>,
) -> Option<usize> {
    if depth == 0 {
        let outcome = grammar.random.usize(..outcomes);
        rows.push((all(path), outcome));
        return Some(outcome);
    }
    let test = grammar.condition(1);
    let mut only = Vec::new();
    for side in [test.clone(), Condition::Not(Box::new(test))] {
        let less = grammar.random.usize(1..3).min(depth);
        path.push(side);
        only.push(tree(grammar, depth - less, outcomes, path, rows));
        path.pop();
    }
    let same = only[0].filter(|outcome| only[1] == Some(*outcome))?;
    // A row over both: it overlaps them, and agrees.
    if grammar.random.bool() {
        rows.push((all(path), same));
    }
    Some(same)
}

fn all(path: &[Condition]) -> Condition {
    match path {
        [] => Condition::Constant(true),
        [one] => one.clone(),
        many => Condition::All(many.to_vec()),
    }
}

/// Makes one row of two that have the same outcome.
fn merge(grammar: &mut Grammar<'_>, rows: &mut Vec<Row>) {
    let (when, outcome) = rows.swap_remove(grammar.random.usize(..rows.len()));
    let other = rows.iter().position(|(_, other)| *other == outcome).map(|at| rows.swap_remove(at));
    let when = match other {
        Some((other, _)) => Condition::Any(vec![other, when]),
        None => when,
    };
    rows.push((when, outcome));
}

/// Takes a row out of a program that is always in force: no project is like this.
pub fn forbid_a_row(random: &mut Rng, law: &mut Law) -> Option<Condition> {
    let program = law.programs.first_mut()?;
    if program.rules.len() < 2 || program.rules.iter().any(|rule| !rule.valid.is_always()) {
        return None;
    }
    let at = random.usize(..program.rules.len());
    Some(program.rules.remove(at).when)
}

/// Puts a row back that [`forbid_a_row`] took out, because its constraint could not stay.
pub fn fill_the_gap(law: &mut Law, constraint: Option<Constraint>) {
    let forbidden = constraint.filter(|constraint| constraint.id == "k9").map(|constraint| constraint.never);
    let Some((when, program)) = forbidden.zip(law.programs.first_mut()) else { return };
    let verdict = RuleVerdict::Refer;
    let id = "p0gap".into();
    let valid = Valid::default();
    let variants = Vec::new();
    // Disjoint from the others: where another row holds too, it says what is so.
    let others = program.rules.iter().map(|rule| rule.when.clone()).collect();
    let when = Condition::All(vec![when, Condition::Not(Box::new(Condition::Any(others)))]);
    program.rules.push(Rule { id, when, verdict, text: text("r"), basis: basis(), variants, valid });
}
