//! Random histories: every clock is what the law says, day by day.

use std::collections::BTreeMap;

use serde_json::Value;
use serde_json::value::RawValue;
use yushen_tests::cases::Call;
use yushen_tests::clocks::histories::History;
use yushen_tests::clocks::laws::Place;
use yushen_tests::clocks::{Told, told};
use yushen_tests::counts::{count, each, seed};
use yushen_tests::native;

const HISTORIES: usize = 5_000;

#[test]
fn clocks_are_what_the_law_says_day_by_day() {
    let histories = count("YUSHEN_HISTORIES", HISTORIES);
    let mut seen = Seen::default();
    let done = each(seed(), histories, one_history, |told| seen.add(&told));
    done.unwrap_or_else(|error| panic!("{error}"));
    println!("{histories} histories against the oracle: {seen:?}");
}

/// How often an answer said what.
#[derive(Debug, Default)]
struct Seen {
    items: BTreeMap<String, usize>,
    clocks: BTreeMap<String, usize>,
    findings: BTreeMap<String, usize>,
}

impl Seen {
    fn add(&mut self, told: &Told) {
        let mut count = |said: &Value, seen: fn(&mut Seen) -> &mut BTreeMap<String, usize>| {
            *seen(self).entry(said.as_str().unwrap_or_default().to_owned()).or_default() += 1;
        };
        told.items.iter().for_each(|item| count(&item["state"], |seen| &mut seen.items));
        told.clocks.iter().for_each(|clock| count(&clock["state"], |seen| &mut seen.clocks));
        told.findings.iter().for_each(|finding| count(&finding["code"], |seen| &mut seen.findings));
    }
}

fn one_history(seed: u64) -> Result<Told, String> {
    let history = History::random(seed);
    agree(&history).map_err(|_| {
        let smallest = history.smallest(|smaller| agree(smaller).is_err());
        let difference = agree(&smallest).err().unwrap_or_default();
        format!("{difference}\n{smallest}")
    })
}

fn agree(history: &History) -> Result<Told, String> {
    let Place { law, rulebook, days } = history.place();
    let expected = told(law, rulebook, days, &history.case, history.on);
    let found = expected.as_far_as_known(Told::by_core(&progress(history.place(), history)));
    if expected == found { Ok(expected) } else { Err(expected.difference(&found)) }
}

fn progress(place: &Place, history: &History) -> Value {
    let input = RawValue::from_string(history.case.to_string()).expect("what was made is JSON");
    let answer = native::answer(&place.rulebook, Call::Progress, &history.on.to_string(), &input);
    serde_json::from_str(&answer).expect("an answer is JSON")
}
