//! How many instructions an answer takes natively, counted by callgrind: the same on a busy machine as on an idle one.
//!
//! - `instructions` counts each measure and prints it beside what `instructions.txt` keeps;
//! - `instructions --bless` keeps the new counts;
//! - `instructions TEXTS NAME` is what runs under callgrind.

use std::collections::BTreeMap;
use std::error::Error;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process::Command;

use yushen_tests::cases::{here, results};
use yushen_tests::measures::{MEASURES, Measure, Texts};

type Fault = Box<dyn Error>;

/// What hash maps are seeded with is new in each run: the middle one of so many is told.
const RUNS: usize = 3;
/// A difference up to this many thousandths is none.
const NOISE: f64 = 10.0;

fn main() -> Result<(), Fault> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        [] => tell(&counted()?),
        ["--bless"] => {
            let counts = counted()?;
            tell(&counts)?;
            Ok(fs::write(kept_file(), written(&counts))?)
        }
        [texts, name] => run(Path::new(texts), name),
        _ => Err("usage: instructions [--bless]".into()),
    }
}

fn kept_file() -> PathBuf {
    here().join("bench/instructions.txt")
}

/// The instructions of one answer, by measure.
type Counts = Vec<(&'static str, f64)>;

fn counted() -> Result<Counts, Fault> {
    fs::create_dir_all(results())?;
    let texts = results().join("measured.json");
    fs::write(&texts, serde_json::to_string(&Texts::build())?)?;
    MEASURES.iter().map(|measure| Ok((measure.name, middle(measure, &texts)?))).collect()
}

fn middle(measure: &Measure, texts: &Path) -> Result<f64, Fault> {
    let mut counts =
        (0..RUNS).map(|_| under_callgrind(measure.name, texts)).collect::<Result<Vec<_>, _>>()?;
    counts.sort_unstable();
    let middle = counts.get(RUNS / 2).copied().unwrap_or_default();
    Ok(middle as f64 / f64::from(measure.answers))
}

fn under_callgrind(name: &str, texts: &Path) -> Result<u64, Fault> {
    let told = results().join("callgrind.txt");
    let status = Command::new("valgrind")
        .args([
            "--tool=callgrind",
            "--callgrind-out-file=/dev/null",
            "--toggle-collect=*only_this_is_counted*",
        ])
        .arg(format!("--log-file={}", told.display()))
        .arg(std::env::current_exe()?)
        .args([texts.as_os_str(), name.as_ref()])
        .status()
        .map_err(|error| match error.kind() {
            ErrorKind::NotFound => "valgrind is missing: sudo apt-get install valgrind".to_owned(),
            _ => error.to_string(),
        })?;
    let log = fs::read_to_string(told)?;
    let collected = log.lines().find_map(|line| line.split("Collected :").nth(1)?.trim().parse().ok());
    match collected {
        Some(count) if status.success() && count > 0 => Ok(count),
        _ => Err(format!("callgrind did not count {name:?}:\n{log}").into()),
    }
}

fn run(texts: &Path, name: &str) -> Result<(), Fault> {
    let texts: Texts = serde_json::from_str(&fs::read_to_string(texts)?)?;
    let measure = MEASURES.iter().find(|measure| measure.name == name).ok_or("there is no such measure")?;
    let work = (measure.prepare)(&texts);
    // What is made once, when it is first asked for, is no part of it.
    work();
    only_this_is_counted(&*work);
    Ok(())
}

#[inline(never)]
fn only_this_is_counted(work: &dyn Fn()) {
    work();
    // So that the call is no jump.
    std::hint::black_box(());
}

fn tell(counts: &Counts) -> Result<(), Fault> {
    let kept = kept()?;
    println!("{:<32}{:>16}{:>16}{:>10}", "instructions of one answer", "kept", "now", "");
    for (name, now) in counts {
        let Some(before) = kept.get(*name) else {
            println!("{name:<32}{:>16}{:>16}{:>10}", "-", spaced(*now), "new");
            continue;
        };
        let change = 1_000.0 * (now / before - 1.0);
        let told = if change.abs() > NOISE { format!("{:+.1} %", change / 10.0) } else { "=".to_owned() };
        println!("{name:<32}{:>16}{:>16}{told:>10}", spaced(*before), spaced(*now));
    }
    Ok(())
}

fn written(counts: &Counts) -> String {
    let head =
        "# Instructions of one answer, native, counted by callgrind. Written by `make counts BLESS=1`.\n";
    counts
        .iter()
        .fold(head.to_owned(), |text, (name, count)| text + &format!("{name:<32}{:>16}\n", spaced(*count)))
}

fn kept() -> Result<BTreeMap<String, f64>, Fault> {
    let text = match fs::read_to_string(kept_file()) {
        Err(error) if error.kind() == ErrorKind::NotFound => String::new(),
        read => read?,
    };
    let row = |line: &str| {
        let (name, count) = line.trim().rsplit_once("  ")?;
        Some((name.trim().to_owned(), count.replace(',', "").parse().ok()?))
    };
    Ok(text.lines().filter(|line| !line.starts_with('#')).filter_map(row).collect())
}

/// With commas between thousands; tenths where there are few.
fn spaced(count: f64) -> String {
    if count < 1_000.0 {
        return format!("{count:.1}");
    }
    let digits = format!("{count:.0}");
    let places = digits.len();
    let comma =
        |(n, digit)| if n > 0 && (places - n) % 3 == 0 { format!(",{digit}") } else { format!("{digit}") };
    digits.chars().enumerate().map(comma).collect()
}
