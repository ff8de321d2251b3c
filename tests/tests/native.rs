//! Every case, answered natively; the answers are left in `results/` for the surfaces that are not Rust.

use std::fs;
use std::io::Write;

use serde_json::{Value, json};
use yushen_tests::cases::{self, Call, Case, PlanInput};
use yushen_tests::{native, pattern};

#[test]
fn every_case_gets_the_answer_that_the_law_gives() {
    let mut failures = Vec::new();
    let mut record = Record::new();
    let cases = cases::all();
    for case in &cases {
        let answer = native::answer(native::rulebook(case.rulebook()), case.call, case.on(), &case.input);
        record.add(case, &answer);
        let answer: Value = serde_json::from_str(&answer).expect("an answer is JSON");
        let differences = pattern::differences(&case.expect, &answer);
        if !differences.is_empty() {
            failures.push(format!("{} ({})\n    {}", case.name, case.title, differences.join("\n    ")));
        }
    }
    record.law();
    assert!(
        failures.is_empty(),
        "{} of {} cases fail:\n\n{}\n",
        failures.len(),
        cases.len(),
        failures.join("\n\n")
    );
    println!("{} cases", cases.len());
}

#[test]
fn every_case_says_what_it_shows_and_where_the_answer_comes_from() {
    let cases = cases::all();
    assert!(cases.len() >= 60, "only {} cases were found", cases.len());
    for case in &cases {
        assert!(!case.title.is_empty() && !case.source.is_empty(), "{}", case.name);
        let needs_day = case.call != Call::Due;
        assert_eq!(case.on.is_some(), needs_day, "{}: a day of asking is for all calls but due", case.name);
    }
}

/// `results/native.jsonl`: for each case what to ask, and the answer; `results/law/`: what to ask it of.
struct Record(fs::File);

impl Record {
    fn new() -> Record {
        fs::create_dir_all(cases::results().join("law")).expect("results/ can be made");
        Record(fs::File::create(cases::results().join("native.jsonl")).expect("results/ can be written"))
    }

    fn add(&mut self, case: &Case, answer: &str) {
        let (input, aim) = match case.call {
            Call::Plan => {
                let parts = PlanInput::read(&case.input).expect("a plan's input");
                (parts.application.get().to_owned(), parts.aim())
            }
            Call::Review | Call::Progress | Call::Sheet | Call::Due => {
                (case.input.get().to_owned(), Value::Null)
            }
        };
        let line = json!({
            "name": case.name, "call": case.call.name(), "on": case.on(), "aim": aim, "input": input, "answer": answer,
        });
        writeln!(self.0, "{line}").expect("results/ can be written");
    }

    fn law(&self) {
        let built = native::built();
        let write = |name: &str, text: &str| {
            fs::write(cases::results().join("law").join(name), text).expect("results/ can be written");
        };
        built.rulebooks.iter().for_each(|(id, law)| write(&format!("{id}.json"), law));
        write("calendar.json", &built.calendar);
    }
}
