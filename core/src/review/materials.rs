//! Which papers are needed, where each one stands, and how much is asked once instead of many times.

use std::collections::HashMap;
use std::rc::Rc;

use super::answers::{Answers, marks};
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
pub(super) struct Paper<'u, 'a> {
    pub material: usize,
    pub need: Need,
    pub state: MaterialState,
    /// The facts that can still change its need.
    pub open: Rc<[usize]>,
    pub uses: &'u [Asked<'a>],
    /// Where it is lacking and something else will do.
    pub ways: Vec<Settling>,
    /// An item that advises it without asking for it.
    pub advised: Option<Asked<'a>>,
}

/// What the items of the basket ask for, or may; paper by paper, in the rulebook's order.
pub(super) fn uses<'a>(answers: &Answers<'a>, basket: &[usize]) -> Vec<Asked<'a>> {
    let in_basket = marks(answers.rulebook.items.len(), basket.iter().copied());
    answers.rulebook.uses.iter().flatten().filter_map(|place| asked(answers, &in_basket, place)).collect()
}

/// The use of an item at its place, if the item is in the basket and asks for the paper, or may.
fn asked<'a>(answers: &Answers<'a>, in_basket: &[bool], (item, at): &(usize, usize)) -> Option<Asked<'a>> {
    in_basket.get(*item).filter(|in_basket| **in_basket)?;
    let (law, index) = (answers.rulebook.law.items.get(*item)?, answers.rulebook.items.get(*item)?);
    let (used, index) = (law.materials.get(*at)?, index.uses.get(*at)?);
    let left = answers.left(index.asked);
    (left != diagram::NO).then_some(Asked { item: *item, used, index, left })
}

/// What is advised for certain, by paper; of several items that advise it, the first speaks.
fn advised<'a>(answers: &Answers<'a>, basket: &[usize]) -> HashMap<usize, Asked<'a>> {
    let in_basket = marks(answers.rulebook.items.len(), basket.iter().copied());
    let advised = answers.rulebook.advised.iter().rev().filter_map(|place| asked(answers, &in_basket, place));
    advised.filter(|asked| asked.left == diagram::YES).map(|asked| (asked.index.material, asked)).collect()
}

/// Every paper of the rulebook, in its order.
pub(super) fn papers<'u, 'a>(
    answers: &Answers<'a>,
    basket: &[usize],
    uses: &'u [Asked<'a>],
    held: &HeldPapers<'a>,
) -> Vec<Paper<'u, 'a>> {
    let mut rest = uses;
    let in_basket = |item: &usize| basket.binary_search(item).is_ok();
    let mut known = Known::default();
    let advised = advised(answers, basket);
    let paper = |material| {
        let own = rest.iter().take_while(|asked| asked.index.material == material).count();
        let uses = rest.split_off(..own).unwrap_or_default();
        let Union { need, open } = need(answers, uses, &mut known);
        let (state, ways) = state(answers, material, need, uses, held, &in_basket);
        Paper { material, need, state, open, uses, ways, advised: advised.get(&material).copied() }
    };
    (0..answers.rulebook.law.materials.len()).map(paper).collect()
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

pub(super) fn reviews<'a>(answers: &Answers<'a>, papers: &[Paper<'_, '_>]) -> Vec<MaterialReview<'a>> {
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
