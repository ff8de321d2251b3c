//! 四减: what is saved when a basket is done together.

use super::answers::Answers;
use super::materials::Paper;
use super::{DaysSaving, Need, Saving, Savings};
use crate::diagram;
use crate::plan::{expected, rounds};
use crate::rulebook::{Duration, Unit};

/// The needed items of a basket, each alone and all together.
pub(super) fn savings<'a>(
    answers: &Answers<'a>,
    basket: &[usize],
    joint: &[usize],
    papers: &[Paper<'_, '_>],
) -> Savings<'a> {
    // A paper can be certain although none of its uses is (filed or ratified, both ask for it): then it is asked once.
    let times =
        |paper: &Paper<'_, '_>| paper.uses.iter().filter(|asked| asked.left == diagram::YES).count().max(1);
    let needed_papers = || papers.iter().filter(|paper| paper.stand.need == Need::Needed);
    let needed: Vec<usize> =
        basket.iter().copied().filter(|item| answers.need(*item) == Need::Needed).collect();
    let joined = needed.iter().filter(|item| joint.contains(item)).count();
    let items = needed.len();
    let limits: Vec<Option<u32>> = needed.iter().map(|item| working_days(answers, *item)).collect();
    let open = needed.iter().zip(&limits).filter(|(_, days)| days.is_none());
    let law = &answers.rulebook.law.items;
    let alone = limits.iter().flatten().fold(0, |sum: u32, days| sum.saturating_add(*days));
    let open = open.filter_map(|(item, _)| law.get(*item)).map(|item| item.id.as_str()).collect();
    let chain = rounds(answers, needed, &limits);
    Savings {
        papers: Saving {
            alone: count(needed_papers().map(times).sum()),
            together: count(needed_papers().count()),
        },
        steps: Saving { alone: count(items), together: chain.rounds },
        visits: Saving { alone: count(items), together: count(items - joined.saturating_sub(1)) },
        days: DaysSaving { alone, together: chain.days, open },
    }
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// The working days that an authority has for an item: as pledged, else by law.
fn working_days<'a>(answers: &Answers<'a>, item: usize) -> Option<u32> {
    let (law, index) = (answers.rulebook.law.items.get(item)?, answers.rulebook.items.get(item)?);
    if law.duration != Duration::Authority {
        return None;
    }
    expected(answers, law, index).filter(|limit| limit.unit == Unit::Working).map(|limit| limit.days)
}
