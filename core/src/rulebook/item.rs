//! 事项: approvals, their limits, and what the applicant owes.

use serde::Serialize;

use super::{Basis, Use, Valid, is_false};
use crate::condition::Condition;
use crate::json::law;
use crate::progress::{EventType, Head, SpecialKind, Who};
use crate::text::Text;

law! {
    /// 事项: one approval one may apply for.
    #[derive(Clone, Debug, PartialEq, Serialize)]
    #[cfg_attr(feature = "types", derive(ts_rs::TS))]
    #[serde(rename_all = "camelCase")]
    pub struct Item {
        pub id: String,
        pub name: Text,
        pub kind: String,
        pub stage: String,
        pub agency: Text,
        pub needed_when: Condition,
        pub needed_text: Text,
        pub basis: Vec<Basis>,
        /// The paper that this item yields.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "types", ts(optional))]
        pub outcome: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "types", ts(optional))]
        pub note: Option<Text>,
        /// Working days within which everything to correct must be told, once (行政许可法 第三十二条（四）: 5).
        pub notice_days: u32,
        /// Whose time the limit counts.
        pub duration: Duration,
        /// The statutory limit; none where the law sets none.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "types", ts(optional))]
        pub limit: Option<Limit>,
        /// The limit that the place pledges, never longer than the statutory.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "types", ts(optional))]
        pub pledged: Option<Limit>,
        /// National law allows no further papers.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "types", ts(optional))]
        pub closed: Option<Basis>,
        pub after: Vec<Prerequisite>,
        pub materials: Vec<Use>,
        /// When it is in force.
        #[serde(default, skip_serializing_if = "Valid::is_always")]
        #[cfg_attr(feature = "types", ts(optional, as = "Option<Valid>"))]
        pub valid: Valid,
    }
}

law! {
    /// Whose time a limit counts.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
    #[cfg_attr(feature = "types", derive(ts_rs::TS))]
    #[serde(rename_all = "kebab-case")]
    pub enum Duration {
        Authority,
        ThirdParty,
    }
}

law! {
    /// 时限: how long somebody has.
    #[derive(Clone, Debug, PartialEq, Serialize)]
    #[cfg_attr(feature = "types", derive(ts_rs::TS))]
    #[serde(rename_all = "camelCase")]
    pub struct Limit {
        pub days: u32,
        pub unit: Unit,
        /// The text says only 日: shown as working days, and flagged (`deadlines.md` §2).
        #[serde(default)]
        pub unmarked: bool,
        pub from: RunsFrom,
        pub basis: Basis,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "types", ts(optional))]
        pub note: Option<Text>,
        /// Another number of days where a condition holds; the first that holds counts.
        #[serde(default)]
        pub variants: Vec<LimitVariant>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "types", ts(optional))]
        pub extension: Option<Extension>,
        /// What its own law leaves out of it, besides 行政许可法 第四十五条.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        #[cfg_attr(feature = "types", ts(optional, as = "Option<Vec<Special>>"))]
        pub special: Vec<Special>,
    }
}

law! {
    /// What a limit's number counts.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
    #[cfg_attr(feature = "types", derive(ts_rs::TS))]
    #[serde(rename_all = "kebab-case")]
    pub enum Unit {
        /// 工作日.
        Working,
        /// 自然日, rolled over to the next working day (民法典 第二百零三条).
        Calendar,
        Months,
    }
}

law! {
    /// The event that a limit runs from.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
    #[cfg_attr(feature = "types", derive(ts_rs::TS))]
    #[serde(rename_all = "kebab-case")]
    pub enum RunsFrom {
        Receipt,
        Acceptance,
    }
}

law! {
    /// Another number of days for a limit.
    #[derive(Clone, Debug, PartialEq, Serialize)]
    #[cfg_attr(feature = "types", derive(ts_rs::TS))]
    #[serde(rename_all = "camelCase")]
    pub struct LimitVariant {
        pub when: Condition,
        pub days: u32,
    }
}

law! {
    /// 延长: how much longer a limit may get, once, and who decides that.
    #[derive(Clone, Debug, PartialEq, Serialize)]
    #[cfg_attr(feature = "types", derive(ts_rs::TS))]
    #[serde(rename_all = "camelCase")]
    pub struct Extension {
        pub days: u32,
        pub by: Text,
        /// Whose head that is; the agency's where absent.
        #[serde(default, skip_serializing_if = "Head::is_agency")]
        #[cfg_attr(feature = "types", ts(optional, as = "Option<Head>"))]
        pub head: Head,
        pub basis: Basis,
    }
}

law! {
    /// 特别程序 whose days a limit's own law does not count.
    #[derive(Clone, Debug, PartialEq, Serialize)]
    #[cfg_attr(feature = "types", derive(ts_rs::TS))]
    #[serde(rename_all = "camelCase")]
    pub struct Special {
        pub kind: SpecialKind,
        /// The working days that it may take; none where its law sets none.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "types", ts(optional))]
        pub most: Option<u32>,
        pub basis: Basis,
    }
}

law! {
    /// An item that has to be decided first: any one of `any` that the project needs.
    #[derive(Clone, Debug, PartialEq, Serialize)]
    #[cfg_attr(feature = "types", derive(ts_rs::TS))]
    #[serde(rename_all = "camelCase")]
    pub struct Prerequisite {
        pub any: Vec<String>,
        /// Binds only where this holds.
        pub when: Condition,
    }
}

law! {
    /// An item that has to be decided before works start.
    #[derive(Clone, Debug, PartialEq, Serialize)]
    #[cfg_attr(feature = "types", derive(ts_rs::TS))]
    #[serde(rename_all = "camelCase")]
    pub struct Gate {
        pub item: String,
        pub basis: Vec<Basis>,
    }
}

law! {
    /// What somebody has to do in time, besides deciding: the applicant, the government's people, an office.
    #[derive(Clone, Debug, PartialEq, Serialize)]
    #[cfg_attr(feature = "types", derive(ts_rs::TS))]
    #[serde(rename_all = "camelCase")]
    pub struct Duty {
        pub id: String,
        #[serde(default, skip_serializing_if = "Who::is_applicant")]
        #[cfg_attr(feature = "types", ts(optional, as = "Option<Who>"))]
        pub who: Who,
        pub name: Text,
        pub what: Text,
        pub days: u32,
        pub unit: Unit,
        /// The event that the period runs from, in words.
        pub after: Text,
        pub starts: Occasion,
        /// What ends it.
        pub met: Occasion,
        /// More time that the office may give.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "types", ts(optional))]
        pub extends: Option<Prolongation>,
        /// It counts back from the event.
        #[serde(default, skip_serializing_if = "is_false")]
        #[cfg_attr(feature = "types", ts(optional, as = "Option<bool>"))]
        pub before: bool,
        /// The item that it belongs to.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "types", ts(optional))]
        pub item: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "types", ts(optional))]
        pub extension: Option<Text>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "types", ts(optional))]
        pub note: Option<Text>,
        pub basis: Basis,
    }
}

impl Duty {
    /// The events that it turns on.
    pub fn events(&self) -> impl Iterator<Item = EventType> {
        let more = self.extends.as_ref().map(|extends| extends.event);
        [self.starts.event, self.met.event].into_iter().chain(more)
    }

    /// The items that it names.
    pub fn items(&self) -> impl Iterator<Item = &String> {
        self.item.iter().chain(&self.starts.item).chain(&self.met.item)
    }
}

law! {
    /// Something that happens to the project, or (with an item) to what was filed.
    #[derive(Clone, Debug, PartialEq, Serialize)]
    #[cfg_attr(feature = "types", derive(ts_rs::TS))]
    #[serde(rename_all = "camelCase")]
    pub struct Occasion {
        pub event: EventType,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "types", ts(optional))]
        pub item: Option<String>,
    }
}

law! {
    /// How often a duty may be put off, and by how much each time, in the duty's unit.
    #[derive(Clone, Debug, PartialEq, Serialize)]
    #[cfg_attr(feature = "types", derive(ts_rs::TS))]
    #[serde(rename_all = "camelCase")]
    pub struct Prolongation {
        pub event: EventType,
        pub times: u32,
        pub days: u32,
    }
}
