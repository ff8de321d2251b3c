//! The papers: who asks for them, where they come from, and what makes them regular.

use serde::Serialize;

use super::{Basis, Standing, is_false};
use crate::condition::Condition;
use crate::json::{At, Member, Read, Reader, law};
use crate::text::Text;

law! {
    /// A paper as one item asks for it. Whether it may be deferred belongs here, not to the paper.
    #[derive(Clone, Debug, PartialEq, Serialize)]
    #[cfg_attr(feature = "types", derive(ts_rs::TS))]
    #[serde(rename_all = "camelCase")]
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
        /// What will do instead: any one of these groups, all papers of which have to be there.
        #[serde(default)]
        pub alternatives: Vec<Vec<String>>,
        /// 容缺: may follow later on a written promise.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "types", ts(optional))]
        pub deferrable: Option<Deferral>,
        /// 告知承诺: a written undertaking that the condition is met stands in for the paper. Never a promise of the paper.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "types", ts(optional))]
        pub commitment: Option<Undertaking>,
        /// Advised, not asked for: going without it stands in nobody's way.
        #[serde(default, skip_serializing_if = "is_false")]
        #[cfg_attr(feature = "types", ts(optional, as = "Option<bool>"))]
        pub recommended: bool,
        /// The place asks for it; national law does not.
        #[serde(default, skip_serializing_if = "is_false")]
        #[cfg_attr(feature = "types", ts(optional, as = "Option<bool>"))]
        pub added: bool,
    }
}

impl Use {
    /// How firmly the paper is asked for, where it comes from the given source.
    pub fn level(&self, source: MaterialSource) -> UseLevel {
        match (self.recommended, source, &self.deferrable) {
            (true, ..) => UseLevel::Recommended,
            (false, MaterialSource::DataSharing, _) => UseLevel::Waived,
            (false, _, Some(_)) => UseLevel::Deferrable,
            (false, _, None) => UseLevel::Must,
        }
    }
}

/// How firmly a paper is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum UseLevel {
    Must,
    /// 容缺: it may follow on a promise.
    Deferrable,
    Recommended,
    /// 免提交: the office has it already (优化营商环境条例 第三十七条).
    Waived,
}

law! {
    /// 告知承诺: that an undertaking may stand in for a paper, and with what standing.
    #[derive(Clone, Debug, PartialEq, Serialize)]
    #[cfg_attr(feature = "types", derive(ts_rs::TS))]
    #[serde(rename_all = "camelCase")]
    pub struct Undertaking {
        pub standing: Standing,
        pub why: Text,
    }
}

law! {
    /// Why a paper may follow later, and with what standing.
    #[derive(Clone, Debug, PartialEq, Serialize)]
    #[cfg_attr(feature = "types", derive(ts_rs::TS))]
    #[serde(rename_all = "camelCase")]
    pub struct Deferral {
        pub standing: Standing,
        pub why: Text,
        /// At most so many working days after acceptance; absent: before the decision, for which it has to be there.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "types", ts(optional))]
        pub within: Option<u32>,
    }
}

law! {
    /// 材料: a paper; the same id in two items is the same document, asked once.
    #[derive(Clone, Debug, PartialEq, Serialize)]
    #[cfg_attr(feature = "types", derive(ts_rs::TS))]
    #[serde(rename_all = "camelCase")]
    pub struct Material {
        pub id: String,
        pub name: Text,
        pub source: MaterialSource,
        pub form: PaperForm,
        /// Copies asked for.
        pub count: u32,
        /// 规范性: what makes it regular, beyond its form and its copies.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "types", ts(optional))]
        pub regular: Option<Regular>,
        /// What stands on it that has to agree with something.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        #[cfg_attr(feature = "types", ts(optional, as = "Option<Vec<PaperField>>"))]
        pub fields: Vec<PaperField>,
        /// What its files have to be like, where the law's own `files` do not fit it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "types", ts(optional))]
        pub files: Option<FileLimits>,
    }
}

law! {
    /// What a file that is handed in has to be like, whatever it is called.
    #[derive(Clone, Debug, PartialEq, Serialize)]
    #[cfg_attr(feature = "types", derive(ts_rs::TS))]
    #[serde(rename_all = "camelCase")]
    pub struct FileLimits {
        /// The kinds that are taken, the best first; never `other`.
        pub kinds: Vec<FileKind>,
        pub max_bytes: u32,
        /// Of a file that has pages.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "types", ts(optional))]
        pub max_pages: Option<u32>,
        /// The shorter side of an image, at least.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "types", ts(optional))]
        pub min_pixels: Option<u32>,
        pub basis: Basis,
    }
}

law! {
    /// What a file is by its content.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
    #[cfg_attr(feature = "types", derive(ts_rs::TS))]
    #[serde(rename_all = "kebab-case")]
    pub enum FileKind {
        Pdf,
        Jpeg,
        Png,
        /// 版式文件 (GB/T 33190).
        Ofd,
        /// Anything else: no law takes it.
        Other,
    }
}

impl FileKind {
    pub const ALL: [FileKind; 5] =
        [FileKind::Pdf, FileKind::Jpeg, FileKind::Png, FileKind::Ofd, FileKind::Other];

    /// Those that a law may take.
    pub const TAKEN: [FileKind; 4] = [FileKind::Pdf, FileKind::Jpeg, FileKind::Png, FileKind::Ofd];

    /// As it is written.
    pub fn name(self) -> &'static str {
        match self {
            FileKind::Pdf => "pdf",
            FileKind::Jpeg => "jpeg",
            FileKind::Png => "png",
            FileKind::Ofd => "ofd",
            FileKind::Other => "other",
        }
    }

    /// As it is called, in both languages.
    pub fn word(self) -> &'static str {
        match self {
            FileKind::Pdf => "PDF",
            FileKind::Jpeg => "JPEG",
            FileKind::Png => "PNG",
            FileKind::Ofd => "OFD",
            FileKind::Other => "?",
        }
    }

    pub fn is_image(self) -> bool {
        match self {
            FileKind::Jpeg | FileKind::Png => true,
            FileKind::Pdf | FileKind::Ofd | FileKind::Other => false,
        }
    }
}

law! {
    /// How a paper is handed in. An original serves where a copy is asked for.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
    #[cfg_attr(feature = "types", derive(ts_rs::TS))]
    #[serde(rename_all = "kebab-case")]
    pub enum PaperForm {
        Original,
        Copy,
        Electronic,
        /// The office fetches it; nothing is handed in.
        Share,
    }
}

impl PaperForm {
    /// As it is written.
    pub fn name(self) -> &'static str {
        match self {
            PaperForm::Original => "original",
            PaperForm::Copy => "copy",
            PaperForm::Electronic => "electronic",
            PaperForm::Share => "share",
        }
    }

    /// As it is called.
    pub fn words(self) -> (&'static str, &'static str) {
        match self {
            PaperForm::Original => ("原件", "original"),
            PaperForm::Copy => ("复印件", "copy"),
            PaperForm::Electronic => ("电子件", "electronic"),
            PaperForm::Share => ("共享数据", "shared data"),
        }
    }
}

law! {
    /// 法定形式: what a paper has to be like.
    #[derive(Clone, Debug, PartialEq, Serialize)]
    #[cfg_attr(feature = "types", derive(ts_rs::TS))]
    #[serde(rename_all = "camelCase")]
    pub struct Regular {
        #[serde(default, skip_serializing_if = "is_false")]
        #[cfg_attr(feature = "types", ts(optional, as = "Option<bool>"))]
        pub signed: bool,
        #[serde(default, skip_serializing_if = "is_false")]
        #[cfg_attr(feature = "types", ts(optional, as = "Option<bool>"))]
        pub sealed: bool,
        /// Issued at most so many calendar days before the day of filing.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "types", ts(optional))]
        pub within: Option<u32>,
        /// Who may have issued it; empty: anybody.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        #[cfg_attr(feature = "types", ts(optional, as = "Option<Vec<String>>"))]
        pub issuers: Vec<String>,
        pub basis: Basis,
    }
}

law! {
    /// Something that stands on a paper.
    #[derive(Clone, Debug, PartialEq, Serialize)]
    #[cfg_attr(feature = "types", derive(ts_rs::TS))]
    #[serde(rename_all = "camelCase")]
    pub struct PaperField {
        pub id: String,
        pub name: Text,
        #[serde(rename = "type")]
        pub kind: FieldKind,
    }
}

law! {
    /// What a field holds.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
    #[cfg_attr(feature = "types", derive(ts_rs::TS))]
    #[serde(rename_all = "kebab-case")]
    pub enum FieldKind {
        Text,
        Number,
        Date,
    }
}

law! {
    /// 一致性: two things that have to agree. Where one of them is not told, nothing is said.
    #[derive(Clone, Debug, PartialEq, Serialize)]
    #[cfg_attr(feature = "types", derive(ts_rs::TS))]
    #[serde(rename_all = "camelCase")]
    pub struct Agreement {
        pub id: String,
        /// The paper that has to be put right where they do not agree, and the field on it.
        pub material: String,
        pub field: String,
        pub relation: Agrees,
        pub with: AgreesWith,
        pub text: Text,
        pub basis: Basis,
    }
}

impl Agreement {
    /// Whether this field of this paper is one of its sides.
    pub fn compares(&self, paper: &str, field: &str) -> bool {
        let other = match &self.with {
            AgreesWith::Paper { material, field: other } => material == paper && other == field,
            AgreesWith::Fact(_) | AgreesWith::Applicant(_) => false,
        };
        other || self.material == paper && self.field == field
    }
}

law! {
    /// How a field has to agree.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
    #[cfg_attr(feature = "types", derive(ts_rs::TS))]
    #[serde(rename_all = "kebab-case")]
    pub enum Agrees {
        /// The same; of texts, but for spaces, letter case and the width of characters.
        Equal,
        NotAbove,
        NotBefore,
    }
}

/// What a field has to agree with.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum AgreesWith {
    /// The answer to a question.
    Fact(String),
    Applicant(ApplicantField),
    Paper {
        material: String,
        field: String,
    },
}

impl AgreesWith {
    const KINDS: &[Member] = &[
        Member::of::<String>("fact"),
        Member::of::<ApplicantField>("applicant"),
        Member::holding("paper", || AgreesWith::PAPER),
    ];
    const PAPER: &[Member] = &[Member::of::<String>("material"), Member::of::<String>("field")];
}

impl Read for AgreesWith {
    fn members() -> &'static [Member] {
        AgreesWith::KINDS
    }

    fn read(reader: &mut Reader<'_>, at: At) -> AgreesWith {
        let (kind, of) = reader.only(at, AgreesWith::KINDS);
        match kind {
            "applicant" => AgreesWith::Applicant(Read::read(reader, of)),
            "paper" => {
                let [material, field] = reader.members(of, AgreesWith::PAPER);
                AgreesWith::Paper { material: Read::read(reader, material), field: Read::read(reader, field) }
            }
            _ => AgreesWith::Fact(Read::read(reader, of)),
        }
    }
}

law! {
    /// A field of the applicant's form.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
    #[cfg_attr(feature = "types", derive(ts_rs::TS))]
    #[serde(rename_all = "kebab-case")]
    pub enum ApplicantField {
        UnitName,
        CreditCode,
    }
}

law! {
    /// Where a paper comes from.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
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
}
