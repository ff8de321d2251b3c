//! 文书: what goes onto paper, as structured text. How it looks is up to whoever renders it.
//!
//! 一次性告知书 (notice), 收件凭证 (receipt), 受理 (acceptance), 不予受理 (non-acceptance) and 办事清单 (checklist). Their
//! entries are the findings of a [`review`](mod@crate::review): a notice that leaves one out cannot be built.

mod entries;
mod since;
mod notice;
mod receipt;
mod acceptance;
mod promise;
mod refusal;
mod checklist;
mod words;

use std::borrow::Cow;

use serde::Serialize;

use crate::application::Application;
use crate::calendar::Day;
use crate::review::{CalendarVersion, Review, Verdict, Version, review};
use crate::rulebook::{Basis, Law, Rulebook};
use crate::text::Text;

/// The paper that is asked for, as of a day. Total: where it may not be given, it says so ([`Sheet::fits`]).
pub fn sheet<'a>(rulebook: &'a Rulebook, brief: &'a Brief, on: Day) -> Sheet<'a> {
    let law = &rulebook.on(on).law;
    let matter = Matter { law, brief, review: review(rulebook, &brief.application, on) };
    let written = match brief.kind {
        SheetKind::Notice => notice::notice(rulebook, &matter),
        SheetKind::Receipt => receipt::receipt(&matter),
        SheetKind::Acceptance => acceptance::acceptance(rulebook, &matter),
        SheetKind::NonAcceptance => refusal::refusal(&matter),
        SheetKind::Promise => promise::promise(&matter),
        SheetKind::Checklist => checklist::checklist(&matter),
    };
    Sheet {
        kind: brief.kind,
        on,
        verdict: matter.review.verdict,
        place: &law.place,
        lines: words::lines(&matter),
        fits: written.fits,
        title: words::title(brief.kind),
        opening: written.opening,
        parts: numbered(written.parts),
        closing: written.closing,
        advice: words::advice(brief.kind),
        rulebook: matter.review.rulebook,
        calendar: matter.review.calendar,
    }
}

/// What a paper is made from.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Brief {
    pub kind: SheetKind,
    pub application: Application,
    /// What was handed in before, in its order; only a notice looks at it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<Vec<HandIn>>"))]
    pub earlier: Vec<HandIn>,
    /// What the office has found itself, beyond the rules; only a notice takes it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<Vec<Addition>>"))]
    pub adds: Vec<Addition>,
}

/// Something that was handed in earlier, and what was told then.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct HandIn {
    pub on: Day,
    pub application: Application,
    /// The keys of the notice's entries; absent where no notice was given.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "types", ts(optional))]
    pub noticed: Option<Vec<String>>,
}

/// What the office has found on a paper that the rules cannot see.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Addition {
    pub material: String,
    /// In the office's words.
    pub text: String,
}

/// What is put onto paper: the review, and what it is of.
struct Matter<'a> {
    law: &'a Law,
    brief: &'a Brief,
    review: Review<'a>,
}

/// What each paper says itself.
struct Written<'a> {
    fits: bool,
    opening: Ground<'a>,
    parts: Vec<Part<'a>>,
    closing: Vec<Ground<'a>>,
}

/// Leaves out what is empty, and numbers the rest through.
fn numbered(parts: Vec<Part<'_>>) -> Vec<Part<'_>> {
    let mut parts: Vec<Part<'_>> = parts.into_iter().filter(|part| !part.rows.is_empty()).collect();
    for (row, no) in parts.iter_mut().flat_map(|part| &mut part.rows).zip(1..) {
        row.no = no;
    }
    parts
}

/// One paper.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Sheet<'a> {
    pub kind: SheetKind,
    pub rulebook: Version,
    pub calendar: CalendarVersion,
    pub on: Day,
    /// Of the review that it rests on.
    pub verdict: Verdict,
    /// Whether it may be given on these findings. Where not, `opening` says why, and what may be given instead.
    pub fits: bool,
    pub title: Text,
    pub place: &'a Text,
    /// Its head: to whom, about what, since when.
    pub lines: Vec<Line<'a>>,
    pub opening: Ground<'a>,
    pub parts: Vec<Part<'a>>,
    /// What follows from it, and by which article.
    pub closing: Vec<Ground<'a>>,
    /// What it is not.
    pub advice: Text,
}

/// The papers that can be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum SheetKind {
    /// 一次性告知书 (行政许可法 第三十二条（四）).
    Notice,
    /// 收件凭证: what is asked for, and what was handed in.
    Receipt,
    /// 受理通知书 (第三十二条（五）).
    Acceptance,
    /// 不予受理决定书 (第三十二条（一）（二）).
    NonAcceptance,
    /// 容缺承诺书: which papers follow, by when, and what it leads to where they do not.
    Promise,
    /// 办事清单: without personal data, so that it can be shared.
    Checklist,
}

/// A line of the head.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Line<'a> {
    pub name: Text,
    pub value: Cow<'a, Text>,
}

/// A sentence and what it rests on.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Ground<'a> {
    pub text: Text,
    pub basis: Option<Cited<'a>>,
}

/// A basis, and how it is cited: 《中华人民共和国行政许可法》第三十二条(四).
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Cited<'a> {
    #[serde(flatten)]
    pub basis: Cow<'a, Basis>,
    pub cited: Text,
}

/// Rows under a heading.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Part<'a> {
    pub heading: Cow<'a, Text>,
    pub rows: Vec<Row<'a>>,
}

/// A numbered entry.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Row<'a> {
    /// Through the whole paper, from 1.
    pub no: u32,
    pub kind: RowKind,
    /// The fact, item, paper, program or field that it is about.
    pub subject: Cow<'a, str>,
    /// Names this entry in a later notice: the same defect has the same key.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "types", ts(optional))]
    pub key: Option<String>,
    pub name: Cow<'a, Text>,
    /// Where the paper stands; absent where it is about no paper.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "types", ts(optional))]
    pub mark: Option<Mark>,
    /// What is so.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "types", ts(optional))]
    pub text: Option<Text>,
    /// What is wanted.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "types", ts(optional))]
    pub wanted: Option<Text>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "types", ts(optional))]
    pub example: Option<Text>,
    /// How to answer it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "types", ts(optional))]
    pub answer: Option<Text>,
    /// Against the earlier notices; only in a notice.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "types", ts(optional))]
    pub since: Option<Since>,
    pub basis: Vec<Cited<'a>>,
}

/// What a row is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum RowKind {
    // To correct.
    MissingPaper,
    IrregularPaper,
    /// 可以当场更正的错误 (行政许可法 第三十二条（三）).
    FormError,
    UnmetCondition,
    /// 不属于本行政机关职权范围 (第三十二条（二）).
    WrongOffice,
    /// 依法不需要取得行政许可 (第三十二条（一）).
    NotNeeded,
    /// A question that is still open.
    Unanswered,
    /// What the office has to say itself.
    Refer,
    // Of the other papers.
    Paper,
    Item,
}

impl SheetKind {
    pub const ALL: &[SheetKind] = &[
        SheetKind::Notice,
        SheetKind::Receipt,
        SheetKind::Acceptance,
        SheetKind::NonAcceptance,
        SheetKind::Promise,
        SheetKind::Checklist,
    ];

    /// As it is written.
    pub fn name(self) -> &'static str {
        match self {
            SheetKind::Notice => "notice",
            SheetKind::Receipt => "receipt",
            SheetKind::Acceptance => "acceptance",
            SheetKind::NonAcceptance => "non-acceptance",
            SheetKind::Promise => "promise",
            SheetKind::Checklist => "checklist",
        }
    }
}

/// Where a paper stands, as a list tells it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum Mark {
    InHand,
    ExpiresSoon,
    Promised,
    /// 告知承诺: an undertaking stands in for it.
    Committed,
    Missing,
    Irregular,
    /// Not asked of the applicant: fetched by the office, or the outcome of an item handled with it.
    Fetched,
    /// Whether it is needed is still open.
    Open,
}

/// An entry against what was told before (行政许可法 第三十二条（四）: once).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum Since {
    /// There was no notice before.
    First,
    /// A notice told it, and it is not corrected.
    Again,
    /// It rests on what was handed in or answered since.
    New,
    /// It could have been told before, and was not: telling it now breaks the one-time rule.
    Late,
}
