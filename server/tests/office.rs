//! What the office does over HTTP: the notice, once; acceptances and refusals that the rules bear out; papers to print.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test stops where something is not as it should be"
)]

mod common;

use common::{KEY, OFFICE, Server, bearer, submission, uuid};
use serde_json::{Value, json};

const INFO: &str = "m-project-basic-info";
const POLICY: &str = "m-industrial-policy-statement";

/// A filing of an enterprise's project, with these papers in hand.
fn filing(materials: &Value) -> Value {
    json!({
        "rulebook": "donghu",
        "facts": { "investment_kind": "enterprise", "in_approval_catalogue": false },
        "items": ["enterprise-filing"],
        "materials": materials,
        "applicant": {
            "unitName": "武汉示例精密制造有限公司", "creditCode": "91350100M000100Y43", "contact": "李工", "phone": "13800138000"
        }
    })
}

fn hand_in(server: &Server, id: &str, materials: &Value) {
    let body = json!({ "intent": "file", "acknowledged": true, "application": filing(materials) });
    let answer = server.put(id, &body);
    assert_eq!(answer.status, 201, "{}", answer.text);
}

fn amend(server: &Server, id: &str, event: &str, materials: &Value) {
    let body =
        json!({ "id": event, "type": "amended", "acknowledged": true, "application": filing(materials) });
    let answer = server.event(id, &body);
    assert_eq!(answer.status, 201, "{}", answer.text);
}

fn state(server: &Server, id: &str) -> Value {
    server.find(id).json()["progress"]["items"][0]["state"].clone()
}

/// The paper of the last event.
fn last_paper(server: &Server, id: &str) -> Value {
    server.find(id).json()["events"].as_array().unwrap().last().unwrap()["paper"].clone()
}

#[test]
fn a_story_of_three_hand_ins() {
    let data = tempfile::tempdir().unwrap();
    let id = uuid(1);
    let defect = json!({ "id": INFO, "copies": 0 });
    let server = Server::with_office(data.path(), "2026-11-02");
    hand_in(&server, &id, &json!([defect]));
    assert_eq!(state(&server, &id), "received");
    // 行政许可法 第三十二条（四）: everything at once.
    let notice = json!({ "id": uuid(2), "type": "noticed" });
    let told = server.by_office(&id, &notice);
    assert_eq!(told.status, 201, "{}", told.text);
    assert_eq!(server.by_office(&id, &notice).status, 200);
    assert_eq!(state(&server, &id), "noticed");
    let paper = last_paper(&server, &id);
    assert_eq!(paper["parts"][0]["rows"][0]["key"], format!("paper-missing:{POLICY}"));
    assert_eq!(paper["parts"][1]["rows"][0]["key"], format!("paper-irregular:{INFO}:copies:0"));
    drop(server);

    // Half of it is corrected: what is left may be told again, and moves nothing.
    let server = Server::with_office(data.path(), "2026-11-09");
    amend(&server, &id, &uuid(3), &json!([defect, { "id": POLICY }]));
    assert_eq!(state(&server, &id), "noticed");
    assert_eq!(server.by_office(&id, &json!({ "id": uuid(4), "type": "noticed" })).status, 201);
    assert_eq!(last_paper(&server, &id)["parts"][0]["rows"][0]["since"], "again");
    assert_eq!(state(&server, &id), "noticed");

    // What the office sees now on the very same paper it could have seen before: refused without a reason.
    let adds = json!([{ "material": POLICY, "text": "第 2 页没有盖章。" }]);
    let late = json!({ "id": uuid(5), "type": "noticed", "adds": adds });
    let refused = server.by_office(&id, &late);
    refused.is_problem(422, None);
    assert_eq!(refused.json()["code"], "told-late");
    assert!(refused.json()["errors"][0]["zh"].as_str().unwrap().contains("第 2 页没有盖章。"));
    assert_eq!(server.find(&id).json()["events"].as_array().unwrap().len(), 4);
    let reasoned =
        json!({ "id": uuid(5), "type": "noticed", "adds": adds, "reason": "扫描件更换了系统后才能看清。" });
    assert_eq!(server.by_office(&id, &reasoned).status, 201);
    let events = server.find(&id).json()["events"].clone();
    assert_eq!(events[4]["reason"], "扫描件更换了系统后才能看清。");
    let findings = server.find(&id).json()["progress"]["findings"].to_string();
    assert!(findings.contains("不得再次告知"), "{findings}");
    drop(server);

    // All of it is corrected: it counts as accepted on that day (第三十二条（五）), and there is nothing left to tell.
    let server = Server::with_office(data.path(), "2026-11-16");
    amend(&server, &id, &uuid(6), &json!([{ "id": INFO }, { "id": POLICY }]));
    let item = server.find(&id).json()["progress"]["items"][0].clone();
    assert_eq!((&item["state"], &item["acceptedOn"]), (&json!("accepted"), &json!("2026-11-16")));
    let nothing = server.by_office(&id, &json!({ "id": uuid(7), "type": "noticed" }));
    assert_eq!(nothing.is_problem(409, None).json()["code"], "nothing-to-correct");
    assert_eq!(server.by_office(&id, &json!({ "id": uuid(8), "type": "accepted" })).status, 201);
    assert_eq!(last_paper(&server, &id)["kind"], "acceptance");
}

#[test]
fn an_office_needs_a_ground() {
    let data = tempfile::tempdir().unwrap();
    let server = Server::with_office(data.path(), common::DAY);
    let id = uuid(20);
    hand_in(&server, &id, &json!([{ "id": INFO }]));
    let act = |event: u32, kind: &str| server.by_office(&id, &json!({ "id": uuid(event), "type": kind }));
    assert_eq!(act(21, "accepted").is_problem(422, None).json()["code"], "unfounded");
    let refusal = act(22, "refused");
    assert_eq!(refusal.is_problem(422, None).json()["code"], "unfounded");
    assert!(refusal.json()["details"]["zh"].as_str().unwrap().contains("应当一次性告知补正"));
    assert_eq!(state(&server, &id), "received");
    let reasoned = json!({ "id": uuid(22), "type": "refused", "reason": "申请人要求。" });
    assert_eq!(server.by_office(&id, &reasoned).status, 201);
    assert_eq!(state(&server, &id), "refused");
}

#[test]
fn each_keeps_to_what_is_theirs() {
    let data = tempfile::tempdir().unwrap();
    let server = Server::with_office(data.path(), common::DAY);
    let id = uuid(30);
    hand_in(&server, &id, &json!([{ "id": INFO }]));
    assert_eq!(
        server.event(&id, &json!({ "id": uuid(31), "type": "noticed" })).is_problem(403, None).json()["code"],
        "not-yours"
    );
    server.by_office(&id, &json!({ "id": uuid(31), "type": "withdrawn" })).is_problem(403, None);
    let wrong = json!({ "id": uuid(31), "type": "noticed", "adds": [{ "material": "m-none", "text": "x" }], "reason": 1 });
    server.by_office(&id, &wrong).is_problem(422, Some("/reason"));
    let unknown =
        json!({ "id": uuid(31), "type": "noticed", "adds": [{ "material": "m-none", "text": "x" }] });
    server.by_office(&id, &unknown).is_problem(422, Some("/adds/0/material"));
    let extra = json!({ "id": uuid(31), "type": "refused", "adds": [] });
    server.by_office(&id, &extra).is_problem(422, Some("/adds"));
    drop(server);
    // Without an office its key opens nothing.
    let server = Server::start(data.path());
    server.by_office(&id, &json!({ "id": uuid(31), "type": "noticed" })).is_problem(404, None);
}

#[test]
fn the_papers_of_a_submission_are_json_pages_and_pdf() {
    let data = tempfile::tempdir().unwrap();
    let server = Server::with_office(data.path(), common::DAY);
    let id = uuid(40);
    hand_in(&server, &id, &json!([{ "id": INFO }]));
    let get = |kind: &str, key: &str, accept: &str| {
        server.send(
            "GET",
            &format!("{}/sheets/{kind}", submission(&id)),
            &[bearer(key), ("accept", accept)],
            b"",
        )
    };
    for kind in ["notice", "receipt", "acceptance", "non-acceptance", "promise", "checklist"] {
        let paper = get(kind, KEY, "application/json");
        assert_eq!((paper.status, &paper.json()["kind"]), (200, &json!(kind)), "{}", paper.text);
        let page = get(kind, OFFICE, "text/html");
        assert!(page.text.contains(paper.json()["title"]["zh"].as_str().unwrap()), "{kind}");
        assert!(page.text.contains(paper.json()["rulebook"]["hash"].as_str().unwrap()), "{kind}");
    }
    let file = get("receipt", KEY, "application/pdf");
    assert!(file.status == 200 && file.text.starts_with("%PDF-"), "{}", file.status);
    get("invoice", KEY, "application/json").is_problem(404, None);
    get("notice", "another-key-0123456789-abcdef", "application/json").is_problem(404, None);
    get("notice", KEY, "image/png").is_problem(406, None);
}
