//! `yushen review` on a file with half the facts missing names exactly the questions that could still change
//! something, and none that could not: tried out, by completing the file in every way that can be afforded.

use serde_json::Value;
use yushen::application::Application;
use yushen::review::{Eligibility, FindingCode, Need, review};
use yushen::rulebook::{Fact, FactType, Law};
use yushen_tests::cases;
use yushen_tests::counts::seed;
use yushen_tests::native;
use yushen_tests::oracle;
use yushen_tests::random::{Maker, Parts};
use yushen_tests::server;

const ON: &str = "2026-11-23";
/// Half-empty files per run.
const FILES: usize = 10;
/// Random completions tried until a question that was asked matters, and for one that was not and never may.
const TRIES_IF_ASKED: usize = 30_000;
const TRIES_IF_NOT: usize = 150;

#[test]
fn the_questions_asked_are_those_that_can_change_something() {
    let law = &native::rulebook("donghu").law;
    let mut maker = Maker::new(law, seed());
    for n in 0..FILES {
        let file = half_empty(&mut maker, n);
        let asked = asked(&file);
        let open: Vec<&Fact> =
            law.facts.iter().filter(|fact| file.facts.iter().all(|(id, _)| *id != fact.id)).collect();
        for fact in open {
            let is_asked = asked.contains(&fact.id);
            let tries = if is_asked { TRIES_IF_ASKED } else { TRIES_IF_NOT };
            let changes = changes_something(&mut maker, &file, fact, tries);
            assert_eq!(is_asked, changes, "{} in {}", fact.id, file.text());
        }
    }
}

/// What `yushen review` asks about a file.
fn asked(file: &Parts) -> Vec<String> {
    let output = server::run(&["review", "--rulebook", "donghu", "--on", ON, "-"], &file.text());
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let review: Value = serde_json::from_slice(&output.stdout).expect("a review is JSON");
    let ask = review["ask"].as_array().expect("ask is a list");
    ask.iter().map(|ask| ask["fact"].as_str().expect("a fact is text").to_owned()).collect()
}

/// The plant of the walk without its odd answers, and without its even ones; then random halves of random files.
fn half_empty(maker: &mut Maker<'_>, n: usize) -> Parts {
    let whole = match n {
        0 | 1 => plant(),
        _ => std::iter::repeat_with(|| complete(maker, &nothing(), None))
            .find(|whole| verdicts(whole).is_some())
            .expect("some answers exclude nothing"),
    };
    let mut facts = whole.facts;
    if n < 2 {
        let mut place = 0;
        facts.retain(|_| {
            place += 1;
            place % 2 == n
        });
    } else {
        maker.random.shuffle(&mut facts);
        facts.truncate(facts.len() / 2);
    }
    Parts { facts, ..nothing() }
}

fn nothing() -> Parts {
    Parts { rulebook: "donghu".into(), ..Parts::default() }
}

fn plant() -> Parts {
    let cases = cases::all();
    let case =
        cases.iter().find(|case| case.name == "donghu/plant-nothing-in-hand").expect("the plant is a case");
    let application: Value = serde_json::from_str(case.input.get()).expect("a case is JSON");
    let facts = application["facts"].as_object().expect("the plant has answers");
    Parts { facts: facts.iter().map(|(id, value)| (id.clone(), value.to_string())).collect(), ..nothing() }
}

/// Whether some way of completing the rest makes the answer to this question matter.
fn changes_something(maker: &mut Maker<'_>, file: &Parts, fact: &Fact, tries: usize) -> bool {
    let answers = answers_to(fact);
    (0..tries).any(|_| {
        let rest = complete(maker, file, Some(fact));
        let mut verdicts = answers.iter().filter_map(|answer| {
            let mut whole = rest.clone();
            whole.facts.push((fact.id.clone(), answer.clone()));
            verdicts(&whole)
        });
        let first = verdicts.next();
        verdicts.any(|other| first.as_ref().is_some_and(|first| other != *first))
    })
}

/// Every program's verdict, every item's and paper's need; none where answers exclude each other.
fn verdicts(whole: &Parts) -> Option<(Vec<Eligibility>, Vec<Need>)> {
    let rulebook = native::rulebook("donghu");
    let application = Application::read(rulebook, &whole.text()).unwrap_or_else(|errors| panic!("{errors}"));
    let review = review(rulebook, &application, native::day(ON));
    if review.findings.iter().any(|finding| finding.code == FindingCode::AnswersContradict) {
        return None;
    }
    let items = review.items.iter().map(|item| item.need);
    let needs = items.chain(review.materials.iter().map(|material| material.need));
    Some((review.programs.iter().map(|program| program.verdict).collect(), needs.collect()))
}

/// Answers all that is open, but for one question.
fn complete(maker: &mut Maker<'_>, file: &Parts, but: Option<&Fact>) -> Parts {
    let mut whole = file.clone();
    for fact in &native::rulebook("donghu").law.facts {
        let is_open = whole.facts.iter().all(|(id, _)| *id != fact.id);
        if is_open && but.is_none_or(|but| but.id != fact.id) {
            let answers = answers_to(fact);
            whole.facts.push((fact.id.clone(), answers[maker.random.usize(..answers.len())].clone()));
        }
    }
    whole
}

/// The answers to a question that between them make every difference the law can see; for a set, none and each alone.
fn answers_to(fact: &Fact) -> Vec<String> {
    let law: &Law = &native::rulebook("donghu").law;
    if !fact.choices.is_empty() && fact.kind == FactType::Set {
        let each = fact.choices.iter().map(|choice| format!("[{:?}]", choice.id));
        return std::iter::once("[]".to_owned()).chain(each).collect();
    }
    let mut conditions = Vec::new();
    law.conditions(&mut |condition| conditions.push(condition));
    let candidates = oracle::candidates(law, fact, &conditions);
    if candidates.is_empty() {
        // Only earlier editions of the law ask it.
        return vec!["0".to_owned()];
    }
    candidates
        .iter()
        .map(|value| match value {
            oracle::Value::Yes(yes) => yes.to_string(),
            oracle::Value::Choice(choice) => format!("{choice:?}"),
            oracle::Value::Set(_) => unreachable!("sets are answered above"),
            oracle::Value::Number(scaled) => format!("{}.{:04}", scaled / 10_000, scaled % 10_000),
        })
        .collect()
}
