//! Cases: questions to the rules, each with the answer that the law gives. One file each under
//! `<cases>/<rulebook>/<what-it-shows>.json`; the same for `yushen rules test` and for the project's own tests.

mod pattern;

pub use pattern::differences;

use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use serde_json::Value;
use serde_json::value::RawValue;

use crate::application::Application;
use crate::calendar::{self, Day, Period};
use crate::json::InputErrors;
use crate::plan::{Aim, plan};
use crate::progress::{self, progress};
use crate::review::review;
use crate::rulebook::Rulebook;
use crate::sheet::{Brief, sheet};

/// A question to the rules, with the answer that the law gives.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    pub title: String,
    /// Where the expected answer comes from: document, article, row.
    pub source: String,
    pub call: Call,
    /// The day of asking; `due` needs none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on: Option<String>,
    /// Kept as written, so that `1e3` reaches every surface as `1e3`.
    pub input: Box<RawValue>,
    pub expect: Value,
    /// `<rulebook>/<what-it-shows>`.
    #[serde(skip)]
    pub name: String,
}

/// Which function is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Call {
    /// `input`: an application.
    Review,
    /// `input`: `{ application, from?, by?, own?: [{ item, days }] }`.
    Plan,
    /// `input`: `{ application, events }`.
    Progress,
    /// `input`: `{ from, days, unit?, at?, paused?: [{ from, to }], list? }`.
    Due,
    /// `input`: `{ kind, application, earlier?, adds? }`.
    Sheet,
}

impl Call {
    pub fn name(self) -> &'static str {
        match self {
            Call::Review => "review",
            Call::Plan => "plan",
            Call::Progress => "progress",
            Call::Due => "due",
            Call::Sheet => "sheet",
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

    pub fn day(&self) -> Result<Day, CaseError> {
        day(self.on())
    }

    /// The text of the application that the case asks about; a `due` has none.
    pub fn application(&self) -> Option<Box<RawValue>> {
        match self.call {
            Call::Review => Some(self.input.clone()),
            Call::Plan => {
                serde_json::from_str::<PlanInput>(self.input.get()).ok().map(|input| input.application)
            }
            Call::Progress | Call::Sheet => {
                serde_json::from_str::<ProgressInput>(self.input.get()).ok().map(|input| input.application)
            }
            Call::Due => None,
        }
    }

    /// In what the rules now answer otherwise than the case expects; empty where they agree.
    pub fn failures(&self, rulebook: &Rulebook) -> Result<Vec<String>, CaseError> {
        let answer = answer(rulebook, self.call, self.on(), &self.input)?;
        let answer: Value = serde_json::from_str(&answer).map_err(|error| CaseError(error.to_string()))?;
        Ok(differences(&self.expect, &answer))
    }
}

/// The input of a plan, in its parts.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlanInput {
    pub application: Box<RawValue>,
    #[serde(default)]
    pub from: Value,
    #[serde(default)]
    pub by: Value,
    #[serde(default)]
    pub own: Value,
}

impl PlanInput {
    pub fn read(input: &RawValue) -> Result<PlanInput, CaseError> {
        serde_json::from_str(input.get()).map_err(|error| {
            CaseError(format!("a plan's input is {{ application, from?, by?, own? }}: {error}"))
        })
    }

    /// What is asked beside the application.
    pub fn aim(&self) -> Value {
        serde_json::json!({ "from": self.from, "by": self.by, "own": self.own })
    }
}

#[derive(Deserialize)]
struct ProgressInput {
    application: Box<RawValue>,
}

/// Why a file is no case, or a case no question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseError(pub String);

impl fmt::Display for CaseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for CaseError {}

/// All cases below a folder, by name.
pub fn read(cases: &Path) -> Result<Vec<Case>, CaseError> {
    let mut found = Vec::new();
    for folder in sorted(cases)?.into_iter().filter(|path| path.is_dir()) {
        for file in sorted(&folder)? {
            if file.extension().is_some_and(|ending| ending == "json") {
                found.push(read_one(&folder, &file)?);
            }
        }
    }
    Ok(found)
}

fn read_one(folder: &Path, file: &Path) -> Result<Case, CaseError> {
    let text = fs::read_to_string(file).map_err(|error| unreadable(file, &error))?;
    let wrong = |error: serde_json::Error| {
        CaseError(format!("{}:{}: this is no case: {error}", file.display(), error.line()))
    };
    let case: Case = serde_json::from_str(&text).map_err(wrong)?;
    Ok(Case { name: format!("{}/{}", stem(folder), stem(file)), ..case })
}

fn sorted(folder: &Path) -> Result<Vec<PathBuf>, CaseError> {
    let entries = fs::read_dir(folder).map_err(|error| unreadable(folder, &error))?;
    let paths: Result<Vec<PathBuf>, io::Error> =
        entries.map(|entry| entry.map(|entry| entry.path())).collect();
    let mut paths = paths.map_err(|error| unreadable(folder, &error))?;
    paths.sort();
    Ok(paths)
}

fn unreadable(path: &Path, error: &io::Error) -> CaseError {
    CaseError(format!("{}: this cannot be read: {error}", path.display()))
}

fn stem(path: &Path) -> String {
    path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default()
}

/// The answer as the text that every surface has to give; `{ errors }` where the input is no application.
pub fn answer(rulebook: &Rulebook, call: Call, on: &str, input: &RawValue) -> Result<String, CaseError> {
    let on = day(on)?;
    let answer = match call {
        Call::Review => {
            Application::read(rulebook, input.get()).map(|read| text(&review(rulebook, &read, on)))
        }
        Call::Plan => {
            let parts = PlanInput::read(input)?;
            Application::read(rulebook, parts.application.get()).and_then(|read| {
                let aim = Aim::read(rulebook, &parts.aim().to_string())?;
                Ok(text(&plan(rulebook, &read, on, &aim)))
            })
        }
        Call::Progress => {
            progress::Case::read(rulebook, input.get()).map(|read| text(&progress(rulebook, &read, on)))
        }
        Call::Sheet => Brief::read(rulebook, input.get()).map(|brief| text(&sheet(rulebook, &brief, on))),
        Call::Due => Period::read(rulebook, input.get())
            .map(|period| text(&calendar::due(&rulebook.calendar, &period))),
    };
    answer.unwrap_or_else(|errors: InputErrors| text(&errors))
}

fn day(text: &str) -> Result<Day, CaseError> {
    Day::read(text).ok_or_else(|| CaseError(format!("{text:?} is no day")))
}

fn text(answer: &impl Serialize) -> Result<String, CaseError> {
    serde_json::to_string(answer).map_err(|error| CaseError(error.to_string()))
}
