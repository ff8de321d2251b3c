//! The guide of one item.

use super::super::words::{self, Lang, form, kind, runs_from, unit};
use super::sheet::{Sheet, escaped};
use super::{Page, Style, page as write, papers, terms};
use crate::condition::Condition;
use crate::review::licensing_law;
use crate::rulebook::{Duration, Item, Law, Limit, Unit};

/// The page of an item, with all its versions.
pub fn page(law: &Law, id: &str, style: Style<'_>) -> Page {
    let versions: Vec<&Item> = law.items.iter().filter(|item| item.id == id).collect();
    let name = versions.last().map_or(id, |item| style.lang.say(&item.name));
    let title = match style.lang {
        Lang::Zh => format!("{name}：办事指南"),
        Lang::En => format!("{name}: a guide"),
    };
    write(law, style, format!("items/{id}"), &title, |sheet| {
        let place = sheet.link(&sheet.say(&law.name), "../index");
        sheet.paragraph(&place);
        for item in versions.iter().rev() {
            version(sheet, item, versions.len() > 1);
        }
    })
}

fn version(sheet: &mut Sheet<'_>, item: &Item, several: bool) {
    if several {
        let valid = words::valid(item.valid, sheet.lang()).unwrap_or_default();
        let heading = match sheet.lang() {
            Lang::Zh => format!("{valid}有效的版本"),
            Lang::En => format!("As in force {valid}"),
        };
        sheet.heading(2, &heading);
    }
    overview(sheet, item);
    sheet.section(("什么时候要办", "When it is needed"));
    let needed = format!("{}{}", sheet.say(&item.needed_text), sheet.cite(&item.basis));
    sheet.paragraph(&needed);
    terms::condition(sheet, &item.needed_when);
    papers::papers(sheet, item);
    limits(sheet, item);
    order(sheet, item);
    duties(sheet, item);
    remarks(sheet, item);
    let conditions: Vec<&Condition> = conditions(item).collect();
    terms::terms(sheet, &conditions);
}

/// Every condition that shows on the page.
fn conditions(item: &Item) -> impl Iterator<Item = &Condition> {
    let uses = item.materials.iter().map(|used| &used.needed_when);
    let limits = item.limit.iter().chain(&item.pledged).flat_map(|limit| &limit.variants);
    [&item.needed_when]
        .into_iter()
        .chain(uses)
        .chain(limits.map(|variant| &variant.when))
        .chain(item.after.iter().map(|after| &after.when))
}

fn overview(sheet: &mut Sheet<'_>, item: &Item) {
    let law = sheet.words.law;
    let stage = law.stages.iter().find(|stage| stage.id == item.stage);
    let mut rows = vec![
        (("事项名称", "Item"), sheet.say(&item.name)),
        (("事项编号", "Id"), escaped(&item.id)),
        (("类型", "Kind"), escaped(kind(&item.kind, sheet.lang()))),
        (("阶段", "Stage"), stage.map_or_else(|| escaped(&item.stage), |stage| sheet.say(&stage.name))),
        (("办理机关", "Authority"), sheet.say(&item.agency)),
    ];
    if item.duration == Duration::ThirdParty {
        let who =
            ("由第三方办理，不计入行政机关的时限", "a third party’s time, not counted in the authority’s");
        rows.push((("时间", "Time"), sheet.pick(who).to_owned()));
    }
    if let Some(outcome) = &item.outcome {
        rows.push((("结果", "Outcome"), escaped(&sheet.words.material(outcome))));
    }
    let programs: Vec<String> = law
        .programs
        .iter()
        .filter(|program| program.items.iter().any(|ticked| ticked.id == item.id))
        .map(|program| sheet.link(&sheet.say(&program.name), &format!("../programs/{}", program.id)))
        .collect();
    if !programs.is_empty() {
        rows.push((("可以合并办理", "Can be bundled in"), programs.join(sheet.pick(("、", ", ")))));
    }
    if let Some(gate) = law.gates.iter().find(|gate| gate.item == item.id) {
        let before = sheet.pick(("开工前必须办结", "has to be decided before works start")).to_owned();
        rows.push((("开工", "Start of works"), before + &sheet.cite(&gate.basis)));
    }
    if let Some(valid) = words::valid(item.valid, sheet.lang()) {
        rows.push((("有效期", "In force"), valid));
    }
    let rows: Vec<Vec<String>> =
        rows.into_iter().map(|(name, value)| vec![sheet.pick(name).to_owned(), value]).collect();
    sheet.table(&[("项目", "What"), ("内容", "Content")], &rows);
}

fn limits(sheet: &mut Sheet<'_>, item: &Item) {
    sheet.section(("办理时限", "Time limits"));
    let mut rows = vec![notice(sheet, item)];
    match &item.limit {
        Some(limit) => statutory(sheet, limit, &mut rows),
        None => rows.push(row(sheet, ("法定时限", "Statutory limit"), ("法律没有规定", "the law sets none"))),
    }
    if let Some(pledged) = &item.pledged {
        let name = sheet.pick(("承诺时限", "Pledged limit")).to_owned();
        let row = limit_row(sheet, name, pledged.days, pledged);
        rows.push(row);
    }
    let head = [("种类", "Kind"), ("期限", "Limit"), ("怎样起算", "It runs"), ("依据", "Basis")];
    sheet.table(&head, &rows);
    for note in item.limit.iter().chain(&item.pledged).filter_map(|limit| limit.note.as_ref()) {
        let note = sheet.say(note);
        sheet.paragraph(&note);
    }
}

fn notice(sheet: &mut Sheet<'_>, item: &Item) -> Vec<String> {
    let days = unit(item.notice_days, Unit::Working, sheet.lang());
    let all = ("收件后，把要补正的一次说完", "after receipt; everything to correct is told once");
    let basis = (item.notice_days == 5).then(|| licensing_law("第三十二条"));
    vec![
        sheet.pick(("一次性告知", "One-time notice")).to_owned(),
        days,
        sheet.pick(all).to_owned(),
        sheet.cite(basis.as_ref()),
    ]
}

fn statutory(sheet: &mut Sheet<'_>, limit: &Limit, rows: &mut Vec<Vec<String>>) {
    let name = sheet.pick(("法定时限", "Statutory limit")).to_owned();
    let main = limit_row(sheet, name.clone(), limit.days, limit);
    rows.push(main);
    for variant in &limit.variants {
        let when = terms::cell(sheet, &variant.when);
        let name = match sheet.lang() {
            Lang::Zh => format!("{name}：{when}的"),
            Lang::En => format!("{name} where {when}"),
        };
        let row = limit_row(sheet, name, variant.days, limit);
        rows.push(row);
    }
    if let Some(extension) = &limit.extension {
        let by = sheet.say(&extension.by);
        let days = unit(extension.days, limit.unit, sheet.lang());
        let days = match sheet.lang() {
            Lang::Zh => format!("最多再加{days}"),
            Lang::En => format!("up to {days} more"),
        };
        let name = sheet.pick(("延长，一次", "Extension, once")).to_owned();
        let by = match sheet.lang() {
            Lang::Zh => format!("批准：{by}"),
            Lang::En => format!("by {by}"),
        };
        rows.push(vec![name, days, by, sheet.cite([&extension.basis])]);
    }
}

fn limit_row(sheet: &mut Sheet<'_>, name: String, days: u32, limit: &Limit) -> Vec<String> {
    let unmarked = ("（原文只写“日”，这里按工作日）", " (the text says only “days”; taken as working days)");
    let unmarked = if limit.unmarked { sheet.pick(unmarked) } else { "" };
    let days = format!("{}{unmarked}", unit(days, limit.unit, sheet.lang()));
    vec![name, days, runs_from(limit.from, sheet.lang()).to_owned(), sheet.cite([&limit.basis])]
}

fn row(sheet: &Sheet<'_>, name: (&str, &str), value: (&str, &str)) -> Vec<String> {
    vec![sheet.pick(name).to_owned(), sheet.pick(value).to_owned(), String::new(), String::new()]
}

/// What has to be decided before, and what waits for this.
fn order(sheet: &mut Sheet<'_>, item: &Item) {
    let law = sheet.words.law;
    let always = Condition::Constant(true);
    let mut before = Vec::new();
    for after in item.after.iter().filter(|after| after.when != Condition::Constant(false)) {
        let names: Vec<String> = after.any.iter().map(|id| linked(sheet, id)).collect();
        let mut entry = sheet.words.any_of(names);
        if after.when != always {
            let when = terms::cell(sheet, &after.when);
            entry += &match sheet.lang() {
                Lang::Zh => format!("（{when}的）"),
                Lang::En => format!(" (where {when})"),
            };
        }
        before.push(entry);
    }
    let mut next: Vec<&str> = law
        .items
        .iter()
        .filter(|other| other.id != item.id && waits_for(other, &item.id))
        .map(|other| other.id.as_str())
        .collect();
    next.dedup();
    let next: Vec<String> = next.into_iter().map(|id| linked(sheet, id)).collect();
    if before.is_empty() && next.is_empty() {
        return;
    }
    sheet.section(("办理顺序", "Order"));
    if !before.is_empty() {
        let lead =
            sheet.pick(("前置事项（项目需要办的，先办结）：", "Before it, where the project needs them:"));
        let lead = lead.to_owned();
        sheet.paragraph(&lead);
        sheet.list(&before);
    }
    if !next.is_empty() {
        let lead = sheet.pick(("后续事项：", "After it:")).to_owned();
        sheet.paragraph(&lead);
        sheet.list(&next);
    }
}

fn waits_for(item: &Item, id: &str) -> bool {
    let after = item.after.iter().filter(|after| after.when != Condition::Constant(false));
    after
        .flat_map(|after| &after.any)
        .chain(item.materials.iter().flat_map(|used| &used.from))
        .any(|of| of == id)
}

pub(super) fn linked(sheet: &Sheet<'_>, id: &str) -> String {
    sheet.link(&escaped(&sheet.words.item(id)), id)
}

fn duties(sheet: &mut Sheet<'_>, item: &Item) {
    let duties = sheet.words.law.duties.iter().filter(|duty| duty.item.as_deref() == Some(item.id.as_str()));
    let rows: Vec<Vec<String>> = duties.map(|duty| super::place::duty(sheet, duty)).collect();
    if !rows.is_empty() {
        sheet.section(("您自己要按期做的", "What you have to do in time"));
        sheet.table(&super::place::DUTY, &rows);
    }
}

/// Notes, and what nobody could find about the articles that the item rests on.
fn remarks(sheet: &mut Sheet<'_>, item: &Item) {
    let law = sheet.words.law;
    let mut remarks: Vec<String> = item.note.iter().map(|note| sheet.say(note)).collect();
    let gaps = law.gaps.iter().filter(|gap| {
        !gap.basis.article.is_empty()
            && item
                .basis
                .iter()
                .any(|basis| basis.source == gap.basis.source && basis.article == gap.basis.article)
    });
    for gap in gaps {
        let gap = format!(
            "{}{}{}",
            sheet.pick(("没有查明：", "Not found: ")),
            sheet.say(&gap.text),
            sheet.cite([&gap.basis])
        );
        remarks.push(gap);
    }
    if !remarks.is_empty() {
        sheet.section(("备注", "Notes"));
        sheet.list(&remarks);
    }
}

/// Form and number of a paper.
pub(super) fn form_of(sheet: &Sheet<'_>, id: &str) -> String {
    let material = sheet.words.law.materials.iter().find(|material| material.id == id);
    material.map(|material| escaped(&form(material, sheet.lang()))).unwrap_or_default()
}
