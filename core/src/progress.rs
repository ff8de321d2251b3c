//! The clocks behind: given what has happened, which duty is running, and when is it due.

use serde::Serialize;

use crate::application::Application;
use crate::calendar::{Day, Due};
use crate::review::Finding;
use crate::rulebook::Basis;
use crate::text::Text;

/// An application and what has happened to it.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Case {
    pub application: Application,
    pub events: Vec<Event>,
}

/// Something that happened on a day, to some items or (where `items` is absent) to all of the case.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Event {
    #[serde(rename = "type")]
    pub kind: EventType,
    pub on: Day,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "types", ts(optional))]
    pub items: Option<Vec<String>>,
}

/// What can happen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum EventType {
    /// 收件.
    Received,
    /// 一次性告知.
    Noticed,
    /// 补正: all that the notice listed was handed in.
    Corrected,
    /// 受理.
    Accepted,
    /// 不予受理.
    Refused,
    /// 特别程序 opened (行政许可法 第四十五条): the day of the written notice.
    SpecialOpened,
    /// Its result was received.
    SpecialClosed,
    /// 延长, once.
    Extended,
    /// 决定 = 办结.
    Decided,
    /// 送达.
    Delivered,
    /// The applicant withdrew.
    Withdrawn,
}

/// Where every item of a case stands, and every clock.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Progress {
    pub rulebook: crate::review::Version,
    pub calendar: crate::review::CalendarVersion,
    pub on: Day,
    pub items: Vec<ItemProgress>,
    pub clocks: Vec<Clock>,
    pub findings: Vec<Finding>,
}

/// Where an item stands.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct ItemProgress {
    pub id: String,
    pub state: ItemState,
    /// The day of acceptance; of *receipt* where silence accepted it (行政许可法 第三十二条（四）).
    pub accepted_on: Option<Day>,
}

/// The states of an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum ItemState {
    NotFiled,
    Received,
    /// Told what to correct; the applicant's turn.
    Noticed,
    Accepted,
    DeemedAccepted,
    Paused,
    Decided,
    Delivered,
    Refused,
    Withdrawn,
}

/// One duty and its time.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Clock {
    pub kind: ClockKind,
    /// What has to be done, and by whom.
    pub duty: Text,
    /// Absent for a joint clock.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "types", ts(optional))]
    pub item: Option<String>,
    /// The program whose joint clock this is.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "types", ts(optional))]
    pub program: Option<String>,
    pub from: Day,
    pub due: Due,
    /// Days used so far, in the limit's unit.
    pub used: u32,
    /// Days left; negative when overdue; null where the calendar leaves it open.
    pub left: Option<i32>,
    pub state: ClockState,
    pub basis: Basis,
}

/// The kinds of clocks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum ClockKind {
    Statutory,
    Pledged,
    Total,
    Notice,
    Promise,
    Agent,
    Applicant,
}

/// How a clock stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum ClockState {
    Running,
    Paused,
    DueSoon,
    Overdue,
    Met,
}
