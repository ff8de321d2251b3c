//! `yushen review` on a file with half the facts missing names exactly the questions that could still change
//! something, and none that could not: tried out, by completing the file in every way that can be afforded.

use serde_json::Value;
use yushen::application::Application;
use yushen::review::{Eligibility, FindingCode, Need, review};
use yushen::rulebook::{Fact, FactType, Rulebook};
use yushen_tests::cases;
use yushen_tests::counts::{count, each, seed};
use yushen_tests::native;
use yushen_tests::oracle::{self, Oracle};
use yushen_tests::random::{Maker, Parts};
use yushen_tests::server;

const ON: &str = "2026-11-23";
/// Half-empty files per place and run.
const FILES: usize = 10;
/// Random completions tried until a question that was asked matters, where brute force cannot afford to tell, and for
/// one that was not asked and never may.
const TRIES_IF_ASKED: usize = 30_000;
const TRIES_IF_NOT: usize = 100;

#[test]
fn the_questions_asked_are_those_that_can_change_something() {
    let (seed, files) = (seed(), count("YUSHEN_FILES", FILES));
    for (id, _) in &native::built().rulebooks {
        let rulebook = native::rulebook(id).on(native::day(ON));
        let one = |seed| {
            let mut maker = Maker::new(&rulebook.law, seed);
            let facts = half(rulebook, &mut maker);
            check(rulebook, &mut maker, facts)
        };
        each(seed, files, one, drop).unwrap_or_else(|error| panic!("{error}"));
    }
}

/// The plant of the walk without its even answers, and without its odd ones.
#[test]
fn the_questions_asked_about_the_plant_are_those_that_can_change_something() {
    let rulebook = native::rulebook("donghu").on(native::day(ON));
    let mut maker = Maker::new(&rulebook.law, seed());
    for first in [0, 1] {
        let facts = plant().into_iter().skip(first).step_by(2).collect();
        check(rulebook, &mut maker, facts).unwrap_or_else(|error| panic!("{error}"));
    }
}

/// An open question that is asked changes something; one that is not never does.
fn check(rulebook: &Rulebook, maker: &mut Maker<'_>, facts: Vec<(String, String)>) -> Result<(), String> {
    let file = Parts { rulebook: rulebook.law.id.clone(), facts, ..Parts::default() };
    let asked = asked(&file);
    let mut file = File { rulebook, maker, file };
    for fact in &rulebook.law.facts {
        let moves = asked.iter().find(|(id, _)| *id == fact.id).map(|(_, moves)| moves);
        if !file.is_asked_rightly(fact, moves) {
            return Err(format!("{} moves {moves:?} in {}", fact.id, file.file.text()));
        }
    }
    Ok(())
}

/// What `yushen review` asks about a file: the questions, and what each can move.
fn asked(file: &Parts) -> Vec<(String, Vec<String>)> {
    let output = server::run(&["review", "--rulebook", &file.rulebook, "--on", ON, "-"], &file.text());
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let review: Value = serde_json::from_slice(&output.stdout).expect("a review is JSON");
    let text = |value: &Value| value.as_str().expect("an id is text").to_owned();
    let list = |value: &Value| value.as_array().expect("a list").clone();
    let ask = list(&review["ask"]);
    ask.iter().map(|ask| (text(&ask["fact"]), list(&ask["moves"]).iter().map(text).collect())).collect()
}

/// Half of a whole file whose answers do not exclude each other.
fn half(rulebook: &Rulebook, maker: &mut Maker<'_>) -> Vec<(String, String)> {
    let nothing = Parts { rulebook: rulebook.law.id.clone(), ..Parts::default() };
    let whole = std::iter::repeat_with(|| complete(rulebook, maker, &nothing, None))
        .find(|whole| verdicts(rulebook, whole).is_some());
    let mut facts = whole.expect("some answers exclude nothing").facts;
    maker.random.shuffle(&mut facts);
    facts.truncate(facts.len() / 2);
    facts
}

fn plant() -> Vec<(String, String)> {
    let cases = cases::all();
    let case =
        cases.iter().find(|case| case.name == "donghu/plant-nothing-in-hand").expect("the plant is a case");
    let application: Value = serde_json::from_str(case.input.get()).expect("a case is JSON");
    let facts = application["facts"].as_object().expect("the plant has answers");
    facts.iter().map(|(id, value)| (id.clone(), value.to_string())).collect()
}

/// A half-empty file.
struct File<'a, 'm> {
    rulebook: &'a Rulebook,
    maker: &'a mut Maker<'m>,
    file: Parts,
}

impl File<'_, '_> {
    /// Whether a question is asked just where it is open and changes something; `moves` is what it is said to move.
    fn is_asked_rightly(&mut self, fact: &Fact, moves: Option<&Vec<String>>) -> bool {
        if self.file.facts.iter().any(|(id, _)| *id == fact.id) {
            return moves.is_none();
        }
        match moves {
            Some(moves) => self.can_move(fact, moves).unwrap_or_else(|| self.changes(fact, TRIES_IF_ASKED)),
            None => !self.changes(fact, TRIES_IF_NOT),
        }
    }

    /// Whether brute force finds that all it is said to move depends on it; nothing where it can afford none of that.
    fn can_move(&self, fact: &Fact, moves: &[String]) -> Option<bool> {
        let application =
            Application::read(self.rulebook, &self.file.text()).expect("this is an application");
        let oracle = Oracle::new(&self.rulebook.law, &application);
        let depends = moves.iter().filter_map(|id| Some(questions_of(&oracle, id)?.contains(&fact.id)));
        depends.reduce(|all, one| all && one)
    }

    /// Whether some way of completing the rest makes the answer to this question matter.
    fn changes(&mut self, fact: &Fact, tries: usize) -> bool {
        let answers = answers_to(self.rulebook, fact);
        (0..tries).any(|_| {
            let rest = complete(self.rulebook, self.maker, &self.file, Some(fact));
            let mut verdicts = answers.iter().filter_map(|answer| {
                let mut whole = rest.clone();
                whole.facts.push((fact.id.clone(), answer.clone()));
                verdicts(self.rulebook, &whole)
            });
            verdicts.next().is_some_and(|first| verdicts.any(|other| other != first))
        })
    }
}

/// The questions that can move a program, a total limit, an item or a paper; nothing where that is too much to try.
fn questions_of(oracle: &Oracle<'_>, id: &str) -> Option<Vec<String>> {
    let law = oracle.law;
    let ask = if let Some(program) = law.programs.iter().find(|program| program.id == id) {
        oracle.program(program)?.ask().to_vec()
    } else if let Some(total) = law.totals.iter().find(|total| total.id == id) {
        oracle.total(total)?.ask().to_vec()
    } else if let Some(item) = law.items.iter().find(|item| item.id == id) {
        oracle.item(item)?.ask().to_vec()
    } else {
        oracle.paper(&oracle::uses(&oracle.basket()?, id))?.ask().to_vec()
    };
    Some(ask)
}

/// Every program's verdict, every total limit, every item's and paper's need; none of answers that exclude each other.
fn verdicts(rulebook: &Rulebook, whole: &Parts) -> Option<(Vec<Eligibility>, Vec<String>, Vec<Need>)> {
    let application = Application::read(rulebook, &whole.text()).unwrap_or_else(|errors| panic!("{errors}"));
    let review = review(rulebook, &application, native::day(ON));
    if review.findings.iter().any(|finding| finding.code == FindingCode::AnswersContradict) {
        return None;
    }
    let programs = review.programs.iter().map(|program| program.verdict);
    let totals = review.totals.iter().map(|total| format!("{:?} {:?}", total.verdict, total.days));
    let items = review.items.iter().map(|item| item.need);
    let needs = items.chain(review.materials.iter().map(|material| material.need));
    Some((programs.collect(), totals.collect(), needs.collect()))
}

/// Answers all that is open, but for one question.
fn complete(rulebook: &Rulebook, maker: &mut Maker<'_>, file: &Parts, but: Option<&Fact>) -> Parts {
    let mut whole = file.clone();
    for fact in &rulebook.law.facts {
        let is_open = whole.facts.iter().all(|(id, _)| *id != fact.id);
        if is_open && but.is_none_or(|but| but.id != fact.id) {
            let answers = answers_to(rulebook, fact);
            whole.facts.push((fact.id.clone(), answers[maker.random.usize(..answers.len())].clone()));
        }
    }
    whole
}

/// The answers to a question that between them make every difference the law can see; for a set, none and each alone.
fn answers_to(rulebook: &Rulebook, fact: &Fact) -> Vec<String> {
    if fact.kind == FactType::Set {
        let each = fact.choices.iter().map(|choice| format!("[{:?}]", choice.id));
        return std::iter::once("[]".to_owned()).chain(each).collect();
    }
    let mut conditions = Vec::new();
    rulebook.law.conditions(&mut |condition| conditions.push(condition));
    let candidates = oracle::candidates(&rulebook.law, fact, &conditions);
    if candidates.is_empty() {
        // Only another edition of the law asks it, or none.
        return vec!["null".to_owned()];
    }
    candidates.iter().map(oracle::Value::json).collect()
}
