//! The road ahead: which approvals, in which order, side by side, from when to when.

use serde::Serialize;

use crate::calendar::{Day, Due};
use crate::rulebook::{Basis, Unit};
use crate::text::Text;

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
    pub limit: Option<TotalLimit>,
}

/// A limit over several items at once.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct TotalLimit {
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
