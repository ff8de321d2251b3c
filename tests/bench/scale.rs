//! How long the rules of a whole district's hall take: to check, to build, to read, and to review and to plan natively.
//!
//! `scale RUNS` prints one JSON object: milliseconds, bytes, and the microseconds of each review and plan.

use std::error::Error;
use std::hint::black_box;
use std::time::Instant;

use serde_json::json;
use yushen::application::Application;
use yushen::authoring;
use yushen::calendar::Day;
use yushen::plan::{Aim, plan};
use yushen::review::review;
use yushen::rulebook::Rulebook;
use yushen_tests::native::day;
use yushen_tests::random::Maker;
use yushen_tests::scale;

fn main() -> Result<(), Box<dyn Error>> {
    let runs: usize = std::env::args().nth(1).ok_or("usage: scale RUNS")?.parse()?;
    let files = scale::folder();
    let (check, _) = timed(|| authoring::check_files(&files));
    let (build, built) = timed(|| authoring::build_files(&files));
    let built = built?;
    let (_, law) = built.rulebooks.first().ok_or("the hall has a rulebook")?;
    let (read, rulebook) = timed(|| Rulebook::read(law, &built.calendar));
    let rulebook = rulebook?;
    let mut maker = Maker::new(&rulebook.law, 7);
    let full = maker.answering(100).text();
    let half = maker.answering(50).text();
    let road = scale::road();
    let whole = r#"{"facts":{}}"#;
    let on = day("2026-11-23");
    let (forward, back) = (Aim::default(), Aim::by(day("2027-11-30")));
    println!(
        "{}",
        json!({
            "items": rulebook.law.items.len(),
            "materials": rulebook.law.materials.len(),
            "facts": rulebook.law.facts.len(),
            "bytes": { "written": files.values().map(String::len).sum::<usize>(), "compiled": law.len() },
            "nodes": rulebook.diagrams.len(),
            "ms": { "check": check, "build": build, "read": read },
            "full": samples(runs, &rulebook, &full, |application| drop(black_box(review(&rulebook, application, on))))?,
            "half": samples(runs, &rulebook, &half, |application| drop(black_box(review(&rulebook, application, on))))?,
            "road": { "items": road.law.items.len(), "edges": edges(&road, on) },
            "plan": samples(runs, &road, whole, |application| drop(black_box(plan(&road, application, on, &forward))))?,
            "back": samples(runs, &road, whole, |application| drop(black_box(plan(&road, application, on, &back))))?,
        })
    );
    Ok(())
}

/// Milliseconds, and what was worked out.
fn timed<T>(work: impl FnOnce() -> T) -> (f64, T) {
    let start = Instant::now();
    let value = work();
    (start.elapsed().as_secs_f64() * 1000.0, value)
}

/// Which step waits for which, over a whole plan.
fn edges(road: &Rulebook, on: Day) -> usize {
    let application = Application::read(road, r#"{"facts":{}}"#).unwrap_or_default();
    plan(road, &application, on, &Aim::default()).steps.iter().map(|step| step.after.len()).sum()
}

/// Microseconds of each answer, after a tenth as many that are not counted.
fn samples(
    runs: usize,
    rulebook: &Rulebook,
    application: &str,
    answer: impl Fn(&Application),
) -> Result<Vec<f64>, Box<dyn Error>> {
    let application = Application::read(rulebook, application)?;
    let once = || {
        let start = Instant::now();
        answer(black_box(&application));
        start.elapsed().as_nanos() as f64 / 1000.0
    };
    (0..runs / 10).for_each(|_| {
        once();
    });
    Ok((0..runs).map(|_| once()).collect())
}
