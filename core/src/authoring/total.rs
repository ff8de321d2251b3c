//! Total limits as written.

use super::dates::{dated, follow_each_other};
use super::fault::{Faults, Spot};
use super::ground::Ground;
use super::limit::UNITS;
use super::national::{Name, Named, ids};
use super::program::variants;
use super::spots::{Part, Spots};
use super::table::Table;
use crate::rulebook::{TotalLimit, TotalRule, TotalVerdict, Unit};

const VERDICTS: [TotalVerdict; 3] = [TotalVerdict::Limited, TotalVerdict::None, TotalVerdict::Refer];

/// A total limit, with where its parts are written.
pub(super) struct WrittenTotal {
    pub total: TotalLimit,
    pub spot: Spot,
    /// Parallel to the rules.
    rules: Vec<Spot>,
    pub names: Vec<Name>,
}

impl WrittenTotal {
    pub fn record(&self, law: &str, spots: &mut Spots, faults: &Faults<'_>) {
        let TotalLimit { id, rules, .. } = &self.total;
        spots.add(faults, (law, Part::Total, id), None, self.spot);
        for (rule, spot) in rules.iter().zip(&self.rules) {
            spots.add(faults, (law, Part::TotalRule, &format!("{id}/{}", rule.id)), rule.valid.from, *spot);
        }
    }
}

pub(super) fn read(table: &mut Table<'_>, ground: &Ground<'_>) -> WrittenTotal {
    let id = table.id("total");
    let (rules, spots): (Vec<_>, Vec<_>) =
        table.each("rule", "rule", |table| (rule(table, ground), table.spot)).into_iter().unzip();
    let version = |(rule, spot): (&TotalRule, &Spot)| (format!("rule `{}`", rule.id), rule.valid, *spot);
    follow_each_other(ground.faults, rules.iter().zip(&spots).map(version));
    if rules.is_empty() {
        table.missing("rule", "Add `[[total.rule]]` tables that say for whom there are how many days");
    }
    let mut names = Vec::new();
    let total = TotalLimit {
        items: ids(table, "items", Named::Item, &mut names),
        id,
        name: table.text("name"),
        basis: ground.basis(table),
        unit: table.one_of("unit", &UNITS).unwrap_or(Unit::Working),
        excludes: table.text("excludes"),
        rules,
    };
    WrittenTotal { total, spot: table.spot, rules: spots, names }
}

fn rule(table: &mut Table<'_>, ground: &Ground<'_>) -> TotalRule {
    let id = table.id("rule");
    let valid = dated(table);
    let rule = TotalRule {
        id,
        when: ground.condition(table, "when"),
        verdict: table.one_of("verdict", &VERDICTS).unwrap_or(TotalVerdict::Refer),
        days: table.maybe_count("days"),
        before: table.maybe_text("before"),
        text: table.text("text"),
        basis: ground.basis(table),
        variants: variants(table, ground),
        valid,
    };
    let limited = rule.verdict == TotalVerdict::Limited;
    if limited && !table.has("days") {
        table.missing("days", "Add `days = 50`, with the right number, or another verdict");
    }
    if !limited && rule.days.is_some() {
        let wrong = format!("{} has `days`, but is not `limited`", table.subject);
        table.faults.add(table.spot_of("days"), wrong, "Delete `days`, or write `verdict = \"limited\"`");
    }
    rule
}
