//! Small laws: what is decided, why, and what is still asked.

use serde_json::{Value, json};

use super::*;
use crate::calendar::tests::{data, day};
use crate::plan::tests::{application, asks, item, limit, with};

pub(crate) fn text(id: &str) -> Value {
    json!({ "zh": id, "en": id })
}

pub(crate) fn basis(article: &str) -> Value {
    json!({ "source": "L-XKF", "article": article, "standing": "law" })
}

/// A law over the questions `a`, `b`, `c` (yes or no), `kind` (house, road, school), `area` and `storeys` (numbers)
/// and `ticks` (a set of x, y, z), with what is written in `members`.
pub(crate) fn law(members: Value) -> Rulebook {
    let fact = |id: &str, kind: &str, members: Value| {
        let fact = json!({ "id": id, "type": kind, "group": "g", "question": text(id), "why": text(id), "basis": basis("1") });
        with(fact, members)
    };
    let choices =
        |ids: &[&str]| -> Vec<Value> { ids.iter().map(|id| json!({ "id": id, "text": text(id) })).collect() };
    let items = [item("x", 5, &[]), item("y", 7, &["x"]), item("z", 9, &[])];
    let mut law = serde_json::to_value(crate::plan::tests::rulebook(&items).law).unwrap();
    law["facts"] = json!([
        fact("a", "bool", json!({})),
        fact("b", "bool", json!({})),
        fact("c", "bool", json!({})),
        fact("kind", "choice", json!({ "choices": choices(&["house", "road", "school"]) })),
        fact("area", "number", json!({ "min": "0" })),
        fact("storeys", "integer", json!({ "min": "1", "max": "200" })),
        fact("ticks", "set", json!({ "choices": choices(&["x", "y", "z"]) })),
    ]);
    law["programs"] = json!([]);
    let calendar = serde_json::to_string(&data()).unwrap();
    Rulebook::read(&with(law, members).to_string(), &calendar).unwrap()
}

pub(crate) fn rule(id: &str, when: Value, verdict: &str) -> Value {
    json!({ "id": id, "when": when, "verdict": verdict, "text": text(id), "basis": basis(id) })
}

/// A program that one may have where the condition holds, and else not.
pub(crate) fn program(when: &Value) -> Value {
    program_of(&[rule("yes", when.clone(), "eligible"), rule("no", json!({ "not": when }), "not-eligible")])
}

pub(crate) fn program_of(rules: &[Value]) -> Value {
    json!({ "id": "service", "name": text("service"), "summary": text("s"), "basis": basis("2"), "rules": rules })
}

pub(crate) fn never(id: &str, when: Value) -> Value {
    json!({ "id": id, "never": when, "text": text(id), "basis": basis("3") })
}

fn reviewed(law: &Rulebook, facts: Value) -> Review<'_> {
    let application = Box::leak(Box::new(application(law, json!({ "facts": facts }))));
    review(law, application, day("2026-03-02"))
}

/// The program's verdict and what it asks, as JSON.
fn decided(law: &Rulebook, facts: Value) -> Value {
    let review = serde_json::to_value(reviewed(law, facts)).unwrap();
    json!([review["programs"][0]["verdict"], review["programs"][0]["ask"]])
}

fn both() -> Value {
    json!({ "all": [{ "yes": "a" }, { "yes": "b" }] })
}

#[test]
fn a_constraint_can_settle_a_verdict() {
    let law = law(
        json!({ "programs": [program(&json!({ "yes": "b" }))], "constraints": [never("apart", both())] }),
    );
    assert_eq!(decided(&law, json!({ "a": true })), json!(["not-eligible", []]));
    assert_eq!(decided(&law, json!({ "a": false })), json!(["undetermined", ["b"]]));
    assert_eq!(decided(&law, json!({})), json!(["undetermined", ["b"]]));
}

#[test]
fn of_coupled_questions_the_earlier_is_asked() {
    let differ = json!({ "any": [
        { "all": [{ "yes": "a" }, { "not": { "yes": "b" } }] },
        { "all": [{ "yes": "b" }, { "not": { "yes": "a" } }] },
    ] });
    let service = |when: Value| {
        law(json!({ "programs": [program(&when)], "constraints": [never("alike", differ.clone())] }))
    };
    assert_eq!(decided(&service(both()), json!({})), json!(["undetermined", ["a"]]));
    assert_eq!(decided(&service(json!({ "yes": "b" })), json!({})), json!(["undetermined", ["a"]]));
    assert_eq!(decided(&service(differ.clone()), json!({})), json!(["not-eligible", []]));
    let and_c = json!({ "all": [{ "yes": "b" }, { "yes": "c" }] });
    assert_eq!(decided(&service(and_c), json!({})), json!(["undetermined", ["a", "c"]]));
}

#[test]
fn a_set_is_one_question_even_where_choices_are_coupled() {
    let ticked = |id: &str| json!({ "contains": { "fact": "ticks", "choice": id } });
    let only_with = json!({ "all": [ticked("x"), { "not": { "yes": "a" } }] });
    let law =
        law(json!({ "programs": [program(&ticked("x"))], "constraints": [never("only-with", only_with)] }));
    assert_eq!(decided(&law, json!({})), json!(["undetermined", ["ticks"]]));
    assert_eq!(decided(&law, json!({ "a": false })), json!(["not-eligible", []]));
    assert_eq!(decided(&law, json!({ "ticks": ["y"] })), json!(["not-eligible", []]));
}

#[test]
fn answers_that_contradict_are_told_and_everything_else_is_still_decided() {
    let law = law(
        json!({ "programs": [program(&json!({ "yes": "c" }))], "constraints": [never("apart", both())] }),
    );
    let review = reviewed(&law, json!({ "a": true, "b": true, "c": true }));
    let told = review.findings.iter().find(|finding| finding.code == FindingCode::AnswersContradict).unwrap();
    assert_eq!((told.subject, told.level), ("apart", Level::Error));
    let values: Vec<&str> = told.reason.grounds.values.iter().map(|value| value.fact).collect();
    assert_eq!(values, ["a", "b"]);
    assert_eq!(review.verdict, Verdict::Incomplete);
    assert_eq!(review.programs[0].verdict, Eligibility::Eligible);
}

#[test]
fn constraints_that_leave_nothing_together_are_a_contradiction_too() {
    let constraints = [
        never("with", json!({ "all": [{ "yes": "a" }, { "yes": "b" }] })),
        never("without", json!({ "all": [{ "yes": "a" }, { "not": { "yes": "b" } }] })),
    ];
    let law = law(json!({ "programs": [program(&json!({ "yes": "b" }))], "constraints": constraints }));
    let review = reviewed(&law, json!({ "a": true }));
    let told: Vec<&str> = review.findings.iter().map(|finding| finding.subject).collect();
    assert_eq!(told, ["without"]);
    assert_eq!(review.findings[0].reason.grounds.values[0].fact, "a");
    assert_eq!(review.programs[0].verdict, Eligibility::NotEligible, "the first constraint is kept");
    assert_eq!(review.programs[0].reasons[0].grounds.values[0].fact, "a");
}

#[test]
fn the_deciding_answers_are_the_fewest_from_the_first_on() {
    let when = json!({ "any": [both(), { "yes": "c" }] });
    let law = law(json!({ "programs": [program(&when)] }));
    let values = |facts: Value| -> Vec<String> {
        let review = reviewed(&law, facts);
        review.programs[0].reasons[0]
            .grounds
            .values
            .iter()
            .map(|v| format!("{}={}", v.fact, v.value))
            .collect()
    };
    assert_eq!(values(json!({ "a": true, "b": true, "c": true })), ["a=true", "b=true"]);
    assert_eq!(values(json!({ "a": true, "b": false, "c": true })), ["c=true"]);
    assert_eq!(values(json!({ "a": true, "b": false, "c": false })), ["b=false", "c=false"]);
}

#[test]
fn a_verdict_rests_on_what_is_presumed_only_where_nothing_given_decides() {
    let when = json!({ "any": [{ "yes": "a" }, { "yes": "b" }] });
    let law = law(json!({ "programs": [program(&when)] }));
    let presumed = json!({ "value": true, "as": "presumed" });
    let promised = json!({ "value": true, "as": "promised" });
    let rests = |facts: Value| serde_json::to_value(&reviewed(&law, facts).programs[0].rests).unwrap();
    assert_eq!(rests(json!({ "a": presumed, "b": true })), json!([]));
    assert_eq!(rests(json!({ "a": presumed, "b": false })), json!([{ "fact": "a", "as": "presumed" }]));
    assert_eq!(rests(json!({ "a": presumed, "b": promised })), json!([{ "fact": "a", "as": "presumed" }]));
    assert_eq!(rests(json!({ "a": { "value": false, "as": "presumed" } })), json!([]));
    let review = reviewed(&law, json!({ "a": presumed, "b": true }));
    let values = serde_json::to_value(&*review.programs[0].reasons[0].grounds.values).unwrap();
    assert_eq!(values, json!([{ "fact": "b", "value": "true" }]));
}

/// What was given, what the rule wants, and the difference.
fn measured<'r>(reason: &'r Reason<'_>) -> [&'r str; 3] {
    [&reason.grounds.given, &reason.grounds.limit, &reason.grounds.difference]
        .map(|text| text.as_deref().unwrap_or("-"))
}

#[test]
fn a_reason_tells_what_was_given_and_what_the_law_wants() {
    let one_of = json!({ "one-of": { "fact": "kind", "choices": ["house", "school"] } });
    let large = json!({ "compare": { "fact": "area", "op": "ge", "value": "21" } });
    let of = |when: &Value, facts: Value| {
        let law = law(json!({ "programs": [program(when)] }));
        let review = reviewed(&law, facts);
        measured(&review.programs[0].reasons[0]).map(str::to_owned)
    };
    assert_eq!(of(&json!({ "yes": "a" }), json!({ "a": false })), ["false", "true", "-"]);
    assert_eq!(of(&one_of, json!({ "kind": "road" })), ["road", "house, school", "-"]);
    assert_eq!(of(&one_of, json!({ "kind": "house" })), ["house", "house, school", "-"]);
    assert_eq!(of(&large, json!({ "area": 20.5 })), ["20.5", "21", "-0.5"]);
    let large_house = json!({ "all": [one_of, large] });
    assert_eq!(of(&large_house, json!({ "kind": "house", "area": 30 })), ["30", "21", "9"]);
    assert_eq!(of(&large_house, json!({ "kind": "road", "area": 30 })), ["road", "house, school", "-"]);
}

#[test]
fn a_definition_that_decided_is_told_by_its_innermost_row() {
    let definition =
        |id: &str, when: Value| json!({ "id": id, "when": when, "text": text(id), "basis": basis(id) });
    let tall = json!({ "compare": { "fact": "storeys", "op": "gt", "value": "8" } });
    let law = law(json!({
        "definitions": [
            definition("row-1", json!({ "yes": "a" })),
            definition("row-2", tall),
            definition("special", json!({ "any": [{ "defined": "row-1" }, { "defined": "row-2" }] })),
        ],
        "programs": [program(&json!({ "defined": "special" }))],
    }));
    let meanings = |facts: Value| -> Vec<String> {
        let review = reviewed(&law, facts);
        review.programs[0].reasons[0]
            .grounds
            .meanings
            .iter()
            .map(|meaning| meaning.definition.to_owned())
            .collect()
    };
    assert_eq!(meanings(json!({ "a": false, "storeys": 9 })), ["row-2"]);
    assert_eq!(meanings(json!({ "a": true, "storeys": 9 })), ["row-1"]);
    assert_eq!(meanings(json!({ "a": false, "storeys": 8 })), ["special"]);
}

#[test]
fn a_rulebook_that_was_not_proven_refers_its_gaps_and_conflicts_to_a_person() {
    let rules =
        [rule("one", json!({ "yes": "a" }), "eligible"), rule("two", json!({ "yes": "b" }), "not-eligible")];
    let law = law(json!({ "programs": [program_of(&rules)] }));
    let told = |facts: Value| {
        let review = reviewed(&law, facts);
        let rules: Vec<String> =
            review.programs[0].reasons.iter().map(|reason| reason.rule.to_owned()).collect();
        (review.programs[0].verdict, rules)
    };
    let rules = |ids: &[&str]| ids.iter().map(|id| (*id).to_owned()).collect::<Vec<_>>();
    let none = told(json!({ "a": false, "b": false }));
    assert_eq!(none, (Eligibility::Refer, rules(&["rulebook-gap"])));
    let two = told(json!({ "a": true, "b": true }));
    assert_eq!(two, (Eligibility::Refer, rules(&["rulebook-conflict", "one", "two"])));
    let review = reviewed(&law, json!({ "a": true, "b": true }));
    assert!(review.programs[0].reasons[0].text.en.contains("one (eligible), two (not eligible)"));
}

#[test]
fn a_gap_and_a_rule_that_refers_are_one_verdict() {
    let rules = [rule("one", json!({ "yes": "a" }), "refer")];
    let law = law(json!({ "programs": [program_of(&rules)] }));
    assert_eq!(decided(&law, json!({})), json!(["refer", []]));
}

#[test]
fn a_total_limit_is_decided_like_a_program() {
    let total = |rules: Value| json!({ "id": "total", "name": text("total"), "basis": basis("4"), "unit": "working", "excludes": text("e"), "rules": rules });
    let row = |id: &str, when: Value, verdict: &str, days: Value| {
        with(rule(id, when, verdict), json!({ "days": days }))
    };
    let kind = |id: &str| json!({ "one-of": { "fact": "kind", "choices": [id] } });
    let law = law(json!({ "totals": [total(json!([
        row("short", kind("house"), "limited", json!(28)),
        row("same", kind("school"), "limited", json!(28)),
        row("out", kind("road"), "none", Value::Null),
    ]))] }));
    let told = |facts: Value| {
        let total = reviewed(&law, facts).totals.remove(0);
        (total.verdict, total.days, total.ask, total.reasons.len())
    };
    assert_eq!(told(json!({ "kind": "school" })), (Allowance::Limited, Some(28), vec![], 1));
    assert_eq!(told(json!({ "kind": "road" })), (Allowance::None, None, vec![], 1));
    assert_eq!(told(json!({})), (Allowance::Undetermined, None, vec!["kind"], 0));
}

#[test]
fn what_a_service_covers_is_wanted_or_not_or_not_known() {
    let scope = json!([{ "id": "land", "when": { "contains": { "fact": "ticks", "choice": "x" } }, "extent": "advice", "text": text("t"), "basis": basis("5") }]);
    let program = with(program(&json!({ "constant": true })), json!({ "scope": scope }));
    let law = law(json!({ "programs": [program] }));
    let wanted = |facts: Value| reviewed(&law, facts).programs[0].scope[0].wanted;
    assert_eq!(wanted(json!({ "ticks": ["x"] })), Some(true));
    assert_eq!(wanted(json!({ "ticks": [] })), Some(false));
    assert_eq!(wanted(json!({})), None);
}

#[test]
fn savings_count_rounds_and_working_days() {
    let ticked = ["x", "y", "z"].map(|id| json!({ "id": id, "basis": basis("6") }));
    let one_permit = with(
        program(&json!({ "constant": true })),
        json!({
            "ticks": "ticks", "joint": limit(10, "working"),
            "items": ticked,
        }),
    );
    let items = [item("x", 5, &[]), item("y", 7, &["x"]), item("z", 9, &["y"])];
    let open = with(item("w", 3, &[]), json!({ "duration": "third-party", "outcome": null }));
    let pledged = with(items[2].clone(), json!({ "pledged": limit(4, "working") }));
    let law = law(
        json!({ "programs": [one_permit], "items": [items[0], items[1], pledged, open], "gates": [{ "item": "z", "basis": [basis("7")] }] }),
    );
    let alone = reviewed(&law, json!({})).savings;
    let pair = |saving: Saving| (saving.alone, saving.together);
    assert_eq!((pair(alone.steps), pair(alone.visits)), ((4, 3), (4, 4)));
    assert_eq!(alone.days, DaysSaving { alone: 16, together: 16, open: vec!["w"] });
    let wish = json!({ "facts": { "ticks": ["x", "y"] }, "programs": ["service"] });
    let wish = application(&law, wish);
    let review = review(&law, &wish, day("2026-03-02"));
    assert_eq!((pair(review.savings.steps), pair(review.savings.visits)), ((4, 2), (4, 3)));
    assert_eq!(review.savings.days, DaysSaving { alone: 16, together: 14, open: vec!["w"] });
    assert_eq!(review.items.iter().map(|item| item.gate).collect::<Vec<_>>(), [false, false, true, false]);
}

#[test]
fn a_missing_paper_says_which_answers_ask_for_it() {
    let when = json!({ "neededWhen": { "yes": "b" } });
    let x = with(item("x", 5, &[]), json!({ "neededWhen": { "yes": "a" }, "materials": [asks("p", when)] }));
    let law = law(json!({ "items": [x] }));
    let review = reviewed(&law, json!({ "a": true, "b": { "value": true, "as": "presumed" } }));
    let missing = review.findings.iter().find(|finding| finding.code == FindingCode::PaperMissing).unwrap();
    let values = serde_json::to_value(&*missing.reason.grounds.values).unwrap();
    assert_eq!(
        values,
        json!([
            { "fact": "a", "value": "true" },
            { "fact": "b", "value": "true", "as": "presumed" },
        ])
    );
}

/// A paper for which `first` pairs of questions ask, each with both answered yes, and whatever else asks for it. The
/// questions of the pairs stand so that their union would take a node for every subset of the pairs.
fn asked_by_pairs(more: &[Value]) -> Rulebook {
    const PAIRS: usize = 24;
    let pair =
        |n: usize| json!({ "all": [{ "yes": format!("f{n}") }, { "yes": format!("f{}", n + PAIRS) }] });
    let fact = |id: String| json!({ "id": id, "type": "bool", "group": "g", "question": text("q"), "why": text("w"), "basis": basis("1") });
    let facts: Vec<Value> = (0..2 * PAIRS + 2).map(|n| fact(format!("f{n}"))).collect();
    let asking = (0..PAIRS).map(pair).chain(more.iter().cloned()).enumerate().map(|(n, when)| {
        with(
            item(&format!("i{n}"), 5, &[]),
            json!({ "outcome": null, "neededWhen": when, "materials": [asks("p", json!({}))] }),
        )
    });
    law(json!({ "facts": facts, "items": asking.collect::<Vec<_>>() }))
}

fn moved<'r>(review: &'r Review<'_>) -> Vec<&'r str> {
    let by = review.ask.iter().filter(|ask| ask.moves.contains(&"p"));
    let mut facts: Vec<&str> = by.map(|ask| ask.fact).collect();
    facts.sort_by_key(|fact| fact[1..].parse::<u32>().unwrap());
    facts
}

fn need_of_p(review: &Review<'_>) -> Need {
    review.materials.iter().find(|paper| paper.id == "p").unwrap().need
}

#[test]
fn a_paper_that_very_many_ask_for_is_told_exactly_without_its_diagram() {
    let (f48, f49) = (json!({ "yes": "f48" }), json!({ "yes": "f49" }));
    let law = asked_by_pairs(&[f48.clone(), json!({ "all": [f48, f49] })]);
    let open = reviewed(&law, json!({}));
    assert_eq!(need_of_p(&open), Need::Undetermined);
    let all: Vec<String> = (0..49).map(|n| format!("f{n}")).collect();
    assert_eq!(moved(&open), all, "f49 asks for nothing that f48 does not ask for alone");
    assert_eq!(need_of_p(&reviewed(&law, json!({ "f48": true }))), Need::Needed);
}

#[test]
fn a_paper_that_is_asked_for_either_way_is_needed_without_its_diagram() {
    let law = asked_by_pairs(&[json!({ "yes": "f49" }), json!({ "not": { "yes": "f49" } })]);
    let review = reviewed(&law, json!({}));
    assert_eq!(need_of_p(&review), Need::Needed);
    assert!(moved(&review).is_empty());
}

#[test]
fn a_constraint_holds_for_a_paper_without_its_diagram() {
    let never = |when: Value| json!([never("n", when)]);
    let mut law = asked_by_pairs(&[]).law;
    let both_no = json!({ "all": [{ "not": { "yes": "f0" } }, { "not": { "yes": "f24" } }] });
    law.constraints = crate::json::typed(&never(both_no).to_string()).unwrap();
    let calendar = serde_json::to_string(&data()).unwrap();
    let law = Rulebook::read(&serde_json::to_string(&law).unwrap(), &calendar).unwrap();
    assert_eq!(moved(&reviewed(&law, json!({ "f0": false }))).len(), 46, "f24 is given away, f0 is answered");
}

/// A law whose item `x` asks for the papers p, q and r, with fields that have to agree.
fn papers_that_agree() -> Rulebook {
    let x = with(
        item("x", 5, &[]),
        json!({ "outcome": null, "materials": [asks("p", json!({})), asks("q", json!({})), asks("r", json!({}))] }),
    );
    let field = |id: &str, kind: &str| json!({ "id": id, "name": text(id), "type": kind });
    let paper = |id: &str, form: &str, fields: Value| {
        json!({ "id": id, "name": text(id), "source": "applicant", "form": form, "count": 2, "fields": fields,
                "regular": { "sealed": true, "within": 30, "issuers": ["Bureau"], "basis": basis("5") } })
    };
    let limits = |kinds: Value| json!({ "kinds": kinds, "maxBytes": 2_097_152, "basis": basis("7") });
    let agreement = |id: &str, of: &str, field: &str, relation: &str, other: Value| {
        json!({ "id": id, "material": of, "field": field, "relation": relation, "with": other, "text": text(id),
                "basis": basis("6") })
    };
    law(json!({
        "items": [x],
        "materials": [
            with(
                paper("p", "original", json!([field("area", "number")])),
                json!({ "files": with(limits(json!(["jpeg", "pdf"])), json!({ "maxPages": 3, "minPixels": 600 })) }),
            ),
            paper("q", "copy", json!([field("area", "number"), field("day", "date")])),
            paper("r", "electronic", json!([field("day", "date")])),
        ],
        "files": limits(json!(["pdf"])),
        "agreements": [
            agreement("area", "p", "area", "not-above", json!({ "fact": "area" })),
            agreement("areas", "q", "area", "equal", json!({ "paper": { "material": "p", "field": "area" } })),
            agreement("days", "r", "day", "not-before", json!({ "paper": { "material": "q", "field": "day" } })),
        ],
    }))
}

fn with_papers(law: &Rulebook, papers: &Value) -> Review<'static> {
    let law: &'static Rulebook = Box::leak(Box::new(law.clone()));
    let wish = json!({ "facts": { "area": 100 }, "items": ["x"], "materials": papers });
    review(law, Box::leak(Box::new(application(law, wish))), day("2026-03-02"))
}

#[test]
fn what_is_wrong_with_papers_is_told_with_both_sides() {
    let law = papers_that_agree();
    let told = |papers: Value| -> Vec<(FindingCode, String, String)> {
        let review = with_papers(&law, &papers);
        let text = |text: &Option<Rc<str>>| text.as_deref().unwrap_or("-").to_owned();
        let findings = review.findings.iter().filter(|finding| finding.code != FindingCode::PaperMissing);
        findings
            .map(|one| (one.code, text(&one.reason.grounds.given), text(&one.reason.grounds.limit)))
            .collect()
    };
    let pair = |given: &str, limit: &str| (given.to_owned(), limit.to_owned());
    let one = |papers: Value| {
        let [(_, given, limit)] = &told(papers)[..] else { panic!("not one finding") };
        pair(given, limit)
    };
    assert_eq!(one(json!([{ "id": "p", "copies": 1 }])), pair("1", "2"));
    assert_eq!(one(json!([{ "id": "p", "issuedOn": "2026-01-30" }])), pair("2026-01-30", "2026-01-31"));
    assert_eq!(told(json!([{ "id": "p", "issuedOn": "2026-01-31" }])), []);
    assert_eq!(one(json!([{ "id": "p", "issuer": "Office" }])), pair("Office", "Bureau"));
    assert_eq!(told(json!([{ "id": "p", "issuer": "ｂｕｒｅａｕ" }])), []);
    assert_eq!(one(json!([{ "id": "p", "fields": { "area": 100.5 } }])), pair("100.5", "100"));
    assert_eq!(told(json!([{ "id": "p", "fields": { "area": 100 } }])), []);
    let areas = json!([{ "id": "q", "fields": { "area": 90 } }, { "id": "p", "fields": { "area": 80 } }]);
    assert_eq!(told(areas), [(FindingCode::PapersDisagree, "90".into(), "80".into())]);
    assert_eq!(told(json!([{ "id": "q", "form": "original" }])), [], "an original serves as a copy");
    assert_eq!(told(json!([{ "id": "q", "form": "electronic" }])), []);
}

fn some_file(told: Value) -> Value {
    let file = json!({ "name": "a.pdf", "type": "pdf", "bytes": 1000, "sha256": "0".repeat(64) });
    with(file, told)
}

#[test]
fn what_is_wrong_with_a_file_is_told_with_both_sides() {
    let law = papers_that_agree();
    let told = |paper: &str, files: Vec<Value>| -> Vec<(String, String)> {
        let files: Vec<Value> = files.into_iter().map(some_file).collect();
        let review = with_papers(&law, &json!([{ "id": paper, "files": files }]));
        let irregular = review.findings.iter().filter(|finding| finding.code == FindingCode::PaperIrregular);
        let text = |text: &Option<Rc<str>>| text.as_deref().unwrap_or("-").to_owned();
        irregular.map(|one| (text(&one.reason.grounds.given), text(&one.reason.grounds.limit))).collect()
    };
    let pair = |given: &str, limit: &str| (given.to_owned(), limit.to_owned());
    assert_eq!(
        told("p", vec![json!({ "pages": 3 }), json!({ "type": "jpeg", "width": 600, "height": 900 })]),
        []
    );
    assert_eq!(told("p", vec![json!({ "pages": 4 })]), [pair("4", "3")]);
    assert_eq!(told("p", vec![json!({ "type": "jpeg", "width": 599, "height": 900 })]), [pair("599", "600")]);
    assert_eq!(told("p", vec![json!({ "type": "jpeg", "width": 599 })]), [], "a side is not told");
    assert_eq!(told("p", vec![json!({ "type": "png" })]), [pair("png", "JPEG / PDF")]);
    assert_eq!(told("q", vec![json!({ "type": "jpeg" })]), [pair("jpeg", "PDF")], "by the law's own limits");
    assert_eq!(told("p", vec![json!({ "bytes": 2_097_152 })]), []);
    assert_eq!(told("p", vec![json!({ "bytes": 2_097_153 })]), [pair("2.1 MB", "2 MB")]);
    assert_eq!(told("p", vec![json!({ "locked": true, "readable": true })]), [pair("-", "-")]);
    assert_eq!(told("p", vec![json!({ "locked": false, "readable": false })]), [pair("-", "-")]);
    assert_eq!(
        told("p", vec![json!({ "bytes": 0, "readable": false, "type": "other" })]),
        [pair("-", "-")],
        "it is empty, once"
    );
    let many = vec![json!({ "pages": 4, "bytes": 3_000_000, "locked": true }), json!({ "type": "other" })];
    assert_eq!(told("p", many).len(), 4, "all at once");
}

/// Small numbers that look random enough.
fn dice(state: &mut u64) -> impl FnMut(usize) -> usize {
    move |sides| {
        *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (*state >> 33) as usize % sides
    }
}

fn some_paper(id: &str, dice: &mut impl FnMut(usize) -> usize) -> Value {
    let days = ["2026-01-01", "2026-02-20", "2026-03-01", "2026-03-02", "2026-03-04", "2026-04-01"];
    let mut paper = json!({ "id": id });
    let kinds = ["pdf", "jpeg", "other"];
    let file = |n: usize| some_file(json!({ "type": kinds[n % 3], "bytes": n * 400_000, "locked": n == 4 }));
    let files: Vec<Value> = (0..dice(3)).map(|_| file(dice(8))).collect();
    let told: [(&str, Value); 8] = [
        ("copies", json!(dice(4))),
        ("form", json!(["original", "copy", "electronic"][dice(3)])),
        ("sealed", json!(dice(2) == 0)),
        ("issuedOn", json!(days[dice(6)])),
        ("validUntil", json!(days[dice(6)])),
        ("issuer", json!(["Bureau", "BUREAU ", "Office"][dice(3)])),
        ("fields", json!({})),
        ("files", json!(files)),
    ];
    for (name, value) in told {
        if dice(3) == 0 {
            paper[name] = value;
        }
    }
    let area = json!(90 + dice(15));
    paper["fields"] = match id {
        "p" => json!({ "area": area }),
        "q" => json!({ "area": area, "day": days[dice(6)] }),
        _ => json!({ "day": days[dice(6)] }),
    };
    paper
}

/// Random papers, some handed in twice: their order does not matter, and a paper of which nothing is told is never worse than one that is
/// not there.
#[test]
fn papers_in_any_order_and_one_more() {
    let law = papers_that_agree();
    let (mut state, ids) = (20_261_122, ["p", "q", "r"]);
    let mut dice = dice(&mut state);
    for _ in 0..500 {
        let mut papers: Vec<Value> = Vec::new();
        for id in ids.iter().flat_map(|id| [id; 2]) {
            if dice(3) > 0 {
                papers.push(some_paper(id, &mut dice));
            }
        }
        let review = serde_json::to_value(with_papers(&law, &json!(papers))).unwrap();
        let turned: Vec<Value> = papers.iter().rev().cloned().collect();
        let other = serde_json::to_value(with_papers(&law, &json!(turned))).unwrap();
        assert_eq!(review, other, "{papers:?}");

        let rank = |review: &Value| {
            let verdicts = ["acceptable", "deferrable", "undetermined", "incomplete", "not-acceptable"];
            verdicts.iter().position(|verdict| review["verdict"] == *verdict).unwrap()
        };
        for id in ids {
            let more: Vec<Value> = papers.iter().cloned().chain([json!({ "id": id })]).collect();
            let more = serde_json::to_value(with_papers(&law, &json!(more))).unwrap();
            assert!(rank(&more) <= rank(&review), "{id} more than {papers:?}");
            let state = |review: &Value| {
                let at = ids.iter().position(|known| *known == id).unwrap();
                review["materials"][at]["state"].clone()
            };
            assert_eq!(state(&more), "in-hand", "{papers:?}");
        }
    }
}

#[test]
fn an_item_can_be_filed_before_a_paper_that_may_follow() {
    let why = json!({ "standing": "law", "why": { "zh": "可以", "en": "may" } });
    let used = asks("out-z", json!({ "from": ["z"], "deferrable": why, "commitment": why }));
    let law =
        law(json!({ "items": [with(item("x", 5, &[]), json!({ "materials": [used] })), item("z", 9, &[])] }));
    let timing = |members: Value| {
        let application = application(&law, with(json!({ "items": ["x"] }), members));
        let review = serde_json::to_value(review(&law, &application, day("2026-03-02"))).unwrap();
        review["items"][0]["timing"].clone()
    };
    assert_eq!(timing(json!({})), "later");
    assert_eq!(timing(json!({ "materials": [{ "id": "out-z" }] })), "now");
    assert_eq!(timing(json!({ "promises": [{ "material": "out-z" }] })), "now");
    assert_eq!(timing(json!({ "commitments": [{ "material": "out-z" }] })), "now");
}
