//! When something is in force, and how its versions follow each other.

use super::calendar::day;
use super::fault::{Faults, Spot};
use super::table::Table;
use crate::calendar::Day;
use crate::rulebook::Valid;

/// A version of something: what to call it, when it is in force, where it stands.
pub(super) type Version = (String, Valid, Spot);

/// Reads `from` and `to` of the table, half-open; what stands in the table is in force no longer than the table.
pub(super) fn dated(table: &mut Table<'_>) -> Valid {
    let valid = days(table);
    table.valid = common(table.valid, valid);
    table.valid
}

/// Reads `valid = { from = "…", to = "…" }`, where `from` by itself says something else.
pub(super) fn dated_within(table: &mut Table<'_>) -> Valid {
    let subject = format!("`valid` of {}", table.subject);
    let valid = table.inner("valid", &subject, days).unwrap_or_default();
    if !meet(table.valid, valid) {
        let outer = in_words(table.valid);
        let wrong = format!("{} never holds: what it belongs to is in force {outer}", table.subject);
        table.faults.add(table.spot_of("valid"), wrong, "Correct the days, or delete it");
        return table.valid;
    }
    table.valid = common(table.valid, valid);
    table.valid
}

fn days(table: &mut Table<'_>) -> Valid {
    let mut read = |key| {
        let (text, spot) = table.maybe_word(key)?;
        day(&text, spot, table.faults)
    };
    let (from, to) = (read("from"), read("to"));
    if let (Some(from), Some(to)) = (from, to)
        && from >= to
    {
        let wrong = format!("{} begins on {from} and ends on {to}", table.subject);
        let remedy = "Correct the days: `to` is the first day on which it no longer holds";
        table.faults.add(table.spot_of("to"), wrong, remedy);
        return Valid::default();
    }
    Valid { from, to }
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

/// From the first day of any to the last day of any; the days between count as well.
pub(super) fn span(all: impl Iterator<Item = Valid>) -> Option<Valid> {
    all.reduce(|one, other| Valid {
        from: one.from.min(other.from),
        to: one.to.zip(other.to).map(|(one, other)| one.max(other)),
    })
}

/// The days, in words.
pub(super) fn in_words(valid: Valid) -> String {
    match (valid.from, valid.to) {
        (None, None) => "always".to_owned(),
        (Some(from), None) => format!("from {from} on"),
        (None, Some(to)) => format!("until {to}"),
        (Some(from), Some(to)) => format!("from {from} until {to}"),
    }
}

/// Reports versions of one thing that overlap, or leave a hole between them.
pub(super) fn follow_each_other(faults: &Faults<'_>, versions: impl Iterator<Item = Version>) {
    let mut versions: Vec<Version> = versions.collect();
    versions.sort_by(|(name, valid, _), (other, others, _)| (name, valid.from).cmp(&(other, others.from)));
    for (before, after) in versions.iter().zip(versions.iter().skip(1)) {
        if before.0 == after.0 {
            follows(faults, before, after);
        }
    }
}

fn follows(faults: &Faults<'_>, (name, before, _): &Version, (_, after, spot): &Version) {
    let remedy = "End the earlier version on the day on which the later begins";
    if before.is_always() && after.is_always() {
        let remedy = "Give each its own id, or delete one of them";
        faults.add(*spot, format!("{name} stands twice"), remedy);
    } else if meet(*before, *after) {
        let both = in_words(common(*before, *after));
        faults.add(*spot, format!("two versions of {name} are in force {both}"), remedy);
    } else if before.to != after.from {
        let hole = in_words(Valid { from: before.to, to: after.from });
        faults.add(*spot, format!("no version of {name} is in force {hole}"), remedy);
    }
}
