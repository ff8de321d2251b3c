//! Which papers are needed, where each one stands, and how much is asked once instead of many times.

use std::collections::HashMap;
use std::rc::Rc;

use super::answers::Answers;
use super::regular::HeldPapers;
use super::union::Union;
use super::ways::{Settling, ways};
use super::{MaterialReview, MaterialState, Need};
use crate::diagram::{self, Hashing, Root};
use crate::rulebook::{MaterialSource, Use, UseIndex};

/// A use of a paper by an item of the basket that asks for it, or may.
#[derive(Clone, Copy)]
pub(super) struct Asked<'a> {
    pub item: usize,
    pub used: &'a Use,
    pub index: &'a UseIndex,
    /// What is left of "asked for": `YES` or open.
    pub left: Root,
}

/// A paper over the whole basket.
pub(super) struct Paper<'a> {
    pub material: usize,
    pub need: Need,
    pub state: MaterialState,
    /// The facts that can still change its need.
    pub open: Rc<[usize]>,
    pub uses: Vec<Asked<'a>>,
    /// Where it is lacking and something else will do.
    pub ways: Vec<Settling>,
    /// An item that advises it without asking for it.
    pub advised: Option<Asked<'a>>,
}

/// Every paper of the rulebook, in its order.
pub(super) fn papers<'a>(answers: &Answers<'a>, basket: &[usize], held: &HeldPapers<'a>) -> Vec<Paper<'a>> {
    let rulebook = answers.rulebook;
    let mut advised: Vec<(usize, Asked<'a>)> = Vec::new();
    let mut uses: Vec<Vec<Asked<'a>>> = rulebook.law.materials.iter().map(|_| Vec::new()).collect();
    for item in basket {
        let (Some(law), Some(index)) = (rulebook.law.items.get(*item), rulebook.items.get(*item)) else {
            continue;
        };
        for (used, index) in law.materials.iter().zip(&index.uses) {
            let left = answers.left(index.asked);
            let asked = Asked { item: *item, used, index, left };
            if used.recommended {
                advised.extend((left == diagram::YES).then_some((index.material, asked)));
            } else if let Some(uses) = uses.get_mut(index.material).filter(|_| left != diagram::NO) {
                uses.push(asked);
            }
        }
    }
    // Of several that advise a paper, the first speaks.
    advised.reverse();
    let advised: HashMap<usize, Asked<'a>> = advised.into_iter().collect();
    let in_basket = |item: &usize| basket.binary_search(item).is_ok();
    let mut known = Known::default();
    uses.into_iter()
        .enumerate()
        .map(|(material, uses)| {
            let Union { need, open } = need(answers, &uses, &mut known);
            let (state, ways) = state(answers, material, need, &uses, held, &in_basket);
            Paper { material, need, state, open, uses, ways, advised: advised.get(&material).copied() }
        })
        .collect()
}

/// What was worked out for other papers.
#[derive(Default)]
struct Known {
    /// The facts that can change what is decided: none, of which an empty list each would take memory.
    none: Rc<[usize]>,
    /// By what is left of a paper's uses.
    unions: HashMap<Vec<Root>, Union, Hashing>,
}

/// Whether a paper is needed, and the facts that can still change that.
fn need(answers: &Answers<'_>, uses: &[Asked<'_>], known: &mut Known) -> Union {
    let Some(first) = uses.first() else {
        return Union { need: Need::NotNeeded, open: Rc::clone(&known.none) };
    };
    if uses.iter().any(|asked| asked.left == diagram::YES) {
        return Union { need: Need::Needed, open: Rc::clone(&known.none) };
    }
    if uses.len() == 1 {
        return Union { need: Need::Undetermined, open: answers.open_facts(first.left) };
    }
    let mut open: Vec<Root> = uses.iter().map(|asked| asked.left).collect();
    open.sort_unstable();
    open.dedup();
    if let Some(union) = known.unions.get(&open) {
        return union.clone();
    }
    let union = Union::of(answers, &open);
    known.unions.insert(open, union.clone());
    union
}

/// Where a paper stands, and what else would settle it.
fn state(
    answers: &Answers<'_>,
    material: usize,
    need: Need,
    uses: &[Asked<'_>],
    held: &HeldPapers<'_>,
    in_basket: &impl Fn(&usize) -> bool,
) -> (MaterialState, Vec<Settling>) {
    let in_hand = answers.in_hand(material);
    let serves =
        |paper: usize| answers.in_hand(paper) && held.get(&paper).is_none_or(|held| held.wrong.is_empty());
    if serves(material) || in_hand && need == Need::NotNeeded {
        return (MaterialState::InHand, Vec::new());
    }
    if need == Need::NotNeeded {
        return (MaterialState::Waived, Vec::new());
    }
    let stands_in = |group: &Vec<usize>| group.iter().all(|other| serves(*other));
    let unserved = || uses.iter().filter(move |asked| !asked.index.alternatives.iter().any(stands_in));
    let committed = |asked: &&Asked<'_>| asked.used.commitment.is_some() && answers.committed(material);
    let open = || unserved().filter(move |asked| !committed(asked));
    let comes = |asked: &Asked<'_>| {
        asked.index.from.iter().any(|item| in_basket(item) && answers.need(*item) != Need::NotNeeded)
    };
    let lacking = if unserved().next().is_none() {
        return (MaterialState::InHand, Vec::new());
    } else if in_hand {
        MaterialState::Irregular
    } else if open().next().is_none() {
        return (MaterialState::Committed, Vec::new());
    } else if open().all(comes) {
        return (MaterialState::ByOutcome, Vec::new());
    } else if answers.source(material) == MaterialSource::DataSharing {
        return (MaterialState::Shared, Vec::new());
    } else if answers.promised(material)
        && open().all(|asked| comes(asked) || asked.used.deferrable.is_some())
    {
        MaterialState::Promised
    } else {
        MaterialState::Missing
    };
    (lacking, ways(material, open(), serves))
}

pub(super) fn reviews<'a>(answers: &Answers<'a>, papers: &[Paper<'_>]) -> Vec<MaterialReview<'a>> {
    let law = &answers.rulebook.law;
    let name = |asked: &Asked<'_>| law.items.get(asked.item).map(|item| item.id.as_str());
    papers
        .iter()
        .zip(&law.materials)
        .map(|(paper, material)| MaterialReview {
            id: &material.id,
            need: paper.need,
            state: paper.state,
            items: paper.uses.iter().filter_map(name).collect(),
            ways: paper.ways.iter().map(|way| way.of(answers)).collect(),
        })
        .collect()
}
