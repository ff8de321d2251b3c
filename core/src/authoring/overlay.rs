//! What a place lays over the national law: its words, pledges and papers.

use super::dates::{covers, dated_within, follow_each_other, meet, pieces};
use super::fault::Spot;
use super::ground::{Ground, once};
use super::limit::{self, WrittenLimit};
use super::national::{Name, Named, National, WrittenItem, used};
use super::table::{Table, spelling};
use crate::rulebook::{Basis, Fact, Item, Limit, RunsFrom, Use, Valid};
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
    /// Of the item.
    pub name: Name,
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
        if !fact.is_empty() && ground.fact(&fact).is_none() {
            let wrong = format!("{} is about no fact of facts.toml", table.subject);
            table.faults.add(spot, wrong, "Add the fact, or correct its id");
        }
        let (question, why) = (table.text("question"), table.text("why"));
        Wording { fact, spot, question, why, basis: ground.maybe_basis(table) }
    });
    once(ground.faults, "wording", wordings.iter().map(|one| (one.fact.as_str(), one.spot)));
    wordings
}

/// Reads the `[[pledge]]` tables of a place.
pub(super) fn pledges(file: &mut Table<'_>, national: &National, ground: &Ground<'_>) -> Vec<Pledge> {
    let pledges = file.each("pledge", "pledge", |table| {
        let (item, spot) = table.word("item", "item = \"construction-permit\"");
        table.subject = format!("pledge `{item}`");
        let valid = dated_within(table);
        let name = Name { of: Named::Item, id: item.clone(), valid, spot };
        let pledge = Pledge { item, limit: limit::plain(table, ground), valid, name };
        for statutory in national.limits(&pledge.item).filter(|limit| meet(limit.valid, valid)) {
            see_no_worse(table, &pledge.limit, statutory);
        }
        pledge
    });
    let version = |pledge: &Pledge| (format!("pledge `{}`", pledge.item), pledge.valid, pledge.name.spot);
    follow_each_other(ground.faults, pledges.iter().map(version));
    pledges
}

/// A place may pledge less time than the law gives its offices, never more.
fn see_no_worse(table: &Table<'_>, pledged: &Limit, statutory: &WrittenLimit) {
    let (subject, limit) = (&table.subject, &statutory.limit);
    let line = table.faults.line(statutory.spot);
    if pledged.unit != limit.unit {
        let (own, unit) = (spelling(&pledged.unit), spelling(&limit.unit));
        let wrong = format!("{subject} counts in `{own}`, the statutory limit ({line}) in `{unit}`");
        table.faults.add(table.spot_of("unit"), wrong, format!("Write it with `unit = \"{unit}\"`"));
        return;
    }
    let variants = limit.variants.iter().map(|variant| variant.days);
    let most = variants.chain([limit.days]).min().unwrap_or(limit.days);
    if pledged.days > most {
        let wrong = format!("{subject} is {} days, longer than the statutory {most} ({line})", pledged.days);
        table.faults.add(table.spot_of("days"), wrong, format!("Pledge {most} days or fewer"));
    }
    if pledged.from == RunsFrom::Acceptance && limit.from == RunsFrom::Receipt {
        let wrong = format!("{subject} runs from acceptance, the statutory limit ({line}) from receipt");
        table.faults.add(
            table.spot_of("from"),
            wrong,
            "Write `from = \"receipt\"`, so that it never ends later",
        );
    }
}

/// Reads the `[[paper]]` tables of a place.
pub(super) fn papers(file: &mut Table<'_>, national: &National, ground: &Ground<'_>) -> Vec<Paper> {
    let papers = file.each("paper", "paper", |table| {
        let (item, spot) = table.word("item", "item = \"construction-permit\"");
        let mut names = vec![Name { of: Named::Item, id: item.clone(), valid: table.valid, spot }];
        let mut used = used(table, &format!("item `{item}`"), ground, &mut names);
        used.added = true;
        see_open_to_papers(table, &item, &used.material, national);
        Paper { item, used, names, spot: table.spot_of("id") }
    });
    for (n, paper) in papers.iter().enumerate() {
        let same = |other: &Paper| other.item == paper.item && other.used.material == paper.used.material;
        if papers.iter().take(n).any(same) {
            let wrong = format!("paper `{}` of item `{}` stands twice", paper.used.material, paper.item);
            ground.faults.add(paper.spot, wrong, "Delete one of them");
        }
    }
    papers
}

/// A place may add a paper only where national law does not ask for it, and does not close the list.
fn see_open_to_papers(table: &Table<'_>, id: &str, material: &str, national: &National) {
    let Some(WrittenItem { item, .. }) = national.item(id) else { return };
    if let Some(closed) = &item.closed {
        let (source, article) = (&closed.source, &closed.article);
        let wrong = format!("item `{id}` is closed to further papers ({source} {article})");
        table.faults.add(table.spot_of("item"), wrong, "Delete the paper: no place may ask for it");
    }
    if item.materials.iter().any(|used| used.material == material) {
        let wrong = format!("item `{id}` asks for material `{material}` everywhere");
        table.faults.add(table.spot_of("id"), wrong, "Delete the paper: national law has it");
    }
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
