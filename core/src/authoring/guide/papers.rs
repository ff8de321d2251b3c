//! The papers that an item asks for, as a table.

use super::super::words::{Lang, outcome, supply};
use super::sheet::{Sheet, escaped};
use super::terms;
use crate::condition::Condition;
use crate::rulebook::{Deferral, Item, MaterialSource, Use};

/// The section of the papers.
pub fn papers(sheet: &mut Sheet<'_>, item: &Item) {
    sheet.section(("申请材料", "Papers"));
    if item.materials.is_empty() {
        let none = sheet.pick(("规则包里没有列出材料。", "The rulebook lists no papers.")).to_owned();
        sheet.paragraph(&none);
    }
    let rows: Vec<Vec<String>> =
        item.materials.iter().enumerate().map(|(n, used)| row(sheet, n + 1, used)).collect();
    let head = [
        ("序号", "No."),
        ("材料", "Paper"),
        ("什么时候要", "When"),
        ("谁提供", "Who supplies it"),
        ("形式和份数", "Form and copies"),
        ("能不能后补", "May it follow later?"),
        ("依据", "Basis"),
    ];
    sheet.table(&head, &rows);
    if let Some(closed) = &item.closed {
        let text = (
            "除上面的以外，任何地方、任何窗口都不得再要其他材料。",
            "Beyond these no place and no window may ask for any other paper.",
        );
        let text = sheet.pick(text).to_owned() + &sheet.cite([closed]);
        sheet.paragraph(&text);
    }
}

fn row(sheet: &mut Sheet<'_>, number: usize, used: &Use) -> Vec<String> {
    vec![
        number.to_string(),
        name(sheet, used),
        when(sheet, used),
        who(sheet, used),
        super::item::form_of(sheet, &used.material),
        later(sheet, used),
        sheet.cite(&used.basis),
    ]
}

fn name(sheet: &Sheet<'_>, used: &Use) -> String {
    let mut name = format!("**{}**", escaped(&sheet.words.material(&used.material)));
    let mut more = Vec::new();
    if let Some(called) = &used.called {
        more.push(format!("{}{}", sheet.pick(("这里称为：", "called here: ")), sheet.say(called)));
    }
    if !used.alternatives.is_empty() {
        let others = sheet.words.any_of(used.alternatives.iter().map(|group| sheet.words.group(group)));
        more.push(match sheet.lang() {
            Lang::Zh => format!("可以用{}代替", escaped(&others)),
            Lang::En => format!("{} will do instead", escaped(&others)),
        });
    }
    if used.recommended {
        more.push(sheet.pick(("建议，不是要求", "advised, not asked for")).to_owned());
    }
    if used.added {
        more.push(sheet.pick(("当地增加的材料", "added by the place")).to_owned());
    }
    if !more.is_empty() {
        name += &match sheet.lang() {
            Lang::Zh => format!("（{}）", more.join("；")),
            Lang::En => format!(" ({})", more.join("; ")),
        };
    }
    name
}

/// The law's words, and the condition where they leave it open.
fn when(sheet: &Sheet<'_>, used: &Use) -> String {
    let text = sheet.say(&used.needed_text);
    if used.needed_when == Condition::Constant(true) {
        return text;
    }
    let condition = terms::cell(sheet, &used.needed_when);
    match sheet.lang() {
        Lang::Zh => format!("{}。按规则：{condition}", text.trim_end_matches('。')),
        Lang::En => format!("{}. By the rule: {condition}", text.trim_end_matches('.')),
    }
}

fn who(sheet: &Sheet<'_>, used: &Use) -> String {
    if !used.from.is_empty() {
        return escaped(&outcome(sheet.words, &used.from));
    }
    let material = sheet.words.law.materials.iter().find(|material| material.id == used.material);
    let source = material.map_or(MaterialSource::Applicant, |material| material.source);
    supply(source, sheet.lang()).to_owned()
}

fn later(sheet: &Sheet<'_>, used: &Use) -> String {
    let commitment = used.commitment.as_ref().map(|commitment| {
        let mark = sheet.words.mark(commitment.standing);
        match sheet.lang() {
            Lang::Zh => format!("可以用告知承诺代替{mark}"),
            Lang::En => format!("a commitment may stand in for it{mark}"),
        }
    });
    let deferral = used.deferrable.as_ref().map(|deferral| follows(sheet, deferral));
    let parts: Vec<String> = deferral.into_iter().chain(commitment).collect();
    match parts.as_slice() {
        [] => sheet.pick(("不能", "no")).to_owned(),
        parts => parts.join(sheet.pick(("；", "; "))),
    }
}

fn follows(sheet: &Sheet<'_>, deferral: &Deferral) -> String {
    let mark = sheet.words.mark(deferral.standing);
    let within = deferral.within.map(|days| match sheet.lang() {
        Lang::Zh => format!("，受理后 {days} 个工作日内"),
        Lang::En => format!(", within {days} working days of acceptance"),
    });
    let (within, why) = (within.unwrap_or_default(), sheet.say(&deferral.why));
    match sheet.lang() {
        Lang::Zh => format!("可以，书面承诺后{within}{mark}：{}", why.trim_end_matches('。')),
        Lang::En => format!("yes, on a written promise{within}{mark}: {}", why.trim_end_matches('.')),
    }
}
