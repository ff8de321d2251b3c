//! Random applications: every surface one answer, the oracle the same law, and what may never happen never happens.

use std::fs;
use std::io::{BufWriter, Write};

use serde_json::value::RawValue;
use serde_json::{Value, json};
use yushen::application::Application;
use yushen::rulebook::{Law, hash};
use yushen_tests::cases::{self, Call};
use yushen_tests::compare::{self, Compared};
use yushen_tests::counts::seed;
use yushen_tests::native;
use yushen_tests::oracle::{self, Oracle};
use yushen_tests::pattern::assert_same;
use yushen_tests::random::{Maker, Parts};
use yushen_tests::server::Server;

const RANDOM: usize = 10_000;
const OVER_HTTP: usize = 300;
const BY_BRUTE_FORCE: usize = 400;
const VARIED: usize = 1_000;

fn answer(call: Call, on: &str, input: &str) -> String {
    native::answer(native::rulebook("donghu"), call, on, raw(input).as_ref())
}

fn raw(text: &str) -> Box<RawValue> {
    RawValue::from_string(text.to_owned()).expect("what was made is JSON")
}

fn review(on: &str, parts: &Parts) -> Value {
    serde_json::from_str(&answer(Call::Review, on, &parts.text())).expect("a review is JSON")
}

/// The three answers to one application, as every surface has to give them.
fn answers(on: &str, application: &str, case: &str) -> [String; 3] {
    // As text: a value of serde_json would read 1e3 as 1000.0.
    let plan = format!(r#"{{"application":{application}}}"#);
    [answer(Call::Review, on, application), answer(Call::Plan, on, &plan), answer(Call::Progress, on, case)]
}

/// Leaves `results/agree.jsonl` for the wasm side: each line an input, and the hashes of the native answers.
#[test]
fn native_answers_for_the_other_surfaces() {
    let mut maker = Maker::new(&native::rulebook("donghu").law, seed());
    fs::create_dir_all(cases::results()).expect("results/ can be made");
    let file = fs::File::create(cases::results().join("agree.jsonl")).expect("results/ can be written");
    let mut file = BufWriter::new(file);
    for _ in 0..RANDOM {
        let day = maker.day();
        let application = maker.application().text();
        let case = maker.case(&application, day);
        let hashes = answers(&day.to_string(), &application, &case).map(|text| hash(&text));
        let line =
            json!({ "on": day.to_string(), "application": application, "case": case, "hashes": hashes });
        writeln!(file, "{line}").expect("results/ can be written");
    }
    println!("{RANDOM} random applications: review, plan and progress");
}

#[test]
fn http_gives_the_native_bytes() {
    let mut maker = Maker::new(&native::rulebook("donghu").law, seed());
    let server = Server::start("agree");
    for _ in 0..OVER_HTTP {
        let day = maker.day();
        let on = day.to_string();
        let application = maker.application().text();
        let case = maker.case(&application, day);
        let body = format!(r#"{{"application":{application},"on":"{on}"}}"#);
        let case_body = format!(r#"{{"on":"{on}",{}"#, &case[1..]);
        let posted = [("/reviews", &body), ("/plans", &body), ("/progress", &case_body)];
        for ((path, body), expected) in posted.into_iter().zip(answers(&on, &application, &case)) {
            let (status, answer) = server.post(&format!("/api/v1{path}"), body);
            assert_eq!(status, 200, "{path} {body}: {answer}");
            assert_same(&answer, &expected, &format!("{path} {body}"));
        }
    }
    println!("{OVER_HTTP} random applications over HTTP: review, plan and progress");
}

#[test]
fn the_review_is_what_brute_force_finds() {
    let (_, whole) =
        native::built().rulebooks.iter().find(|(id, _)| id == "donghu").expect("donghu is built");
    let whole: Law = serde_json::from_str(whole).expect("a law is JSON");
    let mut maker = Maker::new(&whole, seed());
    let mut compared = Compared::default();
    for _ in 0..BY_BRUTE_FORCE {
        let on = maker.day().to_string();
        let parts = Parts { applicant: None, ..maker.application() };
        let law = oracle::in_force(&whole, native::day(&on));
        let application = read(&parts);
        let oracle = Oracle::new(&law, &application);
        let one = compare::review(&oracle, native::day(&on), &review(&on, &parts));
        compared.add(one.unwrap_or_else(|error| panic!("{error}\non {on} of {}", parts.text())));
    }
    assert!(compared.verdicts * 2 > BY_BRUTE_FORCE, "brute force could afford only {compared:?}");
    println!("{BY_BRUTE_FORCE} random applications against the oracle: {compared:?}");
}

fn read(parts: &Parts) -> Application {
    Application::read(native::rulebook("donghu"), &parts.text()).unwrap_or_else(|errors| panic!("{errors}"))
}

/// The constraints that the answers contradict.
fn clashes(review: &Value) -> Vec<&Value> {
    let clash = |finding: &&Value| finding["code"] == "answers-contradict";
    list(&review["findings"]).iter().filter(clash).map(|finding| &finding["subject"]).collect()
}

fn list(value: &Value) -> &Vec<Value> {
    value.as_array().expect("a list")
}

#[test]
fn adding_a_paper_never_makes_the_verdict_worse() {
    const ORDER: [&str; 5] = ["acceptable", "deferrable", "undetermined", "incomplete", "not-acceptable"];
    let rank =
        |review: &Value| ORDER.iter().position(|word| review["verdict"] == *word).expect("a known verdict");
    let law = &native::rulebook("donghu").law;
    let mut maker = Maker::new(law, seed());
    for _ in 0..VARIED {
        let on = maker.day().to_string();
        let before = maker.application();
        let mut after = before.clone();
        after.materials.push(law.materials[maker.random.usize(..law.materials.len())].id.clone());
        let (left, right) = (review(&on, &before), review(&on, &after));
        assert!(
            rank(&right) <= rank(&left),
            "{} → {}\n{}\n{}",
            left["verdict"],
            right["verdict"],
            before.text(),
            after.text()
        );
    }
}

#[test]
fn answering_an_open_question_never_turns_what_was_decided() {
    let law = &native::rulebook("donghu").law;
    let mut maker = Maker::new(law, seed());
    let mut answered = 0;
    for _ in 0..VARIED {
        let on = maker.day().to_string();
        let mut before = maker.application();
        let open: Vec<_> = law
            .facts
            .iter()
            .filter(|fact| before.facts.iter().all(|(id, value)| *id != fact.id || value == "null"))
            .collect();
        let Some(fact) = open.get(maker.random.usize(..open.len().max(1))) else { continue };
        before.facts.retain(|(id, _)| *id != fact.id);
        let mut after = before.clone();
        after.facts.push((fact.id.clone(), maker.value(fact)));
        let (left, right) = (review(&on, &before), review(&on, &after));
        if clashes(&left) != clashes(&right) {
            continue; // A constraint that the answers contradict is left out of account.
        }
        for (kind, verdict) in [("programs", "verdict"), ("items", "need"), ("materials", "need")] {
            for (left, right) in list(&left[kind]).iter().zip(list(&right[kind])) {
                let kept = left[verdict] == "undetermined" || left[verdict] == right[verdict];
                assert!(kept, "{} turned\n{}\n{}", left["id"], before.text(), after.text());
            }
        }
        answered += 1;
    }
    assert!(answered * 2 > VARIED, "only {answered} had an open question");
}

#[test]
fn the_order_of_what_is_told_does_not_matter() {
    let mut maker = Maker::new(&native::rulebook("donghu").law, seed());
    for _ in 0..VARIED {
        let day = maker.day();
        let on = day.to_string();
        let before = maker.application();
        let mut after = before.clone();
        for list in [&mut after.programs, &mut after.items, &mut after.materials] {
            maker.random.shuffle(list);
        }
        maker.random.shuffle(&mut after.facts);
        let (left, right) = (before.text(), after.text());
        let place = format!("{left}\n{right}");
        assert_same(&answer(Call::Review, &on, &left), &answer(Call::Review, &on, &right), &place);
        let plans =
            [left, right].map(|text| answer(Call::Plan, &on, &format!(r#"{{"application":{text}}}"#)));
        assert_same(&plans[0], &plans[1], &place);
    }
}

#[test]
fn every_answer_stands_on_its_own() {
    let law = &native::rulebook("donghu").law;
    let mut maker = Maker::new(law, seed());
    for _ in 0..VARIED {
        let day = maker.day();
        let application = maker.application().text();
        let case = maker.case(&application, day);
        let [review, plan, progress] = answers(&day.to_string(), &application, &case)
            .map(|text| serde_json::from_str::<Value>(&text).expect("an answer is JSON"));
        for answer in [&review, &plan, &progress] {
            each_object(answer, &mut |object| {
                check_basis(law, object, &application);
                check_due(object, &case);
            });
        }
        let reasons = list(&review["findings"]).iter().chain(list(&progress["findings"]));
        let sentences = reasons.map(|finding| &finding["reason"]["text"]["zh"]);
        for zh in sentences.chain(list(&plan["open"]).iter().map(|open| &open["text"]["zh"])) {
            let zh = zh.as_str().expect("a text has Chinese");
            assert!(zh.ends_with(['。', '？']), "{zh}");
        }
        check_steps(&plan, &application);
        for what in ["papers", "visits"] {
            let saving = &review["savings"][what];
            assert!(saving["together"].as_u64() <= saving["alone"].as_u64(), "{application}");
        }
    }
}

fn each_object(value: &Value, visit: &mut impl FnMut(&Value)) {
    match value {
        Value::Object(members) => {
            visit(value);
            members.values().for_each(|member| each_object(member, visit));
        }
        Value::Array(entries) => entries.iter().for_each(|entry| each_object(entry, visit)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// What names an article names a source that the rulebook has.
fn check_basis(law: &Law, object: &Value, place: &str) {
    if let Some(named) = object.get("standing").and(object.get("source")) {
        assert!(law.sources.iter().any(|source| named == &source.id), "{named} is no source: {place}");
    }
}

/// A day is its own bounds; bounds are in order.
fn check_due(object: &Value, place: &str) {
    if object.get("provisional").is_none() {
        return;
    }
    let [day, earliest, latest] = ["day", "earliest", "latest"].map(|name| object[name].as_str());
    if day.is_some() {
        assert!(day == earliest && day == latest, "{object} in {place}");
    }
    if let (Some(earliest), Some(latest)) = (earliest, latest) {
        assert!(earliest <= latest, "{object} in {place}");
    }
}

/// Steps come after those they wait for, and end no earlier than they start.
fn check_steps(plan: &Value, place: &str) {
    let steps = list(&plan["steps"]);
    let bound = |due: &Value| due["earliest"].as_str().map(str::to_owned);
    for (n, step) in steps.iter().enumerate() {
        let (start, end) = (bound(&step["start"]), bound(&step["end"]));
        assert!(end.is_none() || start <= end, "{} in {place}", step["item"]);
        for earlier in list(&step["after"]) {
            let at = steps.iter().position(|other| other["item"] == *earlier);
            let Some(at) = at else { panic!("{earlier} is not in the plan: {place}") };
            let together = step.get("joint").is_some() && step.get("joint") == steps[at].get("joint");
            assert!(at < n || plan["feasible"] == false, "{} comes before {earlier}: {place}", step["item"]);
            let waits = start.is_none() || together || bound(&steps[at]["end"]) <= start;
            assert!(waits, "{} starts before {earlier} ends: {place}", step["item"]);
        }
    }
}
