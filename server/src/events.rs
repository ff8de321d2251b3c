//! `/submissions/{id}/events`: every change of state is one appended event.

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use yushen::progress::EventType;

use crate::body::Body;
use crate::house::{House, Shared, json};
use crate::problem::Problem;
use crate::request::{JsonText, Key};
use crate::store::{Appended, Event, Logged, Submission};
use crate::submissions::{Holder, Intent, Receipt, opened, review_again};
use crate::{happened, office};

/// What may happen to a submission: by its applicant, or by the office.
#[derive(Clone, Copy)]
enum Change {
    Amended,
    Withdrawn,
    Office(office::Act),
    Happened(EventType),
}

const CHANGES: &[(&str, Change)] = &[
    ("amended", Change::Amended),
    ("withdrawn", Change::Withdrawn),
    ("noticed", Change::Office(office::Act::Noticed)),
    ("accepted", Change::Office(office::Act::Accepted)),
    ("refused", Change::Office(office::Act::Refused)),
];

const MEMBERS: &[&str] =
    &["id", "type", "acknowledged", "application", "review", "adds", "reason", "on", "items", "days", "by"];

/// All that may be told: changes, and what has happened.
fn known() -> Vec<(&'static str, Change)> {
    let happened = happened::kinds().map(|kind| (kind.name(), Change::Happened(kind)));
    CHANGES.iter().copied().chain(happened).collect()
}

/// `POST /submissions/{id}/events`: 201 when it is appended, 200 when the very same was appended before.
pub async fn post(
    house: Shared,
    Path(id): Path<String>,
    key: Key,
    JsonText(text): JsonText,
) -> Result<Response, Problem> {
    let (standing, holder) = opened(&house, &id, &key).await?;
    let mut body = Body::read(&text, MEMBERS)?;
    let body_hash = body.hash();
    let (event, change) = (body.uuid("id"), body.word("type", &known()));
    if let Some(event) = &event
        && let Some(before) = house.store.event_body(&standing.id, event).await?
    {
        return again(&standing, &before, &body_hash);
    }
    if standing.state == "withdrawn" {
        return Err(Problem::already_withdrawn());
    }
    let Some((id, change)) = event.zip(change) else {
        return Err(body.end::<()>(None).err().map_or_else(Problem::no_submission, Problem::input));
    };
    let (changed, event, appended) = match (change, holder) {
        (Change::Amended, Holder::Applicant) => {
            let (changed, event) = amended(&house, standing, id, body_hash, body)?;
            let appended = house.store.change(&changed, &event).await?;
            (changed, event, appended)
        }
        (Change::Withdrawn, Holder::Applicant) => {
            let (changed, event) = withdrawn(&house, standing, id, body_hash, body)?;
            let appended = house.store.change(&changed, &event).await?;
            (changed, event, appended)
        }
        (Change::Office(act), Holder::Office) => {
            let log = house.store.events(&standing.id).await?;
            let event = office::act(&house, &standing, &log, act, id, body_hash, body)?;
            noted(&house, standing, &log, event).await?
        }
        // The office tells of what was filed; of the project, whoever knows.
        (Change::Happened(kind), holder) if matches!(holder, Holder::Office) || !kind.is_of_filing() => {
            let log = house.store.events(&standing.id).await?;
            let event = happened::happened(&house, &standing, &log, kind, id, body_hash, body)?;
            noted(&house, standing, &log, event).await?
        }
        (Change::Amended | Change::Withdrawn, Holder::Office)
        | (Change::Office(_) | Change::Happened(_), _) => {
            return Err(Problem::not_yours());
        }
    };
    match appended {
        Appended::Now => Ok((StatusCode::CREATED, json(&Receipt::of(&changed)?)?).into_response()),
        Appended::Before(before) => again(&changed, &before, &event.body_hash),
        Appended::Closed => Err(Problem::already_withdrawn()),
        Appended::Moved => Err(Problem::moved()),
    }
}

/// Appended, if nothing has happened since the log was read.
async fn noted(
    house: &House,
    standing: Submission,
    log: &[Logged],
    event: Event,
) -> Result<(Submission, Event, Appended), Problem> {
    let last = log.last().map(|line| line.hash.as_str()).unwrap_or_default();
    let appended = house.store.note(&standing.id, last, &event).await?;
    Ok((standing, event, appended))
}

/// The answer to an event whose id is taken.
fn again(standing: &Submission, before: &str, body_hash: &str) -> Result<Response, Problem> {
    if before == body_hash { json(&Receipt::of(standing)?) } else { Err(Problem::other_body()) }
}

fn withdrawn(
    house: &House,
    standing: Submission,
    id: String,
    body_hash: String,
    body: Body<'_>,
) -> Result<(Submission, Event), Problem> {
    body.only(&["id", "type"])?;
    let now = house.clock.now();
    let event = Event::new(id, body_hash, "withdrawn", &now);
    Ok((Submission { state: "withdrawn".to_owned(), ..standing }, event))
}

/// The submission as it stands after the change, and the change's line in the log.
fn amended(
    house: &House,
    standing: Submission,
    id: String,
    body_hash: String,
    body: Body<'_>,
) -> Result<(Submission, Event), Problem> {
    let now = house.clock.now();
    let rulebook = house.shelf.rulebook(&standing.rulebook, "/application/rulebook")?;
    let intent = Intent::stored(&standing.intent);
    let body = body.within(&["id", "type", "acknowledged", "application", "review"]);
    let (reviewed, _) = review_again(house, body, Some(rulebook), Some(intent), now.on)?;
    let after = Submission {
        rulebook_hash: reviewed.rulebook_hash,
        calendar_hash: reviewed.calendar_hash,
        application: reviewed.application,
        review: reviewed.review.get().to_owned(),
        verdict: reviewed.verdict.to_owned(),
        agreed: reviewed.agreed,
        ..standing
    };
    let event = Event {
        application: Some(after.application.clone()),
        review: Some(after.review.clone()),
        agreed: after.agreed,
        ..Event::new(id, body_hash, "amended", &now)
    };
    Ok((after, event))
}
