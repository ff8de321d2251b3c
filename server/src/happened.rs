//! What somebody says has happened to a case: it moves a clock, and no paper is written for it.

use yushen::application::Application;
use yushen::calendar::Day;
use yushen::progress::{Case, Event as CaseEvent, EventType, progress};
use yushen::review::FindingCode;
use yushen::rulebook::Rulebook;
use yushen::text::Text;

use crate::body::Body;
use crate::house::House;
use crate::problem::Problem;
use crate::store::{Event, Logged, Submission};
use crate::story;

const MEMBERS: &[&str] = &["id", "type", "on", "items", "reason", "days", "by"];

/// The kinds that are told this way: what a hand-in, an amendment or a paper of the office says already is not.
pub fn kinds() -> impl Iterator<Item = EventType> {
    let told_otherwise = [
        EventType::Received,
        EventType::Noticed,
        EventType::Corrected,
        EventType::Accepted,
        EventType::Refused,
        EventType::Withdrawn,
    ];
    EventType::ALL.iter().copied().filter(move |kind| !told_otherwise.contains(kind))
}

/// The line in the log. Refused where the order of events makes it impossible, and where it lies ahead.
pub fn happened(
    house: &House,
    standing: &Submission,
    log: &[Logged],
    kind: EventType,
    id: String,
    body_hash: String,
    body: Body<'_>,
) -> Result<Event, Problem> {
    let now = house.clock.now();
    let rulebook = house.shelf.rulebook(&standing.rulebook, "")?;
    let mut body = body.within(MEMBERS);
    let on = body.day("on").unwrap_or(now.on);
    let text = body.without("id");
    let read = if body.raw("on").is_some_and(|on| on != "null") {
        CaseEvent::read(rulebook, &text)
    } else {
        CaseEvent::read(rulebook, &dated(&text, &now.on.to_string()))
    };
    let read = body.placed("", read);
    let event = body.end(read)?;
    if on > now.on && kind != EventType::Expires {
        return Err(Problem::ahead());
    }
    follows(rulebook, standing, log, &event, now.on)?;
    let detail = yushen::json::write(&event)?;
    Ok(Event { on: on.to_string(), detail: Some(detail), ..Event::new(id, body_hash, kind.name(), &now) })
}

/// The object with today as its day.
fn dated(text: &str, on: &str) -> String {
    let mut members: serde_json::Map<String, serde_json::Value> =
        serde_json::from_str(text).unwrap_or_default();
    members.insert("on".to_owned(), on.into());
    serde_json::Value::from(members).to_string()
}

/// Whether the rules can take the event after all that has happened.
fn follows(
    rulebook: &Rulebook,
    standing: &Submission,
    log: &[Logged],
    event: &CaseEvent,
    on: Day,
) -> Result<(), Problem> {
    let application = Application::read(rulebook, &standing.application)?;
    let events = story::events(rulebook, log);
    let refused = |events: Vec<CaseEvent>| -> Vec<Text> {
        let case = Case { application: application.clone(), events, pause_until: None };
        let findings = progress(rulebook, &case, on).findings;
        let refused = findings.into_iter().filter(|finding| {
            matches!(
                finding.code,
                FindingCode::EventOutOfOrder | FindingCode::NotInCase | FindingCode::ExtendedTwice
            )
        });
        refused.map(|finding| finding.reason.text.into_owned()).collect()
    };
    let before = refused(events.clone());
    let after = refused(events.into_iter().chain([event.clone()]).collect());
    match after.into_iter().find(|text| !before.contains(text)) {
        Some(why) => Err(Problem::out_of_order(&why)),
        None => Ok(()),
    }
}
