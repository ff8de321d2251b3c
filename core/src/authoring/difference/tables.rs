//! Programs and total limits: whose verdict changes, and which rules.

use super::super::words::{self, Lang, extent, total, unit, verdict};
use super::both::Side;
use super::{Page, Subject, both};
use crate::condition::Condition;
use crate::diagram::{NO, Root, YES};
use crate::rulebook::{Program, Rule, RuleVerdict, TotalLimit, TotalRule, Valid};
use crate::text::Text;

const HOLDS: ((&str, &str), (&str, &str)) = (("适用", "it applies"), ("不适用", "it does not apply"));

pub fn programs(page: &mut Page<'_>) {
    let (before, after) = (&page.both.before.programs, &page.both.after.programs);
    let subject =
        |program: &Program| (Subject::new("program", &program.id, &program.name), program.summary.clone());
    for (old, new) in page.pairs(before, after, |program| program.id.clone(), subject) {
        let (subject, _) = subject(new);
        page.field(&subject, ("名称", "name"), old.name.clone(), new.name.clone());
        page.field(&subject, ("说明", "summary"), old.summary.clone(), new.summary.clone());
        page.bases(&subject, std::slice::from_ref(&old.basis), std::slice::from_ref(&new.basis));
        let table = |program: &Program| -> Vec<(Text, Condition)> {
            program.rules.iter().map(|rule| (said(rule.verdict), rule.when.clone())).collect()
        };
        outcomes(page, &subject, &table(old), &table(new));
        rules(page, old, new);
        bundle(page, &subject, old, new);
    }
}

fn said(of: RuleVerdict) -> Text {
    both(|lang| verdict(of, lang).to_owned())
}

/// Whose outcome changes, from each outcome to each other one.
fn outcomes(
    page: &mut Page<'_>,
    subject: &Subject,
    before: &[(Text, Condition)],
    after: &[(Text, Condition)],
) {
    let [before, after] =
        [(Side::Before, before), (Side::After, after)].map(|(side, rows)| regions(page, side, rows));
    let mut whom = Vec::new();
    for (old, here) in &before {
        for (new, there) in after.iter().filter(|(new, _)| new != old) {
            let turned = page.both.space.diagrams.and(*here, *there);
            if let Some(answers) = page.both.example(turned, YES) {
                whom.push(page.both.whom(&answers, old.clone(), new.clone()));
            }
        }
    }
    if !whom.is_empty() {
        page.add(super::How::Changed, subject, Text::new("结论", "the verdict"));
        if let Some(change) = page.changes.last_mut() {
            change.whom = whom;
        }
    }
}

/// Where a table has each outcome; rules of one outcome are one region.
fn regions(page: &mut Page<'_>, side: Side, rows: &[(Text, Condition)]) -> Vec<(Text, Root)> {
    let mut regions: Vec<(Text, Root)> = Vec::new();
    for (outcome, when) in rows {
        let root = page.both.root(side, when);
        match regions.iter_mut().find(|(known, _)| known == outcome) {
            Some((_, region)) => *region = page.both.space.diagrams.or(*region, root),
            None => regions.push((outcome.clone(), root)),
        }
    }
    regions.retain(|(_, root)| *root != NO);
    regions
}

fn rules<'a>(page: &mut Page<'a>, before: &'a Program, after: &'a Program) {
    let id = after.id.clone();
    let subject = move |rule: &Rule| {
        (Subject::new("rule", format!("{id}/{}", rule.id), &Text::new(&rule.id, &rule.id)), rule.text.clone())
    };
    for (old, new) in page.pairs(&before.rules, &after.rules, |rule| rule.id.clone(), &subject) {
        let (subject, _) = subject(new);
        page.condition(&subject, ("条件", "the condition"), (&old.when, &new.when), HOLDS, YES);
        page.field(&subject, ("结论", "the verdict"), said(old.verdict), said(new.verdict));
        page.field(&subject, ("怎么办", "what to do"), old.text.clone(), new.text.clone());
        page.bases(&subject, std::slice::from_ref(&old.basis), std::slice::from_ref(&new.basis));
        validity(page, &subject, old.valid, new.valid);
    }
}

pub fn validity(page: &mut Page<'_>, subject: &Subject, before: Valid, after: Valid) {
    let said = |valid: Valid| {
        both(|lang| {
            words::valid(valid, lang).unwrap_or_else(|| lang.pick(("一直有效", "always in force")).to_owned())
        })
    };
    page.field(subject, ("有效期", "in force"), said(before), said(after));
}

/// Notes, scope, items that may be ticked, the joint limit.
fn bundle(page: &mut Page<'_>, subject: &Subject, before: &Program, after: &Program) {
    let ids = |program: &Program| {
        both(|lang| {
            program
                .items
                .iter()
                .map(|item| item.id.as_str())
                .collect::<Vec<_>>()
                .join(lang.pick(("、", ", ")))
        })
    };
    page.field(subject, ("可以勾选的事项", "items that may be ticked"), ids(before), ids(after));
    let joint = |program: &Program| {
        both(|lang| {
            program
                .joint
                .as_ref()
                .map(|joint| super::items::limit_said(joint, lang))
                .unwrap_or_else(|| none(lang))
        })
    };
    page.field(subject, ("联合办理的时限", "the joint limit"), joint(before), joint(after));
    let scope = |program: &Program| {
        both(|lang| {
            let all: Vec<String> = program
                .scope
                .iter()
                .map(|scope| {
                    format!("{} {}: {}", scope.id, extent(scope.extent, lang), lang.say(&scope.text))
                })
                .collect();
            all.join(" ")
        })
    };
    page.field(subject, ("服务范围", "its scope"), scope(before), scope(after));
    let notes = |program: &Program| {
        both(|lang| program.notes.iter().map(|note| lang.say(&note.text)).collect::<Vec<_>>().join(" "))
    };
    page.field(subject, ("注意事项", "what to mind"), notes(before), notes(after));
}

pub fn none(lang: Lang) -> String {
    lang.pick(("没有", "none")).to_owned()
}

pub fn totals(page: &mut Page<'_>) {
    let (before, after) = (&page.both.before.totals, &page.both.after.totals);
    let subject =
        |total: &TotalLimit| (Subject::new("total", &total.id, &total.name), total.excludes.clone());
    for (old, new) in page.pairs(before, after, |total| total.id.clone(), subject) {
        let (of, _) = subject(new);
        let table = |limit: &TotalLimit| -> Vec<(Text, Condition)> {
            let said = |rule: &TotalRule| both(|lang| total(rule, limit.unit, lang));
            limit.rules.iter().map(|rule| (said(rule), rule.when.clone())).collect()
        };
        outcomes(page, &of, &table(old), &table(new));
        let about = |total: &TotalLimit| Text::new(total.items.join("、"), total.items.join(", "));
        page.field(&of, ("管哪些事项", "which items it is about"), about(old), about(new));
        page.field(&of, ("不含什么", "what it leaves out"), old.excludes.clone(), new.excludes.clone());
        let counted = |total: &TotalLimit| both(|lang| unit(1, total.unit, lang));
        page.field(&of, ("单位", "the unit"), counted(old), counted(new));
        total_rules(page, old, new);
    }
}

fn total_rules<'a>(page: &mut Page<'a>, before: &'a TotalLimit, after: &'a TotalLimit) {
    let id = after.id.clone();
    let subject = move |rule: &TotalRule| {
        (
            Subject::new("total-rule", format!("{id}/{}", rule.id), &Text::new(&rule.id, &rule.id)),
            rule.text.clone(),
        )
    };
    for (old, new) in page.pairs(&before.rules, &after.rules, |rule| rule.id.clone(), &subject) {
        let (subject, _) = subject(new);
        page.condition(&subject, ("条件", "the condition"), (&old.when, &new.when), HOLDS, YES);
        let days = |rule: &TotalRule, limit: &TotalLimit| both(|lang| total(rule, limit.unit, lang));
        page.field(&subject, ("期限", "the limit"), days(old, before), days(new, after));
        page.field(&subject, ("怎么办", "what to do"), old.text.clone(), new.text.clone());
        page.bases(&subject, std::slice::from_ref(&old.basis), std::slice::from_ref(&new.basis));
        validity(page, &subject, old.valid, new.valid);
    }
}
