//! Which papers are needed, where each one stands, and how much is asked once instead of many times.

use std::collections::HashMap;
use std::rc::Rc;

use super::answers::{Answers, marks};
use super::regular::HeldPapers;
use super::union::Union;
use super::ways::{Settling, ways};
use super::{MaterialReview, MaterialState, Need};
use crate::diagram::{self, Root};
use crate::rulebook::{Deferral, MaterialSource, Use, UseIndex};

/// A use of a paper by an item of the basket that asks for it, or may.
#[derive(Clone, Copy)]
pub(crate) struct Asked<'a> {
    pub item: usize,
    /// Where among the item's papers.
    pub at: usize,
    pub index: &'a UseIndex,
    /// What is left of "asked for": `YES` or open.
    pub left: Root,
}

impl Asked<'_> {
    /// The use as the law has it. Few look at that: it lies far from what is looked at of all.
    pub fn used<'r>(&self, answers: &Answers<'r>) -> Option<&'r Use> {
        answers.rulebook.law.items.get(self.item)?.materials.get(self.at)
    }

    /// 容缺: what lets the paper follow.
    pub fn deferral<'r>(&self, answers: &Answers<'r>) -> Option<&'r Deferral> {
        self.used(answers)?.deferrable.as_ref()
    }
}

/// A paper over the whole basket.
pub(crate) struct Paper<'u, 'a> {
    pub material: usize,
    pub need: Need,
    pub state: MaterialState,
    /// The facts that can still change its need.
    pub open: Rc<[usize]>,
    pub uses: &'u [Asked<'a>],
    /// Where it is lacking and something else will do.
    pub ways: Vec<Settling>,
    /// An item that advises it without asking for it.
    pub advised: Option<&'a Use>,
}

/// What the items of the basket ask for, or may; paper by paper, in the rulebook's order.
pub(super) fn uses<'a>(answers: &Answers<'a>, basket: &[usize]) -> Vec<Asked<'a>> {
    let in_basket = marks(answers.rulebook.items.len(), basket.iter().copied());
    answers.rulebook.uses.iter().flatten().filter_map(|place| asked(answers, &in_basket, place)).collect()
}

/// The use of an item at its place, if the item is in the basket and asks for the paper, or may.
fn asked<'a>(answers: &Answers<'a>, in_basket: &[bool], (item, at): &(usize, usize)) -> Option<Asked<'a>> {
    in_basket.get(*item).filter(|in_basket| **in_basket)?;
    let index = answers.rulebook.items.get(*item)?.uses.get(*at)?;
    let left = answers.left(index.asked);
    (left != diagram::NO).then_some(Asked { item: *item, at: *at, index, left })
}

/// What is advised for certain, by paper; of several items that advise it, the first speaks.
fn advised<'a>(answers: &Answers<'a>, basket: &[usize]) -> HashMap<usize, &'a Use> {
    let in_basket = marks(answers.rulebook.items.len(), basket.iter().copied());
    let advised = answers.rulebook.advised.iter().rev().filter_map(|place| asked(answers, &in_basket, place));
    advised
        .filter(|asked| asked.left == diagram::YES)
        .filter_map(|asked| Some((asked.index.material, asked.used(answers)?)))
        .collect()
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
    let advised = advised(answers, basket);
    let paper = |material| {
        let own = rest.iter().take_while(|asked| asked.index.material == material).count();
        let uses = rest.split_off(..own).unwrap_or_default();
        let Union { need, open } = need(answers, uses);
        let serves = |paper: usize| {
            answers.in_hand(paper) && held.get(&paper).is_none_or(|held| held.wrong.is_empty())
        };
        let state = state(answers, material, need, uses, &serves, &in_basket);
        let ways = match is_lacking(state) {
            true => ways(material, unsettled(answers, material, uses, &serves), serves),
            false => Vec::new(),
        };
        Paper { material, need, state, open, uses, ways, advised: advised.get(&material).copied() }
    };
    (0..answers.rulebook.law.materials.len()).map(paper).collect()
}

/// Whether a paper is needed, and the facts that can still change that.
pub(crate) fn need(answers: &Answers<'_>, uses: &[Asked<'_>]) -> Union {
    let decided = |need| Union { need, open: answers.nothing() };
    let Some(first) = uses.first() else {
        return decided(Need::NotNeeded);
    };
    if uses.iter().any(|asked| asked.left == diagram::YES) {
        return decided(Need::Needed);
    }
    if uses.len() == 1 {
        return Union { need: Need::Undetermined, open: answers.open_facts(first.left) };
    }
    answers.union(uses.iter().map(|asked| asked.left).collect())
}

/// Where a paper stands. `serves` says of a paper whether it is in hand and regular.
pub(crate) fn state(
    answers: &Answers<'_>,
    material: usize,
    need: Need,
    uses: &[Asked<'_>],
    serves: &impl Fn(usize) -> bool,
    in_basket: &impl Fn(&usize) -> bool,
) -> MaterialState {
    let in_hand = answers.in_hand(material);
    if serves(material) || in_hand && need == Need::NotNeeded {
        return MaterialState::InHand;
    }
    if need == Need::NotNeeded {
        return MaterialState::Waived;
    }
    let comes = |asked: &Asked<'_>| {
        asked.index.from.iter().any(|item| in_basket(item) && answers.need(*item) != Need::NotNeeded)
    };
    let mut unserved = uses.iter().filter(|asked| is_unserved(asked, serves));
    let open = || unsettled(answers, material, uses, serves);
    if unserved.next().is_none() {
        MaterialState::InHand
    } else if in_hand {
        MaterialState::Irregular
    } else if open().next().is_none() {
        MaterialState::Committed
    } else if open().all(comes) {
        MaterialState::ByOutcome
    } else if answers.source(material) == MaterialSource::DataSharing {
        MaterialState::Shared
    } else if answers.promised(material) && open().all(|asked| comes(asked) || asked.index.deferrable) {
        MaterialState::Promised
    } else {
        MaterialState::Missing
    }
}

/// No group of papers that would do instead is there.
fn is_unserved(asked: &Asked<'_>, serves: &impl Fn(usize) -> bool) -> bool {
    !asked.index.alternatives.iter().any(|group| group.iter().all(|other| serves(*other)))
}

/// The uses for which neither another paper serves nor a commitment stands in.
fn unsettled<'u, 'a>(
    answers: &Answers<'_>,
    material: usize,
    uses: &'u [Asked<'a>],
    serves: &impl Fn(usize) -> bool,
) -> impl Iterator<Item = &'u Asked<'a>> + Clone {
    let is_committed = answers.committed(material);
    uses.iter().filter(move |asked| is_unserved(asked, serves) && !(is_committed && asked.index.replaceable))
}

/// Whether something else than the paper would settle it, so that one wants to know what.
fn is_lacking(state: MaterialState) -> bool {
    match state {
        MaterialState::Missing | MaterialState::Promised | MaterialState::Irregular => true,
        MaterialState::InHand
        | MaterialState::Committed
        | MaterialState::ByOutcome
        | MaterialState::Shared
        | MaterialState::Waived => false,
    }
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
