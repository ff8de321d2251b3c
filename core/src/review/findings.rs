//! Everything that is to be known or put right, all at once (行政许可法 第三十二条（四）).

use std::borrow::Cow;

use super::answers::{Answers, refused};
use super::materials::{Asked, Paper};
use super::regular::{Held, HeldPapers, expires_soon};
use super::{
    Eligibility, Finding, FindingCode, Grounds, Level, MaterialState, Need, ProgramReview, Reason, Verdict,
};
use crate::application::{Application, Given, Promise};
use crate::calendar::Day;
use crate::diagram;
use crate::rulebook::{Basis, Constraint, Fact, Item, Material, MaterialSource, Standing, Unit};
use crate::text::Text;

impl FindingCode {
    /// As it is written.
    pub fn name(self) -> &'static str {
        match self {
            FindingCode::PaperMissing => "paper-missing",
            FindingCode::PaperIrregular => "paper-irregular",
            FindingCode::PapersDisagree => "papers-disagree",
            FindingCode::PaperExpiresSoon => "paper-expires-soon",
            FindingCode::PaperPromised => "paper-promised",
            FindingCode::PaperCommitted => "paper-committed",
            FindingCode::PaperRecommended => "paper-recommended",
            FindingCode::PaperUndetermined => "paper-undetermined",
            FindingCode::PromiseNotAllowed => "promise-not-allowed",
            FindingCode::PromiseLate => "promise-late",
            FindingCode::CommitmentNotAllowed => "commitment-not-allowed",
            FindingCode::PaperNotAsked => "paper-not-asked",
            FindingCode::ProgramNotEligible => "program-not-eligible",
            FindingCode::ProgramUndetermined => "program-undetermined",
            FindingCode::ProgramRefer => "program-refer",
            FindingCode::ItemNotNeeded => "item-not-needed",
            FindingCode::ItemUndetermined => "item-undetermined",
            FindingCode::ConfirmInPerson => "confirm-in-person",
            FindingCode::NumberNotReadable => "number-not-readable",
            FindingCode::NumberOutOfRange => "number-out-of-range",
            FindingCode::AnswersContradict => "answers-contradict",
            FindingCode::ApplicantField => "applicant-field",
            FindingCode::NoticeLate => "notice-late",
            FindingCode::DeemedAccepted => "deemed-accepted",
            FindingCode::AcceptanceTooLate => "acceptance-too-late",
            FindingCode::EventOutOfOrder => "event-out-of-order",
            FindingCode::EventInFuture => "event-in-future",
            FindingCode::UnmarkedDays => "unmarked-days",
            FindingCode::ExtendedTwice => "extended-twice",
            FindingCode::PauseNotAllowed => "pause-not-allowed",
            FindingCode::PledgeOverdue => "pledge-overdue",
            FindingCode::PromiseBroken => "promise-broken",
            FindingCode::NotInCase => "not-in-case",
        }
    }

    /// What a finding makes of the whole: the verdict is the worst of them.
    pub fn verdict(self) -> Verdict {
        match self {
            FindingCode::PaperPromised | FindingCode::PromiseLate => Verdict::Deferrable,
            FindingCode::PaperUndetermined
            | FindingCode::ProgramUndetermined
            | FindingCode::ProgramRefer
            | FindingCode::ItemUndetermined => Verdict::Undetermined,
            FindingCode::PaperMissing
            | FindingCode::PaperIrregular
            | FindingCode::PapersDisagree
            | FindingCode::PromiseNotAllowed
            | FindingCode::CommitmentNotAllowed
            | FindingCode::NumberNotReadable
            | FindingCode::NumberOutOfRange
            | FindingCode::AnswersContradict
            | FindingCode::ApplicantField => Verdict::Incomplete,
            FindingCode::ProgramNotEligible | FindingCode::ItemNotNeeded => Verdict::NotAcceptable,
            FindingCode::PaperNotAsked
            | FindingCode::PaperCommitted
            | FindingCode::PaperRecommended
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
            | FindingCode::NotInCase => Verdict::Acceptable,
        }
    }
}

pub(super) fn findings<'a>(
    answers: &Answers<'a>,
    on: Day,
    basket: &[usize],
    programs: &[ProgramReview<'a>],
    papers: &[Paper<'_, 'a>],
    mut held: HeldPapers<'a>,
) -> Vec<Finding<'a>> {
    let application = answers.application;
    // Of what is neither asked for nor advised nor in hand there is nothing to tell.
    let told = || {
        papers.iter().filter(|paper| paper.stand.state != MaterialState::Waived || paper.advised.is_some())
    };
    let mut findings = Vec::with_capacity(told().count());
    findings.extend(of_form(application));
    findings.extend(of_numbers(answers, application));
    findings.extend(answers.contradicted.iter().filter_map(|constraint| contradiction(answers, *constraint)));
    findings.extend(programs.iter().flat_map(|program| of_program(answers, program)));
    findings.extend(basket.iter().filter_map(|item| of_item(answers, *item)));
    for paper in told() {
        findings.extend(of_paper(answers, paper));
        if let Some(held) = held.remove(&paper.material) {
            findings.extend(of_held(answers, on, paper, held));
        }
    }
    let paper = |id: &String| papers.get(answers.rulebook.material(id)?);
    findings.extend(
        application
            .commitments
            .iter()
            .filter_map(|commitment| of_commitment(answers, paper(&commitment.material)?)),
    );
    findings.extend(
        application
            .promises
            .iter()
            .filter_map(|promise| of_promise(answers, promise, on, paper(&promise.material)?)),
    );
    findings
}

fn of_form<'a>(application: &'a Application) -> Vec<Finding<'a>> {
    let errors = application.applicant.iter().flat_map(|applicant| applicant.errors());
    errors
        .map(|error| {
            // 可以当场更正的错误，应当允许申请人当场更正。
            let reason = Reason::new("applicant", error.text, const { &licensing_law("第三十二条(三)") });
            Finding::new(FindingCode::ApplicantField, Level::Error, error.field, reason)
        })
        .collect()
}

fn of_numbers<'a>(answers: &Answers<'a>, application: &'a Application) -> Vec<Finding<'a>> {
    let rulebook = answers.rulebook;
    let mut findings = Vec::new();
    for (n, fact) in rulebook.law.facts.iter().enumerate() {
        let Some(answer) = application.facts.get(&fact.id) else { continue };
        if !refused(rulebook, n, &answer.value) {
            continue;
        }
        let (code, given, text) = match &answer.value {
            Given::Number(number)
                if fact.kind == crate::rulebook::FactType::Integer && !number.is_whole() =>
            {
                (FindingCode::NumberNotReadable, number.to_string(), not_whole(fact))
            }
            Given::Number(number) => (FindingCode::NumberOutOfRange, number.to_string(), out_of_range(fact)),
            Given::Unreadable(text) => (FindingCode::NumberNotReadable, text.clone(), not_readable(fact)),
            Given::Open | Given::Bool(_) | Given::Choice(_) | Given::Set(_) | Given::Date(_) => continue,
        };
        let reason = Reason::new(&fact.id, text, &fact.basis).measured(Some(given), None);
        let reason = Reason { about: vec![&fact.id], ..reason };
        findings.push(Finding::new(code, Level::Error, &fact.id, reason));
    }
    findings
}

fn not_readable(fact: &Fact) -> Text {
    Text::new(
        format!("“{}”的数字请写成普通小数，最多四位小数，不用科学记数法。", fact.question.zh),
        format!(
            "Write the number for “{}” as a plain decimal with at most four places and no exponent.",
            fact.question.en
        ),
    )
}

fn not_whole(fact: &Fact) -> Text {
    Text::new(
        format!("“{}”要写整数。请改正。", fact.question.zh),
        format!("The answer to “{}” has to be a whole number. Correct it.", fact.question.en),
    )
}

fn out_of_range(fact: &Fact) -> Text {
    let bound =
        |bound: Option<crate::decimal::Decimal>| bound.map_or("…".to_owned(), |bound| bound.to_string());
    let (min, max) = (bound(fact.min), bound(fact.max));
    Text::new(
        format!("“{}”应当在 {min} 到 {max} 之间。请核对单位和位数。", fact.question.zh),
        format!(
            "The answer to “{}” should lie between {min} and {max}. Check unit and digits.",
            fact.question.en
        ),
    )
}

/// Answers that exclude each other.
fn contradiction<'a>(answers: &Answers<'a>, constraint: usize) -> Option<Finding<'a>> {
    let law = &answers.rulebook.law;
    let Constraint { id, never, text, basis } = law.constraints.get(constraint)?;
    let values = answers.values(&answers.why_contradicted(constraint));
    let reason = Reason::new(id, text, basis).resting(Grounds { values, ..Grounds::default() });
    let reason = Reason { about: super::facts_of(law, never), ..reason };
    Some(Finding::new(FindingCode::AnswersContradict, Level::Error, id, reason))
}

fn of_program<'a>(answers: &Answers<'a>, program: &ProgramReview<'a>) -> Vec<Finding<'a>> {
    let Some(law) = answers.rulebook.law.programs.iter().find(|law| law.id == program.id) else {
        return Vec::new();
    };
    let mut findings = Vec::new();
    if program.verdict == Eligibility::Eligible {
        let said = |note: &&Reason| law.notes.iter().any(|known| known.id == note.rule);
        findings.extend(program.reasons.iter().filter(said).map(|note| {
            Finding::new(FindingCode::ConfirmInPerson, Level::Warning, program.id, note.clone())
        }));
    }
    if !program.wished {
        return findings;
    }
    let Some((code, level)) = on_program(program.verdict) else { return findings };
    let open = || {
        let text = still_open(answers, &law.name, &program.ask);
        Reason { about: program.ask.clone(), ..Reason::new(program.id, text, &law.basis) }
    };
    let reason = program.reasons.first().cloned().unwrap_or_else(open);
    findings.push(Finding::new(code, level, program.id, reason));
    findings
}

/// "还不能确定": the questions that would settle it, by their words.
fn still_open(answers: &Answers<'_>, name: &Text, ask: &[&str]) -> Text {
    let rulebook = answers.rulebook;
    let first = ask.first().and_then(|id| rulebook.law.facts.get(rulebook.fact(id)?));
    let question = first.map(|fact| &fact.question);
    let (zh, en) = question.map_or(("", ""), |question| (&question.zh, &question.en));
    let count = ask.len().to_string();
    Text {
        zh: ["“", &name.zh, "”还不能确定。有 ", &count, " 个问题会影响结果，先回答：", zh].concat(),
        en: [&name.en, " is not decided yet. ", &count, " question(s) can change it; answer first: ", en]
            .concat(),
    }
}

/// Whether a paper is needed is open; or it is in order for some items, and whether another asks for it is open.
fn may_be_asked(answers: &Answers<'_>, material: &Material, paper: &Paper<'_, '_>) -> Text {
    let ask = answers.ids(&paper.stand.open);
    let item = paper.stand.yet.and_then(|asked| answers.rulebook.law.items.get(asked.item));
    let Some(item) = item else { return still_open(answers, &material.name, &ask) };
    let by = Text::new(
        format!("办理{}要不要交《{}》", item.name.zh, material.name.zh),
        format!("Whether {} asks for {}", item.name.en, material.name.en),
    );
    still_open(answers, &by, &ask)
}

fn of_item<'a>(answers: &Answers<'a>, item: usize) -> Option<Finding<'a>> {
    let law = answers.rulebook.law.items.get(item)?;
    match answers.need(item) {
        Need::Needed => None,
        Need::Undetermined => {
            let left = answers.left(answers.rulebook.items.get(item)?.need);
            let ask = answers.ask(left);
            let text = still_open(answers, &law.name, &ask);
            let reason = Reason { about: ask, ..Reason::new(&law.id, text, law.basis.first()?) };
            Some(Finding::new(FindingCode::ItemUndetermined, Level::Warning, &law.id, reason))
        }
        // Only an item that was wished for by name can be in the basket and not be needed.
        Need::NotNeeded => {
            let text = Text::new(
                format!("“{}”您不需要办：{}才要办。请从勾选中去掉它。", law.name.zh, law.needed_text.zh),
                format!("You do not need {}. It is for: {}. Untick it.", law.name.en, law.needed_text.en),
            );
            let reason = Reason {
                about: super::facts_of(&answers.rulebook.law, &law.needed_when),
                ..Reason::new(&law.id, text, const { &licensing_law("第三十二条(一)") })
            };
            let need = answers.rulebook.items.get(item)?.need;
            let reason = super::reasons::reason(answers, reason, &[&law.needed_when], need, false);
            Some(Finding::new(FindingCode::ItemNotNeeded, Level::Error, &law.id, reason))
        }
    }
}

fn of_paper<'a>(answers: &Answers<'a>, paper: &Paper<'_, 'a>) -> Option<Finding<'a>> {
    let law = &answers.rulebook.law;
    let material = law.materials.get(paper.material)?;
    let (code, level) = code(answers, paper)?;
    let text = match code {
        FindingCode::PaperRecommended => return advised(material, paper),
        FindingCode::PaperNotAsked => return Some(not_asked(material)),
        FindingCode::PaperCommitted => stands_in(material),
        FindingCode::PaperPromised => follows(answers, material, paper),
        FindingCode::PaperUndetermined => may_be_asked(answers, material, paper),
        _ => missing(answers, material, paper),
    };
    let asked = paper.stand.yet.as_ref().or_else(|| paper.asking().next())?;
    let reason = Reason::new(&material.id, text, asked.used(answers)?.basis.first()?);
    let is_open = code == FindingCode::PaperUndetermined;
    let reason = match law.items.get(asked.item).filter(|_| paper.stand.need == Need::Needed && !is_open) {
        Some(item) => asked_for(answers, reason, asked, item)?,
        None => Reason { about: answers.ids(&paper.stand.open), ..reason },
    };
    Some(Finding::new(code, level, &material.id, reason))
}

/// What there is to tell of a paper, whatever is wrong with it.
fn code(answers: &Answers<'_>, paper: &Paper<'_, '_>) -> Option<(FindingCode, Level)> {
    match (paper.stand.need, paper.stand.state) {
        _ if paper.stand.yet.is_some() => Some((FindingCode::PaperUndetermined, Level::Warning)),
        (Need::Needed, MaterialState::Missing) => Some((FindingCode::PaperMissing, Level::Error)),
        (Need::Needed, MaterialState::Committed) => Some((FindingCode::PaperCommitted, Level::Note)),
        (Need::Needed, MaterialState::Promised) => Some((FindingCode::PaperPromised, Level::Note)),
        (Need::NotNeeded, MaterialState::Waived) => {
            paper.advised.map(|_| (FindingCode::PaperRecommended, Level::Note))
        }
        (Need::NotNeeded, MaterialState::InHand) => (paper.advised.is_none()
            && answers.source(paper.material) != MaterialSource::Outcome)
            .then_some((FindingCode::PaperNotAsked, Level::Note)),
        // The paper of an item that is itself open is told with the item.
        (Need::Undetermined, MaterialState::Missing | MaterialState::Promised | MaterialState::Irregular) => {
            certain_item(answers, paper).then_some((FindingCode::PaperUndetermined, Level::Warning))
        }
        _ => None,
    }
}

/// What a paper makes of the whole.
pub(crate) fn verdict_on_paper<'a>(answers: &Answers<'a>, paper: &Paper<'_, 'a>, on: Day) -> Verdict {
    let told = code(answers, paper).map(|(code, _)| code);
    let wrong = (paper.stand.need, paper.stand.state) == (Need::Needed, MaterialState::Irregular);
    let told = if wrong { Some(FindingCode::PaperIrregular) } else { told };
    let mut worst = told.map_or(Verdict::Acceptable, FindingCode::verdict);
    if answers.promised(paper.material) {
        let own = |promise: &&Promise| answers.rulebook.material(&promise.material) == Some(paper.material);
        let promises = answers.application.promises.iter().filter(own);
        let promises = promises.filter_map(|promise| of_promise(answers, promise, on, paper));
        worst = promises.fold(worst, |worst, finding| worst.max(finding.code.verdict()));
    }
    if answers.committed(paper.material)
        && let Some(finding) = of_commitment(answers, paper)
    {
        worst = worst.max(finding.code.verdict());
    }
    worst
}

/// What a program that is wished for makes of the whole.
pub(crate) fn verdict_on_program(eligibility: Eligibility) -> Verdict {
    on_program(eligibility).map_or(Verdict::Acceptable, |(code, _)| code.verdict())
}

fn on_program(eligibility: Eligibility) -> Option<(FindingCode, Level)> {
    match eligibility {
        Eligibility::Eligible => None,
        Eligibility::NotEligible => Some((FindingCode::ProgramNotEligible, Level::Error)),
        Eligibility::Refer => Some((FindingCode::ProgramRefer, Level::Warning)),
        Eligibility::Undetermined => Some((FindingCode::ProgramUndetermined, Level::Warning)),
    }
}

/// What an item of the basket makes of the whole.
pub(crate) fn verdict_on_item(need: Need) -> Verdict {
    match need {
        Need::Needed => Verdict::Acceptable,
        Need::Undetermined => FindingCode::ItemUndetermined.verdict(),
        Need::NotNeeded => FindingCode::ItemNotNeeded.verdict(),
    }
}

/// What is wrong with a paper that is needed, or will be before it is accepted.
fn of_held<'a>(answers: &Answers<'a>, on: Day, paper: &Paper<'_, 'a>, held: Held<'a>) -> Vec<Finding<'a>> {
    match (paper.stand.need, paper.stand.state) {
        (Need::Needed, MaterialState::Irregular) => held.wrong,
        (Need::Needed, MaterialState::InHand) => {
            let items = paper.uses.iter().filter_map(|asked| answers.rulebook.law.items.get(asked.item));
            let days = items.map(|item| item.notice_days).max().unwrap_or_default();
            let material = answers.rulebook.law.materials.get(paper.material);
            material
                .and_then(|material| expires_soon(answers, material, &held, days, on))
                .into_iter()
                .collect()
        }
        _ => Vec::new(),
    }
}

/// Why an item asks for a paper.
fn asked_for<'a>(
    answers: &Answers<'a>,
    reason: Reason<'a>,
    asked: &Asked<'a>,
    item: &'a Item,
) -> Option<Reason<'a>> {
    let when = [&asked.used(answers)?.needed_when, &item.needed_when];
    Some(super::reasons::reason(answers, reason, &when, asked.index.asked, false))
}

fn certain_item(answers: &Answers<'_>, paper: &Paper<'_, '_>) -> bool {
    paper.uses.iter().any(|asked| answers.need(asked.item) == Need::Needed)
}

fn missing(answers: &Answers<'_>, material: &Material, paper: &Paper<'_, '_>) -> Text {
    let [next_zh, next_en] = how_to_get(answers, material, paper);
    let asking = || {
        let asking = paper.uses.iter().filter(|asked| asked.left == diagram::YES);
        asking.filter_map(|asked| answers.rulebook.law.items.get(asked.item)).map(|item| &item.name)
    };
    let (zh, en) = (joined(asking().map(|name| &name.zh), "、"), joined(asking().map(|name| &name.en), "; "));
    let [or_zh, or_en] = instead(answers, paper);
    Text {
        zh: ["还缺《", &material.name.zh, "》，办理“", &zh, "”要用。", &next_zh, &or_zh].concat(),
        en: [&material.name.en, " is missing; it is asked for by: ", &en, ". ", &next_en, &or_en].concat(),
    }
}

/// What will do instead, with the least to get first; of each way only what is still to be got.
fn instead(answers: &Answers<'_>, paper: &Paper<'_, '_>) -> [String; 2] {
    let materials = &answers.rulebook.law.materials;
    let others = || paper.ways.iter().filter(|way| way.lacks != [paper.material]);
    if others().next().is_none() {
        return Default::default();
    }
    let names = |pick: fn(&Text) -> &String, and: [&str; 3], or: &str| {
        let group = |papers: &[usize]| {
            let names =
                papers.iter().filter_map(|paper| materials.get(*paper)).map(|material| pick(&material.name));
            let names: Vec<String> = names.map(|name| format!("{}{name}{}", and[0], and[1])).collect();
            names.join(and[2])
        };
        others().map(|way| group(&way.lacks)).collect::<Vec<_>>().join(or)
    };
    [
        format!("也可以改交{}。", names(|name| &name.zh, ["《", "》", "和"], "，或者")),
        format!(" Instead you may hand in: {}.", names(|name| &name.en, ["", "", " with "], "; or ")),
    ]
}

/// Names in a row; most often it is one.
fn joined<'a>(mut names: impl Iterator<Item = &'a String>, between: &str) -> Cow<'a, str> {
    let first = names.next().map_or("", String::as_str);
    names.fold(first.into(), |mut all, name| {
        all.to_mut().extend([between, name]);
        all
    })
}

/// The next step for a paper that is missing, in both languages.
fn how_to_get(answers: &Answers<'_>, material: &Material, paper: &Paper<'_, '_>) -> [Cow<'static, str>; 2] {
    let deferrable = |asked: &Asked<'_>| asked.index.deferrable;
    let illustrative = |asked: &Asked<'_>| {
        asked.deferral(answers).is_some_and(|deferral| deferral.standing == Standing::Illustrative)
    };
    let both = |zh: &'static str, en: &'static str| [zh.into(), en.into()];
    if paper.asking().all(deferrable) {
        return if paper.asking().any(illustrative) {
            both(
                "请准备，或者书面承诺后补（能否后补是示例，以窗口为准）。",
                "Prepare it, or promise in writing to supply it later (that it may follow is illustrative; ask the window).",
            )
        } else {
            both("请准备，或者书面承诺后补。", "Prepare it, or promise in writing to supply it later.")
        };
    }
    if let Some(first) = paper.asking().flat_map(|asked| &asked.index.from).find_map(|item| {
        answers.rulebook.law.items.get(*item).filter(|_| answers.need(*item) != Need::NotNeeded)
    }) {
        return [
            format!("请先办“{}”，已有的请勾选在手。", first.name.zh).into(),
            format!("Apply for {} first; if you have it already, mark it as in hand.", first.name.en).into(),
        ];
    }
    match material.source {
        MaterialSource::Intermediary => {
            both("请找您自己选定的机构出具。", "Have it made by a provider of your own choice.")
        }
        MaterialSource::Applicant | MaterialSource::Outcome | MaterialSource::DataSharing => {
            both("请准备好再提交。", "Prepare it before you file.")
        }
    }
}

fn follows(answers: &Answers<'_>, material: &Material, paper: &Paper<'_, '_>) -> Text {
    let within = paper.asking().filter_map(|asked| asked.deferral(answers)?.within).min();
    let (zh, en) = match within {
        Some(days) => (
            format!("受理后 {days} 个工作日内要补齐"),
            format!("within {days} working days of acceptance at the latest"),
        ),
        None => ("作出决定之前要补齐".to_owned(), "before the decision at the latest".to_owned()),
    };
    Text::new(
        format!("《{}》已承诺后补。请按承诺的日期补交，{zh}。", material.name.zh),
        format!("{} follows on your promise. Supply it by the promised day, {en}.", material.name.en),
    )
}

/// A promise is kept before the decision, for which the paper has to be there.
fn last_day_of(answers: &Answers<'_>, paper: &Paper<'_, '_>, on: Day) -> Option<(Day, bool)> {
    let calendar = &answers.rulebook.calendar;
    let of_use = |asked: &Asked<'_>| {
        let deferral = asked.deferral(answers)?;
        let (item, index) =
            (answers.rulebook.law.items.get(asked.item)?, answers.rulebook.items.get(asked.item)?);
        let accepted = calendar.end(on, item.notice_days, Unit::Working, &[]);
        let (days, unit) = match (deferral.within, crate::plan::allowed(answers, item, index)) {
            (Some(days), _) => (days, Unit::Working),
            // What a commitment can stand in for need not be there for the decision.
            (None, Some(allowed)) if !asked.index.replaceable => (allowed.days, allowed.unit),
            (None, Some(_) | None) => return None,
        };
        Some((calendar.due_from(&accepted, days, unit).latest?, deferral.within.is_some()))
    };
    paper.asking().filter_map(of_use).min()
}

/// 告知承诺: what stands in for a paper.
fn stands_in(material: &Material) -> Text {
    Text::new(
        format!("《{}》以告知承诺代替：请交书面承诺，写明条件已经满足；这不是以后补交。", material.name.zh),
        format!(
            "A commitment stands in for {}: hand in a written undertaking that the condition is met. It is no promise to hand in the paper later.",
            material.name.en
        ),
    )
}

/// A paper that is advised and not in hand.
fn advised<'a>(material: &'a Material, paper: &Paper<'_, 'a>) -> Option<Finding<'a>> {
    let used = paper.advised?;
    let text = Text::new(
        format!("建议一并准备《{}》（{}）；不交也不影响受理。", material.name.zh, used.needed_text.zh),
        format!(
            "{} is advised ({}); going without it stands in nobody's way.",
            material.name.en, used.needed_text.en
        ),
    );
    let reason = Reason::new(&material.id, text, used.basis.first()?);
    Some(Finding::new(FindingCode::PaperRecommended, Level::Note, &material.id, reason))
}

fn not_asked<'a>(material: &'a Material) -> Finding<'a> {
    let text = Text::new(
        format!("这次不需要《{}》，不用交。", material.name.zh),
        format!("{} is not asked for this time; you need not hand it in.", material.name.en),
    );
    // 行政机关不得要求申请人提交与其申请的行政许可事项无关的技术资料和其他材料。
    let reason = Reason::new(&material.id, text, const { &licensing_law("第三十一条") });
    Finding::new(FindingCode::PaperNotAsked, Level::Note, &material.id, reason)
}

fn of_promise<'a>(
    answers: &Answers<'a>,
    promise: &'a Promise,
    on: Day,
    paper: &Paper<'_, 'a>,
) -> Option<Finding<'a>> {
    let material = answers.rulebook.law.materials.get(paper.material)?;
    if paper.stand.need != Need::Needed {
        return None; // Where it turns out not to be needed, the promise is no matter.
    }
    let bound = |asked: &&Asked<'_>| asked.left == diagram::YES && !asked.index.deferrable;
    let (mut code, mut level) = (FindingCode::PromiseNotAllowed, Level::Error);
    let last = last_day_of(answers, paper, on);
    let mut limit = None;
    let (asked, text) = match (paper.stand.state, promise.by) {
        (MaterialState::Promised, Some(by)) if by < on => (
            paper.asking().next(),
            Text::new(
                format!("《{}》承诺后补的日期 {by} 已经过了。请改一个今天以后的日期。", material.name.zh),
                format!("The day promised for {}, {by}, has passed. Promise a later day.", material.name.en),
            ),
        ),
        (MaterialState::Promised, Some(by)) if last.is_some_and(|(last, _)| last < by) => {
            let (last, ruled) = last?;
            if !ruled {
                (code, level) = (FindingCode::PromiseLate, Level::Warning);
            }
            limit = Some(last);
            (paper.asking().next(), too_late(material, by, last))
        }
        (MaterialState::Missing, _) => (
            paper.uses.iter().find(bound),
            Text::new(
                format!("《{}》不能后补：没有依据允许它缓交。请准备好再提交。", material.name.zh),
                format!(
                    "{} may not follow later: nothing allows that. Have it ready when you file.",
                    material.name.en
                ),
            ),
        ),
        _ => return None,
    };
    let given = limit.and(promise.by).map(|by| by.to_string());
    let limit = limit.map(|last| last.to_string());
    let reason = Reason::new(&material.id, text, asked?.used(answers)?.basis.first()?).measured(given, limit);
    Some(Finding::new(code, level, &material.id, reason))
}

fn too_late(material: &Material, by: Day, last: Day) -> Text {
    Text::new(
        format!(
            "《{}》承诺 {by} 补交，太晚了：决定之前要补齐，最晚 {last}。请改成那天或者更早。",
            material.name.zh
        ),
        format!(
            "{} is promised for {by}, which is too late: it has to be there before the decision, by {last} at the latest. Promise that day or an earlier one.",
            material.name.en
        ),
    )
}

/// An undertaking in place of a paper for which none is allowed.
fn of_commitment<'a>(answers: &Answers<'a>, paper: &Paper<'_, 'a>) -> Option<Finding<'a>> {
    let material = answers.rulebook.law.materials.get(paper.material)?;
    if paper.stand.need != Need::Needed || paper.stand.state != MaterialState::Missing {
        return None;
    }
    let bound = |asked: &&Asked<'_>| asked.left == diagram::YES && !asked.index.replaceable;
    let text = Text::new(
        format!("《{}》不能用告知承诺代替：没有依据允许。请交这份材料。", material.name.zh),
        format!(
            "No commitment may stand in for {}: nothing allows that. Hand in the paper.",
            material.name.en
        ),
    );
    let used = paper.uses.iter().find(bound)?.used(answers)?;
    let reason = Reason::new(&material.id, text, used.basis.first()?);
    Some(Finding::new(FindingCode::CommitmentNotAllowed, Level::Error, &material.id, reason))
}

/// An article of the Administrative Licensing Law, which holds in every place.
pub(crate) const fn licensing_law(article: &'static str) -> Basis {
    Basis::of("L-XKF", article, Standing::Law)
}
