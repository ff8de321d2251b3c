//! What the rulebooks use: the rest is left out of each, and what none uses is wrong.

use std::collections::BTreeSet;

use super::definitions::WrittenDefinition;
use super::fault::Spot;
use super::ground::{Ground, Written};
use super::national::{National, WrittenItem};
use super::regular::WrittenAgreement;
use super::source::WrittenSource;
use super::words::defined;
use crate::calendar::SOURCES;
use crate::condition::Condition;
use crate::rulebook::{
    AgreesWith, Basis, Constraint, Definition, Item, Law, Limit, Program, TotalLimit, Variant,
};

/// What any rulebook has used so far.
#[derive(Default)]
pub(super) struct Seen {
    facts: BTreeSet<String>,
    definitions: BTreeSet<String>,
    constraints: BTreeSet<String>,
    groups: BTreeSet<String>,
    stages: BTreeSet<String>,
    items: BTreeSet<String>,
    materials: BTreeSet<String>,
    agreements: BTreeSet<String>,
    sources: BTreeSet<String>,
    /// What a place wrote for itself and does not use.
    idle: Vec<(Spot, String)>,
}

impl Seen {
    /// Leaves in `law` only the facts that its conditions ask, the definitions between them, the constraints over
    /// such facts, the headings over them, the papers that its items use, and the sources
    /// cited, by it or by every count of days.
    pub fn keep_what_is_used(&mut self, law: &mut Law) {
        self.keep_what_is_asked(law);
        let groups: BTreeSet<String> = law.facts.iter().map(|fact| fact.group.clone()).collect();
        law.groups.retain(|group| groups.contains(&group.id));
        let stages: BTreeSet<String> = law.items.iter().map(|item| item.stage.clone()).collect();
        law.stages.retain(|stage| stages.contains(&stage.id));
        let materials: BTreeSet<String> = law.items.iter().flat_map(papers).cloned().collect();
        law.materials.retain(|material| materials.contains(&material.id));
        self.keep_what_is_compared(law);
        let counting = SOURCES.into_iter().map(str::to_owned);
        let cited = bases(law).into_iter().map(|basis| basis.source.to_string());
        let sources: BTreeSet<String> = cited.chain(counting).collect();
        law.sources.retain(|source| sources.contains(&source.id));
        self.groups.extend(groups);
        self.stages.extend(stages);
        self.items.extend(law.items.iter().map(|item| item.id.clone()));
        self.materials.extend(materials);
        self.sources.extend(sources);
    }

    /// Remembers the words and definitions of a place that speak of nothing in its law.
    pub fn note_what_is_idle(&mut self, law: &Law, wordings: &[(String, Spot)], defined: &[(String, Spot)]) {
        for (fact, spot) in wordings {
            if !law.facts.iter().any(|asked| asked.id == *fact) {
                self.idle.push((*spot, format!("rulebook `{}` does not ask fact `{fact}`", law.id)));
            }
        }
        for (id, spot) in defined {
            if law.definition(id).is_none() {
                let wrong = format!("no condition of rulebook `{}` names definition `{id}`", law.id);
                self.idle.push((*spot, wrong));
            }
        }
    }

    /// Leaves in `law` only the agreements whose sides are there, and the fields that they compare.
    fn keep_what_is_compared(&mut self, law: &mut Law) {
        let Law { agreements, materials, facts, .. } = law;
        agreements.retain(|agreement| {
            let paper = |id: &String| materials.iter().any(|material| material.id == *id);
            paper(&agreement.material)
                && match &agreement.with {
                    AgreesWith::Applicant(_) => true,
                    AgreesWith::Fact(id) => facts.iter().any(|fact| fact.id == *id),
                    AgreesWith::Paper { material, .. } => paper(material),
                }
        });
        for material in materials {
            let id = &material.id;
            material.fields.retain(|field| agreements.iter().any(|one| one.compares(id, &field.id)));
        }
        self.agreements.extend(agreements.iter().map(|agreement| agreement.id.clone()));
    }

    fn keep_what_is_asked(&mut self, law: &mut Law) {
        let definitions = std::mem::take(&mut law.definitions);
        let constraints = std::mem::take(&mut law.constraints);
        let words = Law { definitions, constraints, ..Law::default() };
        let mut conditions = Vec::new();
        law.conditions(&mut |condition| conditions.push(condition));
        let mut facts: BTreeSet<&str> =
            law.programs.iter().filter_map(|program| program.ticks.as_deref()).collect();
        conditions.iter().for_each(|condition| facts.extend(asked(&words, condition)));
        // A constraint alone makes no fact worth asking.
        let keeps = |constraint: &&Constraint| asked(&words, &constraint.never).is_subset(&facts);
        let constraints: Vec<&Constraint> = words.constraints.iter().filter(keeps).collect();
        conditions.extend(constraints.iter().map(|constraint| &constraint.never));
        let definitions: Vec<Definition> = defined(&words, &conditions).into_iter().cloned().collect();
        let facts: BTreeSet<String> = facts.into_iter().map(str::to_owned).collect();
        law.constraints = constraints.into_iter().cloned().collect();
        law.definitions = definitions;
        law.facts.retain(|fact| facts.contains(&fact.id));
        self.facts.extend(facts);
        self.definitions.extend(law.definitions.iter().map(|definition| definition.id.clone()));
        self.constraints.extend(law.constraints.iter().map(|constraint| constraint.id.clone()));
    }

    /// Reports what no rulebook uses.
    pub fn report_the_rest(&self, national: &National, ground: &Ground<'_>) {
        let report = |spot, id: &str, wrong: String, remedy: &str| {
            if !id.is_empty() {
                ground.faults.add(spot, wrong, remedy);
            }
        };
        for (spot, wrong) in &self.idle {
            ground.faults.add(*spot, wrong, "Use it in a condition, or delete it");
        }
        for Written { law, spot } in ground.facts.iter().filter(|one| !self.facts.contains(&one.law.id)) {
            let wrong = format!("no condition asks for fact `{}`", law.id);
            report(*spot, &law.id, wrong, "Use it in a condition, or delete it");
        }
        let definitions = ground.written.iter().filter(|one| !self.definitions.contains(&one.law.id));
        for WrittenDefinition { law, spot, .. } in definitions {
            let wrong = format!("no condition names definition `{}`", law.id);
            report(*spot, &law.id, wrong, "Use it in a condition, or delete it");
        }
        let constraints = ground.constraints.iter().filter(|one| !self.constraints.contains(&one.law.id));
        for Written { law, spot } in constraints {
            let wrong = format!("no rulebook asks for the facts of constraint `{}`", law.id);
            report(*spot, &law.id, wrong, "Let a rule use these facts, or delete the constraint");
        }
        for Written { law, spot } in ground.groups.iter().filter(|one| !self.groups.contains(&one.law.id)) {
            let wrong = format!("no fact stands under group `{}`", law.id);
            report(*spot, &law.id, wrong, "Put a fact under it, or delete it");
        }
        for Written { law, spot } in national.stages.iter().filter(|one| !self.stages.contains(&one.law.id)) {
            let wrong = format!("no item is in stage `{}`", law.id);
            report(*spot, &law.id, wrong, "Put an item in it, or delete it");
        }
        for WrittenItem { item, spot, .. } in
            national.items.iter().filter(|one| !self.items.contains(&one.item.id))
        {
            let wrong = format!("no rulebook lists item `{}`", item.id);
            report(*spot, &item.id, wrong, "Add it to a rulebook's `items`, or delete it");
        }
        for Written { law, spot } in
            national.materials.iter().filter(|one| !self.materials.contains(&one.law.id))
        {
            let wrong = format!("no item asks for material `{}`", law.id);
            report(*spot, &law.id, wrong, "Use it in an item, or delete it");
        }
        for WrittenAgreement { law, spot } in
            national.agreements.iter().filter(|one| !self.agreements.contains(&one.law.id))
        {
            let wrong = format!("no rulebook has both sides of agreement `{}`", law.id);
            report(*spot, &law.id, wrong, "Compare with something that a rulebook asks for, or delete it");
        }
        for WrittenSource { law, spot, .. } in
            ground.sources.iter().filter(|one| !self.sources.contains(&one.law.id))
        {
            let wrong = format!("nothing cites source `{}`", law.id);
            report(*spot, &law.id, wrong, "Cite it in a basis, or delete it");
        }
    }
}

/// The facts that a condition asks, through the definitions that it names.
fn asked<'a>(words: &'a Law, condition: &'a Condition) -> BTreeSet<&'a str> {
    let mut facts = BTreeSet::new();
    words.leaves(condition, &mut |leaf| facts.extend(leaf.fact()));
    facts
}

/// The papers that an item asks for, takes instead, or yields.
fn papers(item: &Item) -> impl Iterator<Item = &String> {
    let asked = item
        .materials
        .iter()
        .flat_map(|used| std::iter::once(&used.material).chain(used.alternatives.iter().flatten()));
    asked.chain(&item.outcome)
}

fn bases(law: &Law) -> Vec<&Basis> {
    let mut bases: Vec<&Basis> = law.facts.iter().map(|fact| &fact.basis).collect();
    for definition in &law.definitions {
        bases.push(&definition.basis);
        bases.extend(&definition.open);
    }
    bases.extend(law.constraints.iter().map(|constraint| &constraint.basis));
    bases.extend(law.materials.iter().flat_map(|material| &material.regular).map(|regular| &regular.basis));
    bases.extend(
        law.materials.iter().flat_map(|material| &material.files).chain(&law.files).map(|files| &files.basis),
    );
    bases.extend(law.agreements.iter().map(|agreement| &agreement.basis));
    bases.extend(law.stages.iter().map(|stage| &stage.basis));
    bases.extend(law.gates.iter().flat_map(|gate| &gate.basis));
    bases.extend(law.duties.iter().map(|duty| &duty.basis));
    bases.extend(law.gaps.iter().map(|saying| &saying.basis));
    bases.extend(law.press.iter().map(|claim| &claim.basis));
    law.programs.iter().for_each(|program| in_program(program, &mut bases));
    law.totals.iter().for_each(|total| in_total(total, &mut bases));
    law.items.iter().for_each(|item| in_item(item, &mut bases));
    bases
}

fn in_program<'a>(program: &'a Program, bases: &mut Vec<&'a Basis>) {
    bases.push(&program.basis);
    for rule in &program.rules {
        bases.push(&rule.basis);
        in_variants(&rule.variants, bases);
    }
    bases.extend(program.notes.iter().map(|note| &note.basis));
    bases.extend(program.items.iter().map(|item| &item.basis));
    bases.extend(program.scope.iter().map(|scope| &scope.basis));
    program.joint.iter().for_each(|limit| in_limit(limit, bases));
}

fn in_total<'a>(total: &'a TotalLimit, bases: &mut Vec<&'a Basis>) {
    bases.push(&total.basis);
    for rule in &total.rules {
        bases.push(&rule.basis);
        in_variants(&rule.variants, bases);
    }
}

fn in_variants<'a>(variants: &'a [Variant], bases: &mut Vec<&'a Basis>) {
    bases.extend(variants.iter().filter_map(|variant| variant.basis.as_ref()));
}

fn in_item<'a>(item: &'a Item, bases: &mut Vec<&'a Basis>) {
    bases.extend(&item.basis);
    bases.extend(item.materials.iter().flat_map(|used| &used.basis));
    bases.extend(&item.closed);
    item.limit.iter().chain(&item.pledged).for_each(|limit| in_limit(limit, bases));
}

fn in_limit<'a>(limit: &'a Limit, bases: &mut Vec<&'a Basis>) {
    bases.push(&limit.basis);
    bases.extend(limit.extension.iter().map(|extension| &extension.basis));
    bases.extend(limit.special.iter().map(|special| &special.basis));
}
