//! Small rulebooks, planned by hand.

use serde_json::{Value, json};

use super::*;
use crate::calendar::tests::{data, day};

/// A rulebook of these items, with yes-or-no questions `a` and `b`, and a joint program `one-permit` in which every
/// item can be ticked.
pub(crate) fn rulebook(items: &[Value]) -> Rulebook {
    rulebook_with(items, json!({}))
}

/// The same with some members of the law set.
pub(crate) fn rulebook_with(items: &[Value], members: Value) -> Rulebook {
    let text = json!({ "zh": "文", "en": "text" });
    let basis = json!({ "source": "L-XKF", "article": "第四十二条", "standing": "law" });
    let ids: Vec<&str> = items.iter().filter_map(|item| item["id"].as_str()).collect();
    let bool_fact = |id: &str| json!({ "id": id, "type": "bool", "group": "g", "question": text, "why": text, "basis": basis });
    let choices: Vec<Value> = ids.iter().map(|id| json!({ "id": id, "text": text })).collect();
    let paper = |id: String, source: &str| {
        let name = json!({ "zh": id, "en": id });
        json!({ "id": id, "name": name, "source": source, "form": "electronic", "count": 1 })
    };
    let outcomes = ids.iter().map(|id| paper(format!("out-{id}"), "outcome"));
    let papers = ["p", "q"].iter().map(|id| paper((*id).to_owned(), "applicant"));
    let shared = std::iter::once(paper("shared".to_owned(), "data-sharing"));
    let eligible = |id: &str, when: Value, verdict: &str| json!({ "id": id, "when": when, "verdict": verdict, "text": text, "basis": basis });
    let joint = limit(45, "working");
    let law = json!({
        "id": "test", "name": text, "place": text, "region": "hubei", "bands": [3, 1],
        "groups": [], "stages": [], "gaps": [], "press": [],
        "facts": [
            bool_fact("a"),
            bool_fact("b"),
            { "id": "ticks", "type": "set", "group": "g", "question": text, "why": text, "basis": basis, "choices": choices },
        ],
        "programs": [{
            "id": "one-permit", "name": { "zh": "开工一张证", "en": "One permit" }, "summary": text, "basis": basis,
            "rules": [
                eligible("yes", json!({ "not": { "yes": "b" } }), "eligible"),
                eligible("no", json!({ "yes": "b" }), "not-eligible"),
            ],
            "items": ids.iter().map(|id| json!({ "id": id, "basis": basis })).collect::<Vec<Value>>(),
            "ticks": "ticks",
            "joint": joint,
        }],
        "items": items,
        "materials": outcomes.chain(papers).chain(shared).collect::<Vec<Value>>(),
        "sources": [{ "id": "L-XKF", "title": text, "standing": "law", "read": "" }, { "id": "L-BDC", "title": text, "standing": "law", "read": "" }],
    });
    let calendar = serde_json::to_string(&data()).unwrap();
    Rulebook::read(&with(law, members).to_string(), &calendar).unwrap()
}

pub(crate) fn limit(days: u32, unit: &str) -> Value {
    let basis = json!({ "source": "L-XKF", "article": "第四十二条", "standing": "law" });
    let by = json!({ "zh": "负责人", "en": "head" });
    let extension = json!({ "days": 10, "by": by, "basis": basis });
    json!({ "days": days, "unit": unit, "from": "acceptance", "basis": basis, "extension": extension })
}

/// An item that is always needed, takes so many working days, and waits for others.
pub(crate) fn item(id: &str, days: u32, after: &[&str]) -> Value {
    let text = json!({ "zh": id, "en": id });
    let after: Vec<Value> =
        after.iter().map(|id| json!({ "any": [id], "when": { "constant": true } })).collect();
    let basis = json!({ "source": "L-XKF", "article": "第十二条", "standing": "law" });
    json!({
        "id": id, "name": text, "kind": "permit", "stage": "s", "agency": text, "neededWhen": { "constant": true },
        "neededText": text, "basis": [basis], "outcome": format!("out-{id}"), "noticeDays": 5,
        "duration": "authority", "limit": limit(days, "working"), "after": after, "materials": [],
    })
}

/// The same with some members set.
pub(crate) fn with(mut item: Value, members: Value) -> Value {
    for (key, value) in members.as_object().unwrap() {
        item[key] = value.clone();
    }
    item
}

/// A paper that an item asks for.
pub(crate) fn asks(paper: &str, members: Value) -> Value {
    let text = json!({ "zh": "一律", "en": "always" });
    let basis = json!({ "source": "L-XKF", "article": "第三十一条", "standing": "law" });
    let used = json!({ "material": paper, "neededWhen": { "constant": true }, "neededText": text, "basis": [basis] });
    with(used, members)
}

pub(crate) fn application(rulebook: &Rulebook, members: Value) -> Application {
    let text = with(json!({ "rulebook": "test", "facts": {} }), members).to_string();
    Application::read(rulebook, &text).unwrap()
}

fn planned(items: &[Value], members: Value, from: &str) -> Plan {
    let rulebook = rulebook(items);
    plan(&rulebook, &application(&rulebook, members), day("2026-03-01"), &Aim::from(day(from)))
}

fn dates(plan: &Plan) -> Vec<(String, String, String)> {
    let text = |due: Due| due.day.map_or("?".to_owned(), |day| day.to_string());
    plan.steps.iter().map(|step| (step.item.clone(), text(step.start), text(step.end))).collect()
}

fn expect(plan: &Plan, expected: &[(&str, &str, &str)]) {
    let own = |(a, b, c): &(&str, &str, &str)| ((*a).to_owned(), (*b).to_owned(), (*c).to_owned());
    assert_eq!(dates(plan), expected.iter().map(own).collect::<Vec<_>>());
}

fn codes(plan: &Plan) -> Vec<(OpenCode, &str)> {
    plan.open.iter().map(|open| (open.code, open.subject.as_str())).collect()
}

fn day_of(due: Due) -> Option<String> {
    due.day.map(|day| day.to_string())
}

#[test]
fn items_run_side_by_side_unless_one_waits_for_another() {
    let items = [item("c", 5, &["a", "b"]), item("a", 10, &[]), item("b", 20, &[])];
    let plan = planned(&items, json!({}), "2026-03-02");
    expect(
        &plan,
        &[
            ("a", "2026-03-02", "2026-03-16"),
            ("b", "2026-03-02", "2026-03-30"),
            ("c", "2026-03-30", "2026-04-07"),
        ],
    );
    assert_eq!(plan.steps[2].after, ["a", "b"]);
    assert_eq!(plan.total.days, 25);
    assert_eq!(day_of(plan.end), Some("2026-04-07".to_owned()));
    let slack: Vec<(u32, bool)> = plan.steps.iter().map(|step| (step.slack, step.critical)).collect();
    assert_eq!(slack, [(10, false), (0, true), (0, true)]);
    assert!(plan.feasible && plan.open.is_empty());
}

#[test]
fn without_steps_the_plan_ends_where_it_begins() {
    let items = [with(item("a", 5, &[]), json!({ "neededWhen": { "constant": false } }))];
    let plan = planned(&items, json!({}), "2026-03-02");
    assert_eq!((plan.steps.len(), day_of(plan.end)), (0, Some("2026-03-02".to_owned())));
}

#[test]
fn what_is_not_known_to_be_needed_is_open_and_no_step() {
    let items = [with(item("a", 5, &[]), json!({ "neededWhen": { "yes": "a" } })), item("b", 5, &["a"])];
    let plan = planned(&items, json!({}), "2026-03-02");
    expect(&plan, &[("b", "2026-03-02", "2026-03-09")]);
    assert_eq!(codes(&plan), [(OpenCode::Undetermined, "a"), (OpenCode::MissingPrerequisite, "b")]);
    let plan = planned(&items, json!({ "facts": { "a": false } }), "2026-03-02");
    assert_eq!(codes(&plan), [], "what is not needed binds nobody");
}

#[test]
fn a_prerequisite_that_is_not_wished_for_must_be_in_hand() {
    let items = [item("a", 5, &[]), item("b", 5, &["a"])];
    let plan = planned(&items, json!({ "items": ["b"] }), "2026-03-02");
    assert_eq!(codes(&plan), [(OpenCode::MissingPrerequisite, "b")]);
    let plan = planned(&items, json!({ "items": ["b"], "materials": [{ "id": "out-a" }] }), "2026-03-02");
    assert_eq!(codes(&plan), []);
    let plan = planned(&items, json!({ "materials": [{ "id": "out-a" }] }), "2026-03-02");
    expect(&plan, &[("b", "2026-03-02", "2026-03-09")]);
}

#[test]
fn a_prerequisite_binds_only_where_its_condition_may_hold() {
    let after = json!({ "after": [{ "any": ["a"], "when": { "yes": "a" } }] });
    let items = [item("a", 5, &[]), with(item("b", 5, &[]), after)];
    let start = |facts: Value| planned(&items, json!({ "facts": facts }), "2026-03-02").steps[1].start.day;
    assert_eq!(start(json!({ "a": false })), Some(day("2026-03-02")));
    assert_eq!(start(json!({ "a": true })), Some(day("2026-03-09")));
    assert_eq!(start(json!({})), Some(day("2026-03-09")));
}

#[test]
fn an_outcome_asked_for_orders_two_items() {
    let uses = json!([asks(
        "out-a",
        json!({ "from": ["a"], "alternatives": [["q"]], "deferrable": { "standing": "law", "why": { "zh": "可", "en": "may" } } })
    )]);
    let items = [item("a", 5, &[]), with(item("b", 5, &[]), json!({ "materials": uses }))];
    let after = |members: Value| {
        planned(&items, members, "2026-03-02").steps.iter().any(|step| !step.after.is_empty())
    };
    assert!(after(json!({})));
    assert!(!after(json!({ "materials": [{ "id": "q" }] })), "an alternative in hand");
    assert!(!after(json!({ "promises": [{ "material": "out-a" }] })), "promised, and may follow");
}

#[test]
fn papers_are_wanted_when_the_first_step_that_asks_is_filed() {
    let uses = json!({ "materials": [asks("out-a", json!({ "from": ["a"] })), asks("p", json!({})), asks("q", json!({})), asks("shared", json!({}))] });
    let items = [
        with(item("a", 5, &[]), json!({ "materials": [asks("q", json!({}))] })),
        with(item("b", 5, &[]), uses),
    ];
    let plan = planned(&items, json!({}), "2026-03-02");
    let papers: Vec<(&str, Option<String>)> =
        plan.papers.iter().map(|p| (p.id.as_str(), day_of(p.last))).collect();
    assert_eq!(papers, [("p", Some("2026-03-09".to_owned())), ("q", Some("2026-03-02".to_owned()))]);
}

#[test]
fn calendar_days_weigh_as_many_working_days_as_they_span() {
    let tender = with(item("a", 20, &[]), json!({ "limit": limit(20, "calendar") }));
    let plan = planned(&[tender, item("b", 5, &["a"]), item("c", 1, &[])], json!({}), "2026-03-02");
    expect(
        &plan,
        &[
            ("a", "2026-03-02", "2026-03-23"),
            ("b", "2026-03-23", "2026-03-30"),
            ("c", "2026-03-02", "2026-03-03"),
        ],
    );
    assert_eq!((plan.total.days, plan.steps[2].slack), (20, 19));
}

#[test]
fn without_a_limit_the_rest_is_a_lower_bound() {
    let items = [with(item("a", 5, &[]), json!({ "limit": null })), item("b", 5, &["a"])];
    let plan = planned(&items, json!({}), "2026-03-02");
    let due =
        |earliest: &str| Due { day: None, provisional: false, earliest: Some(day(earliest)), latest: None };
    assert_eq!((plan.steps[0].end, plan.steps[1].end), (due("2026-03-02"), due("2026-03-09")));
    assert_eq!((plan.end, plan.steps[0].days), (due("2026-03-09"), None));
    assert_eq!(codes(&plan), [(OpenCode::NoLimit, "a")]);
}

#[test]
fn the_longest_variant_still_possible_counts() {
    let mut longer = limit(20, "working");
    longer["variants"] =
        json!([{ "when": { "yes": "a" }, "days": 40 }, { "when": { "yes": "b" }, "days": 10 }]);
    let items = [with(item("a", 5, &[]), json!({ "limit": longer }))];
    let days = |facts: Value| planned(&items, json!({ "facts": facts }), "2026-03-02").steps[0].days;
    assert_eq!(days(json!({})), Some(40));
    assert_eq!(days(json!({ "a": false })), Some(20));
    assert_eq!(days(json!({ "a": false, "b": true })), Some(10));
    assert_eq!(days(json!({ "b": true })), Some(40));
}

#[test]
fn a_circle_is_told_and_not_dated() {
    let items = [
        item("a", 5, &["c"]),
        item("b", 5, &["a"]),
        item("c", 5, &["b"]),
        item("d", 5, &["c"]),
        item("e", 5, &[]),
    ];
    let plan = planned(&items, json!({}), "2026-03-02");
    assert!(!plan.feasible);
    assert_eq!(codes(&plan), [(OpenCode::Circle, "a")]);
    expect(
        &plan,
        &[
            ("e", "2026-03-02", "2026-03-09"),
            ("a", "?", "?"),
            ("b", "?", "?"),
            ("c", "?", "?"),
            ("d", "?", "?"),
        ],
    );
    assert_eq!(plan.end, Due::unknown(false));
}

#[test]
fn what_is_ticked_runs_under_one_clock() {
    let items = [
        item("a", 5, &[]),
        item("b", 20, &["a"]),
        item("c", 5, &["b"]),
        item("d", 7, &["c"]),
        item("e", 1, &["d"]),
    ];
    let members = json!({ "programs": ["one-permit"], "facts": { "b": false, "ticks": ["b", "d"] } });
    let plan = planned(&items, members, "2026-03-02");
    expect(
        &plan,
        &[
            ("a", "2026-03-02", "2026-03-09"),
            ("b", "2026-03-09", "2026-05-14"),
            ("c", "2026-03-09", "2026-05-14"),
            ("d", "2026-03-09", "2026-05-14"),
            ("e", "2026-05-14", "2026-05-15"),
        ],
    );
    let joint: Vec<Option<&str>> = plan.steps.iter().map(|step| step.joint.as_deref()).collect();
    assert_eq!(joint, [None, Some("one-permit"), Some("one-permit"), Some("one-permit"), None]);
    assert_eq!(plan.steps[3].after, ["c"]);
    assert_eq!(codes(&plan), [(OpenCode::InsideJoint, "c")]);
    assert_eq!((plan.total.limit.as_ref().map(|limit| limit.days), plan.total.days), (Some(45), 51));
    let not_eligible = json!({ "programs": ["one-permit"], "facts": { "b": true, "ticks": ["b", "d"] } });
    assert_eq!(planned(&items, not_eligible, "2026-03-02").total.limit, None);
}

#[test]
fn past_the_published_calendar_bounds_go_on() {
    let plan = planned(&[item("a", 20, &[]), item("b", 20, &["a"])], json!({}), "2026-12-07");
    let end = plan.end;
    assert!(end.provisional && end.day.is_none() && end.earliest < end.latest, "{end:?}");
    assert!(plan.steps[0].end.earliest <= plan.steps[0].end.latest);
    let late = planned(&[item("a", 20, &[])], json!({}), "2030-01-01");
    assert_eq!(late.end, Due::unknown(true));
}

#[test]
fn a_very_long_road_is_planned_without_delay() {
    let ids: Vec<String> = (0..1700).map(|n| format!("i{n}")).collect();
    let items: Vec<Value> = (0..1700usize)
        .map(|n| {
            let after: Vec<&str> = [1, 7, 41]
                .iter()
                .filter_map(|back| ids.get(n.checked_sub(*back)?))
                .map(String::as_str)
                .collect();
            item(&ids[n], if n % 5 == 0 { 1 } else { 0 }, &after)
        })
        .collect();
    let rulebook = rulebook(&items);
    let application = application(&rulebook, json!({}));
    let start = std::time::Instant::now();
    let plan = plan(&rulebook, &application, day("2026-03-02"), &Aim::from(day("2026-10-08")));
    eprintln!("1,700 items: {:?}", start.elapsed());
    assert_eq!((plan.steps.len(), plan.total.days), (1700, 340));
    assert!(plan.end.provisional);
}

fn aimed(items: &[Value], members: Value, on: &str, aim: &Aim) -> Plan {
    let rulebook = rulebook(items);
    plan(&rulebook, &application(&rulebook, members), day(on), aim)
}

fn own(item: &str, days: u32) -> Vec<Own> {
    vec![Own { item: item.to_owned(), days }]
}

fn three() -> [Value; 3] {
    [item("c", 5, &["a", "b"]), item("a", 10, &[]), item("b", 20, &[])]
}

#[test]
fn counted_back_every_step_has_its_last_days() {
    let plan = aimed(&three(), json!({}), "2026-01-05", &Aim::by(day("2026-04-07")));
    expect(
        &plan,
        &[
            ("a", "2026-03-16", "2026-03-30"),
            ("b", "2026-03-02", "2026-03-30"),
            ("c", "2026-03-30", "2026-04-07"),
        ],
    );
    assert_eq!((plan.from, plan.by, plan.feasible), (day("2026-03-02"), Some(day("2026-04-07")), true));
    assert_eq!((plan.end, plan.earliest, plan.total.days), (Due::on(day("2026-04-07")), None, 25));
    let slack: Vec<(u32, bool)> = plan.steps.iter().map(|step| (step.slack, step.critical)).collect();
    assert_eq!(slack, [(10, false), (0, true), (0, true)]);
    // 6 April is a holiday, so the Friday before is as good as the Monday.
    let plan = aimed(&three(), json!({}), "2026-01-05", &Aim::by(day("2026-04-06")));
    assert_eq!((plan.from, day_of(plan.end)), (day("2026-02-28"), Some("2026-04-03".to_owned())));
}

#[test]
fn a_wished_day_that_cannot_be_met_tells_why_and_by_how_much() {
    let plan = aimed(&three(), json!({}), "2026-03-02", &Aim::by(day("2026-04-03")));
    assert!(!plan.feasible);
    assert_eq!((plan.from, plan.earliest), (day("2026-03-02"), Some(Due::on(day("2026-04-07")))));
    assert_eq!((plan.because, plan.short), (Some(vec!["b".to_owned(), "c".to_owned()]), Some(1)));
    assert_eq!((plan.steps[0].start, plan.end), (Due::on(day("2026-03-02")), Due::on(day("2026-04-07"))));
    let plan = aimed(&three(), json!({}), "2026-03-02", &Aim::by(day("2026-04-07")));
    assert!(plan.feasible && plan.because.is_none() && plan.short.is_none());
}

#[test]
fn what_is_filed_on_a_day_of_rest_is_as_good_as_on_the_working_day_before() {
    let items = [item("a", 5, &[])];
    let from = |on: &str| {
        let plan = aimed(&items, json!({}), on, &Aim::by(day("2026-03-13")));
        plan.feasible.then_some(plan.from)
    };
    assert_eq!(from("2026-03-02"), Some(day("2026-03-06")), "a Friday, when windows are open");
    assert_eq!(from("2026-03-08"), Some(day("2026-03-08")), "asked on the Sunday: still in time");
    assert_eq!(from("2026-03-09"), None);
}

#[test]
fn counted_back_a_step_without_a_limit_leaves_a_bound() {
    let items =
        [item("a", 5, &[]), with(item("b", 5, &["a"]), json!({ "limit": null })), item("c", 5, &["b"])];
    let items = [
        items[0].clone(),
        items[1].clone(),
        with(items[2].clone(), json!({ "materials": [asks("p", json!({}))] })),
    ];
    let plan = aimed(&items, json!({}), "2026-01-05", &Aim::by(day("2026-03-16")));
    let at_most = |text: &str| Due { day: None, provisional: false, earliest: None, latest: Some(day(text)) };
    let dues: Vec<(Due, Due)> = plan.steps.iter().map(|step| (step.start, step.end)).collect();
    let (first, second) = (Due::on(day("2026-03-16")), Due::on(day("2026-03-09")));
    assert_eq!(
        dues,
        [(at_most("2026-03-02"), at_most("2026-03-09")), (at_most("2026-03-09"), second), (second, first)]
    );
    assert_eq!((plan.from, plan.feasible), (day("2026-03-02"), true));
    assert_eq!(codes(&plan), [(OpenCode::NoLimit, "b")]);
    assert_eq!(plan.papers[0].last, second);
}

#[test]
fn counted_back_over_an_unpublished_year_the_safe_side_is_taken() {
    let items = [item("a", 20, &[])];
    let back = aimed(&items, json!({}), "2026-11-02", &Aim::by(day("2027-03-05")));
    assert!(back.feasible && back.steps[0].start.provisional);
    let latest = |from: Day| aimed(&items, json!({}), "2026-11-02", &Aim::from(from)).end.latest.unwrap();
    let next = Day::of_number(back.from.number() + 1).unwrap();
    assert!(latest(back.from) <= day("2027-03-05") && latest(next) > day("2027-03-05"), "{}", back.from);
    let far = aimed(&items, json!({}), "2026-11-02", &Aim::by(day("2030-01-01")));
    assert_eq!((far.feasible, codes(&far)), (true, vec![(OpenCode::BeyondCalendar, "test")]));
    assert!(far.end.latest <= Some(day("2027-12-31")));
    let before = aimed(&items, json!({}), "2026-11-02", &Aim::by(day("2018-01-01")));
    assert_eq!((before.feasible, before.short), (false, None), "no calendar says by how much");
}

#[test]
fn the_applicants_own_time_comes_before_the_filing() {
    let items = [item("a", 5, &[]), with(item("b", 10, &["a"]), json!({ "duration": "third-party" }))];
    let aim = Aim { own: own("b", 3), ..Aim::from(day("2026-03-02")) };
    let plan = aimed(&items, json!({}), "2026-03-02", &aim);
    expect(&plan, &[("a", "2026-03-02", "2026-03-09"), ("b", "2026-03-12", "2026-03-26")]);
    let total = &plan.total;
    assert_eq!([total.days, total.authorities, total.third_parties, total.own], [18, 5, 10, 3]);
    assert_eq!((plan.steps[0].own, plan.steps[1].own), (0, 3));
    let back =
        aimed(&items, json!({}), "2026-01-05", &Aim { own: own("b", 3), ..Aim::by(day("2026-03-26")) });
    assert_eq!(dates(&back), dates(&plan));
    let first = Aim { own: own("a", 3), ..Aim::by(day("2026-03-09")) };
    let back = aimed(&items[..1], json!({}), "2026-02-02", &first);
    assert_eq!((back.from, day_of(back.steps[0].start)), (day("2026-02-26"), Some("2026-03-02".to_owned())));
}

#[test]
fn the_works_lie_between_their_gates_and_what_comes_after_them() {
    let basis = json!({ "source": "L-XKF", "article": "第七条", "standing": "law" });
    let text = json!({ "zh": "文", "en": "text" });
    let late = |id: &str, days: u32, after: &[&str]| with(item(id, days, after), json!({ "stage": "late" }));
    let items =
        [item("permit", 7, &[]), item("side", 9, &[]), late("check", 20, &[]), late("file", 0, &["check"])];
    let members = json!({
        "stages": [{ "id": "late", "name": text, "afterWorks": true, "basis": basis }],
        "gates": [{ "item": "permit", "basis": [basis] }],
    });
    let rulebook = rulebook_with(&items, members);
    let planned = |wished: Value, own: Vec<Own>| {
        let application = application(&rulebook, json!({ "items": wished }));
        plan(&rulebook, &application, day("2026-03-02"), &Aim { day: None, own })
    };
    let whole = planned(json!([]), Vec::new());
    let start = whole.works_start.clone().unwrap();
    assert_eq!((day_of(start.day), start.gates), (Some("2026-03-11".to_owned()), vec!["permit".to_owned()]));
    assert_eq!(codes(&whole), [(OpenCode::Building, "check")]);
    assert_eq!(
        (whole.steps[2].after.clone(), whole.steps[3].after.clone()),
        (vec!["permit".to_owned()], vec!["check".to_owned()])
    );
    let built = planned(json!([]), own("check", 100));
    assert_eq!((codes(&built), built.total.own, built.total.days), (vec![], 100, 127));
    let only_late = planned(json!(["check"]), Vec::new());
    assert_eq!(codes(&only_late), [], "built already");
    assert_eq!(only_late.works_start, None);
}

#[test]
fn a_total_limit_is_compared_with_the_authorities_time() {
    let text = json!({ "zh": "文", "en": "text" });
    let basis = json!({ "source": "L-XKF", "article": "第七条", "standing": "law" });
    let rule = |id: &str, when: Value, verdict: &str, days: Value| json!({ "id": id, "when": when, "verdict": verdict, "days": days, "text": text, "basis": basis });
    let total = |id: &str, items: &[&str]| {
        let rules = [
            rule("x", json!({ "yes": "a" }), "limited", json!(12)),
            rule("y", json!({ "not": { "yes": "a" } }), "refer", Value::Null),
        ];
        json!({ "id": id, "name": text, "basis": basis, "unit": "working", "items": items, "excludes": text, "rules": rules })
    };
    let third = with(item("t", 30, &[]), json!({ "duration": "third-party" }));
    let check = |items: &[Value], a: Value| -> Vec<(u32, Option<bool>)> {
        let rulebook = rulebook_with(items, json!({ "totals": [total("all", &[]), total("one", &["q"])] }));
        let application = application(&rulebook, json!({ "facts": { "a": a } }));
        let plan = plan(&rulebook, &application, day("2026-03-02"), &Aim::default());
        plan.total.limits.iter().map(|limit| (limit.counted, limit.within)).collect()
    };
    let (p, q, r) = (item("p", 5, &[]), item("q", 7, &["p"]), item("r", 1, &["q"]));
    let open = with(item("o", 0, &[]), json!({ "limit": null }));
    let yes = json!(true);
    assert_eq!(
        check(&[p.clone(), q.clone(), third.clone()], yes.clone()),
        [(12, Some(true)), (7, Some(true))]
    );
    assert_eq!(check(&[p.clone(), q.clone(), r.clone()], yes.clone()), [(13, Some(false)), (7, Some(true))]);
    assert_eq!(check(&[p.clone(), q.clone(), open.clone()], yes.clone()), [(12, None), (7, Some(true))]);
    assert_eq!(check(&[p.clone(), q.clone(), r.clone(), open], yes), [(13, Some(false)), (7, Some(true))]);
    assert_eq!(check(&[p.clone(), q.clone()], json!(false)), [(12, None), (7, None)], "a person decides");
    assert_eq!(check(&[p, q], json!(null)), [(12, None), (7, None)], "not yet");
}

#[test]
fn what_the_rulebook_allows_and_ends_sooner_is_told() {
    let slow = [item("a", 30, &[]), item("b", 30, &["a"]), item("c", 5, &["b"])];
    let plan = planned(&slow, json!({ "facts": { "b": false } }), "2026-03-02");
    let saved: Vec<(SaveCode, &str, u32)> =
        plan.saves.iter().map(|save| (save.code, save.subject.as_str(), save.days)).collect();
    assert_eq!(saved, [(SaveCode::OnePermit, "one-permit", 20)], "45 instead of 65");
    let ticked = json!({ "programs": ["one-permit"], "facts": { "b": false, "ticks": ["a", "b", "c"] } });
    assert_eq!(planned(&slow, ticked, "2026-03-02").saves, []);
    assert_eq!(planned(&slow, json!({ "facts": { "b": true } }), "2026-03-02").saves, [], "ruled out");
    assert_eq!(planned(&three(), json!({ "facts": { "b": false } }), "2026-03-02").saves, [], "45 is longer");
    let deferrable = json!({ "from": ["a"], "deferrable": { "standing": "illustrative", "why": { "zh": "可", "en": "may" } } });
    let uses = json!({ "materials": [asks("out-a", deferrable)] });
    let items = [item("a", 5, &[]), with(item("b", 7, &[]), uses)];
    let plan = planned(&items, json!({}), "2026-03-02");
    let save = &plan.saves[0];
    assert_eq!((save.code, save.subject.as_str(), save.days), (SaveCode::Deferral, "out-a", 5));
    assert_eq!((day_of(save.end), save.text.zh.contains("（示例）")), (Some("2026-03-11".to_owned()), true));
    let promised = json!({ "promises": [{ "material": "out-a" }] });
    assert_eq!(planned(&items, promised, "2026-03-02").end, save.end);
    // b cannot be decided before a has yielded the paper: 20 instead of 27, and c after that.
    let slow = [item("a", 20, &[]), items[1].clone(), item("c", 3, &["b"])];
    assert_eq!(planned(&slow, json!({}), "2026-03-02").saves[0].days, 7);
}

#[test]
fn statutory_and_pledged_are_kept_apart() {
    let pledged = limit(3, "working");
    let items = [with(item("a", 20, &[]), json!({ "pledged": pledged })), item("b", 5, &[])];
    let plan = planned(&items, json!({}), "2026-03-02");
    let told = |n: usize| {
        (plan.steps[n].days, plan.steps[n].statutory.map(|l| l.days), plan.steps[n].pledged.map(|l| l.days))
    };
    assert_eq!((told(0), told(1)), ((Some(3), Some(20), Some(3)), (Some(5), Some(5), None)));
}

#[test]
fn an_aim_that_makes_no_sense_is_an_error_with_its_place() {
    let rulebook = rulebook(&[item("a", 5, &[])]);
    let wrong = |text: &str| {
        let errors = Aim::read(&rulebook, text).err().map(|errors| errors.errors).unwrap_or_default();
        errors.into_iter().map(|error| (error.code, error.pointer)).collect::<Vec<_>>()
    };
    let one = |code: &str, at: &str| vec![(code.to_owned(), at.to_owned())];
    assert_eq!(wrong(r#"{"from":"2026-03-02","by":"2026-04-02"}"#), one("from-and-by", "/by"));
    assert_eq!(wrong(r#"{"by":"soon"}"#), one("no-day", "/by"));
    assert_eq!(wrong(r#"{"own":[{"item":"x","days":1}]}"#), one("unknown-item", "/own/0/item"));
    assert_eq!(wrong(r#"{"own":[{"item":"a","days":3651}]}"#), one("wrong-type", "/own/0/days"));
    assert_eq!(wrong(r#"{"own":[{"item":"a","days":-1}]}"#), one("wrong-type", "/own/0/days"));
    assert_eq!(wrong(r#"{"own":[{"item":"a","days":1},{"item":"a","days":1}]}"#), one("item-twice", "/own"));
    assert_eq!(wrong(r#"{"until":null}"#), one("unknown-member", "/until"));
    assert_eq!(Aim::read(&rulebook, r#"{"from":null,"by":null,"own":null}"#), Ok(Aim::default()));
    let read = Aim::read(&rulebook, r#"{"by":"2026-04-02","own":[{"item":"a","days":3650}]}"#);
    assert_eq!(read, Ok(Aim { own: own("a", 3650), ..Aim::by(day("2026-04-02")) }));
}
