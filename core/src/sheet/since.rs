//! The one-time rule (行政许可法 第三十二条（四）): what could have been told before may not be told for the first time now.

use std::borrow::Cow;

use super::entries::{cited, entries, mark};
use super::words::asked;
use super::{Addition, HandIn, Matter, Row, RowKind, Since};
use crate::application::{Application, Paper};
use crate::review::{licensing_law, review};
use crate::rulebook::Rulebook;
use crate::text::Text;

/// Says of every entry whether it was told before, is new, or comes too late.
pub(super) fn compared<'a>(rulebook: &'a Rulebook, matter: &Matter<'a>, rows: &mut [Row<'a>]) {
    let told: Vec<Told> =
        matter.brief.earlier.iter().filter_map(|hand_in| told(rulebook, matter, hand_in)).collect();
    for row in rows {
        let key = row.key.as_deref().unwrap_or_default();
        row.since = Some(if told.is_empty() {
            Since::First
        } else if told.iter().any(|before| before.listed.iter().any(|listed| listed == key)) {
            Since::Again
        } else if told.iter().any(|before| before.knowable.iter().any(|known| known == key)) {
            Since::Late
        } else {
            Since::New
        });
    }
}

/// A hand-in that was answered by a notice: what it listed, and what it could have listed.
struct Told<'a> {
    listed: &'a [String],
    knowable: Vec<String>,
}

fn told<'a>(rulebook: &'a Rulebook, matter: &Matter<'a>, hand_in: &'a HandIn) -> Option<Told<'a>> {
    let listed = hand_in.noticed.as_deref()?;
    let law = &rulebook.on(hand_in.on).law;
    let review = review(rulebook, &hand_in.application, hand_in.on);
    let then = Matter { law, brief: matter.brief, review };
    let mut knowable: Vec<String> = entries(&then).into_iter().filter_map(|row| row.key).collect();
    // What the office sees on a paper, it could have seen on the same paper before.
    let seen = matter.brief.adds.iter().filter(|addition| {
        let now = in_hand(&matter.brief.application, &addition.material);
        now.is_some() && now == in_hand(&hand_in.application, &addition.material)
    });
    knowable.extend(seen.map(key));
    Some(Told { listed, knowable })
}

fn in_hand<'p>(application: &'p Application, material: &str) -> Option<&'p Paper> {
    application.materials.iter().find(|paper| paper.id == material)
}

fn key(addition: &Addition) -> String {
    format!("office:{}:{}", addition.material, addition.text)
}

/// What the office has found itself, as entries.
pub(super) fn additions<'a>(matter: &Matter<'a>) -> impl Iterator<Item = Row<'a>> {
    matter.brief.adds.iter().filter_map(|addition| {
        let material = matter.material(&addition.material)?;
        Some(Row {
            no: 0,
            kind: RowKind::IrregularPaper,
            subject: Cow::Borrowed(addition.material.as_str()),
            key: Some(key(addition)),
            name: Cow::Borrowed(&material.name),
            mark: matter.paper(&addition.material).map(|paper| mark(matter, paper)),
            text: Some(Text::new(addition.text.as_str(), addition.text.as_str())),
            wanted: Some(asked(material)),
            example: None,
            answer: Some(Text::new(
                "按窗口写的改正，再交这一份。",
                "Correct what the office wrote and hand in this one again.",
            )),
            since: None,
            basis: cited(matter, std::iter::once(licensing_law("第三十二条(四)"))),
        })
    })
}
