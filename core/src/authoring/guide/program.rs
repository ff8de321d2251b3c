//! The guide of one program: who may have it, how far it goes, what may be bundled.

use super::super::words::{self, Lang, extent, runs_from, unit, verdict};
use super::sheet::{Sheet, escaped};
use super::{Page, Style, page as write, terms};
use crate::condition::Condition;
use crate::rulebook::{Basis, Law, Limit, Program, ProgramItem, Valid, Variant};
use crate::text::Text;

/// The page of a program.
pub fn page(law: &Law, program: &Program, style: Style<'_>) -> Page {
    let name = style.lang.say(&program.name);
    let title = match style.lang {
        Lang::Zh => format!("{name}：办事指南"),
        Lang::En => format!("{name}: a guide"),
    };
    write(law, style, format!("programs/{}", program.id), &title, |sheet| {
        let place = sheet.link(&sheet.say(&law.name), "../index");
        sheet.paragraph(&place);
        let summary = sheet.say(&program.summary) + &sheet.cite([&program.basis]);
        sheet.paragraph(&summary);
        who(sheet, program);
        scope(sheet, program);
        items(sheet, program);
        if let Some(joint) = &program.joint {
            clock(sheet, joint);
        }
        totals(sheet);
        notes(sheet, program);
        let rules = program.rules.iter().flat_map(|rule| {
            [&rule.when].into_iter().chain(rule.variants.iter().map(|variant| &variant.when))
        });
        let conditions: Vec<&Condition> = rules
            .chain(program.notes.iter().map(|note| &note.when))
            .chain(program.scope.iter().map(|scope| &scope.when))
            .collect();
        terms::terms(sheet, &conditions);
    })
}

/// Head of a decision table.
pub(super) const TABLE: [(&str, &str); 5] = [
    ("规则", "Rule"),
    ("什么时候", "Where"),
    ("结论", "Verdict"),
    ("怎么办", "What to do"),
    ("依据", "Basis"),
];

fn who(sheet: &mut Sheet<'_>, program: &Program) {
    sheet.section(("谁能办", "Who may have it"));
    let mut rows = Vec::new();
    for rule in &program.rules {
        let verdict = verdict(rule.verdict, sheet.lang());
        let row = Row { id: &rule.id, when: &rule.when, verdict, text: &rule.text, basis: &rule.basis };
        rows.extend(row.cells(sheet, rule.valid, &rule.variants));
    }
    sheet.table(&TABLE, &rows);
}

/// A rule of a decision table, ready to be written.
pub(super) struct Row<'a> {
    pub id: &'a str,
    pub when: &'a Condition,
    pub verdict: &'a str,
    pub text: &'a Text,
    pub basis: &'a Basis,
}

impl Row<'_> {
    /// The rule's line, and one for each of its variants.
    pub fn cells(&self, sheet: &mut Sheet<'_>, valid: Valid, variants: &[Variant]) -> Vec<Vec<String>> {
        let mut when = terms::cell(sheet, self.when);
        if let Some(valid) = words::valid(valid, sheet.lang()) {
            when += &match sheet.lang() {
                Lang::Zh => format!("（{valid}）"),
                Lang::En => format!(" ({valid})"),
            };
        }
        let basis = sheet.cite([self.basis]);
        let first = vec![escaped(self.id), when, self.verdict.to_owned(), sheet.say(self.text), basis];
        let mut rows = vec![first];
        for variant in variants {
            let among = sheet.pick(("其中：", "among them: "));
            let when = format!("{among}{}", terms::cell(sheet, &variant.when));
            let basis = sheet.cite(&variant.basis);
            rows.push(vec![escaped(self.id), when, self.verdict.to_owned(), sheet.say(&variant.text), basis]);
        }
        rows
    }
}

fn scope(sheet: &mut Sheet<'_>, program: &Program) {
    if program.scope.is_empty() {
        return;
    }
    sheet.section(("服务到哪一步", "How far it goes"));
    let rows: Vec<Vec<String>> = program
        .scope
        .iter()
        .map(|scope| {
            vec![
                terms::cell(sheet, &scope.when),
                extent(scope.extent, sheet.lang()).to_owned(),
                sheet.say(&scope.text),
                sheet.cite([&scope.basis]),
            ]
        })
        .collect();
    let head = [("您要什么", "You want"), ("程度", "Extent"), ("怎么办", "What to do"), ("依据", "Basis")];
    sheet.table(&head, &rows);
}

fn items(sheet: &mut Sheet<'_>, program: &Program) {
    if program.items.is_empty() {
        return;
    }
    sheet.section(if program.ticks.is_some() {
        ("可以勾选的事项", "Items you may tick")
    } else {
        ("涉及的事项", "Items concerned")
    });
    let rows: Vec<Vec<String>> = program.items.iter().map(|item| item_row(sheet, item)).collect();
    let head = [("事项", "Item"), ("在哪里办", "Where it is decided"), ("说明", "Remark"), ("依据", "Basis")];
    sheet.table(&head, &rows);
}

fn item_row(sheet: &mut Sheet<'_>, item: &ProgramItem) -> Vec<String> {
    let inside = match item.inside {
        Some(true) => ("区内办结", "inside the zone"),
        Some(false) => ("不在区内办结", "not inside the zone"),
        None => ("没有写", "not said"),
    };
    vec![
        sheet.link(&escaped(&sheet.words.item(&item.id)), &format!("../items/{}", item.id)),
        sheet.pick(inside).to_owned(),
        item.text.as_ref().map(|text| sheet.say(text)).unwrap_or_default(),
        sheet.cite([&item.basis]),
    ]
}

/// One receipt, one clock.
fn clock(sheet: &mut Sheet<'_>, joint: &Limit) {
    sheet.section(("联合办理的时限", "The joint limit"));
    let (days, from) = (unit(joint.days, joint.unit, sheet.lang()), runs_from(joint.from, sheet.lang()));
    let mut line = match sheet.lang() {
        Lang::Zh => format!("一次收件，一个时限：{from}{days}。"),
        Lang::En => format!("One receipt, one limit: {days} {from}."),
    };
    line += &sheet.cite([&joint.basis]);
    if let Some(extension) = &joint.extension {
        let (days, by) = (unit(extension.days, joint.unit, sheet.lang()), sheet.say(&extension.by));
        line += &match sheet.lang() {
            Lang::Zh => format!("经{by}批准，最多再加{days}。"),
            Lang::En => format!(" Up to {days} more, by {by}."),
        };
        line += &sheet.cite([&extension.basis]);
    }
    sheet.paragraph(&line);
    if let Some(note) = &joint.note {
        let note = sheet.say(note);
        sheet.paragraph(&note);
    }
}

fn totals(sheet: &mut Sheet<'_>) {
    let law = sheet.words.law;
    let entries: Vec<String> = law
        .totals
        .iter()
        .map(|total| {
            let excludes = sheet.say(&total.excludes);
            format!(
                "{}{}{excludes}",
                sheet.link(&sheet.say(&total.name), "../index"),
                sheet.pick(("：", ": "))
            )
        })
        .collect();
    if !entries.is_empty() {
        sheet.section(("总时限", "Total limits"));
        sheet.list(&entries);
    }
}

fn notes(sheet: &mut Sheet<'_>, program: &Program) {
    if program.notes.is_empty() {
        return;
    }
    sheet.section(("符合之后还要注意", "Once eligible, mind also"));
    let rows: Vec<Vec<String>> = program
        .notes
        .iter()
        .map(|note| vec![terms::cell(sheet, &note.when), sheet.say(&note.text), sheet.cite([&note.basis])])
        .collect();
    sheet.table(&[("什么时候", "Where"), ("注意什么", "What to mind"), ("依据", "Basis")], &rows);
}
