//! Files over HTTP: stored once, checked again, given back as they came.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test stops where something is not as it should be"
)]

mod common;

use std::path::Path;

use common::{Answer, KEY, Server, application, bearer, submission, uuid};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

const PAPER: &str = "m-project-basic-info";
/// Takes at most 10 MB.
const CARD: &str = "m-authorisation";

fn hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

fn pdf() -> Vec<u8> {
    b"%PDF-1.4\nnothing that this server would ever open\n%%EOF\n".to_vec()
}

fn png(width: u32, height: u32) -> Vec<u8> {
    let header: [&[u8]; 5] = [
        b"\x89PNG\r\n\x1a\n",
        b"\0\0\0\rIHDR",
        &width.to_be_bytes(),
        &height.to_be_bytes(),
        &[8, 0, 0, 0, 0],
    ];
    header.concat()
}

/// A zip with one stored entry of no content.
fn zip(name: &[u8]) -> Vec<u8> {
    let length = u16::try_from(name.len()).unwrap().to_le_bytes();
    let local: [&[u8]; 5] = [b"PK\x03\x04", &[0; 22], &length, &[0, 0], name];
    let local = local.concat();
    let entry: [&[u8]; 5] = [b"PK\x01\x02", &[0; 24], &length, &[0; 16], name];
    let entry = entry.concat();
    let (size, at) = (u32::try_from(entry.len()).unwrap(), u32::try_from(local.len()).unwrap());
    let end: [&[u8]; 5] =
        [b"PK\x05\x06", &[0, 0, 0, 0, 1, 0, 1, 0], &size.to_le_bytes(), &at.to_le_bytes(), &[0, 0]];
    [local, entry, end.concat()].concat()
}

/// What is told of a file.
fn told(bytes: &[u8], kind: &str) -> Value {
    json!({ "name": "a.pdf", "type": kind, "bytes": bytes.len(), "sha256": hash(bytes) })
}

/// A wish for help whose application tells of these files of a paper.
fn submit(server: &Server, n: u32, paper: &str, files: &[Value]) {
    let mut application = application();
    application["materials"] = json!([{ "id": paper, "files": files }]);
    let put = server.put(&uuid(n), &json!({ "intent": "assist", "application": application }));
    assert_eq!(put.status, 201, "{}", put.text);
}

fn path(n: u32, sha256: &str) -> String {
    format!("{}/files/{sha256}", submission(&uuid(n)))
}

fn put(server: &Server, n: u32, sha256: &str, bytes: &[u8]) -> Answer {
    server.send("PUT", &path(n, sha256), &[bearer(KEY)], bytes)
}

/// All files below the folder of the files, by name.
fn on_disk(data: &Path) -> Vec<String> {
    let folders = std::fs::read_dir(data.join("files")).unwrap().map(|entry| entry.unwrap().path());
    let files = folders.flat_map(|folder| std::fs::read_dir(folder).unwrap());
    let mut names: Vec<String> = files.map(|file| file.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn a_file_is_stored_once_and_comes_back_as_it_was() {
    let data = tempfile::tempdir().unwrap();
    let server = Server::start(data.path());
    for (n, (bytes, kind, media)) in [
        (pdf(), "pdf", "application/pdf"),
        (png(1200, 900), "png", "image/png"),
        (zip(b"OFD.xml"), "ofd", "application/octet-stream"),
    ]
    .into_iter()
    .enumerate()
    {
        let n = u32::try_from(n).unwrap();
        let sha256 = hash(&bytes);
        submit(&server, n, PAPER, &[told(&bytes, kind)]);
        server.send("GET", &path(n, &sha256), &[bearer(KEY)], b"").is_problem(404, None);
        let first = put(&server, n, &sha256, &bytes);
        assert_eq!(first.status, 201, "{}", first.text);
        assert_eq!(first.json()["sha256"], sha256);
        let again = put(&server, n, &sha256, &bytes);
        assert_eq!((again.status, &again.text), (200, &first.text));

        let got = server.send("GET", &path(n, &sha256), &[bearer(KEY)], b"");
        assert_eq!(got.status, 200);
        assert_eq!(got.text, String::from_utf8_lossy(&bytes));
        assert_eq!(got.header("content-type"), Some(media));
        assert_eq!(got.header("x-content-type-options"), Some("nosniff"));
        let disposition = format!("attachment; filename=\"{sha256}.{kind}\"");
        assert_eq!(got.header("content-disposition"), Some(disposition.as_str()));
        let files = server.find(&uuid(n)).json()["files"].clone();
        assert_eq!(files, json!([first.json()]));
    }
    assert_eq!(on_disk(data.path()).len(), 3);
}

#[test]
fn what_is_not_what_was_told_of_is_not_stored() {
    let data = tempfile::tempdir().unwrap();
    let server = Server::start(data.path());
    let (bytes, image) = (pdf(), png(1200, 900));
    let wide = json!({ "width": 1201, "height": 900 });
    let mut measured = told(&image, "png");
    measured.as_object_mut().unwrap().extend(wide.as_object().unwrap().clone());
    let mut shorter = told(&zip(b"OFD.xml"), "ofd");
    shorter["bytes"] = json!(1);
    submit(
        &server,
        1,
        PAPER,
        &[told(&bytes, "pdf"), measured, shorter, told(b"MZ", "pdf"), told(b"PK", "other")],
    );

    put(&server, 1, &hash(&bytes), b"%PDF-1.4 another").is_problem(422, Some("/sha256"));
    put(&server, 1, &hash(&image), &image).is_problem(422, Some("/width"));
    put(&server, 1, &hash(&zip(b"OFD.xml")), &zip(b"OFD.xml")).is_problem(422, Some("/bytes"));
    put(&server, 1, &hash(b"MZ"), b"MZ").is_problem(422, Some("/type"));
    let refused = put(&server, 1, &hash(b"PK"), b"PK");
    let words = refused.is_problem(422, Some("")).json()["errors"][0]["zh"].as_str().unwrap().to_owned();
    assert!(words.contains("不是 PDF / JPEG / PNG / OFD"), "{words}");
    let unknown = put(&server, 1, &hash(b"never told of"), b"never told of");
    assert_eq!(unknown.is_problem(422, None).json()["code"], "not-told-of");
    assert_eq!(on_disk(data.path()), Vec::<String>::new());
    assert_eq!(server.find(&uuid(1)).json()["files"], json!([]));
}

#[test]
fn a_file_is_as_its_paper_takes_it() {
    let data = tempfile::tempdir().unwrap();
    let server = Server::start(data.path());
    let (small, other, large) = (png(599, 4000), zip(b"word/document.xml"), vec![b' '; (10 << 20) + 1]);
    let large = [&pdf()[..], &large].concat();
    submit(&server, 1, CARD, &[told(&small, "png"), told(&other, "other"), told(&large, "pdf")]);
    let refused = put(&server, 1, &hash(&small), &small);
    let words = refused.is_problem(422, Some("")).json()["errors"][0]["zh"].as_str().unwrap().to_owned();
    assert!(words.contains("短边 599 像素，至少要 1000 像素"), "{words}");
    put(&server, 1, &hash(&other), &other).is_problem(422, Some(""));
    let refused = put(&server, 1, &hash(&large), &large);
    assert!(refused.is_problem(413, None).json()["details"]["zh"].as_str().unwrap().contains("10 MB"));
    assert_eq!(on_disk(data.path()), Vec::<String>::new());
}

#[test]
fn only_the_key_opens_and_only_what_stands_is_added_to() {
    let data = tempfile::tempdir().unwrap();
    let server = Server::start(data.path());
    let (bytes, sha256) = (pdf(), hash(&pdf()));
    submit(&server, 1, PAPER, &[told(&bytes, "pdf")]);
    let other = [bearer("another-key-0123456789-abcdef")];
    let wrong = server.send("PUT", &path(1, &sha256), &other, &bytes);
    let unknown = put(&server, 2, &sha256, &bytes);
    wrong.is_problem(404, None);
    assert_eq!((wrong.status, &wrong.text), (unknown.status, &unknown.text));
    server.send("PUT", &path(1, &sha256), &[], &bytes).is_problem(401, None);
    server.send("GET", &path(1, &sha256), &other, b"").is_problem(404, None);
    put(&server, 1, "..%2F..%2Fyushen.db", &bytes).is_problem(422, None);
    server.send("GET", &path(1, "..%2F..%2Fyushen.db"), &[bearer(KEY)], b"").is_problem(404, None);

    server.event(&uuid(1), &json!({ "id": uuid(9), "type": "withdrawn" }));
    put(&server, 1, &sha256, &bytes).is_problem(409, None);
    assert_eq!(on_disk(data.path()), Vec::<String>::new());
}

#[test]
fn what_was_answered_with_201_survives_a_kill_and_what_was_not_whole_is_gone() {
    let data = tempfile::tempdir().unwrap();
    let server = Server::start(data.path());
    let (bytes, sha256) = (pdf(), hash(&pdf()));
    submit(&server, 1, PAPER, &[told(&bytes, "pdf")]);
    assert_eq!(put(&server, 1, &sha256, &bytes).status, 201);
    let part = data.path().join("files/parts/7");
    std::fs::write(&part, b"%PDF-1.4 the beginning of").unwrap();
    server.kill();

    let server = Server::start(data.path());
    assert!(!part.exists());
    let got = server.send("GET", &path(1, &sha256), &[bearer(KEY)], b"");
    assert_eq!((got.status, got.text.as_bytes()), (200, &bytes[..]));
    assert_eq!(put(&server, 1, &sha256, &bytes).status, 200);
    assert_eq!(on_disk(data.path()), [sha256]);
}
