//! Programs as written.

use super::dates::{dated, follow_each_other};
use super::fault::{Faults, Spot};
use super::ground::{Ground, once};
use super::limit;
use super::national::{Name, Named};
use super::spots::{Part, Spots};
use super::table::Table;
use crate::rulebook::{Extent, FactType, Note, Program, ProgramItem, Rule, RuleVerdict, Scope, Variant};

const VERDICTS: [RuleVerdict; 3] = [RuleVerdict::Eligible, RuleVerdict::NotEligible, RuleVerdict::Refer];
const EXTENTS: [Extent; 3] = [Extent::Full, Extent::OnRequest, Extent::Advice];

/// A program, with where its parts are written.
pub(super) struct WrittenProgram {
    pub program: Program,
    pub spot: Spot,
    /// Parallel to the rules.
    pub rules: Vec<Spot>,
    /// Parallel to the notes.
    pub notes: Vec<Spot>,
    /// Of the items.
    pub items: Vec<Name>,
}

impl WrittenProgram {
    pub fn record(&self, law: &str, spots: &mut Spots, faults: &Faults<'_>) {
        let Program { id, rules, notes, .. } = &self.program;
        spots.add(faults, (law, Part::Program, id), None, self.spot);
        for (rule, spot) in rules.iter().zip(&self.rules) {
            spots.add(faults, (law, Part::Rule, &format!("{id}/{}", rule.id)), rule.valid.from, *spot);
        }
        for (note, spot) in notes.iter().zip(&self.notes) {
            spots.add(faults, (law, Part::Note, &format!("{id}/{}", note.id)), None, *spot);
        }
    }
}

pub(super) fn read(table: &mut Table<'_>, ground: &Ground<'_>) -> WrittenProgram {
    let id = table.id("program");
    let rules = table.each("rule", "rule", |table| (rule(table, ground), table.spot));
    let notes = table.each("note", "note", |table| (note(table, ground), table.spot));
    let items = table.each("item", "item", |table| {
        let item = ProgramItem {
            id: table.id("item"),
            basis: ground.basis(table),
            inside: table.flag("inside"),
            text: table.maybe_text("text"),
        };
        let (id, spot) = (item.id.clone(), table.spot_of("id"));
        (item, Name { of: Named::Item, id, valid: table.valid, spot })
    });
    let version = |(rule, spot): &(Rule, Spot)| (format!("rule `{}`", rule.id), rule.valid, *spot);
    follow_each_other(ground.faults, rules.iter().map(version));
    once(ground.faults, "note", notes.iter().map(|(note, spot)| (note.id.as_str(), *spot)));
    once(ground.faults, "item", items.iter().map(|(item, name)| (item.id.as_str(), name.spot)));
    if rules.is_empty() {
        table.missing("rule", "Add `[[program.rule]]` tables that say who is eligible");
    }
    let (rules, rule_spots): (Vec<_>, Vec<_>) = rules.into_iter().unzip();
    let (notes, note_spots): (Vec<_>, Vec<_>) = notes.into_iter().unzip();
    let (items, names): (Vec<_>, Vec<_>) = items.into_iter().unzip();
    let program = Program {
        id,
        name: table.text("name"),
        summary: table.text("summary"),
        basis: ground.basis(table),
        rules,
        notes,
        ticks: ticks(table, &items, ground),
        items,
        scope: scope(table, ground),
        joint: limit::read(table, "joint", ground),
    };
    WrittenProgram { program, spot: table.spot, rules: rule_spots, notes: note_spots, items: names }
}

fn rule(table: &mut Table<'_>, ground: &Ground<'_>) -> Rule {
    let id = table.id("rule");
    let valid = dated(table);
    Rule {
        id,
        when: ground.condition(table, "when"),
        verdict: table.one_of("verdict", &VERDICTS).unwrap_or(RuleVerdict::Refer),
        text: table.text("text"),
        basis: ground.basis(table),
        variants: variants(table, ground),
        valid,
    }
}

pub(super) fn variants(table: &mut Table<'_>, ground: &Ground<'_>) -> Vec<Variant> {
    let subject = format!("a variant of {}", table.subject);
    table.each("variant", &subject, |table| Variant {
        when: ground.condition(table, "when"),
        text: table.text("text"),
        basis: ground.maybe_basis(table),
    })
}

fn scope(table: &mut Table<'_>, ground: &Ground<'_>) -> Vec<Scope> {
    let scope = table.each("scope", "scope", |table| {
        let scope = Scope {
            id: table.id("scope"),
            when: ground.condition(table, "when"),
            extent: table.one_of("extent", &EXTENTS).unwrap_or(Extent::Advice),
            text: table.text("text"),
            basis: ground.basis(table),
        };
        (scope, table.spot)
    });
    once(ground.faults, "scope", scope.iter().map(|(scope, spot)| (scope.id.as_str(), *spot)));
    scope.into_iter().map(|(scope, _)| scope).collect()
}

fn note(table: &mut Table<'_>, ground: &Ground<'_>) -> Note {
    Note {
        id: table.id("note"),
        when: ground.condition(table, "when"),
        text: table.text("text"),
        basis: ground.basis(table),
    }
}

/// The set fact that holds the ticks: its choices are the program's items, neither more nor fewer.
fn ticks(table: &mut Table<'_>, items: &[ProgramItem], ground: &Ground<'_>) -> Option<String> {
    let closed_loop = items.iter().any(|item| item.inside.is_some());
    if (items.is_empty() || closed_loop) && !table.has("ticks") {
        return None;
    }
    let (id, spot) = table.word("ticks", "ticks = \"one_permit_items\"");
    let faults = ground.faults;
    let Some(fact) = ground.fact(&id).filter(|fact| fact.kind == FactType::Set) else {
        if !id.is_empty() {
            let wrong = format!("`ticks` of {} names `{id}`, which is no set of choices", table.subject);
            faults.add(spot, wrong, "Name the fact of `type = \"set\"` in which the items are ticked");
        }
        return None;
    };
    let unticked = items.iter().filter(|item| !fact.choices.iter().any(|choice| choice.id == item.id));
    for item in unticked {
        let wrong = format!("item `{}` of {} is no choice of `{id}`", item.id, table.subject);
        faults.add(spot, wrong, format!("Add it to the choices of `{id}`, or take the item out"));
    }
    let unbundled = fact.choices.iter().filter(|choice| !items.iter().any(|item| item.id == choice.id));
    for choice in unbundled {
        let wrong = format!("choice `{}` of `{id}` is no item of {}", choice.id, table.subject);
        faults.add(spot, wrong, "Add it as `[[program.item]]`, or take the choice out");
    }
    Some(id)
}
