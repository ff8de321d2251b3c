//! Conditions on a page, and the terms that they use.

use super::super::words::{Lang, Parts, defined, parts, sentence};
use super::sheet::{Sheet, escaped};
use crate::condition::Condition;

/// A condition as a paragraph with a list.
pub fn condition(sheet: &mut Sheet<'_>, condition: &Condition) {
    let (lead, parts) = match parts(sheet.words, condition) {
        Parts::Always => (("一律适用。", "Always."), Vec::new()),
        Parts::Never => (("从不适用。", "Never."), Vec::new()),
        Parts::One(part) => (("按规则，符合下面一条：", "By the rule, where this holds:"), vec![part]),
        Parts::All(parts) => (("按规则，同时符合：", "By the rule, where all of this holds:"), parts),
        Parts::Any(parts) => (("按规则，符合其中任一条：", "By the rule, where any of this holds:"), parts),
    };
    let lead = sheet.pick(lead).to_owned();
    sheet.paragraph(&lead);
    if !parts.is_empty() {
        sheet.list(&parts.iter().map(|part| escaped(part)).collect::<Vec<_>>());
    }
}

/// A condition in a cell.
pub fn cell(sheet: &Sheet<'_>, condition: &Condition) -> String {
    escaped(&sentence(sheet.words, condition))
}

/// The definitions that the page's conditions name, each with its own condition.
pub fn terms(sheet: &mut Sheet<'_>, conditions: &[&Condition]) {
    let law = sheet.words.law;
    let rows: Vec<Vec<String>> = defined(law, conditions)
        .into_iter()
        .map(|definition| {
            let open = definition.open.as_ref().map(|open| {
                let cited = sheet.cite([open]);
                match sheet.lang() {
                    Lang::Zh => format!("。国家规定由地方定{cited}"),
                    Lang::En => format!(". National law leaves it to the places{cited}"),
                }
            });
            let when = cell(sheet, &definition.when) + &open.unwrap_or_default();
            vec![sheet.say(&definition.text), when, sheet.cite([&definition.basis])]
        })
        .collect();
    if !rows.is_empty() {
        sheet.section(("用语", "Terms"));
        sheet.table(&[("用语", "Term"), ("什么时候符合", "When it holds"), ("依据", "Basis")], &rows);
    }
}
