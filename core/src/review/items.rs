//! Which approvals are needed, and which of them can be filed now.

use super::answers::Answers;
use super::{ItemReview, Need, Reason, Timing, UseReview};
use crate::rulebook::{Item, ItemIndex, UseIndex};

pub(super) fn items<'a>(answers: &Answers<'a>, joint: &[usize]) -> Vec<ItemReview<'a>> {
    let rulebook = answers.rulebook;
    let indexed = rulebook.law.items.iter().zip(&rulebook.items).enumerate();
    indexed
        .map(|(n, (item, index))| ItemReview {
            id: &item.id,
            need: answers.need(n),
            timing: timing(answers, joint, n),
            wished: answers.wished(n),
            done: answers.done(n),
            gate: index.gate,
            reason: reason(answers, item, index),
            rests: answers.rests_of(index.need),
            materials: item
                .materials
                .iter()
                .zip(&index.uses)
                .map(|(used, index)| UseReview {
                    id: &used.material,
                    need: answers.need_of(index.asked),
                    deferrable: index.deferrable,
                    level: index.level,
                })
                .collect(),
        })
        .collect()
}

/// `later` where an item that has to be decided first is neither decided nor under the same receipt.
pub(crate) fn timing(answers: &Answers<'_>, joint: &[usize], n: usize) -> Timing {
    let Some(index) = answers.rulebook.items.get(n) else { return Timing::Now };
    let together = |item: usize| joint.contains(&n) && joint.contains(&item);
    let pending =
        |item: &usize| answers.need(*item) != Need::NotNeeded && !answers.done(*item) && !together(*item);
    let waits = index.after.iter().any(|after| {
        answers.holds(after.when) != Some(false)
            && !after.any.iter().any(|item| answers.done(*item))
            && after.any.iter().any(pending)
    });
    // Few papers come from another item: that is asked first.
    let asks = index.uses.iter().any(|used| {
        used.from.iter().any(pending)
            && answers.holds(used.asked) != Some(false)
            && has_to_be_there(answers, used)
    });
    if waits || asks { Timing::Later } else { Timing::Now }
}

/// Whether an item that asks for a paper cannot be filed before it comes: nothing in hand serves, and neither a promise
/// nor a commitment lets it be filed without.
pub(crate) fn has_to_be_there(answers: &Answers<'_>, used: &UseIndex) -> bool {
    let in_hand = |group: &Vec<usize>| group.iter().all(|paper| answers.in_hand(*paper));
    let may_follow = used.deferrable && answers.promised(used.material);
    let is_replaced = used.replaceable && answers.committed(used.material);
    !used.recommended
        && !answers.in_hand(used.material)
        && !used.alternatives.iter().any(in_hand)
        && !may_follow
        && !is_replaced
}

/// The condition in words, and the answer that decided.
fn reason<'a>(answers: &Answers<'a>, item: &'a Item, index: &'a ItemIndex) -> Option<Reason<'a>> {
    let reason = Reason {
        about: answers.ids(&index.asks),
        ..Reason::new(&item.id, &item.needed_text, item.basis.first()?)
    };
    Some(super::reasons::reason(answers, reason, &[&item.needed_when], index.need, false))
}
