//! The clocks of a stored submission, as the office and the applicant tell what has happened.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test stops where something is not as it should be"
)]

mod common;

use common::{Server, uuid};
use serde_json::{Value, json};

/// The clocks of a kind: due day and state of each.
fn clocks(server: &Server, id: &str, kind: &str) -> Vec<(String, String)> {
    let record = server.find(id).json();
    let clocks = record["progress"]["clocks"].as_array().unwrap().clone();
    let text = |value: &Value| value.as_str().unwrap_or("open").to_owned();
    let of_kind = clocks.iter().filter(|clock| clock["kind"] == kind);
    of_kind.map(|clock| (text(&clock["due"]["day"]), text(&clock["state"]))).collect()
}

/// A filing of a land-use planning permit (20 working days), whatever it lacks, accepted on the day of receipt.
fn accepted(server: &Server, id: &str) {
    let application = json!({
        "rulebook": "donghu",
        "facts": { "land_acquisition": "transfer", "within_planning_area": true },
        "items": ["land-use-planning-permit"],
        "applicant": {
            "unitName": "武汉示例精密制造有限公司", "creditCode": "91350100M000100Y43", "contact": "李工", "phone": "13800138000"
        },
    });
    let body = json!({ "intent": "file", "acknowledged": true, "application": application });
    let answer = server.put(id, &body);
    assert_eq!(answer.status, 201, "{}", answer.text);
    let accept = json!({ "id": uuid(101), "type": "accepted", "reason": "测试。" });
    assert_eq!(server.by_office(id, &accept).status, 201);
}

#[test]
fn what_the_office_records_moves_the_clocks() {
    let data = tempfile::tempdir().unwrap();
    let id = uuid(100);
    let server = Server::with_office(data.path(), "2026-03-02");
    accepted(&server, &id);
    assert_eq!(clocks(&server, &id, "statutory"), [("2026-03-30".to_owned(), "running".to_owned())]);
    drop(server);

    // deadlines.md, worked example: expert review 03-09..03-20, both days not counted.
    let server = Server::with_office(data.path(), "2026-03-23");
    let tell = |event: u32, members: Value| {
        let mut body = json!({ "id": uuid(event) });
        body.as_object_mut().unwrap().extend(members.as_object().unwrap().clone());
        server.by_office(&id, &body)
    };
    let opened =
        json!({ "type": "special-opened", "on": "2026-03-09", "reason": "expert-review", "days": 8 });
    assert_eq!(tell(102, opened.clone()).status, 201);
    assert_eq!(tell(102, opened).status, 200, "the same again");
    assert_eq!(clocks(&server, &id, "third-party"), [("2026-03-19".to_owned(), "overdue".to_owned())]);
    let closed = json!({ "type": "special-closed", "on": "2026-03-20", "reason": "expert-review" });
    assert_eq!(tell(103, closed).status, 201);
    assert_eq!(clocks(&server, &id, "statutory"), [("2026-04-14".to_owned(), "running".to_owned())]);

    // Waiting for another department stops nothing, and says so.
    let waiting = json!({ "type": "special-opened", "reason": "other-department" });
    assert_eq!(tell(104, waiting).status, 201);
    assert_eq!(clocks(&server, &id, "statutory"), [("2026-04-14".to_owned(), "running".to_owned())]);
    assert!(server.find(&id).json()["progress"]["findings"].to_string().contains("pause-not-allowed"));

    let extended = |event: u32, by: &str| tell(event, json!({ "type": "extended", "by": by }));
    assert_eq!(extended(105, "government-head").is_problem(409, None).json()["code"], "out-of-order");
    assert_eq!(extended(106, "agency-head").status, 201);
    assert_eq!(extended(107, "agency-head").is_problem(409, None).json()["code"], "out-of-order");
    assert_eq!(clocks(&server, &id, "statutory")[0].0, "2026-04-28");
    let decided = json!({ "type": "decided", "on": "2026-04-01" });
    assert_eq!(tell(108, decided).is_problem(422, None).json()["code"], "ahead");
    assert_eq!(
        tell(109, json!({ "type": "delivered" })).is_problem(409, None).json()["code"],
        "out-of-order"
    );
    assert_eq!(tell(110, json!({ "type": "decided", "by": "agency-head" })).status, 422);
    assert_eq!(tell(111, json!({ "type": "decided" })).status, 201);
    assert_eq!(clocks(&server, &id, "statutory")[0].1, "met");
    let events = server.find(&id).json()["events"].clone();
    assert_eq!(events.as_array().unwrap().len(), 7, "what was refused left no line");
    assert_eq!(events[2]["detail"]["reason"], "expert-review");
    assert_eq!(
        (&events[2]["on"], &events[2]["at"].as_str().unwrap()[..10]),
        (&json!("2026-03-09"), "2026-03-23")
    );
}

#[test]
fn the_applicant_tells_of_the_project_and_not_of_what_was_filed() {
    let data = tempfile::tempdir().unwrap();
    let id = uuid(200);
    let server = Server::with_office(data.path(), "2026-04-21");
    accepted(&server, &id);
    // deadlines.md, worked example: 15 calendar days roll over the May holiday.
    let passed = json!({ "id": uuid(201), "type": "completion-passed", "on": "2026-04-20" });
    assert_eq!(server.event(&id, &passed).status, 201);
    let own = clocks(&server, &id, "applicant");
    assert!(own.contains(&("2026-05-06".to_owned(), "running".to_owned())), "{own:?}");
    let decided = json!({ "id": uuid(202), "type": "decided" });
    assert_eq!(server.event(&id, &decided).is_problem(403, None).json()["code"], "not-yours");
}
