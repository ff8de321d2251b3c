//! Every case over HTTP: the body is the native answer, byte for byte.

use serde_json::Value;
use yushen_tests::cases::{self, Call, Case};
use yushen_tests::native;
use yushen_tests::pattern::assert_same;
use yushen_tests::server::Server;

#[test]
fn every_case_gets_the_native_bytes() {
    let server = Server::start("cases");
    let mut asked = 0;
    for case in cases::all().iter() {
        let expected = native::answer(native::rulebook(case.rulebook()), case.call, case.on(), &case.input);
        let (path, body) = request(case);
        let (status, answer) = server.post(path, &body);
        match expected.starts_with(r#"{"errors":"#) {
            true => {
                assert!((400..500).contains(&status), "{}: {status} {answer}", case.name);
                assert_eq!(errors(&answer), errors(&expected), "{}", case.name);
            }
            false => {
                assert_eq!(status, 200, "{}: {answer}", case.name);
                assert_same(&answer, &expected, &case.name);
            }
        }
        asked += 1;
    }
    println!("{asked} cases over HTTP");
}

fn request(case: &Case) -> (&'static str, String) {
    let (input, on) = (case.input.get(), case.on());
    let with_day = || format!(r#"{{"on":"{on}",{}"#, input.trim_start().trim_start_matches('{'));
    match case.call {
        Call::Review => ("/api/v1/reviews", format!(r#"{{"application":{input},"on":"{on}"}}"#)),
        Call::Plan => ("/api/v1/plans", with_day()),
        Call::Progress => ("/api/v1/progress", with_day()),
        Call::Sheet => ("/api/v1/sheets", with_day()),
        Call::Due => {
            let rest = input.trim_start().trim_start_matches('{');
            ("/api/v1/dues", format!(r#"{{"rulebook":"{}",{rest}"#, case.rulebook()))
        }
    }
}

/// Codes and places of the errors. Over HTTP an application lies inside a body, one step deeper, and its own word
/// chooses the rulebook, so that another one is unknown and not wrong.
fn errors(text: &str) -> Vec<(String, String)> {
    let answer: Value = serde_json::from_str(text).expect("an answer is JSON");
    let word = |error: &Value, name: &str| error[name].as_str().unwrap_or_default().to_owned();
    let place = |error: &Value| word(error, "pointer").trim_start_matches("/application").to_owned();
    let errors = answer["errors"].as_array().unwrap_or_else(|| panic!("no errors in {text}"));
    let code = |error: &Value| word(error, "code").replace("unknown-rulebook", "wrong-rulebook");
    errors.iter().map(|error| (code(error), place(error))).collect()
}
