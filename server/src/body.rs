//! Reading the object that a request sends: a closed set of members, all errors at once.

use yushen::application::Application;
use yushen::calendar::Day;
use yushen::json::{self, InputError, InputErrors, Value, escape};
use yushen::review::Verdict;
use yushen::rulebook::Rulebook;
use yushen::text::Text;

use crate::request;
use crate::shelf::{Shelf, members};

/// What a client may send of the review that it saw: three members are looked at, the rest may be left out.
const REVIEW: &[&str] = &[
    "rulebook",
    "calendar",
    "on",
    "verdict",
    "programs",
    "items",
    "materials",
    "findings",
    "ask",
    "savings",
];

/// An object being read. What is wrong collects here and is told by [`Body::end`].
pub struct Body<'a> {
    text: &'a str,
    value: Value<'a>,
    errors: Vec<InputError>,
}

impl<'a> Body<'a> {
    /// Fails where the text is no JSON object; a member that is not allowed is told at the end.
    pub fn read(text: &'a str, allowed: &[&str]) -> Result<Body<'a>, InputErrors> {
        let value = json::read(text)?;
        let mut errors = Vec::new();
        closed("", &value, allowed, &mut errors);
        match value {
            Value::Object(_) => Ok(Body { text, value, errors }),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_) => {
                Err(InputErrors { errors })
            }
        }
    }

    /// What was read, if nothing was wrong.
    pub fn end<T>(self, read: Option<T>) -> Result<T, InputErrors> {
        match read {
            Some(read) if self.errors.is_empty() => Ok(read),
            Some(_) | None => Err(InputErrors { errors: self.errors }),
        }
    }

    /// The SHA-256 of the content: the order of keys and white space do not matter, a number is its text.
    pub fn hash(&self) -> String {
        let mut canonical = String::with_capacity(self.text.len());
        write_canonical(&self.value, &mut canonical);
        yushen::rulebook::hash(&canonical)
    }

    /// The text of a member as it was written.
    pub fn raw(&self, name: &str) -> Option<&'a str> {
        members(self.text).get(name).map(|raw| raw.get())
    }

    /// The object without one of its members, each of the others as it was written.
    pub fn without(&self, name: &str) -> String {
        self.kept(|member| member != name)
    }

    /// The object with only some of its members, each as it was written.
    pub fn part(&self, names: &[&str]) -> String {
        self.kept(|member| names.contains(&member))
    }

    fn kept(&self, keep: impl Fn(&str) -> bool) -> String {
        let kept = members(self.text).into_iter().filter(|(member, _)| keep(member));
        let kept = kept.map(|(member, raw)| format!("{}:{raw}", serde_json::Value::from(member)));
        format!("{{{}}}", kept.collect::<Vec<_>>().join(","))
    }

    /// Refuses the members that do not belong to this kind of body after all.
    pub fn only(self, allowed: &[&str]) -> Result<(), InputErrors> {
        self.within(allowed).end(Some(()))
    }

    /// The same, for a kind of body that takes only these members.
    pub fn within(mut self, allowed: &[&str]) -> Body<'a> {
        self.errors.retain(|error| error.code != "unknown-member");
        closed("", &self.value, allowed, &mut self.errors);
        self
    }

    /// A text; nothing where the member is absent or null.
    pub fn maybe_text(&mut self, name: &str) -> Option<String> {
        let member = self.member(name).filter(|member| *member != Value::Null)?;
        self.keep(string(&format!("/{name}"), &member))
    }

    /// The application, read against the chosen rulebook or the one that it names.
    pub fn application<'s>(
        &mut self,
        shelf: &'s Shelf,
        chosen: Option<&'s Rulebook>,
    ) -> Option<(&'s Rulebook, Application)> {
        let Some(raw) = self.raw("application") else {
            self.errors.push(missing("/application"));
            return None;
        };
        self.placed("/application", shelf.application(raw, chosen))
    }

    /// A result whose errors stand at `at`.
    pub fn placed<T>(&mut self, at: &str, read: Result<T, InputErrors>) -> Option<T> {
        let placed = |error: InputError| InputError { pointer: format!("{at}{}", error.pointer), ..error };
        match read {
            Ok(read) => Some(read),
            Err(errors) => {
                self.errors.extend(errors.errors.into_iter().map(placed));
                None
            }
        }
    }

    /// A day; nothing where the member is absent or null.
    pub fn day(&mut self, name: &str) -> Option<Day> {
        let member = self.member(name).filter(|member| *member != Value::Null)?;
        self.keep(day(&format!("/{name}"), &member))
    }

    /// A yes or no; no where the member is absent or null.
    pub fn flag(&mut self, name: &str) -> bool {
        match self.member(name) {
            None | Some(Value::Null) => false,
            Some(Value::Bool(yes)) => yes,
            Some(Value::Number(_) | Value::String(_) | Value::Array(_) | Value::Object(_)) => {
                self.errors.push(wrong_type(&format!("/{name}"), "true 或 false", "true or false"));
                false
            }
        }
    }

    /// One of the words that a member may be.
    pub fn word<T: Copy>(&mut self, name: &str, known: &[(&str, T)]) -> Option<T> {
        let at = format!("/{name}");
        let read = self.member(name).ok_or_else(|| missing(&at)).and_then(|member| word(&at, &member, known));
        self.keep(read)
    }

    /// A UUID in its canonical form.
    pub fn uuid(&mut self, name: &str) -> Option<String> {
        let at = format!("/{name}");
        let read = self.member(name).ok_or_else(|| missing(&at)).and_then(|member| string(&at, &member));
        let read = read.and_then(|text| request::uuid(&text).ok_or_else(|| no_uuid(&at)));
        self.keep(read)
    }

    /// What the client says that it saw; nothing where it does not say.
    pub fn seen(&mut self) -> Option<Seen> {
        let review = self.member("review").filter(|member| *member != Value::Null)?;
        let (at, place) = ("/review", "/review/rulebook");
        closed(at, &review, REVIEW, &mut self.errors);
        let rulebook = get(&review, "rulebook").cloned().ok_or_else(|| missing(place));
        let rulebook = self.keep(rulebook)?;
        closed(place, &rulebook, &["id", "hash"], &mut self.errors);
        // The hash decides; an id beside it only has to be one.
        let _ =
            self.keep(get(&rulebook, "id").map_or(Ok(String::new()), |id| string("/review/rulebook/id", id)));
        let part = |of: &Value<'a>, at: String, name: &str| {
            get(of, name).cloned().ok_or_else(|| missing(&at)).map(|v| (at, v))
        };
        let hash =
            part(&rulebook, format!("{place}/hash"), "hash").and_then(|(at, value)| string(&at, &value));
        let on = part(&review, format!("{at}/on"), "on").and_then(|(at, value)| day(&at, &value));
        let verdict = part(&review, format!("{at}/verdict"), "verdict")
            .and_then(|(at, value)| word(&at, &value, VERDICTS));
        let (hash, on, verdict) = (self.keep(hash), self.keep(on), self.keep(verdict));
        Some(Seen { hash: hash?, on: on?, verdict: verdict? })
    }

    fn member(&self, name: &str) -> Option<Value<'a>> {
        get(&self.value, name).cloned()
    }

    fn keep<T>(&mut self, read: Result<T, InputError>) -> Option<T> {
        read.map_err(|error| self.errors.push(error)).ok()
    }
}

/// The client's own review in short: what it is compared with.
pub struct Seen {
    /// Of the rulebook.
    pub hash: String,
    pub on: Day,
    pub verdict: Verdict,
}

const VERDICTS: &[(&str, Verdict)] = &[
    ("acceptable", Verdict::Acceptable),
    ("deferrable", Verdict::Deferrable),
    ("undetermined", Verdict::Undetermined),
    ("incomplete", Verdict::Incomplete),
    ("not-acceptable", Verdict::NotAcceptable),
];

/// The coded word of a verdict.
pub fn verdict_word(verdict: Verdict) -> &'static str {
    VERDICTS.iter().find(|(_, known)| *known == verdict).map_or("", |(word, _)| word)
}

fn get<'v, 'a>(value: &'v Value<'a>, name: &str) -> Option<&'v Value<'a>> {
    match value {
        Value::Object(entries) => entries.iter().find(|(key, _)| key == name).map(|(_, member)| member),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_) => None,
    }
}

/// Tells the members that an object must not have, or that the value is no object.
fn closed(at: &str, value: &Value<'_>, allowed: &[&str], errors: &mut Vec<InputError>) {
    let Value::Object(entries) = value else {
        errors.push(wrong_type(at, "对象 { … }", "an object { … }"));
        return;
    };
    let known = allowed.join(", ");
    for (name, _) in entries.iter().filter(|(name, _)| !allowed.contains(&name.as_ref())) {
        let text = Text::new(
            format!("这里没有“{name}”这一栏。可以有：{known}。"),
            format!("There is no member {name:?} here. Known: {known}."),
        );
        errors.push(InputError::new(format!("{at}/{}", escape(name)), "unknown-member", text));
    }
}

fn string(at: &str, value: &Value<'_>) -> Result<String, InputError> {
    match value {
        Value::String(text) => Ok(text.to_string()),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => {
            Err(wrong_type(at, "文字", "text"))
        }
    }
}

fn day(at: &str, value: &Value<'_>) -> Result<Day, InputError> {
    string(at, value).and_then(|text| Day::read(&text).ok_or_else(|| no_day(at)))
}

fn word<T: Copy>(at: &str, value: &Value<'_>, known: &[(&str, T)]) -> Result<T, InputError> {
    let text = string(at, value)?;
    known.iter().find(|(word, _)| *word == text).map(|(_, meant)| *meant).ok_or_else(|| {
        let known = known.iter().map(|(word, _)| *word).collect::<Vec<_>>().join(", ");
        let text = Text::new(
            format!("不能写“{text}”。可以写：{known}。"),
            format!("{text:?} is not one of: {known}."),
        );
        InputError::new(at, "unknown-choice", text)
    })
}

fn missing(at: &str) -> InputError {
    InputError::new(at, "missing", Text::new("缺少这一栏。请补上。", "This member is missing. Add it."))
}

fn wrong_type(at: &str, zh: &str, en: &str) -> InputError {
    InputError::new(at, "wrong-type", Text::new(format!("这里要写{zh}。"), format!("This has to be {en}.")))
}

/// Where a date should stand and does not; the same words as core's.
pub fn no_day(at: &str) -> InputError {
    let text = Text::new(
        "这里要写日期，例如 2026-11-23，年份从 1990 到 2100。",
        "This has to be a date such as 2026-11-23, from 1990 to 2100.",
    );
    InputError::new(at, "no-day", text)
}

fn no_uuid(at: &str) -> InputError {
    let text = Text::new(
        "这里要写 UUID（8-4-4-4-12 位十六进制），例如 crypto.randomUUID() 给出的。",
        "This has to be a UUID (8-4-4-4-12 hexadecimal digits), as crypto.randomUUID() gives.",
    );
    InputError::new(at, "no-uuid", text)
}

/// Writes a value with its keys sorted and without white space; a number as its text.
fn write_canonical(value: &Value<'_>, out: &mut String) {
    match value {
        Value::Null => out.push_str("null"),
        Value::Bool(yes) => out.push_str(if *yes { "true" } else { "false" }),
        Value::Number(text) => out.push_str(text),
        Value::String(text) => write_string(text, out),
        Value::Array(parts) => {
            out.push('[');
            for (n, part) in parts.iter().enumerate() {
                out.push_str(if n == 0 { "" } else { "," });
                write_canonical(part, out);
            }
            out.push(']');
        }
        Value::Object(entries) => {
            let mut sorted: Vec<_> = entries.iter().collect();
            sorted.sort_by(|(one, _), (other, _)| one.cmp(other));
            out.push('{');
            for (n, (name, member)) in sorted.into_iter().enumerate() {
                out.push_str(if n == 0 { "" } else { "," });
                write_string(name, out);
                out.push(':');
                write_canonical(member, out);
            }
            out.push('}');
        }
    }
}

fn write_string(text: &str, out: &mut String) {
    out.push_str(&serde_json::Value::from(text).to_string());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sameness_looks_at_content_and_keeps_the_text_of_numbers() {
        let hash = |text: &str| Body::read(text, &["a", "b"]).unwrap().hash();
        assert_eq!(hash(r#"{"a": 1.50, "b": ["x\u4e00"]}"#), hash(r#"{"b":["x一"],"a":1.50}"#));
        assert_ne!(hash(r#"{"a":1.50}"#), hash(r#"{"a":1.5}"#));
        assert_ne!(hash(r#"{"a":"1"}"#), hash(r#"{"a":1}"#));
        assert_ne!(hash(r#"{"a":null}"#), hash("{}"));
    }
}
