//! A compiled condition says of complete answers what the `cel` interpreter says of its text.

use std::fmt::Write;

use fastrand::Rng;
use yushen::application::Application;
use yushen::authoring;
use yushen::review::{Need, review};
use yushen::rulebook::{Definition, Fact, FactType, Item, Law, Rulebook, Valid};
use yushen_tests::cases::here;
use yushen_tests::counts::{count, each, seed};
use yushen_tests::interpreter::{self, Interpreted};
use yushen_tests::native;
use yushen_tests::oracle::{self, Answers, Value};
use yushen_tests::phrases::{self, Writer};
use yushen_tests::random::Parts;
use yushen_tests::written::{Pair, Written};
use yushen_tests::{rules, small};

/// Conditions with complete answers to them, half of them random and half of the rulebooks.
const PAIRS: usize = 20_000;
/// Random conditions that are compiled together, and sets of answers to them.
const CONDITIONS: usize = 40;
const SETS: usize = 100;

fn pairs() -> usize {
    count("YUSHEN_CONDITIONS", PAIRS) / 2
}

#[test]
fn random_conditions_are_what_the_interpreter_says() {
    let mut compared = 0;
    let folders = pairs().div_ceil(CONDITIONS * SETS);
    let done = each(seed(), folders, one_folder, |pairs| compared += pairs);
    done.unwrap_or_else(|error| panic!("{error}"));
    println!("{compared} random conditions with complete answers against the cel interpreter");
}

/// Writes conditions, compiles them, and compares.
fn one_folder(seed: u64) -> Result<usize, String> {
    let mut random = Rng::with_seed(seed);
    let facts: Vec<Fact> =
        small::facts(&mut random).into_iter().filter(|fact| fact.kind != FactType::Date).collect();
    let facts = if facts.is_empty() { vec![small::yes_or_no(0)] } else { facts };
    let facts: Vec<Fact> = facts.into_iter().map(|fact| Fact { min: None, max: None, ..fact }).collect();
    let mut writer = Writer { random: &mut random, facts: &facts, definitions: Vec::new() };
    let definitions: Vec<(String, String)> = (0..3)
        .map(|n| {
            let (id, text) = (format!("d{n}"), writer.condition(2));
            writer.definitions.push(id.clone());
            (id, text)
        })
        .collect();
    let texts: Vec<String> = (0..CONDITIONS).map(|_| writer.condition(3)).collect();
    let law = compiled(&facts, &definitions, &texts)?;
    let rulebook = Rulebook::read(&law, &native::built().calendar).map_err(|error| error.to_string())?;
    let conditions: Vec<Named> = texts.iter().map(|text| Named::new(text, text)).collect();
    let definitions: Vec<(String, Interpreted)> =
        definitions.iter().map(|(id, text)| (id.clone(), Interpreted::read(text))).collect();
    let mut pairs = 0;
    for _ in 0..SETS {
        let answers = answers(&mut random, &facts, phrases::near);
        pairs += agree(&rulebook, &conditions, &definitions, &answers)?;
    }
    Ok(pairs)
}

/// A condition's name and its text, read by the interpreter.
struct Named {
    name: String,
    interpreted: Interpreted,
}

impl Named {
    fn new(name: &str, text: &str) -> Named {
        Named { name: name.to_owned(), interpreted: Interpreted::read(text) }
    }
}

/// A law with an item for each text, and one more that asks everything, so that nothing stands idle.
fn compiled(facts: &[Fact], definitions: &[(String, String)], texts: &[String]) -> Result<String, String> {
    let mut items = String::new();
    for (n, text) in texts.iter().enumerate() {
        items.push_str(&rules::item(&format!("i{n}"), text));
    }
    let everything = facts.iter().map(|fact| match fact.kind {
        FactType::Bool | FactType::Date => fact.id.clone(),
        FactType::Choice => format!("{} == '{}'", fact.id, fact.choices[0].id),
        FactType::Set => format!("'{}' in {}", fact.choices[0].id, fact.id),
        FactType::Number | FactType::Integer => format!("{} == 0", fact.id),
    });
    let everything: Vec<String> = everything.chain(definitions.iter().map(|(id, _)| id.clone())).collect();
    items.push_str(&rules::item("everything", &everything.join(" || ")));
    let facts: String = facts.iter().map(rules::fact).collect();
    let definitions: String = definitions.iter().map(|(id, text)| rules::definition(id, text)).collect();
    let files = rules::folder(&facts, &definitions, &items, "", "");
    let checked = authoring::check_files(&files).map_err(|errors| {
        let mut told = format!("{errors}");
        files.iter().for_each(|(path, text)| write!(told, "\n# {path}\n{text}").expect("text"));
        told
    })?;
    Ok(checked.built.rulebooks[0].1.clone())
}

/// Complete answers: for a number, what `number` says.
fn answers(random: &mut Rng, facts: &[Fact], number: impl Fn(&mut Rng, &Fact) -> i64) -> Answers {
    let mut value = |fact: &Fact| match fact.kind {
        FactType::Bool => Some(Value::Yes(random.bool())),
        FactType::Choice => Some(Value::Choice(fact.choices[random.usize(..fact.choices.len())].id.clone())),
        FactType::Set => {
            let ids = fact.choices.iter().map(|choice| choice.id.clone());
            Some(Value::Set(ids.filter(|_| random.bool()).collect()))
        }
        FactType::Number | FactType::Integer => Some(Value::Number(number(random, fact))),
        FactType::Date => None,
    };
    facts.iter().filter_map(|fact| Some((fact.id.clone(), value(fact)?))).collect()
}

/// Compares the need of the first items with what the interpreter says of their conditions.
fn agree(
    rulebook: &Rulebook,
    conditions: &[Named],
    definitions: &[(String, Interpreted)],
    answers: &Answers,
) -> Result<usize, String> {
    let facts = answers.iter().map(|(id, value)| (id.clone(), value.json())).collect();
    let parts = Parts { rulebook: rulebook.law.id.clone(), facts, ..Parts::default() };
    let application = Application::read(rulebook, &parts.text()).map_err(|errors| errors.to_string())?;
    let review = review(rulebook, &application, native::day("2026-11-23"));
    let context = interpreter::context(answers, definitions);
    for (condition, item) in conditions.iter().zip(&review.items) {
        let holds = condition.interpreted.holds(&context);
        let need = if holds { Need::Needed } else { Need::NotNeeded };
        if item.need != need {
            return Err(format!(
                "{}\nthe interpreter says {holds}, the review {:?}, of {}",
                condition.name,
                item.need,
                parts.text()
            ));
        }
    }
    Ok(conditions.len())
}

#[test]
fn written_conditions_are_what_the_interpreter_says() {
    let places = &native::built().rulebooks;
    let mut random = Rng::with_seed(seed());
    let mut compared = 0;
    for (id, law) in places {
        let law = Law::read(law).expect("what was built is a law");
        let pairs_of = Written::read(&here().join("../core/rules"), id).pairs(&law);
        let sets = (pairs() / places.len()).div_ceil(pairs_of.len());
        let place = Place::new(&law, &pairs_of);
        for _ in 0..sets {
            compared += place.agree(&mut random).unwrap_or_else(|error| panic!("{id}: {error}"));
        }
    }
    println!("{compared} written conditions with complete answers against the cel interpreter");
}

/// The conditions of a place, each as the need of an item of its own.
struct Place {
    rulebook: Rulebook,
    conditions: Vec<Named>,
    definitions: Vec<(String, Interpreted)>,
}

impl Place {
    fn new(law: &Law, pairs: &[Pair]) -> Place {
        let template = law.items.first().expect("a law has items");
        let item = |(n, pair): (usize, &Pair)| Item {
            id: format!("c{n}"),
            needed_when: pair.compiled.clone(),
            outcome: None,
            limit: None,
            pledged: None,
            after: Vec::new(),
            materials: Vec::new(),
            valid: Valid::default(),
            ..template.clone()
        };
        let asking = Law {
            items: pairs.iter().enumerate().map(item).collect(),
            constraints: Vec::new(),
            programs: Vec::new(),
            totals: Vec::new(),
            gates: Vec::new(),
            duties: Vec::new(),
            sources: Vec::new(),
            ..law.clone()
        };
        let json = serde_json::to_string(&asking).expect("a law can be written");
        let rulebook =
            Rulebook::read(&json, &native::built().calendar).expect("these conditions can be read");
        let conditions =
            pairs.iter().map(|pair| Named::new(&format!("{}: {}", pair.name, pair.text), &pair.text));
        let defined = |definition: &Definition| {
            let name = format!("definition {}", definition.id);
            let pair = pairs.iter().find(|pair| pair.name == name).expect("definitions are among the pairs");
            (definition.id.clone(), Interpreted::read(&pair.text))
        };
        Place {
            conditions: conditions.collect(),
            definitions: law.definitions.iter().map(defined).collect(),
            rulebook,
        }
    }

    fn agree(&self, random: &mut Rng) -> Result<usize, String> {
        let facts = &self.rulebook.law.facts;
        let answers = answers(random, facts, |random, fact| self.near(random, fact));
        agree(&self.rulebook, &self.conditions, &self.definitions, &answers)
    }

    /// A number that some condition can tell from its neighbour.
    fn near(&self, random: &mut Rng, fact: &Fact) -> i64 {
        let mut conditions = Vec::new();
        self.rulebook.law.conditions(&mut |condition| conditions.push(condition));
        let near = oracle::candidates(&self.rulebook.law, fact, &conditions);
        match near.get(random.usize(..near.len().max(1))) {
            Some(Value::Number(scaled)) => *scaled,
            _ => fact.min.map_or(0, |min| min.scaled()),
        }
    }
}
