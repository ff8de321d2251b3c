//! 收件凭证: which papers are asked for, and which were handed in.

use super::entries::{cited, mark};
use super::words::{asked, handed_in, said};
use super::{Mark, Matter, Part, Row, RowKind, Written};
use crate::review::{MaterialReview, Need, licensing_law};
use crate::text::Text;

pub(super) fn receipt<'a>(matter: &Matter<'a>) -> Written<'a> {
    let handed = !matter.brief.application.materials.is_empty();
    let opening = said(
        matter,
        "今天收到下列材料。",
        "The following papers were received today.",
        Some(licensing_law("第三十二条")),
    );
    let closing = vec![said(
        matter,
        "要补正的，自今天起五个工作日内一次告知；到期没有告知的，自今天起就是受理。",
        "What has to be corrected is told once, within five working days from today; otherwise the application is accepted as of today.",
        Some(licensing_law("第三十二条(四)")),
    )];
    let nothing = said(
        matter,
        "还没有交任何材料。下面是要交的。",
        "No paper was handed in yet. These are the ones that are asked for.",
        Some(licensing_law("第三十二条")),
    );
    Written { fits: handed, opening: if handed { opening } else { nothing }, parts: parts(matter), closing }
}

/// The papers by what was done about them: handed in, to follow, lacking, not asked of the applicant.
fn parts<'a>(matter: &Matter<'a>) -> Vec<Part<'a>> {
    let group = |zh: &str, en: &str, marks: &[Mark]| Part {
        heading: Text::new(zh, en).into(),
        rows: papers(matter)
            .filter(|(_, mark)| marks.contains(mark))
            .map(|(paper, mark)| row(matter, paper, mark))
            .collect(),
    };
    vec![
        group("已收到", "Received", &[Mark::InHand, Mark::ExpiresSoon, Mark::Irregular]),
        group("承诺后补", "To follow on a promise", &[Mark::Promised]),
        group("以告知承诺代替", "Replaced by a commitment", &[Mark::Committed]),
        group("没有交", "Not handed in", &[Mark::Missing]),
        group("要看回答", "Depends on open questions", &[Mark::Open]),
        group("不用交，由办理部门取得", "Not asked of you: the office gets it", &[Mark::Fetched]),
    ]
}

/// The papers that are asked for, may be, or were handed in, and where each one stands.
pub(super) fn papers<'m, 'a>(matter: &'m Matter<'a>) -> impl Iterator<Item = (&'m MaterialReview<'a>, Mark)> {
    let in_hand = |id: &str| matter.brief.application.materials.iter().any(|paper| paper.id == id);
    let papers = matter.review.materials.iter();
    papers
        .filter(move |paper| paper.need != Need::NotNeeded || in_hand(paper.id))
        .map(|paper| (paper, mark(matter, paper)))
}

fn row<'a>(matter: &Matter<'a>, paper: &MaterialReview<'a>, mark: Mark) -> Row<'a> {
    let material = matter.material(paper.id);
    let handed = matter.brief.application.materials.iter().find(|handed| handed.id == paper.id);
    Row {
        mark: Some(mark),
        text: handed.map(handed_in),
        wanted: material.filter(|_| paper.need != Need::NotNeeded).map(asked),
        basis: cited(matter, matter.uses(paper.id).flat_map(|used| used.basis.clone())),
        ..Row::of(matter, RowKind::Paper, paper.id)
    }
}
