//! What a submission's log tells: what was handed in, what was told, and so what happened to the case.

use serde_json::Value;
use yushen::calendar::Day;
use yushen::progress::{Event, EventType};
use yushen::rulebook::Rulebook;
use yushen::sheet::{Brief, SheetKind, Since, sheet};

use crate::store::Logged;

/// Something that was handed in, and what a notice answered.
struct HandIn<'a> {
    on: &'a str,
    application: &'a str,
    /// The keys of the entries; none where no notice was given.
    noticed: Option<Vec<String>>,
}

fn hand_ins(log: &[Logged]) -> Vec<HandIn<'_>> {
    let mut hand_ins: Vec<HandIn<'_>> = Vec::new();
    for line in log {
        if let Some(application) = &line.application {
            hand_ins.push(HandIn { on: &line.on_day, application, noticed: None });
        }
        if let (Some(last), Some(paper)) = (hand_ins.last_mut(), noticed(line)) {
            last.noticed.get_or_insert_default().extend(keys(paper));
        }
    }
    hand_ins
}

fn noticed(line: &Logged) -> Option<&str> {
    line.paper.as_deref().filter(|_| line.kind == "noticed")
}

/// The rows of a paper that was given.
fn rows(paper: &str) -> Vec<Value> {
    let paper: Value = serde_json::from_str(paper).unwrap_or_default();
    let parts = paper.get("parts").and_then(Value::as_array).cloned().unwrap_or_default();
    parts.iter().filter_map(|part| part.get("rows")?.as_array()).flatten().cloned().collect()
}

fn keys(paper: &str) -> Vec<String> {
    rows(paper).iter().filter_map(|row| row.get("key")?.as_str().map(str::to_owned)).collect()
}

/// Core takes no more earlier hand-ins.
const LOOKED_BACK: usize = 20;

/// What a paper about the submission is made from, as core reads it. `adds` is the office's own list, as JSON.
pub fn brief(log: &[Logged], kind: SheetKind, adds: Option<&str>) -> Option<String> {
    let hand_ins = hand_ins(log);
    let now = hand_ins.last()?;
    // Only what a notice answered binds the next one; the last of them are enough.
    let told = hand_ins.iter().filter_map(|hand_in| Some((hand_in, hand_in.noticed.as_ref()?)));
    let told = told.map(|(HandIn { on, application, .. }, keys)| {
        let keys = Value::from(keys.clone());
        format!(r#"{{"on":"{on}","application":{application},"noticed":{keys}}}"#)
    });
    let told: Vec<String> = told.collect();
    let earlier = told.get(told.len().saturating_sub(LOOKED_BACK)..).unwrap_or_default();
    Some(format!(
        r#"{{"kind":"{}","application":{},"earlier":[{}],"adds":{}}}"#,
        kind.name(),
        now.application,
        earlier.join(","),
        adds.unwrap_or("[]")
    ))
}

/// The day on which the last papers came.
pub fn handed_in_on(log: &[Logged]) -> Option<Day> {
    Day::read(hand_ins(log).last()?.on)
}

/// The log's lines that move a clock.
pub fn events(rulebook: &Rulebook, log: &[Logged]) -> Vec<Event> {
    let mut told = false;
    let of = |(n, line): (usize, &Logged)| {
        if let Some(detail) = &line.detail {
            return Event::read(rulebook, detail).ok();
        }
        let on = Day::read(&line.on_day)?;
        let kind = match line.kind.as_str() {
            "received" => EventType::Received,
            // A second notice moves nothing, unless it breaks the one-time rule: then progress says so.
            "noticed" if told && !is_late(line) => return None,
            "noticed" => {
                told = true;
                EventType::Noticed
            }
            "amended" if told && is_corrected(rulebook, log.get(..=n)?, on) => EventType::Corrected,
            "accepted" => EventType::Accepted,
            "refused" => EventType::Refused,
            "withdrawn" => EventType::Withdrawn,
            _ => return None,
        };
        Some(Event::new(kind, on))
    };
    log.iter().enumerate().filter_map(of).collect()
}

fn is_late(line: &Logged) -> bool {
    noticed(line).is_some_and(|paper| rows(paper).iter().any(|row| row.get("since") == Some(&"late".into())))
}

/// Whether all that the notices listed has been put right.
fn is_corrected(rulebook: &Rulebook, log: &[Logged], on: Day) -> bool {
    let brief = brief(log, SheetKind::Notice, None).and_then(|text| Brief::read(rulebook, &text).ok());
    brief.is_some_and(|brief| {
        let notice = sheet(rulebook, &brief, on);
        notice.parts.iter().flat_map(|part| &part.rows).all(|row| row.since != Some(Since::Again))
    })
}
