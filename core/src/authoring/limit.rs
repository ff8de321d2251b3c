//! Limits as written: of items, of pledges, and of a program's joint clock.

use super::dates::{dated_within, follow_each_other};
use super::fault::Spot;
use super::ground::Ground;
use super::table::Table;
use crate::progress::{Head, SpecialKind};
use crate::rulebook::{Extension, Limit, LimitVariant, RunsFrom, Special, Unit, Valid};

pub(super) const UNITS: [Unit; 3] = [Unit::Working, Unit::Calendar, Unit::Months];
const EVENTS: [RunsFrom; 2] = [RunsFrom::Receipt, RunsFrom::Acceptance];

/// A limit while it is in force.
pub(super) struct WrittenLimit {
    pub limit: Limit,
    pub valid: Valid,
    pub spot: Spot,
}

/// The limit under `key`, if there is one.
pub(super) fn read(table: &mut Table<'_>, key: &'static str, ground: &Ground<'_>) -> Option<Limit> {
    let subject = format!("the limit of {}", table.subject);
    table.inner(key, &subject, |table| limit(table, ground))
}

/// The limit under `limit`, or its versions.
pub(super) fn versions(table: &mut Table<'_>, ground: &Ground<'_>) -> Vec<WrittenLimit> {
    let subject = format!("the limit of {}", table.subject);
    let versions = table.each("limit", &subject, |table| {
        let valid = dated_within(table);
        WrittenLimit { limit: limit(table, ground), valid, spot: table.spot }
    });
    let version = |one: &WrittenLimit| (subject.clone(), one.valid, one.spot);
    follow_each_other(ground.faults, versions.iter().map(version));
    versions
}

fn limit(table: &mut Table<'_>, ground: &Ground<'_>) -> Limit {
    Limit {
        unmarked: table.flag("unmarked").unwrap_or(false),
        variants: variants(table, ground),
        extension: extension(table, ground),
        special: special(table, ground),
        ..plain(table, ground)
    }
}

/// A limit that says no more than how long it is, from when on, and why.
pub(super) fn plain(table: &mut Table<'_>, ground: &Ground<'_>) -> Limit {
    Limit {
        days: table.count("days"),
        unit: table.one_of("unit", &UNITS).unwrap_or(Unit::Working),
        unmarked: false,
        from: table.one_of("from", &EVENTS).unwrap_or(RunsFrom::Acceptance),
        basis: ground.basis(table),
        note: table.maybe_text("note"),
        variants: Vec::new(),
        extension: None,
        special: Vec::new(),
    }
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
        head: table.has("head").then(|| table.one_of("head", Head::ALL)).flatten().unwrap_or_default(),
        basis: ground.basis(table),
    })
}

fn special(table: &mut Table<'_>, ground: &Ground<'_>) -> Vec<Special> {
    let subject = format!("a special procedure of {}", table.subject);
    table.each("special", &subject, |table| Special {
        kind: table.one_of("kind", SpecialKind::ALL).unwrap_or(SpecialKind::Other),
        most: table.maybe_count("most"),
        basis: ground.basis(table),
    })
}
