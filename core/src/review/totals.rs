//! How long may all approvals of the project take together? Every total limit of the place is decided.

use super::answers::Answers;
use super::reasons::{Row, Table, reasons};
use super::{Allowance, TotalReview};
use crate::rulebook::{TotalIndex, TotalLimit, TotalRule, TotalVerdict};

pub(super) fn totals<'a>(answers: &Answers<'a>) -> Vec<TotalReview<'a>> {
    let indexed = answers.rulebook.law.totals.iter().zip(&answers.rulebook.totals);
    indexed.map(|(total, index)| decide(answers, total, index)).collect()
}

/// Whether there is a total limit, and the rule that says so.
pub(crate) fn allowance<'a>(
    answers: &Answers<'_>,
    total: &'a TotalLimit,
    index: &TotalIndex,
) -> (Allowance, Option<&'a TotalRule>) {
    let left = answers.left(index.told);
    let rule = left.number().and_then(|rule| total.rules.get(rule));
    let verdict = match rule.map(|rule| rule.verdict) {
        Some(TotalVerdict::Limited) => Allowance::Limited,
        Some(TotalVerdict::None) => Allowance::None,
        Some(TotalVerdict::Refer) => Allowance::Refer,
        None if left.is_terminal() => Allowance::Refer,
        None => Allowance::Undetermined,
    };
    (verdict, rule)
}

fn decide<'a>(answers: &Answers<'a>, total: &'a TotalLimit, index: &'a TotalIndex) -> TotalReview<'a> {
    let (verdict, rule) = allowance(answers, total, index);
    TotalReview {
        id: &total.id,
        verdict,
        days: rule.and_then(|rule| rule.days),
        reasons: reasons(answers, &table(total, index)),
        ask: answers.ask(answers.left(index.told)),
        rests: answers.rests_of(index.told),
    }
}

fn table<'a>(total: &'a TotalLimit, index: &'a TotalIndex) -> Table<'a> {
    let rows = total.rules.iter().zip(&index.rules).map(|(rule, index)| Row {
        id: &rule.id,
        when: &rule.when,
        text: &rule.text,
        basis: &rule.basis,
        variants: &rule.variants,
        says: says(rule),
        against: false,
        index,
    });
    Table {
        name: &total.name,
        basis: &total.basis,
        rows: rows.collect(),
        verdict: index.verdict,
        told: index.told,
    }
}

fn says(rule: &TotalRule) -> (&'static str, &'static str) {
    match rule.verdict {
        TotalVerdict::Limited => ("有总时限", "limited"),
        TotalVerdict::None => ("没有总时限", "not limited"),
        TotalVerdict::Refer => ("由人工确认", "a person decides"),
    }
}
