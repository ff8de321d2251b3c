//! One receipt and what became of it.

use super::event::FilingEvent;
use super::said::Wrong;
use super::terms::Terms;
use super::{Event, EventType, ItemProgress, ItemState, SpecialKind, said};
use crate::calendar::{Calendar, Day, Due, merged};
use crate::review::Finding;
use crate::rulebook::{Duration, Limit, Rulebook, RunsFrom, Unit};

/// One receipt: its members start, stop and wait together, and are decided one by one.
pub(super) struct Filing<'a> {
    pub terms: Terms<'a>,
    /// Ascending by item.
    pub members: Vec<Member>,
    pub stage: Stage,
    pub received: Option<Day>,
    noticed: bool,
    noticed_late: bool,
    pub accepted: Option<Accepted>,
    pub procedures: Vec<Procedure>,
    pub extended: bool,
    taken: Vec<EventType>,
}

/// One item of a filing.
pub(super) struct Member {
    pub item: usize,
    pub decided: Option<Day>,
    pub delivered: Option<Day>,
    left: Option<Left>,
}

/// Why an item is no longer handled.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Left {
    Refused,
    Withdrawn,
}

/// How far a filing has come, before any decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stage {
    NotFiled,
    Received,
    Noticed,
    Accepted,
}

/// Acceptance: the day that counts, and how it came about.
#[derive(Clone, Copy)]
pub(super) struct Accepted {
    pub on: Day,
    how: How,
    /// The authority has said so itself (or tried to refuse).
    settled: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum How {
    /// The authority accepted.
    Authority,
    /// Silence did (行政许可法 第三十二条（四）).
    Silence,
    /// All that the notice asked for was handed in (第三十二条（五）).
    Correction,
}

/// A special procedure (行政许可法 第四十五条), or what somebody holds to be one; they may overlap.
pub(super) struct Procedure {
    pub kind: Option<SpecialKind>,
    /// The law leaves its days out of the limit.
    pub lawful: bool,
    pub since: Day,
    pub until: Option<Day>,
    /// The working days that the applicant was told it takes.
    pub told: Option<u32>,
}

impl<'a> Filing<'a> {
    pub fn new(terms: Terms<'a>, items: Vec<usize>) -> Filing<'a> {
        let member = |item| Member { item, decided: None, delivered: None, left: None };
        Filing {
            terms,
            members: items.into_iter().map(member).collect(),
            stage: Stage::NotFiled,
            received: None,
            noticed: false,
            noticed_late: false,
            accepted: None,
            procedures: Vec::new(),
            extended: false,
            taken: Vec::new(),
        }
    }

    /// Lets the days up to `day` go by: silence past the day for the notice accepts, as of receipt.
    pub fn pass(&mut self, calendar: &Calendar, day: Day, findings: &mut Vec<Finding<'a>>) {
        let (Stage::Received, Some(received)) = (self.stage, self.received) else { return };
        let Some(due) = self.notice_due(calendar, received) else { return };
        if self.is_any_live() && due.latest.is_some_and(|latest| latest < day) {
            self.accept(received, How::Silence, false);
            findings.push(said::deemed_accepted(self, received, &due));
        }
    }

    /// Takes an event for some members, or says why it cannot be.
    pub fn take(
        &mut self,
        calendar: &Calendar,
        event: &Event,
        members: &[usize],
        findings: &mut Vec<Finding<'a>>,
    ) -> Result<(), Wrong> {
        let Some(kind) = event.kind.of_filing() else { return Ok(()) };
        self.pass(calendar, event.on, findings);
        if kind != FilingEvent::Received && !self.is_any_live() {
            return Err(Wrong::Over);
        }
        match kind {
            FilingEvent::Received => self.receive(event.on),
            FilingEvent::Noticed => self.notice(calendar, event, findings),
            FilingEvent::Corrected => self.correct(event.on),
            FilingEvent::Accepted => self.accepted_by_authority(calendar, event, findings),
            FilingEvent::Refused => self.refuse(calendar, event, members, findings),
            FilingEvent::SpecialOpened => self.open_special(event, findings),
            FilingEvent::SpecialClosed => self.close_special(event),
            FilingEvent::Extended => self.extend(calendar, event, findings),
            FilingEvent::Decided => self.decide(event.on, members),
            FilingEvent::Delivered => self.deliver(event.on, members),
            FilingEvent::Withdrawn => self.withdraw(members),
        }?;
        self.taken.push(event.kind);
        Ok(())
    }

    pub fn has_taken(&self, kind: EventType) -> bool {
        self.taken.contains(&kind)
    }

    /// Nothing can happen to it any more, short of a new receipt.
    pub fn is_over(&self) -> bool {
        self.members.iter().all(|member| member.left.is_some() || member.delivered.is_some())
    }

    pub fn is_live(&self, member: usize) -> bool {
        self.members.get(member).is_some_and(|member| member.left.is_none())
    }

    /// Its clocks run: something is neither refused nor withdrawn.
    pub fn is_any_live(&self) -> bool {
        self.members.iter().any(|member| member.left.is_none())
    }

    /// The day on which the last member was decided, once all are.
    pub fn decided(&self) -> Option<Day> {
        self.last(|member| member.decided)
    }

    /// The day on which the last member was delivered, once all are.
    pub fn delivered(&self) -> Option<Day> {
        self.last(|member| member.delivered)
    }

    /// The day by which everything to correct must have been told. Only an authority's silence accepts: a tender or a
    /// drawing-review company is no licensing authority (行政许可法 第三十二条).
    pub fn notice_due(&self, calendar: &Calendar, received: Day) -> Option<Due> {
        let by_authority = self.terms.duration == Duration::Authority;
        by_authority.then(|| calendar.end(received, self.terms.notice_days, Unit::Working, &[]))
    }

    /// The day from which the limit runs: where its law says from receipt, before any acceptance too. A correction puts
    /// such a limit off (建筑工程施工许可管理办法 第五条（三）).
    pub fn runs_from(&self, limit: &Limit) -> Option<Day> {
        match limit.from {
            RunsFrom::Receipt if !self.noticed => self.received,
            RunsFrom::Receipt | RunsFrom::Acceptance => self.accepted.map(|accepted| accepted.on),
        }
    }

    /// The limit's days, with the extension.
    pub fn days(&self) -> u32 {
        let extension = self.terms.extension().filter(|_| self.extended);
        self.terms.days.saturating_add(extension.map_or(0, |extension| extension.days))
    }

    /// The decision's day, as if an open special procedure closed on `as_of`.
    pub fn decision_due(&self, calendar: &Calendar, as_of: Day) -> Option<Due> {
        let (limit, pauses) = (self.terms.limit?, merged(&self.pauses(as_of)));
        Some(calendar.end(self.runs_from(limit)?, self.days(), limit.unit, &pauses))
    }

    /// The days that do not count, as if an open special procedure closed on `as_of`.
    pub fn pauses(&self, as_of: Day) -> Vec<(Day, Day)> {
        let lawful = self.procedures.iter().filter(|one| one.lawful && one.since <= as_of);
        lawful.map(|one| (one.since, one.until.unwrap_or(as_of))).collect()
    }

    /// Whether a special procedure keeps a limit from running; one that came too late does not.
    pub fn is_paused(&self, calendar: &Calendar, limit: &Limit, days: u32) -> bool {
        let open = self.procedures.iter().filter(|procedure| procedure.lawful && procedure.until.is_none());
        let Some(since) = open.map(|procedure| procedure.since).min().filter(|_| self.decided().is_none())
        else {
            return false;
        };
        let Some(from) = self.runs_from(limit) else { return true };
        let over = |one: &Procedure| Some((one.since, one.until.filter(|_| one.lawful)?));
        let over: Vec<(Day, Day)> = self.procedures.iter().filter_map(over).collect();
        let due = calendar.end(from, days, limit.unit, &merged(&over));
        due.latest.is_none_or(|latest| since <= latest)
    }

    /// Where each member stands.
    pub fn progress(&self, rulebook: &Rulebook) -> Vec<(usize, ItemProgress)> {
        let open = || self.procedures.iter().any(|one| one.lawful && one.until.is_none());
        let stopped = self.terms.limit.map_or_else(
            || open() && self.decided().is_none(),
            |limit| self.is_paused(&rulebook.calendar, limit, self.days()),
        );
        let paused = self.is_any_live() && stopped;
        let accepted_on = self.accepted.map(|accepted| accepted.on);
        let of = |member: &Member| {
            let id = rulebook.law.items.get(member.item)?.id.clone();
            Some((member.item, ItemProgress { id, state: self.state(member, paused), accepted_on }))
        };
        self.members.iter().filter_map(of).collect()
    }

    fn state(&self, member: &Member, paused: bool) -> ItemState {
        match (member.left, self.stage) {
            (Some(Left::Refused), _) => ItemState::Refused,
            (Some(Left::Withdrawn), _) => ItemState::Withdrawn,
            (None, Stage::NotFiled) => ItemState::NotFiled,
            (None, Stage::Received) => ItemState::Received,
            (None, Stage::Noticed) => ItemState::Noticed,
            (None, Stage::Accepted) if member.delivered.is_some() => ItemState::Delivered,
            (None, Stage::Accepted) if member.decided.is_some() => ItemState::Decided,
            (None, Stage::Accepted) if paused => ItemState::Paused,
            (None, Stage::Accepted) => {
                let silent = self.accepted.is_some_and(|accepted| accepted.how == How::Silence);
                if silent { ItemState::DeemedAccepted } else { ItemState::Accepted }
            }
        }
    }

    fn accept(&mut self, on: Day, how: How, settled: bool) {
        self.stage = Stage::Accepted;
        self.accepted = Some(Accepted { on, how, settled });
    }

    fn receive(&mut self, on: Day) -> Result<(), Wrong> {
        if !self.is_any_live() {
            self.begin_again();
        }
        if self.stage != Stage::NotFiled {
            return Err(Wrong::ReceivedBefore);
        }
        self.stage = Stage::Received;
        self.received = Some(on);
        Ok(())
    }

    /// After a refusal or a withdrawal the same may be filed anew.
    fn begin_again(&mut self) {
        for member in &mut self.members {
            *member = Member { item: member.item, decided: None, delivered: None, left: None };
        }
        self.stage = Stage::NotFiled;
        (self.noticed, self.noticed_late, self.extended) = (false, false, false);
        self.accepted = None;
        self.procedures.clear();
        self.taken.clear();
    }

    fn notice(
        &mut self,
        calendar: &Calendar,
        event: &Event,
        findings: &mut Vec<Finding<'a>>,
    ) -> Result<(), Wrong> {
        match self.stage {
            Stage::Received => {
                self.stage = Stage::Noticed;
                self.noticed = true;
                Ok(())
            }
            Stage::Accepted if self.is_silent() && self.is_undecided() => {
                self.noticed_late = true;
                findings.extend(said::notice_late(self, calendar, event));
                Ok(())
            }
            Stage::NotFiled => Err(Wrong::NotReceived),
            Stage::Noticed => Err(Wrong::NoticedBefore),
            Stage::Accepted => Err(Wrong::AcceptedBefore),
        }
    }

    fn correct(&mut self, on: Day) -> Result<(), Wrong> {
        match (self.stage, self.accepted) {
            (Stage::Noticed, _) => {
                self.accept(on, How::Correction, false);
                Ok(())
            }
            (Stage::Accepted, Some(accepted))
                if accepted.how == How::Correction && !accepted.settled && self.is_untouched() =>
            {
                self.accept(on, How::Correction, false);
                Ok(())
            }
            (Stage::Accepted, Some(_)) if self.noticed_late => Ok(()),
            (Stage::NotFiled | Stage::Received | Stage::Accepted, _) => Err(Wrong::NotNoticed),
        }
    }

    fn accepted_by_authority(
        &mut self,
        calendar: &Calendar,
        event: &Event,
        findings: &mut Vec<Finding<'a>>,
    ) -> Result<(), Wrong> {
        match (self.stage, self.accepted) {
            (Stage::Accepted, Some(accepted)) if accepted.settled || accepted.how == How::Authority => {
                return Err(Wrong::AcceptedBefore);
            }
            (Stage::Accepted, Some(accepted)) => {
                if accepted.how == How::Silence {
                    findings.extend(said::acceptance_too_late(self, calendar, event));
                }
                self.accept(accepted.on, accepted.how, true);
            }
            (Stage::NotFiled | Stage::Received | Stage::Noticed | Stage::Accepted, _) => {
                self.received = self.received.or(Some(event.on));
                self.accept(event.on, How::Authority, true);
            }
        }
        Ok(())
    }

    fn refuse(
        &mut self,
        calendar: &Calendar,
        event: &Event,
        members: &[usize],
        findings: &mut Vec<Finding<'a>>,
    ) -> Result<(), Wrong> {
        match (self.stage, self.accepted.map(|accepted| accepted.how)) {
            (Stage::NotFiled, _) => Err(Wrong::NotReceived),
            (Stage::Received | Stage::Noticed, _) => self.leave(members, Left::Refused),
            (Stage::Accepted, Some(How::Silence)) if self.is_undecided() => {
                findings.extend(said::acceptance_too_late(self, calendar, event));
                Ok(())
            }
            (Stage::Accepted, Some(How::Correction)) => Err(Wrong::MustAccept),
            (Stage::Accepted, _) => Err(Wrong::AcceptedBefore),
        }
    }

    fn open_special(&mut self, event: &Event, findings: &mut Vec<Finding<'a>>) -> Result<(), Wrong> {
        self.must_be_deciding()?;
        let lawful = event.reason.is_none_or(|kind| self.terms.leaves_out(kind));
        if let Some(kind) = event.reason.filter(|_| !lawful) {
            findings.push(said::pause_not_allowed(self, event, kind));
        }
        self.procedures.push(Procedure {
            kind: event.reason,
            lawful,
            since: event.on,
            until: None,
            told: event.days,
        });
        Ok(())
    }

    /// Closes the one that is named; of several, and where none is named, the one that was opened first.
    fn close_special(&mut self, event: &Event) -> Result<(), Wrong> {
        let is_open = |one: &Procedure| {
            one.until.is_none() && (event.reason.is_none() || one.kind.is_none() || one.kind == event.reason)
        };
        let lawful = self.procedures.iter().position(|one| one.lawful && is_open(one));
        let at = lawful.or_else(|| self.procedures.iter().position(is_open));
        let procedure = at.and_then(|at| self.procedures.get_mut(at)).ok_or(Wrong::NotOpened)?;
        procedure.until = Some(event.on);
        Ok(())
    }

    fn extend(
        &mut self,
        calendar: &Calendar,
        event: &Event,
        findings: &mut Vec<Finding<'a>>,
    ) -> Result<(), Wrong> {
        self.must_be_deciding()?;
        let extension = self.terms.extension().ok_or(Wrong::NoExtension)?;
        if event.by.is_some_and(|head| head != extension.head) {
            return Err(Wrong::OtherHead);
        }
        if self.extended {
            findings.push(said::extended_twice(self, event));
            return Ok(());
        }
        let due = self.decision_due(calendar, event.on).and_then(|due| due.latest);
        if due.is_some_and(|due| due < event.on) {
            return Err(Wrong::ExtendedLate);
        }
        self.extended = true;
        Ok(())
    }

    fn decide(&mut self, on: Day, members: &[usize]) -> Result<(), Wrong> {
        self.must_be_deciding()?;
        let open = self.members_at(members).filter(|member| member.decided.is_none());
        if open.map(|member| member.decided = Some(on)).count() == 0 {
            return Err(Wrong::Over);
        }
        if !self.is_undecided() {
            let open = self.procedures.iter_mut().filter(|procedure| procedure.until.is_none());
            open.for_each(|procedure| procedure.until = Some(on));
        }
        Ok(())
    }

    fn deliver(&mut self, on: Day, members: &[usize]) -> Result<(), Wrong> {
        let ready =
            self.members_at(members).filter(|member| member.decided.is_some() && member.delivered.is_none());
        if ready.map(|member| member.delivered = Some(on)).count() == 0 {
            return Err(Wrong::NotDecided);
        }
        Ok(())
    }

    fn withdraw(&mut self, members: &[usize]) -> Result<(), Wrong> {
        if self.stage == Stage::NotFiled {
            return Err(Wrong::NotReceived);
        }
        self.leave(members, Left::Withdrawn)
    }

    fn leave(&mut self, members: &[usize], left: Left) -> Result<(), Wrong> {
        let open = self.members_at(members).filter(|member| member.decided.is_none());
        if open.map(|member| member.left = Some(left)).count() == 0 { Err(Wrong::Over) } else { Ok(()) }
    }

    fn must_be_deciding(&self) -> Result<(), Wrong> {
        match self.stage {
            Stage::Accepted if self.is_undecided() => Ok(()),
            Stage::Accepted => Err(Wrong::Over),
            Stage::NotFiled | Stage::Received | Stage::Noticed => Err(Wrong::NotAccepted),
        }
    }

    /// The named members that are neither refused nor withdrawn.
    fn members_at(&mut self, at: &[usize]) -> impl Iterator<Item = &mut Member> {
        let members = self.members.iter_mut().enumerate();
        members.filter(|(n, member)| at.contains(n) && member.left.is_none()).map(|(_, member)| member)
    }

    fn is_undecided(&self) -> bool {
        self.members.iter().any(|member| member.left.is_none() && member.decided.is_none())
    }

    /// Nothing of it is decided: what is decided was accepted before.
    fn is_untouched(&self) -> bool {
        self.is_any_live() && self.members.iter().all(|member| member.decided.is_none())
    }

    fn is_silent(&self) -> bool {
        self.accepted.is_some_and(|accepted| accepted.how == How::Silence)
    }

    fn last(&self, day: impl Fn(&Member) -> Option<Day>) -> Option<Day> {
        let live = || self.members.iter().filter(|member| member.left.is_none());
        if live().all(|member| day(member).is_some()) { live().filter_map(day).max() } else { None }
    }
}
