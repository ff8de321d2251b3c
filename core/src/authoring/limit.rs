//! Limits as written, for items and for a program's joint clock.

use super::ground::Ground;
use super::table::Table;
use crate::rulebook::{Extension, Limit, LimitVariant, RunsFrom, Unit};

const UNITS: [Unit; 3] = [Unit::Working, Unit::Calendar, Unit::Months];
const EVENTS: [RunsFrom; 2] = [RunsFrom::Receipt, RunsFrom::Acceptance];

/// The limit under `key`, if there is one.
pub(super) fn read(table: &mut Table<'_>, key: &'static str, ground: &Ground<'_>) -> Option<Limit> {
    let subject = format!("the limit of {}", table.subject);
    table.inner(key, &subject, |table| Limit {
        days: table.count("days"),
        unit: table.one_of("unit", &UNITS).unwrap_or(Unit::Working),
        unmarked: table.flag("unmarked").unwrap_or(false),
        from: table.one_of("from", &EVENTS).unwrap_or(RunsFrom::Acceptance),
        basis: ground.basis(table),
        note: table.maybe_text("note"),
        variants: variants(table, ground),
        extension: extension(table, ground),
    })
}

fn variants(table: &mut Table<'_>, ground: &Ground<'_>) -> Vec<LimitVariant> {
    let subject = format!("a variant of {}", table.subject);
    table.each("variant", &subject, |table| LimitVariant {
        when: ground.condition(table, "when"),
        days: table.count("days"),
    })
}

fn extension(table: &mut Table<'_>, ground: &Ground<'_>) -> Option<Extension> {
    let subject = format!("the extension of {}", table.subject);
    table.inner("extension", &subject, |table| Extension {
        days: table.count("days"),
        by: table.text("by"),
        basis: ground.basis(table),
    })
}
