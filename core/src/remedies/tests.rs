//! Small laws, and the ways out of their refusals.

use serde_json::{Value, json};

use super::*;
use crate::calendar::tests::day;
use crate::plan::tests::{application, asks, item, with};
use crate::review::tests::{law, never, program};

/// The law with these facts changeable.
fn changeable(mut members: Value, facts: &[&str]) -> Rulebook {
    let mut all = serde_json::to_value(law(json!({})).law.facts).unwrap();
    for fact in all.as_array_mut().unwrap() {
        fact["changeable"] = json!(facts.contains(&fact["id"].as_str().unwrap()));
    }
    members["facts"] = all;
    law(members)
}

/// What there is to change, per remedy, as `fact: to`.
fn changes(law: &Rulebook, members: Value) -> Vec<String> {
    let found = remedies(law, &application(law, members), day("2026-03-02"));
    let told = |change: &Change| format!("{}: {}", change.fact, serde_json::to_string(&change.to).unwrap());
    let each = |remedy: &Remedy| {
        let changed = remedy.changes.iter().map(told);
        let supplied = remedy.supply.iter().map(|paper| format!("supply {paper}"));
        let promised = remedy.promise.iter().map(|paper| format!("promise {paper}"));
        changed.chain(supplied).chain(promised).collect::<Vec<_>>().join(", ")
    };
    found.remedies.iter().map(each).collect()
}

fn ways(when: &Value, may_change: &[&str], facts: Value) -> Vec<String> {
    changes(&changeable(json!({ "programs": [program(when)] }), may_change), json!({ "facts": facts }))
}

fn kinds(ids: &[&str]) -> Value {
    json!({ "one-of": { "fact": "kind", "choices": ids } })
}

fn compare(fact: &str, op: &str, value: &str) -> Value {
    json!({ "compare": { "fact": fact, "op": op, "value": value } })
}

#[test]
fn there_may_be_no_way_one_or_several() {
    let when = json!({ "all": [{ "yes": "a" }, { "any": [{ "yes": "b" }, { "yes": "c" }] }] });
    let facts = json!({ "a": true, "b": false, "c": false });
    assert_eq!(ways(&when, &["b", "c"], facts.clone()), ["b: true", "c: true"]);
    assert_eq!(ways(&when, &["c"], facts.clone()), ["c: true"]);
    assert!(ways(&when, &["a"], facts).is_empty());
    let none = json!({ "a": false, "b": false, "c": false });
    assert_eq!(ways(&when, &["a", "b", "c"], none), ["a: true, b: true", "a: true, c: true"]);
    assert!(ways(&when, &["b"], json!({ "a": true, "b": true })).is_empty(), "there is nothing to turn");
}

#[test]
fn answers_that_contradict_are_made_to_agree() {
    let all = |parts: Value| json!({ "all": parts });
    let not = |part: Value| json!({ "not": part });
    let yes = |fact: &str| json!({ "yes": fact });
    let constraints = json!([
        never("a-then-b", all(json!([yes("a"), not(yes("b"))]))),
        never("b-then-c", all(json!([yes("b"), not(yes("c"))]))),
        never("no-road", all(json!([yes("c"), kinds(&["road"])]))),
    ]);
    let ways = |may_change: &[&str], facts: Value| {
        let law = changeable(json!({ "constraints": constraints }), may_change);
        changes(&law, json!({ "facts": facts }))
    };
    let free = ["a", "b", "c", "kind"];
    assert_eq!(ways(&free, json!({ "a": true, "b": false })), ["a: false", "b: true"]);
    assert_eq!(ways(&["b"], json!({ "a": true, "b": false })), ["b: true"]);
    assert!(ways(&["c"], json!({ "a": true, "b": false })).is_empty());
    // What the other answers exclude is no way; what is open is not asked for.
    assert_eq!(ways(&free, json!({ "a": true, "b": false, "c": false })), ["a: false"]);
    let both = ways(&["b", "c"], json!({ "a": true, "b": false, "c": false }));
    assert_eq!(both, ["b: true, c: true"]);
    assert!(ways(&free, json!({ "a": true, "b": true })).is_empty(), "these agree");
    let law = changeable(json!({ "constraints": constraints }), &free);
    let application = application(&law, json!({ "facts": { "a": true, "b": false } }));
    let told = serde_json::to_value(remedies(&law, &application, day("2026-03-02"))).unwrap();
    let first = &told["remedies"][0];
    assert_eq!(first["target"], json!({ "constraints": ["a-then-b"] }));
    assert_eq!((&first["from"], &first["to"]), (&json!("contradict"), &json!("agree")));
}

#[test]
fn each_choice_is_a_way_and_of_numbers_the_nearest() {
    assert_eq!(
        ways(&kinds(&["house", "school"]), &["kind"], json!({ "kind": "road" })),
        ["kind: \"house\"", "kind: \"school\""]
    );
    let between = json!({ "all": [compare("area", "ge", "21"), compare("area", "lt", "50.5")] });
    assert_eq!(ways(&between, &["area"], json!({ "area": 3 })), ["area: 21"]);
    assert_eq!(ways(&between, &["area"], json!({ "area": 77 })), ["area: 50.4"]);
    let outside = json!({ "any": [compare("area", "lt", "10"), compare("area", "gt", "100")] });
    assert_eq!(ways(&outside, &["area"], json!({ "area": 20 })), ["area: 9"]);
    assert_eq!(ways(&outside, &["area"], json!({ "area": 99 })), ["area: 101"]);
    let narrow = json!({ "all": [compare("area", "gt", "21"), compare("area", "lt", "21.5")] });
    assert_eq!(ways(&narrow, &["area"], json!({ "area": 3 })), ["area: 21.1"]);
    let storeys = json!({ "all": [compare("storeys", "gt", "2"), compare("storeys", "lt", "3")] });
    assert!(ways(&storeys, &["storeys"], json!({ "storeys": 2 })).is_empty(), "no storey is a half");
    assert!(ways(&compare("area", "lt", "0"), &["area"], json!({ "area": 3 })).is_empty(), "the least is 0");
}

#[test]
fn a_set_changes_as_little_as_it_can() {
    let ticked = |id: &str| json!({ "contains": { "fact": "ticks", "choice": id } });
    let facts = json!({ "ticks": ["z"] });
    assert_eq!(ways(&ticked("y"), &["ticks"], facts.clone()), [r#"ticks: ["y","z"]"#]);
    let some = json!({ "any": [ticked("x"), ticked("y")] });
    assert_eq!(ways(&some, &["ticks"], facts.clone()), [r#"ticks: ["y","z"]"#, r#"ticks: ["x","z"]"#]);
    let one = json!({ "any": [json!({ "all": [ticked("x"), ticked("y")] }), json!({ "not": ticked("z") })] });
    assert_eq!(ways(&one, &["ticks"], facts), ["ticks: []"]);
}

#[test]
fn an_open_question_counts_only_where_it_does_not_matter() {
    let when = json!({ "all": [{ "yes": "a" }, { "yes": "b" }] });
    assert!(ways(&when, &["b"], json!({ "b": false })).is_empty());
    assert_eq!(ways(&when, &["a", "b"], json!({ "b": false })), ["a: true, b: true"]);
    let either = json!({ "any": [{ "all": [{ "yes": "a" }, { "yes": "b" }] }, { "all": [{ "not": { "yes": "a" } }, { "yes": "b" }] }] });
    assert_eq!(ways(&either, &["b"], json!({ "b": false })), ["b: true"]);
    assert_eq!(ways(&either, &["a", "b"], json!({ "b": false })), ["b: true"]);
}

#[test]
fn what_a_constraint_forbids_is_no_way() {
    let when = json!({ "any": [{ "yes": "b" }, { "yes": "c" }] });
    let apart = never("apart", json!({ "all": [{ "yes": "a" }, { "yes": "b" }] }));
    let facts = json!({ "facts": { "a": true, "b": false, "c": false } });
    let of = |may_change: &[&str]| {
        changes(
            &changeable(json!({ "programs": [program(&when)], "constraints": [apart] }), may_change),
            facts.clone(),
        )
    };
    assert_eq!(of(&["b", "c"]), ["c: true"]);
    assert!(of(&["b"]).is_empty());
    assert_eq!(of(&["a", "b"]), ["a: false, b: true"]);
}

#[test]
fn only_the_programs_wished_for_are_turned() {
    let other = with(program(&json!({ "yes": "b" })), json!({ "id": "other" }));
    let law = changeable(json!({ "programs": [program(&json!({ "yes": "a" })), other] }), &["a", "b"]);
    let facts = json!({ "a": false, "b": false });
    assert_eq!(changes(&law, json!({ "facts": facts })), ["a: true", "b: true"]);
    assert_eq!(changes(&law, json!({ "facts": facts, "programs": ["other"] })), ["b: true"]);
}

#[test]
fn a_missing_paper_can_be_supplied_replaced_promised_or_made_needless() {
    let why = json!({ "standing": "law", "why": { "zh": "可以", "en": "may" } });
    let used = asks("p", json!({ "neededWhen": { "yes": "a" }, "alternatives": [["q"]], "deferrable": why }));
    let x = with(item("x", 5, &[]), json!({ "materials": [used] }));
    let law = changeable(json!({ "items": [x] }), &["a"]);
    let facts = json!({ "facts": { "a": true } });
    assert_eq!(changes(&law, facts.clone()), ["supply p", "supply q", "promise p", "a: false"]);
    let found = remedies(&law, &application(&law, facts), day("2026-03-02"));
    let states: Vec<Value> =
        found.remedies.iter().map(|remedy| serde_json::to_value(remedy.to).unwrap()).collect();
    assert_eq!(states, ["in-hand", "in-hand", "promised", "waived"]);
    assert_eq!(serde_json::to_value(&found.remedies[0].target).unwrap(), json!({ "material": "p" }));
}
