//! 一次性告知书: everything to correct, numbered, told once.

use super::entries::entries;
use super::refusal::register_alone;
use super::since::{additions, compared};
use super::words::said;
use super::{Ground, Matter, Part, Row, RowKind, Since, Written};
use crate::review::licensing_law;
use crate::rulebook::Rulebook;
use crate::text::Text;

pub(super) fn notice<'a>(rulebook: &'a Rulebook, matter: &Matter<'a>) -> Written<'a> {
    let mut rows = entries(matter);
    rows.extend(additions(matter));
    compared(rulebook, matter, &mut rows);
    let (fits, late) = (!rows.is_empty(), rows.iter().any(|row| row.since == Some(Since::Late)));
    let opening = if fits {
        said(
            matter,
            format!("收到的申请还有 {} 处要补正。全部内容一次列在下面：", rows.len()),
            format!(
                "What was handed in has to be corrected in {} place(s). All of them are listed here, once:",
                rows.len()
            ),
            Some(licensing_law("第三十二条(四)")),
        )
    } else {
        said(
            matter,
            "没有要补正的，不用告知：应当受理。",
            "There is nothing to correct, so there is no notice: it has to be accepted.",
            Some(licensing_law("第三十二条(五)")),
        )
    };
    let mut closing = Vec::new();
    if late {
        closing.push(said(
            matter,
            "标明“此前就能告知”的，上次告知时就能看出来而没有告知。补正只告知一次：没有写明理由的，不得再提。",
            "Entries marked as late could have been told the last time and were not. Corrections are told once: without a recorded reason they may not be raised now.",
            Some(licensing_law("第三十二条(四)")),
        ));
    }
    if fits {
        closing.push(said(
            matter,
            "按本告知书全部补正后，应当受理。",
            "Once all of this is corrected, the application has to be accepted.",
            Some(licensing_law("第三十二条(五)")),
        ));
        closing.push(in_silence(matter));
    }
    Written { fits, opening, parts: by_kind(rows), closing }
}

/// What follows where nobody tells anything in time.
fn in_silence<'a>(matter: &Matter<'a>) -> Ground<'a> {
    match register_alone(matter) {
        Some(basis) => said(
            matter,
            "登记机构没有当场书面告知不予受理的，视为受理。",
            "If the register does not refuse in writing on the spot, the application counts as accepted.",
            Some(basis),
        ),
        None => said(
            matter,
            "没有在收到材料之日起五个工作日内告知的，自收到材料之日起就是受理。",
            "If it is not given within five working days of receipt, the application is accepted as of receipt.",
            Some(licensing_law("第三十二条(四)")),
        ),
    }
}

/// The kinds of entries, in the order in which they are told.
const KINDS: [RowKind; 8] = [
    RowKind::MissingPaper,
    RowKind::IrregularPaper,
    RowKind::FormError,
    RowKind::UnmetCondition,
    RowKind::WrongOffice,
    RowKind::NotNeeded,
    RowKind::Unanswered,
    RowKind::Refer,
];

/// The entries under a heading for each kind.
pub(super) fn by_kind(mut rows: Vec<Row<'_>>) -> Vec<Part<'_>> {
    let of = |kind: RowKind| Part {
        heading: heading(kind).into(),
        rows: rows.extract_if(.., |row| row.kind == kind).collect(),
    };
    KINDS.into_iter().map(of).collect()
}

/// What entries of a kind stand under.
fn heading(kind: RowKind) -> Text {
    match kind {
        RowKind::MissingPaper => Text::new("缺少的材料", "Papers that are missing"),
        RowKind::IrregularPaper => Text::new("不符合要求的材料", "Papers that are not in order"),
        RowKind::FormError => Text::new("可以当场更正的", "To correct on the spot"),
        RowKind::UnmetCondition => Text::new("不满足的条件", "Conditions that are not met"),
        RowKind::WrongOffice => Text::new("不归本地办理的", "Not for this office"),
        RowKind::NotNeeded => Text::new("不用办理的", "Not needed"),
        RowKind::Unanswered => Text::new("还要回答的问题", "Questions that are open"),
        RowKind::Refer => Text::new("要由窗口答复的", "For the office to answer"),
        RowKind::Paper => Text::new("材料", "Papers"),
        RowKind::Item => Text::new("事项", "Approvals"),
    }
}
