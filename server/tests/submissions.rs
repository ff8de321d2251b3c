//! Handing in over HTTP: once, again, by another, after a crash, and changed later.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test stops where something is not as it should be"
)]

mod common;

use common::{DAY, KEY, Server, application, bearer, run, submission, uuid};
use serde_json::{Value, json};
use std::thread;

fn assist() -> Value {
    json!({ "intent": "assist", "application": application() })
}

fn rows(server: &Server, id: &str) -> usize {
    server.find(id).json()["events"].as_array().unwrap().len()
}

#[test]
fn the_same_again_is_200_and_another_body_409() {
    let data = tempfile::tempdir().unwrap();
    let server = Server::start(data.path());
    let first = server.put(&uuid(1), &assist());
    assert_eq!(first.status, 201, "{}", first.text);
    assert_eq!(first.header("location"), Some(submission(&uuid(1)).as_str()));
    let receipt = first.json();
    assert_eq!(receipt["id"], uuid(1));
    assert_eq!(receipt["intent"], "assist");
    assert_eq!(receipt["state"], "assist-requested");
    assert_eq!(receipt["agreed"], Value::Null);
    let received = receipt["receivedAt"].as_str().unwrap();
    assert!(received.starts_with(&format!("{DAY}T")) && received.ends_with("+08:00"), "{received}");

    let again = server.put(&uuid(1).to_uppercase(), &assist());
    assert_eq!((again.status, &again.text), (200, &first.text));
    // White space and the order of keys make no other body.
    let body = assist();
    let reordered = format!("{{ \"application\": {}, \"intent\": \"assist\" }}", body["application"]);
    let headers = [common::JSON, bearer(KEY)];
    assert_eq!(server.send("PUT", &submission(&uuid(1)), &headers, reordered.as_bytes()).status, 200);

    let mut other = assist();
    other["application"]["facts"]["key_project_level"] = json!("none");
    server.put(&uuid(1), &other).is_problem(409, None);
    let other_key = [common::JSON, bearer("another-key-0123456789-abcdef")];
    let body = assist().to_string();
    server.send("PUT", &submission(&uuid(1)), &other_key, body.as_bytes()).is_problem(409, None);
    assert_eq!(rows(&server, &uuid(1)), 1);
}

#[test]
fn two_at_once_make_one_row() {
    let data = tempfile::tempdir().unwrap();
    let server = Server::start(data.path());
    for n in 10..20 {
        let mut other = assist();
        other["application"]["facts"]["storeys"] = json!(3);
        let bodies = [assist(), assist(), other];
        let mut got: Vec<u16> = thread::scope(|scope| {
            let server = &server;
            let put = |body| scope.spawn(move || server.put(&uuid(n), body).status);
            let running: Vec<_> = bodies.iter().map(put).collect();
            running.into_iter().map(|one| one.join().unwrap()).collect()
        });
        got.sort_unstable();
        assert!(got == [200, 201, 409] || got == [201, 409, 409], "{got:?}");
        assert_eq!(rows(&server, &uuid(n)), 1);
    }
}

#[test]
fn what_was_answered_with_201_survives_a_kill() {
    let data = tempfile::tempdir().unwrap();
    let server = Server::start(data.path());
    let first = server.put(&uuid(2), &assist());
    server.kill();
    assert_eq!(first.status, 201);
    let server = Server::start(data.path());
    let found = server.find(&uuid(2));
    assert_eq!(found.status, 200);
    assert_eq!(found.json()["review"], first.json()["review"]);
    assert_eq!(server.put(&uuid(2), &assist()).text, first.text);
}

#[test]
fn a_wrong_key_and_an_unknown_id_look_the_same() {
    let data = tempfile::tempdir().unwrap();
    let server = Server::start(data.path());
    server.put(&uuid(3), &assist());
    let wrong = server.send("GET", &submission(&uuid(3)), &[bearer("another-key-0123456789-abcdef")], b"");
    let unknown = server.find(&uuid(4));
    wrong.is_problem(404, None);
    assert_eq!((wrong.status, &wrong.text), (unknown.status, &unknown.text));
    assert_eq!(server.find("not-a-uuid").text, unknown.text);
    let no_key = server.get(&submission(&uuid(3)));
    assert_eq!(no_key.is_problem(401, None).header("www-authenticate"), Some("Bearer"));
    let short = [common::JSON, bearer("short-key-of-21-chars")];
    server
        .send("PUT", &submission(&uuid(4)), &short, assist().to_string().as_bytes())
        .is_problem(422, Some(""));
    server.put("not-a-uuid", &assist()).is_problem(422, Some(""));
}

#[test]
fn filing_what_is_incomplete_takes_an_acknowledgement() {
    let data = tempfile::tempdir().unwrap();
    let server = Server::start(data.path());
    let mut body = json!({ "intent": "file", "application": application() });
    let refused = server.put(&uuid(5), &body);
    let review = refused.is_problem(422, None).json()["review"].clone();
    assert_ne!(review["verdict"], "acceptable");
    server.find(&uuid(5)).is_problem(404, None);

    body["acknowledged"] = json!(true);
    let filed = server.put(&uuid(5), &body);
    assert_eq!(filed.status, 201, "{}", filed.text);
    assert_eq!(filed.json()["state"], "filed");
    assert_eq!(filed.json()["review"], review);
    let found = server.find(&uuid(5)).json();
    assert_eq!(found["application"], application());
    assert_eq!(found["events"][0]["type"], "received");
    assert_eq!(found["progress"]["on"], DAY);
}

#[test]
fn the_stored_review_is_the_clis_to_the_byte() {
    let data = tempfile::tempdir().unwrap();
    let server = Server::start(data.path());
    server.put(&uuid(6), &assist());
    let printed = run(&["review", "--on", DAY, "-"], &application().to_string());
    let printed = String::from_utf8(printed.stdout).unwrap();
    let found = server.find(&uuid(6)).text;
    assert!(found.contains(&format!("\"review\":{},", printed.trim_end())), "{found}");
    let posted = server.post("/api/v1/reviews", &json!({ "application": application() }));
    assert_eq!(posted.text, printed.trim_end());
}

#[test]
fn agreed_says_whether_the_client_saw_the_same() {
    let data = tempfile::tempdir().unwrap();
    let server = Server::start(data.path());
    let review = server.post("/api/v1/reviews", &json!({ "application": application() })).json();
    let seen = |hash: &Value, verdict: &Value| {
        json!({ "intent": "assist", "application": application(),
                "review": { "rulebook": { "hash": hash }, "on": DAY, "verdict": verdict } })
    };
    let hash = &review["rulebook"]["hash"];
    let agreed = server.put(&uuid(7), &seen(hash, &review["verdict"]));
    assert_eq!(agreed.json()["agreed"], true, "{}", agreed.text);
    assert_eq!(server.put(&uuid(8), &seen(hash, &json!("not-acceptable"))).json()["agreed"], false);
    assert_eq!(server.put(&uuid(9), &seen(&json!("0"), &review["verdict"])).json()["agreed"], false);
    server.put(&uuid(21), &seen(hash, &json!("maybe"))).is_problem(422, Some("/review/verdict"));
    let unknown =
        json!({ "intent": "assist", "application": application(), "review": { "on": "soon", "mood": 1 } });
    server
        .put(&uuid(21), &unknown)
        .is_problem(422, Some("/review/mood"))
        .is_problem(422, Some("/review/rulebook"));
}

#[test]
fn amending_keeps_the_old_in_the_log_and_withdrawing_ends_it() {
    let data = tempfile::tempdir().unwrap();
    let server = Server::start(data.path());
    let first = server.put(&uuid(30), &assist()).json();
    let mut better = application();
    better["facts"]["storeys"] = json!(18);
    let amend = json!({ "id": uuid(31), "type": "amended", "application": better });
    let amended = server.event(&uuid(30), &amend);
    assert_eq!(amended.status, 201, "{}", amended.text);
    let again = server.event(&uuid(30), &amend);
    assert_eq!((again.status, &again.text), (200, &amended.text));
    let mut other = amend.clone();
    other["application"] = application();
    server.event(&uuid(30), &other).is_problem(409, None);

    let found = server.find(&uuid(30)).json();
    assert_eq!(found["application"], better);
    assert_eq!(found["receivedAt"], first["receivedAt"]);
    let events = found["events"].as_array().unwrap();
    assert_eq!(
        events.iter().map(|event| &event["type"]).collect::<Vec<_>>(),
        ["assist-requested", "amended"]
    );
    assert_eq!(events[0]["application"], application());
    assert_eq!(events[0]["review"], first["review"]);
    assert_eq!(events[1]["previous"], events[0]["hash"]);

    let withdraw = json!({ "id": uuid(32), "type": "withdrawn" });
    assert_eq!(server.event(&uuid(30), &withdraw).json()["state"], "withdrawn");
    assert_eq!(server.event(&uuid(30), &withdraw).status, 200);
    let late = json!({ "id": uuid(33), "type": "amended", "application": better });
    server.event(&uuid(30), &late).is_problem(409, None);
    assert_eq!(server.find(&uuid(30)).json()["state"], "withdrawn");
    // A late retry of the first PUT is answered with what stands.
    assert_eq!(server.put(&uuid(30), &assist()).status, 200);
}

#[test]
fn an_event_that_is_none_is_a_problem() {
    let data = tempfile::tempdir().unwrap();
    let server = Server::start(data.path());
    server.put(&uuid(40), &assist());
    let event = |body: Value| server.event(&uuid(40), &body);
    event(json!({})).is_problem(422, Some("/id")).is_problem(422, Some("/type"));
    event(json!({ "id": "x", "type": "corrected" }))
        .is_problem(422, Some("/id"))
        .is_problem(422, Some("/type"));
    event(json!({ "id": uuid(41), "type": "amended" })).is_problem(422, Some("/application"));
    let extra = json!({ "id": uuid(41), "type": "withdrawn", "application": application() });
    event(extra).is_problem(422, Some("/application"));
    let mut elsewhere = application();
    elsewhere["rulebook"] = json!("zhuzhou");
    event(json!({ "id": uuid(41), "type": "amended", "application": elsewhere }))
        .is_problem(422, Some("/application/rulebook"));
    server.event(&uuid(42), &json!({ "id": uuid(41), "type": "withdrawn" })).is_problem(404, None);
}
