//! What cases have to reach in a law: each way that a rule, an item, a paper or a threshold can go.

use serde::Serialize;

use super::super::spots::Part;
use crate::condition::Condition;
use crate::decimal::Decimal;
use crate::rulebook::{Law, Valid};

/// A condition of the law and whose it is.
pub struct Site<'a> {
    pub part: Part,
    /// As [`Part`] says: `assist/R1`, `construction-permit/m-form`.
    pub id: String,
    pub when: Condition,
    /// The part's own words of a condition, for its thresholds.
    pub own: Vec<&'a Condition>,
    pub valid: Valid,
}

/// Something that at least one case has to reach.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Goal {
    /// The condition holds.
    Holds,
    /// It does not; for a paper, though its item is needed.
    Fails,
    /// A number is just below, at or just above a threshold, and that decides the condition.
    Threshold { fact: String, threshold: Decimal, number: Decimal },
}

/// What is counted together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    Rules,
    Items,
    Papers,
    Thresholds,
}

impl Goal {
    pub fn kind(&self, part: Part) -> Kind {
        match (self, part) {
            (Goal::Threshold { .. }, _) => Kind::Thresholds,
            (_, Part::Item) => Kind::Items,
            (_, Part::Use) => Kind::Papers,
            (_, _) => Kind::Rules,
        }
    }
}

/// Every condition of a law that cases have to reach, in its order.
pub fn sites(law: &Law) -> Vec<Site<'_>> {
    let mut sites = Vec::new();
    for definition in &law.definitions {
        sites.push(Site::new(Part::Definition, definition.id.clone(), &definition.when, Valid::default()));
    }
    for program in &law.programs {
        for rule in &program.rules {
            let site = Site::new(Part::Rule, format!("{}/{}", program.id, rule.id), &rule.when, rule.valid);
            sites.push(site.with(rule.variants.iter().map(|variant| &variant.when)));
        }
        for note in &program.notes {
            let id = format!("{}/{}", program.id, note.id);
            sites.push(Site::new(Part::Note, id, &note.when, Valid::default()));
        }
    }
    for total in &law.totals {
        for rule in &total.rules {
            let id = format!("{}/{}", total.id, rule.id);
            let site = Site::new(Part::TotalRule, id, &rule.when, rule.valid);
            sites.push(site.with(rule.variants.iter().map(|variant| &variant.when)));
        }
    }
    for item in &law.items {
        let limits = item.limit.iter().chain(&item.pledged).flat_map(|limit| &limit.variants);
        let others = limits.map(|variant| &variant.when).chain(item.after.iter().map(|after| &after.when));
        sites.push(Site::new(Part::Item, item.id.clone(), &item.needed_when, item.valid).with(others));
        for used in &item.materials {
            let asked = Condition::All(vec![item.needed_when.clone(), used.needed_when.clone()]);
            let id = format!("{}/{}", item.id, used.material);
            sites.push(Site {
                part: Part::Use,
                id,
                when: asked,
                own: vec![&used.needed_when],
                valid: item.valid,
            });
        }
    }
    sites
}

impl<'a> Site<'a> {
    fn new(part: Part, id: String, when: &'a Condition, valid: Valid) -> Site<'a> {
        Site { part, id, when: when.clone(), own: vec![when], valid }
    }

    fn with(mut self, others: impl Iterator<Item = &'a Condition>) -> Site<'a> {
        self.own.extend(others);
        self
    }
}
