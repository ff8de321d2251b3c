//! The words that every paper has in common.

use std::borrow::Cow;
use std::fmt::Write as _;

use chrono::Datelike;

use super::{Ground, Line, Matter, Row, RowKind, SheetKind};
use crate::application::Paper;
use crate::calendar::{Day, Due};
use crate::review::Need;
use crate::rulebook::{Basis, Item, Material, PaperForm};
use crate::text::Text;

pub(super) fn title(kind: SheetKind) -> Text {
    match kind {
        SheetKind::Notice => Text::new("一次性告知书", "One-time notice of what to correct"),
        SheetKind::Receipt => Text::new("收件凭证", "Receipt of papers"),
        SheetKind::Acceptance => Text::new("受理通知书", "Notice of acceptance"),
        SheetKind::NonAcceptance => Text::new("不予受理决定书", "Decision not to accept"),
        SheetKind::Promise => Text::new("容缺承诺书", "Promise to supply papers later"),
        SheetKind::Checklist => Text::new("办事清单", "Checklist"),
    }
}

/// What the paper is not.
pub(super) fn advice(kind: SheetKind) -> Text {
    match kind {
        SheetKind::Checklist => Text::new(
            "这是提交前的建议，不是行政决定；标“示例”的以窗口为准。",
            "This is advice before filing, not a decision; where it says illustrative, ask the window.",
        ),
        SheetKind::Promise => Text::new(
            "这是按规则写出的文稿，由申请人签字盖章；能否后补标“示例”的，以窗口为准。",
            "This is a draft written by the rules, for the applicant to sign and seal; where it says illustrative, ask the window whether the paper may follow.",
        ),
        SheetKind::Notice | SheetKind::Receipt | SheetKind::Acceptance | SheetKind::NonAcceptance => {
            Text::new(
                "这是按规则写出的文稿，行政机关加盖专用印章并注明日期后才是正式文书；标“示例”的以窗口为准。",
                "This is a draft written by the rules. It becomes an official paper only with the authority's seal and date; where it says illustrative, ask the window.",
            )
        }
    }
}

/// To whom, about what, on which day. A checklist can be shared, so it does not say to whom.
pub(super) fn lines<'a>(matter: &Matter<'a>) -> Vec<Line<'a>> {
    let told = matter.brief.kind != SheetKind::Checklist;
    let applicant = matter.brief.application.applicant.as_ref().filter(|_| told);
    let unit = applicant.map(|applicant| applicant.unit_name.trim()).filter(|name| !name.is_empty());
    let unit = unit
        .map(|name| Line { name: Text::new("申请人", "Applicant"), value: Text::new(name, name).into() });
    let names = |pick: fn(&Text) -> &String, gap: &str| {
        matter.items().map(|item| pick(&item.name).as_str()).collect::<Vec<_>>().join(gap)
    };
    let about = matter.items().next().is_some().then(|| Line {
        name: Text::new("申请事项", "Applied for"),
        value: Text::new(names(|name| &name.zh, "、"), names(|name| &name.en, "; ")).into(),
    });
    let on = matter.review.on;
    let day =
        Line { name: Text::new("日期", "Date"), value: Text::new(chinese(on), on.to_string()).into() };
    [unit, about, Some(day)].into_iter().flatten().collect()
}

/// 2026年11月23日.
pub(super) fn chinese(day: Day) -> String {
    format!("{}年{}月{}日", day.0.year(), day.0.month(), day.0.day())
}

/// By which day something is due; past the published calendar, its bounds.
pub(super) fn due(due: &Due) -> Text {
    match (due.day, due.earliest, due.latest) {
        (Some(day), ..) => Text::new(format!("，最晚{}", chinese(day)), format!(", by {day}")),
        (None, Some(first), Some(last)) => Text::new(
            format!("，放假安排还没有公布，最晚在{}到{}之间", chinese(first), chinese(last)),
            format!(", by a day between {first} and {last} (the days off are not published yet)"),
        ),
        (None, ..) => Text::new("，到期日还不能确定", ", by a day that is not known yet"),
    }
}

/// A sentence, and the article that it rests on.
pub(super) fn said<'a>(
    matter: &Matter<'a>,
    zh: impl Into<String>,
    en: impl Into<String>,
    basis: Option<Basis>,
) -> Ground<'a> {
    Ground { text: Text::new(zh, en), basis: basis.map(|basis| matter.cite(basis)) }
}

/// What a paper has to be like. Form and copies are nowhere in the law that was read: 示例.
pub(super) fn asked(material: &Material) -> Text {
    if material.form == PaperForm::Share {
        return Text::new("由办理部门调取（示例）", "fetched by the office (illustrative)");
    }
    let ((form_zh, form_en), count) = (material.form.words(), material.count);
    let (mut zh, mut en) = (format!("{form_zh} {count} 份"), format!("{form_en}, {count}"));
    if let Some(regular) = &material.regular {
        let mut add = |more: [String; 2]| {
            let [more_zh, more_en] = more;
            let _ = write!(zh, "，{more_zh}");
            let _ = write!(en, ", {more_en}");
        };
        if regular.signed {
            add(["签字".into(), "signed".into()]);
        }
        if regular.sealed {
            add(["盖章".into(), "sealed".into()]);
        }
        if let Some(within) = regular.within {
            add([format!("{within} 天以内出具"), format!("issued within {within} days")]);
        }
        if !regular.issuers.is_empty() {
            let issuers = &regular.issuers;
            add([format!("由{}出具", issuers.join("、")), format!("issued by {}", issuers.join(", "))]);
        }
    }
    Text::new(zh + "（示例）", en + " (illustrative)")
}

/// What was handed in, as far as it was told.
pub(super) fn handed_in(paper: &Paper) -> Text {
    let (mut zh, mut en) = (String::from("收到"), String::from("Received"));
    let (form_zh, form_en) = paper.form.map_or(("", ""), PaperForm::words);
    zh += form_zh;
    if !form_en.is_empty() {
        let _ = write!(en, ": {form_en}");
    }
    if let Some(copies) = paper.copies {
        let _ = write!(zh, " {copies} 份");
        let _ = write!(en, "{}{copies}", if form_en.is_empty() { ": " } else { ", " });
    }
    Text { zh, en }
}

/// What something is called.
pub(super) fn name<'a>(matter: &Matter<'a>, id: &str) -> Cow<'a, Text> {
    let law = matter.law;
    let material = law.materials.iter().find(|material| material.id == id).map(|material| &material.name);
    let item = || law.items.iter().find(|item| item.id == id).map(|item| &item.name);
    let program = || law.programs.iter().find(|program| program.id == id).map(|program| &program.name);
    let fact = || law.facts.iter().find(|fact| fact.id == id).map(|fact| &fact.question);
    match material.or_else(item).or_else(program).or_else(fact) {
        Some(name) => Cow::Borrowed(name),
        None => Cow::Owned(field(id)),
    }
}

/// A field of the applicant's form; else answers that exclude each other.
fn field(id: &str) -> Text {
    match id {
        "unitName" => Text::new("单位名称", "Name of the unit"),
        "creditCode" => Text::new("统一社会信用代码", "Credit code"),
        "contact" => Text::new("联系人", "Contact person"),
        "phone" => Text::new("电话", "Phone"),
        _ => Text::new("互相矛盾的回答", "Answers that contradict each other"),
    }
}

impl<'a> Matter<'a> {
    /// What is applied for: the items wished for by name, else all that are needed and not decided yet.
    pub fn items(&self) -> impl Iterator<Item = &'a Item> {
        let by_name = !self.brief.application.items.is_empty();
        let reviewed = self.review.items.iter();
        let wanted = reviewed
            .filter(|item| if by_name { item.wished } else { item.need == Need::Needed && !item.done });
        let wanted: Vec<&'a str> = wanted.map(|item| item.id).collect();
        self.law.items.iter().filter(move |item| wanted.contains(&item.id.as_str()))
    }
}

impl<'a> Row<'a> {
    /// A row that only names what it is about.
    pub(super) fn of(matter: &Matter<'a>, kind: RowKind, subject: &str) -> Row<'a> {
        Row {
            no: 0,
            kind,
            subject: subject.to_owned().into(),
            key: None,
            name: name(matter, subject),
            mark: None,
            text: None,
            wanted: None,
            example: None,
            answer: None,
            since: None,
            basis: Vec::new(),
        }
    }
}
