//! Every page of every place, in both languages: whole, each article and each paper once, no link into nothing.

use std::path::Path;

use super::super::words::{Lang, Words};
use super::{Page, Style, book, html, sheet::escaped};
use crate::authoring::build;
use crate::rulebook::Law;

const BOTH: [Lang; 2] = [Lang::Zh, Lang::En];

fn laws() -> Vec<Law> {
    let built = build(&Path::new(env!("CARGO_MANIFEST_DIR")).join("rules")).unwrap();
    built.rulebooks.iter().map(|(_, json)| Law::read(json).unwrap()).collect()
}

/// Calls `see` with every page of every place in both languages.
fn every_page(mut see: impl FnMut(&Law, Lang, &[Page], &Page)) {
    for law in laws() {
        for lang in BOTH {
            let pages = book(&law, Style { lang, hash: "0123456789abcdef", ending: Some("md"), on: None });
            assert!(pages.len() > law.programs.len() + 20);
            pages.iter().for_each(|page| see(&law, lang, &pages, page));
        }
    }
}

fn level(line: &str) -> Option<usize> {
    let level = line.bytes().take_while(|byte| *byte == b'#').count();
    (level > 0).then_some(level)
}

#[test]
fn no_heading_is_empty() {
    every_page(|law, _, _, page| {
        let lines: Vec<&str> = page.markdown.lines().filter(|line| !line.is_empty()).collect();
        for pair in lines.windows(2) {
            let empty = match (level(pair[0]), level(pair[1])) {
                (Some(_), None) => pair[1] == "---",
                (Some(above), Some(below)) => below <= above,
                (None, _) => false,
            };
            assert!(!empty, "{} {}: nothing stands under {:?}", law.id, page.path, pair[0]);
        }
    });
}

#[test]
fn each_paper_and_each_article_of_an_item_stands_once() {
    every_page(|law, lang, _, page| {
        let words = Words { law, lang };
        let lines: Vec<&str> = page.markdown.lines().filter(|line| line.starts_with("[^")).collect();
        let mut articles: Vec<&str> =
            lines.iter().filter_map(|line| line.split_once(": ").map(|(_, article)| article)).collect();
        let count = articles.len();
        articles.sort_unstable();
        articles.dedup();
        assert_eq!(articles.len(), count, "{} {}: an article stands twice", law.id, page.path);
        let versions: Vec<_> =
            law.items.iter().filter(|item| page.path == format!("items/{}", item.id)).collect();
        for item in &versions {
            for used in &item.materials {
                let row = format!("| **{}**", escaped(&words.material(&used.material)));
                let asked = |item: &&&crate::rulebook::Item| {
                    item.materials
                        .iter()
                        .filter(|other| words.material(&other.material) == words.material(&used.material))
                        .count()
                };
                let expected: usize = versions.iter().map(|item| asked(&item)).sum();
                let found = page.markdown.match_indices(&row).filter(|(at, _)| {
                    let rest = &page.markdown[at + row.len()..];
                    rest.starts_with([' ', '（'])
                });
                assert_eq!(found.count(), expected, "{} {}: {row}", law.id, page.path);
            }
            let bases = item.basis.iter().chain(item.materials.iter().flat_map(|used| &used.basis));
            for basis in bases {
                let cited = escaped(&words.cite(basis));
                assert!(articles.iter().any(|article| article.starts_with(&cited)), "{}: {cited}", page.path);
            }
        }
    });
}

#[test]
fn every_link_leads_to_a_page() {
    every_page(|law, _, pages, page| {
        for link in page.markdown.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            let folder =
                page.path.rsplit_once('/').map(|(folder, _)| format!("{folder}/")).unwrap_or_default();
            let target = match link.strip_prefix("../") {
                Some(up) => up.to_owned(),
                None => format!("{folder}{link}"),
            };
            let known = pages.iter().any(|other| format!("{}.md", other.path) == target);
            assert!(known, "{} {}: {link} leads nowhere", law.id, page.path);
        }
    });
}

#[test]
fn the_html_is_whole_and_says_its_language() {
    every_page(|law, lang, _, page| {
        let html = html(page, lang, Some("../en/index.html"));
        let place = format!("{} {}", law.id, page.path);
        assert!(html.contains(&format!("<html lang=\"{}\">", lang.tag())), "{place}");
        assert!(html.contains("<th scope=\"col\">") && html.contains("<th scope=\"row\">"), "{place}");
        for tag in ["table", "tr", "th", "div", "main", "span", "thead", "tbody"] {
            let opened =
                html.matches(&format!("<{tag}>")).count() + html.matches(&format!("<{tag} ")).count();
            assert_eq!(opened, html.matches(&format!("</{tag}>")).count(), "{place}: <{tag}>");
        }
        assert!(!html.contains("<script") && !html.contains("[^") && !html.contains("**"), "{place}");
    });
}

#[test]
fn an_assumption_is_shown_as_one() {
    every_page(|law, lang, _, page| {
        let Some(item) = law.items.iter().find(|item| page.path == format!("items/{}", item.id)) else {
            return;
        };
        let words = Words { law, lang };
        for used in item.materials.iter().filter(|used| used.deferrable.is_some()) {
            let standing = used.deferrable.as_ref().unwrap().standing;
            let name = escaped(&words.material(&used.material));
            let row = page.markdown.lines().find(|line| line.contains(&format!("**{name}**"))).unwrap();
            assert!(row.contains(words.mark(standing).trim()), "{row}");
        }
    });
}
