//! The law's types, read from JSON and written back in their order. Each type says its members once, as a table; what
//! is wrong first is kept with its place, and reading goes on with nothing, so that no member has a way out of its own.

use std::borrow::Cow;

use chrono::NaiveDate;

use super::tree::{At, Kind, Tree};
use crate::calendar::Day;
use crate::decimal::Decimal;

/// What a law may nest: conditions in conditions.
const DEPTH: usize = 127;

/// A member that an object may have.
pub struct Member {
    pub name: &'static str,
    /// It has to be there.
    pub must: bool,
    /// The members of what it holds.
    pub inner: fn() -> &'static [Member],
}

impl Member {
    /// One that has to be there.
    pub const fn of<T: Read>(name: &'static str) -> Member {
        Member::holding(name, T::members)
    }

    /// One that has to be there, and the members of what it holds.
    pub const fn holding(name: &'static str, inner: fn() -> &'static [Member]) -> Member {
        Member { name, must: true, inner }
    }

    /// One that may be absent.
    pub const fn maybe<T: Read>(name: &'static str) -> Member {
        Member { name, must: false, inner: T::members }
    }
}

/// A value that can be read from JSON. From [`At::NOWHERE`] it is read as what stands for an absent one.
pub trait Read: Sized {
    /// In the order in which they are written; none where it is no object.
    fn members() -> &'static [Member] {
        &[]
    }

    fn read(reader: &mut Reader<'_>, at: At) -> Self;
}

/// Reads a text as a value; the error names the place and what is wrong there.
pub fn typed<T: Read>(text: &str) -> Result<T, String> {
    let mut reader = Reader::new(text);
    let value = T::read(&mut reader, At::TOP);
    reader.fault.map_or(Ok(value), Err)
}

/// A text again, without white space and in the order of its type; in its lists only what is in force on a day: what
/// has no member `valid`, and what has one that holds then. Nothing where it is no JSON.
pub fn in_force_on<T: Read>(text: &str, day: Option<Day>) -> Option<String> {
    let tree = Tree::read(text).filter(|tree| tree.depth <= DEPTH)?;
    let mut out = String::with_capacity(text.len());
    Writer { tree: &tree, day }.value(At::TOP, T::members(), &mut out);
    Some(out)
}

/// A text being read, and the first thing that is wrong with it.
pub struct Reader<'a> {
    tree: Tree<'a>,
    fault: Option<String>,
}

impl<'a> Reader<'a> {
    fn new(text: &'a str) -> Reader<'a> {
        match Tree::read(text) {
            Some(tree) if tree.depth <= DEPTH => Reader { tree, fault: None },
            Some(_) => Reader { tree: Tree::default(), fault: Some("it is nested too deep".to_owned()) },
            None => Reader { tree: Tree::default(), fault: Some("it is no whole JSON text".to_owned()) },
        }
    }

    /// Where each of these members of an object stands; one that is unknown, doubled or missing is a fault.
    pub fn members<const N: usize>(&mut self, at: At, members: &[Member]) -> [At; N] {
        let mut found = [At::NOWHERE; N];
        self.find(at, members, &mut found);
        found
    }

    fn find(&mut self, at: At, members: &[Member], found: &mut [At]) {
        match self.tree.kind(at) {
            Kind::Nothing => return,
            Kind::Object => {}
            Kind::Null | Kind::Bool | Kind::Number | Kind::String | Kind::Array => {
                return self.wrong(at, "this has to be an object");
            }
        }
        let mut inside = self.tree.inside(at);
        while let (Some(name), Some(value)) = (inside.next(), inside.next()) {
            let name = self.tree.text(name).unwrap_or_default();
            let known = members.iter().zip(found.iter_mut()).find(|(member, _)| member.name == name);
            match known {
                Some((_, slot)) if slot.is_nowhere() => *slot = value,
                Some(_) => return self.about(at, "a member stands twice: ", &name),
                None => return self.about(at, "there is no member ", &name),
            }
        }
        let mut absent = members.iter().zip(found).filter(|(member, at)| member.must && at.is_nowhere());
        if let Some((missing, _)) = absent.next() {
            self.about(at, "a member is missing: ", missing.name);
        }
    }

    /// The one member that an object has, and what it holds.
    pub fn only(&mut self, at: At, members: &'static [Member]) -> (&'static str, At) {
        let mut inside = self.tree.inside(at);
        let (name, value, more) = (inside.next(), inside.next(), inside.next());
        let (Kind::Object, Some(name), Some(value), None) = (self.tree.kind(at), name, value, more) else {
            self.wrong(at, "this has to be an object with one member");
            return ("", At::NOWHERE);
        };
        let name = self.tree.text(name).unwrap_or_default();
        match members.iter().find(|member| member.name == name) {
            Some(member) => (member.name, value),
            None => {
                self.about(at, "there is no member ", &name);
                ("", At::NOWHERE)
            }
        }
    }

    /// Which of these a text is; the first where it is none.
    pub fn choice(&mut self, at: At, names: &[&str]) -> usize {
        let text = self.text(at);
        let found = names.iter().position(|name| **name == text);
        if found.is_none() && !at.is_nowhere() {
            self.about(at, "none of what can stand here: ", &text);
        }
        found.unwrap_or_default()
    }

    /// A text; empty where there is none.
    fn text(&mut self, at: At) -> Cow<'a, str> {
        let text = self.tree.text(at);
        if text.is_none() {
            self.wrong(at, "this has to be a text");
        }
        text.unwrap_or_default()
    }

    /// A number as it is written.
    fn number(&self, at: At) -> &'a str {
        match self.tree.kind(at) {
            Kind::Number => self.tree.raw(at),
            Kind::Nothing | Kind::Null | Kind::Bool | Kind::String | Kind::Array | Kind::Object => "",
        }
    }

    /// How many entries a list has, and the first of them.
    fn list(&mut self, at: At) -> (usize, At) {
        match self.tree.kind(at) {
            Kind::Array => {
                let inside = self.tree.inside(at);
                (inside.clone().count(), inside.clone().next().unwrap_or(At::NOWHERE))
            }
            Kind::Nothing | Kind::Null | Kind::Bool | Kind::Number | Kind::String | Kind::Object => {
                self.wrong(at, "this has to be a list");
                (0, At::NOWHERE)
            }
        }
    }

    fn wrong(&mut self, at: At, what: &str) {
        self.about(at, what, "");
    }

    fn about(&mut self, at: At, what: &str, name: &str) {
        if self.fault.is_none() && !at.is_nowhere() {
            self.fault = Some([&self.tree.pointer(at), ": ", what, name].concat());
        }
    }
}

/// How many bytes a name of Rust's has as it is written on every border.
pub(crate) const fn length(name: &str) -> usize {
    let (mut rest, mut length) = (name.as_bytes(), 0);
    while let [byte, after @ ..] = rest {
        let is_apart = byte.is_ascii_uppercase() && rest.len() < name.len();
        length += if *byte == b'_' { 0 } else { 1 + is_apart as usize };
        rest = after;
    }
    length
}

/// A name of Rust's as it is written on every border: `needed_when` is `neededWhen`, and `OneOf` is `one-of`.
#[expect(clippy::indexing_slicing, reason = "a place that is not there would not build")]
pub(crate) const fn written<const N: usize>(name: &str) -> [u8; N] {
    let (name, mut written, mut from, mut to) = (name.as_bytes(), [b'-'; N], 0, 0);
    while from < name.len() {
        if name[from] == b'_' {
            from += 1;
            written[to] = name[from].to_ascii_uppercase();
        } else {
            to += (from > 0 && name[from].is_ascii_uppercase()) as usize;
            written[to] = name[from].to_ascii_lowercase();
        }
        from += 1;
        to += 1;
    }
    written
}

/// A tree being written.
struct Writer<'t> {
    tree: &'t Tree<'t>,
    day: Option<Day>,
}

impl Writer<'_> {
    fn value(&self, at: At, members: &[Member], out: &mut String) {
        match self.tree.kind(at) {
            Kind::Nothing | Kind::Null | Kind::Bool | Kind::Number | Kind::String => {
                out.push_str(self.tree.raw(at));
            }
            Kind::Array => self.list(at, members, out),
            Kind::Object => self.object(at, members, out),
        }
    }

    fn list(&self, at: At, members: &[Member], out: &mut String) {
        let mut gap = "";
        out.push('[');
        for entry in self.tree.inside(at).filter(|entry| self.is_in_force(*entry)) {
            out.push_str(std::mem::replace(&mut gap, ","));
            self.value(entry, members, out);
        }
        out.push(']');
    }

    fn object(&self, at: At, members: &[Member], out: &mut String) {
        let (entries, mut gap) = (self.entries(at).collect::<Vec<_>>(), "");
        out.push('{');
        for member in members {
            let Some((_, name, value)) = entries.iter().find(|(name, ..)| *name == member.name) else {
                continue;
            };
            out.push_str(std::mem::replace(&mut gap, ","));
            out.push_str(self.tree.raw(*name));
            out.push(':');
            self.value(*value, (member.inner)(), out);
        }
        out.push('}');
    }

    fn is_in_force(&self, at: At) -> bool {
        let Some((on, valid)) = self.day.zip(self.member(at, "valid")) else { return true };
        let day = |name: &str| Day::read(&self.tree.text(self.member(valid, name)?)?);
        day("from").is_none_or(|from| from <= on) && day("to").is_none_or(|to| on < to)
    }

    fn member(&self, at: At, name: &str) -> Option<At> {
        self.entries(at).find(|(known, ..)| *known == name).map(|(.., value)| value)
    }

    /// What the names say, where they stand, and what they name.
    fn entries(&self, at: At) -> impl Iterator<Item = (Cow<'_, str>, At, At)> {
        let mut inside = self.tree.inside(at);
        let next = move || {
            let (name, value) = (inside.next()?, inside.next()?);
            Some((self.tree.text(name)?, name, value))
        };
        std::iter::from_fn(next)
    }
}

impl Read for String {
    fn read(reader: &mut Reader<'_>, at: At) -> String {
        reader.text(at).into_owned()
    }
}

impl Read for Cow<'static, str> {
    fn read(reader: &mut Reader<'_>, at: At) -> Cow<'static, str> {
        Cow::Owned(String::read(reader, at))
    }
}

impl Read for bool {
    fn read(reader: &mut Reader<'_>, at: At) -> bool {
        if reader.tree.kind(at) != Kind::Bool {
            reader.wrong(at, "this has to be true or false");
        }
        reader.tree.raw(at) == "true"
    }
}

impl Read for u32 {
    fn read(reader: &mut Reader<'_>, at: At) -> u32 {
        let number = reader.number(at).parse().ok();
        if number.is_none() {
            reader.wrong(at, "this has to be a whole number from 0");
        }
        number.unwrap_or_default()
    }
}

impl Read for i32 {
    fn read(reader: &mut Reader<'_>, at: At) -> i32 {
        let number = reader.number(at).parse().ok();
        if number.is_none() {
            reader.wrong(at, "this has to be a whole number");
        }
        number.unwrap_or_default()
    }
}

impl Read for Decimal {
    fn read(reader: &mut Reader<'_>, at: At) -> Decimal {
        let number = Decimal::read(&reader.text(at));
        if number.is_none() {
            reader.wrong(at, "this has to be a number of at most 4 places, in quotes");
        }
        number.unwrap_or(Decimal::whole(0))
    }
}

impl Read for Day {
    fn read(reader: &mut Reader<'_>, at: At) -> Day {
        let day = Day::read(&reader.text(at));
        if day.is_none() {
            reader.wrong(at, "this has to be a day YYYY-MM-DD of 1990 to 2100");
        }
        day.unwrap_or(Day(NaiveDate::MIN))
    }
}

impl<T: Read> Read for Option<T> {
    fn members() -> &'static [Member] {
        T::members()
    }

    fn read(reader: &mut Reader<'_>, at: At) -> Option<T> {
        match reader.tree.kind(at) {
            Kind::Nothing | Kind::Null => None,
            Kind::Bool | Kind::Number | Kind::String | Kind::Array | Kind::Object => {
                Some(T::read(reader, at))
            }
        }
    }
}

impl<T: Read> Read for Vec<T> {
    fn members() -> &'static [Member] {
        T::members()
    }

    fn read(reader: &mut Reader<'_>, at: At) -> Vec<T> {
        let (count, mut next) = reader.list(at);
        let entry = |_| {
            let at = next;
            next = reader.tree.after(at);
            T::read(reader, at)
        };
        (0..count).map(entry).collect()
    }
}

impl<T: Read> Read for Box<T> {
    fn members() -> &'static [Member] {
        T::members()
    }

    fn read(reader: &mut Reader<'_>, at: At) -> Box<T> {
        Box::new(T::read(reader, at))
    }
}

/// Writes a type of the law together with how it is read: a struct from an object with these members (`default`: it may
/// be absent), an enum of plain words from a text. The names are written as serde writes them.
macro_rules! law {
    (
        $(#[$outer:meta])*
        pub struct $Name:ident {
            $(
                $(#[doc = $doc:literal])*
                $(#[serde($($serde:tt)*)])?
                $(#[cfg_attr($($types:tt)*)])?
                pub $field:ident: $Type:ty
            ),* $(,)?
        }
    ) => {
        $(#[$outer])*
        pub struct $Name {
            $(
                $(#[doc = $doc])*
                $(#[serde($($serde)*)])?
                $(#[cfg_attr($($types)*)])?
                pub $field: $Type
            ),*
        }

        impl $crate::json::Read for $Name {
            fn members() -> &'static [$crate::json::Member] {
                const MEMBERS: &[$crate::json::Member] =
                    &[$($crate::json::law!(@member $field $Type, $($($serde)*)?)),*];
                MEMBERS
            }

            fn read(reader: &mut $crate::json::Reader<'_>, at: $crate::json::At) -> $Name {
                let [$($field),*] = reader.members(at, Self::members());
                $Name { $($field: $crate::json::Read::read(reader, $field)),* }
            }
        }
    };
    (
        $(#[$outer:meta])*
        pub enum $Name:ident {
            $( $(#[$inner:meta])* $Variant:ident ),* $(,)?
        }
    ) => {
        $(#[$outer])*
        pub enum $Name {
            $( $(#[$inner])* $Variant ),*
        }

        impl $crate::json::Read for $Name {
            fn read(reader: &mut $crate::json::Reader<'_>, at: $crate::json::At) -> $Name {
                let which = reader.choice(at, &[$($crate::json::law!(@name stringify!($Variant))),*]);
                let [first, ..] = [$($Name::$Variant),*];
                [$($Name::$Variant),*].get(which).copied().unwrap_or(first)
            }
        }
    };
    (@name $name:expr) => {{
        const WRITTEN: [u8; $crate::json::length($name)] = $crate::json::written($name);
        const NAME: &str = match std::str::from_utf8(&WRITTEN) {
            Ok(name) => name,
            Err(_) => $name,
        };
        NAME
    }};
    (@member $field:ident $Type:ty, default $($more:tt)*) => {
        $crate::json::Member::maybe::<$Type>($crate::json::law!(@name stringify!($field)))
    };
    (@member $field:ident $Type:ty, rename = $name:literal) => {
        $crate::json::Member::of::<$Type>($name)
    };
    (@member $field:ident $Type:ty,) => {
        $crate::json::Member::of::<$Type>($crate::json::law!(@name stringify!($field)))
    };
}

pub(crate) use law;
