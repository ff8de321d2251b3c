//! What the rules answer: if this were filed today, would it be accepted?

mod answers;
mod why;
mod reasons;
mod eligibility;
mod totals;
mod items;
mod materials;
mod findings;
mod questions;
mod savings;

pub(crate) use answers::ticked;
pub use answers::{Answers, basket, refused};
pub(crate) use findings::licensing_law;

#[cfg(test)]
pub(crate) mod tests;

use serde::Serialize;

use crate::application::{Application, GivenAs};
use crate::calendar::Day;
use crate::condition::Condition;
use crate::rulebook::{Basis, Extent, Law, Rulebook};
use crate::text::Text;

/// Reviews an application as of a day. Total: every application that could be read gets an answer.
pub fn review(rulebook: &Rulebook, application: &Application, on: Day) -> Review {
    let rulebook = rulebook.on(on);
    let answers = Answers::new(rulebook, application);
    let basket = basket(&answers);
    let programs = eligibility::programs(&answers);
    let papers = materials::papers(&answers, &basket);
    let findings = findings::findings(&answers, on, &basket, &programs, &papers);
    let joint: Vec<usize> = ticked(&answers).into_iter().flat_map(|ticked| ticked.items).collect();
    Review {
        rulebook: rulebook.version.clone(),
        calendar: rulebook.calendar_version.clone(),
        on,
        verdict: findings.iter().map(|finding| finding.code.verdict()).max().unwrap_or(Verdict::Acceptable),
        programs,
        totals: totals::totals(&answers),
        items: items::items(&answers, &joint),
        materials: materials::reviews(&answers, &papers),
        findings,
        ask: questions::questions(&answers, &papers),
        savings: savings::savings(&answers, &basket, &joint, &papers),
    }
}

/// The facts that a condition asks about, each once, in its order.
fn facts_of(law: &Law, condition: &Condition) -> Vec<String> {
    let mut facts: Vec<String> = Vec::new();
    law.leaves(condition, &mut |leaf| {
        if let Some(fact) = leaf.fact().filter(|fact| !facts.iter().any(|known| known == fact)) {
            facts.push(fact.to_owned());
        }
    });
    facts
}

/// The answer for a whole application.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Review {
    pub rulebook: Version,
    pub calendar: CalendarVersion,
    pub on: Day,
    pub verdict: Verdict,
    pub programs: Vec<ProgramReview>,
    pub totals: Vec<TotalReview>,
    pub items: Vec<ItemReview>,
    pub materials: Vec<MaterialReview>,
    pub findings: Vec<Finding>,
    pub ask: Vec<Ask>,
    pub savings: Savings,
}

/// A rulebook is its hash.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Version {
    pub id: String,
    pub hash: String,
}

/// The calendar has its own hash: next year's days change no rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct CalendarVersion {
    pub hash: String,
}

/// The worst finding on what was wished for, best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    Acceptable,
    Deferrable,
    Undetermined,
    Incomplete,
    NotAcceptable,
}

/// May the applicant have this service?
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct ProgramReview {
    pub id: String,
    pub wished: bool,
    pub verdict: Eligibility,
    pub reasons: Vec<Reason>,
    /// The open facts that can still change this verdict, in the rulebook's order.
    pub ask: Vec<String>,
    /// What the service covers.
    pub scope: Vec<ScopeReview>,
    /// What the verdict rests on.
    pub rests: Vec<Rest>,
}

/// A matter that a service covers, and whether it is wanted.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct ScopeReview {
    pub id: String,
    pub extent: Extent,
    /// Null while the answers leave it open.
    pub wanted: Option<bool>,
}

/// An answer that is not plainly given, without which a verdict would be undetermined.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Rest {
    pub fact: String,
    #[serde(rename = "as")]
    pub standing: GivenAs,
}

/// 总时限: how many days the place allows for the whole project.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct TotalReview {
    pub id: String,
    pub verdict: Allowance,
    /// With `limited`, in the unit of the total limit.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "types", ts(optional))]
    pub days: Option<u32>,
    pub reasons: Vec<Reason>,
    /// The open facts that can still change this verdict, in the rulebook's order.
    pub ask: Vec<String>,
    pub rests: Vec<Rest>,
}

/// Is there a total limit? Three answers, and "not yet".
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum Allowance {
    Limited,
    /// The document leaves this project out.
    None,
    Undetermined,
    Refer,
}

/// Three answers, and "not yet".
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum Eligibility {
    Eligible,
    NotEligible,
    Undetermined,
    Refer,
}

/// Is something needed?
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum Need {
    Needed,
    NotNeeded,
    Undetermined,
}

/// Must this item be applied for, and can it be already?
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct ItemReview {
    pub id: String,
    pub need: Need,
    /// `later`: a binding prerequisite is not in hand yet.
    pub timing: Timing,
    pub wished: bool,
    /// Its outcome is in hand already.
    pub done: bool,
    /// It has to be decided before works start.
    pub gate: bool,
    /// When it is needed, and the answer that decided.
    pub reason: Option<Reason>,
    pub rests: Vec<Rest>,
    pub materials: Vec<UseReview>,
}

/// Now, or after something else.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum Timing {
    Now,
    Later,
}

/// A paper as one item asks for it.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct UseReview {
    pub id: String,
    pub need: Need,
    pub deferrable: bool,
}

/// A paper over the whole basket, asked once.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct MaterialReview {
    pub id: String,
    pub need: Need,
    pub state: MaterialState,
    /// The items of the basket that ask for it, or may.
    pub items: Vec<String>,
}

/// Where a paper stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum MaterialState {
    InHand,
    /// 容缺: follows later on a written promise.
    Promised,
    Missing,
    Irregular,
    /// The outcome of an item in the same basket; not asked of the applicant.
    ByOutcome,
    /// Fetched by the office from shared data; not asked of the applicant.
    Shared,
    /// Not asked for.
    Waived,
}

/// Something to know or to put right; all of them, at once.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Finding {
    pub code: FindingCode,
    pub level: Level,
    /// The fact, item, paper, program or field that it is about.
    pub subject: String,
    pub reason: Reason,
}

/// How grave a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    Error,
    Warning,
    Note,
}

/// The kinds of findings; permanent names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum FindingCode {
    // review
    PaperMissing,
    PaperPromised,
    PaperUndetermined,
    PromiseNotAllowed,
    PaperNotAsked,
    ProgramNotEligible,
    ProgramUndetermined,
    ProgramRefer,
    ItemNotNeeded,
    ItemUndetermined,
    ConfirmInPerson,
    NumberNotReadable,
    NumberOutOfRange,
    AnswersContradict,
    ApplicantField,
    // progress
    NoticeLate,
    DeemedAccepted,
    AcceptanceTooLate,
    EventOutOfOrder,
    EventInFuture,
    UnmarkedDays,
    ExtendedTwice,
    NotInCase,
}

/// Why: the rule, what was answered, what the rule asks, and the article.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Reason {
    pub rule: String,
    pub text: Text,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "types", ts(optional))]
    pub given: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "types", ts(optional))]
    pub limit: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "types", ts(optional))]
    pub difference: Option<String>,
    /// The facts that the rule looks at.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<Vec<String>>"))]
    pub about: Vec<String>,
    /// The answers that decided: from the last on, each was left out without which the rest still decides.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<Vec<Value>>"))]
    pub values: Vec<Value>,
    /// The definitions of the law by which they decided.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<Vec<Meaning>>"))]
    pub meanings: Vec<Meaning>,
    pub basis: Basis,
}

/// An answer that decided.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Value {
    pub fact: String,
    /// As it was given, as JSON text.
    pub value: String,
    #[serde(rename = "as", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "types", ts(rename = "as", optional))]
    pub standing: Option<GivenAs>,
}

/// What the law means by a word, where that decided: a row of a table, for example.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Meaning {
    pub definition: String,
    pub text: Text,
    pub basis: Basis,
}

impl Reason {
    pub(crate) fn new(rule: &str, text: Text, basis: Basis) -> Reason {
        Reason {
            rule: rule.to_owned(),
            text,
            given: None,
            limit: None,
            difference: None,
            about: Vec::new(),
            values: Vec::new(),
            meanings: Vec::new(),
            basis,
        }
    }
}

impl Finding {
    pub(crate) fn new(code: FindingCode, level: Level, subject: &str, reason: Reason) -> Finding {
        Finding { code, level, subject: subject.to_owned(), reason }
    }
}

/// An open fact, and what it can still move.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Ask {
    pub fact: String,
    /// Programs, items and papers that are undetermined and depend on it.
    pub moves: Vec<String>,
}

/// 四减: the basket done together, against each item alone, counted from the rulebook and not from the press.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Savings {
    /// Alone, a paper counts once for every item that asks for it; together, once.
    pub papers: Saving,
    /// Rounds of filing one after another. Alone, one per item; together, those of the longest chain of items that
    /// wait for each other, where all under one receipt is one.
    pub steps: Saving,
    /// Hand-ins. Alone, one per item; together, all under one receipt is one.
    pub visits: Saving,
    pub days: DaysSaving,
}

/// How many alone, and how many together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Saving {
    pub alone: u32,
    pub together: u32,
}

/// Working days of the authorities: pledged ones where the place pledges, else the statutory. Alone, their sum;
/// together, along the longest chain, where all under one receipt takes its joint days once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct DaysSaving {
    pub alone: u32,
    pub together: u32,
    /// Needed items without a limit in working days of an authority. They count as nothing, so where there are any
    /// both numbers are lower bounds.
    pub open: Vec<String>,
}
