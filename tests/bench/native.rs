//! How long a review takes natively: from text to text, as every surface does it, and the review alone.
//!
//! `bench RULEBOOK CALENDAR APPLICATION DAY RUNS` prints `{ "text": [µs, …], "alone": [µs, …] }`.

use std::error::Error;
use std::fs::read_to_string;
use std::hint::black_box;
use std::time::Instant;

use yushen::application::Application;
use yushen::calendar::Day;
use yushen::review::review;
use yushen::rulebook::Rulebook;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [rulebook, calendar, application, on, runs] = arguments.as_slice() else {
        return Err("usage: bench RULEBOOK CALENDAR APPLICATION DAY RUNS".into());
    };
    let rulebook = Rulebook::read(&read_to_string(rulebook)?, &read_to_string(calendar)?)?;
    let text = read_to_string(application)?;
    let on = Day::read(on).ok_or("DAY is YYYY-MM-DD")?;
    let runs: usize = runs.parse()?;

    let whole = || -> Result<String, Box<dyn Error>> {
        let application = Application::read(&rulebook, black_box(&text))?;
        Ok(yushen::json::write(&review(&rulebook, &application, on))?)
    };
    let application = Application::read(&rulebook, &text)?;
    whole()?;
    let samples = serde_json::json!({
        "text": samples(runs, || drop(black_box(whole()))),
        "alone": samples(runs, || drop(black_box(review(&rulebook, black_box(&application), on)))),
    });
    println!("{samples}");
    Ok(())
}

/// Microseconds of each run, after a tenth as many that are not counted.
fn samples(runs: usize, work: impl Fn()) -> Vec<f64> {
    (0..runs / 10).for_each(|_| work());
    let timed = (0..runs).map(|_| {
        let start = Instant::now();
        work();
        start.elapsed().as_nanos() as f64 / 1000.0
    });
    timed.collect()
}
