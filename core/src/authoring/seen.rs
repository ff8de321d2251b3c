//! What the rulebooks use: the rest is left out of each, and what none uses is wrong.

use std::collections::BTreeSet;

use super::ground::Ground;
use super::national::National;
use crate::rulebook::{Basis, Item, Law, Limit, Program};

/// What any rulebook has used so far.
#[derive(Default)]
pub(super) struct Seen {
    facts: BTreeSet<String>,
    items: BTreeSet<String>,
    materials: BTreeSet<String>,
    sources: BTreeSet<String>,
}

impl Seen {
    /// Leaves in `law` only the facts that its conditions ask, the papers that its items use, and the sources cited.
    pub fn keep_what_is_used(&mut self, law: &mut Law) {
        let facts = facts(law);
        law.facts.retain(|fact| facts.contains(&fact.id));
        let materials: BTreeSet<String> = law.items.iter().flat_map(papers).cloned().collect();
        law.materials.retain(|material| materials.contains(&material.id));
        let sources: BTreeSet<String> = bases(law).into_iter().map(|basis| basis.source.clone()).collect();
        law.sources.retain(|source| sources.contains(&source.id));
        self.facts.extend(facts);
        self.items.extend(law.items.iter().map(|item| item.id.clone()));
        self.materials.extend(materials);
        self.sources.extend(sources);
    }

    /// Reports what no rulebook uses.
    pub fn report_the_rest(&self, national: &National, ground: &Ground<'_>) {
        let report = |spot, id: &str, wrong: String, remedy: &str| {
            if !id.is_empty() {
                ground.faults.add(spot, wrong, remedy);
            }
        };
        for fact in ground.facts.iter().filter(|fact| !self.facts.contains(&fact.law.id)) {
            let id = &fact.law.id;
            report(
                fact.spot,
                id,
                format!("no condition asks for fact `{id}`"),
                "Use it in a condition, or delete it",
            );
        }
        for item in national.items.iter().filter(|item| !self.items.contains(&item.item.id)) {
            let id = &item.item.id;
            report(
                item.spot,
                id,
                format!("no rulebook lists item `{id}`"),
                "Add it to a rulebook's `items`, or delete it",
            );
        }
        for material in
            national.materials.iter().filter(|material| !self.materials.contains(&material.law.id))
        {
            let id = &material.law.id;
            report(
                material.spot,
                id,
                format!("no item asks for material `{id}`"),
                "Use it in an item, or delete it",
            );
        }
        for source in ground.sources.iter().filter(|source| !self.sources.contains(&source.law.id)) {
            let id = &source.law.id;
            report(
                source.spot,
                id,
                format!("nothing cites source `{id}`"),
                "Cite it in a basis, or delete it",
            );
        }
    }
}

fn facts(law: &Law) -> BTreeSet<String> {
    let mut facts: BTreeSet<String> =
        law.programs.iter().filter_map(|program| program.ticks.clone()).collect();
    law.conditions(&mut |condition| {
        condition.leaves(&mut |leaf| {
            facts.extend(leaf.fact().map(str::to_owned));
        });
    });
    facts
}

/// The papers that an item asks for, takes instead, or yields.
fn papers(item: &Item) -> impl Iterator<Item = &String> {
    let asked =
        item.materials.iter().flat_map(|used| std::iter::once(&used.material).chain(&used.alternatives));
    asked.chain(&item.outcome)
}

fn bases(law: &Law) -> Vec<&Basis> {
    let mut bases: Vec<&Basis> = law.facts.iter().map(|fact| &fact.basis).collect();
    bases.extend(law.stages.iter().map(|stage| &stage.basis));
    bases.extend(law.gaps.iter().map(|saying| &saying.basis));
    bases.extend(law.press.iter().map(|claim| &claim.basis));
    law.programs.iter().for_each(|program| in_program(program, &mut bases));
    law.items.iter().for_each(|item| in_item(item, &mut bases));
    bases
}

fn in_program<'a>(program: &'a Program, bases: &mut Vec<&'a Basis>) {
    bases.push(&program.basis);
    for rule in &program.rules {
        bases.push(&rule.basis);
        bases.extend(rule.variants.iter().filter_map(|variant| variant.basis.as_ref()));
    }
    bases.extend(program.notes.iter().map(|note| &note.basis));
    bases.extend(program.items.iter().map(|item| &item.basis));
    program.joint.iter().for_each(|limit| in_limit(limit, bases));
}

fn in_item<'a>(item: &'a Item, bases: &mut Vec<&'a Basis>) {
    bases.extend(&item.basis);
    bases.extend(item.materials.iter().flat_map(|used| &used.basis));
    item.limit.iter().for_each(|limit| in_limit(limit, bases));
}

fn in_limit<'a>(limit: &'a Limit, bases: &mut Vec<&'a Basis>) {
    bases.push(&limit.basis);
    bases.extend(limit.extension.iter().map(|extension| &extension.basis));
}
