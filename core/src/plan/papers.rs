//! Which papers to hand in, and by when.

use super::PaperDay;
use super::graph::Graph;
use super::schedule::Schedule;
use crate::application::Application;
use crate::calendar::Due;
use crate::review::Answers;
use crate::rulebook::{MaterialSource, Use, UseIndex};

/// Each paper that the plan's items ask of the applicant, in the rulebook's order, with the day on which the first of
/// those items is filed. Outcomes of the plan's own items and shared data are not asked for
/// (优化营商环境条例 第三十七条); a promised paper that may follow has the promised day.
pub(super) fn papers(
    answers: &Answers<'_>,
    graph: &Graph,
    schedule: &Schedule,
    application: &Application,
) -> Vec<PaperDay> {
    let law = &answers.rulebook.law;
    let mut last: Vec<Option<Due>> = vec![None; law.materials.len()];
    for node in &schedule.order {
        let at = graph.nodes.get(*node).copied().unwrap_or_default();
        let (Some(item), Some(index)) = (law.items.get(at), answers.rulebook.items.get(at)) else { continue };
        let start = schedule.dates_of(*node).start;
        for (used, index) in item.materials.iter().zip(&index.uses) {
            let Some(paper) = handed_in(answers, graph, index) else { continue };
            let due = promised(answers, application, used, index).unwrap_or(start);
            if let Some(slot) = last.get_mut(paper) {
                *slot = Some(slot.map_or(due, |known| earlier(known, due)));
            }
        }
    }
    let papers = law.materials.iter().zip(last);
    papers.filter_map(|(paper, last)| Some(PaperDay { id: paper.id.clone(), last: last? })).collect()
}

/// The paper that the applicant hands in for a use: the paper itself, or the alternative in hand.
fn handed_in(answers: &Answers<'_>, graph: &Graph, used: &UseIndex) -> Option<usize> {
    if answers.holds(used.asked) != Some(true) {
        return None;
    }
    if answers.in_hand(used.material) {
        return Some(used.material);
    }
    if let Some(group) =
        used.alternatives.iter().find(|group| group.iter().all(|paper| answers.in_hand(*paper)))
    {
        return group.first().copied();
    }
    let by_outcome = used.from.iter().any(|item| graph.node_of.get(*item).copied().flatten().is_some());
    let source = answers.rulebook.law.materials.get(used.material).map(|material| material.source);
    (!by_outcome && source != Some(MaterialSource::DataSharing)).then_some(used.material)
}

/// The day promised for a paper, where this use lets it follow.
fn promised(answers: &Answers<'_>, application: &Application, used: &Use, index: &UseIndex) -> Option<Due> {
    if used.deferrable.is_none() || answers.in_hand(index.material) || !answers.promised(index.material) {
        return None;
    }
    application.promises.iter().find(|promise| promise.material == used.material)?.by.map(Due::on)
}

/// The earlier of two days; one without a bound is later than any. Counted back, a day may have only the later bound.
fn earlier(left: Due, right: Due) -> Due {
    let key = |due: &Due| {
        let day = due.earliest.or(due.latest);
        (day.is_none(), day, due.latest.is_none(), due.latest)
    };
    if key(&right) < key(&left) { right } else { left }
}
