//! Every chain of prerequisites ends: no needed item waits for itself.
//!
//! What binds is what `plan` waits for: a prerequisite whose condition holds and a paper that is asked for, each met
//! by any one of the items that yield it; one that is not needed does not count, and where none is needed nothing is
//! waited for. An item can be done where each of these is met by an item that can be done. That is worked out for all
//! answers at once, as diagrams, among the items that could wait for each other at all.

use serde_json::{Value, json};

use super::ledger::{Finding, Kind, Ledger};
use super::subject::Subject;
use super::world::{Work, World};
use crate::diagram::{NO, Root, YES};

/// Something that an item waits for.
struct Wait {
    /// Where it binds.
    when: Root,
    /// The items any one of which meets it, by index.
    any: Vec<usize>,
}

pub(super) fn prove(world: &World<'_>, ledger: &mut Ledger<'_>) {
    let items = &world.rulebook.law.items;
    let waits = waits(world);
    let feasible = feasible(world, &waits);
    for group in groups(&feasible) {
        let names: Vec<&str> =
            group.iter().filter_map(|item| items.get(*item)).map(|item| item.id.as_str()).collect();
        let name = group.iter().map(|item| version(world, &waits, *item)).collect::<Vec<_>>().join(", ");
        let first = names.first().copied().unwrap_or_default().to_owned();
        let from = group.first().and_then(|item| items.get(*item)).and_then(|item| item.valid.from);
        let subject = || Subject::Item { item: first.clone(), from };
        ledger.try_one(world, Kind::Chain, name, subject, |work| circle(work, &group, &feasible, &waits));
    }
}

fn waits(world: &World<'_>) -> Vec<Vec<Wait>> {
    let of = |item: &crate::rulebook::ItemIndex| {
        let after = item.after.iter().map(|after| Wait { when: after.when, any: after.any.clone() });
        let papers = item.uses.iter().filter(|used| !used.from.is_empty());
        let papers = papers.map(|used| Wait { when: used.asked, any: used.from.clone() });
        after.chain(papers).collect()
    };
    world.rulebook.items.iter().map(of).collect()
}

/// The version of an item and of those that it waits for, so that what is the same in two editions is proven once.
fn version(world: &World<'_>, waits: &[Vec<Wait>], item: usize) -> String {
    let told = |item: usize| {
        let law = world.rulebook.law.items.get(item)?;
        Some(law.valid.from.map_or_else(|| law.id.clone(), |from| format!("{} {from}", law.id)))
    };
    let others = waits.get(item).into_iter().flatten().flat_map(|wait| wait.any.iter().copied());
    let others: Vec<String> = others.filter_map(told).collect();
    let waits = if others.is_empty() { String::new() } else { format!(" ({})", others.join(", ")) };
    format!("{}{waits}", told(item).unwrap_or_default())
}

fn need(world: &World<'_>, item: usize) -> Root {
    world.rulebook.items.get(item).map_or(NO, |item| item.need)
}

/// By item: the items that it may wait for. Where the budget does not reach, it may.
fn feasible(world: &World<'_>, waits: &[Vec<Wait>]) -> Vec<Vec<usize>> {
    let may = |item: usize, wait: &Wait, other: usize| {
        let mut work = world.work();
        let both = work.all([need(world, item), wait.when, need(world, other)]);
        work.possibly(both) != NO || work.is_spent()
    };
    let of = |(item, waits): (usize, &Vec<Wait>)| {
        let pairs = waits.iter().flat_map(|wait| wait.any.iter().map(move |other| (wait, *other)));
        let mut others: Vec<usize> =
            pairs.filter(|(wait, other)| may(item, wait, *other)).map(|(_, other)| other).collect();
        others.sort_unstable();
        others.dedup();
        others
    };
    waits.iter().enumerate().map(of).collect()
}

/// Items that can reach each other, in the order of their first; most are alone.
fn groups(next: &[Vec<usize>]) -> Vec<Vec<usize>> {
    let reach: Vec<Vec<bool>> = (0..next.len()).map(|item| reached(item, next)).collect();
    let from =
        |item: usize, other: usize| reach.get(item).and_then(|to| to.get(other)).copied().unwrap_or(false);
    let mut grouped = vec![false; next.len()];
    let mut groups = Vec::new();
    for item in 0..next.len() {
        if grouped.get(item).copied().unwrap_or(true) {
            continue;
        }
        let group: Vec<usize> = (item..next.len())
            .filter(|other| *other == item || from(item, *other) && from(*other, item))
            .collect();
        group.iter().filter_map(|other| grouped.get_mut(*other).map(|flag| *flag = true)).for_each(drop);
        groups.push(group);
    }
    groups
}

fn reached(from: usize, next: &[Vec<usize>]) -> Vec<bool> {
    let mut reached = vec![false; next.len()];
    let mut open = vec![from];
    while let Some(at) = open.pop() {
        for other in next.get(at).into_iter().flatten() {
            if let Some(seen) = reached.get_mut(*other).filter(|seen| !**seen) {
                *seen = true;
                open.push(*other);
            }
        }
    }
    reached
}

/// Answers for which items of the group never get done, if there are any.
fn circle(
    work: &mut Work<'_>,
    group: &[usize],
    feasible: &[Vec<usize>],
    waits: &[Vec<Wait>],
) -> Option<Finding> {
    let alone = group.iter().all(|item| !feasible.get(*item).is_some_and(|next| next.contains(item)));
    if group.len() == 1 && alone {
        return None;
    }
    let done = done(work, group, waits);
    let mut stuck = None;
    for (item, done) in group.iter().zip(&done) {
        let never = work.without(need(work.world, *item), *done);
        if work.possibly(never) != NO {
            stuck = Some((*item, never));
            break;
        }
    }
    if work.is_spent() {
        return None;
    }
    let (item, never) = stuck?;
    Some(finding(work, item, never, &Done { group, done: &done, waits }))
}

/// Where each item of a group gets done at last; those that are not needed are done, and so are all outside.
fn done(work: &mut Work<'_>, group: &[usize], waits: &[Vec<Wait>]) -> Vec<Root> {
    let world = work.world;
    let mut done = Vec::with_capacity(group.len());
    for item in group {
        done.push(work.diagrams.not(need(world, *item)));
    }
    loop {
        let before = done.clone();
        for (n, item) in group.iter().enumerate() {
            let mut free = YES;
            for wait in waits.get(*item).into_iter().flatten() {
                let met = met(work, wait, group, &done);
                free = work.diagrams.and(free, met);
            }
            let spared = work.diagrams.not(need(world, *item));
            let now = work.diagrams.or(spared, free);
            if let Some(slot) = done.get_mut(n) {
                *slot = now;
            }
        }
        if done == before || work.is_spent() {
            return done;
        }
    }
}

/// Where what is waited for is there, or nothing is waited for.
fn met(work: &mut Work<'_>, wait: &Wait, group: &[usize], done: &[Root]) -> Root {
    let world = work.world;
    let (mut needed, mut met) = (NO, NO);
    for other in &wait.any {
        let need = need(world, *other);
        needed = work.diagrams.or(needed, need);
        let at = group.iter().position(|item| item == other);
        let there = at.and_then(|at| done.get(at)).copied().unwrap_or(YES);
        let there = work.diagrams.and(need, there);
        met = work.diagrams.or(met, there);
    }
    let binds = work.diagrams.and(wait.when, needed);
    let free = work.diagrams.not(binds);
    work.diagrams.or(free, met)
}

/// What a fixed point found out about a group.
struct Done<'a> {
    group: &'a [usize],
    done: &'a [Root],
    waits: &'a [Vec<Wait>],
}

fn finding(work: &mut Work<'_>, item: usize, never: Root, of: &Done<'_>) -> Finding {
    let world = work.world;
    work.diagrams.allow(world.budget);
    let (circle, holds) = walk(work, item, never, of);
    let found = work.smallest(holds);
    let name = |item: &usize| world.rulebook.law.items.get(*item).map(|item| item.id.as_str());
    let names: Vec<&str> = circle.iter().filter_map(name).collect();
    let told = found.as_ref().map_or_else(|| "some answers".to_owned(), |(_, answers)| world.told(answers));
    let round: Vec<&str> = names.iter().chain(names.first()).copied().collect();
    let wrong = format!("items wait for each other in a circle: {}, for {told}", round.join(" → "));
    let waiting: Vec<Value> =
        names.iter().map(|id| json!({ "id": id, "need": "needed", "timing": "later" })).collect();
    let title = format!("{} wait for each other", names.join(", "));
    let case = |(_, answers)| {
        world.case(&format!("circle {}", names.join(" ")), &title, &answers, json!({ "items": waiting }))
    };
    let subject = |item: &usize| {
        let law = world.rulebook.law.items.get(*item)?;
        Some(Subject::Item { item: law.id.clone(), from: law.valid.from })
    };
    let mut subjects = circle.iter().filter_map(subject);
    Finding {
        kind: Kind::Chain,
        subject: subjects.next().unwrap_or(Subject::Rulebook),
        with: subjects.collect(),
        wrong,
        remedy: "Take one of these out of `after`, or its paper out of `from`",
        witness: found.and_then(case).into_iter().collect(),
    }
}

/// Follows one item that never gets done to what it waits for, for one set of answers, until it comes round; and
/// where that circle holds.
fn walk(work: &mut Work<'_>, item: usize, never: Root, of: &Done<'_>) -> (Vec<usize>, Root) {
    let (mut trail, mut edges) = (vec![item], Vec::<Root>::new());
    let mut here = never;
    let mut at = item;
    loop {
        let Some((next, edge)) = step(work, at, here, of) else { return (trail, here) };
        here = work.diagrams.and(here, edge);
        edges.push(edge);
        if let Some(start) = trail.iter().position(|seen| *seen == next) {
            let edges: Vec<Root> = edges.into_iter().skip(start).collect();
            let circle: Vec<usize> = trail.split_off(start);
            let holds = work.all(edges);
            return (circle, holds);
        }
        trail.push(next);
        at = next;
    }
}

/// An item that this one waits for and that never gets done either, for some of the answers that are left; and where.
fn step(work: &mut Work<'_>, at: usize, here: Root, of: &Done<'_>) -> Option<(usize, Root)> {
    let world = work.world;
    for wait in of.waits.get(at).into_iter().flatten() {
        let unmet = met(work, wait, of.group, of.done);
        let unmet = work.diagrams.not(unmet);
        for other in &wait.any {
            let edge = work.all([need(world, at), unmet, need(world, *other)]);
            let left = work.diagrams.and(here, edge);
            if work.possibly(left) != NO {
                return Some((*other, edge));
            }
        }
    }
    None
}
