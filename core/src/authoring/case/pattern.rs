//! What a case expects: a part of the answer, in a small language.
//!
//! | pattern | matches |
//! |---|---|
//! | `{ "a": p, … }` | an object whose `a` matches `p`; other members are free |
//! | `[p, …]` | a list that has, for each pattern, an entry that matches; other entries are free, order is free |
//! | `{ "$exactly": [p, …] }` | a list of just these, in this order |
//! | `{ "$ids": ["a", …] }` | a list whose entries' `id`, `fact` or `item` are just these, in this order |
//! | `{ "$none": p }` | a list in which no entry matches `p` |
//! | `{ "$absent": true }` | nothing: the member is missing or null |
//! | `{ "$contains": "x" }` | a text with `x` in it |
//! | anything else | itself |
//!
//! In a list, a pattern that names its entry by `id`, `fact`, `item` or `rule` is compared with that entry, so that
//! a failure says what differs there.

use serde_json::{Map, Value};

const NAMES: [&str; 4] = ["id", "fact", "item", "rule"];

/// Everything in which an answer differs from what is expected; empty where it agrees.
pub fn differences(expected: &Value, answer: &Value) -> Vec<String> {
    let mut found = Vec::new();
    compare(expected, Some(answer), "", &mut found);
    found
}

fn compare(expected: &Value, answer: Option<&Value>, at: &str, found: &mut Vec<String>) {
    match expected {
        Value::Object(members) => match word(members) {
            Some((word, operand)) => compare_word(word, operand, answer, at, found),
            None => compare_members(members, answer, at, found),
        },
        Value::Array(patterns) => compare_entries(patterns, answer, at, found),
        plain => {
            if answer.unwrap_or(&Value::Null) != plain {
                found.push(format!("{at}: expected {plain}, found {}", shown(answer)));
            }
        }
    }
}

/// The `$word` of a pattern, where it is one.
fn word(members: &Map<String, Value>) -> Option<(&str, &Value)> {
    let (word, operand) = members.iter().next()?;
    (members.len() == 1 && word.starts_with('$')).then_some((word, operand))
}

fn compare_word(word: &str, operand: &Value, answer: Option<&Value>, at: &str, found: &mut Vec<String>) {
    let list = answer.and_then(Value::as_array);
    let agrees = match word {
        "$absent" => answer.is_none_or(Value::is_null),
        "$contains" => match (answer.and_then(Value::as_str), operand.as_str()) {
            (Some(text), Some(part)) => text.contains(part),
            _ => false,
        },
        "$ids" => list.map(|list| Value::Array(list.iter().map(name_of).collect())).as_ref() == Some(operand),
        "$none" => list.is_some_and(|list| !list.iter().any(|entry| differences(operand, entry).is_empty())),
        "$exactly" => return compare_exactly(operand, list, at, found),
        other => return found.push(format!("{at}: {other} is no word of the pattern language")),
    };
    if !agrees {
        let found_names = list.map(|list| Value::Array(list.iter().map(name_of).collect()));
        let answer = if word == "$ids" { found_names.as_ref() } else { answer };
        found.push(format!("{at}: expected {word} {operand}, found {}", shown(answer)));
    }
}

fn compare_exactly(operand: &Value, list: Option<&Vec<Value>>, at: &str, found: &mut Vec<String>) {
    let (Some(patterns), Some(list)) = (operand.as_array(), list) else {
        return found.push(format!("{at}: expected a list"));
    };
    if patterns.len() != list.len() {
        let names: Vec<Value> = list.iter().map(name_of).collect();
        return found.push(format!(
            "{at}: expected {} entries, found {}",
            patterns.len(),
            Value::Array(names)
        ));
    }
    for (n, (pattern, entry)) in patterns.iter().zip(list).enumerate() {
        compare(pattern, Some(entry), &format!("{at}/{n}"), found);
    }
}

fn compare_members(members: &Map<String, Value>, answer: Option<&Value>, at: &str, found: &mut Vec<String>) {
    let Some(Value::Object(answer)) = answer else {
        return found.push(format!("{at}: expected an object, found {}", shown(answer)));
    };
    for (name, pattern) in members {
        compare(pattern, answer.get(name), &format!("{at}/{name}"), found);
    }
}

fn compare_entries(patterns: &[Value], answer: Option<&Value>, at: &str, found: &mut Vec<String>) {
    let Some(Value::Array(list)) = answer else {
        return found.push(format!("{at}: expected a list, found {}", shown(answer)));
    };
    for pattern in patterns {
        if list.iter().any(|entry| differences(pattern, entry).is_empty()) {
            continue;
        }
        let named = NAMES.iter().find_map(|name| pattern.get(name).map(|id| (*name, id)));
        let same = named
            .map(|(name, id)| list.iter().filter(|entry| entry.get(name) == Some(id)).collect::<Vec<_>>());
        match same.as_deref() {
            Some([entry]) => compare(pattern, Some(entry), &format!("{at}/{}", name_of(entry)), found),
            _ => found.push(format!("{at}: no entry is {pattern} among {}", shown(answer))),
        }
    }
}

/// How an entry of a list is called; a plain entry is its own name.
fn name_of(entry: &Value) -> Value {
    NAMES.iter().find_map(|name| entry.get(name)).unwrap_or(entry).clone()
}

fn shown(answer: Option<&Value>) -> String {
    let text = answer.map_or_else(|| "nothing".into(), Value::to_string);
    if text.chars().count() > 400 { text.chars().take(400).chain("…".chars()).collect() } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_pattern_is_a_part_of_the_answer() {
        let answer = json!({ "verdict": "incomplete", "items": [{ "id": "a", "need": "needed" }, { "id": "b" }], "n": 1 });
        let agrees = |pattern: Value| differences(&pattern, &answer).is_empty();
        assert!(agrees(json!({ "items": [{ "id": "b" }, { "id": "a", "need": "needed" }] })));
        assert!(agrees(json!({ "items": { "$ids": ["a", "b"] }, "gone": { "$absent": true } })));
        assert!(agrees(
            json!({ "items": { "$none": { "id": "c" } }, "verdict": { "$contains": "complete" } })
        ));
        assert!(!agrees(json!({ "items": { "$ids": ["b", "a"] } })));
        assert!(!agrees(json!({ "items": { "$exactly": [{ "id": "a" }] } })));
        assert!(!agrees(json!({ "items": [{ "id": "c" }] })));
        assert!(!agrees(json!({ "items": [{ "id": "b", "need": "needed" }] })));
        assert!(!agrees(json!({ "items": { "$none": { "need": "needed" } } })));
        assert!(!agrees(json!({ "n": { "$absent": true } })));
        assert!(!agrees(json!({ "n": { "$nonsense": true } })));
    }
}
