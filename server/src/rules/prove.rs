//! `yushen rules prove`: what holds of the law for all answers.

use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::ExitCode;
use std::time::Duration;

use serde::Serialize;
use yushen::authoring::{BUDGET, Failure, Kind, LawError, Proof, Proofs, Tally, Unproven, prove as proofs};

use yushen::authoring::case::Case;

use super::Written;
use super::check::refuse;
use crate::ask::{written, wrong};
use crate::cli::Prove;

/// Exit 0 where everything is proven, 1 where something fails or the budget does not reach.
pub fn prove(asked: &Prove) -> Result<ExitCode, Box<dyn Error>> {
    let checked = match Written::read(asked.law.rules.as_deref())?.check() {
        Ok(checked) => checked,
        Err(errors) => return refuse(&errors, asked.law.json),
    };
    let ids: Vec<&str> = checked.laws.iter().map(|law| law.id.as_str()).collect();
    if let Some(unknown) = asked.ids.iter().find(|id| !ids.contains(&id.as_str())) {
        let known = ids.join(", ");
        let zh = format!("没有“{unknown}”这个规则包。现有：{known}。请改用其中一个。");
        return Err(wrong(
            "unknown-rulebook",
            zh,
            format!("There is no rulebook {unknown:?}. There are: {known}."),
        )
        .into());
    }
    let found = proofs(&checked, &asked.ids, asked.budget.unwrap_or(BUDGET))?;
    if let Some(folder) = &asked.witnesses {
        write_cases(folder, &found)?;
    }
    if asked.law.json {
        super::report(&Told::of(&found))?
    } else {
        written(&words(&found)?)?
    }
    let (_, failures, unproven) = found.tally();
    Ok(if failures + unproven == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// One file per witness, in a folder of its rulebook, as the tests read them.
fn write_cases(folder: &Path, found: &Proofs) -> Result<(), Box<dyn Error>> {
    for proof in &found.rulebooks {
        fs::create_dir_all(folder.join(&proof.rulebook))?;
        for case in proof.failures.iter().flat_map(|failure| &failure.finding.witness) {
            let text = serde_json::to_string_pretty(case)?;
            fs::write(folder.join(format!("{}.json", case.name)), format!("{text}\n"))?;
        }
    }
    Ok(())
}

/// A line per group of obligations, then what is not proven; the last line counts.
fn words(found: &Proofs) -> Result<String, Box<dyn Error>> {
    let mut text = String::new();
    for proof in &found.rulebooks {
        let editions = if proof.editions == 1 { "edition" } else { "editions" };
        writeln!(text, "{}: {} {editions}, {}", proof.rulebook, proof.editions, told(proof.time))?;
        let width = proof.tallies.iter().map(|(kind, _)| kind.claim().len()).max().unwrap_or(0);
        for (kind, tally) in &proof.tallies {
            group(&mut text, width, *kind, tally)?;
        }
        for failure in &proof.failures {
            writeln!(text, "  failure: {}", failure.error)?;
            for case in &failure.finding.witness {
                witness(&mut text, case)?;
            }
        }
        for open in &proof.unproven {
            writeln!(text, "  unproven: {}", open.error)?;
        }
    }
    let (proven, failures, unproven) = found.tally();
    writeln!(text, "{proven} proven, {failures} failures, {unproven} unproven")?;
    Ok(text)
}

fn group(text: &mut String, width: usize, kind: Kind, tally: &Tally) -> Result<(), Box<dyn Error>> {
    let Tally { proven, failures, unproven, nodes, most, time } = tally;
    writeln!(
        text,
        "  {:<width$}  {proven} proven, {failures} failures, {unproven} unproven; {nodes} nodes, {most} at most; {}",
        kind.claim(),
        told(*time)
    )?;
    Ok(())
}

fn witness(text: &mut String, case: &Case) -> Result<(), Box<dyn Error>> {
    let application = case.application().unwrap_or_else(|| case.input.clone());
    writeln!(text, "    witness {}, {} on {}: {application}", case.name, case.call.name(), case.on())?;
    Ok(())
}

fn told(time: Duration) -> String {
    format!("{:.1} ms", milliseconds(time))
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

/// All of it, as JSON.
#[derive(Serialize)]
struct Told<'a> {
    rulebooks: Vec<ToldProof<'a>>,
    proven: usize,
    failures: usize,
    unproven: usize,
}

#[derive(Serialize)]
struct ToldProof<'a> {
    id: &'a str,
    editions: usize,
    milliseconds: f64,
    groups: Vec<ToldGroup<'a>>,
    failures: Vec<ToldFailure<'a>>,
    unproven: Vec<ToldUnproven<'a>>,
}

#[derive(Serialize)]
struct ToldGroup<'a> {
    kind: Kind,
    claim: &'static str,
    #[serde(flatten)]
    tally: &'a Tally,
    milliseconds: f64,
}

#[derive(Serialize)]
struct ToldFailure<'a> {
    kind: Kind,
    part: String,
    with: Vec<String>,
    #[serde(flatten)]
    error: &'a LawError,
    witnesses: Vec<ToldCase<'a>>,
}

#[derive(Serialize)]
struct ToldCase<'a> {
    name: &'a str,
    #[serde(flatten)]
    case: &'a Case,
}

#[derive(Serialize)]
struct ToldUnproven<'a> {
    kind: Kind,
    name: &'a str,
    #[serde(flatten)]
    error: &'a LawError,
}

impl<'a> Told<'a> {
    fn of(found: &'a Proofs) -> Told<'a> {
        let (proven, failures, unproven) = found.tally();
        let rulebooks = found.rulebooks.iter().map(ToldProof::of).collect();
        Told { rulebooks, proven, failures, unproven }
    }
}

impl<'a> ToldProof<'a> {
    fn of(proof: &'a Proof) -> ToldProof<'a> {
        let group = |(kind, tally): &'a (Kind, Tally)| ToldGroup {
            kind: *kind,
            claim: kind.claim(),
            tally,
            milliseconds: milliseconds(tally.time),
        };
        let open =
            |open: &'a Unproven| ToldUnproven { kind: open.kind, name: &open.name, error: &open.error };
        ToldProof {
            id: &proof.rulebook,
            editions: proof.editions,
            milliseconds: milliseconds(proof.time),
            groups: proof.tallies.iter().map(group).collect(),
            failures: proof.failures.iter().map(ToldFailure::of).collect(),
            unproven: proof.unproven.iter().map(open).collect(),
        }
    }
}

impl<'a> ToldFailure<'a> {
    fn of(failure: &'a Failure) -> ToldFailure<'a> {
        let finding = &failure.finding;
        ToldFailure {
            kind: finding.kind,
            part: finding.subject.to_string(),
            with: finding.with.iter().map(ToString::to_string).collect(),
            error: &failure.error,
            witnesses: finding.witness.iter().map(|case| ToldCase { name: &case.name, case }).collect(),
        }
    }
}
