//! The cases: one file each under `cases/<rulebook>/`, found by folder.

use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;

/// A question to the rules, with the answer that the law gives.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    pub title: String,
    /// Where the expected answer comes from: document, article, row.
    pub source: String,
    pub call: Call,
    /// The day of asking; `due` needs none.
    #[serde(default)]
    pub on: Option<String>,
    /// Kept as written, so that `1e3` reaches every surface as `1e3`.
    pub input: Box<RawValue>,
    pub expect: Value,
    /// `<rulebook>/<what-it-shows>`.
    #[serde(skip)]
    pub name: String,
}

/// Which function is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Call {
    /// `input`: an application.
    Review,
    /// `input`: `{ application, from? }`.
    Plan,
    /// `input`: `{ application, events }`.
    Progress,
    /// `input`: `{ from, days, unit?, paused?: [{ from, to }] }`.
    Due,
}

impl Call {
    pub fn name(self) -> &'static str {
        match self {
            Call::Review => "review",
            Call::Plan => "plan",
            Call::Progress => "progress",
            Call::Due => "due",
        }
    }
}

impl Case {
    /// The rulebook that the case is about: its folder.
    pub fn rulebook(&self) -> &str {
        self.name.split('/').next().unwrap_or_default()
    }

    pub fn on(&self) -> &str {
        self.on.as_deref().unwrap_or("2026-11-23")
    }
}

/// The input of a plan, in its parts.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlanInput {
    pub application: Box<RawValue>,
    #[serde(default)]
    pub from: Option<String>,
}

/// The folder of this crate.
pub fn here() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Where the runs leave what other runs compare with.
pub fn results() -> PathBuf {
    here().join("results")
}

/// All cases, by name. A file that is no case stops the run.
pub fn all() -> Vec<Case> {
    let mut cases = Vec::new();
    for folder in sorted(&here().join("cases")) {
        for file in
            sorted(&folder).iter().filter(|file| file.extension().is_some_and(|ending| ending == "json"))
        {
            let text = fs::read_to_string(file).expect("a case can be read");
            let mut case: Case =
                serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
            case.name = format!("{}/{}", stem(&folder), stem(file));
            cases.push(case);
        }
    }
    cases
}

fn sorted(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut paths: Vec<PathBuf> =
        entries.map(|entry| entry.expect("a folder can be listed").path()).collect();
    paths.sort();
    paths
}

fn stem(path: &Path) -> String {
    path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default()
}
