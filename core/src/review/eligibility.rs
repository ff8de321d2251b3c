//! May the applicant have a service? Every program is decided; only those wished for count for the verdict.

use super::answers::Answers;
use super::{Eligibility, ProgramReview, Reason};
use crate::application::Application;
use crate::condition::Condition;
use crate::diagram;
use crate::rulebook::{Basis, Law, Program, ProgramIndex, Rule, RuleIndex, RuleVerdict};
use crate::text::Text;

pub(super) fn programs(answers: &Answers<'_>, application: &Application) -> Vec<ProgramReview> {
    let law = &answers.rulebook.law;
    let indexed = law.programs.iter().zip(&answers.rulebook.programs);
    indexed.map(|(program, index)| decide(answers, application, program, index)).collect()
}

fn decide(
    answers: &Answers<'_>,
    application: &Application,
    program: &Program,
    index: &ProgramIndex,
) -> ProgramReview {
    let left = answers.left(index.verdict);
    let verdict = match left {
        diagram::ELIGIBLE => Eligibility::Eligible,
        diagram::NOT_ELIGIBLE => Eligibility::NotEligible,
        left if left.is_terminal() => Eligibility::Refer,
        _ => Eligibility::Undetermined,
    };
    ProgramReview {
        id: program.id.clone(),
        wished: application.programs.contains(&program.id),
        verdict,
        reasons: reasons(answers, program, index, verdict),
        ask: answers
            .open_facts(left)
            .into_iter()
            .filter_map(|fact| answers.rulebook.law.facts.get(fact))
            .map(|fact| fact.id.clone())
            .collect(),
    }
}

fn reasons(
    answers: &Answers<'_>,
    program: &Program,
    index: &ProgramIndex,
    verdict: Eligibility,
) -> Vec<Reason> {
    if verdict == Eligibility::Undetermined {
        return Vec::new();
    }
    let law = &answers.rulebook.law;
    let deciding =
        program.rules.iter().zip(&index.rules).filter(|(rule, _)| outcome(rule.verdict) == verdict);
    let mut reasons: Vec<Reason> = deciding
        .clone()
        .filter(|(_, index)| answers.holds(index.when) == Some(true))
        .flat_map(|(rule, index)| words(answers, rule, index))
        .collect();
    if reasons.is_empty() {
        // No single rule is certain yet, but every completion of the answers ends in one of these.
        let possible = deciding.filter(|(_, index)| answers.holds(index.when).is_none());
        reasons.extend(possible.take(1).map(|(rule, _)| either_way(law, program, rule)));
    }
    if verdict == Eligibility::Eligible {
        let notes =
            program.notes.iter().zip(&index.notes).filter(|(_, when)| answers.holds(**when) == Some(true));
        reasons.extend(notes.map(|(note, _)| reason(law, &note.id, &note.text, &note.basis, &note.when)));
    }
    reasons
}

/// A rule's words: those of the variants that hold, or its own.
fn words(answers: &Answers<'_>, rule: &Rule, index: &RuleIndex) -> Vec<Reason> {
    let law = &answers.rulebook.law;
    let holding =
        rule.variants.iter().zip(&index.variants).filter(|(_, when)| answers.holds(**when) == Some(true));
    let said: Vec<Reason> = holding
        .map(|(variant, _)| {
            reason(law, &rule.id, &variant.text, variant.basis.as_ref().unwrap_or(&rule.basis), &variant.when)
        })
        .collect();
    if said.is_empty() { vec![reason(law, &rule.id, &rule.text, &rule.basis, &rule.when)] } else { said }
}

fn either_way(law: &Law, program: &Program, rule: &Rule) -> Reason {
    let text = Text::new(
        format!("其余问题怎么回答，“{}”的结果都一样。", program.name.zh),
        format!("However the open questions are answered, the outcome for {} is the same.", program.name.en),
    );
    reason(law, &rule.id, &text, &rule.basis, &rule.when)
}

fn reason(law: &Law, rule: &str, text: &Text, basis: &Basis, when: &Condition) -> Reason {
    Reason { about: super::facts_of(law, when), ..Reason::new(rule, text.clone(), basis.clone()) }
}

fn outcome(verdict: RuleVerdict) -> Eligibility {
    match verdict {
        RuleVerdict::Eligible => Eligibility::Eligible,
        RuleVerdict::NotEligible => Eligibility::NotEligible,
        RuleVerdict::Refer => Eligibility::Refer,
    }
}
