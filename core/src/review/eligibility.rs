//! May the applicant have a service? Every program is decided; only those wished for count for the verdict.

use super::answers::Answers;
use super::reasons::{Row, Table, reason, reasons};
use super::{Eligibility, ProgramReview, Reason, ScopeReview};
use crate::diagram;
use crate::rulebook::{Program, ProgramIndex, RuleVerdict};

pub(super) fn programs<'a>(answers: &Answers<'a>) -> Vec<ProgramReview<'a>> {
    let law = &answers.rulebook.law;
    let indexed = law.programs.iter().zip(&answers.rulebook.programs);
    indexed.map(|(program, index)| decide(answers, program, index)).collect()
}

/// The verdict on a program, without its reasons.
pub(crate) fn verdict<'a>(answers: &Answers<'a>, index: &ProgramIndex) -> Eligibility {
    match answers.left(index.told) {
        diagram::ELIGIBLE => Eligibility::Eligible,
        diagram::NOT_ELIGIBLE => Eligibility::NotEligible,
        left if left.is_terminal() => Eligibility::Refer,
        _ => Eligibility::Undetermined,
    }
}

fn decide<'a>(answers: &Answers<'a>, program: &'a Program, index: &'a ProgramIndex) -> ProgramReview<'a> {
    let verdict = verdict(answers, index);
    let mut reasons = reasons(answers, &table(program, index));
    if verdict == Eligibility::Eligible {
        reasons.extend(notes(answers, program, index));
    }
    let scope = program.scope.iter().zip(&index.scope).map(|(scope, when)| ScopeReview {
        id: &scope.id,
        extent: scope.extent,
        wanted: answers.holds(*when),
    });
    ProgramReview {
        id: &program.id,
        wished: answers.application.programs.contains(&program.id),
        verdict,
        reasons,
        ask: answers.ask(answers.left(index.told)),
        scope: scope.collect(),
        rests: answers.rests_of(index.told),
    }
}

fn table<'a>(program: &'a Program, index: &'a ProgramIndex) -> Table<'a> {
    let rows = program.rules.iter().zip(&index.rules).map(|(rule, index)| Row {
        id: &rule.id,
        when: &rule.when,
        text: &rule.text,
        basis: &rule.basis,
        variants: &rule.variants,
        says: says(rule.verdict),
        against: rule.verdict == RuleVerdict::NotEligible,
        index,
    });
    Table {
        name: &program.name,
        basis: &program.basis,
        rows: rows.collect(),
        verdict: index.verdict,
        told: index.told,
    }
}

fn says(verdict: RuleVerdict) -> (&'static str, &'static str) {
    match verdict {
        RuleVerdict::Eligible => ("符合", "eligible"),
        RuleVerdict::NotEligible => ("不符合", "not eligible"),
        RuleVerdict::Refer => ("由人工确认", "a person decides"),
    }
}

fn notes<'a>(answers: &Answers<'a>, program: &'a Program, index: &'a ProgramIndex) -> Vec<Reason<'a>> {
    let notes =
        program.notes.iter().zip(&index.notes).filter(|(_, when)| answers.holds(**when) == Some(true));
    let told = notes.map(|(note, when)| {
        let told = Reason::new(&note.id, &note.text, &note.basis);
        let told = Reason { about: super::facts_of(&answers.rulebook.law, &note.when), ..told };
        reason(answers, told, &[&note.when], *when, false)
    });
    told.collect()
}
