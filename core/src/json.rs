//! JSON as it was written: numbers keep their decimal text, nothing nests deeper than 32.
//!
//! One reader for every surface, so that the browser and the server cannot differ on an input; one writer likewise.

mod shape;
mod tree;
mod write;

use std::borrow::Cow;
use std::fmt;

pub use shape::{Member, Read, Reader, in_force_on, typed};
pub(crate) use shape::{law, length, written};
pub use tree::At;
use tree::{Kind, Tree};
pub use write::{Raw, Unwritable, write};

use crate::text::Text;

/// An application needs five levels; more than this is refused before anything is built.
pub const DEPTH: usize = 32;

/// A JSON value; a number is its text.
#[derive(Clone, Debug, PartialEq)]
pub enum Value<'a> {
    Null,
    Bool(bool),
    Number(&'a str),
    String(Cow<'a, str>),
    Array(Vec<Value<'a>>),
    /// In the order written; a key that stands twice is refused.
    Object(Vec<(Cow<'a, str>, Value<'a>)>),
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
pub fn read(text: &str) -> Result<Value<'_>, InputErrors> {
    let tree = Tree::read(text).ok_or_else(not_json)?;
    value(&tree, At::TOP, &Place::Top, DEPTH)
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

fn value<'a>(tree: &Tree<'a>, at: At, place: &Place<'_>, depth: usize) -> Result<Value<'a>, InputErrors> {
    let Some(depth) = depth.checked_sub(1) else { return Err(too_deep(&place.pointer()).into()) };
    match tree.kind(at) {
        Kind::Nothing | Kind::Null => Ok(Value::Null),
        Kind::Bool => Ok(Value::Bool(tree.raw(at) == "true")),
        Kind::Number => Ok(Value::Number(tree.raw(at))),
        Kind::String => Ok(Value::String(string(tree, at, place)?)),
        Kind::Array => {
            let parts = tree.inside(at).enumerate();
            let values = parts.map(|(n, part)| value(tree, part, &Place::Index(place, n), depth));
            Ok(Value::Array(values.collect::<Result<_, _>>()?))
        }
        Kind::Object => object(tree, at, place, depth).map(Value::Object),
    }
}

fn string<'a>(tree: &Tree<'a>, at: At, place: &Place<'_>) -> Result<Cow<'a, str>, InputErrors> {
    tree.text(at).ok_or_else(|| unreadable(&place.pointer()).into())
}

/// An object's entries: first all names, then what they name.
fn object<'a>(
    tree: &Tree<'a>,
    at: At,
    place: &Place<'_>,
    depth: usize,
) -> Result<Vec<(Cow<'a, str>, Value<'a>)>, InputErrors> {
    let names = tree.inside(at).step_by(2).map(|name| Ok((string(tree, name, place)?, Value::Null)));
    let mut entries = names.collect::<Result<Vec<_>, InputErrors>>()?;
    if let Some(key) = doubled(&entries) {
        return Err(twice(&Place::Key(place, key).pointer()).into());
    }
    for ((key, slot), part) in entries.iter_mut().zip(tree.inside(at).skip(1).step_by(2)) {
        *slot = value(tree, part, &Place::Key(place, key), depth)?;
    }
    Ok(entries)
}

/// The first name that stands a second time.
fn doubled<'v>(entries: &'v [(Cow<'_, str>, Value<'_>)]) -> Option<&'v str> {
    let names: Vec<&str> = entries.iter().map(|(name, _)| name.as_ref()).collect();
    if names.len() <= FEW {
        let stood = |(n, name): &(usize, &&str)| names.iter().take(*n).any(|before| before == *name);
        return names.iter().enumerate().find(stood).map(|(_, name)| *name);
    }
    let mut sorted: Vec<(&str, usize)> = names.iter().copied().zip(0..).collect();
    crate::sort::by_key(&mut sorted, |one| *one);
    let doubled = sorted.array_windows().filter(|[(left, _), (right, _)]| left == right);
    let first = doubled.map(|[_, (_, n)]| *n).min()?;
    names.get(first).copied()
}

/// So few names are compared each with each.
const FEW: usize = 16;

/// A key as it stands in a JSON pointer.
pub fn escape(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}

fn not_json() -> InputErrors {
    InputErrors::from(InputError::new(
        "",
        "not-json",
        Text::new(
            "这不是完整的 JSON 文本。请检查文件是否完整，再提交一次。",
            "This is not a complete JSON text. Check the file and send it again.",
        ),
    ))
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

#[cfg(test)]
mod tests;
