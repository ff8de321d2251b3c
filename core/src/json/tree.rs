//! A JSON text as a flat list of its values, in the order in which they begin: nothing is copied, nothing nests, and
//! however deep a text goes, it is walked through once.

use std::borrow::Cow;

/// A text and where its values stand in it.
#[derive(Default)]
pub struct Tree<'a> {
    text: &'a str,
    nodes: Vec<Node>,
    /// How many arrays and objects stand in each other at most.
    pub depth: usize,
}

/// A value, or the name of an object's entry; what it holds stands after it.
#[derive(Clone, Copy)]
struct Node {
    /// Its first byte.
    from: u32,
    /// The byte after its last.
    to: u32,
    /// The node after it and all that it holds.
    next: u32,
}

/// Which value; or none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct At(u32);

impl At {
    pub const TOP: At = At(0);
    /// Where a value could stand and does not.
    pub const NOWHERE: At = At(u32::MAX);

    pub fn is_nowhere(self) -> bool {
        self == At::NOWHERE
    }
}

/// What stands somewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Nothing,
    Null,
    Bool,
    Number,
    String,
    Array,
    Object,
}

/// The values that stand directly in another; in an object names and values by turns.
#[derive(Clone)]
pub struct Inside<'t> {
    nodes: &'t [Node],
    at: u32,
    end: u32,
}

impl Iterator for Inside<'_> {
    type Item = At;

    fn next(&mut self) -> Option<At> {
        let at = (self.at < self.end).then_some(self.at)?;
        self.at = self.nodes.get(at as usize)?.next;
        Some(At(at))
    }
}

impl<'a> Tree<'a> {
    /// The values of a text; nothing where it is no JSON, or has 4 GB.
    pub fn read(text: &'a str) -> Option<Tree<'a>> {
        u32::try_from(text.len()).ok()?;
        let nodes = Vec::with_capacity(text.len() / 16);
        let mut scan = Scan { bytes: text.as_bytes(), at: 0, nodes, open: Vec::new(), depth: 0 };
        scan.whole()?;
        Some(Tree { text, nodes: scan.nodes, depth: scan.depth })
    }

    /// A value as it was written; empty where there is none.
    pub fn raw(&self, at: At) -> &'a str {
        let node = self.nodes.get(at.0 as usize);
        node.and_then(|node| self.text.get(node.from as usize..node.to as usize)).unwrap_or_default()
    }

    pub fn kind(&self, at: At) -> Kind {
        let first =
            self.nodes.get(at.0 as usize).and_then(|node| self.text.as_bytes().get(node.from as usize));
        match first {
            None => Kind::Nothing,
            Some(b'n') => Kind::Null,
            Some(b't' | b'f') => Kind::Bool,
            Some(b'"') => Kind::String,
            Some(b'[') => Kind::Array,
            Some(b'{') => Kind::Object,
            Some(_) => Kind::Number,
        }
    }

    pub fn inside(&self, at: At) -> Inside<'_> {
        let end = self.nodes.get(at.0 as usize).map_or(0, |node| node.next);
        Inside { nodes: &self.nodes, at: at.0.saturating_add(1), end }
    }

    /// What stands beside a value, after it; nowhere where it is the last.
    pub fn after(&self, at: At) -> At {
        self.nodes.get(at.0 as usize).map_or(At::NOWHERE, |node| At(node.next))
    }

    /// What a string says; nothing where it is no string, or half of a surrogate pair stands in it.
    pub fn text(&self, at: At) -> Option<Cow<'a, str>> {
        let quoted = self.raw(at).strip_prefix('"')?.strip_suffix('"')?;
        if quoted.as_bytes().contains(&b'\\') {
            unescaped(quoted).map(Cow::Owned)
        } else {
            Some(quoted.into())
        }
    }

    /// The JSON pointer (RFC 6901) of a value.
    pub fn pointer(&self, at: At) -> String {
        let (mut pointer, mut above) = (String::new(), At::TOP);
        while let Some((step, inner)) = self.step(above, at) {
            pointer.push('/');
            pointer.push_str(&step);
            above = inner;
        }
        pointer
    }

    /// From a value to the one in it that is, or holds, another.
    fn step(&self, above: At, to: At) -> Option<(String, At)> {
        if above == to {
            return None;
        }
        let before = |inner: &At| inner.0 <= to.0;
        let inner = self.inside(above).take_while(before).last()?;
        let n = self.inside(above).take_while(|other| other.0 < inner.0).count();
        let step = match self.kind(above) {
            Kind::Object => super::escape(&self.text(self.inside(above).nth(n.checked_sub(1)?)?)?),
            Kind::Nothing | Kind::Null | Kind::Bool | Kind::Number | Kind::String | Kind::Array => {
                n.to_string()
            }
        };
        Some((step, inner))
    }
}

fn unescaped(quoted: &str) -> Option<String> {
    let (mut text, mut rest) = (String::with_capacity(quoted.len()), quoted);
    while let Some((plain, escaped)) = rest.split_once('\\') {
        text.push_str(plain);
        let (said, after) = escape(escaped)?;
        text.push(said);
        rest = after;
    }
    text.push_str(rest);
    Some(text)
}

/// What stands after a backslash, and what follows it.
fn escape(escaped: &str) -> Option<(char, &str)> {
    let after = escaped.get(1..)?;
    let said = match escaped.as_bytes().first()? {
        b'b' => '\u{8}',
        b'f' => '\u{c}',
        b'n' => '\n',
        b'r' => '\r',
        b't' => '\t',
        b'u' => return code_point(after),
        itself => char::from(*itself),
    };
    Some((said, after))
}

/// Four hexadecimal digits, or twice four with `\u` between them: a surrogate pair.
fn code_point(digits: &str) -> Option<(char, &str)> {
    let unit = |digits: &str| u16::from_str_radix(digits.get(..4)?, 16).ok();
    let (first, after) = (unit(digits)?, digits.get(4..)?);
    if let Some(said) = char::from_u32(first.into()) {
        return Some((said, after));
    }
    let low = after.strip_prefix("\\u")?;
    let said = char::decode_utf16([first, unit(low)?]).next()?.ok()?;
    Some((said, low.get(4..)?))
}

/// A walk through a text.
struct Scan<'a> {
    bytes: &'a [u8],
    at: usize,
    nodes: Vec<Node>,
    /// The arrays and objects that are not closed yet, and whether they are objects.
    open: Vec<(usize, bool)>,
    depth: usize,
}

impl Scan<'_> {
    fn whole(&mut self) -> Option<()> {
        while self.value()? {}
        while let Some((container, is_object)) = self.open.last().copied() {
            match (self.next()?, is_object) {
                (b',', _) => self.entry(is_object)?,
                (b'}', true) | (b']', false) => self.close(container),
                _ => return None,
            }
        }
        self.next().is_none().then_some(())
    }

    /// The next byte that is not white space.
    fn next(&mut self) -> Option<u8> {
        while let b' ' | b'\n' | b'\t' | b'\r' = self.bytes.get(self.at)? {
            self.at += 1;
        }
        self.bytes.get(self.at).copied()
    }

    /// What follows a comma, down to the first value that holds nothing before it.
    fn entry(&mut self, is_object: bool) -> Option<()> {
        self.at += 1;
        self.name(is_object)?;
        while self.value()? {}
        Some(())
    }

    fn name(&mut self, is_object: bool) -> Option<()> {
        if !is_object {
            return Some(());
        }
        let (b'"', name) = (self.next()?, self.node()) else { return None };
        self.string()?;
        self.end(name);
        let colon = self.next()? == b':';
        self.at += 1;
        colon.then_some(())
    }

    /// A value; true where it only begins, and what it holds comes next.
    fn value(&mut self) -> Option<bool> {
        let (first, node) = (self.next()?, self.node());
        match first {
            b'[' | b'{' => return self.begin(node, first == b'{'),
            b'"' => self.string()?,
            b't' => self.word(b"true")?,
            b'f' => self.word(b"false")?,
            b'n' => self.word(b"null")?,
            _ => self.number()?,
        }
        self.end(node);
        Some(false)
    }

    fn begin(&mut self, container: usize, is_object: bool) -> Option<bool> {
        self.open.push((container, is_object));
        self.depth = self.depth.max(self.open.len());
        self.at += 1;
        if self.next()? == if is_object { b'}' } else { b']' } {
            self.close(container);
            return Some(false);
        }
        self.name(is_object)?;
        Some(true)
    }

    fn close(&mut self, container: usize) {
        self.open.pop();
        self.at += 1;
        self.end(container);
    }

    fn node(&mut self) -> usize {
        self.nodes.push(Node { from: self.at as u32, to: 0, next: 0 });
        self.nodes.len() - 1
    }

    fn end(&mut self, node: usize) {
        let next = self.nodes.len() as u32;
        if let Some(node) = self.nodes.get_mut(node) {
            (node.to, node.next) = (self.at as u32, next);
        }
    }

    fn string(&mut self) -> Option<()> {
        self.at += 1;
        loop {
            self.plain();
            let special = self.bytes.get(self.at)?;
            self.at += 1;
            match special {
                b'"' => return Some(()),
                b'\\' => self.escape()?,
                0..=0x1f => return None,
                _ => {}
            }
        }
    }

    /// Passes bytes that mean themselves, eight at a time: up to the next quote, backslash or control character, or to
    /// the last few bytes of the text.
    fn plain(&mut self) {
        const ONES: u64 = u64::from_ne_bytes([1; 8]);
        while let Some(eight) = self.bytes.get(self.at..).and_then(<[u8]>::first_chunk) {
            let eight = u64::from_le_bytes(*eight);
            // The lowest byte that is below a bound has its high bit set first.
            let below = |bytes: u64, bound: u8| bytes.wrapping_sub(ONES * u64::from(bound)) & !bytes;
            let is = |byte: u8| below(eight ^ (ONES * u64::from(byte)), 1);
            let special = (below(eight, 0x20) | is(b'"') | is(b'\\')) & (ONES << 7);
            self.at += special.trailing_zeros() as usize / 8;
            if special != 0 {
                return;
            }
        }
    }

    fn escape(&mut self) -> Option<()> {
        self.at += match self.bytes.get(self.at..)? {
            [b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't', ..] => 1,
            [b'u', digits @ ..] if digits.get(..4)?.iter().all(u8::is_ascii_hexdigit) => 5,
            _ => return None,
        };
        Some(())
    }

    fn word(&mut self, word: &[u8]) -> Option<()> {
        let is_there = self.bytes.get(self.at..)?.starts_with(word);
        self.at += word.len();
        is_there.then_some(())
    }

    fn number(&mut self) -> Option<()> {
        self.pass(b'-');
        if !self.pass(b'0') {
            self.digits()?;
        }
        if self.pass(b'.') {
            self.digits()?;
        }
        if self.pass(b'e') || self.pass(b'E') {
            let _ = self.pass(b'+') || self.pass(b'-');
            self.digits()?;
        }
        Some(())
    }

    fn digits(&mut self) -> Option<()> {
        let rest = self.bytes.get(self.at..)?;
        let count = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
        self.at += count;
        (count > 0).then_some(())
    }

    fn pass(&mut self, byte: u8) -> bool {
        let is_there = self.bytes.get(self.at) == Some(&byte);
        self.at += usize::from(is_there);
        is_there
    }
}
