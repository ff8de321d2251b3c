//! JSON as it was written: numbers keep their decimal text, nothing nests deeper than 32.
//!
//! One reader for every surface, so that the browser and the server cannot differ on an input; one writer likewise.

mod write;

pub use write::{Raw, Unwritable, write};

use std::collections::HashSet;
use std::fmt;

use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use crate::text::Text;

/// An application needs five levels; more than this is refused before anything is built.
pub const DEPTH: usize = 32;

/// A JSON value; a number is its text.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    Null,
    Bool(bool),
    Number(String),
    String(String),
    Array(Vec<Value>),
    /// In the order written; a key that stands twice is refused.
    Object(Vec<(String, Value)>),
}

/// What is wrong with an input that is no application, no case, no question.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct InputError {
    /// Where, as a JSON pointer (RFC 6901); empty for the whole input.
    pub pointer: String,
    pub code: String,
    pub zh: String,
    pub en: String,
}

/// All that is wrong with an input, at once.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct InputErrors {
    pub errors: Vec<InputError>,
}

impl InputError {
    pub fn new(pointer: impl Into<String>, code: &str, text: Text) -> InputError {
        InputError { pointer: pointer.into(), code: code.into(), zh: text.zh, en: text.en }
    }
}

impl From<InputError> for InputErrors {
    fn from(error: InputError) -> InputErrors {
        InputErrors { errors: vec![error] }
    }
}

impl fmt::Display for InputErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (n, error) in self.errors.iter().enumerate() {
            let gap = if n == 0 { "" } else { "\n" };
            write!(f, "{gap}{}: {} {}", error.pointer, error.zh, error.en)?;
        }
        Ok(())
    }
}

impl std::error::Error for InputErrors {}

/// Reads a JSON text.
pub fn read(text: &str) -> Result<Value, InputErrors> {
    let raw: &RawValue = serde_json::from_str(text).map_err(|_| {
        InputError::new(
            "",
            "not-json",
            Text::new(
                "这不是完整的 JSON 文本。请检查文件是否完整，再提交一次。",
                "This is not a complete JSON text. Check the file and send it again.",
            ),
        )
    })?;
    descend(raw.get(), &Place::Top, DEPTH)
}

/// Where a value stands; written out only when something is wrong with it.
#[derive(Clone, Copy)]
pub enum Place<'a> {
    Top,
    Key(&'a Place<'a>, &'a str),
    Index(&'a Place<'a>, usize),
}

impl Place<'_> {
    /// The JSON pointer (RFC 6901).
    pub fn pointer(&self) -> String {
        match self {
            Place::Top => String::new(),
            Place::Key(above, key) => format!("{}/{}", above.pointer(), escape(key)),
            Place::Index(above, n) => format!("{}/{n}", above.pointer()),
        }
    }
}

fn descend(text: &str, place: &Place<'_>, depth: usize) -> Result<Value, InputErrors> {
    let Some(depth) = depth.checked_sub(1) else { return Err(too_deep(&place.pointer()).into()) };
    let unreadable = |_| InputErrors::from(unreadable(&place.pointer()));
    match text.as_bytes().first() {
        Some(b'n') => Ok(Value::Null),
        Some(b't') => Ok(Value::Bool(true)),
        Some(b'f') => Ok(Value::Bool(false)),
        Some(b'"') => serde_json::from_str(text).map(Value::String).map_err(unreadable),
        Some(b'[') => {
            let parts: Vec<&RawValue> = serde_json::from_str(text).map_err(unreadable)?;
            let parts = parts.iter().enumerate();
            let values = parts.map(|(n, part)| descend(part.get(), &Place::Index(place, n), depth));
            Ok(Value::Array(values.collect::<Result<_, _>>()?))
        }
        Some(b'{') => {
            let Entries(entries) = serde_json::from_str(text).map_err(unreadable)?;
            let mut keys = HashSet::with_capacity(entries.len());
            if let Some((key, _)) = entries.iter().find(|(key, _)| !keys.insert(key.as_str())) {
                return Err(twice(&Place::Key(place, key).pointer()).into());
            }
            let values =
                entries.iter().map(|(key, part)| descend(part.get(), &Place::Key(place, key), depth));
            let values: Vec<Value> = values.collect::<Result<_, _>>()?;
            Ok(Value::Object(entries.into_iter().map(|(key, _)| key).zip(values).collect()))
        }
        Some(_) => Ok(Value::Number(text.to_owned())),
        None => Err(InputErrors::from(self::unreadable(&place.pointer()))),
    }
}

/// A key as it stands in a JSON pointer.
pub fn escape(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}

fn unreadable(pointer: &str) -> InputError {
    InputError::new(
        pointer,
        "not-json",
        Text::new(
            "这里的文字读不出来。请检查后再提交一次。",
            "This part cannot be read. Check it and send it again.",
        ),
    )
}

fn too_deep(pointer: &str) -> InputError {
    let pointer: String = pointer.chars().take(120).collect();
    InputError::new(
        pointer,
        "too-deep",
        Text::new(
            format!("嵌套超过 {DEPTH} 层。申请只需要几层，请检查数据是怎么生成的。"),
            format!(
                "Nested deeper than {DEPTH} levels. An application needs only a few; check what produced it."
            ),
        ),
    )
}

fn twice(pointer: &str) -> InputError {
    InputError::new(
        pointer,
        "key-twice",
        Text::new("同一个名字出现了两次。请只保留一个。", "The same name stands twice. Keep one of them."),
    )
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_keep_their_text_and_order_is_kept() {
        let Ok(Value::Object(entries)) = read(r#"{"b": 1.50, "a": [1e3, "x"]}"#) else { unreachable!() };
        assert_eq!(entries[0], ("b".into(), Value::Number("1.50".into())));
        assert_eq!(entries[1].1, Value::Array(vec![Value::Number("1e3".into()), Value::String("x".into())]));
    }

    #[test]
    fn deep_broken_and_doubled_input_is_an_error_with_its_place() {
        let deep = "[".repeat(10_000) + &"]".repeat(10_000);
        assert_eq!(read(&deep).map_err(|e| e.errors[0].code.clone()), Err("too-deep".into()));
        assert_eq!(read("{\"a\": ").map_err(|e| e.errors[0].code.clone()), Err("not-json".into()));
        let twice = read(r#"{"facts": {"a/b": 1, "a/b": 2}}"#).map_err(|e| e.errors[0].pointer.clone());
        assert_eq!(twice, Err("/facts/a~1b".into()));
    }
}
