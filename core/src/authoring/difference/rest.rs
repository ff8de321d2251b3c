//! Questions, definitions, constraints, duties, gates, sources, gaps and press.

use super::super::table::spelling;
use super::super::words::{Lang, spoken, standing, unit};
use super::both::same_answers;
use super::tables::{none, validity};
use super::{Page, Subject, both};
use crate::diagram::YES;
use crate::rulebook::{
    Basis, Claim, Constraint, Definition, Duty, Fact, Gate, Occasion, Saying, Source, Standing,
};
use crate::text::Text;

pub fn all(page: &mut Page<'_>) {
    questions(page);
    definitions(page);
    constraints(page);
    gates(page);
    duties(page);
    sources(page);
    sayings(page);
}

const HOLDS: ((&str, &str), (&str, &str)) = (("符合", "it holds"), ("不符合", "it does not hold"));

fn questions(page: &mut Page<'_>) {
    let (before, after) = (&page.both.before.facts, &page.both.after.facts);
    let subject = |fact: &Fact| (Subject::new("question", &fact.id, &fact.question), Text::default());
    for (old, new) in page.pairs(before, after, |fact| fact.id.clone(), subject) {
        let (subject, _) = subject(new);
        page.field(&subject, ("问题", "the question"), old.question.clone(), new.question.clone());
        if !same_answers(old, new) {
            page.field(&subject, ("可以怎样回答", "the answers it takes"), answers(old), answers(new));
        }
        let range = |fact: &Fact| both(|lang| range(fact, lang));
        page.field(&subject, ("范围", "the range"), range(old), range(new));
        let changeable = |fact: &Fact| {
            let words = if fact.changeable {
                ("可以由申请人改变", "yes")
            } else {
                ("不能由申请人改变", "no")
            };
            Text::new(words.0, words.1)
        };
        page.field(
            &subject,
            ("能不能改变", "whether the applicant can change it"),
            changeable(old),
            changeable(new),
        );
        let office = |fact: &Fact| {
            let words = if fact.decides_office { ("是", "yes") } else { ("否", "no") };
            Text::new(words.0, words.1)
        };
        page.field(
            &subject,
            ("是不是决定由哪里办理", "whether it settles which office is in charge"),
            office(old),
            office(new),
        );
    }
}

fn answers(fact: &Fact) -> Text {
    both(|lang| {
        let choices: Vec<&str> = fact.choices.iter().map(|choice| lang.say(&choice.text)).collect();
        format!("{:?} {}", fact.kind, choices.join(lang.pick(("、", ", "))))
    })
}

fn range(fact: &Fact, lang: Lang) -> String {
    let said = |bound: Option<_>| bound.map_or_else(|| "…".to_owned(), |bound| spoken(bound, fact, lang));
    format!("{} – {}", said(fact.min), said(fact.max))
}

fn definitions(page: &mut Page<'_>) {
    let (before, after) = (&page.both.before.definitions, &page.both.after.definitions);
    let subject = |one: &Definition| (Subject::new("definition", &one.id, &one.text), Text::default());
    for (old, new) in page.pairs(before, after, |one| one.id.clone(), subject) {
        let (subject, _) = subject(new);
        page.condition(&subject, ("条件", "the condition"), (&old.when, &new.when), HOLDS, YES);
        page.field(&subject, ("说法", "the words"), old.text.clone(), new.text.clone());
        page.bases(&subject, std::slice::from_ref(&old.basis), std::slice::from_ref(&new.basis));
    }
}

fn constraints(page: &mut Page<'_>) {
    let (before, after) = (&page.both.before.constraints, &page.both.after.constraints);
    let subject = |one: &Constraint| (Subject::new("constraint", &one.id, &one.text), Text::default());
    let said = (("不能同时成立", "they exclude each other"), ("可以同时成立", "they may hold together"));
    for (old, new) in page.pairs(before, after, |one| one.id.clone(), subject) {
        let (subject, _) = subject(new);
        page.condition(&subject, ("条件", "the condition"), (&old.never, &new.never), said, YES);
        page.field(&subject, ("说法", "the words"), old.text.clone(), new.text.clone());
        page.bases(&subject, std::slice::from_ref(&old.basis), std::slice::from_ref(&new.basis));
    }
}

fn gates(page: &mut Page<'_>) {
    let (before, after) = (&page.both.before.gates, &page.both.after.gates);
    let subject =
        |gate: &Gate| (Subject::new("gate", &gate.item, &Text::new(&gate.item, &gate.item)), Text::default());
    for (old, new) in page.pairs(before, after, |gate| gate.item.clone(), subject) {
        let (subject, _) = subject(new);
        page.bases(&subject, &old.basis, &new.basis);
    }
}

fn duties(page: &mut Page<'_>) {
    let (before, after) = (&page.both.before.duties, &page.both.after.duties);
    let subject = |duty: &Duty| (Subject::new("duty", &duty.id, &duty.name), duty.what.clone());
    for (old, new) in page.pairs(before, after, |duty| duty.id.clone(), subject) {
        let (subject, _) = subject(new);
        let days = |duty: &Duty| {
            both(|lang| format!("{} / {}", unit(duty.days, duty.unit, lang), lang.say(&duty.after)))
        };
        page.field(&subject, ("期限", "the limit"), days(old), days(new));
        page.field(&subject, ("做什么", "what to do"), old.what.clone(), new.what.clone());
        page.field(
            &subject,
            ("谁来做、从哪件事到哪件事", "who, from which event to which"),
            turns(old),
            turns(new),
        );
        let more = |duty: &Duty| duty.extension.clone().unwrap_or_else(|| both(none));
        page.field(&subject, ("能不能延", "more time"), more(old), more(new));
        page.bases(&subject, std::slice::from_ref(&old.basis), std::slice::from_ref(&new.basis));
    }
}

/// Whose duty it is, and the events that it turns on, as they are written.
fn turns(duty: &Duty) -> Text {
    let occasion = |occasion: &Occasion| {
        let item = occasion.item.iter().map(|item| format!(" ({item})"));
        item.fold(occasion.event.name().to_owned(), |text, item| text + &item)
    };
    let who = spelling(&duty.who);
    let more =
        duty.extends.iter().map(|more| format!(", {} × {} {}", more.event.name(), more.times, more.days));
    let more: String = more.collect();
    both(|_| format!("{who}: {} → {}{more}", occasion(&duty.starts), occasion(&duty.met)))
}

fn sources(page: &mut Page<'_>) {
    let (before, after) = (page.both.before, page.both.after);
    let key = |source: &Source| source.id.clone();
    let subject = |source: &Source| (Subject::new("source", &source.id, &source.title), Text::default());
    for (old, new) in page.pairs(&before.sources, &after.sources, key, subject) {
        let (subject, _) = subject(new);
        page.field(&subject, ("名称", "title"), old.title.clone(), new.title.clone());
        let version =
            |source: &Source| both(|_| format!("{} {}", source.number, source.version).trim().to_owned());
        page.field(&subject, ("文号和版本", "number and version"), version(old), version(new));
        let weight = |of: Standing| both(|lang| standing(of, lang).to_owned());
        page.field(&subject, ("效力", "standing"), weight(old.standing), weight(new.standing));
        validity(page, &subject, old.valid, new.valid);
    }
}

fn sayings(page: &mut Page<'_>) {
    let (before, after) = (page.both.before, page.both.after);
    let gap = |saying: &Saying| (Subject::new("gap", &saying.id, &saying.text), Text::default());
    for (old, new) in page.pairs(&before.gaps, &after.gaps, |saying| saying.id.clone(), gap) {
        let (subject, _) = gap(new);
        page.field(&subject, ("说法", "the words"), old.text.clone(), new.text.clone());
        page.bases(&subject, std::slice::from_ref(&old.basis), std::slice::from_ref(&new.basis));
    }
    let press = |claim: &Claim| (Subject::new("press", &claim.id, &claim.text), Text::default());
    for (old, new) in page.pairs(&before.press, &after.press, |claim| claim.id.clone(), press) {
        let (subject, _) = press(new);
        page.field(&subject, ("说法", "the words"), old.text.clone(), new.text.clone());
        let basis = |claim: &Claim| -> Vec<Basis> { vec![claim.basis.clone()] };
        page.bases(&subject, &basis(old), &basis(new));
    }
}
