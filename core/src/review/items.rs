//! Which approvals are needed, and which of them can be filed now.

use super::answers::Answers;
use super::{ItemReview, Need, Reason, Timing, UseReview};
use crate::application::{Application, Given};
use crate::condition::Condition;
use crate::rulebook::{Item, ItemIndex, Law};

pub(super) fn items(answers: &Answers<'_>, application: &Application, joint: &[usize]) -> Vec<ItemReview> {
    let rulebook = answers.rulebook;
    let indexed = rulebook.law.items.iter().zip(&rulebook.items).enumerate();
    indexed
        .map(|(n, (item, index))| ItemReview {
            id: item.id.clone(),
            need: answers.need(n),
            timing: timing(answers, joint, n, index),
            wished: application.items.contains(&item.id),
            done: answers.done(n),
            reason: reason(&rulebook.law, application, item, answers.need(n)),
            materials: item
                .materials
                .iter()
                .zip(&index.uses)
                .map(|(used, index)| UseReview {
                    id: used.material.clone(),
                    need: answers.need_of(index.asked),
                    deferrable: used.deferrable.is_some(),
                })
                .collect(),
        })
        .collect()
}

/// `later` where an item that has to be decided first is neither decided nor under the same receipt.
fn timing(answers: &Answers<'_>, joint: &[usize], n: usize, index: &ItemIndex) -> Timing {
    let together = |item: usize| joint.contains(&n) && joint.contains(&item);
    let pending =
        |item: &usize| answers.need(*item) != Need::NotNeeded && !answers.done(*item) && !together(*item);
    let waits = index.after.iter().any(|after| {
        answers.holds(after.when) != Some(false)
            && !after.any.iter().any(|item| answers.done(*item))
            && after.any.iter().any(pending)
    });
    let asks = index.uses.iter().any(|used| {
        answers.holds(used.asked) != Some(false)
            && !answers.in_hand(used.material)
            && !used.alternatives.iter().any(|other| answers.in_hand(*other))
            && used.from.iter().any(pending)
    });
    if waits || asks { Timing::Later } else { Timing::Now }
}

/// The condition in words, and the number that decided where one did.
fn reason(law: &Law, application: &Application, item: &Item, need: Need) -> Option<Reason> {
    let basis = item.basis.first()?;
    let mut reason = Reason {
        about: super::facts_of(law, &item.needed_when),
        ..Reason::new(&item.id, item.needed_text.clone(), basis.clone())
    };
    law.leaves(&item.needed_when, &mut |leaf| {
        let Condition::Compare { fact, op, value } = leaf else { return };
        let Some(Given::Number(number)) = application.facts.get(fact).map(|answer| &answer.value) else {
            return;
        };
        let decides = reason.given.is_none() && op.holds(*number, *value) == (need == Need::Needed);
        if need != Need::Undetermined && decides {
            reason.given = Some(number.to_string());
            reason.limit = Some(value.to_string());
            reason.difference = number.minus(*value).map(|difference| difference.to_string());
        }
    });
    Some(reason)
}
