//! Random histories: mostly as an office goes about it, sometimes absurd; on and around the days that matter.

use std::fmt::{self, Display, Formatter};

use chrono::{Days as Ahead, NaiveDate};
use fastrand::Rng;
use serde_json::{Value, json};

use super::days::Time;
use super::laws::{Place, places, with_more_days_off};
use super::{day, list};
use crate::native;
use crate::random::FILED;

/// What has happened to an application, read on a day.
#[derive(Clone, Debug)]
pub struct History {
    /// By number, of [`places`].
    pub place: usize,
    pub case: Value,
    pub on: NaiveDate,
}

const HEADS: [&str; 2] = ["agency-head", "government-head"];
const REASONS: [&str; 6] =
    ["expert-review", "hearing", "technical-review", "commissioned-assessment", "other-department", "fees"];
const MOST_EVENTS: usize = 12;
/// Facts that limits and joint receipts depend on, with answers.
const FACTS: [(&str, [&str; 3]); 3] = [
    ("eia_class", [r#""table""#, r#""report""#, "null"]),
    ("site_area_ha", ["5", "4.9999", "null"]),
    ("earthwork_m3", ["50000", "49999", "null"]),
];

impl History {
    pub fn random(seed: u64) -> History {
        let mut random = Rng::with_seed(seed);
        let place = random.usize(..places().len());
        Maker { place: &places()[place], random }.history(place)
    }

    pub fn place(&self) -> &'static Place {
        &places()[self.place]
    }

    /// The same place under a calendar with more days off.
    pub fn with_more_days_off(&self) -> &'static Place {
        &with_more_days_off()[self.place]
    }

    /// The day of the first event, or of reading.
    pub fn first(&self) -> NaiveDate {
        self.events().iter().map(|event| day(&event["on"])).min().unwrap_or(self.on)
    }

    /// Its law is one that no place has.
    fn is_altered(&self) -> bool {
        self.place >= native::built().rulebooks.len()
    }

    pub fn events(&self) -> &[Value] {
        list(&self.case["events"])
    }

    /// The same with other events.
    pub fn with(&self, events: Vec<Value>) -> History {
        let mut history = self.clone();
        history.case["events"] = events.into();
        history
    }

    /// With as few events and items as still fail, under the law as compiled if it fails there, too.
    pub fn smallest(mut self, fails: impl Fn(&History) -> bool) -> History {
        while let Some(smaller) = self.smaller().into_iter().find(&fails) {
            self = smaller;
        }
        self
    }

    fn smaller(&self) -> Vec<History> {
        let lists = ["/events", "/application/items", "/application/programs"];
        let mut smaller = Vec::new();
        if self.is_altered() {
            smaller.push(History { place: self.place % native::built().rulebooks.len(), ..self.clone() });
        }
        for pointer in lists {
            let entries = self.case.pointer(pointer).map_or(0, |entries| list(entries).len());
            for n in 0..entries {
                let mut history = self.clone();
                let entries = history.case.pointer_mut(pointer).and_then(Value::as_array_mut);
                entries.expect("it has such a list").remove(n);
                smaller.push(history);
            }
        }
        smaller.retain(|history| !list(&history.case["application"]["items"]).is_empty());
        smaller
    }
}

/// As a case that can be kept in `cases/`; with the limits, where no law has them.
impl Display for History {
    fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
        let Place { law, .. } = self.place();
        if self.is_altered() {
            let asked = list(&self.case["application"]["items"]);
            let items = list(&law["items"]).iter().filter(|item| asked.contains(&item["id"]));
            for item in items {
                writeln!(out, "{}: notice {}, limit {}", item["id"], item["noticeDays"], item["limit"])?;
            }
            for program in list(&law["programs"]).iter().filter(|program| !program["joint"].is_null()) {
                writeln!(out, "{}: {}", program["id"], program["joint"])?;
            }
        }
        let on = self.on.to_string();
        let kept = json!({ "title": "", "source": "", "call": "progress", "on": on, "input": self.case, "expect": {} });
        write!(out, "{kept:#}")
    }
}

struct Maker {
    place: &'static Place,
    random: Rng,
}

impl Maker {
    fn history(mut self, place: usize) -> History {
        let application = self.application();
        let items: Vec<Value> = list(&application["items"]).to_vec();
        let mut events: Vec<Value> = Vec::new();
        let mut today = self.start();
        for n in 0..=self.random.usize(..MOST_EVENTS) {
            let kind = match events.last() {
                _ if self.random.u8(..12) == 0 => FILED[self.random.usize(..FILED.len())],
                Some(event) => self.next_kind(event["type"].as_str().unwrap_or_default()),
                None => "received",
            };
            let mut event = json!({ "type": kind, "on": today.to_string() });
            if let Some(about) = self.about(kind, &items) {
                event["items"] = about.into();
            }
            self.tell(&mut event);
            events.push(event);
            let since = if n == 0 || self.random.bool() { today } else { day(&events[0]["on"]) };
            today = self.later(today, since);
        }
        let first = day(&events[0]["on"]);
        let on = match self.random.u8(..10) {
            0 => first + Ahead::new(self.random.u64(..60)),
            1 | 2 => day(&events[events.len() - 1]["on"]),
            _ => today,
        };
        if self.random.u8(..8) == 0 {
            self.random.shuffle(&mut events);
        }
        History { place, case: json!({ "application": application, "events": events }), on: on.min(latest()) }
    }

    /// One item, some, or what is ticked in a program with a joint limit.
    fn application(&mut self) -> Value {
        let law = &self.place.law;
        let mut application = json!({ "rulebook": law["id"], "facts": {}, "programs": [], "items": [] });
        for (fact, answers) in FACTS {
            let answer: Value = serde_json::from_str(answers[self.random.usize(..3)]).expect("an answer");
            application["facts"][fact] = answer;
        }
        let mut items = Vec::new();
        let joint = list(&law["programs"]).iter().find(|program| !program["joint"].is_null());
        if let Some(program) = joint.filter(|_| self.random.bool()) {
            let offered: Vec<&Value> = list(&program["items"]).iter().map(|item| &item["id"]).collect();
            let ticked = self.random.usize(1..5);
            let ticked = self.random.choose_multiple(offered, ticked);
            application["facts"][program["ticks"].as_str().expect("ticks")] = json!(ticked);
            for fact in ["in_service_area", "construction_project"] {
                application["facts"][fact] = (self.random.u8(..20) > 0).into();
            }
            if self.random.u8(..10) > 0 {
                application["programs"] = json!([program["id"]]);
            }
            items.extend(ticked.into_iter().cloned());
        }
        let more =
            if items.is_empty() { [1, 1, 1, 2][self.random.usize(..4)] } else { self.random.usize(..5) / 4 };
        for _ in 0..more {
            let all = list(&law["items"]);
            items.push(all[self.random.usize(..all.len())]["id"].clone());
        }
        items.sort_by_key(Value::to_string);
        items.dedup();
        application["items"] = items.into();
        application
    }

    /// Any day of the published years that leaves room behind it, often one around a holiday.
    fn start(&mut self) -> NaiveDate {
        let first = NaiveDate::from_ymd_opt(2019, 3, 1).expect("a day");
        let any = first + Ahead::new(self.random.u64(..2_800));
        let off = &self.place.days.off;
        let near = off[self.random.usize(..off.len())] - Ahead::new(self.random.u64(..15));
        let day = if self.random.bool() { any } else { near };
        day.clamp(first, latest())
    }

    /// What an office does next.
    fn next_kind(&mut self, last: &str) -> &'static str {
        let likely: &[&str] = match last {
            "received" => {
                &["accepted", "accepted", "noticed", "noticed", "noticed", "refused", "special-opened"]
            }
            "noticed" => &["corrected", "corrected", "corrected", "accepted", "refused", "withdrawn"],
            "corrected" | "accepted" => &[
                "special-opened",
                "special-opened",
                "extended",
                "decided",
                "decided",
                "accepted",
                "withdrawn",
            ],
            "special-opened" => {
                &["special-closed", "special-closed", "special-closed", "special-opened", "extended"]
            }
            "special-closed" => &["decided", "decided", "extended", "special-opened", "special-closed"],
            "extended" => &["decided", "decided", "special-opened", "extended"],
            "decided" => &["delivered", "delivered", "decided"],
            "delivered" => &["delivered", "received"],
            _ => &["received", "received", "withdrawn"],
        };
        likely[self.random.usize(..likely.len())]
    }

    /// The whole case, or some items by name.
    fn about(&mut self, kind: &str, items: &[Value]) -> Option<Vec<Value>> {
        let one_by_one = ["decided", "delivered", "withdrawn", "refused"].contains(&kind);
        if self.random.u8(..10) > if one_by_one { 4 } else { 1 } {
            return None;
        }
        let some = self.random.usize(1..=items.len());
        let mut about: Vec<Value> = self.random.choose_multiple(items, some).into_iter().cloned().collect();
        if self.random.u8(..20) == 0 {
            let all = list(&self.place.law["items"]);
            about.push(all[self.random.usize(..all.len())]["id"].clone());
        }
        Some(about)
    }

    /// Why a procedure was opened, and who let a limit be extended: of some.
    fn tell(&mut self, event: &mut Value) {
        let (name, told) = match event["type"].as_str() {
            Some("special-opened" | "special-closed") => ("reason", &REASONS[..]),
            Some("extended") => ("by", &HEADS[..]),
            _ => return,
        };
        if self.random.u8(..3) == 0 {
            event[name] = told[self.random.usize(..told.len())].into();
        }
    }

    /// The same day, one soon after, or one just before, on or after a day that something may be due on.
    fn later(&mut self, today: NaiveDate, since: NaiveDate) -> NaiveDate {
        match self.random.u8(..20) {
            0 => today - Ahead::new(self.random.u64(..10)),
            1..=3 => today,
            4..=8 => today + Ahead::new(self.random.u64(..4)),
            9..=12 => today + Ahead::new(self.random.u64(..25)),
            _ => {
                let days = [0, 1, 3, 5, 7, 10, 15, 20, 30, 45][self.random.usize(..10)];
                let due = self.place.days.due(since, Time { days, unit: "working" }, &[]).unwrap_or(today);
                (due - Ahead::new(1) + Ahead::new(self.random.u64(..3))).max(today)
            }
        }
    }
}

/// The last day of reading.
fn latest() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 30).expect("a day")
}
