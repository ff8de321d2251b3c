//! 受理通知书: what is accepted, by when it will be decided, and what follows on a promise.

use super::entries::cited;
use super::words::{self, said};
use super::{Ground, Matter, Part, Row, RowKind, Written};
use crate::progress::{Case, Clock, ClockKind, Event, EventType, progress};
use crate::review::{Verdict, licensing_law};
use crate::rulebook::Rulebook;
use crate::text::Text;

pub(super) fn acceptance<'a>(rulebook: &'a Rulebook, matter: &Matter<'a>) -> Written<'a> {
    if matter.review.verdict > Verdict::Deferrable {
        let opening = said(
            matter,
            "按现有材料还不能受理：要补正的见一次性告知书。",
            "As it stands it cannot be accepted yet: the one-time notice lists what to correct.",
            Some(licensing_law("第三十二条(四)")),
        );
        return Written { fits: false, opening, parts: Vec::new(), closing: Vec::new() };
    }
    // What runs from an acceptance today.
    let on = matter.review.on;
    let events = vec![Event::new(EventType::Received, on), Event::new(EventType::Accepted, on)];
    let case = Case { application: matter.brief.application.clone(), events, pause_until: None };
    let clocks = progress(rulebook, &case, on).clocks;
    let row = |clock: &Clock<'_>| {
        let subject = clock.item.or(clock.program).unwrap_or_default();
        let known = matter
            .law
            .items
            .iter()
            .map(|item| &item.id)
            .chain(matter.law.programs.iter().map(|program| &program.id));
        let subject = known.into_iter().find(|id| *id == subject)?;
        Some(Row {
            text: Some(duty(clock)),
            basis: cited(matter, std::iter::once(clock.basis.clone())),
            ..Row::of(matter, RowKind::Item, subject)
        })
    };
    let rows = |kinds: &[ClockKind]| {
        clocks.iter().filter(|clock| kinds.contains(&clock.kind)).filter_map(row).collect()
    };
    Written {
        fits: true,
        opening: opening(matter),
        parts: vec![
            Part {
                heading: Text::new("办理期限", "Limits of time").into(),
                rows: rows(&[ClockKind::Statutory, ClockKind::Pledged]),
            },
            Part {
                heading: Text::new("承诺后补的材料", "Papers to follow on your promise").into(),
                rows: rows(&[ClockKind::Promise]),
            },
        ],
        closing: vec![said(
            matter,
            "期限以工作日计算，不含法定节假日；检验、听证等依法需要的时间不计算在内，另行书面告知。",
            "Limits count working days; time that the law allows for tests, hearings and the like does not count and is told in writing.",
            Some(licensing_law("第四十五条")),
        )],
    }
}

fn opening<'a>(matter: &Matter<'a>) -> Ground<'a> {
    let basis = Some(licensing_law("第三十二条(五)"));
    if matter.review.verdict == Verdict::Deferrable {
        return said(
            matter,
            "除承诺后补的以外，申请材料齐全、符合法定形式，今天受理。",
            "But for the papers that follow on a promise, the papers are complete and in due form; the application is accepted today.",
            basis,
        );
    }
    said(
        matter,
        "申请材料齐全、符合法定形式，今天受理。",
        "The papers are complete and in due form; the application is accepted today.",
        basis,
    )
}

/// What has to be done, and by which day.
fn duty(clock: &Clock<'_>) -> Text {
    let by = words::due(&clock.due);
    Text::new(
        format!("{}{}。", trimmed(&clock.duty.zh), by.zh),
        format!("{}{}.", trimmed(&clock.duty.en), by.en),
    )
}

fn trimmed(duty: &str) -> &str {
    duty.trim_end_matches(['。', '.'])
}
