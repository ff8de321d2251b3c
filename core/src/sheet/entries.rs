//! The entries of a notice: each finding that stands in the way of acceptance is one, and nothing else is.

use std::borrow::Cow;

use super::words::{self, asked};
use super::{Cited, Mark, Matter, Row, RowKind};
use crate::review::{Finding, FindingCode, MaterialReview, MaterialState, Need, Reason};
use crate::rulebook::{Basis, Material, MaterialSource, PaperForm, Use};
use crate::text::Text;

/// Everything to correct, in the order of the findings, not numbered yet.
pub(super) fn entries<'a>(matter: &Matter<'a>) -> Vec<Row<'a>> {
    let findings = matter.review.findings.iter();
    findings.filter_map(|finding| Some(entry(matter, kind(matter, finding)?, finding))).collect()
}

/// What a finding is in a notice; nothing where it stands in nobody's way.
fn kind(matter: &Matter<'_>, finding: &Finding<'_>) -> Option<RowKind> {
    match finding.code {
        FindingCode::PaperMissing | FindingCode::PromiseNotAllowed | FindingCode::CommitmentNotAllowed => {
            Some(RowKind::MissingPaper)
        }
        FindingCode::PaperIrregular | FindingCode::PapersDisagree => Some(RowKind::IrregularPaper),
        FindingCode::ApplicantField
        | FindingCode::NumberNotReadable
        | FindingCode::NumberOutOfRange
        | FindingCode::AnswersContradict => Some(RowKind::FormError),
        FindingCode::ProgramNotEligible => Some(if decided_by_place(matter, &finding.reason) {
            RowKind::WrongOffice
        } else {
            RowKind::UnmetCondition
        }),
        FindingCode::ItemNotNeeded => Some(RowKind::NotNeeded),
        FindingCode::PaperUndetermined | FindingCode::ProgramUndetermined | FindingCode::ItemUndetermined => {
            Some(RowKind::Unanswered)
        }
        FindingCode::ProgramRefer => Some(RowKind::Refer),
        FindingCode::PaperPromised
        | FindingCode::PromiseLate
        | FindingCode::PaperCommitted
        | FindingCode::PaperRecommended
        | FindingCode::PaperNotAsked
        | FindingCode::PaperExpiresSoon
        | FindingCode::ConfirmInPerson
        | FindingCode::NoticeLate
        | FindingCode::DeemedAccepted
        | FindingCode::AcceptanceTooLate
        | FindingCode::EventOutOfOrder
        | FindingCode::EventInFuture
        | FindingCode::UnmarkedDays
        | FindingCode::ExtendedTwice
        | FindingCode::PauseNotAllowed
        | FindingCode::PledgeOverdue
        | FindingCode::PromiseBroken
        | FindingCode::NotInCase => None,
    }
}

/// Whether where the project stands was enough to decide: another office is in charge of it.
fn decided_by_place(matter: &Matter<'_>, reason: &Reason<'_>) -> bool {
    let place = |id: &str| matter.law.facts.iter().any(|fact| fact.id == id && fact.decides_office);
    !reason.grounds.values.is_empty() && reason.grounds.values.iter().all(|value| place(value.fact))
}

fn entry<'a>(matter: &Matter<'a>, kind: RowKind, finding: &Finding<'a>) -> Row<'a> {
    let subject = finding.subject;
    let material = matter.material(subject);
    let uses = || matter.uses(subject);
    Row {
        no: 0,
        kind,
        subject: subject.into(),
        key: Some(key(kind, finding)),
        name: words::name(matter, subject),
        mark: matter.paper(subject).map(|paper| mark(matter, paper)),
        text: Some(finding.reason.text.clone().into_owned()),
        wanted: material.filter(|material| material.form != PaperForm::Share).map(asked),
        example: example(matter, kind, finding),
        answer: Some(answer(matter, kind, finding, material)),
        since: None,
        basis: cited(
            matter,
            std::iter::once(finding.reason.basis.clone()).chain(
                uses()
                    .filter(|_| finding.code == FindingCode::PaperMissing)
                    .flat_map(|used| used.basis.clone()),
            ),
        ),
    }
}

/// The same defect has the same key: a paper that is missing stays missing, whoever asks for it meanwhile; another
/// wrong value, or another file, is another defect.
fn key(kind: RowKind, finding: &Finding<'_>) -> String {
    let code = finding.code.name();
    let (subject, reason) = (finding.subject, &finding.reason);
    match kind {
        RowKind::IrregularPaper => {
            let given = finding.file.as_deref().or(reason.grounds.given.as_deref()).unwrap_or_default();
            format!("{code}:{subject}:{}:{given}", reason.rule)
        }
        RowKind::UnmetCondition | RowKind::WrongOffice | RowKind::Refer => {
            format!("{code}:{subject}:{}", reason.rule)
        }
        RowKind::MissingPaper
        | RowKind::FormError
        | RowKind::NotNeeded
        | RowKind::Unanswered
        | RowKind::Paper
        | RowKind::Item => format!("{code}:{subject}"),
    }
}

/// How the entry is to be answered.
fn answer(matter: &Matter<'_>, kind: RowKind, finding: &Finding<'_>, material: Option<&Material>) -> Text {
    match kind {
        RowKind::MissingPaper => supply(matter, finding.subject, material),
        RowKind::IrregularPaper => Text::new(
            "改正或者换一份，再交这一份；已经交齐的不用重交。",
            "Correct or replace it and hand in this one again; what is in order need not be handed in again.",
        ),
        RowKind::FormError => Text::new("可以当场更正。", "You may correct it on the spot."),
        RowKind::UnmetCondition => Text::new(
            "回答与事实不符的，请更正；条件确实不满足的，请撤去这一项。",
            "If the answer does not match the facts, correct it; if the condition is not met, take this out.",
        ),
        RowKind::WrongOffice => Text::new(
            "请向项目所在地有权的行政机关申请。",
            "Apply to the authority that is in charge where the project stands.",
        ),
        RowKind::NotNeeded => {
            Text::new("不用申请，请撤去这一项。", "You need not apply for it; take it out.")
        }
        RowKind::Unanswered => questions(matter, finding),
        RowKind::Refer | RowKind::Paper | RowKind::Item => {
            Text::new("规定没有写明，请窗口答复。", "The documents do not settle it; ask the window.")
        }
    }
}

/// How a paper that is missing comes.
fn supply(matter: &Matter<'_>, paper: &str, material: Option<&Material>) -> Text {
    let mut uses = matter.uses(paper).peekable();
    if uses.peek().is_some() && uses.all(|used| used.deferrable.is_some()) {
        return Text::new(
            "补交，或者书面承诺后补。",
            "Hand it in, or promise in writing to supply it later.",
        );
    }
    match material.map(|material| material.source) {
        Some(MaterialSource::Intermediary) => Text::new(
            "由您自己选定的机构出具，再补交。",
            "Have it made by a provider of your own choice, then hand it in.",
        ),
        Some(MaterialSource::Outcome) => Text::new(
            "已经办好的，标明在手；没有办的，先办出这份文书的事项。",
            "If you have it already, mark it as in hand; if not, first apply for the approval that yields it.",
        ),
        Some(MaterialSource::Applicant | MaterialSource::DataSharing) | None => {
            Text::new("补交。", "Hand it in.")
        }
    }
}

fn questions(matter: &Matter<'_>, finding: &Finding<'_>) -> Text {
    let asked = finding.reason.about.iter();
    let asked = asked.filter_map(|id| matter.law.facts.iter().find(|fact| fact.id == *id));
    let (mut zh, mut en) = (String::from("请回答："), String::from("Answer: "));
    for fact in asked {
        zh += &fact.question.zh;
        en += &fact.question.en;
        en.push(' ');
    }
    Text { zh, en: en.trim_end().to_owned() }
}

/// What a right answer looks like.
fn example(matter: &Matter<'_>, kind: RowKind, finding: &Finding<'_>) -> Option<Text> {
    match kind {
        RowKind::FormError => right(finding),
        RowKind::MissingPaper => called(matter, finding.subject),
        RowKind::IrregularPaper
        | RowKind::UnmetCondition
        | RowKind::WrongOffice
        | RowKind::NotNeeded
        | RowKind::Unanswered
        | RowKind::Refer
        | RowKind::Paper
        | RowKind::Item => None,
    }
}

/// A field of the form, or a number, as it should be written.
fn right(finding: &Finding<'_>) -> Option<Text> {
    let both = |text: &str| Some(Text::new(text, text));
    match finding.subject {
        "unitName" => Some(Text::new("武汉示例精密制造有限公司", "Wuhan Example Precision Co., Ltd.")),
        // The example code of GB 32100.
        "creditCode" => both("91350100M000100Y43"),
        "contact" => Some(Text::new("张三", "Zhang San")),
        "phone" => both("13800138000"),
        _ if finding.code == FindingCode::AnswersContradict => None,
        _ => both("21000"),
    }
}

/// By which names the rules call a paper: what would serve.
fn called(matter: &Matter<'_>, paper: &str) -> Option<Text> {
    let mut names: Vec<&Text> = matter.uses(paper).filter_map(|used| used.called.as_ref()).collect();
    names.dedup();
    let all = |pick: fn(&Text) -> &str, gap: &str| {
        names.iter().map(|name| pick(name)).collect::<Vec<_>>().join(gap)
    };
    (!names.is_empty()).then(|| Text::new(all(|name| &name.zh, "；"), all(|name| &name.en, "; ")))
}

/// Where a paper stands, as a list tells it.
pub(super) fn mark(matter: &Matter<'_>, paper: &MaterialReview<'_>) -> Mark {
    let expires = || {
        let about = matter.review.findings.iter().filter(|finding| finding.subject == paper.id);
        about.into_iter().any(|finding| finding.code == FindingCode::PaperExpiresSoon)
    };
    match paper.state {
        MaterialState::Irregular => Mark::Irregular,
        MaterialState::InHand if expires() => Mark::ExpiresSoon,
        MaterialState::InHand | MaterialState::Waived => Mark::InHand,
        MaterialState::Committed => Mark::Committed,
        MaterialState::ByOutcome | MaterialState::Shared => Mark::Fetched,
        MaterialState::Promised | MaterialState::Missing if paper.need == Need::Undetermined => Mark::Open,
        MaterialState::Promised => Mark::Promised,
        MaterialState::Missing => Mark::Missing,
    }
}

/// The articles, each once.
pub(super) fn cited<'a>(matter: &Matter<'a>, bases: impl Iterator<Item = Basis>) -> Vec<Cited<'a>> {
    let mut cited: Vec<Cited<'a>> = Vec::new();
    for basis in bases {
        let known = |one: &Cited<'_>| one.basis.source == basis.source && one.basis.article == basis.article;
        if !cited.iter().any(known) {
            cited.push(matter.cite(basis));
        }
    }
    cited
}

impl<'a> Matter<'a> {
    pub fn material(&self, id: &str) -> Option<&'a Material> {
        self.law.materials.iter().find(|material| material.id == id)
    }

    pub fn paper(&self, id: &str) -> Option<&MaterialReview<'a>> {
        self.review.materials.iter().find(|paper| paper.id == id)
    }

    /// Who asks for a paper, in the items that are wanted.
    pub fn uses(&self, paper: &str) -> impl Iterator<Item = &'a Use> {
        let items = self.paper(paper).map(|paper| paper.items.clone()).unwrap_or_default();
        let items = self.law.items.iter().filter(move |item| items.contains(&item.id.as_str()));
        let paper = paper.to_owned();
        items.flat_map(|item| &item.materials).filter(move |used| used.material == paper)
    }

    pub fn cite(&self, basis: Basis) -> Cited<'a> {
        Cited { cited: self.law.cite(&basis), basis: Cow::Owned(basis) }
    }
}
