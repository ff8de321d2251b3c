//! What a review or a plan shows of a part of the law: the smallest answers with which it can be seen to hold, or not.

use serde_json::{Value, json};

use super::smallest::{Answers, Cost};
use super::subject::{Subject, Table};
use super::tables::{Row, Rows};
use super::witness::{CERTAIN, SILENT, Verdict, and_says, says, says_none};
use super::world::Work;
use crate::authoring::case::Call;
use crate::diagram::{self, Root, YES};
use crate::rulebook::{Item, ItemIndex, RuleVerdict, UseIndex};

/// Answers, and what the rules say to them.
pub(super) struct Sight {
    pub cost: Cost,
    pub call: Call,
    pub answers: Answers,
    pub expect: Value,
    /// The rule that decides there.
    pub by: Option<Subject>,
}

impl Sight {
    fn new((cost, answers): (Cost, Answers), call: Call, expect: Value) -> Sight {
        Sight { cost, call, answers, expect, by: None }
    }
}

/// The smallest answers that meet `goal` and with which this part is seen to hold, or not to. It has to be so wherever
/// `goal` is met.
pub(super) fn sight(
    work: &mut Work<'_>,
    subject: &Subject,
    goal: Root,
    holds: bool,
    tables: &[Rows<'_>],
) -> Option<Sight> {
    match subject {
        Subject::Rule { table, rule, .. } => {
            let by = |row: &Row<'_>| (row.rule == rule) == holds;
            in_table(work, rows(tables, table)?, goal, &Reason { told: json!({ "rule": rule }), holds }, &by)
        }
        Subject::Variant { table, rule, n, .. } => {
            let rows = rows(tables, table)?;
            let row = rows.rows.iter().find(|row| row.rule == rule)?;
            let told = json!({ "rule": rule, "text": { "en": row.variants.get(*n)?.text.en } });
            in_table(work, rows, goal, &Reason { told, holds }, &|row| row.rule == rule)
        }
        Subject::Note { program, note } => {
            let rows = rows(tables, &Table::Program(program.clone()))?;
            let by = |row: &Row<'_>| row.verdict == Verdict::Program(RuleVerdict::Eligible) || !holds;
            in_table(work, rows, goal, &Reason { told: json!({ "rule": note }), holds }, &by)
        }
        Subject::Scope { program, scope } => {
            let scope = json!({ "id": scope, "wanted": holds });
            let expect = json!({ "programs": [{ "id": program, "scope": [scope] }] });
            Some(Sight::new(work.smallest(goal)?, Call::Review, expect))
        }
        Subject::Item { item, .. } => in_need(work, item, goal, None),
        Subject::Use { item, material, n, .. } => in_paper(work, (item, material, *n), goal, holds),
        Subject::After { item, n, .. } => in_order(work, item, *n, goal, holds),
        Subject::LimitVariant { item, n, .. } => in_days(work, item, *n, goal, holds),
        Subject::Constraint(id) if !holds => {
            let clash = json!({ "code": "answers-contradict", "subject": id });
            let expect = json!({ "findings": { "$none": clash } });
            Some(Sight::new(work.smallest(goal)?, Call::Review, expect))
        }
        Subject::Constraint(_)
        | Subject::Definition(_)
        | Subject::Fact(_)
        | Subject::Table(_)
        | Subject::Rulebook => None,
    }
}

fn rows<'t, 'a>(tables: &'t [Rows<'a>], table: &Table) -> Option<&'t Rows<'a>> {
    tables.iter().find(|rows| rows.table == *table)
}

/// A reason that a table gives, or does not.
struct Reason {
    told: Value,
    holds: bool,
}

/// A table decides by one of these rules, or where none of them may, by any; and gives this reason, or does not.
fn in_table(
    work: &mut Work<'_>,
    rows: &Rows<'_>,
    goal: Root,
    reason: &Reason,
    by: &dyn Fn(&Row<'_>) -> bool,
) -> Option<Sight> {
    let mut best: Option<(Cost, Root, Answers, &Row<'_>)> = None;
    for row in rows.rows.iter().filter(|row| by(row)) {
        let here = work.diagrams.and(goal, row.index.when);
        let found = work.smallest_with(here, rows.verdict, &[row.outcome, diagram::CONFLICT]);
        let Some((cost, outcome, answers)) = found else { continue };
        if best.as_ref().is_none_or(|(least, ..)| cost < *least) {
            best = Some((cost, outcome, answers, row));
        }
    }
    if let Some((cost, outcome, answers, row)) = best {
        let expect = told(rows, outcome, Some(row), reason);
        let by = Some(rows.subject(row));
        return Some(Sight { by, ..Sight::new((cost, answers), Call::Review, expect) });
    }
    let mut outcomes: Vec<Root> = rows.rows.iter().map(|row| row.outcome).chain(SILENT).collect();
    outcomes.dedup();
    let (cost, outcome, answers) = work.smallest_with(goal, rows.verdict, &outcomes)?;
    Some(Sight::new((cost, answers), Call::Review, told(rows, outcome, None, reason)))
}

/// What a table says with an outcome: by a rule where one is certain, and with a reason or without it.
fn told(rows: &Rows<'_>, outcome: Root, by: Option<&Row<'_>>, reason: &Reason) -> Value {
    let table = &rows.table;
    let rules: Vec<&str> = by.iter().map(|by| by.rule).collect();
    let row = by.or_else(|| rows.rows.iter().find(|row| row.outcome == outcome));
    let said = match (outcome, row) {
        (diagram::CONFLICT, _) => says_none(table, "rulebook-conflict", &rules),
        (_, Some(row)) => {
            let reasons: Vec<Value> = rules.iter().map(|rule| json!({ "rule": rule })).collect();
            says(table, &row.verdict, json!(reasons))
        }
        (_, None) => says_none(table, "rulebook-gap", &[]),
    };
    let Reason { told, holds } = reason;
    and_says(table, said, if *holds { json!([told]) } else { json!({ "$none": told }) })
}

/// An item is needed, or not; and of its papers one is.
fn in_need(work: &mut Work<'_>, item: &str, goal: Root, paper: Option<&str>) -> Option<Sight> {
    let (_, index) = item_of(work, item)?;
    let (cost, outcome, answers) = work.smallest_with(goal, index.need, &CERTAIN)?;
    let mut entry = json!({ "id": item, "need": need(outcome == YES) });
    if let (Some(entry), Some(paper)) = (entry.as_object_mut(), paper) {
        entry.insert("materials".to_owned(), json!([{ "id": paper, "need": need(false) }]));
    }
    Some(Sight::new((cost, answers), Call::Review, json!({ "items": [entry] })))
}

fn need(needed: bool) -> &'static str {
    if needed { "needed" } else { "not-needed" }
}

/// The n-th paper of an item is asked for, or it is not: though the item is needed, where that may be.
fn in_paper(
    work: &mut Work<'_>,
    (item, paper, n): (&str, &str, usize),
    goal: Root,
    holds: bool,
) -> Option<Sight> {
    let (_, index) = item_of(work, item)?;
    let UseIndex { asked, material, .. } = *index.uses.get(n)?;
    let here = work.diagrams.and(goal, index.need);
    // The item may ask for it by another rule as well.
    let same = |(m, used): &(usize, &UseIndex)| *m == n || used.material == material;
    let uses = index.uses.iter().enumerate().filter(same).map(|(_, used)| used.asked);
    let here = match holds {
        true => work.diagrams.and(here, asked),
        false => uses.fold(here, |here, asked| work.without(here, asked)),
    };
    let Some(found) = work.smallest(here) else {
        return if holds { None } else { in_need(work, item, goal, Some(paper)) };
    };
    let paper = json!({ "id": paper, "need": need(holds) });
    let expect = json!({ "items": [{ "id": item, "need": need(true), "materials": [paper] }] });
    Some(Sight::new(found, Call::Review, expect))
}

/// An item waits for another by its n-th prerequisite; or it does not, though the other is needed, where that may be.
fn in_order(work: &mut Work<'_>, item: &str, n: usize, goal: Root, holds: bool) -> Option<Sight> {
    let (law, index) = item_of(work, item)?;
    let after = index.after.get(n)?;
    let here = work.diagrams.and(goal, index.need);
    let here = if holds { work.diagrams.and(here, after.when) } else { work.without(here, after.when) };
    let mut best: Option<Sight> = None;
    for other in &after.any {
        let (id, needed) = item_at(work, *other)?;
        let mut there = work.diagrams.and(here, needed);
        if !holds {
            let otherwise = waits(law, index, n, *other);
            there = otherwise.into_iter().fold(there, |there, otherwise| work.without(there, otherwise));
        }
        let Some(found) = work.smallest(there) else { continue };
        let after = if holds { json!([id]) } else { json!({ "$none": id }) };
        let expect = json!({ "steps": [{ "item": item, "after": after }] });
        if best.as_ref().is_none_or(|least| found.0 < least.cost) {
            best = Some(Sight::new(found, Call::Plan, expect));
        }
    }
    if best.is_some() || holds {
        return best;
    }
    in_need(work, item, goal, None)
}

/// Where an item waits for another, but not by its n-th prerequisite.
fn waits(law: &Item, index: &ItemIndex, n: usize, other: usize) -> Vec<Root> {
    let after = index.after.iter().enumerate().filter(|(m, after)| *m != n && after.any.contains(&other));
    let papers = law.materials.iter().zip(&index.uses).filter(|(_, used)| used.from.contains(&other));
    after.map(|(_, after)| after.when).chain(papers.map(|(_, used)| used.asked)).collect()
}

/// The limit of an item is its n-th variant, or it is not. A plan goes by what is pledged, where something is.
fn in_days(work: &mut Work<'_>, item: &str, n: usize, goal: Root, holds: bool) -> Option<Sight> {
    let (law, index) = item_of(work, item)?;
    let limit = law.limit.iter().filter(|_| law.pledged.is_none());
    let days: Vec<u32> = limit
        .flat_map(|limit| limit.variants.iter().map(|variant| variant.days).chain([limit.days]))
        .collect();
    let here = work.diagrams.and(goal, index.need);
    let mut chosen = diagram::outcome(index.variants.len());
    for (n, when) in index.variants.iter().enumerate().rev() {
        chosen = work.diagrams.choose(*when, diagram::outcome(n), chosen);
    }
    let outcomes: Vec<Root> =
        (0..days.len()).filter(|at| (*at == n) == holds).map(diagram::outcome).collect();
    let Some((cost, outcome, answers)) = work.smallest_with(here, chosen, &outcomes) else {
        return if holds { None } else { in_need(work, item, goal, None) };
    };
    let days = outcome.number().and_then(|at| days.get(at));
    let expect = json!({ "steps": [{ "item": item, "days": days }] });
    Some(Sight::new((cost, answers), Call::Plan, expect))
}

fn item_of<'w>(work: &Work<'w>, id: &str) -> Option<(&'w Item, &'w ItemIndex)> {
    let rulebook = work.world.rulebook;
    let n = rulebook.item(id)?;
    Some((rulebook.law.items.get(n)?, rulebook.items.get(n)?))
}

/// An item's id, and where it is needed.
fn item_at<'w>(work: &Work<'w>, n: usize) -> Option<(&'w str, Root)> {
    let rulebook = work.world.rulebook;
    Some((&rulebook.law.items.get(n)?.id, rulebook.items.get(n)?.need))
}
