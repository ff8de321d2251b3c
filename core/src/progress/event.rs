//! What can happen to a case.

use serde::Serialize;

use crate::calendar::Day;
use crate::json::law;

/// Something that happened on a day, to some items or (where `items` is absent) to all of the case.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Event {
    #[serde(rename = "type")]
    pub kind: EventType,
    pub on: Day,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "types", ts(optional))]
    pub items: Option<Vec<String>>,
    /// With `special-opened` and `special-closed`: which procedure; where absent, one that the law allows.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "types", ts(optional))]
    pub reason: Option<SpecialKind>,
    /// With `special-opened`: the working days that the applicant was told it takes (行政许可法 第四十五条).
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "types", ts(optional))]
    pub days: Option<u32>,
    /// With `extended`: who approved it; where absent, whoever may.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "types", ts(optional))]
    pub by: Option<Head>,
}

impl Event {
    /// That something of a kind happened to all of the case.
    pub fn new(kind: EventType, on: Day) -> Event {
        Event { kind, on, items: None, reason: None, days: None, by: None }
    }
}

law! {
    /// What can happen.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
    #[cfg_attr(feature = "types", derive(ts_rs::TS))]
    #[serde(rename_all = "kebab-case")]
    pub enum EventType {
        // To what was filed.
        /// 收件.
        Received,
        /// 一次性告知.
        Noticed,
        /// 补正: all that the notice listed was handed in.
        Corrected,
        /// 受理.
        Accepted,
        /// 不予受理.
        Refused,
        /// 特别程序 opened (行政许可法 第四十五条): the day of the written notice.
        SpecialOpened,
        /// Its result was received.
        SpecialClosed,
        /// 延长, once.
        Extended,
        /// 决定 = 办结.
        Decided,
        /// 送达.
        Delivered,
        /// The applicant withdrew.
        Withdrawn,

        // To the project: what starts and ends the duties of a rulebook.
        /// The applicant was told of the right to a hearing.
        HearingTold,
        HearingRequested,
        HearingHeld,
        /// 确定中标人.
        WinnerChosen,
        TenderReported,
        /// 中标通知书发出.
        Awarded,
        ContractSigned,
        WorksStarted,
        /// The issuing office gave more time to start.
        StartExtended,
        /// 中止施工.
        WorksStopped,
        StopReported,
        /// 竣工验收合格.
        CompletionPassed,
        ArchiveHandedOver,
        CompletionPapersSent,
        /// A permit ends on this day, which may lie ahead.
        Expires,
        RenewalRequested,
        /// 上级决策部署.
        Instructed,
        /// 研究安排.
        Arranged,
        /// 反馈.
        Answered,
        /// 阶段性进展.
        Progressed,
    }
}

impl EventType {
    /// In the order of this file.
    pub const ALL: &[EventType] = &[
        EventType::Received,
        EventType::Noticed,
        EventType::Corrected,
        EventType::Accepted,
        EventType::Refused,
        EventType::SpecialOpened,
        EventType::SpecialClosed,
        EventType::Extended,
        EventType::Decided,
        EventType::Delivered,
        EventType::Withdrawn,
        EventType::HearingTold,
        EventType::HearingRequested,
        EventType::HearingHeld,
        EventType::WinnerChosen,
        EventType::TenderReported,
        EventType::Awarded,
        EventType::ContractSigned,
        EventType::WorksStarted,
        EventType::StartExtended,
        EventType::WorksStopped,
        EventType::StopReported,
        EventType::CompletionPassed,
        EventType::ArchiveHandedOver,
        EventType::CompletionPapersSent,
        EventType::Expires,
        EventType::RenewalRequested,
        EventType::Instructed,
        EventType::Arranged,
        EventType::Answered,
        EventType::Progressed,
    ];

    /// As it is written.
    pub fn name(self) -> &'static str {
        match self {
            EventType::Received => "received",
            EventType::Noticed => "noticed",
            EventType::Corrected => "corrected",
            EventType::Accepted => "accepted",
            EventType::Refused => "refused",
            EventType::SpecialOpened => "special-opened",
            EventType::SpecialClosed => "special-closed",
            EventType::Extended => "extended",
            EventType::Decided => "decided",
            EventType::Delivered => "delivered",
            EventType::Withdrawn => "withdrawn",
            EventType::HearingTold => "hearing-told",
            EventType::HearingRequested => "hearing-requested",
            EventType::HearingHeld => "hearing-held",
            EventType::WinnerChosen => "winner-chosen",
            EventType::TenderReported => "tender-reported",
            EventType::Awarded => "awarded",
            EventType::ContractSigned => "contract-signed",
            EventType::WorksStarted => "works-started",
            EventType::StartExtended => "start-extended",
            EventType::WorksStopped => "works-stopped",
            EventType::StopReported => "stop-reported",
            EventType::CompletionPassed => "completion-passed",
            EventType::ArchiveHandedOver => "archive-handed-over",
            EventType::CompletionPapersSent => "completion-papers-sent",
            EventType::Expires => "expires",
            EventType::RenewalRequested => "renewal-requested",
            EventType::Instructed => "instructed",
            EventType::Arranged => "arranged",
            EventType::Answered => "answered",
            EventType::Progressed => "progressed",
        }
    }

    /// It happens to what was filed; the others happen to the project.
    pub fn is_of_filing(self) -> bool {
        self.of_filing().is_some()
    }

    /// What it is to what was filed.
    pub(super) fn of_filing(self) -> Option<FilingEvent> {
        match self {
            EventType::Received => Some(FilingEvent::Received),
            EventType::Noticed => Some(FilingEvent::Noticed),
            EventType::Corrected => Some(FilingEvent::Corrected),
            EventType::Accepted => Some(FilingEvent::Accepted),
            EventType::Refused => Some(FilingEvent::Refused),
            EventType::SpecialOpened => Some(FilingEvent::SpecialOpened),
            EventType::SpecialClosed => Some(FilingEvent::SpecialClosed),
            EventType::Extended => Some(FilingEvent::Extended),
            EventType::Decided => Some(FilingEvent::Decided),
            EventType::Delivered => Some(FilingEvent::Delivered),
            EventType::Withdrawn => Some(FilingEvent::Withdrawn),
            EventType::HearingTold
            | EventType::HearingRequested
            | EventType::HearingHeld
            | EventType::WinnerChosen
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
            | EventType::Progressed => None,
        }
    }
}

/// What can happen to what was filed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FilingEvent {
    Received,
    Noticed,
    Corrected,
    Accepted,
    Refused,
    SpecialOpened,
    SpecialClosed,
    Extended,
    Decided,
    Delivered,
    Withdrawn,
}

law! {
    /// Why a decision waits.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
    #[cfg_attr(feature = "types", derive(ts_rs::TS))]
    #[serde(rename_all = "kebab-case")]
    pub enum SpecialKind {
        // The closed list of 行政许可法 第四十五条.
        /// 听证.
        Hearing,
        /// 招标.
        Tender,
        /// 拍卖.
        Auction,
        /// 检验.
        Inspection,
        /// 检测.
        Testing,
        /// 检疫.
        Quarantine,
        /// 鉴定.
        Appraisal,
        /// 专家评审.
        ExpertReview,

        // Only where the limit's own law leaves them out.
        /// 技术评审.
        TechnicalReview,
        /// 节能评审.
        EnergyReview,
        /// 委托评估.
        CommissionedAssessment,

        // No law stops the clock for these.
        /// Another department is asked for its opinion.
        OtherDepartment,
        Internal,
        SystemFailure,
        Fees,
        Other,
    }
}

impl SpecialKind {
    pub(crate) const ALL: &[SpecialKind] = &[
        SpecialKind::Hearing,
        SpecialKind::Tender,
        SpecialKind::Auction,
        SpecialKind::Inspection,
        SpecialKind::Testing,
        SpecialKind::Quarantine,
        SpecialKind::Appraisal,
        SpecialKind::ExpertReview,
        SpecialKind::TechnicalReview,
        SpecialKind::EnergyReview,
        SpecialKind::CommissionedAssessment,
        SpecialKind::OtherDepartment,
        SpecialKind::Internal,
        SpecialKind::SystemFailure,
        SpecialKind::Fees,
        SpecialKind::Other,
    ];

    pub(crate) fn name(self) -> &'static str {
        match self {
            SpecialKind::Hearing => "hearing",
            SpecialKind::Tender => "tender",
            SpecialKind::Auction => "auction",
            SpecialKind::Inspection => "inspection",
            SpecialKind::Testing => "testing",
            SpecialKind::Quarantine => "quarantine",
            SpecialKind::Appraisal => "appraisal",
            SpecialKind::ExpertReview => "expert-review",
            SpecialKind::TechnicalReview => "technical-review",
            SpecialKind::EnergyReview => "energy-review",
            SpecialKind::CommissionedAssessment => "commissioned-assessment",
            SpecialKind::OtherDepartment => "other-department",
            SpecialKind::Internal => "internal",
            SpecialKind::SystemFailure => "system-failure",
            SpecialKind::Fees => "fees",
            SpecialKind::Other => "other",
        }
    }

    /// It stands in the closed list of 行政许可法 第四十五条.
    pub(super) fn is_listed(self) -> bool {
        match self {
            SpecialKind::Hearing
            | SpecialKind::Tender
            | SpecialKind::Auction
            | SpecialKind::Inspection
            | SpecialKind::Testing
            | SpecialKind::Quarantine
            | SpecialKind::Appraisal
            | SpecialKind::ExpertReview => true,
            SpecialKind::TechnicalReview
            | SpecialKind::EnergyReview
            | SpecialKind::CommissionedAssessment
            | SpecialKind::OtherDepartment
            | SpecialKind::Internal
            | SpecialKind::SystemFailure
            | SpecialKind::Fees
            | SpecialKind::Other => false,
        }
    }
}

law! {
    /// Whose head may extend a limit (行政许可法 第四十二条).
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
    #[cfg_attr(feature = "types", derive(ts_rs::TS))]
    #[serde(rename_all = "kebab-case")]
    pub enum Head {
        /// 本行政机关负责人.
        #[default]
        AgencyHead,
        /// 本级人民政府负责人.
        GovernmentHead,
    }
}

impl Head {
    pub(crate) const ALL: &[Head] = &[Head::AgencyHead, Head::GovernmentHead];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Head::AgencyHead => "agency-head",
            Head::GovernmentHead => "government-head",
        }
    }

    pub(crate) fn is_agency(&self) -> bool {
        *self == Head::AgencyHead
    }
}
