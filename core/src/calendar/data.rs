//! The calendar as it travels.

use serde::Serialize;

use super::Day;
use crate::json::law;
use crate::text::Text;

law! {
    /// Days off and make-up working days as published, compiled: canonical JSON, whose SHA-256 is its version.
    #[derive(Clone, Debug, PartialEq, Serialize)]
    #[cfg_attr(feature = "types", derive(ts_rs::TS))]
    #[serde(rename_all = "camelCase")]
    pub struct CalendarData {
        /// Ascending, without a hole.
        pub years: Vec<CalendarYear>,
    }
}

law! {
    /// One year's days, with the notices that publish them.
    #[derive(Clone, Debug, PartialEq, Serialize)]
    #[cfg_attr(feature = "types", derive(ts_rs::TS))]
    #[serde(rename_all = "camelCase")]
    pub struct CalendarYear {
        pub year: i32,
        /// False: only the statutory days are known (全国年节及纪念日放假办法), the notice is not out.
        pub published: bool,
        #[serde(default)]
        pub notices: Vec<Notice>,
        pub holidays: Vec<Holiday>,
    }
}

law! {
    /// The State Council's notice (or a province's) that publishes days off.
    #[derive(Clone, Debug, PartialEq, Serialize)]
    #[cfg_attr(feature = "types", derive(ts_rs::TS))]
    #[serde(rename_all = "camelCase")]
    pub struct Notice {
        pub number: String,
        pub date: Day,
    }
}

law! {
    /// One holiday of one year: the days off and the weekend days worked for them.
    #[derive(Clone, Debug, PartialEq, Serialize)]
    #[cfg_attr(feature = "types", derive(ts_rs::TS))]
    #[serde(rename_all = "camelCase")]
    pub struct Holiday {
        pub name: Text,
        pub notice: String,
        pub off: Vec<Day>,
        #[serde(default)]
        pub work: Vec<Day>,
        /// Only in this region; everywhere where absent.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "types", ts(optional))]
        pub region: Option<String>,
    }
}
