//! No gap and no contradiction in the tables: programs and total limits.

use super::ledger::{Finding, Kind, Ledger};
use super::subject::{Subject, Table};
use super::witness::{Verdict, says_none};
use super::world::{Work, World};
use crate::calendar::Day;
use crate::condition::Condition;
use crate::diagram::{self, Root};
use crate::rulebook::{RuleIndex, RuleVerdict, TotalLimit, TotalRule, TotalVerdict, Variant};

/// A decision table of an edition.
pub(super) struct Rows<'a> {
    pub table: Table,
    /// Where it ends in which outcome.
    pub verdict: Root,
    pub rows: Vec<Row<'a>>,
}

/// A rule of a table.
pub(super) struct Row<'a> {
    pub rule: &'a str,
    pub from: Option<Day>,
    pub when: &'a Condition,
    pub verdict: Verdict,
    /// The outcome in the table's diagram.
    pub outcome: Root,
    pub variants: &'a [Variant],
    pub index: &'a RuleIndex,
}

impl Rows<'_> {
    pub fn subject(&self, row: &Row<'_>) -> Subject {
        Subject::Rule { table: self.table.clone(), rule: row.rule.to_owned(), from: row.from }
    }
}

/// The tables of an edition.
pub(super) fn tables<'a>(world: &World<'a>) -> Vec<Rows<'a>> {
    let rulebook = world.rulebook;
    let programs = rulebook.law.programs.iter().zip(&rulebook.programs).map(|(program, index)| {
        let rows = program.rules.iter().zip(&index.rules).map(|(rule, index)| Row {
            rule: &rule.id,
            from: rule.valid.from,
            when: &rule.when,
            verdict: Verdict::Program(rule.verdict),
            outcome: program_outcome(rule.verdict),
            variants: &rule.variants,
            index,
        });
        Rows { table: Table::Program(program.id.clone()), verdict: index.verdict, rows: rows.collect() }
    });
    let totals = rulebook.law.totals.iter().zip(&rulebook.totals).map(|(total, index)| {
        let rows = total.rules.iter().zip(&index.rules).map(|(rule, index)| Row {
            rule: &rule.id,
            from: rule.valid.from,
            when: &rule.when,
            verdict: Verdict::of_total(rule),
            outcome: total_outcome(total, rule),
            variants: &rule.variants,
            index,
        });
        Rows { table: Table::Total(total.id.clone()), verdict: index.verdict, rows: rows.collect() }
    });
    programs.chain(totals).collect()
}

fn program_outcome(verdict: RuleVerdict) -> Root {
    match verdict {
        RuleVerdict::Eligible => diagram::ELIGIBLE,
        RuleVerdict::NotEligible => diagram::NOT_ELIGIBLE,
        RuleVerdict::Refer => diagram::REFER,
    }
}

fn total_outcome(total: &TotalLimit, rule: &TotalRule) -> Root {
    let same = |other: &TotalRule| (other.verdict, other.days) == (rule.verdict, rule.days);
    match rule.verdict {
        TotalVerdict::Refer => diagram::REFER,
        TotalVerdict::Limited | TotalVerdict::None => {
            diagram::outcome(total.rules.iter().position(same).unwrap_or_default())
        }
    }
}

pub(super) fn prove(world: &World<'_>, ledger: &mut Ledger<'_>) {
    for rows in tables(world) {
        let name = format!("{} {}", rows.table, versions(rows.rows.iter()));
        let subject = || Subject::Table(rows.table.clone());
        ledger.try_one(world, Kind::Gap, name, subject, |work| gap(work, &rows));
        for (n, later) in rows.rows.iter().enumerate() {
            for earlier in rows.rows.iter().take(n).filter(|earlier| earlier.verdict != later.verdict) {
                let name = format!("{} {}", rows.table, versions([earlier, later].into_iter()));
                let subject = || rows.subject(later);
                ledger.try_one(world, Kind::Conflict, name, subject, |work| {
                    conflict(work, &rows, earlier, later)
                });
            }
        }
    }
}

/// The rules in force, so that what is the same in two editions is proven once.
fn versions<'a>(rows: impl Iterator<Item = &'a Row<'a>>) -> String {
    let told =
        |row: &Row<'_>| row.from.map_or_else(|| row.rule.to_owned(), |from| format!("{} {from}", row.rule));
    rows.map(told).collect::<Vec<_>>().join(", ")
}

/// Possible answers of which no rule speaks.
fn gap(work: &mut Work<'_>, rows: &Rows<'_>) -> Option<Finding> {
    let spoken = work.any(rows.rows.iter().map(|row| row.index.when));
    let silent = work.diagrams.not(spoken);
    let possible = work.possibly(silent);
    if possible == diagram::NO || work.is_spent() {
        return None;
    }
    let (table, world) = (&rows.table, work.world);
    let found = work.smallest(silent);
    let told = found.as_ref().map_or_else(|| "some answers".to_owned(), |(_, answers)| world.told(answers));
    let wrong = format!("no rule of {table} speaks of {told}");
    let case = |(_, answers)| {
        let title = format!("{table} has no rule for these answers");
        world.case(&format!("gap {}", table.id()), &title, &answers, says_none(table, "rulebook-gap", &[]))
    };
    Some(Finding {
        kind: Kind::Gap,
        subject: Subject::Table(table.clone()),
        with: Vec::new(),
        wrong,
        remedy: "Add a rule for these answers, or make one wider",
        witness: found.and_then(case).into_iter().collect(),
    })
}

/// Possible answers for which two rules with different verdicts hold.
fn conflict(work: &mut Work<'_>, rows: &Rows<'_>, earlier: &Row<'_>, later: &Row<'_>) -> Option<Finding> {
    let both = work.diagrams.and(earlier.index.when, later.index.when);
    let possible = work.possibly(both);
    if possible == diagram::NO || work.is_spent() {
        return None;
    }
    let (table, world) = (&rows.table, work.world);
    let found = work.smallest(both);
    let told = found.as_ref().map_or_else(|| "some answers".to_owned(), |(_, answers)| world.told(answers));
    let (a, b) = (earlier.rule, later.rule);
    let wrong = format!(
        "rules `{a}` ({}) and `{b}` ({}) of {table} both hold for {told}",
        earlier.verdict.told(),
        later.verdict.told()
    );
    let case = |(_, answers)| {
        let name = format!("conflict {} {a} {b}", table.id());
        let title = format!("rules {a} and {b} of {table} give two verdicts");
        world.case(&name, &title, &answers, says_none(table, "rulebook-conflict", &[a, b]))
    };
    Some(Finding {
        kind: Kind::Conflict,
        subject: rows.subject(later),
        with: vec![rows.subject(earlier)],
        wrong,
        remedy: "Make one of the conditions narrower, so that one verdict is left",
        witness: found.and_then(case).into_iter().collect(),
    })
}
