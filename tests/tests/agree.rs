//! Random applications: every surface one answer, the oracle the same law, and what may never happen never happens.

use std::collections::BTreeSet;
use std::fs;
use std::io::{BufWriter, Write};

use serde_json::value::RawValue;
use serde_json::{Value, json};
use yushen::application::Application;
use yushen::remedies::remedies;
use yushen::rulebook::{Law, Rulebook, hash};
use yushen_tests::cases::{self, Call};
use yushen_tests::compare::{self, Compared};
use yushen_tests::counts::{count, each, seed};
use yushen_tests::native;
use yushen_tests::oracle::{self, Oracle};
use yushen_tests::pattern::assert_same;
use yushen_tests::random::{Maker, Parts};
use yushen_tests::server::{self, Server};

const RANDOM: usize = 10_000;
/// Of so many applications one is asked for its ways out, too; no multiple of how many places there are.
const WITH_WAYS_OUT: usize = 10;
const OVER_HTTP: usize = 300;
const ON_THE_COMMAND_LINE: usize = 60;
const BY_BRUTE_FORCE: usize = 1_000;
/// So many to each place but East Lake: most of the law is the same.
const BY_BRUTE_FORCE_ELSEWHERE: usize = 400;
const VARIED: usize = 3_000;
/// Completions that are tried of each decision.
const AFFORDABLE: usize = 20_000;
/// The same on the way to a remedy; of such decisions there are thousands.
const ON_THE_WAY: usize = 400;

/// The places whose rules are asked, in turn, and what makes applications to each.
struct Places(Vec<(&'static Rulebook, Maker<'static>)>);

impl Places {
    fn new() -> Places {
        let seed = seed();
        let place = |(id, _): &(String, String)| {
            let rulebook = native::rulebook(id);
            (rulebook, Maker::new(&rulebook.law, seed))
        };
        Places(native::built().rulebooks.iter().map(place).collect())
    }

    fn turn(&mut self, n: usize) -> (&'static Rulebook, &mut Maker<'static>) {
        let places = self.0.len();
        let (rulebook, maker) = &mut self.0[n % places];
        (rulebook, maker)
    }

    fn asked(&mut self, n: usize) -> Asked {
        let (rulebook, maker) = self.turn(n);
        let day = maker.day();
        let mut parts = maker.application();
        if n.is_multiple_of(2) {
            maker.tell(&mut parts, day);
        }
        let application = parts.text();
        let case = maker.case(&application, day);
        Asked { rulebook, on: day.to_string(), application, case }
    }
}

/// What a surface is asked: about an application, and about a case of it.
struct Asked {
    rulebook: &'static Rulebook,
    on: String,
    application: String,
    case: String,
}

impl Asked {
    /// Four answers, as every surface has to give them.
    fn answers(&self) -> [String; 4] {
        let Asked { rulebook, on, application, case } = self;
        // As text: a value of serde_json would read 1e3 as 1000.0.
        let plan = format!(r#"{{"application":{application}}}"#);
        [
            answer(rulebook, Call::Review, on, application),
            answer(rulebook, Call::Plan, on, &plan),
            answer(rulebook, Call::Progress, on, case),
            answer(rulebook, Call::Sheet, on, &self.brief()),
        ]
    }

    /// What a notice is made from, or on some days a checklist.
    fn brief(&self) -> String {
        let kind = if self.on.ends_with('1') { "checklist" } else { "notice" };
        format!(r#"{{"kind":"{kind}","application":{}}}"#, self.application)
    }

    /// The fifth, which takes longer than all the others.
    fn ways_out(&self) -> String {
        ways_out(self.rulebook, &self.on, &self.application)
    }

    fn all_answers(&self) -> [String; 5] {
        let [review, plan, progress, sheet] = self.answers();
        [review, plan, progress, sheet, self.ways_out()]
    }
}

fn answer(rulebook: &Rulebook, call: Call, on: &str, input: &str) -> String {
    native::answer(rulebook, call, on, raw(input).as_ref())
}

fn raw(text: &str) -> Box<RawValue> {
    RawValue::from_string(text.to_owned()).expect("what was made is JSON")
}

fn review(rulebook: &Rulebook, on: &str, parts: &Parts) -> Value {
    serde_json::from_str(&answer(rulebook, Call::Review, on, &parts.text())).expect("a review is JSON")
}

fn ways_out(rulebook: &Rulebook, on: &str, application: &str) -> String {
    let application = Application::read(rulebook, application).unwrap_or_else(|errors| panic!("{errors}"));
    serde_json::to_string(&remedies(rulebook, &application, native::day(on))).expect("remedies are JSON")
}

/// Leaves `results/agree.jsonl` for the wasm side: each line an input, and the hashes of the native answers; now and
/// then the fifth, of the ways out.
#[test]
fn native_answers_for_the_other_surfaces() {
    let mut places = Places::new();
    fs::create_dir_all(cases::results()).expect("results/ can be made");
    let file = fs::File::create(cases::results().join("agree.jsonl")).expect("results/ can be written");
    let mut file = BufWriter::new(file);
    for n in 0..RANDOM {
        let asked = places.asked(n);
        let mut answers = asked.answers().to_vec();
        if n % WITH_WAYS_OUT == 0 {
            answers.push(asked.ways_out());
        }
        let line = json!({
            "rulebook": asked.rulebook.law.id,
            "on": asked.on,
            "application": asked.application,
            "case": asked.case,
            "brief": asked.brief(),
            "hashes": answers.iter().map(|text| hash(text)).collect::<Vec<_>>(),
        });
        writeln!(file, "{line}").expect("results/ can be written");
    }
    println!(
        "{RANDOM} random applications: review, plan, progress and sheet; of each {WITH_WAYS_OUT}th remedies"
    );
}

#[test]
fn http_gives_the_native_bytes() {
    let mut places = Places::new();
    let server = Server::start("agree");
    for n in 0..OVER_HTTP {
        let asked = places.asked(n);
        let Asked { on, application, case, .. } = &asked;
        let body = format!(r#"{{"application":{application},"on":"{on}"}}"#);
        let case_body = format!(r#"{{"on":"{on}",{}"#, &case[1..]);
        let sheet_body = format!(r#"{{"on":"{on}",{}"#, &asked.brief()[1..]);
        let posted = [
            ("/reviews", &body),
            ("/plans", &body),
            ("/progress", &case_body),
            ("/sheets", &sheet_body),
            ("/remedies", &body),
        ];
        for ((path, body), expected) in posted.into_iter().zip(asked.all_answers()) {
            let (status, answer) = server.post(&format!("/api/v1{path}"), body);
            assert_eq!(status, 200, "{path} {body}: {answer}");
            assert_same(&answer, &expected, &format!("{path} {body}"));
        }
    }
    println!("{OVER_HTTP} random applications over HTTP: review, plan, progress, sheet and remedies");
}

#[test]
fn the_command_line_prints_the_native_bytes() {
    let mut places = Places::new();
    for n in 0..ON_THE_COMMAND_LINE {
        let asked = places.asked(n);
        let Asked { rulebook, on, application, case } = &asked;
        let brief = asked.brief();
        let commands = [
            ("review", application),
            ("plan", application),
            ("progress", case),
            ("sheet", &brief),
            ("remedies", application),
        ];
        for ((command, input), expected) in commands.into_iter().zip(asked.all_answers()) {
            let output = server::run(&[command, "--rulebook", &rulebook.law.id, "--on", on, "-"], input);
            let printed = String::from_utf8_lossy(&output.stdout);
            assert_same(&printed, &format!("{expected}\n"), &format!("{command} {input}"));
        }
    }
    println!("{ON_THE_COMMAND_LINE} random applications on the command line: all five answers");
}

#[test]
fn answers_are_what_brute_force_finds() {
    let seed = seed();
    for (id, law) in &native::built().rulebooks {
        // The whole law, with everything that once was or will be in force.
        let law = Law::read(law).expect("what was built is a law");
        let rulebook = native::rulebook(id);
        let usual = if id == "donghu" { BY_BRUTE_FORCE } else { BY_BRUTE_FORCE_ELSEWHERE };
        let applications = count("YUSHEN_APPLICATIONS", usual);
        let mut compared = Compared::default();
        let done = each(seed, applications, |n| by_brute_force(rulebook, &law, n), |one| compared.add(one));
        done.unwrap_or_else(|error| panic!("{id}: {error}"));
        let enough = applications < usual || compared.verdicts * 2 > applications;
        assert!(enough, "brute force could afford only {compared:?}");
        println!("{applications} random applications to {id} against the oracle: {compared:?}");
    }
}

fn by_brute_force(rulebook: &Rulebook, law: &Law, seed: u64) -> Result<Compared, String> {
    let mut maker = Maker::new(law, seed);
    let on = maker.day().to_string();
    let text = Parts { applicant: None, ..maker.application() }.text();
    let day = native::day(&on);
    let law = oracle::in_force(law, day);
    let application = Application::read(rulebook, &text).map_err(|errors| errors.to_string())?;
    let json = |text: String| serde_json::from_str(&text).expect("an answer is JSON");
    let reviewed = json(answer(rulebook, Call::Review, &on, &text));
    let ways_out = json(ways_out(rulebook, &on, &text));
    let told = |error| format!("{error}\non {on} of {text}");
    let oracle = Oracle::affording(AFFORDABLE, &law, &application);
    let compared = compare::review(&oracle, day, &reviewed).map_err(told)?;
    let oracle = Oracle::affording(ON_THE_WAY, &law, &application);
    let remedies = compare::remedies(&oracle, day, &ways_out).map_err(told)?;
    Ok(Compared { remedies, ..compared })
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
    let mut places = Places::new();
    for n in 0..VARIED {
        let (rulebook, maker) = places.turn(n);
        let law = &rulebook.law;
        let on = maker.day().to_string();
        let before = maker.application();
        let mut after = before.clone();
        after.materials.push(law.materials[maker.random.usize(..law.materials.len())].id.clone());
        let (left, right) = (review(rulebook, &on, &before), review(rulebook, &on, &after));
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
    let mut places = Places::new();
    let mut answered = 0;
    for n in 0..VARIED {
        let (rulebook, maker) = places.turn(n);
        let law = &rulebook.law;
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
        let (left, right) = (review(rulebook, &on, &before), review(rulebook, &on, &after));
        if clashes(&left) != clashes(&right) {
            continue; // A constraint that the answers contradict is left out of account.
        }
        for (kind, verdict) in [("programs", "verdict"), ("items", "need"), ("materials", "need")] {
            for (left, right) in list(&left[kind]).iter().zip(list(&right[kind])) {
                let kept = left[verdict] == "undetermined" || left[verdict] == right[verdict];
                assert!(kept, "{} turned\n{}\n{}", left["id"], before.text(), after.text());
            }
        }
        // What is missing is missing whatever the open answers are.
        let missing = |review: &Value| -> BTreeSet<String> {
            let missing =
                list(&review["findings"]).iter().filter(|finding| finding["code"] == "paper-missing");
            missing.map(|finding| finding["subject"].to_string()).collect()
        };
        let gone: Vec<String> = missing(&left).difference(&missing(&right)).cloned().collect();
        assert!(gone.is_empty(), "{gone:?} missing no more\n{}\n{}", before.text(), after.text());
        answered += 1;
    }
    assert!(answered * 2 > VARIED, "only {answered} had an open question");
}

#[test]
fn the_order_of_what_is_told_does_not_matter() {
    let mut places = Places::new();
    for n in 0..VARIED {
        let (rulebook, maker) = places.turn(n);
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
        let reviews = [&left, &right].map(|text| answer(rulebook, Call::Review, &on, text));
        assert_same(&reviews[0], &reviews[1], &place);
        let plans = [left, right]
            .map(|text| answer(rulebook, Call::Plan, &on, &format!(r#"{{"application":{text}}}"#)));
        assert_same(&plans[0], &plans[1], &place);
    }
}

#[test]
fn every_answer_stands_on_its_own() {
    let mut places = Places::new();
    for n in 0..VARIED {
        let asked = places.asked(n);
        let Asked { rulebook, application, case, .. } = &asked;
        let [review, plan, progress, sheet] =
            asked.answers().map(|text| serde_json::from_str::<Value>(&text).expect("an answer is JSON"));
        for answer in [&review, &plan, &progress, &sheet] {
            each_object(answer, &mut |object| {
                check_basis(&rulebook.law, object, application);
                check_due(object, case);
            });
        }
        let reasons = list(&review["findings"]).iter().chain(list(&progress["findings"]));
        let sentences = reasons.map(|finding| &finding["reason"]["text"]["zh"]);
        for zh in sentences.chain(list(&plan["open"]).iter().map(|open| &open["text"]["zh"])) {
            let zh = zh.as_str().expect("a text has Chinese");
            assert!(zh.ends_with(['。', '？']), "{zh}");
        }
        check_steps(&plan, application);
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
