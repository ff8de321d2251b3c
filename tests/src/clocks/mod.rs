//! The clocks of a case again, day by day, after 行政许可法 第三十二条、第四十二条至第四十五条.
//!
//! Nothing here uses the progress or the calendar of core: every day from the first event to the day of reading begins,
//! brings what happens on it, and ends. The rulebook is read as JSON, as compiled.

mod days;
mod filing;
pub mod histories;
pub mod laws;

use chrono::NaiveDate;
use serde_json::{Value, json};
use yushen::application::Application;
use yushen::condition::Condition;
use yushen::rulebook::Rulebook;

use crate::oracle::{Decision, Oracle};
pub use days::{Days, Time, day, list, next};
use filing::{Extension, Filing, Item, Limit, Terms};

/// What an answer says that the law settles; as JSON, in an order of its own.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Told {
    /// `{ id, state, acceptedOn }`.
    pub items: Vec<Value>,
    /// `{ kind, item | program, from, due, used, left, state, band? }`: the notice's, pledged and statutory ones, of which those of
    /// delivery are named so.
    pub clocks: Vec<Value>,
    /// `{ code, subject }`.
    pub findings: Vec<Value>,
}

/// The findings that are compared.
const FINDINGS: [&str; 9] = [
    "deemed-accepted",
    "notice-late",
    "acceptance-too-late",
    "extended-twice",
    "pause-not-allowed",
    "pledge-overdue",
    "event-out-of-order",
    "event-in-future",
    "not-in-case",
];

impl Told {
    /// The same of core's answer.
    pub fn by_core(answer: &Value) -> Told {
        let part = |value: &Value, keys: &[&str]| {
            let kept = keys.iter().filter(|key| !value[**key].is_null() || KEPT.contains(key));
            kept.map(|key| ((*key).to_owned(), value[*key].clone())).collect::<Value>()
        };
        let clocks = list(&answer["clocks"])
            .iter()
            .filter(|clock| ["notice", "statutory", "pledged"].iter().any(|kind| clock["kind"] == *kind));
        let findings = list(&answer["findings"]).iter();
        let findings = findings.filter(|finding| FINDINGS.iter().any(|code| finding["code"] == *code));
        let told = Told {
            items: list(&answer["items"])
                .iter()
                .map(|item| part(item, &["id", "state", "acceptedOn"]))
                .collect(),
            clocks: clocks
                .map(|clock| {
                    let keys = ["kind", "item", "program", "from", "used", "left", "state", "band"];
                    let mut told = part(clock, &keys);
                    told["due"] = clock["due"]["day"].clone();
                    if clock["basis"]["article"] == DELIVERY {
                        told["kind"] = "delivery".into();
                    }
                    told
                })
                .collect(),
            findings: findings.map(|finding| part(finding, &["code", "subject"])).collect(),
        };
        told.sorted()
    }

    /// Core's answer without what only a calendar to come can tell, where these clocks leave that open.
    pub fn as_far_as_known(&self, mut core: Told) -> Told {
        const WHICH: [&str; 4] = ["kind", "item", "program", "from"];
        for open in self.clocks.iter().filter(|clock| clock["due"].is_null()) {
            let same = |clock: &&mut Value| WHICH.iter().all(|key| clock[*key] == open[*key]);
            for clock in core.clocks.iter_mut().filter(same) {
                clock["due"] = Value::Null;
                if open["left"].is_null() {
                    clock["left"] = Value::Null;
                    clock["state"] = open["state"].clone();
                    clock.as_object_mut().expect("a clock is an object").remove("band");
                }
            }
        }
        core.sorted()
    }

    /// What the law says and core does not, and what core says alone.
    pub fn difference(&self, core: &Told) -> String {
        let mut difference = String::new();
        for (mine, its) in
            [(&self.items, &core.items), (&self.clocks, &core.clocks), (&self.findings, &core.findings)]
        {
            let missing = mine.iter().filter(|one| !its.contains(one)).map(|one| format!("the law: {one}\n"));
            let extra = its.iter().filter(|one| !mine.contains(one)).map(|one| format!("core:    {one}\n"));
            difference.extend(missing.chain(extra));
        }
        if difference.is_empty() { format!("as often: {self:?}\n{core:?}") } else { difference }
    }

    fn sorted(mut self) -> Told {
        for part in [&mut self.items, &mut self.clocks, &mut self.findings] {
            part.sort_by_key(Value::to_string);
        }
        self
    }
}

/// By this article, the clock is of the delivery and not of the decision.
const DELIVERY: &str = "第四十四条";
/// Members that may be null.
const KEPT: [&str; 2] = ["acceptedOn", "left"];

/// What the law makes of a case up to a day.
pub fn told(law: &Value, rulebook: &Rulebook, days: &Days, case: &Value, on: NaiveDate) -> Told {
    let mut filings = filings(law, rulebook, case, on);
    let mut findings = Vec::new();
    let events = list(&case["events"]);
    for event in events.iter().filter(|event| day(&event["on"]) > on) {
        let subject = list(&event["items"]).first().unwrap_or(&event["type"]);
        findings.push(json!({ "code": "event-in-future", "subject": subject }));
    }
    let mut today = events.iter().map(|event| day(&event["on"])).min().unwrap_or(on).min(on);
    while today <= on {
        for filing in &mut filings {
            let code = filing.begin(days, today);
            findings.extend(code.map(|code| json!({ "code": code, "subject": filing.terms.subject })));
        }
        for event in events.iter().filter(|event| day(&event["on"]) == today) {
            happens(days, event, &mut filings, &mut findings);
        }
        today = next(today);
    }
    let bands: Vec<i64> = list(&law["bands"]).iter().filter_map(Value::as_i64).collect();
    let clocks: Vec<Value> = filings.iter().flat_map(|filing| filing.clocks(days, &bands, on)).collect();
    // 优化营商环境条例 第三十六条 speaks to departments of the government, not to water and power companies.
    let of_authority = |clock: &Value| {
        list(&law["items"]).iter().any(|item| item["id"] == clock["item"] && item["duration"] == "authority")
    };
    let late = clocks.iter().filter(|clock| clock["kind"] == "pledged" && clock["state"] == "overdue");
    let late = late.filter(|clock| of_authority(clock));
    findings.extend(late.map(|clock| json!({ "code": "pledge-overdue", "subject": clock["item"] })));
    let told =
        Told { items: filings.iter().flat_map(|filing| filing.standing(days)).collect(), clocks, findings };
    told.sorted()
}

/// An event happens to the items that it names, or to the whole case: then a receipt that cannot take it is told of,
/// unless another takes it and this one is over, or took the like by name.
fn happens(days: &Days, event: &Value, filings: &mut [Filing], findings: &mut Vec<Value>) {
    let names = event["items"].as_array();
    for name in names.into_iter().flatten() {
        if !filings.iter().any(|filing| filing.items.iter().any(|item| name == item.id)) {
            findings.push(json!({ "code": "not-in-case", "subject": name }));
        }
    }
    let mut left = Vec::new();
    let mut is_taken = false;
    for filing in filings {
        let about = match names {
            Some(names) => {
                (0..filing.items.len()).filter(|n| names.contains(&json!(filing.items[*n].id))).collect()
            }
            None => filing.live_items(),
        };
        if names.is_some() && about.is_empty() {
            continue;
        }
        let excused = names.is_none() && (filing.is_over() || filing.has_taken(event));
        match filing.take(days, event, &about) {
            Ok(told) => {
                is_taken = true;
                findings.extend(told.map(|code| json!({ "code": code, "subject": filing.terms.subject })));
            }
            Err(code) => left.push((json!({ "code": code, "subject": filing.terms.subject }), excused)),
        }
    }
    let told = left.into_iter().filter(|(_, excused)| !(is_taken && *excused));
    findings.extend(told.map(|(finding, _)| finding));
}

/// One receipt for all that is ticked in a program with a joint limit (行政许可法 第二十六条第二款), one for each other
/// item.
fn filings<'a>(law: &'a Value, rulebook: &Rulebook, case: &Value, on: NaiveDate) -> Vec<Filing<'a>> {
    let application = &case["application"];
    let is_in_force = |item: &&Value| {
        let valid = &item["valid"];
        (valid["from"].is_null() || day(&valid["from"]) <= on)
            && (valid["to"].is_null() || on < day(&valid["to"]))
    };
    let wished = |item: &&Value| list(&application["items"]).contains(&item["id"]);
    let mut alone: Vec<&Value> = list(&law["items"]).iter().filter(is_in_force).filter(wished).collect();
    let mut filings = Vec::new();
    for program in list(&law["programs"]).iter().filter(|program| is_had(program, application)) {
        let ticks = &application["facts"][program["ticks"].as_str().unwrap_or_default()];
        let (ticked, rest): (Vec<&Value>, Vec<&Value>) =
            alone.into_iter().partition(|item| list(ticks).contains(&item["id"]));
        alone = rest;
        if !ticked.is_empty() {
            let limit = limit(&program["joint"], u32_of(&program["joint"]["days"]));
            let notice_days = ticked.iter().map(|item| u32_of(&item["noticeDays"])).max().unwrap_or(0);
            let terms = Terms {
                subject: id(program),
                is_joint: true,
                is_authority: true,
                notice_days,
                limit,
                pledged: None,
                left_out: ticked.iter().flat_map(|item| left_out(item)).collect(),
            };
            filings.push(Filing::new(terms, ticked.into_iter().map(|item| Item::new(id(item))).collect()));
        }
    }
    for item in alone {
        let days = days_of(&item["limit"], rulebook, application);
        let terms = Terms {
            subject: id(item),
            is_joint: false,
            is_authority: item["duration"] == "authority",
            notice_days: u32_of(&item["noticeDays"]),
            limit: limit(&item["limit"], days),
            pledged: limit(&item["pledged"], u32_of(&item["pledged"]["days"])),
            left_out: left_out(item).collect(),
        };
        filings.push(Filing::new(terms, vec![Item::new(id(item))]));
    }
    filings
}

/// A program with a joint limit that was wished for, of a project that may have it.
fn is_had(program: &Value, application: &Value) -> bool {
    let facts = &application["facts"];
    !program["joint"].is_null()
        && list(&application["programs"]).contains(&program["id"])
        && facts["in_service_area"] == true
        && facts["construction_project"] == true
}

fn limit(limit: &Value, days: u32) -> Option<Limit<'_>> {
    let unit = limit["unit"].as_str()?;
    let extension = Some(&limit["extension"]).filter(|extension| !extension.is_null()).map(|extension| {
        let head = extension["head"].as_str().unwrap_or("agency-head");
        Extension { days: u32_of(&extension["days"]), head }
    });
    Some(Limit { time: Time { days, unit }, from_receipt: limit["from"] == "receipt", extension })
}

/// The procedures that the item's own law leaves out of its limit.
fn left_out(item: &Value) -> impl Iterator<Item = &str> {
    list(&item["limit"]["special"]).iter().filter_map(|special| special["kind"].as_str())
}

/// The days of the first variant that holds; where none does, the limit's own.
fn days_of(limit: &Value, rulebook: &Rulebook, application: &Value) -> u32 {
    let variants = list(&limit["variants"]);
    if variants.is_empty() {
        return u32_of(&limit["days"]);
    }
    let application =
        Application::read(rulebook, &application.to_string()).expect("what was made can be read");
    let oracle = Oracle::new(&rulebook.law, &application);
    let holds = |variant: &&Value| {
        let when: Condition = yushen::json::typed(&variant["when"].to_string()).expect("a condition");
        oracle.condition(&when) == Some(Decision::Settled(true))
    };
    let days = variants.iter().find(holds).map_or(&limit["days"], |variant| &variant["days"]);
    u32_of(days)
}

fn id(value: &Value) -> &str {
    value["id"].as_str().expect("an id")
}

/// None where there is no limit.
fn u32_of(value: &Value) -> u32 {
    value.as_u64().unwrap_or_default().try_into().unwrap_or_else(|_| panic!("{value} are too many"))
}
