//! Random small rulebooks: up to eight questions of all types, definitions, constraints, and tables that answer every
//! possible set of answers once, because each is a decision tree written out as rows.

mod conditions;
mod tables;

use chrono::NaiveDate;
use fastrand::Rng;
use yushen::calendar::Day;
use yushen::condition::Condition;
use yushen::decimal::Decimal;
use yushen::rulebook::{
    Basis, Choice, Constraint, Deferral, Definition, Duration, Fact, FactType, Item, Law, Material,
    MaterialSource, PaperForm, Prerequisite, Standing, Undertaking, Use, Valid,
};
use yushen::text::Text;

use crate::oracle::{AFFORDABLE, Answers, Completions};
use conditions::Grammar;

/// The answers to all questions together that brute force should have to try.
const COMPLETIONS: usize = 6_000;

/// The day on which the law turns, where it does.
pub fn turn() -> Day {
    day(2026, 1, 1)
}

fn day(year: i32, month: u32, day: u32) -> Day {
    Day(NaiveDate::from_ymd_opt(year, month, day).expect("a day"))
}

/// A random law.
pub fn law(random: &mut Rng) -> Law {
    let facts = facts(random);
    let mut grammar = Grammar::new(random, &facts);
    let definitions = definitions(&mut grammar);
    let mut constraints = Vec::new();
    let programs = (0..grammar.random.usize(1..3)).map(|n| tables::program(&mut grammar, n)).collect();
    let totals = (0..grammar.random.usize(..2)).map(|n| tables::total(&mut grammar, n)).collect();
    let materials = materials(grammar.random);
    let items = items(&mut grammar, &materials);
    for n in 0..[0, 0, 1, 1, 2, 3][grammar.random.usize(..6)] {
        let never = grammar.never();
        constraints.push(constraint(n, never));
    }
    let mut law = Law { definitions, programs, totals, items, materials, facts: facts.clone(), ..empty() };
    if random.u8(..4) == 0 {
        constraints.extend(tables::forbid_a_row(random, &mut law).map(|never| constraint(9, never)));
    }
    law.constraints = constraints;
    // A law that leaves no project possible is no law.
    while !Completions::new(&law, Answers::new(), AFFORDABLE).contradicted.is_empty() {
        let left_out = law.constraints.pop();
        tables::fill_the_gap(&mut law, left_out);
    }
    law
}

fn constraint(n: usize, never: Condition) -> Constraint {
    Constraint { id: format!("k{n}"), never, text: text("k"), basis: basis() }
}

/// A law that says nothing yet.
fn empty() -> Law {
    Law {
        id: "small".into(),
        name: text("小"),
        place: text("小"),
        region: "none".into(),
        bands: vec![3, 1],
        ..Law::default()
    }
}

fn text(word: &str) -> Text {
    Text::new(word, word)
}

fn basis() -> Basis {
    Basis { source: "S".into(), article: "1".into(), standing: Standing::Law, words: None }
}

/// Random questions, few enough that brute force can try all answers.
pub fn facts(random: &mut Rng) -> Vec<Fact> {
    let mut facts = Vec::new();
    let mut completions = 1;
    for n in 0..random.usize(1..9) {
        let (fact, answers) = fact(random, n);
        let (fact, answers) =
            if completions * answers > COMPLETIONS { (yes_or_no(n), 2) } else { (fact, answers) };
        completions *= answers;
        facts.push(Fact { changeable: random.u8(..3) > 0, ..fact });
    }
    facts
}

/// A question, and how many answers the law can tell apart at most.
fn fact(random: &mut Rng, n: usize) -> (Fact, usize) {
    let choices = |count: usize| {
        let ids = ["a", "b", "c", "d"].into_iter().take(count);
        ids.map(|id| Choice { id: id.into(), text: text(id) }).collect::<Vec<_>>()
    };
    match random.u8(..20) {
        0..8 => (yes_or_no(n), 2),
        8..12 => {
            let count = random.usize(2..5);
            (Fact { kind: FactType::Choice, choices: choices(count), ..yes_or_no(n) }, count)
        }
        12..15 => {
            let count = random.usize(1..4);
            (Fact { kind: FactType::Set, choices: choices(count), ..yes_or_no(n) }, 1 << count)
        }
        15..19 => {
            let kind = if random.bool() { FactType::Number } else { FactType::Integer };
            let bound = |choice: &mut Rng, some: [&str; 4]| Decimal::read(some[choice.usize(..4)]);
            let (min, max) = (bound(random, ["", "0", "2", "-3"]), bound(random, ["", "10", "3", "1000000"]));
            (Fact { kind, min, max, ..yes_or_no(n) }, 2 * conditions::THRESHOLDS + 1)
        }
        _ => (Fact { kind: FactType::Date, ..yes_or_no(n) }, 1),
    }
}

/// The plainest of questions.
pub fn yes_or_no(n: usize) -> Fact {
    Fact {
        id: format!("f{n}"),
        kind: FactType::Bool,
        group: "g".into(),
        unit: None,
        min: None,
        max: None,
        question: text("？"),
        why: text("。"),
        basis: basis(),
        choices: Vec::new(),
        changeable: false,
        decides_office: false,
    }
}

fn definitions(grammar: &mut Grammar<'_>) -> Vec<Definition> {
    let mut definitions = Vec::new();
    for n in 0..[0, 0, 1, 2, 3][grammar.random.usize(..5)] {
        let id = format!("d{n}");
        let when = grammar.condition(2);
        grammar.definitions.push(id.clone());
        definitions.push(Definition { id, when, text: text("d"), basis: basis(), open: None });
    }
    definitions
}

fn materials(random: &mut Rng) -> Vec<Material> {
    const SOURCES: [MaterialSource; 5] = [
        MaterialSource::Applicant,
        MaterialSource::Applicant,
        MaterialSource::Outcome,
        MaterialSource::DataSharing,
        MaterialSource::Intermediary,
    ];
    let count = random.usize(1..5);
    let material = |n| Material {
        id: format!("m{n}"),
        name: text("m"),
        source: SOURCES[random.usize(..5)],
        form: PaperForm::Original,
        count: 1,
        regular: None,
        fields: Vec::new(),
        files: None,
    };
    (0..count).map(material).collect()
}

fn items(grammar: &mut Grammar<'_>, materials: &[Material]) -> Vec<Item> {
    let count = grammar.random.usize(..5);
    let mut items: Vec<Item> = (0..count).map(|n| item(grammar, n, materials)).collect();
    if grammar.random.u8(..6) == 0
        && let Some(last) = items.pop()
    {
        items.extend(before_and_after(last));
    }
    items
}

/// Two items in the place of one: until the law turns, and from then on.
fn before_and_after(item: Item) -> [Item; 2] {
    let before = Item { id: format!("{}-old", item.id), valid: until(), ..item.clone() };
    [before, Item { valid: from(), ..item }]
}

fn until() -> Valid {
    Valid { from: None, to: Some(turn()) }
}

fn from() -> Valid {
    Valid { from: Some(turn()), to: None }
}

fn item(grammar: &mut Grammar<'_>, n: usize, materials: &[Material]) -> Item {
    let pick = |random: &mut Rng| materials[random.usize(..materials.len())].id.clone();
    let mut uses = Vec::new();
    for material in materials {
        if grammar.random.bool() {
            uses.push(used(grammar, material, n, materials));
        }
    }
    // Only items before it, so that no chain goes in a circle.
    let earlier: Vec<usize> = (0..n).filter(|_| grammar.random.u8(..4) == 0).collect();
    let after = earlier
        .into_iter()
        .map(|other| Prerequisite { any: vec![format!("i{other}")], when: grammar.condition(1) })
        .collect();
    Item {
        id: format!("i{n}"),
        name: text("i"),
        kind: "permit".into(),
        stage: "s".into(),
        agency: text("a"),
        needed_when: grammar.condition(3),
        needed_text: text("n"),
        basis: vec![basis()],
        outcome: grammar.random.bool().then(|| pick(grammar.random)),
        note: None,
        notice_days: 5,
        duration: Duration::Authority,
        limit: None,
        pledged: None,
        closed: None,
        after,
        materials: uses,
        valid: Valid::default(),
    }
}

fn used(grammar: &mut Grammar<'_>, material: &Material, n: usize, materials: &[Material]) -> Use {
    let why = || Deferral { standing: Standing::Illustrative, why: text("w"), within: None };
    let instead = || Undertaking { standing: Standing::Illustrative, why: text("w") };
    let from = (0..n).filter(|_| grammar.random.u8(..4) == 0).map(|other| format!("i{other}")).collect();
    let others = materials.iter().filter(|other| other.id != material.id);
    let others: Vec<String> =
        others.filter(|_| grammar.random.u8(..4) == 0).map(|other| other.id.clone()).collect();
    let alternatives = others.chunks(1 + grammar.random.usize(..2)).map(<[String]>::to_vec).collect();
    Use {
        material: material.id.clone(),
        needed_when: if grammar.random.bool() { Condition::Constant(true) } else { grammar.condition(2) },
        needed_text: text("n"),
        basis: vec![basis()],
        called: None,
        from,
        alternatives,
        deferrable: grammar.random.bool().then(why),
        commitment: (grammar.random.u8(..4) == 0).then(instead),
        recommended: grammar.random.u8(..12) == 0,
        added: false,
    }
}
