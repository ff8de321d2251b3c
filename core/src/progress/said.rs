//! What progress says, and the article that it says it by.

use super::filing::Filing;
use super::{Clock, ClockKind, ClockState, Event, EventType, SpecialKind, Who};
use crate::calendar::{Calendar, Day, Due};
use crate::review::{Finding, FindingCode, Grounds, Level, Reason, licensing_law};
use crate::rulebook::{Basis, Duration, Duty, Law, Rulebook, Standing, Unit};
use crate::text::Text;

/// Land registers have no five days: what is not refused on the spot is accepted (不动产登记暂行条例 第十七条).
const LAND_REGISTER: &str = "L-BDC";

/// Why an event cannot have happened as told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wrong {
    NotReceived,
    ReceivedBefore,
    NoticedBefore,
    NotNoticed,
    AcceptedBefore,
    NotAccepted,
    MustAccept,
    NotOpened,
    NoExtension,
    OtherHead,
    ExtendedLate,
    NotDecided,
    Over,
}

impl Wrong {
    fn text(self) -> (&'static str, &'static str) {
        match self {
            Wrong::NotReceived => ("还没有收件的记录", "nothing was received yet"),
            Wrong::ReceivedBefore => ("已经收件", "it was received already"),
            Wrong::NoticedBefore => (
                "已经一次性告知过，不得再次告知",
                "the one-time notice was given already; there is no second",
            ),
            Wrong::NotNoticed => ("没有一次性告知的记录", "no one-time notice was given"),
            Wrong::AcceptedBefore => ("已经受理", "it was accepted already"),
            Wrong::NotAccepted => ("还没有受理", "it is not accepted yet"),
            Wrong::MustAccept => (
                "要求补正的材料已经全部提交，应当受理",
                "all that was asked for was handed in, so it must be accepted",
            ),
            Wrong::NotOpened => ("没有正在进行的特别程序", "no special procedure is open"),
            Wrong::NoExtension => {
                ("法律没有规定这一期限可以延长", "the law allows no extension of this limit")
            }
            Wrong::OtherHead => {
                ("批准延长的不是法律规定的负责人", "it was not approved by the head whom the law names")
            }
            Wrong::ExtendedLate => ("期限已经届满，不能再延长", "the limit had already ended"),
            Wrong::NotDecided => ("还没有可以送达的决定", "there is no decision to deliver yet"),
            Wrong::Over => ("已经办结或者终止", "it is already over"),
        }
    }
}

pub(super) fn out_of_order<'a>(filing: &Filing<'a>, event: &Event, wrong: Wrong) -> Finding<'a> {
    let (zh, en) = wrong.text();
    let (kind_zh, kind_en) = words(event.kind);
    let text = Text::new(
        format!(
            "“{}”{}的“{kind_zh}”没有计入：{zh}。请核对事件的顺序和日期。",
            filing.terms.name.zh, event.on
        ),
        format!(
            "{kind_en} of “{}” on {} is left out: {en}. Please check the order and the days of the events.",
            filing.terms.name.en, event.on
        ),
    );
    finding(FindingCode::EventOutOfOrder, Level::Warning, filing.terms.subject, event, text)
}

pub(super) fn in_future<'a>(law: &'a Law, event: &'a Event, on: Day) -> Finding<'a> {
    let (zh, en) = words(event.kind);
    let text = Text::new(
        format!("{}的“{zh}”在{on}还没有发生，没有计入。请到那一天以后再看。", event.on),
        format!(
            "{en} on {} has not happened yet on {on} and is left out. Please look again after that day.",
            event.on
        ),
    );
    let subject = event.items.iter().flatten().next().map_or(event.kind.name(), String::as_str);
    let finding = finding(FindingCode::EventInFuture, Level::Note, subject, event, text);
    let duty = law.duties.iter().find(|duty| duty.events().any(|kind| kind == event.kind));
    match duty {
        Some(duty) => Finding { reason: Reason { basis: &duty.basis, ..finding.reason }, ..finding },
        None => finding,
    }
}

/// No duty of the place turns on it.
pub(super) fn no_duty<'a>(place: &Text, event: &Event) -> Finding<'a> {
    let (zh, en) = words(event.kind);
    let text = Text::new(
        format!("{}的规则里没有从“{zh}”起算或因它而办结的期限，{}的这一事件没有计入。", place.zh, event.on),
        format!("In {} no time runs from this or ends with it: {en} on {} is left out.", place.en, event.on),
    );
    finding(FindingCode::NotInCase, Level::Note, event.kind.name(), event, text)
}

pub(super) fn not_in_case<'a>(event: &Event, item: &'a str) -> Finding<'a> {
    let (zh, en) = words(event.kind);
    let text = Text::new(
        format!(
            "{}的“{zh}”写到的事项“{item}”不在这次申请里，没有计入。请核对事项，或把它加入申请。",
            event.on
        ),
        format!(
            "{en} on {} names item “{item}”, which is not in this application; it is left out. Please check the item, or add it.",
            event.on
        ),
    );
    finding(FindingCode::NotInCase, Level::Warning, item, event, text)
}

pub(super) fn deemed_accepted<'a>(filing: &Filing<'a>, received: Day, due: &Due) -> Finding<'a> {
    let name = filing.terms.name;
    let last = due.latest.map(|day| day.to_string());
    let (until_zh, until_en) = last
        .as_ref()
        .map_or_else(Default::default, |last| (format!("（到{last}为止）"), format!(" (until {last})")));
    let text = Text::new(
        format!(
            "“{}”收件后没有在规定的期限内{until_zh}一次性告知，自收到材料之日{received}起就是受理，办理期限从那时算起。",
            name.zh
        ),
        format!(
            "For “{}” nobody told what to correct within the time allowed{until_en}, so it is accepted as of receipt, {received}, and the limit runs from there.",
            name.en
        ),
    );
    let reason = Reason::new(filing.terms.subject, text, filing.terms.notice_basis)
        .measured(Some(received.to_string()), last);
    Finding::new(FindingCode::DeemedAccepted, Level::Warning, filing.terms.subject, reason)
}

pub(super) fn notice_late<'a>(
    filing: &Filing<'a>,
    calendar: &Calendar,
    event: &Event,
) -> Option<Finding<'a>> {
    let due = filing.notice_due(calendar, filing.received?)?;
    let text = Text::new(
        format!(
            "“{}”的一次性告知在{}才作出，已经逾期，不改变受理：自收到材料之日起即为受理。",
            filing.terms.name.zh, event.on
        ),
        format!(
            "The one-time notice for “{}” came only on {}, too late; it does not change that the application is accepted as of receipt.",
            filing.terms.name.en, event.on
        ),
    );
    Some(too_late(FindingCode::NoticeLate, filing, calendar, event, due, text))
}

pub(super) fn acceptance_too_late<'a>(
    filing: &Filing<'a>,
    calendar: &Calendar,
    event: &Event,
) -> Option<Finding<'a>> {
    let due = filing.notice_due(calendar, filing.received?)?;
    let (zh, en) = words(event.kind);
    let text = Text::new(
        format!(
            "“{}”在{}才“{zh}”，已经逾期，不改变受理日：自收到材料之日起即为受理。",
            filing.terms.name.zh, event.on
        ),
        format!(
            "{en} of “{}” came only on {}, too late; the application is accepted as of receipt all the same.",
            filing.terms.name.en, event.on
        ),
    );
    Some(too_late(FindingCode::AcceptanceTooLate, filing, calendar, event, due, text))
}

pub(super) fn extended_twice<'a>(filing: &Filing<'a>, event: &Event) -> Finding<'a> {
    let text = Text::new(
        format!(
            "“{}”的期限只能延长一次，{}的第二次延长没有计入。请在已经延长的期限内办结。",
            filing.terms.name.zh, event.on
        ),
        format!(
            "The limit of “{}” may be extended once only; the second extension of {} is left out. Please decide within the extended limit.",
            filing.terms.name.en, event.on
        ),
    );
    finding(FindingCode::ExtendedTwice, Level::Warning, filing.terms.subject, event, text)
}

/// 日 that may or may not be working days (`deadlines.md` §2): said wherever such a limit runs.
pub(super) fn unmarked<'a>(filing: &Filing<'a>) -> Option<Finding<'a>> {
    let limit = filing
        .terms
        .limit
        .filter(|limit| limit.unmarked && filing.runs_from(limit).is_some() && filing.is_any_live())?;
    let text = Text::new(
        format!(
            "“{}”的期限，法条只写“日”，没有写工作日；这里按工作日算。请以办理机关的计算为准。",
            filing.terms.name.zh
        ),
        format!(
            "For “{}” the law says days, not working days; working days are counted here. The authority's own count prevails.",
            filing.terms.name.en
        ),
    );
    let reason =
        Reason::new(filing.terms.subject, text, &limit.basis).measured(None, Some(limit.days.to_string()));
    Some(Finding::new(FindingCode::UnmarkedDays, Level::Note, filing.terms.subject, reason))
}

/// Only what the law lists stops the clock (行政许可法 第四十五条).
pub(super) fn pause_not_allowed<'a>(filing: &Filing<'a>, event: &Event, kind: SpecialKind) -> Finding<'a> {
    let ((zh, en), name) = (procedure(kind), filing.terms.name);
    let text = Text::new(
        format!(
            "“{}”：法律没有规定{zh}的时间不计入期限，{}起期限照常计算。请按原来的期限办结。",
            name.zh, event.on
        ),
        format!(
            "{}: no law leaves out the time for {en}, so the limit runs on from {}. Please decide within it.",
            name.en, event.on
        ),
    );
    finding(FindingCode::PauseNotAllowed, Level::Warning, filing.terms.subject, event, text)
}

/// Over the pledged time the office has to say in public why (优化营商环境条例 第三十六条).
pub(super) fn pledge_overdue<'a>(rulebook: &'a Rulebook, clock: &Clock<'a>) -> Option<Finding<'a>> {
    let late =
        clock.kind == ClockKind::Pledged && clock.state == ClockState::Overdue && clock.who == Who::Authority;
    let item = rulebook.law.items.get(rulebook.item(clock.item.filter(|_| late)?)?)?;
    let due = clock.due.latest?;
    let text = Text::new(
        format!("“{}”到{due}没有按承诺的时限办结，办理机关应当公开说明理由。法定的时限另算。", item.name.zh),
        format!(
            "{} was not decided by {due}, the day pledged; the authority has to explain that in public. The statutory limit is another.",
            item.name.en
        ),
    );
    let basis = const { &Basis::of("L-YHYS", "第三十六条", Standing::Law) };
    let reason = Reason::new(&item.id, text, basis).measured(None, Some(due.to_string()));
    Some(Finding::new(FindingCode::PledgeOverdue, Level::Warning, &item.id, reason))
}

/// More time than the law lets an office give for a duty.
pub(super) fn put_off_too_often<'a>(duty: &'a Duty, event: &Event, times: u32) -> Finding<'a> {
    let text = Text::new(
        format!("“{}”最多延期 {times} 次，{}的这一次没有计入。", duty.name.zh, event.on),
        format!("“{}” can be put off {times} times at most; that of {} is left out.", duty.name.en, event.on),
    );
    let reason = Reason::new(event.kind.name(), text, &duty.basis).measured(Some(event.on.to_string()), None);
    Finding::new(FindingCode::ExtendedTwice, Level::Warning, &duty.id, reason)
}

/// The law that sets the time for the notice.
pub(crate) fn notice_basis(law: &Law, days: u32) -> &'static Basis {
    if days == 0 && law.sources.iter().any(|source| source.id == LAND_REGISTER) {
        return const { &Basis::of(LAND_REGISTER, "第十七条", Standing::Law) };
    }
    const { &licensing_law("第三十二条(四)") }
}

pub(super) static DELIVERY: Basis = licensing_law("第四十四条");

pub(super) fn notice_duty<'a>(filing: &Filing<'a>) -> Text {
    let (zh, en) = by(filing);
    Text::new(
        format!("{zh}受理“{}”，或者一次性告知需要补正的全部内容", filing.terms.name.zh),
        format!("{en}accept “{}”, or tell at once all that must be corrected", filing.terms.name.en),
    )
}

pub(super) fn decision_duty<'a>(filing: &Filing<'a>) -> Text {
    let (zh, en) = by(filing);
    let name = filing.terms.name;
    match filing.terms.duration {
        Duration::Authority => {
            Text::new(format!("{zh}对“{}”作出决定", name.zh), format!("{en}decide on “{}”", name.en))
        }
        Duration::ThirdParty => {
            Text::new(format!("{zh}办完“{}”", name.zh), format!("{en}complete “{}”", name.en))
        }
    }
}

pub(super) fn pledge_duty<'a>(filing: &Filing<'a>) -> Text {
    let (zh, en) = by(filing);
    let name = filing.terms.name;
    Text::new(
        format!("{zh}按承诺的时限对“{}”作出决定", name.zh),
        format!("{en}decide on “{}” in the time pledged", name.en),
    )
}

pub(super) fn procedure_duty(filing: &Filing<'_>, kind: Option<SpecialKind>) -> Text {
    let (zh, en) = kind.map_or(("特别程序", "the special procedure"), procedure);
    let name = filing.terms.name;
    Text::new(format!("完成“{}”的{zh}", name.zh), format!("Finish {en} for “{}”", name.en))
}

pub(super) fn total_duty(name: &Text) -> Text {
    Text::new(
        format!("各审批机关：在总时限内办完全部审批（{}）", name.zh),
        format!("The authorities: decide all approvals within the total ({})", name.en),
    )
}

/// What a rulebook's own duty asks, and of whom.
pub(super) fn own_duty(duty: &Duty) -> Text {
    let (zh, en) = match duty.who {
        Who::Applicant => ("申请人：", "Applicant: "),
        Who::Authority => ("办理机关：", "The authority: "),
        Who::ThirdParty => ("第三方：", "A third party: "),
        Who::Agent => ("政府部门：", "Government departments: "),
    };
    Text::new(format!("{zh}{}", duty.what.zh), format!("{en}{}", duty.what.en))
}

pub(super) fn delivery_duty<'a>(filing: &Filing<'a>) -> Text {
    let (zh, en) = by(filing);
    Text::new(
        format!("{zh}颁发、送达“{}”的证件", filing.terms.name.zh),
        format!("{en}issue and deliver the document of “{}”", filing.terms.name.en),
    )
}

pub(super) fn promise_duty(law: &Law, material: usize) -> Text {
    let name = law.materials.get(material).map(|material| material.name.clone()).unwrap_or_default();
    Text::new(
        format!("申请人：补交承诺后补的《{}》", name.zh),
        format!("Applicant: hand in “{}” as promised", name.en),
    )
}

/// What follows from a promise that was not kept: the paper has to be there for the decision.
pub(super) fn broken<'a>(rulebook: &'a Rulebook, clock: &Clock<'a>) -> Option<Finding<'a>> {
    let item = rulebook.law.items.get(rulebook.item(clock.item?)?)?;
    let due = clock.due.latest.filter(|_| clock.state == ClockState::Overdue)?;
    let text = Text::new(
        format!(
            "“{}”：承诺后补的材料到 {due} 没有补交（{}）。不补齐，不能作出准予的决定；请马上补交，或者撤回申请。",
            item.name.zh,
            clock.duty.zh.trim_start_matches("申请人：")
        ),
        format!(
            "{}: a promised paper was not handed in by {due} ({}). Without it the decision cannot be favourable; hand it in now, or withdraw.",
            item.name.en,
            clock.duty.en.trim_start_matches("Applicant: ")
        ),
    );
    let reason = Reason::new(&item.id, text, clock.basis).measured(None, Some(due.to_string()));
    Some(Finding::new(FindingCode::PromiseBroken, Level::Warning, &item.id, reason))
}

/// Who has the duty, where one agency has it.
fn by<'a>(filing: &Filing<'a>) -> (String, String) {
    filing
        .terms
        .agency
        .map_or_else(Default::default, |agency| (format!("{}：", agency.zh), format!("{}: ", agency.en)))
}

fn finding<'a>(code: FindingCode, level: Level, subject: &'a str, event: &Event, text: Text) -> Finding<'a> {
    let reason =
        Reason::new(event.kind.name(), text, article(event.kind)).measured(Some(event.on.to_string()), None);
    Finding::new(code, level, subject, reason)
}

fn too_late<'a>(
    code: FindingCode,
    filing: &Filing<'a>,
    calendar: &Calendar,
    event: &Event,
    due: Due,
    text: Text,
) -> Finding<'a> {
    let late = due.latest.and_then(|due| calendar.count(due, event.on, Unit::Working, &[])?.known());
    let reason = Reason::new(event.kind.name(), text, filing.terms.notice_basis).resting(Grounds {
        given: Some(event.on.to_string().into()),
        limit: due.latest.map(|day| day.to_string().into()),
        difference: late.map(|days| days.to_string().into()),
        ..Grounds::default()
    });
    Finding::new(code, Level::Warning, filing.terms.subject, reason)
}

fn words(kind: EventType) -> (&'static str, &'static str) {
    match kind {
        EventType::Received => ("收件", "Receipt"),
        EventType::Noticed => ("一次性告知", "One-time notice"),
        EventType::Corrected => ("补正", "Correction"),
        EventType::Accepted => ("受理", "Acceptance"),
        EventType::Refused => ("不予受理", "Non-acceptance"),
        EventType::SpecialOpened => ("特别程序开始", "Start of a special procedure"),
        EventType::SpecialClosed => ("特别程序结束", "End of a special procedure"),
        EventType::Extended => ("延长期限", "Extension"),
        EventType::Decided => ("决定", "Decision"),
        EventType::Delivered => ("送达", "Delivery"),
        EventType::Withdrawn => ("撤回", "Withdrawal"),
        EventType::HearingTold => ("告知听证权利", "Being told of the right to a hearing"),
        EventType::HearingRequested => ("申请听证", "The request for a hearing"),
        EventType::HearingHeld => ("举行听证", "The hearing"),
        EventType::WinnerChosen => ("确定中标人", "The choice of the winning bidder"),
        EventType::TenderReported => ("提交招标投标情况书面报告", "The report on the tendering"),
        EventType::Awarded => ("发出中标通知书", "The letter of award"),
        EventType::ContractSigned => ("订立书面合同", "The signing of the contract"),
        EventType::WorksStarted => ("开工", "The start of works"),
        EventType::StartExtended => ("批准延期开工", "More time to start works"),
        EventType::WorksStopped => ("中止施工", "The stop of works"),
        EventType::StopReported => ("报告中止施工", "The report of the stop"),
        EventType::CompletionPassed => ("竣工验收合格", "Passing completion acceptance"),
        EventType::ArchiveHandedOver => ("移交城建档案", "Handing over the archive"),
        EventType::CompletionPapersSent => ("报送竣工验收资料", "Sending the completion papers"),
        EventType::Expires => ("许可届满", "The end of the permit"),
        EventType::RenewalRequested => ("申请延续", "The request for renewal"),
        EventType::Instructed => ("上级决策部署", "The decision from above"),
        EventType::Arranged => ("研究安排", "The arrangement of the work"),
        EventType::Answered => ("反馈", "The report back"),
        EventType::Progressed => ("阶段性进展", "The first progress"),
    }
}

/// The article of the Administrative Licensing Law that an event belongs to.
fn article(kind: EventType) -> &'static Basis {
    match kind {
        EventType::Received | EventType::Withdrawn => const { &licensing_law("第二十九条") },
        EventType::Noticed => const { &licensing_law("第三十二条(四)") },
        EventType::Corrected | EventType::Accepted => const { &licensing_law("第三十二条(五)") },
        EventType::Refused => const { &licensing_law("第三十二条") },
        EventType::SpecialOpened | EventType::SpecialClosed => const { &licensing_law("第四十五条") },
        EventType::Extended | EventType::Decided => const { &licensing_law("第四十二条第一款") },
        EventType::Delivered => const { &licensing_law("第四十四条") },
        EventType::HearingTold | EventType::HearingRequested | EventType::HearingHeld => {
            const { &licensing_law("第四十七条") }
        }
        EventType::WinnerChosen
        | EventType::TenderReported
        | EventType::Awarded
        | EventType::ContractSigned
        | EventType::WorksStarted
        | EventType::StartExtended
        | EventType::WorksStopped
        | EventType::StopReported
        | EventType::CompletionPassed
        | EventType::ArchiveHandedOver
        | EventType::CompletionPapersSent
        | EventType::Expires
        | EventType::RenewalRequested
        | EventType::Instructed
        | EventType::Arranged
        | EventType::Answered
        | EventType::Progressed => const { &licensing_law("") },
    }
}

fn procedure(kind: SpecialKind) -> (&'static str, &'static str) {
    match kind {
        SpecialKind::Hearing => ("听证", "the hearing"),
        SpecialKind::Tender => ("招标", "the tender"),
        SpecialKind::Auction => ("拍卖", "the auction"),
        SpecialKind::Inspection => ("检验", "the inspection"),
        SpecialKind::Testing => ("检测", "the testing"),
        SpecialKind::Quarantine => ("检疫", "the quarantine"),
        SpecialKind::Appraisal => ("鉴定", "the appraisal"),
        SpecialKind::ExpertReview => ("专家评审", "the expert review"),
        SpecialKind::TechnicalReview => ("技术评审", "the technical review"),
        SpecialKind::EnergyReview => ("节能评审", "the energy review"),
        SpecialKind::CommissionedAssessment => ("委托评估", "the commissioned assessment"),
        SpecialKind::OtherDepartment => ("等待其他部门意见", "another department's opinion"),
        SpecialKind::Internal => ("内部会议或审批", "internal meetings"),
        SpecialKind::SystemFailure => ("系统故障", "a system failure"),
        SpecialKind::Fees => ("缴费", "the payment of fees"),
        SpecialKind::Other => ("这一事由", "this reason"),
    }
}
