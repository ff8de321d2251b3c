//! What the rules answer: if this were filed today, would it be accepted?

mod answers;
mod why;
mod reasons;
mod eligibility;
mod totals;
mod items;
mod file;
mod regular;
mod union;
mod ways;
mod materials;
mod findings;
mod questions;
mod savings;

pub use answers::{Answers, basket, refused};
pub(crate) use answers::{Decided, in_basket, mark, ticked};
pub(crate) use eligibility::verdict as eligibility;
pub use file::wrong_files;
pub(crate) use findings::{licensing_law, verdict_on_item, verdict_on_paper, verdict_on_program};
pub(crate) use items::{has_to_be_there, timing};
pub(crate) use materials::{Asked, Paper, stand};
pub(crate) use questions::asked;
pub(crate) use regular::{is_wrong, wrong_papers};
pub(crate) use totals::allowance;

#[cfg(test)]
pub(crate) mod tests;

use std::borrow::Cow;
use std::ops::Deref;
use std::rc::Rc;

use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};
use smallvec::SmallVec;

use crate::application::{Application, GivenAs};
use crate::calendar::Day;
use crate::condition::Condition;
use crate::rulebook::{Basis, Extent, Law, Rulebook, UseLevel};
use crate::text::Text;

/// Reviews an application as of a day. Total: every application that could be read gets an answer.
pub fn review<'a>(rulebook: &'a Rulebook, application: &'a Application, on: Day) -> Review<'a> {
    let rulebook = rulebook.on(on);
    let answers = Answers::new(rulebook, application);
    let basket = basket(&answers);
    let programs = eligibility::programs(&answers);
    let held = regular::held(&answers, on);
    let uses = materials::uses(&answers, &basket);
    let papers = materials::papers(&answers, &basket, &uses, &held);
    let findings = findings::findings(&answers, on, &basket, &programs, &papers, held);
    let joint: Vec<usize> = ticked(&answers).into_iter().flat_map(|ticked| ticked.items).collect();
    Review {
        rulebook: rulebook.version().clone(),
        calendar: rulebook.calendar_version().clone(),
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
fn facts_of<'a>(law: &'a Law, condition: &'a Condition) -> Vec<&'a str> {
    let mut facts: Vec<&str> = Vec::new();
    law.leaves(condition, &mut |leaf| {
        if let Some(fact) = leaf.fact().filter(|fact| !facts.contains(fact)) {
            facts.push(fact);
        }
    });
    facts
}

/// The answer for a whole application.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Review<'a> {
    pub rulebook: Version,
    pub calendar: CalendarVersion,
    pub on: Day,
    pub verdict: Verdict,
    pub programs: Vec<ProgramReview<'a>>,
    pub totals: Vec<TotalReview<'a>>,
    pub items: Vec<ItemReview<'a>>,
    pub materials: Vec<MaterialReview<'a>>,
    pub findings: Vec<Finding<'a>>,
    pub ask: Vec<Ask<'a>>,
    pub savings: Savings<'a>,
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
pub struct ProgramReview<'a> {
    pub id: &'a str,
    pub wished: bool,
    pub verdict: Eligibility,
    pub reasons: Vec<Reason<'a>>,
    /// The open facts that can still change this verdict, in the rulebook's order.
    pub ask: Vec<&'a str>,
    /// What the service covers.
    pub scope: Vec<ScopeReview<'a>>,
    /// What the verdict rests on.
    pub rests: Vec<Rest<'a>>,
}

/// A matter that a service covers, and whether it is wanted.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct ScopeReview<'a> {
    pub id: &'a str,
    pub extent: Extent,
    /// Null while the answers leave it open.
    pub wanted: Option<bool>,
}

/// An answer that is not plainly given, without which a verdict would be undetermined.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Rest<'a> {
    pub fact: &'a str,
    #[serde(rename = "as")]
    pub standing: GivenAs,
}

/// 总时限: how many days the place allows for the whole project.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct TotalReview<'a> {
    pub id: &'a str,
    pub verdict: Allowance,
    /// With `limited`, in the unit of the total limit.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "types", ts(optional))]
    pub days: Option<u32>,
    pub reasons: Vec<Reason<'a>>,
    /// The open facts that can still change this verdict, in the rulebook's order.
    pub ask: Vec<&'a str>,
    pub rests: Vec<Rest<'a>>,
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
pub struct ItemReview<'a> {
    pub id: &'a str,
    pub need: Need,
    /// `later`: a binding prerequisite is not in hand yet.
    pub timing: Timing,
    pub wished: bool,
    /// Its outcome is in hand already.
    pub done: bool,
    /// It has to be decided before works start.
    pub gate: bool,
    /// When it is needed, and the answer that decided.
    pub reason: Option<Reason<'a>>,
    pub rests: Vec<Rest<'a>>,
    pub materials: Vec<UseReview<'a>>,
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
pub struct UseReview<'a> {
    pub id: &'a str,
    pub need: Need,
    pub deferrable: bool,
    pub level: UseLevel,
}

/// A paper over the whole basket, asked once.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct MaterialReview<'a> {
    pub id: &'a str,
    pub need: Need,
    pub state: MaterialState,
    /// The items of the basket that ask for it, or may; most often it is one.
    #[cfg_attr(feature = "types", ts(as = "Vec<String>"))]
    pub items: SmallVec<[&'a str; 1]>,
    /// Where it is lacking and something else will do: each way to settle it for all who ask, the cheapest first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<Vec<Way>>"))]
    pub ways: Vec<Way<'a>>,
}

/// A way to settle a paper.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Way<'a> {
    /// The papers that settle it together.
    pub papers: Vec<&'a str>,
    /// Those of them that are still to be got.
    pub lacks: Vec<&'a str>,
}

/// Where a paper stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum MaterialState {
    InHand,
    /// 容缺: follows later on a written promise.
    Promised,
    /// 告知承诺: a written undertaking stands in for it.
    Committed,
    /// Of a paper that is needed: however the open questions are answered.
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
pub struct Finding<'a> {
    pub code: FindingCode,
    pub level: Level,
    /// The fact, item, paper, program or field that it is about.
    pub subject: &'a str,
    /// The SHA-256 of the one file of the paper that it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "types", ts(optional))]
    pub file: Option<Rc<str>>,
    pub reason: Reason<'a>,
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
    PaperIrregular,
    PapersDisagree,
    PaperExpiresSoon,
    PaperPromised,
    PaperCommitted,
    PaperRecommended,
    PaperUndetermined,
    PromiseNotAllowed,
    PromiseLate,
    CommitmentNotAllowed,
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
    PauseNotAllowed,
    PledgeOverdue,
    PromiseBroken,
    NotInCase,
}

/// Why: the rule, what was answered, what the rule asks, and the article.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Reason<'a> {
    pub rule: &'a str,
    pub text: Cow<'a, Text>,
    #[cfg_attr(feature = "types", ts(flatten))]
    pub grounds: SharedGrounds<'a>,
    /// The facts that the rule looks at.
    #[cfg_attr(feature = "types", ts(optional, as = "Option<Vec<String>>"))]
    pub about: Vec<&'a str>,
    pub basis: &'a Basis,
}

/// What a reason rests on: the answers that decided, and the one that the law measures.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Grounds<'a> {
    #[cfg_attr(feature = "types", ts(optional))]
    pub given: Option<Rc<str>>,
    #[cfg_attr(feature = "types", ts(optional))]
    pub limit: Option<Rc<str>>,
    #[cfg_attr(feature = "types", ts(optional))]
    pub difference: Option<Rc<str>>,
    /// The answers that decided: from the last on, each was left out without which the rest still decides.
    #[cfg_attr(feature = "types", ts(optional, as = "Option<Vec<Value>>"))]
    pub values: Vec<Value<'a>>,
    /// The definitions of the law by which they decided.
    #[cfg_attr(feature = "types", ts(optional, as = "Option<Vec<Meaning>>"))]
    pub meanings: Vec<Meaning<'a>>,
}

/// The grounds that many reasons have in common; many others have none.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SharedGrounds<'a>(pub(crate) Option<Rc<Grounds<'a>>>);

impl<'a> Deref for SharedGrounds<'a> {
    type Target = Grounds<'a>;

    fn deref(&self) -> &Grounds<'a> {
        const NONE: &Grounds<'_> =
            &Grounds { given: None, limit: None, difference: None, values: Vec::new(), meanings: Vec::new() };
        self.0.as_deref().unwrap_or(NONE)
    }
}

/// In TypeScript they are the grounds themselves.
#[cfg(feature = "types")]
impl ts_rs::TS for SharedGrounds<'_> {
    type WithoutGenerics = SharedGrounds<'static>;
    type OptionInnerType = Self;

    fn name(config: &ts_rs::Config) -> String {
        Grounds::name(config)
    }

    fn inline(config: &ts_rs::Config) -> String {
        Grounds::inline(config)
    }

    fn inline_flattened(config: &ts_rs::Config) -> String {
        Grounds::inline_flattened(config)
    }

    fn visit_dependencies(visitor: &mut impl ts_rs::TypeVisitor)
    where
        Self: 'static,
    {
        Grounds::<'static>::visit_dependencies(visitor);
    }
}

/// One flat object; what is empty is left out.
impl Serialize for Reason<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Grounds { given, limit, difference, values, meanings } = &*self.grounds;
        let mut reason = serializer.serialize_struct("Reason", 9)?;
        reason.serialize_field("rule", self.rule)?;
        reason.serialize_field("text", &self.text)?;
        for (name, measure) in [("given", given), ("limit", limit), ("difference", difference)] {
            if let Some(measure) = measure {
                reason.serialize_field(name, measure)?;
            }
        }
        if !self.about.is_empty() {
            reason.serialize_field("about", &self.about)?;
        }
        if !values.is_empty() {
            reason.serialize_field("values", values)?;
        }
        if !meanings.is_empty() {
            reason.serialize_field("meanings", meanings)?;
        }
        reason.serialize_field("basis", self.basis)?;
        reason.end()
    }
}

/// An answer that decided.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Value<'a> {
    pub fact: &'a str,
    /// As it was given, as JSON text.
    pub value: Rc<str>,
    #[serde(rename = "as", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "types", ts(rename = "as", optional))]
    pub standing: Option<GivenAs>,
}

/// What the law means by a word, where that decided: a row of a table, for example.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Meaning<'a> {
    pub definition: &'a str,
    pub text: Cow<'a, Text>,
    pub basis: &'a Basis,
}

impl<'a> Reason<'a> {
    pub(crate) fn new(rule: &'a str, text: impl Into<Cow<'a, Text>>, basis: &'a Basis) -> Reason<'a> {
        Reason { rule, text: text.into(), grounds: SharedGrounds::default(), about: Vec::new(), basis }
    }

    /// With what was given, and what the law wants instead.
    pub(crate) fn measured(self, given: Option<String>, limit: Option<String>) -> Reason<'a> {
        let [given, limit] = [given, limit].map(|measure| measure.map(Into::into));
        self.resting(Grounds { given, limit, ..Grounds::default() })
    }

    pub(crate) fn resting(self, grounds: Grounds<'a>) -> Reason<'a> {
        Reason { grounds: SharedGrounds(Some(Rc::new(grounds))), ..self }
    }
}

impl<'a> Finding<'a> {
    pub(crate) fn new(code: FindingCode, level: Level, subject: &'a str, reason: Reason<'a>) -> Finding<'a> {
        Finding { code, level, subject, file: None, reason }
    }
}

/// An open fact, and what it can still move.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Ask<'a> {
    pub fact: &'a str,
    /// Programs, items and papers that are undetermined and depend on it.
    pub moves: Vec<&'a str>,
}

/// 四减: the basket done together, against each item alone, counted from the rulebook and not from the press.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Savings<'a> {
    /// Alone, a paper counts once for every item that asks for it; together, once.
    pub papers: Saving,
    /// Rounds of filing one after another. Alone, one per item; together, those of the longest chain of items that
    /// wait for each other, where all under one receipt is one.
    pub steps: Saving,
    /// Hand-ins. Alone, one per item; together, all under one receipt is one.
    pub visits: Saving,
    pub days: DaysSaving<'a>,
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
pub struct DaysSaving<'a> {
    pub alone: u32,
    pub together: u32,
    /// Needed items without a limit in working days of an authority. They count as nothing, so where there are any
    /// both numbers are lower bounds.
    pub open: Vec<&'a str>,
}
