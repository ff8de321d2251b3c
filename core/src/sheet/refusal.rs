//! 不予受理决定书: only on a ground that the law names, and never because a paper is missing.

use super::entries::entries;
use super::notice::by_kind;
use super::words::said;
use super::{Ground, Matter, Row, RowKind, Written};
use crate::progress::notice_basis;
use crate::review::licensing_law;
use crate::rulebook::Basis;

pub(super) fn refusal<'a>(matter: &Matter<'a>) -> Written<'a> {
    let entries = entries(matter);
    let outside: Vec<Row<'a>> = entries.iter().filter(|row| is_outside(row.kind)).cloned().collect();
    if !outside.is_empty() {
        return on_ground(matter, outside);
    }
    let register = register_alone(matter);
    if let Some(basis) = register.filter(|_| !entries.is_empty()) {
        let opening = said(
            matter,
            "登记申请材料不齐或者不符合法定形式，当场书面告知不予受理，要补正的全部内容如下：",
            "The papers for the registration are incomplete or not in due form; it is refused in writing on the spot, and all that has to be corrected is listed here:",
            Some(basis),
        );
        return Written { fits: true, opening, parts: by_kind(entries), closing: closing(matter) };
    }
    let opening = if entries.is_empty() {
        said(
            matter,
            "没有不予受理的理由：材料齐全、符合法定形式的，应当受理。",
            "There is no ground for refusing: what is complete and in due form has to be accepted.",
            Some(licensing_law("第三十二条(五)")),
        )
    } else {
        said(
            matter,
            "材料不齐、不符合法定形式，或者有错误可以更正的，不是不予受理的理由：应当一次性告知补正。",
            "Papers that are missing or not in due form, and errors that can be corrected, are no ground for refusing: a one-time notice has to be given.",
            Some(licensing_law("第三十二条(四)")),
        )
    };
    Written { fits: false, opening, parts: Vec::new(), closing: Vec::new() }
}

fn is_outside(kind: RowKind) -> bool {
    match kind {
        RowKind::WrongOffice | RowKind::NotNeeded => true,
        RowKind::MissingPaper
        | RowKind::IrregularPaper
        | RowKind::FormError
        | RowKind::UnmetCondition
        | RowKind::Unanswered
        | RowKind::Refer
        | RowKind::Paper
        | RowKind::Item => false,
    }
}

fn on_ground<'a>(matter: &Matter<'a>, rows: Vec<Row<'a>>) -> Written<'a> {
    let wrong_office = rows.iter().any(|row| row.kind == RowKind::WrongOffice);
    let opening = if wrong_office {
        said(
            matter,
            "申请事项不属于本行政机关职权范围，不予受理；请向有关行政机关申请。",
            "What is applied for is not in this authority's power, so it is not accepted; apply to the authority in charge.",
            Some(licensing_law("第三十二条(二)")),
        )
    } else {
        said(
            matter,
            "申请事项依法不需要取得行政许可，不受理。",
            "What is applied for needs no licence, so it is not accepted.",
            Some(licensing_law("第三十二条(一)")),
        )
    };
    Written { fits: true, opening, parts: by_kind(rows), closing: closing(matter) }
}

/// The law of the land registers, where nothing but registrations is applied for: they have no five days, what is not
/// complete is refused in writing on the spot (不动产登记暂行条例 第十七条).
pub(super) fn register_alone(matter: &Matter<'_>) -> Option<Basis> {
    let mut items = matter.items().peekable();
    items.peek()?;
    items.all(|item| item.notice_days == 0).then(|| notice_basis(matter.law, 0).clone())
}

fn closing<'a>(matter: &Matter<'a>) -> Vec<Ground<'a>> {
    vec![said(
        matter,
        "不予受理，应当出具加盖专用印章、注明日期的书面凭证。",
        "A refusal is given in writing, sealed and dated.",
        Some(licensing_law("第三十二条第二款")),
    )]
}
