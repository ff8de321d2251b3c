//! `yushen rules test`: the cases, and what they do not reach.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use serde::Serialize;
use yushen::authoring::case::{self, Case};
use yushen::authoring::coverage::{Beyond, Count, Coverage, Kind, Measure, Missing, rows, share};
use yushen::authoring::{Checked, Part};
use yushen::calendar::Day;
use yushen::json::InputErrors;
use yushen::rulebook::{Law, Rulebook, Valid};

use super::Written;
use super::check::refuse;
use crate::ask::{on, written, wrong};
use crate::cli::Test;

/// Where a project keeps its cases.
pub const CASES: &str = "tests/cases";

/// What was found of one place.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Tested {
    rulebook: String,
    cases: usize,
    failed: Vec<Failed>,
    /// Of the reviews among them.
    coverage: Vec<Counted>,
    missing: Vec<Missed>,
    /// What no case can reach, and why.
    beyond: Vec<Out>,
    /// How many cases were written for what is missing.
    #[serde(skip_serializing_if = "Option::is_none")]
    rows: Option<usize>,
}

#[derive(Serialize)]
struct Failed {
    case: String,
    title: String,
    differences: Vec<String>,
}

#[derive(Serialize)]
struct Counted {
    kind: Kind,
    #[serde(flatten)]
    count: Count,
}

#[derive(Serialize)]
struct Missed {
    at: String,
    what: String,
    #[serde(flatten)]
    missing: Missing,
}

#[derive(Serialize)]
struct Out {
    at: String,
    what: String,
    #[serde(flatten)]
    beyond: Beyond,
}

/// Exit 1 where a case fails, or with `--strict` where something is not reached.
pub fn test(asked: &Test) -> Result<ExitCode, Box<dyn Error>> {
    let folder = folder(asked.cases.as_deref())?;
    let checked = match Written::read(asked.law.rules.as_deref())?.check() {
        Ok(checked) => checked,
        Err(errors) => return refuse(&errors, asked.law.json),
    };
    if let Some(unknown) = asked.ids.iter().find(|id| !checked.laws.iter().any(|law| law.id == **id)) {
        let zh = format!("没有“{unknown}”这个规则包。请核对编号。");
        return Err(wrong(
            "unknown-rulebook",
            zh,
            format!("There is no rulebook {unknown:?}. Check the id."),
        )
        .into());
    }
    let cases = read(&folder)?;
    let places = checked.laws.iter().map(|law| Place::new(&checked, law, &cases));
    let mut places: Vec<Place<'_>> = places.collect::<Result<_, Box<dyn Error>>>()?;
    // Also with those that nobody asked for: their cases reach the law that they share.
    share(places.iter_mut().map(|place| &mut place.coverage));
    places.retain(|place| asked.ids.is_empty() || asked.ids.contains(&place.law.id));
    let tested: Vec<Tested> = places
        .into_iter()
        .map(|place| place.tested(&checked, asked.rows.as_deref()))
        .collect::<Result<_, Box<dyn Error>>>()?;
    if asked.law.json {
        super::report(&tested)?;
    } else {
        written(&tested.iter().map(told).collect::<String>())?;
    }
    let fails = tested.iter().any(|place| !place.failed.is_empty());
    let open = asked.strict && tested.iter().any(|place| !place.missing.is_empty());
    Ok(if fails || open { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

/// The folder of cases that is given, or the project's own.
fn folder(given: Option<&Path>) -> Result<PathBuf, InputErrors> {
    let folder = given.unwrap_or(Path::new(CASES));
    if folder.is_dir() {
        return Ok(folder.to_owned());
    }
    let name = folder.display();
    let zh = format!("没有案例文件夹 {name}。请用 --cases 写明案例在哪里。");
    let en = format!("There is no folder of cases {name}. Say with --cases where they are.");
    Err(wrong("no-cases", zh, en))
}

pub fn read(folder: &Path) -> Result<Vec<Case>, InputErrors> {
    case::read(folder).map_err(|error| {
        let zh = format!("案例读不出来：{error}。请改正后再试。");
        wrong("no-case", zh, format!("The cases cannot be read: {error}. Correct the file and try again."))
    })
}

/// A place whose cases were run.
struct Place<'a> {
    law: &'a Law,
    rulebook: Rulebook,
    cases: Vec<Case>,
    failed: Vec<Failed>,
    measure: Measure<'a>,
    coverage: Coverage,
}

impl<'a> Place<'a> {
    fn new(checked: &Checked, law: &'a Law, cases: &[Case]) -> Result<Place<'a>, Box<dyn Error>> {
        let rulebook = checked.built.rulebook(&law.id)?;
        let cases: Vec<Case> = cases.iter().filter(|case| case.rulebook() == law.id).cloned().collect();
        let mut failed = Vec::new();
        for case in &cases {
            let differences = case.failures(&rulebook)?;
            if !differences.is_empty() {
                failed.push(Failed { case: case.name.clone(), title: case.title.clone(), differences });
            }
        }
        let mut measure = Measure::new(law)?;
        let coverage = measure.coverage(&rulebook, &cases)?;
        Ok(Place { law, rulebook, cases, failed, measure, coverage })
    }

    fn tested(mut self, checked: &Checked, out: Option<&Path>) -> Result<Tested, Box<dyn Error>> {
        let rows = out.map(|out| self.write(out)).transpose()?;
        let Coverage { counts, missing, beyond, .. } = self.coverage;
        Ok(Tested {
            rulebook: self.law.id.clone(),
            cases: self.cases.len(),
            failed: self.failed,
            coverage: counts.into_iter().map(|(kind, count)| Counted { kind, count }).collect(),
            missing: missing.into_iter().map(|missing| missed(checked, self.law, missing)).collect(),
            beyond: beyond.into_iter().map(|beyond| left_out(checked, self.law, beyond)).collect(),
            rows,
        })
    }

    /// Writes a case for each way that no case goes; a file that stands there already is left alone.
    fn write(&mut self, out: &Path) -> Result<usize, Box<dyn Error>> {
        let latest = self.cases.iter().filter_map(|case| Day::read(case.on.as_deref()?)).max();
        let day = latest.map_or_else(|| on(None), Ok)?;
        let mut count = 0;
        for row in rows(&mut self.measure, &self.rulebook, &self.coverage, day)? {
            let file = out.join(format!("{}.json", row.case.name));
            if file.exists() {
                continue;
            }
            file.parent().map(fs::create_dir_all).transpose()?;
            fs::write(file, serde_json::to_string_pretty(&row.case)? + "\n")?;
            count += 1;
        }
        Ok(count)
    }
}

fn missed(checked: &Checked, law: &Law, missing: Missing) -> Missed {
    let at = line(checked, law, missing.part, &missing.id, missing.valid);
    Missed { at, what: missing.told(), missing }
}

fn left_out(checked: &Checked, law: &Law, beyond: Beyond) -> Out {
    let at = line(checked, law, beyond.part, &beyond.id, beyond.valid);
    Out { at, what: beyond.told(), beyond }
}

fn line(checked: &Checked, law: &Law, part: Part, id: &str, valid: Valid) -> String {
    let line = checked.spots.of(&law.id, part, id, valid.from);
    line.map_or_else(|| law.id.clone(), ToString::to_string)
}

fn told(tested: &Tested) -> String {
    let mut text = format!("{}: {} cases, {} failed\n", tested.rulebook, tested.cases, tested.failed.len());
    for Failed { case, title, differences } in &tested.failed {
        text += &format!("  {case} ({title})\n      {}\n", differences.join("\n      "));
    }
    for Counted { kind, count } in &tested.coverage {
        let what = match kind {
            Kind::Rules => "rules and notes decided",
            Kind::Items => "items needed and not needed",
            Kind::Papers => "papers asked and not asked",
            Kind::Thresholds => "thresholds: below, at, above",
        };
        text += &format!("  {:4} of {:4}  {what}\n", count.reached, count.of);
    }
    for Missed { at, what, .. } in &tested.missing {
        text += &format!("{at}: {what}\n");
    }
    let (always, beyond): (Vec<&Out>, Vec<&Out>) =
        tested.beyond.iter().partition(|out| out.beyond.is_asked_always());
    if !always.is_empty() {
        text += &format!(
            "  {:4}  papers beyond it: each is asked for wherever its item is needed\n",
            always.len()
        );
    }
    for Out { at, what, .. } in beyond {
        text += &format!("{at}: beyond all cases: {what}\n");
    }
    if let Some(rows) = tested.rows {
        text += &format!("  {rows} cases written; confirm each against its article\n");
    }
    text
}
