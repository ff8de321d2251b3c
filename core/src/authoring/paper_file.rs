//! What the files of a paper have to be like.

use super::ground::Ground;
use super::table::Table;
use crate::rulebook::{FileKind, FileLimits};

/// A browser holds a file whole while it hashes it, so no law may take a larger one.
const MOST_MB: u32 = 200;

/// The `files` table of a material, or of all papers.
pub(super) fn limits(table: &mut Table<'_>, ground: &Ground<'_>) -> Option<FileLimits> {
    let subject = format!("the files of {}", table.subject);
    table.inner("files", &subject, |table| {
        let limits = FileLimits {
            kinds: kinds(table),
            max_bytes: megabytes(table) << 20,
            max_pages: some(table, "max_pages"),
            min_pixels: some(table, "min_pixels"),
            basis: ground.basis(table),
        };
        see_that_it_fits_a_kind(table, &limits);
        limits
    })
}

fn kinds(table: &mut Table<'_>) -> Vec<FileKind> {
    let mut kinds = Vec::new();
    let words = table.words("kinds");
    if words.is_empty() {
        table.missing("kinds", "Add `kinds = [\"pdf\"]`, the best one first");
    }
    for (word, spot) in words {
        match FileKind::TAKEN.into_iter().find(|kind| kind.name() == word) {
            Some(kind) if kinds.contains(&kind) => {
                let wrong = format!("{} name `{word}` twice", table.subject);
                table.faults.add(spot, wrong, "Delete one of them");
            }
            Some(kind) => kinds.push(kind),
            None => {
                let known = FileKind::TAKEN.map(FileKind::name).join(", ");
                let wrong = format!("`kinds` of {} cannot be \"{word}\"", table.subject);
                table.faults.add(spot, wrong, format!("Write some of {known}"));
            }
        }
    }
    kinds
}

/// Read as megabytes of 1024 × 1024 bytes, as file managers in Chinese show them.
fn megabytes(table: &mut Table<'_>) -> u32 {
    let megabytes = table.count("max_mb");
    if table.has("max_mb") && !(1..=MOST_MB).contains(&megabytes) {
        let wrong = format!("`max_mb` of {} cannot be {megabytes}", table.subject);
        table.faults.add(table.spot_of("max_mb"), wrong, format!("Write a number from 1 to {MOST_MB}"));
    }
    megabytes.min(MOST_MB)
}

fn some(table: &mut Table<'_>, key: &'static str) -> Option<u32> {
    let count = table.maybe_count(key);
    if count == Some(0) {
        let wrong = format!("`{key}` of {} is 0", table.subject);
        table.faults.add(table.spot_of(key), wrong, "Write a number from 1, or leave it out");
    }
    count
}

/// Pages are asked of what has pages, pixels of what has pixels.
fn see_that_it_fits_a_kind(table: &Table<'_>, limits: &FileLimits) {
    let image = limits.kinds.iter().any(|kind| kind.is_image());
    let paged = limits.kinds.iter().any(|kind| !kind.is_image());
    let fits = [
        ("min_pixels", limits.min_pixels, image, "no image", "Add `jpeg` or `png` to `kinds`"),
        ("max_pages", limits.max_pages, paged, "nothing with pages", "Add `pdf` or `ofd` to `kinds`"),
    ];
    for (key, limit, fits, none, remedy) in fits {
        if limit.is_some() && !fits && !limits.kinds.is_empty() {
            let wrong = format!("`{key}` is asked of {}, and `kinds` takes {none}", table.subject);
            table.faults.add(table.spot_of(key), wrong, format!("{remedy}, or delete `{key}`"));
        }
    }
}
