//! What one can be eligible for, and the total limits: decision tables.

use serde::Serialize;

use super::item::{Limit, Unit};
use super::{Basis, Valid};
use crate::condition::Condition;
use crate::json::law;
use crate::text::Text;

law! {
    /// Something one can be eligible for: 帮办代办, 开工一张证.
    #[derive(Clone, Debug, PartialEq, Serialize)]
    #[cfg_attr(feature = "types", derive(ts_rs::TS))]
    #[serde(rename_all = "camelCase")]
    pub struct Program {
        pub id: String,
        pub name: Text,
        pub summary: Text,
        pub basis: Basis,
        /// Unordered: rules that overlap agree, and together they cover every complete set of answers.
        pub rules: Vec<Rule>,
        #[serde(default)]
        pub notes: Vec<Note>,
        /// The items one may tick à la carte; empty where the program is no bundle.
        #[serde(default)]
        pub items: Vec<ProgramItem>,
        /// Which set fact holds the ticks.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "types", ts(optional))]
        pub ticks: Option<String>,
        /// What the service covers, and how far.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        #[cfg_attr(feature = "types", ts(optional, as = "Option<Vec<Scope>>"))]
        pub scope: Vec<Scope>,
        /// One receipt and one joint clock for all that is ticked.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "types", ts(optional))]
        pub joint: Option<Limit>,
    }
}

law! {
    /// An item that a program bundles.
    #[derive(Clone, Debug, PartialEq, Serialize)]
    #[cfg_attr(feature = "types", derive(ts_rs::TS))]
    #[serde(rename_all = "camelCase")]
    pub struct ProgramItem {
        pub id: String,
        pub basis: Basis,
        /// Closed loop: it is decided inside the zone, or it is not.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "types", ts(optional))]
        pub inside: Option<bool>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "types", ts(optional))]
        pub text: Option<Text>,
    }
}

law! {
    /// A row of a program's decision table.
    #[derive(Clone, Debug, PartialEq, Serialize)]
    #[cfg_attr(feature = "types", derive(ts_rs::TS))]
    #[serde(rename_all = "camelCase")]
    pub struct Rule {
        pub id: String,
        pub when: Condition,
        pub verdict: RuleVerdict,
        pub text: Text,
        pub basis: Basis,
        /// Other words for the same verdict where a condition holds.
        #[serde(default)]
        pub variants: Vec<Variant>,
        /// When it is in force.
        #[serde(default, skip_serializing_if = "Valid::is_always")]
        #[cfg_attr(feature = "types", ts(optional, as = "Option<Valid>"))]
        pub valid: Valid,
    }
}

law! {
    /// What a rule decides.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
    #[cfg_attr(feature = "types", derive(ts_rs::TS))]
    #[serde(rename_all = "kebab-case")]
    pub enum RuleVerdict {
        Eligible,
        NotEligible,
        /// A person has to confirm: the documents do not say.
        Refer,
    }
}

law! {
    /// Other words for a rule's verdict.
    #[derive(Clone, Debug, PartialEq, Serialize)]
    #[cfg_attr(feature = "types", derive(ts_rs::TS))]
    #[serde(rename_all = "camelCase")]
    pub struct Variant {
        pub when: Condition,
        pub text: Text,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "types", ts(optional))]
        pub basis: Option<Basis>,
    }
}

law! {
    /// Advice beside an `eligible`.
    #[derive(Clone, Debug, PartialEq, Serialize)]
    #[cfg_attr(feature = "types", derive(ts_rs::TS))]
    #[serde(rename_all = "camelCase")]
    pub struct Note {
        pub id: String,
        pub when: Condition,
        pub text: Text,
        pub basis: Basis,
    }
}

law! {
    /// A matter that a service covers.
    #[derive(Clone, Debug, PartialEq, Serialize)]
    #[cfg_attr(feature = "types", derive(ts_rs::TS))]
    #[serde(rename_all = "camelCase")]
    pub struct Scope {
        pub id: String,
        /// Where this is wanted.
        pub when: Condition,
        pub extent: Extent,
        pub text: Text,
        pub basis: Basis,
    }
}

law! {
    /// How far a service goes.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
    #[cfg_attr(feature = "types", derive(ts_rs::TS))]
    #[serde(rename_all = "kebab-case")]
    pub enum Extent {
        Full,
        OnRequest,
        /// Advice only: the unit picks and pays the provider itself.
        Advice,
    }
}

law! {
    /// 总时限: the days that a place allows for all of a project's approvals.
    #[derive(Clone, Debug, PartialEq, Serialize)]
    #[cfg_attr(feature = "types", derive(ts_rs::TS))]
    #[serde(rename_all = "camelCase")]
    pub struct TotalLimit {
        pub id: String,
        pub name: Text,
        pub basis: Basis,
        pub unit: Unit,
        /// The items that it is about; all where it names none.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        #[cfg_attr(feature = "types", ts(optional, as = "Option<Vec<String>>"))]
        pub items: Vec<String>,
        /// What the document does not say it counts.
        pub excludes: Text,
        /// Unordered, like a program's.
        pub rules: Vec<TotalRule>,
    }
}

law! {
    /// A row of a total limit's decision table.
    #[derive(Clone, Debug, PartialEq, Serialize)]
    #[cfg_attr(feature = "types", derive(ts_rs::TS))]
    #[serde(rename_all = "camelCase")]
    pub struct TotalRule {
        pub id: String,
        pub when: Condition,
        pub verdict: TotalVerdict,
        /// With `limited`, and only with it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "types", ts(optional))]
        pub days: Option<u32>,
        /// What it was before.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "types", ts(optional))]
        pub before: Option<Text>,
        pub text: Text,
        pub basis: Basis,
        #[serde(default)]
        pub variants: Vec<Variant>,
        /// When it is in force.
        #[serde(default, skip_serializing_if = "Valid::is_always")]
        #[cfg_attr(feature = "types", ts(optional, as = "Option<Valid>"))]
        pub valid: Valid,
    }
}

law! {
    /// Whether there is a total limit.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
    #[cfg_attr(feature = "types", derive(ts_rs::TS))]
    #[serde(rename_all = "kebab-case")]
    pub enum TotalVerdict {
        Limited,
        /// The document leaves this project out.
        None,
        /// The document can be read in two ways, or speaks with two voices.
        Refer,
    }
}
