//! Nothing in vain: every part of the law can hold, and every rule changes something.

use serde_json::json;

use super::ledger::{Finding, Kind, Ledger};
use super::parts::{Part, parts};
use super::sight::{Sight, sight};
use super::smallest::{Answers, Cost};
use super::spell::{conjuncts, spell};
use super::subject::Subject;
use super::tables::{Row, Rows, tables};
use super::witness::{says, says_none};
use super::world::{Work, World};
use crate::authoring::case::Case;
use crate::diagram::{self, NO, Root};

pub(super) fn prove(world: &World<'_>, ledger: &mut Ledger<'_>) {
    let tables = tables(world);
    for part in parts(world) {
        let name = ledger.name(&part.subject);
        ledger.try_one(
            world,
            Kind::Vain,
            name,
            || part.subject.clone(),
            |work| dead(work, &part, &tables).or_else(|| shadowed(work, &part.subject, &tables)),
        );
    }
}

/// No possible answers make it hold.
fn dead(work: &mut Work<'_>, part: &Part<'_>, tables: &[Rows<'_>]) -> Option<Finding> {
    let given: Vec<Root> = part.given.iter().map(|given| work.ends_in(given.root, given.ends)).collect();
    let given = work.all(given);
    let holds = work.diagrams.and(given, part.root);
    let holds = match part.subject {
        Subject::Constraint(_) => holds,
        _ => work.possibly(holds),
    };
    if holds != NO || work.is_spent() {
        return None;
    }
    work.diagrams.allow(work.world.budget);
    let (labels, roots): (Vec<String>, Vec<Root>) = labelled(work, part).into_iter().unzip();
    let core = core(work, &roots);
    let core = if work.is_spent() { (0..roots.len()).collect() } else { core };
    work.diagrams.allow(work.world.budget);
    let names: Vec<&str> = core.iter().filter_map(|n| labels.get(*n)).map(String::as_str).collect();
    let constraints = constraints(work, &roots, &core);
    let mut wrong = format!("{} can never hold: {}", part.subject, contradiction(&names, &constraints));
    let mut with: Vec<Subject> = constraints.into_iter().map(Subject::Constraint).collect();
    let kept = without_core(work, &roots, &core);
    let (sight, case) = kept.and_then(|kept| witness(work, part, kept, tables)).unzip();
    if let (Subject::Rule { .. }, Some(by)) = (&part.subject, sight.and_then(|sight| sight.by)) {
        wrong += &format!("; where all else that it asks is so, {by} decides");
        with.push(by);
    }
    Some(Finding {
        kind: Kind::Vain,
        subject: part.subject.clone(),
        with,
        wrong,
        remedy: match part.subject {
            Subject::Rule { .. } => "Correct its condition, or delete the rule",
            _ => "Correct its condition, or delete it",
        },
        witness: case.into_iter().collect(),
    })
}

fn contradiction(parts: &[&str], constraints: &[String]) -> String {
    let under: Vec<String> = constraints.iter().map(|id| format!("constraint `{id}`")).collect();
    match (parts, under.as_slice()) {
        ([], _) => "the constraints leave no answers".to_owned(),
        ([one], []) => format!("no answers meet {one}"),
        ([one], under) => format!("{} forbids {one}", under.join(" with ")),
        (parts, []) => format!("{} exclude each other", parts.join(" and ")),
        (parts, under) => format!("{} exclude each other under {}", parts.join(" and "), under.join(" and ")),
    }
}

/// What has to hold together: the conditions it rests on, the parts of its own, and those that may not hold before it.
fn labelled(work: &mut Work<'_>, part: &Part<'_>) -> Vec<(String, Root)> {
    let mut all = Vec::new();
    let (before, given): (Vec<_>, Vec<_>) = part.given.iter().partition(|given| given.ends == NO);
    for given in given {
        all.push((given.label.clone(), work.ends_in(given.root, given.ends)));
    }
    for own in conjuncts(part.own) {
        all.push((format!("`{}`", spell(own)), work.condition(own)));
    }
    for before in before {
        all.push((before.label.clone(), work.ends_in(before.root, before.ends)));
    }
    all
}

/// With more parts than this, a set of which none can be left out, instead of the smallest.
const FEW: usize = 12;

/// The smallest set of conditions that no possible answers meet together, by index.
fn core(work: &mut Work<'_>, roots: &[Root]) -> Vec<usize> {
    let contradict = |work: &mut Work<'_>, chosen: &[usize]| {
        let together: Vec<Root> = chosen.iter().filter_map(|n| roots.get(*n)).copied().collect();
        let together = work.all(together);
        work.possibly(together) == NO
    };
    if roots.len() <= FEW {
        let mut sets: Vec<Vec<usize>> = (0..1usize << roots.len())
            .map(|bits| (0..roots.len()).filter(|n| bits >> n & 1 == 1).collect())
            .collect();
        sets.sort_by_key(|set: &Vec<usize>| (set.len(), set.clone()));
        return sets.into_iter().find(|set| contradict(work, set)).unwrap_or_default();
    }
    let mut core: Vec<usize> = (0..roots.len()).collect();
    for n in 0..roots.len() {
        let less: Vec<usize> = core.iter().copied().filter(|other| *other != n).collect();
        if contradict(work, &less) {
            core = less;
        }
    }
    core
}

/// The constraints without which the conditions would not exclude each other; none where they do by themselves.
fn constraints(work: &mut Work<'_>, roots: &[Root], core: &[usize]) -> Vec<String> {
    let world = work.world;
    let together: Vec<Root> = core.iter().filter_map(|n| roots.get(*n)).copied().collect();
    let together = work.all(together);
    let keeps = |work: &mut Work<'_>, chosen: &[usize]| {
        let never: Vec<Root> =
            chosen.iter().filter_map(|n| world.rulebook.constraints.get(*n)).copied().collect();
        never.into_iter().fold(together, |kept, never| work.without(kept, never))
    };
    let mut needed: Vec<usize> = (0..world.rulebook.constraints.len()).collect();
    for n in 0..world.rulebook.constraints.len() {
        let less: Vec<usize> = needed.iter().copied().filter(|other| *other != n).collect();
        if keeps(work, &less) == NO {
            needed = less;
        }
    }
    needed.into_iter().filter_map(|n| world.constraint(n)).map(str::to_owned).collect()
}

/// As many of the conditions as possible answers meet together, beginning with those outside the contradiction.
fn without_core(work: &mut Work<'_>, roots: &[Root], core: &[usize]) -> Option<Root> {
    let outside = (0..roots.len()).filter(|n| !core.contains(n));
    let mut kept = diagram::YES;
    for n in outside.chain(core.iter().copied()) {
        let more = work.diagrams.and(kept, *roots.get(n)?);
        if work.possibly(more) != NO {
            kept = more;
        }
    }
    Some(kept)
}

/// Answers that meet all other parts, at which something else is decided.
fn witness(work: &mut Work<'_>, part: &Part<'_>, kept: Root, tables: &[Rows<'_>]) -> Option<(Sight, Case)> {
    let Part { subject, .. } = part;
    let (sight, title) = match subject {
        Subject::Definition(id) => {
            let found = missed(work, id, kept, tables);
            let (sight, carrier) = found.or_else(|| missed(work, id, diagram::YES, tables))?;
            (sight, format!("{carrier} is decided as if {subject} were never met, which is so"))
        }
        _ => {
            let title = format!("{subject} does not hold where all else that it asks does");
            (sight(work, subject, kept, false, tables)?, title)
        }
    };
    let Sight { call, answers, expect, .. } = &sight;
    let case = work.world.case_of(&format!("dead {subject}"), &title, *call, answers, expect.clone())?;
    Some((sight, case))
}

/// The smallest of these answers at which something would be decided otherwise if what a definition says were so; and
/// what.
fn missed(work: &mut Work<'_>, id: &str, kept: Root, tables: &[Rows<'_>]) -> Option<(Sight, Subject)> {
    let mut best: Option<(Sight, Subject)> = None;
    for part in parts(work.world) {
        let (as_is, if_so) = (work.condition(part.own), work.condition_if(part.own, Some(id)));
        let given: Vec<Root> = part.given.iter().map(|given| work.ends_in(given.root, given.ends)).collect();
        let given = work.all(given);
        let turned = [(work.without(as_is, if_so), true), (work.without(if_so, as_is), false)];
        for (turned, holds) in turned {
            let here = work.all([kept, given, turned]);
            let Some(found) = sight(work, &part.subject, here, holds, tables) else { continue };
            if best.as_ref().is_none_or(|(least, _)| found.cost < least.cost) {
                best = Some((found, part.subject.clone()));
            }
        }
    }
    best
}

/// A rule that changes nothing: wherever it holds, others of the same verdict hold.
fn shadowed(work: &mut Work<'_>, subject: &Subject, tables: &[Rows<'_>]) -> Option<Finding> {
    let found = tables
        .iter()
        .find_map(|rows| rows.rows.iter().find(|row| rows.subject(row) == *subject).map(|row| (rows, row)));
    let (rows, row) = found?;
    let mut others: Vec<&Row<'_>> =
        rows.rows.iter().filter(|other| other.verdict == row.verdict && !std::ptr::eq(*other, row)).collect();
    let alone = |work: &mut Work<'_>, others: &[&Row<'_>]| {
        let others = work.any(others.iter().map(|other| other.index.when));
        let alone = work.without(row.index.when, others);
        work.possibly(alone)
    };
    if alone(work, &others) != NO || work.is_spent() {
        return None;
    }
    for n in (0..others.len()).rev() {
        let less: Vec<&Row<'_>> =
            others.iter().enumerate().filter(|(at, _)| *at != n).map(|(_, other)| *other).collect();
        if alone(work, &less) == NO {
            others = less;
        }
    }
    let names: Vec<String> = others.iter().map(|other| format!("`{}`", other.rule)).collect();
    let wrong = format!(
        "{subject} changes nothing: wherever it holds, {} {} anyway, with the same verdict",
        names.join(" or "),
        if names.len() == 1 { "holds" } else { "hold" }
    );
    Some(Finding {
        kind: Kind::Vain,
        subject: subject.clone(),
        with: others.iter().map(|other| rows.subject(other)).collect(),
        wrong,
        remedy: "Delete the rule, or correct its condition",
        witness: together(work, rows, row, &others).into_iter().collect(),
    })
}

/// Answers for which the rule holds, and another with it.
fn together(work: &mut Work<'_>, rows: &Rows<'_>, row: &Row<'_>, others: &[&Row<'_>]) -> Option<Case> {
    let title = format!("rule {} of {} holds only with others of the same verdict", row.rule, rows.table);
    let name = format!("shadowed {} {}", rows.table.id(), row.rule);
    let mut best: Option<(Cost, Root, Answers, &Row<'_>)> = None;
    for other in others {
        let both = work.diagrams.and(row.index.when, other.index.when);
        let Some((cost, outcome, answers)) =
            work.smallest_with(both, rows.verdict, &[row.outcome, diagram::CONFLICT])
        else {
            continue;
        };
        if best.as_ref().is_none_or(|(least, ..)| cost < *least) {
            best = Some((cost, outcome, answers, other));
        }
    }
    let (_, outcome, answers, other) = best?;
    let expect = match outcome {
        diagram::CONFLICT => says_none(&rows.table, "rulebook-conflict", &[row.rule, other.rule]),
        _ => says(&rows.table, &row.verdict, json!([{ "rule": row.rule }, { "rule": other.rule }])),
    };
    work.world.case(&name, &title, &answers, expect)
}
