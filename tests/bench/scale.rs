//! How long the rules of a whole district's hall take: to check, to build, to read, and to review natively.
//!
//! `scale RUNS` prints one JSON object: milliseconds, bytes, and the microseconds of each review.

use std::error::Error;
use std::hint::black_box;
use std::time::Instant;

use serde_json::json;
use yushen::application::Application;
use yushen::authoring;
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
    println!(
        "{}",
        json!({
            "items": rulebook.law.items.len(),
            "materials": rulebook.law.materials.len(),
            "facts": rulebook.law.facts.len(),
            "bytes": { "written": files.values().map(String::len).sum::<usize>(), "compiled": law.len() },
            "nodes": rulebook.diagrams.len(),
            "ms": { "check": check, "build": build, "read": read },
            "full": samples(runs, &rulebook, &full)?,
            "half": samples(runs, &rulebook, &half)?,
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

/// Microseconds of each review, after a tenth as many that are not counted.
fn samples(runs: usize, rulebook: &Rulebook, application: &str) -> Result<Vec<f64>, Box<dyn Error>> {
    let application = Application::read(rulebook, application)?;
    let on = day("2026-11-23");
    let once = || {
        let start = Instant::now();
        drop(black_box(review(rulebook, black_box(&application), on)));
        start.elapsed().as_nanos() as f64 / 1000.0
    };
    (0..runs / 10).for_each(|_| {
        once();
    });
    Ok((0..runs).map(|_| once()).collect())
}
