//! 办事指南: what the law asks, as a person reads it, from the rulebook alone.
//!
//! One page per item, per program and for the whole place, in Markdown; [`html`] makes a page of it that needs no
//! other file.

mod sheet;
mod item;
mod papers;
mod program;
mod place;
mod terms;
mod html;

#[cfg(test)]
mod tests;

pub use html::html;

use super::words::{Lang, Words};
use crate::calendar::Day;
use crate::rulebook::Law;
use sheet::Sheet;

/// A page of a guide.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// Path below the place's folder, without an ending: `items/construction-permit`.
    pub path: String,
    pub title: String,
    pub markdown: String,
}

/// How a guide is written.
#[derive(Clone, Copy)]
pub struct Style<'a> {
    pub lang: Lang,
    /// The rulebook's version, as it is told at the foot of each page.
    pub hash: &'a str,
    /// Ending of the files that links lead to; none where there are no files.
    pub ending: Option<&'a str>,
    /// The day on which the law is in force; none where it is the law with all its versions.
    pub on: Option<Day>,
}

/// All pages of a place: first the whole, then its programs, then its items, each in the law's order.
pub fn book(law: &Law, style: Style<'_>) -> Vec<Page> {
    let programs = law.programs.iter().map(|program| program::page(law, program, style));
    let mut items: Vec<&str> = law.items.iter().map(|item| item.id.as_str()).collect();
    items.dedup();
    let items = items.into_iter().map(|id| item::page(law, id, style));
    [place::page(law, style)].into_iter().chain(programs).chain(items).collect()
}

/// Writes one page, with the advice and the version at its foot.
fn page(law: &Law, style: Style<'_>, path: String, title: &str, write: impl FnOnce(&mut Sheet<'_>)) -> Page {
    let words = Words { law, lang: style.lang };
    let mut sheet = Sheet::new(words, style.ending);
    sheet.heading(1, &sheet::escaped(title));
    write(&mut sheet);
    let markdown = sheet.end() + &foot(law, style);
    Page { path, title: title.to_owned(), markdown }
}

fn foot(law: &Law, style: Style<'_>) -> String {
    let hash = style.hash.get(..12).unwrap_or(style.hash);
    let on =
        |before: &str, after: &str| style.on.map(|on| format!("{before}{on}{after}")).unwrap_or_default();
    match style.lang {
        Lang::Zh => format!(
            "\n---\n\n本指南由规则包 {} {hash} 生成{}，供办理前参考，不是行政决定。标“（示例）”的没有查到依据，标“（报道）”的只见于报道；都请以窗口为准。\n",
            law.id,
            on("，只写", "有效的规定")
        ),
        Lang::En => format!(
            "\n---\n\nMade from rulebook {} {hash}{}, as advice before filing; it is no administrative decision. For what is \
             marked illustrative no source was found, and what is marked press stands in the press only: ask the window.\n",
            law.id,
            on(" as it is in force on ", "")
        ),
    }
}
