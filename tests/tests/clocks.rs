//! Random histories: every clock is what the law says, day by day.

use std::collections::BTreeMap;

use chrono::Days;
use fastrand::Rng;
use serde_json::value::RawValue;
use serde_json::{Value, json};
use yushen_tests::cases::Call;
use yushen_tests::clocks::histories::History;
use yushen_tests::clocks::laws::Place;
use yushen_tests::clocks::{Time, Told, day, list, told};
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

#[test]
fn whatever_happens() {
    let histories = count("YUSHEN_HISTORIES", HISTORIES);
    let mut held = [0; PROPERTIES.len()];
    let one = |seed| {
        let history = History::random(seed);
        PROPERTIES
            .iter()
            .map(|(name, property)| {
                property(&history, &mut Rng::with_seed(seed)).map_err(|error| {
                    let fails = |smaller: &History| property(smaller, &mut Rng::with_seed(seed)).is_err();
                    let smallest = history.clone().smallest(fails);
                    let error = property(&smallest, &mut Rng::with_seed(seed)).err().unwrap_or(error);
                    format!("{name}: {error}\n{smallest}")
                })
            })
            .collect::<Result<Vec<bool>, String>>()
    };
    let done = each(seed(), histories, one, |applied| {
        held.iter_mut().zip(applied).for_each(|(held, applied)| *held += usize::from(applied));
    });
    done.unwrap_or_else(|error| panic!("{error}"));
    for ((name, _), held) in PROPERTIES.iter().zip(held) {
        println!("{name}: of {histories} histories, {held} show it");
        assert!(histories < HISTORIES || held > 0, "{name}: nothing shows it");
    }
}

/// What has to hold of a history; whether it had anything to show.
type Property = fn(&History, &mut Rng) -> Result<bool, String>;

const PROPERTIES: [(&str, Property); 5] = [
    ("a pause brings no due day nearer", a_pause_brings_no_due_day_nearer),
    ("more days off bring no due day nearer", more_days_off_bring_no_due_day_nearer),
    ("silence accepts as of receipt", silence_accepts_as_of_receipt),
    ("what is decided stays so", what_is_decided_stays_so),
    ("the order in the list does not matter", the_order_in_the_list_does_not_matter),
];

fn a_pause_brings_no_due_day_nearer(history: &History, random: &mut Rng) -> Result<bool, String> {
    let first = history.first();
    let opened = first + Days::new(random.u64(..60));
    let closed = opened + Days::new(random.u64(..40));
    let meanwhile = |event: &Value| (opened..=closed).contains(&day(&event["on"]));
    // Which procedure is closed, and of which receipt, must not be in doubt.
    const OTHERS: [&str; 5] = ["received", "refused", "withdrawn", "special-opened", "special-closed"];
    let is_another = |event: &Value| OTHERS.iter().any(|kind| event["type"] == *kind);
    if history.events().iter().any(|event| meanwhile(event) && is_another(event)) {
        return Ok(false);
    }
    let mut events = history.events().to_vec();
    // Before what else happens on these days, and after it: closing comes last.
    events.insert(0, json!({ "type": "special-opened", "on": opened.to_string(), "reason": "auction" }));
    events.push(json!({ "type": "special-closed", "on": closed.to_string(), "reason": "auction" }));
    let paused = history.with(events);
    let (before, after) = (progress(history.place(), history), progress(history.place(), &paused));
    if before["findings"] != after["findings"] {
        return Ok(false);
    }
    no_nearer(&Told::by_core(&before), &Told::by_core(&after))
}

fn more_days_off_bring_no_due_day_nearer(history: &History, _: &mut Rng) -> Result<bool, String> {
    let before = progress(history.place(), history);
    let after = progress(history.with_more_days_off(), history);
    // The days of the events are in the words.
    let left_out = |answer: &Value| {
        let mut left_out = list(&answer["findings"]).to_vec();
        left_out.retain(|finding| finding["code"] == "event-out-of-order");
        left_out
    };
    let (before_told, after_told) = (Told::by_core(&before), Told::by_core(&after));
    if left_out(&before) != left_out(&after) || before_told.findings != after_told.findings {
        return Ok(false);
    }
    no_nearer(&before_told, &after_told)
}

/// Of clocks that run from the same day, where the same events were taken; whether one is due later.
fn no_nearer(before: &Told, after: &Told) -> Result<bool, String> {
    let mut is_later = false;
    for clock in &before.clocks {
        let same =
            |other: &&Value| ["kind", "item", "program", "from"].iter().all(|key| other[*key] == clock[*key]);
        let Some(other) = after.clocks.iter().find(same) else { continue };
        if let (Some(due), Some(other)) = (clock["due"].as_str(), other["due"].as_str()) {
            if other < due {
                return Err(format!("{clock} is due on {other}"));
            }
            is_later |= other > due;
        }
    }
    Ok(is_later)
}

/// Received, then nothing until the day for the notice has passed: whatever comes then, short of a new receipt.
fn silence_accepts_as_of_receipt(history: &History, random: &mut Rng) -> Result<bool, String> {
    let receipt = history.first();
    let law = &history.place().law;
    let wished = list(&history.case["application"]["items"]);
    let items = || list(&law["items"]).iter().filter(|item| wished.contains(&item["id"]));
    let days = items().filter_map(|item| item["noticeDays"].as_u64()).max().unwrap_or(0);
    let days = days.try_into().expect("so many days");
    let silent =
        history.place().days.due(receipt, Time { days, unit: "working" }, &[]).expect("it is published");
    let mut events = history.events().to_vec();
    events.retain(|event| event["type"] != "received" && day(&event["on"]) > silent);
    events.push(json!({ "type": "received", "on": receipt.to_string() }));
    let on = silent + Days::new(random.u64(1..60));
    let answer = progress(history.place(), &History { on, ..history.with(events) });
    let accepted = json!(receipt.to_string());
    for item in items().filter(|item| item["duration"] == "authority") {
        let told = list(&answer["items"]).iter().find(|told| told["id"] == item["id"]);
        if let Some(told) = told.filter(|told| told["acceptedOn"] != accepted) {
            return Err(format!("{told} on {on}"));
        }
    }
    Ok(items().any(|item| item["duration"] == "authority"))
}

/// Read later, where nothing was received anew or corrected meanwhile: the days of acceptance, and the clocks met.
fn what_is_decided_stays_so(history: &History, random: &mut Rng) -> Result<bool, String> {
    let later = History { on: history.on + Days::new(random.u64(..40)), ..history.clone() };
    let meanwhile = |event: &Value| {
        let (kind, on) = (&event["type"], day(&event["on"]));
        on > history.on && on <= later.on && (kind == "received" || kind == "corrected")
    };
    if history.events().iter().any(meanwhile) {
        return Ok(false);
    }
    let read = |history: &History| Told::by_core(&progress(history.place(), history));
    let (before, after) = (read(history), read(&later));
    let accepted: Vec<&Value> = before.items.iter().filter(|item| !item["acceptedOn"].is_null()).collect();
    let is_still = |item: &Value| {
        after.items.iter().any(|told| told["id"] == item["id"] && told["acceptedOn"] == item["acceptedOn"])
    };
    if let Some(item) = accepted.iter().find(|item| !is_still(item)) {
        return Err(format!("{item} is not so on {}", later.on));
    }
    let mut met = before.clocks.iter().filter(|clock| clock["state"] == "met");
    if let Some(clock) = met.find(|clock| !after.clocks.contains(clock)) {
        return Err(format!("{clock} is not so on {}", later.on));
    }
    Ok(!accepted.is_empty())
}

/// Of events on different days.
fn the_order_in_the_list_does_not_matter(history: &History, random: &mut Rng) -> Result<bool, String> {
    let mut events = history.events().to_vec();
    random.shuffle(&mut events);
    for today in history.events().iter().map(|event| &event["on"]) {
        let mut in_order = history.events().iter().filter(|event| event["on"] == *today);
        events.iter_mut().filter(|event| event["on"] == *today).for_each(|event| {
            event.clone_from(in_order.next().expect("there are as many"));
        });
    }
    let shuffled = history.with(events);
    let (listed, shuffled) = (progress(history.place(), history), progress(history.place(), &shuffled));
    if listed != shuffled {
        return Err(format!("{listed}\n{shuffled}"));
    }
    Ok(history.events().len() > 1)
}
