//! 办事清单: the papers once each, by what to do about them, and again item by item. It tells nothing about who applies.

use super::entries::{cited, mark};
use super::receipt::papers;
use super::words::{asked, said};
use super::{Mark, Matter, Part, Row, RowKind, Written};
use crate::review::{MaterialReview, Need};
use crate::rulebook::Item;
use crate::text::Text;

pub(super) fn checklist<'a>(matter: &Matter<'a>) -> Written<'a> {
    let (items, papers) = (matter.items().count(), papers(matter).count());
    let opening = said(
        matter,
        format!("共 {items} 个事项、{papers} 份材料；同一份材料只要交一次。"),
        format!("{items} approval(s) and {papers} paper(s); the same paper is handed in once."),
        None,
    );
    let mut parts = merged(matter);
    parts.extend(matter.items().map(|item| of_item(matter, item)));
    Written { fits: true, opening, parts, closing: Vec::new() }
}

fn merged<'a>(matter: &Matter<'a>) -> Vec<Part<'a>> {
    let group = |zh: &str, en: &str, wanted: Mark| Part {
        heading: Text::new(zh, en).into(),
        rows: papers(matter)
            .filter(|(_, mark)| *mark == wanted)
            .map(|(paper, mark)| Row {
                wanted: matter.material(paper.id).filter(|_| mark != Mark::Fetched).map(asked),
                text: Some(serves(matter, paper)),
                basis: cited(matter, matter.uses(paper.id).flat_map(|used| used.basis.clone())),
                ..row(matter, paper.id, mark)
            })
            .collect(),
    };
    vec![
        group("还缺", "Missing", Mark::Missing),
        group("要改正", "To put right", Mark::Irregular),
        group("快要过期", "About to expire", Mark::ExpiresSoon),
        group("承诺后补", "To follow on a promise", Mark::Promised),
        group("以告知承诺代替", "Replaced by a commitment", Mark::Committed),
        group("要看回答", "Depends on open questions", Mark::Open),
        group("已有", "In hand", Mark::InHand),
        group("不用您交", "Not asked of you", Mark::Fetched),
    ]
}

/// For which items a paper is asked.
fn serves(matter: &Matter<'_>, paper: &MaterialReview<'_>) -> Text {
    let items = || matter.law.items.iter().filter(|item| paper.items.contains(&item.id.as_str()));
    let names = |pick: fn(&Text) -> &String, gap: &str| {
        items().map(|item| pick(&item.name).as_str()).collect::<Vec<_>>().join(gap)
    };
    Text::new(
        format!("用于：{}", names(|name| &name.zh, "、")),
        format!("For: {}", names(|name| &name.en, "; ")),
    )
}

fn of_item<'a>(matter: &Matter<'a>, item: &'a Item) -> Part<'a> {
    let reviewed = matter.review.items.iter().filter(|review| review.id == item.id);
    let asked = reviewed.flat_map(|review| &review.materials).filter(|used| used.need != Need::NotNeeded);
    let rows = asked.filter_map(|used| {
        let paper = matter.paper(used.id)?;
        Some(row(matter, paper.id, mark(matter, paper)))
    });
    Part { heading: (&item.name).into(), rows: rows.collect() }
}

fn row<'a>(matter: &Matter<'a>, paper: &str, mark: Mark) -> Row<'a> {
    Row { mark: Some(mark), ..Row::of(matter, RowKind::Paper, paper) }
}
