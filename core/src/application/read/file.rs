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
/// What a browser can count to exactly (2^53 - 1).
const MOST_BYTES: u64 = 9_007_199_254_740_991;

impl Reader<'_> {
    pub(super) fn files(&mut self, value: Option<&Value>, at: &Place<'_>) -> Vec<PaperFile> {
        if let Some(Value::Array(files)) = value
            && files.len() > MOST_FILES
        {
            let text = Text::new(
                format!("一份材料最多 {MOST_FILES} 个文件。请合并成一个 PDF，或删去多余的。"),
                format!("A paper has at most {MOST_FILES} files. Merge them into one PDF, or remove some."),
            );
            self.error(at, "too-many", text);
            return Vec::new();
        }
        self.each(value, at, Self::file)
    }

    fn file(&mut self, value: &Value, at: &Place<'_>) -> Option<PaperFile> {
        const MEMBERS: &[&str] =
            &["name", "type", "bytes", "sha256", "pages", "width", "height", "locked", "readable"];
        let members = self.members(value, at, MEMBERS);
        let place = |name: &'static str| Place::Key(at, name);
        let member = |name: &str| members.get(name).copied().filter(|value| **value != Value::Null);
        let name = self.string(members.get("name").copied(), &place("name"));
        let name = name.filter(|name| {
            let short = name.chars().count() <= LONGEST_NAME && !name.is_empty();
            if !short {
                let (zh, en) = (
                    format!("1 到 {LONGEST_NAME} 个字的文件名"),
                    format!("a file name of 1 to {LONGEST_NAME} characters"),
                );
                self.wrong_type(&place("name"), &zh, &en);
            }
            short
        });
        let kind = self.one_of(
            members.get("type").copied(),
            &place("type"),
            &[FileKind::Pdf, FileKind::Jpeg, FileKind::Png, FileKind::Ofd, FileKind::Other],
            FileKind::name,
        );
        let bytes = match members.get("bytes") {
            Some(value) => self.whole(value, MOST_BYTES, &place("bytes")),
            None => {
                self.missing(&place("bytes"));
                None
            }
        };
        let sha256 = self.string(members.get("sha256").copied(), &place("sha256"));
        let sha256 = sha256.filter(|hash| {
            let hexadecimal = |byte: u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
            let is_hash = hash.len() == 64 && hash.bytes().all(hexadecimal);
            if !is_hash {
                let (zh, en) =
                    ("64 位小写十六进制的 SHA-256", "a SHA-256 of 64 lower-case hexadecimal digits");
                self.wrong_type(&place("sha256"), zh, en);
            }
            is_hash
        });
        let mut count = |name: &'static str| {
            let most = u64::from(u32::MAX);
            let count = member(name).and_then(|value| self.whole(value, most, &place(name)));
            count.and_then(|count| u32::try_from(count).ok())
        };
        let (pages, width, height) = (count("pages"), count("width"), count("height"));
        let locked = member("locked").and_then(|value| self.flag(value, &place("locked")));
        let readable = member("readable").and_then(|value| self.flag(value, &place("readable")));
        Some(PaperFile {
            name: name?,
            kind: kind?,
            bytes: bytes?,
            sha256: sha256?,
            pages,
            width,
            height,
            locked,
            readable,
        })
    }

    fn whole(&mut self, value: &Value, most: u64, at: &Place<'_>) -> Option<u64> {
        let number = match value {
            Value::Number(text) => text.parse().ok().filter(|number| *number <= most),
            Value::Null | Value::Bool(_) | Value::String(_) | Value::Array(_) | Value::Object(_) => None,
        };
        if number.is_none() {
            let (zh, en) = (format!("从 0 到 {most} 的整数"), format!("a whole number from 0 to {most}"));
            self.wrong_type(at, &zh, &en);
        }
        number
    }
}
