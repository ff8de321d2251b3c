//! The clocks of the rulebook's own duties: what the applicant, or the government's people, have to do in time.

use super::clocks::{Hands, Run};
use super::event::FilingEvent;
use super::filing::Filing;
use super::{Clock, ClockKind, Event, Who, said};
use crate::calendar::Day;
use crate::review::Finding;
use crate::rulebook::{Duty, Occasion};

/// One clock for each duty whose time has begun; where it began more than once, for the last time.
pub(super) fn clocks<'a>(
    hands: &Hands<'a>,
    events: &'a [Event],
    filings: &[Filing<'_>],
    findings: &mut Vec<Finding<'a>>,
) -> Vec<Clock<'a>> {
    let duties = &hands.rulebook.law.duties;
    let told = |event: &&Event| !event.kind.is_of_filing() && event.on <= hands.on;
    let idle = |event: &&Event| !duties.iter().any(|duty| duty.events().any(|kind| kind == event.kind));
    let place = &hands.rulebook.law.name;
    findings.extend(events.iter().filter(told).filter(idle).map(|event| said::no_duty(place, event)));
    let story = Story { hands, events, filings };
    duties.iter().filter_map(|duty| story.clock(duty, findings)).collect()
}

/// What has happened to the project.
struct Story<'s, 'a> {
    hands: &'s Hands<'a>,
    events: &'a [Event],
    filings: &'s [Filing<'s>],
}

impl<'a> Story<'_, 'a> {
    fn clock(&self, duty: &'a Duty, findings: &mut Vec<Finding<'a>>) -> Option<Clock<'a>> {
        let started = |day: &Day| *day <= self.hands.on || duty.before;
        let from = self.days(&duty.starts).into_iter().filter(started).max()?;
        let until = self.days(&duty.met).into_iter().filter(|day| *day <= self.hands.on);
        let calendar = &self.hands.rulebook.calendar;
        if duty.before {
            let met = until.max();
            let due = calendar.days_before(from, duty.days, duty.unit);
            return Some(Clock { from, ..self.of(duty, self.hands.until(due, met)) });
        }
        let met = until.filter(|day| *day >= from).min();
        let days = duty.days.saturating_add(self.more_days(duty, from, findings));
        let due = calendar.end(from, days, duty.unit, &[]);
        let run = Run { unit: duty.unit, ..self.hands.run(from, due, days, met) };
        Some(self.of(duty, run))
    }

    fn of(&self, duty: &'a Duty, run: Run) -> Clock<'a> {
        let kind = match duty.who {
            Who::Applicant => ClockKind::Applicant,
            Who::Authority => ClockKind::Statutory,
            Who::ThirdParty => ClockKind::ThirdParty,
            Who::Agent => ClockKind::Agent,
        };
        let clock = self.hands.clock(run, kind, duty.who, said::own_duty(duty), &duty.basis);
        Clock { item: duty.item.as_deref(), note: duty.note.as_ref(), ..clock }
    }

    /// The days that an office has added.
    fn more_days(&self, duty: &'a Duty, from: Day, findings: &mut Vec<Finding<'a>>) -> u32 {
        let Some(extends) = &duty.extends else { return 0 };
        let given = self.events.iter().filter(|event| event.kind == extends.event);
        let mut times = 0;
        for event in given.filter(|event| (from..=self.hands.on).contains(&event.on)) {
            if times == extends.times {
                findings.push(said::put_off_too_often(duty, event, extends.times));
            } else {
                times += 1;
            }
        }
        extends.days.saturating_mul(times)
    }

    /// The days on which something happened.
    fn days(&self, occasion: &Occasion) -> Vec<Day> {
        let Some((item, kind)) = occasion.item.as_ref().zip(occasion.event.of_filing()) else {
            let told = self.events.iter().filter(|event| event.kind == occasion.event);
            return told.map(|event| event.on).collect();
        };
        let Some(item) = self.hands.rulebook.item(item) else { return Vec::new() };
        let filed = self.filings.iter().filter(|filing| filing.is_any_live());
        filed.filter_map(|filing| day_of(filing, item, kind)).collect()
    }
}

/// The day on which something happened to an item.
fn day_of(filing: &Filing<'_>, item: usize, event: FilingEvent) -> Option<Day> {
    let member = filing.members.iter().find(|member| member.item == item)?;
    match event {
        FilingEvent::Received => filing.received,
        FilingEvent::Accepted => filing.accepted.map(|accepted| accepted.on),
        FilingEvent::Decided => member.decided,
        FilingEvent::Delivered => member.delivered,
        FilingEvent::Noticed
        | FilingEvent::Corrected
        | FilingEvent::Refused
        | FilingEvent::SpecialOpened
        | FilingEvent::SpecialClosed
        | FilingEvent::Extended
        | FilingEvent::Withdrawn => None,
    }
}
