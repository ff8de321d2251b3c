//! Whether the files of a paper in hand are as the window takes them. What was not found out about a file is not judged.

use std::fmt::Write;

use super::Finding;
use super::answers::Answers;
use super::regular::wrong;
use crate::application::{Paper, PaperFile};
use crate::rulebook::{FileKind, FileLimits, Material, Standing};

/// What is wrong with each file, told at once.
pub(super) fn wrongs<'a>(answers: &Answers<'a>, material: &'a Material, paper: &Paper) -> Vec<Finding<'a>> {
    let Some(limits) = answers.rulebook.law.file_limits(material) else { return Vec::new() };
    let tell = |file: &PaperFile, wrong_so: Wrong| wrong_so.tell(material, limits, file);
    let of = |file| of_file(limits, file).into_iter().map(move |wrong_so| tell(file, wrong_so));
    paper.files.iter().flat_map(of).collect()
}

/// One thing wrong with a file: the sentence after its name up to the caution, and both sides where they can be compared.
struct Wrong {
    zh: String,
    en: String,
    sides: Option<(String, String)>,
}

impl Wrong {
    fn tell<'a>(self, material: &'a Material, limits: &'a FileLimits, file: &PaperFile) -> Finding<'a> {
        let illustrative = limits.basis.standing == Standing::Illustrative;
        let caution = if illustrative {
            ("（示例，以窗口为准）", " (illustrative; ask the window)")
        } else {
            ("", "")
        };
        let text = [
            format!("的文件“{}”{}{}。", file.name, self.zh, caution.0),
            format!("the file “{}” {}{}.", file.name, self.en, caution.1),
        ];
        let (given, limit) = self.sides.unzip();
        wrong(material, text, &limits.basis, given, limit)
    }
}

fn of_file(limits: &FileLimits, file: &PaperFile) -> Vec<Wrong> {
    let plain = |zh: &str, en: &str| Wrong { zh: zh.to_owned(), en: en.to_owned(), sides: None };
    let empty = (file.bytes == 0)
        .then(|| plain("是空的。请找到原件，重新添加", "is empty. Find the original and add it again"));
    let broken = (file.readable == Some(false) && file.bytes > 0).then(|| {
        plain(
            "打不开，可能不完整。请重新导出或扫描，再添加一次",
            "cannot be opened; it may not be whole. Export or scan it anew and add it again",
        )
    });
    let locked = (file.locked == Some(true)).then(|| {
        plain(
            "有密码，窗口打不开。请去掉密码，再添加一次",
            "is locked by a password, so the window cannot open it. Remove the password and add it again",
        )
    });
    let wrongs = [
        empty,
        broken,
        locked,
        kind(limits, file),
        size(limits, file),
        pages(limits, file),
        pixels(limits, file),
    ];
    wrongs.into_iter().flatten().collect()
}

fn kind(limits: &FileLimits, file: &PaperFile) -> Option<Wrong> {
    let best = limits.kinds.first()?.word();
    // Of nothing one cannot say what it is.
    let wrong = file.bytes > 0 && !limits.kinds.contains(&file.kind);
    wrong.then(|| Wrong {
        zh: format!("不是 {}。请换成 {best}", listed(&limits.kinds, "、", " 或 ")),
        en: format!("is not {}. Replace it by {best}", listed(&limits.kinds, ", ", " or ")),
        sides: Some((file.kind.name().to_owned(), listed_names(&limits.kinds))),
    })
}

fn size(limits: &FileLimits, file: &PaperFile) -> Option<Wrong> {
    let most = u64::from(limits.max_bytes);
    (file.bytes > most).then(|| {
        let (given, most) = (size_word(file.bytes), size_word(most));
        Wrong {
            zh: format!("有 {given}，最多 {most}。请压缩，或分成几个文件"),
            en: format!("has {given}; at most {most} are taken. Compress it, or split it into several files"),
            sides: Some((given, most)),
        }
    })
}

fn pages(limits: &FileLimits, file: &PaperFile) -> Option<Wrong> {
    let (given, most) = (file.pages?, limits.max_pages?);
    (given > most).then(|| Wrong {
        zh: format!("有 {given} 页，最多 {most} 页。请分成几个文件"),
        en: format!("has {given} pages; at most {most} are taken. Split it into several files"),
        sides: Some((given.to_string(), most.to_string())),
    })
}

fn pixels(limits: &FileLimits, file: &PaperFile) -> Option<Wrong> {
    let (given, least) = (file.width?.min(file.height?), limits.min_pixels?);
    (given < least).then(|| Wrong {
        zh: format!("太小：短边 {given} 像素，至少要 {least} 像素。请重新扫描或拍摄得清楚些"),
        en: format!(
            "is too small: its shorter side has {given} pixels, at least {least} are asked for. Scan or photograph it anew, larger"
        ),
        sides: Some((given.to_string(), least.to_string())),
    })
}

fn listed(kinds: &[FileKind], comma: &str, or: &str) -> String {
    let mut list = String::new();
    for (n, kind) in kinds.iter().enumerate() {
        let gap = if n == 0 {
            ""
        } else if n + 1 == kinds.len() {
            or
        } else {
            comma
        };
        let _ = write!(list, "{gap}{}", kind.word());
    }
    list
}

fn listed_names(kinds: &[FileKind]) -> String {
    kinds.iter().map(|kind| kind.name()).collect::<Vec<_>>().join(", ")
}

/// A size as people read it, never rounded down: 20 MB and a byte are 20.1 MB.
fn size_word(bytes: u64) -> String {
    let (unit, word) = if bytes < 1 << 20 { (1 << 10, "KB") } else { (1 << 20, "MB") };
    let tenths = u128::from(bytes) * 10;
    let tenths = tenths.div_ceil(unit);
    match (tenths / 10, tenths % 10) {
        (whole, 0) => format!("{whole} {word}"),
        (whole, tenth) => format!("{whole}.{tenth} {word}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_size_is_never_rounded_down() {
        let words =
            [0, 1, 1 << 10, (1 << 20) - 1, 1 << 20, 20 << 20, (20 << 20) + 1, u64::MAX].map(size_word);
        let read = ["0 KB", "0.1 KB", "1 KB", "1024 KB", "1 MB", "20 MB", "20.1 MB", "17592186044416 MB"];
        assert_eq!(words, read);
    }
}
