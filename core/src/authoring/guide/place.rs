//! The first page of a place: what one can have, the road by stages, totals, duties, claims, gaps, sources.

use super::super::words::{self, Lang, limit, number, standing, total, unit};
use super::program::{Row, TABLE};
use super::sheet::{Sheet, escaped};
use super::{Page, Style, page as write, terms};
use crate::condition::Condition;
use crate::decimal::Decimal;
use crate::rulebook::{Claim, Duty, Figure, Item, Law, Measure, Source, Stage, TotalLimit};

/// The first page of a place.
pub fn page(law: &Law, style: Style<'_>) -> Page {
    let name = style.lang.say(&law.name);
    let title = match style.lang {
        Lang::Zh => format!("{name}：办事指南"),
        Lang::En => format!("{name}: a guide"),
    };
    write(law, style, "index".to_owned(), &title, |sheet| {
        let place = sheet.say(&law.place);
        sheet.paragraph(&place);
        programs(sheet);
        stages(sheet);
        totals(sheet);
        gates(sheet);
        duties(sheet);
        claims(sheet);
        gaps(sheet);
        let rules = law.totals.iter().flat_map(|total| &total.rules).flat_map(|rule| {
            [&rule.when].into_iter().chain(rule.variants.iter().map(|variant| &variant.when))
        });
        let conditions: Vec<&Condition> = rules.collect();
        terms::terms(sheet, &conditions);
        sources(sheet);
    })
}

fn programs(sheet: &mut Sheet<'_>) {
    let law = sheet.words.law;
    let entries: Vec<String> = law
        .programs
        .iter()
        .map(|program| {
            let name = sheet.link(&sheet.say(&program.name), &format!("programs/{}", program.id));
            format!("{name}{}{}", sheet.pick(("：", ": ")), sheet.say(&program.summary))
        })
        .collect();
    if !entries.is_empty() {
        sheet.section(("可以申请的服务", "What you can apply for"));
        sheet.list(&entries);
    }
}

fn stages(sheet: &mut Sheet<'_>) {
    let law = sheet.words.law;
    sheet.section(("分阶段的事项", "The approvals, stage by stage"));
    for stage in &law.stages {
        let items: Vec<&Item> = law.items.iter().filter(|item| item.stage == stage.id).collect();
        if !items.is_empty() {
            stage_table(sheet, stage, &items);
        }
    }
}

fn stage_table(sheet: &mut Sheet<'_>, stage: &Stage, items: &[&Item]) {
    let name = format!("{}{}", sheet.say(&stage.name), sheet.cite([&stage.basis]));
    sheet.heading(3, &name);
    let rows: Vec<Vec<String>> = items.iter().map(|item| item_row(sheet, item)).collect();
    let head = [
        ("事项", "Approval"),
        ("什么时候要办", "When it is needed"),
        ("办理机关", "Authority"),
        ("时限", "Limit"),
        ("材料", "Papers"),
    ];
    sheet.table(&head, &rows);
}

fn item_row(sheet: &mut Sheet<'_>, item: &Item) -> Vec<String> {
    let lang = sheet.lang();
    let mut name = sheet.link(&sheet.say(&item.name), &format!("items/{}", item.id));
    if let Some(valid) = words::valid(item.valid, lang) {
        name += &match lang {
            Lang::Zh => format!("（{valid}）"),
            Lang::En => format!(" ({valid})"),
        };
    }
    let statutory =
        item.limit.as_ref().map(|of| format!("{}{}", lang.pick(("法定", "by law ")), limit(of, lang)));
    let pledged =
        item.pledged.as_ref().map(|of| format!("{}{}", lang.pick(("承诺", "pledged ")), limit(of, lang)));
    let limits: Vec<String> = statutory.into_iter().chain(pledged).collect();
    let limits = if limits.is_empty() {
        lang.pick(("没有规定", "none set")).to_owned()
    } else {
        limits.join(lang.pick(("；", "; ")))
    };
    let papers = item.materials.len();
    let papers = match lang {
        Lang::Zh => format!("最多{papers}份"),
        Lang::En => format!("at most {papers}"),
    };
    vec![name, sheet.say(&item.needed_text), sheet.say(&item.agency), limits, papers]
}

fn totals(sheet: &mut Sheet<'_>) {
    let law = sheet.words.law;
    if law.totals.is_empty() {
        return;
    }
    sheet.section(("总时限", "Total limits"));
    for total in &law.totals {
        total_table(sheet, total);
    }
}

fn total_table(sheet: &mut Sheet<'_>, limit: &TotalLimit) {
    let name = sheet.say(&limit.name) + &sheet.cite([&limit.basis]);
    sheet.heading(3, &name);
    let excludes = sheet.say(&limit.excludes);
    sheet.paragraph(&excludes);
    let mut rows = Vec::new();
    for rule in &limit.rules {
        let mut days = total(rule, limit.unit, sheet.lang());
        if let Some(before) = &rule.before {
            days += &match sheet.lang() {
                Lang::Zh => format!("（原来{}）", sheet.say(before)),
                Lang::En => format!(" (before: {})", sheet.say(before)),
            };
        }
        let row =
            Row { id: &rule.id, when: &rule.when, verdict: &days, text: &rule.text, basis: &rule.basis };
        rows.extend(row.cells(sheet, rule.valid, &rule.variants));
    }
    sheet.table(&TABLE, &rows);
}

fn gates(sheet: &mut Sheet<'_>) {
    let law = sheet.words.law;
    if law.gates.is_empty() {
        return;
    }
    sheet.section(("开工前必须办结的", "What has to be decided before works start"));
    let lead = sheet.pick(("项目需要办的，开工前都要办结：", "Those that the project needs:")).to_owned();
    sheet.paragraph(&lead);
    let entries: Vec<String> = law
        .gates
        .iter()
        .map(|gate| {
            let name = sheet.link(&escaped(&sheet.words.item(&gate.item)), &format!("items/{}", gate.item));
            name + &sheet.cite(&gate.basis)
        })
        .collect();
    sheet.list(&entries);
}

/// Head of a table of duties.
pub(super) const DUTY: [(&str, &str); 4] =
    [("什么", "What"), ("期限", "Within"), ("能不能延", "More time"), ("依据", "Basis")];

fn duties(sheet: &mut Sheet<'_>) {
    let law = sheet.words.law;
    let rows: Vec<Vec<String>> = law.duties.iter().map(|one| duty(sheet, one)).collect();
    if !rows.is_empty() {
        sheet.section(("您自己要按期做的", "What you have to do in time"));
        sheet.table(&DUTY, &rows);
    }
}

/// A duty as a row of [`DUTY`].
pub(super) fn duty(sheet: &mut Sheet<'_>, duty: &Duty) -> Vec<String> {
    let (days, event) = (unit(duty.days, duty.unit, sheet.lang()), sheet.say(&duty.after));
    let within = match (sheet.lang(), duty.before) {
        (Lang::Zh, false) => format!("{event}起{days}内"),
        (Lang::Zh, true) => format!("{event}前{days}"),
        (Lang::En, false) => format!("{days} from {event}"),
        (Lang::En, true) => format!("{days} before {event}"),
    };
    let note = duty.note.as_ref().map(|note| format!(" {}", sheet.say(note))).unwrap_or_default();
    let more = duty.extension.as_ref().map(|more| sheet.say(more));
    vec![
        format!("**{}**{}{}{note}", sheet.say(&duty.name), sheet.pick(("：", ": ")), sheet.say(&duty.what)),
        within,
        more.unwrap_or_else(|| sheet.pick(("没有规定", "not provided for")).to_owned()),
        sheet.cite([&duty.basis]),
    ]
}

fn claims(sheet: &mut Sheet<'_>) {
    let law = sheet.words.law;
    if law.press.is_empty() {
        return;
    }
    sheet.section(("文件和报道里的数字", "What documents and the press claim"));
    let rows: Vec<Vec<String>> = law.press.iter().map(|claim| claim_row(sheet, claim)).collect();
    let head = [
        ("说法", "Claim"),
        ("数字", "Figures"),
        ("我们的算法为什么不同", "Why our count differs"),
        ("出处", "Source"),
    ];
    sheet.table(&head, &rows);
}

fn claim_row(sheet: &mut Sheet<'_>, claim: &Claim) -> Vec<String> {
    let figures: Vec<String> = claim.figures.iter().map(|one| figure(one, sheet.lang())).collect();
    let differs = claim.differs.as_ref().map(|differs| sheet.say(differs)).unwrap_or_default();
    vec![sheet.say(&claim.text), figures.join(sheet.pick(("；", "; "))), differs, sheet.cite([&claim.basis])]
}

fn figure(figure: &Figure, lang: Lang) -> String {
    let of = lang.pick(match figure.of {
        Measure::Papers => ("材料", "papers"),
        Measure::Steps => ("环节", "steps"),
        Measure::Visits => ("跑动", "visits"),
        Measure::Days => ("时间", "days"),
    });
    let said = |count: Option<u32>| count.map(|count| number(Decimal::whole(count.into()), lang));
    let change = match (said(figure.from), said(figure.to)) {
        (Some(from), Some(to)) => format!(" {from}→{to}"),
        (Some(from), None) => format!(" {from}→"),
        (None, Some(to)) => format!(" →{to}"),
        (None, None) => String::new(),
    };
    let percent = figure.percent.map(|percent| format!(" −{percent}%")).unwrap_or_default();
    format!("{of}{change}{percent}")
}

fn gaps(sheet: &mut Sheet<'_>) {
    let law = sheet.words.law;
    let entries: Vec<String> =
        law.gaps.iter().map(|gap| sheet.say(&gap.text) + &sheet.cite([&gap.basis])).collect();
    if !entries.is_empty() {
        sheet.section(("没有查明的", "What nobody could find"));
        sheet.list(&entries);
    }
}

fn sources(sheet: &mut Sheet<'_>) {
    let law = sheet.words.law;
    let rows: Vec<Vec<String>> = law.sources.iter().map(|source| source_row(sheet, source)).collect();
    sheet.section(("出处", "Sources"));
    let head = [
        ("名称", "Title"),
        ("文号和版本", "Number and version"),
        ("效力", "Standing"),
        ("有效期", "In force"),
    ];
    sheet.table(&head, &rows);
}

fn source_row(sheet: &Sheet<'_>, source: &Source) -> Vec<String> {
    let version = [source.number.as_str(), source.version.as_str()];
    let version: Vec<&str> = version.into_iter().filter(|part| !part.is_empty()).collect();
    vec![
        sheet.say(&source.title),
        escaped(&version.join(sheet.pick(("，", ", ")))),
        standing(source.standing, sheet.lang()).to_owned(),
        words::valid(source.valid, sheet.lang()).unwrap_or_default(),
    ]
}
