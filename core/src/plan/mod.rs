//! The road ahead: which approvals, in which order, side by side, from when to when.
//!
//! An item waits for the items that must be decided before it ([`graph`]): prerequisites whose condition holds or is
//! still open, and items whose outcome it has to hand in. It is filed on the day when the last of them is decided and
//! takes its whole limit, so every end is the day at the latest (行政许可法 第四十二条); a place may be quicker. The
//! applicant's own time between two steps has no source: it is counted where it is given ([`aim`]), the time of building
//! with it. What is handled as one (行政许可法 第二十六条) has one start and one end ([`joint`]). Dates, slack, and the way
//! back from a wished day: [`schedule`]. Whose time it is: [`whose`]. What would be quicker: [`saves`].

mod aim;
mod graph;
mod joint;
mod open;
mod papers;
mod road;
mod rounds;
mod saves;
mod schedule;
#[cfg(test)]
pub(crate) mod tests;
mod whose;

use serde::Serialize;

use crate::application::Application;
use crate::calendar::{Calendar, Day, Due};
use crate::review::Allowance;
use crate::rulebook::{Basis, Program, Rulebook, Unit};
use crate::text::Text;
pub use aim::{Aim, AimDay, Own};
use joint::Group;
use road::Road;
pub(crate) use rounds::rounds;
pub use schedule::Allowed;
use schedule::Schedule;
pub(crate) use schedule::{allowed, expected};

/// Plans the basket of an application, forward from a day (`on` where none is given) or backward from the day by which
/// all is to be decided. Total: what cannot be dated is told in `open`.
pub fn plan(rulebook: &Rulebook, application: &Application, on: Day, aim: &Aim) -> Plan {
    let rulebook = rulebook.on(on);
    let calendar = &rulebook.calendar;
    let road = Road::new(rulebook, application, &aim.own);
    let (from, by) = match aim.day {
        Some(AimDay::From(from)) => (from, None),
        Some(AimDay::By(by)) => (on, Some(by)),
        None => (on, None),
    };
    let forward = road.from(from);
    let saves = saves::saves(&road, &forward, application, aim, from);
    let last = calendar.reach().filter(|_| !forward.order.is_empty());
    let reach = by.map(|by| last.map_or(by, |last| by.min(last)));
    let back =
        reach.and_then(|by| forward.back(calendar, &road.graph, by)).filter(|back| back.from.day >= on);
    let missed = by.filter(|_| back.is_none());
    let (from, end, schedule) = match &back {
        Some(back) => {
            let from = back.from.latest(calendar, on);
            let mut last = road.from(from);
            last.put(calendar, back, on);
            (from, back.by.due(calendar, on), last)
        }
        None => (from, forward.end(), forward),
    };
    Plan {
        rulebook: rulebook.version().clone(),
        calendar: rulebook.calendar_version().clone(),
        on,
        from,
        by,
        feasible: schedule.undated.is_empty() && missed.is_none(),
        earliest: missed.map(|_| end),
        because: missed.map(|_| because(&road, &schedule)),
        short: missed.and_then(|by| short(calendar, by, end)),
        end,
        total: whose::total(&road, &schedule),
        works_start: works_start(&road, &schedule),
        steps: schedule.order.iter().filter_map(|node| step(&road, &schedule, *node)).collect(),
        papers: papers::papers(&road.answers, &road.graph, &schedule, application),
        open: open::open(&road, &schedule, back.is_some(), by.filter(|by| reach != Some(*by))),
        saves,
    }
}

/// The plan of a basket, forward from a day or backward from one.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Plan {
    pub rulebook: crate::review::Version,
    pub calendar: crate::review::CalendarVersion,
    pub on: Day,
    /// The day on which the road begins: the first papers are handed in, or the applicant's own time before that begins.
    /// Counted back from `by`, the last such day; where `open` names a step without a limit, it may have to be earlier.
    pub from: Day,
    /// 倒排工期: the wished day. The steps and papers then have their last days.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "types", ts(optional))]
    pub by: Option<Day>,
    /// False where the wished day cannot be met, or the prerequisites go round in a circle.
    pub feasible: bool,
    /// Where the wished day cannot be met: when all is decided that begins on the day of asking, as the steps then do.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "types", ts(optional))]
    pub earliest: Option<Due>,
    /// Why not: the items of the longest chain, in order.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "types", ts(optional))]
    pub because: Option<Vec<String>>,
    /// How many working days are missing, where that is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "types", ts(optional))]
    pub short: Option<u32>,
    /// When the last step ends; a lower bound (`day` and `latest` null) where a step in `open` has no limit.
    pub end: Due,
    pub total: Total,
    /// Null where no gate to starting works is in the plan.
    pub works_start: Option<WorksStart>,
    /// In an order in which they can be done.
    pub steps: Vec<Step>,
    /// Each paper to hand in, with the last day that does not delay the plan.
    pub papers: Vec<PaperDay>,
    pub open: Vec<Open>,
    /// What the rulebook allows and would end sooner, against the plan forward from `from` (from `on` where counted back).
    pub saves: Vec<Save>,
}

/// How long the whole takes, in working days along the longest chain, whose time that is, and what limits it.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Total {
    /// Working days along the longest chain, of the three below; a lower bound where `open` is not empty.
    pub days: u32,
    /// Of these, the time of the authorities.
    pub authorities: u32,
    /// The time of third parties: tendering, drawing review, utilities.
    pub third_parties: u32,
    /// The applicant's own time, as it is given; 0 where it is not.
    pub own: u32,
    /// The joint limit, where one certificate is handled as one.
    pub limit: Option<JointLimit>,
    /// The place's total limits (总审批时限), each compared with the authorities' time.
    pub limits: Vec<TotalCheck>,
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

/// A total limit of the place, and whether the plan keeps to it.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct TotalCheck {
    pub id: String,
    pub verdict: Allowance,
    /// With `limited`, in its unit.
    pub days: Option<u32>,
    pub unit: Unit,
    /// The authorities' working days, along the chain that has most of them, of the items that the limit is about.
    pub counted: u32,
    /// Null where there is no limit or not yet, or the count is not certain: a limit, an item or a condition is open.
    pub within: Option<bool>,
    pub basis: Basis,
    /// What the document does not say it counts.
    pub excludes: Text,
}

/// 开工: when all gates to starting works that are in the plan are decided.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct WorksStart {
    pub day: Due,
    pub gates: Vec<String>,
}

/// One item in the plan.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Step {
    pub item: String,
    /// The items of this plan that have to be decided before it starts.
    pub after: Vec<String>,
    /// Filed and accepted on this day; counted back, at the latest on it.
    pub start: Due,
    /// Decided by this day at the latest.
    pub end: Due,
    /// The limit in its own unit; null where the law sets none.
    pub days: Option<u32>,
    pub unit: Unit,
    /// The limit by law, whatever else the plan counts with.
    pub statutory: Option<Allowed>,
    /// The limit that the place pledges.
    pub pledged: Option<Allowed>,
    /// The applicant's own working days before it is filed, as given.
    #[serde(skip_serializing_if = "is_none")]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<u32>"))]
    pub own: u32,
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

/// What the rulebook allows and would end sooner.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Save {
    pub code: SaveCode,
    /// The program, or the paper.
    pub subject: String,
    /// By how many working days it would end sooner.
    pub days: u32,
    pub end: Due,
    pub text: Text,
    pub basis: Option<Basis>,
}

/// The kinds of what would end sooner.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum SaveCode {
    /// Ticking all that can be ticked in a program with one joint clock.
    OnePermit,
    /// 容缺承诺: promising a paper that an item waits for.
    Deferral,
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
    /// The works lie between two steps, and nobody said how long they take.
    Building,
    /// No calendar reaches the wished day.
    BeyondCalendar,
}

fn because(road: &Road<'_>, schedule: &Schedule) -> Vec<String> {
    let nodes = schedule.longest().flat_map(|task| &task.nodes);
    nodes.filter_map(|node| Some(road.item(*node)?.0.id.clone())).collect()
}

/// By how many working days a known end is later than the wished day.
fn short(calendar: &Calendar, by: Day, end: Due) -> Option<u32> {
    let days = calendar.count(by, end.day?, Unit::Working, &[])?.known()?;
    u32::try_from(days).ok()
}

fn works_start(road: &Road<'_>, schedule: &Schedule) -> Option<WorksStart> {
    let gates = road.graph.gates(&road.answers);
    let day = gates.iter().map(|node| schedule.dates_of(*node).end).reduce(Due::later)?;
    let gates = gates.iter().filter_map(|node| Some(road.item(*node)?.0.id.clone())).collect();
    Some(WorksStart { day, gates })
}

fn step(road: &Road<'_>, schedule: &Schedule, node: usize) -> Option<Step> {
    let (item, index) = road.item(node)?;
    let task = schedule.task_of(node)?;
    let dates = schedule.dates_of(node);
    let before = road.graph.before.get(node)?;
    let program =
        task.group.and_then(|group| road.groups.get(group)).and_then(|group| program_of(road, group));
    let pledged = item.pledged.as_ref();
    let limit = program.map_or(pledged.or(item.limit.as_ref()), |program| program.joint.as_ref());
    Some(Step {
        item: item.id.clone(),
        after: before.iter().filter_map(|before| Some(road.item(*before)?.0.id.clone())).collect(),
        start: dates.start,
        end: dates.end,
        days: task.limit.map(|limit| limit.days),
        unit: task.limit.map_or(Unit::Working, |limit| limit.unit),
        statutory: allowed(&road.answers, item, index),
        pledged: pledged.map(|limit| Allowed { days: limit.days, unit: limit.unit }),
        own: task.own,
        who: item.agency.clone(),
        slack: dates.slack,
        critical: dates.critical,
        joint: program.map(|program| program.id.clone()),
        basis: limit.map(|limit| limit.basis.clone()),
    })
}

fn program_of<'a>(road: &Road<'a>, group: &Group) -> Option<&'a Program> {
    road.answers.rulebook.law.programs.get(group.program)
}

fn is_none(days: &u32) -> bool {
    *days == 0
}
