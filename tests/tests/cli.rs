//! Every case on the command line: standard output is the native answer and a line end, exit 0; exit 2 for input that
//! is no application.

use serde_json::Value;
use yushen_tests::cases::{self, Call, Case, PlanInput};
use yushen_tests::native;
use yushen_tests::pattern::assert_same;
use yushen_tests::server;

#[test]
fn every_case_prints_the_native_bytes() {
    let mut asked = 0;
    for case in &cases::all() {
        let expected = native::answer(native::rulebook(case.rulebook()), case.call, case.on(), &case.input);
        let (arguments, input) = command(case);
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        let output = server::run(&arguments, &input);
        let printed = String::from_utf8_lossy(&output.stdout);
        let said = String::from_utf8_lossy(&output.stderr);
        assert_same(&printed, &format!("{expected}\n"), &format!("{} {said}", case.name));
        let exit = if expected.starts_with(r#"{"errors":"#) { 2 } else { 0 };
        assert_eq!(output.status.code(), Some(exit), "{}", case.name);
        asked += 1;
    }
    println!("{asked} cases on the command line");
}

fn command(case: &Case) -> (Vec<String>, String) {
    let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<String>>();
    let asking = |command: &str| words(&[command, "--rulebook", case.rulebook(), "--on", case.on()]);
    match case.call {
        Call::Review | Call::Progress | Call::Sheet => {
            ([asking(case.call.name()), words(&["-"])].concat(), case.input.get().to_owned())
        }
        Call::Plan => {
            let parts = PlanInput::read(&case.input).expect("a plan's input");
            ([asking("plan"), aim(&parts.aim()), words(&["-"])].concat(), parts.application.get().to_owned())
        }
        Call::Due => (due(case), String::new()),
    }
}

/// What is asked beside the application, as options.
fn aim(aim: &Value) -> Vec<String> {
    let days = ["from", "by"].into_iter().filter_map(|name| Some((name, aim[name].as_str()?.to_owned())));
    let own = aim["own"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|own| ("own", format!("{}={}", own["item"].as_str().expect("an item"), own["days"])));
    days.chain(own).flat_map(|(name, value)| [format!("--{name}"), value]).collect()
}

fn due(case: &Case) -> Vec<String> {
    let period: Value = serde_json::from_str(case.input.get()).expect("a period is JSON");
    let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let mut command = vec!["due".to_owned(), "--rulebook".to_owned(), case.rulebook().to_owned()];
    for name in ["from", "days", "unit", "at"] {
        if let Some(value) = period.get(name) {
            command.extend([format!("--{name}"), text(value)]);
        }
    }
    for span in period.get("paused").and_then(Value::as_array).unwrap_or(&Vec::new()) {
        command.extend(["--paused".to_owned(), format!("{}..{}", text(&span["from"]), text(&span["to"]))]);
    }
    if period.get("list") == Some(&Value::Bool(true)) {
        command.push("--list".to_owned());
    }
    command
}
