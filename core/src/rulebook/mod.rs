//! What the law asks, as data.
//!
//! A [`Law`] is the compiled rulebook of one place as it travels: canonical JSON, whose SHA-256 is its version.
//! A [`Rulebook`] is a law read for use: hashed, every name resolved to an index, every condition a diagram.

mod item;
mod paper;
mod places;
mod program;
mod question;
mod read;

pub use item::{
    Duration, Duty, Extension, Gate, Item, Limit, LimitVariant, Occasion, Prerequisite, Prolongation,
    RunsFrom, Special, Unit,
};
pub use paper::{
    Agreement, Agrees, AgreesWith, ApplicantField, Deferral, FieldKind, FileKind, FileLimits, Material,
    MaterialSource, PaperField, PaperForm, Regular, Undertaking, Use, UseLevel,
};
pub use program::{
    Extent, Note, Program, ProgramItem, Rule, RuleVerdict, Scope, TotalLimit, TotalRule, TotalVerdict,
    Variant,
};
pub use question::{Choice, Fact, FactType};
#[cfg(feature = "authoring")]
pub(crate) use read::leaf_cells;
pub use read::{
    AfterIndex, FactIndex, ItemIndex, ProgramIndex, RuleIndex, Rulebook, RulebookError, TickIndex,
    TotalIndex, UseIndex, hash,
};

use serde::Serialize;
use std::borrow::Cow;

use crate::calendar::Day;
use crate::condition::Condition;
use crate::json::law;
use crate::text::Text;

law! {
    /// The rulebook of one place, compiled: national law and what the place adds.
    #[derive(Clone, Debug, Default, PartialEq, Serialize)]
    #[cfg_attr(feature = "types", derive(ts_rs::TS))]
    #[serde(rename_all = "camelCase")]
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
        /// Conditions with a name, each over facts and definitions before it.
        #[serde(default)]
        pub definitions: Vec<Definition>,
        #[serde(default)]
        pub constraints: Vec<Constraint>,
        pub programs: Vec<Program>,
        #[serde(default)]
        pub totals: Vec<TotalLimit>,
        pub items: Vec<Item>,
        /// What has to be in hand before works start.
        #[serde(default)]
        pub gates: Vec<Gate>,
        /// What somebody has to do in time, besides deciding.
        #[serde(default)]
        pub duties: Vec<Duty>,
        pub materials: Vec<Material>,
        /// What a file has to be like where its paper says nothing else; nothing is judged where both are silent.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "types", ts(optional))]
        pub files: Option<FileLimits>,
        /// 一致性: what on the papers has to agree.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        #[cfg_attr(feature = "types", ts(optional, as = "Option<Vec<Agreement>>"))]
        pub agreements: Vec<Agreement>,
        pub sources: Vec<Source>,
        /// What nobody could find; told to the user instead of guessed.
        pub gaps: Vec<Saying>,
        /// What documents and news claim; shown as press, never used as a rule.
        pub press: Vec<Claim>,
    }
}

impl Law {
    /// Calls `visit` with every condition in the law.
    pub fn conditions<'a>(&'a self, visit: &mut impl FnMut(&'a Condition)) {
        self.definitions.iter().for_each(|definition| visit(&definition.when));
        self.constraints.iter().for_each(|constraint| visit(&constraint.never));
        for rule in self.totals.iter().flat_map(|total| &total.rules) {
            visit(&rule.when);
            rule.variants.iter().for_each(|variant| visit(&variant.when));
        }
        for program in &self.programs {
            for rule in &program.rules {
                visit(&rule.when);
                rule.variants.iter().for_each(|variant| visit(&variant.when));
            }
            program.notes.iter().for_each(|note| visit(&note.when));
            program.scope.iter().for_each(|scope| visit(&scope.when));
        }
        for item in &self.items {
            visit(&item.needed_when);
            item.after.iter().for_each(|after| visit(&after.when));
            item.materials.iter().for_each(|used| visit(&used.needed_when));
            item.limit.iter().flat_map(|limit| &limit.variants).for_each(|variant| visit(&variant.when));
        }
    }

    /// What the files of a paper have to be like.
    pub fn file_limits<'a>(&'a self, material: &'a Material) -> Option<&'a FileLimits> {
        material.files.as_ref().or(self.files.as_ref())
    }

    pub fn definition(&self, id: &str) -> Option<&Definition> {
        self.definitions.iter().find(|definition| definition.id == id)
    }

    /// Source and article, with 示例 or 报道 where it is no more than that: 《中华人民共和国行政许可法》第三十一条.
    pub fn cite(&self, basis: &Basis) -> Text {
        let source = self.sources.iter().find(|source| source.id == basis.source);
        let (zh, en) =
            source.map_or((&*basis.source, &*basis.source), |source| (&source.title.zh, &source.title.en));
        let bracketed = source.is_some_and(|source| source.standing == Standing::Law) && !zh.contains('《');
        let (open, close) = if bracketed { ("《", "》") } else { ("", "") };
        let article = &*basis.article;
        let gap = |bracketed: bool| if article.is_empty() || bracketed { "" } else { " " };
        let (mark_zh, mark_en) = basis.standing.mark();
        let unless_said =
            |mark: &'static str, title: &str| if title.contains(mark.trim()) { "" } else { mark };
        Text::new(
            format!("{open}{zh}{close}{}{article}{}", gap(bracketed), unless_said(mark_zh, zh)),
            format!("{en}{}{article}{}", gap(false), unless_said(mark_en, en)),
        )
    }

    /// Calls `visit` with every leaf of a condition that asks a fact, also through definitions (which go in no
    /// circle in a law that could be read).
    pub fn leaves<'a>(&'a self, condition: &'a Condition, visit: &mut impl FnMut(&'a Condition)) {
        let mut named: Vec<&'a str> = Vec::new();
        condition.leaves(&mut |leaf| match leaf {
            Condition::Defined(id) => named.push(id),
            Condition::Constant(_)
            | Condition::All(_)
            | Condition::Any(_)
            | Condition::Not(_)
            | Condition::Yes(_)
            | Condition::OneOf { .. }
            | Condition::Contains { .. }
            | Condition::Compare { .. } => visit(leaf),
        });
        for definition in named.into_iter().filter_map(|id| self.definition(id)) {
            self.leaves(&definition.when, visit);
        }
    }

    /// The days on which something comes into force or ceases to be, ascending.
    pub fn turns(&self) -> Vec<Day> {
        let mut days: Vec<Day> =
            self.validities().flat_map(|valid| [valid.from, valid.to]).flatten().collect();
        crate::sort::each_once(&mut days);
        days
    }

    fn validities(&self) -> impl Iterator<Item = Valid> {
        let programs = self.programs.iter().flat_map(|program| &program.rules).map(|rule| rule.valid);
        let totals = self.totals.iter().flat_map(|total| &total.rules).map(|rule| rule.valid);
        let items = self.items.iter().map(|item| item.valid);
        programs.chain(totals).chain(items).chain(self.sources.iter().map(|source| source.valid))
    }

    /// The law as it is in force on a day. Questions, definitions and papers stay, whether they are asked or not.
    pub fn on(&self, day: Day) -> Law {
        let mut law = self.clone();
        law.keep(day);
        law
    }

    /// Leaves only what is in force on a day.
    pub(crate) fn keep(&mut self, day: Day) {
        self.sources.retain(|source| source.valid.holds(day));
        self.items.retain(|item| item.valid.holds(day));
        self.programs.iter_mut().for_each(|program| program.rules.retain(|rule| rule.valid.holds(day)));
        self.totals.iter_mut().for_each(|total| total.rules.retain(|rule| rule.valid.holds(day)));
    }
}

law! {
    /// The days on which something is in force: from one day on, up to but not including another.
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
    #[cfg_attr(feature = "types", derive(ts_rs::TS))]
    #[serde(rename_all = "camelCase")]
    pub struct Valid {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "types", ts(optional))]
        pub from: Option<Day>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "types", ts(optional))]
        pub to: Option<Day>,
    }
}

impl Valid {
    pub fn is_always(&self) -> bool {
        *self == Valid::default()
    }

    pub fn holds(self, day: Day) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day < to)
    }
}

fn is_false(flag: &bool) -> bool {
    !*flag
}

law! {
    /// A law, notice, policy or news page that a rule may cite.
    #[derive(Clone, Debug, PartialEq, Serialize)]
    #[cfg_attr(feature = "types", derive(ts_rs::TS))]
    #[serde(rename_all = "camelCase")]
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
        /// When it is in force.
        #[serde(default, skip_serializing_if = "Valid::is_always")]
        #[cfg_attr(feature = "types", ts(optional, as = "Option<Valid>"))]
        pub valid: Valid,
    }
}

law! {
    /// How much weight a basis has.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
    #[cfg_attr(feature = "types", derive(ts_rs::TS))]
    #[serde(rename_all = "kebab-case")]
    pub enum Standing {
        Law,
        Policy,
        Press,
        /// 示例: an assumption, shown as one wherever it shows.
        Illustrative,
    }
}

impl Standing {
    /// What has to stand beside whatever rests on a press report or on an assumption, in both languages.
    pub fn mark(self) -> (&'static str, &'static str) {
        match self {
            Standing::Law | Standing::Policy => ("", ""),
            Standing::Press => ("（报道）", " (press)"),
            Standing::Illustrative => ("（示例）", " (illustrative)"),
        }
    }
}

law! {
    /// 依据: the article that asks for something.
    #[derive(Clone, Debug, PartialEq, Eq, Serialize)]
    #[cfg_attr(feature = "types", derive(ts_rs::TS))]
    #[serde(rename_all = "camelCase")]
    pub struct Basis {
        pub source: Cow<'static, str>,
        #[serde(default)]
        pub article: Cow<'static, str>,
        pub standing: Standing,
        /// The words of the article, where they were read.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "types", ts(optional))]
        pub words: Option<String>,
    }
}

impl Basis {
    /// An article that no rulebook has to name.
    pub(crate) const fn of(source: &'static str, article: &'static str, standing: Standing) -> Basis {
        Basis { source: Cow::Borrowed(source), article: Cow::Borrowed(article), standing, words: None }
    }
}

law! {
    /// A heading over questions.
    #[derive(Clone, Debug, PartialEq, Serialize)]
    #[cfg_attr(feature = "types", derive(ts_rs::TS))]
    #[serde(rename_all = "camelCase")]
    pub struct Group {
        pub id: String,
        pub name: Text,
    }
}

law! {
    /// A stage of the road from land to opening.
    #[derive(Clone, Debug, PartialEq, Serialize)]
    #[cfg_attr(feature = "types", derive(ts_rs::TS))]
    #[serde(rename_all = "camelCase")]
    pub struct Stage {
        pub id: String,
        pub name: Text,
        /// Its items can only be filed once the works are built (建设工程质量管理条例 第十六条).
        #[serde(default, skip_serializing_if = "is_false")]
        #[cfg_attr(feature = "types", ts(optional, as = "Option<bool>"))]
        pub after_works: bool,
        pub basis: Basis,
    }
}

law! {
    /// A sentence with its basis.
    #[derive(Clone, Debug, PartialEq, Serialize)]
    #[cfg_attr(feature = "types", derive(ts_rs::TS))]
    #[serde(rename_all = "camelCase")]
    pub struct Saying {
        pub id: String,
        pub text: Text,
        pub basis: Basis,
    }
}

law! {
    /// A sentence of the press, with the figures that it claims.
    #[derive(Clone, Debug, PartialEq, Serialize)]
    #[cfg_attr(feature = "types", derive(ts_rs::TS))]
    #[serde(rename_all = "camelCase")]
    pub struct Claim {
        pub id: String,
        pub text: Text,
        pub basis: Basis,
        /// What it claims was saved.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        #[cfg_attr(feature = "types", ts(optional, as = "Option<Vec<Figure>>"))]
        pub figures: Vec<Figure>,
        /// Why our own count differs.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "types", ts(optional))]
        pub differs: Option<Text>,
    }
}

law! {
    /// A saving that is claimed: so many before, so many after, or so many of a hundred less.
    #[derive(Clone, Debug, PartialEq, Serialize)]
    #[cfg_attr(feature = "types", derive(ts_rs::TS))]
    #[serde(rename_all = "camelCase")]
    pub struct Figure {
        pub of: Measure,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "types", ts(optional))]
        pub from: Option<u32>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "types", ts(optional))]
        pub to: Option<u32>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "types", ts(optional))]
        pub percent: Option<u32>,
    }
}

law! {
    /// 四减: what is saved.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
    #[cfg_attr(feature = "types", derive(ts_rs::TS))]
    #[serde(rename_all = "kebab-case")]
    pub enum Measure {
        Papers,
        Steps,
        Visits,
        Days,
    }
}

law! {
    /// A condition with a name: what the law means by a word.
    #[derive(Clone, Debug, PartialEq, Serialize)]
    #[cfg_attr(feature = "types", derive(ts_rs::TS))]
    #[serde(rename_all = "camelCase")]
    pub struct Definition {
        pub id: String,
        pub when: Condition,
        pub text: Text,
        pub basis: Basis,
        /// National law leaves it to the places.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "types", ts(optional))]
        pub open: Option<Basis>,
    }
}

law! {
    /// Answers that exclude each other.
    #[derive(Clone, Debug, PartialEq, Serialize)]
    #[cfg_attr(feature = "types", derive(ts_rs::TS))]
    #[serde(rename_all = "camelCase")]
    pub struct Constraint {
        pub id: String,
        /// Holds for no project.
        pub never: Condition,
        pub text: Text,
        pub basis: Basis,
    }
}
