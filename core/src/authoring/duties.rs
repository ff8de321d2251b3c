//! What must be in hand before works start, and what somebody has to do in time.

use super::fault::Spot;
use super::ground::{Ground, Written, once};
use super::limit::UNITS;
use super::national::{Name, Named};
use super::table::Table;
use crate::progress::{EventType, Who};
use crate::rulebook::{Duty, Gate, Occasion, Prolongation, Unit};

const WHO: [Who; 4] = [Who::Applicant, Who::Authority, Who::ThirdParty, Who::Agent];

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
            who: table.has("who").then(|| table.one_of("who", &WHO)).flatten().unwrap_or_default(),
            name: table.text("name"),
            what: table.text("what"),
            days: table.count("days"),
            unit: table.one_of("unit", &UNITS).unwrap_or(Unit::Working),
            after: table.text("after"),
            starts: occasion(table, "starts", names),
            met: occasion(table, "met", names),
            extends: prolongation(table),
            before: table.flag("before").unwrap_or(false),
            item,
            extension: table.maybe_text("extension"),
            note: table.maybe_text("note"),
            basis: ground.basis(table),
        };
        Written { law: duty, spot: table.spot }
    })
}

fn occasion(table: &mut Table<'_>, key: &'static str, names: &mut Vec<Name>) -> Occasion {
    let subject = format!("`{key}` of {}", table.subject);
    let read = table.inner(key, &subject, |table| {
        let event = table.one_of("event", EventType::ALL).unwrap_or(EventType::Received);
        let item = table.maybe_word("item");
        if event.is_of_filing() && item.is_none() {
            table.missing("item", "Add `item = \"…\"`: this happens to an item");
        }
        let item = item.map(|(item, spot)| {
            names.push(Name { of: Named::Item, id: item.clone(), valid: table.valid, spot });
            item
        });
        Occasion { event, item }
    });
    read.unwrap_or_else(|| {
        if !table.has(key) {
            table.missing(
                key,
                &format!("Add `{key} = {{ event = \"works-started\" }}`, with the right event"),
            );
        }
        Occasion { event: EventType::Received, item: None }
    })
}

fn prolongation(table: &mut Table<'_>) -> Option<Prolongation> {
    let subject = format!("`extends` of {}", table.subject);
    table.inner("extends", &subject, |table| Prolongation {
        event: table.one_of("event", EventType::ALL).unwrap_or(EventType::StartExtended),
        times: table.count("times"),
        days: table.count("days"),
    })
}

/// Each gate and each duty stands once.
pub(super) fn stand_once(gates: &[Written<Gate>], duties: &[Written<Duty>], ground: &Ground<'_>) {
    let gates = gates.iter().map(|gate| (gate.law.item.as_str(), gate.spot));
    once(ground.faults, "gate", gates);
    let duties: Vec<(&str, Spot)> = duties.iter().map(|duty| (duty.law.id.as_str(), duty.spot)).collect();
    once(ground.faults, "duty", duties.into_iter());
}
