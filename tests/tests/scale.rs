//! The rules of a whole district's hall build, are what the oracle says, and are of a size that can be told.

use yushen::application::Application;
use yushen::authoring;
use yushen::review::review;
use yushen::rulebook::Rulebook;
use yushen_tests::compare;
use yushen_tests::counts::seed;
use yushen_tests::native;
use yushen_tests::oracle::Oracle;
use yushen_tests::random::Maker;
use yushen_tests::scale;

const ON: &str = "2026-11-23";
/// Completions that are tried of each decision; those that take more are left to the small rulebooks.
const AFFORDABLE: usize = 300;

#[test]
fn a_whole_hall_builds_and_is_what_brute_force_finds() {
    let checked = authoring::check_files(&scale::folder()).unwrap_or_else(|errors| panic!("{errors}"));
    let built = checked.built;
    let (_, law) = &built.rulebooks[0];
    let rulebook = Rulebook::read(law, &built.calendar).unwrap_or_else(|error| panic!("{error}"));
    let counts = [rulebook.law.items.len(), rulebook.law.materials.len(), rulebook.law.facts.len()];
    assert_eq!(counts, [scale::ITEMS, scale::MATERIALS, scale::FACTS]);
    println!("compiled: {} bytes, {} nodes", law.len(), rulebook.diagrams.len());
    let mut maker = Maker::new(&rulebook.law, seed());
    for answered in [100, 50] {
        let text = maker.answering(answered).text();
        let application = Application::read(&rulebook, &text).unwrap_or_else(|errors| panic!("{errors}"));
        let review = review(&rulebook, &application, native::day(ON));
        let review = serde_json::to_value(&review).expect("a review is JSON");
        let oracle = Oracle::affording(AFFORDABLE, &rulebook.law, &application);
        let compared = compare::review(&oracle, native::day(ON), &review);
        let compared = compared.unwrap_or_else(|error| panic!("{error}\nof {text}"));
        println!("{answered} % answered, against the oracle: {compared:?}");
    }
}
