//! What a change of law does to one application: its verdicts, needs and days, before and after.

use serde::Serialize;
use serde_json::Value;

use super::super::case::{Call, answer};
use crate::calendar::Day;
use crate::rulebook::Rulebook;
use serde_json::value::RawValue;

/// One value of an answer that changes.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Effect {
    /// `verdict`, `programs/assist/verdict`, `items/fire-design-review/need`.
    pub what: String,
    pub before: Value,
    pub after: Value,
}

/// All that changes for a question that is put to the rules before and after.
pub fn effects(before: &Rulebook, after: &Rulebook, call: Call, on: Day, input: &RawValue) -> Vec<Effect> {
    let [old, new] = [before, after].map(|rulebook| told(rulebook, call, on, input));
    let mut names: Vec<&String> = old.iter().chain(&new).map(|(name, _)| name).collect();
    names.sort();
    names.dedup();
    let of = |list: &[(String, Value)], name: &str| {
        list.iter().find(|(known, _)| known == name).map_or(Value::Null, |(_, value)| value.clone())
    };
    let changed: Vec<Effect> = names
        .into_iter()
        .map(|name| Effect { what: name.clone(), before: of(&old, name), after: of(&new, name) })
        .filter(|effect| effect.before != effect.after)
        .collect();
    // A paper that goes with its item is told with the item.
    let items: Vec<String> = changed
        .iter()
        .filter_map(|effect| effect.what.strip_suffix("/need"))
        .map(|item| format!("{item}/"))
        .collect();
    let goes_along =
        |effect: &Effect| items.iter().any(|item| effect.what.starts_with(&format!("{item}materials/")));
    changed.into_iter().filter(|effect| !goes_along(effect)).collect()
}

/// What an answer decides, by name.
fn told(rulebook: &Rulebook, call: Call, on: Day, input: &RawValue) -> Vec<(String, Value)> {
    let mut told = Vec::new();
    let text = answer(rulebook, call, &on.to_string(), input).unwrap_or_default();
    let answer: Value = serde_json::from_str(&text).unwrap_or_default();
    let mut take = |what: String, value: Option<&Value>| {
        if let Some(value) = value.filter(|value| !value.is_null()) {
            told.push((what, value.clone()));
        }
    };
    take("errors".to_owned(), answer.pointer("/errors/0/en"));
    take("verdict".to_owned(), answer.get("verdict"));
    take("feasible".to_owned(), answer.get("feasible"));
    take("end".to_owned(), answer.pointer("/end/latest"));
    take("due".to_owned(), answer.pointer("/due/latest"));
    for list in ["programs", "totals", "items", "materials", "steps", "papers", "clocks"] {
        for entry in answer.get(list).and_then(Value::as_array).into_iter().flatten() {
            let name = ["kind", "id", "item", "duty"].into_iter().filter_map(|key| entry.get(key)?.as_str());
            let at = format!("{list}/{}", name.collect::<Vec<_>>().join("/"));
            for key in ["verdict", "days", "need", "end", "due", "last"] {
                let value = entry.get(key).map(|value| value.get("latest").unwrap_or(value));
                take(format!("{at}/{key}"), value);
            }
            for paper in entry.get("materials").and_then(Value::as_array).into_iter().flatten() {
                if let Some(id) = paper.get("id").and_then(Value::as_str) {
                    take(format!("{at}/materials/{id}/need"), paper.get("need"));
                }
            }
        }
    }
    told
}
