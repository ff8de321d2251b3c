//! What the law asks, as data.
//!
//! A [`Law`] is the compiled rulebook of one place as it travels: canonical JSON, whose SHA-256 is its version.
//! A [`Rulebook`] is a law read for use: hashed, every name resolved to an index, every condition a diagram.

mod read;

pub use read::{
    AfterIndex, FactIndex, ItemIndex, ProgramIndex, RuleIndex, Rulebook, RulebookError, TickIndex, UseIndex,
    hash,
};

use serde::{Deserialize, Serialize};

use crate::condition::Condition;
use crate::decimal::Decimal;
use crate::text::Text;

/// The rulebook of one place, compiled: national law and what the place adds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Law {
    pub id: String,
    pub name: Text,
    pub place: Text,
    /// Whose regional days off count besides the national ones (`calendar/`), for example `hubei`.
    pub region: String,
    /// Working days left at which a running clock is due soon; the widest first.
    pub bands: Vec<u32>,
    pub groups: Vec<Group>,
    pub stages: Vec<Stage>,
    pub facts: Vec<Fact>,
    pub programs: Vec<Program>,
    pub items: Vec<Item>,
    pub materials: Vec<Material>,
    pub sources: Vec<Source>,
    /// What nobody could find; told to the user instead of guessed.
    pub gaps: Vec<Saying>,
    /// What documents and news claim; shown as press, never used as a rule.
    pub press: Vec<Saying>,
}

impl Law {
    /// Calls `visit` with every condition in the law.
    pub fn conditions<'a>(&'a self, visit: &mut impl FnMut(&'a Condition)) {
        for program in &self.programs {
            for rule in &program.rules {
                visit(&rule.when);
                rule.variants.iter().for_each(|variant| visit(&variant.when));
            }
            program.notes.iter().for_each(|note| visit(&note.when));
        }
        for item in &self.items {
            visit(&item.needed_when);
            item.after.iter().for_each(|after| visit(&after.when));
            item.materials.iter().for_each(|used| visit(&used.needed_when));
            item.limit.iter().flat_map(|limit| &limit.variants).for_each(|variant| visit(&variant.when));
        }
    }
}

/// A law, notice, policy or news page that a rule may cite.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Source {
    pub id: String,
    pub title: Text,
    #[serde(default)]
    pub number: String,
    #[serde(default)]
    pub version: String,
    pub standing: Standing,
    /// How much of it was read.
    pub read: String,
}

/// How much weight a basis has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    Law,
    Policy,
    Press,
    /// 示例: an assumption, shown as one wherever it shows.
    Illustrative,
}

/// 依据: the article that asks for something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Basis {
    pub source: String,
    #[serde(default)]
    pub article: String,
    pub standing: Standing,
    /// The words of the article, where they were read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "types", ts(optional))]
    pub words: Option<String>,
}

/// A heading over questions.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Group {
    pub id: String,
    pub name: Text,
}

/// A stage of the road from land to opening.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Stage {
    pub id: String,
    pub name: Text,
    pub basis: Basis,
}

/// A sentence with its basis.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Saying {
    pub id: String,
    pub text: Text,
    pub basis: Basis,
}

/// A question about the project.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
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
}

/// The type of a question's answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
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

/// One of the answers one may choose.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Choice {
    pub id: String,
    pub text: Text,
}

/// Something one can be eligible for: 帮办代办, 开工一张证.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
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
    /// One receipt and one joint clock for all that is ticked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "types", ts(optional))]
    pub joint: Option<Limit>,
}

/// A row of a program's decision table.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Rule {
    pub id: String,
    pub when: Condition,
    pub verdict: RuleVerdict,
    pub text: Text,
    pub basis: Basis,
    /// Other words for the same verdict where a condition holds.
    #[serde(default)]
    pub variants: Vec<Variant>,
}

/// What a rule decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum RuleVerdict {
    Eligible,
    NotEligible,
    /// A person has to confirm: the documents do not say.
    Refer,
}

/// Other words for a rule's verdict.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Variant {
    pub when: Condition,
    pub text: Text,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "types", ts(optional))]
    pub basis: Option<Basis>,
}

/// Advice beside an `eligible`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Note {
    pub id: String,
    pub when: Condition,
    pub text: Text,
    pub basis: Basis,
}

/// An item that a program bundles.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ProgramItem {
    pub id: String,
    pub basis: Basis,
}

/// 事项: one approval one may apply for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
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
    pub after: Vec<Prerequisite>,
    pub materials: Vec<Use>,
}

/// Whose time a limit counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum Duration {
    Authority,
    ThirdParty,
}

/// 时限: how long somebody has.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
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
}

/// What a limit's number counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum Unit {
    /// 工作日.
    Working,
    /// 自然日, rolled over to the next working day (民法典 第二百零三条).
    Calendar,
    Months,
}

/// The event that a limit runs from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum RunsFrom {
    Receipt,
    Acceptance,
}

/// Another number of days for a limit.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct LimitVariant {
    pub when: Condition,
    pub days: u32,
}

/// 延长: how much longer a limit may get, once, and who decides that.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Extension {
    pub days: u32,
    pub by: Text,
    pub basis: Basis,
}

/// An item that has to be decided first: any one of `any` that the project needs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Prerequisite {
    pub any: Vec<String>,
    /// Binds only where this holds.
    pub when: Condition,
}

/// A paper as one item asks for it. Whether it may be deferred belongs here, not to the paper.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Use {
    pub material: String,
    pub needed_when: Condition,
    pub needed_text: Text,
    pub basis: Vec<Basis>,
    /// What this item's rule calls the paper.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "types", ts(optional))]
    pub called: Option<Text>,
    /// The items whose outcome this paper is.
    #[serde(default)]
    pub from: Vec<String>,
    /// Other papers, any one of which satisfies this use.
    #[serde(default)]
    pub alternatives: Vec<String>,
    /// 容缺: may follow later on a written promise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "types", ts(optional))]
    pub deferrable: Option<Deferral>,
}

/// Why a paper may follow later, and with what standing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Deferral {
    pub standing: Standing,
    pub why: Text,
}

/// 材料: a paper; the same id in two items is the same document, asked once.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Material {
    pub id: String,
    pub name: Text,
    pub source: MaterialSource,
    pub form: String,
    pub count: u32,
}

/// Where a paper comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum MaterialSource {
    Applicant,
    /// Another item's outcome: fetched, not asked of the applicant, where that item is in the same basket.
    Outcome,
    /// 数据共享: fetched by the office (优化营商环境条例 第三十七条).
    DataSharing,
    /// 中介: made by a provider of the owner's own choice.
    Intermediary,
}
