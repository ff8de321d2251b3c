//! What a place lays over the national law: its words, pledges and papers.

use super::dates::{covers, dated_within, follow_each_other, pieces};
use super::fault::Spot;
use super::ground::{Ground, once};
use super::limit;
use super::national::{Name, Named, WrittenItem, used};
use super::table::Table;
use crate::rulebook::{Basis, Fact, Item, Limit, Use, Valid};
use crate::text::Text;

/// A place's own words for a shared question.
pub(super) struct Wording {
    pub fact: String,
    pub spot: Spot,
    question: Text,
    why: Text,
    basis: Option<Basis>,
}

/// The limit that a place pledges for an item.
pub(super) struct Pledge {
    pub item: String,
    pub limit: Limit,
    pub valid: Valid,
    pub spot: Spot,
}

/// A paper that a place adds to an item.
pub(super) struct Paper {
    pub item: String,
    pub used: Use,
    pub names: Vec<Name>,
    pub spot: Spot,
}

/// Reads the `[[wording]]` tables of a place.
pub(super) fn wordings(file: &mut Table<'_>, ground: &Ground<'_>) -> Vec<Wording> {
    let wordings = file.each("wording", "wording", |table| {
        let (fact, spot) = table.word("fact", "fact = \"in_service_area\"");
        table.subject = format!("wording `{fact}`");
        let (question, why) = (table.text("question"), table.text("why"));
        Wording { fact, spot, question, why, basis: ground.maybe_basis(table) }
    });
    once(ground.faults, "wording", wordings.iter().map(|one| (one.fact.as_str(), one.spot)));
    wordings
}

/// Reads the `[[pledge]]` tables of a place.
pub(super) fn pledges(file: &mut Table<'_>, ground: &Ground<'_>) -> Vec<Pledge> {
    let pledges = file.each("pledge", "pledge", |table| {
        let (item, spot) = table.word("item", "item = \"construction-permit\"");
        table.subject = format!("pledge `{item}`");
        let valid = dated_within(table);
        Pledge { item, limit: limit::plain(table, ground), valid, spot }
    });
    let version = |pledge: &Pledge| (format!("pledge `{}`", pledge.item), pledge.valid, pledge.spot);
    follow_each_other(ground.faults, pledges.iter().map(version));
    pledges
}

/// Reads the `[[paper]]` tables of a place.
pub(super) fn papers(file: &mut Table<'_>, ground: &Ground<'_>) -> Vec<Paper> {
    file.each("paper", "paper", |table| {
        let (item, spot) = table.word("item", "item = \"construction-permit\"");
        let mut names = vec![Name { of: Named::Item, id: item.clone(), spot }];
        let mut used = used(table, &format!("item `{item}`"), ground, &mut names);
        used.added = true;
        Paper { item, used, names, spot: table.spot_of("id") }
    })
}

/// The question in the place's words.
pub(super) fn worded(fact: &Fact, wordings: &[Wording]) -> Fact {
    let mut fact = fact.clone();
    if let Some(words) = wordings.iter().find(|words| words.fact == fact.id) {
        fact.question = words.question.clone();
        fact.why = words.why.clone();
        fact.basis = words.basis.clone().unwrap_or(fact.basis);
    }
    fact
}

/// The item as the place has it: one version for each span in which its limit and its pledge stay the same.
pub(super) fn laid_over(written: &WrittenItem, pledges: &[Pledge], papers: &[Paper]) -> Vec<Item> {
    let item = &written.item;
    let pledges: Vec<&Pledge> = pledges.iter().filter(|pledge| pledge.item == item.id).collect();
    let papers = papers.iter().filter(|paper| paper.item == item.id).map(|paper| &paper.used);
    let materials: Vec<Use> = item.materials.iter().chain(papers).cloned().collect();
    let limits = written.limits.iter().map(|limit| limit.valid);
    let spans = pieces(item.valid, limits.chain(pledges.iter().map(|pledge| pledge.valid)));
    let version = |valid: Valid| {
        let limit = written.limits.iter().find(|limit| covers(limit.valid, valid));
        let pledge = pledges.iter().find(|pledge| covers(pledge.valid, valid));
        Item {
            limit: limit.map(|limit| limit.limit.clone()),
            pledged: pledge.map(|pledge| pledge.limit.clone()),
            materials: materials.clone(),
            valid,
            ..item.clone()
        }
    };
    spans.into_iter().map(version).collect()
}
