//! Random small rulebooks: programs, total limits, items, papers, questions and ways out are what brute force finds.

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};

use fastrand::Rng;
use serde_json::Value;
use yushen::application::Application;
use yushen::remedies::remedies;
use yushen::review::review;
use yushen::rulebook::{Law, Rulebook};
use yushen_tests::cases::here;
use yushen_tests::compare::{self, Compared};
use yushen_tests::counts::{count, each, seed};
use yushen_tests::native;
use yushen_tests::oracle::{Oracle, in_force};
use yushen_tests::random::{Maker, Parts};
use yushen_tests::shrink::{Example, Failing, is_sound};
use yushen_tests::small;

const RULEBOOKS: usize = 2_000;
/// Applications per rulebook.
const APPLICATIONS: usize = 4;

#[test]
fn small_rulebooks_are_what_brute_force_finds() {
    let rulebooks = count("YUSHEN_RULEBOOKS", RULEBOOKS);
    let mut compared = Compared::default();
    let done = each(seed(), rulebooks, one_rulebook, |one| compared.add(one));
    done.unwrap_or_else(|error| panic!("{error}"));
    println!("{rulebooks} small rulebooks against the oracle: {compared:?}");
}

/// A random rulebook and some applications to it.
fn one_rulebook(seed: u64) -> Result<Compared, String> {
    let mut random = Rng::with_seed(seed);
    let law = small::law(&mut random);
    assert!(is_sound(&law), "this law was not made right: {}", json(&law));
    let rulebook = read(&law)?;
    let mut maker = Maker::new(&rulebook.law, random.u64(..));
    let mut compared = Compared::default();
    for _ in 0..APPLICATIONS {
        let turn = small::turn().0;
        let on = [turn - chrono::Days::new(1), turn, maker.day()][maker.random.usize(..3)].to_string();
        let parts = Parts { applicant: None, ..maker.application() };
        match agree(&rulebook, &law, &parts.text(), &on) {
            Ok(one) => compared.add(one),
            Err(_) => return Err(smallest(Failing { law: law.clone(), parts, on })),
        }
    }
    Ok(compared)
}

fn read(law: &Law) -> Result<Rulebook, String> {
    Rulebook::read(&json(law), &native::built().calendar).map_err(|error| format!("{error}: {}", json(law)))
}

fn json(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).expect("this can be written")
}

fn agree(rulebook: &Rulebook, law: &Law, application: &str, on: &str) -> Result<Compared, String> {
    let application = Application::read(rulebook, application).map_err(|errors| errors.to_string())?;
    let on = native::day(on);
    let law = in_force(law, on);
    let oracle = Oracle::new(&law, &application);
    let review = answered("the review", || json(&review(rulebook, &application, on)))?;
    let remedies = answered("the way out", || json(&remedies(rulebook, &application, on)))?;
    let mut compared = compare::review(&oracle, on, &review)?;
    compared.remedies += compare::remedies(&oracle, on, &remedies)?;
    Ok(compared)
}

/// An answer that is a panic is wrong.
fn answered(what: &str, answer: impl Fn() -> String) -> Result<Value, String> {
    catch_unwind(AssertUnwindSafe(answer))
        .map(|text| serde_json::from_str(&text).expect("an answer is JSON"))
        .map_err(|_| format!("{what} panics"))
}

/// The failure, made small.
fn smallest(failing: Failing) -> String {
    let differs = |failing: &Failing| {
        let rulebook = read(&failing.law).ok()?;
        let application = failing.parts.text();
        Application::read(&rulebook, &application).ok()?;
        agree(&rulebook, &failing.law, &application, &failing.on).err()
    };
    let failing = failing.shrink(|smaller| differs(smaller).is_some());
    let difference = differs(&failing).unwrap_or_default();
    format!("{difference}\nKeep it as tests/small/<what-it-shows>.json:\n{}", json(&failing.example("")))
}

/// What once went wrong.
#[test]
fn kept_examples_are_what_brute_force_finds() {
    let Ok(folder) = fs::read_dir(here().join("small")) else { return };
    for entry in folder {
        let path = entry.expect("small/ can be listed").path();
        let text = fs::read_to_string(&path).expect("an example can be read");
        let example: Example =
            serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let rulebook = read(&example.law).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        agree(&rulebook, &example.law, example.application.get(), &example.on)
            .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    }
}
