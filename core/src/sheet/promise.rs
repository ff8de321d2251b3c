//! 容缺承诺书: which papers follow, by when, and what it leads to where they do not. 告知承诺 is another thing and has no
//! place here.

use super::entries::cited;
use super::words::{asked, said};
use super::{Mark, Matter, Part, Row, RowKind, Written};
use crate::calendar::Day;
use crate::review::{FindingCode, MaterialReview, MaterialState, Need};
use crate::rulebook::Standing;
use crate::text::Text;

pub(super) fn promise<'a>(matter: &Matter<'a>) -> Written<'a> {
    let promised = matter.review.materials.iter();
    let promised =
        promised.filter(|paper| paper.need == Need::Needed && paper.state == MaterialState::Promised);
    let rows: Vec<Row<'a>> = promised.map(|paper| row(matter, paper)).collect();
    if rows.is_empty() {
        let opening = said(
            matter,
            "没有承诺后补的材料。哪些材料可以后补，见办事清单。",
            "No paper is promised for later. The checklist says which ones may be.",
            None,
        );
        return Written { fits: false, opening, parts: Vec::new(), closing: Vec::new() };
    }
    let too_late = matter.review.findings.iter().any(|finding| finding.code == FindingCode::PromiseLate);
    let mut closing = vec![said(
        matter,
        "决定之前没有补齐的，行政机关不能作出准予的决定。",
        "Where a paper is not there before the decision, the decision cannot be favourable.",
        None,
    )];
    if too_late {
        closing.push(said(
            matter,
            "有的承诺日期晚于决定的期限，请改早。",
            "Some promised days are after the limit for the decision; promise earlier ones.",
            None,
        ));
    }
    Written {
        fits: true,
        opening: said(
            matter,
            "申请人承诺按下列日期补交材料。",
            "The applicant promises to supply these papers by these days.",
            None,
        ),
        parts: vec![Part {
            heading: Text::new("承诺后补的材料", "Papers promised for later").into(), rows
        }],
        closing,
    }
}

fn row<'a>(matter: &Matter<'a>, paper: &MaterialReview<'a>) -> Row<'a> {
    let by = matter.brief.application.promises.iter().filter(|promise| promise.material == paper.id);
    let by = by.filter_map(|promise| promise.by).min();
    Row {
        mark: Some(Mark::Promised),
        text: Some(when(matter, paper.id, by)),
        wanted: matter.material(paper.id).map(asked),
        basis: cited(matter, matter.uses(paper.id).flat_map(|used| used.basis.clone())),
        ..Row::of(matter, RowKind::Paper, paper.id)
    }
}

/// By when a paper follows, and why it may.
fn when(matter: &Matter<'_>, paper: &str, by: Option<Day>) -> Text {
    let deferrals = || matter.uses(paper).filter_map(|used| used.deferrable.as_ref());
    let within = deferrals().filter_map(|deferral| deferral.within).min();
    let last = match within {
        Some(days) => Text::new(
            format!("最晚在受理后 {days} 个工作日内补交"),
            format!("at the latest within {days} working days of acceptance"),
        ),
        None => Text::new("最晚在作出决定之前补交", "at the latest before the decision"),
    };
    let promised = by.map_or_else(Default::default, |by| {
        let day = super::words::chinese(by);
        Text::new(format!("承诺{day}前补交，"), format!("promised by {by}, "))
    });
    let (mark_zh, mark_en) =
        deferrals().map(|deferral| deferral.standing).max().unwrap_or(Standing::Law).mark();
    Text::new(
        format!("{}{}{mark_zh}。", promised.zh, last.zh),
        format!("{}{}{mark_en}.", promised.en, last.en),
    )
}
