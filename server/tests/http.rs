//! The rest of HTTP: the law, questions that leave no trace, input that is none, health, pages.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test stops where something is not as it should be"
)]

mod common;

use common::{DAY, JSON, KEY, Server, application, bearer, submission, uuid};
use serde_json::{Value, json};
use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

const REVIEWS: &str = "/api/v1/reviews";

#[test]
fn input_that_is_none_is_a_problem_and_the_server_lives() {
    let data = tempfile::tempdir().unwrap();
    let server = Server::start(data.path());
    let post = |body: &[u8]| server.send("POST", REVIEWS, &[JSON], body);
    let wrapped = |application: Value| post(json!({ "application": application }).to_string().as_bytes());
    let deep = format!("{{\"application\":{}{}}}", "[".repeat(10_000), "]".repeat(10_000));

    wrapped(json!({ "rulebook": "donghu", "facts": { "storeys": "many" } }))
        .is_problem(422, Some("/application/facts/storeys"));
    wrapped(json!({ "rulebook": "donghu", "facts": { "nonsense": 1 } }))
        .is_problem(422, Some("/application/facts/nonsense"));
    let nowhere = wrapped(json!({ "rulebook": "nowhere", "facts": {} }));
    assert!(nowhere.is_problem(422, Some("/application/rulebook")).text.contains("donghu"));
    let unnamed = wrapped(json!({ "facts": {} }));
    assert!(unnamed.is_problem(422, Some("/application/rulebook")).text.contains("donghu"));
    wrapped(json!({ "rulebook": 7 })).is_problem(422, Some("/application/rulebook"));
    wrapped(json!([])).is_problem(422, Some("/application"));
    wrapped(Value::Null).is_problem(422, Some("/application"));
    post(b"{}").is_problem(422, Some("/application"));
    post(b"[]").is_problem(422, Some(""));
    post(b"{\"application\": ").is_problem(400, Some(""));
    post(b"").is_problem(400, Some(""));
    post(b"\"\\ud800\"").is_problem(400, None);
    post(b"{\"a\": \"\xff\"}").is_problem(400, None);
    post(deep.as_bytes()).is_problem(422, None);
    post(&vec![b' '; 3_000_000]).is_problem(413, None);
    let extra = json!({ "application": application(), "on": "soon", "mood": "good" });
    post(extra.to_string().as_bytes()).is_problem(422, Some("/mood")).is_problem(422, Some("/on"));
    post(br#"{"application": {"rulebook": "donghu"}, "application": {}}"#)
        .is_problem(422, Some("/application"));
    server.send("POST", REVIEWS, &[("content-type", "text/plain")], b"{}").is_problem(415, None);
    server.send("PUT", &submission(&uuid(1)), &[JSON, bearer(KEY)], deep.as_bytes()).is_problem(422, None);
    let bad_intent = json!({ "intent": "please", "acknowledged": 1, "application": application() });
    server.put(&uuid(1), &bad_intent).is_problem(422, Some("/intent")).is_problem(422, Some("/acknowledged"));

    assert_eq!(server.get("/healthz").status, 200);
    let answered = server.post(REVIEWS, &json!({ "application": application() }));
    assert_eq!((answered.status, &answered.json()["on"]), (200, &json!(DAY)));
}

#[test]
fn questions_leave_no_trace_and_take_their_day() {
    let data = tempfile::tempdir().unwrap();
    let server = Server::start(data.path());
    let review = server.post(REVIEWS, &json!({ "application": application(), "on": "2025-03-03" }));
    assert_eq!(review.json()["on"], "2025-03-03");
    let plan =
        server.post("/api/v1/plans", &json!({ "application": application(), "from": "2026-12-01" })).json();
    assert_eq!((&plan["on"], &plan["from"]), (&json!(DAY), &json!("2026-12-01")));
    let wished = json!({ "application": application(), "by": "2028-12-01", "own": [{ "item": "construction-waste", "days": 5 }] });
    assert_eq!(server.post("/api/v1/plans", &wished).json()["by"], "2028-12-01");
    let both = json!({ "application": application(), "from": "2026-12-01", "by": "2027-12-01" });
    server.post("/api/v1/plans", &both).is_problem(422, Some("/by"));
    let ways = server.post("/api/v1/remedies", &json!({ "application": application(), "on": "2026-11-24" }));
    assert_eq!((ways.status, &ways.json()["on"]), (200, &json!("2026-11-24")), "{}", ways.text);
    server.post("/api/v1/remedies", &json!({ "on": "x" })).is_problem(422, Some("/application"));
    let events = json!([{ "type": "received", "on": "2026-11-20" }]);
    let case = json!({ "application": application(), "events": events, "on": "2026-11-24" });
    let progress = server.post("/api/v1/progress", &case);
    assert_eq!((progress.status, &progress.json()["on"]), (200, &json!("2026-11-24")), "{}", progress.text);
    let bad = json!({ "application": { "rulebook": "nowhere" }, "events": [] });
    server.post("/api/v1/progress", &bad).is_problem(422, Some("/application/rulebook"));
    let bad = json!({ "application": application(), "events": [{ "type": "lost", "on": "x" }] });
    server.post("/api/v1/progress", &bad).is_problem(422, Some("/events/0/type"));
    server.post("/api/v1/progress", &json!({ "events": [] })).is_problem(422, Some("/application"));
}

#[test]
fn a_sheet_comes_as_json_as_a_page_and_as_pdf() {
    let data = tempfile::tempdir().unwrap();
    let server = Server::start(data.path());
    let brief = json!({ "kind": "checklist", "application": application() }).to_string();
    let ask = |path: &str, accept: &str| {
        server.send("POST", path, &[JSON, ("accept", accept), ("accept-language", "en")], brief.as_bytes())
    };
    let sheets = "/api/v1/sheets";
    assert_eq!(ask(sheets, "*/*").json()["kind"], "checklist");
    let page = ask(sheets, "text/html");
    assert!(page.text.starts_with("<!doctype html>\n<html lang=\"en\">"), "{}", page.text);
    assert!(page.text.contains(&format!("href=\"{}/?place=donghu#/a/", server.address)), "{}", page.text);
    let policy = page.header("content-security-policy").unwrap();
    assert!(policy.starts_with("default-src 'none'; style-src 'sha256-"), "{policy}");
    assert!(ask("/api/v1/sheets?lang=zh", "text/html").text.contains("<html lang=\"zh-CN\">"));
    let pdf = ask(sheets, "application/pdf");
    assert!(pdf.status == 501 || pdf.text.starts_with("%PDF"), "{}", pdf.status);
    ask(sheets, "image/png").is_problem(406, None);
    ask("/api/v1/sheets?lang=fr", "text/html").is_problem(422, None);
}

#[test]
fn dates_are_taken_along_where_the_client_asks_for_a_calendar() {
    let data = tempfile::tempdir().unwrap();
    let server = Server::start(data.path());
    let application = json!({ "rulebook": "donghu", "facts": {}, "items": ["construction-permit"] });
    let events = json!([{ "type": "received", "on": "2026-11-20" }]);
    let case = json!({ "application": application, "events": events }).to_string();
    let ask =
        |path: &str, accept: &str| server.send("POST", path, &[JSON, ("accept", accept)], case.as_bytes());
    let taken = ask("/api/v1/progress", "text/calendar");
    assert_eq!(taken.header("content-type"), Some("text/calendar; charset=utf-8"));
    assert!(taken.text.starts_with("BEGIN:VCALENDAR\r\n") && taken.text.contains("BEGIN:VALARM\r\n"));
    assert!(
        taken.text.contains("DTSTART;VALUE=DATE:2026") && taken.text.contains("依据："),
        "{}",
        taken.text
    );
    assert_eq!(ask("/api/v1/progress", "text/calendar").text, taken.text, "no clock, no chance");
    let english = ask("/api/v1/progress?lang=en", "text/calendar, application/json;q=0.5");
    assert!(english.text.contains("Basis: "), "{}", english.text);
    for json in ["*/*", "application/json", "application/json, text/calendar;q=0.9", "text/calendar;q=0"] {
        assert_eq!(ask("/api/v1/progress", json).header("content-type"), Some("application/json"), "{json}");
    }
    ask("/api/v1/progress?lang=fr", "text/calendar").is_problem(422, None);
    let plan = json!({ "application": application, "on": "2026-11-23" }).to_string();
    let plan = server.send("POST", "/api/v1/plans", &[JSON, ("accept", "text/calendar")], plan.as_bytes());
    assert!(plan.text.starts_with("BEGIN:VCALENDAR\r\n"), "{}", plan.text);
    server.send("POST", "/api/v1/plans", &[JSON, ("accept", "text/calendar")], b"{}").is_problem(422, None);
}

#[test]
fn the_law_is_served_under_its_hash() {
    let data = tempfile::tempdir().unwrap();
    let server = Server::start(data.path());
    let list = server.get("/api/v1/rulebooks").json();
    let hash = list["rulebooks"][0]["hash"].as_str().unwrap();
    assert_eq!(list["rulebooks"][0]["id"], "donghu");
    let law = server.get("/api/v1/rulebooks/donghu");
    assert_eq!(law.header("etag"), Some(format!("\"{hash}\"").as_str()));
    assert_eq!(yushen::rulebook::hash(&law.text), hash);
    let known = [("if-none-match", law.header("etag").unwrap())];
    assert_eq!(server.send("GET", "/api/v1/rulebooks/donghu", &known, b"").status, 304);
    let small = server.send("GET", "/api/v1/rulebooks/donghu", &[("accept-encoding", "gzip, br;q=0.8")], b"");
    assert_eq!(small.header("content-encoding"), Some("br"));
    let length = small.header("content-length").unwrap().parse::<usize>().unwrap();
    assert!(length * 4 < law.text.len(), "{length}");
    let refused = server.send("GET", "/api/v1/rulebooks/donghu", &[("accept-encoding", "br;q=0")], b"");
    assert_eq!(refused.header("content-encoding"), None);
    let calendar = server.get("/api/v1/calendar");
    assert_eq!(yushen::rulebook::hash(&calendar.text), list["calendar"]["hash"].as_str().unwrap());
    assert!(server.get("/api/v1/rulebooks/nowhere").is_problem(404, None).text.contains("donghu"));
}

#[test]
fn other_addresses_and_methods_are_problems_and_pages_are_guarded() {
    let data = tempfile::tempdir().unwrap();
    let server = Server::start(data.path());
    server.get("/api/v1/nothing").is_problem(404, None);
    server.get("/api").is_problem(404, None);
    server.get("/assets/gone.js").is_problem(404, None);
    let wrong = server.get(REVIEWS);
    assert_eq!(wrong.is_problem(405, None).header("allow"), Some("POST"));
    server.send("DELETE", "/", &[], b"").is_problem(405, None);
    let page = server.get("/any/page");
    assert_eq!(page.status, 200);
    assert!(page.header("content-security-policy").unwrap().contains("script-src 'self' 'wasm-unsafe-eval'"));
    assert_eq!(page.header("x-content-type-options"), Some("nosniff"));
    assert_eq!(page.header("referrer-policy"), Some("no-referrer"));
    assert_eq!(server.send("HEAD", "/", &[], b"").status, 200);
    assert_eq!(server.get("/healthz").text, "ok\n");
    assert_eq!(server.get("/readyz").json(), json!({ "ready": true, "on": DAY }));
}

#[test]
fn a_header_that_never_ends_is_cut_off() {
    let data = tempfile::tempdir().unwrap();
    let server = Server::start(data.path());
    let mut dribble = TcpStream::connect(server.address.trim_start_matches("http://")).unwrap();
    dribble.set_read_timeout(Some(Duration::from_secs(15))).unwrap();
    dribble.write_all(b"GET / HTTP/1.1\r\nX-Slow: ").unwrap();
    let begun = Instant::now();
    let _ = dribble.read_to_end(&mut Vec::new());
    assert!(begun.elapsed() < Duration::from_secs(10));
}
