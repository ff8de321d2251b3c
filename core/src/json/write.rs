//! Answers as JSON text, the byte contract of every surface: members in the order of the shape, without spaces.
//!
//! It writes what `serde_json` would write, byte for byte, in a fraction of its code: what every answer shares is
//! written by a few small functions, and an answer's own code only calls them. No answer has a number that is no integer
//! (decimals are text, or `Raw`), so binary floating point is refused.

use std::fmt;

use serde::ser::{
    Serialize, SerializeMap, SerializeSeq, SerializeStruct, SerializeStructVariant, SerializeTuple,
    SerializeTupleStruct, SerializeTupleVariant, Serializer,
};

/// The text of an answer.
pub fn write(answer: &impl Serialize) -> Result<String, Unwritable> {
    let mut text = Text { room: vec![0; ROOM], end: 0, raw: false };
    answer.serialize(&mut text)?;
    let Text { room: mut bytes, end, .. } = text;
    bytes.truncate(end);
    String::from_utf8(bytes).map_err(|_| Unwritable)
}

/// A JSON text that stands in an answer as it is: a number that keeps its decimal places.
///
/// It passes as `serde_json`'s `RawValue`, so that both writers know it.
pub struct Raw<'a>(pub &'a str);

impl Serialize for Raw<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut raw = serializer.serialize_struct(RAW, 1)?;
        raw.serialize_field(RAW, self.0)?;
        raw.end()
    }
}

/// An answer holds what no answer may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unwritable;

impl fmt::Display for Unwritable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(
            "an answer holds a float, bytes or a key that is no text: write it as text or as an integer",
        )
    }
}

impl std::error::Error for Unwritable {}

impl serde::ser::Error for Unwritable {
    fn custom<T: fmt::Display>(_: T) -> Unwritable {
        Unwritable
    }
}

/// Room for a short answer; where it does not do, four times as much, so that a long one is seldom moved.
const ROOM: usize = 4 * 1024;

/// The name under which `serde_json` passes a value that is JSON already.
const RAW: &str = "$serde_json::private::RawValue";

/// The text so far: what stands in `room` before `end`.
struct Text {
    room: Vec<u8>,
    end: usize,
    /// The next text is JSON already.
    raw: bool,
}

/// What every answer shares. Never inlined: an answer's own code is a list of calls to these.
impl Text {
    #[inline(never)]
    fn byte(&mut self, byte: u8) {
        self.make_room(1);
        self.put(byte);
    }

    #[inline(never)]
    fn bytes(&mut self, bytes: &[u8]) {
        self.make_room(bytes.len());
        self.copy(bytes);
    }

    /// Before anything is put: there has to be room for it.
    #[inline(always)]
    fn make_room(&mut self, more: usize) {
        if self.room.len() - self.end < more {
            self.grow(more);
        }
    }

    #[cold]
    #[inline(never)]
    fn grow(&mut self, more: usize) {
        self.room.resize((self.end + more).max(4 * self.room.len()), 0);
    }

    #[inline(always)]
    fn put(&mut self, byte: u8) {
        if let Some(slot) = self.room.get_mut(self.end) {
            *slot = byte;
        }
        self.end += 1;
    }

    #[inline(never)]
    fn copy(&mut self, from: &[u8]) {
        let end = self.end + from.len();
        if let Some(to) = self.room.get_mut(self.end..end) {
            copy(from, to);
        }
        self.end = end;
    }

    fn begins(&self) -> bool {
        matches!(self.end.checked_sub(1).and_then(|last| self.room.get(last)), Some(b'{' | b'['))
    }

    /// A comma, unless this comes first. No value ends as an object or an array begins.
    #[inline(never)]
    fn next(&mut self) {
        if !self.begins() {
            self.byte(b',');
        }
    }

    /// A member's name and colon; the names in shapes need no escape.
    #[inline(never)]
    fn key(&mut self, key: &str) {
        self.make_room(key.len() + 4);
        if !self.begins() {
            self.put(b',');
        }
        self.put(b'"');
        self.copy(key.as_bytes());
        self.put(b'"');
        self.put(b':');
    }

    /// A text that needs no escape.
    #[inline(never)]
    fn plain(&mut self, text: &str) {
        self.make_room(text.len() + 2);
        self.put(b'"');
        self.copy(text.as_bytes());
        self.put(b'"');
    }

    /// `{"name":`.
    #[inline(never)]
    fn variant(&mut self, name: &str) {
        self.byte(b'{');
        self.key(name);
    }

    #[inline(never)]
    fn string(&mut self, text: &str) {
        if self.raw {
            return self.bytes(text.as_bytes());
        }
        self.byte(b'"');
        let mut rest = text.as_bytes();
        while let Some((plain, special, after)) = split(rest) {
            self.bytes(plain);
            self.escape(special);
            rest = after;
        }
        self.bytes(rest);
        self.byte(b'"');
    }

    /// A byte that may not stand in a JSON string as it is.
    fn escape(&mut self, byte: u8) {
        let letter = match byte {
            b'"' | b'\\' => byte,
            0x08 => b'b',
            b'\t' => b't',
            b'\n' => b'n',
            0x0c => b'f',
            b'\r' => b'r',
            _ => return self.control(byte),
        };
        self.bytes(&[b'\\', letter]);
    }

    /// `\u00` and two digits.
    fn control(&mut self, byte: u8) {
        let digit = |n: u8| if n < 10 { b'0' + n } else { b'a' + n - 10 };
        self.bytes(&[b'\\', b'u', b'0', b'0', digit(byte >> 4), digit(byte & 15)]);
    }

    #[inline(never)]
    fn natural(&mut self, mut number: u64) {
        let mut digits = [0; 20];
        let mut unused = digits.len();
        for digit in digits.iter_mut().rev() {
            *digit = b'0' + (number % 10) as u8;
            number /= 10;
            unused -= 1;
            if number == 0 {
                break;
            }
        }
        self.bytes(digits.get(unused..).unwrap_or_default());
    }

    #[inline(never)]
    fn integer(&mut self, number: i64) {
        if number < 0 {
            self.byte(b'-');
        }
        self.natural(number.unsigned_abs());
    }
}

/// Copies bytes to as many: few of them by their two ends, which may overlap, since each call of WebAssembly's
/// instruction for copying memory takes as long as dozens of bytes do.
fn copy(from: &[u8], to: &mut [u8]) {
    match from.len() {
        0 => {}
        1..4 => {
            let middle = from.len() / 2;
            if let (Some(from), Some(to)) = (from.get(middle), to.get_mut(middle)) {
                *to = *from;
            }
            ends::<1>(from, to);
        }
        4..8 => ends::<4>(from, to),
        8..16 => ends::<8>(from, to),
        16..32 => ends::<16>(from, to),
        32..64 => ends::<32>(from, to),
        _ => to.copy_from_slice(from),
    }
}

/// The first and the last `N` bytes.
#[inline(always)]
fn ends<const N: usize>(from: &[u8], to: &mut [u8]) {
    if let (Some(from), Some(to)) = (from.first_chunk::<N>(), to.first_chunk_mut::<N>()) {
        *to = *from;
    }
    if let (Some(from), Some(to)) = (from.last_chunk::<N>(), to.last_chunk_mut::<N>()) {
        *to = *from;
    }
}

/// What stands before the first byte that needs an escape, that byte, and what follows it.
fn split(bytes: &[u8]) -> Option<(&[u8], u8, &[u8])> {
    let (eights, _) = bytes.as_chunks::<8>();
    let calm = eights.iter().take_while(|eight| !any_special(u64::from_le_bytes(**eight))).count() * 8;
    let special = bytes.get(calm..)?.iter().position(|byte| is_special(*byte))?;
    let (plain, rest) = bytes.split_at_checked(calm + special)?;
    let (special, after) = rest.split_first()?;
    Some((plain, *special, after))
}

fn is_special(byte: u8) -> bool {
    matches!(byte, ..0x20 | b'"' | b'\\')
}

/// Whether one of eight bytes needs an escape, in a few steps for all of them.
///
/// Of the bytes below 128, those below 32 and `"` (34), and no others, are below 33 once their second bit is turned; `\`
/// is 0 once it is taken away.
fn any_special(eight: u64) -> bool {
    const ONES: u64 = 0x0101_0101_0101_0101;
    let below_33 = (eight ^ (ONES * 2)).wrapping_sub(ONES * 33);
    let backslash = (eight ^ (ONES * b'\\' as u64)).wrapping_sub(ONES);
    (below_33 | backslash) & !eight & (ONES * 128) != 0
}

impl<'a> Serializer for &'a mut Text {
    type Ok = ();
    type Error = Unwritable;
    type SerializeSeq = &'a mut Text;
    type SerializeTuple = &'a mut Text;
    type SerializeTupleStruct = &'a mut Text;
    type SerializeTupleVariant = &'a mut Text;
    type SerializeMap = &'a mut Text;
    type SerializeStruct = &'a mut Text;
    type SerializeStructVariant = &'a mut Text;

    fn serialize_bool(self, yes: bool) -> Result<(), Unwritable> {
        self.bytes(if yes { b"true" } else { b"false" });
        Ok(())
    }

    fn serialize_i8(self, number: i8) -> Result<(), Unwritable> {
        self.serialize_i64(number.into())
    }

    fn serialize_i16(self, number: i16) -> Result<(), Unwritable> {
        self.serialize_i64(number.into())
    }

    fn serialize_i32(self, number: i32) -> Result<(), Unwritable> {
        self.serialize_i64(number.into())
    }

    fn serialize_i64(self, number: i64) -> Result<(), Unwritable> {
        self.integer(number);
        Ok(())
    }

    fn serialize_u8(self, number: u8) -> Result<(), Unwritable> {
        self.serialize_u64(number.into())
    }

    fn serialize_u16(self, number: u16) -> Result<(), Unwritable> {
        self.serialize_u64(number.into())
    }

    fn serialize_u32(self, number: u32) -> Result<(), Unwritable> {
        self.serialize_u64(number.into())
    }

    fn serialize_u64(self, number: u64) -> Result<(), Unwritable> {
        self.natural(number);
        Ok(())
    }

    fn serialize_f32(self, _: f32) -> Result<(), Unwritable> {
        Err(Unwritable)
    }

    fn serialize_f64(self, _: f64) -> Result<(), Unwritable> {
        Err(Unwritable)
    }

    fn serialize_char(self, letter: char) -> Result<(), Unwritable> {
        self.serialize_str(letter.encode_utf8(&mut [0; 4]))
    }

    fn serialize_str(self, text: &str) -> Result<(), Unwritable> {
        self.string(text);
        Ok(())
    }

    fn serialize_bytes(self, _: &[u8]) -> Result<(), Unwritable> {
        Err(Unwritable)
    }

    fn serialize_none(self) -> Result<(), Unwritable> {
        self.serialize_unit()
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Unwritable> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), Unwritable> {
        self.bytes(b"null");
        Ok(())
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<(), Unwritable> {
        self.serialize_unit()
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, name: &'static str) -> Result<(), Unwritable> {
        self.plain(name);
        Ok(())
    }

    fn serialize_newtype_struct<T>(self, _: &'static str, value: &T) -> Result<(), Unwritable>
    where
        T: Serialize + ?Sized,
    {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T>(
        self,
        _: &'static str,
        _: u32,
        name: &'static str,
        value: &T,
    ) -> Result<(), Unwritable>
    where
        T: Serialize + ?Sized,
    {
        self.variant(name);
        value.serialize(&mut *self)?;
        self.byte(b'}');
        Ok(())
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Self, Unwritable> {
        self.byte(b'[');
        Ok(self)
    }

    fn serialize_tuple(self, _: usize) -> Result<Self, Unwritable> {
        self.serialize_seq(None)
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Self, Unwritable> {
        self.serialize_seq(None)
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        name: &'static str,
        _: usize,
    ) -> Result<Self, Unwritable> {
        self.variant(name);
        self.serialize_seq(None)
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Self, Unwritable> {
        self.byte(b'{');
        Ok(self)
    }

    #[inline(always)]
    fn serialize_struct(self, name: &'static str, _: usize) -> Result<Self, Unwritable> {
        self.raw = name == RAW;
        if !self.raw {
            self.byte(b'{');
        }
        Ok(self)
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        name: &'static str,
        _: usize,
    ) -> Result<Self, Unwritable> {
        self.variant(name);
        self.serialize_map(None)
    }
}

impl SerializeSeq for &mut Text {
    type Ok = ();
    type Error = Unwritable;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Unwritable> {
        self.next();
        value.serialize(&mut **self)
    }

    fn end(self) -> Result<(), Unwritable> {
        self.byte(b']');
        Ok(())
    }
}

impl SerializeTuple for &mut Text {
    type Ok = ();
    type Error = Unwritable;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Unwritable> {
        SerializeSeq::serialize_element(self, value)
    }

    fn end(self) -> Result<(), Unwritable> {
        SerializeSeq::end(self)
    }
}

impl SerializeTupleStruct for &mut Text {
    type Ok = ();
    type Error = Unwritable;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Unwritable> {
        SerializeSeq::serialize_element(self, value)
    }

    fn end(self) -> Result<(), Unwritable> {
        SerializeSeq::end(self)
    }
}

impl SerializeTupleVariant for &mut Text {
    type Ok = ();
    type Error = Unwritable;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Unwritable> {
        SerializeSeq::serialize_element(self, value)
    }

    fn end(self) -> Result<(), Unwritable> {
        self.bytes(b"]}");
        Ok(())
    }
}

impl SerializeMap for &mut Text {
    type Ok = ();
    type Error = Unwritable;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Unwritable> {
        self.next();
        let start = self.end;
        key.serialize(&mut **self)?;
        if self.room.get(start) == Some(&b'"') { Ok(()) } else { Err(Unwritable) }
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Unwritable> {
        self.byte(b':');
        value.serialize(&mut **self)
    }

    fn end(self) -> Result<(), Unwritable> {
        self.byte(b'}');
        Ok(())
    }
}

impl SerializeStruct for &mut Text {
    type Ok = ();
    type Error = Unwritable;

    #[inline(always)]
    fn serialize_field<T>(&mut self, key: &'static str, value: &T) -> Result<(), Unwritable>
    where
        T: Serialize + ?Sized,
    {
        if key != RAW {
            self.key(key);
        }
        value.serialize(&mut **self)
    }

    #[inline(never)]
    fn end(self) -> Result<(), Unwritable> {
        if !self.raw {
            self.byte(b'}');
        }
        self.raw = false;
        Ok(())
    }
}

impl SerializeStructVariant for &mut Text {
    type Ok = ();
    type Error = Unwritable;

    fn serialize_field<T>(&mut self, key: &'static str, value: &T) -> Result<(), Unwritable>
    where
        T: Serialize + ?Sized,
    {
        self.key(key);
        value.serialize(&mut **self)
    }

    fn end(self) -> Result<(), Unwritable> {
        self.bytes(b"}}");
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde::Serialize;
    use serde_json::value::RawValue;

    use super::*;

    #[derive(Serialize)]
    struct Unit;

    #[derive(Serialize)]
    struct Pair(i8, Option<char>);

    #[derive(Serialize)]
    struct Empty {}

    #[derive(Serialize)]
    #[serde(rename_all = "kebab-case")]
    enum Kind<'a> {
        JustThis,
        One(&'a str),
        Two(u16, bool),
        Named { first: i64, then: Vec<u8> },
    }

    #[derive(Serialize)]
    struct Whole<'a> {
        unit: Unit,
        pair: Pair,
        empty: Empty,
        kinds: Vec<Kind<'a>>,
        none: Option<u8>,
        #[serde(skip_serializing_if = "Option::is_none")]
        skipped: Option<u8>,
        map: BTreeMap<String, Vec<Option<Pair>>>,
        nothing: [u8; 0],
        raw: Box<RawValue>,
        number: Raw<'a>,
        after: &'a str,
        #[serde(flatten)]
        inside: Inside<'a>,
    }

    #[derive(Serialize)]
    struct Inside<'a> {
        text: &'a str,
        numbers: (u64, i64, i32),
    }

    fn same(answer: &impl Serialize) {
        assert_eq!(write(answer).unwrap(), serde_json::to_string(answer).unwrap());
    }

    /// A text of letters that do and do not need an escape, of every length.
    fn text(seed: &mut u64) -> String {
        const LETTERS: [char; 14] =
            ['a', 'z', ' ', '"', '\\', '\n', '\u{0}', '\u{1f}', '\u{7f}', '!', '#', 'é', '审', '𠮷'];
        let mut next = |below: usize| {
            *seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (*seed >> 33) as usize % below
        };
        let (length, kinds) = (next(100), 1 + next(LETTERS.len()));
        (0..length).map(|_| LETTERS[(next(kinds) + 13) % LETTERS.len()]).collect()
    }

    #[test]
    fn every_shape_is_written_as_serde_json_writes_it() {
        let raw = |text: &str| RawValue::from_string(text.to_owned()).unwrap();
        let map = BTreeMap::from([
            ("a\"b".to_owned(), vec![None, Some(Pair(-128, Some('"')))]),
            ("材料".to_owned(), vec![]),
        ]);
        let named = Kind::Named { first: i64::MIN, then: vec![0, 9, 10, 255] };
        same(&Whole {
            unit: Unit,
            pair: Pair(7, None),
            empty: Empty {},
            kinds: vec![Kind::JustThis, Kind::One("{["), Kind::Two(65_535, true), named],
            none: None,
            skipped: None,
            map,
            nothing: [],
            raw: raw(r#"{"a": [1.50, "\u4e2d"]}"#),
            number: Raw("21000.50"),
            after: "\"",
            inside: Inside { text: "", numbers: (u64::MAX, i64::MAX, -1) },
        });
    }

    #[test]
    fn every_text_is_written_as_serde_json_writes_it() {
        let seed = &mut 7;
        for _ in 0..20_000 {
            same(&text(seed));
        }
        for letter in 0..=0x2000 {
            same(&char::from_u32(letter).map(|letter| format!("1234567{letter}89abcdef{letter}")));
        }
    }

    #[test]
    fn what_no_answer_may_hold_is_refused() {
        assert_eq!(write(&1.5), Err(Unwritable));
        assert_eq!(write(&BTreeMap::from([(1, 2)])), Err(Unwritable));
        assert_eq!(write(&u128::MAX), Err(Unwritable));
    }
}
