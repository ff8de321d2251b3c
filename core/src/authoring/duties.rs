//! What must be in hand before works start, and what the applicant has to do in time.

use super::fault::Spot;
use super::ground::{Ground, Written, once};
use super::limit::UNITS;
use super::national::{Name, Named};
use super::table::Table;
use crate::rulebook::{Duty, Gate, Unit};

/// Reads the `[[gate]]` tables of a file.
pub(super) fn gates(file: &mut Table<'_>, ground: &Ground<'_>, names: &mut Vec<Name>) -> Vec<Written<Gate>> {
    file.each("gate", "gate", |table| {
        let (item, spot) = table.word("item", "item = \"construction-permit\"");
        table.subject = format!("gate `{item}`");
        names.push(Name { of: Named::Item, id: item.clone(), valid: table.valid, spot });
        Written { law: Gate { item, basis: ground.bases(table) }, spot }
    })
}

/// Reads the `[[duty]]` tables of a file.
pub(super) fn duties(file: &mut Table<'_>, ground: &Ground<'_>, names: &mut Vec<Name>) -> Vec<Written<Duty>> {
    file.each("duty", "duty", |table| {
        let id = table.id("duty");
        let item = table.maybe_word("item").map(|(item, spot)| {
            names.push(Name { of: Named::Item, id: item.clone(), valid: table.valid, spot });
            item
        });
        let duty = Duty {
            id,
            name: table.text("name"),
            what: table.text("what"),
            days: table.count("days"),
            unit: table.one_of("unit", &UNITS).unwrap_or(Unit::Working),
            after: table.text("after"),
            before: table.flag("before").unwrap_or(false),
            item,
            extension: table.maybe_text("extension"),
            note: table.maybe_text("note"),
            basis: ground.basis(table),
        };
        Written { law: duty, spot: table.spot }
    })
}

/// Each gate and each duty stands once.
pub(super) fn stand_once(gates: &[Written<Gate>], duties: &[Written<Duty>], ground: &Ground<'_>) {
    let gates = gates.iter().map(|gate| (gate.law.item.as_str(), gate.spot));
    once(ground.faults, "gate", gates);
    let duties: Vec<(&str, Spot)> = duties.iter().map(|duty| (duty.law.id.as_str(), duty.spot)).collect();
    once(ground.faults, "duty", duties.into_iter());
}
