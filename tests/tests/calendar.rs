//! Another year, added at run time: what was provisional is firm. The year is made up (`calendar/2027.toml`) and says so.

use std::fs;
use std::path::PathBuf;

use serde_json::{Value, json};
use yushen::authoring::add_years;
use yushen::calendar::{self, Calendar, Day, Due, Period};
use yushen::rulebook::{Rulebook, Unit};
use yushen_tests::cases::{here, results};
use yushen_tests::native;
use yushen_tests::server::{self, Server};

/// Accepted on a Sunday, 30 working days.
const QUESTION: [&str; 5] = ["due", "--from", "2026-11-22", "--days", "30"];
const FIRM: &str = "2027-01-04";

fn made_up() -> PathBuf {
    here().join("calendar/2027.toml")
}

fn with_the_year() -> String {
    let text = fs::read_to_string(made_up()).expect("the made-up year");
    assert!(text.contains("MADE UP") && text.contains("编造"), "whoever reads it must know");
    let files = [("2027.toml".to_owned(), text)].into();
    add_years(&native::built().calendar, &files).unwrap_or_else(|errors| panic!("{errors}"))
}

fn due(arguments: &[&str]) -> Value {
    let output = server::run(arguments, "");
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    let answer: Value = serde_json::from_slice(&output.stdout).expect("an answer is JSON");
    answer["due"].clone()
}

fn is_open(due: &Value) {
    assert_eq!((&due["day"], &due["provisional"]), (&Value::Null, &json!(true)));
    assert!(due["earliest"].as_str() < due["latest"].as_str(), "{due}");
    assert!(due["earliest"].as_str() <= Some(FIRM) && Some(FIRM) <= due["latest"].as_str(), "{due}");
}

#[test]
fn a_year_that_is_added_turns_provisional_days_firm() {
    let calendar = with_the_year();
    // For the surfaces that are not Rust.
    fs::create_dir_all(results()).expect("results/ can be made");
    fs::write(results().join("calendar-2027.json"), &calendar).expect("results/ can be written");
    let (_, law) = native::built().rulebooks.first().expect("a rulebook");
    let rulebook = Rulebook::read(law, &calendar).expect("the calendar can be read");
    assert_ne!(rulebook.calendar_version().hash, yushen::rulebook::hash(&native::built().calendar));
    let period = Period::new(native::day("2026-11-22"), 30, Unit::Working);
    let due = |calendar: &Calendar| calendar::due(calendar, &period).due;
    assert!(due(&native::rulebook("donghu").calendar).day.is_none());
    assert_eq!(due(&rulebook.calendar), Due::on(native::day(FIRM)));
    let quick = |calendar: &Calendar| calendar.due_date(native::day("2026-11-22"), 30);
    assert_eq!(quick(&native::rulebook("donghu").calendar), None);
    assert_eq!(quick(&rulebook.calendar), Some(native::day(FIRM)));
    // The made-up year has a notice: only after its own 25 December is the next one open.
    let late = Day::read("2027-12-24").map(|day| Period::new(day, 5, Unit::Working)).expect("a day");
    assert!(calendar::due(&rulebook.calendar, &late).due.provisional);
}

#[test]
fn the_command_line_takes_another_year() {
    is_open(&due(&QUESTION));
    let file = made_up().display().to_string();
    let folder = here().join("calendar").display().to_string();
    for named in [&file, &folder] {
        let answer = due(&[&QUESTION[..], &["--calendar", named]].concat());
        assert_eq!((&answer["day"], &answer["provisional"]), (&json!(FIRM), &json!(false)));
    }
    let application = r#"{"rulebook":"donghu","facts":{}}"#;
    let output = server::run(&["plan", "--on", "2026-11-22", "--calendar", &file, "-"], application);
    let plan: Value = serde_json::from_slice(&output.stdout).expect("a plan is JSON");
    assert_eq!(plan["calendar"]["hash"], yushen::rulebook::hash(&with_the_year()));
}

#[test]
fn the_compiled_calendar_is_written_with_another_year() {
    let out = results().join("built-2027");
    let (out, file) = (out.display().to_string(), made_up().display().to_string());
    let output = server::run(&["rules", "build", "--out", &out, "--calendar", &file], "");
    let written: Value = serde_json::from_slice(&output.stdout).expect("what was written");
    let calendar = fs::read_to_string(format!("{out}/calendar.json")).expect("the calendar");
    assert_eq!(calendar, with_the_year());
    assert_eq!(written["calendar"]["hash"], yushen::rulebook::hash(&calendar));
}

#[test]
fn a_server_serves_another_year() {
    let file = made_up().display().to_string();
    let (plain, added) = (Server::start("plain"), Server::with("added", &["--calendar", &file]));
    let (before, after) = (plain.get("/api/v1/calendar"), added.get("/api/v1/calendar"));
    assert_eq!(after.1, with_the_year());
    assert_eq!(after.0, format!("\"{}\"", yushen::rulebook::hash(&after.1)));
    assert_ne!(before.0, after.0);
    let case = json!({
        "application": { "rulebook": "donghu", "facts": {}, "items": ["construction-permit"] },
        "events": [{ "type": "received", "on": "2026-11-22" }, { "type": "accepted", "on": "2026-11-22" }],
        "on": "2026-11-23",
    });
    let hash = |server: &Server| {
        let (status, text) = server.post("/api/v1/progress", &case.to_string());
        assert_eq!(status, 200, "{text}");
        let answer: Value = serde_json::from_str(&text).expect("an answer is JSON");
        answer["calendar"]["hash"].as_str().map(|hash| format!("\"{hash}\""))
    };
    assert_eq!((hash(&plain), hash(&added)), (Some(before.0), Some(after.0)));
}

#[test]
fn a_year_that_is_wrong_is_refused_with_file_and_line() {
    let folder = results().join("wrong-years");
    fs::create_dir_all(&folder).expect("results/ can be made");
    let year = fs::read_to_string(made_up()).expect("the made-up year");
    let wrong = [
        ("2027-01-31", "2027-02-01", "work = ", "no weekend day"),
        ("\"2027-10-01\", ", "", "published = ", "2027-10-01 is not off"),
        ("year = 2027", "year = 2029", "year = ", "holds the year 2029"),
        ("date = \"2026-11-30\"", "", "[[notice]]", "has no `date`"),
    ];
    for (from, to, at, sentence) in wrong {
        let text = year.replacen(from, to, 1);
        let file = folder.join("2027.toml");
        fs::write(&file, &text).expect("results/ can be written");
        let file = file.display().to_string();
        for command in [&QUESTION[..], &["serve", "--listen", "127.0.0.1:0", "--data", "unused"]] {
            let output = server::run(&[command, &["--calendar", &file]].concat(), "");
            assert_eq!(output.status.code(), Some(2), "{sentence}: {output:?}");
            let told: Value = serde_json::from_slice(&output.stdout).expect("errors are JSON");
            let error = &told["errors"][0];
            let before = text.split(at).next().unwrap_or_default();
            let place = format!("{file}:{}: ", 1 + before.matches('\n').count());
            let en = error["en"].as_str().unwrap_or_default();
            assert!(en.starts_with(&file) && en.contains(sentence), "{en} lacks {sentence}");
            assert!(at == "work = " || en.starts_with(&place), "{en} is not at {place}");
            assert!(
                error["zh"].as_str().is_some_and(|zh| zh.contains(&file) && zh.ends_with('。')),
                "{error}"
            );
        }
    }
}
