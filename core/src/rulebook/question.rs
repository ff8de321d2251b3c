//! Questions about a project.

use serde::Serialize;

use super::{Basis, is_false};
use crate::decimal::Decimal;
use crate::json::law;
use crate::text::Text;

law! {
    /// A question about the project.
    #[derive(Clone, Debug, PartialEq, Serialize)]
    #[cfg_attr(feature = "types", derive(ts_rs::TS))]
    #[serde(rename_all = "camelCase")]
    pub struct Fact {
        pub id: String,
        #[serde(rename = "type")]
        pub kind: FactType,
        pub group: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "types", ts(optional))]
        pub unit: Option<Text>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "types", ts(optional, as = "Option<String>"))]
        pub min: Option<Decimal>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "types", ts(optional, as = "Option<String>"))]
        pub max: Option<Decimal>,
        pub question: Text,
        pub why: Text,
        pub basis: Basis,
        /// What may be chosen (`choice`, `set`); empty for the other types.
        #[serde(default)]
        pub choices: Vec<Choice>,
        /// The applicant can decide to change it.
        #[serde(default, skip_serializing_if = "is_false")]
        #[cfg_attr(feature = "types", ts(optional, as = "Option<bool>"))]
        pub changeable: bool,
        /// Where the project stands: it settles which office is in charge (行政许可法 第三十二条（二）).
        #[serde(default, skip_serializing_if = "is_false")]
        #[cfg_attr(feature = "types", ts(optional, as = "Option<bool>"))]
        pub decides_office: bool,
    }
}

impl Fact {
    /// Whether a number lies within the bounds.
    pub fn allows(&self, number: Decimal) -> bool {
        self.min.is_none_or(|min| number >= min) && self.max.is_none_or(|max| number <= max)
    }
}

law! {
    /// The type of a question's answer.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
    #[cfg_attr(feature = "types", derive(ts_rs::TS))]
    #[serde(rename_all = "kebab-case")]
    pub enum FactType {
        Bool,
        Choice,
        Set,
        Number,
        Integer,
        Date,
    }
}

law! {
    /// One of the answers one may choose.
    #[derive(Clone, Debug, PartialEq, Serialize)]
    #[cfg_attr(feature = "types", derive(ts_rs::TS))]
    #[serde(rename_all = "camelCase")]
    pub struct Choice {
        pub id: String,
        pub text: Text,
    }
}
