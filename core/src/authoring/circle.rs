//! Items do not wait for each other in a circle.

use super::fault::Spot;
use super::ground::Ground;
use super::national::National;
use crate::condition::Condition;
use crate::rulebook::Item;

/// Sees that no item waits for itself, by what has to be decided first and by the papers that other items yield.
pub(super) fn no_circle(items: &[Item], national: &National, ground: &Ground<'_>) {
    let mut done = Vec::new();
    for item in items {
        if let Some(circle) = circle_from(item, items, &mut Vec::new(), &mut done) {
            let first = circle.first().map_or(item.id.as_str(), |first| first);
            let spot = national.item(first).map_or(Spot { file: 0, at: 0 }, |written| written.spot);
            let wrong = format!("items wait for each other in a circle: {}", circle.join(" → "));
            ground.faults.add(spot, wrong, "Take one of these out of `after`, or its paper out of `from`");
        }
    }
}

/// A circle that can be reached from `item`, unless it was reported before.
fn circle_from<'a>(
    item: &'a Item,
    items: &'a [Item],
    trail: &mut Vec<&'a str>,
    done: &mut Vec<&'a str>,
) -> Option<Vec<&'a str>> {
    if let Some(at) = trail.iter().position(|waiting| *waiting == item.id) {
        return Some(trail.iter().skip(at).copied().chain([item.id.as_str()]).collect());
    }
    if done.contains(&item.id.as_str()) {
        return None;
    }
    trail.push(&item.id);
    let waits_for = |other: &&Item| {
        let after = item.after.iter().filter(|after| after.when != Condition::Constant(false));
        after
            .flat_map(|after| &after.any)
            .chain(item.materials.iter().flat_map(|used| &used.from))
            .any(|id| *id == other.id)
    };
    let circle = items.iter().filter(waits_for).find_map(|other| circle_from(other, items, trail, done));
    trail.pop();
    done.push(&item.id);
    circle
}
