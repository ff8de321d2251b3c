use super::*;
use crate::application::Application;
use crate::calendar::tests::data;
use crate::plan::tests::{item, rulebook};
use crate::review::{Need, review};
use crate::rulebook::{Basis, Fact, Standing, Valid};
use crate::text::Text;

fn fact(kind: FactType, min: i64) -> Fact {
    let basis = Basis { source: "X".into(), article: String::new(), standing: Standing::Law, words: None };
    Fact {
        id: "n".into(),
        kind,
        group: "g".into(),
        unit: None,
        min: Some(Decimal::whole(min)),
        max: None,
        question: Text::default(),
        why: Text::default(),
        basis,
        choices: Vec::new(),
        changeable: false,
        decides_office: false,
    }
}

#[test]
fn cells_that_no_number_can_be_in_do_not_count() {
    let thresholds = [Decimal::whole(2), Decimal::whole(3)];
    let inhabited = |kind, min| -> Vec<usize> {
        (0..5).filter(|cell| is_inhabited(*cell, &fact(kind, min), &thresholds)).collect()
    };
    assert_eq!(inhabited(FactType::Number, 0), [0, 1, 2, 3, 4]);
    assert_eq!(inhabited(FactType::Integer, 0), [0, 1, 3, 4]);
    assert_eq!(inhabited(FactType::Integer, 2), [1, 3, 4]);
}

fn on(text: &str) -> Day {
    Day::read(text).unwrap()
}

/// A permit that everybody needed, and from 2025-09-01 on only where `a`.
fn changing() -> Rulebook {
    let always = rulebook(&[item("x", 5, &[])]);
    let mut law = always.law.clone();
    law.items[0].valid.to = Some(on("2025-09-01"));
    let mut later = law.items[0].clone();
    later.valid = Valid { from: Some(on("2025-09-01")), to: None };
    later.needed_when = Condition::Yes("a".into());
    law.items.push(later);
    let calendar = serde_json::to_string(&data()).unwrap();
    Rulebook::read(&serde_json::to_string(&law).unwrap(), &calendar).unwrap()
}

#[test]
fn each_day_has_its_edition() {
    let rulebook = changing();
    let needed = |day: &str| rulebook.on(on(day)).law.items[0].needed_when.clone();
    assert_eq!(rulebook.on(on("2025-08-31")).law.items.len(), 1);
    assert_eq!(needed("1990-01-01"), Condition::Constant(true));
    assert_eq!(needed("2025-08-31"), Condition::Constant(true));
    assert_eq!(needed("2025-09-01"), Condition::Yes("a".into()));
    assert_eq!(rulebook.law.items[0].needed_when, Condition::Yes("a".into()), "the last edition is at hand");
    assert_eq!(rulebook.on(on("2025-08-31")).version, rulebook.version, "an edition is no other rulebook");
}

#[test]
fn a_review_uses_what_is_in_force_on_its_day() {
    let rulebook = changing();
    let application = Application::read(&rulebook, r#"{"rulebook":"test","facts":{"a":false}}"#).unwrap();
    let need = |day: &str| review(&rulebook, &application, on(day)).items[0].need;
    assert_eq!(need("2025-08-31"), Need::Needed);
    assert_eq!(need("2025-09-01"), Need::NotNeeded);
}
