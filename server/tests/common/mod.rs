//! The real binary on a free port, with a data folder of its own.
#![allow(dead_code, reason = "each test file uses a part of it")]

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use serde_json::{Value, json};

pub const KEY: &str = "test-key-0123456789-abcdefghij";
/// The key of the office.
pub const OFFICE: &str = "office-key-0123456789-abcdef";
pub const DAY: &str = "2026-11-23";

/// A command of the binary, with `input` on standard input.
pub fn run(arguments: &[&str], input: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_yushen"))
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the binary starts");
    // A command that refuses early closes its input.
    let _ = child.stdin.take().expect("standard input is a pipe").write_all(input.as_bytes());
    child.wait_with_output().expect("the binary ends")
}

/// `yushen serve`; killed, as with `kill -9`, when dropped.
pub struct Server {
    child: Child,
    pub address: String,
    agent: ureq::Agent,
}

/// Status and body of an answer.
#[derive(Clone, Debug)]
pub struct Answer {
    pub status: u16,
    pub text: String,
    pub headers: Vec<(String, String)>,
}

impl Server {
    /// Serves what is in `data`, pinned to [`DAY`].
    pub fn start(data: &Path) -> Server {
        Server::start_on(data, DAY, &[])
    }

    /// The same, with an office, on any day.
    pub fn with_office(data: &Path, day: &str) -> Server {
        Server::start_on(data, day, &["--office-key", OFFICE])
    }

    fn start_on(data: &Path, day: &str, more: &[&str]) -> Server {
        let mut child = Command::new(env!("CARGO_BIN_EXE_yushen"))
            .args(["serve", "--listen", "127.0.0.1:0", "--today", day, "--data"])
            .arg(data)
            .args(more)
            .stdout(Stdio::piped())
            .spawn()
            .expect("the server starts");
        let printed = child.stdout.take().expect("standard output is a pipe");
        let (send, told) = mpsc::channel();
        thread::spawn(move || {
            let mut line = String::new();
            BufReader::new(printed).read_line(&mut line).expect("the server prints its address");
            send.send(line).expect("the test waits");
        });
        let line = told.recv_timeout(Duration::from_secs(20)).expect("the server starts within 20 seconds");
        let agent = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .timeout_global(Some(Duration::from_secs(20)))
            .build()
            .into();
        Server { child, address: line.trim().to_owned(), agent }
    }

    pub fn send(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Answer {
        let mut request =
            ureq::http::Request::builder().method(method).uri(format!("{}{path}", self.address));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request.body(body.to_vec()).expect("a request");
        let mut answer = self.agent.run(request).unwrap_or_else(|error| panic!("{method} {path}: {error}"));
        let read = |value: &ureq::http::HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
        Answer {
            status: answer.status().as_u16(),
            headers: answer.headers().iter().map(|(name, value)| (name.to_string(), read(value))).collect(),
            text: String::from_utf8_lossy(&answer.body_mut().read_to_vec().expect("a body")).into_owned(),
        }
    }

    pub fn get(&self, path: &str) -> Answer {
        self.send("GET", path, &[], b"")
    }

    pub fn post(&self, path: &str, body: &Value) -> Answer {
        self.send("POST", path, &[JSON], body.to_string().as_bytes())
    }

    /// PUTs a submission with [`KEY`].
    pub fn put(&self, id: &str, body: &Value) -> Answer {
        self.send("PUT", &submission(id), &[JSON, bearer(KEY)], body.to_string().as_bytes())
    }

    /// Reads a submission with [`KEY`].
    pub fn find(&self, id: &str) -> Answer {
        self.send("GET", &submission(id), &[bearer(KEY)], b"")
    }

    /// Appends an event with [`KEY`].
    pub fn event(&self, id: &str, body: &Value) -> Answer {
        let path = format!("{}/events", submission(id));
        self.send("POST", &path, &[JSON, bearer(KEY)], body.to_string().as_bytes())
    }

    /// Appends an event with the key of the office.
    pub fn by_office(&self, id: &str, body: &Value) -> Answer {
        let path = format!("{}/events", submission(id));
        self.send("POST", &path, &[JSON, bearer(OFFICE)], body.to_string().as_bytes())
    }

    /// `kill -9`.
    pub fn kill(mut self) {
        self.child.kill().expect("the server can be killed");
        self.child.wait().expect("the server ends");
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Answer {
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|error| panic!("{error}: {}", self.text))
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// That it is a problem in both languages, with this status and, among its errors, this place.
    pub fn is_problem(&self, status: u16, pointer: Option<&str>) -> &Answer {
        assert_eq!(self.status, status, "{}", self.text);
        assert_eq!(self.header("content-type"), Some("application/problem+json"));
        let problem = self.json();
        assert_eq!(problem["status"], status);
        for words in [&problem["titles"], &problem["details"]] {
            assert!(words["zh"].as_str().is_some_and(|zh| !zh.is_empty()), "{}", self.text);
            assert!(words["en"].as_str().is_some_and(|en| !en.is_empty()), "{}", self.text);
        }
        let errors = problem["errors"].as_array().expect("errors");
        assert!(errors.iter().all(|error| error["zh"].is_string() && error["en"].is_string()));
        if let Some(pointer) = pointer {
            assert!(errors.iter().any(|error| error["pointer"] == pointer), "{pointer}: {}", self.text);
        }
        self
    }
}

pub const JSON: (&str, &str) = ("content-type", "application/json");

pub fn bearer(key: &str) -> (&'static str, &str) {
    ("authorization", Box::leak(format!("Bearer {key}").into_boxed_str()))
}

pub fn submission(id: &str) -> String {
    format!("/api/v1/submissions/{id}")
}

/// A wish for help with a project that may have it; nothing is asked to be filed.
pub fn application() -> Value {
    json!({
        "rulebook": "donghu",
        "facts": {
            "in_service_area": true,
            "service_requested": true,
            "construction_project": true,
            "commercial_real_estate": false,
            "key_project_level": "city"
        },
        "programs": ["assist"]
    })
}

pub fn uuid(n: u32) -> String {
    format!("6d1f0a52-8c3e-4f7b-9a11-{n:012x}")
}
