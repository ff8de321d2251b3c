//! The clocks behind: given what has happened, which duty is running, and when is it due.
//!
//! One receipt is one [`filing`]: an item, or all that is ticked in a joint program. Its law in short
//! (中华人民共和国行政许可法):
//!
//! - Papers incomplete: everything to correct is told once, within five days of receipt; after that silence has
//!   accepted the application, as of *receipt* (第三十二条（四）). All that was asked for handed in: it must be accepted
//!   （五), and counts as accepted on the day when the last paper came.
//! - The decision is due within the item's limit from acceptance, or from receipt where its law says so
//!   (第四十二条); longer once, by whoever may say so, before it ends.
//! - Days of special procedures do not count (第四十五条); they revive no period that has ended.
//! - What was granted is delivered within ten days of the decision (第四十四条).
//!
//! Beside what was filed run the rulebook's own [`duties`] (the applicant's, the government's), the place's [`total`],
//! and what was promised.
//!
//! What happens after `on` has not happened yet; what the order of events makes impossible is told and left out.

mod clocks;
mod duties;
mod event;
mod filing;
mod said;
mod terms;
#[cfg(test)]
mod tests;
mod total;

use serde::Serialize;

use crate::application::Application;
use crate::calendar::{CountingChoice, CountingChoiceCode, Day, Due, Skipped};
use crate::json::law;
use crate::review::{Answers, Finding, basket, ticked};
use crate::rulebook::{Basis, Rulebook};
use crate::sort;
use crate::text::Text;
use clocks::Hands;
pub use event::{Event, EventType, Head, SpecialKind};
use filing::Filing;
use said::Wrong;
pub(crate) use said::notice_basis;
use terms::Terms;

/// Follows a case up to a day. Total: events that make no sense become findings.
pub fn progress<'a>(rulebook: &'a Rulebook, case: &'a Case, on: Day) -> Progress<'a> {
    let rulebook = rulebook.on(on);
    let answers = Answers::new(rulebook, &case.application);
    let items = items_of(&answers, case);
    let mut filings = filings(&answers, &items);
    let mut findings = Vec::new();
    take_events(rulebook, case, on, &mut filings, &mut findings);
    for filing in &mut filings {
        filing.pass(&rulebook.calendar, on, &mut findings);
    }
    let hands = Hands { rulebook, on, pause_until: case.pause_until };
    let mut clocks: Vec<Clock> = Vec::new();
    for filing in &filings {
        clocks.extend(clocks::of_filing(&hands, filing));
        findings.extend(said::unmarked(filing));
    }
    findings.extend(clocks.iter().filter_map(|clock| said::pledge_overdue(rulebook, clock)));
    let promises = clocks::of_promises(&hands, &answers, &case.application, &filings);
    findings.extend(promises.iter().filter_map(|clock| said::broken(rulebook, clock)));
    clocks.extend(promises);
    clocks.extend(total::clocks(&hands, &answers, &filings));
    clocks.extend(duties::clocks(&hands, &case.events, &filings, &mut findings));
    let mut items: Vec<(usize, ItemProgress)> =
        filings.iter().flat_map(|filing| filing.progress(rulebook)).collect();
    sort::by_key(&mut items, |(item, _)| *item);
    Progress {
        rulebook: rulebook.version().clone(),
        calendar: rulebook.calendar_version().clone(),
        on,
        items: items.into_iter().map(|(_, progress)| progress).collect(),
        choices: choices_of(&clocks),
        clocks,
        findings,
    }
}

/// What the clocks were counted by, in words.
fn choices_of(clocks: &[Clock]) -> Vec<CountingChoice> {
    let named = |code: &CountingChoiceCode| clocks.iter().any(|clock| clock.choices.contains(code));
    CountingChoiceCode::ALL.into_iter().filter(named).map(CountingChoiceCode::told).collect()
}

/// The items of a case, in the rulebook's order: those wished for; where none is, the basket and every item that an
/// event names (what is decided leaves the basket once its outcome is in hand).
fn items_of(answers: &Answers<'_>, case: &Case) -> Vec<usize> {
    let mut items = basket(answers);
    if case.application.items.is_empty() {
        let events = case.events.iter().filter(|event| event.kind.is_of_filing());
        let named = events.flat_map(|event| event.items.iter().flatten());
        items.extend(named.filter_map(|id| answers.rulebook.item(id)));
        sort::once(&mut items);
    }
    items
}

/// One filing per joint program, and one per other item, in the order of their first items.
fn filings<'a>(answers: &Answers<'a>, items: &[usize]) -> Vec<Filing<'a>> {
    let law = &answers.rulebook.law;
    let mut is_free = vec![false; law.items.len()];
    let mut mark =
        |item: usize, free: bool| is_free.get_mut(item).is_some_and(|slot| std::mem::replace(slot, free));
    items.iter().for_each(|item| {
        mark(*item, true);
    });
    let mut filings = Vec::new();
    for joint in ticked(answers) {
        let Some(program) = law.programs.get(joint.program) else { continue };
        let mut members: Vec<usize> = joint.items.into_iter().filter(|item| mark(*item, false)).collect();
        sort::ascending(&mut members);
        if let Some(terms) = Terms::of_program(law, program, &members) {
            filings.push(Filing::new(terms, members));
        }
    }
    for item in items.iter().filter(|item| mark(**item, false)) {
        filings.extend(Terms::of_item(answers, *item).map(|terms| Filing::new(terms, vec![*item])));
    }
    sort::by_key(&mut filings, |filing| filing.members.first().map(|member| member.item));
    filings
}

fn take_events<'a>(
    rulebook: &'a Rulebook,
    case: &'a Case,
    on: Day,
    filings: &mut [Filing<'a>],
    findings: &mut Vec<Finding<'a>>,
) {
    let mut place: Vec<Option<(usize, usize)>> = vec![None; rulebook.law.items.len()];
    for (n, filing) in filings.iter().enumerate() {
        for (m, member) in filing.members.iter().enumerate() {
            if let Some(slot) = place.get_mut(member.item) {
                *slot = Some((n, m));
            }
        }
    }
    let mut events: Vec<&Event> = case.events.iter().collect();
    sort::by_key(&mut events, |event| event.on);
    for event in events {
        // The end of a permit is known before it comes.
        if event.on > on && event.kind != EventType::Expires {
            findings.push(said::in_future(&rulebook.law, event, on));
        }
        if event.on > on || !event.kind.is_of_filing() {
            continue;
        }
        match &event.items {
            None => take_by_all(rulebook, event, filings, findings),
            Some(items) => {
                for (filing, members) in named(rulebook, event, items, &place, findings) {
                    if let Some(filing) = filings.get_mut(filing) {
                        let wrong = filing.take(&rulebook.calendar, event, &members, findings).err();
                        findings.extend(wrong.map(|wrong| said::out_of_order(filing, event, wrong)));
                    }
                }
            }
        }
    }
}

/// The filings that an event names, and which of their members.
fn named<'a>(
    rulebook: &Rulebook,
    event: &Event,
    items: &'a [String],
    place: &[Option<(usize, usize)>],
    findings: &mut Vec<Finding<'a>>,
) -> Vec<(usize, Vec<usize>)> {
    let mut places = Vec::new();
    for id in items {
        match rulebook.item(id).and_then(|item| place.get(item).copied().flatten()) {
            Some(place) => places.push(place),
            None => findings.push(said::not_in_case(event, id)),
        }
    }
    sort::each_once(&mut places);
    let mut named: Vec<(usize, Vec<usize>)> = Vec::new();
    for (filing, member) in places {
        match named.last_mut().filter(|(last, _)| *last == filing) {
            Some((_, members)) => members.push(member),
            None => named.push((filing, vec![member])),
        }
    }
    named
}

/// An event without items happens to the whole case. Where some filing can take it, those that are over, or have
/// taken it by name before, are not meant.
fn take_by_all<'a>(
    rulebook: &Rulebook,
    event: &Event,
    filings: &mut [Filing<'a>],
    findings: &mut Vec<Finding<'a>>,
) {
    let mut wrongs: Vec<(usize, Wrong, bool)> = Vec::new();
    let mut taken = false;
    for (n, filing) in filings.iter_mut().enumerate() {
        let members: Vec<usize> = (0..filing.members.len()).filter(|m| filing.is_live(*m)).collect();
        filing.pass(&rulebook.calendar, event.on, findings);
        let excused = filing.has_taken(event.kind) || filing.is_over();
        match filing.take(&rulebook.calendar, event, &members, findings) {
            Ok(()) => taken = true,
            Err(wrong) => wrongs.push((n, wrong, excused)),
        }
    }
    for (n, wrong, excused) in wrongs {
        if let Some(filing) = filings.get(n).filter(|_| !(taken && excused)) {
            findings.push(said::out_of_order(filing, event, wrong));
        }
    }
}

/// An application and what has happened to it.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Case {
    pub application: Application,
    pub events: Vec<Event>,
    /// Asks what becomes of each limit if a special procedure were opened now, until and with this day.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "types", ts(optional))]
    pub pause_until: Option<Day>,
}

/// Where every item of a case stands, and every clock.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Progress<'a> {
    pub rulebook: crate::review::Version,
    pub calendar: crate::review::CalendarVersion,
    pub on: Day,
    pub items: Vec<ItemProgress>,
    pub clocks: Vec<Clock<'a>>,
    /// The ways of counting that the clocks name, each once.
    pub choices: Vec<CountingChoice>,
    pub findings: Vec<Finding<'a>>,
}

/// Where an item stands.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct ItemProgress {
    pub id: String,
    pub state: ItemState,
    /// The day of acceptance; of *receipt* where silence accepted it (行政许可法 第三十二条（四）).
    pub accepted_on: Option<Day>,
}

/// The states of an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum ItemState {
    NotFiled,
    Received,
    /// Told what to correct; the applicant's turn.
    Noticed,
    Accepted,
    DeemedAccepted,
    Paused,
    Decided,
    Delivered,
    Refused,
    Withdrawn,
}

/// One duty and its time.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Clock<'a> {
    pub kind: ClockKind,
    pub who: Who,
    /// What has to be done, and by whom.
    pub duty: Text,
    /// Absent for a joint clock.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "types", ts(optional))]
    pub item: Option<&'a str>,
    /// The program whose joint clock this is.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "types", ts(optional))]
    pub program: Option<&'a str>,
    /// The day that the time is counted from; of a duty that is counted back, after the due day.
    pub from: Day,
    pub due: Due,
    /// Days used so far, in the limit's unit.
    pub used: u32,
    /// Days left; negative when overdue; null where the calendar leaves it open.
    pub left: Option<i32>,
    pub state: ClockState,
    /// The narrowest of the rulebook's bands that `left` is within.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "types", ts(optional))]
    pub band: Option<u32>,
    /// The days from the start to the due day that do not count, and why.
    pub skipped: Vec<Skipped>,
    /// How the due day was counted, where the law leaves it open; in words in the progress's `choices`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<Vec<CountingChoiceCode>>"))]
    pub choices: Vec<CountingChoiceCode>,
    /// The due day under the case's `pauseUntil`; of what such a pause can move.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "types", ts(optional))]
    pub if_paused: Option<Due>,
    pub basis: &'a Basis,
    /// How the law was read where it can be read in more than one way.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "types", ts(optional))]
    pub note: Option<&'a Text>,
}

law! {
    /// Whose duty it is.
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
    #[cfg_attr(feature = "types", derive(ts_rs::TS))]
    #[serde(rename_all = "kebab-case")]
    pub enum Who {
        #[default]
        Applicant,
        /// The office that accepts and decides.
        Authority,
        /// An expert panel, a laboratory, a drawing-review company.
        ThirdParty,
        /// Whoever pushes the project on for the government: 帮办代办.
        Agent,
    }
}

impl Who {
    pub(crate) fn is_applicant(&self) -> bool {
        *self == Who::Applicant
    }
}

/// The kinds of clocks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum ClockKind {
    Statutory,
    /// The limit that the place pledges; never extended.
    Pledged,
    /// The place's total for all approvals of the project: the days on which an authority had something to decide.
    Total,
    Notice,
    Promise,
    /// A duty of the government's own people.
    Agent,
    /// A duty of the applicant.
    Applicant,
    /// A special procedure that somebody else carries out.
    ThirdParty,
}

/// How a clock stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum ClockState {
    Running,
    Paused,
    DueSoon,
    Overdue,
    Met,
}
