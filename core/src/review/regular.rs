//! 规范性 and 一致性: whether the papers in hand are as they are asked for, and agree with the application and with each
//! other. What is not told of a paper is not judged.

use std::collections::HashMap;

use super::answers::Answers;
use super::{Finding, FindingCode, Level, Reason, licensing_law};
use crate::application::{Given, Paper, Written};
use crate::calendar::Day;
use crate::diagram::Hashing;
use crate::rulebook::{
    Agreement, Agrees, AgreesWith, ApplicantField, Basis, Material, PaperForm, Regular, Standing,
};
use crate::text::Text;

/// What is told of a paper in hand.
pub(super) struct Held<'a> {
    /// What is wrong with it. A paper that is handed in twice has to be right once; whichever comes first.
    pub wrong: Vec<Finding<'a>>,
    /// The last day on which it holds.
    until: Option<Day>,
}

/// The papers in hand, by material.
pub(super) type HeldPapers<'a> = HashMap<usize, Held<'a>, Hashing>;

pub(super) fn held<'a>(answers: &Answers<'a>, on: Day) -> HeldPapers<'a> {
    let mut held = HeldPapers::default();
    for paper in &answers.application.materials {
        let at = answers.rulebook.material(&paper.id);
        let Some((at, material)) = at.and_then(|at| Some((at, answers.rulebook.law.materials.get(at)?)))
        else {
            continue;
        };
        let wrong = wrongs(answers, material, paper, on);
        let until = paper.valid_until;
        match held.get_mut(&at) {
            Some(known) if told(&known.wrong) <= told(&wrong) => known.until = known.until.max(until),
            Some(known) => *known = Held { wrong, until: known.until.max(until) },
            None => {
                held.insert(at, Held { wrong, until });
            }
        }
    }
    held
}

/// The papers in hand that are not as they are asked for.
pub(crate) fn wrong_papers(answers: &Answers<'_>, on: Day) -> Vec<usize> {
    held(answers, on).into_iter().filter(|(_, held)| !held.wrong.is_empty()).map(|(paper, _)| paper).collect()
}

/// Whether none of these papers, all of them one paper handed in, is as it is asked for.
pub(crate) fn is_wrong<'a>(
    answers: &Answers<'a>,
    material: usize,
    mut papers: impl Iterator<Item = &'a Paper>,
    on: Day,
) -> bool {
    let material = answers.rulebook.law.materials.get(material);
    material.is_some_and(|material| papers.all(|paper| !wrongs(answers, material, paper, on).is_empty()))
}

/// Of two papers, the one with less to tell counts.
fn told<'f>(wrong: &'f [Finding<'_>]) -> (usize, Vec<&'f str>) {
    (wrong.len(), wrong.iter().map(|finding| finding.reason.text.zh.as_str()).collect())
}

fn wrongs<'a>(answers: &Answers<'a>, material: &'a Material, paper: &'a Paper, on: Day) -> Vec<Finding<'a>> {
    if paper.is_only_in_hand() { Vec::new() } else { judged(answers, material, paper, on) }
}

/// Apart from what is asked of every paper, so that a page that has yet to start need not compile it.
#[inline(never)]
fn judged<'a>(answers: &Answers<'a>, material: &'a Material, paper: &'a Paper, on: Day) -> Vec<Finding<'a>> {
    let mut wrongs = Vec::new();
    wrongs.extend(form(material, paper));
    wrongs.extend(copies(material, paper));
    wrongs.extend(expired(material, paper, on));
    wrongs.extend(issued_later(material, paper, on));
    if let Some(regular) = &material.regular {
        wrongs.extend(by_rule(material, regular, paper, on));
    }
    wrongs.extend(super::wrong_files(&answers.rulebook.law, material, &paper.files));
    let agreements = answers.rulebook.law.agreements.iter();
    let own = agreements.filter(|agreement| agreement.material == material.id);
    wrongs.extend(own.filter_map(|agreement| disagrees(answers, material, agreement, paper)));
    wrongs
}

/// Form and copies are nowhere in the law that was read: they are shown as 示例.
static ILLUSTRATIVE: Basis = Basis::of("NONE", "", Standing::Illustrative);

/// `rule` names what was asked of the paper.
pub(super) fn wrong<'a>(
    material: &'a Material,
    rule: &'static str,
    [zh, en]: [String; 2],
    basis: &'a Basis,
    given: Option<String>,
    limit: Option<String>,
) -> Finding<'a> {
    let text = Text::new(format!("《{}》{zh}", material.name.zh), format!("{}: {en}", material.name.en));
    let reason = Reason::new(rule, text, basis).measured(given, limit);
    Finding::new(FindingCode::PaperIrregular, Level::Error, &material.id, reason)
}

/// An original serves where a copy is asked for.
fn form<'a>(material: &'a Material, paper: &Paper) -> Option<Finding<'a>> {
    let given = paper.form?;
    let fits = match material.form {
        PaperForm::Original => given == PaperForm::Original,
        PaperForm::Copy => true,
        PaperForm::Electronic => given == PaperForm::Electronic,
        PaperForm::Share => true,
    };
    let ((zh, en), (given_zh, given_en)) = (phrase(material.form), phrase(given));
    let text = [
        format!("要交{zh}，您写的是{given_zh}。请换成{zh}（示例，以窗口为准）。"),
        format!("{en} is asked for, yours is {given_en}. Hand in {en} (illustrative; ask the window)."),
    ];
    let words = |form: PaperForm| Some(form.name().to_owned());
    (!fits).then(|| wrong(material, "form", text, &ILLUSTRATIVE, words(given), words(material.form)))
}

/// A form as one asks for it.
fn phrase(form: PaperForm) -> (&'static str, &'static str) {
    let en = match form {
        PaperForm::Original => "the original",
        PaperForm::Copy => "a copy on paper",
        PaperForm::Electronic => "an electronic copy",
        PaperForm::Share => "shared data",
    };
    (form.words().0, en)
}

fn copies<'a>(material: &'a Material, paper: &Paper) -> Option<Finding<'a>> {
    let (given, asked) = (paper.copies?, material.count);
    let text = [
        format!("要 {asked} 份，您写的是 {given} 份。请补齐（示例，以窗口为准）。"),
        format!("copies asked for: {asked}, yours: {given}. Add the others (illustrative; ask the window)."),
    ];
    let numbers = (Some(given.to_string()), Some(asked.to_string()));
    (given < asked).then(|| wrong(material, "copies", text, &ILLUSTRATIVE, numbers.0, numbers.1))
}

/// 不符合法定形式: a paper that no longer holds (行政许可法 第三十二条（四）).
fn expired<'a>(material: &'a Material, paper: &Paper, on: Day) -> Option<Finding<'a>> {
    let until = paper.valid_until.filter(|until| *until < on)?;
    let text = [
        format!("的有效期到 {until} 为止，已经过期。请换一份有效的。"),
        format!("it was valid until {until} and has expired. Replace it by a valid one."),
    ];
    let basis = const { &licensing_law("第三十二条(四)") };
    Some(wrong(material, "valid-until", text, basis, Some(until.to_string()), Some(on.to_string())))
}

fn issued_later<'a>(material: &'a Material, paper: &Paper, on: Day) -> Option<Finding<'a>> {
    let issued = paper.issued_on.filter(|issued| *issued > on)?;
    let text = [
        format!("写的出具日期 {issued} 还没有到。请核对日期。"),
        format!("it says that it was issued on {issued}, a day yet to come. Check the date."),
    ];
    let basis = const { &licensing_law("第三十二条(四)") };
    Some(wrong(material, "issued-on", text, basis, Some(issued.to_string()), Some(on.to_string())))
}

/// What the rulebook asks of this paper.
fn by_rule<'a>(
    material: &'a Material,
    regular: &'a Regular,
    paper: &Paper,
    on: Day,
) -> impl Iterator<Item = Finding<'a>> {
    let unsigned = regular.signed && paper.signed == Some(false);
    let unsealed = regular.sealed && paper.sealed == Some(false);
    let basis = &regular.basis;
    let plain = |rule, text: [&str; 2]| wrong(material, rule, text.map(str::to_owned), basis, None, None);
    let signed = unsigned.then(|| plain("signed", ["没有签字。请签字。", "it is not signed. Sign it."]));
    let sealed =
        unsealed.then(|| plain("sealed", ["没有盖章。请加盖公章。", "it bears no seal. Have it sealed."]));
    let old = regular.within.zip(paper.issued_on).and_then(|(within, issued)| {
        let first = on.0.checked_sub_days(chrono::Days::new(u64::from(within))).map(Day)?;
        let text = [
            format!("是 {issued} 出具的，要 {within} 天以内的。请换一份近期的。"),
            format!(
                "it was issued on {issued}; it may be at most {within} days old. Replace it by a recent one."
            ),
        ];
        let limit = Some(first.to_string());
        (issued < first).then(|| wrong(material, "within", text, basis, Some(issued.to_string()), limit))
    });
    let issuer = paper.issuer.as_ref().and_then(|issuer| {
        let known = regular.issuers.is_empty() || regular.issuers.iter().any(|known| same(known, issuer));
        let asked = regular.issuers.join("、");
        let text = [
            format!("要由{asked}出具，您写的是“{issuer}”。请换一份。"),
            format!("it has to be issued by {asked}, yours is by “{issuer}”. Replace it."),
        ];
        (!known).then(|| wrong(material, "issuer", text, basis, Some(issuer.clone()), Some(asked)))
    });
    [signed, sealed, old, issuer].into_iter().flatten()
}

/// A field that does not agree with what it has to agree with; nothing where one of them is not told.
fn disagrees<'a>(
    answers: &Answers<'a>,
    material: &'a Material,
    agreement: &'a Agreement,
    paper: &Paper,
) -> Option<Finding<'a>> {
    let given = paper.fields.get(&agreement.field)?;
    let others = others(answers, &agreement.with);
    if others.iter().any(|other| agrees(agreement.relation, given, other)) {
        return None;
    }
    let field = material.fields.iter().find(|field| field.id == agreement.field)?;
    let (given, other) = (given.to_string(), others.iter().map(ToString::to_string).min()?);
    let text = Text::new(
        format!(
            "《{}》上的{}是“{given}”，对不上“{other}”：{}",
            material.name.zh, field.name.zh, agreement.text.zh
        ),
        format!(
            "{}: {} is “{given}”, against “{other}”: {}",
            material.name.en, field.name.en, agreement.text.en
        ),
    );
    let reason = Reason::new(&agreement.id, text, &agreement.basis).measured(Some(given), Some(other));
    Some(Finding::new(FindingCode::PapersDisagree, Level::Error, &material.id, reason))
}

fn agrees(relation: Agrees, given: &Written, other: &Written) -> bool {
    match (relation, given, other) {
        (Agrees::Equal, Written::Text(given), Written::Text(other)) => same(given, other),
        (Agrees::Equal, given, other) => given == other,
        (Agrees::NotAbove, Written::Number(given), Written::Number(other)) => given <= other,
        (Agrees::NotBefore, Written::Date(given), Written::Date(other)) => given >= other,
        // The law compares only what can be compared (`authoring::regular`).
        (
            Agrees::NotAbove | Agrees::NotBefore,
            Written::Text(_) | Written::Number(_) | Written::Date(_),
            _,
        ) => true,
    }
}

/// What a field has to agree with, as often as it is told; any one of them will do.
fn others(answers: &Answers<'_>, with: &AgreesWith) -> Vec<Written> {
    match with {
        AgreesWith::Fact(id) => match answers.rulebook.fact(id).and_then(|fact| answers.told(fact)) {
            Some(Given::Number(number)) => vec![Written::Number(*number)],
            Some(Given::Date(day)) => vec![Written::Date(*day)],
            Some(Given::Open | Given::Bool(_) | Given::Choice(_) | Given::Set(_) | Given::Unreadable(_))
            | None => Vec::new(),
        },
        AgreesWith::Applicant(field) => {
            let text = answers.application.applicant.iter().map(|applicant| match field {
                ApplicantField::UnitName => &applicant.unit_name,
                ApplicantField::CreditCode => &applicant.credit_code,
            });
            text.filter(|text| !text.trim().is_empty()).cloned().map(Written::Text).collect()
        }
        AgreesWith::Paper { material, field } => {
            let given = answers.application.materials.iter().filter(|paper| paper.id == *material);
            given.filter_map(|paper| paper.fields.get(field)).cloned().collect()
        }
    }
}

/// Whether two names are the same but for spaces, letter case and the width of characters.
fn same(left: &str, right: &str) -> bool {
    plain(left).eq(plain(right))
}

fn plain(text: &str) -> impl Iterator<Item = char> {
    // The full-width forms of U+0021 to U+007E stand in the same order from U+FF01 on.
    let narrow = |letter: char| match letter {
        '！'..='～' => char::from_u32(letter as u32 - 0xFEE0).unwrap_or(letter),
        _ => letter,
    };
    text.chars().filter(|letter| !letter.is_whitespace()).map(narrow).flat_map(char::to_lowercase)
}

/// A paper that will have expired when it is accepted at the latest (行政许可法 第三十二条（四）: five working days).
pub(super) fn expires_soon<'a>(
    answers: &Answers<'a>,
    material: &'a Material,
    held: &Held<'_>,
    notice_days: u32,
    on: Day,
) -> Option<Finding<'a>> {
    let until = held.until.filter(|until| *until >= on)?;
    let calendar = &answers.rulebook.calendar;
    let accepted = calendar.end(on, notice_days, crate::rulebook::Unit::Working, &[]).latest?;
    let text = Text::new(
        format!(
            "《{}》的有效期到 {until} 为止，最晚 {accepted} 受理时可能已经过期。请提前换一份。",
            material.name.zh
        ),
        format!(
            "{} is valid until {until} and may have expired when it is accepted, by {accepted} at the latest. Renew it in time.",
            material.name.en
        ),
    );
    let reason = Reason::new(&material.id, text, const { &licensing_law("第三十二条(四)") })
        .measured(Some(until.to_string()), Some(accepted.to_string()));
    (until < accepted)
        .then(|| Finding::new(FindingCode::PaperExpiresSoon, Level::Warning, &material.id, reason))
}
