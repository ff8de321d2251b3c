//! Whether the files of a paper in hand are as the window takes them. What was not found out about a file is not judged.

use super::Finding;
use super::regular::wrong;
use crate::application::PaperFile;
use crate::rulebook::{FileLimits, Law, Material, Standing};

/// What is wrong with each file of a paper, told at once.
pub fn wrong_files<'a>(law: &'a Law, material: &'a Material, files: &[PaperFile]) -> Vec<Finding<'a>> {
    let Some(limits) = law.file_limits(material) else { return Vec::new() };
    let mut wrongs = Vec::new();
    for file in files {
        look(limits, file, &mut |saying, given, limit| {
            wrongs.push(tell(material, limits, file, saying, given, limit));
        });
    }
    wrongs
}

/// What is said of a file after its name, in Chinese and English, up to the caution; with both sides where there are two.
struct Saying {
    /// What was asked of the file.
    rule: &'static str,
    zh: &'static str,
    en: &'static str,
}

const EMPTY: Saying = Saying {
    rule: "file-empty",
    zh: "是空的。请找到原件，重新添加",
    en: "is empty. Find the original and add it again",
};
const BROKEN: Saying = Saying {
    rule: "file-broken",
    zh: "打不开，可能不完整。请重新导出或扫描，再添加一次",
    en: "cannot be opened; it may not be whole. Export or scan it anew and add it again",
};
const LOCKED: Saying = Saying {
    rule: "file-locked",
    zh: "有密码，窗口打不开。请去掉密码，再添加一次",
    en: "is locked by a password, so the window cannot open it. Remove the password and add it again",
};
const KIND: Saying = Saying {
    rule: "file-kind",
    zh: "不是 {limit}。请换成其中一种",
    en: "is none of {limit}. Replace it by one of these",
};
const SIZE: Saying = Saying {
    rule: "file-size",
    zh: "有 {given}，最多 {limit}。请压缩，或分成几个文件",
    en: "has {given}; at most {limit} are taken. Compress it, or split it into several files",
};
const PAGES: Saying = Saying {
    rule: "file-pages",
    zh: "有 {given} 页，最多 {limit} 页。请分成几个文件",
    en: "has {given} pages; at most {limit} are taken. Split it into several files",
};
const PIXELS: Saying = Saying {
    rule: "file-pixels",
    zh: "太小：短边 {given} 像素，至少要 {limit} 像素。请重新扫描或拍摄得清楚些",
    en: "is too small: its shorter side has {given} pixels, at least {limit} are asked for. Scan or photograph it anew, larger",
};

/// Of nothing one can say only that it is nothing.
fn look(limits: &FileLimits, file: &PaperFile, tell: &mut dyn FnMut(&Saying, String, String)) {
    let mut plain = |saying: &Saying| tell(saying, String::new(), String::new());
    if file.bytes == 0 {
        return plain(&EMPTY);
    }
    if file.readable == Some(false) {
        plain(&BROKEN);
    }
    if file.locked == Some(true) {
        plain(&LOCKED);
    }
    if !limits.kinds.contains(&file.kind) {
        let taken: Vec<&str> = limits.kinds.iter().map(|kind| kind.word()).collect();
        tell(&KIND, file.kind.name().to_owned(), taken.join(" / "));
    }
    let most = u64::from(limits.max_bytes);
    if file.bytes > most {
        tell(&SIZE, size(file.bytes), size(most));
    }
    let pages = file.pages.zip(limits.max_pages).filter(|(given, most)| given > most);
    let side = file.width.zip(file.height).map(|(width, height)| width.min(height));
    let side = side.zip(limits.min_pixels).filter(|(given, least)| given < least);
    for (saying, wrong) in [(&PAGES, pages), (&PIXELS, side)] {
        if let Some((given, limit)) = wrong {
            tell(saying, given.to_string(), limit.to_string());
        }
    }
}

fn tell<'a>(
    material: &'a Material,
    limits: &'a FileLimits,
    file: &PaperFile,
    saying: &Saying,
    given: String,
    limit: String,
) -> Finding<'a> {
    let illustrative = limits.basis.standing == Standing::Illustrative;
    let caution = if illustrative { CAUTION } else { ("", "") };
    let filled = |saying: &str| saying.replace("{given}", &given).replace("{limit}", &limit);
    let text = [
        ["的文件“", &file.name, "”", &filled(saying.zh), caution.0, "。"].concat(),
        ["the file “", &file.name, "” ", &filled(saying.en), caution.1, "."].concat(),
    ];
    let some = |side: String| Some(side).filter(|side| !side.is_empty());
    let finding = wrong(material, saying.rule, text, &limits.basis, some(given), some(limit));
    Finding { file: Some(file.sha256.as_str().into()), ..finding }
}

const CAUTION: (&str, &str) = ("（示例，以窗口为准）", " (illustrative; ask the window)");

/// A size as people read it, never rounded down: 20 MB and a byte are 20.1 MB.
fn size(bytes: u64) -> String {
    let (unit, word) = if bytes < 1 << 20 { (1 << 10, " KB") } else { (1 << 20, " MB") };
    // An application tells of no more than 2^53 bytes.
    let tenths = bytes.saturating_mul(10).div_ceil(unit);
    let mut size = (tenths / 10).to_string();
    if tenths % 10 > 0 {
        size.push('.');
        size += &(tenths % 10).to_string();
    }
    size + word
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_size_is_never_rounded_down() {
        let words = [0, 1, 1 << 10, (1 << 20) - 1, 1 << 20, 20 << 20, (20 << 20) + 1].map(size);
        assert_eq!(words, ["0 KB", "0.1 KB", "1 KB", "1024 KB", "1 MB", "20 MB", "20.1 MB"]);
    }
}
