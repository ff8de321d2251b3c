//! What is read, against serde_json as a second reader.

use std::collections::HashSet;

use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::*;

#[test]
fn numbers_keep_their_text_and_order_is_kept() {
    let Ok(Value::Object(entries)) = read(r#"{"b": 1.50, "a": [1e3, "x"]}"#) else { unreachable!() };
    assert_eq!(entries[0], ("b".into(), Value::Number("1.50")));
    assert_eq!(entries[1].1, Value::Array(vec![Value::Number("1e3"), Value::String("x".into())]));
}

#[test]
fn deep_broken_and_doubled_input_is_an_error_with_its_place() {
    let deep = "[".repeat(10_000) + &"]".repeat(10_000);
    assert_eq!(read(&deep).map_err(|e| e.errors[0].code.clone()), Err("too-deep".into()));
    assert_eq!(read("{\"a\": ").map_err(|e| e.errors[0].code.clone()), Err("not-json".into()));
    let twice = read(r#"{"facts": {"a/b": 1, "a/b": 2}}"#).map_err(|e| e.errors[0].pointer.clone());
    assert_eq!(twice, Err("/facts/a~1b".into()));
}

/// Each is told as the other reader tells it.
const WRITTEN: &[&str] = &[
    "",
    " ",
    "\u{feff}1",
    "nul",
    "nullx",
    "null ",
    "\ttrue\r\n",
    "truefalse",
    "01",
    "-",
    "-0",
    "-01",
    "1.",
    ".5",
    "+1",
    "1e",
    "1e+",
    "1E-07",
    "1.5e3x",
    "[1,]",
    "[,1]",
    "[1 2]",
    "{\"a\":1,}",
    "{\"a\"}",
    "{a:1}",
    "{\"a\":}",
    "[}",
    "{]",
    "]",
    "[]x",
    "\"\\u00e9\\n\\/\\\"\\\\\\b\\f\\r\\t\"",
    "\"\\ud83d\\ude00\"",
    "\"\\ud83d\"",
    "\"\\ude00\"",
    "\"\\ud83dx\"",
    "\"\\ud83d\\n\"",
    "\"\\ud83d\\u0041\"",
    "\"\\ud83d\\ud83d\"",
    "\"\\uD8\"",
    "\"\\x\"",
    "\"a\u{1}\"",
    "\"a\nb\"",
    "\"\u{7f}\u{2028}\"",
    "\"",
    "\"\\",
    "\"\\u00",
    "\"\\u+123\"",
    "{\"\\ud800\":1,\"a\":1,\"a\":2}",
    "{\"b\":[\"\\ud800\"],\"a\":1,\"a\":2}",
    "{\"a\":1,\"\\u0061\":2}",
    "[[\"\\ud800\"],{\"a\":1,\"a\":1}]",
    "{\"x\":{\"a\":1,\"a\":2},\"b\":1,\"b\":1}",
    "{\"a\":{\"\\ud800\":1},\"\\udc00\":1}",
    "  [ 1 , { \"a\" : [ ] , \"b\" : { } } ]  ",
    "{\"a\":1,\"b\":2,\"c\":3,\"d\":4,\"e\":5,\"f\":6,\"g\":7,\"h\":8,\"i\":9,\"j\":1,\"k\":2,\"l\":3,\"m\":4,\"n\":5,\"o\":6,\"p\":7,\"q\":8,\"p\":9,\"b\":1}",
];

#[test]
fn what_is_written_oddly_is_read_as_serde_json_reads_it() {
    WRITTEN.iter().for_each(|text| same(text));
    for depth in [31, 32, 33, 34] {
        same(&("[".repeat(depth) + &"]".repeat(depth)));
        same(&("[".repeat(depth) + "1,\"\\ud800\"" + &"]".repeat(depth)));
        same(&("{\"a\":".repeat(depth) + "1" + &"}".repeat(depth)));
        same(&("{\"a\":".repeat(depth) + "1" + &"}".repeat(depth - 1) + ",\"b\":1,\"b\":2}"));
    }
    let text = "[1,\"\\u00e9\\ud83d\\ude00\",{\"a\":[null,true,-1.5e-3]}]";
    (0..text.len()).for_each(|to| same(&text[..to]));
}

#[test]
fn random_and_mutated_texts_are_read_as_serde_json_reads_them() {
    let mut dice = Dice(7);
    for _ in 0..20_000 {
        let mut text = String::new();
        dice.value(&mut text, 5);
        same(&text);
        for _ in 0..4 {
            same(&dice.mutated(&text));
        }
    }
}

/// Small numbers, always the same.
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % most
    }

    fn one_of<'a>(&mut self, all: &[&'a str]) -> &'a str {
        all[self.below(all.len())]
    }

    fn value(&mut self, out: &mut String, depth: usize) {
        out.push_str(self.one_of(&["", "", "", " ", "\n\t"]));
        match self.below(if depth == 0 { 4 } else { 8 }) {
            0 => out.push_str(self.one_of(&["null", "true", "false"])),
            1 => out.push_str(self.one_of(&["0", "-1", "1.50", "1e3", "-0.0E-7", "12345678901234567890"])),
            2 | 3 => self.string(out),
            4 | 5 => self.several(out, ["[", "]"], |dice, out| dice.value(out, depth - 1)),
            _ => self.several(out, ["{", "}"], |dice, out| {
                dice.string(out);
                out.push_str(dice.one_of(&[":", ":", " : "]));
                dice.value(out, depth - 1);
            }),
        }
        out.push_str(self.one_of(&["", "", "", " "]));
    }

    fn several(&mut self, out: &mut String, ends: [&str; 2], mut each: impl FnMut(&mut Dice, &mut String)) {
        out.push_str(ends[0]);
        for n in 0..self.below(5) {
            out.push_str(if n == 0 { "" } else { "," });
            each(self, out);
        }
        out.push_str(ends[1]);
    }

    fn string(&mut self, out: &mut String) {
        out.push('"');
        for _ in 0..self.below(3) {
            let parts = [
                "a",
                "b",
                "是",
                "😀",
                "\\n",
                "\\u00e9",
                "\\ud83d\\ude00",
                "\\ud83d",
                "\\ude00",
                "~/",
                "\\\"",
            ];
            out.push_str(self.one_of(&parts));
        }
        out.push('"');
    }

    fn mutated(&mut self, text: &str) -> String {
        let mut letters: Vec<char> = text.chars().collect();
        let at = self.below(letters.len() + 1);
        let with = self
            .one_of(&["\"", "\\", "{", "}", "[", "]", ",", ":", "0", "-", "e", ".", "u", "d", " ", "\u{1}"]);
        let with = with.chars().next().unwrap();
        match self.below(4) {
            0 => letters.truncate(at),
            1 => letters.insert(at, with),
            2 if at < letters.len() => letters[at] = with,
            _ if at < letters.len() => drop(letters.remove(at)),
            _ => letters.push(with),
        }
        letters.into_iter().collect()
    }
}

fn same(text: &str) {
    assert_eq!(read(text), second(text), "{text}");
}

/// The same answer by serde_json, level by level.
fn second(text: &str) -> Result<Value<'_>, InputErrors> {
    let raw: &RawValue = serde_json::from_str(text).map_err(|_| not_json())?;
    descend(raw.get(), &Place::Top, DEPTH)
}

fn descend<'a>(text: &'a str, place: &Place<'_>, depth: usize) -> Result<Value<'a>, InputErrors> {
    let Some(depth) = depth.checked_sub(1) else { return Err(too_deep(&place.pointer()).into()) };
    let unreadable = |_| InputErrors::from(unreadable(&place.pointer()));
    match text.as_bytes()[0] {
        b'n' => Ok(Value::Null),
        b't' => Ok(Value::Bool(true)),
        b'f' => Ok(Value::Bool(false)),
        b'"' => serde_json::from_str(text).map(|text: String| Value::String(text.into())).map_err(unreadable),
        b'[' => {
            let parts: Vec<&RawValue> = serde_json::from_str(text).map_err(unreadable)?;
            let parts = parts.iter().enumerate();
            let values = parts.map(|(n, part)| descend(part.get(), &Place::Index(place, n), depth));
            Ok(Value::Array(values.collect::<Result<_, _>>()?))
        }
        b'{' => {
            let Entries(entries) = serde_json::from_str(text).map_err(unreadable)?;
            let mut keys = HashSet::new();
            if let Some((key, _)) = entries.iter().find(|(key, _)| !keys.insert(key.as_str())) {
                return Err(twice(&Place::Key(place, key).pointer()).into());
            }
            let values =
                entries.iter().map(|(key, part)| descend(part.get(), &Place::Key(place, key), depth));
            let values: Vec<Value<'_>> = values.collect::<Result<_, _>>()?;
            Ok(Value::Object(entries.into_iter().map(|(key, _)| key.into()).zip(values).collect()))
        }
        _ => Ok(Value::Number(text)),
    }
}

/// An object's entries in the order written, duplicates kept.
struct Entries<'a>(Vec<(String, &'a RawValue)>);

impl<'de: 'a, 'a> serde::Deserialize<'de> for Entries<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct InOrder;
        impl<'de> Visitor<'de> for InOrder {
            type Value = Vec<(String, &'de RawValue)>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut entries = Vec::new();
                while let Some(entry) = map.next_entry()? {
                    entries.push(entry);
                }
                Ok(entries)
            }
        }
        deserializer.deserialize_map(InOrder).map(Entries)
    }
}
