//! When something is in force, and how its versions follow each other.

use super::calendar::day;
use super::fault::{Faults, Spot};
use super::table::Table;
use crate::calendar::Day;
use crate::rulebook::Valid;

/// A version of something: what to call it, when it is in force, where it stands.
pub(super) type Version = (String, Valid, Spot);

/// Reads `from` and `to` of the table; what stands in the table is in force no longer than the table.
pub(super) fn dated(table: &mut Table<'_>) -> Valid {
    let valid = days(table);
    table.valid = common(table.valid, valid);
    table.valid
}

/// Reads `valid = { from = "…", to = "…" }`, where `from` by itself says something else.
pub(super) fn dated_within(table: &mut Table<'_>) -> Valid {
    let subject = format!("`valid` of {}", table.subject);
    let valid = table.inner("valid", &subject, days).unwrap_or_default();
    table.valid = common(table.valid, valid);
    table.valid
}

fn days(table: &mut Table<'_>) -> Valid {
    let mut read = |key| {
        let (text, spot) = table.maybe_word(key)?;
        day(&text, spot, table.faults)
    };
    Valid { from: read("from"), to: read("to") }
}

/// The days that both hold.
fn common(one: Valid, other: Valid) -> Valid {
    let to = [one.to, other.to].into_iter().flatten().min();
    Valid { from: one.from.max(other.from), to }
}

/// Whether there is a day on which both are in force.
pub(super) fn meet(one: Valid, other: Valid) -> bool {
    let both = common(one, other);
    both.from.zip(both.to).is_none_or(|(from, to)| from < to)
}

/// Whether `outer` is in force on every day of `inner`.
pub(super) fn covers(outer: Valid, inner: Valid) -> bool {
    common(outer, inner) == inner
}

/// The spans into which `days` cut `whole`, in order.
pub(super) fn pieces(whole: Valid, spans: impl Iterator<Item = Valid>) -> Vec<Valid> {
    let inside = |day: &Day| whole.holds(*day) && whole.from != Some(*day);
    let mut cuts: Vec<Day> = spans.flat_map(|span| [span.from, span.to]).flatten().filter(inside).collect();
    cuts.sort_unstable();
    cuts.dedup();
    let starts = std::iter::once(whole.from).chain(cuts.iter().copied().map(Some));
    let ends = cuts.iter().copied().map(Some).chain([whole.to]);
    starts.zip(ends).map(|(from, to)| Valid { from, to }).collect()
}

/// Reports what stands twice.
pub(super) fn follow_each_other(faults: &Faults<'_>, versions: impl Iterator<Item = Version>) {
    let mut versions: Vec<Version> = versions.collect();
    versions.sort_by(|(name, valid, _), (other, others, _)| (name, valid.from).cmp(&(other, others.from)));
    for (before, after) in versions.iter().zip(versions.iter().skip(1)) {
        let ((name, first, _), (other, second, spot)) = (before, after);
        if name == other && first.is_always() && second.is_always() {
            let remedy = "Give each its own id, or delete one of them";
            faults.add(*spot, format!("{name} stands twice"), remedy);
        }
    }
}
