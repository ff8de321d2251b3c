//! Reading what was found in the files of a paper.

use super::Reader;
use crate::application::PaperFile;
use crate::json::{Place, Value};
use crate::rulebook::FileKind;
use crate::text::Text;

/// More files than any paper has.
const MOST_FILES: usize = 20;
/// As long as file systems let a name be.
const LONGEST_NAME: usize = 255;
/// What a browser can count to exactly: 2^53 - 1.
const MOST_BYTES: u64 = (1 << 53) - 1;

const NAME: (&str, &str) = ("1 到 255 个字的文件名", "a file name of 1 to 255 characters");
const HASH: (&str, &str) = ("64 位小写十六进制的 SHA-256", "a SHA-256 of 64 lower-case hexadecimal digits");
const WHOLE: (&str, &str) = ("从 0 起、不太大的整数", "a whole number from 0 that is not too large");

impl Reader<'_> {
    pub(super) fn files(&mut self, value: Option<&Value>, at: &Place<'_>) -> Vec<PaperFile> {
        let files = self.each(value, at, Self::file);
        if files.len() > MOST_FILES {
            let text = Text::new(
                "一份材料最多 20 个文件。请合并成一个 PDF，或删去多余的。",
                "A paper has at most 20 files. Merge them into one PDF, or remove some.",
            );
            self.error(at, "too-many", text);
        }
        files
    }

    fn file(&mut self, value: &Value, at: &Place<'_>) -> Option<PaperFile> {
        const MEMBERS: &[&str] =
            &["name", "type", "bytes", "sha256", "pages", "width", "height", "locked", "readable"];
        let members = self.members(value, at, MEMBERS);
        let member = |name: &str| members.get(name);
        let told = |name: &str| member(name).filter(|value| **value != Value::Null);
        let place = |name: &'static str| Place::Key(at, name);
        let name = self.string(member("name"), &place("name"));
        let kind = self.one_of(member("type"), &place("type"), &FileKind::ALL, FileKind::name);
        let sha256 = self.string(member("sha256"), &place("sha256"));
        let named = name.as_ref().is_none_or(|name| (1..=LONGEST_NAME).contains(&name.chars().count()));
        let hashed = sha256.as_ref().is_none_or(|hash| is_hash(hash));
        for (fits, key, wanted) in [(named, "name", NAME), (hashed, "sha256", HASH)] {
            if !fits {
                self.wrong_type(&place(key), wanted.0, wanted.1);
            }
        }
        if member("bytes").is_none() {
            self.missing(&place("bytes"));
        }
        let bytes = member("bytes").and_then(|value| self.whole(value, MOST_BYTES, &place("bytes")));
        let [pages, width, height] = ["pages", "width", "height"].map(|key| {
            let count = self.whole(told(key)?, u64::from(u32::MAX), &place(key))?;
            u32::try_from(count).ok()
        });
        let [locked, readable] =
            ["locked", "readable"].map(|key| told(key).and_then(|value| self.flag(value, &place(key))));
        let (name, kind, bytes, sha256) = (name?, kind?, bytes?, sha256?);
        Some(PaperFile { name, kind, bytes, sha256, pages, width, height, locked, readable })
    }

    fn whole(&mut self, value: &Value, most: u64, at: &Place<'_>) -> Option<u64> {
        let number = match value {
            Value::Number(text) => text.parse().ok().filter(|number| *number <= most),
            Value::Null | Value::Bool(_) | Value::String(_) | Value::Array(_) | Value::Object(_) => None,
        };
        if number.is_none() {
            self.wrong_type(at, WHOLE.0, WHOLE.1);
        }
        number
    }
}

fn is_hash(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}
