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

/// Whether a paper is needed, and where it stands.
pub(crate) struct Stand<'a> {
    pub need: Need,
    pub state: MaterialState,
    /// The facts that can still change whether it is needed or, of a paper that is, whether it is lacking.
    pub open: Rc<[usize]>,
    /// A use by an item that is needed which may yet find lacking what is in order for all others.
    pub yet: Option<Asked<'a>>,
}

/// A paper over the whole basket.
pub(crate) struct Paper<'u, 'a> {
    pub material: usize,
    pub stand: Stand<'a>,
    pub uses: &'u [Asked<'a>],
    /// Where it is lacking and something else will do.
    pub ways: Vec<Settling>,
    /// An item that advises it without asking for it.
    pub advised: Option<&'a Use>,
}

impl<'u, 'a> Paper<'u, 'a> {
    /// The uses that ask for it for certain; where none does, all that may.
    pub fn asking(&self) -> impl Iterator<Item = &'u Asked<'a>> + Clone {
        let certain = self.uses.iter().any(|asked| asked.left == diagram::YES);
        self.uses.iter().filter(move |asked| !certain || asked.left == diagram::YES)
    }
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
        let serves = |paper: usize| {
            answers.in_hand(paper) && held.get(&paper).is_none_or(|held| held.wrong.is_empty())
        };
        let stand = stand(answers, material, uses, &serves, &in_basket);
        let ways = match is_lacking(stand.state) {
            true => ways(material, unsettled(answers, material, uses, &serves), serves),
            false => Vec::new(),
        };
        Paper { material, stand, uses, ways, advised: advised.get(&material).copied() }
    };
    (0..answers.rulebook.law.materials.len()).map(paper).collect()
}

/// Whether one of the uses asks for a paper, and the facts that can still change that.
fn need(answers: &Answers<'_>, uses: &[Asked<'_>]) -> Union {
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
///
/// It is lacking where that is so however the open questions are answered. Where it is needed, and only what may yet be asked
/// for would find it lacking, it stands as it does for the others.
pub(crate) fn stand<'a>(
    answers: &Answers<'_>,
    material: usize,
    uses: &[Asked<'a>],
    serves: &impl Fn(usize) -> bool,
    in_basket: &impl Fn(&usize) -> bool,
) -> Stand<'a> {
    let Union { need, open } = need(answers, uses);
    let certain = |state| Stand { need, state, open, yet: None };
    let in_hand = answers.in_hand(material);
    if serves(material) || in_hand && need == Need::NotNeeded {
        return certain(MaterialState::InHand);
    }
    if need == Need::NotNeeded {
        return certain(MaterialState::Waived);
    }
    let comes = |asked: &Asked<'_>| {
        asked.index.from.iter().any(|item| in_basket(item) && answers.need(*item) != Need::NotNeeded)
    };
    let (committed, promised) = (answers.committed(material), answers.promised(material));
    let shared = answers.source(material) == MaterialSource::DataSharing;
    let found = |asked: &Asked<'_>| {
        if !is_unserved(asked, serves) {
            MaterialState::InHand
        } else if in_hand {
            MaterialState::Irregular
        } else if committed && asked.index.replaceable {
            MaterialState::Committed
        } else if comes(asked) {
            MaterialState::ByOutcome
        } else if shared {
            MaterialState::Shared
        } else if promised && asked.index.deferrable {
            MaterialState::Promised
        } else {
            MaterialState::Missing
        }
    };
    let lacks =
        |asked: &&Asked<'_>| matches!(found(asked), MaterialState::Missing | MaterialState::Irregular);
    let lacking = lacking(answers, need, uses, lacks);
    if lacking.need == Need::Needed {
        return certain(if in_hand { MaterialState::Irregular } else { MaterialState::Missing });
    }
    // The first of these that a use finds.
    let order =
        [MaterialState::Promised, MaterialState::Shared, MaterialState::ByOutcome, MaterialState::Committed];
    let finds = |state: &MaterialState| uses.iter().any(|asked| found(asked) == *state);
    let state = order.into_iter().find(finds).unwrap_or(MaterialState::InHand);
    if lacking.need == Need::NotNeeded {
        return certain(state);
    }
    let mut lacking_for = uses.iter().filter(lacks);
    let yet = lacking_for.find(|asked| answers.need(asked.item) == Need::Needed).copied();
    Stand { need, state, open: lacking.open, yet }
}

/// Whether the paper is lacking for some use that asks for it: for certain, not at all, or as open questions are answered.
fn lacking(
    answers: &Answers<'_>,
    paper: Need,
    uses: &[Asked<'_>],
    lacks: impl Fn(&&Asked<'_>) -> bool,
) -> Union {
    let decided = |need| Union { need, open: answers.nothing() };
    match uses.iter().filter(&lacks).count() {
        0 => decided(Need::NotNeeded),
        count if count == uses.len() || paper == Need::Undetermined => decided(Need::Needed),
        _ => need(answers, &uses.iter().filter(&lacks).copied().collect::<Vec<_>>()),
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
            need: paper.stand.need,
            state: paper.stand.state,
            items: paper.uses.iter().filter_map(name).collect(),
            ways: paper.ways.iter().map(|way| way.of(answers)).collect(),
        })
        .collect()
}
