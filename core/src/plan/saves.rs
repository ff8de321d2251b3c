//! What would end sooner: each change that the rulebook allows is planned again, and told where it gains something.

use super::aim::{Aim, Own};
use super::road::Road;
use super::schedule::Schedule;
use super::{Save, SaveCode};
use crate::application::{Answer, Application, Given, GivenAs, Promise};
use crate::calendar::{Calendar, Day, Due};
use crate::diagram;
use crate::review::Answers;
use crate::rulebook::{Basis, Deferral, Item, Program, Rulebook, Standing, Unit};
use crate::text::Text;

/// Changes that are tried, each with a plan or two of its own: a whole hall has thousands of papers.
const MOST_CHANGES: usize = 12;

/// An application changed, and what to call the change.
struct Change {
    application: Application,
    code: SaveCode,
    subject: String,
    text: Text,
    basis: Option<Basis>,
    /// The item that cannot be decided before these items have yielded the paper that follows.
    follows: Option<(usize, Vec<usize>)>,
}

/// The changes that end sooner, against a plan forward from a day.
pub(super) fn saves(
    road: &Road<'_>,
    plan: &Schedule,
    application: &Application,
    aim: &Aim,
    from: Day,
) -> Vec<Save> {
    let rulebook = road.answers.rulebook;
    let joint =
        (0..rulebook.law.programs.len()).filter_map(|program| ticked_whole(road, application, program));
    let deferred = (0..road.graph.nodes.len()).flat_map(|node| deferred(road, plan, application, node));
    let tried = joint.chain(deferred).take(MOST_CHANGES).filter_map(|change| {
        let end = replanned(rulebook, &change, aim, from);
        let Change { code, subject, text, basis, .. } = change;
        let days = sooner(&rulebook.calendar, &plan.end(), &end)?;
        let text = Text::new(
            format!("{}，可以早{days}个工作日办结。", text.zh),
            format!("{}: decided {days} working days sooner.", text.en),
        );
        Some(Save { code, subject, days, end, text, basis })
    });
    tried.collect()
}

/// When all is decided after a change. A paper that follows has to be there for the decision: where it comes too late,
/// the item waits so much longer before it is filed.
fn replanned(rulebook: &Rulebook, change: &Change, aim: &Aim, from: Day) -> Due {
    let road = Road::new(rulebook, &change.application, &aim.own);
    let plan = road.from(from);
    let until = |item: &usize| road.graph.node(*item).map_or(0, |node| plan.dates_of(node).until);
    let Some((item, papers)) = &change.follows else { return plan.end() };
    let late = papers.iter().map(until).max().unwrap_or(0).saturating_sub(until(item));
    let Some(id) = rulebook.law.items.get(*item).map(|item| &item.id).filter(|_| late > 0) else {
        return plan.end();
    };
    let mut own = aim.own.clone();
    match own.iter_mut().find(|own| own.item == *id) {
        Some(own) => own.days = own.days.saturating_add(late),
        None => own.push(Own { item: id.clone(), days: late }),
    }
    Road::new(rulebook, &change.application, &own).from(from).end()
}

/// By how many working days an end is sooner than another; at least, where nothing bounds the other. An end that
/// nothing bounds is sooner than none that is known.
fn sooner(calendar: &Calendar, now: &Due, then: &Due) -> Option<u32> {
    let then = match (now.latest, then.latest) {
        (None, Some(latest)) => Some(latest),
        (Some(_), None) => None,
        (None, None) | (Some(_), Some(_)) => then.earliest,
    };
    let days = calendar.count(then?, now.earliest?, Unit::Working, &[])?.least;
    u32::try_from(days).ok().filter(|days| *days > 0)
}

/// All steps that can be ticked in a joint program, ticked; nothing where they are, or the applicant is ruled out even so.
fn ticked_whole(road: &Road<'_>, application: &Application, program: usize) -> Option<Change> {
    let rulebook = road.answers.rulebook;
    let (law, index) = (rulebook.law.programs.get(program)?, rulebook.programs.get(program)?);
    let (joint, ticks) = (law.joint.as_ref()?, law.ticks.as_ref()?);
    let steps = index.items.iter().filter(|tick| road.graph.node(tick.item).is_some());
    let steps: Vec<&Item> = steps.filter_map(|tick| rulebook.law.items.get(tick.item)).collect();
    let handled = road.groups.iter().find(|group| group.program == program);
    let ticked = handled.map_or(0, |group| group.nodes.len() - group.inside.len());
    if steps.len() <= ticked {
        return None;
    }
    let mut changed = application.clone();
    if !changed.programs.contains(&law.id) {
        changed.programs.push(law.id.clone());
    }
    let value = Given::Set(steps.iter().map(|item| item.id.clone()).collect());
    changed.facts.insert(ticks.clone(), Answer { value, standing: GivenAs::Given });
    let verdict = Answers::new(rulebook, &changed).left(index.told);
    (verdict != diagram::NOT_ELIGIBLE).then(|| Change {
        code: SaveCode::OnePermit,
        subject: law.id.clone(),
        text: tick_them(law, &steps, verdict == diagram::ELIGIBLE),
        application: changed,
        basis: Some(joint.basis.clone()),
        follows: None,
    })
}

fn tick_them(program: &Program, steps: &[&Item], is_eligible: bool) -> Text {
    let names = |name: fn(&Text) -> &str, comma: &str| {
        steps.iter().map(|item| name(&item.name)).collect::<Vec<&str>>().join(comma)
    };
    let (if_zh, if_en) =
        if is_eligible { ("", "Tick") } else { ("如果符合条件，", "If you are eligible, tick") };
    Text::new(
        format!("{if_zh}把{}都勾选进“{}”合并办理", names(|name| &name.zh, "、"), program.name.zh),
        format!("{if_en} {} in “{}”", names(|name| &name.en, ", "), program.name.en),
    )
}

/// Each paper promised that a step on the critical line waits for, and that the rulebook lets follow.
fn deferred(road: &Road<'_>, plan: &Schedule, application: &Application, node: usize) -> Vec<Change> {
    let Some((item, index)) = road.item(node).filter(|_| plan.dates_of(node).critical) else {
        return Vec::new();
    };
    let is_waited_for = |item: &usize| {
        road.graph.node(*item).is_some_and(|before| {
            plan.dates_of(before).critical && road.graph.before.get(node).is_some_and(|b| b.contains(&before))
        })
    };
    let uses = item.materials.iter().zip(&index.uses);
    let deferred = uses.filter(|(used, at)| {
        !road.answers.promised(at.material)
            && road.answers.holds(at.asked) == Some(true)
            && !index.after.iter().any(|after| after.any.iter().any(|item| at.from.contains(item)))
            && at.from.iter().any(is_waited_for)
            && used.deferrable.is_some()
    });
    let changes = deferred.filter_map(|(used, at)| {
        let material = road.answers.rulebook.law.materials.get(at.material)?;
        let mut changed = application.clone();
        changed.promises.push(Promise { material: material.id.clone(), by: None });
        Some(Change {
            application: changed,
            code: SaveCode::Deferral,
            subject: material.id.clone(),
            text: promise_it(&material.name, item, used.deferrable.as_ref()?),
            basis: used.basis.first().cloned(),
            follows: Some((*road.graph.nodes.get(node)?, at.from.clone())),
        })
    });
    changes.collect()
}

fn promise_it(paper: &Text, item: &Item, deferral: &Deferral) -> Text {
    let illustrative = deferral.standing == Standing::Illustrative;
    let (zh, en) = if illustrative { ("（示例）", " (illustrative)") } else { ("", "") };
    Text::new(
        format!("承诺后补《{}》{zh}，先递交“{}”，在决定前补齐", paper.zh, item.name.zh),
        format!(
            "Promise to hand in {} later{en}, before the decision, and file “{}” before it comes",
            paper.en, item.name.en
        ),
    )
}
