//! The road ahead: which approvals, in which order, side by side, from when to when.
//!
//! An item waits for the items that must be decided before it ([`graph`]): prerequisites whose condition holds or is
//! still open, and items whose outcome it has to hand in. It is filed on the day when the last of them is decided and
//! takes its whole statutory limit, so every end is the day at the latest (行政许可法 第四十二条); a place may be
//! quicker, and the time of the applicant between two steps is not counted. What is handled as one
//! (行政许可法 第二十六条) has one start and one end ([`joint`]). Dates and slack: [`schedule`].

mod graph;
mod joint;
mod open;
mod papers;
mod rounds;
mod schedule;
#[cfg(test)]
pub(crate) mod tests;

use serde::Serialize;

use crate::application::Application;
use crate::calendar::{Day, Due};
use crate::review::{Answers, Need, basket};
use crate::rulebook::{Basis, Item, Program, Rulebook, Unit};
use crate::text::Text;
use graph::Graph;
use joint::Group;
pub(crate) use rounds::rounds;
use schedule::Schedule;
pub(crate) use schedule::{allowed, expected};

/// Plans the basket of an application, forward from a day (`on` where none is given). Total: what cannot be dated is
/// told in `open`.
pub fn plan(rulebook: &Rulebook, application: &Application, on: Day, from: Option<Day>) -> Plan {
    let rulebook = rulebook.on(on);
    let from = from.unwrap_or(on);
    let answers = Answers::new(rulebook, application);
    let basket = basket(&answers);
    let of_need = |need: Need| -> Vec<usize> {
        basket.iter().copied().filter(|item| answers.need(*item) == need).collect()
    };
    let (graph, missing) = Graph::new(&answers, of_need(Need::Needed));
    let groups = joint::groups(&answers, &graph);
    let tasks = schedule::tasks(&answers, &graph, &groups);
    let schedule = Schedule::new(&rulebook.calendar, &graph, tasks, from);
    let feasible = schedule.undated.is_empty();
    Plan {
        rulebook: rulebook.version.clone(),
        calendar: rulebook.calendar_version.clone(),
        on,
        from,
        feasible,
        end: if feasible { schedule.end } else { Due::unknown(false) },
        total: Total {
            days: schedule.length,
            limit: groups.first().and_then(|group| total_limit(rulebook, group)),
        },
        steps: schedule
            .order
            .iter()
            .filter_map(|node| step(rulebook, &graph, &groups, &schedule, *node))
            .collect(),
        papers: papers::papers(&answers, &graph, &schedule, application),
        open: open::open(rulebook, &of_need(Need::Undetermined), &graph, &missing, &groups, &schedule),
    }
}

/// The plan of a basket, forward from a day.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Plan {
    pub rulebook: crate::review::Version,
    pub calendar: crate::review::CalendarVersion,
    pub on: Day,
    /// The day on which the first papers are handed in.
    pub from: Day,
    /// False where the wished day cannot be met, or the prerequisites go round in a circle.
    pub feasible: bool,
    /// When the last step ends; a lower bound (`day` and `latest` null) where a step in `open` has no limit.
    pub end: Due,
    pub total: Total,
    /// In an order in which they can be done.
    pub steps: Vec<Step>,
    /// Each paper to hand in, with the last day that does not delay the plan.
    pub papers: Vec<PaperDay>,
    pub open: Vec<Open>,
}

/// How long the whole takes, in working days along the longest chain, and what limits it.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Total {
    /// Working days of the authorities along the longest chain; a lower bound where `open` is not empty.
    pub days: u32,
    /// The joint limit, where one certificate is handled as one.
    pub limit: Option<JointLimit>,
}

/// A limit over several items at once.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct JointLimit {
    pub program: String,
    pub days: u32,
    pub unit: Unit,
    pub basis: Basis,
}

/// One item in the plan.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Step {
    pub item: String,
    /// The items of this plan that have to be decided before it starts.
    pub after: Vec<String>,
    /// Filed and accepted on this day.
    pub start: Due,
    /// Decided by this day at the latest.
    pub end: Due,
    /// The limit in its own unit; null where the law sets none.
    pub days: Option<u32>,
    pub unit: Unit,
    pub who: Text,
    /// Working days by which the step may slip without moving the end.
    pub slack: u32,
    pub critical: bool,
    /// The program under whose one receipt and one clock the step runs.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "types", ts(optional))]
    pub joint: Option<String>,
    pub basis: Option<Basis>,
}

/// A paper and the last day to hand it in.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct PaperDay {
    pub id: String,
    pub last: Due,
}

/// What cannot be dated, and why.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Open {
    pub code: OpenCode,
    /// The item or program.
    pub subject: String,
    pub text: Text,
    pub basis: Option<Basis>,
}

/// The kinds of what cannot be dated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum OpenCode {
    /// The law sets no limit: counted as nothing, so the end is a lower bound.
    NoLimit,
    /// Whether the item is needed is not known yet.
    Undetermined,
    /// A prerequisite is neither in hand nor in this plan.
    MissingPrerequisite,
    /// The step has to run inside the joint handling.
    InsideJoint,
    /// The prerequisites go round in a circle.
    Circle,
}

fn step(
    rulebook: &Rulebook,
    graph: &Graph,
    groups: &[Group],
    schedule: &Schedule,
    node: usize,
) -> Option<Step> {
    let item = item_at(rulebook, graph, node)?;
    let task = schedule.task_of(node)?;
    let dates = schedule.dates_of(node);
    let before = graph.before.get(node)?;
    let program =
        task.group.and_then(|group| groups.get(group)).and_then(|group| program_of(rulebook, group));
    let limit =
        program.map_or(item.pledged.as_ref().or(item.limit.as_ref()), |program| program.joint.as_ref());
    Some(Step {
        item: item.id.clone(),
        after: before
            .iter()
            .filter_map(|before| Some(item_at(rulebook, graph, *before)?.id.clone()))
            .collect(),
        start: dates.start,
        end: dates.end,
        days: task.limit.map(|limit| limit.days),
        unit: task.limit.map_or(Unit::Working, |limit| limit.unit),
        who: item.agency.clone(),
        slack: dates.slack,
        critical: dates.critical,
        joint: program.map(|program| program.id.clone()),
        basis: limit.map(|limit| limit.basis.clone()),
    })
}

fn total_limit(rulebook: &Rulebook, group: &Group) -> Option<JointLimit> {
    let program = program_of(rulebook, group)?;
    let joint = program.joint.as_ref()?;
    Some(JointLimit {
        program: program.id.clone(),
        days: joint.days,
        unit: joint.unit,
        basis: joint.basis.clone(),
    })
}

fn item_at<'a>(rulebook: &'a Rulebook, graph: &Graph, node: usize) -> Option<&'a Item> {
    rulebook.law.items.get(*graph.nodes.get(node)?)
}

fn program_of<'a>(rulebook: &'a Rulebook, group: &Group) -> Option<&'a Program> {
    rulebook.law.programs.get(group.program)
}
