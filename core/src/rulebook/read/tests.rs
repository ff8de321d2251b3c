use super::*;
use crate::application::Application;
use crate::calendar::tests::data;
use crate::plan::tests::{item, rulebook};
use crate::review::{Need, review};
use crate::rulebook::{Basis, Fact, Standing, Valid};
use crate::text::Text;

fn fact(kind: FactType, min: i64) -> Fact {
    let basis = Basis::of("X", "", Standing::Law);
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
    assert_eq!(
        rulebook.on(on("2025-08-31")).version(),
        rulebook.version(),
        "an edition is no other rulebook"
    );
}

#[test]
fn a_review_uses_what_is_in_force_on_its_day() {
    let rulebook = changing();
    let application = Application::read(&rulebook, r#"{"rulebook":"test","facts":{"a":false}}"#).unwrap();
    let need = |day: &str| review(&rulebook, &application, on(day)).items[0].need;
    assert_eq!(need("2025-08-31"), Need::Needed);
    assert_eq!(need("2025-09-01"), Need::NotNeeded);
}

/// What is wrong with the changing rulebook, once changed so.
fn wrong(change: impl Fn(&mut serde_json::Value)) -> String {
    let mut law = serde_json::to_value(&changing().law).unwrap();
    change(&mut law);
    Law::read(&law.to_string()).map_or_else(|error| error.0, |_| String::new())
}

#[test]
fn a_law_that_is_none_is_told_with_the_place() {
    let told = |what: &str| format!("this is no compiled rulebook: {what}");
    assert_eq!(Law::read("{").map_err(|error| error.0), Err(told("it is no whole JSON text")));
    assert_eq!(wrong(|_| ()), "");
    assert_eq!(wrong(|law| law["items"][0]["odd"] = 1.into()), told("/items/0: there is no member odd"));
    assert_eq!(
        wrong(|law| law["items"][0]["neededWhen"]["odd"] = 1.into()),
        told("/items/0/neededWhen: this has to be an object with one member")
    );
    assert_eq!(
        wrong(|law| law["bands"][1] = (-1).into()),
        told("/bands/1: this has to be a whole number from 0")
    );
    assert_eq!(
        wrong(|law| law["name"]["zh"] = serde_json::Value::Null),
        told("/name/zh: this has to be a text")
    );
    assert_eq!(
        wrong(|law| law["facts"][0]["type"] = "Bool".into()),
        told("/facts/0/type: none of what can stand here: Bool")
    );
    assert_eq!(
        wrong(|law| drop(law["items"][0].as_object_mut().unwrap().remove("neededWhen"))),
        told("/items/0: a member is missing: neededWhen")
    );
    let deep = format!("{}true{}", "{\"not\":".repeat(200), "}".repeat(200));
    assert_eq!(json::typed::<Condition>(&deep), Err("it is nested too deep".into()));
}

#[test]
fn every_member_of_a_law_is_read_or_missed() {
    let whole = serde_json::to_value(&changing().law).unwrap();
    let mut places = Vec::new();
    members(&whole, String::new(), &mut places);
    for (at, name) in places {
        let mut less = whole.clone();
        less.pointer_mut(&at).unwrap().as_object_mut().unwrap().remove(&name);
        if let Ok(law) = Law::read(&less.to_string()) {
            let mut read = serde_json::to_value(law).unwrap();
            match read.pointer_mut(&at) {
                Some(object) => drop(object.as_object_mut().unwrap().remove(&name)),
                None => assert_eq!(less.pointer(&at), Some(&serde_json::json!({})), "{at}/{name}"),
            }
            if read.pointer(&at).is_some() {
                assert_eq!(read, less, "{at}/{name}");
            }
        }
        let mut odd = whole.clone();
        odd.pointer_mut(&at).unwrap()[&name] = serde_json::json!({ "odd": 1 });
        assert!(Law::read(&odd.to_string()).is_err(), "{at}/{name}");
    }
}

fn members(value: &serde_json::Value, at: String, places: &mut Vec<(String, String)>) {
    match value {
        serde_json::Value::Object(entries) => {
            for (name, inner) in entries {
                places.push((at.clone(), name.clone()));
                members(inner, format!("{at}/{name}"), places);
            }
        }
        serde_json::Value::Array(entries) => {
            entries.iter().enumerate().for_each(|(n, inner)| members(inner, format!("{at}/{n}"), places));
        }
        _ => {}
    }
}

#[test]
fn the_law_on_a_day_is_written_as_the_law_that_was_read() {
    let rulebook = changing();
    for day in ["2025-08-31", "2025-09-01", "2030-01-01"] {
        let law = json::write(&rulebook.on(on(day)).law).unwrap();
        assert_eq!(rulebook.law_on(on(day)), law);
    }
}
