//! What the applicant says.

mod read;
mod applicant;

pub use applicant::FieldError;

use std::collections::BTreeMap;
use std::fmt;

use serde::{Serialize, Serializer, ser::SerializeStruct};
use validator::Validate;

use crate::calendar::Day;
use crate::decimal::Decimal;
use crate::json::Raw;
use crate::rulebook::{FileKind, PaperForm};

/// An application, read against a rulebook: every id in it exists there, every answer has its question's type.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Application {
    pub rulebook: String,
    /// Answers by fact id; absent or null: not sure.
    pub facts: BTreeMap<String, Answer>,
    /// Programs wished for; absent: none, though all are reviewed.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<Vec<String>>"))]
    pub programs: Vec<String>,
    /// Items wished for, à la carte; absent: all that are needed.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<Vec<String>>"))]
    pub items: Vec<String>,
    /// Papers in hand.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<Vec<Paper>>"))]
    pub materials: Vec<Paper>,
    /// 容缺承诺: papers that follow later.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<Vec<Promise>>"))]
    pub promises: Vec<Promise>,
    /// 告知承诺: undertakings that a condition is met, each in place of a paper.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<Vec<Commitment>>"))]
    pub commitments: Vec<Commitment>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "types", ts(optional))]
    pub applicant: Option<Applicant>,
}

/// An answer to a question: null, a plain value, or `{ value, as }`.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[cfg_attr(feature = "types", ts(type = "Plain | { value: Plain, as?: GivenAs }"))]
pub struct Answer {
    pub value: Given,
    pub standing: GivenAs,
}

impl Serialize for Answer {
    /// A plain value where the answer is plainly given, else `{ value, as }`.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.standing == GivenAs::Given {
            return self.value.serialize(serializer);
        }
        let mut object = serializer.serialize_struct("Answer", 2)?;
        object.serialize_field("value", &self.value)?;
        object.serialize_field("as", &self.standing)?;
        object.end()
    }
}

impl fmt::Display for Written {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Written::Text(text) => text.fmt(f),
            Written::Number(number) => number.fmt(f),
            Written::Date(day) => day.fmt(f),
        }
    }
}

impl Serialize for Written {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Written::Text(text) => serializer.serialize_str(text),
            Written::Number(number) => Raw(&number.to_string()).serialize(serializer),
            Written::Date(day) => day.serialize(serializer),
        }
    }
}

impl Serialize for Given {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Given::Open => serializer.serialize_unit(),
            Given::Bool(yes) => serializer.serialize_bool(*yes),
            Given::Choice(id) => serializer.serialize_str(id),
            Given::Set(ids) => ids.serialize(serializer),
            Given::Number(decimal) => Raw(&decimal.to_string()).serialize(serializer),
            Given::Unreadable(text) => Raw(text).serialize(serializer),
            Given::Date(day) => day.serialize(serializer),
        }
    }
}

/// The value of an answer.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[cfg_attr(feature = "types", ts(rename = "Plain", type = "null | boolean | number | string | string[]"))]
pub enum Given {
    /// Not sure.
    Open,
    Bool(bool),
    Choice(String),
    Set(Vec<String>),
    Number(Decimal),
    /// A number that cannot be taken as it is (exponent, too many places, a fraction of a storey): a finding.
    Unreadable(String),
    Date(Day),
}

/// How an answer is meant.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum GivenAs {
    #[default]
    Given,
    Presumed,
    Promised,
}

/// A paper in hand, and what is told of it. What is not told is not judged: whoever marks it as in hand says that it is
/// as it is asked for.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Paper {
    pub id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "types", ts(optional))]
    pub copies: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "types", ts(optional))]
    pub form: Option<PaperForm>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "types", ts(optional))]
    pub signed: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "types", ts(optional))]
    pub sealed: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "types", ts(optional))]
    pub issued_on: Option<Day>,
    /// The last day on which it holds.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "types", ts(optional))]
    pub valid_until: Option<Day>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "types", ts(optional))]
    pub issuer: Option<String>,
    /// What stands on it, by the field's id.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<BTreeMap<String, Written>>"))]
    pub fields: BTreeMap<String, Written>,
    /// What was found in its files; the files themselves are not part of the application.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<Vec<PaperFile>>"))]
    pub files: Vec<PaperFile>,
}

impl Paper {
    /// Nothing is told of it but that it is in hand.
    pub(crate) fn is_only_in_hand(&self) -> bool {
        let Paper { id: _, copies, form, signed, sealed, issued_on, valid_until, issuer, fields, files } =
            self;
        (copies, form, issuer) == (&None, &None, &None)
            && (signed, sealed) == (&None, &None)
            && (issued_on, valid_until) == (&None, &None)
            && fields.is_empty()
            && files.is_empty()
    }
}

/// A file of a paper, as its content shows. What was not found out is not told.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct PaperFile {
    pub name: String,
    #[serde(rename = "type")]
    pub kind: FileKind,
    #[cfg_attr(feature = "types", ts(type = "number"))]
    pub bytes: u64,
    /// SHA-256 of the content, 64 hexadecimal digits in lower case.
    pub sha256: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "types", ts(optional))]
    pub pages: Option<u32>,
    /// In pixels.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "types", ts(optional))]
    pub width: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "types", ts(optional))]
    pub height: Option<u32>,
    /// Whether it opens only with a password.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "types", ts(optional))]
    pub locked: Option<bool>,
    /// Whether it is whole.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "types", ts(optional))]
    pub readable: Option<bool>,
}

/// What stands in a field of a paper.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[cfg_attr(feature = "types", ts(type = "number | string"))]
pub enum Written {
    Text(String),
    Number(Decimal),
    Date(Day),
}

/// 容缺承诺: a paper that follows later, by a day.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Promise {
    pub material: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "types", ts(optional))]
    pub by: Option<Day>,
}

/// 告知承诺: an undertaking in place of a paper.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Commitment {
    pub material: String,
}

/// Who applies. Asked only when something is submitted; the review needs none of it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Validate)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Applicant {
    #[validate(length(min = 2, max = 100))]
    pub unit_name: String,
    /// 统一社会信用代码: 18 characters with a check character (GB 32100).
    #[validate(custom(function = applicant::credit_code))]
    pub credit_code: String,
    #[validate(length(min = 1, max = 50))]
    pub contact: String,
    #[validate(custom(function = applicant::phone))]
    pub phone: String,
}
