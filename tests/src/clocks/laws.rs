//! The places whose clocks are asked: as compiled, and with other limits than any law sets today.

use std::sync::OnceLock;

use chrono::Days as Ahead;
use fastrand::Rng;
use serde_json::{Value, json};
use yushen::rulebook::Rulebook;

use super::{Days, day, list};
use crate::native;

/// A place's law and days, as core reads them and as JSON.
pub struct Place {
    pub law: Value,
    pub rulebook: Rulebook,
    pub days: Days,
}

/// Of each place so many laws with other limits.
const ALTERED: u64 = 4;
const MORE_DAYS_OFF: usize = 12;

/// Each place as compiled, then those with other limits; always the same ones.
pub fn places() -> &'static [Place] {
    static PLACES: OnceLock<Vec<Place>> = OnceLock::new();
    PLACES.get_or_init(|| {
        let laws: Vec<Value> = native::built().rulebooks.iter().map(|(_, law)| json_of(law)).collect();
        let altered = (0..ALTERED).flat_map(|seed| laws.iter().map(move |law| altered(law, seed)));
        laws.iter().cloned().chain(altered).map(|law| place(law, &native::built().calendar)).collect()
    })
}

/// The same places with more days off, a few in each year; always the same ones.
pub fn with_more_days_off() -> &'static [Place] {
    static PLACES: OnceLock<Vec<Place>> = OnceLock::new();
    PLACES.get_or_init(|| {
        let mut random = Rng::with_seed(0);
        let mut calendar = json_of(&native::built().calendar);
        let years = calendar["years"].as_array_mut().expect("a calendar has years").iter_mut();
        for year in years.filter(|year| year["published"] == true) {
            let first = day(&json!(format!("{}-01-01", year["year"])));
            let worked: Vec<Value> =
                list(&year["holidays"]).iter().flat_map(|holiday| list(&holiday["work"])).cloned().collect();
            let mut off: Vec<Value> = (0..MORE_DAYS_OFF)
                .map(|_| json!((first + Ahead::new(random.u64(..350))).to_string()))
                .collect();
            off.retain(|day| !worked.contains(day));
            off.sort_by_key(Value::to_string);
            off.dedup();
            let mut more = year["holidays"][0].clone();
            (more["off"], more["work"]) = (off.into(), json!([]));
            year["holidays"].as_array_mut().expect("a year has holidays").push(more);
        }
        places().iter().map(|known| place(known.law.clone(), &calendar.to_string())).collect()
    })
}

/// A law under a calendar.
fn place(law: Value, calendar: &str) -> Place {
    let rulebook =
        Rulebook::read(&law.to_string(), calendar).unwrap_or_else(|error| panic!("{error}: {law}"));
    let region = law["region"].as_str().expect("a place lies in a region");
    let days = Days::read(calendar, region);
    Place { rulebook, days, law }
}

fn json_of(text: &str) -> Value {
    serde_json::from_str(text).expect("what was built is JSON")
}

/// Other limits, in every unit, with and without an extension, from receipt and from acceptance. Not of items that have
/// editions: a case is read by the law of the day of reading, and what was met would change with it.
fn altered(law: &Value, seed: u64) -> Value {
    let mut random = Rng::with_seed(seed);
    let mut law = law.clone();
    let items = law["items"].as_array_mut().expect("a law has items");
    let article = list(&items[0]["basis"])[0].clone();
    for item in items.iter_mut().filter(|item| item["valid"].is_null()) {
        item["noticeDays"] = json!([5, 5, 5, 0, 1, 3][random.usize(..6)]);
        if random.u8(..10) == 0 {
            item.as_object_mut().expect("an item is an object").remove("limit");
        } else {
            item["limit"] = limit(&mut random, &article);
            if random.u8(..3) == 0 {
                item["pledged"] = pledged(&mut random, &item["limit"]);
            }
        }
    }
    for program in law["programs"].as_array_mut().expect("a law has programs") {
        if !program["joint"].is_null() {
            program["joint"] = limit(&mut random, &article);
        }
    }
    law["bands"] = [json!([3, 1]), json!([10, 5, 2]), json!([0])][random.usize(..3)].clone();
    law
}

fn limit(random: &mut Rng, basis: &Value) -> Value {
    let unit = ["working", "working", "calendar", "months"][random.usize(..4)];
    let days = match unit {
        "months" => random.u32(..4),
        _ => [0, 1, 2, 3, 7, 15, 30, 60][random.usize(..8)],
    };
    let from = ["receipt", "acceptance"][random.usize(..2)];
    let mut limit = json!({ "days": days, "unit": unit, "unmarked": false, "from": from, "basis": basis });
    if random.bool() {
        let by = json!({ "zh": "负责人", "en": "the head" });
        let days = if unit == "months" { 1 } else { random.u32(1..20) };
        let head = ["agency-head", "government-head"][random.usize(..2)];
        limit["extension"] = json!({ "days": days, "by": by, "head": head, "basis": basis });
    }
    let kind = ["technical-review", "energy-review", "commissioned-assessment"][random.usize(..3)];
    if random.bool() {
        limit["special"] = json!([{ "kind": kind, "basis": basis }]);
    }
    limit
}

/// A pledge in the limit's unit, and no longer.
fn pledged(random: &mut Rng, limit: &Value) -> Value {
    let days = random.u64(..=limit["days"].as_u64().unwrap_or(0));
    let from = ["receipt", "acceptance"][random.usize(..2)];
    json!({ "days": days, "unit": limit["unit"], "unmarked": false, "from": from, "basis": limit["basis"] })
}
